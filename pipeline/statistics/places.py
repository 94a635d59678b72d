"""Where a figure holds: the places of a sentence and which of them limit its figures.

A place limits what is counted if it stands in a locative phrase ("in Yunnan",
"along the Yangtze", "residents of Hangzhou"), before those who act there
("Shanghai police") or as the subject ("Yunnan accounted for"). Where a
conference was held, a lawyer lives or a prisoner was born limits nothing;
where somebody came from or was taken to does so only in want of a better.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from ..regexes import lazy_regex
from .bodies import DAY, Body, Register, bodies_in
from .scene import Figure, Sentence, once

_LEVELS = {"city": 1, "province": 2, "region": 3}
_CAP = r"[A-Z][\w'’-]*"
_UNIT = (
    r"(?:[Pp]rovinces?|[Cc]it(?:y|ies)|[Dd]istricts?|[Cc]ount(?:y|ies)|[Mm]unicipalit(?:y|ies)|[Rr]egions?"
    r"|[Pp]refectures?|[Tt]ownships?|[Vv]illages?|[Tt]owns?|New Area|[Bb]asins?|[Rr]iver|[Dd]elta)"
)
_NATION = r"(?:Zhuang|Uygur|Uyghur|Hui|Tibetan|Yi|Dai|Bai|Miao|Mongolian|Korean|Tujia|Dong|Buyei|Hani|Kazak)"
_WITH_UNIT = lazy_regex(rf"^\s+(?:(?:{_NATION}\s+){{0,2}}(?:and\s+{_NATION}\s+)?[Aa]utonomous\s+{_UNIT}|{_UNIT})\b")
# A place that no list has, known by its unit or by what it lies in: "Menghai County", "Qitaihe, Heilongjiang Province".
_UNKNOWN = lazy_regex(
    rf"\b(?!(?:In|The|At|From|Across|A|An|And|To|Of|For|As|This|That|Each|Every|One|Criminal|Chinese"
    rf"|Any)\b)({_CAP}(?:\s{_CAP})?)"
    r"\s(?:[Dd]istrict|[Cc]ounty|[Tt]ownship|New Area|[Pp]refecture|Banner|Province|City)\b(?!['’]s\s+(?:[A-Z]"
    r"|[Pp]eople))",
    needs=("istrict", "ounty", "ownship", "New Area", "refecture", "Banner", "Province", "City"),
)
_OF_UNIT = lazy_regex(
    rf"\b(?:town|city|county|village|district|township|port|island|municipality|province)\sof\s({_CAP}(?:\s{_CAP})?)",
    needs=("town", "city", "county", "village", "district", "port", "island", "municipality", "province"),
)
_IN_LARGER = lazy_regex(
    rf"\b(?:[Ii]n|[Ff]rom|[Tt]o|[Aa]t|[Oo]f|near|around|across)\s(?!{DAY})({_CAP}(?:\s{_CAP})?)(?:,\s+|\s+in\s+)"
    r"(?:[\w-]+\s+China['’]s\s+)?(?:(?:north|south|east|west)\w*\s+)?$"
)
_APPOSED = lazy_regex(
    rf"\b(?:[Ii]n|[Ff]rom|at|of|near)\s(?!{DAY})({_CAP}(?:\s{_CAP})?),\s+an?\s+(?:\w+\s+)?(?:district|county|city"
    rf"|town|village|suburb)\b",
    needs=("district", "county", "city", "town", "village", "suburb"),
)
_INSIDE = lazy_regex(
    r"^(?:,\s+|\s+in\s+)(?:(?:neighbou?ring|nearby|[\w-]+\s+China['’]s)\s+)?(?:(?:north|south|east|west)\w*\s+)?$"
)
_AND = lazy_regex(r"^(?:,\s+|,?\s+and\s+)(?:the\s+)?$")
_DIRECTION = lazy_regex(r"\b(?:(?:north|south)(?:east|west)?|east|west|central)(?:ern)?\s+$")
_COMPASS = r"(?:[\w-]+\s+China['’]s\s+|(?:neighbou?ring|nearby|whole of|coastal|inland)\s+)?"
_LOCATIVE = lazy_regex(
    rf"(?:\b(?:in|across|throughout|within|around|along|off|inside|near|at|over|outside)\s+(?:the\s+)?"
    rf"(?:(?:ports?|border|waters|streets|coasts?|banks|suburbs|outskirts|city|province|municipality|county|town"
    rf"|village"
    rf"|district|prefecture|region|capital|whole|rest)\s+(?:cit(?:y"
    rf"|ies)\s+)?of\s+(?:the\s+)?)?(?:[\w-]+\s+in\s+)?{_COMPASS}"
    rf"|\b(?:residents|people|citizens|courts|police|prosecutors|procuratorates|authorities|port|judges"
    rf"|detectives)\s+of\s+(?:the\s+)?{_COMPASS}"
    rf"|\b(?:figure|number|total|count|tally|rate|share) for\s+(?:the\s+)?{_COMPASS}|\bChina['’]s\s+)$",
    re.IGNORECASE,
)
_COMES_FROM = lazy_regex(r"\b(?:cases?|comes|one|story|example)\s+(?:is\s+)?from\s+(?:the\s+)?$")
_ORIGIN = lazy_regex(rf"\b(?:from|out of)\s+(?:the\s+)?{_COMPASS}$")
_GOAL = lazy_regex(rf"\b(?:to|into|through)\s+(?:the\s+)?{_COMPASS}$")
_BROUGHT = lazy_regex(
    r"\b(?:br(?:ought|ing(?:ing)?)|flown|escorted|repatriated|extradited|returned|deported|handed over|sent|taken)\b"
    r"(?:\s+(?:back|home|over))?",
)
_ACTING = lazy_regex(
    r"^\s+(?:(?:high|local|border|traffic|railway|intermediate|district|tax|customs|market|public)\s+)*(?:police"
    r"|courts?|prosecutors"
    r"|procurator\w+|customs|judges|officers|authorities|detectives|investigators|regulators?|inspectors)\b"
)
_SUBJECT = lazy_regex(
    r"^\s+(?:with|(?:together\s+|alone\s+|again\s+)?(?:accounted|accounting|had|has|recorded|saw|made up|took"
    r"|heard|dealt|held|brought|put|sent|ranks|ranked|tried|concluded|prosecuted|indicted|charged|arrested|seized"
    r"|received|reported|topped|led|logged"
    r"|handled|registered|contributed|came|remain\w*|is|was|were|opened|shares?|filed|solved|cracked|closed))\b"
)
_PART = lazy_regex(
    r"^\s+(?:with|(?:together\s+|alone\s+)?(?:accounted|accounting|made up|took on|contributed|had the|came))\b"
)
_OPENING = lazy_regex(
    r"(?:^|[“\"(]|--\s+|[;:]\s+|followed by\s+|,\s+(?:while\s+|and\s+"
    r"|with\s+)?(?:the\s+)?)(?:[\w-]+\s+China['’]s\s+|[Tt]he\s+)*$"
)
_CASE = lazy_regex(r"^\s+(?:\w+\s+){0,3}case\b")
# An entry of a list: "- [Guangdong]: 58 suspects held".
_ENTRY = lazy_regex(r"^\s*(?:[-–—•*]+\s+)?$")
_COLON = lazy_regex(r"^:\s")
# Who is on the receiving end lives elsewhere: "sold the notes to dealers [in Hunan]".
_RECIPIENT = lazy_regex(
    r"\b(?:s[oe]ll\w*|sold|sent|send\w*|ship\w*|mail\w*|post(?:ed|ing)|deliver\w*|suppl(?:y|ied|ying)|export\w*"
    r"|distribut\w*|resold|resell\w*|smuggl\w*|pass(?:ed|ing))\b(?:[^,.;:]|(?<=\d)[,.](?=\d))*\bto\s+(?:the\s+)?(?:[\w-]+\s+){1,4}?"
    r"(?:in|across|throughout|around)\s+(?:the\s+)?$"
)
# "Police in Hebei, working with those [in Gansu], caught …": the figure is that of the first.
_COMPANION = lazy_regex(
    r"\b(?:working|cooperat\w+|together|along|alongside|jointly|teamed\s+up|teaming\s+up|join\w+\s+(?:hands|forces)|help\s+(?:of|from))"
    r"\s+(?:with\s+)?(?:the\s+|their\s+|its\s+)?(?:those|police|colleagues|counterparts|officers|peers|prosecutors|authorities)"
    r"\s+(?:in|from|of)\s+(?:the\s+)?$"
)
_FOREIGN = lazy_regex(r"\bChinese(?:,| and)\s+$")
_WHERE = lazy_regex(r"^,\s+(?:whose|where)\b")
_ASIDE = lazy_regex(r"^,\s+(?!\w+ing\b)")
_ELSEWHERE = lazy_regex(
    r"\b(?:conference|briefing|meeting|sessions?|forum|event|ceremony|reporters|journalists|lawyers?|professors?"
    r"|experts?|scholars?"
    r"|criminologists?|based|born|university|teaches|speaking|seminar|who (?:practi[cs]es|lives|works|studies"
    r"|speciali[sz]es)|headquarters|office|announced|embassy|an? (?:\w+\s)?(?:prosecutor|judge|officer|researcher"
    r"|deputy|lawmaker|official|analyst|doctor))\b[^,.;]{0,60}?"
    r"\b(?:in|from|at|of)\s+(?:the\s+)?$|\bsuch as\b[^,;.]*$",
    re.IGNORECASE,
)
_DATELINE = lazy_regex(r"^(?:,| )?\s*(?:[A-Z][a-z]+\.? \d+(?:, \d{4})? )?\((?:Xinhua|ECNS)\)")
_NATIONWIDE = (
    r"nationwide(?!\s+(?:campaign|crackdown|database|operation|drive|total|network|ban|survey|push|effort|system"
    r"|platform|inspection))"
)
NATIONAL = lazy_regex(
    rf"\b(?:{_NATIONWIDE}|nationally|(?:across|throughout) (?:China|the (?:whole )?(?:country|nation))"
    r"|China's (?:courts|procuratorates|prosecutors|police)|the country's (?:courts|procuratorates|prosecutors|police)"
    r"|(?:police|courts|prosecutors|procuratorates) (?:at all levels|in China))\b",
    re.IGNORECASE,
    needs=("nation", "country", "china", "levels"),
)
# "prosecutors in the city", "police there", "in his province".
_THERE = lazy_regex(
    r"(?:\b(?:[Ii]n|[Aa]cross|[Aa]long|[Tt]hroughout|[Aa]round|[Ww]ithin|of|from)\s+(?:the\s+(?:whole\s+)?"
    r"|th(?:is|at)\s+|his\s+|her\s+|their\s+)"
    r"|^[Tt]he\s+)(city|province|municipality|county|district|region|river|lake)\b(?!\s+of\b)"
    r"|\b[Tt]he\s+(city|province|municipality|county|district|region)['’]s\s+(?![A-Z])"
    r"|\b([Cc]ity)\s+(?:police|courts|prosecutors|procuratorates|judges)\b"
    r"|\b(?:[Pp]olice|[Pp]rosecutors|[Cc]ourts|[Jj]udges|[Oo]fficers|[Pp]rocuratorates|[Rr]esidents|[Dd]etectives"
    r"|[Aa]uthorities)\s+(there)\b",
    needs=("city", "City", "province", "municipality", "county", "district", "region", "river", "lake", "there"),
)
_MUNICIPAL = ("Beijing", "Shanghai", "Tianjin", "Chongqing")


class Hold(StrEnum):
    """How firmly a place limits: it is where things happen, the subject of a share, or where they came from."""

    SETTING = "setting"
    PART = "part"
    ORIGIN = "origin"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written, with its kind and how it limits the figures of its sentence."""

    start: int
    end: int
    text: str
    kind: str
    hold: Hold
    members: tuple[tuple[int, int], ...] = ()

    @property
    def name(self) -> str:
        """As a record gives it; a name in capitals alone is set in plain letters."""
        return self.text.title() if self.text.isupper() else self.text

    @property
    def evidence(self) -> list[tuple[int, int]]:
        """Where it stands."""
        return [(self.start, self.end)]


@once
def places_in(sentence: Sentence, register: Register) -> list[Place]:
    """The places that limit figures of the sentence, in order."""
    text = sentence.text
    places = []
    for members, kind in _groups(sentence, _named(sentence, bodies_in(sentence, register))):
        start, end = members[0][0], members[-1][1]
        region = _DIRECTION.search(text[max(sentence.start, start - 14) : start])
        if region and not text[start - len(region.group()) : start].istitle():
            start -= len(region.group())
        hold = _hold(sentence, start, end)
        if hold is not None:
            places.append(Place(start, end, text[start:end], kind, hold, tuple(members)))
    return places


def _named(sentence: Sentence, bodies: list[Body]) -> list[tuple[int, int, str]]:
    """Every place that the sentence names outside the names of bodies, with its kind."""
    text, begin, stop = sentence.text, sentence.start, sentence.end
    found = [(s.start, s.end, str(s.value)) for s in sentence.symbols if s.kind == "PLACE"]

    def add(start: int, end: int, kind: str) -> None:
        if not any(a < end and start < b for a, b, _ in found):
            found.append((start, end, kind))

    for match in _OF_UNIT.finditer(text, begin, stop):
        add(*match.span(1), "city")
    for match in _APPOSED.finditer(text, begin, stop):
        add(*match.span(1), "city")
    for start, _, kind in list(found):
        larger = _IN_LARGER.search(text[max(begin, start - 60) : start])
        if larger and kind != "city":
            offset = max(begin, start - 60)
            add(offset + larger.start(1), offset + larger.end(1), "city")
    for match in _UNKNOWN.finditer(text, begin, stop):
        add(*match.span(1), "city")
    spans = []
    for start, end, kind in sorted(found):
        unit = _WITH_UNIT.match(text[end : end + 50])
        if unit:
            end += unit.end()
            if re.search(r"[Dd]istrict|[Cc]ounty|New Area", unit.group()):
                kind = "district"
        if not any(body.start < end and start < body.end for body in bodies):
            spans.append((start, end, kind))
    return spans


def _groups(sentence: Sentence, spans: list[tuple[int, int, str]]) -> list[tuple[list[tuple[int, int]], str]]:
    """Join what is one place: "Suining, Sichuan province", "Zhejiang and Fujian provinces"."""
    text = sentence.text
    groups: list[tuple[list[tuple[int, int]], str]] = []
    for start, end, kind in spans:
        if groups:
            members, last = groups[-1]
            gap = text[members[-1][1] : start]
            level, above = _LEVELS.get(last, 0), _LEVELS.get(kind, 0)
            municipal = text.startswith(_MUNICIPAL, start) and last != "district"
            if _INSIDE.match(gap) and level < above and not municipal:
                members[-1] = (members[-1][0], end)
                continue
            if _AND.match(gap) and (level == above or municipal or " and " in gap):
                members.append((start, end))
                continue
        groups.append(([(start, end)], kind))
    return groups


def _hold(sentence: Sentence, start: int, end: int) -> Hold | None:
    """How the place limits, or None if it does not."""
    text = sentence.text
    left = text[max(sentence.start, start - 110) : start]
    right = text[end : min(sentence.end, end + 70)]
    possessive = re.match(r"^['’]s?(?=\s)", right)
    if possessive:
        right = right[possessive.end() :]
    if _DATELINE.match(right) or (possessive and not _ACTING.match(right)):
        return None
    if _ELSEWHERE.search(left):
        return None
    if _FOREIGN.search(left):
        # "Chinese and Myanmar police": two countries' together
        return None
    if _ACTING.match(right) or _WHERE.match(right) or _CASE.match(right):
        return Hold.SETTING
    if _ENTRY.match(text[sentence.start : start]) and _COLON.match(right) and sentence.kind != "HEADLINE":
        return Hold.SETTING
    if _RECIPIENT.search(left) or _COMPANION.search(left):
        return Hold.WEAK
    if _LOCATIVE.search(left) or _COMES_FROM.search(left):
        return Hold.SETTING
    if _OPENING.search(text[sentence.start : start]):
        if _PART.match(right):
            return Hold.PART
        if _SUBJECT.match(right) or (
            text[sentence.start : start].strip().lower() in ("", "the") and _ASIDE.match(right)
        ):
            return Hold.SETTING
        if re.search(r"China['’]s\s+$", left):
            return Hold.SETTING
    if _ORIGIN.search(left):
        return Hold.ORIGIN if _BROUGHT.search(text, sentence.start, start) else Hold.WEAK
    if _GOAL.search(left):
        return Hold.WEAK
    return None


def link_place(figure: Figure, sentence: Sentence, places: list[Place]) -> None:
    """The nearest limiting place before the figure in its sentence, else behind it in its clause."""
    _, end = sentence.clause(figure)
    following = sentence.after(figure)
    limit = min(end, following.start) if following is not None else end
    firm = [p for p in places if p.hold in (Hold.SETTING, Hold.PART)]
    before = [p for p in firm if p.end <= figure.start]
    behind = [p for p in firm if figure.end <= p.start < limit]
    origins = [p for p in places if p.hold is Hold.ORIGIN]
    # "610 suspects from Cambodia and 92 from the Philippines", "… and 20 cases in Guizhou"
    close = [p for p in origins if figure.end <= p.start < limit]
    close += [p for p in behind if re.match(r"^(?:\s+\w+){0,2}\s+in\s+$", sentence.text[figure.end : p.start])]
    before += [p for p in origins if p.end <= figure.start]
    chosen = close[0] if close else before[-1] if before else behind[0] if behind else None
    if chosen is None:
        chosen = next((p for p in firm if figure.end <= p.start < end), None)
    if chosen is None or "place" in figure.blocked:
        return
    paired = _paired(figure, sentence, chosen)
    if paired is not None:
        figure.take("place", sentence.text[paired[0] : paired[1]], [paired], "place.respectively")
    else:
        figure.take("place", chosen.name, chosen.evidence, "place.sentence")


def _paired(figure: Figure, sentence: Sentence, place: Place) -> tuple[int, int] | None:
    """The member of "Suzhou and Wuxi" that "35 percent and 16 percent respectively" gives to the figure."""
    if len(place.members) < 2 or not re.search(r"\brespectively\b", sentence.text[figure.end : sentence.end]):
        return None
    rest = [f for f in sentence.figures if f.start >= place.end]
    if len(rest) != len(place.members) or figure not in rest:
        return None
    return place.members[rest.index(figure)]


def pointed_level(sentence: Sentence) -> str | None:
    """The level of a place that the sentence points back to: "prosecutors in the city", "police there"."""
    match = _THERE.search(sentence.text[sentence.start : sentence.end])
    if match is None:
        return None
    word = next(group for group in match.groups() if group).lower()
    return {"region": "province", "municipality": "city", "there": "any", "county": "district", "lake": "river"}.get(
        word, word
    )


def levels_of(place: Place) -> list[str]:
    """What a later sentence may call the place."""
    kind = "district" if place.kind == "district" else place.kind
    if "County" in place.text or "county" in place.text:
        kind = "district"
    levels = [kind]
    if "Yangtze" in place.text or "River" in place.text:
        levels.append("river")
    if place.text.startswith(_MUNICIPAL):
        levels.append("city")
    return levels
