"""What a person sees of a run: progress, refusals, warnings, and the summary at its end."""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from .extraction import Listener, Tally
from .readers import STDIN, Meter, Refusal
from .readers.walk import Walk

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

# A folder of ten thousand broken files shall not scroll everything else away.
_SHOWN = 20
# Seconds between two lines of progress in a log.
_EVERY = 30.0


class Report(Listener):
    """Tells of a run on a console; a context manager.

    Args:
        console: where to speak; a bar on a terminal, a line now and then in a log.
        inputs: what is read, to know how much there is.
        output: the folder that is written to, or None.
        meter: knows how much of it was read.
        quiet: tell of refusals only.
    """

    def __init__(
        self, console: Console, inputs: Iterable[str], output: Path | None, meter: Meter, *, quiet: bool
    ) -> None:
        self._console = console
        self._inputs = list(inputs)
        self._output = output
        self._meter = meter
        self._quiet = quiet
        self._began = self._said = time.monotonic()
        self._tally = Tally()
        self._refusals = self._warnings = 0
        self._total: int | None = None
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Report:
        if self._quiet or not self._console.is_terminal:
            return self
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

        self._total = self._bytes()
        self._bar = Progress(
            SpinnerColumn(), BarColumn(), TextColumn("{task.description}"), console=self._console, transient=True
        )
        self._task = self._bar.add_task("starting", total=self._total)
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()
        hidden = self._refusals - _SHOWN
        if hidden > 0:
            where = (
                f"; all are in {self._output / 'rejects.jsonl'}" if self._output else "; give --output DIR to see all"
            )
            self._say(f"… and {hidden:,} more rejected{where}")

    def position(self) -> int:
        """How many bytes were read."""
        return self._meter.position

    def refused(self, words: str) -> None:
        """Say the first few refusals."""
        self._refusals += 1
        if self._refusals <= _SHOWN:
            self._say(words)

    def warned(self, words: str) -> None:
        """Say the first few warnings."""
        self._warnings += 1
        if self._warnings <= _SHOWN and not self._quiet:
            self._say(f"warning: {words}")

    def advanced(self, tally: Tally) -> None:
        """Move the bar, or write a line if the last one is a while ago."""
        self._tally = tally
        if self._quiet:
            return
        now = time.monotonic()
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=tally.position, description=self._line())
        elif now - self._said >= _EVERY:
            self._said = now
            if self._total is None:
                self._total = self._bytes()
            self._say(self._line())

    def _line(self) -> str:
        tally, seconds = self._tally, max(time.monotonic() - self._began, 0.001)
        articles = tally.states.total()
        words = (
            f"{articles:,} articles ({tally.states['unchanged']:,} unchanged), {tally.statistics.total():,} records, "
            f"{tally.rejects.total():,} rejects, {articles / seconds:,.0f} articles/s"
        )
        # What is read and not yet extracted is not done, and of nothing done nothing follows.
        if self._total and 0 < tally.position <= self._total:
            left = seconds / tally.position * (self._total - tally.position)
            words += f", {int(left // 60)}:{int(left % 60):02} left"
        return words

    def _bytes(self) -> int | None:
        """How many bytes the files have; None where standard input, whose end nobody knows, is among them."""
        if STDIN in self._inputs:
            return None
        walk = Walk(skip=self._output, several=True)
        total = 0
        for name in self._inputs:
            for path in walk.files(name):
                # A file that cannot be read is told by the reader.
                with suppress(OSError):
                    total += 0 if isinstance(path, Refusal) else path.stat().st_size
        return total

    def _say(self, words: str) -> None:
        self._console.print(words, highlight=False, markup=False, soft_wrap=True)

    def summarise(self, tally: Tally) -> None:
        """Say what the run came to."""
        seconds = time.monotonic() - self._began
        states, made = tally.states, tally.articles
        lines = [f"articles  {made['extracted']:>9,} extracted, {made['rejected']:,} rejected"]
        more = [
            (states["unchanged"], "unchanged"),
            (states["changed"], "changed"),
            (states["again"], "extracted again"),
            (made["duplicate"], "duplicates"),
        ]
        lines[0] += "".join(f", {number:,} {words}" for number, words in more if number)
        kinds = ", ".join(f"{name} {number:,}" for name, number in tally.statistics.most_common())
        lines.append(f"records   {tally.statistics.total():>9,}" + (f" ({kinds})" if kinds else ""))
        if tally.rejects:
            checks = ", ".join(f"{name} {number:,}" for name, number in tally.rejects.most_common())
            lines.append(f"rejects   {tally.rejects.total():>9,} ({checks})")
        if tally.warnings:
            lines.append(f"warnings  {tally.warnings:>9,} in {tally.warned:,} articles; see articles.jsonl")
        if tally.outdated:
            lines.append(
                f"{tally.outdated:,} unchanged articles were extracted by another version of the pipeline; "
                "--force extracts them again"
            )
        extracted = made.total()
        if extracted >= 100:
            lines.append(f"rate      {extracted / seconds:>9,.1f} articles/s")
        if self._output is not None:
            lines.append(f"written to {self._output}" if tally.written else f"nothing new; {self._output} is as it was")
        self._say("\n".join(lines))
