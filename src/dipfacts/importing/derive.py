"""A table of our own made of the rows of a file: each read, left out, or told as a problem."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from dipfacts.countries import code_lists
from dipfacts.importing.codes import NO_COUNTRY, begins_before_1, code_problem, period_problem
from dipfacts.importing.plan import DerivedTable, Keys, UnreadableRow
from dipfacts.importing.reasons import AnyReason
from dipfacts.importing.skips import ITSELF
from dipfacts.text import plain

_WITH_FRACTION = re.compile(r"(-?[0-9]+)\.0+")


class LeftOutError(Exception):
    """A row that is no claim, with the reason."""

    def __init__(self, why: AnyReason) -> None:
        super().__init__(str(why))
        self.why = why


class UnreadableError(Exception):
    """A row that cannot be read, with the message and the remedy."""


def derived(
    heads: list[str],
    why: str,
    rows: Iterable[tuple[int, Keys]],
    read: Callable[[int, Keys], list[list[str]]],
    unit: str = "row",
) -> DerivedTable:
    """Return the table of the lines that `read` makes of each row, which it may leave out.

    Where the `unit` is a cell, several have the number of their row.
    """
    lines: list[list[str]] = []
    left_out, wrong, of = Counter[AnyReason](), list[UnreadableRow](), 0
    for number, cells in rows:
        of += 1
        try:
            lines += read(number, cells)
        except LeftOutError as reason:
            left_out[reason.why] += 1
        except UnreadableError as error:
            message, remedy = error.args
            wrong.append(UnreadableRow(number, message, remedy))
    return DerivedTable(heads, lines, why, of, left_out, wrong, unit)


def whole_cell(cell: str) -> str:
    """Return a cell, a whole number without the fraction of columns that have blanks.

    >>> whole_cell("1.0"), whole_cell(" -9 "), whole_cell("2006.1")
    ('1', '-9', '2006.1')
    """
    cell = cell.strip()
    results = _WITH_FRACTION.fullmatch(cell) if "." in cell else None
    return results[1] if results else cell


def check_period(period: str, columns: str) -> None:
    """Raise UnreadableError for a period that cannot be read, with the columns it is made of."""
    if begins_before_1(period):
        message = f"{period} is before the year 1, with which periods begin"
        raise UnreadableError(message, f"correct its {columns}, or remove the row")
    if unread := period_problem(period or "blank"):
        raise UnreadableError(unread.message, f"correct its {columns}")
    if ":" in period:  # which cells may have, and not what is made of them
        raise UnreadableError(f'"{plain(period)}" has a time of day', f"correct its {columns}")


def check_sides(
    list_: str, one: str, other: str, period: str, names: Mapping[str, str] | None = None
) -> None:
    """Raise LeftOutError for two sides that are one, and for a code of no country in a period.

    `names` tells what codes that are no country stand for.
    """
    if one == other or code_lists.are_one(list_, one, other):
        raise LeftOutError(ITSELF)
    for code in (one, other):
        if why := code_problem(list_, code, period):
            raise LeftOutError(names.get(code, why) if names and why == NO_COUNTRY else why)
