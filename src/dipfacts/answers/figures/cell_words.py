"""The number of a cell of partners side by side, in words."""

from __future__ import annotations

from dipfacts.answers.answer import Answer
from dipfacts.answers.derived.inputs import basis_in_words
from dipfacts.answers.figures import headline
from dipfacts.answers.figures.absent import absent_of_same, reasons
from dipfacts.answers.figures.partner_table import SideBySide
from dipfacts.answers.figures.sides import acts_for, is_said, reporter, verb_of
from dipfacts.model import display
from dipfacts.model.agreement import Question, figure_of
from dipfacts.model.groups import grouped
from dipfacts.model.tables import Figure


def amount(answer: Answer, table: SideBySide, question: Question) -> str:
    """Return '$3 billion', '$3 billion (cif, as Egypt reports)' of what one side alone reports.

    What is told by others in the measure of that side is '$3 billion (imports, as the UN reports)'.
    Where definitions and valuations in a table differ, each number has its own.
    """
    if question.figure.absent:
        return reasons(absent_of_same(question, answer.absent))
    text = display.value_or_spread(question)
    stated = question.finest
    is_other = table.is_of_other_side(question)
    is_told = is_other or (table.bases_differ and question.value is not None)
    basis = basis_in_words(stated) if is_told else ""
    label, who = _as_reported(answer, question) if is_other else ("", "")
    status = None if question.value is None else stated.status
    return display.marked(text, (label, basis, who), status)


def _as_reported(answer: Answer, question: Question) -> tuple[str, str]:
    """Return ('imports', 'as the UN reports'); of the two sides themselves the latter alone."""
    figures = [figure_of(fact) for fact in question.counting]
    whose = {acts_for(answer.base, figure.reporter) for figure in figures}
    label = headline.lower_label(answer.base.measures[question.figure.measure])
    is_others = bool(whose - {*question.figure.everyone})
    return label if is_others else "", f"as {_who_gives(answer, figures)}"


def _who_gives(answer: Answer, figures: list[Figure]) -> str:
    """Return 'the UN and Egypt report', 'Zedland says', 'Egypt reports and Zedland says'."""
    alike = grouped((is_said(figure), figure) for figure in figures)
    texts = []
    for same in alike.values():
        who = dict.fromkeys(reporter(answer, figure) for figure in same)
        several = len(who) > 1 or (is_said(same[0]) and len(same[0].claimants) > 1)
        texts.append(f"{display.listed(who)} {verb_of(same[0], several=several)}")
    return display.listed(texts)
