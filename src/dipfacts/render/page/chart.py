"""A series as bars of text, for any width."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.figures.years import Point, Series
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.calendar import years_label
from dipfacts.model.tables import Number
from dipfacts.render.layout import folded
from dipfacts.render.page import plot

SOLID, RANGE, PART = "█", "▒", "░"
SHORTEST = 10  # columns of the longest bar, however narrow the terminal


def title(series: Series | plot.Plot) -> str:
    """Return what the bars or the lines stand for."""
    if isinstance(series, plot.Plot):
        return series.title
    years = f"{series.subject}, {years_label(series.year_kind)}"
    basis = f", {series.basis}" if series.basis else ""
    if series.reporter is not None:
        return f"{years}, figures of {series.reporter_name} alone{basis}"
    return f"{years}, every claim that counts{basis} ({RANGE} where claims differ)"


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
    most = max([point.high for point in series.points if point.high is not None], default=0)
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
    return bool(point.facts) and Question([*point.facts], "flow").agreement == "conflict"


def ends(point: Point) -> tuple[Number | None, Number | None]:
    """Return the lowest and the highest claim where sources differ, else the answer twice."""
    if point.low is None or is_disputed(point):
        return point.low, point.high
    answer = Question([*point.facts], "flow").finest.number
    return answer, answer


def bar(
    low: Number | None, high: Number | None, most: Number, room: int, solid: str = SOLID
) -> str:
    """Draw a solid bar up to the lowest claim and a shaded one on to the highest.

    `most` takes all the room. Empty where nothing is claimed; what is more than nothing is never
    without a bar.
    """
    if low is None or high is None or most <= 0:
        return ""
    start, end = (max(0, round(value * room / most)) for value in (low, high))
    return solid * max(start, 1 if high > 0 else 0) + RANGE * (end - start)
