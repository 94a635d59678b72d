"""Time expressions turned into days.

The rules are those of the annotation guide ("Periods are resolved against
``published``"); each function's docstring names its own. Without a day of
publication, what needs one is None, and absolute dates still resolve.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from ..schemas.mention import Period
from .time_expression import Expression, Kind
from .time_words import SEASONS

# Feb 29 recurs after at most eight years (1896 to 1904).
_RECURRENCE = 9
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
# How "early", "mid" and "late" cut a year into quarters and a month into the
# ten-day stretches of Chinese dates.
_MONTHS_OF_EDGE = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}
_DAYS_OF_EDGE = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


@lru_cache(maxsize=4096)
def resolve(expression: Expression, *, published: date | None, anchor: Period | None = None) -> Period | None:
    """The days that `expression` stands for.

    Args:
        expression: what the words say.
        published: day of publication, None if unknown.
        anchor: the period that an anaphoric expression repeats or is relative
            to. A month or day without a year takes the first one from the
            anchor's start, if that has ended by `published`; give none where
            the latest one is meant.

    Returns:
        the period, both ends inclusive, or None where the words do not suffice.
    """
    try:
        period = _resolve(expression, published, anchor)
    except (ValueError, OverflowError):  # a day that no calendar has: "Feb 30", the year 0
        return None
    return period if period is not None and period.start <= period.end else None


def _resolve(e: Expression, published: date | None, anchor: Period | None) -> Period | None:
    if e.kind is Kind.RANGE:
        return _range(e, published, anchor)
    if e.kind is Kind.SINCE and e.first is not None:
        return _since(e.first, published, anchor)
    if e.kind is Kind.UNTIL and e.last is not None:
        end = _resolve(e.last, published, anchor)
        return None if end is None else Period(end.end, end.end)
    if e.kind is Kind.EDGE and e.first is not None and not e.yearless:
        inner = _resolve(_whole(e.first), published, anchor)
        if inner is None and e.first.kind is Kind.ANCHOR and published is not None:
            inner = _relative(e.first.unit, "whole", published)
        return None if inner is None else _edge(e.edge, inner)
    if e.kind is Kind.TRAILING and e.last is not None:
        end = _resolve(e.last, published, anchor)
        return None if end is None else _trailing(e, end.end)
    if e.kind is Kind.PAST:
        return None if published is None else _before(e.unit, e.count, published)
    if e.kind is Kind.PREVIOUS:
        return None if anchor is None else _before(e.unit, e.count, anchor.start)
    if e.kind is Kind.SAME:
        return None if anchor is None else _same(e, published, anchor)
    if e.kind is Kind.ANCHOR:
        return None if anchor is None else _again(e, anchor)
    if e.kind is Kind.RELATIVE:
        return None if published is None else _relative(e.unit, e.year_ref, published)
    if e.kind is Kind.WEEKDAY:
        return None if published is None else _weekday(e, published)
    if e.kind is Kind.PLAN:
        # The 1st Five-Year Plan began in 1953; since the 10th (2001) each follows at once: 5n + 1951.
        return _years(1951 + 5 * e.index, 1955 + 5 * e.index) if e.index >= 10 else None
    if e.kind is Kind.YEAR and e.year is not None:
        return _years(e.year, e.year)
    if e.kind is Kind.DECADE and e.year is not None:
        return _years(e.year, e.year + 9)
    if e.kind is Kind.MONTH and e.unit:
        return _near_month(e, published)
    return _yearly(e, published, anchor)


def _years(first: int, last: int) -> Period:
    return Period(date(first, 1, 1), date(last, 12, 31))


def _months(first: date, count: int) -> Period:
    """`count` whole months from the month of `first`."""
    start = first.replace(day=1)
    return Period(start, _add_months(start, count) - timedelta(days=1))


def _add_months(day: date, count: int) -> date:
    """The first of the month that is `count` months after that of `day`."""
    index = day.year * 12 + day.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def _whole(e: Expression) -> Expression:
    """Undo a cut at publication: "the end of this year" is that of the whole year."""
    if e.kind is Kind.RELATIVE and e.year_ref == "this":
        return Expression(e.kind, e.rule, year_ref="whole", unit=e.unit)
    return e


def occurrence(e: Expression, year: int) -> Period | None:
    """The days of a recurring expression ("June", "first half") in `year`; None if that year lacks it."""
    if e.kind is Kind.EDGE and e.first is not None:
        inner = occurrence(e.first, year)
        return None if inner is None else _edge(e.edge, inner)
    if e.kind is Kind.DAY and e.month is not None and e.day is not None:
        if e.day > monthrange(year, e.month)[1]:
            return None
        day = date(year, e.month, e.day)
        return Period(day, day)
    if e.kind is Kind.MONTH and e.month is not None:
        return _months(date(year, e.month, 1), 1)
    if e.kind is not Kind.PART:
        return None
    if e.month is not None:
        month = _months(date(year, e.month, 1), 1)
        middle = month.start.replace(day=15)
        return Period(month.start, middle) if e.index == 1 else Period(middle + timedelta(days=1), month.end)
    length = _MONTHS_IN[e.unit] * (e.count or 1)
    if length > 12 or (e.index > 0 and e.index * _MONTHS_IN[e.unit] > 12):
        return None
    first = 13 - length if e.index == -1 else (e.index - 1) * _MONTHS_IN[e.unit] + 1
    return _months(date(year, first, 1), length)


def _yearly(e: Expression, published: date | None, anchor: Period | None) -> Period | None:
    """A year that is named holds; else the latest occurrence that has ended by `published`."""
    year = _named_year(e, published, anchor)
    if year is not None:
        return occurrence(e, year)
    if not e.yearless:
        return None
    if anchor is not None:
        following = _within(e, published, anchor)
        if following is not None:
            return following
    return None if published is None else _latest(e, published)


def _named_year(e: Expression, published: date | None, anchor: Period | None) -> int | None:
    if e.kind is Kind.EDGE and e.first is not None:
        return _named_year(e.first, published, anchor)
    if e.year is not None:
        return e.year
    if e.year_ref in ("this", "last", "next"):
        return None if published is None else published.year + {"this": 0, "last": -1, "next": 1}[e.year_ref]
    if e.year_ref in ("that", "previous", "following"):
        return None if anchor is None else anchor.end.year + {"that": 0, "previous": -1, "following": 1}[e.year_ref]
    return None


def _within(e: Expression, published: date | None, anchor: Period) -> Period | None:
    """The first occurrence from the anchor's start; inside the anchor, where that is a year or more."""
    for year in range(anchor.start.year, anchor.start.year + 2):
        period = occurrence(e, year)
        if period is None or period.start < anchor.start:
            continue
        if (anchor.end - anchor.start).days >= 360 and period.end > anchor.end:
            return None
        return period if published is None or period.end <= published else None
    return None


def _latest(e: Expression, day: date, *, started: bool = False) -> Period | None:
    """The latest occurrence that has ended (or only started) by `day`."""
    for year in range(day.year, day.year - _RECURRENCE, -1):
        period = occurrence(e, year)
        if period is not None and (period.start if started else period.end) <= day:
            return period
    return None


def _range(e: Expression, published: date | None, anchor: Period | None) -> Period | None:
    """A bound without a year takes the year that lets the range run forwards."""
    first, last = e.first, e.last
    if first is None or last is None:
        return None
    if first.kind is Kind.WEEKDAY and last.kind is Kind.WEEKDAY:
        end = _resolve(last, published, None)
        start = None if end is None else _resolve(first, end.end, None)
    elif not first.yearless or (anchor is not None and last.yearless):
        start = _resolve(first, published, anchor)
        if start is not None and last.yearless:
            end = next((p for y in range(start.start.year, start.start.year + 2)
                        if (p := occurrence(last, y)) is not None and p.end >= start.start), None)  # fmt: skip
        else:
            end = _resolve(last, published, anchor)
    else:
        end = _resolve(last, published, anchor)
        start = None if end is None else _latest(first, end.start, started=True)
    return None if start is None or end is None else Period(start.start, end.end)


def _since(first: Expression, published: date | None, anchor: Period | None) -> Period | None:
    """From the start of `first` to `published`; without a year, the latest that has begun."""
    if published is None:
        return None
    if first.yearless and anchor is None:
        start = _latest(first, published, started=True)
    else:
        start = _resolve(first, published, anchor)
    return None if start is None or start.start > published else Period(start.start, published)


def _edge(edge: str, inner: Period) -> Period:
    if edge == "start":
        return Period(inner.start, inner.start)
    if edge == "end":
        return Period(inner.end, inner.end)
    days = (inner.end - inner.start).days + 1
    if days > 3000:  # a decade: its first or last three years, or the four between
        first, last = {"early": (0, 2), "mid": (3, 6), "late": (7, 9)}[edge]
        return _years(inner.start.year + first, inner.start.year + last)
    if days > 300:
        first, last = _MONTHS_OF_EDGE[edge]
        return _months(date(inner.start.year, first, 1), last - first + 1)
    if 28 <= days <= 31:
        first, last = _DAYS_OF_EDGE[edge]
        return Period(inner.start.replace(day=first), min(inner.end, inner.start.replace(day=min(last, inner.end.day))))
    return inner


def _trailing(e: Expression, end: date) -> Period:
    """Whole months before a month's end: "the 12 months to May" are June 1 to May 31."""
    if e.unit in _MONTHS_IN:
        count = e.count * _MONTHS_IN[e.unit]
        if end == date(end.year, end.month, monthrange(end.year, end.month)[1]):
            return _months(_add_months(end, 1 - count), count)
        start = _add_months(end, -count)
        return Period(start.replace(day=min(end.day, monthrange(start.year, start.month)[1])) + timedelta(days=1), end)
    return Period(end - timedelta(days=e.count * (7 if e.unit == "week" else 1) - 1), end)


def _before(unit: str, count: int, day: date) -> Period | None:
    """`count` whole calendar units just before the one that holds `day`."""
    if unit in ("year", "decade"):
        count *= 10 if unit == "decade" else 1
        return _years(day.year - count, day.year - 1)
    if unit in ("month", "quarter"):
        if unit == "quarter":
            day = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
            count *= 3
        return _months(_add_months(day, -count), count)
    if unit in ("week", "day"):
        return Period(day - timedelta(days=count * (7 if unit == "week" else 1)), day - timedelta(days=1))
    return None


def _shift(day: date, years: int) -> date:
    """The same day in another year; the end of February stays its end."""
    last = monthrange(day.year + years, day.month)[1]
    if day.month == 2 and day.day == monthrange(day.year, 2)[1]:
        return date(day.year + years, 2, last)
    return date(day.year + years, day.month, day.day)


def _same(e: Expression, published: date | None, anchor: Period) -> Period | None:
    """The anchor again, moved to the year that is named."""
    year = anchor.end.year
    if e.year is not None:
        year = e.year
    elif e.year_ref in ("last", "previous"):
        year -= 1
    elif e.year_ref in ("next", "following"):
        year += 1
    elif e.year_ref == "this" and published is not None:
        year = published.year
    elif e.year_ref == "last month":
        start = _add_months(anchor.start, -1)
        return _months(start, 1) if (anchor.end - anchor.start).days >= 27 else None
    moved = year - anchor.end.year
    if moved:
        return Period(_shift(anchor.start, moved), _shift(anchor.end, moved))
    return _again(e, anchor)


def _again(e: Expression, anchor: Period) -> Period:
    """Repeat the anchor: "that year" is the anchor's year, "that month" its month, the rest the anchor itself."""
    if e.count == 0:
        if e.unit == "year" and anchor.start.year == anchor.end.year:
            return _years(anchor.end.year, anchor.end.year)
        if e.unit == "month" and (anchor.start.year, anchor.start.month) == (anchor.end.year, anchor.end.month):
            return _months(anchor.start, 1)
    return anchor


def _relative(unit: str, reference: str, published: date) -> Period | None:
    """This, last or next unit, seen from `published`; this one ends there ("whole": at its own end)."""
    step = {"this": 0, "whole": 0, "last": -1, "next": 1}.get(reference)
    if step is None:
        return None
    if unit == "day":
        day = published + timedelta(days=step)
        return Period(day, day)
    if unit == "year":
        period = _years(published.year + step, published.year + step)
    elif unit in ("month", "quarter"):
        length = _MONTHS_IN[unit]
        first = published.replace(month=(published.month - 1) // length * length + 1, day=1)
        period = _months(_add_months(first, step * length), length)
    elif unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
        period = Period(monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6))
    elif unit in SEASONS:
        period = _months(date(published.year + step, SEASONS[unit], 1), 3)
        if reference == "last" and (later := _months(date(published.year, SEASONS[unit], 1), 3)).end < published:
            period = later
    else:
        return None
    if reference == "this" and period.start <= published < period.end:
        return Period(period.start, published)
    return period


def _weekday(e: Expression, published: date) -> Period:
    """The latest such day not after `published`; "last" before it, "next" after it, "this" of its week."""
    if e.weekday is None:
        raise ValueError("a weekday expression needs a weekday")
    if e.unit == "this":
        day = published + timedelta(days=e.weekday - published.weekday())
    elif e.unit == "next":
        day = published + timedelta(days=(e.weekday - published.weekday() - 1) % 7 + 1)
    else:
        back = (published.weekday() - e.weekday) % 7
        day = published - timedelta(days=back or (7 if e.unit == "last" else 0))
    return Period(day, day)


def _near_month(e: Expression, published: date | None) -> Period | None:
    """Date "last June" (the latest that has ended), "this June" (of the year) or "next June" (the first to begin)."""
    if published is None or e.month is None:
        return None
    plain = Expression(Kind.MONTH, e.rule, month=e.month)
    if e.unit == "last":
        return _latest(plain, published)
    year = published.year + (1 if e.unit == "next" and e.month <= published.month else 0)
    return occurrence(plain, year)
