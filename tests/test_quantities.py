"""COUNT, PERCENTAGE and AMOUNT mentions: their spans, numbers, qualifiers and units.

Texts mark the mentions in square brackets; the whole list is compared.
"""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from chargesheet.pipeline.quantities import default_lexicon, find, read_patterns
from chargesheet.pipeline.quantity_patterns import FILES, PATTERNS, read_quantity_patterns
from chargesheet.schemas.errors import PatternError
from chargesheet.schemas.mention import Quantity

LINES = [p for name in FILES for p in read_quantity_patterns(PATTERNS / name)]


def unmark(marked: str) -> tuple[str, list[str]]:
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[([^\]]*)\]", marked)


def surfaces(text: str, quantities: list[Quantity]) -> list[str]:
    return [text[q.start : q.end] for q in quantities]


def check(marked: str) -> list[Quantity]:
    text, expected = unmark(marked)
    found = find(text)
    assert surfaces(text, found) == expected
    return found


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.id)
def test_pattern_examples(line) -> None:
    check(line.example)


QUALIFIERS = [
    (phrase, str(p.qualifier)) for p in LINES if p.place == "before" and p.kind == "qualifier" for phrase in p.phrases
]
TAILS = [
    (phrase, str(p.qualifier)) for p in LINES if p.place == "after" and p.kind == "qualifier" for phrase in p.phrases
]
# Number as written, its value, whether it is spelled out.
NUMBERS = [
    ("34", 34),
    ("4,300", 4300),
    ("1.21 million", 1_210_000),
    ("34 thousand", 34_000),
    ("thirty-one", 31),
    ("two dozen", 24),
]
UNITS = [
    ("percent", "percent", 1), ("%", "percent", 1), ("per cent", "percent", 1),
    ("percentage points", "percentage_points", 1), ("yuan", "cny", 1), ("U.S. dollars", "usd", 1),
    ("Hong Kong dollars", "hkd", 1), ("euros", "eur", 1), ("kg", "kg", 1), ("grams", "kg", 0.001),
    ("tonnes", "kg", 1000), ("metric tons", "kg", 1000),
]  # fmt: skip
BOUNDS = {
    "exact": (True, True), "more_than": (True, False), "at_least": (True, False),
    "less_than": (False, True), "at_most": (False, True), "about": (False, False),
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "qualifier"), QUALIFIERS)
def test_every_qualifier_with_every_number_and_unit(phrase: str, qualifier: str) -> None:
    for (number, value), (unit, name, factor) in itertools.product(NUMBERS, [("", None, 1), *UNITS]):
        surface = f"{phrase} {number}{'' if unit in ('', '%') else ' '}{unit}"
        text = f"It recorded {surface} of that kind."
        (found,) = find(text)
        low, high = BOUNDS[qualifier]
        size = pytest.approx(value * factor)
        assert text[found.start : found.end] == surface
        assert (str(found.qualifier), found.value) == (qualifier, size)
        assert (found.unit and str(found.unit)) == name
        assert (found.low, found.high) == (size if low else None, size if high else None)
        assert [q.qualifier for q in find(text.replace(phrase, phrase.capitalize()))] == [found.qualifier]


@pytest.mark.parametrize(("phrase", "qualifier"), TAILS)
@pytest.mark.parametrize("number", ["340", "4,300", "560,000"])
def test_every_tail(phrase: str, qualifier: str, number: str) -> None:
    (found,) = check(f"It recorded [{number}{phrase}] stations.")
    assert str(found.qualifier) == qualifier


@pytest.mark.parametrize("pattern", [p for p in LINES if p.kind == "unit"], ids=lambda p: p.id)
def test_every_unit_phrase(pattern) -> None:
    for phrase in pattern.phrases:
        number = "thousands" if phrase.startswith("of ") else "34"
        surface = f"{phrase}{number}" if pattern.place == "before" else f"{number} {phrase}"
        text = f"It recorded {surface} in all."
        (found,) = find(text)
        assert text[found.start : found.end] == surface
        assert (found.unit, found.form) == (pattern.unit, pattern.form)
        assert found.value == pytest.approx((1000 if number == "thousands" else 34) * pattern.factor)


FRACTIONS = {
    "a third": 33.33, "one third": 33.33, "one-third": 33.33, "two-thirds": 66.67, "two thirds": 66.67, "half": 50,
    "a quarter": 25, "one quarter": 25, "three quarters": 75, "three-quarters": 75, "a fifth": 20, "one-fifth": 20,
    "two-fifths": 40, "two fifths": 40, "four-fifths": 80, "one-sixth": 16.67, "a tenth": 10, "nine-tenths": 90,
}  # fmt: skip
PORTIONS = {
    "one in five": 20, "1 in 5": 20, "three in 10": 30, "six in ten": 60, "nine out of ten": 90,
    "one in every five": 20, "one out of every five": 20, "two of every three": 66.67, "one-in-four": 25,
    "one in a hundred": 1, "one in 1,000": 0.1, "7 out of 10": 70, "three in four": 75,
}  # fmt: skip


@pytest.mark.parametrize("lead", ["", "about ", "nearly ", "more than ", "a little over ", "some ", "just under "])
@pytest.mark.parametrize(("share", "value"), [*FRACTIONS.items(), *PORTIONS.items()])
def test_shares(lead: str, share: str, value: float) -> None:
    (found,) = check(f"Of the cases, [{lead}{share}] of them were new.")
    assert (str(found.label), str(found.unit), found.value) == ("PERCENTAGE", "percent", value)


@pytest.mark.parametrize("words", ["A majority", "The vast majority", "The majority", "An overwhelming majority"])
def test_a_majority_is_a_share_without_a_number(words: str) -> None:
    (found,) = check(f"[{words}] of the suspects were women.")
    assert (str(found.label), found.value, found.low, found.high) == ("PERCENTAGE", None, 50, None)
    assert (str(found.qualifier), str(found.unit), found.rule) == ("more_than", "percent", "majority")


VERBS = {"doubled": 100, "tripled": 200, "trebled": 200, "quadrupled": 300, "halved": 50, "doubling": 100}


@pytest.mark.parametrize("lead", ["", "nearly ", "almost ", "more than "])
@pytest.mark.parametrize(("verb", "value"), VERBS.items())
def test_verbs(lead: str, verb: str, value: float) -> None:
    (found,) = check(f"Complaints [{lead}{verb}] in the county.")
    assert (found.form, found.value, str(found.unit)) == ("verb", value, "percent")


MULTIPLES = {
    "2.3 times": 2.3, "17 times": 17, "nine times": 9, "twice": 2, "double": 2, "triple": 3, "quadruple": 4,
    "one and a half times": 1.5,
}  # fmt: skip


@pytest.mark.parametrize("lead", ["", "nearly ", "more than ", "about "])
@pytest.mark.parametrize(("multiple", "value"), MULTIPLES.items())
@pytest.mark.parametrize("behind", ["the figure for 2019", "that of 2019"])
def test_multiples(lead: str, multiple: str, value: float, behind: str) -> None:
    (found,) = check(f"It came to [{lead}{multiple}] {behind}.")
    assert (found.form, found.value, str(found.unit)) == ("multiple", value, "times")


@pytest.mark.parametrize(
    ("fold", "value"), [("threefold", 3), ("1.2-fold", 1.2), ("fivefold", 5), ("tenfold", 10), ("20-fold", 20)]
)
def test_fold(fold: str, value: float) -> None:
    (found,) = check(f"There was a [{fold}] increase.")
    assert (found.value, str(found.unit)) == (value, "times")


RANGES = [
    ("[between 3,000 and 4,000] stalls", 3000, 4000), ("[3,000-4,000] stalls", 3000, 4000),
    ("[20 to 30 percent]", 20, 30), ("[12%-15%]", 12, 15), ("[10% to 20%]", 10, 20),
    ("[2 to 3 million yuan]", 2e6, 3e6), ("[$3 million to $5 million]", 3e6, 5e6),
    ("[between 100,000 and 200,000 yuan]", 1e5, 2e5), ("[two or three] stalls", 2, 3),
    ("[200 to 300 kilograms]", 200, 300), ("[1.2-1.5 tonnes]", 1200, 1500), ("[about 30-40] stalls", 30, 40),
    ("[between 20 percent and 30 percent]", 20, 30),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "low", "high"), RANGES)
def test_ranges(marked: str, low: float, high: float) -> None:
    (found,) = check(f"It had {marked} there.")
    assert (found.low, found.high, found.value, str(found.qualifier)) == (low, high, (low + high) / 2, "about")


SENTENCES = [
    "Fines added up to [410 million yuan], and [up to 30] people paid.",
    "Courts convict [over 780] in theft cases",
    "He was jailed in March 2021, and [11] of his managers were sentenced.",
    "It was [more than double] the [93] of a year before.",
    "They made up [8 percent], [roughly double] the share of 2021.",
    '"We charged [90] people for it last year," she said.',
    # Lists that share a unit.
    "Both rose, by [9] and [11 percent].", "They were up [9], [11] and [14 percent] respectively.",
    "It marked a rise of [41.7] and [37.9 percent].", "It rose from [20] to [30 percent].",
    "It rose from [20 percent] to [30 percent].", "They took [24] and [98 percent] of them were new.",
    # Conversions in brackets.
    "It cost [3.5 billion yuan] ([$490 million]).", "It cost [3.5 billion yuan] ([about 450 million euros]).",
    "It cost [more than 3 million yuan] ([US$420,000]).", "It cost [RMB 3 million] or [HK$3.3 million].",
    # Numbers in groups that are no telephone's.
    "In all, [138] came, [400] left and [800-1,000] stayed.", "It rose from [400] to [800].",
    # What stays outside.
    "A total of [300] came.", "Another [300] came.", "Only [300] came.", "An average of [300] came.",
    "[Some 300] of some groups came.", "[Up to about 300] came.", "[Two dozen] of them came.", "[20 or so] came.",
    # "over" and "about" that bound nothing.
    "It heard [60] suspects over [22] cases.", "There was a dispute over [32] sheep.",
    "The army handed over [300] captives.", "They were punished over [22] cases.",
    "They prosecuted [over 300] people.", "It holds information about [300] firms.",
    "The firm handed over [7 million yuan].",
    # Small words, lists, "one".
    "[Two] ringleaders were caught.", "It had [three] cases, and [five] for theft.",
    "It saw [three] murders and [one] robbery.", "[Two] came from Laos and [one] from Nepal.", "[Seven] people left.",
    "Only [one] case was lost.",
    # Hyphens.
    "A [31-percent] rise.", "A [3-million-yuan] fine.", "A [12]-member gang.", "A [five]-member gang.",
    # Rates.
    "There were [0.44] homicides per 100,000 people.",
    # Numbers that look like years or identifiers, but count.
    "[More than 2000] people came.", "[1292151] people came.", "In September [1,462] people came.",
    "In May [300] people came.", "In June [30] officers came.", "On June 30 officers found [two] people.",
    "On Sept 6 police held [40] people.", "Until May [30 percent] of them came.",
    "Since October 2014, [222] suspects were held.", "By Oct 31, [45] people came.",
    # Money and mass in odd forms.
    "[62.4bn yuan] went missing.", "[3b yuan] went missing.", "[€3m] went missing.",
    "[Tens of millions of dollars] were lost.", "[Half a million yuan] was lost.",
    "They found [34.5 grams] of heroin.", "[5,000 yuan or more] is a crime.",
    # A ratio or change by its context.
    "Filings were up [1.5 times].", "It was [three times] as many.", "The sum was [nearly twice] the number of 2020.",
    "It held [90] people. [A third] were women, and [a quarter] had no job.", "They fled. [Half] had no passport.",
    "It fell by [half].", "[Half] the cases were new.", "Cases [double] in a year.", "Fees were cut in [half].",
    "It was [one-third] of [367,000].", "[1/3] of the cases were new.",
]  # fmt: skip


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    check(marked)


NO_FIGURES = [
    '"It takes two hands to pass an envelope," she said on Friday.',
    '"We have given hundreds of thousands of people a record," he said.',
    "The phone rang at three in the morning.",
    "A child sentenced at 15 needs help.",
    # Ages.
    "Those aged 16 to 22 came.", "A man 25 years old came.", "People under 18 stayed out.",
    "Those aged 60 or above came.", "A 2-year-old came.", "Girls aged between 12 and 14 came.",
    "Children under the age of 14 came.", "Wu, 45, was jailed.", "Drivers over 60 must pass a test.",
    "The 16- and 17-year-olds came.", "A girl of 12 came.", "The son, now 17, came.", "Suits turn five this week.",
    # Terms and durations.
    "He was jailed for 13 years.", "It carries five to 10 years.", "They got 10 and 13 years.", "It took 24 hours.",
    "It came within three months.", "A six-month campaign.", "A 100-day drive.", "After three decades.",
    "A 24-hour line.", "They got five years or more.", "The past two years were hard.",
    "It took two and a half years.",
    # Law, ranks and names.
    "See Article 264.", "See Articles 264, 266 and 274.", "The 20th CPC National Congress.",
    "The 13th Five-Year Plan.", "It begins phase two.", "A second man came.", "A third suspect came.",
    "A third-party firm.", "First-instance courts.", "They visited the Three Gorges.", "It was in the top 10.",
    # Dates and clocks.
    "It came on Oct 31.", "On Aug. 3 officers came.", "Since March 8 women came.", "By June 30 prosecutors came.",
    "It came on Sept 6 and 7.", "It lasts Oct 1-7.", "It came on 31 October 2020.",
    "In 2018-22 it fell.", "From 2013 to 2017 it fell.", "It was 07:45 PM.", "It was 18:05 UTC+8.",
    "Since 2012 it fell.", "The first 10 months ended.", "The 12 months to May were quiet.",
    "Updated: 2021-04-07 10:52", "On 2017/8/4 1:27:52 it ended.", "In the 1990s it fell.",
    "Between 2018 and 2022 it fell.", "On April 26, 2018, it fell.",
    # Numbers that name.
    "Ring the 12309 hotline.", "License 0207451", "Ring the 110 police hotline.", "Ring us by calling 12345.",
    "Call 010-6499 5555.", "Ring 021-555 1234 or 0755 8321 4567.", "Ring 400-555-1234.", "Ring 138 0013 8000.",
    "Tel 010-84883300.", "Tel +86 10 84883300.", "Registration Number: 220518", "COVID-19 came.",
    "A 1024*768 screen.", "A 5G mast.", "An AK-47 was found.", "Flight MH370.", "At 192.168.1.1 it ran.",
    "See www.example.org/30/2.", "Copyright 1995 - .",
    # Idioms and pronouns.
    "Zero tolerance.", "One of them came.", "No one came.", "One suspect came.", "The two sides met.",
    "The three companies met.", "Both came.", "These five came.", "They differ in two respects.",
    # Frequencies and measures.
    "It was searched four times.", "It meets twice a week.", "It meets three times a week.",
    "He had 80 mg per 100 ml.", "He had 200 milligrams of alcohol per 100 milliliters.",
    "It measures 300 square meters.", "It covers 1,200 mu.", "It holds 500 liters.", "It cost 300 baht.",
    "It was 30 degrees warm.",
    "A majority vote.", "It has a majority of votes.", "A majority stake.", "It is in the majority.",
    # Halves, thirds and quarters of time.
    "One man fled. A second hid. A third had left for Laos.", "Another hid; a third was caught.",
    "In the first half it fell.", "It took half a year.", "A half-year report.", "It took half an hour.",
    "In the third quarter it fell.", "In the first three quarters it fell.", "It took a quarter of an hour.",
    "In the second half of 2020 it fell.",
    # Double.
    "A double homicide.", "They doubled down.", "They paid double the penalty.", "It is set to double in 2030.",
    # Furniture.
    "1. First item", "300", "Comments (3)", "1 2 3 4 5 Next",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_FIGURES)
def test_no_figures(text: str) -> None:
    assert surfaces(text, find(text)) == []


def test_fields() -> None:
    text = "Nearly 34,000 people"
    (found,) = find(text)
    assert (str(found.label), found.unit, found.form, found.rule) == ("COUNT", None, "number", "number")


PIECES = [
    "one ", "two", " in ", "half", " a ", "third", "10", "1,2", "-", " to ", " and ", "percent", "%", "$", "yuan",
    " of ", "million", "over ", "between ", "\n", ".", " ", "times", "fold", "hundred", "İ", "(", "Oct ", "2020", "/",
    "aged ",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
def test_any_text(text: str) -> None:
    end = 0
    for quantity in find(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert "\n" not in text[quantity.start : quantity.end]
        assert quantity.value is not None
        assert quantity.value >= 0
        end = quantity.end


def test_component_sets_spans_and_values() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("chargesheet_quantities")
    nlp.initialize()
    doc = nlp("Over 34,000 were charged, up 12%-15%, with $3m.")
    group = doc.spans["quantities"]
    assert [
        (span.label_, doc.text[v["start"] : v["end"]]) for span, v in zip(group, group.attrs["values"], strict=True)
    ] == [
        ("COUNT", "Over 34,000"),
        ("PERCENTAGE", "12%-15%"),
        ("AMOUNT", "$3m"),
    ]
    assert group.attrs["values"][0] == {
        "label": "COUNT", "start": 0, "end": 11, "value": 34000.0, "low": 34000.0, "high": None,
        "qualifier": "more_than", "unit": None, "form": "number", "rule": "number",
    }  # fmt: skip
    assert json.loads(json.dumps(group.attrs["values"])) == group.attrs["values"]


def test_component_keeps_its_patterns(tmp_path: Path) -> None:
    text = "They found 40 grommels and about 3 percent."
    rows = [row for row in read_patterns() if row["id"] != "qualifier.about"]
    nlp = spacy.blank("en")
    nlp.add_pipe("chargesheet_quantities").initialize(patterns=rows)
    assert [v["qualifier"] for v in nlp(text).spans["quantities"].attrs["values"]] == ["exact", "exact"]
    nlp.to_disk(tmp_path)
    for copy in (spacy.load(tmp_path), spacy.blank("en")):
        if not copy.pipe_names:
            copy.add_pipe("chargesheet_quantities")
            copy.from_bytes(nlp.to_bytes())
        assert [v["qualifier"] for v in copy(text).spans["quantities"].attrs["values"]] == ["exact", "exact"]


GOOD = {
    "id": "qualifier.x",
    "kind": "qualifier",
    "place": "before",
    "qualifier": "about",
    "phrases": ["say"],
    "example": "[say 30]",
}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "no JSON object"),
        (json.dumps({**GOOD, "colour": 1}), "colour"),
        (json.dumps({**GOOD, "phrases": ["Say"]}), "lower case"),
        (json.dumps({**GOOD, "qualifier": "maybe"}), "qualifier"),
        (json.dumps({**GOOD, "phrases": []}), "phrases"),
        (json.dumps({**GOOD, "id": "x"}), "id"),
        (json.dumps({"id": "none.x", "kind": "after", "regex": "(", "example": "x"}), "regex"),
        (json.dumps(GOOD) + "\n" + json.dumps(GOOD), "twice"),
    ],
)
def test_broken_patterns(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "patterns.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(PatternError, match=rf"patterns\.jsonl:[23]: .*{message}"):
        read_quantity_patterns(path)


def test_missing_pattern_file(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="cannot be read"):
        read_quantity_patterns(tmp_path / "none.jsonl")


def test_ids_are_unique_over_all_files() -> None:
    ids = [line.id for line in LINES]
    assert len(ids) == len(set(ids))
    assert default_lexicon() is default_lexicon()
