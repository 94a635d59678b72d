"""A shallow parse of a sentence: which verb governs a figure.

News is written in the past tense, in short clauses, so verbs can be told by
their form: a word in -ed or an irregular past, with the auxiliaries before it.
The parse knows no more than a row of words with such tags; from it
:func:`governor` finds the verb whose object or subject a figure is. What that
verb means (a stage of proceedings, a measure, or something that criminals and
victims do) is for :mod:`.actions` to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..regexes import lazy_regex
from .scene import Figure, Sentence, Symbol
from .word_classes import (
    ADVERBS,
    BE,
    BORDERS,
    DETERMINERS,
    HAVE,
    IRREGULAR,
    LY_NOUNS,
    MODALS,
    NOT_VERBS,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)

_WORD = lazy_regex(r"--|[A-Za-z][\w'’-]*|\d[\d,.]*|[^\w\s]")


@dataclass(slots=True)
class Word:
    """A word, or a mention or cue taken as one: its tag, characters, and symbol if it has one.

    Tags: FIGURE (with its noun), VERB, BE, HAVE, MODAL, NOUN, PREPOSITION,
    DETERMINER, ADVERB, TIME, JOINT (comma, and, or), RELATIVE, SUBORDINATOR,
    BORDER, MARK. `voice` of a VERB: ``active``, ``passive``, ``ing``, or ``bare``
    for a form that can be a past or a participle ("people charged …").
    """

    tag: str
    start: int
    end: int
    text: str
    symbol: Symbol | None = None
    figure: Figure | None = None
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Governor:
    """What governs a figure: the verb and the figure's place by it.

    `relation`: ``object``, ``subject``, ``oblique`` (behind a preposition),
    ``fronted`` (so at the head of the clause: "In 40 cases, police found …"),
    ``inner`` (behind the preposition of another noun: "sold vases for 90 yuan"),
    ``copula`` (the verb is "to be" or "to have" alone) or ``none``; `joined`
    says that it is the verb of the list that the figure goes on with.
    """

    relation: str
    verb: Word | None = None
    joined: bool = False


def _tag(word: str, low: str) -> str:
    for tag, words in (
        ("RELATIVE", RELATIVES),
        ("JOINT", (",", "and", "or", "nor", "&")),
        ("BE", BE),
        ("HAVE", HAVE),
        ("MODAL", MODALS),
        ("PREPOSITION", PREPOSITIONS),
        ("SUBORDINATOR", SUBORDINATORS),
        ("DETERMINER", DETERMINERS),
        ("BORDER", BORDERS),
        ("ADVERB", ADVERBS),
    ):
        if low in words:
            return tag
    if low.endswith("ly") and low not in LY_NOUNS:
        return "ADVERB"
    if past(low):
        return "VERB"
    if low.endswith("ing") and len(low) > 5:
        return "VERB"
    return "NOUN" if word[0].isalnum() else "MARK"


def past(low: str) -> bool:
    """Whether a lower-case word is a past form or a participle."""
    return low in IRREGULAR or (low.endswith("ed") and len(low) > 3 and low not in NOT_VERBS)


def parse(sentence: Sentence) -> list[Word]:
    """The words of a sentence, figures with their nouns, mentions and cues taken as one word each."""
    text = sentence.text
    pieces: list[Word] = []
    for figure in sentence.figures:
        noun = figure.noun
        end = noun.end if noun is not None and noun.start >= figure.start else figure.end
        pieces.append(Word("FIGURE", figure.start, max(end, figure.end), "", figure=figure))
    borders = [(word.start, word.end) for word in pieces]
    for symbol in sentence.symbols:
        if symbol.kind in ("FIGURE", "STRONG", "ANAPHOR"):
            continue
        if any(symbol.start < end and start < symbol.end for start, end in borders):
            continue
        low = text[symbol.start : symbol.end].lower()
        pieces.append(Word(_tag_of_symbol(symbol, low), symbol.start, symbol.end, low, symbol))
    pieces.sort(key=lambda word: word.start)
    words: list[Word] = []
    at = sentence.start
    for piece in pieces:
        if piece.start < at:
            continue
        words.extend(_plain(text, at, piece.start))
        words.append(piece)
        at = piece.end
    words.extend(_plain(text, at, sentence.end))
    _voices(words)
    return words


def _plain(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(_tag(match.group(), match.group().lower()), *match.span(), match.group().lower())
        for match in _WORD.finditer(text, start, end)
    ]


def _tag_of_symbol(symbol: Symbol, low: str) -> str:
    first, _, rest = low.partition(" ")
    if symbol.kind in ("TIME", "COMPARISON"):
        return "TIME"
    if symbol.kind in ("SOURCE", "PLACE"):
        return "NOUN"
    if symbol.kind == "OFFENCE":
        return "VERB" if rest and past(first) and "-" not in first else "NOUN"
    forms = {reading[1] for reading in symbol.readings}
    if forms == {"noun"}:
        return "NOUN"
    if forms == {"tail"}:
        return "TAIL"
    if first.endswith("ing") or past(first) or "verb" in forms:
        return "VERB"
    if first in BE:
        return "VERB"
    return "PHRASE" if symbol.kind == "ACTION" else "NOUN"


def _voices(words: list[Word]) -> None:
    """Set the voice of each verb from its auxiliaries; verbs that modify a noun become determiners."""
    for i, word in enumerate(words):
        if word.tag != "VERB":
            continue
        j = i - 1
        auxiliary = ""
        while j >= 0 and (words[j].tag in ("ADVERB", "BE", "HAVE", "MODAL") or words[j].text in ("also", "only", "to")):
            if words[j].tag in ("BE", "HAVE", "MODAL") or words[j].text == "to":
                auxiliary = auxiliary or words[j].tag
            j -= 1
        before = words[j] if j >= 0 else None
        ing = word.text.partition(" ")[0].endswith("ing")
        base = not ing and not past(word.text.partition(" ")[0])
        if auxiliary == "BE":
            word.voice = "active" if ing else "passive"
        elif auxiliary:
            word.voice = "ing" if ing else "active"
        elif ing:
            word.voice = "ing"
        elif before is not None and before.tag in ("DETERMINER", "PREPOSITION", "FIGURE") and base:
            word.tag = "NOUN"
        elif before is not None and before.tag in ("DETERMINER", "PREPOSITION") and word.symbol is None:
            word.tag = "DETERMINER"
        else:
            word.voice = "bare" if before is not None and before.tag in ("NOUN", "FIGURE", "VERB") else "active"


def governor(figure: Figure, words: list[Word]) -> Governor:
    """The verb that governs `figure` in a parsed sentence."""
    at = next((i for i, word in enumerate(words) if word.figure is figure), None)
    return Governor("none") if at is None else _governor(words, at, 0)


def words_of(sentence: Sentence) -> list[Word]:
    """The sentence's parse, made once, when a figure first asks for it; the figures must have their nouns."""
    if not sentence.words:
        sentence.words = parse(sentence)
    return sentence.words


def verbless(figure: Figure, words: list[Word]) -> bool:
    """Whether the figure's clause has no verb at all, as in the lines of a list: "Theft: 40 cases, up 3 percent"."""
    at = next((i for i, word in enumerate(words) if word.figure is figure), None)
    if at is None:
        return False
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(words) and not (words[i].tag == "BORDER" and words[i].text in (";", "--", "—", "–")):
            if words[i].tag in ("VERB", "BE", "HAVE", "PHRASE", "TAIL"):
                return False
            i += step
    return True


def _governor(words: list[Word], at: int, depth: int) -> Governor:
    j = at - 1
    while j >= 0 and (words[j].tag in ("DETERMINER", "ADVERB", "TIME", "MARK")):
        j -= 1
    if j < 0 or depth > 5:
        return _verb_of_subject(words, at)
    word = words[j]
    if word.tag in ("VERB", "PHRASE"):
        return Governor("object", word)
    if word.tag == "HAVE":
        return Governor("object", word)
    if word.tag == "BE":
        fronted = _fronted(words, j)
        return Governor("copula", word) if fronted is None else Governor("subject", fronted)
    if word.tag == "PREPOSITION":
        return _oblique(words, at, j, depth)
    if word.tag == "JOINT":
        own = _verb_of_subject(words, at)
        if own.relation == "subject":
            return own
        return _joined(words, at, j, depth) or own
    if word.tag == "NOUN":
        if _unmarked_verb(words, j):
            return Governor("object", word)
        # "gave victims 40 …", "the value of goods 40 …": what governs the noun before.
        while j >= 0 and words[j].tag in ("NOUN", "DETERMINER", "TIME", "ADVERB"):
            j -= 1
        if j >= 0 and words[j].tag == "VERB" and words[j].voice != "ing":
            return Governor("object", words[j])
        return Governor("none")
    return _verb_of_subject(words, at)


def _joined(words: list[Word], at: int, joint: int, depth: int) -> Governor | None:
    """What governs the member of a list before: the nearest figure of the same kind, or the nearest verb or figure."""
    figure = words[at].figure
    for j in range(joint - 1, -1, -1):
        word = words[j]
        if word.tag == "BORDER":
            break
        if word.figure is not None and figure is not None and word.figure.primary:
            if word.figure.label == figure.label and figure.unit in (None, word.figure.unit):
                return replace(_governor(words, j, depth + 1), joined=True)
    for j in range(joint - 1, -1, -1):
        word = words[j]
        if word.tag == "BORDER":
            return None
        if word.tag == "VERB" and words[joint].text != ",":
            return Governor("object", word, joined=True)
        if word.tag == "FIGURE":
            found = _governor(words, j, depth + 1)
            if found.verb is not None:
                return replace(found, joined=True)
    return None


def _fronted(words: list[Word], be: int) -> Word | None:
    """The participle that opens the clause before a verb "to be": "[Heard] by the judges were 40 cases"."""
    start = be
    while start and not (words[start - 1].tag == "BORDER" or words[start - 1].tag == "SUBORDINATOR"):
        start -= 1
    first = next((w for w in words[start:be] if w.tag not in ("ADVERB", "MARK", "JOINT")), None)
    if first is None or first.tag != "VERB" or not past(first.text.partition(" ")[0]):
        return None
    if any(w.text == "," for w in words[start:be]):
        # "Held in secret, the talks were …": the subject comes after the comma.
        return None
    return Word("VERB", first.start, first.end, first.text, first.symbol, first.figure, "passive")


def _unmarked_verb(words: list[Word], at: int) -> bool:
    """Whether a word right before a figure is a verb that its form hides: "to move [9]", "a card fetches [9]"."""
    before = words[at - 1] if at else None
    if before is None:
        return False
    third = words[at].text.endswith("s") and not words[at].text.endswith("ss") and words[at].symbol is None
    return before.text in ("to", "not") or before.tag == "MODAL" or (third and before.tag in ("NOUN", "MARK", "JOINT"))


def _oblique(words: list[Word], at: int, j: int, depth: int) -> Governor:
    """The figure stands behind a preposition: what that leans on."""
    preposition = words[j]
    k = j - 1
    while k >= 0 and words[k].tag in ("ADVERB", "TIME", "MARK", "PREPOSITION"):
        k -= 1
    if k >= 0 and words[k].tag == "JOINT":
        # "The drugs, worth 9 million yuan, …": said in passing.
        return Governor("none")
    if k < 0 or words[k].tag in ("BORDER", "SUBORDINATOR"):
        # "In 40 cases, police found …": what the clause says.
        return Governor("fronted", _verb_of_subject(words, at).verb)
    word = words[k]
    if word.tag in ("VERB", "PHRASE"):
        return Governor("oblique", word)
    if word.tag == "NOUN":
        if word.symbol is not None and any(reading[1] == "noun" for reading in word.symbol.readings):
            return Governor("oblique", word)
        if preposition.text == "of":
            return _governor(words, k, depth + 1)
        return Governor("inner", _governor(words, k, depth + 1).verb)
    if word.tag == "FIGURE":
        return Governor("inner", _governor(words, k, depth + 1).verb)
    return Governor("none")


def _verb_of_subject(words: list[Word], at: int) -> Governor:
    """The finite verb that a figure is the subject of, relative clauses and participles skipped."""
    j = at + 1
    while j < len(words):
        word = words[j]
        if word.tag in ("BORDER", "SUBORDINATOR"):
            break
        if word.tag == "FIGURE" and words[j - 1].tag != "PREPOSITION":
            break
        if word.tag == "RELATIVE":
            j = _behind_relative(words, j)
            continue
        if word.tag == "VERB":
            if word.symbol is not None and word.symbol.kind == "REPORT":
                break
            if words[j - 1].tag == "JOINT" and j - 1 > at:
                # "broke up 40 rings and seized …": another thing that the subject did.
                break
            if word.voice == "ing":
                j += 1
                continue
            if word.voice == "bare":
                if j + 1 < len(words) and words[j + 1].text == "by":
                    j += 1
                    continue
                later = _finite(words, j + 1)
                if later is not None:
                    j = later
                    continue
            return Governor("subject", _coordinate(words, j))
        if word.tag == "PHRASE":
            return Governor("subject", word)
        if word.tag in ("BE", "HAVE"):
            k = j + 1
            while k < len(words) and words[k].tag in ("ADVERB", "BE", "MARK"):
                k += 1
            if k < len(words) and words[k].tag in ("VERB", "PHRASE"):
                return Governor("subject", words[k])
            if k + 1 < len(words) and word.tag == "HAVE" and words[k].text == "to":
                return Governor("subject", words[k + 1])
            return Governor("copula", word)
        j += 1
    return Governor("none")


def _coordinate(words: list[Word], at: int) -> Word:
    """The verb at `at`, or the passive that goes on with its subject: "broke the rules and [were indicted]"."""
    for j in range(at + 1, len(words)):
        word = words[j]
        if word.tag in ("BORDER", "FIGURE", "SUBORDINATOR", "RELATIVE"):
            break
        if word.tag == "VERB" and word.voice == "passive" and word.symbol is not None:
            k = j - 1
            while words[k].tag in ("BE", "HAVE", "ADVERB"):
                k -= 1
            if words[k].text == "and" and word.symbol.kind == "ACTION" and words[at].symbol is None:
                return word
            break
    return words[at]


def _behind_relative(words: list[Word], at: int) -> int:
    """The index behind the verb of a relative clause."""
    j = at + 1
    while j < len(words) and words[j].tag not in ("VERB", "BE", "HAVE", "BORDER"):
        j += 1
    while j < len(words) and words[j].tag in ("BE", "HAVE", "ADVERB", "VERB"):
        j += 1
    return j


def _finite(words: list[Word], at: int) -> int | None:
    """The index of the next finite verb before the clause ends or joins another."""
    for j in range(at, len(words)):
        word = words[j]
        if word.tag in ("BORDER", "SUBORDINATOR", "RELATIVE") or word.text == "and":
            return None
        if word.symbol is not None and word.symbol.kind == "REPORT":
            return None
        if word.tag in ("BE", "HAVE", "MODAL") or (word.tag == "VERB" and word.voice in ("active", "passive")):
            return j
    return None
