"""What there is to ask about, each with the number of claims that refer to it."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal, NamedTuple

from dipfacts.model.query import Query
from dipfacts.model.tables import TABLES, Kind, Source
from dipfacts.query.occurrences import about_same
from dipfacts.query.sql import Ask, body, conditions


def publishers(ask: Ask) -> list[tuple[str, str]]:
    """Return the publisher and the id of each source."""
    rows = ask("SELECT body FROM source ORDER BY id", (), partial(body, Source))
    return [(source.publisher, source.id) for source in rows]


class UsedKind(NamedTuple):
    """A kind of relations or events; without a label where it is not declared."""

    id: str
    of: Literal["relation", "event", "both"]
    label: str | None = None
    unique: bool = False
    note: str | None = None


class Claims(NamedTuple):
    """A number of claims that are alike; `occurrence` is what several of them are about."""

    topic: str
    type: str
    source: str
    occurrence: str | None
    claims: int


def recorded(ask: Ask, query: Query) -> list[Claims]:
    """Return how many claims fit, and others about the same relations and events.

    Only for a query without dates.
    """
    figures = [type_ for type_ in query.types if type_ == "figure"]
    happenings = tuple(type_ for type_ in query.types if type_ != "figure")
    found = _figures(ask, query._replace(types=("figure",))) if figures else []
    return found + (_happenings(ask, query._replace(types=happenings)) if happenings else [])


def _figures(ask: Ask, query: Query) -> list[Claims]:
    """Return how many figures fit: by their manners, which are numbers, then by what these have."""
    where, values = conditions(query)
    own = (
        f"SELECT topic, source, count(*) AS claims FROM claim WHERE {where} GROUP BY manner, topic"
    )
    sql = f"SELECT topic, 'figure', source, NULL, sum(claims) FROM ({own}) GROUP BY topic, source"
    return ask(sql, values, lambda row: Claims(*row))


def _happenings(ask: Ask, query: Query) -> list[Claims]:
    """Return how many relations and events fit, and claims about the same."""
    where, values = conditions(query)
    others, more = conditions(about_same(query))
    columns = "SELECT topic, claim.type, source, root, count(*)"
    joined = "occurrence_row AS own CROSS JOIN claim ON claim.n = own.claim"
    own = f"FROM claim LEFT JOIN occurrence_row AS own ON own.claim = claim.n WHERE {where}"
    roots = f"SELECT root FROM {joined} WHERE {where}"
    beside = f"FROM {joined} WHERE root IN ({roots}) AND ({where}) IS NOT 1 AND {others}"
    alike = "GROUP BY source, root, claim.type, topic"  # what parts most comes first
    sql = f"{columns} {own} {alike} UNION ALL {columns} {beside} {alike}"
    return ask(sql, [*values * 3, *more], lambda row: Claims(*row))


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
