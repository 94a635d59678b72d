"""Web pages: what of a page is its article, and what it says of itself.

trafilatura finds the article. Around it, what plain text would lose is written
down as plain news does: blocks are parted by blank lines, the headline stands
first, items begin with a dash, captions are paragraphs of their own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING

import trafilatura
from trafilatura.settings import Document

from ...schemas.article import Article
from ..regexes import lazy_regex
from .encodings import decode
from .page_dates import ASIDES, by_guess, by_metadata, by_stamp
from .plain import as_base64
from .reads import Page, Refusal, encodes, printable

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# They tell of every page that is broken, and so do we, by name.
for _name in ("trafilatura", "htmldate", "charset_normalizer", "courlan"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)

# Control characters other than white space; XML and so lxml has none of them.
_CONTROL = lazy_regex("[\0-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CAPTION_CLASS = lazy_regex(r"(?:^|[\s_-])(?:caption|captiontext|picdesc|imgdesc)(?:$|[\s_-])", re.IGNORECASE)
# Who took it, at the end: pipeline/structure.py knows a caption by that.
_CREDIT = lazy_regex(
    r"(?:[\[(/][^\[\]()]*(?:photo|xinhua|image|vcg|daily|cfp)[^\[\]()]*[\])]|/[A-Z][\w ]+)\s*$", re.IGNORECASE
)
_BLOCKS_IN_CELLS = ("p", "div", "h1", "h2", "h3", "ul", "ol", "table", "img", "br", "figure")
_BLOCKS = frozenset({"ab", "body", "code", "div", "fw", "graphic", "head", "item", "list", "p", "quote", "table"})
_HOLDERS = frozenset(
    {
        "p",
        "div",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "ul",
        "ol",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
        "figure",
    }
)
_SITE = lazy_regex(r"\s+[-|–—_·]+\s+[^-|–—_·]{2,40}$")
# Lines that are found in a page's first lines may be its headline.
_TOP = 3
# An article has at least one paragraph; menus, messages of servers and lists of headlines have none.
_PARAGRAPH = 40
_CHINESE_PARAGRAPH = 15
_CHINESE = lazy_regex("[\u4e00-\u9fff]")


def article_of(page: Page) -> Article | Refusal:
    """The article of a page, or why it has none."""
    markup, encoding, unread = decode(page.content, page.encoding)
    tree = _parsed(_CONTROL.sub("", markup))
    if tree is None:
        return _refused(page, "its markup cannot be read")
    found = _extracted(tree, page)
    blocks = list(_blocks(found.body)) if found is not None and found.body is not None else []
    if found is None or not any(map(_is_paragraph, blocks)):
        return _refused(page, "it holds menus, a list or a message, but no paragraph of an article")
    title = _headline(found.title, blocks)
    if title and title.casefold() not in (block.casefold() for block in blocks[:_TOP]):
        blocks.insert(0, title)
    article = Article(
        id=page.id,
        text="\n\n".join(blocks),
        title=title,
        publisher=found.sitename or None,
        url=page.url or found.url or None,
        source_path=page.source_path,
        warnings=(f"{unread:,} characters are no {encoding} and stand as \ufffd",) if unread else (),
    )
    return _dated(article, tree, page)


def _parsed(markup: str) -> HtmlElement | None:
    try:
        return trafilatura.load_html(markup)
    except Exception:  # lxml raises ValueError, ParserError, AssertionError and more, for what is no markup.
        return None


def _extracted(tree: HtmlElement, page: Page) -> Document | None:
    try:
        found = trafilatura.bare_extraction(
            _prepared(deepcopy(tree)),
            url=page.url,
            with_metadata=True,
            include_comments=False,
            # Else a short article is filled up with menus and with the headlines of other stories.
            favor_precision=True,
            # The date is looked for in page_dates; this is the least that it can be asked to do.
            date_extraction_params={"extensive_search": False, "max_date": "2199-12-31"},
        )
    except Exception:  # What some malformed page makes it raise says nothing to a user: it found no article.
        return None
    return found if isinstance(found, Document) else None


def _prepared(tree: HtmlElement) -> HtmlElement:
    """The page with captions as paragraphs, and without the tables that only lay it out."""
    for table in list(tree.iter("table")):
        cells = [cell for row in table.iter("tr") for cell in row.iterchildren("td", "th")]
        if any(cell.find(f".//{tag}") is not None for cell in cells for tag in _BLOCKS_IN_CELLS):
            for element in list(table.iter("table", "tbody", "thead", "tr", "td", "th")):
                # A cell of words alone is a paragraph; trafilatura would pass over a short <div>.
                holds = any(child.tag in _HOLDERS for child in element)
                element.tag = "div" if holds or element.tag not in ("td", "th") else "p"
    captions = [
        element
        for element in tree.iter("figcaption", "p", "div", "span")
        if element.tag == "figcaption" or _CAPTION_CLASS.search(element.get("class") or "")
    ]
    for element in captions:
        words = " ".join(element.text_content().split())
        for child in list(element):
            element.remove(child)
        element.tag = "p"
        element.attrib.clear()
        # What the markup says must be said by the words, once there is no markup.
        element.text = words if not words or _CREDIT.search(words) else f"Photo: {words}"
    for figure in tree.iter("figure"):
        figure.tag = "div"
    return tree


def _blocks(body: _Element) -> Iterator[str]:
    """The paragraphs of an extracted article, as lines of plain text."""
    words: list[str] = []

    def flush() -> Iterator[str]:
        lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
        block = "\n".join(line for line in lines if line)
        words.clear()
        if block:
            yield block

    # A stack and no recursion: pages are nested as deep as they like.
    stack: list[tuple[_Element, bool]] = [(body, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag
        if leaving:
            if tag in _BLOCKS or tag == "row":
                yield from flush()
            if element is not body and element.tail:
                words.append(_one_line(element.tail))
            continue
        stack.append((element, True))
        if not isinstance(tag, str):
            continue
        if tag in _BLOCKS or tag == "row":
            yield from flush()
        if tag == "item":
            words.append("- ")
        elif tag == "cell" and element.getprevious() is not None:
            words.append(" | ")
        elif tag == "lb":
            words.append("\n")
        words.append(_one_line(element.text or ""))
        stack += [(child, False) for child in reversed(element)]
    yield from flush()


def _one_line(words: str) -> str:
    # A line end in markup is a space; only <br> breaks a line.
    return re.sub(r"[\r\n\x85\u2028\u2029]+", " ", words)


def _headline(title: str | None, blocks: list[str]) -> str | None:
    """The headline as the article has it: without the outlet's name that a page's title ends in."""
    title = " ".join((title or "").split())
    for block in blocks[:_TOP]:
        if len(block) >= 10 and title.casefold().startswith(block.casefold()):
            return block
    return _SITE.sub("", title) or None


def _is_paragraph(block: str) -> bool:
    return len(block) >= _PARAGRAPH or len(_CHINESE.findall(block)) >= _CHINESE_PARAGRAPH


def _dated(article: Article, tree: HtmlElement, page: Page) -> Article:
    day = by_metadata(tree)
    if day:
        return replace(article, published=day, published_source="metadata")
    if page.published:
        return article
    stamp = by_stamp(article.text) or by_stamp(_shown(tree, article.text.split("\n\n")))
    if stamp:
        return replace(article, published=stamp[0], published_source=stamp[1])
    day = by_guess(tree, article.url, page.crawled)
    return replace(article, published=day, published_source="guess") if day else article


def _shown(tree: HtmlElement, blocks: list[str]) -> str:
    """What a page shows from its top to the article's end: the stamp often stands outside of what is the article."""
    lines: list[str] = []
    end = blocks[-1][:_PARAGRAPH]
    for element in tree.iter("p", "div", "span", "td", "h5", "h6"):
        # Days in lists are those of other stories.
        if any(child.tag in _HOLDERS for child in element) or next(element.iterancestors(*ASIDES), None) is not None:
            continue
        line = " ".join(element.text_content().split())
        lines.append(line)
        if line.startswith(end):
            break
    return "\n".join(lines)


def _refused(page: Page, why: str) -> Refusal:
    place = (
        page.source_path
        if page.line is None
        else f"{page.source_path}: record {page.line} ({printable(str(page.url)[:200])})"
    )
    return Refusal(
        check="no-article",
        reason=f"{place}: no article in this page: {why}; give the page of the article itself",
        article_id=page.id,
        source_path=page.source_path,
        line=page.line,
        row=({"url": page.url} if page.url and encodes(page.url) else {}) | as_base64(page.content),
    )
