"""Readers: files, folders and standard input become articles, one at a time.

Nothing here raises for what a file holds. Whatever cannot become an article is
yielded as a :class:`Refusal`, whole, with the check that refused it and words
that name the file, the line or field, and what to do, so that one bad file
never costs the others.

Files end in ``.txt`` (one article each), ``.jsonl`` or ``.ndjson`` (one article
a line: ``id, text, title, published, publisher, url``; only ``text`` is
required) or ``.gold`` (read without its marks). A file named on the command
line may end otherwise: it is then JSONL if its first character is ``{``, else
plain text. Text is UTF-8, with or without a byte order mark, or UTF-16 or
UTF-32 with one. In plain text, all line ends become line feeds, as Python's
``open`` makes them; a JSONL ``text`` is left as it is. Offsets count its characters.
"""

from __future__ import annotations

import base64
import codecs
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..schemas.article import Article
from ..schemas.errors import GoldError
from ..schemas.gold import parse_gold
from .publication_date import find_published
from .regexes import lazy_regex

STDIN = "-"
SUFFIXES = (".txt", ".jsonl", ".ndjson", ".gold")
_JSONL = (".jsonl", ".ndjson", ".json")

# spaCy's own bound on a text: beyond it, it refuses to work.
MAX_CHARACTERS = 1_000_000
# What is refused is kept whole up to here; of anything longer, only the path is.
MAX_KEPT_BYTES = 100_000_000

_BOMS = (
    # UTF-32 first: its little-endian mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FIELDS = ("id", "text", "title", "published", "publisher", "url")
_DAY = lazy_regex(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that cannot become an article.

    Attributes:
        check: name of the check that refused it (``empty-text``).
        reason: what is wrong, where, and what to do.
        article_id: the id that it would have had, or None.
        source_path: the file, or ``-``.
        line: line of the file, from 1, or None where the whole file is meant.
        row: what was refused: ``{"text": …}``, ``{"base64": …}``, the JSON
            object of a line, or ``{}`` where there is nothing to keep.
    """

    check: str
    reason: str
    article_id: str | None = None
    source_path: str | None = None
    line: int | None = None
    row: dict[str, Any] = field(default_factory=dict)


Read = Article | Refusal


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    published: date | None = None,
    max_characters: int = MAX_CHARACTERS,
    skip: Path | None = None,
) -> Iterator[Read]:
    """Read every input in turn.

    Args:
        inputs: files, folders (walked through, sorted by path), or ``-``.
        published: day of publication of articles that carry none of their own.
        max_characters: longer texts are refused.
        skip: a folder to leave out of the walk: the one that is written to.
    """
    for name in inputs:
        for read in _read_input(name, skip):
            yield _checked(read, published, max_characters) if isinstance(read, Article) else read


def read_text(text: str, *, id: str = "text", published: date | None = None) -> Article:
    """An article from a string, dated by `published` or by what the text says."""
    return _date(Article(id=id, text=text), published)


def article_fields(article: Article) -> dict[str, Any]:
    """An article as the JSONL line that would be read as it."""
    row = {name: getattr(article, name) for name in _FIELDS}
    row["published"] = article.published.isoformat() if article.published else None
    return row


def _read_input(name: str | Path, skip: Path | None) -> Iterator[Read]:
    if str(name) == STDIN:
        yield from _read_stream(_standard_input())
        return
    path = Path(name)
    if path.is_dir():
        yield from _read_folder(path, skip)
    elif not path.exists():
        reason = f"{path}: no such file or folder; check the path, or give - to read standard input"
        yield Refusal(check="missing-path", reason=reason, source_path=str(path))
    else:
        yield from _read_file(path)


def _standard_input() -> io.BufferedReader:
    stream: Any = sys.stdin.buffer
    # Tests and notebooks put other streams in its place.
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def _read_folder(folder: Path, skip: Path | None) -> Iterator[Read]:
    empty = True
    for path in _walk(folder, skip.resolve() if skip else None):
        empty = False
        yield from _read_file(path)
    if empty:
        reason = f"{folder}: no file in this folder ends in {', '.join(SUFFIXES)}; name files of other kinds one by one"
        yield Refusal(check="empty-folder", reason=reason, source_path=str(folder))


def _walk(folder: Path, skip: Path | None) -> Iterator[Path]:
    # os.walk holds one folder's names at a time; hidden files are an editor's or a tool's.
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(parent) / name).resolve() != skip
        )
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(parent) / name


def _read_file(path: Path) -> Iterator[Read]:
    suffix = path.suffix.lower()
    try:
        if suffix in _JSONL or (suffix not in SUFFIXES and _looks_like_jsonl(path)):
            with path.open("rb") as stream:
                yield from _read_lines(stream, str(path), path.stem)
        else:
            yield _read_whole(path, gold=suffix == ".gold")
    except OSError as error:
        reason = f"{path}: cannot be read ({error.strerror or error}); check its permissions"
        yield Refusal(check="unreadable-file", reason=reason, article_id=path.stem, source_path=str(path))


def _looks_like_jsonl(path: Path) -> bool:
    with path.open("rb") as stream:
        return _opens_object(stream.peek(256))


def _opens_object(head: bytes) -> bool:
    # Of UTF-16 the first ASCII byte tells enough.
    return head.lstrip(b"\xff\xfe\xef\xbb\xbf\0 \t\r\n").startswith(b"{")


def _read_whole(path: Path, *, gold: bool) -> Read:
    size = path.stat().st_size
    where: dict[str, Any] = {"article_id": path.stem, "source_path": str(path)}
    if size > MAX_KEPT_BYTES:
        return Refusal(check="text-too-long", reason=f"{path}: {size:,} bytes; split it into articles", **where)
    return _one_article(path.read_bytes(), where, gold=gold)


def _read_stream(stream: io.BufferedReader) -> Iterator[Read]:
    """Standard input: JSONL if it begins with ``{``, else one plain text."""
    if _opens_object(stream.peek(256)):
        yield from _read_lines(stream, STDIN, "stdin")
        return
    content = stream.read(MAX_KEPT_BYTES + 1)
    where: dict[str, Any] = {"article_id": "stdin", "source_path": STDIN}
    if len(content) > MAX_KEPT_BYTES:
        reason = f"{STDIN}: more than {MAX_KEPT_BYTES:,} bytes of plain text; send articles as JSONL, one a line"
        yield Refusal(check="text-too-long", reason=reason, **where)
    else:
        yield _one_article(content, where, gold=False)


def _one_article(content: bytes, where: dict[str, Any], *, gold: bool) -> Read:
    path = where["source_path"]
    text = _decoded(content, path, where)
    if isinstance(text, Refusal):
        return text
    if gold:
        try:
            return parse_gold(text, name=path).article
        except GoldError as error:
            return Refusal(check="broken-gold", reason=str(error), row={"text": text}, **where)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Article(id=where["article_id"], text=text, source_path=path)


def _decoded(content: bytes, place: str, where: dict[str, Any]) -> str | Refusal:
    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        kept = {"base64": base64.b64encode(content).decode("ascii")}
        if b"\0" in content:
            reason = f"{place}: not a text (it holds NUL bytes); give articles as UTF-8 text, without images or PDF"
            return Refusal(check="binary-file", reason=reason, row=kept, **where)
        reason = f"{place}: not {encoding.upper()} (byte {error.start}: {error.reason}); save it as UTF-8"
        return Refusal(check="undecodable-text", reason=reason, row=kept, **where)
    if "\0" in text:
        reason = f"{place}: not a text (it holds NUL characters); UTF-16 needs a byte order mark, or save it as UTF-8"
        return Refusal(check="binary-file", reason=reason, row={"text": text}, **where)
    return text


def _read_lines(stream: io.BufferedReader, path: str, stem: str) -> Iterator[Read]:
    for number, content in enumerate(_lines(stream), 1):
        id = f"{stem}-{number}"
        where: dict[str, Any] = {"article_id": id, "source_path": path, "line": number}
        place = f"{path}:{number}"
        if content is None:
            reason = f"{place}: a line of more than {MAX_KEPT_BYTES:,} bytes; split it into articles, one a line"
            yield Refusal(check="text-too-long", reason=reason, **where)
            continue
        if not content.strip():
            continue
        line = _decoded(content, place, where)
        if isinstance(line, Refusal):
            yield line
        elif number == 1 and line.strip() in ("[", "{", "[{"):
            # One message for the file, not one for each of its lines.
            reason = f"{path}: a JSON document, not one object a line; convert it, as with: jq -c '.[]' {path}"
            yield Refusal(check="broken-json", reason=reason, row={"line": line.rstrip()}, **where)
            return
        else:
            yield _from_json(line, place, where)


def _lines(stream: io.BufferedReader) -> Iterator[bytes | None]:
    """Lines as UTF-8; None for one that is too long to hold."""
    head = stream.peek(4)
    encoding = next((name for mark, name in _BOMS if head.startswith(mark)), "utf-8")
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
    while line_bytes := stream.readline(MAX_KEPT_BYTES + 1):
        if len(line_bytes) <= MAX_KEPT_BYTES:
            yield line_bytes
            continue
        while line_bytes and not line_bytes.endswith(b"\n"):
            line_bytes = stream.readline(MAX_KEPT_BYTES)
        yield None


def _from_json(line: str, place: str, where: dict[str, Any]) -> Read:
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
        where = {**where, "article_id": id}
    fault = _fault(fields, id)
    if fault:
        check, words = fault
        return Refusal(check=check, reason=f"{place}: {words}", row=fields, **where)
    published = fields.get("published")
    return Article(
        id=where["article_id"],
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
        return "field-type", f"field 'id' is {_short(id)}; write a string that is not empty, or leave it out"
    for name in _FIELDS[1:]:
        value = fields.get(name)
        if value is not None and not isinstance(value, str):
            return "field-type", f"field {name!r} is {_short(value)}; write a string"
    published = fields.get("published")
    if published and not _is_day(published):
        return (
            "bad-date",
            f"field 'published' is {_short(published)}, which is no date; write YYYY-MM-DD, or leave it out",
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


def _checked(article: Article, published: date | None, max_characters: int) -> Read:
    """The article with its date, or why it is none."""
    text, place = article.text, article.source_path or article.id
    fault = None
    if not text.strip():
        fault = "empty-text", f"{place}: article {article.id!r} has no text; give it one or take it out"
    elif len(text) > max_characters:
        words = f"has {len(text):,} characters, more than {max_characters:,}; split it into its articles"
        fault = "text-too-long", f"{place}: article {article.id!r} {words}"
    elif "\0" in text:
        fault = "binary-file", f"{place}: article {article.id!r} holds NUL characters; give plain text"
    elif not _encodes(text):
        fault = (
            "undecodable-text",
            f"{place}: article {article.id!r} holds half a character (a lone surrogate); mend its text",
        )
    if fault:
        check, reason = fault
        row = article_fields(article)
        return Refusal(check=check, reason=reason, article_id=article.id, source_path=article.source_path, row=row)
    return _date(article, published)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _date(article: Article, published: date | None) -> Article:
    """Date an article: by its own field, else by `published`, else by what its text says."""
    if article.published is not None:
        return article
    if published is not None:
        return replace(article, published=published, published_source="option")
    found = find_published(article.text)
    return replace(article, published=found.day, published_source=found.source) if found else article


def _short(value: Any) -> str:
    words = repr(value)
    return words if len(words) <= 60 else words[:57] + "..."
