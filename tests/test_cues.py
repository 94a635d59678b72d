# ruff: noqa: E501 (a marked text stays on one line)
"""Cues: which words are found, as what, and which are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import values_of
from chargesheet.pipeline.cues import CUE_FILES, GROUP, Cues, read_cues, readings_of
from chargesheet.schemas.errors import PatternError
from chargesheet.schemas.patterns import CuePattern


def cues(nlp: Language, text: str) -> list[tuple[str, str, str]]:
    """Text, label and first value of each cue."""
    doc = nlp.get_pipe("cues")(nlp.get_pipe("structure")(nlp.make_doc(text)))
    return [(text[v["start"] : v["end"]], v["label"], v["readings"][0][0]) for v in values_of(doc, GROUP)]


TEXTS = [
    ("Police arrested forty men.", [("arrested", "ACTION", "arrested")]),
    ("POLICE ARREST FORTY", [("ARREST", "ACTION", "arrested")]),
    # the longest phrase wins, wherever it begins
    ("They declined to approve the arrest of one.", [("declined to approve the arrest", "ACTION", "arrest_rejected")]),
    ("He was not prosecuted.", [("not prosecuted", "ACTION", "not_prosecuted")]),
    ("It rose year-on-year.", [("rose", "CHANGE", "up"), ("year-on-year", "COMPARISON", "year_on_year")]),
    ("Thefts made up half.", [("made up", "SHARE", "part")]),
    (
        "The SPP said such crimes fell.",
        [
            ("SPP", "SOURCE", "SPP"),
            ("said", "REPORT", "say"),
            ("such crimes", "ANAPHOR", "offence"),
            ("fell", "CHANGE", "down"),
        ],
    ),
    # places in capitals only
    ("It was in Dali.", [("Dali", "PLACE", "city")]),
    ("It was in DALI.", [("DALI", "PLACE", "city")]),
    ("It was in dali.", []),
    # words that only seem to be cues
    ("Breakfast is free of charge.", []),
    ("He is in charge of the mine.", []),
    ("He works at an arrest warrant desk.", []),
    # parts of words are none
    ("The uprising and the arrestor.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_cues(nlp: Language, text: str, found: list[tuple[str, str, str]]) -> None:
    assert cues(nlp, text) == found


def test_furniture_has_none(nlp: Language) -> None:
    text = "Police arrest forty in a night\n\nShare | Print | Arrest\n\nPolice charged forty men with theft in the month of May."
    assert cues(nlp, text) == [("arrest", "ACTION", "arrested"), ("charged", "ACTION", "prosecuted")]


def test_all_readings_stand_in_the_order_of_the_files(nlp: Language) -> None:
    doc = nlp.get_pipe("cues")(nlp.make_doc("They seized it."))
    (value,) = values_of(doc, GROUP)
    assert [(reading[0], reading[1], reading[3]) for reading in value["readings"]] == [
        ("seized", "verb", ["items", "amount"]),
        ("arrested", "verb", ["people"]),
    ]


def test_a_pattern_by_form() -> None:
    pattern = CuePattern(
        id="a.b", label="ACTION", value="tried", verbs=["try"], tails=["to trial"], example="They try."
    )
    assert [(r["form"], r["phrases"]) for r in readings_of(pattern)] == [
        ("verb", ["tried", "tries", "try", "trying"]),
        ("tail", ["to trial"]),
    ]


def test_what_it_loaded_is_kept(nlp: Language, tmp_path: Path) -> None:
    first = nlp.get_pipe("cues")
    assert isinstance(first, Cues)
    first.to_disk(tmp_path / "cues")
    for again in (
        Cues(nlp, "cues").from_bytes(first.to_bytes()),
        Cues(nlp, "cues").from_disk(tmp_path / "cues"),
    ):
        assert again.readings == first.readings
        doc = again(nlp.make_doc("Police arrested forty men."))
        assert [v["label"] for v in values_of(doc, GROUP)] == ["ACTION"]


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    for name in CUE_FILES:
        (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "places.tsv").write_text("name\tkind\nAtlantis\tcity\n", encoding="utf-8")
    assert [reading["phrases"] for reading in read_cues(str(tmp_path))] == [["Atlantis"]]


@pytest.mark.parametrize("name", [*(f"{name}.jsonl" for name in CUE_FILES), "places.tsv"])
def test_a_missing_file_is_refused(tmp_path: Path, name: str) -> None:
    for other in CUE_FILES:
        (tmp_path / f"{other}.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "places.tsv").write_text("name\tkind\n", encoding="utf-8")
    (tmp_path / name).unlink()
    with pytest.raises((PatternError, FileNotFoundError), match=name):
        read_cues(str(tmp_path))
