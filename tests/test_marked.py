"""The notation of the other tests: what is malformed raises, and nothing is read otherwise than written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chargesheet.schemas.vocabulary import Label

from .marked import FIGURES, SLOTS, Mark, MarkError, findings, labels, number, parse, write

GOOD = [
    "No figure stands here.",
    "Round brackets (SPP) are no marks.",
    "[Over 34,000](COUNT value=34000 action=prosecuted offences=theft,robbery) people were charged.",
    '[40](COUNT actor="fraud suspects") suspects [last year](TIME_SPAN period=2023-01-01/2023-12-31)',
    "[theft](OFFENCE id=theft) fell by [2.2 points](PERCENTAGE value=-2.2 action=none) ([3](COUNT))",
    "[一千](COUNT value=1000)人 🚔",
]
BAD = [
    ("[40] people", "malformed mark"),
    ("[40](COUNT people", "malformed mark"),
    ("40](COUNT) people", "malformed mark"),
    ("[40](count) people", "malformed mark"),
    ("[40] (COUNT) people", "malformed mark"),
    ("[40](COUNT value =40) people", "malformed mark"),
    ("[40](COUNT  value=40) people", "malformed mark"),
    ("[40](COUNT value=) people", "malformed mark"),
    ('[40](COUNT actor="") people', "malformed mark"),
    ("[](COUNT) people", "malformed mark"),
    ("[4[0](COUNT)](COUNT) people", "malformed mark"),
    ("[40 ](COUNT) people", "spaces at the border"),
    ("[40](NUMBER) people", "unknown label NUMBER"),
    ("[40](COUNT colour=red) people", "COUNT has no slot 'colour'"),
    ("[theft](OFFENCE value=1)", "OFFENCE has no slot 'value'"),
    ("[40](COUNT value=40 value=41) people", "stands twice"),
    ('[40](COUNT actor="people")', "quotes stand around"),
    ("[40](COUNT action=charged) people", "action is never 'charged'"),
    ("[40](COUNT statistic=sum) people", "statistic is never 'sum'"),
    ("[40](COUNT unit=persons) people", "unit is never 'persons'"),
    ("[40](COUNT value=forty) people", "is no number"),
    ("[40](COUNT value=40.0) people", "write value=40"),
    ("[40](COUNT period=2023) people", "is no period"),
    ("[40](COUNT period=2023-12-31/2023-01-01) people", "is no period"),
    ("[40](COUNT baseline=2023-02-30/2023-03-01) people", "YYYY-MM-DD"),
    ("[40](COUNT offences=theft,) people", "an empty name"),
    ("[40](COUNT by=a,a) people", "stands twice"),
]


@pytest.mark.parametrize("marked", GOOD)
def test_what_is_read_is_written_again(marked: str) -> None:
    assert write(*parse(marked)) == marked


@pytest.mark.parametrize(("marked", "message"), BAD)
def test_a_malformed_mark_raises(marked: str, message: str) -> None:
    with pytest.raises(MarkError, match=message):
        parse(marked)


def test_fields() -> None:
    text, marks = parse('In [June](TIME_SPAN) [40](COUNT value=40 actor="fraud suspects") were held.')
    assert text == "In June 40 were held."
    assert marks == [
        Mark("TIME_SPAN", 3, 7, ()),
        Mark("COUNT", 8, 10, (("value", "40"), ("actor", "fraud suspects"))),
    ]


def test_every_label_can_be_marked() -> None:
    assert labels() == {str(label) for label in Label}


@given(st.sampled_from(sorted(SLOTS)), st.text(st.characters(exclude_characters="[]()"), min_size=1), st.text("ab .,"))
def test_any_surface(label: str, surface: str, around: str) -> None:
    if surface == surface.strip():
        marked = f"{around}[{surface}]({label}){around}"
        assert write(*parse(marked)) == marked


@pytest.mark.parametrize(("value", "text"), [(34000.0, "34000"), (-2.2, "-2.2"), (0, "0"), (33.33, "33.33")])
def test_number(value: float, text: str) -> None:
    assert number(value) == text


RECORD = {
    "start": 0,
    "end": 2,
    "value": 40.0,
    "value_min": 40.0,
    "value_max": None,
    "offences": ["robbery", "theft"],
    "action": None,
    "period_start": "2023-01-01",
    "period_end": "2023-12-31",
    "rule": "a.b:c period.before",
}
MENTIONS = [
    {"label": "COUNT", "start": 0, "end": 2},
    {"label": "TIME_SPAN", "start": 3, "end": 4, "period_start": None, "period_end": None},
]


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("[40](COUNT) x", "[40](COUNT) x"),
        ("40 x", "[40](COUNT) x"),
        ("[40](PERCENTAGE value=40) x", "[40](COUNT) x"),
        ("[40](COUNT value=41 low=40 high=none) x", "[40](COUNT value=40 low=40 high=none) x"),
        ("[40](COUNT action=none) x", "[40](COUNT action=none) x"),
        ("[40](COUNT action=tried) x", "[40](COUNT action=none) x"),
        ("[40](COUNT offences=theft,robbery) x", "[40](COUNT offences=theft,robbery) x"),
        ("[40](COUNT offences=theft) x", "[40](COUNT offences=robbery,theft) x"),
        ("[40](COUNT by=a.b,a.b:c) x", "[40](COUNT by=a.b,a.b:c) x"),
        ("[40](COUNT by=a.b,c.d) x", "[40](COUNT by=a.b) x"),
        ("[40](COUNT period=2023-01-01/2023-12-31) x", "[40](COUNT period=2023-01-01/2023-12-31) x"),
        ("[40](COUNT) [x](TIME_SPAN period=none)", "[40](COUNT) [x](TIME_SPAN period=none)"),
    ],
)
def test_findings(wanted: str, told: str) -> None:
    text, marks = parse(wanted)
    assert write(text, findings(marks, MENTIONS, [RECORD])) == told
    assert set(FIGURES) <= set(SLOTS)
