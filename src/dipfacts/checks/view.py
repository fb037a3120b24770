"""The valid tables of a base as the checks see them, and the findings of the checks."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeGuard, TypeVar

from dipfacts.errors import WARNINGS, Problem
from dipfacts.index.rows.keys import occurrence_key
from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.figures.rounding import Interval, interval
from dipfacts.model.file_format.tables import (
    Claim,
    Event,
    Figure,
    Kind,
    Measure,
    Party,
    Relation,
    RelationOrEvent,
    Source,
    Table,
)
from dipfacts.model.groups import grouped, shared_by_several
from dipfacts.model.occurrences.period_joins import join_sharing, periods_to_meet
from dipfacts.read.base.packed_problems import PlaceOf, Reports
from dipfacts.read.base.references import Located
from dipfacts.read.files import SourceFile
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import Where
from dipfacts.read.table.validation import are_valid
from dipfacts.read.toml.loader import TABLES_AT_ONCE, LoadedTable
from dipfacts.remedy import AnyRemedy

T = TypeVar("T", bound=Table)

Key = tuple[object, ...]
"""The values that claims must have in common to be compared."""


class Finding(NamedTuple):
    """A fault of a row, in the value of the key `where`, or at its header if it has no such key.

    `subject` is that of the problem which it is.
    """

    row: LoadedTable
    where: Where
    code: str
    message: str
    remedy: AnyRemedy
    subject: tuple[str, ...] = ()


class CheckedBase:
    """The valid rows of a compiled base in file order, today's date, and the names of commands.

    `complete` is True if there are no other rows, so that what is not among them is missing, and
    `may_hide` if a text of theirs may hold an invisible character; `rowless` are the ids of tables
    whose CSV file has no row, and `problems` what was found before in the rows. `sources`,
    `parties` and `measures` are by id; `figures` and `claims` are with their rows, in file order.
    `place` returns line and column of the value of a key.
    """

    def __init__(
        self,
        located: Sequence[Located],
        place: PlaceOf,
        today: date,
        commands: Collection[str],
        *,
        complete: bool,
        may_hide: bool,
        rowless: Collection[str] = (),
        problems: Iterable[Problem] = (),
    ) -> None:
        self.today = today
        self.commands = commands
        self.complete = complete
        self.may_hide = may_hide
        self.rowless = rowless
        self._place = place
        self._intervals: dict[int, Interval] = {}
        self._located = located
        rows = [row for _, row in located]
        self.rows = rows if complete else _valid(rows, _suspects(located, problems))
        self.sources = {source.id: source for _, source in self.of(Source)}
        self.parties = {party.id: party for _, party in self.of(Party)}
        self.measures = {measure.id: measure for _, measure in self.of(Measure)}
        self.claims = [(row, row.table) for row in self.rows if isinstance(row.table, Claim)]
        self.figures = [pair for pair in self.claims if _is_number(pair)]

    @cached_property
    def relations_and_events(self) -> list[tuple[LoadedTable, RelationOrEvent]]:
        """The relations and events with their rows, in file order."""
        return [pair for pair in self.claims if _is_relation_or_event(pair)]

    @cached_property
    def unique(self) -> set[str]:
        """The kinds of which parties have one relation at a time."""
        return {kind.id for _, kind in self.of(Kind) if kind.unique}

    @cached_property
    def occurrence_of(self) -> Callable[[str], str]:
        """A function for the id by which all claims about one relation or event are known."""
        joined = DisjointSets[str]()
        claims = [claim for _, claim in self.relations_and_events]
        for claim in claims:
            if claim.same_as:
                joined.join(claim.id, claim.same_as)
        for sharing in shared_by_several(claims, lambda claim: occurrence_key(claim, self.unique)):
            held = [it for it in sharing if it.rank != "deprecated"]
            named = zip(periods_to_meet(held), [it.id for it in held], strict=True)
            aside = [(it.period, it.id) for it in sharing if it.rank == "deprecated"]
            join_sharing(joined, named, occurrence_key(sharing[0], self.unique).must_meet, aside)
        return joined.representative

    def named_last(self, id_: str) -> str:
        """Return the claim to which `same_as` of a claim leads, by way of others; else itself."""
        seen = {id_}
        while (named := self._same_as.get(id_, id_)) not in seen:
            seen.add(id_ := named)
        return id_

    @cached_property
    def _same_as(self) -> dict[str, str]:
        """The claims that claims name as being about the same, by the id of who names them."""
        return {it.id: it.same_as for _, it in self.relations_and_events if it.same_as}

    def problems(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """Yield findings with their places, file by file."""
        reports = Reports()
        for row, where, code, message, remedy, subject in findings:
            fault = Fault(where, code, message, remedy)
            reports.add(self._file(row), row, fault, severity(code), subject)
        files = (file for file, _ in groupby(self._located, itemgetter(0)))
        return reports.placed(dict.fromkeys(files), self._place)

    @cached_property
    def _order(self) -> tuple[array[int], array[int]]:
        """The numbers of all rows as objects in their order, and where each stands in `_located`.

        A dict of them would take four times as much memory.
        """
        numbers = [id(row) for _, row in self._located]
        places = sorted(range(len(numbers)), key=numbers.__getitem__)
        return array("Q", sorted(numbers)), array("Q", places)

    def file(self, row: LoadedTable) -> str:
        """Return the file of a row, for messages."""
        return self._file(row).label

    def _file(self, row: LoadedTable) -> SourceFile:
        numbers, places = self._order
        return self._located[places[bisect_left(numbers, id(row))]][0]

    def where(self, row: LoadedTable) -> str:
        """Return file and line of a row, the line if it is known, for messages about two rows."""
        file = self.file(row)
        return f"{file}:{row.line}" if row.line else file

    def other(self, row: LoadedTable) -> str:
        """Return '"a-claim" (facts.toml:12)' for another claim than that of a message."""
        return f'"{row.table.id}" ({self.where(row)})'

    def of(self, kind: type[T]) -> Iterator[tuple[LoadedTable, T]]:
        """Return the tables of one type with their rows, in file order."""
        rows = self._of_type.get(kind, ())
        return ((row, row.table) for row in rows if isinstance(row.table, kind))

    @cached_property
    def _of_type(self) -> dict[type, list[LoadedTable]]:
        """The rows of each type of table, in file order."""
        return grouped((type(row.table), row) for row in self.rows)

    def figures_of(self, nature: str) -> Iterator[tuple[LoadedTable, Figure]]:
        """Return the figures whose measure has that nature, with their rows, in file order."""
        return (pair for pair in self.figures if self.measures[pair[1].measure].nature == nature)

    def interval(self, figure: Figure) -> Interval:
        """Return the numbers that a figure can stand for, computed once: some are much compared."""
        if id(figure) not in self._intervals:
            nature = self.measures[figure.measure].nature
            self._intervals[id(figure)] = interval(figure, nature)
        return self._intervals[id(figure)]


def severity(code: str) -> str:
    """Return the severity of a finding."""
    return "warning" if code in (*WARNINGS, "unused-allow") else "error"


def _is_relation_or_event(
    pair: tuple[LoadedTable, Claim],
) -> TypeGuard[tuple[LoadedTable, RelationOrEvent]]:
    return isinstance(pair[1], Relation | Event)


def _is_number(pair: tuple[LoadedTable, Claim]) -> TypeGuard[tuple[LoadedTable, Figure]]:
    """Return whether a claim is a figure with a number."""
    return isinstance(pair[1], Figure) and pair[1].absent is None


def _valid_of(name: str, rows: list[LoadedTable], typed: bool) -> Iterator[LoadedTable]:
    """Yield the rows without faults of some of one kind."""
    size = min(len(rows), TABLES_AT_ONCE)
    for start in range(0, len(rows), size):
        some = rows[start : start + size]
        if are_valid(name, [row.table for row in some], typed):
            yield from some
        elif len(some) > 1:  # in parts, as most of them are
            for at in range(0, len(some), half := (len(some) + 1) // 2):
                yield from _valid_of(name, some[at : at + half], typed)


def _suspects(located: Sequence[Located], problems: Iterable[Problem]) -> list[LoadedTable]:
    """Return the rows that may have faults: those of CSV files, and the last above each problem."""
    lines_of: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))  # there may be many
    for problem in problems:
        lines_of[problem.file].append(problem.line)
    results = []
    for file, some in groupby(located, itemgetter(0)):
        rows = [row for _, row in some]
        headers = sorted({row.line for row in rows}) if file.label in lines_of else []
        places = (bisect_right(headers, line) - 1 for line in lines_of.get(file.label, ()))
        wrong = {headers[at] for at in places if at >= 0}
        results += [row for row in rows if row.origin or row.line in wrong]
    return results


def _valid(rows: list[LoadedTable], suspects: list[LoadedTable]) -> list[LoadedTable]:
    """Return the rows without faults, of claims those whose source and measure have none either."""
    sound = {
        id(row)
        for (name, typed), some in groupby(suspects, lambda row: (row.name, row.origin is None))
        for row in _valid_of(name, [*some], typed)
    }
    wrong = {id(row) for row in suspects} - sound
    valid = [row for row in rows if id(row) not in wrong]
    sources = {row.table.id for row in valid if isinstance(row.table, Source)}
    measures = {None, *(row.table.id for row in valid if isinstance(row.table, Measure))}
    return [
        row
        for row in valid
        if not isinstance(row.table, Claim)
        or (row.table.source in sources and getattr(row.table, "measure", None) in measures)
    ]
