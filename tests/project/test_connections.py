"""Indexes that tests lend each other, which stay apart from what a test may change."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from support import connections


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """Return an index as several tests have it: a link, of one number."""
    return linked(written(tmp_path / "one", 1), tmp_path / "linked")


def written(path: Path, number: int) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t AS SELECT ? AS n", (number,))
    connection.close()
    return path


def linked(path: Path, name: Path) -> Path:
    os.link(path, name)
    return name


def opened(path: Path) -> sqlite3.Connection:
    connection = connections.kept_open(lambda path: sqlite3.connect(path))(str(path))
    assert connection
    return connection


def settings(connection: sqlite3.Connection) -> int:
    """Return what a connection has that no other has: how large its cache is."""
    found: tuple[int] = connection.execute("PRAGMA cache_size").fetchone()
    return found[0]


def test_the_next_question_has_the_connection_of_the_one_before(index: Path) -> None:
    first = opened(index)
    first.execute("PRAGMA cache_size = 77")
    first.close()
    again = opened(index)
    assert settings(again) == 77
    again.close()


def test_two_at_once_have_one_each(index: Path) -> None:
    first, second = opened(index), opened(index)
    first.execute("PRAGMA cache_size = 77")
    assert settings(second) != 77
    first.close()
    assert second.execute("SELECT n FROM t").fetchall() == [(1,)]
    second.close()


def test_what_is_closed_cannot_be_asked(index: Path) -> None:
    connection = opened(index)
    connection.close()
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT 1")


def test_one_that_was_told_to_stop_is_not_lent_again(index: Path) -> None:
    connection = opened(index)
    connection.execute("PRAGMA cache_size = 77")
    connection.set_progress_handler(lambda: 1, 1)
    connection.close()
    again = opened(index)
    assert settings(again) != 77
    again.close()


def test_what_a_test_may_write_to_is_opened_each_time(tmp_path: Path) -> None:
    path = written(tmp_path / "one", 1)
    connection = opened(path)
    connection.execute("PRAGMA cache_size = 77")
    connection.close()
    again = opened(path)
    assert settings(again) != 77
    again.close()


def test_another_index_in_its_place_is_read(index: Path, tmp_path: Path) -> None:
    opened(index).close()
    index.unlink()
    linked(written(tmp_path / "two", 2), index)
    connection = opened(index)
    assert connection.execute("SELECT n FROM t").fetchall() == [(2,)]
    connection.close()


def test_few_are_held_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_MOST", 2)
    paths = [linked(written(tmp_path / f"{n}", n), tmp_path / f"linked-{n}") for n in range(4)]
    for path in paths:
        opened(path).close()
    # Those of tests before go one by one: what is new comes last.
    assert {key[3] for key in [*connections._free][-2:]} == {it.stat().st_ino for it in paths[-2:]}
