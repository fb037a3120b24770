"""Names of countries in other languages, in tables sorted by the forms of these names.

No index holds them, since they would be most of its names. An index knows which party of its base
has which code, and so whose name each is. A form that several parties share, or that is an English
name too, stands in no such table, but in every index: see `tables`.

A look-up by such a name loads this module, and so it needs no other of this package.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from dipfacts.model.shared_names import Name

if TYPE_CHECKING:
    from mmap import mmap

TABLES = CLDR, ISO = "cldr_translations.tsv", "iso_translations.tsv"
LAST = "\U0010ffff"  # sorts after everything that a name may begin with

_PARTS = 512  # of a table, of which one or two are searched for a form


@cache
def table(name: str) -> mmap:
    """Return a table as it is; its first line names its source and its licence."""
    import mmap  # lazy: most names are found without

    with open(os.path.join(os.path.dirname(__file__), name), "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=10_000)  # the titles of a page have the same words again and again
def names_of_form(form: str, *tables: str) -> list[Name]:
    """Return the names of this form, in the order of the tables, by default of all.

    >>> [(name.code, name.spelling) for name in names_of_form("россия")]
    [('RU', 'Россия')]
    """
    return _names(f"{form}\t", tables or TABLES) if form else []


def beginning(form: str) -> list[Name]:
    """Return the names whose forms begin so, in the order of their forms in each table."""
    return _names(form, TABLES)


def begins(form: str) -> bool:
    """Return whether a name begins so: quicker than to look for those that do."""
    key = form.encode("utf-8", "replace")
    return any(_span(name, key)[0] >= 0 for name in TABLES)


def _names(text: str, tables: Iterable[str]) -> list[Name]:
    """Return the names whose lines begin so."""
    lines = (line.decode().split("\t") for name in tables for line in _lines(name, text))
    return [Name(code, int(weight), form, spelling) for form, weight, code, spelling in lines]


def _lines(name: str, form: str) -> list[bytes]:
    """Return the lines of a table that begin so."""
    at, after = _span(name, key := form.encode("utf-8", "replace"))
    lines = table(name)[at + 1 : after].split(b"\n") if at >= 0 else ()
    return [line for line in lines if line and line.startswith(key)]


def _span(name: str, key: bytes) -> tuple[int, int]:
    """Return the place before the lines of a table that begin so, or -1; and their part's end."""
    places, heads = _parts(name)
    first = max(bisect_left(heads, key) - 1, 0)
    after = places[bisect_right(heads, key + LAST.encode())]
    return table(name).find(b"\n" + key, places[first] - 1, after), after


@cache
def _parts(name: str) -> tuple[list[int], list[bytes]]:
    """Return where parts of a table begin, with its end, and the form of the first line of each."""
    text = table(name)
    starts = (text.find(b"\n", at) + 1 for at in range(0, len(text), len(text) // _PARTS + 1))
    places = [at for at in dict.fromkeys(starts) if 0 < at < len(text)]
    return [*places, len(text)], [text[at : text.find(b"\t", at) + 1] for at in places]
