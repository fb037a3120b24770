"""Years, quarters and months that are written as their first or last day, as programs do.

pandas, R and spreadsheets make 2019-01-01 or 2019-12-31 of the year 2019.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from dipfacts.importing.known_declarations import nature_known
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import first_of, map_option, period_of_months
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.read.rows.table_templates import one_column
from dipfacts.text import bare_cell, plain, short

_DAY = re.compile(r"([12][0-9]{3})-([0-9]{2})-([0-9]{2})")
_OF_PERIODS = ("flow", "ratio")  # natures of what is of a time rather than of a day
_FEW = 3  # dates, of which nothing can be said
_QUARTER = 3  # months
_FIRST, _LAST = "first", "last"


def day_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column of days that may be years, quarters or months.

    Of figures those are all such days; of relations and events most, where only the year of most
    is known.
    """
    if table.given.is_of_figures:
        yield from _note_on_figures(table)
        return
    for side in dict.fromkeys(table.given.period.split("/")):
        if column := one_column(side):
            yield from _note_on_dates(column, _dates(column, table))


def midnight_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column of days that are written as their midnight, as pandas does.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> table = MappedTable(Given(period="{d}"), [{"d": "2020-05-03 00:00:00"}, {"d": "2020"}])
    >>> [*midnight_notes(table)]
    ['"d" has midnight behind days (2020-05-03 00:00:00), which is left out']
    """
    for column in map(table.column, dict.fromkeys(table.given.columns_of("period", "said_on"))):
        timed = [it for it in column.cells if ":00" in it and bare_cell(it) != it]
        if timed:
            such = plain(first_of([*map(short, timed)]))
            has = "have" if column.is_heads else "has"
            yield f"{column.label} {has} midnight behind days ({such}), which is left out"


def _dates(column: str, table: MappedTable) -> list[str]:
    """Return the dates in a column, of each row that is taken."""
    return [bare_cell(row.get(column, "").strip()) for row in table.taken]


def _note_on_figures(table: MappedTable) -> Iterator[str]:
    measure, given = table.given.measure, table.file.given
    nature = nature_known(measure) or given.get("nature", "flow")
    periods = table.periods
    cells = [] if "{" in measure else periods.cells
    if nature not in _OF_PERIODS or not (days := _days(cells)):
        return
    for which, ends in ((_FIRST, [_is_first(it) for it in days]), (_LAST, map(_is_last, days))):
        if all(ends):
            length = _length({it.month for it in days})
            what = {12: "year", _QUARTER: "quarter", 1: "month"}[length]
            such = plain(first_of([*map(short, cells)]))
            written = _period(days[0], which, length)
            is_own = not nature_known(measure) and "nature" not in given
            stock = f", or add {map_option('nature=stock')} if it is of that day" if is_own else ""
            verb, where = ("are", "each") if periods.is_heads else ("holds", "in each row")
            holds = f"{periods.label} {verb} the {which} day of a {what} {where} ({such})"
            yield f"{holds}, and that day alone is taken: if a number is of the {what}, write" + (
                f" such as {written}{stock}"
            )


def _note_on_dates(column: str, cells: Sequence[str]) -> Iterator[str]:
    """Yield the note on dates of which most are the first or the last day of a year.

    >>> dates = ["1871-01-01", "1951-01-01", "1972-09-21", "1990-01-01"]
    >>> [*_note_on_dates("created", dates)]  # doctest: +NORMALIZE_WHITESPACE
    ['3 of the 4 dates of "created" are 1 January of a year, and are taken as that day: where only
      the year is known, write such as 1871']
    >>> [*_note_on_dates("created", ["1871-01-01", "1972-09-21", "1990-01-01", "1990-05-01"])]
    []
    """
    known = [it for it in cells if it]
    days = Counter(match.group(2, 3) for it in known if (match := _DAY.fullmatch(it)))
    for (month, day), name in ((("01", "01"), "1 January"), (("12", "31"), "31 December")):
        count = days[month, day]
        if len(known) >= _FEW and count * 2 > len(known):
            year = next(it for it in known if it[5:10] == f"{month}-{day}")[:4]
            of = f'{count:,} of the {len(known):,} dates of "{plain(column)}" are {name} of a year'
            why = "and are taken as that day: where only the year is known"
            yield f"{of}, {why}, write such as {year}"


def _days(cells: Collection[str]) -> list[date]:
    """Return the days that cells are; none where one is none, or where they are of one year."""
    matches = [_DAY.fullmatch(bare_cell(it)) for it in cells]
    try:
        days = [date(*map(int, it.groups())) for it in matches if it]
    except ValueError:
        return []
    several = len({it.year for it in days}) > 1 or len(days) > _FEW
    return days if several and all(matches) else []


def _is_first(day: date) -> bool:
    return day.day == 1


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _length(months: Collection[int]) -> int:
    """Return the length in months of periods whose days are in these months.

    >>> _length({12}), _length({3, 6, 9, 12}), _length({1, 2, 3})
    (12, 3, 1)
    """
    if len(months) == 1:
        return len(MONTHS)
    return _QUARTER if len({it % _QUARTER for it in months}) == 1 else 1


def _period(day: date, which: str, length: int) -> str:
    """Return the period of some months that a day begins or ends, as it is written.

    >>> _period(date(2019, 12, 31), "last", 12), _period(date(2019, 4, 1), "first", 12)
    ('2019', '2019-04/2020-03')
    >>> _period(date(2019, 3, 31), "last", 3), _period(date(2019, 3, 31), "last", 1)
    ('2019-01/2019-03', '2019-03')
    """
    months = day.year * 12 + day.month - 1
    return period_of_months(months if which == _FIRST else months - length + 1, length)
