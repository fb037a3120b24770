"""The time that a question is about: whether it is all that was asked for, and in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dipfacts.model import display
from dipfacts.model.figures import spans
from dipfacts.model.figures.agreement import Question
from dipfacts.model.periods.calendar import SHORTEST_YEAR
from dipfacts.model.periods.dates import DASH, FROM
from dipfacts.model.periods.period import Period
from dipfacts.record import T


def is_partial(question: Question, asked: Period | None) -> bool:
    """Return whether a question that answers covers only a part of what was asked."""
    if asked is not None:
        return not (question.period.same_span(asked) or holds_at_date(question))
    # What is of one day is an event's, and no part of a year's number.
    is_of_a_day = question.period.is_of_a_day
    return is_within_year(question) and is_no_year(question) and not is_of_a_day


def is_part(question: Question, asked: Period | None) -> bool:
    """Return whether a question is about a part of what was asked, and not of another time, too."""
    return is_partial(question, asked) and (asked is None or asked.covers(question.period))


def is_no_year(question: Question) -> bool:
    """Return whether a number over time is one of a part of a year, of several, or of no known one.

    Only what lies within a year is a part of it (`is_partial`).
    """
    return not (holds_at_date(question) or question.period.is_full_year)


def is_within_year(question: Question) -> bool:
    """Return whether all the time that a number may be of is shorter than a year."""
    return (question.period.whole.days or SHORTEST_YEAR) < SHORTEST_YEAR


def holds_at_date(question: Question) -> bool:
    """Return whether the number holds at a date, and not over a period."""
    return spans.is_at_date(question.period, question.nature)


def latest(question: Question) -> tuple[int, int]:
    """Return the key that sorts by the last day that is surely reached, then by length.

    What holds at a date is later the better that is known: 31 December 2023 than 2023.
    """
    period = question.period
    if holds_at_date(question):
        return period.reached, period.start_day or period.reached - 1
    return period.reached, -(period.start_day or 0)


def newest_of_usual_kind(
    items: Iterable[T],
    kinds: Mapping[str | None, int],
    year_of: Callable[[T], Period],
    newest: Callable[[T], Any],
) -> T:
    """Return the newest of some items about full years, of the kind that most figures have.

    `kinds` counts the figures for calendar years, for fiscal ones, …. Of kinds that equally many
    have it is that of the newest item.
    """
    return max(items, key=lambda it: (kinds[year_of(it).year_kind], newest(it)))


def when(question: Question) -> str:
    """Return the period of a question in a sentence, as `when_of`."""
    return when_of(question.period, question.nature)


def when_of(period: Period, nature: str) -> str:
    """Return a period in a sentence: 'in 2021', 'on 5 Dec 2022', 'from 1 Jan to 5 Dec 2022'."""
    if not is_in_days(period, nature):
        return display.when(period, nature)
    days = display.span(period, nature)
    return FROM + days.replace(DASH, " to ") if DASH in days else f"on {days}"


def is_in_days(period: Period, nature: str) -> bool:
    """Return whether a period is told by its days, before which a sentence says no 'in'."""
    is_in = display.preposition(period, nature) == "in"
    return is_in and period.precision == "day" and display.span(period, nature)[:1].isdigit()
