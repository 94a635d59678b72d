# ruff: noqa: E501 (a marked text stays on one line)
"""Which period a figure speaks of by its own sentence; the articles appear on Friday, 1 March 2024."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from spacy.language import Language

from chargesheet.pipeline.statistics.shifts import year_earlier
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
    # … or where the sentence says since when
    "Since 2018, by the end of November, prosecutors had charged [90](COUNT period=2018-01-01/2023-11-30) people.",
    "Since the drive began in May 2022, police had, as of the end of June 2023, arrested [90](COUNT period=2022-05-01/2023-06-30) men.",
    # respectively: periods in a list, or as many years as figures
    "Courts jailed [40](COUNT period=2021-01-01/2021-12-31 by=period.respectively) and [90](COUNT period=2022-01-01/2022-12-31) people in 2021 and 2022, respectively.",
    "In 2021, 2022 and in 2023, courts jailed [40](COUNT period=2021-01-01/2021-12-31), [60](COUNT period=2022-01-01/2022-12-31) and [90](COUNT period=2023-01-01/2023-12-31) people respectively.",
    "Thefts rose by [4 percent](PERCENTAGE period=2023-05-01/2023-05-31) and by [5 percent](PERCENTAGE period=2023-06-01/2023-06-30) in May and June, respectively.",
    "From 2021 to 2023, the number was [40](COUNT period=2021-01-01/2021-12-31), [60](COUNT period=2022-01-01/2022-12-31) and [90](COUNT period=2023-01-01/2023-12-31), respectively.",
    # … but not where the lists are not of one length, nor where nothing pairs them off
    "From 2020 to 2023, courts jailed [40](COUNT period=2020-01-01/2023-12-31) men and [90](COUNT period=2020-01-01/2023-12-31) women, respectively.",
    "In 2021 and 2022, courts jailed [40](COUNT period=2021-01-01/2022-12-31) men and [90](COUNT period=2021-01-01/2022-12-31) women.",
    # a baseline is not the figure's period
    "Prosecutors charged [90](COUNT period=2023-01-01/2023-12-31) people last year, up [5 percent](PERCENTAGE period=2023-01-01/2023-12-31 by=period.base) from 2019.",
    # earlier levels have their own
    "In 2023, the number rose to [300](COUNT period=2023-01-01/2023-12-31) from [210](COUNT period=2022-01-01/2022-12-31 by=period.earlier) a year earlier.",
    "The rate was [25 percent](PERCENTAGE period=2023-01-01/2023-12-31) last year, against [28 percent](PERCENTAGE period=2019-01-01/2019-12-31 by=period.earlier) in 2019.",
    # a clause or apposition about something else dates no figure
    "In 2023, [40](COUNT period=2023-01-01/2023-12-31) people faced a charge that was created in 2015.",
    "Last year, prosecutors charged [40](COUNT period=2023-01-01/2023-12-31) people with hiring ghost writers, an offence that entered the code in March 2021.",
    "Thefts fell to [40](COUNT period=2023-01-01/2023-12-31) last year, the lowest number since 2005.",
    "The rate, which had stood at [38 percent](PERCENTAGE period=2021-01-01/2021-12-31) in 2021, fell to [30 percent](PERCENTAGE period=2022-01-01/2022-12-31) in 2022.",
    # … but one of the number itself does, and so does the campaign that the figures are of
    "Prosecutors charged [40](COUNT period=2022-01-01/2022-12-31) people who had been arrested in 2022.",
    "Police held [40](COUNT period=2023-05-01/2023-07-31) men in a campaign that ran from May to July.",
    "Police held [40](COUNT period=2023-04-01/2024-03-01) men in a crackdown launched in April.",
    "Police held [40](COUNT period=2023-01-01/2023-06-30) men in a six-month campaign that ended in June.",
    "They charged [40](COUNT period=none) people with evading taxes, added to the code in 2009.",
    # the start of a change, and the sum that a figure adds to, have times of their own
    "In 2023, [40](COUNT period=2023-01-01/2023-12-31) men were freed, while the rate sank from [9 percent](PERCENTAGE period=2020-01-01/2020-12-31) in 2020 to [8 percent](PERCENTAGE period=2023-01-01/2023-12-31).",
    "Last year, courts tried [40](COUNT period=2023-01-01/2023-12-31) such cases, bringing the total since 2013 to [122](COUNT period=2013-01-01/2024-03-01).",
    "The share was [9 percent](PERCENTAGE period=2013-01-01/2013-12-31) in 2013, and the number of cases in 2020 was [3.2 times](PERCENTAGE period=2020-01-01/2020-12-31) that of 2013.",
    # who is told reports nothing; mountain trails outstrip nothing
    "In April 2023 he borrowed [30,000 yuan](AMOUNT period=2023-04-01/2023-04-30) and was told in October that year that he owed [90,000 yuan](AMOUNT period=2023-10-01/2023-10-31).",
    "A ring moved [40](COUNT period=2023-01-01/2023-05-31) people along mountain trails between January and May.",
    # a stock by what those counted are doing
    "As of the end of October, [40](COUNT period=2023-10-31/2023-10-31) offenders were serving their terms at home.",
    "Pyramid cases dropped in August 2023 to [40](COUNT period=2023-08-01/2023-08-31) from [70](COUNT period=2023-07-01/2023-07-31) a month earlier.",
    # clauses that tell of a time
    "In 2023, [40](COUNT period=2023-01-01/2023-12-31) people were charged, down from 2020, when the number reached [90](COUNT period=2020-01-01/2020-12-31).",
    # what is compared with, however it is put
    "Courts tried [90](COUNT period=2023-01-01/2023-12-31) cases last year, [twice](PERCENTAGE period=2023-01-01/2023-12-31) as many as in 2019.",
    "In 2023, [90](COUNT period=2023-01-01/2023-12-31) men were held, down [5 percent](PERCENTAGE period=2023-01-01/2023-12-31) from a peak of [95](COUNT period=2021-01-01/2021-12-31) in 2021, and [40](COUNT period=2023-01-01/2023-12-31) were freed.",
    "There were [90](COUNT period=2023-06-30/2023-06-30) judges at the end of June, compared with [60](COUNT period=2020-06-30/2020-06-30) three years earlier.",
    "Robberies fell from [90](COUNT period=2021-01-01/2021-12-31) in 2021 to [60](COUNT period=2023-01-01/2023-12-31) last year, and burglaries from [80](COUNT period=2021-01-01/2021-12-31) to [50](COUNT period=2023-01-01/2023-12-31).",
    # a date of one's own
    "In 2023, [90](COUNT period=2023-01-01/2023-12-31) men were held, [12](COUNT period=2023-05-01/2023-05-31) in May alone. Another [30](COUNT period=2023-01-01/2023-12-31) fled.",
    # the day of a statement, whatever stands between
    "They charged [90](COUNT period=2023-01-01/2023-12-31) people last year, according to a report that was submitted to the lawmakers on Thursday.",
    "The bureau on Thursday recalled a year in which [90](COUNT period=none) people were held.",
    "Police have held [90](COUNT period=2024-01-01/2024-03-01) men this year, the bureau said in February.",
    # two months in a row are one stretch, and the year is the running one
    "In June and July, [90](COUNT period=2023-06-01/2023-07-31) people were charged.",
    "In 2022, [90](COUNT period=2022-01-01/2022-12-31) people were charged; [60](COUNT period=2022-01-01/2022-12-31) had been tried by the end of the year.",
    # what is still to come is of no period
    "In 2023, [90](COUNT period=2023-01-01/2023-12-31) offices were opened. Another [40](COUNT period=none) are to follow.",
    # deeds are older than the stage that is dated
    "In Yuyao, [seven](COUNT period=2023-11-01/2023-11-30) men were arrested in November. They had emptied [46](COUNT period=none) flats.",
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
