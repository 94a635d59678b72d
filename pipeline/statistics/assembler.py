"""Make one record of each figure: the scopes it draws its slots from.

For each figure the assembler walks outward: its own phrase and clause, its
sentence, the figure it is a change or share of, the sentences before it in the
paragraph, the paragraph before. A slot is taken from the innermost scope that
offers one. A headline, heading or caption lends and borrows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...schemas.mention import Period
from ...schemas.vocabulary import Comparison, Statistic, Unit
from .actions import link_action
from .actors import link_actor, read_nouns, subject_noun
from .attributions import link_source, sources_in
from .baselines import fill_baseline, link_baseline
from .bases import find_base, find_subject, mark_background, mark_partial
from .comparisons import link_comparison
from .inheritance import bar, inherit, inherit_comparison
from .kinds import classify
from .measures import link_measure
from .memory import Memory
from .offences import link_offences
from .periods import Clock, link_period
from .places import link_place, places_in
from .scene import Figure, Sentence, Symbol
from .time_roles import assign_roles

_APART = ("HEADLINE", "CAPTION", "HEADING")
_CHANGES = (Statistic.CHANGE, Statistic.RATIO)


def assemble(sentences: list[Sentence], published: date | None, units: Mapping[str, Unit]) -> list[Figure]:
    """Fill every figure of an article, in the order of the text."""
    memory = Memory(published, units)
    figures: list[Figure] = []
    for i, sentence in enumerate(sentences):
        if sentence.kind in _APART:
            alone = Memory(published, units, paragraph=sentence.paragraph)
            if sentence.figures:
                alone.source = next(iter(sources_in(sentence, alone.register)), None)
            _fill(sentence, alone)
            if sentence.kind == "HEADING" and memory.kind:
                memory.turn_section()
            if sentence.kind == "HEADLINE":
                memory.headline |= {s.value for s in sentence.symbols if s.kind == "OFFENCE"}
        else:
            memory.enter(sentence, _ahead(sentences, i) if sentence.figures else [])
            _fill(sentence, memory)
            memory.leave(sentence)
        figures.extend(sentence.figures)
    _first_source(figures, memory)
    return figures


def _ahead(sentences: list[Sentence], at: int) -> list[Symbol]:
    """The offences that the paragraph names from this sentence on."""
    found: list[Symbol] = []
    for sentence in sentences[at:]:
        if sentence.paragraph != sentences[at].paragraph:
            break
        found.extend(s for s in sentence.symbols if s.kind == "OFFENCE")
    return found


def _fill(sentence: Sentence, memory: Memory) -> None:
    """Fill the figures of one sentence, left to right, so that each can lean on those before it."""
    if not sentence.figures:
        return
    for figure in sentence.figures:
        classify(figure, sentence)
        if figure.primary or figure.statistic in (Statistic.CHANGE, Statistic.RATE):
            read_nouns(figure, sentence, memory.units)
        find_subject(figure, sentence)
        if figure.subject is not None:
            figure.part = subject_noun(figure, sentence, memory.units)
            if (
                figure.label == "COUNT"
                and figure.unit is None
                and figure.part is not None
                and figure.part.head in memory.units
            ):
                figure.unit = figure.part.unit
        mark_background(figure, sentence)
        mark_partial(figure, sentence)
    assign_roles(sentence)
    places = places_in(sentence, memory.register)
    sources = sources_in(sentence, memory.register)
    for figure in sentence.figures:
        find_base(figure, sentence, memory)
        link_actor(figure, sentence, memory.units)
        link_action(figure, sentence)
        link_offences(figure, sentence)
        bar(figure, sentence)
        link_period(figure, sentence, _clock(figure, sentence, memory))
        link_comparison(figure, sentence)
        link_measure(figure, sentence, memory)
        link_source(figure, sentence, sources)
        link_place(figure, sentence, places)
        inherit(figure, sentence, memory)
        link_baseline(figure, sentence, _clock(figure, sentence, memory))
        if figure.statistic in _CHANGES and figure.comparison is None:
            inherit_comparison(figure, sentence, memory)
        fill_baseline(figure, sentence)


def _clock(figure: Figure, sentence: Sentence, memory: Memory) -> Clock:
    """The period that an anaphor in this sentence repeats: the last one before the figure."""
    running: Period | None = figure.period
    for before in reversed(sentence.figures[: figure.index]):
        if running is not None:
            break
        if before.comparison is not Comparison.BASELINE and not before.earlier:
            running = before.period
    if running is None and memory.here:
        running = next((f.period for f in reversed(memory.here) if not f.alone), None)
    if running is None and memory.period is not None:
        running = memory.period.period
    return Clock(memory.published, running, memory.case_story, memory.launched)


def _first_source(figures: list[Figure], memory: Memory) -> None:
    """Figures without a source are of the body that their paragraph names later, or the article first.

    "A contractor pocketed 760,000 yuan. … A court fined him, the procuratorate said."
    """
    opening = True
    for figure in figures:
        if figure.sentence.kind in _APART:
            continue
        opening = opening and figure.source is None
        own = memory.sources.get(figure.sentence.paragraph)
        if own is not None and figure.rules.get("source") == "source.carried" and own.start > figure.end:
            seat = memory.register.seats.get(own.name)
            if seat is not None and figure.place is not None and figure.place.startswith(seat[0]):
                # "Chongqing reported 9,340 cases. Calls fell there, the Chongqing Public Security Bureau said."
                figure.take("source", own.name, own.evidence, "source.seat")
        if figure.source is None:
            later = own or (memory.first_source if opening else None)
            if later is not None:
                figure.take("source", later.name, later.evidence, "source.first")
