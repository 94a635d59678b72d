"""Gold files, the predictions to score against them, and gold as spaCy's own training data."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, DocBin
from spacy.util import filter_spans

from ..schemas.errors import ChargesheetError, GoldError
from ..schemas.gold import FIGURES, GoldArticle, read_gold
from ..schemas.vocabulary import Label
from .batch import Batch
from .context import MENTION_GROUPS, make_doc, write_group
from .evaluation import Evaluation, evaluate
from .records import digest

if TYPE_CHECKING:
    from spacy.language import Language

Row = dict[str, Any]

SUFFIX = ".gold"
# The group of doc.spans that each label's mentions stand in.
GROUPS = dict(zip(MENTION_GROUPS, ((Label.OFFENCE,), FIGURES, (Label.TIME_SPAN,)), strict=True))


class PredictionError(ChargesheetError):
    """Predictions do not belong to the gold; the message names the folder or article and the remedy."""


@dataclass(slots=True)
class Predictions:
    """Lines of ``records.jsonl`` and ``mentions.jsonl`` by article, and why others were refused."""

    records: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    mentions: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    rejects: list[str] = field(default_factory=list)


def gold_paths(inputs: Iterable[str | Path]) -> list[Path]:
    """The ``.gold`` files among `inputs` and in the folders among them, sorted within each folder.

    Raises:
        GoldError: an input is missing, or a folder holds no gold.
    """
    paths: list[Path] = []
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            inside = sorted(path.rglob(f"*{SUFFIX}"))
            if not inside:
                raise GoldError(f"{path}: no file in this folder ends in {SUFFIX}; give a folder of gold files")
            paths += inside
        elif path.exists():
            paths.append(path)
        else:
            raise GoldError(f"{path}: no such file or folder; check the path")
    return list(dict.fromkeys(paths))


def read_golds(inputs: Iterable[str | Path]) -> list[GoldArticle]:
    """Read gold files and folders of them.

    Raises:
        GoldError: a file breaks the format, or two have the same id.
    """
    golds: dict[str, GoldArticle] = {}
    for path in gold_paths(inputs):
        gold = read_gold(path)
        first = golds.setdefault(gold.article.id, gold)
        if first is not gold:
            other = first.article.source_path
            raise GoldError(f"{path}: its id {gold.article.id!r} is also that of {other}; give each article its own")
    return list(golds.values())


def predict(golds: Iterable[GoldArticle], nlp: Language | None = None) -> Predictions:
    """Extract the articles of `golds`, just as ``chargesheet extract`` does; `nlp` None assembles the pipeline."""
    predictions = Predictions()
    for chunk in Batch(nlp, mentions=True).run(gold.article for gold in golds):
        for row in chunk.records:
            predictions.records[row["article_id"]].append(row)
        for row in chunk.mentions:
            predictions.mentions[row["article_id"]].append(row)
        predictions.rejects += [row["reason"] for row in chunk.rejects]
    return predictions


def read_predictions(folder: Path, golds: Iterable[GoldArticle]) -> Predictions:
    """Read what ``chargesheet extract --mentions --output folder`` wrote.

    Raises:
        PredictionError: a file is missing or broken, or an article of `golds`
            was not extracted or has another text there.
    """
    predictions = Predictions()
    digests = {row.get("article_id"): row.get("sha256") for row in _lines(folder / "articles.jsonl")}
    for gold in golds:
        article = gold.article
        if article.id not in digests:
            raise PredictionError(f"{folder}: no article {article.id!r}; extract it into this folder too")
        if digests[article.id] != digest(article.text):
            raise PredictionError(
                f"{folder}: article {article.id!r} was extracted from another text than its gold's, so offsets mean "
                "nothing; extract the gold's text"
            )
    for name, rows in (("records", predictions.records), ("mentions", predictions.mentions)):
        for row in _lines(folder / f"{name}.jsonl"):
            rows[row["article_id"]].append(row)
    predictions.rejects += [row["reason"] for row in _lines(folder / "rejects.jsonl")]
    return predictions


def _lines(path: Path) -> Iterator[Row]:
    if not path.exists():
        raise PredictionError(
            f"{path}: no such file; write it with: chargesheet extract … --mentions --output {path.parent}"
        )
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise PredictionError(f"{path}:{number}: not JSON ({error}); extract anew") from error


def score(golds: Iterable[GoldArticle], predictions: Predictions) -> Evaluation:
    """Score the predictions of every article of `golds`."""
    return evaluate(
        (gold, predictions.mentions.get(gold.article.id, []), predictions.records.get(gold.article.id, []))
        for gold in golds
    )


def corpus_digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the gold files of `folder`, in the order of their paths."""
    sha256 = hashlib.sha256()
    for path in gold_paths([folder]):
        content = path.read_bytes()
        # With its length, no file's end can pass for the next one's beginning.
        sha256.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
        sha256.update(content)
    return sha256.hexdigest()


def to_doc(nlp: Language, gold: GoldArticle) -> Doc:
    """Gold as a Doc, its mentions in the groups of ``doc.spans`` and in ``doc.ents`` as the pipeline leaves them."""
    doc = make_doc(nlp, gold.article)
    for group, labels in GROUPS.items():
        mentions = [mention for mention in gold.mentions if mention.label in labels]
        values = [{"start": m.start, "end": m.end, "label": str(m.label), "id": m.id, "rule": "gold"} for m in mentions]
        ids = [mention.id or "" for mention in mentions] if group == "offences" else None
        write_group(doc, group, values, [str(mention.label) for mention in mentions], ids)
    doc.ents = filter_spans([span for group in GROUPS for span in doc.spans[group]])
    return doc


def to_docbin(golds: Iterable[GoldArticle], nlp: Language) -> DocBin:
    """Gold as a DocBin, the form that ``python -m spacy evaluate`` reads."""
    # Without user data, a Doc would forget its day of publication.
    return DocBin(docs=[to_doc(nlp, gold) for gold in golds], store_user_data=True)
