"""Names and codes, as data: countries in every language, former states, currencies.

The tables beside this module are written by `benchmarks/make_names.py`; docs/names.md says from
what. They are read when a base is compiled or checked, when a name is not found in one, and for
`--lang`; a look-up that succeeds never loads this module.

cldr_names.tsv and iso_names.tsv hold a name a line: the country's code, the weight of the name, its
folded form, and the name as written. After these, cldr_names.tsv lists the forms that several
countries share, each after "=". iso_names.tsv has only what the other table lacks, most of it
official names; its licence is LGPL. cldr_languages.tsv holds a language a line: its code, its
English name, then the countries' names.

beginnings.tsv is kept by hand: of each state that began in 1943 or later, when it existed (twice,
where it had existed before), and how it began.
"""

from __future__ import annotations

import os
import re
from functools import cache
from typing import NamedTuple

from dipfacts.model.tables import Party
from dipfacts.text import fold

# A name may stand for several parties: the lowest weight wins, and several of one weight are asked
# about. English names win over translations, so that a word of another language misleads nobody.
ID, CODE, NAME, COMMON, TRANSLATION = range(5)

_SHARED = b"="  # begins the lines of the names that several countries share
_SAME = {"nb": "no", "iw": "he", "in": "id", "tl": "fil"}  # other codes of the same languages


@cache
def _read(file: str) -> bytes:
    """Return a table as it is; its first line names its source and its licence."""
    with open(os.path.join(os.path.dirname(__file__), file), "rb") as stream:
        return stream.read()


# --------------------------------------------------------------------------- names


class Name(NamedTuple):
    """One name of a country: its ISO code, how good the name is, folded, and as written."""

    code: str
    weight: int
    form: str
    shown: str


def _name(line: bytes) -> Name:
    code, weight, form, shown = line.decode().split("\t")
    return Name(code, int(weight), form, shown)


def _text() -> bytes:
    # Its first line names no country: each line that does follows a break.
    return _read("cldr_names.tsv")


def names_of(code: str) -> list[Name]:
    """Return every code and name of a country by its alpha-2 code; none if there is none."""
    return _names_in(_text(), code)


def official_names(code: str) -> list[Name]:
    """Return the names that only ISO's register and its translations have."""
    return _names_in(_read("iso_names.tsv"), code)


def _names_in(text: bytes, code: str) -> list[Name]:
    """Return the names of one country, whose lines stand together."""
    lines = re.search(rb"\n(%s\t[^\n]*(?:\n|$))+" % code.encode(), text)
    return [_name(line) for line in lines[0].split(b"\n") if line] if lines else []


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
def _shared() -> dict[str, list[str]]:
    """Return each folded name that several countries have, with their codes."""
    lines = re.findall(rb"\n%s\t([^\t\n]*)\t([^\n]*)" % _SHARED, _text())
    return {form.decode(): codes.decode().split() for form, codes in lines}


@cache
def title(code: str) -> str:
    """Return the English name of a country; the code itself if there is no such country."""
    return next((name.shown for name in names_of(code) if name.weight == NAME), code)


def rows_of(code: str, party: str, own: tuple[str, ...]) -> list[tuple[str, int, str, str]]:
    """Return the rows that a country adds to the names of a base: form, weight, party, as written.

    A name that other countries share stands for them too, whether or not the base declares them:
    their rows have the code in place of a party's id, and `Base.party` asks back.
    """
    names = [*names_of(code), *official_names(code)]
    rows = [(name.form, name.weight, name.shown) for name in names]
    ambiguous = {form for form in map(fold, own) if code in _shared().get(form, ())}
    rows += [(form, NAME, name) for name in own if (form := fold(name)) in ambiguous]
    found = []
    for form, weight, shown in rows:
        found.append((form, weight, party, shown))
        for rival in called(form) if code in _shared().get(form, ()) else ():
            if rival.code != code:
                least = rival.weight if weight == CODE else min(weight, rival.weight)
                found.append((form, least, rival.code, title(rival.code)))
    return found


# ----------------------------------------------------- countries that no base declares


@cache
def meant(name: str) -> list[str]:
    """Resolve an id to codes of countries: by code or English name, best names only.

    >>> meant("jp"), meant("jpn"), meant("south-korea"), meant("korea"), meant("Rusiya")
    (['JP'], ['JP'], ['KR'], ['KP', 'KR'], [])
    """
    found = called(fold(name))
    best = min((known.weight for known in found), default=TRANSLATION)
    codes = sorted({known.code for known in found if known.weight == best})
    if len(codes) > 1:  # the id of one of them is unambiguous
        codes = [code for code in codes if id_of(code) == name] or codes
    return codes if best < TRANSLATION else []


@cache
def id_of(code: str) -> str:
    """Return the id of a country that no fact base declares.

    >>> id_of("JP"), id_of("CI"), id_of("CD"), id_of("SU")
    ('japan', 'cote-divoire', 'congo-kinshasa', 'soviet-union')
    """
    return _as_id(title(code))


@cache
def ids() -> dict[str, str]:
    """Return the code of every country, former states included, by its undeclared id."""
    titles: dict[bytes, bytes] = {}
    for code, name in re.findall(rb"\n([A-Z]+)\t%d\t[^\t]*\t([^\n]*)" % NAME, _text()):
        titles.setdefault(code, name)
    return {_as_id(name.decode()): code.decode() for code, name in titles.items()}


def _as_id(name: str) -> str:
    words = (fold(word) for word in re.split(r"[\s-]+", name))
    return "-".join(word for word in words if word.isascii() and word)


def party(code: str) -> Party:
    """Return a country or former state as the party that it is where none declares it."""
    iso = code if len(code) == 2 else None
    return Party(id=id_of(code), kind="country", name=title(code), iso=iso, period=lifetime(code))


# ------------------------------------------------------ former states, and beginnings

_FORMER = {
    "AN": ("1954-12-15/2010-10-09", "BQ CW SX"),
    "CS": ("1918-10-28/1992-12-31", "CZ SK"),
    "DD": ("1949-10-07/1990-10-02", "DE"),
    "SU": ("1922-12-30/1991-12-26", "AM AZ BY EE GE KZ KG LV LT MD RU TJ TM UA UZ"),
    "YD": ("1967-11-30/1990-05-21", "YE"),
    "YU": ("1918-12-01/2003-02-03", "BA HR ME MK RS SI XK CSXX"),
    "CSXX": ("2003-02-04/2006-06-05", "ME RS"),
}
"""The lifetimes of former states, as EDTF, and the codes of their successors, by code."""


def lifetime(code: str) -> str | None:
    """Return when a former state existed, as EDTF; None for any other country."""
    return _FORMER[code][0] if code in _FORMER else None


@cache
def _began() -> dict[str, list[str]]:
    """Return when today's states existed, by code, as `existed` does."""
    rows = (line.split("\t") for line in _read("beginnings.tsv").decode().split("\n")[1:-1])
    return {code: periods.split() for code, periods, _ in rows}


def existed(code: str) -> list[str]:
    """Return when a state existed, as EDTF, by its code; none where its beginning is not recorded.

    >>> existed("HR"), existed("EE"), existed("SU"), existed("FR")
    (['1991-06-25/..'], ['1918-02-24/1940-06', '1991-08-20/..'], ['1922-12-30/1991-12-26'], [])
    """
    return [_FORMER[code][0]] if code in _FORMER else _began().get(code, [])


def successors(code: str) -> list[str]:
    """Return the codes of a former state's successors; none for any other country."""
    return _FORMER[code][1].split() if code in _FORMER else []


# ----------------------------------------------------------- languages, currencies


@cache
def _languages() -> dict[str, bytes]:
    """Return each language's line by its code."""
    lines = _read("cldr_languages.tsv").split(b"\n")[1:-1]
    return {line[: line.index(b"\t")].decode(): line for line in lines}


def languages() -> dict[str, str]:
    """Return the English name of every language, by its code."""
    return {code: line.split(b"\t", 2)[1].decode() for code, line in _languages().items()}


@cache
def in_language(code: str) -> dict[str, str]:
    """Return the names of countries in a language, by ISO code; none in an unknown language."""
    line = _languages().get(code, b"").decode()
    return dict(pair.split("=", 1) for pair in line.split("\t")[2:])


def language(text: str) -> str | None:
    """Resolve a language as people write it to its code here; None if there is no such language.

    >>> language("DE"), language("de_AT.UTF-8"), language("zh-hant"), language("xx")
    ('de', 'de', 'zh-Hant', None)
    """
    parts = re.split(r"[-_]", text.split(".")[0].split("@")[0].strip())
    parts[0] = _SAME.get(parts[0].lower(), parts[0])
    scripts = [f"{parts[0].lower()}-{part.title()}" for part in parts[1:] if len(part) == 4]
    return next((code for code in [*scripts, parts[0].lower()] if code in _languages()), None)


@cache
def currencies() -> frozenset[str]:
    """Return the codes of ISO 4217 that are in use, those of funds and metals included."""
    return frozenset(_read("cldr_currencies.tsv").decode().split("\n")[1:-1])
