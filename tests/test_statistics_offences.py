# ruff: noqa: E501 (a marked text stays on one line)
"""Which offences a figure speaks of by its own sentence: each rule, and what it must leave alone."""

from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import told

TEXTS = [
    # "X such as Y and Z": X alone
    "Serious violent crimes such as murder and robbery made up [4 percent](PERCENTAGE offences=serious-violent-crimes) of the cases.",
    "Tax crimes, including smuggling, fell by [4 percent](PERCENTAGE offences=tax-crimes) last year.",
    "Murder and robbery made up [4 percent](PERCENTAGE offences=intentional-homicide,robbery) of the cases.",
    # counts in a row take a list behind them in turn, where the text says so
    "Murder, arson and rape cases numbered [20](COUNT offences=intentional-homicide by=offences.respectively), [30](COUNT offences=arson) and [40](COUNT offences=rape), respectively.",
    "Prosecutors charged [20](COUNT offences=theft), [30](COUNT offences=arson) and [40](COUNT offences=rape) people with theft, arson and rape, respectively.",
    "Prosecutors charged [20](COUNT offences=theft,arson,rape) men and women with theft, arson and rape.",
    "[Forty](COUNT offences=theft) and [90](COUNT offences=arson) people were charged with theft and arson, respectively.",
    "[Forty](COUNT offences=theft,arson) men and [90](COUNT offences=theft,arson) women were charged with theft and arson.",
    # an aside with a figure, between commas or dashes, and a relative clause do not end the figure's own words
    "Customs seized [40 tonnes](AMOUNT offences=theft) of copper, [half](PERCENTAGE) of it cable, in theft cases.",
    "[Some 40](COUNT offences=arson) people -- [half](PERCENTAGE) of them women -- were charged with arson.",
    "Of them, [40](COUNT offences=arson), or [20 percent](PERCENTAGE offences=arson), were charged with arson, and [12](COUNT offences=theft) with theft.",
    "The [34](COUNT offences=arson) men, who had owned [90](COUNT) shops, were charged with arson.",
    # … but what stands in the aside is its own figure's
    "Violent crimes: [90](COUNT offences=serious-violent-crimes) people tried, including [30](COUNT offences=robbery) accused of robbery, compared with [25](COUNT) the year before.",
    # the verb left out, with the article
    "Of the cases, [40 percent](PERCENTAGE offences=arson) concerned arson and [12 percent](PERCENTAGE offences=robbery) the robbery of banks.",
    # a list across the words that narrow its first member
    "Robberies in public squares and the theft of cars have brought [90](COUNT offences=robbery,theft) people to trial.",
    # of-phrases behind a predicate
    "By charge, the cases comprised [40](COUNT offences=arson) of arson and [12](COUNT offences=theft) of theft.",
    # ranked with another that has its own figure
    "Theft figured in [40](COUNT offences=theft) cases, ahead of arson in [12](COUNT offences=arson).",
    # headed by a colon
    "Theft: [40](COUNT offences=theft) held, [12](COUNT offences=theft) jailed; arson: [9](COUNT offences=arson) held.",
    # the predicate of a share, not its whole
    "[Nearly half](PERCENTAGE offences=robbery by=offences.predicate) of the men tried for theft had also dealt in robbery.",
    # all together, and in pairs
    "Courts tried [90](COUNT offences=robbery) robbery cases and [40](COUNT offences=arson) arson cases, convicting a total of [150](COUNT offences=robbery,arson) people.",
    "Prosecutors charged [90](COUNT offences=robbery) people with robbery and [40](COUNT offences=arson) with arson, [twice](PERCENTAGE offences=robbery,arson) the combined figure of 2020.",
    # the whole again behind a part
    "Courts sentenced [600](COUNT offences=fraud) people for fraud, among them [42](COUNT offences=theft) for theft, and [1,300](COUNT offences=fraud) cards were found.",
    # all crimes are another figure's
    "Police held [90](COUNT offences=theft) people for theft. Only [2 percent](PERCENTAGE offences=theft) of the suspects were let off, against a rate of [25 percent](PERCENTAGE offences=none) for all crimes.",
    "Theft made up [40 percent](PERCENTAGE offences=theft) of the [900](COUNT offences=none) criminal cases that the court heard.",
    # behind: the first offence tied to what stands behind the figure
    "Prosecutors charged [40](COUNT offences=theft by=offences.behind) people with theft.",
    "Courts heard [40](COUNT offences=robbery by=offences.behind) cases of robbery.",
    "In all, [40](COUNT offences=arson by=offences.behind) people were suspected of arson.",
    "Courts heard [40](COUNT offences=none) cases in a town, which was known for thefts.",
    # … a list joins all its members
    "Prosecutors charged [40](COUNT offences=theft,robbery,arson) people with theft, robbery and arson.",
    "Prosecutors charged [40](COUNT offences=theft,robbery,serious-violent-crimes) people with theft, robbery and other violent crimes.",
    # … and examples are none of it
    "Police held [40](COUNT offences=serious-violent-crimes) people for violent crimes, such as murder and rape.",
    "Police held [40](COUNT offences=serious-violent-crimes) people for violent crimes, including murder and rape.",
    # in_noun: the noun's own offence
    "Prosecutors handled [41](COUNT offences=kidnapping by=offences.in-noun) kidnapping cases.",
    "Prosecutors handled [41](COUNT offences=none) lost-property cases.",
    # … but what suspects are charged with decides
    "Courts convicted [30](COUNT offences=robbery by=offences.in-noun) fraud suspects of robbery.",
    # subject
    "Theft accounted for [40 percent](PERCENTAGE offences=theft by=offences.subject) of all cases.",
    "Robberies fell by [12 percent](PERCENTAGE offences=robbery by=offences.subject).",
    "Robbery and arson together fell by [12 percent](PERCENTAGE offences=robbery,arson by=offences.subject).",
    "Complaints fell by [12 percent](PERCENTAGE offences=none).",
    # … a subject of its own in each clause
    "Thefts fell by [9 percent](PERCENTAGE offences=theft) and robberies [14 percent](PERCENTAGE offences=robbery).",
    "Thefts fell by [9 percent](PERCENTAGE offences=theft), while robberies rose by [14 percent](PERCENTAGE offences=robbery).",
    # before: named ahead of the figure in its clause
    "For smuggling, [300](COUNT offences=smuggling by=offences.before) people were indicted.",
    "Prosecutors charged [90](COUNT offences=theft) people with theft and arrested [12](COUNT offences=arson) for arson.",
    # ahead: shared by what follows
    "Prosecutors approved the arrest of [40](COUNT offences=arson by=offences.ahead) people and prosecuted [90](COUNT offences=arson) for arson.",
    "Prosecutors approved the arrest of [40](COUNT offences=arson by=offences.sentence) people, and [90](COUNT offences=arson) were tried for arson.",
    # of a part: that of the whole
    "Prosecutors charged [90](COUNT offences=theft) people with theft, [40](COUNT offences=theft by=offences.base) of them women.",
    "Prosecutors charged [90](COUNT offences=theft) people with theft, up [4 percent](PERCENTAGE offences=theft by=offences.base).",
    # a parenthesis between figure and offence
    "Police held [90](COUNT offences=theft) people in [40](COUNT offences=theft) cases of theft.",
    # … and a sum that they paid or lost
    "Police fined [58](COUNT offences=arson) firms a combined [2 million yuan](AMOUNT offences=arson) for arson.",
    # … an aside between commas, and a number inside the noun phrase
    "Last year [12](COUNT offences=arson) officers, including [three](COUNT offences=arson) captains, were charged with arson.",
    "Courts tried [40](COUNT offences=theft,arson) members of [six](COUNT offences=theft,arson) gangs on charges of theft and arson.",
    # … but not the offence of the next number
    "Theft was the commonest charge ([900](COUNT offences=theft by=offences.ranked) people), followed by arson ([880](COUNT offences=arson)).",
    "Theft was the crime police met most often, with [900](COUNT offences=theft) cases, followed by arson with [80](COUNT offences=arson).",
    "Fraud remained the charge in [60 percent](PERCENTAGE offences=fraud by=offences.ranked) of the cases and theft in [20 percent](PERCENTAGE offences=theft).",
    "Theft, at [40 percent](PERCENTAGE offences=theft), was the main charge.",
    # a verb left out between the number and its offence
    "In all, [900](COUNT offences=theft) had committed theft, [80](COUNT offences=arson) arson and [60](COUNT offences=robbery) robbery.",
    # offences of others, of earlier convictions, and those that serve as a measure
    "Prosecutors charged [90](COUNT offences=loan-fraud) people with loan fraud; [40](COUNT offences=loan-fraud) had worked for people involved in theft.",
    "Prosecutors charged [90](COUNT offences=loan-fraud) people with loan fraud; [40](COUNT offences=loan-fraud) had prior convictions for theft.",
    "Arson made up [9 percent](PERCENTAGE offences=arson), more than theft, and [a third](PERCENTAGE offences=none) of the suspects were women.",
    "Police charged [40](COUNT offences=arson) people with crimes of others, or arson.",
    # a share is its subject's, not its whole's
    "Prosecutors charged [90](COUNT offences=robbery) people with robbery, [a third](PERCENTAGE offences=robbery) of all those accused of violent crimes.",
    "Women made up [30 percent](PERCENTAGE offences=theft) of those accused of theft.",
    # an offence is named once however often it stands there
    "Courts heard [90](COUNT offences=theft) cases of theft, thieving and stealing.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_offences(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked
