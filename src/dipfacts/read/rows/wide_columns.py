"""The columns of a wide `[[table]]` that hold a claim each: a list, or a range of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.read.table.fault import Fault
from dipfacts.remedy import Part, Remedy, Setting
from dipfacts.text import plain

_NAMED = re.compile(r"(?:x|y|yr|year)[_. ]?([0-9]{4})", re.I)  # X2021: so other programs name them
_STATUSES = {
    "provisional": r"p|prov\w*|prel\w*",
    "estimate": r"e|est\w*",
    "forecast": r"f|forecast\w*|proj\w*",
    "target": r"targets?",
}
"""The statuses of figures by what heads say of them beside a year."""
_NOT_FINAL = "|".join(f"(?P<{status}>{words})" for status, words in _STATUSES.items())
_FLAGGED = re.compile(  # 2021 p, 2022*, 2021 (prov.), 2020 [1]
    rf"([0-9]{{4}})\W*(?:{_NOT_FINAL}|[^\W\d]{{1,2}}|rev\w*|[(\[]?\d[)\]])?\W*", re.I
)
_FORECAST = re.compile(rf"(?:{_NOT_FINAL})\W*([0-9]{{4}})\W*", re.I)  # forecast 2021


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
        yield Fault("columns", "not-allowed", "columns ends before it begins", remedy)
    there = {*heads}
    for head in heads if dots and years else ():
        year, status = year_in(head)
        if year and year not in there and int(first) <= int(year) <= int(last):
            message = f'the file has no column "{year}", but "{plain(head)}"'
            yield Fault("columns", "no-column", message, _instead(head, year, status))


def year_in(head: str) -> tuple[str, str]:
    """Return the year that a head is, and the status of figures that it says; else nothing.

    >>> year_in("X2021"), year_in("2021 [1]"), year_in("2021 population")
    (('2021', ''), ('2021', ''), ('', ''))
    >>> year_in("2021 (p)"), year_in("2021e"), year_in("Forecast 2021")
    (('2021', 'provisional'), ('2021', 'estimate'), ('2021', 'forecast'))
    """
    if named := _NAMED.fullmatch(head):
        return named[1], ""
    said = _FLAGGED.fullmatch(head) or _FORECAST.fullmatch(head)
    if not said:
        return "", ""
    year = next(it for it in said.groups() if it and it.isdecimal())
    return year, next((it for it in _STATUSES if said[it]), "")


def _instead(head: str, year: str, status: str) -> Remedy:
    """Return the remedy for a head that is a year with more; with a status it is not final."""
    if _NAMED.fullmatch(head):
        return Remedy.of(f"write {year} as its header")
    apart: list[Part] = [Setting.of("columns", plain(head)), " with ", Setting.of("period", year)]
    table = "in a table of its own, "
    if status:
        apart += [" and ", Setting.of("status", status), ", ", Setting.of("id", status)]
        return Remedy.of(f"its numbers are not final: take it {table}", *apart)
    as_head = f"write {year} as its header if the rest says nothing of its numbers"
    return Remedy.of(f"{as_head}, or take it {table}", *apart, ", ", Setting.of("id", f"of-{year}"))
