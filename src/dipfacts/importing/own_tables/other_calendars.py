"""Years of other calendars, which would be taken for years of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from dipfacts.errors import QuestionError
from dipfacts.importing.own_tables.head_words import in_english
from dipfacts.importing.own_tables.mapped_table import MappedTable, periods_of
from dipfacts.importing.plan import first_of
from dipfacts.text import plain, short

_YEAR = re.compile(r"[0-9]{3,4}(?:\.0)?")
_SOLAR = re.compile(
    r"solar hijri|jalali|shamsi|persian (?:year|calendar)|iranian (?:year|calendar)"
)
_LUNAR = re.compile(r"hijri|hegira|islamic (?:year|calendar)|\ba\.?h\.?(?![a-z])")
_ETHIOPIAN = re.compile(
    r"ethiopian (?:year|calendar)|\be\.?c\.? (?:year|calendar)|year \(e\.?c\.?\)"
)
_THAI, _LATEST_THAI = 2400, 2700  # 1857 to 2157 of the Buddhist era
_EARLY = 1500  # before it nobody had figures of a year
_NOWRUZ_1399 = date(2020, 3, 20)


def check_calendar(table: MappedTable) -> None:
    """Raise QuestionError for years of figures that are surely of the Buddhist era."""
    what, cells = _years(table)
    if cells and all(_THAI < int(it[:4]) < _LATEST_THAI for it in cells):
        such = plain(first_of([*map(short, cells)]))
        message = f"--map period: the years of {what} are of the Buddhist era ({such})"
        raise QuestionError(message, f"write {int(cells[0][:4]) - 543} in place of {cells[0]}")


def calendar_note(table: MappedTable) -> Iterator[str]:
    """Yield the note on a column of years that are of another calendar by its head, or may be.

    >>> from dipfacts.importing.own_tables.given import Given
    >>> table = MappedTable(Given(period="{Solar Hijri year}"), [{"Solar Hijri year": "1399"}])
    >>> [*calendar_note(table)]  # doctest: +NORMALIZE_WHITESPACE
    ['the years of "Solar Hijri year" (1399) are taken as years AD: if they are of the Solar Hijri
      calendar, write such as 2020-03-20/2021-03-20']
    """
    what, cells = _years(table)
    if not cells:
        return
    head, are_early = in_english(what), all(int(it[:4]) < _EARLY for it in cells)
    if are_early and (_SOLAR.search(head) or not _LUNAR.search(head)):
        name, written = "Solar Hijri calendar", _solar
    elif are_early:
        name, written = "Hijri calendar, whose years are shorter than ours", _lunar
    elif _ETHIOPIAN.search(head):
        name, written = "Ethiopian calendar", _ethiopian
    else:
        return
    such = plain(first_of([*map(short, cells)]))
    hint = f"if they are of the {name}, write such as {written(int(cells[0][:4]))}"
    yield f"the years of {what} ({such}) are taken as years AD: {hint}"


def _years(table: MappedTable) -> tuple[str, list[str]]:
    """Return how the column of the periods of figures is told, and its cells if all are years."""
    what, cells = periods_of(table) if table.given.is_of_figures else ("", [])
    return what, cells if all(map(_YEAR.fullmatch, cells)) else []


def _solar(year: int) -> str:
    """Return the days of a year of the Iranian calendar, as a leap year is one by its table.

    >>> _solar(1399), _solar(1400), _solar(1375)
    ('2020-03-20/2021-03-20', '2021-03-21/2022-03-20', '1996-03-20/1997-03-20')
    """
    return _days(_nowruz, year)


def _ethiopian(year: int) -> str:
    """Return the days of a year of the Ethiopian calendar.

    >>> _ethiopian(2012), _ethiopian(2013)
    ('2019-09-12/2020-09-10', '2020-09-11/2021-09-10')
    """
    return _days(lambda it: date(it + 7, 9, 12 if (it + 8) % 4 == 0 else 11), year)


def _lunar(year: int) -> str:
    """Return about which days a year of the Hijri calendar has: of 12 months, 354 or 355 days.

    >>> _lunar(1441)
    '2019-09/2020-08'
    """
    months = int((year * 0.970224 + 621.5774) * 12)
    return "/".join(f"{it // 12}-{it % 12 + 1:02}" for it in (months, months + 11))


def _nowruz(year: int) -> date:
    later = range(min(year, 1399), max(year, 1399))
    days = 365 * len(later) + sum((25 * it + 11) % 33 < 8 for it in later)
    return _NOWRUZ_1399 + timedelta(days if year > 1399 else -days)


def _days(first: Callable[[int], date], year: int) -> str:
    return f"{first(year)}/{first(year + 1) - timedelta(days=1)}"
