"""What stands in a file or stream: packed or not, and of which kind."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from pathlib import PurePath
from typing import Any, BinaryIO

# Kinds by the end of a file's name, before any .gz.
_KINDS = {
    ".txt": "plain",
    ".gold": "gold",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
}
# Files of a folder that are read; a file of another name is read where it is named itself.
SUFFIXES = tuple(_KINDS)
# Read where it is named; in a folder, .json is mostly something else.
_NAMED_KINDS = {**_KINDS, ".json": "jsonl"}
_GZIP = b"\x1f\x8b"
_HEAD = 4096
_MARKUP = re.compile(
    rb"(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_MARKUP = b"\xff\xfe\xef\xbb\xbf \t\r\n"


class Unpacked(io.RawIOBase):
    """A gzip stream that ends where it breaks, and then says why in :attr:`fault`.

    What was whole before the break can so be read like any other stream.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._gzip = gzip.GzipFile(fileobj=stream)
        self.fault: str | None = None

    def readable(self) -> bool:
        """It is read only."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as the stream is sound."""
        if self.fault:
            return 0
        try:
            # Not read: it asks until it has all, and what came before the break would be lost.
            content = self._gzip.read1(len(buffer))
        except EOFError:
            self.fault = "the gzip file ends too early"
            return 0
        except (gzip.BadGzipFile, zlib.error) as error:
            self.fault = f"the gzip file is damaged: {error}"
            return 0
        buffer[: len(content)] = content
        return len(content)


class Source:
    """A stream, unpacked, with its kind.

    Args:
        stream: the bytes as they stand in the file.
        name: the file's name, or ``-``.

    Attributes:
        stream: the bytes, unpacked.
        kind: ``plain``, ``gold``, ``jsonl``, ``html`` or ``warc``.
        stem: the name without what tells the kind: an article's id.
    """

    def __init__(self, stream: io.BufferedReader, name: str) -> None:
        self._unpacked = Unpacked(stream) if stream.peek(2).startswith(_GZIP) else None
        self.stream: io.BufferedReader[Any] = io.BufferedReader(self._unpacked) if self._unpacked else stream
        self.kind = kind_by_name(name) or _kind_by_head(self.stream.peek(_HEAD))
        self.stem = stem_of(name)

    @property
    def fault(self) -> str | None:
        """Why the stream broke off, once it did."""
        return self._unpacked.fault if self._unpacked else None


def kind_by_name(name: str) -> str | None:
    """The kind that a file's name tells, or None."""
    suffix = PurePath(_without_gz(name)).suffix.lower()
    return _NAMED_KINDS.get(suffix)


def is_walked(name: str) -> bool:
    """Whether a file of this name is read in a folder."""
    return _without_gz(name).lower().endswith(SUFFIXES)


def stem_of(name: str) -> str:
    """A file's name without its folder and without what tells its kind: ``a.html.gz`` is ``a``."""
    return "stdin" if name == "-" else PurePath(_without_gz(name)).stem


def standard_input() -> io.BufferedReader:
    """Standard input as bytes."""
    stream: Any = sys.stdin.buffer
    # Tests and notebooks put other streams in its place.
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def _without_gz(name: str) -> str:
    return name[:-3] if name.lower().endswith(".gz") else name


def _kind_by_head(head: bytes) -> str:
    if head.startswith(b"WARC/"):
        return "warc"
    # Of UTF-16 the ASCII bytes tell enough.
    ascii_head = head.replace(b"\0", b"").lstrip(_BEFORE_MARKUP)
    if ascii_head.startswith(b"{"):
        return "jsonl"
    return "html" if _MARKUP.match(ascii_head) else "plain"
