"""Slots that a figure's own words leave open, taken from the nearest scope that offers one.

The order is that of the guide: the figure it leans on, the sentence, the
sentences before it in the paragraph, the paragraph before, the article. What
bars a scope is stated at its door.
"""

from __future__ import annotations

import re

from ...schemas.mention import Period
from ...schemas.vocabulary import Comparison, Statistic
from ..regexes import lazy_regex
from .anaphora import settle
from .baselines import compared, link_baseline
from .comparisons import averaged, link_comparison
from .inherited_actions import inherit_action
from .inherited_offences import inherit_offences
from .memory import Memory
from .periods import Clock, dated
from .scene import Figure, Sentence
from .time_roles import aside
from .wholes import leans

# A standing number is of no period and no offence: "China has 85 million people with …".
_STANDING = lazy_regex(
    r"\b(?:can now|now (?:have|has|holds?|serve)|currently|at present)\b|\b(?:China|country)['’]s\s*$"
    r"|\b(?:China|the country) (?:now )?(?:has|had)\s*$|\bThere are\b|\bpopulation\b",
    re.IGNORECASE,
)
_SURVEY = lazy_regex(r"\b(?:survey|poll|respondents|questionnaire)\b", re.IGNORECASE)
_TYPICAL = lazy_regex(r"\b(?:typical|guiding|model|landmark|exemplary|benchmark)\b", re.IGNORECASE)
_OF_THOSE = lazy_regex(r"(?:Of|Among|Out of) (?:the|them|these|those)\b(?! \w+ cases)")
_AT_END = lazy_regex(r"\s+(?:[\w-]+\s+){0,3}(?:at|by|as of) the end of\b")
# "3 percent of all criminal cases", "of all minors": of no stage, unlike "of all defendants", "of all cases of theft"
_OF_ALL = lazy_regex(
    r"\s*of (?:all|every) (?:the )?(?:criminal (?:cases|offen[cs]es)|crimes?|offen[cs]es"
    r"|minors|children|adults|people|women|men"
    r"|residents|households|families|[a-z]+ users)\b(?! (?:of|for|over|involving|in cases|\w+ed)\b)"
)
_OF_INJURED = lazy_regex(
    r"\s*of (?:the |all |its |those )?(?:\w+ )?(?:victims|investors|depositors|lives|deaths|residents"
    r"|players|users|survivors|households|animals|population)\b"
)
# "They had emptied", "The ring is thought to have dodged": what was done before the stage that is dated.
_DEED = lazy_regex(
    r"[\"“]?(?:[A-Z][\w' -]{0,60}, )?(?:He|She|They|The (?:[\w-]+ ){0,2}?(?:m[ae]n|wom[ae]n|ring|gang|group|couple|pair"
    r"|trio|company|firm|suspects?|defendants?|syndicate|network|website|platform|scheme|drivers?|owners?|managers?))\s+"
    r"(?:had\s+(?:\w+ly\s+)?(?!been\b)\w+(?:ed|en|wn|ght|ld|nt|lt|ept|un|ut|ade|one|id|et)\b"
    r"|(?:is|are|was|were)\s+(?:\w+\s+)?(?:to\s+have|of\s+having)\s)"
)
# What is still to come, or stands open, is of no period.
_TO_COME = lazy_regex(
    r"\b(?:will|shall|(?:is|are)\s+(?:due\s+|expected\s+|set\s+|planned\s+|about\s+)?to|plans?\s+to|aims?\s+to"
    r"|(?:is|are)\s+(?:on\s+offer|offered|available|entitled))\b",
)
# "of the victims, [78 percent] were women"
_OF_THE_INJURED = lazy_regex(
    r"\b[Oo]f the (?:\w+ )?(?:victims|investors|dead|injured|respondents),\s+$",
    needs=("f the",),
)
_APART = ("HEADLINE", "CAPTION", "HEADING")


def bar(figure: Figure, sentence: Sentence) -> None:
    """Close what a figure may not inherit: a survey's answers, a standing number, published cases."""
    text = sentence.text
    if figure.statistic is Statistic.SHARE and _SURVEY.search(text, sentence.start, sentence.end):
        figure.blocked |= {"offences", "action"}
    if figure.statistic is Statistic.COUNT and figure.action is None:
        left = text[sentence.start : figure.start]
        if _STANDING.search(left):
            figure.blocked |= {"action", "period"}
            if not figure.offences:
                figure.blocked.add("offences")
    base = figure.base
    if base is not None and figure.role == "tail" and base.period is None and "period" in base.blocked:
        figure.blocked.add("period")
    if figure.action is None and _TO_COME.search(text, *_own_clause(figure, sentence)):
        figure.blocked.add("period")
    if (
        figure.role == "predicate"
        and figure.statistic is Statistic.COUNT
        and figure.action is None
        and _AT_END.match(text, figure.end)
    ):
        figure.blocked |= {"action"} if figure.offences else {"action", "offences"}
    of_all = figure.statistic is Statistic.SHARE and _OF_ALL.match(text, figure.end) and not leans(figure, sentence)
    if figure.role == "whole" or of_all:
        figure.blocked.add("action")
    if figure.base is not None and figure.base.sentence is sentence and "offences" in figure.base.blocked:
        figure.blocked |= figure.base.blocked & {"offences", "action"}
        if figure.base.period is None:
            figure.blocked |= figure.base.blocked & {"period"}
    if figure.statistic is Statistic.RATE and figure.label == "COUNT":
        figure.blocked |= {"offences", "action"}
    fronted = _OF_THE_INJURED.search(text[sentence.start : figure.start])
    if figure.statistic is Statistic.SHARE and (fronted or _OF_INJURED.match(text, figure.end)):
        figure.blocked.add("action")
    if _of_typical_cases(figure):
        figure.blocked |= {"action", "period", "place"}
        figure.action = None
        figure.evidence.pop("action", None)


def _own_clause(figure: Figure, sentence: Sentence) -> tuple[int, int]:
    """From the comma before the figure to the one behind it."""
    text = sentence.text
    return max(sentence.start, text.rfind(", ", sentence.start, figure.start)), min(
        end for end in (text.find(", ", figure.end, sentence.end), sentence.end) if end >= 0
    )


def inherit(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Fill the open slots of `figure`, innermost scope first."""
    base = figure.base
    if base is not None:
        _from_base(figure, base, "base" if base.sentence is sentence else "whole")
    settle(figure, sentence, memory)
    inherit_action(figure, sentence, memory)
    inherit_offences(figure, sentence, memory)
    _period(figure, sentence, memory)
    _stretch(figure, sentence)
    source = memory.attribution()
    if source is not None and figure.source is None:
        figure.take("source", source.name, source.evidence, "source.carried")
    place = memory.setting(figure)
    if figure.place is None and place is not None:
        figure.take("place", place[0], place[1], "place.carried")
    elif (
        figure.place is None
        and base is not None
        and not memory.national
        and _OF_THOSE.match(sentence.text, sentence.start)
    ):
        # "Of the suspects, 186 …": of those taken in the raids that the paragraph before told of.
        figure.inherit("place", base, "place.whole")
        if figure.place is not None:
            memory.place = figure.place, figure.evidence["place"]


def _from_base(figure: Figure, base: Figure, rule: str) -> None:
    for slot in ("offences", "action", "period", "place") if rule == "base" else ("offences", "action"):
        if getattr(figure, slot) or slot in figure.blocked or slot in figure.evidence:
            continue
        if slot == "period" and (figure.earlier or aside(figure.sentence, base.start, figure.start)):
            continue
        if slot == "action":
            if "action" in base.blocked:
                figure.blocked.add("action")
                continue
        if (
            slot == "offences"
            and not base.offences
            and base.statistic is Statistic.COUNT
            and rule == "base"
            and figure.role == "tail"
        ):
            figure.blocked.add("offences")
        of = base.base if slot == "period" and base.earlier and base.base is not None else base
        # "57 orders, compared with 53 in 2023, and the children of 70 percent of them": of the 57
        figure.inherit(slot, of, f"{slot}.{rule}")
    changes = figure.statistic in (Statistic.CHANGE, Statistic.RATIO)
    if figure.actor is None and (
        (changes and figure.role == "tail" and base.statistic is not Statistic.RATE)
        or (figure.statistic is Statistic.AMOUNT and figure.role == "tail")
        or figure.earlier
    ):
        figure.inherit("actor", base, f"actor.{rule}")


def _period(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    if "period" in figure.evidence or ("period" in figure.blocked and not _of_typical_cases(figure)):
        return
    if _of_typical_cases(figure) and sentence.kind not in _APART:
        _published(figure, sentence, memory)
        return
    for before in reversed(sentence.figures[: figure.index]):
        if (
            before.period is not None
            and not (before.earlier or figure.earlier)
            and not aside(sentence, before.start, figure.start)
        ):
            figure.inherit("period", before, "period.sentence")
            return
    if sentence.kind in _APART:
        return
    if figure.earlier:
        # "the figure climbed from 61 to 78": of the period that the change before was measured against
        against = next((f for f in reversed(memory.here) if f.baseline is not None), None)
        if against is not None:
            figure.take("period", against.baseline, against.evidence.get("baseline", []), "period.earlier")
        return
    if figure.action is None and _DEED.match(sentence.text, sentence.start):
        if memory.case_deed is not None:
            figure.take("period", *memory.case_deed, "period.case")
        return
    if memory.case_story:
        # A fine is of the day of the verdict, the loot of the days of the deed.
        known = memory.case_stage if figure.action is not None else memory.case_deed
        if known is not None:
            figure.take("period", *known, "period.case")
        return
    if memory.stated is not None and not memory.here:
        figure.take("period", memory.stated[0], memory.stated[1], "period.paragraph")
        return
    for other in reversed(memory.here):
        if figure.action is not None and other.rules.get("period") == "period.deed" and memory.case_stage is not None:
            # "convicted a couple who had sold …": the fine is of the day of the verdict
            figure.take("period", *memory.case_stage, "period.case")
            return
        if other.period is not None and not other.earlier and not other.alone:
            figure.inherit("period", other, "period.paragraph")
            return
    if memory.period is not None:
        figure.inherit("period", memory.usual_period(), "period.article")


def _stretch(figure: Figure, sentence: Sentence) -> None:
    """A yearly average is of all the years between its levels: "from 92 in 2010 to 40 in 2020, an average drop of"."""
    if figure.statistic is not Statistic.CHANGE or figure.period is None or not averaged(figure, sentence):
        return
    for other in sentence.figures[: figure.index]:
        if other.period is not None and other.primary and other.period.end < figure.period.start:
            span = Period(other.period.start, figure.period.end)
            spans = other.evidence.get("period", []) + figure.evidence.get("period", [])
            figure.take("period", span, spans, "period.stretch")
            return


def _of_typical_cases(figure: Figure) -> bool:
    """As in "six typical cases": they are counted on the day of their publication."""
    return figure.label == "COUNT" and figure.noun is not None and bool(_TYPICAL.search(figure.noun.text))


def _published(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Typical cases are counted on the day of their publication."""
    for symbol in sentence.symbols:
        if symbol.kind == "TIME" and symbol.form == "attribution":
            figure.take(
                "period",
                dated(symbol, sentence.text, memory.published, None),
                [(symbol.start, symbol.end)],
                "period.published",
            )
            return
    if memory.announced is not None:
        figure.take("period", *memory.announced, "period.published")
        return
    if memory.published is not None:
        figure.take("period", Period(memory.published, memory.published), [], "period.published")


def _level_before(figure: Figure, sentence: Sentence) -> Figure | None:
    """The level that a closing change starts from: "peaked at 92 in 2021 and came to 40 in 2023, a drop of"."""
    base = figure.base
    if figure.role != "tail" or base is None or base.sentence is not sentence or base.period is None:
        return None
    for other in reversed(sentence.figures[: base.index]):
        if other.statistic is base.statistic and other.unit is base.unit:
            earlier = other.period is not None and other.period.end < base.period.start
            return other if earlier else None
    return None


def inherit_comparison(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """The comparison that the sentence states, or the one before it in the paragraph."""
    if averaged(figure, sentence):
        return
    for other in sentence.figures[figure.index + 1 :]:
        if other.statistic in (Statistic.CHANGE, Statistic.RATIO):
            link_comparison(other, sentence)
            if other.comparison is not None and other.role == figure.role:
                figure.inherit("comparison", other, "comparison.shared")
                return
            link_baseline(other, sentence, Clock(memory.published, figure.period))
            if other.comparison is not None:
                figure.inherit("comparison", other, "comparison.shared")
                figure.inherit("baseline", other, "baseline.shared")
                return
    for other in reversed(sentence.figures[: figure.index]):
        if other.comparison is not None:
            figure.inherit("comparison", other, "comparison.sentence")
            if other.comparison is Comparison.BASELINE or other.period == figure.period:
                figure.inherit("baseline", other, "baseline.sentence")
            return
    for symbol in sentence.between(sentence.start, figure.start, "COMPARISON"):
        figure.take("comparison", Comparison(symbol.value), [(symbol.start, symbol.end)], "comparison.sentence")
        return
    level = _level_before(figure, sentence)
    if level is not None and figure.period is not None:
        spans = level.evidence.get("period", [])
        figure.take("comparison", compared(figure.period, level.period), spans, "comparison.level")
        figure.take("baseline", level.period, spans, "baseline.level")
        return
    last = memory.here[-1].sentence if memory.here else None
    for other in reversed(memory.here):
        if other.sentence is not last:
            break
        if other.comparison is not None:
            figure.inherit("comparison", other, "comparison.sentence-before")
            if other.period == figure.period:
                figure.inherit("baseline", other, "baseline.sentence-before")
            return
        if other.earlier and other.base is not None and figure.period == other.base.period and other.period is not None:
            # "rose to 900 from 400 in the same quarter of 2020": compared without a change.
            figure.take(
                "comparison", Comparison.YEAR_ON_YEAR, other.evidence.get("period", []), "comparison.sentence-before"
            )
            return
