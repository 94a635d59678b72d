"""Which offences a figure speaks of."""

from __future__ import annotations

import re
from itertools import pairwise

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .offence_owners import foreign
from .respective import member_of_list
from .scene import PARENTHESIS, PARTITIVE, Figure, Sentence, Symbol

# Between two members of one list: "theft, robbery and other [violent crimes]".
JOINED = lazy_regex(
    r"^(?:\s|,|/|[\"“”'‘’()]|\b(?:and|or|as well as|other|the|crimes?|offen[cs]es?|of|charges?|cases?|for|with|in"
    r"|both|also|such|related|associated|serious|alleged|suspected)\b)*$"
    # "illegal business operations [in private lending and the] illegal collection of debts"
    r"|^\s(?:in|on|at|of|by|against|among|from|over)\s(?:[a-z-]+\s){1,4}(?:and|or|as well as)\s(?:the\s|an?\s)?$",
    re.IGNORECASE,
)
_EXAMPLES = lazy_regex(r"\b(?:such as|including|like|notably|especially|particularly|mainly)\b", re.IGNORECASE)
_SUCH_AS = lazy_regex(r"(?:\s+(?:cases|crimes|offen[cs]es))?,?\s+(?:such as|including|like|notably)\s+")
# What ties an offence to the figure before it.
_TIED = lazy_regex(
    r"\b(?:for|of|with|in|over|on|by|through|via|involving|concerning|regarding|against|committing|committed|from|to|as"
    r"|under|suspected|accused|convicted|alleged|attempting|related|linked|featuring|covering|concerned|were|was|about"
    r"|around|cited|citing|alleging|suffered|survived|endured|experienced|concerns|involved|called|caught|faced?|facing|admitted|admitting|denied|perpetrated|including)(?:\s+(?:the|a|an|their|its|this|these|such|both|various|alleged|suspected|serious|crimes?"
    r"|offen[cs]es?|charges?|counts?|suspicion|cases?|of|or|and|all|kinds|acting|engaging|being|having|related|to"
    r"|either|involving|concerning|other|[\w-]+ly|[\"“'‘]))*\s*[\"“'‘]?$",
    re.IGNORECASE,
)
_WITH = lazy_regex(
    r"^(?:\s+(?:crimes?|cases?|offen[cs]es?))?\s*,?\s*(?:(?:head(?:ed|ing)|topp(?:ed|ing)|led|leading)\s+the\s+\w+"
    r"|(?:came|ranked|followed|was|were|remained|is|are)\s+(?:[\w-]+\s+){0,6}?)?\s*,?\s*(?:with|at|\()\s*$",
    re.IGNORECASE,
)
# "Theft was the charge in 40 percent", "the crime brought most often, against 40 people": the subject is the charge.
_CHARGE_WAS = lazy_regex(
    r"^\s+(?:alone\s+)?(?:(?:was|were|is|are|remain\w*|became|stayed|proved)\b|(?:has|had)\s+\w+)[^;:]{0,70}?"
    r"\b(?:charges?|crimes?|offen[cs]es?|counts?|accusations?|allegations?|motives?)\b[^;:]{0,60}$"
)
_OF_PEOPLE = lazy_regex(r"\s+(?:of|in every \d+|in \d+)?\s*(?:the |those |all )?[a-z]+")
# "… had dealt in", "… were charged with"
_DID = lazy_regex(
    r"[^,;:]{0,60}\b(?:had|have|has|were|was|are|is)\s(?:also\s|for\s)?(?:[a-z]+ed|dealt|sold|bought|stolen|made|taken|done|about)\s"
    r"(?:in|with|of|for|over)?\s*(?:the |an? )?$"
)
# What another crime is measured by or ranked with, and what it is an example of.
_COMPARED = lazy_regex(
    r"\b(?:than|as|unlike|like|ahead of|behind|followed(?: closely)? by|alongside)\s+(?:for\s+|in\s+|with\s+)?$"
)
DO_SO = lazy_regex(r"\b(?:done|did|do|doing) so\b")
_OF_A_WHOLE = lazy_regex(r"\s*of\s+(?!them\b|whom\b|which\b|these\b|it\b)")
# "Theft figured in 40 cases, ahead of [robbery] in 12"
_RANKED_WITH = lazy_regex(
    r",\s+(?:just |well |far )?(?:ahead of|followed(?: closely)? by|before|behind|against|above)\s"
)
_APPOSED = lazy_regex(r",\s+(?:or\s+)?$")
_OTHER_CLAUSE = lazy_regex(
    r",\s+(?:and|but|who|which|where|when|as|after|so)\b|\.\s"
    r"|\band\s+(?:that|those|the number|prosecutions|charges|police|prosecutors|courts)\b",
    re.IGNORECASE,
)

# "the cases comprised 40 [of] theft and 12 [for] arson"
_OF_IT = lazy_regex(r"\s+(?:of|for)\s(?!the (?:total|whole|number)\b)")
# The verb is left out: "40 percent concerned arson and 12 percent [the] theft of cars".
_GAPPED = lazy_regex(r"^\s*(?:the|an?)?\s*$")
_TAIL = lazy_regex(r",\s*(?:up|down|an?|or|which)?[^,]*$")
_GOES_ON = lazy_regex(
    r"\(\s*$|,\s+or\s+$|\s(?:--|—|–)\s+$|\bto(?:\s+some)?\s*$|\b(?:of|from|belonging to)\s+(?:the\s+)?$"
)
# Between an offence and a number that is its own: "theft [(]40)", "followed by theft [with] 40".
_OWN_NUMBER = lazy_regex(r"\s*\(\s*$|\s*,?\s+(?:with|at)\s*$")
# "The ring's 34 members, who had sold [90] sets of data, stood trial for …"
_WHO = lazy_regex(r",\s+(?:who|which|whose)\b(?!.*,)")
_ITS_OWN = lazy_regex(r"^\s*(?:,?\s(?:in|with|at)|\()\s*$")
# "40 people[, who had posed as officers,] were charged with"
_TOLD_OF = lazy_regex(
    r",\s+(?:who|which|whose)\b[^,;]*,(?=\s+(?:was|were|had|have|has|are|is|stood|faced|went|[a-z]+ed)\b)"
)
_VERB_OR_AND = lazy_regex(r"\b(?:and|was|were|had|has|have|while)\b|\w{3,}ed\b")
_ASIDE_ENDS = lazy_regex(
    r"[^,;:]{0,60}(?:,|\s(?:--|—|–))\s+(?!compared\b)(?:was|were|had|have|has|are|is|stood|faced|went|\w+ed)\b"
)
_INCLUDING = lazy_regex(r",\s+including\s+(?:an?\s+)?$")


def link_offences(figure: Figure, sentence: Sentence) -> None:
    """Fill the figure's offences from its own clause, if it names any."""
    predicate = _predicate(figure, sentence)
    if predicate:
        _take(figure, predicate, "predicate")
        return
    respective = member_of_list(figure, sentence, "OFFENCE")
    if respective is not None:
        _take(figure, [respective], "respectively")
        return
    shares = figure.statistic is Statistic.SHARE and figure.subject is not None
    middle = (_subject, _behind) if shares else (_behind, _subject)
    for rule in (_ranked, _in_noun, *middle, _before, _opening, _ahead, _headed):
        group = rule(figure, sentence)
        if group:
            _take(figure, group, rule.__name__.strip("_").replace("_", "-"))
            return


def _take(figure: Figure, group: list[Symbol], rule: str) -> None:
    ids: list[str] = []
    for symbol in group:
        if symbol.value not in ids:
            ids.append(symbol.value)
    figure.take("offences", ids, [(s.start, s.end) for s in group], f"offences.{rule}")


def list_of(sentence: Sentence, symbol: Symbol) -> list[Symbol]:
    """The list of offences that `symbol` is a member of, in the order of the text."""
    offences = [s for s in sentence.symbols if s.kind == "OFFENCE"]
    at = offences.index(symbol)
    text = sentence.text
    group = [symbol]
    for i in range(at, 0, -1):
        if not _joined(text, sentence, offences[i - 1], offences[i]):
            break
        group.insert(0, offences[i - 1])
    for i in range(at, len(offences) - 1):
        if not _joined(text, sentence, offences[i], offences[i + 1]):
            break
        group.append(offences[i + 1])
    return group


def _joined(text: str, sentence: Sentence, one: Symbol, two: Symbol) -> bool:
    gap = text[one.end : two.start]
    return bool(JOINED.match(gap)) and bool(gap.strip()) and not sentence.between(one.end, two.start, "FIGURE")


def _in_noun(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "41 [human trafficking] cases": the noun's own offence."""
    if figure.noun is None or not figure.primary or figure.noun.start < figure.end:
        return []
    found = sentence.between(figure.noun.start, figure.noun.end, "OFFENCE")
    if not found:
        return []
    head = text_head(sentence.text, found[0], figure.noun.end)
    behind = _behind(figure, sentence, start=figure.noun.end)
    # "fraud suspects charged with theft": what they are charged with decides.
    return behind if behind and head else list_of(sentence, found[0])


def _predicate(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "Half of those tried for [tax crimes] had dealt in [fake invoices]": the part's own, not its whole's."""
    if figure.statistic is not Statistic.SHARE or figure.subject is not None:
        return []
    following = sentence.after(figure)
    end = min(sentence.clause(figure)[1], following.start if following is not None else sentence.end)
    named = sentence.between(figure.end, end, "OFFENCE")
    if len(named) < 2 or not _OF_PEOPLE.match(sentence.text, figure.end):
        return []
    for one, two in pairwise(named):
        if _DID.match(sentence.text[one.end : two.start]) and not _COMPARED.search(sentence.text[: two.start][-20:]):
            return list_of(sentence, two)
    return []


def text_head(text: str, offence: Symbol, end: int) -> bool:
    """Whether a noun of persons or cases follows the offence inside the phrase."""
    return bool(text[offence.end : end].strip())


def _behind(figure: Figure, sentence: Sentence, *, start: int | None = None) -> list[Symbol]:
    """For "prosecuted 40 people for [theft]": the first offence tied to what stands behind the figure."""
    text = sentence.text
    if figure.role in ("tail", "earlier") or (figure.role == "predicate" and not _OF_IT.match(text, figure.end)):
        return []
    clause_end = sentence.clause(figure)[1]
    limit = _reach(figure, sentence, clause_end)
    from_ = start if start is not None else figure.end
    before = sentence.before(figure)
    for symbol in sentence.between(from_, limit, "OFFENCE"):
        gap = text[figure.end : symbol.start]
        if foreign(figure, sentence, symbol) or DO_SO.search(gap):
            continue
        inner = sentence.between(figure.end, symbol.start, "FIGURE")
        if inner and not gap[inner[-1].end - figure.end :].strip():
            # "40,000 people in 30,000 [graft] cases": the parenthesis names it.
            gap = gap[: inner[-1].start - figure.end].rstrip() + " "
        if _EXAMPLES.search(gap) and not re.search(r"\bincluding\b", gap):
            return []
        if _RANKED_WITH.search(gap) and sentence.between(sentence.clause(figure)[0], figure.start, "OFFENCE"):
            return []
        if _OTHER_CLAUSE.search(_TOLD_OF.sub(" ", gap)) or (
            figure.statistic is Statistic.SHARE and re.search(r",\s+with\s", gap)
        ):
            return []
        if figure.statistic is Statistic.SHARE and PARTITIVE.match(gap) and not re.search(r"\bfor\s*$", gap):
            # "two-thirds of them ended in fraud": said of the part, unless it is what they are charged with.
            if not sentence.between(figure.end, symbol.start, "ACTION"):
                return []
        if before is not None and before.offences and _of_what_is_told(figure, before, sentence, gap):
            return []
        # The word before the offence ties it, it modifies a noun inside the phrase, or a verb is left out between them.
        if (
            _TIED.search(gap)
            or (before is not None and _GAPPED.match(gap))
            or (figure.noun is not None and symbol.start < figure.noun.end)
        ):
            if limit < clause_end and symbol.end < limit and _subject_of_next(text, symbol, limit):
                return []
            group = list_of(sentence, symbol)
            return [s for s in group if s.start >= from_] or group
    return []


def _reach(figure: Figure, sentence: Sentence, clause_end: int) -> int:
    """How far the figure's own words go: up to the next figure that is no part of them.

    A figure in an aside ("40, [six] women among them, were charged"), inside
    the noun phrase ("40 members of [six] gangs"), in brackets or in a
    parenthesis of cases is part of them.
    """
    text = sentence.text
    following = sentence.after(figure)
    while following is not None and following.start < clause_end:
        gap = text[figure.end : following.start]
        named = sentence.between(figure.end, following.start, "OFFENCE")
        aside = not named and _aside(sentence, gap, following, clause_end)
        if not aside and (following.role == "tail" or (following.label == "PERCENTAGE" and _TAIL.search(gap))):
            # "900 people in 2018 for X, 4 percent more …": the tail ends the figure's own words.
            return following.start
        if named and _OWN_NUMBER.match(text, named[-1].end, following.start):
            # "[theft] (40)", "followed by [theft] with 40": the offence is that number's.
            return following.start
        parenthesis = PARENTHESIS.search(gap) and not re.search(r"\band\b", gap)
        # "fined 40 firms 3 million yuan for …", "cheated 40 people out of 3 million yuan by …"
        sum_ = following.label == "AMOUNT" and figure.label == "COUNT" and not re.search(r"[,;]|\band\b", gap)
        if not (parenthesis or sum_ or aside or _GOES_ON.search(gap)):
            return following.start
        following = sentence.after(following)
    return clause_end


def _aside(sentence: Sentence, gap: str, following: Figure, clause_end: int) -> bool:
    """Whether the next figure stands in an aside between commas that names no offence.

    "12 of them, including [three] women, were …", "40 tonnes, [half] of it heroin, was …"
    """
    opened = max(gap.rfind(","), gap.rfind(" — "), gap.rfind(" – "), gap.rfind(" -- "))
    if opened < 0 or (_VERB_OR_AND.search(gap[opened:]) and not _WHO.match(gap[opened:])):
        return False
    end = _ASIDE_ENDS.match(sentence.text, following.end, clause_end)
    return end is not None and not sentence.between(following.end, end.end(), "OFFENCE")


def _ranked(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "[Theft] headed the list with 28 percent, followed by [affray] with 15": each has its own before it."""
    start, _ = sentence.clause(figure)
    before = sentence.before(figure)
    found = sentence.between(max(start, before.end if before else start), figure.start, "OFFENCE")
    if not found:
        return []
    gap = sentence.text[found[-1].end : figure.start]
    if _WITH.match(gap) or (_CHARGE_WAS.match(gap) and figure.role != "tail"):
        return list_of(sentence, found[-1])
    return []


def _of_what_is_told(figure: Figure, before: Figure, sentence: Sentence, gap: str) -> bool:
    """Whether an offence behind is only that of a whole: "12 for arson, a third of all those accused of [violence]".

    So too in a list whose members describe: "40 had done so in [theft] cases and 12 in [arson] cases".
    """
    left = sentence.text[before.end : figure.start]
    if figure.statistic is Statistic.SHARE and before.primary and figure.subject is None:
        return bool(_OF_A_WHOLE.match(gap)) and bool(_APPOSED.search(left))
    passed = sentence.between(before.end, figure.start, "OFFENCE")
    return (
        bool(passed)
        and figure.primary
        and all(s.value not in before.offences for s in passed)
        and re.match(r"\s+in\s", gap) is not None
        and re.search(r"(?:,|\band)\s+$", left) is not None
    )


def _subject_of_next(text: str, symbol: Symbol, limit: int) -> bool:
    """Whether the offence opens the next figure's words: "and [tax evasion] 5 percent", "by [affray] with"."""
    if re.match(r"^\s*(?:with|at|\()\s*$", text[symbol.end : limit]):
        return True
    return bool(re.match(r"^\s*(?:in|for|against)?\s*(?:another\s+)?$", text[symbol.end : limit])) and bool(
        re.search(r"(?:,|\band)\s+(?:the\s+)?[\"“'‘]?$", text[max(0, symbol.start - 12) : symbol.start])
    )


def _subject(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "[Theft] accounted for 40 percent": the subject of a share, change or level."""
    if figure.subject is None:
        return []
    if figure.part is not None:
        own = sentence.between(figure.part.start, figure.part.end, "OFFENCE")
        if own:
            return [s for s in list_of(sentence, own[-1]) if s in own]
    found = sentence.between(figure.subject[0], figure.subject[1], "OFFENCE")
    return _exemplified(sentence, list_of(sentence, found[-1])) if found else []


def _exemplified(sentence: Sentence, group: list[Symbol]) -> list[Symbol]:
    """For "[Tax crimes] such as smuggling and false invoicing": what the group gives examples of, else the group."""
    offences = [s for s in sentence.symbols if s.kind == "OFFENCE" and s.end <= group[0].start]
    if offences and _SUCH_AS.fullmatch(sentence.text, offences[-1].end, group[0].start):
        return [offences[-1]]
    return group


def _before(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """The last offence between the figure before (or the clause's start) and this one."""
    before = sentence.before(figure)
    if figure.role == "earlier" or (figure.role == "tail" and before is not None):
        return []
    start, _ = sentence.clause(figure)
    if before is not None and before.end > start:
        start = before.end
    found = [
        s
        for s in sentence.between(start, figure.start, "OFFENCE")
        if not foreign(figure, sentence, s)
        and not (
            _COMPARED.search(sentence.text, sentence.start, list_of(sentence, s)[0].start)
            # "ahead of theft [in] 40": compared with its own number
            and not (before is not None and _ITS_OWN.match(sentence.text[s.end : figure.start]))
        )
        and not (before is not None and DO_SO.search(sentence.text, before.end, s.start))
    ]
    if before is not None and before.primary and figure.primary and figure.role == "plain":
        # What stands between two counts belongs to the first: "charged 40 people with theft and arrested 12".
        taken = before.evidence.get("offences") or []
        found = [s for s in found if (s.start, s.end) not in taken]
    return list_of(sentence, found[-1]) if found else []


def _headed(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "Theft: 40 held, 12 jailed; [arson]: 9": what stands before the colon of the figure's clause."""
    start, _ = sentence.clause(figure)
    head = sentence.text[sentence.start : start].rstrip()
    if figure.role in ("tail", "earlier") or not head.endswith(":"):
        return []
    named = [s for s in sentence.symbols if s.kind == "OFFENCE" and s.end == sentence.start + len(head) - 1]
    return list_of(sentence, named[-1]) if named else []


def _opening(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "[Theft], which had made up 16 percent in 2020, fell back to 7": a relative clause parts it from its verb."""
    start, _ = sentence.clause(figure)
    before = sentence.before(figure)
    if before is None or before.start < start or figure.primary:
        return []
    found = sentence.between(start, before.start, "OFFENCE")
    if not found or found[0].start - start > 4 or not re.match(r",\s+which\b", sentence.text[found[-1].end :][:8]):
        return []
    return list_of(sentence, found[0]) if "," in sentence.text[before.end : figure.start] else []


def _ahead(figure: Figure, sentence: Sentence) -> list[Symbol]:
    """For "approved the arrest of 40 people and prosecuted 90 for [theft]": shared by what follows."""
    if figure.statistic is Statistic.SHARE:
        following = sentence.after(figure)
        if following is not None and _INCLUDING.search(sentence.text[figure.end : following.start]):
            return _behind(following, sentence)
    if figure.role == "tail" or not figure.primary or sentence.before(figure) is not None:
        return []
    _, end = sentence.clause(figure)
    if sentence.between(sentence.start, figure.start, "OFFENCE"):
        return []
    following = sentence.after(figure)
    if following is not None and sentence.text[following.start - 1] == "(":
        following = sentence.after(following)
    if following is None or following.start >= end or not following.primary:
        return []
    gap = sentence.text[figure.end : following.start]
    receives = re.search(r"\b(?:to|reached|helped|benefited|for)\s*$", gap)
    if "," in gap or not (re.search(r"\band\b", gap) or receives):
        return []
    return _behind(following, sentence) if following.role == "plain" else []
