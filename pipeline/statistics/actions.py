"""Which stage of proceedings a figure counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...schemas.vocabulary import Action, Statistic, Unit
from .predicates import (
    MISSING,
    OBJECT,
    OTHER_VERB,
    block,
    link_negated,
    opens_clause,
    other_agent,
    own_clause,
    perfect,
    respective,
    settled,
)
from .scene import PARENTHESIS, Figure, Sentence, Symbol

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
_PUBLIC_INTEREST = re.compile(r"\b(?:lawsuits?|suits?|litigation|public[ -]interest)\b", re.IGNORECASE)
_IN_NOUN_STAGES = frozenset(("recommended", "litigated", "rescued", "supervised"))
# What is done to suits that others filed: "handled 90 public interest cases".
_OF_SUITS = frozenset(("handled", "accepted", "concluded", "tried"))
_PARTITIVE = re.compile(r"^\s*(?:of|among)\s+(?:them|whom|which|these|those)\b", re.IGNORECASE)
_WHOLE_GAP = re.compile(
    r"^\s*(?:of|among)\s+(?:(?:the|those|all|its|their|these)\s+)*(?:(?!the\b|an?\b|was\b|were\b|had\b|have\b|has\b|who\b|is\b|are\b|in\b|that\b)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
# A whole of no stage: "40 percent of the cases reported".
_OF_OTHERS = re.compile(
    r"\s*(?:of|among)\s+(?:all\s+)?(?:the|those)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:reported|surveyed|polled|interviewed|asked|questioned)\b"
)
# A part named in passing: "40 suspects, including nine women, were arrested".
_ASIDE = re.compile(r",\s+(?:including|among (?:them|whom)|mostly|mainly)\s+(?:\w+\s+)?$")
_COORDINATED = re.compile(r"\b(?:was|were|been)\s+[a-z]+(?:ed|en|own|ht)\b[^,;]{0,40}\band\s+(?:\w+ly\s+)?$")
_ORDERED = re.compile(r"\b(?:order|requir|oblig|compel|instruct)\w*\b|\b(?:told|made)\b")
# "…, of which courts changed 40": a part of what stands before.
_OF_WHICH = re.compile(r"\b(?:of|among) (?:which|whom|them)\b")
# Particles that belong to a verb only right behind its object: "handed 40 suspects [over to] China".
_DIRECTIONS = frozenset(("home", "over", "back"))
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
        if (
            rule is _nearest_left
            and figure.base is not None
            and figure.base.sentence is sentence
            and _partitive(figure, sentence)
        ):
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
    if figure.role == "plain" and figure.primary and _own_verb(figure, sentence, start, end):
        block(figure)


def _partitive(figure: Figure, sentence: Sentence) -> bool:
    """As in "90 people, [40 of them] officials": the stage is the whole's."""
    before = sentence.before(figure)
    return bool(_PARTITIVE.match(sentence.text[figure.end : figure.end + 24])) or (
        before is not None and bool(_INCLUDING.search(sentence.text[before.end : figure.start]))
    )


Found = tuple[Symbol, list[Any]]


# The size of what a stage is of: "solved 90 cases involving 4 million yuan".
_SIZE = re.compile(r"\b(?:involving|that involved|which involved|containing|holding|covering)\s+$")
_WORTH = re.compile(r"^\s*(?:worth|of|totaling|totalling|amounting to|valued at|to the tune of)\s*$")


def _fits(reading: list[Any], figure: Figure, sentence: Sentence) -> bool:
    objects = reading[3]
    if reading[2] == "recovered.order" and not _ORDERED.search(sentence.text, sentence.start, figure.start):
        return False
    if reading[2] == "rescued.find" and not MISSING.search(sentence.text, sentence.start, sentence.end):
        return False
    if not objects:
        return True
    unit = figure.unit
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
        if counted is Unit.ITEMS:
            return "items" in objects or "amount" in objects
        return objects != ["amount"] if counted not in (Unit.PEOPLE, Unit.CASES) else str(counted) in objects
    return str(unit) in objects


def _reading(symbol: Symbol, figure: Figure, sentence: Sentence, *, forms: Iterable[str] | None = None) -> Found | None:
    for reading in symbol.readings:
        if forms is not None and reading[1] not in forms:
            continue
        if _fits(reading, figure, sentence):
            return symbol, reading
    return None


def _noun_end(figure: Figure) -> int:
    if figure.label == "AMOUNT":
        goods = [end for start, end in figure.evidence.get("actor", []) if start >= figure.end]
        return goods[0] if goods else figure.end
    return figure.noun.end if figure.noun is not None and figure.noun.end > figure.end else figure.end


def _right_limit(figure: Figure, sentence: Sentence, end: int) -> int:
    """Up to the next figure, unless that one is a parenthesis: "5,627 suspects, in 3,306 cases, …"."""
    following = sentence.after(figure)
    while following is not None and following.start < end:
        gap = sentence.text[figure.end : following.start]
        whole = _ASIDE.search(gap) or re.match(r"^\s*of\s+(?:the|all|some|those|these)?\s*$", gap)
        if not PARENTHESIS.search(gap) and not gap.rstrip().endswith("(") and not whole:
            return following.start
        following = sentence.after(following)
    return end


def _own_noun(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "issued 30 procuratorial [recommendations]": the thing counted is the stage."""
    for symbol in _noun_symbols(figure, sentence):
        found = _reading(symbol, figure, sentence, forms=("noun", "phrase"))
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
        found = _reading(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None:
            return found
    return None


def _arrests(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "led to 120 [arrests]": as above, where no verb says more."""
    for symbol in _noun_symbols(figure, sentence):
        if any(reading[1] == "noun" for reading in symbol.readings):
            return _reading(symbol, figure, sentence)
    return None


def _noun_symbols(figure: Figure, sentence: Sentence) -> list[Symbol]:
    if figure.label == "AMOUNT":
        # "60,000 yuan [in judicial aid]"
        return [
            s
            for s in sentence.between(figure.end, figure.end + 90, "ACTION")
            if s.value == "rescued"
            and re.match(r"^\s*(?:in\s*)?(?:\([^)]*\)\s*(?:in\s*)?)?$", sentence.text[figure.end : s.start])
        ]
    if figure.noun is None or figure.label != "COUNT":
        return []
    head_end = figure.noun.end
    of = sentence.text.find(" of ", figure.noun.start, head_end)
    return [s for s in sentence.between(figure.end, sentence.end, "ACTION") if s.start < (of if of > 0 else head_end)]


def _of_whole(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "4 percent of those [charged]", "of the cases [handled] by prosecutors"."""
    if not (figure.statistic is Statistic.SHARE or figure.label == "COUNT") or _PARTITIVE.match(
        sentence.text[figure.end : figure.end + 24]
    ):
        return None
    if _OF_OTHERS.match(sentence.text, figure.end):
        block(figure)
        return None
    limit = _right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        if _WHOLE_GAP.match(sentence.text[figure.end : symbol.start]):
            return _reading(symbol, figure, sentence, forms=("verb", "phrase", "tail"))
        return None
    return None


def _tail(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "brought 40 people to court", "took 40 people into custody"."""
    limit = _right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION", "CHANGE"):
        if symbol.kind == "CHANGE":
            return None
        found = _reading(symbol, figure, sentence, forms=("tail",))
        gap = sentence.text[_noun_end(figure) : symbol.start]
        if found is not None and gap.strip() and sentence.text[symbol.start : symbol.start + 4].lower() in _DIRECTIONS:
            continue
        if found is not None and len(gap) < 60 and not re.search(r",\s+(?:and|who)\b", gap):
            return found
        if _reading(symbol, figure, sentence) is not None:
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
    return _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))


def _passive(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people were prosecuted", "40 were charged with"."""
    limit = _right_limit(figure, sentence, end)
    text = sentence.text
    from_ = _noun_end(figure)
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
            return _reading(symbol, figure, sentence)
        if _PASSIVE.search(gap):
            if perfect(symbol, sentence, gap):
                block(figure)
                return None
            opening = gap[: _PASSIVE.search(gap).start()]  # type: ignore[union-attr]
            if _RELATIVE.search(opening) and not _PARTITIVE.match(gap):
                continue
            if re.search(r",\s+and\b|\band (?:police|prosecutors|courts|the)\b", opening):
                return None
            return _reading(symbol, figure, sentence)
        if _COORDINATED.search(gap):
            # "40 were marched over the bridge and handed to the police"
            return _reading(symbol, figure, sentence)
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
    limit = _right_limit(figure, sentence, end)
    noun_end = _noun_end(figure)
    caused = re.search(r"\b(?:had|got)\s+$", sentence.text[start : figure.start])
    of = sentence.between(noun_end, min(limit, noun_end + 80), "OFFENCE", "ACTION")
    if (
        of
        and of[0].kind == "OFFENCE"
        and re.match(r"\s+of\s+(?:[\w-]+\s+){0,2}$", sentence.text[noun_end : of[0].start])
    ):
        # "213 cases of theft [solved]"
        noun_end = of[0].end + (
            len(m.group())
            if (m := re.match(r"\s+(?:crimes?|offen[cs]es?|cases)\b", sentence.text[of[0].end : limit]))
            else 0
        )
    for symbol in sentence.between(noun_end, limit, "ACTION"):
        gap = sentence.text[noun_end : symbol.start]
        if gap.strip(" ") in ("", "who", "newly", "already", "later") and symbol.form in ("verb", "phrase"):
            word = sentence.text[symbol.start : symbol.end].lower()
            if word.endswith("s") and " " not in word:
                # "40 files", "40 arrests": a noun that looks like a verb.
                return _reading(symbol, figure, sentence, forms=("noun",))
            if caused and figure.unit is Unit.CASES:
                # "had 40 cases opened": others were made to do it.
                return symbol, [str(Action.SUPERVISED), symbol.form, "supervised.caused", []]
            if not OBJECT.match(sentence.text[symbol.end : symbol.end + 12]) and not word.split()[0].endswith("ing"):
                return _reading(symbol, figure, sentence)
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
            if _reading(symbol, figure, sentence) is None and len(gap.split()) <= 4 and not _SIZE.search(gap):
                # "took in bets of 9 million": its own verb, and no stage of money.
                block(figure)
                return None
            if not _GOVERNS.match(gap) and symbol.readings[0][1] != "tail":
                if before is not None and (symbol.start, symbol.end) in before.evidence.get("action", []):
                    return None
                return symbol, symbol.readings[0]
        found = _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
        if found is not None:
            return found
        if figure.role == "plain" and figure.primary:
            return None
    return None


def _relative(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people who were later charged", where nothing else governs them."""
    limit = _right_limit(figure, sentence, end)
    if figure.role not in ("plain", "background") or not figure.primary:
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if re.search(r"\b(?:who|that|which|whose)\b", gap) and _PASSIVE.search(gap):
            return _reading(symbol, figure, sentence)
    return None


def _nominal(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "an increase of 5 percent in prosecutions", "4 percent of those charged"."""
    if figure.primary:
        return None
    limit = _right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if "," in gap and figure.statistic is not Statistic.SHARE:
            return None
        return _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
    return None


def _own_verb(figure: Figure, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the figure has a verb of its own that is no stage: "blocked 300 websites"."""
    before = sentence.before(figure)
    left = sentence.text[max(start, before.end if before else start) : figure.start]
    if _OF_WHICH.search(left):
        return False
    if OTHER_VERB.search(left):
        return True
    if _PARTITIVE.match(sentence.text[figure.end : figure.end + 20]) or re.search(
        r"\b(?:of|among) (?:the|these|those|them)\b", sentence.text[start : figure.start], re.IGNORECASE
    ):
        return False
    right = sentence.text[_noun_end(figure) : end]
    match = re.match(r"\s+(?:(?:have|has|had|were|was|are)\s+)?(?:been\s+)?(?:also\s+)?([a-z]+)", right)
    if not match:
        return False
    word = match.group(1)
    return word in (
        "paid",
        "hit",
        "made",
        "took",
        "lost",
        "died",
        "fell",
        "bought",
        "sold",
        "got",
        "sent",
        "stepped",
        "said",
    ) or (
        word.endswith("ed")
        and not re.match(r"\s+(?:by|in|on|for|under|as|from|with|of|at)\b", right[match.end() :])
        and word
        not in (
            "involved",
            "concerned",
            "received",
            "named",
            "aged",
            "related",
            "suspected",
            "accused",
            "numbered",
            "dubbed",
        )
        and not any(
            symbol.kind != "ACTION" or _reading(symbol, figure, sentence) is not None
            for symbol in sentence.between(
                _noun_end(figure), _noun_end(figure) + match.end() + 1, "ACTION", "CHANGE", "SHARE", "OFFENCE"
            )
        )
    )
