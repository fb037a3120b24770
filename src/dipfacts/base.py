"""A fact base that can be asked: open it, then find claims, names and what there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar

import msgspec

from dipfacts import calling, index, places
from dipfacts.calling import unknown
from dipfacts.model import AnyClaim, Event, Figure, Measure, Party, Relation, Source, Table, Topic
from dipfacts.names import nearest
from dipfacts.period import Period

T = TypeVar("T", bound=Table)
Made = TypeVar("Made")

Again = Callable[[], "sqlite3.Connection | None"]
# What a kept index that was damaged on the disk may raise, whether SQLite or we read the bytes.
_DAMAGED = (index.DAMAGED, msgspec.MsgspecError, KeyError)

TYPES: dict[str, type[AnyClaim]] = {"figure": Figure, "relation": Relation, "event": Event}
_SMALL = 1_000_000  # bytes of TOML that may be compiled where nobody asked for it yet
_FAR = 4_000_000  # a day after all that can be written
_PAGE = 1000  # rows that are read at once where all are walked through


class Fact(NamedTuple):
    """A claim with where it stands: `topic` resolved, `known_by` as a day ordinal or None."""

    claim: AnyClaim
    type: str
    topic: str
    known_day: int | None
    file: str
    line: int

    @property
    def id(self) -> str:
        """The claim's name, unique in the base."""
        return self.claim.id

    @property
    def period(self) -> Period | None:
        """When it holds, or None where the source does not tell."""
        return Period.parse(self.claim.period) if self.claim.period else None


class Query(NamedTuple):
    """What to look for. Empty and None mean "any"; all conditions must hold."""

    types: tuple[str, ...] = ("figure", "relation", "event")
    topic: str | None = None
    parties: tuple[str, ...] = ()
    since: Period | None = None
    until: Period | None = None
    within: Period | None = None
    known_by: Period | None = None
    measure: str | None = None
    kind: str | None = None
    source: str | None = None
    deprecated: bool = False
    text: str | None = None
    limit: int | None = None

    @property
    def undated(self) -> Query:
        """The same question without the dates in the world that it asks for."""
        return self._replace(since=None, until=None, within=None)


class Base:
    """An opened fact base. Made by `open_base`; use it as a context manager or close it."""

    def __init__(self, connection: sqlite3.Connection, again: Again | None = None) -> None:
        self._db = connection
        self._again = again
        self.language: str | None = None  # in which countries are named, where they are known in it

    def __enter__(self) -> Base:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the index back; the base cannot be asked afterwards."""
        self._db.close()

    def _ask(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """What is made of each row found; a damaged index is compiled anew and asked once more."""
        values = [_storable(value) for value in values]
        try:
            return [make(row) for row in self._db.execute(sql, values)]
        except _DAMAGED:
            again, self._again = self._again, None
            anew = again() if again else None
            if anew is None:
                raise
        self._db.close()
        self._db = anew
        return [make(row) for row in anew.execute(sql, values)]

    def rows(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of the index that a statement finds; its tables are no promise to others."""
        return self._ask(sql, values, tuple)

    # ------------------------------------------------------------------------- finding

    def find(self, query: Query) -> list[Fact]:
        """The claims that fit, in order of period start, undated last, then of the files."""
        return [fact for fact, _ in self._rows(query, "")]

    def search(self, query: Query) -> list[tuple[Fact, str]]:
        r"""The claims whose words fit `query.text`, best first, each with the part that hit.

        The hit is marked by \x02 before and \\x03 after each matching word.
        """
        shown = ", snippet(words, -1, char(2), char(3), '…', 16)"
        return self._rows(query, shown)

    def _rows(self, query: Query, shown: str) -> list[tuple[Fact, str]]:
        tables, joined, conditions = ["claim"], list[object](), list[str]()
        values: list[object] = []
        order = "claim.first, claim.after, claim.n"
        if query.text is not None:
            words = _as_fts(query.text)
            if not words:
                return []
            tables.append("words ON words.rowid = claim.n")
            conditions.append("words MATCH ?")
            values.append(words)
            order = "bm25(words, 3.0, 1.0, 2.0), claim.n"
        for number, (a, b) in enumerate(_pairs(query.parties)):
            link = f"link AS link{number}"
            tables.append(
                f"{link} ON link{number}.claim = claim.n AND link{number}.a = ?"
                f" AND link{number}.b = ? AND link{number}.type = claim.type"
            )
            joined += [a, b]
        marks = ",".join("?" * len(query.types))
        conditions.append(f"claim.type IN ({marks})")
        values += query.types
        for column, value in (
            ("topic", query.topic),
            ("measure", query.measure),
            ("kind", query.kind),
            ("source", query.source),
        ):
            if value is not None:
                conditions.append(f"claim.{column} = ?")
                values.append(value)
        for sql, values_of in _dates(query):
            conditions.append(sql)
            values += values_of
        if not query.deprecated:
            conditions.append("claim.rank <> 'deprecated'")
        sql = (
            "SELECT claim.body, claim.type, claim.topic, claim.known, claim.file, claim.line"
            f"{shown} FROM {' JOIN '.join(tables)}"
            f" WHERE {' AND '.join(conditions)} ORDER BY {order}"
        )
        if query.limit is not None:
            sql += f" LIMIT {int(query.limit)}"
        return self._ask(sql, [*joined, *values], _hit)

    def walk(self) -> Iterator[Fact]:
        """Every claim, deprecated ones too, in the order of the files, a page in memory at once."""
        columns = "body, type, topic, known, file, line, n"
        sql = f"SELECT {columns} FROM claim WHERE n > ? ORDER BY n LIMIT {_PAGE}"
        last = -1
        while page := self._ask(sql, (last,), lambda row: (_fact(row[:6]), int(row[6]))):
            last = page[-1][1]
            yield from (fact for fact, _ in page)

    def walk_table(self, table: str) -> Iterator[tuple[Table, int]]:
        """Every `party`, `topic` or `source` with the number of its claims, by id, as `walk`."""
        kinds: dict[str, type[Table]] = {"party": Party, "topic": Topic, "source": Source}
        sql = f"SELECT body, claims, id FROM {table} WHERE id > ? ORDER BY id LIMIT {_PAGE}"
        last = ""
        while page := self._ask(sql, (last,), lambda row: (_body(kinds[table], row), *row[1:])):
            last = page[-1][2]
            yield from ((found, claims) for found, claims, _ in page)

    def claim(self, name: str) -> Fact:
        """The claim of that id. Raises QuestionError with the nearest ids where there is none."""
        sql = "SELECT body, type, topic, known, file, line FROM claim WHERE id = ?"
        found = self._ask(sql, (name,), _fact)
        if not found:
            from dipfacts import suggesting  # only for a slip

            ids = suggesting.ids(self._ask, "claim", name)
            raise unknown("claim", name, nearest(name, ids), "dipfacts search TEXT finds ids")
        return found[0]

    # --------------------------------------------------------------------------- names

    def party(self, name: str, during: calling.Days | None = None) -> Party:
        """The one party that a person calls so: by id, code, name or alias, however spelled.

        Of several those are meant that existed `during` these days, the second left out.
        Raises QuestionError where no party or more than one is called so; nothing is guessed.
        """
        return calling.party(self._ask, name, during)

    def successors(self, party: Party) -> list[str]:
        """The ids of the parties with claims that came after a state that was."""
        return calling.successors(self._ask, party.iso) if party.iso and party.period else []

    def called(self, name: str) -> list[str]:
        """The ids of the parties that a name may stand for; none where it is nobody's."""
        return [party for party in calling.called(self._ask, name) if self.parties_by_id([party])]

    def parties_by_id(self, ids: list[str]) -> dict[str, Party]:
        """The parties of these ids that there are."""
        found = calling.by_id(self._ask, ids)
        return {id: self._spoken(party) for id, party in found.items()} if self.language else found

    def _spoken(self, table: T) -> T:
        """A country by its name in the language asked for; any other table as it is."""
        if isinstance(table, Party) and table.iso and self.language:
            from dipfacts import countries  # reads a file that other look-ups do not need

            name = countries.in_language(self.language).get(table.iso, table.name)
            return msgspec.structs.replace(table, name=name)
        return table

    def sources_by_id(self, ids: list[str]) -> dict[str, Source]:
        """The sources of these ids that there are."""
        return self._by_id("source", Source, ids)

    def _by_id(self, table: str, kind: type[T], ids: list[str]) -> dict[str, T]:
        sql = f"SELECT body FROM {table} WHERE id = ?"
        rows = {name: self._ask(sql, (name,), partial(_body, kind)) for name in ids}
        return {name: row[0] for name, row in rows.items() if row}

    # ------------------------------------------------------------------ what there is

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Every topic, in the order declared."""
        topics = self._ask("SELECT body FROM topic ORDER BY nth", (), partial(_body, Topic))
        return {topic.id: topic for topic in topics}

    def topic(self, name: str) -> Topic:
        """The topic of that id. Raises QuestionError with the nearest ones."""
        if name in self.topics:
            return self.topics[name]
        raise unknown("topic", name, nearest(name, self.topics), "dipfacts topics lists them")

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Every measure, in the order declared: the main one of a topic first."""
        measures = self._ask("SELECT body FROM measure ORDER BY nth", (), partial(_body, Measure))
        return {measure.id: measure for measure in measures}

    def counted(self, table: str) -> list[tuple[Table, int]]:
        """All of `party`, `topic` or `source` with the number of claims that refer to each."""
        kinds: dict[str, type[Table]] = {"party": Party, "topic": Topic, "source": Source}
        order = "nth" if table == "topic" else "claims DESC, id"
        sql = f"SELECT body, claims FROM {table} ORDER BY {order}"
        return self._ask(sql, (), lambda row: (self._spoken(_body(kinds[table], row)), row[1]))

    def values(self, column: str, topic: str | None = None) -> list[str]:
        """The distinct kinds or sources that claims have, for suggestions."""
        sql = f"SELECT DISTINCT {column} FROM claim WHERE {column} IS NOT NULL"
        if topic:
            return sorted(self._ask(sql + " AND topic = ?", (topic,), _first))
        return sorted(self._ask(sql, (), _first))


def open_base(*paths: str) -> Base:
    """Open a fact base: files, folders, `bundled` or `-`; without a path the one in use.

    Raises QuestionError where a path cannot be read, FactBaseError with every problem found.

    >>> with open_base("bundled") as base:
    ...     claim = base.claim("az-ru-turnover-2021").claim
    >>> claim.value, claim.unit, claim.period
    (2900000000, 'USD', '2021')
    """
    used = places.base_paths([str(path) for path in paths])
    return Base(index.open_index(used), partial(index.reopen_index, used))


def open_warm(*paths: str) -> Base | None:
    """A fact base for which nothing large has to be compiled first; None where there is none."""
    used = places.base_paths([*paths])
    connection = index.warm_index(used, _SMALL)
    return Base(connection, None) if connection else None


def _storable(value: object) -> object:
    """A value that SQLite takes: what came from a terminal may hold halves of characters."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _first(row: tuple[Any, ...]) -> str:
    return str(row[0])


def _body(kind: type[T], row: tuple[Any, ...]) -> T:
    return msgspec.msgpack.decode(row[0], type=kind)


def _hit(row: tuple[Any, ...]) -> tuple[Fact, str]:
    return _fact(row[:6]), row[6] if len(row) > 6 else ""


def _fact(row: tuple[Any, ...]) -> Fact:
    body, kind, topic, known, file, line = row
    return Fact(msgspec.msgpack.decode(body, type=TYPES[kind]), kind, topic, known, file, line)


def _pairs(parties: tuple[str, ...]) -> list[tuple[str, str]]:
    """The links that a claim about all these parties has."""
    if len(parties) == 1:
        return [(parties[0], "")]
    first, *others = sorted(parties) or [""]
    return [(first, other) for other in others]


def _dates(query: Query) -> list[tuple[str, list[object]]]:
    """Conditions on the period (any overlap counts) and on the day a claim became known."""
    found: list[tuple[str, list[object]]] = []
    for begin in filter(None, (query.since, query.within)):
        found += [("claim.after > ? AND claim.first < ?", [begin.start_day or 0, _FAR])]
    for end in filter(None, (query.until, query.within)):
        found += [("claim.first < ?", [end.end_day or _FAR])]
    if query.known_by is not None:
        found.append(("claim.known < ?", [query.known_by.end_day or _FAR]))
    return found


def _as_fts(text: str) -> str:
    """A search as people type it in FTS5's language: all words must occur, quotes hold a phrase."""
    parts = []
    seen = "".join(char if char.isprintable() else " " for char in text)
    for number, piece in enumerate(seen.split('"')):
        parts += [piece] if number % 2 else piece.split()
    words = [part for part in parts if any(c.isalnum() for c in part)]
    return " ".join(f'"{word}"' for word in words)
