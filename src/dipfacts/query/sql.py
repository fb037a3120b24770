"""From a query to the conditions of SQL that claims must meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from dipfacts.model.query import Query

Made = TypeVar("Made")


class Ask(Protocol):
    """How the index is asked: `Base` gives its own way, which mends a damaged index."""

    def __call__(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """What is made of each row found."""


FAR = 4_000_000  # a day after all that can be written


def links(parties: tuple[str, ...]) -> tuple[str, list[object]]:
    """What to join to `claim` for claims that have all these parties, and its values."""
    joined, values = "", list[object]()
    for nth, pair in enumerate(pairs(parties)):
        joined += (
            f" JOIN circle AS circle{nth} ON circle{nth}.circle = claim.circle"
            f" AND circle{nth}.a = ? AND circle{nth}.b = ?"
        )
        values += pair
    return joined, values


def pairs(parties: tuple[str, ...]) -> list[tuple[str, str]]:
    """The pairs under which a claim about all these parties is found."""
    if len(parties) == 1:
        return [(parties[0], "")]
    first, *others = sorted(parties) or [""]
    return [(first, other) for other in others]


def conditions(query: Query) -> tuple[str, list[object]]:
    """What the columns of `claim` must be, apart from parties and words, and its values."""
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
    """Conditions on the period; any overlap with what is asked for counts."""
    found: list[tuple[str, list[object]]] = []
    for begin in filter(None, (query.since, query.within)):
        bounds: list[object] = [begin.start_day or 0, FAR]
        found.append((f"{table}.after > ? AND {table}.first < ?", bounds))
    for end in filter(None, (query.until, query.within)):
        bounds = [end.end_day or FAR]
        found.append((f"{table}.first < ?", bounds))
    return found


def moments(query: Query) -> tuple[str, list[object]]:
    """As `conditions`, for the lines of a timeline in the table `moment`.

    An end of a relation must itself lie in the dates asked for, an event need only reach into them.
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
    """Whether the lines of a timeline alone do not tell which of them fit."""
    return any((query.topic, query.measure, query.kind, query.source, query.known_by))
