"""What every article is asked before it is handed on, and its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ...schemas.article import Article
from ..publication_date import find_published
from ..regexes import lazy_regex
from .reads import FIELDS, Refusal, article_fields, encodes, printable

# Zero-width spaces and joiners, marks of direction, soft hyphens, byte order marks inside the text: a page's editor
# leaves them within words and numbers, where nobody sees them and every pattern would stumble.
_INVISIBLE = lazy_regex("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")


def checked(article: Article, *, published: date | None, max_characters: int) -> Article | Refusal:
    """The article without invisible marks and with its date, or why it is none.

    Args:
        article: as it was read.
        published: day of publication given by the user, for articles without their own.
        max_characters: longer texts are refused.
    """
    article = _cleared(article)
    text, place = article.text, article.source_path or article.id
    unsound = [name for name in FIELDS if isinstance(value := getattr(article, name), str) and not encodes(value)]
    fault = None
    if not text.strip():
        fault = "empty-text", f"{place}: article {article.id!r} has no text; give it one or take it out"
    elif len(text) > max_characters:
        words = f"has {len(text):,} characters, more than {max_characters:,}; split it into its articles"
        fault = "text-too-long", f"{place}: article {article.id!r} {words}"
    elif "\0" in text:
        fault = "binary-file", f"{place}: article {article.id!r} holds NUL characters; give plain text"
    elif unsound:
        words = f"holds half a character (a lone surrogate) in its {unsound[0]}; mend it"
        fault = "undecodable-text", f"{place}: article {printable(article.id)!r} {words}"
    if fault:
        check, reason = fault
        return Refusal(
            check=check,
            reason=reason,
            article_id=printable(article.id),
            source_path=article.source_path,
            row=article_fields(article),
        )
    return dated(article, published)


def dated(article: Article, published: date | None) -> Article:
    """Date an article: by its own field, else by `published`, else by what its text says."""
    if article.published is not None:
        return article
    if published is not None:
        return replace(article, published=published, published_source="option")
    found = find_published(article.text)
    return replace(article, published=found.day, published_source=found.source) if found else article


def _cleared(article: Article) -> Article:
    text, marks = _INVISIBLE.subn("", article.text)
    if not marks:
        return article
    title = article.title and _INVISIBLE.sub("", article.title)
    warning = f"{marks:,} invisible marks were taken out of the text; offsets count the text without them"
    return replace(article, text=text, title=title, warnings=(*article.warnings, warning))
