"""Heads of numbers that say another period than is given: Q1, Jan-Mar 2019."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.importing.own_tables.given import Given
from dipfacts.importing.own_tables.head_words import in_english
from dipfacts.importing.own_tables.key_columns import likeliest_period
from dipfacts.importing.own_tables.mapped_table import MappedTable
from dipfacts.importing.own_tables.year_patterns import YEAR_CELL
from dipfacts.importing.wording import map_option
from dipfacts.read.table_rules import places
from dipfacts.text import plain, short

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PART = re.compile(
    rf"(?<![^\W_])(?:([12][0-9]{{3}})[ _-]*)?"
    rf"(q[1-4]|[1-4]q|h[12]"
    rf"|(?:[1-4](?:st|nd|rd|th|\.)?|iv|i{{1,3}}|first|second|third|fourth) (?:quarter|half)"
    rf"|{_MONTH}\.?(?: ?(?:[-–_/]|to|until) ?{_MONTH}\.?)?)"
    rf"(?:[ ,_-]*([12][0-9]{{3}}))?(?![^\W_])",
    re.I,
)
"""A part of a year in a head, with the year before or behind it."""
_NUMBERED = re.compile(r"([1-4]|iv|i{1,3})\.?(?= )")
_ORDINALS = {
    **{"1": "first", "2": "second", "3": "third", "4": "fourth"},
    **{"i": "first", "ii": "second", "iii": "third", "iv": "fourth"},
}
_MONTH_NUMBERED = re.compile(r"((?:19|20)[0-9]{2})(?:-| ?M)(0?[1-9]|1[0-2])")
_YEAR = re.compile(r"(?<![^\W_])(?<![0-9][-–/])(?:1[89]|20)[0-9]{2}(?![^\W_]|[-–/][0-9])")
_IN_BRACKETS = re.compile(r"\((?!\s*[12][0-9]{3}\s*[,)])(?:[^()]|\([^()]*\))*\)?")
_OF_PRICES = re.compile(
    r"[12][0-9]{3} *= *100"
    r"|(?:constant|prices?(?: of| in)?|base(?: year)?|hs|isic|sitc|nace|cpc|sna|bpm?|rev\.?|version"
    r"|edition|release|census) *[12][0-9]{3}"
    r"|[12][0-9]{3} *(?:prices|us\$|\$|dollars|euros?|usd|eur|census|edition|release|version)",
    re.I,
)
"""Years in a head that are not those which its numbers are of."""
_MAY_BE = re.compile(r"\bmay(?= [a-z])")
_ANY = "2019"  # a year in which a part of a year is read


def part_of_year(head: str) -> tuple[str, str]:
    """Return the part of a year that a head says, with a year to be replaced, and its own year.

    >>> part_of_year("Q1"), part_of_year("Exports, Jan-Mar 2020")
    (('2019-01/2019-03', ''), ('2019-01/2019-03', '2020'))
    >>> part_of_year("1. Quartal")
    ('2019-01/2019-03', '')
    >>> part_of_year("exports_2020_h1"), part_of_year("Market value"), part_of_year("Jan-Dec")
    (('2019-01/2019-06', '2020'), ('', ''), ('', ''))
    >>> part_of_year("январь-июнь 2023"), part_of_year("II квартал"), part_of_year("Jan bis Sep")
    (('2019-01/2019-06', '2023'), ('2019-04/2019-06', ''), ('2019-01/2019-09', ''))
    """
    if numbered := _MONTH_NUMBERED.fullmatch(head):
        return f"{_ANY}-{int(numbered[2]):02}", numbered[1]
    match = _PART.search(_MAY_BE.sub("", in_english(head)))
    if not match:
        return "", ""
    words = re.sub("[_–/]|until", "-", match[2])
    words = _NUMBERED.sub(lambda it: _ORDINALS[it[1]], words)
    meant = likeliest_period(f"{words} {_ANY}")
    is_whole = meant in ("", f"{_ANY}-01/{_ANY}-12")
    return ("", "") if is_whole else (meant, match[1] or match[3] or "")


def in_year(part: str, year: str) -> str:
    """Return a part of a year, as `part_of_year` has it, in a year or in the column of years.

    >>> in_year("2019-01/2019-09", "2023"), in_year("2019-03", "{Year}")
    ('2023-01/2023-09', '{Year}-03')
    """
    return part.replace(_ANY, year)


def year_in(text: str) -> str:
    """Return the one year that a text says, but for those of prices and in brackets; else nothing.

    >>> [*map(year_in, ("Exports 2020", "GDP, constant 2015 US$", "In 2020-2022", "2019, 2020"))]
    ['2020', '', '', '']
    """
    years = {*_YEAR.findall(_OF_PRICES.sub(" ", _IN_BRACKETS.sub(" ", text)))}
    return years.pop() if len(years) == 1 else ""


def period_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a head of numbers that says another period than is given.

    >>> [*period_notes(MappedTable(Given(value="{Q1}", period="2019")))]
    ['the head "Q1" is of a part of the year: say which, as with --map period=2019-01/2019-03']
    >>> [*period_notes(MappedTable(Given(value="{Exports 2020}", period="2019")))]
    ['the head "Exports 2020" says 2020, not 2019: --map period=2020']
    """
    head, period = table.given.column_of("value"), table.given.period
    if not head or not _are_years(table):
        return
    what = f'the head "{plain(short(head))}"'
    part, own = part_of_year(head)
    if part:
        option = map_option(f"period={in_year(part, own or period)}")
        yield f"{what} is of a part of the year: say which, as with {option}"
    elif (year := year_in(head)) and not places(period) and period != year:
        yield f"{what} says {year}, not {plain(period)}: {map_option(f'period={year}')}"


def _are_years(table: MappedTable) -> bool:
    """Return whether the periods that are given are whole years, of a column or for all rows."""
    column = table.given.column_of("period")
    cells = table.cells(column) if column else [table.given.period]
    return bool(cells) and all(map(YEAR_CELL.fullmatch, cells))


def column_alone(head: str, given: Given) -> str:
    """Return the options that take one column of a wide table alone, with when its numbers are."""
    part, own = part_of_year(head)
    options = [f"value={{{head}}}"]
    if part:
        options.append(f"period={in_year(part, own or given.period)}")
    return " ".join(map(map_option, options))
