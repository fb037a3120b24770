"""The choice among parties that share a name: which kind of name outweighs which."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import NamedTuple

# English names win over translations. Of one weight, several parties are asked about. What is
# SELDOM used is looked for where nobody has a name, and stands in no index.
ID, CODE, NAME, COMMON, TRANSLATION, SELDOM = range(6)

CODE_LISTS = ("iso2", "iso3", "m49", "cow", "gw", "gec", "imf", "wb", "wd")
"""The lists of codes, by the words before a code and a colon, as in cow:373."""

CODE_LISTS_ELSEWHERE = {
    **dict.fromkeys(("alpha2", "iso2c"), "iso2"),
    **dict.fromkeys(("iso", "iso3c", "alpha3"), "iso3"),
    **dict.fromkeys(("un", "unsd", "comtrade", "numeric", "iso3n"), "m49"),
    **dict.fromkeys(("ccode", "cown", "cowcode"), "cow"),
    **dict.fromkeys(("gwn", "gwno", "gwcode", "ucdp"), "gw"),
    **dict.fromkeys(("fips", "fips10", "factbook"), "gec"),
    **dict.fromkeys(("ifs", "weo"), "imf"),
    **dict.fromkeys(("wdi", "worldbank"), "wb"),
    **dict.fromkeys(("wikidata", "qid"), "wd"),
}
"""The lists of codes by the names that others have for them."""

LESS_A_LETTER = frozenset(("Liba", "Nigera", "Oland", "Omania", "Ugana"))
"""Slips in English names of countries that are what others are called: Niger is Nigēra in Latvian.

Where marks were typed they are none.
"""

JOINT = r"(?i:\s+and\s+|\s*[&/+–—-]\s*)"
"""A word or a sign between two names: a pattern, which few look-ups need compiled."""

_INITIAL = r"\W*[AENSWaensw](?:[.,]\s*|\s+)\w{2}.*|.*\w{2}[\s,(]+[AENSWaensw]\W*"
"""A name with what is short for North, South, East, West or American: a pattern, likewise."""


class Name(NamedTuple):
    """One name of a party: its code or id, how good the name is, its form, and as written."""

    code: str
    weight: int
    form: str
    spelling: str


class PartyName(NamedTuple):
    """A name that a party may have: its weight, the party, and the name as written."""

    weight: int
    party: str
    spelling: str


def parties_meant(
    names: Iterable[PartyName], typed: str, persons: Container[str] = ()
) -> list[str]:
    """Return the parties that a typed name means best; `names` are those of the same form.

    An id wins where it is typed exactly. A code counts where it is written as one, all in capitals
    or all in small letters, and else beside words: NGA is Nigeria, and Nga may also be Russia, in
    Vietnamese. An acronym counts where it is typed in its capitals, or where there is nothing else:
    AU is Australia or the African Union, au is Australia; eu is the European Union. A common name
    of a country is as good as another party's own, as claims mean the country by it: unless it is
    somebody's id, or is a family name, that of one of these `persons`. A name with a comma
    ("Taiwan, China") is no name of two that are joined: "China and Taiwan", "China/Taiwan". Nor is
    an initial a letter of a name in another language: "Yemen, N." is not "Yemenn".

    >>> names = [PartyName(NAME, "plo", "Palestine"), PartyName(COMMON, "ps", "Palestine")]
    >>> parties_meant(names, "Palestine")
    ['plo', 'ps']
    """
    typed = typed.strip()
    names = _not_glued(_not_joined(names, typed), typed)
    results = sorted({*_weighed(names, typed, persons)})
    if results and results[0].weight == ID:
        return [results[0].party]
    codes = [it for it in results if it.weight == CODE]
    words = [it for it in results if it.weight != CODE and not it.spelling.isupper()]
    if codes and is_like_a_code(typed):
        words = []
    as_typed = [it for it in results if it.spelling == typed] if typed.isupper() else []
    acronyms = [it for it in results if it.spelling == typed.upper()]
    best = [*codes, *_lightest(words), *as_typed] or acronyms or _lightest(results)
    return list(dict.fromkeys(it.party for it in best))


def is_settled(names: Iterable[PartyName], typed: str) -> bool:
    """Return whether translations of the same form would change nothing of what is meant.

    >>> is_settled([PartyName(NAME, "russia", "Russia")], "russia"), is_settled([], "Rusiya")
    (True, False)
    """
    typed = typed.strip()
    if any(it.weight == ID and it.party == typed for it in names):
        return True
    is_code = is_like_a_code(typed)
    return not typed.isupper() and any(
        is_code if it.weight == CODE else it.weight < TRANSLATION and not it.spelling.isupper()
        for it in names
    )


def _not_joined(names: Iterable[PartyName], typed: str) -> list[PartyName]:
    """Return names but those with a comma where a word or a sign joins what was typed.

    Nor slips in a name where marks were typed.
    """
    names = [it for it in names if typed.isascii() or it.spelling not in LESS_A_LETTER]
    has_commas = any(", " in it.spelling for it in names)
    if not has_commas or "," in typed or not re.search(JOINT, typed):
        return names
    return [it for it in names if ", " not in it.spelling or re.search(JOINT, it.spelling)]


def _not_glued(names: list[PartyName], typed: str) -> list[PartyName]:
    """Return names but translations that lack the initial that was typed beside a name."""
    if all(it.weight < TRANSLATION for it in names) or not _has_initial(typed):
        return names
    return [it for it in names if it.weight < TRANSLATION or _has_initial(it.spelling)]


def _has_initial(name: str) -> bool:
    """Return whether a lone letter before or behind a name says which one of them is meant.

    >>> [*map(_has_initial, ("Yemen (N.)", "E. Pakistan", "E-Pakistan", "Yemenn", "U.S. A"))]
    [True, True, False, False, False]
    """
    return bool(re.fullmatch(_INITIAL, name))


def _lightest(names: list[PartyName]) -> list[PartyName]:
    """Return the names of the smallest weight, of names in order."""
    return [it for it in names if it.weight == names[0].weight]


def _named_by_id(name: PartyName, typed: str) -> PartyName:
    """Return an id that is not typed exactly as a mere name: Georgia may be georgia-us."""
    return name if name.party == typed else PartyName(NAME, name.party, "")


def _weighed(names: list[PartyName], typed: str, persons: Container[str]) -> list[PartyName]:
    """Return names of one form, with the weight that each has beside the others."""
    if any(it.weight == ID for it in names):
        return [_named_by_id(it, typed) if it.weight == ID else it for it in names]
    common = {it for it in names if it.weight == COMMON and it.party not in persons}
    return [it._replace(weight=NAME) if it in common else it for it in names]


def half_width(text: str) -> str:
    """Return a text without full-width letters and signs, and without blanks around it.

    >>> half_width("ｔｈｅ　Ｎｅｔｈｅｒｌａｎｄｓ＇ "), half_width(" Perú")
    ("the Netherlands'", 'Perú')
    """
    if not text.isascii():
        from unicodedata import normalize  # lazy: needed too seldom to slow every start

        text = normalize("NFKC", text)
    return text.strip()


def is_like_a_code(text: str) -> bool:
    """Return whether a word is written as codes are, all in capitals or all in small letters."""
    text = half_width(text)
    return text.isascii() and text.isalnum() and text in (text.upper(), text.lower())
