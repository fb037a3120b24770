"""`dipfacts import`: lines that head the rows below them are told, as no key can name them."""

from __future__ import annotations

import pytest

from support.importing import Import, Report

GIVEN = (
    *("claim=figure", "measure=exports", "unit=EUR", "publisher=X", "from=poland"),
    *("to={Partner}", "period={column}", "value={cell}", "columns=2019..2020"),
)
OWN = "write that in a column of its own, and"
EXPORTS = "take what is measured alone, as with --map 'where={Flow}="


def rows(*cells: str) -> str:
    """Return a table of partners with numbers, and of other lines (in capitals) without."""
    lines = [
        f"{it},," if it.isupper() or it.isdecimal() else f"{it},{nth},2"
        for nth, it in enumerate(cells)
    ]
    return "\n".join(["Partner,2019,2020", *lines, ""])


def told(report: Report) -> list[str]:
    """Return what a report notes of lines that head rows."""
    return [it for it in report.notes if "may head" in it]


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ("EXPORTS Germany IMPORTS Italy", f"EXPORTS, IMPORTS|each a flow: {OWN} {EXPORTS}EXPORTS'"),
        ("Germany IMPORTS Italy", f"IMPORTS|each a flow: {OWN} {EXPORTS}…'"),
        ("AUSFUHR Italy Einfuhr France", f"AUSFUHR, Einfuhr|each a flow: {OWN} {EXPORTS}AUSFUHR'"),
        ("2011 Germany 2012 Italy", f"2011, 2012|each a year: {OWN} add --map 'period={{Year}}'"),
        ("FOOD Germany Italy CARS Italy", f"FOOD, CARS|each a part: {OWN} add --map 'scope={{P"),
    ],
)
def test_lines_that_head_a_block_are_told(imported: Import, cells: str, note: str) -> None:
    such, what = note.split("|")
    is_alike = "CARS" in cells  # two numbers for Italy
    report = imported("t.csv", rows(*cells.split()), *GIVEN, status=3 if is_alike else 0)
    (found,) = told(report)
    assert found.startswith(f"{such} in Partner may head the rows below, {what}")


@pytest.mark.parametrize(
    "cells",
    [
        "EXPORTS Germany Italy",  # of what is measured
        "Germany Italy Exports Imports",  # totals, with nothing below
        "EUROPE Germany ASIA China",  # the same partner in no two
        "Germany Italy NOTES",
        "Germany Italy",
    ],
)
def test_lines_that_change_nothing_are_not_told(imported: Import, cells: str) -> None:
    report = imported("t.csv", rows(*cells.split()), *GIVEN)
    assert told(report) == []
