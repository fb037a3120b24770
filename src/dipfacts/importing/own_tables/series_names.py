"""Columns of names of series whose cells say a scale or a currency: Export (US$ Thousand)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dipfacts.importing.inputs import LETTER
from dipfacts.importing.own_tables.given import Given
from dipfacts.importing.own_tables.head_scales import power_said, scale_said
from dipfacts.importing.own_tables.head_units import unit_note, units_in
from dipfacts.importing.own_tables.mapped_table import MappedTable
from dipfacts.importing.own_tables.multipliers import of_multipliers
from dipfacts.importing.own_tables.part_columns import part_word
from dipfacts.importing.own_tables.unit_columns import names_units
from dipfacts.importing.plan import first_of
from dipfacts.model.display import is_currency
from dipfacts.model.units import scale_in
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import as_id
from dipfacts.text import plain, short

_CHOOSES = (
    *("definition", "inferred", "key", "locator", "measure", "note", "scope", "skip", "where"),
)
"""The keys that may name such a column, and multiply nothing."""
_SHORT = 2  # letters that may be the code of a country: MN, BN


def series_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column whose cells say a scale that is not given, or another currency.

    >>> given = Given(measure="exports", unit="USD", value="{v}")
    >>> rows = [{"Indicator": "Export (US$ Thousand)", "v": "1"}]
    >>> [note] = series_notes(MappedTable(given, rows, heads=["Indicator", "v"]))
    >>> note.partition(": ")[0]
    'the column Indicator "Export (US$ Thousand)" says a scale'
    """
    about = {*table.given.columns_but_of(*_CHOOSES), *table.numbers}
    numbered = [row for row in table.taken if any(row.get(it, it) for it in table.numbers)]
    for column in (it for it in table.heads if it not in about):
        cells = [*dict.fromkeys(row.get(column, "").strip() for row in numbered)]
        is_told = of_multipliers(column, cells) or names_units(column)
        if not is_told and any(cells) and all(map(LETTER.search, filter(None, cells))):
            yield from filter(None, [_note(column, cells, table.given)])


def _note(column: str, cells: Sequence[str], given: Given) -> str:
    """Return the note on a column of one name of a series, or of several; else nothing."""
    place = f"column {plain(column)}"
    if len(cells) == 1:
        (cell,) = cells
        is_of_money = bool(_currency_in(cell))
        if part_word(column) and not is_of_money:
            return ""  # of goods that are counted in thousands
        if is_of_money and (note := unit_note(cell, given, place)):
            return note
        power = power_said(cell, given.unit) if len(cell) > _SHORT else 0
        return scale_said(cell, place, power) if power and "scale" not in given else ""
    return "" if part_word(column) else _note_on_several(column, cells, given)


def _note_on_several(column: str, cells: Sequence[str], given: Given) -> str:
    """Return the note on names of several series of which one says a currency or a scale."""
    place = f"column {plain(column)}"
    moneys = {it: "" if places(given.unit) else _currency_in(it) for it in cells}
    if other := next((it for it, unit in moneys.items() if unit not in ("", given.unit)), ""):
        if len({*moneys.values()}) == 1:
            return unit_note(other, given, place)
        power = scale_in(other, moneys[other])
        scale = f" --map scale={10**power}" if power else ""
        option = f"--map unit={moneys[other]}{scale}"
        return _several("units", place, given.where_option(column, [other]), option, cells, other)
    powers = {it: scale_in(it, given.unit) if len(it) > _SHORT else 0 for it in cells}
    first = next((it for it, power in powers.items() if power), "")
    if not first:
        return ""
    if len({*powers.values()}) == 1:
        return "" if "scale" in given else scale_said(first, place, powers[first])
    option = f"--map scale={10 ** powers[first]}"
    return _several("scales", place, given.where_option(column, [first]), option, cells, first)


def _currency_in(cell: str) -> str:
    """Return the currency that the name of a series says; nothing for none.

    >>> [*map(_currency_in, ("Exports in EUR", "Exports (million US$)", "Exports", "EUR"))]
    ['EUR', 'USD', '', '']
    """
    units = [it.unit for it in units_in(cell)] if " " in cell else []
    return next(filter(is_currency, units), "")


def _several(what: str, place: str, where: str, option: str, cells: Sequence[str], one: str) -> str:
    """Return the note on series of several units or scales, and how to take `one` alone."""
    such = plain(first_of([*map(short, cells)]))
    alone = f"as with {where} {option} --id {as_id(one)}"
    how = f"take those of one {what[:-1]} alone, {alone}, and the others in the same way"
    return f"the {place} says several {what} ({such}): {how}"
