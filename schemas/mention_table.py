"""The mention table: what holds of every line of ``mentions.jsonl``.

In the file, ``value`` is the number of a figure or, written ``start/end``, the
days of a TIME_SPAN. Here the two are columns of their own, so that each has a
type.
"""

from __future__ import annotations

import polars as pl

from .record_table import TextContext, slices
from .tables import DAY, INTEGER, NUMBER, TEXT, Column, Columns, Rule, Table
from .vocabulary import Label

COLUMNS = {
    "article_id": Column(TEXT),
    "label": Column(TEXT, closed=tuple(str(label) for label in Label)),
    "start": Column(INTEGER),
    "end": Column(INTEGER),
    "text": Column(TEXT),
    "id": Column(TEXT, nullable=True),
    "value": Column(NUMBER, nullable=True),
    "period_start": Column(DAY, nullable=True),
    "period_end": Column(DAY, nullable=True),
    "rule": Column(TEXT),
}

_c = pl.col
_LABEL = _c("label")

RULES = (
    Rule("article-known", _c("_article_known"), "article_id: no article of this id was read"),
    Rule("span-forwards", (_c("start") >= 0) & (_c("start") < _c("end")), "start, end: need 0 <= start < end"),
    Rule("text-at-span", _c("_at_span") == _c("text"), "text: is not text[start:end] of the article"),
    Rule("id-of-offence", (_LABEL == "OFFENCE") == _c("id").is_not_null(), "id: an OFFENCE has one, nothing else does"),
    Rule("offence-known", _c("_id_known"), "id: the taxonomy does not have it"),
    Rule(
        "value-of-figure",
        _c("value").is_null() | _LABEL.is_in(["COUNT", "PERCENTAGE", "AMOUNT"]),
        "value: only a COUNT, PERCENTAGE or AMOUNT has a number",
    ),
    Rule("value-finite", _c("value").is_finite(), "value: not a finite number"),
    Rule(
        "period-of-time-span",
        (_c("period_start").is_null() & _c("period_end").is_null()) | (_LABEL == "TIME_SPAN"),
        "period_start, period_end: only a TIME_SPAN has days",
    ),
    Rule(
        "period-complete",
        _c("period_start").is_null() == _c("period_end").is_null(),
        "period_start, period_end: give both or neither",
    ),
    Rule(
        "period-forwards", _c("period_start") <= _c("period_end"), "period_start, period_end: the period runs backwards"
    ),
)


def _helpers(columns: Columns, context: TextContext) -> dict[str, pl.Series]:
    ids = columns["id"]
    return {
        "_article_known": pl.Series([id in context.texts for id in columns["article_id"]], dtype=pl.Boolean),
        "_at_span": pl.Series(slices(columns, context.texts, "start", "end"), dtype=pl.String),
        "_id_known": pl.Series([None if id is None else id in context.taxonomy for id in ids], dtype=pl.Boolean),
    }


MENTIONS = Table("mention", COLUMNS, RULES, _helpers)
