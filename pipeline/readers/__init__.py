"""Readers: files, folders, web archives and standard input become articles, one at a time.

Nothing here raises for what a file holds. Whatever cannot become an article is
yielded as a :class:`Refusal`, whole, with the check that refused it and words
that name the file, the line or field, and what to do, so that one bad file
never costs the others.

====================  ==================================================
``.txt``              plain text, one article
``.jsonl, .ndjson``   an article a line; only ``text`` is required of
                      ``id, text, title, published, publisher, url``
``.html, .htm``       a saved web page; also ``.xhtml``
``.warc``             a web archive: its HTML pages of status 200
``.gold``             an article with its truth, read without its marks
====================  ==================================================

Each may be packed by gzip (``.gz``). A file of another name, and standard input,
are known by their first bytes. Text and JSONL are UTF-8, or UTF-16 or UTF-32
with a byte order mark; web pages are decoded as browsers do it. In plain text
all line ends become line feeds, as Python's ``open`` makes them. Invisible marks
(zero-width spaces, marks of direction) are taken out of every text, with a
warning. Offsets count the characters of the text as it is then.

Reading is cheap and streams; what is slow, a page's article, is left to
:func:`finish`, so that another process can do it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from glob import has_magic
from pathlib import Path
from typing import Any

from ...schemas.article import Article
from . import reads
from .checks import checked, dated
from .json_lines import read_lines
from .meter import Meter
from .plain import read_plain
from .reads import MAX_CHARACTERS, STDIN, Page, Read, Refusal, article_fields, printable
from .sources import SUFFIXES, Source, standard_input
from .walk import Walk

__all__ = [
    "MAX_CHARACTERS",
    "STDIN",
    "SUFFIXES",
    "Meter",
    "Page",
    "Read",
    "Refusal",
    "article_fields",
    "finish",
    "read_inputs",
    "read_text",
]


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    published: date | None = None,
    max_characters: int = MAX_CHARACTERS,
    skip: Path | None = None,
    meter: Meter | None = None,
) -> Iterator[Read]:
    """Read every input in turn; a file that several of them name is read once.

    Args:
        inputs: files, folders (walked through, sorted by path), patterns
            (``news/**/*.html``), or ``-``.
        published: day of publication of articles that carry none of their own.
        max_characters: longer texts are refused.
        skip: a folder to leave out of the walk: the one that is written to.
        meter: counts the bytes that are read.
    """
    names = [str(name) for name in inputs]
    walk = Walk(skip=skip, several=len(names) > 1 or any(map(has_magic, names)))
    for name in names:
        for read in _read_input(name, walk, meter or Meter()):
            if isinstance(read, Article):
                yield checked(read, published=published, max_characters=max_characters)
            elif isinstance(read, Page):
                yield replace(read, published=published, max_characters=max_characters)
            else:
                yield read


def finish(read: Read) -> Article | Refusal:
    """Make the article of a page; give back anything else as it is.

    This is the slow half of reading, for the process that extracts. It depends
    on nothing but the page, and raises for nothing that a page holds.
    """
    if not isinstance(read, Page):
        return read
    # Imported here, because whoever only reads shall do without lxml.
    from .web_pages import article_of

    article = article_of(read)
    if isinstance(article, Refusal):
        return article
    return checked(article, published=read.published, max_characters=read.max_characters)


def read_text(text: str, *, id: str = "text", published: date | None = None) -> Article:
    """An article from a string, dated by `published` or by what the text says."""
    return dated(Article(id=id, text=text), published)


def _read_input(name: str, walk: Walk, meter: Meter) -> Iterator[Read]:
    if name == STDIN:
        yield from _read_stream(standard_input(), STDIN)
        return
    for path in walk.files(name):
        if isinstance(path, Refusal):
            yield path
            continue
        try:
            with path.open("rb") as stream, meter.follow(stream):
                yield from _read_stream(stream, str(path))
        except OSError as error:
            shown = printable(path)
            reason = f"{shown}: cannot be read ({error.strerror or error}); check its permissions"
            id = printable(path.stem)
            yield Refusal(check="unreadable-file", reason=reason, article_id=id, source_path=shown)


def _read_stream(stream: io.BufferedReader, name: str) -> Iterator[Read]:
    source = Source(stream, name)
    path, stem = printable(name), printable(source.stem)
    if source.kind == "jsonl":
        yield from _whole(read_lines(source.stream, path, stem), source, path)
    elif source.kind == "warc":
        from .warc import read_warc

        yield from _whole(read_warc(source.stream, path, stem), source, path)
    else:
        yield _read_one(source, {"article_id": stem, "source_path": path})


def _whole(read_from: Iterator[Read], source: Source, path: str) -> Iterator[Read]:
    """What was read whole, and at a break of the stream one refusal instead of what was cut off by it."""
    for read in read_from:
        if source.fault and isinstance(read, Refusal):
            break
        yield read
    if source.fault:
        reason = f"{path}: {source.fault}; what was whole before that was read; fetch or pack the file again"
        yield Refusal(check="truncated-file", reason=reason, source_path=path)


def _read_one(source: Source, where: dict[str, Any]) -> Read:
    path = where["source_path"]
    most = reads.MAX_PAGE_BYTES if source.kind == "html" else reads.MAX_KEPT_BYTES
    content = source.stream.read(most + 1)
    if source.fault:
        reason = f"{path}: {source.fault}; fetch or pack the file again"
        return Refusal(check="truncated-file", reason=reason, **where)
    if len(content) > most:
        reason = f"{path}: more than {most:,} bytes; split it into articles, or give them as JSONL, one a line"
        return Refusal(check="text-too-long", reason=reason, **where)
    if source.kind == "html":
        return Page(id=where["article_id"], content=content, source_path=path)
    return read_plain(content, where, gold=source.kind == "gold")
