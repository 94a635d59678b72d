"""The shallow parse: which verb governs a figure, and where it stands by it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from spacy.language import Language

import chargesheet.pipeline.statistics as statistics
from chargesheet.pipeline.context import make_doc
from chargesheet.pipeline.statistics.scene import Figure, Sentence
from chargesheet.pipeline.statistics.syntax import governor, parse, verbless
from chargesheet.schemas.article import Article

# A sentence with one figure of interest, the place of its governor, and the governor's main verb.
GOVERNED = [
    ("Police blocked 300 websites.", "300", "object", "blocked"),
    ("To stay ahead, police try to outwit 300 rings.", "300", "object", "outwit"),
    ("A stolen card fetches 9,000 yuan.", "9,000 yuan", "object", "fetches"),
    ("Forty patients were hurt.", "Forty", "subject", "hurt"),
    ("Forty patients who had seen the doctor were hurt.", "Forty", "subject", "hurt"),
    ("Forty patients treated there were hurt.", "Forty", "subject", "hurt"),
    ("Forty patients broke the rules and were indicted.", "Forty", "subject", "indicted"),
    ("The gang was made up of men who had run 40 casinos.", "40", "object", "run"),
    ("The judges were proud of 40 clerks.", "40", "copula", "were"),
    ("Vases were sold to collectors for 90,000 yuan.", "90,000 yuan", "inner", "sold"),
    ("Police freed 90 women and interviewed 40.", "40", "object", "interviewed"),
    ("They broke up 90 rings and 40 workshops, and left.", "40", "object", "broke up"),
]
# … and those that no verb of their own governs.
FREE = [
    ("Theft: 40 cases, up 3 percent.", "40"),
    ("The drugs, worth 9 million yuan, had been buried.", "9 million yuan"),
]


def find(nlp: Language, monkeypatch: pytest.MonkeyPatch, text: str, quantity: str) -> tuple[Figure, Sentence]:
    """The figure of those words, as the assembler leaves it."""
    kept: list[Figure] = []
    assemble = statistics.assemble

    def keep(*args: Any) -> list[Figure]:
        kept.extend(assemble(*args))
        return kept

    monkeypatch.setattr(statistics, "assemble", keep)
    nlp(make_doc(nlp, Article(id="a", text=text, published=date(2022, 3, 1))))
    (figure,) = (f for f in kept if text[f.start : f.end] == quantity)
    return figure, figure.sentence


@pytest.mark.parametrize(("text", "quantity", "relation", "verb"), GOVERNED)
def test_governor(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, text: str, quantity: str, relation: str, verb: str
) -> None:
    figure, sentence = find(nlp, monkeypatch, text, quantity)
    found = governor(figure, parse(sentence))
    assert found.verb is not None
    assert (found.relation, found.verb.text) == (relation, verb)


@pytest.mark.parametrize(("text", "quantity"), FREE)
def test_no_governor(nlp: Language, monkeypatch: pytest.MonkeyPatch, text: str, quantity: str) -> None:
    figure, sentence = find(nlp, monkeypatch, text, quantity)
    assert governor(figure, parse(sentence)).verb is None


def test_words_cover_the_sentence_in_order(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "In 40 cases of theft, police -- who were late -- found 9 guns worth 3,000 yuan last year."
    _, sentence = find(nlp, monkeypatch, text, "40")
    words = parse(sentence)
    assert all(one.end <= two.start for one, two in pairwise(words))
    assert "".join(text[w.start : w.end] for w in words).replace(" ", "") == text.replace(" ", "")


def test_verbless(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, expected in (("Theft: 40 cases, up 3 percent.", True), ("Police solved 40 cases.", False)):
        with monkeypatch.context() as patch:
            figure, sentence = find(nlp, patch, text, "40")
        assert verbless(figure, parse(sentence)) is expected
