"""The heads of a file as they are told, and what may be wrong with them: their line or encoding."""

from __future__ import annotations

from dipfacts.importing.inputs import Input
from dipfacts.model.display import and_more
from dipfacts.read.rows.csv_files import line_of_wider
from dipfacts.text import plain

_TOLD = 30  # heads
_NARROW = 2  # columns, of what may be a line above a table
_GUESSED = {"cp1252": "Windows-1252", "iso-8859-1": "ISO-8859-1"}


def heads_of(file: Input) -> str:
    """Return the heads of a file in words, and how many more there are."""
    return and_more(", ".join(map(plain, file.heads[:_TOLD])), len(file.heads) - _TOLD)


def line_of_head_hint(file: Input) -> str:
    """Return the remedy for a line above a table that is taken for its head; nothing for none."""
    if len(file.named_heads) > _NARROW:
        return ""
    is_padded = len(file.heads) > _NARROW + 1  # as pandas writes a sheet with a title
    below = next((row.line for row, _ in file.rows()), 0) if is_padded else 0
    line = below or line_of_wider(file.path, file.layout)
    return f"if line {line} is the header, add --map skip_lines={line - 1}" if line else ""


def encoding_hint(file: Input) -> str:
    """Return the remedy for a file that is no UTF-8, if it is read otherwise; else nothing."""
    if name := _GUESSED.get(file.layout.encoding):
        return f"no UTF-8, read as {name}: if names look wrong, add --map encoding=…"
    return ""
