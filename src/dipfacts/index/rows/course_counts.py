"""Counts of relations by their states, and by the days on which they begin and end."""

from __future__ import annotations

import sqlite3

from dipfacts.model.occurrences.ends import BEGINS, ENDS

# Of deprecated claims the state is below 0: see states.state_of.
_COUNT = """INSERT INTO relation_count SELECT size, {which}, {day}, count(*) FROM claim_row
    WHERE subject IN (SELECT subject FROM subject WHERE type = 'relation') AND size >= 0
    GROUP BY 1, 3"""


def count_relations(connection: sqlite3.Connection) -> None:
    """Make all rows of `relation_count` anew."""
    connection.execute("DELETE FROM relation_count")
    for which, day in ((BEGINS, "first"), (ENDS, "after")):
        connection.execute(_COUNT.format(which=which, day=day))
