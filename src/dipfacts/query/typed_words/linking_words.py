"""Words that people type beside the names of parties, in any language: links and titles."""

from __future__ import annotations

from collections.abc import Sequence

_SHORTEST = 4  # letters of a name that is no code

LINKING = ("of", "from", "to", "between", "in", "per", "by", "for", "during", "on")
"""Words that may stand between a measure and a party or a date; some are codes as well."""

# Names are known in every language, so the small words of these stand among them: "France et
# Allemagne". These are codes as well. Left out are those that give a name another ending, and az,
# which is "the" in Hungarian.
_BEFORE_NAMES = frozenset(  # "the", "of", "in", "to", "by" and "with"
    "ai al ao as au by com de do il im in la las na no per to".split()
)
_BETWEEN_NAMES = frozenset(  # "and" as CLDR joins two names, also without accents
    "at es et ir is na si ug un va ve".split()
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

# Titles and offices that people write before a person's name, which are codes as well: Mr, foreign
# minister, señor, Herr, pan, and tổng thống or thủ tướng in Vietnamese.
_TITLES = frozenset("ag dm fm hr mp mr ms pan pm pr sec sg sr tt".split())
# What is a title only as words are written, as its code is typed often: Fr Merkel, but fr merkel.
_CAPITALISED = frozenset("Bw Col Dom Fr Ir Lt Me Mw Pak Sen Sn Tn Tun".split())
_AFTER_NAMES = frozenset(("mp", "sr"))

SIGNS = frozenset("→←↔⇒⇄+=-–—/|,;&")
"""Signs that people type between names, as pages print an arrow there; they stand in no name."""


def links_measure(word: str) -> bool:
    """Return whether a word may stand between a measure and a party; in capitals it is a code.

    >>> links_measure("Of"), links_measure("in"), links_measure("IN"), links_measure("mali")
    (True, True, False, False)
    """
    return word.casefold() in LINKING and not word.isupper()


def only_links(word: str) -> bool:
    """Return whether a word links names, unless it is the name of a party.

    >>> only_links("from"), only_links("und"), only_links("И"), only_links("→"), only_links("mali")
    (True, True, True, True, False)
    """
    return (form := word.casefold()) in LINKING or form in _OF_NOBODY or form in SIGNS


def joins(word: str) -> bool:
    """Return whether a word may join two names in another language than English.

    >>> joins("und"), joins("et"), joins("of"), joins("mali")
    (True, True, False, False)
    """
    return (form := word.casefold()) in _OF_NOBODY or form in _BETWEEN_NAMES


def may_link(words: Sequence[str], nth: int) -> bool:
    """Return whether a word that is a code may link names as well, where it stands.

    In capitals it does only before a name in capitals, where these tell nothing.

    >>> may_link(["france", "et", "mali"], 1), may_link(["et", "mali"], 0)
    (True, False)
    >>> may_link(["La", "Russie"], 0), may_link(["LA", "russie"], 0), may_link(["mali", "la"], 1)
    (True, False, False)
    >>> may_link(["LA", "RUSSIE"], 0), may_link(["LA", "NATO"], 0), may_link(["LA", "RU"], 0)
    (True, False, False)
    """
    if nth == len(words) - 1:
        return False
    word, after = words[nth], words[nth + 1]
    form = word.casefold()
    may = form in _BEFORE_NAMES or (nth > 0 and form in _BETWEEN_NAMES)
    return may and (not word.isupper() or is_in_capitals(after))


def is_in_capitals(name: str) -> bool:
    """Return whether a name that is no code or acronym is typed all in capitals.

    >>> is_in_capitals("RUSSIE"), is_in_capitals("Russie"), is_in_capitals("NATO")
    (True, False, False)
    """
    if len(name) < _SHORTEST or not name.isupper():
        return False
    from dipfacts.countries.wording import codes_in_mixed_case  # lazy: few names are typed so

    return not codes_in_mixed_case(name.capitalize())


def titled(words: Sequence[str], nth: int) -> list[str]:
    """Return the words beside one that may be a title of whom they name, if it may be one.

    >>> titled(["FM", "lavrov"], 0), titled(["lavrov", "FM"], 1), titled(["marcos", "Sr"], 1)
    (['lavrov'], [], ['marcos'])
    >>> titled(["Fr", "merkel"], 0), titled(["fr", "merkel"], 0)
    (['merkel'], [])
    """
    word = words[nth].casefold()
    if word not in _TITLES and words[nth] not in _CAPITALISED:
        return []
    before = words[nth - 1 : nth] if nth and word in _AFTER_NAMES else []
    return [*words[nth + 1 : nth + 2], *before]


def without_titles(words: list[str]) -> list[str]:
    """Return words without those that may be titles: all but the last may be one.

    >>> without_titles(["Mr.", "Lavrov", "&", "Ms", "Zakharova"])
    ['Lavrov', '&', 'Zakharova']
    """
    bare = [word.removesuffix(".") for word in words]
    return [word for nth, word in enumerate(words) if not titled(bare, nth)]
