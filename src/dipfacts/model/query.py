"""The conditions of a query, and the claims that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from dipfacts.model.period import Period
from dipfacts.model.tables import AnyClaim, Event, Figure, Relation
from dipfacts.record import Record

FAR = 4_000_000  # a day after all that can be written
DYAD = 2  # parties, between whom something is
NEAR = 40  # days apart up to which claims of one kind may be about one relation or event

_FIELDS = {"in": "within", "all": "deprecated"}
"""The conditions that options call otherwise."""

TYPES: dict[str, type[AnyClaim]] = {"figure": Figure, "relation": Relation, "event": Event}


class Fact(Record, frozen=True, gc=False):
    """A claim with its file and line; `topic` is resolved, `known_day` an ordinal or None.

    `occurrence` is the id of the first claim about the same relation or event, where there are
    several.
    """

    claim: AnyClaim
    type: str
    topic: str
    known_day: int | None
    file: str
    line: int
    occurrence: str | None = None

    @property
    def id(self) -> str:
        """The claim's name, unique in the base."""
        return self.claim.id

    @property
    def period(self) -> Period | None:
        """Return when it holds; None if the source does not say."""
        return Period.parse(self.claim.period) if self.claim.period else None


def any_of(names: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the names of which a claim must have one; none where it may have any."""
    return (names,) if isinstance(names, str) else names or ()


class Query(Record, frozen=True):
    """The conditions that a claim must meet, all of them; empty and None mean "any".

    Of a tuple of topics, measures, kinds, sources, claimants or publishers it must have one;
    `published_by` are the sources of these publishers. With `unknown_day` only those claims fit of
    which nobody knows when they were public, and `without_date` only those about what no claim
    dates. `in_order` are the parties as they were named, where
    the first is compared with each of the others. Of several `people` among the parties one claim
    about an event may name one, and another claim about it another.
    """

    types: tuple[str, ...] = ("figure", "relation", "event")
    topic: str | tuple[str, ...] | None = None
    parties: tuple[str, ...] = ()
    in_order: tuple[str, ...] | None = None
    people: tuple[str, ...] = ()
    since: Period | None = None
    until: Period | None = None
    within: Period | None = None
    known_by: Period | None = None
    known_since: Period | None = None
    unknown_day: bool = False
    without_date: bool = False
    measure: str | tuple[str, ...] | None = None
    kind: str | tuple[str, ...] | None = None
    source: str | tuple[str, ...] | None = None
    claimant: tuple[str, ...] | None = None
    publisher: tuple[str, ...] | None = None
    published_by: tuple[str, ...] | None = None
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


class TimelineCounts(Record, frozen=True):
    """The numbers of lines of a timeline, of its events by status, and of its relations.

    `claims` is how many claims these rest on. `first` and `last` are the ordinals of the first and
    the last day; None where all is undated.
    """

    lines: int
    events: dict[str, int]
    relations: int
    first: int | None
    last: int | None
    claims: int

    @property
    def occurrences(self) -> int:
        """The number of events and relations."""
        return sum(self.events.values()) + self.relations


class Hits(Record, frozen=True):
    """The best claims that a search found, each with a text.

    `among` is how many fitting claims were ranked; None if all were. `total` is how many fit, or
    as many as are counted where there `are_more`. `ids` are those of all, best first, where few;
    each with its type, and the name of what it is about. `unread` are those of claims that were
    left unread, for the function that will `read` them, some at a time.
    """

    hits: list[tuple[Fact, str]]
    among: int | None = None
    total: int = 0
    are_more: bool = False
    ids: Mapping[str, tuple[str, str]] = MappingProxyType({})
    unread: Sequence[str] = ()
    read: Callable[[Sequence[str]], Iterator[list[Fact]]] = lambda _: iter(())
