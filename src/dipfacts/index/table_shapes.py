"""What rows of a table of figures share, looked up by the cells that decide it.

Each shape is learnt from the first row that has it, by the rules that read every row where speed
does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from dipfacts.index.declared import FastPathError
from dipfacts.index.implicit import Resolver
from dipfacts.index.pieces import KEYS
from dipfacts.index.rows import Manner, Rows, Subject
from dipfacts.index.suspects import doubtful, may_be_odd
from dipfacts.model.csv_table import CsvTable, templates
from dipfacts.model.tables import PARTY_PATTERN, AnyClaim, Figure
from dipfacts.read.files import SourceFile
from dipfacts.read.implicit_countries import is_dated
from dipfacts.read.positions import values_of
from dipfacts.read.table_files import Reason, reason, typed
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import Cells
from dipfacts.read.tables import LeftOut, TableClaim, TableReader

OF_ROW = ("period", "value", "locator", "note")
"""Own keys that may be another in each row of figures that share all else; they come first."""

_MANY = 50_000  # shapes, or manners, that are remembered
_REST = KEYS["figure"]["own"][len(OF_ROW) :]
_PARTY = re.compile(PARTY_PATTERN[1:-1])
_WHOM = ("parties", "from", "to", "reporter", "claimant")
_ATTRIBUTE = {"from": "from_"}
_OTHER = {*OF_ROW, *_WHOM, "scope", "id", "absent"}

Kept = TypeVar("Kept")
Manners = dict[tuple[str, bool], Manner]


class Shape(msgspec.Struct, eq=False, frozen=True):
    """What rows share whose cells are the same where it matters.

    Either why they are left out, or their subject, one of their figures, the manners of figures
    like it by scope and whether they have a note, and their own values but for those of the row;
    or neither: they are read one by one.
    """

    left_out: Reason | None = None
    subject: Subject | None = None
    figure: Figure | None = None
    manners: Manners = msgspec.field(default_factory=dict)
    own: tuple[Any, ...] = ()
    unit: str = ""  # where the value may be odd in it


_ALONE = Shape()


def converted(table: CsvTable, found: list[TableClaim], file: SourceFile) -> list[AnyClaim]:
    """Return the claims of rows. Raises FastPathError where something is wrong with one."""
    valid, problems = typed(table, found, file.shown)
    if problems:
        raise FastPathError
    return [claim for _, claim in valid]


class Shapes:
    """The shapes of the rows of a table, and how its figures are put."""

    def __init__(
        self, reader: TableReader, made: Rows, resolver: Resolver, file: SourceFile
    ) -> None:
        self._reader, self._made, self._resolver, self._file = reader, made, resolver, file
        self._select = _selecting(reader)
        self._shapes: dict[Any, Shape] = {}
        self._samples: dict[tuple[str, ...], tuple[Figure | None, Manners]] = {}
        self._dated = set[Any]()  # cells that mean another party from a day on

    def of(self, rows: Sequence[Cells], periods: Sequence[str]) -> list[Shape]:
        """Return the shapes of rows with these periods."""
        keys = [*map(self._select, rows)]
        found = [*map(self._shapes.get, keys)]
        if None in found:  # they are new, or depend on the period, too
            return [*map(self._shape, rows, keys, periods)]
        return found  # type: ignore[return-value]  # none is None

    def manners(
        self, shapes: Sequence[Shape], scopes: Sequence[str], notes: Sequence[str]
    ) -> list[Manner]:
        """Return how figures are put that have these scopes and notes."""
        keys = [*zip(scopes, map(bool, notes), strict=True)]
        return [
            shape.manners.get(key) or self._manner(shape, *key)
            for shape, key in zip(shapes, keys, strict=True)
        ]

    def _manner(self, shape: Shape, scope: str, noted: bool) -> Manner:
        assert shape.figure is not None
        note = "x" if noted else None
        figure = msgspec.structs.replace(shape.figure, scope=scope or None, note=note)
        found: Manner = self._made.manner(figure, self._file.short)
        return _remember(shape.manners, (scope, noted), found)

    def _shape(self, row: Cells, key: Any, period: str) -> Shape:
        if key in self._dated:
            key = key, period
        return self._shapes.get(key) or self._new_shape(row, key, period)

    def _new_shape(self, row: Cells, key: Any, period: str) -> Shape:
        """Return what a row shares with others, learnt from this one."""
        found = self._reader.outcome(0, 1, row, 0)
        if isinstance(found, LeftOut) and found.why != "missing":
            return _remember(self._shapes, key, Shape(reason(found)))
        if not isinstance(found, TableClaim):
            return _ALONE
        keys = found.keys
        alike = tuple(str(keys[name]) for name in keys if name not in _OTHER)
        if alike not in self._samples:
            self._samples[alike] = self._sample(found), {}
        sample, manners = self._samples[alike]
        if sample is None:
            return _remember(self._shapes, key, _ALONE)
        own = {_ATTRIBUTE.get(name, name): keys.get(name) for name in (*_WHOM, "scope")}
        own |= {name: tuple(it) for name, it in own.items() if isinstance(it, list)}
        own["parties"] = own["parties"] or ()
        written = msgspec.structs.replace(sample, **own, period=period)
        if not all(map(_PARTY.fullmatch, written.named)):
            raise FastPathError
        claim = self._resolver.table(written)
        if len({*claim.everyone}) < len(claim.everyone):
            raise FastPathError
        if any(map(is_dated, written.named)):
            self._dated.add(key)
            key = key, period
        rest = tuple(getattr(claim, name) for name in _REST)
        unit = claim.unit if may_be_odd(claim, self._made.declared) else ""
        subject = self._made.subject(claim)
        return _remember(self._shapes, key, Shape(None, subject, claim, manners, rest, unit))

    def _sample(self, found: TableClaim) -> Figure | None:
        """Return a figure, if others like it but in value, period and parties are right, too."""
        (written,) = converted(self._reader.table, [found], self._file)
        claim = self._resolver.table(msgspec.structs.replace(written, value=1, absent=None))
        unsure = doubtful("figure", [0], [claim], self._made.declared, hiding=True)
        if any(unsure) or claim.part_of or claim.parts or getattr(written, "absent", None):
            return None
        return written  # type: ignore[return-value]  # a figure


def _selecting(reader: TableReader) -> Callable[[Cells], Any]:
    """Return a function that takes from a row the cells that decide what it shares."""
    given, table = templates(reader.table), reader.table
    shared = [key for key in given if key not in (*OF_ROW, "scope")]
    texts = [text for key in shared for _, text in values_of(key, given[key])]
    chosen = [places(it) or [it] for it in (*table.where, *table.skip)]
    named = {reader.columns[name] for names in (*map(places, texts), *chosen) for name in names}
    return itemgetter(*sorted(named)) if named else lambda cells: ""


def _remember(known: dict[Any, Kept], key: Any, found: Kept) -> Kept:
    """Keep what was found by a key, among not too many others; return it."""
    if len(known) > _MANY:
        known.clear()
    known[key] = found
    return found
