"""Where a sentence names what a figure counts, away from the figure.

Its subject ("[Visits in person] fell by 5 percent"), the number it is of ("the
number of [suspects] rose to 90") and the whole that opens the sentence ("Of
[those charged], 40 …").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Label, Statistic, Unit
from ..regexes import lazy_regex
from .narrowing import narrowed
from .nouns import normal, read_noun
from .scene import Figure, Noun, Sentence

NUMBER_OF = lazy_regex(
    r"\b(?:(?:numbers?|proportion|share|percentage|total|count|amounts?|value|quantity|volume|weight)\s+of"
    r"|(?:that|those)\s+of|(?:figure|total|tally|that)s?\s+for)\s+(?:the\s+)?",
    re.IGNORECASE,
)
RESUMED = lazy_regex(
    r"\b(?:the|that|their|its)\s+(?:number|figure|total|tally|sum|caseload|share)s?$|\b(?:it|they)$", re.IGNORECASE
)
LEADING = lazy_regex(
    r"^(?:\s|,|[*•-]|and\b|but\b|with\b|while\b|meanwhile\b|also\b|as\b|in\b[^,]{0,160},|over\b[^,]{0,60},"
    r"|during\b[^,]{0,60},|the\b|for\b[^,]{0,40},|--|among\b[^,]{0,60},|from\b[^,]{0,40},|nationwide\b|that\b"
    r"|taken together,|[\"“])*",
    re.IGNORECASE,
)
NOMINAL = lazy_regex(
    r"^(?!those\b|people\b|persons\b|suspects\b)(?:[\w-]+\s+){0,2}?(?:prosecutions?|charges?|arrests?|indictments?|convictions?|investigations?"
    r"|detentions?|approvals?)\b(?! cases)",
    re.IGNORECASE,
)
_PARTICIPLE = lazy_regex(
    r"(?:[A-Z][a-z]+(?:ed|ing)|Broken|Taken|Given|Seen|Put|Spread|Split|Set)\s+(?:down\s+|out\s+)?"
    r"(?:by|in|into|to|as|on|with|against|together|across|over|from)\b[^,;]*,\s+"
)
_NEW_CLAUSE = lazy_regex(r",\s+(?:and|but|while|yet|so)\s+")
_FINITE = lazy_regex(r"\b(?:has|have|had|is|was|were|are|will|can|does|did)\b")
_PRONOUN = lazy_regex(r",\s+(?:it|they)\b")
_CLAUSE_AND = lazy_regex(r",?\s+(?:and|but|while)\s+(?:that\s+)?(?=[\w’'-]+)", re.IGNORECASE)
_SUBORDINATE = lazy_regex(r"^(?:Although|Though|While|Whereas|As|When|After)\s")
_PREPOSED = lazy_regex(r"^\s*(?:In|Among|Of|For|Across|Over)\s")
_ADVERBS = lazy_regex(
    r"(?:\s+(?:together|alone|also|now|still|already|in particular|meanwhile|combined|which|that|were|was|is"
    r"|are|had|has|have|been|thus|only|just|then))+$"
    # The verb of a level: "[suspects] reached 40".
    r"|(?:\s+(?:has|have|had))?\s+(?:numbered|reached|totall?ed|exceeded|topped|hit|averaged|passed|surpassed|stood\s+at"
    r"|came\s+to|amounted\s+to|added\s+up\s+to|ran\s+to|(?:rose|fell|grew|climbed|dropped|came|went|crept|inched|edged)"
    r"(?:\s+(?:back|down|up))?\s+(?:to|from|by))$",
    re.IGNORECASE,
)
# "It has[, in short,] halved"
_ASIDE = lazy_regex(r",\s+(?:in|by|for|of|on)\s+[a-z]+(?:\s+[a-z]+){0,2}$")
_OPENING = lazy_regex(
    r"^(?:--\s*|[\"“]|Meanwhile,\s*)?(?:(?P<of>Of|Among|Out of)\s+(?:all\s+)?(?=(?:the|those)\s+(?!total"
    r"|remainder|rest\b)[a-z])(?:the\s+)?|In\s+the\s+(?=(?:[\w-]+\s+){0,4}cases\b))",
)
_OF_THOSE = lazy_regex(r"\s*(?:of|among)\s+(?:all\s+)?(?=(?:those|the)\s[\w\s-]+,)(?:the\s+)?(?P<of>)")
_INVERTED = lazy_regex(
    r"(?:--\s*|[-•*]\s*)?(?:Among|Of|Included among|Counted among)\s+(?:(?:the|these|all)\s+)*"
    r"(?P<noun>(?!them\b|these\b|which\b)[a-z][^,;:]{3,80}?)\s+(?:was|were|are)\s+"
    r"(?:also\s+|only\s+|some\s+|just\s+)?$"
)
_GERUND = lazy_regex(r"^(?:those of\s+)?[a-z-]+ing\s+[a-z]")
_INCLUDED = lazy_regex(r"^(?:--\s*)?(Those\s.{5,60}?)\s+(?:included|include|comprised)\s+$")
NO_ACTOR = frozenset(
    """figure number total rate sum value proportion share practice it they which that average trend practices
    figures numbers amount amounts rise increase decrease drop decline growth higher lower up down
    percent half latter former tally tallies toll count caseload docket
    quantity weight value volume
    others""".split()
)


def noun_limit(figure: Figure, sentence: Sentence) -> int:
    """Where the words of a figure end: at the next figure, else at the end of the sentence."""
    following = sentence.after(figure)
    return following.start if following is not None else sentence.end


def subject_words(figure: Figure, sentence: Sentence) -> str:
    """The subject of a figure without the adverbs and auxiliaries behind it; empty without one."""
    if figure.subject is None:
        return ""
    words = _ASIDE.sub("", sentence.text[figure.subject[0] : figure.subject[1]].rstrip(" ,"))
    return _ADVERBS.sub("", words)


def subject_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The noun of the figure's subject: "[Visits in person] fell", "the number of [suspects] rose"."""
    if figure.subject is None:
        return None
    start, end = figure.subject
    text = sentence.text
    of = None
    for match in NUMBER_OF.finditer(text, start, end):
        of = match
    if of is not None:
        noun = read_noun(sentence, of.end(), end, units)
        if noun is not None and (noun.head in NO_ACTOR or _GERUND.match(noun.text)):
            return None
        return noun
    for symbol in sentence.between(start, end, "STRONG"):
        if not symbol.value.startswith(("--", "—", "–")) and symbol.end < end - 3:
            # "…, with 40 guns; the [smuggling of ivory] for 12"
            start = symbol.end
    lead = LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    for symbol in sentence.between(start, end, "TIME", "COMPARISON"):
        if symbol.start - start < 4:
            start = symbol.end
            lead = LEADING.match(text[start:end])
            start += lead.end() if lead else 0
    clauses = [m.end() for m in _NEW_CLAUSE.finditer(text, start, end) if _FINITE.search(text, start, m.start())]
    if clauses:
        # "Parcels have become a prize, and [thefts] tripled"
        start = clauses[-1]
    opening = _PARTICIPLE.match(text, start, end)
    if opening:
        # "Broken down by charge, the [cases] comprised 40 …"
        start = opening.end()
        lead = LEADING.match(text[start:end])
        start += lead.end() if lead else 0
    if _PRONOUN.search(text, start, end) and RESUMED.search(subject_words(figure, sentence)):
        return None
    before = sentence.before(figure)
    if before is not None and before.end <= start:
        # What stands between a figure and ", and" is of the clause before.
        joint = None
        for match in _CLAUSE_AND.finditer(text, start, end):
            if sentence.between(start, match.start(), "ACTION", "TIME", "CHANGE") or text[match.start()] == ",":
                joint = match
                break
        if joint is not None and not re.match(r"\s*[,;]", text[start : joint.start()]):
            start = joint.end()
        elif _SUBORDINATE.match(text[sentence.start : sentence.start + 12]) and "," in text[start:end]:
            start = text.rindex(",", start, end) + 1
    elif _PREPOSED.match(text[figure.subject[0] : end]) and "," in text[start:end]:
        # "In cases of A, B and C, [minors] accounted for …": the subject follows the last comma.
        comma = text.rindex(",", start, end) + 1
        if not re.search(r"\band\b", text[comma:end]):
            start = comma
    if NOMINAL.match(text[start:end].lstrip()):
        return None
    noun = read_noun(sentence, start, end, units, subject=True)
    if noun is None or noun.start - start > 20 or noun.head in NO_ACTOR or noun.text.split()[0] in NO_ACTOR:
        return None
    return _whole_subject(noun, sentence, end)


_PLACED = lazy_regex(
    r"\s+(?:in|across|of)\s+(?:the|this|that)\s+(?:city|province|county|country|region|municipality|capital|district)\b"
)


def _whole_subject(noun: Noun, sentence: Sentence, end: int) -> Noun:
    """A subject goes on up to its verb: "[children left behind by their parents] made up …", "[A, B and C] …"."""
    text = sentence.text
    rest = _ADVERBS.sub("", text[noun.end : end].rstrip(" ,"))
    words = len(rest.split())
    if (
        not words
        or words > 11
        or sentence.between(noun.end, noun.end + len(rest), "FIGURE", "TIME", "ACTION", "STRONG", "CHANGE")
    ):
        return noun
    listed = re.match(r"^(?:,\s[\w\s’'-]+)*,?\s+and\s[\w\s’'-]+$", rest)
    narrowing = re.match(
        r"^\s+(?:in|of|on|by|from|at|with|filed|reported|left|over|under|against|to|concerning)\s[\w\s’'-]+$", rest
    )
    if listed or (narrowing and not re.search(r"\b(?:for|were|was|had|has|said)\b", rest)):
        stop = noun.end + len(rest)
        offence = noun.unit is not Unit.ITEMS and sentence.between(noun.end, stop + 1, "OFFENCE")
        if narrowing and (offence or _PLACED.match(rest)):
            # The offence and the place are slots of their own.
            return noun
        return Noun(noun.start, stop, normal(text[noun.start : stop]), noun.head, noun.unit)
    return noun


def opening_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """For "Of [those charged], 40 …", "Among the [children] traced, 7 …", "In the [cases], …, 30 percent"."""
    text = sentence.text
    clause, _ = sentence.clause(figure)
    opening = _OPENING.match(text[sentence.start : min(sentence.end, sentence.start + 40)])
    if opening is None and clause > sentence.start:
        opening = _OF_THOSE.match(text[clause : figure.start])
        if opening:
            # "…: of those charged, 40 percent …"
            comma = text.find(",", clause, figure.start)
            return read_noun(sentence, clause + opening.end(), comma, units, clauses=False) if comma > 0 else None
    if opening:
        start = sentence.start + opening.end()
        first = sentence.figures[0].start
        if first - start < 4 or first > figure.start:
            return None
        comma = text.find(",", start, first)
        if comma < 0 or (opening["of"] is None and figure.statistic is not Statistic.SHARE):
            return None
        if sentence.between(sentence.start, figure.start, "STRONG") and ";" not in text[comma : figure.start]:
            return None
        return read_noun(sentence, start, comma, units, clauses=False)
    first_figure = sentence.figures[0]
    included = (
        _INCLUDED.match(text[sentence.start : first_figure.start]) if first_figure.start - sentence.start < 80 else None
    )
    if included:
        begin = sentence.start + included.start(1)
        return Noun(begin, begin + len(included.group(1)), normal(included.group(1)), "those", Unit.PEOPLE)
    return None


def inverted(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> bool:
    """For "Among the [officials] investigated were 87 [at county level]": the verb stands before its subject."""
    text = sentence.text
    match = _INVERTED.match(text[sentence.start : figure.start])
    if match is None or sentence.before(figure) is not None:
        return False
    start = sentence.start + match.start("noun")
    noun = read_noun(sentence, start, sentence.start + match.end("noun"), units, clauses=False, narrow=False)
    if noun is None or noun.head not in (*units, "those"):
        return False
    limit = noun_limit(figure, sentence)
    end = narrowed(sentence, noun.start, figure.end, limit, noun.head, noun.unit, bare=False, has_of=False)
    words = f"{noun.text} {normal(text[figure.end : end])}".strip()
    figure.take("actor", words, [(noun.start, noun.end), (figure.end, end)][: 1 + (end > figure.end)], "actor.inverted")
    figure.unit = noun.unit
    return True


def number_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """For "The number of [suspects] rose for the first time in four years, to 90"."""
    begin, _ = sentence.clause(figure)
    before = sentence.before(figure)
    text = sentence.text
    start = max(begin, before.end) if before is not None else begin
    of = None
    for match in NUMBER_OF.finditer(text, start, figure.start):
        of = match
    if of is None:
        gap = text[before.end : figure.start] if before is not None and before.end >= begin else ""
        if (
            before is not None
            and before.rules.get("actor") == "actor.number"
            and re.match(r"^[^,;]{0,45}\bto\s*$", gap)
        ):
            figure.inherit("actor", before, "actor.number")
        return None
    if text[of.start() : of.end()].lower().startswith(("that", "those")) and figure.start - of.end() < 3:
        return None
    noun = read_noun(sentence, of.end(), figure.start, units)
    if noun is None or noun.head in NO_ACTOR:
        return None
    if not sentence.between(noun.end, figure.start, "CHANGE") and sentence.between(
        noun.end + 2, figure.start, "ACTION"
    ):
        # "Courts close a record number of cases, acquit 40"
        return None
    figure.take("actor", noun.text, [(noun.start, noun.end)], "actor.number")
    if figure.label == Label.COUNT and figure.unit is None and noun.head in units:
        figure.unit = noun.unit
    return None
