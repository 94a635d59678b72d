"""The pattern language, and the forms of English that a pattern reads."""

from __future__ import annotations

from datetime import date

import pytest

from chargesheet.pipeline.offence_phrases import (
    conflicts,
    expand,
    firsts,
    leads,
    may_read,
    phrases,
    plain_name,
    regex,
    seconds_behind,
    word_forms,
)
from chargesheet.schemas.errors import PatternError
from chargesheet.schemas.taxonomy import Ambiguous, Charge, Family, Taxonomy, load_taxonomy


@pytest.mark.parametrize(
    ("pattern", "expanded"),
    [
        ("bigamy", ["bigamy"]),
        ("tax [fraud|evasion]", ["tax fraud", "tax evasion"]),
        ("rob[bing|bed] [old |]tombs", ["robbing old tombs", "robbing tombs", "robbed old tombs", "robbed tombs"]),
        ("[illegal|] mining", ["illegal mining", "mining"]),
        ("sell [rare|] [wild|] fish", ["sell rare wild fish", "sell rare fish", "sell wild fish", "sell fish"]),
        ("graft [crimes|]", ["graft crimes", "graft"]),
        ("vice, gambling[,|] [and|or] drugs", [
            "vice, gambling, and drugs", "vice, gambling, or drugs",
            "vice, gambling and drugs", "vice, gambling or drugs",
        ]),
        ("rights (IP[R|])", ["rights (IPR)", "rights (IP)"]),
        ("crimes of <fishing", ["crimes of fishing"]),
    ],
)  # fmt: skip
def test_expand(pattern: str, expanded: list[str]) -> None:
    assert expand(pattern) == expanded
    for phrase in expanded:
        assert regex(pattern).fullmatch(phrase), phrase


@pytest.mark.parametrize("pattern", ["tax [fraud", "tax fraud]", "tax|fraud", "tax [a[b]"])
def test_a_stray_bracket_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError, match="write \\[one\\|other\\|\\]"):
        expand(pattern)


@pytest.mark.parametrize(
    ("pattern", "forms"),
    [
        # spelling
        ("organizing prostitution", ["organizing prostitution", "organising prostitution"]),
        ("organising prostitution", ["organizing prostitution", "organising prostitution"]),
        ("forced labor", ["forced labor", "forced labour", "FORCED LABOR", "Forced Labour"]),
        ("drug offense", ["drug offense", "drug offence", "drug offenses", "drug offences"]),
        ("national defence crimes", ["national defense crimes", "national defence crime"]),
        ("harboring criminals", ["harbouring criminals", "harbored criminals", "harbors criminals"]),
        # number
        ("burglary", ["burglary", "burglaries", "Burglaries"]),
        ("selling guns", ["selling guns", "selling gun"]),
        ("trafficking in children", ["trafficking in child", "trafficking in children"]),
        # hyphens, apostrophes, commas
        ("money laundering", ["money laundering", "money-laundering"]),
        ("fund-raising fraud", ["fund-raising fraud", "fund raising fraud", "fundraising fraud"]),
        ("citizens' data", ["citizens' data", "citizens’ data", "citizens data"]),
        ("buying, selling or lending guns", [
            "buying, selling and lending guns", "buying, selling, or lending guns", "bought, sold or lent guns",
        ]),
        # verbs
        ("accepting bribes", ["accept bribes", "accepts bribes", "accepted bribes", "accepted bribe"]),
        ("illegally crossing the border", ["illegally crossed the border", "illegally cross borders"]),
        ("abducting women or children", ["abducting women and children", "abduct women or children"]),
    ],
)  # fmt: skip
def test_a_pattern_reads_these_forms(pattern: str, forms: list[str]) -> None:
    for form in forms:
        assert regex(pattern).fullmatch(form), form


@pytest.mark.parametrize(
    ("pattern", "other"),
    [
        ("kidnapping", "kidnapped"),  # a name, no verb with an object
        ("smuggling guns", "smuggled guns"),  # reads as an adjective
        ("drug trafficking", "drug trafficked"),
        ("theft", "thefts of"),
        ("theft", "the theft"),
        ("gambling", "gamblings"),
    ],
)
def test_and_not_these(pattern: str, other: str) -> None:
    assert not regex(pattern).fullmatch(other)


def test_word_forms() -> None:
    assert word_forms("theft") == ("theft", "thefts")
    assert word_forms("goods") == ("goods",)
    assert word_forms("labour") == ("labour", "labor")
    assert set(word_forms("harbouring", True)) == {
        "harbouring", "harboring", "harbor", "harbors", "harbored", "harbour", "harbours", "harboured",
    }  # fmt: skip


def test_leads_are_the_first_two_words_of_all_that_is_read() -> None:
    assert leads("bigamy") == {("bigamy", "")}
    assert leads("[online|] fraud") == {("online", "fraud"), ("fraud", "")}
    assert ("crossed", "border") in leads("crossing the border")
    assert leads("e-bike theft") >= {("e", "bike"), ("ebike", "theft")}


def test_a_lead_is_known_for_every_expansion_of_every_small_pattern() -> None:
    missing = []
    for pattern, _, _ in phrases(load_taxonomy()):
        if pattern.count("|") > 12:
            continue
        found = leads(pattern)
        for phrase in expand(pattern.lower()):
            words = [word.strip(",()").split("'")[0] for word in phrase.replace("-", " ").split()]
            if (words[0], words[1] if len(words) > 1 else "") not in found:
                missing.append((pattern, phrase))
    assert missing == []


def test_what_is_asked_of_all_patterns_agrees_with_their_leads() -> None:
    for pattern, _, _ in phrases(load_taxonomy()):
        found = leads(pattern)
        assert {first for first, _ in found} <= firsts(pattern), pattern
        for first in {first for first, _ in found}:
            assert seconds_behind(pattern, first) == {second for one, second in found if one == first}
    assert seconds_behind("crossing the border", "theft") == set()


def test_a_text_without_a_patterns_words_is_not_read_by_its_regex() -> None:
    for pattern, _, _ in phrases(load_taxonomy()):
        if pattern.count("|") > 12:
            continue
        for phrase in expand(pattern.lower()):
            text = f"They were charged with {phrase.upper()}, it said."
            if regex(pattern).match(text, 23):
                assert may_read(pattern, text, 23), (pattern, phrase)
    assert may_read("stealing the seals of state organs", "stole seals of the state organ", 0)
    assert may_read("crime of <graft", "crime of graft", 0)
    assert not may_read("stealing the seals of state organs", "stole bicycles of the state organ", 0)
    assert not may_read("rob[bing|bed] [ancient |old ]tombs", "robbed old shops", 0)


def test_plain_name() -> None:
    assert plain_name("Secession (splitting the State)") == "secession"
    assert plain_name('"Two cards" crimes (phone and bank cards)') == "two cards crimes"


def small_taxonomy(**rulings: str) -> Taxonomy:
    day = date(1997, 10, 1)
    charges = [
        Charge("graft", ("1",), 1, None, "x", "Graft", "current", day, phrasings=("harming minors", "crime of graft")),
        Charge("old", ("2",), 1, None, "x", "Old graft", "renamed", day, day, ("graft",), ("shared words",)),
        Charge("new", ("3",), 1, None, "x", "New graft", "current", day, phrasings=("illegally selling guns",)),
    ]
    family = Family("vice", "x", "Crimes of vice", "practice", (), "", ("shared words", "crimes harming minors"))
    ambiguous = tuple(Ambiguous(phrase.replace("_", " "), use, "new") for phrase, use in rulings.items())
    return Taxonomy({charge.id: charge for charge in charges}, {"vice": family}, (), ambiguous)


def test_phrases_and_their_precedence() -> None:
    assert phrases(small_taxonomy()) == [
        ["crimes <harming minors", "vice", "anywhere"],
        ["harming minors", "graft", "anywhere"],
        ["illegally selling guns", "new", "anywhere"],
        ["shared words", "vice", "anywhere"],  # the family goes before the charge of the past
        ["graft", "graft", "anywhere"],
        ["new graft", "new", "anywhere"],
        ["crimes of vice", "vice", "anywhere"],  # "vice" alone is no name
        ["old graft", "old", "anywhere"],
        ["harming of minors", "graft", "anywhere"],
        ["illegal selling of guns", "new", "anywhere"],
        ["illegal sale of guns", "new", "anywhere"],
    ]


def test_rulings() -> None:
    ruled = phrases(small_taxonomy(graft="context", shared_words="never"))
    assert ["graft", "new", "context"] in ruled
    assert [phrase for phrase in ruled if phrase[0] == "shared words"] == []


def test_conflicts_are_told() -> None:
    two = small_taxonomy()
    assert list(conflicts(two)) == ["'shared words' names vice and old; add a ruling to ambiguous.tsv"]
    assert list(conflicts(small_taxonomy(shared_words="anywhere"))) == []
    assert list(conflicts(load_taxonomy())) == []


def test_every_pattern_reads_its_example() -> None:
    unread = [
        template for template in load_taxonomy().templates if not regex(template.pattern).fullmatch(template.example)
    ]
    assert unread == []
