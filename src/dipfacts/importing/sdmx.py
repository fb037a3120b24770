"""SDMX-CSV 1 and 2, with codes, with labels or with both: IMF, OECD, Eurostat, BIS, .Stat Suite.

`UNIT_MULT` is applied; `SCALE` of the IMF is not, since its numbers stand in full beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import list_of, named, trouble
from dipfacts.importing.derive import LeftOutError, UnreadableError, check_period, derived
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import (
    LIFETIME,
    Derived,
    Keys,
    Plan,
    UnitError,
    declared_measures,
    flow,
    trade,
    years,
)
from dipfacts.importing.sdmx_words import edtf, multiplier, status_of, unit_of
from dipfacts.model.display import counted
from dipfacts.read.numbers import NumberError, number
from dipfacts.read.table_templates import as_id

_AREAS = (
    "REPORTER", "REPORTING_COUNTRY", "REPORTING_AREA", "REF_AREA", "COUNTRY", "GEO", "LOCATION",
    "GEO_PICT", "DECLARANT", "DER_REP_CTY", "L_REP_CTY", "REP_COUNTRY",
)  # fmt: skip
_PARTNERS = (
    "COUNTERPART_COUNTRY", "COUNTERPART_AREA", "PARTNER", "PARTNER_COUNTRY", "CP_COUNTRY",
    "L_CP_COUNTRY", "DER_CPC", "COUNTERPART",
)  # fmt: skip
_INDICATORS = ("INDICATOR", "MEASURE", "SUBJECT", "BOP_ITEM", "INDIC", "NA_ITEM", "FLOW")
_HEADERS = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "LAST UPDATE")
_ATTRIBUTES = (
    "SERIES_KEY", "OBS_KEY", "KEY", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "STATUS", "OBS_FLAG",
    "CONF_STATUS", "OBS_CONF", "UNIT_MULT", "UNIT_MEASURE", "UNIT", "CURRENCY", "SCALE", "DECIMALS",
    "PRECISION", "DECIMALS_DISPLAYED", "FREQ", "FREQUENCY", "OBS_COMMENT", "DATA_SOURCE", "UPDATED",
    "DERIVATION_TYPE", "OVERLAP", "TRADE_FLOW", "VALUATION", "AVAILABILITY", "COLLECTION", "TITLE",
    "TIME_FORMAT", "BASE_PER", "COMMENT", "COMPILATION", "BREAKS",
)  # fmt: skip
_TRADE = {
    "XG_FOB_USD": ("exports", "fob"), "TXG_FOB_USD": ("exports", "fob"),
    "MG_CIF_USD": ("imports", "cif"), "TMG_CIF_USD": ("imports", "cif"),
    "MG_FOB_USD": ("imports", "fob"), "TMG_FOB_USD": ("imports", "fob"),
    "TBG_USD": ("trade-balance", ""),
}  # fmt: skip
_IS_CODE = re.compile(
    r"[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*"
)  # Eurostat writes its own in small letters
_HEADS = ("row", "area", "partner", "measure", "period", "value", "unit", "valuation", "status",
          "scope", "note")  # fmt: skip


class Columns(NamedTuple):
    """The place of each column that counts, by its code; "" of what the file does not have."""

    codes: dict[str, str]  # the head by code
    area: str
    partner: str
    indicators: tuple[str, ...]
    dimensions: tuple[str, ...]  # the others that make a series
    labelled: bool


def recognise(file: Input) -> bool:
    """Return whether a file begins as SDMX-CSV does."""
    codes = [*map(_code, file.heads)]
    first, second = [*codes, "", ""][:2]
    is_first = first == "DATAFLOW" and "OBS_VALUE" in codes
    return is_first or (first == "STRUCTURE" and second == "STRUCTURE_ID")


def _code(head: str) -> str:
    """Return the code of a head such as "FREQ: Frequency" or "STRUCTURE[|]"."""
    return head.partition(":")[0].partition("[")[0].strip().upper()


def plan(file: Input) -> Plan:
    """Return what is to be written. Raises QuestionError for deletions and for no countries."""
    names = _names(file.heads)
    columns = _columns([*_labelled(dict.fromkeys(file.heads, ""), names)])
    rows = [(number, _labelled(cells, names)) for number, cells in file.numbered()]
    _refuse_deletions(file, columns, [cells for _, cells in rows])
    if not columns.area or "TIME_PERIOD" not in columns.codes:
        lacks = "countries" if not columns.area else "periods"
        raise QuestionError(
            f"{file.shown} has no column of {lacks}",
            "say what its columns mean with --map; docs/import.md shows how",
        )
    areas = list_of(_cell(cells, columns.area, columns) for _, cells in rows)
    partners = list_of(_cell(cells, columns.partner, columns) for _, cells in rows)
    varying = [it for it in columns.dimensions if len({cells[it] for _, cells in rows}) > 1]
    labels: dict[str, str] = {}

    def read(number: int, cells: Keys) -> list[list[str]]:
        line, label = _line(number, cells, columns, (areas, partners), varying, file)
        labels[line[3]] = label
        return [line]

    why = "its units, periods and flags must be read"
    observations = derived([*_HEADS], why, rows, read)
    return _planned(file, columns, rows[0][1] if rows else {}, observations, labels)


def _refuse_deletions(file: Input, columns: Columns, rows: Sequence[Keys]) -> None:
    action = columns.codes.get("ACTION")
    if action and rows and all(cells[action].strip() == "D" for cells in rows):
        message = f"{file.shown} holds deletions (ACTION D), no observations"
        raise QuestionError(message, "download the data themselves")


def _names(heads: Sequence[str]) -> dict[str, str]:
    """Return the columns of labels that stand beside those of their codes, by the latter.

    >>> _names(["STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "geo", "Area", "TIME_PERIOD", "Time"])
    {'STRUCTURE_ID': 'STRUCTURE_NAME', 'geo': 'Area', 'TIME_PERIOD': 'Time'}
    """
    if "STRUCTURE_NAME" not in heads:
        return {}
    is_code = [_IS_CODE.fullmatch(head) is not None for head in heads]
    pairs = zip(pairwise(heads), pairwise(is_code), strict=True)
    beside = {code: name for (code, name), of in pairs if of == (True, False)}
    return {"STRUCTURE_ID": "STRUCTURE_NAME", **beside}


def _labelled(cells: Keys, names: dict[str, str]) -> Keys:
    """Return cells with each label after its code, as in FREQ: Frequency, in one column."""
    if not names:
        return cells
    labels = {*names.values()}
    return {
        _joined(head, names.get(head, "")): _joined(cell, cells.get(names.get(head, ""), ""))
        for head, cell in cells.items()
        if head not in labels
    }


def _joined(code: str, label: str) -> str:
    return f"{code}: {label}" if label else code


def _columns(heads: Sequence[str]) -> Columns:
    labelled = any(": " in head for head in heads)
    codes = {_code(head): head for head in reversed(heads)}
    dimensions = [head for head in heads if _code(head) not in (*_HEADERS, *_ATTRIBUTES)]

    def first(names: Sequence[str]) -> str:
        return next((head for name in names for head in dimensions if _code(head) == name), "")

    area, partner = first(_AREAS), first(_PARTNERS)
    indicators = [head for head in dimensions if _code(head) in _INDICATORS]
    others = [head for head in dimensions if head not in (area, partner, *indicators)]
    return Columns(codes, area, partner, tuple(indicators), tuple(others), labelled)


def _cell(cells: Keys, head: str, columns: Columns) -> str:
    """Return the code in a cell, which may be followed by its label."""
    text = str(cells.get(head, "")).strip()
    return text.partition(": ")[0] if columns.labelled and ": " in head else text


def _label(cells: Keys, head: str) -> str:
    """Return the label after the code in a cell; nothing where there is none."""
    return str(cells.get(head, "")).partition(": ")[2].strip() if ": " in head else ""


def _line(
    nth: int, cells: Keys, columns: Columns, lists: tuple[str, str], varying: list[str], file: Input
) -> tuple[list[str], str]:
    """Return a row of the derived table, with the label of its measure. Raises LeftOutError."""
    row = _Observation(cells, columns)
    text, status, note = _value_of(row, file)
    period = edtf(row.of("TIME_PERIOD")) or row.of("TIME_PERIOD")
    check_period(period, "column TIME_PERIOD")
    area = _party(_cell(cells, columns.area, columns), lists[0], period)
    partner = ""
    if columns.partner:
        partner = _party(_cell(cells, columns.partner, columns), lists[1], period)
        if partner == area:
            raise LeftOutError("a country with itself")
    unit, factor = row.unit(file.given.get("unit", ""))
    indicator = "-".join(_cell(cells, it, columns) for it in columns.indicators)
    measure, valuation = _TRADE.get(indicator, ("", ""))
    if measure:
        unit = "USD"
    if not unit:
        raise UnitError(file.shown)
    try:
        decimal = "," if file.layout.delimiter == ";" else None
        value = number(text, decimal, row.multiplier() * factor)
    except NumberError as error:
        raise UnreadableError(f"OBS_VALUE: {error.message}", error.hint) from None
    scope = "; ".join(f"{_code(it)} {cells[it]}" for it in varying)
    flow_id = row.of("DATAFLOW", "STRUCTURE_ID").partition("(")[0].rpartition(":")[2]
    label = " ".join(_label(cells, it) or cells[it] for it in columns.indicators)
    line = [str(nth), area, partner, measure or as_id(indicator or flow_id), period, str(value)]
    return [*line, unit, valuation, status, scope, note], label or flow_id


class _Observation(NamedTuple):
    """A row of SDMX-CSV, asked by the codes of its columns."""

    cells: Keys
    columns: Columns

    def of(self, *codes: str) -> str:
        """Return the first cell of these columns that is not empty."""
        heads = (self.columns.codes[it] for it in codes if it in self.columns.codes)
        texts = (_cell(self.cells, head, self.columns) for head in heads)
        return next((text for text in texts if text), "")

    def label_of(self, *codes: str) -> str:
        """Return the label in the first cell of these columns that is not empty."""
        heads = (self.columns.codes[it] for it in codes if it in self.columns.codes)
        return next((_label(self.cells, head) for head in heads if self.cells[head]), "")

    def unit(self, given: str) -> tuple[str, int]:
        """Return the unit and its factor, in doubt the unit that is given."""
        units = "UNIT_MEASURE", "UNIT"
        return unit_of(self.of(*units), self.of("CURRENCY"), given, self.label_of(*units))

    def multiplier(self) -> int:
        """Return what the number is multiplied by. Raises UnreadableError."""
        text = self.of("UNIT_MULT")
        if times := multiplier(text):
            return times
        message = f'UNIT_MULT: "{text}" is no power of ten'
        raise UnreadableError(message, "correct it, such as 6 for millions")


def _value_of(row: _Observation, file: Input) -> tuple[str, str, str]:
    """Return the text of a number, its status and a note. Raises LeftOutError where none is."""
    if row.of("ACTION") == "D":
        raise LeftOutError("a deletion (ACTION D)")
    flag, text = row.of("OBS_STATUS", "STATUS", "OBS_FLAG"), row.of("OBS_VALUE")
    status, note = status_of(flag)
    if status == "missing" or file.is_missing(text) or text in ("NaN", ":"):
        raise LeftOutError(f"no number ({flag})" if flag else "no number (blank)")
    return text, status, note


def _party(code: str, list_: str, period: str) -> str:
    """Return a country as a claim names it. Raises LeftOutError for a group or an unknown."""
    code = {"EL": "GR", "UK": "GB"}.get(code, code) if list_ == "iso2" else code
    if not list_:
        if found := named(code):
            return f"iso2:{found}"
        raise LeftOutError(code or "no country")
    if why := trouble(list_, code, period):
        raise LeftOutError(f"group {code}" if why == "no country" else why)
    return f"{list_}:{code}"


def _planned(
    file: Input, columns: Columns, first: Keys, derived: Derived, labels: dict[str, str]
) -> Plan:
    agency, dataflow, title = _flow(first, columns)
    name = as_id(dataflow) or "sdmx"
    tables = [*_tables(name, derived, bool(columns.partner))]
    own = declared_measures(
        {"id": it, "label": label or it, "nature": _nature(it, derived)}
        for it, label in sorted(labels.items())
        if it not in ("exports", "imports", "trade-balance")
    )
    known = trade(labels) if len(own["measure"]) < len(labels) else {}
    return Plan(
        title=f"SDMX-CSV, {agency} {dataflow}",
        id=name,
        seen=f"{counted(len(labels), 'measure')}, {years(it[4] for it in derived.rows)}",
        source={"publisher": agency or "unknown", "title": title or dataflow or "SDMX-CSV"},
        tables=tables,
        declares={name: [*known.get(name, []), *tables] for name, tables in own.items()},
        derived=derived,
    )


def _flow(first: Keys, columns: Columns) -> tuple[str, str, str]:
    """Return agency, id and label of the data flow of a row, as in IMF.STA:IMTS(1.0.0): Trade."""
    head = columns.codes.get("STRUCTURE_ID") or columns.codes.get("DATAFLOW") or ""
    text, _, label = str(first.get(head, "")).partition(": ")
    agency, _, dataflow = text.partition("(")[0].rpartition(":")
    return agency, dataflow, label.strip()


def _nature(measure: str, derived: Derived) -> str:
    units = {line[6] for line in derived.rows if line[3] == measure}
    if units <= {"percent"}:
        return "ratio"
    return "rank" if units == {"rank"} else "flow" if any(it.isupper() for it in units) else "stock"


def _tables(name: str, derived: Derived, has_partner: bool) -> Iterator[Keys]:
    """Yield a table for each measure of trade, and one for all others."""
    scoped = any(line[9] for line in derived.rows)
    key = "{area}-{partner}-{period}" if has_partner else "{area}-{period}"
    measures = sorted({line[3] for line in derived.rows}) or ["none"]
    for measure in measures:
        if measure in ("exports", "imports"):
            who = flow(measure, "{area}", "{partner}")
        elif has_partner:
            who = {"measure": measure, "from": "{area}", "to": "{partner}", "reporter": "{area}"}
        else:
            who = {"measure": measure, "parties": ["{area}"]}
        yield {
            "id": f"{name}-{measure}".strip("-"),
            "claim": "figure",
            "key": f"{key}-{{scope}}-{{valuation}}" if scoped else f"{key}-{{valuation}}",
            **who,
            "period": "{period}",
            "value": "{value}",
            "allow": LIFETIME,
            "unit": "{unit}",
            **({"valuation": "{valuation}"} if measure in ("exports", "imports") else {}),
            "status": "{status}",
            **({"scope": "{scope}"} if scoped else {}),
            "note": "{note}",
            "locator": "row {row}",
            "missing": ["", "NA"],
            **({"where": {"measure": [measure]}} if len(measures) > 1 else {}),
        }
