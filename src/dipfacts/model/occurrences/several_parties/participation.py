"""Parties of claims, and what claims say of some of the parties of one relation or event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from dipfacts.model.fact import Fact
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

Parties = frozenset[str]
PartiesOf = dict[str, Parties]
"""The parties of claims, by the ids of the claims."""


class PartyLifetimes(Protocol):
    """The lifetimes of parties by a day, an ordinal, for which a relation is told."""

    @property
    def day(self) -> int:
        """The day."""

    @property
    def ends(self) -> Mapping[str, int]:
        """The parties gone by then, with the day after their last."""

    def day_over_for_asked(self, occurrence: Occurrence) -> int | None:
        """Return the day after the last of the party with which it is over for those asked."""


class Participation(Record, frozen=True):
    """The part of some of the parties in a relation or event of more than two, by its claims."""

    exits: PartiesOf  # the claims by which it is over, paused or off for some alone
    of_fewer: PartiesOf  # these, and all claims about one party, whatever they say of it
    told_for: Parties
    """The parties for whom it is told: those asked about.

    Of one or none asked about it is two between whom it stands today, if it does, and goes on as
    long as any.
    """
    irrelevant: PartiesOf  # the claims that speak of others alone
    open_exits: Sequence[Fact]  # those about others and one of these: perhaps it left


OF_NONE = Participation({}, {}, frozenset(), {}, ())
"""The participation where each claim is about all parties."""


def bears_on(parties: Parties, told_for: Parties) -> bool:
    """Return whether a claim of some parties speaks of what is between these.

    One of a single party speaks of all that it has with others, one of several of what these have
    among themselves.
    """
    return len(parties & told_for) > 1 or parties <= told_for
