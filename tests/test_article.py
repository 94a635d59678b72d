"""One real article whole: every mention and every record, from reader's text to the output contract."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import make_doc, mentions_of
from chargesheet.pipeline.evaluation import SLOTS, agrees, evaluate, slot_of
from chargesheet.pipeline.records import record_row
from chargesheet.schemas.gold import read_gold
from chargesheet.schemas.record_table import RECORDS, TextContext
from chargesheet.schemas.taxonomy import load_taxonomy

GOLD = read_gold(Path(__file__).resolve().parent.parent / "corpus/train/2023-12-telecom-fraud-report.gold")
# What no rule says yet: which two "the two supporting crimes" are, and whom "one in five" counts.
UNRULED = {
    "offences": {"31 percent", "85 percent", "53 percent", "Roughly one in five", "68 percent"},
    "actor": {"Roughly one in five"},
}


@pytest.fixture(scope="module")
def read(nlp: Language) -> tuple[list[dict], list[dict]]:
    """The mentions and records of the article."""
    doc = nlp(make_doc(nlp, GOLD.article))
    return mentions_of(doc), doc._.records


def test_every_mention(read: tuple[list[dict], list[dict]]) -> None:
    assert [(m["label"], m["start"], m["end"], m["text"], m["id"]) for m in read[0]] == [
        (str(m.label), m.start, m.end, m.text, m.id) for m in GOLD.mentions
    ]


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_of_every_record(read: tuple[list[dict], list[dict]], slot: str) -> None:
    records = read[1]
    assert [r["quantity"] for r in records] == [r.mention.text for r in GOLD.records]
    wrong = [
        (record["quantity"], slot_of(slot, truth.fields), slot_of(slot, record))
        for truth, record in zip(GOLD.records, records, strict=True)
        if record["quantity"] not in UNRULED.get(slot, ()) and not agrees(slot, truth.fields, record)
    ]
    assert wrong == []


def test_its_score(read: tuple[list[dict], list[dict]]) -> None:
    scores = evaluate([(GOLD, *read)]).as_dict()
    assert {label: score["f1"] for label, score in scores["mentions"].items()} == dict.fromkeys(scores["mentions"], 1.0)
    assert (scores["records"]["found"]["f1"], scores["records"]["core"]["f1"]) == (1.0, 1.0)


def test_its_rows_keep_the_contract(read: tuple[list[dict], list[dict]]) -> None:
    rows = [record_row(record, GOLD.article, load_taxonomy()) for record in read[1]]
    assert RECORDS.check(rows, TextContext({GOLD.article.id: GOLD.article.text}, load_taxonomy())) == []


def test_every_slot_shows_where_it_was_read(read: tuple[list[dict], list[dict]]) -> None:
    """Each filled slot has its evidence and its rule."""
    for record in read[1]:
        for slot in ("statistic", "value", "unit", "qualifier", "offences", "action", "actor", "measure", "place"):
            assert not record[slot] or record["evidence"][slot], (record["quantity"], slot)
        for slot in ("comparison", "source"):
            assert not record[slot] or record["evidence"][slot], (record["quantity"], slot)
        for slot in ("period", "baseline"):
            assert not record[f"{slot}_start"] or record["evidence"][slot], (record["quantity"], slot)
        ruled = {rule.partition(".")[0] for rule in record["rule"].split()}
        # The rule that found the number stands behind the statistic's: "statistic.count.plain:number".
        assert {slot for slot, spans in record["evidence"].items() if spans} <= ruled | {"value"}
