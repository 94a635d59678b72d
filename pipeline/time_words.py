"""The words of time expressions, and the pattern of the atoms that they are composed of.

All patterns are written for text that `fold` has lowered, because Python's
engine tests alternatives of plain letters much faster than with IGNORECASE; that
months and weekdays bear a capital is checked afterwards, on the text itself. A
space in a pattern never stands for a line break: a date does not run from a
headline into the line below.
"""

from __future__ import annotations

from .regexes import lazy_regex

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": -1, "last": -1,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month

# What follows a number that counts things, so that it is no day and no year.
COUNTED = (
    "(?:people|persons?|individuals|suspects|defendants|offenders|victims|minors|officials|officers|cases|gangs|yuan|dollars"
    "|percent|per cent|percentage|kilograms|kilos|kg|tons|tonnes|grams|items|lawsuits|million|billion|members|companies"
    "|websites|children|women|men|workers|residents|students|prosecutors|years|months|days|hours|times|others)"
)
# After these a small number behind a month is its day, whatever noun follows:
# "On June 30 officers searched the site."
LEADS_DATE = frozenset("on since by until till".split())
NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sep(?:tember|t\.?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"
)
YEAR = r"(?:19|20)\d\d(?!\d|%|,\d\d\d|\.\d|-\d\d?(?!\d))"
DAY = rf"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|%|:\d|,\d\d\d|\.\d|[ -]{COUNTED}|-[a-z])"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?"
# The year of "June last year" ("the" stands before "same"), and of "first half of the year".
NAMED_YEAR = rf"(?:{YEAR}|(?:this|last|next|that|the same|the previous|the preceding|the following) year(?!s))"
ANY_YEAR = rf"(?:{NAMED_YEAR}|(?:the )?(?:current )?year(?!s))"
UNIT = r"(?:year|month|quarter|week|decade|day)"
DASH = r" ?[-–—] ?"

_YEAR_TAIL = rf"(?:,? {YEAR}|,?(?: of)? {NAMED_YEAR})?"
_MONTH_DAY = rf"{MONTH} {DAY}{_YEAR_TAIL}"
_DAY_MONTH = rf"{DAY} (?:of )?{MONTH}(?:,? {YEAR})?"
_QUARTER = (
    r"(?:(?:first|second|third|fourth|final|last|1st|2nd|3rd|4th) (?:quarter|half(?:[ -]year)?)|q[1-4]|h[12])"
    rf"(?! of (?!{ANY_YEAR}|{MONTH}))(?:(?: of| in)? {ANY_YEAR}|,? {YEAR}| of {MONTH}(?: {YEAR})?)?"
)
_FIRST = (
    rf"(?:first|last|final|opening) (?:{NUMBER} (?:months?|quarters)|month(?= of {ANY_YEAR}))(?! of (?!{ANY_YEAR}))"
    rf"(?:(?: of| in)? {ANY_YEAR})?"
)
_POSSESSED = (
    rf"(?:(?:this|last|next|the) year|{YEAR})['’]s "
    rf"(?:(?:first|second|third|fourth) (?:quarter|half)|first {NUMBER} (?:months|quarters))"
)
_NEAR = (
    r"(?:(?:so|thus) far(?: in)? )?(?:this|last|next) (?:year|month|week|quarter|weekend|spring|summer|autumn|winter)"
    r"(?: (?:so|thus) far)?(?! (?:of|in which)(?![a-z]))"
)
_EARLIER = (
    r"(?:the (?:previous|preceding|prior) year|the year (?:before|earlier)|(?:a|one) year (?:earlier|ago|before))"
)
# "Five years", "five-year period", but not the "five-year" of a plan or term.
_COUNTED_UNIT = rf"{NUMBER}(?: full| calendar)?(?: {UNIT}s(?! period)|[ -]{UNIT}s?[ -]period)"
_SAME = rf"(?:same|corresponding|equivalent) (?:{_COUNTED_UNIT}|(?:time )?(?:period|half|{UNIT})s?)(?![a-z])"

# Alternatives in order of preference at the same place: the longer wording first.
ATOMS: tuple[tuple[str, str], ...] = (
    ("day_range", rf"{MONTH} {DAY}(?:{DASH}| to | and ){DAY}{_YEAR_TAIL}|{DAY}(?:{DASH}| to | and ){_DAY_MONTH}"),
    ("date", rf"{_MONTH_DAY}|{_DAY_MONTH}"),
    ("month_year", rf"{MONTH}(?:,? {YEAR}|(?: of| in)? {NAMED_YEAR})"),
    ("month", MONTH),
    ("near_month", rf"(?:last|this|next) {MONTH}"),
    ("weekday", rf"(?:(?:last|this|next) )?{_WEEKDAY}(?:,? {_MONTH_DAY}| \({_MONTH_DAY}\))?"),
    ("possessed", _POSSESSED),
    ("part", rf"{_FIRST}|{_QUARTER}"),
    ("near", rf"(?:(?:earlier|later) )?{_NEAR}"),
    ("today", r"yesterday(?: (?:morning|afternoon|evening))?|today|tomorrow"),
    ("compared", rf"{_SAME}(?: of| in| during)? {_EARLIER}|(?:same|this) time (?:last (?:year|month|week)|{_EARLIER})"),
    ("same", rf"{_SAME}(?:(?: of| in| during)? {NAMED_YEAR}|,? {YEAR}| last month| last week)?"),
    ("past", rf"(?:past|last|previous|preceding|prior) {_COUNTED_UNIT}"
             r"|past (?:year|month|week|decade|quarter)(?![a-z])|(?:previous|preceding|prior|last) decade(?![a-z])"),
    ("demonstrative", rf"(?:that|this|those|these) (?:same )?(?:{_COUNTED_UNIT}|(?:period|{UNIT}s?))"),
    ("plan", rf"\d{{1,2}}th five-year plan (?:period )?\((?:19|20)\d\d{DASH}\d{{2,4}}\)(?: period)?"
             r"|\d{1,2}th five-year plan period"),
    ("units", _COUNTED_UNIT),
    ("year_end", rf"year[- ]end(?:,? {YEAR}| of {YEAR})?|year['’]s end"),
    ("period", r"(?:period|half[- ]year|year|month|quarter|decade)(?![a-z-])"),
    ("decade", r"(?:19|20)\d0s"),
    ("year_range", rf"(?:19|20)\d\d{DASH}\d\d(?![\d-])(?: period)?"),
    ("year", YEAR),
)  # fmt: skip

# How atoms begin: at most words these few letters say no, and the alternatives are not tried.
_STARTS = (
    *(month[:3] for month in MONTHS), *(day[:4] for day in WEEKDAYS), *NUMBERS,
    "last", "this", "next", "that [ymwqpds]", "those [a-z0-9]", "these [a-z0-9]",
    "first", "second", "third", "fourth", "final", "opening", "past", "previous", "preceding", "prior",
    "same", "corresponding", "equivalent", "so far", "thus", "earlier", "year", "half", "yesterday", "today",
    "tomorrow", "period", "month", "quarter", "decade", "q[1-4]", "h[12]",
)  # fmt: skip


def _by_first_letter(starts: tuple[str, ...]) -> str:
    groups: dict[str, list[str]] = {}
    for start in starts:
        groups.setdefault(start[0], []).append(start[1:])
    return "|".join(f"{letter}(?:{'|'.join(dict.fromkeys(rest))})" for letter, rest in sorted(groups.items()))


# A number that may be a day, a year, or count months, but not "3 percent" or "12 cases".
_START_NUMBER = r"(?:19|20)\d\d|\d{1,3}(?:(?:st|nd|rd|th)?[ -][adfhjmnoqswyt0-9]| ?[–—])"

# No atom starts or ends inside a word or number; a hyphen may lead on to a month or
# a number ("January-October"). The character before is matched, not looked back at:
# the engine then skips to such characters, four times as fast.
ATOM = lazy_regex(
    rf"[^a-z0-9$¥€£.,](?={_START_NUMBER}|{_by_first_letter(_STARTS)})(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in ATOMS)
    + rf")(?![a-z0-9%])(?!-(?!{MONTH}|\d)[a-z0-9])"
)


def fold(text: str) -> str:
    """Lower `text` and make no-break spaces plain, character for character, so that offsets stay."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals, such as the dotted I, grow when lowered
        lower = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lower.replace("\xa0", " ").replace("\u202f", " ")
