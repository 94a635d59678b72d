"""The thing that an amount of money or mass measures: "520 million yuan in [back pay]"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Statistic, Unit
from ..regexes import lazy_regex
from .narrowing import listed
from .nouns import STOP, normal, read_noun
from .scene import Figure, Noun, Sentence
from .subjects import LEADING, NO_ACTOR

# Behind the amount, over the conversion in brackets: "183 million yuan ($26 million) in [aid]".
_BEHIND = lazy_regex(
    r"^\s*\)?\s*(?:[(（][^)）]{3,45}[)）]\s*)?(?:worth\s+)?(?P<link>of\s+(?:(?:it|them|which)\s+(?=[a-z])"
    r"|(?:the|its|his|her|their)\s+(?:[\w]+[’']s?\s+)?)?|in\s+)(?=[a-z]|State\s)"
)
_IT_FROM = lazy_regex(
    r"^(?:from|in|to|through|for|by|was|were|had|has|have|is|came|went|over|at|last|on|[a-z]+ed|taken|given|paid|held|sent|stolen|hidden|kept|lost|spent)\b"
)
_NOTHING = lazy_regex(
    r"^(?:it|them|which|whom|this|that|these|those|total|all|cash(?!\s+and\b)|fines|january|february|march"
    r"|april|may|june|july|august|september|october"
    r"|november|december|every|each|one|two|three|four|five|six|recent|just|under|such|a|an|the|its|his|her|their"
    r"|order|return|court|prison|several|some|many|most|more|less"
    r"|exchange|addition|advance|person)\b",
    re.IGNORECASE,
)
# What links a thing to its amount; the thing is read backwards from where the link begins.
_LINK = lazy_regex(
    r",?\s+(?:(?:(?:which\s+)?(?:was|were|is|are)\s+)?(?:worth(?:\s+of)?|weighing|costing|valued\s+at|totall?ing|estimated\s+(?:at"
    r"|to\s+be\s+worth)|amounting\s+to|averaging"
    r"|(?:with\s+)?(?:a|an)\s+(?:(?:face|market|total|street|combined|estimated|overall|book)\s+){0,2}value\s+of)"
    r"|of(?:\s+a\s+total\s+of)?)\s+$"
)
# "brought the amount of [ivory] confiscated to 8 tonnes"
_TAKEN = lazy_regex(r"(?:seizures?|hauls?|sales|exports|imports)\s+of\s+(?=[a-z])", re.IGNORECASE)
_QUANTITY_OF = lazy_regex(r"\b(?:amount|quantity|weight|volume)\s+of\s+(?:the\s+)?(?=[a-z][^,;]{3,80}\bto\s+$)")
# "Assets: 40 million yuan frozen"
_ENTRY = lazy_regex(r"(?:[•*-]+\s*)?(?P<noun>[A-Z][\w’' -]{2,40}):\s*")
_JOINT = lazy_regex(r"[;:]\s|,\s+(?:and|but|while|with)\s")
# What may stand between a subject and its verb: "collected through lawsuits", "in these cases", "involved".
_MORE = lazy_regex(r"\s+(?:[a-z]+(?:ed|en)|lost|paid|held|lent|sold|in|from|of|for|by|through|that|to)\b[^,;:]{0,70}")
_LINK_REACH = 60
_REACH = 160
_LEVEL = lazy_regex(
    r",?\s+(?:(?:involved|imposed|recovered|seized|awarded|paid|in all|that [\w\s]{3,50}?"
    r"|\w+ed\s+(?:in|by|from|to|for) [\w\s]{3,40}?)\s+)?"
    r"(?:(?:has|have|had|was|were|is|are)\s+)?(?:(?:would\s+have\s+(?:fetched|cost|been\s+worth)|fetched|cost)"
    r"|(?:valued|estimated|put|priced)\s+at|added up to"
    r"|amount(?:s|ed) to|c[ao]mes? to|came to|totall?ed|averaged"
    r"|(?:climbed|swelled|jumped|ran(?: up)?) to|reached|exceeded|stood at|grew to|rose to|fell to|dropped to"
    r"|hit|was|were|at)\s+(?:(?:just|only|already)\s+)?$"
)
_PUT_AT = lazy_regex(
    r"\b(?:puts?|estimat\w+|valu\w+)\s+(?:the\s+)?(?P<noun>[\w’'-]+(?:\s+[\w’'-]+)?)(?:\s+(?:recovered|involved"
    r"|that|which|seized|lost|in)\b[^,;]*)?\s+at\s+$"
)
_BREAKERS = frozenset(
    """and with of involving along seized recovered the in other provided confiscated froze including a
    returned also or on from off issued uncovered found ran an its their his her to for by at that
    which took caused have has had
    helped stopped over were was more some about handled smuggled sold goods'""".split()
)
# "taking [bribes] worth 3 million yuan": what is done to the thing is not of its name.
_GERUNDS = frozenset(
    """taking accepting offering giving receiving paying embezzling misappropriating pocketing stealing
    selling buying making smuggling seizing recovering causing handling importing exporting producing
    issuing evading laundering transferring carrying moving extorting obtaining swindling defrauding
    keeping hiding storing losing getting""".split()
)
_MOVED = frozenset(
    (
        "fine",
        "fines",
        "sum",
        "sums",
        "total",
        "amount",
        "turnover",
        "value",
        "income",
        "profit",
        "profits",
        "salary",
        "bill",
        "fee",
        "price",
        "charge",
        "control",
        "possession",
        "confiscation",
        "seizure",
        "return",
        "recovery",
        "repayment",
        "transfer",
        "theft",
    )
)


def goods(figure: Figure, sentence: Sentence, units: Mapping[str, Unit]) -> Noun | None:
    """The thing measured, where the sentence names it beside the amount."""
    text = sentence.text
    before = sentence.before(figure)
    if figure.role == "tail" and before is not None and before.statistic is Statistic.AMOUNT and before.actor:
        return None
    following = sentence.after(figure)
    if following is not None and text[figure.end : following.start].strip() in ("(", "(about"):
        # The bracket is the same amount in other money: the noun stands behind it.
        following = sentence.figures[following.index + 1] if following.index + 1 < len(sentence.figures) else None
    limit = following.start if following is not None else sentence.end
    measured, seized = _before(figure, sentence), False
    if measured is not None and re.search(r"\bof\s+$", text[figure.start - 4 : figure.start]):
        if _measurable(measured, units):
            return measured
        # "the seizure of 2 tons of [heroin]"
        measured, seized = None, True
    behind = _BEHIND.match(text[figure.end : limit])
    if behind and not (seized and behind["link"].startswith("in")):
        start = figure.end + behind.end()
        of_it = re.search(r"\b(?:it|them|which)\s+$", behind["link"])
        if of_it and _IT_FROM.match(text[start : start + 12]):
            behind = None
        elif not _NOTHING.match(text[start : start + 20]) and not sentence.between(
            figure.end, start + 2, "TIME", "PLACE"
        ):
            noun = read_noun(sentence, start, limit, units, clauses=False)
            if noun is not None and noun.start - start < 6:
                return listed(noun, sentence, limit) if behind["link"].startswith("of") else noun
    if measured is not None:
        return measured if _measurable(measured, units) else None
    start = max(before.end if before is not None else sentence.start, figure.start - _REACH)
    left = text[start : figure.start]
    put = _PUT_AT.search(left)
    if put:
        begin = start + put.start("noun")
        word = put["noun"].split()
        noun_text = (
            put["noun"]
            if len(word) == 1 or word[1] not in ("recovered", "involved", "that", "which", "seized", "lost", "in")
            else word[0]
        )
        return Noun(begin, begin + len(noun_text), normal(noun_text), noun_text.split()[-1].lower(), Unit.ITEMS)
    level = _LEVEL.search(left)
    if level and level.start() > 0:
        measured = _subject(sentence, start, start + level.start(), units)
        measured = measured or _last_words(text, start, start + level.start())
        people = measured is not None and units.get(measured.head) is Unit.PEOPLE
        return None if people else measured
    if re.match(r"exceed|top|surpass", text[figure.start : figure.start + 8]):
        # "Losses [exceeded 40 million yuan]"
        return _subject(sentence, start, figure.start, units)
    quantity = _QUANTITY_OF.search(left)
    if quantity:
        return read_noun(sentence, start + quantity.end(), figure.start, units, narrow=False)
    entry = _ENTRY.match(text, sentence.start, figure.start)
    if entry and entry.end() == figure.start:
        return read_noun(sentence, entry.start("noun"), entry.end("noun"), units)
    return None


def _subject(sentence: Sentence, start: int, end: int, units: Mapping[str, Unit]) -> Noun | None:
    """The noun that opens the clause of a level: "[Damages] collected through lawsuits came to 40 million yuan"."""
    text = sentence.text
    for match in _JOINT.finditer(text, start, end):
        start = match.end()
    lead = LEADING.match(text[start:end])
    start += lead.end() if lead else 0
    noun = read_noun(sentence, start, end, units, subject=True, narrow=False)
    if noun is None or noun.start - start > 5 or noun.head in NO_ACTOR:
        return None
    rest = text[noun.end : end]
    taken = _TAKEN.match(text, noun.start, noun.end)
    if taken:
        # "Seizures of [heroin] dropped to 2 tons"
        noun = Noun(taken.end(), noun.end, normal(text[taken.end() : noun.end]), noun.head, noun.unit)
    return noun if not rest.strip() or _MORE.fullmatch(rest) else None


def _measurable(noun: Noun, units: Mapping[str, Unit]) -> bool:
    """Money and mass measure things: not "320 [victims] of 4 million yuan"; nor does "a [total] of" name one."""
    return noun.head not in _MOVED and units.get(noun.head) is not Unit.PEOPLE


def _before(figure: Figure, sentence: Sentence) -> Noun | None:
    """The thing before the amount: "[goods] worth 40 million yuan", "[damages] of 2 million yuan in civil suits"."""
    before = sentence.before(figure)
    start = max(before.end if before is not None else sentence.start, figure.start - _REACH)
    reach = max(start, figure.start - _LINK_REACH)
    link = _LINK.search(sentence.text[reach : figure.start])
    return _last_words(sentence.text, start, reach + link.start()) if link else None


def _joined(verb: str, noun: str) -> bool:
    """Whether "VERB NOUN and" joins the noun to the next, not two clauses."""
    return verb.endswith("ed") and (noun.endswith("s") or noun in ("cash", "property", "equipment", "money"))


def _last_words(text: str, start: int, end: int) -> Noun | None:
    """The noun phrase that ends at `end`: as many words before it as belong to it."""
    words = list(re.finditer(r"[\w’'-]+", text[start:end]))
    if "," in text[start:end]:
        comma = text.rindex(",", start, end) - start
        words = [word for word in words if word.start() > comma]
    words = words[-6:]
    begin = None
    for i, word in reversed(list(enumerate(words))):
        low = word.group().lower()
        if low == "and" and begin is not None and i > 1 and _joined(words[i - 2].group().lower(), words[i - 1].group()):
            # "recovered [goods and cash] worth …"
            begin = words[i - 1].start()
            break
        if (
            low in _BREAKERS
            or low in STOP
            or low in _GERUNDS
            or low[0].isdigit()
            or (low.endswith("ed") and begin is not None and low not in ("reported", "combined", "related"))
        ):
            if low == "to" and begin is not None and i + 2 < len(words):
                # "failed to report [transfers] worth …": a verb.
                begin = words[i + 2].start()
            break
        if begin is not None and word.end() < begin and text[start + word.end() : start + begin].strip():
            break
        begin = word.start()
    if begin is None:
        return None
    surface = text[start + begin : end]
    if len(surface.split()) > 4:
        return None
    head = surface.split()[-1].lower()
    if head in (
        "it",
        "they",
        "which",
        "that",
        "this",
        "figure",
        "number",
        "total",
        "value",
        "sum",
        "he",
        "she",
        "quantity",
        "amount",
        "average",
    ):
        return None
    return Noun(start + begin, end, normal(surface), head, Unit.ITEMS)
