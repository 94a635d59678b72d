"""Which stage of proceedings a figure counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...schemas.vocabulary import Action, Statistic, Unit
from .scene import Figure, Sentence, Symbol

# Between a noun and the participle said of it: "90 people [were later] charged".
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|got|gets?|have|has|had)(?:\s+(?:their|its|also|then|later|already|successfully|subsequently|ever|since|never|either|all|each|together|jointly|being|been|eventually|finally|respectively|[a-z]+ly))*\s*$",
    re.IGNORECASE,
)
_ACTIVE_OBJECT = re.compile(r"\s+(?:\d|the\b|an?\b|over\b|some\b|more\b|about\b|nearly\b|almost\b|their\b|its\b|illegal\b|another\b|public\b)")
# Between an active verb and the figure it governs.
_GOVERNS = re.compile(
    r"^(?:\s|of|the|an?|total|another|that|those|against|into|only|just|also|as|many|for|to|nationwide|altogether|all|in|up|some|a|further|additional|new|,|nearly|around|about|respectively|on|over|with|opened|from)*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:who|that|which|whose)\b", re.IGNORECASE)
_PARTITIVE = re.compile(r"^\s*(?:of|among)\s+(?:them|whom|which|these|those)\b", re.IGNORECASE)
# A verb that is no stage of proceedings, right before its object: "blocked 300 websites".
_OTHER_VERB = re.compile(
    r"\b(?:(?!including|involving|according|during|concerning|regarding|following|accounting|exceeding|totaling|totalling|numbering|reaching|covering|representing|constituting|rising|falling|bringing|increased|decreased|reached|numbered|exceeded|totaled|totalled|hundred|need|compared|indeed|accounted|made|worth|estimated|announced|reported|said|added|released)\w{2,}(?:ed|ing)"
    r"|ran|run|paid|sold|made|took|owed|bought|built|held|kept|drew|sent|hit|won|lost|cost|spent|saw|gave|brought|put|met|led|earned|pocketed|hid|stole|shot|issued|told|wrote|became|has|have|had|set)(?:\s+(?:out|up|off|in|down|away|over|on|at least|nearly|a|the|about|some|through|only))*\s*$",
    re.IGNORECASE,
)
_HAS_AUX = frozenset(("has", "have", "had"))

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
    for rule in (_tail, _adjacent, _passive, _participle, _nearest_left, _relative, _nominal):
        if figure.role == "tail" and rule is not _adjacent and figure.statistic is not Statistic.AMOUNT:
            continue
        found = rule(figure, sentence, start, end)
        if found is not None:
            symbol, reading = found
            figure.take("action", Action(reading[0]), [(symbol.start, symbol.end)], f"action.{rule.__name__.strip('_')}:{reading[2]}")
            return
    if figure.role in ("plain",) and figure.primary and _own_verb(figure, sentence, start, end):
        figure.blocked.add("action")


Found = tuple[Symbol, list[Any]]


def _fits(reading: list[Any], figure: Figure, sentence: Sentence) -> bool:
    objects = reading[3]
    if not objects or figure.unit is None:
        return True
    unit = figure.unit
    if unit in (Unit.CNY, Unit.USD, Unit.HKD, Unit.EUR, Unit.KG):
        return "amount" in objects
    if unit in (Unit.PERCENT, Unit.PERCENTAGE_POINTS, Unit.TIMES):
        return objects != ["amount"] and objects != ["lawsuits"]
    if "lawsuits" in objects:
        around = sentence.text[figure.end : figure.end + 60].lower()
        return bool(re.match(r"[^,;.]*\b(?:lawsuits?|suits?|litigation|public[ -]interest)", around))
    return str(unit) in objects


def _reading(symbol: Symbol, figure: Figure, sentence: Sentence, *, forms: Iterable[str] | None = None) -> Found | None:
    for reading in symbol.readings:
        if forms is not None and reading[1] not in forms:
            continue
        if _fits(reading, figure, sentence):
            return symbol, reading
    return None


def _noun_end(figure: Figure) -> int:
    return figure.noun.end if figure.noun is not None and figure.noun.end > figure.end else figure.end


def _right_limit(figure: Figure, sentence: Sentence, end: int) -> int:
    """Up to the next figure, unless that one is a parenthesis: "5,627 suspects, in 3,306 cases, …"."""
    following = sentence.after(figure)
    while following is not None and following.start < end:
        gap = sentence.text[figure.end : following.start]
        if not re.search(r"(?:,\s*)?\b(?:in|involving|with)(?:\s+(?:a total of|some))?\s*$", gap):
            return following.start
        following = sentence.after(following)
    return end


def _tail(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """"brought 40 people to court", "took 40 people into custody"."""
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
    return _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))


def _passive(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """"40 people were prosecuted", "40 were charged with"."""
    limit = _right_limit(figure, sentence, end)
    text = sentence.text
    from_ = _noun_end(figure)
    if figure.role == "predicate":
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
            opening = gap[: _PASSIVE.search(gap).start()]  # type: ignore[union-attr]
            if _RELATIVE.search(opening) and not _PARTITIVE.match(gap):
                continue
            if re.search(r",\s+and\b|\band (?:police|prosecutors|courts|the)\b", opening):
                return None
            return _reading(symbol, figure, sentence)
        if symbol.form == "verb" and re.search(r"\band\s+$", gap):
            return None
    return None


def _participle(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """"40 people prosecuted for theft", "40 charged with theft"."""
    limit = _right_limit(figure, sentence, end)
    for symbol in sentence.between(_noun_end(figure), limit, "ACTION"):
        gap = sentence.text[_noun_end(figure) : symbol.start]
        if gap.strip(" ") in ("", "who", "newly", "already", "later") and symbol.form in ("verb", "phrase"):
            word = sentence.text[symbol.start : symbol.end].lower()
            if not _ACTIVE_OBJECT.match(sentence.text[symbol.end : symbol.end + 12]) and not word.split()[0].endswith("ing"):
                return _reading(symbol, figure, sentence)
        return None
    return None


def _nearest_left(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """The nearest stage named before the figure in its clause."""
    for symbol in reversed(sentence.between(start, figure.start, "ACTION")):
        gap = sentence.text[symbol.end : figure.start]
        if figure.primary and figure.role == "plain" and symbol.form != "noun":
            verb = _OTHER_VERB.search(sentence.text[max(symbol.end, start) : figure.start])
            if verb is not None:
                return None
            if re.search(r",\s+and\b[^,]*$|\band (?:police|prosecutors|courts|authorities|the)\b", gap) and not sentence.between(symbol.end, figure.start, "FIGURE"):
                return None
        found = _reading(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
        if found is not None:
            return found
        if figure.role == "plain" and figure.primary:
            return None
    return None


def _relative(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """"40 people who were later charged", where nothing else governs them."""
    limit = _right_limit(figure, sentence, end)
    if figure.role != "plain" or not figure.primary:
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if _RELATIVE.search(gap) and _PASSIVE.search(gap):
            return _reading(symbol, figure, sentence)
    return None


def _nominal(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """"an increase of 5 percent in prosecutions", "4 percent of those charged"."""
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
    if _OTHER_VERB.search(left):
        return True
    if _PARTITIVE.match(sentence.text[figure.end : figure.end + 20]) or re.search(r"\bof the\b", left, re.IGNORECASE):
        return False
    right = sentence.text[_noun_end(figure) : end]
    match = re.match(r"\s+(?:(?:have|has|had|were|was|are)\s+)?(?:been\s+)?(?:also\s+)?([a-z]+)", right)
    if not match:
        return False
    word = match.group(1)
    return word in ("paid", "hit", "made", "took", "lost", "died", "fell", "bought", "sold", "got", "sent", "stepped", "said") or (
        word.endswith("ed") and word not in ("involved", "concerned", "received", "named", "aged", "related", "suspected", "accused", "numbered", "dubbed")
        and not sentence.between(_noun_end(figure), _noun_end(figure) + match.end() + 1, "ACTION", "CHANGE", "SHARE", "OFFENCE")
    )
