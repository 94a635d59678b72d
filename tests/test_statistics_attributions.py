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
    "The Beijing No. 4 Intermediate People's Court said it sentenced [30](COUNT source=\"Beijing No. 4 Intermediate People's Court\") people.",
    "The Beijing No 4 Intermediate People's Court said it sentenced [30](COUNT source=\"Beijing No 4 Intermediate People's Court\") people.",
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
    # … with words between it and its verb, or after its verb
    'The Ministry of Justice (MOJ), which keeps the tally, said [90](COUNT source="Ministry of Justice") people were freed.',
    'The Ministry of Justice, for its part, reported [90](COUNT source="Ministry of Justice") pardons.',
    'In all, [90](COUNT source="provincial department of public security") people were held, said the provincial department of public security.',
    'The State Post Bureau on Tuesday put the number of parcels at [90](COUNT source="State Post Bureau").',
    # … by its papers and its people
    'A white paper published by the Ministry of Justice on Friday lists [90](COUNT source="Ministry of Justice") cases.\nThe SPP said [40](COUNT source=SPP) people were charged.\nThe white paper said [30](COUNT source="Ministry of Justice") judges were trained.',
    "Wei Hua, deputy head of the SPP's press office, said [90](COUNT source=SPP) people were charged.\nThe MPS said [40](COUNT source=MPS) were caught. Wei added that [30](COUNT source=SPP) were young.",
    # … by its short form, and by its kind
    'The State Post Bureau (SPB) said [90](COUNT source="State Post Bureau") parcels were opened.\nThe MPS said [40](COUNT source=MPS) suspects were held.\nIn March, [30](COUNT source="State Post Bureau") firms were warned, according to the SPB.',
    'The State Post Bureau said [90](COUNT source="State Post Bureau") parcels were opened.\nThe MPS said [40](COUNT source=MPS) suspects were held.\nThe bureau fined [30](COUNT source="State Post Bureau") firms.',
    # each clause has its own
    "Data from the SPP put the number at [90](COUNT source=SPP), while the MPS counted [40](COUNT source=MPS) suspects.",
    # an outsider and a court that only acts report nothing
    "The SPP said [90](COUNT source=SPP) people were charged.\nLu Ping, a lawyer in Wuhan, has defended [40](COUNT source=SPP) of them.",
    # the story of one case has none, unless a body makes it known
    "The SPP said [90](COUNT source=SPP) people were charged.\nIn a theft case in Harbin, Heilongjiang province, a man took [40](COUNT source=none) bikes.",
    "The SPP said [90](COUNT source=SPP) people were charged.\nIn a typical theft case released on Monday, a man in Harbin took [40](COUNT source=SPP) bikes.",
    'The SPP said [90](COUNT source=SPP) people were charged.\nA man in Harbin took [40](COUNT source="Harbin Public Security Bureau") bikes. He was jailed, the Harbin Public Security Bureau said.',
    # prosecutors' figures are the SPP's, once it has spoken
    "The SPP said [90](COUNT source=SPP) people were charged.\nThe MPS said [40](COUNT source=MPS) were caught.\nLast year, prosecutors filed [30](COUNT source=SPP) lawsuits.",
    # place
    "Police in Shanghai arrested [40](COUNT place=Shanghai by=place.sentence) people.",
    "Police across Yunnan arrested [40](COUNT place=Yunnan) people.",
    'Police in Yunnan province arrested [40](COUNT place="Yunnan province") people.',
    "Police held [40](COUNT place=Kunming) people in Kunming.",
    "Police arrested [40](COUNT place=none) people.",
    # an entry of a list, and where the buyers live
    "- Sichuan: [40](COUNT place=Sichuan) suspects held, [12](COUNT place=Sichuan) dens closed",
    "Courts in Dalian sentenced [14](COUNT place=Dalian) people. They had sold [3,000](COUNT place=Dalian) licenses to customers in Hebei and Shandong.",
    "Police in Hebei, working with those in Gansu, caught [23](COUNT place=Hebei) robbers.",
    "Police in Hebei joined forces with their counterparts in Gansu and caught [23](COUNT place=Hebei) robbers.",
    'Police in Hebei and Gansu caught [23](COUNT place="Hebei and Gansu") robbers.',
    "Police in Hebei sent [14](COUNT place=Hebei) people to prison.",
    "Officers sent evidence to the police, and in Yunnan [9](COUNT place=Yunnan) men were held.",
    # … carried on, up to the whole country
    "Police across Yunnan arrested [40](COUNT place=Yunnan) people. They seized [3 tonnes](AMOUNT place=Yunnan by=place.carried) of drugs. Nationwide, [400](COUNT place=none) people were arrested.",
    # … and not where it is the place of a conference, a dateline or a birth
    "At a press conference in Beijing, officials said [40](COUNT place=none) people were arrested.",
    "BEIJING, March 1, 2019 (Xinhua) -- Prosecutors charged [90](COUNT place=none) people last year.",
    "BEIJING, March 1 (Xinhua) -- Prosecutors charged [90](COUNT place=none) people last year.",
    "Lu Ping, who lives in Wuhan, said courts jailed [40](COUNT place=none) people.",
    # along a river, of a place, before those who act there, as the subject
    'Police along the Yangtze River caught [40](COUNT place="Yangtze River") poachers.',
    "Residents of Ningbo lost [3 million yuan](AMOUNT place=Ningbo).",
    "Kunming prosecutors charged [40](COUNT place=Kunming) people.",
    "Yunnan, which borders Laos, reported [40](COUNT place=Yunnan) cases.",
    "Shanghai deputies spoke of [40](COUNT place=none) cases.",
    # one place of two levels, several of one level
    'In Qitaihe, Heilongjiang Province, police held [40](COUNT place="Qitaihe, Heilongjiang Province") people.',
    'Courts in Zhejiang and Fujian provinces tried [40](COUNT place="Zhejiang and Fujian provinces") people.',
    "Suzhou and Wuxi accounted for [35 percent](PERCENTAGE place=Suzhou) and [16 percent](PERCENTAGE place=Wuxi) respectively.",
    # where people were brought from
    "Officers brought home [40](COUNT place=Cambodia) suspects from Cambodia and [30](COUNT place=Laos) from Laos.",
    "Police held [40](COUNT place=none) people, among them a boy from Handan.",
    # pointed back to: the city, the province, there
    'Police in Hunan province held [40](COUNT place="Hunan province") people.\nIn Hengyang, a man lost [30 yuan](AMOUNT place=Hengyang).\nAcross the province, [20](COUNT place="Hunan province") people sued.',
    "Yunnan is poor. Police there held [40](COUNT place=Yunnan) people.",
    # the seat of the body that reports
    'Police in Hunan province held [40](COUNT place="Hunan province") people, the provincial police department said.\nThey seized [30](COUNT place="Hunan province" by=place.carried) guns.\nNationwide, [90](COUNT place=none) were seized.',
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
