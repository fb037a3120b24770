"""The measures of a fact base together: which add up, which are of opposite directions."""

from __future__ import annotations

from functools import cached_property

from dipfacts.model.file_format.tables import Measure
from dipfacts.model.groups import grouped

_OPPOSITES = tuple(
    pair.split("/")
    for pair in (
        "export/import out/in outward/inward outflow/inflow outgoing/incoming outbound/inbound "
        "emigra/immigra departure/arrival sent/received given/received lent/borrowed "
        "credit/debit asset/liabilit sale/purchase"
    ).split()
)
"""The beginnings of words by which measures are of opposite directions; out and in are words.

The first of two says that the party of a measure is where its flows come from.
"""
_ENDS = ("from", "to")

SIZED = ("flow", "stock", "count")
"""The natures of what has a size; ranks and ratios are listed, but none is the largest."""

TRADE_MEASURES = frozenset(
    "turnover exports imports re-exports re-imports "
    "trade-balance exports-total imports-total".split()
)
"""The ids of what is known as trade, which is counted in money."""


def are_opposite(measure: str, other: str) -> bool:
    """Return whether the ids of two measures say that they are flows of opposite directions.

    >>> are_opposite("exports", "imports"), are_opposite("services-in", "services-out")
    (True, True)
    >>> are_opposite("goods", "services"), are_opposite("industry", "outlays")
    (False, False)
    """
    words = measure.split("-"), other.split("-")

    def has(nth: int, stem: str) -> bool:
        is_whole = stem in ("out", "in")
        return any(it == stem if is_whole else it.startswith(stem) for it in words[nth])

    return any((has(0, a) and has(1, b)) or (has(0, b) and has(1, a)) for a, b in _OPPOSITES)


def flow_end_of(measure: str) -> str:
    """Return the end of its flows at which the party of a measure stands, as its id says; or "".

    The words out and in say so at the end of an id alone.

    >>> [*map(flow_end_of, ("arms-sales", "immigrants", "services-in", "in-work"))]
    ['from', 'to', 'to', '']
    """
    *_, last = words = measure.split("-")

    def has(stem: str) -> bool:
        is_whole = stem in ("out", "in")
        return last == stem if is_whole else any(word.startswith(stem) for word in words)

    ends = {end for pair in _OPPOSITES for end, stem in zip(_ENDS, pair, strict=True) if has(stem)}
    return ends.pop() if len(ends) == 1 else ""


def is_growth(measure: Measure) -> bool:
    """Return whether a measure is the rate at which another grows, by its id."""
    return measure.of is not None and "growth" in measure.id.split("-")


class Measures(dict[str, Measure]):
    """All measures by id, in the order declared, and what follows from all of them, found once."""

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each in the order declared."""
        return {measure: nth for nth, measure in enumerate(self)}

    @cached_property
    def by_topic(self) -> dict[str, list[Measure]]:
        """The measures of each topic that has some."""
        return grouped((measure.topic, measure) for measure in self.values())

    @cached_property
    def totals(self) -> dict[str, list[Measure]]:
        """The measures that two opposite flows add up to, by the first of these."""
        return grouped((measure.sum_of[0], measure) for measure in self._totals_of_both_ways)

    @cached_property
    def balances(self) -> dict[tuple[str, ...], list[str]]:
        """The measures that are what one of two others has more than the other, by these."""
        two = (measure for measure in self.values() if measure.difference_of)
        return grouped((measure.difference_of, measure.id) for measure in two)

    def total_of(self, measure: str) -> str:
        """Return the total that a measure belongs to as one way of a flow, else itself."""
        return self._totals_by_way.get(measure, measure)

    def is_one_way_of(self, measure: str, total: str) -> bool:
        """Return whether a measure is one of the two opposite flows that add up to a total."""
        return self._totals_by_way.get(measure) == total

    def both_ways(self, measure: str) -> tuple[str, ...]:
        """Return the two opposite flows, such as exports and imports, of which a measure is one.

        Of a measure that is no such flow it is itself alone, also of their total.
        """
        return self.ways.get(measure, (measure,))

    @cached_property
    def ways(self) -> dict[str, tuple[str, ...]]:
        """The opposite flows that add up to a total, by each measure that is one of them."""
        both = grouped((total, way) for way, total in self._totals_by_way.items())
        return {way: (*ways,) for ways in both.values() for way in ways}

    @cached_property
    def _totals_by_way(self) -> dict[str, str]:
        return {way: m.id for m in self._totals_of_both_ways for way in m.sum_of}

    @cached_property
    def _totals_of_both_ways(self) -> list[Measure]:
        """The totals of opposite flows; goods and services are two components of one direction."""
        two = (measure for measure in self.values() if len(measure.sum_of) == 2)
        balanced = {frozenset(pair) for pair in self.balances}
        return [
            measure
            for measure in two
            if frozenset(measure.sum_of) in balanced or are_opposite(*measure.sum_of)
        ]

    def are_of_each(self, topic: str, wanted: tuple[str, ...]) -> bool:
        """Return whether those of a topic, or the wanted of them, are of each party by itself."""
        return {it.partners for it in self.asked(topic, wanted)} == {0}

    def asked(self, topic: str, wanted: tuple[str, ...]) -> list[Measure]:
        """Return those of a topic, or the wanted of them, in the order declared."""
        return [it for it in self.by_topic.get(topic, ()) if it.id in (wanted or (it.id,))]

    @cached_property
    def ends(self) -> dict[str, list[str]]:
        """The ends of flows of a balance, by measure: "from" of what adds to it, else "to"."""
        pairs = (zip(m.difference_of, _ENDS, strict=False) for m in self.values())
        return grouped(pair for each in pairs for pair in each)
