"""The word classes of the shallow parse: function words, and verbs that their form does not tell."""

from __future__ import annotations

IRREGULAR = frozenset(
    """arose ate became been beat began begun bet bit blew bore bound bought broke broken brought built burnt came
    caught chose chosen cost cut dealt did done died drank drew drawn driven drove dug eaten fallen fed fell
    felt fled flew flown forbade forgave fought found froze frozen gave given gone got grew grown held hid
    hidden hit hung hurt kept knew known laid lain led left lent let lit lost made meant met overtook overturned
    owed paid put ran rang read ridden rode rose risen sang sank sat saw seen sent set shaken shook shone shot
    shown shrank shut slid sold sought spent split spoke spoken spread sprang stole stolen stood stuck struck
    swept swore sworn swung taken taught threw thrown thought told took tore torn trod undertook underwent
    understood went wept withdrew withdrawn woke won wore worn wound wrote written run come become overcome""".split()
)
NOT_VERBS = frozenset(
    """unchanged unlicensed hundred indeed need speed seed breed deed weed shed sacred naked aged armed
    so-called""".split()
)
BE = frozenset("was were is are be been being".split())
HAVE = frozenset("had have has having".split())
MODALS = frozenset("will would can could may might should must does do".split())
PREPOSITIONS = frozenset(
    """in on for from between by at during against through via as than per amid despite within without upon toward
    towards into across over out off up down back about around among including of to with under behind beyond
    worth like plus versus following concerning regarding""".split()
)
DETERMINERS = frozenset(
    """the a an its their his her our all such these other another more fewer less additional further some any this
    those each every no both one only just even many as total combined up""".split()
)
SUBORDINATORS = frozenset(
    """when while because where until if although though whereas once after before since so but yet whether""".split()
)
RELATIVES = frozenset("who which whom whose that".split())
ADVERBS = frozenset(
    """not never also themselves himself herself itself all then later already still now nationwide respectively
    altogether ever together""".split()
)
LY_NOUNS = frozenset("family assembly supply monopoly bully reply ally anomaly july elderly".split())
BORDERS = frozenset((";", ":", "--", "—", "–", "(", ")"))
