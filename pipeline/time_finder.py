"""Where a text speaks of time: the composed expressions, kept or refused by the words around them.

What stands before and after decides whether an expression is a mention: "the
same period of last year" after "than in" is a comparison, "May" may be a verb,
"five years" a prison term, "2000" a number of people.
"""

from __future__ import annotations

from collections.abc import Callable

from .regexes import lazy_regex
from .time_atoms import Hit, atoms, read_atom
from .time_expression import Expression, Found, Kind
from .time_grammar import compose
from .time_words import COUNTED, LEADS_DATE, MONTH, fold

_NAMES = lazy_regex(rf"(?<![a-z])(?:{MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)")
_NAMED = frozenset(("day_range", "date", "month_year", "month", "near_month", "weekday", "part"))
_DAY_OF_COUNTED = lazy_regex(
    rf" (?:[12]\d|3[01]|[1-9])(?= {COUNTED}(?![a-z]))(?! (?:yuan|dollars|per|kilo|kg|tons|tonnes|grams|million|billion"
    r"|years|months|days|hours|times))"
)
_LAST_DAY = lazy_regex(r" \d{1,2}$")
_MONTH_OR_NUMBER = lazy_regex(rf"(?:{MONTH}|\d\d)-$")
_WORD = lazy_regex(r"([a-z]+) *$")

_VERSUS = r"than|compared (?:with|to)|comparing (?:with|to)|against|versus|vs\.?"
_FIGURE = r"that|those|(?:the )?(?:numbers?|figures?|totals?|levels?|sum|amount|average|rate|share|peak|tally)"
# "Up 5 percent from the same period of last year" compares; "2.4 times the
# figure for the same period of last year" speaks of the figure of that period.
_COMPARED = lazy_regex(
    rf"[^a-z](?:{_VERSUS}|from|over|on|to|ahead of|behind|above|below|beyond|short of)"
    r"(?: (?:that|those|(?:the )?levels?))?(?: (?:in|during|of|for|over|at|from))?(?: the)? $"
)
_BASELINE = lazy_regex(
    rf"[^a-z](?:{_VERSUS}|times|twice|double|triple)"
    rf"(?: (?:{_FIGURE}|the|in|of|for|during|over|at|by|as|recorded|registered|reported|seen))* $"
)
_BASELINE_WEAK = lazy_regex(r"(?<![a-z])(?:from|on|over)(?: (?:that|those))?(?: (?:in|of|for|during))?(?: the)? $")
# "Down from 12 in 2019": that year is the earlier figure's own.
_EARLIER_FIGURE = lazy_regex(
    rf"[^a-z](?:{_VERSUS}|from)(?! [^,.;\n]{{0,40}} to )[^,.;\n]{{0,12}}\d(?:[^,.;\n]|\.(?=\d)){{0,24}}$"
)
# A cheap test before the three above, which are rarely needed.
_ANY_VERSUS = lazy_regex(r"than|compar|against|versus|vs|times|twice|double|triple|from |on |over ")
_WEAKLY_COMPARED = frozenset((Kind.YEAR, Kind.SAME, Kind.PREVIOUS, Kind.PART, Kind.MONTH, Kind.RELATIVE, Kind.RANGE))

_OVER = lazy_regex(
    r"(?<![a-z])(?:over|during|in(?: the course of)?|across|throughout|through|of|for|covering) the"
    r" (?:whole |full |entire )?$"
)
# "In the year" opens too much else: "in the year ahead", "at that time in the year".
_OVER_YEAR = lazy_regex(
    r"(?<![a-z])(?:over|during|in the course of|throughout|across|for) the (?:whole |full |entire )?$"
)
# "The two years before the campaign" are told by what follows, which is not dated.
_SPECIFIED = lazy_regex(
    r",? (?:before|after|since|ago|ahead|earlier|later|old|prior|following|preceding|when|in which|that|which"
    r"|of|leading|running|up to|to|in prison|in jail|behind|imprisonment|ending|ended|between|from|until|through"
    r"|beginning|starting|covered|under)(?![a-z])"
)
_AGO = lazy_regex(r",? (?:ago|ahead|earlier|later|old|in prison|in jail)(?![a-z])")

_LEADS_MONTH = frozenset(
    "in since from to of by until till last this next and or between through mid early late end on before after "
    "during for than with around throughout as at".split()
)
_LEADS_DAY = frozenset("on from to until till since by of and the between".split())
_LEADS_YEAR = frozenset(
    "in since from to of by until till between and or than on over during through before after late early mid end "
    "with for against throughout as versus vs year both around at per cover covering spanning but while times"
    " twice double".split()
)
_LEADS_YEARS = frozenset("during over for of covering the years".split())
# "19 defendants were convicted [that year] and 64 in the next": no subject of a verb.
_ADVERBIAL = lazy_regex(
    r"that (?:same )?(?:year|month|quarter|week|day)(?=[.,;:)]|\n|$| (?:and|in|to|by|for|with|while|at)(?![a-z]))"
)
_LEADS_THAT = frozenset("in over during of for throughout by since from on later earlier".split())
_NUMBERED = frozenset(
    "article articles no number room hotline document model section rule dial order flight line class".split()
)
_QUANTIFIERS = frozenset(
    "over than about around nearly almost some least most exceeding total only to of for by".split()
)
_FIGURE_AFTER = lazy_regex(
    r"(?:['’]s)? (?:\d|figures?|totals?|levels?|numbers?|tally|count|sum|average|peak|high|low|rates?|data|statistics"
    r"|toll|caseload|losses|cases|arrests|prosecutions|increase|rise|growth|fall|drop|decline|decrease|share|proportion|ratio|results"
    r"|record|baseline)(?![a-z])"
)
_COUNTED_AFTER = lazy_regex(rf" (?:[a-z-]+ )?{COUNTED}(?![a-z])")

_STAMP = lazy_regex(
    r"updated|published|posted|source ?:|editor|utc ?[+-]|\||\d:\d\d|copyright|©|all rights reserved|\.gov\.|\.com"
)
_RIGHTS = lazy_regex(r"(?:copyright|©|\(c\))[a-z :]{0,20}(?:(?:19|20)\d\d ?[-–] ?)?$")
_DATELINE = lazy_regex(r"[A-Z][A-Z .'’,/-]*, ?$")
_AGENCY = lazy_regex(r" ?\((?:xinhua|ecns|cns|chinanews|global times|china daily|shine)[^)\n]{0,30}\)|,? ?(?:--|—)")
_DIGIT = lazy_regex(r"\d")
_SENTENCE_END = lazy_regex(r"[.!?:;][\"”’')\]]*$")


def find(text: str) -> list[Found]:
    """Find every time expression of `text`, in order, without overlaps.

    Returns:
        the expressions with half-open character offsets of `text`.

    >>> [(hit.start, hit.end) for hit in find("From January to May, thefts fell.")]
    [(0, 19)]
    """
    lower = fold(text)
    parts = [hit for atom in atoms(lower) if (hit := _date_or_none(text, lower, atom)) is not None]
    found = []
    for hit in compose(lower, parts):
        check = _CHECKS.get(hit.name)
        if (check is None or check(lower, hit)) and not _is_stamp(text, lower, hit):
            found.append(Found(hit.start, hit.end, hit.expression, _is_baseline(hit.expression, lower, hit.start)))
    return found


def _date_or_none(text: str, lower: str, atom: Hit) -> Hit | None:
    """An atom whose months and weekdays bear a capital, cut to what is a date here; else None."""
    start, end = atom.start, atom.end
    if start and lower[start - 1] == "-" and not _led_by_hyphen(lower, start):
        return None
    if atom.name not in _NAMED:
        return atom
    for word in _NAMES.finditer(lower, start, end):
        if not text[word.start()].isupper():
            return None
    cut = _LAST_DAY.search(lower, start, end) if lower.startswith("in ", max(0, start - 3)) else None
    if atom.name == "date" and cut is not None:
        # "In March 12 suspects were caught": after "in" stands a month, not a day.
        expression = read_atom("month", lower[start : cut.start()])
        return None if expression is None else Hit(start, cut.start(), "month", expression)
    if atom.name == "month" and _word_before(lower, start) in LEADS_DATE and (day := _DAY_OF_COUNTED.match(lower, end)):
        # "On June 30 officers": an atom takes no number before what it may count.
        expression = read_atom("date", lower[start : day.end()])
        return None if expression is None else Hit(start, day.end(), "date", expression)
    if lower[end - 1] == "." and _ends_sentence(text, end):
        return Hit(start, end - 1, atom.name, atom.expression)
    return atom


def _led_by_hyphen(lower: str, start: int) -> bool:
    """Whether the hyphen before is that of "January-October" or "mid-2021", not of "post-2012"."""
    if lower.endswith(("mid-", "early-", "late-", "end-"), 0, start):
        return True
    return _MONTH_OR_NUMBER.search(lower, max(0, start - 12), start) is not None


def _ends_sentence(text: str, end: int) -> bool:
    """Whether the point of an abbreviation ("in Sept.") also closes the sentence."""
    rest = text[end : end + 3]
    if rest and not rest[0].isspace() and rest[0] not in "\"”’'":
        return False
    rest = rest.strip(" \xa0")
    return not rest or not (rest[0].islower() or rest[0].isdigit())


def _before(lower: str, start: int, width: int) -> str:
    """Up to `width` characters before `start`, on the same line, and a space in front for "no letter" to match."""
    begin = max(start - width, 0)
    return " " + lower[max(begin, lower.rfind("\n", begin, start) + 1) : start]


def _word_before(lower: str, start: int) -> str:
    match = _WORD.search(_before(lower, start, 16))
    return match[1] if match else ""


def _is_stamp(text: str, lower: str, hit: Hit) -> bool:
    """Whether it belongs to a byline, a copyright line or a dateline."""
    begin = lower.rfind("\n", 0, hit.start) + 1
    if hit.start - begin > 60:
        return False
    bracketed = lower.startswith("(", hit.end + 1)
    if _AGENCY.match(lower, hit.end) and (bracketed or _DATELINE.match(text[begin : hit.start])):
        return True
    if _DIGIT.search(lower, hit.start, hit.end) is None:
        return hit.name == "weekday" and "|" in lower[begin : hit.start]
    if _RIGHTS.search(lower[begin : hit.start]):
        return True
    stop = lower.find("\n", hit.end)
    stop = len(lower) if stop < 0 else stop
    if stop - begin > 140:
        return False
    line = lower[begin:stop].strip()
    return not _SENTENCE_END.search(line) and _STAMP.search(line) is not None


def _is_month(lower: str, hit: Hit) -> bool:
    """A bare month; "May" is a verb and a name, "Jun" and "Mar" are names: they need a word that leads a date."""
    if lower.startswith((" day", "-"), hit.end):
        return False
    word = lower[hit.start : hit.end].rstrip(".")
    return (len(word) > 3 and word != "may") or _word_before(lower, hit.start) in _LEADS_MONTH


def _is_date(lower: str, hit: Hit) -> bool:
    """A date like "12 March" needs a year, an ordinal or a word that leads a date."""
    surface = lower[hit.start : hit.end]
    if not surface[0].isdigit() or surface[-1].isdigit() or not surface.split(" ")[0].isdigit():
        return True
    return _word_before(lower, hit.start) in _LEADS_DAY


def _is_year(lower: str, hit: Hit) -> bool:
    """A bare four-figure number counts as a year by the word before it, unless it counts something."""
    before = _before(lower, hit.start, 24)
    word = _word_before(lower, hit.start)
    if before.endswith(("no. ", "/", ".")) or lower.startswith("/", hit.end) or word in _NUMBERED:
        return False
    if word in _QUANTIFIERS and _COUNTED_AFTER.match(lower, hit.end):
        return False
    if word in _LEADS_YEAR:
        return True
    if word in ("the", "its", "their", "a", ""):
        opens = word == "" and (before.endswith((", ", "(")) or not before.strip(' -•*\t"“'))
        return (opens and not _COUNTED_AFTER.match(lower, hit.end)) or _FIGURE_AFTER.match(lower, hit.end) is not None
    return lower.startswith(("'s", "’s"), hit.end)


def _is_year_range(lower: str, hit: Hit) -> bool:
    if lower[hit.start - 1 : hit.start] in ("-", "/", "–", "."):
        return False
    # "12 in 2018 to 2020 ...": without "from", only where the words before open a period.
    spelt = " to " in lower[hit.start : hit.end] or " through " in lower[hit.start : hit.end]
    before = lower[hit.start - 1 : hit.start]
    return not spelt or before == "(" or _word_before(lower, hit.start) in _LEADS_YEARS


def _is_same(lower: str, hit: Hit) -> bool:
    to_last = lower.endswith(("last year", "last month", "last week"), hit.start, hit.end)
    return not (to_last and _COMPARED.search(_before(lower, hit.start, 40)))


def _is_near(lower: str, hit: Hit) -> bool:
    """Whether it is no comparison ("up 5 percent from last year") and names nothing else ("this year's campaign")."""
    before = _before(lower, hit.start, 40)
    # "Later this year" is still to come, and no figure speaks of it.
    if before.endswith("later ") or (lower.startswith("last", hit.start) and _COMPARED.search(before)):
        return False
    # "The last year that ivory was sold" is no last year.
    if before.endswith("the ") and lower.startswith((" that", " when"), hit.end):
        return False
    return not lower.startswith(("'s", "’s"), hit.end) or _FIGURE_AFTER.match(lower, hit.end) is not None


def _is_units(lower: str, hit: Hit) -> bool:
    return _OVER.search(_before(lower, hit.start, 28)) is not None and not _SPECIFIED.match(lower, hit.end)


def _is_trailing(lower: str, hit: Hit) -> bool:
    return _word_before(lower, hit.start) in ("the", "over", "in", "during")


def _is_period(lower: str, hit: Hit) -> bool:
    opened = _OVER_YEAR if lower.startswith("year", hit.start) else _OVER
    return opened.search(_before(lower, hit.start, 28)) is not None and not _SPECIFIED.match(lower, hit.end)


def _is_past(lower: str, hit: Hit) -> bool:
    return _AGO.match(lower, hit.end) is None


def _is_demonstrative(lower: str, hit: Hit) -> bool:
    before = _before(lower, hit.start, 4)
    if not before.strip() or before.endswith((". ", ", ", "” ", '" ')):
        return True
    return _word_before(lower, hit.start) in _LEADS_THAT or bool(_ADVERBIAL.match(lower, hit.start))


def _is_today(lower: str, hit: Hit) -> bool:
    """The word "today" is the day only where something is said to happen on it, not in "the victims of today"."""
    if lower.startswith(("'s", "’s"), hit.end):
        return False
    return _word_before(lower, hit.start) not in ("of", "for", "than", "even", "until")


def _is_until(lower: str, hit: Hit) -> bool:
    """Whether a year is meant: "rose by 2012 cases" counts."""
    last = hit.expression.last
    return last is None or last.kind is not Kind.YEAR or not _COUNTED_AFTER.match(lower, hit.end)


def _is_year_end(lower: str, hit: Hit) -> bool:
    return _word_before(lower, hit.start) in ("at", "of", "near", "before", "the")


def _never(lower: str, hit: Hit) -> bool:
    return False


# By the name of the hit; those without a check always hold.
_CHECKS: dict[str, Callable[[str, Hit], bool]] = {
    "month": _is_month,
    "date": _is_date,
    "year": _is_year,
    "year_range": _is_year_range,
    "same": _is_same,
    "compared": _never,
    "near": _is_near,
    "units": _is_units,
    "trailing": _is_trailing,
    "period": _is_period,
    "past": _is_past,
    "demonstrative": _is_demonstrative,
    "today": _is_today,
    "until": _is_until,
    "year_end": _is_year_end,
}


def _is_baseline(expression: Expression, lower: str, start: int) -> bool:
    """Whether the words before make it what a figure is compared with."""
    before = _before(lower, start, 60)
    if _ANY_VERSUS.search(before) is None:
        return False
    if _BASELINE.search(before) or _EARLIER_FIGURE.search(before):
        return True
    if expression.kind not in _WEAKLY_COMPARED or not _BASELINE_WEAK.search(before):
        return False
    # "Over the 2016-20 period" and "on May 3-5" are when, "on 2013-17" compares.
    if expression.kind is Kind.RANGE:
        return expression.first is not None and expression.first.kind is Kind.YEAR and not before.endswith("over the ")
    if expression.kind is Kind.MONTH:
        return not before.endswith("on ")
    # "Over the same period" repeats; "over the same period of 2021" compares.
    return expression.kind is not Kind.SAME or expression.year is not None or bool(expression.year_ref)
