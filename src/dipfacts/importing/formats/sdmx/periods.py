"""The period of a row of SDMX, as TIME_PERIOD and FREQ say together."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dipfacts.importing.derive import UnreadableError, check_period, whole_cell
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.formats.sdmx.stocks import is_at_a_date
from dipfacts.importing.wording import period_of_months
from dipfacts.model.periods.period import Period, is_period

_YEAR = 12
_NAMES = {_YEAR: "year", 6: "half-year", 3: "quarter", 1: "month"}
_MONTHS = {"A": _YEAR, "S": 6, "Q": 3, "M": 1}
"""Frequencies, with the months of each; H may be half-yearly, and hourly."""
_WORDS = {_YEAR: "annual|year", 6: "half|semest|semi.?annual", 3: "quarter", 1: "month"}
_SAYS_HOW_LONG = re.compile(r"/|^[0-9]{4}-?[QSHTMW][0-9]")
_DAYS = {"W": (7, "week"), "D": (1, "day")}
_PARTS = re.compile(r"([0-9]{4})-?([QSHTM])([0-9]{1,2})")
_MONTHS_OF_PART = {"Q": 3, "T": 4, "S": 6, "H": 6, "M": 1}
"""Letters of the parts of a year in TIME_PERIOD, with the months of each."""
_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{1,2})")
_RANGE = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00(?::00(?:\.0+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
    r"/P(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
)


def period_of(row: Observation) -> str:
    """Return the period of a row as EDTF. Raises UnreadableError."""
    period = _edtf(row.of("TIME_PERIOD")) or row.of("TIME_PERIOD")
    check_period(period, "column TIME_PERIOD")
    return period


def _edtf(text: str) -> str:
    """Return a period of SDMX as EDTF; nothing for one that cannot be read.

    >>> _edtf("2020-Q1"), _edtf("2020-S2"), _edtf("2010-M01"), _edtf("2020-W05"), _edtf("2020-A1")
    ('2020-01/2020-03', '2020-07/2020-12', '2010-01', '2020-01-27/2020-02-02', '2020')
    """
    text = text.strip().removesuffix("-A1")
    if "/" in text and ("T" in text or "P" in text):
        return _range(text)
    text = text.partition("T")[0]
    if match := _PARTS.fullmatch(text):
        year, months, nth = int(match[1]), _MONTHS_OF_PART[match[2]], int(match[3])
        if not 1 <= months * nth <= 12:
            return ""
        return period_of_months(year * 12 + months * (nth - 1), months)
    if match := _WEEK.fullmatch(text):
        try:
            days = [date.fromisocalendar(int(match[1]), int(match[2]), day) for day in (1, 7)]
        except ValueError:
            return ""
        return "/".join(map(str, days))
    return text if is_period(text) else ""


def _range(text: str) -> str:
    """Return a range of time, which has a first day and a duration; nothing for any other.

    >>> [_range(f"2021-01-01T00:00:00/{it}") for it in ("P1Y", "P2Y", "P3M", "P1M", "P10D", "PT1H")]
    ['2021', '2021/2022', '2021-01/2021-03', '2021-01', '2021-01-01/2021-01-10', '']
    >>> _range("2020-07-01/P1Y"), _range("2020-07-15/P1M"), _range("2020-07-15/P1D")
    ('2020-07/2021-06', '2020-07-15/2020-08-14', '2020-07-15')
    >>> _range("2021-01-01T00:00:00/2022-01-01T00:00:00"), _range("2021-01-31/P1M")
    ('', '')
    """
    match = _RANGE.fullmatch(text)
    numbers = [int(it or 0) for it in match.groups()[1:]] if match else []
    if not match or not any(numbers):
        return ""
    years, months, weeks, days = numbers
    try:
        start = date.fromisoformat(match[1])
        at = start.year * 12 + start.month - 1 + 12 * years + months
        end = date(at // 12, at % 12 + 1, start.day) + timedelta(days=7 * weeks + days - 1)
    except (ValueError, OverflowError):
        return ""
    first, last = str(start), str(end)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        cut = 4 if start.month == 1 and end.month == 12 else 7
        first, last = first[:cut], last[:cut]
    return first if first == last else f"{first}/{last}"


def as_often(row: Observation, period: str, unit: str) -> str:
    """Return the period of a row, or that which its frequency says of the date in its place.

    Programs that turn periods into dates write the first or the last day. A stock may be of a day,
    however often it is told. Raises UnreadableError where both cannot be right.
    """
    code, label = row.first("FREQ", "FREQUENCY")
    span = Period.parse(whole_cell(period))
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
    """Return the number of months of a frequency that is told in words; 0 for others.

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
    return period_of_months(start.year * 12 + start.month - 1 - before, months)


def _unlike(row: Observation, name: str, code: str) -> UnreadableError:
    message = f"TIME_PERIOD {row.of('TIME_PERIOD')} is no {name}, as FREQ says ({code})"
    return UnreadableError(message, "correct one of the two")
