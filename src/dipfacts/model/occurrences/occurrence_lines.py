"""The lines of a timeline that a relation or an event has: its day, and which end of it that is."""

from __future__ import annotations

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import CALLED_OFF
from dipfacts.model.occurrences.ends import (
    BEGINS,
    ENDS,
    End,
    Side,
    answering_ends,
    finest,
    joined_days,
    possible_days,
)
from dipfacts.model.occurrences.stages.stage import Stage, status_of
from dipfacts.model.periods.period import Period
from dipfacts.record import Record


class Line(Record, frozen=True):
    """A line of a timeline."""

    fact: Fact  # the claim whose day it is
    side: Side  # the end of a relation that it tells of
    status: str
    day: int | None = None  # an ordinal; None where it is undated
    spread: int | None = None  # the other end of the days on which it may lie
    periods: tuple[Period, ...] = ()  # what it is shown as: several where claims differ
    besides: tuple[tuple[int, int], ...] = ()
    """Other days by which it is found: those of claims to which some are preferred."""

    @property
    def period(self) -> Period | None:
        """The period of its claim; that of an event as precise as all claims together give it."""
        is_given = self.fact.type == "event" and len(self.periods) == 1
        return self.periods[0] if is_given else self.fact.period

    @property
    def spans(self) -> list[tuple[int, int]]:
        """The days that a beginning or an end may be, apart and in order; none where it is undated.

        Each is a first and a last day, 0 and FAR where one is unknown, as of [..2020]: of a year
        any of its days, of a set its whole span, and where sources differ the day of each, but none
        between these.
        """
        known = [day for day in (self.day, self.spread) if day]
        return [] if self.day is None else possible_days(self.periods, known)

    @property
    def found(self) -> list[tuple[int, int]]:
        """The days by which it is found, as `spans`."""
        spans = self.spans
        return joined_days([*spans, *self.besides]) if spans and self.besides else spans

    @property
    def reach(self) -> tuple[int | None, int | None]:
        """The first and the last of the days by which it is found, those that are not `day`."""
        spans = self.found
        if spans in ([], [(self.day, self.day)]):
            return None, None
        first, last = spans[0][0], spans[-1][1]
        return first if first != self.day else None, last if last != self.day else None

    def reaches(self, first: int, after: int) -> bool:
        """Return whether the beginning or the end of a relation may lie in these days."""
        return any(begin < after and first <= last for begin, last in self.found)


def line_of(stage: Stage, side: Side) -> Line:
    """Return the line of the beginning or the end of a stage of a relation."""
    given = stage.preferred_ends(side) or (
        stage.beginnings if side == BEGINS else stage.ends_with_rivals
    )
    rows = [end for end in given if side == BEGINS or end.is_of_period]
    chosen = finest(rows or given, side)  # the claim of a date alone has no line of an end
    every = answering_ends(given, side)
    first, last = _outermost(every)
    latest = chosen.after - 1 if chosen.after < FAR and len(every) == 1 else last
    day, spread = (first or last, last) if side == BEGINS else (latest, first)
    spread = last if spread == day else spread
    periods = tuple(stage.possible_dates(side)) or (chosen.period,)
    is_wide = day is not None and (chosen.period.unspecified or len(every) > 1)
    return Line(chosen.fact, side, stage.status, day, spread if is_wide else None, periods)


def line_of_one(stage: Stage, begun: list[End]) -> Line:
    """Return the line of the beginning of a stage, where one of some beginnings is right."""
    first, last = _outermost(begun)
    is_wide = len(begun) > 1 or begun[0].period.unspecified
    spread = last if is_wide and last != first else None
    periods = tuple(dict.fromkeys(end.period for end in begun))
    return line_of(stage, BEGINS).replaced(day=first or last, spread=spread, periods=periods)


def line_of_ends(ends_given: list[End]) -> Line:
    """Return the line of the end of a relation, of which one of some is right.

    It is that of the claim with the latest of a period: the date alone has no line of an end.
    """
    fact = finest([end for end in ends_given if end.is_of_period], ENDS).fact
    ends_given = [end for end in ends_given if end.fact.claim.rank == "preferred"] or ends_given
    every = answering_ends(ends_given, ENDS)
    first, last = _outermost(every)
    is_wide = len(every) > 1 or every[0].period.unspecified
    spread = first if is_wide and first != last else None
    periods = tuple(dict.fromkeys(end.period for end in every))
    return Line(fact, ENDS, status_of(fact), last, spread, periods)


def _outermost(ends: list[End]) -> tuple[int | None, int | None]:
    """Return the first and the last day that ends may be, as far as they are known."""
    first = min((end.first for end in ends if end.first), default=None)
    return first, max((end.after - 1 for end in ends if end.after < FAR), default=None)


def line_of_event(stages: list[Stage]) -> Line:
    """Return the line of an event, of which the last stage tells; it has a plan's day if need be.

    A claim that calls off what was planned, and names no day, speaks of the day of the plan.
    """
    stage, fact = stages[-1], stages[-1].preferred[0]
    dating = stage.dating
    if not dating and stage.status in CALLED_OFF:
        dating = next((plan.dating for plan in reversed(stages) if plan.dating), [])
    if not dating:
        return Line(fact, BEGINS, stage.status)
    sure = [fact for fact, period in dating if not period.unspecified]
    periods = tuple(dict.fromkeys(period for _, period in dating))
    first = min((period.start_day for period in periods if period.start_day), default=None)
    last = max((period.end_day - 1 for period in periods if period.end_day), default=None)
    spread = last if len(periods) > 1 or periods[0].unspecified else None
    if dating is stage.dating:
        fact = sure[0] if sure else dating[0][0]
    return Line(fact, BEGINS, stage.status, first or last, spread, periods)
