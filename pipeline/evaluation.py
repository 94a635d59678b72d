"""Score predictions against gold: mentions and records.

The measures are those of ANNOTATION (see CONTRIBUTING.md, "How predictions are
scored"). A predicted and a true record pair up where their quantity spans
overlap. **found** is the F1 of the pairing; **core** counts a pair as right
when statistic, value, unit and qualifier are; **linked** when offences, action
and period are too; **strict** when comparison and actor are too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..schemas.gold import GoldArticle
from ..schemas.vocabulary import Label

CORE = ("statistic", "value", "unit", "qualifier")
LINKED = (*CORE, "offences", "action", "period")
STRICT = (*LINKED, "comparison", "actor")
SLOTS = (*STRICT, "measure", "baseline", "place", "source")
LEVELS = {"core": CORE, "linked": LINKED, "strict": STRICT}

# Figures in gold files are rounded to two decimals (a third: 33.33).
VALUE_TOLERANCE = 0.01


@dataclass(slots=True)
class Score:
    """Counts of true, predicted and agreeing things, and the measures they give."""

    true: int = 0
    predicted: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else float(self.true == 0)

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else float(self.predicted == 0)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.true + self.predicted) if self.true + self.predicted else 1.0

    def as_dict(self) -> dict[str, Any]:
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "true": self.true,
            "predicted": self.predicted,
            "right": self.right,
        }


@dataclass(frozen=True, slots=True)
class SlotError:
    """One wrong slot of a pair, or a figure found by one side only (slot ``found``)."""

    article: str
    slot: str
    quantity: str
    sentence: str
    truth: Any
    prediction: Any
    rule: str


@dataclass(slots=True)
class Evaluation:
    """Scores over a set of articles."""

    mentions: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    overlapping: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    records: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    slots: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    confusion: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    articles: dict[str, dict[str, Score]] = field(default_factory=dict)
    errors: list[SlotError] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for ``--json``; ``outcomes`` names each figure and its wrong slots."""
        return {
            "mentions": {label: score.as_dict() for label, score in sorted(self.mentions.items())},
            "mentions_overlapping": {label: score.as_dict() for label, score in sorted(self.overlapping.items())},
            "records": {level: self.records[level].as_dict() for level in ("found", *LEVELS)},
            "slots": {slot: round(self.slots[slot].recall, 4) for slot in SLOTS},
            "articles": {
                name: {level: round(score.f1, 4) for level, score in scores.items()}
                for name, scores in self.articles.items()
            },
            "errors": [
                {"article": e.article, "slot": e.slot, "quantity": e.quantity, "truth": e.truth, "prediction": e.prediction}
                for e in self.errors
            ],
        }


def evaluate(pairs: Iterable[tuple[GoldArticle, list[dict[str, Any]], list[dict[str, Any]]]]) -> Evaluation:
    """Score ``(gold, predicted mentions, predicted records)`` triples.

    Mentions and records are the plain dicts of the output contract.
    """
    result = Evaluation()
    for gold, mentions, records in pairs:
        _score_mentions(result, gold, mentions)
        _score_records(result, gold, records)
    return result


def _score_mentions(result: Evaluation, gold: GoldArticle, mentions: list[dict[str, Any]]) -> None:
    true = [(str(m.label), m.start, m.end, m.id) for m in gold.mentions]
    predicted = [(str(m["label"]), m["start"], m["end"], m["id"]) for m in mentions]
    for label in map(str, Label):
        t, p = [x for x in true if x[0] == label], [x for x in predicted if x[0] == label]
        if label == Label.OFFENCE:
            _add(result.mentions["OFFENCE (id)"], t, p, sum((Counter(t) & Counter(p)).values()))
        t, p = [x[:3] + (None,) for x in t], [x[:3] + (None,) for x in p]
        _add(result.mentions[label], t, p, sum((Counter(t) & Counter(p)).values()))
        _add(result.overlapping[label], t, p, len(_pair([x[1:3] for x in t], [x[1:3] for x in p])))


def _add(score: Score, true: list[Any], predicted: list[Any], right: int) -> None:
    score.true += len(true)
    score.predicted += len(predicted)
    score.right += right


def _pair(true: list[tuple[int, int]], predicted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pair spans that overlap, each at most once, in the order of the text."""
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for i, (start, end) in enumerate(true):
        for j, (begin, stop) in enumerate(predicted):
            if j not in taken and begin < end and start < stop:
                taken.add(j)
                pairs.append((i, j))
                break
    return pairs


def _score_records(result: Evaluation, gold: GoldArticle, records: list[dict[str, Any]]) -> None:
    name = gold.article.id
    true = gold.records
    pairs = _pair([(r.mention.start, r.mention.end) for r in true], [(r["start"], r["end"]) for r in records])
    scores = result.articles[name] = {level: Score(len(true), len(records)) for level in ("found", *LEVELS)}
    scores["found"].right = len(pairs)
    for i, j in pairs:
        wrong = {slot for slot in SLOTS if not agrees(slot, true[i].fields, records[j])}
        for slot in SLOTS:
            result.slots[slot].true += 1
            result.slots[slot].right += slot not in wrong
        for level, slots in LEVELS.items():
            scores[level].right += wrong.isdisjoint(slots)
        for slot in SLOTS:
            if slot in wrong:
                truth, prediction = slot_of(slot, true[i].fields), slot_of(slot, records[j])
                result.confusion[slot][(str(truth), str(prediction))] += 1
                result.errors.append(
                    SlotError(name, slot, records[j]["quantity"], records[j]["sentence"], truth, prediction, records[j]["rule"])
                )
    text = gold.article.text
    found_true, found_predicted = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, record in enumerate(true):
        if i not in found_true:
            start, end = record.mention.start, record.mention.end
            around = text[max(0, start - 80) : end + 80]
            result.errors.append(SlotError(name, "found", record.mention.text, around, record.mention.text, None, ""))
    for j, row in enumerate(records):
        if j not in found_predicted:
            result.errors.append(SlotError(name, "found", row["quantity"], row["sentence"], None, row["quantity"], row["rule"]))
    for level, score in scores.items():
        total = result.records[level]
        total.true += score.true
        total.predicted += score.predicted
        total.right += score.right


def slot_of(slot: str, fields: dict[str, Any]) -> Any:
    """A slot's value in one shape for gold fields and output rows alike."""
    if slot in ("period", "baseline"):
        if slot in fields:
            return fields[slot]
        start, end = fields.get(f"{slot}_start"), fields.get(f"{slot}_end")
        return f"{start}/{end}" if start and end else None
    if slot == "offences":
        return sorted(fields["offences"])
    return fields.get(slot)


def agrees(slot: str, truth: dict[str, Any], prediction: dict[str, Any]) -> bool:
    """Whether a slot of a prediction is right."""
    true, predicted = slot_of(slot, truth), slot_of(slot, prediction)
    if slot == "value":
        if true is None or predicted is None:
            return true is predicted
        return abs(float(true) - float(predicted)) <= VALUE_TOLERANCE
    if slot == "actor":
        return _same_words(true, predicted)
    return bool(true == predicted)


def _same_words(true: str | None, predicted: str | None) -> bool:
    """The same words, or at least half of them in common."""
    if not true or not predicted:
        return not true and not predicted
    a, b = Counter(true.casefold().split()), Counter(predicted.casefold().split())
    return 2 * sum((a & b).values()) >= max(a.total(), b.total())
