"""The days on which a party was a member of a body, by the claims on one membership."""

from __future__ import annotations

from collections.abc import Iterable

from dipfacts.answers.occurrences.relation_class import Standing, has_one_date
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.status import class_of
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.periods.dates import Days
from dipfacts.model.periods.period import Period
from dipfacts.record import Record


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
    def beginnings(self) -> list[int]:
        """The days on which it began, but for those on which it was in force again."""
        starts = sorted(map(_first_day, self.held))
        stops = map(_first_day, [*self.left, *self.paused])
        first = min(filter(None, stops), default=FAR)
        return [day for day in starts if day <= first] or starts[:1]

    @property
    def ends(self) -> list[int]:
        """The days on which it was over, and not in force again later."""
        left = [day for day in map(_after_first, self.left) if not self.resumed(day)]
        return [*filter(None, [*map(_day_after, self.held), *left])]

    @property
    def gaps(self) -> list[Days]:
        """The days on which it was over until it was in force again, and those of pauses."""
        left = [(day, self.resumed(day)) for day in map(_after_first, self.left)]
        paused = [
            (day, _day_after(period) or self.resumed(day) or FAR)
            for period in self.paused
            if (day := _after_first(period))
        ]
        return [(first, after) for first, after in [*left, *paused] if after]


def spans(
    occurrence: Occurrence, standing: Standing, is_certain: bool, may_be_over: bool
) -> list[Days]:
    """Return the spans of days of a membership.

    A beginning that is not known is at any time, and so is the end of one that stands. What is
    paused, or left until it is joined again, is none. Where sources differ on an end, or it
    `may_be_over`, those that are certain reach from the last beginning to the first end.
    """
    known = _periods(occurrence)
    if not known.held:  # an end alone
        after = (min if is_certain else max)(known.ends, default=0)
        return days_without([(0, min(after, standing.after or after))], known.gaps) if after else []
    if all(it.text.startswith("[") for it in known.held):  # before the last of them none is sure
        after = max(map(_day_after_all, known.held))
        return [(after - 1, after)]
    after = FAR
    if is_certain and standing.name == "paused" and not known.gaps:  # since nobody knows when
        after = _known_until(known.held)
    elif is_certain and (may_be_over or "period.end" in occurrence.differ):
        after = min(known.ends, default=FAR)
    elif standing.name == "over":
        after = max(known.ends, default=standing.after) or _known_until(known.held)
        after = min(after, standing.after or after)
    elif has_one_date(occurrence):
        after = _known_until(known.held)
    differs = is_certain and "period.start" in occurrence.differ
    first = (max if differs else min)(known.beginnings)
    return days_without([(first, after)], known.gaps) if first < after else []


def _periods(occurrence: Occurrence) -> _Periods:
    """Return the periods of claims: what is over by an interval was in force in it."""
    claims = [(relation_or_event(it).status, it.period) for it in occurrence.counting if it.period]
    held, left, paused = (
        [period for status, period in claims if class_of(status) == state]
        for state in ("standing", "over", "paused")
    )
    terms = [period for period in left if period.is_interval]
    return _Periods([*held, *terms], [it for it in left if not it.is_interval], paused)


def _day_after_all(period: Period) -> int:
    """Return the day after the last that a period may reach."""
    return period.end_day or FAR


def _known_until(held: Iterable[Period]) -> int:
    """Return the day after the last on which a membership of no known end surely was in force."""
    return max(period.reached for period in held)


def days_without(days: list[Days], gaps: Iterable[Days]) -> list[Days]:
    """Return spans of days without those of others.

    >>> days_without([(1, 9)], [(3, 5), (8, 12)])
    [(1, 3), (5, 8)]
    """
    for first, after in gaps:
        parts = [((a, min(b, first)), (max(a, after), b)) for a, b in days]
        days = [(a, b) for both in parts for a, b in both if a < b]
    return days


def _first_day(period: Period) -> int:
    return period.start_day or 0


def _after_first(period: Period) -> int:
    """Return the day after the first date of a period: who left in 2021 was a member in 2021."""
    first = period.ends[0] if period.is_interval else period
    return (first and first.end_day) or 0


def _day_after(period: Period) -> int | None:
    """Return the day after the last; None of a date alone, which is a beginning."""
    return period.end_day if period.is_interval else None
