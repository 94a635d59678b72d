"""Whose crime an offence is: that of those counted, or of others whom they only meet."""

from __future__ import annotations

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .scene import Figure, Sentence, Symbol

# Crimes of others, whom the figure's own people meet: "in the hands of [fraud] rings".
_BANDS = lazy_regex(r"\s+(?:rings?|gangs?|groups?|syndicates?|networks?|compounds?|bosses|dealers)\b")
_SQUADS = lazy_regex(r"\s+(?:squads?|teams?|units?|brigades?|detachments?|detectives|investigators|hotlines?)\b")
_TO_THEM = lazy_regex(r"\b(?:hands of|to|from|by|into)\s+(?:(?:the|an?|other|overseas|local|organi[sz]ed)\s+)*$")
# "with prior convictions for theft", "had served time for theft": not what they are charged with now.
_ONCE = lazy_regex(
    r"\b(?:prior|previous|earlier|past|criminal) (?:convictions?|records?|sentences?|offen[cs]es?) (?:for|of|in)\s+$"
    r"|\b(?:previously|once|earlier|already) (?:been )?(?:convicted|jailed|sentenced|punished) (?:of|for)\s+$"
    r"|\bserved (?:time|sentences|terms) for\s+$"
)
_OF_OTHERS = lazy_regex(
    r"\b(?:for|to|from|with|by)\s+(?:the\s+|other\s+)?(?:people|persons|those|others|suspects|individuals"
    r"|clients|criminals|officials|relatives|gangs|rings|groups)\s+(?:who\s+(?:were|had been|are)\s+)?"
    r"(?:involved|engaged|implicated|convicted|accused|suspected|wanted)\s+(?:in|of|for)\s+$"
)


def foreign(figure: Figure, sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the crime is another's, whom those counted only meet: "12 percent were sold to [fraud] rings"."""
    last = next((f for f in reversed(sentence.figures) if f.end <= symbol.start), None)
    if last is None:
        return False
    noun = last.noun
    if noun is not None and noun.start <= symbol.start < noun.end:
        return False
    after = noun.end if noun is not None and noun.start >= last.end else last.end
    left = sentence.text[after : symbol.start]
    if _ONCE.search(left) and not _ONCE.search(sentence.text[max(sentence.start, figure.start - 40) : figure.start]):
        return True
    if _SQUADS.match(sentence.text, symbol.end):
        return True
    if figure.statistic is Statistic.SHARE and _BANDS.match(sentence.text, symbol.end) and _TO_THEM.search(left):
        return True
    return bool(_OF_OTHERS.search(left))
