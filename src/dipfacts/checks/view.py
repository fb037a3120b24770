"""What a check sees: every table of a base that loads, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple, TypeVar

from dipfacts.base import Fact
from dipfacts.compiling import Compiler
from dipfacts.load import Row
from dipfacts.model import AnyClaim, Event, Figure, Measure, Party, Relation, Source, Table
from dipfacts.places import SourceFile
from dipfacts.problem import Problem

T = TypeVar("T", bound=Table)


class Stated(NamedTuple):
    """A figure as a fact, which is what claims are compared as, and the row it stands in."""

    row: Row
    fact: Fact
    figure: Figure


class View:
    """The rows of a compiled base without problems, the day it is, and the commands there are."""

    def __init__(self, compiler: Compiler, today: date, commands: Collection[str]) -> None:
        self.today = today
        self.commands = commands
        self._compiler = compiler
        self._files: dict[int, SourceFile] = {id(row): file for file, row in compiler.rows}

    def problem(
        self, row: Row, key: str, code: str, message: str, hint: str, severity: str = "error"
    ) -> Problem:
        """A problem that stands at a key of a row, or at its header if it has no such key."""
        file = self._files[id(row)]
        line, column = self._compiler.place(file, row, key)
        return Problem(file.shown, line, column, code, message, hint, severity)

    def warning(self, row: Row, key: str, code: str, message: str, hint: str) -> Problem:
        """As `problem`, of what may be right."""
        return self.problem(row, key, code, message, hint, "warning")

    def where(self, row: Row) -> str:
        """File and line of a row, for messages that tell of two."""
        return f"{self._files[id(row)].shown}:{row.line}"

    @property
    def rows(self) -> Iterator[Row]:
        """All tables, in file order."""
        return (row for _, row in self._compiler.rows)

    def of(self, kind: type[T]) -> Iterator[tuple[Row, T]]:
        """The tables of one type with their rows, in file order."""
        return ((row, row.table) for row in self.rows if isinstance(row.table, kind))

    @property
    def claims(self) -> Iterator[tuple[Row, AnyClaim]]:
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

    def _fact(self, row: Row, figure: Figure) -> Fact:
        topic = self.measures[figure.measure].topic
        return Fact(figure, "figure", topic, None, self._files[id(row)].short, row.line)
