"""Days that are known exactly: the two ends of a period, and the anniversaries of a day."""

from __future__ import annotations

import calendar
from datetime import date

from dipfacts.model.periods.calendar import LAST_YEAR
from dipfacts.model.periods.period import Period

Dates = tuple[date | None, date | None]
"""A first and a last day, as far as they are known."""


def bounds(period: Period) -> Dates:
    """Return the first and the last day of a period.

    Each is None that is open, coarser than a day, uncertain or approximate.
    """
    both = period.ends if period.is_interval else (period, period)
    first, last = (end.exact_day if end else None for end in both)
    return first, last


def lasts_until(period: Period) -> date | None:
    """Return the last day on which a period is known to hold; None where no end is known."""
    end = period.ends[1] if period.is_interval else period
    return end.start if end else None


def next_anniversary(first: date, today: date) -> date | None:
    """Return the next anniversary, today or later; that of 29 February is in leap years only."""
    begin = max(today.year, first.year + 1)
    days = (in_year(year, first) for year in range(begin, min(begin + 9, LAST_YEAR + 1)))
    return next((day for day in days if day and day >= today), None)


def in_year(year: int, day: date) -> date | None:
    """Return the same day in another year; None for 29 February in one that has none."""
    is_leap = (day.month, day.day) == (2, 29)
    return None if is_leap and not calendar.isleap(year) else day.replace(year=year)
