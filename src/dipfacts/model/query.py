"""The conditions of a query, and the claims that it finds."""

from __future__ import annotations

from datetime import date
from typing import Any

from dipfacts.model.fact import DYAD, FAR
from dipfacts.model.periods.period import Period
from dipfacts.record import Record

_FIELDS = {"in": "within", "all": "deprecated"}
"""The conditions that options call otherwise."""


def any_of(names: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the names of which a claim must have one; none where it may have any."""
    return (names,) if isinstance(names, str) else names or ()


class Query(Record, frozen=True):
    """The conditions that a claim must meet, all of them; empty and None mean "any".

    Of a tuple of topics, measures, kinds, sources, claimants or publishers it must have one.
    """

    types: tuple[str, ...] = ("figure", "relation", "event")
    topic: str | tuple[str, ...] | None = None
    parties: tuple[str, ...] = ()
    in_order: tuple[str, ...] | None = None
    """The parties as they were named, where the first is compared with each of the others."""
    people: tuple[str, ...] = ()
    """The people among the parties, of whom each claim about an event may name another."""
    since: Period | None = None
    until: Period | None = None
    within: Period | None = None
    known_by: Period | None = None
    known_since: Period | None = None
    unknown_day: bool = False  # only claims of which nobody knows when they were public
    without_date: bool = False  # only those about what no claim dates
    measure: str | tuple[str, ...] | None = None
    kind: str | tuple[str, ...] | None = None
    source: str | tuple[str, ...] | None = None
    claimant: tuple[str, ...] | None = None
    publisher: tuple[str, ...] | None = None
    published_by: tuple[str, ...] | None = None  # the sources of the publishers
    deprecated: bool = False
    text: str | None = None
    limit: int | None = None
    offset: int = 0

    def given(self, *options: str) -> dict[str, Any]:
        """Return the conditions that were given by these options, by the names of the options.

        >>> Query(within=Period.parse("2021"), kind="visit").given("since", "in", "kind").keys()
        dict_keys(['in', 'kind'])
        """
        every = {option: getattr(self, _FIELDS.get(option, option)) for option in options}
        return {option: condition for option, condition in every.items() if condition}

    @property
    def undated(self) -> Query:
        """The same query without its conditions on the period."""
        return self.replaced(since=None, until=None, within=None)

    @property
    def undated_sources(self) -> Query | None:
        """The query for what --known-by or --known-since leaves out as undated; None without."""
        if self.known_by is self.known_since is None:
            return None
        return self.replaced(known_by=None, known_since=None, unknown_day=True, limit=None)

    @property
    def is_of_dyad(self) -> bool:
        """Return whether it is about two parties."""
        return len(self.parties) == DYAD

    @property
    def pairs_with_first(self) -> list[tuple[str, ...]]:
        """The party named first with each of the others, as a query about the two has them."""
        party, *others = self.in_order or self.parties
        return [tuple(sorted((party, other))) for other in others]

    @property
    def days(self) -> tuple[int, int]:
        """The ordinals of the first day asked about, and of the day after the last."""
        begins = [period.start_day or 0 for period in (self.since, self.within) if period]
        ends = [period.end_day or FAR for period in (self.until, self.within) if period]
        return max(begins, default=0), min(ends, default=FAR)

    @property
    def as_of(self) -> int:
        """The ordinal of the day from which answers look: that of --known-by, else today."""
        after = self.known_by.end_day if self.known_by else None
        return after - 1 if after else date.today().toordinal()
