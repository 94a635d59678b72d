"""Whether a figure that names no offence is one of crime at all, and whether of all crimes together."""

from __future__ import annotations

import re

from ...schemas.vocabulary import Action, Statistic
from ..regexes import lazy_regex
from .inherited_actions import NO_OFFENCE_STAGES
from .scene import Figure, Sentence

# Proceedings that are of no crime, whatever the article is about.
CIVIL = lazy_regex(
    r"\b(?:civil (?:[a-z]+ )?(?:cases?|suits?|litigation|side)|administrative (?:cases?|suits?|litigation|penalt)"
    r"|public interest|litigation|lawsuits|child custody|custody (?:cases|and child)|divorce|education orders?"
    r"|sentencing recommendations|bankruptcy"
    r"|(?:civil|contract|economic|commercial|labor|labour) disputes?)",
    re.IGNORECASE,
    needs=(
        "civil",
        "administrative",
        "public",
        "litigation",
        "lawsuits",
        "custody",
        "divorce",
        "education",
        "sentencing",
        "bankruptcy",
        "disput",
    ),
)
# "over such insults", "against the same conduct": what a suit is aimed at.
_AIMED = lazy_regex(
    r"\b(?:over|against|for|targeting|about|involving|concerning|of)\s+(?:such|the same|this kind of)"
    r"\s+(?!(?:[\w-]+\s+)?(?:cases|periods?|times?|months|quarters?|years?|days?|weeks|spans?|number|courts?|agency)\b)\w+",
    needs=("such", "the same", "this kind"),
)
# "The gangs were linked to 90 criminal cases": those of the gangs.
_LINKED = lazy_regex(r"\b(?:linked|tied|connected|traced|related) to\s+$|\b(?:involved in|behind|responsible for)\s+$")
# The story of a suit or an order, in which nobody is charged.
_SUIT = lazy_regex(r"\b(?:lawsuits?|to court|sued|suing|suit|pre-trial|public interest|civil|compensation claim)\b")
_CHARGED = lazy_regex(
    r"\b(?:jailed|prison|sentenced|convicted|prosecuted|indicted|arrested|detained|charged|suspects?|gang|ring|guilty)\b"
)
_ALL_CRIMES = lazy_regex(
    r"\s+(?:[a-z-]+\s+)?criminal (?:cases|suspects|offenders|offen[cs]es|defendants|prosecutions|proceedings)\b"
)
# "for criminal suspects as a whole", "of suspects of all ages": beside what the paragraph is about.
_OF_ALL_KINDS = lazy_regex(
    r"\b(?:criminal|all) (?:cases|suspects|offenders|offen[cs]es|defendants|crimes)"
    r"(?: (?:taken )?(?:as a whole|together|overall|in general|combined))?(?=\s+(?:was|is|stood|came|reached)\b)"
    r"|\bas a whole\b|\b(?:suspects|defendants|offenders|crimes|offen[cs]es|people) of all (?:ages|kinds)\b"
    r"|\b(?:across|in) all (?:categories|types|kinds|crimes|charges|offen[cs]es|fields)\b"
    r"|\boverall (?:rate|average)\b",
    re.IGNORECASE,
    needs=("criminal", "all ", "whole", "overall"),
)
# What offices receive, hold and hand out, which is no crime before a stage of proceedings makes it one.
_LETTERS = frozenset(
    """complaints complaint petitions petitioners letters calls visits visitors inquiries consultations inspections
    checks refunds lectures classes hearings reviews guidelines rules regulations visas tests""".split()
)
_OFFICE = frozenset(
    """lawyers judges prosecutors procurators officers inspectors volunteers mediators jurors hotlines hotels inns
    schools restaurants employers riders pedestrians households""".split()
)
# The regulator's hand: fines and orders that no court gives.
_REGULATED = lazy_regex(
    r"\b(?:fined|fining|inspect(?:ed|ing)|order(?:ed|ing)|penali[sz](?:ed|ing)|warn(?:ed|ing)"
    r"|suspend(?:ed|ing)|revok(?:ed|ing)|fines|licen[cs]es|checked|checking)\b"
)
_REGULATOR = lazy_regex(
    r"\b(?:regulators?|administration|commission|inspectors?|inspections?|(?:People's|central) [Bb]ank|banks?"
    r"|watchdogs?|tax (?:authorities|bureaus?|officers)|ministry|hotline|authority|bureau)\b"
    r"|\b(?:It|They|it|they) (?:also )?(?:has |have )?(?:fined|ordered|inspected|suspended|revoked)"
)
_ORGANISATIONS = frozenset(
    """companies firms businesses enterprises institutions hotels banks shops stores restaurants platforms operators
    employers outlets factories manufacturers clinics pharmacies brokerages agencies riders drivers motorists""".split()
)
_ROAD = frozenset(("drivers", "motorists", "vehicles", "cars", "passengers"))
_COURT = lazy_regex(r"\b(?:courts?|judges?|jailed|prison|convicted|sentenced|tribunal)\b", re.IGNORECASE)
_BUSINESS = lazy_regex(
    r"\b(?:business owners|entrepreneurs|enterprises|companies|firms)\b.*\b(?:complian\w+|minor|amends|trivial|petty)\b"
)
_SPARED = (Action.NOT_PROSECUTED, Action.ARREST_REJECTED)
_MINOR = lazy_regex(
    r"\b(?:minor|petty|lesser|trivial|other|ordinary) (?:crimes?|offen[cs]es?)\b|\bas a crime\b",
    needs=("minor", "petty", "lesser", "trivial", "other", "ordinary", "crime"),
)
# Those whom a crime brings into the count without a stage of proceedings: its victims, means and reports.
_BY_CRIME = lazy_regex(
    r"\b(?:victims|investors|depositors|gamblers|players|tip-offs|leads|suspects|offenders|defendants|criminals"
    r"|fugitives|gangs|rings|dens|culprits|perpetrators|(?:typical|guiding|model|landmark|exemplary) cases?)\b"
)
# "Cases reported reached 40", "The number of reported incidents was 40"
_REPORTED = lazy_regex(
    r"(?:The number of )?(?:[Rr]eported |[Nn]ew )?(?:[Cc]ases|[Ii]ncidents|[Cc]rimes)\b"
    r"(?: reported| recorded| filed)?\s"
)
_HARMED = lazy_regex(
    r"\b(?:killed|kill|killing|injured|injuring|wounded|cheated|deceived|swindled|defrauded|duped|conned|fleeced|robbed"
    r"|lives|hurt|hospitali[sz]ed|poisoned)\b"
)
_STANDING = lazy_regex(r"\b(?:China|country|nation|city|province|region|county)['’]s\s+$")
# Sums that come out of budgets and trade.
_PUBLIC_MONEY = lazy_regex(
    r"\b(?:refunds?|rewards?|subsid\w+|budgets?|revenues?|exports|imports|investments?|funding|judicial aid|relief"
    r"|grants?|loans|premiums|prizes?|bonus\w*)\b",
    re.IGNORECASE,
)
# What a change may be of when it goes on with the article's offence.
_COUNTABLE = lazy_regex(
    r"\b(?:numbers?|figures?|totals?|cases|suspects|defendants|people|persons|individuals|offenders|victims|minors|women|men"
    r"|children|juveniles|teenagers|students|losses|gains|prosecutions|arrests|indictments|convictions|charges|trials"
    r"|verdicts|caseload|gangs|rings|sentences|amounts?|sums?|value|proceeds|money|share|proportion|rate|it|they|this|that"
    r"|those|quantity|volume|seizures|haul|crimes?|offen[cs]es|reports|scale|turnover|tally|toll|defrauded|stolen)\b",
    re.IGNORECASE,
)
_TOLL = lazy_regex(r"\b(?:deaths|accidents?|blazes?|fires?|injuries|fatalities|collisions?)\b", re.IGNORECASE)
_AGAINST = lazy_regex(r",\s+(?:(?:as )?against|as opposed to|compared with|versus|while)\b|\bthan\b")
_FOR = lazy_regex(r"^\s+(?:for|in|of|among|across)\s*$")


def own_words(figure: Figure, sentence: Sentence) -> str:
    """The figure's stretch of its clause, between the figures around it."""
    start, end = sentence.clause(figure)
    before, after = sentence.before(figure), sentence.after(figure)
    if before is not None:
        start = max(start, before.end)
    return sentence.text[start : min(end, after.start) if after is not None else end]


def all_named(figure: Figure, sentence: Sentence) -> bool:
    """As in "against a rate of 25 percent [for all crimes]": the figure's own words speak of all."""
    following = sentence.after(figure)
    end = following.start if following is not None else sentence.clause(figure)[1]
    return any(
        s.value == "all" and _FOR.match(sentence.text[figure.end : s.start])
        for s in sentence.between(figure.end, min(end, figure.end + 40), "ANAPHOR")
    )


def apart_from_all(figure: Figure, sentence: Sentence) -> bool:
    """As in "4 percent walked free, [against a rate of 25 percent for all crimes]": all crimes are another's."""
    following = sentence.after(figure)
    return following is not None and bool(_AGAINST.search(sentence.text[figure.end : following.start]))


def of_all_kinds(figure: Figure, sentence: Sentence) -> bool:
    """As in "the rate for [criminal suspects as a whole] was 9 percent": beside what the paragraph is about."""
    return bool(_OF_ALL_KINDS.search(own_words(figure, sentence)))


def whole_of_all(figure: Figure, sentence: Sentence) -> bool:
    """As in "Theft made up 43 percent of the [5,690] criminal cases": the whole is of all crimes."""
    return figure.role in ("whole", "background") and bool(_ALL_CRIMES.match(sentence.text, figure.end))


def civil_story(sentence: Sentence) -> bool:
    """Whether the paragraph tells of a suit in which nobody is charged: "until prosecutors took it to court"."""
    text = sentence.text
    start, end = text.rfind("\n", 0, sentence.start) + 1, text.find("\n", sentence.end)
    story = text[start : end if end >= 0 else len(text)]
    return bool(_SUIT.search(story)) and not _CHARGED.search(story)


def aimed(figure: Figure, sentence: Sentence) -> bool:
    """As in "40 lawsuits [over such insults]": a suit may be about the offence."""
    return bool(_AIMED.search(sentence.text, figure.end, min(sentence.end, figure.end + 90)))


def elsewhere(figure: Figure, sentence: Sentence) -> bool:
    """Whether the figure's own words say that it is of no crime, or of all.

    "900 civil cases", "40 criminal suspects", "took 9,000 complaints",
    "regulators fined 58 companies", "spared 12 business owners whose offences
    were minor".
    """
    text = sentence.text
    if CIVIL.search(text, sentence.start, figure.end + 40):
        return True
    if figure.part is not None and _ALL_CRIMES.match(" " + figure.part.text):
        return True
    if _ALL_CRIMES.match(text, figure.end) and not _LINKED.search(text[sentence.start : figure.start]):
        return True
    if figure.action in _SPARED and _BUSINESS.search(text, figure.end, sentence.end):
        return True
    return _of_an_office(figure, sentence)


def _of_an_office(figure: Figure, sentence: Sentence) -> bool:
    """As in "took 9,000 complaints", "fined 58 companies 2 million yuan": no court and no prosecutor in it."""
    heads = {noun.head for noun in (figure.noun, figure.part) if noun is not None}
    if heads & _LETTERS:
        return True
    if figure.action in (None, Action.ACCEPTED, Action.HANDLED, Action.PUNISHED, Action.SENTENCED, Action.CONCLUDED):
        if heads & _OFFICE:
            return True
        if figure.action is None and figure.noun is not None and figure.noun.text in _ROAD:
            return True
    left = sentence.text[sentence.start : figure.start]
    if _COURT.search(sentence.text, sentence.start, sentence.end) or not _REGULATED.search(left):
        return False
    return bool(heads & _ORGANISATIONS) or bool(_REGULATOR.search(left))


def of_crime(figure: Figure, sentence: Sentence) -> bool:
    """Whether a figure that is silent on its offence is one of crime, and so of the article's.

    It is, by its stage of proceedings, as a sum lost or gained, as a change or
    share of something; a rate of all cases, advice and suits, officials
    disciplined and people without a stage are not.
    """
    if figure.statistic is Statistic.RATE or figure.action in NO_OFFENCE_STAGES or figure.action is Action.PUNISHED:
        return False
    text = sentence.text
    if _STANDING.search(text[max(sentence.start, figure.start - 12) : figure.start]):
        return False
    words = own_words(figure, sentence)
    if _MINOR.search(words):
        return False
    if figure.statistic is Statistic.AMOUNT:
        return not _PUBLIC_MONEY.search(words)
    if figure.statistic is Statistic.CHANGE and figure.subject is not None:
        subject = text[figure.subject[0] : figure.subject[1]]
        return bool(_COUNTABLE.search(subject)) and not _TOLL.search(subject)
    if figure.action is None and figure.statistic is Statistic.COUNT:
        named = figure.noun or figure.part
        if named is not None and _BY_CRIME.search(named.text):
            return True
        if _REPORTED.match(words.lstrip()):
            return True
        return bool(_HARMED.search(words)) and not _TOLL.search(words)
    return True
