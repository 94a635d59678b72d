"""Writers: the output files, complete or not there, as the ledger has them.

A file is written as ``NAME.part`` and renamed to ``NAME`` when it is on the
disk, so a file of the right name is never half a file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .formats import convert
from .ledger import Ledger

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


def publish(ledger: Ledger, folder: Path, *, mentions: bool = False, format: str = "jsonl") -> bool:
    """Write the output files of a ledger, unless they are there and nothing changed.

    Args:
        ledger: what to write.
        folder: where to.
        mentions: whether to write ``mentions.jsonl``; without it, that of an
            earlier run is removed, because it would tell of other articles.
        format: another format of the records to write too, one of ``FORMATS``.

    Returns:
        Whether anything was written.

    Raises:
        OSError: a file cannot be written; those of an earlier run still stand.
    """
    names = [f"{name}.jsonl" for name in OUTPUTS if mentions or name != "mentions"]
    if format != "jsonl":
        names.append(f"records.{format}")
    if _state(folder, names) == ledger.published:
        return False
    lines_of = [name for name in OUTPUTS if mentions or name != "mentions"]
    try:
        _write(ledger, folder, lines_of)
    except OSError as error:
        # A write that fails does not say where.
        error.filename = error.filename or str(folder)
        raise
    for name in lines_of:
        (folder / f"{name}.jsonl.part").replace(folder / f"{name}.jsonl")
    convert(folder / "records.jsonl", format)
    for name in ("mentions.jsonl", "records.parquet", "records.csv"):
        if name not in names:
            (folder / name).unlink(missing_ok=True)
    ledger.published = _state(folder, names)
    return True


def _write(ledger: Ledger, folder: Path, names: list[str]) -> None:
    """Write the files of some names beside their place, down to the disk."""
    with ExitStack() as stack:
        files = {
            name: stack.enter_context((folder / f"{name}.jsonl.part").open("w", encoding="utf-8", newline="\n"))
            for name in names
        }
        for original, lines in ledger.rows():
            if original is not None:
                lines = _duplicate(lines, original)
            for name in names:
                files[name].writelines(lines.get(name, ()))
        files["rejects"].writelines(ledger.refused_inputs())
        for file in files.values():
            file.flush()
            os.fsync(file.fileno())


def _state(folder: Path, names: list[str]) -> dict[str, list[int]]:
    """Size and time of change of the files; nothing for one that is not there."""
    found = {name: (folder / name).stat() for name in names if (folder / name).exists()}
    return {name: [found[name].st_size, found[name].st_mtime_ns] if name in found else [] for name in names}


def _duplicate(lines: dict[str, list[str]], original: str) -> dict[str, list[str]]:
    """What is published of an article whose text stands under another id already."""
    (line,) = lines["articles"]
    article = {**json.loads(line), "status": "duplicate", "duplicate_of": original, "records": 0, "rejected": 0}
    return {"articles": [to_line(article)]}
