"""An article as it enters the pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article.

    Attributes:
        id: stable name; the file's stem, or ``id`` of a JSONL line.
        text: the text that all offsets index, in characters, end exclusive.
        title: headline, or None.
        published: day of publication, or None where nothing says it.
        published_source: where ``published`` came from (``field``, ``option``,
            ``metadata``, ``furniture``, ``dateline``, ``guess``), or None.
        publisher: who published it, or None.
        url: where it was published, or None.
        source_path: the file it was read from (``-`` for standard input), or None.
        warnings: what a reader had to change or doubt, in words for people.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    published_source: str | None = None
    publisher: str | None = None
    url: str | None = None
    source_path: str | None = None
    warnings: tuple[str, ...] = ()
