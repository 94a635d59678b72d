"""Score predictions against gold: mentions and records.

The measures are those of CONTRIBUTING.md, "How predictions are scored". A
predicted and a true record pair up where their quantity spans overlap.
**found** is the F1 of the pairing; **core** counts a pair as right when
statistic, value, unit and qualifier are; **linked** when offences, action and
period are too; **strict** when comparison and actor are too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from ..schemas.gold import GoldArticle
from ..schemas.vocabulary import Label
from .structure import outline

Row = dict[str, Any]

CORE = ("statistic", "value", "unit", "qualifier")
LINKED = (*CORE, "offences", "action", "period")
STRICT = (*LINKED, "comparison", "actor")
SLOTS = (*STRICT, "measure", "baseline", "place", "source")
# Slots of which a pair must have all right; found asks for the pair alone.
LEVELS: dict[str, tuple[str, ...]] = {"found": (), "core": CORE, "linked": LINKED, "strict": STRICT}
# OFFENCE alone is scored on its span; with its id, under this name.
WITH_ID = "OFFENCE+id"
MENTIONS = (*(str(label) for label in Label), WITH_ID)

# Figures in gold files are rounded to two decimals (a third: 33.33).
VALUE_TOLERANCE = 0.01


@dataclass(slots=True)
class Score:
    """Counts of true, predicted and agreeing things, and the measures they give."""

    true: int = 0
    predicted: int = 0
    right: int = 0

    def add(self, other: Score) -> None:
        """Count another score's things in."""
        self.true += other.true
        self.predicted += other.predicted
        self.right += other.right

    @property
    def precision(self) -> float:
        """Right of predicted; 1 where there is nothing to predict and nothing was."""
        return self.right / self.predicted if self.predicted else float(self.true == 0)

    @property
    def recall(self) -> float:
        """Right of true; 1 where there is nothing to find and nothing was found."""
        return self.right / self.true if self.true else float(self.predicted == 0)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.true + self.predicted) if self.true + self.predicted else 1.0

    def as_dict(self) -> dict[str, float]:
        """Measures, rounded to four decimals, and counts."""
        measures = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return {**measures, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is wrong.

    Attributes:
        article: id of the article.
        slot: a slot of a record; ``found`` for a figure that one side alone has;
            ``quantity`` for a figure of other bounds; a label for a mention.
        start: where the words stand, in characters.
        words: the figure's or the mention's own words.
        sentence: the sentence around them.
        truth, prediction: what stands in gold, and what was predicted instead.
        rule: the word of the record's rules that filled the slot, or the mention's rule.
        near: it counts as right all the same (an actor with half its words).
    """

    article: str
    slot: str
    start: int
    words: str
    sentence: str
    truth: Any
    prediction: Any
    rule: str
    near: bool = False


@dataclass(slots=True)
class Evaluation:
    """Scores over a set of articles, and all that is wrong in them."""

    mentions: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in MENTIONS})
    overlapping: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in MENTIONS})
    records: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in LEVELS})
    slots: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in SLOTS})
    articles: dict[str, dict[str, Score]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def errors(self) -> list[Outcome]:
        """What counts as wrong."""
        return [outcome for outcome in self.outcomes if not outcome.near]

    @property
    def confusion(self) -> Counter[tuple[str, str, str]]:
        """How often which truth of which slot was taken for what."""
        return Counter((e.slot, _words(e.truth), _words(e.prediction)) for e in self.errors if e.slot in SLOTS)

    def measures(self) -> dict[str, float]:
        """All measures by name: F1 of levels and labels, accuracy of slots among the pairs."""
        scores = {**self.records, **self.mentions}
        measures = {name: round(score.f1, 4) for name, score in scores.items()}
        return measures | {slot: round(score.recall, 4) for slot, score in self.slots.items()}

    def as_dict(self) -> dict[str, Any]:
        """Plain data for ``--json`` and ``--against``."""
        return {
            "measures": self.measures(),
            "mentions": {name: score.as_dict() for name, score in self.mentions.items()},
            "mentions_overlapping": {name: score.as_dict() for name, score in self.overlapping.items()},
            "records": {name: score.as_dict() for name, score in self.records.items()},
            "slots": {
                slot: {"accuracy": round(score.recall, 4), "pairs": score.true, "right": score.right}
                for slot, score in self.slots.items()
            },
            "confusion": [
                {"slot": slot, "truth": truth, "prediction": prediction, "times": times}
                for (slot, truth, prediction), times in self.confusion.most_common()
            ],
            "articles": {
                name: {level: score.as_dict() for level, score in scores.items()}
                for name, scores in self.articles.items()
            },
            "exact": not self.outcomes,
            "errors": [asdict(error) for error in self.errors],
        }


def evaluate(triples: Iterable[tuple[GoldArticle, list[Row], list[Row]]]) -> Evaluation:
    """Score ``(gold, predicted mentions, predicted records)`` triples.

    Mentions and records are lines of ``mentions.jsonl`` and ``records.jsonl``.
    """
    result = Evaluation()
    for gold, mentions, records in triples:
        sentences = _Sentences(gold)
        _score_mentions(result, gold, mentions, sentences)
        _score_records(result, gold, records, sentences)
    return result


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change won and lost: errors that are gone, and errors that are new."""

    gains: list[Row]
    losses: list[Row]


def changes(old: Row, new: Row) -> Changes:
    """Compare two :meth:`Evaluation.as_dict`, on the articles that both scored.

    Errors are counted as multisets: where a figure was missing once and is now
    missing twice, one of them is a loss.

    Raises:
        ValueError: `old` is not what ``--json`` wrote.
    """
    try:
        common = old["articles"].keys() & new["articles"].keys()
        before, after = ([e for e in side["errors"] if e["article"] in common] for side in (old, new))
        return Changes(_without(before, after), _without(after, before))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an evaluation ({error!r})") from error


def _without(errors: list[Row], others: list[Row]) -> list[Row]:
    left = Counter(map(_key, others))
    kept = []
    for error in errors:
        if left[_key(error)]:
            left[_key(error)] -= 1
        else:
            kept.append(error)
    return kept


def _key(error: Row) -> tuple[Any, ...]:
    return error["article"], error["slot"], error["start"], error["words"]


class _Sentences:
    """Finds the sentence of an article that a character stands in."""

    def __init__(self, gold: GoldArticle) -> None:
        self.text = gold.article.text
        paragraphs = outline(self.text, gold.article.title or "")
        self.spans = [span for paragraph in paragraphs for span in paragraph.sentences]

    def at(self, start: int) -> str:
        return next((self.text[begin:end] for begin, end in self.spans if begin <= start < end), "")


def _score_mentions(result: Evaluation, gold: GoldArticle, mentions: list[Row], sentences: _Sentences) -> None:
    for name in MENTIONS:
        label = str(Label.OFFENCE) if name == WITH_ID else name
        true = [m for m in gold.mentions if m.label == label]
        predicted = [m for m in mentions if m["label"] == label]
        spans = [(m.start, m.end) for m in true]
        found = [(m["start"], m["end"]) for m in predicted]
        pairs = pair(spans, found)
        same = [name != WITH_ID or true[i].id == predicted[j]["id"] for i, j in pairs]
        exact = sum(spans[i] == found[j] and same for (i, j), same in zip(pairs, same, strict=True))
        result.mentions[name].add(Score(len(true), len(predicted), exact))
        result.overlapping[name].add(Score(len(true), len(predicted), sum(same)))
        if name == Label.OFFENCE:
            continue  # Its errors are told once, with their ids.
        partner: dict[int, int] = dict(pairs)
        for i, mention in enumerate(true):
            row = predicted[partner[i]] if i in partner else None
            truth = _named(mention.id, mention.text)
            prediction = None if row is None else _named(row["id"], row["text"])
            if row is None or spans[i] != found[partner[i]] or truth != prediction:
                sentence = sentences.at(mention.start)
                rule = "" if row is None else str(row["rule"])
                result.outcomes.append(
                    Outcome(gold.article.id, label, mention.start, mention.text, sentence, truth, prediction, rule)
                )
        paired = set(partner.values())
        result.outcomes += [
            Outcome(
                gold.article.id,
                label,
                row["start"],
                row["text"],
                sentences.at(row["start"]),
                None,
                _named(row["id"], row["text"]),
                str(row["rule"]),
            )
            for j, row in enumerate(predicted)
            if j not in paired
        ]


def _named(id: str | None, words: str) -> str:
    return f"{id}|{words}" if id else words


def pair(true: list[tuple[int, int]], predicted: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Indices of spans that overlap, each span in one pair at most: equal ones first, then in the order of the text."""
    pairs: list[tuple[int, int]] = []
    left, right = dict(enumerate(true)), dict(enumerate(predicted))
    for equal in (True, False):
        for i, (start, end) in tuple(left.items()):
            for j, (begin, stop) in right.items():
                if (start, end) == (begin, stop) if equal else begin < end and start < stop:
                    pairs.append((i, j))
                    del left[i], right[j]
                    break
    return sorted(pairs)


def _score_records(result: Evaluation, gold: GoldArticle, records: list[Row], sentences: _Sentences) -> None:
    name, true = gold.article.id, gold.records
    spans = [(record.mention.start, record.mention.end) for record in true]
    pairs = pair(spans, [(row["start"], row["end"]) for row in records])
    scores = result.articles[name] = {level: Score(len(true), len(records)) for level in LEVELS}
    for i, j in pairs:
        fields, row = true[i].fields, records[j]
        wrong = {slot for slot in SLOTS if not agrees(slot, fields, row)}
        for slot in SLOTS:
            result.slots[slot].add(Score(1, 1, slot not in wrong))
        for level, slots in LEVELS.items():
            scores[level].right += wrong.isdisjoint(slots)
        truths = {slot: slot_of(slot, fields) for slot in SLOTS} | {"quantity": true[i].mention.text}
        for slot, truth in truths.items():
            prediction = slot_of(slot, row)
            near = slot not in wrong
            moved = slot == "quantity" and spans[i] != (row["start"], row["end"])
            if moved or not (near and (slot == "value" or truth == prediction)):
                result.outcomes.append(
                    Outcome(
                        name,
                        slot,
                        spans[i][0],
                        true[i].mention.text,
                        row["sentence"],
                        truth,
                        prediction,
                        rules_of(row, slot),
                        near,
                    )
                )
    found_true, found_predicted = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, record in enumerate(true):
        if i not in found_true:
            start, words = record.mention.start, record.mention.text
            result.outcomes.append(Outcome(name, "found", start, words, sentences.at(start), words, None, ""))
    for j, row in enumerate(records):
        if j not in found_predicted:
            words = row["quantity"]
            result.outcomes.append(
                Outcome(name, "found", row["start"], words, row["sentence"], None, words, rules_of(row, "value"))
            )
    for level, score in scores.items():
        result.records[level].add(score)


def rules_of(row: Row, slot: str) -> str:
    """The words of a record's ``rule`` that speak of a slot; a value's come with its statistic's."""
    named = "statistic" if slot in (*CORE, "quantity") else slot
    return " ".join(word for word in str(row["rule"] or "").split() if word.partition(".")[0] == named)


def slot_of(slot: str, fields: Row) -> Any:
    """A slot's value in one shape for gold fields and output rows alike."""
    if slot in ("period", "baseline"):
        if slot in fields:
            return fields[slot]
        start, end = fields.get(f"{slot}_start"), fields.get(f"{slot}_end")
        return f"{start}/{end}" if start and end else None
    if slot == "offences":
        return sorted(fields["offences"])
    return fields.get(slot)


def agrees(slot: str, truth: Row, prediction: Row) -> bool:
    """Whether a slot of a prediction is right."""
    true, predicted = slot_of(slot, truth), slot_of(slot, prediction)
    if slot == "value":
        if true is None or predicted is None:
            return true is predicted
        return abs(float(true) - float(predicted)) <= VALUE_TOLERANCE
    if slot == "actor":
        return _share_words(true, predicted)
    return bool(true == predicted)


def _share_words(true: str | None, predicted: str | None) -> bool:
    """The same words, or at least half of them in common."""
    if not true or not predicted:
        return not true and not predicted
    a, b = Counter(true.casefold().split()), Counter(predicted.casefold().split())
    return 2 * (a & b).total() >= max(a.total(), b.total())


def _words(value: Any) -> str:
    return (" + ".join(value) if isinstance(value, list) else "" if value is None else str(value)) or "none"
