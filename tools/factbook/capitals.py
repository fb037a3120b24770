"""Capitals; where a country has several, each with what it is the capital for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbook.entries import Entry, LeftOut, fields, plain

COLUMNS = ("id", "country", "capital", "title", "note", "entry")
_ROLE = re.compile(
    r"(?P<name>[^(]+) \((?P<role>[\w ]+? (?:\[[\w ]+\] )?capital|seat of government)\)"
)
_IS = re.compile(r"(?P<name>.+) is the (?P<role>\w+ capital)")
_IN_WORDS = re.compile(r"no official capital|administered from")
_SPELLINGS = {"Chisinau in Romanian": "Chisinau"}

_NOTES = {
    "IL": "Recognised by the United States in 2017; on its bounds they take no position.",
    "MS": "Given up in 1997 after eruptions; the government sits at Brades Estate.",
    "NL": "The government sits in The Hague.",
    "ID": "The move to a new capital, Nusantara, was decided in 2022.",
}
"""Notes of the entries that a reader must know."""


def rows() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the table, and what is left out of it; each capital once."""
    for entry, field in fields("Government", "Capital"):
        text = plain(field.get("name", {}).get("text", ""))
        if not text:
            yield LeftOut("none given", entry.name, plain(field.get("note", "")))
        elif entry.country is None:
            yield LeftOut("a place without a code", entry.name, text)
        elif entry.code == "ee":
            yield LeftOut("seats of the European Union's institutions", entry.name, text)
        elif _IN_WORDS.match(text):
            yield LeftOut("in words", entry.name, text)
        else:
            yield from _read(entry, entry.country, text)


def _read(entry: Entry, country: str, text: str) -> Iterator[tuple[str, ...]]:
    parts = re.split(r"; (?!note)|(?<=capital\)), ", re.sub(r"; note - .*", "", text))
    for nth, part in enumerate(parts):
        name, title = capital(part)
        id_ = country.lower() + (f"-{nth + 1}" if nth else "")
        yield (id_, country, name, title, _NOTES.get(country, ""), entry.name)


def capital(text: str) -> tuple[str, str]:
    """Return the name of a capital and what it is.

    >>> capital("Baku (Baki, Baky)"), capital("Cape Town (legislative capital)")
    (('Baku', 'Capital'), ('Cape Town', 'Legislative capital'))
    """
    found = _ROLE.fullmatch(text) or _IS.fullmatch(text)
    if found:
        role = re.sub(r"\[.*\] ", "", found["role"])
        return found["name"], role[0].upper() + role[1:]
    name = re.sub(r" \(.*\)", "", text)
    return _SPELLINGS.get(name, name), "Capital"
