# ruff: noqa: E501 (a marked text stays on one line)
"""Which period a figure speaks of by its own sentence; the articles appear on Friday, 1 March 2024."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from spacy.language import Language

from chargesheet.pipeline.statistics.periods import year_earlier
from chargesheet.schemas.mention import Period

from .marked import told

TEXTS = [
    # behind
    "Prosecutors charged [90](COUNT period=2023-01-01/2023-12-31 by=period.behind) people last year.",
    "Prosecutors charged [90](COUNT period=2022-01-01/2022-12-31) people in 2022 and [70](COUNT period=2023-01-01/2023-12-31) in 2023.",
    # before
    "In 2021, [90](COUNT period=2021-01-01/2021-12-31 by=period.before) people were charged.",
    "As in 2019, [40](COUNT period=2019-01-01/2019-12-31) people were charged.",
    "From January to May, prosecutors charged [90](COUNT period=2023-01-01/2023-05-31) people.",
    # opening: over the figure before
    "In 2023, police held [90](COUNT period=2023-01-01/2023-12-31) men and freed [40](COUNT period=2023-01-01/2023-12-31 by=period.opening).",
    # ahead: shared with the figures that follow
    "Prosecutors charged [90](COUNT period=2023-01-01/2023-12-31 by=period.ahead) people, arrested [40](COUNT period=2023-01-01/2023-12-31) and detained [30](COUNT period=2023-01-01/2023-12-31) last year.",
    # no period
    "Prosecutors charged [90](COUNT period=none) people.",
    # the day of a statement is no period
    "The SPP said on Thursday that [90](COUNT period=2023-01-01/2023-12-31) people were charged last year.",
    "A report issued in February said that [90](COUNT period=2023-01-01/2023-12-31) people were charged last year.",
    "Prosecutors charged [90](COUNT period=none) people, the SPP said on Thursday.",
    # … but the day of a deed is
    "On Thursday, police arrested [90](COUNT period=2024-02-29/2024-02-29) people.",
    # a running total starts with the year, a stock is of its day
    "By the end of November, prosecutors had charged [90](COUNT period=2023-01-01/2023-11-30) people.",
    "The country had [4,000](COUNT period=2023-11-30/2023-11-30) jurors by the end of November.",
    # a baseline is not the figure's period
    "Prosecutors charged [90](COUNT period=2023-01-01/2023-12-31) people last year, up [5 percent](PERCENTAGE period=2023-01-01/2023-12-31 by=period.base) from 2019.",
    # earlier levels have their own
    "In 2023, the number rose to [300](COUNT period=2023-01-01/2023-12-31) from [210](COUNT period=2022-01-01/2022-12-31 by=period.earlier) a year earlier.",
    "The rate was [25 percent](PERCENTAGE period=2023-01-01/2023-12-31) last year, against [28 percent](PERCENTAGE period=2019-01-01/2019-12-31 by=period.earlier) in 2019.",
    # published cases are of the day they were published
    "On Wednesday, the SPP released [six](COUNT period=2024-02-28/2024-02-28) typical cases.",
    "The SPP released [six](COUNT period=2024-02-28/2024-02-28) typical cases on Wednesday.",
    "The SPP released [six](COUNT period=2024-03-01/2024-03-01 by=period.published) typical cases.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_periods(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


def test_without_a_day_of_publication_relative_periods_stay_open(nlp: Language) -> None:
    marked = "Prosecutors charged [90](COUNT period=none) people last year and [70](COUNT period=2021-01-01/2021-12-31) in 2021."
    assert told(nlp, marked, published=None) == marked


DAYS = [date(2019, 1, 1) + timedelta(days=day) for day in range(3 * 366)]


@pytest.mark.parametrize("day", [d for d in DAYS if d.day in (1, 28, 29, 30, 31)], ids=str)
def test_a_year_earlier(day: date) -> None:
    """The same day, and the end of February for its end."""
    earlier = year_earlier(Period(day, day)).start
    end_of_february = day.month == 2 and (day + timedelta(days=1)).month == 3
    assert (earlier + timedelta(days=1)).month == 3 if end_of_february else earlier.day == day.day
    assert (earlier.year, earlier.month) == (day.year - 1, day.month)
