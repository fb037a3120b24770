"""The number of claims on the subject of a brief, counted by the index where they are many."""

from __future__ import annotations

from collections import Counter

from dipfacts.answers.answer import LIMITS, once
from dipfacts.answers.coverage import newest_of
from dipfacts.answers.world_totals.world_lookups import same_total_if_world
from dipfacts.model.fact import TYPES, Fact
from dipfacts.model.file_format.tables import Source
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query
from dipfacts.query import counts_of_claims
from dipfacts.query.base import Base
from dipfacts.record import Record


class Recorded(Record, frozen=True):
    """The number of claims, and the ids of their sources; the claims themselves where they are few.

    The `newest` source is that which was published last.

    Counted are figures, and each relation and event once: in all, and by topic.
    """

    facts: list[Fact]
    claims: int
    sources: set[str]
    newest: Source | None
    by_type: dict[str, int]
    by_topic: dict[str, dict[str, int]]


def recorded(base: Base, query: Query) -> Recorded:
    """Return the record of the claims that fit, with the others about the same occurrences.

    Of a party and the world also those on its totals in other words.
    """
    others = same_total_if_world(base, query)
    if query == query.undated and base.has_more(query, LIMITS.held):
        return _summed(base, _counts_with(counts_of_claims.count_recorded(base, query), others), [])
    figures, read = query.replaced(types=("figure",)), query
    if is_much := base.has_more(figures, LIMITS.held):  # the dates decide on each of them alone
        read = query.replaced(types=("relation", "event"))
    facts = base.in_dates(read, base.find(read, in_order=False))
    no_figures = [fact for fact in facts if fact.type != "figure"]
    facts = once([*facts, *base.completed(read, no_figures)])
    facts += others
    if is_much:
        return _summed(
            base, _counts_with(counts_of_claims.count_recorded(base, figures), facts), []
        )
    return _summed(base, _counts_of(facts), facts if len(facts) <= LIMITS.held else [])


def _counts_with(counted: counts_of_claims.Counted, facts: list[Fact]) -> counts_of_claims.Counted:
    """Return the counts of the index, with claims that were read added."""
    if not facts:
        return counted
    claims, sources = _counts_of(facts)
    return counts_of_claims.Counted(
        [*counted.claims, *claims], sources | dict.fromkeys(counted.sources)
    )


def _counts_of(facts: list[Fact]) -> counts_of_claims.Counted:
    """Return the counts of some claims, as the index has them of all."""
    alike = Counter((fact.topic, fact.type, fact.occurrence) for fact in facts)
    claims = [counts_of_claims.ClaimCount(*what, number) for what, number in alike.items()]
    return counts_of_claims.Counted(claims, dict.fromkeys(fact.claim.source for fact in facts))


def _summed(base: Base, counted: counts_of_claims.Counted, facts: list[Fact]) -> Recorded:
    """Return the sums of rows of claims that are alike."""
    # Of claims that were read it is not known when: their sources are few.
    rows, sources = counted
    latest = max((day or 0 for day in sources.values()), default=0)
    candidates = base.sources_by_id({id_ for id_, day in sources.items() if (day or 0) == latest})
    by_topic = grouped((row.topic, row) for row in rows)
    return Recorded(
        facts=facts,
        claims=sum(row.claims for row in rows),
        sources={*sources},
        newest=newest_of(candidates[id_] for id_ in sorted(candidates)),
        by_type=_by_type(rows),
        by_topic={topic: _by_type(of) for topic, of in by_topic.items()},
    )


def _by_type(rows: list[counts_of_claims.ClaimCount]) -> dict[str, int]:
    """Return the number of figures, and of relations and events, each of these once."""
    results = Counter(type_ for type_, one in {(row.type, row.occurrence) for row in rows} if one)
    for row in rows:
        results[row.type] += row.claims if row.occurrence is None else 0
    return {type_: results[type_] for type_ in TYPES}
