"""Writers: JSON Lines, complete or not there.

A run writes to ``NAME.part`` and renames it to ``NAME`` at its end, so a file
of the right name is never half a file. If the run breaks off, what it had
written stays in the ``.part`` files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

OUTPUTS = ("records", "mentions", "articles", "rejects")


def to_line(row: Mapping[str, Any]) -> str:
    """One row as a line of JSON, characters as they are rather than escaped."""
    line = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
    try:
        line.encode()
    except UnicodeEncodeError:
        # Half a character (a lone surrogate) of a refused text has no UTF-8; escaped, it has.
        line = json.dumps(row)
    return line + "\n"


class Folder:
    """The output files of one run in one folder; a context manager.

    Args:
        path: the folder; made if it is missing.
        outputs: which of :data:`OUTPUTS` to write. The others are removed if
            an earlier run left them, because they would tell of other articles.
    """

    def __init__(self, path: Path, outputs: Iterable[str] = OUTPUTS) -> None:
        self.path = path
        self.outputs = tuple(outputs)
        self._files: dict[str, TextIO] = {}

    def __enter__(self) -> Folder:
        self.path.mkdir(parents=True, exist_ok=True)
        for name in self.outputs:
            self._files[name] = self._part(name).open("w", encoding="utf-8", newline="\n")
        return self

    def write(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Append rows to one of the outputs."""
        self._files[name].writelines(map(to_line, rows))

    def flush(self) -> None:
        """Hand everything written so far to the operating system."""
        for file in self._files.values():
            file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()
        if kind is not None:
            return
        for name in OUTPUTS:
            if name in self.outputs:
                self._part(name).replace(self._file(name))
            else:
                self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self.path / f"{name}.jsonl"

    def _part(self, name: str) -> Path:
        return self.path / f"{name}.jsonl.part"
