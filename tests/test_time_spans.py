from __future__ import annotations

import re
from datetime import date

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from chargesheet.pipeline.time_finder import find
from chargesheet.pipeline.time_grammar import parse
from chargesheet.pipeline.time_spans import time_spans
from chargesheet.pipeline.time_words import MONTHS, NUMBERS, ORDINALS, WEEKDAYS, fold

PUBLISHED = date(2023, 12, 1)
ABBREVIATIONS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    *(month.title() for month in MONTHS),
    *ABBREVIATIONS,
    *(f"{month}." for month in ABBREVIATIONS),
    *(month.upper() for month in MONTHS),
)


def unmark(marked: str) -> tuple[str, list[str]]:
    """Split "fell [last year]" into the text and its mentions; brackets must pair."""
    assert re.fullmatch(r"(?:[^\[\]]|\[[^\[\]]+\])*", marked), f"malformed mark in {marked!r}"
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\[\]]+)\]", marked)


def check(marked: str) -> None:
    text, expected = unmark(marked)
    found = find(text)
    rebuilt = text
    for hit in reversed(found):
        rebuilt = f"{rebuilt[: hit.start]}[{rebuilt[hit.start : hit.end]}]{rebuilt[hit.end :]}"
    assert rebuilt == marked
    assert [text[hit.start : hit.end] for hit in found] == expected
    # What is found is what `parse` reads in the same words.
    shared = re.compile(r"(?:, | and |, and | or )[A-Z]")  # "June and July last year": the year stands outside
    for hit in found:
        if not shared.match(text, hit.end):
            assert parse(text[hit.start : hit.end]) == hit.expression


@pytest.mark.parametrize("month", MONTH_NAMES)
@pytest.mark.parametrize(
    "marked",
    [
        "Police caught 30 in [M] and 40 later.",
        "Police caught 30 in [M 2021].",
        "Police caught 30 in [M last year].",
        "Police caught 30 in [M this year].",
        "Police caught 30 on [M 6].",
        "Police caught 30 on [M 16], and more.",
        "Police caught 30 on [M 31, 2021], and more.",
        "Police caught 30 on [6 M 2021].",
        "Thefts have fallen [since M].",
        "Thefts have fallen [since M 2021].",
        "Thefts have fallen [since M 1].",
        "Thefts fell [from M to November].",
        "Thefts fell [from January to M 2020].",
        "Thefts fell [from M 2019 to M this year].",
        "Thefts fell [between M and November].",
        "Thefts fell [from M 3 to November 4].",
        "Thefts fell in [M-November].",
        "Thefts fell in [M 3-14].",
        "[By the end of M], thefts had fallen.",
        "[By M 30], thefts had fallen.",
        "[As of M 30, 2021], thefts had fallen.",
        "Thefts fell in the [12 months to M 2020].",
    ],
)
def test_every_month_in_every_form(month, marked):
    check(marked.replace("M", month))


@pytest.mark.parametrize("day", [day.title() for day in WEEKDAYS])
def test_every_weekday(day):
    check(f"The court said on [{day}]. A raid on [{day} night] and another [last {day}] followed, it said [{day}].")
    check(f"The court said on [{day}, May 6, 2021], and on [{day} (May 6)].")
    check(f"the {day.lower()} market")


@pytest.mark.parametrize("number", [*NUMBERS[1:12], *map(str, range(2, 13))])
def test_every_number_of_months_and_years(number):
    check(f"Thefts fell in the [first {number} months].")
    check(f"Thefts fell in the [first {number} months of the year].")
    check(f"Thefts fell in the [first {number} months of this year].")
    check(f"Thefts fell in the [first {number} months of 2021].")
    check(f"Thefts fell in the [past {number} years], and in the [last {number} months] most.")
    check(f"Over the [{number} years], and over the [same {number} months], thefts fell.")
    check(f"More than in the [previous {number} years] and the [preceding {number}-year period].")
    check(f"He was jailed for {number} years, after {number} months on the run.")
    check(f"The {number}-year campaign and the past {number}-year plan ended.")


@pytest.mark.parametrize("ordinal", [word for word, index in ORDINALS.items() if index > 0])
def test_every_quarter_and_half(ordinal):
    for unit in ("quarter", "half") if ORDINALS[ordinal] < 3 else ("quarter",):
        check(f"Thefts fell in the [{ordinal} {unit}].")
        check(f"Thefts fell in the [{ordinal} {unit} of the year].")
        check(f"Thefts fell in the [{ordinal} {unit} of last year], and in the [{ordinal} {unit} of 2021].")
        check(f"Thefts fell in the [{ordinal} {unit} of 2021], compared with the [{ordinal} {unit} of 2020].")
        check(f"It was settled in the {ordinal} {unit} of the match.")


@pytest.mark.parametrize(
    "marked",
    [
        # ranges and bounds
        "Cases rose [from 2018 to 2022], [between 2013 and 2017] and in [2008-12].",
        "Cases rose in the [January-October period] and over the [2016-20 period].",
        "Cases rose in the [five years to 2022] and in the [five years from 2013 to 2017].",
        "Cases have risen [since 2012], [since last year] and [since the start of the year].",
        "Cases have risen [since the platform was opened to the public in June 2018], it said.",
        "Cases have risen [since the 3rd round of inspections began in late 2020].",
        "Cases have risen since the gangs moved abroad, and since then courts have been busy.",
        "[By the end of last year], [by year-end] or [as of the end of March], all were closed.",
        "At the [end of last year] and the [beginning of this year], and at [year-end].",
        "[From 2015 onward], and starting [from July 1], the rule holds. It was as early as [2013] that it came.",
        "In [late 2020], [early May], [mid-June] and [early this year]; [earlier this year]; later this year.",
        "In the [1990s] and the [late 1980s], not among post-1990s teenagers.",
        "During the [13th Five-Year Plan period (2016-20)] and under the 14th Five-Year Plan.",
        "At [year-end 2020] and in the [14th Five-Year Plan (2021-25) period]; since the 2018 amendment.",
        # relative to publication
        "[Last year] 300 were held, [this year] 200, [last month] 20, [this month] two, [so far this year] 250.",
        "The ministry said [yesterday] that 30 were held, and the court said [today] that it had ruled.",
        "The victims of today and today's gangs.",
        # anaphora
        "Over the [period], 30 were held; during the [same period], 20; in the [same year], 10; in [that year], 5.",
        "In the [same period of 2021], the [same quarter of 2020] and the [corresponding period of 2019].",
        "At the same time, and at this time last year.",
        "A sentence of the same five-year term; over the [five-year period], for the [three years], in the [decade].",
        "In the two years before the raid, within the six months, in the five years since, for three days.",
        # bare years
        "In [2012] there were 30, against 20 in [2011], in [2009], [2010] and, later, [2014].",
        "Twice the [2019] figure, and [2021]'s total, but the 2021 campaign and the 2022 Winter Olympics.",
        "The rate fell from 12.5 percent in [2018] to 20.2 percent in [2022].",
        "More than 2000 people, nearly 2015 cases, a total of 2012 suspects and Article 2019 of hotline 2020.",
        "They paid $2019 and 2,019 yuan, or 2019.5 in all, 2020% of it.",
        # months that are no months, numbers that are no days
        "Suspects may march in [August]. May they? Theresa May, Zhao Jun and Li Mar may.",
        "In [March] 12 suspects were caught. In [May] 3,000 were, and in [June] 5.5 percent.",
        "On [June 30] officers met; [since Aug. 3] women and [until March 8] men did. In [June] 30 officers met.",
        "On [June] 30 million yuan was lost, on [May 31] all. During [March] 12 suspects were caught.",
        "On May Day, the Labor Day of [May 1], all was calm.",
        "In [June], [July] and [August last year], and in [April] alone.",
        "[Jan. 1] and [Sept. 18, 2021] were fixed; it closed in [Dec]. Then it opened in [Jan.] or [Feb. 2022].",
        # comparisons
        "Up 5 percent year-on-year, from a year earlier, than the year before and than in the previous year.",
        "Up 5 percent from the same period of last year, and 6 percent more than in the same period last year.",
        "Up 5 percent compared with the same period of last year, on the same period last year, over last year.",
        "Up 5 percent from the same period a year earlier, or the same period of the previous year.",
        "Up 5 percent from the [same period of 2021], on [2021], over [2013-17] and from the [previous five years].",
        "Twice the figure for the [same period of last year]. In the [same period last year], 30 were held.",
        "Up from 300 in the [same period last year].",
        # what is no time span
        "Within 24 hours, for 10 years, four decades, a 100-day campaign, the coming months, every other day.",
        "In the third month of the 20th CPC National Congress, aged 16 to 22, once a year, five years or more.",
        "About three-quarters of them, a half, a quarter of cases and the first quarter of victims.",
        "It said [last month] that it would be the last year that it was sold.",
        "In the year ahead, the last year in which it was sold, in recent years, two years ago.",
        "This year's campaign and last year's work report, though [last year]'s total was higher.",
        # datelines, bylines, rights
        "BEIJING, July 28 (Xinhua) -- Thefts fell [last year].",
        "By Wang Wei | China Daily | Updated: 2023-12-01 09:36\nThefts fell in [2022].",
        "Source: Xinhua | June 3, 2021 17:22\nThefts fell.",
        "Copyright 1995 - 2023. All rights reserved.",
        "© 1999-2023 Daily. All rights reserved.",
        # a date does not run over a line's end
        "Thefts fall in [May]\n[2021] was a quiet year.",
        # no-break spaces are spaces
        "Thefts fell in the [first 10\xa0months of\xa02021] and on [May\xa06].",
    ],
)
def test_mentions(marked):
    check(marked)


@pytest.mark.parametrize(
    ("text", "baselines"),
    [
        ("Thefts rose by 5 percent in 2021, more than in 2019.", [False, True]),
        ("Thefts fell by 5 percent from 2019 and 6 percent on 2018.", [True, True]),
        ("Thefts were twice the number of 2013.", [True]),
        ("The rate was 3 percent in 2024, compared with about 25 percent in 1999.", [False, True]),
        ("Thefts fell over the same period and over the past five years.", [False, False]),
        ("Thefts fell on Sept 6 and on May 3-5.", [False, False]),
        ("Thefts fell 4 percent from January.", [True]),
        ("Thefts fell 3 percent from 12.3 percent. In 2021 they rose.", [False]),
    ],
)
def test_what_is_only_compared_with(text, baselines):
    assert [hit.baseline for hit in find(text)] == baselines


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # the same period is not the year that a figure was compared with
        (
            "In the first half of 2023, 30 were held, more than in 2017. In the same period, 20 were freed.",
            ["2023-01-01/2023-06-30", "2017-01-01/2017-12-31", "2023-01-01/2023-06-30"],
        ),
        # nor the day on which it was said
        (
            "From January to May, 30 were held, it said on Thursday. Over the period, 20 were freed.",
            ["2023-01-01/2023-05-31", "2023-11-30/2023-11-30", "2023-01-01/2023-05-31"],
        ),
        # the five years are the latest period of five years
        (
            "From 2018 to 2022, 30 were held. In 2022, it was 10. Over the five years, 5 fled; "
            "3 in the preceding decade.",
            ["2018-01-01/2022-12-31", "2022-01-01/2022-12-31", "2018-01-01/2022-12-31", "2008-01-01/2017-12-31"],
        ),
        # a story's months follow on its dates
        (
            "He was held in June 2021, and in March a court jailed him.",
            ["2021-06-01/2021-06-30", "2022-03-01/2022-03-31"],
        ),
        # but what is stated later is not
        (
            "They held 300 in 2021, the ministry said in March.",
            ["2021-01-01/2021-12-31", "2023-03-01/2023-03-31"],
        ),
        (
            "It fell from 30 in the first half of 2020 to 20 in the second half.",
            ["2020-01-01/2020-06-30", "2020-07-01/2020-12-31"],
        ),
        ("In 2021, most were held in June.", ["2021-01-01/2021-12-31", "2021-06-01/2021-06-30"]),
        ("In 2021, many were held.\nIn June, it was quiet.", ["2021-01-01/2021-12-31", "2023-06-01/2023-06-30"]),
        (
            "June, July and August last year were quiet.",
            ["2022-06-01/2022-06-30", "2022-07-01/2022-07-31", "2022-08-01/2022-08-31"],
        ),
        # two months or years in a row are one stretch, unless figures pair off with them
        ("In June and July, it was quiet.", ["2023-06-01/2023-07-31"]),
        ("It fell below that of 2016 and 2017 combined.", ["2016-01-01/2017-12-31"]),
        (
            "They held 30 and 40 in 2021 and 2022 respectively.",
            ["2021-01-01/2021-12-31", "2022-01-01/2022-12-31"],
        ),
        # "the year" is the one that figures are of, not the day's
        ("In 2021, 30 fled and 20 died by the end of the year.", ["2021-01-01/2021-12-31", "2021-12-31/2021-12-31"]),
        ("Over the same period, nobody was held.", ["None"]),
    ],
)  # fmt: skip
def test_periods_in_reading_order(text, periods):
    assert [str(period) for _, period in time_spans(text, PUBLISHED)] == periods


def test_the_component_writes_spans_and_values():
    nlp = spacy.blank("en")
    nlp.add_pipe("chargesheet_time_spans")
    doc = nlp.make_doc("From January to May, thefts fell; over the same period last year, they rose by 3 in Sept.")
    doc._.published = "2023-08-15"
    doc = nlp(doc)
    group = doc.spans["time_spans"]
    assert [(span.text, span.label_) for span in group] == [
        ("From January to May", "TIME_SPAN"),
        ("Sept.", "TIME_SPAN"),
    ]
    assert group.attrs["values"] == [
        {"start": 0, "end": 19, "kind": "range", "anaphoric": False, "baseline": False, "rule": "from",
         "period_start": "2023-01-01", "period_end": "2023-05-31"},
        {"start": 84, "end": 88, "kind": "month", "anaphoric": False, "baseline": False, "rule": "month",
         "period_start": "2022-09-01", "period_end": "2022-09-30"},
    ]  # fmt: skip
    copy = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert copy.spans["time_spans"].attrs["values"] == group.attrs["values"]


def test_the_component_without_a_day_of_publication():
    nlp = spacy.blank("en")
    nlp.add_pipe("chargesheet_time_spans")
    values = nlp("Thefts fell in June and in May 2021.").spans["time_spans"].attrs["values"]
    assert [value["period_start"] for value in values] == [None, "2021-05-01"]
    assert nlp("").spans["time_spans"].attrs["values"] == []


WORDS = st.sampled_from(
    "from to between and since by the end of first last past previous same period year years months quarter half of in "
    "on Sept. May 12 2021 2018-22 31 Thursday ( ) , . -- January-October five-year five İstanbul \n "
    "\xa0 early mid- this 's until".split(" ")
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)), st.one_of(st.none(), st.dates()))
@example("İİİ 2021 İ May 3", None)
@example("from May 99 to 31 to 2021-13", date.min)
@example("the same period of 1900", date.max)
def test_find_never_raises_and_its_slices_are_in_range(text, published):
    done = 0
    for found, period in time_spans(text, published):
        assert done <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == text[found.start : found.end].strip()
        assert period is None or period.start <= period.end
        done = found.end


@given(st.text())
def test_folding_keeps_offsets(text):
    assert len(fold(text)) == len(text)
