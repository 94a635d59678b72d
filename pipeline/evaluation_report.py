"""An evaluation on the terminal: tables of measures, and errors one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .evaluation import LEVELS, MENTIONS, SLOTS, Changes, Evaluation, Outcome, Score

# The commonest confusions tell where to work; --json has them all.
_CONFUSIONS = 20
_MEASURES = ("precision", "recall", "f1")
# Without frames a row fits 80 columns, and a pipe's reader has words alone.
_PLAIN: dict[str, Any] = {"title_justify": "left", "title_style": "bold", "box": None, "pad_edge": False}


def show(evaluation: Evaluation, console: Console) -> None:
    """Print every table."""
    tables = [_mentions(evaluation), _records(evaluation), _slots(evaluation)]
    if evaluation.confusion:
        tables.append(_confusion(evaluation))
    tables.append(_articles(evaluation))
    for table in tables:
        console.print(table)
        console.print()


def show_errors(outcomes: Iterable[Outcome], console: Console) -> None:
    """Print each error under its figure and sentence: truth, prediction and rule."""
    for (article, words, start), group in groupby(
        outcomes, key=lambda outcome: (outcome.article, outcome.words, outcome.start)
    ):
        errors = list(group)
        _say(console, Text.assemble((article, "dim"), f":{start} ", (words, "bold")))
        _say(console, Text(f"    {' '.join(errors[0].sentence.split())}", "italic"))
        for error in errors:
            _say(console, _error(asdict(error)))


def show_changes(changes: Changes, console: Console) -> None:
    """Print what was won and lost, figure by figure."""
    for sign, style, errors in (("+", "green", changes.gains), ("-", "red", changes.losses)):
        for (article, words, start), group in groupby(errors, key=lambda e: (e["article"], e["words"], e["start"])):
            _say(console, Text.assemble((f"{sign} {article}", style), f":{start} ", (words, "bold")))
            for error in group:
                _say(console, _error(error))
    _say(console, Text(f"{len(changes.gains)} gained, {len(changes.losses)} lost"))


def _error(error: Mapping[str, Any]) -> Text:
    slot = f"{error['slot']} (near)" if error["near"] else error["slot"]
    line = Text.assemble(f"    {slot}: truth ", (_shown(error["truth"]), "green"), ", prediction ")
    line.append(_shown(error["prediction"]), "red")
    return line.append(f"  [{error['rule']}]", "dim") if error["rule"] else line


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "none" if value is None else f"{value:,.15g}" if isinstance(value, (int, float)) else str(value)


def _say(console: Console, text: Text) -> None:
    # Lines stay whole, so that grep finds them.
    console.print(text, soft_wrap=True)


def _mentions(evaluation: Evaluation) -> Table:
    table = Table(title="Mentions: exact spans, and (~) overlapping ones", **_PLAIN)
    table.add_column("label")
    for column in ("P", "R", "F1", "P~", "R~", "F1~", "true", "predicted"):
        table.add_column(column, justify="right")
    for name in MENTIONS:
        exact, over = evaluation.mentions[name], evaluation.overlapping[name]
        table.add_row(name, *_prf(exact), *_prf(over), str(exact.true), str(exact.predicted))
    return table


def _records(evaluation: Evaluation) -> Table:
    table = Table(title="Records", **_PLAIN)
    table.add_column("level")
    for column in (*_MEASURES, "right", "true", "predicted"):
        table.add_column(column, justify="right")
    for level, score in evaluation.records.items():
        table.add_row(level, *_prf(score), str(score.right), str(score.true), str(score.predicted))
    return table


def _slots(evaluation: Evaluation) -> Table:
    table = Table("slot", title="Slots of the figures found", **_PLAIN)
    for column in ("accuracy", "wrong"):
        table.add_column(column, justify="right")
    for slot in SLOTS:
        score = evaluation.slots[slot]
        table.add_row(slot, f"{score.recall:.4f}", str(score.true - score.right))
    return table


def _confusion(evaluation: Evaluation) -> Table:
    table = Table("slot", title=f"Wrong slots, the {_CONFUSIONS} commonest", **_PLAIN)
    table.add_column("truth", overflow="fold")
    table.add_column("prediction", overflow="fold")
    table.add_column("times", justify="right")
    for (slot, truth, prediction), times in evaluation.confusion.most_common(_CONFUSIONS):
        table.add_row(slot, Text(truth), Text(prediction), str(times))
    return table


def _articles(evaluation: Evaluation) -> Table:
    table = Table(title="Articles: F1 of their records", **_PLAIN)
    table.add_column("article", overflow="fold")
    for column in (*LEVELS, "true"):
        table.add_column(column, justify="right")
    for name, scores in evaluation.articles.items():
        table.add_row(Text(name), *(f"{scores[level].f1:.4f}" for level in LEVELS), str(scores["found"].true))
    return table


def _prf(score: Score) -> list[str]:
    return [f"{getattr(score, name):.4f}" for name in _MEASURES]
