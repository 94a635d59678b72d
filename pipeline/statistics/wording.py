"""The words behind what a figure says by itself: its statistic, value, unit and qualifier."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Qualifier, Statistic
from ..quantity_scan import number_start
from ..regexes import lazy_regex
from .scene import Figure

# A qualifier behind the number: "40-plus", "20 or so", "5,000 yuan or more".
_TAIL = lazy_regex(
    r"\+|[- ](?:plus|odd|some)\b| (?:or|and|to) (?:so|thereabouts|more|over|above|upwards?|less|fewer|below|under)\b",
    re.IGNORECASE,
)

Worded = tuple[list[tuple[int, int]], str]


def wording(figure: Figure) -> dict[str, Worded]:
    """The spans and the rule of each slot that the figure fills by itself.

    ``unit`` is told by the figure's own words (percent, yuan), else by the noun that
    the number counts, its base's or its actor's; a figure
    without a qualifier is itself the evidence that none was given.
    """
    own = [(figure.start, figure.end)]
    statistic = own
    if figure.anchor is not None:
        statistic = [(figure.anchor.start, figure.anchor.end)]
    elif figure.statistic is Statistic.RATE and figure.subject is not None:
        statistic = [figure.subject]
    return {
        # The statistic's rule stands first in every record.
        "statistic": (statistic, ""),
        "value": (own, ""),
        "unit": _unit(figure, own),
        "qualifier": _qualifier(figure, own),
    }


def measured(figure: Figure) -> list[tuple[int, int]]:
    """The words behind a measure whose subject is not named: of the figure that changed, else of the change."""
    changed = figure.base or figure
    return [(changed.start, changed.end)]


def _unit(figure: Figure, own: list[tuple[int, int]]) -> Worded:
    if figure.quantity["unit"] is not None or figure.label != "COUNT":
        return own, "unit.figure"
    for who, rule in ((figure, "unit.noun"), (figure.base, "unit.base")):
        for noun in (who.noun, who.part) if who is not None else ():
            if noun is not None and noun.unit is figure.unit:
                return [(noun.start, noun.end)], rule
    if named := figure.evidence.get("actor"):
        return named, "unit.actor"
    return own, "unit.default"


def _qualifier(figure: Figure, own: list[tuple[int, int]]) -> Worded:
    quantity = figure.quantity
    if quantity["qualifier"] == Qualifier.EXACT:
        return own, "qualifier.none"
    if quantity["low"] is not None and quantity["high"] is not None:
        return own, "qualifier.range"
    words = figure.sentence.text[figure.start : figure.end]
    led = words[: number_start(words.lower())].rstrip()
    if led:
        return [(figure.start, figure.start + len(led))], "qualifier.before"
    if tail := _TAIL.search(words):
        return [(figure.start + tail.start(), figure.start + tail.end())], "qualifier.behind"
    # "Dozens", "hundreds": the number itself is vague.
    return own, "qualifier.vague"
