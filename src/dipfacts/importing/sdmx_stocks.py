"""Amounts of money in SDMX that are stocks at a date, as codes, labels or the data flow say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dipfacts.importing.sdmx_columns import code_of
from dipfacts.importing.sdmx_observation import Observation

_ENTRIES = {"L_MEASURE": ("S",), "FLOW_STOCK_ENTRY": ("LE", "LS")}
"""The columns that say of each figure whether it is a stock, with the codes of stocks."""

_CODES = {"STO": ("LE",), "INT_ACC_ITEM": ("LE",), "STK_FLOW": ("STK",)}  # others say nothing
_MEASURE = re.compile(r"LE_.+|(?:.*_)?(?:(?:FDI|IIP|INV)[0-9]?_?POS|STK|STOCKS?)(?:_.*)?")
_FLOW = re.compile(r"(?:.*[_@])?(?:FDI[0-9]?_POS|IIP[0-9]?)(?:_.*)?")
_WORDS = re.compile(
    r"\bstocks?\b|\boutstanding\b|\bclosing balance sheet|[,:;(/] positions?\b"
    r"|\b(?:investment|fdi|external|foreign|net|assets?|liabilit(?:y|ies)) positions?\b",
    re.I,
)
_OTHER_WORDS = re.compile(
    r"\b(?:changes?|flows?|transactions?|growth|variations?|revaluations?|adjust\w*|acquisitions?"
    r"|income|traded|rolling stock|stock (?:exchange|market|price|index)\w*)\b",
    re.I,
)


def stock_of(row: Observation, flow: str, title: str) -> str:
    """Return what says that a row is about a stock: "dimension", "measure" or "flow"; or "".

    `flow` is the id of its data flow, and `title` the label.
    """
    cells = [*_cells(row)]
    entries = [(code, _ENTRIES[head]) for head, code, _ in cells if head in _ENTRIES]
    if entries:
        return "dimension" if any(code in stocks for code, stocks in entries) else ""
    if any(_is_other(text) for _, _, text in cells):
        return ""
    indicators = {*map(code_of, row.columns.indicators)}
    says = {head in indicators for head, code, text in cells if _is_stock(head, code, text)}
    if says:
        return "measure" if True in says else "dimension"
    return "flow" if _FLOW.fullmatch(flow) or _is_stock("", "", title) else ""


def _cells(row: Observation) -> Iterator[tuple[str, str, str]]:
    """Yield head, code and label of what a row is about; a label alone is its own code."""
    for head in (*row.columns.indicators, *row.columns.dimensions):
        if code := row.code(head):
            yield code_of(head), code, row.label(head) or code


@lru_cache(maxsize=1024)
def _is_stock(head: str, code: str, text: str) -> bool:
    """Return whether a code or its label is one of stocks.

    >>> [_is_stock("MEASURE", it, it) for it in ("FDI_POS", "LE_FA_F", "T_FA_F", "POS")]
    [True, True, False, False]
    >>> texts = "Amounts outstanding / Stocks", "Assets, Positions", "Changes in stocks", "Position"
    >>> [_is_stock("M", "X", it) for it in texts]
    [True, True, False, False]
    """
    is_code = code in _CODES.get(head, ()) or bool(_MEASURE.fullmatch(code))
    return is_code or bool(_WORDS.search(text) and not _is_other(text))


@lru_cache(maxsize=1024)
def _is_other(text: str) -> bool:
    """Return whether a label is about what changes a stock, or about none."""
    return _OTHER_WORDS.search(text) is not None
