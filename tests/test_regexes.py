"""Regexes compiled at their first use: as `re.compile` gives them, and none that does not compile."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from typing import Any

import pytest

import chargesheet.pipeline
from chargesheet.pipeline.regexes import lazy_regex

if sys.version_info >= (3, 11):
    from re import _parser as parser  # type: ignore[attr-defined]
else:
    import sre_parse as parser


def test_reads_as_a_compiled_one() -> None:
    lazy, compiled = lazy_regex(r"(\d+) cases", re.IGNORECASE), re.compile(r"(\d+) cases", re.IGNORECASE)
    text = "Up: 12 CASES and 3 cases"
    assert [m.span(1) for m in lazy.finditer(text)] == [m.span(1) for m in compiled.finditer(text)]
    assert lazy.search(text, 12).group() == "3 cases"  # type: ignore[union-attr]
    assert lazy.match(text) is None
    assert (lazy.sub("-", text), lazy.pattern, lazy.flags) == ("Up: - and -", compiled.pattern, compiled.flags)


def test_what_is_no_regex_raises_at_the_first_use() -> None:
    broken = lazy_regex("(")
    with pytest.raises(re.error):
        broken.search("")


def test_what_a_regex_does_not_have_it_does_not_pretend_to_have() -> None:
    with pytest.raises(AttributeError, match="find_all"):
        lazy_regex("a").find_all("a")  # type: ignore[attr-defined]


def test_every_regex_of_the_pipeline_compiles() -> None:
    lazy = type(lazy_regex(""))
    seen = 0
    for module in pkgutil.walk_packages(chargesheet.pipeline.__path__, "chargesheet.pipeline."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, lazy):
                try:
                    value.match("")
                except re.error as error:
                    pytest.fail(f"{module.name}.{name}: {error}")
                seen += 1
    assert seen > 400


def test_no_regex_has_a_repeat_that_splits_a_word_in_every_way() -> None:
    # As (?:\w+\s*){1,7}: over 400 zeros that end in anything else, it tries more ways than there is time for.
    lazy = type(lazy_regex(""))
    for module in pkgutil.walk_packages(chargesheet.pipeline.__path__, "chargesheet.pipeline."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, lazy):
                assert not _splits(parser.parse(value.pattern, value._flags)), f"{module.name}.{name}"


@pytest.mark.parametrize(("pattern", "splits"), [(r"(?:(?!a)\w+\s*){1,7}", True), (r"(?:\s+\w+){1,7}", False)])
def test_a_repeat_that_splits_is_found(pattern: str, splits: bool) -> None:
    assert _splits(parser.parse(pattern)) == splits


def _splits(pattern: Any) -> bool:
    """Whether a repeat stands directly in a repeat, with nothing needed between two rounds."""
    for operator, arguments in pattern:
        if "REPEAT" in str(operator):
            most, inner = arguments[1], [arguments[2]]
            if most > 2 and _is_repeat(arguments[2]):
                return True
        elif str(operator) == "BRANCH":
            inner = arguments[1]
        else:
            inner = (
                [one for one in arguments or () if isinstance(one, parser.SubPattern)]
                if isinstance(arguments, tuple)
                else []
            )
        if any(map(_splits, inner)):
            return True
    return False


def _is_repeat(pattern: Any) -> bool:
    needed = [one for one in pattern if parser.SubPattern(pattern.state, [one]).getwidth()[0]]
    if len(needed) != 1:
        return False
    operator, arguments = needed[0]
    if str(operator) == "SUBPATTERN":
        return _is_repeat(arguments[3])
    if str(operator) == "BRANCH":
        return any(map(_is_repeat, arguments[1]))
    return "REPEAT" in str(operator) and arguments[1] > 8
