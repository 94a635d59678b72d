"""Whether a fraction is a share and a multiple a ratio: both words have other uses.

"a third of them" is a share, "a third suspect" an ordinal, "the first half" a
period; "three times the figure" is a ratio, "three times a week" a frequency.
"""

from __future__ import annotations

from .quantity_scan import Candidate
from .regexes import lazy_regex

_OPENING = "(\"'“‘[（—–"


def _words(words: str) -> str:
    """An alternation of space-separated words."""
    return "|".join(words.split())


# Behind "of" no stretch of time may stand: "half of 2020", "a quarter of a century".
_SHARE_OF = lazy_regex(
    r" of (?!(?:an? |the )?(?:century|decade|year|hour|month|day|week)\b"
    r"|(?:this|last|next|the) (?:\w+ )?(?:year|month)\b|(?:19|20)\d\d\b)"
)
_SHARE_MORE = lazy_regex(rf" (?:{_words('more fewer less higher lower larger smaller greater')})\b")
# What may follow a share without "of": the end of a clause, a preposition, a verb.
_SHARE_END = lazy_regex(
    r"\s*(?:$|[.,;:)!?”\"—–]|--|\n)| (?:(?:year|month)[- ]on|"
    + _words(
        "ahead from in over to on compared and or this last during since within when while with after against "
        "than as at"
        " between by for were was are had have came involved who concerned among but the its their"
    )
    + r")\b"
)
_SHARE_LEADS = frozenset(
    "running by for to up down fell fall rose dropped declined decreased increased grew represented constituted"
    " comprised was were reached made totaled totalled took cut slashed reduced in shrank formed with and than at be is"
    " are almost exactly only just another the".split()
)
_NOT_HALF = lazy_regex(
    r"[- ](?:an? (?:year|hour|month|century|decade|day|week)|"
    + _words("year yearly day hour hearted brother sister past time way term price naked asleep truth open mast")
    + r")\b|-"
)
_HALF_THE = lazy_regex(
    rf" (?:the|its|their|his|all|these|those) (?!{_words('battle time way night day truth story season age')})[a-z]"
)
_HALF_VERB = lazy_regex(rf" (?:{_words('were was are had have came involved who concerned')})\b")
# "A third were women", "40 fled, and a quarter had no job": the subject of a clause. Before a verb that one
# person may have too ("A third had left"), it is an ordinal where others were told off before.
_CLAUSE_OPENS = lazy_regex(r"(?:^|[.;:!?\n][\"”]?\s+|,\s+(?:(?:and|while|but)\s+)?)$")
_PLURAL_VERB = lazy_regex(r" (?:were|are|have)\b")
_ANY_VERB = lazy_regex(
    rf" (?:{_words('had came did held knew took got fled went said spent')}|(?!(?:hund|ind)r?eed)[a-z]{{2,}}ed)\b"
)
_TOLD_OFF = lazy_regex(
    r"\b(?:an?|the) (?:first|second|third|fourth)\b(?! (?:of|were|are|have))|\banother\b"
    r"|\bone (?:man|woman|was|had|of)\b"
)
_PERIOD = lazy_regex(r" (?:year|month|day|hour)")
_ORDINALS = frozenset(
    "first second latter former last other past previous next third final each better these those consecutive"
    " following".split()
)
_TIMES_BEHIND = lazy_regex(
    r" (?:the (?!week|month|day|year\b)|(?:"
    + _words("that those as more higher larger greater bigger what its their fewer less lower faster from compared")
    + r"|than|increase|rise|growth|year[- ]on)\b|over (?:the same|last|20|19)|(?:last|the previous) year's|in 20\d\d's)"
)
_TIMES_LEAD = lazy_regex(
    r"\b(?:up|by|rose|risen|rising|rises?|grew|grown|growing|grow|was|were|(?:increas|jump|surg|soar"
    r"|multipl|climb|expand|swell|skyrocket|balloon)\w*|growth of"
    r"|(?:an?|the) (?:[\w-]+ )?(?:rise|increase|jump|growth|surge) of)"
    r"(?: \w+ly)?(?: by| to)?$"
)
_NO_TIMES = (" a ", " an ", " per ", " each ", " every ")
_RATIO_OF = lazy_regex(
    r" (?:the (?:[\w-]+ )?(?:"
    + _words(
        "figure number total sum amount level rate value volume tally count average size quantity caseload one"
        " share proportion percentage ratio haul toll record"
    )
    + r"|previous|same|combined|national|year-earlier|[1-9][\d,.]*(?= (?:of|in|from|a|the|recorded|seen|reported"
    r"|registered|counted|cases|people)\b))|that|those|what|(?:its|their) (?:level|figure|size|number|value)"
    r"|last year's|the 20\d\d|20\d\d's)\b"
)
# "doubled down", "doubled as a den", "double their efforts", "twice the legal limit".
_NO_RATIO = lazy_regex(
    r" down\b(?! to| on)| as (?:an?|the)\b| (?:(?:its|their|his|her|our|the) )?(?:"
    + _words("efforts fine penalty penalties reward resolve salary pay")
    + r")\b|[- ](?:the )?(?:legal |drink |statutory )?limit\b| (?:the|that) (?:legal|statutory|permitted|drink)"
)
# "to double", "a double": plans and adjectives; a figure's verb has its noun before it ("cases double").
_NO_VERB = frozenset(
    "to will would could may can should must might shall a an the not or and of on in for by its their his with was"
    " were is are be been paid pay pays got".split()
)


def no_fraction(low: str, candidate: Candidate, before: list[str], *, qualified: bool) -> str | None:
    """Why a fraction is no share, or None if it is one.

    Args:
        low: the text, lower-cased.
        candidate: the fraction; its ``plain`` says that its numerator is one.
        before: the words before it and its qualifier.
        qualified: whether it has a qualifier.
    """
    at = candidate.end
    last = before[-1].lstrip(_OPENING) if before else ""
    words = low[candidate.start : at]
    half = words == "half"
    if last in _ORDINALS or (half and (_NOT_HALF.match(low, at) or last == "a")):
        return "none.fraction"
    if low.startswith(" of ", at):
        share = _SHARE_OF.match(low, at) is not None
    elif not candidate.plain:
        # "three quarters" are nine months as often as 75 percent.
        share = "quarter" not in words or "-" in words or qualified or last not in ("the", "all", "for", "in")
    elif half:
        share = (
            qualified
            or last == "by"
            or _HALF_THE.match(low, at) is not None
            or _SHARE_MORE.match(low, at) is not None
            or (last in _SHARE_LEADS and _SHARE_END.match(low, at) is not None)
            or (_opens_clause(low, candidate) and _HALF_VERB.match(low, at) is not None)
            or _subject(low, candidate)
        )
    elif _SHARE_MORE.match(low, at) or "-" in words:
        share = not _PERIOD.match(low, at) or low.startswith(" year-on", at) or low.startswith(" year on", at)
    else:
        share = (qualified or last in _SHARE_LEADS) and _SHARE_END.match(low, at) is not None
        share = share or _subject(low, candidate)
    return None if share else "none.fraction"


def _opens_clause(low: str, candidate: Candidate) -> bool:
    return _CLAUSE_OPENS.search(low, max(0, candidate.start - 8), candidate.start) is not None


def _subject(low: str, candidate: Candidate) -> bool:
    """As in "A quarter had no job": the subject that opens a clause."""
    if not _opens_clause(low, candidate):
        return False
    if _PLURAL_VERB.match(low, candidate.end):
        return True
    start = max(0, candidate.start - 160)
    return _ANY_VERB.match(low, candidate.end) is not None and not _TOLD_OFF.search(low, start, candidate.start)


def no_multiple(low: str, candidate: Candidate, before: list[str]) -> str | None:
    """Why "times", "twice", "double" or "doubled" is no ratio or change, or None if it is one."""
    at = candidate.end
    if _NO_RATIO.match(low, at):
        return "none.ratio"
    if candidate.rule == "present-verb":
        return "none.ratio" if not before or before[-1] in _NO_VERB else None
    if candidate.form == "verb" or candidate.rule == "fold":
        return None
    if candidate.rule == "double":
        return None if _RATIO_OF.match(low, at) else "none.ratio"
    if _TIMES_BEHIND.match(low, at):
        return None
    if candidate.rule == "twice" or low.startswith(_NO_TIMES, at):
        return "none.frequency"
    if candidate.mantissa % 1 or _TIMES_LEAD.search(" ".join(before)):
        return None
    return "none.frequency"
