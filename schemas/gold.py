"""The ``.gold`` format: one article with its true mentions and records.

A header (one ``key: value`` a line), a line ``---``, the text with its mentions
marked ``[[LABEL|surface]]`` or ``[[OFFENCE taxonomy-id|surface]]``, a line
``---``, and one JSON object a line for each COUNT, PERCENTAGE and AMOUNT in the
order of the text. Removing the marks gives the text, to the character.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from .article import Article
from .errors import GoldError
from .vocabulary import Action, ChangeMeasure, Comparison, Label, Qualifier, Statistic, Unit

MARK = re.compile(r"\[\[([A-Z_]+)(?: ([a-z0-9-]+))?\|([^\[\]|]+)\]\]")
HEADER_KEYS = ("id", "title", "published", "publisher", "url")
FIGURES = (Label.COUNT, Label.PERCENTAGE, Label.AMOUNT)

# Closed sets by field; None is allowed for those that a figure may lack.
CLOSED: dict[str, set[str]] = {
    "statistic": {str(s) for s in Statistic},
    "unit": {str(u) for u in Unit},
    "qualifier": {str(q) for q in Qualifier},
    "action": {str(a) for a in Action},
    "comparison": {str(c) for c in Comparison},
}
REQUIRED = ("quantity", "statistic", "value", "unit", "qualifier")
OPTIONAL = ("offences", "action", "actor", "measure", "period", "comparison", "baseline", "place", "source")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A marked span: label, offsets in the text without marks, taxonomy id of an OFFENCE."""

    label: Label
    start: int
    end: int
    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class GoldRecord:
    """A true record: its mention and its fields as written (absent ones filled with null)."""

    mention: GoldMention
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with its truth."""

    article: Article
    mentions: list[GoldMention]
    records: list[GoldRecord]


def read_gold(path: Path) -> GoldArticle:
    """Read one ``.gold`` file.

    Raises:
        GoldError: the file breaks the format; the message names the file, the
            line and what to do.
    """
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 ({error}); save the file as UTF-8") from error
    return parse_gold(content, name=str(path))


def parse_gold(content: str, *, name: str = "<gold>") -> GoldArticle:
    """Parse the content of a ``.gold`` file; `name` stands in error messages."""
    lines = content.split("\n")
    breaks = [i for i, line in enumerate(lines) if line == "---"]
    if len(breaks) < 2:
        raise GoldError(f"{name}: needs two lines '---', one after the header and one after the text")
    first, last = breaks[0], breaks[-1]
    header = _header(lines[:first], name)
    text, mentions = strip_marks("\n".join(lines[first + 1 : last]), name=name, line=first + 2)
    figures = [mention for mention in mentions if mention.label in FIGURES]
    records = _records(lines[last + 1 :], figures, name=name, line=last + 2)
    published = header.get("published")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise GoldError(f"{name}: published {published!r} is no date; write YYYY-MM-DD") from error
    article = Article(
        id=header["id"],
        text=text,
        title=header.get("title") or None,
        published=day,
        published_source="field" if day else None,
        publisher=header.get("publisher") or None,
        url=header.get("url") or None,
        source_path=name,
    )
    return GoldArticle(article, mentions, records)


def _header(lines: list[str], name: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        key, colon, value = line.partition(":")
        if not colon or key not in HEADER_KEYS:
            raise GoldError(
                f"{name}:{number}: header line {line!r}; write 'key: value' with one of {', '.join(HEADER_KEYS)}"
            )
        if key in header:
            raise GoldError(f"{name}:{number}: header key {key!r} stands twice; keep one")
        header[key] = value.strip()
    if not header.get("id"):
        raise GoldError(f"{name}: the header has no id; add 'id: …'")
    return header


def strip_marks(marked: str, *, name: str = "<gold>", line: int = 1) -> tuple[str, list[GoldMention]]:
    """Split marked text into the bare text and its mentions, in order.

    Raises:
        GoldError: a mark is malformed, has an unknown label, or an OFFENCE has no id.
    """
    parts: list[str] = []
    mentions: list[GoldMention] = []
    length = done = 0
    for mark in MARK.finditer(marked):
        where = f"{name}:{line + marked.count(chr(10), 0, mark.start())}"
        parts.append(marked[done : mark.start()])
        length += mark.start() - done
        label_word, taxonomy_id, surface = mark.groups()
        try:
            label = Label(label_word)
        except ValueError as error:
            raise GoldError(
                f"{where}: unknown label {label_word!r}; use one of {', '.join(str(x) for x in Label)}"
            ) from error
        if (label is Label.OFFENCE) != (taxonomy_id is not None):
            raise GoldError(f"{where}: {mark.group()!r}: an OFFENCE carries a taxonomy id, and nothing else does")
        mentions.append(GoldMention(label, length, length + len(surface), surface, taxonomy_id))
        parts.append(surface)
        length += len(surface)
        done = mark.end()
    parts.append(marked[done:])
    text = "".join(parts)
    for bracket in ("[[", "]]"):
        if bracket in text:
            near = text[max(0, text.index(bracket) - 20) : text.index(bracket) + 40]
            raise GoldError(f"{name}: malformed mark near {near!r}; write [[LABEL|words]] or [[OFFENCE id|words]]")
    return text, mentions


def _records(lines: list[str], figures: list[GoldMention], *, name: str, line: int) -> list[GoldRecord]:
    records: list[GoldRecord] = []
    for number, content in enumerate(lines, line):
        if not content.strip():
            continue
        try:
            fields = json.loads(content)
        except json.JSONDecodeError as error:
            raise GoldError(f"{name}:{number}: no JSON object ({error}); one record a line") from error
        if not isinstance(fields, dict):
            raise GoldError(f"{name}:{number}: not a JSON object; one record a line")
        if len(records) == len(figures):
            raise GoldError(f"{name}:{number}: more records than the {len(figures)} marked figures")
        figure = figures[len(records)]
        _check(fields, figure, f"{name}:{number}")
        full = {key: fields.get(key) for key in (*REQUIRED, *OPTIONAL)}
        full["offences"] = fields.get("offences") or []
        records.append(GoldRecord(figure, full))
    if len(records) < len(figures):
        missing = figures[len(records)]
        raise GoldError(
            f"{name}: {len(figures)} figures are marked but {len(records)} records given; "
            f"the first without is {missing.text!r}"
        )
    return records


def _check(fields: dict[str, Any], figure: GoldMention, where: str) -> None:
    unknown = set(fields) - {*REQUIRED, *OPTIONAL}
    if unknown:
        raise GoldError(f"{where}: unknown field {min(unknown)!r}; fields are {', '.join((*REQUIRED, *OPTIONAL))}")
    for key in REQUIRED:
        if key not in fields:
            raise GoldError(f"{where}: field {key!r} is missing; add it")
    if fields["quantity"] != figure.text:
        raise GoldError(
            f"{where}: quantity {fields['quantity']!r}, but the next marked figure is {figure.text!r}; "
            "keep the order of the text"
        )
    for key, allowed in CLOSED.items():
        if fields.get(key) is not None and fields[key] not in allowed:
            raise GoldError(f"{where}: {key} {fields[key]!r} is none of {', '.join(sorted(allowed))}")
    measure = fields.get("measure")
    if fields["statistic"] == "change" and measure is not None and measure not in {str(m) for m in ChangeMeasure}:
        raise GoldError(
            f"{where}: measure {measure!r} of a change is none of {', '.join(str(m) for m in ChangeMeasure)}"
        )
    for key in ("period", "baseline"):
        if fields.get(key) is None:
            continue
        try:
            start, end = (date.fromisoformat(day) for day in fields[key].split("/"))
        except (ValueError, AttributeError) as error:
            raise GoldError(f"{where}: {key} {fields[key]!r}; write YYYY-MM-DD/YYYY-MM-DD") from error
        if start > end:
            raise GoldError(f"{where}: {key} {fields[key]!r} runs backwards")
