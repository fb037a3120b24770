"""Years that end in the next one, of which months or two years would be read.

They are written 2009-10, 2010-11, 2011-12 or 2009/2010, 2010/2011, 2011/2012.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from dipfacts.errors import QuestionError
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.other_calendars import check_calendar
from dipfacts.importing.own_tables.times.year_patterns import YEAR_CELL
from dipfacts.importing.wording import first_of
from dipfacts.model.periods.calendar import MONTHS
from dipfacts.text import plain, short

_PAIR = re.compile(r"[12][0-9]([0-9]{2})-([0-9]{2})")
_SPAN = re.compile(r"([12][0-9]{3})/([12][0-9]{3})")
NAMED = re.compile(
    r"(?:fiscal|financial|marketing|crop|budget(?:ary)?|school|academic|tax) ?years?(?![a-z])"
    r"|(?:^|[^a-z])fy(?![a-z])"
    r"|year (?:fiscale?|financi[eè]re?|presupuestari[oa]|budgétaire|scolaire|escolar|agrícola)"
    r"|(?:haushalts|rechnungs|wirtschafts|ernte|geschäfts|finanz|schul)jahr"
    r"|ejercicio|exercice|esercizio|exercício|mali yıl|boekjaar|räkenskapsår"
    r"|(?:финансов|бюджетн|хозяйственн|сельскохозяйственн|маркетингов|учебн)\w* year"
    r"|year (?:obrotowy|budżetowy|szkolny)|年度"
)
"""Names of years that do not begin in January, in a head or a line."""
_OF_TWO_YEARS = re.compile(
    rf"{NAMED.pattern}|fiscal|financial|season|marketing|crop|campaign|agr[ií]cola|agricole|agraria"
    r"|(?:year|12 months|twelve months)s? (?:ended|ending|end|to)(?![a-z])"
)
"""Heads of columns of years that do not begin in January."""
ENDED = re.compile(rf"(?:ended|ending|end|to) .*?({'|'.join(it[:3].lower() for it in MONTHS)})")


def check_years(table: MappedTable) -> None:
    """Raise QuestionError for years that end in the next and would be months, or both years.

    So it is of years of the Buddhist era.
    """
    check_calendar(table)
    if not table.given.is_of_figures:
        return
    periods = table.whole.periods
    head = "" if periods.is_heads else table.given.column_of("period")
    months, spans = _of_two_years(head, periods.cells), _overlapping(head, periods.cells)
    if years := months or spans:
        verb = "are" if periods.is_heads else "holds"
        such, no = plain(first_of([*map(short, years)])), "not months" if months else "not two each"
        message = f"--map period: {periods.label} {verb} years that end in the next, {no} ({such})"
        start, end = years[0][:4], int(years[0][:4]) + 1
        fiscal = f"{start}-04/{end}-03 (the fiscal year, as in India)"
        raise QuestionError(message, f"write each as {fiscal}, or as {start}-01/{end}-12 (both)")


def fiscal_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on a column of fiscal years that are taken as our years.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> table = MappedTable(Given(period="{FY}"), [{"FY": "2019"}])
    >>> [*fiscal_notes(table)]  # doctest: +NORMALIZE_WHITESPACE
    ['the years of "FY" (2019) are taken as calendar years: if they are not, write such as
      2019-04/2020-03']
    >>> [*fiscal_notes(MappedTable(Given(period="{Year}"), [{"Year": "2019"}]))]
    []
    """
    column = table.given.column_of("period")
    head = in_english(column)
    cells = table.whole.cells(column) if _OF_TWO_YEARS.search(head) else []
    if (
        cells
        and all(map(YEAR_CELL.fullmatch, cells))
        and (written := as_fiscal(head, int(cells[0][:4])))
    ):
        such = plain(first_of([*map(short, cells)]))
        hint = f"if they are not, write such as {written}"
        yield f'the years of "{plain(column)}" ({such}) are taken as calendar years: {hint}'


def as_fiscal(head: str, year: int) -> str:
    """Return the months of a fiscal year whose last one a head may say; "" of a calendar year.

    >>> as_fiscal("fy", 2019), as_fiscal("year ended 31 march", 2019), as_fiscal("fy to june", 2019)
    ('2019-04/2020-03', '2018-04/2019-03', '2018-07/2019-06')
    >>> as_fiscal("year ended december", 2019)
    ''
    """
    if not (end := ENDED.search(head)):
        return f"{year}-04/{year + 1}-03"
    month = next(nth for nth, name in enumerate(MONTHS, 1) if name.lower().startswith(end[1]))
    return f"{year - 1}-{month + 1:02}/{year}-{month:02}" if month < len(MONTHS) else ""


def _of_two_years(head: str, cells: Collection[str]) -> list[str]:
    """Return the cells like months that are a year and the next: all, and several or by the head.

    Empty where the head says that they are months.

    >>> _of_two_years("y", ["2009-10", "2010-11", "2012-13"])
    ['2009-10', '2010-11', '2012-13']
    >>> _of_two_years("y", ["2009-10", "2009-11"]), _of_two_years("y", ["2011-12", "2011"])
    ([], [])
    >>> _of_two_years("Fiscal year", ["2011-12"]), _of_two_years("Monat", ["2009-10", "2010-11"])
    (['2011-12'], [])
    """
    words = in_english(head)
    if "month" in words:
        return []
    pairs = {cell: match for cell in cells if (match := _PAIR.fullmatch(cell))}
    if not all((int(it[1]) + 1) % 100 == int(it[2]) for it in pairs.values()):
        return []
    is_said = len(pairs) > 1 or _OF_TWO_YEARS.search(words)
    return [*pairs] if is_said else []


def _overlapping(head: str, cells: Collection[str]) -> list[str]:
    """Return the spans of a year and the next: where one begins as another ends, or by the head.

    >>> _overlapping("y", ["2018/2019", "2019/2020"]), _overlapping("y", ["2018/2019", "2020/2021"])
    (['2018/2019', '2019/2020'], [])
    >>> _overlapping("Fiscal year", ["2018/2019"]), _overlapping("y", ["2018/2020", "2020/2022"])
    (['2018/2019'], [])
    """
    spans = {cell: match for cell in cells if (match := _SPAN.fullmatch(cell))}
    if not all(int(it[1]) + 1 == int(it[2]) for it in spans.values()):
        return []
    ends = {it[2] for it in spans.values()}
    is_said = any(it[1] in ends for it in spans.values()) or _OF_TWO_YEARS.search(in_english(head))
    return [*spans] if is_said else []
