"""Whatever is handed in: a message that names the place and the remedy, the right status, and the others extracted."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chargesheet.pipeline import cli

GOOD = "Courts tried 40 people, they said."
BINARY = bytes(range(256)) * 4
WIDE = GOOD.encode("utf-16-le")
LATIN = "Courts’ list grew to 40 people.".encode("cp1252")
FURNITURE = (
    "Home / China / Society\nBy Qian Mo | Updated: 2020-12-01 09:36\nCopyright 1995 - 2023. All rights reserved.\n"
)
LONG = "x" * 50_000_000


def json_line(**fields):
    return json.dumps(fields)


# file name, content, check, words of the message (FILE stands for its path), what is kept of it
BAD = [
    ("empty.txt", b"", "empty-text", ["FILE", "has no text", "take it out"], {"text": ""}),
    ("blank.txt", b" \n\n\t", "empty-text", ["FILE", "has no text"], {"text": " \n\n\t"}),
    ("empty.gold", b"", "broken-gold", ["FILE", "two lines '---'"], {"text": ""}),
    ("binary.txt", BINARY, "binary-file", ["FILE", "UTF-8"], {"base64": base64.b64encode(BINARY).decode()}),
    ("wide.txt", WIDE, "binary-file", ["FILE", "byte order mark"], {"text": WIDE.decode()}),
    ("latin.txt", LATIN, "undecodable-text", ["FILE", "byte 6", "save it as UTF-8"],
     {"base64": base64.b64encode(LATIN).decode()}),
    ("long.txt", LONG.encode(), "text-too-long", ["FILE", "50,000,000 characters", "split it"], {"text": LONG}),
    ("long.jsonl", json_line(text=LONG).encode(), "text-too-long", ["FILE", "50,000,000 characters"], {"text": LONG}),
    ("broken.jsonl", b'{"text": "half', "broken-json", ["FILE:1", "one object a line"], {"line": '{"text": "half'}),
    ("textless.jsonl", json_line(id="t", body=GOOD).encode(), "missing-text",
     ["FILE:1", "'text' is missing", "'body'", "put"], {"id": "t", "body": GOOD}),
    ("dated.jsonl", json_line(text=GOOD, published="2023-13-45").encode(), "bad-date",
     ["FILE:1", "'published'", "'2023-13-45'", "YYYY-MM-DD"], {"text": GOOD, "published": "2023-13-45"}),
    ("furniture.txt", FURNITURE.encode(), "only-furniture", ["FILE", "menus", "give the article's own text"],
     {"text": FURNITURE}),
]  # fmt: skip


@pytest.fixture(params=["toy", "real"])
def extract(request, monkeypatch, nlp, toy, tmp_path):
    # The toy reads the same figure and takes no time; the real pipeline is what users have.
    monkeypatch.setattr("chargesheet.pipeline.assembly.load", lambda: nlp if request.param == "real" else toy)

    def run(*inputs):
        out = tmp_path / "out"
        result = CliRunner().invoke(cli.app, ["extract", *map(str, inputs), "-o", str(out)])
        written = {
            name: [json.loads(line) for line in (out / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
            for name in ("records", "articles", "rejects")
        }
        return result, written

    return run


@pytest.mark.parametrize(("name", "content", "check", "words", "kept"), BAD, ids=[case[0] for case in BAD])
def test_one_bad_file_among_good_ones(extract, tmp_path, name, content, check, words, kept):
    folder = tmp_path / "news"
    folder.mkdir()
    bad = folder / name
    bad.write_bytes(content)
    for good in ("a.txt", "z.txt"):
        # Each a story of its own: of two alike, one would be a duplicate.
        (folder / good).write_text(f"{GOOD} So {good} says.", encoding="utf-8")
    result, written = extract(folder)
    assert result.exit_code == 1
    message = next(line for line in result.stderr.splitlines() if line.startswith("rejected: "))
    for word in words:
        assert word.replace("FILE", str(bad)) in message
    assert message.endswith(f"[{check}]")
    assert [row["article_id"] for row in written["records"]] == ["a", "z"]
    assert [row["status"] for row in written["articles"]].count("extracted") == 2
    (refused,) = (row for row in written["articles"] if row["status"] == "rejected")
    assert refused["source_path"] == str(bad)
    (reject,) = written["rejects"]
    assert (reject["kind"], reject["check"], reject["source_path"]) == ("article", check, str(bad))
    assert message == f"rejected: {reject['reason']} [{check}]"
    assert reject["article_id"] == refused["article_id"]
    assert reject["row"].items() >= kept.items()


@pytest.mark.parametrize(("name", "content", "check", "words", "kept"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_file_alone(extract, tmp_path, name, content, check, words, kept):
    (tmp_path / name).write_bytes(content)
    result, written = extract(tmp_path / name)
    assert result.exit_code == 1
    assert [row["check"] for row in written["rejects"]] == [check]


def test_utf_16_with_a_mark_is_read(extract, tmp_path):
    (tmp_path / "wide.txt").write_bytes(GOOD.encode("utf-16"))
    result, written = extract(tmp_path / "wide.txt")
    assert result.exit_code == 0
    # The toy's sentences have no full stop.
    assert [row["sentence"].rstrip(".") for row in written["records"]] == [GOOD[:-1]]


def test_a_folder_without_articles(extract, tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "notes.md").write_text(GOOD, encoding="utf-8")
    result, written = extract(folder)
    assert result.exit_code == 2
    assert f"rejected: {folder}: no file in this folder ends in .txt, .gold, .jsonl, .ndjson, .html" in result.stderr
    assert [(row["kind"], row["check"]) for row in written["rejects"]] == [("input", "empty-folder")]


@pytest.mark.parametrize("name", ["lost.txt", "lost", "lost/deeper.jsonl"])
def test_a_missing_path(extract, tmp_path, name):
    result, written = extract(tmp_path / name)
    assert result.exit_code == 2
    assert f"rejected: {tmp_path / name}: no such file or folder; check the path" in result.stderr
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    result, written = extract(tmp_path / name, tmp_path / "good.txt")
    assert result.exit_code == 1
    assert [row["article_id"] for row in written["records"]] == ["good"]


def test_a_file_that_may_not_be_read(extract, tmp_path, monkeypatch):
    (tmp_path / "mine.txt").write_text(GOOD, encoding="utf-8")

    opened = Path.open

    def denied(path, *args, **options):
        if path.name == "mine.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)

    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr("pathlib.Path.open", denied)
    result, written = extract(tmp_path / "mine.txt")
    assert result.exit_code == 1
    assert (
        f"rejected: {tmp_path / 'mine.txt'}: cannot be read (Permission denied); check its permissions" in result.stderr
    )
    assert [row["check"] for row in written["rejects"]] == ["unreadable-file"]


def test_articles_of_one_id(extract, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / "news" / folder).mkdir(parents=True)
        (tmp_path / "news" / folder / "story.txt").write_text(f"{GOOD} So {folder} says.", encoding="utf-8")
    result, written = extract(tmp_path / "news")
    assert result.exit_code == 1
    first, second = (tmp_path / "news" / folder / "story.txt" for folder in ("a", "b"))
    assert f"rejected: {second}: article id 'story' was read before, from {first}; rename" in result.stderr
    assert len(written["records"]) == 1


@pytest.mark.parametrize("extract", ["toy"], indirect=True)
def test_a_story_that_breaks_the_pipeline(extract, tmp_path):
    (tmp_path / "bad.txt").write_text("POISON and 3 people.", encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    result, written = extract(tmp_path)
    assert result.exit_code == 1
    assert "the pipeline failed on article 'bad' (ValueError: swallowed POISON)" in result.stderr
    assert [row["article_id"] for row in written["records"]] == ["good"]
