from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from chargesheet.pipeline.publication_date import MONTHS, RULES, find_published, read_date

STORY = "Courts in the province heard many more such cases than in the years before, a judge said at a briefing. " * 3


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_reads_its_example(rule):
    found = find_published(rule.example)
    assert (found.rule, found.source, found.day) == (rule.name, rule.source, date(2021, 3, 4))
    assert read_date(rule.example[found.start : found.end]) == found.day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By Qian Mo | China Daily | Updated: 2020-12-01 09:36", "2020-12-01"),
        ("By Qian Mo | China Daily | Updated: 2020-12-01", "2020-12-01"),
        ("(en.example.cn) Updated : 2019-10-31", "2019-10-31"),
        ("Oct 30, 2019", "2019-10-30"),
        ("By Qian Mo Published: Sep 06, 2022 11:14 PM", "2022-09-06"),
        ("By Qian Mo Source: Toy Times Published: 2017/8/4 1:27:52", "2017-08-04"),
        ("Source: Xinhua | 2021-07-28 21:07:33 | Editor: huaxia", "2021-07-28"),
        ("Qian Mo 18:05 UTC+8, 2022-07-14", "2022-07-14"),
        ("18:05 UTC+8, 2022-07-14", "2022-07-14"),
        ("By Qian Mo | September 24, 2014, Thursday", "2014-09-24"),
        ("2017-03-10 08:14", "2017-03-10"),
        ("2025-03-09 16:20:11 Ecns.cn Editor: Qian Mo", "2025-03-09"),
        ("Xinhua | Updated: March 10, 2017 08:14", "2017-03-10"),
        ("Last updated: 10 March 2017", "2017-03-10"),
        ("Publication date: 10 March, 2017", "2017-03-10"),
        ("(People's Daily Online) 15:26, March 10, 2017", "2017-03-10"),
        ("Posted at: 2017.3.10", "2017-03-10"),
        ("BEIJING, Dec. 1, 2020 (Xinhua) -- Prosecutors said", "2020-12-01"),
        ("SHIJIAZHUANG, Hebei, Sept 2, 2016 (Xinhua) -- Police said", "2016-09-02"),
        ("Published: 2017-03-10T08:14:00+08:00", "2017-03-10"),
    ],
)
@pytest.mark.parametrize(
    "frame", ["{}", "Home / China\n\nA headline of five words\n\n{}\n\n" + STORY], ids=["alone", "page"]
)
def test_stamps_of_outlets(line, day, frame):
    assert find_published(frame.format(line)).day.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        STORY,
        "BEIJING, Dec. 1 (Xinhua) -- Prosecutors said on Tuesday",
        "The law, published on October 30, 2019, took effect a year later.",
        "Prosecutors charged 12 people between 2018 and 2020.",
        "The amendment of Dec 26, 2020 lowered the age. It was widely discussed at the time and ever since.",
        "Updated: 2023-13-45 09:36",
        "Updated: 2023-02-29",
        "Updated: 9/6/2023",
        "Copyright 1995 - 2023. All rights reserved.",
        "By Qian Mo | China Daily | Updated: yesterday",
        # A list of other stories, below the story.
        f"{STORY}\n{STORY}\nMore stories\n2019-10-31 08:14",
    ],
)
def test_no_date_is_made_up(text):
    assert find_published(text) is None


def test_published_is_trusted_before_updated_and_either_before_a_dateline():
    dateline = "WUHAN, March 4, 2021 (Xinhua) -- Courts heard more cases."
    updated = "Updated: 2021-03-06 10:00"
    assert find_published(f"{updated} | Published: 2021-03-05\n{dateline}").day == date(2021, 3, 5)
    assert find_published(f"{dateline}\n{updated}").day == date(2021, 3, 6)
    assert find_published(dateline).source == "dateline"


def test_an_impossible_date_does_not_hide_a_later_one():
    assert find_published("Updated: 2021-02-30\nUpdated: 2021-03-01").day == date(2021, 3, 1)


MONTH_FORMS = [
    (number, form)
    for name, number in MONTHS.items()
    for form in ({name.capitalize(), name.upper(), f"{name.capitalize()}."} if len(name) < 5 else {name.capitalize()})
]


@pytest.mark.parametrize(("number", "month"), sorted(MONTH_FORMS))
@pytest.mark.parametrize("pattern", ["{m} 9, 2020", "{m} 09, 2020", "{m} 9 2020", "9 {m} 2020", "{m} 9th, 2020"])
def test_every_month_in_every_form(number, month, pattern):
    assert find_published("Updated: " + pattern.format(m=month)).day == date(2020, number, 9)


@pytest.mark.parametrize(
    ("label", "colon"), list(product(["Updated", "UPDATED", "Published", "Posted", "Released"], [":", " :", "："]))
)
def test_labels_and_colons(label, colon):
    assert find_published(f"{label}{colon} 2020-05-06").day == date(2020, 5, 6)
