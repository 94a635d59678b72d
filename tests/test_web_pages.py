"""Web pages and archives: the article, its headline and captions, its date, its encoding; and what is no article."""

from __future__ import annotations

import gzip
import io
import json
from datetime import date

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from chargesheet.pipeline.readers import Page, Refusal, finish, read_inputs
from chargesheet.pipeline.readers.encodings import decode
from chargesheet.pipeline.structure import outline

LEAD = "Chinese prosecutors charged more than 17,000 people with illegally crossing the border from January to October."
NEXT = "Of them, 2,310 people were charged with organising others to cross the border, the top procuratorate said."
MENU = "".join(f'<li><a href="/n{i}">Section number {i}</a></li>' for i in range(30))
OTHERS = "".join(
    f'<li><a href="/s{i}.html">Court convicts {i + 2} people in city {i}</a> <span>2021-11-{i % 28 + 1:02d}</span>'
    for i in range(30)
)


def page(body=f"<p>{LEAD}</p><p>{NEXT}</p>", *, head="", title="More are charged"):
    return (
        f"<!DOCTYPE html><html><head><title>{title} - Toy Daily</title>{head}</head><body>"
        f'<div class="nav"><ul>{MENU}</ul></div><h1>{title}</h1>'
        f'<div class="share"><a>Share - WeChat</a><a>Twitter</a></div><div id="content">{body}</div>'
        f'<div class="related"><h3>Related</h3><ul>{OTHERS}</ul></div>'
        "<div>Copyright 1995 - 2023. All rights reserved.</div></body></html>"
    )


def article(markup, **fields):
    content = markup if isinstance(markup, bytes) else markup.encode()
    return finish(Page(**{"id": "p", "source_path": "p.html", "content": content} | fields))


def kinds(made):
    return [(p.kind, made.text[p.start : p.end]) for p in outline(made.text, made.title or "")]


def test_headline_captions_headings_and_items_are_told_apart():
    body = f"""
      <figure><img src="a.jpg" alt="x"/><figcaption>Police check 300 travellers.</figcaption></figure>
      <p>{LEAD}</p><h2>Fraud rings broken up</h2><p>{NEXT}<br>They had been at large.</p>
      <table><tr><td><img src="b.jpg"></td></tr><tr><td>Officers seize 40 phones. [Photo/Xinhua]</td></tr></table>
      <ul><li>Theft: 12,000 people were charged</li><li>Fraud: 9,300 people were charged</li></ul>"""
    made = article(page(body))
    assert made.title == "More are charged"
    assert made.text.startswith("More are charged\n\nPhoto: Police check")
    assert kinds(made) == [
        ("HEADLINE", "More are charged"),
        ("CAPTION", "Photo: Police check 300 travellers."),
        ("BODY", LEAD),
        ("HEADING", "Fraud rings broken up"),
        ("BODY", NEXT),
        ("BODY", "They had been at large."),
        ("CAPTION", "Officers seize 40 phones. [Photo/Xinhua]"),
        ("BULLET", "- Theft: 12,000 people were charged"),
        ("BULLET", "- Fraud: 9,300 people were charged"),
    ]


def test_menus_share_buttons_and_other_stories_yield_nothing():
    made = article(page())
    assert made.text == f"More are charged\n\n{LEAD}\n\n{NEXT}"


def test_a_table_that_lays_out_the_page_is_no_table_of_figures():
    made = article(f"<html><body><table><tr><td><ul>{MENU}</ul></td><td><p>{LEAD}</p><p>{NEXT}</p></td></tr></table>")
    assert made.text == f"{LEAD}\n\n{NEXT}"


def test_a_table_of_figures_keeps_its_rows():
    table = "<table><tr><th>Offence</th><th>People</th></tr><tr><td>Theft</td><td>12,000</td></tr></table>"
    assert "Offence | People\n\nTheft | 12,000" in article(page(f"<p>{LEAD}</p>{table}<p>{NEXT}</p>")).text


def test_publisher_and_url():
    head = '<meta property="og:site_name" content="Toy Daily"><link rel="canonical" href="https://toy.example/a.html">'
    made = article(page(head=head))
    assert (made.publisher, made.url) == ("Toy Daily", "https://toy.example/a.html")
    assert article(page(head=head), url="https://toy.example/b.html").url == "https://toy.example/b.html"


STAMP = "<div>Source: China Daily | Updated: 2023-12-02 09:36</div>"
LD = json.dumps({"@graph": [{"@type": "NewsArticle", "datePublished": "2023-12-01T08:00:00+08:00"}]})


@pytest.mark.parametrize(
    ("head", "body", "option", "day", "source"),
    [
        ('<meta name="PubDate" content="2023-12-01 09:36">', STAMP, None, "2023-12-01", "metadata"),
        ('<meta property="article:published_time" content="2023-12-01T23:00:00Z">', STAMP, None,
         "2023-12-01", "metadata"),
        ('<meta name="publishdate" content="20231201">', STAMP, "2023-12-05", "2023-12-01", "metadata"),
        (f'<script type="application/ld+json">{LD}</script>', STAMP, None, "2023-12-01", "metadata"),
        ("", f'<time datetime="2023-12-01">Friday</time>{STAMP}', None, "2023-12-01", "metadata"),
        ('<meta name="date" content="soon">', STAMP, None, "2023-12-02", "furniture"),
        ("", STAMP, "2023-12-05", "2023-12-05", "option"),
        ("", "<div>发布时间：2023年12月1日</div>", None, "2023-12-01", "furniture"),
        ("", "<p>BEIJING, Dec. 1, 2023 (Xinhua) -- The month was cold in the whole of the north.</p>", None,
         "2023-12-01", "dateline"),
        ("", "", None, None, None),
    ],
)  # fmt: skip
def test_the_date_is_the_pages_own_before_any_guess(head, body, option, day, source):
    made = article(
        page(f"{body}<p>{LEAD}</p><p>{NEXT}</p>", head=head), published=option and date.fromisoformat(option)
    )
    assert (made.published and made.published.isoformat(), made.published_source) == (day, source)


def test_a_guess_by_the_address_is_called_one_and_never_lies_after_the_day_of_fetching():
    url = "https://toy.example/2023/12/01/content_1.html"
    made = article(page(), url=url, crawled=date(2024, 1, 5))
    assert (made.published, made.published_source) == (date(2023, 12, 1), "guess")
    made = article(page(), url=url, crawled=date(2023, 11, 5))
    assert made.published is None


CHINESE = "最高人民检察院发布数据，全国检察机关共起诉诈骗犯罪嫌疑人。"


@pytest.mark.parametrize(
    ("content", "header", "encoding"),
    [
        (f'<meta charset="gb2312"><p>{CHINESE}镕'.encode("gb18030"), None, "gb18030"),
        (f"<p>{CHINESE}".encode("gb18030"), "GBK", "gb18030"),
        ("<meta charset=big5><p>最高人民檢察院".encode("big5"), None, "big5hkscs"),
        (f'<meta charset="gbk"><p>{CHINESE}'.encode(), None, "utf-8"),
        (f"<p>{CHINESE}".encode("utf-16"), "gbk", "utf-16"),
        (f"<p>{CHINESE}".encode("utf-8-sig"), "gbk", "utf-8-sig"),
        (f'<?xml version="1.0" encoding="gbk"?><p>{CHINESE}'.encode("gbk"), None, "gb18030"),
        (b'<meta charset="iso-8859-1"><p>Courts\x92 list', None, "cp1252"),
        (b'<meta charset="rot13"><p>abc', None, "utf-8"),
        (b'<meta charset="no-such"><p>abc', "none", "utf-8"),
        ((f"<p>{CHINESE}" * 20).encode("gb18030"), None, "gb18030"),
    ],
)  # fmt: skip
def test_encodings_as_browsers_guess_them(content, header, encoding):
    text, name, unread = decode(content, header)
    assert (name, unread) == (encoding, 0)
    if b"\x92" in content:
        assert "Courts’ list" in text


def test_mixed_encodings_cost_their_characters_and_are_told():
    made = article(
        page(f"<p>{LEAD}</p><p>{NEXT} X</p>", head='<meta charset="utf-8">').encode().replace(b" X", b" \xb0\xd5")
    )
    assert made.text.endswith("�")
    assert "characters are no utf-8" in made.warnings[0]


NO_ARTICLE = {
    "index": f"<html><body><ul>{MENU}</ul><h1>News</h1><ul>{OTHERS}</ul></body></html>",
    "login": "<html><title>Log in</title><body><form>User <input> Password <input><button>Log in</button></form>",
    "404": "<html><title>404 Not Found</title><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center>",
    "script": "<html><body><div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
    "frames": "<html><frameset><frame src=a><frame src=b></frameset></html>",
    "empty": "",
    "nothing": "<",
    "text": "Courts tried 40 people.",
    "binary": bytes(range(256)) * 9,
}


@pytest.mark.parametrize("name", NO_ARTICLE)
def test_html_that_is_no_article_is_refused(name):
    refusal = article(NO_ARTICLE[name])
    assert isinstance(refusal, Refusal)
    assert (refusal.check, refusal.article_id, refusal.source_path) == ("no-article", "p", "p.html")
    assert refusal.reason.startswith("p.html: no article in this page")
    assert refusal.reason.endswith("give the page of the article itself")


def test_nul_bytes_and_deep_nesting_are_borne():
    assert article(page(f"<p>{LEAD}\0</p><p>{NEXT}</p>")).text.endswith(f"{LEAD}\n\n{NEXT}")
    deep = "<div>" * 20_000 + f"<p>{LEAD}</p>" + "</div>" * 20_000
    assert finish(Page(id="p", source_path="p.html", content=page(deep).encode())) is not None


def test_pages_in_files_folders_and_gzip(tmp_path):
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "b.htm").write_text(page(), encoding="utf-8")
    (tmp_path / "c.xhtml.gz").write_bytes(gzip.compress(page().encode()))
    reads = list(read_inputs([str(tmp_path)]))
    assert [(type(read), read.id) for read in reads] == [(Page, "a"), (Page, "b"), (Page, "c")]
    assert [finish(read).title for read in reads] == ["More are charged"] * 3


# warcio's writer leaves its own spool to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def warc(records, *, packed=True):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for url, kind, status, content in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(content),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2024-01-05T03:04:05Z"},
            )
        )
    return out.getvalue()


RECORDS = [
    ("http://toy.example/a", "text/html; charset=gbk", "200 OK",
     page(f"<p>{LEAD}</p><p>{NEXT}{CHINESE}</p>").encode("gbk")),
    ("http://toy.example/b", "text/html", "404 Not Found", page().encode()),
    ("http://toy.example/c.jpg", "image/jpeg", "200 OK", b"\xff\xd8"),
    ("http://toy.example/2023/12/01/d", "text/html", "200 OK", page().encode()),
    ("http://toy.example/e", "text/html", "200 OK", page().encode()),
]  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "crawl"])
def test_a_warc_gives_its_pages(tmp_path, packed, name):
    (tmp_path / name).write_bytes(warc(RECORDS, packed=packed))
    reads = list(read_inputs([str(tmp_path / name)]))
    assert [(read.id, read.line, read.url, read.encoding) for read in reads] == [
        ("crawl-1", 1, "http://toy.example/a", "gbk"),
        ("crawl-4", 4, "http://toy.example/2023/12/01/d", None),
        ("crawl-5", 5, "http://toy.example/e", None),
    ]
    articles = list(map(finish, reads))
    assert articles[0].text.endswith(CHINESE)
    # The day of the crawl is never the day of publication.
    assert [(read.published, read.published_source) for read in articles] == [
        (None, None), (date(2023, 12, 1), "guess"), (None, None),
    ]  # fmt: skip


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("cut", [30, 200, 600])
def test_a_truncated_warc_keeps_what_was_whole(tmp_path, packed, cut):
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc(RECORDS, packed=packed)[:-cut])
    *kept, refusal = read_inputs([str(path)])
    assert [read.id for read in kept] == ["crawl-1", "crawl-4"]
    assert refusal.check in ("truncated-file", "broken-warc")
    assert refusal.reason.startswith(f"{path}: ")
    assert "fetch" in refusal.reason


def test_a_damaged_warc_says_where(tmp_path):
    path = tmp_path / "crawl.warc"
    sound = warc(RECORDS[:1], packed=False)
    path.write_bytes(sound + b"no record\r\n\r\n" + sound)
    first, refusal = read_inputs([str(path)])
    assert (first.id, refusal.check, refusal.line) == ("crawl-1", "broken-warc", 2)
    assert f"{path}: record 2" in refusal.reason


def test_a_warc_without_pages_says_what_it_holds(tmp_path):
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(RECORDS[1:3], packed=False))
    (refusal,) = read_inputs([str(path)])
    assert refusal.check == "no-page"
    assert "response 200 image/jpeg 1, response 404 text/html 1" in refusal.reason
