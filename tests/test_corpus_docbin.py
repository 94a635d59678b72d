from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
import srsly
from spacy.tokens import DocBin
from spacy.training import Example
from typer.testing import CliRunner

from chargesheet.pipeline import cli
from chargesheet.pipeline.assembly import load
from chargesheet.pipeline.context import make_doc, values_of
from chargesheet.pipeline.corpus import gold_paths, predict, read_golds, score, to_doc
from chargesheet.schemas.errors import GoldError

TRAIN = Path(__file__).resolve().parent.parent / "corpus" / "train"

GOLD = """\
id: {id}
title: Theft falls
published: 2021-03-04
---
Police solved [[COUNT|more than 30]] [[OFFENCE theft|theft]] cases [[TIME_SPAN|last year]], \
[[PERCENTAGE|12%]]-[[PERCENTAGE|15%]] of all.
---
{{"quantity": "more than 30", "statistic": "count", "value": 30, "unit": "cases", "qualifier": "more_than"}}
{{"quantity": "12%", "statistic": "share", "value": 12, "unit": "percent", "qualifier": "exact"}}
{{"quantity": "15%", "statistic": "share", "value": 15, "unit": "percent", "qualifier": "exact"}}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    for name in ("b", "a"):
        (tmp_path / f"in/{name}.gold").write_text(GOLD.format(id=name), encoding="utf-8")
    return tmp_path


def test_files_and_folders_once_each(folder):
    a, b = folder / "in/a.gold", folder / "in/b.gold"
    assert gold_paths([folder]) == [a, b]
    assert gold_paths([b, folder / "in"]) == [b, a]


def test_refusals_name_the_file_and_a_remedy(folder):
    with pytest.raises(GoldError, match="lost: no such file or folder; check the path"):
        gold_paths([folder / "lost"])
    (folder / "empty").mkdir()
    with pytest.raises(GoldError, match=r"empty: no file in this folder ends in \.gold"):
        gold_paths([folder / "empty"])
    (folder / "in/c.gold").write_text(GOLD.format(id="a"), encoding="utf-8")
    with pytest.raises(GoldError, match=r"c\.gold: its id 'a' is also that of .*a\.gold; give each article its own"):
        read_golds([folder])


def test_docbin_holds_the_mentions(folder):
    result = CliRunner().invoke(
        cli.app, ["corpus", "to-docbin", str(folder / "in"), "-o", str(folder / "x/gold.spacy")]
    )
    assert result.exit_code == 0, result.stderr
    docs = list(DocBin().from_disk(folder / "x/gold.spacy").get_docs(spacy.blank("en").vocab))
    assert [(doc._.article_id, doc._.published) for doc in docs] == [("a", "2021-03-04"), ("b", "2021-03-04")]
    doc = docs[0]
    spans = {name: [(span.label_, span.text, span.id_) for span in group] for name, group in doc.spans.items()}
    # "12%-15%" is two tokens, "12%-15" and "%": spans are widened to them, and doc.ents has but the longer.
    assert spans == {
        "offences": [("OFFENCE", "theft", "theft")],
        "quantities": [
            ("COUNT", "more than 30", ""),
            ("PERCENTAGE", "12%-15", ""),
            ("PERCENTAGE", "12%-15%", ""),
        ],
        "time_spans": [("TIME_SPAN", "last year", "")],
    }
    assert [ent.text for ent in doc.ents] == ["more than 30", "theft", "last year", "12%-15%"]
    exact = [doc.text[value["start"] : value["end"]] for value in values_of(doc, "quantities")]
    assert exact == ["more than 30", "12%", "15%"]


def test_spacy_gives_the_figures_of_evaluate():
    """Up to token borders, on which the corpus's mentions stand."""
    nlp = load()
    golds = read_golds([TRAIN])
    ours = score(golds, predict(golds, nlp)).mentions
    theirs = nlp.evaluate([Example(make_doc(nlp, gold.article), to_doc(nlp, gold)) for gold in golds])
    by_label = next(value for name, value in theirs.items() if name.endswith("mentions_per_type"))
    assert {label: score["f"] for label, score in by_label.items()} == {
        label: pytest.approx(ours[label].f1) for label in by_label
    }
    assert by_label.keys() == {"OFFENCE", "COUNT", "PERCENTAGE", "AMOUNT", "TIME_SPAN"}


def test_spacy_evaluate_reads_it(folder):
    CliRunner().invoke(cli.app, ["corpus", "to-docbin", str(TRAIN), "-o", str(folder / "gold.spacy")])
    load().to_disk(folder / "nlp")
    command = [sys.executable, "-m", "spacy", "evaluate", folder / "nlp", folder / "gold.spacy", "--per-component"]
    done = subprocess.run([*command, "--output", folder / "scores.json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    scores = srsly.read_json(folder / "scores.json")["statistics"]
    by_label = next(value for name, value in scores.items() if name.endswith("mentions_per_type"))
    golds = read_golds([TRAIN])
    ours = score(golds, predict(golds)).mentions
    # spaCy makes its Docs from text alone, so the title and the day of publication are not known to the pipeline.
    assert {label: score["f"] for label, score in by_label.items()} == {
        label: pytest.approx(ours[label].f1, abs=0.005) for label in by_label
    }
