"""What countries are called: their codes, and their names in every language that we ship.

`countries.tsv` holds one name a line, `languages.tsv` one language a line, both distilled from
Unicode's CLDR and a table of our own by `benchmarks/make_names.py`; docs/names.md says how and why.
They are read when a base is compiled, when a name is not found in one, and for `--lang`; any other
look-up that succeeds never loads this module.
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

_HERE = os.path.dirname(__file__)
_SHARED = b"="  # begins the lines of the names that several countries share

# "Republic of Korea" is also "Korea, Republic of", and the other way round. Compiled when needed.
_OF = r"(?P<kind>(?:\S+ )*?\S+ of(?: the)?) (?P<head>.+)"
_COMMA = r"(?P<head>[^,]+), (?P<kind>[^,]* of(?: the)?)"


class Name(NamedTuple):
    """One name of a country: its ISO code, how good the name is, folded, and as written."""

    code: str
    weight: int
    form: str
    shown: str


@cache
def _text() -> bytes:
    with open(os.path.join(_HERE, "countries.tsv"), "rb") as stream:
        return stream.read()  # its first line names no country: each that does follows a break


def names_of(code: str) -> list[Name]:
    """Every code and name of the country with this ISO 3166 alpha-2 code; none if there is none."""
    begin = f"\n{code}\t".encode()
    first = _text().find(begin)
    if first < 0:
        return []
    other = re.compile(rb"\n(?!%s\t)" % code.encode()).search(_text(), first + 1)
    end = other.start() if other else len(_text())
    return [_name(line) for line in _text()[first + 1 : end].split(b"\n")]


def is_country(code: str) -> bool:
    """Whether a country has this alpha-2 code: one of ISO 3166, or XK, which Kosovo uses."""
    return f"\n{code}\t".encode() in _text()


@cache
def codes() -> frozenset[str]:
    """All alpha-2 codes of countries: found at once as fast as one of them alone."""
    return frozenset(code.decode() for code in re.findall(rb"\n([A-Z]{2})\t1\t", _text()))


def called(form: str) -> list[Name]:
    """The countries that a folded name stands for: one, several that share it, or none."""
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
    """Every folded name of a country: all of them are found as fast as a few one by one."""
    lines = (line.split(b"\t") for line in _text().split(b"\n"))
    return frozenset(line[2] for line in lines if len(line) == len(Name._fields))


@cache
def shared() -> dict[str, list[str]]:
    """The codes of the countries that share a folded name, for each name that several have."""
    found = {}
    begin = _text().find(b"\n" + _SHARED)
    end = _text().rfind(b"\n" + _SHARED)
    for line in _text()[begin + 1 : _text().find(b"\n", end + 1)].decode().split("\n"):
        _, form, codes = line.split("\t")
        found[form] = codes.split()
    return found


def _name(line: bytes) -> Name:
    code, weight, form, shown = line.decode().split("\t")
    return Name(code, int(weight), form, shown)


def reordered(name: str) -> str | None:
    """The same name as the register, or as people order it; None where there is no other order.

    >>> reordered("Korea, Republic of"), reordered("Republic of Korea"), reordered("Korea")
    ('Republic of Korea', 'Korea, Republic of', None)
    """
    if match := re.fullmatch(_COMMA, name):
        return f"{match['kind']} {match['head']}"
    if match := re.fullmatch(_OF, name):
        return f"{match['head']}, {match['kind']}"
    return None


def rows_of(code: str, party: str, own: tuple[str, ...]) -> list[tuple[str, int, str, str]]:
    """The rows that a country adds to the names of a base: form, weight, party, as written.

    A name that other countries share stands for them too, whether or not the base declares them:
    their rows have the code in place of a party's id, and `Base.party` asks back.
    """
    from dipfacts import iso  # for those who compile a base alone

    rows = [(name.form, name.weight, name.shown) for name in names_of(code)]
    for name in iso.english_names(code):
        rows.append((fold(name), NAME, name))
        if other := reordered(name):
            rows.append((fold(other), COMMON, other))
    rows += [(fold(name), TRANSLATION, name) for name in iso.translated_names(code)]
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


@cache
def title(code: str) -> str:
    """What to call a country in a message: its English name."""
    known = names_of(code)
    return next((name.shown for name in known if name.weight == NAME), code)


def party(code: str) -> Party:
    """A country, or a state that was, as the party that it is where none declares it."""
    return Party(
        id=id_of(code),
        kind="country",
        name=title(code),
        iso=code if len(code) == 2 else None,
        period=lifetime(code),
    )


# ------------------------------------------------------------------------- countries by an id


def meant(name: str) -> list[str]:
    """The codes of the countries that an id may mean: by code or English name, best names only.

    >>> meant("jp"), meant("jpn"), meant("south-korea"), meant("korea"), meant("Rusiya")
    (['JP'], ['JP'], ['KR'], ['KP', 'KR'], [])
    """
    found = called(fold(name))
    best = min((known.weight for known in found), default=TRANSLATION)
    codes = sorted({known.code for known in found if known.weight == best})
    if len(codes) > 1:  # what is an id of one of them is no question
        codes = [code for code in codes if id_of(code) == name] or codes
    return codes if best < TRANSLATION else []


@cache
def id_of(code: str) -> str:
    """The id of a country that no party declares: its English name.

    >>> id_of("JP"), id_of("CI"), id_of("CD"), id_of("SU")
    ('japan', 'cote-divoire', 'congo-kinshasa', 'soviet-union')
    """
    return _as_id(title(code))


def _as_id(name: str) -> str:
    words = (fold(word) for word in re.split(r"[\s-]+", name))
    return "-".join(word for word in words if word.isascii() and word)


@cache
def ids() -> dict[str, str]:
    """The code of every country, those that were among them, by the id it has undeclared."""
    first: dict[str, str] = {}
    for code, name in re.findall(rb"\n([A-Z]+)\t%d\t[^\t]*\t([^\n]*)" % NAME, _text()):
        first.setdefault(code.decode(), name.decode())
    return {_as_id(name): code for code, name in first.items()}


# --------------------------------------------------------------------------- states that were


class Former(NamedTuple):
    """A state that was: how long, as EDTF, and which came after it, by their codes."""

    period: str
    successors: tuple[str, ...]


FORMER = {
    "AN": Former("1954-12-15/2010-10-09", ("BQ", "CW", "SX")),
    "CS": Former("1918-10-28/1992-12-31", ("CZ", "SK")),
    "DD": Former("1949-10-07/1990-10-02", ("DE",)),
    "SU": Former(
        "1922-12-30/1991-12-26",
        tuple("AM AZ BY EE GE KZ KG LV LT MD RU TJ TM UA UZ".split()),
    ),
    "YD": Former("1967-11-30/1990-05-21", ("YE",)),
    "YU": Former("1918-12-01/2003-02-03", ("BA", "HR", "ME", "MK", "RS", "SI", "XK", "CSXX")),
    "CSXX": Former("2003-02-04/2006-06-05", ("ME", "RS")),
}


def lifetime(code: str) -> str | None:
    """When a state that was existed; None for those that are."""
    return FORMER[code].period if code in FORMER else None


def successors(code: str) -> tuple[str, ...]:
    """The codes of the states that came after one that was; none for those that are."""
    return FORMER[code].successors if code in FORMER else ()


# ----------------------------------------------------------------------------- other languages


_SAME = {"nb": "no", "iw": "he", "in": "id", "tl": "fil"}  # other codes of the same languages


@cache
def _languages() -> dict[str, bytes]:
    """Each language with its line: code, English name, then the countries' names."""
    with open(os.path.join(_HERE, "languages.tsv"), "rb") as stream:
        lines = stream.read().split(b"\n")[1:-1]
    return {line[: line.index(b"\t")].decode(): line for line in lines}


def languages() -> dict[str, str]:
    """The code and the English name of every language that countries have names in."""
    return {code: line.split(b"\t", 2)[1].decode() for code, line in _languages().items()}


@cache
def in_language(code: str) -> dict[str, str]:
    """What countries are called in a language, by their ISO codes; none in an unknown one."""
    line = _languages().get(code, b"").decode()
    return dict(pair.split("=", 1) for pair in line.split("\t")[2:])


def language(text: str) -> str | None:
    """The code of a language as we have it for one as people write it; None if there is none.

    >>> language("DE"), language("de_AT.UTF-8"), language("zh-hant"), language("xx")
    ('de', 'de', 'zh-Hant', None)
    """
    parts = re.split(r"[-_]", text.split(".")[0].split("@")[0].strip())
    parts[0] = _SAME.get(parts[0].lower(), parts[0])
    tried = [f"{parts[0].lower()}-{part.title()}" for part in parts[1:] if len(part) == 4]
    return next((code for code in [*tried, parts[0].lower()] if code in _languages()), None)
