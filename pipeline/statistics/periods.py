"""Which period a figure speaks of, and which one it is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...schemas.mention import Period
from ...schemas.vocabulary import Comparison, Statistic
from ..time_grammar import parse
from ..time_resolver import resolve
from .actors import PARTITIVE
from .comparisons import averaged
from .scene import Figure, Sentence, Symbol

# What makes a time span the thing compared with: "up 5 percent [on] 2013-17".
_BASELINE = re.compile(
    r"(?:\bthan(?:\s+(?:in|for|during|over|that|those|the\s+\w+))*(?:\s+(?:of|in|for))?"
    r"|\bcompared\s+(?:with|to)(?:\s+(?:that|those|the\s+\w+))?(?:\s+(?:of|in|for))?"
    r"|\bagainst|\bversus|\bfrom(?:\s+(?:that|those)\s+(?:of|in))?|\bover|\bon|\brelative\s+to"
    r"|\bin\s+comparison\s+(?:with|to)"
    r"|\b(?:numbers?|figures?|totals?|sums?|levels?|amounts?|volumes?|tally|count)(?:\s+(?:recorded|seen"
    r"|reported|registered|handled|posted|prosecuted))?\s+(?:in|of|for|during|from|over)"
    r"|\b(?:that|those)\s+(?:of|in|for)|\bas(?:\s+in)?|\bas\s+(?:many|much)\b.{0,60}\b(?:as\s+)?in"
    r"|\bwith)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\b(?:issue|release|publish|unveil|submit|present|announce|made public)", re.IGNORECASE)
_STATEMENT = re.compile(
    r"\b(?:reports?|data|figures|statistics|statement|paper|said|announced|circular|release|guideline|list|cases)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"\b(?:compared\s+(?:with|to)|against|versus|relative\s+to|in\s+contrast\s+(?:with|to))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_STANDING = re.compile(r"\b(?:had|has|have|owns?|there (?:are|were)|nationwide|across)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clock:
    """What periods are resolved against: the day of publication and the running period."""

    published: date | None
    running: Period | None
    case: bool = False


def dated(symbol: Symbol, text: str, published: date | None, anchor: Period | None) -> Period | None:
    """The days of a TIME symbol, anaphoric ones against `anchor`."""
    value = symbol.value
    if value["anaphoric"] and (symbol.form == "baseline" or value["period_start"] is None):
        expression = parse(text[symbol.start : symbol.end])
        return None if expression is None else resolve(expression, published=published, anchor=anchor)
    if value["period_start"] is None:
        return None
    return Period(date.fromisoformat(value["period_start"]), date.fromisoformat(value["period_end"]))


def assign_roles(sentence: Sentence) -> None:
    """Mark each TIME symbol: ``attribution`` (the day of a statement), ``baseline`` or ``period``."""
    text = sentence.text
    for symbol in sentence.symbols:
        if symbol.kind != "TIME":
            continue
        left = text[sentence.start : symbol.start]
        symbol.form = "period"
        if symbol.value["kind"] in ("weekday", "day", "relative", "month") and _is_attribution(sentence, symbol):
            symbol.form = "attribution"
        elif _BASELINE.search(left) and symbol.value["kind"] != "past" and _compared(sentence, symbol):
            symbol.form = "baseline"


def _is_attribution(sentence: Sentence, symbol: Symbol) -> bool:
    """As in "said on Thursday", "a report issued in July": the nearest thing is a report, no figure."""
    kind = symbol.value["kind"]
    before = sentence.between(
        sentence.start, symbol.start, "REPORT", "SOURCE", "FIGURE", "ACTION", "SHARE", "OFFENCE", "STRONG"
    )
    after = sentence.between(symbol.end, sentence.end, "REPORT", "FIGURE", "ACTION", "STRONG", "TIME", "OFFENCE")
    text = sentence.text
    if before:
        last = before[-1]
        gap = text[last.end : symbol.start]
        if last.kind in ("REPORT", "SOURCE") and len(gap) < (90 if kind in ("weekday", "day") else 45):
            # "said on Thursday that in 2023 …": a year or month right behind a comma opens the statement.
            if kind in ("weekday", "day"):
                return True
            if not _STATEMENT.search(text, sentence.start, sentence.end):
                return False
            if (last.kind == "REPORT" and _ISSUED.match(text[last.start : last.end])) or (
                last.kind == "SOURCE" and _ISSUED.search(text[max(sentence.start, last.start - 30) : last.start])
            ):
                return not re.search(r"\b(?:that|,)\s+(?:in\s+)?(?:the\s+)?$", gap)
    if after and after[0].kind == "REPORT" and kind in ("weekday", "day", "relative"):
        gap = text[symbol.end : after[0].start]
        opens = len(text[sentence.start : symbol.start].split()) <= 1 and kind in ("weekday", "day")
        return len(gap) < 45 and ("," not in gap or opens)
    return False


def _compared(sentence: Sentence, symbol: Symbol) -> bool:
    """Whether a change or ratio stands before the time span in its clause, with no new verb between."""
    for other in reversed(sentence.between(sentence.start, symbol.start, "FIGURE", "STRONG", "ACTION", "TIME")):
        if other.kind == "FIGURE":
            figure = other.value
            if figure.statistic in (Statistic.CHANGE, Statistic.RATIO):
                return True
            # "rose to 2,946 in the first quarter from 1,011 in …": a level is no change;
            # "rose by 5 percent to 300 from 2019" is one.
            before = sentence.before(figure)
            if (
                before is not None
                and before.statistic in (Statistic.CHANGE, Statistic.RATIO)
                and re.match(r"^[^,;]{0,40}\bto\s*$", sentence.text[before.end : figure.start])
            ):
                return True
            return bool(_LEADING.search(sentence.text[sentence.start : symbol.start])) and not re.search(
                r"\bagainst\b", sentence.text[other.end : symbol.start]
            )
        if other.kind == "STRONG":
            return False
        if other.kind == "ACTION" and other.form == "verb":
            return False
    return bool(_LEADING.search(sentence.text[sentence.start : symbol.start]))


def link_period(figure: Figure, sentence: Sentence, clock: Clock) -> None:
    """Fill the figure's period from its own sentence."""
    if figure.role == "tail" and figure.base is not None and figure.base.sentence is sentence:
        return
    if figure.earlier:
        _earlier(figure, sentence, clock)
        return
    leaning = (
        figure.base is not None
        and figure.base.sentence is sentence
        and bool(PARTITIVE.match(sentence.text[figure.end : figure.end + 24]))
    )
    for rule in (
        (_behind,) if leaning or "period" in figure.blocked else (_behind, _before, _opening, _ahead, _elsewhere)
    ):
        symbol = rule(figure, sentence)
        if symbol is not None and clock.case and _of_deed(figure, sentence, symbol):
            figure.blocked.add("period")
            return
        if symbol is not None:
            _take(figure, sentence, symbol, clock, rule.__name__.strip("_"))
            return


def _earlier(figure: Figure, sentence: Sentence, clock: Clock) -> None:
    """The period of an earlier level: "against 28 percent [in 2019]", "up from 188 [a year before]"."""
    limit = sentence.end
    main = figure.base.period if figure.base is not None else None
    for symbol in sentence.between(figure.end, limit, "TIME", "COMPARISON", "STRONG"):
        if symbol.kind == "STRONG":
            break
        spans = [(symbol.start, symbol.end)]
        if symbol.kind == "TIME":
            period = dated(symbol, sentence.text, clock.published, main or clock.running)
            figure.take("period", period, spans, "period.earlier")
            return
        if main is not None and symbol.value == "year_on_year":
            figure.take("period", year_earlier(main), spans, "period.earlier")
            return


def of_stage(sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span dates a stage of proceedings: "sentenced in Beijing in June", "In June, a court fined"."""
    if any(
        symbol.start - action.end < 32 and "," not in sentence.text[action.end : symbol.start]
        for action in sentence.between(sentence.start, symbol.start, "ACTION")
    ):
        return True
    ahead = sentence.between(symbol.end, sentence.end, "ACTION", "FIGURE", "TIME")
    return bool(ahead) and ahead[0].kind == "ACTION" and symbol.value["kind"] in ("month", "day", "weekday", "relative")


def _of_deed(figure: Figure, sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span dates a stage that the figure does not count: "arrested in June … owing 40 workers"."""
    return figure.action is None and symbol.start < figure.start and of_stage(sentence, symbol)


def _take(figure: Figure, sentence: Sentence, symbol: Symbol, clock: Clock, rule: str) -> None:
    anchor = clock.running
    period = dated(symbol, sentence.text, clock.published, anchor)
    if period is not None and symbol.value["kind"] == "until" and not _stock(figure, sentence):
        # "by the end of May": a running total starts where the text says, else with the year.
        start = anchor.start if anchor is not None and anchor.start < period.end else date(period.end.year, 1, 1)
        period = Period(start, period.end)
    figure.take("period", period, [(symbol.start, symbol.end)], f"period.{rule}")


def _stock(figure: Figure, sentence: Sentence) -> bool:
    """A standing number (a population) has a day, no stretch."""
    return figure.action is None and bool(_STANDING.search(sentence.text[sentence.start : figure.start]))


def _periods(sentence: Sentence, start: int, end: int) -> list[Symbol]:
    return [s for s in sentence.between(start, end, "TIME") if s.form == "period"]


def _behind(figure: Figure, sentence: Sentence) -> Symbol | None:
    """The first period between the figure and the next one."""
    _, end = sentence.clause(figure)
    following = sentence.after(figure)
    while following is not None and sentence.text[: following.start].endswith(("(", "（")):
        following = sentence.after(following)
    limit = min(end, following.start) if following is not None else end
    for symbol in _periods(sentence, figure.end, limit):
        gap = sentence.text[figure.end : symbol.start]
        if re.search(
            r",\s+and(?:\s+in)?\s+(?:the\s+)?$|,\s+(?:and\s+)?(?:when|after|since|as|because|where|who)\b", gap
        ) and not re.match(r"^\s*since", sentence.text[symbol.start : symbol.end], re.IGNORECASE):
            return None
        if (
            limit < end
            and re.search(r"(?:,|\band)\s+(?:in|from|by|over|during|between)?\s*(?:the\s+)?$", gap)
            and re.match(r"^\s*,?\s*$", sentence.text[symbol.end : limit])
        ):
            return None
        return symbol
    return None


def _before(figure: Figure, sentence: Sentence) -> Symbol | None:
    """The last period between the figure before (or the clause's start) and this one."""
    start, _ = sentence.clause(figure)
    before = sentence.before(figure)
    if before is not None and before.end > start:
        start = before.end
    found = _not_of_earlier(sentence, _periods(sentence, start, figure.start))
    return found[-1] if found else None


def _opening(figure: Figure, sentence: Sentence) -> Symbol | None:
    """The nearest period anywhere before the figure in the sentence."""
    found = _not_of_earlier(sentence, _periods(sentence, sentence.start, figure.start))
    return found[-1] if found else None


def _not_of_earlier(sentence: Sentence, found: list[Symbol]) -> list[Symbol]:
    """Without what dates an earlier level: "up from 391 [in 2017], and recovered 19 million yuan"."""
    own = {span for f in sentence.figures if f.earlier for span in f.evidence.get("period", [])}
    return [symbol for symbol in found if (symbol.start, symbol.end) not in own]


def _ahead(figure: Figure, sentence: Sentence) -> Symbol | None:
    """A period behind the figures that follow, which they share: "40 cases and 90 suspects last year"."""
    if figure.role == "background":
        return None
    _, end = sentence.clause(figure)
    return _of_others(figure, sentence, _periods(sentence, figure.end, end))


def _of_others(figure: Figure, sentence: Sentence, found: list[Symbol]) -> Symbol | None:
    """The first that is not the own period of an earlier level."""
    for symbol in found:
        nearest = [f for f in sentence.figures if f.end <= symbol.start]
        if not nearest or not nearest[-1].earlier:
            return symbol
    return None


def _elsewhere(figure: Figure, sentence: Sentence) -> Symbol | None:
    if figure.role == "background":
        return None
    return _of_others(figure, sentence, _periods(sentence, figure.end, sentence.end))


def link_baseline(figure: Figure, sentence: Sentence, clock: Clock) -> None:
    """Fill comparison and baseline from a named period ("than in 2016"), or from "year-on-year"."""
    if figure.statistic not in (Statistic.CHANGE, Statistic.RATIO):
        return
    symbol = _baseline_symbol(figure, sentence)
    if symbol is not None:
        anchor = figure.period if figure.period is not None else clock.running
        baseline = dated(symbol, sentence.text, clock.published, anchor)
        value = _compare(figure.period, baseline)
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
        baseline = _months_earlier(figure.period, 1)
    elif figure.comparison is Comparison.QUARTER_ON_QUARTER:
        baseline = _months_earlier(figure.period, 3)
    else:
        return
    figure.take("baseline", baseline, figure.evidence.get("comparison", []), "baseline.implied")


def _baseline_symbol(figure: Figure, sentence: Sentence) -> Symbol | None:
    start, end = sentence.clause(figure)
    for symbol in sentence.between(figure.end, end, "TIME", "FIGURE", "ACTION"):
        if symbol.kind == "TIME":
            if symbol.form == "baseline":
                return symbol
            continue
        if symbol.kind == "FIGURE":
            if symbol.value.statistic in (Statistic.CHANGE, Statistic.RATIO):
                if figure.comparison is not None:
                    return None
                continue
            if re.match(r"^[^,;]{0,40}\bto\s*$", sentence.text[figure.end : symbol.start]):
                continue
            return None
        if symbol.form != "noun" and figure.statistic is Statistic.CHANGE:
            return None
    for symbol in sentence.between(start, figure.start, "TIME"):
        if symbol.form == "baseline" and _LEADING.search(sentence.text[sentence.start : symbol.start]):
            return symbol
    return None


def _compare(period: Period | None, baseline: Period | None) -> Comparison:
    """A year earlier is ``year_on_year``, the month or quarter before its own, all else ``baseline``."""
    if period is None or baseline is None:
        return Comparison.BASELINE
    if baseline == year_earlier(period):
        return Comparison.YEAR_ON_YEAR
    if _whole_months(period) == 1 and baseline == _months_earlier(period, 1):
        return Comparison.MONTH_ON_MONTH
    if _whole_months(period) == 3 and baseline == _months_earlier(period, 3):
        return Comparison.QUARTER_ON_QUARTER
    return Comparison.BASELINE


def year_earlier(period: Period) -> Period:
    """The same days a year earlier (the end of February stays the end of February)."""
    return Period(_year_back(period.start), _year_back(period.end))


def _year_back(day: date) -> date:
    if day.month == 2 and day.day >= 28 and _last_of_month(day):
        return _month_end(day.year - 1, 2)
    return day.replace(year=day.year - 1)


def _last_of_month(day: date) -> bool:
    return day == _month_end(day.year, day.month)


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _whole_months(period: Period) -> int:
    if period.start.day != 1 or not _last_of_month(period.end):
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def _months_earlier(period: Period, count: int) -> Period | None:
    if not _whole_months(period):
        return None

    def back(day: date) -> tuple[int, int]:
        months = day.year * 12 + day.month - 1 - count
        return months // 12, months % 12 + 1

    start, end = back(period.start), back(period.end)
    return Period(date(*start, 1), _month_end(*end))
