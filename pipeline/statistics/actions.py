"""Which stage of proceedings a figure counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...schemas.vocabulary import Action, Statistic, Unit
from .predicates import MISSING, OTHER_VERB, opens_clause, other_agent, perfect, respective, settled
from .scene import PARENTHESIS, Figure, Sentence, Symbol

# Between a noun and the participle said of it: "90 people [were later] charged".
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|got|gets?|have|has|had|received|faced|(?:was|were|been|being|are)\s+(?:given|handed"
    r"|served|issued|offered|granted|(?:placed|put|kept|held|taken|sent|brought|subjected)\s+(?:under|in|into|on|to)))"
    r"(?:\s+(?:their|its|also|then|later|already|successfully|subsequently|ever|since|never|either|all|each|together"
    r"|jointly|being|been|eventually|finally|respectively|[a-z]+ly))*\s*$",
    re.IGNORECASE,
)
_ACTIVE_OBJECT = re.compile(
    r"\s+(?:\d|the\b|an?\b|over\b|some\b|more\b|about\b|nearly\b|almost\b|their\b|its\b|illegal\b|another\b|public\b)"
)
# Between an active verb and the figure it governs.
_GOVERNS = re.compile(
    r"^(?:\s|of|the|an?|total|another|that|those|against|into|only|just|also|as|many|for|to|nationwide|altogether|all|in|up|some|a|further|additional|new|nearly|around|about|respectively|on|over|opened|from)*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|that|which|whose|before|after|until|when|because|where|as)\b", re.IGNORECASE)
# A clause of its own between a stage and a later figure: "jailed nine people who [had run] 40 firms".
_OWN_CLAUSE = re.compile(
    r"(?:\b(?:and|who|which|then|that)|,)\s+(?:(?:had|have|has)\s+)?(?!(?:included|involved|concerned|related|based|named|aged|suspected|accused)\b)(?:[a-z]{2,}ed\b(?!\s+(?:by|in|for|with|of|on)\b)|(?:made|took|ran|run|sold|paid|sent|put|built|bought|led|won|held|dealt|brought|kept|spent|fell|gave|got|lost)\b)"
    r"|\b(?:had|has|have)\s+(?!been\b|also\b|since\b|already\b|to\b|their\b|its\b|the\b)[a-z]{2,}\b"
)
_PUBLIC_INTEREST = re.compile(r"\b(?:lawsuits?|suits?|litigation|public[ -]interest)\b", re.IGNORECASE)
_IN_NOUN_STAGES = frozenset(("recommended", "litigated", "rescued", "supervised"))
_PARTITIVE = re.compile(r"^\s*(?:of|among)\s+(?:them|whom|which|these|those)\b", re.IGNORECASE)
_WHOLE_GAP = re.compile(
    r"^\s*(?:of|among)\s+(?:(?:the|those|all|its|their|these)\s+)*(?:(?!the\b|an?\b|was\b|were\b|had\b|have\b|has\b|who\b|is\b|are\b|in\b|that\b)[\w'’-]+\s+){0,4}$",
    re.IGNORECASE,
)
_APPLIED = re.compile(
    r"\b(?:was|were|been|being)\s+(?:also\s+)?(?:applied|granted|extended|imposed|handed|given|awarded)\s+(?:to|on|in)\s+$"
)
_WERE_NOT = re.compile(
    r"\s+(?:others\s+)?(?:were|was)\s+not(?=\s*[,.;])"
    r"|\s+(?:were\s+)?(?:refused|rejected|turned down|denied)(?=\s*[,.;])"
)
_REFUSED = re.compile(
    r"\b(?:reject|declin|refus|turn(?:ed)? down|den(?:y|ied))\w*\s+(?:(?:that|those|it|approval)\s+(?:of|for)\s+)?"
    r"(?:another\s+)?$"
)
_INCLUDING = re.compile(r"\b(?:including|among (?:them|whom|which))\s+(?:\w+\s+)?$")

_OPPOSITE = {
    Action.PROSECUTED: Action.NOT_PROSECUTED,
    Action.ARREST_APPROVED: Action.ARREST_REJECTED,
}
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
    _negated(figure, sentence)
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
                figure.blocked.add("action")
            else:
                rule_name = f"action.{rule.__name__.strip('_')}:{reading[2]}"
                figure.take("action", stage, [(symbol.start, symbol.end)], rule_name)
            return
        if "action" in figure.blocked:
            return
    if figure.role == "plain" and figure.primary and _own_verb(figure, sentence, start, end):
        figure.blocked.add("action")


def _negated(figure: Figure, sentence: Sentence) -> None:
    """ "300 were indicted and 80 [were not]", "approved the arrest of 40 and [refused that of] 9"."""
    if figure.base is None or figure.base.action is None:
        return
    left = _REFUSED.search(sentence.text[max(sentence.start, figure.start - 40) : figure.start])
    right = _WERE_NOT.match(sentence.text[figure.end : sentence.end])
    opposite = _OPPOSITE.get(figure.base.action)
    if opposite is not None and (right or (left and opposite is Action.ARREST_REJECTED)):
        span = (figure.end, figure.end + right.end()) if right else (figure.start, figure.end)
        figure.take("action", opposite, [span], "action.negated")


def _partitive(figure: Figure, sentence: Sentence) -> bool:
    """ "90 people, [40 of them] officials": the stage is the whole's."""
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
        return unit is not Unit.PEOPLE and bool(_PUBLIC_INTEREST.search(sentence.text, sentence.start, sentence.end))
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
        whole = figure.statistic is Statistic.SHARE and re.match(r"^\s*of\s+(?:the|all|some|those|these)?\s*$", gap)
        if not PARENTHESIS.search(gap) and not gap.rstrip().endswith("(") and not whole:
            return following.start
        following = sentence.after(following)
    return end


def _own_noun(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "issued 30 procuratorial [recommendations]": the thing counted is the stage."""
    for symbol in _noun_symbols(figure, sentence):
        found = _reading(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None and found[1][0] in _IN_NOUN_STAGES:
            return found
    return None


def _applied(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "[Non-prosecution], a form of leniency, was applied to 40 minors": the subject is the stage."""
    if not _APPLIED.search(sentence.text[start : figure.start]):
        return None
    for symbol in sentence.between(start, figure.start, "ACTION"):
        found = _reading(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None:
            return found
    return None


def _arrests(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "led to 120 [arrests]": as above, where no verb says more."""
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
    """ "4 percent of those [charged]", "of the cases [handled] by prosecutors"."""
    if not (figure.statistic is Statistic.SHARE or figure.label == "COUNT") or _PARTITIVE.match(
        sentence.text[figure.end : figure.end + 24]
    ):
        return None
    limit = _right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        if _WHOLE_GAP.match(sentence.text[figure.end : symbol.start]):
            return _reading(symbol, figure, sentence, forms=("verb", "phrase", "tail"))
        return None
    return None


def _tail(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "brought 40 people to court", "took 40 people into custody"."""
    limit = _right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION", "CHANGE"):
        if symbol.kind == "CHANGE":
            return None
        found = _reading(symbol, figure, sentence, forms=("tail",))
        gap = sentence.text[_noun_end(figure) : symbol.start]
        if found is not None and len(gap) < 60 and not re.search(r",\s+(?:and|who)\b", gap):
            return found
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
        figure.blocked.add("action")
        return None
    return _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))


def _passive(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "40 people were prosecuted", "40 were charged with"."""
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
        if _PASSIVE.search(gap):
            if perfect(symbol, sentence, gap):
                figure.blocked.add("action")
                return None
            opening = gap[: _PASSIVE.search(gap).start()]  # type: ignore[union-attr]
            if _RELATIVE.search(opening) and not _PARTITIVE.match(gap):
                continue
            if re.search(r",\s+and\b|\band (?:police|prosecutors|courts|the)\b", opening):
                return None
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
    """ "40 people prosecuted for theft", "40 charged with theft"."""
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
            if caused and figure.unit is Unit.CASES:
                # "had 40 cases opened": others were made to do it.
                return symbol, [str(Action.SUPERVISED), symbol.form, "supervised.caused", []]
            if not _ACTIVE_OBJECT.match(sentence.text[symbol.end : symbol.end + 12]) and not word.split()[0].endswith(
                "ing"
            ):
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
        if figure.statistic is Statistic.SHARE and sentence.text[symbol.start : symbol.end].lower().endswith("ing"):
            continue
        if before is not None and "action" in before.blocked and symbol.end <= before.start:
            figure.blocked.add("action")
            return None
        if (
            figure.primary
            and figure.role == "plain"
            and (
                _own_clause(sentence, symbol.end, figure.start)
                or opens_clause(figure, sentence, symbol.end)
                or other_agent(symbol, sentence, governs=False)
            )
        ):
            figure.blocked.add("action")
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
                figure.blocked.add("action")
                return None
            if _reading(symbol, figure, sentence) is None and len(gap.split()) <= 4 and not _SIZE.search(gap):
                # "took in bets of 9 million": its own verb, and no stage of money.
                figure.blocked.add("action")
                return None
            if not _GOVERNS.match(gap) and symbol.readings[0][1] != "tail":
                return symbol, symbol.readings[0]
        found = _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
        if found is not None:
            return found
        if figure.role == "plain" and figure.primary:
            return None
    return None


def _own_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb that is no stage stands between, the words of offences left out."""
    crimes = sentence.between(start, end, "OFFENCE")
    return not sentence.between(start, end, "ACTION") and any(
        not any(crime.start < match.end() and match.start() < crime.end for crime in crimes)
        for match in _OWN_CLAUSE.finditer(sentence.text, start, end)
    )


def _relative(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "40 people who were later charged", where nothing else governs them."""
    limit = _right_limit(figure, sentence, end)
    if figure.role != "plain" or not figure.primary:
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if re.search(r"\b(?:who|that|which|whose)\b", gap) and _PASSIVE.search(gap):
            return _reading(symbol, figure, sentence)
    return None


def _nominal(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """ "an increase of 5 percent in prosecutions", "4 percent of those charged"."""
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
