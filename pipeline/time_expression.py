"""What a time expression says, before it is resolved to dates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(str, Enum):
    """How an expression fixes its days; the value is what stands in ``values`` of the component."""

    DAY = "day"  # Sept 6; 6 September 2023
    WEEKDAY = "weekday"  # Thursday
    MONTH = "month"  # June; March this year
    YEAR = "year"  # 2019
    DECADE = "decade"  # the 1990s
    PART = "part"  # first 10 months of the year; second half of 2020
    RELATIVE = "relative"  # this year; last month; yesterday
    EDGE = "edge"  # end of last year; early 2021
    RANGE = "range"  # from January to October; 2018-22
    SINCE = "since"  # since July 2017: runs to the day of publication
    UNTIL = "until"  # by the end of May: the last day only; the caller may start it earlier
    TRAILING = "trailing"  # 12 months to May
    PAST = "past"  # past five years: counted back from the day of publication
    PREVIOUS = "previous"  # preceding five years: counted back from the anchor
    SAME = "same"  # same period of 2019: the anchor, moved to another year
    ANCHOR = "anchor"  # the five years; the period; that year: the anchor again
    PLAN = "plan"  # 13th Five-Year Plan period

    def __str__(self) -> str:
        return str(self.value)


ANAPHORIC = frozenset((Kind.PREVIOUS, Kind.SAME, Kind.ANCHOR))


@dataclass(frozen=True, slots=True)
class Expression:
    """One time expression, as its words put it.

    Attributes:
        kind: how it fixes its days.
        rule: name of the rule that read it.
        year: calendar year, None where none is named.
        year_ref: a year named by its relation: ``this``, ``last``, ``next``
            (to the publication), ``that``, ``previous``, ``following`` (to the
            anchor), ``the`` ("of the year": in question), or empty.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
        weekday: 0 (Monday) to 6, or None.
        unit: ``day``, ``week``, ``month``, ``quarter``, ``half``, ``year``,
            ``decade``, ``period``, ``weekend`` or a season; empty if none.
        count: how many units; 0 where no number is given.
        index: which quarter or half, counted from 1; -1 for the last units of
            a year; the number of a Five-Year Plan.
        edge: ``start``, ``end``, ``early``, ``mid`` or ``late`` of `first`.
        first: start of a range or of ``since``; what an edge belongs to.
        last: end of a range, of ``until``, or of "12 months to May".
    """

    kind: Kind
    rule: str
    year: int | None = None
    year_ref: str = ""
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    count: int = 0
    index: int = 0
    edge: str = ""
    first: Expression | None = None
    last: Expression | None = None

    @property
    def anaphoric(self) -> bool:
        """Whether it cannot be dated without a period given elsewhere."""
        if self.kind in ANAPHORIC or self.year_ref in ("that", "previous", "following"):
            return True
        return any(part.anaphoric for part in (self.first, self.last) if part is not None)

    @property
    def yearless(self) -> bool:
        """Whether it recurs every year, so that a year must be chosen ("June", "the first half")."""
        if self.kind is Kind.EDGE and self.first is not None:
            return self.first.yearless
        if self.kind in (Kind.DAY, Kind.MONTH, Kind.PART):
            return self.year is None and self.year_ref in ("", "the")
        if self.kind is Kind.EDGE:
            return False
        if self.kind is Kind.RANGE and self.first is not None and self.last is not None:
            return self.first.yearless and self.last.yearless
        return False

    @property
    def explicit(self) -> bool:
        """Whether a calendar year is named in figures."""
        return self.year is not None or any(part.explicit for part in (self.first, self.last) if part is not None)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression where it stands in a text.

    Attributes:
        start: first character.
        end: one past the last character.
        expression: what the words say.
        baseline: whether the words before it make it the period compared with
            ("more than in 2017", "from the previous five years"), so that it
            is not what later anaphora repeat.
    """

    start: int
    end: int
    expression: Expression
    baseline: bool
