"""Which claims of an index are about one and the same relation or event."""

from __future__ import annotations

import sqlite3

from dipfacts.index.declared import FastPathError
from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.model.query import Fact
from dipfacts.model.tables import Event, Relation
from dipfacts.read.same_as import faults


def check_same(connection: sqlite3.Connection) -> None:
    """Raise FastPathError where `same_as` of a claim cannot stand."""
    rows = connection.execute("SELECT claim, target FROM same").fetchall()
    joined = [(_fact(connection, "n", n), _fact(connection, "id", target)) for n, target in rows]
    pairs = [
        (fact.claim, target.claim)
        for fact, target in joined
        if target and fact and isinstance(fact.claim, Relation | Event)
    ]
    if len(pairs) < len(rows) or any(faults(pairs)):
        raise FastPathError


def _fact(connection: sqlite3.Connection, key: str, value: object) -> Fact | None:
    """Return the claim of that number or id, if there is one."""
    sql = f"SELECT {CLAIM} FROM claim WHERE {key} = ?"
    row = connection.execute(sql, (value,)).fetchone()
    return fact_of(row) if row else None
