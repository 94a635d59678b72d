"""Who or what a figure counts, as written.

The noun beside the figure comes first; where it is left out, the words of the
clause that name it: its subject ("[Visits in person] fell by 5 percent"), the
number it is of ("the number of [suspects] rose to 90"), the whole that opens
the sentence ("Of [those charged], 40 …"), or the figure it leans on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Label, Statistic, Unit
from .actions import PEOPLE_STAGES
from .goods import goods
from .nouns import counts, normal, read_noun
from .scene import Figure, Noun, Sentence

PARTITIVE = re.compile(
    r"^\s*(?:of|among)\s+(?:(?:all|both)\s+)?(?:them|whom|which|these|those|it|the total|the whole)\b(?!\s+(?:prosecuted|charged|indicted|arrested|convicted|sentenced|who|aged|under|with|accused|involved|whose|detained|caught|held))", re.IGNORECASE
)
_OF_WHOLE = re.compile(r"^\s*(?:of|in|among)\s+(?:(?:all|the|its|their|those|these|such|every)\s+)*", re.IGNORECASE)
_OF_THOSE = re.compile(r"^\s*(?:of|among|in)\s+(?:all\s+)?(?=those\b)", re.IGNORECASE)
_OF_THOSE_DONE = re.compile(r"^\s*(?:of|among|in)\s+(?:all\s+)?those\s+(?!involved|concerned)[\w-]+(?:ed|ught|en)\b(?!\s+by\b)", re.IGNORECASE)
_OF_COUNTED = re.compile(r"^\s*of\s+(?:the|these|those|all)?\s*$", re.IGNORECASE)
_SHARE_WORDS = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_RANKS = re.compile(r"\b(?:came|come|comes|ranked|ranks?|remained|remains|followed|ahead of|was the (?:most|leading|main|top)|were the (?:most|leading|main|top)|next|and)\b", re.IGNORECASE)
_OF_NAMED = re.compile(r"^\s*of\s+(?:(?:all|the|these|its|their)\s+)+(?!latter|former|kind|total|same)(?=[a-z])", re.IGNORECASE)
_NUMBER_OF = re.compile(
    r"\b(?:(?:numbers?|proportion|share|percentage|total|count|amounts?|value|quantity|volume|weight)\s+of|(?:that|those)\s+of)\s+(?:the\s+)?",
    re.IGNORECASE,
)
# "the number charged with …", "the total in custody": what is counted is left out.
_NUMBER_ALONE = re.compile(r"\bthe\s+(?:number|total|figure)s?\s+(?:[\w-]+(?:ed|ing|ught|held)|for|in)\b", re.IGNORECASE)
_RESUMED = re.compile(r"\b(?:the|that|their|its)\s+(?:number|figure|total|tally|sum|caseload|share)s?$|\b(?:it|they)$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:\s|,|and\b|but\b|with\b|while\b|meanwhile\b|also\b|as\b|in\b[^,]{0,160},|over\b[^,]{0,60},|during\b[^,]{0,60},|the\b|for\b[^,]{0,40},|--|among\b[^,]{0,60},|from\b[^,]{0,40},|nationwide\b|that\b|taken together,|[\"“])*",
    re.IGNORECASE,
)
_NOMINAL = re.compile(r"^(?:[\w-]+\s+){0,2}?(?:prosecutions?|charges?|arrests?|indictments?|convictions?|investigations?|detentions?|approvals?)\b(?! cases)", re.IGNORECASE)
_CHARGES = re.compile(r"\b(?:prosecutions?|charges?|indictments?)\s+(?:for|of|over)\b", re.IGNORECASE)
_CLAUSE_AND = re.compile(r",?\s+(?:and|but|while)\s+(?:that\s+)?(?=[\w’'-]+)", re.IGNORECASE)
_SUBORDINATE = re.compile(r"^(?:Although|Though|While|Whereas|As|When|After)\s")
_PREPOSED = re.compile(r"^\s*(?:In|Among|Of|For|Across|Over)\s")
_ADVERBS = re.compile(r"(?:\s+(?:together|alone|also|now|still|already|in particular|meanwhile|combined|which|that|were|was|is|are|had|has|have|been|thus|only|just|then))+$", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:--\s*|[\"“]|Meanwhile,\s*)?(?:(?P<of>Of|Among|Out of)\s+(?:all\s+)?(?=(?:the|those)\s+(?!total|remainder|rest\b)[a-z])(?:the\s+)?|In\s+the\s+(?=(?:[\w-]+\s+){0,4}cases\b))",
)
_GERUND = re.compile(r"^(?:those of\s+)?[a-z-]+ing\s+[a-z]")
_INCLUDED = re.compile(r"^(?:--\s*)?(Those\s.{5,60}?)\s+(?:included|include|comprised)\s+$")
_PREDICATE = re.compile(r"^\s*(?:of\s+the\s+[\w’'-]+\s+)?(?:are|were)\s+(?!not\b|also\b)(?=[a-z])", re.IGNORECASE)
_PLACED = re.compile(r"^\s*(?P<part>(?:of|among)\s+(?:them|whom|which|these)\s+)?(?P<phrase>(?:over|in|on|from|under)\s+(?!charges|suspicion|custody|prison|connection|the\s+(?:first|same|past|last))[a-z][^,;.()]*)")
_APPOSED = re.compile(r"(?:,\s*or|,|\bor)\s*$")
_APPOSED_END = re.compile(r"^\s*of\s+(?:[\w’'-]+\s+){0,6}?[\w’'-]+\s*(?:$|[,.;)]|\s(?:in|last|compared|from|and)\b)")
_AS_MANY = re.compile(r"^\s*as\s+(?:many|much)\s+(?!as\b)(?=[a-z])")
_COUNT_GONE = re.compile(
    r"\s*(?:[,.;)]|(?:was|were|is|are|had|have|has|in|on|for|from|to|at|by|held|came|got|involving|involved|concerned|over|between|during|since|under|with|charged|prosecuted|sentenced)\b|$)"
)
_NO_ACTOR = frozenset(
    """figure number total rate sum value proportion share practice it they which that average trend practices figures numbers
    amount amounts rise increase decrease drop decline growth higher lower up down percent half latter former others""".split()
)


def read_nouns(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> None:
    """Set the noun beside a COUNT and with it the unit; mark a figure that stands without one."""
    if figure.label != Label.COUNT:
        return
    limit = _noun_limit(figure, sentence)
    text = sentence.text
    start = figure.end
    part = PARTITIVE.match(text[start:limit])
    if part:
        start += part.end()
        if _COUNT_GONE.match(text[start:limit]):
            return
    elif _OF_NAMED.match(text[start:limit]):
        named = _named_whole(figure, sentence, limit, units)
        if named is not None and figure.unit is None and named.head in units:
            figure.unit = named.unit
        return
    noun = read_noun(sentence, start, limit, units, clauses=not _opens_sentence(figure, sentence))
    if noun is None or noun.start - start > 25 or (figure.value != 1 and not counts(noun, units)):
        return
    if noun.text == "others" and _counted_before(figure, sentence):
        # "open 40 cases and drop 12 others"
        return
    figure.noun = noun
    figure.unit = noun.unit


def _opens_sentence(figure: Figure, sentence: Sentence) -> bool:
    return sentence.text[sentence.start : figure.start].strip().lower() in ("of the", "among the", "-- of the")


def _counted_before(figure: Figure, sentence: Sentence) -> bool:
    return any(other.noun is not None for other in sentence.figures[: figure.index])


def _named_whole(figure: Figure, sentence: Sentence, limit: int, units: Mapping[str, Unit]) -> Noun | None:
    """"281 of the [defendants]"."""
    match = _OF_NAMED.match(sentence.text[figure.end : limit])
    return read_noun(sentence, figure.end + match.end(), limit, units, clauses=False) if match else None


def _noun_limit(figure: Figure, sentence: Sentence) -> int:
    following = sentence.after(figure)
    return following.start if following is not None else sentence.end


def link_actor(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> None:
    """Fill the actor that the figure's own words give; the rest is inherited."""
    statistic = figure.statistic
    noun: Noun | None = None
    many = _AS_MANY.match(sentence.text[figure.end : figure.end + 30]) if statistic is Statistic.RATIO else None
    if many:
        noun = read_noun(sentence, figure.end + many.end(), _noun_limit(figure, sentence), units)
    elif figure.label == Label.AMOUNT and statistic is Statistic.AMOUNT:
        noun = goods(figure, sentence, units)
    elif statistic is Statistic.COUNT:
        noun = figure.noun or _count_noun(figure, sentence, units)
    elif statistic is Statistic.SHARE:
        noun = _share_noun(figure, sentence, units)
    elif statistic is Statistic.RATE:
        noun = figure.noun
    elif figure.noun is not None:
        noun = figure.noun
    elif figure.role == "object":
        noun = _object_noun(figure, sentence, units)
    elif figure.role == "predicate":
        noun = subject_noun(figure, sentence, units)
        if noun is None:
            _change_without_noun(figure, sentence)
    if noun is None and statistic is Statistic.AMOUNT and PARTITIVE.match(sentence.text[figure.end : figure.end + 16]):
        whole = next((f for f in reversed(sentence.figures[: figure.index]) if f.statistic is Statistic.AMOUNT), figure.base)
        if whole is not None:
            figure.inherit("actor", whole, "actor.part")
    if noun is not None:
        figure.take("actor", noun.text, [(noun.start, noun.end)], "actor.noun")


def _subject_words(figure: Figure, sentence: Sentence) -> str:
    if figure.subject is None:
        return ""
    return _ADVERBS.sub("", sentence.text[figure.subject[0] : figure.subject[1]].rstrip(" ,"))


def _change_without_noun(figure: Figure, sentence: Sentence) -> None:
    """A change whose subject is charges has no actor; one without a subject is that of its base."""
    words = _subject_words(figure, sentence)
    if _NUMBER_ALONE.search(words) or _CHARGES.search(words) or _NOMINAL.match(words.strip(" ,")):
        figure.blocked.add("actor")
        return
    base = figure.base
    if base is not None and base.actor is not None:
        first, last = figure.subject or (0, 0)
        rest = words
        for symbol in sentence.between(first, last, "TIME", "COMPARISON"):
            rest = rest.replace(sentence.text[symbol.start : symbol.end], "")
        if not re.search(r"[a-z]{3,}", rest.replace("and", "")) or _RESUMED.search(words.strip(" ,")):
            figure.inherit("actor", base, "actor.base")


def _count_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """What a count without a noun of its own counts."""
    text = sentence.text
    limit = _noun_limit(figure, sentence)
    named = _named_whole(figure, sentence, limit, units)
    predicate = _PREDICATE.match(text[figure.end : limit])
    if predicate:
        start = figure.end + predicate.end()
        noun = read_noun(sentence, start, limit, units)
        if noun is not None and noun.start - start < 6 and noun.unit is Unit.PEOPLE and noun.head.endswith(("s", "men")):
            return noun
    if named is not None:
        return named
    if figure.role == "predicate" and figure.subject is not None:
        noun = subject_noun(figure, sentence, units)
        if noun is not None:
            return noun
        words = _subject_words(figure, sentence)
        if _NUMBER_ALONE.search(words) or _CHARGES.search(words):
            figure.blocked.add("actor")
            return None
    if figure.earlier and figure.base is not None:
        return None
    noun = _opening_noun(figure, sentence, units)
    if noun is not None:
        return noun
    noun = _number_noun(figure, sentence, units)
    if noun is not None:
        return noun
    _placed(figure, sentence, limit)
    return None


def _opening_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """"Of [those charged], 40 …", "Among the [children] traced, 7 …", "In the [cases], …, 30 percent"."""
    text = sentence.text
    opening = _OPENING.match(text[sentence.start : min(sentence.end, sentence.start + 40)])
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
    included = _INCLUDED.match(text[sentence.start : first_figure.start]) if first_figure.start - sentence.start < 80 else None
    if included:
        begin = sentence.start + included.start(1)
        return Noun(begin, begin + len(included.group(1)), normal(included.group(1)), "those", Unit.PEOPLE)
    return None


def _number_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """"The number of [suspects] rose for the first time in four years, to 90"."""
    begin, _ = sentence.clause(figure)
    before = sentence.before(figure)
    text = sentence.text
    start = max(begin, before.end) if before is not None else begin
    of = None
    for match in _NUMBER_OF.finditer(text, start, figure.start):
        of = match
    if of is None:
        gap = text[before.end : figure.start] if before is not None and before.end >= begin else ""
        if before is not None and before.rules.get("actor") == "actor.number" and re.match(r"^[^,;]{0,45}\bto\s*$", gap):
            figure.inherit("actor", before, "actor.number")
        return None
    if text[of.start() : of.end()].lower().startswith(("that", "those")) and figure.start - of.end() < 3:
        return None
    noun = read_noun(sentence, of.end(), figure.start, units)
    if noun is None or noun.head in _NO_ACTOR:
        return None
    figure.take("actor", noun.text, [(noun.start, noun.end)], "actor.number")
    return None


def _placed(figure: Figure, sentence: Sentence, limit: int) -> None:
    """"18,000 of them [over tax-related goods]": the base's noun with the words that narrow it."""
    base = figure.base
    if base is None or base.actor is None or base.sentence is not sentence or figure.role != "plain":
        return
    match = _PLACED.match(sentence.text[figure.end : limit])
    if not match:
        return
    before = sentence.before(figure)
    row = before is not None and before.rules.get("actor") == "actor.placed"
    if not match["part"] and not row and not sentence.text[sentence.start : figure.start].rstrip().endswith(("among them", "including")):
        return
    start = figure.end + match.start("phrase")
    end = figure.end + match.end("phrase")
    end -= len(sentence.text[start:end]) - len(re.sub(r"\s+(?:and|or|with)\s*$", "", sentence.text[start:end]).rstrip())
    if sentence.between(start, end + 1, "OFFENCE", "TIME", "PLACE") or len(sentence.text[start:end].split()) > 7:
        return
    actor = before.base.actor if row and before is not None and before.base is not None else base.actor
    if actor:
        figure.take("actor", f"{actor} {normal(sentence.text[start:end])}", [*base.evidence.get("actor", []), (start, end)], "actor.placed")


def subject_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The noun of the figure's subject: "[Visits in person] fell", "the number of [suspects] rose"."""
    if figure.subject is None:
        return None
    start, end = figure.subject
    text = sentence.text
    of = None
    for match in _NUMBER_OF.finditer(text, start, end):
        of = match
    if of is not None:
        noun = read_noun(sentence, of.end(), end, units)
        if noun is not None and (noun.head in _NO_ACTOR or _GERUND.match(noun.text)):
            return None
        return noun
    lead = _LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    for symbol in sentence.between(start, end, "TIME"):
        if symbol.start - start < 4:
            start = symbol.end
            lead = _LEADING.match(text[start:end])
            start += lead.end() if lead else 0
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
    if _NOMINAL.match(text[start:end].lstrip()):
        return None
    noun = read_noun(sentence, start, end, units, subject=True)
    if noun is None or noun.start - start > 20 or noun.head in _NO_ACTOR or noun.text.split()[0] in _NO_ACTOR:
        return None
    return _whole_subject(noun, sentence, end)


def _whole_subject(noun: Noun, sentence: Sentence, end: int) -> Noun:
    """A subject goes on up to its verb: "[children left behind by their parents] made up …", "[A, B and C] …"."""
    text = sentence.text
    rest = _ADVERBS.sub("", text[noun.end : end].rstrip(" ,"))
    words = len(rest.split())
    if not words or words > 11 or sentence.between(noun.end, noun.end + len(rest), "FIGURE", "TIME", "ACTION", "STRONG", "CHANGE"):
        return noun
    listed = re.match(r"^(?:,\s[\w\s’'-]+)*,?\s+and\s[\w\s’'-]+$", rest)
    narrowing = re.match(r"^\s+(?:in|of|on|by|from|at|with|filed|reported|left|over|under|against|to|concerning)\s[\w\s’'-]+$", rest)
    if listed or (narrowing and not re.search(r"\b(?:for|were|was|had|has|said)\b", rest)):
        stop = noun.end + len(rest)
        if narrowing and noun.unit is Unit.CASES and sentence.between(noun.end, stop + 1, "OFFENCE"):
            return noun
        return Noun(noun.start, stop, normal(text[noun.start : stop]), noun.head, noun.unit)
    return noun


def _share_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The part where a noun names it, else the whole."""
    text = sentence.text
    if figure.earlier and figure.base is not None:
        return None
    limit = _noun_limit(figure, sentence)
    rest = text[figure.end : limit]
    part = PARTITIVE.match(rest)
    following = sentence.after(figure)
    if following is not None and following.label == Label.COUNT and _OF_COUNTED.match(rest):
        # "96 percent of the 1,700 [suspects]"
        return following.noun
    if part and not _OF_THOSE_DONE.match(rest):
        start = figure.end + part.end()
        if re.match(r"\s+(?:[a-z][\w'’-]*)", text[start:limit]) and not re.match(
            r"\s+(?:was|were|is|are|had|have|has|in|on|for|from|to|at|by|held|came|got|worked|involv|concern|over|between|during|since|under|with|did|do|said|could|would|will|that|which|who|—|--|being|having|went|arose|took|led|[a-z]+ed\b|the\b|last\b|this\b)", text[start:limit]
        ):
            noun = read_noun(sentence, start, limit, units)
            if noun is not None and noun.start - start < 6:
                return noun
        if figure.subject is None:
            return None
    before = sentence.before(figure)
    whole = _OF_WHOLE.match(rest)
    if before is not None and figure.subject is None and whole and not part and _apposed(figure, before, sentence, rest):
        main = sentence.main_before(figure) or before
        if main.actor is not None:
            figure.inherit("actor", main, "actor.apposed")
            return None
    if _OF_THOSE_DONE.match(rest) and (figure.subject is None or not _SHARE_WORDS.search(text[figure.subject[0] : figure.subject[1]])):
        return read_noun(sentence, figure.end + rest.index("those"), limit, units)
    if figure.subject is not None:
        subject = subject_noun(figure, sentence, units)
        if subject is not None and not sentence.between(figure.subject[0], subject.end, "PLACE"):
            return _share_part(figure, subject, whole, part is not None, sentence, limit, units)
        if subject is None and _RESUMED.search(_subject_words(figure, sentence).strip(" ,")):
            return None
    those = _OF_THOSE.match(rest)
    if those:
        return read_noun(sentence, figure.end + those.end(), limit, units)
    if whole and not part:
        noun = read_noun(sentence, figure.end + whole.end(), limit, units)
        if noun is None or noun.text.endswith("total"):
            return None
        if whole.group().lstrip().lower().startswith("in") and not (noun.head in units or noun.head.endswith("s")):
            return None
        if not re.match(r"\s*in\b", rest) or noun.unit is not Unit.ITEMS:
            return noun
        return None
    in_one = re.match(r"\s+(?=[a-z][\w-]+s\b)", rest) if figure.form == "portion" else None
    if in_one:
        return read_noun(sentence, figure.end + in_one.end(), limit, units)
    return _ranked(figure, sentence, units) or _opening_noun(figure, sentence, units) or _number_noun(figure, sentence, units)


def _ranked(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """"[Theft] remained the leading charge, with 20 percent", "next came [those over fraud], with 9 percent"."""
    text = sentence.text
    before = sentence.before(figure)
    start = max(sentence.clause(figure)[0], before.end) if before is not None else sentence.clause(figure)[0]
    left = text[start : figure.start]
    if not re.search(r"\b(?:with|at)\s+(?:only\s+)?$", left) or not _RANKS.search(left):
        return None
    those = re.search(r"\bthose\s+(?:over|on|for|of|concerning|involving)\b", left)
    if those:
        return read_noun(sentence, start + those.start(), figure.start, units)
    named = sentence.between(start, figure.start, "OFFENCE")
    if not named:
        return None
    return Noun(named[0].start, named[0].end, normal(text[named[0].start : named[0].end]), normal(text[named[0].start : named[0].end]), Unit.CASES)


def _apposed(figure: Figure, before: Figure, sentence: Sentence, rest: str) -> bool:
    """Whether the share says how much of a whole the figure before is: "267 million people, or 19 percent of …"."""
    gap = sentence.text[before.end : figure.start]
    if not before.primary or ";" in gap or not _APPOSED.search(gap):
        return False
    return gap.rstrip().endswith("or") or bool(_APPOSED_END.match(rest))


def _share_part(
    figure: Figure,
    subject: Noun,
    whole: re.Match[str] | None,
    partitive: bool,
    sentence: Sentence,
    limit: int,
    units: Mapping[str, Unit],
) -> Noun:
    """The subject, unless it is an offence and the whole is cases: "Fraud made up 40 percent of the [cases]"."""
    named = sentence.between(subject.start, subject.end + 1, "OFFENCE")
    if not named or named[0].start != subject.start or named[-1].end < subject.end or subject.head in units and named[0].end < subject.end:
        return subject
    if whole and not partitive:
        noun = read_noun(sentence, figure.end + whole.end(), limit, units)
        if noun is not None and noun.unit is Unit.CASES and not sentence.between(noun.start, noun.end + 1, "OFFENCE"):
            figure.part = noun
            return noun
    before = sentence.before(figure)
    if before is not None and before.statistic is Statistic.SHARE and before.part is not None and before.part.text == before.actor and before.part.unit is Unit.CASES and not whole:
        # The next of a row of offences has the cases of the first.
        figure.part = before.part
        return before.part
    return subject


def _object_noun(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """"a 68 percent increase in the number of [juvenile offenders]"."""
    limit = _noun_limit(figure, sentence)
    match = _NUMBER_OF.search(sentence.text, figure.end, limit)
    return read_noun(sentence, match.end(), limit, units) if match else None


def settle_unit(figure: Figure, base: Figure | None) -> None:
    """The unit of a COUNT without a noun: its base's, or people where the stage is one of persons."""
    if figure.unit is not None:
        return
    if base is not None and base.unit in (Unit.PEOPLE, Unit.CASES, Unit.ITEMS):
        figure.unit = base.unit
        if base.unit is not Unit.PEOPLE and figure.action in PEOPLE_STAGES and figure.role == "plain" and figure.action is not base.action:
            figure.unit = Unit.PEOPLE
        return
    figure.unit = Unit.PEOPLE if figure.action in PEOPLE_STAGES or figure.action is None else Unit.CASES
