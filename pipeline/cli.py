"""The command line. Each command imports what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import gc
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .evaluation_commands import corpus, evaluate, floors, to_docbin
from .schema_commands import schema, validate
from .start_up import import_lightly

if TYPE_CHECKING:
    from rich.console import Console

    from .batch import Chunk
    from .readers import Read

# Exit statuses of every command.
ALL_WELL, SOME_REJECTED, COULD_NOT_RUN = 0, 1, 2
# A folder of ten thousand broken files shall not scroll everything else away.
_SHOWN = 20

app = typer.Typer(
    name="chargesheet",
    help="Turn news of crime statistics into one validated, source-grounded record per reported figure.",
    epilog="Exit status: 0 all well, 1 something was rejected, 2 could not run.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_Published = Annotated[
    datetime | None,
    typer.Option(
        "--published",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="Day of publication of articles that do not carry their own.",
    ),
]


@app.callback(invoke_without_command=True)
def _options(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    if version:
        from importlib.metadata import version as version_of

        typer.echo(f"chargesheet {version_of('chargesheet')}")
        raise typer.Exit


@app.command()
def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files (.txt, .jsonl, .html, .warc, .gold; also .gz), folders of them, patterns in quotes, or -.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            file_okay=False,
            help="Folder to write to; without it, records go to standard output.",
        ),
    ] = None,
    mentions: Annotated[bool, typer.Option("--mentions", help="Write DIR/mentions.jsonl too.")] = False,
    published: _Published = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; refusals are still told.")
    ] = False,
) -> None:
    """Extract one record per reported figure.

    Reads plain text, JSON Lines (id, text, title, published, publisher, url; only text is required), saved web pages,
    web archives and .gold files, each also packed by gzip, and standard input (-).

    Writes DIR/records.jsonl, DIR/articles.jsonl and DIR/rejects.jsonl (and DIR/mentions.jsonl), replacing those of an
    earlier run. A day of publication is taken from the article's own field, else from --published, else from the
    page's byline or dateline.

    Examples:

        chargesheet extract news/ --output out

        chargesheet extract news/ extra.jsonl --output out --mentions

        chargesheet extract story.txt --published 2023-12-01

        cat stories.jsonl | chargesheet extract - | jq -r '[.quantity, .value, .unit] | @tsv'
    """
    if mentions and output is None:
        raise typer.BadParameter("--mentions needs --output DIR to write to", param_hint="--mentions")
    with _failing_clearly():
        from .readers import read_inputs

        reads = read_inputs(inputs, published=_day(published), skip=output)
        tally = _extract(reads, output, mentions=mentions, quiet=quiet)
    if not quiet:
        _summarise(tally, output)
    raise typer.Exit(tally.status)


@app.command()
def explain(
    source: Annotated[
        str, typer.Argument(metavar="TEXT|FILE", help="A file, - for standard input, or the text itself.")
    ],
    published: _Published = None,
) -> None:
    """Show what is found in a text, and which words and rule each slot came from.

    Examples:

        chargesheet explain "Prosecutors charged over 1,200 people with fraud last year." --published 2023-12-01

        chargesheet explain story.txt
    """
    if not source.strip():
        raise typer.BadParameter("is blank; give a file, - or the text itself", param_hint="TEXT|FILE")
    with _failing_clearly():
        from .explain import explain_reads
        from .readers import STDIN, SUFFIXES, read_inputs, read_text

        reads: Iterable[Read]
        # A text has spaces; what has none and ends like a file is a path mistyped.
        looks_like_path = not any(map(str.isspace, source)) and Path(source).suffix in SUFFIXES
        if source == STDIN or looks_like_path or _exists(source):
            reads = read_inputs([source], published=_day(published))
        else:
            reads = [read_text(source, published=_day(published))]
        status = explain_reads(reads, _console(stderr=False))
    raise typer.Exit(status)


@app.command()
def offences(
    word: Annotated[str, typer.Argument(metavar="[WORD]", help="Part of an id, an article, a name or a phrase.")] = "",
) -> None:
    """List the offences that are known, with the words that news uses for them.

    On a terminal as a table, else one a line, its columns parted by tabs. If none has WORD, the exit status is 1.

    Examples:

        chargesheet offences fraud

        chargesheet offences 264

        chargesheet offences > offences.tsv
    """
    with _failing_clearly():
        from .offence_listing import offence_rows

        rows = offence_rows(word)
        headings = ("id", "article", "name_en", "name_zh", "family", "status", "phrasings")
        cells = [(*(getattr(row, name) for name in headings[:-1]), "; ".join(row.phrasings)) for row in rows]
        console = _console(stderr=False)
        if not rows:
            typer.echo(f"chargesheet: no offence has {word!r} in its id, article, names or phrases", err=True)
            raise typer.Exit(SOME_REJECTED)
        if not console.is_terminal:
            for line in (headings, *cells):
                typer.echo("\t".join(line))
        else:
            from rich.table import Table
            from rich.text import Text

            table = Table(*headings)
            for row in cells:
                table.add_row(*map(Text, row))
            console.print(table)


def main() -> None:
    """Entry point of the ``chargesheet`` command."""
    # Imports and patterns stay for the whole run; Python would look through them for garbage time and again.
    gc.set_threshold(100_000)
    import_lightly()
    app()


@dataclass(slots=True)
class Tally:
    """What a run has come to so far."""

    articles: Counter[str] = field(default_factory=Counter)
    statistics: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)
    warned: int = 0
    warnings: int = 0

    def add(self, chunk: Chunk) -> None:
        """Count a chunk in."""
        self.articles.update(row["status"] for row in chunk.articles)
        self.statistics.update(row["statistic"] for row in chunk.records)
        self.rejects.update(row["check"] for row in chunk.rejects)
        self.warned += sum(bool(row["warnings"]) for row in chunk.articles)
        self.warnings += sum(len(row["warnings"]) for row in chunk.articles)

    @property
    def status(self) -> int:
        """The exit status that the run deserves."""
        if self.rejects and not self.articles:
            # No input led to any article: paths were wrong, nothing was tried.
            return COULD_NOT_RUN
        return SOME_REJECTED if self.rejects else ALL_WELL


def _extract(reads: Iterable[Read], output: Path | None, *, mentions: bool, quiet: bool) -> Tally:
    from .batch import Batch
    from .writers import OUTPUTS, Folder, to_line

    batch = Batch(mentions=mentions)
    tally = Tally()
    with _progress(reads, shown=not quiet) as (watched, console):
        if output is None:
            for chunk in batch.run(watched):
                sys.stdout.writelines(map(to_line, chunk.records))
                sys.stdout.flush()
                _tell(chunk, tally, console, quiet=quiet)
        else:
            with Folder(output, [name for name in OUTPUTS if mentions or name != "mentions"]) as folder:
                for chunk in batch.run(watched):
                    for name in folder.outputs:
                        folder.write(name, getattr(chunk, name))
                    folder.flush()
                    _tell(chunk, tally, console, quiet=quiet)
    unshown = tally.rejects.total() - _SHOWN
    if unshown > 0:
        where = f"; all are in {output / 'rejects.jsonl'}" if output else "; give --output DIR to see all"
        console.print(f"… and {unshown:,} more rejected{where}", highlight=False, markup=False)
    return tally


@contextmanager
def _progress(reads: Iterable[Read], *, shown: bool) -> Iterator[tuple[Iterable[Read], Console]]:
    """The reads, counted on the terminal as they pass, and the console to speak through meanwhile."""
    console = _console(stderr=True)
    if not (shown and console.is_terminal):
        yield reads, console
        return
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        # Articles are read as they are needed, so nobody knows yet how many there are.
        yield progress.track(reads, total=None, description="articles"), console


def _tell(chunk: Chunk, tally: Tally, console: Console, *, quiet: bool) -> None:
    """Say what a chunk refused, up to a bound, and what it warns of; count it in."""
    room = max(0, _SHOWN - tally.rejects.total())
    for row in chunk.rejects[:room]:
        # A refused record does not name its place in its reason, an article does.
        place = "" if row["kind"] in ("article", "input") else f"{row['article_id']}: {row['kind']}: "
        console.print(
            f"rejected: {place}{row['reason']} [{row['check']}]", highlight=False, markup=False, soft_wrap=True
        )
    room = 0 if quiet else max(0, _SHOWN - tally.warnings)
    warnings = [f"{row['article_id']}: {warning}" for row in chunk.articles for warning in row["warnings"]]
    for warning in warnings[:room]:
        console.print(f"warning: {warning}", highlight=False, markup=False, soft_wrap=True)
    tally.add(chunk)


def _summarise(tally: Tally, output: Path | None) -> None:
    console = _console(stderr=True)
    extracted, rejected = tally.articles["extracted"], tally.articles["rejected"]
    lines = [f"articles  {extracted:>9,} extracted, {rejected:,} rejected"]
    kinds = ", ".join(f"{name} {number:,}" for name, number in tally.statistics.most_common())
    lines.append(f"records   {tally.statistics.total():>9,}" + (f" ({kinds})" if kinds else ""))
    if tally.rejects:
        checks = ", ".join(f"{name} {number:,}" for name, number in tally.rejects.most_common())
        lines.append(f"rejects   {tally.rejects.total():>9,} ({checks})")
    if tally.warnings:
        lines.append(f"warnings  {tally.warnings:>9,} in {tally.warned:,} articles; see articles.jsonl")
    if output is not None:
        lines.append(f"written to {output}")
    console.print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)


@contextmanager
def _failing_clearly() -> Iterator[None]:
    """Turn what stops a run into one line on standard error and exit status 2."""
    from ..schemas.errors import ChargesheetError

    try:
        yield
    except (BrokenPipeError, typer.Exit, typer.BadParameter):
        # The reader of our output has had enough (| head), or a command says itself how it ends.
        raise
    except (ChargesheetError, OSError) as error:
        typer.echo(f"chargesheet: {error}", err=True)
        raise typer.Exit(COULD_NOT_RUN) from error
    except Exception as error:
        # Nothing that a user did: Python's own status, 1, would say that articles were rejected.
        traceback.print_exc()
        typer.echo("chargesheet: this is a mistake in chargesheet; please report it with the lines above", err=True)
        raise typer.Exit(COULD_NOT_RUN) from error


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    return Console(stderr=stderr)


def _day(published: datetime | None) -> date | None:
    return published.date() if published else None


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        # A whole story is too long for a path, or holds what no path can.
        return False


app.command()(_failing_clearly()(validate))
app.command()(_failing_clearly()(schema))
app.command()(_failing_clearly()(evaluate))
app.add_typer(corpus)
corpus.command()(_failing_clearly()(floors))
corpus.command()(_failing_clearly()(to_docbin))
