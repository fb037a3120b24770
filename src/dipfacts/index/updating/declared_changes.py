"""Changes of an edit to what files declare, and whether rows of other files depend on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.declared import DECLARING, Declaration, Declared, check_declared
from dipfacts.index.rows.schema import CountKey
from dipfacts.read.base.repeated_declarations import meaning

Declarations = dict[tuple[str, str], Declaration]
"""Declarations by their table and id."""


def encoded_tables(declared: Declarations, *tables: str) -> dict[tuple[str, str], bytes]:
    """Return the tables declared, as msgpack, all or of these alone."""
    return {key: row.body for key, row in declared.items() if not tables or key[0] in tables}


def serves_claims(*old_and_new: Declaration | None) -> bool:
    """Return whether the rows of claims that refer to a declaration may stay as they are."""
    old, new = (Declared([row.decoded()] if row else []) for row in old_and_new)
    return vars(old) == vars(new)


def check_dependents(
    connection: sqlite3.Connection,
    old: Declarations,
    new: Declarations,
    counts: Mapping[CountKey, int],
    undeclared: Collection[str],
) -> None:
    """Raise FastPathError where rows of other files depend on a declaration that changed.

    `counts` are the claims that go, and `undeclared` countries that files read again name.
    """
    for key, row in old.items():
        if _means_otherwise(row, new.get(key)):
            raise FastPathError  # another file may declare the same
        referred = row.claims > counts.get(key, 0)
        if referred and not serves_claims(row, new.get(key)):
            raise FastPathError
    if encoded_tables(old) == encoded_tables(new):
        return
    if encoded_tables(old, "kind") != encoded_tables(new, "kind"):
        # Claims of any file are found by the label of their kind, and are one by its `unique`.
        raise FastPathError
    others = [
        Declaration(table, id_, 0, body)
        for table in DECLARING
        for id_, body in connection.execute(f"SELECT id, body FROM {table}")
        if (table, id_) not in old
    ]
    implicit = connection.execute("SELECT DISTINCT party FROM implicit").fetchall()
    known = {*undeclared, *(id_ for (id_,) in implicit)}
    check_declared((it for it in (*others, *new.values()) if it.id not in known), known)


def _means_otherwise(old: Declaration, new: Declaration | None) -> bool:
    """Return whether what several files may declare is gone, or means another thing now."""
    now = meaning(new.decoded()) if new else None
    return now != meaning(old.decoded())
