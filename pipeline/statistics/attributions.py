"""Who reports a figure, and the place it is limited to."""

from __future__ import annotations

import re

from .scene import Figure, Sentence, Symbol

# A body that is written out: "General Administration of Customs", "Shanghai High People's Court".
_BODY = re.compile(
    r"\b(?:(?:[A-Z][\w'’-]+|of|and|for|the|on|at)\s+){0,12}?"
    r"(?:Ministry|Administration|Bureau|Commission|Procuratorate|Court|Department|Office|Committee|Agency"
    r"|Association|Federation|Center|Centre|Institute|Authority|Customs|Police)\b"
    r"(?:\s+(?:of|for|on|and|the|at|against|under)(?:\s+(?:of|for|on|and|the"
    r"|[A-Z][\w'’-]+))*\s*[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)?"
)
_LOCAL_BODY = re.compile(
    r"\b(?:the\s+)?((?:provincial|municipal|city|county|district|regional|local|prefectural)(?:'s)?\s+(?:people's\s+)?"
    r"(?:public security (?:department|bureau)|procuratorate|court|police|high court|customs|prosecutors"
    r"|authorities|market regulator|government))\b"
)
_ATTRIBUTES = re.compile(
    r"(?:according to|data from|figures from|figures released by|statistics from|statistics released by"
    r"|report (?:by|from|issued by|released by)|issued by|released by|published by|said by|survey by"
    r"|told by|report of|from)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^(?:\s+\([\w\s.]{2,12}\))?(?:\s+(?:on|in|also|has|have|had|later|further|jointly|data|figures|report"
    r"|official|officials|statistics|work)|\s+\w+day|\s+(?:last|this)\s+\w+|'s\s+[\w\s]{3,30}?)*\s+(?:said"
    r"|says|say|announced|announces|reported|revealed|released|disclosed|noted|told|showed?|shows|stated"
    r"|added|made|issued|published|put|recorded|described|explained|reports|unveiled|warned|pledged"
    r"|presented|submitted)\b"
)
_KINDS = frozenset(
    """ministry administration bureau commission procuratorate court department office committee agency association
    federation center centre institute authority police""".split()
)
_PLACE_END = re.compile(
    r"^(?:\s+(?:[Pp]rovince|[Cc]ity|[Dd]istrict|[Cc]ounty|[Mm]unicipality|[Aa]utonomous\s+[Rr]egion"
    r"|[Rr]egion|[Pp]refecture))"
)
_LIMITS = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Ww]ithin|[Aa]round|[Aa]t)\s+(?:(?:the\s+)?(?:city|province"
    r"|municipality|county|town)\s+of\s+)?(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral|[Nn]ortheast"
    r"|[Nn]orthwest|[Ss]outheast|[Ss]outhwest)?(?:ern)?\s*(?:China's\s+)?|China's\s+)$"
)
_SUBJECT_OF = re.compile(r"^\s+(?:with|accounted|accounting|had|recorded|saw|made up)\b")
_DIRECTION = re.compile(r"(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)?\s+$")
# A body named again by its kind: "the ministry said".
_AGAIN = re.compile(
    r"\b(?:[Tt]he|[Ii]ts)\s+(ministry|administration|bureau|commission|procuratorate|court|department"
    r"|office|committee|agency|association|federation|center|centre|institute|authority|police)\b"
)
_SHORT_FORM = re.compile(r"^\s*\(([A-Z][A-Za-z]{1,8})\)")
_SUBJECT_PLACE = re.compile(r"^(?:[^\w]*)$")


def source_in(sentence: Sentence, known: dict[str, str]) -> tuple[str, list[tuple[int, int]]] | None:
    """The body that the sentence names as reporting, as written or as its short name.

    `known` maps the bodies' kinds ("ministry") and short forms ("NIA") of the
    sentences before to their names; what this sentence introduces is added.
    """
    text = sentence.text
    found: list[tuple[int, int, str]] = [(s.start, s.end, s.value) for s in sentence.symbols if s.kind == "SOURCE"]
    for match in _BODY.finditer(text, sentence.start, sentence.end):
        begin, stop = _trim(text, match.start(), match.end())
        if " " in text[begin:stop] and not any(begin < e and s < stop for s, e, _ in found):
            found.append((begin, stop, text[begin:stop]))
    for match in _LOCAL_BODY.finditer(text, sentence.start, sentence.end):
        if not any(match.start(1) < e and s < match.end(1) for s, e, _ in found):
            found.append((match.start(1), match.end(1), match.group(1)))
    for start, end, name in found:
        _learn(text, start, end, name, known)
    for match in _AGAIN.finditer(text, sentence.start, sentence.end):
        kind = match.group(1)
        if kind in known and not any(s <= match.start(1) < e for s, e, _ in found):
            found.append((match.start(1), match.end(1), known[kind]))
    for short, name in known.items():
        if short.isupper():
            at = text.find(f" {short} ", sentence.start, sentence.end)
            if at >= 0 and not any(s <= at + 1 < e for s, e, _ in found):
                found.append((at + 1, at + 1 + len(short), name))
    said = None
    for start, end, name in sorted(found):
        behind = text[end : min(sentence.end, end + 90)]
        if _SAYS.match(behind) or _ATTRIBUTES.search(text[max(sentence.start, start - 70) : start]):
            return name, [(start, end)]
        if said is None and (
            (len(name) < 5 and _acts(sentence, end))
            or (sentence.kind == "HEADLINE" and text[start - 2 : start] == ": ")
        ):
            said = name, [(start, end)]
    return said


def _learn(text: str, start: int, end: int, name: str, known: dict[str, str]) -> None:
    for word in text[start:end].lower().split():
        if word.rstrip("s") in _KINDS or word in _KINDS:
            known[word] = name
    short = _SHORT_FORM.match(text, end)
    if short:
        known[short.group(1)] = name


def _acts(sentence: Sentence, end: int) -> bool:
    """Whether the body is the subject of a stage: "the MPS investigated 9,100 cases"."""
    return any(s.start - end <= 6 and s.form == "verb" for s in sentence.between(end, end + 40, "ACTION"))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    match = re.match(r"(?:(?:The|the|of|and|for|on|at|In|By|According|But|And)\s+)+", words)
    if match:
        start += match.end()
    return start, end


def places_in(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Places of the sentence that limit figures, as written: "Suining, Sichuan province"."""
    text = sentence.text
    found: list[tuple[int, int]] = []
    symbols = [s for s in sentence.symbols if s.kind == "PLACE"]
    i = 0
    while i < len(symbols):
        start, end = symbols[i].start, symbols[i].end
        end = _with_kind(text, end)
        while i + 1 < len(symbols) and re.match(r"^,\s+(?:[a-z]+\s+China's\s+)?$", text[end : symbols[i + 1].start]):
            i += 1
            end = _with_kind(text, symbols[i].end)
        region = _DIRECTION.search(text[max(sentence.start, start - 14) : start])
        if region:
            start -= len(region.group())
        found.append((start, end))
        i += 1
    places = []
    for start, end in found:
        left = text[max(sentence.start, start - 50) : start]
        limiting = bool(_LIMITS.search(left))
        opening = bool(_SUBJECT_PLACE.match(text[sentence.start : start]))
        possessive = text[end : end + 2] in ("'s", "’s")
        part = bool(_SUBJECT_OF.match(text[end : end + 14]))
        if (limiting or opening or part) and not possessive and not _is_person_or_event(text, start, end):
            places.append((start, end, text[start:end]))
    return places


def _with_kind(text: str, end: int) -> int:
    match = _PLACE_END.match(text[end : end + 30])
    return end + match.end() if match else end


def _is_person_or_event(text: str, start: int, end: int) -> bool:
    """As in "a press conference in Beijing" limits no figure, nor does a dateline."""
    left = text[max(0, start - 60) : start]
    return bool(
        re.search(
            r"\b(?:conference|briefing|meeting|session|forum|reporters|journalists|based|born"
            r"|from)\b[^,.;]{0,30}\b(?:in|from)\s*$",
            left,
        )
    ) or bool(re.match(r"^(?:,| )?\s*(?:[A-Z][a-z]+\.? \d+ )?\((?:Xinhua|ECNS)\)", text[end : end + 40]))


def link_place(figure: Figure, sentence: Sentence, places: list[tuple[int, int, str]]) -> None:
    """The nearest limiting place before the figure in its sentence, else behind it in its clause."""
    _, end = sentence.clause(figure)
    before = [p for p in places if p[1] <= figure.start]
    following = sentence.after(figure)
    limit = min(end, following.start) if following is not None else end
    behind = [p for p in places if figure.end <= p[0] < limit]
    chosen = behind[0] if behind and not before else before[-1] if before else None
    if chosen is None:
        later = [p for p in places if figure.end <= p[0] < end]
        chosen = later[0] if later else None
    if chosen is not None:
        figure.take("place", chosen[2], [(chosen[0], chosen[1])], "place.sentence")


__all__ = ["Symbol", "link_place", "places_in", "source_in"]
