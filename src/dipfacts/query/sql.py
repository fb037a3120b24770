"""The SQL conditions on claims that a query stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from typing import Any, Protocol, TypeVar

import msgspec

from dipfacts.index.rows.checksum import DamagedError
from dipfacts.model.fact import FAR
from dipfacts.model.file_format.tables import CLAIM_TYPES, Source, Table
from dipfacts.model.groups import batches
from dipfacts.model.query import Query, any_of
from dipfacts.record import json_text

Made = TypeVar("Made")
T = TypeVar("T", bound=Table)


class Ask(Protocol):
    """A function that queries the index; that of `Base` replaces a damaged one."""

    def __call__(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """Return the results of `make` for each row."""


_KEPT = 10_000  # parties and sources
# A claim that tells of something with others. Where there is none, that is known at once; a table
# with one row if there is any, before all claims that may be such, spares a look at each.
ANY_OTHER = "(SELECT 1 FROM occurrence_row LIMIT 1)"
OTHER = "(EXISTS (SELECT 1 FROM occurrence_row) AND claim.n IN (SELECT claim FROM occurrence_row))"
OVERLAP = "{0}.after > ? AND {0}.first < ?"  # of a period with the days asked about
# Of the claims about one relation or event one begins before the end of the days asked about, and
# one reaches into them, or begins after them: of those of {0} each is looked at once, however many
# its claims are.
_AROUND = f"""claim.type <> 'figure' AND claim.n IN (
    SELECT own.claim FROM (SELECT DISTINCT root FROM occurrence_row WHERE {{0}}) AS one
    CROSS JOIN occurrence_row AS own ON own.root = one.root
    WHERE EXISTS (SELECT 1 FROM occurrence_row AS other
        CROSS JOIN claim_row AS later ON later.n = other.claim
        WHERE other.root = one.root AND later.after > ? AND later.first < {FAR})
    AND EXISTS (SELECT 1 FROM occurrence_row AS other
        CROSS JOIN claim_row AS sooner ON sooner.n = other.claim
        WHERE other.root = one.root AND sooner.first < ?))"""
_DATED = f"""SELECT 1 FROM occurrence_row AS own
    CROSS JOIN occurrence_row AS other ON other.root = own.root
    CROSS JOIN claim_row AS dated ON dated.n = other.claim
    WHERE own.claim = claim.n AND dated.first < {FAR}"""
_WITHOUT_DATE = f"claim.after = {FAR} AND claim.first = {FAR} AND NOT EXISTS ({_DATED})"
_OF_PAIR = "claim.party_set IN (SELECT party_set FROM party_set WHERE a = ? AND b = ?)"
_NAMES = """SELECT root FROM occurrence_row JOIN claim ON claim.n = occurrence_row.claim
    WHERE deprecated IS NOT 1
    AND party_set IN (SELECT party_set FROM party_set WHERE a = ? AND b = '')"""
# Of claims about one thing one names the one party, and another the other.
_BETWEEN_THEM = f"""claim.n IN (SELECT claim.n FROM claim WHERE {_OF_PAIR} UNION
    SELECT claim FROM occurrence_row WHERE root IN ({_NAMES} INTERSECT {_NAMES}))"""


_TOGETHER = 50  # conditions side by side

Condition = tuple[str, Iterable[object]]
"""A condition, and its values."""
ALL: Condition = ("TRUE", ())
"""The condition that every row meets."""
AMONG = "(SELECT value FROM json_each(?))"
"""Any of the values that `as_json` makes one text of, however many; of a few, see `marks`."""


def conditions(query: Query) -> tuple[str, list[object]]:
    """Return the condition on columns of `claim`, all but that on words, and its values."""
    parts = [*_subject_conditions(query), *_said_by(query), *_in_time(query)]
    if not query.deprecated:
        parts.append(("claim.deprecated IS NOT 1", ()))  # a claim without a manner is damaged
    values = [value for _, some in parts for value in some]
    return _all_of([condition for condition, _ in parts]) or "TRUE", values


def _all_of(conditions: Sequence[str]) -> str:
    """Return the condition that all of some are met; SQLite takes none a thousand deep."""
    if len(conditions) <= _TOGETHER:
        return " AND ".join(conditions)
    return " AND ".join(f"({_all_of(some)})" for some in batches(conditions, _TOGETHER))


def _subject_conditions(query: Query) -> Iterator[Condition]:
    """Yield the conditions on what a claim is about, and of which source."""
    if {*query.types} != {*CLAIM_TYPES}:
        yield f"claim.type IN ({marks(query.types)})", query.types
    yield from _party_conditions(query)
    for column in ("topic", "measure", "kind", "source"):
        if names := any_of(getattr(query, column)):
            # The plus keeps SQLite from going by the measure where it can go by the parties, of
            # which an index has the topics, too.
            by = "+" if query.parties and column != "topic" else ""
            yield f"{by}claim.{column} IN ({marks(names)})", names


def _party_conditions(query: Query) -> Iterator[Condition]:
    """Yield the conditions on the parties: each that is asked about, together with the first."""
    if not query.parties:
        return
    first, *others = sorted(query.parties)
    is_between_them = len(query.people) > 1
    for other in others or [""]:
        pair = first, other
        yield (_BETWEEN_THEM, pair * 2) if is_between_them else (_OF_PAIR, pair)


def with_others(party: str, is_so: bool) -> Condition:
    """Return the condition that a claim about a party is about others, too, or that it is not."""
    of_others = "SELECT party_set FROM party_set WHERE (a = ? AND b != '') OR b = ?"
    return f"claim.party_set {'' if is_so else 'NOT '}IN ({of_others})", (party, party)


ALONE: Condition = "claim.party_set NOT IN (SELECT party_set FROM party_set WHERE b != '')", ()
"""The condition that a claim is about one party alone, whichever."""


def _said_by(query: Query) -> Iterator[Condition]:
    """Yield the conditions on who said and who published it."""
    if query.claimant:
        among = f"SELECT claim FROM claimant WHERE party IN ({marks(query.claimant)})"
        yield f"claim.n IN ({among})", query.claimant
    if query.published_by is not None:  # in one value, as there may be more than SQLite takes
        yield "instr(?, ' ' || claim.source || ' ')", (f" {' '.join(query.published_by)} ",)


def _in_time(query: Query) -> Iterator[Condition]:
    """Yield the conditions on the period, and on when it was public."""
    if query != query.undated:
        each = lying_in_days(query)
        if {*query.types} != {"figure"}:
            each = _any_of(each, _around(query))
        yield each
    if query.without_date:
        yield _WITHOUT_DATE, ()
    if query.unknown_day:
        yield "claim.known IS NULL", ()
    if query.known_by is not None:
        yield "claim.known < ?", (query.known_by.end_day or FAR,)
    if query.known_since is not None:
        yield "claim.known >= ?", (query.known_since.start_day or 0,)


def lying_in_days(query: Query) -> Condition:
    """Return the condition on claims that lie in the days asked about by their own dates alone.

    A relation in force that is over, or paused, from a day to come stands until then, though that
    day is all that its claim gives.
    """
    overlap = OVERLAP.format("claim"), query.days
    (begins, after), today = query.days, query.as_of
    if "relation" not in query.types or after <= today:
        return overlap
    from dipfacts.index.rows.states import STANDS_AHEAD  # lazy: only where dates are asked for

    states = ", ".join(map(str, STANDS_AHEAD))
    until = f"claim.first > ? AND claim.first < {FAR}"
    ahead = f"({until} AND +claim.type = 'relation' AND claim.state IN ({states}))"
    return _any_of(overlap, (ahead, (max(begins, today),)))


def _any_of(one: Condition, other: Condition) -> Condition:
    """Return the condition that either of two is met, and its values."""
    return f"({one[0]} OR {other[0]})", (*one[1], *other[1])


def _around(query: Query) -> Condition:
    """Return the condition on claims of which others lie in the days asked about, or around them.

    What others say of the same, which are on no topic, of another kind, or name fewer parties, may
    have been in these days: all claims about one thing date it.
    """
    about = [*_party_conditions(query)]
    among = _all_of([condition for condition, _ in about])
    no_figure = f"claim.type IN ('event', 'relation') AND {among}"
    scope = f"claim IN (SELECT claim.n FROM claim WHERE {no_figure})" if about else "TRUE"
    parties = [value for _, some in about for value in some]
    first, after = query.days
    # What is over from a day to come may stand until then.
    return _AROUND.format(scope), (*parties, first, after if after <= query.as_of else FAR)


def as_json(values: Iterable[object]) -> str:
    """Return values as one text, for json_each: there may be more than SQLite takes.

    >>> as_json({"aland": 1}), as_json(str(number) for number in (1, 2))
    ('["aland"]', '["1","2"]')
    """
    return json_text([*values])


def marks(values: Sized) -> str:
    """Return a question mark for each value: '?,?,?'."""
    return ",".join("?" * len(values))


def fitting_relations_and_events(query: Query) -> tuple[str, list[object]]:
    """Return the condition for relations and events that fit, and its values.

    Whether a claim is deprecated its state tells, too, without its manner.
    """
    where, values = conditions(query.replaced(deprecated=True))
    return (where if query.deprecated else f"{where} AND claim.state >= 0"), values


def by_id(ask: Ask, kind: type[T], ids: Iterable[str]) -> dict[str, T]:
    """Return the parties of these ids that exist, or the sources, which claims name."""
    wanted, results = dict.fromkeys(ids), dict[str, T]()
    for some in batches(wanted):
        sql = f"SELECT body, id FROM {kind.__name__.lower()} WHERE id IN ({marks(some)})"
        given: Sequence[object] = some
        if kind is Source:  # a row for each: that there is none is damage, which `ask` mends
            sql = "SELECT body, value FROM json_each(?) LEFT JOIN source ON source.id = value"
            given = [as_json(some)]
        results |= ask(sql, given, lambda row: (row[1], body(kind, row)))
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
    """Decode a table that stands in the first column of a row. Raises DamagedError if none does."""
    if row[0] is None:
        raise DamagedError
    return msgspec.msgpack.decode(row[0], type=kind)
