"""What a check sees: every table of a base that is sound, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from dipfacts.errors import Problem
from dipfacts.model.agreement import grain
from dipfacts.model.query import Fact
from dipfacts.model.tables import (
    AnyClaim,
    Claim,
    Event,
    Figure,
    Measure,
    Party,
    Relation,
    Source,
    Table,
)
from dipfacts.read.files import SourceFile
from dipfacts.read.loader import LoadedTable
from dipfacts.read.positions import Where
from dipfacts.read.references import Compiler
from dipfacts.read.rules import is_sound

T = TypeVar("T", bound=Table)


class Stated(NamedTuple):
    """A figure as a fact, which is what claims are compared as, and the row it stands in."""

    row: LoadedTable
    fact: Fact
    figure: Figure


class Finding(NamedTuple):
    """What a check finds in what a key of a row holds, or at its header if it has no such key."""

    row: LoadedTable
    where: Where
    code: str
    message: str
    hint: str
    severity: str = "error"


class View:
    """The sound rows of a compiled base, the day it is, and the commands there are.

    `whole` tells that there are no other rows, so that what is not there is missing.
    """

    def __init__(
        self, compiler: Compiler, today: date, commands: Collection[str], whole: bool
    ) -> None:
        self.today = today
        self.commands = commands
        self.whole = whole
        self._compiler = compiler
        self._grains: dict[int, Decimal] = {}
        self._rows = [row for _, row in compiler.rows]
        if not whole:
            self._rows = _sound(self._rows)
        self._files: dict[int, SourceFile] = {id(row): file for file, row in compiler.rows}

    def problem(
        self, row: LoadedTable, where: Where, code: str, message: str, hint: str
    ) -> Finding:
        """What cannot be meant."""
        return Finding(row, where, code, message, hint)

    def warning(
        self, row: LoadedTable, where: Where, code: str, message: str, hint: str
    ) -> Finding:
        """What may be right, but deserves a look."""
        return Finding(row, where, code, message, hint, "warning")

    def placed(self, found: Finding) -> Problem:
        """A finding with its file, line and column."""
        row, where, code, message, hint, severity = found
        file = self._files[id(row)]
        line, column = self._compiler.place(file, row, where)
        return Problem(file.shown, line, column, code, message, hint, severity)

    def allow(self, row: LoadedTable) -> tuple[str, ...]:
        """The warnings that a table accepts, each with its reason."""
        found: tuple[str, ...] = row.table.allow  # type: ignore[attr-defined]  # every table has it
        return found

    @property
    def texts(self) -> Iterable[str]:
        """The texts of all files."""
        return self._compiler.texts.values()

    def where(self, row: LoadedTable) -> str:
        """File and line of a row, for messages that tell of two."""
        return f"{self._files[id(row)].shown}:{row.line}"

    @property
    def rows(self) -> Iterator[LoadedTable]:
        """All tables, in file order."""
        return iter(self._rows)

    def of(self, kind: type[T]) -> Iterator[tuple[LoadedTable, T]]:
        """The tables of one type with their rows, in file order."""
        return ((row, row.table) for row in self.rows if isinstance(row.table, kind))

    @property
    def claims(self) -> Iterator[tuple[LoadedTable, AnyClaim]]:
        """All claims with their rows, in file order."""
        kinds = (Figure, Relation, Event)
        return ((row, row.table) for row in self.rows if isinstance(row.table, kinds))

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by id."""
        return {source.id: source for _, source in self.of(Source)}

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The parties by id."""
        return {party.id: party for _, party in self.of(Party)}

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """The measures by id."""
        return {measure.id: measure for _, measure in self.of(Measure)}

    @cached_property
    def figures(self) -> list[Stated]:
        """All figures, in file order."""
        return [Stated(row, self._fact(row, figure), figure) for row, figure in self.of(Figure)]

    def figures_of(self, nature: str) -> Iterator[Stated]:
        """The figures whose measure has that nature, in file order."""
        return (s for s in self.figures if self.measures[s.figure.measure].nature == nature)

    def grain(self, figure: Figure) -> Decimal:
        """What a figure's number is rounded to: some are compared with very many others."""
        if id(figure) not in self._grains:
            self._grains[id(figure)] = grain(figure, self.measures[figure.measure].nature)
        return self._grains[id(figure)]

    def _fact(self, row: LoadedTable, figure: Figure) -> Fact:
        topic = self.measures[figure.measure].topic
        return Fact(figure, "figure", topic, None, self._files[id(row)].short, row.line)


def _sound(rows: list[LoadedTable]) -> list[LoadedTable]:
    """The rows without faults of their own; of claims those whose source and measure are such."""
    found = [row for row in rows if is_sound(row.name, row.table)]
    sources = {row.table.id for row in found if isinstance(row.table, Source)}
    measures = {None, *(row.table.id for row in found if isinstance(row.table, Measure))}
    return [
        row
        for row in found
        if not isinstance(row.table, Claim)
        or (row.table.source in sources and getattr(row.table, "measure", None) in measures)
    ]
