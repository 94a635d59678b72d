"""Parquet and CSV hold what the lines hold."""

from __future__ import annotations

import csv
import json
from datetime import date

import polars as pl
import pytest

from chargesheet.pipeline.formats import convert
from chargesheet.pipeline.validation import _parquet_rows
from chargesheet.schemas.record_table import COLUMNS

from .test_json_schema import GOOD

ROWS = [
    GOOD,
    GOOD | {"record_id": "0" * 16, "title": 'He said: "no",\nand left', "offences": ["theft", "fraud"], "value": None,
            "period_start": None, "evidence": {"value": [[1, 2], [3, 4]], "actor": [[5, 6]]}},
    GOOD | {"record_id": "1" * 16, "offences": [], "evidence": {}, "value": 3_000_000_000, "title": "检察院 😀"},
]  # fmt: skip


@pytest.fixture
def records(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_parquet_gives_the_same_rows_back(records):
    written = convert(records, "parquet")
    assert written == records.with_suffix(".parquet")
    assert [row for _, row in _parquet_rows(written)] == ROWS
    frame = pl.read_parquet(written)
    assert frame.columns == list(COLUMNS)
    assert frame["period_start"].to_list() == [date(2023, 1, 1), None, date(2023, 1, 1)]
    assert frame["offences"].to_list() == [["theft"], ["theft", "fraud"], []]
    assert not list(records.parent.glob("*.part"))


def test_csv_has_lists_as_words_and_evidence_as_json(records):
    written = convert(records, "csv")
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["offences"] for row in rows] == ["theft", "theft;fraud", ""]
    assert [row["value"] for row in rows] == ["5.3", "", "3000000000"]
    assert [row["title"] for row in rows] == ["", ROWS[1]["title"], ROWS[2]["title"]]
    assert [json.loads(row["evidence"]) for row in rows] == [row["evidence"] for row in ROWS]
    assert list(rows[0]) == list(COLUMNS)


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_no_records_are_a_file_without_rows(tmp_path, format):
    (tmp_path / "records.jsonl").touch()
    written = convert(tmp_path / "records.jsonl", format)
    frame = pl.read_parquet(written) if format == "parquet" else pl.read_csv(written)
    assert frame.columns == list(COLUMNS)
    assert frame.is_empty()


def test_jsonl_is_there_already_and_other_formats_are_refused(records):
    assert convert(records, "jsonl") is None
    with pytest.raises(ValueError, match="none of jsonl, parquet, csv"):
        convert(records, "xlsx")


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_what_stood_there_stands_until_the_new_file_is_whole(records, format):
    target = records.with_suffix(f".{format}")
    target.write_text("old", encoding="utf-8")
    records.write_text("not JSON\n", encoding="utf-8")
    with pytest.raises(Exception):  # noqa: B017, PT011 - polars and json fail in ways of their own.
        convert(records, format)
    assert target.read_text(encoding="utf-8") == "old"
