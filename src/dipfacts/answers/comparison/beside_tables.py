"""The claims about a partner to tell beside tables of several."""

from __future__ import annotations

from dipfacts.answers.comparison.partner_table import Column, SideBySide, partner_end
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import AHEAD, Question, figure_of
from dipfacts.query.base import Base

_ENDS = "to", "from", ""  # that figures have at a partner, as `partner_end` names them


def in_no_column(tables: list[SideBySide], questions: list[Question]) -> list[Question]:
    """Return the questions that a page lays out below tables: of parties with cells parts alone."""
    with_cells = {
        frozenset(filter(None, (table.party, column.partner)))
        for table in tables
        for _, row in table.rows
        for column in row
    }
    return [
        question
        for question in questions
        if question.figure.scope
        or question.figure.part_of
        or question.figure.party_set not in with_cells
    ]


def beside_tables(
    base: Base, tables: list[SideBySide], partner: str, facts: list[Fact], asked: set[str]
) -> list[Fact]:
    """Return the claims about a partner to tell beside tables; these are made of those `asked`.

    All of them where no table has a number of the partner; else those of the first one's measure,
    in directions without a number in the year of the headline: parts where these have other years.
    Where that has nothing for all of the year, claims of exports beside a turnover that have it.
    """
    main = tables[0]
    year, row = main.latest
    columns = [Column(partner, end) for end in _ENDS]
    own = {column.partner_end: row[column] for column in columns if column in row}
    ends_ever = {
        column.partner_end
        for column in columns
        if any(column in cells for table in tables for _, cells in table.rows)
    }
    has_whole = not all(cell.is_part for cell in own.values())
    reaching = {
        fact.id
        for _, cells in (main.rows if main.is_of_asked else ())
        for column in columns
        if column in cells and column.partner_end not in own
        for fact in cells[column].question.facts
    }
    total_of = base.measures.total_of

    def is_beside(fact: Fact) -> bool:
        figure, period = figure_of(fact), fact.period
        if figure.measure == main.measure:
            end = partner_end(figure, main.party)
            is_part = fact.id not in asked and period is not None and period.overlaps(year)
            return end not in own and (end not in ends_ever or is_part or main.is_of_asked)
        is_same_total = total_of(figure.measure) == total_of(main.measure)
        is_of_year = period is not None and period.same_span(year)
        is_answer = is_of_year and figure.status not in AHEAD
        return is_answer and is_same_total and not has_whole

    return [fact for fact in facts if not ends_ever or fact.id in reaching or is_beside(fact)]
