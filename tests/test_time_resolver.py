from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chargesheet.pipeline.time_expression import Kind
from chargesheet.pipeline.time_grammar import parse
from chargesheet.pipeline.time_resolver import resolve
from chargesheet.pipeline.time_words import MONTHS, NUMBERS, WEEKDAYS
from chargesheet.schemas.mention import Period

PUBLISHED = date(2023, 8, 15)  # a Tuesday
FIVE_YEARS = "2018-01-01/2022-12-31"


def period(text: str) -> Period:
    start, end = text.split("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def days(surface: str, published: date | str | None = PUBLISHED, anchor: str | None = None) -> str | None:
    """The resolved period, written as in gold files."""
    expression = parse(surface)
    assert expression is not None, surface
    day = date.fromisoformat(published) if isinstance(published, str) else published
    found = resolve(expression, published=day, anchor=period(anchor) if anchor else None)
    return None if found is None else str(found)


@pytest.mark.parametrize("number", range(1, 13))
@pytest.mark.parametrize("year", [2019, 2020])
def test_a_month_with_a_year_is_the_whole_month(number, year):
    last = (date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)).isoformat()
    assert days(f"{MONTHS[number - 1].title()} {year}", None) == f"{year}-{number:02}-01/{last}"


@pytest.mark.parametrize(
    ("surface", "published", "expected"),
    [
        # a month without a year is the latest that has ended by the day of publication
        ("July", "2023-08-15", "2023-07-01/2023-07-31"),
        ("August", "2023-08-15", "2022-08-01/2022-08-31"),
        ("August", "2023-08-31", "2023-08-01/2023-08-31"),
        ("August", "2023-09-01", "2023-08-01/2023-08-31"),
        ("January", "2024-01-01", "2023-01-01/2023-01-31"),
        ("December", "2024-01-01", "2023-12-01/2023-12-31"),
        ("February", "2024-02-28", "2023-02-01/2023-02-28"),
        ("February", "2024-02-29", "2024-02-01/2024-02-29"),
        ("March last year", "2024-01-01", "2023-03-01/2023-03-31"),
        ("June this year", "2023-08-15", "2023-06-01/2023-06-30"),
        ("last June", "2023-08-15", "2023-06-01/2023-06-30"),
        ("last September", "2023-08-15", "2022-09-01/2022-09-30"),
        ("this March", "2023-08-15", "2023-03-01/2023-03-31"),
        ("next March", "2023-08-15", "2024-03-01/2024-03-31"),
        ("next October", "2023-08-15", "2023-10-01/2023-10-31"),
        # days
        ("Aug 15", "2023-08-15", "2023-08-15/2023-08-15"),
        ("Aug 16", "2023-08-15", "2022-08-16/2022-08-16"),
        ("Feb 29", "2023-08-15", "2020-02-29/2020-02-29"),
        ("Feb 30", "2023-08-15", None),
        ("Feb 29, 2023", "2023-08-15", None),
        ("June 31", "2023-08-15", None),
        ("6 September 2022", "2023-08-15", "2022-09-06/2022-09-06"),
        ("May 3 last year", "2023-08-15", "2022-05-03/2022-05-03"),
        ("Thursday (Aug 10)", "2023-08-15", "2023-08-10/2023-08-10"),
    ],
)
def test_months_and_days(surface, published, expected):
    assert days(surface, published) == expected


@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("offset", range(7))
def test_a_weekday_is_the_latest_not_after_publication(number, offset):
    published = PUBLISHED + timedelta(days=offset)
    day = date.fromisoformat(str(days(WEEKDAYS[number].title(), published)).split("/")[0])
    assert day.weekday() == number
    assert 0 <= (published - day).days < 7


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Tuesday", "2023-08-15/2023-08-15"),
        ("Wednesday", "2023-08-09/2023-08-09"),
        ("last Tuesday", "2023-08-08/2023-08-08"),
        ("next Tuesday", "2023-08-22/2023-08-22"),
        ("this Friday", "2023-08-18/2023-08-18"),
        ("Monday morning", "2023-08-14/2023-08-14"),
        ("from Friday to Sunday", "2023-08-11/2023-08-13"),
        ("yesterday", "2023-08-14/2023-08-14"),
        ("today", "2023-08-15/2023-08-15"),
    ],
)
def test_days_of_the_week(surface, expected):
    assert days(surface) == expected


@pytest.mark.parametrize(
    ("surface", "published", "expected"),
    [
        ("from January to June", "2023-08-15", "2023-01-01/2023-06-30"),
        ("from January to August", "2023-08-15", "2022-01-01/2022-08-31"),
        ("January-July", "2023-08-15", "2023-01-01/2023-07-31"),
        ("between October and February", "2023-08-15", "2022-10-01/2023-02-28"),
        ("between October and February", "2024-02-28", "2022-10-01/2023-02-28"),
        ("between October and February", "2024-02-29", "2023-10-01/2024-02-29"),
        ("from November 2021 to March 2022", None, "2021-11-01/2022-03-31"),
        ("from November 2021 to March", None, "2021-11-01/2022-03-31"),
        ("from October to February 2021", None, "2020-10-01/2021-02-28"),
        ("from October last year to March", "2023-08-15", "2022-10-01/2023-03-31"),
        ("from March 2019 to March this year", "2023-08-15", "2019-03-01/2023-03-31"),
        ("between June and August last year", "2023-08-15", "2022-06-01/2022-08-31"),
        ("from May 24 to July 31", "2023-08-15", "2023-05-24/2023-07-31"),
        ("from December 20 to January 10", "2023-08-15", "2022-12-20/2023-01-10"),
        ("May 24-31", "2023-08-15", "2023-05-24/2023-05-31"),
        ("July 1-15, 2021", None, "2021-07-01/2021-07-15"),
        ("from July 1 to 15", "2023-08-15", "2023-07-01/2023-07-15"),
        ("from 3 to 15 June", "2023-08-15", "2023-06-03/2023-06-15"),
        ("between Jan. 1 and Oct. 31, 2022", None, "2022-01-01/2022-10-31"),
        ("from 2018 to 2022", None, FIVE_YEARS),
        ("2018-22", None, FIVE_YEARS),
        ("2018–2022", None, FIVE_YEARS),
        ("1998-02", None, "1998-01-01/2002-12-31"),
        ("between 2018 and 2022", None, FIVE_YEARS),
        ("from 2022 to 2018", None, None),
        ("from the first quarter to the third quarter of 2022", None, "2022-01-01/2022-09-30"),
        ("from January to the end of March", "2023-08-15", "2023-01-01/2023-03-31"),
    ],
)
def test_a_range_takes_the_years_that_let_it_run_forwards(surface, published, expected):
    assert days(surface, published) == expected


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("written", ["number", "word"])
def test_the_first_months_start_with_the_year(count, written):
    number = str(count) if written == "number" else NUMBERS[count - 1]
    unit = "month" if count == 1 else "months"
    end = (date(2021 + count // 12, count % 12 + 1, 1) - timedelta(days=1)).isoformat()
    assert days(f"first {number} {unit} of 2021", None) == f"2021-01-01/{end}"


@pytest.mark.parametrize(
    ("surface", "published", "expected"),
    [
        ("first half", "2023-06-29", "2022-01-01/2022-06-30"),
        ("first half", "2023-06-30", "2023-01-01/2023-06-30"),
        ("first half of this year", "2023-06-29", "2023-01-01/2023-06-30"),
        ("first three quarters", "2024-01-05", "2023-01-01/2023-09-30"),
        ("first three quarters of last year", "2024-01-05", "2023-01-01/2023-09-30"),
        ("first 10 months of the year", "2023-10-31", "2023-01-01/2023-10-31"),
        ("first 10 months of the year", "2023-10-30", "2022-01-01/2022-10-31"),
        ("this year's first seven months", "2023-08-15", "2023-01-01/2023-07-31"),
        ("second half of 2020", None, "2020-07-01/2020-12-31"),
        ("second half", "2023-08-15", "2022-07-01/2022-12-31"),
        ("fourth quarter of last year", "2023-08-15", "2022-10-01/2022-12-31"),
        ("last quarter of 2022", None, "2022-10-01/2022-12-31"),
        ("last two months of 2022", None, "2022-11-01/2022-12-31"),
        ("last quarter", "2023-08-15", "2023-04-01/2023-06-30"),
        ("H1 2021", None, "2021-01-01/2021-06-30"),
        ("first half of May", "2023-08-15", "2023-05-01/2023-05-15"),
        ("second half of February 2024", None, "2024-02-16/2024-02-29"),
    ],
)
def test_parts_of_a_year(surface, published, expected):
    assert days(surface, published) == expected


@pytest.mark.parametrize(
    ("words", "index"), [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("1st", 1), ("2nd", 2), ("3rd", 3)]
)
def test_each_quarter(words, index):
    start = date(2021, 3 * index - 2, 1)
    end = date(2021 + index // 4, 3 * index % 12 + 1, 1) - timedelta(days=1)
    expected = f"{start}/{end}"
    forms = (f"{words} quarter of 2021", f"{words} quarter 2021", f"{words} quarter in 2021", f"Q{index} 2021")
    assert [days(form, None) for form in forms] == [expected] * 4


@pytest.mark.parametrize(
    ("surface", "published", "expected"),
    [
        ("this year", "2023-08-15", "2023-01-01/2023-08-15"),
        ("so far this year", "2023-01-01", "2023-01-01/2023-01-01"),
        ("this year so far", "2023-12-31", "2023-01-01/2023-12-31"),
        ("earlier this year", "2023-08-15", "2023-01-01/2023-08-15"),
        ("last year", "2023-01-01", "2022-01-01/2022-12-31"),
        ("next year", "2023-12-31", "2024-01-01/2024-12-31"),
        ("this month", "2023-08-15", "2023-08-01/2023-08-15"),
        ("last month", "2024-03-31", "2024-02-01/2024-02-29"),
        ("last month", "2024-01-01", "2023-12-01/2023-12-31"),
        ("this week", "2023-08-15", "2023-08-14/2023-08-15"),
        ("last week", "2023-08-15", "2023-08-07/2023-08-13"),
        ("last weekend", "2023-08-15", "2023-08-12/2023-08-13"),
        ("last summer", "2023-08-15", "2022-06-01/2022-08-31"),
        ("last summer", "2023-09-15", "2023-06-01/2023-08-31"),
        ("past five years", "2023-01-01", FIVE_YEARS),
        ("past five years", "2023-12-31", FIVE_YEARS),
        ("last two years", "2023-08-15", "2021-01-01/2022-12-31"),
        ("past five-year period", "2023-08-15", FIVE_YEARS),
        ("past decade", "2023-08-15", "2013-01-01/2022-12-31"),
        ("past two decades", "2023-08-15", "2003-01-01/2022-12-31"),
        ("past year", "2023-08-15", "2022-01-01/2022-12-31"),
        ("past six months", "2023-08-31", "2023-02-01/2023-07-31"),
        ("past six months", "2023-09-01", "2023-03-01/2023-08-31"),
        ("last three months", "2024-02-29", "2023-11-01/2024-01-31"),
        ("past two weeks", "2023-08-15", "2023-08-01/2023-08-14"),
    ],
)
def test_what_is_told_from_the_day_of_publication(surface, published, expected):
    assert days(surface, published) == expected


@pytest.mark.parametrize(
    ("surface", "published", "expected"),
    [
        ("since 2012", "2023-08-15", "2012-01-01/2023-08-15"),
        ("since January", "2023-01-15", "2023-01-01/2023-01-15"),
        ("since January", "2023-12-31", "2023-01-01/2023-12-31"),
        ("since September", "2023-08-15", "2022-09-01/2023-08-15"),
        ("since Jan 1", "2023-01-01", "2023-01-01/2023-01-01"),
        ("since October 2021", "2023-08-15", "2021-10-01/2023-08-15"),
        ("since last year", "2023-08-15", "2022-01-01/2023-08-15"),
        ("since the start of the year", "2023-08-15", "2023-01-01/2023-08-15"),
        ("since the hotline was opened in March 2016", "2023-08-15", "2016-03-01/2023-08-15"),
        ("from 2015 onwards", "2023-08-15", "2015-01-01/2023-08-15"),
        ("since 2025", "2023-08-15", None),
        ("by the end of May", "2023-08-15", "2023-05-31/2023-05-31"),
        ("by the end of February", "2024-03-01", "2024-02-29/2024-02-29"),
        ("By Sept 30", "2023-10-14", "2023-09-30/2023-09-30"),
        ("as of Dec 31, 2022", None, "2022-12-31/2022-12-31"),
        ("by the end of last year", "2023-08-15", "2022-12-31/2022-12-31"),
        ("by the end of this year", "2023-08-15", "2023-12-31/2023-12-31"),
        ("by the end of the third quarter of 2021", None, "2021-09-30/2021-09-30"),
        ("end of last year", "2023-08-15", "2022-12-31/2022-12-31"),
        ("beginning of 2021", None, "2021-01-01/2021-01-01"),
        ("by year-end", "2023-08-15", "2023-12-31/2023-12-31"),
        ("by year-end 2020", None, "2020-12-31/2020-12-31"),
        ("end of the month", "2023-08-15", "2023-08-31/2023-08-31"),
        ("12 months to May", "2023-08-15", "2022-06-01/2023-05-31"),
        ("12 months to August", "2023-08-15", "2021-09-01/2022-08-31"),
        ("year ending Sept 15, 2022", None, "2021-09-16/2022-09-15"),
        ("five years to 2022", None, FIVE_YEARS),
        ("five years from 2018 to 2022", None, FIVE_YEARS),
        ("three weeks to May 21, 2023", None, "2023-05-01/2023-05-21"),
        ("1990s", None, "1990-01-01/1999-12-31"),
        ("late 1990s", None, "1997-01-01/1999-12-31"),
        ("early 2021", None, "2021-01-01/2021-03-31"),
        ("late last year", "2023-08-15", "2022-10-01/2022-12-31"),
        ("mid-2021", None, "2021-04-01/2021-09-30"),
        ("early May", "2023-08-15", "2023-05-01/2023-05-10"),
        ("late February 2023", None, "2023-02-21/2023-02-28"),
        ("13th Five-Year Plan period", None, "2016-01-01/2020-12-31"),
        ("14th Five-Year Plan period (2021-25)", None, "2021-01-01/2025-12-31"),
    ],
)
def test_bounds_and_edges(surface, published, expected):
    assert days(surface, published) == expected


@pytest.mark.parametrize(
    ("surface", "anchor", "expected"),
    [
        ("same period", "2023-01-01/2023-06-30", "2023-01-01/2023-06-30"),
        ("period", "2023-01-01/2023-06-30", "2023-01-01/2023-06-30"),
        ("five years", FIVE_YEARS, FIVE_YEARS),
        ("five years", "2017-07-01/2022-07-01", "2017-07-01/2022-07-01"),
        ("same 11 months", "2022-01-01/2022-11-30", "2022-01-01/2022-11-30"),
        ("same period of 2019", "2023-01-01/2023-11-30", "2019-01-01/2019-11-30"),
        ("same period last year", "2023-01-01/2023-06-30", "2022-01-01/2022-06-30"),
        ("same period last year", "2024-02-01/2024-02-29", "2023-02-01/2023-02-28"),
        ("same period of 2020", "2021-02-01/2021-02-28", "2020-02-01/2020-02-29"),
        ("same period of 2018", "2022-10-01/2023-02-28", "2017-10-01/2018-02-28"),
        ("same quarter of 2020", "2021-01-01/2021-03-31", "2020-01-01/2020-03-31"),
        ("same month of 2020", "2021-05-01/2021-05-31", "2020-05-01/2020-05-31"),
        ("same period this year", "2022-01-01/2022-06-30", "2023-01-01/2023-06-30"),
        ("same year", "2021-05-06/2021-05-06", "2021-01-01/2021-12-31"),
        ("that year", "2021-05-01/2021-05-31", "2021-01-01/2021-12-31"),
        ("that month", "2021-05-06/2021-05-06", "2021-05-01/2021-05-31"),
        ("June that year", "2021-05-01/2021-05-31", "2021-06-01/2021-06-30"),
        ("first half of the same year", "2021-05-01/2021-05-31", "2021-01-01/2021-06-30"),
        ("previous five years", FIVE_YEARS, "2013-01-01/2017-12-31"),
        ("preceding five-year period", FIVE_YEARS, "2013-01-01/2017-12-31"),
        ("preceding decade", "2018-01-01/2020-12-31", "2008-01-01/2017-12-31"),
        ("previous six months", "2023-01-01/2023-06-30", "2022-07-01/2022-12-31"),
        # a month takes the anchor's year: the first from its start
        ("June", "2021-01-01/2021-12-31", "2021-06-01/2021-06-30"),
        ("December", "2021-06-01/2021-06-30", "2021-12-01/2021-12-31"),
        ("March", "2021-06-01/2021-06-30", "2022-03-01/2022-03-31"),
        ("from March to May", "2021-01-01/2021-12-31", "2021-03-01/2021-05-31"),
        ("first half of the year", "2021-01-01/2021-12-31", "2021-01-01/2021-06-30"),
        ("by the end of May", "2021-01-01/2021-12-31", "2021-05-31/2021-05-31"),
        # unless that has not ended by publication: then the latest that has
        ("September", "2023-05-01/2023-05-31", "2022-09-01/2022-09-30"),
    ],
)
def test_what_repeats_an_anchor(surface, anchor, expected):
    assert days(surface, anchor=anchor) == expected


@pytest.mark.parametrize(
    "surface",
    [
        "same period",
        "period",
        "the five years",
        "same period of 2019",
        "previous five years",
        "that year",
        "June that year",
    ],
)
def test_without_an_anchor_there_is_nothing_to_repeat(surface):
    expression = parse(surface)
    assert expression is not None
    assert expression.anaphoric
    assert days(surface) is None


@pytest.mark.parametrize(
    "surface",
    ["June", "Sept 6", "Thursday", "this year", "last month", "past five years", "since 2012", "first half",
     "by year-end", "from January to June", "today", "12 months to May", "first half of this year",
     "by the end of May"],
)  # fmt: skip
def test_without_a_day_of_publication_what_needs_one_is_none(surface):
    assert days(surface, None) is None


@pytest.mark.parametrize("surface", ["by Sept 30", "By the end of May", "as of 2020", "until June", "through October"])
def test_until_tells_the_caller_that_the_start_is_open(surface):
    expression = parse(surface)
    assert expression is not None
    assert expression.kind is Kind.UNTIL
    found = resolve(expression, published=PUBLISHED)
    assert found is not None
    assert found.start == found.end


@pytest.mark.parametrize(
    "surface", ["", "fraud", "year-on-year", "24 hours", "in 2019 and 2020", "May 40", "2023-12", "2,019", "century"]
)
def test_words_that_are_no_expression(surface):
    assert parse(surface) is None


@given(
    st.sampled_from(
        ["June", "Sept 6", "first half", "from October to March", "since May", "past six months", "Feb 29"]
    ),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_figures_are_never_of_the_future(surface, published):
    expression = parse(surface)
    assert expression is not None
    found = resolve(expression, published=published)
    assert found is not None
    assert found.start <= found.end <= published


@given(
    st.sampled_from(
        ["same period last year", "previous five years", "that year", "June", "same period of 2020", "same day"]
    ),
    st.dates(),
    st.integers(0, 4000),
    st.dates(),
)
def test_no_anchor_breaks_resolution(surface, start, length, published):
    end = date.fromordinal(min(start.toordinal() + length, date.max.toordinal()))
    expression = parse(surface)
    assert expression is not None
    found = resolve(expression, published=published, anchor=Period(start, end))
    assert found is None or found.start <= found.end
