"""Which reading of a cue fits a figure, and how far the words of a figure reach.

A verb's stage hangs on what it is done to: suspects are seized otherwise than
cars, and filing a lawsuit is not filing a case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...schemas.vocabulary import Unit
from ..regexes import lazy_regex
from .scene import PARENTHESIS, Figure, Sentence, Symbol

# A cue and the reading of it: ``[value, form, rule, objects]``.
Found = tuple[Symbol, list[Any]]

_PUBLIC_INTEREST = lazy_regex(r"\b(?:lawsuits?|suits?|litigation|public[ -]interest)\b", re.IGNORECASE)
# A part named in passing: "40 suspects, including nine women, were arrested".
_ASIDE = lazy_regex(r",\s+(?:including|among (?:them|whom)|mostly|mainly)\s+(?:\w+\s+)?$")
_ORDERED = lazy_regex(r"\b(?:order|requir|oblig|compel|instruct)\w*\b|\b(?:told|made)\b")
_MISSING = lazy_regex(r"\b(?:missing|abducted|kidnapped|trafficked|lost|stranded)\b")
# Between a noun and the participle said of it: "90 people [were later] charged".
PASSIVE = lazy_regex(
    r"\b(?:was|were|is|are|be|been|being|got|gets?|have|has|had|received|faced|(?:was|were|been|being|are)\s+(?:given|handed"
    r"|served|issued|offered|granted|(?:placed|put|kept|held|taken|sent|brought|subjected)\s+(?:under|in|into|on|to)))"
    r"(?:\s+(?:their|its|also|themselves|himself|then|later|already|successfully|subsequently|ever|since|never|either|all|each|together"
    r"|jointly|being|been|eventually|finally|respectively|[a-z]+ly))*\s*$",
    re.IGNORECASE,
)
COORDINATED = lazy_regex(r"\b(?:was|were|been)\s+[a-z]+(?:ed|en|own|ht)\b[^,;]{0,40}\b(?:and|or)\s+(?:\w+ly\s+)?$")
# Between the items of a list that shares its verb: "40 kilograms of food, nine cars and two guns were seized".
LISTED = lazy_regex(r"^(?!.*\b(?:was|were|had|have|has|who|which|[a-z]+ed)\b)[^;.]{0,60}?(?:,|\band|\bas well as)\s*$")
OF_GOODS = lazy_regex(
    r"(?:\s+(?:of|in|from)(?:\s+(?!(?:was|were|had|before|after|and|they|who|which)\b)[\w'’-]+){1,7})?\s*$"
)
# "9 tonnes of narcotics, [two-thirds] of it heroin, was seized"
_OF_IT = lazy_regex(r"\s+of\s+(?:it|them|whom|which)\b[^,;.]*,")
BRACKETED = lazy_regex(r"\s*\([^)]*\)")


def fits(reading: list[Any], figure: Figure, sentence: Sentence) -> bool:
    """Whether what the figure counts is among the objects of the reading."""
    objects = reading[3]
    if reading[2] == "recovered.order" and not _ORDERED.search(sentence.text, sentence.start, figure.start):
        return False
    if reading[2] == "rescued.find" and not _MISSING.search(sentence.text, sentence.start, sentence.end):
        return False
    if not objects:
        return True
    unit = figure.unit
    if unit is None and figure.label == "COUNT" and figure.base is not None and figure.base.primary:
        unit = figure.base.unit
    if unit is None:
        return "people" in objects or "cases" in objects
    if unit in (Unit.CNY, Unit.USD, Unit.HKD, Unit.EUR, Unit.KG):
        return "amount" in objects
    if "lawsuits" in objects:
        if unit is Unit.PEOPLE:
            return False
        alone = unit is Unit.CASES and not sentence.between(sentence.start, sentence.end, "OFFENCE")
        return bool(_PUBLIC_INTEREST.search(sentence.text, max(0, sentence.start - 500 * alone), sentence.end))
    if unit in (Unit.PERCENT, Unit.PERCENTAGE_POINTS, Unit.TIMES):
        counted = figure.part.unit if figure.part is not None else figure.base.unit if figure.base is not None else None
        if figure.part is not None and sentence.between(figure.part.start, figure.part.end, "OFFENCE"):
            # "Fraud made up half of the cases opened": an offence is counted in cases or people.
            counted = None
        if counted is Unit.ITEMS:
            return "items" in objects or "amount" in objects
        return objects != ["amount"] if counted not in (Unit.PEOPLE, Unit.CASES) else str(counted) in objects
    return str(unit) in objects


def reading_of(
    symbol: Symbol, figure: Figure, sentence: Sentence, *, forms: Iterable[str] | None = None
) -> Found | None:
    """The first reading of the cue that fits the figure, of the forms asked for."""
    for reading in symbol.readings:
        if forms is not None and reading[1] not in forms:
            continue
        if fits(reading, figure, sentence):
            return symbol, reading
    return None


def noun_end(figure: Figure) -> int:
    """Where the figure's noun ends, or the goods behind an amount; else the figure."""
    if figure.label == "AMOUNT":
        goods = [end for start, end in figure.evidence.get("actor", []) if start >= figure.end]
        return goods[0] if goods else figure.end
    return figure.noun.end if figure.noun is not None and figure.noun.end > figure.end else figure.end


def right_limit(figure: Figure, sentence: Sentence, end: int) -> int:
    """Up to the next figure, unless that one is a parenthesis: "900 suspects, in 600 cases, …"."""
    following = sentence.after(figure)
    while following is not None and following.start < end:
        gap = sentence.text[figure.end : following.start]
        whole = _ASIDE.search(gap) or re.match(r"^\s*of\s+(?:the|all|some|those|these)?\s*$", gap)
        apposed = re.match(r"[^,;]*,\s+$", gap) and _OF_IT.match(sentence.text, following.end)
        if apposed:
            following = sentence.after(following)
            continue
        if not PARENTHESIS.search(gap) and not gap.rstrip().endswith("(") and not whole:
            return following.start
        following = sentence.after(following)
    return end


def noun_symbols(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """The stages named by the noun itself, or by what an amount is paid in."""
    if figure.label == "AMOUNT":
        # "60,000 yuan [in judicial aid]"
        return [
            s
            for s in sentence.between(figure.end, figure.end + 90, "ACTION")
            if s.value in ("rescued", "recovered")
            and s.form != "verb"
            and re.match(r"^\s*(?:in\s*)?(?:\([^)]*\)\s*(?:in\s*)?)?$", sentence.text[figure.end : s.start])
        ]
    if figure.noun is None or figure.label != "COUNT":
        return []
    head_end = figure.noun.end
    of = sentence.text.find(" of ", figure.noun.start, head_end)
    return [s for s in sentence.between(figure.end, sentence.end, "ACTION") if s.start < (of if of > 0 else head_end)]
