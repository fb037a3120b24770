"""The columns of a table of one's own that say whose statistics its numbers are."""

from __future__ import annotations

from collections.abc import Sequence

from dipfacts.countries import code_lists
from dipfacts.importing.codes import is_country, list_of_column
from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.parties.party_heads import is_reporter
from dipfacts.importing.own_tables.parties.sides import Side, party_of
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.own_tables.table.party_templates import party_template
from dipfacts.importing.wording import first_of, map_option
from dipfacts.text import plain, short


def reporters(column: str, sides: Sequence[Side], table: MappedTable) -> Side:
    """Return the parties of a column if it holds those who report, be it organisations.

    Codes are of the list that is given for a party, if that has each of them.
    """
    cells = table.cells(column)
    lists = {side.template.list_ for side in sides if side.column} - {""}
    of_sides = (it for it in lists if all(code_lists.resolve(it, cell) for cell in cells))
    given = next(of_sides, "")
    list_ = given or list_of_column(cells)
    meant = {it: party for it in cells if (party := party_of(list_, it, takes_bodies=True))}
    template = party_template(f"{given and f'{given}:'}{{{column}}}")
    return Side("reporter", template, meant)


def are_reporters(own: Side, sides: Sequence[Side], table: MappedTable) -> bool:
    """Return whether a column names who reports each number, where no key says so.

    That is now the one party of a row and now the other. By its head, it may be a third, too.
    """
    ends = [side for side in sides if side.key != "reporter"]
    rows = [row for row in table.taken if own.party(row)]
    if len(ends) < 2:
        return False
    is_either, thirds = _compared(own, ends, rows)
    if not is_reporter(own.column):
        return is_either and not thirds
    is_other = 2 * len(thirds) > len(rows) or not all(map(is_country, thirds))
    if given := next((side for side in sides if side.key == "reporter"), None):
        return _says_another(own, given, rows) and (is_either or is_other or not given.column)
    return is_other or (is_either and len({*map(own.party, rows)}) > 1)


def _compared(own: Side, ends: Sequence[Side], rows: Rows) -> tuple[bool, list[str]]:
    """Return whether a column names now the one end and now another, and whom else it names."""
    alike = [[own.party(row) == end.party(row) for end in ends] for row in rows]
    named = {tuple(it) for it in alike if sum(it) == 1}
    each = zip(rows, alike, strict=True)
    return len(named) > 1, [own.party(row) for row, of_row in each if not any(of_row)]


def _says_another(own: Side, given: Side, rows: Rows) -> bool:
    """Return whether a column names others than the reporter that is given, if a country."""
    named = {*given.meant.values()} - {given.template.text}
    is_body = not given.column and not any(map(is_country, named))
    return not is_body and any(own.party(row) != given.party(row) for row in rows)


def reporter_remedy(own: Side, cells: Sequence[str]) -> str:
    """Return the remedy for a column of those who report."""
    option = map_option(f"reporter={own.template.text}")
    if not is_reporter(own.column):
        return f"if it says whose each number is, add {option}"
    unknown = [plain(short(it)) for it in cells if it not in own.meant]
    write = f"write a known party, or none, in it for {first_of(unknown)}, and " if unknown else ""
    return f"{write}say whose each number is, as with {option}"
