"""Topics, measures and kinds that several files of a base declare, so that each is whole alone."""

from __future__ import annotations

from typing import Any

from dipfacts.model.tables import Kind, Measure, Topic

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
    """Return what must be the same wherever such a table is declared; None of others."""
    return tuple(getattr(table, key) for key in _MEANING[type(table)]) if may_be(table) else None


def differing(first: Any, other: Any) -> str | None:
    """Return the key by which two declarations of one id mean different things."""
    for key in _MEANING[type(first)]:
        one, two = getattr(first, key), getattr(other, key)
        is_lacking = one in _LACKING or two in _LACKING  # partners may be 0, which says something
        if one != two and not (key in _MAY_LACK and is_lacking):
            return key
    return None
