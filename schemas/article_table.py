"""The article table: what holds of every line of ``articles.jsonl``."""

from __future__ import annotations

import polars as pl

from .tables import DAY, INTEGER, TEXT, WORDS, Column, Rule, Table

# A duplicate has the text of an article that was read before it, which has the records.
STATUSES = ("extracted", "duplicate", "rejected")
DATE_SOURCES = ("field", "option", "metadata", "furniture", "dateline", "guess")

COLUMNS = {
    "article_id": Column(TEXT),
    # Null where the text could not be read.
    "sha256": Column(TEXT, nullable=True),
    "published": Column(DAY, nullable=True),
    "published_source": Column(TEXT, nullable=True, closed=DATE_SOURCES),
    "title": Column(TEXT, nullable=True),
    "source_path": Column(TEXT, nullable=True),
    "status": Column(TEXT, closed=STATUSES),
    "duplicate_of": Column(TEXT, nullable=True),
    "records": Column(INTEGER),
    "rejected": Column(INTEGER),
    "warnings": Column(WORDS),
}

_c = pl.col
_REJECTED = _c("status") == "rejected"
_DUPLICATE = _c("status") == "duplicate"

RULES = (
    Rule("digest-well-formed", _c("sha256").str.contains("^[0-9a-f]{64}$"), "sha256: not 64 hexadecimal digits"),
    Rule("digest-of-extracted", _REJECTED | _c("sha256").is_not_null(), "sha256: an article that was read has one"),
    Rule(
        "date-has-source",
        _c("published").is_null() == _c("published_source").is_null(),
        "published_source: says where published came from, and nothing else",
    ),
    Rule("counts-not-negative", (_c("records") >= 0) & (_c("rejected") >= 0), "records, rejected: not negative"),
    Rule("rejected-has-none", ~_REJECTED | (_c("records") == 0), "records: a rejected article has none"),
    Rule(
        "duplicate-names-original",
        _c("duplicate_of").is_not_null() == _DUPLICATE,
        "duplicate_of: a duplicate names the article that has its records, no other does",
    ),
    Rule("duplicate-has-none", ~_DUPLICATE | (_c("records") == 0), "records: a duplicate has none"),
)

ARTICLES = Table("article", COLUMNS, RULES)
