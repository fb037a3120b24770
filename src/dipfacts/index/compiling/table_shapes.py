"""The shapes of rows of figures or relations: what rows share, by the cells that decide it.

Each shape is learnt from the first row that has it, by the rules that read every row where speed
does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any, TypeVar

import msgspec

from dipfacts.index.compiling.implicit import Resolver
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.claim_rows import Rows
from dipfacts.index.rows.pieces import KEYS, manner_key, manner_like
from dipfacts.index.rows.schema import SqlValues
from dipfacts.index.rows.shared_pieces import Manner, Subject
from dipfacts.index.suspects import doubtful, may_be_implausible
from dipfacts.model.file_format.csv_table import templates
from dipfacts.model.file_format.tables import PARTY_KEYS, PARTY_PATTERN, AnyClaim, Figure
from dipfacts.read.base.implicit_countries import is_dated
from dipfacts.read.rows.table_files import typed
from dipfacts.read.rows.table_templates import Cells, Fill
from dipfacts.read.rows.tables import TableClaim, TableReader
from dipfacts.read.table.positions import values_of
from dipfacts.read.table.table_rules import places
from dipfacts.record import Record

_OF_ROW = 4
"""Number of own keys, the first ones, that may differ in each row of claims alike in all else."""

_MANY = 50_000  # shapes, manners or samples that are remembered
_PARTY = re.compile(PARTY_PATTERN[1:-1])
_ATTRIBUTE = {"from": "from_"}
_OTHER = {*PARTY_KEYS, "absent"}

Kept = TypeVar("Kept")
Manners = dict[str | tuple[str], Manner]
"""Manners of figures by their scope; of those with a note by a tuple of it."""


class Shape(msgspec.Struct, eq=False, frozen=True):
    """All that rows have in common whose cells are the same where it matters.

    Either that they are left out, or their subject, the manners of claims like theirs by scope and
    whether they have a note, with the key of one of these, and their own values but for those of
    the row; or neither: they are read one by one.
    """

    subject: Subject | None = None
    manners: Manners = msgspec.field(default_factory=dict)
    how: SqlValues = ()
    own: SqlValues = ()
    unit: str = ""  # where the value may be implausible in it
    is_left_out: bool = False


_ALONE = Shape()


class SampleClaim(Record, frozen=True):
    """A claim as it is written, with the manners of claims like it."""

    claim: AnyClaim | None  # None where they are not sure
    manners: Manners
    unit: str  # that in which values may be implausible
    how: SqlValues  # the key of its manner
    values: SqlValues  # those of its subject, then its own but for those of the row


def converted(reader: TableReader, claims: list[TableClaim]) -> list[AnyClaim]:
    """Return the claims of rows. Raises FastPathError where something is wrong with one."""
    valid, wrong = typed(reader, claims)
    if wrong:
        raise FastPathError
    return [claim for _, claim in valid]


class Shapes:
    """The shapes of the rows of a table, and how its claims are put.

    `of_row` are the keys whose texts may be another in each row.
    """

    def __init__(self, reader: TableReader, made: Rows, resolver: Resolver) -> None:
        self._reader = reader
        self._made = made
        self._resolver = resolver
        about, own = (KEYS[reader.table.claim][piece] for piece in ("subject", "own"))
        self.of_row = *own[:_OF_ROW], "scope"
        named = *about, *own[_OF_ROW:]
        self._values = attrgetter(*named)
        self._width = len(about)
        shared = [key for key in templates(reader.table) if key not in self.of_row]
        self._select = _selecting(reader, shared, (*reader.table.where, *reader.table.skip))
        self._how = _selecting(reader, [key for key in shared if key not in _OTHER])
        whom = {_ATTRIBUTE.get(key, key): reader.fill[key] for key in PARTY_KEYS if key in shared}
        self._whom, self._places = whom, [named.index(name) for name in whom]
        self._known = [
            (
                _finding(_selecting(reader, [key]), fill, resolver.ids),
                () if key == "parties" else None,
            )
            for key, fill in ((key, reader.fill[key]) for key in PARTY_KEYS if key in shared)
        ]
        self._ends = [nth for nth, name in enumerate(whom) if name in ("from_", "to")]
        self._parties = [*whom].index("parties") if "parties" in whom else None
        self._chooses = bool(reader.table.where or reader.table.skip)
        self._value, self._absent = reader.fill.get("value"), reader.fill.get("absent")
        self._shapes: dict[Any, Shape] = {}
        self._samples: dict[Any, SampleClaim] = {}
        self._dated = set[Any]()  # cells that mean another party from a day on

    def of(self, rows: Sequence[Cells], periods: Sequence[str]) -> list[Shape]:
        """Return the shapes of rows with these periods."""
        keys = [*map(self._select, rows)]
        results = [*map(self._shapes.get, keys)]
        for place, shape in enumerate(results):
            if shape is None:  # it is new, or depends on the period, too
                results[place] = self._shape(rows[place], keys[place], periods[place])
        return results  # type: ignore[return-value]  # none is None

    def manners(
        self, shapes: Sequence[Shape], scopes: Sequence[str], notes: Sequence[str]
    ) -> list[Manner]:
        """Return the manners of claims that have these scopes and notes."""
        keys: Sequence[str | tuple[str]] = scopes
        if any(notes):
            keys = [(it,) if note else it for it, note in zip(scopes, notes, strict=True)]
        return [
            shape.manners.get(key) or self._manner(shape, key)
            for shape, key in zip(shapes, keys, strict=True)
        ]

    def _manner(self, shape: Shape, key: str | tuple[str]) -> Manner:
        scope = key if isinstance(key, str) else key[0]
        result = self._made.manner(manner_like(shape.how, scope or None, isinstance(key, tuple)))
        return _remember(shape.manners, key, result)

    def _shape(self, row: Cells, key: Any, period: str) -> Shape:
        if key in self._dated:
            key = key, period
        return self._shapes.get(key) or self._new_shape(row, key, period)

    def _new_shape(self, row: Cells, key: Any, period: str) -> Shape:
        """Return the shape that a row shares with others, learnt from this one."""
        if self._chooses and self._reader.not_chosen(0, 1, row):
            return _remember(self._shapes, key, Shape(is_left_out=True))
        if self._value and self._value(row) in self._reader.missing:
            return _ALONE  # whom nothing is said of may be nobody in this base
        sample = self._samples.get(how := self._how(row)) or self._new_sample(how, row)
        if sample is None:
            return _ALONE
        like = None if self._absent and self._absent(row) else sample.claim
        whom, is_of_period = self._ids_of_names(like, row, period)
        if is_of_period:
            self._dated.add(key)
            key = key, period
        everyone = self._everyone(whom)
        if not like or not everyone:
            return _remember(self._shapes, key, _ALONE)
        if len({*everyone}) < len(everyone):
            raise FastPathError
        values = [*sample.values]
        for place, who in zip(self._places, whom, strict=True):
            values[place] = who
        about, own = tuple(values[: self._width]), tuple(values[self._width :])
        subject = self._made.subject((self._reader.table.claim, False, about))
        result = Shape(subject, sample.manners, sample.how, own, sample.unit)
        return _remember(self._shapes, key, result)

    def _ids_of_names(
        self, like: AnyClaim | None, row: Cells, period: str
    ) -> tuple[list[Any], bool]:
        """Return the ids of whom a row names, and whether they depend on the period.

        Names that are new stand for themselves where no claim like another one can be made.
        """
        try:
            return [find(row) or none for find, none in self._known], False
        except KeyError:  # a name is new, or a dated code
            written = [fill(row) for fill in self._whom.values()]
        if not like or not self._everyone(written):
            return written, False
        is_of_period = any(is_dated(name) for names in written for name in _as_list(names))
        return self._resolved(like, written, period), is_of_period

    def _new_sample(self, how: Any, row: Cells) -> SampleClaim | None:
        """Return a sample of the rows that are put as this one is; None where it is no claim."""
        outcome = self._reader.outcome(0, 1, row, 0)
        if not isinstance(outcome, TableClaim):
            return None
        (written,) = converted(self._reader, [outcome])
        claim, unit = self._resolver.table(written), ""
        if isinstance(claim, Figure):
            unit = claim.unit if may_be_implausible(claim, self._made.declared) else ""
            claim = msgspec.structs.replace(claim, value=1, absent=None)
        unsure = doubtful(self._reader.table.claim, [0], [claim], self._made.declared, hiding=True)
        is_alike = not any(getattr(written, key, None) for key in ("part_of", "parts", "absent"))
        is_sure = is_alike and not any(unsure)
        alike = manner_key(written), self._values(written)
        sample = SampleClaim(written if is_sure else None, {}, unit, *alike)
        return _remember(self._samples, how, sample)

    def _everyone(self, whom: Sequence[Any]) -> Sequence[str]:
        """Return the parties of a claim, or all its ends; nobody where it is not whole."""
        ends = [whom[nth] for nth in self._ends]
        parties: Sequence[str] = () if self._parties is None else whom[self._parties]
        if not ends:
            return parties if len(parties) >= self._reader.fewest else ()
        return ends if all(ends) and not parties else ()

    def _resolved(self, sample: AnyClaim, written: Sequence[Any], period: str) -> list[Any]:
        """Return the ids of whom a claim like another one names; remember which are meant."""
        whom = {
            name: (tuple(it) if isinstance(it, list) else it) or none
            for name, it, (_, none) in zip(self._whom, written, self._known, strict=True)
        }
        claim = msgspec.structs.replace(sample, period=period or None, **whom)
        if not all(map(_PARTY.fullmatch, claim.named)):
            raise FastPathError
        result: AnyClaim = self._resolver.table(claim)
        ids = zip(claim.named, result.named, strict=True)
        self._resolver.ids.update((name, id_) for name, id_ in ids if not is_dated(name))
        return [getattr(result, name) for name in self._whom]


def _as_list(names: str | list[str] | None) -> list[str]:
    return names if isinstance(names, list) else [names] if names else []


def _finding(select: Callable[[Cells], Any], fill: Fill, ids: Mapping[str, str | None]) -> Fill:
    """Return a function from the cells of a row to the ids of whom a key names.

    `select` takes the cells that decide it: what they mean is looked up once. It raises KeyError
    for a name that is new, or a dated code.
    """
    known = dict[Any, Any]()

    def ids_of(row: Cells) -> Any:
        if (cells := select(row)) in known:
            return known[cells]
        names = fill(row)
        result = ids[names] if type(names) is str else tuple([ids[name] for name in names])
        return _remember(known, cells, result)

    return ids_of


def _selecting(
    reader: TableReader, keys: Sequence[str], chosen: Sequence[str] = ()
) -> Callable[[Cells], Any]:
    """Return a function that takes from a row the cells that decide these keys, and others."""
    given = templates(reader.table)
    texts = [text for key in keys for _, text in values_of(key, given[key])]
    columns = (*map(places, texts), *(places(it) or [it] for it in chosen))
    named = {reader.columns[name] for names in columns for name in names}
    return itemgetter(*sorted(named)) if named else lambda cells: ""


def _remember(known: dict[Any, Kept], key: Any, kept: Kept) -> Kept:
    """Keep what was found by a key, among not too many others; return it."""
    if len(known) > _MANY:
        known.clear()
    known[key] = kept
    return kept
