"""Words behind a noun that narrow what is counted, and so belong to the actor.

"[people aged 60 or above]", "[officials at or above the county level]",
"[cases that should not have been opened]", "[recommendations to government
agencies]". Words that another slot of the record says (the offence, the stage,
the period, another figure) narrow nothing more and stay outside.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Unit
from .actions import PEOPLE_STAGES
from .scene import Noun, Sentence

_AGE = re.compile(
    r"\s+(?:aged?\s+(?:between\s+)?\d+(?:\s*(?:to|and|-|–)\s*\d+)?(?:\s+(?:or|and)\s+(?:above|over|older"
    r"|younger|under|below))?"
    r"|(?:(?:under|over|above|below)\s+(?:the\s+age\s+of\s+)?|younger\s+than\s+|older\s+than\s+)\d+"
    r"(?:\s+years?(?:\s+old|\s+of\s+age)?)?"
    r"|\d+\s+(?:years?\s+old\s+)?(?:or|and)\s+(?:above|older|over|younger|under))"
)
_RANK = re.compile(
    r"\s+at\s+(?:or\s+above\s+)?(?:the\s+)?[\w\s/-]{3,45}?\blevels?(?:\s+(?:and|or)\s+(?:above|higher))?"
)
_TRAIT = re.compile(
    r"\s+(?:with\s+(?:[\w’'-]+\s+){0,3}?(?:disabilit(?:y|ies)|illness(?:es)?|disorders?|education|degrees?"
    r"|diplomas?|incomes?"
    r"|backgrounds?|needs|records)|in\s+(?:his|her|their)\s+(?:charge|care|custody)"
    r"|on\s+(?:[\w’'-]+\s+){0,4}?(?:list|lists|notices))\b"
)
_RELATIVE = re.compile(
    r"\s+(?:(?:in|on|by|against|of|from|through|to|for)\s+)?(?P<word>who|whose|whom|that|which)\b(?!\s+(?:each|of)\b)"
)
_REDUCED = re.compile(
    r"\s+(?P<word>wanted|sought|listed|held|given|left|reported|filed|handled|closed|concluded|tried|living"
    r"|working|employed"
    r"|registered|obtained|born|hidden|based|confiscated|seized)\s+(?P<next>[\w’'-]+)"
)
# Participles of a stage narrow only where the stage is named more closely than the action slot can say.
_STAGE = frozenset(("handled", "closed", "concluded", "tried", "seized", "confiscated"))
_WITHOUT = re.compile(r"\s+without\s+")
_CONCERNED = re.compile(r"\s+concerned(?=\s*[,.;])")
_CONCERNING = re.compile(r"\s+(?:concerning|regarding|relating\s+to)\s+")
# What is addressed to, or turned against, someone: "protests against rulings".
_ADDRESSED = frozenset(
    """recommendations recommendation suggestions suggestion proposals protests protest lawsuits lawsuit suits petitions
    petition complaints complaint appeals appeal notices notice warnings letters orders opinions applications requests
    calls loans payments visits reports tip-offs leads tips guidelines rulings verdicts""".split()
)
_ADDRESSEE = re.compile(r"\s+(?:to|against|by|about|on|over|in\s+(?=person\b)|of)\s+")
_BREAK = re.compile(
    r"[,;.:()\"“”]|\s(?:--|—|–)\s|\s(?:and|but|while|or)\s(?=(?:\w+\s+)?(?:\w+ed|ma[dk]e|had|took|were|was|put"
    r"|the)\b)"
)
_VERB = re.compile(
    r"\s(?:should|would|could|can|had|has|have|was|were|is|are|did|do|does|got|rose|fell)\b(?:\s+(?:not|never"
    r"|also|since|been|be|have|ever|already)\b)*"
)
_LOOSE_END = re.compile(
    r"(?:\s+(?:in|on|from|between|over|during|since|by|of|for|at|to|and|or|the|a|an|as|with|were|was|up|down"
    r"|than|nationwide|alone))+$"
)
_PHRASE_END = re.compile(
    r"\s(?:in|for|from|during|since|between|as|after|before|at|was|were|is|are|had|has|have|so|with|rose|fell"
    r"|that|who|which|nationwide|remain(?:s|ed)?|ma[kd]e|took|form(?:s|ed)|top(?:s|ped)|led|were|became|over\s+the|over\s+\w+\s+(?:years|months))\b"
)
_LIST_TAIL = re.compile(
    r",\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+(?:,\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+)*,?\s+and\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+"
)
_MOST_WORDS = 12


def narrowed(
    sentence: Sentence, end: int, limit: int, head: str, unit: Unit, *, bare: bool, has_of: bool, clauses: bool = True
) -> int:
    """Where the noun phrase that ends at `end` really ends, at most at `limit`.

    ``bare``: nothing stands before the head, so that a complement is needed to
    tell what it is. ``clauses`` False leaves out "who …" and "that …".
    """
    text = sentence.text
    if has_of:
        tail = _list_end(sentence, end, limit)
        if tail > end:
            return tail
    if unit is Unit.PEOPLE:
        for pattern in (_AGE, _RANK, _TRAIT):
            match = pattern.match(text, end, limit)
            if match:
                return match.end()
    match = _CONCERNED.match(text, end, limit) if clauses else None
    if match:
        return match.end()
    if clauses:
        match = _RELATIVE.match(text, end, limit)
        if match:
            return _clause_end(sentence, end, match.end(), limit, match.group("word"), unit)
    match = _REDUCED.match(text, end, limit)
    if match:
        return _participle_end(sentence, end, match, limit)
    if bare and head in _ADDRESSED:
        match = _ADDRESSEE.match(text, end, limit)
        if match:
            return _phrase_end(sentence, end, match.end(), limit)
    match = _WITHOUT.match(text, end, limit)
    if match:
        return _phrase_end(sentence, end, match.end(), limit)
    if unit is Unit.CASES:
        match = _CONCERNING.match(text, end, limit)
        if match:
            return _phrase_end(sentence, end, match.end(), limit)
    return end


def _list_end(sentence: Sentence, end: int, limit: int) -> int:
    """Where a list of things that begins before `end` ends: "fish[, shrimp and crab]"."""
    tail = _LIST_TAIL.match(sentence.text, end, limit)
    if tail and not sentence.between(end, tail.end(), "FIGURE", "ACTION", "OFFENCE", "TIME", "CHANGE", "SHARE"):
        return tail.end()
    return end


def listed(noun: Noun, sentence: Sentence, limit: int) -> Noun:
    """The noun with the others of its list: "3 tonnes of [fish, shrimp and crab]"."""
    end = _list_end(sentence, noun.end, limit)
    if end == noun.end:
        return noun
    return Noun(noun.start, end, " ".join(sentence.text[noun.start : end].lower().split()), noun.head, noun.unit)


def _cut(sentence: Sentence, start: int, limit: int) -> int:
    """The end of the words from `start` that no punctuation, date or figure interrupts."""
    match = _BREAK.search(sentence.text, start, limit)
    stop = match.start() if match else limit
    for symbol in sentence.between(start, stop, "TIME", "FIGURE", "COMPARISON", "STRONG", "CHANGE", "SHARE"):
        stop = symbol.start
        break
    return _trimmed(sentence.text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and not text[stop - 1].isalnum():
        stop -= 1
    loose = _LOOSE_END.search(text, start - 1, stop)
    return loose.start() if loose else stop


def _clause_end(sentence: Sentence, end: int, start: int, limit: int, word: str, unit: Unit) -> int:
    """The end of a relative clause; `end` where the clause says no more than other slots do."""
    text = sentence.text
    verbs = _VERB.finditer(text, start, limit)
    next(verbs, None)
    second = next(verbs, None)
    match = _BREAK.search(text, start, limit)
    stop = min(second.start() if second else limit, match.start() if match else limit)
    for symbol in sentence.between(start, stop, "CHANGE", "SHARE"):
        stop = symbol.start
        break
    if any(start <= figure.start <= stop + 1 for figure in sentence.figures):
        # "people who had run 260 companies": what the other figure counts is its own record.
        return end
    stop = _cut(sentence, start, stop)
    if stop <= start or len(text[end:stop].split()) > (_MOST_WORDS if unit is not Unit.ITEMS else _MOST_WORDS - 4):
        return end
    negated = re.search(r"\b(?:not|never|wrongly|should|fail(?:ed)?)\b", text[start:stop])
    stages = [symbol for symbol in sentence.between(start, stop, "ACTION") if symbol.value in PEOPLE_STAGES]
    return end if stages and word in ("who", "that") and not negated else stop


def _participle_end(sentence: Sentence, end: int, match: re.Match[str], limit: int) -> int:
    word, following = match.group("word"), match.group("next").lower()
    if following in ("for", "over", "as") or (word in _STAGE and following not in ("at", "in")):
        return end
    stop = _cut(sentence, match.start("word"), limit)
    if stop <= match.end("word") or len(sentence.text[end:stop].split()) > _MOST_WORDS:
        return end
    verb = _VERB.search(sentence.text, match.end("word"), stop)
    if verb:
        stop = _trimmed(sentence.text, match.end("word"), verb.start())
    if word in _STAGE and (following != "at" and word not in ("seized", "confiscated")):
        return end
    for symbol in sentence.between(match.end("word"), stop, "OFFENCE"):
        stop = _trimmed(sentence.text, match.end("word"), symbol.start)
        break
    return stop if stop > match.end("word") else end


def _phrase_end(sentence: Sentence, end: int, start: int, limit: int) -> int:
    """The end of a complement: "to [government agencies]"."""
    stop = _cut(sentence, start, limit)
    match = _PHRASE_END.search(sentence.text, start, stop)
    if match:
        stop = _trimmed(sentence.text, start, match.start())
    if stop <= start or len(sentence.text[end:stop].split()) > 8:
        return end
    if sentence.between(start, stop, "OFFENCE", "FIGURE"):
        return end
    return stop
