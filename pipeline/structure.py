"""Paragraphs, their kinds, and sentences: the first component.

A saved page is more than its article: menus, bylines, captions, headings and
copyright lines stand around it. Every line becomes a paragraph with a kind, and
the kinds decide who may read it: FURNITURE and BYLINE yield no mention, a
HEADLINE and a CAPTION keep their slots to themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from .context import text_of, values_of, write_group
from .regexes import lazy_regex

GROUP = "paragraphs"
UNREADABLE = ("FURNITURE", "BYLINE")

_LINE = lazy_regex(r"[^\n]+")

# What only a page says, in a line of any length: "Copyright 1995 - . All rights reserved."
_NOTICE = lazy_regex(
    r"""^(?:copyright\s*(?:©|\(c\)|\d{4}|by\b|:) | © | .*\ball\ rights\ reserved\b | note:\ browsers
        | registration\ number\s*: | icp\b | 京ICP | .{0,30}公网安备)""",
    re.IGNORECASE | re.VERBOSE,
)
# What opens a line of a page, but may open a sentence too: "Home / China", "Share - WeChat".
_FURNITURE = lazy_regex(
    r"""^(?:
        home\b | global\ edition | share\b(?=\s*(?:[-|:]|$)) | follow\ us | contact\ us | about\ us\b | site\ map
        | special\ reports? | most\ (?:popular|read|viewed) | video\ player | posted\ in | print\b(?=\s*(?:[|]|$))
        | (?:font|text)\ size | enditem | (?:code\ of\ conduct|terms\ of\ use|privacy\ policy) | copyright
        | (?:scan|download)\ .{0,40}\b(?:qr\ code|app)\b | subscribe\b | advertisement\b | back\ to\ top | top\ news\b
        | licen[cs]e\ (?:for|no)\b
        | source:\s*[\w .]{2,30}$ | editor:\s | \(?editor:? | tags?: | keywords?:
        | (?:previous|next)\s*(?::|article|page)
        | click\ here\b | read\ more\b | (?:large|medium|small)\b\s*$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Counters of a page: "12 comments", "4,532 views 32 comments", "Share to 1,200 friends", and its telephone.
_COUNTERS = lazy_regex(
    r"""(?:(?:share|shared|send|forward)\ (?:this\ )?(?:to|with|by)\ )?
        (?:[(\[]?\d[\d,.]*[km]?[)\]]?\ (?:comments?|views?|shares?|likes?|reads?
        |replies|followers|friends|photos?|votes?|reposts?)
        [\s|,/·•-]*)+
        | (?:tel|phone|telephone|fax|hotline|call)(?:\ us)?\s*[.:：]?\s*\+?[\d()][\d()\s./-]{5,}""",
    re.IGNORECASE | re.VERBOSE,
)
# A menu of stories with their numbers, above the headline.
_NUMBERED = lazy_regex(r"\(?\d{1,2}[.)]\s+\S")
# From here on a page lists other stories: "RELATED ARTICLES".
_TRAILER = lazy_regex(
    r"^(?:related\b|more\ (?:stories|news)|read\ (?:also|next)|you\ may\ (?:also\ )?like|most\ (?:popular|read|viewed)"
    r"|recommended\b|(?:the )?(?:top )?\d{1,2} (?:most|top|hot|best)\b|top \d{1,2}\b"
    r"|latest\ news|editor'?s\ picks?|hot\ topics?|special\ reports?$|photos?$|related\ news)",
    re.IGNORECASE,
)
# A breadcrumb or menu: words between slashes, bars or arrows, no sentence.
_MENU = lazy_regex(r"^[\w&'. -]{2,25}(?:\s*[/|>»]\s*[\w&'. -]{2,25})+$")
_BYLINE = lazy_regex(
    r"""\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b | \b\d{1,2}:\d{2}(?::\d{2})?\b
        | \b(?:updated|published|editor|source|posted)\s*:
        | ^(?:by|from)\s+[A-Z][\w.'’ -]+(?:\||,|\bin\b|$)
        | ^(?:[\w .]{2,30}[|,]\s*)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?
            \ \d{1,2},\ (?:19|20)\d\d(?:,\ \w+day)?\s*$
        | ^(?:xinhua|shine|china\ daily|global\ times|shanghai\ daily|ecns|cgtn|people's\ daily(?:\ online)?)
            (?:\.\w+)*\s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CAPTION = lazy_regex(
    r"""[\[(]\s*(?:file\s+)?(?:photo|picture|image|illustration|xinhua/|vcg\b|provided\ to)[^\])]{0,60}[\])]\s*$
        | \b(?:photo|image|picture|illustration|graphic|credit)s?\s*(?::|/|\ by\b)\s*[^.]{0,80}\.?\s*$
        | /\s*(?:xinhua|china\ daily|vcg|ic|cfp)\s*[\])]\s*$ | ^(?:file\ )?photo\b
    """,
    re.IGNORECASE | re.VERBOSE,
    needs=("photo", "picture", "image", "illustration", "xinhua", "vcg", "provided", "graphic", "credit", "china", "/"),
)
_BULLET = lazy_regex(r"^\s*(?:--+|[-–—•·●▪*■◆]|\(?\d{1,2}[.)])\s+(?=\S)")
_TERMINAL = lazy_regex(r"[.!?:;][\"”’')\]]*\s*(?:enditem\s*)?$", re.IGNORECASE)
_CJK = lazy_regex(r"[\u4e00-\u9fff]")
# A dateline opens the body, however short the line: "BEIJING, July 28 (Xinhua) --".
_DATELINE = lazy_regex(r"^(?:[A-Z][A-Z' -]+,\s.{0,30})?\((?:Xinhua|ECNS|CNS)\)\s*-")

_SENTENCE_BREAK = lazy_regex(r"[.!?][\"”’')\]]*(\s+)(?=[\"“‘'(\[]*[A-Z0-9])")
# Words whose point ends no sentence: "Sept. 18", "Mr. Wang", "No. 2".
_ABBREVIATION = lazy_regex(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|St|No|Nos|Art|Arts|vs|etc|Co|Ltd|Inc|Corp|approx|Fig"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]|[A-Z]\.[A-Z]|a\.m|p\.m|i\.e|e\.g)$"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text: offsets in characters, its kind, and its sentences' offsets."""

    start: int
    end: int
    kind: str
    sentences: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def outline(text: str, title: str = "") -> tuple[Paragraph, ...]:
    """Split `text` into paragraphs with kinds and sentences.

    Kinds: HEADLINE, BYLINE, CAPTION, HEADING, BULLET, BODY, FURNITURE.
    """
    paragraphs: list[Paragraph] = []
    seen_headline = seen_body = trailing = False
    lines = _lines(text)
    last_body = max((i for i, (start, end) in enumerate(lines) if _is_prose(text[start:end])), default=-1)
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        if not trailing and i > last_body and _TRAILER.match(line):
            trailing = True
        # Stories of a menu stand above the headline; items of the article below it, or in sentences.
        menu = not seen_headline and not seen_body and i < last_body and _NUMBERED.match(line)
        if trailing or (menu and not _TERMINAL.search(line)):
            kind = "FURNITURE"
        else:
            kind = _kind(line, title, seen_headline, seen_body, one_line=len(lines) == 1)
        seen_headline = seen_headline or kind == "HEADLINE"
        seen_body = seen_body or kind in ("BODY", "BULLET")
        paragraphs.append(Paragraph(start, end, kind, _sentences(text, start, end)))
    return tuple(paragraphs)


def _is_prose(line: str) -> bool:
    return len(line) > 60 and bool(_TERMINAL.search(line)) and not _NOTICE.match(line)


def _lines(text: str) -> list[tuple[int, int]]:
    """Offsets of the lines that are not blank; a hard-wrapped line joins the one before."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        if start == end:
            continue
        if lines and text[start].islower() and text.count("\n", lines[-1][1], start) == 1:
            before = text[lines[-1][0] : lines[-1][1]]
            if len(before) > 40 and not _TERMINAL.search(before):
                lines[-1] = (lines[-1][0], end)
                continue
        lines.append((start, end))
    return lines


def _kind(line: str, title: str, seen_headline: bool, seen_body: bool, *, one_line: bool) -> str:
    words = line.count(" ") + 1
    ends = bool(_TERMINAL.search(line))
    if title and line.casefold() == title.casefold():
        return "HEADLINE"
    if _NOTICE.match(line) or (not ends and (_MENU.match(line) or _CJK.search(line))):
        return "FURNITURE"
    if (_FURNITURE.match(line) and not (ends and words > 4)) or _COUNTERS.fullmatch(line):
        return "FURNITURE"
    if _DATELINE.match(line):
        return "BODY"
    if _CAPTION.search(line) and words < 80:
        return "CAPTION"
    if not ends and words <= 20 and _BYLINE.search(line):
        return "BYLINE"
    if _BULLET.match(line):
        return "BULLET"
    if ends or words > 30 or one_line:
        return "BODY"
    if not seen_headline and not seen_body:
        # A menu may stand above the headline: "Home Politics Society Business".
        return "HEADLINE" if words >= 4 else "FURNITURE"
    return "HEADING"


def _sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    sentences: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_BREAK.finditer(text, start, end):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(begin, match.start() - 12), match.start()):
            continue
        sentences.append((begin, match.start(1)))
        begin = match.end()
    sentences.append((begin, end))
    return tuple(sentences)


@lru_cache(maxsize=2)
def readable(doc: Doc) -> str:
    """The Doc's text with FURNITURE and BYLINE blanked by as many spaces: offsets stay."""
    text = text_of(doc)
    for value in values_of(doc, GROUP):
        if value["kind"] in UNREADABLE:
            start, end = value["start"], value["end"]
            text = text[:start] + " " * (end - start) + text[end:]
    return text


@Language.factory("chargesheet_structure", assigns=["token.is_sent_start"])
class Structure:
    """Set ``doc.spans["paragraphs"]`` (labels: the kinds) and the sentence borders.

    The group's ``attrs["values"]`` are dicts ``{start, end, kind, sentences}``,
    offsets in characters, sentences as ``[start, end]`` pairs.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set what the class says."""
        paragraphs = outline(text_of(doc), doc._.title)
        values: list[dict[str, Any]] = [
            {"start": p.start, "end": p.end, "kind": p.kind, "sentences": [list(s) for s in p.sentences]}
            for p in paragraphs
        ]
        write_group(doc, GROUP, values, [p.kind for p in paragraphs])
        if len(doc):
            offsets = doc.to_array("IDX").tolist()
            starts: Any = numpy.full(len(doc), -1, dtype="int64")
            starts[0] = 1
            for paragraph in paragraphs:
                for begin, _ in paragraph.sentences:
                    token = bisect_left(offsets, begin)
                    if token < len(offsets):
                        starts[token] = 1
            doc.from_array(["SENT_START"], starts.astype("uint64").reshape(-1, 1))
        return doc
