"""The columns of a table of one's own that say what a key of the claim could, and none does.

Each function takes a column and its table; it returns what to do with the column, or nothing where
it says no more than is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from dipfacts.importing.codes import period_problem
from dipfacts.importing.own_tables.columns.columns_of_one_number import of_its_numbers
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import map_option
from dipfacts.read.table.beside_numbers import BOUNDS
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.table_rules import places

_ENDS = re.compile(
    r"(?:^|[^a-z])(?:end(?:s|ed|ing)?(?:date|day|year|yr)?|(?:yr|year|date)end|until|till|terminat\w*"
    r"|expir\w*|withdr\w*|dissol\w*|dissolution|denounc\w*|denunciation|abrogat\w*|ceas\w*"
    r"|cessation|clos(?:ed|ing|ure)|exit|left|lapsed?|revo(?:ked|cation)|annul\w*|repeal\w*"
    r"|supersed\w*|(?:out[ _-]of|no[ _-]longer[ _-]in)[ _-]force)[0-9]*(?![a-z])"
    r"|^(?:valid[ _-]?)?to(?:[ _-]?(?:date|year))?$"
)
"""Heads of columns that say when what lasts is over."""
_STARTS = re.compile(r"(?:^|[^a-z])(?:(?:yr)?(?:start|beg)|from|since|signed|entry|in[ _-]force)")
_MOMENTS = re.compile(r"(?:^|[^a-z])(?:date|day|time|month|period|quarter|as of)(?![a-z])")
_WHENS = re.compile(
    r"(?:(?:ref(?:erence)?|data|obs(?:ervation)?|fiscal|calendar|time|trade)[ _-]?)?"
    r"(?:year|yr|jahr|ann[eé]e|date|day|period|time|month|quarter)s?"
)
"""Heads of columns that say when, and nothing else."""
_OF_EDITION = re.compile(r"updat|modif|publi|releas|access|retriev|load|extract|creat|report")
"""Heads of columns that say when a row was written, not what it is about."""
_DAY = re.compile(
    r"([12][0-9]{3})(?:\.0|(?:-[0-9]{1,2}){1,2})?|(?:[0-9]{1,2}[./]){2}([12][0-9]{3})"
)
_ENOUGH = 200  # cells that show how a column is written
_SHORT_DAY = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}")
_DATED = re.compile(r"[12][0-9]{2}[0-9X](?![0-9])")
_YEARS = re.compile(r"(?:^|/)([12][0-9]{3})(?![0-9])")


def precision_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column that says of numbers how exact they are.

    >>> table = MappedTable(Given())
    >>> precision_remedy("sign", table.holding("sign", ["<", ""]))
    "write less-than in it for <, and add --map 'qualifier={sign}'"
    >>> [precision_remedy("sign", table.holding("sign", [it])) for it in "=+"]
    ['', '']
    """
    meant = {it: BOUNDS.get(it) or BOUNDS.get(as_id(it)) for it in table.cells(column)}
    if "qualifier" in table.given or None in meant.values() or {*meant.values()} <= {"exactly"}:
        return ""
    of_numbers, named = of_its_numbers("qualifier", column, table)
    instead = [f"{word} in it for {it}" for it, word in meant.items() if it != word]
    say = f"say how exact each number is, as with {named}"
    say = f"write {', '.join(instead)}, and add {named}" if instead else say
    return f"{of_numbers}{say}"


def period_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of days or months in the years that are the periods.

    Beside one period for all rows, also with one of other years; of events without any, with all.

    >>> rows = [{"y": "2020", "Date": "2020-06-30"}, {"y": "2021", "Date": "2021-06-30"}]
    >>> of_events = MappedTable(Given(claim="event", period="{y}"), rows)
    >>> period_remedy("Date", of_events), period_remedy("Update date", of_events)
    ("say when each is, as with --map 'period={Date}'", '')
    >>> years = [{"Year": "2019"}, {"Year": "2020"}]
    >>> tables = [MappedTable(Given(period=it), years) for it in ("2020", "2019/2020")]
    >>> [period_remedy("Year", it) for it in tables]
    ["say when each is, as with --map 'period={Year}'", '']

    A number of a year may have a day beside it that is not what it is of, such as its last.

    >>> each = rows, [{"y": "2020", "Date": "2020-12-31"}]
    >>> [period_remedy("Date", MappedTable(Given(period="{y}"), it)) for it in each]
    ["if each is of that day and not of the year, add --map 'period={Date}'", '']
    """
    head, given = in_english(column), table.given
    is_of_other = _OF_EDITION.search(head) or _ENDS.search(head)
    if is_of_other or not (_MOMENTS.search(head) or _WHENS.fullmatch(head)):
        return ""
    year = given.column_of("period")
    pairs = {
        (row.get(year, "").strip() if year else given.period, row[column].strip())
        for row in table.taken
    }
    dated = {(of, it) for of, it in pairs if it}
    is_said = _in_years(dated) or (_WHENS.fullmatch(head) and _otherwise(dated, given))
    if not dated or not is_said:
        return ""
    of_years = bool(year) and given.is_of_figures
    return _say_when(column, {it for _, it in dated}, of_years)


def _say_when(column: str, cells: Collection[str], of_years: bool) -> str:
    """Return the remedy for a column that says when; nothing for one of ends of the years."""
    days = {_month_and_day(it) for it in cells} if of_years else {""}
    if days in ({"01-01"}, {"12-31"}):
        return ""
    if unread := sorted(filter(period_problem, cells)):
        meant = likeliest_period(unread[0])
        return f"write each in a column such as {meant}, and map period to that"
    option = map_option(f"period={{{column}}}")
    if "" in days:
        return f"say when each is, as with {option}"
    return f"if each is of that day and not of the year, add {option}"


def _month_and_day(cell: str) -> str:
    """Return the month and the day of a cell that is a day; nothing for a month or a year."""
    text = likeliest_period(cell) if period_problem(cell) else cell
    return text[5:] if len(text) == len("2019-12-31") else ""


def _in_years(dated: Collection[tuple[str, str]]) -> bool:
    """Return whether each cell is a day, a month or a quarter of the year that is its period."""
    return all(len(of) == 4 and _year(it) == of and it != of for of, it in dated)


def _otherwise(dated: Collection[tuple[str, str]], given: Given) -> bool:
    """Return whether cells say when, where no period or one of other years is given for all."""
    years = {_year(it) for _, it in dated}
    if places(given.period) or "" in years:
        return False
    own = _YEARS.findall(given.period)
    outside = bool(own) and any(not min(own) <= it <= max(own) for it in years)
    return outside or (not given.period and given.claim == "event")


def begin_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of beginnings of relations, where no period is given.

    >>> begin_remedy("Start date", MappedTable(Given(claim="relation"), [{"Start date": "1990"}]))
    "if it is since when, add --map 'period={Start date}/'"
    """
    given, cells = table.given, table.cells(column)
    if "period" in given or given.claim != "relation" or not _STARTS.search(in_english(column)):
        return ""
    if not cells or any(map(period_problem, cells)) or "" in map(_year, cells):
        return ""
    return f"if it is since when, add {map_option(f'period={{{column}}}/')}"


def _year(cell: str) -> str:
    """Return the year of a cell that is a day, a month, a quarter or a year; else nothing.

    >>> _year("2019-Q1"), _year("201903"), _year("March 2019"), _year("2019/20"), _year("1000")
    ('2019', '2019', '2019', '', '1000')
    """
    if match := _DAY.fullmatch(cell):
        return match[1] or match[2]
    years = {*_YEARS.findall(likeliest_period(cell) if period_problem(cell) else cell)}
    return years.pop() if len(years) == 1 else ""


def likeliest_period(cell: str) -> str:
    """Return the period that a cell is likeliest to mean; nothing where none is proposed."""
    problem = period_problem(cell)
    return next(iter(problem.proposed), "") if problem else ""


def end_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of ends, where the periods of claims have none.

    >>> rows = [{"s": "1990", "End date": "1999"}, {"s": "1991", "End date": "2001"}]
    >>> table = MappedTable(Given(claim="relation", period="{s}/.."), rows)
    >>> end_remedy("End date", table), end_remedy("Send date", table.replaced(rows=[]))
    ("say until when, as with --map 'period={s}/{End date}'", '')
    """
    given, rows = table.given, table.taken
    start, _, end = given.period.partition("/")
    if not _ENDS.search(in_english(column)) or places(end) or column in places(start):
        return ""
    if given.is_of_figures and not any(_STARTS.search(in_english(it)) for it in places(start)):
        return ""
    cells = [it for it in table.cells(column) if any(map(str.isdecimal, it))][:_ENOUGH]
    days = [it for it in cells if _is_end(it)]
    if not days or 2 * len(days) < len(cells):
        return ""
    if not start:
        heads = next(iter(rows), {})
        start = next((f"{{{it}}}" for it in heads if _STARTS.search(in_english(it))), "")
    say = "write each day as 1999-12-31, and " if any(map(period_problem, days)) else ""
    say += f"say until when, as with {map_option(f'period={start}/{{{column}}}')}"
    goes_on = "; a blank is an unknown end: write .. where it still holds"
    return say + (goes_on if not all(row[column].strip() for row in rows) else "")


def _is_end(cell: str) -> bool:
    """Return whether a cell is a day, month or year, however it is written, and no span.

    >>> [*map(_is_end, ("1999", "31-Dec-1999", "12/31/99", "1999-12-XX", "c. 1999", "199X"))]
    [True, True, True, True, True, True]
    >>> [*map(_is_end, ("1990-1999", "1000-2000", "12", "present"))]
    [False, False, False, False]
    """
    text = (likeliest_period(cell) if period_problem(cell) else cell) or cell
    if _SHORT_DAY.fullmatch(cell) or _DAY.fullmatch(text):
        return True
    return bool(_DATED.match(text)) and "/" not in text
