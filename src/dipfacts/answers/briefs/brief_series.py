"""The series of a brief: the full years of a topic, with parts of years between them."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.basis import basis_in_words
from dipfacts.answers.claims.years import Point, Series
from dipfacts.answers.statements.same_series import same_series
from dipfacts.answers.statements.series import gap
from dipfacts.model.figures.agreement import figure_of
from dipfacts.model.periods.calendar import year_holding
from dipfacts.record import Record


class Years(Record, frozen=True):
    """The series of the first topic that has one, with parts of years where no full one is.

    `bars` are those of adjacent years, of the kind of the series.
    """

    topic: str
    series: Series
    bars: list[Point]

    @property
    def numbered(self) -> list[tuple[int, Point]]:
        """The bars, each with the year in which its year begins."""
        return [*enumerate(self.bars, self.series.points[0].year)]


def years_of(topic: str, series: Series, answer: Answer) -> Years:
    """Return the topic's series; a year without a full claim has its longest part instead."""
    whole = {point.year: point for point in series.points}
    parts = _parts_of_years(answer, series, {year for year in whole if whole[year].facts})
    bars = []
    for year in range(series.points[0].year, max([*whole, *parts]) + 1):
        bar = whole.get(year) or gap(series.year_kind, year)
        if not bar.facts and year in parts:
            bar = parts[year].beside(bar.note, bar.others)
        bars.append(bar)
    return Years(topic, series, bars)


def _parts_of_years(answer: Answer, series: Series, known: set[int]) -> dict[int, Point]:
    """Return the longest question within each other year, by the reporter if the series has one."""
    reporter = series.reporter
    same = same_series(answer.figures.main[0], answer.figures.questions)
    parts: dict[int, Point] = {}
    for question in sorted(same, key=lambda q: q.period.days or 0):
        first, last = question.period.start, question.period.last
        year = year_holding(series.year_kind, first, last) if first and last else None
        if year is None or year in known or not question.period.days:
            continue
        used = [
            fact
            for fact in question.counting
            if reporter in (None, figure_of(fact).reporter)
            if basis_in_words(figure_of(fact)) == series.basis
        ]
        if used:
            parts[year] = Point.of(question, used)
    return parts
