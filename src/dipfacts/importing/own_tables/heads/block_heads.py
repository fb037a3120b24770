"""Lines among the rows that head those below them: EXPORTS, Germany, France, IMPORTS, Germany."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from dipfacts.importing.inputs import Declared, Rows
from dipfacts.importing.own_tables.parties.flows import cell_of_measure, flow_of, flow_of_measure
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.map_keys import PARTIES
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.times.year_patterns import YEAR_CELL
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.wording import first_of, map_option
from dipfacts.text import plain, short


def block_notes(table: MappedTable) -> Iterator[str]:
    """Yield a note on each column of parties with lines that may say of what the rows below are.

    >>> cells = (("EXPORTS", ""), ("Germany", "1"), ("IMPORTS", ""), ("Germany", "2"))
    >>> rows = [{"p": party, "v": number} for party, number in cells]
    >>> given = Given(measure="exports", to="{p}", value="{v}")
    >>> [note] = block_notes(MappedTable(given, rows))
    >>> note.partition(": ")[0]
    'EXPORTS, IMPORTS in p may head the rows below, each a flow'
    """
    rows, numbers, declared = table.rows, table.numbers, table.file.parties
    columns = {*table.given.columns_of(*PARTIES)} - {"column"}
    for column in [it for it in dict.fromkeys(rows[0] if rows else ()) if it in columns]:
        heads = [nth for nth, row in enumerate(rows) if _is_head(column, row, declared)]
        ends = [*heads[1:], len(rows)]
        blocks = {
            nth: [row for row in rows[nth + 1 : end] if any(row[it].strip() for it in numbers)]
            for nth, end in zip(heads, ends, strict=False)
        }
        cells = [rows[nth][column].strip() for nth, below in blocks.items() if below]
        what = _what(cells, [*filter(None, blocks.values())], column, table.given)
        if what:
            such = plain(first_of([*map(short, cells)]))
            yield f"{such} in {plain(column)} may head the rows below, {what}"


def _is_head(column: str, row: Mapping[str, str], declared: Declared) -> bool:
    """Return whether a row holds nothing but a word that is no party, or names a flow."""
    cell = row[column].strip()
    if flow_of(cell):
        return True
    is_alone = cell and not any(row[it].strip() for it in row if it not in (column, "column"))
    return bool(is_alone) and not PartyNames(declared).known(cell)


def _what(cells: Sequence[str], blocks: Sequence[Rows], column: str, given: Given) -> str:
    """Return the remedy for lines that head blocks of another flow or year, or of parts."""
    own = "write that in a column of its own, and"
    measure = given.measure
    flows = {*map(flow_of, cells)} - {""}
    if flows - {flow_of_measure(measure)} and (flow_of_measure(measure) or len(flows) > 1):
        alone = map_option(f"where={{Flow}}={cell_of_measure(cells, measure) or '…'}")
        return f"each a flow: {own} take what is measured alone, as with {alone}"
    if cells and all(map(YEAR_CELL.fullmatch, cells)):
        return f"each a year: {own} add {map_option('period={Year}')}"
    named = [{row[column].strip() for row in below} for below in blocks]
    if any(one & other for one, other in pairwise(named)) and not flows:
        return f"each a part: {own} add {map_option('scope={Part}')}"
    return ""
