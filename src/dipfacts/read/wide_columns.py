"""The columns of a wide `[[table]]` that hold a claim each: a list, or a range of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.model.csv_table import CsvTable
from dipfacts.read.rules import Fault
from dipfacts.remedy import Remedy, Setting
from dipfacts.text import plain

_NAMED = re.compile(r"(?:x|y|yr|year)[_. ]?([0-9]{4})", re.I)  # X2021: so other programs name them
_FLAGGED = re.compile(  # 2021 p, 2022*, 2021 (prov.), 2020 [1]
    r"([0-9]{4})\W*(?:[^\W\d]{1,2}|(?:prov|prel|est|forecast|proj|rev)\w*|[(\[]?\d[)\]])?\W*", re.I
)


def wide_columns(table: CsvTable, heads: list[str]) -> tuple[str, ...]:
    """Return the columns of a wide table that hold a claim each: a list, or the years A..B."""
    return columns_in(table.columns, heads)


def columns_in(columns: str | tuple[str, ...] | None, heads: list[str]) -> tuple[str, ...]:
    """Return the columns of a table that a list names, or a range such as 1960..2025."""
    if not isinstance(columns, str):
        return columns or ()
    first, dots, last = columns.partition("..")
    if not dots:
        return (first,)
    if first.isdecimal() and last.isdecimal():
        years = (it for it in heads if it.isdecimal() and int(first) <= int(it) <= int(last))
        return tuple(years) or (first, last)
    if first in heads and last in heads:
        return tuple(heads[heads.index(first) : heads.index(last) + 1])
    return (first, last)  # one is not there, which is told


def range_faults(table: CsvTable, heads: list[str]) -> Iterator[Fault]:
    """Yield faults of a range of columns: its end is before its start, or a head has more."""
    first, dots, last = str(table.columns or "").partition("..")
    years = first.isdecimal() and last.isdecimal()
    named = first in heads and last in heads
    if dots and (
        int(first) > int(last) if years else named and heads.index(first) > heads.index(last)
    ):
        turned = Setting.of("columns", f"{plain(last)}..{plain(first)}")
        remedy = Remedy.of("write ", turned)
        yield "columns", "not-allowed", "columns ends before it begins", remedy
    for head in heads if dots and years else ():
        year = _NAMED.fullmatch(head) or _FLAGGED.fullmatch(head)
        if year and year[1] not in heads and int(first) <= int(year[1]) <= int(last):
            message = f'the file has no column "{year[1]}", but "{plain(head)}"'
            hint = f"write {year[1]} as its head, or name each column instead of a range"
            yield "columns", "no-column", message, hint
