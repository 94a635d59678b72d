# ruff: noqa: E501 (a marked text stays on one line)
"""Which kind of figure it is: what the words beside a figure make of it, and its sign, value and unit."""

from __future__ import annotations

import pytest
from spacy.language import Language

from chargesheet.pipeline.cues import PATTERNS
from chargesheet.pipeline.inflection import noun_forms, verb_forms
from chargesheet.schemas.patterns import read_cue_patterns

from .marked import told

CHANGES = read_cue_patterns(PATTERNS / "changes.jsonl")
SHARES = read_cue_patterns(PATTERNS / "shares.jsonl")

TEXTS = [
    # count
    "Police held [90](COUNT statistic=count value=90 unit=people) men.",
    "Courts heard [nearly 300](COUNT statistic=count value=300 unit=cases qualifier=less_than) cases.",
    "Police broke up [12](COUNT statistic=count value=12 unit=items) dens.",
    "Prosecutions numbered [4,000](COUNT statistic=count value=4000 unit=people) in 2023.",
    "The number of kidnappings rose to [328](COUNT statistic=count value=328) in 2023.",
    # change, by a verb, a noun, a particle, a comparative, a verb that is its own size
    "Robberies fell by [12 percent](PERCENTAGE statistic=change value=-12 unit=percent) in 2023.",
    "It was a [31 percent](PERCENTAGE statistic=change value=31) rise.",
    "Courts tried [300](COUNT statistic=count) cases, up [2.7 percent](PERCENTAGE statistic=change value=2.7).",
    "Thefts were [40 percent](PERCENTAGE statistic=change value=-40) fewer than in 2019.",
    "Fraud cases [doubled](PERCENTAGE statistic=change value=100 unit=percent) from a year earlier.",
    "Fraud cases [tripled](PERCENTAGE statistic=change value=200 unit=percent) from a year earlier.",
    "Burglaries [halved](PERCENTAGE statistic=change value=-50 unit=percent) in 2023.",
    "Prosecutors charged [40](COUNT statistic=change value=-40 unit=people) fewer people than in 2022.",
    "Courts heard [seven](COUNT statistic=change value=7 unit=cases) more cases than in 2022.",
    # the size of a fall is qualified, not its sign
    "Thefts fell by [more than half](PERCENTAGE statistic=change value=-50 qualifier=more_than high=-50 low=none).",
    # coordinated changes are all of the first one's kind
    "Thefts fell by [9 percent](PERCENTAGE statistic=change value=-9) and [14 percent](PERCENTAGE statistic=change value=-14).",
    "Thefts fell by [9 percent](PERCENTAGE statistic=change value=-9) and robberies [14 percent](PERCENTAGE statistic=change value=-14).",
    # a verb left out, with the words behind the first change; the particle behind its size
    "The first figure was up [9 percent](PERCENTAGE statistic=change value=9) from 2022 and the second [14 percent](PERCENTAGE statistic=change value=14).",
    "The first figure was down [9 percent](PERCENTAGE statistic=change value=-9), the second [14 percent](PERCENTAGE statistic=change value=-14) down.",
    "Thefts fell by [9 percent](PERCENTAGE statistic=change value=-9) to [400](COUNT statistic=count), and [seven in 10](PERCENTAGE statistic=share value=70) were solved.",
    "After an average annual decline of [11.4 percent](PERCENTAGE statistic=change value=-11.4), few are left.",
    "Fraud cases numbered [900](COUNT statistic=count), [60](COUNT statistic=change value=-60) below the level of 2022.",
    # things that are dropped are no fall
    "Police dropped [90](COUNT statistic=count value=90) cases.",
    "Police were made to drop [90](COUNT statistic=count value=90) cases.",
    "Fraud cases dropped [9 percent](PERCENTAGE statistic=change value=-9).",
    # share
    "Robbery accounted for [30 percent](PERCENTAGE statistic=share value=30) of the cases.",
    "[A third](PERCENTAGE statistic=share value=33.33 unit=percent) of the defendants were jobless.",
    "[One in five](PERCENTAGE statistic=share value=20) was a woman.",
    "[Half](PERCENTAGE statistic=share value=50) of the suspects were women.",
    # rate
    "The conviction rate stood at [99.1 percent](PERCENTAGE statistic=rate value=99.1) in 2022.",
    "The murder rate was [0.6](COUNT statistic=rate value=0.6) per 100,000 people in 2022.",
    # points are a change, of what the words say
    "The rate fell by [2.2 percentage points](PERCENTAGE statistic=change value=-2.2 unit=percentage_points).",
    # ratio, and the multiples that are changes
    "The number of suspects was [2.5 times](PERCENTAGE statistic=ratio value=2.5 unit=times) that of 2019.",
    "Prosecutions for theft rose [1.2 times](PERCENTAGE statistic=change value=1.2 unit=times) in 2023.",
    "Arrests rose [threefold](PERCENTAGE statistic=change value=3 unit=times) in 2022.",
    # amount
    "Police seized [3.2 tonnes](AMOUNT statistic=amount value=3200 unit=kg) of heroin.",
    "The gang hid [40 million yuan](AMOUNT statistic=amount value=40000000 unit=cny).",
    "Losses fell by [40 million yuan](AMOUNT statistic=change value=-40000000 unit=cny).",
    # a word of change that is none
    "Police rounded up [90](COUNT statistic=count value=90) dealers.",
    "Gangs set up [12](COUNT statistic=count value=12) websites.",
    # an earlier level is a level
    "The number rose to [300](COUNT statistic=count value=300) from [210](COUNT statistic=count value=210) a year earlier.",
    "The rate was [25 percent](PERCENTAGE statistic=rate), against [28 percent](PERCENTAGE statistic=rate) in 2019.",
    # another level of the same rate; so many in so many
    "The arrest rate reached [24 percent](PERCENTAGE statistic=rate) in 2022, [9 percentage points](PERCENTAGE statistic=change) higher than in 2018, and climbed to [41 percent](PERCENTAGE statistic=rate) in 2023.",
    "The arrest rate was [24 percent](PERCENTAGE statistic=rate); for minors it was [9 percent](PERCENTAGE statistic=rate).",
    "The arrest rate is [24 percent](PERCENTAGE statistic=rate), compared with [9 percent](PERCENTAGE statistic=rate) among minors.",
    "For every 10,000 cars stopped, police found [31](COUNT statistic=rate) drunk drivers.",
    # a part has the unit of its whole, others that of those before
    "Of late, [45](COUNT unit=items) of the [300](COUNT unit=items) complaints were upheld.",
    "It closed [300](COUNT unit=items) firms and fined [64](COUNT unit=items) others.",
    # a change by how much one exceeds another, in a row with a preposition, against that of something else
    "Police held [90](COUNT) people, exceeding the figure of 2019 by [62 percent](PERCENTAGE statistic=change value=62).",
    "It was a fall of [12 percent](PERCENTAGE statistic=change value=-12) from May and of [31 percent](PERCENTAGE statistic=change value=-31) from a year earlier.",
    "Thefts rose by [18 percent](PERCENTAGE statistic=change value=18), which compares with [2 percent](PERCENTAGE statistic=change value=2) for robbery.",
    "Arrests are running [a fifth](PERCENTAGE statistic=change value=20) ahead of the same period of last year.",
    "Prosecutors charged [90](COUNT) men and [40](COUNT) women, [16](PERCENTAGE statistic=change value=16) and [23 percent](PERCENTAGE statistic=change value=23) more than in 2021.",
    # … but the subject of a clause goes on no row of changes
    "Of those charged, [90](COUNT) were minors, a fall of [18 percent](PERCENTAGE statistic=change value=-18), and [one in four](PERCENTAGE statistic=share value=25) was a student.",
    # a level behind a change and a comma
    "Robberies fell by [12 percent](PERCENTAGE statistic=change value=-12), to [310](COUNT statistic=count unit=cases), and snatchings by [a third](PERCENTAGE statistic=change value=-33.33), to [88](COUNT statistic=count unit=cases).",
    # a rate as an entry of a list
    "-- Non-prosecution rate: [24.5 percent](PERCENTAGE statistic=rate value=24.5)",
    # money whose unit stands with the sum before
    "Frozen were [9 billion yuan](AMOUNT statistic=amount); paid back, [2 billion](AMOUNT statistic=amount value=2000000000 unit=cny).",
    "Fines of [12 million yuan](AMOUNT) were paid, [7 million](AMOUNT statistic=amount value=7000000 unit=cny) of which abroad.",
    "Police froze [4 billion yuan](AMOUNT) and held [1.2 million](COUNT statistic=count unit=people) people.",
    # what is turned down does not fall
    "Prosecutors approved [90](COUNT) arrests and turned down [40](COUNT statistic=count value=40).",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_kinds(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


@pytest.mark.parametrize("text", ["No figure stands here.", "He was held in 2019.", "On June 3 a court sat."])
def test_no_figure(nlp: Language, text: str) -> None:
    assert told(nlp, text) == text


# A participle needs an auxiliary, and some verbs of change name other deeds before a figure.
FINITE = [
    (form, pattern.value)
    for pattern in CHANGES
    for verb in pattern.verbs
    for form in verb_forms(verb)
    # "halved" is a figure itself.
    if not form.split()[0].endswith("ing") and form != "halved"
]


@pytest.mark.parametrize(("form", "direction"), FINITE)
def test_every_verb_of_change(nlp: Language, form: str, direction: str) -> None:
    sign = "-" if direction == "down" else ""
    marked = f"Robberies {form} by [12 percent](PERCENTAGE statistic=change value={sign}12) in 2023."
    assert told(nlp, marked) == marked


NOUNS = [(noun, pattern.value) for pattern in CHANGES for noun in pattern.nouns]


@pytest.mark.parametrize(("noun", "direction"), NOUNS)
def test_every_noun_of_change(nlp: Language, noun: str, direction: str) -> None:
    sign = "-" if direction == "down" else ""
    for marked in (
        f"The year saw a {noun} of [12 percent](PERCENTAGE statistic=change value={sign}12) in robberies.",
        f"Courts tried [90](COUNT statistic=count) cases, a [12 percent](PERCENTAGE statistic=change value={sign}12) {noun}.",
    ):
        assert told(nlp, marked) == marked
    assert noun in noun_forms(noun)


@pytest.mark.parametrize("verb", [form for pattern in SHARES for verb in pattern.verbs for form in verb_forms(verb)])
def test_every_verb_of_sharing(nlp: Language, verb: str) -> None:
    if verb.split()[0].endswith("ing"):
        marked = f"Courts heard [90](COUNT) robberies, {verb} [12 percent](PERCENTAGE statistic=share value=12) of all cases."
    else:
        marked = f"Robberies {verb} [12 percent](PERCENTAGE statistic=share value=12) of all cases."
    assert told(nlp, marked) == marked
