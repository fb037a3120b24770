"""A series as bars of text, for any width."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.years import Point, Series
from dipfacts.model import display
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.file_format.tables import Number
from dipfacts.model.periods.calendar import years_label
from dipfacts.render.layout import folded
from dipfacts.render.page.figures import plot

SOLID, RANGE, PART, BELOW = "█", "▒", "░", "▄"
SHORTEST = 10  # columns of the longest bar, however narrow the terminal


def title(series: Series | plot.Plot) -> str:
    """Return the title of the bars or the lines."""
    if isinstance(series, plot.Plot):
        return series.title
    years = f"{series.subject}, {years_label(series.year_kind)}"
    basis = f", {series.basis}" if series.basis else ""
    below = f"{BELOW} below zero" if any(map(is_below, series.points)) else ""
    if series.reporter is not None:
        alone = f"{years}, figures of {series.reporter_name} alone{basis}"
        return display.bracketed(alone, below)
    legend = ", ".join(filter(None, (f"{RANGE} where claims differ", below)))
    return f"{years}, every claim that counts{basis} ({legend})"


def why_none(answer: Answer) -> str:
    """Return why an answer has no chart."""
    if answer.rankings.first and answer.rankings.first.partners:
        return "no chart of a ranking: it takes the full years of one series"
    return "no chart: it takes three full years of one series"


def lines(series: Series | plot.Plot, width: int) -> list[str]:
    """Return a line for each year, with a bar and its number; more where a width has no room.

    Of several series it is a frame with a line for each. The last says what is not drawn.
    """
    if isinstance(series, plot.Plot):
        return plot.draw(series, width)
    years = [point.period.show() for point in series.points]
    first = max(map(len, years)) + 2
    beside = max(len(point.text) for point in series.points if point.low is not None)
    room = max(SHORTEST, width - first - 1 - beside)
    most = farthest(series.points)
    texts = []
    for year, point in zip(years, series.points, strict=True):
        blocks = bar(*ends(point), most, room)
        begin, *rest = folded(f"{blocks} {point.text}", width - first)
        if point.facts and any(figure_of(fact).unit == series.unit for fact in point.others):
            rest += folded(f"· {point.note}", width - first)
        texts += [f"{year:<{first}}{begin}", *(" " * first + text for text in rest)]
    return [*texts, *plot.not_drawn(series.missing, width)]


def is_disputed(point: Point) -> bool:
    """Return whether sources differ about a year; a bound that fits a number is no difference."""
    return point.question is not None and point.question.agreement == "conflict"


def ends(point: Point) -> tuple[Number | None, Number | None]:
    """Return the lowest and the highest claim where sources differ, else the answer twice."""
    if point.question is None or is_disputed(point):
        return point.low, point.high
    answer = point.question.finest.number
    return answer, answer


def farthest(points: Iterable[Point]) -> Number:
    """Return the distance from zero of the farthest number of some years; 0 without any."""
    every = (end for point in points for end in (point.low, point.high))
    return max([max(end, -end) for end in every if end is not None], default=0)


def is_below(point: Point) -> bool:
    """Return whether the numbers of a year are below zero, all of them."""
    return point.low is not None and point.high is not None and point.low < 0 >= point.high


def bar(
    low: Number | None, high: Number | None, most: Number, room: int, solid: str = SOLID
) -> str:
    """Draw a solid bar up to the claim that is nearest to zero and a shaded one on to the farthest.

    `most` takes all the room. Empty where nothing is claimed; what is not zero is never without a
    bar. It is another below zero, and shaded as a whole where claims lie on both sides of it.

    >>> bar(1, 2, 4, 8), bar(-3, -2, 4, 8), bar(-1, 1, 4, 8)
    ('██▒▒', '▄▄▄▄▒▒', '▒▒')
    """
    if low is None or high is None or most <= 0:
        return ""
    is_around = low < 0 < high
    near, far = (-high, -low) if low + high < 0 else (low, high)
    start, end = (max(0, round(value * room / most)) for value in (near, far))
    if is_around:
        return RANGE * max(end, 1)
    return (BELOW if low < 0 else solid) * max(start, 1 if far else 0) + RANGE * (end - start)
