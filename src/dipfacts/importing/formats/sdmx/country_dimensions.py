"""Dimensions of SDMX that hold countries and are no partners, such as a citizenship."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.countries import code_lists
from dipfacts.importing.formats.sdmx.areas import area_list, as_iso, total_of
from dipfacts.importing.formats.sdmx.columns import SdmxColumns, code_of
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.name_meanings import only_meaning
from dipfacts.importing.plan import Keys
from dipfacts.importing.wording import first_of
from dipfacts.text import plain, short

_HEADS = re.compile(
    r".*(?:CITIZEN|NATIONALITY|COUNTRY|AREA|ORIGIN|DESTIN|PARTNER|COUNTERPART).*"
    r"|(?:C|CTRY|GEO)_(?:BIRTH|RESID|DEST|PREV|NEXT)\w*"
)
"""Heads of columns whose codes alone are those of countries."""


def notes_on_countries(columns: SdmxColumns, rows: Sequence[Keys]) -> Iterator[str]:
    """Yield a note on each dimension of countries, which a scope names."""
    observations = [Observation(cells, columns) for cells in rows]
    for head in columns.dimensions:
        pairs = dict.fromkeys((row.code(head), row.label(head)) for row in observations)
        if named := _countries_in(code_of(head), [*pairs]):
            such = plain(first_of([*map(short, named)]))
            what = f"{plain(code_of(head))} holds countries ({such})"
            partner = "" if columns.partner else ": to have partners, name it COUNTERPART_AREA"
            yield f"{what}, which the scopes name, and are no partners{partner}"


def _countries_in(head: str, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Return the countries among the codes and labels of a dimension, if at least half are such.

    >>> _countries_in("CITIZEN", [("SY", ""), ("TOTAL", "")]), _countries_in("NACE", [("CA", "")])
    (['SY'], [])
    >>> _countries_in("ANY", [("SYR", "Syria"), ("_T", "Total"), ("F", "Chad"), ("M", "Men")])
    ['Syria', 'Chad']
    """
    pairs = [(code, label) for code, label in pairs if code and total_of(code, label) is None]
    named = [it for it in (label or code for code, label in pairs) if only_meaning(it)]
    if not named and _HEADS.fullmatch(head) and not any(label for _, label in pairs):
        list_ = area_list([code for code, _ in pairs])
        known = (it for it, _ in pairs if list_ and code_lists.fits(list_, as_iso(list_, it)))
        named = [it for it in known if code_lists.resolve(list_, as_iso(list_, it))]
    return named if 2 * len(named) >= len(pairs) else []
