"""The rows of tables without a key, which are known by what they say: paired between two states."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from msgspec.structs import replace

from dipfacts.model.file_format.csv_table import CsvTable, may_be_row, templates
from dipfacts.read.table.table_rules import is_constant
from dipfacts.record import Record, as_msgpack

_ABOUT = (
    *("measure", "kind", "title", "from_", "to", "parties", "people", "period", "scope"),
    *("part_of", "unit", "reporter", "claimant", "source"),
)
"""The keys that say what a claim is about, and who says it."""


class KeylessRow(Record, frozen=True):
    """A row of a table: its id, and what it says without its place; `item` is what it was made of.

    `varying` are the keys to which its table gives another value in each row.
    """

    id: str
    claim: Any
    varying: frozenset[str]
    item: Any = None


def varying(table: CsvTable) -> frozenset[str]:
    """Return the keys of its claims to which a table gives another value in each row."""
    keys = (key for key, text in templates(table).items() if not is_constant(text))
    return frozenset("from_" if key == "from" else key for key in keys)


def may_be_numbered(id: str, table: str) -> bool:
    """Return whether an id may be that of a row of a table without a key: of its number.

    >>> [may_be_numbered(id, "trade") for id in ("trade-2", "trade-2-1990", "trade-no-2")]
    [True, True, False]
    """
    number = id.removeprefix(f"{table}-")
    return may_be_row(id, table) and re.match(r"\d+(-|$)", number) is not None


def paired(
    old: Iterable[KeylessRow], new: Iterable[KeylessRow]
) -> Iterator[tuple[KeylessRow, KeylessRow]]:
    """Yield the rows of a table in two states that are the same, with another number or keys.

    First those that say the same; then those that differ in nothing but what the table says of all;
    then those about the same: of each sort those of one number first. A row that is left is the one
    that had its number before, where no more than one key differs.
    """
    removed, added = [*old], [*new]
    if not (removed and added):
        return
    both = removed[0].varying & added[0].varying
    for key, in_place in product((_content, _own, _row_identity), (True, False)):
        left, rest = defaultdict[Any, deque[KeylessRow]](deque), list[KeylessRow]()
        for row in removed:
            left[key(row, both), in_place and row.id].append(row)
        for row in added:
            said = key(row, both)
            if said and (same := left.get((said, in_place and row.id))):
                yield same.popleft(), row
            else:
                rest.append(row)
        removed, added = [row for rows in left.values() for row in rows], rest
    numbered = {row.id: row for row in removed}
    for row in added:
        if (was := numbered.get(row.id)) and _differing(was, row, both) <= 1:
            yield was, row


def _content(row: KeylessRow, _: frozenset[str]) -> Any:
    return type(row.claim).__name__, as_msgpack(replace(row.claim, id=""))


def _own(row: KeylessRow, keys: frozenset[str]) -> Any:
    """Return the values of a row beside those that its table has for all rows, if any."""
    return as_msgpack([getattr(row.claim, key, None) for key in sorted(keys)]) if keys else None


def _row_identity(row: KeylessRow, keys: frozenset[str]) -> Any:
    """Return the key of a row's subject, as far as that is another one in each row."""
    named = [key for key in _ABOUT if key in keys]
    return as_msgpack([getattr(row.claim, key, None) for key in named]) if named else None


def _differing(one: KeylessRow, other: KeylessRow, keys: frozenset[str]) -> int:
    claims = one.claim, other.claim
    pairs = ((getattr(claim, key, None) for claim in claims) for key in keys)
    return sum(was != now for was, now in pairs)
