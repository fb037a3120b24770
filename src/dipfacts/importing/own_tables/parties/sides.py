"""The parties of the claims of a table of one's own, and whom the cells of a column mean."""

from __future__ import annotations

from collections.abc import Mapping

from dipfacts.importing.codes import is_country
from dipfacts.importing.names import is_body, list_of_column, meant_by
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import split_parties
from dipfacts.read.rows.table_templates import CODED
from dipfacts.record import Record


class Side(Record, frozen=True):
    """A key of the parties, its template, and whom the cells of its column mean."""

    key: str
    text: str
    column: str
    meant: Mapping[str, str]

    def party(self, row: Mapping[str, str]) -> str:
        """Return the party in a row; nothing where that is not known."""
        return self.meant.get(row.get(self.column, "").strip(), "")


def sides_of(table: MappedTable) -> list[Side]:
    """Return the parties of the claims: fixed ones, and those of a column each."""
    results, given = [], table.given
    bodies = not given.is_of_figures
    for key in ("from", "to", "parties", "reporter"):
        for text in split_parties(given[key]) if key in given else ():
            side = CODED.fullmatch(text)
            column = side[2] if side else ""
            cells = table.cells(column) if side else [""]
            list_ = side[1] if side else text.partition(":")[0] if ":" in text else ""
            list_ = list_ or list_of_column(cells)
            code = text.rpartition(":")[2]
            meant = {
                it: party_of(list_, it, bodies) if side else party_of(list_, code, bodies) or text
                for it in cells
            }
            results.append(Side(key, text, column, meant))
    return results


def party_of(list_: str, text: str, bodies: bool) -> str:
    """Return the country that a code of a list, or a name, means; nothing for none or several.

    Where `bodies` are parties, too, also the organisation.
    """
    results = meant_by(list_, text)
    known = len(results) == 1 and (is_country(results[0]) or (bodies and is_body(text)))
    return results[0] if known else ""
