"""Who reports a figure.

A body reports what its sentence says if it is the subject of a verb of saying
("the SPP said"), if the words are drawn from it ("according to", "a white paper
published by"), or if one of its people speaks for it ("an official with the
MPS said"). A body that is merely named reports nothing, except where it
opens a clause of its own deeds: "The China Coast Guard seized 843 boats".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..regexes import lazy_regex
from .bodies import PAPERS, Body, Register, bodies_in
from .scene import Figure, Sentence, once

_SAYING = (
    r"(?:sa(?:id|ys?)|announce[sd]?|report(?:ed|s)?|reveal(?:ed|s)?|releas(?:ed|es)|disclose[sd]?|not(?:ed|es)|told"
    r"|show(?:ed|s|n)?|state[sd]|add(?:ed|s)|issued|publish(?:ed|es)|publici[sz]ed|puts?\s+(?:the|those|its|their|that)"
    r"|describe[sd]?|explain(?:ed|s)|unveil(?:ed|s)|warn(?:ed|s)|pledge[sd]|present(?:ed|s)|submit(?:ted|s)|found|finds"
    r"|count(?:ed|s)|estimate[sd]|list(?:ed|s)|cite[sd]|single[sd]\s+out|blame[sd]|attribute[sd]|stress(?:ed|es)"
    r"|emphasi[sz]e[sd]|confirm(?:ed|s)|acknowledge[sd]|made\s+public|highlight(?:ed|s)|record(?:ed|s)|promise[sd]"
    r"|vow(?:ed|s)|urge[sd]|provide[sd]|detail(?:ed|s)|conducted|calculate[sd]|compiled|recall(?:ed|s)|insist(?:ed|s)"
    r"|indicate[sd]?|suggest(?:ed|s)?|point(?:ed|s)?\s+out|held\s+an?\s+(?:news|press)|told|given|gave\s+(?:the"
    r"|a)\s+figure)"
)
_SIDE = r"(?:,[^,;.]{1,120},)"
_SHORT = r"(?:\s+\([\w\s.]{2,12}\))"
_AUXILIARY = (
    r"(?:\s+(?:has|have|had|also|later|further|jointly|itself|separately|once|again|on|in|last|this|yesterday|today"
    r"|\w+day|year|month|week|\w+ly)\b)"
)
# Behind a body: "(SPP)", "'s press office", ", which keeps the tally,", "has also", "said".
_SAYS = lazy_regex(
    rf"^{_SHORT}?(?:['’]s?(?:\s+[\w-]+){{1,6}}?)?(?:\s+(?:data|figures?|statistics|(?:\w+\s+)?reports?|spokes\w+"
    rf"|officials?|officers?"
    rf"|work report|white paper|numbers))?{_SIDE}{{0,2}}{_AUXILIARY}*\s+{_SAYING}\b"
)
_THE = r"(?:the\s+(?:\w+['’]s\s+)?)?"
_SPEECH = r"(?:said|says|announced|reported|revealed|disclosed|noted|added|stated|explained|warned|confirmed)"
# "…, said the provincial procuratorate."
_INVERTED = lazy_regex(rf"\b{_SPEECH}\s+{_THE}$")
_ENDS = lazy_regex(
    rf"^{_SHORT}?\s*(?:[.,;)\"”]|$|(?:on|at|in|this|last|late|earlier|as)\b|\w+day\b|yesterday\b|today\b)"
)
_MADE_PUBLIC = (
    r"(?:released|issued|published|publici[sz]ed|made public|cited|described|disclosed|singled out|announced|unveiled"
    r"|listed|highlighted|conducted|compiled|provided|submitted|presented|reported|detailed|recounted|told|said"
    r"|gathered|collected|named|posted|put out|carried out|commissioned|delivered|drawn up)"
)
_PAPER = (
    rf"(?:data|figures|statistics|numbers|study|poll|notice|communique|tally|count|information|{PAPERS}|review"
    rf"|list|records)"
)
_WHEN = r"(?:\s+(?:(?:on|in|last|this|late|earlier)\s+)?(?:\w+day|\w+|week|month|year))?(?:\s+jointly)?"
_DRAWN = lazy_regex(
    r"(?:\b(?:[Aa]ccording to|[Pp]er|[Aa]s told by)\s+(?:(?:an?|the|its)\s+)?(?:[\w'’-]+\s+){0,6}?(?:(?:of|from"
    r"|by|at|with|for|in)\s+)?"
    rf"|\b{_PAPER}(?:\s+(?!{_SPEECH}\b)[\w'’-]+){{0,4}}?\s+(?:from|by|of)\s+"
    rf"|\b{_MADE_PUBLIC}{_WHEN}\s+by\s+){_THE}$",
    re.IGNORECASE,
)
_TITLE = lazy_regex(
    r"\b(?:officials?|officers?|director|head|chief|spokes\w+|prosecutors?|procurator|judges?|inspectors?|minister"
    r"|president|who (?:heads|leads|runs|is|was|oversees|works|handles|supervises)|commissioner|secretary|analyst"
    r"|researcher)\b[^.,;\"“”]{0,50}?"
    r"\b(?:of|at|with|from|for|in)\s+(?:the\s+)?$"
)
_SPEAKS = lazy_regex(
    rf"^{_SHORT}?(?:['’]s?\s[^.,;]{{3,60}}?)?(?:\s[^.,;]{{3,60}}?)?,?(?:\s+\w+)?\s+(?:{_SPEECH}|told)\b"
)
_SPOKEN = lazy_regex(rf"\b{_SPEECH}\s+(?:Professor\s+)?[A-Z]\w+(?:\s+[A-Z]\w+)?,[^.;]*$")
_OPENS = lazy_regex(r"(?:^|[,;:]\s+|\b(?:while|and|but)\s+|--\s+)(?:[Tt]he\s+)?$")
_DEED = lazy_regex(
    rf"^{_SHORT}?{_SIDE}?(?:\s+(?:has|have|had|also|itself|alone|already|since|then|\w+ly))*\s+(?:\w+ed|took|sent"
    rf"|handed|brought"
    r"|held|caught|saw|drew|broke|dealt|shut|paid|set|cut|got|put|stopped)\b"
)
_IT_SAID = lazy_regex(rf"\bit (?:also )?{_SPEECH}\b")
_PEOPLE = lazy_regex(
    rf"\b([A-Z][a-z]+)\s+(?:has\s+|have\s+|also\s+|later\s+)?(?:{_SPEECH}|told|cited|put)\b"
    rf"|\b{_SPEECH}\s+([A-Z][a-z]+)\b"
)
_PAPERS_SAY = lazy_regex(
    rf"\b[Tt]he\s+(?:same\s+)?({PAPERS})\s+(?:also\s+|further\s+)?(?:{_SAYING}|said|goes|speaks|calls|singles|tells|quotes|recounts|mentions|gives)"
    rf"|\b[Aa]ccording to the ({PAPERS})\b",
    needs=("report", "paper", "book", "bulletin", "document", "survey", "statement"),
)

_OWN = lazy_regex(
    r"^(?:(?:In|From|Over|Between|Last|During|By)\b[^,]{0,60},\s+)?(?:[Pp]rosecutors"
    r"|[Pp]rocurator\w+(?: organs)?)\s+(?:have |has |also )*\w+ed\b"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A body that a sentence has say something, at the words that name it."""

    name: str
    start: int
    end: int

    @property
    def evidence(self) -> list[tuple[int, int]]:
        """The words that name it."""
        return [(self.start, self.end)]


@once
def sources_in(sentence: Sentence, register: Register) -> list[Source]:
    """The bodies that the sentence quotes, as written or as their short names; the first is the sentence's own.

    >>> "The SPP said judges, according to the Supreme People's Court, …"  # SPP, SPC
    """
    text = sentence.text
    bodies = bodies_in(sentence, register)
    quoted = [body for body in bodies if _reports(sentence, body)]
    for body in quoted[:1]:
        register.introduce(sentence, body)
    sources = [Source(body.name, body.start, body.end) for body in quoted]
    if not sources:
        sources = _taken_up(sentence, register)
    if not sources and sentence.figures:
        sources = [Source(body.name, body.start, body.end) for body in bodies if _acts(sentence, body)][:1]
    if not sources and sentence.kind == "HEADLINE":
        sources = [Source(b.name, b.start, b.end) for b in bodies if text[b.start - 2 : b.start] == ": "]
    return sources


def _reports(sentence: Sentence, body: Body) -> bool:
    text = sentence.text
    left = text[max(sentence.start, body.start - 110) : body.start]
    right = text[body.end : min(sentence.end, body.end + 200)]
    if _SAYS.match(right) or _DRAWN.search(left):
        return True
    if _INVERTED.search(left) and _ENDS.match(right):
        return True
    return bool(_TITLE.search(left)) and bool(_SPEAKS.match(right) or _SPOKEN.search(text[sentence.start : body.start]))


def _taken_up(sentence: Sentence, register: Register) -> list[Source]:
    """A body by its paper or its people: "the white paper said", "Wei added"."""
    text = sentence.text
    for match in _PAPERS_SAY.finditer(text, sentence.start, sentence.end) if register.papers else ():
        group = 1 if match.group(1) else 2
        if match.group(group) in register.papers:
            return [Source(register.papers[match.group(group)], *match.span(group))]
    words = text[sentence.start : sentence.end]
    named = any(name in words for name in register.people)
    for match in _PEOPLE.finditer(text, sentence.start, sentence.end) if named else ():
        group = 1 if match.group(1) else 2
        if match.group(group) in register.people:
            return [Source(register.people[match.group(group)], *match.span(group))]
    return []


def _acts(sentence: Sentence, body: Body) -> bool:
    """Whether the body opens a clause of its own deeds: "Last year, the coast guard seized 843 boats".

    A local court's or procuratorate's deeds are those of a case.
    """
    text = sentence.text
    if re.search(r"[Cc]ourt|[Pp]rocuratorate", text[body.start : body.end]) and body.name not in ("SPP", "SPC"):
        if not _IT_SAID.search(text, body.end, sentence.end):
            return False
    opens = _OPENS.search(text[sentence.start : body.start])
    return bool(opens and _DEED.match(text[body.end : min(sentence.end, body.end + 160)]))


def of_prosecutors(sentence: Sentence) -> bool:
    """Whether prosecutors are the subject: "In the first quarter, procuratorates filed 300 suits"."""
    return bool(_OWN.search(sentence.text[sentence.start : sentence.end]))


def link_source(figure: Figure, sentence: Sentence, sources: list[Source]) -> None:
    """The body of the figure's own clause where a sentence quotes several: "…, while the NBS put it at 297"."""
    if len({source.name for source in sources}) < 2:
        return
    start, end = sentence.clause(figure)
    own = [source for source in sources if start <= source.start < end]
    if own:
        figure.take("source", own[0].name, own[0].evidence, "source.clause")
