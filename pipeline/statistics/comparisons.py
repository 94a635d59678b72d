"""What a change or ratio is measured against."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Comparison, Statistic
from ..regexes import lazy_regex
from .scene import Figure, Sentence

_CHANGES = (Statistic.CHANGE, Statistic.RATIO)
_AVERAGE = lazy_regex(
    r"\b(?:annual average|average annual|on average|an average of|per year|each year|every year|annually|compound)\b",
    re.IGNORECASE,
)


def link_comparison(figure: Figure, sentence: Sentence) -> None:
    """Fill the comparison that the figure's clause words ("year-on-year", "from a year earlier")."""
    if figure.statistic not in _CHANGES:
        return
    start, end = sentence.clause(figure)
    following = sentence.between(figure.end, end, "COMPARISON", "FIGURE", "ACTION")
    for symbol in following:
        if symbol.kind == "COMPARISON":
            _take(figure, symbol.value, symbol.start, symbol.end, "behind")
            return
        if symbol.kind == "FIGURE":
            if symbol.value.statistic not in _CHANGES:
                # "rose by 5 percent to 300 from a year earlier"
                if not re.match(r"^[^,;]{0,40}\bto\s*$", sentence.text[figure.end : symbol.start]):
                    break
        elif symbol.form != "noun":
            break
    before = sentence.before(figure)
    limit = max(start, before.end if before is not None and before.statistic not in _CHANGES else start)
    for symbol in reversed(sentence.between(limit, figure.start, "COMPARISON")):
        _take(figure, symbol.value, symbol.start, symbol.end, "before")
        return


def _take(figure: Figure, value: str, start: int, end: int, rule: str) -> None:
    figure.take("comparison", Comparison(value), [(start, end)], f"comparison.{rule}")


def averaged(figure: Figure, sentence: Sentence) -> bool:
    """Whether the figure is a yearly average, which is compared with nothing."""
    around = sentence.text[max(sentence.start, figure.start - 40) : min(sentence.end, figure.end + 30)]
    return bool(_AVERAGE.search(around))
