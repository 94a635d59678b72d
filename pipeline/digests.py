"""Digests: of what was read of an article, and of the pipeline that extracts it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .readers import Page, Read, Refusal

_ROOT = Path(__file__).resolve().parent.parent
# What reads and extracts with us: another version may give other records.
_LIBRARIES = ("spacy", "spacy-lookups-data", "quantulum3", "trafilatura")


def fingerprint(read: Read) -> bytes:
    """SHA-256 of all that an article's rows hang on, but for where it was read.

    A file that moved is the same article; one whose title or day changed is not.
    """
    digest = hashlib.sha256(type(read).__name__.encode())
    left_out = {"source_path", "reason", "line"} if isinstance(read, Refusal) else {"source_path", "line", "content"}
    values = {field.name: getattr(read, field.name) for field in fields(read) if field.name not in left_out}
    # Escaped, because a refused text may hold half a character; str for days.
    digest.update(json.dumps(values, sort_keys=True, default=str).encode())
    if isinstance(read, Page):
        digest.update(read.content)
    return digest.digest()


@lru_cache(maxsize=1)
def pipeline_digest() -> bytes:
    """SHA-256 of code, patterns, config and the libraries' versions."""
    digest = hashlib.sha256()
    files = [_ROOT / "config.cfg"]
    for folder, pattern in (("pipeline", "*.py"), ("schemas", "*.py"), ("patterns", "*.jsonl"), ("patterns", "*.tsv")):
        files += sorted((_ROOT / folder).rglob(pattern))
    for path in files:
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            continue
    return digest.digest()
