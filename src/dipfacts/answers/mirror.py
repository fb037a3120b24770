"""Both sides of a dyad: each side's own statistics for the same flow and period, side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from dipfacts.answers.answer import Answer
from dipfacts.model.agreement import figure_of
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure

Flow = tuple[str, str, str]
"""The measure, from and to; no measure for goods that one side exports and the other imports."""


class MirrorPair(NamedTuple):
    """One flow in one period as either side reports it; at least one of the two is there.

    `asymmetry` is (a - b) / ((a + b) / 2) in percent, a being the larger; None without both.
    """

    flow: Flow
    unit: str
    period: Period
    sides: tuple[Figure | None, Figure | None]
    asymmetry: Decimal | None


def asymmetry(a: Figure, b: Figure) -> Decimal | None:
    """Return how far mirror figures lie apart, in percent of their mean, to one decimal."""
    if a.value < 0 or b.value < 0 or a.value + b.value == 0:
        return None
    apart = abs(Decimal(a.value) - Decimal(b.value))
    return (apart * 200 / Decimal(a.value + b.value)).quantize(Decimal("0.1"))


def pairs(answer: Answer) -> list[MirrorPair]:
    """Return each flow and period for which at least one side's statistics are on record.

    A side's statistics are the figures whose reporter is the party itself or acts for it. What one
    side counts as exports to the other, the other counts as imports from it. Newest first.
    """
    first, second = answer.query["parties"]
    side_of = {
        id: party.country or id
        for id, party in answer.parties().items()
        if (party.country or id) in (first, second)
    }
    found = []
    for (flow, unit, period), sides in _reported(answer, side_of).items():
        a, b = sides.get(first), sides.get(second)
        gap = asymmetry(a, b) if a and b else None
        found.append(MirrorPair(flow, unit, Period.parse(period), (a, b), gap))
    return sorted(
        found,
        key=lambda p: (p.flow[0] == "", p.flow, p.unit, -(p.period.end_day or 0), str(p.period)),
    )


def _reported(
    answer: Answer, side_of: dict[str, str]
) -> dict[tuple[Flow, str, str], dict[str, Figure]]:
    """Return the first figure of each side, by flow, unit and period."""
    goods = {part for m in answer.base.measures.values() for part in m.sum_of}
    reported: dict[tuple[Flow, str, str], dict[str, Figure]] = {}
    for question in answer.questions:
        if question.nature not in ("flow", "stock") or question.figure.part_of:
            continue
        for figure in map(figure_of, question.counting):
            side = side_of.get(figure.reporter or "")
            if side is None or figure.qualifier not in ("exactly", "about") or figure.scope:
                continue
            flow = figure.measure, figure.from_ or "", figure.to or ""
            if all(flow) and figure.measure in goods:
                flow = "", *flow[1:]
            key = (flow, figure.unit, str(question.period))
            reported.setdefault(key, {}).setdefault(side, figure)
    return reported
