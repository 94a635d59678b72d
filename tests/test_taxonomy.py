"""The taxonomy: what it holds, what it answers, and what its loaders refuse."""

from __future__ import annotations

import shutil
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from chargesheet.pipeline.offence_listing import offence_rows
from chargesheet.schemas.errors import PatternError
from chargesheet.schemas.offence_context import load_contexts, read_contexts
from chargesheet.schemas.taxonomy import load_taxonomy, read_taxonomy

FOLDER = Path(__file__).resolve().parent.parent / "patterns" / "en" / "offences"
TAXONOMY = load_taxonomy()


def test_it_holds_the_charges_and_families() -> None:
    statuses = [charge.status for charge in TAXONOMY.charges.values()]
    assert [statuses.count(status) for status in ("current", "renamed", "abolished")] == [483, 47, 14]
    assert len(TAXONOMY.families) == 87
    assert not set(TAXONOMY.charges) & set(TAXONOMY.families)


@pytest.mark.parametrize(
    ("ids", "articles"),
    [
        ([], []),
        (["theft"], ["264"]),
        (["robbery", "arson", "theft"], ["114", "115(1)", "263", "264"]),
        (["dangerous-driving", "causing-traffic-accident"], ["133", "133-1"]),
        (["fraudulent-purchase-of-foreign-exchange", "money-laundering"], ["191", "decision-1998-12-29:1"]),
        (["telecom-and-online-fraud"], ["266"]),  # a family of one
        (["tax-crimes", "juvenile-crime"], []),
        (["no-such-thing"], []),
    ],
)
def test_articles_of_law(ids: list[str], articles: list[str]) -> None:
    assert TAXONOMY.articles_of_law(ids) == articles


@pytest.mark.parametrize(
    ("id", "on", "current"),
    [
        ("theft", None, "theft"),
        ("tax-dodging-1997", date(2009, 10, 15), "tax-dodging-1997"),
        ("tax-dodging-1997", date(2009, 10, 16), "tax-evasion"),
        ("tax-dodging-1997", None, "tax-evasion"),
        ("manipulating-securities-prices-1997", date(2005, 1, 1), "manipulating-securities-or-futures-prices-2002"),
        ("manipulating-securities-prices-1997", None, "market-manipulation"),
        ("whoring-with-underage-girls-1997", None, "whoring-with-underage-girls-1997"),  # no successor
    ],
)
def test_a_charge_of_the_past_gives_its_successor(id: str, on: date | None, current: str) -> None:
    assert TAXONOMY.current(id, on) == current


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("bigamy", ["bigamy"]),
        ("BIGAMY", ["bigamy"]),
        ("重婚", ["bigamy"]),
        ("258", ["bigamy"]),
        ("zzz", []),
    ],
)
def test_search(word: str, ids: list[str]) -> None:
    assert [entry.id for entry in TAXONOMY.search(word)] == ids


def test_lookup() -> None:
    assert TAXONOMY["theft"].name_zh == "盗窃罪"
    assert "theft" in TAXONOMY
    assert "thievery" not in TAXONOMY
    with pytest.raises(KeyError):
        TAXONOMY["thievery"]


def test_every_charge_of_a_family_knows_one() -> None:
    members = {member for family in TAXONOMY.families.values() for member in family.members}
    assert {id for id in members if TAXONOMY.family_of(id) not in TAXONOMY.families} == set()


def test_rows_for_the_command_line() -> None:
    (row,) = offence_rows("bigamy")
    assert (row.id, row.article, row.name_en, row.name_zh, row.family, row.status) == (
        "bigamy", "258", "Bigamy", "重婚罪", "personal-and-democratic-rights", "current",
    )  # fmt: skip
    assert row.phrasings == ("bigamous marriage", "committing bigamy", "bigamy")
    assert len(offence_rows()) == 631
    assert offence_rows("zzz") == []
    assert "medical-insurance-fraud" in [row.id for row in offence_rows("medical insurance")]


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("charges.tsv", "Theft\t264\t5\t\t盗\tTheft\tcurrent", "column 'id': 'Theft'; write lower-case"),
        ("charges.tsv", "theft\t264\t5\t\t盗\tTheft\tcurrent", "'theft' is taken"),
        ("charges.tsv", "new\tArt. 3\t5\t\t盗\tNew\tcurrent", "column 'article': 'Art. 3'; write 133-1"),
        ("charges.tsv", "new\t3\tfive\t\t盗\tNew\tcurrent", "column 'chapter': 'five' is no number"),
        ("charges.tsv", "new\t3\t5\t\t盗\tNew\told", "column 'status': 'old'; use one of current"),
        ("charges.tsv", "new\t3\t5\t\t盗\tNew\tcurrent", "no line for new; add one"),
        ("charges.tsv", "new\t3\t5\t\t\tNew\tcurrent", "column 'name_zh' is empty; fill it"),
        ("charges.tsv", "new\t3\t5", "3 cells; write 7: id, article"),
        ("history.tsv", "theft\t1997-10-01\t\t", "theft stands twice"),
        ("history.tsv", "nothing\t1997-10-01\t\t", "column 'id': unknown id 'nothing'"),
        ("families.tsv", "theft\t盗\tTheft\tpractice\t\t", "'theft' is taken"),
        ("families.tsv", "new\t新\tNew\tsome\t\t", "column 'basis': 'some'; use one of statutory"),
        ("families.tsv", "new\t新\tNew\tpractice\ttheft, larceny\t", "column 'members': unknown id 'larceny'"),
        ("phrasings.tsv", "theft\tstealing", "'stealing' stands twice for theft"),
        ("phrasings.tsv", "robbery\tshoplifting", "'shoplifting' is of theft already; take one out"),
        ("templates.tsv", "theft\tx [a|b\tanywhere\tx a", "column 'pattern': a bracket or bar stands alone"),
        ("phrasings.tsv", "larceny\tlarceny", "column 'id': unknown id 'larceny'; declare it"),
        ("phrasings.tsv", "theft\t larceny", "spaces around ' larceny'"),
        ("phrasings.tsv", "", "an empty line; delete it"),
        ("templates.tsv", "larceny\tx [a|b]\tanywhere\tx a", "column 'id': unknown id 'larceny'"),
        ("templates.tsv", "theft\tx [a|b]\tnever\tx a", "column 'use': 'never'; use one of anywhere, context"),
        ("ambiguous.tsv", "taking\talways\ttheft\t\t", "column 'use': 'always'; use one of anywhere"),
        ("ambiguous.tsv", "corruption\tanywhere\ttheft\t\t", "'corruption' stands twice"),
    ],
)
def test_a_broken_line_is_refused(tmp_path: Path, file: str, line: str, message: str) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "offences"))
    path = folder / file
    number = path.read_text(encoding="utf-8").count("\n") + 1
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(PatternError) as error:
        read_taxonomy(folder)
    assert message in str(error.value)
    assert file in str(error.value) or "history.tsv" in str(error.value)
    if "no line for" not in message:
        assert f":{number}:" in str(error.value)


def test_a_missing_file_and_a_wrong_header_are_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "offences"))
    (folder / "families.tsv").write_text("id\tname\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"families\.tsv:1: header 'id.tname'; the columns are"):
        read_taxonomy(folder)
    (folder / "families.tsv").unlink()
    with pytest.raises(PatternError, match=r"families\.tsv: no such file"):
        read_taxonomy(folder)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no JSON object"),
        ('{"id": "a", "kind": "cue", "words": ["x"]}', "the fields are example, id, kind, words"),
        ('{"id": "a", "kind": "queue", "words": ["x"], "example": "x"}', "field 'kind': 'queue'; use one of cue"),
        ('{"id": "a", "kind": "cue", "words": "x", "example": "x"}', "field 'words' of 'a'"),
        ('{"id": "a", "kind": "cue", "words": [], "example": "x"}', "field 'words' of 'a'"),
    ],
)
def test_a_broken_context_is_refused(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "contexts.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(PatternError, match="contexts.jsonl:1: .*" + message.replace("(", r"\(")):
        read_contexts(path)


def test_context_ids_are_unique(tmp_path: Path) -> None:
    line = '{"id": "a", "kind": "cue", "words": ["x"], "example": "x"}\n'
    path = tmp_path / "contexts.jsonl"
    path.write_text(line * 2, encoding="utf-8")
    with pytest.raises(PatternError, match=":2: field 'id': 'a' stands twice"):
        read_contexts(path)
    assert len({context.id for context in load_contexts()}) == len(load_contexts())


def test_articles_of_one_number_have_one_order() -> None:
    # The paragraph and the later article share their figures: sorted by these alone, they would come as they are met.
    articles = ["134-1", "134(1)", "133", "135"]
    for met in permutations(articles):
        assert TAXONOMY.ordered(met) == ["133", "134(1)", "134-1", "135"]
