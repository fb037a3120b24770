"""Rows of SDMX that are stocks at a date, or add up, as codes, labels or the data flow say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dipfacts.importing.formats.sdmx.columns import code_of
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.money import is_of_money
from dipfacts.importing.natures import is_amount_at_a_date, is_no_stock, is_over_time, is_stock
from dipfacts.importing.own_tables.table.head_words import in_english

_ENTRIES = {"L_MEASURE": ("S",), "FLOW_STOCK_ENTRY": ("LE", "LS")}
"""The columns that say of each figure whether it is a stock, with the codes of stocks."""

_CODES = {"STO": ("LE",), "INT_ACC_ITEM": ("LE",), "STK_FLOW": ("STK",)}  # others say nothing
_MEASURE = re.compile(r"LE_.+|(?:.*_)?(?:(?:FDI|IIP|INV)[0-9]?_?POS|STK|STOCKS?)(?:_.*)?")
_FLOW = re.compile(
    r"(?:.*[_@])?(?:FDI[0-9]?_POS|IIP[0-9]?)(?:_.*)?"
    r"|(?:GOV|NAS[AQ]|NAMA)_.*_(?:GGDEBT|F_BS|NFA_(?:BS|ST))"  # of Eurostat: debt, balance sheets
)
_FLOW_OF_IMF = re.compile(
    r"DIP|PIP|CDIS|CPIS|IIPCC|IRFCL|IL|Q?GFS_BS|MFS_(?:CBS|DC|ODC|OFC|FC|MA|NSRF)"
)
"""Positions, reserves and balance sheets; elsewhere, PIP is of poverty and inequality."""


def stock_of(row: Observation) -> str:
    """Return the place that says a row is of a stock: "dimension", "measure", "flow"; or ""."""
    cells = [*_cells(row)]
    entries = [(code, _ENTRIES[head]) for head, code, _ in cells if head in _ENTRIES]
    if entries:
        return "dimension" if any(code in stocks for code, stocks in entries) else ""
    if any(is_no_stock(text) for _, _, text in cells):
        return ""
    indicators = {*map(code_of, row.columns.indicators)}
    says = {head in indicators for head, code, text in cells if _is_stock(head, code, text)}
    if says:
        return "measure" if True in says else "dimension"
    flow = row.flow
    is_known = _FLOW.fullmatch(flow.id) or (
        flow.agency.startswith("IMF") and _FLOW_OF_IMF.fullmatch(flow.id)
    )
    return "flow" if is_known or _is_stock("", "", flow.label) else ""


def is_amount_of_each(row: Observation) -> bool:
    """Return whether a row of money for each person is about a stock by its words, as of debt."""
    return any(is_amount_at_a_date(text) for _, _, text in _cells(row))


def is_at_a_date(row: Observation, unit: str) -> bool:
    """Return whether a row may be about a date, and not a time, as a stock or a number of people.

    The unit is that in which it counts.
    """
    if is_of_money(unit):
        return bool(stock_of(row))
    return unit not in ("percent", "index") and not adds_up(row)


def adds_up(row: Observation) -> bool:
    """Return whether a row counts or weighs over a time, as its labels say."""
    return is_over_time(row.flow.label, *(text for _, _, text in _cells(row)))


def _cells(row: Observation) -> Iterator[tuple[str, str, str]]:
    """Yield head, code and English label of what a row is about; one alone is its own code."""
    for head in (*row.columns.indicators, *row.columns.dimensions):
        if code := row.code(head):
            yield code_of(head), code, in_english(row.label(head) or code)


@lru_cache(maxsize=1024)
def _is_stock(head: str, code: str, text: str) -> bool:
    """Return whether a code or its label is one of stocks.

    >>> [_is_stock("MEASURE", it, it) for it in ("FDI_POS", "LE_FA_F", "T_FA_F", "POS")]
    [True, True, False, False]
    >>> _is_stock("M", "X", "Assets, Positions"), _is_stock("M", "X", "Position")
    (True, False)
    """
    is_code = code in _CODES.get(head, ()) or bool(_MEASURE.fullmatch(code))
    return is_code or is_stock(text)
