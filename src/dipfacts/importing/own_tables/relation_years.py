"""Rows of a table of one's own that are the years of one relation, as in panels of dyads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dipfacts.importing.own_tables.mapped_table import MappedTable
from dipfacts.importing.plan import first_of
from dipfacts.model.display import counted
from dipfacts.text import plain, short, whole_numbers

_YEAR = re.compile(r"[12][0-9]{3}")
_DIRECTED = ("from", "to")


def relation_years_note(table: MappedTable) -> Iterator[str]:
    """Yield the note on rows of relations with the same parties and title in years in turn.

    >>> from dipfacts.importing.own_tables.given import Given
    >>> pact = [{"a": "2", "b": "20", "y": it} for it in ("1949", "1950", "1951")]
    >>> given = Given(claim="relation", title="Pact", parties="cow:{a}, cow:{b}", period="{y}")
    >>> [note] = relation_years_note(MappedTable(given, pact))
    >>> note.partition(":")[0]
    'rows name the same parties and title year by year (2, 20 from 1949 to 1951)'
    >>> [*relation_years_note(MappedTable(given.replaced(period="{y}/.."), pact))]
    []
    """
    given = table.given
    column = given.column_of("period")
    if given.claim != "relation" or not column:
        return
    of_relation: dict[tuple[str, ...], set[int]] = {}
    for row in table.taken:
        year = whole_numbers(row.get(column, "").strip())
        if _YEAR.fullmatch(year):
            of_relation.setdefault(_about(row, table), set()).add(int(year))
    lasting = {it: years for it, years in of_relation.items() if years & {y + 1 for y in years}}
    if not lasting:
        return
    parties = len(given.columns_of(*_DIRECTED, "parties"))
    such = [f"{_named(it[:parties])} from {min(of)} to {max(of)}" for it, of in lasting.items()]
    rest = f", and {counted(len(such) - 1, 'other')}" if len(such) > 1 else ""
    what = f"rows name the same parties and title year by year ({such[0]}{rest})"
    how = "write one row with its first and its last year, and --map 'period={first}/{last}'"
    yield f"{what}: if these are years of one relation, {how}"


def _about(row: Mapping[str, str], table: MappedTable) -> tuple[str, ...]:
    """Return the parties that a row names, in any order but for a direction, and what they have."""
    directed, others, what = (
        [row.get(it, "").strip() for it in table.given.columns_of(*keys)]
        for keys in (_DIRECTED, ["parties"], ["kind", "title", "status"])
    )
    return (*directed, *sorted(others, key=lambda it: (len(it), it)), *what)


def _named(parties: tuple[str, ...]) -> str:
    return plain(first_of([*map(short, parties)]))
