"""What a figure leans on: its subject in the sentence, and the figure it is a part or change of."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Label, Statistic, Unit
from ..regexes import lazy_regex
from .memory import Memory
from .scene import PARENTHESIS, PARTITIVE, Figure, Sentence

_CONVERSION = lazy_regex(r"^\s*[(（]\s*$|^\s*,?\s*or\s*$")
_TO = lazy_regex(r"^,?[^,;]{0,45}\bto\s*$")
_OF_OPENING = lazy_regex(r"^(?:--\s*)?(?:Of|Among|Out of)\s+(?:the|all|these|those|them)\b")
_OF_THOSE = lazy_regex(
    r"\s*(?:of|among) (?:all )?those (?:charged|prosecuted|indicted|arrested|convicted|sentenced|accused"
    r"|caught|detained|who)\b"
)
_OF_NOUN = lazy_regex(r"^\s*of\s+(?:the|these|those|its|all)\b")
_RESUMED = lazy_regex(
    r"\b(?:a (?:figure|number|total) (?:that|which)|which|the (?:figure|total)s?|that (?:figure|number)"
    r"|the two figures)(?:\s+(?:was|were|is))?(?:\s+respectively)?\s*$",
    re.IGNORECASE,
)
# "the first figure", "the latter": one of the two or more last given; "the figures were 40 and 90": each in turn.
_ORDINAL = lazy_regex(
    r"\bthe\s+(?P<nth>first|second|third|former|latter)(?:\s+(?:figure|number|total|one))?"
    r"(?:\s+(?:was|were|is|stood|represent\w*|mark\w*|show\w*))?(?:\s+at|\s+an?(?:\s+[\w-]+)?)?\s*$",
    re.IGNORECASE,
)
_NTH = {"first": 0, "former": 0, "second": 1, "latter": -1, "third": 2}
_IN_TURN = lazy_regex(
    r"^\W*(?:(?:and|but|while|in [^,]{0,60},|over [^,]{0,60},)\s+)?(?:the|these|those|both|the two)\s+(?:two\s+)?"
    r"(?:figures|numbers|totals)\b",
    re.IGNORECASE,
)
# "That was 40 percent more than in 2021"
_THAT = lazy_regex(r"^\W*(?:that|this|it)\s+(?:was|is|were|meant|marked|represented|compares?d?)\b", re.IGNORECASE)
_PART = lazy_regex(
    r"\b(?:including|among (?:them|whom|which)|of (?:them|whom|which|these)|the (?:rest|remaining"
    r"|other))\b[^,;]{0,30}$",
    re.IGNORECASE,
)
# "the share of [suspects] who had bought data was 40 percent"
_SHARE_OF = lazy_regex(
    r"\b(?:share|proportion|percentage) of (?:the |those )?(?:[\w-]+ ){0,2}?(\w+s|people|women|men|children)\b"
)
# Those who stand before a court, and the stages that put them there.
_IN_COURT = frozenset(("defendants", "accused", "convicts"))
_COURT_STAGES = frozenset(Action(stage) for stage in "prosecuted tried concluded convicted sentenced acquitted".split())
_ROW = lazy_regex(r"\s*(?:,|and|, and|or)?\s*(?:(?:by|up|down|an?\s+[\w-]+\s+of)\s*)?")


def mark_background(figure: Figure, sentence: Sentence) -> None:
    """As in "4 percent of the 900 suspects", "Of the 4,000 suits, …": a whole named in passing."""
    if not figure.primary or figure.role != "plain":
        return
    before = sentence.before(figure)
    if (
        before is not None
        and before.statistic is Statistic.SHARE
        and re.match(r"^\s*of\s+(?:the|all|some|those|these)?\s*(?:\w+\s+)?$", sentence.text[before.end : figure.start])
    ):
        figure.role = "whole"
    elif before is None and re.search(
        r"\b(?:Of|Among)\s+(?:the|all|these|those)\s+(?:\w+\s+)?$", sentence.text[sentence.start : figure.start]
    ):
        figure.role = "background"


def mark_partial(figure: Figure, sentence: Sentence) -> None:
    """As in "…, 40 of them officials", "including 12 for theft": a part lends nothing to what follows."""
    before = sentence.before(figure)
    left = sentence.text[before.end if before else sentence.start : figure.start]
    figure.partial = bool(PARTITIVE.match(sentence.text, figure.end)) or bool(_PART.search(left))


# A level in passing, between a subject and its verb.
_ASIDE = lazy_regex(
    r"(?:\s+of\s+(?:the\s+)?[a-z]+)?\s+(?:in\s+\d{4}|in\s+[A-Z][a-z]+|(?:\w+|\d+)\s+(?:years?|months?|decades?)\s+(?:ago|earlier|before)"
    r"|the\s+year\s+before|last\s+(?:year|month)),\s+(?:(?:had|have|has|now|already|only)\s+)*[a-z]+(?:\s|$)"
)
_TOOK = lazy_regex(
    r"\s(?:took|takes|claimed|claims|drew|attracted|generated|absorbed|contributed|(?:was|were|is|are)\s+responsible\s+for)\s+"
    r"(?:another\s+|a\s+further\s+|only\s+|just\s+)?$"
)
_IN_ALL = lazy_regex(r"\s+(?:in\s+(?:all|total)|altogether|all\s+told),\s+[a-z]")
_GAPPED = lazy_regex(
    r"[^;:]{0,60}?(?:,\s+and|,|;|\band)\s+(?:(?:that|those)\s+(?:of|for)\s+)?(?P<noun>(?:[a-z][\w’'-]*\s+){0,3}[a-z][\w’'-]*s)\s+"
)
_ASIDE_OF = lazy_regex(r"(?:--\s*)?[^,;]{3,70},\s+(?:(?:just|only|still)\s+)?")


def find_subject(figure: Figure, sentence: Sentence) -> None:
    """Set where the subject of a share, a level or a predicate change stands."""
    if figure.subject is not None:
        return
    start, _ = sentence.clause(figure)
    before = sentence.before(figure)
    if before is not None and before.end > start:
        start = before.end
    text = sentence.text
    if before is not None and before.subject is not None and before.subject[1] == before.start and before.earlier:
        figure.subject = before.subject
        return
    if figure.statistic is Statistic.SHARE or figure.role == "predicate":
        shares = sentence.between(start, figure.start, "SHARE")
        if shares:
            _share_subject(figure, sentence, start, shares[-1].start, shares[-1].end)
            return
        took = _TOOK.search(text, start, figure.start) if figure.statistic is Statistic.SHARE else None
        if took:
            # "[Food safety] took 14 percent of the cases"
            figure.subject = (start, took.start())
            return
        if (
            figure.statistic is Statistic.SHARE
            and before is not None
            and before.statistic is Statistic.SHARE
            and before.subject is not None
        ):
            gap = text[before.end : figure.start]
            if re.match(r"^\s*(?:,|and|,\s*and)\s*$", gap):
                figure.subject, figure.anchor = before.subject, before.anchor
                return
            if re.match(r"^\s*(?:of [\w\s'-]{1,40})?(?:,|and|, and|;)\s+[^,;]{3,60}$", gap) and not re.search(
                r"\b(?:were|was|had|of)\s*$", gap
            ):
                joint = re.search(r"(?:,\s*and|,|\band|;)\s+", gap)
                if joint:
                    figure.subject = (before.end + joint.end(), figure.start)
                    return
    if figure.role == "plain" and _ASIDE.match(text, figure.end) and _ASIDE_OF.fullmatch(text, start, figure.start):
        # "[Women], 38 percent in 2019, now account for 52"
        figure.subject, figure.role, figure.earlier = (start, figure.start), "predicate", True
        return
    if figure.role == "plain" and _IN_ALL.match(text, figure.end) and _ASIDE_OF.fullmatch(text, start, figure.start):
        # "[The fugitives], 43 in all, were flown home"
        figure.subject, figure.role = (start, figure.start), "predicate"
        return
    if figure.role == "plain" and before is not None and figure.noun is None and figure.label == Label.COUNT:
        gapped = _GAPPED.fullmatch(text, before.end, figure.start)
        first = next((f for f in sentence.figures if f.label == Label.COUNT and f.role == "predicate"), None)
        if gapped and first is not None and first.index < figure.index and first.anchor is None:
            # "Civil cases numbered 800, up 4 percent, and [administrative cases] 90"
            figure.subject, figure.role = gapped.span("noun"), "predicate"
            return
    if figure.role == "predicate":
        stop = figure.anchor.start if figure.anchor is not None and figure.anchor.end <= figure.start else figure.start
        if (
            before is not None
            and _TO.match(text[before.end : figure.start])
            and before.statistic in (Statistic.CHANGE, Statistic.RATE, Statistic.SHARE)
        ) or (
            before is not None
            and before.statistic is Statistic.CHANGE
            and figure.statistic is Statistic.CHANGE
            and not text[before.end : stop].strip(" ,and")
        ):
            figure.subject = before.subject
        elif stop > start:
            figure.subject = (start, stop)


def _share_subject(figure: Figure, sentence: Sentence, start: int, verb_start: int, verb_end: int) -> None:
    text = sentence.text
    before = sentence.before(figure)
    figure.subject = (start, verb_start)
    figure.anchor = figure.anchor or next(s for s in sentence.symbols if s.start == verb_start)
    comma = re.match(r"^(?:\s*(?:,|and\b))*\s*", text[start:verb_start])
    if before is not None and comma and comma.end() == verb_start - start:
        # "… and accounted for": the verb takes the subject of the one before.
        figure.subject = (
            before.subject if before.statistic is figure.statistic else (sentence.clause(figure)[0], before.start)
        )
    elif text[verb_start:verb_end].lower().split()[0].endswith("ing"):
        # "…, accounting for 62 percent": the subject is that of the main clause.
        figure.subject = (sentence.clause(figure)[0], verb_start)


def find_base(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """Set the figure that this one is a change, share, conversion or continuation of."""
    if figure.base is not None:
        return
    text = sentence.text
    before = sentence.before(figure)
    if before is not None:
        gap = text[before.end : figure.start]
        if figure.statistic is Statistic.AMOUNT and before.statistic is Statistic.AMOUNT and _CONVERSION.match(gap):
            figure.base, figure.role = before, "tail"
            return
        if (
            _TO.match(gap)
            and figure.role == "predicate"
            and before.statistic in (Statistic.CHANGE, Statistic.RATE, Statistic.SHARE)
        ):
            figure.base = before
            return
    resumed = _resumed(figure, sentence, memory)
    if resumed is not None:
        figure.base = resumed
        figure.inherit("actor", resumed, "actor.resumed")
        if figure.statistic in (Statistic.CHANGE, Statistic.RATIO):
            figure.role = "tail"
        return
    if figure.statistic in (Statistic.CHANGE, Statistic.RATIO):
        figure.base = _changed(figure, sentence, memory)
        return
    behind = text[figure.end : figure.end + 24]
    opening = before is None and (
        figure.role == "background" or bool(_OF_OPENING.search(text[sentence.start : figure.start]))
    )
    if (
        figure.statistic is Statistic.SHARE
        or PARTITIVE.match(behind)
        or opening
        or (figure.primary and _OF_NOUN.match(behind))
    ):
        figure.base = _whole(figure, sentence, memory)
        return
    figure.base = sentence.main_before(figure)


def _resumed(figure: Figure, sentence: Sentence, memory: Memory) -> Figure | None:
    """The figure of a sentence before that this one speaks of: "[The first figure] was up 4 percent", "[That] was …".

    "The figures were down 8 percent and 11 percent, respectively" takes them in turn.
    """
    text = sentence.text
    start = sentence.clause(figure)[0]
    rows: dict[int, list[Figure]] = {}
    for other in (*memory.previous[-12:], *memory.here):
        if other.statistic is Statistic.COUNT and not other.partial and not other.earlier and other.role != "whole":
            rows.setdefault(other.sentence.start, []).append(other)
    before = sentence.before(figure)
    words = text[max(start, before.end if before is not None else 0) : figure.start]
    if figure.anchor is not None and figure.start - len(words) <= figure.anchor.start < figure.start:
        words = words[: figure.anchor.start - figure.start]
    ordinal = _ORDINAL.search(words)
    if ordinal:
        row = next((r for r in reversed(rows.values()) if len(r) > 1), None)
        nth = _NTH[ordinal["nth"].lower()]
        return row[nth] if row is not None and nth < len(row) else None
    if _IN_TURN.match(text[start : figure.start]):
        same = [f for f in sentence.figures if f.statistic is figure.statistic and f.start >= start]
        row = next((r for r in reversed(rows.values()) if len(r) >= len(same)), None) if len(same) > 1 else None
        return row[-len(same) :][same.index(figure)] if row is not None else None
    if before is None and _THAT.match(text[start : figure.start]) and figure.statistic is not Statistic.COUNT:
        last = next(reversed(rows.values()), None)
        return last[-1] if last and figure.statistic in (Statistic.CHANGE, Statistic.RATIO) else None
    if (
        before is not None
        and before.base is not None
        and before.base.sentence is not sentence
        and before.rules.get("actor") == "actor.resumed"
        and figure.statistic is Statistic.RATIO
    ):
        # "That was 40 percent more than in 2021 and twice the total of 2019"
        return before.base
    return None


def _primaries(figure: Figure, sentence: Sentence) -> list[Figure]:
    """The figures before this one that a change can be of, conversions left out."""
    return [
        other
        for other in sentence.figures[: figure.index]
        if other.statistic not in (Statistic.CHANGE, Statistic.RATIO)
        and not (other.role == "tail" and other.statistic is Statistic.AMOUNT)
        and not other.earlier
    ]


def _changed(figure: Figure, sentence: Sentence, memory: Memory) -> Figure | None:
    """Which figure a change is of: pairs off in order where several changes stand together."""
    text = sentence.text
    if figure.role != "tail":
        primaries = _primaries(figure, sentence)
        if figure.subject is not None and _RESUMED.search(text[figure.subject[0] : figure.subject[1]]):
            figure.role = "tail"
            return primaries[-1] if primaries else next((f for f in reversed(memory.here) if f.primary), None)
        # "the number of suspects up 31.7 percent": a subject of its own, the rest from what it resumes.
        return primaries[-1] if primaries else None
    row = sentence.row(figure, _ROW)
    primaries = _primaries(row[0], sentence)
    if not primaries:
        return None
    if len(row) > 1 and len(primaries) >= len(row):
        return primaries[-len(row) :][row.index(figure)]
    base = primaries[-1]
    if len(row) == 1 and len(primaries) > 1:
        between = text[primaries[-2].end : base.start]
        if PARENTHESIS.search(between) and "," not in between:
            # "24 cases involving 31 suspects, up 5 percent": the cases rose.
            base = primaries[-2]
    return base


def _whole(figure: Figure, sentence: Sentence, memory: Memory) -> Figure | None:
    """What a share is a share of, or "of them" points to."""
    text = sentence.text
    behind = text[figure.end : figure.end + 60]
    if figure.role == "background" or (
        sentence.before(figure) is None and _OF_OPENING.search(text[sentence.start : figure.start])
    ):
        behind = text[sentence.start : sentence.start + 60].removeprefix("-- ")
        behind = behind[:1].lower() + behind[1:]
    following = sentence.after(figure)
    if following is not None and re.match(r"^\s*(?:and|,)\s*$", text[figure.end : following.start]):
        # "35 percent and 16 percent of the suspects"
        behind = text[following.end : following.end + 60]
    match = re.match(r"\s*(?:of|in|among)\s+(?:(?:all|the|those|these|its|such)\s+)*([\w'-]+)(?:\s+([\w'-]+))?", behind)
    words = {
        w.lower()
        for w in (match.groups() if match else ())
        if w and (w.endswith("s") or w.lower() in ("people", "children", "women", "men"))
    }
    units = {memory.units[w] for w in words if w in memory.units}
    if not units and figure.part is not None:
        units = {figure.part.unit}
    if _OF_THOSE.match(behind):
        units = {Unit.PEOPLE}
    named = None if units else _SHARE_OF.search(text, sentence.clause(figure)[0], figure.start)
    if named and named[1] in memory.units:
        words, units = {named[1]}, {memory.units[named[1]]}
    if not units and figure.statistic is Statistic.SHARE and figure.subject is None:
        # "One in five was under 18": of what the share before it was of.
        last = sentence.before(figure) or (memory.here[-1] if memory.here else None)
        if last is not None and last.statistic is Statistic.SHARE and last.subject is None:
            return last
    before = sentence.before(figure)
    if not units and before is not None and before.statistic is Statistic.SHARE and before.base is not None:
        # "Theft made up 60 percent of the cases, arson 9 percent": of the same whole.
        return before.base
    near = [f for f in reversed(sentence.figures[: figure.index]) if f.primary and f.role != "tail"]
    near += [f for f in reversed(memory.here) if f.primary]
    if not near and not words and figure.statistic is Statistic.SHARE and memory.here:
        # "… 34 percent of those charged. Students made up 8 percent": of what the share before is of.
        last = next((f for f in reversed(memory.here) if f.statistic is Statistic.SHARE), None)
        if last is not None:
            return last
    far = [f for f in reversed(memory.previous) if f.primary]
    if figure.subject is not None and sentence.between(*figure.subject, "OFFENCE"):
        # "Pollution accounted for 14 percent": of people or cases, not of what was seized.
        near, far = ([f for f in found if f.unit in (Unit.PEOPLE, Unit.CASES)] for found in (near, far))
    if words & _IN_COURT:
        for other in (*near, *far):
            if other.action in _COURT_STAGES and other.unit in (Unit.PEOPLE, Unit.CASES):
                return other
    for candidates in (near, far):
        for other in candidates:
            if other.noun is not None and other.noun.head in words:
                return other
        for other in candidates:
            if other.unit in units:
                return other
        if units & {Unit.PEOPLE, Unit.CASES}:
            # Cases are of people and people of cases, but neither of sums or goods.
            candidates = [f for f in candidates if f.unit in (Unit.PEOPLE, Unit.CASES, None)]
        if candidates:
            return candidates[0]
        if sentence.before(figure) is not None:
            return sentence.before(figure)
    return None
