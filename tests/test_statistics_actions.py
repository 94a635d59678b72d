# ruff: noqa: E501 (a marked text stays on one line)
"""Which stage of proceedings a figure counts: each rule with a text that it decides and one that it must not."""

from __future__ import annotations

import pytest
from spacy.language import Language

from chargesheet.pipeline.cues import PATTERNS
from chargesheet.schemas.patterns import CuePattern, read_cue_patterns
from chargesheet.schemas.vocabulary import Action

from .marked import told

ACTIONS = read_cue_patterns(PATTERNS / "actions.jsonl")

TEXTS = [
    # own_noun: the thing counted is the stage
    "The unit issued [30](COUNT action=recommended by=action.own_noun) procuratorial recommendations last year.",
    "Prosecutors filed [80](COUNT action=litigated by=action.own_noun) public interest lawsuits.",
    "They granted [60,000 yuan](AMOUNT action=rescued by=action.own_noun) in judicial aid.",
    "Prosecutors filed [80](COUNT action=none) complaints.",
    "They granted [60,000 yuan](AMOUNT action=none) in bonuses.",
    # tail: words that say it only behind the noun
    "Police took [40](COUNT action=detained by=action.tail) people into custody.",
    "The county brought [12](COUNT action=prosecuted by=action.tail) foremen to court for negligence.",
    "The county brought [12](COUNT action=none) doctors to the valley.",
    # adjacent: the active verb that governs the figure
    "Courts tried another [210](COUNT action=tried by=action.adjacent) cases.",
    "Prosecutors approved the arrest of [40](COUNT action=arrest_approved by=action.adjacent) people.",
    "Prosecutors blocked [300](COUNT action=none) websites.",
    "The gang sold [400](COUNT action=none) guns.",
    # passive
    "[Forty](COUNT action=prosecuted by=action.passive) people were prosecuted for theft.",
    "In all, [90](COUNT action=prosecuted by=action.passive) suspects were later charged with robbery.",
    "[Forty](COUNT action=none) people were hurt.",
    # passive: two things share their verb
    "In all, [40 kilograms](AMOUNT action=seized) of heroin and [9 kilograms](AMOUNT action=seized) of opium were confiscated.",
    # suspects are held; meetings are not, and who is held accountable is punished
    "In all, [58](COUNT action=detained) suspects were held.",
    "In all, [58](COUNT action=none) meetings were held.",
    "In all, [58](COUNT action=punished) officials were held accountable.",
    # a charge is no verb
    "Prosecutors indicted [90](COUNT action=prosecuted) people. Under a charge created in 2021, [40](COUNT action=convicted) people were convicted.",
    "-- Theft, a charge introduced long ago: [40](COUNT action=none)",
    # a part is told apart by what it did or had done, and keeps the stage of its whole …
    "Prosecutors charged [90](COUNT action=prosecuted) people with fraud. [A quarter](PERCENTAGE action=prosecuted) targeted the old, and [some 20](COUNT action=prosecuted) used forged papers.",
    "Prosecutors handled [90](COUNT action=handled) fraud cases. [Half](PERCENTAGE action=handled) of the cases originated online.",
    "Courts concluded [90](COUNT action=concluded) cases of theft. Guards made up [3 percent](PERCENTAGE action=concluded) of all defendants in cases of theft.",
    # … but all criminal cases are of no stage
    "Courts concluded [90](COUNT action=concluded) cases of theft. Fraud made up [3 percent](PERCENTAGE action=none) of all criminal cases.",
    # the size of the cases
    "Prosecutors charged [90](COUNT action=prosecuted) people with fraud. Losses averaged [9 million yuan](AMOUNT action=prosecuted) a case.",
    "Prosecutors charged [90](COUNT action=prosecuted) people with fraud. Cases worth [over 9 million yuan](AMOUNT action=prosecuted) made up [3 percent](PERCENTAGE action=prosecuted) of the total.",
    "Prosecutors charged [90](COUNT action=prosecuted) people with fraud. Victims lost [9 million yuan](AMOUNT action=none).",
    # the case count is that of the cases
    "Police solved [90](COUNT action=solved) cases last year. The case count was [4 percent](PERCENTAGE action=solved) higher than in 2021.",
    # those indicted are no "them"
    "Courts convicted [90](COUNT action=convicted) people. Guards accounted for [12](COUNT action=prosecuted by=action.of_whole) of those indicted.",
    # they were told to
    "Police were lax. They were told to open [21](COUNT action=supervised by=action.behest) cases.",
    # participle
    "[Some 213](COUNT action=solved by=action.participle) cases of theft solved in May were old.",
    "[Some 210](COUNT action=prosecuted by=action.participle) people indicted for bribery are officials.",
    "[Some 210](COUNT action=none) people interested in the job wrote in.",
    # of_whole
    "Of the [300](COUNT action=prosecuted) people prosecuted for theft, [4 percent](PERCENTAGE action=prosecuted) were women.",
    "[Four percent](PERCENTAGE action=prosecuted) of those charged were minors.",
    "[Four percent](PERCENTAGE action=none) of those asked were minors.",
    # nearest_left
    "Prosecutions numbered [4,000](COUNT action=prosecuted by=action.nearest_left) in 2023.",
    "The non-prosecution rate was [25 percent](PERCENTAGE action=not_prosecuted by=action.nearest_left).",
    "Arrest approvals fell by [5 percent](PERCENTAGE action=arrest_approved by=action.nearest_left).",
    "The growth rate was [25 percent](PERCENTAGE action=none).",
    # … but not over the verb of another clause
    "Police arrested [30](COUNT action=arrested) people who had run [40](COUNT action=none) casinos.",
    # relative
    "There were [60](COUNT action=sentenced by=action.relative) smugglers who were later sentenced.",
    "There were [60](COUNT action=none) smugglers who were later seen.",
    # nominal
    "The year saw a rise of [5 percent](PERCENTAGE action=prosecuted by=action.nominal) in prosecutions.",
    "The year saw a rise of [5 percent](PERCENTAGE action=none) in complaints.",
    # label: the words before a colon
    "Detentions: [40](COUNT action=detained by=action.label) people, most of them men.",
    "The gang's tricks: [40](COUNT action=none) of them, all old.",
    # of_opening: the whole that opens the sentence
    "Of those convicted, [40](COUNT action=convicted by=action.of_opening) had run brothels.",
    "Among the suspects arrested were [90](COUNT action=arrested) teachers.",
    "Of those asked, [40](COUNT action=none) had run brothels.",
    # … and its gapped parts
    "Of those convicted, [40](COUNT action=convicted) had committed theft, [18](COUNT action=convicted) arson and [16](COUNT action=convicted) affray.",
    # of_whole: a row of shares
    "Theft and arson made up [31](PERCENTAGE action=prosecuted) and [15 percent](PERCENTAGE action=prosecuted), respectively, of the men prosecuted.",
    # governor: what the verb is that governs the figure, its second object too
    "The regulator handed detectives [40](COUNT action=handed_over) leads.",
    "The bank handed customers [40](COUNT action=none) umbrellas and showed them [9](COUNT action=none) videos.",
    "Of the boys, [40](COUNT action=prosecuted) broke the rules and were indicted.",
    # governor: what stands is of no stage
    "Prosecutors charged [90](COUNT action=prosecuted) people. The city has [40](COUNT action=none) courts and is home to [9](COUNT action=none) prisons.",
    # … a light verb leaves it open
    "Police seized [40](COUNT action=seized) lorries. The goods were valued at [9 million yuan](AMOUNT action=seized).",
    "Procuratorates paid out [9 million yuan](AMOUNT action=rescued) in judicial aid. It went to [40](COUNT action=rescued) people.",
    "Procuratorates paid out [9 million yuan](AMOUNT action=rescued) in judicial aid. It cost [40](COUNT action=none) clerks their sleep.",
    # behest: oversight of police and courts
    "At the insistence of prosecutors, police dropped [40](COUNT action=supervised by=action.behest) cases.",
    "Police were made to drop [40](COUNT action=supervised by=action.behest) cases that were none of theirs.",
    "At the insistence of his wife, the man dropped [40](COUNT action=none) plans.",
    # leans: said of the figure before
    "Courts put on trial [90](COUNT action=tried) members of [seven](COUNT action=tried) gangs on charges of theft.",
    "Courts concluded [90](COUNT action=concluded) cases, [a fifth](PERCENTAGE action=concluded) of all criminal trials.",
    # ordinals: the first and the second of a pair
    "Prosecutors approved the arrest of [40](COUNT action=arrest_approved) people and charged [90](COUNT action=prosecuted). The first figure was up [9 percent](PERCENTAGE action=arrest_approved) and the second [4 percent](PERCENTAGE action=prosecuted).",
    # reports to the police are no stage
    "Residents reported [900](COUNT action=none) thefts to the police.",
    # fees are no charges
    "The school charged [40](COUNT action=none) candidates [9,000 yuan](AMOUNT action=none) each.",
    # participles that open the clause
    "Heard by the judges were [40](COUNT action=tried) cases.",
    "Frozen in the raids was [9 million yuan](AMOUNT action=seized).",
    "Kept in the dark, the heirs were [40](COUNT action=none) cousins.",
    # means: what is given
    "[Forty](COUNT action=not_prosecuted by=action.means) boys were given a second chance through conditional non-prosecution.",
    "[Forty](COUNT action=none) boys were given a second chance through sport.",
    # within_noun: a headline without a verb
    "[Forty](COUNT action=handed_over) fugitives brought back to China this year",
    # partitives with a verb of their own
    "Courts received [90](COUNT action=accepted) applications and granted [40](COUNT action=none) of them.",
    # asides in the subject
    "[Some 9 tonnes](AMOUNT action=seized) of narcotics, [two-thirds](PERCENTAGE action=seized) of it heroin, was seized.",
    # of the victims
    "Of the victims, [9 percent](PERCENTAGE action=none) were women.",
    # what people do later
    "Courts sentenced [40](COUNT action=sentenced) boys. [Two percent](PERCENTAGE action=none) of them reoffended.",
    # the murder of four drivers
    "They were jailed for the murder of [four](COUNT action=none) drivers.",
    # against: the charge that is brought most
    "Theft was the charge brought most often, against [40](COUNT action=prosecuted by=action.against) people.",
    # negated
    "Prosecutors indicted [300](COUNT action=prosecuted) people, and [80](COUNT action=not_prosecuted by=action.negated) were not.",
    "Prosecutors approved the arrest of [40](COUNT action=arrest_approved) suspects; [9](COUNT action=arrest_rejected by=action.negated) were refused.",
    # each of several verbs governs its own figure
    "Police arrested [40](COUNT action=arrested) people, detained [12](COUNT action=detained) and rescued [9](COUNT action=rescued).",
    "Prosecutors charged [40](COUNT action=prosecuted) people and declined to prosecute [12](COUNT action=not_prosecuted).",
    # parts have the stage of their whole
    "Police arrested [90](COUNT action=arrested) suspects, [40](COUNT action=arrested) of them officials.",
    "Police arrested [90](COUNT action=arrested) suspects, including [40](COUNT action=arrested) officials.",
    "Police arrested [90](COUNT action=arrested) suspects, [half](PERCENTAGE action=arrested) of whom were women.",
    # what a verb means hangs on what it is done to
    "Police seized [30](COUNT action=arrested) suspects at dawn.",
    "Police seized [30](COUNT action=seized) cars at dawn.",
    "Police seized [30 kilograms](AMOUNT action=seized) of cocaine.",
    "The bureau opened [15](COUNT action=investigated) cases.",
    "The bureau opened [15](COUNT action=none) offices.",
    "Laos returned [30](COUNT action=handed_over) suspects.",
    "The firm returned [30 million yuan](AMOUNT action=recovered) to its victims.",
    "The firm returned [30](COUNT action=none) cars.",
    "Courts closed [900](COUNT action=concluded) cases.",
    "Courts closed [900](COUNT action=none) streets.",
    # whose verb it is
    "The ring recruited [27](COUNT action=none) boys, who handed over [64](COUNT action=none) cards.",
    "Police recruited [27](COUNT action=none) divers, and officers handed over [64](COUNT action=handed_over) suspects.",
    "[About 48](COUNT action=none) investors had handed over the money.",
    "[About 48](COUNT action=handed_over) suspects had been handed over.",
    "Police arrested [30](COUNT action=arrested) men after [38](COUNT action=none) trees had been cut down.",
    "In a theft case heard in May, a debt of [8,000 yuan](AMOUNT action=none) grew.",
    # negation, and approvals of what is counted
    "Prosecutors did not prosecute [70](COUNT action=not_prosecuted) minors.",
    "Prosecutors approved [70](COUNT action=arrest_approved) arrests and rejected [12](COUNT action=arrest_rejected).",
    # respectively
    "The number of cases accepted and concluded rose by [4 percent](PERCENTAGE action=accepted by=action.respective) and [5 percent](PERCENTAGE action=concluded by=action.respective), respectively.",
    # lists, asides and coordinated verbs
    "In all, [40](COUNT action=seized) phones, [12](COUNT action=seized) cars and [nine](COUNT action=seized) guns were confiscated.",
    "In all, [40](COUNT action=arrested) suspects, including [nine](COUNT action=arrested) women, were arrested.",
    "[Forty](COUNT action=handed_over) suspects were marched over the bridge and handed to Chinese officers.",
    "[Forty](COUNT action=surrendered) men walked over the border and gave themselves up.",
    "Police busted a ring, with [9 million yuan](AMOUNT action=seized) of its money frozen.",
    # what is found is seized, what is broken up solved, what is said neither
    "Officers found [18 kilograms](AMOUNT action=seized) of heroin under the seats.",
    "Officers found [18](COUNT action=solved) dens in the hills.",
    "Officers found [18](COUNT action=none) problems in the files.",
    "Police intercepted [18](COUNT action=none) calls.",
    "Officers found [18](COUNT action=rescued) missing children.",
    "Officers found [18](COUNT action=none) drunken men.",
    # suits: what is done to them comes first
    "Prosecutors handled [90](COUNT action=handled) public interest cases.",
    "Prosecutors filed [90](COUNT action=litigated) public interest cases.",
    # harm is no stage
    "Police received [90](COUNT action=accepted) reports of fraud, while losses fell by [12 percent](PERCENTAGE action=none).",
    # the same thing named again, ranks and levels
    "Police seized [90 kilograms](AMOUNT action=seized) of ivory. The ivory was worth [9 million yuan](AMOUNT action=seized).",
    "Police seized [90 kilograms](AMOUNT action=seized) of ivory. The house was worth [9 million yuan](AMOUNT action=none).",
    "Prosecutors charged [90](COUNT action=prosecuted) people. Theft topped the list with [40](COUNT action=prosecuted) defendants.",
    "Prosecutors charged [90](COUNT action=prosecuted) people. The town is proud of its [40](COUNT action=none) judges.",
    "Courts concluded [90](COUNT action=concluded) cases. Wuhan had [12](COUNT action=concluded) such cases.",
    "Police solved [90](COUNT action=solved) cases. The number of cases fell by [5 percent](PERCENTAGE action=solved).",
    "Police solved [90](COUNT action=solved) cases. The number of visitors fell by [5 percent](PERCENTAGE action=none).",
    # words that only seem to hold a cue
    "The service is free of charge for [300](COUNT action=none) villagers.",
    "The man in charge of the mine owes [3 million yuan](AMOUNT action=none) in back pay.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_actions(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


def test_every_stage_has_a_pattern() -> None:
    assert {pattern.value for pattern in ACTIONS} == {str(action) for action in Action}


THINGS = {
    "people": "[40](COUNT action={}) people",
    "cases": "[40](COUNT action={}) cases",
    "items": "[40](COUNT action={}) cars",
    "amount": "[40 million yuan](AMOUNT action={})",
    "lawsuits": "[40](COUNT action={}) civil lawsuits",
}


def governed(verb: str) -> str:
    """What links a verb phrase that holds its own noun to the persons it is done to."""
    last = verb.split()[-1]
    if last in ("arrest", "arrests", "detention"):
        return " of"
    if last in ("prosecution", "charges", "charge", "case") and " " in verb:
        return " against"
    return ""


ACTIVE = [
    (f"The authorities will {verb}{governed(verb)} {THINGS[thing]} this year.", pattern.value)
    for pattern in ACTIONS
    for verb in pattern.verbs
    for thing in pattern.objects or ["people"]
]


@pytest.mark.parametrize(("text", "action"), ACTIVE)
def test_every_verb_in_the_active(nlp: Language, text: str, action: str) -> None:
    marked = text.format(action)
    assert told(nlp, marked) == marked


NOMINAL = [
    (f"{noun.capitalize()}s numbered [4,000](COUNT action={pattern.value}) in 2023.")
    for pattern in ACTIONS
    for noun in pattern.nouns
    if not noun.endswith("y")
]


@pytest.mark.parametrize("marked", NOMINAL)
def test_every_noun(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


def passive_forms(pattern: CuePattern) -> list[str]:
    return [phrase for phrase in pattern.phrases if phrase.startswith(("under ", "found ", "held ", "not "))]


@pytest.mark.parametrize(
    ("phrase", "action"),
    [(phrase, p.value) for p in ACTIONS for phrase in passive_forms(p) if " to " not in f"{phrase} "],
)
def test_phrases_behind_their_noun(nlp: Language, phrase: str, action: str) -> None:
    marked = f"In all, [40](COUNT action={action}) people were {phrase}."
    assert told(nlp, marked) == marked
