"""Codes of a table of one's own that stand for no countries, as the names beside them say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts import countries
from dipfacts.countries import code_lists
from dipfacts.importing.codes import meanings
from dipfacts.importing.inputs import Rows
from dipfacts.importing.plan import Keys
from dipfacts.importing.wording import first_of, map_option
from dipfacts.text import fold, plain, short

_SAMPLE = 1000  # rows by which a column of names is known
_FEWEST = 2  # codes beside their names by which a column is known
_BEFORE = re.compile(r"[A-Z]{2}-|\w+ (?:of|de|di|do) ")  # "State of Alabama", "US-Alabama"
_WORD = re.compile(r"[^\W\d_]{3,}")


def other_codes_notes(
    column: str, list_: str, heads: Sequence[str], rows: Rows, table: Keys
) -> Iterator[str]:
    """Yield the note on codes of countries that shorten names beside them which are of none."""
    some = rows[:: len(rows) // _SAMPLE + 1]
    for head in heads if list_ else ():
        pairs = sorted({(row[column].strip(), row[head].strip()) for row in some})
        named = [it for it in pairs if all(it) and code_lists.resolve(list_, it[0])]
        if others := _no_countries(list_, named):
            such = [f"{code} ({_title(list_, code)}) beside {short(name)}" for code, name in others]
            what = f"the codes in {plain(column)} are taken, though {plain(head)} says otherwise"
            how = "if they are of parts of a country, write that country in their place"
            if table["claim"] == "figure":
                how = f"{how}, and the part as {map_option(f'scope={{{head}}}')}"
            yield f"{what}, {plain(first_of(such))}: {how}"
            return


def _no_countries(list_: str, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the codes with names beside them that they shorten, if most are of no country so.

    Those of the countries themselves are left out, as the row of the whole in a table of states.

    >>> _no_countries("iso2", [("AL", "Alabama"), ("CA", "California"), ("US", "United States")])
    [('AL', 'Alabama'), ('CA', 'California')]
    >>> _no_countries("iso2", [("IN", "Indian rupee"), ("BR", "Brazilian real")])
    []
    >>> _no_countries("iso2", [("CU", "Havana"), ("BR", "Brasília"), ("AR", "Aria")])
    []
    """
    codes, names = ({it[side] for it in pairs} for side in (0, 1))
    if not len(codes) == len(names) == len(pairs):
        return []
    others = [it for it in pairs if not _is_of(list_, *it)]
    if len(others) < _FEWEST or 3 * len(others) < 2 * len(pairs):
        return []
    shortened = sum(_shortens(*it) for it in others)
    known = sum(bool(meanings(name)) for _, name in others)
    return others if 3 * shortened >= 2 * len(others) and 4 * known <= len(others) else []


def _shortens(code: str, name: str) -> bool:
    """Return whether a code is the first letter of a name and others of it, in their order.

    >>> _shortens("AZ", "Arizona"), _shortens("ZH", "Zürich"), _shortens("CH", "Bern")
    (True, True, False)
    >>> _shortens("AL", "State of Alabama"), _shortens("AL", "US-Alabama")
    (True, True)
    """
    own = fold(_BEFORE.sub("", name))
    letters = iter(own)
    is_in_order = all(letter in letters for letter in fold(code))
    return is_in_order and len(own) > len(code) and own[:1] == fold(code)[:1]


def _is_of(list_: str, code: str, name: str) -> bool:
    """Return whether a name is of the country of a code: one of its words, or its capital."""
    own = {*code_lists.resolve(list_, code)}
    words = [name, *_WORD.findall(name)]
    return any(
        not own.isdisjoint(of(it))
        for it in words
        for of in (meanings, countries.codes_of_adjective, countries.having_capital)
    )


def _title(list_: str, code: str) -> str:
    return countries.title(code_lists.resolve(list_, code)[0])
