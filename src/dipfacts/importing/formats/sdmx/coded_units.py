"""The codes of Eurostat that are a unit and nothing else, and the dimensions that may have one."""

from __future__ import annotations

from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.units import Unit

CODED_UNITS = {
    "VALUE_IN_EUROS": Unit("EUR"),
    "VALUE_EUR": Unit("EUR"),
    "QUANTITY_IN_100KG": Unit("kg", 100),
    "QUANTITY_IN_TONNES": Unit("tonnes"),
    "QUANTITY_KG": Unit("kg"),
}
"""The units by their codes."""
_HEADS = ("STAT_INFO", "INDIC_ET", "INDIC")


def head_of_coded(row: Observation) -> str:
    """Return the head of the dimension of a row that has such a code; else nothing."""
    heads = (row.columns.codes.get(it, "") for it in _HEADS)
    return next((it for it in heads if row.code(it) in CODED_UNITS), "")
