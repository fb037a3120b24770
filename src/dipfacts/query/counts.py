"""What there is to ask about, each with the number of claims that refer to it."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from dipfacts.model.tables import TABLES, Kind
from dipfacts.query.sql import Ask, body


class UsedKind(NamedTuple):
    """A kind of relations or events; without a label where it is not declared."""

    id: str
    of: Literal["relation", "event", "both"]
    label: str | None = None
    unique: bool = False
    note: str | None = None


def counted(
    ask: Ask, table: str, limit: int | None = None, offset: int = 0
) -> list[tuple[Any, int]]:
    """Return every party, topic, measure or source; topics and measures in the order declared.

    Up to a `limit`, without the first ones.
    """
    order = "n" if table in ("topic", "measure") else "claims DESC, id"
    return ask(
        f"SELECT body, claims FROM {table} ORDER BY {order} LIMIT ? OFFSET ?",
        (-1 if limit is None else limit, offset),
        lambda row: (body(TABLES[table], row), row[1]),
    )


def kinds(ask: Ask, declared: dict[str, Kind]) -> list[tuple[UsedKind, int]]:
    """Return every kind, declared or not, most claims first."""
    found = {
        id: (UsedKind(id, kind.of, kind.label, kind.unique, kind.note), 0)
        for id, kind in declared.items()
    }
    sql = "SELECT kind, type, sum(claims) FROM kind_count GROUP BY kind, type"
    for id, type_, claims in ask(sql, (), tuple):
        kind, others = found.get(id, (UsedKind(id, type_), 0))
        if kind.of != type_:  # only where it is not declared
            kind = kind._replace(of="both")
        found[id] = kind, others + claims
    return sorted(found.values(), key=lambda one: (-one[1], one[0].id))
