"""A line of a timeline."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dipfacts.model.fact import Fact
from dipfacts.model.periods.period import Period
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence


class Entry(Record, frozen=True):
    """One line of a timeline."""

    fact: Fact
    day: int | None  # its ordinal; None where it is undated
    when: str  # the date in words
    mark: str
    """"begins" or "ends"; of an event its status, unless "held"; "30 years" of an anniversary."""
    spread: int | None = None
    """The other end of the days on which it may lie, where that is not one."""
    occurrence: Occurrence | None = None  # the relation or event that it is of

    @property
    def is_end(self) -> bool:
        """Return whether it is the beginning or the end of a relation, or of a stage of it."""
        return self.mark in ("begins", "ends")

    @property
    def is_of_one_stage(self) -> bool:
        """Return whether it is such an end, or a stage without a date of what others date."""
        lines = self.occurrence.lines() if self.occurrence else ()
        return self.is_end or (self.day is None and len(lines) > 1)

    @property
    def period(self) -> Period | None:
        """The period of the claim; that of an event as precise as all claims together give it."""
        event = self.occurrence if self.fact.type == "event" else None
        return event.lines()[0].period if event and len(event.facts) > 1 else self.fact.period

    @property
    def span(self) -> tuple[int, int] | None:
        """The first and the last day, ordinals, on which it may lie; None where it is undated."""
        if not self.day:
            return None
        first, last = sorted((self.day, self.spread or self.day))
        return first, last

    @property
    def is_disputed(self) -> bool:
        """Return whether claims differ on the day; it is not merely known less exactly."""
        is_wide = self.period is not None and self.period.unspecified
        several = self.occurrence is not None and len(self.occurrence.facts) > 1
        return self.spread is not None and several and not is_wide

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which it may lie; None where it is undated."""
        years = [date.fromordinal(day).year for day in self.span or ()]
        return (years[0], years[-1]) if years else None
