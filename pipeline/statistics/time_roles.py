"""What each time span of a sentence dates: a statement, an aside, what is compared with, or the figures.

An English sentence dates more than its figures: who said so and when ("the SPP
said on Thursday"), what a change is measured against ("than in 2016"), and
things named in passing ("a charge that was created in 2015"). Only what is left
may be the period of a figure.
"""

from __future__ import annotations

import re

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .scene import Figure, Sentence, Symbol

_CHANGES = (Statistic.CHANGE, Statistic.RATIO)
_DAYS = ("weekday", "day", "today")
# "than in 2016", "than were smashed between 2018 and 2020": all that follows "than" in its clause.
_THAN = lazy_regex(r"\bthan\b[^,;]*$", re.IGNORECASE)
# "down from 2020", where no size of the change is given
_UP_FROM = lazy_regex(
    r"\b(?:up|down|rise|fall|drop|increase|decrease|decline)\s+(?:from|on)\s+(?:that\s+(?:of|in)\s+)?$"
)
# "double the share recorded in", where the multiple is no figure
_DOUBLE = lazy_regex(
    r"\b(?:(?:double|twice|triple|treble|quadruple)\s+(?:the|that|those|its|their|what)"
    r"|(?:half|thirds?|quarters?|fifths?|tenths?)\s+(?:of\s+)?(?:the\s+(?:number|figure|total|level|sum|amount|rate|share)"
    r"|that|those|what))\b[^,;]*$"
)
# "half [the number of] 2019", "a tenth of that in 2012"
_THE_NUMBER_OF = lazy_regex(
    r"^\s*(?:of\s+)?(?:the\s+(?:number|figure|total|level|sum|amount)|that|those)"
    r"(?:\s+(?:recorded|seen|reported|registered))?\s+(?:of|in|for|during|from)\s+(?:the\s+)?$"
)
# "from the level of", "on", "over the total recorded in": a preposition, and a noun phrase of a few words.
_AGAINST = lazy_regex(
    r"\b(?:(?:compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|relative\s+to|against|versus|above|below|short\s+of|shy\s+of"
    r"|ahead\s+of|from)"
    r"(?:\s+(?!year\b|and\b|to\b|but\b|average\b)[\w'’-]+){0,7}"
    r"|(?<!year )(?<!month )(?<!quarter )(?:over|on)"
    r"(?:\s+(?:the|that|those|(?:[a-z]+\s+)?(?:level|number|figure|total|sum|amount|volume|tally|count)s?|recorded|seen|of"
    r"|in|for|during|whole|same|previous|preceding|all)){0,7}"
    r"|with(?:\s+the)?|as(?:\s+in)?(?:\s+the)?)\s+$",
    re.IGNORECASE,
)
# "times as many [last year] as in 2019": only the second "as" opens what is compared with.
_AS_MANY = lazy_regex(r"^\s*as\s+(?:many|much|high|large|big|often|common)\b", re.IGNORECASE)
_SECOND_AS = lazy_regex(r"^\s*as\s+\w+\b[^,;]*\bas\b[^,;]*$", re.IGNORECASE)
_OF_LEVEL = lazy_regex(
    r"^\s*(?:of\s+)?(?:that|those|the|what|its|their|his|as|last|in|on|of)\b[^,;]*$|^\s*$", re.IGNORECASE
)
# "compared with", "exceeded those for": what comes next is what the figures are measured against.
LEADING = lazy_regex(
    r"\b(?:(?:compared\s+(?:with|to)|against|versus|relative\s+to|in\s+contrast\s+(?:with|to))\s+(?:the\s+)?"
    r"|(?:exceed|surpass|topp|outstripp?|outnumber|outpac|eclips|dwarf|overtak|beat)(?:e?s|e?d|ing)?\s+"
    r"(?:that|those|the\s+(?:\w+\s+)?(?:figures?|numbers?|totals?|levels?|count|tally|sum))\s+(?:of|in|for|from"
    r"|recorded\s+in)\s+(?:the\s+)?)$",
    re.IGNORECASE,
    needs=(
        "compared",
        "against",
        "versus",
        "relative",
        "contrast",
        "exceed",
        "surpass",
        "topp",
        "outstrip",
        "outnumber",
        "outpac",
        "eclips",
        "dwarf",
        "overtak",
        "beat",
    ),
)
_ISSUED = lazy_regex(r"\b(?:issue|release|publish|unveil|submit|present|announce|made public)", re.IGNORECASE)
_HANDED_IN = lazy_regex(r"submitt|deliver|present", re.IGNORECASE)
_STATEMENT = lazy_regex(
    r"\b(?:reports?|data|figures|statistics|statement|paper|said|announced|circular|release|guideline|list|cases)\b",
    re.IGNORECASE,
)
# "The ministry [on Thursday] summed up": between subject and verb stands the day of a statement.
_MEDIAL = lazy_regex(r"^\s+(?:[a-z]+ly\s+)?[a-z]+(?:ed|s|t|ew|ave|id|an)\b")

# "was told in October that he owed": the one who is told reports nothing
_HEARD = lazy_regex(r"\b(?:was|were|been|is|are)\s+(?:\w+ly\s+)?(?:told|informed|warned|notified)$")
# "said [in August].", "announced [in May] that": not "said in May police had".
_SAID_IN = lazy_regex(r"^\s+(?:back\s+)?(?:in|on|early|late)(?:\s+(?:early|late))?\s+$")
_CLOSES = lazy_regex(r"\s*(?:[.,;]|that\b|$)")
# Clauses that say when or why something else was, or what a thing named in passing is.
_SUBORDINATE = lazy_regex(
    r",\s+(?:in\s+|during\s+|under\s+)?(?:which|who|whose|when|where|after|before|because|although|once|until"
    r"|now\s+that)\b"
    r"|\s(?:before|after|until|once|because)\s+(?:it|he|she|they)\s"
    r"|(?<!\bof )(?<!\bof all )(?<![\w-])(?:an?|the|this|that|its|their|one)\s+"
    r"(?!(?:number|total|share|proportion|rate|figure)\b)(?:(?!and\b|or\b)[\w'’-]+\s+){1,4}?"
    r"(?=(?:that|which|who)\s(?!of\b))"
)
_CLOSE = lazy_regex(r",\s|;|\s(?:--|—|–)\s")
# ", an offence [created in March]", ", the first rise since 2015": a noun phrase in apposition.
_APPOSITION = lazy_regex(r",\s+(?:an?|the|one\s+of)\s+(?!total\b|combined\b)(?=[a-z])")


def assign_roles(sentence: Sentence) -> None:
    """Mark each TIME symbol.

    ``attribution`` is the day of a statement, ``baseline`` what a change is
    measured against, ``founding`` the day of a law or body; all else is a
    ``period``, but only for the figures it is `visible` to. What stands in an aside dates nothing outside.
    """
    times = [symbol for symbol in sentence.symbols if symbol.kind == "TIME"]
    if times or sentence.figures:
        sentence.asides = _asides(sentence)
    for symbol in times:
        symbol.form = "period"
        if symbol.value["kind"] in (*_DAYS, "relative", "month") and _is_attribution(sentence, symbol):
            symbol.form = "attribution"
        elif symbol.value["kind"] not in ("past", "since") and _compared(sentence, symbol):
            symbol.form = "baseline"
        elif _founding(sentence, symbol):
            symbol.form = "founding"


# "a crackdown [launched in April]": its figures run from there; "ran from May to July" says it all.
_LAUNCHED = lazy_regex(
    r"\b(?:campaign|drive|crackdown|clampdown|operation|sweep|push|initiative|inspection|overhaul)\b[^.;]{0,60}?"
    r"\b(?:launched|begun|began|started|kicked\s+off|initiated|rolled\s+out|under\s+way|underway|in\s+force)"
    r"\s+(?:back\s+)?(?:in|on|at)?\s*(?:the\s+)?$",
    re.IGNORECASE,
    needs=(
        "campaign",
        "drive",
        "crackdown",
        "clampdown",
        "operation",
        "sweep",
        "push",
        "initiative",
        "inspection",
        "overhaul",
    ),
)
# Laws and bodies have a founding day, which dates no figure: "a charge added in 2009".
_FOUNDED = lazy_regex(
    r"\b(?:added|introduced|created|enacted|adopted|launched|established|set\s+up|founded|promulgated|passed|amended"
    r"|revised|inserted|begun|rolled\s+out|took\s+effect|taking\s+effect|came\s+into\s+(?:force|effect)|effective)"
    r"(?:\s+[a-z]+(?:\s+[\w-]+){0,4})?\s+(?:back\s+)?(?:in|on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# A campaign is the time of its figures: "in an operation that ran [from May to July]".
_RAN = lazy_regex(
    r"\b(?:ran|run|runs|running|lasted|lasting|ended|ending|concluded|wrapped\s+up|stretched|spanned|held|conducted|waged|carried\s+out)\s*(?:in|on)?\s*$"
)


def _founding(sentence: Sentence, symbol: Symbol) -> bool:
    """As in "the crime of X, added to the law in 2009": behind a figure that the verb does not count."""
    text = sentence.text
    match = _FOUNDED.search(text, sentence.start, symbol.start)
    if match is None or launch(sentence, symbol) or not sentence.figures or sentence.figures[0].start > match.start():
        return False
    return not sentence.between(match.start(), symbol.start, "FIGURE") and not re.search(
        r"\b(?:was|were|been)\s+$", text[: match.start()][-6:]
    )


def visible(sentence: Sentence, figure: Figure, symbol: Symbol) -> bool:
    """Whether the time span may date the figure: it stands in no aside, or the figure stands there too."""
    return _lasting(sentence, symbol) or not aside(sentence, symbol.start, figure.start)


def _lasting(sentence: Sentence, symbol: Symbol) -> bool:
    return launch(sentence, symbol) or bool(_RAN.search(sentence.text, sentence.start, symbol.start))


def launch(sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span is the start of a campaign: "in a crackdown launched [in April]"."""
    return symbol.value["kind"] in ("month", "day", "year", "edge") and bool(
        _LAUNCHED.search(sentence.text, sentence.start, symbol.start)
    )


def in_main_clause(sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span stands in no aside at all."""
    return bool(_RAN.search(sentence.text, sentence.start, symbol.start)) or not aside(
        sentence, symbol.start, sentence.start
    )


def aside(sentence: Sentence, other: int, at: int) -> bool:
    """Whether what stands at `other` stands in an aside that does not hold `at`."""
    return any(start <= other < end and not start <= at < end for start, end in sentence.asides)


def _asides(sentence: Sentence) -> list[tuple[int, int]]:
    """Where clauses and appositions stand that say something of another thing than the figures."""
    text = sentence.text
    first = sentence.figures[0].start if sentence.figures else sentence.end
    found = []
    for pattern in (_SUBORDINATE, _APPOSITION):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            behind = match.start() >= first
            if not behind and not match.group().startswith(","):
                continue
            close = _CLOSE.search(text, match.end(), sentence.end)
            if not behind and (close is None or pattern is _APPOSITION):
                continue
            found.append((match.start(), close.start() if close else sentence.end))
    return found


def _is_attribution(sentence: Sentence, symbol: Symbol) -> bool:
    """As in "said on Thursday", "a report issued in July": the nearest thing is a report, no deed."""
    kind = symbol.value["kind"]
    day = kind in _DAYS or (kind == "relative" and _single_day(symbol))
    text = sentence.text
    kinds = ("REPORT", "SOURCE", "ACTION", "STRONG") + (() if day else ("FIGURE", "SHARE", "OFFENCE"))
    before = [
        # "a report that was [submitted] to the legislature on Thursday": no stage of proceedings
        s
        for s in sentence.between(sentence.start, symbol.start, *kinds)
        if not (s.kind == "ACTION" and _HANDED_IN.match(text, s.start))
    ]
    after = sentence.between(symbol.end, sentence.end, "REPORT", "FIGURE", "ACTION", "STRONG", "TIME", "OFFENCE")
    if before:
        last = before[-1]
        gap = text[last.end : symbol.start]
        if last.kind in ("REPORT", "SOURCE") and len(gap) < (140 if day else 45):
            # "said on Thursday that in 2023 …": a year or month right behind a comma opens the statement.
            if _HEARD.search(text, sentence.start, last.end):
                return False
            if day:
                return True
            if last.kind == "REPORT" and _SAID_IN.match(gap) and _CLOSES.match(text, symbol.end):
                return True
            if not _STATEMENT.search(text, sentence.start, sentence.end):
                return False
            if (last.kind == "REPORT" and _ISSUED.match(text[last.start : last.end])) or (
                last.kind == "SOURCE" and _ISSUED.search(text[max(sentence.start, last.start - 30) : last.start])
            ):
                return not re.search(r"\b(?:that|,)\s+(?:in\s+)?(?:the\s+)?$", gap)
    if day and _MEDIAL.match(text[symbol.end : symbol.end + 40]) and symbol.start - sentence.start > 12:
        return not (after and after[0].kind == "ACTION" and after[0].start - symbol.end < 12)
    if after and after[0].kind == "REPORT" and (day or kind == "relative"):
        gap = text[symbol.end : after[0].start]
        opens = len(text[sentence.start : symbol.start].split()) <= 1 and day
        return len(gap) < 45 and ("," not in gap or opens)
    return False


def _single_day(symbol: Symbol) -> bool:
    value = symbol.value
    return value["period_start"] is not None and value["period_start"] == value["period_end"]


def _compared(sentence: Sentence, symbol: Symbol) -> bool:
    """Whether the time span stands in what a change or ratio before it is measured against."""
    text = sentence.text
    if LEADING.search(text[sentence.start : symbol.start]) and not sentence.between(
        sentence.start, symbol.start, "FIGURE"
    ):
        return True
    for figure in reversed(sentence.figures):
        if figure.end > symbol.start:
            continue
        if sentence.between(figure.end, symbol.start, "STRONG"):
            return False
        gap = text[figure.end : symbol.start]
        if any(opener.search(gap) for opener in (_THAN, _DOUBLE, _UP_FROM, _THE_NUMBER_OF)):
            return True
        if figure.earlier:
            # "from a peak of 98,700 in 2022": the time of an earlier level.
            return not re.search(r"\bto\s+$|,", gap) and not sentence.between(figure.end, symbol.start, "TIME")
        if figure.statistic in _CHANGES:
            return _measured(figure, sentence, symbol, gap)
        # "rose to 900 in the first quarter from 400 in …": a level is no change;
        # "rose by 5 percent to 300 from 2019" is one.
        before = sentence.before(figure)
        if (
            before is not None
            and before.statistic in _CHANGES
            and re.match(r"^[^,;]{0,40}\bto\s*$", text[before.end : figure.start])
        ):
            return _measured(before, sentence, symbol, gap)
        return bool(LEADING.search(text[sentence.start : symbol.start])) and "against" not in gap
    return False


def _measured(figure: Figure, sentence: Sentence, symbol: Symbol, gap: str) -> bool:
    """Whether the words between a change or ratio and the time span open what it is measured against."""
    if figure.statistic is Statistic.RATIO and figure.form != "verb":
        if _AS_MANY.match(gap):
            return bool(_SECOND_AS.match(gap))
        if _OF_LEVEL.match(gap) and not re.match(r"^\s*(?:in|on|over|during)\s+(?:the\s+)?$", gap):
            return True
    match = _AGAINST.search(gap)
    if match is None or "," in match.group() or ";" in match.group():
        return False
    if symbol.value["kind"] == "anchor":
        return False
    return not any(
        action.form == "verb" and not match.group().lower().startswith(("compared", "as"))
        for action in sentence.between(figure.end + match.start(), symbol.start, "ACTION")
        if not re.search(r"\b(?:those|that|number|people|cases|total)\s+$", sentence.text[: action.start][-12:])
    )
