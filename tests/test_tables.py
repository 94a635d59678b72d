from __future__ import annotations

import time
from itertools import product

import pytest

from chargesheet.schemas.article_table import ARTICLES
from chargesheet.schemas.mention_table import MENTIONS
from chargesheet.schemas.record_table import EVIDENCE_SLOTS, RECORDS, UNITS_OF, TextContext
from chargesheet.schemas.taxonomy import load_taxonomy
from chargesheet.schemas.vocabulary import Statistic, Unit

TEXT = "Courts heard much. They tried 40 people for theft, up 5 percent. They rested."
SENTENCE = (19, 64)
CONTEXT = TextContext({"a": TEXT}, load_taxonomy())


def record(**changes):
    start = TEXT.index("40")
    row = {
        "record_id": "0123456789abcdef",
        "article_id": "a",
        "published": "2024-03-31",
        "title": None,
        "url": None,
        "statistic": "count",
        "value": 40,
        "value_min": 40.0,
        "value_max": 40.0,
        "unit": "people",
        "qualifier": "exact",
        "offences": ["theft"],
        "articles_of_law": CONTEXT.taxonomy.articles_of_law(["theft"]),
        "action": "tried",
        "actor": "people",
        "measure": None,
        "period_start": "2023-01-01",
        "period_end": "2023-12-31",
        "comparison": None,
        "baseline_start": None,
        "baseline_end": None,
        "place": None,
        "source": None,
        "quantity": "40",
        "start": start,
        "end": start + 2,
        "sentence": TEXT[slice(*SENTENCE)],
        "sentence_start": SENTENCE[0],
        "sentence_end": SENTENCE[1],
        "evidence": {"value": [[start, start + 2]], "action": []},
        "rule": "toy",
    }
    assert changes.keys() <= row.keys() | {"surplus"}
    return {**row, **changes}


def change(**changes):
    start = TEXT.index("5 percent")
    row = record(
        statistic="change",
        value=5.0,
        value_min=5.0,
        value_max=5.0,
        unit="percent",
        quantity="5 percent",
        start=start,
        end=start + 9,
        comparison="year_on_year",
        baseline_start="2022-01-01",
        baseline_end="2022-12-31",
    )
    return {**row, **changes}


def mention(**changes):
    start = TEXT.index("theft")
    row = {
        "article_id": "a",
        "label": "OFFENCE",
        "start": start,
        "end": start + 5,
        "text": "theft",
        "id": "theft",
        "value": None,
        "period_start": None,
        "period_end": None,
        "rule": "toy",
    }
    return {**row, **changes}


def time_span(**changes):
    return mention(label="TIME_SPAN", id=None, **{"period_start": "2023-01-01", "period_end": "2023-01-31", **changes})


def article(**changes):
    row = {
        "article_id": "a",
        "sha256": "0" * 64,
        "published": "2024-03-31",
        "published_source": "furniture",
        "title": None,
        "source_path": "a.txt",
        "status": "extracted",
        "records": 3,
        "rejected": 0,
        "warnings": [],
    }
    return {**row, **changes}


def bounds(value, low, high, qualifier):
    return {"value": value, "value_min": low, "value_max": high, "qualifier": qualifier}


def rules(table, row):
    return [failure.rule for failure in table.check([row], CONTEXT)]


GOOD_RECORDS = [
    record(),
    record(value=40.0),
    record(published=None),
    record(period_start=None, period_end=None, published=None),
    # A majority: a share without a number.
    record(statistic="share", unit="percent", **bounds(None, 50, None, "more_than")),
    record(statistic="share", unit="percent", **bounds(0, 0, 0, "exact")),
    record(statistic="share", unit="percent", **bounds(100, 100, 100, "exact")),
    record(statistic="share", unit="percent", **bounds(33.33, 33.33, 33.33, "exact")),
    record(statistic="rate", unit="percent", measure="non-prosecution rate", **bounds(99.9, 99.9, 99.9, "exact")),
    record(statistic="rate", unit="people", measure="cases per 100,000", **bounds(162.5, 162.5, 162.5, "exact")),
    record(statistic="ratio", unit="times", **bounds(3.2, 3.2, 3.2, "exact")),
    record(statistic="amount", unit="cny", **bounds(3.5e9, 3.5e9, None, "more_than")),
    record(**bounds(40, 40, None, "at_least")),
    record(**bounds(40, None, 40, "at_most")),
    record(**bounds(40, None, 40, "less_than")),
    record(**bounds(40, None, None, "about")),
    record(**bounds(40, 36, 44, "about")),
    record(**bounds(42.5, 40, 45, "about")),
    record(**bounds(None, None, None, "about")),
    record(**bounds(None, 30, 30, "about")),
    record(evidence={}),
    record(evidence={slot: [[19, 23]] for slot in EVIDENCE_SLOTS}),
    record(offences=[], articles_of_law=[]),
    record(period_start="2024-03-31", period_end="2024-04-30"),
    change(),
    change(value=-50, value_min=None, value_max=-50, qualifier="more_than"),
    change(value=-50, value_min=-50, value_max=None, qualifier="less_than"),
    change(value=-7, value_min=-7, value_max=-7, unit="people"),
    change(value=430.5, value_min=430.5, value_max=430.5),
    change(measure="growth_rate", unit="percentage_points"),
    change(comparison=None, baseline_start=None, baseline_end=None),
    change(baseline_start=None, baseline_end=None),
    change(period_start=None, period_end=None),
    change(comparison="baseline", baseline_start="2012-01-01", baseline_end="2016-12-31"),
    change(comparison="month_on_month", period_start="2023-02-01", period_end="2023-02-28",
           baseline_start="2023-01-01", baseline_end="2023-01-31"),
    # February ends on the 28th or the 29th.
    change(period_start="2024-02-01", period_end="2024-02-29", baseline_start="2023-02-01", baseline_end="2023-02-28"),
    change(published="2025-12-31", period_start="2025-02-01", period_end="2025-02-28",
           baseline_start="2024-02-01", baseline_end="2024-02-29"),
    change(published="2025-12-31", period_start="2025-02-01", period_end="2025-02-28",
           baseline_start="2024-02-01", baseline_end="2024-02-28"),
]  # fmt: skip

BAD_RECORDS = [
    (record(article_id="b"), ["article-known"]),
    (record(start=-1, evidence={}), ["span-forwards", "sentence-holds-quantity"]),
    (record(start=33, end=33), ["span-forwards", "quantity-at-span"]),
    (record(quantity="41"), ["quantity-at-span", "sentence-holds-quantity"]),
    (record(sentence="They tried 40 people."), ["sentence-at-span"]),
    (record(sentence_start=0, sentence_end=18, sentence=TEXT[:18]), ["sentence-holds-quantity"]),
    (record(evidence={"actor": [[70, 999]]}), ["evidence-in-text"]),
    (record(evidence={"actor": [[20, 19]]}), ["evidence-in-text"]),
    (record(evidence={"actor": [[-2, 19]]}), ["evidence-in-text"]),
    (record(evidence={"actor": [[19, 23]], "bogus": [[19, 23]]}), ["evidence-slot-known"]),
    (record(value=float("nan")), ["value-finite", "value-within-bounds"]),
    (record(value=float("inf"), value_max=None), ["value-finite", "value-within-bounds"]),
    (record(unit="percent"), ["unit-fits-statistic"]),
    (record(statistic="share", unit="percent", **bounds(101, 101, 101, "exact")), ["share-within-100"]),
    (
        record(statistic="share", unit="percent", **bounds(-1, -1, -1, "exact")),
        ["share-within-100", "value-not-negative"],
    ),
    (record(statistic="rate", unit="percent", **bounds(100.1, 100.1, 100.1, "exact")), ["rate-within-100"]),
    (record(**bounds(40.5, 40.5, 40.5, "exact")), ["count-whole"]),
    (record(**bounds(42.5, None, None, "about")), ["count-whole"]),
    (record(**bounds(42.5, 40.5, 44.5, "about")), ["count-whole"]),
    (change(unit="cases", value=1.5, value_min=1.5, value_max=1.5), ["count-whole"]),
    (record(**bounds(-40, -40, -40, "exact")), ["value-not-negative"]),
    (record(statistic="ratio", unit="times", **bounds(-2, -2, -2, "exact")), ["value-not-negative"]),
    (record(**bounds(40, 41, 41, "exact")), ["value-within-bounds"]),
    (record(**bounds(40, 30, 50, "more_than")), ["value-within-bounds"]),
    (record(**bounds(40, None, None, "more_than")), ["value-within-bounds"]),
    (record(**bounds(40, 40, None, "at_most")), ["value-within-bounds"]),
    (record(**bounds(40, None, None, "exact")), ["value-within-bounds"]),
    (record(**bounds(40, 41, None, "about")), ["value-within-bounds"]),
    (record(**bounds(40, 30, None, "about")), ["value-within-bounds"]),
    (record(**bounds(40, 38, 43, "about")), ["value-within-bounds"]),
    (record(**bounds(410, 400, 420, "exact")), ["value-within-bounds"]),
    (record(**bounds(410, None, 410, "more_than")), ["value-within-bounds"]),
    (record(**bounds(410, 410, 410, "more_than")), ["value-within-bounds"]),
    (record(**bounds(410, 410, 500, "at_least")), ["value-within-bounds"]),
    (record(**bounds(410, 410, 410, "less_than")), ["value-within-bounds"]),
    (record(**bounds(40, 30, 40, "less_than")), ["value-within-bounds"]),
    (record(**bounds(410, 300, 410, "at_most")), ["value-within-bounds"]),
    (record(**bounds(None, 500, 300, "about")), ["value-within-bounds"]),
    (change(value=-50, value_min=-50, value_max=-50, qualifier="more_than"), ["value-within-bounds"]),
    (change(value=-50, value_min=-50, value_max=-40, qualifier="less_than"), ["value-within-bounds"]),
    (change(value=-50, value_min=None, value_max=-50, qualifier="at_most"), ["value-within-bounds"]),
    (change(value=-50, value_min=-50, value_max=None, qualifier="more_than"), ["value-within-bounds"]),
    (record(period_end=None), ["period-complete"]),
    (record(period_start=None), ["period-complete"]),
    (record(period_start="2023-12-31", period_end="2023-12-30"), ["period-forwards"]),
    (record(period_start="2024-04-01", period_end="2024-04-30"), ["period-begun"]),
    (change(baseline_end=None), ["baseline-complete"]),
    (change(comparison="baseline", baseline_start="2022-12-31", baseline_end="2022-01-01"), ["baseline-forwards"]),
    (record(comparison="year_on_year"), ["comparison-of-change"]),
    (change(comparison=None), ["baseline-of-comparison"]),
    (
        change(baseline_start="2024-01-01", baseline_end="2024-12-31"),
        ["baseline-before-period", "baseline-a-year-before"],
    ),
    (
        change(comparison="quarter_on_quarter", baseline_start="2023-01-01", baseline_end="2023-03-31"),
        ["baseline-before-period"],
    ),
    (change(baseline_start="2021-01-01", baseline_end="2021-12-31"), ["baseline-a-year-before"]),
    (change(baseline_end="2022-12-30"), ["baseline-a-year-before"]),
    (record(measure="growth_rate"), ["measure-fits-statistic"]),
    (change(measure="non-prosecution rate"), ["measure-fits-statistic"]),
    (record(offences=["no-such-crime"], articles_of_law=[]), ["offences-known"]),
    (record(offences=["theft", "theft"]), ["offences-distinct"]),
    (record(articles_of_law=["1"]), ["articles-follow-offences"]),
    (record(articles_of_law=[]), ["articles-follow-offences"]),
    (record(statistic="guess"), ["statistic-known"]),
    (record(unit="horses"), ["unit-known", "unit-fits-statistic"]),
    (record(qualifier="maybe"), ["qualifier-known"]),
    (record(action="eaten"), ["action-known"]),
    (change(comparison="week_on_week"), ["comparison-known"]),
    (record(surplus=1), ["field-unknown"]),
    (record(value="40"), ["field-type"]),
    (record(value=True), ["field-type"]),
    (record(start="33"), ["field-type"]),
    (record(end=2**70), ["field-type"]),
    (record(offences="theft"), ["field-type"]),
    (record(offences=["theft", None]), ["field-type"]),
    (record(offences=[{}]), ["field-type"]),
    (record(published="2024-02-30"), ["field-type"]),
    (record(published="20240331"), ["field-type"]),
    (record(period_start="soon"), ["field-type", "period-complete"]),
    (record(evidence={"value": [33, 35]}), ["field-type"]),
    (record(evidence={"value": "40"}), ["field-type"]),
    (record(evidence=[]), ["field-type"]),
]


@pytest.mark.parametrize("row", GOOD_RECORDS)
def test_true_records_break_no_rule(row):
    assert RECORDS.check([row], CONTEXT) == []


@pytest.mark.parametrize(("row", "broken"), BAD_RECORDS)
def test_false_records_break_exactly_these_rules(row, broken):
    assert rules(RECORDS, row) == broken


@pytest.mark.parametrize("name", [name for name, column in RECORDS.columns.items() if not column.nullable])
@pytest.mark.parametrize("drop", [True, False], ids=["absent", "null"])
def test_required_fields(name, drop):
    row = record(**{name: None})
    if drop:
        del row[name]
    assert f"{name}-missing" in rules(RECORDS, row)


@pytest.mark.parametrize("name", [name for name, column in RECORDS.columns.items() if column.nullable])
def test_other_fields_may_be_absent(name):
    row = record()
    del row[name]
    # Half a period or half the bounds breaks another rule; absence alone breaks none.
    assert f"{name}-missing" not in rules(RECORDS, row)


@pytest.mark.parametrize(("statistic", "unit"), list(product(map(str, Statistic), map(str, Unit))))
def test_units_of_every_statistic(statistic, unit):
    broken = rules(RECORDS, record(statistic=statistic, unit=unit))
    assert broken == ([] if unit in UNITS_OF[statistic] else ["unit-fits-statistic"])


def test_every_statistic_has_units():
    assert UNITS_OF.keys() == {str(statistic) for statistic in Statistic}


def test_every_rule_of_records_is_broken_by_a_test():
    tested = {rule for _, broken in BAD_RECORDS for rule in broken} | {"record-unique"}
    assert {name for name in RECORDS.rule_names() if not name.endswith("-missing")} == tested


def test_rows_and_rules_are_exact_among_many():
    rows = [{**row, "record_id": f"g{i}"} for i, row in enumerate(GOOD_RECORDS)]
    expected = []
    for i, (row, broken) in enumerate(BAD_RECORDS):
        expected += [(len(rows), rule) for rule in broken]
        rows += [{**row, "record_id": f"b{i}"}, record(record_id=f"c{i}")]
    assert [(failure.row, failure.rule) for failure in RECORDS.check(rows, CONTEXT)] == expected


def test_the_later_of_two_records_with_one_id_is_refused():
    assert [(f.row, f.rule) for f in RECORDS.check([record(), record()], CONTEXT)] == [(1, "record-unique")]


def test_reasons_name_the_field_and_what_is_allowed():
    reasons = {failure.rule: failure.reason for failure in RECORDS.check([record(unit="horses", value="x")], CONTEXT)}
    assert reasons["field-type"] == "value: 'x' is not a number"
    assert reasons["unit-known"] == "unit: 'horses' is none of " + ", ".join(map(str, Unit))


def test_no_rows_no_failures():
    assert RECORDS.check([], CONTEXT) == []


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (mention(), []),
        (time_span(), []),
        (time_span(period_start=None, period_end=None), []),
        (mention(label="COUNT", id=None, value=40), []),
        (mention(label="COUNT", id=None), []),
        (mention(label="PERSON", id=None), ["label-known"]),
        (mention(id=None), ["id-of-offence"]),
        (mention(label="COUNT"), ["id-of-offence"]),
        (mention(id="no-such-crime"), ["offence-known"]),
        (mention(text="fraud"), ["text-at-span"]),
        (mention(article_id="b"), ["article-known"]),
        (mention(start=9, end=3, text=""), ["span-forwards"]),
        (mention(value=3), ["value-of-figure"]),
        (time_span(value=3), ["value-of-figure"]),
        (mention(label="COUNT", id=None, value=float("nan")), ["value-finite"]),
        (mention(period_start="2023-01-01", period_end="2023-01-31"), ["period-of-time-span"]),
        (time_span(period_end=None), ["period-complete"]),
        (time_span(period_start="2023-02-01"), ["period-forwards"]),
        (mention(rule=None), ["rule-missing"]),
    ],
)
def test_mentions(row, broken):
    assert rules(MENTIONS, row) == broken


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (article(), []),
        (article(published=None, published_source=None), []),
        (article(status="rejected", records=0, sha256=None), []),
        (article(sha256="xyz"), ["digest-well-formed"]),
        (article(sha256=None), ["digest-of-extracted"]),
        (article(published=None), ["date-has-source"]),
        (article(published_source=None), ["date-has-source"]),
        (article(published_source="rumour"), ["published_source-known"]),
        (article(records=-1), ["counts-not-negative"]),
        (article(status="rejected"), ["rejected-has-none"]),
        (article(status="lost"), ["status-known"]),
        (article(warnings="none"), ["field-type"]),
    ],
)
def test_articles(row, broken):
    assert rules(ARTICLES, row) == broken


def test_a_hundred_thousand_rows_are_checked_in_a_few_seconds():
    rows = [record(record_id=str(number)) for number in range(100_000)]
    rows[77_777]["value"] = -1
    began = time.perf_counter()
    failures = RECORDS.check(rows, CONTEXT)
    # Measured: 0.6 s, of which the schema takes 0.07. The bound is loose for busy machines.
    assert time.perf_counter() - began < 5
    assert [(f.row, f.rule) for f in failures] == [(77_777, "value-not-negative"), (77_777, "value-within-bounds")]
