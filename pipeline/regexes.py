"""Regexes that are compiled when a text first needs them.

The pipeline has some 600, and compiling them all took a fifth of a second of
every start, while one article asks for half of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups")


class _Lazy:
    """Stands for a compiled regex; its methods become those of the compiled one at the first call of any."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Reached only while `name` is no attribute: once, or never rightly.
        if name not in _METHODS:
            raise AttributeError(f"a regex has no {name!r}")
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        return self.__dict__[name]


def lazy_regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled when one of its methods is first asked for.

    For the constants of modules. A pattern that is no regex raises ``re.error``
    at that first call; a test compiles them all.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags))
