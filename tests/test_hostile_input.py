"""Inputs that are odd rather than wrong: names, marks, digits, packing, and folders of every shape."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import tracemalloc
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chargesheet.pipeline import cli
from chargesheet.pipeline.batch import Batch
from chargesheet.pipeline.readers import Refusal, finish, read_inputs
from chargesheet.pipeline.readers.reads import printable
from chargesheet.pipeline.writers import to_line
from chargesheet.schemas.article import Article

GOOD = "Courts convicted 1,234 people of theft in 2021."


def read(*inputs, **options):
    return list(map(finish, read_inputs(map(str, inputs), **options)))


def records(nlp, *reads):
    (chunk,) = Batch(nlp, mentions=True).run(reads)
    assert chunk.rejects == []
    return chunk.records


@pytest.mark.parametrize(
    "mark", ["\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202b", "\u2060", "\u2067", "\ufeff", "\u00ad"]
)
@pytest.mark.parametrize("kind", ["txt", "jsonl"])
def test_invisible_marks_are_taken_out_and_told(nlp, tmp_path, mark, kind):
    text = f"{mark}Courts convicted 1,2{mark}34 people of th{mark}eft in 20{mark}21."
    path = tmp_path / f"a.{kind}"
    path.write_text(text if kind == "txt" else json.dumps({"id": "a", "text": text}), encoding="utf-8")
    (article,) = read(path)
    assert article.text == GOOD
    # A byte order mark that opens a file is none of the text.
    marks = 3 if (mark, kind) == ("\ufeff", "txt") else 4
    assert article.warnings == (
        f"{marks} invisible marks were taken out of the text; offsets count the text without them",
    )
    (record,) = records(nlp, article)
    assert (record["quantity"], record["value"], record["offences"]) == ("1,234", 1234, ["theft"])
    assert article.text[record["start"] : record["end"]] == record["quantity"]


@pytest.mark.parametrize(
    ("number", "value"),
    [("１，２３４", 1234), ("１２３４", 1234), ("1，234", 1234), ("１.５ million", 1_500_000), ("５２％ of", 52)],
)
def test_full_width_digits_are_read_where_they_stand(nlp, number, value):
    article = Article(id="a", text=f"Courts convicted {number} people of theft in ２０２１.")
    (record,) = records(nlp, article)
    assert (record["value"], record["period_start"]) == (value, "2021-01-01")
    assert article.text[record["start"] : record["end"]] == record["quantity"]
    assert record["quantity"][0] == number[0]
    assert record["sentence"] == article.text


@pytest.mark.parametrize("field", ["id", "text", "title", "publisher", "url"])
def test_half_characters_in_any_field_are_refused_by_name(with_toy, tmp_path, field):
    path = tmp_path / "a.jsonl"
    fields = {"id": "x", "text": GOOD} | {field: "half \ud83d of it"}
    path.write_text(json.dumps(fields) + "\n" + json.dumps({"id": "y", "text": GOOD}), encoding="utf-8")
    refusal, article = read(path)
    assert (refusal.check, article.id) == ("undecodable-text", "y")
    assert f"half a character (a lone surrogate) in its {field}" in refusal.reason
    for result in (refusal.reason, refusal.article_id):
        result.encode()
    done = CliRunner().invoke(cli.app, ["extract", str(path), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1, done.output


def test_names_with_line_feeds_and_bytes_that_are_no_text(with_toy, tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a\nb\x1b[31m.txt").write_text(GOOD, encoding="utf-8")
    odd = os.path.join(os.fsencode(folder), b"caf\xe9.txt")  # noqa: PTH118 - pathlib takes no bytes.
    with open(odd, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(" ")
    done = CliRunner().invoke(cli.app, ["extract", str(folder), "-o", str(tmp_path / "out")])
    assert done.exit_code == 1
    (rejected,) = [line for line in done.stderr.splitlines() if line.startswith("rejected")]
    assert "caf\\xe9.txt: article" in rejected
    rows = [json.loads(line) for line in (tmp_path / "out/articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {row["article_id"] for row in rows} == {"a\\nb\\x1b[31m", "caf\\xe9"}


def test_printable_names():
    assert printable("a\tb\udce9\x85\u2028é") == "a\\tb\\xe9\\x85\\u2028é"
    to_line({"path": printable("\udce9")}).encode()


@pytest.fixture
def bottomless(tmp_path):
    yield tmp_path
    # shutil.rmtree recurses, and pytest would leave these folders to the runs after this one.
    subprocess.run(["rm", "-rf", str(tmp_path)], check=False)


def test_deep_folders_are_read_as_far_as_the_system_goes(bottomless, monkeypatch):
    tmp_path = bottomless
    # Deeper than Python recurses; by steps, because no path is as long.
    monkeypatch.chdir(tmp_path)
    for _ in range(1_200):
        Path("d").mkdir()
        os.chdir("d")
    Path("deep.txt").write_text(GOOD, encoding="utf-8")
    os.chdir(tmp_path)
    assert [article.id for article in read("d")] == ["deep"]
    # Beyond the longest path of the system there is a message, and the rest is read.
    os.chdir(tmp_path)
    Path("d/a.txt").write_text(GOOD, encoding="utf-8")
    for _ in range(1_200):
        os.chdir("d")
    for _ in range(40):
        Path("e" * 100).mkdir()
        os.chdir("e" * 100)
    os.chdir(tmp_path)
    first, *_, last = read("d")
    assert first.id == "a"
    assert isinstance(last, (Article, Refusal))
    assert any(isinstance(one, Refusal) and one.check == "unreadable-folder" for one in read("d"))


def test_a_folder_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    (tmp_path / "locked").mkdir()
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    scandir = os.scandir

    def denied(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    # The tests may run as root, whom no permission stops.
    monkeypatch.setattr("os.scandir", denied)
    article, refusal = read(tmp_path)
    assert article.id == "a"
    assert refusal.check == "unreadable-folder"
    assert refusal.reason.startswith(f"{tmp_path / 'locked'}: cannot be read (Permission denied)")


@pytest.fixture
def news(tmp_path):
    for name in (
        "news/a.txt",
        "news/2023/b.txt",
        "news/2023/12/c.txt",
        "news/2023/12/d.md",
        "news/.old/e.txt",
        "news/f[1].txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{GOOD} {name}", encoding="utf-8")
    return tmp_path / "news"


@pytest.mark.parametrize(
    ("pattern", "ids"),
    [
        ("*.txt", ["a", "f[1]"]),
        ("**/*.txt", ["a", "f[1]", "b", "c"]),
        ("**/c.txt", ["c"]),
        ("2023/*/*", ["c", "d"]),
        ("20*", ["b", "c"]),
        ("[ab].txt", ["a"]),
        ("**/*", ["a", "f[1]", "b", "c", "d"]),
        ("**", ["a", "f[1]", "b", "c", "d"]),
        # A file of that very name is no pattern.
        ("f[1].txt", ["f[1]"]),
    ],
)
def test_patterns(news, pattern, ids):
    assert [article.id for article in read(news / pattern)] == ids


def test_a_pattern_that_nothing_fits_is_told(news):
    (refusal,) = read(news / "**/*.pdf")
    assert (refusal.check, refusal.source_path) == ("missing-path", str(news / "**/*.pdf"))
    assert "no file fits this pattern" in refusal.reason


def test_what_several_inputs_name_is_read_once(news, tmp_path):
    (tmp_path / "link.txt").symlink_to(news / "a.txt")
    inputs = (news / "a.txt", news, news / "**/*.txt", tmp_path / "link.txt", news / ".." / "news" / "a.txt")
    assert [article.id for article in read(*inputs)] == ["a", "f[1]", "b", "c"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a"])
def test_packed_text(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(GOOD.encode()))
    assert [(article.id, article.text) for article in read(tmp_path / name)] == [("a", GOOD)]


def test_packed_lines_and_several_packs_in_one(tmp_path):
    lines = [json.dumps({"id": str(number), "text": GOOD}) + "\n" for number in range(3)]
    (tmp_path / "a.jsonl.gz").write_bytes(b"".join(gzip.compress(line.encode()) for line in lines))
    assert [article.id for article in read(tmp_path)] == ["0", "1", "2"]


@pytest.mark.parametrize("damage", ["cut", "flip", "tail"])
def test_a_damaged_pack_keeps_what_was_whole_and_is_told_once(tmp_path, damage):
    lines = "".join(json.dumps({"id": str(number), "text": f"{GOOD} {number * 7919}"}) + "\n" for number in range(3000))
    packed = bytearray(gzip.compress(lines.encode()))
    if damage == "cut":
        del packed[len(packed) // 2 :]
    elif damage == "flip":
        packed[-6] ^= 255
    else:
        packed += b"no gzip"
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed)
    *kept, refusal = read(path)
    assert (len(kept) > 500) if damage == "cut" else (len(kept) >= 2990)
    assert [article.id for article in kept] == [str(number) for number in range(len(kept))]
    assert (refusal.check, refusal.article_id) == ("truncated-file", None)
    assert refusal.reason.startswith(f"{path}: the gzip file")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(GOOD.encode())[:-12])
    (refusal,) = read(tmp_path / "b.txt.gz")
    assert (refusal.check, refusal.article_id) == ("truncated-file", "b")


def test_ten_megabytes_of_text_are_refused_by_their_length(tmp_path):
    (tmp_path / "long.txt").write_text(GOOD * 220_000, encoding="utf-8")
    (tmp_path / "short.txt").write_text(GOOD, encoding="utf-8")
    refusal, article = read(tmp_path)
    assert (refusal.check, refusal.article_id, article.id) == ("text-too-long", "long", "short")
    assert "split it into its articles" in refusal.reason


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path):
    def peak(lines):
        path = tmp_path / "a.jsonl"
        path.write_text((json.dumps({"text": GOOD * 20}) + "\n") * lines, encoding="utf-8")
        tracemalloc.start()
        assert sum(1 for _ in read_inputs([str(path)])) == lines
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(3_000) < peak(200) + 100_000
