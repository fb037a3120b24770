"""The period of a row of SDMX, as TIME_PERIOD and FREQ say together."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dipfacts.importing.derive import UnreadableError, check_period, whole
from dipfacts.importing.sdmx.observation import Observation
from dipfacts.importing.sdmx.stocks import is_at_a_date
from dipfacts.importing.sdmx.words import edtf
from dipfacts.model.period import Period

_YEAR = 12
_NAMES = {_YEAR: "year", 6: "half-year", 3: "quarter", 1: "month"}
_MONTHS = {"A": _YEAR, "S": 6, "Q": 3, "M": 1}
"""Frequencies, with the months of each; H may be half-yearly, and hourly."""
_WORDS = {_YEAR: "annual|year", 6: "half|semest|semi.?annual", 3: "quarter", 1: "month"}
_SAYS_HOW_LONG = re.compile(r"/|^[0-9]{4}-?[QSHTMW][0-9]")
_DAYS = {"W": (7, "week"), "D": (1, "day")}


def period_of(row: Observation) -> str:
    """Return the period of a row as EDTF. Raises UnreadableError."""
    period = edtf(row.of("TIME_PERIOD")) or row.of("TIME_PERIOD")
    check_period(period, "column TIME_PERIOD")
    return period


def as_often(row: Observation, period: str, unit: str) -> str:
    """Return the period of a row, or that which its frequency says of the date in its place.

    Programs that turn periods into dates write the first or the last day. A stock may be of a day,
    however often it is told. Raises UnreadableError where both cannot be right.
    """
    code, label = row.first("FREQ", "FREQUENCY")
    span = Period.parse(whole(period))
    if not span.start or not span.end or _SAYS_HOW_LONG.search(row.of("TIME_PERIOD")):
        return period
    if code in _DAYS:
        most, name = _DAYS[code]
        if (span.end - span.start).days > most:
            raise _unlike(row, name, code)
        return period
    months = _MONTHS.get(code) or _months_in_words(label or code)
    own = (span.end.year - span.start.year) * _YEAR + span.end.month - span.start.month
    more = own - months, span.end.day - span.start.day
    if not months or more == (0, 0) or (more > (0, 0) and months == _YEAR):
        return period  # an average over years may be told each year
    if more < (0, 0):
        if is_at_a_date(row, unit):
            return period
        if around := _around(span.start, span.end, months):
            return around
    raise _unlike(row, _NAMES[months], code)


def _months_in_words(word: str) -> int:
    """Return how many months a frequency has that is told in words; 0 for others.

    >>> [*map(_months_in_words, ("Annual", "Half-yearly, semesterly", "Quarterly", "Weekly"))]
    [12, 6, 3, 0]
    """
    return next((it for it, words in _WORDS.items() if re.match(words, word, re.I)), 0)


def _around(start: date, end: date, months: int) -> str:
    """Return the year, half-year, quarter or month in which a day or month is the first or last.

    It is nothing for other spans.

    >>> day, month = (date(2021, 12, 31), date(2022, 1, 1)), (date(2021, 4, 1), date(2021, 5, 1))
    >>> [_around(*day, it) for it in (12, 6, 1)], [_around(*month, it) for it in (12, 6, 3)]
    (['2021', '2021-07/2021-12', '2021-12'], ['', '', '2021-04/2021-06'])
    """
    last_day = end - timedelta(days=1)
    is_month = start.day == end.day == 1 and start.month == last_day.month
    if start != last_day and not is_month:
        return ""
    before = (start.month - 1) % months  # months of the whole before this one
    is_first = start.day == 1 and before == 0
    is_last = end.day == 1 and before == months - 1
    if not is_first and not is_last:
        return ""
    if months == _YEAR:
        return f"{start.year}"
    first = start.month - before
    last = first + months - 1
    return "/".join(f"{start.year}-{month:02}" for month in dict.fromkeys((first, last)))


def _unlike(row: Observation, name: str, code: str) -> UnreadableError:
    message = f"TIME_PERIOD {row.of('TIME_PERIOD')} is no {name}, as FREQ says ({code})"
    return UnreadableError(message, "correct one of the two")
