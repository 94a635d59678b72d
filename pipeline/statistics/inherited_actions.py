"""A stage of proceedings that is not said in the figure's own clause."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic, Unit
from .actors import PARTITIVE
from .memory import Memory
from .scene import Figure, Sentence
from .subjects import RESUMED

_INVOLVED = re.compile(r"^[^,;]{0,60}\b(?:was|were) involved\b")
_INCLUDES = re.compile(r"\b(?:includes?|included|including)\s+(?:\w+\s+)?$")
_OPENS = re.compile(r"^(?:--\s*)?(?:In|Across|Among)\s+(?:only\s+|just\s+)?$")
# Stages of supervision and of suits: figures of an offence are none of them.
NO_OFFENCE_STAGES = frozenset((Action.RECOMMENDED, Action.LITIGATED, Action.SUPERVISED))


def inherit_action(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Take the stage from the paragraph, or from the one before, where the figure goes on with it."""
    if figure.action is not None or "action" in figure.blocked or figure.role in ("tail", "earlier"):
        return
    text = sentence.text
    if sentence.kind == "BULLET" and memory.lead_in and figure.noun is None and figure.base is None:
        last = memory.lead_in[-1]
        figure.take("action", Action(last.value), [(last.start, last.end)], "action.lead-in")
        return
    resumed = bool(_INVOLVED.search(text[figure.end : sentence.end])) or bool(_INCLUDES.search(text[sentence.start : figure.start]))
    if figure.statistic is Statistic.AMOUNT and re.search(r"\binvolved\b", text[sentence.start : figure.start]):
        resumed = True
    if (
        figure.role == "plain"
        and figure.primary
        and figure.noun is not None
        and figure.base is None
        and not _OPENS.match(text[sentence.start : figure.start])
        and not resumed
        and not PARTITIVE.match(text[figure.end : figure.end + 20])
    ):
        return
    if figure.statistic is Statistic.AMOUNT and figure.role == "plain" and not resumed:
        return
    for other in reversed(memory.here):
        if other.action is not None and not _foreign(figure, other):
            figure.inherit("action", other, "action.paragraph")
            return
        if "action" in other.blocked:
            return
    counted = figure.role == "predicate" and figure.unit is Unit.CASES and figure.statistic is Statistic.COUNT
    open_ = figure.role == "predicate" or figure.statistic is Statistic.SHARE or (figure.primary and figure.noun is None)
    if figure.statistic is Statistic.CHANGE:
        # A change with a subject of its own ("reports of theft") is of that alone.
        open_ = figure.subject is not None and bool(RESUMED.search(text[figure.subject[0] : figure.subject[1]].strip(" ,")))
    if resumed or counted or open_:
        earlier = [f for f in reversed(memory.previous) if f.action is not None and not _foreign(figure, f)]
        alike = [f for f in earlier if f.unit is figure.unit] if counted else []
        for other in alike[:1] or earlier[:1]:
            figure.inherit("action", other, "action.paragraph-before")


def _foreign(figure: Figure, other: Figure) -> bool:
    """Whether the stage is one of supervision or suits, which figures of an offence do not share."""
    return bool(figure.offences) and not other.offences and other.action in NO_OFFENCE_STAGES
