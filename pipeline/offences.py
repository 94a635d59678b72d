"""OFFENCE mentions: names of crimes, found by phrase, with their taxonomy ids.

Sets ``doc.spans["offences"]`` (label OFFENCE, the taxonomy id as the span's
id) and, aligned with it, ``doc.spans["offences"].attrs["values"]``: one dict
with ``start``, ``end`` (characters, end exclusive), ``id`` and ``rule`` each;
``rule`` is ``anywhere`` or ``context``, the use of the pattern that found it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from ..schemas.errors import PatternError
from ..schemas.mention import OffenceMention
from ..schemas.offence_context import load_contexts, read_contexts
from ..schemas.taxonomy import load_taxonomy, read_taxonomy
from .context import published_of, write_group
from .offence_phrases import CRIMES_DOING, Phrase, firsts, may_read, phrases, regex, seconds_behind
from .offence_words import VERBS
from .regexes import lazy_regex
from .structure import readable

# (start, end, rank): the characters of a match and the rank of its pattern.
Match = tuple[int, int, int]

# By the id of a charge of the past, the ISO day since when it stands no more, and the id of its first successor.
Renamed = dict[str, list[str]]

GROUP = "offences"

# What follows the first word of a phrase, as `leads` sees it.
_FOLLOWING = lazy_regex(r"\w+(?:['’]s?)?[\s,-]+\(?(\w+)")
# Tokens that the tokenizer does not split at the hyphen behind their first word.
_GLUED = {"covid": ("covid-19", "covid-19-related")}
_TAIL = lazy_regex(r" (?:crimes?|offen[cs]es?|cases?)$", re.IGNORECASE)
_RELATED = lazy_regex(r"-related (?:crimes?|offen[cs]es?|criminal cases|cases)\b", re.IGNORECASE)
# Between two members of a list of offences.
_JOINT = lazy_regex(
    r"(?:, (?:and |or |as well as )?| and | or | as well as |/)(?:other |the |illegal )?[\"'“‘]?", re.IGNORECASE
)
# "charged 40 people, most of them men, with": a word of proceedings in the clause, and its preposition.
_LINK = lazy_regex(r"\b(?:for|with|of|over|including)(?: the| an?| alleged(?:ly)?)? [\"'“‘]?$", re.IGNORECASE)
_PROCEEDINGS = lazy_regex(
    r"\b(?:charg|indict|prosecut|convict|sentenc|jail|arrest|detain|accus|suspect|punish|fined|fining|penali|crimes?|offen[cs]es?|guilty"
    r"|cases)"
    r"\w*(?:[^.;:!?\n]|\.(?=\d))*$",
    re.IGNORECASE,
)
# Verbs that share the object of the one after them: "trafficking or" making drugs.
_SHARING = lazy_regex(r"(?:\b[a-z]+ing(?:, (?:and |or )?| and | or ))+$", re.IGNORECASE)
_FIRST_WORD = lazy_regex(r"\w+")
# "cases of [suspected] pollution"
_BETWEEN = r"(?:the|an?|any|alleged|illegal|suspected|serious|major|minor|attempted|other|such|various|related)"
# "• Pollution: 40 people": a member of a list headed by its offence.
_BULLET = lazy_regex(r"(?:^|\n)[ \t]*(?:[•·*–—-]+|\(?\d+[.)])?[ \t]*$")
# "arson in 27 percent and [pollution] in 12": a member of a list that goes on behind an offence.
_LISTED = lazy_regex(r"[^.;:!?\n]{0,60}\d[^.;:!?\n]{0,40}(?:, |, and | and )(?:the |for |by |with )?")
_ITS_FIGURE = lazy_regex(r" (?:in|with|at|for|against|by|accounted for|made up) (?:[a-z-]+ ){0,2}\d|,? (?:\(|\d)")
# "molesting six girls": the law has a charge of its own for children.
_INDECENCY, _MOLESTATION = "forcible-indecency-or-insult", "child-molestation"
_CHILDREN = lazy_regex(r" (?:[\w-]+ ){0,2}(?:girls?|boys?|child|children|pupils?|minors?|toddlers?|kindergart\w+)\b")
_CAPITALS = r"(?:[A-Z][\w'’-]*|of|on|and|against|for|the|in|or|to|&)"


@registry.readers("chargesheet.offence_phrases.v1")
def read_offence_phrases(path: str = "") -> list[Phrase]:
    """The phrases made of the taxonomy in a folder, or of the one that ships with the package."""
    return phrases(read_taxonomy(Path(path)) if path else load_taxonomy())


@registry.readers("chargesheet.offence_contexts.v1")
def read_offence_contexts(path: str = "") -> list[dict[str, Any]]:
    """The contexts of a JSONL file, or those that ship with the package, as plain dicts."""
    contexts = read_contexts(Path(path)) if path else load_contexts()
    return [{"kind": context.kind, "words": list(context.words)} for context in contexts]


@registry.readers("chargesheet.renamed_offences.v1")
def read_renamed_offences(path: str = "") -> Renamed:
    """The charges of the past in a folder's taxonomy, or in the one that ships with the package."""
    taxonomy = read_taxonomy(Path(path)) if path else load_taxonomy()
    return {
        charge.id: [charge.until.isoformat(), charge.successors[0]]
        for charge in taxonomy.charges.values()
        if charge.until and charge.successors
    }


class Surroundings:
    """What the words around a match say about it."""

    def __init__(self, contexts: list[dict[str, Any]]) -> None:
        words: dict[str, list[str]] = {}
        for context in contexts:
            words.setdefault(context["kind"], []).extend(context["words"])

        def either(kind: str, frame: str, flags: int = 0) -> re.Pattern[str]:
            if kind not in words:
                return re.compile(r"(?!)")  # never matches
            longest_first = sorted(words[kind], key=len, reverse=True)
            return re.compile(frame % "|".join(re.escape(word) for word in longest_first), flags)

        any_case = re.IGNORECASE
        self._cue = either("cue", rf"\b(?:%s) (?:{_BETWEEN} )*[\"'“‘]?$", any_case)
        self._noun = either("noun", r"[\"'”’]? (?:%s)\b", any_case)
        self._prefix_ends = {word[-1] for word in words.get("prefix", ())}
        self._prefix = either("prefix", r"\b(?:%s)[- ]$", any_case)
        self._suffix = either("suffix", r"-(?:%s)\b", any_case)
        self._unit_end = either("unit_end", r"(?: investigation| prevention| control| procuratorial)? (?:%s)\b")
        self._unit_start = either("unit_start", r"\b(?:%s) $")
        self._name_end = either("name_end", rf"(?:[ -]{_CAPITALS}){{0,6}}[ -](?:%s)\b")
        self._name_start = either("name_start", rf"\b(?:%s)(?: {_CAPITALS}){{1,7}} ?$")

    def of_crime(self, text: str, start: int, end: int) -> bool:
        """Whether "charged with" or the like stands before, or "suspects" or the like behind."""
        if text.startswith(":", end) and _BULLET.search(text, max(0, start - 12), start):
            return True
        return bool(
            self._cue.search(text, max(0, start - 40), start)
            or self._noun.match(text, end)
            or (_LINK.search(text, max(0, start - 12), start) and _PROCEEDINGS.search(text, max(0, start - 90), start))
        )

    def of_a_name(self, text: str, start: int, end: int) -> bool:
        """Whether the match belongs to "anti-…" or to the name of a law, a body, its department or a campaign."""
        if text[start - 2 : start - 1].lower() in self._prefix_ends and self._prefix.search(
            text, max(0, start - 9), start
        ):
            return True
        if text[end : end + 1] == "-" and self._suffix.match(text, end):
            return True
        if self._unit_end.match(text, end):
            return True
        # A look at one character spares most of the searches backwards.
        if text[start - 2 : start] in ("r ", "f ", "t ") and self._unit_start.search(text, max(0, start - 24), start):
            return True
        # The name of a law is capitalised, so its offence is too; headlines are
        # as well, but have no "Law" or "Commission" at the end of the run.
        if not text[start].isupper():
            return False
        return bool(self._name_end.match(text, end) or self._name_start.search(text, max(0, start - 80), start))


class Offences:
    """Finds names of offences: the longest phrase wins, and mentions do not overlap."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.name = name
        self.phrases: list[Phrase] = []
        self.contexts: list[dict[str, Any]] = []
        self.renamed: Renamed = {}
        self._build()

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]] | None = None,
        *,
        nlp: Language | None = None,
        phrases: list[Phrase] | None = None,
        contexts: list[dict[str, Any]] | None = None,
        renamed: Renamed | None = None,
    ) -> None:
        """Load phrases, contexts and the charges of the past (None: those that ship with the package)."""
        self.phrases = read_offence_phrases() if phrases is None else phrases
        self.contexts = read_offence_contexts() if contexts is None else contexts
        self.renamed = read_renamed_offences() if renamed is None else renamed
        self._build()

    def _build(self) -> None:
        # A pattern is tried where the text has its first two words. The tokens say
        # the first; the second is looked up in a table that is made for each first
        # word when a text has it, because an article has few of all there are.
        self._exact: dict[str, str] = {}
        self._by_first: dict[str, list[int]] = {}
        # Words that are ruled to need a context, whichever pattern reads them.
        self._ruled = {pattern for pattern, _, use in self.phrases if use == "context"}
        for rank, (pattern, id, _) in enumerate(self.phrases):
            if "[" not in pattern and "<" not in pattern:
                self._exact.setdefault(pattern, id)
            for first in firsts(pattern):
                self._by_first.setdefault(first, []).append(rank)
        self._seconds: dict[str, dict[str, list[int]]] = {}
        self._regexes: list[re.Pattern[str] | None] = [None] * len(self.phrases)
        self._firsts: dict[int, str] = {}
        for first in self._by_first:
            for written in (first, first + "-", *_GLUED.get(first, ())):
                self._firsts[get_string_id(written)] = first
        self._surroundings = Surroundings(self.contexts)

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.spans["offences"]``."""
        values = [{"start": m.start, "end": m.end, "id": m.id, "rule": m.rule} for m in self.find(doc)]
        write_group(doc, GROUP, values, ["OFFENCE"] * len(values), [str(value["id"]) for value in values])
        return doc

    def find(self, doc: Doc) -> list[OffenceMention]:
        """The OFFENCE mentions of a doc, in order.

        Raises:
            PatternError: the component was given no phrases.
        """
        if not self.phrases:
            raise PatternError(f"{self.name}: no phrases; call nlp.initialize() or load an initialised pipeline")
        text = readable(doc)
        matches = self._matches(doc, text)
        waiting = [match for match in matches if self._waits(text, match)]
        if waiting:
            matches = [match for match in matches if not self._waits(text, match)]
            matches += self._in_context(text, matches, waiting)
        chosen: list[Match] = []
        taken: list[int] = []  # borders of what is chosen, in order: an odd place lies inside a mention
        for start, end, rank in sorted(self._without_loose_tails(text, matches), key=_longest_first):
            at = bisect_right(taken, start)
            if at % 2 or (at < len(taken) and taken[at] < end) or self._surroundings.of_a_name(text, start, end):
                continue
            taken[at:at] = [start, end]
            chosen.append((start, end, rank))
        chosen.sort()
        on = published_of(doc)
        mentions: list[OffenceMention] = []
        for start, end, rank in chosen:
            pattern, id, use = self.phrases[rank]
            if "<" not in pattern:
                # What the data spell out goes before what a pattern derives.
                id = self._exact.get(text[start:end].lower().replace("’", "'"), id)
            if doing := CRIMES_DOING.match(text, start, end):
                start = doing.end()
            start = self._shared_object(text, start, mentions[-1].end if mentions else 0)
            if text.startswith("-related", end) and (related := _RELATED.match(text, end)):
                end = related.end()
            if id == _INDECENCY and _CHILDREN.match(text, end):
                id = _MOLESTATION
            mentions.append(OffenceMention(start, end, self._name_on(id, on), use))
        return mentions

    def _waits(self, text: str, match: Match) -> bool:
        """Whether a match names an offence in context only, by its own use or by a ruling on the very words."""
        start, end, rank = match
        pattern, _, use = self.phrases[rank]
        # "crimes <disrupting market order" has its context within it.
        return use == "context" or ("<" not in pattern and text[start:end].lower() in self._ruled)

    def _name_on(self, id: str, day: date | None) -> str:
        """The id under which a charge stood on a day (None: today's law), as in `Taxonomy.current`."""
        seen: set[str] = set()
        while id in self.renamed and id not in seen:
            until, successor = self.renamed[id]
            if day is not None and day.isoformat() < until:
                break
            seen.add(id)
            id = successor
        return id

    def _matches(self, doc: Doc, text: str) -> list[Match]:
        """Everything that a pattern reads in the text, overlaps and all."""
        found = []
        for token, start in doc.to_array(["LOWER", "IDX"]).tolist():
            first = self._firsts.get(token)
            if first is None:
                continue
            seconds = self._seconds_of(first)
            ranks = seconds.get("")
            following = _FOLLOWING.match(text, start)
            if following and (second := seconds.get(following[1].lower())):
                ranks = ranks + second if ranks else second
            for rank in ranks or ():
                pattern = self._regexes[rank]
                if pattern is None:
                    if not may_read(self.phrases[rank][0], text, start):
                        continue
                    pattern = self._regexes[rank] = regex(self.phrases[rank][0])
                read = pattern.match(text, start)
                if read:
                    found.append((read.start(1), read.end(1), rank))
        return found

    def _seconds_of(self, first: str) -> dict[str, list[int]]:
        """The ranks of the patterns that begin with a word, by the word that they have next."""
        if first not in self._seconds:
            self._seconds[first] = {}
            for rank in self._by_first[first]:
                for second in seconds_behind(self.phrases[rank][0], first):
                    self._seconds[first].setdefault(second, []).append(rank)
        return self._seconds[first]

    def _in_context(self, text: str, anywhere: list[Match], waiting: list[Match]) -> list[Match]:
        """Those of the ambiguous matches that stand after a cue, before a noun of crime or in a list of offences."""
        accepted: list[Match] = []
        starts = {match[0] for match in anywhere}
        ends = {match[1] for match in anywhere}
        # Twice, because a list may make its sense clear in its last member.
        for _ in range(2):
            still = []
            for match in sorted(waiting):
                start, end, _ = match
                if (
                    self._surroundings.of_crime(text, start, end)
                    or self._listed(text, start, end, ends)
                    or any(e in ends and _JOINT.fullmatch(text, e, start) for e in range(max(0, start - 20), start))
                    or ((joint := _JOINT.match(text, end)) and joint.end() in starts)
                ):
                    accepted.append(match)
                    starts.add(start)
                    ends.add(end)
                else:
                    still.append(match)
            waiting = still
        return accepted

    @staticmethod
    def _listed(text: str, start: int, end: int, ends: set[int]) -> bool:
        """Whether it goes on a list of offences and figures: "theft in 27 percent and [pollution] in 12"."""
        return bool(_ITS_FIGURE.match(text, end)) and any(
            _LISTED.fullmatch(text, e, start) for e in range(max(0, start - 110), start) if e in ends
        )

    def _shared_object(self, text: str, start: int, floor: int) -> int:
        """Where the mention begins if verbs before it share its object; `floor` is the end of the mention before."""
        if text[start - 2 : start] not in (", ", "d ", "r "):
            return start
        word = _FIRST_WORD.match(text, start)
        sharing = _SHARING.search(text, max(floor, start - 60), start)
        if not sharing or not word or word.group().lower() not in VERBS:
            return start
        before = _FIRST_WORD.findall(sharing.group())
        if all(verb.lower() in VERBS or verb.lower() in ("and", "or") for verb in before):
            return sharing.start()
        return start

    def _without_loose_tails(self, text: str, matches: list[Match]) -> list[Match]:
        """Drop "telecom fraud crimes" where "telecom fraud" names the same offence by itself."""
        bare = {
            (start, end, self.phrases[rank][1]) for start, end, rank in matches if self.phrases[rank][2] != "context"
        }
        kept = []
        for match in matches:
            start, end, rank = match
            tail = _TAIL.search(text, start, end)
            if not tail or (start, tail.start(), self.phrases[rank][1]) not in bare:
                kept.append(match)
        return kept

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Everything that `initialize` loaded, as bytes."""
        data: bytes = srsly.msgpack_dumps({"phrases": self.phrases, "contexts": self.contexts, "renamed": self.renamed})
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> "Offences":
        """Restore what `to_bytes` gave."""
        loaded = srsly.msgpack_loads(data)
        self.phrases, self.contexts = [list(phrase) for phrase in loaded["phrases"]], list(loaded["contexts"])
        self.renamed = {id: list(fate) for id, fate in loaded["renamed"].items()}
        self._build()
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write everything that `initialize` loaded to one file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Offences":
        """Restore what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


def _longest_first(match: Match) -> tuple[int, int, int]:
    start, end, rank = match
    return start - end, start, rank


@Language.factory("chargesheet_offences", assigns=["doc.spans"])
def make_offences(nlp: Language, name: str) -> "Offences":
    """Make the component; `initialize` gives it its data."""
    return Offences(nlp, name)
