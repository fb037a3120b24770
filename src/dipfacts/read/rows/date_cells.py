"""Faults of dates that come of a cell which is blank, or which stands for no date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import Any

from dipfacts.read.rows.table_templates import DATE, JOINT, joined, one_column
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import key_in
from dipfacts.read.table.table_rules import PLACE, places
from dipfacts.remedy import LeaveRowOut, Missing, Remedy
from dipfacts.text import plain, short

_MISSING = "-(?:9+|66|77|88)"
_NO_DATE = re.compile(
    rf"{_MISSING}|[.?*]|-+|n/?a|n\.a\.?|n\.?d\.?|nan|null|none|unk(?:nown)?|missing", re.I
)
"""Cells that often say that there is no date."""
_NO_PART = re.compile(r"00?|88|99")
"""Numbers that often say that a month or a day is not known."""

Cell = tuple[str, str | None]  # a column, and its cell; None for one that left nothing behind


def with_wrong_cell(
    fault: Fault, given: Mapping[str, Any], made: Mapping[str, Any], optional: Collection[str]
) -> Fault:
    """Return a fault of a date as that of a cell that its template names, if one is blank.

    >>> bad = Fault("period", "bad-period", "…", "…")
    >>> given = {"period": "{y}-{m}/{end}"}
    >>> with_wrong_cell(bad, given, {"period": "2020-/"}, ()).message
    'period "2020-/" lacks its m, which is blank'

    An end of a period that is a column of its own may be blank, as it is not known then.

    >>> with_wrong_cell(bad, given, {"period": "3 May 2020-02/"}, ()).message
    '…'

    Of a date that may be left out, a cell that often says that there is none is told, too.

    >>> with_wrong_cell(bad, given, {"period": "2020--9/"}, ["period"]).message
    'period "2020--9/" holds "-9" (m), which is no part of a date'
    """
    template, text = given.get(key := key_in(fault.where)), made.get(key)
    if fault.code != "bad-period" or not isinstance(template, str) or not isinstance(text, str):
        return fault
    match = re.fullmatch(_pattern(template), text, re.DOTALL)
    cells = [*zip(places(template), match.groups() if match else (), strict=False)]
    is_optional = key in optional
    for column, cell in _missing(template, cells) if is_optional else ():
        named = f'"{plain(short(cell))}" ({plain(column)})'
        message = f'{fault.where} "{short(text)}" holds {named}, which is no part of a date'
        return fault._replace(message=message, remedy=Remedy.of(Missing(plain(short(cell)))))
    for column in _blank(template, cells, is_optional):
        message = f'{fault.where} "{short(text)}" lacks its {plain(column)}, which is blank'
        after = _next_of(column, template) if is_optional else ""
        or_else = f"leave {plain(after)} blank, too" if after else LeaveRowOut(plain(column))
        return fault._replace(message=message, remedy=Remedy.of("fill it in, or ", or_else))
    return fault


def _missing(template: str, cells: Collection[Cell]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a date that often say that there is none."""
    parts = {it for date in DATE.findall(template) for it in places(date)[1:]}
    for column, cell in cells:
        if cell and (_NO_DATE.fullmatch(cell) or (column in parts and _NO_PART.fullmatch(cell))):
            yield column, cell


def _blank(template: str, cells: Collection[Cell], is_optional: bool) -> Iterator[str]:
    """Yield the columns of the blank cells of a date that should be filled."""
    if one_column(template):
        return
    sides = template.split("/") if template.count("/") == 1 else []
    filled = {column for column, cell in cells if cell}
    ends = {
        places(it)[0]
        for it in sides
        if one_column(it) or (is_optional and DATE.fullmatch(it) and filled.isdisjoint(places(it)))
    }
    yield from (column for column, cell in cells if cell == "" and column not in ends)


def _next_of(column: str, template: str) -> str:
    """Return the column that follows that of a year or a month in a date; nothing for none."""
    dates = [places(date) for date in DATE.findall(template)]
    pairs = (pair for date in dates for pair in pairwise(date))
    return next((after for before, after in pairs if before == column), "")


def _pattern(template: str) -> str:
    """Return the pattern of what a template makes, with a group for each of its cells.

    The last ones of a date may be absent.
    """
    result, absent = "", 0
    for nth, part in enumerate(PLACE.split(joined(template))):
        if nth % 2:
            result += rf"({_MISSING}|.*?)"
        elif part == JOINT:
            result, absent = f"{result}(?:-", absent + 1
        else:
            result, absent = result + ")?" * absent + re.escape(part), 0
    return result
