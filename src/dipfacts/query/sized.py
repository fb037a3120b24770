"""How large the figures of a series are, as near as a float is."""

from __future__ import annotations

from heapq import nlargest

from dipfacts.record import Record

Span = tuple[int, int]
"""The first day of a period, and the day after its last."""


class Sized(Record, frozen=True):
    """Between what the numbers of one series lie for a period that begins and ends on these days.

    `is_simple` is whether all its other periods are among those asked about, too.
    """

    series: str
    first: int
    after: int
    low: float
    high: float
    is_simple: bool = True


def first(sized: list[Sized], most: int | None) -> list[Sized]:
    """Return all that may be among so many largest, and as few others as the sizes can tell."""
    if most is None:
        return sized
    least = nlargest(most, (one.low for one in sized))[-1:]
    return [one for one in sized if one.high >= least[0]]
