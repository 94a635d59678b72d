"""The noun phrase beside a figure, and the words that narrow it."""

from __future__ import annotations

import pytest

from chargesheet.pipeline.statistics import read_nouns
from chargesheet.pipeline.statistics.goods import goods
from chargesheet.pipeline.statistics.narrowing import narrowed
from chargesheet.pipeline.statistics.nouns import counts, read_noun
from chargesheet.pipeline.statistics.scene import Figure, Sentence, Symbol
from chargesheet.schemas.vocabulary import Statistic, Unit

UNITS = {word: Unit(unit) for word, unit in read_nouns().items()}


def sentence_of(text: str, **marks: str) -> Sentence:
    """A sentence with symbols: ``OFFENCE="telecom fraud"`` marks each place of those words."""
    sentence = Sentence(text, 0, len(text), 0, "BODY", True)
    for kind, words in marks.items():
        at = text.find(words)
        while at >= 0:
            sentence.symbols.append(Symbol(kind, at, at + len(words), words))
            at = text.find(words, at + 1)
    sentence.settle()
    return sentence


@pytest.mark.parametrize(
    ("text", "actor", "unit"),
    [
        ("people were charged", "people", Unit.PEOPLE),
        ("the suspects, most of them men", "suspects", Unit.PEOPLE),
        ("missing or abducted children were traced", "missing or abducted children", Unit.PEOPLE),
        ("women and children were rescued", "women and children", Unit.PEOPLE),
        ("bosses and ringleaders in the city", "bosses and ringleaders", Unit.PEOPLE),
        ("others and beaten when he refused", "others", Unit.PEOPLE),
        ("workers a total of two days", "workers", Unit.PEOPLE),
        ("workers kept their jobs", "workers", Unit.PEOPLE),
        ("police stations in the county", "police stations", Unit.ITEMS),
        ("residents aged 60 or above", "residents aged 60 or above", Unit.PEOPLE),
        ("drivers under the age of 30 were fined", "drivers under the age of 30", Unit.PEOPLE),
        ("officials at or above the county level", "officials at or above the county level", Unit.PEOPLE),
        ("people with disabilities", "people with disabilities", Unit.PEOPLE),
        ("girls in his care", "girls in his care", Unit.PEOPLE),
        ("fugitives wanted by police in Hunan", "fugitives wanted by police in hunan", Unit.PEOPLE),
        ("fugitives wanted for years", "fugitives", Unit.PEOPLE),
        ("cases that should not have been opened", "cases that should not have been opened", Unit.CASES),
        ("cases in which the victims were minors", "cases in which the victims were minors", Unit.CASES),
        ("criminal cases closed at first instance", "criminal cases closed at first instance", Unit.CASES),
        ("cases handled by prosecutors", "cases", Unit.CASES),
        ("cases of all kinds", "cases", Unit.CASES),
        ("cases the victim knew the attacker", "cases", Unit.CASES),
        ("protests against court rulings", "protests against court rulings", Unit.ITEMS),
        ("lawsuits by farm workers", "lawsuits by farm workers", Unit.CASES),
        ("protection orders to victims", "protection orders", Unit.ITEMS),
        ("those with a college degree", "those with a college degree", Unit.PEOPLE),
        ("those prosecuted were repeat offenders", "those prosecuted", Unit.PEOPLE),
        ("those decided the courts agreed", "those decided", Unit.PEOPLE),
    ],
)
def test_noun(text: str, actor: str, unit: Unit) -> None:
    noun = read_noun(sentence_of(text), 0, len(text), UNITS)
    assert noun is not None
    assert (noun.text, noun.unit) == (actor, unit)
    assert text[noun.start : noun.end].lower() == actor


@pytest.mark.parametrize(
    "text",
    ["of the latter", "were charged", "in the city", ", down sharply", "broke the conditions", "violated the terms"],
)
def test_no_noun(text: str) -> None:
    noun = read_noun(sentence_of(text), 0, len(text), UNITS)
    assert noun is None


@pytest.mark.parametrize(
    ("text", "offence", "actor"),
    [
        ("cases of telecom fraud", "telecom fraud", "cases"),
        ("telecom fraud suspects fled", "telecom fraud", "telecom fraud suspects"),
        ("people suspected of theft", "theft", "people"),
    ],
)
def test_offence_stays_out_behind_the_noun(text: str, offence: str, actor: str) -> None:
    noun = read_noun(sentence_of(text, OFFENCE=offence), 0, len(text), UNITS)
    assert noun is not None
    assert noun.text == actor


def test_clauses_may_be_left_out() -> None:
    text = "minors who had dropped out of school"
    sentence = sentence_of(text)
    with_clause = read_noun(sentence, 0, len(text), UNITS)
    without = read_noun(sentence, 0, len(text), UNITS, clauses=False)
    assert with_clause is not None
    assert without is not None
    assert (with_clause.text, without.text) == (text, "minors")


def test_relative_clause_with_another_figure_stays_out() -> None:
    text = "people who had run 40 companies"
    sentence = sentence_of(text)
    sentence.figures.append(Figure({}, 19, 21, "COUNT", "number", sentence))
    assert narrowed(sentence, 0, 6, len(text), "people", Unit.PEOPLE, bare=True, has_of=False) == 6


@pytest.mark.parametrize(
    ("text", "plural"), [("suspects", True), ("people", True), ("withdrawn", False), ("administrative", False)]
)
def test_only_plurals_are_counted(text: str, plural: bool) -> None:
    noun = read_noun(sentence_of(text), 0, len(text), UNITS)
    assert noun is not None
    assert counts(noun, UNITS) is plural


@pytest.mark.parametrize(
    ("text", "amount", "actor"),
    [
        ("They recovered 5 million yuan ($700,000) in back pay.", "5 million yuan", "back pay"),
        ("They recovered 5 million yuan in cash and goods.", "5 million yuan", "cash and goods"),
        ("Officers seized 3 tonnes of animal products.", "3 tonnes", "animal products"),
        ("Economic losses of 5 million yuan were made good.", "5 million yuan", "economic losses"),
        ("The fines imposed amounted to 5 million yuan.", "5 million yuan", "fines"),
        ("The drugs, worth 5 million yuan, were burnt.", "5 million yuan", "drugs"),
        ("He put the assets recovered at 5 million yuan.", "5 million yuan", "assets"),
        ("He was fined 5 million yuan.", "5 million yuan", None),
        ("A turnover of 5 million yuan.", "5 million yuan", None),
        ("Of this, 3 tonnes of it heroin.", "3 tonnes", "heroin"),
    ],
)
def test_goods(text: str, amount: str, actor: str | None) -> None:
    sentence = sentence_of(text)
    start = text.index(amount)
    figure = Figure({}, start, start + len(amount), "AMOUNT", "money", sentence, statistic=Statistic.AMOUNT)
    sentence.figures.append(figure)
    noun = goods(figure, sentence, UNITS)
    assert (noun.text if noun else None) == actor


def test_every_listed_noun_has_a_unit() -> None:
    assert all(word == word.lower() and word for word in UNITS)
    assert set(UNITS.values()) <= {Unit.PEOPLE, Unit.CASES, Unit.ITEMS}
