"""Every line of the pattern files: well-formed, alive, and matched by the running component as its example says."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import make_doc, values_of
from chargesheet.pipeline.cues import CUE_FILES, GROUP, PATTERNS, read_cues
from chargesheet.schemas.article import Article
from chargesheet.schemas.errors import PatternError
from chargesheet.schemas.patterns import CuePattern, read_cue_patterns, read_word_list
from chargesheet.schemas.vocabulary import Action, Comparison, Unit

JSONL = sorted(PATTERNS.rglob("*.jsonl"))
TSV = sorted(PATTERNS.rglob("*.tsv"))
CUES = [(name, pattern) for name in CUE_FILES for pattern in read_cue_patterns(PATTERNS / f"{name}.jsonl")]
PLACES = read_word_list(PATTERNS / "places.tsv", ("name", "kind"))
NOUNS = read_word_list(PATTERNS / "nouns.tsv", ("word", "unit"))
VALUES = {
    "ACTION": {str(action) for action in Action},
    "COMPARISON": {str(comparison) for comparison in Comparison},
    "CHANGE": {"up", "down"},
    "SHARE": {"part"},
    "ANAPHOR": {"offence", "all"},
    "REPORT": {"say"},
    "SOURCE": {"SPP", "SPC", "MPS"},
}


def ids() -> list[str]:
    return [json.loads(line)["id"] for path in JSONL for line in path.read_text(encoding="utf-8").splitlines()]


def test_ids_are_unique_over_all_files() -> None:
    assert [id for id, count in Counter(ids()).items() if count > 1] == []


@pytest.mark.parametrize("path", [*JSONL, *TSV], ids=lambda path: path.name)
def test_files_are_tidy(path: Path) -> None:
    """UTF-8, one line feed a line, no blank lines, no spaces around."""
    content = path.read_bytes().decode("utf-8")
    assert "\r" not in content
    lines = content.removesuffix("\n").split("\n")
    assert [line for line in lines if not line.strip() or (path.suffix == ".jsonl" and line != line.strip())] == []


@pytest.mark.parametrize("path", TSV, ids=lambda path: path.name)
def test_tables_have_one_width_and_no_line_twice(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [row for row, count in Counter(rows).items() if count > 1] == []


@pytest.mark.parametrize(("name", "pattern"), CUES, ids=lambda x: getattr(x, "id", ""))
def test_labels_and_values(name: str, pattern: CuePattern) -> None:
    assert pattern.value in VALUES.get(pattern.label, {pattern.value})
    assert set(pattern.objects) <= {"people", "cases", "items", "amount", "lawsuits"}
    # One file a label, so that a newcomer knows where to look.
    assert pattern.label.lower() + "s" == name or (pattern.label, name) == ("IGNORED", "ignored")


@pytest.mark.parametrize("pattern", [p for _, p in CUES if p.label != "IGNORED"], ids=lambda p: p.id)
def test_every_example_is_matched_by_its_pattern(nlp: Language, pattern: CuePattern) -> None:
    doc = nlp.get_pipe("cues")(nlp.make_doc(pattern.example))
    assert pattern.id in {reading[2] for value in values_of(doc, GROUP) for reading in value["readings"]}


@pytest.mark.parametrize("pattern", [p for _, p in CUES if p.label == "IGNORED"], ids=lambda p: p.id)
def test_examples_of_words_to_ignore_hold_no_cue(nlp: Language, pattern: CuePattern) -> None:
    doc = nlp.get_pipe("cues")(nlp.make_doc(pattern.example))
    assert values_of(doc, GROUP) == []


READINGS = [reading for reading in read_cues() if reading["label"] not in ("IGNORED", "PLACE")]


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: f"{r['id']}-{r['form']}")
def test_no_phrase_is_dead(nlp: Language, reading: dict) -> None:
    """Each phrase, standing alone, is one cue, and says what its pattern says."""
    dead = []
    for phrase in reading["phrases"]:
        doc = nlp.get_pipe("cues")(nlp.make_doc(f"x {phrase} x"))
        found = [(v["start"], v["end"], r[2], r[1]) for v in values_of(doc, GROUP) for r in v["readings"]]
        if (2, 2 + len(phrase), reading["id"], reading["form"]) not in found:
            dead.append(phrase)
    assert dead == []


def test_no_ignored_phrase_is_dead(nlp: Language) -> None:
    """Each hides a cue that would be found if it were not there."""
    plain = [reading for reading in read_cues() if reading["label"] != "IGNORED"]
    cues = type(nlp.get_pipe("cues"))(nlp, "plain")
    cues.initialize(cues=plain)
    idle = [
        phrase
        for reading in read_cues()
        if reading["label"] == "IGNORED"
        for phrase in reading["phrases"]
        if not values_of(cues(nlp.make_doc(f"x {phrase} x")), GROUP)
    ]
    assert idle == []


def test_no_place_is_dead(nlp: Language) -> None:
    dead = []
    for name, kind in PLACES:
        doc = nlp.get_pipe("cues")(nlp.make_doc(f"x {name} x"))
        if [(v["start"], v["label"], v["readings"][0][0]) for v in values_of(doc, GROUP)] != [(2, "PLACE", kind)]:
            dead.append(name)
    assert dead == []


def test_places_and_nouns() -> None:
    assert {kind for _, kind in PLACES} == {"province", "region", "city"}
    assert {unit for _, unit in NOUNS} <= {str(Unit.PEOPLE), str(Unit.CASES), str(Unit.ITEMS)}
    assert [word for word, _ in NOUNS if word != word.lower()] == []


def test_no_phrase_stands_twice_for_the_same_things() -> None:
    """Two readings of a phrase differ in what they are done to, or the second is never asked."""
    seen: dict[tuple[str, str], list[dict]] = {}
    for reading in READINGS:
        for phrase in reading["phrases"]:
            seen.setdefault((phrase, reading["form"]), []).append(reading)
    clashes = {
        phrase: [reading["id"] for reading in readings]
        for (phrase, _), readings in seen.items()
        if any(not reading["objects"] for reading in readings[:-1]) and len({r["value"] for r in readings}) > 1
    }
    assert clashes == {}


GOOD = {"id": "tried.verb", "label": "ACTION", "value": "tried", "verbs": ["try"], "example": "They try."}
BROKEN = [
    ({**GOOD, "verb": ["try"]}, ["'tried.verb'", "verb", "keys are"]),
    ({**GOOD, "label": "DEED"}, ["'tried.verb'", "label"]),
    ({**GOOD, "id": "Tried"}, ["'Tried'", "id"]),
    ({k: v for k, v in GOOD.items() if k != "example"}, ["'tried.verb'", "example"]),
    ({**GOOD, "example": ""}, ["'tried.verb'", "example"]),
    ({**GOOD, "value": ""}, ["'tried.verb'", "value"]),
    ({**GOOD, "verbs": [" "]}, ["'tried.verb'", "verbs", "blank phrase"]),
    ({**GOOD, "verbs": ["try "]}, ["'tried.verb'", "verbs", "spaces around"]),
    ({**GOOD, "verbs": ["try", "try"]}, ["'tried.verb'", "verbs", "twice"]),
    ({**GOOD, "verbs": "try"}, ["'tried.verb'", "verbs"]),
    ({**GOOD, "verbs": []}, ["'tried.verb'", "no words", "add verbs"]),
    ({**GOOD, "value": "tryed"}, ["'tried.verb'", "'tryed'", "investigated"]),
    ({**GOOD, "objects": ["persons"]}, ["'tried.verb'", "persons", "people, cases, items"]),
    ([1], ["the line"]),
]


@pytest.mark.parametrize(("content", "words"), BROKEN)
def test_a_broken_cue_is_refused_with_file_line_id_and_remedy(
    tmp_path: Path, content: object, words: list[str]
) -> None:
    path = tmp_path / "actions.jsonl"
    first = {**GOOD, "id": "first.verb"}
    path.write_text(f"{json.dumps(first)}\n\n{json.dumps(content)}\n", encoding="utf-8")
    with pytest.raises(PatternError) as error:
        read_cue_patterns(path)
    assert [word for word in (f"{path}:3:", *words) if word not in str(error.value)] == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["{"], [":1:", "no JSON object", "one pattern a line"]),
        ([json.dumps(GOOD), json.dumps(GOOD)], [":2:", "'tried.verb'", "twice", "give each its own"]),
    ],
)
def test_a_broken_cue_file_is_refused(tmp_path: Path, lines: list[str], words: list[str]) -> None:
    path = tmp_path / "actions.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(PatternError) as error:
        read_cue_patterns(path)
    assert [word for word in (str(path), *words) if word not in str(error.value)] == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", [":1:", "header"]),
        ("word\tunit\n", [":1:", "header", "name\tkind"]),
        ("name\tkind\nWuhan\n", [":2:", "needs 2 fields"]),
        ("name\tkind\nWuhan\tcity\tbig\n", [":2:", "needs 2 fields"]),
        ("name\tkind\nWuhan\t \n", [":2:", "none empty"]),
        ("name\tkind\n\nWuhan\tcity\n", [":2:", "needs 2 fields"]),
        ("name\tkind\nWuhan\tcity\nWuhan\tregion\n", [":3:", "'Wuhan'", "keep one"]),
        ("name\tkind\nWuhan\ttown\n", [":2:", "'kind'", "'town'", "use one of city, region"]),
    ],
)
def test_a_broken_word_list_is_refused(tmp_path: Path, content: str, words: list[str]) -> None:
    path = tmp_path / "places.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PatternError) as error:
        read_word_list(path, ("name", "kind"), ("city", "region"))
    found = repr(str(error.value)) + str(error.value)
    assert [word for word in (str(path), *words) if word not in found and word.replace("\t", "\\t") not in found] == []


def test_a_pattern_file_that_is_missing_or_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "actions.jsonl"
    for read in (read_cue_patterns, lambda path: read_word_list(path, ("name", "kind"))):
        with pytest.raises(PatternError, match=r"no such file.*restore it"):
            read(path)
    path.write_bytes(b"\xff\xfe{")
    for read in (read_cue_patterns, lambda path: read_word_list(path, ("name", "kind"))):
        with pytest.raises(PatternError, match=r"not UTF-8.*save the file as UTF-8"):
            read(path)


def test_examples_of_the_templates_are_offences(nlp: Language) -> None:
    """`tests/test_offences.py` asks for each one's own id; here each is found in a sentence."""
    path = PATTERNS / "offences" / "templates.tsv"
    rows = read_rows(path)
    missed = []
    for row in rows:
        text = f"Prosecutors charged 40 people with {row['example']} last year."
        doc = nlp(make_doc(nlp, Article(id="a", text=text)))
        if not values_of(doc, "offences"):
            missed.append(row["example"])
    assert missed == []


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
