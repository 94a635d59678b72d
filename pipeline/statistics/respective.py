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
# Between the members of a list: "in 2021 and in 2022".
_LIST = lazy_regex(r"\s*(?:,|and|,\s*and)\s*(?:(?:in|on|during|by|for)\s+)?(?:the\s+)?")


def member_of_list(figure: Figure, sentence: Sentence, kind: str) -> Symbol | None:
    """The member of a list of symbols (OFFENCE, TIME) that is the figure's by its place in the row.

    "[40], 60 and 90 people were charged with theft, arson and rape, respectively": theft.
    """
    row = sentence.row(figure, _ROW) if _said(sentence, figure.end) else []
    if len(row) < 2:
        return None
    for members in _lists(sentence, kind):
        if len(members) == len(row):
            return members[row.index(figure)]
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


def _lists(sentence: Sentence, kind: str) -> list[list[Symbol]]:
    """The symbols of a kind, those that are coordinated together; of time spans, the periods."""
    lists: list[list[Symbol]] = []
    for symbol in sentence.between(sentence.start, sentence.end, kind):
        if kind == "TIME" and symbol.form != "period":
            continue
        if lists and _LIST.fullmatch(sentence.text, lists[-1][-1].end, symbol.start):
            lists[-1].append(symbol)
        else:
            lists.append([symbol])
    return lists
