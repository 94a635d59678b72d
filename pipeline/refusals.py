"""Refusals that no reader makes, and the lines of ``rejects.jsonl``."""

from __future__ import annotations

from base64 import b64encode

from .readers import Page, Read, Refusal, article_fields
from .records import Row


def reject_line(
    kind: str,
    *,
    checks: list[str],
    reason: str,
    article_id: str | None,
    source_path: str | None,
    row: Row,
    line: int | None = None,
) -> Row:
    """A line of ``rejects.jsonl``: ``check`` is the first of the ``checks`` that refused the row."""
    return {
        "kind": kind,
        "check": checks[0],
        "checks": checks,
        "reason": reason,
        "article_id": article_id,
        "source_path": source_path,
        "line": line,
        "row": row,
    }


def refused_read(refusal: Refusal) -> Row:
    """The line of what a reader refused."""
    return reject_line(
        # A path that leads nowhere is no article.
        "input" if refusal.article_id is None else "article",
        checks=[refusal.check],
        reason=refusal.reason,
        article_id=refusal.article_id,
        source_path=refusal.source_path,
        line=refusal.line,
        row=refusal.row,
    )


def out_of_time(read: Read, seconds: float) -> Refusal:
    """The refusal of what took longer than it may."""
    return _refused(read, "time-limit", f"took more than {seconds:g} s; raise --time-limit, or take it out")


def worker_died(read: Read) -> Refusal:
    """The refusal of what ended the process that extracted it."""
    return _refused(read, "worker-died", "its worker process died of it; please report it with the article")


def _refused(read: Read, check: str, words: str) -> Refusal:
    id = id_of(read)
    reason = f"{read.source_path or id}: article {id!r}: {words}"
    return Refusal(check=check, reason=reason, article_id=id, source_path=read.source_path, row=content_of(read))


def content_of(read: Read) -> Row:
    """What was read, as ``rejects.jsonl`` keeps it."""
    if isinstance(read, Refusal):
        return read.row
    if isinstance(read, Page):
        return {"base64": b64encode(read.content).decode()}
    return article_fields(read)


def id_of(read: Read) -> str | None:
    """The id of what was read; None for an input that led to no article."""
    return read.article_id if isinstance(read, Refusal) else read.id
