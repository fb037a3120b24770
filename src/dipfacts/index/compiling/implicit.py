"""Countries that claims name and no file declares: made parties while files are read.

Each is numbered after the declarations of the first file that names it, in alphabetical order, so
that a base read in parts, by several processes, or again in part has the same index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from typing import Any

import msgspec

from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.declared import Declaration, Declared
from dipfacts.index.rows.schema import CountKey, insert_checked
from dipfacts.index.rows.search_texts import searched_names
from dipfacts.model.file_format.tables import Claim, Figure, Party, Table
from dipfacts.read.base.implicit_countries import IMPLICIT_NTH, ImplicitCountries
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.record import as_msgpack

Used = set[tuple[int, str]]
"""Slots of files, and the undeclared countries that each names."""

_NAMED = attrgetter("from_", "to", "parties", "claimant")
_REPORTER = attrgetter("reporter")  # of figures


class Resolver:
    """A resolver of the parties that claims name in any way; it makes those that are missing.

    `made_parties` holds the parties made, encoded, by their ids; `ids` those of parties by names
    that tables of CSV files have for them and that mean one in any period.
    """

    def __init__(self, declared: Declared, parties: Callable[[], Iterable[Party]]) -> None:
        """Take the declarations that claims refer to, and what returns the declared parties."""
        self._declared = declared
        self._parties = parties
        self._countries: ImplicitCountries | None = None
        self.made_parties: dict[str, bytes] = {}
        self.ids: dict[str, str | None] = {"": None}

    def rows(self, rows: list[LoadedTable]) -> list[LoadedTable]:
        """Return the rows of a file with ids for the names in its parties and claims."""
        tables = [row.table for row in rows]
        claims = [table for table in tables if isinstance(table, Claim)]
        named = {*map(_REPORTER, (table for table in claims if type(table) is Figure))}
        for names in {*chain.from_iterable({*map(_NAMED, claims)})}:
            named.update(names if isinstance(names, tuple) else (names,))
        named.discard(None)
        if named <= self._declared.party_names.keys():
            claims = []  # they name nothing but ids
        if not claims and Party not in {*map(type, tables)}:
            return rows
        return [
            msgspec.structs.replace(row, table=self.table(row.table))
            if isinstance(row.table, Party) or (claims and isinstance(row.table, Claim))
            else row
            for row in rows
        ]

    def table(self, table: Table) -> Any:
        """Return a table with ids for names. Raises FastPathError if it names a party twice."""
        resolved = self.countries.resolved(table)
        self._note()  # a name may be the very id
        if resolved is not table:
            everyone = getattr(resolved, "everyone", ())
            if len({*everyone}) < len(everyone):
                raise FastPathError
        return resolved

    def declarations(self, rows: Iterable[Declaration]) -> list[Declaration]:
        """Return the declarations of a file, with ids for names."""
        return [
            row._replace(body=as_msgpack(self.table(row.decoded())))
            if row.table == "party"
            else row
            for row in rows
        ]

    @property
    def countries(self) -> ImplicitCountries:
        """The meaning of names, made when first needed."""
        if self._countries is None:
            declared = {party.id: party for party in self._parties()}
            self._countries = ImplicitCountries(declared, set())
        return self._countries

    def _note(self) -> None:
        """Make the parties known that were made meanwhile."""
        made = self.countries.parties
        if len(made) == len(self.made_parties):
            return
        for id_ in [*made][len(self.made_parties) :]:
            self._declared.party_names[id_] = searched_names(made[id_])
            self.made_parties[id_] = as_msgpack(made[id_])


def named_by(declared: Iterable[Declaration]) -> set[str]:
    """Return the parties that declared parties name."""
    parties = (row.decoded() for row in declared if row.table == "party")
    return {party.country for party in parties if isinstance(party, Party) and party.country}


def insert_implicit(
    connection: sqlite3.Connection,
    used: Used,
    made_parties: Mapping[str, bytes],
    counts: Mapping[CountKey, int],
    again: Sequence[tuple[int, int]] = (),
) -> bool:
    """Add to an index which files name which undeclared countries.

    They replace those of the slots `again`, which are spans from the first to the last. `counts`
    are the claims about each that is new; what no file names any more is deleted. Return whether
    any is new or gone.
    """
    before = {
        (slot, id_)
        for span in again
        for slot, id_ in connection.execute(
            "SELECT * FROM implicit WHERE slot BETWEEN ? AND ?", span
        )
    }
    if before == used:
        return False
    known = {}
    for row in connection.execute(
        "SELECT id, n, body, claims FROM party WHERE id IN (SELECT party FROM implicit)"
    ):
        known[row[0]] = row
    connection.executemany("DELETE FROM implicit WHERE slot BETWEEN ? AND ?", again)
    connection.executemany("INSERT INTO implicit VALUES (?,?)", sorted(used))
    first = connection.execute("SELECT min(slot), party FROM implicit GROUP BY party ORDER BY 1, 2")
    rows = []
    for slot, named in groupby(first, key=itemgetter(0)):
        for n, (_, id_) in enumerate(named, slot + IMPLICIT_NTH):
            if id_ in known:
                rows.append((id_, n, *known[id_][2:]))
            else:
                rows.append((id_, n, made_parties[id_], counts.get(("party", id_), 0)))
    if rows != list(known.values()):
        connection.executemany("DELETE FROM party_row WHERE id = ?", ((id_,) for id_ in known))
        insert_checked(connection, "party", rows)
    return known.keys() != {row[0] for row in rows}
