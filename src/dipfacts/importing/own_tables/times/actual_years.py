"""Columns of a table of one's own with the year up to which its numbers are no estimates."""

from __future__ import annotations

import re

from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_patterns import YEAR_CELL
from dipfacts.importing.wording import map_option

_ACTUAL_YEARS = re.compile(
    r"(?:estimates?|forecasts?|projections?) (?:start|begin)s?\b|(?:latest|last) actual"
)


def estimates_remedy(column: str, table: MappedTable) -> str:
    """Return the remedy for a column of the years after which numbers are estimates.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> wide = MappedTable(Given(period="{column}"), wide=["2022", "2023", "2024"])
    >>> rows = [{"Estimates Start After": "2022"}, {"Estimates Start After": "2023"}]
    >>> estimates_remedy("Estimates Start After", wide.replaced(rows=rows[:1]))[:44]
    'numbers after that year are not final: take '
    >>> estimates_remedy("Estimates Start After", wide.replaced(rows=rows, wide=["2021", "2022"]))
    ''
    """
    years = sorted({it[:4] for it in table.cells(column) if YEAR_CELL.fullmatch(it)})
    if not years or not is_of_actual_years(column) or table.given.get("status"):
        return ""
    periods = table.periods.cells or [table.given.period]
    if not any(YEAR_CELL.match(it) and it[:4] > years[0] for it in periods):
        return ""
    say = "numbers after that year are not final: "
    if not table.wide:
        written = map_option("status={column}")
        return f"{say}write estimate or forecast for these in a column, and add {written}"
    rows = f" {table.given.where_option(column, years[:1])}" if len(years) > 1 else ""
    after = [it for it in table.wide if it[:4] > years[0]]
    such = map_option(f"columns={'..'.join(dict.fromkeys((after[0], after[-1])))}")
    alone = f"take them alone, as with {such}{rows} {map_option('status=estimate')} --id estimates"
    before = [it for it in table.wide if it not in after]
    if not before:
        return f"{say}{alone}"
    others = map_option(f"columns={'..'.join(dict.fromkeys((before[0], before[-1])))}")
    return f"{say}{alone}, and the others with {others}{rows}"


def is_of_actual_years(column: str) -> bool:
    """Return whether a head is of the years up to which numbers are no estimates.

    >>> [*map(is_of_actual_years, ("Estimates Start After", "LATEST_ACTUAL_DATA", "Estimates"))]
    [True, True, False]
    """
    return bool(_ACTUAL_YEARS.search(in_english(column).replace("_", " ")))
