"""The pattern files of figures: read strictly, compiled once.

``patterns/en/quantities_*.jsonl`` say which words qualify a number, which units
it may have, and beside which words it is no figure. Each line has an `id` and an
`example` in which the mentions to be found stand in square brackets; the tests
run every example. How these parts join is the grammar's affair
(``quantity_grammar.py``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from ..schemas.errors import PatternError
from ..schemas.vocabulary import Qualifier, Unit

PATTERNS = Path(__file__).resolve().parent.parent / "patterns" / "en"
FILES = ("quantities_qualifiers.jsonl", "quantities_units.jsonl", "quantities_contexts.jsonl", "quantities_words.jsonl")
NOUNS = "nouns.tsv"

# What a qualifier says of numbers for which it may also be a preposition.
PREPOSITIONS = frozenset({"over", "under", "above", "below"})


class QuantityPattern(BaseModel):
    """One line of a pattern file.

    Attributes:
        id: unique over all files.
        kind: ``qualifier``, ``unit``, ``before`` or ``after`` (words beside which a
            number is no figure), ``words`` (a list that the grammar asks for by `role`).
        example: a sentence with its mentions in square brackets.
        place: whether a qualifier or unit stands before or after its number.
        phrases: the words of a qualifier or unit, lower case.
        qualifier: what a qualifier says.
        unit: what a unit measures in.
        factor: what the number is multiplied by to be in `unit`.
        form: the form of a mention with that unit.
        words: a ``before`` line: the word before the number; a ``words`` line: the list.
        regex: a ``before`` line: what the text before the number must match as well;
            an ``after`` line: what the text behind it must match from its first character.
        numbers: the numbers that a ``before`` or ``after`` line concerns: ``any``;
            ``plain``, bare digits; ``digit``, bare digits below 10; ``small``, words
            up to twelve; ``day``, bare digits up to 31; ``name``, words or digits.
        role: what the grammar asks a list of words for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^(qualifier|unit|none|words)\.[a-z-]+$")
    kind: Literal["qualifier", "unit", "before", "after", "words"]
    example: str = Field(min_length=1)
    place: Literal["before", "after"] | None = None
    phrases: list[str] = []
    qualifier: Qualifier | None = None
    unit: Unit | None = None
    factor: float = 1
    form: Literal["percent", "points", "money", "mass"] | None = None
    words: list[str] = []
    regex: str | None = None
    numbers: Literal["any", "plain", "digit", "small", "day", "name"] = "any"
    role: Literal["handing", "about", "over", "person", "change", "year"] | None = None

    @model_validator(mode="after")
    def _complete(self) -> QuantityPattern:
        needed = {
            "qualifier": ("place", "phrases", "qualifier"),
            "unit": ("place", "phrases", "unit", "form"),
            "before": ("words",),
            "after": ("regex",),
            "words": ("words", "role"),
        }[self.kind]
        for name in needed:
            if not getattr(self, name):
                raise ValueError(f"a line of kind {self.kind!r} needs {name!r}")
        for phrase in (*self.phrases, *self.words):
            if phrase != phrase.lower():
                raise ValueError(f"{phrase!r} is not lower case and could never match")
        if self.regex is not None:
            try:
                re.compile(self.regex)
            except re.error as error:
                raise ValueError(f"regex does not compile: {error}") from error
        return self


def read_quantity_patterns(path: Path) -> list[QuantityPattern]:
    """Read one pattern file.

    Raises:
        PatternError: a line is no pattern; the message names file, line and remedy.
    """
    patterns: list[QuantityPattern] = []
    ids: set[str] = set()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise PatternError(f"{path}: cannot be read ({error}); check the path") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            pattern = QuantityPattern.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            raise PatternError(f"{path}:{number}: no JSON object ({error}); write one pattern a line") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the line"
            raise PatternError(f"{path}:{number}: {where}: {first['msg']}; correct or remove it") from error
        if pattern.id in ids:
            raise PatternError(f"{path}:{number}: id {pattern.id!r} stands twice; give each line its own")
        ids.add(pattern.id)
        patterns.append(pattern)
    return patterns


class UnitReading(NamedTuple):
    """What a unit's words say: unit, factor to it, form and pattern id."""

    unit: Unit
    factor: float
    form: str
    id: str


class BeforeRule(NamedTuple):
    """Words before a number that make it no figure."""

    numbers: str
    regex: re.Pattern[str] | None


def _any_of(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"[ \u00a0]") for phrase in ordered)


class Lexicon:
    """The patterns, compiled for look-up.

    Args:
        rows: the lines of the pattern files as dicts.
        nouns: words for people and cases: a number directly before one counts it.
    """

    def __init__(self, rows: list[dict[str, Any]], nouns: list[str]) -> None:
        self.rows = rows
        self.nouns = frozenset(nouns)
        patterns = [QuantityPattern.model_validate(row) for row in rows]
        self.lists = {p.role: frozenset(p.words) for p in patterns if p.kind == "words"}
        # Qualifiers by their last word, longest first: the word before the number decides quickly.
        self.qualifiers: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
        tails: dict[str, Qualifier] = {}
        units: dict[str, dict[str, UnitReading]] = {"before": {}, "after": {}}
        self.before: dict[str, list[BeforeRule]] = {}
        after: dict[str, list[str]] = {}
        for pattern in patterns:
            if pattern.kind == "qualifier" and pattern.qualifier is not None:
                for phrase in pattern.phrases:
                    if pattern.place == "after":
                        tails[phrase] = pattern.qualifier
                    else:
                        words = tuple(phrase.split())
                        self.qualifiers.setdefault(words[-1], []).append((words, pattern.qualifier))
            elif pattern.kind == "unit" and pattern.unit is not None and pattern.form is not None:
                reading = UnitReading(pattern.unit, pattern.factor, pattern.form, pattern.id)
                units[pattern.place or "after"].update(dict.fromkeys(pattern.phrases, reading))
            elif pattern.kind == "before":
                rule = BeforeRule(pattern.numbers, re.compile(pattern.regex) if pattern.regex else None)
                for word in pattern.words:
                    self.before.setdefault(word, []).append(rule)
            elif pattern.kind == "after" and pattern.regex is not None:
                after.setdefault(pattern.numbers, []).append(pattern.regex)
        for entries in self.qualifiers.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self.tails = tails
        self.units_before, self.units_after = units["before"], units["after"]
        self.after = {numbers: re.compile("|".join(f"(?:{r})" for r in found)) for numbers, found in after.items()}
        # "-plus" may have anything but a letter behind it, "+" no digit ("8+1").
        self.tail = re.compile(rf"({_any_of(tails)})(?![a-z\d])(?! than)")
        self.unit_after = re.compile(rf"[ \u00a0-]{{0,2}}({_any_of(self.units_after)})(?![a-z\d])")
        self.unit_before = re.compile(rf"({_any_of(self.units_before)})[ \u00a0]?(?=\d)")


@lru_cache(maxsize=1)
def default_rows() -> tuple[list[dict[str, Any]], list[str]]:
    """The project's own pattern lines, as dicts without defaults, and its nouns."""
    rows: list[dict[str, Any]] = []
    for name in FILES:
        rows.extend(p.model_dump(mode="json", exclude_defaults=True) for p in read_quantity_patterns(PATTERNS / name))
    lines = (PATTERNS / NOUNS).read_text(encoding="utf-8").splitlines()[1:]
    return rows, [line.split("\t")[0] for line in lines if line]
