"""The answers that change with claims: only what a changed claim touches is answered again."""

from __future__ import annotations

from dipfacts.diff import figures, headlines, occurrences, places
from dipfacts.diff.claims import Claims
from dipfacts.diff.declared import Declared
from dipfacts.diff.effect import Effect
from dipfacts.diff.states import ComparedState
from dipfacts.diff.touched import touched
from dipfacts.model.file_format.tables import Figure
from dipfacts.record import Record


class Effects(Record, frozen=True):
    """The answers that change.

    `left_out` counts headlines and rankings that were not looked at, `unasked` the claims that
    refer to an edited table of which the answers were not.
    """

    answers: list[Effect]
    left_out: int
    unasked: int


def effects(old: ComparedState, new: ComparedState, claims: Claims, declared: Declared) -> Effects:
    """Return the answers that change with claims, and with what they refer to."""
    these = touched(old, new, claims, declared)
    numbers = figures.changed(old, new, these)
    of_occurrences = [*occurrences.changed(old, new, these.every, these.names)]
    heads, more_heads = headlines.changed(old, new, numbers, these)
    facts = [it for pair in these.through for it in pair if it and isinstance(it.claim, Figure)]
    ranked, more_ranked = places.changed(old, new, numbers, facts)
    answers = [*numbers, *of_occurrences, *heads, *ranked]
    return Effects(answers, more_heads + more_ranked, these.unasked)
