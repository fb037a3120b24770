"""The number of a cell of partners side by side, in words."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.answer import Answer, in_sentence
from dipfacts.answers.claims import subject_words, timing
from dipfacts.answers.claims.basis import basis_in_words
from dipfacts.answers.comparison.partner_table import Column, SideBySide
from dipfacts.answers.mirror_data.sides import (
    acts_for,
    is_said,
    other_side_reports,
    pair_of,
    reporter,
    verb_of,
)
from dipfacts.answers.statements.absent import absent_of_same, reasons
from dipfacts.answers.statements.differences import who_differs_in_what
from dipfacts.answers.statements.same_series import MOST_UNITS, in_other_units
from dipfacts.model import display
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.groups import grouped
from dipfacts.query.base import Base


def cell_amount(answer: Answer, table: SideBySide, question: Question) -> str:
    """Return '$3 billion', '$3 billion (cif, as Egypt reports)' of what one side alone reports.

    What is told by others in the measure of that side is '$3 billion (imports, as the UN reports)'.
    Where definitions and valuations in a table differ, each number has its own.
    """
    if question.figure.absent:
        return reasons(absent_of_same(question, answer.figures.absent))
    text = display.value_or_spread(question)
    stated = question.finest
    is_other = table.is_of_other_side(question)
    is_told = is_other or (table.bases_differ and question.value is not None)
    basis = basis_in_words(stated) if is_told else ""
    label, who = _as_reported(answer.base, question) if is_other else ("", "")
    status = None if question.value is None else stated.status
    return display.marked(text, (label, basis, who), status)


def amount_in_sentence(answer: Answer, table: SideBySide, question: Question, when: str) -> str:
    """Return a number, when that is, whether sources differ, and what the other side reports."""
    is_conflict = question.agreement == "conflict"
    rank = "preferred, " if question.preferred else ""
    differ = f" ({rank}{who_differs_in_what(answer.base, question)})" if is_conflict else ""
    pair = pair_of(answer, question)
    both = f" ({other_side_reports(answer.base, pair, question)})" if pair else ""
    return cell_amount(answer, table, question) + when + differ + both


def say_in_other_units(
    answer: Answer, questions: Iterable[Question], *, is_next: bool = True
) -> None:
    """Add to the headline of partners side by side what is claimed of each in other units.

    But not where all numbers in a unit stand in rows below those of newer numbers. The year of the
    headline is said again unless it is the only one, and this is what is said next.
    """
    if not answer.figures.side_by_side:
        return
    table, every = answer.figures.side_by_side[0], [*questions]
    by_unit = grouped(
        (other.figure.unit, (column, other))
        for column in table.columns
        for other in _in_other_units(answer, table, column, every)
    )
    units = [(unit, own) for unit, own in by_unit.items() if not _are_below(answer, table, own)]
    numbers = [
        *answer.figures.main,
        *(question for _, own in units[:MOST_UNITS] for _, question in own),
    ]
    year, _ = table.latest
    with_time = not (is_next and all(number.period.same_span(year) for number in numbers))
    for unit, own in units[:MOST_UNITS]:
        texts = [_claimed(answer.base, table, *claimed, with_time=with_time) for claimed in own]
        facts = [fact.id for _, question in own for fact in question.counting]
        answer.say_also(f"In {display.unit_name(unit)}: {display.listed(texts)}.", facts)
        main = answer.figures.main
        answer.figures.main = [*main, *(question for _, question in own if question not in main)]


def _in_other_units(
    answer: Answer, table: SideBySide, column: Column, questions: list[Question]
) -> list[Question]:
    """Return the questions of a column in other units than its number's, or than the table's.

    Without what stands beside a number in a cell, as the other side's.
    """
    numbers = _shown(table, column)
    if own := next((question for question in numbers if question in answer.figures.main), None):
        units = [unit.question for unit in in_other_units(own, questions)]
        return [question for question in units if not _is_told(answer, numbers, question)]
    units = [question for question in numbers if question.figure.unit != table.unit]
    return [newest for newest, *_ in grouped((q.figure.unit, q) for q in units).values()]


def _shown(table: SideBySide, column: Column) -> list[Question]:
    """Return the numbers of a column, the newest first."""
    cells = (row[column] for _, row in table.rows if column in row)
    return [cell.question for cell in cells if cell.has_number]


def _is_told(answer: Answer, numbers: list[Question], question: Question) -> bool:
    """Return whether a question is the other side's of another number of a column."""
    others = (pair for other in numbers if (pair := pair_of(answer, other)) and other != question)
    ids = {fact.id for pair in others for fact in pair.facts}
    return ids.issuperset(fact.id for fact in question.counting)


def _are_below(answer: Answer, table: SideBySide, claimed: list[tuple[Column, Question]]) -> bool:
    """Return whether each is in a row below a newer number of a column that the headline tells."""
    each = ((_shown(table, column), question) for column, question in claimed)
    return all(
        question in numbers[1:] and any(number in answer.figures.main for number in numbers)
        for numbers, question in each
    )


def _claimed(
    base: Base, table: SideBySide, column: Column, question: Question, *, with_time: bool
) -> str:
    """Return 'to Ireland 300 t in 2022', or without its time; a basis that is not the table's."""
    who = partner_in_words(base, table, column)
    time = f" {timing.when(question)}" if with_time else ""
    is_conflict = question.agreement == "conflict"
    differ = f" ({who_differs_in_what(base, question)})" if is_conflict else ""
    stated, text = question.finest, display.value_or_spread(question)
    basis = "" if question.value is None else basis_in_words(stated)
    if basis != table.common_basis:
        text = display.marked(text, [basis], stated.status)
    return f"{who} {text}{time}{differ}"


def partner_in_words(base: Base, table: SideBySide, column: Column) -> str:
    """Return 'to Ireland', 'with Ireland', as a figure goes; 'Ireland' where there is no party."""
    link = f"{column.partner_end or 'with'} " if table.party else ""
    return link + in_sentence(base, [column.partner])[0]


def basis_in_common(table: SideBySide, used: list[Question]) -> str:
    """Return ' (fob)', the basis that all numbers of the table's own measure share; '' of none."""
    is_used = not all(map(table.is_of_other_side, used))
    return f" ({table.common_basis})" if is_used and table.common_basis else ""


def _as_reported(base: Base, question: Question) -> tuple[str, str]:
    """Return ('imports', 'as the UN reports'); of the two sides themselves the latter alone."""
    figures = [figure_of(fact) for fact in question.counting]
    whose = {acts_for(base, figure.reporter) for figure in figures}
    label = subject_words.lower_label(base.measures[question.figure.measure])
    is_others = bool(whose - question.figure.party_set)
    return label if is_others else "", f"as {_who_gives(base, figures)}"


def _who_gives(base: Base, figures: list[Figure]) -> str:
    """Return 'the UN and Egypt report', 'Zedland says', 'Egypt reports and Zedland says'."""
    alike = grouped((is_said(figure), figure) for figure in figures)
    texts = []
    for same in alike.values():
        who = dict.fromkeys(reporter(base, figure) for figure in same)
        several = len(who) > 1 or (is_said(same[0]) and len(same[0].claimants) > 1)
        texts.append(f"{display.listed(who)} {verb_of(same[0], several=several)}")
    return display.listed(texts)
