"""Offences that are not named in the figure's own clause: the sentence's, the paragraph's, the article's.

A figure that names none goes on with what its scope is about (see
:class:`.memory.Memory`): the last offence that its paragraph speaks of as a
whole, the one that the paragraph before it does where the sentence resumes
that, else the article's topic, if the figure is one of crime.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic
from ..regexes import lazy_regex
from .crime_scope import (
    CIVIL,
    aimed,
    all_named,
    apart_from_all,
    civil_story,
    elsewhere,
    of_all_kinds,
    of_crime,
    whole_of_all,
)
from .inherited_actions import NO_OFFENCE_STAGES
from .listing import points_back
from .memory import Memory
from .offence_bases import SAID, beside_a_part, beside_a_share, of_another_office, of_several
from .offence_owners import foreign
from .offence_pointers import pointed, subject_points_back
from .scene import Figure, Sentence, Symbol, once

# Words by which a sentence resumes what the paragraph before spoke of.
_RESUMES = lazy_regex(
    r"\b(?:(?:of|in|among) (?:all )?the (?:cases|suspects|defendants|offenders|total|people|convicted|accused|victims"
    r"|rings|gangs|criminals|prosecuted|charged|culprits|figure|remainder|rest)"
    r"|the (?:suspects|defendants|accused|offenders|cases|total|gangs?|ring|figures?|number(?! of)|convicts|culprits"
    r"|victims|drugs|animals|households concerned)\b"
    r"|(?:their|its|these|those|such) (?:reports?|prosecutions|calls|tip-offs)\b"
    r"|those (?:prosecuted|charged|indicted|convicted|arrested|sentenced|involved|accused)|(?:were|was) involved\b)"
    r"|^(?:--\s*)?(?:Of|Among) (?:them|these|those|the)\b"
    r"|^The (?:operation|campaign|crackdown|drive|sweep|other|remaining)\b"
    r"|^The (?!police\b|courts\b|prosecutors\b|procuratorates\b|authorities\b|judges\b|figures\b|regulators\b)"
    r"(?:[a-z-]+ )?[a-z]{3,}(?<!s)s (?:in question|involved|were|had|have|killed|caused|cost|took|left|led)\b"
    r"|^(?:They|These|Those|Another|Others)\b",
    re.IGNORECASE,
)
# What stands between a figure and an offence that is not the figure's: that of a part, or of a place it describes.
_PART_NAMED = lazy_regex(
    r"\b(?:of|among) (?:them|whom|which|these|those)\b|\bincluding\b"
    r"|,\s(?:who|where|which (?:is|are|was|were|has|have|had))\b"
)
_WITH_IT = lazy_regex(
    r"\b(?:charged|prosecuted|indicted|convicted|sentenced|accused|tried|jailed) (?:with|for|on|of) it\b",
    needs=(" it",),
)
# "In over a quarter of these", "In 2020 the share was": of what the share before speaks of.
_SAME_SHARE = lazy_regex(
    r"\b(?:of|in|among) these(?=,| the\b| an? | were\b| was\b| had\b| have\b| are\b)"
    r"|\b(?:the|that|their|its) (?:share|proportion|figure|percentage)\b(?! of)"
)
_OF_THESE = lazy_regex(r"\b(?:of|among|in) (?:them|these|those|whom|which|it)\b(?! \w+ed\b)", re.IGNORECASE)
_WIDENS = lazy_regex(r"(?:Nationwide|Nationally|(?:Across|Throughout) (?:the country|China|the nation)|In China)\b")
# What the same people are told to be charged with a sentence later.
_THEN_CHARGED = lazy_regex(
    r"^[\"”]?\s*(?:They|He|She|All|The (?:suspects?|defendants?|accused|gang|ring|group|members|\w+ men))\b"
    r"[^.]*\b(?:accused|charged|convicted|suspected|guilty|face|indicted|sentenced|jailed)\b[^.]*$"
)
_LAUNDERING = frozenset(("money-laundering", "money-laundering-broad", "concealing-criminal-proceeds"))
_ORIGIN = lazy_regex(r"\b(?:earned|made|gained|obtained|derived|taken|proceeds|income|profits|gains|came)\b[^,;]*$")
# "-- Non-prosecution rate: 24 percent": an item of its own, which no item before it lends to.
_ITEM = lazy_regex(r"(?:[•·*–—-]+\s*)?(?:[A-Z][\w-]+)(?:\s[\w-]+){0,4}:\s")
_APART = ("HEADLINE", "CAPTION", "HEADING")


def inherit_offences(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Take the offences from the nearest scope that names any, unless the figure is of no offence or of all."""
    if sentence.kind == "HEADLINE" and not figure.offences:
        # A headline may name its one offence anywhere.
        named = [s for s in sentence.symbols if s.kind == "OFFENCE"]
        if len({s.value for s in named}) == 1 and not elsewhere(figure, sentence):
            _name(figure, named[:1], "headline")
        return
    if sentence.kind in _APART or ("offences" in figure.blocked and not figure.offences):
        return
    if _point(figure, sentence, memory):
        return
    rule = figure.rules.get("offences")
    if rule in ("offences.whole", "offences.base") and (
        of_all_kinds(figure, sentence) or whole_of_all(figure, sentence)
    ):
        figure.offences = []
        return
    if memory.case_story and _of_the_case(figure, sentence, memory):
        return
    if rule == "offences.whole" and CIVIL.search(sentence.text, sentence.start, figure.start):
        if not memory.case_story and not aimed(figure, sentence):
            # "Of the public interest cases, 40 went to court"
            figure.offences = []
            return
    if rule == "offences.base" and of_another_office(figure, sentence):
        figure.offences = []
        return
    if rule == "offences.base" and beside_a_share(figure):
        figure.offences = []
        if figure.base is not None and figure.base.base is not None:
            figure.inherit("offences", figure.base.base, "offences.base")
        return
    if rule in ("offences.base", "offences.whole") and (
        all_named(figure, sentence) or (sentence.kind == "BULLET" and _ITEM.match(sentence.text, sentence.start))
    ):
        if figure.base is None or figure.base.sentence is not sentence or all_named(figure, sentence):
            figure.offences = []
            return
    if rule == "offences.base" and beside_a_part(figure, sentence):
        return
    if rule == "offences.base" and of_several(figure, sentence):
        return
    if figure.offences and rule != "offences.whole":
        return
    back, of_all = _pointers(figure, sentence)
    if rule == "offences.whole":
        if of_all and not back:
            figure.offences = []
            return
        last = memory.here[-1] if memory.here else None
        if back and last is not None and last.offences:
            figure.inherit("offences", last, "offences.whole")
        elif memory.named_here and not memory.here:
            _name(figure, memory.named_here[-1:], "topic")
        else:
            _of_the_whole(figure, sentence, memory)
    if figure.offences:
        return
    if any(f.primary and f.role != "tail" and not f.offences for f in sentence.figures[: figure.index]):
        # An earlier figure of the sentence found none either.
        return
    if of_all and not back:
        return
    if not back and not memory.case_story and (elsewhere(figure, sentence) or of_all_kinds(figure, sentence)):
        return
    stated = [s for s in sentence.between(sentence.start, figure.start, "OFFENCE") if not foreign(figure, sentence, s)]
    if figure.action in NO_OFFENCE_STAGES and not back and not stated:
        if not memory.here or memory.here[-1].action not in NO_OFFENCE_STAGES:
            return
    if stated and figure.role != "tail":
        _name(figure, stated[-1:], "sentence")
        return
    base = figure.base
    if (
        base is not None
        and not figure.primary
        and not base.offences
        and not back
        and (
            base.sentence.paragraph == sentence.paragraph
            or figure.statistic is not Statistic.SHARE
            or _named(base, sentence)
        )
    ):
        # A share or change of a figure that is of no offence.
        return
    if memory.named_here and not memory.here:
        # The paragraph named its offence in a sentence without figures.
        _name(figure, memory.named_here[-1:], "topic")
        return
    if (memory.case_story or not memory.here) and _alone(figure, sentence):
        return
    if memory.here and _from_paragraph(figure, memory, back):
        return
    if not memory.here and memory.ahead:
        # "A court began to try 23 people. They are accused of [theft and arson]."
        said = sentence.text[sentence.end : memory.ahead[0].start].lstrip()
        if _THEN_CHARGED.match(said) and not memory.verdict(sentence.text):
            stop = sentence.text.find(".", memory.ahead[0].end)
            _name(figure, [s for s in memory.ahead if s.start < stop or stop < 0], "charged-later")
            return
    if not memory.here and (charged := memory.individual(sentence.text)):
        _name(figure, charged, "case")
        return
    if memory.case_story and not (memory.ahead or memory.here) and civil_story(sentence):
        return
    if memory.case_story:
        # One case is of one offence, which the story may name only at its end.
        charged = memory.verdict(sentence.text) or memory.ahead[:1] or memory.named_before[-1:]
        if charged:
            _name(figure, charged, "case")
        return
    if any(f.action is not None for f in memory.here):
        return
    _from_topic(figure, sentence, memory, back)


def _point(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """Take the offences that the figure's words point to: "the two charges", "the former group", "the crime"."""
    if figure.rules.get("offences") not in (None, "offences.whole", "offences.base", "offences.behind"):
        return False
    named = pointed(figure, sentence, memory)
    if not named and subject_points_back(figure, sentence, memory):
        named = (memory.named_here or memory.named_before)[-1:]
        if memory.here and memory.here[-1].offences:
            figure.inherit("offences", memory.here[-1], "offences.pointed")
            return True
    if named:
        _name(figure, named, "pointed")
    return bool(named)


def _named(base: Figure, sentence: Sentence) -> bool:
    """Whether the sentence names again what the figure of an earlier paragraph counts."""
    return base.noun is not None and base.noun.head in sentence.text[sentence.start : sentence.end]


def _of_the_case(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """In a case story, what is not charged in so many words is of the charge that the verdict names.

    "In one of six typical cases of [fraud], a man held 40 accounts. He was
    convicted of [loan fraud]": the accounts are those of the loan fraud.
    """
    if figure.noun is not None and "case" in figure.noun.head:
        return False
    own = figure.rules.get("offences")
    charged = memory.charge(sentence)
    if not charged and memory.here and set(memory.here[0].offences) & _LAUNDERING:
        charged = memory.named_here[:1]
    if not charged or figure.partial:
        return False
    if own in (None, "offences.base", "offences.whole") or (
        own == "offences.behind" and charged[0].value in _LAUNDERING and _is_origin(figure, sentence)
    ):
        base = figure.base
        if own == "offences.base" and base is not None and base.rules.get("offences") in SAID:
            if (
                base.sentence is sentence
                and not _is_origin(base, sentence)
                and (base.noun is None or "case" not in base.noun.head)
            ):
                return False
        _name(figure, charged, "case")
        return True
    return False


def _is_origin(figure: Figure, sentence: Sentence) -> bool:
    """As in "laundered 3 million yuan [earned by selling drugs]": the crime that the money came from."""
    end = figure.evidence.get("offences", [(figure.end, 0)])[0][0]
    return bool(_ORIGIN.search(sentence.text[figure.start : end]))


@once
def _speaks_again(sentence: Sentence) -> bool:
    """As in "such crimes", "were charged with it": of an offence that was named before."""
    pointers = [s for s in sentence.symbols if points_back(s, sentence.text)]
    if CIVIL.search(sentence.text, sentence.start, sentence.end):
        # "83 public interest cases, 4 percent of all such cases": of suits.
        pointers = [s for s in pointers if not sentence.text[s.start : s.end].endswith("cases")]
    return bool(pointers) or bool(_WITH_IT.search(sentence.text, sentence.start, sentence.end))


def _pointers(figure: Figure, sentence: Sentence) -> tuple[bool, bool]:
    """Whether the sentence points back to an offence ("such crimes"), and whether it speaks of all crimes."""
    start, end = sentence.clause(figure)
    return (
        _speaks_again(sentence) or aimed(figure, sentence),
        any(
            s.value == "all"
            for s in sentence.between(start, figure.end if apart_from_all(figure, sentence) else end, "ANAPHOR")
        ),
    )


def _alone(figure: Figure, sentence: Sentence) -> bool:
    """As in "solved 90 cases in a drive against [theft]": the sentence's one offence, if it is not that of a part."""
    symbols = [s for s in sentence.symbols if s.kind == "OFFENCE"]
    if len({s.value for s in symbols}) != 1 or figure.action is None or figure.action is Action.PUNISHED:
        return False
    if _PART_NAMED.search(sentence.text, figure.end, symbols[0].start):
        return False
    _name(figure, symbols[:1], "sentence")
    return True


def _from_paragraph(figure: Figure, memory: Memory, back: bool) -> bool:
    """Go on with what the paragraph's figures are about as a whole, or with the last of them ("that charge")."""
    last = next((f for f in reversed(memory.here) if f.offences), None)
    if last is None:
        return False
    if last.base is not None and last.start in memory.parts and not last.base.offences and not back:
        # After "90 gangs, four of them for theft" a figure speaks again of the whole, which is of no offence.
        return True
    main = last
    if not back and last.start in memory.parts and not memory.case_story:
        # After "40 for theft, 20 for arson" a figure speaks again of the whole.
        main = memory.main or memory.main_before or last
    figure.inherit("offences", main, "offences.paragraph")
    return True


def _of_the_whole(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """As in "Women made up a third of [the defendants]" after a list of charges: of all of them, not of its last."""
    base = figure.base
    if base is None or base.sentence is sentence:
        return
    last = memory.here[-1] if memory.here else None
    if last is not None and last.statistic is Statistic.SHARE and last.offences:
        if _SAME_SHARE.search(sentence.text, sentence.start, figure.end + 20):
            figure.inherit("offences", last, "offences.whole")
            return
    before = memory.main_before
    if before is not None and not memory.case_story and base.sentence.paragraph < before.sentence.paragraph:
        if base.offences != before.offences:
            figure.inherit("offences", before, "offences.whole")
        return
    if base.start not in memory.parts:
        return
    if memory.case_story and base.sentence.paragraph == sentence.paragraph:
        return
    if _OF_THESE.search(sentence.text, sentence.start, figure.end + 12):
        return
    whole = memory.main if base.sentence.paragraph == sentence.paragraph else None
    whole = whole or memory.main_before
    if whole is not None:
        figure.inherit("offences", whole, "offences.whole")


def _from_topic(figure: Figure, sentence: Sentence, memory: Memory, back: bool) -> None:
    """The first figure of a paragraph goes on with the paragraph before, if it resumes that, or with the article."""
    own = sentence.text[sentence.start : sentence.end]
    if back or (_RESUMES.search(own) and sentence.kind != "BULLET"):
        if memory.main_before is not None:
            figure.inherit("offences", memory.main_before, "offences.paragraph-before")
            return
    ids, spans = memory.subject()
    if ids and of_crime(figure, sentence):
        if memory.recent is not None and memory.recent.offences and not _WIDENS.match(own):
            figure.inherit("offences", memory.recent, "offences.article")
            return
        figure.take("offences", list(ids), list(spans), "offences.article")


def _name(figure: Figure, symbols: list[Symbol], rule: str) -> None:
    ids = list(dict.fromkeys(s.value for s in symbols))
    figure.take("offences", ids, [(s.start, s.end) for s in symbols], f"offences.{rule}")
