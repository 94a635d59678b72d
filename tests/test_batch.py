from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from chargesheet.pipeline.batch import Batch
from chargesheet.pipeline.readers import Refusal
from chargesheet.pipeline.records import mention_line, record_id
from chargesheet.pipeline.writers import to_line
from chargesheet.schemas.article import Article
from chargesheet.schemas.record_table import RECORDS

DAY = date(2024, 3, 31)


def article(id, text, **fields):
    return Article(id=id, text=text, published=DAY, published_source="field", source_path=f"{id}.txt", **fields)


def run(toy, *reads, **options):
    return list(Batch(toy, **options).run(reads))


def test_an_article_becomes_rows_of_the_contract(toy):
    text = "Courts heard much. They tried 40 people for theft. They rested."
    (chunk,) = run(toy, article("a", text, title="Thefts", url="toy:1"), mentions=True)
    start = text.index("40")
    (row,) = chunk.records
    assert list(row) == list(RECORDS.columns)
    assert row == {
        "record_id": record_id("a", start, start + 2, "40"),
        "article_id": "a",
        "published": "2024-03-31",
        "title": "Thefts",
        "url": "toy:1",
        "statistic": "count",
        "value": 40.0,
        "value_min": 40.0,
        "value_max": 40.0,
        "unit": "people",
        "qualifier": "exact",
        "offences": ["theft"],
        "articles_of_law": ["264"],
        "action": None,
        "actor": None,
        "measure": None,
        "period_start": None,
        "period_end": None,
        "comparison": None,
        "baseline_start": None,
        "baseline_end": None,
        "place": None,
        "source": None,
        "quantity": "40",
        "start": start,
        "end": start + 2,
        "sentence": "They tried 40 people for theft",
        "sentence_start": text.index("They"),
        "sentence_end": text.index(". They rested"),
        "evidence": {"value": [[start, start + 2]]},
        "rule": "toy",
    }
    assert chunk.mentions == [
        {
            "article_id": "a",
            "label": "COUNT",
            "start": start,
            "end": start + 2,
            "text": "40",
            "id": None,
            "value": 40.0,
            "rule": "toy",
        }
    ]
    assert chunk.articles == [
        {
            "article_id": "a",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "published": "2024-03-31",
            "published_source": "field",
            "title": "Thefts",
            "source_path": "a.txt",
            "status": "extracted",
            "duplicate_of": None,
            "records": 1,
            "rejected": 0,
            "warnings": [],
        }
    ]
    assert chunk.rejects == []


def test_without_mentions_there_are_none(toy):
    (chunk,) = run(toy, article("a", "They tried 40 people."))
    assert chunk.mentions == []


def test_a_title_is_taken_from_the_headline_where_none_is_given(toy):
    text = "Home / China / Society\n\nCourts try more people for theft\n\nThey tried 40 people last year, a court said."
    (chunk,) = run(toy, article("a", text), article("b", "They tried 40 people."), article("c", text, title="Own"))
    assert [row["title"] for row in chunk.articles] == ["Courts try more people for theft", None, "Own"]
    assert [row["title"] for row in chunk.records] == ["Courts try more people for theft", None, "Own"]


def test_warnings_are_carried(toy):
    (chunk,) = run(toy, Article(id="a", text="They tried 40 people."))
    assert chunk.articles[0]["warnings"] == ["published is unknown; periods stay null"]


def test_an_article_that_raises_costs_only_itself(toy):
    good = [article(id, "They tried 40 people.") for id in "abc"]
    bad = article("bad", "POISON: 7 cases.", title="T")
    (chunk,) = run(toy, good[0], bad, *good[1:])
    assert [row["article_id"] for row in chunk.records] == ["a", "b", "c"]
    assert [(row["article_id"], row["status"]) for row in chunk.articles] == [
        ("a", "extracted"),
        ("bad", "rejected"),
        ("b", "extracted"),
        ("c", "extracted"),
    ]
    assert chunk.rejects == [
        {
            "kind": "article",
            "check": "pipeline-error",
            "checks": ["pipeline-error"],
            "reason": "bad.txt: the pipeline failed on article 'bad' (ValueError: swallowed POISON); please report it "
            "with the article",
            "article_id": "bad",
            "source_path": "bad.txt",
            "line": None,
            "row": {
                "id": "bad",
                "text": "POISON: 7 cases.",
                "title": "T",
                "published": "2024-03-31",
                "publisher": None,
                "url": None,
            },
        }
    ]


def test_a_record_that_breaks_rules_is_refused_whole_and_the_others_are_not(toy):
    (chunk,) = run(toy, article("a", "They tried 40 people. That is 140 percent of people. And -3 percent of cases."))
    assert [row["value"] for row in chunk.records] == [40]
    assert [(row["check"], row["checks"], row["row"]["value"]) for row in chunk.rejects] == [
        ("share-within-100", ["share-within-100"], 140),
        ("share-within-100", ["share-within-100", "value-not-negative"], -3),
    ]
    assert [list(row["row"]) for row in chunk.rejects] == [list(RECORDS.columns)] * 2
    assert {(row["kind"], row["article_id"], row["source_path"]) for row in chunk.rejects} == {("record", "a", "a.txt")}
    assert chunk.rejects[1]["reason"] == "value: a share is from 0 to 100; value: only a change can be negative"
    assert [(row["status"], row["records"], row["rejected"]) for row in chunk.articles] == [("extracted", 1, 2)]


def test_the_second_article_of_an_id_is_refused_in_any_chunk(toy):
    first, second, third = (article(id, f"They tried {n} people.") for id, n in (("a", 1), ("b", 2), ("a", 3)))
    chunks = run(toy, first, second, third, size=2)
    assert [[row["value"] for row in chunk.records] for chunk in chunks] == [[1, 2], []]
    assert [row["check"] for row in chunks[1].rejects] == ["duplicate-id"]
    (chunk,) = run(toy, first, third)
    assert [(row["status"], row["records"]) for row in chunk.articles] == [("extracted", 1), ("rejected", 0)]


@pytest.mark.parametrize(
    "text",
    ["Home / China / Society\nCopyright 1995 - 2023. All rights reserved.", "By Qian Mo | Updated: 2020-12-01 09:36"],
)
def test_furniture_alone_is_no_article(toy, text):
    (chunk,) = run(toy, article("a", text))
    assert [row["check"] for row in chunk.rejects] == ["only-furniture"]


def test_an_article_without_figures_is_no_fault(toy):
    (chunk,) = run(toy, article("a", "The court said that its judges would visit more villages."))
    assert chunk.rejects == []
    assert [(row["status"], row["records"]) for row in chunk.articles] == [("extracted", 0)]


def test_refusals_of_the_reader_pass_through(toy):
    lost = Refusal(check="missing-path", reason="x: no such file", source_path="x")
    empty = Refusal(check="empty-text", reason="y: no text", article_id="y", source_path="y", line=3, row={"text": ""})
    (chunk,) = run(toy, lost, empty)
    assert [(row["kind"], row["check"], row["line"], row["row"]) for row in chunk.rejects] == [
        ("input", "missing-path", None, {}),
        ("article", "empty-text", 3, {"text": ""}),
    ]
    # A path that leads nowhere is no article.
    assert [(row["article_id"], row["status"]) for row in chunk.articles] == [("y", "rejected")]


def test_articles_stream_in_chunks(toy):
    taken = []

    def stream():
        for number in range(10):
            taken.append(number)
            yield article(str(number), "They tried 40 people.")

    chunks = Batch(toy, size=4).run(stream())
    assert len(next(chunks).articles) == 4
    assert taken == [0, 1, 2, 3]
    assert [len(chunk.articles) for chunk in chunks] == [4, 2]


def test_record_ids_hang_on_the_figure_alone(toy):
    text = "They tried 40 people. They freed 40 people."
    (chunk,) = run(toy, article("a", text), article("b", text))
    ids = [row["record_id"] for row in chunk.records]
    assert len(set(ids)) == 4
    assert all(len(id) == 16 and int(id, 16) >= 0 for id in ids)
    (again,) = run(toy, article("a", text.replace("freed", "jailed")))
    # The text before the first figure is the same, before the second it is longer.
    assert [row["record_id"] in ids for row in again.records] == [True, False]


@pytest.mark.parametrize(
    ("start", "end", "value"), [("2023-01-01", "2023-01-31", "2023-01-01/2023-01-31"), (None, None, None)]
)
def test_the_days_of_a_time_span_are_its_value(start, end, value):
    row = {
        "article_id": "a",
        "label": "TIME_SPAN",
        "start": 0,
        "end": 7,
        "text": "January",
        "id": None,
        "value": None,
        "period_start": start,
        "period_end": end,
        "rule": "month",
    }
    kept = ("article_id", "label", "start", "end", "text", "id", "rule")
    assert mention_line(row) == {**{name: row[name] for name in kept}, "value": value}


def test_half_a_character_can_be_written():
    line = to_line({"text": "half \ud83d 审"})
    assert json.loads(line.encode()) == {"text": "half \ud83d 审"}
