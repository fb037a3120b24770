"""All that is computed from claims, and what is not computed, with the reasons."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.derived.asymmetries import asymmetries
from dipfacts.answers.derived.growth import growth, left_out, no_rates
from dipfacts.answers.derived.inputs import Derived
from dipfacts.answers.derived.sums import no_shares, not_added, shares, sums_and_balances
from dipfacts.answers.mirror import MirrorPair
from dipfacts.model.agreement import Question
from dipfacts.query.base import Base


def everything(questions: list[Question], sides: Iterable[MirrorPair], base: Base) -> list[Derived]:
    """Return all that can be derived: sums, balances, growth, shares and asymmetries."""
    return [
        *sums_and_balances(questions, base),
        *growth(questions, base),
        *shares(questions, base),
        *asymmetries(sides, base),
    ]


def refused(questions: list[Question], derived: list[Derived], base: Base) -> list[str]:
    """Return what is not computed, as the claims are not comparable, and what rates leave out."""
    rates = no_rates(questions, derived, base)
    has_rates = any(entry["kind"] == "growth" for entry in derived)
    rest = left_out(questions, derived, base) if has_rates or not rates else []
    return [*not_added(questions, base), *no_shares(questions, base), *rates, *rest]
