"""Measures of one party with several partners as tables: a column a partner, a row a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property
from itertools import chain

from dipfacts.answers.claims import timing
from dipfacts.answers.claims.basis import basis_in_words, basis_of
from dipfacts.answers.claims.flow_direction import owner
from dipfacts.answers.claims.flow_keys import flow_of
from dipfacts.answers.claims.several_units import unit_order
from dipfacts.answers.statements.question_choice import are_within, lies_in, within_dates
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.periods.calendar import SHORTEST_YEAR
from dipfacts.model.periods.date_wording import within_brackets
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query, any_of
from dipfacts.query.base import Base
from dipfacts.record import Record


class Column(Record, frozen=True):
    """A partner, and whether figures go "to" or "from" it; "" where they have no direction."""

    partner: str
    partner_end: str


_Years = dict[Period, dict[Column, list[Question]]]


class Cell(Record, frozen=True):
    """The question of a year in a column; `is_part` says that it is about a part of that year."""

    question: Question
    is_part: bool

    @property
    def has_number(self) -> bool:
        """Return whether it gives a number, and not only that none is published."""
        return self.question.figure.absent is None


def is_of_other_time(cell: Cell, year: Period) -> bool:
    """Return whether a cell has to say of when it is, in the row of a year."""
    question = cell.question
    is_of_day = timing.holds_at_date(question) and not question.period.same_span(year)
    return cell.is_part or question.period.is_qualified or is_of_day


def are_parts(cells: Iterable[Cell]) -> bool:
    """Return whether there are numbers, and each is about a part of the year."""
    numbers = [cell for cell in cells if cell.has_number]
    return bool(numbers) and all(cell.is_part for cell in numbers)


class SideBySide(Record, frozen=True, dict=True):
    """One measure of one party with several partners, year by year."""

    party: str  # empty of measures without partners, such as GDP: each column is a party by itself
    measure: str
    unit: str
    within: Period | None  # the period asked for, which is a row, too, whether it is a year or not
    bases_differ: bool  # in their definitions or valuations, or as only some numbers have any
    columns: list[Column]
    rows: list[tuple[Period, dict[Column, Cell]]]  # the years, the newest first
    touching: frozenset[Period] = frozenset()
    """Years that only touch the dates asked for: they answer where nothing lies in these."""

    @property
    def common_basis(self) -> str:
        """The definition and the valuation that all numbers share, in words; "" where none do."""
        own = (cell.question for cell in self.cells if cell.has_number)
        first = next((question for question in own if not self.is_of_other_side(question)), None)
        return "" if self.bases_differ or first is None else basis_in_words(first.finest)

    @property
    def cells(self) -> list[Cell]:
        """All cells, row by row."""
        return [cell for _, row in self.rows for cell in row.values()]

    def newest_of_usual_kind(self, years: Iterable[Period]) -> Period:
        """Return the newest of some years of the kind for which most cells have a number."""
        whole = ((year, cell) for year, row in self.rows for cell in row.values())
        kinds = Counter(year.year_kind for year, it in whole if it.has_number and not it.is_part)
        return timing.newest_of_usual_kind(years, kinds, lambda it: it, lambda it: it.end_day or 0)

    @property
    def has_numbers(self) -> bool:
        """Return whether a cell has a number."""
        return any(cell.has_number for cell in self.cells)

    def newest_at_date(self, column: Column) -> Question | None:
        """Return the newest number of a column that holds at a date, such as a stock.

        In the unit of the table and within the dates asked for, if there is one. For a period asked
        for, no number of another date answers, nor does one that is about a part of its year.
        """
        if self.is_of_asked:
            return None
        cells = [(year, row[column]) for year, row in self.rows if column in row]
        numbers = [(year, cell) for year, cell in cells if cell.has_number]
        newest = [cell for year, cell in numbers if year not in self.touching]
        newest = newest or [cell for _, cell in numbers]
        in_unit = [cell for cell in newest if cell.question.figure.unit == self.unit] or newest
        whole = [cell.question for cell in in_unit[:1] if not cell.is_part]
        return next(filter(timing.holds_at_date, whole), None)

    def is_of_other_side(self, question: Question) -> bool:
        """Return whether it is in the other measure of a flow: imports, in a table of exports."""
        return question.figure.measure != self.measure

    @property
    def is_of_asked(self) -> bool:
        """Return whether the headline is about the period asked for, and not about a year in it."""
        return self.within is not None and self.latest[0] == self.within

    @property
    def is_of_part(self) -> bool:
        """Return whether the headline is about a year in a longer period that was asked for."""
        return self.within is not None and self.latest[0].length < self.within.length

    @cached_property
    def latest(self) -> tuple[Period, dict[Column, Cell]]:
        """The newest of the years for which most columns have a figure in the unit.

        Of years that share days, as a fiscal year does with two others, one of the kind of most.
        The period asked for comes before the years in it; without anything in it, it has no cells.
        Otherwise what holds at a date counts for a year if it is the newest of its column.
        """
        asked, of_other_year = self.within, set[Question]()
        if asked is None:
            newest = {column: self.newest_at_date(column) for column in self.columns}
            every = ((newest[c], cell.question) for _, row in self.rows for c, cell in row.items())
            of_other_year = {question for last, question in every if last not in (None, question)}

        def weight(row: tuple[Period, dict[Column, Cell]]) -> tuple[bool, int, int]:
            cells = (cell for cell in row[1].values() if cell.has_number and not cell.is_part)
            own = (cell.question for cell in cells if cell.question not in of_other_year)
            whole = sum(question.figure.unit == self.unit for question in own)
            return bool(whole) and row[0] == asked, whole, row[0].end_day or 0

        if asked is None:
            rows = [row for row in self.rows if row[0] not in self.touching] or self.rows
            best = max(rows, key=weight)
            near = [r for r in rows if weight(r)[1] == weight(best)[1] and r[0].overlaps(best[0])]
            year = self.newest_of_usual_kind(year for year, _ in near)
            return next(row for row in near if row[0] == year)
        within = (row for row in self.rows if asked.covers(row[0]))
        return max(within, key=weight, default=(asked, {}))


def measures_of(base: Base, asked: dict[str, list[Question]], query: Query) -> Iterable[str]:
    """Return the measures that were named, else the one that most partners have figures of.

    Of shares, and of what has no partners, all measures.
    """
    if query.measure:
        return any_of(query.measure)
    counts = Counter(
        measure
        for of_one in asked.values()
        for measure in dict.fromkeys(q.figure.measure for q in of_one if not q.figure.absent)
    ) or Counter(question.figure.measure for of_one in asked.values() for question in of_one)
    order = sorted(counts, key=base.measures.places.__getitem__)
    best = max(order, key=lambda measure: counts[measure], default="")
    shares = {
        q.figure.measure for of_one in asked.values() for q in of_one if owner(base, q.figure)
    }
    if base.measures.are_of_each(str(query.topic), any_of(query.measure)):
        return order
    return [measure for measure in order if measure in shares] if best in shares else [best]


def in_brackets(period: str) -> str:
    """Return ' (Jan–Nov 2021)', ' (about 2021, uncertain)' of a period in words."""
    return f" ({within_brackets(period)})"


def table_of(
    base: Base, party: str, asked: dict[str, list[Question]], measure: str, query: Query
) -> SideBySide:
    """Return a measure as a table, with a row for a period of known length that was asked for."""
    within = query.within.whole if query.within and query.within.days else None
    own = [q for every in asked.values() for q in every if q.figure.measure == measure]
    order = unit_order([question for question in own if not question.figure.absent])
    unit = next(iter(order), "")
    ways = {question.figure.from_ == party for question in own}
    of_other = dict[str, list[Question]]()
    for other, every in asked.items():
        beside = _in_other_measure(base, every, measure)
        beside = [question for question in beside if (question.figure.from_ == party) in ways]
        of_other[other] = [q for q in every if q.figure.measure == measure] + beside
    years = _within_dates(_by_year(of_other, party, within), query)
    in_order, table = _columns(years, of_other), (measure, unit, _has_year(years, within))
    rows = [
        (year, {c: _cell(of_year[c], year, table, query) for c in in_order if c in of_year})
        for year, of_year in years.items()
    ]
    rows.sort(key=lambda row: row[0].end_day or 0, reverse=True)
    bases_differ = _bases_differ((cell for _, row in rows for cell in row.values()), measure)
    touching = _touching(years, query)
    return SideBySide(party, measure, unit, within, bases_differ, in_order, rows, touching)


def _within_dates(years: _Years, query: Query) -> _Years:
    """Return the years; of one that only touches the dates asked for, with a date in them, that."""
    results = dict[Period, dict[Column, list[Question]]]()
    for year, of_year in years.items():
        is_within = are_within((year.start_day or 0, year.end_day or 0), query)
        if not is_within and _has_date(of_year, query):
            inside = ((c, [q for q in own if lies_in(q, query)]) for c, own in of_year.items())
            of_year = {column: own for column, own in inside if own}
        results[year] = of_year
    return results


def _touching(years: _Years, query: Query) -> frozenset[Period]:
    """Return the years that lie not wholly within the dates asked for, nor a date of theirs."""
    days = {year: (year.start_day or 0, year.end_day or 0) for year in years}
    outside = (year for year, span in days.items() if not are_within(span, query))
    return frozenset(year for year in outside if not _has_date(years[year], query))


def _has_date(of_year: dict[Column, list[Question]], query: Query) -> bool:
    """Return whether a number of a year holds at a date that is asked for."""
    every = (question for own in of_year.values() for question in own)
    return any(timing.holds_at_date(question) and lies_in(question, query) for question in every)


def _bases_differ(cells: Iterable[Cell], measure: str) -> bool:
    """Return whether the bases of numbers in a measure do; those of the other side's are told."""
    numbered = [cell.question for cell in cells if cell.has_number]
    figures_of_each = ((it.figures if it.is_disputed else it.answering) for it in numbered)
    own = (figure for figures in figures_of_each for figure in figures if figure.measure == measure)
    return len({*map(basis_of, own)}) > 1


def _columns(years: _Years, partners: Collection[str]) -> list[Column]:
    """Return the columns in which there is something, and one for each partner without any."""
    columns = {column for of_year in years.values() for column in of_year}
    columns |= {Column(other, "") for other in {*partners} - {c.partner for c in columns}}
    return [c for end in ("to", "from", "") for o in partners if (c := Column(o, end)) in columns]


def _in_other_measure(base: Base, every: list[Question], measure: str) -> list[Question]:
    """Return the flows of which nobody gives a number in the measure itself.

    What one side counts as exports, the other counts as imports.
    """
    measures, ways = base.measures, base.measures.both_ways(measure)
    given = [question for question in every if question.figure.measure in ways]
    own = (q.figure for q in given if q.figure.measure == measure and not q.figure.absent)
    flows = {flow_of(figure, measures[measure].nature, measures) for figure in own}
    return [
        question
        for question in given
        if question.figure.measure != measure
        and flow_of(question.figure, question.nature, measures) not in flows
    ]


def _by_year(asked: dict[str, list[Question]], party: str, within: Period | None) -> _Years:
    """Return the questions of each year and column, and those of the period asked for."""
    years: _Years = {}
    for other, every in asked.items():
        for question in every:
            is_asked = within and _is_of(question, within)
            if (year := within if is_asked else _year(question)) is not None:
                column = Column(other, partner_end(question.figure, party))
                years.setdefault(year, {}).setdefault(column, []).append(question)
    return years


def _is_of(question: Question, within: Period) -> bool:
    """Return whether a question is about the period asked for, or part of one up to a year long."""
    period = question.period
    if period.same_span(within):
        return True
    at_date = timing.holds_at_date(question)
    is_inside = period.ends_in(within) if at_date else within.covers(period)
    return is_inside and within.length <= SHORTEST_YEAR and (at_date or not period.unspecified)


def _year(question: Question) -> Period | None:
    """Return the full year that a question is about, or lies in; None of several, or if unknown."""
    period = question.period
    same = period.start and period.last and period.start.year == period.last.year
    if timing.holds_at_date(question):
        day = period.last or period.start if same or not period.unspecified else None
    elif period.is_full_year:
        return period.whole
    else:
        day = period.start if same and not period.unspecified else None
    return Period.parse(f"{day.year:04}") if isinstance(day, date) else None


def _has_year(years: _Years, within: Period | None) -> bool:
    """Return whether a number is about all of a year, of one that was asked for, and not a date."""
    return any(
        question.period.same_span(year) and not timing.holds_at_date(question)
        for year, of_year in years.items()
        for question in chain.from_iterable(of_year.values())
        if (within is None or within.covers(year)) and not question.figure.absent
    )


def _cell(
    candidates: list[Question], year: Period, table: tuple[str, str, bool], query: Query
) -> Cell:
    """Return the cell of a year: with a full one, in the unit of the table, if there is one.

    Of numbers for a year, or for parts of it, as a count of one day is beside years, one of the
    measure comes before one that a side reports in the other measure; what is not published comes
    last. Of what holds at a date it is the latest, unless the year itself was asked for.
    """
    measure, unit, has_years = table
    is_asked = query.within is not None and year.same_span(query.within)

    def is_of_date_alone(question: Question) -> bool:
        return timing.holds_at_date(question) and not has_years

    def is_part(question: Question) -> bool:
        return not (question.period.same_span(year) or is_of_date_alone(question))

    def weight(question: Question) -> tuple[object, ...]:
        figure, period = question.figure, question.period
        at_date = is_of_date_alone(question)
        is_whole = period.same_span(year) and (is_asked or not at_date)
        time = timing.latest(question) if at_date else (period.length, period.reached)
        kind = not figure.absent, not is_part(question), figure.measure == measure
        return *kind, is_whole, figure.unit == unit, time, figure.id

    best = max(within_dates(candidates, query), key=weight)
    return Cell(best, is_part(best))


def partner_end(figure: Figure, party: str) -> str:
    """Return "to" or "from", as a figure goes to the partner of a party or from it; else ""."""
    return "" if figure.from_ is None else "to" if figure.from_ == party else "from"
