"""Translate a query into SQL conditions on claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Sized
from typing import Any, Protocol, TypeVar

import msgspec

from dipfacts.model.groups import batches
from dipfacts.model.query import FAR, Query, any_of
from dipfacts.model.tables import CLAIM_TYPES, Table

Made = TypeVar("Made")
T = TypeVar("T", bound=Table)


class Ask(Protocol):
    """A function that queries the index; that of `Base` replaces a damaged one."""

    def __call__(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """Return what `make` makes of each row."""


_KEPT = 10_000  # parties and sources
# A claim that tells of something with others. Where there is none, that is known at once; a table
# with one row if there is any, before all claims that may be such, spares a look at each.
ANY_OTHER = "(SELECT 1 FROM occurrence_row LIMIT 1)"
OTHER = "(EXISTS (SELECT 1 FROM occurrence_row) AND claim.n IN (SELECT claim FROM occurrence_row))"
OVERLAP = "{0}.after > ? AND {0}.first < ?"  # of a period with the days asked about
# Of two claims about one relation one ends before the days asked about, and one begins after them.
_AROUND = f"""claim.after <= ? AND EXISTS (SELECT 1 FROM occurrence_row AS own
    CROSS JOIN occurrence_row AS other ON other.root = own.root
    CROSS JOIN claim_row AS later ON later.n = other.claim
    WHERE own.claim = claim.n AND later.first >= ? AND later.first < {FAR})"""


def conditions(query: Query) -> tuple[str, list[object]]:
    """Return the condition on columns of `claim`, all but that on words, and its values."""
    is_any = {*query.types} == {*CLAIM_TYPES}
    values: list[object] = [] if is_any else [*query.types]
    results = [] if is_any else [f"claim.type IN ({marks(values)})"]
    first, *others = sorted(query.parties) or [""]
    for other in others or [""][: len(query.parties)]:
        results.append("claim.circle IN (SELECT circle FROM circle WHERE a = ? AND b = ?)")
        values += [first, other]
    for column in ("topic", "measure", "kind", "source"):
        if names := any_of(getattr(query, column)):
            # The plus keeps SQLite from going by the measure where it can go by the parties.
            by = "+" if query.parties else ""
            results.append(f"{by}claim.{column} IN ({marks(names)})")
            values += names
    if query.claimant:
        results.append(
            f"claim.n IN (SELECT claim FROM said WHERE party IN ({marks(query.claimant)}))"
        )
        values += query.claimant
    if query.published_by is not None:  # in one value, as there may be more than SQLite takes
        results.append("instr(?, ' ' || claim.source || ' ')")
        values.append(f" {' '.join(query.published_by)} ")
    if query != query.undated:
        overlap = OVERLAP.format("claim")
        either = [overlap, _AROUND] if "relation" in query.types else [overlap]
        results.append(f"({' OR '.join(either)})")
        values += query.days * len(either)
    if query.unknown_day:
        results.append("claim.known IS NULL")
    if query.known_by is not None:
        results.append("claim.known < ?")
        values.append(query.known_by.end_day or FAR)
    if query.known_since is not None:
        results.append("claim.known >= ?")
        values.append(query.known_since.start_day or 0)
    if not query.deprecated:
        results.append("claim.deprecated IS NOT 1")  # a claim without a manner is damaged
    return " AND ".join(results) or "TRUE", values


def marks(values: Sized) -> str:
    """Return a question mark for each value: '?,?,?'."""
    return ",".join("?" * len(values))


def fitting_happenings(query: Query) -> tuple[str, list[object]]:
    """Return the condition for relations and events that fit, and its values.

    Whether a claim is deprecated its state tells, too, without its manner.
    """
    where, values = conditions(query.replaced(deprecated=True))
    return (where if query.deprecated else f"{where} AND claim.state >= 0"), values


def by_id(ask: Ask, kind: type[T], ids: Iterable[str]) -> dict[str, T]:
    """Return the parties or sources of these ids that exist."""
    wanted, results = dict.fromkeys(ids), dict[str, T]()
    for some in batches(wanted):
        sql = f"SELECT body, id FROM {kind.__name__.lower()} WHERE id IN ({marks(some)})"
        results |= ask(sql, some, lambda row: (row[1], body(kind, row)))
    return {id: results[id] for id in wanted if id in results}


class ById(Protocol):
    """Parties or sources by their ids, those that exist."""

    def __call__(self, kind: type[T], ids: Iterable[str]) -> dict[str, T]:
        """Return the tables of this kind that have these ids."""


def cached_by_id(ask: Ask) -> ById:
    """Return `by_id` of an index, which reads each party and source once, however often asked."""
    read: dict[type[Table], dict[str, Any]] = {}

    def read_once(kind: type[T], ids: Iterable[str]) -> dict[str, T]:
        ids, known = [*ids], read.setdefault(kind, {})
        if len(known) > _KEPT:
            known.clear()
        if new := [id for id in ids if id not in known]:
            known.update(by_id(ask, kind, new))
        return {id: known[id] for id in ids if id in known}

    return read_once


def body(kind: type[T], row: tuple[Any, ...]) -> T:
    """Decode a table that stands in the first column of a row."""
    return msgspec.msgpack.decode(row[0], type=kind)
