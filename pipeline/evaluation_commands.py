"""The commands around gold: ``evaluate``, ``corpus floors`` and ``corpus to-docbin``.

As in ``cli``, which registers them, each imports what it needs when it runs.
"""

# Help texts are Markdown, where a list needs an empty line before it.
# ruff: noqa: D412

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from .evaluation import Changes, Evaluation

# What was asked for does not hold.
FAILED = 1

_Golds = Annotated[
    list[str],
    typer.Argument(metavar="GOLD", help=".gold files, or folders of them.", show_default=False),
]


def evaluate(
    golds: _Golds,
    predictions: Annotated[
        Path | None,
        typer.Option(
            "--predictions",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Score what `extract --mentions --output DIR` wrote, instead of running the pipeline.",
        ),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List each error: sentence, truth, prediction and rule.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write plain data to standard output, no tables.")] = False,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="OLD.json",
            exists=True,
            dir_okay=False,
            help="List what was won and lost since an earlier --json.",
        ),
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Exit with 1 unless every mention and every field of a record is right.")
    ] = False,
    require: Annotated[
        list[str] | None,
        typer.Option("--require", metavar="NAME=LEVEL", help="Exit with 1 if a measure is lower; may be repeated."),
    ] = None,
) -> None:
    """Score the pipeline, or earlier output, against gold.

    Prints precision, recall and F1 of each kind of mention and of records (found, core, linked, strict), accuracy by
    slot, what wrong slots were taken for, and each article's figures.

    --exact asks for more than the figures do: an actor must be the same to the letter.

    --require knows found, core, linked, strict, the labels of mentions (OFFENCE+id with its id), and the slots.

    Examples:

        chargesheet evaluate corpus/train

        chargesheet evaluate corpus/train --errors | grep -A 3 2018-06-drug-crime

        chargesheet evaluate corpus/train --json > before.json

        chargesheet evaluate corpus/train --against before.json

        chargesheet evaluate story.gold --predictions out --exact

        chargesheet evaluate gold/ --require found=0.95 --require linked=0.75
    """
    from .evaluation import Evaluation

    required = _required(require or [], tuple(Evaluation().measures()))
    old = _read_json(against) if against else None
    from .corpus import predict, read_golds, read_predictions, score

    truth = read_golds(golds)
    predicted = read_predictions(predictions, truth) if predictions else predict(truth)
    for reason in predicted.rejects:
        typer.echo(f"rejected: {reason}", err=True)
    evaluation = score(truth, predicted)
    _report(evaluation, _changes(old, evaluation, against), errors=errors, as_json=as_json)
    failures = _failures(evaluation, required, exact=exact, listed=errors, to_stderr=as_json)
    for failure in failures:
        typer.echo(failure, err=True)
    if failures:
        raise typer.Exit(FAILED)


corpus = typer.Typer(
    name="corpus",
    help="Keep the score floors of the corpus, and turn gold into spaCy's own data.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)


def to_docbin(
    golds: _Golds,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE.spacy", dir_okay=False, help="File to write.")
    ],
) -> None:
    """Turn gold into a DocBin, for spaCy's own tools.

    The mentions stand in doc.spans ("offences", "quantities", "time_spans") and in doc.ents, on token borders.

    Examples:

        chargesheet corpus to-docbin corpus/test --output test.spacy

        python -m spacy assemble config.cfg build/pipeline

        python -m spacy evaluate build/pipeline test.spacy --per-component --output scores.json
    """
    import spacy

    from .corpus import read_golds
    from .corpus import to_docbin as convert

    truth = read_golds(golds)
    output.parent.mkdir(parents=True, exist_ok=True)
    # The pipeline's tokeniser is that of blank English.
    convert(truth, spacy.blank("en")).to_disk(output)
    typer.echo(f"{len(truth)} articles written to {output}", err=True)


def floors(
    folder: Annotated[
        Path, typer.Argument(metavar="[CORPUS]", exists=True, file_okay=False, help="Holds train/ and test/.")
    ] = Path("corpus"),
    raise_: Annotated[bool, typer.Option("--raise", help="Write the current figures as the new floors.")] = False,
    allow_lower: Annotated[
        bool, typer.Option("--allow-lower", help="With --raise: write them even if a measure fell.")
    ] = False,
) -> None:
    """Check the score floors of the corpus, or raise them to the current figures.

    Floors stand in CORPUS/floors.json, with a digest of the gold that they were measured on. The tests fail below
    them, and after a change of the gold until they are raised.

    Examples:

        chargesheet corpus floors

        chargesheet corpus floors --raise

        chargesheet corpus floors --raise --allow-lower
    """
    from .floors import FILE, check, falls, measure, read_floors, rises, write_floors

    if allow_lower and not raise_:
        raise typer.BadParameter("--allow-lower is for --raise", param_hint="--allow-lower")
    if not raise_:
        lines = check(folder)
        typer.echo("\n".join(lines) or "All measures hold their floors.")
        raise typer.Exit(FAILED if lines else 0)
    old, current = read_floors(folder), measure(folder)
    fallen = falls(old, current) if old else []
    for line in (*fallen, *(rises(old, current) if old else [])):
        typer.echo(line)
    if fallen and not allow_lower:
        typer.echo("Nothing written: floors are lowered only with --allow-lower.", err=True)
        raise typer.Exit(FAILED)
    write_floors(folder, current)
    typer.echo(f"written to {folder / FILE}", err=True)


def _report(evaluation: Evaluation, changed: Changes | None, *, errors: bool, as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        data = evaluation.as_dict() | (asdict(changed) if changed else {})
        typer.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return
    from rich.console import Console

    from .evaluation_report import show, show_changes, show_errors

    console = Console(highlight=False)
    if errors:
        show_errors(evaluation.errors, console)
        console.print()
    show(evaluation, console)
    if changed:
        show_changes(changed, console)


def _failures(
    evaluation: Evaluation, required: dict[str, float], *, exact: bool, listed: bool, to_stderr: bool
) -> list[str]:
    """What was asked for and does not hold, a line each; lists what is not exact."""
    failures = []
    measures = evaluation.measures()
    for name, level in required.items():
        if measures[name] < level:
            failures.append(f"{name} is {measures[name]:.4f}, and {level:g} is required")
    if exact and evaluation.outcomes:
        from rich.console import Console

        from .evaluation_report import show_errors

        # What --errors has listed already is not told twice.
        untold = [outcome for outcome in evaluation.outcomes if outcome.near or not listed]
        show_errors(untold, Console(stderr=to_stderr, highlight=False))
        failures.append(f"not exact: {len(evaluation.outcomes)} differences")
    return failures


def _changes(old: Any, evaluation: Evaluation, path: Path | None) -> Changes | None:
    from .evaluation import changes

    if old is None:
        return None
    try:
        return changes(old, evaluation.as_dict())
    except ValueError as error:
        raise _no_evaluation(path, error) from error


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _no_evaluation(path, error) from error


def _no_evaluation(path: Path | None, error: ValueError) -> typer.BadParameter:
    return typer.BadParameter(f"{path}: {error}; write one with: chargesheet evaluate … --json", param_hint="--against")


def _required(words: list[str], names: tuple[str, ...]) -> dict[str, float]:
    required = {}
    for word in words:
        name, _, level = word.partition("=")
        if name not in names:
            raise typer.BadParameter(f"no measure {name!r}; known are {', '.join(names)}", param_hint="--require")
        try:
            required[name] = float(level)
        except ValueError as error:
            raise typer.BadParameter(f"{word!r}; write as in linked=0.75", param_hint="--require") from error
    return required
