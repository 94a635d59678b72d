"""What an article carries through the pipeline on its Doc, and how to read it back.

A Doc enters with ``doc._.article_id``, ``doc._.title`` and ``doc._.published``
set, and leaves with ``doc._.records`` and ``doc._.warnings``. Everything on
``doc._`` is a str, a list or a dict, so a processed Doc survives
``to_bytes``/``from_bytes``. Mentions live in ``doc.spans``, one group for each
component, whose ``attrs["values"]`` hold plain dicts aligned with the spans;
their ``start``/``end`` are characters of ``doc.text``, end exclusive, and are
exact even where a tokeniser's border is not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from ..schemas.article import Article

# Groups of doc.spans that hold the mentions of the output contract.
MENTION_GROUPS = ("offences", "quantities", "time_spans")

_EXTENSIONS: dict[str, Any] = {"article_id": "", "title": "", "published": "", "records": None, "warnings": None}

for _name, _default in _EXTENSIONS.items():
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


_WIDE_NUMBER = re.compile(r"[０-９]|\d[，．]\d")
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def make_doc(nlp: Language, article: Article) -> Doc:
    """Tokenise `article` and set its context, ready for ``nlp(doc)`` or ``nlp.pipe``."""
    doc = nlp.make_doc(narrow(article.text))
    doc._.article_id = article.id
    doc._.title = article.title or ""
    doc._.published = article.published.isoformat() if article.published else ""
    return doc


def narrow(text: str) -> str:
    """The text with full-width letters, digits and signs as ASCII, character for character, if it has such numbers.

    Chinese input methods write １２，３４０ where 12,340 is meant. Offsets stay, so
    that records quote the text as it was written.
    """
    return text.translate(_NARROW) if _WIDE_NUMBER.search(text) else text


@lru_cache(maxsize=2)
def text_of(doc: Doc) -> str:
    """``doc.text``, joined once a Doc: spaCy joins all tokens anew at every access (0.16 ms)."""
    return str(doc.text)


@lru_cache(maxsize=2)
def offsets_of(doc: Doc) -> list[int]:
    """Where each token begins; not to be changed."""
    offsets: list[int] = doc.to_array("IDX").tolist()
    return offsets


def published_of(doc: Doc) -> date | None:
    """The day of publication that the Doc carries, or None."""
    day = doc._.published
    return date.fromisoformat(day) if day else None


def write_group(
    doc: Doc, name: str, values: list[dict[str, Any]], labels: list[str], ids: list[str] | None = None
) -> None:
    """Set ``doc.spans[name]`` to spans over `values`' characters, with `values` in its attrs.

    Spans are widened to token borders; the exact characters stay in the values.
    """
    spans: list[Span] = []
    offsets = offsets_of(doc)
    size = len(text_of(doc))
    for i, (value, label) in enumerate(zip(values, labels, strict=True)):
        start, end = value["start"], value["end"]
        if not 0 <= start < end <= size:
            raise IndexError(f"{name}: no characters {start} to {end} in a text of {size}")
        # As `Doc.char_span` does, which takes eight times as long.
        first = bisect_right(offsets, start) - 1
        behind = bisect_left(offsets, end, first)
        spans.append(Span(doc, first, behind, label=label, span_id=ids[i] if ids else 0))
    doc.spans[name] = SpanGroup(doc, name=name, spans=spans, attrs={"values": values})


def values_of(doc: Doc, group: str) -> list[dict[str, Any]]:
    """The values of a group of ``doc.spans``; empty if its component did not run."""
    if group not in doc.spans:
        return []
    values: list[dict[str, Any]] = doc.spans[group].attrs.get("values", [])
    return values


def mentions_of(doc: Doc) -> list[dict[str, Any]]:
    """All mentions of the output contract, in the order of the text.

    Each is a dict with ``label, start, end, text, id, value, period_start,
    period_end, rule``.
    """
    text = text_of(doc)
    mentions = []
    for group in MENTION_GROUPS:
        for value in values_of(doc, group):
            start, end = value["start"], value["end"]
            mentions.append(
                {
                    "label": value.get("label") or ("OFFENCE" if group == "offences" else "TIME_SPAN"),
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                    "id": value.get("id"),
                    "value": value.get("value"),
                    "period_start": value.get("period_start"),
                    "period_end": value.get("period_end"),
                    "rule": value["rule"],
                }
            )
    mentions.sort(key=lambda mention: (mention["start"], mention["end"]))
    return mentions
