# ruff: noqa: E501 (a marked text stays on one line)
"""What holds of any text: nothing raises, and everything found can be found again in the text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from chargesheet.pipeline.context import make_doc, mentions_of, narrow
from chargesheet.pipeline.records import record_row
from chargesheet.pipeline.structure import outline
from chargesheet.schemas.article import Article
from chargesheet.schemas.gold import read_gold
from chargesheet.schemas.record_table import RECORDS, TextContext
from chargesheet.schemas.taxonomy import load_taxonomy

CORPUS = Path(__file__).resolve().parent.parent / "corpus" / "train"
GOLDS = [read_gold(path) for path in sorted(CORPUS.glob("*.gold"))]
SENTENCES = [
    gold.article.text[a:b] for gold in GOLDS for p in outline(gold.article.text) for a, b in p.sentences if b - a < 400
]
WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})
ODD = ["\u00a0", "\u200b", "\u2028", "\u0085", "\ufeff", "e\u0301", "ﬁ", "İ", "ß", "一百二十", "１２", "½", "٣", "²", "🚔👮", "\u202e",
       "\t", "\r\n", "\n\n", "  ", "’", "“", "”", "–", "—", "…", "%", "％", "$", "¥", "€", "\x00", "\x1f", "&nbsp;", "<b>"]  # fmt: skip
DAYS = st.none() | st.dates(date(1997, 10, 1), date(2050, 12, 31))
FREELY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def holds(nlp: Language, text: str, published: date | None) -> None:
    article = Article(id="a", text=text, title=text.split("\n")[0][:80], published=published)
    doc = nlp(make_doc(nlp, article))
    # What is written in full-width digits is read as ASCII, character for character.
    read = doc.text
    assert read == narrow(text)
    assert len(read) == len(text)
    at = 0
    for mention in mentions_of(doc):
        assert at <= mention["start"] < mention["end"] <= len(text), mention
        assert read[mention["start"] : mention["end"]] == mention["text"] == mention["text"].strip(), mention
        assert mention["rule"]
        # The next one may touch this one, but not overlap it.
        at = mention["end"]
    for record in doc._.records:
        start, end = record["start"], record["end"]
        assert read[start:end] == record["quantity"]
        assert record["sentence_start"] <= start < end <= record["sentence_end"]
        assert read[record["sentence_start"] : record["sentence_end"]] == record["sentence"]
        for slot, spans in record["evidence"].items():
            assert all(0 <= a < b <= len(text) for a, b in spans), (slot, spans)
    figures = [(m["start"], m["end"]) for m in mentions_of(doc) if m["label"] in ("COUNT", "PERCENTAGE", "AMOUNT")]
    assert [(r["start"], r["end"]) for r in doc._.records] == figures
    # What the table refuses is refused for the numbers that the text gives, never for how it was read.
    rows = [record_row(record, article, load_taxonomy()) for record in doc._.records]
    # A row quotes the article as it was written.
    assert all(text[row["start"] : row["end"]] == row["quantity"] for row in rows)
    broken = (
        {failure.rule for failure in RECORDS.check(rows, TextContext({"a": text}, load_taxonomy()))} if rows else set()
    )
    assert broken <= OF_THE_TEXT, broken


# "120 percent of them", "0.4 people", and periods that the text itself sets after its publication.
OF_THE_TEXT = {"share-within-100", "rate-within-100", "count-whole", "period-begun", "baseline-before-period"}


@FREELY
@given(text=st.text(), published=DAYS)
def test_any_text(nlp: Language, text: str, published: date | None) -> None:
    holds(nlp, text, published)


@FREELY
@given(
    parts=st.lists(st.sampled_from(WORDS) | st.sampled_from(ODD), max_size=40),
    glue=st.sampled_from([" ", "", "\n", ", "]),
    published=DAYS,
)
def test_any_words(nlp: Language, parts: list[str], glue: str, published: date | None) -> None:
    holds(nlp, glue.join(parts), published)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Some sentences of the corpus with words dropped, doubled, swapped and replaced."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
    words = draw(st.sampled_from([" ", "\n\n"])).join(sentences).split(" ")
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(words) - 1))
        deed = draw(st.sampled_from(["drop", "double", "swap", "odd", "word", "upper", "cut"]))
        if deed == "drop" and len(words) > 1:
            del words[at]
        elif deed == "double":
            words.insert(at, words[at])
        elif deed == "swap":
            other = draw(st.integers(0, len(words) - 1))
            words[at], words[other] = words[other], words[at]
        elif deed == "odd":
            words.insert(at, draw(st.sampled_from(ODD)))
        elif deed == "word":
            words[at] = draw(st.sampled_from(WORDS))
        elif deed == "upper":
            words[at] = words[at].upper()
        else:
            words[at] = words[at][: len(words[at]) // 2]
    return " ".join(words)


@FREELY
@given(text=mutated(), published=DAYS)
def test_mutated_sentences(nlp: Language, text: str, published: date | None) -> None:
    holds(nlp, text, published)


@pytest.mark.parametrize("gold", GOLDS, ids=lambda gold: gold.article.id)
def test_the_corpus(nlp: Language, gold) -> None:
    holds(nlp, gold.article.text, gold.article.published)


@pytest.mark.parametrize("published", [date(2024, 2, 29), date(1997, 10, 1), date(2050, 1, 1), None])
@pytest.mark.parametrize("size", [0, 1, 10_000])
def test_long_and_short(nlp: Language, size: int, published: date | None) -> None:
    holds(nlp, "9 " * size, published)
    holds(nlp, "Police held 40 men, up 5 percent. " * (size // 100), published)
