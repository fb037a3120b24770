"""Both sides of a flow, and what stands beside a series, as the plain objects of the JSON."""

from __future__ import annotations

from typing import Any

from dipfacts.answers.claims.years import Point
from dipfacts.answers.mirror_data.mirror_pair import MirrorPair
from dipfacts.model.figures.agreement import figure_of


def mirror_record(pair: MirrorPair) -> dict[str, Any]:
    """Return one flow and period as both sides report it; null where one of them does not."""
    figure = pair.figure
    keys = "id value absent unit qualifier reporter scope valuation definition".split()
    sides = (side and figure_of(side) for side in pair.sides)
    return {
        "measure": pair.measure or None,
        "from": figure.from_,
        "to": figure.to,
        "scope": figure.scope if len({side.scope for side in pair.figures}) == 1 else None,
        "period": str(pair.period),
        "unit": figure.unit,
        "sides": [side and {key: getattr(side, key) for key in keys} for side in sides],
        "asymmetry_percent": None if pair.at_least else pair.asymmetry,
        "asymmetry_at_least": pair.asymmetry if pair.at_least else None,
        "not_compared": pair.differ or None,
    }


def others_record(point: Point) -> dict[str, Any] | None:
    """Return the record of claims for a year that its series cannot hold; else None."""
    if not point.others:
        return None
    return {"text": point.note, "facts": [fact.id for fact in point.others]}


def point_record(point: Point) -> dict[str, Any]:
    """Return the values of a point of a series, which are null in a gap."""
    return {
        "low": point.low,
        "high": point.high,
        "display": point.text if point.facts else None,
        "facts": [fact.id for fact in point.facts],
        "others": others_record(point),
    }
