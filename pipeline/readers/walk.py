"""Which files an input names: itself, those of a folder, those that a pattern fits.

Everything is found as it is needed, one folder at a time and sorted within it,
so that memory does not grow with the number of files and every run has the same
order.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from hashlib import blake2b
from pathlib import Path

from .reads import Refusal, printable
from .sources import SUFFIXES, is_walked


class Walk:
    """Finds the files of inputs, each file once however many inputs name it.

    Args:
        skip: a folder to leave out: the one that is written to.
        several: whether files may be named more than once: by several inputs,
            or by a pattern. Only then is it kept what was found, in 16 bytes a file.
    """

    def __init__(self, *, skip: Path | None = None, several: bool = False) -> None:
        self._skip = skip.resolve() if skip else None
        self._several = several
        self._seen: set[bytes] = set()

    def files(self, name: str) -> Iterator[Path | Refusal]:
        """The files that one input names, or why there are none."""
        for found in self._named(name):
            if isinstance(found, Refusal) or not self._seen_before(found):
                yield found

    def _named(self, name: str) -> Iterator[Path | Refusal]:
        path = Path(name)
        try:
            if path.is_dir():
                yield from self._folder(path)
                return
            exists = path.exists()
        except (OSError, ValueError) as error:
            # Older Pythons raise for a name that is too long or holds NUL, newer ones say that it is not there.
            yield _unreadable(path, error)
            return
        if exists:
            yield path
        elif glob.has_magic(name):
            yield from self._pattern(name)
        else:
            reason = f"{printable(path)}: no such file or folder; check the path, or give - to read standard input"
            yield Refusal(check="missing-path", reason=reason, source_path=printable(path))

    def _folder(self, folder: Path) -> Iterator[Path | Refusal]:
        empty = True
        for found in self._walk(folder):
            empty = False
            yield found
        if empty:
            kinds = ", ".join(SUFFIXES)
            name = printable(folder)
            reason = f"{name}: no file in this folder ends in {kinds} (or these with .gz); name others one by one"
            yield Refusal(check="empty-folder", reason=reason, source_path=name)

    def _walk(self, folder: Path) -> Iterator[Path | Refusal]:
        # A stack of our own: os.walk passes over what it may not read in silence, and recurses.
        waiting = [folder]
        while waiting:
            parent = waiting.pop()
            try:
                names, folders = _listed(parent)
            except OSError as error:
                yield _unreadable(parent, error)
                continue
            for name in names:
                if is_walked(name):
                    yield parent / name
            waiting += [parent / name for name in reversed(folders) if not self._is_skipped(parent / name)]

    def _is_skipped(self, folder: Path) -> bool:
        # Only a folder of the same name can be it, and resolving all would cost more than reading them.
        return self._skip is not None and folder.name == self._skip.name and folder.resolve() == self._skip

    def _pattern(self, pattern: str) -> Iterator[Path | Refusal]:
        parts = Path(pattern).parts
        fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
        start = Path(*parts[:fixed])
        none = True
        for found in self._fitting(start, parts[fixed:]):
            none = False
            if isinstance(found, Path) and found.is_dir():
                yield from self._folder(found)
            else:
                yield found
        if none:
            reason = f"{printable(pattern)}: no file fits this pattern; check it, or give the folder instead"
            yield Refusal(check="missing-path", reason=reason, source_path=printable(pattern))

    def _fitting(self, folder: Path, parts: tuple[str, ...]) -> Iterator[Path | Refusal]:
        """What fits the parts of a pattern from this folder on; ``**`` is any number of folders."""
        part, rest = parts[0], parts[1:]
        try:
            names, folders = _listed(folder)
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            yield _unreadable(folder, error)
            return
        folders = [name for name in folders if not self._is_skipped(folder / name)]
        if part == "**":
            if rest:
                yield from self._fitting(folder, rest)
            else:
                yield from (folder / name for name in names)
            for name in folders:
                yield from self._fitting(folder / name, parts)
        elif rest:
            for name in folders:
                if fnmatchcase(name, part):
                    yield from self._fitting(folder / name, rest)
        else:
            yield from (folder / name for name in (*names, *folders) if fnmatchcase(name, part))

    def _seen_before(self, path: Path) -> bool:
        if not self._several:
            return False
        key = blake2b(os.fsencode(os.path.realpath(path)), digest_size=16).digest()
        if key in self._seen:
            return True
        self._seen.add(key)
        return False


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    """Names of the files and folders in a folder, sorted, without hidden ones: those are an editor's or a tool's."""
    names: list[str] = []
    folders: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.name.startswith("."):
                # Not into links: they may lead round in a ring.
                (folders if entry.is_dir(follow_symlinks=False) else names).append(entry.name)
    return sorted(names), sorted(folders)


def _unreadable(path: str | Path, error: OSError | ValueError) -> Refusal:
    name = printable(path)
    said = (error.strerror if isinstance(error, OSError) else None) or error
    reason = f"{name}: cannot be read ({said}); check its name and permissions"
    return Refusal(check="unreadable-folder", reason=reason, source_path=name)
