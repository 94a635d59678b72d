from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chargesheet.pipeline import cli
from chargesheet.pipeline.corpus import corpus_digest
from chargesheet.pipeline.floors import FILE, FloorsError, check, measure, read_floors, write_floors

CORPUS = Path(__file__).resolve().parent.parent / "corpus"

# The toy pipeline of conftest finds the people, and of them no place.
GOLD = """\
id: {id}
---
Courts tried [[COUNT|{number}]] people.
---
{{"quantity": "{number}", "statistic": "count", "value": {value}, "unit": "people", "qualifier": "exact"{place}}}
"""


def test_corpus_holds_its_floors():
    """If this fails: mend what fell, or see ``chargesheet corpus floors --help``."""
    try:
        lines = check(CORPUS)
    except FloorsError as error:
        lines = [str(error)]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


@pytest.fixture
def corpus(tmp_path):
    for half in ("train", "test"):
        (tmp_path / half).mkdir()
        for id in ("a", "b"):
            write(tmp_path, half, id)
    return tmp_path


def write(corpus, half, id, *, value=40, place=""):
    content = GOLD.format(id=f"{half}-{id}", number=40, value=value, place=place)
    (corpus / half / f"{id}.gold").write_text(content, encoding="utf-8")


def worsen(corpus):
    """As if a rule had got worse: one article of the test half has another core than its floors say."""
    floors = read_floors(corpus)
    write(corpus, "test", "b", value=41)
    content = floors.as_dict() | {"digest": corpus_digest(corpus)}
    (corpus / FILE).write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def chargesheet(with_toy):
    def run(*args):
        return CliRunner().invoke(cli.app, [str(arg) for arg in args])

    return run


def test_floors_come_back_from_their_file(toy, corpus):
    assert read_floors(corpus) is None
    floors = measure(corpus, toy)
    write_floors(corpus, floors)
    assert read_floors(corpus) == floors
    assert check(corpus, toy) == []


def test_the_digest_hangs_on_names_and_bytes(corpus):
    digests = [corpus_digest(corpus)]
    write(corpus, "train", "a", value=41)
    digests.append(corpus_digest(corpus))
    (corpus / "train/a.gold").rename(corpus / "train/c.gold")
    digests.append(corpus_digest(corpus))
    (corpus / "notes.txt").write_text("no gold", encoding="utf-8")
    (corpus / FILE).write_text("{}", encoding="utf-8")
    assert corpus_digest(corpus) == digests[-1]
    assert len(set(digests)) == 3


def test_a_changed_corpus_says_what_to_run(toy, corpus):
    write_floors(corpus, measure(corpus, toy))
    write(corpus, "test", "c")
    with pytest.raises(FloorsError, match=r"the digests differ.*chargesheet corpus floors --raise"):
        check(corpus, toy)


def test_missing_and_broken_floors_say_what_to_run(toy, corpus):
    with pytest.raises(FloorsError, match="no such file; write it with: chargesheet corpus floors --raise"):
        check(corpus, toy)
    for content in ("{", "[]", '{"digest": ""}'):
        (corpus / FILE).write_text(content, encoding="utf-8")
        with pytest.raises(FloorsError, match="not a file of floors"):
            check(corpus, toy)


FALLEN = [
    "test: core fell by 0.5000, from 1.0000 to 0.5000",
    "test: linked fell by 0.5000, from 1.0000 to 0.5000",
    "test: strict fell by 0.5000, from 1.0000 to 0.5000",
    "test: value fell by 0.5000, from 1.0000 to 0.5000",
    "    test-b: core fell by 1.0000, from 1.0000 to 0.0000",
    "    test-b: linked fell by 1.0000, from 1.0000 to 0.0000",
    "    test-b: strict fell by 1.0000, from 1.0000 to 0.0000",
]


def test_what_fell_and_by_how_much(toy, corpus):
    write_floors(corpus, measure(corpus, toy))
    worsen(corpus)
    assert sorted(check(corpus, toy)) == sorted(FALLEN)


def test_an_article_that_loses_alone_is_no_fall(toy, corpus):
    write(corpus, "train", "a", place=', "place": "Hubei"')
    write_floors(corpus, measure(corpus, toy))
    floors = read_floors(corpus)
    # Floors of articles only explain a fall of their half.
    floors.halves["train"].articles["train-gone"] = {"found": 1.0}
    write_floors(corpus, floors)
    assert check(corpus, toy) == []


def test_command_checks(chargesheet, corpus):
    assert chargesheet("corpus", "floors", corpus).exit_code == 2
    assert chargesheet("corpus", "floors", corpus, "--raise").exit_code == 0
    result = chargesheet("corpus", "floors", corpus)
    assert (result.exit_code, result.stdout) == (0, "All measures hold their floors.\n")
    worsen(corpus)
    result = chargesheet("corpus", "floors", corpus)
    assert (result.exit_code, sorted(result.stdout.splitlines())) == (1, sorted(FALLEN))


def test_floors_rise_freely_and_fall_only_when_told(chargesheet, corpus):
    write(corpus, "test", "b", value=41)
    assert chargesheet("corpus", "floors", corpus, "--raise").exit_code == 0
    write(corpus, "test", "b")
    result = chargesheet("corpus", "floors", corpus, "--raise")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"test: {name} rose by 0.5000, from 0.5000 to 1.0000" for name in ("core", "linked", "strict", "value")
    ]
    high = (corpus / FILE).read_text(encoding="utf-8")
    worsen(corpus)
    before = (corpus / FILE).read_text(encoding="utf-8")
    result = chargesheet("corpus", "floors", corpus, "--raise")
    assert (result.exit_code, sorted(result.stdout.splitlines())) == (1, sorted(FALLEN))
    assert result.stderr == "Nothing written: floors are lowered only with --allow-lower.\n"
    assert (corpus / FILE).read_text(encoding="utf-8") == before
    assert chargesheet("corpus", "floors", corpus, "--raise", "--allow-lower").exit_code == 0
    assert chargesheet("corpus", "floors", corpus).exit_code == 0
    assert (corpus / FILE).read_text(encoding="utf-8") != high


def test_lowering_is_said_with_raising(chargesheet, corpus):
    result = chargesheet("corpus", "floors", corpus, "--allow-lower")
    assert result.exit_code == 2
    assert "--allow-lower is for --raise" in result.stderr
