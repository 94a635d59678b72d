# ruff: noqa: E501 (a marked text stays on one line)
"""What changed, where it is no number of people or cases, and the name of a rate."""

from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import told

TEXTS = [
    # changes of a rate and of a growth rate have no actor
    "The growth rate slipped by [2.2 percentage points](PERCENTAGE measure=growth_rate actor=none by=measure.subject).",
    'The conviction rate fell by [3 percentage points](PERCENTAGE measure=rate actor=none) to [95 percent](PERCENTAGE measure="conviction rate" by=measure.rate).',
    # a share, an amount
    "The share of women rose by [4 percentage points](PERCENTAGE measure=share actor=women).",
    "The proportion of juveniles rose by [3 percentage points](PERCENTAGE measure=share actor=juveniles) to [12 percent](PERCENTAGE statistic=share measure=none actor=juveniles).",
    "The value of stolen goods rose by [12 percent](PERCENTAGE measure=amount).",
    "Losses fell by [40 percent](PERCENTAGE measure=amount actor=losses).",
    "Courts recovered [40 million yuan](AMOUNT measure=none), up [5 percent](PERCENTAGE measure=amount).",
    # numbers of people and cases are not named
    "The number of cases rose by [12 percent](PERCENTAGE measure=none actor=cases).",
    "Prosecutions rose by [12 percent](PERCENTAGE measure=none).",
    "Courts tried [90](COUNT measure=none) cases, up [12 percent](PERCENTAGE measure=none).",
    # a rate is named as it is written
    'The satisfaction rate was [98 percent](PERCENTAGE statistic=rate measure="satisfaction rate").',
    'The murder rate was [0.6](COUNT statistic=rate measure="murder rate" by=measure.rate) per 100,000 people.',
    'They saw [6](COUNT statistic=rate measure="murders per 100,000 people" by=measure.per) murders per 100,000 people.',
    'They freed some, a release rate of [12 percent](PERCENTAGE statistic=rate measure="release rate").',
    'The release rate was [9 percent](PERCENTAGE measure="release rate"). The rate for women was [12 percent](PERCENTAGE measure="release rate" by=measure.resumed).',
    "Theft made up [98 percent](PERCENTAGE statistic=share measure=none) of the cases.",
    # the name of a rate goes on behind "of"
    'The rate of probation sank from [13 percent](PERCENTAGE measure="rate of probation") in 2015 to [8 percent](PERCENTAGE measure="rate of probation").',
    'Offenders were freed, and the rate of repeat offending among them stood at [2 percent](PERCENTAGE measure="rate of repeat offending").',
    'The non-arrest rate climbed to [61 percent](PERCENTAGE measure="non-arrest rate"), from a mere [35 percent](PERCENTAGE measure="non-arrest rate") in 2017.',
]


@pytest.mark.parametrize("marked", TEXTS)
def test_measures(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked
