"""JSON Lines: one article a line, of which only ``text`` is required."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from ...schemas.article import Article
from ..regexes import lazy_regex
from . import reads
from .plain import decoded, mark_of
from .reads import FIELDS, Refusal, printable, short

_DAY = lazy_regex(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")


def read_lines(stream: io.BufferedReader[Any], path: str, stem: str) -> Iterator[Article | Refusal]:
    """Read articles one a line; `path` stands in messages, `stem` with the line's number is an id for want of one."""
    for number, content in enumerate(_lines(stream), 1):
        id = f"{stem}-{number}"
        where: dict[str, Any] = {"article_id": id, "source_path": path, "line": number}
        place = f"{path}:{number}"
        if content is None:
            reason = f"{place}: a line of more than {reads.MAX_KEPT_BYTES:,} bytes; split it into articles, one a line"
            yield Refusal(check="text-too-long", reason=reason, **where)
            continue
        if not content.strip():
            continue
        line = decoded(content, place, where)
        if isinstance(line, Refusal):
            yield line
        elif number == 1 and line.strip() in ("[", "{", "[{"):
            # One message for the file, not one for each of its lines.
            reason = f"{path}: a JSON document, not one object a line; convert it, as with: jq -c '.[]' {path}"
            yield Refusal(check="broken-json", reason=reason, row={"line": line.rstrip()}, **where)
            return
        else:
            yield _from_json(line, place, where)


def _lines(stream: io.BufferedReader[Any]) -> Iterator[bytes | None]:
    """Lines as UTF-8; None for one that is too long to hold."""
    encoding = mark_of(stream.peek(4)) or "utf-8"
    if encoding in ("utf-16", "utf-32"):
        # What is no UTF-16 becomes a replacement character, which is no JSON syntax
        # and so spoils at most the line it stands in.
        decoder = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
        try:
            for line in decoder:
                yield line.encode()
        finally:
            # Else the wrapper would close the stream behind its owner's back.
            decoder.detach()
        return
    while line_bytes := stream.readline(reads.MAX_KEPT_BYTES + 1):
        if len(line_bytes) <= reads.MAX_KEPT_BYTES:
            yield line_bytes
            continue
        while line_bytes and not line_bytes.endswith(b"\n"):
            line_bytes = stream.readline(reads.MAX_KEPT_BYTES)
        yield None


def _from_json(line: str, place: str, where: dict[str, Any]) -> Article | Refusal:
    kept = {"line": line.rstrip("\r\n")}
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f'{place}: not JSON ({error}); write one object a line, as {{"id": "a1", "text": "…"}}'
        return Refusal(check="broken-json", reason=reason, row=kept, **where)
    if not isinstance(fields, dict):
        reason = f'{place}: not a JSON object; write one object a line, as {{"id": "a1", "text": "…"}}'
        return Refusal(check="broken-json", reason=reason, row=kept, **where)
    id = fields.get("id")
    if isinstance(id, int) and not isinstance(id, bool):
        id = str(id)
    if isinstance(id, str) and id:
        where = {**where, "article_id": printable(id)}
    fault = _fault(fields, id)
    if fault:
        check, words = fault
        return Refusal(check=check, reason=f"{place}: {words}", row=fields, **where)
    published = fields.get("published")
    return Article(
        id=str(id or where["article_id"]),
        text=fields["text"],
        title=fields.get("title") or None,
        published=date.fromisoformat(published[:10]) if published else None,
        published_source="field" if published else None,
        publisher=fields.get("publisher") or None,
        url=fields.get("url") or None,
        source_path=where["source_path"],
    )


def _fault(fields: dict[str, Any], id: Any) -> tuple[str, str] | None:
    """What is wrong with a line's fields: the check and the words for it."""
    if fields.get("text") is None:
        others = ", ".join(repr(name) for name in fields) or "none"
        return "missing-text", f"field 'text' is missing (fields: {others}); put the article's text there"
    if id is not None and (not isinstance(id, str) or not id):
        return "field-type", f"field 'id' is {short(id)}; write a string that is not empty, or leave it out"
    for name in FIELDS[1:]:
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            return "field-type", f"field {name!r} is {short(value)}; write a string"
    published = fields.get("published")
    if published and not _is_day(published):
        return (
            "bad-date",
            f"field 'published' is {short(published)}, which is no date; write YYYY-MM-DD, or leave it out",
        )
    return None


def _is_day(words: str) -> bool:
    match = _DAY.fullmatch(words)
    if match is None:
        return False
    try:
        date.fromisoformat(match[1])
    except ValueError:
        return False
    return True
