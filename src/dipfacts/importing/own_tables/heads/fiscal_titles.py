"""Heads of numbers, and lines above them, that say fiscal years where plain years are given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dipfacts.importing.own_tables.heads.titles import line_period_notes
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.fiscal_years import ENDED, NAMED, as_fiscal, fiscal_notes
from dipfacts.importing.own_tables.times.year_parts import part_of_year, part_said
from dipfacts.importing.own_tables.times.year_patterns import YEAR_CELL
from dipfacts.importing.own_tables.times.year_words import in_months
from dipfacts.importing.wording import first_of, shortened
from dipfacts.text import plain, short

_TWO_YEARS = re.compile(r"(?<![0-9])([12][0-9]{3})[-/](?:[12][0-9])?([0-9]{2})(?![0-9])")
_MONTHS = re.compile(r"<([0-9]+)-\1>-<([0-9]+)-\2>")
_NO_FISCAL = re.compile(r"calendar years?|(?:not|non|excluding|except) (?:fiscal|financial)")


def fiscal_title_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on the first head, or line, that says a fiscal year where years are plain.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> [*fiscal_title_notes(MappedTable(Given(value="{Exports FY2021}", period="2021")))]
    ... # doctest: +NORMALIZE_WHITESPACE
    ['the header "Exports FY2021" says a fiscal year, and 2021 is taken as a calendar year: if it is
      not, write such as 2021-04/2022-03']
    >>> [*fiscal_title_notes(MappedTable(Given(value="{Exports 2021}", period="2021")))]
    []
    """
    years = [*(table.periods.cells or [table.given.period])]
    if not all(map(YEAR_CELL.fullmatch, years)) or any(fiscal_notes(table)):
        return
    for place, text in _texts(table):
        if written := _written(text, int(years[0][:4]), place == "header"):
            what = f'the {place} "{shortened(text)}" says a fiscal year'
            such = plain(first_of([*map(short, years)]))
            is_one = len(years) == 1
            taken = "is taken as a calendar year" if is_one else "are taken as calendar years"
            if_not = "if it is not" if is_one else "if they are not"
            yield f"{what}, and {such} {taken}: {if_not}, write such as {written}"
            return


def _texts(table: MappedTable) -> Iterator[tuple[str, str]]:
    """Yield the heads, then the lines above them, that no other note says to be of other times."""
    heads = () if table.periods.is_heads else table.heads_of_numbers
    yield from (("header", it) for it in heads if not part_of_year(it)[0])
    if not any(line_period_notes(table)):
        yield from (("line above the headers", it) for it in table.file.lines_above)


def _written(text: str, year: int, is_head: bool) -> str:
    """Return the spelling of the fiscal year that a text says; nothing where it says none.

    >>> _written("Exports (July-June)", 2021, False), _written("Years ended 30 June", 2021, False)
    ('2021-07/2022-06', '2020-07/2021-06')
    >>> _written("Exports 2021/22", 2021, True), _written("Exports, 2020-21", 2021, False)
    ('2021-04/2022-03', '')
    >>> _written("Exports 2020/21", 2021, True), _written("Year to June 2020/21", 2021, True)
    ('2020-04/2021-03', '2020-07/2021-06')
    >>> _written("In calendar years", 2021, False), _written("Jan-Dec", 2021, False)
    ('', '')
    """
    lower, said = in_english(text), part_said(text)
    pairs = _TWO_YEARS.findall(text)
    firsts = {int(one) for one, other in pairs if (int(one) + 1) % 100 == int(other)}
    is_said = NAMED.search(lower) or said.kind == "year" or (is_head and firsts)
    if _NO_FISCAL.search(lower) or not is_said:
        return ""
    if len(firsts) == 1:
        (year,) = firsts
        year += bool(ENDED.search(lower))
    if months := _MONTHS.search(in_months(text)):
        first, last = map(int, months.groups())
        return f"{year}-{first:02}/{year + 1}-{last:02}" if first == last + 1 else ""
    return as_fiscal(lower, year)
