"""Parties, topics, measures and sources, each with the number of claims that refer to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from dipfacts.index.rows.pieces import named_by_subject
from dipfacts.model.file_format.tables import TABLES, Source
from dipfacts.query.sql import AMONG, Ask, as_json, body

if TYPE_CHECKING:
    from dipfacts.query.base import Base


def publishers(ask: Ask) -> list[tuple[str, str]]:
    """Return the publisher and the id of each source."""
    rows = ask("SELECT body FROM source ORDER BY id", (), partial(body, Source))
    return [(source.publisher, source.id) for source in rows]


def tables_with_counts(
    ask: Ask, table: str, limit: int | None = None, offset: int = 0
) -> list[tuple[Any, int]]:
    """Return every party, topic, measure or source; topics and measures in the order declared.

    Up to a `limit`, without the first ones.
    """
    order = "n" if table in ("topic", "measure") else "claims DESC, id"
    return ask(
        f"SELECT body, claims FROM {table} ORDER BY {order} LIMIT ? OFFSET ?",
        (-1 if limit is None else limit, offset),
        lambda row: (body(TABLES[table], row), row[1]),
    )


def total(base: Base, table: str) -> int:
    """Return the number of rows of a table of the index: `claim`, `party`, `topic`, `source` …."""
    (count,) = base.index.all(f"SELECT count(*) FROM {table}_row", (), itemgetter(0))
    return int(count)


def deprecated_of(base: Base, table: str) -> dict[str, int]:
    """Return the number of deprecated claims of each party, topic, measure, kind or source.

    The index knows which ones they are, so no other claim is read.
    """
    ask = base.index.all
    if not ask("SELECT 1 FROM manner WHERE deprecated = 1 LIMIT 1", (), tuple):
        return {}
    from dipfacts.index.rows.sizes import DEPRECATED  # lazy: few bases have any

    numbers = f"SELECT claim FROM unusual_figure WHERE kind = {DEPRECATED}"
    numbers += " UNION SELECT claim FROM timeline WHERE deprecated = 1"
    if table == "party":
        return _by_party(ask, numbers)
    sql = f"SELECT {table}, count(*) FROM claim WHERE n IN ({numbers}) AND {table} IS NOT NULL"
    return dict(ask(f"{sql} GROUP BY 1", (), tuple))


def _by_party(ask: Ask, numbers: str) -> dict[str, int]:
    """Return the number of the claims of these numbers, a query, that name each party."""
    counts = Counter[str]()
    sql = f"SELECT type, subject_body, count(*) FROM claim WHERE n IN ({numbers}) GROUP BY subject"
    for *subject, claims in ask(sql, (), tuple):
        counts.update(dict.fromkeys(named_by_subject(*subject), claims))
    sql = "SELECT party, type, subject_body FROM claimant CROSS JOIN claim ON claim.n = claim"
    said = ask(f"{sql} WHERE claim IN ({numbers})", (), tuple)
    counts.update(party for party, *subject in said if party not in named_by_subject(*subject))
    return counts


def claims_about(base: Base, ids: Iterable[str]) -> dict[str, int]:
    """Return the number of claims about each party of these ids that exists."""
    sql = f"SELECT id, claims FROM party WHERE id IN {AMONG}"
    return dict(base.index.all(sql, [as_json(ids)], tuple))


def claims_by_kind(base: Base) -> dict[str, int]:
    """Return the number of claims of each kind that has any."""
    sql = "SELECT kind, sum(claims) FROM kind_count GROUP BY kind"
    return dict(base.index.all(sql, (), tuple))
