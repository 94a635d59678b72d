"""The corpus: half to learn from, half to measure by, every file whole, every id known, every record possible."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import make_doc
from chargesheet.pipeline.structure import outline
from chargesheet.schemas.gold import FIGURES, GoldArticle, GoldRecord, read_gold
from chargesheet.schemas.record_table import RECORDS, TextContext
from chargesheet.schemas.taxonomy import load_taxonomy

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
PATHS = sorted(CORPUS.rglob("*.gold"))
GOLDS = {path: read_gold(path) for path in PATHS}
each = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_two_halves() -> None:
    """The half to measure by is frozen; the other may grow."""
    halves = Counter(path.parent.name for path in PATHS)
    assert set(halves) == {"train", "test"}
    assert halves["test"] == 30
    assert halves["train"] >= 30
    assert {path.parent.parent for path in PATHS} == {CORPUS}


def test_no_article_stands_twice() -> None:
    assert len({gold.article.id for gold in GOLDS.values()}) == len(PATHS)
    assert len({gold.article.text for gold in GOLDS.values()}) == len(PATHS)


def test_no_sentence_stands_in_both_halves() -> None:
    """Else the half to measure by would measure what was learnt by heart."""
    seen: dict[str, set[str]] = {"train": set(), "test": set()}
    for path, gold in GOLDS.items():
        for paragraph in outline(gold.article.text):
            if paragraph.kind in ("BODY", "BULLET"):
                seen[path.parent.name] |= {gold.article.text[a:b] for a, b in paragraph.sentences if b - a > 40}
    assert seen["train"] & seen["test"] == set()


@each
def test_header(path: Path) -> None:
    article = GOLDS[path].article
    assert article.id == path.stem
    assert re.fullmatch(r"20(?:1[5-9]|2[0-6])-(?:0[1-9]|1[0-2])-[a-z0-9]+(?:-[a-z0-9]+)*", path.stem)
    assert article.published is not None
    assert path.stem.startswith(article.published.strftime("%Y-%m-"))
    assert article.title
    assert article.publisher
    assert article.title in article.text


@each
def test_text(path: Path) -> None:
    text = GOLDS[path].article.text
    assert 180 <= len(text.split()) <= 600
    assert 7 <= len(GOLDS[path].records) <= 30
    assert "\r" not in text
    assert text == text.strip("\n")


@each
def test_mentions(path: Path) -> None:
    """In order, without overlap, words whole, each offence one of the taxonomy."""
    gold, taxonomy = GOLDS[path], load_taxonomy()
    at = 0
    for mention in gold.mentions:
        assert at <= mention.start < mention.end
        at = mention.end
        assert mention.text == gold.article.text[mention.start : mention.end] == mention.text.strip()
        around = gold.article.text[mention.start - 1 : mention.start], gold.article.text[mention.end : mention.end + 1]
        assert not (around[0].isalnum() and mention.text[0].isalnum())
        assert not (around[1].isalnum() and mention.text[-1].isalnum())
        assert mention.id is None or mention.id in taxonomy
    assert [r.mention for r in gold.records] == [m for m in gold.mentions if m.label in FIGURES]


def row(gold: GoldArticle, record: GoldRecord, number: int) -> dict[str, Any]:
    """A gold record as a row of the record table; what gold does not say is filled as the rules want it."""
    fields, taxonomy = record.fields, load_taxonomy()
    period, baseline = (fields[name] or "/" for name in ("period", "baseline"))
    value = fields["value"]
    qualifier = fields["qualifier"]
    least, most = (None, value) if qualifier in ("less_than", "at_most") else (value, None)
    if qualifier == "exact":
        least = most = value
    if qualifier == "about":
        # Half a person stands in the middle of a range.
        least, most = (None, None) if value is None or value == int(value) else (value - 0.5, value + 0.5)
    if value is not None and value < 0 and qualifier not in ("exact", "about"):
        least, most = most, least
    article = gold.article
    return {
        "record_id": f"{number:016x}",
        "article_id": article.id,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "url": article.url,
        **{name: fields[name] for name in ("statistic", "value", "unit", "qualifier", "offences", "action", "actor")},
        **{name: fields[name] for name in ("measure", "comparison", "place", "source")},
        "value_min": least,
        "value_max": most,
        "articles_of_law": taxonomy.articles_of_law(fields["offences"]),
        "period_start": period.split("/")[0] or None,
        "period_end": period.split("/")[1] or None,
        "baseline_start": baseline.split("/")[0] or None,
        "baseline_end": baseline.split("/")[1] or None,
        "quantity": record.mention.text,
        "start": record.mention.start,
        "end": record.mention.end,
        "sentence": record.mention.text,
        "sentence_start": record.mention.start,
        "sentence_end": record.mention.end,
        "evidence": {},
        "rule": "gold",
    }


@each
def test_records_keep_the_rules_of_the_record_table(path: Path) -> None:
    gold = GOLDS[path]
    rows = [row(gold, record, number) for number, record in enumerate(gold.records)]
    failures = RECORDS.check(rows, TextContext({gold.article.id: gold.article.text}, load_taxonomy()))
    assert [(rows[failure.row]["quantity"], failure.rule) for failure in failures] == []


@each
def test_periods_have_begun(path: Path) -> None:
    gold = GOLDS[path]
    for record in gold.records:
        if record.fields["period"]:
            start, end = map(date.fromisoformat, record.fields["period"].split("/"))
            assert gold.article.published is not None
            assert start <= end
            assert start <= gold.article.published


def test_every_kind_of_figure_occurs_in_both_halves() -> None:
    """What the corpus does not hold, it cannot measure."""
    for half in ("train", "test"):
        records = [record.fields for path, gold in GOLDS.items() if path.parent.name == half for record in gold.records]
        assert {r["statistic"] for r in records} == {"count", "change", "share", "rate", "ratio", "amount"}
        assert {r["qualifier"] for r in records} >= {"exact", "more_than", "less_than", "about"}
        assert {r["comparison"] for r in records} >= {"year_on_year", "baseline", None}


SLOT_KEYS = {slot: slot for slot in "offences action actor measure comparison place source".split()} | {
    "period": "period_start",
    "baseline": "baseline_start",
}


@each
def test_every_filled_slot_names_its_words(path: Path, nlp: Language) -> None:
    """No value without its evidence, whichever rule took it."""
    for record in nlp(make_doc(nlp, GOLDS[path].article))._.records:
        filled = {slot for slot, key in SLOT_KEYS.items() if record[key]}
        assert filled <= {slot for slot, spans in record["evidence"].items() if spans}, record["quantity"]
