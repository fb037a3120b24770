"""Years, months and days of other calendars, which would be taken for those of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from dipfacts.errors import QuestionError
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import first_of
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.text import plain, short

_DATE = re.compile(r"([0-9]{3,4})(?:\.0|[-/]([0-9]{1,2})(?:[-/]([0-9]{1,2}))?)?")
_TAKEN = re.compile(r"[0-9]{4}(?:\.0|(?:-[0-9]{2}){1,2})?")  # as a date of ours
_SOLAR = re.compile(
    r"solar hijri|jalali|shamsi|persian (?:year|calendar)|iranian (?:year|calendar)"
)
_LUNAR = re.compile(r"hijri|hegira|islamic (?:year|calendar)|\ba\.?h\.?(?![a-z])")
_ETHIOPIAN = re.compile(
    r"ethiopian (?:year|calendar)|\be\.?c\.? (?:year|calendar)|year \(e\.?c\.?\)"
)
_CHINESE = re.compile(r"minguo|republic of china|\br\.?o\.?c\.?(?: year| era|\))|民[國国]")
_CHINESE_DATE = re.compile(
    r"(?:[中華华]*民[國国])? ?0?([0-9]{2,3})"
    r"(?:\.0| ?年| ?[-/.年] ?([0-9]{1,2})(?:月| ?[-/.月] ?([0-9]{1,2})日?)?)?"
)
_NEPALI = re.compile(r"(?:vi|bi)kram|samvat|sambat")
_NEPALI_SHORT = re.compile(r"(?<![a-z])b\.?s\.?(?![a-z])|\(v\.?s\.?\)|nepali")
_FISCAL = re.compile(r"([12][0-9]{3})[/-]([0-9]{2}|[0-9]{4})")
_LATEST_AD = 2040  # later years are surely of Nepal where a head says BS: 1983 and after
_EARLIEST_CHINESE, _LATEST_CHINESE = 60, 200  # years of the Republic of which there are data
_EARLIEST_SOLAR = 1250  # 1871, the first year that one may mean without a word of it
_THAI, _LATEST_THAI = 2400, 2700  # 1857 to 2157 of the Buddhist era
_THAI_FROM_JANUARY, _APRIL = 2484, 4  # with which month the years of Thailand began before
_EARLY = 1500  # before it nobody had figures of a year
_NOWRUZ_1399 = date(2020, 3, 20)
_MOST_DAYS = 32  # of a month in any of them
_BEFORE_HIJRI = 227014  # the day before the first of the Hijri calendar, by its table


class _Date(NamedTuple):
    """A year of another calendar, its month and its day; 0 for what is not said."""

    year: int
    month: int
    day: int


def check_calendar(table: MappedTable) -> None:
    """Raise QuestionError for years, or dates, of figures that are surely of another era.

    That is the Buddhist one; by their head, or what they begin with, also that of the Republic of
    China, and the Vikram Samvat of Nepal.
    """
    periods = table.periods
    cells = periods.cells if table.given.is_of_figures else []
    for era, written_of in _ERAS.items():
        if cells and (written := written_of(in_english(periods.label), cells)):
            such = plain(first_of([*map(short, cells)]))
            dates = _dates(cells, _CHINESE_DATE) or _dates(cells)
            named = "years" if all(map(_is_fiscal, cells)) else _dates_or_years(dates)
            message = f"--map period: the {named} of {periods.label} are {era} ({such})"
            raise QuestionError(message, f"write {written} in place of {plain(cells[0])}")


def _dates(cells: Sequence[str], pattern: re.Pattern[str] = _DATE, months: int = 12) -> list[_Date]:
    """Return the dates of cells of any calendar; none if one of them is no such date.

    >>> _dates(["1399", "1399.0", "1399-01", "1399/1/31"])[2:], _dates(["1399-01", "1399-20"])
    ([_Date(year=1399, month=1, day=0), _Date(year=1399, month=1, day=31)], [])
    """
    results = list[_Date]()
    for cell in cells:
        if not (found := pattern.fullmatch(cell)):
            return []
        results.append(one := _Date(*(int(it or 0) for it in found.groups())))
        if one.month > months or one.day > _MOST_DAYS:
            return []
    return results


def _dates_or_years(dates: Sequence[_Date]) -> str:
    return "dates" if any(it.month for it in dates) else "years"


def _buddhist(head: str, cells: Sequence[str]) -> str:
    """Return the period of the first of some dates of the Buddhist era; "" if they are not.

    >>> _buddhist("year", ["2563-04", "2563-05"]), _buddhist("year", ["2563-04", "2020-05"])
    ('2020-04', '')
    """
    dates = _dates(cells)
    if not dates or not all(_THAI < it.year < _LATEST_THAI for it in dates):
        return ""
    is_of_next = dates[0].year < _THAI_FROM_JANUARY and 0 < dates[0].month < _APRIL
    return _in_our_months(dates[0], -542 if is_of_next else -543)


def _chinese(head: str, cells: Sequence[str]) -> str:
    """Return the period of the first of some dates of the Republic of China; "" if they are not.

    >>> _chinese("民國", ["109", "110"]), _chinese("year", ["民國109年"]), _chinese("year", ["109"])
    ('2020', '2020', '')
    >>> _chinese("民國", ["109/05/06"]), _chinese("y", ["民國109年5月"])
    ('2020-05-06', '2020-05')
    """
    dates = _dates(cells, _CHINESE_DATE)
    is_said = _CHINESE.search(head) or all(map(_CHINESE.match, cells))
    return _in_our_months(dates[0], 1911) if is_said and dates else ""


def _in_our_months(when: _Date, years: int) -> str:
    """Return a date of an era that has our months and days, its year so many later."""
    rest = "".join(f"-{it:02}" for it in when[1:] if it)
    return f"{when.year + years}{rest}"


def _nepali(head: str, cells: Sequence[str]) -> str:
    """Return the period of the first of some dates of the Vikram Samvat; "" if they are not.

    Years begin in the middle of April; fiscal years of Nepal, 2077/78, in that of July. Of how many
    days a month has only a table of each year tells.

    >>> _nepali("vikram samvat", ["2077"]), _nepali("fiscal year (bs)", ["2077/78", "2078/79"])
    ('2020-04-13/2021-04-13', '2020-07-16/2021-07-15')
    >>> _nepali("fiscal year (bs)", ["2019"])
    ''
    >>> _nepali("year (bs)", ["2077-01", "2077-02"]), _nepali("samvat", ["2077-09-12"])
    ('its days in April and May 2020', 'its day in December 2020 or January 2021')
    """
    are_fiscal = all(map(_is_fiscal, cells))
    dates = [_Date(int(it[:4]), 0, 0) for it in cells] if are_fiscal else _dates(cells)
    if not dates:
        return ""
    are_late = all(it.year > _LATEST_AD for it in dates)
    if not (_NEPALI.search(head) or (are_late and _NEPALI_SHORT.search(head))):
        return ""
    first, year = dates[0], dates[0].year - 57
    if are_fiscal:
        return f"{year}-07-16/{year + 1}-07-15"
    if not first.month:
        return _days(lambda it, _: date(it, 4, 13 if it % 4 == 0 else 14), _Date(year, 0, 0))
    begins = year * 12 + first.month + 2  # in the middle of which month of ours
    earlier, later = (f"{MONTHS[it % 12]} {it // 12}" for it in (begins, begins + 1))
    if earlier[-4:] == later[-4:]:
        earlier = earlier[:-5]
    return f"its day in {earlier} or {later}" if first.day else f"its days in {earlier} and {later}"


def _is_fiscal(cell: str) -> bool:
    """Return whether a cell is a year and the next: 2077/78, 2077-2078."""
    years = _FISCAL.fullmatch(cell)
    return years is not None and str(int(years[1]) + 1).endswith(years[2])


_ERAS: Mapping[str, Callable[[str, Sequence[str]], str]] = {
    "of the Buddhist era": _buddhist,
    "of the Republic of China": _chinese,
    "of the Vikram Samvat": _nepali,
}
"""The eras of which dates are refused, each with how the first of some dates is written."""


def calendar_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a column of dates that are of another calendar by its head, or may be.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> table = MappedTable(Given(period="{Solar Hijri year}"), [{"Solar Hijri year": "1399"}])
    >>> [*calendar_notes(table)]  # doctest: +NORMALIZE_WHITESPACE
    ['the years of "Solar Hijri year" (1399) are taken as years AD: if they are of the Solar Hijri
      calendar, write such as 2020-03-20/2021-03-20']
    """
    periods = table.periods
    cells = periods.cells if table.given.is_of_figures else []
    head = in_english(periods.label)
    dates = _dates(cells, months=13 if _ETHIOPIAN.search(head) else 12)
    if not dates or not (meant := _calendar_meant(head, dates)):
        return
    such = plain(first_of([*map(short, cells)]))
    named = _dates_or_years(dates)
    taken = f"taken as {named} AD" if all(map(_TAKEN.fullmatch, cells)) else "not read"
    yield f"the {named} of {periods.label} ({such}) are {taken}: if they are of the {meant}"


def _calendar_meant(head: str, dates: Sequence[_Date]) -> str:
    """Return the calendar of dates, and how the first is written; "" if of none.

    Without a word of it in the head, only one by which they are years of our time.

    >>> _calendar_meant("year", [_Date(109, 0, 0)]), _calendar_meant("year", [_Date(800, 0, 0)])
    ('Republic of China, write such as 2020', '')
    """
    first, years = dates[0], [it.year for it in dates]
    are_early = max(years) < _EARLY
    if are_early and _LUNAR.search(head) and not _SOLAR.search(head):
        name, written = "Hijri calendar, whose years are shorter than ours", _lunar(first)
    elif are_early and (_SOLAR.search(head) or min(years) > _EARLIEST_SOLAR):
        name, written = "Solar Hijri calendar", _days(_solar, first)
    elif _EARLIEST_CHINESE < min(years) <= max(years) < _LATEST_CHINESE:
        name, written = "Republic of China", _in_our_months(first, 1911)
    elif not are_early and _ETHIOPIAN.search(head):
        name, written = "Ethiopian calendar", _days(_ethiopian, first)
    else:
        return ""
    return f"{name}, write such as {written}"


def _solar(year: int, month: int) -> date:
    """Return the first day of a month of the Iranian calendar, as a leap year is one by its table.

    >>> _days(_solar, _Date(1399, 0, 0)), _days(_solar, _Date(1375, 0, 0))
    ('2020-03-20/2021-03-20', '1996-03-20/1997-03-20')
    >>> _days(_solar, _Date(1399, 12, 0)), _days(_solar, _Date(1400, 7, 1))
    ('2021-02-19/2021-03-20', '2021-09-23')
    """
    later = range(min(year, 1399), max(year, 1399))
    days = 365 * len(later) + sum((25 * it + 11) % 33 < 8 for it in later)
    begins = _NOWRUZ_1399 + timedelta(days if year > 1399 else -days)
    return begins + timedelta(30 * (month - 1) + min(month - 1, 6))


def _ethiopian(year: int, month: int) -> date:
    """Return the first day of a month of the Ethiopian calendar: the last has five or six days.

    >>> _days(_ethiopian, _Date(2012, 0, 0)), _days(_ethiopian, _Date(2013, 0, 0))
    ('2019-09-12/2020-09-10', '2020-09-11/2021-09-10')
    >>> _days(_ethiopian, _Date(2012, 2, 0)), _days(_ethiopian, _Date(2011, 13, 0))
    ('2019-10-12/2019-11-10', '2019-09-06/2019-09-11')
    """
    return date(year + 7, 9, 12 if (year + 8) % 4 == 0 else 11) + timedelta(30 * (month - 1))


def _lunar(when: _Date) -> str:
    """Return the likely days of a year of the Hijri calendar, of 12 months; or of a month, or day.

    >>> _lunar(_Date(1441, 0, 0)), _lunar(_Date(1441, 9, 1))
    ('2019-09/2020-08', '2020-04-24, give or take a day')
    >>> _lunar(_Date(1441, 1, 0))
    '2019-09-01/2019-09-30, give or take a day'
    """
    if when.month:
        return f"{_days(_lunar_month, when)}, give or take a day"
    months = int((when.year * 0.970224 + 621.5774) * 12)
    return "/".join(f"{it // 12}-{it % 12 + 1:02}" for it in (months, months + 11))


def _lunar_month(year: int, month: int) -> date:
    """Return the first day of a month of the Hijri calendar, by its table."""
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2
    return date.fromordinal(_BEFORE_HIJRI + days + 1)


def _days(first: Callable[[int, int], date], when: _Date) -> str:
    """Return the days of a date of a calendar, of whose months the first day is known."""
    year, month, day = when
    begins, next_year = first(year, month or 1), first(year + 1, 1)
    if day:
        return str(begins + timedelta(day - 1))
    after = min(first(year, month + 1), next_year) if month else next_year
    return f"{begins}/{after - timedelta(days=1)}"
