"""Words that people type between the names of parties, or before one, in any language."""

from __future__ import annotations

LINKING = ("of", "from", "to", "between", "in", "per", "by", "for", "during", "on")
"""Words that may stand between a measure and a party or a date; some are codes as well."""

# Names are known in every language, so the small words of these stand among them: "France et
# Allemagne". These are codes as well; in capitals they are nothing else. Left out are those that
# give a name another ending (do Rosji), and az, which is "the" in Hungarian.
_BEFORE_NAMES = ("de", "il", "in", "la", "las", "to")  # "the", "of", "in" and "to"
_BETWEEN_NAMES = (  # "and" as CLDR joins two names, also without accents, "with", "in" and "by"
    *("at", "es", "et", "ir", "na", "si", "ug", "un", "va", "ve"),
    *("by", "com", "do", "is", "no", "per"),
)
# Words of that kind that are nobody's name.
_OF_NOBODY = frozenset(
    """
    a agus aur avec con dan das dem den der des dhe die e een ein el en eta gli het i ile ilə iyo ja
    kaj le les lo los med met mit o och og os u una und une we y è és û və và și
    και ва жана және и со с та тата һәм ҳәм з і եւ և და או און ו او اور و आणि और ते र এবং ਅਤੇ અને
    மற்றும் మరియు ಮತ್ತು සහ และ ແລະ နှင့် እና និង 与 及 同 和 및 と
    """.split()
)

SIGNS = frozenset("→←↔⇒⇄+=")
"""Signs that people type between names, as pages print an arrow there; they stand in no name."""


def only_links(word: str) -> bool:
    """Return whether a word links names, unless it is the name of a party.

    >>> only_links("from"), only_links("und"), only_links("И"), only_links("→"), only_links("mali")
    (True, True, True, True, False)
    """
    return (form := word.casefold()) in LINKING or form in _OF_NOBODY or form in SIGNS


def may_link(words: list[str], nth: int) -> bool:
    """Return whether a word that is a code may link names as well, where it stands.

    >>> may_link(["france", "et", "mali"], 1), may_link(["et", "mali"], 0)
    (True, False)
    >>> may_link(["la", "russie"], 0), may_link(["LA", "russie"], 0), may_link(["mali", "la"], 1)
    (True, False, False)
    """
    is_last = nth == len(words) - 1
    may = words[nth] in _BEFORE_NAMES or (nth > 0 and words[nth] in _BETWEEN_NAMES)
    return may and not is_last
