"""What readers yield: articles, pages that are yet to be made articles, and refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ...schemas.article import Article
from ..regexes import lazy_regex

STDIN = "-"

# spaCy's own bound on a text: beyond it, it refuses to work.
MAX_CHARACTERS = 1_000_000
# What is refused is kept whole up to here; of anything longer, only the path is.
MAX_KEPT_BYTES = 100_000_000
# A page beyond this is a book or a mistake, and parsing it takes some twenty times as much memory.
MAX_PAGE_BYTES = 20_000_000

FIELDS = ("id", "text", "title", "published", "publisher", "url")
# What would break a line of a log or a terminal, and bytes of a file's name that are no UTF-8.
_UNPRINTABLE = lazy_regex("[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that cannot become an article.

    Attributes:
        check: name of the check that refused it (``empty-text``).
        reason: what is wrong, where, and what to do.
        article_id: the id that it would have had, or None.
        source_path: the file, or ``-``.
        line: line of the file, or record of a WARC, from 1, or None where the
            whole file is meant.
        row: what was refused: ``{"text": …}``, ``{"base64": …}``, the JSON
            object of a line, or ``{}`` where there is nothing to keep.
    """

    check: str
    reason: str
    article_id: str | None = None
    source_path: str | None = None
    line: int | None = None
    row: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Content that is yet to be made an article, which :func:`~.finish` does.

    Making it is slow, and lxml, which is C, may crash over it: so the process
    that reads does no more than read, and a worker makes the article. A page
    holds all that its article depends on, and pickles.

    Attributes:
        id: the article's id.
        content: the bytes as they were saved or sent, unpacked.
        kind: what they are; ``html`` for now.
        url: where the page was fetched from, where a WARC says so.
        published: day of publication given by the user, for pages without a date of their own.
        crawled: day on which it was fetched, where a WARC says so; never the day of publication.
        encoding: what its HTTP header said of its encoding, or None.
        source_path: the file, or ``-``.
        line: record of a WARC, from 1, or None.
        max_characters: longer texts are refused.
    """

    id: str
    content: bytes
    kind: str = "html"
    url: str | None = None
    published: date | None = None
    crawled: date | None = None
    encoding: str | None = None
    source_path: str | None = None
    line: int | None = None
    max_characters: int = MAX_CHARACTERS


Read = Article | Refusal | Page


def article_fields(article: Article) -> dict[str, Any]:
    """An article as the JSONL line that would be read as it."""
    row = {name: getattr(article, name) for name in FIELDS}
    row["published"] = article.published.isoformat() if article.published else None
    return row


def printable(name: str | Path) -> str:
    r"""A path or id as it can stand in any file and on one line of a log.

    Control characters, and bytes that are no UTF-8, are escaped: a file's name
    may hold a line feed, and what Python makes of other bytes has no UTF-8.

    >>> printable("a\nb")
    'a\\nb'
    """
    return _UNPRINTABLE.sub(_escaped, str(name))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"  # A byte of a file's name, as Python's surrogateescape keeps it.
    return ascii(match[0])[1:-1]


def encodes(text: str) -> bool:
    """Whether a text has a UTF-8; half a character (a lone surrogate) has none."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def short(value: Any) -> str:
    """A value as messages show it."""
    words = repr(value)
    return words if len(words) <= 60 else words[:57] + "..."
