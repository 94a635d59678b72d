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
from .time_roles import LEADING, launch, visible

# "2020, when it peaked at", "2019, which stood at"
_TELLS = re.compile(r"^,\s+(?:when|which|in\s+which)\s[^,;]*$")
# "40 suspects were held, and": the subject has its verb, and another clause follows
_OWN_CLAUSE = re.compile(r"[^,;]{1,70}?\b(?:was|were|had been|have been)\s+[^,;]*(?:,\s+(?:and|but)|;)\s")
# "jailed for fraud in Harbin, Heilongjiang province, [in June]": no new clause in between
_STAGE_GAP = re.compile(
    r"^(?!.*\b(?:who|that|which|after|before|having|had)\b)[^,;]{0,90}(?:,(?: [A-Z]\w+)+(?: \w+)?,)?[^,;]{0,12}$"
)
# "a ring that had taken", "having taken": a deed, whatever stage was dated before it.
_THING = re.compile(
    r"(?<![\w-])(?:an?|one)\s+(?!(?:number|total|share|proportion|rate|figure|year|period|campaign|drive|crackdown|operation"
    r"|report)\b)(?:(?!and\b|or\b)[\w'’-]+\s+){1,4}?(?:that|which|who)\s+(?:had\s+)?(?!(?:of|was|were|has|have|is|are)\b)\w+"
    r"|\bhaving\s+\w+"
)
_STANDING = re.compile(
    r"\b(?:had|has|have|owns?|owned|there (?:are|were)|number(?:s|ed)|st(?:ood|ands) at|remain(?:s|ed)|left)"
    r"(?!\s+(?:\w+ly\s+)?(?:\w+ed|been|taken|broken|brought|caught|won|held|given|made|set|seen|sent|put|paid)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What periods are resolved against: the day of publication and the running period."""

    published: date | None
    running: Period | None
    case: bool = False
    launched: date | None = None


def dated(symbol: Symbol, text: str, published: date | None, anchor: Period | None) -> Period | None:
    """The days of a TIME symbol, anaphoric ones against `anchor`."""
    value = symbol.value
    if value["anaphoric"] and (symbol.form == "baseline" or value["period_start"] is None):
        expression = parse(text[symbol.start : symbol.end])
        return None if expression is None else resolve(expression, published=published, anchor=anchor)
    if value["period_start"] is None:
        return None
    return Period(date.fromisoformat(value["period_start"]), date.fromisoformat(value["period_end"]))


def link_period(figure: Figure, sentence: Sentence, clock: Clock) -> None:
    """Fill the figure's period from its own sentence."""
    if figure.role == "tail" and figure.base is not None and figure.base.sentence is sentence:
        return
    if figure.earlier:
        _earlier(figure, sentence, clock)
        return
    if figure.action is None and _of_thing(figure, sentence):
        symbol = _behind(figure, sentence)
        if symbol is not None:
            _take(figure, sentence, symbol, clock, "deed")
        figure.blocked.add("period")
        return
    told = _told_of(figure, sentence)
    if told is not None:
        figure.take(
            "period",
            dated(told, sentence.text, clock.published, clock.running),
            [(told.start, told.end)],
            "period.told",
        )
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


def _of_thing(figure: Figure, sentence: Sentence) -> bool:
    """Whether a clause about a single thing holds the figure: "held 40 men over a website that took 3 million yuan"."""
    for match in _THING.finditer(sentence.text, sentence.start, figure.start):
        if not re.search(r"[,;]", sentence.text[match.end() : figure.start]):
            return True
    return False


def _told_of(figure: Figure, sentence: Sentence) -> Symbol | None:
    """The time that a clause around the figure tells of: "on 2020, when it peaked at 7,010"."""
    for symbol in sentence.between(sentence.start, figure.start, "TIME"):
        gap = sentence.text[symbol.end : figure.start]
        if _TELLS.match(gap) and not sentence.between(symbol.end, figure.start, "TIME", "FIGURE", "STRONG"):
            return symbol
    return None


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
    for other in reversed(sentence.figures[: figure.index]):
        if other.earlier and other.period is not None:
            # "from 134 in 2018 to 97, and robberies from 61 to 40"
            figure.inherit("period", other, "period.earlier")
            return


def of_stage(sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span dates a stage of proceedings: "sentenced in Beijing in June", "In June, a court fined"."""
    nearest = sentence.between(sentence.start, symbol.start, "ACTION", "FIGURE", "STRONG", "REPORT", "TIME")[-1:]
    if any(s.kind == "ACTION" and _STAGE_GAP.match(sentence.text[s.end : symbol.start]) for s in nearest):
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
        start = date(period.end.year, 1, 1)
        if clock.launched is not None and clock.launched < period.end:
            start = clock.launched
        elif anchor is not None and anchor.start < period.end and (anchor.end >= start or _years_long(anchor)):
            start = anchor.start
        period = Period(start, period.end)
    elif period is not None and launch(sentence, symbol) and clock.published is not None:
        period = Period(period.start, max(clock.published, period.end))
    figure.take("period", period, [(symbol.start, symbol.end)], f"period.{rule}")


def _years_long(period: Period) -> bool:
    return (period.end - period.start).days > 366


def _stock(figure: Figure, sentence: Sentence) -> bool:
    """A standing number (a population, what a number came down to) has a day, no stretch."""
    before = sentence.before(figure)
    if before is not None and before.earlier and re.search(r"\bto\s*$", sentence.text[before.end : figure.start]):
        # "from 459 in 2013 to six by the end of last month"
        return True
    start = before.end if before is not None else sentence.start
    return figure.action is None and bool(_STANDING.search(sentence.text, start, figure.start))


def _periods(figure: Figure, sentence: Sentence, start: int, end: int) -> list[Symbol]:
    return [s for s in sentence.between(start, end, "TIME") if s.form == "period" and visible(sentence, figure, s)]


def _behind(figure: Figure, sentence: Sentence) -> Symbol | None:
    """The first period between the figure and the next one."""
    _, end = sentence.clause(figure)
    following = sentence.after(figure)
    while following is not None and sentence.text[: following.start].endswith(("(", "（")):
        following = sentence.after(following)
    limit = min(end, following.start) if following is not None else end
    for symbol in _periods(figure, sentence, figure.end, limit):
        gap = sentence.text[figure.end : symbol.start]
        if re.search(
            r",\s+and(?:\s+in)?\s+(?:the\s+)?$|,\s+(?:and\s+)?(?:when|after|since|as|because|where|who)\b", gap
        ) and not re.match(r"^\s*since", sentence.text[symbol.start : symbol.end], re.IGNORECASE):
            return None
        if (
            limit < end
            and re.search(r"(?:,|\band)\s+(?:in|from|by|over|during|between)?\s*(?:the\s+)?$", gap)
            and re.match(r"^\s*,?\s*(?:to|by|at|it was|they were|there were)?\s*$", sentence.text[symbol.end : limit])
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
    found = _periods(figure, sentence, start, figure.start)
    return found[-1] if found else None


def _opening(figure: Figure, sentence: Sentence) -> Symbol | None:
    """The nearest period anywhere before the figure in the sentence."""
    found = _periods(figure, sentence, sentence.start, figure.start)
    return found[-1] if found else None


def _ahead(figure: Figure, sentence: Sentence) -> Symbol | None:
    """A period behind the figures that follow, which they share: "40 cases and 90 suspects last year"."""
    if figure.role == "background":
        return None
    _, end = sentence.clause(figure)
    return _shared(figure, sentence, end)


def _shared(figure: Figure, sentence: Sentence, end: int) -> Symbol | None:
    """The first period up to `end` that is not another figure's alone.

    "40 men were held, and 12 fled [in May alone]" dates the 12; so does any date
    behind a figure that opens a clause of its own.
    """
    own = _OWN_CLAUSE.match(sentence.text, figure.end, end)
    for symbol in _periods(figure, sentence, figure.end, end):
        if sentence.text.startswith(" alone", symbol.end):
            continue
        if own is not None and sentence.between(own.end(), symbol.start, "FIGURE"):
            return None
        return symbol
    return None


def _elsewhere(figure: Figure, sentence: Sentence) -> Symbol | None:
    if figure.role == "background":
        return None
    return _shared(figure, sentence, sentence.end)


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
        baseline = _months_earlier(figure.period, 1)
    elif figure.comparison is Comparison.QUARTER_ON_QUARTER:
        baseline = _months_earlier(figure.period, 3)
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
