"""Claims by their numbers, which are in the order of the files, read some at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.model.fact import Fact
from dipfacts.model.groups import batches
from dipfacts.model.query import Query
from dipfacts.query import sql as select
from dipfacts.query.base import Base


def numbers(base: Base, query: Query) -> array[int]:
    """Return the numbers of the claims that fit, in the order of `Base.find`."""
    where, values = select.conditions(query)
    order = "claim.first, claim.after, claim.n"
    sql = f"SELECT claim.n FROM claim WHERE {where} ORDER BY {order}"
    return array("q", base.index.each(sql, values, itemgetter(0)))


def numbered(base: Base, claim_numbers: Sequence[int]) -> list[Fact]:
    """Return the claims of these numbers, in their order."""
    sql = f"SELECT {CLAIM} FROM claim WHERE claim.n IN {select.AMONG}"
    results = dict(
        base.index.all(sql, (select.as_json(claim_numbers),), lambda row: (row[0], fact_of(row)))
    )
    return [results[n] for n in claim_numbers]


def with_others(base: Base, query: Query, claim_numbers: Sequence[int]) -> dict[int, Fact]:
    """Return the claims of these numbers, then what else fits about their relations and events.

    Each is given by its number; the others are in the order of `Base.find`.
    """
    where, values = select.conditions(query)
    roots = f"SELECT root FROM occurrence_row WHERE claim IN {select.AMONG}"
    sql = (
        "SELECT claim.n FROM occurrence_row AS own CROSS JOIN claim ON claim.n = own.claim"
        f" WHERE own.root IN ({roots}) AND {where} ORDER BY claim.first, claim.after, claim.n"
    )
    others = base.index.all(sql, (select.as_json(claim_numbers), *values), itemgetter(0))
    every = [*dict.fromkeys((*claim_numbers, *others))]
    return dict(zip(every, numbered(base, every), strict=True))


def each_once(
    base: Base, query: Query, claim_numbers: Sequence[int]
) -> Iterator[tuple[list[int], dict[int, Fact]]]:
    """Yield the claims of these numbers as `with_others` returns them, some at a time, each once.

    Beside them stand the places in `claim_numbers` of the first of them, in their order. Those of
    one relation or event that has very many are read together, not again for every part.
    """
    read = set[int]()  # of what several claims tell of
    for some in batches(enumerate(claim_numbers)):
        if new := [(nth, n) for nth, n in some if n not in read]:
            facts = with_others(base, query, [n for _, n in new])
            read |= {n for n, fact in facts.items() if fact.occurrence}
            yield [nth for nth, _ in new], facts


def numbers_of(base: Base, ids: Iterable[str]) -> dict[str, int]:
    """Return the numbers of the claims of these ids, which are in the order of the files."""
    sql = f"SELECT id, n FROM claim_row WHERE id IN {select.AMONG}"
    return dict(base.index.rows(sql, (select.as_json(ids),)))


def ids_at(base: Base, places: Iterable[int]) -> list[str]:
    """Return the ids of the claims in some places, counted from 0 in the order of the files."""
    sql = "SELECT id FROM claim_row ORDER BY n LIMIT 1 OFFSET ?"
    return [id_ for at in places for id_ in base.index.all(sql, (at,), itemgetter(0))]


def claims_of_source(base: Base, source: str, limit: int, offset: int) -> list[Fact]:
    """Return the claims of a source in the order of the files, deprecated ones too."""
    manners = "SELECT manner FROM manner WHERE source = ?"
    sql = f"SELECT {CLAIM} FROM claim WHERE claim.manner IN ({manners}) ORDER BY n LIMIT ? OFFSET ?"
    return base.index.all(sql, (source, limit, offset), fact_of)
