"""Years of other calendars, which would be taken for years of our own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
_CHINESE = re.compile(r"minguo|republic of china|\br\.?o\.?c\.?(?: year| era|\))|民[國国]")
_CHINESE_YEAR = re.compile(r"(?:[中華华]*民[國国])? ?0?([0-9]{2,3})(?:\.0)? ?年?")
_NEPALI = re.compile(r"(?:vi|bi)kram|samvat|sambat")
_NEPALI_SHORT = re.compile(r"\(b\.?s\.?\)|\bb\.?s\.? year|year b\.?s\.?(?![a-z])|\(v\.?s\.?\)")
_NEPALI_YEAR = re.compile(r"([12][0-9]{3})(?:\.0)?(?:[/-]([0-9]{2}|[0-9]{4}))?")
_LATEST_AD = 2040  # later years are surely of Nepal where a head says BS: 1983 and after
_EARLIEST_CHINESE, _LATEST_CHINESE = 60, 200  # years of the Republic of which there are data
_EARLIEST_SOLAR = 1250  # 1871, the first year that one may mean without a word of it
_THAI, _LATEST_THAI = 2400, 2700  # 1857 to 2157 of the Buddhist era
_EARLY = 1500  # before it nobody had figures of a year
_NOWRUZ_1399 = date(2020, 3, 20)


def check_calendar(table: MappedTable) -> None:
    """Raise QuestionError for years of figures that are surely of another era.

    That is the Buddhist one; by their head, or what they begin with, also that of the Republic of
    China, and the Vikram Samvat of Nepal.
    """
    what, cells = periods_of(table) if table.given.is_of_figures else ("", [])
    for era, written_of in _ERAS.items():
        if cells and (written := written_of(in_english(what), cells)):
            such = plain(first_of([*map(short, cells)]))
            message = f"--map period: the years of {what} are {era} ({such})"
            raise QuestionError(message, f"write {written} in place of {plain(cells[0])}")


def _buddhist(head: str, cells: Sequence[str]) -> str:
    """Return how the first of some years of the Buddhist era is written; "" if they are not."""
    is_one = all(_YEAR.fullmatch(it) and _THAI < _number(it) < _LATEST_THAI for it in cells)
    return str(_number(cells[0]) - 543) if is_one else ""


def _chinese(head: str, cells: Sequence[str]) -> str:
    """Return how the first of some years of the Republic of China is written; "" if they are not.

    >>> _chinese("民國", ["109", "110"]), _chinese("year", ["民國109年"]), _chinese("year", ["109"])
    ('2020', '2020', '')
    """
    years = [_CHINESE_YEAR.fullmatch(it) for it in cells]
    is_said = _CHINESE.search(head) or all(map(_CHINESE.match, cells))
    return str(int(years[0][1]) + 1911) if is_said and years[0] and all(years) else ""


def _nepali(head: str, cells: Sequence[str]) -> str:
    """Return how the first of some years of the Vikram Samvat is written; "" if they are not.

    Years begin in the middle of April; fiscal years of Nepal, 2077/78, in that of July.

    >>> _nepali("vikram samvat", ["2077"]), _nepali("fiscal year (bs)", ["2077/78", "2078/79"])
    ('2020-04-13/2021-04-13', '2020-07-16/2021-07-15')
    >>> _nepali("fiscal year (bs)", ["2019"])
    ''
    """
    years = [_NEPALI_YEAR.fullmatch(it) for it in cells]
    if not (first := years[0]) or not all(years):
        return ""
    are_late = all(it > str(_LATEST_AD) for it in cells)
    if not (_NEPALI.search(head) or (are_late and _NEPALI_SHORT.search(head))):
        return ""
    year = int(first[1]) - 57
    if first[2]:
        return f"{year}-07-16/{year + 1}-07-15"
    return _days(lambda it: date(it, 4, 13 if it % 4 == 0 else 14), year)


_ERAS: Mapping[str, Callable[[str, Sequence[str]], str]] = {
    "of the Buddhist era": _buddhist,
    "of the Republic of China": _chinese,
    "of the Vikram Samvat": _nepali,
}
"""The eras of which years are refused, each with how the first of some years is written."""


def calendar_note(table: MappedTable) -> Iterator[str]:
    """Yield the note on a column of years that are of another calendar by its head, or may be.

    >>> from dipfacts.importing.own_tables.given import Given
    >>> table = MappedTable(Given(period="{Solar Hijri year}"), [{"Solar Hijri year": "1399"}])
    >>> [*calendar_note(table)]  # doctest: +NORMALIZE_WHITESPACE
    ['the years of "Solar Hijri year" (1399) are taken as years AD: if they are of the Solar Hijri
      calendar, write such as 2020-03-20/2021-03-20']
    """
    what, cells = _years(table)
    if not cells or not (meant := _meant(in_english(what), [_number(it) for it in cells])):
        return
    such = plain(first_of([*map(short, cells)]))
    taken = (
        "taken as years AD" if all(len(it.removesuffix(".0")) == 4 for it in cells) else "not read"
    )
    yield f"the years of {what} ({such}) are {taken}: if they are of the {meant}"


def _meant(head: str, years: Sequence[int]) -> str:
    """Return which calendar years may be of, and how the first is written; "" if of none.

    Without a word of it in the head, only one by which they are years of our time.

    >>> _meant("year", [109]), _meant("year", [800])
    ('Republic of China, write such as 2020', '')
    """
    first, are_early = years[0], max(years) < _EARLY
    if are_early and _LUNAR.search(head) and not _SOLAR.search(head):
        name, written = "Hijri calendar, whose years are shorter than ours", _lunar(first)
    elif are_early and (_SOLAR.search(head) or min(years) > _EARLIEST_SOLAR):
        name, written = "Solar Hijri calendar", _solar(first)
    elif _EARLIEST_CHINESE < min(years) <= max(years) < _LATEST_CHINESE:
        name, written = "Republic of China", str(first + 1911)
    elif not are_early and _ETHIOPIAN.search(head):
        name, written = "Ethiopian calendar", _ethiopian(first)
    else:
        return ""
    return f"{name}, write such as {written}"


def _years(table: MappedTable) -> tuple[str, list[str]]:
    """Return how the column of the periods of figures is told, and its cells if all are years."""
    what, cells = periods_of(table) if table.given.is_of_figures else ("", [])
    return what, cells if all(map(_YEAR.fullmatch, cells)) else []


def _number(year: str) -> int:
    """Return the number of a year, which a program may have written as 2020.0."""
    return int(year.partition(".")[0])


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
