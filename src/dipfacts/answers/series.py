"""A measure over the years: of one reporter with three of them, else of all claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dipfacts.answers.answer import Point, Series, names
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.period import Period
from dipfacts.query.base import Base

FEWEST = 3  # full years that make a series
LONGEST = 60  # years that a picture can show


def series_of_years(questions: Iterable[Question], base: Base) -> Series | None:
    """Return the full years of questions that differ in nothing but their period.

    One reporter's figures alone where they cover three years (so that no step between two years is
    one between two statistics), else every claim, with a range where sources differ. None where
    fewer than three years are on record.
    """
    flows = [q for q in questions if q.nature == "flow"]
    years = {q.period.start.year: q for q in flows if q.period.is_full_year and q.period.start}
    voices = Counter(
        reporter
        for question in years.values()
        for reporter in {figure.reporter for figure in question.figures if figure.reporter}
    )
    reporter = max(voices, key=lambda name: (voices[name], name), default=None)
    reporter = reporter if voices[reporter or ""] >= FEWEST else None
    points = {year: _point(question, reporter) for year, question in years.items()}
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
        tuple(points.get(year) or _gap(Period.parse(f"{year:04}")) for year in whole),
    )


def _point(question: Question, reporter: str | None) -> Point:
    """Return what counts for a year: one reporter's claims, else the preferred one, else all."""
    counting = question.counting
    if reporter is not None:
        counting = [fact for fact in counting if figure_of(fact).reporter == reporter]
    elif question.preferred is not None:
        counting = [question.preferred]
    if not counting:
        return _gap(question.period)
    values = [figure_of(fact).value for fact in counting]
    ids = tuple(fact.claim.id for fact in counting)
    low, high = min(values), max(values)
    shown = display.figure_amount(question.finest)
    if low != high:
        shown = display.spread(low, high, question.figure.unit).removeprefix("from ")
    return Point(question.period, low, high, shown, ids)


def _gap(period: Period) -> Point:
    return Point(period, None, None, "no claim for the year", ())
