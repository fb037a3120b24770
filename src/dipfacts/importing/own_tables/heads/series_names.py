"""Columns of names of series whose cells say a scale or a currency: Export (US$ Thousand)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dipfacts.importing.inputs import LETTER
from dipfacts.importing.own_tables.heads.head_scales import power_said, scale_said
from dipfacts.importing.own_tables.heads.head_units import unit_note
from dipfacts.importing.own_tables.heads.unit_texts import units_in
from dipfacts.importing.own_tables.parties.flows import flow_of
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.map_keys import NOT_ABOUT
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.units_and_parts.multipliers import of_multipliers
from dipfacts.importing.own_tables.units_and_parts.part_columns import part_word
from dipfacts.importing.own_tables.units_and_parts.unit_columns import names_units
from dipfacts.importing.wording import first_of
from dipfacts.model.display import is_currency
from dipfacts.model.units.unit_words import money_of, scale_in
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.table_rules import places
from dipfacts.text import plain, short

_CHOOSES = (*NOT_ABOUT, "definition", "measure", "scope")
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
        return _scale_note(cell, place, power, given) if power else ""
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
        where = given.where_option(column, [other])
        alone = f"as with {where} --map unit={moneys[other]}{scale} --id {as_id(other)}"
        return f"the {place} says {_several_units_note('units', cells, alone)}"
    powers = {it: scale_in(it, given.unit) if len(it) > _SHORT else 0 for it in cells}
    first = next((it for it, power in powers.items() if power), "")
    if not first:
        return ""
    if len({*powers.values()}) == 1:
        return _scale_note(first, place, powers[first], given)
    where = given.where_option(column, [first])
    alone = f"as with {where} --map scale={10 ** powers[first]} --id {as_id(first)}"
    return f"the {place} says {_several_units_note('scales', cells, alone)}"


def _scale_note(cell: str, place: str, power: int, given: Given) -> str:
    """Return the note on the one scale of a column, which may be a word of a name; or nothing."""
    if "scale" in given:
        return ""
    if _is_of_numbers(cell, given):
        return scale_said(cell, place, power)
    how = f"if it is that of the numbers, add --map scale={10**power}"
    return f'the {place} "{plain(short(cell))}" may say a scale: {how}'


def _is_of_numbers(cell: str, given: Given) -> bool:
    """Return whether a scale in a cell is one of numbers: of money or a measure, or in a bracket.

    >>> given = Given(measure="steel-output")
    >>> said = ("Sales, million US$", "Imports, thousands", "Steel, mln", "Farms (mln)", "Mio AB")
    >>> [_is_of_numbers(it, given) for it in said]
    [True, True, True, True, False]
    """
    words = {*as_id(cell).split("-")} & {*given.measure.split("-")}
    is_of_money = any(map(money_of, re.split(r"[\s,()]+", cell))) or bool(_currency_in(cell))
    return bool(words or is_of_money or "(" in cell or flow_of(cell))


def _currency_in(cell: str) -> str:
    """Return the currency that the name of a series says; nothing for none.

    >>> [*map(_currency_in, ("Exports in EUR", "Exports (million US$)", "Exports", "EUR"))]
    ['EUR', 'USD', '', '']
    """
    units = [it.unit for it in units_in(cell)] if " " in cell else []
    return next(filter(is_currency, units), "")


def _several_units_note(what: str, cells: Sequence[str], alone: str) -> str:
    """Return that series are of several units or scales, and how to take those of one alone."""
    such = plain(first_of([*map(short, cells)]))
    how = f"take those of one {what[:-1]} alone, {alone}, and the others in the same way"
    return f"several {what} ({such}): {how}"
