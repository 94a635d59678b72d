from __future__ import annotations

import base64
import gzip
import io
import json
import random
import re
import sqlite3
from datetime import date

import pytest
from rich.console import Console

from chargesheet.pipeline import extraction
from chargesheet.pipeline.digests import fingerprint
from chargesheet.pipeline.extraction import Extraction
from chargesheet.pipeline.ledger import NAME, Ledger, LedgerError
from chargesheet.pipeline.readers import Meter, Page, Refusal, read_inputs
from chargesheet.pipeline.report import Report
from chargesheet.pipeline.workers import Settings
from chargesheet.schemas.article import Article

FILES = ("records.jsonl", "articles.jsonl", "rejects.jsonl")


def article(id, text, path=None):
    day = date(2024, 3, 31)
    return Article(id=id, text=text, published=day, published_source="field", source_path=path or "feed.jsonl")


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def run(with_toy, tmp_path):
    def go(*reads, folder="out", stop_after=None, mentions=False, **options):
        one = Extraction(tmp_path / folder, workers=0, settings=Settings(mentions=mentions), **options)
        running = one.run(iter(reads))
        for number, _ in enumerate(running, start=1):
            if number == stop_after:
                running.close()
        return one.tally

    return go


def output(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


STORIES = [article(f"a{n}", f"They tried {n} people.") for n in range(200)]


def test_a_second_run_does_nothing(run, tmp_path, monkeypatch):
    assert run(*STORIES[:10]).states == {"new": 10}
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("out/*.jsonl")}
    monkeypatch.setattr("chargesheet.pipeline.workers.extract_chunk", None)
    tally = run(*STORIES[:10])
    assert (tally.states, tally.written) == ({"unchanged": 10}, False)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("out/*.jsonl")} == before


def test_only_what_is_new_is_extracted_and_earlier_articles_stay(run, tmp_path):
    run(*STORIES[:3])
    assert run(*STORIES[2:5]).states == {"unchanged": 1, "new": 2}
    assert [row["article_id"] for row in lines(tmp_path / "out/records.jsonl")] == ["a0", "a1", "a2", "a3", "a4"]


def test_a_changed_article_replaces_its_records_in_place(run, tmp_path):
    run(*STORIES[:3])
    assert run(STORIES[0], article("a1", "They tried 77 people."), STORIES[2]).states == {"unchanged": 2, "changed": 1}
    assert [row["value"] for row in lines(tmp_path / "out/records.jsonl")] == [0, 77, 2]


def test_the_same_story_is_recorded_once_and_comes_back_when_the_first_changes(run, tmp_path):
    tally = run(article("a", "They tried 40 people."), article("b", "They tried 40 people."))
    assert tally.articles == {"extracted": 1, "duplicate": 1}
    rows = lines(tmp_path / "out/articles.jsonl")
    assert [(row["status"], row["duplicate_of"], row["records"]) for row in rows] == [
        ("extracted", None, 1),
        ("duplicate", "a", 0),
    ]
    assert [row["article_id"] for row in lines(tmp_path / "out/records.jsonl")] == ["a"]
    run(article("a", "They tried 41 people."))
    assert [(row["article_id"], row["value"]) for row in lines(tmp_path / "out/records.jsonl")] == [
        ("a", 41),
        ("b", 40),
    ]
    assert [row["status"] for row in lines(tmp_path / "out/articles.jsonl")] == ["extracted", "extracted"]


def test_an_id_twice_in_a_run(run, tmp_path):
    reads = [article("a", "They tried 40 people."), article("a", "They tried 41 people.", "other.jsonl")]
    reads.append(article("a", "They tried 40 people.", "third.jsonl"))
    tally = run(*reads)
    assert tally.rejects == {"duplicate-id": 1}
    assert [row["status"] for row in lines(tmp_path / "out/articles.jsonl")] == ["extracted", "rejected", "duplicate"]
    assert run(*reads).states == {"unchanged": 3}


def test_an_id_of_another_run(run, tmp_path):
    # A feed's id names a story, so its later state replaces the earlier; a file's name does not.
    run(article("a", "They tried 40 people.", "monday.jsonl"), article("index", "They tried 1 people.", "x/index.txt"))
    other = article("index", "They tried 2 people.", "y/index.txt")
    tally = run(article("a", "They tried 41 people.", "tuesday.jsonl"), other)
    assert (tally.states, tally.rejects) == ({"changed": 1, "new": 1}, {"duplicate-id": 1})
    assert [row["value"] for row in lines(tmp_path / "out/records.jsonl")] == [41, 1]


def test_a_refused_article_is_not_tried_again_and_force_tries_it(run, tmp_path):
    reads = [article("a", "POISON"), STORIES[1]]
    assert run(*reads).rejects == {"pipeline-error": 1}
    assert run(*reads).states == {"unchanged": 2}
    assert [row["article_id"] for row in lines(tmp_path / "out/rejects.jsonl")] == ["a"]
    assert run(*reads, force=True).states == {"again": 2}


def test_inputs_that_lead_nowhere_belong_to_their_run(run, tmp_path):
    run(Refusal(check="missing-path", reason="x: no such file", source_path="x"), STORIES[0])
    assert [row["check"] for row in lines(tmp_path / "out/rejects.jsonl")] == ["missing-path"]
    run(STORIES[0])
    assert lines(tmp_path / "out/rejects.jsonl") == []


def test_mentions_are_made_when_they_are_asked_for(run, tmp_path):
    run(*STORIES[:2])
    assert run(*STORIES[:2], mentions=True).states == {"again": 2}
    assert [row["text"] for row in lines(tmp_path / "out/mentions.jsonl")] == ["0", "1"]
    assert run(*STORIES[:2], mentions=True).states == {"unchanged": 2}
    run(*STORIES[:2])
    assert not (tmp_path / "out/mentions.jsonl").exists()


def test_another_pipeline_is_said_and_changes_nothing_by_itself(run, monkeypatch):
    run(*STORIES[:2])
    monkeypatch.setattr(extraction, "pipeline_digest", lambda: b"another")
    tally = run(*STORIES[:3])
    assert (tally.states, tally.outdated) == ({"unchanged": 2, "new": 1}, 2)
    assert run(*STORIES[:3], force=True).outdated == 0


@pytest.mark.parametrize("stops", [(1,), (2,), (1, 1), (3, 1)])
def test_a_run_that_was_stopped_ends_like_an_undisturbed_one(run, tmp_path, stops):
    run(*STORIES, folder="calm")
    for stop in stops:
        run(*STORIES, stop_after=stop)
        assert not (tmp_path / "out/records.jsonl").exists()
    run(*STORIES)
    assert output(tmp_path / "out") == output(tmp_path / "calm")


@pytest.mark.parametrize("harm", ["lost", "cut", "lost-folder"])
def test_output_files_are_made_again_from_the_ledger(run, tmp_path, harm):
    run(*STORIES[:5])
    whole = output(tmp_path / "out")
    records = tmp_path / "out/records.jsonl"
    if harm == "lost":
        records.unlink()
    elif harm == "cut":
        records.write_bytes(records.read_bytes()[:-9])
    else:
        for path in (tmp_path / "out").iterdir():
            path.unlink()
        (tmp_path / "out").rmdir()
    run(*STORIES[:5])
    assert output(tmp_path / "out") == whole


def test_formats(run, tmp_path):
    run(*STORIES[:5], format="csv")
    assert len((tmp_path / "out/records.csv").read_text(encoding="utf-8").splitlines()) == 6
    run(*STORIES[:5])
    assert not (tmp_path / "out/records.csv").exists()


def test_a_second_run_on_the_same_folder_is_refused(tmp_path):
    with Ledger(tmp_path), pytest.raises(LedgerError, match="another run is writing to this folder"):
        Ledger(tmp_path)
    with Ledger(tmp_path):
        pass


def test_a_damaged_ledger_is_said(tmp_path):
    (tmp_path / NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(LedgerError, match=r"ledger\.sqlite.*damaged; remove it"):
        Ledger(tmp_path)


def test_a_ledger_of_another_version_is_said(tmp_path):
    database = sqlite3.connect(tmp_path / NAME)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(LedgerError, match="another version"):
        Ledger(tmp_path)


def test_a_full_disk_is_said_and_the_run_goes_on_later(run, tmp_path, monkeypatch):
    def full(self, entries):
        with self._explained():
            raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "store", full)
        with pytest.raises(LedgerError, match="the disk is full; free some space"):
            run(*STORIES[:5])
    run(*STORIES[:5])
    assert len(lines(tmp_path / "out/records.jsonl")) == 5


def test_fingerprints_hang_on_content_not_on_place():
    one = article("a", "text")
    assert fingerprint(one) == fingerprint(article("a", "text", "elsewhere.jsonl"))
    assert fingerprint(one) != fingerprint(article("a", "text "))
    assert fingerprint(Page(id="a", content=b"x")) != fingerprint(Page(id="a", content=b"y"))
    assert fingerprint(Page(id="a", content=b"x")) != fingerprint(Page(id="a", content=b"x", url="u:1"))
    assert fingerprint(Refusal(check="c", reason="r", row={"text": "\ud83d"}))


def test_a_page_that_is_refused_for_its_id_is_kept_whole(run, tmp_path):
    pages = [Page(id="a", content=content, source_path=f"{content[0]}/a.html") for content in (b"<p>x", b"\xff<p>y")]
    run(*pages)
    refused = {row["check"]: row for row in lines(tmp_path / "out/rejects.jsonl")}
    assert base64.b64decode(refused["duplicate-id"]["row"]["base64"]) == b"\xff<p>y"


def test_an_edit_that_keeps_the_size_is_noticed(run, tmp_path):
    run(*STORIES[10:13])
    whole = output(tmp_path / "out")
    records = tmp_path / "out/records.jsonl"
    records.write_bytes(records.read_bytes().replace(b"11", b"99"))
    assert run(*STORIES[10:13]).written
    assert output(tmp_path / "out") == whole


def test_a_refusal_for_an_id_goes_with_the_rename_that_it_asks_for(run, tmp_path):
    for name, number in (("x/a.txt", 1), ("y/a.txt", 2), ("z/a.txt", 3)):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(f"They tried {number} people.")
    run(*read_inputs([tmp_path / "x", tmp_path / "y", tmp_path / "z"]))
    kept = lines(tmp_path / "out/rejects.jsonl")
    assert [row["check"] for row in kept] == ["duplicate-id"] * 2
    (tmp_path / "y/a.txt").rename(tmp_path / "y/b.txt")
    # What this run does not read stays as it is.
    run(*read_inputs([tmp_path / "x"]))
    assert lines(tmp_path / "out/rejects.jsonl") == kept
    run(*read_inputs([tmp_path / "x", tmp_path / "y"]))
    assert [row["source_path"] for row in lines(tmp_path / "out/rejects.jsonl")] == [str(tmp_path / "z/a.txt")]
    assert [row["value"] for row in lines(tmp_path / "out/records.jsonl")] == [1, 2]
    # In a feed, the line gets another id.
    run(article("f", "They tried 7 people."), article("f", "They tried 8 people."))
    assert run(article("f", "They tried 7 people."), article("g", "They tried 8 people.")).rejects == {}
    assert [row["article_id"] for row in lines(tmp_path / "out/rejects.jsonl")] == ["a"]


@pytest.mark.parametrize("name", ["feed.jsonl", "feed.jsonl.gz"])
def test_the_time_left_is_told_by_the_bytes_of_what_is_done(with_toy, tmp_path, name):
    chance = random.Random(1)
    # Titles that do not pack well: a packed file is read some 64 kB ahead.
    rows = [
        {"id": f"a{n}", "text": f"They tried {n} people.", "title": chance.randbytes(100).hex()} for n in range(3_000)
    ]
    content = "".join(json.dumps(row) + "\n" for row in rows)
    path = tmp_path / name
    path.write_bytes(gzip.compress(content.encode()) if name.endswith("gz") else content.encode())
    meter, said = Meter(), io.StringIO()
    report = Report(Console(file=said), [str(path)], None, meter, quiet=False)
    one = Extraction(None, workers=0, settings=Settings(), listener=report)
    running = one.run(read_inputs([str(path)], meter=meter))
    for _ in range(24):
        next(running)
    size = path.stat().st_size
    assert 0.3 * size < one.tally.position < 0.9 * size
    report._total = report._bytes()
    assert report._total == size
    assert re.search(r"\d:\d\d left$", report._line())
    running.close()
