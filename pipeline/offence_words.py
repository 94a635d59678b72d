"""English word forms that the names of offences are inflected with.

Plain tables: an inflector that knew all of English would also inflect what
must stay as it is ("goods", "means", "proceeds").
"""

from __future__ import annotations

# Verbs that open a phrase, as "base past" where the past is irregular or doubles its consonant.
_IRREGULAR = """
sell sold|make made|buy bought|steal stole|take took|lead led|give gave|pay paid|set set|run ran|hide hid|throw threw
bend bent|withhold withheld|hold held|deal dealt|leave left|lose lost|grow grew|teach taught|spread spread|seek sought
lend lent|break broke|sit sat|rob robbed|kidnap kidnapped|transfer transferred|traffic trafficked|put put|forbid forbade
bet bet|set set|shoot shot|plot plotted|mug mugged|rig rigged|commit committed|get got|drive drove|write wrote
"""
_REGULAR = """
absorb abuse accept advocate aid alter assault assemble assist attack avoid bribe cheat circumvent collect collude
compel conceal condone connive create cross cultivate damage deceive defame defraud desecrate destroy
disclose disguise dispose disrupt disseminate distribute disturb divert divulge dodge drug embezzle employ encroach
endanger engage entice escape establish evade excavate exploit export extort fabricate fail falsify fence finance
fish force forge form fund gather grant handle harass harbor harbour harm help hijack hinder hire hunt impair impede
impersonate implant import incite induce infringe injure insult interfere intrude introduce issue jeopardize jeopardise
join launder leak loot lure maltreat manipulate manufacture mine misappropriate mistreat misuse molest murder
obstruct obtain occupy offer open operate organize organise participate pervert pick pirate poach poison pollute possess
practice practise procure produce profit promote provide provoke purchase raise rape receive recruit refuse
reject release rent resell resist sabotage scalp seduce seize shelter shield smear smuggle solicit spy store subvert
swindle tamper threaten torture trade trespass transport undermine use vandalize violate whitewash abduct abandon
fell dump ferry carry discharge disobey pose pretend print process propagate publish reveal search slander sneak storm
"""

# The past of these before a noun is mostly an adjective ("seized smuggled guns",
# "illegally felled trees"), so they are put in the present alone.
ADJECTIVAL = frozenset(
    """abandon abduct abuse alter assault attack bribe cheat defraud molest conceal damage destroy disguise
    disseminate distribute fabricate falsify fell forge harm hijack hunt import injure insult kidnap launder
    leak maltreat manipulate manufacture misappropriate mistreat murder organise organize pirate poach
    pollute produce publish rape resell rob sabotage scalp seize smuggle store swindle traffic transport use
    vandalize print process propagate""".split()
)


_DOUBLING = frozenset("set put run sit rob mug rig get bet plot kidnap transfer commit forbid".split())


def _gerund(base: str) -> str:
    if base == "traffic":
        return base + "king"
    if base.endswith("e") and not base.endswith("ee"):
        return base[:-1] + "ing"
    if base in _DOUBLING:
        return base + base[-1] + "ing"
    return base + "ing"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _third(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")


def _verbs() -> dict[str, tuple[str, str, str]]:
    verbs = {}
    pairs = [pair.split() for pair in _IRREGULAR.replace("\n", "|").split("|") if pair.strip()]
    pairs += [[base, _past(base)] for base in _REGULAR.split()]
    for base, past in pairs:
        verbs[_gerund(base)] = (base, _third(base), past)
    return verbs


# gerund -> (base, third person, past)
VERBS: dict[str, tuple[str, str, str]] = _verbs()

# gerund -> its noun, for "illegal possession of guns" beside "illegally possessing guns".
NOMINALS = {
    "absorbing": "absorption", "abducting": "abduction", "abusing": "abuse", "accepting": "acceptance",
    "concealing": "concealment", "collecting": "collection", "cultivating": "cultivation", "destroying": "destruction",
    "disclosing": "disclosure", "disrupting": "disruption", "disseminating": "dissemination",
    "distributing": "distribution",
    "embezzling": "embezzlement", "endangering": "endangerment", "evading": "evasion", "excavating": "excavation",
    "fabricating": "fabrication", "falsifying": "falsification", "forging": "forgery", "harboring": "harboring",
    "infringing": "infringement", "introducing": "introduction", "issuing": "issuance", "manipulating": "manipulation",
    "manufacturing": "manufacture", "misappropriating": "misappropriation", "molesting": "molestation",
    "obstructing": "obstruction", "occupying": "occupation", "polluting": "pollution", "possessing": "possession",
    "producing": "production", "providing": "provision", "purchasing": "purchase", "refusing": "refusal",
    "sabotaging": "sabotage", "selling": "sale", "storing": "storage", "transferring": "transfer",
    "transporting": "transportation", "violating": "violation", "using": "use", "importing": "import",
    "exporting": "export", "operating": "operation", "desecrating": "desecration", "impersonating": "impersonation",
}  # fmt: skip

# adverb before a verb -> adjective before its noun
ADJECTIVES = {
    "illegally": "illegal", "unlawfully": "unlawful", "intentionally": "intentional", "deliberately": "deliberate",
    "fraudulently": "fraudulent", "falsely": "false", "negligently": "negligent", "forcibly": "forcible",
    "maliciously": "malicious",
}  # fmt: skip
ADVERBS = frozenset(ADJECTIVES) | {"sexually", "secretly", "privately", "jointly", "knowingly", "stealthily"}

# A gerund before one of these takes no "of": "refusing to pay", "trafficking in", "forcing others to".
NO_OF = frozenset("to in on with off out up across others people for from at into by upon against as".split())

# Countable nouns of the taxonomy, singular -> plural.
PLURALS = {
    noun: noun + "s"
    for noun in """accident account animal asset bank bill bond border brawl bribe brothel building
    car card casino certificate
    certification citizen contract copyright corpse court crime crossing den deposit device diploma document
    drug employee exam examination excavation explosion explosive farmer fee fertilizer fight firearm fund gain
    game gang girl gun height homicide hospital image infringement instrument interest invention investor
    invoice item journalist judgment kidnapping label laborer lawsuit license loan market marriage material medicine
    migrant mineral minor movie murder name network note offence offender offense officer official order organ
    organisation organization passenger passport password patent pension performance permit pesticide plant
    platform power product prostitute quarrel rape rebate refugee refund relic resident resource right riot
    rocket rule ruling rumor rumour scam scheme seal secret seed senior sentence share ship show site song
    source stock student substance suspect swindle system telecom theft threat ticket token tomb tool trademark
    transaction tree trial trick umbrella user vaccine vehicle verdict victim video visa wage weapon website
    worker""".split()
}
PLURALS.update({
    "activity": "activities", "authority": "authorities", "body": "bodies", "burglary": "burglaries",
    "child": "children", "company": "companies", "country": "countries", "felony": "felonies",
    "identity": "identities", "injury": "injuries", "knife": "knives", "policeman": "policemen", "poppy": "poppies",
    "robbery": "robberies", "sale": "sales", "tax": "taxes", "virus": "viruses", "woman": "women",
})  # fmt: skip
SINGULARS = {many: one for one, many in PLURALS.items()}

# American -> British; whole words. Words in -ize and -or are paired by rule in `british`.
_BRITISH = {
    "offense": "offence", "offenses": "offences", "defense": "defence", "license": "licence", "licenses": "licences",
    "fulfill": "fulfil", "judgment": "judgement", "judgments": "judgements", "program": "programme",
    "programs": "programmes", "willful": "wilful",
    "practicing": "practising", "pedophilia": "paedophilia", "counselor": "counsellor", "jewelry": "jewellery",
    "fertilizer": "fertiliser", "fertilizers": "fertilisers", "labeling": "labelling",
    "center": "centre",
}  # fmt: skip
_OUR = "labor harbor favor honor rumor neighbor behavior endeavor".split()
for _word in _OUR:
    for _ending in ("", "s", "ed", "ing", "er", "ers"):
        _BRITISH[_word + _ending] = _word[:-2] + "our" + _ending
_BRITISH.update({"favoritism": "favouritism", "neighboring": "neighbouring", "honorable": "honourable"})
_IZE = "organiz unauthoriz jeopardiz vandaliz authoriz utiliz legaliz victimiz penaliz fertiliz terroriz"
for _word in _IZE.split():
    for _ending in ("e", "es", "ed", "ing", "er", "ers", "ation", "ations"):
        _BRITISH[_word + _ending] = _word[:-1] + "s" + _ending
BRITISH: dict[str, str] = _BRITISH
AMERICAN: dict[str, str] = {british: american for american, british in _BRITISH.items()}
