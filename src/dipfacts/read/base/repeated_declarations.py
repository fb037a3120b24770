"""Topics, measures and kinds that several files of a base declare, so that each is whole alone."""

from __future__ import annotations

import os
from typing import Any

from dipfacts.model.file_format.tables import Kind, Measure, Topic

_MEANING: dict[type[Any], tuple[str, ...]] = {
    Topic: (),
    Measure: ("topic", "nature", "sum_of", "difference_of", "of", "partners", "counts"),
    Kind: ("of", "unique"),
}
_MAY_LACK = ("sum_of", "difference_of", "of", "partners", "counts")  # one file may leave them out
_LACKING = (None, ())


def may_be(table: Any) -> bool:
    """Return whether several files may declare a table of this sort."""
    return type(table) in _MEANING


def meaning(table: Any) -> tuple[Any, ...] | None:
    """Return the values that must be the same in all such tables; None of others."""
    return tuple(getattr(table, key) for key in _MEANING[type(table)]) if may_be(table) else None


def differing(first: Any, other: Any) -> str | None:
    """Return the key by which two declarations of one id mean different things."""
    for key in _MEANING[type(first)]:
        one, two = getattr(first, key), getattr(other, key)
        is_lacking = one in _LACKING or two in _LACKING  # partners may be 0, which says something
        if one != two and not (key in _MAY_LACK and is_lacking):
            return key
    return None


def other_id(tables: tuple[str, str], files: tuple[str, str], of_row: bool) -> str:
    """Return the remedy for an id that another table has already, with its name and file.

    >>> other_id(("figure", "figure"), ("a/comtrade.csv", "b/comtrade.csv"), of_row=True)
    'give each its own: if the files were imported, import one again with --id'
    >>> other_id(("party", "party"), ("a.toml", "b.toml"), of_row=False)
    'remove this [[party]] if it is the same, else give each table its own'
    """
    remedy = "add a column to the key of the table" if of_row else "give each table its own"
    if files[0] != files[1] and len({*map(os.path.basename, files)}) == 1:
        # as two folders have the same data set
        remedy = "give each its own: if the files were imported, import one again with --id"
    if tables[0] == tables[1] and tables[0] in ("party", "source"):
        return f"remove this [[{tables[0]}]] if it is the same, else {remedy}"
    return remedy
