"""The atoms of time expressions: where they stand in folded text, and what each one's words say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from .regexes import lazy_regex
from .time_expression import Expression, Kind
from .time_words import (
    ANY_YEAR,
    ATOM,
    MONTH,
    MONTHS,
    NUMBER,
    NUMBERS,
    ORDINALS,
    SEASONS,
    UNIT,
    WEEKDAYS,
    YEAR,
)


class Hit(NamedTuple):
    """An expression at its offsets; ``name`` is the atom's, or of what composed it."""

    start: int
    end: int
    name: str
    expression: Expression


_MONTH_NUMBER = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBER = {name: number for number, name in enumerate(WEEKDAYS)}
_NUMBER_VALUE = {name: number for number, name in enumerate(NUMBERS, 1)}
_REFERENCES = {
    "this": "this", "last": "last", "next": "next", "that": "that", "the same": "that", "the previous": "previous",
    "the preceding": "previous", "the following": "following", "the current": "this", "current": "this",
}  # fmt: skip
THIS_YEAR = Expression(Kind.RELATIVE, "near", year_ref="this", unit="year")

_TAIL = lazy_regex(rf"(?:(?P<year>{YEAR})|(?P<ref>{ANY_YEAR}))$")
_MONTH = lazy_regex(MONTH)
_DAY = lazy_regex(r"\d{1,2}")
_PART = lazy_regex(
    r"(?:(?P<ordinal>[a-z0-9]+) (?:(?P<count>[a-z0-9]+) )?(?P<unit>quarter|half|month)s?(?:[ -]year)?"
    r"|(?P<letter>[qh])(?P<index>[1-4]))(?P<tail>.*)$"
)
_COUNTED = lazy_regex(
    rf"(?:(?P<count>{NUMBER})(?: full| calendar)?[ -])?(?P<unit>{UNIT}|period|half)s?(?:[ -]period)?$"
)
_SAME = lazy_regex(
    rf"[a-z]+ (?:(?P<count>{NUMBER})[ -])?(?:time )?(?P<unit>{UNIT}|period|half)s?(?:[ -]period)?"
    r"(?P<tail>(?:,| ).*)?$"
)


def atoms(lower: str) -> list[Hit]:
    """The atoms of folded text, in order; wordings that name no period are left out."""
    found = []
    # A space in front, because ATOM also matches the character before an atom:
    # an atom's offset in the padded text is one more than in the text.
    for match in ATOM.finditer(" " + lower):
        name = match.lastgroup or ""
        start, end = match.span(name)
        expression = read_atom(name, match[name])
        if expression is not None:
            found.append(Hit(start - 1, end - 1, name, expression))
    return found


@lru_cache(maxsize=4096)
def read_atom(name: str, words: str) -> Expression | None:
    """Read the folded words of an atom; None where they name no day ("30 February" is left to the resolver)."""
    if name in ("date", "month_year", "month"):
        return _date(words)
    if name == "day_range":
        return _day_range(words)
    if name in ("part", "possessed"):
        return _part(name, words)
    if name in ("near", "near_month"):
        return _near(words)
    if name == "weekday":
        return _weekday(words)
    if name in ("same", "compared"):
        return _same(words)
    if name in ("year_range", "plan"):
        return _years_or_plan(name, words)
    if name == "today":
        reference = {"yes": "last", "tod": "this", "tom": "next"}[words[:3]]
        return Expression(Kind.RELATIVE, name, unit="day", year_ref=reference)
    if name == "year_end":
        year, _ = _year_of(words)
        return Expression(
            Kind.EDGE, name, edge="end", first=Expression(Kind.YEAR, "year", year=year) if year else THIS_YEAR
        )
    if name in ("year", "decade"):
        return Expression(Kind(name), name, year=int(words[:4]))
    return _counted(name, words)


def _number(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdigit() else _NUMBER_VALUE.get(word, 0)


def _year_of(tail: str) -> tuple[int | None, str]:
    """Year or relation that closes "June last year" or "first half of 2020"."""
    match = _TAIL.search(tail)
    if match is None:
        return None, ""
    if match["year"]:
        return int(match["year"]), ""
    return None, _REFERENCES.get(match["ref"].removesuffix("year").strip(), "the")


def _date(words: str) -> Expression | None:
    month = _MONTH.search(words)
    if month is None:
        return None
    number = _MONTH_NUMBER[month.group()[:3]]
    year, reference = _year_of(words[month.end() :])
    day = _DAY.match(words) or re.compile(r" (\d{1,2})(?!\d)").match(words, month.end())
    if day is None:
        return Expression(Kind.MONTH, "month", year=year, year_ref=reference, month=number)
    return Expression(Kind.DAY, "date", year=year, year_ref=reference, month=number, day=int(day.group()))


def _day_range(words: str) -> Expression | None:
    """Read "May 24-31": the month stands on one side only, the year at the end."""
    month = _MONTH.search(words)
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)
    if month is None or len(days) != 2:
        return None
    year, reference = _year_of(words)
    number = _MONTH_NUMBER[month.group()[:3]]
    bound = Expression(Kind.DAY, "date", year=year, year_ref=reference, month=number)
    first, last = (replace(bound, day=int(day)) for day in days)
    return Expression(Kind.RANGE, "day_range", first=first, last=last)


def _part(name: str, words: str) -> Expression | None:
    owner = ""
    if name == "possessed":
        owner, words = re.split(r"['’]s ", words, maxsplit=1)
    match = _PART.match(words)
    if match is None:
        return None
    ordinal, tail = match["ordinal"], match["tail"]
    unit = match["unit"] or {"q": "quarter", "h": "half"}[match["letter"]]
    count = _number(match["count"])
    if match["count"] and not count:
        return None
    year, reference = _year_of(owner or tail)
    if ordinal == "last" and not tail:
        if count:
            return Expression(Kind.PAST, "past", unit=unit, count=count)
        if unit == "quarter":
            return Expression(Kind.RELATIVE, "near", year_ref="last", unit=unit)
    index = int(match["index"]) if ordinal is None else ORDINALS.get(ordinal, 1)
    month = _MONTH.search(tail)
    number = _MONTH_NUMBER[month.group()[:3]] if month else None
    return Expression(Kind.PART, name, year=year, year_ref=reference, unit=unit, count=count, index=index, month=number)


def _near(words: str) -> Expression | None:
    words = re.sub(r"^(?:so far |thus far |in |earlier |later )+| (?:so|thus) far$", "", words)
    reference, unit = words.split(" ", 1)
    if unit in ("year", "month", "week", "quarter", "weekend") or unit in SEASONS:
        return Expression(Kind.RELATIVE, "near", year_ref=reference, unit=unit)
    return Expression(Kind.MONTH, "near_month", month=_MONTH_NUMBER[unit[:3]], unit=reference)


def _weekday(words: str) -> Expression | None:
    if _MONTH.search(words):
        return _date(words[words.index("day") + 3 :].lstrip(", ("))
    match = re.match(r"(?:(this|last|next) )?([a-z]+)", words)
    if match is None or match[2] not in _WEEKDAY_NUMBER:
        return None
    return Expression(Kind.WEEKDAY, "weekday", weekday=_WEEKDAY_NUMBER[match[2]], unit=match[1] or "")


def _same(words: str) -> Expression | None:
    match = _SAME.match(words)
    if match is None:
        return None
    tail = (match["tail"] or "").strip(" ,")
    year, reference = (None, tail) if tail in ("last month", "last week") else _year_of(tail)
    count = _number(match["count"])
    return Expression(Kind.SAME, "same", unit=match["unit"], count=count, year=year, year_ref=reference)


def _years_or_plan(name: str, words: str) -> Expression | None:
    if name == "plan":
        return Expression(Kind.PLAN, name, index=int(words[: words.index("th")]))
    words = words.removesuffix(" period")
    first, last = int(words[:4]), int(words[-2:])
    last += first // 100 * 100
    if last <= first:
        last += 100
    # A stretch, not the month of "2023-12": that would run for 89 years.
    if last > first + 50:
        return None
    years = [Expression(Kind.YEAR, "year", year=year) for year in (first, last)]
    return Expression(Kind.RANGE, name, first=years[0], last=years[1])


def _counted(name: str, words: str) -> Expression | None:
    which = ""
    if name in ("past", "demonstrative"):
        which, words = words.split(" ", 1)
        words = words.removeprefix("same ")
    match = _COUNTED.match(words)
    if match is None:
        return None
    unit, count = match["unit"], _number(match["count"])
    if name == "past":
        kind = Kind.PREVIOUS if which in ("previous", "preceding", "prior") else Kind.PAST
        return Expression(kind, str(kind), unit=unit, count=count or 1)
    return Expression(Kind.ANCHOR, name, unit=unit, count=count)
