"""Cells of the Correlates of War, as programs write them and as they must be; and its licence."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator

from dipfacts.importing.derive import UnreadableError, whole_cell
from dipfacts.importing.inputs import Cells, Input
from dipfacts.text import listed

PUBLISHER = "Correlates of War Project"
LICENCE = "free to use with citation; the licence allows no copies of the file"
"""The note on what may be done with each of its files."""
_MISSING = "-9"


def whole_rows(file: Input) -> Iterator[tuple[int, Cells]]:
    """Yield the rows of a file by number, with their whole numbers without a fraction."""
    for number, cells in file.numbered():
        yield number, Cells({head: whole_cell(cell) for head, cell in cells.items()})


def check_codes(
    file: Input, cells: dict[str, str], columns: Collection[str], codes: Collection[str]
) -> None:
    """Raise UnreadableError for the first cell of these columns that is none of the codes."""
    for column in columns:
        cell = cells[column]
        if cell not in codes and cell != _MISSING and not file.is_missing(cell):
            message = f'column {column}: "{cell}" is none of {listed([*codes, _MISSING])}'
            nothing = shlex.quote(f"missing={cell}")
            raise UnreadableError(message, f"correct it, or add --map {nothing} if it says nothing")
