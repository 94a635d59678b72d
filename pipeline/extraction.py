"""A run: what is read is looked up in the ledger, what is new goes to the workers, and what they make is kept.

This process reads, hashes and writes; it loads no pipeline and holds a few chunks
of articles at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from .digests import fingerprint, pipeline_digest
from .ledger import Entry, Known, Ledger, unpack
from .readers import Read, Refusal
from .refusals import content_of, id_of, refused_read
from .workers import CHUNK, FEW, Done, Job, Settings, Workers
from .writers import publish, to_line


@dataclass(slots=True)
class Tally:
    """What a run has come to so far.

    Attributes:
        states: articles by how they were found: new, changed, again, unchanged.
        articles: articles that were extracted now, by status.
        statistics: records that were made now, by statistic.
        rejects: what was refused now, by check.
        outdated: unchanged articles that another pipeline extracted.
        position: how far in the inputs, as :meth:`Listener.position` tells it, all is done.
    """

    states: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    statistics: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)
    outdated: int = 0
    position: int = 0
    warned: int = 0
    warnings: int = 0
    written: bool = False


class Listener:
    """Hears of a run; what a person sees is made of it. Its methods do nothing here."""

    def position(self) -> int:
        """How far in the inputs reading is, in bytes; 0 where nobody asks."""
        return 0

    def refused(self, words: str) -> None:
        """An article, a record or an input was refused."""

    def warned(self, words: str) -> None:
        """An article has a warning."""

    def advanced(self, tally: Tally) -> None:
        """The tally changed."""


class Extraction:
    """One run over some reads.

    Args:
        output: the folder to write to; with None, only :meth:`run` gives the records.
        workers: number of processes; 0 extracts in this one.
        settings: mentions and time limit.
        force: whether to extract again what is known.
        format: another format of the records to write too.
        listener: hears of what happens.
    """

    def __init__(
        self,
        output: Path | None,
        *,
        workers: int,
        settings: Settings,
        force: bool = False,
        format: str = "jsonl",
        listener: Listener | None = None,
    ) -> None:
        self.output = output
        self.workers = workers
        self.settings = settings
        self.force = force
        self.format = format
        self.listener = listener or Listener()
        self.tally = Tally()
        self._refused_inputs: list[str] = []
        self._folders: set[str] = set()
        # Nothing is kept of a run without a folder, so nobody asks which pipeline it was.
        self._pipeline = pipeline_digest() if output else b""

    def run(self, reads: Iterable[Read]) -> Iterator[list[str]]:
        """Extract what is new; gives the lines of records of each chunk, without those of duplicates.

        Raises:
            LedgerError: the ledger cannot be used.
            OSError: an output file cannot be written.
        """
        with Ledger(self.output) as ledger:
            # An article that ended the run before shall end a worker now, not this run too.
            few = FEW if ledger.begin() else 0
            yield from self._run(reads, ledger, few)
            ledger.end()

    def _run(self, reads: Iterable[Read], ledger: Ledger, few: int) -> Iterator[list[str]]:
        with Workers(self.workers, self.settings, few=few) as workers:
            for jobs, done in workers.run(_chunks(self._jobs(reads, ledger))):
                originals = ledger.store(self._entry(*pair) for pair in zip(jobs, done, strict=True))
                lines: list[str] = []
                for job, one, original in zip(jobs, done, originals, strict=True):
                    self._count(job, one, original)
                    if self.output is None and original is None:
                        lines += unpack(one.lines).get("records", [])
                self.tally.position = max(self.tally.position, jobs[-1].position)
                self.listener.advanced(self.tally)
                yield lines
            if self.output is not None:
                ledger.refuse_inputs(self._refused_inputs)
                ledger.forget(self._folders)
                self.tally.written = publish(ledger, self.output, mentions=self.settings.mentions, format=self.format)
            self.listener.advanced(self.tally)

    def _jobs(self, reads: Iterable[Read], ledger: Ledger) -> Iterator[Job]:
        for read in reads:
            id = id_of(read)
            if isinstance(read, Refusal) and id is None:
                line = refused_read(read)
                self._refused_inputs.append(to_line(line))
                self._refuse(read.check, f"{read.reason} [{read.check}]")
                continue
            job = self._job(read, str(id), ledger)
            if read.source_path:
                self._folders.add(str(PurePath(read.source_path).parent))
            if job.state == "unchanged":
                self.tally.states["unchanged"] += 1
                self.tally.position = max(self.tally.position, job.position)
                self.listener.advanced(self.tally)
            else:
                yield job

    def _job(self, read: Read, id: str, ledger: Ledger) -> Job:
        """What to do with something read."""
        digest = fingerprint(read)
        times, first, where = ledger.claim(id, digest, read.source_path)
        known = ledger.known(id)
        key = id
        if times:
            # The second article of an id in this run: the same story goes on as a duplicate, another is refused.
            key = f"{id}\x1f{read.source_path}\x1f{times}"
            known = ledger.known(key)
            if digest != first:
                read = _duplicate_id(read, id, where)
                digest = fingerprint(read) + digest
        elif known and known.fingerprint != digest and _both_named_by_file(id, known.source, read.source_path):
            # Of two files of one name in two folders, neither is a new state of the other.
            key = f"{id}\x1f{read.source_path}\x1f1"
            read = _duplicate_id(read, id, known.source)
            digest = fingerprint(read) + digest
            known = ledger.known(key)
        if key != id:
            ledger.meet(key, read.source_path)
        state = self._state(known, digest)
        return Job(key=key, id=id, fingerprint=digest, read=read, state=state, position=self.listener.position())

    def _state(self, known: Known | None, digest: bytes) -> str:
        if known is None:
            return "new"
        if known.fingerprint != digest:
            return "changed"
        if self.force or (self.settings.mentions and not known.mentioned):
            return "again"
        self.tally.outdated += known.pipeline != self._pipeline
        return "unchanged"

    def _entry(self, job: Job, done: Done) -> Entry:
        return Entry(
            key=job.key,
            id=job.id,
            source=job.read.source_path,
            fingerprint=job.fingerprint,
            pipeline=self._pipeline,
            mentioned=self.settings.mentions,
            sha256=done.sha256,
            records=done.statistics.total(),
            lines=done.lines,
        )

    def _count(self, job: Job, done: Done, original: str | None) -> None:
        self.tally.states[job.state] += 1
        if original is not None:
            self.tally.articles["duplicate"] += 1
            self.listener.warned(f"{job.id}: duplicate of {original}; its records are given once")
            return
        self.tally.articles[done.status] += 1
        self.tally.statistics.update(done.statistics)
        self.tally.warned += bool(done.warnings)
        for check, words in done.rejects:
            self._refuse(check, words)
        for warning in done.warnings:
            self.tally.warnings += 1
            self.listener.warned(f"{job.id}: {warning}")

    def _refuse(self, check: str, words: str) -> None:
        self.listener.refused(f"rejected: {words}")
        self.tally.rejects[check] += 1


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Chunks of jobs; none has an id twice, because rows are told apart by it."""
    chunk: list[Job] = []
    ids: set[str] = set()
    for job in jobs:
        if len(chunk) == CHUNK or job.id in ids:
            yield chunk
            chunk, ids = [], set()
        chunk.append(job)
        ids.add(job.id)
    if chunk:
        yield chunk


def _both_named_by_file(id: str, one: str | None, other: str | None) -> bool:
    """Whether two files are different and the id is no more than the name of each."""
    return one != other and all(path is not None and PurePath(path).name.startswith(f"{id}.") for path in (one, other))


def _duplicate_id(read: Read, id: str, first: str | None) -> Refusal:
    place = read.source_path or id
    words = (
        f"{place}: article id {id!r} was read before, from {first or 'elsewhere'}; rename the file or give another id"
    )
    if isinstance(read, Refusal):
        return read
    return Refusal(
        check="duplicate-id", reason=words, article_id=id, source_path=read.source_path, row=content_of(read)
    )
