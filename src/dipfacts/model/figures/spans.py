"""The days that a figure is about, by the nature of its measure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dipfacts.model.file_format.tables import Figure
from dipfacts.model.periods.period import Period

_AT_DATES = ("count", "rank")  # natures of numbers that hold at a date, or over a period


def span_of(figure: Figure) -> tuple[date | None, date | None]:
    """Return the first day, and the day after the last, of a figure's period."""
    period = Period.parse(figure.period)
    return period.start, period.end


def dates_of(figure: Figure, nature: str) -> tuple[object, ...]:
    """Return the key shared by figures of the same days.

    Of a number at a date the last day counts, however it is written: see `date_at_end`. Some time
    in a span may be another time in each claim, so each has its own key.
    """
    period = Period.parse(figure.period)
    period = date_at_end(period, nature) or period
    return period.start, period.end, figure.id if period.unspecified else None


def date_at_end(period: Period, nature: str) -> Period | None:
    """Return the end of a period without a start, where a number up to it is one at that date.

    2022-10-31 for /2022-10-31 and ../2022-10-31; but a count up to 2022 is none of that year.
    """
    last = None if period.start else period.ends[1]
    return last if last and is_at_date(last, nature) else None


def is_at_date(period: Period, nature: str) -> bool:
    """Return whether a number of that nature and period holds at a date, and not over a period.

    A count of more than a day is one over a period, as a flow is: visitors in a year.
    """
    is_date = period.start is None or period.is_of_a_day
    return nature == "stock" or (nature in _AT_DATES and is_date)


def plainest(periods: Iterable[Period]) -> Period:
    """Return the plainest spelling of one span, a certain one first."""
    return min(periods, key=lambda p: (p.uncertain, p.approximate, len(p.text), p.text))


def otherwise_qualified(figure: Figure, than: Period) -> Period | None:
    """Return the period of a figure that is more, or less, certain of it than a spelling of it."""
    own = Period.parse(figure.period)
    is_alike = (own.uncertain, own.approximate) == (than.uncertain, than.approximate)
    return None if is_alike else own
