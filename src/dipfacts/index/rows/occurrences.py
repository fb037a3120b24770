"""The claims of an index about one and the same relation or event, and how they show.

`group` finds these anew for some claims, and for all that are joined to them: for those that a
new index must look at, and for those that an update touched. What is joined to no other has no row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows import schema
from dipfacts.index.rows.checksum import checksum
from dipfacts.index.rows.declared import kinds
from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.keys import OccurrenceKey, occurrence_key
from dipfacts.index.rows.lines import LineRow, gap_rows, lines_of
from dipfacts.index.rows.schema import ADDED, HIDDEN, SEEN
from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.tables import Event, Relation, RelationOrEvent
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.occurrences.occurrence_lines import Line
from dipfacts.model.occurrences.period_joins import join_sharing, periods_to_meet
from dipfacts.model.occurrences.stages.stage import relation_or_event
from dipfacts.model.occurrences.stages.stage_days import dated_spans
from dipfacts.read.base import same_as

_SHARED = """
SELECT claim FROM occurrence_key
WHERE key IN (SELECT key FROM occurrence_key GROUP BY key HAVING count(*) > 1)
UNION SELECT claim FROM same_as"""
_OF_OCCURRENCE = """
SELECT claim FROM occurrence_row
WHERE root = (SELECT root FROM occurrence_row WHERE claim = ?)"""


def group_all(connection: sqlite3.Connection) -> None:
    """Find the occurrences of a new index."""
    group(connection, [n for (n,) in connection.execute(_SHARED)])


def claims_of_occurrences(connection: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """Return the claims of the occurrences that these belong to."""
    results: set[int] = set()
    for n in numbers:
        if n not in results:
            results.update(other for (other,) in connection.execute(_OF_OCCURRENCE, (n,)))
    return results


def touched(connection: sqlite3.Connection, batch: schema.Batch) -> list[int]:
    """Return those of the claims just inserted that may be one with others."""
    results = []
    for key, n in batch.occurrence_key:
        others = connection.execute(
            "SELECT 1 FROM occurrence_key WHERE key = ? LIMIT 2", (key,)
        ).fetchall()
        if len(others) > 1:
            results.append(n)
    results += [n for _, n in batch.same_as]
    ids = {row[schema.ID] for row in batch.claim}
    named = connection.execute("SELECT claim, target FROM same_as")
    return [*results, *(n for n, target in named if target in ids)]


def group(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Find the occurrences of these claims anew, and of all that are joined to them."""
    joined = _JoinedClaims(connection)
    joined.visit(numbers)
    for together in joined.groups():
        root = joined.facts[together[0]].id if len(together) > 1 else None
        _replace_lines(connection, {n: joined.facts[n] for n in together}, root)
        each = [(n,) for n in together]
        connection.executemany("DELETE FROM occurrence_row WHERE claim = ?", each)
        if root is not None:
            schema.insert_checked(connection, "occurrence", [(n, root) for n in together])


def _replace_lines(
    connection: sqlite3.Connection, facts: Mapping[int, Fact], root: str | None
) -> None:
    """Write the lines that claims of one occurrence have on a timeline, some of them hidden."""
    made = [row for n, fact in facts.items() for row in lines_of(n, relation_or_event(fact), root)]
    gaps: list[schema.SqlValues] = []
    forget_lines(connection, made)
    if root:
        one = Occurrence([*facts.values()])
        lines: dict[tuple[str, int], Line] = {
            (line.fact.id, line.side): line for line in one.lines()
        }
        # An event is found by the claims that date it.
        stages = one.found_stages if one.is_event else []
        spans = {fact.id: span for stage in stages for fact, span in dated_spans(stage)}
        status = one.main.words if one.is_event else None
        for at, row in enumerate(made):
            id_ = facts[row.claim].id
            made[at] = _row_of_several(
                row, lines.pop((id_, row.is_end), None), spans.get(id_), status
            )
        made += _rows_of_no_own(lines.values(), made, facts)
        numbers = {} if one.is_event else {fact.id: n for n, fact in facts.items()}
        each = [*one.lines()] if numbers else []
        gaps = [row for it in each for row in gap_rows(numbers[it.fact.id], it.side, it.found)]
    schema.insert_rows(connection, "timeline", made)
    schema.insert_rows(connection, "timeline_gap", gaps)


def _rows_of_no_own(
    lines: Iterable[Line], made: list[LineRow], facts: Mapping[int, Fact]
) -> Iterator[LineRow]:
    """Yield rows for lines of claims that have no such line by themselves.

    So "over since 2015" tells the end of what another claim says is in force.
    """
    numbers = {fact.id: n for n, fact in facts.items()}
    own = {row.claim: row for row in made}
    for line in lines:
        least, most = line.reach
        yield own[numbers[line.fact.id]]._replace(
            day=line.day or FAR,
            is_end=line.side,
            spread=line.spread,
            least=least,
            most=most,
            visibility=ADDED,
        )


def forget_lines(connection: sqlite3.Connection, rows: Iterable[schema.SqlValues]) -> None:
    """Delete the lines of claims by their own rows, while their occurrences are still known."""
    keys = [(day, first, after, n) for day, first, after, n, *_ in rows]
    where = "day = ? AND first = ? AND after = ? AND claim = ?"
    connection.executemany(f"DELETE FROM timeline WHERE {where}", keys)
    numbers = {n for *_, n in keys}
    connection.executemany("DELETE FROM timeline_gap WHERE claim = ?", [(n,) for n in numbers])
    for n in numbers:  # a line of several claims has a day of its own
        roots = connection.execute("SELECT root FROM occurrence_row WHERE claim = ?", (n,))
        for (root,) in roots.fetchall():
            connection.execute("DELETE FROM timeline WHERE root = ? AND claim = ?", (root, n))


def _row_of_several(
    row: LineRow, line: Line | None, span: tuple[int, int] | None, status: str | None
) -> LineRow:
    """Return a row of `timeline` as a line of its occurrence; hidden where it is none."""
    first, after = (span or (FAR, FAR)) if row.type == "event" else (row.first, row.after)
    row = row._replace(first=first, after=after, status=status)
    if line is None:
        return row._replace(visibility=HIDDEN)
    least, most = line.reach
    return row._replace(
        day=line.day or FAR,
        spread=line.spread or row.spread,
        least=least,
        most=most,
        visibility=SEEN,
    )


class _JoinedClaims:
    """Claims joined to one another, by their numbers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.facts: dict[int, Fact] = {}
        self._joined = DisjointSets[int]()
        self._known: set[OccurrenceKey] = set()  # keys whose claims were joined
        self._read: dict[int, Fact | None] = {}

    @cached_property
    def _unique(self) -> set[str]:
        return {kind.id for kind in kinds(self._db) if kind.unique}

    def visit(self, numbers: Iterable[int]) -> None:
        """Join these claims to all that they are one with, and these to others, and so on."""
        todo = [*numbers]
        while todo:
            n = todo.pop()
            if n in self.facts:
                continue
            fact = self._fact(n)
            if fact is None or not isinstance(fact.claim, Relation | Event):
                continue
            self.facts[n] = fact
            todo += self._by_key(occurrence_key(fact.claim, self._unique))
            todo += self._by_name(n, fact)

    def groups(self) -> list[list[int]]:
        """Return the claims that were visited, those of one occurrence together."""
        return self._joined.groups(sorted(self.facts))

    def _by_key(self, key: OccurrenceKey) -> list[int]:
        """Join the claims that share a key, and return them."""
        if key in self._known:
            return []
        self._known.add(key)
        sharing, aside = dict[int, RelationOrEvent](), list[tuple[str | None, int]]()
        number = checksum(key.values)  # that of other keys may be equal
        for (n,) in self._db.execute("SELECT claim FROM occurrence_key WHERE key = ?", (number,)):
            other = self._fact(n)
            claim = relation_or_event(other) if other else None
            if claim is None or key != occurrence_key(claim, self._unique):
                continue
            if claim.rank == "deprecated":
                aside.append((claim.period, n))
            else:
                sharing[n] = claim
        named = zip(periods_to_meet([*sharing.values()]), sharing, strict=True)
        join_sharing(self._joined, named, key.must_meet, aside)
        return [*sharing, *(n for _, n in aside)]

    def _by_name(self, n: int, fact: Fact) -> Iterator[int]:
        """Join a claim to that which it names by `same_as`, and to those that name it."""
        named = self._db.execute(
            "SELECT claim FROM same_as WHERE target = ?", (fact.id,)
        ).fetchall()
        if target := relation_or_event(fact).same_as:
            named += self._db.execute("SELECT n FROM claim WHERE id = ?", (target,)).fetchall()
        for (other,) in named:
            self._joined.join(n, other)
            yield other

    def _fact(self, n: int) -> Fact | None:
        if n not in self._read:
            self._read[n] = _fact(self._db, "n", n)
        return self._read[n]


def check_same(connection: sqlite3.Connection) -> None:
    """Raise FastPathError where `same_as` of a claim cannot stand."""
    named = connection.execute("SELECT claim, target FROM same_as").fetchall()
    joined = [(_fact(connection, "n", n), _fact(connection, "id", target)) for n, target in named]
    pairs = [(relation_or_event(fact), target.claim) for fact, target in joined if target and fact]
    if len(pairs) < len(named) or any(same_as.faults(pairs)):
        raise FastPathError


def _fact(connection: sqlite3.Connection, key: str, value: object) -> Fact | None:
    """Return the claim of that number or id, if there is one."""
    row = connection.execute(f"SELECT {CLAIM} FROM claim WHERE {key} = ?", (value,)).fetchone()
    return fact_of(row) if row else None
