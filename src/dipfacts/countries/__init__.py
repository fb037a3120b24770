"""Names and codes, as data: countries in every language, former states, currencies.

The tables beside these modules are written by `benchmarks/make_names.py`; docs/names.md says from
what. They are read when a base is compiled or checked, when a name is not found in one, and for
`--lang`; a look-up that succeeds never loads this package.
"""

from __future__ import annotations

from dipfacts.countries.currencies import currencies, is_currency
from dipfacts.countries.former import FORMER, lifetime, successors
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
    official_names,
    rows_of,
    title,
)

__all__ = [
    "CODE",
    "COMMON",
    "FORMER",
    "ID",
    "NAME",
    "TRANSLATION",
    "Name",
    "called",
    "codes",
    "currencies",
    "forms",
    "id_of",
    "ids",
    "in_language",
    "is_currency",
    "language",
    "languages",
    "lifetime",
    "meant",
    "names_of",
    "official_names",
    "party",
    "rows_of",
    "successors",
    "title",
]
