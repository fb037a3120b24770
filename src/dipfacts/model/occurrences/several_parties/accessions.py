"""Parties that entered a relation of several later, or are back in it, by what one source says.

One enters what stands: what had ended by then, or was paused, is in force anew for all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.file_format.status import class_of
from dipfacts.model.occurrences.ends import ENDS, ends, goes_on
from dipfacts.model.occurrences.several_parties.participation import Parties, PartiesOf
from dipfacts.model.occurrences.several_parties.party_courses import (
    IS_ON,
    changes_of,
    effective_day,
    parties_of,
    stands,
)
from dipfacts.model.occurrences.stages.stage import status_of

Move = tuple[int, Parties, bool]
"""A day, for whom something began then, and whether it is over for them, or paused."""


def moves_of(facts: list[Fact], exits: PartiesOf) -> list[Move]:
    """Return when it was in force, paused or over, and for whom, by claims in order of time.

    The end of a term is none, but of those who left by it.
    """
    begun = (it for it in facts if class_of(status_of(it)) != "not-yet")
    moves = (
        (day, parties_of(fact), state != IS_ON)
        for fact in begun
        for day, state, _ in changes_of(fact)
        if fact.id in exits or not stands(fact) or state == IS_ON
    )
    return sorted(moves, key=lambda move: move[0])


def who_entered(fact: Fact, others: Iterable[Fact], moves: list[Move]) -> set[Parties]:
    """Return the parties new in a claim, each by itself, or back, by the claims before.

    Several who are back have it among themselves again. Nobody if no claim is before.
    """
    smaller = [it for it in others if _entered_later(it, fact, moves)]
    if not smaller:
        return set()
    left = [_left_between(it, fact, moves) for it in smaller]
    before = (parties_of(it) - _left_alone(out) for it, out in zip(smaller, left, strict=True))
    back = set[Parties].intersection(*left)
    several = {own for own in back if len(own) > 1 and own <= parties_of(fact)}
    return {frozenset((it,)) for it in parties_of(fact).difference(*before)} | several


def _entered_later(fact: Fact, later: Fact, moves: list[Move]) -> bool:
    """Return whether a claim names more from a later day than another of the same source.

    Or those who are back in force. It need not name who had left in between.
    """
    is_of_one = fact.claim.source == later.claim.source and len(fact.claim.everyone) > 1
    if not is_of_one or not effective_day(fact) < effective_day(later) < FAR:
        return False
    if _is_outlived(fact, later):
        return False
    before, then = parties_of(fact), parties_of(later)
    left = _left_between(fact, later, moves)
    is_back = stands(later) and any(own <= then for own in left)
    return before - _left_alone(left) <= then and (is_back or not then <= before)


def _is_outlived(fact: Fact, later: Fact) -> bool:
    """Return whether the term of a claim ends before that of a later one: this is a term of all.

    That it goes on says so if it begins, or was made, after that end.
    """
    until = min((end.after for end in ends([fact], ENDS)), default=FAR)
    own = max((end.first for end in ends([later], ENDS)), default=0)
    begun = max(effective_day(later), made(later) if goes_on(later) else 0)
    return until <= max(own, begun)


def _left_between(fact: Fact, later: Fact, moves: list[Move]) -> set[Parties]:
    """Return those who left between the beginnings of two claims, and were not back by then.

    Or on a day that nobody gives. Of several it is what these had among themselves.
    """
    first, then = effective_day(fact), effective_day(later)
    left = set[Parties]()
    for day, own, is_exit in moves:
        if is_exit and (first < day <= then or day == FAR):
            left.add(own)
        elif not is_exit and first < day < then:
            left = {it for it in left if not it <= own}
    return left


def _left_alone(left: Collection[Parties]) -> Parties:
    """Return those who left by themselves."""
    return frozenset[str]().union(*(own for own in left if len(own) == 1))
