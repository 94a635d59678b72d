"""The batch: articles in, checked rows out, a chunk at a time.

Articles stream through. One that the pipeline cannot take is refused with the
error, a row that breaks a rule is refused with the rule, and the rest go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from ..schemas.article import Article
from ..schemas.article_table import ARTICLES
from ..schemas.mention_table import MENTIONS
from ..schemas.record_table import RECORDS, TextContext
from ..schemas.tables import Table
from ..schemas.taxonomy import Taxonomy, load_taxonomy
from .context import make_doc, mentions_of, values_of
from .readers import Read, Refusal, article_fields, finish
from .records import Row, article_row, mention_line, mention_row, record_row, refused_article_row
from .refusals import out_of_time, refused_read, reject_line
from .time_limit import OutOfTime, time_limit

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Checking a frame costs some 25 ms however few its rows, so many articles share one.
CHUNK = 256
_CONTENT = ("BODY", "BULLET", "HEADING", "CAPTION")


@dataclass(slots=True)
class Chunk:
    """The lines that some articles give to each output file."""

    records: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    articles: list[Row] = field(default_factory=list)
    rejects: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Extracted:
    """An article after the pipeline, its rows not yet checked."""

    article: Article
    records: list[Row]
    mentions: list[Row]
    warnings: list[str]


class Batch:
    """Extracts articles chunk by chunk.

    Args:
        nlp: the pipeline; None assembles the one of ``config.cfg``.
        mentions: whether to give mentions too.
        taxonomy: the offences; None takes those of the package.
        size: articles to a chunk.
        time_limit: seconds that one article may take; None lets it take what it will.
        hard_limit: whether to end the process, some time after the limit, if
            the article does not stop at it.
    """

    def __init__(
        self,
        nlp: Language | None = None,
        *,
        mentions: bool = False,
        taxonomy: Taxonomy | None = None,
        size: int = CHUNK,
        time_limit: float | None = None,
        hard_limit: bool = False,
    ) -> None:
        if nlp is None:
            from .assembly import load

            nlp = load()
        self.nlp = nlp
        self.mentions = mentions
        self.taxonomy = taxonomy or load_taxonomy()
        self.size = size
        self._limits = time_limit, hard_limit
        # Where each article id was first read, over all chunks.
        self._sources: dict[str, str] = {}

    def run(self, reads: Iterable[Read]) -> Iterator[Chunk]:
        """Extract what a reader yields; chunks keep its order."""
        stream = iter(reads)
        while results := [self._extract(read) for read in islice(stream, self.size)]:
            yield self._gather(results)

    def _gather(self, results: list[_Extracted | Refusal]) -> Chunk:
        extracted = [result for result in results if isinstance(result, _Extracted)]
        context = TextContext({one.article.id: one.article.text for one in extracted}, self.taxonomy)
        paths = {one.article.id: one.article.source_path for one in extracted}
        chunk = Chunk()
        rows = [row for one in extracted for row in one.records]
        chunk.records, chunk.rejects = _sift(RECORDS, rows, context, paths)
        if self.mentions:
            rows = [row for one in extracted for row in one.mentions]
            mentions, refused = _sift(MENTIONS, rows, context, paths)
            chunk.mentions = [mention_line(row) for row in mentions]
            chunk.rejects += refused
        chunk.articles, refused = _sift(ARTICLES, _article_rows(results, chunk), None, paths)
        chunk.rejects += refused
        chunk.rejects += [refused_read(result) for result in results if isinstance(result, Refusal)]
        return chunk

    def _extract(self, read: Read) -> _Extracted | Refusal:
        seconds, hard = self._limits
        try:
            with time_limit(seconds, hard=hard):
                return self._extract_in_time(read)
        except OutOfTime:
            return out_of_time(read, seconds or 0)

    def _extract_in_time(self, read: Read) -> _Extracted | Refusal:
        article = finish(read)
        if isinstance(article, Refusal):
            return article
        place = article.source_path or article.id
        if article.id in self._sources:
            first = self._sources[article.id]
            reason = (
                f"{place}: article id {article.id!r} was read before, from {first}; rename the file or give another id"
            )
            return _refusal(article, "duplicate-id", reason)
        self._sources[article.id] = place
        try:
            extracted = self._rows(article, self.nlp(make_doc(self.nlp, article)))
        except Exception as error:  # Whatever a component raises costs one article, not the batch.
            what = f"{type(error).__name__}: {error}"
            reason = (
                f"{place}: the pipeline failed on article {article.id!r} ({what}); please report it with the article"
            )
            return _refusal(article, "pipeline-error", reason)
        return extracted

    def _rows(self, article: Article, doc: Doc) -> _Extracted | Refusal:
        paragraphs = values_of(doc, "paragraphs")
        records = doc._.records or []
        if paragraphs and not records and not any(value["kind"] in _CONTENT for value in paragraphs):
            place = article.source_path or article.id
            reason = (
                f"{place}: article {article.id!r} has only menus, bylines and the like; give the article's own text"
            )
            return _refusal(article, "only-furniture", reason)
        if article.title is None:
            article = replace(article, title=_headline(paragraphs, article.text))
        return _Extracted(
            article,
            [record_row(record, article, self.taxonomy) for record in records],
            [mention_row(mention, article) for mention in mentions_of(doc)] if self.mentions else [],
            [*article.warnings, *(doc._.warnings or [])],
        )


def _headline(paragraphs: list[dict[str, Any]], text: str) -> str | None:
    return next((text[value["start"] : value["end"]] for value in paragraphs if value["kind"] == "HEADLINE"), None)


def _sift(table: Table, rows: list[Row], context: Any, paths: dict[str, str | None]) -> tuple[list[Row], list[Row]]:
    """The rows that keep every rule, and reject lines for the others."""
    rejects: dict[int, Row] = {}
    for number, failures in groupby(table.check(rows, context), key=lambda failure: failure.row):
        broken = list(failures)
        rejects[number] = reject_line(
            table.name,
            checks=[failure.rule for failure in broken],
            reason="; ".join(failure.reason for failure in broken),
            article_id=rows[number]["article_id"],
            source_path=paths.get(rows[number]["article_id"]),
            row=rows[number],
        )
    if not rejects:
        return rows, []
    return [row for number, row in enumerate(rows) if number not in rejects], list(rejects.values())


def _refusal(article: Article, check: str, reason: str) -> Refusal:
    return Refusal(
        check=check, reason=reason, article_id=article.id, source_path=article.source_path, row=article_fields(article)
    )


def _article_rows(results: list[_Extracted | Refusal], chunk: Chunk) -> list[Row]:
    """Lines of ``articles.jsonl`` for all articles of a chunk, the refused among them, in order."""
    kept = Counter(row["article_id"] for row in chunk.records)
    lost = Counter(row["article_id"] for row in chunk.rejects)
    rows = []
    for result in results:
        if isinstance(result, _Extracted):
            article, warnings = result.article, result.warnings
            rows.append(article_row(article, records=kept[article.id], rejected=lost[article.id], warnings=warnings))
        elif result.article_id is not None:
            rows.append(refused_article_row(result.article_id, result.source_path, result.row))
    return rows
