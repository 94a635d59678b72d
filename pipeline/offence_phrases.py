"""Phrase patterns from the taxonomy: every form in which news writes the name of an offence.

The data say each name once. This module adds American and British spelling,
singular and plural, finite verbs beside gerunds, nouns beside verbs ("illegal
possession of guns"), hyphens, and/or, articles and apostrophes, and finds out
what to do with "crime of". Case needs no forms: the matcher ignores it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from ..schemas.errors import PatternError
from ..schemas.taxonomy import Charge, Taxonomy
from .offence_words import (
    ADJECTIVAL,
    ADJECTIVES,
    ADVERBS,
    AMERICAN,
    BRITISH,
    NO_OF,
    NOMINALS,
    PLURALS,
    SINGULARS,
    VERBS,
)

# A phrase as the component takes it: words, taxonomy id, use ("anywhere" or
# "context"), and how many leading tokens only introduce it ("crimes of").
Phrase = list[str | int]

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_WORD = re.compile(r"[^\s,]+|,")
_CRIME_OF = re.compile(r"(?:crimes?|offen[cs]es?) (?:of|by) (?=.)")
# "crimes endangering workplace safety": the mention begins after "crimes", as
# after "crimes of". "crimes involving guns" names nothing without its "crimes".
_CRIMES_DOING = re.compile(r"(?:crimes?|offen[cs]es?) (?=(?!involving|concerning|using|committed)[a-z]+ing )")
_TAIL = re.compile(r" (?:crimes?|offen[cs]es?|cases)$")
_DETERMINER = re.compile(r"\b(?:the|an?|his|her|their|one's|others') ")
_DETERMINERS = frozenset("the a an his her their its one's others' public state national".split())
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")


def expand(pattern: str) -> list[str]:
    """All phrases of a template: ``[a|b|]`` stands for a, b or nothing, and may touch a word.

    >>> expand("rob[bing|bed] [ancient |]tombs")
    ['robbing ancient tombs', 'robbing tombs', 'robbed ancient tombs', 'robbed tombs']
    """
    parts = _CHOICE.split(pattern)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    phrases = [" ".join("".join(picked).split()) for picked in product(*choices)]
    if any("[" in phrase or "]" in phrase or "|" in phrase for phrase in phrases):
        raise PatternError(f"template {pattern!r}: a bracket or bar stands alone; write [one|other|]")
    return list(dict.fromkeys(phrase.replace(" ,", ",") for phrase in phrases))


def phrases(taxonomy: Taxonomy) -> list[Phrase]:
    """Every phrase that the component looks for, each with one id.

    Where two entries share a form, a ruling of ``ambiguous.tsv`` decides; next
    come words that the data give as they stand, then words made from them; and
    among equals current charges, then families, then charges of the past.
    """
    table: dict[str, tuple[str, str, int]] = {}
    never: set[str] = set()
    for ruling in taxonomy.ambiguous:
        if ruling.use == "never":
            never.update(forms(ruling.phrase))
            continue
        for form in forms(ruling.phrase, inflect=ruling.use == "anywhere"):
            table.setdefault(form, (ruling.id, ruling.use, 0))
    names = list(_names(taxonomy))
    exact: dict[str, str] = {}
    for id, phrase in names:
        exact.setdefault(phrase, id)
    for phrase, id in exact.items():
        _enter(table, phrase, id, exact, never)
    for phrase, id in exact.items():
        core = _core(phrase, exact, table)
        for form in forms(core):
            if form not in never:
                table.setdefault(form, (id, "anywhere", 0))
        lead = phrase[: phrase.rfind(core)] if core in phrase else ""
        if lead and not _TAIL.search(phrase):
            _enter(table, phrase, id, exact, never)
    return [[form, id, use, skip] for form, (id, use, skip) in table.items() if form not in never]


def _enter(table: dict[str, tuple[str, str, int]], phrase: str, id: str, exact: dict[str, str], never: set[str]) -> None:
    """Put a phrase of the data, as it stands, into the table."""
    if phrase in never or phrase in table:
        return
    lead = _CRIME_OF.match(phrase) or _CRIMES_DOING.match(phrase)
    if lead:
        rest = phrase[lead.end() :]
        if " " in rest or rest in exact or rest in table:
            for form in _spellings(phrase):
                table.setdefault(form, (id, "anywhere", lead.group().count(" ")))
            return
    elif _tail_is_loose(phrase, exact, table):
        return
    for form in _spellings(phrase):
        table.setdefault(form, (id, "anywhere", 0))


def _tail_is_loose(phrase: str, exact: dict[str, str], table: dict[str, tuple[str, str, int]]) -> bool:
    """Whether "crimes" only follows a name that stands without it ("telecom fraud" crimes)."""
    tail = _TAIL.search(phrase)
    return bool(tail) and (phrase[: tail.start()] in exact or phrase[: tail.start()] in table)


def _core(phrase: str, exact: dict[str, str], table: dict[str, tuple[str, str, int]]) -> str:
    """The phrase without "crime of" before it and without a loose "crimes" after it."""
    lead = _CRIME_OF.match(phrase) or _CRIMES_DOING.match(phrase)
    if lead and " " in phrase[lead.end() :]:
        return phrase[lead.end() :]
    if _tail_is_loose(phrase, exact, table):
        return phrase[: _TAIL.search(phrase).start()]  # type: ignore[union-attr]
    return phrase


def _names(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """(id, phrase) of every name, phrasing and template, in the order of precedence."""
    entries = sorted(taxonomy, key=lambda entry: (isinstance(entry, Charge) and entry.status != "current"))
    for entry in entries:
        for phrasing in entry.phrasings:
            yield entry.id, phrasing.lower()
    for template in taxonomy.templates:
        for phrase in expand(template.pattern):
            yield template.id, phrase.lower()
    for entry in entries:
        for name in name_phrases(entry.name_en):
            yield entry.id, name


def name_phrases(name: str) -> list[str]:
    """The phrases in an official English name; parentheses hold another wording, which phrasings give."""
    bare = " ".join(re.sub(r"\([^)]*\)", " ", name).replace('"', "").split()).lower()
    return [bare]


def forms(phrase: str, *, inflect: bool = True) -> list[str]:
    """All forms of one phrase, lower case, the phrase itself first.

    With `inflect` off only number, spelling and hyphens vary: a word that
    counts in some contexts alone ("cheating") must not grow verbs.
    """
    phrase = phrase.lower()
    found = dict.fromkeys([phrase])
    if inflect:
        found.update(dict.fromkeys(form for p in list(found) for form in _joined(p)))
        found.update(dict.fromkeys(form for p in list(found) for form in _verbal(p)))
        found.update(dict.fromkeys(form for p in list(found) for form in _articles(p)))
    found.update(dict.fromkeys(form for p in list(found) for form in _numbers(p)))
    found.update(dict.fromkeys(form for p in list(found) for form in _spellings(p)))
    return list(found)


def _joined(phrase: str) -> Iterator[str]:
    """And for or, or for and, with and without the comma before it."""
    if " or " in phrase:
        yield phrase.replace(" or ", " and ")
    elif " and " in phrase:
        yield phrase.replace(" and ", " or ")
    if "," in phrase:
        serial = re.sub(r"(?<!,) (and|or) ", r", \1 ", phrase)
        yield serial
        yield serial.replace(", and ", ", or ") if ", and " in serial else serial.replace(", or ", ", and ")


def _articles(phrase: str) -> Iterator[str]:
    """Without its determiners, where enough words are left to know it by."""
    without = _DETERMINER.sub("", phrase)
    if without != phrase and without.count(" ") >= 2 and not without.endswith(" of"):
        yield without


def _verbal(phrase: str) -> Iterator[str]:
    """Finite verbs for the gerunds that open the phrase, and nouns for its verb."""
    words = _WORD.findall(phrase)
    heads: list[int] = []
    at = 0
    adverb = bool(words) and words[0] in ADVERBS
    while at < len(words) and (words[at] in VERBS or words[at] in ADVERBS or (heads and words[at] in (",", "and", "or"))):
        if words[at] in VERBS:
            heads.append(at)
        at += 1
    if not heads or at >= len(words) or words[at] in ("crimes", "crime", "offences", "offenses", "offence", "offense"):
        return
    plain = adverb or words[at] in _DETERMINERS or words[at] in NO_OF
    for form in range(3):
        if form == 2 and not plain and words[heads[-1]] in VERBS and VERBS[words[heads[-1]]][0] in ADJECTIVAL:
            continue
        yield _sentence([VERBS[word][form] if i in heads else word for i, word in enumerate(words)])
    if words[at] in NO_OF or words[heads[-1]] in ("refusing", "failing") or not words[at][0].isalpha():
        return
    rest = [*words[:at], "of", *words[at:]]
    if adverb:
        if words[0] not in ADJECTIVES:
            return
        rest[0] = ADJECTIVES[words[0]]
    yield _sentence(rest)
    if all(words[i] in NOMINALS for i in heads):
        yield _sentence([NOMINALS[word] if i in heads else word for i, word in enumerate(rest)])
    if words[heads[0]] in ("infringing", "violating") and len(heads) == 1:
        for preposition in ("on", "upon"):
            yield _sentence([preposition if word == "of" and i == at else NOMINALS.get(word, word) for i, word in enumerate(rest)])
            yield _sentence([*words[:at], preposition, *words[at:]])


def _sentence(words: list[str]) -> str:
    return " ".join(words).replace(" ,", ",")


def _numbers(phrase: str) -> Iterator[str]:
    """The last countable noun, and all of them, in the other number."""
    words = _WORD.findall(phrase)
    flips = {}
    for i, word in enumerate(words):
        other = PLURALS.get(word) or SINGULARS.get(word)
        if other and not (i == 0 and word in ("force", "drug", "telecom", "gun", "bank")):
            flips[i] = other
    if not flips:
        return
    last = max(flips)
    yield _sentence([flips[i] if i == last else word for i, word in enumerate(words)])
    if len(flips) > 1:
        yield _sentence([flips.get(i, word) for i, word in enumerate(words)])
        first = min(flips)
        yield _sentence([flips[i] if i == first else word for i, word in enumerate(words)])


@lru_cache(maxsize=4096)
def _spelling(word: str) -> tuple[str, ...]:
    if word in BRITISH:
        return (word, BRITISH[word])
    if word in AMERICAN:
        return (word, AMERICAN[word])
    return (word,)


def _spellings(phrase: str) -> Iterator[str]:
    """The phrase in American and British spelling, with and without hyphens, with both apostrophes."""
    words = phrase.split(" ")
    written = [phrase]
    other = [_spelling(word.rstrip(","))[-1] + ("," if word.endswith(",") else "") for word in words]
    if other != words:
        written.append(" ".join(other))
    for spelt in written:
        yield spelt
        if "-" in spelt:
            yield _HYPHEN.sub(" ", spelt)
            yield _HYPHEN.sub("", spelt)
        elif len(words) == 2 and words[0].isalpha() and words[1].isalpha():
            yield spelt.replace(" ", "-")
        for closed, open_ in (("cyber", "cyber "), ("fundraising", "fund raising"), ("fundraising", "fund-raising")):
            if closed in spelt and open_ not in spelt:
                yield spelt.replace(closed, open_)
                yield spelt.replace(closed, open_.replace(" ", "-"))
            elif open_ in spelt:
                yield spelt.replace(open_, closed)
        if "'" in spelt:
            yield spelt.replace("'", "\u2019")
            yield spelt.replace("s' ", "s ") if "s' " in spelt else spelt


def check(taxonomy: Taxonomy) -> Iterable[str]:
    """Phrases of the data that two entries claim and no ruling decides, as messages."""
    ruled = {form for ruling in taxonomy.ambiguous for form in forms(ruling.phrase, inflect=False)}
    owner: dict[str, str] = {}
    for id, phrase in _names(taxonomy):
        first = owner.setdefault(phrase, id)
        if first != id and phrase not in ruled and taxonomy.current(first) != taxonomy.current(id):
            yield f"{phrase!r} names {first} and {id}; add a ruling to ambiguous.tsv"
