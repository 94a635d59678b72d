"""Link the mentions of an article into records: the last component.

Rooms: ``scene`` (the sentence as a row of symbols), ``kinds`` (which statistic),
``nouns`` and ``actors``, ``actions``, ``offences``, ``periods``,
``comparisons``, ``attributions``; ``assembler`` walks the scopes.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans, registry

from ...schemas.patterns import read_word_list
from ...schemas.vocabulary import Qualifier, Unit, words
from ..context import MENTION_GROUPS, published_of, text_of, values_of
from ..structure import GROUP as PARAGRAPHS
from ..structure import UNREADABLE
from .assembler import assemble
from .scene import Figure, Sentence, Symbol
from .wording import measured, wording

PATTERNS = Path(__file__).resolve().parent.parent.parent / "patterns" / "en"


@registry.readers("chargesheet.nouns.v1")
def read_nouns(path: str = "") -> dict[str, str]:
    """Head nouns and the unit they are counted in, from ``patterns/en/nouns.tsv`` (or another file)."""
    rows = read_word_list(Path(path) if path else PATTERNS / "nouns.tsv", ("word", "unit"), words(Unit))
    return {row[0]: row[1] for row in rows}


@Language.factory("chargesheet_statistics", default_config={"scorer": {"@scorers": "chargesheet.mentions.v1"}})
class Statistics:
    """Set ``doc._.records``, ``doc._.warnings`` and ``doc.ents`` from the other components' mentions.

    A record is a plain dict with the fields that the README's table names,
    dates as ISO strings under ``period_start`` and the like.
    """

    def __init__(self, nlp: Language, name: str, scorer: Callable[..., dict[str, Any]] | None = None) -> None:
        self.name = name
        self.scorer = scorer
        self.nouns: dict[str, str] = {}
        self._units: dict[str, Unit] = {}

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        nouns: dict[str, str] | None = None,
    ) -> None:
        """Load the head nouns (from config: the reader ``chargesheet.nouns.v1``)."""
        self._build(nouns if nouns is not None else read_nouns())

    def _build(self, nouns: dict[str, str]) -> None:
        self.nouns = nouns
        self._units = {word: Unit(unit) for word, unit in nouns.items()}

    def __call__(self, doc: Doc) -> Doc:
        """Set what the class says."""
        published = published_of(doc)
        sentences = _scenes(doc)
        figures = assemble(sentences, published, self._units)
        doc._.records = [_row(text_of(doc), figure) for figure in figures]
        warnings = []
        if published is None and any(r["period_start"] is None and r["evidence"].get("period") for r in doc._.records):
            warnings.append(
                "the day of publication is unknown, so periods that depend on it stay null; "
                "give it with --published or a 'published' field"
            )
        doc._.warnings = warnings
        # Mentions may touch within a token ("12%-15%"), which doc.ents forbids.
        doc.ents = filter_spans([span for group in MENTION_GROUPS if group in doc.spans for span in doc.spans[group]])
        return doc

    def score(self, examples: Iterable[Example], **options: Any) -> dict[str, Any]:
        """Scores of the mentions, for ``spacy evaluate``."""
        return self.scorer(examples, **options) if self.scorer is not None else {}

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """All that initialize loaded."""
        data: bytes = srsly.msgpack_dumps(self.nouns)
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Statistics":
        """Load what `to_bytes` gave."""
        self._build(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:
        """Write all that initialize loaded."""
        srsly.write_msgpack(Path(path).with_suffix(".msgpack"), self.nouns)

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> "Statistics":
        """Load what `to_disk` wrote."""
        self._build(srsly.read_msgpack(Path(path).with_suffix(".msgpack")))
        return self


def _scenes(doc: Doc) -> list[Sentence]:
    """The article's sentences that hold a figure or something a later figure may draw from."""
    text = text_of(doc)
    sentences: list[Sentence] = []
    for i, paragraph in enumerate(values_of(doc, PARAGRAPHS)):
        if paragraph["kind"] in UNREADABLE:
            continue
        for j, (start, end) in enumerate(paragraph["sentences"]):
            sentences.append(Sentence(text, start, end, i, paragraph["kind"], j == 0))
    if not sentences:
        return []
    at = 0
    for symbol in _symbols(doc):
        while at + 1 < len(sentences) and sentences[at].end <= symbol.start:
            at += 1
        sentence = sentences[at]
        if not sentence.start <= symbol.start < sentence.end:
            continue
        if symbol.kind == "FIGURE":
            value = symbol.value
            figure = Figure(
                value, symbol.start, symbol.end, value["label"], value["form"], sentence, index=len(sentence.figures)
            )
            symbol.value = figure
            sentence.figures.append(figure)
        sentence.symbols.append(symbol)
    for sentence in sentences:
        sentence.settle()
    return sentences


def _symbols(doc: Doc) -> list[Symbol]:
    symbols: list[Symbol] = []
    figures: list[tuple[int, int]] = []
    for value in values_of(doc, "quantities"):
        symbols.append(Symbol("FIGURE", value["start"], value["end"], value, rule=value["rule"]))
        figures.append((value["start"], value["end"]))
    symbols.extend(
        Symbol("OFFENCE", value["start"], value["end"], value["id"], rule=value["rule"])
        for value in values_of(doc, "offences")
    )
    taken = figures + [(v["start"], v["end"]) for v in values_of(doc, "offences")]
    for value in values_of(doc, "time_spans"):
        symbols.append(Symbol("TIME", value["start"], value["end"], value, rule=value["rule"]))
        taken.append((value["start"], value["end"]))
    taken.sort()
    days = {value["start"] for value in values_of(doc, "time_spans")}
    i = 0
    for value in values_of(doc, "cues"):
        start, end = value["start"], value["end"]
        while i < len(taken) and taken[i][1] <= start:
            i += 1
        # A cue inside a mention is part of its words: "up to 300", "illegal fishing".
        if any(a < end and start < b for a, b in taken[i : i + 2]):
            continue
        first = value["readings"][0]
        if value["label"] == "ACTION" and end + 1 in days and text_of(doc).endswith(" in", start, end):
            # "were sent in 2021": the preposition is the date's.
            continue
        symbols.append(Symbol(value["label"], start, end, first[0], first[1], first[2], value["readings"]))
    symbols.sort(key=lambda symbol: (symbol.start, symbol.end))
    return symbols


def _plain(number: float | None) -> float | None:
    """Whole numbers as int, so that JSON says 17000 and not 17000.0."""
    return int(number) if number is not None and float(number).is_integer() else number


def _row(text: str, figure: Figure) -> dict[str, Any]:
    quantity = figure.quantity
    sign = figure.sign
    value, low, high = quantity["value"], quantity["low"], quantity["high"]
    if sign < 0:
        value = None if value is None else -value
        low, high = (None if high is None else -high), (None if low is None else -low)
    sentence = figure.sentence
    rules = [f"statistic.{figure.statistic}.{figure.role}:{quantity['rule']}"]
    worded = wording(figure)
    rules += [rule for _, rule in worded.values() if rule]
    evidence = {**{slot: spans for slot, (spans, _) in worded.items()}, **figure.evidence}
    if figure.measure and not evidence.get("measure"):
        evidence["measure"] = measured(figure)
    rules += [rule for slot, rule in figure.rules.items() if getattr(figure, slot) or figure.evidence.get(slot)]
    return {
        "statistic": str(figure.statistic),
        "value": _plain(value),
        "value_min": _plain(low),
        "value_max": _plain(high),
        "unit": str(figure.unit or Unit.ITEMS),
        "qualifier": str(Qualifier(quantity["qualifier"])),
        "offences": list(figure.offences),
        "action": str(figure.action) if figure.action else None,
        "actor": figure.actor,
        "measure": figure.measure,
        "period_start": figure.period.start.isoformat() if figure.period else None,
        "period_end": figure.period.end.isoformat() if figure.period else None,
        "comparison": str(figure.comparison) if figure.comparison else None,
        "baseline_start": figure.baseline.start.isoformat() if figure.baseline else None,
        "baseline_end": figure.baseline.end.isoformat() if figure.baseline else None,
        "place": figure.place,
        "source": figure.source,
        "quantity": text[figure.start : figure.end],
        "start": figure.start,
        "end": figure.end,
        "sentence": text[sentence.start : sentence.end],
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "evidence": {slot: [[start, end] for start, end in spans] for slot, spans in evidence.items()},
        "rule": " ".join(rules),
    }
