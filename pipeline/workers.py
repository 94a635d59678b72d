"""Workers: processes that extract chunks of articles, and what is done when one dies.

`ProcessPoolExecutor` says so when a worker dies, where `Pool` and `nlp.pipe`
hang. Which article did it is then found by halving: every chunk that was under
way is tried again, alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from .ledger import pack
from .readers import Read, Refusal
from .records import refused_article_row
from .refusals import id_of, out_of_time, refused_read, worker_died
from .start_up import import_lightly
from .time_limit import HARD
from .writers import to_line

# So many articles take less time than a process takes to start.
FEW = 8
# Small enough that a kill loses little and workers end together, large enough to share the check of a frame.
CHUNK = 64


@dataclass(frozen=True, slots=True)
class Job:
    """An article to be extracted.

    Attributes:
        key: its name within the ledger.
        id: the article's id; no chunk has one twice.
        fingerprint: digest of what was read.
        read: what was read.
        state: ``new``, ``changed`` or ``again``.
        position: how far in the inputs it ends, in bytes.
    """

    key: str
    id: str
    fingerprint: bytes
    read: Read
    state: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """An article after extraction, ready for the ledger."""

    status: str
    sha256: str | None
    lines: bytes
    statistics: Counter[str] = field(default_factory=Counter)
    # Check and words of each refusal, and the warnings.
    rejects: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Settings:
    """What each worker is told once."""

    mentions: bool = False
    time_limit: float | None = None
    # Called first in each worker; tests put another pipeline in here.
    prepare: Callable[[], None] | None = None


def extract_chunk(reads: list[Read], settings: Settings, *, hard: bool = False) -> list[Done]:
    """Extract articles of distinct ids, in this process."""
    from .batch import Batch

    batch = Batch(mentions=settings.mentions, time_limit=settings.time_limit, hard_limit=hard)
    (chunk,) = batch.run(reads)
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name in ("records", "mentions", "articles", "rejects"):
        for row in getattr(chunk, name):
            rows.setdefault(row["article_id"], {}).setdefault(name, []).append(row)
    return [_done(rows.get(id_of(read) or "", {})) for read in reads]


def _done(rows: dict[str, list[dict[str, Any]]]) -> Done:
    lines = {name: [to_line(row) for row in of_name] for name, of_name in rows.items()}
    article = rows["articles"][0] if rows.get("articles") else {"status": "rejected", "sha256": None, "warnings": []}
    extracted = article["status"] == "extracted"
    return Done(
        status=article["status"],
        sha256=article["sha256"] if extracted else None,
        lines=pack(lines),
        statistics=Counter(row["statistic"] for row in rows.get("records", [])),
        rejects=[(row["check"], _words(row)) for row in rows.get("rejects", [])],
        warnings=list(article["warnings"]),
    )


def _words(row: dict[str, Any]) -> str:
    # A refused record does not name its place in its reason, an article does.
    place = "" if row["kind"] in ("article", "input") else f"{row['article_id']}: {row['kind']}: "
    return f"{place}{row['reason']} [{row['check']}]"


class Workers:
    """Extracts chunks, in order, by so many processes; a context manager.

    Args:
        number: how many processes; 0 extracts in this one, without protection from what kills it.
        settings: what each of them is told.
        few: if there are no more articles than this, they are extracted in this process.
    """

    def __init__(self, number: int, settings: Settings, *, few: int = 0) -> None:
        self.number = number
        self.settings = settings
        self.few = few
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._end(at_once=kind is not None)

    def run(self, chunks: Iterable[list[Job]]) -> Iterator[tuple[list[Job], list[Done]]]:
        """Each chunk with its results, in the order of the chunks."""
        waiting = iter(chunks)
        opening = list(islice(waiting, 2))
        few = len(opening) == 1 and len(opening[0]) <= self.few
        waiting = chain(opening, waiting)
        if few or not self.number:
            for chunk in waiting:
                yield chunk, extract_chunk([job.read for job in chunk], self.settings)
            return
        under_way: deque[tuple[list[Job], Future[list[Done]] | None]] = deque()
        more = True
        while True:
            # One more than there are workers, so that none waits while this process writes.
            while more and len(under_way) <= self.number:
                following = next(waiting, None)
                if following is None:
                    more = False
                else:
                    under_way.append((following, self._submit(following)))
            if not under_way:
                return
            chunk, future = under_way[0]
            try:
                if future is None:
                    raise BrokenProcessPool
                done = future.result()
            except BrokenProcessPool:
                self._end(at_once=True)
                for chunk, future in under_way:
                    yield chunk, self._result_of(future) or self._alone(chunk)
                under_way.clear()
                continue
            under_way.popleft()
            yield chunk, done

    @staticmethod
    def _result_of(future: Future[list[Done]] | None) -> list[Done] | None:
        """What a chunk came to before the pool broke, if it did."""
        if future is None or not future.done() or future.cancelled() or future.exception():
            return None
        return future.result()

    def _alone(self, chunk: list[Job]) -> list[Done]:
        """The results of a chunk with nothing else under way; what kills its worker is refused."""
        for tries_left in (2, 1, 0):
            pool = self._started()
            try:
                with _without_stop():
                    ready = pool.submit(_ready)
                ready.result()
                break
            except BrokenProcessPool:
                # Killed before it was given anything: no article's fault.
                self._end(at_once=True)
                if not tries_left:
                    raise
        began = time.monotonic()
        try:
            return pool.submit(_work, [job.read for job in chunk]).result()
        except BrokenProcessPool:
            took = time.monotonic() - began
            self._end(at_once=True)
        if len(chunk) > 1:
            half = len(chunk) // 2
            return self._alone(chunk[:half]) + self._alone(chunk[half:])
        return [self._refused(chunk[0], took)]

    def _refused(self, job: Job, took: float) -> Done:
        limit = self.settings.time_limit
        late = limit is not None and took >= limit * HARD
        refusal = out_of_time(job.read, limit or 0) if late else worker_died(job.read)
        # A refusal needs no pipeline, so no worker can die of it.
        (done,) = extract_refusals([refusal])
        return done

    def _submit(self, chunk: list[Job]) -> Future[list[Done]] | None:
        try:
            # Made outside: with a pool, Python starts a process of its own, and lets Ctrl-C through after that.
            pool = self._started()
            with _without_stop():
                return pool.submit(_work, [job.read for job in chunk])
        except BrokenProcessPool:
            # A worker died since the last look; it is found when this chunk's turn comes.
            return None

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Not fork: polars has threads, and a forked process waits for ever for locks that they held.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                self.number, mp_context=context, initializer=_start, initargs=(self.settings,)
            )
        return self._pool

    def _end(self, *, at_once: bool) -> None:
        if self._pool is None:
            return
        # Private, because before Python 3.14 (kill_workers) nothing public ends a worker, and shutdown would wait for
        # ever for one that hangs.
        processes = list((self._pool._processes or {}).values())
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        if at_once:
            for process in processes:
                process.kill()
            for process in processes:
                process.join()
        self._pool = None


@contextmanager
def _without_stop() -> Iterator[None]:
    """Hold Ctrl-C back while workers are started, which inherit that.

    A terminal sends it to all processes of a run, and a worker that is yet to
    begin (:func:`_start`) would die of it with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def extract_refusals(refusals: list[Refusal]) -> list[Done]:
    """Refusals as results, made without a pipeline."""
    return [
        _done(
            {
                "articles": [refused_article_row(refusal.article_id or "", refusal.source_path, refusal.row)],
                "rejects": [refused_read(refusal)],
            }
        )
        for refusal in refusals
    ]


_settings = Settings()


def _start(settings: Settings) -> None:
    """Begin a worker: load the pipeline, leave Ctrl-C to the parent, and end when the parent does."""
    global _settings
    _settings = settings
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    import_lightly()
    if settings.prepare:
        settings.prepare()
    from . import assembly

    assembly.load()


def _end_with_parent() -> None:
    # Workers hold both ends of their queue, so they never see it close when the parent is killed.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(reads: list[Read]) -> list[Done]:
    return extract_chunk(reads, _settings, hard=True)


def _ready() -> None:
    """Return when the worker is ready."""


def default_workers() -> int:
    """As many as this process may use cores."""
    # Fewer than the machine's in a container or under taskset.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
