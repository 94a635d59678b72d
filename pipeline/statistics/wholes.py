"""The whole that a figure is a part of, or stands in a line with, and whose stage it shares.

"Of those convicted, 40 …", "Four percent of those charged", "Arrests: 40 people":
what names the whole or heads the line names the stage.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .predicates import block
from .readings import Found, reading_of, right_limit
from .scene import PARTITIVE, Figure, Sentence
from .syntax import past

_WHOLE_GAP = lazy_regex(
    r"^\s*(?:of|among)\s+(?:(?:the|those|all|its|their|these)\s+)*"
    r"(?:(?!(?:the|an?|was|were|had|have|has|who|is|are|in|that)\b)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
# A whole of no stage: "40 percent of the cases reported".
_OF_OTHERS = lazy_regex(
    r"\s*(?:of|among)\s+(?:all\s+)?(?:the|those)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:reported|surveyed|polled|interviewed|asked|questioned)\b"
)
_OF_NOUN = lazy_regex(r"\s+of\s+(?!(?:them|whom|which|these|those)\b)")
_ROW = lazy_regex(r"\s*(?:,|\band\b|\bor\b)*\s*(?:and\s+)?")
_INCLUDING = lazy_regex(r"\b(?:including|among (?:them|whom|which))\s+(?:\w+\s+)?$")
# The label of a list's line: "-- Arrests: 40 people".
_COLON = lazy_regex(r"\W*(?:[\w-]+\s){0,4}[\w-]+:\s")
_OPENING = lazy_regex(r"\W*(?:Of|Among|Out of)\s+(?:all\s+)?(?:the|those|these|its|their)\b", re.IGNORECASE)


def partitive(figure: Figure, sentence: Sentence) -> bool:
    """As in "90 people, [40 of them] officials": the stage is the whole's."""
    before = sentence.before(figure)
    return bool(PARTITIVE.match(sentence.text, figure.end)) or (
        before is not None and bool(_INCLUDING.search(sentence.text[before.end : figure.start]))
    )


def leans(figure: Figure, sentence: Sentence) -> bool:
    """Whether a figure is said of the one before: "90 members of [seven] gangs", "9 million, [a fifth] of …"."""
    before = sentence.before(figure)
    if before is None or before is not figure.base:
        return False
    gap = sentence.text[before.end : figure.start]
    if before.partial and figure.noun is None and figure.primary:
        # "52 of them in public prosecutions and [35] in private ones"
        return bool(re.match(r"[^.;,]*\band\s+$", gap))
    if figure.statistic is Statistic.SHARE:
        return bool(re.match(r"[^,;.]*,\s+(?:or\s+)?$", gap)) and bool(_OF_NOUN.match(sentence.text, figure.end))
    return figure.primary and bool(re.match(r"\s+(?:[\w-]+\s+){1,3}of\s+$", gap))


def label(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "Detentions: 40 people", "[Cases accepted]: 900": the words before a colon name the stage."""
    colon = _COLON.match(sentence.text, sentence.start, figure.start)
    before = sentence.before(figure)
    if colon is None or figure.start - colon.end() > 25 or (before is not None and before.end > colon.end()):
        return None
    if figure.noun is not None and any(
        s.form == "verb" for s in sentence.between(figure.noun.start, figure.noun.end, "ACTION")
    ):
        return None
    for symbol in sentence.between(sentence.start, colon.end(), "ACTION"):
        return reading_of(symbol, figure, sentence)
    return None


def of_opening(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "Of those [convicted], 40 …", "Among the suspects [caught] were 90 …": the stage of the whole."""
    if figure.statistic not in (Statistic.SHARE, Statistic.COUNT) or figure.noun is not None:
        return None
    opening = _OPENING.match(sentence.text, start, figure.start)
    if opening is None:
        return None
    for symbol in sentence.between(opening.end(), figure.start, "ACTION"):
        if "," in sentence.text[opening.end() : symbol.start]:
            return None
        if past(sentence.text[symbol.start : symbol.end].partition(" ")[0].lower()):
            return reading_of(symbol, figure, sentence, forms=("verb", "phrase"))
    return None


def of_whole(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "4 percent of those [charged]", "of the cases [handled] by prosecutors"."""
    if not (figure.statistic is Statistic.SHARE or figure.label == "COUNT") or PARTITIVE.match(
        sentence.text, figure.end
    ):
        return None
    if _OF_OTHERS.match(sentence.text, figure.end):
        block(figure)
        return None
    # "31, 17 and [15] percent of those charged": the last of the row tells of what they all are.
    last = sentence.row(figure, _ROW)[-1]
    limit = right_limit(last, sentence, end)
    for symbol in sentence.between(last.end, limit, "ACTION"):
        if _WHOLE_GAP.match(_without_crimes(sentence, last.end, symbol.start)):
            return reading_of(symbol, figure, sentence, forms=("verb", "phrase", "tail", "noun"))
        return None
    return None


def _without_crimes(sentence: Sentence, start: int, end: int) -> str:
    """The text of ``start:end`` without its offences: "of the cases [of theft] brought to court"."""
    words, at = "", start
    for symbol in sentence.between(start, end, "OFFENCE"):
        words += re.sub(r"\bof\s+$", "", sentence.text[at : symbol.start])
        at = symbol.end
    return (words + sentence.text[at:end]).replace(", respectively,", "").replace("  ", " ")
