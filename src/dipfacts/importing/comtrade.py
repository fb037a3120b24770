"""UN Comtrade: CSV of the web site, old and new, and JSON of the API.

Of the many rows that add up to one another only totals are taken: all second partners, customs
procedures and ways of transport; all products, or each product where the file has no total.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from dipfacts.importing.codes import Skips
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Derived, Keys, Plan, flow, trade, years
from dipfacts.model.display import counted

_LONGEST = 40  # digits of a number of JSON that is written in full
_FLOWS = {
    "M": "imports", "X": "exports", "RX": "re-exports", "RM": "re-imports",
    "1": "imports", "2": "exports", "3": "re-exports", "4": "re-imports",
}  # fmt: skip


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
    totals: tuple[tuple[str, tuple[str, ...], str], ...]  # column, values of totals, what it splits


NEW = Heads(
    flow="flowCode", reporter="reporterCode", partner="partnerCode", partner_name="partnerDesc",
    reporter_name="reporterDesc", product="cmdCode", product_name="cmdDesc", value="primaryValue",
    year="refYear", month="refMonth", period="period", cif="cifvalue", fob="fobvalue",
    totals=(
        ("partner2Code", ("0", ""), "by second partner"),
        ("customsCode", ("C00", ""), "by customs procedure"),
        ("motCode", ("0", ""), "by way of transport"),
    ),
)  # fmt: skip
OLD = Heads(
    flow="Trade Flow Code", reporter="Reporter Code", partner="Partner Code",
    partner_name="Partner", reporter_name="Reporter", product="Commodity Code",
    product_name="Commodity", value="Trade Value (US$)", year="Year", month="", period="Period",
    cif="CIF Trade Value (US$)", fob="FOB Trade Value (US$)",
    totals=(
        ("2nd Partner Code", ("0", ""), "by second partner"),
        ("Customs Proc. Code", ("C00", "0", ""), "by customs procedure"),
        ("Mode of Transport Code", ("0", ""), "by way of transport"),
    ),
)  # fmt: skip


def recognise(file: Input) -> bool:
    """Return whether a file has the heads of Comtrade, or its JSON the keys."""
    return _heads(file) is not None or _is_json(file)


def _heads(file: Input) -> Heads | None:
    for heads in (NEW, OLD):
        if {heads.flow, heads.reporter, heads.partner, heads.value, heads.year} <= {*file.heads}:
            return heads
    return None


def _is_json(file: Input) -> bool:
    data = file.data
    if not isinstance(data, dict) or not isinstance(data.get("data"), list):
        return False
    records = data["data"]
    needed = {*NEW[:10], NEW.period, NEW.cif, NEW.fob}
    whole = all(isinstance(it, dict) and needed <= it.keys() for it in records)
    return whole and bool(records or "count" in data)


def plan(file: Input) -> Plan:
    """Return what is to be written for a file of Comtrade."""
    derived = None
    if _is_json(file):
        records = [{key: _text(value) for key, value in row.items()} for row in file.data["data"]]
        numbered = [{"row": str(nth), **record} for nth, record in enumerate(records, 1)]
        columns, why = NEW, "JSON is no table"
    else:
        columns, why = _heads(file) or NEW, ""
        numbered = [{"row": str(row.number), **cells} for row, cells in file.rows()]
        monthly = any(not _is_year(cells, columns) for cells in numbered)
        why = "months are written 202205" if monthly else ""
    if why:
        for record in numbered:
            record["date"] = _date(record, columns)
        kept = [
            *("row", "date", columns.flow, columns.reporter, columns.partner, columns.partner_name),
            *(columns.product, columns.product_name, columns.value, columns.cif, columns.fob),
            *(column for column, _, _ in columns.totals),
        ]
        heads = [head for head in kept if not numbered or head in numbered[0]]
        rows = [[record.get(head, "") for head in heads] for record in numbered]
        derived = Derived(heads, rows, why, len(numbered))
    return _planned(numbered, columns, derived)


def _text(value: Any) -> str:
    """Return a value of JSON as a CSV has it: 6.8e9 is a number in full, saved by no spreadsheet.

    >>> _text(None), _text(True), _text(Decimal("6.8E+9"))
    ('', 'true', '6800000000')
    """
    if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST:
        return f"{value:f}"
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _is_year(cells: Keys, columns: Heads) -> bool:
    month = cells.get(columns.month, "52") if columns.month else "52"
    return month in ("52", "") and len(cells.get(columns.period) or cells[columns.year]) == 4


def _date(cells: Keys, columns: Heads) -> str:
    period = cells.get(columns.period) or cells.get(columns.year) or ""
    return f"{period[:4]}-{period[4:6]}" if len(period) == 6 else period


def _planned(records: list[Keys], columns: Heads, derived: Derived | None) -> Plan:
    period = "date" if derived else columns.year
    has_total = any(record.get(columns.product) == "TOTAL" for record in records)
    present = {*records[0]} if records else set()
    where = {column: list(total) for column, total, _ in columns.totals if column in present}
    reasons = {(column, ""): why for column, _, why in columns.totals}
    reasons[columns.flow, ""] = "of other flows"
    if has_total:
        where[columns.product] = ["TOTAL"]
        reasons[columns.product, ""] = "by product, which the total holds"
    skips = Skips(period)
    sides = (columns.reporter, columns.reporter_name), (columns.partner, columns.partner_name)
    for record in records:
        for column, name in sides:
            skips.see("m49", column, record[column], record[period], record.get(name, ""))
        skips.see_pair(columns.reporter, columns.partner, record)
    skip, why = skips.result()
    tables = list(_tables(records, columns, where, skip, has_total, period))
    reporters = {record[columns.reporter] for record in records}
    notes = ["re-dissemination of UN Comtrade is restricted: keep the file to yourself"]
    if records and not has_total:
        notes += ["no row is the total: each product is a claim with a scope; do not add them up"]
    seen = f"{counted(len(reporters), 'reporter')}, {years(record[period] for record in records)}"
    return Plan(
        title="UN Comtrade",
        id="comtrade",
        seen=seen,
        source={
            "publisher": "United Nations",
            "title": "UN Comtrade",
            "url": "https://comtradeplus.un.org",
        },
        tables=tables,
        declares=trade(str(table["measure"]) for table in tables),
        reasons={**reasons, **why},
        notes=tuple(notes),
        derived=derived,
    )


def _tables(
    records: list[Keys], columns: Heads, where: Keys, skip: Keys, has_total: bool, period: str
) -> Iterable[Keys]:
    """Yield a table for each flow and valuation that the file has."""
    for code in dict.fromkeys(record[columns.flow] for record in records):
        if not (measure := _FLOWS.get(code)):
            continue
        mine = [record for record in records if record[columns.flow] == code]
        for valuation, choice, none_of in _valuations(mine, columns, measure):
            table: Keys = {
                "id": f"comtrade-{measure}{_suffix(measure, valuation, choice)}",
                "claim": "figure",
                "key": _key(columns, has_total, period),
                **flow(measure, f"m49:{{{columns.reporter}}}", f"m49:{{{columns.partner}}}"),
                "period": f"{{{period}}}",
                "value": f"{{{columns.value}}}",
                "unit": "USD",
                **({"valuation": valuation} if valuation else {}),
                "allow": LIFETIME,
                **({} if has_total else {"scope": f"{{{columns.product_name}}}"}),
                "missing": ["", "NA"],
                "where": {columns.flow: [code], **where, **choice},
                "skip": {**skip, **none_of},
            }
            if period == "date":
                table["locator"] = "row {row}"
            yield table


def _suffix(measure: str, valuation: str, choice: Keys) -> str:
    """Return the end of a table's id, which is the same in every file for the same claims."""
    if valuation == "fob" and measure.endswith("imports"):
        return "-fob"
    return "-other" if choice and not valuation else ""


def _key(columns: Heads, has_total: bool, period: str) -> str:
    parts = [columns.reporter, columns.partner, period, *([] if has_total else [columns.product])]
    return "-".join(f"{{{part}}}" for part in parts)


def _valuations(mine: list[Keys], columns: Heads, measure: str) -> Iterable[tuple[str, Keys, Keys]]:
    """Yield each valuation in the rows of a flow, with what to choose and to skip for it.

    Imports are valued cif where the file gives that value, and fob where it gives only this.
    Exports are fob.
    """
    if columns.cif not in mine[0]:
        yield "", {}, {}
        return
    with_cif = [record for record in mine if record[columns.cif] and "imports" in measure]
    if not with_cif:
        yield ("fob" if any(record.get(columns.fob) for record in mine) else ""), {}, {}
    elif len(with_cif) == len(mine):
        yield "cif", {}, {}
    else:
        yield "cif", {}, {columns.cif: [""]}
        yield "fob", {columns.cif: [""]}, {columns.fob: [""]}
        if any(not record[columns.cif] and not record.get(columns.fob) for record in mine):
            yield "", {columns.cif: [""], columns.fob: [""]}, {}
