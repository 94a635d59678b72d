"""The grammar of time expressions: atoms composed into edges, ranges and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from .regexes import lazy_regex
from .time_atoms import Hit, atoms
from .time_expression import Expression, Kind
from .time_words import DASH, fold

_EDGES = {
    "end": "end", "close": "end", "start": "start", "beginning": "start",
    "middle": "mid", "mid": "mid", "early": "early", "late": "late",
}  # fmt: skip

# What may stand before an atom and belong to it. "As early as 2015" does not.
_EDGE_BEFORE = lazy_regex(
    r"(?<![a-z-])(?:(?P<of>end|start|beginning|middle|close) of (?:the )?"
    r"|(?P<edge>early|late|mid|middle|end)(?:-| in (?:the )?| (?:of )?(?:the )?))$"
)
_LEAD = lazy_regex(
    r"(?<![a-z-])(?P<word>from|between|since|by|as of|as at|until|till|up until|up to|through) (?:the )?$"
)
# "Since the law took effect in July 2017": no figure may stand between.
_SINCE_EVENT = lazy_regex(
    r"(?<![a-z-])since (?:(?:[^\s.,;:()\d]|\d+(?:st|nd|rd|th)(?![a-z]))+ ){1,14}(?:in|on) (?:the )?$"
)
_TO = lazy_regex(r",? (?:to|through|until|till|up to) (?:the )?$")
_AND = lazy_regex(r",? and (?:the )?$")
# "2021 and 2022, 40 and 90 people were held, respectively": two periods, not one stretch
_PAIRED = lazy_regex(r"(?:[^.;\n]|\.(?=\d)){0,240}?\brespectively\b")
_ONWARDS = lazy_regex(r" on(?:wards?|(?=[,.;]))(?![a-z])")
_TRAILING = lazy_regex(r" (?:to|through|up to|until|(?:ending|ended)(?: in| on)?) (?:the )?$")

# Cheap tests that come before the searches above: most atoms have no such word before them.
_EDGE_ENDS = (
    " of ", " of the ", "early ", "late ", "mid ", "middle ", "end ", "-",
    "early in ", "late in ", "early in the ", "late in the ",
)  # fmt: skip
_LEAD_ENDS = tuple(
    f"{word} {article}"
    for word in ("from", "between", "since", "by", "as of", "as at", "until", "till", "up to", "through")
    for article in ("", "the ")
)  # fmt: skip

# Atoms that stand for a point or stretch that may bound a range.
_BOUNDS = frozenset(
    (
        "date",
        "month_year",
        "month",
        "near_month",
        "weekday",
        "possessed",
        "part",
        "near",
        "today",
        "year_end",
        "decade",
        "year",
        "edge",
    )
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


def compose(lower: str, parts: Iterable[Hit]) -> list[Hit]:
    """Join atoms with what stands before and between them: edges, ranges, bounds.

    Args:
        lower: folded text.
        parts: its atoms, in order.
    """
    bounds = [_with_edge(lower, hit) for hit in parts]
    _share_years(lower, bounds)
    hits: list[Hit] = []
    done = i = 0
    while i < len(bounds):
        hit = bounds[i]
        i += 1
        if hit.start < done:  # the closing word of "January-October period"
            continue
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
                i += after is not None and joined.end >= after.end
                last = hits[-1] if hits else None
                if (
                    last is not None
                    and last.name == "units"
                    and last.end + 1 == joined.start
                    and joined.name in ("from", "between")
                ):
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
    if not lower.endswith(_EDGE_ENDS, 0, hit.start) or (hit.name not in _BOUNDS and hit.name != "period"):
        return hit
    match = _EDGE_BEFORE.search(lower, max(0, hit.start - 20), hit.start)
    if match is None:
        return hit
    if match["of"] is None and (hit.name in ("period", "weekday", "today") or expression.kind is Kind.DAY):
        return hit
    if hit.name == "period" and expression.unit in ("year", "quarter", "month"):
        expression = replace(expression, kind=Kind.ANCHOR, count=0)
    edge = Expression(Kind.EDGE, "edge", edge=_EDGES[match["of"] or match["edge"]], first=expression)
    return Hit(match.start(), hit.end, "edge", edge)


def _share_years(lower: str, bounds: list[Hit]) -> None:
    """In "June, July and August last year" the year belongs to all three months."""
    for i in range(len(bounds) - 2, -1, -1):
        hit, after = bounds[i], bounds[i + 1]
        if (
            hit.name == "month"
            and after.name in ("month", "month_year")
            and lower[hit.end : after.start] in (", ", " and ", ", and ", " or ")
        ):
            expression = after.expression
            bounds[i] = hit._replace(
                expression=replace(hit.expression, year=expression.year, year_ref=expression.year_ref)
            )


def _bounded(lower: str, hit: Hit, after: Hit | None, done: int) -> Hit | None:
    """What `hit` makes with a word before it, and with the bound `after` it."""
    lead = (
        _LEAD.search(lower, max(done, hit.start - 14), hit.start) if lower.endswith(_LEAD_ENDS, 0, hit.start) else None
    )
    if hit.name == "year" and lower.endswith("the ", 0, hit.start):
        lead = None  # "since the 2018 amendment" is no "since 2018"
    word = lead["word"] if lead else ""
    start = lead.start() if lead else hit.start
    if hit.name in ("day_range", "year_range"):
        return Hit(start, hit.end, word, hit.expression) if word in ("from", "between") else None
    if after is not None and "\n" not in (between := lower[hit.end : after.start]) and len(between) < 14:
        dash = re.fullmatch(DASH, between) is not None
        to = _TO.fullmatch(between) is not None
        if (word == "from" and (to or dash)) or (word == "between" and _AND.fullmatch(between)):
            joined = Expression(Kind.RANGE, word, first=hit.expression, last=after.expression)
            return Hit(start, after.end, word, joined)
        if (to or dash) and hit.name in _CALENDAR and after.name in _CALENDAR and not _mixed(hit, after):
            name = "year_range" if hit.name == "year" else "range"
            end = after.end + (7 if lower.startswith(" period", after.end) else 0)
            expression = Expression(Kind.RANGE, name, first=hit.expression, last=after.expression)
            return Hit(hit.start, end, name, expression)
        alone = not word and not lower.endswith(", ", 0, hit.start) and not _PAIRED.match(lower, after.end)
        if alone and between == " and " and _follows(hit, after):
            joined = Expression(Kind.RANGE, "pair", first=hit.expression, last=after.expression)
            return Hit(hit.start, after.end, "range", joined)
    if word == "since":
        return Hit(start, hit.end, "since", Expression(Kind.SINCE, "since", first=hit.expression))
    if word == "from":
        onwards = _ONWARDS.match(lower, hit.end)
        if onwards is None and hit.expression.kind is Kind.DAY:
            # "From July 1" opens a period; "up 5 percent from June" does not.
            return Hit(start, hit.end, "from", Expression(Kind.SINCE, "from_day", first=hit.expression))
        opened = Expression(Kind.SINCE, "from_on", first=hit.expression)
        return Hit(start, onwards.end(), "from", opened) if onwards else None
    if word and word != "between":
        return Hit(start, hit.end, "until", Expression(Kind.UNTIL, "until", last=hit.expression))
    if hit.name not in _CALENDAR and hit.name != "near":
        return None
    begin = max(done, hit.start - 120)
    event = _SINCE_EVENT.search(lower, begin, hit.start) if lower.rfind("since ", begin, hit.start) >= 0 else None
    if event is not None:
        return Hit(event.start(), hit.end, "since", Expression(Kind.SINCE, "since_event", first=hit.expression))
    return None


def _follows(first: Hit, last: Hit) -> bool:
    """Two months or two years in a row are one stretch: "in June and July", "2016 and 2017"."""
    a, b = first.expression, last.expression
    if first.name == last.name == "year" and a.year is not None and b.year is not None:
        return b.year == a.year + 1
    months = ("month", "month_year")
    return (
        first.name in months
        and last.name in months
        and a.month is not None
        and b.month == a.month + 1
        and (a.year, a.year_ref) == (b.year, b.year_ref)
    )


def _mixed(first: Hit, last: Hit) -> bool:
    """A bare year and a month make no range without "from": "12 in 2018 to May"."""
    return (first.name == "year") != (last.name == "year")


def _trailing(lower: str, hit: Hit, after: Hit) -> Hit | None:
    """Join "12 months to May", "year ended in June"."""
    if after.name not in _BOUNDS or not _TRAILING.fullmatch(lower, hit.end, after.start):
        return None
    unit, count = hit.expression.unit, hit.expression.count or 1
    expression = Expression(Kind.TRAILING, "trailing", unit=unit, count=count, last=after.expression)
    return Hit(hit.start, after.end, "trailing", expression)
