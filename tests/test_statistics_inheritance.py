# ruff: noqa: E501 (a marked text stays on one line)
"""What a figure takes from other figures, sentences and paragraphs, and what bars it from taking."""

from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import told

TEXTS = [
    # the whole that "of them" points to
    "Prosecutors charged [90](COUNT) people with theft in 2023. Of them, [40](COUNT offences=theft action=prosecuted by=offences.whole,action.whole) were women.",
    "Prosecutors charged [90](COUNT) people with theft in 2023. [Half](PERCENTAGE offences=theft action=prosecuted by=offences.whole,action.whole) of them were women.",
    # the paragraph
    "Prosecutors charged [90](COUNT) people in 2023. Courts tried [40](COUNT actor=people period=2023-01-01/2023-12-31 by=actor.elided,period.paragraph).",
    "Last year was a busy one. Prosecutors charged [90](COUNT period=2023-01-01/2023-12-31 by=period.paragraph) people.",
    "Telecom fraud has spread fast. Police caught [400](COUNT offences=telecom-and-online-fraud by=offences.topic) suspects.",
    # anaphora
    "Prosecutors charged [90](COUNT) people with theft in 2023. Such crimes rose by [4 percent](PERCENTAGE offences=theft by=offences.paragraph).",
    "Prosecutors charged [90](COUNT) people with theft in 2023.\nSuch crimes rose by [4 percent](PERCENTAGE offences=theft by=offences.paragraph-before).",
    "Prosecutors charged [90](COUNT) people with theft in 2023.\nThe cases involved [40](COUNT offences=theft by=offences.paragraph-before) victims.",
    # … and all crimes together are not those of the sentence before
    "Prosecutors charged [90](COUNT) people with theft in 2023. In all crimes, [4,000](COUNT offences=none) people were charged.",
    "Prosecutors charged [90](COUNT offences=theft) people with theft in 2023.\nCourts heard [4,000](COUNT offences=none action=tried) civil cases.",
    # the article's period
    "Prosecutors charged [90](COUNT) people in 2023.\nCourts tried [40](COUNT period=2023-01-01/2023-12-31 by=period.article) cases.",
    # a new paragraph inherits no stage where its figure has its own noun
    "Prosecutors charged [90](COUNT action=prosecuted) people in 2023.\nThe town has [40](COUNT action=none) shops.",
    # a conversion is the same money
    'Police recovered [1.2 billion yuan](AMOUNT action=recovered actor="stolen assets") ([$170 million](AMOUNT action=recovered actor="stolen assets" by=action.base)) in stolen assets.',
    # a survey's answers are of no stage and no offence
    "Police arrested [90](COUNT) people for theft. In a survey, [40 percent](PERCENTAGE offences=none action=none) of the respondents felt safe.",
    # nor is a standing number
    "Police arrested [90](COUNT) people for theft. China has [4 million](COUNT offences=none action=none period=none) convenience stores.",
    # nor do published cases have a stage
    "Prosecutors charged [90](COUNT) people with theft. The SPP released [six](COUNT action=none) typical cases.",
    # a headline lends and borrows nothing
    "Police arrest [90](COUNT offences=theft period=none) for theft in crackdown\n\nOfficers raided [40](COUNT offences=none period=none) shops, the town said.",
    "Thefts fall by [9 percent](PERCENTAGE offences=theft) as patrols grow\n\nIn 2023, police arrested [90](COUNT) people for arson.\n\nSuch crimes fell by [4 percent](PERCENTAGE offences=arson).",
    # a bullet takes the stage of the sentence that leads in
    "In 2023, prosecutors charged the following:\n\n- [90](COUNT action=prosecuted offences=theft period=2023-01-01/2023-12-31 by=action.lead-in) for theft;\n\n- [40](COUNT action=prosecuted offences=arson period=2023-01-01/2023-12-31) for arson.",
    # a story of one case: its own dates or none
    "In 2023, courts jailed [90](COUNT period=2023-01-01/2023-12-31) people.\n\nIn one case, a man surnamed Wang stole [40](COUNT period=none) bicycles.",
    # furniture and bylines hold no figure
    "Police arrest [90](COUNT) for theft in crackdown\n\nBy Li Na | Updated: 2024-03-01 09:30\n\nOfficers raided [40](COUNT) shops in the capital, the town said.\n\nCopyright 1995 - 2024. All rights reserved.",
]


# What an article, its paragraphs and its lists are about.
LEAD = "Thefts fall as patrols grow\n\nPolice solved [90](COUNT) cases of theft in 2023, the bureau said."
LIST = "Prosecutors charged [90](COUNT) people with fraud in 2023. Of these, [40](COUNT) faced charges of contract fraud and [20](COUNT) of insurance fraud."
TOPICS = [
    # silent figures go on with the lead, if they are of crime: a stage, a sum, victims, published cases
    LEAD + "\n\nOfficers detained [70](COUNT offences=theft by=offences.article) people in the city.",
    LEAD + "\n\nGoods worth [3 million yuan](AMOUNT offences=theft by=offences.article) were seized.",
    LEAD + "\n\nThere were [60](COUNT offences=theft by=offences.article) victims in the city.",
    LEAD + "\n\nThe court published [six](COUNT offences=theft by=offences.article) typical cases.",
    # … and what has no stage, or one of suits, advice and discipline, is not of crime
    LEAD + "\n\nThe city has [70](COUNT offences=none) buses.",
    LEAD + "\n\nProsecutors filed [70](COUNT offences=none) public interest lawsuits.",
    LEAD + "\n\nProsecutors issued [70](COUNT offences=none) recommendations.",
    LEAD + "\n\nThe party committee disciplined [70](COUNT offences=none) officials.",
    LEAD + "\n\nCourts concluded [700](COUNT offences=none) civil cases.",
    LEAD + "\n\nIn all criminal cases, [700](COUNT offences=none) people were detained.",
    # an article that opens with all crimes is of none
    "Gangs lose ground\n\nPolice detained [900](COUNT offences=none) suspects in 2023.\n\nThey held [40](COUNT offences=theft) people for theft.\n\nOfficers arrested [70](COUNT offences=none) people in the city.",
    "Gangs lose ground\n\nPolice detained [900](COUNT offences=none) suspects in 2023, [40](COUNT) of them for theft.\n\nOfficers arrested [70](COUNT offences=none) people in the city.",
    # … and bare criminal suspects are those of all crimes, wherever they stand
    LEAD + " Officers detained [700](COUNT offences=none) criminal suspects.",
    LEAD + "\n\nCourts heard [700](COUNT offences=none) criminal cases.",
    # the paragraph before is nearer than the lead, but not for the whole country
    LEAD
    + "\n\nOfficers solved [50](COUNT) cases of robbery.\n\nPolice in the port detained [70](COUNT offences=robbery by=offences.article) people.",
    LEAD
    + "\n\nOfficers solved [50](COUNT) cases of robbery.\n\nNationwide, police detained [70](COUNT offences=theft by=offences.article) people.",
    # a story of one case lends nothing to what follows
    LEAD
    + "\n\nIn one case, a man surnamed Wang was jailed for robbery and fined [900 yuan](AMOUNT offences=robbery).\n\nPolice in the port detained [70](COUNT offences=theft) people.",
    # a list of charges is of the whole, and it is the whole that is spoken of again
    LIST + " Courts convicted [80](COUNT offences=fraud by=offences.paragraph) people.",
    LIST + " Women made up [30 percent](PERCENTAGE offences=fraud by=offences.whole) of the defendants.",
    # … unless the words point back to its last
    LIST + " Courts convicted [15](COUNT offences=insurance-fraud by=offences.paragraph) people of the crime.",
    # a part of a whole that is of no offence
    "Police smashed [90](COUNT offences=none) gangs in 2023, [four](COUNT) of them engaged in theft. They also seized [19](COUNT offences=none) guns.",
    # "of these" are those of the share before
    "Prosecutors charged [90](COUNT) people with fraud in 2023. Contract fraud accounted for [40 percent](PERCENTAGE) of the cases. In [half](PERCENTAGE offences=contract-fraud by=offences.whole) of these the loss was made good.",
    # an offence named in passing
    "Prosecutors charged [90](COUNT) people with fraud in 2023.\n\nThe offense is now as common as theft. The number of people charged rose by [4 percent](PERCENTAGE offences=fraud).",
    # one case: the verdict's charge, though suspicion of another comes first
    "A man surnamed Wang lent [40](COUNT offences=fraud by=offences.case) people money. He was first suspected of theft; in the end he was jailed for fraud.",
    # defendants of whom the next sentence says what they are charged with
    LEAD
    + "\n\nA court in the port began to try [23](COUNT offences=robbery,arson by=offences.charged-later) people. They are accused of robbery and arson.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_inheritance(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


@pytest.mark.parametrize("marked", TOPICS)
def test_topics(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked
