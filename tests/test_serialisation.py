"""The assembled pipeline gives the same from disk, from bytes, in a fresh process and in many."""

from __future__ import annotations

import json
import multiprocessing
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from chargesheet.pipeline.assembly import CONFIG, load
from chargesheet.pipeline.context import make_doc, mentions_of
from chargesheet.schemas.article import Article
from chargesheet.schemas.gold import read_gold

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ARTICLES = [read_gold(path).article for path in sorted(CORPUS.rglob("*.gold"))]
Found = tuple[list[dict[str, Any]], list[dict[str, Any]], list[str]]

# A fresh process that has nothing of this checkout but what is installed.
READ = """\
import json, sys
from datetime import date
import spacy
from spacy.tokens import Doc
nlp = spacy.load(sys.argv[1])
for line in sys.stdin:
    article = json.loads(line)
    doc = nlp.make_doc(article["text"])
    doc._.article_id, doc._.title, doc._.published = article["id"], article["title"], article["published"]
    print(json.dumps(nlp(doc)._.records))
"""


def read(nlp: Language, article: Article) -> Found:
    doc = nlp(make_doc(nlp, article))
    return mentions_of(doc), doc._.records, doc._.warnings


def read_in_worker(article: Article) -> Found:
    return read(load(), article)


@pytest.fixture(scope="module")
def expected(nlp: Language) -> list[Found]:
    return [read(nlp, article) for article in ARTICLES]


def test_assembled_by_spacy_and_loaded_in_a_fresh_process(expected: list[Found], tmp_path: Path) -> None:
    folder = tmp_path / "assembled"
    subprocess.run(
        [sys.executable, "-m", "spacy", "assemble", str(CONFIG), str(folder)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
    )
    lines = "".join(
        json.dumps({"id": a.id, "title": a.title or "", "text": a.text, "published": str(a.published or "")}) + "\n"
        for a in ARTICLES
    )
    run = subprocess.run(
        [sys.executable, "-c", READ, str(folder)], input=lines, check=True, capture_output=True, text=True, cwd=tmp_path
    )
    assert [json.loads(line) for line in run.stdout.splitlines()] == [records for _, records, _ in expected]


def test_loaded_from_disk(nlp: Language, expected: list[Found], tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [read(again, article) for article in ARTICLES] == expected


def test_loaded_from_bytes(nlp: Language, expected: list[Found]) -> None:
    again = spacy.util.load_model_from_config(nlp.config, auto_fill=True)
    again.from_bytes(nlp.to_bytes())
    assert [read(again, article) for article in ARTICLES] == expected


def test_a_doc_keeps_its_records(nlp: Language, expected: list[Found]) -> None:
    for article, found in zip(ARTICLES[:10], expected, strict=False):
        doc = nlp(make_doc(nlp, article))
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert (mentions_of(again), again._.records, again._.warnings) == found
        assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in doc.ents]


def test_a_docbin_keeps_them(nlp: Language, expected: list[Found]) -> None:
    docs = [nlp(make_doc(nlp, article)) for article in ARTICLES[:10]]
    box = DocBin(store_user_data=True, docs=docs).to_bytes()
    for doc, found in zip(DocBin().from_bytes(box).get_docs(nlp.vocab), expected, strict=False):
        # A DocBin gives lists back as tuples, which JSON writes alike.
        assert json.dumps((mentions_of(doc), doc._.records, doc._.warnings)) == json.dumps(found)


@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_in_several_processes(expected: list[Found], method: str) -> None:
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(read_in_worker, ARTICLES, chunksize=10)) == expected


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_by_pipe_with_contexts(nlp: Language, expected: list[Found], size: int) -> None:
    docs = ((make_doc(nlp, article), number) for number, article in enumerate(ARTICLES))
    found = {
        n: (mentions_of(doc), doc._.records, doc._.warnings)
        for doc, n in nlp.pipe(docs, as_tuples=True, batch_size=size)
    }
    assert [found[number] for number in range(len(ARTICLES))] == expected


def test_the_order_of_articles_is_of_no_account(nlp: Language, expected: list[Found]) -> None:
    assert [read(nlp, article) for article in reversed(ARTICLES)] == expected[::-1]
