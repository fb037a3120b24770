"""The tables of all files of a base, read, and every problem in them."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from dipfacts.errors import Problem
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import Party
from dipfacts.model.groups import grouped
from dipfacts.read.base import repeated_declarations
from dipfacts.read.base.compact import HeldPlaces, Texts, share, without_most
from dipfacts.read.base.implicit_countries import IMPLICIT_NTH, ImplicitCountries
from dipfacts.read.base.named_ids import ID, SPACES, naming_keys, space_of
from dipfacts.read.base.packed_problems import Problems, Reports, TablePlace
from dipfacts.read.base.references import (
    AnyRow,
    BaseIds,
    Located,
    ReferenceRules,
    Suggestions,
    Unusable,
)
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.party_columns import without_repeated
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.positions import Where, key_in
from dipfacts.read.table.rules import named_twice
from dipfacts.read.toml.loader import InvalidTable, LoadedTable, load_text
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.read.rows.table_files import Load, TableFile, TablePart

_LONGEST = 600  # characters of a message


class BaseReader:
    """A reader of all files of a base, which finds every problem in tables and between them.

    `rows` are the valid tables read so far with their files, `files` all files (a CSV file after
    the TOML that declares its table), `read` what was read of each CSV file, and `texts` those of
    the files by the name in messages, in the order read. `load` stands in for `load_table`. Where
    CSV files are not read, `tables` are theirs with the files that declare them, and no claim is
    missed that is named.
    """

    def __init__(self, load: Load | None = None, *, read_tables: bool = True) -> None:
        self._load = load
        self._read_tables = read_tables
        self.tables: list[Located] = []
        self.files: list[SourceFile] = []
        self.read: dict[SourceFile, TableFile] = {}
        self.texts = Texts()
        self._places = HeldPlaces(self.texts)
        self._ids = BaseIds()
        self._suggestions = Suggestions()
        self._toml: dict[int, SourceFile] = {}  # of each table of a CSV file
        self._once: set[tuple[int, Where, str]] = set()  # what such tables have been told
        self._shared: dict[Any, Any] = {}
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

    def with_same_declarations(self) -> BaseReader:
        """Return a reader that knows all that this one does, and has no rows or problems yet."""
        result = copy.copy(self)
        result._ids, result._suggestions = self._ids.with_own_tables(), copy.copy(self._suggestions)
        result._forget_rows()
        return result

    def add(self, file: SourceFile, data: bytes) -> None:
        """Read one file of the base."""
        self.files.append(file)
        loaded = load_text(data, file.label)
        self.add_problems(loaded.problems)
        self.texts.add(file, loaded.text)
        if loaded.places:
            self._places.add(file.label, loaded.places, len(loaded.text))
        self._ids.incomplete.update(() if loaded.complete else SPACES)
        names = (*(name for name, _ in loaded.declared), *(it.name for it in loaded.invalid))
        self._ids.incomplete.update(("claim",) if "table" in names else ())
        for table, id_ in loaded.declared:
            for space in (space_of(table),) if table in FILE_TABLES else SPACES:
                self._ids.others[space].setdefault(id_, None)
        self._add_rows(file, loaded.rows)
        for located in self._add_invalid(file, loaded.invalid):
            own = str(located[1].keys.get("id"))
            if ID.fullmatch(own) and not self._is_duplicate(*located, own):
                self._ids.others[space_of(located[1].name)][own] = located
        for row in loaded.rows:
            if row.name == "table":
                self._add_table(file, row)

    def _add_rows(self, file: SourceFile, rows: list[LoadedTable]) -> None:
        share(rows, self._shared)
        for name, of_name in groupby(rows, attrgetter("name")):
            space = space_of(name)
            known, others = self._ids.tables[space], self._ids.others[space]
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
        """Read the CSV file of a table, if these are read."""
        # lazy: most bases have none
        from dipfacts.read.rows.table_files import csv_file, load_table

        self._toml[id(origin)] = toml
        if not self._read_tables:
            self.tables.append((toml, origin))
            return
        file = csv_file(toml, origin.table)
        self.files.append(file)
        if file.label not in self.texts:
            self.texts.add(file, "")
        loaded = self.read[file] = (self._load or load_table)(file, origin)
        self._ids.incomplete.update(("claim",) if loaded.faults or loaded.problems else ())
        self.add_part(file, (toml, origin), loaded)

    def add_part(self, file: SourceFile, table: Located, part: TableFile | TablePart) -> None:
        """Add what was read of the CSV file of a table, or of some rows of it."""
        for fault in part.faults:
            self._report(*table, fault)
        self.add_problems(part.problems)
        self._add_rows(file, part.rows)
        self._add_invalid(file, part.invalid)

    def add_problems(self, problems: Iterable[Problem]) -> None:
        """Add problems that were found in reading a file."""
        self._problems.add(map(_with_short_message, problems))

    def _is_duplicate(self, file: SourceFile, row: AnyRow, id_: str) -> bool:
        """Return whether another table has the id already, and report that."""
        space = space_of(row.name)
        first = self._ids.first(space, id_)
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
        self._ids.incomplete.update(SPACES)

    def problems(self) -> Problems:
        """Return every problem of all files; call once, after all files are added."""
        rules = self._reference_rules()
        of_type = grouped((type(row.table), row.table) for _, row in self.rows)
        suspect = {kind for kind, tables in of_type.items() if rules.name_unknown(kind, tables)}
        for file, row in self.rows:
            if type(row.table) in suspect:
                self._report_all(file, row, rules.unknown_names(row))
            for fault in (rules.other_topic(row), rules.other_kind(row)):
                if fault:
                    self._report(file, row, fault)
        for located, fault in rules.not_the_same(self.rows):
            self._report(*located, fault)
        for file, row in self._again:
            self._report_all(file, row, rules.unknown_names(row))
        for file, invalid in self._invalid:
            self._report_all(file, invalid, rules.unknown_names(invalid))
        every_row = chain(self.rows, self._invalid)
        for report in without_repeated(self._of_rows, every_row, self._toml):
            self._reports.add(*report, "error")
        self._problems.add(map(_with_short_message, self._reports.placed(self.files, self.place)))
        self._problems.sort(str, attrgetter("line"))
        return self._problems

    def _reference_rules(self) -> ReferenceRules:
        """Add the countries that none declares; return the rules for all tables."""
        spaces = [space for space in SPACES if space != "claim" or self._read_tables]
        return ReferenceRules(self._ids, self._implicit_countries(), self._suggestions, spaces)

    def _implicit_countries(self) -> ImplicitCountries:
        """Add a party for each country that tables name and none declares, and resolve the names.

        It stands where it is first named, before the table that does so. Return what they mean.
        """
        known = self._ids.tables["party"]
        declared = {id: row.table for id, (_, row) in known.items() if isinstance(row.table, Party)}
        countries = ImplicitCountries(declared, {*self._ids.others["party"]})
        rows, self.rows = self.rows[::-1], []
        added = 0
        while rows:  # each goes as it is replaced: there may be very many
            located = file, row = rows.pop()
            table = countries.resolved(row.table)
            made = countries.parties
            for id_, party in [*made.items()][added:] if len(made) > added else ():
                added += 1
                known[id_] = (file, LoadedTable("party", party, row.line, IMPLICIT_NTH + added))
                self.rows.append(known[id_])
            if table is not row.table:
                given, row = row.table, msgspec.structs.replace(row, table=table)
                located = self._ids.tables[space_of(row.name)][table.id] = (file, row)
                # Two names of one country look like two parties.
                if faults := named_twice(row.name, table):
                    as_given = {it.message for it in named_twice(row.name, given)}
                    for fault in (it for it in faults if it.message not in as_given):
                        self._report(file, row, fault)
            self.rows.append(located)
        return countries

    def refused(self, file: SourceFile) -> int:
        """Return the number of rows of a CSV file that are claims by themselves, but not here."""
        return len(self._refused[file])

    def place(self, file: SourceFile, spot: TablePlace, where: Where) -> tuple[int, int]:
        """Return line and column of the value of a key, or of the row if it has no such key."""
        return self._places.place(file, spot, where)

    def _report_all(self, file: SourceFile, row: AnyRow, faults: Iterable[Fault]) -> None:
        for fault in faults:
            self._report(file, row, fault)

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


def _with_short_message(problem: Problem) -> Problem:
    """Return a problem with no more than the beginning of a very long message."""
    if len(problem.message) <= _LONGEST:
        return problem
    return problem.replaced(message=f"{problem.message[:_LONGEST]}…")
