"""The tables of all files of a base, and the references between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from dipfacts import countries
from dipfacts.errors import Problem
from dipfacts.model.csv_table import FILE_TABLES
from dipfacts.model.groups import grouped
from dipfacts.model.period import is_period
from dipfacts.model.tables import (
    CLAIM_TYPES,
    AnyClaim,
    Figure,
    Kind,
    Measure,
    Party,
    RelationOrEvent,
    Table,
)
from dipfacts.read import implicit_countries, named_ids, repeated_declarations, same_as
from dipfacts.read.compact import HeldPlaces, Texts, share, without_most
from dipfacts.read.fault import Fault
from dipfacts.read.files import SourceFile
from dipfacts.read.implicit_countries import IMPLICIT_NTH, ImplicitCountries, about_code, meant_by
from dipfacts.read.loader import InvalidTable, LoadedTable, load_text
from dipfacts.read.named_ids import ID, SPACES, naming_keys, raw_references, references, space_of
from dipfacts.read.packed_problems import Problems, Reports, Spot
from dipfacts.read.party_columns import without_repeated
from dipfacts.read.positions import Where, key_in
from dipfacts.read.rules import named_twice
from dipfacts.remedy import AnyRemedy, Declare, Remedy, Setting
from dipfacts.text import nearest, plain, quoted_list, suggestion

if TYPE_CHECKING:
    from dipfacts.read.table_files import Load, TableFile

_MOST_COMPARED = 200_000  # names, before no more nearest ones are looked for
_LONGEST = 600  # characters of a message

AnyRow = LoadedTable | InvalidTable
Located = tuple[SourceFile, LoadedTable]
Unusable = tuple[SourceFile, InvalidTable]

_RELATIONS_AND_EVENTS = ("relation", "event")


class Compiler:
    """The tables of all files of a base, and every problem in them and between them.

    `rows` are the valid tables read so far with their files, `files` all files (a CSV file after
    the TOML that declares its table), `read` what was read of each CSV file, and `texts` those of
    the files by the name in messages, in the order read. `load` stands in for `load_table`.
    """

    def __init__(self, load: Load | None = None) -> None:
        self._load = load
        self.files: list[SourceFile] = []
        self.read: dict[SourceFile, TableFile] = {}
        self.texts = Texts()
        self._places = HeldPlaces(self.texts)
        self._ids: defaultdict[str, dict[str, Located]] = defaultdict(dict)
        # Other tables by their ids, None for those that cannot be read.
        self._other_ids: defaultdict[str, dict[str, Unusable | None]] = defaultdict(dict)
        self._near: dict[tuple[str, str], list[str]] = {}
        self._compared = 0
        self._toml: dict[int, SourceFile] = {}  # of each table of a CSV file
        self._once: set[tuple[int, Where, str]] = set()  # what such tables have been told
        self._shared: dict[Any, Any] = {}
        self._unread: set[str] = set()  # kinds of tables of which more may be declared
        self._refused: defaultdict[SourceFile, set[int]] = defaultdict(set)  # rows by their places
        self._forget_rows()

    def _forget_rows(self) -> None:
        """Set what is read of rows, and found in them, to nothing; what is declared stays known."""
        self.rows: list[Located] = []
        self._problems = Problems()
        self._reports = Reports()
        self._of_rows: list[tuple[SourceFile, AnyRow, Fault]] = []  # reports of CSV files
        self._again: list[Located] = []  # declarations that are also in an earlier file
        self._invalid: list[Unusable] = []

    def add(self, file: SourceFile, data: bytes) -> None:
        """Read one file of the base."""
        self.files.append(file)
        loaded = load_text(data, file.label)
        self._problems.add(map(_cut, loaded.problems))
        self.texts.add(file, loaded.text)
        if loaded.places:
            self._places.add(file.label, loaded.places, len(loaded.text))
        self._unread.update(() if loaded.complete else SPACES)
        names = (*(name for name, _ in loaded.declared), *(it.name for it in loaded.invalid))
        self._unread.update(("claim",) if "table" in names else ())
        for table, id_ in loaded.declared:
            for space in (space_of(table),) if table in FILE_TABLES else SPACES:
                self._other_ids[space].setdefault(id_, None)
        self._add_rows(file, loaded.rows)
        for located in self._add_invalid(file, loaded.invalid):
            own = str(located[1].keys.get("id"))
            if ID.fullmatch(own) and not self._is_duplicate(*located, own):
                self._other_ids[space_of(located[1].name)][own] = located
        for row in loaded.rows:
            if row.name == "table":
                self._add_table(file, row)

    def _add_rows(self, file: SourceFile, rows: list[LoadedTable]) -> None:
        share(rows, self._shared)
        for name, of_name in groupby(rows, attrgetter("name")):
            space = space_of(name)
            known, others = self._ids[space], self._other_ids[space]
            for row in of_name:
                id_ = row.table.id
                first = known.get(id_)
                if first and first[0] != file and repeated_declarations.may_be(row.table):
                    self._add_again(file, row, first)
                    continue
                located = (file, row)
                self.rows.append(located)
                if not (first or id_ in others) or not self._is_duplicate(file, row, id_):
                    known[id_] = located

    def _add_invalid(self, file: SourceFile, tables: list[InvalidTable]) -> list[Unusable]:
        """Add tables that failed validation, with those of their keys that name others."""
        added = [(file, without_most(it, naming_keys(it.name), self._shared)) for it in tables]
        self._invalid += added
        return added

    def _add_again(self, file: SourceFile, row: LoadedTable, first: Located) -> None:
        """Hold a declaration against the first one of its id, which counts."""
        self._again.append((file, row))
        if key := repeated_declarations.differing(first[1].table, row.table):
            message = f'the {row.name} "{row.table.id}" has another {key} than where it is first'
            at = f"{first[0].label}:{first[1].line}"
            hint = f"write the same {key} as {at}, or give one of them another id"
            self._report(file, row, Fault(key, "duplicate-id", message, hint))

    def _add_table(self, toml: SourceFile, origin: LoadedTable) -> None:
        """Read the CSV file of a table."""
        from dipfacts.read.table_files import csv_file, load_table  # lazy: most bases have none

        file = csv_file(toml, origin.table)
        self.files.append(file)
        self._toml[id(origin)] = toml
        if file.label not in self.texts:
            self.texts.add(file, "")
        loaded = self.read[file] = (self._load or load_table)(file, origin)
        for fault in loaded.faults:
            self._report(toml, origin, fault)
        self._unread.update(("claim",) if loaded.faults or loaded.problems else ())
        self._problems.add(map(_cut, loaded.problems))
        self._add_rows(file, loaded.rows)
        self._add_invalid(file, loaded.invalid)

    def _is_duplicate(self, file: SourceFile, row: AnyRow, id_: str) -> bool:
        """Return whether another table has the id already, and report that."""
        space = space_of(row.name)
        first = self._ids[space].get(id_) or self._other_ids[space].get(id_)
        if first is None:
            return False
        message = f'duplicate id "{plain(id_)}"'
        labels, names = (file.label, first[0].label), (row.name, first[1].name)
        remedy = repeated_declarations.other_id(names, labels, bool(row.origin))
        hint = f"used at {first[0].label}:{first[1].line}; {remedy}"
        self._report(file, row, Fault("id", "duplicate-id", message, hint))
        return True

    def refuse(self, file: SourceFile, code: str, message: str, hint: str) -> None:
        """Record a file of the base that cannot be read."""
        self._problems.add([Problem(file.label, 0, 0, code, message, hint)])
        self.texts.add(file, "")
        self._unread.update(SPACES)

    def problems(self) -> Problems:
        """Return every problem of all files; call once, after all files are added.

        A name is not called unknown if it may be declared in what could not be read; a code can be.
        """
        self._add_implicit_countries()
        of_type = grouped((type(row.table), row.table) for _, row in self.rows)
        suspect = {kind for kind, tables in of_type.items() if self._name_unknown(kind, tables)}
        for file, row in self.rows:
            if type(row.table) in suspect:
                self._check_references(file, row, references(row.table))
            self._check_topic(file, row)
            self._check_kind(file, row)
        self._check_same_as()
        for file, row in self._again:
            self._check_references(file, row, references(row.table))
        for file, invalid in self._invalid:
            self._check_references(file, invalid, raw_references(invalid))
        every_row = chain(self.rows, self._invalid)
        for report in without_repeated(self._of_rows, every_row, self._toml):
            self._reports.add(*report, "error")
        self._problems.add(map(_cut, self._reports.placed(self.files, self.place)))
        self._problems.sort(str, attrgetter("line"))
        return self._problems

    def _add_implicit_countries(self) -> None:
        """Add a party for each country that tables name and none declares, and resolve the names.

        It stands where it is first named, before the table that does so.
        """
        known = self._ids["party"]
        declared = {id: row.table for id, (_, row) in known.items() if isinstance(row.table, Party)}
        self._countries = ImplicitCountries(declared, {*self._other_ids["party"]})
        rows, self.rows = self.rows[::-1], []
        added = 0
        while rows:  # each goes as it is replaced: there may be very many
            located = file, row = rows.pop()
            table = self._countries.resolved(row.table)
            made = self._countries.parties
            for id_, party in [*made.items()][added:] if len(made) > added else ():
                added += 1
                known[id_] = (file, LoadedTable("party", party, row.line, IMPLICIT_NTH + added))
                self.rows.append(known[id_])
            if table is not row.table:
                given, row = row.table, msgspec.structs.replace(row, table=table)
                located = self._ids[space_of(row.name)][table.id] = (file, row)
                # Two names of one country look like two parties.
                if faults := named_twice(row.name, table):
                    as_given = {it.message for it in named_twice(row.name, given)}
                    for fault in (it for it in faults if it.message not in as_given):
                        self._report(file, row, fault)
            self.rows.append(located)

    def _name_unknown(self, kind: type[Table], tables: Sequence[Table]) -> bool:
        """Return whether any of some tables of one type names what no table declares."""
        return any(
            id_ not in self._ids[space] and id_ not in self._other_ids[space]
            for space, ids in named_ids.named_by(kind, tables)
            for id_ in ids
        )

    def _check_references(
        self, file: SourceFile, row: AnyRow, named: Iterator[tuple[Where, str, str]]
    ) -> None:
        remedy: AnyRemedy
        for where, space, id_ in named:
            if id_ in self._ids[space] or id_ in self._other_ids[space]:
                continue
            if self._may_be(space, id_, row):
                continue
            if ":" in id_ or (space == "party" and implicit_countries.is_dated(id_)):
                message, remedy = about_code(id_, getattr(row, "table", None))
            else:
                message = f'unknown {space} "{plain(id_)}"'
                declare = Remedy.of(Declare(row.name if space == "claim" else space))
                remedy = self._suggestion(space, id_) or declare
            self._report(file, row, Fault(where, "unknown-reference", message, remedy))

    def _may_be(self, space: str, id_: str, row: AnyRow) -> bool:
        """Return whether a name may be right that no table declares which could be read."""
        if ":" in id_:
            period = getattr(row.table, "period", "") if isinstance(row, LoadedTable) else ""
            return bool(meant_by(id_, None)) and not (period is None or is_period(period))
        is_raw = isinstance(row, InvalidTable) and space == "party"
        return space in self._unread or bool(is_raw and self._countries.party_id(id_))

    def _suggestion(self, space: str, id_: str) -> str:
        """Return a hint with the names that an unknown one may mean; empty if there are none."""
        codes = countries.meant(id_) if space == "party" else ()
        if len(codes) > 1:
            return f"it may be {quoted_list(countries.id_of(code) for code in codes)}"
        if (space, id_) not in self._near:
            known = [*self._ids[space], *(countries.ids() if space == "party" else ())]
            # Where very many are wrong, what is wrong is another thing than their spelling.
            self._compared += len(known)
            few = self._compared <= _MOST_COMPARED or not self._near
            tables = {own: row.table for own, (_, row) in self._ids[space].items()} if few else {}
            called = [] if space == "claim" else named_ids.ids_called(id_, tables)
            if few and space == "party":
                called = called or self._countries.ids_called(id_)
                if not called and (wholes := self._countries.wholes_called(id_)):
                    whole = quoted_list(wholes)
                    return f"it is a part of {whole}: write that for the whole, or declare it"
            self._near[space, id_] = called or (nearest(id_, known) if few else [])
        return suggestion(self._near[space, id_])

    def _check_topic(self, file: SourceFile, row: LoadedTable) -> None:
        figure = row.table
        if not isinstance(figure, Figure) or figure.topic is None:
            return
        declared = self._ids["measure"].get(figure.measure)
        measure = declared[1].table if declared else None
        if isinstance(measure, Measure) and measure.topic != figure.topic:
            topic = plain(measure.topic)
            message = f'the measure "{plain(figure.measure)}" belongs to the topic "{topic}"'
            remedy = Remedy.of("write ", Setting.of("topic", topic), ", or another measure")
            self._report(file, row, Fault("topic", "topic-of-measure", message, remedy))

    def _check_kind(self, file: SourceFile, row: LoadedTable) -> None:
        kinds = self._ids["kind"] if row.name in CLAIM_TYPES else {}
        declared = kinds.get(getattr(row.table, "kind", ""))
        kind = declared[1].table if declared else None
        if isinstance(kind, Kind) and kind.of != row.name:
            message = f'the kind "{kind.id}" is declared of {kind.of}s'
            article = "an" if kind.of == "event" else "a"
            hint = f"write {article} [[{kind.of}]], or give it another kind"
            self._report(file, row, Fault("kind", "kind-of-another", message, hint))

    def _check_same_as(self) -> None:
        claims = self._ids["claim"]
        pairs = [
            (claim, other)
            for claim in (row.table for _, row in self.rows if row.name in _RELATIONS_AND_EVENTS)
            if isinstance(claim, RelationOrEvent) and claim.same_as in claims
            if isinstance(other := claims[claim.same_as][1].table, AnyClaim)
        ]
        for id_, code, message, hint in same_as.faults(pairs):
            self._report(*claims[id_], Fault("same_as", code, message, hint))

    def refused(self, file: SourceFile) -> int:
        """Return how many rows of a CSV file are claims by themselves, but not in this base."""
        return len(self._refused[file])

    def place(self, file: SourceFile, spot: Spot, where: Where) -> tuple[int, int]:
        """Return line and column of the value of a key, or of the row if it has no such key."""
        return self._places.place(file, spot, where)

    def _report(self, file: SourceFile, row: AnyRow, fault: Fault) -> None:
        key = key_in(fault.where)
        if row.origin and isinstance(row, LoadedTable):
            self._refused[file].add(row.nth)
        if row.origin and row.origin.same_in_every_row(key):
            if (report := (id(row.origin), fault.where, fault.message)) in self._once:
                return
            self._once.add(report)
            file, row = self._toml[id(row.origin)], row.origin
        if row.origin:  # of which those that all rows have are told once
            self._of_rows.append((file, row, fault))
        else:
            self._reports.add(file, row, fault, "error")


def _cut(problem: Problem) -> Problem:
    """Return a problem with no more than the beginning of a very long message."""
    if len(problem.message) <= _LONGEST:
        return problem
    return problem.replaced(message=f"{problem.message[:_LONGEST]}…")
