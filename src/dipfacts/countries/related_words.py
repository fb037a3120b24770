"""Words that tell of a country and are no name of it: former names, parts, adjectives, capitals."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from dipfacts.countries import tables
from dipfacts.countries.exact_names import parted_article
from dipfacts.text import fold, name_key


def renaming(name: str) -> tuple[str, str] | None:
    """Return the code of the state that had a name, and what it is called since when.

    >>> renaming("swaziland"), renaming("Eswatini")
    (('SZ', 'Swaziland has been called Eswatini since 2018.'), None)
    """
    for code, since, now, former in tables.rows("renamings.tsv"):
        if before := [it for it in former.split("|") if fold(it) == fold(name)]:
            return code, f"{before[0]} has been called {now} since {since}."
    return None


def wholes_of(name: str) -> list[str]:
    """Return the codes of the countries or territories that a name may mean a part of.

    >>> wholes_of("UK (Scotland)"), wholes_of("Papua"), wholes_of("Britain")
    (['GB'], ['ID', 'PG'], [])
    >>> wholes_of("l'Angleterre"), wholes_of("the Gaza Strip"), wholes_of("Georgia (US state)")
    (['GB'], ['PS'], ['US'])
    """
    _, behind_article = parted_article(name)
    before, bracket, within = name.partition("(")
    part = within.rstrip(" )")
    texts = (part, f"{part} {before}") if bracket and before.strip() else (name, behind_article)
    return next(filter(None, (_parts().get(name_key(text)) for text in texts)), [])


@cache
def _parts() -> dict[str, list[str]]:
    """Return the codes of the wholes by each form of the name of a part."""
    rows = tables.rows("parts.tsv")
    return {name_key(name): wholes.split() for wholes, names in rows for name in names.split("|")}


def codes_of_adjective(word: str) -> list[str]:
    """Return the codes of the countries that an English adjective is of; it is no name of theirs.

    It may be in the plural, as people are called.

    >>> codes_of_adjective("french"), codes_of_adjective("Koreans"), codes_of_adjective("France")
    (['FR'], ['KP', 'KR'], [])
    """
    of_word, form = _by_word("adjectives.tsv"), fold(word)
    return of_word.get(form) or of_word.get(form.removesuffix("s"), [])


def having_capital(name: str) -> list[str]:
    """Return the codes of the countries that have a capital of this name, which is none of theirs.

    It may stand in brackets behind the country, as of a state that is divided.

    >>> having_capital("Malé"), having_capital("kingston"), having_capital("Mali")
    (['MV'], ['JM', 'NF'], [])
    >>> having_capital("Yemen (Aden)")
    ['YD']
    """
    _, _, within = name.partition("(")
    return _by_word("capitals.txt").get(fold(within.rstrip(" )") or name), [])


@cache
def _by_word(table: str) -> dict[str, list[str]]:
    """Return the codes of countries by the folded form of each word that a table has of them."""
    results = defaultdict[str, list[str]](list)
    for code, words in tables.rows(table):
        for word in words.split("|"):
            results[fold(word)].append(code)
    return results
