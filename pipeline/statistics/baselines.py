"""Which period a figure is compared with."""

from __future__ import annotations

import re

from ...schemas.mention import Period
from ...schemas.vocabulary import Comparison, Statistic
from .comparisons import averaged
from .periods import Clock, dated
from .scene import Figure, Sentence, Symbol
from .shifts import months_earlier, whole_months, year_earlier
from .time_roles import LEADING


def link_baseline(figure: Figure, sentence: Sentence, clock: Clock) -> None:
    """Fill comparison and baseline from a named period ("than in 2016"), or from "year-on-year"."""
    if figure.statistic not in (Statistic.CHANGE, Statistic.RATIO):
        return
    symbol = _baseline_symbol(figure, sentence)
    if symbol is not None:
        anchor = figure.period if figure.period is not None else clock.running
        baseline = dated(symbol, sentence.text, clock.published, anchor)
        value = compared(figure.period, baseline)
        if symbol.value["kind"] == "same" and baseline is None:
            value = Comparison.YEAR_ON_YEAR
        spans = [(symbol.start, symbol.end)]
        figure.take("comparison", value, spans, "comparison.named")
        figure.take("baseline", baseline, spans, "baseline.named")


def fill_baseline(figure: Figure, sentence: Sentence) -> None:
    """The baseline that "year-on-year" implies: the figure's period, a year earlier."""
    if figure.baseline is not None or figure.comparison is None or figure.period is None:
        return
    if averaged(figure, sentence):
        return
    baseline: Period | None
    if figure.comparison is Comparison.YEAR_ON_YEAR:
        baseline = year_earlier(figure.period)
    elif figure.comparison is Comparison.MONTH_ON_MONTH:
        baseline = months_earlier(figure.period, 1)
    elif figure.comparison is Comparison.QUARTER_ON_QUARTER:
        baseline = months_earlier(figure.period, 3)
    else:
        return
    figure.take("baseline", baseline, figure.evidence.get("comparison", []), "baseline.implied")


def _baseline_symbol(figure: Figure, sentence: Sentence) -> Symbol | None:
    start, end = sentence.clause(figure)
    for symbol in sentence.between(figure.end, end, "TIME", "FIGURE"):
        if symbol.kind == "TIME":
            if symbol.form == "baseline":
                return symbol
            continue
        if not symbol.value.earlier:
            if symbol.value.statistic in (Statistic.CHANGE, Statistic.RATIO):
                if figure.comparison is not None:
                    return None
                continue
            if re.match(r"^[^,;]{0,40}\bto\s*$", sentence.text[figure.end : symbol.start]):
                continue
            return None
    for symbol in sentence.between(start, figure.start, "TIME"):
        if symbol.form == "baseline" and LEADING.search(sentence.text[sentence.start : symbol.start]):
            return symbol
    return None


def compared(period: Period | None, baseline: Period | None) -> Comparison:
    """A year earlier is ``year_on_year``, the month or quarter before its own, all else ``baseline``."""
    if period is None or baseline is None:
        return Comparison.BASELINE
    if baseline == year_earlier(period):
        return Comparison.YEAR_ON_YEAR
    if whole_months(period) == 1 and baseline == months_earlier(period, 1):
        return Comparison.MONTH_ON_MONTH
    if whole_months(period) == 3 and baseline == months_earlier(period, 3):
        return Comparison.QUARTER_ON_QUARTER
    return Comparison.BASELINE
