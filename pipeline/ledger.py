"""The ledger: what a folder of output holds, article by article, in one SQLite file.

It is the truth of which the output files are a copy. A chunk of articles is one
transaction, so whatever ends a run, the ledger holds whole articles in the order
in which they were read, and the next run goes on behind them.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..schemas.errors import ChargesheetError

NAME = "ledger.sqlite"
# Raised when the tables change in a way that older code cannot read.
_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS articles (
    position INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL,
    source TEXT,
    fingerprint BLOB NOT NULL,
    pipeline BLOB NOT NULL,
    mentioned INTEGER NOT NULL,
    sha256 TEXT,
    records INTEGER NOT NULL,
    lines BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_text ON articles (sha256, position) WHERE sha256 IS NOT NULL;
CREATE TABLE IF NOT EXISTS refused_inputs (position INTEGER PRIMARY KEY, line TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TEMP TABLE seen (id TEXT PRIMARY KEY, fingerprint BLOB NOT NULL, source TEXT, times INTEGER NOT NULL);
CREATE TEMP TABLE met (key TEXT PRIMARY KEY, source TEXT);
"""
# The same text under several ids is published under the first of them only. It is a view, not a state, so that the
# second comes back by itself when the first one changes.
_FIRST = (
    "(SELECT f.id FROM articles f WHERE f.sha256 = a.sha256 AND f.position < a.position ORDER BY f.position LIMIT 1)"
)


class LedgerError(ChargesheetError):
    """The ledger cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the ledger holds it.

    Attributes:
        key: its name within the ledger; its id, but for the second article of an id.
        id: the article's id.
        source: the file it was read from.
        fingerprint: digest of all that was read of it.
        pipeline: digest of the pipeline that extracted it.
        mentioned: whether its mentions were made.
        sha256: digest of its text, if it was extracted, else None.
        records: how many records it gave.
        lines: its lines of each output, made by :func:`pack`.
    """

    key: str
    id: str
    source: str | None
    fingerprint: bytes
    pipeline: bytes
    mentioned: bool
    sha256: str | None
    records: int
    lines: bytes


@dataclass(frozen=True, slots=True)
class Known:
    """What is asked of an article that was extracted before."""

    source: str | None
    fingerprint: bytes
    pipeline: bytes
    mentioned: bool


def pack(lines: dict[str, list[str]]) -> bytes:
    """Lines of each output, compressed; what workers send and the ledger keeps."""
    return zlib.compress(json.dumps(lines).encode(), 1)


def unpack(packed: bytes) -> dict[str, list[str]]:
    """What :func:`pack` was given."""
    lines: dict[str, list[str]] = json.loads(zlib.decompress(packed))
    return lines


class Ledger:
    """The ledger of one output folder, for one run at a time; a context manager.

    Args:
        folder: the output folder, made if it is missing; None keeps the ledger
            in a temporary file for as long as the run lasts.

    Raises:
        LedgerError: another run has it, or it is damaged or cannot be written.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        with self._explained():
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                if not os.access(folder, os.W_OK | os.X_OK):
                    # SQLite says no more than "disk I/O error" of a half-done ledger there.
                    raise LedgerError(
                        f"{folder}: cannot be written; check its permissions and whether its disk is read-only, "
                        "or give another --output"
                    )
            self._db = sqlite3.connect(folder / NAME if folder else "", timeout=0.2, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._db.close()
                raise

    def _open(self) -> None:
        # The lock is the operating system's and lasts as long as the process: kill -9 lets it go.
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        if self.folder is not None:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise LedgerError(
                f"{self._name}: of another version of chargesheet; give another --output, or remove it to start anew"
            )
        self._db.executescript(_TABLES)
        # Only a write takes the lock.
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute(f"PRAGMA user_version = {_VERSION}")
        self._db.execute("COMMIT")

    @property
    def _name(self) -> str:
        return str(self.folder / NAME) if self.folder else "the temporary ledger"

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite says into words for people."""
        try:
            yield
        except sqlite3.Error as error:
            words = str(error)
            if "locked" in words or "busy" in words:
                remedy = "another run is writing to this folder; wait for its end, or give another --output"
            elif "full" in words:
                remedy = "the disk is full; free some space and run the same command again, it goes on from here"
            elif "malformed" in words or "not a database" in words:
                remedy = "the file is damaged; remove it, and the same command starts anew"
            elif "readonly" in words or "unable to open" in words:
                remedy = "cannot be written; check the folder's permissions, or give another --output"
            else:
                remedy = "check the disk and the folder, then run the same command again, it goes on from here"
            raise LedgerError(f"{self._name}: {words}: {remedy}") from error

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        # On a full disk the write-ahead log stays, and the next run takes it in.
        with suppress(sqlite3.Error):
            self._db.close()

    def begin(self) -> bool:
        """Note that a run is under way; whether the run before came to its own end."""
        with self._explained(), self._transaction():
            row = self._db.execute("SELECT value FROM state WHERE name = 'under_way'").fetchone()
            self._set("under_way", "yes")
        return row is None or row[0] != "yes"

    def end(self) -> None:
        """Note that the run came to its own end."""
        with self._explained(), self._transaction():
            self._set("under_way", "no")

    def claim(self, id: str, fingerprint: bytes, source: str | None) -> tuple[int, bytes, str | None]:
        """Note that this run reads an article of that id.

        Returns:
            How often it did so before, and fingerprint and source of the first time.
        """
        with self._explained():
            times, first, where = self._db.execute(
                "INSERT INTO seen VALUES (?, ?, ?, 1) ON CONFLICT (id) DO UPDATE SET times = times + 1 "
                "RETURNING times, fingerprint, source",
                (id, fingerprint, source),
            ).fetchone()
        return times - 1, first, where

    def meet(self, key: str, source: str | None) -> None:
        """Note that this run reads the second article of an id, kept under a key of its own."""
        with self._explained():
            self._db.execute("INSERT OR IGNORE INTO met VALUES (?, ?)", (key, source))

    def forget(self, folders: set[str]) -> None:
        """Drop refused second articles of an id that are no more, as when a file was renamed as its refusal asks for.

        Those are no more which this run did not meet though it read their file,
        or read others of their `folders` and their file is gone.
        """
        with self._explained():
            unmet = self._db.execute(
                "SELECT position, source, source IN (SELECT source FROM seen UNION SELECT source FROM met) "
                "FROM articles WHERE sha256 IS NULL AND key <> id AND source <> '-' "
                "AND key NOT IN (SELECT key FROM met)"
            ).fetchall()
            gone = [
                (position,)
                for position, source, was_read in unmet
                if was_read or (str(Path(source).parent) in folders and not Path(source).exists())
            ]
            if gone:
                with self._transaction():
                    self._db.executemany("DELETE FROM articles WHERE position = ?", gone)
                    self._set("published", "")

    def known(self, key: str) -> Known | None:
        """What an earlier run kept of an article."""
        with self._explained():
            row = self._db.execute(
                "SELECT source, fingerprint, pipeline, mentioned FROM articles WHERE key = ?", (key,)
            ).fetchone()
        return Known(row[0], row[1], row[2], bool(row[3])) if row else None

    def store(self, entries: Iterable[Entry]) -> list[str | None]:
        """Keep the articles of a chunk, all or none; a known key keeps its place.

        Returns:
            For each, the id under which its text stands already, or None.
        """
        with self._explained(), self._transaction():
            originals = []
            for entry in entries:
                (position,) = self._db.execute(
                    "INSERT INTO articles (key, id, source, fingerprint, pipeline, mentioned, sha256, records, lines) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET id = excluded.id, "
                    "source = excluded.source, fingerprint = excluded.fingerprint, pipeline = excluded.pipeline, "
                    "mentioned = excluded.mentioned, sha256 = excluded.sha256, records = excluded.records, "
                    "lines = excluded.lines RETURNING position",
                    (
                        entry.key,
                        entry.id,
                        entry.source,
                        entry.fingerprint,
                        entry.pipeline,
                        entry.mentioned,
                        entry.sha256,
                        entry.records,
                        # Nothing is published from a temporary ledger.
                        entry.lines if self.folder else b"",
                    ),
                ).fetchone()
                (original,) = self._db.execute(
                    f"SELECT {_FIRST} FROM articles a WHERE a.position = ?", (position,)
                ).fetchone()
                originals.append(original)
            self._set("published", "")
        return originals

    def refuse_inputs(self, lines: list[str]) -> None:
        """Keep the reject lines of inputs that led to no article, instead of those of the run before."""
        with self._explained():
            before = [line for (line,) in self._db.execute("SELECT line FROM refused_inputs ORDER BY position")]
            if lines == before:
                return
            with self._transaction():
                self._db.execute("DELETE FROM refused_inputs")
                self._db.executemany("INSERT INTO refused_inputs (line) VALUES (?)", ((line,) for line in lines))
                self._set("published", "")

    def rows(self) -> Iterator[tuple[str | None, dict[str, list[str]]]]:
        """Each article's lines in order, with the id under which its text stands already, or None."""
        with self._explained():
            for original, packed in self._db.execute(f"SELECT {_FIRST}, a.lines FROM articles a ORDER BY a.position"):
                yield original, unpack(packed)

    def refused_inputs(self) -> Iterator[str]:
        """The lines that :meth:`refuse_inputs` was given."""
        with self._explained():
            for (line,) in self._db.execute("SELECT line FROM refused_inputs ORDER BY position"):
                yield line

    @property
    def published(self) -> dict[str, list[int]]:
        """The files that were made of the present state, with size and time of change; none if it changed since."""
        with self._explained():
            row = self._db.execute("SELECT value FROM state WHERE name = 'published'").fetchone()
        files: dict[str, list[int]] = json.loads(row[0]) if row and row[0] else {}
        return files

    @published.setter
    def published(self, files: dict[str, list[int]]) -> None:
        with self._explained(), self._transaction():
            self._set("published", json.dumps(files))

    def _set(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (name, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
