"""Inflect the lemmas of pattern files with spacy-lookups-data's tables.

Lemmatising every token of every article would cost more than the rest of the
pipeline (1.3 µs a token), and the lookup table fails on capitalised headlines.
Patterns are few and articles many, so the tables are read backwards instead,
once, when the pipeline is assembled: a pattern names a lemma, and its forms
become phrases that match in any case.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from spacy.lookups import load_lookups

from .regexes import lazy_regex

_VOWEL_Y = lazy_regex(r"[^aeiou]y$")
_SIBILANT = lazy_regex(r"(?:s|x|z|ch|sh)$")
_VERB_ES = lazy_regex(r"(?:s|x|z|ch|sh|o)$")
# Participles that say nothing of the past form: "shown" stands beside "showed".
_PARTICIPLE = lazy_regex(r"(?:en|wn)$")
# Verbs whose regular past lives on beside the irregular one: "dived", "leaped".
_BOTH_PASTS = frozenset(("dive", "leap", "plead"))


@lru_cache(maxsize=1)
def _irregular() -> dict[str, dict[str, list[str]]]:
    """Irregular forms by part of speech and lemma, from the exceptions table."""
    table = load_lookups("en", ["lemma_exc"]).get_table("lemma_exc")
    forms: dict[str, dict[str, list[str]]] = {}
    for part in ("verb", "noun"):
        by_lemma = defaultdict(list)
        for form, lemmas in table[part].items():
            for lemma in lemmas:
                by_lemma[lemma].append(form)
        forms[part] = dict(by_lemma)
    return forms


def verb_forms(verb: str) -> list[str]:
    """All forms of a verb phrase, its first word inflected: base, -s, past, participles.

    >>> verb_forms("catch")
    ['catch', 'catches', 'catching', 'caught']
    """
    word, space, rest = verb.partition(" ")
    irregular = _irregular()["verb"].get(word, [])
    forms = {word, *irregular}
    if _VOWEL_Y.search(word):
        forms |= {word[:-1] + "ies", word + "ing"}
        regular_past = word[:-1] + "ied"
    elif word.endswith("e"):
        stem = word[:-1] if not word.endswith(("ee", "oe", "ye")) else word
        forms |= {(word[:-2] + "y" if word.endswith("ie") else stem) + "ing"}
        if not any(form.endswith("s") for form in irregular):
            forms |= {word + "s"}
        regular_past = word + "d"
    else:
        forms |= {word + ("es" if _VERB_ES.search(word) else "s")}
        if not any(form.endswith("ing") for form in irregular):
            forms |= {word + "ing"}
        regular_past = word + "ed"
    past = [form for form in irregular if not form.endswith(("ing", "s")) and not _PARTICIPLE.search(form)]
    # The table lists a past form only where it is irregular; "put", with a
    # doubled participle and no past form, has none.
    if word in _BOTH_PASTS or (
        not past and not (word.endswith("t") and any(form.endswith("tting") for form in irregular))
    ):
        forms.add(regular_past)
    return sorted(form + space + rest for form in forms)


def noun_forms(noun: str) -> list[str]:
    """Singular and plural of a noun phrase, its last word inflected.

    >>> noun_forms("procuratorial inquiry")
    ['procuratorial inquiries', 'procuratorial inquiry']
    """
    rest, space, word = noun.rpartition(" ")
    irregular = _irregular()["noun"].get(word)
    if irregular:
        plurals = irregular
    elif _VOWEL_Y.search(word):
        plurals = [word[:-1] + "ies"]
    else:
        plurals = [word + ("es" if _SIBILANT.search(word) else "s")]
    return sorted(rest + space + form for form in {word, *plurals})
