"""How much work the pipeline does, counted in calls, which no other process on the machine can change."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from spacy.language import Language

from chargesheet.pipeline.context import make_doc
from chargesheet.pipeline.regexes import lazy_regex
from chargesheet.schemas.article import Article
from chargesheet.schemas.gold import read_gold

ARTICLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "train").glob("*.gold"))
# Functions called for an article's every figure, and for each of its words; a tenth above what they are today.
A_FIGURE, A_WORD = 1080, 18
PAGES: dict[str, Callable[[int], str]] = {
    "numbers": lambda n: " ".join(str(17 * i) for i in range(100 * n)),
    "one sentence": lambda n: "Police in Beijing said that people were held for theft and fraud in a case last year "
    * 20
    * n,
    "commas": lambda n: "Police held 40 people" + "," * 2000 * n + " for theft.",
    "a list": lambda n: "Police handled " + ", ".join(f"{i + 2} cases of theft" for i in range(25 * n)) + ".",
    "sentences": lambda n: "Police in Beijing held 40 people for theft last year, up 3 percent. " * 12 * n,
}  # fmt: skip


def calls(nlp: Language, article: Article) -> int:
    """The functions of Python and of C that the pipeline calls for an article."""
    doc = make_doc(nlp, article)
    count = 0

    def note(frame: FrameType, event: str, what: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    # What is thrown away meanwhile calls its destructors.
    gc.disable()
    sys.setprofile(note)
    try:
        nlp(doc)
    finally:
        sys.setprofile(None)
        gc.enable()
    return count


def test_an_article_takes_few_calls(nlp: Language) -> None:
    articles = [read_gold(path).article for path in ARTICLES[:20]]
    counted = bound = 0
    for article in articles:
        # The first reading compiles regexes and fills caches.
        doc = nlp(make_doc(nlp, article))
        bound += A_FIGURE * len(doc._.records) + A_WORD * len(doc)
        counted += calls(nlp, article)
    assert counted < bound, f"{counted} calls, {bound} allowed"


@pytest.mark.parametrize("page", PAGES)
def test_twice_the_text_takes_twice_the_calls(nlp: Language, page: str) -> None:
    once, twice = (Article(id=page, text=PAGES[page](n)) for n in (1, 2))
    for article in (once, twice):
        nlp(make_doc(nlp, article))
    # A page of nothing but numbers takes 2.4 times: each number without a noun looks back for one.
    assert calls(nlp, twice) < 2.5 * calls(nlp, once)


def test_a_regex_with_needs_finds_what_it_finds_without() -> None:
    guarded = [value for value in _constants() if value.needs]
    assert len(guarded) > 20
    for path in ARTICLES[:40]:
        text = read_gold(path).article.text
        for value in guarded:
            plain = re.compile(value.pattern, value.flags)
            for line in re.finditer(r"[^.\n]+", text):
                span = line.span()
                assert [m.span() for m in value.finditer(text, *span)] == [
                    m.span() for m in plain.finditer(text, *span)
                ]
                assert (value.search(text, *span) is None) == (plain.search(text, *span) is None)


def _constants() -> list[Any]:
    lazy = type(lazy_regex(""))
    modules = [module for name, module in sys.modules.items() if name.startswith("chargesheet.pipeline")]
    return [value for module in modules for value in vars(module).values() if isinstance(value, lazy)]
