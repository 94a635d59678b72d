"""Read the noun phrase beside a figure: who or what is counted, and its unit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...schemas.vocabulary import Unit
from ..regexes import lazy_regex
from .narrowing import narrowed
from .scene import Noun, Sentence

_TOKEN = lazy_regex(r"[A-Za-z](?:[\w'’./&-]*\w)?(?:(?<=s)['’](?=\s[a-z]))?|\d[\d,.]*%?|[^\w\s]")

# Words that no noun phrase runs over: prepositions, conjunctions, adverbs, finite verbs.
STOP = frozenset(
    """in on for from since between by to at during after before until till against through via as than per
    amid despite within without upon toward towards because if when where while whereas but so then also
    was were is are be been being has have had got get gets will would could can may might should did does do
    it he she they them whom which nationwide respectively alone altogether together there here into across
    over out off up down back away about around among including involving involved concerning regarding according
    said say says versus worth not only still were came come comes went rose fell grew accounted accounting made
    this last next ago earlier later years months days each every both either following under with paid
    received took held gave lost used faced became remained left died hit met sent saw along stood walked now
    pleaded confessed admitted won claimed belonged worked lived serve serves broke fled kept ran told sold bought
    brought caught chose began knew meant spent sought thought wrote drove led dropped declined increased decreased
    just already never once twice nor too very even such yet underwent dealt heard cut began walked reached numbered
    sank shrank sprang slid crept drew ate arose beat blew flew forgot froze hid rang rode shook spoke stole swam swore
    threw tore woke wore bound undertook overtook withdrew swelled slipped
    totaled totalled stood ranked opened started attempted tried posed owed""".split()
)
_DETERMINERS = frozenset(
    """the a an its their his her our all such these other another more fewer less additional further some any this that
    those my your every no""".split()
)
# Words that open a phrase without being of it.
_OPENERS = _DETERMINERS - frozenset(("that", "those", "this"))
_ED_NOUNS = frozenset(("accused", "deceased", "injured", "wounded", "proceeding", "proceedings", "disabled"))
_DOERS = ("ers", "ors", "ists", "mates", "eers")
_IRREGULAR_PLURALS = frozenset(
    "people police children men women personnel staff cattle fish sheep crew youth elderly".split()
)
# Plural by sense, yet often the modifier of another noun: "police stations", "staff members".
_MODIFIERS = frozenset("police staff crew youth elderly personnel".split())
_TRAIL = frozenset("and or of the a an its their his her were was nationwide alone online abroad overseas each".split())
# "cases of [fentanyl] smuggling": an adjunct may stand before the offence.
_NEAR_CRIME = lazy_regex(r"\s+[\w’'-]+\s+")
_CRIMINAL = frozenset("cases case crimes charges counts reports complaints".split())
_CRIME_BEHIND_OF = lazy_regex(
    r"\s+(?:suspected|alleged|serious|such|(?:the|this|that)\s+kind|all\s+(?:kinds|types|sorts)|various"
    r"|the crime|the offen[cs]e|crimes?|this|these)\b"
)
_WALLS = ("TIME", "FIGURE", "SOURCE", "REPORT", "STRONG", "SHARE", "COMPARISON")
_THOSE_END = lazy_regex(
    r"[,;]|\s(?:was|were|is|are|has|have|had|numbered|faced|received|took|in|for|with\s+(?=\W?\w+ing)"
    r"|over\s+the|rose|fell|worked|lived|came|went|told|said|pleaded|made|numbered|got)\s|(?<=ed)\s(?:the|they|courts)\s"
)
_THOSE_ACCUSED = lazy_regex(r"(those\s+[\w-]+(?:ed|ught|eld))\s+(?:of|with|for|over|in)\s+(?:the\s+)?")
_OWN_SPACE = lazy_regex(r"\s+")


def read_noun(
    sentence: Sentence,
    start: int,
    limit: int,
    units: Mapping[str, Unit],
    *,
    subject: bool = False,
    clauses: bool = True,
    narrow: bool = True,
) -> Noun | None:
    """The noun phrase that begins at `start` (after spaces), ending before `limit`.

    A trailing "of/for OFFENCE" is left out, words that narrow what is counted
    stay in: "90 [officials at or above the county level]", "12 [cases] of fraud".
    With `subject`, the phrase opens the subject of a share or change; with
    `clauses` False, relative clauses stay outside; with `narrow` False, all that stands behind the noun.
    """
    text = sentence.text
    offences: dict[int, int] = {}
    verbs: set[int] = set()
    walls: set[int] = set()
    reports: set[int] = set()
    for symbol in sentence.between(start, limit, "OFFENCE", "ACTION", *_WALLS):
        if symbol.kind == "OFFENCE":
            offences[symbol.start] = symbol.end
        elif symbol.kind == "ACTION":
            if symbol.form != "noun":
                verbs.add(symbol.start)
        elif text[symbol.start : symbol.end] != "state":
            # "[state employees]": beside a noun no word of saying
            walls.add(symbol.start)
            if symbol.kind == "REPORT":
                reports.add(symbol.start)
    words: list[tuple[str, int, int]] = []
    head_end: int | None = None
    seen_noun = last_plural = joined = False
    skip_to = start
    for match in _TOKEN.finditer(text, start, limit):
        begin, stop = match.span()
        if begin < skip_to:
            continue
        word = match.group()
        low = word.lower()
        if (
            begin in walls
            and not (subject and not words and (low.endswith("s") or _modifies(text, stop, limit, units)))
            and not (begin in reports and low.endswith("s") and not seen_noun)
            and not (begin in reports and not words and text[:begin].endswith((" in ", " of ")))
        ):
            # "[Reports] of fraud rose", "80 [reports]": a word of saying that opens a subject is its noun.
            break
        if begin in offences:
            if (head_end is not None and not joined) or last_plural:
                break
            # An offence that modifies the noun behind it is one of its words.
            last_plural = joined = False
            words.append((text[begin : offences[begin]], begin, offences[begin]))
            skip_to = offences[begin]
            # "drug cases" may be an offence as a whole.
            seen_noun = seen_noun or (text[skip_to - 1] == "s" and text[begin:skip_to].split()[-1].lower() in units)
            continue
        if low in _OPENERS and not words:
            continue
        if low == "those" and not words:
            return _those(sentence, begin, limit, units)
        if not word[0].isalpha():
            if word in "\"“”'‘’" and not words:
                continue
            break
        if low in STOP or low in ("who", "whose", "that"):
            if low == "back" and not words and text.startswith(" pay", stop):
                words.append((word, begin, stop))
                continue
            break
        if low in _DETERMINERS:
            if joined:
                continue
            # "in 58 percent of cases [the victim] had …": a new phrase begins.
            break
        # "40 convicts", "80 reports": behind a number no verb ends in -s.
        noun_form = low.endswith("s") and not seen_noun
        if begin in verbs and not joined and not noun_form and (seen_noun or not _modifies(text, stop, limit, units)):
            break
        if not words and low.endswith("ed") and low not in units and not _modifies(text, stop, limit, units):
            break
        if seen_noun and not joined and low not in units and low.endswith(("ed", "ing")) and low not in _ED_NOUNS:
            if head_end is None or last_plural or low.endswith("ed"):
                # "40 items of counterfeit [clothing]": behind "of" the -ing may be the noun itself.
                break
        if low == "of":
            if not words:
                # "1,310 of kidnapping", "452 of the latter": the noun is left out.
                return None
            if any(
                0 <= at - stop <= 5 or (_NEAR_CRIME.fullmatch(text, stop, at) and words[-1][0].lower() in _CRIMINAL)
                for at in offences
            ) or _CRIME_BEHIND_OF.match(text, stop, limit):
                break
            if head_end is None:
                head_end = len(words)
            joined, last_plural = True, False
            words.append((word, begin, stop))
            continue
        if low in ("and", "or"):
            if not words or not _goes_on(
                text, stop, limit, walls, verbs, offences, units, plural=last_plural or seen_noun
            ):
                break
            joined, last_plural = True, False
            words.append((word, begin, stop))
            continue
        if last_plural:
            # "2,000 cases prosecutors looked into", "36 workers kept …": the phrase is complete.
            break
        joined = False
        last_plural = low in units and (low.endswith("s") or low in _IRREGULAR_PLURALS) and low not in _MODIFIERS
        words.append((word, begin, stop))
        if head_end is None and (low in units or (low.endswith("s") and not low.endswith("ss"))):
            seen_noun = True
    while words and words[-1][0].lower() in _TRAIL:
        words.pop()
    if not words:
        return None
    end = words[-1][2]
    head_words = words[:head_end] if head_end is not None else words
    head, unit = _head([w for w, _, _ in head_words], units)
    if narrow:
        end = narrowed(
            sentence,
            words[0][1],
            end,
            limit,
            head,
            unit,
            bare=len(head_words) == 1 and head_end is None,
            has_of=head_end is not None and len(words) > head_end,
            clauses=clauses,
        )
    begin = words[0][1]
    return Noun(begin, end, normal(text[begin:end]), head, unit)


def counts(noun: Noun, units: Mapping[str, Unit]) -> bool:
    """Whether a number above one can count the noun: it has a plural or a head we know."""
    head = noun.head
    return (
        head in units
        or head.endswith("s")
        or head in _IRREGULAR_PLURALS
        or ("-" in head and head.rsplit("-", 1)[1] in units)
    )


def plural(noun: Noun) -> bool:
    """Whether the head of a noun phrase is a plural: "former [officials]", but not "criminal"."""
    head = noun.head.rsplit("-", 1)[-1]
    return head.endswith(("s", "men", "folk", "people")) or head in _IRREGULAR_PLURALS or head in _ED_NOUNS


def _modifies(text: str, at: int, limit: int, units: Mapping[str, Unit]) -> bool:
    """Whether the participle before `at` modifies a noun: "abducted children"."""
    following = _TOKEN.match(text, at + 1)
    if following is None or following.start() >= limit:
        return False
    word = following.group().lower()
    if word in ("and", "or"):
        return True
    return word in units or (word.isalpha() and word not in STOP and word not in _DETERMINERS and word != "of")


_OBJECT = lazy_regex(
    r"[a-z]+(?:\s+(?:up|down|over|in))?\s+(?:\d|the\b|an?\b|over\b|some\b|more\b|about\b|nearly\b|almost\b)"
)


def _goes_on(
    text: str,
    at: int,
    limit: int,
    walls: set[int],
    verbs: set[int],
    offences: Mapping[int, int],
    units: Mapping[str, Unit],
    *,
    plural: bool,
) -> bool:
    """Whether "and" joins two nouns rather than two clauses; after a plural the second must be one as well."""
    words = 0
    for match in _TOKEN.finditer(text, at, limit):
        word, begin = match.group().lower(), match.start()
        if begin in offences:
            # "cases and fraud suspects", but "60 percent of the cases and theft 26 percent"
            behind = _TOKEN.match(text, offences[begin] + 1)
            return not plural or (behind is not None and behind.group().lower() in units)
        if begin in verbs and words == 0 and not plural:
            return True
        if begin in walls or begin in verbs or not word[0].isalpha():
            return words > 0 and not plural
        if words == 0 and (word in STOP or word in _DETERMINERS - {"other", "their", "its"} or word == "that"):
            return False
        if word in units or (word.endswith("s") and not word.endswith(("ss", "us"))):
            # "90 people and courts tried 40": a verb with an object of its own opens a clause.
            verb = match.end() + 1
            return not (verb in verbs and _OBJECT.match(text, verb))
        if word in STOP or word in ("who", "whose", "that", "and", "or", "of"):
            return words > 0 and not plural
        if word.endswith("ed") and words == 0 and plural:
            return False
        if word in _DETERMINERS and words > 0:
            return not plural
        words += 1
        if words > 3:
            return False
    return words > 0 and not plural


def _those(sentence: Sentence, begin: int, limit: int, units: Mapping[str, Unit]) -> Noun:
    """For "those with high school education": all up to the verb."""
    text = sentence.text
    end = limit
    for symbol in sentence.between(begin, limit, "OFFENCE"):
        if text.endswith(" and ", begin, symbol.start):
            limit = end = symbol.start - 5
            break
    for symbol in sentence.between(begin, limit, "SHARE", "TIME", "FIGURE", "STRONG", "CHANGE", "REPORT"):
        if (
            symbol.kind == "CHANGE"
            and symbol.form == "verb"
            and re.search(r"\b(?:or|and)\s$", text[begin : symbol.start])
        ):
            # "high school or lower education" compares, and says of no change.
            continue
        end = symbol.start
        break
    opening = re.match(r"those\s+(?:who|whose\s+[\w-]+)\s+(?:was|were|had|have|has|are|is)?\b", text[begin:end])
    cut = _THOSE_END.search(text, begin + (opening.end() - 1 if opening else 5), end)
    if cut:
        end = cut.start()
    for symbol in sentence.between(begin, end + 1, "OFFENCE"):
        accused = _THOSE_ACCUSED.match(text, begin, symbol.start)
        if accused and accused.end() == symbol.start:
            # "those convicted [of theft]"
            end = begin + len(text[begin:end]) - (end - accused.end(1))
            break
    while end > begin and not text[end - 1].isalnum():
        end -= 1
    words = text[begin:end].split()
    while len(words) > 1 and words[-1].lower() in (
        "in",
        "for",
        "of",
        "on",
        "over",
        "from",
        "during",
        "and",
        "by",
        "with",
        "the",
    ):
        end -= len(words.pop())
        while end > begin and not text[end - 1].isalnum():
            end -= 1
    return Noun(begin, end, normal(text[begin:end]), "those", Unit.PEOPLE)


def _head(words: list[str], units: Mapping[str, Unit]) -> tuple[str, Unit]:
    for word in reversed(words):
        low = word.lower().split()[-1]
        if low in units:
            return low, units[low]
        if "-" in low and low.rsplit("-", 1)[1] in units:
            return low, units[low.rsplit("-", 1)[1]]
        if low not in ("and", "or") and low.endswith("s"):
            # Doers are persons unless nouns.tsv lists them as things: "callers", but "containers".
            return low, Unit.PEOPLE if low.endswith(_DOERS) else Unit.ITEMS
    return words[-1].lower(), Unit.ITEMS


def normal(words: str) -> str:
    """A phrase as the actor slot writes it: lower case, single spaces, without quotes around it."""
    return _OWN_SPACE.sub(" ", words).strip(" \"“”'‘’").lower()
