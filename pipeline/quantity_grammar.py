"""The grammar of figures: joins numbers to ranges and lists, qualifies them, drops those that are no figure."""

from __future__ import annotations

import re

from ..schemas.mention import Quantity
from ..schemas.vocabulary import Label, Qualifier, Unit
from .quantity_context import Lead, lead_of, no_figure
from .quantity_patterns import Lexicon
from .quantity_scan import Candidate, scan
from .regexes import lazy_regex

_LABELS = {
    "number": Label.COUNT,
    "percent": Label.PERCENTAGE,
    "points": Label.PERCENTAGE,
    "fraction": Label.PERCENTAGE,
    "portion": Label.PERCENTAGE,
    "multiple": Label.PERCENTAGE,
    "verb": Label.PERCENTAGE,
    "money": Label.AMOUNT,
    "mass": Label.AMOUNT,
}
_HYPHENS = frozenset(("-", "–", " – ", " - ", "—"))
_MORE = lazy_regex(r" (?:more|fewer|less|higher|lower|up|down)\b")
# No noun behind a number, and the end of a sentence.
_BARE_END = lazy_regex(
    r"\s*(?:[,.;)]|$| of (?:which|it|that|this|the total)\b| (?:in|last|this|a year|the year|from|was|were|had|has)\b)"
)
_SENTENCE_END = lazy_regex(r"[.!?][\"”’]?\s|\n")
_LISTS = frozenset((" and ", ", and ", ", ", " or ", " & "))
_BETWEEN = lazy_regex(r"\b(?:(?:anywhere|somewhere) )?between $")
# "rose 20 percent to 30 percent", "from 3 to 5" name two figures, no range.
_CHANGING = lazy_regex(
    r"\b(?:up|down|by|rose|fell|grew|risen|fallen|grown|increased|dropped|declined|decreased|jumped|surged|climbed|soared"
    r"|(?:rise|increase|drop|decline|fall) of) (?:(?:by|nearly|almost|about|some|over|around) )?$"
)
_FROM = lazy_regex(r"(?<!ranging )(?<!range )(?<!ranged )(?<!ranges )\bfrom (?:(?:about|around|nearly|some|over) )?$")
_ONE_AFTER = lazy_regex(r" (?:from|for|in|on|to|of whom|with|[a-z-]+s?)\b(?<! of)")
_RESPECTIVELY = lazy_regex(r"[^.;\n]{0,60}\brespectively\b")
_NEXT_WORD = lazy_regex(r"[ \u00a0]([a-z-]+)")
_NO_COUNTED_ONE = (" of ", " another", " that", " who", " which", " is ", " or ")
_ONLY_ONE = lazy_regex(r"\b(?:only|just|against|least) $")
# A sentence's border between two numbers of a list.
_BORDER = lazy_regex(r"[.;:!?]\s|\n")


def fold(text: str) -> str:
    """Lower-case `text` without changing its length (a few letters have longer lower cases)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def find_quantities(text: str, lexicon: Lexicon) -> list[Quantity]:
    """Find all COUNT, PERCENTAGE and AMOUNT mentions of `text`, sorted, without overlaps."""
    low = fold(text)
    candidates = _join(low, scan(low, lexicon), lexicon)
    found: list[Quantity] = []
    previous: tuple[Candidate, str | None] | None = None
    leads: list[tuple[Candidate, Lead]] = []
    for candidate in candidates:
        if candidate.dead:
            previous = (candidate, candidate.dead)
            continue
        lead = _lead(low, candidate, lexicon)
        reason = no_figure(low, text, candidate, lead, lexicon)
        if reason is None and previous is not None and _continues(low, previous, candidate, lead, lexicon):
            reason = previous[1]
        if reason == "none.after" and leads and _shares_noun(low, leads[-1][0], lead):
            leads.pop()
        previous = (candidate, reason)
        if reason is None:
            leads.append((candidate, lead))
    end = 0
    for index, (candidate, lead) in enumerate(leads):
        bare_one = candidate.spelled and candidate.value == 1 and candidate.form == "number" and candidate.low is None
        if bare_one and not _counted_one(low, candidate, leads[index - 1][0] if index else None, lexicon):
            continue
        start = max(lead.start, end)
        found.append(_quantity(candidate, lead, start))
        end = candidate.end
    return found


def _continues(
    low: str, previous: tuple[Candidate, str | None], candidate: Candidate, lead: Lead, lexicon: Lexicon
) -> bool:
    """Whether a number goes on a list whose first is none: "Articles 264 and 266", "July 6 and 7"."""
    if previous[1] not in ("none.before", "none.date") or candidate.form != "number" or not candidate.plain:
        return False
    gap = low[previous[0].end : lead.start]
    # "in March 2021, and 11 of them" goes on no days.
    day = (
        candidate.value <= 31 and gap != ", " and previous[0].value <= 31 and not low.startswith(" of ", candidate.end)
    )
    return gap in _LISTS and (day or previous[1] == "none.before") and not _noun_follows(low, candidate, lexicon)


def _shares_noun(low: str, former: Candidate, lead: Lead) -> bool:
    """Whether the number before is what this one is: "10 and 13 years"."""
    return former.form == "number" and former.value < 1000 and low[former.end : lead.start] in _LISTS


def _noun_follows(low: str, candidate: Candidate, lexicon: Lexicon) -> bool:
    following = _NEXT_WORD.match(low, candidate.end)
    return following is not None and following[1] in lexicon.nouns


def _lead(low: str, candidate: Candidate, lexicon: Lexicon) -> Lead:
    """The lead of a candidate; "between" belongs to the mention of a range."""
    if candidate.low is not None and (between := _BETWEEN.search(low, max(0, candidate.start - 20), candidate.start)):
        head = Candidate.__new__(Candidate)
        for name in Candidate.__slots__:
            setattr(head, name, getattr(candidate, name))
        head.start = between.start()
        lead = lead_of(low, head, lexicon)
        return Lead(lead.start, Qualifier.ABOUT, "", lead.before)
    return lead_of(low, candidate, lexicon)


def _join(low: str, candidates: list[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Join neighbours to ranges and give members of a list the unit that only the last one bears."""
    joined: list[Candidate] = []
    for candidate in candidates:
        last = joined[-1] if joined else None
        if last is not None and last.end < candidate.start <= last.end + 5:
            gap = low[last.end : candidate.start]
            if gap in _HYPHENS and not _range(low, last, candidate, gap):
                if gap in ("-", "–"):
                    last.dead = last.dead or "hyphen"
                    candidate.dead = candidate.dead or "hyphen"
            elif (gap in _HYPHENS or gap in (" to ", " and ", " or ")) and _range(low, last, candidate, gap):
                _merge(last, candidate)
                continue
        joined.append(candidate)
    for index in range(len(joined) - 1, 0, -1):
        last, member = joined[index], joined[index - 1]
        if last.start - member.end <= 6:
            _share_unit(low, member, last, lexicon)
    money: Candidate | None = None
    for candidate in joined:
        if money is not None and _same_money(low, money, candidate):
            _give_unit(candidate, money)
        if candidate.form in ("money", "number") and not candidate.dead and not _is_year(candidate):
            money = candidate if candidate.form == "money" else None
    return joined


def _is_year(candidate: Candidate) -> bool:
    return candidate.plain and 1900 <= candidate.value < 2100 and not candidate.has_unit


def _range(low: str, first: Candidate, second: Candidate, gap: str) -> bool:
    """Whether two numbers with `gap` between them are the ends of one range."""
    if first.dead or second.dead or first.low is not None or first.vague or first.tail:
        return False
    if first.form not in ("number", second.form) or second.form in ("verb", "fraction", "portion"):
        return False
    if (first.has_unit and first.unit is not second.unit) or _is_year(first) or _is_year(second):
        return False
    if first.start > 4 and low[first.start - 1] == "-" and low[first.start - 2].isalnum():
        return False
    below, above = _ends(first, second)
    if not below < above:
        return False
    before = low[max(0, first.start - 30) : first.start]
    if gap == " and ":
        return bool(_BETWEEN.search(before))
    if gap == " or ":
        # "two or three", "10 or 12 percent": neighbours; "12,000 or 15 percent" are not.
        return not first.has_unit and first.scale <= second.scale and above - below <= max(min(2, below), 0.5 * below)
    if gap == " to ":
        if _FROM.search(before) or above > 100 * below:
            return False
        if _CHANGING.search(before) and (first.has_unit or not second.has_unit):
            return False
    return True


def _ends(first: Candidate, second: Candidate) -> tuple[float, float]:
    """Lower and upper end of a range: the first number takes scale and unit of the second."""
    below = first.value
    if not first.has_unit and second.scale and second.mantissa:
        # second.value / second.mantissa holds scale and the unit's factor.
        factor = second.value / (second.mantissa * second.scale)
        if first.scale == 1 and second.scale > 1 and first.mantissa < second.mantissa and first.mantissa < 1000:
            factor *= second.scale
        below = first.value * factor
    return below, second.value


def _merge(first: Candidate, second: Candidate) -> None:
    below, above = _ends(first, second)
    first.low, first.value = below, above
    first.end, first.number_end = second.end, second.number_end
    first.unit, first.form, first.has_unit = second.unit, second.form, second.has_unit
    first.rule = "range" if second.rule == "number" else second.rule
    first.tail = second.tail
    first.plain = first.plain and second.plain
    first.mantissa, first.scale = second.mantissa, second.scale


def _share_unit(low: str, member: Candidate, last: Candidate, lexicon: Lexicon) -> None:
    """Give a bare member of a list its last one's unit: "up 9 and 11 percent"."""
    if member.dead or last.dead or member.has_unit or not last.has_unit or (member.spelled and not last.spelled):
        return
    if last.form not in ("percent", "points", "money", "mass") and last.rule != "times":
        return
    gap = low[member.end : last.start]
    from_to = gap == " to " and _FROM.search(low, max(0, member.start - 30), member.start) is not None
    if (gap not in _LISTS and not from_to) or low[last.start] in "$¥￥€":
        return
    if last.form in ("percent", "points") and (member.value >= 1000 or member.scale != 1):
        return
    before = low[max(0, member.start - 30) : member.start].split()
    cue = bool(before) and before[-1].lstrip('(“"') in lexicon.lists["change"]
    listed = bool(before) and (before[-1].endswith(",") or before[-1] == "and")
    qualified = len(before) > 1 and before[-1] in lexicon.qualifiers and before[-2] in lexicon.lists["change"]
    if gap == ", " and last.rule != "shared-unit":
        # "came to 40, 2.2 times as many": a comma joins members only before another "and".
        return
    listed = listed and _in_list(low, member)
    compared = before[-1:] != ["of"] and _MORE.match(low, last.end) is not None and low[member.start - 2] == ","
    if not (cue or qualified or listed or from_to or compared or _RESPECTIVELY.match(low, last.end)):
        return
    _give_unit(member, last)


def _give_unit(member: Candidate, other: Candidate) -> None:
    """Give a bare number the unit, and where it has none the scale, of the other."""
    factor = other.value / (other.mantissa * other.scale) if other.mantissa else 1.0
    if other.scale > 1 and member.scale == 1 and member.mantissa < 1000:
        factor *= other.scale
    member.value = round(member.value * factor, 9)
    member.unit, member.form, member.has_unit, member.rule = other.unit, other.form, True, "shared-unit"


def _same_money(low: str, money: Candidate, bare: Candidate) -> bool:
    """Whether millions without a noun are of the money before: "Frozen was 9 billion yuan; paid back, [2 billion]"."""
    return (
        not bare.dead
        and bare.form == "number"
        and bare.scale >= 1_000_000
        and bare.low is None
        and _BARE_END.match(low, bare.end) is not None
        and _SENTENCE_END.search(low, money.end, bare.start) is None
    )


def _in_list(low: str, member: Candidate) -> bool:
    """Whether another bare number stands directly before a member of a list ("3, 5 and 7 percent")."""
    return re.search(r"\d,? (?:and )?$", low[max(0, member.start - 8) : member.start]) is not None


def _counted_one(low: str, one: Candidate, previous: Candidate | None, lexicon: Lexicon) -> bool:
    """Whether a bare "one" counts: in a list of counts ("three murders and one robbery") or behind "only"."""
    if low[one.end : one.end + 1] not in (" ", "\u00a0") or low.startswith(_NO_COUNTED_ONE, one.end):
        return False
    before = low[max(0, one.start - 8) : one.start]
    if _ONLY_ONE.search(before):
        return _noun_follows(low, one, lexicon)
    if previous is None or previous.form != "number" or not before.endswith((" and ", ", ", " with ")):
        return False
    gap = low[previous.end : one.start]
    return len(gap) < 48 and not _BORDER.search(gap) and _ONE_AFTER.match(low, one.end) is not None


def _quantity(candidate: Candidate, lead: Lead, start: int) -> Quantity:
    value, qualifier = candidate.value, lead.qualifier
    low: float | None = None
    high: float | None = None
    if candidate.tail is not None and qualifier is Qualifier.EXACT:
        qualifier = candidate.tail
    if candidate.vague and qualifier is Qualifier.EXACT:
        qualifier = Qualifier.MORE_THAN
    if candidate.low is not None:
        low, high = candidate.low, candidate.value
        value = round((low + high) / 2, 9)
        qualifier = Qualifier.ABOUT
    elif qualifier is Qualifier.EXACT:
        low = high = value
    elif qualifier in (Qualifier.MORE_THAN, Qualifier.AT_LEAST):
        low = value
    elif qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST):
        high = value
    unit: Unit | None = candidate.unit
    said: float | None = value
    if candidate.rule == "majority":
        said, low, high, qualifier = None, 50.0, None, Qualifier.MORE_THAN
    return Quantity(
        label=_LABELS[candidate.form],
        start=start,
        end=candidate.end,
        value=said,
        low=low,
        high=high,
        qualifier=qualifier,
        unit=unit,
        form=candidate.form,
        rule=candidate.rule,
    )
