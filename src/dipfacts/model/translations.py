"""Find what countries are called in other languages, in tables sorted by the forms of these names.

No index holds them, since they would be most of its names. An index knows which party of its base
has which code, and so whose name each is. A form that several parties share, or that is an English
name too, stands in no such table, but in every index: see `countries`.
"""

from __future__ import annotations

import mmap
import os
from bisect import bisect_left
from functools import cache, lru_cache
from typing import NamedTuple

TABLES = CLDR, ISO = "cldr_translations.tsv", "iso_translations.tsv"
LAST = "\U0010ffff"  # sorts after everything that a name may begin with

_STEP = 64  # bytes, in which few lines begin
_BEGINNING = 5  # letters by which most forms that are no name are told


class Name(NamedTuple):
    """One name of a party: its code or id, how good the name is, its form, and as written."""

    code: str
    weight: int
    form: str
    shown: str


@cache
def table(name: str) -> mmap.mmap:
    """Return a table as it is; its first line names its source and its licence."""
    folder = os.path.join(os.path.dirname(os.path.dirname(__file__)), "countries")
    with open(os.path.join(folder, name), "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def called(form: str, *tables: str) -> list[Name]:
    """Return the names of this form, in the order of the tables, by default of all.

    >>> [(name.code, name.shown) for name in called("rossiia")]
    [('RU', 'Россия')]
    """
    return _between(f"{form}\t", f"{form}\n", tables or TABLES) if form else []


def beginning(form: str) -> list[Name]:
    """Return the names whose forms begin so, in the order of their forms in each table."""
    return _between(form, form + LAST, TABLES)


def may_be(form: str) -> bool:
    """Return whether a form may be a name: quicker than to look for each of very many."""
    return _begins(form[:_BEGINNING])


@lru_cache(maxsize=10_000)
def _begins(form: str) -> bool:
    key = _bytes(form)
    texts = [*map(table, TABLES)]
    return any(text[(at := _start(text, key)) : at + len(key)] == key for text in texts)


def _between(first: str, last: str, tables: tuple[str, ...]) -> list[Name]:
    """Return the names whose lines sort from the first text on, and before the last."""
    found = list[Name]()
    for text in map(table, tables):
        lines = text[_start(text, _bytes(first)) : _start(text, _bytes(last))]
        for line in lines.decode().split("\n")[:-1]:
            form, weight, code, shown = line.split("\t")
            found.append(Name(code, int(weight), form, shown))
    return found


def _start(text: mmap.mmap, wanted: bytes) -> int:
    """Return where the first line stands that does not sort before this beginning of one."""

    def line(step: int) -> bytes:
        at = text.find(b"\n", step * _STEP) + 1
        return text[at : at + len(wanted)] if 0 < at < len(text) else b"\xff"

    step = bisect_left(range(len(text) // _STEP + 1), wanted, key=line)
    at = text.find(b"\n", max(step - 1, 0) * _STEP) + 1
    while text[at : at + len(wanted)] < wanted and at < len(text):
        at = text.find(b"\n", at) + 1
    return at


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
