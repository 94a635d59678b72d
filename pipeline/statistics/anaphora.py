"""What a figure counts where its words only point back.

News names what it counts once and goes on with "the number", "they", "of them",
"another 40" or a bare "40 were jailed". Such a figure counts what the nearest
fitting figure before it counts, or the persons or things that the sentence
before spoke of ("Young victims got more help. … to 40 of them").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...schemas.vocabulary import Action, Label, Statistic, Unit
from ..regexes import lazy_regex
from .actions import PEOPLE_STAGES
from .memory import Memory
from .narrowing import narrowed
from .nouns import normal, read_noun
from .scene import Figure, Noun, Sentence
from .subjects import subject_words

COUNTED = (Unit.PEOPLE, Unit.CASES, Unit.ITEMS)
# The verb of a subject that was read as part of it: "the figure [stood at]".
_VERB = lazy_regex(
    r"\s+(?:reached|hit|stood|came|peaked|totall?ed|topped|exceeded|grew|rose|fell|dropped|jumped|has|had|was|were|is"
    r"|are)(?:\s+(?:at|to|by|in|down|up))?$"
)
# "the number", "that figure", "their number", "the quantity seized".
_RESUMED = lazy_regex(
    r"(?:^|(?<!of)(?<!in)[\s,])(?:(?:the|that|this|their|its|both)\s+(?:(?:two|overall|annual|latest|national)\s+)?"
    r"(?:(?P<share>share|proportion|percentage)|(?P<amount>quantity|amount|weight|haul|sum(?!s)|value)"
    r"|(?P<cases>caseload|docket)|(?P<count>number|figure|total|tally|count|toll))s?(?:\s+\w+(?:ed|n))?"
    r"|(?P<pronoun>it|they))$",
    re.IGNORECASE,
)
# "Breakdown of [those prosecuted]:", with a list of bare counts under it.
_HEADER = lazy_regex(
    r"\b(?:of|among|for)\s+(?P<noun>those\s+[\w ]{3,40}):\s*\n(?:\s*(?:[-•*]|--)\s[^\n]*\n)*\s*$", re.IGNORECASE
)
_COLON = lazy_regex(r":\s+(?:just\s+|only\s+|from\s+|a\s+total\s+of\s+)?$")
_LAST_WORD = lazy_regex(r"[\w’'-]+s$")
_CASELOAD = lazy_regex(
    r"^(?:The|Their|Its|That)\s+(?:[\w-]+\s+){0,2}?(?:caseload|docket|number\s+of\s+(?:such\s+)?cases)\b"
)
_FROM = lazy_regex(r"(?:But\s+|Yet\s+)?From\s+(?:just\s+|only\s+|a\s+(?:peak|high|low)\s+of\s+)?", re.IGNORECASE)
_THEY = lazy_regex(r"\b(?:they|their number|their share|their total)$", re.IGNORECASE)
# "the share grew from 83 percent", "the figure was already 13 tonnes".
_LEVEL = lazy_regex(
    r"\s(?:(?:has|have|had)\s+)?(?:come|gone|risen|fallen|grown|shrunk|been|was|were|is|are|grew|rose|fell|dropped|reached|hit|came|stood|climbed|declined|shrank|jumped|slipped)\b"
    r"(?:\s+(?:already|just|only|still|even|now|at|to|from|by|back|down|up))*\s*$"
)
# ", an average drop of 4.8 percent a year"
_APPOSED = lazy_regex(r",\s+an?\s+(?:[\w-]+\s+){0,3}?(?:of|by)\s+$")
_OF_THEM_AND = lazy_regex(r"\s+of\s+(?:them|these|those|the\s+total)\b[^,;]*,?\s+(?:and|while|but)\s+")
_AND_THEN = lazy_regex(r",\s+(?:and|but|though|although)\s+(?:only\s+|just\s+|another\s+)?$")
_BACK = lazy_regex(r"\s*(?:of|among)\s+(?:them|these|those|whom)\b")
# "charges were brought against 40", "approved the arrest of 40": persons; "were paid in 40": cases.
_PERSONS = lazy_regex(
    r"\b(?:charges?|charge|indictments?|arrests?|case|that|sentences?|measures|proceedings)\b[^,;]{0,80}?\s(?:against|of)\s+"
    r"(?:another\s+)?$",
    re.IGNORECASE,
)
_WHOM = lazy_regex(r"\b(?:of|among)\s+whom,?\s+(?:another\s+|only\s+)?$")
# "86 were reported": of offences
_REPORTED = lazy_regex(
    r"\s+(?:were|was|had\s+been|have\s+been|are)\s+(?:[a-z]+ly\s+)?(?:reported|recorded|registered|committed|filed|solved|cracked"
    r"|closed|heard|logged|settled|reopened|retried)\b"
)
# "40 placed under investigation", "40 probed for taking bribes": persons, whatever the stage.
_PLACED = lazy_regex(
    r"\s+(?:placed|put|taken|brought)\s+(?:under|into|in|on|behind|to|before)\b|\s+[a-z]+ed\b[^,.;]{0,30}?\sfor\s+[a-z]+ing\b"
)
# "of them were jailed": what befalls persons only
_BEFELL = lazy_regex(
    r"\s+(?:of\s+(?:them|these|those)\s+)?(?:were|was|have\s+been|are)\s+(?:[a-z]+ly\s+|already\s+|later\s+)?"
    r"(?:repatriated|deported|arrested|detained|jailed|imprisoned|sentenced|convicted|hospitali[sz]ed|acquitted|expelled)\b"
)
_OF_WHOM = lazy_regex(r"\s+(?:of|among)\s+whom\b")
_IN = lazy_regex(r"\b(?:in|over)\s+(?:another\s+|just\s+|only\s+)?$", re.IGNORECASE)
_OF_NUMBER = lazy_regex(r"^\s+of\s+(?:(?:the|these|those|all|its|their)\s+)*$")
_OTHERS = lazy_regex(r"\b(?:another|a further)\s+$", re.IGNORECASE)
_BEHIND = lazy_regex(r"\s+others\b")
_NARROWS = lazy_regex(r"\s+(?:(?:in\s+)?(?:who|whose|which|that)|aged|on|with|at|under|over|above|below)\s")
# What narrows a noun from behind: it stays with the figure beside which it was said.
_CLAUSE = lazy_regex(
    r"\s(?:(?:in|on|by|for|from|to)\s+)?(?:(?:who|whom|whose|which|that|listed|wanted|sought)\s.*|at\s.*\blevels?.*)$"
)
# Bodies that act in a sentence; what is counted is another thing.
_BODIES = frozenset("prosecutors procurators police judges officers officials inspectors courts lawyers".split())


def settle(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Settle the unit of a COUNT that stands without a noun, and an actor that its words only point to."""
    if figure.label == Label.COUNT and figure.unit is None and not _before_colon(figure, sentence, memory):
        figure.unit = _unit(figure, sentence, memory)
    if figure.statistic is Statistic.RATE:
        return
    if figure.subject is not None:
        words = _VERB.sub("", subject_words(figure, sentence).strip(" ,"))
    else:
        before = sentence.before(figure)
        start = max(sentence.clause(figure)[0], before.end if before is not None else 0)
        level = _LEVEL.search(sentence.text, start, figure.start)
        words = sentence.text[start : level.start()] if level else ""
        following = sentence.after(figure)
        if following is not None and _FROM.fullmatch(sentence.text, sentence.start, figure.start):
            # "From 388 in 2019, [it] came down to 214"
            level = _LEVEL.search(sentence.text, figure.end, following.start)
            words = sentence.text[figure.end : level.start()] if level else ""
    resumed = _RESUMED.search(words)
    if resumed and (figure.actor is None or figure.rules["actor"] in ("actor.whole", "actor.base")):
        if _resume(figure, sentence, memory, resumed, they=bool(_THEY.search(words))):
            return
    if figure.actor == "others" and not memory.case_story:
        _others(figure, sentence, memory)
    if figure.actor is not None or "actor" in figure.blocked:
        return
    if figure.statistic is Statistic.CHANGE and figure.base is not None and _APPOSED.search(_gap(figure, sentence)):
        figure.inherit("actor", figure.base, "actor.base")
    if figure.statistic in (Statistic.COUNT, Statistic.SHARE):
        _elided(figure, sentence, memory)


def _before_colon(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """For "More [women] were charged: 1,870", "They bring more [suits]: 90 in 2021": what the colon explains."""
    text = sentence.text
    colon = _COLON.search(text, sentence.start, figure.start)
    if figure.index or figure.actor is not None or colon is None or sentence.kind == "BULLET":
        # "-- Charged with grave crimes: 40": a label, which names no one.
        return False
    end = colon.start()
    last = _LAST_WORD.search(text, sentence.start, end)
    topic = _opening(text, sentence.start, end, sentence, memory)
    if topic is None and last is not None and last[0].lower() in memory.units:
        topic = read_noun(sentence, last.start(), end, memory.units, narrow=False)
    if topic is None or topic.head not in memory.units:
        return False
    figure.take("actor", topic.text, [(topic.start, topic.end)], "actor.topic")
    figure.unit = topic.unit
    return True


def _gap(figure: Figure, sentence: Sentence) -> str:
    before = sentence.before(figure)
    return sentence.text[before.end if before is not None else sentence.start : figure.start]


def _others(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """For "They prosecuted 40 people. … decided not to indict 12 others": others of the persons last counted."""
    for other in (*reversed(sentence.figures[: figure.index]), *reversed(memory.here)):
        if other.statistic is Statistic.COUNT and other.actor is not None and not other.partial:
            if other.unit is Unit.PEOPLE:
                figure.inherit("actor", other, "actor.elided")
                figure.actor = _CLAUSE.sub("", other.actor)
            return


def _chain(figure: Figure) -> Iterator[Figure]:
    """The figures that this one leans on, the nearest first."""
    base, steps = figure.base, 0
    while base is not None and steps < 4:
        yield base
        base, steps = base.base, steps + 1


def _earlier(figure: Figure, sentence: Sentence, memory: Memory) -> Iterator[Figure]:
    """All figures before this one: of its sentence, its paragraph, the paragraphs before."""
    yield from reversed(sentence.figures[: figure.index])
    yield from reversed(memory.here)
    yield from reversed(memory.previous[-12:])


# Organisations may be fined or shut down as persons are jailed.
_ORGANISATIONS = frozenset(
    """companies firms banks enterprises businesses stores shops platforms institutions agencies hospitals factories
    plants entities units organizations organisations merchants schools clinics restaurants brokers""".split()
)
_MORE_OF_THEM = lazy_regex(r"\s+(?:others|more|that|which)\b(?! (?:people|than)\b)")


def _unit(figure: Figure, sentence: Sentence, memory: Memory) -> Unit:
    """People, cases or things: as what the count leans on, unless its verb or preposition says otherwise.

    "charges were brought against 40" counts people; "damages were paid in 40",
    said after 90 cases with 120 defendants, counts cases.
    """
    left = sentence.text[max(sentence.start, figure.start - 110) : figure.start]
    if _PERSONS.search(left) or _BEFELL.match(sentence.text, figure.end):
        return Unit.PEOPLE
    if figure.role == "predicate" and figure.part is not None and figure.part.head.endswith("s"):
        if not sentence.between(figure.part.start, figure.part.end + 1, "OFFENCE"):
            return figure.part.unit
    near = [f for f in _chain(figure) if f.unit in COUNTED] or [
        f for f in (*reversed(sentence.figures[: figure.index]), *reversed(memory.here)) if f.unit in COUNTED
    ]
    text = sentence.text
    whole = sentence.after(figure)
    if whole is not None and whole.unit in COUNTED and _OF_NUMBER.match(text[figure.end : whole.start]):
        # "45 of the 300 complaints"
        return whole.unit
    if _WHOM.search(left) or _OF_WHOM.match(text, figure.end):
        near = (
            [f for f in near if f.unit is Unit.PEOPLE]
            or [f for f in _earlier(figure, sentence, memory) if f.unit is Unit.PEOPLE]
            or near
        )
    elif _IN.search(left):
        near = [f for f in near if f.unit is not Unit.PEOPLE] or near
    lean = near[0] if near else None
    if lean is None or lean.unit is None:
        if _REPORTED.match(text, figure.end) and figure.action not in PEOPLE_STAGES:
            return Unit.CASES
        people = (
            figure.action is None
            or bool(_PLACED.match(text, figure.end))
            or figure.action in PEOPLE_STAGES
            or figure.action is Action.RESCUED
        )
        return Unit.PEOPLE if people else Unit.CASES
    fined = lean.noun is not None and lean.noun.head in _ORGANISATIONS
    if lean.unit is Unit.ITEMS and (fined or _MORE_OF_THEM.match(text, figure.end)):
        # "It closed 300 companies and fined 64 others."
        return lean.unit
    if (
        lean.unit is not Unit.PEOPLE
        and figure.action in PEOPLE_STAGES
        and figure.role == "plain"
        and not figure.partial
        and figure.action is not lean.action
    ):
        return Unit.PEOPLE
    return lean.unit


def _sentence_before(sentence: Sentence) -> str:
    """The words of the sentence before in the paragraph; empty where there is none."""
    text, end = sentence.text, sentence.start
    start = max(text.rfind("\n", 0, end), *(text.rfind(mark, 0, max(0, end - 2)) for mark in (". ", '." ', "? "))) + 1
    return "" if sentence.first else text[start:end].strip()


def _resume(figure: Figure, sentence: Sentence, memory: Memory, resumed: re.Match[str], *, they: bool) -> bool:
    """For "the number reached 3,100": what the last count counted; for "they …": what was last spoken of."""
    if they:
        topic = spoken_of(sentence, figure.start, memory)
        if topic is not None:
            figure.take("actor", topic.text, [(topic.start, topic.end)], "actor.topic")
            return True
    cases = resumed["cases"] or (resumed["pronoun"] and _CASELOAD.search(_sentence_before(sentence)))
    if resumed["share"]:
        wanted: tuple[Statistic, ...] = (Statistic.SHARE,)
    elif resumed["amount"]:
        wanted = (Statistic.AMOUNT,)
    elif resumed["pronoun"]:
        wanted = (Statistic.COUNT, Statistic.AMOUNT, Statistic.CHANGE)
    else:
        wanted = (Statistic.COUNT, Statistic.AMOUNT) if figure.label != Label.COUNT else (Statistic.COUNT,)
    for other in _earlier(figure, sentence, memory):
        if other.statistic not in wanted or other.actor is None or other.partial:
            continue
        if (cases and other.unit is not Unit.CASES) or other.earlier:
            continue
        figure.inherit("actor", other, "actor.resumed")
        if figure.label == Label.COUNT and figure.statistic is Statistic.COUNT and other.unit in COUNTED:
            figure.unit = other.unit
        return True
    return False


def _elided(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """For "40 were jailed", "another 40", "12 percent had fled": the noun of what it leans on, else the last."""
    left = sentence.text[max(sentence.start, figure.start - 24) : figure.start]
    share = figure.statistic is Statistic.SHARE
    if sentence.kind == "BULLET" and figure.index == 0 and figure.unit is Unit.PEOPLE:
        header = _HEADER.search(sentence.text, max(0, sentence.start - 1500), sentence.start)
        if header:
            figure.take("actor", normal(header["noun"]), [header.span("noun")], "actor.header")
            return
    if figure.index == 0 and _BACK.match(sentence.text, figure.end) and _AND_THEN.search(left):
        # "[Lawyers who help] can lose their licenses, and 57 of them did"
        topic = _opening(sentence.text, sentence.start, figure.start, sentence, memory)
        if topic is not None:
            figure.take("actor", topic.text, [(topic.start, topic.end)], "actor.topic")
            figure.unit = topic.unit if figure.label == Label.COUNT else figure.unit
            return
    counted = (Unit.PEOPLE,) if figure.unit is Unit.PEOPLE else COUNTED
    if _BACK.match(sentence.text, figure.end) and not any(f.unit in counted for f in _chain(figure)):
        topic = spoken_of(sentence, figure.start, memory)
        if topic is not None:
            figure.take("actor", topic.text, [(topic.start, topic.end)], "actor.topic")
            if figure.label == Label.COUNT:
                figure.unit = topic.unit
            return
    for rule, others in (("base", _chain(figure)), ("elided", _earlier(figure, sentence, memory))):
        for other in others:
            if rule == "base" and other.sentence is sentence and "actor" in other.blocked:
                return
            if share and other is sentence.before(figure) and _OF_THEM_AND.fullmatch(_gap(figure, sentence)):
                # "Women made up 30 percent of them, and 12 percent had fled": of them all.
                continue
            if other.actor is None or other.rules["actor"] == "actor.predicate":
                continue
            if rule == "elided" and (other.partial or other.statistic is not Statistic.COUNT):
                continue
            changes = other.statistic in (Statistic.CHANGE, Statistic.RATIO)
            if not share and other.unit is not figure.unit and not changes:
                continue
            figure.inherit("actor", other, f"actor.{rule}")
            if not share:
                _narrow(figure, sentence, others=bool(_OTHERS.search(left) or _BEHIND.match(sentence.text, figure.end)))
            return


def _narrow(figure: Figure, sentence: Sentence, *, others: bool) -> None:
    """For "58 [that had failed it]", "22 [on wanted lists]": words of its own narrow the noun that it borrows.

    What narrowed that noun before then stays behind, as it does with "another 40".
    """
    text = sentence.text
    following = sentence.after(figure)
    limit = following.start if following is not None else sentence.end
    end = figure.end
    if _NARROWS.match(text, figure.end):
        end = narrowed(sentence, figure.start, end, limit, "", figure.unit or Unit.ITEMS, bare=False, has_of=False)
    if (others or end > figure.end) and figure.actor:
        core = _CLAUSE.sub("", figure.actor)
        figure.take(
            "actor",
            f"{core} {normal(text[figure.end : end])}".strip(),
            [*figure.evidence.get("actor", []), *([(figure.end, end)] if end > figure.end else [])],
            figure.rules["actor"],
        )


def spoken_of(sentence: Sentence, before: int, memory: Memory) -> Noun | None:
    """What "they" points to: the plural that opens the clause before, in this sentence or the one before.

    "[Women with disabilities] will get attention: they made up …",
    "[Online scams] have lost ground. They accounted for …"
    """
    text = sentence.text
    for symbol in reversed(sentence.between(sentence.start, before, "STRONG")):
        noun = _opening(text, sentence.start, symbol.start, sentence, memory)
        if noun is not None:
            return noun
    last = _sentence_before(sentence)
    if not last:
        return None
    end = sentence.start
    return _opening(text, text.rindex(last, 0, end), end, sentence, memory)


def _opening(text: str, start: int, end: int, sentence: Sentence, memory: Memory) -> Noun | None:
    """The plural noun phrase that opens a clause, unless it is the body that acts in it."""
    while start < end and not text[start].isalpha():
        start += 1
    clause = (
        sentence if start >= sentence.start else Sentence(text, start, end, sentence.paragraph, sentence.kind, False)
    )
    noun = read_noun(clause, start, end, memory.units)
    if noun is None or noun.start - start > 5 or noun.head not in memory.units or not noun.head.endswith(("s", "men")):
        return None
    return None if _BODIES & set(noun.text.split()) else noun
