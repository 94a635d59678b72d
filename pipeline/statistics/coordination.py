"""Figures that take their kind from the one they are coordinated with, or contrasted to.

A row of changes ("up 2.7 percent and 2.4 percent"), a verb left out ("robberies
fell 29 percent and snatchings 34"), and the level of an earlier time ("to 328
from 290 a year earlier").
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Label, Statistic
from ..regexes import lazy_regex
from .scene import Figure, Sentence

# A figure coordinated with the one before: ", ", " and ", " and by ".
_COORDINATED = lazy_regex(
    r"^(?:\s+(?:year-on-year|year on year))?\s*(?:,|and|or|,\s*and|,\s*but|to)?(?:\s+(?:by|of|also|another))?\s*$",
    re.IGNORECASE,
)
# What an earlier level stands behind: "against 28 percent in 2019", "up from 188".
EARLIER = lazy_regex(
    r"\b(?:against|compared (?:with|to)|versus|(?:up|down) from|from|"
    r"(?:double|twice|triple|times|than))(?:\s+(?:just|only|merely|barely|a mere|a bare|the|that of"
    r"|(?:a|the|its)\s+(?:record\s+)?(?:peak|high|low"
    r"|record|total|figure|level)(?:\s+of)?))?\s*$",
    re.IGNORECASE,
)
# "rose 12 percent in 2021 and 9 percent in 2022": each change with a date or comparison of its own
_DATED_ROW = lazy_regex(
    r"^\s+(?:from|in|on|over|compared\s+with)\s+[^,;]{1,40}?\s*(?:,|and|,\s*and)\s+(?:(?:by|of)\s+)?$"
)
_OWN_DATE = lazy_regex(
    r"\s+(?:(?:from|in|on|over|compared\s+with)\s+(?:\d{4}\b|(?:the|a|its)\s+(?:\w+\s+){0,3}?(?:year|month|quarter|half"
    r"|period|level)\b|last\b|[A-Z][a-z]+\b)|year[- ]on[- ]year)"
)
# "870 three years earlier": a date by its distance
YEARS_BEFORE = lazy_regex(
    r"^\s*(?:[a-z-]+\s+){0,3}?(?P<count>\w+)\s+(?P<unit>years?|decades?)\s+(?:earlier|before|ago|previously)\b"
)
# "up 5 percent, and 30 percent of them were minors": a share, whatever rose before
OF_WHOLE = lazy_regex(r"\s+of\s+(?:them|whom|which|these|those|the|all|such|its|their)\b")
# "one in four [was] a student": the subject of a clause, no further change
_PREDICATE = lazy_regex(r"\s+(?:was|were|is|are|had|have|has)\b")
# "a rise of 18 percent that compares with 2 percent [for fraud]": the change of something else
_SET_AGAINST = lazy_regex(
    r"\b(?:compar(?:es?|ed|ing)\s+(?:with|to)|against|versus|as opposed to)(?:\s+(?:just|only|merely|a mere"
    r"|one of))?\s*$"
)
_OTHER = lazy_regex(r"\s+(?:for|in|among)\s+(?!20\d\d|19\d\d|the\s+(?:same|first|last|previous)|[A-Z])[a-z]")
_GAPPED = lazy_regex(
    r"^(?:\s+(?:year[ -]on[ -]year|(?:up |down )?(?:from|on|over|than|compared with)\s+[^,;]{1,36}?))?\s*(?:,|and"
    r"|,\s*and|while|;)\s+(?!and\s+$)(?:(?:that"
    r"|those)\s+(?:of|for)\s+)?((?:[\w'’-]+\s+){1,9})(?:by\s+)?$",
    re.IGNORECASE,
)


def as_change_like(figure: Figure, before: Figure) -> None:
    """Make the figure of the same kind, sign and role as the one before."""
    figure.statistic, figure.sign, figure.role = before.statistic, before.sign, before.role
    figure.anchor = before.anchor
    figure.subject = before.subject
    if figure.unit is None:
        figure.unit = before.unit
    if figure.statistic is not Statistic.CHANGE:
        figure.base = before


def continues(before: Figure, left: str, right: str = "") -> bool:
    """Whether the figure is the next of a row of changes: "up 3 percent from July and 12 from a year earlier"."""
    if before.statistic is not Statistic.CHANGE or _PREDICATE.match(right):
        return False
    if _SET_AGAINST.search(left) and _OTHER.match(right):
        return True
    if _DATED_ROW.match(left) and _OWN_DATE.match(right):
        return True
    if re.search(r"\bby\s*$", left) and before.role == "predicate":
        return True
    return bool(_COORDINATED.match(left)) and not left.strip().endswith("to")


def from_to(figure: Figure, sentence: Sentence, left: str, right: str) -> bool:
    """Whether "from" opens "from 54.9 percent to 26.7 percent"."""
    return bool(re.search(r"\bfrom\s*$", left)) and bool(re.match(r"^[^,;.]{0,40}\bto\s*$", right))


def as_earlier(figure: Figure, before: Figure, sentence: Sentence) -> bool:
    """Make the figure the level of an earlier period of what the figure before it counts."""
    base = before
    while base is not None and base.statistic in (Statistic.CHANGE, Statistic.RATIO):
        previous = sentence.before(base)
        if previous is None:
            break
        base = previous
    if base.label != figure.label or base.form in ("verb", "multiple", "points"):
        return False
    # Only a date says that a level is of another time: "against 25 percent [a year earlier]".
    if not _dated(figure, sentence):
        return False
    figure.statistic, figure.subject, figure.base = base.statistic, base.subject, base
    if figure.statistic in (Statistic.CHANGE, Statistic.RATIO):
        figure.statistic = Statistic.SHARE if figure.label == Label.PERCENTAGE else Statistic.COUNT
        return False
    figure.role, figure.earlier = "earlier", True
    return True


def _dated(figure: Figure, sentence: Sentence) -> bool:
    """Whether a date belongs to the level: "from 60 [in 2019]", but not "from 60 countries [since April]"."""
    if YEARS_BEFORE.match(sentence.text[figure.end : figure.end + 60]):
        return True
    for symbol in sentence.between(figure.end, min(sentence.end, figure.end + 60), "TIME", "COMPARISON"):
        return symbol.kind == "COMPARISON" or symbol.value["kind"] != "since"
    return False


def gapped_share(figure: Figure, sentence: Sentence, left: str) -> Figure | None:
    """As in "Fraud accounted for 40 percent and [theft for] 30": the verb is left out."""
    if not re.search(r"\bfor\s*$", left) or sentence.between(
        figure.start - len(left), figure.start, "ACTION", "SHARE", "CHANGE"
    ):
        return None
    for other in reversed(sentence.figures[: figure.index]):
        if other.label == figure.label and other.anchor is not None and other.anchor.kind == "SHARE":
            return other
    return None


def gapped_change(figure: Figure, sentence: Sentence, left: str) -> tuple[Figure, tuple[int, int]] | None:
    """As in "Robberies fell 29 percent and [snatchings] 34 percent": the verb is left out."""
    if OF_WHOLE.match(sentence.text, figure.end):
        return None
    before = sentence.before(figure)
    while (
        before is not None
        and before.statistic is not Statistic.CHANGE
        and before.role == "predicate"
        and before.label == Label.COUNT
    ):
        before = sentence.before(before)
    if before is None or before.statistic is not Statistic.CHANGE or before.role != "predicate":
        return None
    match = _GAPPED.match(left)
    if not match or (
        sentence.between(figure.start - len(left), figure.start, "SHARE", "CHANGE", "ACTION")
        and not re.search(r"(?:that|those) of", left)
    ):
        return None
    if re.search(
        r"\b(?:was|were|had|is|are|by|from|to|in|than|with)\s*$",
        left.rstrip() if not left.rstrip().endswith(" by") else "",
    ):
        return None
    return before, (figure.start - len(left), figure.start)


def bare(right: str) -> bool:
    """Whether no noun stands behind the figure."""
    return not re.match(r"\s+[a-z]", right) or bool(re.match(r"\s+(?:respectively|year|from|and|percent)\b", right))
