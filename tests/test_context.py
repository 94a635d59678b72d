"""What an article carries through the pipeline on its Doc, and how it is read back."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import make_doc, mentions_of, published_of, text_of, values_of, write_group
from chargesheet.schemas.article import Article


@pytest.mark.parametrize("published", [date(2024, 2, 29), None])
@pytest.mark.parametrize("title", ["Theft falls", None])
def test_the_context_is_set(nlp: Language, published: date | None, title: str | None) -> None:
    doc = make_doc(nlp, Article(id="a-1", text="Thefts fell.", title=title, published=published))
    assert (doc._.article_id, doc._.title, published_of(doc)) == ("a-1", title or "", published)
    assert (doc._.records, doc._.warnings) == (None, None)


@pytest.mark.parametrize("text", ["", " a", "a  b\n\n c ", "12%-15%", "it's\u00a0so", "🚔 一二", "e\u0301"])
def test_the_text_is_kept(nlp: Language, text: str) -> None:
    doc = make_doc(nlp, Article(id="a", text=text))
    assert text_of(doc) == doc.text == text


def test_a_group_keeps_exact_characters_where_tokens_do_not_align(nlp: Language) -> None:
    doc = nlp.make_doc("a range of 12%-15% of them")
    values = [{"start": 11, "end": 14}, {"start": 15, "end": 18}]
    write_group(doc, "quantities", values, ["PERCENTAGE", "PERCENTAGE"], ["one", "two"])
    assert values_of(doc, "quantities") == values
    assert [doc.text[v["start"] : v["end"]] for v in values_of(doc, "quantities")] == ["12%", "15%"]
    assert [(s.label_, s.id_) for s in doc.spans["quantities"]] == [("PERCENTAGE", "one"), ("PERCENTAGE", "two")]
    for span, value in zip(doc.spans["quantities"], values, strict=True):
        assert span.start_char <= value["start"] < value["end"] <= span.end_char


def test_values_and_labels_must_pair_off(nlp: Language) -> None:
    with pytest.raises(ValueError, match="zip"):
        write_group(nlp.make_doc("a b"), "quantities", [{"start": 0, "end": 1}], [])


def test_a_group_that_nobody_wrote_is_empty(nlp: Language) -> None:
    doc = nlp.make_doc("Forty men.")
    assert values_of(doc, "quantities") == []
    assert mentions_of(doc) == []


def test_mentions_in_the_order_of_the_text(nlp: Language) -> None:
    text = "Last year, thefts fell by 9 percent to 300."
    doc = nlp(make_doc(nlp, Article(id="a", text=text, published=date(2024, 3, 1))))
    found = mentions_of(doc)
    assert [(m["label"], m["text"], m["id"], m["value"], m["period_start"], m["period_end"]) for m in found] == [
        ("TIME_SPAN", "Last year", None, None, "2023-01-01", "2023-12-31"),
        ("OFFENCE", "thefts", "theft", None, None, None),
        ("PERCENTAGE", "9 percent", None, 9, None, None),
        ("COUNT", "300", None, 300, None, None),
    ]
    assert all(m["rule"] and text[m["start"] : m["end"]] == m["text"] for m in found)


@pytest.mark.parametrize(("published", "warned"), [(date(2024, 3, 1), 0), (None, 1)])
@pytest.mark.parametrize(("text", "relative"), [("Last year, 40 men were held.", True), ("Police held 40 men.", False)])
def test_an_unknown_day_of_publication_is_told_where_it_matters(
    nlp: Language, text: str, relative: bool, published: date | None, warned: int
) -> None:
    doc = nlp(make_doc(nlp, Article(id="a", text=text, published=published)))
    assert len(doc._.warnings) == (warned if relative else 0)
    assert all("--published" in warning for warning in doc._.warnings)


def test_entities_never_overlap(nlp: Language) -> None:
    doc = nlp(make_doc(nlp, Article(id="a", text="Thefts fell by 12%-15% in 2023 and fraud cases by 3pc.")))
    ends = 0
    for entity in doc.ents:
        assert entity.start >= ends
        ends = entity.end
    assert {entity.label_ for entity in doc.ents} == {"OFFENCE", "PERCENTAGE", "TIME_SPAN"}
