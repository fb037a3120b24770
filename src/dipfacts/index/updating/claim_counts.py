"""The numbers of claims that an index counts, kept right while some of them come and go."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import Any

from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.schema import COUNTING, CountKey, insert_checked, key_of


def recount(
    connection: sqlite3.Connection, more: Mapping[CountKey, int], less: Mapping[CountKey, int]
) -> None:
    """Add to and take from the numbers of claims what changed.

    Raises FastPathError where claims are about what is not declared.
    """
    change = Counter(more)
    change.subtract(less)
    for (table, *values), by in change.items():
        if by == 0 or (table, *values) == ("topic", ""):
            continue
        where = " AND ".join(f"{key} = ?" for key in key_of(table))
        counted = connection.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone()
        if not counted and table not in COUNTING:
            if by > 0:
                raise FastPathError
            continue  # it is not declared any more, nor does any claim refer to it
        row: list[Any] = [*counted] if counted else [*values, 0]
        row[-1] += by  # the number of claims is the last column of each
        connection.execute(f"DELETE FROM {table}_row WHERE {where}", values)
        if table not in COUNTING or row[-1]:
            insert_checked(connection, table, [tuple(row)])
