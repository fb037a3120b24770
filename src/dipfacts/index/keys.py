"""The keys by which rows of the index are found and grouped."""

from __future__ import annotations

from collections.abc import Collection, Hashable

from dipfacts.index.checksum import checksum
from dipfacts.model.tables import AnyClaim, Figure, RelationOrEvent
from dipfacts.text import fold

Twin = tuple[Hashable, ...]
"""A key that claims about one and the same relation or event share."""


def direction(claim: AnyClaim) -> str:
    """Return a key for the direction of a claim and its ends, joined by a blank.

    A blank sorts before all that ids hold.
    """
    return direction_of(claim.parties, claim.from_, claim.to)


def direction_of(parties: tuple[str, ...], from_: str | None, to: str | None) -> str:
    """Return a key for a direction and its ends: see `direction`."""
    return f"1{from_} {to or ''}" if from_ else "0" + " ".join(sorted(parties))


def series_key(figure: Figure) -> str:
    """Return a key that sorts figures as answers do: totals before parts, then by direction."""
    return f"{figure.part_of is not None:d}{direction(figure)}"


def twin_key(claim: RelationOrEvent, unique: Collection[str]) -> Twin:
    """Return the key that claims about one occurrence share: see `twin`."""
    whose = type(claim).__name__, direction(claim)
    return twin(whose, claim.kind, claim.title, claim.period, unique)


def twin(
    whose: tuple[str, str], kind: str, title: str, period: str | None, unique: Collection[str]
) -> Twin:
    """Return the key that claims about one occurrence share.

    All that share it are one: their type, parties, kind, title and period are equal. Of a kind that
    is `unique`, dated claims share one in which any may meet: those are one whose periods do,
    whether they name a direction or not.
    """
    if period and kind in unique:
        type_, ends = whose
        return type_, " ".join(sorted(ends[1:].split())), kind
    return (*whose, kind, fold(title) or title, period)


def must_meet(key: Twin) -> bool:
    """Return whether of the claims that share a key those are one whose periods meet."""
    return len(key) == len(("type", "parties", "kind"))


def hashed(key: Twin) -> int:
    """Return the number by which a key is found: that of others may be equal."""
    return checksum(key)
