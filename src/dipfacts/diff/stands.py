"""A claim, and the rows of a table, as they stand in a state of a repository."""

from __future__ import annotations

from typing import Any

from dipfacts.diff.changes import content
from dipfacts.diff.commit_texts import id_of
from dipfacts.diff.rows import KeylessRow, varying
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.record import Record


class Stand(Record, frozen=True):
    """A claim as it stands in a state, without the number of its row, and its file.

    `table` is the id of the table without a key of which it is a row.
    """

    claim: Any
    file: str
    table: str = ""

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.claim.id)


def stand_of(claim: Any, file: str, table: str = "") -> Stand:
    """Return a claim as it stands in a file."""
    return Stand(content(claim, file), file, table)


def unkeyed(table: LoadedTable) -> str:
    """Return the id of a table without a key; "" of one with it."""
    return "" if getattr(table.table, "key", None) else id_of(table)


def rows_in(rows: list[Any], file: str, table: LoadedTable) -> list[KeylessRow]:
    """Return the rows of a table as they are paired with those of another state."""
    keys, id = varying(table.table), id_of(table)  # type: ignore[arg-type]  # it is a table
    stands = [stand_of(claim, file, id) for claim in rows]
    return [KeylessRow(it.id, it.claim, keys, it) for it in stands]
