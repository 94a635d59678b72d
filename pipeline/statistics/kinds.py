"""What kind of figure it is: count, change, share, rate, ratio or amount.

A figure's own words do not tell: "52 percent" may be a rise, a share or a rate.
The words right before and behind it do, and where they are silent the figure
that it is coordinated with ("up 2.7 percent and 2.4 percent").
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Label, Statistic, Unit
from ..regexes import lazy_regex
from .coordination import (
    EARLIER,
    OF_WHOLE,
    as_change_like,
    as_earlier,
    bare,
    continues,
    from_to,
    gapped_change,
    gapped_share,
)
from .rates import per_so_many, rate_noun, same_rate
from .scene import Figure, Sentence, Symbol

# Between a movement and its size: "rose [sharply by] 5 percent", "an increase [of] 5 percent".
_TO_SIZE = lazy_regex(
    r"^(?:\s+(?:by|of|an?|another|further|average|only|just|annual|annually|sharply|slightly|steadily|on"
    r"|year|percent|cumulative"
    r"|year-on-year|total|in|some|even|respectively|rapidly|significantly|dramatically|marginally|also"
    r"|more|than|as|much|combined))*\s*$",
    re.IGNORECASE,
)
# "declined in each of the years, [by an average of] 7 percent"
_BY_AVERAGE = lazy_regex(r"^[^;:]{0,60},\s+by(?:\s+an\s+average(?:\s+of)?|\s+about)?\s*$")
# Between a size and its movement: "5 percent [year-on-year] rise", "a 31-percent [annual] drop".
_FROM_SIZE = lazy_regex(
    r"^[\s-]*(?:(?:year-on-year|year|on|annual|sharp|average|slight|or|points?|percentage|quarterly"
    r"|monthly|overall|net|steep)[\s-]+)*$",
    re.IGNORECASE,
)
_TO_LEVEL = lazy_regex(r"^(?:[^,;]{0,60}?)\bto(?:\s+just)?\s*$")
_OBJECT = lazy_regex(r"\s+(?!(?:from|in|to|on|over|year|compared|and|or|by|respectively|than|more|fewer|less)\b)[a-z]")
_ARTICLE = lazy_regex(r"\b(?:an?|the|its|this|that)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_RATIO_BEHIND = lazy_regex(
    r"^\s*(?:the|that|those|as (?:many|much|high|large|big)|what|its|their|of that|of the|their|higher than the)\b",
    re.IGNORECASE,
)
_TIMES_MORE = lazy_regex(r"^\s*(?:more|higher|greater|larger|increase|rise|growth|jump|surge)\b", re.IGNORECASE)
_TAIL_OPENING = lazy_regex(
    r"(?:[,(]|\bor|\bwhich (?:is|was|marks|marked|represents|represented)|--)\s*(?:(?:marking|representing"
    r"|recording|showing|posting|registering|seeing|reflecting|indicating|with|and|also|both|respectively"
    r"|a|an|the|was|were|is|are|or|year-on-year|sharp|significant|slight|also|annual)\s+)*$",
    re.IGNORECASE,
)
_LEVEL_VERB = lazy_regex(
    r"\b(?:reach(?:ed|ing|es)?|number(?:ed|ing|s)?|total(?:l?ed|l?ing|s)|hit|stood at|amount(?:ed|ing"
    r"|s) to|c[ao]m(?:e|ing) to|exceed(?:ed|ing|s)?"
    r"|was|were|is|are|at|topped|surpassed|averaged|made up|accounted for|accounting for|put (?:it )?at"
    r"|came in at|ran to|standing at|to)(?:\s+(?:a total of|only|just|a record|as many as))?\s*$"
)
_SHARE_LEFT = lazy_regex(
    r"\b(?:account(?:ed|ing|s)? for|ma[dk](?:e|ing|es) up|constitut\w+|represent\w*|compris\w+|took up"
    r"|taking up)(?:\s+(?:only|just|another|nearly|as much as|for|a|the remaining|a further"
    r"|respectively))*\s*$",
    re.IGNORECASE,
)
_COMPARATIVE = frozenset(
    (
        "more",
        "fewer",
        "less",
        "higher",
        "lower",
        "greater",
        "smaller",
        "larger",
        "above",
        "below",
        "up",
        "down",
        "short of",
        "shy of",
        "ahead of",
    )
)
_DECLINES = frozenset("decline fall drop decrease reduction declines falls drops decreases".split())
_RISES = frozenset("rise increase growth jump gain rises increases gains surge".split())
_PARTICLE_VERB = lazy_regex(
    r"\b(?:turn(?:s|ed|ing)?|struck|strikes?|tracked|hunted|shot|brought|laid|shut|puts?|put|set|takes?|took|taken|ma[dk]es?|gives?|gave|given|picks?|picked|broke|broken|rounded"
    r"|held|builds?|built|break|breaking|opened|cleared|clear|tied|pay|paid|lined|end|ended)\s+$",
    re.IGNORECASE,
)


_DROPPED = lazy_regex(r"drop(?:ped|ping|s)?\s+(?:another\s+|a further\s+)?")


# "exceeded that of 2020, by 62 percent"
_EXCEEDED_BY = lazy_regex(
    r"\b(?:exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|outstrip(?:s|ped|ping)?|top(?:s|ped|ping)?|beat(?:s|ing)?)\b"
    r"[^;]*\bby\s+(?:an\s+average\s+of\s+)?$"
)


def classify(figure: Figure, sentence: Sentence) -> None:
    """Set the figure's statistic, role, sign and unit (a COUNT's unit comes from its noun)."""
    before = sentence.before(figure)
    left_limit = before.end if before else sentence.start
    left = sentence.text[left_limit : figure.start]
    after = sentence.after(figure)
    right = sentence.text[figure.end : after.start if after else sentence.end]
    form = figure.form
    unit = figure.quantity["unit"]
    figure.unit = Unit(unit) if unit else None
    figure.value = figure.quantity["value"]
    if form == "verb":
        figure.statistic, figure.role = Statistic.CHANGE, "predicate"
        figure.sign = -1 if "halv" in sentence.text[figure.start : figure.end].lower() else 1
        figure.unit = Unit.PERCENT
        return
    if form == "multiple":
        _classify_multiple(figure, sentence, left, right)
        return
    change = _movement(figure, sentence, left_limit, right)
    if change is None and figure.label == Label.PERCENTAGE and after is not None and after.label == Label.PERCENTAGE:
        if after.form != "points" and re.match(r"^\s*(?:and|or|,)\s*$", right):
            # "12.1 percent and 9.6 percent lower than in 2019"
            change = _movement(after, sentence, figure.end, sentence.text[after.end : sentence.end])
            if change is not None and change.start < after.start:
                change = None
    governed = any(s.end >= figure.start - 2 for s in sentence.between(left_limit, figure.start, "ACTION"))
    if before is not None and not governed and EARLIER.search(left) and not from_to(figure, sentence, left, right):
        if as_earlier(figure, before, sentence):
            return
    shared = gapped_share(figure, sentence, left)
    if change is None and shared is not None:
        figure.statistic, figure.role, figure.base = shared.statistic, "predicate", shared
        figure.subject = (left_limit, figure.start)
        return
    if (
        change is None
        and re.search(r"\bfrom\s*$", left)
        and (
            (before is None and sentence.between(left_limit, figure.start, "CHANGE"))
            or (from_to(figure, sentence, left, right) and any(f.earlier for f in sentence.figures[: figure.index]))
        )
    ):
        # "fell from 134 in 2018 to 97 in 2019, and robberies from 61 to 40"
        figure.role, figure.earlier = "predicate", True
    if figure.label == Label.COUNT:
        if per_so_many(figure, sentence, left):
            figure.statistic = Statistic.RATE
        elif change is not None:
            _as_change(figure, sentence, change)
        elif before is not None and continues(before, left) and bare(right):
            as_change_like(figure, before)
        elif _is_level(figure, sentence, left, before) or (
            _SHARE_LEFT.search(left) and not re.search(r"\b(?:took|taking) up\b", left)
        ):
            figure.role = "predicate"
        return
    if figure.label == Label.AMOUNT:
        figure.statistic = Statistic.AMOUNT
        if change is not None and not (change.kind == "CHANGE" and change.start >= figure.end):
            _as_change(figure, sentence, change)
        return
    # PERCENTAGE
    if form == "points":
        if change is None:
            change = _nearest_change(sentence, figure)
        if change is not None:
            _as_change(figure, sentence, change)
        else:
            figure.statistic, figure.role = Statistic.CHANGE, "tail"
        return
    if change is not None:
        _as_change(figure, sentence, change)
        return
    if _EXCEEDED_BY.search(left):
        figure.statistic, figure.role = Statistic.CHANGE, "predicate"
        return
    gapped = gapped_change(figure, sentence, left)
    if gapped is not None:
        as_change_like(figure, gapped[0])
        figure.subject, figure.role = gapped[1], "predicate"
        return
    if before is not None and continues(before, left, right) and not OF_WHOLE.match(right):
        as_change_like(figure, before)
        return
    figure.statistic = Statistic.SHARE
    rate = rate_noun(figure, sentence, left_limit)
    if rate is not None:
        figure.statistic, figure.role = Statistic.RATE, "predicate"
        figure.subject = rate
        return
    same = same_rate(figure, sentence, left)
    if same is not None:
        figure.statistic, figure.role, figure.base = Statistic.RATE, "predicate", same
        figure.subject = same.subject


def _classify_multiple(figure: Figure, sentence: Sentence, left: str, right: str) -> None:
    """As in "2.3 times the figure" is a ratio, "rose 2.3 times" and "a threefold rise" changes."""
    surface = sentence.text[figure.start : figure.end].lower()
    figure.unit = Unit.TIMES
    left_limit = figure.start - len(left)
    change = _movement(figure, sentence, left_limit, right)
    if _RATIO_BEHIND.match(right) or (_TO_LEVEL.search(left) and change is None and "fold" not in surface):
        figure.statistic = Statistic.RATIO
        figure.role = "tail" if sentence.before(figure) is not None else "predicate"
        return
    if change is not None or _TIMES_MORE.match(right) or "fold" in surface:
        if change is not None:
            _as_change(figure, sentence, change)
        else:
            figure.statistic, figure.role = Statistic.CHANGE, "tail"
        return
    figure.statistic, figure.role = Statistic.RATIO, "tail"


def _movement(figure: Figure, sentence: Sentence, left_limit: int, right: str) -> Symbol | None:
    """The word of change that this figure is the size of, or None."""
    text = sentence.text
    for symbol in reversed(sentence.between(left_limit, figure.start, "CHANGE", "ANAPHOR", "COMPARISON")):
        symbol = _moving(symbol, text)
        if symbol.kind == "COMPARISON":
            continue
        if symbol.kind == "CHANGE":
            gap = text[symbol.end : figure.start]
            if _drops_things(figure, text, symbol, gap):
                break
            if _PARTICLE_VERB.search(text[max(sentence.start, symbol.start - 12) : symbol.start]):
                break
            if figure.label == Label.COUNT and _DROPPED.fullmatch(text, symbol.start, figure.start):
                # "made police drop 40 cases"
                break
            if (_TO_SIZE.match(gap) or _BY_AVERAGE.match(gap)) and not (
                symbol.form == "phrase"
                and symbol.value == "up"
                and text[symbol.start : symbol.end].lower() in ("more", "higher", "larger", "greater")
            ):
                if figure.label == Label.COUNT and symbol.form == "verb" and not gap.strip() and _OBJECT.match(right):
                    # "police dropped 40 cases": what was dropped, not by how much.
                    break
                return symbol
            break
    after_limit = min(sentence.end, figure.end + 60)
    for symbol in sentence.between(figure.end, after_limit, "CHANGE", "FIGURE", "STRONG"):
        if symbol.kind != "CHANGE":
            break
        word = text[symbol.start : symbol.end].lower()
        gap = text[figure.end : symbol.start]
        if figure.label == Label.PERCENTAGE:
            if word in ("above", "below") and not re.match(
                r"\s+(?:the|that|those|its|last|what|their|[12])", text[symbol.end : symbol.end + 8]
            ):
                break
            if word in ("up", "down") and not re.match(
                r"\s+(?:on|from|over|compared|year)\b|\s*(?:[.,;]|$)", text[symbol.end : symbol.end + 12]
            ):
                break
            nominal = word in _COMPARATIVE or any(reading[1] == "noun" for reading in symbol.readings)
            if nominal and _FROM_SIZE.match(gap):
                return symbol
        elif word in ("above", "below") and gap.strip() == "":
            # "60 below the level of 2022"
            if re.match(
                r"\s+(?:the (?:level|figure|number|total|tally|count)|that of|those of|its level)\b",
                text[symbol.end : symbol.end + 20],
            ):
                return symbol
        elif word in ("more", "fewer", "less", "higher", "lower") and gap.strip() == "":
            rest = text[symbol.end : symbol.end + 40]
            if word in ("fewer", "less", "lower", "higher") or re.match(
                r"\s*(?:[\w-]+\s+){0,4}?than\b|\s*[,.;]|\s+(?:from|compared|year)\b", rest
            ):
                return symbol
        break
    return None


def _moving(symbol: Symbol, text: str) -> Symbol:
    """A comparison that names a movement as that movement: "an average [annual decline] of 7 percent"."""
    if symbol.kind == "COMPARISON":
        last = text[symbol.start : symbol.end].lower().rsplit(None, 1)[-1]
        if last in _DECLINES or last in _RISES:
            return Symbol("CHANGE", symbol.start, symbol.end, "down" if last in _DECLINES else "up", "noun")
    return symbol


def _drops_things(figure: Figure, text: str, symbol: Symbol, gap: str) -> bool:
    """Whether things are dropped, not their number: "police dropped 58 cases", but "cases dropped 58 percent"."""
    word = text[symbol.start : symbol.end].lower()
    return (
        figure.label == Label.COUNT
        and word in ("drop", "drops", "dropped", "dropping", "cut", "slash", "slashed")
        and symbol.form == "verb"
        and not gap.strip()
        and bool(
            re.match(
                r"\s+(?!(?:year|from|to|in|on|over|compared|last|and|or|this)\b)[a-z]",
                text[figure.end : figure.end + 12],
            )
        )
    )


def _nearest_change(sentence: Sentence, figure: Figure) -> Symbol | None:
    start, end = sentence.clause(figure)
    left = sentence.between(start, figure.start, "CHANGE")
    right = sentence.between(figure.end, end, "CHANGE")
    return left[-1] if left else right[0] if right else None


def _as_change(figure: Figure, sentence: Sentence, change: Symbol) -> None:
    figure.statistic = Statistic.CHANGE
    figure.anchor = change
    figure.sign = -1 if change.value == "down" else 1
    opening = sentence.text[sentence.start : min(change.start, figure.start)]
    finite = change.form == "verb" and not sentence.text[change.start : change.end].lower().split()[0].endswith("ing")
    nominal = any(reading[1] == "noun" for reading in change.readings) and (
        bool(_ARTICLE.search(opening)) or sentence.text[change.start : change.end + 4].endswith("s of ")
    )
    figure.role = "tail" if _TAIL_OPENING.search(opening) and (nominal or not finite) else "predicate"
    before = sentence.before(figure)
    if (
        before is not None
        and before.statistic is Statistic.CHANGE
        and before.role == "tail"
        and change.start >= before.end
    ):
        if re.match(r"^\s*(?:,|and|,\s*and)\s+(?:an?\s+|the\s+)?$", sentence.text[before.end : change.start]):
            figure.role = "tail"
    if (
        change.start >= figure.end
        and re.match(r"\s*(?:in|of|for)\b(?! \d)", sentence.text[change.end : change.end + 12])
        and figure.label == Label.PERCENTAGE
    ):
        figure.role = "object"
    elif nominal:
        if figure.role != "tail" and re.match(
            r"\s+(?:in|for)\s+(?!\d|the (?:same|first|last|previous|past)|(?:January|February|March|April|May|June"
            r"|July|August|September|October|November|December))",
            sentence.text[figure.end : figure.end + 24],
        ):
            figure.role = "object"


def _is_level(figure: Figure, sentence: Sentence, left: str, before: Figure | None) -> bool:
    """Whether the figure says where its subject stands: "rose to 328", "numbered 40"."""
    match = _LEVEL_VERB.search(left)
    if not match:
        return False
    word = match.group().split()[0].lower()
    if word == "to":
        if before is not None and before.statistic is Statistic.CHANGE and re.match(r"^,?[^,;]{0,40}\bto\s*$", left):
            return True
        changes = sentence.between(figure.start - len(left), figure.start, "CHANGE")
        return bool(changes) and figure.start - changes[-1].end < 30
    if word in ("was", "were", "is", "are", "at"):
        return bool(
            re.search(
                r"\b(?:number|total|figure|sum|count|tally|toll|caseload)\b",
                sentence.text[sentence.start : figure.start],
                re.IGNORECASE,
            )
        )
    return True
