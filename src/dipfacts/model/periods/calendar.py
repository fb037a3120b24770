"""The bounds of the calendar, the names of its months, and the years that begin on other days."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from dipfacts.record import Record

FIRST_YEAR, LAST_YEAR = 1, 9998  # the day after 9999-12-31 is beyond datetime.date
SHORTEST_YEAR, LONGEST_YEAR = 365, 366  # days
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# ------------------------------------------------------------------------- kinds of full years

CALENDAR = "calendar"  # the kind of a full year that begins on 1 January

DateSpan = tuple[date, date]  # the first day, and the day after the last
_Day = tuple[int, int]  # month and day


class _SolarYear(Record, frozen=True):
    """A year that does not begin on the same day of each of ours, and the days on which it may."""

    label: str
    plural: str
    earliest: _Day
    latest: _Day


# By their kind. Nowruz and the Ethiopian new year follow the sun and the leap years of another
# calendar; the days of fiscal years are those of the CIA World Factbook ("Nepal: 16 July -
# 15 July", "Afghanistan: 21 December - 20 December"), give or take the day by which they move.
# The Nepali and the Bengali year begin in the middle of April.
_SOLAR_YEARS = {
    "iranian": _SolarYear("Iranian year", "Iranian years", (3, 20), (3, 22)),
    "mid-april": _SolarYear("year", "years from mid-April", (4, 13), (4, 15)),
    "nepali": _SolarYear("Nepali fiscal year", "Nepali fiscal years", (7, 15), (7, 17)),
    "ethiopian": _SolarYear("Ethiopian year", "Ethiopian years", (9, 11), (9, 12)),
    "afghan": _SolarYear("Afghan fiscal year", "Afghan fiscal years", (12, 20), (12, 22)),
}

# The months in which some state's fiscal year begins (CIA World Factbook, "Fiscal year"): Japan
# and India, Samoa, Australia and Egypt, the United States and Thailand.
_FISCAL_MONTHS = (4, 6, 7, 10)

_LEAP_DAY = (2, 29)  # a year from which ends on 28 February


@lru_cache(maxsize=4096)
def year_kind(start: date, end: date) -> str | None:
    """Return the kind of full year that runs from a day to the day before `end`; None for none.

    It is a year later to the day, or else, in another calendar, from new year to new year.

    >>> year_kind(date(2022, 4, 1), date(2023, 4, 1))
    'fiscal:04'
    >>> year_kind(date(2020, 3, 20), date(2021, 3, 21))
    'iranian'
    >>> year_kind(date(2020, 2, 29), date(2021, 3, 1))
    'twelve-months:02-29'
    >>> year_kind(date(2021, 1, 1), date(2022, 1, 2))  # a day too long: None
    """
    if end.year != start.year + 1 or not SHORTEST_YEAR <= (end - start).days <= LONGEST_YEAR:
        return None
    first, after = (start.month, start.day), (end.month, end.day)
    for kind, year in _SOLAR_YEARS.items():
        if year.earliest <= first <= year.latest and year.earliest <= after <= year.latest:
            return kind
    if first != after and (first, after) != (_LEAP_DAY, (3, 1)):
        return None
    if first == (1, 1):
        return CALENDAR
    if start.day != 1:
        return f"twelve-months:{start.month:02}-{start.day:02}"
    return f"{'fiscal' if start.month in _FISCAL_MONTHS else 'twelve-months'}:{start.month:02}"


def same_days_a_year_earlier(start: date, end: date) -> tuple[DateSpan, ...]:
    """Return the spans that may be the same days a year earlier; the day after the last is out."""
    kind = year_kind(start, end)
    if year := _SOLAR_YEARS.get(kind or ""):
        (month, first), (_, last) = year.earliest, year.latest
        days = (date(start.year - 1, month, day) for day in range(first, last + 1))
        return tuple((day, start) for day in days if year_kind(day, start) == kind)
    try:
        return ((start.replace(year=start.year - 1), end.replace(year=end.year - 1)),)
    except ValueError:  # 29 February, or the first year of all
        return ()


def year_label(kind: str | None) -> str:
    """Return the name of a full year of a kind, before its months; "" for a calendar year."""
    if year := _SOLAR_YEARS.get(kind or ""):
        return year.label
    sort = (kind or "").partition(":")[0]
    return {"fiscal": "fiscal year", "twelve-months": "twelve months"}.get(sort, "")


def years_label(kind: str) -> str:
    """Return the words for the years of a series: 'full years', 'fiscal years from April'."""
    if kind == CALENDAR:
        return "full years"
    if year := _SOLAR_YEARS.get(kind):
        return year.plural
    (month, day), _ = _new_year(kind)
    begins = f"{day} {MONTHS[month - 1]}" if day > 1 else MONTHS[month - 1]
    return f"{'fiscal years' if kind.startswith('fiscal') else 'twelve months'} from {begins}"


def _new_year(kind: str) -> tuple[_Day, _Day]:
    """Return the earliest and the latest day on which a year of a kind begins."""
    if year := _SOLAR_YEARS.get(kind):
        return year.earliest, year.latest
    month, _, day = kind.partition(":")[2].partition("-")
    begins = int(month or 1), int(day or 1)
    return begins, begins


def year_holding(kind: str, first: date, last: date) -> int | None:
    """Return the year in which the year of a kind began that holds two days; None if they are two.

    >>> year_holding("fiscal:04", date(2023, 1, 1), date(2023, 3, 31))
    2022
    """
    earliest, latest = _new_year(kind)
    begun = first.year - ((first.month, first.day) < earliest)
    return begun if begun == last.year - ((last.month, last.day) < latest) else None


def year_text(kind: str, year: int) -> str:
    """Return the year of a kind that begins in a year, as EDTF: '2022-04/2023-03'.

    About its days where they are not the same every year.

    >>> year_text("twelve-months:02-29", 2020), year_text("twelve-months:02-29", 2021)
    ('2020-02-29/2021-02-28', '2021-02-28/2022-02-27')
    """
    earliest, latest = _new_year(kind)
    if earliest == (1, 1):
        return f"{year:04}"
    month, day = latest[0], latest[1] - (earliest != latest)
    if day == 1:
        return f"{year:04}-{month:02}/{year + 1:04}-{month - 1:02}"
    if earliest == _LEAP_DAY and (year % 4 or (year % 100 == 0 and year % 400)):
        day -= 1
    about = "~" if earliest != latest else ""
    return f"{year:04}-{month:02}-{day:02}{about}/{year + 1:04}-{month:02}-{day - 1:02}{about}"
