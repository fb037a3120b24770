"""Years that end in the next one, of which months would be read: 2009-10, 2010-11, 2011-12."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.head_words import in_english
from dipfacts.importing.own_tables.key_columns import filled
from dipfacts.importing.plan import first_of
from dipfacts.read.table_templates import one_column
from dipfacts.text import plain, short

_PAIR = re.compile(r"[12][0-9]([0-9]{2})-([0-9]{2})")
_OF_TWO_YEARS = re.compile(
    r"fiscal|financial|(?:^|[^a-z])fy(?![a-z])|season|marketing|crop|campaign"
)
"""Heads of columns of years that do not begin in January."""


def check_years(given: Mapping[str, str], rows: Rows, wide: Sequence[str]) -> None:
    """Raise QuestionError for years that end in the next and would be read as months."""
    column = one_column(given.get("period"))
    if not column or given.get("claim") != "figure":
        return
    is_head = column == "column" and bool(wide)
    cells = [*wide] if is_head else filled(column, rows)
    years = _of_two_years("" if is_head else column, cells)
    if years:
        what = "the heads" if is_head else f'"{plain(column)}"'
        verb = "are" if is_head else "holds"
        such = plain(first_of([*map(short, years)]))
        message = f"--map period: {what} {verb} years that end in the next, not months ({such})"
        start, end = years[0][:4], int(years[0][:4]) + 1
        fiscal = f"{start}-04/{end}-03 (the fiscal year, as in India)"
        raise QuestionError(message, f"write each as {fiscal}, or as {start}/{end} (both years)")


def _of_two_years(head: str, cells: Collection[str]) -> list[str]:
    """Return the cells like months that are a year and the next: all, and several or by the head.

    None where the head says that they are months.

    >>> _of_two_years("y", ["2009-10", "2010-11", "2012-13"])
    ['2009-10', '2010-11', '2012-13']
    >>> _of_two_years("y", ["2009-10", "2009-11"]), _of_two_years("y", ["2011-12", "2011"])
    ([], [])
    >>> _of_two_years("Fiscal year", ["2011-12"]), _of_two_years("Monat", ["2009-10", "2010-11"])
    (['2011-12'], [])
    """
    words = in_english(head)
    if "month" in words:
        return []
    pairs = {cell: match for cell in cells if (match := _PAIR.fullmatch(cell))}
    if not all((int(it[1]) + 1) % 100 == int(it[2]) for it in pairs.values()):
        return []
    is_said = len(pairs) > 1 or _OF_TWO_YEARS.search(words)
    return [*pairs] if is_said else []
