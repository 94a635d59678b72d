"""WARC: the HTML pages of a web archive, one at a time."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import date
from typing import TYPE_CHECKING, Any

from . import reads
from .reads import Page, Refusal, printable

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_HTML = ("text/html", "application/xhtml+xml")


def read_warc(stream: io.BufferedReader[Any], path: str, stem: str) -> Iterator[Page | Refusal]:
    """Read the pages of a WARC.

    Pages are the responses of HTTP status 200 that are HTML. `path` stands in
    messages; `stem` with the record's number is a page's id. A WARC that breaks
    gives what was whole before, and a refusal that names the record.
    """
    from warcio.archiveiterator import ArchiveIterator

    archive = ArchiveIterator(stream)
    records = iter(archive)
    number = offset = 0
    passed: Counter[str] = Counter()
    while True:
        number += 1
        id = f"{stem}-{number}"
        # warcio tells of a broken record on standard error, and goes on in the midst of it.
        try:
            with redirect_stderr(io.StringIO()) as said:
                record = next(records, None)
                read = _page(record, id, path, number, passed) if record else None
                unread = getattr(record.raw_stream, "limit", 0) if record and read else 0
                # Asked for its offset, it passes over what is left of the record.
                offset = archive.get_record_offset() if record else offset
        except Exception as error:  # It raises what it likes: ArchiveLoadFailed, ValueError, AttributeError.
            yield _broken(path, number, offset, f"{type(error).__name__}: {error}")
            return
        if said.getvalue():
            yield _broken(path, number, offset, "a record's length is wrong")
            return
        if record is None:
            break
        if read is None:
            continue
        if unread > 0:
            yield _broken(path, number, offset, "it ends within a record")
            return
        yield read
    if not number - 1 - passed.total():
        yield _without_pages(path, passed)


def _page(record: ArcWarcRecord, id: str, path: str, number: int, passed: Counter[str]) -> Page | Refusal | None:
    """The page of a record, or None where it holds none; `passed` counts those by what they are."""
    if record.rec_type != "response" or record.http_headers is None:
        passed[str(record.rec_type)] += 1
        return None
    header = record.http_headers.get_header
    status, kind = record.http_headers.get_statuscode(), str(header("Content-Type") or "")
    media = kind.partition(";")[0].strip().lower()
    if status != "200" or media not in _HTML:
        passed[f"response {status} {media}".strip()] += 1
        return None
    url = record.rec_headers.get_header("WARC-Target-URI")
    url = url.strip("<>") if url else None
    content = record.content_stream().read(reads.MAX_PAGE_BYTES + 1)
    if len(content) > reads.MAX_PAGE_BYTES:
        reason = f"{path}: record {number} ({_shown(url)}): more than {reads.MAX_PAGE_BYTES:,} bytes; take it out"
        where: dict[str, Any] = {"article_id": id, "source_path": path, "line": number}
        return Refusal(check="text-too-long", reason=reason, row={"url": url}, **where)
    charset = record.http_headers.get_header("Content-Type").lower().partition("charset=")[2]
    return Page(
        id=id,
        content=content,
        url=url,
        crawled=_day(record.rec_headers.get_header("WARC-Date")),
        encoding=charset.partition(";")[0].strip(" \"'") or None,
        source_path=path,
        line=number,
    )


def _day(stamp: str | None) -> date | None:
    try:
        return date.fromisoformat((stamp or "")[:10])
    except ValueError:
        return None


def _broken(path: str, number: int, offset: int, what: str) -> Refusal:
    reason = (
        f"{path}: record {number} (near byte {offset:,} of the unpacked WARC) is broken: {_shown(what)}; "
        "the records before it were read; fetch the file again"
    )
    return Refusal(check="broken-warc", reason=reason, source_path=path, line=number)


def _shown(words: Any) -> str:
    # What a broken header says is quoted in errors, and may be anything.
    return printable(str(words)[:200])


def _without_pages(path: str, passed: Counter[str]) -> Refusal:
    held = ", ".join(f"{_shown(kind)} {count:,}" for kind, count in sorted(passed.items())) or "nothing"
    reason = f"{path}: no HTML page of status 200 in it (it holds: {held}); check that it is the right file"
    return Refusal(check="no-page", reason=reason, source_path=path)
