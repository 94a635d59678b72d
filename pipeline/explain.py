"""Show an article with its mentions in colour, and its records slot by slot with the words and rules behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text
from spacy.tokens import Doc

from ..schemas.article import Article
from ..schemas.record_table import EVIDENCE_SLOTS
from .assembly import load
from .context import MENTION_GROUPS, make_doc, mentions_of, values_of
from .readers import Read, finish

STYLES = {
    "OFFENCE": "bold red",
    "COUNT": "bold cyan",
    "PERCENTAGE": "bold green",
    "AMOUNT": "bold yellow",
    "TIME_SPAN": "bold magenta",
}
_UNREAD = ("FURNITURE", "BYLINE")


def explain_reads(reads: Iterable[Read], console: Console) -> int:
    """Explain every article; returns the exit status: 0, 1 if some were refused, 2 if all were."""
    nlp = load()
    explained = refused = 0
    for read in map(finish, reads):
        if isinstance(read, Article):
            explain(read, nlp(make_doc(nlp, read)), console)
            explained += 1
        else:
            console.print(f"rejected: {read.reason} [{read.check}]", markup=False, highlight=False, style="red")
            refused += 1
    if not refused:
        return 0
    return 1 if explained else 2


def explain(article: Article, doc: Doc, console: Console) -> None:
    """Print one article that went through the pipeline."""
    dated = f"{article.published} (from {article.published_source})" if article.published else "unknown"
    console.print(Text.assemble((article.title or article.id, "bold"), "  published ", dated))
    console.print(Text("  ").join(Text(label, style) for label, style in STYLES.items()))
    console.print()
    console.print(marked_text(doc))
    console.print()
    for record in doc._.records or []:
        console.print(record_table(doc, record))
        console.print()
    for warning in (*article.warnings, *(doc._.warnings or [])):
        console.print(f"warning: {warning}", style="yellow", markup=False, highlight=False)
    if not doc._.records:
        console.print("No figures found.")


def marked_text(doc: Doc) -> Text:
    """The text with each mention in its label's colour, and what the pipeline does not read dimmed."""
    text = Text(doc.text)
    for value in values_of(doc, "paragraphs"):
        if value["kind"] in _UNREAD:
            text.stylize("dim", value["start"], value["end"])
    for mention in mentions_of(doc):
        text.stylize(STYLES[mention["label"]], mention["start"], mention["end"])
    return text


def record_table(doc: Doc, record: Mapping[str, Any]) -> Table:
    """One record: a row for each slot that is filled, or for which the text has words."""
    title = Text.assemble(record["statistic"], " ", (record["quantity"], "bold"))
    title.append(f", characters {record['start']} to {record['end']}", "not bold dim")
    table = Table(title=title, title_justify="left", title_style="")
    table.add_column("slot", no_wrap=True)
    table.add_column("value", style="bold", overflow="fold")
    table.add_column("words", style="italic", overflow="fold")
    table.add_column("rule", style="dim", overflow="fold")
    evidence = record.get("evidence") or {}
    for slot in EVIDENCE_SLOTS:
        value = _shown(record, slot)
        spans = evidence.get(slot) or []
        if value or spans:
            words = " … ".join(doc.text[start:end] for start, end in spans)
            table.add_row(slot, Text(value or "null"), Text(words), Text(_rules(doc, record, slot, spans)))
    return table


def _shown(record: Mapping[str, Any], slot: str) -> str:
    if slot in ("period", "baseline"):
        start, end = record.get(f"{slot}_start"), record.get(f"{slot}_end")
        return f"{start} to {end}" if start else ""
    value = record.get(slot)
    if slot == "offences":
        return ", ".join(value or [])
    if slot == "value" and value is not None:
        bounds = [record.get("value_min"), record.get("value_max")]
        between = " to ".join("…" if bound is None else f"{bound:,g}" for bound in bounds)
        return f"{value:,.15g}" + ("" if bounds == [value, value] else f"  ({between})")
    return "" if value is None else str(value)


def _rules(doc: Doc, record: Mapping[str, Any], slot: str, spans: Iterable[Iterable[int]]) -> str:
    """The rule that filled a slot, and those that found the mentions it was filled from."""
    # The record names its rules one after the other, each beginning with its slot.
    named = "statistic" if slot == "value" else slot
    found = dict.fromkeys(rule for rule in str(record["rule"]).split() if rule.partition(".")[0] == named)
    wanted = {tuple(span) for span in spans}
    for group in MENTION_GROUPS:
        for value in values_of(doc, group):
            if (value["start"], value["end"]) in wanted:
                found[value["rule"]] = None
    return ", ".join(found)
