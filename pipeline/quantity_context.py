"""What stands around a number: its qualifier, and the words that make it no figure."""

from __future__ import annotations

from typing import NamedTuple

from ..schemas.vocabulary import Qualifier
from .quantity_patterns import PREPOSITIONS, Lexicon
from .quantity_scan import MONTHS, Candidate
from .quantity_shares import no_fraction, no_multiple
from .regexes import lazy_regex
from .time_words import COUNTED, LEADS_DATE

# How far back the words before a number are looked at, in characters.
_REACH = 64
_OPENING = "(\"'“‘[（—–"
_FOLLOWING = lazy_regex(r"((?:[ \u00a0][a-z][a-z'’-]*){1,3})")
_COUNTED = lazy_regex(rf"[ \u00a0]{COUNTED}(?![a-z])")
# After these a month stands without its day: "in March 12 suspects were caught".
_LEADS_MONTH = ("in", "last", "this", "next")
_PLURAL = lazy_regex(r"[ \u00a0](?!was\b|has\b|is\b|as\b|its\b|this\b)[a-z-]+s\b")
_NAME_AGE = lazy_regex(r"[A-Z][\w'’.-]*,$")
_DAY_BEFORE = lazy_regex(
    r"\b(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?"
    r"|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)\.? \d{1,2}, $"
)
_AGE_BEHIND = lazy_regex(
    r",(?: (?:a|an|the|who|was|is|of|from|and|his|her|told|said|had|has|were|both|surnamed|whose)\b|$|\n)"
)
# "The courier is [19], …", "He is past [40] now": persons are singular or few.
_BE_AGE = lazy_regex(
    r"(?:\b(?:he|she) (?:is|was)(?: now| only| just| barely| not yet| already)?(?: past| over| under| about| nearly)? "
    r"|\b(?:is|was|were|are) (?:past|between)(?: \d\d and)? |\bthe (?:courier|boy|girl|man|woman|victim|suspect"
    r"|defendant|driver|youngest|oldest"
    r"|eldest|killer|caller|buyer|seller|teacher|student) (?:is|was)(?: now| only| just| barely)? )$"
)
_AGE_END = lazy_regex(r"(?: now\b)?[,.;]| and (?:the|his|her|one|most|had|has|was|\d\d\b)| when\b| at\b| now\b")
# A passive's "over" gives the reason: "were punished over 22 cases".
_PASSIVE = lazy_regex(r"\b(?:was|were|been|being|is|are|be) (?:\w+ly )?\w+(?:ed|en|ught|id) $")
_REASON_NOUNS = lazy_regex(
    r"[ \u00a0](?:\w+ ){0,2}?(?:cases?|incidents?|offen[cs]es?|crimes?|charges|counts|deaths?|accidents?"
    r"|violations?|irregularities)\b"
)
# Ages at which the law's treatment changes: "under 14" needs no word for children.
_AGES_OF_LAW = frozenset((12, 14, 16, 18))
_SUMMING = frozenset("add adds added adding sum sums summed tot totted live lived".split())
# Nouns that are verbs as well: "courts convict over 78,000", "police arrest over 40".
_VERBS = frozenset(
    "total head heads police arrest host convict charge sentence rescue report net suspect detain fine".split()
)
_CAPITAL_LEAD = lazy_regex(r"[a-z,;] $")
_MASS_RATE = lazy_regex(r"(?: of (?:alcohol|ethanol))?(?: per\b| in every\b| for every\b|/)")


class Lead(NamedTuple):
    """What leads to a number.

    ``start``: of the qualifier, else of the number; ``qualifier``: what it says;
    ``words``: its words, '' if none; ``before``: the words before all of it.
    """

    start: int
    qualifier: Qualifier
    words: str
    before: list[str]


def words_before(low: str, start: int) -> list[str]:
    """The words on the same line before `start`; empty unless a space stands there."""
    if not start or low[start - 1] not in " \u00a0":
        return []
    left = low[max(0, start - _REACH) : start]
    return left[left.rfind("\n") + 1 :].split()


def lead_of(low: str, candidate: Candidate, lexicon: Lexicon) -> Lead:
    """Find the qualifier before a candidate."""
    words = words_before(low, candidate.start)
    start = candidate.start
    if not words:
        return Lead(start, Qualifier.EXACT, "", words)
    qualifier, phrase = Qualifier.EXACT, ""
    for _ in range(2):
        found = _qualifier(words, lexicon)
        if found is None:
            break
        parts, said = found
        rest = words[: len(words) - len(parts)]
        if not phrase:
            if not _bounds(low, candidate, parts, rest, lexicon):
                break
            qualifier, phrase = said, " ".join(parts)
        elif len(parts) == 1:
            # Only "up to about", "at least some": single words before a qualifier are their own ("over some 30 cases").
            break
        else:
            qualifier = said
        for word in reversed(parts):
            start = low.rindex(word, 0, start)
        words = rest if low[start - 1 : start] in (" ", "\u00a0") else []
    return Lead(start, qualifier, phrase, words)


def _qualifier(words: list[str], lexicon: Lexicon) -> tuple[tuple[str, ...], Qualifier] | None:
    if not words:
        return None
    for parts, said in lexicon.qualifiers.get(words[-1].lstrip(_OPENING), ()):
        size = len(parts)
        tail = words[-size:]
        if len(tail) == size and tail[0].lstrip(_OPENING) == parts[0] and tuple(tail[1:]) == parts[1:]:
            return parts, said
    return None


def _bounds(low: str, candidate: Candidate, parts: tuple[str, ...], rest: list[str], lexicon: Lexicon) -> bool:
    """Whether a qualifier's words bound this number, and are no preposition, adverb or noun's complement."""
    word, last = parts[-1], rest[-1].lstrip(_OPENING) if rest else ""
    if parts == ("up", "to") and last in _SUMMING:
        # "fines added up to 410 million yuan"
        return False
    if len(parts) > 1:
        # "fines added up to 40 million yuan"
        return parts != ("up", "to") or last not in ("add", "adds", "added", "adding")
    if word == "some":
        return not candidate.vague
    if word in ("about", "around"):
        return last not in lexicon.lists["about"]
    if word not in PREPOSITIONS:
        return True
    if word == "over" and last in lexicon.lists["handing"]:
        return False
    if candidate.form == "money":
        return last not in lexicon.lists["over"] or last in ("charges", "action", "actions", "case")
    if candidate.form == "number":
        if candidate.spelled and candidate.value < 10:
            return False
        if word == "over":
            if last in lexicon.nouns or last in lexicon.lists["over"]:
                return last in _VERBS
            if rest and _REASON_NOUNS.match(low, candidate.end) and _PASSIVE.search(" ".join(rest[-3:]) + " "):
                return False
    return True


def no_figure(low: str, text: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """Why a number is no figure (the name of the rule), or None if it is one."""
    if candidate.form == "fraction":
        return no_fraction(low, candidate, lead.before, qualified=bool(lead.words))
    if candidate.form in ("multiple", "verb"):
        return no_multiple(low, candidate, lead.before)
    if candidate.form == "mass":
        return "none.alcohol" if _MASS_RATE.match(low, candidate.end) else None
    if candidate.form != "number":
        return None
    return (
        _beside(low, candidate, lead, lexicon)
        or _spoken(text, candidate)
        or _no_date(low, text, candidate, lead, lexicon)
        or _no_age(low, text, candidate, lead, lexicon)
        or _no_name(low, text, candidate)
    )


def _spoken(text: str, candidate: Candidate) -> str | None:
    """In direct speech, small number words and vague plurals are a manner of speaking: "It takes two hands to clap"."""
    if not candidate.vague and not (candidate.spelled and candidate.value <= 12):
        return None
    start = text.rfind("\n", 0, candidate.start) + 1
    end = text.find("\n", candidate.end)
    before, behind = text[start : candidate.start], text[candidate.end : end if end >= 0 else len(text)]
    if before.count('"') % 2:
        opening, closing = before.rfind('"'), behind.find('"')
    elif before.rfind("“") > before.rfind("”"):
        opening, closing = before.rfind("“"), behind.find("”")
    else:
        return None
    # A few words in quotes are a name or a nickname, no speech.
    spoken = before[opening:].split() + behind[: closing if closing >= 0 else len(behind)].split()
    return "none.spoken" if len(spoken) > 5 else None


def _beside(low: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """The rules of the pattern file for words before and behind."""
    small = candidate.spelled and candidate.value <= 12 and not candidate.vague
    digit = candidate.plain and candidate.value < 10
    words = lead.before
    if words:
        for rule in lexicon.before.get(words[-1].lstrip(_OPENING), ()):
            kind = rule.numbers
            if kind in ("small", "digit") and (lead.words or not (small if kind == "small" else digit)):
                continue
            if kind == "plain" and not (candidate.plain or small):
                continue
            # A label is bare: "phase 2", never "phase about 2".
            if kind == "plain" and candidate.plain and (lead.words or candidate.low is not None):
                continue
            if rule.regex is None or rule.regex.search(" ".join(words).lstrip(_OPENING)):
                return "none.before"
    at = candidate.end
    for kind, regex in lexicon.after.items():
        if (kind == "small" and not (small or digit)) or (kind in ("plain", "day") and not candidate.plain):
            continue
        if kind == "day" and candidate.value > 31:
            continue
        if regex.match(low, at) or (candidate.tail and regex.match(low, candidate.number_end)):
            return "none.after"
    return None


def _counts_noun(low: str, end: int, lexicon: Lexicon, *, near: bool = False) -> bool:
    """Whether one of the (one to three) words behind `end` is a known noun for people or cases."""
    behind = _FOLLOWING.match(low, end)
    if behind is None:
        return False
    words = behind[1].split()
    return any(word in lexicon.nouns for word in (words[:1] if near else words))


def _counted_in_month(low: str, end: int, led: str, lexicon: Lexicon) -> bool:
    """Whether a number behind a month counts the noun after it: "in June 30 officers", but "on June 30 officers".

    As the time finder reads it, so that no number is a count and a day; `led` is the word before the month.
    """
    if led in LEADS_DATE:
        return False
    if led in _LEADS_MONTH:
        return _counts_noun(low, end, lexicon, near=True)
    return _COUNTED.match(low, end) is not None


def _no_date(low: str, text: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """Days, years and identifiers: bare digits only."""
    if not candidate.plain:
        return None
    digits = candidate.number_end - candidate.start
    value = candidate.low if candidate.low is not None else candidate.value
    last = lead.before[-1].lstrip(_OPENING) if lead.before and not lead.words else ""
    if last.rstrip(".") in MONTHS and (value <= 31 or 1900 <= value < 2100):
        month = candidate.start - len(last) - 1
        led = lead.before[-2].lstrip(_OPENING) if len(lead.before) > 1 else ""
        if text[month : month + 1].isupper() and not (
            1 < value <= 31 and _counted_in_month(low, candidate.end, led, lexicon)
        ):
            return "none.date"
    if digits == 4 and 1900 <= value < 2100 and candidate.low is None:
        if lead.words and lead.words not in (*PREPOSITIONS, "around", "about", "some") and value % 100 == 0:
            return None
        if _DAY_BEFORE.search(low, max(0, candidate.start - 20), candidate.start) and not lead.words:
            # "Photo taken on Jan. 9, [2024] shows officers"
            return "none.year"
        if last in lexicon.lists["year"] or (not lead.words and not lead.before):
            return "none.year"
        if not _counts_noun(low, candidate.end, lexicon):
            return "none.year"
    if digits >= 5 and not lead.words and candidate.low is None and not _counts_noun(low, candidate.end, lexicon):
        return "none.identifier"
    return None


def _no_age(low: str, text: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """Ages without "years": "people under 18", "Wu, 45, was"."""
    spelled = candidate.spelled and candidate.value > 9
    if not (candidate.plain or spelled) or candidate.value > 100:
        return None
    if candidate.tail is not None and low[candidate.number_end : candidate.end].endswith("above"):
        return "none.age"
    last = lead.before[-1].lstrip(_OPENING) if lead.before else ""
    value = candidate.value
    if _BE_AGE.search(low, max(0, candidate.start - 30), candidate.start) and _AGE_END.match(low, candidate.end):
        return "none.age"
    if spelled:
        return None
    if lead.words in PREPOSITIONS or lead.words in ("at least", "just under", "just over", "up to"):
        if last in lexicon.lists["person"] and not _counts_noun(low, candidate.end, lexicon):
            return "none.age"
    elif last in PREPOSITIONS and len(lead.before) > 1 and value >= 10:
        # Behind a noun "over" is no qualifier: "drivers over 60", but "suspects over 22 thefts".
        whose = lead.before[-2]
        counted = _counts_noun(low, candidate.end, lexicon) or _PLURAL.match(low, candidate.end)
        if (
            not counted
            and whose not in lexicon.lists["over"]
            and (whose in lexicon.lists["person"] or whose in lexicon.nouns)
        ):
            return "none.age"
    if lead.words in ("under", "below") and candidate.value in _AGES_OF_LAW:
        return None if _counts_noun(low, candidate.end, lexicon) else "none.age"
    if last.endswith(",") and candidate.value >= 10 and low[candidate.end : candidate.end + 1] == ",":
        name = text[max(0, candidate.start - 24) : candidate.start - 1]
        if _NAME_AGE.search(name) and _AGE_BEHIND.match(low, candidate.end):
            return "none.age"
    return None


def _no_name(low: str, text: str, candidate: Candidate) -> str | None:
    """A capitalised number word inside a sentence belongs to a name: "the Three Gorges"."""
    if not candidate.spelled or not text[candidate.start].isupper():
        return None
    if _CAPITAL_LEAD.search(text[max(0, candidate.start - 3) : candidate.start]):
        word = text[: candidate.start].rsplit(None, 1)[-1]
        if word[:1].islower() or word.endswith((",", ";")):
            return "none.name"
    return None
