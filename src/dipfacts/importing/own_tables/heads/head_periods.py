"""Heads of numbers that say another period than is given: Q1, Jan-Mar 2019."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_parts import (
    called,
    in_year,
    part_of_year,
    say_which,
)
from dipfacts.importing.own_tables.times.year_patterns import YEAR_CELL
from dipfacts.importing.wording import map_option
from dipfacts.read.table.table_rules import places
from dipfacts.text import plain, short

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
_YEARS = re.compile(
    r"(?:average|mean|sum|total|cumulative|avg\.?)s?(?: of| for| in|,)? *"
    r"((?:19|20)[0-9]{2}) ?(?:[-–—]|to) ?((?:19|20)[0-9]{2})(?![^\W_]|[-–])",
    re.I,
)
"""A sum or an average of years; years alone may be one that begins in the middle of the first."""
_IN_DIGITS = re.compile(r"[0-9./]+")
_SINCE = re.compile(
    r"(?<![^\W_])(since|from|starting|beginning|seit|ab|depuis|dès|desde|dal|od|с)"
    r"(?: in| the| year)*[ _]+[12][0-9]{3}(?![0-9])"
)
"""Words for numbers that are summed from a year on; "from" may be "of", too."""


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
    ['the header "Q1" is of a part of the year: say which, as with --map period=2019-01/2019-03']
    >>> [*period_notes(MappedTable(Given(value="{Exports 2020}", period="2019")))]
    ['the header "Exports 2020" says 2020, not 2019: --map period=2020']
    """
    if _are_years(table):
        notes = (_period_note(head, table) for head in table.heads_of_numbers)
        yield from islice(filter(None, notes), 1)


def _period_note(head: str, table: MappedTable) -> str:
    """Return the note on a head that says another period than is given; else nothing."""
    period, what = table.given.period, f'the header "{plain(short(head))}"'
    part, own = part_of_year(head)
    is_of_other_year = head.isdigit() and own not in period  # 190110 is a code of goods
    if part and not is_of_other_year and not (_IN_DIGITS.fullmatch(head) and _are_parts(table)):
        return f"{what} is of {called(part)}: {table.alone(head)}{say_which(part, own or period)}"
    if (years := _several_years(head)) and YEAR_CELL.fullmatch(period):
        return f"{what} is of {called(years)}: {table.alone(head)}{say_which(years, '')}"
    is_code = YEAR_CELL.fullmatch(head) and _are_parts(table)
    if (year := year_in(head)) and not (is_code or places(period) or period == year):
        return f"{what} {says_year(head, year, period, table.alone(head))}"
    return ""


def _several_years(head: str) -> str:
    """Return the years that a head is a sum or an average of; else nothing.

    >>> _several_years("Average 2019-2021"), _several_years("Average 2019-2021 = 100")
    ('2019/2021', '')
    """
    span = _YEARS.search(_OF_PRICES.sub(" ", head))
    return f"{span[1]}/{span[2]}" if span and span[1] < span[2] else ""


def says_year(text: str, year: str, period: str, alone: str = "") -> str:
    """Return the words on another year than is given, and the remedy: of "since", to the given.

    >>> says_year("Exports 2020", "2020", "2021")
    'says 2020, not 2021: --map period=2020'
    >>> says_year("Exports since 2015", "2015", "2021")
    'says since 2015: if it is a sum, --map period=2015/2021'
    >>> says_year("Data from 2020", "2020", "2021")
    'says 2020, not 2021: --map period=2020, or of a sum since then --map period=2020/2021'
    """
    of_year = f"says {year}, not {plain(period)}: {alone}{map_option(f'period={year}')}"
    is_earlier = year < period and YEAR_CELL.fullmatch(period)
    since = _SINCE.search(in_english(text)) if is_earlier else None
    if not since:
        return of_year
    option = map_option(f"period={year}/{period}")
    if since[1].lower() == "from":
        return f"{of_year}, or of a sum since then {option}"
    return f"says since {year}: if it is a sum, {alone}{option}"


def _are_parts(table: MappedTable) -> bool:
    """Return whether heads are given as parts, of which four digits are a code: "1905" of the HS.

    >>> _are_parts(MappedTable(Given(scope="{column}", value="{cell}", period="2021")))
    True
    """
    return "column" in table.given.columns_of("scope")


def _are_years(table: MappedTable) -> bool:
    """Return whether the periods that are given are whole years, of a column or for all rows."""
    cells = table.periods.cells or [table.given.period]
    return not table.periods.is_heads and all(map(YEAR_CELL.fullmatch, cells))


def column_alone(head: str, given: Given) -> str:
    """Return the options that take one column of a wide table alone, with when its numbers are."""
    part, own = part_of_year(head)
    options = [f"value={{{head}}}"]
    if part:
        options.append(f"period={in_year(part, own or given.period)}")
    return " ".join(map(map_option, options))
