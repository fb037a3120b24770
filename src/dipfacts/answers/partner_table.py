"""A measure of one party with several partners as a table: a column a partner, a row a year."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dipfacts.answers import headline
from dipfacts.answers.units import unit_order
from dipfacts.model.agreement import Question
from dipfacts.model.period import Period

Asked = dict[str, list[Question]]
"""The questions about each partner."""


class Column(NamedTuple):
    """A partner; `way` is "to" or "from" it where figures have a direction, else ""."""

    partner: str
    way: str


class Cell(NamedTuple):
    """The question of a year in a column; `is_part` says that it is about a part of that year."""

    question: Question
    is_part: bool


class SideBySide(NamedTuple):
    """One measure of one party with several partners; `rows` are the years, the newest first.

    Of measures without partners, such as GDP, `party` is empty: each column is a party by itself.
    `absent` has what is not published by its year and column, where no figure answers.
    """

    party: str
    measure: str
    unit: str
    columns: list[Column]
    rows: list[tuple[Period, dict[Column, Cell]]]
    absent: dict[tuple[Period, Column], Question]

    @property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for _, row in self.rows for cell in row.values()]

    def newest_at_date(self, column: Column) -> Question | None:
        """Return the newest number of a column that holds at a date, such as a stock."""
        found = (row[column].question for _, row in self.rows if column in row)
        newest = next(found, None)
        return newest if newest and headline.is_at_date(newest) else None

    def latest(self) -> tuple[Period, dict[Column, Cell]]:
        """Return the newest of the years for which most columns have a figure in the unit."""

        def whole(row: dict[Column, Cell]) -> int:
            figures = (cell.question.figure for cell in row.values() if not cell.is_part)
            return sum(figure.unit == self.unit for figure in figures)

        return max(self.rows, key=lambda row: (whole(row[1]), row[0].end_day or 0))


def table_of(party: str, asked: Asked, absent: Asked, measure: str) -> SideBySide:
    """Return a measure as a table."""
    found, without = (
        {other: [q for q in every if q.figure.measure == measure] for other, every in of.items()}
        for of in (asked, absent)
    )
    order = unit_order([question for every in found.values() for question in every])
    unit = max(order, key=lambda unit: (order[unit], unit), default="")
    years, missing = _by_year(found, party), _by_year(without, party)
    columns = {column for of in (years, missing) for of_year in of.values() for column in of_year}
    unpublished = {
        (year, column): those[0]
        for year, of_year in missing.items()
        for column, those in of_year.items()
        if years and column not in years.get(year, {})
    }
    years |= {year: {} for year, _ in unpublished if year not in years}
    columns |= {Column(other, "") for other in found.keys() - {c.partner for c in columns}}
    in_order = [c for way in ("to", "from", "") for o in found if (c := Column(o, way)) in columns]
    rows = [
        (year, {c: _cell(years[year][c], year, unit) for c in in_order if c in years[year]})
        for year in sorted(years, key=lambda year: year.end_day or 0, reverse=True)
    ]
    return SideBySide(party, measure, unit, in_order, rows, unpublished)


def _by_year(asked: Asked, party: str) -> dict[Period, dict[Column, list[Question]]]:
    """Return the questions of each year and column."""
    years: dict[Period, dict[Column, list[Question]]] = {}
    for other, every in asked.items():
        for question in every:
            if (year := _year(question)) is not None:
                start = question.figure.from_
                column = Column(other, ("to" if start == party else "from") if start else "")
                years.setdefault(year, {}).setdefault(column, []).append(question)
    return years


def _year(question: Question) -> Period | None:
    """Return the full year that a question is about, or lies in; None of several years."""
    period = question.period
    if headline.is_at_date(question):
        day = period.last or period.start
    elif period.is_full_year:
        return period.whole
    else:
        same = period.start and period.last and period.start.year == period.last.year
        day = period.start if same and not period.unspecified else None
    return Period.parse(f"{day.year:04}") if isinstance(day, date) else None


def _cell(candidates: list[Question], year: Period, unit: str) -> Cell:
    """Return what answers for a year: a full one, in the unit of the table, if there is one."""

    def weight(question: Question) -> tuple[object, ...]:
        is_whole = question.period.same_span(year)
        length, reached = question.period.length, question.period.reached
        return is_whole, question.figure.unit == unit, length, reached, question.figure.id

    best = max(candidates, key=weight)
    return Cell(best, not (best.period.same_span(year) or headline.is_at_date(best)))
