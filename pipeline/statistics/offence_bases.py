"""What a figure takes, or does not take, of the offences of the figures it leans on."""

from __future__ import annotations

from ...schemas.vocabulary import Statistic
from ..regexes import lazy_regex
from .crime_scope import aimed
from .inherited_actions import NO_OFFENCE_STAGES
from .scene import Figure, Sentence

# Rules by which a figure's own words name its offence.
SAID = frozenset(f"offences.{rule}" for rule in ("behind", "predicate", "before", "in-noun", "subject", "ranked"))
_COMBINED = lazy_regex(r"\b(?:combined|together|the (?:sum|total) of (?:the two|both))\b")
_IN_ALL = lazy_regex(r"\b(?:a (?:combined |grand )?total of|in all|altogether|between them|all told,?)\s+$")
_NEXT = lazy_regex(r",\s+and\s+$")
_RESPECTIVELY = lazy_regex(r",?\s*respectively\b")
_OF_CASES = lazy_regex(r"\s+of\s+(?:the|these|those|them|which|whom|its|such)\b")


def beside_a_part(figure: Figure, sentence: Sentence) -> bool:
    """As in "600 people for [fraud], among them 42 for theft, and [1,300] cards were found": of the whole again."""
    part = figure.base
    if part is None or not part.partial or part.sentence is not sentence or part.base is None:
        return False
    if not figure.primary or figure.partial or figure.role != "plain":
        return False
    if not part.base.offences or not _NEXT.search(sentence.text[part.end : figure.start]):
        return False
    figure.inherit("offences", part.base, "offences.base")
    return True


def of_several(figure: Figure, sentence: Sentence) -> bool:
    """Give a figure the offences of those it adds up or pairs off with.

    "79 for [defamation] and 58 for [insult], 1.6 times the combined figure" is of
    both; in "96 for [arson] and 43 for [theft], compared with 80 and 50,
    respectively" the 80 is of arson.
    """
    text = sentence.text
    said = [
        f
        for f in sentence.figures[: figure.index]
        if f.primary and f.offences and f.rules["offences"] in SAID and f.role == "plain"
    ]
    if len(said) < 2:
        return False
    if _COMBINED.search(text, figure.start, figure.end + 40) or _IN_ALL.search(text[sentence.start : figure.start]):
        figure.take(
            "offences",
            list(dict.fromkeys(id for f in said for id in f.offences)),
            [span for f in said for span in f.evidence["offences"]],
            "offences.combined",
        )
        return True
    row = [f for f in sentence.figures if f.start > said[-1].end and f.label == figure.label]
    if len(row) == len(said) and figure in row and _RESPECTIVELY.search(text, row[-1].end, sentence.end):
        figure.inherit("offences", said[row.index(figure)], "offences.base")
        return True
    return False


def beside_a_share(figure: Figure) -> bool:
    """As in "[Theft] made up 40 percent, and 9 percent of the defendants were women": of all, not of the thieves."""
    base = figure.base
    return (
        base is not None
        and figure.statistic is Statistic.SHARE
        and base.statistic is Statistic.SHARE
        and base.part is not None
        and base.rules.get("offences") == "offences.subject"
        and all(base.part.start <= start < base.part.end for start, _ in base.evidence["offences"])
        and figure.subject != base.subject
        and not figure.earlier
        and figure.actor is not None
        and figure.rules["actor"] not in ("actor.base", "actor.whole", "actor.elided")
    )


def of_another_office(figure: Figure, sentence: Sentence) -> bool:
    """As in "charged 40 people with [theft] and filed 12 lawsuits": suits and advice must name their offence."""
    return (
        figure.primary
        and figure.role == "plain"
        and not figure.partial
        and figure.action in NO_OFFENCE_STAGES
        and figure.base is not None
        and figure.base.action not in NO_OFFENCE_STAGES
        and not aimed(figure, sentence)
        and not _OF_CASES.match(sentence.text, figure.end)
    )
