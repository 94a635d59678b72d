"""Stories of one case: told by nobody, unless a body makes the case known."""

from __future__ import annotations

from ..regexes import lazy_regex
from .scene import Sentence

# A story of one case: "In Suining, Sichuan province, a contractor surnamed Luo …".
_ONE = lazy_regex(
    r"^In [A-Z][\w'’]+(?: [A-Z]\w+)?, (?:[A-Z][\w'’]+(?: [A-Z]\w+)? (?:[Pp]rovince|region|municipality|autonomous)\b"
    r"|(?:an?|one)\s)"
    r"|(?:^|[\"“\s])(?:In (?:an?|one|another|the \w+est)\s(?:[\w-]+\s){0,4}case\b|One (?:such|case)\b"
    r"|A (?:typical )?case\b"
    r"|the case of (?!\d)|was that of an?\b)"
    r"|^(?:[\"“])?(?:He|She|His|Her|One of (?:his|her))\b|\b(?:surnamed|nicknamed|alias) [A-Z]"
    r"|^One of (?:those|them|these|the [a-z]+)\b[^.]*\bwas\b"
    r"|^(?:[\"“])?(?:A|An|One) (?:[\w-]+\s){0,3}?(?:man|woman|manager|official|company|ring|gang|businessman"
    r"|businesswoman|contractor|doctor|teacher|resident|suspect|driver|widow|farmer|court|couple|cashier|programmer"
    r"|student|director|mayor|clerk|trader|dealer|boss|family|group|network|platform)\b"
    r"(?:,| (?:surnamed|named|in|from|who|at|of|was|had|led by|headed by|run by|run from|based in)\b)",
    needs=(
        "In ",
        "One ",
        "A ",
        "An ",
        "the case of",
        "that was of",
        "was that of",
        "He",
        "She",
        "His",
        "Her",
        "surnamed",
        "nicknamed",
        "alias",
    ),
)
# Cases that a body makes known are reported by it: "Among the typical cases released on Monday …".
_KNOWN = (
    r"(?:published|released|issued|made public|publici[sz]ed|cited|describe[sd]?|disclosed|singled out|named"
    r"|listed|highlighted"
    r"|detailed|recounted|presented|announced|unveiled|posted|told of|mention(?:s|ed)|singles out|cites)"
)
_PUBLISHED = lazy_regex(
    rf"\b{_KNOWN}\b.{{0,60}}\b(?:cases?|examples?)\b|\b(?:cases?|examples?)\b.{{0,60}}\b{_KNOWN}\b"
    r"|\b(?:typical|guiding|model|landmark|exemplary) cases?\b",
    needs=("case", "example"),
)
_STORY = lazy_regex(
    r"\bcase\s+(?:\w+\s+)?in\s+[A-Z]|\b(?:scam|scheme|plot)\b.{0,40}\bcame to light in\b",
    needs=("case", "came to light"),
)


def told_of_one(text: str) -> bool:
    """Whether the sentence tells of one person or case: "In Suining, Sichuan province, a contractor surnamed Luo"."""
    return bool(_ONE.search(text))


def made_known(text: str) -> bool:
    """Whether a body makes the case of a story known: "one of six typical cases published on Friday"."""
    return bool(_PUBLISHED.search(text))


def one_case(sentence: Sentence) -> bool:
    """Whether the sentence opens the story of one case, at one spot: "a wage arrears case in Dazu"."""
    return bool(_STORY.search(sentence.text, sentence.start, sentence.end))
