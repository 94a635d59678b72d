"""Validation of files of records, whoever wrote them: JSON Lines or Parquet, against the record table."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from ..schemas.article import Article
from ..schemas.errors import ChargesheetError
from ..schemas.record_table import RECORDS, TextContext
from ..schemas.tables import Failure
from ..schemas.taxonomy import load_taxonomy
from .readers import finish, read_inputs
from .readers.sources import Source

# Rows to a frame; checking one costs some 25 ms however few they are.
CHUNK = 5_000
# Rules that compare with the article's text; without it they cannot be decided.
TEXT_RULES = ("article-known", "quantity-at-span", "sentence-at-span", "evidence-in-text")
_NOT_JSON = "line-is-json"
_PARQUET = b"PAR1"
_SHOWN = 5

Numbered = tuple[int, dict[str, Any] | Failure]


class NotRecordsError(ChargesheetError):
    """A file that can't be read as records at all."""


@dataclass(slots=True)
class Broken:
    """A rule that rows break: how many do, the first of them, and what is wrong in the first."""

    count: int = 0
    rows: list[int] = field(default_factory=list)
    reason: str = ""

    def add(self, row: int, reason: str) -> None:
        """Count a row in."""
        self.reason = self.reason or reason
        self.count += 1
        if len(self.rows) < _SHOWN:
            self.rows.append(row)


@dataclass(slots=True)
class Report:
    """What holds of a file.

    Attributes:
        rows: how many it has.
        invalid: how many of them break a rule.
        broken: by rule, in the order in which they were met.
        text_checked: whether the rules about the text were checked.
    """

    rows: int = 0
    invalid: int = 0
    broken: dict[str, Broken] = field(default_factory=dict)
    text_checked: bool = False


def texts_of(inputs: Iterable[str]) -> dict[str, str]:
    """The texts, by article id, that offsets index: read as ``extract`` reads them, the first of an id."""
    texts: dict[str, str] = {}
    for read in map(finish, read_inputs(inputs)):
        if isinstance(read, Article):
            texts.setdefault(read.id, read.text)
    return texts


def validate(path: Path, texts: Mapping[str, str] | None = None) -> Report:
    """Check every row of a file against every rule.

    Args:
        path: JSON Lines (also packed by gzip) or Parquet, told apart by its first bytes.
        texts: the articles' texts by id; None leaves the rules about the text unchecked.

    Raises:
        NotRecordsError: the file breaks off, or is no Parquet.
        OSError: it cannot be read.
    """
    report = Report(text_checked=texts is not None)
    context = TextContext(texts or {}, load_taxonomy())
    seen: set[str] = set()
    rows = _rows(path)
    while chunk := list(islice(rows, CHUNK)):
        failures = list(_failures(chunk, context, seen))
        if texts is None:
            failures = [(row, failure) for row, failure in failures if failure.rule != "article-known"]
        for row, failure in failures:
            report.broken.setdefault(failure.rule, Broken()).add(row, failure.reason)
        report.rows += len(chunk)
        report.invalid += len({row for row, _ in failures})
    return report


def _failures(chunk: list[Numbered], context: TextContext, seen: set[str]) -> Iterator[tuple[int, Failure]]:
    sound = [(number, row) for number, row in chunk if isinstance(row, dict)]
    yield from ((number, row) for number, row in chunk if isinstance(row, Failure))
    for failure in RECORDS.check([row for _, row in sound], context):
        yield sound[failure.row][0], failure
    ids = [(number, row.get("record_id")) for number, row in sound]
    # The table sees the rows of a chunk, and an id may have stood in an earlier one.
    for number, id in ids:
        if id in seen:
            yield number, Failure(number, "record-unique", "record_id: an earlier record has the same")
    seen.update(id for _, id in ids if isinstance(id, str))


def _rows(path: Path) -> Iterator[Numbered]:
    """The rows with their numbers, from 1: lines of JSON Lines, rows of Parquet."""
    with path.open("rb") as stream:
        if stream.peek(4).startswith(_PARQUET):
            yield from _parquet_rows(path)
            return
        source = Source(stream, path.name)
        yield from _json_rows(source.stream)
        if source.fault:
            raise NotRecordsError(f"{path}: {source.fault}; make or fetch the file again")


def _json_rows(stream: io.BufferedReader[Any]) -> Iterator[Numbered]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, Failure(number, _NOT_JSON, f"not JSON: {error}")
            continue
        if isinstance(row, dict):
            yield number, _encoding(row)
        else:
            yield number, Failure(number, _NOT_JSON, "not a JSON object")


def _encoding(row: dict[str, Any]) -> dict[str, Any]:
    # Half a character (a lone surrogate) has no UTF-8, and a frame would not take it.
    try:
        json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        clean: dict[str, Any] = json.loads(json.dumps(row, ensure_ascii=False).encode(errors="replace"))
        return clean
    return row


def _parquet_rows(path: Path) -> Iterator[Numbered]:
    import polars as pl

    try:
        frame = pl.scan_parquet(path)
        number = 0
        while not (part := frame.slice(number, CHUNK).collect()).is_empty():
            for row in part.iter_rows(named=True):
                number += 1
                yield number, {name: _plain(value) for name, value in row.items()}
    except pl.exceptions.PolarsError as error:
        raise NotRecordsError(f"{path}: cannot be read as Parquet ({error}); make or fetch the file again") from error


def _plain(value: Any) -> Any:
    """A value of Parquet as JSON has it."""
    if isinstance(value, dict):
        # A struct has all slots; those without words are not in the lines.
        return {slot: spans for slot, spans in value.items() if spans is not None}
    return value.isoformat() if hasattr(value, "isoformat") else value
