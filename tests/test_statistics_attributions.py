# ruff: noqa: E501 (a marked text stays on one line)
"""Who reports a figure, and the place it is limited to."""

from __future__ import annotations

import pytest
from spacy.language import Language

from chargesheet.pipeline.cues import PATTERNS
from chargesheet.schemas.patterns import read_cue_patterns, read_word_list

from .marked import told

TEXTS = [
    # a body that says so, behind, before and by its words
    "Prosecutors charged [90](COUNT source=SPP) people last year, the SPP said.",
    "The Supreme People's Court said that judges tried [90](COUNT source=SPC) cases.",
    'According to the General Administration of Customs, officers seized [40 kilograms](AMOUNT source="General Administration of Customs") of heroin.',
    'The provincial procuratorate said it charged [90](COUNT source="provincial procuratorate") people.',
    "Judges tried [90](COUNT source=\"Chongqing High People's Court\") cases, data from the Chongqing High People's Court show.",
    # a body that is only named reports nothing
    "Nobody asked the Supreme People's Court about the [90](COUNT source=none) cases.",
    "Prosecutors charged [90](COUNT source=none) people last year.",
    # it carries on until another is named
    "The Supreme People's Court said judges tried [90](COUNT source=SPC) cases.\nThey concluded [40](COUNT source=SPC by=source.carried) cases.\nPolice held [30](COUNT source=MPS) people, the Ministry of Public Security said.\nThey freed [20](COUNT source=MPS) women.",
    # and is that of the figures before it
    "Prosecutors charged [90](COUNT source=SPP by=source.first) people last year.\nThe SPP said courts jailed [40](COUNT source=SPP).",
    # place
    "Police in Shanghai arrested [40](COUNT place=Shanghai by=place.sentence) people.",
    "Police across Yunnan arrested [40](COUNT place=Yunnan) people.",
    'Police in Yunnan province arrested [40](COUNT place="Yunnan province") people.',
    "Police held [40](COUNT place=Kunming) people in Kunming.",
    "Police arrested [40](COUNT place=none) people.",
    # … carried on, up to the whole country
    "Police across Yunnan arrested [40](COUNT place=Yunnan) people. They seized [3 tonnes](AMOUNT place=Yunnan by=place.carried) of drugs. Nationwide, [400](COUNT place=none) people were arrested.",
    # … and not where it is the place of a conference, a dateline or a birth
    "At a press conference in Beijing, officials said [40](COUNT place=none) people were arrested.",
    "BEIJING, March 1 (Xinhua) -- Prosecutors charged [90](COUNT place=none) people last year.",
    # … nor a word in lower case
    "Police in china arrested [40](COUNT place=none) people.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_attributions(nlp: Language, marked: str) -> None:
    assert told(nlp, marked) == marked


BODIES = [
    (phrase, pattern.value)
    for pattern in read_cue_patterns(PATTERNS / "sources.jsonl")
    for phrase in pattern.phrases
    if not phrase.startswith(("the country", "China"))
]


@pytest.mark.parametrize(("body", "name"), BODIES)
def test_every_body(nlp: Language, body: str, name: str) -> None:
    for marked in (
        f"The {body} said on Monday that [90](COUNT source={name} period=none) people were charged.",
        f"In all, [90](COUNT source={name}) people were charged, according to the {body}.",
    ):
        assert told(nlp, marked) == marked


PLACES = [name for name, _ in read_word_list(PATTERNS / "places.tsv", ("name", "kind")) if name[0].isupper()]


@pytest.mark.parametrize("place", PLACES)
def test_every_place(nlp: Language, place: str) -> None:
    written = f'"{place}"' if " " in place else place
    marked = f"Police in {place} arrested [40](COUNT place={written}) people."
    assert told(nlp, marked) == marked
