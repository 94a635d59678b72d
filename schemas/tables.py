"""Tables: rows of the output contract, validated in frames, rule by rule.

A table is a set of columns and a list of named rules, compiled into one pandera
schema over a polars frame. :meth:`Table.check` says exactly which rules each row
breaks; a row that breaks one hides no other. A rule that cannot be decided,
because a slot that it compares is null, holds.

The frame is a DataFrame, never a LazyFrame: pandera passes bad rows of a
LazyFrame in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

Columns = dict[str, list[Any]]
Helpers = Callable[[Columns, Any], Mapping[str, pl.Series]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds: the Python types it takes, its type in the frame, and the words for both."""

    accepts: frozenset[type]
    dtype: Any
    wanted: str


TEXT = Kind(frozenset({str}), pl.String, "a string")
INTEGER = Kind(frozenset({int}), pl.Int64, "a whole number")
NUMBER = Kind(frozenset({int, float}), pl.Float64, "a number")
DAY = Kind(frozenset({str}), pl.Date, "an ISO date (YYYY-MM-DD)")
WORDS = Kind(frozenset({list}), pl.List(pl.String), "a list of words")
# Only whether it is there enters the frame: slots differ from row to row, so helper columns tell of them.
SPANS = Kind(frozenset({dict}), pl.Boolean, "an object of slots, each with a list of [start, end] pairs")

_NULL = type(None)
# ASCII's unit separator: no id and no article of law holds one.
_SEPARATOR = "\x1f"
# Beyond this an offset or count does not fit the frame; JSON itself knows no bound.
_INT64 = 2**63


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, whether null is allowed, and its closed set if it has one."""

    kind: Kind
    nullable: bool = False
    closed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across the fields of a row: its name, what holds of good rows, and its words for people."""

    name: str
    holds: pl.Expr
    says: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Row number `row` (from 0, in the order given) breaks the rule named `rule`; `reason` is for people."""

    row: int
    rule: str
    reason: str


@dataclass(frozen=True)
class Table:
    """Columns and rules of one output file.

    Attributes:
        name: what a row is called in messages (``record``).
        columns: the columns, in the order of the output contract.
        rules: rules across fields, in the order in which they are reported.
        helpers: makes columns that rules need and rows lack (the text at a
            span, say); they exist only while the frame is checked.
    """

    name: str
    columns: Mapping[str, Column]
    rules: Sequence[Rule]
    helpers: Helpers | None = None
    schema: pa.DataFrameSchema = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "schema", self._schema())

    def rule_names(self) -> list[str]:
        """Names of all the rules that a row can break, as they stand in ``rejects.jsonl``."""
        missing = [f"{name}-missing" for name, column in self.columns.items() if not column.nullable]
        known = [f"{name}-known" for name, column in self.columns.items() if column.closed]
        return ["field-unknown", "field-type", *missing, *known, *(rule.name for rule in self.rules)]

    def check(self, rows: Sequence[Mapping[str, Any]], context: Any = None) -> list[Failure]:
        """Check rows.

        Args:
            rows: dicts of the output contract, dates as ISO strings. A missing
                key counts as null.
            context: what the table's helpers need; each table says.

        Returns:
            One failure for each rule that each row breaks, by row and then in
            the order of :meth:`rule_names`; empty where all is well.
        """
        if not rows:
            return []
        columns = {name: [row.get(name) for row in rows] for name in self.columns}
        failures = self._unknown_fields(rows)
        mistyped: set[tuple[int, str]] = set()
        for name, column in self.columns.items():
            for row in _misfits(column.kind, columns[name]):
                reason = f"{name}: {_short(columns[name][row])} is not {column.kind.wanted}"
                failures.append(Failure(row, "field-type", reason))
                mistyped.add((row, name))
                columns[name][row] = None
        for failure, field_name in self._broken(self._frame(columns, context)):
            # A value of the wrong type was blanked for the frame; it is not missing as well.
            if not (failure.rule.endswith("-missing") and (failure.row, field_name) in mistyped):
                failures.append(failure)
        order = {name: number for number, name in enumerate(self.rule_names())}
        return sorted(failures, key=lambda failure: (failure.row, order[failure.rule]))

    def _schema(self) -> pa.DataFrameSchema:
        columns = {
            name: pa.Column(
                column.kind.dtype,
                [pa.Check.isin(column.closed, name=f"{name}-known")] if column.closed else [],
                nullable=column.nullable,
            )
            for name, column in self.columns.items()
        }
        checks = [pa.Check(_as_check(rule.holds), name=rule.name) for rule in self.rules]
        return pa.DataFrameSchema(columns, checks=checks)

    def _unknown_fields(self, rows: Sequence[Mapping[str, Any]]) -> list[Failure]:
        known = self.columns.keys()
        return [
            Failure(number, "field-unknown", f"{min(row.keys() - known)}: a {self.name} has no such field")
            for number, row in enumerate(rows)
            if not row.keys() <= known
        ]

    def _frame(self, columns: Columns, context: Any) -> pl.DataFrame:
        data = {name: _series(name, column.kind, columns[name]) for name, column in self.columns.items()}
        return pl.DataFrame({**data, **(self.helpers(columns, context) if self.helpers else {})})

    def _broken(self, frame: pl.DataFrame) -> list[tuple[Failure, str | None]]:
        """Everything that the schema finds, each with the column's name if it is a column's rule."""
        try:
            self.schema.validate(frame, lazy=True)
        except SchemaErrors as errors:
            says = {rule.name: rule.says for rule in self.rules}
            broken = []
            for error in errors.schema_errors:
                check = error.check if isinstance(error.check, str) else error.check.name
                column = error.schema.name
                rule = f"{column}-missing" if check == "not_nullable" else check
                holds = error.check_output.to_series().fill_null(True)
                for row in (~holds).arg_true().to_list():
                    reason = says.get(rule) or self._column_reason(column, frame[column][row])
                    broken.append((Failure(row, rule, reason), column))
            return broken
        return []

    def _column_reason(self, name: str, value: Any) -> str:
        if value is None:
            return f"{name}: null, but every {self.name} has one"
        return f"{name}: {value!r} is none of {', '.join(self.columns[name].closed)}"


def _as_check(holds: pl.Expr) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    def check(data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(holds.alias("holds"))

    return check


def _misfits(kind: Kind, values: list[Any]) -> list[int]:
    """Numbers of the values that are neither null nor of the column's kind."""
    if _all_fit(kind, values):
        return []
    return [number for number, value in enumerate(values) if not _all_fit(kind, [value])]


def _all_fit(kind: Kind, values: list[Any]) -> bool:
    # Types of all rows at once, and each distinct day once: rows come by the hundred thousand.
    if not set(map(type, values)) <= kind.accepts | {_NULL}:
        return False
    if kind is INTEGER:
        numbers = [value for value in values if value is not None]
        return not numbers or (min(numbers) >= -_INT64 and max(numbers) < _INT64)
    if kind is WORDS:
        words = list(chain.from_iterable(value for value in values if value))
        return set(map(type, words)) <= {str} and "" not in words
    if kind is SPANS:
        return _are_spans(list(chain.from_iterable(value.values() for value in values if value)))
    if kind is DAY:
        return all(_is_day(day) for day in set(values) if day is not None)
    return True


def _are_spans(slots: list[Any]) -> bool:
    if not set(map(type, slots)) <= {list}:
        return False
    spans = list(chain.from_iterable(slots))
    if not set(map(type, spans)) <= {list, tuple} or not set(map(len, spans)) <= {2}:
        return False
    return set(map(type, chain.from_iterable(spans))) <= {int}


def _is_day(value: str) -> bool:
    # Python 3.11 also reads 20231201 and 2023-W48-5 as ISO dates.
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _series(name: str, kind: Kind, values: list[Any]) -> pl.Series:
    if kind is DAY:
        return pl.Series(name, values, dtype=pl.String, strict=True).str.to_date("%Y-%m-%d")
    if kind is WORDS:
        # Split by polars: building a list column from Python lists costs ten times as much.
        joined = [None if value is None else _SEPARATOR.join(value) for value in values]
        return pl.Series(name, joined, dtype=pl.String).str.extract_all(f"[^{_SEPARATOR}]+")
    if kind is SPANS:
        values = [None if value is None else True for value in values]
    return pl.Series(name, values, dtype=kind.dtype, strict=True)


def _short(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:57] + "..."
