"""What changed, where it is not a number of people or cases, and the name of a rate."""

from __future__ import annotations

import re

from ...schemas.vocabulary import ChangeMeasure, Statistic, Unit
from ..regexes import lazy_regex
from .memory import Memory
from .scene import Figure, Sentence

_PER = lazy_regex(
    r"\s*((?:[\w'’-]+\s+){0,4}?per\s+[\d,]+(?:\s+(?:people|population|residents|vehicles|minors|motor vehicles))?)"
)
_GROWTH = lazy_regex(r"\bgrowth\b|\brate of (?:increase|growth)")
_RATE = lazy_regex(r"\b(?:rate|ratio)\b")
_SHARE = lazy_regex(r"\b(?:proportion|share|percentage)\b")
_AMOUNT = lazy_regex(r"\b(?:value|amount|sums?|losses|money|funds|volume|turnover|quantity|weight)\b")


_NAMED = lazy_regex(r"(?P<name>[\w’'-]+ (?:rate|ratio))\b(?=[^,;]*$)")
_DETERMINER = lazy_regex(r"(?:an?|the|its|their|his|her|this|that|whose)\s+", re.IGNORECASE)


def _rate_before(figure: Figure, memory: Memory) -> Figure | None:
    """The last rate with a name: "The non-arrest rate was 12 percent. The [rate] for women was 8 percent"."""
    earlier = (*reversed(figure.sentence.figures[: figure.index]), *reversed(memory.here), *reversed(memory.previous))
    return next((f for f in earlier if f.statistic is Statistic.RATE and f.measure is not None), None)


def link_measure(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Fill the measure of a rate or change; a change of a rate or growth rate has no actor."""
    text = sentence.text
    if figure.statistic is Statistic.RATE:
        if figure.label == "COUNT":
            match = _PER.match(text[figure.end : figure.end + 80])
            named = _NAMED.search(text, sentence.start, figure.start)
            if named:
                # "the homicide rate stood at 0.56 per 100,000 people"
                figure.take("measure", named["name"].lower(), [named.span("name")], "measure.rate")
            elif match:
                figure.take("measure", match.group(1).strip(), [(figure.end, figure.end + match.end())], "measure.per")
        elif figure.subject is not None:
            opener = _DETERMINER.match(text, *figure.subject)
            start = opener.end() if opener else figure.subject[0]
            name = text[start : figure.subject[1]].lower()
            before = _rate_before(figure, memory) if name == "rate" else None
            if before is not None:
                # "The rate for women was 12 percent": the rate last spoken of.
                figure.inherit("measure", before, "measure.resumed")
            else:
                figure.take("measure", name, [(start, figure.subject[1])], "measure.rate")
        return
    if figure.statistic is not Statistic.CHANGE:
        return
    words = text[figure.subject[0] : figure.subject[1]].lower() if figure.subject is not None else ""
    value = _changed(figure, words)
    if value is None:
        return
    figure.take("measure", str(value), [figure.subject] if figure.subject else [], "measure.subject")
    if value in (ChangeMeasure.RATE, ChangeMeasure.GROWTH_RATE):
        figure.actor = None
        figure.evidence.pop("actor", None)
        figure.blocked.add("actor")


def _changed(figure: Figure, words: str) -> ChangeMeasure | None:
    base = figure.base
    tail = figure.role == "tail"
    if _GROWTH.search(words):
        return ChangeMeasure.GROWTH_RATE
    if _RATE.search(words) or (base is not None and base.statistic is Statistic.RATE):
        return ChangeMeasure.RATE
    if _SHARE.search(words) or (
        base is not None and base.statistic is Statistic.SHARE and (tail or figure.unit is Unit.PERCENTAGE_POINTS)
    ):
        return ChangeMeasure.SHARE
    if (
        _AMOUNT.search(words)
        or figure.label == "AMOUNT"
        or (base is not None and base.statistic is Statistic.AMOUNT and tail)
    ):
        return ChangeMeasure.AMOUNT
    return None
