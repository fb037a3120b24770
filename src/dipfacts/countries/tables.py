"""The tables of names as they lie in files, and how a line of them is found.

cldr_names.tsv and iso_names.tsv hold a name a line: the country's code (the id, for an
organisation), the weight of the name, the form by which it is found, and the name as written. After
these, cldr_names.tsv lists the forms that several parties share, each after "=", after "+" which
codes stand for other things than countries, after "%" the words of English names, and after "~"
what may stand around a name. iso_names.tsv has only what the other table lacks, most
of it official names; its licence is LGPL. What one country alone is called, and only in other
languages, stands in cldr_translations.tsv and iso_translations.tsv, by its form, which comes first,
then weight, code and name: no index holds it (see `translations`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache

from dipfacts.model.shared_names import Name

# What lines begin with: of names that several share, of kinds, of words, of words around names.
SHARED, KIND, WORDS, AROUND = b"=", b"+", b"%", b"~"


@cache
def read(file: str) -> bytes:
    """Return a table as it is; its first line names its source and its licence."""
    with open(os.path.join(os.path.dirname(__file__), file), "rb") as stream:
        return stream.read()


def rows(file: str) -> Iterator[list[str]]:
    """Yield the cells of each line of a table, which are parted by tabs."""
    return (line.split("\t") for line in read(file).decode().split("\n")[1:-1])


# --------------------------------------------------------------------------- names


def parsed(line: str) -> Name:
    """Return the name that a line holds."""
    code, weight, form, spelling = line.split("\t")
    return Name(code, int(weight), form, spelling)


def main() -> bytes:
    """Return the table of names that most are in."""
    # Its first line names no country: each line that does follows a break.
    return read("cldr_names.tsv")


def find(text: bytes, form: str) -> list[Name]:
    """Return the names of this form in a table."""
    results = list[Name]()
    if not form:
        return results
    wanted = f"\t{form}\t".encode("utf-8", "replace")
    at = text.find(wanted)
    while at >= 0:
        begin = text.rfind(b"\n", 0, at) + 1
        if text[begin : begin + 1] not in (SHARED, KIND, WORDS, AROUND):
            name = parsed(text[begin : text.find(b"\n", at)].decode())
            results += [name] if name.form == form else []  # "1" is the weight of names
        at = text.find(wanted, at + 1)
    return results
