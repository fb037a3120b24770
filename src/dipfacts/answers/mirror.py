"""Both sides of a dyad: each side's own statistics for the same flow and period, side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from dipfacts.answers.answer import Answer
from dipfacts.model.agreement import figure_of
from dipfacts.model.period import Period
from dipfacts.model.tables import Figure


class MirrorPair(NamedTuple):
    """One flow in one period as either side reports it; at least one of the two is there.

    `asymmetry` is (a - b) / ((a + b) / 2) in percent, a being the larger; None without both.
    """

    flow: tuple[str, str, str]
    unit: str
    period: Period
    sides: tuple[Figure | None, Figure | None]
    asymmetry: Decimal | None


def asymmetry(a: Figure, b: Figure) -> Decimal | None:
    """How far mirror figures lie apart, in percent of the middle between them, to one decimal."""
    if a.value < 0 or b.value < 0 or a.value + b.value == 0:
        return None
    apart = abs(Decimal(a.value) - Decimal(b.value))
    return (apart * 200 / Decimal(a.value + b.value)).quantize(Decimal("0.1"))


def rows(answer: Answer) -> list[MirrorPair]:
    """Every flow and period for which at least one side's statistics are on record, newest first.

    A side's statistics are the figures whose reporter is the party itself or acts for it. What one
    side counts as exports to the other, the other counts as imports from it.
    """
    first, second = answer.query["parties"]
    side_of = {
        name: party.country or name
        for name, party in answer.parties().items()
        if (party.country or name) in (first, second)
    }
    found: dict[tuple[tuple[str, str, str], str, str], dict[str, Figure]] = {}
    for question in answer.questions:
        if question.nature not in ("flow", "stock") or question.figure.part_of:
            continue
        for fact in question.counting:
            figure = figure_of(fact)
            side = side_of.get(figure.reporter or "")
            if side is None or figure.qualifier not in ("exactly", "about") or figure.scope:
                continue
            key = (_flow(answer, figure), figure.unit, str(question.period))
            found.setdefault(key, {}).setdefault(side, figure)
    return [
        MirrorPair(
            flow, unit, Period.parse(period), (sides.get(first), sides.get(second)), _gap(sides)
        )
        for (flow, unit, period), sides in sorted(found.items(), key=lambda item: _order(*item[0]))
    ]


def _gap(sides: dict[str, Figure]) -> Decimal | None:
    return asymmetry(*sides.values()) if len(sides) == 2 else None


def _flow(answer: Answer, figure: Figure) -> tuple[str, str, str]:
    """What is compared: the measure, or for a directed part of a sum the goods' own direction."""
    sums = [m for m in answer.base.measures.values() if figure.measure in m.sum_of]
    if figure.from_ and figure.to and sums:
        return "", figure.from_, figure.to
    return figure.measure, figure.from_ or "", figure.to or ""


def _order(flow: tuple[str, str, str], unit: str, period: str) -> tuple[object, ...]:
    return (flow[0] == "", flow, unit, -(Period.parse(period).end_day or 0), period)
