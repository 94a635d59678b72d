"""Offences that a figure's words point back to: "the two charges", "those crimes", "the former group"."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .listing import points_back
from .memory import Memory
from .scene import Figure, Sentence, Symbol

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_KIND = r"(?:kinds|types|categories|groups|charges|crimes|offen[cs]es|accusations|counts)\b"
# "the two charges", "these three kinds", "both crimes", "all four offences"
_SEVERAL = lazy_regex(
    r"\b(?:(?:(?:the|these|those|all|all the|all of these)\s+)(?P<n>two|three|four|five|six)"
    rf"|(?P<both>both)(?:\s+of\s+these)?)\s+(?:[a-z]+\s+)?{_KIND}",
    re.IGNORECASE,
    needs=("two", "three", "four", "five", "six", "both"),
)
# "Together the three made up 4 percent"
_BARE = lazy_regex(
    r"\b(?:[Tt]he|[Aa]ll|[Tt]hese)\s+(?P<n>two|three|four|five|six)\b(?=\s+(?:together|combined|account|made|make|represent|cover))",
    needs=("two", "three", "four", "five", "six"),
)
# "Together, those charges", "the three together", "these crimes"
_THOSE = lazy_regex(
    r"\b(?:these|those)\s+(?:charges|crimes|offen[cs]es|kinds|types|categories)\b",
    re.IGNORECASE,
    needs=("these", "those"),
)
_TOGETHER = lazy_regex(r"\b(?:[Tt]ogether|[Cc]ombined|[Tt]aken together|in total|between them)\b")
_ONE_OF_TWO = lazy_regex(
    r"\bthe (?P<which>former|latter|first|second)\b"
    r"(?:\s+(?P<kind>group|charge|crime|offen[cs]e|category|kind|type|case)\b"
    r"|\s+(?:figure|number|total|one)\b|(?=\s*(?:[,.;:)]|$)|\s+(?:was|were|is|are|had|has|have|made|accounted|rose|fell|came|grew|went|alone|and|but|in"
    r"|of which|by|to|at|with|for|than|while|being|involved|took|up|down)\b))",
    re.IGNORECASE,
    needs=("former", "latter", "first", "second"),
)


def pointed(figure: Figure, sentence: Sentence, memory: Memory) -> list[Symbol]:
    """The offences that the figure's own words point back to by number or order, or none.

    "17 faced [rape] and 7 [arson] charges. Defendants of [these two kinds] made
    up 4 percent"; "those under 30 made up 60 percent of [the former group]".
    """
    start, end = _stretch(figure, sentence)
    text = sentence.text
    several = _SEVERAL.search(text, start, end) or _BARE.search(text, start, end)
    if several:
        number = _NUMBERS[(several["n"] or "both").lower()]
        return _last(sentence, memory, several.start(), number)
    one = _ONE_OF_TWO.search(text, start, end)
    if one and not one["kind"] and _counted_since(sentence, memory, one.start()):
        return []
    if one:
        two = _last(sentence, memory, one.start(), 2)
        if len(two) == 2:
            return two[:1] if one["which"].lower() in ("former", "first") else two[1:]
        return []
    those = _THOSE.search(text, start, end)
    if those and (_TOGETHER.search(text, start, end) or figure.statistic is Statistic.SHARE):
        named = _of_last_sentence(sentence, memory, those.start())
        return named if len(named) > 1 else []
    return []


def _counted_since(sentence: Sentence, memory: Memory, at: int) -> bool:
    """Whether two figures stand nearer than any offence: "412 cases, 387 closed. In [the latter] …" is of the 387."""
    last = memory.here[-1].sentence if memory.here else None
    if last is None or len(last.figures) < 2 or sentence.between(sentence.start, at, "OFFENCE"):
        return False
    return not any(s.kind == "OFFENCE" for s in last.symbols)


def subject_points_back(figure: Figure, sentence: Sentence, memory: Memory) -> bool:
    """As in "[The crime] made up 34 percent of gang cases": a share is its subject's, not its whole's."""
    if figure.statistic is not Statistic.SHARE or figure.subject is None or not (memory.named_here or memory.here):
        return False
    start, end = figure.subject
    if any(points_back(s, sentence.text) for s in sentence.between(start, end, "ANAPHOR")):
        return True
    pronoun = re.match(r"(?:[^,;]{0,80},\s+)?it\b", sentence.text[start:end], re.IGNORECASE)
    return bool(pronoun) and not sentence.between(start, end, "OFFENCE")


def _stretch(figure: Figure, sentence: Sentence) -> tuple[int, int]:
    start, end = sentence.clause(figure)
    before, after = sentence.before(figure), sentence.after(figure)
    if before is not None:
        start = max(start, before.end)
    return start, min(end, after.start) if after is not None else end


def _last(sentence: Sentence, memory: Memory, at: int, number: int) -> list[Symbol]:
    """The last `number` different offences named before `at`, in the order of the text; none if there are fewer."""
    found: list[Symbol] = []
    here = [s for s in sentence.symbols if s.kind == "OFFENCE" and s.end <= at]
    for symbols in (here, memory.named_here, memory.named_before):
        for symbol in reversed(symbols):
            if all(symbol.value != other.value for other in found):
                found.append(symbol)
            if len(found) == number:
                return found[::-1]
        if found and symbols is not here:
            break
    return []


def _of_last_sentence(sentence: Sentence, memory: Memory, at: int) -> list[Symbol]:
    """The different offences of the last sentence that names any."""
    here = [s for s in sentence.symbols if s.kind == "OFFENCE" and s.end <= at]
    named = here or memory.named_here or memory.named_before
    if not named:
        return []
    start = max(sentence.text.rfind(". ", 0, named[-1].start), sentence.text.rfind("\n", 0, named[-1].start))
    seen: dict[str, Symbol] = {}
    for symbol in named:
        if symbol.start > start:
            seen.setdefault(symbol.value, symbol)
    return list(seen.values())
