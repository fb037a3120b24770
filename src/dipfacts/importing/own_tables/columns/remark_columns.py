"""The columns of a table of one's own that hold remarks, where any word may stand."""

from __future__ import annotations

import re
from collections.abc import Collection

from dipfacts.importing.own_tables.table.head_words import in_english

_REMARKS = re.compile(r"remark|notes?(?![a-z])|comment|descri|explan|text|title|name|company|firm")
"""Heads of columns in which a word of a status may be anything."""
_VARIED = 8  # different cells from which a column is one of remarks, not of a few words


def are_remarks(column: str, cells: Collection[str]) -> bool:
    """Return whether a column says anything, and no word of it need be a status."""
    return len(cells) >= _VARIED or bool(_REMARKS.search(in_english(column)))
