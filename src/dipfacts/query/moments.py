"""The lines of a timeline of all parties: found from the last one on, and counted unread."""

from __future__ import annotations

from collections import Counter

from dipfacts.index.decode import CLAIM
from dipfacts.model.query import FAR, Moments, Query
from dipfacts.query import sql
from dipfacts.query.sql import OVERLAP, Ask

_ORDER = "day first after claim which".split()  # the key of the table `moment`
_DATED = f"moment.day < {FAR}"


def lines(query: Query, dated: bool | None, backwards: bool) -> tuple[str, list[object]]:
    """Return the statement for lines, each a claim, its day and which end of it, and its values.

    `dated` is None for all, else whether they are. Backwards the last one comes first.
    """
    source, values = _source(query, joined=True)
    if dated is not None:
        source += f" AND {'' if dated else 'NOT '}{_DATED}"
    order = ", ".join(f"moment.{column}{' DESC' if backwards else ''}" for column in _ORDER)
    return f"SELECT {CLAIM}, moment.day, moment.which {source} ORDER BY {order}", values


def count(ask: Ask, query: Query) -> Moments:
    """Count the lines of a timeline; without conditions that takes the same time for any number."""
    free = {"types", "since", "until", "within", "deprecated", "limit"}  # what `moment` tells alone
    plain = Query(**{name: getattr(query, name) for name in free})
    joined = query != plain or not {"event", "relation"} <= {*query.types}
    source, values = _source(query, joined)
    if joined or query != query.undated:
        counts = _counted(ask, query, source, values)
    else:
        counts = Counter(dict(ask("SELECT id, claims FROM tally", (), tuple)))
        if not query.deprecated:
            counts -= _counted(ask, query, "FROM moment WHERE moment.deprecated = 1", [])
    ends = f"SELECT moment.day {source} AND {_DATED} ORDER BY moment.day"
    spread = f"SELECT min(moment.spread), max(moment.spread) {source} AND moment.spread IS NOT NULL"
    found = [*ask(f"{ends} LIMIT 1", values, tuple), *ask(f"{ends} DESC LIMIT 1", values, tuple)]
    days = [day for row in (*found, *ask(spread, values, tuple)) for day in row if day is not None]
    events = {id_.partition(" ")[2]: n for id_, n in counts.items() if id_.startswith("event ")}
    first, last = min(days, default=None), max(days, default=None)
    return Moments(counts["line"], events, counts["relation"], first, last)


def _counted(ask: Ask, query: Query, source: str, values: list[object]) -> Counter[str]:
    """Count lines by reading each of them, as `rows.tally` does.

    A relation counts once: with its beginning, or with its end where that alone is a line.
    """
    first, after = query.days
    sql = (
        "SELECT moment.type, moment.status, count(*),"
        " sum(moment.which = 0 OR moment.first NOT BETWEEN ? AND ?)"
        f" {source} GROUP BY moment.type, moment.status"
    )
    counts = Counter[str]()
    for type_, status, lines, once in ask(sql, [max(first, 1), after - 1, *values], tuple):
        counts["line"] += lines
        counts[f"event {status}" if status else type_] += once
    return +counts


def _source(query: Query, joined: bool) -> tuple[str, list[object]]:
    """Return the FROM clause for the lines that fit, joined to their claims or not, and its values.

    An end of a relation must itself lie in the dates asked for; an event need only reach into them.
    """
    found, values = ["1"], list[object]()
    if query != query.undated:
        found.append(OVERLAP.format("moment"))
        found.append("(moment.type = 'event' OR moment.day >= ? AND moment.day < ?)")
        values += query.days * 2
    if not query.deprecated:
        found.append("moment.deprecated = 0")
    where = " AND ".join(found)
    if not joined:
        return f"FROM moment WHERE {where}", values
    conditions, more = sql.conditions(query)
    source = f"FROM moment CROSS JOIN claim ON claim.n = moment.claim WHERE {where}"
    return f"{source} AND {conditions}", [*values, *more]
