"""A series as bars of text, for a terminal of any width."""

from __future__ import annotations

from dipfacts.answers.answer import Point, Series
from dipfacts.model.tables import Number

SOLID, RANGE, PART = "█", "▒", "░"
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
    drawn = bar(point.low, point.high, most, room)
    return f"{drawn} " if drawn else ""


def bar(
    low: Number | None, high: Number | None, most: Number, room: int, solid: str = SOLID
) -> str:
    """A bar up to the lowest claim and a shaded one on to the highest, `most` being all the room.

    Empty where nothing is claimed; what is more than nothing is never without a bar.
    """
    if low is None or high is None or most <= 0:
        return ""
    start, end = (max(0, round(value * room / most)) for value in (low, high))
    return solid * max(start, 1 if high > 0 else 0) + RANGE * (end - start)
