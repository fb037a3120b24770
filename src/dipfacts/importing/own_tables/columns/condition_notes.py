"""Values of `where` and `skip` that no row has, so that they choose none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.table.map_keys import CONDITIONS, conditions
from dipfacts.importing.own_tables.table.mapped_table import MappedTable
from dipfacts.importing.wording import first_of, map_option, quoted_names
from dipfacts.text import bare_cell, nearest, plain, suggestion

_DOES = {"where": "takes nothing", "skip": "leaves nothing out"}
_COMPARED = 3_000  # different cells of a column that are compared with a value
_SHORT = 40  # characters of a cell that is told; others are remarks
_BETWEEN = re.compile(r"\s*[,;|]\s*")

_Chosen = Mapping[str, Sequence[str]]


def condition_notes(table: MappedTable) -> Iterator[str]:
    """Yield notes on the values of `where` and `skip` that no row has, and what may be meant.

    >>> from dipfacts.importing.own_tables.table.given import Given
    >>> rows = [{"Partner": "Sweden"}, {"Partner": "Denmark"}]
    >>> given = Given(skip="{Partner}=sweden, {Partner}=Denmark")
    >>> [*condition_notes(MappedTable(given, rows, every=rows))]
    ['skip {Partner}=sweden leaves nothing out, as no row has it: did you mean "Sweden"?']
    """
    for key in CONDITIONS:
        chosen = conditions(key, table.given[key]) if key in table.given and table.every else {}
        others = list[str]()  # of which nothing else is to say
        for column, values in chosen.items():
            cells = _cells(column, table, table.every if key == "skip" else table.rows)
            for value in values:
                if bare_cell(value) in cells:
                    continue
                said = f"{{{plain(column)}}}={plain(value)}"
                if not value:
                    yield f"{key} {said} {_DOES[key]}, as no row is blank there"
                elif hint := _hint_for_value(key, chosen, (column, value), [*cells]):
                    yield f"{key} {said} {_DOES[key]}, as no row has it: {hint}"
                else:
                    others.append(said)
        if others:
            what = f"{first_of(others)} {_DOES[key]}"
            yield f"{key} {what}, as no row has {'it' if len(others) == 1 else 'them'}"


def _cells(column: str, table: MappedTable, rows: Rows) -> dict[str, None]:
    """Return the different cells of a column of a condition, whole numbers as such."""
    of = table.wide if column == "cell" and table.wide else [column]
    if table.is_of_heads(column):
        return dict.fromkeys(table.wide)
    return dict.fromkeys(bare_cell(row.get(it, "").strip()) for row in rows for it in of)


def _hint_for_value(key: str, chosen: _Chosen, one: tuple[str, str], cells: Sequence[str]) -> str:
    """Return the hint for a value that is no cell; nothing where nothing is likely."""
    column, value = one
    parts = _BETWEEN.split(value.strip("\"'"))
    if len(parts) > 1 and {*parts} <= {*cells}:
        meant = {**chosen, column: [it for it in chosen[column] if it != value] + parts}
        each = (f"{{{name}}}={it}" for name, values in meant.items() for it in values)
        return f"write {map_option(f'{key}=' + ', '.join(each))}"
    if not re.search(r"[^\W\d_]", value):  # a number is near to any other
        return ""
    near = nearest(value, filter(None, cells)) if len(cells) <= _COMPARED else []
    few = [it for it in cells if 0 < len(it) <= _SHORT]
    return suggestion(near) or (f"rows have {quoted_names(few)}" if few else "")
