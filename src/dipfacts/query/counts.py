"""Parties, topics, measures, kinds and sources, each with the number of claims that refer to it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, Literal, NamedTuple

import msgspec

from dipfacts.model.query import Query
from dipfacts.model.tables import TABLES, Kind, Source
from dipfacts.query.occurrences import about_same
from dipfacts.query.sql import Ask, body, conditions
from dipfacts.record import Record


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


class ClaimCount(Record, frozen=True):
    """A number of claims of a topic and type by one source.

    `occurrence` is what several of them are about; `published` the last day, an ordinal, on which
    the source may have been published.
    """

    topic: str
    type: str
    occurrence: str | None
    claims: int
    source: str
    published: int | None


def recorded(ask: Ask, query: Query) -> list[ClaimCount]:
    """Return how many claims fit, and others about the same relations and events.

    Only for a query without dates.
    """
    # One topic and type at a time, in half the time that SQLite takes to sort all claims by them.
    results = [row for kind in _kinds(ask, query) for row in _alone(ask, query, *kind)]
    happenings = tuple(type_ for type_ in query.types if type_ != "figure")
    return results + (_several(ask, query.replaced(types=happenings)) if happenings else [])


def _kinds(ask: Ask, query: Query) -> list[tuple[str, str]]:
    """Return the topics and types of claims about the parties, of the types that are asked for."""
    where, values = conditions(Query(parties=query.parties, types=query.types, deprecated=True))
    return ask(f"SELECT DISTINCT topic, type FROM subject AS claim WHERE {where}", values, tuple)


def _alone(ask: Ask, query: Query, topic: str, type_: str) -> list[ClaimCount]:
    """Return how many claims of a topic and type fit, but those about the same as others."""
    where, values = conditions(query.replaced(types=(type_,)))
    if type_ != "figure":
        where += " AND NOT claim.n IN (SELECT claim FROM occurrence_row)"
    columns = "NULL, count(*), source, published"
    sql = f"SELECT {columns} FROM claim WHERE {where} AND claim.topic IS ? GROUP BY source"
    return ask(sql, [*values, topic], lambda row: ClaimCount(topic, type_, *row))


def _several(ask: Ask, query: Query) -> list[ClaimCount]:
    """Return how many claims fit, or are about the same, where several are about one thing."""
    where, values = conditions(query)
    others, more = conditions(about_same(query))
    columns = "SELECT topic, claim.type, root, count(*), source, published"
    own = f"FROM claim CROSS JOIN occurrence_row ON occurrence_row.claim = claim.n WHERE {where}"
    joined = "occurrence_row CROSS JOIN claim ON claim.n = occurrence_row.claim"
    beside = f"FROM {joined} WHERE root IN (SELECT root {own}) AND ({where}) IS NOT 1 AND {others}"
    alike = "GROUP BY source, root, claim.type, topic"  # what parts most comes first
    sql = f"{columns} {own} {alike} UNION ALL {columns} {beside} {alike}"
    return ask(sql, [*values * 3, *more], lambda row: ClaimCount(*row))


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


def claims_about(ask: Ask, ids: Iterable[str]) -> dict[str, int]:
    """Return how many claims there are about each party of these ids that exists."""
    sql = "SELECT id, claims FROM party WHERE id IN (SELECT value FROM json_each(?))"
    return dict(ask(sql, [msgspec.json.encode([*ids]).decode()], tuple))


def kinds(ask: Ask, declared: dict[str, Kind]) -> list[tuple[UsedKind, int]]:
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
