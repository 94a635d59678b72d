# ruff: noqa: E501 (a marked text stays on one line)
"""What a figure that names no offence goes on with: what points back, case stories, lists, and figures of no crime."""

from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import told

_THEFT = "Prosecutors charged [900](COUNT offences=theft) people with theft last year."
_TWO = "Last year [90](COUNT offences=theft) people faced theft charges and [40](COUNT offences=arson) arson charges."

TEXTS = [
    # several that are pointed to by number or order
    f"{_TWO} The two charges made up [4 percent](PERCENTAGE offences=theft,arson by=offences.pointed) of all financial crime prosecutions.",
    f"{_TWO} Defendants of these two kinds were a majority, at [61 percent](PERCENTAGE offences=theft,arson by=offences.pointed).",
    f"{_TWO} Women made up [30 percent](PERCENTAGE offences=theft by=offences.pointed) of the former group.",
    f"{_TWO} Minors were [9 percent](PERCENTAGE offences=arson by=offences.pointed) of the latter.",
    f"{_TWO} Together the two accounted for [61 percent](PERCENTAGE offences=theft,arson by=offences.pointed) of all defendants.",
    f"{_TWO} Together, these crimes were behind [61 percent](PERCENTAGE offences=theft,arson by=offences.pointed) of all cases.",
    # … but not a date or a rank
    f"{_THEFT} In the first quarter, [40](COUNT offences=theft by=offences.paragraph) were jailed.",
    # a subject that points back goes before the whole
    "Arson is back. The crime made up [34 percent](PERCENTAGE offences=arson by=offences.pointed) of the violent crime cases that courts concluded.",
    # shares of the same whole
    f"{_THEFT}\n\nMen under 25 made up [40 percent](PERCENTAGE offences=arson) of those charged with arson. Students accounted for [8 percent](PERCENTAGE offences=arson).",
    # … nor a noun of something else; and "the latter" of two figures points to no charge
    f"{_TWO} A stage cost [3 million yuan](AMOUNT offences=arson), and the first troupe performed in May.",
    f"{_TWO}\n\nCourts heard [70](COUNT) cases, [30](COUNT) of which were closed. At stake in the latter were [3 million yuan](AMOUNT by=offences.whole).",
    # an offence overtaken is named in passing
    "Arson has overtaken theft as the offense most often tried. Courts concluded [900](COUNT offences=arson) such cases in May.",
    # items of a list lend nothing to the next
    "-- Theft: [90](COUNT offences=theft) people prosecuted.\n\n-- Non-prosecution rate: [24.5 percent](PERCENTAGE offences=none).",
    # lists of charges give way to the whole
    f"{_THEFT}\n\nDefendants in burglary cases numbered [300](COUNT offences=theft), or [a third](PERCENTAGE offences=theft) of the total.",
    "Prosecutors charged [900](COUNT offences=property-crimes) people with property crimes.\n\n• Theft: [600](COUNT offences=theft) people;\n\n• Robbery: [90](COUNT offences=robbery) people.\n\nThe crimes in question cost owners [3 million yuan](AMOUNT offences=property-crimes).",
    # a case story is of the charge that the verdict names
    "In one of [six](COUNT offences=securities-and-futures-crimes) typical cases of securities crime, a man surnamed Wu held [40](COUNT offences=market-manipulation by=offences.case) accounts. He was convicted of market manipulation.",
    "A trader surnamed Wu held [40](COUNT offences=market-manipulation,insider-trading) accounts. He was jailed for market manipulation and insider trading.",
    "One blaze cost [11](COUNT offences=negligently-causing-fire by=offences.case) workers their lives. The owner was sentenced in May for negligently causing a fire.",
    "A gang led by a man named Wu took [3 million yuan](AMOUNT offences=fraud by=offences.case). In the end [31](COUNT offences=fraud) were convicted of fraud and [15](COUNT offences=perjury) of perjury.",
    # … and not of that which the laundered money came from
    "A cashier surnamed Wu took care of [3 million yuan](AMOUNT offences=money-laundering by=offences.case) that her uncle had earned by selling drugs. She was convicted of money laundering.",
    # suits and advice are of no crime that they do not name
    "Prosecutors charged [900](COUNT offences=theft) people with theft and filed [12](COUNT offences=none) public interest lawsuits.",
    f"{_THEFT} They filed [12](COUNT offences=theft) lawsuits over such conduct.",
    f"{_THEFT} They filed [12](COUNT offences=none) public interest cases over the same period, [4 percent](PERCENTAGE offences=none) of all such cases.",
    # offices: letters, regulators and those they fine
    f"{_THEFT} Their hotline took [800](COUNT offences=none) complaints.",
    f"{_THEFT} The commission also fined [58](COUNT offences=none) companies [2 million yuan](AMOUNT offences=none).",
    f"{_THEFT} Courts fined [58](COUNT offences=theft) of them.",
    # all crimes together beside what the paragraph is about
    "Prosecutors charged [900](COUNT offences=theft) people with theft, a non-prosecution rate of [9 percent](PERCENTAGE offences=theft); for criminal suspects as a whole it was [12 percent](PERCENTAGE offences=none).",
    # what a new paragraph speaks of where it names nothing
    f"{_THEFT}\n\nPolice caught [70](COUNT offences=theft by=offences.article) suspects in May.",
    f"{_THEFT}\n\nThe gangs had taken [3 million yuan](AMOUNT offences=theft).",
    f"{_THEFT}\n\nFires in homes killed [30](COUNT offences=none) people in May.",
    f"{_THEFT}\n\nTax refunds came to [3 million yuan](AMOUNT offences=none) in May.",
    f"{_THEFT}\n\nPark visits rose by [3 percent](PERCENTAGE offences=none) in May.",
    f"{_THEFT}\n\nThe number of suspects rose by [3 percent](PERCENTAGE offences=theft) in May.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_inherited_offences(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


def test_a_headline_may_name_its_offence_anywhere(nlp: Language) -> None:
    marked = "[Over 40](COUNT offences=arson by=offences.headline) held as China goes after arson\n\nIt rained."
    assert told(nlp, marked, title="Over 40 held as China goes after arson") == marked
