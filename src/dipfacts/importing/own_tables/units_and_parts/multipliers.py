"""The columns of a table of one's own that say by what its numbers are multiplied."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from dipfacts.importing.derive import whole_cell
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.map_keys import NOT_ABOUT, each_condition
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.units_and_parts.unit_columns import (
    NO_UNIT,
    UNITS,
    is_other_unit,
    unit_options,
    unit_remedy,
    unit_said,
    written_unit,
)
from dipfacts.importing.wording import first_of, map_option
from dipfacts.model.units.scales import scale_of
from dipfacts.text import plain, short

_HEADS = re.compile(r"mult|powercode|power code|magnitude|(?:^|[^a-z])scale(?![a-z])|scaling")
_FACTORS = re.compile(r"^factor$|(?:unit|scalar)[ _-]?factor(?![a-z])")
"""Heads of columns in which 6 is no power of ten."""
_CHOOSES = (*NOT_ABOUT, "scope", "unit")
"""The keys that may name such a column, and yet multiply nothing."""


def of_multipliers(column: str, cells: Collection[str]) -> bool:
    """Return whether a column holds multipliers, or is one of units of several.

    >>> of_multipliers("Scale", ["national"]), of_multipliers("Unit", ["USD"])
    (False, False)
    >>> of_multipliers("UNIT_MULT", ["3"]), of_multipliers("Unit", ["USD thousand", "USD million"])
    (True, True)
    """
    of_units = UNITS.search(in_english(column))
    return multiplies(column, cells) or bool(of_units and len(_powers(column, cells)) > 1)


def multiplies(column: str, cells: Collection[str]) -> bool:
    """Return whether a column by its head, too, says by what numbers are multiplied."""
    head = in_english(column)
    return bool(_HEADS.search(head) or _FACTORS.search(head)) and any(_powers(column, cells))


def _powers(column: str, cells: Collection[str]) -> set[int]:
    return {power_of(column, cell) for cell in cells}


def power_of(column: str, cell: str) -> int:
    """Return the power of ten by which a cell says that numbers are multiplied; else 0.

    >>> [power_of("Scale", it) for it in ("Millions", "6", "1000000", "10", "0", "1", "250")]
    [6, 6, 6, 1, 0, 0, 0]
    >>> [power_of("Scale", it) for it in ("6.0", "1000.0", "1,000", "1 000", "1e+06", "0.001")]
    [6, 3, 3, 3, 6, 0]
    >>> [power_of("Factor", it) for it in ("1000", "thousands", "6")]
    [3, 3, 0]
    >>> [power_of("Unit", it) for it in ("million USD", "1000 USD", "6", "Units")]
    [6, 3, 0, 0]
    """
    is_power = _HEADS.search(in_english(column))
    if not is_power and not _FACTORS.search(in_english(column)):
        return 0 if NO_UNIT.fullmatch(cell) else unit_said(cell)[0]
    cell = whole_cell(cell).lower().replace(" 000", "000")
    if not cell.isdecimal():
        return scale_of(cell)[0]
    if cell.strip("0") == "1":
        return len(cell) - 1
    return int(cell) if is_power and len(cell) < 3 else 0  # as in UNIT_MULT and PowerCode


def multiplier_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column of multipliers by which the numbers of some rows are to be."""
    given, about = table.given, table.given.columns_but_of(*_CHOOSES)
    number = given.column_of("value")
    numbered = [row for row in table.taken if row.get(number, number).strip()]
    for column in (it for it in table.heads if it not in about):
        cells = [*dict.fromkeys(row[column].strip() for row in numbered)]
        powers, what = _powers(column, cells), _named_in(column, cells, table)
        if column in given.columns_of("unit") and len(powers) == 1:
            remedy = _remedy_of_scaled_units(column, cells, given) if any(powers) else ""
            yield from [f"{what}: {remedy}"] if remedy else []
        elif not of_multipliers(column, cells):
            continue
        elif len(powers) > 1:
            yield f"{what}: {one_alone(column, cells, given)}"
        elif "scale" not in given:
            yield f"{what}: if it is right, add {_scale(max(powers))}"
        elif given["scale"] not in ("1", str(10 ** max(powers))):
            yield f"{what}, not by {given['scale']}: if it is right, write {_scale(max(powers))}"


def _remedy_of_scaled_units(column: str, cells: Sequence[str], given: Given) -> str:
    """Return the remedy for a column of units of one scale, which all numbers are multiplied by.

    >>> given = Given(unit="{Unit}")
    >>> _remedy_of_scaled_units("Unit", ["million USD"], given)
    'if it is right, write --map unit=USD --map scale=1000000'
    """
    if len(cells) > 1:
        return unit_remedy(column, cells, given)
    written = written_unit(cells, given)
    return f"if it is right, write {written}" if written else ""


def _named_in(column: str, cells: Sequence[str], table: MappedTable) -> str:
    """Return the note on how a column of multipliers is taken as it is."""
    such = plain(first_of([short(cell) or "blank" for cell in cells]))
    for key, no in (("scope", "not of what part it is"), ("unit", "and is no unit")):
        if column in table.given.columns_of(key):
            return f"{plain(column)} ({such}) says by what each number is multiplied, {no}"
    if column in table.where:
        return f"only rows whose {plain(column)} is {such} are taken"
    return f"no key names {plain(column)} ({such})"


def one_alone(column: str, cells: Collection[str], given: Given) -> str:
    """Return the remedy for rows of several multipliers."""
    cell = next(cell for cell in cells if power_of(column, cell))
    chosen = each_condition("where", given["where"]) if "where" in given else []
    conditions = [*(it for it in chosen if it[0] != column), (column, cell)]
    where = map_option("where=" + ", ".join(f"{{{of}}}={value}" for of, value in conditions))
    power, unit = power_of(column, cell), unit_said(cell)[1]
    says_unit = column in given.columns_of("unit") and bool(unit)
    is_other = not _HEADS.search(in_english(column)) and is_other_unit(unit, given.unit)
    also = f" {unit_options(unit, '', given)}" if is_other or says_unit else ""
    alone = f"{where}{also} {_scale(power)} --id scale-{10**power}"
    return f"take those of one multiplier alone, as with {alone}, and the others in the same way"


def _scale(power: int) -> str:
    return f"--map scale={10**power}"
