"""Periods shifted, a year, a month or a quarter earlier, and split into years."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from ...schemas.mention import Period


def year_earlier(period: Period) -> Period:
    """The same days a year earlier (the end of February stays the end of February)."""
    return Period(_year_back(period.start), _year_back(period.end))


def _year_back(day: date) -> date:
    if day.month == 2 and day.day >= 28 and _last_of_month(day):
        return _month_end(day.year - 1, 2)
    return day.replace(year=day.year - 1)


def _last_of_month(day: date) -> bool:
    return day == _month_end(day.year, day.month)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def whole_months(period: Period) -> int:
    """How many whole months the period is; 0 where it begins or ends within one."""
    if period.start.day != 1 or not _last_of_month(period.end):
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def years_of(period: Period) -> list[Period]:
    """The calendar years that the period is made of; none where it begins or ends within one."""
    if (period.start.month, period.start.day, period.end.month, period.end.day) != (1, 1, 12, 31):
        return []
    return [Period(date(year, 1, 1), date(year, 12, 31)) for year in range(period.start.year, period.end.year + 1)]


def months_earlier(period: Period, count: int) -> Period | None:
    """The period that many months before, where it is of whole months."""
    if not whole_months(period):
        return None

    def back(day: date) -> tuple[int, int]:
        months = day.year * 12 + day.month - 1 - count
        return months // 12, months % 12 + 1

    start, end = back(period.start), back(period.end)
    return Period(date(*start, 1), _month_end(*end))
