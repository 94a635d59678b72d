"""The commands around the output contract: ``schema`` and ``validate``.

As in ``cli``, which registers them, each imports what it needs when it runs.
"""

# Help texts are Markdown, where a list needs an empty line before it.
# ruff: noqa: D412

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from .validation import Report

# Some rows break a rule.
INVALID = 1


def schema() -> None:
    """Print the JSON Schema of a record (draft 2020-12).

    It keeps every type, enumeration and bound that one line can be held to; `validate` also checks what needs the
    text, the taxonomy or the other lines.

    Example:

        chargesheet schema > record.schema.json
    """
    from ..schemas.json_schema import record_schema

    typer.echo(json.dumps(record_schema(), indent=2, ensure_ascii=False))


def validate(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="JSON Lines or Parquet.", show_default=False),
    ],
    articles: Annotated[
        list[str] | None,
        typer.Option(
            "--articles",
            metavar="INPUT",
            help="The articles, as they were given to extract, to check the offsets with; may be repeated.",
        ),
    ] = None,
) -> None:
    """Check files of records against the schema, and tell which rules are broken in which rows.

    A row is a line of JSON Lines or a row of Parquet, from 1. Without --articles, the rules about the articles' texts
    stay unchecked.

    Exit status: 0 every row keeps every rule, 1 some do not, 2 a file could not be read.

    Examples:

        chargesheet validate out/records.jsonl

        chargesheet validate out/records.parquet --articles news/
    """
    from .validation import TEXT_RULES, texts_of
    from .validation import validate as validated

    texts = texts_of(articles) if articles else None
    invalid = False
    for path in files:
        report = validated(path, texts)
        invalid = invalid or bool(report.invalid)
        _tell(path, report)
    if texts is None:
        typer.echo(f"unchecked, for want of --articles: {', '.join(TEXT_RULES)}", err=True)
    raise typer.Exit(INVALID if invalid else 0)


def _tell(path: Path, report: Report) -> None:
    """A line for the file, and one for each rule that is broken in it, its columns parted by tabs."""
    typer.echo(f"{path}: {report.rows:,} rows, {report.invalid:,} break a rule")
    for rule, broken in sorted(report.broken.items(), key=lambda item: -item[1].count):
        rows = ", ".join(map(str, broken.rows)) + (", …" if broken.count > len(broken.rows) else "")
        typer.echo(f"{rule}\t{broken.count:,}\trows {rows}\t{broken.reason}")
