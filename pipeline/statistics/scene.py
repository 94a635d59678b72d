"""The scene of a figure: its sentence as a row of symbols.

Everything that the finders saw in a sentence (figures, offences, time spans,
cues) and the function words and punctuation between them become symbols in the
order of the text. The linking rules read this row, never the raw tokens, so
each can be stated in terms of what stands before and behind a figure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, TypeVar

from ...schemas.mention import Period
from ...schemas.vocabulary import Action, Comparison, Statistic, Unit
from ..regexes import lazy_regex

# What may stand between a figure and the clause of another: "; ", " while ".
STRONG = lazy_regex(
    r";|:(?=\s)|\s(?:--|—|–)\s|,?\s(?:while|whereas|whilst|but|although|though|yet|however)\s",
    re.IGNORECASE,
    needs=(";", ":", "--", "—", "–", "whil", "whereas", "but", "though", "yet", "however"),
)
DASH = lazy_regex(r"\s(?:--|—|–)\s")
DASH_BEFORE = lazy_regex(r"\s(?:--|—|–)\s$")
# "40 people -- half of them women -- were held": the words between the dashes have no verb, the clause goes on.
INSERTED = lazy_regex(
    r"(?=\S(\s(?:--|—|–)\s(?:(?!\b(?:was|were|is|are|had|has|have)\b)[^;:—–]){1,70}?\s(?:--|—|–)\s)"
    r"(?:was|were|is|are|had|has|have|stood|faced|went|came|rose|fell|accounted|received|[a-z]+ed)\b)",
    needs=("--", "—", "–"),
)
# What makes a figure a parenthesis of the one before: "900 suspects, [in] 600 cases".
PARENTHESIS = lazy_regex(r"(?:,\s*)?\b(?:in|involving|with|across)(?:\s+(?:a total of|some))?\s*$")
# "40 of them", but not "40 of those indicted", which names the whole.
PARTITIVE = lazy_regex(
    r"\s*(?:of|among)\s+(?:(?:all|both)\s+)?(?:"
    r"(?:them|whom|which|these|it|the total|the whole)\b(?!\s+(?:aged|under|with)\b)"
    r"|those\b(?!\s+(?:who|whose|aged|under|with|involved|held|put|brought|\w+ed|\w+ught)\b))",
    re.IGNORECASE,
)
OF_THEM = lazy_regex(r"\s*of\s+(?:them|whom|which|these|those)\b", re.IGNORECASE)


@dataclass(slots=True)
class Symbol:
    """Something that stands in a sentence, at characters ``start:end`` of the text.

    Kinds: FIGURE, OFFENCE, TIME, STRONG, and the labels of cues.
    ``readings`` are those of a cue (see :mod:`..cues`); ``value`` is the first
    reading's value, an offence's id, a figure, or a time mention.
    """

    kind: str
    start: int
    end: int
    value: Any
    form: str = ""
    rule: str = ""
    readings: list[list[Any]] = field(default_factory=list)


@dataclass(slots=True)
class Noun:
    """A noun phrase: what a figure counts."""

    start: int
    end: int
    text: str
    head: str
    unit: Unit


@dataclass(slots=True)
class Figure:
    """A figure mention on its way to becoming a record.

    ``base`` is the figure that this one is a change, a share or a continuation
    of, from which it takes what its own words do not say.
    """

    quantity: dict[str, Any]
    start: int
    end: int
    label: str
    form: str
    sentence: Sentence
    index: int = 0
    role: str = "plain"
    earlier: bool = False
    partial: bool = False
    statistic: Statistic = Statistic.COUNT
    sign: int = 1
    value: float | None = None
    unit: Unit | None = None
    noun: Noun | None = None
    subject: tuple[int, int] | None = None
    part: Noun | None = None
    anchor: Symbol | None = None
    base: Figure | None = None
    offences: list[str] = field(default_factory=list)
    action: Action | None = None
    actor: str | None = None
    measure: str | None = None
    period: Period | None = None
    comparison: Comparison | None = None
    baseline: Period | None = None
    place: str | None = None
    source: str | None = None
    evidence: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    blocked: set[str] = field(default_factory=set)

    def take(self, slot: str, value: Any, spans: list[tuple[int, int]], rule: str) -> None:
        """Fill a slot, with the spans it was taken from and the rule that took it."""
        setattr(self, slot, value)
        self.evidence[slot] = spans
        self.rules[slot] = rule

    def inherit(self, slot: str, other: Figure, rule: str) -> None:
        """Fill a slot as another figure fills it, with that figure's evidence."""
        value = getattr(other, slot)
        if value:
            self.take(slot, list(value) if isinstance(value, list) else value, other.evidence.get(slot, []), rule)

    @property
    def alone(self) -> bool:
        """Whether its period is only its own: "40 of them [last year]", "12 [in May alone]"."""
        spans = self.evidence.get("period", [])
        if self.partial and self.base is not None and self.base.period != self.period:
            return True
        return any(self.sentence.text.startswith(" alone", end) for _, end in spans)

    @property
    def primary(self) -> bool:
        """Whether others may be a change or share of it."""
        return self.statistic in (Statistic.COUNT, Statistic.AMOUNT)


@dataclass(slots=True)
class Sentence:
    """One sentence: offsets, its paragraph's index and kind, symbols and figures in order."""

    text: str
    start: int
    end: int
    paragraph: int
    kind: str
    first: bool
    symbols: list[Symbol] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    words: list[Any] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    strong: list[Symbol] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)

    def settle(self) -> None:
        """Order the symbols; call once all are there."""
        inserted = [match.span(1) for match in INSERTED.finditer(self.text, self.start, self.end)]
        for match in STRONG.finditer(self.text, self.start, self.end):
            if match.group() == ":" and self.kind == "BULLET":
                continue
            if any(start <= match.start() and match.end() <= end for start, end in inserted):
                continue
            if match.start() > self.start and not self._encloses_figure(match.start(), match.end()):
                self.symbols.append(Symbol("STRONG", match.start(), match.end(), match.group().strip()))
        self.symbols.sort(key=lambda symbol: (symbol.start, symbol.end))
        self.starts = [symbol.start for symbol in self.symbols]
        self.strong = [symbol for symbol in self.symbols if symbol.kind == "STRONG"]

    def _encloses_figure(self, start: int, end: int) -> bool:
        """Whether the border is one of a pair of dashes around a figure alone: "of them -- 40 -- for"."""
        return any(
            (abs(figure.start - end) <= 1 and DASH.match(self.text, figure.end))
            or (abs(start - figure.end) <= 1 and DASH_BEFORE.search(self.text, max(0, figure.start - 5), figure.start))
            for figure in self.figures
        )

    def main_before(self, figure: Figure) -> Figure | None:
        """The figure before this one, parentheses skipped: in "90 people in 40 cases; 12 for theft" it is 90."""
        for other in reversed(self.figures[: figure.index]):
            if other.earlier:
                continue
            earlier = self.before(other)
            if (
                earlier is not None
                and other.primary
                and earlier.primary
                and PARENTHESIS.search(self.text[earlier.end : other.start])
                and not re.search(r",\s+(?!in\b)|\band\b", self.text[earlier.end : other.start])
            ):
                continue
            if (
                earlier is not None
                and OF_THEM.match(self.text, other.end)
                and "," in self.text[other.end : figure.start]
            ):
                continue
            return other
        return None

    def between(self, start: int, end: int, *kinds: str) -> list[Symbol]:
        """Symbols of the kinds that lie within ``start:end``, in order."""
        first = bisect_left(self.starts, start)
        behind = bisect_left(self.starts, end, first)
        return [symbol for symbol in self.symbols[first:behind] if symbol.kind in kinds and symbol.end <= end]

    def clause(self, figure: Figure) -> tuple[int, int]:
        """The stretch around the figure between strong borders."""
        left = bisect_right(self.strong, figure.start, key=lambda symbol: symbol.end)
        right = bisect_left(self.strong, figure.end, left, key=lambda symbol: symbol.start)
        return (
            self.strong[left - 1].end if left else self.start,
            self.strong[right].start if right < len(self.strong) else self.end,
        )

    def row(self, figure: Figure, gap: re.Pattern[str]) -> list[Figure]:
        """The figures of one statistic around `figure`, in order, with nothing but `gap` between them."""
        first = last = figure.index
        while first and self._in_row(first - 1, first, gap):
            first -= 1
        while last + 1 < len(self.figures) and self._in_row(last, last + 1, gap):
            last += 1
        return self.figures[first : last + 1]

    def _in_row(self, one: int, two: int, gap: re.Pattern[str]) -> bool:
        left, right = self.figures[one], self.figures[two]
        return left.statistic is right.statistic and bool(gap.fullmatch(self.text, left.end, right.start))

    def before(self, figure: Figure) -> Figure | None:
        """The figure before this one in the sentence."""
        return self.figures[figure.index - 1] if figure.index else None

    def after(self, figure: Figure) -> Figure | None:
        """The figure behind this one in the sentence."""
        return self.figures[figure.index + 1] if figure.index + 1 < len(self.figures) else None


_Asked = ParamSpec("_Asked")
_Found = TypeVar("_Found")


def once(
    read: Callable[Concatenate[Sentence, _Asked], _Found],
) -> Callable[Concatenate[Sentence, _Asked], _Found]:
    """Read a sentence once and keep what was found on it, for the rooms that ask again.

    For what hangs on the sentence's words and on nothing that changes while its figures are filled.
    """
    name = read.__qualname__

    def known(sentence: Sentence, /, *args: _Asked.args, **options: _Asked.kwargs) -> _Found:
        if name not in sentence.known:
            sentence.known[name] = read(sentence, *args, **options)
        found: _Found = sentence.known[name]
        return found

    update_wrapper(known, read)
    return known
