"""Web pages: what of a page is its article, and what it says of itself."""

from __future__ import annotations

from typing import Any

import trafilatura

from ...schemas.article import Article
from .plain import as_base64
from .reads import Page, Refusal


def article_of(page: Page) -> Article | Refusal:
    """The article of a page, or why it has none."""
    where: dict[str, Any] = {"article_id": page.id, "source_path": page.source_path, "line": page.line}
    found = trafilatura.bare_extraction(page.content, url=page.url, with_metadata=True, include_comments=False)
    if not isinstance(found, trafilatura.metadata.Document) or not found.text:
        reason = f"{page.source_path}: no article in this page; give the article's own page"
        return Refusal(check="no-article", reason=reason, row=as_base64(page.content), **where)
    return Article(id=page.id, text=found.text, title=found.title, url=page.url, source_path=page.source_path)
