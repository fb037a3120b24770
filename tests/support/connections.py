"""Connections to the indexes that tests share, open for all questions of a process.

Each new one reads the schema again, and prepares each statement: a seventh of the time of tests
that ask small bases.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, cast

Opening = Callable[[str], sqlite3.Connection | None]
_Key = tuple[int, ...]

_MOST = 16  # as each holds a file open
_free = OrderedDict[_Key, sqlite3.Connection]()
_lent = set[sqlite3.Connection]()  # held here, as what drops both may end a connection first


class _Lent:
    """A connection that is free for the next question once it is closed, or nothing refers to it.

    A connection that is dropped before it is closed would warn, from Python 3.13 on.
    """

    def __init__(self, connection: sqlite3.Connection, key: _Key) -> None:
        self.execute = connection.execute
        self._connection: sqlite3.Connection | None = connection
        _lent.add(connection)
        self._key = key

    def __getattr__(self, name: str) -> Any:
        """Give what is seldom used; it may be a setting, so the connection is not lent again."""
        if self._connection is None:
            raise sqlite3.ProgrammingError("Cannot operate on a closed database.")
        self._key = ()
        return getattr(self._connection, name)

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        _lent.discard(connection)
        del self.execute
        if not self._key or self._key in _free:
            connection.close()
            return
        _free[self._key] = connection
        if len(_free) > _MOST:
            _, oldest = _free.popitem(last=False)
            oldest.close()

    __del__ = close


def lent(connection: sqlite3.Connection, path: str) -> sqlite3.Connection:
    """Return a connection that others are to have after it is closed, if its index is shared."""
    return cast(sqlite3.Connection, _Lent(connection, _key_of(path)))


def kept_open(open_kept: Opening) -> Opening:
    """Return `open_kept`, but what is lent and free is given again."""

    def opened(path: str) -> sqlite3.Connection | None:
        key = _key_of(path)
        connection = _free.pop(key, None) if key else None
        if connection is None:
            connection = open_kept(path)
        return connection and lent(connection, path)

    return opened


def _key_of(path: str) -> _Key:
    """Return what stands for an index that is shared, in this process and thread; else nothing.

    It is a link, which no test writes to. While a connection holds it open, no other file has its
    number. SQLite wants no connection carried into a copy of the process.
    """
    try:
        found = os.stat(path)
    except OSError:
        return ()
    if found.st_nlink == 1:
        return ()
    times = found.st_size, found.st_mtime_ns
    return os.getpid(), threading.get_ident(), found.st_dev, found.st_ino, *times
