"""Heads of numbers that name a country: To Germany, Imports from France."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.countries import country_names
from dipfacts.importing.name_meanings import meanings
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option
from dipfacts.text import plain, short

_WITH = re.compile(r"(?:^|.*[ _])(to|from)[ _]+(.+)", re.I)


def side_and_country(head: str) -> tuple[str, str]:
    """Return the side that a head names, and the country; nothing for any other head.

    >>> [*map(side_and_country, ("To Germany", "Imports from France", "To date"))]
    [('to', 'germany'), ('from', 'france'), ('', '')]
    """
    match = _WITH.fullmatch(head)
    named = [*map(country_names.id_of, meanings(match[2].strip()))] if match else []
    return (match[1].lower(), named[0]) if match and len(named) == 1 else ("", "")


def country_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a head of numbers that names another country than is given.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> [*country_notes(MappedTable(Given(value="{To France}", to="germany")))]
    ['the header "To France" names another country than germany: --map to=france']
    >>> [*country_notes(MappedTable(Given({"from": "{r}"}, value="{To France}", to="france")))]
    []
    """
    given = table.given
    for head in table.heads_of_numbers:
        side, country = side_and_country(head)
        own = given.get(side, country)
        if own != country and own in country_names.ids():
            what = f'the header "{plain(short(head))}" names another country than {plain(own)}'
            yield f"{what}: {table.alone(head)}{map_option(f'{side}={country}')}"
            return
