"""Numbers that stand for missing ones in the data of the field: -9, -66, -77, -88, -999."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option
from dipfacts.model.display import counted
from dipfacts.text import bare_cell, plain, short

_NEGATIVE = re.compile(r"-[0-9].*")
_NINES = ("-9", "-99", "-999", "-9999")
_OF_POLITY = ("-66", "-77", "-88")  # an interruption, an interregnum, a transition


def missing_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column of numbers with some that often stand for missing ones.

    Those that are known to be missing, or given as such, are not told.
    """
    file = table.file
    known = {*file.missing, *table.missing}
    for column in table.numbers:
        cells = Counter(bare_cell(row[column].strip()) for row in table.rows if column in row)
        codes = [it for it in codes_among([*cells]) if it not in known]
        if not codes:
            continue
        times = sum(cells[it] for it in codes)
        where = f"{plain(short(column))} ({counted(times, 'cell')})"
        means = "says" if len(codes) == 1 else "say"
        add = "write" if "missing" in file.given else "add"
        option = map_option("missing=" + ",".join([*file.missing, *codes]))
        what = f"often {means} that there is no number: if so, {add} {option}"
        yield f"{', '.join(codes)} in {where} {what}"


def codes_among(cells: Sequence[str]) -> list[str]:
    """Return the cells that may stand for missing numbers, as no other number is below zero.

    Two of Polity's three are told by themselves.

    >>> codes_among(["15", "-9", "0"]), codes_among(["-9", "-8.5"]), codes_among(["-88", "-7"])
    (['-9'], [], [])
    >>> codes_among(["-66", "-5", "10", "-88"])
    ['-66', '-88']
    """
    negative = {it for it in cells if _NEGATIVE.fullmatch(it)}
    codes = [it for it in (*_NINES, *_OF_POLITY) if it in negative]
    if negative.issubset(codes):
        return codes if len(negative) < len(set(cells)) else []
    polity = [it for it in _OF_POLITY if it in negative]
    return polity if len(polity) > 1 else []
