"""A measure over the years: of one reporter with three of them, else of all claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dipfacts.answers import headline
from dipfacts.answers.answer import Point, Series, names
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.calendar import CALENDAR, year_text
from dipfacts.model.period import Period
from dipfacts.query.base import Base, Fact

FEWEST = 3  # full years that make a series
LONGEST = 60  # years that a picture can show


def series_of_years(questions: Iterable[Question], base: Base) -> Series | None:
    """Return the full years of questions that differ in nothing but their period.

    Only years of one kind stand side by side: that of most of them, else of the newest. One
    reporter's figures alone where they cover three years (so that no step between two years is one
    between two statistics), else every claim, with a range where sources differ. None where fewer
    than three years are on record.
    """
    flows = [q for q in questions if q.nature == "flow" and q.period.is_full_year]
    kinds = Counter(q.period.year_kind for q in flows)
    newest = {q.period.year_kind: headline.latest(q) for q in reversed(flows)}
    kind = max(kinds, key=lambda kind: (kinds[kind], newest[kind]), default=None)
    same = [q for q in flows if q.period.year_kind == kind]
    years = {q.period.start.year: q for q in same if q.period.start}
    voices = Counter(
        reporter
        for question in years.values()
        for reporter in {figure.reporter for figure in question.figures if figure.reporter}
    )
    reporter = max(voices, key=lambda name: (voices[name], name), default=None)
    reporter = reporter if voices[reporter or ""] >= FEWEST else None
    points = {year: Point.of(q, _counting(q, reporter)) for year, q in years.items()}
    known = sorted(year for year, point in points.items() if point.low is not None)
    if len(known) < FEWEST or known[-1] - known[0] >= LONGEST:
        return None
    figure = years[known[0]].figure
    whole = range(known[0], known[-1] + 1)
    return Series(
        figure.measure,
        figure.unit,
        reporter,
        names(base, [reporter])[0] if reporter else "",
        tuple(points.get(year) or gap(kind or CALENDAR, year) for year in whole),
        kind or CALENDAR,
    )


def gap(kind: str, year: int) -> Point:
    """Return the year of a kind that begins in a year, without a claim."""
    return Point.gap(Period.parse(year_text(kind, year)))


def _counting(question: Question, reporter: str | None) -> list[Fact]:
    """Return what counts for a year: one reporter's claims, else the preferred one, else all."""
    if reporter is not None:
        return [fact for fact in question.counting if figure_of(fact).reporter == reporter]
    return question.counting if question.preferred is None else [question.preferred]
