"""Offences that are not named in the figure's own clause: the sentence's, the paragraph's, the article's."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic
from .inherited_actions import NO_OFFENCE_STAGES
from .memory import Memory
from .scene import Figure, Sentence, Symbol

# Words by which a sentence resumes what the paragraph before spoke of.
_RESUMES = re.compile(
    r"\b(?:(?:of|in|among) (?:all )?the (?:cases|suspects|defendants|offenders|total|people|convicted|accused|victims|rings|gangs|criminals|prosecuted|charged|culprits|figure|remainder|rest)"
    r"|the (?:suspects|defendants|accused|offenders|cases|total|gangs?|ring|figures?|number|convicts|culprits|victims|drugs|animals|households concerned)\b|those (?:prosecuted|charged|indicted|convicted|arrested|sentenced|involved|accused)|(?:were|was) involved\b)"
    r"|^(?:--\s*)?(?:Of|Among) (?:them|these|those|the)\b|^The (?:operation|campaign|crackdown|drive|sweep|other|remaining)\b|^(?:They|These|Those|Another|Others)\b",
    re.IGNORECASE,
)
_CRIMINAL_STAGES = frozenset(
    (
        Action.INVESTIGATED,
        Action.DETAINED,
        Action.ARRESTED,
        Action.ARREST_APPROVED,
        Action.PROSECUTED,
        Action.CONVICTED,
        Action.SENTENCED,
        Action.SOLVED,
        Action.SEIZED,
        Action.HANDED_OVER,
        Action.SURRENDERED,
    )
)
_APART = ("HEADLINE", "CAPTION", "HEADING")


def inherit_offences(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Take the offences from the nearest scope that names any, unless the figure is of no offence or of all."""
    if figure.offences or "offences" in figure.blocked or sentence.kind in _APART:
        return
    if any(f.primary and f.role != "tail" and not f.offences for f in sentence.figures[: figure.index]):
        # An earlier figure of the sentence found none either.
        return
    anaphors = [s for s in sentence.symbols if s.kind == "ANAPHOR"]
    points_back = any(s.value == "offence" for s in anaphors)
    if not points_back and any(s.value == "all" for s in anaphors):
        return
    stated = sentence.between(sentence.start, figure.start, "OFFENCE")
    if figure.action in NO_OFFENCE_STAGES and not points_back and not stated:
        if not memory.here or memory.here[-1].action not in NO_OFFENCE_STAGES:
            return
    if stated and figure.role != "tail":
        _name(figure, stated[-1:], "sentence")
        return
    if memory.named_here and not (memory.here and memory.here[-1].offences):
        # The paragraph named its offence in a sentence without figures.
        if not memory.here:
            _name(figure, memory.named_here[-1:], "topic")
            return
    alone = {s.value for s in sentence.symbols if s.kind == "OFFENCE"}
    if len(alone) == 1 and figure.action in _CRIMINAL_STAGES and not memory.here:
        _name(figure, [s for s in sentence.symbols if s.kind == "OFFENCE"][:1], "sentence")
        return
    for other in sorted(reversed(memory.here), key=lambda f: f.partial):
        if other.offences:
            figure.inherit("offences", other, "offences.paragraph")
            return
    if memory.here and not memory.case_story:
        return
    if memory.case_story:
        # One case is of one offence, which the story may name only at its end.
        if memory.ahead:
            _name(figure, memory.ahead[:1], "case")
        elif memory.named_before:
            _name(figure, memory.named_before[-1:], "case")
        return
    if _on_topic(figure, sentence, memory):
        last = [s for s in memory.named_all if s.value in memory.headline][-1:]
        _name(figure, last, "headline-topic")
        return
    if points_back or (_RESUMES.search(sentence.text[sentence.start : sentence.end]) and sentence.kind != "BULLET"):
        for other in reversed(memory.previous):
            if other.offences:
                figure.inherit("offences", other, "offences.paragraph-before")
                return


def _on_topic(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """Whether the figure, silent on its offence, goes on with the article's own subject.

    It does where the headline's offence makes up a quarter of those named so
    far, or was named in the last paragraph that named any, unless the figure is
    none of crime: a rate of all cases, people without a stage, advice.
    """
    on_topic = sum(symbol.value in memory.headline for symbol in memory.named_all)
    if not on_topic or (4 * on_topic < len(memory.named_all) and not memory.headline & {s.value for s in memory.named_before}):
        return False
    if figure.statistic is Statistic.RATE or figure.action in NO_OFFENCE_STAGES or figure.action is Action.PUNISHED:
        return False
    return not (figure.action is None and figure.statistic is Statistic.COUNT)


def _name(figure: Figure, symbols: list[Symbol], rule: str) -> None:
    figure.take("offences", [s.value for s in symbols], [(s.start, s.end) for s in symbols], f"offences.{rule}")
