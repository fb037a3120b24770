"""The lifetimes of parties, and the relations that are over with a party."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from dipfacts.model.occurrence import Occurrence
from dipfacts.model.period import Period
from dipfacts.model.query import Fact
from dipfacts.model.tables import BODIES, Party, Relation
from dipfacts.record import Record

_ENDS_WITH = ("country", "territory", *BODIES)


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
        of a party asked about with it.
        """
        everyone, ends = claim.everyone, self.ends
        gone = sorted((party for party in everyone if party in ends), key=lambda it: ends[it])
        alone = [it for it in gone if self.parties[it].kind in BODIES or it in self.asked]
        last = alone or gone[max(len(everyone) - 2, 0) :]
        return self.parties[last[0]] if last else None

    def ended(self, one: Occurrence, day: int) -> int | None:
        """Return the day after that with which a relation was over with a party, if it was."""
        claim = telling(one, day).claim
        gone = self.ended_with(claim) if self.ends and isinstance(claim, Relation) else None
        return self.ends[gone.id] if gone else None


def lifetimes(
    by_id: Callable[[Iterable[str]], Mapping[str, Party]],
    facts: Iterable[Fact],
    day: int,
    asked: Collection[str] = (),
) -> Lifetimes:
    """Return the lifetimes of the parties of claims, as far as they are over by a day."""
    parties = by_id(dict.fromkeys(party for fact in facts for party in fact.claim.everyone))
    ends = {id: end for id, party in parties.items() if (end := end_of(party)) and end <= day}
    return Lifetimes(parties, ends, asked)


def end_of(party: Party) -> int | None:
    """Return the day after the last of a state or a body; a person's period is a term of office."""
    if party.kind not in _ENDS_WITH or not party.period:
        return None
    return Period.parse(party.period).end_day


def telling(one: Occurrence, day: int) -> Fact:
    """Return the claim that says what a relation is on a day, and how long it lasts."""
    return one.stage_on(day).lasts(day) if len(one.facts) > 1 else one.facts[0]
