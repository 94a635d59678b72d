"""What a batch outlives, measured; anyone can run it.

    python tests/endurance.py kills --kills 200 --articles 2000     killed at random moments, resumed each time
    python tests/endurance.py poison --articles 2000                articles that kill their worker, or never end
    python tests/endurance.py disk                                  a full disk, a folder that cannot be written
    python tests/endurance.py stops                                 Ctrl-C, two runs at once, lost output
    python tests/endurance.py memory --toy --short --articles 10000 100000  peak memory of the parent
    python tests/endurance.py workers --articles 2000               throughput and output of 1, 2 and 4 workers

Each runs the command itself, says what it measured, and exits with 1 if it is not
as it must be. `--toy` puts a pipeline of a few rules in the workers in place of the
real one, whose start takes longer. Linux only: it looks at /proc.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chargesheet.pipeline.readers import Read

HERE = Path(__file__).resolve()
# How the script runs the command with poison in its pipeline, or with the toy.
REAL, TOY = "with-poison", "with-toy"
OUTPUTS = ("records.jsonl", "articles.jsonl", "rejects.jsonl", "mentions.jsonl")
STORY = (
    "Prosecutors in {place} charged {people} people with {offence} from January to October 2023, up {percent} percent "
    "year on year, the Supreme People's Procuratorate said on Tuesday.\n\nAmong them, {some} were convicted of fraud. "
    "Courts in {place} concluded {cases} cases of smuggling in the same period, and police seized {kilos} kg of drugs, "
    "a local newspaper reported on the following day, adding that the number of suspects had fallen by {fall} percent."
)


def _poison(doc: Any) -> Any:
    """End or stop the process that reads certain words."""
    if "POISON-KILL" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "POISON-EXIT" in doc.text:
        os._exit(3)
    if "POISON-CRASH" in doc.text:
        ctypes.string_at(0)
    if "POISON-SLEEP" in doc.text:
        time.sleep(1000)
    if "POISON-HANG" in doc.text:
        # As C code that never comes back: it holds the interpreter's lock, and no alarm wakes it.
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        ctypes.PyDLL(None).sleep(1000)
    return doc


def _toy_counts(doc: Any) -> Any:
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


def with_poison() -> None:
    """Have this process die of poison, and extract by the real pipeline."""
    # Imported in workers only: the parent shall do without spaCy.
    from spacy.language import Language

    from chargesheet.pipeline import assembly

    Language.component("poison", func=_poison)
    nlp = assembly.load()
    if "poison" not in nlp.pipe_names:
        nlp.add_pipe("poison", first=True)


def with_toy() -> None:
    """Have this process extract by a pipeline of a few rules, and die of poison."""
    import spacy
    from spacy.language import Language

    from chargesheet.pipeline import assembly, structure

    Language.component("poison", func=_poison)
    Language.component("toy_counts", func=_toy_counts)
    nlp = spacy.blank("en")
    assert structure.Structure
    for name in ("poison", "chargesheet_structure", "toy_counts"):
        nlp.add_pipe(name)
    assembly.load = lambda: nlp  # type: ignore[assignment,misc]


def run_command(prepare: Callable[[], None]) -> None:
    """Be the command, but with another pipeline in the workers; tell the peak memory at the end."""
    from chargesheet.pipeline import cli, extraction

    class Prepared(extraction.Extraction):
        def __init__(self, output: Path | None, **options: Any) -> None:
            super().__init__(output, **{**options, "settings": replace(options["settings"], prepare=prepare)})

        def run(self, reads: Iterable[Read]) -> Iterator[list[str]]:
            for lines in super().run(reads):
                if self.output:
                    kept(self.output).touch()
                yield lines

    extraction.Extraction = Prepared  # type: ignore[misc]
    try:
        cli.main()
    finally:
        # Of this process since its start, as the kernel has it; without its children.
        status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
        peak = int(status["VmHWM"].split()[0]) / 1024
        print(json.dumps({"peak": peak, "spacy": "spacy" in sys.modules}), file=sys.stderr)


class Command:
    """A call of the command over some inputs into a folder."""

    def __init__(self, args: argparse.Namespace, output: Path, *inputs: Path, workers: int = 2) -> None:
        options = ["--output", str(output), "--workers", str(workers), "--time-limit", str(args.limit), "--mentions"]
        how = TOY if args.toy else REAL
        self.words = [sys.executable, str(HERE), how, "extract", *map(str, inputs), *options]
        self.output = output

    def start(self) -> subprocess.Popen[str]:
        """Begin, in a process group of its own; what it says is kept for `communicate`."""
        kept(self.output).unlink(missing_ok=True)
        return subprocess.Popen(self.words, stderr=subprocess.PIPE, text=True, start_new_session=True)

    def finish(self, **options: Any) -> Said:
        """Run to the end."""
        done = subprocess.run(self.words, stderr=subprocess.PIPE, text=True, check=False, **options)
        return Said(done.returncode, done.stderr)


class Said:
    """How a run ended and what it said."""

    def __init__(self, status: int, words: str) -> None:
        self.status = status
        lines = words.splitlines()
        # Killed before its end, it tells no memory.
        self.memory: dict[str, Any] = json.loads(lines.pop()) if lines and lines[-1].startswith('{"peak"') else {}
        self.words = "\n".join(lines)

    def fails_clearly(self, *some: str) -> bool:
        """Whether it could not run, and said so in one line with one of some words in it."""
        return self.status == 2 and self.ends_with(*some)

    def ends_with(self, *some: str) -> bool:
        """Whether it broke off with one line with one of some words in it, behind nothing but warnings."""
        said = [line for line in self.words.splitlines() if not line.startswith("warning: ")]
        return len(said) == 1 and said[0].startswith("chargesheet: ") and any(word in said[0] for word in some)


def write_short_articles(path: Path, number: int) -> Path:
    """A JSONL file of articles of a few words, no two alike."""
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            row = {"id": f"a{at}", "text": f"Courts tried {at} people for theft.", "published": "2023-12-01"}
            file.write(json.dumps(row) + "\n")
    return path


def write_articles(path: Path, number: int, poison: dict[int, str] | None = None) -> Path:
    """A JSONL file of articles, no two alike but every hundredth."""
    chance = random.Random(number)
    story = ""
    with path.open("w", encoding="utf-8") as file:
        for at in range(number):
            if at % 100 != 99:
                story = STORY.format(
                    place=chance.choice(("Beijing", "Hubei", "Gansu")),
                    people=chance.randrange(1000, 90000),
                    offence=chance.choice(("theft", "smuggling", "bribery")),
                    percent=chance.randrange(1, 60),
                    some=f"{chance.randrange(10, 900) + at:,}",
                    cases=chance.randrange(10, 900),
                    kilos=chance.randrange(10, 900),
                    fall=chance.randrange(1, 90),
                )
            text = story + (poison or {}).get(at, "")
            file.write(json.dumps({"id": f"a{at}", "text": text, "published": "2023-12-01"}) + "\n")
    return path


def outputs(folder: Path) -> dict[str, bytes]:
    """The output files that are there."""
    return {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}


def rows(path: Path) -> list[dict[str, Any]]:
    """The lines of an output file."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def children(pid: int) -> list[int]:
    """The workers of a run."""
    try:
        words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(word) for word in words if b"spawn_main" in Path(f"/proc/{word}/cmdline").read_bytes()]
    except OSError:
        return []


def group_ends(group: int, seconds: float = 30) -> bool:
    """Whether no process of a group is left after a while; what is left is ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return False


def wait_for(condition: Callable[[], bool], run: subprocess.Popen[str], seconds: float = 300) -> bool:
    """Wait until something is so or a run has ended; whether it is so."""
    until = time.monotonic() + seconds
    while run.poll() is None and time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.002)
    return False


def kept(output: Path) -> Path:
    """A file that is there when a run has kept its first chunk of articles."""
    return output.with_name(f"{output.name}.kept")


def kills(args: argparse.Namespace, scratch: Path) -> bool:
    """Kill runs at random moments, resume them, and compare the end with an undisturbed run."""
    number = args.articles[0]
    news = write_articles(scratch / "news.jsonl", number)
    began = time.monotonic()
    Command(args, scratch / "calm", news).finish()
    took, calm = time.monotonic() - began, outputs(scratch / "calm")
    command = Command(args, scratch / "killed", news)
    began = time.monotonic()
    run = command.start()
    wait_for(kept(command.output).exists, run)
    start = time.monotonic() - began
    os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    print(f"undisturbed: {took:.1f} s, {start:.1f} s to the first chunk kept, {len(calm['records.jsonl'])} bytes")
    chance = random.Random(args.seed)
    killed, ends, faults = {"all": 1, "parent": 0, "worker": 0}, 0, []
    # A reader must never see another file than the last one, however the run before ended.
    while sum(killed.values()) < args.kills or ends == 0:
        run = command.start()
        while (
            victim := _kill(run, command.output, chance, start, took, most=args.kills - sum(killed.values()))
        ) == "worker":
            # The run goes on with another.
            killed["worker"] += 1
        _, words = run.communicate()
        if not group_ends(run.pid):
            faults.append(f"after a kill of {victim}, processes stayed")
        if any(calm.get(name) != content for name, content in outputs(command.output).items()):
            faults.append(f"after a kill of {victim}, a file is not as in the end")
        if victim in ("all", "parent"):
            killed[victim] += 1
            if args.verbose:
                print(f"{killed}, {ends} ends, {len(faults)} faults", flush=True)
            continue
        # It came to its end: compare, and begin another round.
        ends += 1
        if run.returncode != 0 or outputs(command.output) != calm:
            faults.append(f"an end with status {run.returncode} and other output: {words[-300:]}")
        shutil.rmtree(command.output, ignore_errors=True)
    print(
        f"killed {killed}, resumed to {ends} ends of {number} articles, each identical: {not faults}", *faults, sep="\n"
    )
    return not faults


def _kill(
    run: subprocess.Popen[str], output: Path, chance: random.Random, start: float, took: float, *, most: int
) -> str | None:
    """Kill a run, its parent process or one of its workers at a random moment; None if it ended before."""
    if most <= 0:
        run.wait()
        return None
    when = chance.random()
    with suppress(subprocess.TimeoutExpired):
        if when < 0.25:
            run.wait(chance.uniform(0.2, min(start, 5)))
        elif when < 0.97:
            wait_for(kept(output).exists, run)
            run.wait(chance.uniform(0, (took - start) / 8))
        else:
            # While output files are written and renamed.
            wait_for(lambda: any(output.glob("*.part")), run)
            run.wait(chance.uniform(0, 0.05))
    if run.poll() is not None:
        return None
    victim = chance.choice(("all", "all", "all", "parent", "parent", "worker"))
    if victim == "all":
        os.killpg(run.pid, signal.SIGKILL)
    elif victim == "parent":
        run.kill()
    else:
        found = children(run.pid)
        if not found:
            run.kill()
            return "parent"
        with suppress(ProcessLookupError):
            os.kill(chance.choice(found), signal.SIGKILL)
    return victim


def poison(args: argparse.Namespace, scratch: Path) -> bool:
    """Articles that kill their worker in three ways, one that hangs in C and one that sleeps."""
    number = args.articles[0]
    good = True
    for words in (
        {number // 2: " POISON-KILL"},
        {number // 5: " POISON-EXIT", number - 1: " POISON-CRASH"},
        {number // 3: " POISON-SLEEP", number // 4: " POISON-HANG"},
    ):
        began = time.monotonic()
        output = scratch / f"out{min(words)}"
        said = Command(args, output, write_articles(scratch / f"{min(words)}.jsonl", number, words)).finish()
        states = [row["status"] for row in rows(output / "articles.jsonl")]
        refused = {
            row["article_id"]: row["check"] for row in rows(output / "rejects.jsonl") if row["kind"] == "article"
        }
        ends = ("HANG", "SLEEP")
        wanted = {
            f"a{at}": "time-limit" if any(e in word for e in ends) else "worker-died" for at, word in words.items()
        }
        right = said.status == 1 and refused == wanted and len(states) == number
        right &= states.count("rejected") == len(words)
        print(
            f"{', '.join(words.values()).strip()}: {number} articles, {states.count('extracted')} extracted, "
            f"{states.count('duplicate')} duplicates, refused {refused}, {time.monotonic() - began:.0f} s: {right}"
        )
        good &= right
    return good


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[str]:
    """A disk of so many bytes at `folder`, or a limit to the size of files where none may be made; what it is."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        try:
            yield "disk"
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        yield "limit"


def disk(args: argparse.Namespace, scratch: Path) -> bool:
    """Full disks and folders that cannot be written, then the same command when that is mended."""
    news = write_articles(scratch / "news.jsonl", args.articles[0])
    Command(args, scratch / "calm", news).finish()
    calm = outputs(scratch / "calm")
    everything = sum(path.stat().st_size for path in (scratch / "calm").iterdir())
    good = True
    # Too small for the ledger's tables, for all articles, for the output files.
    for part in (0.01, 0.1, 0.3, 0.7):
        size = max(int(everything * part), 40_000)
        folder = scratch / f"small{size}"
        with small_disk(folder, size) as kind:
            command = Command(args, folder / "out", news)

            def limited(kind: str = kind, size: int = size) -> None:
                if kind == "limit":
                    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

            full = command.finish(preexec_fn=limited)
            clear = full.fails_clearly("free some space")
            print(full.words)
            whole = all(calm[name] == content for name, content in outputs(command.output).items())
            if kind == "disk":
                subprocess.run(["mount", "-o", "remount,size=1g", str(folder)], check=True)
            resumed = command.finish()
            same = outputs(command.output) == calm
            print(f"{kind} of {size:,} bytes: clear {clear}, resumed with {resumed.status}, identical {same}")
            good &= clear and whole and resumed.status == 0 and same
    return good & read_only(args, scratch, news, calm)


def read_only(args: argparse.Namespace, scratch: Path, news: Path, calm: dict[str, bytes]) -> bool:
    """A file where the folder should be, and a folder that cannot be written, new and half done."""
    (scratch / "file").write_text("")
    said = Command(args, scratch / "file", news).finish()
    good = said.status == 2 and "Traceback" not in said.words
    print(f"a file for a folder: status {said.status}: {' '.join(said.words.split())[-150:]}")
    folder = scratch / "fixed"
    with small_disk(folder, 1 << 30) as kind:
        if kind == "disk":
            fix, free = (["mount", "-o", f"remount,{how}", str(folder)] for how in ("ro", "rw"))
        else:
            fix, free = (["chmod", "-R", how, str(folder)] for how in ("a-w", "u+w"))
        for state in ("new", "half done"):
            command = Command(args, folder / "out", news)
            if state == "half done":
                run = command.start()
                wait_for(kept(folder / "out").exists, run)
                os.killpg(run.pid, signal.SIGKILL)
                run.communicate()
            subprocess.run(fix, check=True)
            said = command.finish()
            subprocess.run(free, check=True)
            clear = said.fails_clearly("read-only", "Read-only", "readonly", "denied", "cannot be written")
            print(said.words)
            print(f"read-only ({kind}), {state}: clear {clear}")
            good &= clear
        resumed = command.finish()
        same = outputs(command.output) == calm
        print(f"writable again: status {resumed.status}, identical {same}")
    return good and resumed.status == 0 and same


def stops(args: argparse.Namespace, scratch: Path) -> bool:
    """Ctrl-C at several moments, two runs at once, a lost folder and lost files."""
    news = write_articles(scratch / "news.jsonl", args.articles[0])
    command = Command(args, scratch / "calm", news)
    command.finish()
    calm = outputs(scratch / "calm")
    good = True

    def told(words: str, right: bool, more: str = "") -> None:
        nonlocal good
        good &= right
        print(f"{words}: {right}{more and ': '}{more}", flush=True)

    for name in OUTPUTS:
        (command.output / name).unlink()
        said = command.finish()
        told(f"{name} lost and made again", said.status == 0 and outputs(command.output) == calm)
    # An edit that keeps the size is an edit.
    records = command.output / "records.jsonl"
    records.write_bytes(records.read_bytes().replace(b"Beijing", b"Nanjing"))
    said = command.finish()
    told("an edited file is made again", said.status == 0 and outputs(command.output) == calm)
    shutil.rmtree(command.output)
    said = command.finish()
    told("the folder lost and made again", said.status == 0 and outputs(command.output) == calm)

    command = Command(args, scratch / "stopped", news)
    # As a terminal does it, to all processes; and to the parent alone, as `kill -INT` does it.
    for whom, at_work in (("all", False), ("all", True), ("parent", True)):
        run = command.start()
        if at_work:
            wait_for(kept(command.output).exists, run)
        else:
            wait_for(lambda pid=run.pid: len(children(pid)) == 2, run)
        if whom == "all":
            os.killpg(run.pid, signal.SIGINT)
        else:
            run.send_signal(signal.SIGINT)
        began = time.monotonic()
        said = Said(run.wait(60), (run.communicate()[1]))
        took = time.monotonic() - began
        right = said.status == 130 and said.ends_with("the same command goes on") and took < 30
        right &= group_ends(run.pid, 5)
        told(
            f"Ctrl-C to {whom}, {'at work' if at_work else 'at the start'}", right, f"{took:.1f} s, {said.words[-200:]}"
        )
    run = command.start()
    wait_for(kept(command.output).exists, run)
    second = command.finish()
    told("a second run at once refuses", second.fails_clearly("another run is writing"), second.words[-200:])
    _, words = run.communicate()
    told("the first ends well", run.returncode == 0 and outputs(command.output) == calm, words[-60:].strip())
    return good


def memory(args: argparse.Namespace, scratch: Path) -> bool:
    """Peak memory of the parent over more and more articles."""
    peaks = []
    good = True
    for number in args.articles:
        write = write_short_articles if args.short else write_articles
        news = write(scratch / f"{number}.jsonl", number)
        began = time.monotonic()
        said = Command(args, scratch / f"out{number}", news).finish()
        peaks.append(said.memory["peak"])
        good &= said.status == 0 and not said.memory["spacy"]
        print(
            f"{number} articles: parent {peaks[-1]:.0f} MB, spaCy in it {said.memory['spacy']}, "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )
        shutil.rmtree(scratch / f"out{number}")
    return good and max(peaks) < 300 and max(peaks) < min(peaks) + 30


def workers(args: argparse.Namespace, scratch: Path) -> bool:
    """Throughput and output of 1, 2 and 4 workers; the start is what a small batch and a large one share."""
    number = args.articles[0]
    small, large = (write_articles(scratch / f"{some}.jsonl", some) for some in (number // 5, number))
    rates, made = {}, []
    print(f"load before: {os.getloadavg()[0]:.1f} on {len(os.sched_getaffinity(0))} cores")
    for count in (1, 2, 4):
        times = []
        for news in (small, large):
            began = time.monotonic()
            output = scratch / f"out{count}-{news.stem}"
            Command(args, output, news, workers=count).finish()
            times.append(time.monotonic() - began)
        made.append(outputs(output))
        more = times[1] - times[0]
        # A batch that takes no longer than the small one tells no rate.
        rates[count] = (number - number // 5) / more if more > 1 else math.nan
        print(f"{count} workers: {rates[count]:.0f} articles/s ({times[0]:.1f} s and {times[1]:.1f} s)", flush=True)
    same = all(one == made[0] and len(one) == len(OUTPUTS) for one in made)
    print(f"two to one: {rates[2] / rates[1]:.2f}, load after: {os.getloadavg()[0]:.1f}; outputs identical {same}")
    # A toy is no work to be shared, and its rate says nothing.
    return same and (args.toy or rates[2] >= 1.7 * rates[1])


COMMANDS = {"kills": kills, "poison": poison, "disk": disk, "stops": stops, "memory": memory, "workers": workers}


def main() -> int:
    if sys.argv[1:2] in ([REAL], [TOY]):
        run_command(with_toy if sys.argv.pop(1) == TOY else with_poison)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--limit", type=float, default=20, help="seconds that one article may take")
    parser.add_argument("--articles", type=int, nargs="+", default=[2000])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--toy", action="store_true")
    parser.add_argument("--short", action="store_true", help="memory: articles of a few words, which take less time")
    parser.add_argument("--verbose", action="store_true", help="tell of every kill")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return 0 if COMMANDS[args.command](args, Path(scratch)) else 1


if __name__ == "__main__":
    sys.exit(main())
