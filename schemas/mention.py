"""Mentions: labelled spans of an article's text, and what was read in them.

Offsets are characters of the article's text, end exclusive. Days are
``datetime.date``, both ends of a period inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .vocabulary import Label, Qualifier, Unit


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends inclusive."""

    start: date
    end: date

    def __str__(self) -> str:
        return f"{self.start.isoformat()}/{self.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A COUNT, PERCENTAGE or AMOUNT mention with the number that was read in it.

    Attributes:
        label: COUNT, PERCENTAGE or AMOUNT.
        start: first character of the mention, qualifier included.
        end: one past its last character.
        value: the number, scale words multiplied out, never signed (the
            statistics component signs a change); None where the words state
            none ("a majority").
        low: least value that the words allow, None where open.
        high: greatest value that the words allow, None where open.
        qualifier: how the value bounds the figure.
        unit: PERCENT, PERCENTAGE_POINTS, TIMES, CNY, USD, HKD, EUR or KG; None
            for a COUNT, whose unit is its noun's.
        form: how it is written: ``number`` (34,000; thirty-one), ``percent``
            (52 percent), ``points``, ``fraction`` (a third, half),
            ``portion`` (one in five, nine out of ten), ``multiple`` (2.3 times,
            twice, threefold), ``verb`` (doubled, halved), ``money``, ``mass``.
        rule: name of the rule that found it.
    """

    label: Label
    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    qualifier: Qualifier
    unit: Unit | None
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class OffenceMention:
    """An OFFENCE mention: a type of crime and its taxonomy id."""

    start: int
    end: int
    id: str
    rule: str
