"""A stage of proceedings that is not said in the figure's own clause."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...schemas.vocabulary import Action, Statistic, Unit
from ..regexes import lazy_regex
from .memory import Memory
from .predicates import OWN, SUCH
from .scene import Figure, Sentence
from .subjects import RESUMED
from .syntax import verbless, words_of

_INVOLVED = lazy_regex(r"^[^,;]{0,60}\b(?:was|were) involved\b")
_INCLUDES = lazy_regex(r"\b(?:includes?|included|including)\s+(?:\w+\s+)?$")
# "Ivory came to 46 kilograms", "the sum reached 9 million yuan"
_LEVEL = lazy_regex(
    r"\b(?:(?:was|were) worth|responsible for|averaged|exceeded|topped|valued at|came to|come to|amounted to|amounts to"
    r"|totall?ed|reached|stood at|weighed|made up|accounted for|added up to)"
    r"\s+(?:(?:a|about|just|only|some)\s+)*$"
)
_SUM = lazy_regex(
    r"\b(?:goods|drugs|haul|assets|property|gains|proceeds|sums?|amounts?|value|total|figure|money|funds|turnover)\b",
    re.IGNORECASE,
)
# The size of the cases: "losses averaged 9 million yuan", "9 million yuan a case", "cases worth over 9 million yuan"
_SIZE_BEFORE = lazy_regex(
    r"\binvolved\b|\baverag(?:e|es|ed|ing)\b[^,;]{0,40}$"
    r"|\b(?:at stake|in question|in dispute|under scrutiny)\b[^,;]{0,40}$"
    r"|\b(?:cases|those|ones|deals|transactions)\s+(?:worth|involving|over|of|exceeding|above)\s+$",
    re.IGNORECASE,
)
_AVERAGE = lazy_regex(r"\baverag(?:e|es|ed|ing)\b")
# What is paid is no size of a case.
_AWARDED = lazy_regex(
    r"\b(?:compensation|damages|awards?|prices?|fees?|wages?|salar\w+|income|rewards?)\b", re.IGNORECASE
)
_SIZE_BEHIND = lazy_regex(
    r"\s*(?:\([^)]*\)\s*)?(?:a|per|each|in each)\s+(?:case|person|victim|defendant|suspect|deal|transaction)\b"
)
# "Theft was the most common charge, with 40 defendants"
_RANKED = lazy_regex(
    r"\b(?:most|leading|top|main|largest|biggest|commonest|topped|headed|led|came (?:first|second|next|last))\b"
    r"[^,;]{0,40},?\s+(?:with|at)\s+$"
)
# A subject that means what was just counted: "The number of cases grew", "Such interventions were …".
_SAME = lazy_regex(
    r"(?:(?:and|while|yet|but)\s+)?(?:(?:that|those) of \w+|(?:[Ss]uch|[Tt]hese|[Tt]hose)\s"
    r"|[Tt]h(?:e|eir|at)\s+(?:case|head)\s?(?:load|count|numbers?|total)s?\b"
    r"|(?:[Tt]he\s+)?(?:number|value|volume|amount|quantity|total)s?"
    r"\s+of\s+(?:(?:the|such|these|those)\s+)?(?:cases|goods|people|suspects|defendants|persons|items|drugs)\b"
    r"(?!\s+(?:of|involving|related|concerning)))"
)
_OF_DEEDS = lazy_regex(
    r"\b(?:re-?offen\w+|recidivism|relapse|crime|homicide|murder|satisfaction|interest|failure) rates?\b", re.IGNORECASE
)
# "It went to 40 people": of what the sentence before said.
_PRONOUN = lazy_regex(r"(?:It|They|This|That|These|The (?:money|aid|sum|funds)) (?!is\b|are\b)")
_THE = lazy_regex(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll)\s+$")
_DEFINITE = lazy_regex(r"(?:--\s*|[\"“])?(?:The|These|Those|Such|All the|All these)\s+((?:[\w-]+\s+){0,2}[\w-]+)")
_TOLD = lazy_regex(
    r"\b(?:reports?|reported|complaints?|calls?|tip-offs?|victims|users|visitors|injur\w+)\b", re.IGNORECASE
)
# Stages of supervision and of suits: figures of an offence are none of them.
_THINGS = {Unit.KG, Unit.ITEMS}
NO_OFFENCE_STAGES = frozenset((Action.RECOMMENDED, Action.LITIGATED, Action.SUPERVISED))


def inherit_action(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Take the stage from the paragraph, or from the one before, where the figure goes on with it."""
    base = figure.base
    if (
        figure.action is None
        and base is not None
        and base.action is not None
        and "action" in base.blocked
        and OWN not in figure.blocked
        and figure.role in ("tail", "earlier", "plain")
        and not figure.primary
    ):
        # What bars the whole from inheriting does not bar its part from what the whole says.
        figure.inherit("action", base, "action.base")
    if figure.rules.get("action") == "action.base" and figure.role == "plain" and figure.primary:
        _of_its_kind(figure, sentence)
    if figure.action is Action.ARRESTED and not figure.primary and memory.here:
        last = next((f for f in reversed(memory.here) if f.action is not None), None)
        if last is not None and last.action is Action.ARREST_APPROVED:
            # "Prosecutors approved 90 arrests. The number of people arrested rose 4 percent."
            figure.take("action", Action.ARREST_APPROVED, figure.evidence["action"], "action.arrests-approved")
    if figure.action is not None or "action" in figure.blocked or figure.role in ("tail", "earlier"):
        return
    text = sentence.text
    if sentence.kind == "BULLET" and memory.lead_in and figure.base is None:
        stage = memory.lead_in[-1]
        figure.take("action", Action(stage.value), [(stage.start, stage.end)], "action.lead-in")
        return
    resumed = bool(_INVOLVED.search(text[figure.end : sentence.end])) or bool(
        _INCLUDES.search(text[sentence.start : figure.start])
    )
    left = text[sentence.start : figure.start]
    if (
        _PRONOUN.match(left)
        or _RANKED.search(left)
        or SUCH.match(text, figure.end)
        or (_LEVEL.search(left) and (figure.unit is Unit.KG or _SUM.search(left)))
    ):
        resumed = True
    averaged = bool(_AVERAGE.search(left))
    if figure.statistic is Statistic.AMOUNT and (_SIZE_BEFORE.search(left) or _SIZE_BEHIND.match(text, figure.end)):
        resumed = not _AWARDED.search(left)
    if not resumed and figure.role == "plain" and _resume(figure, sentence, memory):
        return
    if figure.statistic is Statistic.AMOUNT and figure.role == "plain" and not resumed:
        return
    if figure.statistic is Statistic.CHANGE and figure.role == "predicate" and _apart(figure, sentence, memory):
        return
    if figure.statistic is Statistic.RATE and _OF_DEEDS.search(left):
        # "The reoffending rate stood at 3 percent": of what people do, not of what is done about it.
        return
    if not figure.primary and _nearest(
        figure, reversed(sentence.figures[: figure.index]), "sentence", memory, sentence
    ):
        return
    if _nearest(figure, reversed(memory.here), "paragraph", memory, sentence):
        return
    if any(OWN in other.blocked for other in memory.here[-1:]):
        return
    counted = figure.role == "predicate" and figure.unit is Unit.CASES and figure.statistic is Statistic.COUNT
    open_ = (
        figure.role == "predicate"
        or figure.statistic is Statistic.SHARE
        or (figure.primary and (figure.noun is None or _in_list(figure, sentence)))
    )
    if figure.statistic is Statistic.CHANGE:
        # A change with a subject of its own ("reports of theft") is of that alone.
        subject = text[figure.subject[0] : figure.subject[1]].strip(" ,") if figure.subject is not None else ""
        open_ = bool(RESUMED.search(subject) or _SAME.match(subject)) or (
            _kind_of_subject(figure, sentence, memory) in (Unit.PEOPLE, Unit.CASES)
            and not _TOLD.search(subject)
            and all(f.action is not None for f in sentence.figures[: figure.index])
        )
    if figure.statistic is Statistic.AMOUNT and averaged:
        return
    if resumed or counted or open_:
        _nearest(figure, reversed(memory.previous), "paragraph-before", memory, sentence)


def _nearest(figure: Figure, others: Iterable[Figure], rule: str, memory: Memory, sentence: Sentence) -> bool:
    """Take the stage of the nearest figure of the same kind: cases go on with cases, goods with goods, else of any."""
    fitting = [f for f in others if f.action is not None and not _foreign(figure, f)]
    kind = figure.unit if figure.primary else _kind_of_subject(figure, sentence, memory)
    goods = kind is None or kind in _THINGS or figure.label == "AMOUNT"
    alike = [f for f in fitting if f.unit is kind]
    near = [f for f in fitting if goods or f.action not in (Action.SEIZED, Action.RECOVERED)]
    for other in (alike or near)[:1]:
        figure.inherit("action", other, f"action.{rule}")
        return True
    return False


def _in_list(figure: Figure, sentence: Sentence) -> bool:
    """Whether the figure stands in a line that is no clause: "Theft: 40 cases, up 3 percent"."""
    labelled = sentence.kind == "BULLET" or ": " in sentence.text[sentence.start : figure.start]
    return labelled and verbless(figure, words_of(sentence))


def _kind_of_subject(figure: Figure, sentence: Sentence, memory: Memory) -> Unit | None:
    """What a change or share is counted in: "that of [suspects] edged up by 2 percent"."""
    if figure.part is not None and figure.part.head in memory.units:
        return figure.part.unit
    if figure.subject is None:
        return None
    words = re.findall(r"[a-z]+", sentence.text[figure.subject[0] : figure.subject[1]].lower())
    return next((memory.units[word] for word in reversed(words) if word in memory.units), None)


def _of_its_kind(figure: Figure, sentence: Sentence) -> None:
    """As in "A for 90, with nine guns seized; B for 60, with two guns": cases go on with cases, guns with guns."""
    kind = _THINGS if figure.unit in _THINGS else {figure.unit}
    if figure.base is None or figure.base.unit is figure.unit:
        return
    for other in reversed(sentence.figures[: figure.index]):
        if other.unit in kind and other.action is not None and not other.partial:
            figure.inherit("action", other, "action.base")
            return


def _resume(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """As in "seized 90 kilograms of drugs. [The drugs], worth …": the stage of what is named again."""
    if figure.noun is None and figure.label == "COUNT" and _THE.search(sentence.text[sentence.start : figure.start]):
        # "Police arrested 90 suspects. The 90 …"
        for other in [*reversed(memory.here), *reversed(memory.previous)]:
            if other.value == figure.value and other.action is not None:
                figure.inherit("action", other, "action.named-again")
                return True
    match = _DEFINITE.match(sentence.text[sentence.start : figure.start])
    if match is None:
        return False
    words = set(match[1].split())
    for other in [*reversed(memory.here), *reversed(memory.previous)]:
        head = other.noun.head if other.noun is not None else (other.actor or "").rpartition(" ")[2]
        if head in words and other.action is not None:
            figure.inherit("action", other, "action.named-again")
            return True
    return False


def _apart(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """As in "Emergency calls fell by 5 percent": a change of something that nothing before it counted."""
    if figure.subject is None or figure.part is None:
        return False
    start, end = figure.subject
    subject = sentence.text[start:end].strip(" ,")
    if RESUMED.search(subject) or _SAME.match(subject) or sentence.between(start, end, "OFFENCE"):
        return False
    words = {figure.part.head, *subject.split()}
    return not any(other.noun is not None and other.noun.head in words for other in memory.here)


def _foreign(figure: Figure, other: Figure) -> bool:
    """Whether the stage is one of supervision or suits, which figures of an offence do not share."""
    return bool(figure.offences) and not other.offences and other.action in NO_OFFENCE_STAGES
