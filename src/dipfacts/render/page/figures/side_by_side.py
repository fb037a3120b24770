"""Partners side by side laid out: a column for each, a row a year."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, once
from dipfacts.answers.claims.basis import basis_in_words
from dipfacts.answers.claims.flow_direction import with_way
from dipfacts.answers.comparison.beside_tables import in_no_column
from dipfacts.answers.comparison.cell_words import cell_amount
from dipfacts.answers.comparison.partner_table import (
    Cell,
    Column,
    SideBySide,
    in_brackets,
    is_of_other_time,
)
from dipfacts.answers.comparison.side_by_side import claims, party_in_words
from dipfacts.answers.mirror_data.sides import other_side_reports, pair_of
from dipfacts.answers.remark import Remark
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question
from dipfacts.model.periods.period import Period
from dipfacts.render.page.document import Numbering, Row, Section, note_mark
from dipfacts.render.page.draft import HALF, Draft
from dipfacts.render.page.figures import figures
from dipfacts.render.page.figures.measure_notes import as_remarks, measure_notes, with_notes
from dipfacts.render.page.figures.plot import Plot
from dipfacts.render.page.figures.spots import Spot, spot, years_listed
from dipfacts.text import plain

DIFFER = "≠"
FEWEST = 2  # years that make a line

_Year = tuple[Period, dict[Column, Cell]]


def sections(answer: Answer, draft: Draft) -> list[Section]:
    """Lay out the tables, the title of each says what its mark means; then what is in none of them.

    These are groups, parts such as goods alone, partners without a number for a year, and what the
    headline tells in other units.
    """
    tables, listed = list[Section](), list[Question]()
    for table in answer.figures.side_by_side:
        rows = _rows(answer, table, draft)
        listed += (cell.question for _, row in rows for cell in row.values())
        tables.append(_section(answer, table, rows, draft))
    others = in_no_column(answer.figures.side_by_side, answer.figures.questions)
    cells = (cell for table in answer.figures.side_by_side for cell in table.cells)
    placed = {*others, *(cell.question for cell in cells)}
    others += (question for question in answer.figures.main if question not in placed)
    others = draft.fitting(others, "figure", HALF)
    draft.remarks += _notes(answer, [*listed, *others], draft)
    tables += figures.series(answer, draft, others)
    return [*tables, figures.absent(answer, draft)] if answer.figures.absent else tables


def _section(answer: Answer, table: SideBySide, years: list[_Year], draft: Draft) -> Section:
    rows = []
    for year, row in years:
        used = (claims(answer, cell.question) for cell in row.values())
        marks = draft.marks(fact for facts in used for fact in facts)
        cells = (
            _marked(answer, table, row[column], year, draft) if column in row else "–"
            for column in table.columns
        )
        rows.append(Row((year.show(), *cells, marks)))
    columns = [_column_name(answer, column) for column in table.columns]
    is_marked = any(DIFFER in cell for row in rows for cell in row.cells)
    legend = f" ({DIFFER} where claims differ)" if is_marked else ""
    head = "Year" if all(year.is_full_year for year, _ in table.rows) else "Period"
    return Section(title(answer, table) + legend, (head, *columns, "Source"), rows)


def _notes(answer: Answer, questions: list[Question], draft: Draft) -> list[Remark]:
    """Return the notes of all measures, and which claims have one; a short page counts these."""
    each = (fact for it in questions for fact in (*it.facts, *claims(answer, it)))
    noted = [fact.id for fact in once(each) if fact.claim.note]
    of_measures = as_remarks(measure_notes(answer, [*answer.figures.main, *questions]))
    if draft.is_short:
        draft.leave_out(len(noted), "note")
        return of_measures
    return [*of_measures, *with_notes(noted)]


def _rows(answer: Answer, table: SideBySide, draft: Draft) -> list[_Year]:
    """Return the newest years; that of the headline is the last, if it is not among them."""
    rows = draft.fitting(table.rows, "year")
    of_headline = answer.figures.main
    main = [it for it in table.rows if any(cell.question in of_headline for cell in it[1].values())]
    if rows and main and main[0] not in rows:
        rows[-1] = main[0]
    return rows


def title(answer: Answer, table: SideBySide) -> str:
    """Return 'Trade turnover of Azerbaijan with each', with the basis that all numbers share."""
    label = plain(answer.base.measures[table.measure].label)
    with_each = not table.party or any(column.partner_end for column in table.columns)
    of_whom = f"{party_in_words(answer.base, table)}{'' if with_each else ' with each'}"
    return ", ".join(filter(None, (f"{label}{of_whom}", table.common_basis)))


def _marked(
    answer: Answer, table: SideBySide, cell: Cell, year: Period, numbering: Numbering
) -> str:
    """Return the words of a cell, with the mark of a note if a claim has one."""
    text = _cell_text(answer, table, cell, year)
    return text + note_mark(claims(answer, cell.question), terse=numbering.terse)


def _cell_text(answer: Answer, table: SideBySide, cell: Cell, year: Period) -> str:
    """Return '$4.3 billion to $4.4 billion ≠', '$3.4 billion (Jan–Aug 2025)'."""
    question = cell.question
    text = cell_amount(answer, table, question)
    pair = pair_of(answer, question)
    if question.agreement == "conflict" or (pair and pair.asymmetry):
        text += f" {DIFFER}"
    if pair and (pair.differ or pair.of_others):  # the other side's number is in no cell
        text += f" ({other_side_reports(answer.base, pair, question)})"
    time = in_brackets(display.span(question.period, question.nature))
    return f"{text}{time}" if is_of_other_time(cell, year) else text


def plot(answer: Answer) -> Plot | None:
    """Return the lines of the first table, over its full years; None where no line has two.

    They are of the kind of most: a fiscal year has no place among calendar years.
    """
    table = answer.figures.side_by_side[0]
    nature = answer.base.measures[table.measure].nature
    full = [year for year, _ in table.rows if year.is_full_year]
    usual = table.newest_of_usual_kind(full).year_kind if full else None
    results: dict[str, dict[int, Spot]] = {}
    missing: dict[str, dict[str, list[int]]] = {}
    for year, row in table.rows:
        for column, cell in row.items():
            if not year.is_full_year or not year.start:
                continue
            name, start = _column_name(answer, column), year.start.year
            why = _why_not_drawn(table, cell)
            if not why and year.year_kind != usual:
                why = display.year_name(year, nature) or "calendar year"
            if why:
                missing.setdefault(name, {}).setdefault(why, []).append(start)
            else:
                results.setdefault(name, {})[start] = _spot(answer, table, cell, year)
    if max(map(len, results.values()), default=0) < FEWEST:
        return None
    names = [_column_name(answer, column) for column in table.columns]
    lines = {name: results[name] for name in names if name in results}
    texts = (
        f"{name} {years_listed(years)} ({why})"
        for name in names
        for why, years in sorted(missing.get(name, {}).items(), key=lambda it: min(it[1]))
    )
    much = sum(len(years) for why in missing.values() for years in why.values())
    return Plot(title(answer, table), table.unit, lines, missing="; ".join(texts), much=much)


def _why_not_drawn(table: SideBySide, cell: Cell) -> str:
    """Return why a cell has no place on a line of full years in one unit; "" if it has one."""
    figure = cell.question.figure
    if not cell.has_number:
        return display.figure_amount(figure)
    if cell.is_part:
        return "a part of the year"
    if table.is_of_other_side(cell.question):
        return "as the other side reports it"
    return "" if figure.unit == table.unit else f"not in {display.unit_name(table.unit)}"


def _spot(answer: Answer, table: SideBySide, cell: Cell, year: Period) -> Spot:
    """Return the spot of a cell on a line; its words are those of the cell."""
    question = cell.question
    time = display.span(question.period, question.nature)
    text = cell_amount(answer, table, question)
    text += in_brackets(time) if is_of_other_time(cell, year) else ""
    is_told = table.bases_differ and question.value is not None
    unsure = f"the claims say {time}" if question.period.is_qualified else ""
    basis = basis_in_words(question.finest) if is_told else ""
    seen = spot(question, text, ", ".join(filter(None, (basis, unsure))))
    return seen.replaced(is_about=question.period.is_qualified)


def _column_name(answer: Answer, column: Column) -> str:
    """Return 'United States', 'to the United States'."""
    (who,) = with_way(answer.base, column.partner_end, [column.partner])
    return f"{column.partner_end} {who}".lstrip()
