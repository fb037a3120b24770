"""The measure of a row of SDMX: its id and its label, from codes and labels of its dimensions."""

from __future__ import annotations

from dipfacts.importing.formats.sdmx.columns import code_of
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.formats.sdmx.units import (
    POINTS,
    cell_of_unit,
    rate_in_place_of_unit,
    unit_of_row,
)
from dipfacts.importing.formats.sdmx.values import MULTIPLIERS, multiplier
from dipfacts.importing.known_declarations import own_id
from dipfacts.importing.units import Unit
from dipfacts.model.figures.measures import TRADE_MEASURES
from dipfacts.model.units.unit_words import scale_in
from dipfacts.read.table.ids import as_id
from dipfacts.record import Record

_TRADE = {
    "XG_FOB_USD": ("exports", "fob"), "TXG_FOB_USD": ("exports", "fob"),
    "MG_CIF_USD": ("imports", "cif"), "TMG_CIF_USD": ("imports", "cif"),
    "MG_FOB_USD": ("imports", "fob"), "TMG_FOB_USD": ("imports", "fob"),
    "TBG_USD": ("trade-balance", ""),
}  # fmt: skip
_COMEXT = {"1": ("imports", "cif"), "2": ("exports", "fob")}  # FLOW of trade in goods, at Eurostat


class Measured(Record, frozen=True):
    """The measure of a row: its id, the valuation if it has one, and the label."""

    id: str
    valuation: str
    label: str


def is_named_in_dollars(row: Observation) -> bool:
    """Return whether the code of what a row measures says that it is in US dollars."""
    return "-".join(map(row.code, row.columns.indicators)) in _TRADE


def name_of_measured(row: Observation) -> str:
    """Return the name of what a row measures."""
    return ", ".join(it.label or it.code for it in row.kinds) or measure_of(row).label


def as_share(measured: Measured, row: Observation) -> Measured:
    """Return the measure that is a share, an index or a rate of another."""
    (code, of_unit), unit = cell_of_unit(row), unit_of_row(row)
    said = unit.besides or "percent" if unit.name == "percent" else unit.name if of_unit else code
    if unit.name == POINTS:
        said = of_unit or code
    if rate := rate_in_place_of_unit(row):
        code, said = rate.code, rate.label or rate.code
    id_ = f"{measured.id}-{as_id(code) or 'percent'}"
    return measured.replaced(id=id_, label=f"{measured.label}, {said}")


def measure_of(row: Observation) -> Measured:
    """Return the measure of a row, as its indicators say, or else its data flow."""
    indicators, cells = row.columns.indicators, row.cells
    indicator = "-".join(map(row.code, indicators))
    is_comext = row.columns.partner and [*map(code_of, indicators)] == ["FLOW"]
    known = _TRADE | _COMEXT if is_comext else _TRADE
    label = " ".join(row.label(it) or cells[it] for it in indicators) or row.flow.id
    id_ = as_id(indicator or row.flow.id)
    id_ = id_ if id_ in TRADE_MEASURES else own_id(id_, "sdmx")
    id_, valuation = known.get(indicator, (id_, ""))
    return Measured(id=id_, valuation=valuation, label=label)


def scale_of_labels(row: Observation, unit: Unit, given: str) -> int:
    """Return the factor that the labels of a row give for its numbers, in the given unit."""
    if unit.name or unit.factor > 1 or row.of(*MULTIPLIERS, "SCALE"):
        return 1
    labels = (measure_of(row).label, *(it.label or it.code for it in row.kinds))
    return int(10 ** max(scale_in(it, given) for it in labels))


def with_scale_of_label(row: Observation, unit: Unit, label: str) -> Unit:
    """Return the unit of a row with the scale that its label says, if its number has it applied."""
    scale = int(10 ** scale_in(label, unit.name))
    applied = (unit.factor, multiplier(row.of(*MULTIPLIERS)))
    return Unit(unit.name, scale if scale in applied else 1)
