"""Relations and events of a single claim: classed, counted and sorted in SQL, unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.pieces import PIECES, parties_of_relation
from dipfacts.index.rows.states import CLASSES_BY_DAY, EVENTS
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import CLASSES, NOT_HELD, EventStatus, StatusClass
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import BEGINS, ENDS
from dipfacts.model.query import Query
from dipfacts.query import sql
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.query.base import Base

_ORDER = f"CASE first WHEN {FAR} THEN 1 ELSE -first END, first, after, n"  # the latest start first
# A membership whose beginning is not known, nor its end.
_SINCE_EVER = f"(claim.first = 0 AND claim.after = {FAR} AND claim.kind = 'membership')"
_CLASSES = tuple(CLASSES)
_ALL = Query(types=("relation",))
LINES = 20  # of a timeline that are looked at for each relation wanted, before all relations are


LineKey = tuple[int, int, int, int]
"""The day of a line, the span of its claim, and the claim's number: the order of a timeline."""


class SingleEvent(Record, frozen=True):
    """An event that one claim tells of, with its days and its number in the index."""

    first: int
    after: int
    n: int
    status: EventStatus


def events(base: Base, query: Query, day: int) -> Iterator[SingleEvent]:
    """Yield the events of a single claim that fit, but those that are `over` by a day.

    Only for a query without dates.
    """
    where, values = condition(query, ())
    statement = (
        f"SELECT claim.first, claim.after, claim.n, {state_in(query)} FROM claim"
        f" WHERE {where} AND NOT {_over(query, day)}"
    )
    return base.index.each(
        statement, values, lambda row: SingleEvent(row[0], row[1], row[2], EVENTS[int(row[3])])
    )


def over(base: Base, query: Query, day: int, most: int) -> list[LineKey]:
    """Return the latest of such events that were held and had ended by a day, so many."""
    where, values = condition(query, ())
    begun = "CASE first WHEN 0 THEN after - 1 ELSE first END"
    latest = f"SELECT {begun}, first, after, n FROM claim WHERE {where} AND {_over(query, day)}"
    latest += " ORDER BY 1 DESC, first DESC, after DESC, n DESC LIMIT ?"
    return base.index.all(latest, [*values, most], tuple)


def _over(query: Query, day: int) -> str:
    """Return the condition for events that were held and ended by a day."""
    held = [n for n, status in enumerate(EVENTS) if status not in NOT_HELD]
    return f"({state_in(query)} IN ({', '.join(map(str, held))}) AND claim.after <= {day})"


def planned(base: Base, query: Query, day: int) -> tuple[int, int]:
    """Return the numbers of such events planned for what is not past on a day, and for what is."""
    where, values = condition(query, ())
    past = f"count(CASE WHEN claim.after <= {day} THEN 1 END)"
    where += f" AND {state_in(query)} = {EVENTS.index('planned')}"
    ((every, gone),) = base.index.all(
        f"SELECT count(*), {past} FROM claim WHERE {where}", values, tuple
    )
    return every - gone, gone


class SingleRelations:
    """The relations that fit and of which one claim tells, by their classes on a day.

    Without those of parties that `ended`, and others that are read to be classed.
    """

    def __init__(self, base: Base, query: Query, ended: Collection[str], day: int) -> None:
        self._ask, self._parties = base.index.all, query.parties
        self._day, self._until = day, query.days[1]
        self._where, self._values = condition(query, ended)
        self._ended = [*ended]
        self._is_of_all = query.replaced(limit=None) == _ALL
        past, ahead, now = (
            _class_as_sql(state_in(query), name) for name in ("past", "ahead", "now")
        )
        self._class = (
            f"CASE WHEN claim.after <= {day} THEN {past} WHEN claim.first > {day} THEN {ahead}"
            f" ELSE {now} END"
        )

    def _rows(self, more: str = "") -> str:
        """Return the FROM clause; its limit keeps SQLite from making a class for each use anew."""
        return self._classed(f"claim WHERE {self._where}", more)

    def _classed(self, claims: str, more: str = "") -> str:
        return f"FROM (SELECT {self._class} AS class{more} FROM {claims} LIMIT -1)"

    def counted(self) -> Counter[StatusClass]:
        """Return the number of each class."""
        if not self._is_of_all:
            return self._counts(self._rows(), self._values)
        fits = "claim.type = 'relation' AND claim.state >= 0"
        several = f"occurrence_row AS own CROSS JOIN claim ON claim.n = own.claim WHERE {fits}"
        counts = self._counts_of_all() - self._counts(self._classed(several), [])
        if read := _to_read(_ALL, self._ended):
            alone = f"claim WHERE {fits} AND {read} AND NOT {sql.OTHER}"
            counts -= self._counts(self._classed(alone), self._ended)
        return counts

    def _counts_of_all(self) -> Counter[StatusClass]:
        """Return the number of claims on relations of each class, as the index counted them.

        Deprecated ones are not among them.
        """
        day = self._day
        statement = f"""SELECT state, sum(claims) FILTER (WHERE is_end = {ENDS}),
            total(claims) FILTER (WHERE is_end = {ENDS} AND day <= {day}),
            total(claims) FILTER (WHERE is_end = {BEGINS} AND day > {day})
            FROM relation_count GROUP BY state"""
        results = Counter[StatusClass]()
        for state, every, past, ahead in self._ask(statement, (), partial(map, int)):
            classes = CLASSES_BY_DAY[state][:3]  # past, ahead, now
            for name, number in zip(classes, (past, ahead, every - past - ahead), strict=True):
                results[name] += number
        return +results

    def _counts(self, rows: str, values: Sequence[object]) -> Counter[StatusClass]:
        counts = ", ".join(f"count(*) FILTER (WHERE class = {n})" for n in range(len(_CLASSES)))
        (results,) = self._ask(f"SELECT {counts} {rows}", values, tuple)
        return +Counter(dict(zip(_CLASSES, results, strict=True)))

    def first(self, most: int) -> dict[int, StatusClass]:
        """Return the numbers of the first, class by class, of each the latest start first."""
        latest = {} if self._parties else self._latest_standing(most)
        if len(latest) == most:
            return latest
        rows = self._rows(", claim.n AS n, claim.first AS first, claim.after AS after")
        statement = f"SELECT n, class {rows} ORDER BY class, {_ORDER} LIMIT ?"
        return dict(self._ask(statement, [*self._values, most], _numbered))

    def _latest_standing(self, most: int) -> dict[int, StatusClass]:
        """Return the numbers of relations in force whose beginning is among the last lines.

        So many at most. Of a timeline the last lines are found without looking at the others.
        """
        before = "SELECT day FROM timeline WHERE day <= ? ORDER BY day DESC LIMIT 1 OFFSET ?"
        statement = f"""SELECT claim.n, {self._class} AS class
            FROM timeline CROSS JOIN claim ON claim.n = timeline.claim
            WHERE timeline.day > coalesce(({before}), -1) AND timeline.day < ?
            AND timeline.type = 'relation' AND timeline.is_end = {BEGINS} AND {self._where}
            AND class = 0
            ORDER BY timeline.day DESC, timeline.first, timeline.after, claim.n LIMIT ?"""
        last = min(self._day, self._until - 1)
        # What is over on a day to come, and stands until then, begins by no other day.
        after = self._until if self._until <= self._day else FAR
        values = [last, LINES * most, after, *self._values, most]
        return dict(self._ask(statement, values, _numbered))

    def weightiest(
        self, classes: Collection[StatusClass], most: int, weights: Mapping[str, int]
    ) -> dict[int, StatusClass]:
        """Return the numbers of so many of each class, those whose kinds weigh least first.

        Of two parties, those of larger groups come after their own. And of every membership that
        began at an unknown date and goes on.
        """
        if not classes:
            return {}
        kinds = grouped((weight, kind) for kind, weight in weights.items())
        among = f"WHEN claim.kind IN {sql.AMONG} THEN"
        cases = " ".join(f"{among} {weight}" for weight in kinds)
        weight = f"CASE {cases} END" if kinds else "0"
        larger = f"claim.subject NOT IN {sql.AMONG}"
        of_both = self._subjects_of_both() if len(self._parties) == 2 else []
        lists: list[list[int] | list[str]] = [of_both, *kinds.values()]
        values = [*self._values, *map(sql.as_json, lists), most]
        ever = f"SELECT claim.n, {self._class} FROM claim WHERE {self._where} AND {_SINCE_EVER}"
        results = dict(self._ask(ever, self._values, _numbered))
        for nth in map(_CLASSES.index, classes):
            some = f"SELECT claim.n, {nth} FROM claim WHERE {self._where} AND {self._class} = {nth}"
            some += f" AND NOT {_SINCE_EVER} ORDER BY {larger}, {weight}, {_ORDER} LIMIT ?"
            results.update(self._ask(some, values, _numbered))
        return results

    def _subjects_of_both(self) -> list[int]:
        """Return the subjects of relations of the two parties asked for and no others."""
        statement = (
            "SELECT subject, subject_body FROM subject_of_pair WHERE a = ? AND b = ? AND type = ?"
        )
        results = self._ask(statement, [*sorted(self._parties), "relation"], tuple)
        both = {*self._parties}
        return [subject for subject, body in results if {*parties_of_relation(body)} == both]


def relation_kinds(base: Base) -> list[str]:
    """Return the kinds of all relations."""
    # The plus keeps SQLite from checking other rows as if they were of this type.
    statement = "SELECT DISTINCT kind FROM kind_count WHERE +type = 'relation'"
    return base.index.all(statement, (), itemgetter(0))


def condition(query: Query, ended: Collection[str]) -> tuple[str, list[object]]:
    """Return the condition for claims that tell of something alone, and its values.

    Without relations that are read to be classed. Such a claim lies in dates if its days do.
    """
    where, values = sql.fitting_relations_and_events(query.undated)
    if query != query.undated:
        lying, days = sql.lying_in_days(query)
        where, values = f"{where} AND {lying}", [*values, *days]
    if read := _to_read(query, ended):
        where += f" AND NOT {read}"
    return f"{where} AND NOT {sql.OTHER}", [*values, *ended]


def _to_read(query: Query, ended: Collection[str]) -> str:
    """Return the condition for relations that are read even if one claim tells of them, if any.

    Those of parties that `ended`. Before a day asked for it also depends on when its parties began,
    and on when it was said, whether one of unknown beginning stood.
    """
    results = []
    if ended:
        among = f"SELECT party_set FROM party_set WHERE b = '' AND a IN ({sql.marks(ended)})"
        results.append(f"claim.party_set IN ({among})")
    if query.types == ("relation",) and query.days[1] < FAR:
        results.append("claim.first = 0")
    return f"({' OR '.join(results)})" if results else ""


def without_single(
    base: Base, query: Query, ended: Collection[str], numbers: list[int]
) -> list[Fact]:
    """Return the claims that fit and are not single, and the single ones of these numbers.

    They are in the order of `Base.find`.
    """
    (where, values), read = sql.conditions(query), _to_read(query, ended)
    # Of parties the claims are found at once; else those that are not alone are fewer.
    joined = f"{sql.ANY_OTHER} CROSS JOIN claim"
    if not query.parties:
        joined = "occurrence_row AS own CROSS JOIN claim ON claim.n = own.claim"
    parts = [f"FROM {joined} WHERE {where} AND {sql.OTHER}"]
    if read:
        parts.append(f"FROM claim WHERE {where} AND NOT {sql.OTHER} AND {read}")
        values = [*values, *values, *ended]
    parts.append(f"FROM claim WHERE claim.n IN {sql.AMONG}")
    first, after, n = (PIECES.index(name) + 1 for name in ("first", "after", "n"))
    return base.index.all(
        f"{' UNION ALL '.join(f'SELECT {CLAIM} {part}' for part in parts)}"
        f" ORDER BY {first}, {after}, {n}",
        [*values, sql.as_json(numbers)],
        fact_of,
    )


def state_in(query: Query) -> str:
    """Return the state of a claim that fits in SQL: see `states.state_of`."""
    return "(abs(claim.state) - (claim.state < 0))" if query.deprecated else "claim.state"


def _class_as_sql(state: str, name: str) -> str:
    """Return the place among the classes that relations have at one time, each of a state."""
    places = (_CLASSES.index(getattr(classes, name)) for classes in CLASSES_BY_DAY)
    return f"CASE {state} {' '.join(f'WHEN {n} THEN {at}' for n, at in enumerate(places))} END"


def _numbered(row: tuple[int, int]) -> tuple[int, StatusClass]:
    return row[0], _CLASSES[row[1]]
