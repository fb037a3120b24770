"""All that is computed from claims, and what is not computed, with the reasons."""

from __future__ import annotations

from collections.abc import Mapping

from dipfacts.answers.answer import Answer
from dipfacts.answers.claims.basis import Key
from dipfacts.answers.derived.asymmetries import asymmetries
from dipfacts.answers.derived.growth import growth, left_out, no_rates
from dipfacts.answers.derived.inputs import DerivedNumber, Totals, totals_of
from dipfacts.answers.derived.sums import not_added, sums_and_balances
from dipfacts.answers.remark import NOT_DERIVED, Remark
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import BODIES
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def derive(answer: Answer, query: Query, with_rates: bool) -> None:
    """Add all that can be derived from figures of two parties, and why other numbers are not.

    That is left unsaid where no rate is shown.
    """
    base, questions = answer.base, answer.figures.questions
    totals = totals_of(questions, base)
    answer.figures.derived = [
        *sums_for_bloc(questions, totals.index, base, query),
        *sums_and_balances(totals, base),
        *growth(totals, questions, base),
        *_component_shares(questions, base),
        *asymmetries(answer.figures.sides, base),
    ]
    if with_rates:
        texts = _refused(totals, questions, answer.figures.derived, base)
        answer.remarks += (Remark(text, kind=NOT_DERIVED) for text in texts)


def sums_for_bloc(
    questions: list[Question], stated: Mapping[Key, Fact], base: Base, query: Query
) -> list[DerivedNumber]:
    """Return the sums over the members of a bloc, if one is asked about: see `sums_of_members`."""
    parties = base.parties_by_id(query.parties).values()
    if not any(party.kind in BODIES for party in parties):
        return []
    from dipfacts.answers.derived.members import sums_of_members  # lazy: of blocs alone

    return sums_of_members(questions, stated, base, query)


def _component_shares(questions: list[Question], base: Base) -> list[DerivedNumber]:
    """Return the shares of components in their totals, if there is a component."""
    if not _has_components(questions):
        return []
    from dipfacts.answers.derived.component_shares import component_shares  # lazy: most have none

    return component_shares(questions, base)


def _no_shares(questions: list[Question], base: Base) -> list[str]:
    """Return the reasons why components have no share in their totals, if there is one."""
    if not _has_components(questions):
        return []
    from dipfacts.answers.derived.component_shares import no_shares  # lazy: most have none

    return no_shares(questions, base)


def _has_components(questions: list[Question]) -> bool:
    """Return whether some questions are about parts of what others are about."""
    return any(question.figure.part_of for question in questions)


def _refused(
    totals: Totals, questions: list[Question], derived: list[DerivedNumber], base: Base
) -> list[str]:
    """Return the sentences on numbers that are not computed, and on claims that rates leave out."""
    rates = no_rates(totals, questions, derived, base)
    has_rates = any(it.kind == "growth" for it in derived)
    rest = left_out(totals, derived) if has_rates or not rates else []
    return [*not_added(totals, base), *_no_shares(questions, base), *rates, *rest]
