"""Which stage of proceedings a figure counts."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic, Unit
from .predicates import (
    OBJECT,
    OTHER_VERB,
    PARTITIVE,
    block,
    link_negated,
    opens_clause,
    other_agent,
    own_clause,
    own_verb,
    perfect,
    respective,
    settled,
)
from .readings import Found, noun_end, noun_symbols, reading_of, right_limit
from .scene import Figure, Sentence

# Between a noun and the participle said of it: "90 people [were later] charged".
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|got|gets?|have|has|had|received|faced|(?:was|were|been|being|are)\s+(?:given|handed"
    r"|served|issued|offered|granted|(?:placed|put|kept|held|taken|sent|brought|subjected)\s+(?:under|in|into|on|to)))"
    r"(?:\s+(?:their|its|also|then|later|already|successfully|subsequently|ever|since|never|either|all|each|together"
    r"|jointly|being|been|eventually|finally|respectively|[a-z]+ly))*\s*$",
    re.IGNORECASE,
)
# Between an active verb and the figure it governs.
_GOVERNS = re.compile(
    r"^(?:\s|of|the|an?|total|another|that|those|against|into|only|just|also|as|many|for|to|nationwide|altogether|all|in|up|some|a|further|additional|new|nearly|around|about|respectively|on|over|opened|from)*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|that|which|whose|before|after|until|when|because|where|as)\b", re.IGNORECASE)
_IN_NOUN_STAGES = frozenset(("recommended", "litigated", "rescued", "supervised"))
# What is done to suits that others filed: "handled 90 public interest cases".
_OF_SUITS = frozenset(("handled", "accepted", "concluded", "tried"))
_WHOLE_GAP = re.compile(
    r"^\s*(?:of|among)\s+(?:(?:the|those|all|its|their|these)\s+)*(?:(?!the\b|an?\b|was\b|were\b|had\b|have\b|has\b|who\b|is\b|are\b|in\b|that\b)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
# A whole of no stage: "40 percent of the cases reported".
_OF_OTHERS = re.compile(
    r"\s*(?:of|among)\s+(?:all\s+)?(?:the|those)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:reported|surveyed|polled|interviewed|asked|questioned)\b"
)
_COORDINATED = re.compile(r"\b(?:was|were|been)\s+[a-z]+(?:ed|en|own|ht)\b[^,;]{0,40}\band\s+(?:\w+ly\s+)?$")
# Particles that belong to a verb only right behind its object: "handed 40 suspects [over to] China".
_DIRECTIONS = frozenset(("home", "over", "back"))
# What crime does, not what is done about it: "losses fell by 12 percent".
_HARM = re.compile(
    r"\b(?:losses|deaths|injuries|casualties|fatalities)\s*(?:(?:have|had|has|were|also)\s*)*$", re.IGNORECASE
)
_GAPPED = re.compile(r"^[^;]{0,30}(?:,|\band)\s+[\w\s-]{0,30}$")
# The stage of a case whose story follows: "In a fraud case [tried] in May, a debt of 8,000 yuan …".
_CASE_OPENS = re.compile(r"\W*In (?:a|an|one|another)\b[^,]*\bcase\s+$")
# "41 had committed another crime": what the figure did itself.
_DID = re.compile(r"\s+(?:had|have|has)\s+[a-z]+ed\s+(?:the|an?|another|other|new|more)\b")
_SUBORDINATE = re.compile(r"\W*(?:Although|Though|While|Whereas)\b")
_APPLIED = re.compile(
    r"\b(?:was|were|been|being)\s+(?:also\s+)?(?:applied|granted|extended|imposed|handed|given|awarded)\s+(?:to|on|in)\s+$"
)
_INCLUDING = re.compile(r"\b(?:including|among (?:them|whom|which))\s+(?:\w+\s+)?$")

PEOPLE_STAGES = frozenset(
    (
        Action.PROSECUTED,
        Action.NOT_PROSECUTED,
        Action.ARRESTED,
        Action.ARREST_APPROVED,
        Action.ARREST_REJECTED,
        Action.DETAINED,
        Action.CONVICTED,
        Action.SENTENCED,
        Action.ACQUITTED,
        Action.PUNISHED,
        Action.SURRENDERED,
        Action.HANDED_OVER,
    )
)


def link_action(figure: Figure, sentence: Sentence) -> None:
    """Fill the figure's action from its own clause, or bar it from inheriting one."""
    start, end = sentence.clause(figure)
    before = sentence.before(figure)
    if figure.statistic is Statistic.SHARE and before is not None and before.statistic is Statistic.SHARE:
        if (
            "action" in before.blocked
            and before.action is None
            and _GAPPED.match(sentence.text[before.end : figure.start])
        ):
            # "78 percent of the victims were women, and 13 percent children"
            block(figure)
            return
    if figure.subject is not None and _HARM.search(sentence.text[figure.subject[0] : figure.subject[1]]):
        block(figure)
        return
    link_negated(figure, sentence)
    if figure.action is not None:
        return
    paired = respective(figure, sentence)
    if paired is not None:
        figure.take("action", Action(paired[1]), [(paired[0].start, paired[0].end)], "action.respective")
        return
    for rule in (
        _own_noun,
        _tail,
        _applied,
        _adjacent,
        _passive,
        _participle,
        _of_whole,
        _arrests,
        _nearest_left,
        _relative,
        _nominal,
    ):
        if figure.role in ("tail", "earlier"):
            break
        if rule is _nearest_left and figure.base is not None and _partitive(figure, sentence):
            if figure.base.sentence is sentence or figure.base.action is not None:
                continue
        found = rule(figure, sentence, start, end)
        if found is not None:
            symbol, reading = found
            if reading[0] == "accepted" and figure.base is not None and figure.base.action is Action.RECOMMENDED:
                return
            stage = settled(symbol, reading, figure, sentence)
            if stage is None:
                block(figure)
            else:
                rule_name = f"action.{rule.__name__.strip('_')}:{reading[2]}"
                figure.take("action", stage, [(symbol.start, symbol.end)], rule_name)
            return
        if "action" in figure.blocked:
            return
    if figure.role == "plain" and figure.primary and own_verb(figure, sentence, start, end):
        block(figure)


def _partitive(figure: Figure, sentence: Sentence) -> bool:
    """As in "90 people, [40 of them] officials": the stage is the whole's."""
    before = sentence.before(figure)
    return bool(PARTITIVE.match(sentence.text[figure.end : figure.end + 24])) or (
        before is not None and bool(_INCLUDING.search(sentence.text[before.end : figure.start]))
    )


# The size of what a stage is of: "solved 90 cases involving 4 million yuan".
_SIZE = re.compile(r"\b(?:involving|that involved|which involved|containing|holding|covering)\s+$")
_WORTH = re.compile(r"^\s*(?:worth|of|totaling|totalling|amounting to|valued at|to the tune of)\s*$")


def _own_noun(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "issued 30 procuratorial [recommendations]": the thing counted is the stage."""
    for symbol in noun_symbols(figure, sentence):
        found = reading_of(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None and found[1][0] in _IN_NOUN_STAGES:
            if found[1][0] == "litigated":
                governing = _adjacent(figure, sentence, start, end) or _passive(figure, sentence, start, end)
                if governing is not None and governing[1][0] in _OF_SUITS:
                    return governing
            return found
    return None


def _applied(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "[Non-prosecution], a form of leniency, was applied to 40 minors": the subject is the stage."""
    if not _APPLIED.search(sentence.text[start : figure.start]):
        return None
    for symbol in sentence.between(start, figure.start, "ACTION"):
        if _RELATIVE.search(sentence.text, start, symbol.start):
            return None
        found = reading_of(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None:
            return found
    return None


def _arrests(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "led to 120 [arrests]": as above, where no verb says more."""
    for symbol in noun_symbols(figure, sentence):
        if any(reading[1] == "noun" for reading in symbol.readings):
            return reading_of(symbol, figure, sentence)
    return None


def _of_whole(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "4 percent of those [charged]", "of the cases [handled] by prosecutors"."""
    if not (figure.statistic is Statistic.SHARE or figure.label == "COUNT") or PARTITIVE.match(
        sentence.text[figure.end : figure.end + 24]
    ):
        return None
    if _OF_OTHERS.match(sentence.text, figure.end):
        block(figure)
        return None
    limit = right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        if _WHOLE_GAP.match(sentence.text[figure.end : symbol.start]):
            return reading_of(symbol, figure, sentence, forms=("verb", "phrase", "tail"))
        return None
    return None


def _tail(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "brought 40 people to court", "took 40 people into custody"."""
    limit = right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION", "CHANGE"):
        if symbol.kind == "CHANGE":
            return None
        found = reading_of(symbol, figure, sentence, forms=("tail",))
        gap = sentence.text[noun_end(figure) : symbol.start]
        if found is not None and gap.strip() and sentence.text[symbol.start : symbol.start + 4].lower() in _DIRECTIONS:
            continue
        if found is not None and len(gap) < 60 and not re.search(r",\s+(?:and|who)\b", gap):
            return found
        if reading_of(symbol, figure, sentence) is not None:
            return None
    return None


def _adjacent(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """The active verb that governs the figure: "prosecuted another 40 people"."""
    symbols = sentence.between(start, figure.start, "ACTION")
    if not symbols:
        return None
    symbol = symbols[-1]
    gap = sentence.text[symbol.end : figure.start]
    if not _GOVERNS.match(gap):
        return None
    if other_agent(symbol, sentence, governs=True):
        block(figure)
        return None
    return reading_of(symbol, figure, sentence, forms=("verb", "noun", "phrase"))


def _passive(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people were prosecuted", "40 were charged with"."""
    limit = right_limit(figure, sentence, end)
    text = sentence.text
    from_ = noun_end(figure)
    if figure.role in ("predicate", "whole"):
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION", "SHARE", "CHANGE"):
        if symbol.kind != "ACTION":
            if symbol.kind == "CHANGE" and symbol.form == "phrase":
                continue
            return None
        if symbol.end <= from_ and symbol.start < from_:
            continue
        gap = text[from_ : symbol.start]
        if symbol.value == Action.SURRENDERED and not re.search(r"[,;]", gap):
            # "40 walked over the border and gave themselves up"
            return reading_of(symbol, figure, sentence)
        if _PASSIVE.search(gap):
            if perfect(symbol, sentence, gap):
                block(figure)
                return None
            opening = gap[: _PASSIVE.search(gap).start()]  # type: ignore[union-attr]
            if _RELATIVE.search(opening) and not PARTITIVE.match(gap):
                continue
            if re.search(r",\s+and\b|\band (?:police|prosecutors|courts|the)\b", opening):
                return None
            return reading_of(symbol, figure, sentence)
        if _COORDINATED.search(gap):
            # "40 were marched over the bridge and handed to the police"
            return reading_of(symbol, figure, sentence)
        if symbol.form == "verb" and re.search(r"\band\s+$", gap):
            return None
    following = sentence.after(figure)
    if following is not None and following.start == limit and figure.primary and following.primary:
        gap = text[from_:limit]
        if re.search(r"\band\s*$", gap) and "," not in gap and not sentence.between(from_, limit, "ACTION"):
            # "40 kilograms of food and 9 kilograms of medicine were confiscated"
            return _passive(following, sentence, start, end)
    return None


def _participle(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people prosecuted for theft", "40 charged with theft"."""
    limit = right_limit(figure, sentence, end)
    reach = noun_end(figure)
    caused = re.search(r"\b(?:had|got)\s+$", sentence.text[start : figure.start])
    of = sentence.between(reach, min(limit, reach + 80), "OFFENCE", "ACTION")
    if of and of[0].kind == "OFFENCE" and re.match(r"\s+of\s+(?:[\w-]+\s+){0,2}$", sentence.text[reach : of[0].start]):
        # "213 cases of theft [solved]"
        behind = re.match(r"\s+(?:crimes?|offen[cs]es?|cases)\b", sentence.text[of[0].end : limit])
        reach = of[0].end + (behind.end() if behind else 0)
    for symbol in sentence.between(reach, limit, "ACTION"):
        gap = sentence.text[reach : symbol.start]
        if gap.strip(" ") in ("", "who", "newly", "already", "later") and symbol.form in ("verb", "phrase"):
            word = sentence.text[symbol.start : symbol.end].lower()
            if word.endswith("s") and " " not in word:
                # "40 files", "40 arrests": a noun that looks like a verb.
                return reading_of(symbol, figure, sentence, forms=("noun",))
            if caused and figure.unit is Unit.CASES:
                # "had 40 cases opened": others were made to do it.
                return symbol, [str(Action.SUPERVISED), symbol.form, "supervised.caused", []]
            if not OBJECT.match(sentence.text[symbol.end : symbol.end + 12]) and not word.split()[0].endswith("ing"):
                return reading_of(symbol, figure, sentence)
        return None
    return None


def _nearest_left(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """The nearest stage named before the figure in its clause."""
    if figure.role == "predicate" and figure.subject is not None:
        start = max(start, figure.subject[0])
    before = sentence.before(figure)
    for symbol in reversed(sentence.between(start, figure.start, "ACTION")):
        gap = sentence.text[symbol.end : figure.start]
        if figure.role == "predicate" and "," in gap and _SUBORDINATE.match(sentence.text[start : symbol.start]):
            # "Although 90 were caught, deaths fell by 4 percent"
            block(figure)
            return None
        if figure.statistic is Statistic.SHARE and sentence.text[symbol.start : symbol.end].lower().endswith("ing"):
            continue
        if (
            figure.primary
            and figure.role == "plain"
            and _CASE_OPENS.match(sentence.text[sentence.start : symbol.start])
        ):
            block(figure)
            return None
        if before is not None and "action" in before.blocked and symbol.end <= before.start:
            block(figure)
            return None
        if (
            figure.primary
            and figure.role == "plain"
            and (
                own_clause(sentence, symbol.end, figure.start)
                or opens_clause(figure, sentence, symbol.end)
                or other_agent(symbol, sentence, governs=False)
            )
        ):
            block(figure)
            return None
        if figure.primary and figure.role == "plain" and figure.noun is None and _DID.match(sentence.text, figure.end):
            block(figure)
            return None
        if figure.primary and figure.role == "plain" and symbol.form != "noun":
            verb = OTHER_VERB.search(sentence.text[max(symbol.end, start) : figure.start])
            if verb is not None:
                return None
            if re.search(
                r",\s+and\b[^,]*$|\band (?:police|prosecutors|courts|authorities|the)\b", gap
            ) and not sentence.between(symbol.end, figure.start, "FIGURE"):
                return None
        if figure.label == "AMOUNT" and figure.role == "plain":
            crimes = sentence.between(symbol.end, figure.start, "OFFENCE")
            if crimes and _WORTH.match(sentence.text[crimes[-1].end : figure.start]):
                # "found guilty of taking bribes worth …": the size of the deed, not of the stage.
                block(figure)
                return None
            if reading_of(symbol, figure, sentence) is None and len(gap.split()) <= 4 and not _SIZE.search(gap):
                # "took in bets of 9 million": its own verb, and no stage of money.
                block(figure)
                return None
            if not _GOVERNS.match(gap) and symbol.readings[0][1] != "tail":
                if before is not None and (symbol.start, symbol.end) in before.evidence.get("action", []):
                    return None
                return symbol, symbol.readings[0]
        found = reading_of(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
        if found is not None:
            return found
        if figure.role == "plain" and figure.primary:
            return None
    return None


def _relative(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people who were later charged", where nothing else governs them."""
    limit = right_limit(figure, sentence, end)
    if figure.role not in ("plain", "background") or not figure.primary:
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if re.search(r"\b(?:who|that|which|whose)\b", gap) and _PASSIVE.search(gap):
            return reading_of(symbol, figure, sentence)
    return None


def _nominal(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "an increase of 5 percent in prosecutions", "4 percent of those charged"."""
    if figure.primary:
        return None
    limit = right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if "," in gap and figure.statistic is not Statistic.SHARE:
            return None
        return reading_of(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
    return None
