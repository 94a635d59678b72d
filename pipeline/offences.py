"""OFFENCE mentions: names of crimes, found by phrase, with their taxonomy ids.

Sets ``doc.spans["offences"]`` (label OFFENCE, the taxonomy id as the span's
id) and, aligned with it, ``doc.spans["offences"].attrs["values"]``: one dict
with ``start``, ``end`` (characters, end exclusive), ``id`` and ``rule`` each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example
from spacy.util import ensure_path

from ..schemas.errors import PatternError
from ..schemas.mention import OffenceMention
from ..schemas.offence_context import OffenceContext, load_contexts, read_contexts
from ..schemas.taxonomy import load_taxonomy, read_taxonomy
from .offence_phrases import Phrase, leads, phrases, regex

SKIPPED = ("FURNITURE", "BYLINE")
# What follows the first word of a phrase, as `leads` sees it.
_FOLLOWING = re.compile(r"\w+['’]?[\s,-]+\(?(\w+)")
# Tokens that the tokenizer does not split at the hyphen behind their first word.
_GLUED = {"covid": ("covid-19", "covid-19-related")}
_TAIL = re.compile(r" (?:crimes?|offen[cs]es?|cases?)$", re.I)
# Between two members of a list of offences.
_JOINT = re.compile(r"(?:, (?:and |or |as well as )?| and | or | as well as |/)(?:other |the |illegal )?[\"'“‘]?", re.I)
_RELATED = re.compile(r"-related (?:crimes?|offen[cs]es?|criminal cases|cases)\b", re.I)
_CAPITALS = r"(?:[A-Z][\w'’-]*|of|on|and|against|for|the|in|or|to|&)"


@spacy.registry.readers("chargesheet.offence_phrases.v1")
def read_offence_phrases(path: str | None = None) -> list[Phrase]:
    """The phrases made of the taxonomy in a folder, or of the one that ships with the package."""
    return phrases(read_taxonomy(Path(path)) if path else load_taxonomy())


@spacy.registry.readers("chargesheet.offence_contexts.v1")
def read_offence_contexts(path: str | None = None) -> list[dict[str, Any]]:
    """The contexts of a JSONL file, or those that ship with the package, as plain dicts."""
    contexts = read_contexts(Path(path)) if path else load_contexts()
    return [{"kind": context.kind, "words": list(context.words)} for context in contexts]


@Language.factory("chargesheet_offences", assigns=["doc.spans"])
def make_offences(nlp: Language, name: str) -> Offences:
    """Make the component; `initialize` gives it its data."""
    return Offences(nlp, name)


class Offences:
    """Finds names of offences: the longest phrase wins, and mentions do not overlap."""

    def __init__(self, nlp: Language, name: str = "chargesheet_offences") -> None:
        self.nlp = nlp
        self.name = name
        self.phrases: list[Phrase] = []
        self.contexts: list[dict[str, Any]] = []
        self._build()

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        phrases: list[Phrase] | None = None,
        contexts: list[dict[str, Any]] | None = None,
    ) -> None:
        """Load phrases and contexts (None: those that ship with the package)."""
        self.phrases = read_offence_phrases() if phrases is None else phrases
        self.contexts = read_offence_contexts() if contexts is None else contexts
        self._build()

    def _build(self) -> None:
        self._rules: list[tuple[str, str, str]] = []
        self._seconds: dict[str, dict[str, list[int]]] = {}
        self._exact: dict[str, str] = {}
        for rank, (pattern, id, use) in enumerate(self.phrases):
            self._rules.append((pattern, id, use))
            if "[" not in pattern and "<" not in pattern:
                self._exact.setdefault(pattern, id)
            for first, second in leads(pattern):
                self._seconds.setdefault(first, {}).setdefault(second, []).append(rank)
        self._matcher = PhraseMatcher(self.nlp.vocab, attr="LOWER")
        self._firsts: dict[int, dict[str, list[int]]] = {}
        for first, seconds in self._seconds.items():
            self._firsts[self.nlp.vocab.strings.add(first)] = seconds
            written = [first, first + "-", *_GLUED.get(first, ())]
            self._matcher.add(first, [Doc(self.nlp.vocab, words=[word]) for word in written])
        self._until = {c.id: c.until for c in load_taxonomy().charges.values() if c.until} if self.phrases else {}
        words: dict[str, list[str]] = {}
        for context in self.contexts:
            words.setdefault(context["kind"], []).extend(context["words"])
        self._cue = _either(words.get("cue"), r"\b(?:%s) (?:the |an? |any |alleged |illegal )?[\"'“‘]?$", re.I)
        self._noun = _either(words.get("noun"), r"[\"'”’]? (?:%s)\b", re.I)
        self._prefix = _either(words.get("prefix"), r"\b(?:%s)[- ]$", re.I)
        self._suffix = _either(words.get("suffix"), r"-(?:%s)\b", re.I)
        self._unit_end = _either(words.get("unit_end"), r"(?: investigation| prevention| control| procuratorial)? (?:%s)\b")
        self._unit_start = _either(words.get("unit_start"), r"\b(?:%s) $")
        self._name_end = _either(words.get("name_end"), rf"(?:[ -]{_CAPITALS}){{0,6}}[ -](?:%s)\b")
        self._name_start = _either(words.get("name_start"), rf"\b(?:%s)(?: {_CAPITALS}){{1,7}} ?$")

    def __call__(self, doc: Doc) -> Doc:
        mentions = self.find(doc)
        spans = []
        for mention in mentions:
            span = doc.char_span(
                mention.start, mention.end, label="OFFENCE", span_id=mention.id, alignment_mode="expand"
            )
            spans.append(span)
        group = SpanGroup(doc, name="offences", spans=spans)
        group.attrs["values"] = [{"start": m.start, "end": m.end, "id": m.id, "rule": m.rule} for m in mentions]
        doc.spans["offences"] = group
        return doc

    def find(self, doc: Doc) -> list[OffenceMention]:
        """The OFFENCE mentions of a doc, in order.

        Raises:
            PatternError: the component was given no phrases.
        """
        if not self.phrases:
            raise PatternError(f"{self.name}: no phrases; call nlp.initialize() or load an initialised pipeline")
        text = doc.text
        anywhere: list[tuple[int, int, int]] = []
        waiting: list[tuple[int, int, int]] = []
        rules = self._rules
        for key, first, _ in self._matcher(doc):
            seconds = self._firsts[key]
            start = doc[first].idx
            following = _FOLLOWING.match(text, start)
            ranks = seconds.get("", ())
            if following:
                ranks = [*ranks, *seconds.get(following.group(1).lower(), ())]
            for rank in ranks:
                pattern, _, use = rules[rank]
                read = regex(pattern).match(text, start)
                if read:
                    (anywhere if use == "anywhere" else waiting).append((read.start(1), read.end(1), rank))
        skipped = _skipped(doc)
        candidates = anywhere + self._in_context(text, anywhere, waiting) if waiting else anywhere
        candidates = _without_loose_tails(text, candidates, rules)
        chosen: list[tuple[int, int, int]] = []
        taken: list[int] = []
        for start, end, rank in sorted(candidates, key=lambda m: (m[0] - m[1], m[0], m[2])):
            at = bisect_right(taken, start)
            if at % 2 or (at < len(taken) and taken[at] < end):
                continue
            if self._is_part_of_a_name(text, start, end) or any(s <= start < e for s, e in skipped):
                continue
            taken[at:at] = [start, end]
            chosen.append((start, end, rank))
        chosen.sort()
        on = _published(doc)
        mentions = []
        for start, end, rank in chosen:
            _, id, use = rules[rank]
            id = self._exact.get(text[start:end].lower().replace("’", "'"), id)
            if text.startswith("-related", end) and (related := _RELATED.match(text, end)):
                end = related.end()
            if id in self._until:
                id = load_taxonomy().current(id, on)
            mentions.append(OffenceMention(start, end, id, use))
        return mentions

    def _in_context(
        self, text: str, anywhere: list[tuple[int, int, int]], waiting: list[tuple[int, int, int]]
    ) -> list[tuple[int, int, int]]:
        """Those of the ambiguous matches that stand after a cue, before a noun of crime or in a list of offences."""
        accepted = []
        starts = {match[0] for match in anywhere}
        ends = {match[1] for match in anywhere}
        # Twice, because a list may make its sense clear in its last member.
        for _ in range(2):
            still = []
            for match in sorted(waiting):
                start, end = match[0], match[1]
                if (
                    self._cue.search(text, max(0, start - 40), start)
                    or self._noun.match(text, end)
                    or any((m := _JOINT.match(text, e)) and m.end() == start for e in range(max(0, start - 14), start) if e in ends)
                    or ((m := _JOINT.match(text, end)) and m.end() in starts)
                ):
                    accepted.append(match)
                    starts.add(start)
                    ends.add(end)
                else:
                    still.append(match)
            waiting = still
        return accepted

    def _is_part_of_a_name(self, text: str, start: int, end: int) -> bool:
        """Whether the match belongs to "anti-…" or to the proper name of a law, body or campaign."""
        before = text[start - 1 : start]
        if before in ("-", " ") and self._prefix.search(text, max(0, start - 9), start):
            return True
        if text[end : end + 1] == "-" and self._suffix.match(text, end):
            return True
        if self._unit_end.match(text, end) or self._unit_start.search(text, max(0, start - 24), start):
            return True
        if not text[start].isupper():
            return False
        return bool(self._name_end.match(text, end) or self._name_start.search(text, max(0, start - 80), start))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Everything that `initialize` loaded, as bytes."""
        data: bytes = srsly.msgpack_dumps({"phrases": self.phrases, "contexts": self.contexts})
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Offences:
        """Restore what `to_bytes` gave."""
        loaded = srsly.msgpack_loads(data)
        self.phrases, self.contexts = list(loaded["phrases"]), list(loaded["contexts"])
        self._build()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write everything that `initialize` loaded to one file."""
        ensure_path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Offences:
        """Restore what `to_disk` wrote."""
        return self.from_bytes(ensure_path(path).read_bytes())


def _either(words: list[str] | None, frame: str, flags: int = 0) -> re.Pattern[str]:
    # Without words of a kind, a pattern that never matches.
    if not words:
        return re.compile(r"(?!)")
    return re.compile(frame % "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), flags)


def _without_loose_tails(
    text: str, matches: list[tuple[int, int, int]], rules: list[tuple[str, str, str]]
) -> list[tuple[int, int, int]]:
    """Drop "telecom fraud crimes" where "telecom fraud" names the same offence by itself."""
    bare = {(start, end, rules[rank][1]) for start, end, rank in matches if rules[rank][2] == "anywhere"}
    kept = []
    for start, end, rank in matches:
        tail = _TAIL.search(text, start, end)
        if not tail or (start, tail.start(), rules[rank][1]) not in bare:
            kept.append((start, end, rank))
    return kept


def _skipped(doc: Doc) -> list[tuple[int, int]]:
    if "paragraphs" not in doc.spans:
        return []
    return [(span.start_char, span.end_char) for span in doc.spans["paragraphs"] if span.label_ in SKIPPED]


def _published(doc: Doc) -> date | None:
    published = doc._.published if Doc.has_extension("published") else None
    return date.fromisoformat(published) if isinstance(published, str) and published else None
