"""Numbers of digits and of words; where quantulum3 is asked, and where it misreads."""

from __future__ import annotations

import logging
import subprocess
import sys
import warnings

import pytest

from chargesheet.pipeline.numbers import ONES, TEENS, TENS, read_digits, read_spelled, read_words

UP_TO_99 = {
    **ONES,
    **TEENS,
    **TENS,
    **{f"{tens}-{ones}": a + b for tens, a in TENS.items() for ones, b in ONES.items()},
}


@pytest.mark.parametrize(("words", "value"), UP_TO_99.items())
def test_words_up_to_99(words: str, value: int) -> None:
    assert read_spelled(words) == (value, len(words), 1)
    assert read_spelled(words.replace("-", " ")) == (value, len(words), 1)


@pytest.mark.parametrize("hundreds", ONES)
@pytest.mark.parametrize("rest", ["one", "twelve", "forty", "sixty-three"])
@pytest.mark.parametrize("joint", [" ", " and "])
def test_hundreds(hundreds: str, rest: str, joint: str) -> None:
    words = f"{hundreds} hundred{joint}{rest}"
    assert read_spelled(words) == (ONES[hundreds] * 100 + UP_TO_99[rest], len(words), 1)


@pytest.mark.parametrize(("scale", "size"), [("thousand", 1e3), ("million", 1e6), ("billion", 1e9)])
@pytest.mark.parametrize(
    ("head", "factor"),
    [("a", 1), ("one", 1), ("seven", 7), ("thirty-two", 32), ("two hundred", 200), ("two and a half", 2.5)],
)
def test_scales(head: str, factor: float, scale: str, size: float) -> None:
    words = f"{head} {scale}"
    assert read_spelled(words) == (factor * size, len(words), size)


@pytest.mark.parametrize(
    ("words", "value", "read"),
    [
        ("a dozen gangs", 12, "a dozen"),
        ("two dozen gangs", 24, "two dozen"),
        ("half a dozen gangs", 6, "half a dozen"),
        ("half a million people", 500_000, "half a million"),
        ("half-million people", 500_000, "half-million"),
        ("a quarter of a million people", 250_000, "a quarter of a million"),
        ("one and a half times", 1.5, "one and a half"),
        ("one million two hundred thousand three hundred and five", 1_200_305, None),
        ("two three", 2, "two"),
        ("seven and two", 7, "seven"),
        ("a hundred and one", 101, None),
        ("dozens of", 12, "dozens"),
        ("scores of", 20, "scores"),
        ("hundreds of", 100, "hundreds"),
        ("thousands of", 1000, "thousands"),
        ("tens of thousands of", 10_000, "tens of thousands"),
        ("hundreds of thousands of", 100_000, "hundreds of thousands"),
        ("tens of millions of", 10_000_000, "tens of millions"),
        ("several thousand people", 1000, "several thousand"),
        ("a few hundred people", 100, "a few hundred"),
        ("several dozen people", 12, "several dozen"),
    ],
)
def test_words(words: str, value: float, read: str | None) -> None:
    number = read_words(words, 0)
    assert number is not None
    assert (number.value, words[: number.end]) == (value, read or words)
    assert number.spelled


@pytest.mark.parametrize("words", ["hundred", "a few people", "dozens", "thousands", "people", "a", "million"])
def test_words_that_state_no_number(words: str) -> None:
    assert read_words(words, 0) is None


@pytest.mark.parametrize(("digits", "value"), [("7", 7), ("1.5", 1.5), ("1,234", 1234), ("1,234,567", 1234567)])
@pytest.mark.parametrize(
    ("scale", "factor"),
    [
        ("", 1),
        (" hundred", 100),
        (" thousand", 1e3),
        (" million", 1e6),
        ("-million", 1e6),
        (" mln", 1e6),
        ("mn", 1e6),
        (" billion", 1e9),
        ("bn", 1e9),
        (" bn", 1e9),
        ("b", 1e9),
        ("k", 1e3),
        (" trillion", 1e12),
        ("tn", 1e12),
        (" hundred million", 1e8),
    ],
)
def test_digits(digits: str, value: float, scale: str, factor: float) -> None:
    number = read_digits(f"{digits}{scale} yuan", 0)
    assert number is not None
    assert (number.value, number.end) == (pytest.approx(value * factor), len(digits) + len(scale))


def test_values_are_exact() -> None:
    """Scale words multiply decimals, not binary floats."""
    for thousandths in range(1, 1000):
        number = read_digits(f"1.{thousandths:03} million", 0)
        assert number is not None
        assert number.value == 1_000_000 + thousandths * 1000


@pytest.mark.parametrize(
    ("text", "money", "value"),
    [("5m", True, 5e6), ("5m", False, 5), ("5m people", False, 5e6), ("5m long", False, 5), ("5g", False, 5)],
)
def test_m_is_million_beside_money_or_a_noun(text: str, money: bool, value: float) -> None:
    number = read_digits(text, 0, money=money)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    ("words", "value"),
    [("nineteen hundred", 1900), ("nineteen hundred and two", 1902), ("two billion three hundred million", 2.3e9)],
)
def test_quantulum3_is_asked_beyond_our_grammar(words: str, value: float) -> None:
    handlers = list(logging.getLogger().handlers)
    assert read_spelled(words) == (value, len(words), 1)
    assert logging.getLogger().handlers == handlers


def test_ordinary_texts_do_not_import_quantulum3() -> None:
    script = (
        "import sys; from chargesheet.pipeline.quantities import find;"
        "assert len(find('Some 3.2 million people, two dozen gangs, half a million yuan, one in five; doubled.')) == 5;"
        "sys.exit('quantulum3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


# What `quantulum3.parser.parse` makes of each form, and what it states. Where they
# differ, the form is read by our own grammar, and this is why.
AGREED = {
    "thirty-one gangs": 31,
    "two hundred and sixteen gangs": 216,
    "1.21 million people": 1_210_000,
    "34 thousand people": 34_000,
    "1,292,151 people": 1_292_151,
    "3.5 billion yuan": 3.5e9,
    "$29 million": 29e6,
    "one and a half million people": 1.5e6,
    "between 3,000 and 4,000 cases": 3500,
    "20 to 30 percent": 25,
}
MISREAD = {
    "some 3.2 million people": (3_200_000, [(3.2, "dimensionless")]),
    "nearly half a million people": (500_000, [(1_500_000, "dimensionless")]),
    "one in five people": (20, [(5, "dimensionless")]),
    "nine out of ten people": (90, [(9, "dimensionless"), (10, "dimensionless")]),
    "14k cases": (14_000, [(14, "kelvin")]),
    "several thousand people": (1000, []),
    "dozens of gangs": (12, []),
    "tens of thousands of people": (10_000, []),
    "a dozen gangs": (12, [(1, "dozen")]),
    "two dozen gangs": (24, [(2, "dozen")]),
    "rose 2.2 percentage points": (2.2, [(2.2, "percentage")]),
    "rose 13 percent year-on-year": (13, [(13, "percentage year")]),
    "3b yuan": (3e9, [(3, "bit")]),
    "62.4bn yuan": (62.4e9, [(62.4, "bit newton")]),
    "HK$5 million": (5e6, [(5e6, "dimensionless")]),
    "RMB 3 million": (3e6, [(3e6, "dimensionless")]),
    "1.4 billion U.S. dollars": (1.4e9, [(1.4e9, "atomic mass unit")]),
    "a threefold rise": (3, []),
    "cases doubled": (100, []),
}


@pytest.fixture(scope="module")
def quantulum() -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser

        parser.parse("1 percent")
    return parser


def _parsed(quantulum: object, text: str) -> list[tuple[float, str]]:
    root = logging.getLogger()
    handlers = list(root.handlers)
    try:
        return [(q.value, q.unit.name) for q in quantulum.parse(text)]  # type: ignore[attr-defined]
    finally:
        root.handlers[:] = handlers


@pytest.mark.parametrize(("text", "value"), AGREED.items())
def test_agreed_with_quantulum3(quantulum: object, text: str, value: float) -> None:
    from chargesheet.pipeline.quantities import find

    assert [q.value for q in find(text)] == [value]
    assert [v for v, _ in _parsed(quantulum, text)] == [pytest.approx(value)]


@pytest.mark.parametrize(("text", "truth", "theirs"), [(t, *both) for t, both in MISREAD.items()])
def test_misread_by_quantulum3(quantulum: object, text: str, truth: float, theirs: list[tuple[float, str]]) -> None:
    from chargesheet.pipeline.quantities import find

    assert [q.value for q in find(text)] == [truth]
    assert _parsed(quantulum, text) == [(pytest.approx(value), unit) for value, unit in theirs]


@pytest.mark.parametrize("words", ["one", "ninety-three", "two hundred and sixteen", "one hundred thousand"])
def test_spelled_numbers_agree_with_quantulum3(quantulum: object, words: str) -> None:
    ours = read_spelled(words)
    theirs = quantulum.extract_spellout_values(words)  # type: ignore[attr-defined]
    assert ours is not None
    assert [float(v["new_surface"]) for v in theirs] == [ours[0]]
