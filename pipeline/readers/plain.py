"""Plain text and gold: a file is one article."""

from __future__ import annotations

import base64
import codecs
from typing import Any

from ...schemas.article import Article
from ...schemas.errors import GoldError
from ...schemas.gold import parse_gold
from .reads import Refusal

_BOMS = (
    # UTF-32 first: its little-endian mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def mark_of(content: bytes) -> str | None:
    """The encoding that a byte order mark names, or None where there is none."""
    return next((name for mark, name in _BOMS if content.startswith(mark)), None)


def read_plain(content: bytes, where: dict[str, Any], *, gold: bool = False) -> Article | Refusal:
    """The article of a whole file.

    Args:
        content: the file, unpacked.
        where: ``article_id`` and ``source_path`` of the article.
        gold: whether it is a ``.gold`` file, to be read without its marks.
    """
    path = where["source_path"]
    text = decoded(content, path, where)
    if isinstance(text, Refusal):
        return text
    if gold:
        try:
            return parse_gold(text, name=path).article
        except GoldError as error:
            return Refusal(check="broken-gold", reason=str(error), row={"text": text}, **where)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Article(id=where["article_id"], text=text, source_path=path)


def decoded(content: bytes, place: str, where: dict[str, Any]) -> str | Refusal:
    """Bytes as text by their byte order mark, else as UTF-8; `place` stands in messages."""
    encoding = mark_of(content) or "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in content:
            reason = f"{place}: not a text (it holds NUL bytes); give articles as UTF-8 text, without images or PDF"
            return Refusal(check="binary-file", reason=reason, row=as_base64(content), **where)
        reason = f"{place}: not {encoding.upper()} (byte {error.start}: {error.reason}); save it as UTF-8"
        return Refusal(check="undecodable-text", reason=reason, row=as_base64(content), **where)
    if "\0" in text:
        reason = f"{place}: not a text (it holds NUL characters); UTF-16 needs a byte order mark, or save it as UTF-8"
        return Refusal(check="binary-file", reason=reason, row={"text": text}, **where)
    return text


def as_base64(content: bytes) -> dict[str, str]:
    """Refused bytes as ``rejects.jsonl`` keeps them."""
    return {"base64": base64.b64encode(content).decode("ascii")}
