"""Inflected forms of verbs and nouns, and of every word that the patterns inflect."""

from __future__ import annotations

import pytest

from chargesheet.pipeline.cues import CUE_FILES, PATTERNS
from chargesheet.pipeline.inflection import noun_forms, verb_forms
from chargesheet.schemas.patterns import read_cue_patterns

VERBS = [
    ("charge", "charge charges charging charged"),
    ("convict", "convict convicts convicting convicted"),
    ("catch", "catch catches catching caught"),
    ("try", "try tries trying tried"),
    ("deny", "deny denies denying denied"),
    ("destroy", "destroy destroys destroying destroyed"),
    ("free", "free frees freeing freed"),
    ("tie", "tie ties tying tied"),
    ("bring", "bring brings bringing brought"),
    ("take", "take takes taking took taken"),
    ("fall", "fall falls falling fell fallen"),
    ("grow", "grow grows growing grew grown"),
    ("rise", "rise rises rising rose risen"),
    ("swell", "swell swells swelling swelled swollen"),
    ("shrink", "shrink shrinks shrinking shrank shrunk shrunken"),
    ("drop", "drop drops dropping dropped"),
    ("net", "net nets netting netted"),
    ("put", "put puts putting"),
    ("cut", "cut cuts cutting"),
    ("acquit", "acquit acquits acquitting acquitted"),
    ("win", "win wins winning won"),
    ("go", "go goes going went gone"),
    ("have withdrawn", "have withdrawn|has withdrawn|having withdrawn|had withdrawn"),
    ("dive", "dive dives diving dove dived"),
    ("leap", "leap leaps leaping leapt leaped"),
    ("show", "show shows showing showed shown"),
    ("refer", "refer refers referring referred"),
    ("pass on", "pass on|passes on|passing on|passed on"),
    (
        "decide not to prosecute",
        "decide not to prosecute|decides not to prosecute|deciding not to prosecute|decided not to prosecute",
    ),
]
NOUNS = [
    ("case", "case cases"),
    ("inquiry", "inquiry inquiries"),
    ("survey", "survey surveys"),
    ("branch", "branch branches"),
    ("child", "child children"),
    ("procuratorial recommendation", "procuratorial recommendation|procuratorial recommendations"),
]


def forms(listed: str) -> list[str]:
    return sorted(listed.split("|") if "|" in listed else listed.split(" "))


@pytest.mark.parametrize(("verb", "listed"), VERBS)
def test_verbs(verb: str, listed: str) -> None:
    assert verb_forms(verb) == forms(listed)


@pytest.mark.parametrize(("noun", "listed"), NOUNS)
def test_nouns(noun: str, listed: str) -> None:
    assert noun_forms(noun) == forms(listed)


PATTERN_VERBS = sorted({v for f in CUE_FILES for p in read_cue_patterns(PATTERNS / f"{f}.jsonl") for v in p.verbs})
PATTERN_NOUNS = sorted({n for f in CUE_FILES for p in read_cue_patterns(PATTERNS / f"{f}.jsonl") for n in p.nouns})


@pytest.mark.parametrize("verb", PATTERN_VERBS)
def test_every_verb_of_the_patterns_has_all_its_forms(verb: str) -> None:
    first, _, rest = verb.partition(" ")
    inflected = verb_forms(verb)
    firsts = {form.split(" ")[0] for form in inflected}
    assert all(form.partition(" ")[2] == rest for form in inflected)
    assert first in firsts
    assert len([form for form in firsts if form.endswith("ing")]) >= 1
    assert len([form for form in firsts if form.endswith("s") and form != first]) == 1
    assert inflected == sorted(set(inflected))
    # "put" and "cut" have three forms, all others a past of their own.
    assert len(firsts) >= (3 if first.endswith("t") else 4)


@pytest.mark.parametrize("noun", PATTERN_NOUNS)
def test_every_noun_of_the_patterns_has_a_plural(noun: str) -> None:
    assert noun in noun_forms(noun)
    assert len(noun_forms(noun)) >= 2
