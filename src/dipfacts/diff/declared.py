"""The differences of parties, sources, topics, measures, kinds and tables between two bases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from dipfacts.diff.changes import Changes, changes
from dipfacts.diff.states import ComparedState
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.query.comparison import declared, sums
from dipfacts.query.csv_tables import csv_tables
from dipfacts.record import as_msgpack

KINDS = ("source", "party", "topic", "measure", "kind", "table")
"""The tables that are compared, but for claims, in the order of pages."""

_WORDS = {
    *("note", "allow", "aliases", "counts", "office"),
    *("title", "url", "language", "accessed"),
}
"""The keys that decide no answer of the claims that refer to a table, only how it is put.

A name may: that of a party or a measure may say that it is an aggregate or a share.
"""

_NAMING = {key: key for key in ("source", "topic", "measure", "kind")}
_NAMING |= {"from_" if key == "from" else key: "party" for key in (*PARTY_KEYS, "people")}
"""The attributes of claims that name another table, and of which kind that is."""

_UNDECLARED = ("kind", "party")
"""Tables to which claims may refer without their being declared."""


class Compared(NamedTuple):
    """The tables of one kind: those of only one state by id, those that differ, new ids by old."""

    added: dict[str, Any]
    removed: dict[str, Any]
    changed: dict[str, Changes]
    renamed: dict[str, str]

    @property
    def are_same(self) -> bool:
        """Return whether there is no difference."""
        return not any(self)


class Declared(dict[str, Compared]):
    """The differences of each kind of table."""

    @property
    def are_same(self) -> bool:
        """Return whether there is no difference."""
        return all(one.are_same for one in self.values())

    def deciding(self) -> Iterator[tuple[str, str]]:
        """Yield the tables whose changes may change the answers of claims that refer to them."""
        for table in ("source", "party", "measure", "kind"):
            for id, results in self[table].changed.items():
                meaningful = (pair for key, pair in results.items() if key not in _WORDS)
                if any(self.renamed(was) != now for was, now in meaningful):
                    yield table, id
        for table in _UNDECLARED:
            yield from ((table, id) for id in (*self[table].added, *self[table].removed))

    def as_now(self, claim: Any) -> Any:
        """Return a claim of the old state with the new ids of what was only renamed."""
        keys = dict[str, Any]()
        for key, kind in _NAMING.items():
            renamed, value = self[kind].renamed, getattr(claim, key, None)
            if renamed and isinstance(value, str):
                keys[key] = renamed.get(value, value)
            elif renamed and value:
                keys[key] = tuple(renamed.get(id, id) for id in value)
        return replace(claim, **keys) if keys else claim

    def renamed(self, value: Any) -> Any:
        """Return a value of an old table with the new ids of what was only renamed."""
        if isinstance(value, tuple):
            return tuple(map(self.renamed, value))
        if not isinstance(value, str):
            return value
        return next((one.renamed[value] for one in self.values() if value in one.renamed), value)


def compared(old: ComparedState, new: ComparedState) -> Declared:
    """Compare what two states declare; of one base on two days that is the same."""
    return Declared({kind: _compared(kind, *_both_declared(old, new, kind)) for kind in KINDS})


def _both_declared(old: ComparedState, new: ComparedState, kind: str) -> Iterator[dict[str, bytes]]:
    """Yield the declarations of each state by id; nothing where they are the same."""
    if kind != "table" and sums(old.base, kind) == sums(new.base, kind):
        yield from ({}, {})
        return
    for side in (old, new):
        tables = {id: spec for id, (_, spec) in csv_tables(side.base).items()}
        yield tables if kind == "table" else declared(side.base, kind)


def _compared(kind: str, old: dict[str, bytes], new: dict[str, bytes]) -> Compared:
    def decoded(body: bytes) -> Any:
        return msgspec.msgpack.decode(body, type=FILE_TABLES[kind])

    removed = {id: decoded(body) for id, body in old.items() if id not in new}
    added = {id: decoded(body) for id, body in new.items() if id not in old}
    changed = {
        id: changes(decoded(old[id]), decoded(body))
        for id, body in new.items()
        if id in old and old[id] != body
    }
    contents = {_content(table): id for id, table in removed.items()}
    renamed = {
        was: id for id, table in added.items() if (was := contents.pop(_content(table), None))
    }
    for was, now in renamed.items():
        del removed[was], added[now]
    return Compared(added, removed, {id: it for id, it in changed.items() if it}, renamed)


def _content(table: Any) -> bytes:
    return as_msgpack(replace(table, id=""))
