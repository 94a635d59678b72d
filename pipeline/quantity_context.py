"""What stands around a number: its qualifier, and the words that make it no figure."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..schemas.vocabulary import Qualifier
from .quantity_patterns import PREPOSITIONS, Lexicon
from .quantity_scan import MONTHS, Candidate

# How far back the words before a number are looked at, in characters.
_REACH = 64
_OPENING = "(\"'“‘[（—–"
_WORDS = re.compile(r"[ \u00a0]([a-z][a-z'’-]*)")
_FOLLOWING = re.compile(r"((?:[ \u00a0][a-z][a-z'’-]*){1,3})")
_YEAR_WORD = re.compile(r"(?:19|20)\d\d(?!\d)")
_NAME_AGE = re.compile(r"[A-Z][\w'’.-]*,$")
_AGE_BEHIND = re.compile(r",(?: (?:a|an|the|who|was|is|of|from|and|his|her|told|said|had|has|were|both|surnamed|whose)\b|$|\n)")
# A passive's "over" gives the reason: "were punished over 22 cases".
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be) (?:\w+ly )?\w+(?:ed|en|ught|id) $")
_REASON_NOUNS = re.compile(r"[ \u00a0](?:\w+ ){0,2}?(?:cases?|incidents?|offen[cs]es?|crimes?|charges|counts|deaths?|accidents?|violations?|irregularities)\b")
_CAPITAL_LEAD = re.compile(r"[a-z,;] $")
# What a fraction or a ratio may have behind it. "a third suspect" is an ordinal.
_SHARE_OF = re.compile(r" of (?!(?:an? |the )?(?:century|decade|year|hour|month|day|week)\b|(?:this|last|next|the) (?:\w+ )?(?:year|month)\b|(?:19|20)\d\d\b)")
_SHARE_MORE = re.compile(r" (?:more|fewer|less|higher|lower|larger|smaller|greater)\b")
_SHARE_END = re.compile(r"\s*(?:$|[.,;:)!?”\"—–]|--|\n)| (?:year[- ]on|from|in|over|to|on|compared|and|or|this|last|during|since|within|when|while|with|after|against|than|as|at|between|by|for|were|was|are|had|have|came|involved|who|concerned|month[- ]on|among|but|the|its|their)\b")
_NOT_HALF = re.compile(r"[- ](?:an? (?:year|hour|month|century|decade|day|week)|year|yearly|day|hour|hearted|brother|sister|past|time|way|term|price|naked|asleep|truth|open|mast)\b|-")
_SHARE_LEADS = frozenset(
    "by for to up down fell fall rose dropped declined decreased increased grew represented constituted comprised was were"
    " reached made totaled totalled took cut slashed reduced in shrank formed with and than at be is are almost exactly"
    " only just another the".split()
)
_ORDINALS = frozenset("first second latter former last other past previous next third final each better these those consecutive following".split())
_TIMES_BEHIND = re.compile(r" (?:the (?!week|month|day|year\b)|that\b|those\b|as\b|more\b|higher\b|larger\b|greater\b|bigger\b|what\b|its\b|their\b|fewer\b|less\b|lower\b|faster\b|year[- ]on|from\b|compared\b|over (?:the same|last|20|19)|than\b|increase\b|rise\b|growth\b|(?:last|the previous) year's|in 20\d\d's)")
_TIMES_LEAD = re.compile(
    r"\b(?:up|rose|risen|rising|rises?|grew|grown|growing|grow|growth of|increas\w+|increase of|jump\w*|surg\w+|soar\w*|multipl\w+|climb\w*|expand\w*|by|an? (?:\w+ )?(?:rise|increase|jump|growth|surge) of|ballooned|swell\w*|swelled|skyrocket\w*|was|were)(?: \w+ly)?(?: by| to)?$"
)
_RATIO_OF = re.compile(r" (?:the (?:\w+ )?(?:figure|number|total|sum|amount|level|rate|value|volume|tally|count|average|size|quantity|caseload|one|previous|same|combined|national|year-earlier)|that|those|what|its (?:level|figure|size|number|value)|their (?:level|number|value)|last year's|the 20\d\d|20\d\d's)\b")
_NO_RATIO = re.compile(r" (?:down\b(?! to| on)|as (?:an?|the)\b|(?:its|their|his|her|our|the) (?:efforts|fine|penalty|penalties|reward|resolve|salary|pay)|efforts)|[- ](?:the )?(?:legal |drink|statutory )?limit\b| (?:the|that) (?:legal|statutory|permitted|drink)\S* ")
_ALCOHOL = re.compile(r" (?:of alcohol|of ethanol|per|in|/)(?: every| each)? ?(?:\d+ ?(?:ml|milli)|100|milli|blood|liter|litre)?|/")
_MASS_RATE = re.compile(r"(?: of (?:alcohol|ethanol))?(?: per\b| in every\b| for every\b|/)")


class Lead(NamedTuple):
    """The qualifier before a number: where it starts, what it says, its words ('' if none), and the words before all."""

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
    if len(parts) > 1:
        return True
    if word == "some":
        return not candidate.vague and candidate.value >= 2 or candidate.form in ("fraction", "portion")
    if word in ("about", "around"):
        return last not in lexicon.lists["about"] and last not in ("what", "how", "all", "turn", "turned", "look", "looked")
    if word not in PREPOSITIONS:
        return True
    if candidate.form == "money":
        return last not in lexicon.lists["over"] or last in ("charges", "action", "actions", "case")
    if word == "over" and last in lexicon.lists["handing"]:
        return False
    if candidate.form == "number":
        if candidate.spelled and candidate.value < 10:
            return False
        if word == "over":
            if last in lexicon.nouns or last in lexicon.lists["over"]:
                return last in ("total", "head", "heads", "police", "arrest", "host")
            if rest and _REASON_NOUNS.match(low, candidate.end) and _PASSIVE.search(" ".join(rest[-3:]) + " "):
                return False
    return True


def no_figure(low: str, text: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """Why a number is no figure (the name of the rule), or None if it is one."""
    if candidate.form == "fraction":
        return _no_fraction(low, candidate, lead)
    if candidate.form in ("multiple", "verb"):
        return _no_multiple(low, candidate, lead)
    if candidate.form == "mass":
        return "none.alcohol" if _MASS_RATE.match(low, candidate.end) else None
    if candidate.form != "number":
        return None
    return (
        _beside(low, candidate, lead, lexicon)
        or _no_date(low, text, candidate, lead, lexicon)
        or _no_age(low, text, candidate, lead, lexicon)
        or _no_name(low, text, candidate)
    )


def _beside(low: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """The rules of the pattern file for words before and behind."""
    small = candidate.spelled and candidate.value <= 12 and not candidate.vague
    digit = candidate.plain and candidate.value < 10
    words = lead.before
    if words:
        for rule in lexicon.before.get(words[-1].lstrip(_OPENING), ()):
            kind = rule.numbers
            if kind == "small" and (not small or lead.words) or kind == "digit" and (not digit or lead.words):
                continue
            if kind == "plain" and not (candidate.plain or small):
                continue
            if kind == "plain" and candidate.plain and (lead.words or candidate.low is not None):
                continue
            if rule.regex is None or rule.regex.search(" ".join(words).lstrip(_OPENING)):
                return "none.before"
    at = candidate.end
    for kind, regex in lexicon.after.items():
        if kind == "small" and not (small or digit) or kind == "plain" and not candidate.plain:
            continue
        if kind == "day" and not (candidate.plain and candidate.value <= 31):
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


def _no_date(low: str, text: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """Days, years and identifiers: bare digits only."""
    if not candidate.plain:
        return None
    digits = candidate.number_end - candidate.start
    value = candidate.low if candidate.low is not None else candidate.value
    last = lead.before[-1].lstrip(_OPENING) if lead.before and not lead.words else ""
    if last.rstrip(".") in MONTHS and (value <= 31 or 1900 <= value < 2100):
        month = candidate.start - len(last) - 1
        if text[month : month + 1].isupper() and not (31 >= value > 1 and _counts_noun(low, candidate.end, lexicon, near=True)):
            return "none.date"
    if last.endswith(",") and 1900 <= value < 2100 and len(lead.before) > 1 and lead.before[-2].rstrip(".") in MONTHS:
        return "none.date"
    if digits == 4 and 1900 <= value < 2100 and candidate.low is None:
        if lead.words and not (lead.words in PREPOSITIONS or lead.words in ("around", "about", "some")) and value % 100 == 0:
            return None
        if last in lexicon.lists["year"] or (not lead.words and not lead.before):
            return "none.year"
        if not _counts_noun(low, candidate.end, lexicon):
            return "none.year"
    if digits >= 5 and not lead.words and candidate.low is None and not _counts_noun(low, candidate.end, lexicon):
        return "none.identifier"
    return None


def _no_age(low: str, text: str, candidate: Candidate, lead: Lead, lexicon: Lexicon) -> str | None:
    """Ages without "years": "people under 18", "Wu, 45, was"."""
    if not candidate.plain or candidate.value > 100:
        return None
    if candidate.tail is not None and low[candidate.number_end : candidate.end].endswith("above"):
        return "none.age"
    last = lead.before[-1].lstrip(_OPENING) if lead.before else ""
    if lead.words in PREPOSITIONS or lead.words in ("at least", "just under", "just over", "up to"):
        bare = not _WORDS.match(low, candidate.end) or not _counts_noun(low, candidate.end, lexicon)
        if last in lexicon.lists["person"] and bare:
            return "none.age"
    if lead.words in ("under", "below") and candidate.value in (12, 14, 16, 18) and not _counts_noun(low, candidate.end, lexicon):
        return "none.age"
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


def _no_fraction(low: str, candidate: Candidate, lead: Lead) -> str | None:
    at = candidate.end
    last = lead.before[-1].lstrip(_OPENING) if lead.before else ""
    words = low[candidate.start : at]
    if last in _ORDINALS or words == "half" and (_NOT_HALF.match(low, at) or last == "a"):
        return "none.fraction"
    if " of" in low[at : at + 4]:
        return None if _SHARE_OF.match(low, at) else "none.fraction"
    if not candidate.plain:
        # "three quarters" are nine months as often as 75 percent.
        return "none.fraction" if "quarter" in words and "-" not in words and not lead.words and last in ("the", "all", "for", "in") else None
    if _SHARE_MORE.match(low, at) or "-" in words:
        return None if not re.match(r" (?:year|month|day|hour)", low[at : at + 7]) else "none.fraction"
    if words == "half" and not _SHARE_END.match(low, at):
        # "more than half held posts": with a qualifier, any verb may follow.
        return None if lead.words or last == "by" else "none.fraction"
    if _SHARE_END.match(low, at) and (lead.words or last in _SHARE_LEADS):
        return None
    if words == "half" and not lead.before and re.match(r" (?:were|was|are|had|have|came|the|involved|who|concerned)\b", low[at : at + 12]):
        return None
    return "none.fraction"


def _no_multiple(low: str, candidate: Candidate, lead: Lead) -> str | None:
    at = candidate.end
    if _NO_RATIO.match(low, at):
        return "none.ratio"
    if candidate.form == "verb" or candidate.rule == "fold":
        return None
    if candidate.rule == "double":
        return None if _RATIO_OF.match(low, at) else "none.ratio"
    if _TIMES_BEHIND.match(low, at):
        return None
    if candidate.rule == "twice":
        return "none.frequency"
    if candidate.mantissa % 1 and not low.startswith((" a ", " per "), at):
        return None
    if _TIMES_LEAD.search(" ".join(lead.before)) and not low.startswith((" a ", " per "), at):
        return None
    return "none.frequency"
