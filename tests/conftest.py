"""What several test files share."""

from __future__ import annotations

import re
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from chargesheet.pipeline import assembly, context, structure

_FIGURE = re.compile(r"(?<!\w)(-?\d+)( percent)? (?:of )?(people|cases)\b")


@Language.component("toy_statistics")
def _toy_statistics(doc: Doc) -> Doc:
    """A record of each "12 people", "7 cases" or "40 percent of people"; the word POISON raises."""
    text = doc.text
    if "POISON" in text:
        raise ValueError("swallowed POISON")
    records: list[dict[str, Any]] = []
    for figure in _FIGURE.finditer(text):
        start, end = figure.span(1)
        value = float(figure[1])
        sentence_start = max(text.rfind(mark, 0, start) + 1 for mark in ".\n")
        sentence_start += len(text[sentence_start:]) - len(text[sentence_start:].lstrip())
        sentence_end = min((at for mark in ".\n" if (at := text.find(mark, end)) >= 0), default=len(text))
        records.append(
            {
                "statistic": "share" if figure[2] else "count",
                "value": value,
                "value_min": value,
                "value_max": value,
                "unit": "percent" if figure[2] else figure[3],
                "qualifier": "exact",
                "offences": ["theft"] if "theft" in text else [],
                "quantity": text[start:end],
                "start": start,
                "end": end,
                "sentence": text[sentence_start:sentence_end],
                "sentence_start": sentence_start,
                "sentence_end": sentence_end,
                "evidence": {"value": [[start, end]]},
                "rule": "toy",
            }
        )
    values = [
        {"label": "COUNT", "start": r["start"], "end": r["end"], "value": r["value"], "rule": "toy"} for r in records
    ]
    context.write_group(doc, "quantities", values, [value["label"] for value in values])
    doc._.records = records
    doc._.warnings = [] if doc._.published else ["published is unknown; periods stay null"]
    return doc


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline itself, assembled once for all tests."""
    return assembly.load()


@pytest.fixture(scope="session")
def toy() -> Language:
    """A pipeline that reads whole numbers before "people" and "cases", in no time and without patterns."""
    nlp = spacy.blank("en")
    # By import as well as by entry point, so that the tests run from a checkout.
    assert structure.Structure
    nlp.add_pipe("chargesheet_structure")
    nlp.add_pipe("toy_statistics")
    return nlp


@pytest.fixture
def with_toy(toy: Language, monkeypatch: pytest.MonkeyPatch) -> Language:
    """Have the commands assemble the toy pipeline, and extract in this process, where it is."""
    monkeypatch.setattr("chargesheet.pipeline.workers.default_workers", lambda: 0)
    monkeypatch.setattr("chargesheet.pipeline.assembly.load", lambda: toy)
    monkeypatch.setattr("chargesheet.pipeline.explain.load", lambda: toy)
    return toy
