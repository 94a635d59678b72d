"""Lists that pair off: "In 2021 and 2022, courts jailed 40 and 90 people, respectively".

The counts stand in a row, with nothing but commas and "and" between them (and
the noun, where it is said again), and a list of as many offences or periods
gives each its own.
"""

from __future__ import annotations

from ...schemas.mention import Period
from ..regexes import lazy_regex
from .scene import Figure, Sentence, Symbol
from .shifts import years_of

# Between the counts of a row: "40 people and 90", "by 12 percent and by 9 percent".
_ROW = lazy_regex(r"\s*(?:[a-z]+\s+)?(?:,|and|,\s*and)\s*(?:(?:by|to|of|at)\s+)?")
_BARE_ROW = lazy_regex(r"\s*(?:,|and|,\s*and)\s*")
# Between the periods of a list: "in 2021 and in 2022".
_LIST = lazy_regex(r"\s*(?:,|and|,\s*and)\s*(?:(?:in|on|during|by|for)\s+)?(?:the\s+)?")


def in_turn(figure: Figure, sentence: Sentence, group: list[Symbol]) -> list[Symbol]:
    """For "40 and 90 people were charged with theft and arson, respectively": counts in a row take them in turn."""
    if len(group) < 2 or not _said(sentence, group[-1].end):
        return group
    row = sentence.row(figure, _ROW)
    return [group[row.index(figure)]] if len(row) == len(group) else group


def own_time(figure: Figure, sentence: Sentence) -> Symbol | None:
    """For "40 and [90] people in 2021 and 2022, respectively": 2022."""
    row = sentence.row(figure, _ROW) if _said(sentence, figure.end) else []
    if len(row) < 2:
        return None
    for times in _lists(sentence):
        if len(times) == len(row):
            return times[row.index(figure)]
    return None


def own_year(figure: Figure, sentence: Sentence, period: Period) -> Period:
    """For "stood at 40, 60 and 90 from 2019 to 2021, respectively": as many whole years as figures are one a figure."""
    row = sentence.row(figure, _ROW) if _said(sentence, figure.end) else []
    years = years_of(period)
    return years[row.index(figure)] if 1 < len(row) == len(years) else period


def sharer(figure: Figure, sentence: Sentence) -> Figure | None:
    """For "[300] and 400 people were charged with theft and fraud, respectively": the last, which has the noun."""
    if not _said(sentence, figure.end):
        return None
    row = sentence.row(figure, _BARE_ROW)
    return row[-1] if row[-1] is not figure and all(other.label == figure.label for other in row) else None


def _said(sentence: Sentence, start: int) -> bool:
    return "respectively" in sentence.text[start : sentence.end]


def _lists(sentence: Sentence) -> list[list[Symbol]]:
    """The periods of a sentence, those that are coordinated together."""
    lists: list[list[Symbol]] = []
    for symbol in sentence.between(sentence.start, sentence.end, "TIME"):
        if symbol.form != "period":
            continue
        if lists and _LIST.fullmatch(sentence.text, lists[-1][-1].end, symbol.start):
            lists[-1].append(symbol)
        else:
            lists.append([symbol])
    return lists
