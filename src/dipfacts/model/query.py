"""What a question asks for, and the claims that it finds."""

from __future__ import annotations

from typing import NamedTuple

from dipfacts.model.period import Period
from dipfacts.model.tables import AnyClaim, Event, Figure, Relation

TYPES: dict[str, type[AnyClaim]] = {"figure": Figure, "relation": Relation, "event": Event}


class Fact(NamedTuple):
    """A claim with where it stands: `topic` resolved, `known_by` as a day ordinal or None."""

    claim: AnyClaim
    type: str
    topic: str
    known_day: int | None
    file: str
    line: int

    @property
    def id(self) -> str:
        """The claim's name, unique in the base."""
        return self.claim.id

    @property
    def period(self) -> Period | None:
        """When it holds, or None where the source does not tell."""
        return Period.parse(self.claim.period) if self.claim.period else None


class Query(NamedTuple):
    """What to look for. Empty and None mean "any"; all conditions must hold."""

    types: tuple[str, ...] = ("figure", "relation", "event")
    topic: str | None = None
    parties: tuple[str, ...] = ()
    since: Period | None = None
    until: Period | None = None
    within: Period | None = None
    known_by: Period | None = None
    measure: str | None = None
    kind: str | None = None
    source: str | None = None
    deprecated: bool = False
    text: str | None = None
    limit: int | None = None

    @property
    def undated(self) -> Query:
        """The same question without the dates in the world that it asks for."""
        return self._replace(since=None, until=None, within=None)


class Hits(NamedTuple):
    """What a search found; `among` tells of how many claims that fit these are the best.

    It is None where they are the best of all.
    """

    hits: list[tuple[Fact, str]]
    among: int | None
