"""Bodies that report figures: how their names are written, shortened and taken up again.

An article introduces a body once by its whole name ("the State Administration
for Market Regulation (SAMR)") and then by its short form, its kind ("the
administration"), its papers ("the white paper said") or its people ("Wei
said"). The register keeps what the article has introduced so far.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..regexes import lazy_regex
from .scene import Sentence, once

Place = tuple[str, list[tuple[int, int]]]

# What the name of a body is built around.
KINDS = (
    "ministry administration bureau commission procuratorate court department office committee agency association"
    " federation center centre institute authority customs police bank guard council board society headquarters"
    " foundation union corps"
).split()
_HEAD = lazy_regex(rf"\b(?:{'|'.join(kind.capitalize() for kind in KINDS)})s?\b")
DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?"
    r"|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_WORD = r"(?:No\.|[A-Z][\w'’-]*|(?<=No )\d+|(?<=No\. )\d+)"
# A row of capitals: "All-China Women's Federation", "Ministry of Agriculture and Rural Affairs".
_NAME = lazy_regex(
    rf"\b{_WORD}(?:\s+(?:(?:of|for|and|on|at|against|under)\s+(?:the\s+)?(?!{DAY}))?{_WORD})*",
)
_LEAD = lazy_regex(
    r"(?:(?:The|A|An|In|By|But|And|At|For|As|On|Of|Last|When|While|Data|Figures|According|Since|Under|With|To|From"
    rf"|{DAY})\s+(?:to\s+)?(?:the\s+)?)+"
)
_PERSON = lazy_regex(r"^.*?\bof the\s+")
# "the provincial narcotics control commission", "the region's public security department".
_OF_LOCAL = (
    r"(?:public security (?:department|bureau|authorities|organs)|department|bureau|procuratorate|court|police|customs"
    r"|prosecutors|authorit(?:y|ies)|regulators?|government|commission|administration|committee|office|headquarters"
    r"|federation|association|cent(?:er|re)|watchdog)"
)
_BETWEEN = (
    r"(?:(?!(?:and|or|the|an?|in|of|by|to|for|from|with|that|which|said|are|is|was|were|had|has"
    r"|have)\b)[a-z'’-]+\s+){0,4}?"
)
_OF_WHAT = r"(?:\s+of\s+[a-z]+(?:\s+(?:and\s+)?(?:security|affairs|resources|protection|supervision))*)?"
_LOCAL = lazy_regex(
    rf"\b(?:(?:provincial|municipal|city|county|district|regional|prefectural|local)\s+{_BETWEEN}"
    rf"|(?<=region['’]s )(?!own\b){_BETWEEN}|(?<=province['’]s )(?!own\b){_BETWEEN}|(?<=city['’]s )(?!own\b){_BETWEEN}"
    rf"|(?<=county['’]s )(?!own\b){_BETWEEN}|(?<=district['’]s )(?!own\b){_BETWEEN}"
    rf"|(?<=municipality['’]s )(?!own\b){_BETWEEN})"
    rf"{_OF_LOCAL}{_OF_WHAT}(?!\s+{_OF_LOCAL}\b)\b",
    needs=(
        "provincial",
        "municipal",
        "city",
        "county",
        "district",
        "regional",
        "prefectural",
        "local",
        "region",
        "province",
        "municipality",
    ),
)
# A body named again by its kind: "the ministry said", "the high court".
_AGAIN = lazy_regex(rf"\b(?:[Tt]he|[Ii]ts)\s+((?:high court|coast guard|central bank)|(?:{'|'.join(KINDS)}))\b")
_SHORT_FORM = lazy_regex(r"\s*\(([A-Z][A-Za-z]{1,8})\)")
LOCAL = frozenset(("provincial", "municipal", "city", "county", "district", "regional", "prefectural", "local"))
# "Wei Suhua, deputy director of the SPP's …": Wei speaks for the SPP.
_NAMED_PERSON = lazy_regex(r"\b([A-Z][a-z]+)\s+[A-Z][a-z]+,\s[^.;\"“”]{3,90}$")
PAPERS = r"(?:report|white paper|blue book|bulletin|document|survey|statement)"
_PAPER = lazy_regex(rf"\b({PAPERS})\b")


@dataclass(frozen=True, slots=True)
class Body:
    """A body where a sentence names it, under the name that a record gives it."""

    start: int
    end: int
    name: str
    again: bool = False

    @property
    def local(self) -> bool:
        """Whether only the context says of where it is: "the provincial procuratorate"."""
        return self.name.split()[0] in LOCAL or not self.name[0].isupper()


@dataclass(slots=True)
class Register:
    """What an article has introduced: kinds, short forms, papers and people of bodies, and their seats."""

    kinds: dict[str, str] = field(default_factory=dict)
    shorts: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    seats: dict[str, Place] = field(default_factory=dict)

    def learn(self, sentence: Sentence, body: Body) -> None:
        """Keep what the sentence says of a body that it names in full."""
        text = sentence.text
        words = text[body.start : body.end].lower().split()
        for word in words:
            if word in KINDS:
                self.kinds[word] = body.name
        if "high" in words and "court" in words:
            self.kinds["high court"] = body.name
        if words[-2:] == ["coast", "guard"]:
            self.kinds["coast guard"] = body.name
        if "bank" in words and "china" in words:
            self.kinds["central bank"] = body.name
        short = _SHORT_FORM.match(text, body.end)
        if short:
            self.shorts[short.group(1)] = body.name
        for symbol in sentence.symbols:
            if symbol.kind == "PLACE" and symbol.start == body.start and body.name not in self.seats:
                self.seats[body.name] = text[symbol.start : symbol.end], [(symbol.start, symbol.end)]

    def introduce(self, sentence: Sentence, body: Body) -> None:
        """Keep the papers and the people of the body that the sentence quotes."""
        for match in _PAPER.finditer(sentence.text, sentence.start, sentence.end):
            self.papers[match.group(1)] = body.name
        person = _NAMED_PERSON.search(sentence.text, sentence.start, body.start)
        if person:
            self.people[person.group(1)] = body.name


@once
def bodies_in(sentence: Sentence, register: Register) -> list[Body]:
    """The bodies that the sentence names, in order; what it introduces is registered."""
    text = sentence.text
    found = [Body(s.start, s.end, s.value) for s in sentence.symbols if s.kind == "SOURCE"]
    named = [span for match in _NAME.finditer(text, sentence.start, sentence.end) for span in _cut(text, match, found)]
    named += [match.span() for match in _LOCAL.finditer(text, sentence.start, sentence.end)]
    for start, end in named:
        if not _taken(found, start, end):
            found.append(Body(start, end, text[start:end]))
    for body in sorted(found, key=lambda body: body.start):
        register.learn(sentence, body)
    words = text[sentence.start : sentence.end]
    for match in _AGAIN.finditer(text, sentence.start, sentence.end) if _any_in(register.kinds, words) else ():
        name = register.kinds.get(match.group(1))
        if name is not None and not _taken(found, *match.span(1)):
            found.append(Body(*match.span(1), name, again=True))
    for short, name in register.shorts.items():
        for match in re.finditer(rf"\b{short}\b", words) if short in words else ():
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if not _taken(found, start, end) and text[start - 1] != "(":
                found.append(Body(start, end, name))
    return sorted(found, key=lambda body: body.start)


def _any_in(names: Iterable[str], words: str) -> bool:
    return any(name in words for name in names)


def _taken(found: list[Body], start: int, end: int) -> bool:
    return any(start < body.end and body.start < end for body in found)


def _cut(text: str, match: re.Match[str], known: list[Body]) -> list[tuple[int, int]]:
    """The name of a body in a row of capitals, without the words that only open the sentence.

    In "Under the Ministry of Justice" and "Director Li of the Ministry of
    Justice" it is "Ministry of Justice".
    """
    start, end = match.span()
    if _HEAD.search(text, start, end) is None or " " not in text[start:end]:
        return []
    for body in known:
        # "the Supreme People's Court and the Ministry of Justice": the first has a line of its own.
        if start <= body.start < end:
            joint = re.match(r"\s+and\s+(?:the\s+)?", text[body.end : end])
            last = re.search(r"\s+and\s+(?:the\s+)?$", text[start : body.start])
            if joint:
                start = body.end + joint.end()
            elif last:
                end = start + last.start()
            else:
                return []
    lead = _LEAD.match(text, start, end)
    if lead:
        start = lead.end()
    head = _HEAD.search(text, start, end)
    if head is None:
        return []
    person = _PERSON.match(text[start : head.start()])
    if person:
        start += person.end()
    return [(start, end)] if " " in text[start:end] else []
