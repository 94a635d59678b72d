"""A record: one reported figure and what it is a figure of."""

from __future__ import annotations

from dataclasses import dataclass, field

from .mention import Period
from .vocabulary import Action, Comparison, Qualifier, Statistic, Unit

Span = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Record:
    """One figure of one article (fields: see the output contract in README.md).

    ``evidence`` names, slot by slot, the spans of text that the slot's value
    was taken from, as ``(start, end)`` characters, end exclusive.
    """

    statistic: Statistic
    value: float | None
    value_min: float | None
    value_max: float | None
    unit: Unit
    qualifier: Qualifier
    quantity: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    rule: str
    offences: list[str] = field(default_factory=list)
    action: Action | None = None
    actor: str | None = None
    measure: str | None = None
    period: Period | None = None
    comparison: Comparison | None = None
    baseline: Period | None = None
    place: str | None = None
    source: str | None = None
    evidence: dict[str, list[Span]] = field(default_factory=dict)
