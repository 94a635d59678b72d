"""The rows that ``chargesheet offences [WORD]`` shows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from ..schemas.taxonomy import Charge, Taxonomy, load_taxonomy
from .offence_phrases import choices


@dataclass(frozen=True, slots=True)
class OffenceRow:
    """One charge or family.

    Attributes:
        id: taxonomy id, as in ``offences`` of a record.
        article: articles of the Criminal Law, joined by "; "; of a family,
            those of its members; empty where it has no fixed list.
        name_en: name in English.
        name_zh: name in Chinese.
        family: id of the family that a charge belongs to; empty for a family.
        status: ``current``, ``renamed`` or ``abolished`` of a charge, ``family`` of a family.
        phrasings: words of news for it.
    """

    id: str
    article: str
    name_en: str
    name_zh: str
    family: str
    status: str
    phrasings: tuple[str, ...]


def offence_rows(word: str = "", *, taxonomy: Taxonomy | None = None) -> list[OffenceRow]:
    """Charges, then families, that have `word` in their id, article, names or phrasings; all without a word.

    The phrasings are those of the data, and then an example of each template.
    """
    taxonomy = taxonomy or load_taxonomy()
    templates: dict[str, list[str]] = {}
    for template in taxonomy.templates:
        templates.setdefault(template.id, []).append(template.example)
    found = {entry.id for entry in taxonomy.search(word)}
    wanted = word.casefold()
    for template in taxonomy.templates:
        # Not expanded: some templates stand for a hundred thousand phrases.
        if any(wanted in text.casefold() for text in (template.example, *chain(*choices(template.pattern)))):
            found.add(template.id)
    rows = []
    for entry in taxonomy:
        if entry.id not in found:
            continue
        if isinstance(entry, Charge):
            article, family, status = "; ".join(entry.articles), taxonomy.family_of(entry.id) or "", entry.status
        else:
            articles = {article for id in entry.members for article in taxonomy.articles_of_law([id])}
            article, family, status = "; ".join(taxonomy.ordered(articles)), "", "family"
        phrasings = tuple(dict.fromkeys((*entry.phrasings, *templates.get(entry.id, ()))))
        rows.append(OffenceRow(entry.id, article, entry.name_en, entry.name_zh, family, status, phrasings))
    return rows
