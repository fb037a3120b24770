"""A fact base to query: open it, then find claims, parties and what there is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from dipfacts.errors import Problem
from dipfacts.index import store
from dipfacts.index.cache import Listener
from dipfacts.index.decode import CLAIM, fact_of, fitting, moment_of, series_of
from dipfacts.index.schema import DAMAGED
from dipfacts.model.query import TYPES, Fact, Hits, Moments, Query
from dipfacts.model.tables import Kind, Measure, Party, Source, Table, Topic
from dipfacts.query import moments as timelines
from dipfacts.query import parties as naming
from dipfacts.query import sql as select
from dipfacts.query.parties import unknown
from dipfacts.query.sql import body, by_id
from dipfacts.read import files
from dipfacts.text import nearest

if TYPE_CHECKING:
    from dipfacts.read.references import Located

__all__ = ["TYPES", "Base", "Fact", "Hits", "Query", "open_base"]

T = TypeVar("T", bound=Table)
Made = TypeVar("Made")

Again = Callable[[], "sqlite3.Connection | None"]
_COUNTED: dict[str, type[Table]] = {"party": Party, "topic": Topic, "source": Source}
SMALL = 1_000_000  # bytes of TOML that TAB may compile
# What reading a damaged index may raise, in SQLite or here.
_DAMAGED = (*DAMAGED, msgspec.MsgspecError, KeyError)


class Base:
    """An open fact base, from `open_base`; use it as a context manager or close it."""

    def __init__(self, connection: sqlite3.Connection, again: Again | None = None) -> None:
        self._db = connection
        self._again = again
        self._resolved: dict[str, Party] = {}  # names to parties, also countries not in the base
        self.language: str | None = None  # in which countries are named, where it has a name

    def __enter__(self) -> Base:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index; the base cannot be queried afterwards."""
        self._db.close()

    def _execute(self, sql: str, values: Sequence[object]) -> Iterable[tuple[Any, ...]]:
        """Run a statement; halves of characters, which a terminal may pass, are replaced."""
        whole = (v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)
        return self._db.execute(sql, [*whole])

    def _ask(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> list[Made]:
        """Return what `make` makes of each row; a damaged index is replaced and asked again."""
        try:
            return [make(row) for row in self._execute(sql, values)]
        except _DAMAGED:
            self._replace()
        return [make(row) for row in self._execute(sql, values)]

    def rows(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """Return rows of the index, whose tables are private to dipfacts."""
        return self._ask(sql, values, tuple)

    def _each(
        self, sql: str, values: Sequence[object], make: Callable[[tuple[Any, ...]], Made]
    ) -> Iterator[Made]:
        """Yield the same one by one; of a damaged index the rest comes from its replacement."""
        given = 0
        try:
            for row in self._execute(sql, values):
                yield make(row)
                given += 1
            return
        except _DAMAGED:
            self._replace()
        yield from map(make, islice(self._execute(sql, values), given, None))

    def _replace(self) -> None:
        """Compile the damaged index again, but once; else raise the error being handled."""
        compile_again, self._again = self._again, None
        replacement = compile_again() if compile_again else None
        if replacement is None:
            raise  # called while an error is handled
        self._db.close()
        self._db = replacement

    # ------------------------------------------------------------------------- finding

    def find(self, query: Query) -> list[Fact]:
        """Return the claims that fit, by start of their period, undated last, then by file.

        With `query.text` the best match comes first.
        """
        if query.text is not None:
            return [fact for fact, _ in self.search(query).hits]
        joined, values = select.links(query.parties)
        where, more = select.conditions(query)
        sql = f"SELECT {CLAIM} FROM claim{joined} WHERE {where}"
        sql += " ORDER BY claim.first, claim.after, claim.n"
        if query.limit is not None:
            sql += f" LIMIT {int(query.limit)}"
        return self._ask(sql, [*values, *more], partial(fitting, query))

    def count(self, query: Query) -> int:
        """Return how many claims fit, without reading them; the limit counts for nothing."""
        if query.text is not None:
            return self.search(query._replace(limit=1)).total
        joined, values = select.links(query.parties)
        where, more = select.conditions(query)
        sql = f"SELECT count(*) FROM claim{joined} WHERE {where}"
        return int(self._ask(sql, [*values, *more], itemgetter(0))[0])

    def search(self, query: Query) -> Hits:
        r"""Return the claims that hold the words of `query.text`, best first, with an excerpt.

        In the excerpt \x02 stands before and \x03 after each matching word.
        """
        from dipfacts.query import search  # of no use to other questions

        measures = {measure.id: measure.label for measure in self.measures.values()}
        kinds = {kind.id: kind.label for kind in self.kinds.values()}
        labels = search.Labels(measures, kinds, self.parties_by_id, self.language is not None)
        return search.best(query, self._ask, labels)

    def missing(self, text: str) -> dict[str, list[str]]:
        """Return the words of a search that no claim has, each with near words of the claims."""
        from dipfacts.query import search  # of no use to other questions

        return search.missing(text, self._ask)

    def moments(self, query: Query) -> Iterator[tuple[Fact, int]]:
        """Yield the lines of a timeline, in order, undated last: each claim, and which end of it.

        The end is 0 for a beginning and 1 for an end. With `query.limit` the newest lines, and
        undated ones only where there is room. Only for a query without parties.
        """
        if query.limit is None:
            return self._each(*timelines.lines(query, None, backwards=False), moment_of)
        sql, values = timelines.lines(query, True, backwards=True)
        newest = self._ask(f"{sql} LIMIT ?", [*values, query.limit], moment_of)
        sql, values = timelines.lines(query, False, backwards=False)
        room = query.limit - len(newest)
        undated = self._ask(f"{sql} LIMIT ?", [*values, room], moment_of) if room else []
        return iter([*reversed(newest), *undated])

    def each_series(self, query: Query, measure: str) -> Iterator[list[Fact]]:
        """Yield the figures of a measure that fit, in groups of one direction or dyad.

        Totals come before components; each group is in the order of `find`. Only for a query
        without parties.
        """
        where, values = select.conditions(query._replace(measure=measure))
        sql = (
            f"SELECT {CLAIM}, series.key FROM series CROSS JOIN claim ON claim.n = series.claim"
            f" WHERE series.measure = ? AND {where}"
            " ORDER BY series.key, claim.first, claim.after, claim.n"
        )
        rows = self._each(sql, [measure, *values], series_of)
        for _, group in groupby(rows, key=itemgetter(1)):
            yield [fact for fact, _ in group]

    def count_moments(self, query: Query) -> Moments:
        """Return what a timeline holds without a limit. Only for a query without parties."""
        return timelines.count(self._ask, query)

    def walk(self) -> Iterator[Fact]:
        """Yield every claim, deprecated ones too, in the order of the files."""
        return self._each(f"SELECT {CLAIM} FROM claim ORDER BY n", (), fact_of)

    def walk_table(self, table: str) -> Iterator[tuple[Table, int]]:
        """Yield every `party`, `topic` or `source` by id, with the number of its claims."""
        sql = f"SELECT body, claims FROM {table} ORDER BY id"
        return self._each(sql, (), lambda row: (body(_COUNTED[table], row), row[1]))

    def claim(self, name: str) -> Fact:
        """Return the claim of that id. Raises QuestionError for an unknown one, with near ids."""
        sql = f"SELECT {CLAIM} FROM claim WHERE id = ?"
        found = self._ask(sql, (name,), fact_of)
        if not found:
            from dipfacts.query import suggest  # only for a slip

            ids = suggest.ids(self._ask, name)
            raise unknown("claim", name, nearest(name, ids), "dipfacts search TEXT finds ids")
        return found[0]

    # --------------------------------------------------------------------------- names

    def party(self, name: str, during: naming.Days | None = None) -> Party:
        """Return the one party of that id, code, name or alias, however it is spelled.

        `during` are ordinals of the first day and of the day after the last: of several parties
        those are meant that existed then. A country that the base lacks is a party without claims.
        Raises QuestionError for an unknown or ambiguous name; nothing is guessed.
        """
        found = naming.party(self._ask, name, during)
        return self._resolved.setdefault(found.id, found)

    def successors(self, party: Party) -> list[str]:
        """Return the ids of the parties with claims that succeed a former state."""
        return naming.successors(self._ask, party) if party.period else []

    def id_of(self, code: str) -> str:
        """Return the id of the country of that code, whether the base has it or not."""
        return naming.id_of(self._ask, code)

    def called(self, name: str) -> list[str]:
        """Return the ids of the parties that a name may mean."""
        return [party for party in naming.called(self._ask, name) if self.parties_by_id([party])]

    def parties_by_id(self, ids: Iterable[str]) -> dict[str, Party]:
        """Return the parties of these ids that exist, also countries that were only asked about."""
        found = by_id(self._ask, Party, ids := list(ids))
        if len(found) < len(ids):
            found |= {id: party for id, party in self._resolved.items() if id in ids}
        return {id: self._spoken(party) for id, party in found.items()} if self.language else found

    def _spoken(self, table: T) -> T:
        """Return a country with its name in the language asked for; any other table as it is."""
        if isinstance(table, Party) and table.iso and self.language:
            from dipfacts import countries  # reads a file that other look-ups do not need

            name = countries.in_language(self.language).get(table.iso, table.name)
            return msgspec.structs.replace(table, name=name)
        return table

    def sources_by_id(self, ids: Iterable[str]) -> dict[str, Source]:
        """Return the sources of these ids that exist."""
        return by_id(self._ask, Source, ids)

    def origins(self, facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
        """Return, by id, the sources that the source of each claim is made from, at any remove."""
        direct: dict[str, tuple[str, ...]] = {}
        wanted = {fact.claim.source for fact in facts}
        while new := wanted - direct.keys():
            direct |= {id: source.derived_from for id, source in self.sources_by_id(new).items()}
            wanted = {origin for id in new for origin in direct.get(id, ())}
        found: dict[str, frozenset[str]] = {}
        for id, origins in direct.items():
            every = {*origins}
            while further := {o for origin in every for o in direct.get(origin, ())} - every:
                every |= further
            if every:
                found[id] = frozenset(every)
        return found

    # ------------------------------------------------------------------ what there is

    @cached_property
    def errors(self) -> list[tuple[Problem, int]]:
        """Return the first error of each code that `check` finds, and how many there are.

        The lines are those of the tables, 0 where a line is not known.
        """
        sql = "SELECT file, line, 0, code, message, '', count FROM error ORDER BY n"
        return self._ask(sql, (), lambda row: (Problem(*row[:-1]), row[-1]))

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Return every topic by id, in the order declared."""
        topics = self._ask("SELECT body FROM topic ORDER BY n", (), partial(body, Topic))
        return {topic.id: topic for topic in topics}

    def topic(self, name: str) -> Topic:
        """Return the topic of that id. Raises QuestionError with the nearest ones."""
        if name in self.topics:
            return self.topics[name]
        raise unknown("topic", name, nearest(name, self.topics), "dipfacts topics lists them")

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Return every measure by id, in the order declared: the main one of a topic first."""
        measures = self._ask("SELECT body FROM measure ORDER BY n", (), partial(body, Measure))
        return {measure.id: measure for measure in measures}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Return every kind that is declared, by id, in the order declared."""
        kinds = self._ask("SELECT body FROM kind ORDER BY n", (), partial(body, Kind))
        return {kind.id: kind for kind in kinds}

    def counted(self, table: str) -> list[tuple[Table, int]]:
        """Return every `party`, `topic` or `source` with the number of claims that refer to it."""
        order = "n" if table == "topic" else "claims DESC, id"
        sql = f"SELECT body, claims FROM {table} ORDER BY {order}"
        return self._ask(sql, (), lambda row: (self._spoken(body(_COUNTED[table], row)), row[1]))

    def values(self, table: str) -> list[str]:
        """Return the names of each `source`, or of each `kind` of claims, declared or not."""
        sql = "SELECT id FROM source ORDER BY id"
        if table == "kind":
            sql = "SELECT id FROM kind UNION SELECT kind FROM kind_count ORDER BY 1"
        return self._ask(sql, (), itemgetter(0))


def open_base(*paths: str, listener: Listener | None = None) -> Base:
    """Open a fact base: files, folders, `bundled` or `-`; without a path the one in use.

    A `listener` hears of the progress of a compile, and why an index cannot be kept.
    Raises QuestionError for a path that cannot be read, FactBaseError with every problem found.

    >>> with open_base("bundled") as base:
    ...     claim = base.claim("az-ru-turnover-2021").claim
    >>> claim.value, claim.unit, claim.period
    (2900000000, 'USD', '2021')
    """
    used = files.base_paths([str(path) for path in paths])
    connection = store.open_index(used, _rules, listener)
    return Base(connection, partial(store.reopen_index, used, _rules, listener))


def open_warm(*paths: str) -> Base | None:
    """Open a fact base unless something large must be compiled first; else return None."""
    used = files.base_paths([*paths])
    connection = store.warm_index(used, _rules, SMALL)
    return Base(connection, None) if connection else None


def _rules(rows: Sequence[Located], comments: Sequence[tuple[str, int, str]]) -> list[Problem]:
    """Return the errors among the tables of a base that may be wrong."""
    from dipfacts import checks  # only a base that is compiled has need of them, and seldom

    return checks.errors(rows, comments)
