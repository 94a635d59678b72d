"""``chargesheet validate`` and ``chargesheet schema``."""

from __future__ import annotations

import gzip
import json

import pytest
from typer.testing import CliRunner

from chargesheet.pipeline import cli, validation
from chargesheet.pipeline.formats import convert
from chargesheet.schemas.json_schema import record_schema

from .test_json_schema import GOOD

TEXT = "Good day. " + GOOD["sentence"]
RECORD = GOOD | {
    "start": TEXT.index("5.3"),
    "end": TEXT.index("5.3") + len("5.3 percent"),
    "sentence_start": TEXT.index(GOOD["sentence"]),
    "sentence_end": len(TEXT),
}


def run(*args):
    return CliRunner().invoke(cli.app, list(map(str, args)))


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_the_schema_is_printed():
    result = run("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == record_schema()


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "parquet"])
def test_good_records_of_every_format(tmp_path, kind):
    path = write(tmp_path / "records.jsonl", RECORD, RECORD | {"record_id": "0" * 16})
    if kind == "parquet":
        path = convert(path, "parquet")
    elif kind == "jsonl.gz":
        packed = tmp_path / "records.jsonl.gz"
        packed.write_bytes(gzip.compress(path.read_bytes()))
        path = packed
    result = run("validate", path)
    assert (result.exit_code, result.stdout) == (0, f"{path}: 2 rows, 0 break a rule\n")
    assert "unchecked, for want of --articles: article-known, quantity-at-span" in result.stderr


def test_broken_rows_are_told_by_rule_with_their_numbers(tmp_path, monkeypatch):
    # Three rows to a chunk, so that an id is met again in another.
    monkeypatch.setattr(validation, "CHUNK", 3)
    rows = [RECORD, RECORD | {"record_id": "1" * 16, "unit": "miles"}, RECORD | {"record_id": "2" * 16, "end": 3}]
    path = write(tmp_path / "records.jsonl", *rows, RECORD, RECORD | {"record_id": "3" * 16, "unit": "yards"})
    with path.open("a", encoding="utf-8") as file:
        file.write('\n[]\n{"half\n' + json.dumps(RECORD | {"record_id": "\ud800"}) + "\n")
    result = run("validate", path)
    assert result.exit_code == 1
    head, *lines = result.stdout.splitlines()
    assert head == f"{path}: 8 rows, 6 break a rule"
    told = {line.split("\t")[0]: line.split("\t")[1:3] for line in lines}
    assert told["unit-known"] == ["2", "rows 2, 5"]
    assert told["record-unique"] == ["1", "rows 4"]
    assert told["span-forwards"] == ["1", "rows 3"]
    assert told["line-is-json"] == ["2", "rows 7, 8"]


@pytest.mark.parametrize(
    ("text", "status", "rule"),
    [(TEXT, 0, None), (TEXT.replace("5.3", "5.4"), 1, "quantity-at-span"), (TEXT[:-1], 1, "sentence-at-span")],
)
def test_with_the_articles_the_offsets_are_checked(tmp_path, text, status, rule):
    path = write(tmp_path / "records.jsonl", RECORD)
    articles = write(tmp_path / "articles.jsonl", {"id": "a", "text": text})
    result = run("validate", path, "--articles", articles)
    assert result.exit_code == status
    assert rule is None or rule in result.stdout
    assert "unchecked" not in result.stderr


def test_an_article_that_is_not_there_is_told(tmp_path):
    articles = write(tmp_path / "articles.jsonl", {"id": "b", "text": TEXT})
    result = run("validate", write(tmp_path / "records.jsonl", RECORD), "--articles", articles)
    assert result.exit_code == 1
    assert "article-known" in result.stdout


@pytest.mark.parametrize("content", [b"PAR1 but not Parquet", gzip.compress(b"{}\n" * 10_000)[:-5]])
def test_a_file_that_cannot_be_read_is_no_result(tmp_path, content):
    path = tmp_path / "records"
    path.write_bytes(content)
    result = run("validate", path)
    assert result.exit_code == 2
    assert str(path) in result.stderr
    assert run("validate", tmp_path / "missing").exit_code == 2
