"""Parties, topics, measures, kinds and sources, each with the number of claims that refer to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, Literal, NamedTuple

import msgspec

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.sizes import DEPRECATED
from dipfacts.model.query import TYPES, Query
from dipfacts.model.tables import TABLES, Kind, Source
from dipfacts.query.occurrences import about_same
from dipfacts.query.sql import (
    AMONG,
    ANY_OTHER,
    OTHER,
    Ask,
    as_json,
    body,
    conditions,
    fitting_relations_and_events,
)
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
    """A number of claims of a topic and type; `occurrence` is what several of them are about."""

    topic: str
    type: str
    occurrence: str | None
    claims: int


class Counted(NamedTuple):
    """Claims counted, and their sources, each with the last day on which it may be published."""

    claims: list[ClaimCount]
    sources: dict[str, int | None]


def recorded(ask: Ask, query: Query) -> Counted:
    """Return how many claims fit, and others about the same relations and events.

    Only for a query without dates.
    """
    # What manner each claim is in takes SQLite a third of the time that the source does.
    about = _subjects(ask, query)
    manners = {kind: _manners(ask, query, kind[1], of) for kind, of in about.items()}
    if not query.deprecated:
        numbers = "SELECT json_group_array(manner) FROM manner WHERE deprecated = 1"
        (numbers,) = ask(numbers, (), itemgetter(0))
        deprecated = msgspec.json.decode(numbers, type=set[int])
        for kind, alike in manners.items():
            if not deprecated.isdisjoint(alike):
                manners[kind] = [manner for manner in alike if manner not in deprecated]
    claims = [ClaimCount(*kind, None, len(alike)) for kind, alike in manners.items() if alike]
    sources = _sources(ask, chain.from_iterable(manners.values()))
    types = tuple(type_ for type_ in query.types if type_ != "figure")
    for claim, source, published in _several(ask, query.replaced(types=types)):
        claims.append(claim)
        sources[source] = published
    return Counted(claims, sources)


def _subjects(ask: Ask, query: Query) -> dict[tuple[str, str], str]:
    """Return by topic and type what claims that may fit are about: numbers, as JSON."""
    about = {name: getattr(query, name) for name in ("types", "topic", "measure", "parties")}
    where, values = conditions(Query(**about, deprecated=True))
    sql = f"SELECT topic, type, json_group_array(subject) FROM subject AS claim WHERE {where}"
    return {tuple(kind): of for *kind, of in ask(f"{sql} GROUP BY topic, type", values, tuple)}


def _manners(ask: Ask, query: Query, type_: str, subjects: str) -> list[int]:
    """Return the manner of each claim of a type about some subjects.

    With deprecated ones, and without those about the same as others.
    """
    alike = query.replaced(types=(*TYPES,), topic=None, measure=None, parties=(), deprecated=True)
    where, values = conditions(alike)
    # Without the limit SQLite would look for the rest of each manner, too.
    rows, limit = "claim", "LIMIT -1"
    if where == "TRUE":  # without conditions the table will do
        rows, limit = "claim_row AS claim", ""
    if type_ != "figure":
        where += f" AND NOT {OTHER}"
    inner = f"SELECT claim.manner AS it FROM {rows}"
    inner += f" WHERE claim.subject IN {AMONG} AND {where} {limit}"
    sql = f"SELECT json_group_array(it) FROM ({inner})"
    (numbers,) = ask(sql, [subjects, *values], itemgetter(0))
    return msgspec.json.decode(numbers, type=list[int])


def _sources(ask: Ask, manners: Iterable[int]) -> dict[str, int | None]:
    """Return the sources of claims in some manners, each with its day."""
    # In the order of the table, and without DISTINCT, it takes SQLite a third of the time.
    among = as_json(sorted({*manners}))
    sql = """SELECT json_group_array(source), json_group_array(published)
        FROM json_each(?) CROSS JOIN manner ON manner.manner = value"""
    ((sources, days),) = ask(sql, [among], tuple)
    each = msgspec.json.decode(sources, type=list[str])
    return dict(zip(each, msgspec.json.decode(days, type=list[int | None]), strict=True))


def _several(ask: Ask, query: Query) -> list[tuple[ClaimCount, str, int | None]]:
    """Return how many claims fit, or are about the same, where several are about one thing.

    Each with a source, and its day.
    """
    if not query.types:
        return []
    where, values = fitting_relations_and_events(query)
    others, more = conditions(about_same(query))
    own = f"FROM {ANY_OTHER} CROSS JOIN claim CROSS JOIN occurrence_row"
    own += f" ON occurrence_row.claim = claim.n WHERE {where}"
    roots = ask(f"SELECT DISTINCT root {own}", values, itemgetter(0))
    if not roots:
        return []
    sql = f"""SELECT topic, claim.type, root, count(*), source, published
        FROM occurrence_row CROSS JOIN claim ON claim.n = occurrence_row.claim
        WHERE root IN {AMONG} AND (({where}) OR ({others}))
        GROUP BY source, root, claim.type, topic"""  # what parts most comes first
    return ask(sql, [as_json(roots), *values, *more], lambda row: (ClaimCount(*row[:4]), *row[4:]))


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


def deprecated_of(ask: Ask, table: str) -> dict[str, int]:
    """Return how many claims of each party, topic, measure, kind or source are deprecated, if any.

    The index knows which ones they are, so no other claim is read.
    """
    if not ask("SELECT 1 FROM manner WHERE deprecated = 1 LIMIT 1", (), tuple):
        return {}
    numbers = f"SELECT claim FROM unusual_figure WHERE kind = {DEPRECATED}"
    numbers += " UNION SELECT claim FROM timeline WHERE deprecated = 1"
    if table == "party":
        facts = ask(f"SELECT {CLAIM} FROM claim WHERE n IN ({numbers})", (), fact_of)
        return Counter(party for fact in facts for party in {*fact.claim.named})
    sql = f"SELECT {table}, count(*) FROM claim WHERE n IN ({numbers}) AND {table} IS NOT NULL"
    return dict(ask(f"{sql} GROUP BY 1", (), tuple))


def claims_about(ask: Ask, ids: Iterable[str]) -> dict[str, int]:
    """Return how many claims there are about each party of these ids that exists."""
    sql = f"SELECT id, claims FROM party WHERE id IN {AMONG}"
    return dict(ask(sql, [as_json(ids)], tuple))


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
