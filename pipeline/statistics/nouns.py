"""Read the noun phrase beside a figure: who or what is counted, and its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Unit
from .scene import Noun, Sentence

_TOKEN = re.compile(r"[A-Za-z](?:[\w'’./&-]*\w)?|\d[\d,.]*%?|[^\w\s]")

# Words that no noun phrase runs over.
_STOP = frozenset(
    """in on for from since between by to at during after before until till against through via as than per
    amid despite within without upon toward towards because if when where while whereas but so then also
    was were is are be been being has have had got get gets will would could can may might should did does do
    it he she they them whom which nationwide respectively alone altogether together there here into across
    over out off up down back away about around among including involving involved concerning regarding according said say
    says versus worth not only still were came come comes went rose fell grew accounted accounting made
    this last next ago earlier later years months days each every both either following under with paid
    received took held gave lost used faced became remained left died hit met sent saw along among than stood walked now pleaded confessed admitted won claimed belonged worked lived serve serves took""".split()
)
_DETERMINERS = frozenset("the a an its their his her our all such these other another more fewer less additional further some any".split())
_AGE = re.compile(
    r"\s+(?:aged?\s+(?:between\s+)?\d+(?:\s*(?:to|and|-|–)\s*\d+)?(?:\s+(?:or|and)\s+(?:above|over|older|younger|under|below))?"
    r"|(?:(?:under|over|above|below)\s+(?:the\s+age\s+of\s+)?|younger\s+than\s+|older\s+than\s+)\d+(?:\s+years?(?:\s+old|\s+of\s+age)?)?"
    r"|\d+\s+(?:years?\s+old\s+)?(?:or|and)\s+(?:above|older|over|younger|under))"
)
_RANK = re.compile(
    r"\s+at\s+(?:or\s+above\s+)?(?:the\s+)?[\w\s/-]{3,45}?\blevels?(?:\s+(?:and|or)\s+(?:above|higher))?"
)
_RELATIVE = re.compile(r"\s+(?:who|whose)\b")
_RELATIVE_BODY = re.compile(
    r"\s+(?:who|whose\s+[\w-]+)\s+(?:(?:was|were|is|are|has|have|had)\s+)?(?:been\s+)?"
    r"((?:(?!,|;|\.\s|\s(?:was|were|is|are|has|have|had|got)\b).){1,90})"
)
_LIST_TAIL = re.compile(r",\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+(?:,\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+)*,?\s+and\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+")
_TRAIL = frozenset("and or of the a an its their his her were was nationwide alone online abroad overseas each".split())


def read_noun(
    sentence: Sentence, start: int, limit: int, units: Mapping[str, Unit], *, subject: bool = False
) -> Noun | None:
    """The noun phrase that begins at `start` (after spaces), ending before `limit`.

    A trailing "of/for OFFENCE" is left out, words that narrow persons stay in:
    "90 [officials at or above the county level]", "12 [cases] of fraud". With
    `subject`, the phrase is the subject of a share or change and may go on with
    "concerning …".
    """
    text = sentence.text
    offences = {s.start: s.end for s in sentence.between(start, limit, "OFFENCE")}
    verbs = {s.start for s in sentence.between(start, limit, "ACTION") if s.form != "noun"}
    walls = {s.start for s in sentence.between(start, limit, "TIME", "FIGURE", "SOURCE", "REPORT", "STRONG", "SHARE", "COMPARISON")}
    words: list[tuple[str, int, int]] = []
    head_end: int | None = None
    seen_noun = last_plural = False
    skip_to = start
    for match in _TOKEN.finditer(text, start, limit):
        begin, stop = match.span()
        if begin < skip_to:
            continue
        word = match.group()
        low = word.lower()
        if begin in walls:
            break
        if begin in offences:
            if head_end is not None:
                break
            # An offence that modifies the noun behind it is one of its words.
            last_plural = False
            words.append((text[begin : offences[begin]], begin, offences[begin]))
            skip_to = offences[begin]
            continue
        if low in _DETERMINERS and not words:
            continue
        if low == "those" and not words:
            return _those(sentence, begin, limit, units)
        if not word[0].isalpha():
            if word in "\"“”'‘’" and not words:
                continue
            break
        if low in _STOP:
            break
        if low in ("who", "whose", "that"):
            break
        if begin in verbs and (seen_noun or not _modifies(text, stop, limit, units)):
            break
        if not words and low.endswith("ed") and not _modifies(text, stop, limit, units):
            break
        if seen_noun and low not in units and low.endswith(("ed", "ing")) and low not in ("proceeding", "proceedings"):
            break
        if low == "of":
            if not words:
                # "1,310 of kidnapping", "452 of the latter": the noun is left out.
                return None
            nearby = next((s for s in offences if 0 <= s - stop <= 5), None)
            if nearby is not None or _names_crime(text, stop, limit):
                break
            if head_end is None:
                head_end = len(words)
            words.append((word, begin, stop))
            continue
        if low in ("and", "or"):
            if not words or not _goes_on(text, stop, limit, walls, verbs, units, seen_noun=seen_noun):
                break
            words.append((word, begin, stop))
            continue
        if last_plural and low in units:
            # "2,000 cases prosecutors looked into": a second noun opens a clause.
            break
        last_plural = low in units and (low.endswith("s") or low in ("people", "children", "men", "women"))
        words.append((word, begin, stop))
        if head_end is None and (low in units or (low.endswith("s") and not low.endswith("ss"))):
            seen_noun = True
    while words and words[-1][0].lower() in _TRAIL:
        words.pop()
    if not words:
        return None
    end = words[-1][2]
    head_words = words[:head_end] if head_end is not None else words
    head, unit = _head([w for w, _, _ in head_words], units)
    end = _extend(text, end, limit, head, unit, sentence, has_of=head_end is not None)
    begin = words[0][1]
    return Noun(begin, end, _normal(text[begin:end]), head, unit)


def _modifies(text: str, at: int, limit: int, units: Mapping[str, Unit]) -> bool:
    """Whether the participle before `at` modifies a noun: "abducted children"."""
    following = _TOKEN.match(text, at + 1)
    if following is None or following.start() >= limit:
        return False
    word = following.group().lower()
    if word in ("and", "or"):
        return True
    return word in units or (word.isalpha() and word not in _STOP and word not in _DETERMINERS and word != "of")


def _names_crime(text: str, at: int, limit: int) -> bool:
    return bool(re.match(r"\s+(?:suspected|alleged|serious|such|the kind|the crime|the offen[cs]e|crimes?|this|these)\b", text[at:limit]))


def _goes_on(
    text: str, at: int, limit: int, walls: set[int], verbs: set[int], units: Mapping[str, Unit], *, seen_noun: bool
) -> bool:
    """Whether "and" joins two nouns rather than two clauses."""
    count = 0
    for match in _TOKEN.finditer(text, at, limit):
        word, begin = match.group().lower(), match.start()
        if begin in walls or begin in verbs or not word[0].isalpha():
            return count > 0 and begin not in verbs
        if word in ("the", "a", "an", "that", "by", "in", "for", "from", "of", "were", "was", "to") and count == 0:
            return False
        if word in units:
            return True
        if word in _STOP or word in ("who", "whose", "that", "and", "or"):
            return count > 0 and word not in ("was", "were", "is", "are", "has", "have", "had") or count > 1
        if word.endswith("ed") and count == 0 and seen_noun:
            return False
        count += 1
        if count > 3:
            return False
    return count > 0


def _those(sentence: Sentence, begin: int, limit: int, units: Mapping[str, Unit]) -> Noun:
    """"those with high school education": all up to the verb."""
    text = sentence.text
    end = limit
    for symbol in sentence.between(begin, limit, "SHARE", "TIME", "FIGURE", "STRONG", "CHANGE", "REPORT"):
        end = symbol.start
        break
    cut = re.search(r"[,;]|\s(?:was|were|is|are|has|have|had|numbered|faced|received|in|for|with\s+(?=\W?\w+ing)|over)\s", text[begin:end])
    if cut and cut.start() > 5:
        end = begin + cut.start()
    while end > begin and not text[end - 1].isalnum():
        end -= 1
    return Noun(begin, end, _normal(text[begin:end]), "those", Unit.PEOPLE)


def _head(words: list[str], units: Mapping[str, Unit]) -> tuple[str, Unit]:
    for word in reversed(words):
        low = word.lower().split()[-1]
        if low in units:
            return low, units[low]
        if "-" in low and low.rsplit("-", 1)[1] in units:
            return low, units[low.rsplit("-", 1)[1]]
        if low not in ("and", "or") and low.endswith("s"):
            return low, Unit.ITEMS
    return words[-1].lower(), Unit.ITEMS


def _extend(text: str, end: int, limit: int, head: str, unit: Unit, sentence: Sentence, *, has_of: bool) -> int:
    """Words behind the noun that narrow it: ages, ranks, "who …", a list after "of"."""
    if has_of:
        listed = _LIST_TAIL.match(text, end, limit)
        if listed and not sentence.between(end, listed.end(), "FIGURE", "ACTION", "OFFENCE", "TIME"):
            return listed.end()
    if unit is Unit.PEOPLE:
        for pattern in (_AGE, _RANK):
            match = pattern.match(text, end, limit)
            if match:
                return match.end()
    if unit is not Unit.ITEMS and _RELATIVE.match(text, end, limit):
        match = _RELATIVE_BODY.match(text, end, limit)
        if match:
            stop = match.end()
            for symbol in sentence.between(end, stop, "FIGURE", "TIME"):
                stop = symbol.start
                break
            while stop > end and not text[stop - 1].isalnum():
                stop -= 1
            return stop
    return end


def _normal(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" \"“”'‘’").lower()
