from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from chargesheet.pipeline import cli

STORY = "By Qian Mo | Toy Daily | Updated: 2020-12-01 09:36\n\nCourts tried 40 people and closed 7 cases, they said."


@pytest.fixture
def chargesheet(with_toy):
    def run(*args, **options):
        return CliRunner().invoke(cli.app, [str(arg) for arg in args], **options)

    return run


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_extract_to_a_folder(chargesheet, story, tmp_path):
    out = tmp_path / "out"
    result = chargesheet("extract", story, "--output", out, "--mentions")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "articles          1 extracted, 0 rejected",
        "records           2 (count 2)",
        f"written to {out}",
    ]
    assert sorted(path.name for path in out.iterdir()) == [
        "articles.jsonl",
        "ledger.sqlite",
        "mentions.jsonl",
        "records.jsonl",
        "rejects.jsonl",
    ]
    assert [(row["quantity"], row["unit"], row["published"]) for row in lines(out / "records.jsonl")] == [
        ("40", "people", "2020-12-01"),
        ("7", "cases", "2020-12-01"),
    ]
    assert [row["text"] for row in lines(out / "mentions.jsonl")] == ["40", "7"]
    assert [row["published_source"] for row in lines(out / "articles.jsonl")] == ["furniture"]
    assert lines(out / "rejects.jsonl") == []
    for row in lines(out / "records.jsonl"):
        assert STORY[row["start"] : row["end"]] == row["quantity"]


def test_without_a_folder_records_alone_go_to_standard_output(chargesheet, story):
    result = chargesheet("extract", story)
    assert [json.loads(line)["quantity"] for line in result.stdout.splitlines()] == ["40", "7"]
    assert "records           2" in result.stderr
    assert result.exit_code == 0


def test_standard_input(chargesheet):
    result = chargesheet("extract", "-", "--quiet", input='{"id": "a", "text": "They tried 40 people."}\n')
    assert [json.loads(line)["article_id"] for line in result.stdout.splitlines()] == ["a"]
    assert result.stderr == ""


def test_quiet_still_tells_refusals(chargesheet, story, tmp_path):
    result = chargesheet("extract", story, tmp_path / "lost.txt", "-q", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"rejected: {tmp_path / 'lost.txt'}: no such file or folder; check the path, or give - to read standard input "
        "[missing-path]"
    ]


@pytest.mark.parametrize(("option", "day"), [([], None), (["--published", "2024-03-31"], "2024-03-31")])
def test_published(chargesheet, tmp_path, option, day):
    path = tmp_path / "bare.txt"
    path.write_text("They tried 40 people.", encoding="utf-8")
    result = chargesheet("extract", path, *option)
    assert [json.loads(line)["published"] for line in result.stdout.splitlines()] == [day]
    warned = "warning: bare: published is unknown; periods stay null" in result.stderr.splitlines()
    assert warned == (day is None)
    assert ("warnings          1 in 1 articles" in result.stderr) == (day is None)


def test_a_rejected_record_makes_status_1(chargesheet, tmp_path):
    path = tmp_path / "odd.txt"
    path.write_text("They are 140 percent of people and 40 people.", encoding="utf-8")
    result = chargesheet("extract", path, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "rejected: odd: record: value: a share is from 0 to 100 [share-within-100]" in result.stderr.splitlines()
    assert "rejects           1 (share-within-100 1)" in result.stderr.splitlines()
    assert [row["value"] for row in lines(tmp_path / "out" / "records.jsonl")] == [40]


def test_many_refusals_are_counted_not_listed(chargesheet, tmp_path):
    path = tmp_path / "bad.jsonl"
    path.write_text("broken\n" * 50, encoding="utf-8")
    result = chargesheet("extract", path)
    shown = [line for line in result.stderr.splitlines() if line.startswith("rejected: ")]
    assert len(shown) == 20
    assert "… and 30 more rejected; give --output DIR to see all" in result.stderr.splitlines()


def test_a_second_run_replaces_the_first_and_its_own_output_is_no_input(chargesheet, story, tmp_path):
    out = tmp_path / "out"
    for mentions in (["--mentions"], []):
        assert chargesheet("extract", tmp_path, "-o", out, *mentions).exit_code == 0
        assert [row["article_id"] for row in lines(out / "articles.jsonl")] == ["story"]
    assert not (out / "mentions.jsonl").exists()


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["extract"], "Missing argument"),
        (["extract", "x", "--published", "2023-13-45"], "2023-13-45"),
        (["extract", "x", "--mentions"], "needs --output DIR"),
        (["extract", "x", "--frobnicate"], "No such option"),
        (["explain", ""], "is blank; give a file, - or the text itself"),
        (["explain", " \n"], "is blank"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_usage_is_status_2(chargesheet, args, words):
    result = chargesheet(*args)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_an_output_that_cannot_be_written_is_status_2(chargesheet, story):
    result = chargesheet("extract", story, "-o", story)
    assert result.exit_code == 2
    assert "--output" in result.stderr
    result = chargesheet("extract", story, "-o", story / "deeper")
    assert result.exit_code == 2
    assert result.stderr.startswith("chargesheet: ")
    assert str(story) in result.stderr


def test_a_mistake_of_ours_is_status_2_with_its_traceback(chargesheet, story, monkeypatch):
    def broken():
        raise RuntimeError("no such pipe")

    monkeypatch.setattr("chargesheet.pipeline.assembly.load", broken)
    result = chargesheet("extract", story)
    assert result.exit_code == 2
    assert "RuntimeError: no such pipe" in result.stderr
    assert result.stderr.endswith("please report it with the lines above\n")


@pytest.mark.parametrize(
    "args", [["--help"], ["-h"], ["extract", "--help"], ["explain", "--help"], ["offences", "--help"]]
)
def test_help_teaches_with_examples(chargesheet, args):
    result = chargesheet(*args)
    assert result.exit_code == 0
    assert "chargesheet" in result.stdout
    assert ("Examples" in result.stdout) == (len(args) == 2)


def test_version(chargesheet):
    result = chargesheet("--version")
    assert (result.exit_code, result.stdout.split()[0]) == (0, "chargesheet")


def test_offences_are_listed(chargesheet):
    result = chargesheet("offences", "theft")
    heading, *rows = (line.split("\t") for line in result.stdout.splitlines())
    assert heading == ["id", "article", "name_en", "name_zh", "family", "status", "phrasings"]
    assert ["theft", "264"] in [row[:2] for row in rows]
    assert {len(row) for row in rows} == {7}
    assert len(rows) < len(chargesheet("offences").stdout.splitlines()) - 1


def test_no_offence_of_that_name(chargesheet):
    result = chargesheet("offences", "zebra crossing")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no offence has 'zebra crossing'" in result.stderr


def test_explain_a_text(chargesheet):
    result = chargesheet("explain", "They tried 40 people for theft.", "--published", "2024-03-31")
    assert result.exit_code == 0
    for words in ("2024-03-31 (from option)", "They tried 40 people for theft.", "count 40", "theft", "toy"):
        assert words in result.stdout


def test_explain_a_file(chargesheet, story):
    result = chargesheet("explain", story)
    assert result.exit_code == 0
    for words in ("2020-12-01 (from furniture)", "count 40", "count 7"):
        assert words in result.stdout


def test_explain_says_when_there_is_nothing(chargesheet):
    result = chargesheet("explain", "They said that they would keep watch.")
    assert (result.exit_code, "No figures found." in result.stdout) == (0, True)
    assert "published unknown" in result.stdout


@pytest.mark.parametrize("source", ["lost.txt", "no/such/lost.jsonl"])
def test_explain_takes_a_mistyped_path_for_a_path(chargesheet, source):
    result = chargesheet("explain", source)
    assert result.exit_code == 2
    assert "no such file" in result.stdout


def test_explain_takes_a_long_text_for_a_text(chargesheet):
    result = chargesheet("explain", "They tried 40 people. " + "They rested. " * 1000)
    assert (result.exit_code, "count 40" in result.stdout) == (0, True)
