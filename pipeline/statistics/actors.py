"""Who or what a figure counts, as written.

The noun beside the figure comes first; where it is left out, the words of the
clause that name it: its subject ("[Visits in person] fell by 5 percent"), the
number it is of ("the number of [suspects] rose to 90"), the whole that opens
the sentence ("Of [those charged], 40 …"), or the figure it leans on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Label, Statistic, Unit
from ..regexes import lazy_regex
from .goods import goods
from .nouns import counts, normal, plural, read_noun
from .respective import sharer
from .scene import PARTITIVE, Figure, Noun, Sentence
from .shares import share_noun
from .subjects import (
    LEADING,
    NOMINAL,
    NUMBER_OF,
    RESUMED,
    inverted,
    noun_limit,
    number_noun,
    opening_noun,
    subject_noun,
    subject_words,
)

__all__ = ["link_actor", "read_nouns", "subject_noun"]

_OF_NAMED = lazy_regex(
    r"^\s*of\s+(?:(?:(?:all|the|these|its|their|his|her)\s+)+(?!latter|former(?!\s+(?!was\b|has\b|is\b)[a-z]+s\b)|kind|total|same)(?=[a-z])|(?:all\s+)?(?=those\s+(?:who|under|aged"
    r"|with|(?!involved|concerned)[\w-]+(?:ed|ught|en|held))\b))",
    re.IGNORECASE,
)
_STAGES_NAMED = frozenset("arrests prosecutions indictments convictions charges detentions".split())
# "the number charged with …", "the total in custody": what is counted is left out.
_NUMBER_ALONE = lazy_regex(
    r"\bthe\s+(?:number|total|figure)s?\s+(?:[\w-]+(?:ed|ing|ught|held)|for|in)\b", re.IGNORECASE
)
_CHARGES = lazy_regex(r"\b(?:prosecutions?|charges?|indictments?)\s+(?:for|of|over)\b", re.IGNORECASE)
_PREDICATE = lazy_regex(
    r"^\s*(?:of\s+(?:the\s+[\w’'-]+|them|these|those|whom|which)\s+)?(?:are|were)\s+(?!not\b|also\b)(?=[a-z])",
    re.IGNORECASE,
)
_PARTICIPLE = lazy_regex(r"[a-z]+ed\b|(?:given|held|put|sent|taken|shown|found|left|kept|told|paid|freed|brought)\b")
_PLACED = lazy_regex(
    r"^\s*(?P<part>(?:of|among)\s+(?:them|whom|which|these)\s+)?(?P<phrase>(?:over|in|on|from"
    r"|under|of|at|(?!includ|involv|accord|total|mak|tak)[a-z]{3,}ing)\s+(?!to\b|charges|suspicion|custody|prison|connection|the\s+(?:first|same|past|last))[a-z][^,;.()]*)"
)
# "Cases of the kind are rare, at 40": the level of what the clause is about.
_AT_LEVEL = lazy_regex(r",\s+at\s+$")
_AS_MANY = lazy_regex(r"^\s*as\s+(?:many|much)\s+(?!as\b)(?=[a-z])")
_PUTS_AT = lazy_regex(r"\b(?:the\s+[\w’'-]+(?:\s+[\w’'-]+){0,4}|it|they|police|prosecutors)\s+puts?\s+at\s+$")
_FRONTED = lazy_regex(
    r"(?:Up|Down)\s+(?:by\s+)?[^,;]+?percent(?:\s+and\s+[^,;]+?percent)?(?:,\s+respectively,)?"
    r"(?:\s+(?:from|on|over|compared\s+with|year)\b[^,;]*)?,\s+(?:the\s+number\s+of\s+)?(?=[a-z])"
)
_OF_COUNTED = lazy_regex(r"\s+of\s+(?:(?:the|these|those|all|its)\s+)*$")
# "that of people indicted was 1.8 times the figure of 2022"
_THAT_OF = lazy_regex(
    r"\b(?:that|those|number)\s+of\s+(?:the\s+)?[a-z][^,;]{3,40}?\s(?:was|were|is|are|reached|stood\s+at)\s+$"
)
_COUNT_GONE = lazy_regex(
    r"\s*(?:[,.;)]|(?:the|they|it|he|was|were|is|are|had|have|has|in|on|for|from|to|at|by|held|came|got|involving|involved"
    r"|concerned|over|between|during|since|under|with|charged|prosecuted|sentenced)\b|$)"
)


# A verb behind the count of a whole that opens the sentence.
_OF_OPENING = lazy_regex(r"(?:Of|Among|Out of)\s+[^.;]{3,90},\s+(?:another\s+|only\s+|just\s+|some\s+)?$")
_DID = lazy_regex(
    r"\s+(?!suspected|alleged|accused|convicted|retired|wanted|reported|abducted|trafficked|registered|listed|armed"
    r"|organi[sz]ed|related|licensed|unlicensed|detailed|disabled|injured|indeed)[a-z]+ed\s+(?!by\b|in\b|for\b)[a-z]"
)


def read_nouns(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> None:
    """Set the noun beside a COUNT and with it the unit; mark a figure that stands without one."""
    if figure.label != Label.COUNT:
        return
    if (last := sharer(figure, sentence)) is not None:
        read_nouns(last, sentence, units)
        figure.noun, figure.unit = last.noun, last.unit
        return
    limit = noun_limit(figure, sentence)
    text = sentence.text
    start = figure.end
    part = PARTITIVE.match(text[start:limit])
    if part:
        start += part.end()
        if _COUNT_GONE.match(text[start:limit]):
            return
    elif _OF_NAMED.match(text[start:limit]):
        named = _named_whole(figure, sentence, limit, units)
        if named is not None and figure.unit is None and (named.head in units or named.head.endswith("s")):
            figure.unit = named.unit
        return
    if _OF_OPENING.search(text, sentence.start, figure.start) and _DID.match(text, start, limit):
        # "Of the cases, 40 [concerned] bridges": a verb.
        return
    noun = read_noun(sentence, start, limit, units, clauses=not _opens_sentence(figure, sentence))
    if noun is None or noun.start - start > 25 or (figure.value != 1 and not counts(noun, units)):
        return
    if (part and figure.value != 1 and not plural(noun)) or noun.head == "ones":
        # "40 of them criminal", "300 got long prison terms, 90 shorter ones": the noun is left out.
        return
    if noun.text == "others" and _counted_before(figure, sentence):
        # "open 40 cases and drop 12 others"
        return
    figure.noun = noun
    figure.unit = noun.unit


def _opens_sentence(figure: Figure, sentence: Sentence) -> bool:
    return sentence.text[sentence.start : figure.start].strip().lower() in ("of the", "among the", "-- of the")


def _counted_before(figure: Figure, sentence: Sentence) -> bool:
    return any(other.noun is not None for other in sentence.figures[: figure.index])


def _named_whole(figure: Figure, sentence: Sentence, limit: int, units: Mapping[str, Unit]) -> Noun | None:
    """For "281 of the [defendants]"."""
    match = _OF_NAMED.match(sentence.text[figure.end : limit])
    return read_noun(sentence, figure.end + match.end(), limit, units, clauses=False) if match else None


def link_actor(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> None:
    """Fill the actor that the figure's own words give; the rest is inherited."""
    statistic = figure.statistic
    noun: Noun | None = None
    many = _AS_MANY.match(sentence.text[figure.end : figure.end + 30]) if statistic is Statistic.RATIO else None
    if many:
        noun = read_noun(sentence, figure.end + many.end(), noun_limit(figure, sentence), units)
    elif figure.label == Label.AMOUNT and statistic is Statistic.AMOUNT:
        noun = goods(figure, sentence, units)
    elif statistic is Statistic.COUNT:
        noun = figure.noun or _count_noun(figure, sentence, units)
    elif statistic is Statistic.SHARE:
        noun = share_noun(figure, sentence, units)
    elif statistic is Statistic.RATIO and _THAT_OF.search(sentence.text, sentence.clause(figure)[0], figure.start):
        noun = number_noun(figure, sentence, units)
    elif statistic is Statistic.RATE or figure.noun is not None:
        noun = figure.noun
    elif figure.role == "object":
        noun = _object_noun(figure, sentence, units)
    elif figure.base is None and (fronted := _FRONTED.match(sentence.text, sentence.start, sentence.end)):
        # "Up 6 percent from a year earlier, such [cases] now number …"
        noun = read_noun(sentence, fronted.end(), sentence.end, units, subject=True) if figure.index < 2 else None
    elif figure.role == "predicate":
        noun = subject_noun(figure, sentence, units)
        if noun is None:
            _change_without_noun(figure, sentence)
    if noun is None and statistic is Statistic.AMOUNT and PARTITIVE.match(sentence.text, figure.end):
        whole = next(
            (f for f in reversed(sentence.figures[: figure.index]) if f.statistic is Statistic.AMOUNT), figure.base
        )
        if whole is not None:
            figure.inherit("actor", whole, "actor.part")
    before = sentence.before(figure)
    if noun is None and statistic is Statistic.AMOUNT and before is not None and before.statistic is Statistic.SHARE:
        if sentence.text[before.start : figure.start].endswith(", or "):
            # "Two-thirds of the [money], or 3 billion yuan"
            figure.inherit("actor", before, "actor.apposed")
    if noun is not None and figure.label == Label.COUNT and noun.text in _STAGES_NAMED:
        # "40 arrests", "90 prosecutions" count a stage, and do not name whom it befell.
        figure.blocked.add("actor")
        return
    if noun is not None:
        told = noun is not figure.noun and _PREDICATE.match(sentence.text[figure.end : noun.start + 1])
        figure.take("actor", noun.text, [(noun.start, noun.end)], "actor.predicate" if told else "actor.noun")
        if figure.label == Label.COUNT and figure.unit is None and (noun.head in units or noun.head == "those"):
            figure.unit = noun.unit


def _change_without_noun(figure: Figure, sentence: Sentence) -> None:
    """A change whose subject is charges has no actor; one without a subject is that of its base."""
    before = sentence.before(figure)
    if before is not None and before.statistic is Statistic.CHANGE and before.end < sentence.clause(figure)[0]:
        if not sentence.text[sentence.clause(figure)[0] : figure.start].strip():
            # "… was 6 percent above July, yet 11 percent short of August"
            figure.inherit("actor", before, "actor.base")
            return
    words = subject_words(figure, sentence)
    if _NUMBER_ALONE.search(words) or _CHARGES.search(words) or NOMINAL.match(words.strip(" ,")):
        figure.blocked.add("actor")
        return
    base = figure.base
    if base is not None and base.actor is not None:
        first, last = figure.subject or (0, 0)
        rest = words
        for symbol in sentence.between(first, last, "TIME", "COMPARISON"):
            rest = rest.replace(sentence.text[symbol.start : symbol.end], "")
        if not re.search(r"[a-z]{3,}", rest.replace("and", "")) or RESUMED.search(words.strip(" ,")):
            figure.inherit("actor", base, "actor.base")


def _count_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """What a count without a noun of its own counts."""
    text = sentence.text
    limit = noun_limit(figure, sentence)
    named = _named_whole(figure, sentence, limit, units)
    predicate = _PREDICATE.match(text[figure.end : limit])
    if predicate:
        start = figure.end + predicate.end()
        noun = read_noun(sentence, start, limit, units)
        if (
            noun is not None
            and noun.start - start < 6
            and (noun.unit is Unit.PEOPLE or figure.value != 1)
            and counts(noun, units)
            and not _PARTICIPLE.match(noun.text)
        ):
            return noun
    if named is not None:
        return named
    following = sentence.after(figure)
    if following is not None and following.noun is not None and _OF_COUNTED.match(text, figure.end, limit):
        # "All but 40 of the 900 [complaints]"
        return following.noun
    if figure.role == "predicate" and figure.subject is not None:
        noun = subject_noun(figure, sentence, units)
        if noun is not None and noun.head not in units and _crime(noun, sentence):
            # "Theft accounted for 40": of what was counted before.
            return None
        if noun is not None:
            return noun
        words = subject_words(figure, sentence)
        if _NUMBER_ALONE.search(words) or _CHARGES.search(words):
            figure.blocked.add("actor")
            return None
    if figure.earlier and figure.base is not None:
        return None
    if inverted(figure, sentence, units):
        return None
    noun = opening_noun(figure, sentence, units) or _put_at(figure, sentence, units)
    if noun is not None:
        return noun
    noun = number_noun(figure, sentence, units)
    if noun is not None:
        return noun
    if _AT_LEVEL.search(text, max(sentence.start, figure.start - 6), figure.start):
        return read_noun(sentence, sentence.clause(figure)[0], figure.start, units)
    _placed(figure, sentence, limit)
    return None


def _put_at(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """For "[Those investigated] the commission puts at 61,000": the object opens the sentence."""
    start, _ = sentence.clause(figure)
    if sentence.before(figure) is not None or not _PUTS_AT.search(sentence.text, start, figure.start):
        return None
    lead = LEADING.match(sentence.text[start : figure.start])
    start += lead.end() if lead else 0
    noun = read_noun(sentence, start, figure.start, units, subject=True)
    return noun if noun is not None and noun.start == start and noun.head in (*units, "those") else None


def _crime(noun: Noun, sentence: Sentence) -> bool:
    """Whether the noun phrase is an offence and no more."""
    named = sentence.between(noun.start, noun.end + 1, "OFFENCE")
    return bool(named) and named[0].start - noun.start < 5 and named[-1].end >= noun.end


def _placed(figure: Figure, sentence: Sentence, limit: int) -> None:
    """For "900 of them [over unpaid fees]": the base's noun with the words that narrow it."""
    base = figure.base
    if base is None or base.actor is None or base.sentence is not sentence or figure.role != "plain":
        return
    match = _PLACED.match(sentence.text[figure.end : limit])
    if not match:
        return
    before = sentence.before(figure)
    row = before is not None and before.rules.get("actor") == "actor.placed"
    if (
        not match["part"]
        and not row
        and not sentence.text[sentence.start : figure.start].rstrip().endswith(("among them", "including"))
    ):
        return
    start = figure.end + match.start("phrase")
    end = figure.end + match.end("phrase")
    end -= len(sentence.text[start:end]) - len(re.sub(r"\s+(?:and|or|with)\s*$", "", sentence.text[start:end]).rstrip())
    if sentence.between(start, end + 1, "OFFENCE", "TIME", "PLACE") or len(sentence.text[start:end].split()) > 7:
        return
    actor = before.base.actor if row and before is not None and before.base is not None else base.actor
    if actor:
        figure.take(
            "actor",
            f"{actor} {normal(sentence.text[start:end])}",
            [*base.evidence.get("actor", []), (start, end)],
            "actor.placed",
        )


def _object_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """For "a 68 percent increase in the number of [juvenile offenders]"."""
    limit = noun_limit(figure, sentence)
    match = NUMBER_OF.search(sentence.text, figure.end, limit)
    return read_noun(sentence, match.end(), limit, units) if match else None
