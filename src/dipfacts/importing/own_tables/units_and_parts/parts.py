"""Columns of parts and columns of flows in a table of one's own, and rows about the whole."""

from __future__ import annotations

import re
from collections.abc import Collection

from dipfacts.errors import QuestionError
from dipfacts.importing.own_tables.parties.flow_ends import with_ends
from dipfacts.importing.own_tables.parties.flows import (
    are_flow_codes,
    cell_of_measure,
    is_measure,
    is_of_flows,
    name_measure,
    other_flow,
)
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.map_keys import NOT_ABOUT
from dipfacts.importing.own_tables.table.mapped_table import MappedTable, filled
from dipfacts.importing.own_tables.units_and_parts.multipliers import of_multipliers, one_alone
from dipfacts.importing.own_tables.units_and_parts.unit_columns import UNITS, unit_remedy
from dipfacts.importing.wording import first_of, map_option
from dipfacts.model.file_format.csv_table import WHOLE, WHOLE_OF_SEXES
from dipfacts.text import plain, short

_SPANS = {
    re.compile("quarter|qtr|^q$"): "2019-01/2019-03",
    re.compile("^hal[fv]|semester"): "2019-01/2019-06",
    re.compile("week"): "2019-01-07/2019-01-13",
}
"""Periods as they are written, by the heads of columns that number them in a year."""
TIMES = re.compile("month|^day|^period|" + "|".join(it.pattern for it in _SPANS))
_OF_SEXES = re.compile(r"(?:^|[^a-z])(?:sex|gender)(?:es)?(?![a-z])")
_NUMBER = re.compile(r"[0-9]{1,2}(?:\.0)?")


def is_whole(cell: str, measure: str, column: str) -> bool:
    """Return whether a cell says that a row is about all of what is measured, or names that.

    >>> [is_whole(it, "exports", "") for it in ("TOTAL", "Export", "M")]
    [True, True, False]
    >>> is_whole("T", "exports", "Sector"), is_whole("T", "unemployed", "Sex")
    (False, True)
    """
    return _is_word_for_whole(cell, column) or is_measure(cell, measure)


def _is_word_for_whole(cell: str, column: str) -> bool:
    of_sexes = _OF_SEXES.search(in_english(column)) and cell.lower() in WHOLE_OF_SEXES
    return cell.lower() in WHOLE or bool(of_sexes)


def used_columns(given: Given) -> set[str]:
    """Return the columns that say what a number is about."""
    return given.columns_but_of(*NOT_ABOUT)


def remedy(column: str, cells: Collection[str], cell: str, given: Given) -> str:
    """Return the remedy for a column in which rows about one question differ, and for a cell."""
    if of_multipliers(column, cells):
        return one_alone(column, cells, given)
    if UNITS.search(in_english(column)):
        return unit_remedy(column, cells, given)
    if TIMES.search(in_english(column)):
        are_names = not all(map(_NUMBER.fullmatch, filter(None, cells)))
        if span := _span(column) or ("2019-03" if are_names else ""):
            return f"write each in a column such as {span}, and map period to that"
        period = f"{given.period}-{{{column}}}".lstrip("-")
        return f"say when each is, as with {map_option(f'period={period}')}"
    measure = given.measure
    whole = next((it for it in cells if is_whole(it, measure, column)), "")
    if is_of_flows(cells, column):
        taken = cell_of_measure(cells, measure) or whole
        if not taken and are_flow_codes(cells, column):
            alone = given.where_option(column, ["…"])
            return f"take what is measured alone, by its code, as with {alone}"
        alone = given.where_option(column, [taken or cell])
        return f"take what is measured alone, as with {alone}"
    if other := other_flow(column, cells, measure):
        return f"{name_measure(other)}{with_ends(other, given)}"
    alone = given.where_option(column, [whole or cell])
    part = with_scope(column, given)
    choice = f"what is measured alone, as with {alone}"
    if not whole:  # unless its name says so only to people, as "Total merchandise" does
        choice = f"one part alone, as with {alone} {part} (a total without the scope)"
    return f"say of what part each is, as with {part}, or take {choice}"


def check_scope(table: MappedTable) -> None:
    """Raise QuestionError for a scope of flows: imports are no part of exports.

    It may be a column of cells, or the heads of a `wide` table.
    """
    given, wide = table.given, table.wide
    for column in {*given.columns_of("scope")}.difference(given.columns_of("measure")):
        is_head = table.is_of_heads(column)
        cells = [*wide] if is_head else [it.get(column, "").strip() for it in table.rows]
        other = other_flow("" if is_head else column, cells, given.measure)
        if other or is_of_flows(cells, "" if is_head else column):
            what = "its headers say" if is_head else f'"{plain(column)}" says'
            such = plain(first_of([*dict.fromkeys(short(cell) for cell in cells if cell)]))
            message = f"--map scope: {what} what is measured, not of what part ({such})"
            chosen = cell_of_measure(cells, given.measure) or cells[0]
            one = f"take one column alone, as with {map_option(f'value={{{chosen}}}')}"
            is_one = is_head and not other
            raise QuestionError(message, one if is_one else remedy(column, cells, cells[0], given))


def totals(table: MappedTable) -> list[str]:
    """Return the cells in the columns of a scope, or heads, which say that a number is the whole.

    >>> totals(MappedTable(Given(scope="{of}"), [{"of": "Cars"}, {"of": "Total"}]))
    ['Total']
    """
    columns = table.given.columns_of("scope")
    cells = [(row.get(column, "").strip(), column) for column in columns for row in table.rows]
    cells += [(it, "") for it in table.wide if "column" in columns]
    return [*dict.fromkeys(it for it, of in dict.fromkeys(cells) if _is_word_for_whole(it, of))]


def check_period(table: MappedTable) -> None:
    """Raise QuestionError for numbers of quarters, half-years or weeks in the place of months."""
    given = table.given
    for column in re.findall(r"-0?\{([^{}]+)\}", given.period):
        cells = filled(column, table.rows)
        if _span(column) and any(map(_NUMBER.fullmatch, cells)):
            such = plain(first_of([*map(short, cells)]))
            message = f'--map period: "{plain(column)}" holds no months ({such})'
            raise QuestionError(message, remedy(column, cells, cells[0], given))


def _span(column: str) -> str:
    """Return an example of a quarter, half-year or week, where a head says that cells are such.

    >>> _span("Quarter"), _span("Week no."), _span("Month")
    ('2019-01/2019-03', '2019-01-07/2019-01-13', '')
    """
    return next((text for it, text in _SPANS.items() if it.search(in_english(column))), "")


def with_scope(column: str, given: Given) -> str:
    """Return the option that says by a column, too, of what part each number is."""
    scope = f"{given.get('scope', '')} {{{column}}}"
    return map_option(f"scope={scope.strip()}")
