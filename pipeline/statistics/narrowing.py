"""Words behind a noun that narrow what is counted, and so belong to the actor.

"[people aged 60 or above]", "[officials at or above the county level]",
"[cases that should not have been opened]", "[recommendations to government
agencies]". Words that another slot of the record says (the offence, the stage,
the period, another figure) narrow nothing more and stay outside.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Unit
from ..regexes import lazy_regex
from .actions import PEOPLE_STAGES
from .scene import Noun, Sentence

_AGE = lazy_regex(
    r"\s+(?:aged?\s+(?:between\s+)?\d+(?:\s*(?:to|and|-|–)\s*\d+)?(?:\s+(?:or|and)\s+(?:above|over|older"
    r"|younger|under|below))?"
    r"|(?:(?:under|over|above|below)\s+(?:the\s+age\s+of\s+)?|younger\s+than\s+|older\s+than\s+)\d+"
    r"(?:\s+years?(?:\s+old|\s+of\s+age)?)?"
    r"|\d+\s+(?:years?\s+old\s+)?(?:or|and)\s+(?:above|older|over|younger|under))"
)
_RANK = lazy_regex(
    r"\s+at\s+(?:or\s+above\s+)?(?:the\s+)?[\w\s/-]{3,45}?\blevels?(?:\s+(?:and|or)\s+(?:above|higher))?"
)
_TRAIT = lazy_regex(
    r"\s+(?:with\s+(?:[\w’'-]+\s+){0,3}?(?:disabilit(?:y|ies)|illness(?:es)?|disorders?|education|degrees?"
    r"|diplomas?|incomes?"
    r"|backgrounds?|needs|records)|in\s+(?!(?:the|these|those|such|all|other|some|many|most|both|two|three)\b)(?:[a-z-]+\s+){1,2}?cases(?!\s+of)|in\s+(?:his|her|their)\s+(?:charge|care|custody)"
    r"|on\s+(?:[\w’'-]+\s+){0,4}?(?:list|lists|notices))\b"
)
_RELATIVE = lazy_regex(
    r"\s+(?:(?:in|on|by|against|of|from|through|to|for)\s+)?(?P<word>who|whose|whom|that|which|where)\b(?!\s+(?:each|of)\b)"
)
# A participle behind a noun: "[minors put] on probation", "[firms dealing] in electronics".
_IRREGULAR = (
    "put let held brought sent left taken given kept found caught sold bought built born hidden stolen forced known"
    " set run lost paid drawn written thrown driven broken chosen made seen lent sought"
)
_REDUCED = lazy_regex(
    r"\s+(?:(?P<adverb>[a-z]+ly|still|already|newly|once|previously)\s+)?"
    r"(?P<word>[a-z-]+(?:ed|ing)|" + "|".join(_IRREGULAR.split()) + r")\s+(?P<next>[\w’'-]+)"
)
# Past tenses that are no participles of a passive: "five people [died]", "30 firms [agreed] to pay".
_INTRANSITIVE = frozenset(
    """died agreed worked appealed pleaded confessed admitted surrendered returned appeared remained numbered
    participated applied responded failed refused decided continued fled escaped totaled totalled amounted received
    faced entered joined earned needed lived stayed walked worked turned used had
    occurred happened emerged ranged averaged exceeded
    reached climbed increased decreased declined dropped jumped surged doubled tripled passed showed started
    opened blocked succeeded accounted belonged""".split()
)
# Stages that narrow all the same: "[petitions filed online]", "[fugitives wanted by police]".
_NAMED_CLOSELY = frozenset("reported filed brought held obtained wanted sought listed registered closed".split())
# What is done to all that is counted, rather than what marks it off.
_SENT_TO = frozenset(
    (verb, "to") for verb in ("sent", "brought", "handed", "put", "referred", "transferred", "sentenced", "returned")
) | {("brought", "before"), ("brought", "back"), ("sent", "back"), ("handed", "over"), ("taken", "to")}
# Participles behind which an offence is what the person is accused of.
_ACCUSED = frozenset(
    """suspected accused charged convicted involved engaged implicated wanted sought caught tried held detained
    indicted prosecuted arrested investigated sentenced punished listed""".split()
)
# What ends in -ing and is no participle, or says of the figure rather than of its noun.
_NO_PARTICIPLE = frozenset(
    """including following according during pending excluding nothing something anything barring owing making
    totaling totalling amounting accounting bringing exceeding covering starting ending being having needed indeed
    speed feed need seed fixed""".split()
)
# Participles of a stage narrow only where the stage is named more closely than the action slot can say.
_STAGE = frozenset(("handled", "closed", "concluded", "tried", "seized", "confiscated"))
_WITHOUT = lazy_regex(r"\s+without\s+")
# "cases of damage [to woods]": nouns that ask for a complement.
_DAMAGE = lazy_regex(r"(?:(?<=damage)|(?<=threats)|(?<=injury))\s+to\s+")
_CONCERNED = lazy_regex(r"\s+concerned(?=\s*[,.;])")
_CONCERNING = lazy_regex(r"\s+(?:concerning|regarding|involving|relating\s+to|related\s+to|linked\s+to)\s+")
# States that persons are in: "[women in hardship]", "[inmates on parole]".
_STATE = lazy_regex(
    r"\s+(?:in|under|on|without|of)\s+(?:[\w-]+\s+)?(?:hardship|need|difficult(?:y|ies)|distress|debt|poverty|custody"
    r"|detention|uniform|crisis|danger|trouble|probation|parole|bail|guardianship|care|work|age|rank)\b"
    r"(?:\s+(?:or|and)\s+(?:above|below|higher|over|older|under))?"
)
# What is addressed to, or turned against, someone: "protests against rulings".
_ADDRESSED = frozenset(
    """recommendations recommendation suggestions suggestion proposals protests protest lawsuits lawsuit suits petitions
    petition complaints complaint appeals appeal notices notice warnings letters orders opinions applications requests
    calls claims loans payments visits reports tip-offs leads tips guidelines rulings verdicts""".split()
)
_ADDRESSEE = lazy_regex(r"\s+(?:to|against|by|about|on|over|in\s+(?=person\b)|of|for)\s+")
# Participles that link a noun to what it concerns, as a preposition does.
_COMPLEMENTS = frozenset(("concerning", "regarding", "involving", "relating", "related", "linked"))
_BREAK = lazy_regex(
    r"[,;.:()\"“”]|\s(?:--|—|–)\s|\s(?:and|but|while|or)\s(?=(?:\w+\s+)?(?:\w+ed|ma[dk]e|had|took|were|was|put"
    r"|the)\b)|\sand\s(?=(?:won|lost|gave|sent|held|brought|caught|told|saw|found|kept|sold|paid|led|broke|shut"
    r"|withdrew|left|got|began|sought|heard|struck)\b)"
)
_VERB = lazy_regex(
    r"\s(?:should|would|could|can|may|might|must|will|had|has|have|was|were|is|are|did|do|does|got|rose|fell|numbered|reached"
    r"|totall?ed|exceeded|averaged|stood|came|grew|climbed|dropped)\b(?:\s+(?:not|never"
    r"|also|since|been|be|have|ever|already)\b)*"
)
_OWN_VERB = lazy_regex(
    r"\s+(?!(?:also|still|later|then|once|never|not|already|now|in|at|by|on|for|from|with|under|over|after|before|since)\b)"
    r"[a-z]+(?<!ly)\b"
)
_LEXICAL = lazy_regex(r"\s(?:received|faced|fled|died|got|went|took|made|became)\b")
_LOOSE_END = lazy_regex(
    r"(?:\s+(?:in|on|from|between|over|during|since|by|of|for|at|to|and|or|the|a|an|as|with|were|was|up|down"
    r"|than|nationwide|alone))+$"
)
_PHRASE_END = lazy_regex(
    r"\s(?:in|for|from|during|since|between|as|after|before|at|was|were|is|are|had|has|have|so|with|rose|fell"
    r"|that|who|which|nationwide|remain(?:s|ed)?|ma[kd]e|took|form(?:s|ed)|top(?:s|ped)|led|were|became|over\s+the|over\s+\w+\s+(?:years|months))\b"
)
_LIST_TAIL = lazy_regex(
    r",\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+(?:,\s+(?:[\w’'-]+\s+){0,2}[\w’'-]+)*,?\s+(?:and|or)\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]+"
)
_BODY = lazy_regex(r"\s+(?:the\s+)?(?:courts?|police|prosecutors|procurat\w+|ministry|association|judges)\b")
_BY_BODY = lazy_regex(
    r"\s+by\s+(?:[\w’'-]+\s+){0,3}?(?:courts?|prosecutors|procurat\w+|ministry|inspectors|customs|authorities)\b"
)
_PASSIVE = lazy_regex(
    r"\s*(?:(?:had|have|has|also|later|then|already|subsequently|eventually|finally)\s+)*"
    r"(?:(?:were|was|been|are|is|be|being|got)\s+(?:(?:also|later|then|already|subsequently|eventually|finally"
    r"|been|being)\s+)*)?"
)
# "40 [police officers, judges and prison staff]": every one a plural.
_PLURAL = lazy_regex(r"(?:[a-z]s|\b(?:staff|personnel|people|police|men|women|children))$")
_PLURALS_TAIL = lazy_regex(
    r"(?:,\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]*(?:[a-z]s|staff|personnel|people|men|women|children))+,?\s+(?:and|or)"
    r"\s+(?:[\w’'-]+\s+){0,2}?[\w’'-]*(?:[a-z]s|staff|personnel|people|men|women|children)\b"
    r"(?!\s+(?:said|told|say|reported)\b)"
)
_ATTACHED = lazy_regex(r"\s+(?:with|from)\s+(?=[a-z])")
# Nouns that a preposition governs stand in no subject: "of the [minors put on probation]".
_GOVERNED = lazy_regex(
    r"\b(?:of|among|in|by|for|to|with|against|from|including|involving|on|over|as)"
    r"(?:\s+(?:the|all|these|those|some|a|an|another|total|of))*\s*$",
    re.IGNORECASE,
)
_FINITE = lazy_regex(
    r"\b(?:was|were|is|are|had|has|have|did|does|do|will|would|could|can|may|should|made|took|gave|got|came|went|saw"
    r"|won|sent|put|brought|found|caught|held|broke|took|sold|bought|paid|kept|ran|led|met|told|said|became|remained"
    r"|fell|rose|grew|led|left|lost|sought|underwent|won|dealt|heard|began|cut|set|hit"
    r"|numbered|reached|totall?ed|exceeded|averaged)\b"
)
_CLAUSE_BORDER = lazy_regex(r"[,;.:()]|\s(?:--|—|–)\s|\s(?:when|while|after|because|before|but|and)\s")
_PREPOSITIONS = frozenset(
    """by in on at to from into onto through under with without for against off out about before after since until
    between of back abroad overseas online away down up together""".split()
)
_MOST_WORDS = 12


def narrowed(
    sentence: Sentence,
    begin: int,
    end: int,
    limit: int,
    head: str,
    unit: Unit,
    *,
    bare: bool,
    has_of: bool,
    clauses: bool = True,
) -> int:
    """Where the noun phrase `begin:end` really ends, at most at `limit`.

    ``bare``: nothing stands before the head, so that a complement is needed to
    tell what it is. ``clauses`` False leaves out "who …" and "that …".
    """
    text = sentence.text
    tail = _list_end(sentence, end, limit) if has_of else _plurals_end(sentence, begin, end, limit)
    if tail > end:
        return tail
    if unit is Unit.PEOPLE:
        for pattern in (_AGE, _RANK, _TRAIT, _STATE):
            match = pattern.match(text, end, limit)
            if match and not (
                match.group().endswith("cases") and sentence.between(end, match.end() + 1, "OFFENCE", "FIGURE")
            ):
                return match.end()
    if clauses:
        match = _CONCERNED.match(text, end, limit)
        if match:
            return match.end()
        match = _RELATIVE.match(text, end, limit)
        if match:
            return _clause_end(sentence, end, match.end(), limit, match.group("word"), unit)
    match = _REDUCED.match(text, end, limit)
    if match and match["word"] not in _COMPLEMENTS:
        return _participle_end(sentence, begin, end, match, limit)
    match = _ADDRESSEE.match(text, end, limit) if bare and head in _ADDRESSED else None
    if match and not any(s.start <= match.end() for s in sentence.between(end, limit, "TIME")):
        # "appeals [to higher courts]", but "appeals by the end of May"
        stop = _phrase_end(sentence, end, match.end(), limit)
        # "requests for bail[, parole or medical release]"
        return max(stop, _list_end(sentence, stop, limit)) if stop > end else end
    match = _WITHOUT.match(text, end, limit) or (_DAMAGE.match(text, end, limit) if has_of else None)
    if match:
        return _phrase_end(sentence, end, match.end(), limit)
    if unit is Unit.CASES or head in _ADDRESSED:
        match = _CONCERNING.match(text, end, limit)
        if match:
            return _phrase_end(sentence, end, match.end(), limit)
    match = _ATTACHED.match(text, end, limit)
    if match and _is_subject(sentence, begin) and _verb_follows(sentence, match.end()):
        # "[Men from the same village] were held"; behind a verb, "from" may go with it.
        return _phrase_end(sentence, end, match.end(), limit)
    return end


def _is_subject(sentence: Sentence, begin: int) -> bool:
    """Whether the noun phrase at `begin` opens its clause: no verb and no preposition stands before it."""
    text = sentence.text
    start = sentence.start
    for symbol in sentence.between(sentence.start, begin, "STRONG", "REPORT"):
        start = symbol.end
    left = text[start:begin]
    for figure in sentence.figures:
        if figure.end <= begin and begin - figure.end < 12:
            left = text[start : max(start, figure.start)]
    if any(symbol.form != "noun" for symbol in sentence.between(start, begin, "ACTION", "CHANGE", "SHARE")):
        return False
    return not (_GOVERNED.search(left) or _FINITE.search(left) or re.search(r"[a-z]{2}ed\b", left))


def _verb_follows(sentence: Sentence, start: int) -> bool:
    """Whether a finite verb stands behind `start`, before the next border."""
    text = sentence.text
    match = _CLAUSE_BORDER.search(text, start, sentence.end)
    stop = match.start() if match else sentence.end
    if _VERB.search(text, start, stop) or _FINITE.search(text, start, stop):
        return True
    return any(symbol.form != "noun" for symbol in sentence.between(start, stop, "CHANGE", "SHARE", "ACTION"))


def _plurals_end(sentence: Sentence, begin: int, end: int, limit: int) -> int:
    """Where a row of plurals ends that begins before `end`: "40 [police officers, judges and prison staff]"."""
    if not _PLURAL.search(sentence.text, begin, end):
        return end
    tail = _PLURALS_TAIL.match(sentence.text, end, limit)
    if tail is None:
        return end
    kinds = ("FIGURE", "ACTION", "OFFENCE", "TIME", "CHANGE", "SHARE", "SOURCE", "REPORT")
    for symbol in sentence.between(end, tail.end() + 1, *kinds):
        if symbol.kind not in ("ACTION", "REPORT") or not sentence.text[symbol.start : symbol.end].endswith("s"):
            return end
    return tail.end()


def _list_end(sentence: Sentence, end: int, limit: int) -> int:
    """Where a list of things that begins before `end` ends: "fish[, shrimp and crab]"."""
    tail = _LIST_TAIL.match(sentence.text, end, limit)
    if tail and not sentence.between(end, tail.end(), "FIGURE", "ACTION", "OFFENCE", "TIME", "CHANGE", "SHARE"):
        return tail.end()
    return end


def listed(noun: Noun, sentence: Sentence, limit: int) -> Noun:
    """The noun with the others of its list: "3 tonnes of [fish, shrimp and crab]"."""
    end = _list_end(sentence, noun.end, limit)
    if end == noun.end:
        return noun
    return Noun(noun.start, end, " ".join(sentence.text[noun.start : end].lower().split()), noun.head, noun.unit)


def _cut(sentence: Sentence, start: int, limit: int) -> int:
    """The end of the words from `start` that no punctuation, date or figure interrupts."""
    match = _BREAK.search(sentence.text, start, limit)
    stop = match.start() if match else limit
    for symbol in sentence.between(start, stop, "TIME", "FIGURE", "COMPARISON", "STRONG", "CHANGE", "SHARE"):
        if symbol.kind == "CHANGE" and (
            sentence.text.startswith(" than", symbol.end)
            or re.search(r"\b(?:sentence|tax|debt|penalty|price|weight)\s$", sentence.text[start : symbol.start])
        ):
            # "held for more than five years", "requests for sentence reduction"
            continue
        stop = symbol.start
        break
    return _trimmed(sentence.text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and not text[stop - 1].isalnum():
        stop -= 1
    loose = _LOOSE_END.search(text, start - 1, stop)
    return loose.start() if loose else stop


def _clause_end(sentence: Sentence, end: int, start: int, limit: int, word: str, unit: Unit) -> int:
    """The end of a relative clause; `end` where the clause says no more than other slots do."""
    text = sentence.text
    verbs = _VERB.finditer(text, start, limit)
    first = next(verbs, None)
    # "who [had] [dropped] out": one verb
    second = next((verb for verb in verbs if first is not None and verb.start() > first.end()), None)
    if word == "who" and first is not None and _OWN_VERB.match(text, start, first.start()):
        # "drivers who [drink] [can] lose …": a verb that no list knows
        second = first
    match = _BREAK.search(text, start, limit)
    stop = min(second.start() if second else limit, match.start() if match else limit)
    for symbol in sentence.between(start, stop, "CHANGE", "SHARE"):
        stop = symbol.start
        break
    if any(start <= figure.start <= stop + 1 for figure in sentence.figures):
        # "people who had run 260 companies": what the other figure counts is its own record.
        return end
    quoted = text[stop : stop + 2].strip()[:1] in ("“", '"')
    stop = _cut(sentence, start, stop)
    if quoted:
        # "servants who had acted as “umbrellas”": cut in the middle, it says nothing.
        return end
    if stop <= start or len(text[end:stop].split()) > (_MOST_WORDS if unit is not Unit.ITEMS else _MOST_WORDS - 4):
        return end
    if word in ("that", "which") and (
        _BODY.match(text, start) or any(s.start - start < 6 for s in sentence.between(start, stop, "SOURCE"))
    ):
        # "cases that the SPP made public": what a body did with them is no trait of theirs.
        return end
    if word in ("who", "that"):
        for symbol in sentence.between(start, stop, "ACTION"):
            if symbol.value in PEOPLE_STAGES and _PASSIVE.fullmatch(text, start, symbol.start):
                # "people who were later prosecuted": the action slot says it.
                return end
    return stop


def _participle_end(sentence: Sentence, begin: int, end: int, match: re.Match[str], limit: int) -> int:
    """The end of a participle's phrase; `end` where the participle is a verb, or says what other slots say."""
    text = sentence.text
    word, following = match.group("word"), match.group("next").lower()
    start = match.start("word")
    if word in _INTRANSITIVE or word in _NO_PARTICIPLE or following in ("over", "as"):
        return end
    if following == "by" and word in _NAMED_CLOSELY and _BY_BODY.match(text, match.end("word")):
        # "cases filed by prosecutors": who did it narrows nothing.
        return end
    if word == "committed" and following in ("in", "across", "during", "on"):
        return end
    told = () if word in _NAMED_CLOSELY else ("REPORT",)
    if not match["adverb"] and sentence.between(start, match.end("word") + 1, "CHANGE", "SHARE", "COMPARISON", *told):
        return end
    staged = any(symbol.start == start for symbol in sentence.between(start, limit, "ACTION"))
    if not match["adverb"] and (word in _STAGE or (staged and word not in _NAMED_CLOSELY)):
        if not (following == "at" or (word in ("seized", "confiscated") and following == "in")):
            return end
    if (word, following) in _SENT_TO:
        return end
    if not word.endswith("ing"):
        if following not in _PREPOSITIONS:
            return end
        if (
            following not in ("by", "at")
            and _is_subject(sentence, begin)
            and not _verb_follows(sentence, match.end("word"))
        ):
            # "five men [walked] into the bank"
            return end
    stop = _cut(sentence, start, limit)
    verb = _VERB.search(text, match.end("word"), stop) or _LEXICAL.search(text, match.end("word"), stop)
    if verb:
        stop = _trimmed(text, start, verb.start())
    for symbol in sentence.between(match.end("word"), stop + 1, "OFFENCE", "PLACE"):
        if symbol.kind == "OFFENCE" and word not in _ACCUSED and not word.endswith("ing"):
            # "judgments obtained through false litigation", but "put on probation for theft"
            if symbol.end >= stop and re.search(r"\b(?:for|over)\s+$", text[start : symbol.start]):
                stop = _trimmed(text, start, symbol.start)
            continue
        if len(text[start : symbol.start].split()) <= (4 if symbol.kind == "OFFENCE" else 2):
            # "people suspected of theft", "men living in Beijing"
            return end
        stop = _trimmed(text, start, symbol.start)
        break
    return stop if match.end("word") < stop and len(text[end:stop].split()) <= _MOST_WORDS else end


def _phrase_end(sentence: Sentence, end: int, start: int, limit: int) -> int:
    """The end of a complement: "to [government agencies]"."""
    stop = _cut(sentence, start, limit)
    match = _PHRASE_END.search(sentence.text, start, stop)
    if match:
        stop = _trimmed(sentence.text, start, match.start())
    if stop <= start or len(sentence.text[end:stop].split()) > 8:
        return end
    if sentence.between(start, stop, "OFFENCE", "FIGURE"):
        return end
    return stop
