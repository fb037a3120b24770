"""The relations that were over with a party before the dates asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.pieces import parties_of_relation
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.tables import Party
from dipfacts.model.groups import batches
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.query import Query
from dipfacts.query import sql
from dipfacts.query.lifetimes import Lifetimes, lifetimes_of, with_lifetimes
from dipfacts.query.occurrences import about_same
from dipfacts.query.sql import ALL, AMONG, Ask, Condition, by_id
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.query.base import Base

_NAMING = f"""SELECT DISTINCT subject, subject_body FROM subject_of_pair
    WHERE type = 'relation' AND b = '' AND a IN {AMONG}"""
_LATE = f"""SELECT n, subject, first FROM claim_row WHERE subject IN {AMONG}
    AND after = {FAR} AND first >= ? AND first < {FAR}"""
_OF_CLAIM = f"""NOT ((claim.after = {FAR} AND claim.subject IN {AMONG}
        AND claim.n NOT IN {AMONG} AND NOT {sql.OTHER})
    OR claim.n IN (SELECT claim FROM occurrence_row WHERE root IN {AMONG}))"""
_OF_LINE = f"""NOT ((timeline.root IS NULL AND timeline.after = {FAR}
        AND timeline.claim NOT IN {AMONG}
        AND (SELECT subject FROM claim_row WHERE n = timeline.claim) IN {AMONG})
    OR coalesce(timeline.root IN {AMONG}, FALSE))"""


class OverBefore(Record, frozen=True):
    """The relations that were over with a party before the first day asked about.

    The `subjects` of those of which one claim tells, and the names of those of which several do.
    Not what claims date later: what has an end lies in the dates by that, and the `late` claims
    give a beginning after the party was gone.
    """

    subjects: Collection[int] = ()
    late: Collection[int] = ()
    roots: Collection[str] = ()

    @property
    def claims_left(self) -> Condition:
        """The condition on claims that are about none of these, and its values."""
        return self._but(_OF_CLAIM, (self.subjects, self.late, self.roots))

    @property
    def lines_left(self) -> Condition:
        """The condition on lines of a timeline that are of none of these, and its values."""
        return self._but(_OF_LINE, (self.late, self.subjects, self.roots))

    def _but(self, condition: str, values: Sequence[Collection[object]]) -> Condition:
        return (condition, [*map(sql.as_json, values)]) if self.subjects or self.roots else ALL


def claims_left(base: Base, query: Query) -> Condition:
    """Return the condition for claims but those of relations that were over with a party before."""
    return over_before(base.index.all, query).claims_left


def over_before(ask: Ask, query: Query) -> OverBefore:
    """Return the relations that were over with a party before the dates asked for.

    In the index that `ask` queries. No claim is read but of those of which several tell.
    """
    first, day = query.days[0], query.as_of
    if not first or "relation" not in query.types:
        return OverBefore()
    lifetimes = lifetimes_of(by_id(ask, Party, with_lifetimes(ask)), day, query.parties)
    early = [id_ for id_, end in lifetimes.ends.items() if end <= first]
    named = ask(_NAMING, [sql.as_json(early)], tuple) if early else []
    ends = {
        subject: lifetimes.day_after_ending_party(parties_of_relation(body))
        for subject, body in named
    }
    over = [subject for subject, end in ends.items() if end <= first]
    begun = ask(_LATE, [sql.as_json(over), min(ends.values())], tuple) if over else []
    late = [n for n, subject, begin in begun if begin >= ends[subject]]
    # Of the others some may be over since others of their parties have left.
    several = _several(ask, query, [*ends], lifetimes)
    roots = {
        it.id for it in several if (lifetimes.findable_until(it, day, query.days) or FAR) <= first
    }
    return OverBefore(over, late, roots)


def _several(
    ask: Ask, query: Query, subjects: list[int], lifetimes: Lifetimes
) -> Iterator[Occurrence]:
    """Yield the relations of some subjects of which several claims tell."""
    roots = f"""SELECT DISTINCT root FROM claim_row JOIN occurrence_row ON claim = n
        WHERE {sql.ANY_OTHER} AND subject IN {AMONG}"""
    where, values = sql.conditions(about_same(query))
    for some in batches(ask(roots, [sql.as_json(subjects)], itemgetter(0))):
        claims = f"SELECT {CLAIM} FROM occurrence_row CROSS JOIN claim ON n = occurrence_row.claim"
        claims += f" WHERE occurrence_row.root IN ({sql.marks(some)}) AND {where}"
        yield from occurrences(
            ask(claims, [*some, *values], fact_of), asked=query.parties, lifetimes=lifetimes
        )
