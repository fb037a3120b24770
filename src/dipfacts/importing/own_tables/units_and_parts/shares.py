"""Numbers of percent that may be shares of one, as a workbook has them that shows 0.4 as 40%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import first_of
from dipfacts.text import plain

_SHARE = re.compile(r"[-+]?(?:0?[.,][0-9]+|0|1(?:[.,]0+)?)")
_BETWEEN = re.compile(r"[-+]?0?[.,][0-9]*[1-9][0-9]*")
_FEWEST = 2  # different shares


def share_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on numbers of percent of which none is above one.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> given = Given(value="{v}", unit="percent")
    >>> [*share_notes(MappedTable(given, [{"v": "0.4"}, {"v": "0.35"}, {"v": ""}]))]
    ['no number of percent is above 1 (0.4, 0.35): if they are shares of 1, add --map scale=100']
    >>> [*share_notes(MappedTable(given, [{"v": "0.4"}, {"v": "0.35"}, {"v": "12"}]))]
    []
    """
    if table.given.unit != "percent" or "scale" in table.given:
        return
    cells = dict.fromkeys(row.get(it, "").strip() for row in table.taken for it in table.numbers)
    numbers = [it for it in cells if re.search("[0-9]", it) and not table.file.is_missing(it)]
    between = [*filter(_BETWEEN.fullmatch, numbers)]
    if len(between) >= _FEWEST and all(map(_SHARE.fullmatch, numbers)):
        such = plain(first_of(between))
        how = "if they are shares of 1, add --map scale=100"
        yield f"no number of percent is above 1 ({such}): {how}"
