"""Regexes that are compiled when a text first needs them.

The pipeline has some 600, and compiling them all took a fifth of a second of
every start, while one article asks for half of them.
"""

from __future__ import annotations

import re
import sys
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split", "flags", "groups")


class _Lazy:
    """Stands for a compiled regex; its methods become those of the compiled one at the first call of any."""

    def __init__(self, pattern: str, flags: int, needs: tuple[str, ...]) -> None:
        self.pattern = pattern
        self.needs = needs
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Reached only while `name` is no attribute: once, or never rightly.
        if name not in _METHODS:
            raise AttributeError(f"a regex has no {name!r}")
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update((method, getattr(compiled, method)) for method in _METHODS)
        if self.needs:
            self.search = _guarded(compiled.search, self.needs, self._flags, None)
            self.finditer = _guarded(compiled.finditer, self.needs, self._flags, ())
        return self.__dict__[name]


def _guarded(find: Any, needs: tuple[str, ...], flags: int, nothing: Any) -> Any:
    """`find`, asked only where one of the `needs` stands in the stretch that it would search."""
    fold = bool(flags & re.IGNORECASE)

    def finder(text: str, start: int = 0, end: int = sys.maxsize) -> Any:
        stretch = text[start:end].lower() if fold else text[start:end]
        for word in needs:
            if word in stretch:
                return find(text, start, end)
        return nothing

    return finder


def lazy_regex(pattern: str, flags: int = 0, *, needs: tuple[str, ...] = ()) -> re.Pattern[str]:
    """What ``re.compile`` gives, compiled when one of its methods is first asked for.

    For the constants of modules. A pattern that is no regex raises ``re.error``
    at that first call; a test compiles them all.

    `needs` are words (in small letters where case is ignored) of which every
    match holds one: ``search`` and ``finditer`` look for them first. Give them
    to a regex that scans whole sentences and seldom finds anything; a look for
    a word takes a hundredth of such a scan.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, flags, needs))
