"""What is evidently right, for many tables at once: all values of a key are looked at together."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from msgspec import inspect

from dipfacts.model.calendar import LAST_YEAR
from dipfacts.model.period import Period, PeriodError
from dipfacts.model.tables import CLAIM_TYPES, ID_PATTERN, TABLES, Table
from dipfacts.read.rules import LARGEST, bare, keys_of, number_misfits

_OF_IDS = b"abcdefghijklmnopqrstuvwxyz0123456789-\n"  # with what stands between them

Keys = list[tuple[str, bool]]
"""Attributes of a table, and whether each holds several values."""


def well_spelled(name: str, tables: Sequence[Table]) -> bool:
    """Whether every id in these tables is spelled as ids are, which their types do not tell."""
    ids = _distinct(tables, _keys_of_texts(name).ids)
    lines = "\n".join(("", *ids, "")).encode("utf-8", "surrogatepass")
    if lines.count(b"\n") != len(ids) + 1 or lines.translate(None, _OF_IDS):
        return False
    return not ids or not any(pair in lines for pair in (b"\n-", b"--", b"-\n", b"\n\n"))


def evidently_sound(name: str, tables: list[dict[str, Any]], found: Sequence[Table]) -> bool:
    """Whether `meaning.misfits` finds no fault in tables, as parsed and as `found` converted.

    False means: look closely.
    """
    texts = _distinct(found, _keys_of_texts(name).others)
    if any(map(str.isspace, {text[-1] for text in texts})):  # blank, or ending in a line break
        return False
    if any(day.year > LAST_YEAR for day in _distinct(found, _KEYS_OF_DAYS[name])):
        return False
    if not all(map(_is_period, _distinct(found, _KEYS_OF_PERIODS[name]))):
        return False
    if not well_spelled(name, found):
        return False
    if name in CLAIM_TYPES and not all(map(_is_about, found)):
        return False
    if name == "figure":
        numbers = [*map(attrgetter("value"), found)]
        if {*map(type, numbers)} <= {int}:
            return -LARGEST < min(numbers, default=0) <= max(numbers, default=0) < LARGEST
        return not any(any(number_misfits(table)) for table in tables)
    return True


class _Texts(NamedTuple):
    """The attributes of a table that hold ids, and those that hold texts of any other kind."""

    ids: Keys
    others: Keys


def _distinct(tables: Sequence[Table], keys: Keys) -> set[Any]:
    """All that these tables have under these keys."""
    found = set[Any]()
    for key, many in keys:
        values = map(attrgetter(key), tables)
        found |= {*(itertools.chain.from_iterable(values) if many else values)}
    found.discard(None)
    return found


@functools.cache
def _keys_of_texts(name: str) -> _Texts:
    found = _Texts([], [])
    for field in keys_of(name).values():
        kind, many = bare(field.type), False
        if isinstance(kind, inspect.VarTupleType):
            kind, many = bare(kind.item_type), True
        if isinstance(kind, inspect.StrType):
            those = found.ids if kind.pattern == ID_PATTERN else found.others
            those.append((field.name, many))
    return found


def _those(*keys: str) -> dict[str, Keys]:
    """Which of some keys, that hold one value each, each table has."""
    fields = {name: kind.__struct_fields__ for name, kind in TABLES.items()}
    return {name: [(key, False) for key in keys if key in fields[name]] for name in TABLES}


_KEYS_OF_DAYS = _those("accessed", "said_on")
_KEYS_OF_PERIODS = _those("period", "published")


@functools.lru_cache(maxsize=65536)
def _is_period(text: str) -> bool:
    try:
        Period.parse(text)
    except PeriodError:
        return False
    return True


def _is_about(claim: Any) -> bool:
    """Whether a claim says whom it is about, in one way, and names nobody twice."""
    parties, begin, end = claim.parties, claim.from_, claim.to
    if parties:
        return begin is end is None and len({*parties}) == len(parties)
    return begin is not None and end is not None and begin != end
