"""The words behind a figure's own slots: statistic, value, unit and qualifier."""

from __future__ import annotations

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import make_doc
from chargesheet.schemas.article import Article

# A text, and of its last figure: slot → its words and its rule ("" where the statistic's rule speaks for it).
WORDED = [
    (
        "Courts tried more than 300 defendants.",
        {
            "statistic": ("more than 300", ""),
            "value": ("more than 300", ""),
            "unit": ("defendants", "unit.noun"),
            "qualifier": ("more than", "qualifier.before"),
        },
    ),
    ("Courts tried 300 defendants.", {"qualifier": ("300", "qualifier.none")}),
    ("Courts tried 300-plus defendants.", {"qualifier": ("-plus", "qualifier.behind")}),
    ("Courts tried 300 or so defendants.", {"qualifier": (" or so", "qualifier.behind")}),
    ("Courts tried between 300 and 400 defendants.", {"qualifier": ("between 300 and 400", "qualifier.range")}),
    ("Courts tried dozens of defendants.", {"qualifier": ("dozens", "qualifier.vague")}),
    (
        "Courts tried 300 defendants, up nearly 4 percent.",
        {
            "statistic": ("up", ""),
            "value": ("nearly 4 percent", ""),
            "unit": ("nearly 4 percent", "unit.figure"),
            "qualifier": ("nearly", "qualifier.before"),
        },
    ),
    ("Fines came to about 3 million yuan.", {"unit": ("about 3 million yuan", "unit.figure")}),
    ("Courts tried 30 men. A majority of the men were new.", {"qualifier": ("A majority", "qualifier.vague")}),
    ("Nearly a third of them were new.", {"qualifier": ("Nearly", "qualifier.before")}),
    (
        "The non-prosecution rate was 26.3 percent, up 2 percentage points.",
        {"measure": ("26.3 percent", "measure.subject")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDED)
def test_words_and_rules(nlp: Language, text: str, expected: dict[str, tuple[str, str]]) -> None:
    doc = nlp(make_doc(nlp, Article(id="a", text=text)))
    record = doc._.records[-1]
    rules = {rule.partition(".")[0]: rule for rule in record["rule"].split()}
    found = {
        slot: (" … ".join(text[a:b] for a, b in record["evidence"][slot]), rules[slot] if rule else "")
        for slot, (_, rule) in expected.items()
    }
    assert found == expected


def test_every_record_has_words_for_them_all(nlp: Language) -> None:
    text = "Police held 40, 12 of them women. Of the 3,000 cases, 20 percent were new, 2.3 times the figure of 2019."
    doc = nlp(make_doc(nlp, Article(id="a", text=text)))
    assert len(doc._.records) == 5
    for record in doc._.records:
        assert all(record["evidence"][slot] for slot in ("statistic", "value", "unit", "qualifier"))
        assert len({rule.partition(".")[0] for rule in record["rule"].split()}) == len(record["rule"].split())


def test_a_majority_has_no_value(nlp: Language) -> None:
    doc = nlp(make_doc(nlp, Article(id="a", text="Courts tried 30 men. A majority of the men were new.")))
    record = doc._.records[1]
    assert [record[slot] for slot in ("statistic", "value", "value_min", "value_max", "unit", "qualifier")] == [
        *("share", None, 50, None, "percent", "more_than"),
    ]
