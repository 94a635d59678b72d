"""Other formats of ``records.jsonl``: Parquet and CSV, complete or not there.

Both are made from the lines of JSON as these stand in the file, a part at a
time, so that memory does not grow with their number; the file of the right name
appears when it is whole.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..schemas.tables import Column

FORMATS = ("jsonl", "parquet", "csv")
# No id and no article of law holds one.
_BETWEEN_WORDS = ";"


def convert(records: Path, format: str) -> Path | None:
    """Write ``records.parquet`` or ``records.csv`` beside ``records.jsonl``.

    In Parquet, days are dates, lists are lists and evidence is a struct of the
    slots, each a list of pairs. CSV has lists as words between semicolons,
    evidence as JSON, and nothing where a slot is null.

    Args:
        records: the file of JSON lines.
        format: one of :data:`FORMATS`.

    Returns:
        The file that was written; None for ``jsonl``, which there is already.

    Raises:
        OSError: the file cannot be written; whatever stood there before still stands.
    """
    if format not in FORMATS:
        raise ValueError(f"format {format!r} is none of {', '.join(FORMATS)}")
    if format == "jsonl":
        return None
    write: Callable[[Path, Path], None] = _write_parquet if format == "parquet" else _write_csv
    target = records.with_suffix(f".{format}")
    part = target.with_name(f"{target.name}.part")
    write(records, part)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    return part.replace(target)


def _write_csv(records: Path, part: Path) -> None:
    from ..schemas.record_table import COLUMNS

    with records.open(encoding="utf-8", newline="\n") as lines, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for line in lines:
            row = json.loads(line)
            writer.writerow([_cell(row.get(name)) for name in COLUMNS])


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return _BETWEEN_WORDS.join(value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    # csv writes None as nothing, and a float so that it is read as the same.
    return value


def _write_parquet(records: Path, part: Path) -> None:
    import polars as pl

    from ..schemas.record_table import COLUMNS
    from ..schemas.tables import DAY

    schema = {name: _dtype(column) for name, column in COLUMNS.items()}
    # polars takes a file without lines for a broken one.
    lazy = pl.scan_ndjson(records, schema=schema) if records.stat().st_size else pl.LazyFrame(schema=schema)
    days = [name for name, column in COLUMNS.items() if column.kind is DAY]
    lazy.with_columns(pl.col(days).str.to_date("%Y-%m-%d")).sink_parquet(part)


def _dtype(column: Column) -> Any:
    """A column's type in the lines: that in the frame, but for days, which are strings, and evidence."""
    import polars as pl

    from ..schemas.record_table import EVIDENCE_SLOTS
    from ..schemas.tables import DAY, SPANS

    if column.kind is SPANS:
        return pl.Struct({slot: pl.List(pl.List(pl.Int64)) for slot in EVIDENCE_SLOTS})
    return pl.String if column.kind is DAY else column.kind.dtype
