"""The closed sets of the output contract, as string enums.

Every member's value is the word that stands in ``records.jsonl`` and in gold
files, so a member can be written to JSON as it is.
"""

from __future__ import annotations

from enum import Enum


class Word(str, Enum):
    """A string enum whose ``str()`` is its value, on every supported Python."""

    def __str__(self) -> str:
        return str(self.value)


class Label(Word):
    """What a mention is."""

    OFFENCE = "OFFENCE"
    COUNT = "COUNT"
    PERCENTAGE = "PERCENTAGE"
    AMOUNT = "AMOUNT"
    TIME_SPAN = "TIME_SPAN"


class Statistic(Word):
    """What kind of figure a record reports."""

    COUNT = "count"
    CHANGE = "change"
    SHARE = "share"
    RATE = "rate"
    RATIO = "ratio"
    AMOUNT = "amount"


class Unit(Word):
    """What a value is measured in."""

    PEOPLE = "people"
    CASES = "cases"
    ITEMS = "items"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    TIMES = "times"
    CNY = "cny"
    USD = "usd"
    HKD = "hkd"
    EUR = "eur"
    KG = "kg"


class Qualifier(Word):
    """How a value bounds the true figure."""

    EXACT = "exact"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Action(Word):
    """The stage of proceedings that a figure counts."""

    INVESTIGATED = "investigated"
    DETAINED = "detained"
    ARRESTED = "arrested"
    ARREST_APPROVED = "arrest_approved"
    ARREST_REJECTED = "arrest_rejected"
    ACCEPTED = "accepted"
    PROSECUTED = "prosecuted"
    NOT_PROSECUTED = "not_prosecuted"
    HANDLED = "handled"
    TRIED = "tried"
    CONCLUDED = "concluded"
    CONVICTED = "convicted"
    SENTENCED = "sentenced"
    ACQUITTED = "acquitted"
    SOLVED = "solved"
    HANDED_OVER = "handed_over"
    PUNISHED = "punished"
    RESCUED = "rescued"
    RECOVERED = "recovered"
    SEIZED = "seized"
    SUPERVISED = "supervised"
    RECOMMENDED = "recommended"
    LITIGATED = "litigated"
    SURRENDERED = "surrendered"


class Comparison(Word):
    """What a change or ratio is measured against."""

    YEAR_ON_YEAR = "year_on_year"
    MONTH_ON_MONTH = "month_on_month"
    QUARTER_ON_QUARTER = "quarter_on_quarter"
    BASELINE = "baseline"


class ChangeMeasure(Word):
    """What changed, where it is not simply the number of people or cases."""

    GROWTH_RATE = "growth_rate"
    SHARE = "share"
    RATE = "rate"
    AMOUNT = "amount"


def words(members: type[Word]) -> tuple[str, ...]:
    """The words of a closed set, in its order."""
    return tuple(str(member) for member in members)
