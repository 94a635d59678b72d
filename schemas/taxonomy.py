"""The taxonomy of offences: charges of the Criminal Law, families of them, and the words that news uses.

The data are tab-separated files under ``patterns/en/offences``. They are
written by hand, so the loaders are strict: an unknown column, an empty cell,
an id that nothing declares or a phrase that stands twice is refused with the
file, the line, the column and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .errors import PatternError

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ARTICLE = re.compile(r"\d+(?:-\d+)?(?:\(\d+(?:[,-]\d+)*\))?|decision-\d{4}-\d{2}-\d{2}:\d+")
STATUSES = ("current", "renamed", "abolished")
BASES = ("statutory", "practice", "indicative")
USES = ("anywhere", "context", "never")

COLUMNS: dict[str, tuple[str, ...]] = {
    "charges.tsv": ("id", "article", "chapter", "section", "name_zh", "name_en", "status"),
    "history.tsv": ("id", "since", "until", "successors"),
    "families.tsv": ("id", "name_zh", "name_en", "basis", "members", "note"),
    "phrasings.tsv": ("id", "phrase"),
    "templates.tsv": ("id", "pattern", "use", "example"),
    "ambiguous.tsv": ("phrase", "use", "id", "others", "note"),
}
MAY_BE_EMPTY = {"section", "until", "successors", "members", "note", "others"}


@dataclass(frozen=True, slots=True)
class Charge:
    """One charge (罪名) of the Criminal Law.

    Attributes:
        id: taxonomy id.
        articles: articles of the law, as ``("114", "115(1)")``.
        chapter: chapter of the special part, 1 to 10.
        section: section of the chapter, or None.
        name_zh: official name.
        name_en: English name; what stands in parentheses is another wording.
        status: ``current``, ``renamed`` or ``abolished``.
        since: first day of the charge under this name.
        until: first day on which it no longer stood, or None.
        successors: ids of the charges that took its place.
        phrasings: words that news uses for it.
    """

    id: str
    articles: tuple[str, ...]
    chapter: int
    section: int | None
    name_zh: str
    name_en: str
    status: str
    since: date
    until: date | None = None
    successors: tuple[str, ...] = ()
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """A group of charges that news reports under one name.

    Attributes:
        id: taxonomy id.
        name_zh: name in Chinese.
        name_en: name in English.
        basis: ``statutory`` (a section of the law), ``practice`` (a fixed list
            of the authorities) or ``indicative`` (no fixed list).
        members: ids of its charges.
        note: what to know of it, or an empty string.
        phrasings: words that news uses for it.
    """

    id: str
    name_zh: str
    name_en: str
    basis: str
    members: tuple[str, ...] = ()
    note: str = ""
    phrasings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A phrase with alternatives in square brackets, of which all expansions name the offence `id`.

    `use` is ``anywhere`` or ``context``, as of `Ambiguous`.
    """

    id: str
    pattern: str
    use: str
    example: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A phrase that needs a ruling.

    Attributes:
        phrase: the words.
        use: ``anywhere`` (the sense is clear in news), ``context`` (an offence
            only in a list of offences or after words such as "charged with")
            or ``never`` (persons and catchwords: no mention).
        id: the sense that it is given.
        others: the senses that were passed over.
        note: why.
    """

    phrase: str
    use: str
    id: str
    others: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Taxonomy:
    """Charges and families by id, with the templates and rulings that name them in English."""

    charges: dict[str, Charge]
    families: dict[str, Family]
    templates: tuple[Template, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    _first: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def __contains__(self, id: object) -> bool:
        return id in self.charges or id in self.families

    def __getitem__(self, id: str) -> Charge | Family:
        """The charge or family of that id.

        Raises:
            KeyError: nothing bears the id.
        """
        found = self.charges.get(id) or self.families.get(id)
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[Charge | Family]:
        yield from self.charges.values()
        yield from self.families.values()

    def family_of(self, id: str) -> str | None:
        """The family that a charge belongs to: the smallest statutory one, else the smallest of all."""
        if not self._first:
            for family in sorted(self.families.values(), key=lambda f: (f.basis != "statutory", len(f.members))):
                for member in family.members:
                    self._first.setdefault(member, family.id)
        return self._first.get(id)

    def articles_of_law(self, ids: Iterable[str]) -> list[str]:
        """Articles of the Criminal Law behind the offences named, in the order of the law.

        A charge gives its articles. A family gives none, because a figure does
        not say which of its members it counts, unless it has but one member.
        Unknown ids give none.
        """
        found: set[str] = set()
        for id in ids:
            family = self.families.get(id)
            charge = self.charges.get(family.members[0] if family and len(family.members) == 1 else id)
            if charge:
                found.update(charge.articles)
        return self.ordered(found)

    @staticmethod
    def ordered(articles: Iterable[str]) -> list[str]:
        """Articles in the order of the law."""
        return sorted(articles, key=_article_order)

    def current(self, id: str, on: date | None = None) -> str:
        """The id under which the charge `id` stood on a day (None: today's law).

        A charge that had been renamed or abolished by then gives its first
        successor; everything else gives itself.
        """
        seen = set()
        while (charge := self.charges.get(id)) and charge.until and charge.successors and id not in seen:
            if on is not None and on < charge.until:
                break
            seen.add(id)
            id = charge.successors[0]
        return id

    def search(self, word: str) -> list[Charge | Family]:
        """Charges and families with `word` in their id, article, names or phrasings (case is ignored)."""
        wanted = word.casefold()
        return [entry for entry in self if any(wanted in text.casefold() for text in _texts(entry))]


def _texts(entry: Charge | Family) -> Iterator[str]:
    yield entry.id
    yield entry.name_en
    yield entry.name_zh
    yield from entry.phrasings
    if isinstance(entry, Charge):
        yield from entry.articles


def _article_order(article: str) -> tuple[int, list[int], str]:
    # The decision of 1998 stands outside the Code, so it comes last; the paragraph
    # 134(1) goes before the later article 134-1, as its sign does.
    return int(article.startswith("decision")), [int(number) for number in re.findall(r"\d+", article)], article


@lru_cache(maxsize=1)
def load_taxonomy() -> Taxonomy:
    """The taxonomy that ships with the package (read once)."""
    with_package = files("chargesheet.patterns") / "en" / "offences"
    return read_taxonomy(Path(str(with_package)))


def read_taxonomy(folder: Path) -> Taxonomy:
    """Read the taxonomy's six files from a folder.

    Raises:
        PatternError: a file is missing or breaks the format; the message names
            file, line, column and remedy.
    """
    charges = _charges(folder)
    families = _families(folder, charges)
    known = {**charges, **families}
    ambiguous = tuple(_ambiguous(folder, known))
    ruled = {ruling.phrase for ruling in ambiguous}
    owners: dict[str, str] = {}
    phrasings: dict[str, list[str]] = {}
    for where, row in rows(folder / "phrasings.tsv"):
        _known(row["id"], known, where, "id")
        if charges.get(row["id"], {}).get("until") is None and row["phrase"] not in ruled:
            # A charge of the past may share its words with the one that followed it.
            owner = owners.setdefault(row["phrase"], row["id"])
            if owner != row["id"]:
                raise PatternError(
                    f"{where}: column 'phrase': {row['phrase']!r} is of {owner} already; "
                    "take one out, or add a ruling to ambiguous.tsv"
                )
        if row["phrase"] in phrasings.setdefault(row["id"], []):
            raise PatternError(f"{where}: column 'phrase': {row['phrase']!r} stands twice for {row['id']}; keep one")
        phrasings[row["id"]].append(row["phrase"])
    templates = []
    for where, row in rows(folder / "templates.tsv"):
        _known(row["id"], known, where, "id")
        _one_of(row["use"], USES[:2], where, "use")
        if re.search(r"[\[\]|]", re.sub(r"\[[^\[\]]*\]", "", row["pattern"])):
            raise PatternError(f"{where}: column 'pattern': a bracket or bar stands alone; write [one|other|]")
        templates.append(Template(row["id"], row["pattern"], row["use"], row["example"]))
    return Taxonomy(
        {id: Charge(**values, phrasings=tuple(phrasings.get(id, ()))) for id, values in charges.items()},
        {id: Family(**values, phrasings=tuple(phrasings.get(id, ()))) for id, values in families.items()},
        tuple(templates),
        ambiguous,
    )


def _charges(folder: Path) -> dict[str, dict[str, Any]]:
    charges: dict[str, dict[str, Any]] = {}
    for where, row in rows(folder / "charges.tsv"):
        _fresh(row["id"], charges, where)
        articles = tuple(row["article"].split("; "))
        for article in articles:
            if not ARTICLE.fullmatch(article):
                raise PatternError(f"{where}: column 'article': {article!r}; write 133-1 or 105(2), joined by '; '")
        _one_of(row["status"], STATUSES, where, "status")
        charges[row["id"]] = {
            "id": row["id"],
            "articles": articles,
            "chapter": _number(row["chapter"], where, "chapter"),
            "section": _number(row["section"], where, "section") if row["section"] else None,
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "status": row["status"],
        }
    for where, row in rows(folder / "history.tsv"):
        _known(row["id"], charges, where, "id")
        charge = charges[row["id"]]
        if "since" in charge:
            raise PatternError(f"{where}: column 'id': {row['id']} stands twice; keep one line a charge")
        charge["since"] = _day(row["since"], where, "since")
        charge["until"] = _day(row["until"], where, "until") if row["until"] else None
        charge["successors"] = _ids(row["successors"])
        for successor in charge["successors"]:
            _known(successor, charges, where, "successors")
        if (charge["until"] is None) != (charge["status"] == "current"):
            raise PatternError(f"{where}: column 'until': {row['id']} is {charge['status']}; current charges have none")
    for id, charge in charges.items():
        if "since" not in charge:
            raise PatternError(f"{folder / 'history.tsv'}: no line for {id}; add one with the day since when it stands")
    return charges


def _families(folder: Path, charges: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    families: dict[str, dict[str, Any]] = {}
    for where, row in rows(folder / "families.tsv"):
        _fresh(row["id"], {**charges, **families}, where)
        _one_of(row["basis"], BASES, where, "basis")
        members = _ids(row["members"])
        for member in members:
            _known(member, charges, where, "members")
        families[row["id"]] = {**row, "members": members}
    return families


def _ambiguous(folder: Path, known: dict[str, dict[str, Any]]) -> Iterator[Ambiguous]:
    seen: set[str] = set()
    for where, row in rows(folder / "ambiguous.tsv"):
        if row["phrase"] in seen:
            raise PatternError(f"{where}: column 'phrase': {row['phrase']!r} stands twice; keep one ruling")
        seen.add(row["phrase"])
        _one_of(row["use"], USES, where, "use")
        others = _ids(row["others"])
        for id in (row["id"], *others):
            _known(id, known, where, "id")
        yield Ambiguous(row["phrase"], row["use"], row["id"], others, row["note"])


def rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of a taxonomy file as ``("file:line", {column: cell})``.

    Raises:
        PatternError: the file is missing, not UTF-8, or a line breaks its format.
    """
    columns = COLUMNS[path.name]
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except FileNotFoundError as error:
        raise PatternError(f"{path}: no such file; it belongs to the taxonomy, restore it") from error
    except UnicodeDecodeError as error:
        raise PatternError(f"{path}: not UTF-8 ({error}); save the file as UTF-8") from error
    if tuple(lines[0].split("\t")) != columns:
        raise PatternError(f"{path}:1: header {lines[0]!r}; the columns are {', '.join(columns)}, parted by tabs")
    for number, line in enumerate(lines[1:], 2):
        if not line:
            if number == len(lines):
                continue
            raise PatternError(f"{path}:{number}: an empty line; delete it")
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise PatternError(f"{path}:{number}: {len(cells)} cells; write {len(columns)}: {', '.join(columns)}")
        for column, cell in zip(columns, cells, strict=True):
            if not cell and column not in MAY_BE_EMPTY:
                raise PatternError(f"{path}:{number}: column {column!r} is empty; fill it")
            if cell != cell.strip():
                raise PatternError(f"{path}:{number}: column {column!r}: spaces around {cell!r}; take them off")
        yield f"{path}:{number}", dict(zip(columns, cells, strict=True))


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(", ")) if cell else ()


def _fresh(id: str, known: dict[str, dict[str, Any]], where: str) -> None:
    if not ID.fullmatch(id):
        raise PatternError(f"{where}: column 'id': {id!r}; write lower-case words joined by hyphens")
    if id in known:
        raise PatternError(f"{where}: column 'id': {id!r} is taken; ids are unique among charges and families")


def _known(id: str, known: dict[str, dict[str, Any]], where: str, column: str) -> None:
    if id not in known:
        raise PatternError(f"{where}: column {column!r}: unknown id {id!r}; declare it in charges.tsv or families.tsv")


def _one_of(word: str, allowed: tuple[str, ...], where: str, column: str) -> None:
    if word not in allowed:
        raise PatternError(f"{where}: column {column!r}: {word!r}; use one of {', '.join(allowed)}")


def _number(cell: str, where: str, column: str) -> int:
    if not cell.isascii() or not cell.isdigit():
        raise PatternError(f"{where}: column {column!r}: {cell!r} is no number; write digits")
    return int(cell)


def _day(cell: str, where: str, column: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise PatternError(f"{where}: column {column!r}: {cell!r} is no date; write YYYY-MM-DD") from error
