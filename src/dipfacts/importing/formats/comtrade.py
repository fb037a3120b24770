"""UN Comtrade: CSV of the web site, old and new, and JSON of the API.

Of the many rows that add up to one another only totals are taken: all second partners, customs
procedures, modes of supply and ways of transport; all products, or each product where a flow has no
total. Services and products have a scope.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from dipfacts.importing.derive import whole_cell
from dipfacts.importing.formats.comtrade_rows import (
    FLOWS,
    MISSING,
    NEW,
    OLD,
    Flow,
    Heads,
    cell_of,
    codes_in,
    codes_of_all,
    date_of,
    flow_of,
    is_service,
    is_taken,
    is_total,
    is_year,
    list_of,
    scope_of,
    with_blanks,
)
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import flow, trade
from dipfacts.importing.plan import LIFETIME, DerivedTable, Keys, Plan
from dipfacts.importing.skips import Skips
from dipfacts.importing.wording import years
from dipfacts.model.display import counted

_LONGEST = 40  # digits of a number of JSON that is written in full
_HELD = "by product, which the total holds"
_TOTALS, _PRODUCTS, _MIXED = "totals", "products", "some of each"  # what a file has of its flows
_NO_TOTAL = {
    _PRODUCTS: "no row is the total: each product is a claim with a scope; do not add them up",
    _MIXED: "where no row is the total, each product is a claim with a scope; do not add them up",
}


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
    if isinstance(data, dict) and "count" in data and file.refusal:
        return True  # what it says in place of data is told
    records = _of_json(file)
    needed = {*NEW[:10], NEW.period, NEW.cif, NEW.fob}
    are_rows = all(isinstance(it, dict) and needed <= it.keys() for it in records)
    return are_rows and bool(records or (isinstance(data, dict) and "count" in data))


def _of_json(file: Input) -> list[Any]:
    """Return the records of an answer of the API, or of a list of its records alone."""
    data = file.data.get("data") if isinstance(file.data, dict) else file.data
    return data if isinstance(data, list) else []


def plan(file: Input) -> Plan:
    """Return the plan of a file of Comtrade."""
    records, columns, why = _read(file)
    totals, parts = set[Flow](), set[Flow]()
    for record in records:
        if is_taken(record, columns, of := flow_of(record, columns)):
            (totals if is_total(record, columns) else parts).add(of)
    derived = None
    if totals and parts - totals:
        products, why = _MIXED, why or "only some of its flows have a total of all products"
        derived = _derived(records, columns, why, totals)
    else:
        products = _TOTALS if totals or not parts else _PRODUCTS
        derived = _derived(records, columns, why, ()) if why else None
    return _planned(records, columns, derived, products, _cut_short(file, len(records)))


def _cut_short(file: Input, rows: int) -> list[str]:
    """Return the note on JSON that says it has more rows than it holds."""
    count = file.data.get("count") if isinstance(file.data, dict) else None
    if not isinstance(count, int) or count <= rows:
        return []
    what = f"the file says that it has {counted(count, 'row')}, and holds {rows:,}"
    return [f"{what}: ask for less at a time"]


def _read(file: Input) -> tuple[list[Keys], Heads, str]:
    """Return the rows, the names of their columns, and why they are no table as they stand."""
    if _is_json(file):
        data = [{key: _text(value) for key, value in row.items()} for row in _of_json(file)]
        records = [{"row": str(nth), **it} for nth, it in enumerate(data, 1)]
        return [with_blanks(it, NEW) for it in records], NEW, "JSON is no table"
    columns = _heads(file) or NEW
    records = [{"row": str(row.number), **cells} for row, cells in file.rows()]
    read = [with_blanks(cells, columns) for cells in records]
    why = "its blank cells are written NA or 0" if read != records else ""
    records = read
    if any(cell_of(cells, code).endswith(".0") for cells in records for code in codes_in(columns)):
        records = [{head: whole_cell(cell) for head, cell in cells.items()} for cells in records]
        why = "its codes have a fraction, as 276.0"
    if any(not is_year(cells, columns) for cells in records):
        why = "months are written 202205"
    return records, columns, why


def _derived(
    records: list[Keys], columns: Heads, why: str, totals: Collection[Flow]
) -> DerivedTable:
    """Return a table of the columns that are used, with dates.

    Where some flows have a total, the rows of products that it holds are left out, and each other
    row has a scope.
    """
    kept = [
        *("row", "date", columns.flow, columns.reporter, columns.partner, columns.partner_name),
        *(columns.product, columns.product_name, columns.value, columns.cif, columns.fob),
        *(columns.services[0], *(column for column, _, _ in columns.totals)),
        *(("part", "scope") if totals else ()),
    ]
    taken = []
    for record in records:
        record["date"] = date_of(record, columns)
        total = is_total(record, columns)
        record["part"] = "" if total else cell_of(record, columns.product)
        record["scope"] = scope_of(record, columns)
        if total or flow_of(record, columns) not in totals:
            taken.append(record)
    heads = [head for head in kept if not records or head in records[0]]
    rows = [[record.get(head, "") for head in heads] for record in taken]
    held = len(records) - len(taken)
    return DerivedTable(heads, rows, why, len(records), Counter({_HELD: held} if held else {}))


def _text(value: Any) -> str:
    """Return a value of JSON as a CSV has it: 6.8e9 is a number in full, saved by no spreadsheet.

    >>> _text(None), _text(True), _text(Decimal("6.8E+9"))
    ('', 'true', '6800000000')
    """
    if isinstance(value, Decimal) and abs(value.adjusted()) < _LONGEST:
        return f"{value:f}"
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _planned(
    records: list[Keys],
    columns: Heads,
    derived: DerivedTable | None,
    products: str,
    notes_on_file: Iterable[str],
) -> Plan:
    period = "date" if derived else columns.year
    present = {*records[0]} if records else set()
    where = {column: list(total) for column, total, _ in columns.totals if column in present}
    reasons = {(column, ""): why for column, _, why in columns.totals}
    reasons[columns.flow, ""] = "of other flows"
    reasons[columns.product, ""] = _HELD
    reasons[columns.services[0], ""] = "services"
    skips = Skips(period)
    sides = (columns.reporter, columns.reporter_name), (columns.partner, columns.partner_name)
    for record in records:
        for column, name in sides:
            code = record[column]
            skips.see(list_of(code), column, code, record[period], record.get(name, ""))
        skips.see_pair("m49", columns.reporter, columns.partner, record)
    skip, why = skips.result()
    tables = list(_tables(records, columns, where, skip, period, products))
    reporters = {record[columns.reporter] for record in records}
    notes = [
        *notes_on_file,
        "re-dissemination of UN Comtrade is restricted: keep the file to yourself",
    ]
    if products != _TOTALS:
        notes.append(_NO_TOTAL[products])
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
    records: list[Keys], columns: Heads, where: Keys, skip: Keys, period: str, products: str
) -> Iterable[Keys]:
    """Yield a table for each flow and valuation that the file has, of goods and of services."""
    kinds: dict[tuple[str, bool], list[Keys]] = {}
    for record in records:
        kinds.setdefault(_kind(record, columns), []).append(record)
    has_services = any(services for _, services in kinds)
    for (code, services), mine in kinds.items():
        if not (measure := FLOWS.get(code)):
            continue
        scope, parts = _products(mine, columns, products, services)
        chosen = {columns.flow: [code], **where, **_chosen(mine, columns, products, has_services)}
        name = f"comtrade-{measure}-services" if services else f"comtrade-{measure}"
        for valuation, choice, none_of in _valuations(mine, columns, measure):
            table: Keys = {
                "id": f"{name}{_suffix(measure, valuation, choice)}",
                "claim": "figure",
                "key": _key(columns.reporter, columns.partner, period, *parts),
                **flow(measure, f"m49:{{{columns.reporter}}}", f"m49:{{{columns.partner}}}"),
                "period": f"{{{period}}}",
                "value": f"{{{columns.value}}}",
                "unit": "USD",
                **({"valuation": valuation} if valuation else {}),
                "allow": LIFETIME,
                **({"scope": scope} if scope else {}),
                "missing": [*MISSING],
                "where": {**chosen, **choice},
                "skip": {**skip, **none_of},
            }
            if period == "date":
                table["locator"] = "row {row}"
            yield table


def _kind(record: Keys, columns: Heads) -> tuple[str, bool]:
    """Return the code of the flow of a row, and whether services flow."""
    return cell_of(record, columns.flow), is_service(record, columns)


def _products(
    mine: list[Keys], columns: Heads, products: str, services: bool
) -> tuple[str, list[str]]:
    """Return the scope of claims, and the columns that tell those of one flow apart."""
    if products == _MIXED:
        return "{scope}", ["part"]
    if products == _TOTALS:
        return "services" if services else "", []
    named = any(cell_of(it, columns.product_name) for it in mine)
    of = "services: " if services else ""
    names = f" {{{columns.product_name}}}" if named else ""
    return f"{of}{{{columns.product}}}{names}", [columns.product]


def _chosen(mine: list[Keys], columns: Heads, products: str, has_services: bool) -> Keys:
    """Return the products, and which of goods and services, that the table of some rows takes."""
    chosen = {}
    if products == _TOTALS and any(is_total(it, columns) for it in mine):
        chosen[columns.product] = [*codes_of_all(mine[0], columns)]
    if has_services:
        chosen[columns.services[0]] = sorted({cell_of(it, columns.services[0]) for it in mine})
    return chosen


def _suffix(measure: str, valuation: str, choice: Keys) -> str:
    """Return the end of a table's id, which is the same in every file for the same claims."""
    if valuation == "fob" and measure.endswith("imports"):
        return "-fob"
    return "-other" if choice and not valuation else ""


def _key(*columns: str) -> str:
    return "-".join(f"{{{column}}}" for column in columns)


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
