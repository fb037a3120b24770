"""Shares of the largest partners in exports and imports, as whole percents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from factbook.entries import Entry, LeftOut, country_named, fields, plain

COLUMNS = ("from", "to", "year", "percent", "qualifier", "scope", "entry")
_LIST = re.compile(r"(?P<shares>.+%) \((?P<year>\d{4})\)")
_SHARE = re.compile(r"(?P<name>\D+?) (?P<percent>\d+(?:\.\d+)?)%(?:, |$)")
SAME_AS_OTHER = "Gaza Strip: the same as West Bank, both together"


def export_shares() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the exports' table, and what is left out of it; each partner once."""
    yield from _rows("Exports - partners")


def import_shares() -> Iterator[tuple[str, ...] | LeftOut]:
    """Yield the rows of the imports' table, and what is left out of it; each partner once."""
    for row in _rows("Imports - partners"):
        yield row if isinstance(row, LeftOut) else (row[1], row[0], *row[2:])


def _rows(name: str) -> Iterator[tuple[str, ...] | LeftOut]:
    both = {entry.code: plain(field["text"]) for entry, field in fields("Economy", name)}
    assert both["gz"] == both["we"]
    for entry, field in fields("Economy", name):
        yield from _read(entry, field)


def _read(entry: Entry, field: dict[str, str]) -> Iterator[tuple[str, ...] | LeftOut]:
    text = plain(field["text"])
    found = _LIST.fullmatch(text)
    if not found:
        yield LeftOut("in words", entry.name, text)
        return
    assert not _SHARE.sub("", found["shares"]), (entry.code, text)
    scope = "trade with countries outside the European Union" if entry.code == "ee" else ""
    for share in _SHARE.finditer(found["shares"]):
        partner = country_named(share["name"])
        if entry.code == "gz":
            yield LeftOut(SAME_AS_OTHER, entry.name, share[0])
        elif partner is None or entry.country is None:
            yield LeftOut("a place without a code", entry.name, share[0])
        elif partner == entry.country:
            yield LeftOut("a country as its own partner", entry.name, share[0])
        else:
            about = "about" if float(share["percent"]) == 0 else ""
            of = (entry.country, partner, found["year"])
            yield (*of, share["percent"], about, scope, entry.name)
