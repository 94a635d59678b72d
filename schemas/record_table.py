"""The record table: what holds of every line of ``records.jsonl``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from .tables import DAY, INTEGER, NUMBER, SPANS, TEXT, WORDS, Column, Columns, Rule, Table
from .taxonomy import Taxonomy
from .vocabulary import Action, ChangeMeasure, Comparison, Qualifier, Statistic, Unit, words


@dataclass(frozen=True, slots=True)
class TextContext:
    """What rules about the text need: the text of each article by its id, and the taxonomy."""

    texts: Mapping[str, str]
    taxonomy: Taxonomy


COLUMNS = {
    "record_id": Column(TEXT),
    "article_id": Column(TEXT),
    "published": Column(DAY, nullable=True),
    "title": Column(TEXT, nullable=True),
    "url": Column(TEXT, nullable=True),
    "statistic": Column(TEXT, closed=words(Statistic)),
    # Null where the words give no number ("a majority").
    "value": Column(NUMBER, nullable=True),
    "value_min": Column(NUMBER, nullable=True),
    "value_max": Column(NUMBER, nullable=True),
    "unit": Column(TEXT, closed=words(Unit)),
    "qualifier": Column(TEXT, closed=words(Qualifier)),
    "offences": Column(WORDS),
    "articles_of_law": Column(WORDS),
    "action": Column(TEXT, nullable=True, closed=words(Action)),
    "actor": Column(TEXT, nullable=True),
    "measure": Column(TEXT, nullable=True),
    "period_start": Column(DAY, nullable=True),
    "period_end": Column(DAY, nullable=True),
    "comparison": Column(TEXT, nullable=True, closed=words(Comparison)),
    "baseline_start": Column(DAY, nullable=True),
    "baseline_end": Column(DAY, nullable=True),
    "place": Column(TEXT, nullable=True),
    "source": Column(TEXT, nullable=True),
    "quantity": Column(TEXT),
    "start": Column(INTEGER),
    "end": Column(INTEGER),
    "sentence": Column(TEXT),
    "sentence_start": Column(INTEGER),
    "sentence_end": Column(INTEGER),
    "evidence": Column(SPANS),
    "rule": Column(TEXT),
}

# The slots that a record can name the words of.
EVIDENCE_SLOTS = (
    *("statistic", "value", "unit", "qualifier", "offences", "action", "actor", "measure", "period", "comparison"),
    *("baseline", "place", "source"),
)

_SLOTS = frozenset(EVIDENCE_SLOTS)
COUNTED = ("people", "cases", "items")
_MONEY = ("cny", "usd", "hkd", "eur")
UNITS_OF: dict[str, tuple[str, ...]] = {
    "count": COUNTED,
    # "410 fewer", "3 billion yuan more", "1.2-fold"
    "change": (*COUNTED, "percent", "percentage_points", "times", *_MONEY, "kg"),
    "share": ("percent",),
    # A non-prosecution rate in percent; a per-100,000 figure in what it counts.
    "rate": (*COUNTED, "percent"),
    "ratio": ("times",),
    "amount": (*_MONEY, "kg"),
}

_c = pl.col
_STATISTIC, _VALUE, _UNIT, _QUALIFIER = _c("statistic"), _c("value"), _c("unit"), _c("qualifier")
_LOW, _HIGH = _c("value_min"), _c("value_max")
_YEAR_ON_YEAR = _c("comparison") == "year_on_year"


def _if(condition: pl.Expr, holds: pl.Expr) -> pl.Expr:
    """`holds` wherever `condition` is met; true where it is not, or cannot be told."""
    return ~condition.fill_null(False) | holds


def _whole(number: pl.Expr) -> pl.Expr:
    return number == number.round()


def _both_or_neither(name: str) -> pl.Expr:
    return _c(f"{name}_start").is_null() == _c(f"{name}_end").is_null()


def _unit_fits() -> pl.Expr:
    fits = pl.lit(True)
    for statistic, units in UNITS_OF.items():
        fits = fits & _if(_STATISTIC.eq(statistic), _UNIT.is_in(units))
    return fits


def _bounds_fit() -> pl.Expr:
    """The bounds say what the qualifier says, of the size of the figure.

    ==================  ==========================================
    exact               low = value = high
    more_than, at_least low = value, no high
    less_than, at_most  high = value, no low
    about               none; of a range ("between 3,000 and 4,000") its ends, the value in the middle
    ==================  ==========================================

    A fall of more than half is at most -50: where the value is negative, the
    bound of the size stands on the other side. Without a value ("a majority")
    the bounds need only be in order.
    """
    fall = (_VALUE < 0).fill_null(False)
    least = pl.when(fall).then(_HIGH).otherwise(_LOW)
    most = pl.when(fall).then(_LOW).otherwise(_HIGH)
    fits = _if(_QUALIFIER == "exact", _LOW.eq_missing(_VALUE) & _HIGH.eq_missing(_VALUE))
    fits &= _if(_QUALIFIER.is_in(["more_than", "at_least"]), least.eq_missing(_VALUE) & most.is_null())
    fits &= _if(_QUALIFIER.is_in(["less_than", "at_most"]), most.eq_missing(_VALUE) & least.is_null())
    off_the_middle = (2 * _VALUE - _LOW - _HIGH).abs()
    is_range = (_LOW < _HIGH).fill_null(False) & (off_the_middle <= 1e-6 * _VALUE.abs() + 1e-6).fill_null(False)
    fits &= _if(_QUALIFIER == "about", (_LOW.is_null() & _HIGH.is_null()) | is_range)
    in_order = (_LOW <= _HIGH).fill_null(True)
    return in_order & _if(_VALUE.is_not_null(), fits)


def _a_year_before(day: pl.Expr, *, end: bool = False) -> pl.Expr:
    """The same day of the year before; the last day of a February is the last of the one before."""
    before = day.dt.offset_by("-1y")
    if not end:
        return before
    return pl.when(day == day.dt.month_end()).then(before.dt.month_end()).otherwise(before)


RULES = (
    Rule("article-known", _c("_text_length").is_not_null(), "article_id: no article of this id was read"),
    Rule("record-unique", _c("record_id").is_first_distinct(), "record_id: an earlier record has the same"),
    Rule("span-forwards", (_c("start") >= 0) & (_c("start") < _c("end")), "start, end: need 0 <= start < end"),
    Rule("quantity-at-span", _c("_at_span") == _c("quantity"), "quantity: is not text[start:end]"),
    Rule(
        "sentence-at-span",
        _c("_at_sentence") == _c("sentence"),
        "sentence: is not text[sentence_start:sentence_end]",
    ),
    Rule(
        "sentence-holds-quantity",
        (_c("sentence_start") <= _c("start"))
        & (_c("end") <= _c("sentence_end"))
        & _c("sentence").str.contains(_c("quantity"), literal=True),
        "sentence: does not hold the quantity",
    ),
    Rule(
        "evidence-in-text",
        (_c("_evidence_in_order") & (_c("_evidence_end") <= _c("_text_length"))),
        "evidence: a span is empty, backwards or outside the text",
    ),
    Rule("evidence-slot-known", _c("_evidence_known"), f"evidence: a slot that is none of {', '.join(EVIDENCE_SLOTS)}"),
    Rule(
        "value-finite",
        _VALUE.is_finite() & _LOW.is_finite().fill_null(True) & _HIGH.is_finite().fill_null(True),
        "value, value_min, value_max: not a finite number",
    ),
    Rule("unit-fits-statistic", _unit_fits(), "unit: not one that this statistic is measured in"),
    Rule("share-within-100", _if(_STATISTIC == "share", _VALUE.is_between(0, 100)), "value: a share is from 0 to 100"),
    Rule(
        "rate-within-100",
        _if((_STATISTIC == "rate") & (_UNIT == "percent"), _VALUE.is_between(0, 100)),
        "value: a rate in percent is from 0 to 100",
    ),
    Rule(
        "count-whole",
        # "40 to 45 people" has its middle as value.
        _if(
            _STATISTIC.is_in(["count", "change"]) & _UNIT.is_in(COUNTED),
            _whole(_VALUE) | (_whole(_LOW) & _whole(_HIGH) & (_LOW < _VALUE) & (_VALUE < _HIGH)).fill_null(False),
        ),
        "value: people, cases and items are counted in whole numbers",
    ),
    Rule("value-not-negative", _if(_STATISTIC != "change", _VALUE >= 0), "value: only a change can be negative"),
    Rule("value-within-bounds", _bounds_fit(), "value_min, value_max: not the bounds that value and qualifier imply"),
    Rule("period-complete", _both_or_neither("period"), "period_start, period_end: give both or neither"),
    Rule(
        "period-forwards", _c("period_start") <= _c("period_end"), "period_start, period_end: the period runs backwards"
    ),
    Rule("period-begun", _c("period_start") <= _c("published"), "period_start: later than the day of publication"),
    Rule("baseline-complete", _both_or_neither("baseline"), "baseline_start, baseline_end: give both or neither"),
    Rule(
        "baseline-forwards",
        _c("baseline_start") <= _c("baseline_end"),
        "baseline_start, baseline_end: the baseline runs backwards",
    ),
    Rule(
        "comparison-of-change",
        _if(_c("comparison").is_not_null(), _STATISTIC.is_in(["change", "ratio"])),
        "comparison: only a change or a ratio has one",
    ),
    Rule(
        "baseline-of-comparison",
        _if(_c("baseline_start").is_not_null(), _c("comparison").is_not_null()),
        "baseline_start: only a comparison has a baseline",
    ),
    Rule(
        "baseline-before-period",
        _if(_c("comparison") != "baseline", _c("baseline_start") < _c("period_start")),
        "baseline_start: the period compared with comes before",
    ),
    Rule(
        "baseline-a-year-before",
        _if(
            _YEAR_ON_YEAR,
            (_c("baseline_start") == _a_year_before(_c("period_start")))
            & (
                (_c("baseline_end") == _a_year_before(_c("period_end")))
                | (_c("baseline_end") == _a_year_before(_c("period_end"), end=True))
            ),
        ),
        "baseline_start, baseline_end: year on year, they are the period's days a year before",
    ),
    Rule(
        "measure-fits-statistic",
        _if(
            _c("measure").is_not_null(),
            (_STATISTIC == "rate") | ((_STATISTIC == "change") & _c("measure").is_in(words(ChangeMeasure))),
        ),
        f"measure: a rate has its name, a change one of {', '.join(words(ChangeMeasure))}, nothing else has one",
    ),
    Rule("offences-known", _c("_offences_known"), "offences: an id that the taxonomy does not have"),
    Rule(
        "offences-distinct", _c("offences").list.n_unique() == _c("offences").list.len(), "offences: an id stands twice"
    ),
    Rule(
        "articles-follow-offences",
        _c("_articles_follow"),
        "articles_of_law: not those of the offences",
    ),
)


def slices(columns: Columns, texts: Mapping[str, str], start: str, end: str) -> list[str | None]:
    """``text[start:end]`` of each row's article, None where the row cannot have one."""
    return [
        text[first:last] if text is not None and first is not None and last is not None and 0 <= first <= last else None
        for text, first, last in zip(map(texts.get, columns["article_id"]), columns[start], columns[end], strict=True)
    ]


def _helpers(columns: Columns, context: TextContext) -> dict[str, pl.Series]:
    texts, taxonomy = context.texts, context.taxonomy
    lengths = {id: len(text) for id, text in texts.items()}
    ends, in_order = _evidence(columns["evidence"])
    offences = [None if ids is None else tuple(ids) for ids in columns["offences"]]
    # Rows share a few hundred lists of offences among thousands.
    known = {ids: all(id in taxonomy for id in ids) for ids in set(offences) if ids is not None}
    articles = {ids: taxonomy.articles_of_law(ids) for ids in known}
    follow = [
        None if ids is None or given is None else articles[ids] == given
        for ids, given in zip(offences, columns["articles_of_law"], strict=True)
    ]
    return {
        "_text_length": pl.Series([lengths.get(id) for id in columns["article_id"]], dtype=pl.Int64),
        "_at_span": pl.Series(slices(columns, texts, "start", "end"), dtype=pl.String),
        "_at_sentence": pl.Series(slices(columns, texts, "sentence_start", "sentence_end"), dtype=pl.String),
        "_evidence_end": pl.Series(ends, dtype=pl.Int64),
        "_evidence_known": pl.Series(
            [evidence is None or evidence.keys() <= _SLOTS for evidence in columns["evidence"]],
            dtype=pl.Boolean,
        ),
        "_evidence_in_order": pl.Series(in_order, dtype=pl.Boolean),
        "_offences_known": pl.Series([None if ids is None else known[ids] for ids in offences], dtype=pl.Boolean),
        "_articles_follow": pl.Series(follow, dtype=pl.Boolean),
    }


def _evidence(rows: list[dict[str, Any] | None]) -> tuple[list[int], list[bool]]:
    """The furthest end of each row's evidence, and whether all its spans run forwards."""
    ends, in_order = [], []
    for evidence in rows:
        spans = [span for slot in (evidence or {}).values() for span in slot or ()]
        ends.append(max((end for _, end in spans), default=0))
        in_order.append(all(0 <= start < end for start, end in spans))
    return ends, in_order


RECORDS = Table("record", COLUMNS, RULES, _helpers)
