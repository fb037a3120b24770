"""Names of countries, one a line in two tables: cldr_names.tsv and iso_names.tsv.

A line holds the country's code, the weight of the name, its folded form, and the name as written.
After these, cldr_names.tsv lists the forms that several countries share, each after "=".
iso_names.tsv has only what the other table lacks, most of it official names; its licence is LGPL.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dipfacts.countries import tables
from dipfacts.text import fold

# A name may stand for several parties: the lowest weight wins, and several of one weight are asked
# about. English names win over translations, so that a word of another language misleads nobody.
ID, CODE, NAME, COMMON, TRANSLATION = range(5)

_SHARED = b"="  # begins the lines of the names that several countries share


class Name(NamedTuple):
    """One name of a country: its ISO code, how good the name is, folded, and as written."""

    code: str
    weight: int
    form: str
    shown: str


def _text() -> bytes:
    # Its first line names no country: each line that does follows a break.
    return tables.read("cldr_names.tsv")


def names_of(code: str) -> list[Name]:
    """Return every code and name of a country by its alpha-2 code; none if there is none."""
    return _names_in(_text(), code)


def official_names(code: str) -> list[Name]:
    """Return the names that only ISO's register and its translations have."""
    return _names_in(tables.read("iso_names.tsv"), code)


def _names_in(text: bytes, code: str) -> list[Name]:
    """Return the names of one country, whose lines stand together."""
    first = text.find(f"\n{code}\t".encode())
    if first < 0:
        return []
    other = re.compile(rb"\n(?!%s\t)" % code.encode()).search(text, first + 1)
    end = other.start() if other else len(text)
    return [_name(line) for line in text[first + 1 : end].split(b"\n")]


@cache
def codes() -> frozenset[str]:
    """Return all alpha-2 codes: those of ISO 3166, of former states too, and XK for Kosovo."""
    return frozenset(code.decode() for code in re.findall(rb"\n([A-Z]{2})\t1\t", _text()))


def called(form: str) -> list[Name]:
    """Resolve a folded name to countries: one, several that share it, or none."""
    found = list[Name]()
    if not form:
        return found
    wanted = f"\t{form}\t".encode("utf-8", "replace")
    at = _text().find(wanted)
    while at >= 0:
        begin = _text().rfind(b"\n", 0, at) + 1
        if not _text().startswith(_SHARED, begin):
            found.append(_name(_text()[begin : _text().find(b"\n", at)]))
        at = _text().find(wanted, at + 1)
    return found


@cache
def forms() -> frozenset[bytes]:
    """Return every folded name: all of them are found as fast as a few one by one."""
    lines = (line.split(b"\t") for line in _text().split(b"\n"))
    return frozenset(line[2] for line in lines if len(line) == len(Name._fields))


@cache
def shared() -> dict[str, list[str]]:
    """Return each folded name that several countries have, with their codes."""
    found = {}
    begin = _text().find(b"\n" + _SHARED)
    end = _text().rfind(b"\n" + _SHARED)
    for line in _text()[begin + 1 : _text().find(b"\n", end + 1)].decode().split("\n"):
        _, form, codes = line.split("\t")
        found[form] = codes.split()
    return found


@cache
def title(code: str) -> str:
    """Return the English name of a country; the code itself if there is no such country."""
    known = names_of(code)
    return next((name.shown for name in known if name.weight == NAME), code)


def english_names() -> dict[str, str]:
    """Return the title of every country and former state, by its code."""
    first: dict[str, str] = {}
    for code, name in re.findall(rb"\n([A-Z]+)\t%d\t[^\t]*\t([^\n]*)" % NAME, _text()):
        first.setdefault(code.decode(), name.decode())
    return first


def rows_of(code: str, party: str, own: tuple[str, ...]) -> list[tuple[str, int, str, str]]:
    """Return the rows that a country adds to the names of a base: form, weight, party, as written.

    A name that other countries share stands for them too, whether or not the base declares them:
    their rows have the code in place of a party's id, and `Base.party` asks back.
    """
    names = [*names_of(code), *official_names(code)]
    rows = [(name.form, name.weight, name.shown) for name in names]
    ambiguous = {form for form in map(fold, own) if code in shared().get(form, ())}
    rows += [(form, NAME, name) for name in own if (form := fold(name)) in ambiguous]
    found = []
    for form, weight, shown in rows:
        found.append((form, weight, party, shown))
        for rival in called(form) if code in shared().get(form, ()) else ():
            if rival.code != code:
                least = rival.weight if weight == CODE else min(weight, rival.weight)
                found.append((form, least, rival.code, title(rival.code)))
    return found


def _name(line: bytes) -> Name:
    code, weight, form, shown = line.decode().split("\t")
    return Name(code, int(weight), form, shown)
