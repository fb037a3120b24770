"""The last days of relations that will be over with a party of which the last day is known."""

from __future__ import annotations

from collections.abc import Collection

from dipfacts.model.fact import FAR
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.query.base import Base
from dipfacts.query.lifetimes import end_of, known_lifetimes, party_lifetimes


def over_with_party(
    base: Base, occurrence: Occurrence, day: int, asked: Collection[str]
) -> int | None:
    """Return the day after that with which a relation will be over with a party, seen from a day.

    None where that is not known of any, or only of one with which it will go on.
    """
    ending = base.remembered(_ending, base, day)
    if ending.isdisjoint(party for fact in occurrence.counting for party in fact.claim.everyone):
        return None
    over = party_lifetimes(base.parties_by_id, occurrence.facts, FAR, asked).ending_of(
        occurrence, day
    )
    return over.after if over else None


def _ending(base: Base, day: int) -> set[str]:
    """Return the parties that are known to be no more from a day to come."""
    return {party for party, end in ends_of_parties(base).items() if end > day}


def ends_of_parties(base: Base) -> dict[str, int]:
    """Return the day, an ordinal, from which on each party is no more of which that is known."""
    parties = known_lifetimes(base)
    return {id_: end for id_, party in parties.items() if (end := end_of(party))}
