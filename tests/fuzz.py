"""Mutated inputs over each reader and the whole path: nothing may crash, hang, or misquote.

    python tests/fuzz.py --runs 50000               good inputs of each kind, their bytes mutated by a seed
    python tests/fuzz.py --atheris -- -runs=20000   the same checks, guided by coverage (by the extra `fuzz`)

What fails is kept in build/fuzz/, named after its kind, and told at the end.
The suite runs a short version (test_fuzz.py).
"""

from __future__ import annotations

import argparse
import faulthandler
import gzip
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FunctionType
from typing import Any

from chargesheet.pipeline.batch import Batch, Chunk
from chargesheet.pipeline.context import make_doc  # noqa: F401 - spaCy's extensions are set before anything is timed.
from chargesheet.pipeline.readers import Refusal, finish, read_inputs
from chargesheet.pipeline.writers import to_line
from chargesheet.schemas.article import Article

KEPT = Path("build/fuzz")
# An input that takes longer is a failure, and one that takes much longer ends the run with a traceback.
SLOW, HANGS = 10.0, 120.0
TOGETHER = 64
MISQUOTED = {"span-forwards", "quantity-at-span", "text-at-span", "sentence-at-span", "evidence-in-text"}

TEXT = """Prosecutors charge more over border crossings
By Wang Lan | China Daily | Updated: 2023-12-01 09:36
Police check papers at a border post. [Photo/Xinhua]
Chinese prosecutors charged more than 17,000 people with illegally crossing the border from January to October 2023, \
up 5.3 percent year on year, the Supreme People’s Procuratorate said.
Of them, nearly 2,310 people were charged with fraud, accounting for 13.6 percent; theft fell by half to \
1.2 million cases.
- Courts seized 4.5 billion yuan ($620 million) and 30 kg of drugs in the first half of last year.
"""
GOLD = """id: toy
title: A toy
published: 2024-03-31
---
Courts tried [[COUNT|40]] people for [[OFFENCE theft|theft]].
---
{"quantity": "40", "statistic": "count", "value": 40, "unit": "people", "qualifier": "exact"}"""
LINES = "".join(
    json.dumps({"id": f"a{n}", "text": TEXT, "title": "Crossings", "published": "2023-12-01", "url": "toy:1"}) + "\n"
    for n in range(3)
)
BLOCKS = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()[3:])
HTML = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Prosecutors charge more - Toy</title>'
    '<meta name="PubDate" content="2023-12-01 09:36"><script type="application/ld+json">{"datePublished": "2023-12-01"}'
    '</script></head><body><div class="nav"><ul><li><a href="/a">Home</a></li></ul></div>'
    "<h1>Prosecutors charge more</h1><figure><img src=a.jpg><figcaption>Police check 300 people.</figcaption></figure>"
    f"{BLOCKS}<table><tr><th>Offence</th><th>People</th></tr><tr><td>Theft</td><td>12,000</td></tr></table>"
    '<time datetime="2023-12-01">Friday</time><div>Copyright 2023</div></body></html>'
)
# What byte-level chance would hardly find.
WORDS = tuple(
    word.encode()
    for word in (
        *("\u200b", "\u200f", "\u202e", "\ufeff", "\u00a0", "\u2028", "１，２３４", "％", "½", "一万", "٣٤", "²", "😀"),
        *("1,234", "1.5", "-", "%", " percent", "0" * 400, "9e999", "million", "one in five", "up from", "last year"),
        *(
            "2023-13-45",
            "Feb 30, 2023",
            "null",
            '{"text":',
            '"\\ud800"',
            "[" * 300,
            "<p>",
            "</div>",
            "<!--",
            "<![CDATA[",
        ),
        *(
            "&#0;",
            "&#xD800;",
            "<table><tr><td>",
            "<figcaption>",
            "charset=utf-16",
            "WARC/1.0\r\n",
            "Content-Length: 99\r\n",
        ),
        *("\r\n\r\n", "\n---\n", "[[COUNT|", "\n", "\t", "(", "“"),
    )
)
WORDS += (b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3\x28", b"\x1f\x8b\x08", b"\x80" * 9)


def _archive(*, packed: bool) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number, charset in enumerate(("utf-8", "gbk")):
        headers = StatusAndHeaders("200 OK", [("Content-Type", f"text/html; charset={charset}")], protocol="HTTP/1.1")
        payload = io.BytesIO(HTML.encode(charset))
        url = f"http://toy.example/2023/12/01/{number}"
        writer.write_record(writer.create_warc_record(url, "response", payload=payload, http_headers=headers))
    return out.getvalue()


# Good inputs by the name that tells their kind; each kind is met as often.
SEEDS: dict[str, bytes] = {
    "plain.txt": TEXT.encode(),
    "wide.txt": TEXT.encode("utf-16"),
    "toy.gold": GOLD.encode(),
    "lines.jsonl": LINES.encode(),
    "page.html": HTML.encode(),
    "chinese.html": HTML.replace("utf-8", "gb2312").replace("Friday", "星期五，最高人民检察院").encode("gbk"),
    "unknown": HTML.encode(),
    "packed.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
    "packed.jsonl.gz": gzip.compress(LINES.encode(), mtime=0),
    "packed.html.gz": gzip.compress(HTML.encode(), mtime=0),
    "crawl.warc": _archive(packed=False),
    "crawl.warc.gz": _archive(packed=True),
}


def mutated(name: str, chance: random.Random) -> bytes:
    """A mutation of a seed; what is packed is mutated inside or outside of its pack."""
    content = SEEDS[name]
    if name.endswith(".gz") and chance.random() < 0.6:
        return gzip.compress(_mutated(gzip.decompress(content), chance), compresslevel=1, mtime=0)
    return _mutated(content, chance)


def _mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 2, 8, 60, 400)))
        match chance.randrange(7):
            case 0:
                del data[at:to]
            case 1:
                data[at:at] = data[at:to]
            case 2:
                data[at:to] = chance.choice(WORDS)
            case 3 | 4:
                data[at:at] = chance.choice(WORDS)
            case 5:
                if data:
                    data[at - 1] ^= 1 << chance.randrange(8)
            case _:
                other = chance.choice(list(SEEDS.values()))
                start = chance.randrange(len(other))
                data[at:at] = other[start : start + chance.choice((4, 40, 400))]
    if chance.random() < 0.15:
        del data[chance.randrange(len(data) + 1) :]
    return bytes(data)


class MisbehaviourError(AssertionError):
    """What no input may bring about."""


def reads_of(path: Path) -> list[Article | Refusal]:
    """What the readers make of a file.

    Raises:
        MisbehaviourError: a message or text that could not be written, or one over several lines.
    """
    reads = list(map(finish, read_inputs([str(path)])))
    for read in reads:
        if isinstance(read, Refusal):
            to_line({"row": read.row})
            if "\n" in read.reason or not read.check:
                raise MisbehaviourError(f"a message of several lines: {read.reason!r}")
            read.reason.encode()
        else:
            for words in (read.id, read.text, read.title, read.publisher, read.url, read.source_path):
                (words or "").encode()
            if "\0" in read.text or not read.text.strip():
                raise MisbehaviourError("a text that is none")
    return reads


def extracted(nlp: Any, reads: Iterable[Article | Refusal]) -> Chunk:
    """The rows of some reads.

    Raises:
        MisbehaviourError: the pipeline failed, or a quotation is not where it is said to be.
    """
    reads = list(reads)
    texts: dict[str, str] = {}
    for read in reads:
        if isinstance(read, Article):
            texts.setdefault(read.id, read.text)
    whole = Chunk()
    for chunk in Batch(nlp, mentions=True).run(reads):
        for name in ("records", "mentions", "articles", "rejects"):
            rows = getattr(chunk, name)
            for row in rows:
                to_line(row).encode()
            getattr(whole, name).extend(rows)
    for row in whole.rejects:
        if row["check"] == "pipeline-error":
            raise MisbehaviourError(row["reason"])
        if {"span-forwards", "quantity-at-span", "text-at-span", "sentence-at-span", "evidence-in-text"} & set(
            row["checks"]
        ):
            raise MisbehaviourError(f"{row['kind']}: {row['reason']}: {row['row']}")
    for row in whole.records:
        text = texts[row["article_id"]]
        if text[row["start"] : row["end"]] != row["quantity"]:
            raise MisbehaviourError(f"{row['quantity']!r} is not at {row['start']}:{row['end']}")
        if text[row["sentence_start"] : row["sentence_end"]] != row["sentence"]:
            raise MisbehaviourError(f"{row['sentence']!r} is not at {row['sentence_start']}:{row['sentence_end']}")
    for row in whole.mentions:
        if texts[row["article_id"]][row["start"] : row["end"]] != row["text"]:
            raise MisbehaviourError(f"{row['text']!r} is not at {row['start']}:{row['end']}")
    return whole


class Run:
    """A run over many inputs: what was done, and what failed."""

    def __init__(self, nlp: Any, folder: Path) -> None:
        self.nlp = nlp
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []
        self.slowest = 0.0

    def one(self, name: str, content: bytes, number: int) -> list[Article | Refusal]:
        """Read one input."""
        path = self.folder / f"{number}-{name}"
        path.write_bytes(content)
        reads: list[Article | Refusal] = []
        self._watched(name, content, lambda: reads.extend(reads_of(path)))
        path.unlink()
        self.counts["inputs"] += 1
        self.counts.update("articles" if isinstance(read, Article) else read.check for read in reads)
        return reads

    def together(self, inputs: list[tuple[str, bytes, list[Article | Refusal]]]) -> None:
        """Extract from some inputs at once, one by one if it fails: checking a frame costs the same for few rows."""
        reads = [read for _, _, some in inputs for read in some]
        name, content = "together", b""
        if len(inputs) == 1:
            name, content, _ = inputs[0]
        before = len(self.failures)
        rows = Chunk()

        def extract() -> None:
            chunk = extracted(self.nlp, reads)
            rows.records, rows.rejects = chunk.records, chunk.rejects

        self._watched(name, content, extract, most=SLOW * len(inputs))
        if len(self.failures) > before and len(inputs) > 1:
            del self.failures[before:]
            for one in inputs:
                self.together([one])
            return
        self.counts["records"] += len(rows.records)
        self.counts["records refused"] += sum(row["kind"] == "record" for row in rows.rejects)

    def _watched(self, name: str, content: bytes, work: Callable[[], None], most: float = SLOW) -> None:
        began = time.monotonic()
        faulthandler.dump_traceback_later(HANGS + most, exit=True)
        try:
            work()
        except Exception as error:
            self._keep(name, content, f"{type(error).__name__}: {error}")
        finally:
            faulthandler.cancel_dump_traceback_later()
        took = time.monotonic() - began
        self.slowest = max(self.slowest, took / (most / SLOW))
        if took > most:
            self._keep(name, content, f"took {took:.1f} s")

    def _keep(self, name: str, content: bytes, why: str) -> None:
        KEPT.mkdir(parents=True, exist_ok=True)
        path = KEPT / f"{len(self.failures)}-{name}"
        path.write_bytes(content)
        self.failures.append(f"{path}: {why}")


def run(nlp: Any, *, runs: int, seed: int, say: Callable[[str], None] = lambda words: None) -> Run:
    """Mutate and check `runs` inputs; the same seed gives the same inputs."""
    chance = random.Random(seed)
    names = list(SEEDS)
    with tempfile.TemporaryDirectory() as folder:
        done = Run(nlp, Path(folder))
        waiting: list[tuple[str, bytes, list[Article | Refusal]]] = []
        for number in range(runs):
            name = names[number % len(names)]
            content = mutated(name, chance)
            waiting.append((name, content, done.one(name, content, number)))
            if len(waiting) == TOGETHER or number == runs - 1:
                done.together(waiting)
                waiting = []
            if (number + 1) % 1000 == 0:
                say(f"{number + 1:,} inputs, {len(done.failures)} failed, slowest {done.slowest:.2f} s")
    return done


def with_atheris(arguments: list[str]) -> None:
    """Let atheris choose the inputs, guided by which lines of the readers they reach. It ends the process itself."""
    import atheris

    from chargesheet.pipeline import load

    # Everything would be some 20,000 functions, spaCy's among them, and take longer than the run.
    for name, module in list(sys.modules.items()):
        if name.startswith("chargesheet.pipeline.readers"):
            for function in vars(module).values():
                if isinstance(function, FunctionType) and function.__module__ == name:
                    atheris.instrument_func(function)
    nlp = load()
    names = list(SEEDS)
    corpus = KEPT / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, (name, content) in enumerate(SEEDS.items()):
        (corpus / name).write_bytes(bytes([number]) + content)
    folder = Path(tempfile.mkdtemp())

    def one_input(data: bytes) -> None:
        path = folder / (names[data[0] % len(names)] if data else names[0])
        path.write_bytes(data[1:])
        extracted(nlp, reads_of(path))

    atheris.Setup([sys.argv[0], f"-artifact_prefix={KEPT}/", *arguments, str(corpus)], one_input)
    atheris.Fuzz()


def main() -> None:
    """Run as the command line says; the exit status is 1 if an input failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", action="store_true", help="arguments after -- are libFuzzer's")
    parser.add_argument("libfuzzer", nargs="*")
    options = parser.parse_args()

    def say(words: str) -> None:
        sys.stderr.write(words + "\n")

    if options.atheris:
        with_atheris(options.libfuzzer)
        return
    from chargesheet.pipeline import load

    done = run(load(), runs=options.runs, seed=options.seed, say=say)
    for name, count in done.counts.most_common():
        say(f"{count:>9,} {name}")
    for failure in done.failures:
        say(failure)
    say(f"{len(done.failures)} of {options.runs:,} inputs failed; the slowest took {done.slowest:.2f} s")
    sys.exit(bool(done.failures))


if __name__ == "__main__":
    main()
