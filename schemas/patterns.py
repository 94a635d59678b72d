"""Strict models and loaders for hand-written pattern files.

spaCy ignores a misspelt key in silence; here it is refused with file, line,
pattern id and remedy. A cue file is JSONL, one :class:`CuePattern` a line; a
word list is TSV with a header line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from .errors import PatternError
from .vocabulary import Action, Comparison, words

CueLabel = Literal["ACTION", "CHANGE", "SHARE", "COMPARISON", "ANAPHOR", "REPORT", "SOURCE", "IGNORED"]

# What the words of a label may say, where that is a closed set.
VALUES: dict[str, tuple[str, ...]] = {
    "ACTION": words(Action),
    "CHANGE": ("up", "down"),
    "COMPARISON": words(Comparison),
}
# What an ACTION may ask the figure to count: a unit, any amount of money or mass, or suits.
OBJECTS = ("people", "cases", "items", "amount", "lawsuits")


class CuePattern(BaseModel):
    """One line of a cue file: words that say one thing.

    Attributes:
        id: unique over all files, dotted, its first part the value or label.
        label: what kind of cue.
        value: what the words say (an action, ``up``, ``year_on_year``, ``SPP`` …);
            of an IGNORED pattern, which cue they only seem to hold.
        verbs: verb phrases in the infinitive; their first word is inflected.
        nouns: noun phrases in the singular; their last word is inflected.
        phrases: fixed words, as written, in lower case or any.
        tails: words that say it only behind the figure's noun ("brought 40 people to court").
        objects: which of ``OBJECTS`` the figure must count for the words to say this.
        example: a sentence that the pattern must match.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z-]+(\.[a-z-]+)+$")
    label: CueLabel
    value: str = Field(min_length=1)
    verbs: list[str] = []
    nouns: list[str] = []
    phrases: list[str] = []
    tails: list[str] = []
    objects: list[str] = []
    example: str = Field(min_length=1)

    @model_validator(mode="after")
    def _closed(self) -> CuePattern:
        allowed = VALUES.get(self.label)
        if allowed and self.value not in allowed:
            raise ValueError(f"value {self.value!r} is none of {', '.join(allowed)}")
        if unknown := set(self.objects) - set(OBJECTS):
            raise ValueError(f"objects {', '.join(sorted(unknown))}: use {', '.join(OBJECTS)}")
        return self

    @field_validator("verbs", "nouns", "phrases", "tails")
    @classmethod
    def _no_blank(cls, value: list[str]) -> list[str]:
        if any(not phrase.strip() or phrase != phrase.strip() for phrase in value):
            raise ValueError("holds a blank phrase or one with spaces around it")
        if len(set(value)) != len(value):
            raise ValueError("holds the same phrase twice")
        return value


def read_cue_patterns(path: Path) -> list[CuePattern]:
    """Read one cue file.

    Raises:
        PatternError: a line is no JSON object, has an unknown or missing key, or
            repeats an id; the message names file, line, id and remedy.
    """
    patterns: list[CuePattern] = []
    seen: set[str] = set()
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        try:
            content = json.loads(line)
        except json.JSONDecodeError as error:
            raise PatternError(f"{path}:{number}: no JSON object ({error}); one pattern a line") from error
        name = content.get("id", "?") if isinstance(content, dict) else "?"
        try:
            pattern = CuePattern.model_validate(content)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "the line"
            raise PatternError(
                f"{path}:{number}: pattern {name!r}: {place}: {first['msg']}; "
                f"keys are {', '.join(CuePattern.model_fields)}"
            ) from error
        if pattern.id in seen:
            raise PatternError(f"{path}:{number}: pattern id {pattern.id!r} stands twice; give each its own")
        if not (pattern.verbs or pattern.nouns or pattern.phrases or pattern.tails):
            raise PatternError(
                f"{path}:{number}: pattern {pattern.id!r} has no words; add verbs, nouns, phrases or tails"
            )
        seen.add(pattern.id)
        patterns.append(pattern)
    return patterns


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise PatternError(f"{path}: no such file; it belongs to the patterns, restore it") from error
    except UnicodeDecodeError as error:
        raise PatternError(f"{path}: not UTF-8 ({error}); save the file as UTF-8") from error


def read_word_list(path: Path, columns: tuple[str, ...], closed: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Read a TSV word list whose header is `columns`; rows in the order of the file.

    Args:
        path: the file.
        columns: names of its columns.
        closed: what the last column may hold; empty for anything.

    Raises:
        PatternError: the file is missing or not UTF-8, the header differs, a row
            has another number of fields, a field is empty or not of the closed
            set, or a first field stands twice.
    """
    lines = _lines(path)
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise PatternError(f"{path}:1: the header must be {chr(9).join(columns)!r}")
    rows: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for number, line in enumerate(lines[1:], 2):
        row = tuple(line.split("\t"))
        if len(row) != len(columns) or not all(field.strip() for field in row):
            raise PatternError(
                f"{path}:{number}: needs {len(columns)} fields between tabs, none empty: {', '.join(columns)}"
            )
        if closed and row[-1] not in closed:
            raise PatternError(f"{path}:{number}: column {columns[-1]!r}: {row[-1]!r}; use one of {', '.join(closed)}")
        if row[0] in seen:
            raise PatternError(f"{path}:{number}: {row[0]!r} stands twice; keep one")
        seen.add(row[0])
        rows.append(row)
    return rows
