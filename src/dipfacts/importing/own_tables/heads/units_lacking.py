"""Units that the names of series lack: the one that is given, and the one that they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dipfacts.importing.own_tables.heads.head_units import unit_note
from dipfacts.importing.own_tables.heads.unit_texts import units_in
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.units import given_unit
from dipfacts.model.display import is_currency
from dipfacts.read.table.ids import as_id


def unit_in_names(names: Iterable[str]) -> str:
    """Return the unit that names of series say, if those that say one all say the same.

    >>> unit_in_names(["Exports in million ECU/EURO", "Total"]), unit_in_names(["Total"])
    ('EUR', '')
    >>> unit_in_names(["Exports in euro", "Exports (kg)"])
    ''
    """
    units = {it.unit for name in names for it in units_in(name)}
    return units.pop() if len(units) == 1 else ""


def unit_taken(
    given: Mapping[str, str],
    lacking: Collection[str],
    how: str = "{}",
    local: Collection[str] = (),
) -> tuple[str, list[str]]:
    """Return the unit that is given for all that lack one, with notes on what names say otherwise.

    Those that are `local` are in the currency of the one country of a file, which may be any.
    Raises UnitError where none is given, with `how` to heed its remedy.
    """
    unit, results = given_unit(given, lacking, unit_in_names(lacking), how)
    are_alike = bool(unit_in_names(lacking)) and all(unit_in_names([it]) for it in lacking)
    are_alike = are_alike or len(lacking) == 1
    for name in (it for it in lacking if it not in local or not is_currency(unit)):
        own = Given(unit=unit, measure=as_id(name), definition=name)
        apart = "" if are_alike else "import it from a file of its own, with "
        results += [note] if (note := unit_note(name, own, "name", apart)) else []
    return unit, results
