"""Whose verb it is: what keeps a stage of proceedings away from a figure that stands beside it.

A stage governs a figure as the verb whose object it is, or whose subject it is
in the passive. Verbs that say what the criminals or their victims did are no
stages even where they sound like one ("who handed over 64 cards"), and a verb
of another clause governs nothing in this one.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic, Unit
from ..regexes import lazy_regex
from .scene import Figure, Sentence, Symbol

# In a figure's `blocked`: it is barred by its own verb, not by what it leans on.
OWN = "action of its own"
# Between the figures of a row: "rose by 4 percent and 5 percent, respectively".
_ROW = lazy_regex(r"(?:\s+(?:people|cases|suspects|defendants))?\s*(?:,|and|, and)?\s*(?:(?:by|up|down)\s*)?")
# Who does what a criminal or a victim does.
_PRIVATE = (
    r"(?:he|she|banks?|gangs?|rings?|victims?|investors?|suspects?|fraudsters?|swindlers?|scammers?|members?"
    r"|residents?|villagers?|customers?|couriers?|traffickers?|smugglers?|dealers?|criminals?|offenders?"
    r"|fugitives?|m[ae]n|wom[ae]n|couple|group|compan(?:y|ies)|firms?|borrowers?|parents?|students?|depositors?"
    r"|buyers?|sellers?|merchants?|people|defendants?|thie(?:f|ves)|robbers?|accomplices|ringleaders?|operators?"
    r"|agents?|agenc(?:y|ies)|schools?|clinics?|brokers?|shops?|platforms?|websites?|drivers?|owners?|employees?|workers?|families|relatives"
    r"|minors?|teenagers?|children|patients?|farmers?|hunters?|poachers?|loan sharks?|enterprises?|users?)"
)
_AUTHORITY = lazy_regex(
    r"\b(?:officers?|police|prosecutors?|judges?|procurators?|officials|authorities|courts?|procuratorates?|bureaus?)"
    r",?\s*$",
    re.IGNORECASE,
)
_AGENT = lazy_regex(
    rf"\b(?:(?P<who>who|which|that)|(?P<person>he|she)|{_PRIVATE})\s+(?P<perfect>(?:had|has|have)\s+)?(?:(?:also|then|each|together"
    r"|once|first|later|secretly|illegally|allegedly)\s+)?$",
    re.IGNORECASE,
)
# "helped [victims] get back 8 million yuan": the help is the authorities'.
_HELPED = lazy_regex(r"\b(?:help(?:ed|ing|s)?|let|made|make|get|got)\s+(?:the\s+)?(?:\w+\s+)?$")
# Stages that suspects are the subjects of: "who stood trial".
_REFLEXIVE = lazy_regex(r"\b(?:trial|prison|jail|court|charges?|prosecution)$", re.IGNORECASE)
# "Shanghai had 400 [such cases]"
SUCH = lazy_regex(r"\s+(?:of\s+)?such\b|\s+(?:cases|crimes)\s+of\s+(?:the|this|that)\s+(?:kind|type|sort)\b")
# What crime does, not what is done about it: "losses fell by 12 percent".
_HARM = lazy_regex(
    r"\b(?:loss(?:es)?|deaths|injuries|casualties|fatalities)\s*(?:(?:have|had|has|were|also)\s*)*$", re.IGNORECASE
)
_GAPPED = lazy_regex(r"^[^;]{0,30}(?:,|\band)\s+[\w\s-]{0,30}$")
# What follows an active verb: its object.
OBJECT = lazy_regex(
    r"\s+(?:\d|(?:the|an?|some|their|its|illegal|another|public)\b|(?:over|more than|about|nearly|almost|up to)\s+\d)"
)
_NEGATED = lazy_regex(r"\b(?:not|never|n't|nor)\s+(?:(?:be|been|to|to be|formally|yet been)\s+)?$", re.IGNORECASE)
_OPPOSITE = {Action.PROSECUTED: Action.NOT_PROSECUTED, Action.ARREST_APPROVED: Action.ARREST_REJECTED}
_WERE_NOT = lazy_regex(
    r"\s+(?:others\s+)?(?:were|was)\s+not(?=\s*[,.;])"
    r"|\s+(?:were\s+)?(?:refused|rejected|turned down|denied)(?=\s*[,.;])"
)
_REFUSED = lazy_regex(
    r"\b(?:reject|declin|refus|turn(?:ed)? down|den(?:y|ied))\w*\s+"
    r"(?:(?:(?:requests?|applications?)\s+for\s+)?(?:that|those|it|approval)\s+(?:of|for)\s+|for\s+|in\s+)?"
    r"(?:another\s+)?$"
)
_APPROVES = lazy_regex(r"\b(?:approv|authori[sz]|sanction|okay|OK)\w*\s*$")
_REJECTS = lazy_regex(r"\b(?:reject|declin|refus|turned down|den)\w*\s*$")
# What suspects do themselves and is a stage all the same.
_THEIR_OWN = frozenset((Action.SURRENDERED, Action.RECOVERED))
# Words and pictures are taken offline, not seized; clues and flaws are found, and are no haul.
_NO_HAUL = frozenset(
    """call calls message messages text texts post posts rumor rumors rumour rumours video videos information link
    links advertisement advertisements ads ad article articles comment comments clip clips problem problems hazard
    hazards clue clues lead leads violation violations loophole loopholes trace traces error errors flaw flaws
    danger dangers dispute disputes risk risks irregularity irregularities""".split()
)
_ORGANISATIONS = frozenset(
    """den dens gang gangs ring rings workshop workshops website websites platform platforms factory factories site
    sites hideout hideouts group groups organization organizations organisation organisations network networks
    casino casinos lab labs laboratory laboratories outlet outlets syndicate syndicates plant plants plot plots
    nest nests compound compounds case cases crime crimes""".split()
)


def block(figure: Figure) -> None:
    """Close the slot for good: the figure's own words say that it is of no stage."""
    figure.blocked |= {"action", OWN}


def barred_with(figure: Figure, sentence: Sentence) -> bool:
    """Whether the figure is of harm ("losses fell by 12 percent") or goes on with a share that is of no stage.

    As in "78 percent of the victims were women, and [13 percent] children".
    """
    if figure.subject is not None and _HARM.search(sentence.text[figure.subject[0] : figure.subject[1]]):
        return True
    before = sentence.before(figure)
    return (
        before is not None
        and figure.statistic is before.statistic is Statistic.SHARE
        and "action" in before.blocked
        and before.action is None
        and bool(_GAPPED.match(sentence.text[before.end : figure.start]))
    )


# What people do once the proceedings are over: "fewer than 3 percent [have reoffended]".
_LATER = lazy_regex(
    r"\s+(?:of\s+(?:the\s+)?[\w-]+\s+)?(?:(?:have|has|had|later|ever)\s+)*(?:re-?offend|relaps|appeal)\w*\b"
)


def suffered(figure: Figure, sentence: Sentence) -> bool:
    """Whether the figure is what a crime befell ("the murder of [four] drivers"), or a rate of crimes per head."""
    if figure.statistic is Statistic.RATE and figure.label == "COUNT":
        return True
    if not figure.primary and _LATER.match(sentence.text, figure.end):
        return True
    left = sentence.text[max(sentence.start, figure.start - 12) : figure.start]
    of = re.search(r"\s+of\s+(?:the\s+|another\s+)?$", left)
    if of is None or not figure.primary:
        return False
    end = figure.start - len(left) + of.start()
    return any(s.end == end for s in sentence.between(sentence.start, figure.start, "OFFENCE"))


def other_agent(symbol: Symbol, sentence: Sentence, *, governs: bool) -> bool:
    """Whether the verb is what criminals or victims did: "who [handed over] 64 cards", "the ring [returned] 9".

    `governs` says that the verb is right before its object, so that it cannot
    be a participle ("the suspects arrested").
    """
    if symbol.form != "verb" or any(
        reading[0] in _THEIR_OWN and reading[2] != "recovered.collect" for reading in symbol.readings
    ):
        return False
    if _REFLEXIVE.search(sentence.text, symbol.start, symbol.end):
        return False
    left = sentence.text[max(sentence.start, symbol.start - 60) : symbol.start]
    match = _AGENT.search(left)
    if match is None:
        return False
    if _HELPED.search(left[: match.start()]):
        return False
    if match["who"]:
        return not _AUTHORITY.search(left[: match.start()])
    return bool(match["perfect"] or match["person"] or governs)


def perfect(symbol: Symbol, sentence: Sentence, gap: str) -> bool:
    """Whether the figure is the agent: "48,000 investors had [handed over] the money"."""
    return (
        symbol.form == "verb"
        and symbol.value not in _THEIR_OWN
        and bool(re.search(r"\b(?:have|has|had)\s+(?:\w+ly\s+|also\s+|already\s+|never\s+)?$", gap))
        and (
            bool(OBJECT.match(sentence.text[symbol.end : symbol.end + 14]))
            or re.search(r"\bnever\s+$", gap) is not None
        )
    )


def settled(symbol: Symbol, reading: list[str], figure: Figure, sentence: Sentence) -> Action | None:
    """What a stage comes to with its negation and its object; None where it is none of this object."""
    action = Action(reading[0])
    left = sentence.text[max(sentence.start, symbol.start - 30) : symbol.start]
    if action in _OPPOSITE and _NEGATED.search(left):
        return _OPPOSITE[action]
    if action is Action.ARRESTED and symbol.start >= figure.end:
        before = sentence.text[max(sentence.start, figure.start - 30) : figure.start]
        if _APPROVES.search(before):
            return Action.ARREST_APPROVED
        if _REJECTS.search(before):
            return Action.ARREST_REJECTED
    if action is Action.RECOVERED and figure.unit is Unit.KG:
        return Action.SEIZED
    if figure.unit is Unit.ITEMS and figure.noun is not None and action in (Action.SEIZED, Action.SOLVED):
        if figure.noun.head in _NO_HAUL:
            return None
        if reading[2] == "seized.find" and figure.noun.head in _ORGANISATIONS:
            return Action.SOLVED
    return action


def link_negated(figure: Figure, sentence: Sentence) -> None:
    """As in "300 were indicted and 80 [were not]", "approved the arrest of 40 and [refused] 9"."""
    if figure.base is None or figure.base.action is None:
        return
    left = _REFUSED.search(sentence.text[max(sentence.start, figure.start - 40) : figure.start])
    right = _WERE_NOT.match(sentence.text[figure.end : sentence.end])
    opposite = _OPPOSITE.get(figure.base.action)
    if opposite is not None and (right or (left and opposite is Action.ARREST_REJECTED)):
        span = (figure.end, figure.end + right.end()) if right else (figure.start, figure.end)
        figure.take("action", opposite, [span], "action.negated")


def respective(figure: Figure, sentence: Sentence) -> tuple[Symbol, str] | None:
    """As in "cases [accepted] and [concluded] rose 4 percent and 5 percent respectively": the stages pair off."""
    if "respectively" not in sentence.text[figure.end : sentence.end]:
        return None
    row = sentence.row(figure, _ROW)
    if len(row) < 2:
        return None
    start, _ = sentence.clause(figure)
    before = sentence.before(row[0])
    if figure.primary:
        stages = sentence.between(row[-1].end, sentence.text.index("respectively", figure.end), "ACTION")
    else:
        stages = sentence.between(max(start, before.end if before else start), row[0].start, "ACTION")
    if len(stages) != len(row):
        return None
    symbol = stages[row.index(figure)]
    return symbol, symbol.readings[0][0]
