"""The day of publication, as a page's own furniture or a news agency's dateline gives it.

News pages state their day in a byline, a stamp or a dateline, each outlet in its
own way. A date in a sentence of the story is never taken: every rule here asks
for the shape of a byline (a label with a colon, fields between bars, an editor's
name, a clock time), or of a dateline (a place in capitals, a date with its year,
an agency in brackets).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .regexes import lazy_regex

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}

# Longest names first, so that "Sept" is not read as "Sep" with a stray t.
_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
# A date that carries its year. Numeric dates start with the year: "9/6/2023" is
# the sixth of September to one reader and the ninth of June to another.
_DATE = (
    r"(?P<date>(?<![\d/.-])(?:"
    r"(?:19|20)\d\d(?P<sep>[-/.])\d{1,2}(?P=sep)\d{1,2}(?!\d)"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?:19|20)\d\d(?!\d)"
    r"))"
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?"
_ZONE = r"(?:\s*\(?(?:UTC|GMT)\s*[+-]\s*\d{1,2}(?::?00)?\)?|\s*\(?Beijing Time\)?|\s*BJT|\s*CST)?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# A date with what commonly stands around it in a stamp.
_STAMP = (
    rf"(?:{_WEEKDAY},?\s+)?(?:{_CLOCK}{_ZONE}\s*[,|]?\s*)?{_DATE}"
    rf"(?:T\d\d:\d\d\S*|,?\s*{_WEEKDAY})?(?:\s*[,|]?\s*(?:at\s+)?{_CLOCK}{_ZONE})?"
)


@dataclass(frozen=True, slots=True)
class PublicationDate:
    """A day of publication found in a text.

    Attributes:
        day: the day.
        source: ``furniture`` (byline, stamp) or ``dateline``.
        rule: name of the rule that found it.
        start: first character of the date in the text.
        end: one past its last character.
    """

    day: date
    source: str
    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateRule:
    """One shape of line that gives the day of publication, with an example of it."""

    name: str
    source: str
    example: str
    pattern: re.Pattern[str]
    # Some shapes are also those of the list of related stories below the story.
    above_story_only: bool = False


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# In order of trust: a page that says both when it was published and when it was
# updated is of the day on which it was published. Each is searched in one line.
RULES = (
    DateRule(
        "published-label",
        "furniture",
        "By Wang Lan Published: Mar 04, 2021 09:15 PM",
        _line(
            r"\b(?:(?:first |date )?published|posted|pub(?:lication|lish)?[ -]?(?:date|time)"
            rf"|released?(?:[ -](?:date|time))?)(?: (?:on|at))?{_ZONE}\s*[:：]\s*{_STAMP}"
        ),
    ),
    DateRule(
        "updated-label",
        "furniture",
        "By Wang Lan | China Daily | Updated: 2021-03-04 08:00",
        # "date" and "time" only with a capital: a story may say "on that date: ...".
        _line(rf"\b(?:(?:last )?updated|last modified|(?-i:Date|Time))(?: (?:on|at))?{_ZONE}\s*[:：]\s*{_STAMP}"),
    ),
    DateRule(
        "label-line",
        "furniture",
        "Published on March 4, 2021",
        _line(rf"^\s*(?:published|updated|posted|released)(?: (?:on|at))? {_STAMP}[\s.]*$"),
    ),
    DateRule(
        "source-line",
        "furniture",
        "Source: Xinhua | 2021-03-04 21:07:33 | Editor: yanli",
        _line(rf"^(?=.{{0,200}}$)(?=.*\b(?:source|editor|author|reporter|from)\s*[:：]).*?{_STAMP}"),
    ),
    DateRule(
        "zone-stamp",
        "furniture",
        "Wang Lan 18:05 UTC+8, 2021-03-04",
        _line(rf"^.{{0,120}}?{_CLOCK}\s*(?:UTC|GMT)\s*[+-]\s*\d{{1,2}}\s*[,|]?\s*{_DATE}"),
    ),
    DateRule(
        "stamp-field",
        "furniture",
        "By Wang Lan | March 4, 2021, Thursday",
        # A field between bars, or a line of its own.
        _line(rf"^(?:.{{0,160}}\|)?\s*{_STAMP}\s*(?:\||$)"),
        above_story_only=True,
    ),
    DateRule(
        "agency-stamp",
        "furniture",
        "(Xinhua) 09:12, March 04, 2021",
        _line(rf"^\s*\([^()]{{2,40}}\)\s*{_STAMP}\s*$"),
        above_story_only=True,
    ),
    DateRule(
        "byline-stamp",
        "furniture",
        "By Wang Lan in Beijing, March 4, 2021",
        _line(rf"^\s*By .{{2,60}}?[,\s]\s*{_STAMP}\s*$"),
        above_story_only=True,
    ),
    DateRule(
        "clocked-stamp",
        "furniture",
        "2021-03-04 16:20:11 Ecns.cn",
        # A clock time and no full stop: a stamp beside the outlet's name, no sentence.
        _line(rf"^(?=.{{0,100}}$)(?!.*[.!?]\s*$)(?=.*{_CLOCK})[^\d]{{0,60}}{_STAMP}[^\d]{{0,60}}$"),
        above_story_only=True,
    ),
    DateRule(
        "dateline",
        "dateline",
        "WUHAN, March 4, 2021 (Xinhua) -- Courts in the province",
        re.compile(rf"^\s*[A-Z][A-Z'’. /-]+(?:, [A-Z][A-Za-z'’ .-]{{2,30}})?,\s+(?i:{_DATE})\s+\([^()]{{2,40}}\)"),
    ),
)

_ANY_DATE = lazy_regex(_DATE, re.IGNORECASE)
_YEAR = lazy_regex(r"(?:19|20)\d\d")
# A paragraph as long as this is told, not stamped.
_STORY_LINE = 200
_STAMP_LINE = 300
_DATELINE = 120


def find_published(text: str) -> PublicationDate | None:
    """Find the day of publication that the text itself states.

    Args:
        text: the article with whatever furniture its page has.

    Returns:
        The day and where it stands, or None where no byline, stamp or dateline
        gives a full date. Dates that no calendar has are passed over.
    """
    lines = _dated_lines(text)
    if not lines:
        return None
    story = _second_story_line(text)
    for rule in RULES:
        for start, line in lines:
            if rule.above_story_only and start > story:
                break
            match = rule.pattern.search(line)
            day = match and read_date(match["date"])
            if match and day:
                return PublicationDate(
                    day, rule.source, rule.name, start + match.start("date"), start + match.end("date")
                )
    return None


def read_date(words: str) -> date | None:
    """Read a date written with its year ("Oct. 30, 2019", "2016/9/2"); None where the calendar has no such day."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    month = re.search(r"[A-Za-z]{3,}", words)
    if month is None:
        year, month_number, day = numbers
    else:
        month_number = MONTHS[month.group().lower()]
        day, year = numbers
    try:
        return date(year, month_number, day)
    except ValueError:
        return None


def _dated_lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold a date with its year, each with its offset."""
    lines: list[tuple[int, str]] = []
    done = -1
    # Most lines have no year, and finding one is far cheaper than finding a date.
    for year in _YEAR.finditer(text):
        if year.start() < done:
            continue
        start = text.rfind("\n", 0, year.start()) + 1
        end = text.find("\n", year.start())
        done = len(text) if end < 0 else end
        # Stamps are short lines; of a paragraph only a dateline in its first words counts.
        line = text[start:done] if done - start <= _STAMP_LINE else text[start : start + _DATELINE]
        if _ANY_DATE.search(line):
            lines.append((start, line))
    return lines


def _second_story_line(text: str) -> int:
    """Offset of the end of the second long line: by then a page has shown its byline."""
    seen = position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if end - position >= _STORY_LINE:
            seen += 1
            if seen == 2:
                return end
        position = end + 1
    return len(text)
