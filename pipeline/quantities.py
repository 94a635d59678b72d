"""The component that finds COUNT, PERCENTAGE and AMOUNT mentions and reads their numbers."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from ..schemas.mention import Quantity
from .context import write_group
from .quantity_grammar import find_quantities
from .quantity_patterns import Lexicon, default_rows, read_quantity_patterns
from .structure import readable

GROUP = "quantities"


@lru_cache(maxsize=1)
def default_lexicon() -> Lexicon:
    """The project's own patterns, compiled."""
    return Lexicon(*default_rows())


def find(text: str, lexicon: Lexicon | None = None) -> list[Quantity]:
    """Find the figures of `text`.

    Args:
        text: any text; offsets are its characters.
        lexicon: compiled patterns; the project's own if None.

    Returns:
        The mentions, sorted, without overlaps.

    Example:
        >>> [(q.label.value, q.value, q.qualifier.value) for q in find("Over 34,000 were charged, up 9 percent.")]
        [('COUNT', 34000.0, 'more_than'), ('PERCENTAGE', 9.0, 'exact')]
    """
    return find_quantities(text, lexicon or default_lexicon())


@registry.readers("chargesheet.quantity_patterns.v1")
def read_patterns(paths: list[str] | None = None) -> list[dict[str, Any]]:
    """The lines of the given pattern files, or of the project's own, as dicts."""
    if not paths:
        return default_rows()[0]
    return [
        pattern.model_dump(mode="json", exclude_defaults=True)
        for path in paths
        for pattern in read_quantity_patterns(Path(path))
    ]


def as_dict(quantity: Quantity) -> dict[str, Any]:
    """A quantity as plain data."""
    return {
        "label": str(quantity.label),
        "start": quantity.start,
        "end": quantity.end,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "qualifier": str(quantity.qualifier),
        "unit": str(quantity.unit) if quantity.unit is not None else None,
        "form": quantity.form,
        "rule": quantity.rule,
    }


@Language.factory("chargesheet_quantities", assigns=["doc.spans"])
class Quantities:
    """Set ``doc.spans["quantities"]`` (labels COUNT, PERCENTAGE, AMOUNT).

    The group's ``attrs["values"]`` are dicts of :class:`~chargesheet.schemas.mention.Quantity`'s
    fields; enums are their words. Furniture and bylines are not read.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> _ = nlp.add_pipe("chargesheet_quantities")
        >>> doc = nlp("Fines came to about 3 million yuan.")
        >>> [span.text for span in doc.spans["quantities"]]
        ['about 3 million yuan']
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._lexicon: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """The compiled patterns; the project's own until others are loaded."""
        return self._lexicon or default_lexicon()

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        patterns: list[dict[str, Any]] | None = None,
        nouns: list[str] | None = None,
    ) -> None:
        """Load patterns (from config: the reader ``chargesheet.quantity_patterns.v1``) and countable nouns."""
        rows, words = default_rows()
        self._lexicon = Lexicon(patterns if patterns is not None else rows, nouns if nouns is not None else words)

    def __call__(self, doc: Doc) -> Doc:
        """Find the figures of `doc`."""
        values = [as_dict(quantity) for quantity in find_quantities(readable(doc), self.lexicon)]
        write_group(doc, GROUP, values, [value["label"] for value in values])
        return doc

    def _data(self) -> dict[str, Any]:
        return {"rows": self.lexicon.rows, "nouns": sorted(self.lexicon.nouns)}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Serialise the patterns."""
        data: bytes = srsly.msgpack_dumps(self._data())
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Quantities":
        """Load patterns that ``to_bytes`` wrote."""
        self._lexicon = Lexicon(**srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the patterns below `path`."""
        srsly.write_msgpack(Path(path).with_suffix(".msgpack"), self._data())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "Quantities":
        """Load patterns that ``to_disk`` wrote."""
        self._lexicon = Lexicon(**srsly.read_msgpack(Path(path).with_suffix(".msgpack")))
        return self
