"""Which stage of proceedings a figure counts."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic, Unit
from ..regexes import lazy_regex
from .governing import at_behest, link_governor
from .predicates import (
    OBJECT,
    barred_with,
    block,
    link_negated,
    other_agent,
    perfect,
    respective,
    settled,
    suffered,
)
from .readings import (
    BRACKETED,
    COORDINATED,
    LISTED,
    OF_GOODS,
    PASSIVE,
    Found,
    noun_end,
    noun_symbols,
    reading_of,
    right_limit,
)
from .scene import PARTITIVE, Figure, Sentence
from .syntax import past
from .wholes import label, leans, of_opening, of_whole, partitive

# Between an active verb and the figure it governs.
_GOVERNS = lazy_regex(
    r"^(?:\s|of|the|an?|total|another|that|those|against|into|only|just|also|as|many|for|to|nationwide|altogether|all|in"
    r"|up|some|a|further|additional|new|nearly|around|about|respectively|on|over|opened|from)*$",
    re.IGNORECASE,
)
_RELATIVE = lazy_regex(r"\b(?:who|that|which|whose|before|after|until|when|because|where|as)\b", re.IGNORECASE)
_IN_NOUN_STAGES = frozenset(("recommended", "litigated", "rescued", "supervised"))
# What is done to suits that others filed: "handled 90 public interest cases".
_OF_SUITS = frozenset(("handled", "accepted", "concluded", "tried"))
# Particles that belong to a verb only right behind its object: "handed 40 suspects [over to] China".
_DIRECTIONS = frozenset(("home", "over", "back"))
_WITH = lazy_regex(r"\bwith\s+(?:a total of\s+|some\s+|another\s+)?$")
# "the 166 cases [the court] tried"
_AUTHORITIES = lazy_regex(
    r"\b(?:courts?|police|prosecutors|procuratorates|officers|authorities|customs|judges|detectives)"
    r"\s+(?:(?:have|had|has|also)\s+)*$"
)
_CLAUSE = lazy_regex(r"\b(?:it|was|were|had|who)\b")
_ALL_OF = lazy_regex(r",\s+all\s+of\s+(?:which|whom)\b")
_OF = lazy_regex(r"\s+(?:of|in|among|for)\b")
_SHOWED = lazy_regex(r"\b(?:show|found|reveal|indicat|suggest)\w*\b")
# The stage of a case whose story follows: "In a fraud case [tried] in May, a debt of 8,000 yuan …".
_CASE_OPENS = lazy_regex(r"\W*In (?:a|an|one|another)\b[^,]*\bcase\s+$")
# "41 had committed another crime": what the figure did itself.
_DID = lazy_regex(r"\s+(?:had|have|has)\s+[a-z]+ed\s+(?:the|an?|another|other|new|more)\b")
# "oil in 30 percent of the cases and [frozen] meat in 20 percent"
_MODIFIES = lazy_regex(r"and [a-z]+(?:ed|en) [a-z]+ in ")
_SUBORDINATE = lazy_regex(r"\W*(?:Although|Though|While|Whereas)\b")
_APPLIED = lazy_regex(
    r"\b(?:was|were|been|being)\s+(?:also\s+)?(?:applied|granted|extended|imposed|opened|launched|initiated|started"
    r"|handed(?: down)?|given|awarded|paid(?: out)?|provided|offered|allocated|distributed|issued|disbursed"
    r"|doled out|meted out|made|taken"
    r"|pressed|brought|filed|laid|lodged|delivered|passed)\s+"
    r"(?:(?:last|this) (?:year|month)\s+)?(?:to|on|in|into|for|against)\s+$",
    needs=("was", "were", "been", "being"),
)
PEOPLE_STAGES = frozenset(
    Action(stage)
    for stage in "prosecuted not_prosecuted arrested arrest_approved arrest_rejected detained convicted sentenced"
    " acquitted punished surrendered handed_over".split()
)
# What people tell the police is no stage: "900 thefts were reported to the police".
_WERE_REPORTED = lazy_regex(r"\breported\s*$")
_REPORTED = lazy_regex(r"\b(?:report(?:ed|ing)?|complain(?:ed|ing)? of)\s+(?:\w+\s+){0,2}$")


def link_action(figure: Figure, sentence: Sentence) -> None:
    """Fill the figure's action from its own clause, or bar it from inheriting one."""
    start, end = sentence.clause(figure)
    if barred_with(figure, sentence) or suffered(figure, sentence):
        block(figure)
        return
    link_negated(figure, sentence)
    if figure.action is not None:
        return
    paired = respective(figure, sentence)
    if paired is not None:
        figure.take("action", Action(paired[1]), [(paired[0].start, paired[0].end)], "action.respective")
        return
    for rule in _RULES:
        if figure.role in ("tail", "earlier") and figure.base is not None:
            break
        if figure.role == "plain" and figure.primary and rule is _nearest_left:
            link_governor(figure, sentence)
            if figure.action is not None or "action" in figure.blocked:
                return
        if (rule in (_participle, _nearest_left) or figure.statistic is Statistic.SHARE) and leans(figure, sentence):
            continue
        if rule is _nearest_left and figure.base is not None and partitive(figure, sentence):
            if figure.base.sentence is sentence or figure.base.action is not None:
                continue
        found = rule(figure, sentence, start, end)
        if found is not None:
            symbol, reading = found
            if at_behest(figure, sentence):
                figure.take("action", Action.SUPERVISED, [(symbol.start, symbol.end)], "action.behest")
                return
            if reading[0] == "accepted" and figure.base is not None and figure.base.action is Action.RECOMMENDED:
                return
            stage = settled(symbol, reading, figure, sentence)
            if stage is None:
                block(figure)
            else:
                rule_name = f"action.{rule.__name__.strip('_')}:{reading[2]}"
                figure.take("action", stage, [(symbol.start, symbol.end)], rule_name)
            return
        if "action" in figure.blocked:
            return


# The size of what a stage is of: "solved 90 cases involving 4 million yuan".
_SIZE = lazy_regex(r"\b(?:involving|that involved|which involved|containing|holding|covering)\s+$")
_WORTH = lazy_regex(r"^\s*(?:worth|of|totaling|totalling|amounting to|valued at|to the tune of)\s*$")


def _own_noun(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "issued 30 procuratorial [recommendations]": the thing counted is the stage."""
    for symbol in noun_symbols(figure, sentence):
        whole = figure.noun is not None and symbol.start == figure.noun.start
        found = reading_of(symbol, figure, sentence, forms=("noun", "phrase", "verb") if whole else ("noun", "phrase"))
        if found is not None and found[1][0] in _IN_NOUN_STAGES:
            if found[1][0] == "litigated":
                governing = _adjacent(figure, sentence, start, end) or _passive(figure, sentence, start, end)
                if governing is not None and governing[1][0] in _OF_SUITS:
                    return governing
            return found
    return None


def _applied(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "[Non-prosecution], a form of leniency, was applied to 40 minors": the subject is the stage."""
    if not _APPLIED.search(sentence.text[start : figure.start]):
        return None
    for symbol in sentence.between(start, figure.start, "ACTION"):
        if _RELATIVE.search(sentence.text, start, symbol.start):
            return None
        found = reading_of(symbol, figure, sentence, forms=("noun", "phrase"))
        if found is not None:
            return found
    return None


def _arrests(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "led to 120 [arrests]": as above, where no verb says more."""
    for symbol in noun_symbols(figure, sentence):
        beyond = figure.noun is not None and symbol.end > figure.noun.end
        if beyond or any(reading[1] == "noun" for reading in symbol.readings):
            return reading_of(symbol, figure, sentence)
    return None


def _tail(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "brought 40 people to court", "took 40 people into custody"."""
    limit = right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION", "CHANGE"):
        if symbol.kind == "CHANGE":
            return None
        found = reading_of(symbol, figure, sentence, forms=("tail",))
        if found is not None and found[1][2] == "accepted.review":
            # "Commissions passed on 40 cases for review": whose verb it is tells.
            return _adjacent(figure, sentence, start, end) or found
        told = sentence.text[start : figure.start], sentence.text[noun_end(figure) : symbol.start]
        if found is not None and (_REPORTED.search(told[0]) or _WERE_REPORTED.search(told[1])):
            # "Residents reported 900 thefts to the police"
            block(figure)
            return None
        gap = sentence.text[noun_end(figure) : symbol.start]
        if found is not None and gap.strip() and sentence.text[symbol.start : symbol.start + 4].lower() in _DIRECTIONS:
            continue
        if found is not None and len(gap) < 60 and not re.search(r",\s+(?:and|who)\b", gap):
            return found
        if reading_of(symbol, figure, sentence) is not None:
            return None
    return None


def _adjacent(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """The active verb that governs the figure: "prosecuted another 40 people"."""
    symbols = sentence.between(start, figure.start, "ACTION")
    if not symbols:
        return None
    symbol = symbols[-1]
    gap = sentence.text[symbol.end : figure.start]
    if not _GOVERNS.match(gap):
        return None
    if other_agent(symbol, sentence, governs=True):
        block(figure)
        return None
    return reading_of(symbol, figure, sentence, forms=("verb", "noun", "phrase"))


def _passive(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people were prosecuted", "40 were charged with"."""
    limit = right_limit(figure, sentence, end)
    text = sentence.text
    from_ = noun_end(figure)
    if figure.role in ("predicate", "whole"):
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION", "SHARE", "CHANGE"):
        if symbol.kind != "ACTION":
            if symbol.kind == "CHANGE" and symbol.form == "phrase":
                continue
            return None
        if symbol.end <= from_ and symbol.start < from_:
            continue
        gap = text[from_ : symbol.start]
        if symbol.value == Action.SURRENDERED and not re.search(r"[,;]", gap):
            # "40 walked over the border and gave themselves up"
            return reading_of(symbol, figure, sentence)
        if PASSIVE.search(gap):
            if text[symbol.start : symbol.end].lower() in _DIRECTIONS:
                continue
            if perfect(symbol, sentence, gap):
                if figure.primary:
                    block(figure)
                return None
            opening = gap[: PASSIVE.search(gap).start()]  # type: ignore[union-attr]
            if _RELATIVE.search(opening) and not PARTITIVE.match(gap) and not _ALL_OF.match(gap):
                continue
            if re.search(r",\s+and\b|\band (?:police|prosecutors|courts|the)\b", opening):
                return None
            return reading_of(symbol, figure, sentence)
        if COORDINATED.search(gap):
            # "40 were marched over the bridge and handed to the police"
            return reading_of(symbol, figure, sentence)
        if symbol.form == "verb" and re.search(r"\band\s+$", gap):
            return None
    following = sentence.after(figure)
    if following is not None and following.start == limit and figure.primary and following.primary:
        gap = text[from_:limit]
        if LISTED.match(gap) and not sentence.between(from_, limit, "ACTION"):
            # "40 kilograms of food and 9 kilograms of medicine were confiscated", "40 boats and nine cars seized"
            return _of_list(following, sentence, start, end)
    return None


def _of_list(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """What `_passive` or `_participle` says of a list's next member, kept: each member before it asks."""
    asked = f"list {figure.index} {start} {end}"
    if asked not in sentence.known:
        sentence.known[asked] = _passive(figure, sentence, start, end) or _participle(figure, sentence, start, end)
    found: Found | None = sentence.known[asked]
    return found


def _participle(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people prosecuted for theft", "40 charged with theft"."""
    limit = right_limit(figure, sentence, end)
    reach = noun_end(figure)
    caused = re.search(r"\b(?:had|got)\s+$", sentence.text[start : figure.start])
    of = sentence.between(reach, min(limit, reach + 80), "OFFENCE", "ACTION")
    if of and of[0].kind == "OFFENCE" and re.match(r"\s+of\s+(?:[\w-]+\s+){0,2}$", sentence.text[reach : of[0].start]):
        # "213 cases of theft [solved]"
        behind = re.match(r"\s+(?:crimes?|offen[cs]es?|cases)\b", sentence.text[of[0].end : limit])
        reach = of[0].end + (behind.end() if behind else 0)
    for symbol in sentence.between(reach, limit, "ACTION"):
        gap = BRACKETED.sub("", sentence.text[reach : symbol.start])
        if OF_GOODS.match(gap) and _WITH.search(sentence.text[start : figure.start]):
            # "with 9 million yuan of illegal gains in their accounts frozen"
            return reading_of(symbol, figure, sentence, forms=("verb",))
        if gap.strip(" ") in ("", "who", "newly", "already", "later") and symbol.form in ("verb", "phrase"):
            word = sentence.text[symbol.start : symbol.end].lower()
            if word.endswith("s") and " " not in word:
                # "40 files", "40 arrests": a noun that looks like a verb.
                return reading_of(symbol, figure, sentence, forms=("noun",))
            if caused and figure.unit is Unit.CASES:
                # "had 40 cases opened": others were made to do it.
                return symbol, [str(Action.SUPERVISED), symbol.form, "supervised.caused", []]
            if not OBJECT.match(sentence.text[symbol.end : symbol.end + 12]) and not word.split()[0].endswith("ing"):
                return reading_of(symbol, figure, sentence)
        return None
    return None


def _nearest_left(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """The nearest stage named before the figure in its clause."""
    if figure.role == "predicate" and figure.subject is not None:
        start = max(start, figure.subject[0])
    before = sentence.before(figure)
    for symbol in reversed(sentence.between(start, figure.start, "ACTION")):
        gap = sentence.text[symbol.end : figure.start]
        if figure.role == "predicate" and "," in gap and _SUBORDINATE.match(sentence.text[start : symbol.start]):
            # "Although 90 were caught, deaths fell by 4 percent"
            block(figure)
            return None
        if figure.statistic is Statistic.SHARE and (
            sentence.text[symbol.start : symbol.end].lower().endswith("ing")
            or _MODIFIES.match(sentence.text, symbol.start - 4)
        ):
            continue
        if (
            figure.primary
            and figure.role == "plain"
            and _CASE_OPENS.match(sentence.text[sentence.start : symbol.start])
        ):
            block(figure)
            return None
        if symbol.form == "noun" and _SHOWED.search(gap):
            # "Investigations showed that there were 1,000 victims"
            return None
        if before is not None and "action" in before.blocked and symbol.end <= before.start:
            block(figure)
            return None
        if figure.primary and figure.role == "plain" and other_agent(symbol, sentence, governs=False):
            block(figure)
            return None
        if figure.primary and figure.role == "plain" and figure.noun is None and _DID.match(sentence.text, figure.end):
            block(figure)
            return None
        if figure.primary and figure.role == "plain" and symbol.form != "noun":
            if re.search(
                r",\s+and\b[^,]*$|\band (?:police|prosecutors|courts|authorities|the)\b", gap
            ) and not sentence.between(symbol.end, figure.start, "FIGURE"):
                return None
        if figure.label == "AMOUNT" and figure.role == "plain":
            crimes = sentence.between(symbol.end, figure.start, "OFFENCE")
            if crimes and _WORTH.match(sentence.text[crimes[-1].end : figure.start]):
                # "found guilty of taking bribes worth …": the size of the deed, not of the stage.
                block(figure)
                return None
            if reading_of(symbol, figure, sentence) is None and len(gap.split()) <= 4 and not _SIZE.search(gap):
                # "took in bets of 9 million": its own verb, and no stage of money.
                block(figure)
                return None
            if not _GOVERNS.match(gap) and symbol.readings[0][1] != "tail":
                if before is not None and (symbol.start, symbol.end) in before.evidence.get("action", []):
                    return None
                return reading_of(symbol, figure, sentence) or (symbol, symbol.readings[0])
        found = reading_of(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
        if found is not None:
            return found
        if figure.role == "plain" and figure.primary:
            return None
    return None


def _relative(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "40 people who were later charged", where nothing else governs them."""
    limit = right_limit(figure, sentence, end)
    if figure.role not in ("plain", "background") or not figure.primary:
        return None
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if ("," not in gap and _AUTHORITIES.search(gap)) or (
            re.search(r"\b(?:who|that|which|whose)\b", gap) and PASSIVE.search(gap)
        ):
            return reading_of(symbol, figure, sentence)
    return None


def _nominal(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in "an increase of 5 percent in prosecutions", "4 percent of those charged"."""
    if figure.primary:
        return None
    limit = right_limit(figure, sentence, end)
    for symbol in sentence.between(figure.end, limit, "ACTION"):
        gap = sentence.text[figure.end : symbol.start]
        if "," in gap and figure.statistic is not Statistic.SHARE:
            return None
        if figure.statistic is Statistic.SHARE and (not _OF.match(gap) or _CLAUSE.search(gap)):
            return None
        return reading_of(symbol, figure, sentence, forms=("verb", "noun", "phrase"))
    return None


def _within_noun(figure: Figure, sentence: Sentence, start: int, end: int) -> Found | None:
    """As in the headline "40 fugitives [brought home] from abroad": the words that narrow the noun are the stage."""
    if figure.noun is None or not figure.primary or figure.role != "plain":
        return None
    for symbol in sentence.between(figure.noun.start, figure.noun.end + 1, "ACTION"):
        if past(sentence.text[symbol.start : symbol.end].partition(" ")[0].lower()):
            return reading_of(symbol, figure, sentence, forms=("verb", "phrase"))
    return None


# The first that finds a stage decides.
_RULES = (
    *(label, _own_noun, _tail, _applied, _adjacent, _passive, of_opening, _participle, of_whole, _arrests),
    *(_nearest_left, _relative, _nominal, _within_noun),
)
