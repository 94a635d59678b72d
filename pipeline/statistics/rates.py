"""Rates: figures that a name of their own says, or a level per so many.

"The non-prosecution rate was 24.9 percent" names its rate; "it climbed to 41.5
percent" is another level of the same; "0.44 homicides per 100,000 people" is
one by what it is measured against.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .nouns import read_noun
from .scene import Figure, Sentence

_RATE = lazy_regex(
    r"\b(?:(?!growth\b|first\b|the\b|and\b|but\b|while\b|or\b)[\w'’-]+[ -])?(?:(?!and\b|but\b|while\b|or\b"
    r"|the\b)[\w'’-]+[ -])?rates?\b"
    r"|\bratio\b|\bsatisfaction\b",
    re.IGNORECASE,
)
# "the rate [of probation]", "the rate [of repeat offending] among them"
_RATE_OF = lazy_regex(r"\s+of\s+(?!increase|growth|rise|decline|change)(?=[a-z])")
_WORD = lazy_regex(r"[a-z-]+")
_RATE_VERB = lazy_regex(
    r"\b(?:was|were|is|stood|stands|standing|reached|reaching|hit|came|to|at|of|from|remained|averaged"
    r"|averaging|exceeded|dropped|fell|rose|being|topped|up)\b|^:\s+$"
)
_GROWTH = lazy_regex(r"\b(?:growth rates?|rates? of (?:increase|growth|rise|decline)|growth)\b", re.IGNORECASE)
# "For every 10,000 vehicles stopped, police found 31 drivers over the limit."
_PER_LEFT = lazy_regex(
    r"\b(?:for|of|in|out of|among) (?:every|each) (?:[\d,]{5,}|(?:ten |hundred )?thousand|million)\b[^.;]*$",
    re.IGNORECASE,
)
_PER = lazy_regex(
    r"^\s*(?:[\w'’-]+\s+){0,5}?(?:per|for every|for each|in every|out of every)\s+(?:\d[\d,]*|hundred"
    r"|thousand|million|10,000)(?:\s+(?:thousand|million))?\b",
    re.IGNORECASE,
)
_AGAINST = lazy_regex(r"\b(?:against|compared (?:with|to)|versus)(?:\s+(?:just|only))?\s*$")
# "…; for suspects of all ages it was 22 percent", "the same rate stood at 9 percent"
_PRONOUN_LEVEL = lazy_regex(
    r"\b(?:it|that|the (?:figure|rate|ratio|proportion))\s+(?:was|is|had been|stood at|reached|came to|fell to"
    r"|rose to)\s*$"
)
# "and [climbed] to 41.5 percent": the subject is still that of the rate before.
_GOES_ON = lazy_regex(
    r"^[^;]*?(?:,|\band|\bbut|\bthen)\s+(?:then\s+|again\s+)?[a-z]+(?:ed|ell|ose|ank|ew)\s+(?:back\s+)?to\s*$"
)


def per_so_many(figure: Figure, sentence: Sentence, left: str) -> bool:
    """Whether a count is a rate by its base: "3.4 murders per million", "for every 10,000 stopped, 31 drivers"."""
    return bool(_PER.match(sentence.text[figure.end : figure.end + 80]) or _PER_LEFT.search(left))


def same_rate(figure: Figure, sentence: Sentence, left: str) -> Figure | None:
    """The rate before, of which this figure is another level: "reached 24 percent in 2022 and 41 percent this year"."""
    before = sentence.before(figure)
    if (
        before is not None
        and before.statistic is Statistic.RATE
        and (_level_pair(left) or _PRONOUN_LEVEL.search(left) or _AGAINST.search(left))
    ):
        return before
    if not _GOES_ON.match(left):
        return None
    for other in reversed(sentence.figures[: figure.index]):
        if other.statistic is Statistic.RATE:
            return other
        if other.statistic is not Statistic.CHANGE:
            return None
    return None


def _level_pair(left: str) -> bool:
    return bool(re.match(r"^[^;]{0,60}\bto\s*$", left)) or bool(
        re.match(r"^(?:\s+in [\w\s]+)?\s*(?:,|and|or|,\s*and)\s*$", left)
    )


def rate_noun(figure: Figure, sentence: Sentence, left_limit: int) -> tuple[int, int] | None:
    """Where the name of the rate stands that this figure is, or None."""
    start, end = sentence.clause(figure)
    text = sentence.text
    region_start = max(start, left_limit)
    last = None
    for match in _RATE.finditer(text, region_start, figure.start):
        if not _GROWTH.search(match.group()):
            last = match
    if last is None and left_limit > start:
        # The rate may be named before an earlier figure: "the rate slipped by 0.4 points to 25 percent".
        previous = sentence.before(figure)
        if previous is not None and (
            re.match(r"^[^,;]{0,50}\bto\s*$", text[previous.end : figure.start])
            and previous.statistic in (Statistic.CHANGE, Statistic.RATE)
        ):
            for match in _RATE.finditer(text, start, previous.start):
                if not _GROWTH.search(match.group()):
                    last = match
    if last is None:
        behind = re.match(r"\s+(?:[\w'’-]+[ -]){0,2}rate\b", text[figure.end : end])
        return None if behind is None else (figure.end + 1, figure.end + behind.end())
    gap = text[last.end() : figure.start]
    if sentence.between(last.end(), figure.start, "SHARE") or not _RATE_VERB.search(gap):
        return None
    named = _RATE_OF.match(text, last.end(), figure.start)
    if named is None:
        return last.start(), last.end()
    noun = read_noun(sentence, named.end(), figure.start, {}, narrow=False)
    # "probation" is a stage of proceedings, and so no noun to `read_noun`.
    word = _WORD.match(text, named.end(), figure.start)
    return last.start(), noun.end if noun is not None else word.end() if word is not None else last.end()
