"""The flow that a cell, a head or a measure is of: exports, imports, a balance."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.table.head_words import in_english
from dipfacts.importing.own_tables.table.mapped_table import MappedTable, filled
from dipfacts.importing.wording import map_option
from dipfacts.read.table.ids import as_id

_WORDS = re.compile(
    r"net[ -]exports?|trade[ -](?:turnover|volume)|(?:re[\s-]?)?(?:ex|im)port(?!er|ant)"
    r"|(?:экс|им)порт|(?:aus|ein)fuhr|(?:trade )?balance"
    r"|turnover|transit|credit|debit|(?:in|out)(?:flow|ward)|(?:im|em)igration|arrival|departure"
)
_WITHIN = re.compile(
    r"(?<![^\W_])(?:net[ -]exports?|(?:re[\s-]?)?(?:ex|im)port(?!er|ant)|(?:экс|им)порт"
    r"|(?:aus|ein)fuhr|trade (?:balance|turnover|volume)|(?:in|out)flow|(?:im|em)igration)"
)
"""Words that are of a flow also where others stand before them."""
_BEFORE = 3  # words at most: "Value of general imports"
_OF_ANOTHER = re.compile(
    r"\b(?:and|as|at|before|by|except|excluding|for|from|in|less|minus|no|non|not|on|or|per|than"
    r"|to|via|with|without)\b"
)
"""Words after which a flow is no longer what a cell is of: "Estimated from imports"."""
_SAME = {
    **{"экспорт": "export", "ausfuhr": "export", "импорт": "import", "einfuhr": "import"},
    **dict.fromkeys(("netexport", "netexports", "net-export", "net-exports"), "balance"),
    **dict.fromkeys(("tradeturnover", "tradevolume", "trade-turnover", "trade-volume"), "turnover"),
    **{"reexport": "re-export", "reimport": "re-import", "tradebalance": "balance"},
}
_BOTH = re.compile(r"(?<![^\W_])total (?:foreign |external |merchandise )?trade(?![^\W_]| balance)")
_LETTERS = {"x": "export", "m": "import", "rx": "re-export", "rm": "re-import"}
_OF_LETTERS = re.compile(r"flow|trade|direction|regime")
"""Heads of columns in which a letter alone is a flow."""
_OF_CODES = re.compile(
    r"(?:^|[^a-z]|trade)flow(?!s?[ _-](?:comtrade|baci|imf|oecd|dots|wto)(?![a-z]))"
)
"""Heads of columns in which small numbers are codes of flows; those of a provider are amounts."""
_CODE = re.compile(r"[0-9]{1,2}(?:\.0)?")


def flow_of(cell: str) -> str:
    """Return the flow that a cell or a head is of; nothing for none.

    >>> flow_of("Imports, cif"), flow_of("General imports"), flow_of("M: Imports"), flow_of("aid")
    ('import', 'import', 'import', '')
    >>> flow_of("Trade turnover"), flow_of("Net exports"), flow_of("Saldo"), flow_of("Товарооборот")
    ('turnover', 'balance', 'balance', 'turnover')
    >>> flow_of("Importe"), flow_of("Exporte")
    ('import', 'export')
    >>> flow_of("Estimated from imports"), flow_of("Importer"), flow_of("Line of credit")
    ('', '', '')
    """
    lower = in_english(cell)
    if first := _WORDS.match(lower):
        return _plain(first[0])
    named = _WITHIN.search(lower)
    before = lower[: named.start()] if named else ""
    if not named or _OF_ANOTHER.search(before) or len(before.split()) > _BEFORE:
        return ""
    return _plain(named[0])


def _flow_of_head(head: str) -> str:
    """Return the flow that a head is of; in a cell total trade may be the whole of a flow."""
    return "turnover" if _BOTH.search(head.lower()) else flow_of(head)


def flows_in(text: str) -> set[str]:
    """Return all flows that a line of text names.

    >>> sorted(flows_in("Exports and imports of Kazakhstan")), flows_in("Importers")
    (['export', 'import'], set())
    """
    return {*map(_plain, _WITHIN.findall(in_english(text)))}


def flow_of_measure(measure: str) -> str:
    """Return the flow in the name of a measure; nothing for none.

    >>> flow_of_measure("goods-re-exports"), flow_of_measure("trade-balance")
    ('re-export', 'balance')
    """
    named = _WORDS.search(measure.lower().replace("-", " "))
    return _plain(named[0]) if named else ""


def _plain(named: str) -> str:
    flow = re.sub(r"\s", "", named)
    return _SAME.get(flow, flow)


def _of_letter(cell: str) -> str:
    """Return the flow that a letter stands for; any other cell as it is."""
    return _LETTERS.get(cell.lower(), cell)


def other_measure(column: str, cells: Collection[str], measure: str) -> str:
    """Return the measure that the cells of a column are of, where they name another flow than it.

    >>> other_measure("Flow", ["Import"], "exports"), other_measure("Flow", ["M"], "goods-exports")
    ('imports', 'goods-imports')
    >>> other_measure("", ["Exports"], "net-exports"), other_measure("", ["Net exports"], "exports")
    ('exports', 'balance')
    >>> other_measure("Flow", ["X"], "exports"), other_measure("sex", ["M"], "exports")
    ('', '')
    """
    of_letters = _OF_LETTERS.search(in_english(column))
    of_cell = flow_of if column else _flow_of_head
    flows = {of_cell(_of_letter(it) if of_letters else it) for it in cells}
    if len(flows) != 1 or flows & {"", flow_of_measure(measure)} or "{" in measure:
        return ""
    (flow,) = flows
    name = f"{flow}s" if "port" in flow else as_id(flow)
    in_measure = re.compile(rf"(?:{_WORDS.pattern})s?")
    return in_measure.sub(name, measure) if in_measure.search(measure) else name


def other_flow(column: str, cells: Collection[str], measure: str) -> str:
    """Return the measure that cells are of, as `other_measure`, where that given is a flow itself.

    >>> other_flow("Flow", ["General imports", ""], "exports"), other_flow("Flow", ["M"], "aid")
    ('imports', '')
    """
    named = [it for it in cells if it]
    return other_measure(column, named, measure) if flow_of_measure(measure) else ""


def measure_meant(table: MappedTable) -> str:
    """Return the measure that the head of the numbers, or a column of one flow, is of."""
    measure, heads = table.given.measure, table.heads_of_numbers
    beside = [*table.where, *table.unused]
    others = (other_measure(it, table.cells(it), measure) for it in beside if measure)
    return other_flow("", heads, measure) or next(filter(None, others), measure)


def name_measure(measure: str) -> str:
    """Return the remedy for rows of another measure than is given."""
    return f"say what is measured, as with {map_option(f'measure={measure}')}"


def are_flow_codes(cells: Collection[str], column: str) -> bool:
    """Return whether the cells of a column are numbers that stand for flows.

    >>> are_flow_codes(["1", "2"], "Flow code"), are_flow_codes(["1", "2"], "Inflow")
    (True, False)
    >>> are_flow_codes(["90"], "tradeflow_comtrade_d")
    False
    """
    is_named = _OF_CODES.search(in_english(column))
    return bool(is_named and cells) and all(map(_CODE.fullmatch, filter(None, cells)))


def is_of_flows(cells: Collection[str], column: str = "") -> bool:
    """Return whether the cells of a column name measures or directions, which are no parts.

    >>> is_of_flows(["Exports", "Imports"]), is_of_flows(["X", "M"]), is_of_flows(["F", "M", "X"])
    (True, True, False)
    >>> is_of_flows(["Ausfuhr", "Einfuhr"]), is_of_flows(["Exports, goods", "Exports, services"])
    (True, False)
    """
    lower = {cell.lower() for cell in cells if cell}
    if len(lower) > 1 and (lower <= _LETTERS.keys() or are_flow_codes(lower, column)):
        return True
    return len({*map(flow_of, lower)} - {""}) > 1


def cell_of_measure(cells: Collection[str], measure: str) -> str:
    """Return the first cell of the flow that is measured; nothing where none is.

    >>> cell_of_measure(["General imports", "Domestic exports"], "exports-total")
    'Domestic exports'
    """
    flow = flow_of_measure(measure)
    return next((it for it in cells if flow and flow_of(_of_letter(it)) == flow), "")


def are_all_of(measure: str, heads: Iterable[str], rows: Rows) -> bool:
    """Return whether a column says of each row that it is of the flow that is measured.

    >>> are_all_of("exports", ["Flow code", "Flow"], [{"Flow code": "2", "Flow": "Export"}])
    True
    """
    flow = flow_of_measure(measure)
    return bool(flow) and any({*map(flow_of, filled(it, rows))} == {flow} for it in heads)


def is_measure(cell: str, measure: str) -> bool:
    """Return whether a cell is the name of what is measured, or its letter.

    >>> is_measure("Export", "exports"), is_measure("M", "exports"), is_measure("X", "exports")
    (True, False, True)
    """
    return _of_letter(cell.lower()).rstrip("s") == measure.rstrip("s")
