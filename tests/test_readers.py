from __future__ import annotations

import io
import json
from datetime import date
from itertools import islice

import pytest

from chargesheet.pipeline import readers
from chargesheet.pipeline.readers import Refusal, read_inputs, read_text
from chargesheet.schemas.article import Article

from .fuzz import GOLD


def line(**fields):
    return json.dumps(fields, ensure_ascii=False) + "\n"


def read(*inputs, **options):
    return list(read_inputs(map(str, inputs), **options))


def stdin(monkeypatch, content: bytes):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_text_file_is_one_article(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("Courts tried 40 people.\n", encoding="utf-8")
    assert read(path) == [Article(id="story", text="Courts tried 40 people.\n", source_path=str(path))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path, encoding, end):
    path = tmp_path / "story.txt"
    path.write_bytes(f"Courts’ list{end}grew to 40 people".encode(encoding))
    assert [article.text for article in read(path)] == ["Courts’ list\ngrew to 40 people"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_jsonl(tmp_path, encoding):
    path = tmp_path / "stories.jsonl"
    full = {
        "id": "a1",
        "text": "Courts’ list\r\ngrew",
        "title": "Lists",
        "published": "2024-03-31",
        "publisher": "Toy Daily",
        "url": "toy:1",
    }
    bare = {"text": "Police.", "published": None, "title": "", "mood": 3}
    number = {"id": 7, "text": "Judges.", "published": "2024-03-31T08:00:00+08:00"}
    path.write_bytes((line(**full) + "\n" + line(**bare) + line(**number)).encode(encoding))
    day = date(2024, 3, 31)
    assert read(path) == [
        Article(**{**full, "published": day}, published_source="field", source_path=str(path)),
        Article(id="stories-3", text="Police.", source_path=str(path)),
        Article(id="7", text="Judges.", published=day, published_source="field", source_path=str(path)),
    ]


def test_a_gold_file_is_read_without_its_marks(tmp_path):
    path = tmp_path / "other.gold"
    path.write_text(GOLD, encoding="utf-8")
    assert read(path) == [
        Article(
            id="toy",
            text="Courts tried 40 people for theft.",
            title="A toy",
            published=date(2024, 3, 31),
            published_source="field",
            source_path=str(path),
        )
    ]


def test_a_folder_is_walked_in_order(tmp_path):
    for name in (
        "b.txt",
        "a/z.txt",
        "a/y.jsonl",
        "c.NDJSON",
        "notes.md",
        ".hidden.txt",
        ".git/x.txt",
        "out/records.jsonl",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(line(text=f"From {name}") if "json" in name.lower() else f"From {name}", encoding="utf-8")
    texts = [article.text for article in read(tmp_path, skip=tmp_path / "out")]
    assert texts == ["From b.txt", "From c.NDJSON", "From a/y.jsonl", "From a/z.txt"]


@pytest.mark.parametrize(
    ("content", "articles"),
    [
        (b"Courts tried 40 people.", [("stdin", "Courts tried 40 people.")]),
        (line(id="a", text="One") .encode() + line(text="Two").encode(), [("a", "One"), ("stdin-2", "Two")]),
        (b"\n  " + line(id="a", text="One").encode(), [("a", "One")]),
        (line(id="a", text="One").encode("utf-16"), [("a", "One")]),
        ("Courts’ list".encode("utf-16"), [("stdin", "Courts’ list")]),
    ],
)  # fmt: skip
def test_standard_input(monkeypatch, content, articles):
    stdin(monkeypatch, content)
    assert [(article.id, article.text) for article in read("-")] == articles
    stdin(monkeypatch, content)
    assert [article.source_path for article in read("-")] == ["-"] * len(articles)


@pytest.mark.parametrize(("name", "text"), [("story", "Courts."), ("story.md", "Courts.")])
def test_a_named_file_of_another_kind_is_plain_text(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [(article.id, article.text) for article in read(tmp_path / name)] == [("story", text)]


@pytest.mark.parametrize("name", ["export", "export.log", "export.json"])
def test_a_named_file_that_opens_an_object_is_jsonl(tmp_path, name):
    (tmp_path / name).write_text(line(id="a", text="One"), encoding="utf-8")
    assert [(article.id, article.text) for article in read(tmp_path / name)] == [("a", "One")]


STAMPED = "By Qian Mo | Toy Daily | Updated: 2020-12-01 09:36\nCourts tried 40 people."
DATELINE = "WUHAN, Dec. 2, 2020 (Xinhua) -- Courts tried 40 people."


@pytest.mark.parametrize(
    ("fields", "option", "day", "source"),
    [
        ({"text": STAMPED, "published": "2020-12-03"}, date(2020, 12, 4), date(2020, 12, 3), "field"),
        ({"text": STAMPED}, date(2020, 12, 4), date(2020, 12, 4), "option"),
        ({"text": STAMPED}, None, date(2020, 12, 1), "furniture"),
        ({"text": DATELINE}, None, date(2020, 12, 2), "dateline"),
        ({"text": "Courts tried 40 people."}, None, None, None),
    ],
)
def test_where_the_date_comes_from(tmp_path, fields, option, day, source):
    path = tmp_path / "stories.jsonl"
    path.write_text(line(**fields), encoding="utf-8")
    assert [(a.published, a.published_source) for a in read(path, published=option)] == [(day, source)]
    if "published" not in fields:
        article = read_text(fields["text"], published=option)
        assert (article.published, article.published_source) == (day, source)


@pytest.mark.parametrize(
    ("content", "check", "words"),
    [
        ('{"text": "half', "broken-json", ":2: not JSON"),
        ("[1, 2]", "broken-json", ":2: not a JSON object"),
        ('"text"', "broken-json", ":2: not a JSON object"),
        ("[" * 100_000, "broken-json", ":2: not JSON"),
        (line(id="x", body="Courts."), "missing-text", ":2: field 'text' is missing (fields: 'id', 'body')"),
        (line(text=None), "missing-text", ":2: field 'text' is missing"),
        (line(text=["Courts."]), "field-type", ":2: field 'text' is ['Courts.']; write a string"),
        (line(text="Courts.", title=3), "field-type", ":2: field 'title' is 3; write a string"),
        (line(text="Courts.", url={}), "field-type", ":2: field 'url' is {}; write a string"),
        (line(text="Courts.", id=""), "field-type", ":2: field 'id' is ''"),
        (line(text="Courts.", id=True), "field-type", ":2: field 'id' is True"),
        (line(text="Courts.", id=[1]), "field-type", ":2: field 'id' is [1]"),
        (line(text="Courts.", published=20240331), "field-type", ":2: field 'published' is 20240331"),
        (line(text="Courts.", published="2023-13-45"), "bad-date", ":2: field 'published' is '2023-13-45'"),
        (line(text="Courts.", published="31 March"), "bad-date", ":2: field 'published' is '31 March'"),
        (line(text=""), "empty-text", "article 'stories-2' has no text"),
        (line(text=" \n\t", id="x"), "empty-text", "article 'x' has no text"),
        (line(text="a\0b"), "binary-file", "holds NUL characters"),
        ('{"text": "half \\ud83d a face"}', "undecodable-text", "lone surrogate"),
        (line(text="Courts. " * 200), "text-too-long", "1,600 characters, more than 1,000"),
    ],
)
def test_a_bad_line_is_refused_and_its_neighbours_are_not(tmp_path, content, check, words):
    path = tmp_path / "stories.jsonl"
    path.write_text(line(text="First") + content.rstrip("\n") + "\n" + line(text="Third"), encoding="utf-8")
    first, refusal, third = read(path, max_characters=1000)
    assert (first.text, third.text) == ("First", "Third")
    assert isinstance(refusal, Refusal)
    assert refusal.check == check
    assert str(path) in refusal.reason
    assert words in refusal.reason
    whole = {"line": content} if check == "broken-json" else json.loads(content)
    assert refusal.row.items() >= whole.items()


def test_refusals_keep_the_line_number_and_the_object(tmp_path):
    path = tmp_path / "stories.jsonl"
    fields = {"id": "x", "text": "Courts.", "published": "soon", "mood": 3}
    path.write_text("\n" + line(**fields), encoding="utf-8")
    assert read(path) == [
        Refusal(
            check="bad-date",
            reason=f"{path}:2: field 'published' is 'soon', which is no date; write YYYY-MM-DD, or leave it out",
            article_id="x",
            source_path=str(path),
            line=2,
            row=fields,
        )
    ]


@pytest.mark.parametrize("start", ["[\n", "{\n", "[{\n"])
def test_a_json_document_gets_one_message(tmp_path, start):
    path = tmp_path / "stories.json"
    path.write_text(start + '  "text": "Courts."\n}\n' * 5, encoding="utf-8")
    (refusal,) = read(path)
    assert refusal.check == "broken-json"
    assert "one object a line" in refusal.reason


def test_an_endless_line_is_passed_over_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(readers.reads, "MAX_KEPT_BYTES", 1000)
    path = tmp_path / "stories.jsonl"
    path.write_text(line(text="First") + line(text="x" * 5000) + line(text="Third"), encoding="utf-8")
    first, refusal, third = read(path)
    assert (first.text, refusal.check, refusal.line, refusal.row, third.text) == (
        "First",
        "text-too-long",
        2,
        {},
        "Third",
    )


def test_reading_is_lazy(tmp_path):
    path = tmp_path / "stories.jsonl"
    path.write_text(line(text="First") + "broken", encoding="utf-8")
    reads = read_inputs([str(path), str(tmp_path / "missing")])
    assert [article.text for article in islice(reads, 1)] == ["First"]
    assert [refusal.check for refusal in reads] == ["broken-json", "missing-path"]
