"""Bytes of a web page as text, as browsers guess it.

The order is theirs: byte order mark, HTTP header, the page's own ``<meta>``,
then the bytes themselves. It is left in one case: bytes that are sound UTF-8
and more than ASCII are UTF-8, whatever is claimed of them, for hardly any text
of another encoding is so by chance, and pages saved by tools often are that.
"""

from __future__ import annotations

import codecs
import re

from .plain import mark_of

# A browser takes these names for the larger encodings that pages so labelled are written in.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    # A page that is read as ASCII up to its <meta> can't be UTF-16.
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-32": "utf-8",
    "utf-7": "utf-8",
}
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
# Browsers look through a kilobyte; some pages have their scripts before.
_HEAD = 8192
# Enough to tell an encoding by, and guessing takes its time.
_SAMPLE = 50_000


def decode(content: bytes, header: str | None = None) -> tuple[str, str, int]:
    """Decode a page.

    Args:
        content: its bytes.
        header: the charset of its HTTP header.

    Returns:
        The text, the encoding's name, and how many characters could not be
        read (each stands as U+FFFD).
    """
    mark = mark_of(content)
    if mark:
        return _decoded(content, mark)
    if not content.isascii():
        try:
            return content.decode("utf-8"), "utf-8", 0
        except UnicodeDecodeError:
            pass
    declared = _CHARSET.search(content[:_HEAD])
    names = (header, declared and declared[1].decode("ascii", "replace"))
    encoding = next(filter(None, map(_known, names)), None) or _guess(content)
    return _decoded(content, encoding)


def _decoded(content: bytes, encoding: str) -> tuple[str, str, int]:
    text = content.decode(encoding, "replace")
    return text, encoding, text.count("\ufffd")


def _known(name: str | None) -> str | None:
    """Python's name of the encoding that browsers would use for `name`, or None where they know none."""
    if not name:
        return None
    try:
        # rot13 and base64 are codecs to Python, and no encodings of text.
        b"a".decode(name, "replace")
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return _MEANT.get(known, known)


def _guess(content: bytes) -> str:
    if content.isascii():
        return "utf-8"
    from charset_normalizer import from_bytes

    # A sample that ends within a character is no worse for it.
    found = from_bytes(content[:_SAMPLE]).best()
    return _known(found.encoding) or "cp1252" if found else "cp1252"
