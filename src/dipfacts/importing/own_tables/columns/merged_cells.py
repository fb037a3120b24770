"""Blank cells below filled ones, as a spreadsheet writes what was one merged cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.map_keys import CONDITIONS
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import split_parties
from dipfacts.model.display import are, counted
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.read.table.table_rules import places
from dipfacts.text import plain

_NEEDED = ("from", "to")  # keys without which a row is no claim
_TWO = 2


def merged_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column whose blank cells below filled ones may have been merged.

    >>> from dipfacts.importing.inputs import Input
    >>> rows = [{"r": it, "p": p, "v": "1"} for it, p in (("PL", "DE"), ("", "FR"), ("", "IT"))]
    >>> given = Given({"from": "{r}"}, to="{p}", value="{v}")
    >>> table = MappedTable(given, rows, file=Input("t.csv", heads=("r", "p", "v")))
    >>> [*merged_notes(table)]  # doctest: +NORMALIZE_WHITESPACE
    ['2 rows are left out, as r is blank there: if its cells were merged, write in each what stands
      above it']
    """
    rows, heads = table.rows, table.file.heads
    if rows and "column" in rows[0]:  # a matrix, of which each row is there for each column
        rows = [row for row in rows if row["column"] == rows[0]["column"]]
        table = table.replaced(rows=rows)
    of_claim, seen = _columns_of_claims(table, heads), set[str]()
    for column, what in _columns(table, heads):
        blank = 0 if column in seen else _blanks_below(column, table, of_claim)
        if blank:
            seen.add(column)
            rows_are = f"{counted(blank, 'row')} {are(blank)} {what}"
            rest = "if its cells were merged, write in each what stands above it"
            yield f"{rows_are}, as {plain(column)} is blank there: {rest}"


def _columns(table: MappedTable, heads: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the columns that a claim needs, or that change what it says, and what a blank does."""
    given = table.given
    needed = (*_NEEDED, "parties") if given.is_of_figures else _NEEDED
    yield from ((it, "left out") for it in table.where)
    yield from ((it, "left out") for it in given.columns_of(*needed))
    yield from ((it, "of fewer parties") for it in _of_parties(given, heads))
    yield from ((it, "without a reporter") for it in given.columns_of("reporter"))
    if len(scopes := given.columns_of("scope")) == 1:
        yield from ((it, "taken as of the whole") for it in scopes)


def _of_parties(given: Given, heads: Sequence[str]) -> Sequence[str]:
    """Return the columns of parties of which a blank one may not be meant so.

    They are those of a relation of two; of others the first in the file, as the last may be blank.
    """
    parts = split_parties(given.parties)
    named = [it for text in parts for it in places(text) if it in heads]
    if len(parts) < _TWO or not named:
        return ()
    is_of_two = given.claim == "relation" and len(parts) == _TWO
    return named if is_of_two else [min(named, key=heads.index)]


def _blanks_below(column: str, table: MappedTable, of_claim: Sequence[str]) -> int:
    """Return the number of rows with a claim and a blank below a filled or chosen cell."""
    others = [it for it in of_claim if it != column]
    chosen: Collection[str] = table.where.get(column, ())
    above, results = "", 0
    for row in table.rows:
        cell = row.get(column, "").strip()
        above = cell or above
        if cell or not above or (chosen and above not in chosen):
            continue
        results += table.takes(row, but=column) and any(row[it].strip() for it in others)
    return results


def _columns_of_claims(table: MappedTable, heads: Sequence[str]) -> Sequence[str]:
    """Return the columns of the file of which one is filled in each row with a claim.

    Those of its numbers; of relations and events those that name no party, if there are any.
    """
    given = table.given
    if given.is_of_figures:
        return table.wide or [it for it in given.columns_of("value") if it in heads]
    named = {key: [it for it in places(text) if it in heads] for key, text in given.items()}
    others = [it for key, of in named.items() if key not in (*PARTY_KEYS, *CONDITIONS) for it in of]
    return others or [it for key in PARTY_KEYS for it in named.get(key, ())]
