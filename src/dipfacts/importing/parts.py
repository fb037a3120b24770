"""Tell columns of parts from columns of flows in a table of one's own, and parts from the whole."""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.plan import Keys, first_of
from dipfacts.model.csv_table import WHOLE
from dipfacts.model.display import is_currency
from dipfacts.read.possible_faults import unit_meant
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import one_column
from dipfacts.text import plain, short

_UNITS = re.compile(r"(?:^|[^a-z])(?:unit|currency)")
_SPANS = {
    re.compile("quarter|qtr|^q$"): "2019-01/2019-03",
    re.compile("^half|semester"): "2019-01/2019-06",
    re.compile("week"): "2019-01-07/2019-01-13",
}
"""Periods as they are written, by the heads of columns that number them in a year."""
_TIMES = re.compile("month|^day|" + "|".join(it.pattern for it in _SPANS))
_YEAR = re.compile(r"[12][0-9]{3}(?:\.0)?")
_NUMBER = re.compile(r"[0-9]{1,2}(?:\.0)?")
_IN_YEAR = re.compile(
    r"[0-9]{1,2}|q[1-4]|[hs][12]|w[0-9]{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
)
_CHOOSES = ("inferred", "key", "locator", "note", "where")
"""The keys that may name a column, but do not say what a number is about."""
_FLOWS = re.compile(
    r"(?:re[\s-]?)?(?:ex|im)port|(?:экс|им)порт|(?:aus|ein)fuhr|(?:trade )?balance|turnover"
    r"|transit|credit|debit|(?:in|out)(?:flow|ward)|(?:im|em)igration|arrival|departure"
)
_LETTERS = {"x": "export", "m": "import", "rx": "re-export", "rm": "re-import"}


def is_of_flows(cells: Collection[str]) -> bool:
    """Return whether the cells of a column name measures or directions, which are no parts.

    >>> is_of_flows(["Exports", "Imports"]), is_of_flows(["X", "M"]), is_of_flows(["F", "M", "X"])
    (True, True, False)
    >>> is_of_flows(["Ausfuhr", "Einfuhr"]), is_of_flows(["Exports, goods", "Exports, services"])
    (True, False)
    """
    lower = {cell.lower() for cell in cells if cell}
    if len(lower) > 1 and lower <= _LETTERS.keys():
        return True
    return len({named[0] for cell in lower if (named := _FLOWS.match(cell))}) > 1


def is_whole(cell: str, measure: str) -> bool:
    """Return whether a cell says that a row is about all of what is measured, or names that.

    >>> is_whole("TOTAL", "exports"), is_whole("Export", "exports"), is_whole("M", "exports")
    (True, True, False)
    """
    cell = cell.lower()
    return cell in WHOLE or _LETTERS.get(cell, cell).rstrip("s") == measure.rstrip("s")


def used_columns(given: Mapping[str, str]) -> set[str]:
    """Return the columns that say what a number is about."""
    return {it for key, text in given.items() if key not in _CHOOSES for it in places(text)}


def remedy(column: str, cells: Collection[str], cell: str, given: Mapping[str, str]) -> str:
    """Return what to say of a column in which rows about one question differ, and of a cell."""
    place = f"{{{column}}}"
    if _UNITS.search(column.lower()):
        return f"say in which unit each is, as with {_option(f'unit={place}')}"
    if _TIMES.search(column.lower()):
        if span := _span(column):
            return f"write each in a column such as {span}, and map period to that"
        period = f"{given.get('period', '')}-{place}".lstrip("-")
        return f"say when each is, as with {_option(f'period={period}')}"
    whole = next((it for it in cells if is_whole(it, given.get("measure", ""))), "")
    also = f"{given['where']}, " if "where" in given else ""
    alone = _option(f"where={also}{place}={whole or cell}")
    if is_of_flows(cells):
        return f"take what is measured alone, as with {alone}"
    part = _scope(column, given)
    told = f"what is measured alone, as with {alone}"
    told = told if whole else f"one part alone, as with {alone} {part}"
    return f"say of what part each is, as with {part}, or take {told}"


def check_scope(
    given: Mapping[str, str], rows: Sequence[Mapping[str, str]], wide: Sequence[str]
) -> None:
    """Raise QuestionError for a scope of flows: imports are no part of exports.

    It may be a column of cells, or the heads of a `wide` table.
    """
    for column in {*places(given.get("scope", ""))}.difference(places(given.get("measure", ""))):
        is_head = column == "column" and bool(wide)
        cells = [*wide] if is_head else [it.get(column, "").strip() for it in rows]
        if is_of_flows(cells):
            what = "its heads say" if is_head else f'"{plain(column)}" says'
            such = plain(first_of([*dict.fromkeys(short(cell) for cell in cells if cell)]))
            message = f"--map scope: {what} what is measured, not of what part ({such})"
            one = f"take one column alone, as with {_option(f'value={{{cells[0]}}}')}"
            raise QuestionError(message, one if is_head else remedy(column, cells, cells[0], given))


def totals(
    given: Mapping[str, str], rows: Sequence[Mapping[str, str]], wide: Sequence[str]
) -> list[str]:
    """Return the cells in the columns of a scope, or heads, which say that a number is the whole.

    >>> totals({"scope": "{of}"}, [{"of": "Cars"}, {"of": "Total"}], [])
    ['Total']
    """
    columns = places(given.get("scope", ""))
    cells = [row.get(column, "").strip() for column in columns for row in rows]
    cells += wide if "column" in columns else ()
    return [*dict.fromkeys(cell for cell in cells if cell.lower() in WHOLE)]


def check_period(given: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> None:
    """Raise QuestionError for numbers of quarters, half-years or weeks in the place of months."""
    for column in re.findall(r"-0?\{([^{}]+)\}", given.get("period", "")):
        cells = [*dict.fromkeys(it for row in rows if (it := row.get(column, "").strip()))]
        if _span(column) and any(map(_NUMBER.fullmatch, cells)):
            such = plain(first_of([*map(short, cells)]))
            message = f'--map period: "{plain(column)}" holds no months ({such})'
            raise QuestionError(message, remedy(column, cells, cells[0], given))


def _span(column: str) -> str:
    """Return how a quarter, half-year or week is written, where a head says that cells are such.

    >>> _span("Quarter"), _span("Week no."), _span("Month")
    ('2019-01/2019-03', '2019-01-07/2019-01-13', '')
    """
    return next((text for it, text in _SPANS.items() if it.search(column.lower())), "")


def part_notes(
    given: Mapping[str, str], where: Keys, rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield a note on each column by which rows are taken that may be about a part alone."""
    used = used_columns(given)
    for column, taken in where.items():
        cells = {it[column].strip() for it in rows if column in it}
        is_part = not any(is_whole(it, given.get("measure", "")) for it in taken)
        is_other = _UNITS.search(column.lower()) or _TIMES.search(column.lower())
        if column in used or is_other or is_of_flows(cells):
            continue
        if is_part and cells.difference(taken):
            only = plain(first_of([short(cell) for cell in taken]))
            add = f"if that is a part, add {_scope(column, given)}"
            yield f"only rows whose {plain(column)} is {only} are taken: {add}"


def unused_notes(
    given: Mapping[str, str], heads: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield a note on each column of flows, of parts of a year, or of units that no key names."""
    named = {it for text in given.values() for it in places(text)}
    of_years = all(_YEAR.fullmatch(it) for it in _cells_of(given.get("period", ""), rows))
    for column in heads:
        cells = [*dict.fromkeys(it for row in rows if (it := row[column].strip()))]
        if not cells or column in named:
            continue
        is_of_times = of_years and _TIMES.search(column.lower()) and _are_in_year(cells)
        power = _other_unit(cells, given) if _UNITS.search(column.lower()) else None
        if is_of_flows(cells) or is_of_times or power is not None:
            such = plain(first_of([*map(short, cells)]))
            what = remedy(column, cells, cells[0], given)
            what = f"if it is right, add --map scale={10**power}" if power else what
            yield f"no key names {plain(column)} ({such}): {what}"


def _cells_of(template: str, rows: Sequence[Mapping[str, str]]) -> set[str]:
    """Return what the rows hold in a template of one column; what it is, of any other."""
    column = one_column(template)
    return {row[column].strip() for row in rows if column in row} if column else {template}


def _are_in_year(cells: Collection[str]) -> bool:
    """Return whether cells are months, quarters or days.

    >>> _are_in_year(["Q1", "Q2"]), _are_in_year(["1", "March"]), _are_in_year(["30.5", "total"])
    (True, True, False)
    """
    return all(_IN_YEAR.fullmatch(cell.lower()) for cell in cells)


def _other_unit(cells: Sequence[str], given: Mapping[str, str]) -> int | None:
    """Return the power of ten by which units differ from the one given; 0 if in more, None if not.

    >>> [_other_unit(it, {"unit": "USD"}) for it in (["USD", "EUR"], ["EUR"], ["million dollars"])]
    [0, 0, 6]
    >>> [_other_unit(it, {"unit": "USD"}) for it in (["US dollars", "USD"], ["5", "6"], ["Value"])]
    [None, None, None]
    """
    meant = {unit_meant(cell) for cell in cells if not cell[0].isdecimal()}
    if len(meant) != 1:
        return 0 if meant else None
    ((power, unit),) = meant
    if is_currency(unit) and unit != given.get("unit"):
        return 0
    return power if power and "scale" not in given else None


def _scope(column: str, given: Mapping[str, str]) -> str:
    """Return the option that says by a column, too, of what part each number is."""
    scope = f"{given.get('scope', '')} {{{column}}}"
    return _option(f"scope={scope.strip()}")


def _option(text: str) -> str:
    return f"--map {shlex.quote(plain(text))}"
