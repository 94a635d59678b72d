"""What the verb that governs a figure says of its stage of proceedings.

A governing verb is a stage itself ("handed detectives 40 leads"), a light verb
that leaves the stage open ("the goods were valued at 9 million yuan"), or
something else that was done, and then the figure is of no stage ("blocked 300
websites").
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...schemas.vocabulary import Action, Statistic, Unit
from ..inflection import verb_forms
from ..regexes import lazy_regex
from .predicates import SUCH, block, other_agent, settled
from .readings import reading_of
from .scene import Figure, Sentence
from .syntax import Word, governor, words_of
from .wholes import partitive

# What police or courts do because prosecutors make them.
_BEHEST = lazy_regex(
    r"\b(?:at (?:their|its) (?:insistence|urging|request|behest|demand|prompting)\b"
    r"|at the (?:insistence|urging|request|behest|demand|prompting) of (?:the )?(?:\w+ )?(?:procura|prosecut|SPP)"
    r"|(?:at|on) (?:prosecutors|the prosecutors|procuratorates)['’] \w+"
    r"|(?:pressed|urged|prodded|prompted|pushed|ordered) by (?:the )?(?:prosecutors|procuratorates)"
    r"|(?:police|courts|prisons|officers|judges|they) (?:were|had to be) (?:\w+ly )?(?:made|told|ordered|forced|asked"
    r"|urged|required) to"
    r"|(?:after|when|once|until) (?:prosecutors|procuratorates|the SPP) (?:stepped in|intervened|objected|protested"
    r"|raised objections|complained))",
    re.IGNORECASE,
    needs=(
        "insist",
        "urg",
        "request",
        "behest",
        "demand",
        "prompt",
        "prosecutors",
        "procurator",
        "spp",
        "made to",
        "told to",
        "ordered to",
        "forced to",
        "asked to",
        "required to",
    ),
)


def at_behest(figure: Figure, sentence: Sentence) -> bool:
    """As in "At prosecutors' insistence, police dropped 40 cases": what is done is their oversight."""
    if figure.unit is Unit.PEOPLE or figure.label == "AMOUNT":
        return False
    return bool(_BEHEST.search(sentence.text, *sentence.clause(figure)))


# Verbs that only say how big a thing is or lead over to what is counted, and those that hide their doer.
_LIGHT = frozenset(
    """head rank involve include reach number total exceed account amount stand come hit top surpass average represent
    make constitute comprise remain concern cover go see record put bring follow hold contain feature weigh measure
    contribute supply add lead result fetch figure feature originate arise stem occur happen relate date belong
    average range begin start""".split()
)
# "used the measure in 40 cases": the measure is the stage that was spoken of.
_MEASURE = lazy_regex(r"\b(?:the|this|that|such) (?:measure|approach|system|method|mechanism|practice|step|tool)s?\b")
_GETS = frozenset("given received got obtained granted benefited awarded offered placed put".split())
_MEANS = lazy_regex(r"\b(?:through|by|with|under|in|on|from|as)\s+(?:\w+\s+)?\w*$")
# "produced 40 of the cases that prosecutors took in": a part of what has a stage of its own.
_OF_THE = lazy_regex(r"\s+of\s+(?:the|those|all)\b")
_AGAINST = lazy_regex(r"\b(?P<charge>charges?|counts?)\b[^.;]*,\s+against\s+(?:(?:another|only|just|some)\s+)?$")
_LIGHT_PASSIVES = frozenset("involved concerned included valued estimated put".split())


@lru_cache(maxsize=1)
def _light_forms() -> frozenset[str]:
    return frozenset(form for verb in _LIGHT for form in verb_forms(verb)) | {"totaling", "totaled"}


def _light(word: Word) -> bool:
    return word.text in (_LIGHT_PASSIVES if word.voice == "passive" else _light_forms())


def _by_means(figure: Figure, sentence: Sentence, verb: Word) -> bool:
    """As in "40 minors were given a second chance through [conditional non-prosecution]": the means is the stage."""
    if verb.text not in _GETS or figure.label != "COUNT":
        return False
    _, end = sentence.clause(figure)
    for symbol in sentence.between(verb.end, end, "ACTION"):
        if symbol.form == "verb" or not _MEANS.search(sentence.text, verb.end, symbol.start + 3):
            continue
        found = reading_of(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None:
            figure.take("action", Action(found[1][0]), [(symbol.start, symbol.end)], f"action.means:{found[1][2]}")
            return True
    return False


def link_governor(figure: Figure, sentence: Sentence) -> None:
    """The stage that the governing verb is, or none where that verb says something else: "blocked 300 websites"."""
    found = governor(figure, words_of(sentence))
    verb = found.verb
    if partitive(figure, sentence):
        if verb is not None and found.relation == "object" and not found.joined and verb.symbol is None:
            if verb.tag == "VERB" and verb.voice == "active" and not _light(verb):
                # "courts received 90 applications and granted 40 of them"
                block(figure)
        return
    if verb is not None and at_behest(figure, sentence):
        figure.take("action", Action.SUPERVISED, [(verb.start, verb.end)], "action.behest")
        return
    charge = _AGAINST.search(sentence.text, sentence.start, figure.start) if verb is None else None
    if charge is not None:
        # "Theft was the charge brought most often, against 40 people"
        figure.take("action", Action.PROSECUTED, [charge.span("charge")], "action.against")
        return
    if verb is None or SUCH.match(sentence.text, figure.end):
        return
    if verb.tag == "BE" or found.relation == "copula":
        if verb.text in ("is", "are") and figure.noun is not None:
            # "The town is proud of its 40 judges": what stands, no proceedings.
            block(figure)
        return
    symbol = verb.symbol
    reading = reading_of(symbol, figure, sentence) if symbol is not None and symbol.kind == "ACTION" else None
    if reading is None and figure.noun is None and figure.statistic in (Statistic.COUNT, Statistic.SHARE):
        # "a ring of nine broke in": the ring did it.
        heads = not sentence.text.endswith(" of ", sentence.start, figure.start)
        told = heads and found.relation == "subject" and verb.voice != "passive"
        if told or (
            figure.base is not None and figure.label == "COUNT" and (found.relation == "subject" or found.joined)
        ):
            # "Nine were officials, and 40 had been teachers", "a quarter targeted the old": parts of a whole.
            return
    if _MEASURE.search(sentence.text, verb.end, figure.start):
        return
    done_to = found.relation == "object" or (found.relation == "subject" and verb.voice == "passive")
    if symbol is not None and (
        symbol.kind == "SHARE"
        or (symbol.kind == "CHANGE" and not (done_to and figure.noun is not None))
        or (symbol.kind == "REPORT" and found.relation != "object")
    ):
        return
    if symbol is not None and symbol.kind == "ACTION" and not other_agent(symbol, sentence, governs=True):
        if found.relation == "inner":
            return
        if reading is not None and not (found.relation == "subject" and verb.voice == "active"):
            action = settled(symbol, reading[1], figure, sentence)
            if action is not None:
                figure.take("action", action, [(symbol.start, symbol.end)], f"action.governor:{reading[1][2]}")
                return
        if found.relation == "oblique":
            # "concluded 40 cases with 90 defendants": what the cases take, their defendants do.
            return
    if (reading is None and _light(verb)) or _OF_THE.match(sentence.text, figure.end):
        return
    if _by_means(figure, sentence, verb):
        return
    block(figure)
