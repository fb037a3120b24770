"""Filling a new index: rows that come in any order, and pages without room."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from dipfacts.index.compiling import filling
from dipfacts.index.rows import schema

MANY = 5_000


@pytest.fixture
def new() -> Iterator[sqlite3.Connection]:
    """A new index in memory, without rows."""
    with closing(schema.prepare(sqlite3.connect(":memory:"))) as connection:
        connection.execute("PRAGMA page_size=4096")
        filling.make_tables(connection)
        yield connection


def rows_of(connection: sqlite3.Connection, name: str) -> list[tuple[object, ...]]:
    return connection.execute(f"SELECT * FROM main.{name}").fetchall()


def pages(connection: sqlite3.Connection) -> int:
    (number,) = connection.execute("PRAGMA main.page_count").fetchone()
    return int(number)


def test_rows_in_no_order_stand_in_that_of_their_keys_and_fill_their_pages(
    new: sqlite3.Connection,
) -> None:
    drawn = random.Random(1)
    claims = drawn.sample(range(MANY), MANY)
    days = {"day": 99, "first": 7, "after": MANY, "claim": MANY, "is_end": 2}
    names = [name for _, name, *_ in new.execute("PRAGMA main.table_info(timeline)")]
    rows: dict[str, list[tuple[object, ...]]] = {
        "subject": [(n, "figure", "trade", "exports", n, "00a b", b"body") for n in claims],
        "manner": [(n, None, "s", 0, b"body", 1, None, "USD", None, 0) for n in claims],
        "timeline": [tuple(n % days[it] if it in days else None for it in names) for n in claims],
        "occurrence_key": [(n % 777, n) for n in claims],
        "claimant": [(f"party-{n % 7}", n) for n in claims],
    }
    linked: list[tuple[object, ...]] = [(n % 77, n) for n in claims]
    for name, given in rows.items():
        schema.insert_rows(new, name, given)
        assert rows_of(new, name) == []
    with filling.packed(new, "party_set_of_pair", rows=MANY):
        schema.insert_rows(new, "party_set_of_pair", linked)
    filling.finish(new)
    for name, given in (rows | {"party_set_of_pair": linked}).items():
        assert rows_of(new, name) == sorted(given)
    assert new.execute("SELECT name FROM temp.sqlite_schema").fetchall() == []
    new.commit()
    before = pages(new)
    new.execute("VACUUM")
    assert before <= pages(new) * 1.01


def test_what_is_inserted_once_the_index_is_made_stands_in_the_tables_themselves(
    new: sqlite3.Connection,
) -> None:
    filling.finish(new)
    schema.insert_rows(new, "occurrence_key", [(2, 1), (1, 2)])
    assert rows_of(new, "occurrence_key") == [(1, 2), (2, 1)]
