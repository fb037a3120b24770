"""Parts of a whole base, read in turn: the claims of a source, what several claims are about."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.model.groups import batches
from dipfacts.model.query import FAR, Fact, Query
from dipfacts.query import sql as select
from dipfacts.query.base import Base

SeriesKey = tuple[str, str]
"""A measure, and the key by which the index groups its figures of one direction or dyad."""


def numbers(base: Base, query: Query) -> array[int]:
    """Return the numbers of the claims that fit, in the order of `Base.find`."""
    where, values = select.conditions(query)
    order = "claim.first, claim.after, claim.n"
    sql = f"SELECT claim.n FROM claim WHERE {where} ORDER BY {order}"
    return array("q", base.index.each(sql, values, itemgetter(0)))


def numbered(base: Base, some: Sequence[int]) -> list[Fact]:
    """Return the claims of these numbers, in their order."""
    sql = f"SELECT {CLAIM} FROM claim WHERE claim.n IN {select.AMONG}"
    results = dict(base.index.all(sql, (select.as_json(some),), lambda row: (row[0], fact_of(row))))
    return [results[n] for n in some]


def with_others(base: Base, query: Query, some: Sequence[int]) -> dict[int, Fact]:
    """Return the claims of these numbers, then what else fits about their relations and events.

    Each is given by its number; the others are in the order of `Base.find`.
    """
    where, values = select.conditions(query)
    roots = f"SELECT root FROM occurrence_row WHERE claim IN {select.AMONG}"
    sql = (
        "SELECT claim.n FROM occurrence_row AS own CROSS JOIN claim ON claim.n = own.claim"
        f" WHERE own.root IN ({roots}) AND {where} ORDER BY claim.first, claim.after, claim.n"
    )
    others = base.index.all(sql, (select.as_json(some), *values), itemgetter(0))
    every = [*dict.fromkeys((*some, *others))]
    return dict(zip(every, numbered(base, every), strict=True))


def each_once(
    base: Base, query: Query, every: Sequence[int]
) -> Iterator[tuple[list[int], dict[int, Fact]]]:
    """Yield the claims of these numbers as `with_others` returns them, some at a time, each once.

    Beside them stand the places in `every` of the first of them, in their order. Those of one
    relation or event that has very many are read together, not again for every part.
    """
    read = set[int]()  # of what several claims tell of
    for some in batches(enumerate(every)):
        if new := [(nth, n) for nth, n in some if n not in read]:
            facts = with_others(base, query, [n for _, n in new])
            read |= {n for n, fact in facts.items() if fact.occurrence}
            yield [nth for nth, _ in new], facts


def total(base: Base, table: str) -> int:
    """Return how many rows a table of the index has: `claim`, `party`, `topic`, `source` …."""
    (count,) = base.index.all(f"SELECT count(*) FROM {table}_row", (), itemgetter(0))
    return int(count)


def ids_at(base: Base, places: Iterable[int]) -> list[str]:
    """Return the ids of the claims in some places, counted from 0 in the order of the files."""
    sql = "SELECT id FROM claim_row ORDER BY n LIMIT 1 OFFSET ?"
    return [id_ for at in places for id_ in base.index.all(sql, (at,), itemgetter(0))]


def numbers_of(base: Base, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the claims of these ids, which are in the order of the files."""
    sql = f"SELECT id, n FROM claim_row WHERE id IN {select.AMONG}"
    return dict(base.index.rows(sql, (select.as_json(ids),)))


def ids_by_occurrence(base: Base) -> list[tuple[str, str]]:
    """Return the claims about what several claims are about, each an occurrence and its own id."""
    sql = "SELECT root, id FROM occurrence_row JOIN claim_row ON n = claim"
    return base.index.rows(sql, ())


def claims_by_kind(base: Base) -> dict[str, int]:
    """Return how many claims there are of each kind that has any."""
    sql = "SELECT kind, sum(claims) FROM kind_count GROUP BY kind"
    return dict(base.index.rows(sql, ()))


def claims_of_source(base: Base, source: str, limit: int, offset: int) -> list[Fact]:
    """Return the claims of a source in the order of the files, deprecated ones too."""
    manners = "SELECT manner FROM manner WHERE source = ?"
    sql = f"SELECT {CLAIM} FROM claim WHERE claim.manner IN ({manners}) ORDER BY n LIMIT ? OFFSET ?"
    return base.index.all(sql, (source, limit, offset), fact_of)


def repeated(base: Base, after: SeriesKey, limit: int) -> list[SeriesKey]:
    """Return the first series after one that have several claims which end on the same day."""
    sql = (
        "SELECT measure, series FROM subject JOIN claim_row ON claim_row.subject = subject.subject"
        " WHERE measure IS NOT NULL AND (measure, series) > (?, ?) GROUP BY measure, series"
        " HAVING count(*) > count(DISTINCT claim_row.after) LIMIT ?"
    )
    return base.index.rows(sql, (*after, limit))


def figures_of(base: Base, series: SeriesKey) -> list[Fact]:
    """Return the figures of a series in the order of their periods."""
    sql = f"SELECT {CLAIM} FROM claim WHERE measure = ? AND series = ? ORDER BY first, after, n"
    return base.index.all(sql, series, fact_of)


def occurrences_after(base: Base, after: str, limit: int) -> list[str]:
    """Return the first occurrences after one that have several claims, by their ids."""
    sql = "SELECT DISTINCT root FROM occurrence_row WHERE root > ? ORDER BY root LIMIT ?"
    return base.index.all(sql, (after, limit), itemgetter(0))


def claims_of(base: Base, occurrences: Sequence[str]) -> list[Fact]:
    """Return the claims about these relations and events, in the order of the files."""
    claims = f"SELECT claim FROM occurrence_row WHERE root IN ({select.marks(occurrences)})"
    sql = f"SELECT {CLAIM} FROM claim WHERE n IN ({claims}) ORDER BY n"
    return base.index.all(sql, occurrences, fact_of)


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
    where, values = select.conditions(_known(query))
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
    where, values = select.conditions(_known(query))
    sql = f"SELECT topic, type, count(DISTINCT subject) FROM claim WHERE {where} GROUP BY 1, 2"
    return base.index.rows(sql, values)


def _known(query: Query) -> Query:
    """Return a query for all claims about parties that are known by a day, deprecated ones too."""
    return Query(parties=query.parties, known_by=query.known_by, deprecated=True)


def extent_of_all(base: Base) -> list[tuple[str, str, str | None, str, int]]:
    """Return of each party, with "", and each two that share claims: topics, types, how many."""
    sql = "SELECT a, b, topic, type, count(*) FROM subject_of_pair GROUP BY a, b, topic, type"
    return base.index.rows(sql, ())
