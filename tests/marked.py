"""Texts with their truth marked in them, and a pipeline's findings written the same way.

A mark is ``[surface](LABEL slot=value …)``::

    [Over 34,000](COUNT value=34000 action=prosecuted offences=theft) people were charged.

Figures (COUNT, PERCENTAGE, AMOUNT) take the slots of a record, OFFENCE takes
``id``, TIME_SPAN takes ``period``. A value with spaces stands in double quotes,
a list is joined by commas, ``none`` says that a slot is empty, a period is
written ``start/end``. ``by`` names rules that must be among those of the record.
Every slot is written in one way only, so that findings written as marks can be
compared with a marked text as a whole. A mark that breaks any of this raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.language import Language

from chargesheet.pipeline.context import make_doc, mentions_of
from chargesheet.schemas.article import Article
from chargesheet.schemas.vocabulary import Action, Comparison, Label, Qualifier, Statistic, Unit

FIGURES = ("COUNT", "PERCENTAGE", "AMOUNT")
SLOTS = {
    **dict.fromkeys(
        FIGURES,
        (
            *("statistic", "value", "low", "high", "unit", "qualifier", "offences", "action", "actor", "measure"),
            *("period", "comparison", "baseline", "place", "source", "by"),
        ),
    ),
    "OFFENCE": ("id",),
    "TIME_SPAN": ("period",),
}
CLOSED = {"statistic": Statistic, "unit": Unit, "qualifier": Qualifier, "action": Action, "comparison": Comparison}
NUMBERS = ("value", "low", "high")
PERIODS = ("period", "baseline")

_MARK = re.compile(r"\[([^\[\]()]+)\]\(([A-Z_]+)((?: [a-z]+=(?:\"[^\"]+\"|[^\s\"()\[\]]+))*)\)")
_SLOT = re.compile(r" ([a-z]+)=(?:\"([^\"]+)\"|(\S+))")


class MarkError(ValueError):
    """A marked text breaks the notation."""


@dataclass(frozen=True)
class Mark:
    """A mark: its label, its characters in the bare text (end exclusive) and its slots as written."""

    label: str
    start: int
    end: int
    slots: tuple[tuple[str, str], ...]


def parse(marked: str) -> tuple[str, list[Mark]]:
    """The bare text and its marks, in order.

    Raises:
        MarkError: a mark is malformed, its label or a slot unknown, a slot given
            twice or its value written otherwise than it must be.
    """
    parts: list[str] = []
    marks: list[Mark] = []
    length = done = 0
    for match in _MARK.finditer(marked):
        surface, label, slots = match.groups()
        if surface != surface.strip():
            raise MarkError(f"{match.group()!r}: spaces at the border of the mark; put them outside")
        parts += [marked[done : match.start()], surface]
        length += match.start() - done
        marks.append(Mark(label, length, length + len(surface), _slots(match.group(), label, slots)))
        length += len(surface)
        done = match.end()
    parts.append(marked[done:])
    text = "".join(parts)
    if "[" in text or "]" in text:
        at = min(i for i in (text.find("["), text.find("]")) if i >= 0)
        raise MarkError(f"malformed mark near {text[max(0, at - 20) : at + 60]!r}; write [surface](LABEL slot=value)")
    return text, marks


def _slots(mark: str, label: str, written: str) -> tuple[tuple[str, str], ...]:
    if label not in SLOTS:
        raise MarkError(f"{mark!r}: unknown label {label}; use one of {', '.join(SLOTS)}")
    slots: list[tuple[str, str]] = []
    for slot, quoted, bare in _SLOT.findall(written):
        value = quoted or bare
        if slot not in SLOTS[label]:
            raise MarkError(f"{mark!r}: {label} has no slot {slot!r}; use one of {', '.join(SLOTS[label])}")
        if slot in dict(slots):
            raise MarkError(f"{mark!r}: slot {slot!r} stands twice; keep one")
        if (" " in value) != bool(quoted):
            raise MarkError(f"{mark!r}: {slot}: quotes stand around values with spaces, and no others")
        if value != "none":
            _check(mark, slot, value)
        slots.append((slot, value))
    return tuple(slots)


def _check(mark: str, slot: str, value: str) -> None:
    if slot in CLOSED and value not in {str(word) for word in CLOSED[slot]}:
        raise MarkError(f"{mark!r}: {slot} is never {value!r}; use one of {', '.join(map(str, CLOSED[slot]))} or none")
    if slot in NUMBERS:
        try:
            proper = number(float(value))
        except ValueError as error:
            raise MarkError(f"{mark!r}: {slot}={value} is no number") from error
        if proper != value:
            raise MarkError(f"{mark!r}: write {slot}={proper}")
    if slot in PERIODS:
        start, slash, end = value.partition("/")
        try:
            if not slash or date.fromisoformat(start) > date.fromisoformat(end):
                raise MarkError(f"{mark!r}: {slot}={value} is no period; write start/end")
        except ValueError as error:
            raise MarkError(f"{mark!r}: {slot}={value}: {error}; write YYYY-MM-DD/YYYY-MM-DD") from error
    if slot in ("offences", "by") and (
        not all(value.split(",")) or len(set(value.split(","))) != len(value.split(","))
    ):
        raise MarkError(f"{mark!r}: {slot}={value}: an empty name or one that stands twice")


def number(value: float) -> str:
    """A number as marks write it: 34000, -2.2."""
    return str(int(value)) if value == int(value) else repr(value)


def write(text: str, marks: Iterable[Mark]) -> str:
    """The marked text of `marks`: the reverse of :func:`parse`."""
    parts: list[str] = []
    done = 0
    for mark in sorted(marks, key=lambda m: (m.start, m.end)):
        slots = "".join(f' {slot}="{value}"' if " " in value else f" {slot}={value}" for slot, value in mark.slots)
        parts += [text[done : mark.start], f"[{text[mark.start : mark.end]}]({mark.label}{slots})"]
        done = mark.end
    return "".join((*parts, text[done:]))


def findings(
    expected: Iterable[Mark], mentions: Iterable[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]
) -> list[Mark]:
    """What was found, as marks.

    All figures are given; OFFENCE and TIME_SPAN mentions only where `expected`
    marks any of them. Of each, those slots that the expected mark at the same
    characters has.
    """
    expected = list(expected)
    asked = {(mark.label, mark.start, mark.end): mark.slots for mark in expected}
    labels = {*FIGURES, *(mark.label for mark in expected)}
    found = {(record["start"], record["end"]): record for record in records}
    marks = []
    for mention in mentions:
        label, start, end = str(mention["label"]), mention["start"], mention["end"]
        if label not in labels:
            continue
        source = found.get((start, end), {}) if label in FIGURES else mention
        slots = tuple((slot, written(slot, value, source)) for slot, value in asked.get((label, start, end), ()))
        marks.append(Mark(label, start, end, slots))
    return marks


def written(slot: str, wanted: str, source: Mapping[str, Any]) -> str:
    """A slot of a record or mention as marks write it."""
    if slot in PERIODS:
        start, end = source[f"{slot}_start"], source[f"{slot}_end"]
        return f"{start}/{end}" if start else "none"
    if slot == "by":
        # "period.before", "statistic.count.plain:figure.number", "action.passive:prosecuted.verb"
        rules = {rule.partition(":")[0] for rule in source["rule"].split()} | set(source["rule"].split())
        return ",".join(rule for rule in wanted.split(",") if rule in rules) or "none"
    if slot == "offences":
        ids = list(source["offences"])
        # Their order says nothing, so the order asked for is kept where the ids agree.
        return wanted if sorted(ids) == sorted(wanted.split(",")) else ",".join(ids) or "none"
    value = source[{"low": "value_min", "high": "value_max"}.get(slot, slot)]
    if value is None:
        return "none"
    return number(value) if slot in NUMBERS else str(value)


def labels() -> set[str]:
    """The labels that a mark can have: all there are."""
    return {str(label) for label in Label} & set(SLOTS)


def told(nlp: Language, marked: str, *, published: str | None = "2024-03-01", title: str | None = None) -> str:
    """`marked` with its marks taken off, read by `nlp`, and what was found marked in it."""
    text, marks = parse(marked)
    day = date.fromisoformat(published) if published else None
    doc = nlp(make_doc(nlp, Article(id="test", text=text, title=title, published=day)))
    return write(text, findings(marks, mentions_of(doc), doc._.records))
