"""Relations and events of which one claim alone tells, read no further than their order needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from dipfacts.index.decode import CLAIM, fact_of
from dipfacts.index.pieces import KEYS, PIECES
from dipfacts.model.query import Fact, Query
from dipfacts.query import sql
from dipfacts.query.sql import Ask

_STATUS = KEYS["relation"]["manner"].index("status") - 2  # kind and source are columns
_PERIOD = KEYS["relation"]["own"].index("period")
_COLUMNS = ("n", "first", "after", "known", "kind", "body", "manner_body")

_decode = msgspec.msgpack.decode
# What tells of one with others, or of one whose parties may have ended.
_OTHER = "claim.n IN (SELECT claim FROM occurrence_row)"
_GONE = "claim.circle IN (SELECT circle FROM circle WHERE b = '' AND a IN ({}))"


class Alone(NamedTuple):
    """A relation or an event that one claim tells of, with its number and its days in the index."""

    n: int
    first: int
    after: int
    known: int | None
    kind: str
    period: str | None
    status: str | None


def each(
    ask: Callable[..., Iterator[Alone]], query: Query, ended: Collection[str]
) -> Iterator[Alone]:
    """Yield what fits and of which one claim tells, but relations of parties that ended."""
    where, values = _apart(query, ended, is_alone=True)
    columns = ", ".join(f"claim.{name}" for name in _COLUMNS)
    yield from ask(f"SELECT {columns} FROM claim WHERE {where}", values, _alone)


def whole(ask: Ask, query: Query, ended: Collection[str], numbers: list[int]) -> list[Fact]:
    """Return the claims that fit and are none of `each`, and those of these numbers.

    They are in the order of `Base.find`.
    """
    where, values = _apart(query, ended, is_alone=False)
    statement = f"SELECT {CLAIM} FROM claim WHERE"
    first, after, n = (PIECES.index(name) + 1 for name in ("first", "after", "n"))
    return ask(
        f"{statement} {where} UNION ALL {statement} claim.n IN (SELECT value FROM json_each(?))"
        f" ORDER BY {first}, {after}, {n}",
        [*values, str(numbers)],
        fact_of,
    )


def _apart(query: Query, ended: Collection[str], *, is_alone: bool) -> tuple[str, list[object]]:
    """Return the condition for the claims of `each`, or for the others, and its values."""
    where, values = sql.conditions(query)
    apart = [_OTHER, *([_GONE.format(",".join("?" * len(ended)))] if ended else [])]
    return f"{where} AND {'NOT ' * is_alone}({' OR '.join(apart)})", [*values, *ended]


def parties(ask: Ask) -> list[str]:
    """Return the parties that relations are about."""
    circles = "SELECT circle FROM subject WHERE type = 'relation'"
    # The plus keeps SQLite from looking for each of these in each pair.
    found = f"SELECT DISTINCT a FROM circle WHERE b = '' AND +circle IN ({circles})"
    return ask(found, (), lambda row: str(row[0]))


def _alone(row: tuple[Any, ...]) -> Alone:
    n, first, after, known, kind, body, manner = row
    return Alone(n, first, after, known, kind, _decode(body)[_PERIOD], _status(manner))


@lru_cache(maxsize=4096)
def _status(manner: bytes) -> str | None:
    found: str | None = _decode(manner)[_STATUS]
    return found
