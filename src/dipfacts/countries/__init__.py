"""Names and codes, as data: countries in every language, former states.

The tables beside these modules are written by `benchmarks/make_names.py`; docs/names.md says from
what. They are read when a base is compiled, when a name is not found in one, and for
`--lang`; a look-up that succeeds never loads this package.
"""

from __future__ import annotations

from dipfacts.countries.former import FORMER, Former, lifetime, successors
from dipfacts.countries.ids import id_of, ids, meant, party
from dipfacts.countries.languages import in_language, language, languages
from dipfacts.countries.names import (
    CODE,
    COMMON,
    ID,
    NAME,
    TRANSLATION,
    Name,
    called,
    codes,
    forms,
    names_of,
    rows_of,
    shared,
    title,
)

__all__ = [
    "CODE",
    "COMMON",
    "FORMER",
    "ID",
    "NAME",
    "TRANSLATION",
    "Former",
    "Name",
    "called",
    "codes",
    "forms",
    "id_of",
    "ids",
    "in_language",
    "language",
    "languages",
    "lifetime",
    "meant",
    "names_of",
    "party",
    "rows_of",
    "shared",
    "successors",
    "title",
]
