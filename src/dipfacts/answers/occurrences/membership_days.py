"""The days on which a party was a member of a body, by the claims on one membership."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.occurrences.relation_class import Standing, of_one_date
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.period import Period
from dipfacts.model.query import FAR
from dipfacts.model.stage import relation_or_event
from dipfacts.model.status import class_of
from dipfacts.record import Record

Span = tuple[int, int]
"""Days as ordinals: the first, and the one after the last."""


class _Periods(Record, frozen=True):
    """The periods in which a membership is in force, and those since which it is over or paused."""

    held: list[Period]
    left: list[Period]
    paused: list[Period]

    def resumed(self, day: int) -> int:
        """Return the first day after one on which it begins to be in force; 0 for none."""
        later = (period.start_day for period in self.held if (period.start_day or 0) > day)
        return min(filter(None, later), default=0)

    @property
    def ends(self) -> list[int]:
        """The days on which it was over, and not in force again later."""
        left = [day for day in map(_first_day, self.left) if not self.resumed(day)]
        return [*filter(None, [*map(_day_after, self.held), *left])]

    @property
    def gaps(self) -> list[Span]:
        """The days on which it was over until it was in force again, and those of pauses."""
        left = [(day, self.resumed(day)) for day in map(_first_day, self.left)]
        paused = [
            (day, _day_after(period) or self.resumed(day) or FAR)
            for period in self.paused
            if (day := _first_day(period))
        ]
        return [(first, after) for first, after in [*left, *paused] if after]


def spans(one: Occurrence, standing: Standing, ends_first: bool) -> list[Span]:
    """Return the spans of days of a membership.

    A beginning that is not known is at any time, and so is the end of one that stands. Of several
    ends the last counts, or the first. What is paused, or left until it is joined again, is none.
    """
    known = _periods(one)
    after = FAR
    if ends_first:
        after = min(known.ends, default=FAR)
    elif standing.name == "over":
        after = max(known.ends, default=standing.after)
        after = min(after, standing.after or after)
    elif of_one_date(one):
        after = max((period.reached for period in known.held), default=0)
    if not known.held or not after:
        return []
    return without([(min(map(_first_day, known.held)), after)], known.gaps)


def _periods(one: Occurrence) -> _Periods:
    claims = [(relation_or_event(it).status, it.period) for it in one.counting if it.period]
    held, left, paused = (
        [period for status, period in claims if class_of(status) == state]
        for state in ("standing", "over", "paused")
    )
    return _Periods(held, left, paused)


def without(days: list[Span], gaps: Iterable[Span]) -> list[Span]:
    """Return spans of days without those of others.

    >>> without([(1, 9)], [(3, 5), (8, 12)])
    [(1, 3), (5, 8)]
    """
    for first, after in gaps:
        parts = [((a, min(b, first)), (max(a, after), b)) for a, b in days]
        days = [(a, b) for both in parts for a, b in both if a < b]
    return days


def _first_day(period: Period) -> int:
    return period.start_day or 0


def _day_after(period: Period) -> int | None:
    """Return the day after the last; None of a date alone, which is a beginning."""
    return period.end_day if period.is_interval else None
