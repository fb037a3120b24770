"""The lines of a timeline of very much: found from the last one on, and counted unread.

Of claims about one relation or event the index knows which lines show it. Where conditions leave
out some claims, that is decided anew among the others, which `occurrence_lines` reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from heapq import merge
from itertools import filterfalse
from operator import itemgetter
from typing import Any

import msgspec

from dipfacts.index.rows.decode import CLAIM, fact_of, line_of
from dipfacts.index.rows.schema import ADDED, HIDDEN, count_id, status_of_count_id
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.occurrences.occurrence_lines import Line
from dipfacts.model.query import Query
from dipfacts.query import sql
from dipfacts.query.occurrences import Numbered, is_indexed, occurrence_lines
from dipfacts.query.sql import Ask
from dipfacts.record import Record

Moment = tuple[Fact, int]
"""A claim of which a line is, and which end of it: 0 for the beginning, 1 for the end."""

_Placed = tuple[tuple[int, ...], Moment]  # with the key of the table, by which lines are sorted
_ORDER = "day first after claim is_end".split()  # the key of the table `timeline`
_DATED = f"timeline.day < {FAR}"
_IS_SEEN = f"timeline.visibility != {HIDDEN}"

UNDATED = f"claim.first IN (0, {FAR}) AND claim.after >= {FAR}", ()
"""The condition for claims of which no day is known: others may give what they tell of a date."""

# What lines are counted by besides: their claims, or the relations and events that they are of.
_CLAIMS, _OCCURRENCES = "timeline.claim", "coalesce(timeline.root, timeline.claim)"
# Of an event a claim need only reach into the dates asked for; of a relation an end must itself be
# one of them, or may be, and so not where sources differ on it and all days lie between theirs.
# Each takes the day after the last, then the first.
_REACHES = f"""CASE
    WHEN timeline.type = 'event'
        THEN (timeline.first < ? AND timeline.after > ?)
        OR (timeline.root IS NOT NULL AND EXISTS (SELECT 1 FROM timeline AS own
            WHERE own.root = timeline.root AND own.deprecated = timeline.deprecated
            AND own.first < ? AND own.after > ?))
    ELSE coalesce(timeline.least, timeline.day) < ? AND coalesce(timeline.most, timeline.day) >= ?
        AND {_DATED}
        AND NOT ((timeline.least IS NOT NULL OR timeline.most IS NOT NULL)
            AND EXISTS (SELECT 1 FROM timeline_gap
            WHERE timeline_gap.claim = timeline.claim AND timeline_gap.is_end = timeline.is_end
            AND timeline_gap.after >= ? AND timeline_gap.first <= ?)) END"""


class TimelineCounts(Record, frozen=True):
    """The numbers of lines of a timeline, of its events by status, and of its relations."""

    lines: int
    events: dict[str, int]
    relations: int
    first: int | None  # the ordinal of the first day; None where all is undated
    last: int | None  # that of the last day
    claims: int  # how many claims these rest on

    @property
    def occurrences(self) -> int:
        """The number of events and relations."""
        return sum(self.events.values()) + self.relations


def lines(ask: Ask, query: Query, dated: bool | None, backwards: bool) -> tuple[str, list[object]]:
    """Return the statement for lines, each a claim, its day and which end of it, and its values.

    `dated` is None for all, else whether they are. Backwards the last one comes first. Those of
    `occurrence_lines` are not among them where conditions may leave out some of their claims.
    """
    source, values = _source(ask, query, joined=True)
    if dated is not None:
        source += f" AND {'' if dated else 'NOT '}{_DATED}"
    order = ", ".join(f"timeline.{column}{' DESC' if backwards else ''}" for column in _ORDER)
    columns = "timeline.first, timeline.after, timeline.day, timeline.is_end"
    return f"SELECT {CLAIM}, {columns} {source} ORDER BY {order}", values


def find(ask: Ask, each: Callable[..., Iterator[_Placed]], query: Query) -> Iterator[Moment]:
    """Yield the lines of a timeline as `Base.moments` does; `each` asks for them one by one."""
    if query.limit is None:
        return _all(ask, each, query)
    beside = [
        (place(n, line), (line.fact, line.side)) for n, line, _ in [*_lines_of_several(ask, query)]
    ]
    statement, values = lines(ask, query, dated=True, backwards=True)
    newest = ask(f"{statement} LIMIT ?", [*values, query.limit], _key_and_line)
    newest = sorted([*newest, *filter(_is_dated, beside)], key=itemgetter(0))
    newest = newest[max(0, len(newest) - query.limit) :]
    statement, values = lines(ask, query, dated=False, backwards=False)
    room = query.limit - len(newest)
    undated = ask(f"{statement} LIMIT ?", [*values, room], _key_and_line) if room else []
    undated = sorted([*undated, *filterfalse(_is_dated, beside)], key=itemgetter(0))
    return (moment for _, moment in [*newest, *undated[:room]])


def _all(ask: Ask, each: Callable[..., Iterator[_Placed]], query: Query) -> Iterator[Moment]:
    """Yield all lines, those that the index does not tell among the others.

    Of these the claims are read once more when their turn comes, so that few are held.
    """

    def again(id_: str, which: int) -> Moment:
        (fact,) = ask(f"SELECT {CLAIM} FROM claim WHERE claim.id = ?", [id_], fact_of)
        return fact, which

    several = _lines_of_several(ask, query)
    joined = sorted((place(n, line), line.fact.id, line.side) for n, line, _ in several)
    beside = ((at, again(id_, which)) for at, id_, which in joined)
    result = each(*lines(ask, query, dated=None, backwards=False), _key_and_line)
    return (moment for _, moment in merge(result, beside, key=itemgetter(0)))


def place(n: int, line: Line) -> tuple[int, ...]:
    """Return the key that sorts a line by its day, then by its claim, of number `n`."""
    period = line.period
    span = ((period.start_day or 0), (period.end_day or FAR)) if period else (FAR, FAR)
    return line.day or FAR, *span, n, line.side


def _lines_of_several(ask: Ask, query: Query) -> Iterator[Numbered]:
    """Yield the lines of several claims that the index does not tell."""
    from dipfacts.query.over_before import over_before  # lazy: few pages need it

    over = over_before(ask, query).roots
    each = () if is_indexed(query) else occurrence_lines(ask, query)
    return (line for line in each if line[2].id not in over)


def _key_and_line(row: tuple[Any, ...]) -> _Placed:
    n, *_, first, after, day, which = row
    return (day, first, after, n, which), line_of((*row[:-4], day, which))


def _is_dated(line: _Placed) -> bool:
    return line[0][0] < FAR


def count(ask: Ask, query: Query) -> TimelineCounts:
    """Count the lines of a timeline; without conditions that takes the same time for any number.

    With parties only for a query without dates.
    """
    source, values = _source(ask, query, joined=not is_indexed(query) and not query.parties)
    beside = [*_lines_of_several(ask, query)]
    spread = f"SELECT min(spread), max(spread) {source} AND spread IS NOT NULL"
    ends_of = [*ask(spread, values, tuple), *((line.day, line.spread) for _, line, _ in beside)]
    is_of_days = query == query.undated or query.types == ("event",)  # an event lies in its days
    if is_of_days and not is_indexed(query):
        counts, ends = _by_state(ask, query)
        counts += _count_of_several(beside)
        ends_of.append(ends)
    else:
        is_free = is_indexed(query) and query == query.undated
        counts = _free(ask, query) if is_free else _count_with(ask, query, source, values, beside)
        by_day = f"SELECT timeline.day {source} AND {_DATED} ORDER BY timeline.day"
        ends_of += ask(f"{by_day} LIMIT 1", values, tuple)
        ends_of += ask(f"{by_day} DESC LIMIT 1", values, tuple)
    days = [day for row in ends_of for day in row if day is not None]
    events = {status: n for id_, n in counts.items() if (status := status_of_count_id(id_))}
    first, last = min(days, default=None), max(days, default=None)
    return TimelineCounts(counts["line"], events, counts["relation"], first, last, counts["claim"])


def _by_state(ask: Ask, query: Query) -> tuple[Counter[str], tuple[int | None, int | None]]:
    """Count the lines of claims that tell of something alone, without looking for each.

    With their first day and their last. An event has one line, a relation one for each end that is
    known, but at least one: see `lines.moments`.
    """
    # lazy: most look-ups count no timeline
    from dipfacts.index.rows.states import CLASSES_BY_DAY, EVENTS
    from dipfacts.query.single_claims import condition, state_in

    state = state_in(query)
    spans = ", ".join(str(ordinal) for ordinal, it in enumerate(CLASSES_BY_DAY) if it.is_span)
    has_end = {"event": "TRUE", "relation": f"({state} IN ({spans}))"}
    last = {"event": "begun, ended", "relation": "ended, begun"}
    counts, days = Counter[str](), list[int]()
    for type_ in last.keys() & query.types:
        where, values = condition(query.replaced(types=(type_,)), ())
        # The limit keeps SQLite from reading what no column needs.
        rows = f"""SELECT CAST({state} AS INTEGER) AS state,
            CASE WHEN claim.first NOT IN (0, {FAR}) THEN claim.first
                WHEN claim.after < {FAR} AND NOT {has_end[type_]} THEN claim.after - 1
                END AS begun,
            CASE WHEN claim.after < {FAR} AND {has_end[type_]} THEN claim.after - 1 END AS ended
            FROM claim WHERE {where} LIMIT -1"""
        both = "count(*) FILTER (WHERE begun IS NOT NULL AND ended IS NOT NULL)"
        ends = f"min(coalesce(begun, ended)), max(coalesce({last[type_]}))"
        statement = f"SELECT json_group_array(state), {both}, {ends} FROM ({rows})"
        ((states, both_known, *ends_known),) = ask(statement, values, tuple)
        for ordinal, claims in Counter(msgspec.json.decode(states, type=list[int])).items():
            id_ = count_id(type_, EVENTS[ordinal] if type_ == "event" else None)
            counts.update({"line": claims, "claim": claims, id_: claims})
        counts["line"] += both_known if type_ == "relation" else 0
        days += [day for day in ends_known if day is not None]
    return counts, (min(days, default=None), max(days, default=None))


def _count_of_several(numbered: list[Numbered]) -> Counter[str]:
    """Count lines of what several claims tell of."""
    occurring = {one.id: one for _, _, one in numbered}.values()
    ids = (count_id("event", it.main.words) if it.is_event else "relation" for it in occurring)
    counts = Counter(ids)
    counts["line"], counts["claim"] = len(numbered), sum(len(one.facts) for one in occurring)
    return counts


def _free(ask: Ask, query: Query) -> Counter[str]:
    """Count all lines: what the index has counted, but those of several claims as one."""
    counts = Counter[str](dict(ask("SELECT id, claims FROM timeline_count", (), tuple)))
    counts["claim"] = counts.total() - counts["line"]
    several, withdrawn = "timeline.root IS NOT NULL", "timeline.deprecated = 1"
    visible = f"{several} AND {_IS_SEEN}"
    own = f"{several} AND timeline.visibility != {ADDED}"  # a line that was added was not counted
    hidden = _count_lines(ask, f"FROM timeline WHERE {own}", [], _CLAIMS)
    hidden = Counter({id_: n for id_, n in hidden.items() if not status_of_count_id(id_)})
    hidden += _own_statuses(ask)
    if not query.deprecated:
        left_out = _count_lines(ask, f"FROM timeline WHERE {withdrawn}", [], _CLAIMS)
        counts["claim"] -= left_out["claim"]
        alone = f"FROM timeline WHERE {withdrawn} AND timeline.root IS NULL"
        hidden += _count_lines(ask, alone, [], _CLAIMS)
        visible += " AND timeline.deprecated = 0"
    results = _count_lines(ask, f"FROM timeline WHERE {visible}", [], _OCCURRENCES)
    hidden["claim"] = results["claim"] = 0
    return counts - hidden + results


def _own_statuses(ask: Ask) -> Counter[str]:
    """Count the claims of events that several tell of by their own statuses.

    So the table `timeline_count` has them, while their lines have the status of the event.
    """
    from dipfacts.index.rows.states import EVENTS  # lazy: few statuses are looked at
    from dipfacts.query.single_claims import state_in

    joined = "claim.n IN (SELECT claim FROM occurrence_row) AND +claim.type = 'event'"
    state = state_in(Query(deprecated=True))
    results = ask(f"SELECT {state}, count(*) FROM claim WHERE {joined} GROUP BY 1", (), tuple)
    return Counter({count_id("event", EVENTS[int(ordinal)]): claims for ordinal, claims in results})


def _count_with(
    ask: Ask,
    query: Query,
    source: str,
    values: list[object],
    beside: list[Numbered],
) -> Counter[str]:
    """Count lines under conditions; of claims that were read, `beside` are the lines."""
    if not is_indexed(query):
        return _count_of_several(beside) + _count_lines(ask, source, values, _CLAIMS)
    counts = _count_lines(ask, source, values, _OCCURRENCES)
    roots = f"SELECT timeline.root {source} AND timeline.root IS NOT NULL"
    members = f"""SELECT count(*) FROM occurrence_row AS own JOIN claim ON claim.n = own.claim
        WHERE own.root IN ({roots}) AND claim.deprecated IN (0, ?)"""
    (size,) = ask(members, [*values, int(query.deprecated)], tuple)
    (alone,) = ask(f"SELECT count(DISTINCT timeline.root) {source}", values, tuple)
    counts["claim"] += size[0] - alone[0]
    return counts


def _count_lines(ask: Ask, source: str, values: list[object], what: str) -> Counter[str]:
    """Count lines by reading each, as `timeline_counts` does, and what they are of, each once."""
    columns = f"timeline.type, timeline.status, count(*), count(DISTINCT {what})"
    statement = f"SELECT {columns} {source} GROUP BY 1, 2"
    counts = Counter[str]()
    for type_, status, every, number in ask(statement, values, tuple):
        counts["line"] += every
        counts["claim"] += number
        counts[count_id(type_, status)] += number
    return +counts


def _source(ask: Ask, query: Query, joined: bool) -> tuple[str, list[object]]:
    """Return the FROM clause for the lines that fit, joined to their claims or not, and its values.

    Lines of several claims are not among them where these are read.

    An end of a relation must itself be one of the dates asked for, or may be; and it was not over
    with a party before them.
    """
    results = [_IS_SEEN if is_indexed(query) else "timeline.root IS NULL"]
    values: list[object] = []
    if query != query.undated:
        from dipfacts.query.over_before import over_before  # lazy: few pages need it

        left, more = over_before(ask, query).lines_left
        results += [_REACHES, left]
        first, after = query.days
        values += [*[after, first] * 4, *more]  # _REACHES asks for them four times
    if not query.deprecated:
        results.append("timeline.deprecated = 0")
    if joined or query.parties:
        # Whether a claim that tells alone is deprecated its lines say, too, without its manner.
        is_any = query.deprecated or not is_indexed(query)
        conditions, more = sql.conditions(query.undated.replaced(deprecated=is_any))
        if query.parties:  # whose claims are found at once, and are few beside all
            conditions = f"timeline.claim IN (SELECT claim.n FROM claim WHERE {conditions})"
        results.append(conditions)
        values += more
    join = " CROSS JOIN claim ON claim.n = timeline.claim" if joined else ""
    return f"FROM timeline{join} WHERE {' AND '.join(results)}", values
