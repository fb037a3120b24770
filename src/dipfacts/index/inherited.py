"""What an index declares, looked up one by one, when it is needed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

import msgspec

from dipfacts.index.rows import Declared, last_day
from dipfacts.model.tables import Measure, Party, Source, Topic


class Lazy(Declared):
    """What an index declares, looked up when it is needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()

        def body(table: str, id_: str) -> bytes:
            sql = f"SELECT body FROM {table} WHERE id = ?"
            found = connection.execute(sql, (id_,)).fetchone()
            if found is None:
                raise KeyError(id_)
            return bytes(found[0])

        def party(id_: str) -> str:
            return msgspec.msgpack.decode(body("party", id_), type=Party).name

        def measure(id_: str) -> tuple[str, str]:
            made = msgspec.msgpack.decode(body("measure", id_), type=Measure)
            return made.topic, made.label

        def source(id_: str) -> int | None:
            return last_day(msgspec.msgpack.decode(body("source", id_), type=Source))

        self.parties = _Filled(party)
        self.measures = _Filled(measure)
        self.sources = _Filled(source)
        for (encoded,) in connection.execute("SELECT body FROM topic"):
            self.add(msgspec.msgpack.decode(encoded, type=Topic))


class _Filled(dict[str, Any]):
    """A dictionary that looks up what it does not hold yet."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> Any:
        found = self[key] = self._find(key)
        return found
