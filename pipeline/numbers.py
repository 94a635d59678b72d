"""Reads the number that a run of digits or of number words states.

Texts are given lower-cased. The module reads what news writes: digits with
separators, decimals and scale words ("1.21 million", "3b"), spelled-out numbers
up to the millions ("two hundred and sixteen"), dozens, halves of a scale ("half
a million") and vague plurals ("tens of thousands"). Spelled-out numbers beyond
that are handed to quantulum3, which is imported only then: it costs two to three
seconds at its first call and misreads the forms that are read here
(``tests/test_numbers.py`` lists them).
"""

from __future__ import annotations

import logging
import warnings
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .regexes import lazy_regex

ONES = {w: n for n, w in enumerate("one two three four five six seven eight nine".split(), 1)}
TEENS = {
    w: n
    for n, w in enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10)
}
TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
UNITS = {**ONES, **TEENS, **TENS}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
# What stands behind digits: full words, and the short forms of the financial pages.
DIGIT_SCALES = {
    **SCALES,
    "hundred": 100,
    "mln": 10**6,
    "bln": 10**9,
    "k": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "tn": 10**12,
    "trn": 10**12,
}
# A plural says "at least one of these, and more": its own size is the bound.
VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100} | {f"{w}s": n for w, n in SCALES.items()}
HALVED = {"dozen": 6.0, "hundred": 50.0} | {w: n / 2 for w, n in SCALES.items()}

DIGITS = lazy_regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?")
# "m" alone is metres as often as millions: it needs money before it (`money`), or a
# noun behind it that no length has.
_SCALE = lazy_regex(
    r"[ \u00a0-]?(hundred|thousand|million|billion|trillion|mln|bln)"
    r"(?:[ \u00a0](thousand|million|billion|trillion))?(?![a-z])"
    r"|[ \u00a0]?(bn|mn|trn|tn)(?![a-z])"
    r"|([kb])(?![a-z\d])"
    r"|(m)(?![a-z\d])(?= (?!long|wide|high|deep|tall|away|from|above|below|of|in|to|by|and|or)[a-z])"
)
_MONEY_M = lazy_regex(r"(m)(?![a-z\d])")
_WORD = "|".join(sorted((*UNITS, *SCALES, "hundred", "dozen"), key=len, reverse=True))
_SPELLED = lazy_regex(
    rf"(?:an?(?=[ -](?:hundred|thousand|million|billion|trillion|dozen)(?![a-z]))|(?:{_WORD})(?![a-z]))"
    rf"(?:(?:,? and |[ -])(?:{_WORD})(?![a-z])| and a half(?![a-z-]))*"
)
_HALF_SCALE = lazy_regex(r"half(?: an?|-a)?[ -](dozen|hundred|thousand|million|billion|trillion)(?![a-z])")
_QUARTER_SCALE = lazy_regex(r"a quarter of a (million|billion|trillion)(?![a-z])")
_VAGUE = lazy_regex(
    rf"({'|'.join(VAGUE)})(?: (?:of|upon) (thousands|millions|billions))?(?= (?:of|more)(?![a-z]))"
    r"|(?:several|a few|a couple(?: of)?) (dozen|hundred|thousand|million|billion)"
    r"(?: (thousand|million|billion))?(?![a-z-])"
)
_TOKEN = lazy_regex(r"[a-z]+")


class Number(NamedTuple):
    """A number read in a text.

    ``value`` is multiplied out; ``end`` is one past its last character; ``scale``
    is the factor of its scale word (1 without one); ``vague`` marks plurals that
    state only a lower bound; ``spelled`` those written in words; ``plain`` bare
    digits, without separator, decimals or scale (a year, a page, a licence).
    """

    value: float
    end: int
    scale: float = 1
    vague: bool = False
    spelled: bool = False
    plain: bool = False


def read_digits(text: str, start: int, *, money: bool = False) -> Number | None:
    """Read digits and their scale word at `start`; `money` lets "m" be millions."""
    found = DIGITS.match(text, start)
    if found is None:
        return None
    digits, end = found.group(), found.end()
    scale = 1
    mark = _SCALE.match(text, end) or (_MONEY_M.match(text, end) if money else None)
    if mark is not None:
        for word in mark.groups():
            scale *= DIGIT_SCALES[word] if word else 1
        end = mark.end()
    plain = scale == 1 and "," not in digits and "." not in digits
    return Number(_digits_value(digits, scale), end, scale, plain=plain)


@lru_cache(maxsize=4096)
def _digits_value(digits: str, scale: int) -> float:
    # Decimal, since 1.053 * 1_000_000 in floats need not be a whole number.
    return float(Decimal(digits.replace(",", "")) * scale)


def read_words(text: str, start: int) -> Number | None:
    """Read number words at `start` (a word's first letter); None if they state no number."""
    letter = text[start : start + 1]
    if letter == "h" and (found := _HALF_SCALE.match(text, start)):
        return Number(HALVED[found[1]], found.end(), spelled=True)
    if letter == "a" and (found := _QUARTER_SCALE.match(text, start)):
        return Number(SCALES[found[1]] / 4, found.end(), spelled=True)
    if found := _VAGUE.match(text, start):
        value = 1.0
        for word in found.groups():
            value *= _vague_size(word) if word else 1
        return Number(value, found.end(), vague=True, spelled=True)
    if found := _SPELLED.match(text, start):
        read = read_spelled(found.group())
        if read is not None:
            return Number(read[0], start + read[1], read[2], spelled=True)
    return None


def _vague_size(word: str) -> int:
    sizes = {**VAGUE, **SCALES, "hundred": 100, "dozen": 12}
    return sizes[word]


@lru_cache(maxsize=1024)
def read_spelled(words: str) -> tuple[float, int, float] | None:
    """Read a run of number words, lower case.

    Returns:
        The number, how many characters of `words` state it (a run such as "two
        three" states two numbers, of which the first is read) and the factor of
        its last scale word; None where they state none.
    """
    total, current, smallest, end, last = 0.0, 0.0, 10.0**15, 0, ""
    scale = 1.0
    for found in _TOKEN.finditer(words):
        word = found.group()
        if word == "and":
            continue
        joined = words[end : found.start()]
        if last == "half" and word not in SCALES:
            break
        if word in ("a", "an"):
            if last:
                last = "and-a"
                continue
            current, last = 1, "a"
        elif word == "half":
            current += 0.5
            last = "half"
        elif word in UNITS:
            if last in SCALES and total >= 10**9:
                return _delegate(words)
            if not _follows(word, last, "and" in joined):
                break
            current, last = current + UNITS[word], word
        elif word == "hundred":
            if last not in ONES and last != "a":
                return _delegate(words) if last else None
            current, last = current * 100, word
        elif word == "dozen":
            if last not in UNITS and last != "a":
                break
            current, last, end = current * 12, word, found.end()
            break
        else:
            if not last or SCALES[word] >= smallest:
                return _delegate(words) if last else None
            smallest = scale = SCALES[word]
            if total >= 10**9:
                return _delegate(words)
            total, current, last = total + current * smallest, 0, word
        end = found.end()
    return (total + current, end, scale) if end and last not in ("a", "and-a") else None


def _follows(word: str, last: str, joined: bool) -> bool:
    """Whether the unit `word` continues the number that ends in `last`."""
    if not last:
        return True
    if last == "hundred" or last in SCALES:
        return True
    return last in TENS and word in ONES and not joined


@lru_cache(maxsize=256)
def _delegate(words: str) -> tuple[float, int, float] | None:
    """Ask quantulum3 for a spelled-out number that the grammar above does not know."""
    root = logging.getLogger()
    handlers = list(root.handlers)
    with warnings.catch_warnings():
        # It warns that its classifier is not installed; spelled-out numbers need none.
        warnings.simplefilter("ignore")
        from quantulum3 import parser

        try:
            values = parser.extract_spellout_values(words)
        except (ValueError, KeyError, IndexError, TypeError):
            return None
        finally:
            # Parts of quantulum3 call logging.basicConfig: an application's log is its own affair.
            root.handlers[:] = handlers
    if len(values) != 1:
        return None
    first, last = values[0]["old_span"]
    if first != 0 or last != len(words):
        return None
    try:
        return float(values[0]["new_surface"]), len(words), 1.0
    except ValueError:
        return None
