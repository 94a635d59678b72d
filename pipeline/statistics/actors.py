"""Who or what a figure counts, as written."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Label, Statistic, Unit
from .actions import PEOPLE_STAGES
from .nouns import read_noun
from .scene import Figure, Noun, Sentence

PARTITIVE = re.compile(
    r"^\s*(?:of|among)\s+(?:(?:all|both)\s+)?(?:them|whom|which|these|those|it|the total|the whole)\b(?!\s+(?:prosecuted|charged|indicted|arrested|convicted|sentenced|who|aged|under|with|accused|involved|whose|detained|caught|held))", re.IGNORECASE
)
_OF_WHOLE = re.compile(r"^\s*(?:of|in|among)\s+(?:(?:all|the|its|their|those|these|such|every)\s+)*", re.IGNORECASE)
_OF_THOSE = re.compile(r"^\s*(?:of|among)\s+(?:all\s+)?(?=those\b)", re.IGNORECASE)
_GOODS = re.compile(r"^\s*(?:worth\s+)?(?:of|in)\s+(?:the\s+)?(?=[a-z])")
_WORTH = re.compile(r"((?:[\w'’-]+\s+){1,4})(?:worth|valued at|worth of|totaling|totalling|estimated at|amounting to)\s+$")
_NUMBER_OF = re.compile(r"\b(?:numbers?|proportion|share|percentage|total|count)\s+of\s+(?:the\s+)?", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:\s|,|and\b|but\b|with\b|while\b|meanwhile\b|also\b|as\b|in\b[^,]{0,60},|over\b[^,]{0,60},|during\b[^,]{0,60},|the\b|for\b[^,]{0,40},|--|among\b[^,]{0,60},|from\b[^,]{0,40},|nationwide\b|that\b|[\"“])*",
    re.IGNORECASE,
)
_NOMINAL = re.compile(r"^(?:prosecutions?|charges?|arrests?|indictments?|convictions?|investigations?|detentions?|approvals?)\b", re.IGNORECASE)


def read_nouns(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> None:
    """Set the noun beside a COUNT and with it the unit; mark a figure that stands without one."""
    if figure.label != Label.COUNT:
        return
    limit = _noun_limit(figure, sentence)
    text = sentence.text
    start = figure.end
    part = PARTITIVE.match(text[start:limit])
    if part:
        start += part.end()
        if re.match(r"\s*(?:[,.;)]|(?:was|were|is|are|had|have|has|in|on|for|from|to|at|by|held|came|got|involving|involved|concerned|over|between|during|since|under|with|charged|prosecuted|sentenced)\b|$)", text[start:limit]):
            return
    figure.noun = read_noun(sentence, start, limit, units)
    if figure.noun is not None:
        if figure.noun.start - start > 25:
            figure.noun = None
            return
        figure.unit = figure.noun.unit


def _noun_limit(figure: Figure, sentence: Sentence) -> int:
    following = sentence.after(figure)
    return following.start if following is not None else sentence.end


def link_actor(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> None:
    """Fill the actor that the figure's own words give; the rest is inherited."""
    if figure.label == Label.AMOUNT:
        noun = _goods(figure, sentence, units)
    elif figure.statistic is Statistic.COUNT or (figure.statistic in (Statistic.CHANGE, Statistic.RATE) and figure.noun is not None):
        noun = figure.noun
        if noun is None and figure.role == "predicate":
            noun = subject_noun(figure, sentence, units)
    elif figure.statistic is Statistic.SHARE:
        noun = _share_noun(figure, sentence, units)
    elif figure.statistic is Statistic.CHANGE and figure.role == "object":
        noun = _object_noun(figure, sentence, units)
    elif figure.statistic is Statistic.CHANGE and figure.role == "predicate":
        noun = subject_noun(figure, sentence, units)
    else:
        noun = None
    if noun is not None:
        figure.take("actor", noun.text, [(noun.start, noun.end)], "actor.noun")


def subject_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The noun of the figure's subject: "[Visits in person] fell", "the number of [suspects] rose"."""
    if figure.subject is None:
        return None
    start, end = figure.subject
    text = sentence.text
    of = None
    for match in _NUMBER_OF.finditer(text, start, end):
        of = match
    if of is not None:
        return read_noun(sentence, of.end(), end, units)
    lead = _LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    for symbol in sentence.between(start, end, "TIME"):
        if symbol.start - start < 4:
            start = symbol.end
            lead = _LEADING.match(text[start:end])
            start += lead.end() if lead else 0
    if _NOMINAL.match(text[start:end]):
        return None
    noun = read_noun(sentence, start, end, units, subject=True)
    if noun is None or noun.start - start > 20:
        return None
    if noun.unit is Unit.ITEMS and noun.head in ("figure", "number", "total", "rate", "sum", "value", "proportion", "share", "practice", "it", "they", "which", "that"):
        return None
    return noun


def _share_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The part where a noun names it, else the whole."""
    text = sentence.text
    limit = _noun_limit(figure, sentence)
    rest = text[figure.end : limit]
    part = PARTITIVE.match(rest)
    if part:
        start = figure.end + part.end()
        if re.match(r"\s+(?:[a-z][\w'’-]*)", text[start:limit]) and not re.match(
            r"\s+(?:was|were|is|are|had|have|has|in|on|for|from|to|at|by|held|came|got|worked|involv|concern|over|between|during|since|under|with|did|do|said|could|would|will|that|which|who|—|--|being|having|went|arose|took|led|[a-z]+ed\b)", text[start:limit]
        ):
            noun = read_noun(sentence, start, limit, units)
            if noun is not None and noun.start - start < 6:
                return noun
        if figure.subject is None:
            return None
    subject = None
    if figure.subject is not None:
        subject = subject_noun(figure, sentence, units)
        if subject is not None and not sentence.between(figure.subject[0], subject.end, "PLACE"):
            return subject
    if _OF_THOSE.match(rest):
        return read_noun(sentence, figure.end + _OF_THOSE.match(rest).end(), limit, units)  # type: ignore[union-attr]
    whole = _OF_WHOLE.match(rest)
    if whole and not part:
        return read_noun(sentence, figure.end + whole.end(), limit, units)
    return None


def _object_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """"a 68 percent increase in the number of [juvenile offenders]"."""
    limit = _noun_limit(figure, sentence)
    match = _NUMBER_OF.search(sentence.text, figure.end, limit)
    return read_noun(sentence, match.end(), limit, units) if match else None


def _goods(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The thing measured: "40 tonnes of [waste]", "9 million yuan in [back pay]", "[cash] worth …"."""
    text = sentence.text
    limit = _noun_limit(figure, sentence)
    behind = _GOODS.match(text[figure.end : limit])
    if behind and not re.match(r"(?:it|them|which|whom|this|that|these|total|all|cash)\b", text[figure.end + behind.end() : limit]):
        noun = read_noun(sentence, figure.end + behind.end(), limit, units)
        if noun is not None and noun.start == figure.end + behind.end() and not sentence.between(figure.end, noun.start + 1, "TIME"):
            return noun
    before = sentence.before(figure)
    start = before.end if before is not None else sentence.start
    worth = _WORTH.search(text[start : figure.start])
    if worth:
        words = re.split(r"\s+", worth.group(1).strip())
        keep: list[str] = []
        for word in reversed(words):
            if word.lower() in ("and", "with", "of", "involving", "along", "seized", "recovered", "the", "in", "other", "provided", "confiscated", "froze", "including", "a", "returned", "also", "or", "on", "from"):
                break
            if word.lower().endswith("ed") and keep:
                break
            keep.insert(0, word)
        if keep:
            phrase = " ".join(keep)
            at = text.rfind(keep[0], start, start + worth.end(1))
            return Noun(at, start + worth.end(1), phrase.lower(), keep[-1].lower(), Unit.ITEMS)
    return None


def settle_unit(figure: Figure, base: Figure | None) -> None:
    """The unit of a COUNT without a noun: its base's, or people where the stage is one of persons."""
    if figure.unit is not None:
        return
    if base is not None and base.unit in (Unit.PEOPLE, Unit.CASES, Unit.ITEMS):
        figure.unit = base.unit
        if base.unit is not Unit.PEOPLE and figure.action in PEOPLE_STAGES and figure.role == "plain" and figure.action is not base.action:
            figure.unit = Unit.PEOPLE
        return
    figure.unit = Unit.PEOPLE if figure.action in PEOPLE_STAGES or figure.action is None else Unit.CASES
