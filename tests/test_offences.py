"""The OFFENCE component: what is a mention, where it begins and ends, and which id it bears."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import date

import pytest
import spacy
from spacy.language import Language

from chargesheet.pipeline.offence_phrases import expand, phrases
from chargesheet.pipeline.offences import Offences, make_offences, read_offence_contexts, read_offence_phrases
from chargesheet.schemas.errors import PatternError
from chargesheet.schemas.offence_context import load_contexts
from chargesheet.schemas.taxonomy import Charge, load_taxonomy

TAXONOMY = load_taxonomy()
MARK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\)")


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    component = nlp.add_pipe("chargesheet_offences")
    assert isinstance(component, Offences)
    component.initialize()
    return nlp


def found(nlp: Language, text: str, published: str = "") -> list[tuple[str, str]]:
    doc = nlp.make_doc(text)
    doc._.published = published
    values = nlp.get_pipe("chargesheet_offences")(doc).spans["offences"].attrs["values"]
    return [(text[value["start"] : value["end"]], value["id"]) for value in values]


def check(nlp: Language, marked: str) -> None:
    """Compare all mentions of a text with its marks, ``[words](id)``."""
    text = MARK.sub(r"\1", marked)
    assert "[" not in text, f"a malformed mark in {marked!r}"
    assert found(nlp, text) == MARK.findall(marked)


SENTENCES = """
Prosecutors charged 40 people with [telecom fraud](telecom-and-online-fraud) and [theft](theft).
[Telecom fraud](telecom-and-online-fraud) crimes fell, and so did [smuggling](smuggling) offences.
[Graft](corruption-and-bribery) cases and [online gambling](online-gambling) crimes
[Online Gambling](online-gambling) Cases Rise, [Burglaries](theft) Fall
They solved 31 [drug cases](drug-related-crimes) and 12 [cultural relics crimes](cultural-relics).
There were 9 [gun-related crimes](gun-and-explosive-crimes).
Courts Sentence 12 For [Explosion](causing-explosions) Last Year
COURT SENTENCES 12 FOR [FORGERY](forging-or-trading-state-organ-documents-or-seals)
Ministry Opens Centre For Forgery Studies
He was charged with the crime of [graft](embezzlement), and she with the crime of [abuse](family-maltreatment).
She was found guilty of the crime of [corruption](embezzlement), not of crimes of [graft](corruption-and-bribery).
The crime of [abuse of power](abuse-of-power) and the crime of [corruption and bribery](corruption-and-bribery)
Abuse was common, and [corruption](corruption-and-bribery) too.
He was tried for the crime of [aiding cybercrime](aiding-information-network-crime).
She was found guilty of crimes of [endangering tax collection](tax-crimes).
Crimes [endangering food safety](food-safety-crimes) and [crimes against property](property-crimes) went down.
Crimes [endangering public security](endangering-public-security) are few.
He was jailed for [endangering public security](endangering-public-security-by-dangerous-means).
The mayor [took bribes](accepting-bribes) and [abused his power](abuse-of-power).
His driver [offered bribes](offering-bribes).
Two villagers [illegally crossed the border](illegal-border-crossing).
They [organised others to illegally cross the national border](organizing-illegal-border-crossing).
A [people-smuggling](organizing-illegal-border-crossing) ring was broken up.
A [tomb-raiding](robbing-ancient-sites-or-tombs) gang was caught.
[Drug smuggling](drug-trafficking) and [ivory smuggling](smuggling-precious-animals) are up.
So is [cigarette smuggling](smuggling-ordinary-goods).
Cases of [human trafficking](crimes-against-women-and-children-trafficking) fell.
Cases of [child trafficking](trafficking-in-women-and-children) fell.
He was jailed for [trafficking or making drugs](drug-trafficking).
He was jailed for [kidnapping](kidnapping) and [selling drugs](drug-trafficking).
"It was [murder](intentional-homicide)," she said. "[Corruption](corruption-and-bribery) is to blame."
They were acting as "[protective umbrellas](protective-umbrellas)" of gangs.
He belonged to a [mafia-style organization](mafia-like-organization-crimes).
Charges of [infringing citizens’ personal information](infringing-citizens-personal-information) doubled.
The [illegal absorption of public deposits](illegally-absorbing-public-deposits) ruined them.
[Serious violent crimes](serious-violent-crimes) such as [robbery](robbery) and [arson](arson) are rare.
[Refusing to pay labour remuneration](refusing-to-pay-labor-remuneration) is a crime.
Drivers were fined for [drunk driving](dangerous-driving).
There were 300 [COVID-19-related crimes](epidemic-related-crimes) that year.
He led a [smuggling-related cases](smuggling) team.
"""

# Words that are offences only in context, with and without it.
CONTEXT = """
Prosecutors charged 12 people, most of them from one village, with [harming minors](crimes-against-minors).
Smoking is harming minors, and factories are polluting the environment.
He was charged with [insult](insult).
To call it a failure would be an insult.
He was convicted of [insult](insult) and [defamation](defamation).
The suspects face [looting](mob-looting) charges.
The looting of the old town was long ago.
Four were jailed for [theft](theft), [poisoning](spreading-hazardous-substances) and [escape](escape-from-custody).
Carbon monoxide poisoning killed two; there was no escape.
The explosion woke the village, and a traffic accident followed.
They were prosecuted for the [explosion](causing-explosions).
Their wage arrears were paid.
"""

# No offence: persons, anaphora, bodies, laws, campaigns.
NEGATIVE = """
Fraudsters, smugglers, tomb raiders, drug dealers and gangs were caught.
Such crimes, these offenses and the crime itself were discussed.
The anti-fraud centre and the anti-smuggling bureau took part.
The Anti-Telecom and Online Fraud Law took effect.
The National Anti-Drug Day and the International Day Against Drug Abuse and Illicit Trafficking are in June.
He signed the United Nations Convention against Corruption.
She spoke for the Fraud Investigation Bureau and for the economic crime department.
The Law on Combating Organized Crime was passed.
The town calls itself fraud-free and murder-free.
The organized criminal groups had smuggled guns.
A juvenile offenders' home was opened.
He drove goods across the plain, and the bank raised funds.
They paid the workers and opened a shop.
The damaged vehicles and the stolen goods were returned.
"""


def sentences(block: str) -> list[str]:
    return block.strip().split("\n")


@pytest.mark.parametrize("marked", sentences(SENTENCES))
def test_mentions(nlp: Language, marked: str) -> None:
    check(nlp, marked)


@pytest.mark.parametrize("marked", sentences(CONTEXT))
def test_words_that_need_a_context(nlp: Language, marked: str) -> None:
    check(nlp, marked)


@pytest.mark.parametrize("text", sentences(NEGATIVE))
def test_no_mention(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def names() -> Iterator[tuple[str, str]]:
    """(phrase, id) of all names and phrasings; of a phrase that stands twice, the first entry's."""
    seen: set[str] = set()
    entries = sorted(TAXONOMY, key=lambda entry: isinstance(entry, Charge) and entry.status != "current")
    for entry in entries:
        for phrase in entry.phrasings:
            if phrase.lower() not in seen:
                seen.add(phrase.lower())
                yield phrase, entry.id
    for entry in entries:
        plain = " ".join(re.sub(r"\([^)]*\)", " ", entry.name_en).replace('"', "").split()).replace(" ,", ",")
        if plain.lower() not in seen:
            seen.add(plain.lower())
            yield plain, entry.id


def misses(nlp: Language, cases: list[tuple[str, str]]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The cases of which a carrier sentence does not give just their id, with what it gave."""
    rulings = {ruling.phrase.lower(): ruling for ruling in TAXONOMY.ambiguous}
    missed = []
    for phrase, id in cases:
        ruling = rulings.get(phrase.lower())
        if ruling and ruling.use == "never":
            continue
        mentions = found(nlp, f"They were charged with {phrase} last year.")
        wanted = TAXONOMY.current(ruling.id if ruling else id)
        # "crimes of" before a mention and "offences" behind it stay outside.
        if [id for _, id in mentions] != [wanted] or len(mentions[0][0]) < len(phrase) - 12:
            missed.append((phrase, wanted, mentions))
    return missed


def test_what_is_ruled_to_need_a_context_is_silent_without_one(nlp: Language) -> None:
    ruled = [ruling.phrase for ruling in TAXONOMY.ambiguous if ruling.use == "context"]
    assert len(ruled) > 100
    # A plain word within it may be found: "bribery" of "passive bribery".
    assert [phrase for phrase in ruled if phrase in dict(found(nlp, f"He spoke of {phrase}."))] == []


def test_every_name_and_phrasing_is_found_as_its_own(nlp: Language) -> None:
    cases = list(names())
    assert len(cases) > 4000
    assert misses(nlp, cases) == []


def test_in_capitals(nlp: Language) -> None:
    cases = [(" ".join(word.capitalize() for word in phrase.split(" ")), id) for phrase, id in names()]
    assert misses(nlp, cases) == []


def test_every_template_is_found_as_its_own(nlp: Language) -> None:
    assert misses(nlp, [(template.example, template.id) for template in TAXONOMY.templates]) == []


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("organizing", "organising"), ("organization", "organisation"), ("organizations", "organisations"),
        ("labor", "labour"), ("rumors", "rumours"), ("harboring", "harbouring"), ("favoritism", "favouritism"),
        ("offenses", "offences"), ("defense", "defence"), ("license", "licence"), ("vandalizing", "vandalising"),
    ],
)  # fmt: skip
def test_both_spellings(nlp: Language, american: str, british: str) -> None:
    cases = []
    for phrase, id in names():
        for one, other in ((american, british), (british, american)):
            swapped = re.sub(rf"\b{one}\b", other, phrase)
            if swapped != phrase:
                cases.append((swapped, id))
    assert cases
    rulings = {ruling.phrase for ruling in TAXONOMY.ambiguous}
    assert misses(nlp, [case for case in cases if not any(case[0].endswith(ruling) for ruling in rulings)]) == []


def test_small_templates_give_their_own_id_in_all_expansions(nlp: Language) -> None:
    given = {phrase.lower() for phrase, _ in names()} | {ruling.phrase.lower() for ruling in TAXONOMY.ambiguous}
    others = {}
    for template in TAXONOMY.templates:
        expansions = expand(template.pattern) if template.pattern.count("|") <= 8 else []
        for phrase in expansions:
            if phrase.lower() in given:
                continue
            mentions = found(nlp, f"They were charged with {phrase} last year.")
            if len(mentions) != 1 or mentions[0][1] != template.id:
                others[phrase] = (template.id, mentions)
    assert others == {}


def test_no_pattern_stands_twice() -> None:
    patterns = [(pattern, use) for pattern, _, use in phrases(TAXONOMY)]
    assert len(patterns) == len(set(patterns))


def test_every_context_works_on_its_example(nlp: Language) -> None:
    counted = {"cue", "noun"}
    for context in load_contexts():
        assert bool(found(nlp, context.example)) == (context.kind in counted), context


@pytest.mark.parametrize(
    ("published", "id"),
    [
        ("2008-05-01", "illegally-hunting-or-killing-endangered-wildlife-1997"),
        ("2021-03-01", "endangering-precious-and-endangered-wildlife"),
        ("", "endangering-precious-and-endangered-wildlife"),
    ],
)
def test_a_charge_of_the_past_bears_its_id_in_news_of_its_day(nlp: Language, published: str, id: str) -> None:
    text = "They were charged with illegally hunting or killing endangered wildlife."
    assert found(nlp, text, published) == [("illegally hunting or killing endangered wildlife", id)]


def test_spans(nlp: Language) -> None:
    doc = nlp("He denied fraud; they were charged with poisoning.")
    spans = doc.spans["offences"]
    assert [(span.text, span.label_, span.id_) for span in spans] == [
        ("fraud", "OFFENCE", "fraud"),
        ("poisoning", "OFFENCE", "spreading-hazardous-substances"),
    ]
    assert spans.attrs["values"] == [
        {"start": 10, "end": 15, "id": "fraud", "rule": "anywhere"},
        {"start": 40, "end": 49, "id": "spreading-hazardous-substances", "rule": "context"},
    ]
    assert nlp("Nothing.").spans["offences"].attrs["values"] == []


def test_it_keeps_what_it_loaded(nlp: Language, tmp_path: object) -> None:
    first = nlp.get_pipe("chargesheet_offences")
    other = make_offences(spacy.blank("en"), "offences").from_bytes(first.to_bytes())
    first.to_disk(f"{tmp_path}/offences")
    third = make_offences(spacy.blank("en"), "offences").from_disk(f"{tmp_path}/offences")
    text = "He was charged with insult and telecom fraud."
    for component in (other, third):
        assert component.phrases == first.phrases
        assert component.contexts == first.contexts
        assert [mention.id for mention in component.find(component.nlp.make_doc(text))] == [
            "insult", "telecom-and-online-fraud",
        ]  # fmt: skip


def test_a_component_from_bytes_needs_no_file_of_the_package(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    data = nlp.get_pipe("chargesheet_offences").to_bytes()

    def missing() -> None:
        raise AssertionError("reads the taxonomy's files")

    monkeypatch.setattr("chargesheet.pipeline.offences.load_taxonomy", missing)
    component = make_offences(spacy.blank("en"), "offences").from_bytes(data)
    text = "They were charged with illegally hunting or killing endangered wildlife."
    for published, id in (
        ("2008-05-01", "illegally-hunting-or-killing-endangered-wildlife-1997"),
        ("", "endangering-precious-and-endangered-wildlife"),
    ):
        doc = component.nlp.make_doc(text)
        doc._.published = published
        assert [mention.id for mention in component.find(doc)] == [id]


def test_charges_of_the_past_are_followed_as_the_taxonomy_does(nlp: Language) -> None:
    component = nlp.get_pipe("chargesheet_offences")
    days = [None, date(1998, 1, 1), date(2010, 1, 1), date(2030, 1, 1)]
    for id in TAXONOMY.charges:
        for day in days:
            assert component._name_on(id, day) == TAXONOMY.current(id, day)


def test_the_readers_give_lists() -> None:
    assert isinstance(read_offence_phrases(), list)
    assert isinstance(read_offence_contexts(), list)


def test_without_phrases_it_refuses() -> None:
    component = make_offences(spacy.blank("en"), "offences")
    with pytest.raises(PatternError, match=r"offences: no phrases; call nlp.initialize\(\)"):
        component.find(component.nlp.make_doc("fraud"))


def test_initialize_takes_little_longer_than_reading_the_data() -> None:
    ratios = []
    # One good run of a few is proof enough, whatever the machine does meanwhile.
    component = make_offences(spacy.blank("en"), "offences")
    for _ in range(5):
        load_taxonomy.cache_clear()
        start = time.process_time()
        load_taxonomy()
        read = time.process_time()
        component.initialize()
        ratios.append((time.process_time() - read) / (read - start))
    assert min(ratios) < 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• Pollution: 40 people;", [("Pollution", "environmental-pollution")]),
        ("Smog: the pollution of the air.", []),
        ("Inspectors found 40 cases of suspected environmental pollution.", [("environmental pollution",)]),
        (
            "Theft was the charge in 40 percent of the cases and disturbing social order in 12 percent.",
            [("Theft",), ("disturbing social order",)],
        ),
        ("Regulators fined 40 firms 2.1 million yuan over disclosure violations.", [("disclosure violations",)]),
        ("He was jailed for molesting six girls.", [("molesting", "child-molestation")]),
        ("He was jailed for molesting a nurse.", [("molesting", "forcible-indecency-or-insult")]),
        ("Two guards were murdered.", [("murdered", "intentional-homicide")]),
    ],
)
def test_words_that_are_crimes_in_their_place(nlp: Language, text: str, expected: list[tuple[str, ...]]) -> None:
    mentions = found(nlp, text)
    assert len(mentions) == len(expected), mentions
    for mention, wanted in zip(mentions, expected, strict=True):
        assert mention[: len(wanted)] == wanted
