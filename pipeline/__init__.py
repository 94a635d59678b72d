"""The pipeline: readers, components, records and writers.

>>> from chargesheet.pipeline import load
>>> nlp = load()
>>> doc = nlp("Courts convicted 40 people of theft in 2021.")
>>> [(record["value"], record["action"], record["offences"]) for record in doc._.records]
[(40, 'convicted', ['theft'])]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["load"]


def load() -> Language:
    """The pipeline that ``config.cfg`` describes, assembled in memory, once a process."""
    # Imported here, so that `chargesheet --help` does without spaCy.
    from .assembly import load as assembled

    return assembled()
