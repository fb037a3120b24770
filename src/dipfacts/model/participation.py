"""Parties of claims, and what claims say of some of the parties of one relation or event."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.model.query import Fact
from dipfacts.record import Record

Parties = frozenset[str]
PartiesOf = dict[str, Parties]
"""The parties of claims, by the ids of the claims."""


class Participation(Record, frozen=True):
    """The part of some of the parties in a relation or event of more than two, by its claims.

    `exits` are those by which it is over, paused or off for some alone; `of_fewer` also those about
    one party, whatever they say of it. `between` are the parties for whom it is told: those asked
    about; of one or none, two between whom it goes on as long as any. `irrelevant` are the claims
    that speak of others alone, `open_exits` those about others and one of these: perhaps it left.
    """

    exits: PartiesOf
    of_fewer: PartiesOf
    between: Parties
    irrelevant: PartiesOf
    open_exits: Sequence[Fact]


OF_NONE = Participation({}, {}, frozenset(), {}, ())
"""The participation where each claim is about all parties."""


def bears_on(own: Parties, between: Parties) -> bool:
    """Return whether a claim of some parties speaks of what is between these.

    One of a single party speaks of all that it has with others, one of several of what these have
    among themselves.
    """
    return len(own & between) > 1 or own <= between
