# ruff: noqa: E501 (a marked text stays on one line)
"""Paragraphs, their kinds, and sentences: a page in, its outline out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from chargesheet.pipeline.context import make_doc, text_of, values_of
from chargesheet.pipeline.structure import GROUP, UNREADABLE, outline, readable
from chargesheet.schemas.article import Article

BODY = "Prosecutors in the province charged forty men with theft in the first half of the year."
# The kind of each line, in the order of the page.
PAGES = {
    "page": f"""\
FURNITURE|Home | News | Opinion | Sports
FURNITURE|Share - WeChat
HEADLINE|Theft cases fall as patrols grow
BYLINE|By Li Na | China Daily | Updated: 2024-03-01 09:30
CAPTION|An officer checks a lock in Harbin. [Photo/Xinhua]
BODY|{BODY}
HEADING|Stolen bicycles
BODY|"It is a good sign," a judge said.
BULLET|- forty men were tried;
BULLET|- nine were acquitted.
BODY|{BODY}
FURNITURE|Copyright 1995 - 2024. All rights reserved.""",
    "wire": f"""\
HEADLINE|Chinese prosecutors charge fewer thieves
FURNITURE|Source: Xinhua
BODY|BEIJING, March 1 (Xinhua) -- {BODY}
BODY|{BODY} Enditem""",
    "related stories": f"""\
HEADLINE|Chinese prosecutors charge fewer thieves
BODY|{BODY}
FURNITURE|Related
FURNITURE|Court jails forty in theft case
FURNITURE|Police arrest ninety dealers""",
    "counters": f"""\
FURNITURE|1. Police detain forty for theft
FURNITURE|2. Court jails ninety for fraud
HEADLINE|Theft cases fall as patrols grow
FURNITURE|12 comments
FURNITURE|4,532 views 32 comments
FURNITURE|Share to 1,200 friends
BODY|{BODY}
BULLET|1. Forty were detained
BODY|{BODY}
FURNITURE|Tel: 010-6499 5555
FURNITURE|Copyright 1995 - 2024. All rights reserved.
FURNITURE|10 most popular stories
FURNITURE|3 held for fraud""",
    "no counters": f"""\
HEADLINE|Theft cases fall as patrols grow
BULLET|1. Forty were detained
BODY|12 comments were read out in court.
HEADING|12 comments on the law
BODY|{BODY}
HEADING|Top judges meet
BODY|It was read 4,532 times, and 32 comments were left, he said.
HEADING|10 suspects held""",
    "one line": f"BODY|{BODY}",
    "one line without a stop": "BODY|Forty men were charged with theft",
}
KINDS = ("HEADLINE", "BYLINE", "CAPTION", "HEADING", "BULLET", "BODY", "FURNITURE")


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_kinds(page: str) -> None:
    lines = [line.split("|", 1) for line in page.split("\n")]
    text = "\n\n".join(line for _, line in lines)
    assert [[p.kind, text[p.start : p.end]] for p in outline(text)] == lines


def test_every_kind_is_shown() -> None:
    assert {line.split("|")[0] for page in PAGES.values() for line in page.split("\n")} == set(KINDS)


# Before a body, after a body, and what the same words are inside a sentence.
FURNITURE = [
    "Home / China / Society", "Home > News > Law", "Share", "Share | Print", "Follow us on X", "Contact Us", "About us",
    "Site Map", "Copyright 2020", "© 2020 Example", "All rights reserved", "Registration Number: 12", "Most Popular",
    "Print", "Subscribe to our letters", "Advertisement", "Back to top", "Tags: theft, court", "Editor: Zhang",
    "(Editor: Zhang Li)", "京ICP备1号", "Global Edition", "Enditem", "Read more", "Previous article", "Download the app",
    "责任编辑", "Large", "China | World | Business",
]  # fmt: skip
BYLINES = [
    "By Li Na", "By Li Na in Harbin", "2024-03-01 09:30", "Updated: 2024-03-01", "09:30, March 01, 2024", "Xinhua",
    "China Daily | Mar 1, 2024", "Global Times", "SHINE", "March 1, 2024", "2024/3/1", "From Li Na, Harbin",
    "Published: yesterday",
]  # fmt: skip
CAPTIONS = [
    "An officer checks a lock. [Photo/Xinhua]", "A judge reads a verdict. (Photo by Li Na)", "Photo: VCG",
    "A court in Harbin. (Xinhua/Li Na)", "[Photo provided to China Daily]", "File photo of a court", "Illustration: Li Na/GT",
]  # fmt: skip
BULLETS = [
    "- Forty were charged.",
    "• Forty were charged.",
    "-- Forty were charged.",
    "1. Forty were charged.",
    "(2) Forty were charged.",
    "● Forty",
]
BODIES = [
    "Home prices fell, a court said.", "Print shops were raided by police.", "He was taken home by police.",
    "The editor was charged with libel.", "Photos of the raid were shown in court.", "It was 9:30 when police came.",
    "Sharing it is a crime, the judge said.",
    "By June, forty had been charged.", "Contact with the gang ended in May, he said.",
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        *((line, "FURNITURE") for line in FURNITURE),
        *((line, "BYLINE") for line in BYLINES),
        *((line, "CAPTION") for line in CAPTIONS),
        *((line, "BULLET") for line in BULLETS),
        *((line, "BODY") for line in BODIES),
    ],
)
def test_lines(line: str, kind: str) -> None:
    text = f"Theft cases fall as patrols grow\n{BODY}\n{line}\n{BODY}"
    assert [p.kind for p in outline(text)] == ["HEADLINE", "BODY", kind, "BODY"]


def test_the_title_is_the_headline_wherever_it_stands() -> None:
    text = f"Theft, explained\n{BODY}\nA new light on theft"
    assert [p.kind for p in outline(text, "a new light on theft")][2] == "HEADLINE"


@pytest.mark.parametrize(
    "text",
    [
        "Forty men were held in a town on the river and were later\ncharged with theft.",
        "Forty men were held in a town on the river and were later\r\ncharged with theft.",
    ],
)
def test_a_hard_wrapped_line_goes_on(text: str) -> None:
    assert [text[p.start : p.end] for p in outline(text)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Forty men were held in a town on the river.\ncharged with theft.",
        "Short\nline.",
        "A long line, which is followed by a blank one\n\nand goes on.",
    ],
)
def test_other_lines_do_not(text: str) -> None:
    assert len(outline(text)) == 2


# Sentences, parted by "|".
SENTENCES = [
    "One ends here. |Another one begins.",
    '"It ends here." |"It does not." |So it is.',
    "Is it so? |It is! |40 agree.",
    "On Sept. 18, Mr. Wang met Dr. Li of No. 2 Court.",
    "The U.S. Embassy in St. Louis said so. |It was late.",
    "It fell by 2.5 percent. |It rose to 3.5.",
    "It met at 9 a.m. Beijing time.",
    "It ended at 9. |Then it began. |(It was late.) |So?",
    "it ends. it does not: 'no capital.'",
    "Plan A. Plan B failed.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    (paragraph,) = outline(text)
    assert [text[a:b] for a, b in paragraph.sentences] == [part.strip() for part in marked.split("|")]


@given(st.text())
def test_any_text(text: str) -> None:
    """Paragraphs and sentences lie in order, start and end in words, and leave out nothing but space."""
    at = 0
    for paragraph in outline(text):
        assert not text[at : paragraph.start].strip()
        assert paragraph.kind in KINDS
        inner = paragraph.start
        for start, end in paragraph.sentences:
            assert inner <= start < end <= paragraph.end
            assert not text[inner:start].strip()
            inner = end
        at = inner
        assert at == paragraph.end
    assert not text[at:].strip()


def test_the_component(nlp: Language) -> None:
    text = f"Home / China\n\nTheft cases fall as patrols grow\n\nBy Li Na\n\n{BODY} It fell."
    doc = make_doc(nlp, Article(id="a", text=text))
    doc = nlp.get_pipe("structure")(doc)
    assert [(span.label_, span.text) for span in doc.spans[GROUP]] == [
        ("FURNITURE", "Home / China"),
        ("HEADLINE", "Theft cases fall as patrols grow"),
        ("BYLINE", "By Li Na"),
        ("BODY", f"{BODY} It fell."),
    ]
    assert [sent.text.strip() for sent in doc.sents] == [
        "Home / China",
        "Theft cases fall as patrols grow",
        "By Li Na",
        BODY,
        "It fell.",
    ]
    blank = readable(doc)
    assert len(blank) == len(text_of(doc))
    for value in values_of(doc, GROUP):
        shown = blank[value["start"] : value["end"]]
        assert shown.strip() == ("" if value["kind"] in UNREADABLE else text[value["start"] : value["end"]])


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing(nlp: Language, text: str) -> None:
    assert outline(text) == ()
    doc = nlp.get_pipe("structure")(nlp.make_doc(text))
    assert list(doc.spans[GROUP]) == []
