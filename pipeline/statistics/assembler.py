"""Make one record of each figure: the scopes it draws its slots from.

For each figure the assembler walks outward: its own phrase and clause, its
sentence, the figure it is a change or share of, the sentences before it in the
paragraph, the paragraph before. A slot is taken from the innermost scope that
offers one. What bars a scope is stated where the scope is opened: a caption or
headline lends and borrows nothing, a single case keeps its dates to itself, a
figure about all crimes takes no offence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...schemas.mention import Period
from ...schemas.vocabulary import Action, ChangeMeasure, Comparison, Statistic, Unit
from .actions import PEOPLE_STAGES, link_action
from .actors import PARTITIVE, link_actor, read_nouns, settle_unit, subject_noun
from .attributions import link_place, places_in, source_in
from .comparisons import averaged, link_comparison
from .kinds import classify
from .offences import link_offences
from .periods import Clock, assign_roles, fill_baseline, link_baseline, link_period
from .scene import PARENTHESIS, Figure, Sentence, Symbol

_CONVERSION = re.compile(r"^\s*[(（]\s*$|^\s*,?\s*or\s*$")
_TO = re.compile(r"^[^,;]{0,45}\bto\s*$")
_OF_OPENING = re.compile(r"^(?:--\s*)?(?:Of|Among)\s+(?:the|all|these|those|them)\b")
_CRIMINAL_STAGES = frozenset(
    (Action.INVESTIGATED, Action.DETAINED, Action.ARRESTED, Action.ARREST_APPROVED, Action.PROSECUTED, Action.CONVICTED, Action.SENTENCED, Action.SOLVED, Action.SEIZED)
)
_DEFINITE = re.compile(
    r"\b(?:^(?:Of|Among) (?:them|these|those)\b|(?:of|in|among) (?:all )?the (?:cases|suspects|defendants|offenders|total|people|convicted|accused|victims|rings|gangs|criminals|prosecuted|charged|culprits|figure)"
    r"|the (?:suspects|defendants|accused|offenders|cases|total|gangs?|ring|figures?|number|convicts|culprits)\b|^The (?:operation|campaign|crackdown|drive|sweep)\b|those (?:prosecuted|charged|indicted|convicted|arrested|sentenced|involved|accused)|(?:were|was) involved\b)",
    re.IGNORECASE,
)
_INVOLVED = re.compile(r"^[^,;]{0,60}\b(?:was|were) involved\b")
_INCLUDES = re.compile(r"\b(?:includes?|included|including)\s+(?:\w+\s+)?$")
_CASE_STORY = re.compile(
    r"^In [A-Z][\w'’]+, [A-Z]\w+(?: [A-Z]\w+)? (?:[Pp]rovince|region|municipality|autonomous)|(?:^|[\"“\s])(?:In (?:a|one|another)\s(?:[\w-]+\s){0,4}case\b|In (?:a|one) (?:typical|recent|notable)|One (?:of|such|case)|A (?:case|typical case)\b|surnamed\b|the case of\b|was that of an?\b)|\bsurnamed [A-Z]|\b(?:a|an) [\w-]*\s?(?:man|woman|manager|official|company|ring|gang|businessman|contractor|doctor|teacher|former \w+|resident|suspect|driver|widow|farmer|court) (?:surnamed|named|in [A-Z]|from [A-Z]|who)\b"
)
_NATIONAL = re.compile(r"\b(?:nationwide|national(?:ly)?|across (?:China|the country)|the country's?|China's? (?:courts|procuratorates|prosecutors|police))\b", re.IGNORECASE)
_TIMELESS = re.compile(r"\b(?:can now|now (?:have|has|holds?)|currently|at present)\b|\b(?:China|country)['’]s\s*$", re.IGNORECASE)
_NO_OFFENCE_ACTIONS = frozenset((Action.RECOMMENDED, Action.LITIGATED, Action.SUPERVISED))


@dataclass(slots=True)
class Memory:
    """What later sentences may draw from: earlier figures, the running period, source and place."""

    published: date | None
    units: Mapping[str, Unit]
    paragraph: int = -1
    kind: str = ""
    headline: set[str] = field(default_factory=set)
    here: list[Figure] = field(default_factory=list)
    named_before: list[Symbol] = field(default_factory=list)
    named_here: list[Symbol] = field(default_factory=list)
    previous: list[Figure] = field(default_factory=list)
    period: Figure | None = None
    source: tuple[str, list[tuple[int, int]]] | None = None
    place: tuple[str, list[tuple[int, int]]] | None = None
    place_default: tuple[str, list[tuple[int, int]]] | None = None
    case_story: bool = False
    topic: list[Symbol] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def assemble(sentences: list[Sentence], published: date | None, units: Mapping[str, Unit]) -> list[Figure]:
    """Fill every figure of an article, in the order of the text."""
    memory = Memory(published, units)
    memory.source = None
    figures: list[Figure] = []
    for sentence in sentences:
        if sentence.kind in ("HEADLINE", "CAPTION", "HEADING"):
            alone = Memory(published, units, paragraph=sentence.paragraph)
            _fill_sentence(sentence, alone)
            figures.extend(sentence.figures)
            if sentence.kind == "HEADLINE":
                memory.headline |= {s.value for s in sentence.symbols if s.kind == "OFFENCE"}
            continue
        _enter(sentence, memory)
        _fill_sentence(sentence, memory)
        _leave(sentence, memory)
        figures.extend(sentence.figures)
    _fill_first_source(figures, memory, sentences)
    return figures


def _enter(sentence: Sentence, memory: Memory) -> None:
    if sentence.paragraph != memory.paragraph:
        memory.paragraph = sentence.paragraph
        memory.previous = memory.previous + memory.here
        memory.here = []
        memory.kind = sentence.kind
        if memory.named_here:
            memory.named_before = memory.named_here
        memory.named_here = []
        memory.topic = []
        memory.place = None
        memory.case_story = False
        memory.sentences = []
    found = source_in(sentence)
    if found is not None:
        memory.source = found
    text = sentence.text[sentence.start : sentence.end]
    if _CASE_STORY.search(text):
        memory.case_story = True
    places = places_in(sentence)
    if places:
        memory.place = (places[-1][2], [(places[-1][0], places[-1][1])])
        local = memory.source is not None and (memory.source[0].split()[0] in ("provincial", "municipal", "city", "regional"))
        if local and memory.place_default is None:
            memory.place_default = (places[0][2], [(places[0][0], places[0][1])])
    elif _NATIONAL.search(text):
        memory.place = None


def _leave(sentence: Sentence, memory: Memory) -> None:
    offences = [s for s in sentence.symbols if s.kind == "OFFENCE"]
    memory.named_here.extend(offences)
    if offences and not sentence.figures:
        memory.topic = offences
    elif offences or sentence.figures:
        memory.topic = []
    for figure in sentence.figures:
        if figure.period is not None and not memory.case_story and figure.statistic is not Statistic.RATIO:
            memory.period = figure
    if not sentence.figures:
        assign_roles(sentence)
        spans = [s for s in sentence.symbols if s.kind == "TIME" and s.form == "period"]
        if spans and not memory.case_story:
            memory.sentences.append(sentence)
    memory.here.extend(sentence.figures)


def _fill_sentence(sentence: Sentence, memory: Memory) -> None:
    if not sentence.figures:
        return
    for figure in sentence.figures:
        classify(figure, sentence)
        if figure.primary or figure.statistic in (Statistic.CHANGE, Statistic.RATE):
            read_nouns(figure, sentence, memory.units)
        _find_subject(figure, sentence)
        if figure.subject is not None:
            figure.part = subject_noun(figure, sentence, memory.units)
            if figure.label == "COUNT" and figure.unit is None and figure.part is not None and figure.part.head in memory.units:
                figure.unit = figure.part.unit
        _mark_background(figure, sentence)
    for figure in sentence.figures:
        _find_base(figure, sentence, memory)
    assign_roles(sentence)
    places = places_in(sentence)
    for figure in sentence.figures:
        link_action(figure, sentence)
        link_offences(figure, sentence)
        link_period(figure, sentence, _clock(figure, sentence, memory))
        link_comparison(figure, sentence)
        link_actor(figure, sentence, memory.units)
        _link_measure(figure, sentence)
        link_place(figure, sentence, places)
        _inherit(figure, sentence, memory)
        link_baseline(figure, sentence, _clock(figure, sentence, memory))
        if figure.statistic in (Statistic.CHANGE, Statistic.RATIO) and figure.comparison is None:
            _inherit_comparison(figure, sentence, memory)
        fill_baseline(figure, sentence)


def _clock(figure: Figure, sentence: Sentence, memory: Memory) -> Clock:
    """The period that an anaphor in this sentence repeats: the last one before the figure."""
    running: Period | None = None
    before = sentence.before(figure)
    while before is not None:
        if before.period is not None and before.comparison is not Comparison.BASELINE:
            running = before.period
            break
        before = sentence.before(before)
    if running is None and memory.here and memory.here[-1].period is not None:
        running = memory.here[-1].period
    if running is None and memory.period is not None:
        running = memory.period.period
    if figure.period is not None:
        running = figure.period
    return Clock(memory.published, running)


def _mark_background(figure: Figure, sentence: Sentence) -> None:
    """"4 percent of the 1,712 suspects", "Of the 32,000 suits, …": a whole named in passing."""
    if not figure.primary or figure.role != "plain":
        return
    before = sentence.before(figure)
    if before is not None and before.statistic is Statistic.SHARE and re.match(r"^\s*of\s+(?:the|all|some|those|these)?\s*(?:\w+\s+)?$", sentence.text[before.end : figure.start]):
        figure.role = "whole"
    elif before is None and re.search(r"\b(?:Of|Among)\s+(?:the|all|these|those)\s+(?:\w+\s+)?$", sentence.text[sentence.start : figure.start]):
        figure.role = "background"


# --- subject and base -----------------------------------------------------------------


def _find_subject(figure: Figure, sentence: Sentence) -> None:
    """Where the subject of a share, a level or a predicate change stands."""
    if figure.subject is not None:
        return
    start, _ = sentence.clause(figure)
    before = sentence.before(figure)
    if before is not None and before.end > start:
        start = before.end
    if figure.statistic is Statistic.SHARE or figure.role == "predicate":
        shares = sentence.between(start, figure.start, "SHARE")
        if shares:
            figure.subject = (start, shares[-1].start)
            figure.anchor = figure.anchor or shares[-1]
            comma = re.match(r"^(?:\s*(?:,|and\b))*\s*", sentence.text[start : shares[-1].start])
            if before is not None and comma and comma.end() == shares[-1].start - start:
                figure.subject = before.subject if before.statistic is figure.statistic else (sentence.clause(figure)[0], before.start)
            elif sentence.text[shares[-1].start : shares[-1].end].lower().endswith(("ing for", "ing up", "ing")):
                # "…, accounting for 62 percent": the subject is that of the main clause.
                figure.subject = (sentence.clause(figure)[0], shares[-1].start)
            return
        if figure.statistic is Statistic.SHARE and before is not None and before.statistic is Statistic.SHARE and before.subject is not None:
            gap = sentence.text[before.end : figure.start]
            if re.match(r"^\s*(?:of [\w\s'-]{1,40})?(?:,|and|, and|;)\s+[^,;]{3,60}$", gap) and not re.search(r"\b(?:were|was|had|of)\s*$", gap):
                joint = re.search(r"(?:,\s*and|,|\band|;)\s+", gap)
                if joint:
                    figure.subject = (before.end + joint.end(), figure.start)
                    return
    if figure.role == "predicate":
        stop = figure.anchor.start if figure.anchor is not None and figure.anchor.end <= figure.start else figure.start
        if before is not None and _TO.match(sentence.text[before.end : figure.start]) and before.statistic in (Statistic.CHANGE, Statistic.RATE, Statistic.SHARE):
            figure.subject = before.subject
            return
        if before is not None and before.statistic is Statistic.CHANGE and figure.statistic is Statistic.CHANGE and not sentence.text[before.end : stop].strip(" ,and"):
            figure.subject = before.subject
            return
        if stop > start:
            figure.subject = (start, stop)


def _find_base(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """The figure that this one is a change, share, conversion or continuation of."""
    if figure.base is not None:
        return
    text = sentence.text
    before = sentence.before(figure)
    if before is not None:
        gap = text[before.end : figure.start]
        if figure.statistic is Statistic.AMOUNT and before.statistic is Statistic.AMOUNT and _CONVERSION.match(gap):
            figure.base, figure.role = before, "tail"
            return
        if _TO.match(gap) and figure.role == "predicate" and before.statistic in (Statistic.CHANGE, Statistic.RATE, Statistic.SHARE):
            figure.base = before
            return
    if figure.statistic in (Statistic.CHANGE, Statistic.RATIO):
        figure.base = _changed(figure, sentence)
        return
    if figure.statistic is Statistic.SHARE or PARTITIVE.match(text[figure.end : figure.end + 24]):
        figure.base = _whole(figure, sentence, memory)
        return
    if before is None and (figure.role == "background" or _OF_OPENING.search(text[sentence.start : figure.start])):
        figure.base = _whole(figure, sentence, memory)
        return
    figure.base = sentence.main_before(figure)


def _primaries(figure: Figure, sentence: Sentence) -> list[Figure]:
    """The figures before this one that a change can be of, parentheses left out."""
    found: list[Figure] = []
    for other in sentence.figures[: figure.index]:
        if other.statistic in (Statistic.CHANGE, Statistic.RATIO):
            continue
        if other.role == "tail" and other.statistic is Statistic.AMOUNT:
            continue
        found.append(other)
    return found


def _changed(figure: Figure, sentence: Sentence) -> Figure | None:
    """Which figure a change is of: pairs off in order where several changes stand together."""
    if figure.role != "tail":
        # "the number of suspects up 31.7 percent": a subject of its own, slots from what it resumes.
        return _primaries(figure, sentence)[-1] if _primaries(figure, sentence) else None
    run = [figure]
    for other in reversed(sentence.figures[: figure.index]):
        if other.statistic is not figure.statistic or not re.match(r"^\s*(?:,|and|, and|or)?\s*(?:by\s*)?$", sentence.text[other.end : run[0].start]):
            break
        run.insert(0, other)
    ahead = figure.index + 1
    last = figure
    while ahead < len(sentence.figures):
        other = sentence.figures[ahead]
        if other.statistic is not figure.statistic or not re.match(r"^\s*(?:,|and|, and|or)?\s*(?:by\s*)?$", sentence.text[last.end : other.start]):
            break
        run.append(other)
        last = other
        ahead += 1
    primaries = _primaries(run[0], sentence)
    if not primaries:
        return None
    if len(run) > 1 and len(primaries) >= len(run):
        return primaries[-len(run) :][run.index(figure)]
    base = primaries[-1]
    if len(run) == 1 and len(primaries) > 1 and PARENTHESIS.search(sentence.text[primaries[-2].end : base.start]) and not re.search(r",", sentence.text[primaries[-2].end : base.start]):
        # "24 cases involving 31 suspects, up 5 percent": the cases rose.
        base = primaries[-2]
    return base


def _whole(figure: Figure, sentence: Sentence, memory: Memory) -> Figure | None:
    """What a share is a share of, or "of them" points to."""
    behind = sentence.text[figure.end : figure.end + 60]
    if figure.role == "background" or _OF_OPENING.search(sentence.text[sentence.start : figure.start]):
        behind = sentence.text[sentence.start : sentence.start + 60].removeprefix("-- ")
        behind = behind[:1].lower() + behind[1:]
    match = re.match(r"\s*(?:of|in|among)\s+(?:(?:all|the|those|these|its|such)\s+)*([\w'-]+)(?:\s+([\w'-]+))?", behind)
    words = {w.lower() for w in match.groups() if w and (w.endswith("s") or w.lower() in ("people", "children", "women", "men"))} if match else set()
    earlier = [f for f in sentence.figures[: figure.index] if f.primary and f.role != "tail"]
    candidates = list(reversed(earlier)) + list(reversed([f for f in memory.here if f.primary])) + list(reversed([f for f in memory.previous if f.primary]))
    for other in candidates:
        if other.noun is not None and other.noun.head in words:
            return other
    units = {memory.units[w] for w in words if w in memory.units}
    if units:
        for other in candidates:
            if other.unit in units:
                return other
    if earlier:
        return earlier[-1]
    before = sentence.before(figure)
    if before is not None:
        return before
    return candidates[0] if candidates else None


# --- inheritance ----------------------------------------------------------------------


def _inherit(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    base = figure.base
    if base is not None and base.sentence is sentence:
        _from_base(figure, base, "base")
    elif base is not None:
        _from_base(figure, base, "whole")
    _actor_and_unit(figure, sentence, memory)
    _action(figure, sentence, memory)
    _offences(figure, sentence, memory)
    _period(figure, sentence, memory)
    if figure.source is None and memory.source is not None:
        figure.take("source", memory.source[0], memory.source[1], "source.carried")
    if figure.place is None:
        place = memory.place or memory.place_default
        if place is not None:
            figure.take("place", place[0], place[1], "place.carried")


def _from_base(figure: Figure, base: Figure, rule: str) -> None:
    slots = ["offences", "action", "period", "place"] if rule == "base" else ["offences", "action"]
    for slot in slots:
        if getattr(figure, slot) in (None, []) and slot not in figure.blocked:
            if slot == "action" and figure.primary and figure.role == "plain" and base.role != "tail" and figure.action is None and base.statistic is Statistic.RATE:
                continue
            if slot == "action" and "action" in base.blocked:
                figure.blocked.add("action")
                continue
            figure.inherit(slot, base, f"{slot}.{rule}")
    if figure.statistic in (Statistic.CHANGE, Statistic.RATIO) and figure.role == "tail" and figure.actor is None and base.statistic is not Statistic.RATE:
        figure.inherit("actor", base, f"actor.{rule}")
    if figure.statistic is Statistic.AMOUNT and figure.role == "tail":
        figure.inherit("actor", base, f"actor.{rule}")
        if "action" in base.blocked:
            figure.blocked.add("action")


def _actor_and_unit(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    base = figure.base
    if figure.statistic in (Statistic.COUNT, Statistic.RATE) or (figure.statistic is Statistic.CHANGE and figure.label == "COUNT"):
        settle_unit(figure, base if base is not None else (memory.here[-1] if memory.here and memory.here[-1].primary else None))
    if figure.actor is not None or figure.statistic is Statistic.RATE:
        return
    if figure.statistic in (Statistic.COUNT, Statistic.SHARE) and base is not None:
        if base.actor is not None and (figure.statistic is Statistic.SHARE or base.unit is figure.unit or base.statistic is Statistic.CHANGE):
            figure.inherit("actor", base, "actor.base")
            return
    if figure.statistic is Statistic.COUNT and figure.noun is None:
        earlier = list(reversed(sentence.figures[: figure.index])) + list(reversed(memory.here))
        for other in earlier:
            if other.unit is figure.unit and other.actor is not None and other.statistic is Statistic.COUNT:
                figure.inherit("actor", other, "actor.elided")
                return
    if figure.statistic is Statistic.CHANGE and figure.role == "predicate" and figure.subject is not None:
        words = sentence.text[figure.subject[0] : figure.subject[1]].lower()
        if re.search(r"\b(?:the (?:number|figure|total)|it|they)\s*$", words.strip()) and (base or memory.here):
            other = base or memory.here[-1]
            figure.inherit("actor", other, "actor.resumed")


def _action(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    if figure.action is not None or "action" in figure.blocked:
        return
    text = sentence.text[sentence.start : sentence.end]
    resumed = bool(_INVOLVED.search(sentence.text[figure.end : sentence.end])) or bool(_INCLUDES.search(sentence.text[sentence.start : figure.start]))
    if figure.role == "plain" and figure.primary and figure.noun is not None and not PARTITIVE.match(sentence.text[figure.end : figure.end + 20]) and figure.base is None and not resumed:
        return
    for other in reversed(memory.here):
        if other.action is not None:
            figure.inherit("action", other, "action.paragraph")
            return
        if "action" in other.blocked:
            return
    if resumed or (figure.role == "predicate" and figure.unit is Unit.CASES) or (
        (figure.role == "predicate" or figure.statistic is Statistic.SHARE) and _DEFINITE.search(text)
    ):
        for other in reversed(memory.previous):
            if other.action is not None:
                figure.inherit("action", other, "action.paragraph-before")
                return


def _offences(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    if figure.offences:
        return
    anaphors = [s for s in sentence.symbols if s.kind == "ANAPHOR"]
    if any(s.value == "all" for s in anaphors) and not any(s.value == "offence" for s in anaphors):
        return
    if figure.action in _NO_OFFENCE_ACTIONS and not any(s.value == "offence" for s in anaphors) and not (
        figure.base is not None and figure.base.offences
    ):
        if not memory.here or memory.here[-1].action not in _NO_OFFENCE_ACTIONS:
            return
    start, end = sentence.clause(figure)
    stated = [s for s in sentence.between(sentence.start, figure.start, "OFFENCE")]
    if stated and figure.role != "tail":
        figure.take("offences", [stated[-1].value], [(stated[-1].start, stated[-1].end)], "offences.sentence")
        return
    if memory.topic:
        ids = list(dict.fromkeys(s.value for s in memory.topic[-1:]))
        figure.take("offences", ids, [(s.start, s.end) for s in memory.topic[-1:]], "offences.topic")
        return
    for other in reversed(memory.here):
        if other.offences:
            figure.inherit("offences", other, "offences.paragraph")
            return
    if memory.here and not figure.sentence.kind == "BODY":
        return
    if figure.action in _CRIMINAL_STAGES and memory.headline and figure.statistic is not Statistic.RATE and (
        {s.value for s in memory.named_before} & memory.headline
    ):
        last = [s for s in memory.named_before if s.value in memory.headline][-1:]
        figure.take("offences", [s.value for s in last], [(s.start, s.end) for s in last], "offences.headline-topic")
        return
    if any(s.value == "offence" for s in anaphors) or _DEFINITE.search(sentence.text[sentence.start : sentence.end]):
        for other in reversed(memory.previous):
            if other.offences:
                figure.inherit("offences", other, "offences.paragraph-before")
                return
    del start, end


def _period(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    if "period" in figure.evidence or "period" in figure.blocked:
        return
    before = sentence.before(figure)
    while before is not None:
        if before.period is not None:
            figure.inherit("period", before, "period.sentence")
            return
        before = sentence.before(before)
    if sentence.kind in ("HEADLINE", "CAPTION", "HEADING"):
        return
    around = sentence.text[sentence.start : figure.start]
    if _TIMELESS.search(around):
        return
    if memory.case_story:
        for other in reversed(memory.here):
            if other.period is not None and (figure.action is not None or other.action is None):
                figure.inherit("period", other, "period.case")
            return
        return
    if memory.sentences:
        last = memory.sentences[-1]
        spans = [s for s in last.symbols if s.kind == "TIME" and s.form == "period"]
        from .periods import dated

        period = dated(spans[-1], last.text, memory.published, memory.period.period if memory.period else None)
        if period is not None and not memory.here:
            figure.take("period", period, [(spans[-1].start, spans[-1].end)], "period.paragraph")
            return
    for other in reversed(memory.here):
        if other.period is not None:
            figure.inherit("period", other, "period.paragraph")
            return
    if memory.period is not None:
        figure.inherit("period", memory.period, "period.article")


def _inherit_comparison(figure: Figure, sentence: Sentence, memory: Memory) -> None:
    """The comparison that the sentence states, or the one before it in the paragraph."""
    if averaged(figure, sentence):
        return
    following = [f for f in sentence.figures[figure.index + 1 :]]
    for other in following:
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
    if not memory.here:
        return
    last = memory.here[-1].sentence
    for other in reversed(memory.here):
        if other.sentence is not last:
            break
        if other.comparison is not None:
            figure.inherit("comparison", other, "comparison.sentence-before")
            if other.period == figure.period:
                figure.inherit("baseline", other, "baseline.sentence-before")
            return


def _link_measure(figure: Figure, sentence: Sentence) -> None:
    """What changed, where it is not a number of people or cases; the name of a rate."""
    text = sentence.text
    if figure.statistic is Statistic.RATE:
        if figure.label == "COUNT":
            match = re.match(r"\s*((?:[\w'’-]+\s+){0,4}?per\s+[\d,]+(?:\s+[\w'-]+){0,1})", text[figure.end : figure.end + 80])
            if match:
                figure.take("measure", match.group(1).strip(), [(figure.end, figure.end + match.end())], "measure.per")
        elif figure.subject is not None:
            figure.take("measure", text[figure.subject[0] : figure.subject[1]].lower(), [figure.subject], "measure.rate")
        return
    if figure.statistic is not Statistic.CHANGE:
        return
    words = ""
    if figure.subject is not None:
        words = text[figure.subject[0] : figure.subject[1]].lower()
    base = figure.base
    if re.search(r"\bgrowth\b|\brate of (?:increase|growth)", words) or (base is not None and base.measure == ChangeMeasure.GROWTH_RATE and figure.role == "tail"):
        value = ChangeMeasure.GROWTH_RATE
    elif re.search(r"\b(?:rate|ratio)\b", words) or (base is not None and base.statistic is Statistic.RATE):
        value = ChangeMeasure.RATE
    elif re.search(r"\b(?:proportion|share|percentage)\b", words) or (base is not None and base.statistic is Statistic.SHARE and (figure.role == "tail" or figure.unit is Unit.PERCENTAGE_POINTS)):
        value = ChangeMeasure.SHARE
    elif re.search(r"\b(?:value|amount|sum|losses|money|funds|volume|turnover|quantity|weight)\b", words) or (
        base is not None and base.statistic is Statistic.AMOUNT and figure.role == "tail"
    ) or figure.label == "AMOUNT":
        value = ChangeMeasure.AMOUNT
    else:
        return
    figure.take("measure", str(value), [figure.subject] if figure.subject else [], "measure.subject")
    if value in (ChangeMeasure.RATE, ChangeMeasure.GROWTH_RATE):
        figure.actor = None
        figure.evidence.pop("actor", None)
        figure.blocked.add("actor")


def _fill_first_source(figures: list[Figure], memory: Memory, sentences: list[Sentence]) -> None:
    """Figures before the first attribution are that body's too."""
    first = next((f for f in figures if f.source is not None), None)
    if first is None or first.source is None:
        return
    for figure in figures:
        if figure is first:
            return
        if figure.sentence.kind not in ("HEADLINE", "CAPTION", "HEADING"):
            figure.take("source", first.source, first.evidence.get("source", []), "source.first")
    del memory, sentences


__all__ = ["PEOPLE_STAGES", "assemble"]
