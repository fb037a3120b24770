"""Find the columns that tell the rows of a table of one's own apart, for the ids of its claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dipfacts.importing.plan import Derived, Keys
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import as_id

_WHO = ("from", "to", "parties", "reporter", "claimant", "people")
_WHAT = ("measure", "kind", "scope", "topic", "unit", "valuation", "counterpart")
_NOTE = "no columns tell its rows apart: ids follow the rows; name columns with --map key=…"


def with_key(
    table: Keys, rows: Sequence[Mapping[str, str]], derived: Derived | None
) -> tuple[Keys, tuple[str, ...]]:
    """Return a table with a key of the fewest columns that are different in every row; and notes.

    Parties, what is said of them, and since when; then until when; then the title.
    """
    if "key" in table:
        return table, ()
    if derived:
        rows = [dict(zip(derived.heads, row, strict=True)) for row in derived.rows]
    what = [column for key in (*_WHO, *_WHAT) for column in _columns(table.get(key))]
    when, title = _columns(table.get("period")), _columns(table.get("title"))
    for columns in (what + when[:1], what + when, what + when + title):
        names = [*dict.fromkeys(columns)]
        if names and _apart(names, rows):
            return {**table, "key": "-".join(f"{{{name}}}" for name in names)}, ()
    return table, (_NOTE,)


def _columns(template: Any) -> list[str]:
    texts = template if isinstance(template, list) else [template or ""]
    return [column for text in texts for column in places(text)]


def _apart(columns: list[str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Return whether the cells of these columns make another id in every row."""
    ids = [as_id("-".join(cells.get(column, "") for column in columns)) for cells in rows]
    return all(ids) and len({*ids}) == len(ids)
