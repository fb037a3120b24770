"""Which measures of a fact base are two ways of one flow, and what both add up to."""

from __future__ import annotations

from dipfacts.model.figures.measures import Measures
from dipfacts.model.file_format.tables import Measure


def _measure(id: str, *sum_of: str) -> Measure:
    return Measure(id=id, label=id, topic="trade", nature="flow", sum_of=sum_of)


def test_two_opposite_flows_that_add_up_to_a_total_are_both_ways() -> None:
    every = [
        _measure("exports"),
        _measure("imports"),
        _measure("turnover", "exports", "imports"),
        _measure("goods"),
        _measure("services"),
        _measure("trade", "goods", "services"),
    ]
    measures = Measures((it.id, it) for it in every)
    assert measures.both_ways("imports") == measures.both_ways("exports") == ("exports", "imports")
    # A total is no way of itself, and components of one direction are no opposite flows.
    for alone in ("turnover", "goods", "trade"):
        assert measures.both_ways(alone) == (alone,)
    assert [*measures.ways] == ["exports", "imports"]
    totals = ["turnover", "turnover", "turnover", "goods", "services", "trade"]
    assert [*map(measures.total_of, measures)] == totals
    assert [it for it in measures if measures.is_one_way_of(it, "turnover")] == [*measures.ways]
