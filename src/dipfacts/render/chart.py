"""A series as bars of text, for a terminal of any width."""

from __future__ import annotations

from dipfacts.answers.answer import Point, Series
from dipfacts.model import Number

SOLID, RANGE = "█", "▒"
SHORTEST = 10  # columns of the longest bar, however narrow the terminal


def title(series: Series) -> str:
    """What the bars stand for."""
    if series.reporter is not None:
        return f"Full years, figures of {series.reporter_name} alone"
    return f"Full years, every claim that counts ({RANGE} where sources differ)"


def lines(series: Series, width: int) -> list[str]:
    """One line a year: a solid bar up to the lowest claim, a shaded one on to the highest."""
    room = max(SHORTEST, width - 7 - max(len(point.shown) for point in series.points))
    most = max([point.high for point in series.points if point.high is not None], default=0)
    return [
        f"{point.period.show():<4}  {_bar(point, most, room)}{point.shown}"
        for point in series.points
    ]


def _bar(point: Point, most: Number, room: int) -> str:
    if point.low is None or point.high is None or most <= 0:
        return ""
    low, high = (max(0, round(value * room / most)) for value in (point.low, point.high))
    bar = SOLID * max(low, 1 if point.high > 0 else 0) + RANGE * (high - low)
    return f"{bar} " if bar else ""
