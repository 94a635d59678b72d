"""How far the reading of some inputs is."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager


class Meter:
    """Counts the bytes of files that were read, packed as they stand on the disk."""

    def __init__(self) -> None:
        self._before = 0
        self._stream: io.BufferedReader | None = None

    @property
    def position(self) -> int:
        """The bytes that were read so far, those of the file under way among them."""
        return self._before + (self._stream.tell() if self._stream and not self._stream.closed else 0)

    @contextmanager
    def follow(self, stream: io.BufferedReader) -> Iterator[None]:
        """Count the bytes of a file while it is read, and all of them when that is over."""
        # A pipe has neither size nor position.
        self._stream = stream if stream.seekable() else None
        size = os.fstat(stream.fileno()).st_size
        try:
            yield
        finally:
            self._stream = None
            self._before += size
