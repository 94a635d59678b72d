"""The words around an offence's name that decide whether it is one (``offence_contexts.jsonl``)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from .errors import PatternError

KINDS = ("cue", "noun", "prefix", "suffix", "unit_end", "unit_start", "name_end", "name_start")
KEYS = {"id", "kind", "words", "example"}


@dataclass(frozen=True, slots=True)
class OffenceContext:
    """Words of one kind around an offence's name.

    ``cue`` before it and ``noun`` after it make an offence of a word with other
    senses; ``prefix`` ("anti-") and ``suffix`` ("-free"), joined to it by a
    hyphen, unmake one, and so do ``unit_end`` and ``unit_start`` ("economic
    crime department") and ``name_end`` and ``name_start``, the capitalised
    nouns that end or open the proper name of a law, body or campaign.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    example: str


def load_contexts() -> list[OffenceContext]:
    """The contexts that ship with the package."""
    return read_contexts(Path(str(files("chargesheet.patterns") / "en" / "offence_contexts.jsonl")))


def read_contexts(path: Path) -> list[OffenceContext]:
    """Read contexts, one JSON object a line.

    Raises:
        PatternError: a line breaks the format; the message names file, line,
            field and remedy.
    """
    contexts: list[OffenceContext] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path}:{number}"
        try:
            fields = json.loads(line)
        except json.JSONDecodeError as error:
            raise PatternError(f"{where}: no JSON object ({error}); one context a line") from error
        if not isinstance(fields, dict) or set(fields) != KEYS:
            raise PatternError(f"{where}: the fields are {', '.join(sorted(KEYS))}; give these and no others")
        if fields["kind"] not in KINDS:
            raise PatternError(f"{where}: field 'kind': {fields['kind']!r}; use one of {', '.join(KINDS)}")
        words = fields["words"]
        if not isinstance(words, list) or not words or not all(isinstance(word, str) and word for word in words):
            raise PatternError(f"{where}: field 'words' of {fields['id']!r}; give a list of words")
        if fields["id"] in {context.id for context in contexts}:
            raise PatternError(f"{where}: field 'id': {fields['id']!r} stands twice; ids are unique")
        contexts.append(OffenceContext(fields["id"], fields["kind"], tuple(words), fields["example"]))
    return contexts
