"""Score floors of the corpus: figures that no change may fall below unnoticed.

``corpus/floors.json`` keeps, for each half of the corpus, the measures that the
pipeline reached when they were last raised, those of each article, and a digest
of the gold that they were measured on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..schemas.errors import ChargesheetError
from .corpus import corpus_digest, predict, read_golds, score
from .evaluation import LEVELS

if TYPE_CHECKING:
    from spacy.language import Language

FILE = "floors.json"
HALVES = ("train", "test")
RAISE = "chargesheet corpus floors --raise"

Measures = dict[str, float]


class FloorsError(ChargesheetError):
    """The floors cannot be read, or do not belong to the corpus; the message says what to run."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one half of the corpus scores: its measures, and F1 of each level by article."""

    measures: Measures
    articles: dict[str, Measures]


@dataclass(frozen=True, slots=True)
class Floors:
    """The content of ``floors.json``, or what the current pipeline would write there."""

    digest: str
    halves: dict[str, Figures]

    def as_dict(self) -> dict[str, Any]:
        """Plain data, as the file holds it."""
        halves = {
            half: {"measures": figures.measures, "articles": figures.articles} for half, figures in self.halves.items()
        }
        return {"digest": self.digest, **halves}


def read_floors(folder: Path) -> Floors | None:
    """The committed floors of a corpus, None if there are none yet.

    Raises:
        FloorsError: the file breaks its format.
    """
    path = folder / FILE
    if not path.exists():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        halves = {half: Figures(content[half]["measures"], content[half]["articles"]) for half in HALVES}
        return Floors(content["digest"], halves)
    except (ValueError, KeyError, TypeError) as error:
        raise FloorsError(f"{path}: not a file of floors ({error!r}); restore it, or write it anew: {RAISE}") from error


def write_floors(folder: Path, floors: Floors) -> None:
    """Write ``floors.json`` into a corpus."""
    content = json.dumps(floors.as_dict(), indent=1, ensure_ascii=False)
    (folder / FILE).write_text(content + "\n", encoding="utf-8")


def measure(folder: Path, nlp: Language | None = None) -> Floors:
    """What the pipeline (None: that of ``config.cfg``) scores on each half of a corpus."""
    return Floors(corpus_digest(folder), {half: _figures(folder / half, nlp) for half in HALVES})


def _figures(folder: Path, nlp: Language | None) -> Figures:
    golds = read_golds([folder])
    evaluation = score(golds, predict(golds, nlp))
    articles = {
        name: {level: round(scores[level].f1, 4) for level in LEVELS} for name, scores in evaluation.articles.items()
    }
    return Figures(evaluation.measures(), articles)


def falls(floors: Floors, current: Floors) -> list[str]:
    """Each measure that fell below its floor, and by how much; below it, the articles that lost."""
    lines: list[str] = []
    for half, floor in floors.halves.items():
        now = current.halves[half]
        fallen = _lower(floor.measures, now.measures)
        lines += [f"{half}: {line}" for line in fallen]
        if fallen:
            for name, levels in floor.articles.items():
                losses = _lower(levels, now.articles.get(name, {}))
                lines += [f"    {name}: {line}" for line in losses]
    return lines


def rises(floors: Floors, current: Floors) -> list[str]:
    """Each measure that stands above its floor, and by how much."""
    return [
        f"{half}: {name} rose by {value - floor.measures.get(name, 0):.4f}, "
        f"from {floor.measures.get(name, 0):.4f} to {value:.4f}"
        for half, floor in floors.halves.items()
        for name, value in current.halves[half].measures.items()
        if value > floor.measures.get(name, 0)
    ]


def _lower(floor: Measures, now: Measures) -> list[str]:
    # A measure that is gone has fallen as far as it can.
    return [
        f"{name} fell by {value - now.get(name, 0):.4f}, from {value:.4f} to {now.get(name, 0):.4f}"
        for name, value in floor.items()
        if now.get(name, 0) < value
    ]


def check(folder: Path, nlp: Language | None = None) -> list[str]:
    """What is wrong with the corpus's floors, in lines to print; empty if all measures hold.

    Raises:
        FloorsError: there are no floors, or they were measured on other gold.
    """
    floors = read_floors(folder)
    if floors is None:
        raise FloorsError(f"{folder / FILE}: no such file; write it with: {RAISE}")
    if floors.digest != corpus_digest(folder):
        raise FloorsError(
            f"{folder}: its gold is not the one that {FILE} was measured on (the digests differ); if the change is "
            f"meant, run: {RAISE} (with --allow-lower if a measure fell by it)"
        )
    return falls(floors, measure(folder, nlp))
