"""Which period a figure speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ...schemas.mention import Period
from ..numbers import read_spelled
from ..regexes import lazy_regex
from ..time_grammar import parse
from ..time_resolver import resolve
from .coordination import YEARS_BEFORE
from .respective import member_of_list, own_year
from .scene import PARTITIVE, Figure, Sentence, Symbol
from .shifts import months_earlier, year_earlier
from .time_roles import launch, visible

# "2020, when it peaked at", "2019, which stood at"
_TELLS = lazy_regex(r"^,\s+(?:when|which|in\s+which)\s[^,;]*$")
# "a six-month campaign that ended [in June]"
_LASTED = lazy_regex(
    r"\b(?P<count>\w+)-(?P<unit>month|week|day|year)\b[^.;]{0,60}?\b(?:end(?:ed|ing|s)|conclud(?:ed|ing)|wrapped up"
    r"|finish(?:ed|ing)|clos(?:ed|ing))\s+(?:in|on)\s+$"
)
# "40 suspects were held, and": the subject has its verb, and another clause follows
_OWN_CLAUSE = lazy_regex(r"[^,;]{1,70}?\b(?:was|were|had been|have been)\s+[^,;]*(?:,\s+(?:and|but)|;)\s")
# "jailed for fraud in Harbin, Heilongjiang province, [in June]": no new clause in between
_STAGE_GAP = lazy_regex(
    r"^(?!.*\b(?:who|that|which|after|before|having|had)\b)[^,;]{0,90}(?:,(?: [A-Z]\w+)+(?: \w+)?,)?[^,;]{0,12}$"
)
# "…, and the number of cases in 2020 was [3.2 times]": a multiple with a subject of its own
_OWN_SUBJECT = lazy_regex(r"(?:,\s+(?:and|but|while)|;)\s[^,;]*\b(?:was|were|is|are)\s+$")
# "bringing the total [since 2013] to 122"
_SUMMING = lazy_regex(r"\b(?:bringing|taking|raising|pushing|lifting)\s+(?:the|its|their|that)\s[^,;]*$")
# "In April he borrowed 30,000 yuan and was told [in October]": the second verb has its own time
_AND_WAS = lazy_regex(r"\band\s+(?:then\s+|later\s+)?(?:was|were|had)\b")
# "from 13.9 percent [in 2015] to": the time of the level that a change starts from
_FROM = lazy_regex(r"\bfrom\s+(?:[a-z]+\s+){0,4}$")
_TO = lazy_regex(r"\s+to\b")
# "628,000 offenders were serving their sentences"
_ONGOING = lazy_regex(
    r"\s+(?:[\w-]+\s+){1,6}?(?:were|was|are|is|remain(?:ed|s)?)\s+(?:still\s+|now\s+)?"
    r"(?:(?!being\b)\w+ing|under|in|on|at|behind|registered|available|active|wanted|missing|listed)\b"
)
# "a ring that had taken", "having taken": a deed, whatever stage was dated before it.
_THING = lazy_regex(
    r"(?<![\w-])(?:an?|one)\s+(?!(?:number|total|share|proportion|rate|figure|year|period|campaign|drive|crackdown|operation"
    r"|report)\b)(?:(?!and\b|or\b)[\w'’-]+\s+){1,4}?(?:that|which|who)\s+(?:had\s+)?(?!(?:of|was|were|has|have|is|are)\b)\w+"
    r"|\bhaving\s+\w+"
)
_MONTHS_BACK = {"month_on_month": 1, "quarter_on_quarter": 3}
_STANDING = lazy_regex(
    r"\b(?:had|has|have|owns?|owned|holds?|held|stor(?:es?|ed)|contain(?:s|ed)|cover(?:s|ed)|employ(?:s|ed)"
    r"|there (?:are|were)|number(?:s|ed)|st(?:ood|ands) at|remain(?:s|ed)|left)"
    # "had, as of June, arrested"
    r"(?!(?:,[^,;]*,)?\s+(?:\w+ly\s+)?(?:\w+ed|been|taken|broken|brought|caught|won|held|given|made|set|seen|sent|put|paid)\b)",
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
        if not _OWN_SUBJECT.search(sentence.text, figure.base.end, figure.start):
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
    respective = member_of_list(figure, sentence, "TIME")
    if respective is not None:
        _take(figure, sentence, respective, clock, "respectively")
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
        and bool(PARTITIVE.match(sentence.text, figure.end))
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
    match = YEARS_BEFORE.match(sentence.text[figure.end : figure.end + 60])
    years = _years(match) if match is not None else 0
    if match is not None and main is not None and years:
        level = main
        for _ in range(years):
            level = year_earlier(level)
        span = (figure.end + match.start("count"), figure.end + match.end())
        figure.take("period", level, [span], "period.earlier")
        return
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
        if main is not None and symbol.value in _MONTHS_BACK:
            # "218, from 297 a month earlier"
            figure.take("period", months_earlier(main, _MONTHS_BACK[symbol.value]), spans, "period.earlier")
            return
    for other in reversed(sentence.figures[: figure.index]):
        if other.earlier and other.period is not None:
            # "from 134 in 2018 to 97, and robberies from 61 to 40"
            figure.inherit("period", other, "period.earlier")
            return


def _years(match: re.Match[str]) -> int:
    """How many years "three years" or "a decade" are."""
    word = match["count"].lower()
    read = (1, 1, 1) if word in ("a", "one") else read_spelled(word)
    count = int(word) if word.isdigit() else int(read[0]) if read is not None else 0
    return count * (10 if match["unit"].startswith("decade") else 1)


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
        since = [s for s in sentence.between(sentence.start, figure.start, "TIME") if s.value["kind"] == "since"]
        since_day = dated(since[-1], sentence.text, clock.published, anchor) if since else None
        if since_day is not None and since_day.start < period.end:
            # "Since 2018, prosecutors had charged, by the end of 2023, …"
            start = since_day.start
        elif clock.launched is not None and clock.launched < period.end:
            start = clock.launched
        elif anchor is not None and anchor.start < period.end and (anchor.end >= start or _years_long(anchor)):
            start = anchor.start
        period = Period(start, period.end)
    elif period is not None and (lasted := _LASTED.search(sentence.text, sentence.start, symbol.start)):
        words = f"{lasted['count']} {lasted['unit']}s to {sentence.text[symbol.start : symbol.end]}"
        expression = parse(words)
        period = period if expression is None else resolve(expression, published=clock.published) or period
    elif period is not None and launch(sentence, symbol) and clock.published is not None:
        period = Period(period.start, max(clock.published, period.end))
    if period is not None:
        period = own_year(figure, sentence, period)
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
    return figure.action is None and bool(
        _STANDING.search(sentence.text, start, figure.start) or _ONGOING.match(sentence.text, figure.end, sentence.end)
    )


def _periods(figure: Figure, sentence: Sentence, start: int, end: int) -> list[Symbol]:
    return [
        s
        for s in sentence.between(start, end, "TIME")
        if s.form == "period" and visible(sentence, figure, s) and not _of_level(figure, sentence, s)
    ]


def _of_level(figure: Figure, sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span is only that of another figure's start: "sank from 13.9 percent [in 2015] to 8.4"."""
    owner = next((f for f in reversed(sentence.figures) if f.end <= symbol.start), None)
    return (
        owner is not None
        and owner is not figure
        and bool(_FROM.search(sentence.text, sentence.start, owner.start))
        and len(sentence.text[owner.end : symbol.start]) < 30
        and bool(_TO.match(sentence.text, symbol.end))
    )


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
        if _SUMMING.search(gap) or (_AND_WAS.search(gap) and _before(figure, sentence) is not None):
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
