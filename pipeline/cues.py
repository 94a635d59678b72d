"""Cues: the words that say what a figure is a figure of.

Actions ("were prosecuted"), movements ("up", "a drop of"), shares ("accounted
for"), comparisons ("from a year earlier"), anaphora ("such crimes"), reports
("said") and their sources, and places. All are phrases from ``patterns/en``,
found by their tokens in lower case; what they mean for a figure is decided by the
statistics component.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from ..schemas.patterns import CuePattern, read_cue_patterns, read_word_list
from .context import offsets_of, text_of, values_of, write_group
from .inflection import noun_forms, verb_forms
from .regexes import lazy_regex
from .structure import GROUP as PARAGRAPHS
from .structure import UNREADABLE

GROUP = "cues"
PATTERNS = Path(__file__).resolve().parent.parent / "patterns" / "en"
CUE_FILES = ("actions", "anaphors", "changes", "comparisons", "ignored", "reports", "shares", "sources")

_PLACES = ("province", "region", "city")
# What the tokenizer splits at spaces and nowhere else, if it has no rule of its own for a word.
_PLAIN = lazy_regex(r"[A-Za-z]+(?: [A-Za-z]+)*")

# One reading of a phrase: label, value, form (verb, noun, phrase, tail), pattern id, objects.
Reading = dict[str, Any]


@registry.readers("chargesheet.cues.v1")
def read_cues(directory: str = "") -> list[Reading]:
    """All readings of ``patterns/en`` (or of another directory), each with its inflected phrases."""
    folder = Path(directory) if directory else PATTERNS
    readings: list[Reading] = []
    for name in CUE_FILES:
        for pattern in read_cue_patterns(folder / f"{name}.jsonl"):
            readings.extend(readings_of(pattern))
    for name, kind in read_word_list(folder / "places.tsv", ("name", "kind"), _PLACES):
        readings.append(
            {"label": "PLACE", "value": kind, "form": "phrase", "id": f"place.{kind}", "objects": [], "phrases": [name]}
        )
    return readings


def readings_of(pattern: CuePattern) -> list[Reading]:
    """The readings of one pattern, by form."""
    phrases = {
        "verb": [form for verb in pattern.verbs for form in verb_forms(verb)],
        "noun": [form for noun in pattern.nouns for form in noun_forms(noun)],
        "phrase": list(pattern.phrases),
        "tail": list(pattern.tails),
    }
    return [
        {
            "label": pattern.label,
            "value": pattern.value,
            "form": form,
            "id": pattern.id,
            "objects": pattern.objects,
            "phrases": words,
        }
        for form, words in phrases.items()
        if words
    ]


@Language.factory("chargesheet_cues")
class Cues:
    """Set ``doc.spans["cues"]``; ``attrs["values"]`` are dicts ``{start, end, label, readings}``.

    ``readings`` lists what the words can say, in the order of the pattern files:
    ``[value, form, rule, objects]``. The longest phrase wins where two overlap.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.nlp = nlp
        self.readings: list[Reading] = []
        self._build([])

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        cues: list[Reading] | None = None,
    ) -> None:
        """Load the cues (from config: the reader ``chargesheet.cues.v1``)."""
        self._build(cues if cues is not None else read_cues())

    def _build(self, readings: list[Reading]) -> None:
        self.readings = readings
        # By the first token, the lengths of the phrases that begin with it; a table of
        # our own, because a PhraseMatcher takes 0.2 s to learn as many phrases.
        self._lengths: dict[int, set[int]] = {}
        self._phrases: dict[tuple[int, ...], list[tuple[int, Reading]]] = {}
        # A tokenizer of another make may split anything.
        self._exceptions: dict[str, Any] | None = getattr(self.nlp.tokenizer, "rules", None)
        for order, reading in enumerate(readings):
            for phrase in dict.fromkeys(reading["phrases"]):
                tokens = tuple(get_string_id(word.lower()) for word in self._words(phrase))
                found = self._phrases.setdefault(tokens, [])
                if not found or found[-1][0] != order:
                    found.append((order, reading))
                self._lengths.setdefault(tokens[0], set()).add(len(tokens))

    def _words(self, phrase: str) -> list[str]:
        """The tokens of a phrase; the tokenizer is asked only where they are more than its words."""
        words = phrase.split(" ")
        exceptions = self._exceptions
        if exceptions is not None and _PLAIN.fullmatch(phrase) and not any(word in exceptions for word in words):
            return words
        return [token.text for token in self.nlp.tokenizer(phrase)]

    def __call__(self, doc: Doc) -> Doc:
        """Set what the class says."""
        closed = [(p["start"], p["end"]) for p in values_of(doc, PARAGRAPHS) if p["kind"] in UNREADABLE]
        offsets = offsets_of(doc)
        lengths: list[int] = doc.to_array("LENGTH").tolist()
        text = text_of(doc)
        spans: dict[tuple[int, int], list[tuple[int, Reading]]] = {}
        tokens: list[int] = doc.to_array("LOWER").tolist()
        for start, token in enumerate(tokens):
            for length in self._lengths.get(token, ()):
                end = start + length
                readings_here = self._phrases.get(tuple(tokens[start:end])) if end <= len(tokens) else None
                if readings_here is not None:
                    spans[(start, end)] = readings_here
        values: list[dict[str, Any]] = []
        border = previous = -1
        # Longest phrase first at each start; a phrase inside a taken one is dropped.
        for (start, end), found in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if start < border:
                if end <= border or not values:
                    continue
                # Two phrases that cross: the longer one stays.
                if end - start <= border - previous:
                    continue
                values.pop()
            first, last = offsets[start], offsets[end - 1] + lengths[end - 1]
            if any(begin <= first < stop for begin, stop in closed):
                continue
            label = found[0][1]["label"]
            if label == "PLACE" and not text[first].isupper():
                continue
            readings = [[r["value"], r["form"], r["id"], r["objects"]] for _, r in found if r["label"] == label]
            values.append({"start": first, "end": last, "label": label, "readings": readings})
            border, previous = end, start
        values = [value for value in values if value["label"] != "IGNORED"]
        write_group(doc, GROUP, values, [value["label"] for value in values])
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """All that initialize loaded."""
        data: bytes = srsly.msgpack_dumps(self.readings)
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Cues":
        """Load what `to_bytes` gave."""
        self._build(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write all that initialize loaded."""
        srsly.write_msgpack(Path(path).with_suffix(".msgpack"), self.readings)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "Cues":
        """Load what `to_disk` wrote."""
        self._build(srsly.read_msgpack(Path(path).with_suffix(".msgpack")))
        return self
