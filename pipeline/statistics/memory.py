"""What later sentences may draw from: earlier figures, the running period, topic, source and place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...schemas.mention import Period
from ...schemas.vocabulary import Statistic, Unit
from ..regexes import lazy_regex
from .attributions import Source, of_prosecutors, sources_in
from .bodies import Register
from .listing import INCLUDED, breaks_down, goes_on, members, of_several, points_back
from .periods import dated, of_stage
from .places import NATIONAL, Hold, Place, levels_of, places_in, pointed_level
from .scene import Figure, Sentence, Symbol
from .stories import made_known, one_case, told_of_one
from .time_roles import assign_roles, in_main_clause, launch

Evidence = list[tuple[int, int]]

# A spot of one case: "Qitaihe, Heilongjiang Province".
_SEATS = {"provincial": "province", "regional": "province", "county": "district", "district": "district"}
_SPOT = lazy_regex(r"^[^,]+,\s")


# What ties an offence to a verdict: "convicted of", "jailed for six years for".
_VERDICT = lazy_regex(
    r"\b(?:convicted|guilty|conviction|sentenced|sentences|served|jailed|imprisoned|prison|sentence|verdict|condemned)\b[^.;]*"
    r"\b(?:of|for)\s+(?:the\s+)?(?:crimes?\s+of\s+)?$"
)
_PERSON = lazy_regex(r"\b(?:[Hh]e|[Ss]he|him|her|[Tt]he (?:man|woman|owner|driver|manager|boss|couple|official))\b")
_OVERTAKEN = lazy_regex(
    r"\b(?:overt[ao]\w+|replac\w+|surpass\w+|outstripp\w+|outnumber\w+|eclips\w+|displac\w+)\s+$",
    needs=("overt", "replac", "surpass", "outstrip", "outnumber", "eclips", "displac"),
)
_IN_PASSING = lazy_regex(r"\b(?:as|than|like|unlike|behind|after|ahead of|before|alongside|to|from)\s+$")
# "In the fraud cases, sham loans were used in 16 percent", "Across theft and arson, 4 percent were women"
_OPENS = lazy_regex(r"(?:In|Of|Among|Across|For)\s+(?:all\s+|the\s+|those\s+\w+\s+(?:for|with|of)\s+)*$")
_OF_WHOLE = lazy_regex(r"\s*(?:of|in|among)\s+(?!them\b|whom\b|which\b|these\b)")
# Rules by which a figure goes on with an offence that others name.
_TAKEN = frozenset(
    f"offences.{rule}"
    for rule in ("base", "whole", "paragraph", "sentence", "topic", "case", "paragraph-before", "article")
)


@dataclass(slots=True)
class Memory:
    """The scopes behind the sentence at hand.

    ``here`` are the figures before it in its paragraph, ``previous`` those of
    the paragraphs before; ``named_here`` and ``named_before`` the offences of
    this paragraph's earlier sentences and of the last paragraph that named
    any; ``ahead`` those of the rest of the paragraph.
    """

    published: date | None
    units: Mapping[str, Unit]
    paragraph: int = -1
    kind: str = ""
    headline: set[str] = field(default_factory=set)
    here: list[Figure] = field(default_factory=list)
    previous: list[Figure] = field(default_factory=list)
    named_here: list[Symbol] = field(default_factory=list)
    named_before: list[Symbol] = field(default_factory=list)
    named_all: list[Symbol] = field(default_factory=list)
    ahead: list[Symbol] = field(default_factory=list)
    lead_in: list[Symbol] = field(default_factory=list)
    period: Figure | None = None
    periods: dict[Period, int] = field(default_factory=dict)
    dated: list[Figure] = field(default_factory=list)
    stated: tuple[Period, Evidence] | None = None
    launched: date | None = None
    announced: tuple[Period, Evidence] | None = None
    case_stage: tuple[Period, Evidence] | None = None
    case_deed: tuple[Period, Evidence] | None = None
    source: Source | None = None
    first_source: Source | None = None
    sources: dict[int, Source] = field(default_factory=dict)
    heard: dict[str, Source] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    place: tuple[str, Evidence] | None = None
    places: dict[str, Place] = field(default_factory=dict)
    forms: dict[str, Place] = field(default_factory=dict)
    national: bool = False
    case_source: bool = False
    isolated: bool = False
    case_story: bool = False
    topic: tuple[list[str], Evidence] | None = None
    main: Figure | None = None
    main_before: Figure | None = None
    recent: Figure | None = None
    parts: set[int] = field(default_factory=set)

    def enter(self, sentence: Sentence, ahead: list[Symbol]) -> None:
        """Open the scopes for a sentence; `ahead` are the offences of its paragraph from it on."""
        if sentence.paragraph != self.paragraph:
            self._turn(sentence)
        self.ahead = ahead
        self._attribute(sentence)
        self._locate(sentence)

    def _attribute(self, sentence: Sentence) -> None:
        """Hear who speaks, and whether the paragraph is a story that nobody reports."""
        found = sources_in(sentence, self.register)
        if found:
            self.source = found[0]
            self.first_source = self.first_source or found[0]
            self.sources.setdefault(sentence.paragraph, found[0])
            self.heard.setdefault(found[0].name, found[0])
        elif sentence.figures:
            if (
                of_prosecutors(sentence)
                and "SPP" in self.heard
                and self.source is not None
                and not re.search("rocurat", self.source.name)
            ):
                self.source = self.heard["SPP"]
        text = sentence.text[sentence.start : sentence.end]
        if told_of_one(text):
            self.case_story = True
        self.case_source = self.case_source or bool(found) or made_known(text)

    def _locate(self, sentence: Sentence) -> None:
        """Note where the sentence takes place, or the place that it points back to."""
        self.national = bool(NATIONAL.search(sentence.text, sentence.start, sentence.end))
        self.isolated = self.isolated or one_case(sentence)
        places = places_in(sentence, self.register)
        for place in places:
            base = place.name.split(",")[0].split()[0]
            if place.hold is not Hold.WEAK:
                self.forms.setdefault(base, place)
            for called in levels_of(place):
                self.places[called] = place
            self.places["any"] = place
            self.isolated = self.isolated or bool(_SPOT.match(place.text) and len(place.members) == 1)
        firm = [p for p in places if p.hold is Hold.SETTING]
        weak = [p for p in places if p.hold is Hold.WEAK]
        level = pointed_level(sentence)
        if firm:
            self.place = self._known(firm[-1])
        elif level is not None and level in self.places:
            self.place = self._known(self.places[level])
        elif self.national:
            self.place = None
        elif self.place is None and weak and (self.case_story or self.isolated):
            self.place = self._known(weak[-1])

        if self.source is not None and self.source.name[0].islower() and self.source.start >= sentence.start:
            # "the provincial procuratorate" is that of the province at hand
            word = self.source.name.split()[0]
            seat = self.places.get(_SEATS.get(word, "city")) or self.places.get("province")
            if seat is not None:
                self.register.seats[self.source.name] = self._known(seat)

    def _known(self, place: Place) -> tuple[str, Evidence]:
        """The place under the name by which the article introduced it: "Hunan province" for "Hunan"."""
        first = self.forms.get(place.name)
        return (first.name, first.evidence) if first is not None else (place.name, place.evidence)

    def _turn(self, sentence: Sentence) -> None:
        """A new paragraph begins."""
        self.paragraph = sentence.paragraph
        if self.here or self.named_here:
            self.recent = None if self.case_story else self.main
        self.previous = self.previous + self.here
        self.here = []
        self.kind = sentence.kind
        if self.named_here:
            self.named_before = self.named_here
        self.named_here = []
        if not self.case_story:
            if self.main is not None and (self.main.primary or self.main_before is None):
                self.main_before = self.main
        self.main = None
        self.place = None
        if sentence.kind != "BULLET":
            self.stated = None
        self.case_story = False
        self.case_stage = self.case_deed = None
        self.launched = None
        self.case_source = self.isolated = False

    def _note_periods(self, sentence: Sentence) -> None:
        """Keep the periods that a sentence states, those of a case's stages apart from those of its deeds."""
        running = self.period.period if self.period else None
        for symbol in sentence.symbols:
            if symbol.kind == "TIME" and symbol.form == "attribution":
                day = dated(symbol, sentence.text, self.published, running)
                if day is not None and day.start == day.end:
                    self.announced = day, [(symbol.start, symbol.end)]
            if symbol.kind != "TIME" or symbol.form != "period":
                continue
            period = dated(symbol, sentence.text, self.published, running)
            if period is None:
                continue
            if launch(sentence, symbol):
                self.launched = period.start
                if self.published is not None and self.published > period.end:
                    period = Period(period.start, self.published)
            noted = period, [(symbol.start, symbol.end)]
            if (
                not sentence.figures
                and in_main_clause(sentence, symbol)
                and (running is None or period.end >= running.start)
            ):
                # What lies before the running period is history: "a crime since 2015".
                self.stated = noted
            if of_stage(sentence, symbol):
                self.case_stage = noted
            else:
                self.case_deed = noted

    def attribution(self) -> Source | None:
        """The body that a figure without one of its own is reported by; an isolated case has none."""
        return None if (self.case_story or self.isolated) and not self.case_source else self.source

    def setting(self, figure: Figure) -> tuple[str, Evidence] | None:
        """The place that a figure without one of its own is limited to: the paragraph's, else the reporting body's."""
        if "place" not in figure.blocked and (self.place is not None or self.national):
            return self.place
        if self.source is None:
            return None
        seat = self.register.seats.get(self.source.name)
        if seat is None:
            return None
        known = self.forms.get(seat[0])
        return (known.name, known.evidence) if known is not None else seat

    def usual_period(self) -> Figure:
        """A figure of the period that most figures so far are of, the latest where several are."""
        most = max(self.periods.values())
        return next(f for f in reversed(self.dated) if f.period is not None and self.periods[f.period] == most)

    def turn_section(self) -> None:
        """A heading inside the article: what the section before spoke of is no longer at hand."""
        self.previous, self.here = [], []
        self.named_here, self.named_before, self.named_all = [], [], []
        self.lead_in = []
        self.main = self.main_before = None

    def _note_topic(self, sentence: Sentence) -> None:
        """What the lead is about: the offence of its first figure, or the first it names; of all crimes, none."""
        named = [f for f in sentence.figures if f.offences]
        whole = [f for f in named if f.start not in self.parts]
        if not whole and sentence.figures[0].offences:
            whole = named
        self.topic = (list(whole[0].offences), whole[0].evidence["offences"]) if whole else ([], [])

    def subject(self) -> tuple[list[str], Evidence]:
        """The offence that the article is about; before its first figure, that of the headline, once it is named."""
        if self.topic is not None:
            return self.topic
        named = [s for s in self.named_all if s.value in self.headline][:1]
        return [s.value for s in named], [(s.start, s.end) for s in named]

    def verdict(self, text: str) -> list[Symbol]:
        """The last offence of the paragraph's rest that a verdict names: "in the end she was jailed for [fraud]"."""
        tied = [s for s in self.ahead if _VERDICT.search(text, max(0, s.start - 90), s.start)]
        if not tied:
            return []
        # Of several in one sentence the first: "31 were convicted of [fraud] and 15 of perjury".
        last = next(s for s in tied if "." not in text[s.end : tied[-1].start])
        return members(text, self.ahead, last)

    def individual(self, text: str) -> list[Symbol]:
        """The verdict of the paragraph's rest, where it is one on a single person: "He was sentenced for [arson]"."""
        charged = self.verdict(text)
        if charged and _PERSON.search(text, max(0, text.rfind(".", 0, charged[0].start)), charged[0].start):
            return charged
        return []

    def charge(self, sentence: Sentence) -> list[Symbol]:
        """The last offence of the paragraph that a verdict names, before the sentence or from it on."""
        text = sentence.text
        tied = [s for s in self.named_here if _VERDICT.search(text, max(0, s.start - 90), s.start)]
        return self.verdict(text) or (members(text, self.named_here, tied[-1]) if tied else [])

    @staticmethod
    def _of_whole(figure: Figure, sentence: Sentence) -> bool:
        """Whether a share's offence is that of its whole: "4 percent [of thieves]", "[In theft cases], 4 percent"."""
        if figure.rules.get("offences") == "offences.behind":
            return bool(_OF_WHOLE.match(sentence.text, figure.end))
        first = figure.evidence["offences"][0][0]
        return bool(_OPENS.search(sentence.text[sentence.start : first]))

    def _of_topic(self, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a list of charges that are none of the article's own topic."""
        topic = self.topic[0] if self.topic is not None else []
        return bool(topic) and not self.here and of_several(sentence, topic, _TAKEN)

    def _note_main(self, sentence: Sentence) -> None:
        """The paragraph's main figure: the last that is no part of a whole, a member of a list of charges."""
        if not any(figure.offences for figure in sentence.figures):
            return
        parted = bool(self.here) and self.here[-1].start in self.parts and not self.case_story
        listed = breaks_down(sentence) or (parted and goes_on(sentence)) or self._of_topic(sentence)
        for figure in sentence.figures:
            rule = figure.rules.get("offences", "")
            if not figure.offences:
                continue
            if self.case_story:
                self.parts.add(figure.start)
                continue
            if rule in _TAKEN:
                base = figure.base
                if listed or (base is not None and base.start in self.parts and figure.offences == base.offences):
                    self.parts.add(figure.start)
                elif self.main is None:
                    self.main = figure
                continue
            before = sentence.before(figure)
            included = before is not None and INCLUDED.search(sentence.text, before.end, figure.start)
            share = figure.statistic is Statistic.SHARE
            if share and not figure.partial and self._of_whole(figure, sentence):
                self.main = figure
                continue
            if figure.partial or share or included:
                listed = True
            if listed:
                self.parts.add(figure.start)
            elif figure.role not in ("tail", "earlier"):
                self.main = figure

    def leave(self, sentence: Sentence) -> None:
        """Remember what the sentence said."""
        offences = [s for s in sentence.symbols if s.kind == "OFFENCE"]
        if offences:
            pointer = next((s for s in sentence.symbols if points_back(s, sentence.text)), None)
            passing = _IN_PASSING.search(sentence.text, sentence.start, offences[0].start)
            if pointer is None or pointer.start > offences[0].start or not passing:
                # "The offence is now as common as theft": theft is named in passing.
                kept = [s for s in offences if not _OVERTAKEN.search(sentence.text, sentence.start, s.start)]
                self.named_here.extend(kept or offences)
        self.named_all.extend(offences)
        if sentence.kind != "BULLET":
            self.lead_in = [s for s in sentence.symbols if s.kind == "ACTION"]
        if not sentence.figures:
            assign_roles(sentence)
        self._note_periods(sentence)
        self._note_main(sentence)
        if self.topic is None and sentence.figures:
            self._note_topic(sentence)
        for figure in sentence.figures:
            if figure.period is None or sentence.kind == "BULLET" or self.case_story or figure.earlier or figure.alone:
                continue
            if figure.statistic is not Statistic.RATIO and figure.rules.get("period") != "period.published":
                self.period = figure
                self.dated.append(figure)
                self.periods[figure.period] = self.periods.get(figure.period, 0) + 1
        self.here.extend(sentence.figures)
