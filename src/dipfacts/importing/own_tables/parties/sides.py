"""The parties of the claims of a table of one's own, and whom the cells of a column mean."""

from __future__ import annotations

from collections.abc import Mapping

from dipfacts.importing.codes import is_country, list_of_column
from dipfacts.importing.name_meanings import is_body, meant_by
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import (
    PartyTemplate,
    party_template,
    split_parties,
)
from dipfacts.record import Record


class Side(Record, frozen=True):
    """A key of the parties, its template, and whom the cells of its column mean."""

    key: str
    template: PartyTemplate
    meant: Mapping[str, str]

    @property
    def column(self) -> str:
        """Return the column of the template; nothing for a fixed party."""
        return self.template.column

    def party(self, row: Mapping[str, str]) -> str:
        """Return the party in a row; nothing where that is not known."""
        return self.meant.get(row.get(self.column, "").strip(), "")


def sides_of(table: MappedTable) -> list[Side]:
    """Return the parties of the claims: fixed ones, and those of a column each."""
    results, given = [], table.given
    takes_bodies = not given.is_of_figures
    for key in ("from", "to", "parties", "reporter"):
        for text in split_parties(given[key]) if key in given else ():
            template = party_template(text)
            results.append(Side(key, template, _parties_by_cell(template, table, takes_bodies)))
    return results


def _parties_by_cell(
    template: PartyTemplate, table: MappedTable, takes_bodies: bool
) -> dict[str, str]:
    """Return the party of each cell of a column; for "" that of a fixed template, or its text."""
    if template.column:
        cells = table.cells(template.column)
        list_ = template.list_ or list_of_column(cells)
        return {it: party_of(list_, it, takes_bodies) for it in cells}
    code = template.text.rpartition(":")[2]
    return {"": party_of(template.list_, code, takes_bodies) or template.text}


def party_of(list_: str, text: str, takes_bodies: bool) -> str:
    """Return the country that a code of a list, or a name, means; nothing for none or several.

    With `takes_bodies`, also the organisation.
    """
    results = meant_by(list_, text)
    known = len(results) == 1 and (is_country(results[0]) or (takes_bodies and is_body(text)))
    return results[0] if known else ""
