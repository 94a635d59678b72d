"""The grammar of time expressions: atoms read one by one, then composed into ranges and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .time_expression import Expression, Kind
from .time_words import (
    ANY_YEAR, ATOM, DASH, MONTH, MONTHS, NUMBER, NUMBERS, ORDINALS, SEASONS, UNIT, WEEKDAYS, YEAR, fold,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
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
_EDGES = {
    "end": "end", "close": "end", "start": "start", "beginning": "start", "middle": "mid", "mid": "mid", "early": "early", "late": "late",
}  # fmt: skip

_TAIL = re.compile(rf"(?:(?P<year>{YEAR})|(?P<ref>{ANY_YEAR}))$")
_MONTH = re.compile(MONTH)
_DAY = re.compile(r"\d{1,2}")
_PART = re.compile(
    r"(?:(?P<ordinal>[a-z0-9]+) (?:(?P<count>[a-z0-9]+) )?(?P<unit>quarter|half|month)s?(?:[ -]year)?|(?P<letter>[qh])(?P<index>[1-4]))(?P<tail>.*)$"
)
_COUNTED = re.compile(rf"(?:(?P<count>{NUMBER})(?: full| calendar)?[ -])?(?P<unit>{UNIT}|period|half)s?(?:[ -]period)?$")
_SAME = re.compile(rf"[a-z]+ (?:(?P<count>{NUMBER})[ -])?(?:time )?(?P<unit>{UNIT}|period|half)s?(?P<tail>(?:,| ).*)?$")

# What may stand before an atom and belong to it. "As early as 2015" does not.
_EDGE_BEFORE = re.compile(
    r"(?<![a-z-])(?:(?P<of>end|start|beginning|middle|close) of (?:the )?|(?P<edge>early|late|mid|middle|end)(?:-| in (?:the )?| (?:of )?(?:the )?))$"
)
_LEAD = re.compile(r"(?<![a-z-])(?P<word>from|between|since|by|as of|as at|until|till|up until|up to|through) (?:the )?$")
_SINCE_EVENT = re.compile(r"(?<![a-z-])since (?:(?:[^\s.,;:()\d]|\d+(?:st|nd|rd|th)(?![a-z]))+ ){1,14}(?:in|on) (?:the )?$")
_TO = re.compile(r",? (?:to|through|until|till|up to) (?:the )?$")
_AND = re.compile(r",? and (?:the )?$")
_ONWARDS = re.compile(r" on(?:wards?|(?=[,.;]))(?![a-z])")
_TRAILING = re.compile(r" (?:to|through|up to|until|(?:ending|ended)(?: in| on)?) (?:the )?$")

# Atoms that stand for a point or stretch that may bound a range.
_BOUNDS = frozenset(
    ("date", "month_year", "month", "near_month", "weekday", "possessed", "part", "near", "today", "year_end", "decade", "year", "edge")
)
_CALENDAR = frozenset(("date", "month_year", "month", "part", "year", "edge"))


@lru_cache(maxsize=4096)
def parse(surface: str) -> Expression | None:
    """Read the words of one time expression.

    Args:
        surface: the mention as it stands in the text ("From January to October").

    Returns:
        the expression, or None if the words are none, or more than one.

    >>> parse("the first 10 months of 2023").count
    10
    """
    words = fold(surface).strip().removeprefix("the ")
    hits = compose(words, atoms(words))
    if len(hits) != 1 or (hits[0].start, hits[0].end) != (0, len(words)):
        return None
    return hits[0].expression


def atoms(lower: str) -> list[Hit]:
    """The atoms of folded text, in order; those that no calendar can have ("13th" of 2,000 months) are left out."""
    found = []
    for match in ATOM.finditer(lower):
        name = match.lastgroup or ""
        expression = read_atom(name, match.group())
        if expression is not None:
            found.append(Hit(match.start(), match.end(), name, expression))
    return found


def compose(lower: str, parts: Iterable[Hit]) -> list[Hit]:
    """Join atoms with what stands before and between them: edges, ranges, bounds.

    Args:
        lower: folded text.
        parts: its atoms, in order.
    """
    bounds = [_with_edge(lower, hit) for hit in parts]
    hits: list[Hit] = []
    done = i = 0
    while i < len(bounds):
        hit = bounds[i]
        i += 1
        if hit.name == "units" or (hit.name == "period" and hit.expression.unit in ("year", "quarter", "decade")):
            joined = _trailing(lower, hit, bounds[i]) if i < len(bounds) else None
            if joined is not None:
                i += 1
                hits.append(joined)
                done = joined.end
                continue
        if hit.name in _BOUNDS or hit.name in ("day_range", "year_range"):
            after = bounds[i] if i < len(bounds) and bounds[i].name in _BOUNDS else None
            joined = _bounded(lower, hit, after, done)
            if joined is not None:
                i += after is not None and joined.end == after.end
                last = hits[-1] if hits else None
                if last is not None and last.name == "units" and last.end + 1 == joined.start and joined.name in ("from", "between"):
                    # "The five years from 2018 to 2022" are one period.
                    hits[-1] = Hit(last.start, joined.end, "trailing", joined.expression)
                else:
                    hits.append(joined)
                done = joined.end
                continue
        hits.append(hit)
        done = hit.end
    return hits


def _with_edge(lower: str, hit: Hit) -> Hit:
    """Widen by "end of", "early" and the like before it."""
    expression = hit.expression
    if hit.name not in _BOUNDS and hit.name != "period":
        return hit
    match = _EDGE_BEFORE.search(lower, max(0, hit.start - 20), hit.start)
    if match is None:
        return hit
    if match["of"] is None and (hit.name in ("period", "weekday", "today") or expression.kind is Kind.DAY):
        return hit
    if hit.name == "period" and expression.unit == "year":
        expression = Expression(Kind.RELATIVE, "edge", year_ref="this", unit="year")
    edge = Expression(Kind.EDGE, "edge", edge=_EDGES[match["of"] or match["edge"]], first=expression)
    return Hit(match.start(), hit.end, "edge", edge)


def _bounded(lower: str, hit: Hit, after: Hit | None, done: int) -> Hit | None:
    """What `hit` makes with a word before it, and with the bound `after` it."""
    lead = _LEAD.search(lower, max(done, hit.start - 14), hit.start)
    word = lead["word"] if lead else ""
    start = lead.start() if lead else hit.start
    if hit.name in ("day_range", "year_range"):
        return Hit(start, hit.end, word, hit.expression) if word in ("from", "between") else None
    if after is not None and "\n" not in (between := lower[hit.end : after.start]) and len(between) < 14:
        dash = re.fullmatch(DASH, between) is not None
        to = _TO.fullmatch(between) is not None
        if (word == "from" and (to or dash)) or (word == "between" and _AND.fullmatch(between)):
            return Hit(start, after.end, word, Expression(Kind.RANGE, word, first=hit.expression, last=after.expression))
        if (to or dash) and hit.name in _CALENDAR and after.name in _CALENDAR and not _mixed(hit, after):
            name = "year_range" if hit.name == "year" else "range"
            end = after.end + (7 if lower.startswith(" period", after.end) else 0)
            expression = Expression(Kind.RANGE, name, first=hit.expression, last=after.expression)
            return Hit(hit.start, end, name, expression)
    if word == "since":
        return Hit(start, hit.end, "since", Expression(Kind.SINCE, "since", first=hit.expression))
    if word == "from":
        onwards = _ONWARDS.match(lower, hit.end)
        return Hit(start, onwards.end(), "from", Expression(Kind.SINCE, "from_on", first=hit.expression)) if onwards else None
    if word and word != "between":
        return Hit(start, hit.end, "until", Expression(Kind.UNTIL, "until", last=hit.expression))
    event = _SINCE_EVENT.search(lower, max(done, hit.start - 120), hit.start) if hit.name in _CALENDAR or hit.name == "near" else None
    if event is not None:
        return Hit(event.start(), hit.end, "since", Expression(Kind.SINCE, "since_event", first=hit.expression))
    return None


def _mixed(first: Hit, last: Hit) -> bool:
    """A bare year and a month make no range without "from": "12 in 2018 to May"."""
    return (first.name == "year") != (last.name == "year")


def _trailing(lower: str, hit: Hit, after: Hit) -> Hit | None:
    """ "12 months to May", "year ended in June"."""
    if after.name not in _BOUNDS or len(between := lower[hit.end : after.start]) > 16 or not _TRAILING.fullmatch(between):
        return None
    expression = hit.expression
    expression = Expression(Kind.TRAILING, "trailing", unit=expression.unit, count=expression.count or 1, last=after.expression)
    return Hit(hit.start, after.end, "trailing", expression)


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
        return Expression(Kind.RELATIVE, name, unit="day", year_ref={"y": "last", "toda": "this", "tomo": "next"}[words[:4] if words[0] == "t" else "y"])
    if name == "year_end":
        return Expression(Kind.EDGE, name, edge="end", first=Expression(Kind.RELATIVE, name, year_ref="this", unit="year"))
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
    """ "May 24-31": the month stands on one side only, the year at the end."""
    month = _MONTH.search(words)
    days = re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)
    if month is None or len(days) != 2:
        return None
    year, reference = _year_of(words)
    number = _MONTH_NUMBER[month.group()[:3]]
    first, last = (Expression(Kind.DAY, "date", year=year, year_ref=reference, month=number, day=int(day)) for day in days)
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
    return Expression(Kind.SAME, "same", unit=match["unit"], count=_number(match["count"]), year=year, year_ref=reference)


def _years_or_plan(name: str, words: str) -> Expression | None:
    if name == "plan":
        return Expression(Kind.PLAN, name, index=int(words[: words.index("th")]))
    first, last = int(words[:4]), int(words[-2:])
    last += first // 100 * 100
    if last <= first:
        last += 100
    # A stretch, not the month of "2023-12": that would run for 89 years.
    if last > first + 50:
        return None
    return Expression(Kind.RANGE, name, first=Expression(Kind.YEAR, "year", year=first), last=Expression(Kind.YEAR, "year", year=last))


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
