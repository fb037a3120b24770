"""The columns of a wide `[[table]]` that hold a claim each: a list, or a range of them."""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.model.csv_table import CsvTable
from dipfacts.read.rules import Fault
from dipfacts.text import plain


def wide_columns(table: CsvTable, heads: list[str]) -> tuple[str, ...]:
    """Return the columns of a wide table that hold a claim each: a list, or the years A..B."""
    if not isinstance(table.columns, str):
        return table.columns or ()
    first, dots, last = table.columns.partition("..")
    if not dots:
        return (first,)
    if first.isdecimal() and last.isdecimal():
        years = (it for it in heads if it.isdecimal() and int(first) <= int(it) <= int(last))
        return tuple(years) or (first, last)
    if first in heads and last in heads:
        return tuple(heads[heads.index(first) : heads.index(last) + 1])
    return (first, last)  # one is not there, which is told


def reversed_range(table: CsvTable, heads: list[str]) -> Iterator[Fault]:
    """Yield a fault for a range of columns that ends before it begins, and so holds none."""
    first, dots, last = str(table.columns or "").partition("..")
    years = first.isdecimal() and last.isdecimal()
    named = first in heads and last in heads
    if dots and (
        int(first) > int(last) if years else named and heads.index(first) > heads.index(last)
    ):
        hint = f'write columns = "{plain(last)}..{plain(first)}"'
        yield "columns", "not-allowed", "columns ends before it begins", hint
