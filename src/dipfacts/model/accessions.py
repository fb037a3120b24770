"""Parties that entered a relation of several later, or are back in it, by what one source says."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.model.participation import Parties, PartiesOf
from dipfacts.model.party_courses import effective_day, parties_of, stands
from dipfacts.model.query import FAR, Fact

Move = tuple[int, Parties, bool]
"""A day, for whom something began then, and whether it is over for them, or paused."""


def moves_of(facts: list[Fact], exits: PartiesOf) -> list[Move]:
    """Return when who left, or was in force, by claims in order of time."""
    every = [(effective_day(it), parties_of(it), it.id in exits) for it in facts]
    told = [it for it, fact in zip(every, facts, strict=True) if it[-1] or stands(fact)]
    return sorted(told, key=lambda move: move[0])


def who_entered(fact: Fact, others: Iterable[Fact], moves: list[Move]) -> Parties:
    """Return who is new in a claim, or is back, by the claims before; nobody if none is before."""
    smaller = [it for it in others if _entered_later(it, fact, moves)]
    before = (parties_of(it) - _left_between(it, fact, moves) for it in smaller)
    return parties_of(fact).difference(*before) if smaller else frozenset()


def _entered_later(fact: Fact, later: Fact, moves: list[Move]) -> bool:
    """Return whether a claim names more from a later day than another of the same source.

    Or those who are back in force. It need not name who had left in between.
    """
    is_of_one = fact.claim.source == later.claim.source and len(fact.claim.everyone) > 1
    if not is_of_one or not effective_day(fact) < effective_day(later) < FAR:
        return False
    before, then = parties_of(fact), parties_of(later)
    left = _left_between(fact, later, moves)
    is_back = stands(later) and bool(left & then)
    return before - left <= then and (is_back or not then <= before)


def _left_between(fact: Fact, later: Fact, moves: list[Move]) -> Parties:
    """Return those who left between the beginnings of two claims, and were not back by then.

    Or on a day that nobody gives.
    """
    first, then = effective_day(fact), effective_day(later)
    left: Parties = frozenset()
    for day, own, is_exit in moves:
        if is_exit and (first < day <= then or day == FAR):
            left |= own
        elif not is_exit and first < day < then:
            left -= own
    return left
