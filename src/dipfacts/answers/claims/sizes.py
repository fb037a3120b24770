"""The size of a number: what it is ranked by, and between which limits a bound leaves it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dipfacts.model.figures.agreement import Question
from dipfacts.model.figures.rounding import side
from dipfacts.model.file_format.tables import Number

Limit = tuple[Number, int]
"""A number, and 1 or -1 of what is above or below it: to be compared with others."""


def size(question: Question) -> Number:
    """Return the number that a question is ranked by: the highest where sources differ."""
    return question.answer_ends[1].number if question.value is None else question.value


def by_size(questions: Iterable[Question]) -> list[Question]:
    """Return the questions with the largest number first; "more than 3" is before 3."""
    return sorted(questions, key=order_of_size)


def order_of_size(question: Question) -> tuple[Any, ...]:
    """Return the key that sorts the largest number first."""
    (low, _), (high, _) = limits(question)
    return -size(question), -high, -low, question.dyad


def limits(question: Question) -> tuple[Limit, Limit]:
    """Return the smallest and the largest number that its place is by: "at least 5" may be 5.

    Where sources differ up to a bound, this alone counts, as the largest number does elsewhere.
    """
    if figure := question.number:
        return (figure.number, 0), (figure.number, 0)
    low, high = question.reach
    figures = [question.ends[1]] if question.is_disputed else question.answering
    if question.is_disputed and is_bound(question):
        low = figures[0].number
    strict = {figure.qualifier for figure in figures} if is_bound(question) else set()
    return (low, int("more-than" in strict)), (high, -int("less-than" in strict))


def claimed(question: Question) -> tuple[Number, Number]:
    """Return the smallest and the largest number that it may be by any claim, preferred or not."""
    low, high = question.reach
    if question.agreement != "conflict":
        return low, high
    least, most = question.spread_reach
    return min(low, least), max(high, most)


def is_bound(question: Question) -> bool:
    """Return whether a bound answers, or is the largest that is claimed: the number is open."""
    if question.number:
        return False
    if question.is_disputed:
        return side(question.ends[1]) > 0
    low, high = question.reach
    return low != high
