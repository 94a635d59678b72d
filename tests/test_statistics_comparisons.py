# ruff: noqa: E501 (a marked text stays on one line)
"""What a change or ratio is compared with, and the baseline that follows from it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from chargesheet.pipeline.cues import PATTERNS
from chargesheet.schemas.patterns import read_cue_patterns

from .marked import told

TEXTS = [
    # behind and before, in words
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year baseline=2022-01-01/2022-12-31 by=comparison.behind,baseline.implied) from a year earlier.",
    "In 2023, thefts saw a year-on-year fall of [5 percent](PERCENTAGE comparison=year_on_year baseline=2022-01-01/2022-12-31 by=comparison.before).",
    "In January, thefts fell by [5 percent](PERCENTAGE comparison=month_on_month baseline=2023-12-01/2023-12-31) month-on-month.",
    "In the first quarter of 2023, thefts fell by [5 percent](PERCENTAGE comparison=quarter_on_quarter baseline=2022-10-01/2022-12-31) quarter-on-quarter.",
    "In February 2020, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year baseline=2019-02-01/2019-02-28) year-on-year.",
    "In June 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year baseline=2022-06-01/2022-06-30) from the same month of last year.",
    # each change of a row with its own
    "Police held [90](COUNT) men in January, up [30 percent](PERCENTAGE comparison=month_on_month baseline=2023-12-01/2023-12-31) from December and [12 percent](PERCENTAGE comparison=year_on_year baseline=2023-01-01/2023-01-31) from a year earlier.",
    # clauses and multiples that name what is compared with
    "In 2023, police held [90](COUNT) men, [12](COUNT comparison=baseline baseline=2018-01-01/2019-12-31) more than were held between 2018 and 2019.",
    "In 2023, police held [90](COUNT) men, [2.5 times](PERCENTAGE comparison=baseline baseline=2019-01-01/2019-12-31) the total for the whole of 2019.",
    # a level before is what a closing change starts from
    "The number of men charged peaked at [90](COUNT) in 2020 and came down to [45](COUNT) in 2023, a drop of [50 percent](PERCENTAGE comparison=baseline baseline=2020-01-01/2020-12-31 by=comparison.level).",
    # not said, or no change
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=none baseline=none).",
    "In 2023, thefts made up [5 percent](PERCENTAGE comparison=none baseline=none) of all cases.",
    "In 2023, [90](COUNT comparison=none baseline=none) people were charged.",
    # a period that nobody states leaves no baseline
    "Thefts fell by [5 percent](PERCENTAGE comparison=year_on_year baseline=none) from a year earlier.",
    # named: the year before is year-on-year, however it is named
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year baseline=2022-01-01/2022-12-31 by=comparison.named,baseline.named) from 2022.",
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=baseline baseline=2019-01-01/2019-12-31) from 2019.",
    "Compared with 2019, thefts fell by [5 percent](PERCENTAGE comparison=baseline baseline=2019-01-01/2019-12-31) last year.",
    "In January, thefts fell by [5 percent](PERCENTAGE comparison=month_on_month baseline=2023-12-01/2023-12-31) from December.",
    "In the fourth quarter of 2023, thefts fell by [5 percent](PERCENTAGE comparison=quarter_on_quarter baseline=2023-07-01/2023-09-30) from the third quarter of 2023.",
    "In the first half, thefts fell by [5 percent](PERCENTAGE comparison=baseline baseline=2021-01-01/2021-06-30) from the same period of 2021.",
    "In 2023, thefts were [2.3 times](PERCENTAGE statistic=ratio comparison=baseline baseline=2019-01-01/2019-12-31) the figure of 2019.",
    # an average over years is compared with nothing
    "Thefts fell by an annual average of [5 percent](PERCENTAGE comparison=none baseline=none) from 2018 to 2022.",
    # shared
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year) and robberies by [7 percent](PERCENTAGE comparison=year_on_year) from a year earlier.",
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year baseline=2022-01-01/2022-12-31) year-on-year. Robberies fell by [7 percent](PERCENTAGE comparison=year_on_year baseline=2022-01-01/2022-12-31 by=comparison.sentence-before).",
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year) year-on-year.\nRobberies fell by [7 percent](PERCENTAGE comparison=none).",
    "In 2023, thefts fell by [5 percent](PERCENTAGE comparison=year_on_year) year-on-year. Many are old men. Courts were busy. Robberies rose in all provinces by [7 percent](PERCENTAGE comparison=none).",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_comparisons(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


PHRASES = [
    (phrase, pattern.value)
    for pattern in read_cue_patterns(PATTERNS / "comparisons.jsonl")
    for phrase in pattern.phrases
    if phrase.startswith(("from ", "than ", "compared ", "on the previous", "over the previous"))
    or phrase.endswith((" on year", "-year"))
]
BASELINES = {
    "year_on_year": "2022-06-01/2022-06-30",
    "month_on_month": "2023-05-01/2023-05-31",
    "quarter_on_quarter": "2023-03-01/2023-03-31",
}


@pytest.mark.parametrize(("phrase", "value"), PHRASES)
def test_every_phrase(nlp: Language, phrase: str, value: str) -> None:
    marked = f"In June 2023, courts heard [90](COUNT comparison=none) cases, [5 percent](PERCENTAGE comparison={value} baseline={BASELINES[value]}) more {phrase}."
    assert told(nlp, marked) == marked
