"""The scorer that spaCy's own ``evaluate`` uses: mentions by exact span and label."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from .context import MENTION_GROUPS


@registry.scorers("chargesheet.mentions.v1")
def make_mentions_scorer() -> Callable[..., dict[str, Any]]:
    """A function from examples to ``spans_mentions_p`` and the like."""
    return score_mentions


def score_mentions(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Score the spans of the mention groups of ``doc.spans``, on token borders and label."""
    return Scorer.score_spans(
        examples, "spans_mentions", getter=_mentions, has_annotation=_annotated, allow_overlap=True
    )


def _mentions(doc: Doc, _: str) -> list[Span]:
    return [span for group in MENTION_GROUPS if group in doc.spans for span in doc.spans[group]]


def _annotated(doc: Doc) -> bool:
    return any(group in doc.spans for group in MENTION_GROUPS)
