"""A fact base that can be asked: open it, then find claims, names and what there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, TypeVar

import msgspec

from dipfacts import index
from dipfacts.index.checksum import DamagedError
from dipfacts.index.decode import CLAIM, fact_of, fitting
from dipfacts.model.query import TYPES, Fact, Hits, Query
from dipfacts.model.tables import Figure, Measure, Party, Source, Table, Topic
from dipfacts.query import parties as naming
from dipfacts.query import sql as select
from dipfacts.query.parties import unknown
from dipfacts.read import files
from dipfacts.text import nearest

__all__ = ["TYPES", "Base", "Fact", "Hits", "Query", "open_base"]

T = TypeVar("T", bound=Table)
Made = TypeVar("Made")

Again = Callable[[], "sqlite3.Connection | None"]
_SMALL = 1_000_000  # bytes of TOML that may be compiled where nobody asked for it yet
_PAGE = 1000  # rows that are read at once where all are walked through
# What a kept index that was damaged on the disk may raise, whether SQLite or we read the bytes.
_DAMAGED = (*index.DAMAGED, msgspec.MsgspecError, KeyError)


class Base:
    """An opened fact base. Made by `open_base`; use it as a context manager or close it."""

    def __init__(self, connection: sqlite3.Connection, again: Again | None = None) -> None:
        self._db = connection
        self._again = again
        self._asked_for: dict[str, Party] = {}  # what names came to, countries not in the base too
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

    def _each(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> Iterator[Made]:
        """As `_ask`, one after another; a damaged index is compiled anew and asked for the rest."""
        values = [_storable(value) for value in values]
        given = 0
        try:
            for row in self._db.execute(sql, values):
                yield make(row)
                given += 1
            return
        except _DAMAGED:
            again, self._again = self._again, None
            anew = again() if again else None
            if anew is None:
                raise
        self._db.close()
        self._db = anew
        yield from map(make, islice(anew.execute(sql, values), given, None))

    # ------------------------------------------------------------------------- finding

    def find(self, query: Query) -> list[Fact]:
        """The claims that fit, in order of period start, undated last, then of the files.

        With `query.text` the best first.
        """
        if query.text is not None:
            return [fact for fact, _ in self.search(query)]
        joined, values = select.links(query.parties)
        where, more = select.conditions(query)
        sql = f"SELECT {CLAIM} FROM claim{joined} WHERE {where}"
        sql += " ORDER BY claim.first, claim.after, claim.n"
        if query.limit is not None:
            sql += f" LIMIT {int(query.limit)}"
        return self._ask(sql, [*values, *more], partial(fitting, query))

    def search(self, query: Query) -> list[tuple[Fact, str]]:
        r"""The claims whose words fit `query.text`, best first, each with the part that hit.

        The hit is marked by \x02 before and \\x03 after each matching word.
        """
        return self.best(query).hits

    def best(self, query: Query) -> Hits:
        """As `search`, and whether all the claims that fit were ranked or only the first ones."""
        from dipfacts.query import search  # of no use to other questions

        return search.best(query, self._ask, self.measures, self.parties_by_id)

    def count(self, query: Query) -> int:
        """How many claims `find` would find, but for the limit."""
        joined, values = select.links(query.parties)
        where, more = select.conditions(query)
        sql = f"SELECT count(*) FROM claim{joined} WHERE {where}"
        return self._ask(sql, [*values, *more], _number)[0]

    def moments(self, query: Query) -> list[tuple[Fact, int]]:
        """The lines of a timeline, in order, undated last: each claim, and which end of it.

        Only for a query without parties; `which` is 0 for a beginning and 1 for an end.
        """
        return [*self.each_moment(query)]

    def each_moment(self, query: Query) -> Iterator[tuple[Fact, int]]:
        """As `moments`, one after another."""
        source, values = _moments(query)
        order = "moment.day, moment.first, moment.after, moment.claim, moment.which"
        sql = f"SELECT {CLAIM}, moment.day, moment.which {source} ORDER BY {order}"
        if query.limit is not None:
            sql += f" LIMIT {int(query.limit)}"
        return self._each(sql, values, _moment)

    def each_series(self, query: Query, measure: str) -> Iterator[list[Fact]]:
        """The figures of a measure that fit, those of one direction or of the same parties at once.

        Totals before components, then by direction; each group in the order of `find`. Only for a
        query without parties.
        """
        where, values = select.conditions(query._replace(measure=measure))
        sql = (
            f"SELECT {CLAIM}, series.key FROM series CROSS JOIN claim ON claim.n = series.claim"
            f" WHERE series.measure = ? AND {where}"
            " ORDER BY series.key, claim.first, claim.after, claim.n"
        )
        rows = self._each(sql, [measure, *values], _in_series)
        for _, group in groupby(rows, key=itemgetter(1)):
            yield [fact for fact, _ in group]

    def count_moments(self, query: Query) -> int:
        """How many lines a timeline has, but for the limit."""
        source, values = _moments(query)
        if select.asks_claims(query):
            return self._ask(f"SELECT count(*) {source}", values, _number)[0]
        if query == Query(types=query.types, deprecated=query.deprecated, limit=query.limit):
            # All of them: SQLite knows without looking at each one, but for the deprecated.
            count = self._ask("SELECT count(*) FROM moment", (), _number)[0]
            if not query.deprecated:
                sql = "SELECT count(*) FROM moment WHERE deprecated = 1"
                count -= self._ask(sql, (), _number)[0]
            return count
        when, values = select.moments(query)
        return self._ask(f"SELECT count(*) FROM moment WHERE {when}", values, _number)[0]

    def walk(self) -> Iterator[Fact]:
        """Every claim, deprecated ones too, in the order of the files, a page in memory at once."""
        sql = f"SELECT {CLAIM} FROM claim WHERE n > ? ORDER BY n LIMIT {_PAGE}"
        last = -1
        while page := self._ask(sql, (last,), lambda row: (fact_of(row), int(row[0]))):
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
        sql = f"SELECT {CLAIM} FROM claim WHERE id = ?"
        found = self._ask(sql, (name,), fact_of)
        if not found:
            from dipfacts.query import suggest  # only for a slip

            ids = suggest.ids(self._ask, "claim", name)
            raise unknown("claim", name, nearest(name, ids), "dipfacts search TEXT finds ids")
        return found[0]

    # --------------------------------------------------------------------------- names

    def party(self, name: str, during: naming.Days | None = None) -> Party:
        """The one party that a person calls so: by id, code, name or alias, however spelled.

        Of several those are meant that existed `during` these days, the second left out. A country
        that the base lacks is a party without claims.
        Raises QuestionError where nobody or more than one is called so; nothing is guessed.
        """
        found = naming.party(self._ask, name, during)
        return self._asked_for.setdefault(found.id, found)

    def successors(self, party: Party) -> list[str]:
        """The ids of the parties with claims that came after a state that was."""
        return naming.successors(self._ask, party) if party.period else []

    def called(self, name: str) -> list[str]:
        """The ids of the parties that a name may stand for; none where it is nobody's."""
        return [party for party in naming.called(self._ask, name) if self.parties_by_id([party])]

    def parties_by_id(self, ids: Iterable[str]) -> dict[str, Party]:
        """The parties of these ids that there are, countries included that were only asked for."""
        found = naming.by_id(self._ask, ids := list(ids))
        if len(found) < len(ids):
            found |= {id: party for id, party in self._asked_for.items() if id in ids}
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

    def _by_id(self, table: str, kind: type[T], ids: Iterable[str]) -> dict[str, T]:
        sql = f"SELECT body FROM {table} WHERE id = ?"
        rows = {name: self._ask(sql, (name,), partial(_body, kind)) for name in dict.fromkeys(ids)}
        return {name: row[0] for name, row in rows.items() if row}

    # ------------------------------------------------------------------ what there is

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Every topic, in the order declared."""
        topics = self._ask("SELECT body FROM topic ORDER BY n", (), partial(_body, Topic))
        return {topic.id: topic for topic in topics}

    def topic(self, name: str) -> Topic:
        """The topic of that id. Raises QuestionError with the nearest ones."""
        if name in self.topics:
            return self.topics[name]
        raise unknown("topic", name, nearest(name, self.topics), "dipfacts topics lists them")

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Every measure, in the order declared: the main one of a topic first."""
        measures = self._ask("SELECT body FROM measure ORDER BY n", (), partial(_body, Measure))
        return {measure.id: measure for measure in measures}

    def counted(self, table: str) -> list[tuple[Table, int]]:
        """All of `party`, `topic` or `source` with the number of claims that refer to each."""
        kinds: dict[str, type[Table]] = {"party": Party, "topic": Topic, "source": Source}
        order = "n" if table == "topic" else "claims DESC, id"
        sql = f"SELECT body, claims FROM {table} ORDER BY {order}"
        return self._ask(sql, (), lambda row: (self._spoken(_body(kinds[table], row)), row[1]))

    def values(self, column: str, topic: str | None = None) -> list[str]:
        """The distinct kinds or sources that claims have, for suggestions."""
        if column == "source":
            if topic:
                sql = "SELECT DISTINCT source FROM claim WHERE topic = ?"
                return sorted(self._ask(sql, (topic,), _first))
            return self._ask("SELECT id FROM source WHERE claims > 0 ORDER BY id", (), _first)
        sql = "SELECT DISTINCT kind FROM kind WHERE claims > 0"
        where, values = (" AND topic = ?", [topic]) if topic else ("", [])
        return sorted(self._ask(sql + where, values, _first))


def open_base(*paths: str, listener: index.Listener | None = None) -> Base:
    """Open a fact base: files, folders, `bundled` or `-`; without a path the one in use.

    A `listener` is told how far a compile is, and why an index cannot be kept.
    Raises QuestionError where a path cannot be read, FactBaseError with every problem found.

    >>> with open_base("bundled") as base:
    ...     claim = base.claim("az-ru-turnover-2021").claim
    >>> claim.value, claim.unit, claim.period
    (2900000000, 'USD', '2021')
    """
    used = files.base_paths([str(path) for path in paths])
    return Base(index.open_index(used, listener), partial(index.reopen_index, used, listener))


def open_warm(*paths: str) -> Base | None:
    """A fact base for which nothing large has to be compiled first; None where there is none."""
    used = files.base_paths([*paths])
    connection = index.warm_index(used, _SMALL)
    return Base(connection, None) if connection else None


def _storable(value: object) -> object:
    """A value that SQLite takes: what came from a terminal may hold halves of characters."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _first(row: tuple[Any, ...]) -> str:
    return str(row[0])


def _number(row: tuple[Any, ...]) -> int:
    return int(row[0])


def _body(kind: type[T], row: tuple[Any, ...]) -> T:
    return msgspec.msgpack.decode(row[0], type=kind)


def _moment(row: tuple[Any, ...]) -> tuple[Fact, int]:
    """A line of a timeline. Raises DamagedError where the claim has no such line."""
    from dipfacts.index.rows import moments  # of use to timelines only

    fact, line = fact_of(row[:-2]), row[-2:]
    if line not in moments(fact.claim, *row[8:10]):
        raise DamagedError
    return fact, line[1]


def _in_series(row: tuple[Any, ...]) -> tuple[Fact, str]:
    """A figure and its series. Raises DamagedError where it does not belong there."""
    from dipfacts.index.rows import series_key  # of use to those who want all figures only

    fact = fact_of(row[:-1])
    if not isinstance(fact.claim, Figure) or series_key(fact.claim) != row[-1]:
        raise DamagedError
    return fact, row[-1]


def _moments(query: Query) -> tuple[str, list[object]]:
    """Where the lines of a timeline come from, and the values of that."""
    when, values = select.moments(query)
    where, more = select.conditions(query)
    source = f"FROM moment CROSS JOIN claim ON claim.n = moment.claim WHERE {when} AND {where}"
    return source, [*values, *more]
