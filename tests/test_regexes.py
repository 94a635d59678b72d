"""Regexes compiled at their first use: as `re.compile` gives them, and none that does not compile."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import chargesheet.pipeline
from chargesheet.pipeline.regexes import lazy_regex


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
