"""Phrase patterns from the taxonomy: every form in which news writes the name of an offence.

The data say each name once. A pattern made of it also takes American and
British spelling, singular and plural, finite verbs beside gerunds, hyphens,
and/or, and both apostrophes; nouns beside verbs ("illegal possession of guns"
for "illegally possessing guns") are patterns of their own. Case is ignored.

Written out, the forms are more than a million, so they are not: a pattern is
found by its first two words and then read by one regex, compiled when a text
has its plain words too: to compile one takes a thousand times as long as to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
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
from .regexes import lazy_regex

# What the component takes: pattern, taxonomy id, use ("anywhere" or "context").
Phrase = list[str]

_CHOICE = lazy_regex(r"\[([^\[\]]*)\]")
_WORD = lazy_regex(r"[^\s,]+|,")
_CRIME_OF = lazy_regex(r"(?:crimes?|offen[cs]es?) (?:of|by) (?=.)")
# "crimes endangering workplace safety": the mention begins after "crimes", as
# after "crimes of". "crimes involving guns" names nothing without its "crimes".
CRIMES_DOING = lazy_regex(
    r"(?:crimes?|offen[cs]es?) (?=(?!involving|concerning|using|targeting)[a-z]+ing )", re.IGNORECASE
)
_DETERMINERS = ("the", "a", "an", "his", "her", "their", "one's")
# Words that a text need not have, and the sign that stands for spaces, hyphens and the like.
_LEFT_OUT = frozenset((*_DETERMINERS, "and", "or", "xx"))
_PIECE = lazy_regex(r"[A-Za-z0-9]+|['’]|.", re.DOTALL)
_SEPARATOR = lazy_regex(r"[ -]+")
_DETERMINER = rf"(?:{'|'.join(_DETERMINERS)})[ -]+"
_WORD_AND_SPACE = r"[^ -]+[ -]+"
# One more word for a hyphen left out.
_FIRST_WORD = lazy_regex(rf"[ -]*{_WORD_AND_SPACE}")
_FIRST_WORD_HYPHENED = lazy_regex(rf"[ -]*(?:{_WORD_AND_SPACE}){{2}}")
_TWO_WORDS = lazy_regex(rf"[ -]*{_WORD_AND_SPACE}(?:{_DETERMINER}|(?!{_DETERMINER})){_WORD_AND_SPACE}")
_TWO_WORDS_HYPHENED = lazy_regex(rf"[ -]*(?:{_WORD_AND_SPACE}){{4}}")


def choices(pattern: str) -> list[list[str]]:
    """A pattern as a row of alternatives: ``rob[bing|bed] [ancient |]tombs``.

    A choice that may be empty takes the space beside it along.

    Raises:
        PatternError: a bracket or a bar stands alone.
    """
    parts = _CHOICE.split(pattern)
    if any(re.search(r"[\[\]|]", part) for part in parts[::2]):
        raise PatternError(f"pattern {pattern!r}: a bracket or bar stands alone; write [one|other|]")
    row = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for i in range(1, len(row), 2):
        before, after = row[i - 1][0], row[i + 1][0]
        chained = not before and (i == 1 or row[i - 2][0].endswith(" ") or "" in row[i - 2])
        open_before = chained or before.endswith(" ")
        if "" not in row[i]:
            continue
        if after.startswith(" ") and open_before:
            row[i] = [alternative + " " if alternative else "" for alternative in row[i]]
            row[i + 1] = [after[1:]]
        elif not after and i + 2 == len(row) and before.endswith(" "):
            row[i] = [" " + alternative if alternative else "" for alternative in row[i]]
            row[i - 1] = [before[:-1]]
    return [alternatives for alternatives in row if alternatives != [""]]


def expand(pattern: str) -> list[str]:
    """The phrases that a pattern spells out, without the forms of its words.

    >>> expand("rob[bing|bed] [ancient|] tombs")
    ['robbing ancient tombs', 'robbing tombs', 'robbed ancient tombs', 'robbed tombs']
    """
    phrases = ["".join(picked).replace("<", "") for picked in product(*choices(pattern))]
    return list(dict.fromkeys(" ".join(phrase.split()) for phrase in phrases))


def phrases(taxonomy: Taxonomy) -> list[Phrase]:
    """Every pattern that the component looks for.

    They stand in order of precedence, for mentions that several patterns read
    alike: rulings of ``ambiguous.tsv``, phrasings as the data give them
    (current charges, then families, then charges of the past), templates,
    official names, and at last what was derived from phrasings.
    """
    rulings = {ruling.phrase.lower(): ruling for ruling in taxonomy.ambiguous}
    found: dict[str, Phrase] = {}
    for phrase, ruling in rulings.items():
        if ruling.use != "never":
            found[phrase] = [phrase, ruling.id, ruling.use]
    names = list(_names(taxonomy))
    known = {phrase for _, phrase in names} | set(rulings)
    derived: list[tuple[str, str]] = []
    for id, name in names:
        if name in rulings:
            continue
        for pattern in _mentions(name, known):
            if pattern not in found and pattern not in rulings:
                found[pattern] = [pattern, id, "anywhere"]
        derived.extend((id, noun) for noun in _nouns(name))
    for template in taxonomy.templates:
        found.setdefault(template.pattern, [template.pattern, template.id, template.use])
    for id, noun in derived:
        if noun not in rulings:
            found.setdefault(noun, [noun, id, "anywhere"])
    # A mention after "crimes of" goes before the same words without it.
    return sorted(found.values(), key=lambda phrase: "<" not in phrase[0])


def _names(taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """(id, phrase) of every phrasing and official name, in the order of precedence."""
    entries = sorted(taxonomy, key=lambda entry: isinstance(entry, Charge) and entry.status != "current")
    for entry in entries:
        for phrasing in entry.phrasings:
            yield entry.id, phrasing.lower()
    for entry in entries:
        yield entry.id, plain_name(entry.name_en)


def plain_name(name: str) -> str:
    """An official English name in lower case, without the other wordings that stand in parentheses."""
    return " ".join(re.sub(r"\([^)]*\)", " ", name).replace('"', "").split()).replace(" ,", ",").lower()


def _mentions(phrase: str, known: set[str]) -> Iterator[str]:
    """The phrase with ``<`` where the mention begins after "crimes of", and the phrase without these words."""
    lead = _CRIME_OF.match(phrase) or CRIMES_DOING.match(phrase)
    rest = phrase[lead.end() :] if lead else ""
    if not lead or (" " not in rest and rest not in known):
        yield phrase
    elif " " in rest:
        # Both, because the same words without "crimes" may name something else,
        # as "endangering public security" does.
        yield lead.group() + "<" + rest
        yield rest


def _nouns(phrase: str) -> Iterator[str]:
    """The noun phrases that say what the gerunds at the head of the phrase say."""
    words = _WORD.findall(phrase)
    heads: list[int] = []
    at = 0
    for at, word in enumerate(words):
        if word in VERBS:
            heads.append(at)
        elif word not in ADVERBS and not (heads and word in (",", "and", "or")):
            break
    else:
        return
    if not heads or words[at] in NO_OF or not words[at][0].isalpha():
        return
    if words[at] in ("crimes", "crime", "offences", "offenses") or words[heads[-1]] in ("refusing", "failing", "using"):
        return
    rest = [*words[:at], "of", *words[at:]]
    if words[0] in ADVERBS:
        if words[0] not in ADJECTIVES:
            return
        rest[0] = ADJECTIVES[words[0]]
    yield _sentence(rest)
    if all(words[i] in NOMINALS for i in heads):
        yield _sentence([NOMINALS[word] if i in heads else word for i, word in enumerate(rest)])


def _sentence(words: list[str]) -> str:
    return " ".join(words).replace(" ,", ",")


@lru_cache(maxsize=8192)
def word_forms(word: str, verb: bool = False) -> tuple[str, ...]:
    """The forms of one lower-case word: both spellings and numbers and, where it may be the verb, its finite forms."""
    found = [word]
    american = AMERICAN.get(word, word)
    if verb and american in VERBS:
        base, third, past = VERBS[american]
        found += [base, third] if base in ADJECTIVAL else [base, third, past]
    other = PLURALS.get(american) or SINGULARS.get(american)
    if other:
        found.append(other)
    found += [BRITISH[form] for form in [american, *found] if form in BRITISH]
    found += [AMERICAN[form] for form in found if form in AMERICAN]
    if word in ("and", "or"):
        found = ["and", "or", "and/or"]
    return tuple(dict.fromkeys(found))


def firsts(pattern: str) -> set[str]:
    """The first words of everything that a pattern reads, and perhaps a form too many.

    Asked of every pattern when the pipeline is assembled; `leads` takes longer.
    """
    plain = pattern.replace("<", "")
    # Nine patterns in ten are one phrase.
    heads = _heads(plain, _FIRST_WORD_HYPHENED if "-" in plain else _FIRST_WORD) if "[" in plain else {plain.lower()}
    found: set[str] = set()
    for text in heads:
        for variant in (text, text.replace("-", "", 1)) if "-" in text[:24] else (text,):
            word = next(filter(None, _SEPARATOR.split(variant.strip(), 2)), None)
            if word is not None:
                found.update(word_forms(_letters(word), True))
    return found


def leads(pattern: str) -> set[tuple[str, str]]:
    """The first two words of everything that a pattern reads; the second is empty where it reads one word."""
    return {lead for firsts, seconds in _leads(pattern) for lead in product(firsts, seconds)}


def seconds_behind(pattern: str, first: str) -> set[str]:
    """What a pattern has next where it begins with the word `first`, as `leads` gives it."""
    return set().union(*(seconds for firsts, seconds in _leads(pattern) if first in firsts))


@lru_cache(maxsize=1024)
def _leads(pattern: str) -> list[tuple[tuple[str, ...], set[str]]]:
    plain = pattern.replace("<", "")
    heads = _heads(plain, _TWO_WORDS_HYPHENED if "-" in plain else _TWO_WORDS) if "[" in plain else {plain.lower()}
    several = len(heads) > 1
    # Thousands of heads may differ behind the words that are asked for.
    asked: set[tuple[str, ...]] = set()
    for text in heads:
        for variant in {text, text.replace("-", "", 1)} if "-" in text[:24] else {text}:
            words = [_letters(word) for word in _SEPARATOR.split(variant.strip(), 4)[:4] if word]
            # The first two that are no determiners.
            asked.add(tuple(words[: 3 if len(words) > 1 and words[1] in _DETERMINERS else 2]))
    found = []
    for first, *rest in filter(None, asked):
        verb = bool(rest) or several
        seconds = {form for word in rest for form in word_forms(word, verb)} if rest else {""}
        found.append((word_forms(first, verb), seconds))
    return found


def _heads(pattern: str, opening: re.Pattern[str]) -> set[str]:
    """What a pattern reads, up to the end of what `opening` does."""
    states = {""}
    done: set[str] = set()
    for alternatives in choices(pattern):
        grown: set[str] = set()
        for state in states:
            for alternative in alternatives:
                text = state + alternative.lower()
                words = opening.match(text)
                if words:
                    done.add(words.group())
                else:
                    grown.add(text)
        states = grown
        if not states:
            break
    return states | done


@lru_cache(maxsize=8192)
def _letters(word: str) -> str:
    return re.split(r"['’]", word.strip(",()'’"))[0]


@cache
def _plain_words(pattern: str) -> tuple[int, list[list[list[tuple[str, ...]]]]]:
    """The greatest length of what a pattern reads, and its stretches: alternatives, each the forms of its words."""
    reach = 0
    row = []
    for alternatives in choices(pattern.rpartition("<")[2]):
        readings = []
        longest = 0
        for alternative in alternatives:
            pieces = [
                word_forms(piece, True) if piece[0].isalnum() else ("xx",)
                for piece in _PIECE.findall(alternative.lower())
            ]
            longest = max(longest, sum(max(map(len, forms)) for forms in pieces))
            readings.append([forms for forms in pieces if forms[0] not in _LEFT_OUT])
        reach += longest
        # Nothing is needed where one alternative needs nothing.
        if all(readings):
            row.append(readings)
    return len(pattern) - len(pattern.rpartition("<")[2]) + reach, row


def may_read(pattern: str, text: str, start: int) -> bool:
    """Whether `text` has the plain words of a pattern near behind `start`; if not, its regex reads nothing there."""
    reach, row = _plain_words(pattern)
    window = text[start : start + reach].casefold()
    return all(
        any(all(any(form in window for form in forms) for forms in words) for words in readings) for readings in row
    )


@cache
def regex(pattern: str) -> re.Pattern[str]:
    """The regex that reads a pattern; its group 1 is the mention."""
    # "crimes of" is taken as it stands, because "crime of" may introduce the
    # charge and "crimes of" the family.
    lead, mark, body = pattern.partition("<")
    row = choices(body if mark else pattern)
    source = ""
    in_head = True
    for i, alternatives in enumerate(row):
        readings = []
        still = in_head
        for alternative in sorted(alternatives, key=len, reverse=True):
            reading, ends_in_head = _reading(alternative, in_head, last=i + 1 == len(row))
            readings.append(reading)
            still = still and ends_in_head
        in_head = still
        source += readings[0] if len(readings) == 1 else "(?:" + "|".join(readings) + ")"
    return re.compile(f"{re.escape(lead) if mark else ''}({source})(?!\\w)", re.IGNORECASE)


def _reading(text: str, in_head: bool, *, last: bool) -> tuple[str, bool]:
    """The regex of one stretch of a pattern, and whether its end still belongs to the verb that opens the phrase.

    The last word of all is no verb with an object: "kidnapping" must not read "kidnapped".
    """
    out: list[str] = []
    pieces = _PIECE.findall(text)
    at = 0
    while at < len(pieces):
        piece = pieces[at].lower()
        rest = pieces[at + 1 :]
        at += 1
        if piece[0].isalnum():
            if piece in _DETERMINERS and out and rest[:1] == [" "]:
                out.append(f"(?:{piece}[ -])?")
                at += 1
                continue
            if piece in ("and", "or") and out and out[-1] == "[ -]":
                out[-1] = "[ -]" if out[-2:-1] == [",?"] else ",?[ -]"
            final = last and not any(other[0].isalnum() for other in rest)
            forms = sorted(word_forms(piece, in_head and not final), key=len, reverse=True)
            out.append(forms[0] if len(forms) == 1 else "(?:" + "|".join(forms) + ")")
            in_head = in_head and (AMERICAN.get(piece, piece) in VERBS or piece in ADVERBS or piece in ("and", "or"))
        elif piece == ",":
            out.append(",?" if rest[1:2] and rest[1] in ("and", "or") else ",")
        else:
            out.append({" ": "[ -]", "-": "[ -]?", "'": "['’]?", "’": "['’]?"}.get(piece) or re.escape(piece))
    return "".join(out), in_head


def conflicts(taxonomy: Taxonomy) -> Iterable[str]:
    """Phrases of the data that two entries claim and no ruling decides, as messages."""
    ruled = {ruling.phrase.lower() for ruling in taxonomy.ambiguous}
    owner: dict[str, str] = {}
    for id, phrase in _names(taxonomy):
        first = owner.setdefault(phrase, id)
        if first != id and phrase not in ruled and taxonomy.current(first) != taxonomy.current(id):
            yield f"{phrase!r} names {first} and {id}; add a ruling to ambiguous.tsv"
