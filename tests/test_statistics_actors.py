# ruff: noqa: E501 (a marked text stays on one line)
"""Who or what a figure counts: the noun beside it, what narrows it, and where it is left out."""

from __future__ import annotations

import pytest
from spacy.language import Language

from chargesheet.pipeline.cues import PATTERNS
from chargesheet.pipeline.inflection import verb_forms
from chargesheet.pipeline.statistics import read_nouns
from chargesheet.schemas.patterns import read_cue_patterns

from .marked import told

TEXTS = [
    # the noun beside a count, without determiners, numbers and a trailing "of OFFENCE"
    "Police held [40](COUNT actor=individuals) individuals.",
    "Courts heard [12](COUNT actor=cases) cases of fraud.",
    'Police held [40](COUNT actor="fraud suspects") fraud suspects.',
    'Police held [40](COUNT actor="fraud suspects") Fraud suspects.',
    "Police held [40](COUNT actor=men) men and [12](COUNT actor=women) women.",
    "Prosecutors charged [281](COUNT actor=defendants) of the defendants.",
    # a date, a verb and a goal are no part of the noun; a possessor of "of" is none of the noun either
    "The line took [560](COUNT actor=complaints) complaints by the end of May, [34](COUNT actor=complaints) of which led to charges.",
    'They lodged [12](COUNT actor="appeals to the high court") appeals to the high court.',
    'Prosecutors filed [120](COUNT actor="lawsuits over polluted farmland") lawsuits over polluted farmland and won most.',
    'Prosecutors filed [120](COUNT actor="lawsuits over polluted farmland and water") lawsuits over polluted farmland and water.',
    'Courts fined [84](COUNT actor="party members and state employees") party members and state employees.',
    "Officers seized [60 kilograms](AMOUNT actor=methamphetamine) of methamphetamine bound for Guangdong.",
    "The head of the ring was jailed for life, and [two](COUNT actor=drivers) of his drivers were fined.",
    'She was jailed, and [six](COUNT actor="former colleagues") of her former colleagues were fined.',
    "Police held boys and girls. [Six](COUNT actor=none) of the former were freed.",
    # … with the words that narrow it
    'Police held [40](COUNT actor="people aged 60 or above") people aged 60 or above.',
    'Prosecutors charged [90](COUNT actor="officials at or above the county level") officials at or above the county level.',
    'Prosecutors made [30](COUNT actor="recommendations to government agencies") recommendations to government agencies.',
    'Police held [40](COUNT actor="fraud suspects who had fled abroad") fraud suspects who had fled abroad.',
    # … but not those that another slot says
    "Police held [40](COUNT actor=people) people suspected of theft last year.",
    "Police held [40](COUNT actor=people) people in Kunming.",
    # left out: of them, of whom, elided
    "Police held [90](COUNT actor=suspects) suspects and freed [40](COUNT actor=suspects).",
    "Police held [90](COUNT actor=suspects) suspects, [12](COUNT actor=suspects) of them for arson.",
    "Police held [90](COUNT actor=suspects) suspects, [half](PERCENTAGE actor=suspects) of whom had fled.",
    "The number of suspects rose to [90](COUNT actor=suspects by=actor.noun).",
    "Among the children traced, [7](COUNT actor=children) were sold abroad.",
    "[Forty](COUNT actor=none) were jailed.",
    # … pointed back to by "the number", "they", "others", or by what the sentence before spoke of
    "Police held [90](COUNT actor=suspects) suspects. In 2021, the number was [40](COUNT actor=suspects).",
    "Police held [90](COUNT actor=people) people in May. They decided to hold [12](COUNT actor=people) others.",
    'Young victims got more help. Prosecutors gave judicial aid to [40](COUNT unit=people actor="young victims") of them.',
    'Women with disabilities get help: they made up [a third](PERCENTAGE actor="women with disabilities") of the victims.',
    "Courts heard [34](COUNT unit=cases actor=cases) cases with [51](COUNT unit=people actor=defendants) defendants, of whom [12](COUNT unit=people actor=defendants) were freed.",
    'Courts freed [40](COUNT actor=firms) firms, while [12](COUNT actor="firms that had lied") that had lied were tried.',
    # words of a stage: plurals behind a number, but no persons
    "Police received [80](COUNT unit=items actor=reports) reports.",
    "There were [40](COUNT unit=people actor=convicts) convicts.",
    "In all, [40](COUNT unit=people actor=none) arrests were approved.",
    # doers are persons, things in -ers are not
    "Police met [40](COUNT unit=people actor=hecklers) hecklers.",
    "Police opened [40](COUNT unit=items actor=containers) containers.",
    # the part of a share, else its whole
    "Women made up [12 percent](PERCENTAGE actor=women) of the defendants.",
    'Those with high school education made up [40 percent](PERCENTAGE actor="those with high school education") of the defendants.',
    "[A third](PERCENTAGE actor=defendants) of the defendants had no steady job.",
    'Of those charged, [40 percent](PERCENTAGE actor="those charged") had no steady job.',
    # a change: the subject, or what the number that changed counts
    'Visits in person fell by [5 percent](PERCENTAGE actor="visits in person").',
    "The number of cases fell by [5 percent](PERCENTAGE actor=cases), and that of suspects by [7 percent](PERCENTAGE actor=suspects).",
    "Courts tried [90](COUNT actor=cases) cases, up [5 percent](PERCENTAGE actor=cases by=actor.base).",
    "Prosecutions for theft rose by [5 percent](PERCENTAGE actor=none).",
    # several changes in a row pair off with the counts before them
    "[Some 300](COUNT actor=suspects) and [400](COUNT actor=suspects) suspects were held for theft and fraud, respectively.",
    "Courts jailed [40](COUNT actor=men), [60](COUNT actor=men) and [90](COUNT actor=men) men in 2021, 2022 and 2023, respectively.",
    "Courts tried [24](COUNT actor=cases) cases involving [31](COUNT actor=suspects) suspects, up [5 percent](PERCENTAGE actor=cases) and [8 percent](PERCENTAGE actor=suspects) respectively.",
    # words behind the noun narrow it, where no other slot says them
    'Police freed [40](COUNT actor="women lured abroad by fake job offers") women lured abroad by fake job offers.',
    '[Forty](COUNT actor="prisoners wrongly released on parole") prisoners wrongly released on parole were found.',
    'The number of people held for more than a year without a verdict fell to [40](COUNT actor="people held for more than a year without a verdict").',
    '[Forty](COUNT actor="men from the same village") men from the same village were held.',
    'Courts tried [40](COUNT actor="teachers, clerks and school staff") teachers, clerks and school staff.',
    'Prosecutors helped [40](COUNT actor="women in hardship") women in hardship.',
    'Police opened [40](COUNT actor="cases involving migrant workers") cases involving migrant workers.',
    'Police opened [40](COUNT actor="cases in which the elderly had been cheated") cases in which the elderly had been cheated.',
    "[Forty](COUNT actor=fugitives) fugitives walked into police stations.",
    "Courts heard [40](COUNT actor=cases) cases involving theft.",
    "Prosecutors published [40](COUNT actor=cases) cases that courts had tried.",
    "[Forty](COUNT actor=companies) companies underwent reviews.",
    "Defendants in theft cases numbered [40](COUNT actor=defendants).",
    # the part of a share: a predicate, an offence, one of a row
    "[A third](PERCENTAGE actor=students) of the suspects were students.",
    "[A third](PERCENTAGE actor=suspects) of the suspects were unemployed.",
    "Girls were only [6 percent](PERCENTAGE actor=girls) of the defendants.",
    "Courts tried [40](COUNT actor=cases) cases. Theft made up [half](PERCENTAGE actor=theft) of the cases and fraud [12 percent](PERCENTAGE actor=fraud).",
    "Theft, robbery and arson made up [31](PERCENTAGE actor=theft), [16](PERCENTAGE actor=robbery) and [9 percent](PERCENTAGE actor=arson) of the suspects, respectively.",
    "Farmers made up [40 percent](PERCENTAGE actor=farmers) of those cheated, retirees for [30 percent](PERCENTAGE actor=retirees).",
    'Of those convicted of theft, [40 percent](PERCENTAGE actor="those convicted") were under 30.',
    # figures that are resumed in turn
    "Courts heard [40](COUNT actor=cases) cases and tried [90](COUNT actor=people) people. The first figure was up [5 percent](PERCENTAGE actor=cases by=actor.resumed), the second [8 percent](PERCENTAGE actor=people by=actor.resumed).",
    "Courts heard [40](COUNT actor=cases) cases and tried [90](COUNT actor=people) people. The figures were up [5 percent](PERCENTAGE actor=cases) and [8 percent](PERCENTAGE actor=people), respectively.",
    "Courts tried [90](COUNT actor=people) people. That was [5 percent](PERCENTAGE actor=people) more than in 2020.",
    # what an amount measures
    "Police seized [3 tonnes](AMOUNT actor=drugs) of drugs worth [40 million yuan](AMOUNT actor=drugs).",
    "He was convicted of taking bribes worth [40 million yuan](AMOUNT actor=bribes).",
    'They sought punitive damages of [40 million yuan](AMOUNT actor="punitive damages") in civil suits.',
    "The ring robbed [30](COUNT actor=victims) victims of [40 million yuan](AMOUNT actor=none).",
    'Police seized [3 tonnes](AMOUNT actor="fish, shrimp and crab") of fish, shrimp and crab.',
    "Losses totaled [40 million yuan](AMOUNT actor=losses).",
    'They recovered [520 million yuan](AMOUNT actor="back pay") in back pay for workers.',
    "They recovered [520 million yuan](AMOUNT actor=none).",
    "Damages collected through the suits came to [40 million yuan](AMOUNT actor=damages).",
    'Tax refunds paid to firms added up to [40 million yuan](AMOUNT actor="tax refunds").',
    "Losses suffered by savers [exceeded 40 million yuan](AMOUNT actor=losses).",
    'He got [40 million yuan](AMOUNT actor="state compensation") in state compensation.',
    "She took charge of [40 million yuan](AMOUNT actor=none).",
    # a whole named first, with the verb before its subject, or a verb behind the count
    'Among the officials investigated were [87](COUNT actor="officials at or above the county level" unit=people) at or above the county level.',
    "Among those charged were [37](COUNT actor=executives) executives.",
    'Of the relic cases, [514](COUNT actor="relic cases" unit=cases) concerned sites without protection.',
    "Police held [90](COUNT actor=suspects) suspects. Of the suspects, [40](COUNT actor=suspects) confessed.",
    "Courts heard [900](COUNT actor=cases) cases, [240](COUNT actor=cases unit=cases) of them criminal.",
    "Police held [900](COUNT actor=people) people, [240](COUNT actor=students) of them students.",
    'Of those charged, [90](COUNT actor="those charged") got long prison terms and [60](COUNT actor="those charged" unit=people) shorter ones.',
    "Prosecutors made [900](COUNT) recommendations. All but [40](COUNT actor=recommendations unit=items) of the [900](COUNT actor=recommendations) recommendations were followed.",
    # the object that opens the sentence, a level in passing, a figure in all
    'Those investigated for bribery the commission puts at [6,000](COUNT actor="those investigated" unit=people).',
    "Women, [38 percent](PERCENTAGE actor=women) of the total in 2019, now account for [52 percent](PERCENTAGE actor=women).",
    "The fugitives, [43](COUNT actor=fugitives) in all, were flown home.",
    # what a colon explains
    "More women than ever were charged: [870](COUNT actor=women unit=people).",
    "They are bringing more suits: [320](COUNT actor=suits unit=cases) in 2021 and [410](COUNT actor=suits) in 2022.",
    # the topic of the clause or sentence before
    'Drivers who drink can lose their licenses, and [57](COUNT actor="drivers who drink") of them did.',
    "Courts closed [900](COUNT) cases and sentenced [800](COUNT actor=people) people. The caseload is shrinking. From [388](COUNT actor=cases unit=cases) in 2019, it came down to [214](COUNT actor=cases unit=cases).",
    "In 2017 the figure for cases was [90](COUNT actor=cases unit=cases) and that for people sentenced [40](COUNT actor=people unit=people).",
    'Civil cases numbered [800](COUNT actor="civil cases"), up [4 percent](PERCENTAGE), and administrative cases [90](COUNT actor="administrative cases" unit=cases).',
    # the verb is one that befalls persons, or things
    "Intruders were dealt with in [260](COUNT) cases. Some of these were closed. [Seventy](COUNT unit=people) of them were jailed.",
    "Street crime is rare. [86](COUNT unit=cases) were reported.",
    "[Ninety](COUNT unit=people) placed under investigation for taking bribes",
    "Inspectors checked [90](COUNT) firms; [12](COUNT unit=items) have been fined.",
    # words that narrow, and the nearest that do not
    'Prosecutors reviewed [90](COUNT actor="requests for parole or medical release") requests for parole or medical release.',
    'Courts heard [90](COUNT actor="public interest cases") public interest cases filed by prosecutors.',
    'Courts tried [90](COUNT actor="defendants in cold cases") defendants in cold cases.',
    "Courts tried [90](COUNT actor=defendants) defendants in fraud cases.",
    'Police closed [90](COUNT actor="dens where guns were made") dens where guns were made.',
    # the whole of a share: fronted, of whom, with a verb left out
    "Men made up [80 percent](PERCENTAGE actor=men) of the defendants, [half](PERCENTAGE actor=defendants) of whom were under 30.",
    "Police held [90](COUNT) suspects and named the victims; of the victims, [70 percent](PERCENTAGE actor=victims) were women.",
    '[Half](PERCENTAGE) of those charged were under 35 and [one in five](PERCENTAGE actor="those charged") worked in sales.',
    "Police held [90](COUNT) suspects, [one in nine](PERCENTAGE actor=suspects) of them a student.",
    'The largest group, at [42 percent](PERCENTAGE actor="those out of work"), were those out of work; next came students ([19 percent](PERCENTAGE actor=students)).',
    # what a sum or a weight measures
    "The goods were worth [9 million yuan](AMOUNT actor=goods).",
    'Police recovered goods and cash worth [9 million yuan](AMOUNT actor="goods and cash").',
    "Customs found [90](COUNT) tusks weighing [7 tonnes](AMOUNT actor=tusks).",
    "Banks failed to report transfers worth [9 million yuan](AMOUNT actor=transfers).",
    "The campaign led to the seizure of [2 tonnes](AMOUNT actor=heroin) of heroin.",
    "[Two-thirds](PERCENTAGE) of the money, or [3 billion yuan](AMOUNT actor=money), was paid abroad.",
    'The average loss was [4,000 yuan](AMOUNT actor="average loss"); this year it has come down to [3,000 yuan](AMOUNT actor="average loss").',
]


@pytest.mark.parametrize("marked", TEXTS)
def test_actors(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


# "40 arrests", "40 convicts": words of a stage are read as such.
STAGES = {form for p in read_cue_patterns(PATTERNS / "actions.jsonl") for verb in p.verbs for form in verb_forms(verb)}
PLURALS = [
    (noun, unit)
    for noun, unit in read_nouns().items()
    if noun.endswith("s")
    and not noun.endswith("ss")
    and noun not in STAGES
    and noun not in ("prosecutions", "convictions")
]


@pytest.mark.parametrize(("noun", "unit"), PLURALS)
def test_every_plural_gives_its_unit(nlp: Language, noun: str, unit: str) -> None:
    marked = f"There were [40](COUNT unit={unit} actor={noun}) {noun}."
    assert told(nlp, marked) == marked
