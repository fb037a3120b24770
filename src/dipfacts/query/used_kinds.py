"""The kinds of relations and events, declared or not, each with the number of its claims."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dipfacts.model.file_format.tables import Kind
from dipfacts.query.sql import Ask


class UsedKind(NamedTuple):
    """A kind of relations or events; without a label where it is not declared."""

    id: str
    of: Literal["relation", "event", "both"]
    label: str | None = None
    unique: bool = False
    note: str | None = None


def used_kinds(ask: Ask, declared: dict[str, Kind]) -> list[tuple[UsedKind, int]]:
    """Return every kind, declared or not, most claims first."""
    results = {
        id: (UsedKind(id, kind.of, kind.label, kind.unique, kind.note), 0)
        for id, kind in declared.items()
    }
    sql = "SELECT kind, type, sum(claims) FROM kind_count GROUP BY kind, type"
    for id, type_, claims in ask(sql, (), tuple):
        kind, others = results.get(id, (UsedKind(id, type_), 0))
        if kind.of != type_:  # only where it is not declared
            kind = kind._replace(of="both")
        results[id] = kind, others + claims
    return sorted(results.values(), key=lambda one: (-one[1], one[0].id))
