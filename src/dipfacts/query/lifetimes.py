"""The lifetimes of parties, and the relations that are over with a party."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

import msgspec

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.model.ends import begin_and_end
from dipfacts.model.groups import batches
from dipfacts.model.occurrence import Occurrence, occurrences
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, Fact, Query
from dipfacts.model.tables import BODIES, Party, Relation
from dipfacts.query import sql
from dipfacts.query.occurrences import about_same, telling
from dipfacts.query.sql import Ask, Part, by_id
from dipfacts.record import Record

_ENDS_WITH = ("country", "territory", *BODIES)
_NAMING = """SELECT DISTINCT subject, subject_body FROM link
    WHERE type = 'relation' AND b = '' AND a IN (SELECT value FROM json_each(?))"""
_AMONG = "(SELECT value FROM json_each(?))"
_LATE = f"""SELECT n, subject, first FROM claim_row WHERE subject IN {_AMONG}
    AND after = {FAR} AND first >= ? AND first < {FAR}"""
_OF_CLAIM = f"""NOT ((claim.after = {FAR} AND claim.subject IN {_AMONG}
        AND claim.n NOT IN {_AMONG} AND NOT {sql.OTHER})
    OR claim.n IN (SELECT claim FROM occurrence_row WHERE root IN {_AMONG}))"""
_OF_LINE = f"""NOT ((moment.root IS NULL AND moment.after = {FAR} AND moment.claim NOT IN {_AMONG}
        AND (SELECT subject FROM claim_row WHERE n = moment.claim) IN {_AMONG})
    OR coalesce(moment.root IN {_AMONG}, FALSE))"""


class Lifetimes(Record, frozen=True):
    """Parties by their ids, and of those gone by a day the ordinal of the day after their last.

    For parties asked about a relation is over with each of them.
    """

    parties: Mapping[str, Party]
    ends: Mapping[str, int]
    asked: Collection[str] = ()

    def ended_with(self, claim: Relation) -> Party | None:
        """Return the party with whose end a relation was over; None while two or more are left.

        A relation with an organisation or a bloc, such as a membership, is over with that, and one
        of a party asked about with it, if fewer than two were not left before.
        """
        return self.ended_among(claim.everyone)

    def ended_among(self, everyone: Sequence[str]) -> Party | None:
        """Return the party with whose end a relation between these was over, as `ended_with`."""
        ends = self.ends
        gone = sorted((party for party in everyone if party in ends), key=lambda it: ends[it])
        too_few = len(everyone) - 2  # once as many are gone, and one more
        for nth, party in enumerate(gone):
            if nth >= too_few or self.parties[party].kind in BODIES or party in self.asked:
                return self.parties[party]
        return None

    def end_among(self, everyone: Sequence[str]) -> int:
        """Return the day after that with which a relation between these was over; FAR if not."""
        gone = self.ended_among(everyone)
        return self.ends[gone.id] if gone else FAR

    def ended(self, one: Occurrence, day: int, days: tuple[int, int] = (FAR, 0)) -> int | None:
        """Return the day after the last by which a relation is found that was over with a party.

        None where it was not. What its claims date later is found by that: until the end that one
        gives, or on, where one gives a beginning alone; of what others of its parties did only in
        the `days` asked about. So only what claims leave open ends with the party.
        """
        claim = telling(one, day).claim
        gone = self.ended_with(claim) if self.ends and isinstance(claim, Relation) else None
        if gone is None:
            return None
        results = [end := self.ends[gone.id]]
        for fact in one.counting:
            first, after = begin_and_end(fact.period)
            if fact.id in one.of_others:
                is_found = first < days[1] and days[0] < after
            else:
                is_found = after < FAR or first >= end
            results += [after] * is_found
        return max(results)


def lifetimes(
    parties_by_id: Callable[[Iterable[str]], Mapping[str, Party]],
    facts: Iterable[Fact],
    day: int,
    asked: Collection[str] = (),
) -> Lifetimes:
    """Return the lifetimes of the parties of claims, as far as they are over by a day."""
    named = dict.fromkeys(party for fact in facts for party in fact.claim.everyone)
    return lifetimes_of(parties_by_id(named), day, asked)


def lifetimes_of(parties: Mapping[str, Party], day: int, asked: Collection[str]) -> Lifetimes:
    """Return the lifetimes of parties, given by their ids, as far as they are over by a day."""
    ends = {id: end for id, party in parties.items() if (end := end_of(party)) and end <= day}
    return Lifetimes(parties, ends, asked)


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
    def claims_left(self) -> Part:
        """The condition on claims that are about none of these, and its values."""
        return self._but(_OF_CLAIM, (self.subjects, self.late, self.roots))

    @property
    def lines_left(self) -> Part:
        """The condition on lines of a timeline that are of none of these, and its values."""
        return self._but(_OF_LINE, (self.late, self.subjects, self.roots))

    def _but(self, condition: str, values: Sequence[Collection[object]]) -> Part:
        return (condition, [*map(sql.as_json, values)]) if self.subjects else ("TRUE", ())


def over_before(ask: Ask, query: Query) -> OverBefore:
    """Return the relations that were over with a party before the dates asked for.

    In the index that `ask` queries. No claim is read but of those of which several tell.
    """
    first, day = query.days[0], query.as_of
    if not first or "relation" not in query.types:
        return OverBefore()
    gone = lifetimes_of(by_id(ask, Party, terms_of_office(ask)), day, query.parties)
    early = [id_ for id_, end in gone.ends.items() if end <= first]
    named = ask(_NAMING, [sql.as_json(early)], tuple) if early else []
    ends = {subject: gone.end_among(parties_of(body)) for subject, body in named}
    over = [subject for subject, end in ends.items() if end <= first]
    if not over:
        return OverBefore()
    begun = ask(_LATE, [sql.as_json(over), min(ends.values())], tuple)
    late = [n for n, subject, begin in begun if begin >= ends[subject]]
    several = _several(ask, query, over)
    roots = {one.id for one in several if (gone.ended(one, day, query.days) or FAR) <= first}
    return OverBefore(over, late, roots)


def _several(ask: Ask, query: Query, subjects: list[int]) -> Iterator[Occurrence]:
    """Yield the relations of some subjects of which several claims tell."""
    roots = f"""SELECT DISTINCT root FROM claim_row JOIN occurrence_row ON claim = n
        WHERE {sql.ANY_OTHER} AND subject IN (SELECT value FROM json_each(?))"""
    where, values = sql.conditions(about_same(query))
    for some in batches(ask(roots, [str(subjects)], itemgetter(0))):
        claims = f"SELECT {CLAIM} FROM occurrence_row CROSS JOIN claim ON n = occurrence_row.claim"
        claims += f" WHERE occurrence_row.root IN ({sql.marks(some)}) AND {where}"
        yield from occurrences(ask(claims, [*some, *values], fact_of), asked=query.parties)


def terms_of_office(ask: Ask) -> list[str]:
    """Return the parties with a period, without persons, whose period is a term of office."""
    statement = "SELECT id FROM party_row WHERE instr(body, ?) AND NOT instr(body, ?)"
    key, person = (msgspec.msgpack.encode(it)[1:] for it in ({"period": ""}, {"kind": "person"}))
    return ask(statement, (key[:-1], person), itemgetter(0))


def parties_of(body: bytes) -> tuple[str, ...]:
    """Return the parties of the subject of a relation, which stand in the index as `body`."""
    parties, start, end = [*msgspec.msgpack.decode(body), None, None, None][:3]
    return tuple(parties or filter(None, (start, end)))


def end_of(party: Party) -> int | None:
    """Return the day after the last of a state or a body; a person's period is a term of office."""
    if party.kind not in _ENDS_WITH or not party.period:
        return None
    return Period.parse(party.period).end_day
