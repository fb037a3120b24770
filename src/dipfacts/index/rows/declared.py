"""The tables that claims refer to by id, as files and indexes declare them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows.lines import last_day
from dipfacts.index.rows.schema import insert_checked
from dipfacts.index.rows.search_texts import searched_names
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import Claim, Kind, Measure, Party, Source, Table, Topic
from dipfacts.model.person_names import FAMILY_FIRST, keys_of_person
from dipfacts.read.base.named_ids import references
from dipfacts.read.base.party_names import known_code, names_of
from dipfacts.read.base.repeated_declarations import differing, may_be
from dipfacts.read.rows.table_files import encoded
from dipfacts.read.toml.loader import LoadedTable

DECLARING = ("source", "party", "topic", "measure", "kind")
UNCOUNTED = ("kind",)  # claims of these are counted in kind_count


class Declaration(NamedTuple):
    """A source, party, topic, measure or kind.

    `nth` is its place in its file, or its number in an index, which counts the claims about it.
    """

    table: str
    id: str
    nth: int
    body: bytes
    claims: int = 0

    def decoded(self) -> Table:
        """Return the table that this declares."""
        result: Table = msgspec.msgpack.decode(self.body, type=FILE_TABLES[self.table])
        return result

    def row(self, slot: int, count: int) -> tuple[Any, ...]:
        """Return its row in the index, with the number of claims where that is kept."""
        row = (self.id, slot + self.nth, self.body)
        return row if self.table in UNCOUNTED else (*row, count)


class Declared:
    """The tables that claims refer to, as far as the rows of claims depend on them."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.party_names: dict[str, tuple[str, ...]] = {}  # that a search finds
        self.topic_ids = {""}
        self.measure_topics_and_labels: dict[str, tuple[str, str]] = {}
        self.measure_natures: dict[str, str] = {}
        self.source_last_days: dict[str, int | None] = {}  # on which they may be published
        self.source_publishers: dict[str, str] = {}
        self.kind_labels: dict[str, str] = {}
        self.unique_kinds = set[str]()
        for table in tables:
            if isinstance(table, Party):
                self.party_names[table.id] = searched_names(table)
            elif isinstance(table, Topic):
                self.topic_ids.add(table.id)
            elif isinstance(table, Measure):
                self.measure_topics_and_labels[table.id] = (table.topic, table.label)
                self.measure_natures[table.id] = table.nature
            elif isinstance(table, Source):
                self.source_last_days[table.id] = last_day(table.published)
                self.source_publishers[table.id] = table.publisher
            elif isinstance(table, Kind):
                self.kind_labels[table.id] = table.label
                self.unique_kinds.update([table.id] if table.unique else ())


class StoredDeclared(Declared):
    """The declarations of an index; all but topics and kinds are looked up when first needed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(
            msgspec.msgpack.decode(body, type=kind)
            for kind in (Topic, Kind)
            for (body,) in connection.execute(f"SELECT body FROM {kind.__name__.lower()}")
        )

        def decoded(kind: type[Table], id_: str) -> Any:
            sql = f"SELECT body FROM {kind.__name__.lower()} WHERE id = ?"
            (body,) = connection.execute(sql, (id_,)).fetchone() or (None,)
            if body is None:
                raise KeyError(id_)
            return msgspec.msgpack.decode(body, type=kind)

        def measure(id_: str) -> tuple[str, str]:
            result = decoded(Measure, id_)
            return result.topic, result.label

        self.party_names = _LazyDict(lambda id_: searched_names(decoded(Party, id_)))
        self.measure_topics_and_labels = _LazyDict(measure)
        self.measure_natures = _LazyDict(lambda id_: decoded(Measure, id_).nature)
        self.source_last_days = _LazyDict(lambda id_: last_day(decoded(Source, id_).published))
        self.source_publishers = _LazyDict(lambda id_: decoded(Source, id_).publisher)


class _LazyDict(dict[str, Any]):
    """A dictionary that looks up what it does not hold yet."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, key: str) -> Any:
        result = self[key] = self._find(key)
        return result


def claims(rows: Iterable[LoadedTable], slot: int) -> Iterator[tuple[int, Any, int]]:
    """Yield the number, the claim and the line of each claim among the rows of a file.

    A row of a CSV file has its place there, so that no other row changes its number.
    """
    own = (row for row in rows if isinstance(row.table, Claim))
    for n, row in enumerate(own, slot + 1):
        yield (slot + 1 + row.nth if row.origin else n), row.table, row.line


def declarations(rows: Iterable[LoadedTable]) -> Iterator[Declaration]:
    """Yield the declarations of the rows of a file, numbered in their order."""
    own = (row for row in rows if not isinstance(row.table, Claim))
    for nth, row in enumerate(own):
        yield Declaration(row.name, row.table.id, nth, encoded(row.table))


def first_of_each(numbered: Iterable[tuple[int, Declaration]]) -> list[tuple[int, Declaration]]:
    """Return declarations with the slots of their files, without those that say it again.

    Raises FastPathError where an id is declared twice otherwise.
    """
    results: dict[tuple[str, str], tuple[int, Declaration]] = {}
    count = Counter[int]()
    for slot, row in numbered:
        if (row.table, row.id) in results:
            first_slot, first = results[row.table, row.id]
            tables = first.decoded(), row.decoded()
            known, named = ({*references(table)} for table in tables)
            if first_slot == slot or not may_be(tables[0]) or differing(*tables) or named - known:
                raise FastPathError
            continue
        results[row.table, row.id] = slot, row._replace(nth=count[slot])
        count[slot] += 1
    return [*results.values()]


def check_declared(declared: Iterable[Declaration], implicit: Iterable[str]) -> None:
    """Raise FastPathError where an id is declared twice, or a declaration refers to none.

    `implicit` are the countries that are parties without being declared.
    """
    seen: set[tuple[str, str]] = {("party", id_) for id_ in implicit}
    wanted: set[tuple[str, str]] = set()
    for row in declared:
        if (row.table, row.id) in seen:
            raise FastPathError
        seen.add((row.table, row.id))
        # Of sources only those that name others need be decoded: there may be very many.
        if row.table in ("party", "measure") or b"derived_from" in row.body:
            wanted.update((space, name) for _, space, name in references(row.decoded()))
    if not wanted <= seen:
        raise FastPathError


def kinds(connection: sqlite3.Connection) -> list[Kind]:
    """Return the kinds that an index has declared."""
    bodies = connection.execute("SELECT body FROM kind")
    return [msgspec.msgpack.decode(body, type=Kind) for (body,) in bodies]


def check_kinds(connection: sqlite3.Connection) -> None:
    """Raise FastPathError where a claim is of a kind that is declared of another type."""
    declared = {kind.id: kind.of for kind in kinds(connection)}
    used = connection.execute("SELECT kind, type FROM kind_count")
    if any(declared.get(kind, type_) != type_ for kind, type_ in used):
        raise FastPathError


def insert_names(connection: sqlite3.Connection) -> None:
    """Add the names of all parties of an index to it, in place of those that were there."""
    for table in ("name", "party_code", "person"):
        connection.execute(f"DELETE FROM {table}_row")
    bodies = connection.execute("SELECT body FROM party ORDER BY n").fetchall()
    parties = [msgspec.msgpack.decode(body, type=Party) for (body,) in bodies]
    names = (row for party in parties for row in names_of(party))
    insert_checked(connection, "name", sorted(names, key=itemgetter(0, 1, 2)))  # the table's order
    codes_of_parties = ((code, party.id) for party in parties if (code := known_code(party)))
    insert_checked(connection, "party_code", codes_of_parties)
    codes = {party.id: party.iso for party in parties}
    for person in (party for party in parties if party.kind == "person"):
        family_first = codes.get(person.country or "") in FAMILY_FIRST
        keys = {key for n in person.names for key in keys_of_person(n, family_first)}
        insert_checked(connection, "person", ((key, person.id) for key in sorted(keys)))
