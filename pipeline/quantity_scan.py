"""First pass over a text: every number, with what is glued to it (scale, unit, tail).

One regular expression finds the places where a number may begin; each is read by
small expressions anchored there. Whether a number is a figure, and which words
before it belong to the mention, is decided afterwards (``quantity_grammar.py``).
Texts are lower-cased; offsets are those of the text.
"""

from __future__ import annotations

from functools import lru_cache

from ..schemas.vocabulary import Qualifier, Unit
from .numbers import ONES, UNITS, Number, read_digits, read_words
from .quantity_patterns import Lexicon, UnitReading
from .regexes import lazy_regex

# A number may begin behind a space, an opening bracket or quote, or a dash. The
# character before is part of the match, so that the engine skips from one such
# character to the next; the text is searched with a line break put before it.
_ANCHOR = lazy_regex(
    "[\\s(\"'“‘\\[\\-–—~,:：;；、，（](?:[\\d$€¥￥]"
    "|one|t(?:wo|hree|en|welve|hirteen|hirty|wenty|ripl|rebl|hous|wice|hrice)"
    "|f(?:our|ive|ifteen|ifty|orty)|s(?:ix|even|cores|everal)|e(?:ight|leven|uro?[ \u00a0]?\\d)|nin"
    "|h(?:undred|al[fv]|k ?\\$|kd)|d(?:oubl|ozens)|millions|billions|qu(?:adrupl|intupl)"
    "|u(?:s ?\\$|\\.s\\.\\$|sd|s dollar)|r(?:mb|enminbi)|cny"
    "|(?:an?|the) (?:[a-z]+ )?majority"
    "|an? (?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|dozen|hundred|thousand|million|billion"
    "|trillion|few|couple))"
)
_FRACTION_NAMES = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
_FRACTION_NAMES |= {f"{word}s": n for word, n in _FRACTION_NAMES.items() if n > 2}
_SMALL = "|".join(sorted(UNITS, key=len, reverse=True))
_FRACTION = lazy_regex(
    rf"(?:(an?|{'|'.join(ONES)})[ -])?({'|'.join(sorted(_FRACTION_NAMES, key=len, reverse=True))})(?![a-z]|-[a-z])"
)
_DIGIT_FRACTION = lazy_regex(r"([1-9])/([2-9]|10)(?![\d/.])(?= of\b)")
_PORTION = lazy_regex(
    rf"(\d{{1,3}}|{_SMALL})(?: in every | in each | in |-in-| out of every | out of each | out of | of every )"
    rf"(\d{{1,3}}(?:,000)?|{_SMALL}|an? hundred)(?![a-z\d%]|[.,:/-]\d|-[a-z])"
)
# Behind a portion's base stand the cases that it is a portion of, no place or time.
_NO_PORTION = lazy_regex(
    r" ?(?:percent|per cent|%|million|billion|thousand|hundred|dozen|yuan|years?|months?|days?|weeks?|hours?|minutes?"
    r"|provinces?|provincial|cities|counties|regions?|countries|districts?|places|towns|villages|areas|raids?|operations?"
    r"|locations?|batches|kilograms?|kg|tons?|tonnes?)(?![a-z])"
)
_PERCENT_BASES = frozenset({12, 15, 20, 25, 30, 40, 50, 60, 100, 200, 500, 1000, 10000, 100000})
_FOLD = lazy_regex(rf"({_SMALL}|hundred|\d+(?:\.\d+)?)[ -]?fold(?![a-z])")
_TWICE = lazy_regex(r"(twice|thrice)(?![a-z-])")
_RATIO_WORD = lazy_regex(r"(double|triple|treble|quadruple|quintuple)(?![a-z-])")
_RATIO_VERB = lazy_regex(
    r"(doubled|doubling|tripled|tripling|trebled|trebling|quadrupled|quadrupling|quintupled|quintupling|halved|halving)(?![a-z-])"
)
# A headline's present tense: "cases double in a year".
_PRESENT_VERB = lazy_regex(
    r"(double|triple|treble|quadruple|halve)s?"
    r"(?= (?:as|in|since|over|from|last|this|amid|after|within|year|to (?:over|nearly|about|more|\d))\b|[.,]?(?:\n|$))"
)
# More than half, how much more is not said.
_MAJORITY = lazy_regex(
    r"(?:an?|the) (?:(?:vast|great|large|overwhelming|clear|slim|slight|absolute|big) )?majority"
    r"(?= of (?!the vote|votes|\d))"
)
_TIMES = lazy_regex(r"[ \u00a0-]times(?![a-z-])")
_RATIOS = {"twice": 2, "thrice": 3, "double": 2, "triple": 3, "treble": 3, "quadruple": 4, "quintuple": 5}
_RISES = {"doubl": 100.0, "tripl": 200.0, "trebl": 200.0, "quadr": 300.0, "quint": 400.0, "halve": 50.0, "halvi": 50.0}
# Behind these no number begins: the middle of an address, an identifier, a sum.
_GLUED_BEFORE = frozenset("/@_#=&?.+*×\\")
# A hyphen behind a number joins it to a word; only with these is it still a count.
_MEMBERS = lazy_regex(r"-(?:members?|strong|persons?|people|man|men|woman|women|victim|defendant|vehicle)(?![a-z])")
# The page numbers of a menu: "1 2 3 Next".
_PAGES = lazy_regex(r"[ \u00a0]\d{1,2}(?: |$|\n)(?!percent|per|million|yuan|people|cases)")
_PAGED = lazy_regex(r"(?<!\d)\d{1,2}[ \u00a0]$")
_REST = lazy_regex(r"[\w/:*.@]+")
_HALF_A_PERCENT = lazy_regex(r" an? (percentage point|percent|per cent)(?![a-z])")
# Telephone numbers in groups: "010-6499 5555", "400-555-1234", "138 0013 8000".
_TELEPHONE = lazy_regex(
    r"(?:0\d{2,3}[- ]?\d{3,4}[- ]?\d{4}|[48]00[- ]\d{3,4}[- ]\d{3,4}|1[3-9]\d[- ]\d{4}[- ]\d{4})(?![\d,.]\d)(?!\d)"
)
_LIST_LINE = lazy_regex(r"\d{1,2}(?:[.)、]\s|\)\s)")


class Candidate:
    """A number that may be a figure; `start`..`end` cover number, unit and tail.

    ``dead`` names the reason why it is none. ``mantissa`` is the number without its
    scale word; ``low`` is set where the candidate is a range, `value` then being its
    upper end.
    """

    __slots__ = (
        "dead", "end", "form", "has_unit", "low", "mantissa", "number_end", "plain", "rule", "scale", "spelled",
        "start", "tail", "unit", "vague", "value",
    )  # fmt: skip

    def __init__(self, start: int, number: Number, form: str = "number", rule: str = "number") -> None:
        self.start = start
        self.end = self.number_end = number.end
        self.value: float = number.value
        self.scale = number.scale
        self.mantissa = number.value / number.scale
        self.low: float | None = None
        self.vague = number.vague
        self.spelled = number.spelled
        self.plain = number.plain
        self.form = form
        self.rule = rule
        self.unit: Unit | None = None
        self.has_unit = False
        self.tail: Qualifier | None = None
        self.dead: str | None = None

    def set_unit(self, reading: UnitReading, end: int) -> None:
        """Give the candidate a unit that ends at `end`."""
        self.value = round(self.value * reading.factor, 9)
        self.unit, self.form, self.rule, self.has_unit, self.end = reading.unit, reading.form, reading.id, True, end


def number_start(low: str) -> int:
    """Where the first number of a lower-cased mention may begin; 0 where none does."""
    anchor = _ANCHOR.search("\n" + low)
    return anchor.start() if anchor else 0


def scan(low: str, lexicon: Lexicon) -> list[Candidate]:
    """All numbers of the lower-cased text `low`, in order, those that cannot be figures marked dead."""
    found: list[Candidate] = []
    done = 0
    # The line break before the text shifts the match by one, so its start is the number's.
    for anchor in _ANCHOR.finditer("\n" + low):
        start = anchor.start()
        if start < done:
            continue
        candidate = _read(low, start, lexicon, found[-1] if found else None)
        if candidate is not None:
            found.append(candidate)
            done = candidate.end
    return found


def _read(low: str, start: int, lexicon: Lexicon, previous: Candidate | None) -> Candidate | None:
    first = low[start]
    if first.isdigit():
        return _read_digits(low, start, lexicon, previous)
    if (sign := lexicon.unit_before.match(low, start)) is not None:
        return _read_money(low, start, sign.end(), lexicon, lexicon.units_before[sign[1].replace("\u00a0", " ")])
    if first in "at" and (majority := _MAJORITY.match(low, start)):
        return _special(start, majority.end(), 50.0, Unit.PERCENT, "fraction", "majority")
    if first in "tqdh":
        if verb := _RATIO_VERB.match(low, start):
            return _special(start, verb.end(), _RISES[verb[1][:5]], Unit.PERCENT, "verb")
        if verb := _PRESENT_VERB.match(low, start):
            return _special(start, verb.end(), _RISES[verb[1][:5]], Unit.PERCENT, "verb", "present-verb")
        if word := _TWICE.match(low, start) or _RATIO_WORD.match(low, start):
            rule = "twice" if word[1] in ("twice", "thrice") else "double"
            return _special(start, word.end(), _RATIOS[word[1]], Unit.TIMES, "multiple", rule)
    return _read_words(low, start, lexicon)


def _special(start: int, end: int, value: float, unit: Unit, form: str, rule: str | None = None) -> Candidate:
    candidate = Candidate(start, Number(value, end, spelled=True), form, rule or form)
    candidate.unit, candidate.has_unit = unit, True
    return candidate


def _read_money(low: str, start: int, at: int, lexicon: Lexicon, reading: UnitReading) -> Candidate | None:
    number = read_digits(low, at, money=True)
    if number is None:
        return None
    candidate = Candidate(start, number)
    candidate.set_unit(reading, number.end)
    # "RMB 3 million yuan" names its currency twice.
    again = lexicon.unit_after.match(low, number.end)
    if again is not None and lexicon.units_after[_norm(again[1])].unit is reading.unit:
        candidate.end = again.end()
    _read_tail(low, candidate, lexicon)
    return candidate


def _read_digits(low: str, start: int, lexicon: Lexicon, previous: Candidate | None) -> Candidate | None:
    number = read_digits(low, start)
    if number is None:
        return None
    if telephone := _TELEPHONE.match(low, start):
        candidate = Candidate(start, number)
        candidate.dead, candidate.end = "glued", telephone.end()
        return candidate
    end = number.end
    if number.plain:
        if portion := _portion(low, start):
            return portion
        if low.startswith("/", end) and (fraction := _DIGIT_FRACTION.match(low, start)):
            share = round(100 * int(fraction[1]) / int(fraction[2]), 2)
            if share < 100:
                return _special(start, fraction.end(), share, Unit.PERCENT, "fraction")
    if "fold" in low[end : end + 5] and (folded := _FOLD.match(low, start)):
        return _special(start, folded.end(), number.value, Unit.TIMES, "multiple", "fold")
    candidate = Candidate(start, number)
    before = low[start - 1] if start else "\n"
    if before in _GLUED_BEFORE or (before == " " and _follows_glued(low, start, previous)):
        candidate.dead = "glued"
    elif before in "-–":
        joined = previous is not None and previous.end == start - 1
        if not joined and before == "-" and start > 1 and low[start - 2].isalnum():
            candidate.dead = "glued"
    elif before in ",:" and start > 1 and low[start - 2].isdigit():
        candidate.dead = "glued"
    if number.plain and not candidate.dead and _is_label(low, start, end):
        candidate.dead = "label"
    _read_unit(low, candidate, lexicon)
    if not candidate.dead and not candidate.has_unit and candidate.tail is None:
        candidate.dead = _glued_behind(low, end)
    if candidate.dead == "glued":
        # The rest of a date, a clock or an address is no number of its own.
        rest = _REST.match(low, candidate.end)
        candidate.end = rest.end() if rest else candidate.end
    return candidate


def _follows_glued(low: str, start: int, previous: Candidate | None) -> bool:
    """Whether the number goes on a telephone number ("+86 10 …"), or is the clock behind a date."""
    if not low[start - 2].isdigit():
        return False
    if previous is not None and previous.end == start - 1:
        return previous.dead == "glued"
    return low[max(0, start - 12) : start - 1].rsplit(None, 1)[-1][:1] == "+"


def _glued_behind(low: str, end: int) -> str | None:
    """Why a number that has no unit and ends at `end` is part of something longer."""
    behind = low[end : end + 2]
    if not behind:
        return None
    if behind[0].isalpha() or behind[0] in "_@#*×=\\°":
        return "glued"
    if behind[0] in "/:.,：" and len(behind) == 2 and behind[1].isdigit():
        return "glued"
    if behind[0] == "/" or (behind[0] == "+" and behind[1:].isdigit()):
        return "glued"
    if behind[0] == "-" and (behind[1:].isalpha() or behind[1:] == " ") and not _MEMBERS.match(low, end):
        return "hyphen"
    return None


def _is_label(low: str, start: int, end: int) -> bool:
    """Whether bare digits stand alone on their line, number an item, or form an identifier."""
    if end - start > 1 and low[start] == "0":
        return True
    before = low[start - 1] if start else "\n"
    behind = low[end : end + 1] or "\n"
    if before == "\n" and (behind == "\n" or _LIST_LINE.match(low, start)):
        return True
    if end - start < 3 and (_PAGES.match(low, end) or _PAGED.search(low, max(0, start - 4), start)):
        return True
    return before + behind == "[]" or (before + behind == "()" and end - start < 3)


def _read_words(low: str, start: int, lexicon: Lexicon) -> Candidate | None:
    if portion := _portion(low, start):
        return portion
    number = read_words(low, start)
    if fold := _FOLD.match(low, start):
        value = float(UNITS.get(fold[1], 100))
        return _special(start, fold.end(), value, Unit.TIMES, "multiple", "fold")
    if (fraction := _FRACTION.match(low, start)) and (number is None or fraction.end() > number.end):
        parts = UNITS.get(fraction[1] or "", 1)
        base = _FRACTION_NAMES[fraction[2]]
        plural = fraction[2].endswith("s")
        # Only "half" stands alone; "two quarters" are six months.
        bare = fraction[1] is None and fraction[2] != "half"
        if parts >= base or plural != (parts > 1) or bare or (parts, base) == (2, 4):
            return None
        candidate = _special(start, fraction.end(), round(100 * parts / base, 2), Unit.PERCENT, "fraction")
        candidate.plain = parts == 1
        # "half a percent" is a number with its unit, no fraction of something.
        unit = _HALF_A_PERCENT.match(low, fraction.end())
        if unit is not None:
            candidate.form = "points" if unit[1] == "percentage point" else "percent"
            candidate.unit = Unit.PERCENTAGE_POINTS if candidate.form == "points" else Unit.PERCENT
            candidate.value, candidate.end = candidate.value / 100, unit.end()
            candidate.rule = "unit.percent"
        return candidate
    if number is None:
        return None
    candidate = Candidate(start, number)
    _read_unit(low, candidate, lexicon)
    if not candidate.has_unit and candidate.tail is None:
        behind = low[number.end : number.end + 2]
        if behind[:1].isalpha() or (behind[:1] == "-" and behind[1:].isalpha() and not _MEMBERS.match(low, number.end)):
            candidate.dead = "hyphen"
    return candidate


@lru_cache(maxsize=512)
def _norm(phrase: str) -> str:
    return phrase.replace("\u00a0", " ")


def _read_unit(low: str, candidate: Candidate, lexicon: Lexicon) -> None:
    """Read tail, unit, or unit and tail behind a number."""
    _read_tail(low, candidate, lexicon)
    end = candidate.end
    if times := _TIMES.match(low, end):
        candidate.unit, candidate.form, candidate.rule = Unit.TIMES, "multiple", "times"
        candidate.has_unit, candidate.end = True, times.end()
        return
    found = lexicon.unit_after.match(low, end)
    if found is None:
        return
    words = _norm(found[1])
    reading = lexicon.units_after[words]
    # "of yuan" only behind "millions": "30 of yuan" is none; "5g" is a network.
    if words.startswith("of ") != candidate.vague:
        return
    if words == "g" and found.start(1) == end and candidate.plain and 1 < candidate.value < 7:
        return
    candidate.set_unit(reading, found.end())
    _read_tail(low, candidate, lexicon)


def _read_tail(low: str, candidate: Candidate, lexicon: Lexicon) -> None:
    if candidate.tail is None and (tail := lexicon.tail.match(low, candidate.end)):
        words = tail[1]
        # "30 odd jobs" would be thirty of them: the word needs something behind it.
        if words == " odd" and not low[tail.end() : tail.end() + 2].strip().isalpha():
            return
        if candidate.spelled and candidate.value <= 1 and words.startswith(" or"):
            return
        candidate.tail, candidate.end = lexicon.tails[words], tail.end()


def _portion(low: str, start: int) -> Candidate | None:
    found = _PORTION.match(low, start)
    if found is None or _NO_PORTION.match(low, found.end()):
        return None
    part, base = _small(found[1]), _small(found[2])
    if part >= base or not (base <= 10 or base in _PERCENT_BASES):
        return None
    if part > 10 and base < 100:
        return None
    # Two decimals, as for a third; one in 100,000 needs more.
    share = round(100 * part / base, 2 if part * 100 >= base else 6)
    candidate = _special(start, found.end(), share, Unit.PERCENT, "portion")
    if start and low[start - 1] in _GLUED_BEFORE:
        candidate.dead = "glued"
    return candidate


@lru_cache(maxsize=256)
def _small(words: str) -> int:
    if words[0].isdigit():
        return int(words.replace(",", ""))
    return UNITS.get(words, 100)


MONTHS = frozenset(
    "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
    " october november december".split()
)
