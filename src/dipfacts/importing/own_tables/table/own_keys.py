"""The columns that tell the rows of a table of one's own apart, for the ids of its claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dipfacts.importing.inputs import Input, Rows
from dipfacts.importing.own_tables.table.map_keys import PARTIES_AND_PEOPLE
from dipfacts.importing.plan import Keys, Plan
from dipfacts.read.rows.table_templates import one_column
from dipfacts.read.rows.tables import TableReader
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.table_rules import places

Test = Callable[[str], bool]

_WHAT = ("measure", "kind", "scope", "topic", "unit", "valuation", "counterpart")
NOTE_ON_ROWS = (
    "the columns used do not tell rows apart: ids follow the rows; name others with --map key=…"
)
"""The note on a table whose ids follow its rows."""

_ROW = "row"


def with_key(
    table: Keys, reader: TableReader, heads: Sequence[str], rows: Rows, is_missing: Test
) -> tuple[Keys, tuple[str, ...]]:
    """Return a table with a key of the fewest columns that are different in every claim; and notes.

    Parties, what is said of them, and since when; then until when; then the title. Its reader
    knows which rows it leaves out, as those of no country or, by a test, without a number.
    """
    if "key" in table:
        return table, ()
    value = "" if "absent" in table else one_column(table.get("value"))
    is_choosy = bool(reader.table.where or reader.table.skip)

    def is_taken(cells: Mapping[str, str]) -> bool:
        if is_choosy:
            first = next(iter(reader.cells_of([cells[head] for head in heads])))
            if reader.not_chosen(0, 0, first):
                return False
        return not is_missing(cells.get(value, "none"))

    rows = [*filter(is_taken, rows)]
    what = [column for key in (*PARTIES_AND_PEOPLE, *_WHAT) for column in _columns(table.get(key))]
    when, title = _columns(table.get("period")), _columns(table.get("title"))
    wide = ["column"] if reader.wide and "column" in (*what, *when, *title) else []
    for columns in (what + when[:1], what + when, what + when + title):
        names = [*dict.fromkeys(columns + wide)]
        if names and _make_other_ids(names, rows):
            return {**table, "key": "-".join(f"{{{name}}}" for name in names)}, ()
    return table, (NOTE_ON_ROWS,)


def key_of_rows(column: str, wide: Sequence[str]) -> str:
    """Return the key that makes the ids of a table of our own which the rows of the file have.

    A column has the numbers of these rows; without a key those of the table would be taken, in
    which rows that name no country are not.

    >>> key_of_rows("row", ()), key_of_rows("row", ("2019", "2020"))
    ('{row}', '{row}-{column}')
    """
    return f"{{{column}}}-{{column}}" if wide else f"{{{column}}}"


def is_of_rows(key: str, column: str) -> bool:
    """Return whether a key makes ids of the numbers of the file's rows, which a column has."""
    return key in (key_of_rows(column, ()), key_of_rows(column, ("one",)))


def keys_alike(plan: Plan, file: Input, one: str, other: str) -> bool:
    """Return whether two keys of a table are the same, or both make ids of the rows of its file."""
    return one == other or all(are_of_rows(plan, file, key) for key in (one, other))


def are_of_rows(plan: Plan, file: Input, key: str) -> bool:
    """Return whether the ids that a key makes, or none, follow the rows of a file."""
    own = plan.derived.row if plan.derived else _ROW  # of a table that has no names any more
    is_own = plan.derived or own not in file.heads
    return not key or bool(is_own and is_of_rows(key, own))


def _columns(template: Any) -> list[str]:
    texts = template if isinstance(template, list) else [template or ""]
    return [column for text in texts for column in places(text)]


def _make_other_ids(columns: list[str], rows: Rows) -> bool:
    """Return whether the cells of these columns make another id in every row."""
    ids = [as_id("-".join(cells.get(column, "") for column in columns)) for cells in rows]
    return all(ids) and len({*ids}) == len(ids)
