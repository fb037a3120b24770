"""Claims counted without being read: those that fit a query, and what parties have in common."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

import msgspec

from dipfacts.model.fact import FAR, TYPES
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.occurrences import about_same
from dipfacts.query.sql import (
    AMONG,
    ANY_OTHER,
    OTHER,
    Ask,
    as_json,
    conditions,
    fitting_relations_and_events,
)
from dipfacts.record import Record


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


def count_recorded(base: Base, query: Query) -> Counted:
    """Return the counts of claims that fit, and of others about the same relations and events.

    Only for a query without dates.
    """
    ask = base.index.all
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
    for claim, source, published in _counts_of_shared(ask, query.replaced(types=types)):
        claims.append(claim)
        sources[source] = published
    return Counted(claims, sources)


def _subjects(ask: Ask, query: Query) -> dict[tuple[str, str], str]:
    """Return the numbers of the subjects of claims that may fit, as JSON, by topic and type."""
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


def _counts_of_shared(ask: Ask, query: Query) -> list[tuple[ClaimCount, str, int | None]]:
    """Return the counts of claims that fit, or are about the same, where several are.

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


def extents(base: Base) -> list[tuple[str, str, int, int | None, int | None]]:
    """Return, by topic and type, how many claims there are, and their first and last day.

    Of what has no end, or no beginning, that is known, the other one counts as both.
    """
    first, end = (f"nullif(nullif({column}, 0), {FAR})" for column in ("first", "after"))
    sql = (
        "SELECT topic, type, count(*),"
        f" min(ifnull({first}, {end} - 1)), max(ifnull({end} - 1, {first}))"
        " FROM claim_row JOIN subject ON subject.subject = claim_row.subject GROUP BY topic, type"
    )
    return base.index.rows(sql, ())


def partners(base: Base, query: Query, limit: int) -> list[str]:
    """Return the ids of who shares claims with the party of a query, those of most subjects first.

    Of its conditions that on the day by which claims are known holds.
    """
    (party,) = query.parties
    others = (
        "SELECT other FROM (SELECT b AS other, party_set FROM party_set WHERE a = ? AND b != ''"
        " UNION ALL SELECT a, party_set FROM party_set WHERE b = ?)"
    )
    order = "GROUP BY other ORDER BY count(*) DESC, other LIMIT ?"
    if query.known_by is None:
        sql = f"{others} JOIN subject USING (party_set) {order}"
        return base.index.all(sql, (party, party, limit), itemgetter(0))
    where, values = conditions(_query_by_known_day(query))
    subjects = f"SELECT DISTINCT subject, party_set FROM claim WHERE {where}"
    sql = f"{others} JOIN ({subjects}) USING (party_set) {order}"
    return base.index.all(sql, (party, party, *values, limit), itemgetter(0))


def topics_of(base: Base, query: Query) -> list[tuple[str, str, int]]:
    """Return the topics and types of claims about one party, or shared by two; how many of each.

    Claims that differ in their source or their value alone count once. Of the conditions of the
    query that on the day by which claims are known holds.
    """
    if query.known_by is None:
        pair = [*sorted(query.parties), ""][:2]
        sql = "SELECT topic, type, count(*) FROM subject_of_pair WHERE a = ? AND b = ?"
        return base.index.rows(f"{sql} GROUP BY topic, type", pair)
    where, values = conditions(_query_by_known_day(query))
    sql = f"SELECT topic, type, count(DISTINCT subject) FROM claim WHERE {where} GROUP BY 1, 2"
    return base.index.rows(sql, values)


def _query_by_known_day(query: Query) -> Query:
    """Return a query for all claims about parties that are known by a day, deprecated ones too."""
    return Query(parties=query.parties, known_by=query.known_by, deprecated=True)


def extent_of_all(base: Base) -> list[tuple[str, str, str | None, str, int]]:
    """Return each party, with "", and each pair, with topic, type and number of its claims."""
    sql = "SELECT a, b, topic, type, count(*) FROM subject_of_pair GROUP BY a, b, topic, type"
    return base.index.rows(sql, ())
