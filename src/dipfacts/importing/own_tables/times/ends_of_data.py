"""Days on which the data begin or end, where many relations of a table do, too.

A data set has its own last day for what still held then, as those of GW and of COW's states do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option
from dipfacts.read.rows.table_templates import one_column
from dipfacts.read.table.table_rules import PLACE
from dipfacts.text import bare_cell, plain

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_FIRST_DAY = re.compile(r"[0-9]{4}(?:-01(?:-01)?)?")
_FEW = 5  # rows that may have a date in common by chance
_PART = 20  # of so many rows one has the date, at least
_TIMES = 3  # as many rows as have any other date


def ends_of_data_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note where very many rows end on the last date of a file, or begin on its first.

    A last date after the day of publication is none of the data: it is planned.
    """
    file = table.file
    begin, between, end = table.given.period.partition("/")
    begin = begin if between else ""
    begins, ends = _dates_of_both(table)
    if (first := _common(begins, min)) and _FIRST_DAY.fullmatch(first[0]):
        yield from _note(file, begin, first, ("begin", "beginning", "first"))
    if last := _common(ends, max):
        day = file.published
        if not day or last[0][: len(day)] <= day:
            yield from _note(file, end, last, ("end", "end", "last"))


def _dates_of_both(table: MappedTable) -> tuple[Counter[str], Counter[str]]:
    """Return the dates of the beginnings and of the ends of rows, which one column may hold."""
    begin, between, end = table.given.period.partition("/")
    if between:
        return _dates(begin, table), _dates(end, table)
    results = Counter[str](), Counter[str]()
    column = one_column(begin)
    for row in table.taken if column else ():
        of_both = row.get(column, "").split("/")
        for dates, cell in zip(results, of_both if len(of_both) > 1 else (), strict=False):
            _count(dates, cell.strip())
    return results


def _note(
    file: Input, template: str, found: tuple[str, int, int], words: tuple[str, str, str]
) -> Iterator[str]:
    """Yield the note on a date that so many of all rows have, unless it is known as missing."""
    (date, number, total), (does, what, which) = found, words
    if file.is_missing(date):
        return
    blank = f"leave those cells blank, as the {what} is unknown then"
    if not template:  # of a column that holds both
        blank = f"leave out the {what}, as it is unknown then"
        blank += " (such as 1990/, or 1990/.. where it still holds)" * (what == "end")
    elif one_column(template):
        option = map_option("missing=" + ",".join([*file.missing, date]))
        write = "write" if file.missing else "add"
        blank += f" ({write} {option}{', or .. where it still holds' if what == 'end' else ''})"
    on = "on" if date.count("-") > 1 else "in"
    rows = f"{number:,} of {total:,} rows {does} {on} {plain(date)}, the {which} date of the file"
    yield f"{rows}: where the data {does} there, and not what they are about, {blank}"


def _common(
    dates: Counter[str], outermost: Callable[[Iterable[str]], str]
) -> tuple[str, int, int] | None:
    """Return the first or last date, the rows that have it, and all; None where these are few.

    >>> _common(Counter({"1990": 1, "1995": 2, "2018": 6}), max)
    ('2018', 6, 9)
    >>> _common(Counter({"1990": 1, "1995": 3, "2018": 6}), max)
    """
    if not dates:
        return None
    date, total = outermost(dates), dates.total()
    others = max((number for it, number in dates.items() if it != date), default=0)
    is_common = dates[date] >= max(_FEW, total / _PART, _TIMES * others)
    return (date, dates[date], total) if is_common else None


def _dates(template: str, table: MappedTable) -> Counter[str]:
    """Return the number of rows that are taken with each date, by a template of their cells."""
    parts = PLACE.split(template)
    results = Counter[str]()
    for row in table.taken if len(parts) > 1 else ():
        cells = (bare_cell(row.get(it, "").strip()) for it in parts[1::2])
        text = "".join(map("".join, zip(parts[::2], (*cells, ""), strict=True)))
        _count(results, text)
    return results


def _count(dates: Counter[str], text: str) -> None:
    """Count a text among dates, if it is one."""
    if date := _DATE.fullmatch(text):
        dates["-".join(it.zfill(2) for it in date.groups() if it)] += 1
