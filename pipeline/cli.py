"""The command line. Each command imports what it needs when it runs, so that ``--help`` is quick."""

from __future__ import annotations

import errno
import gc
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .evaluation_commands import corpus, evaluate, floors, to_docbin
from .schema_commands import schema, validate
from .start_up import import_lightly

if TYPE_CHECKING:
    from rich.console import Console

    from .extraction import Tally
    from .readers import Read

# Exit statuses of every command.
ALL_WELL, SOME_REJECTED, COULD_NOT_RUN = 0, 1, 2
# What shells know a command by that Ctrl-C ended.
STOPPED = 130


class Format(str, Enum):
    """Formats of the records; tests hold them to those of the writer."""

    jsonl = "jsonl"
    parquet = "parquet"
    csv = "csv"


app = typer.Typer(
    name="chargesheet",
    help="Turn news of crime statistics into one validated, source-grounded record per reported figure.",
    epilog="Exit status: 0 all well, 1 something was rejected, 2 could not run, 130 stopped by Ctrl-C.",
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
    format: Annotated[
        Format, typer.Option("--format", help="Write DIR/records.parquet or DIR/records.csv too.")
    ] = Format.jsonl,
    published: _Published = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="No progress and no summary; refusals are still told.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Extract again what DIR holds already.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=0,
            metavar="N",
            help="Processes that extract; default: the machine's cores. 0: this one, which a bad article may end.",
            show_default=False,
        ),
    ] = None,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0.01, metavar="SECONDS", help="What one article may take.")
    ] = 60,
) -> None:
    """Extract one record per reported figure.

    Reads plain text, JSON Lines (id, text, title, published, publisher, url; only text is required), saved web pages,
    web archives and .gold files, each also packed by gzip, and standard input (-).

    Writes DIR/records.jsonl, DIR/articles.jsonl and DIR/rejects.jsonl (and DIR/mentions.jsonl). DIR/ledger.sqlite
    remembers what was read: a later run extracts what is new or changed and leaves the rest as it is, and one that was
    stopped goes on where it stood. A day of publication is taken from the article's own field, else from --published,
    else from the page's byline or dateline.

    Examples:

        chargesheet extract news/ --output out

        chargesheet extract news/ extra.jsonl --output out --mentions

        chargesheet extract story.txt --published 2023-12-01

        cat stories.jsonl | chargesheet extract - | jq -r '[.quantity, .value, .unit] | @tsv'
    """
    if mentions and output is None:
        raise typer.BadParameter("--mentions needs --output DIR to write to", param_hint="--mentions")
    if format is not Format.jsonl and output is None:
        raise typer.BadParameter("needs --output DIR to write to", param_hint="--format")
    with _failing_clearly(resume=output is not None):
        from .extraction import Extraction
        from .readers import Meter, read_inputs
        from .report import Report
        from .workers import Settings, default_workers

        meter = Meter()
        reads = read_inputs(inputs, published=_day(published), skip=output, meter=meter)
        with Report(_console(stderr=True), inputs, output, meter, quiet=quiet) as report:
            extraction = Extraction(
                output,
                workers=default_workers() if workers is None else workers,
                settings=Settings(mentions=mentions, time_limit=time_limit),
                force=force,
                format=format.value,
                listener=report,
            )
            for lines in extraction.run(reads):
                sys.stdout.writelines(lines)
                sys.stdout.flush()
        if not quiet:
            report.summarise(extraction.tally)
    raise typer.Exit(_status(extraction.tally))


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


def _status(tally: Tally) -> int:
    """The exit status that a run deserves."""
    if tally.rejects and not tally.states:
        # No input led to any article: paths were wrong, nothing was tried.
        return COULD_NOT_RUN
    return SOME_REJECTED if tally.rejects else ALL_WELL


@contextmanager
def _failing_clearly(*, resume: bool = False) -> Iterator[None]:
    """Turn what stops a run into one line on standard error and exit status 2, or 130 for Ctrl-C.

    Args:
        resume: whether the same command goes on where it was stopped.
    """
    from ..schemas.errors import ChargesheetError

    try:
        yield
    except (BrokenPipeError, typer.Exit, typer.BadParameter):
        # The reader of our output has had enough (| head), or a command says itself how it ends.
        raise
    except KeyboardInterrupt as stop:
        words = "; what was done is kept, the same command goes on from here" if resume else ""
        typer.echo(f"chargesheet: stopped{words}", err=True)
        raise typer.Exit(STOPPED) from stop
    except (ChargesheetError, OSError) as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        words = "; free some space and run the same command again, it goes on from here" if full and resume else ""
        typer.echo(f"chargesheet: {error}{words}", err=True)
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
