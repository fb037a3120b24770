"""Translate a query into SQL conditions on claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from dipfacts.model.query import Query

Made = TypeVar("Made")


class Ask(Protocol):
    """A function that queries the index; that of `Base` replaces a damaged one."""

    def __call__(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """Return what `make` makes of each row."""


FAR = 4_000_000  # a day after all that can be written


def links(parties: tuple[str, ...]) -> tuple[str, list[object]]:
    """Return the joins to `claim` for claims about all these parties, and their values."""
    joined, values = "", list[object]()
    for nth, pair in enumerate(pairs(parties)):
        joined += (
            f" JOIN circle AS circle{nth} ON circle{nth}.circle = claim.circle"
            f" AND circle{nth}.a = ? AND circle{nth}.b = ?"
        )
        values += pair
    return joined, values


def pairs(parties: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the pairs by which a claim about all these parties is found."""
    if len(parties) == 1:
        return [(parties[0], "")]
    first, *others = sorted(parties) or [""]
    return [(first, other) for other in others]


def conditions(query: Query) -> tuple[str, list[object]]:
    """Return the condition on columns of `claim`, without parties and words, and its values."""
    found = [f"claim.type IN ({','.join('?' * len(query.types))})"]
    values: list[object] = [*query.types]
    for column in ("topic", "measure", "kind", "source"):
        if (value := getattr(query, column)) is not None:
            found.append(f"claim.{column} = ?")
            values.append(value)
    for condition, bounds in dates(query, "claim"):
        found.append(condition)
        values += bounds
    if query.known_by is not None:
        found.append("claim.known < ?")
        values.append(query.known_by.end_day or FAR)
    if not query.deprecated:
        found.append("claim.deprecated = 0")
    return " AND ".join(found), values


def dates(query: Query, table: str) -> list[tuple[str, list[object]]]:
    """Return conditions on the period, each with its values; any overlap counts."""
    found: list[tuple[str, list[object]]] = []
    for begin in filter(None, (query.since, query.within)):
        bounds: list[object] = [begin.start_day or 0, FAR]
        found.append((f"{table}.after > ? AND {table}.first < ?", bounds))
    for end in filter(None, (query.until, query.within)):
        bounds = [end.end_day or FAR]
        found.append((f"{table}.first < ?", bounds))
    return found


def moments(query: Query) -> tuple[str, list[object]]:
    """Return the condition on the lines of a timeline, in the table `moment`, and its values.

    An end of a relation must itself lie in the dates asked for; an event need only reach into them.
    """
    found, values = ["1"], list[object]()
    for condition, bounds in dates(query, "moment"):
        found.append(condition)
        values += bounds
    if query.since or query.until or query.within:
        first = max((p.start_day or 0 for p in (query.since, query.within) if p), default=0)
        ends = [p.end_day for p in (query.until, query.within) if p and p.end_day]
        found.append("(moment.type = 'event' OR moment.day BETWEEN ? AND ?)")
        values += [first, min(ends, default=FAR) - 1]
    if not query.deprecated:
        found.append("moment.deprecated = 0")
    return " AND ".join(found), values


def asks_claims(query: Query) -> bool:
    """Return whether a query has conditions that only the claims themselves can meet."""
    return any((query.topic, query.measure, query.kind, query.source, query.known_by))
