"""Rows of a table of one's own that are the years of one relation, as in panels of dyads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_patterns import YEAR
from dipfacts.importing.wording import first_of
from dipfacts.model.display import counted
from dipfacts.read.table.table_rules import places
from dipfacts.text import bare_cell, plain, short

_WHOLE = ("{}", "{}/{}", "{}-01/{}-12", "{}-01-01/{}-12-31")
"""The periods of a year, as templates of its column."""
_DIRECTED = ("from", "to")


def relation_years_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on rows of relations with the same parties and title in years in turn.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> pact = [{"a": "2", "b": "20", "y": it} for it in ("1949", "1950", "1951")]
    >>> given = Given(claim="relation", title="Pact", parties="cow:{a}, cow:{b}", period="{y}")
    >>> [note] = relation_years_notes(MappedTable(given, pact))
    >>> note.partition(":")[0]
    'rows name the same parties and title year by year (2, 20 from 1949 to 1951)'
    >>> [*relation_years_notes(MappedTable(given.replaced(period="{y}/.."), pact))]
    []
    """
    given = table.given
    column = _column_of_years(given.period)
    if given.claim != "relation" or not column:
        return
    of_relation: dict[tuple[str, ...], set[int]] = {}
    for row in table.taken:
        year = bare_cell(row.get(column, "").strip())
        if YEAR.fullmatch(year):
            of_relation.setdefault(_row_subject(row, table), set()).add(int(year))
    lasting = {it: years for it, years in of_relation.items() if years & {y + 1 for y in years}}
    if not lasting:
        return
    parties = len(given.columns_of(*_DIRECTED, "parties"))
    such = [f"{_party_list(it[:parties])} {_in_words(of)}" for it, of in lasting.items()]
    rest = f", and {counted(len(such) - 1, 'other')}" if len(such) > 1 else ""
    what = f"rows name the same parties and title year by year ({such[0]}{rest})"
    is_one = all(map(_has_no_gap, lasting.values()))
    how = f"write one row {'' if is_one else 'for each spell of years in turn, '}with its first"
    how += " and its last year, and --map 'period={first}/{last}'"
    yield f"{what}: if these are years of one relation, {how}"


def _column_of_years(period: str) -> str:
    """Return the column whose whole years are the periods; nothing for another template.

    >>> [*map(_column_of_years, ("{y}", "{y}-01-01/{y}-12-31", "{y}/..", "{y}/{end}"))]
    ['y', 'y', '', '']
    """
    columns = {*places(period)}
    is_whole = len(columns) == 1 and re.sub(r"\{[^{}]*\}", "{}", period) in _WHOLE
    return columns.pop() if is_whole else ""


def _has_no_gap(years: set[int]) -> bool:
    return max(years) - min(years) < len(years)


def _in_words(years: set[int]) -> str:
    """Return 'from 1949 to 1951' for years; of those with a gap how many they are."""
    span = f"{min(years)} to {max(years)}"
    return f"from {span}" if _has_no_gap(years) else f"in {len(years)} of the years {span}"


def _row_subject(row: Mapping[str, str], table: MappedTable) -> tuple[str, ...]:
    """Return the parties that a row names, in any order but for a direction, and what they have."""
    directed, others, what = (
        [row.get(it, "").strip() for it in table.given.columns_of(*keys)]
        for keys in (_DIRECTED, ["parties"], ["kind", "title", "status"])
    )
    return (*directed, *sorted(others, key=lambda it: (len(it), it)), *what)


def _party_list(parties: tuple[str, ...]) -> str:
    return plain(first_of([*map(short, parties)]))
