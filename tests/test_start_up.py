"""How long one article takes from a cold start, against what spaCy alone takes in the same run."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from chargesheet.pipeline import offence_phrases
from chargesheet.pipeline.assembly import load
from chargesheet.pipeline.context import make_doc
from chargesheet.schemas.gold import read_gold

ARTICLES = sorted((Path(__file__).resolve().parent.parent / "corpus" / "train").glob("*.gold"))
BLANK = [sys.executable, "-c", "import spacy; spacy.blank('en')('Police held 40 people.')"]
EXTRACT = [str(Path(sys.executable).parent / "chargesheet"), "extract", str(ARTICLES[0]), "--quiet"]
# Blank spaCy takes 1.0 s on a quiet machine, and start-up shall take less than two.
AT_MOST = 2.0


def seconds(command: list[str]) -> float:
    """Processor time of a command, which another process on the machine hardly changes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_one_article_takes_little_longer_than_blank_spacy() -> None:
    ratios = []
    # One good run of a few is proof enough, whatever the machine does meanwhile.
    for _ in range(4):
        ratios.append(seconds(EXTRACT) / seconds(BLANK))
        if ratios[-1] < AT_MOST:
            return
    pytest.fail(f"start-up took {', '.join(f'{ratio:.2f}' for ratio in ratios)} times as long as blank spaCy")


def test_the_command_leaves_out_what_it_never_uses() -> None:
    loaded = "import sys; import chargesheet.pipeline.cli as c\ntry: c.main()\nexcept SystemExit: print(*sys.modules)"
    command = [sys.executable, "-c", loaded, *EXTRACT[1:], "--quiet"]
    modules = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1].split()
    assert {"spacy", "pandera.polars"} <= set(modules)
    assert not {"hypothesis.strategies", "weasel", "httpx", "requests"} & set(modules)


def test_a_program_that_imports_the_pipeline_has_all_of_spacy() -> None:
    asked = "import chargesheet.pipeline as p; p.load(); import spacy; print(spacy.info.__module__, spacy.cli.app)"
    answer = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout
    assert answer.startswith("spacy.cli.info")


def test_few_patterns_are_compiled_for_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def regex(pattern: str) -> re.Pattern[str]:
        compiled.append(pattern)
        return offence_phrases.regex(pattern)

    monkeypatch.setattr("chargesheet.pipeline.offences.regex", regex)
    fresh: Language = load.__wrapped__()
    for path in ARTICLES[:5]:
        before = len(compiled)
        doc = fresh(make_doc(fresh, read_gold(path).article))
        # One or two patterns a mention; there are seven thousand.
        mentions = len(doc.spans["offences"])
        assert 0 < len(compiled) - before <= 20 + 2 * mentions, path.stem
