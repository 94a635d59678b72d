"""Rows of the output contract: what the pipeline leaves on a Doc, as lines for the output files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from ..schemas.article import Article
from ..schemas.taxonomy import Taxonomy

Row = dict[str, Any]

# What the pipeline decides of a figure, in the order of the output contract.
_DECIDED_FIRST = ("statistic", "value", "value_min", "value_max", "unit", "qualifier")
_DECIDED_THEN = (
    "action",
    "actor",
    "measure",
    "period_start",
    "period_end",
    "comparison",
    "baseline_start",
    "baseline_end",
    "place",
    "source",
    "quantity",
    "start",
    "end",
    "sentence",
    "sentence_start",
    "sentence_end",
)


def record_row(record: Mapping[str, Any], article: Article, taxonomy: Taxonomy) -> Row:
    """A line of ``records.jsonl``, from one of ``doc._.records``."""
    offences = list(record.get("offences") or [])
    record = {**record, **_quoted(record, article.text)}
    return {
        "record_id": record_id(article.id, record["start"], record["end"], record["quantity"]),
        "article_id": article.id,
        "published": article.published.isoformat() if article.published else None,
        "title": article.title,
        "url": article.url,
        **{name: record.get(name) for name in _DECIDED_FIRST},
        "offences": offences,
        "articles_of_law": taxonomy.articles_of_law(offences),
        **{name: record.get(name) for name in _DECIDED_THEN},
        "evidence": record.get("evidence") or {},
        "rule": record.get("rule"),
    }


def mention_row(mention: Mapping[str, Any], article: Article) -> Row:
    """A row of the mention table, from one of ``mentions_of(doc)``."""
    names = ("label", "start", "end", "text", "id", "value", "period_start", "period_end", "rule")
    row = {"article_id": article.id, **{name: mention.get(name) for name in names}}
    if _has_wide(article.text):
        row["text"] = article.text[mention["start"] : mention["end"]]
    return row


def mention_line(row: Mapping[str, Any]) -> Row:
    """A line of ``mentions.jsonl``: the days of a TIME_SPAN stand in ``value``, written ``start/end``."""
    days = row["period_start"] and f"{row['period_start']}/{row['period_end']}"
    value = days if row["label"] == "TIME_SPAN" else row["value"]
    names = ("article_id", "label", "start", "end", "text", "id")
    return {**{name: row[name] for name in names}, "value": value, "rule": row["rule"]}


def article_row(article: Article, *, records: int, rejected: int, warnings: list[str]) -> Row:
    """A line of ``articles.jsonl`` for an article that was extracted."""
    return {
        "article_id": article.id,
        "sha256": digest(article.text),
        "published": article.published.isoformat() if article.published else None,
        "published_source": article.published_source,
        "title": article.title,
        "source_path": article.source_path,
        "status": "extracted",
        "duplicate_of": None,
        "records": records,
        "rejected": rejected,
        "warnings": warnings,
    }


def refused_article_row(article_id: str, source_path: str | None, row: Mapping[str, Any]) -> Row:
    """A line of ``articles.jsonl`` for an article that was refused; `row` is what ``rejects.jsonl`` keeps of it."""
    text = row.get("text")
    return {
        "article_id": article_id,
        "sha256": digest(text) if isinstance(text, str) else None,
        "published": None,
        "published_source": None,
        "title": _sound(row.get("title")),
        "source_path": source_path,
        "status": "rejected",
        "duplicate_of": None,
        "records": 0,
        "rejected": 0,
        "warnings": [],
    }


def _quoted(record: Mapping[str, Any], text: str) -> Row:
    """The quotations of a record as the article writes them, where the pipeline read full-width digits as others."""
    if not _has_wide(text):
        return {}
    return {
        "quantity": text[record["start"] : record["end"]],
        "sentence": text[record["sentence_start"] : record["sentence_end"]],
    }


def _has_wide(text: str) -> bool:
    """Whether the pipeline read other characters than the text has."""
    # Imported here, because the process that only reads and writes does without spaCy.
    from .context import narrow

    return narrow(text) != text


def record_id(article_id: str, start: int, end: int, quantity: str) -> str:
    """The id of a record: 16 hexadecimal digits that hang on the figure alone.

    A record keeps its id when a rule changes what is said of the figure, and
    from one run to the next; it loses it when the text before the figure does.
    """
    named = "\x1f".join((article_id, str(start), str(end), quantity))
    return hashlib.sha256(named.encode()).hexdigest()[:16]


def _sound(words: Any) -> str | None:
    # A refused title may hold half a character (a lone surrogate), which no frame takes.
    return words.encode(errors="replace").decode() if isinstance(words, str) else None


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hexadecimal."""
    # A refused text may hold half a character, which has no UTF-8 of its own.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
