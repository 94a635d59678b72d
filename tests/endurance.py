"""What a batch outlives, measured; anyone can run it.

    python tests/endurance.py kills --kills 200 --articles 2000
    python tests/endurance.py poison --articles 2000
    python tests/endurance.py disk
    python tests/endurance.py memory --articles 10000 100000
    python tests/endurance.py workers --articles 2000

Each says what it measured and exits with 1 if it is not as it must be. `--toy`
puts a pipeline of a few rules in place of the real one, whose start takes longer.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from chargesheet.pipeline import assembly, structure
from chargesheet.pipeline.cli import main as chargesheet
from chargesheet.pipeline.extraction import Extraction
from chargesheet.pipeline.readers import read_inputs
from chargesheet.pipeline.workers import Settings

HERE = Path(__file__).resolve()
OUTPUTS = ("records.jsonl", "articles.jsonl", "rejects.jsonl", "mentions.jsonl")
STORY = (
    "Prosecutors in {place} charged {people} people with {offence} from January to October 2023, up {percent} percent "
    "year on year, the Supreme People's Procuratorate said on Tuesday.\n\nAmong them, {some} were convicted of fraud."
)


@Language.component("poison")
def _poison(doc: Doc) -> Doc:
    """End or stop the process that reads certain words."""
    if "POISON-KILL" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "POISON-SLEEP" in doc.text:
        time.sleep(1000)
    if "POISON-HANG" in doc.text:
        # Holds the interpreter's lock, as C code that never comes back does.
        ctypes.PyDLL(None).sleep(1000)
    return doc


@Language.component("toy_counts")
def _toy_counts(doc: Doc) -> Doc:
    doc._.records = [
        {
            "statistic": "count",
            "value": float(token.text),
            "value_min": float(token.text),
            "value_max": float(token.text),
            "unit": "people",
            "qualifier": "exact",
            "quantity": token.text,
            "start": token.idx,
            "end": token.idx + len(token.text),
            "sentence": doc.text,
            "sentence_start": 0,
            "sentence_end": len(doc.text),
            "evidence": {"value": [[token.idx, token.idx + len(token.text)]]},
            "rule": "toy",
        }
        for token in doc
        if token.text.isdigit()
    ]
    return doc


def with_toy() -> None:
    """Have this process extract by a pipeline of a few rules, and die of poison."""
    nlp = spacy.blank("en")
    assert structure.Structure
    nlp.add_pipe("poison")
    nlp.add_pipe("chargesheet_structure")
    nlp.add_pipe("toy_counts")
    assembly.load = lambda: nlp  # type: ignore[assignment,misc]


def with_poison() -> None:
    """Have this process die of poison, and extract by the real pipeline."""
    nlp = assembly.load()
    if "poison" not in nlp.pipe_names:
        nlp.add_pipe("poison", first=True)


def extract(args: argparse.Namespace) -> None:
    """One run, as the command does it, with another pipeline."""
    settings = Settings(mentions=True, time_limit=args.limit, prepare=with_toy if args.toy else with_poison)
    run = Extraction(Path(args.output), workers=args.workers, settings=settings)
    for _ in run.run(read_inputs(args.inputs)):
        pass
    # In Linux the kilobytes of this process, without its children.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"peak": peak, "states": run.tally.states, "rejects": run.tally.rejects}))


def command(args: argparse.Namespace, output: Path, *inputs: Path, workers: int = 2, limit: float = 60) -> list[str]:
    toy = ["--toy"] if args.toy else []
    options = ["--output", str(output), "--workers", str(workers), "--limit", str(limit), *toy]
    return [sys.executable, str(HERE), "extract", *options, *map(str, inputs)]


def write_articles(path: Path, number: int, poison: dict[int, str] | None = None) -> Path:
    """A JSONL file of articles, no two alike but every hundredth."""
    chance = random.Random(number)
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            if at % 100 != 99:
                text = STORY.format(
                    place=chance.choice(("Beijing", "Hubei", "Gansu")),
                    people=chance.randrange(1000, 90000),
                    offence=chance.choice(("theft", "smuggling", "bribery")),
                    percent=chance.randrange(1, 60),
                    some=chance.randrange(10, 900) + at,
                )
            text += (poison or {}).get(at, "")
            file.write(json.dumps({"id": f"a{at}", "text": text, "published": "2023-12-01"}) + "\n")
    return path


def digest(folder: Path) -> str:
    """SHA-256 of the output files."""
    files = [folder / name for name in OUTPUTS]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def finish(args: argparse.Namespace, output: Path, *inputs: Path, **options: float) -> dict[str, object]:
    """Run to the end; what the run says of itself."""
    done = subprocess.run(
        command(args, output, *inputs, **options),  # type: ignore[arg-type]
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    said: dict[str, object] = json.loads(done.stdout)
    return said


def whole(folder: Path) -> bool:
    """Whether each output file that is there ends with a whole line."""
    files = [folder / name for name in OUTPUTS]
    return all(not path.exists() or (path.read_bytes() or b"\n").endswith(b"\n") for path in files)


def kills(args: argparse.Namespace, scratch: Path) -> bool:
    """Kill runs at random moments, resume them, and compare the end with an undisturbed run."""
    news = write_articles(scratch / "news.jsonl", args.articles[0])
    began = time.monotonic()
    finish(args, scratch / "calm", news)
    calm, took = digest(scratch / "calm"), time.monotonic() - began
    chance = random.Random(args.seed)
    killed = rounds = 0
    good = True
    output = scratch / "killed"
    while killed < args.kills:
        run = subprocess.Popen(command(args, output, news), stdout=subprocess.DEVNULL)
        try:
            run.wait(chance.uniform(0, took * 1.1))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            killed += 1
            good &= whole(output)
            continue
        # It came to its end before its kill: compare, and begin another round.
        good &= run.returncode == 0 and digest(output) == calm
        shutil.rmtree(output, ignore_errors=True)
        rounds += 1
    finish(args, output, news)
    good &= digest(output) == calm
    print(f"{killed} kills, {rounds + 1} rounds to the end of {args.articles[0]} articles: identical {good}")
    return good


def poison(args: argparse.Namespace, scratch: Path) -> bool:
    """One article that kills its worker, one that hangs in C, one that sleeps."""
    number = args.articles[0]
    words = {number // 2: " POISON-KILL", number // 3: " POISON-SLEEP", number // 4: " POISON-HANG"}
    said = finish(args, scratch / "out", write_articles(scratch / "news.jsonl", number, words), limit=args.limit)
    articles = [json.loads(line) for line in (scratch / "out" / "articles.jsonl").open(encoding="utf-8")]
    refused = {}
    for line in (scratch / "out" / "rejects.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        refused[row["article_id"]] = row["check"]
    print(f"{len(articles)} articles, refused {refused}, {said['rejects']}")
    wanted = {f"a{at}": "worker-died" if "KILL" in word else "time-limit" for at, word in words.items()}
    return len(articles) == number and refused == wanted


def disk(args: argparse.Namespace, scratch: Path) -> bool:
    """A file size limit in place of a full disk, then the same command without it."""
    news = write_articles(scratch / "news.jsonl", args.articles[0])
    finish(args, scratch / "calm", news)

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))

    own = [sys.executable, str(HERE), "chargesheet", "extract", str(news), "-o", str(scratch / "out"), "--mentions"]
    done = subprocess.run(own, preexec_fn=small_files, capture_output=True, text=True, check=False)
    clear = done.returncode == 2 and "Traceback" not in done.stderr
    print(done.stderr.strip().splitlines()[-1])
    resumed = subprocess.run(own, capture_output=True, text=True, check=False)
    same = args.toy or digest(scratch / "out") == digest(scratch / "calm")
    print(f"full disk: clear {clear}, resumed with status {resumed.returncode}, identical {same}")
    return clear and resumed.returncode == 0 and same


def memory(args: argparse.Namespace, scratch: Path) -> bool:
    """Peak memory of the parent over more and more articles."""
    peaks = []
    for number in args.articles:
        news = write_articles(scratch / f"{number}.jsonl", number)
        began = time.monotonic()
        peaks.append(int(str(finish(args, scratch / f"out{number}", news)["peak"])) / 1024)
        print(f"{number} articles: parent {peaks[-1]:.0f} MB, {time.monotonic() - began:.0f} s", flush=True)
    return max(peaks) < 300 and max(peaks) < min(peaks) + 30


def workers(args: argparse.Namespace, scratch: Path) -> bool:
    """Throughput and output of 1, 2 and 4 workers, their start left out."""
    news, one = (write_articles(scratch / f"{number}.jsonl", number) for number in (args.articles[0], 1))
    rates, digests = {}, set()
    for number in (1, 2, 4):
        began = time.monotonic()
        finish(args, scratch / f"one{number}", one, workers=number)
        start = time.monotonic() - began
        began = time.monotonic()
        finish(args, scratch / f"out{number}", news, workers=number)
        rates[number] = args.articles[0] / (time.monotonic() - began - start)
        digests.add(digest(scratch / f"out{number}"))
        print(f"{number} workers: {rates[number]:.0f} articles/s after {start:.1f} s of start", flush=True)
    print(f"two to one: {rates[2] / rates[1]:.2f}; outputs identical {len(digests) == 1}")
    return len(digests) == 1 and (args.toy or rates[2] >= 1.7 * rates[1])


COMMANDS = {"kills": kills, "poison": poison, "disk": disk, "memory": memory, "workers": workers}


def main() -> int:
    if sys.argv[1:2] == ["chargesheet"]:
        del sys.argv[1]
        chargesheet()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=(*COMMANDS, "extract"))
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--output")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=float, default=5, help="seconds that one article may take")
    parser.add_argument("--articles", type=int, nargs="+", default=[2000])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--toy", action="store_true")
    args = parser.parse_intermixed_args()
    if args.command == "extract":
        extract(args)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        return 0 if COMMANDS[args.command](args, Path(scratch)) else 1


if __name__ == "__main__":
    sys.exit(main())
