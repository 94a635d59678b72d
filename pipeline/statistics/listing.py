"""Lists of offences, and sentences that break a total down into its offences."""

from __future__ import annotations

from collections.abc import Collection

from ..regexes import lazy_regex
from .offences import JOINED
from .scene import Sentence, Symbol, once

# A sentence that breaks a total down: "Of them, 40 …", "Theft was the charge against 40".
_LIST = lazy_regex(
    r"^(?:--\s*)?(?:Of|Among|Out of) (?:the|them|these|those|all)\b"
    r"|\b(?:was|were|is|are|remain\w*|be) the (?:[\w-]+ ){0,2}(?:charges?|offen[cs]es?)\b|\bThe charge was\b"
    r"|\bof (?:the|that|this) (?:total|whole)\b",
    needs=("Of ", "Among ", "Out of ", "charge", "offence", "offense", " total", "whole"),
)
# "A further 319 were charged with arson": one more member of what the sentence before listed.
_FURTHER = lazy_regex(r"^(?:A further|Another|Some|The (?:other|remaining))\s+$")
INCLUDED = lazy_regex(r"\b(?:includ(?:es?|ed|ing)|compris(?:es?|ed|ing))\b")
_HEADED = lazy_regex(r"\s*(?::|,|--|–|—|\()")


def members(text: str, symbols: list[Symbol], symbol: Symbol) -> list[Symbol]:
    """The symbol and those joined to it behind: "for [bribery] and [abuse of power]"."""
    found = [symbol]
    for following in symbols[symbols.index(symbol) + 1 :]:
        gap = text[found[-1].end : following.start]
        if not gap.strip() or not JOINED.match(gap):
            break
        found.append(following)
    return found


def _bullet(sentence: Sentence) -> bool:
    """Whether the sentence is a member of a list of charges: "• [Theft]: 40 people;"."""
    if sentence.kind != "BULLET":
        return False
    first = next((s for s in sentence.symbols if s.kind == "OFFENCE"), None)
    headed = first is not None and first.start - sentence.start <= 4 and _HEADED.match(sentence.text, first.end)
    return bool(headed) or sentence.text[sentence.start : sentence.end].rstrip().endswith((";", "; and"))


def points_back(symbol: Symbol, text: str) -> bool:
    """Whether the symbol is an anaphor of an offence: "the crime", but not "the crime of theft"."""
    return symbol.kind == "ANAPHOR" and symbol.value == "offence" and not text.startswith(" of ", symbol.end)


@once
def breaks_down(sentence: Sentence) -> bool:
    """Whether the sentence breaks a total down: "Of them, 40 …", "Theft was the charge against 40", "• Theft: 40"."""
    return bool(_LIST.search(sentence.text[sentence.start : sentence.end])) or _bullet(sentence)


def goes_on(sentence: Sentence) -> bool:
    """Whether the sentence adds a member to the list before it: "Another 40 were charged with arson"."""
    return bool(_FURTHER.match(sentence.text[sentence.start : sentence.figures[0].start]))


def of_several(sentence: Sentence, topic: list[str], taken: Collection[str]) -> bool:
    """As in "Theft figured in 40 cases, ahead of arson in 12": each has an offence of its own, none the topic."""
    ids = [tuple(f.offences) for f in sentence.figures if f.primary and f.rules.get("offences") not in taken]
    return len(ids) > 1 and len(set(ids)) == len(ids) and tuple(topic) not in ids
