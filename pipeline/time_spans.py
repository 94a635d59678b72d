"""The component that finds TIME_SPAN mentions and resolves them in reading order."""

from __future__ import annotations

from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ..schemas.mention import Period
from .context import published_of, write_group
from .regexes import lazy_regex
from .structure import readable
from .time_expression import Expression, Found, Kind
from .time_finder import find
from .time_resolver import resolve

GROUP = "time_spans"
LABEL = "TIME_SPAN"

_DAYS_IN = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "half": 182.6, "year": 365.25, "decade": 3652.5}
_BREAK = lazy_regex(r"[.!?][\"”’)]*\s+(?=[\"“(]?[A-Z0-9])|\n")
_STATED = lazy_regex(
    r"\b(?:said|says|told|announced|released|published|issued|disclosed|according|showed|report(?:ed)?|statement|public)\b"
)


class History:
    """The periods that a text has spoken of so far, which later words repeat."""

    __slots__ = ("_last_explicit", "_periods")

    def __init__(self) -> None:
        self._periods: list[Period] = []
        self._last_explicit: tuple[Found, Period] | None = None

    def add(self, found: Found, period: Period) -> None:
        """Remember `period`, unless it is only what a figure was compared with, or the day of a statement."""
        expression = found.expression
        if expression.kind is Kind.WEEKDAY or expression.unit == "day":
            return
        if expression.explicit:
            self._last_explicit = (found, period)
        other_year = expression.kind is Kind.SAME and (expression.year is not None or expression.year_ref)
        if not found.baseline and not other_year:
            self._periods.append(period)

    def anchor_for(self, found: Found, text: str) -> Period | None:
        """The period that `found` repeats or is relative to, or None."""
        expression = found.expression
        if expression.anaphoric:
            return self._repeated(expression)
        # "by the end of November" and "at the end of November" count up to now, so it is the latest one.
        if expression.kind is Kind.UNTIL or expression.edge == "end" or not expression.yearless:
            return None
        return self._year_for(found, text)

    def _repeated(self, expression: Expression) -> Period | None:
        unit, count = expression.unit, expression.count
        if expression.kind is not Kind.PREVIOUS and unit in _DAYS_IN and count:
            # "the five years" repeat the latest period of that length.
            expected = _DAYS_IN[unit] * count
            for period in reversed(self._periods):
                if abs((period.end - period.start).days + 1 - expected) <= max(2.0, expected * 0.03):
                    return period
        if unit in ("month", "quarter", "half") and not count:
            # "the quarter" is the latest one, not the day or month of a verdict named since.
            for period in reversed(self._periods):
                if abs((period.end - period.start).days + 1 - _DAYS_IN[unit]) <= 3:
                    return period
        if unit == "year" and not count:
            # "the year" is the latest one, not the stretch of several years named since.
            for period in reversed(self._periods):
                if period.start.year == period.end.year:
                    return period
        days = unit == "day" or expression.kind is Kind.MONTH or (unit in ("year", "month") and not count)
        for period in reversed(self._periods):
            # A day is no period that figures are given for, but "that year" may be the year of a day.
            if days or period.start != period.end:
                return period
        return None

    def _year_for(self, found: Found, text: str) -> Period | None:
        """A month takes the year of a date told in the same sentence or, of a story's dates, the one before."""
        if self._last_explicit is None:
            return None
        last, period = self._last_explicit
        between = text[last.end : found.start]
        # "300 in 2022, the ministry said in March" is another March than "300 in 2022, most of them in March".
        if _STATED.search(between):
            return None
        kind, wanted = last.expression.kind, found.expression
        breaks = len(_BREAK.findall(between))
        if last.baseline:
            # "From 30 in the first half of 2020 to 20 in the second".
            return period if breaks == 0 and kind is wanted.kind and " to " in between else None
        if wanted.kind is Kind.PART:
            if wanted.year_ref == "the":
                return period if kind is Kind.YEAR and breaks <= 1 else None
            return period if kind is Kind.PART and breaks == 0 and " to " in between else None
        if kind is Kind.YEAR:
            return period if breaks == 0 else None
        if kind in (Kind.MONTH, Kind.DAY):
            return period if breaks <= 1 and "\n" not in between else None
        return None


def time_spans(text: str, published: date | None) -> list[tuple[Found, Period | None]]:
    """Find and resolve the time expressions of `text` in reading order.

    Args:
        text: the article, furniture blanked.
        published: its day of publication, None if unknown.
    """
    history = History()
    spans: list[tuple[Found, Period | None]] = []
    for found in find(text):
        period = resolve(found.expression, published=published, anchor=history.anchor_for(found, text))
        if period is not None:
            history.add(found, period)
        spans.append((found, period))
    return spans


@Language.factory("chargesheet_time_spans", assigns=["doc.spans"])
class TimeSpans:
    """Set ``doc.spans["time_spans"]`` (label TIME_SPAN).

    The group's ``attrs["values"]`` are dicts ``{start, end, kind, anaphoric,
    baseline, rule, period_start, period_end}``: offsets in characters, the
    period's days as ISO dates, both None where it cannot be resolved.
    ``baseline`` marks a period that a figure is compared with.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("chargesheet_time_spans")
        >>> doc = nlp("Thefts fell from January to May 2021.")
        >>> [span.text for span in doc.spans["time_spans"]]
        ['from January to May 2021']
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Find, resolve and write the group."""
        values: list[dict[str, Any]] = [
            {
                "start": found.start,
                "end": found.end,
                "kind": str(found.expression.kind),
                "anaphoric": found.expression.anaphoric,
                "baseline": found.baseline,
                "rule": found.expression.rule,
                "period_start": period.start.isoformat() if period else None,
                "period_end": period.end.isoformat() if period else None,
            }
            for found, period in time_spans(readable(doc), published_of(doc))
        ]
        write_group(doc, GROUP, values, [LABEL] * len(values))
        return doc
