"""Rows of UN Comtrade: the names of their columns, and which of them hold others."""

from __future__ import annotations

import re
from typing import NamedTuple

from dipfacts.importing.codes import code_problem, period_problem
from dipfacts.importing.plan import Keys

FLOWS = {
    "M": "imports", "X": "exports", "RX": "re-exports", "RM": "re-imports",
    "1": "imports", "2": "exports", "3": "re-exports", "4": "re-imports",
}  # fmt: skip
MISSING = ("", "NA")
_OWN_SUMS = ("492", "492.0")  # "Europe EU, nes", where the UN's own list has Monaco
_ZERO = re.compile(r"0+\.?0*|")
_ALL_GOODS = ("TOTAL",)
_ALL_SERVICES = ("TOTAL", "200", "S")  # 200 of EBOPS 2002, S of EBOPS 2010

Flow = tuple[str, ...]
"""A reporter, its partner, the kind of flow, the period, and whether goods or services flow."""


class Heads(NamedTuple):
    """The names of the columns that are used; "" for one that a file does not have."""

    flow: str
    reporter: str
    partner: str
    partner_name: str
    reporter_name: str
    product: str
    product_name: str
    value: str
    year: str
    month: str
    period: str
    cif: str
    fob: str
    services: tuple[str, tuple[str, ...]]  # column, its values for services
    totals: tuple[tuple[str, tuple[str, ...], str], ...]  # column, values of totals, what it splits


NEW = Heads(
    flow="flowCode", reporter="reporterCode", partner="partnerCode", partner_name="partnerDesc",
    reporter_name="reporterDesc", product="cmdCode", product_name="cmdDesc", value="primaryValue",
    year="refYear", month="refMonth", period="period", cif="cifvalue", fob="fobvalue",
    services=("typeCode", ("S",)),
    totals=(
        ("partner2Code", ("0", ""), "by second partner"),
        ("customsCode", ("C00", ""), "by customs procedure"),
        ("mosCode", ("0", ""), "by mode of supply"),
        ("motCode", ("0", ""), "by way of transport"),
    ),
)  # fmt: skip
OLD = Heads(
    flow="Trade Flow Code", reporter="Reporter Code", partner="Partner Code",
    partner_name="Partner", reporter_name="Reporter", product="Commodity Code",
    product_name="Commodity", value="Trade Value (US$)", year="Year", month="", period="Period",
    cif="CIF Trade Value (US$)", fob="FOB Trade Value (US$)",
    services=("Classification", ("EB", "EB02", "EB10", "EB10S")),
    totals=(
        ("2nd Partner Code", ("0", ""), "by second partner"),
        ("Customs Proc. Code", ("C00", "0", ""), "by customs procedure"),
        ("Mode of Transport Code", ("0", ""), "by way of transport"),
    ),
)  # fmt: skip


def with_blanks(record: Keys, columns: Heads) -> Keys:
    """Return a row with blank cells where NA, as R writes them, or 0 stands for a blank one.

    That is where they tell how the row is read: beside a value cif, that fob does not matter.

    >>> row = {"flowCode": "M", "cifvalue": "0", "fobvalue": "7", "primaryValue": "7"}
    >>> [with_blanks(row | {"primaryValue": it}, NEW)["cifvalue"] for it in ("7", "0")]
    ['', '0']
    """
    parts = (column for column, _, _ in columns.totals)
    heads = [columns.product, columns.product_name, columns.month, columns.period, *parts]
    blank = [it for it in heads if record.get(it) == "NA"]
    if FLOWS.get(cell_of(record, columns.flow), "").endswith("imports"):
        if _is_blank(record, columns, columns.cif):
            values = columns.cif, columns.fob
            blank += [it for it in values if record.get(it) and _is_blank(record, columns, it)]
    elif record.get(columns.fob) == "NA":
        blank.append(columns.fob)
    return record | dict.fromkeys(blank, "") if blank else record


def _is_blank(record: Keys, columns: Heads, column: str) -> bool:
    """Return whether a value is blank, or 0 where the number of the row is another."""
    cell, number = cell_of(record, column), cell_of(record, columns.value)
    return cell in MISSING or bool(_ZERO.fullmatch(cell) and not _ZERO.fullmatch(number))


def cell_of(record: Keys, column: str) -> str:
    """Return a cell of a row; nothing for a column that it lacks."""
    return str(record.get(column, "")).strip()


def codes_in(columns: Heads) -> tuple[str, ...]:
    """Return the columns of codes and dates, which are whole numbers where they are numbers."""
    whose = columns.reporter, columns.partner, columns.flow, columns.product
    dates = columns.year, columns.month, columns.period
    return (*whose, *dates, *(column for column, _, _ in columns.totals))


def date_of(record: Keys, columns: Heads) -> str:
    """Return the period of a row: 2022, or 2022-05 for 202205."""
    period = str(record.get(columns.period) or record.get(columns.year) or "")
    return f"{period[:4]}-{period[4:6]}" if len(period) == 6 else period


def is_year(record: Keys, columns: Heads) -> bool:
    """Return whether a row is about a whole year."""
    month = record.get(columns.month, "52") if columns.month else "52"
    return month in ("52", "") and len(record.get(columns.period) or record[columns.year]) == 4


def is_service(record: Keys, columns: Heads) -> bool:
    """Return whether a row is about services."""
    column, codes = columns.services
    return cell_of(record, column) in codes


def codes_of_all(record: Keys, columns: Heads) -> tuple[str, ...]:
    """Return the codes of all goods, or of all services where a row is about these."""
    return _ALL_SERVICES if is_service(record, columns) else _ALL_GOODS


def is_total(record: Keys, columns: Heads) -> bool:
    """Return whether a row is about all goods, or all services."""
    return cell_of(record, columns.product) in codes_of_all(record, columns)


def scope_of(record: Keys, columns: Heads) -> str:
    """Return the goods or services that a row is about; nothing for all goods."""
    total, service = is_total(record, columns), is_service(record, columns)
    product = f"{cell_of(record, columns.product)} {cell_of(record, columns.product_name)}".strip()
    if service:
        return "services" if total else f"services: {product}"
    return "" if total else product


def flow_of(record: Keys, columns: Heads) -> Flow:
    """Return the flow of a row, of which it is the total or a part."""
    service = "services" if is_service(record, columns) else "goods"
    whose = (cell_of(record, it) for it in (columns.reporter, columns.partner, columns.flow))
    return *whose, date_of(record, columns), service


def is_taken(record: Keys, columns: Heads, flow: Flow) -> bool:
    """Return whether a row would be a claim about two countries, if it were not a part."""
    reporter, partner, way, date, _ = flow
    return (
        way in FLOWS
        and cell_of(record, columns.value) not in MISSING
        and all(cell_of(record, column) in values for column, values, _ in columns.totals)
        and reporter != partner
        and period_problem(date) is None
        and not any(code_problem(list_of(code), code, date) for code in (reporter, partner))
    )


def list_of(code: str) -> str:
    """Return the list of codes that has a code as it is meant here; none has one of a sum."""
    return "" if code.strip() in _OWN_SUMS else "m49"
