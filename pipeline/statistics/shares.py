"""What a share is of: the part where a noun names it, else the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Label, Statistic, Unit
from ..regexes import lazy_regex
from .nouns import counts, normal, read_noun
from .scene import PARTITIVE, Figure, Noun, Sentence, Symbol
from .subjects import RESUMED, noun_limit, number_noun, opening_noun, subject_noun, subject_words

_OF_WHOLE = lazy_regex(r"^\s*(?:of|in|among)\s+(?:(?:all|the|its|their|those|these|such|every)\s+)*", re.IGNORECASE)
_OF_THOSE = lazy_regex(r"^\s*(?:of|among|in)\s+(?:all\s+)?(?=those\b)", re.IGNORECASE)
_OF_THOSE_DONE = lazy_regex(
    r"^\s*(?:of|among|in)\s+(?:all\s+)?those\s+(?!involved|concerned)[\w-]+(?:ed|ught|en)\b(?!\s+by\b)", re.IGNORECASE
)
_OF_COUNTED = lazy_regex(r"^\s*of\s+(?:the|these|those|all)?\s*$", re.IGNORECASE)
_SHARE_WORDS = lazy_regex(r"[a-z]{3,}", re.IGNORECASE)
_RANKS = lazy_regex(
    r"\b(?:came|come|comes|ranked|ranks?|remained|remains|followed|ahead of|was the (?:most|leading|main|top)"
    r"|were the (?:most|leading|main|top)|next|and)\b",
    re.IGNORECASE,
)
_LEVEL = lazy_regex(r"\b(?:fell|rose|dropped|grew|climbed|declined|shrank|slipped|stood)\s+(?:back\s+)?(?:to|at)\s+$")
_APPOSED = lazy_regex(r"(?:,\s*or|,|\bor)\s*$")
_APPOSED_END = lazy_regex(r"^\s*of\s+(?:[\w’'-]+\s+){0,6}?[\w’'-]+\s*(?:$|[,.;)]|\s(?:in|last|compared|from|and)\b)")


_ARE = lazy_regex(
    r"\s*(?:(?:of|among)\s+(?:(?:the|these|those|all)\s+)*[\w’'-]+(?:\s+[\w’'-]+){0,2}?\s+)?(?:were|are)\s+(?=[a-z])"
)
# "Together, the two [charges] made up 40 percent of all prosecutions"
# "of the victims, 78 percent were women": the whole is named first.
_FRONTED = lazy_regex(
    r"(?:^|[;:,–—-]\s+|\band\s+)(?:of|among)\s+(?:the\s+|those\s+)[\w\s’'-]{3,60},\s+(?:[\w\s]{0,12}\s)?$",
    re.IGNORECASE,
)
_WHOM_OF = lazy_regex(r"\s*of\s+(?:(?:the|all|these|those)\s+)*(?P<noun>[a-z][\w’' -]{2,40}),\s+")
# "The province accounted for one in eight of all [those charged]"
_REGIONS = frozenset("province city county district region municipality country capital nation area town".split())
_GROUP = lazy_regex(
    r"\b(?:largest|biggest|leading|main|second|next|commonest|top)\b[^,;]*,\s+(?:at|with)\s+(?:just\s+|only\s+)?$",
    re.IGNORECASE,
)
_ARE_THOSE = lazy_regex(r",\s+(?:were|was|are|is)\s+(?:the\s+)?(?=[a-z])")
_BRACKET = lazy_regex(
    r"(?:\b(?:came|come|by|of|with|and|are|were|then|including)|,)\s+(?P<noun>(?:[a-z][\w’'-]*\s+){0,2}[a-z][\w’'-]*s)\s+\($"
)
_SAME_WHOLE = lazy_regex(r"\s+of\s+(?:the|those|these|all)\s+[^;:]*?,?\s+(?:and|but|while)\s+(?:only\s+|just\s+)?")
_VERB_BEHIND = lazy_regex(r"\s+(?!of\b|in\b|by\b)(?:were|was|had|have|are|lived|came|went|[a-z]+ed)\s")
# "one in nine of them [a student]": a predicate, which names no part.
_ARTICLE = lazy_regex(r"\s+an?\s+")
_CHARGES = lazy_regex(
    r"(?:^|\s)(?:the|these|those|both|two|three)\s+(?:(?:two|three)\s+)?(?P<noun>charges|offen[cs]es|crimes)$"
)
_WERE = lazy_regex(r"\s(?:were|are|is|was)\s+(?:(?:just|only|still|now|already)\s+)?$")
_PLURAL = lazy_regex(r"(?:s|men|people|children|personnel|staff)$")
# "Farmers made up 40 percent of those cheated, [retirees] for 30 percent"
_FOR = lazy_regex(r"[^,;]*,\s+(?:and\s+)?(?=[\w’' -]{3,50}\s+for\s+$)")
_AND = lazy_regex(r"\W*(?:(?:and|but|while)\s+)?")


def share_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The part where a noun names it, else the whole."""
    text = sentence.text
    if figure.earlier and figure.base is not None and figure.base.sentence is sentence:
        return None
    limit = noun_limit(figure, sentence)
    rest = text[figure.end : limit]
    named = _respectively(figure, sentence) or _told(figure, sentence, limit, units)
    if named is not None:
        return named
    elided = _second_part(figure, sentence, units)
    if elided is not None:
        return elided
    before = sentence.before(figure)
    if before is not None and figure.subject is None and _same_whole(figure, before, sentence):
        figure.inherit("actor", before, "actor.base")
        return None
    part = PARTITIVE.match(rest)
    following = sentence.after(figure)
    if (
        following is not None
        and following.label == Label.COUNT
        and _OF_COUNTED.match(rest)
        and (figure.subject is None or subject_noun(figure, sentence, units) is None)
    ):
        # "96 percent of the 1,700 [suspects]"
        return following.noun
    if part and not _OF_THOSE_DONE.match(rest):
        start = figure.end + part.end()
        if re.match(r"\s+(?:[a-z][\w'’-]*)", text[start:limit]) and not re.match(
            r"\s+(?:was|were|is|are|had|have|has|in|on|for|from|to|at|by|held|came|got|worked|involv|concern"
            r"|over|between|during|since|under|with|did|do|said|could|would|will|that|which|who|—|--|being"
            r"|having|went|arose|took|led|[a-z]+ed\b|the\b|last\b|this\b)",
            text[start:limit],
        ):
            noun = read_noun(sentence, start, limit, units)
            if noun is not None and noun.start - start < 6 and not _ARTICLE.fullmatch(text, start, noun.start):
                return noun
        if figure.subject is None:
            return None
    before = sentence.before(figure)
    whole = _OF_WHOLE.match(rest)
    if (
        before is not None
        and figure.subject is None
        and whole
        and not part
        and _apposed(figure, before, sentence, rest)
    ):
        main = sentence.main_before(figure) or before
        if main.actor is not None and main.rules["actor"] != "actor.elided":
            figure.inherit("actor", main, "actor.apposed")
            return None
    if _OF_THOSE_DONE.match(rest) and (
        figure.subject is None or not _SHARE_WORDS.search(text[figure.subject[0] : figure.subject[1]])
    ):
        return read_noun(sentence, figure.end + rest.index("those"), limit, units)
    if figure.subject is not None:
        subject = subject_noun(figure, sentence, units)
        placed = subject is not None and subject.head in _REGIONS
        if subject is not None and not placed and not sentence.between(figure.subject[0], subject.end, "PLACE"):
            return subject
        charges = _CHARGES.search(subject_words(figure, sentence)) if subject is None else None
        if charges:
            return read_noun(sentence, figure.subject[0] + charges.start("noun"), figure.subject[1], units)
        if subject is None and RESUMED.search(subject_words(figure, sentence).strip(" ,")):
            return None
    those = _OF_THOSE.match(rest)
    if those:
        return read_noun(sentence, figure.end + those.end(), limit, units)
    if whole and not part:
        noun = read_noun(sentence, figure.end + whole.end(), limit, units)
        if noun is None or noun.text.endswith("total"):
            return None
        if whole.group().lstrip().lower().startswith("in") and not (noun.head in units or noun.head.endswith("s")):
            return None
        if not re.match(r"\s*in\b", rest) or noun.unit is not Unit.ITEMS:
            return noun
        return None
    return _loose_part(figure, sentence, limit, units)


def _same_whole(figure: Figure, before: Figure, sentence: Sentence) -> bool:
    """For "Half of [those charged] were under 35 and one in five worked in sales": of the same whole.

    Also "Of these, 40 percent were accused of bribery and 20 percent of embezzlement": "of" goes with the
    verb left out.
    """
    if before.statistic is not Statistic.SHARE or before.subject is not None or before.actor is None:
        return False
    text = sentence.text
    gap = text[before.end : figure.start]
    of = re.compile(r"\s+of\s+").match(text, figure.end)
    crime = of and any(symbol.start == of.end() for symbol in sentence.between(of.end(), sentence.end, "OFFENCE"))
    if crime:
        return bool(re.search(r"\b(?:accused|convicted|guilty|suspected)\s+of\b", gap))
    return not of and bool(_SAME_WHOLE.fullmatch(gap)) and bool(_VERB_BEHIND.match(text, figure.end))


def _loose_part(figure: Figure, sentence: Sentence, limit: int, units: Mapping[str, Unit]) -> Noun | None:
    """The part or whole of a share without a subject and an "of" of its own."""
    text = sentence.text
    before = sentence.before(figure)
    in_one = re.match(r"\s+(?=[a-z])", text[figure.end : limit]) if figure.form == "portion" else None
    if in_one:
        noun = read_noun(sentence, figure.end + in_one.end(), limit, units)
        if noun is not None and counts(noun, units):
            return noun
    start = max(sentence.clause(figure)[0], before.end if before is not None else 0)
    their = re.match(r"(?:\W*(?:and|while|but|with))?\s*(?=those\s)", text[start : figure.start], re.IGNORECASE)
    if their:
        # "while [those over tax] took 17 percent"
        return read_noun(sentence, start + their.end(), figure.start, units)
    inverted = _GROUP.search(text, start, figure.start) and _ARE_THOSE.match(text, figure.end, limit)
    if inverted:
        # "The largest group, at 42 percent, were [those out of work]"
        return read_noun(sentence, inverted.end(), limit, units)
    bracket = _BRACKET.search(text, start, figure.start)
    if bracket:
        # "next came [students] (19 percent)"
        return read_noun(sentence, bracket.start("noun"), figure.start, units)
    return (
        _ranked(figure, sentence, units)
        or opening_noun(figure, sentence, units)
        or number_noun(figure, sentence, units)
    )


def _second_part(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """For "Fraud made up 36 percent of the cases and [theft] [for] 24 percent": the verb is left out.

    Also "[Theft] was behind 20 percent". Where the first share has its whole as actor, so has this one.
    And "Women made up 30 percent of [those charged], and 12 percent had fled": a predicate alone speaks of the whole.
    """
    text = sentence.text
    before = sentence.before(figure)
    start = max(sentence.clause(figure)[0], before.end if before is not None else 0)
    named = sentence.between(start, figure.start + 1, "OFFENCE")
    left = text[start : figure.start]
    if named and re.fullmatch(r"(?:\s+(?:was|were|is|are))?(?:\s+behind)\s+", text[named[-1].end : figure.start]):
        return _offence(named[-1], text)
    if named and re.fullmatch(r"\s*\(\s*(?:with\s+)?", text[named[-1].end : figure.start]):
        # "ahead of [theft] (11 percent)"
        return _offence(named[-1], text)
    if (
        named
        and _LEVEL.search(left)
        and re.fullmatch(r"\W*(?:(?:and|while|but)\s+)?(?:the\s+)?", text[start : named[0].start])
    ):
        # "[Theft], long the leading charge, fell to 17 percent"
        return _offence(named[0], text)
    if before is None or before.statistic is not Statistic.SHARE:
        return None
    gapped = _FOR.match(left)
    if gapped and not named:
        noun = read_noun(sentence, start + gapped.end(), figure.start, units)
        if noun is not None and noun.head in units:
            return noun
    if (
        named
        and before.part is None
        and before.subject is not None
        and re.fullmatch(r"\s+(?:for|with|at|to|by|in)?\s*", text[named[-1].end : figure.start])
        and re.search(r"(?:,|\band|,\s+and)\s+(?:the\s+)?$", text[start : named[-1].start])
        and before.actor == normal(text[before.subject[0] : before.subject[1]])
    ):
        return _offence(named[-1], text)
    if before.subject is not None and re.fullmatch(r"\s+of\s+[^,;]+,?\s+(?:and|while|but)\s+", left):
        whole = _OF_THOSE.match(left) or (_OF_WHOLE.match(left) if not PARTITIVE.match(left) else None)
        return read_noun(sentence, before.end + whole.end(), figure.start, units) if whole else None
    return None


def _respectively(figure: Figure, sentence: Sentence) -> Noun | None:
    """For "[Theft], robbery and affray made up 31, 16 and 15 percent, respectively": each offence has its own."""
    if figure.subject is None or "respectively" not in sentence.text[figure.end : sentence.end]:
        return None
    row = [f for f in sentence.figures if f.subject == figure.subject and f.statistic is Statistic.SHARE]
    named = sentence.between(*figure.subject, "OFFENCE")
    return _offence(named[row.index(figure)], sentence.text) if 1 < len(row) == len(named) else None


def _told(figure: Figure, sentence: Sentence, limit: int, units: Mapping[str, Unit]) -> Noun | None:
    """The part as a predicate or its subject: "40 percent of them were [women]", "[Girls] were 6 percent of them"."""
    text = sentence.text
    before = sentence.before(figure)
    if before is not None and re.match(r"\s*of\s+whom\b", text[figure.end : limit]):
        # "Men made up 80 percent of the [defendants], half of whom were …"
        whom = _WHOM_OF.fullmatch(text, before.end, figure.start)
        noun = read_noun(sentence, whom.start("noun"), figure.start, units, clauses=False) if whom else None
        if noun is not None and noun.unit is Unit.PEOPLE:
            return noun
    behind = _ARE.match(text, figure.end, limit)
    if behind is None and before is not None and before.statistic is Statistic.SHARE:
        # "40 percent of them were women and 12 percent [minors]": the verb is left out.
        told = _ARE.match(text, before.end, figure.start)
        behind = re.compile(r"\s+(?=[a-z])").match(text, figure.end, limit) if told else None
    if behind and not _FRONTED.search(text, sentence.start, figure.start):
        noun = read_noun(sentence, behind.end(), limit, units)
        if noun is not None and noun.start == behind.end() and noun.head in units and _PLURAL.search(noun.head):
            # "were students", but "were unemployed"
            return noun
    start = max(sentence.clause(figure)[0], before.end if before is not None else 0)
    verb = _WERE.search(text, start, figure.start)
    if verb and re.match(r"\s*of\b", text[figure.end : limit]):
        lead = _AND.match(text, start, verb.start())
        noun = read_noun(sentence, lead.end() if lead else start, verb.start(), units, subject=True)
        if noun is not None and noun.end == verb.start() and noun.head in units:
            return noun
    return None


def _offence(symbol: Symbol, text: str) -> Noun:
    words = normal(text[symbol.start : symbol.end])
    return Noun(symbol.start, symbol.end, words, words, Unit.CASES)


def _ranked(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """For "[Theft] remained the leading charge, with 20 percent", "next came [those over fraud], with 9 percent"."""
    text = sentence.text
    before = sentence.before(figure)
    start = max(sentence.clause(figure)[0], before.end) if before is not None else sentence.clause(figure)[0]
    left = text[start : figure.start]
    if not re.search(r"\b(?:with|at)\s+(?:only\s+)?$", left) or not _RANKS.search(left):
        return None
    those = re.search(r"\bthose\s+(?:over|on|for|of|concerning|involving)\b", left)
    if those:
        return read_noun(sentence, start + those.start(), figure.start, units)
    named = sentence.between(start, figure.start, "OFFENCE")
    if not named:
        return None
    return _offence(named[0], text)


def _apposed(figure: Figure, before: Figure, sentence: Sentence, rest: str) -> bool:
    """Whether the share says how much of a whole the figure before is: "267 million people, or 19 percent of …"."""
    gap = sentence.text[before.end : figure.start]
    if not before.primary or ";" in gap or not _APPOSED.search(gap):
        return False
    return gap.rstrip().endswith("or") or bool(_APPOSED_END.match(rest))
