"""The day on which a web page was published, as it says itself.

Its own metadata comes first, then the stamps and datelines that its readers
see, and a guess by its address or markup last. The day on which it was fetched
or read is never taken for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

from ..publication_date import find_published, read_date
from ..regexes import lazy_regex

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What publishers call it in <meta>, in order of trust; the last ones may be those of a change.
_NAMES = (
    *("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "pubdate"),
    *(
        "publishdate",
        "publish-date",
        "publish_date",
        "publishtime",
        "publish_time",
        "publication_date",
        "parsely-pub-date",
    ),
    *("sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created"),
    *("dc.date", "dcterms.date", "dcterms.available", "date", "weibo:article:create_at", "article.published"),
)
_KEYS = ("datePublished", "dateCreated", "uploadDate")
_ISO = lazy_regex(r"(?<!\d)((?:19|20)\d\d)(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?!\d)")
_CHINESE = lazy_regex(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WORDS = lazy_regex(r"[A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d\d|\d{1,2} [A-Z][a-z]{2,8}\.?,? (?:19|20)\d\d")
# The label keeps stories' own days out: 发布时间：2023年12月1日.
_CHINESE_STAMP = lazy_regex(r"(?:发布(?:时间|日期)?|时间|日期)\s*[:：]\s*([^\n]{8,20})")
_DEEPEST = 20
# Days in these are those of other stories.
ASIDES = ("li", "nav", "aside", "footer")


def by_metadata(tree: HtmlElement) -> date | None:
    """The day by meta tags, JSON-LD or a ``<time>`` of the article's own."""
    return next((day for words in _claims(tree) if (day := read_day(words))), None)


def by_stamp(text: str) -> tuple[date, str] | None:
    """The day that the page shows, and whether by its ``furniture`` or a ``dateline``."""
    found = find_published(text)
    if found:
        return found.day, found.source
    stamp = _CHINESE_STAMP.search(text)
    day = stamp and read_day(stamp[1])
    return (day, "furniture") if day else None


def by_guess(tree: HtmlElement, url: str | None, crawled: date | None) -> date | None:
    """The day by the page's address or what its markup is called, no later than it was fetched."""
    from htmldate import find_date

    tree = deepcopy(tree)
    for element in list(tree.iter(*ASIDES)):
        element.clear()
    try:
        found = find_date(
            tree,
            url=url,
            original_date=True,
            # Searching further takes the days of other stories, and the first of January for a year.
            extensive_search=False,
            # A bound of our own: the default is the clock's, and another day would give another answer.
            max_date=crawled.isoformat() if crawled else "2199-12-31",
        )
    except Exception:  # It fails on some markup in ways of its own, and a page without a day is still a page.
        return None
    return read_day(found) if found else None


def read_day(words: str) -> date | None:
    """The first day in an attribute or stamp, or None.

    The clock's zone is left alone: a day is that of the place where it was written.
    """
    iso, chinese, named = _ISO.search(words), _CHINESE.search(words), _WORDS.search(words)
    try:
        if chinese:
            return date(*map(int, chinese.groups()))
        if iso:
            return date(int(iso[1]), int(iso[3] or iso[5]), int(iso[4] or iso[6]))
        return read_date(named[0]) if named else None
    except (ValueError, KeyError):
        return None


def _claims(tree: HtmlElement) -> Iterator[str]:
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and meta.get("content"):
                metas.setdefault(name, meta.get("content"))
    yield from (metas[name] for name in _NAMES if name in metas)
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            yield from _published(_json(script.text or ""))
    for element in tree.iter():
        if (element.get("itemprop") or "").lower() == "datepublished":
            yield from filter(None, (element.get("datetime"), element.get("content"), element.text))
    for time in tree.iter("time"):
        if time.get("pubdate") is not None:
            yield time.get("datetime") or time.text_content()
    # A <time> without a word of what it is may be that of another story, if there are several.
    times = {time.get("datetime") for time in tree.iter("time") if time.get("datetime")}
    if len(times) == 1:
        yield from times


def _json(words: str) -> Any:
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None


def _published(data: Any, depth: int = 0) -> Iterator[str]:
    """Days of publication in JSON-LD, outer things first; lists of other stories do not count."""
    if isinstance(data, list) and depth < _DEEPEST:
        for item in data:
            yield from _published(item, depth + 1)
    elif isinstance(data, dict) and depth < _DEEPEST:
        yield from (data[key] for key in _KEYS if isinstance(data.get(key), str))
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _published(data.get(key), depth + 1)
