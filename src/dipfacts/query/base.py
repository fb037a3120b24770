"""A fact base to query: its claims, its parties, and what else there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from itertools import groupby
from operator import call, itemgetter
from typing import TYPE_CHECKING, Any

import msgspec

from dipfacts.errors import Problem
from dipfacts.index import store
from dipfacts.index.cache import Listener
from dipfacts.index.rows.decode import CLAIM, fact_of, figure_and_series, fitting
from dipfacts.model.fact import TYPES, Fact
from dipfacts.model.figures.measures import Measures
from dipfacts.model.figures.voices import Origins
from dipfacts.model.file_format.tables import TABLES, Kind, Measure, Party, Source, Table, Topic
from dipfacts.model.periods.dates import Days
from dipfacts.model.query import Query, any_of
from dipfacts.query import sql as select
from dipfacts.query.first_errors import first_errors
from dipfacts.query.index_repair import OpenIndex
from dipfacts.query.names import parties as naming
from dipfacts.query.origins import origins
from dipfacts.query.sql import ALL, Condition, T, body, cached_by_id
from dipfacts.read import files
from dipfacts.read.stamp_path import StampPath
from dipfacts.text import nearest

if TYPE_CHECKING:
    from dipfacts.query.names.mentions import Titles
    from dipfacts.query.search import Hits
    from dipfacts.query.timeline_lines import TimelineCounts

__all__ = ["Base", "open_base"]

SMALL_BASE = 2_000_000  # bytes that TAB may compile; the base that ships is one and a half million


class Base:
    """An open fact base, from `open_base`; use it as a context manager or close it."""

    def __init__(self, index: OpenIndex, paths: Sequence[str]) -> None:
        self.index = index
        self.paths = paths  # those of which it is made
        self._ask, self._each = index.all, index.each
        self._by_id = cached_by_id(index.all)
        self.remembered = lru_cache(1_000)(call)  # what a function returned for the same
        self._resolved: dict[str, Party] = {}  # names to parties, also countries not in the base
        self.language: str | None = None  # in which countries are named, where it has a name
        self.given: tuple[str, ...] = ()  # the paths that were typed

    def asked_by(self, language: str | None, given: tuple[str, ...]) -> Base:
        """Return the same base as a question asks it: the language of names, the paths typed."""
        if (language, given) == (self.language, self.given):
            return self
        from copy import copy  # lazy: most questions name no base and no language

        base = copy(self)
        base.language, base.given = language, given
        return base

    def __enter__(self) -> Base:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the index; the base cannot be queried afterwards."""
        self.index.close()

    # ------------------------------------------------------------------------- finding

    def find(self, query: Query, in_order: bool = True, besides: Condition = ALL) -> list[Fact]:
        """Return the claims that fit, by start of their period, undated last, then by file.

        With `query.text` the best match comes first. Not `in_order` takes less time and memory.
        `besides` is one more condition on the columns of `claim`.
        """
        if query.text is not None:
            return [fact for fact, _ in self.search(query).hits]
        topics = {*any_of(query.topic)}
        if topics and query.types == ("figure",) and topics.isdisjoint(self.measures.by_topic):
            return []  # each figure has the topic of its measure
        where, values = select.conditions(query)
        sql = f"SELECT {CLAIM} FROM claim WHERE {where} AND {besides[0]}"
        sql += " ORDER BY claim.first, claim.after, claim.n" if in_order else ""
        sql += f" LIMIT {int(query.limit)}" if query.limit is not None else ""
        return self._ask(sql, [*values, *besides[1]], partial(fitting, query))

    def has_more(self, query: Query, than: int) -> bool:
        """Return whether more claims fit: sooner known than how many do."""
        if query.topic and "figure" not in query.types:  # of most topics there are figures alone
            topics = any_of(query.topic)
            sql = f"SELECT 1 FROM kind_count WHERE topic IN ({select.marks(topics)}) LIMIT 1"
            if not self._ask(sql, topics, tuple):
                return False
        where, values = select.conditions(query)
        sql = f"SELECT count(*) FROM (SELECT 1 FROM claim WHERE {where} LIMIT ?)"
        return self._ask(sql, [*values, than + 1], itemgetter(0)) == [than + 1]

    def count(self, query: Query) -> int:
        """Return the number of claims that fit, without reading them; no limit counts."""
        if query.text is not None:
            return self.search(query.replaced(limit=1)).total
        where, values = select.conditions(query)
        return int(self._ask(f"SELECT count(*) FROM claim WHERE {where}", values, itemgetter(0))[0])

    def search(self, query: Query, is_streamed: bool = False) -> Hits:
        r"""Return the claims that hold the words of `query.text`, best first, with an excerpt.

        In the excerpt \x02 stands before and \x03 after each matching word. Where all
        `is_streamed`, very many are left unread.
        """
        from dipfacts.query import search  # lazy: of no use to other questions

        measures = {measure.id: measure.label for measure in self.measures.values()}
        kinds = {kind.id: kind.label for kind in self.kinds.values()}
        labels = search.Labels(measures, kinds, self.parties_by_id, self.language is not None)
        return search.best(query, self._ask, labels, partial(self.in_dates, query), is_streamed)

    def missing(self, text: str) -> dict[str, list[str]]:
        """Return the words of a search that no claim has, each with near words of the claims."""
        from dipfacts.query import search  # lazy: of no use to other questions

        return search.missing(text, self._ask)

    def moments(self, query: Query) -> Iterator[tuple[Fact, int]]:
        """Yield the lines of a timeline, in order, undated last: each claim, and which end of it.

        The end is 0 for a beginning and 1 for an end. With `query.limit` the newest lines, and
        undated ones only where there is room. Only for a query without parties.
        """
        from dipfacts.query import timeline_lines  # lazy: of use to timelines only

        return timeline_lines.find(self._ask, self._each, query)

    def completed(self, query: Query, facts: list[Fact]) -> list[Fact]:
        """Return claims with all others about the same, but for dates and parties as asked."""
        if not any(fact.occurrence for fact in facts):
            return facts
        from dipfacts.query import occurrences  # lazy: most claims are the only ones

        return occurrences.completed(self._ask, query, facts)

    def in_dates(self, query: Query, facts: list[Fact]) -> list[Fact]:
        """Return the claims found but those about relations and events outside the dates asked.

        What all claims about one say together decides that, not the vaguest of them; what has no
        known beginning is not found before its parties began, nor what was over with a party after
        that, but by what claims date later.
        """
        about = [fact for fact in facts if fact.type != "figure"]
        if query == query.undated or not about:
            return facts
        from dipfacts.query import lifetimes, occurrences  # lazy: only where dates are asked for

        whole = self.completed(query, about)
        relations = [fact for fact in whole if fact.type == "relation"]
        over = lifetimes.party_lifetimes(self.parties_by_id, relations, query.as_of, query.parties)
        began = partial(occurrences.first_day_of, self._ask)
        return occurrences.lying_in(query, facts, whole, began, over)

    def each_series(self, query: Query, measure: str, key: str = "") -> Iterator[list[Fact]]:
        """Yield the figures of a measure that fit, in groups of one direction or dyad.

        Totals come before components; only those whose key begins with `key`: see index.rows.keys.
        Each group is in the order of `find`. Only for a query without parties.
        """
        where, values = select.conditions(query.replaced(measure=measure))
        sql = (
            f"SELECT {CLAIM}, claim.series FROM claim WHERE {where} AND claim.series"
            " BETWEEN ? AND ? ORDER BY claim.series, claim.first, claim.after, claim.n"
        )
        rows = self._each(sql, [*values, key, f"{key}~"], figure_and_series)
        for _, group in groupby(rows, key=itemgetter(1)):
            yield [fact for fact, _ in group]

    def count_timeline(self, query: Query) -> TimelineCounts:
        """Return the counts of a timeline without a limit. Only for a query without parties."""
        from dipfacts.query import timeline_lines  # lazy: of use to timelines only

        return timeline_lines.count(self._ask, query)

    def walk(self, types: Collection[str] = TYPES) -> Iterator[Fact]:
        """Yield every claim of these types, deprecated ones too, in the order of the files."""
        where = f"+type IN ({select.marks(types)})"  # +: by n, not sorted in memory
        return self._each(f"SELECT {CLAIM} FROM claim WHERE {where} ORDER BY n", [*types], fact_of)

    def walk_table(self, table: str) -> Iterator[tuple[Table, int]]:
        """Yield every `party`, `topic` or `source` by id, with the number of its claims."""
        sql = f"SELECT body, claims FROM {table} ORDER BY id"
        return self._each(sql, (), lambda row: (body(TABLES[table], row), row[1]))

    def claim(self, name: str) -> Fact:
        """Return the claim of that id. Raises QuestionError for an unknown one, with near ids."""
        sql = f"SELECT {CLAIM} FROM claim WHERE id = ?"
        results = self._ask(sql, (name,), fact_of)
        if not results:
            from dipfacts.query.names import suggest  # lazy: only for a slip

            ids = suggest.ids(self._ask, name)
            from dipfacts.query.names.unknown_names import SEARCH, unknown_name  # lazy: for slips

            raise unknown_name("claim", name, nearest(name, ids), SEARCH)
        return results[0]

    # --------------------------------------------------------------------------- names

    def party(self, name: str, during: Days | None = None) -> Party:
        """Return the one party of that id, code, name or alias, however it is spelled.

        `during` are ordinals of the first day and of the day after the last: of several parties
        those are meant that existed then. A country that the base lacks is a party without claims.
        Raises QuestionError for an unknown or ambiguous name; nothing is guessed.
        """
        result = naming.resolve_party(self._ask, name, during)
        return self._resolved.setdefault(result.id, result)

    def succession(self, party: Party) -> tuple[list[str], list[str]]:
        """Return the ids of the parties with claims that one succeeds, and that succeed it."""
        return naming.succession(self._ask, party)

    @cached_property
    def titles(self) -> Titles:
        """The parties that texts name."""
        from dipfacts.query.names.mentions import Titles  # lazy: only lists of occurrences need it

        return Titles(self._ask)

    def parties_called(self, name: str) -> list[str]:
        """Return the ids of the parties that a name may mean."""
        return [id for id in naming.find_parties(self._ask, name) if self.parties_by_id([id])]

    def parties_by_id(self, ids: Iterable[str]) -> dict[str, Party]:
        """Return the parties of these ids that exist, also countries that were only asked about."""
        results = self._by_id(Party, ids := list(ids))
        if len(results) < len(ids):
            results |= {id: party for id, party in self._resolved.items() if id in ids}
        return (
            {id: self._spoken(party) for id, party in results.items()} if self.language else results
        )

    def _spoken(self, table: T) -> T:
        """Return a country with its name in the language asked for; any other table as it is."""
        if isinstance(table, Party) and table.iso and self.language:
            from dipfacts.countries.languages import in_language  # lazy: only for --lang

            name = in_language(self.language).get(table.iso, table.name)
            return msgspec.structs.replace(table, name=name)
        return table

    def sources_by_id(self, ids: Iterable[str]) -> dict[str, Source]:
        """Return the sources of these ids that exist."""
        return self._by_id(Source, ids)

    def source(self, id: str) -> Source:
        """Return the source of that id, which a claim names."""
        return self.sources_by_id([id])[id]

    def origins(self, facts: Iterable[Fact]) -> Origins:
        """Return, by id, what the source of each claim is made from, and for whom voices act."""
        return origins(self._by_id, facts)

    # ------------------------------------------------------------------ what there is

    @cached_property
    def errors(self) -> list[tuple[Problem, int]]:
        """Return the first error of each code that `check` finds, and how many there are.

        A line is 0 where it is not known.
        """
        sql = "SELECT file, line, 0, code, message, '', count FROM error ORDER BY n"
        return self._ask(sql, (), lambda row: (Problem(*row[:-1]), row[-1]))

    @property
    def files(self) -> list[StampPath]:
        """The path of each file that has claims, and its name in answers."""
        return self._ask("SELECT path FROM file", (), lambda row: StampPath.parse(row[0]))

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """Return every topic by id, in the order declared."""
        topics = self._ask("SELECT body FROM topic ORDER BY n", (), partial(body, Topic))
        return {topic.id: topic for topic in topics}

    def topic(self, name: str) -> Topic:
        """Return the topic of that id. Raises QuestionError with the nearest ones."""
        if name in self.topics:
            return self.topics[name]
        from dipfacts.query.names.unknown_names import listed_by, unknown_name  # lazy: for slips

        raise unknown_name("topic", name, nearest(name, self.topics), listed_by("topics"))

    @cached_property
    def measures(self) -> Measures:
        """Return every measure by id, in the order declared: the main one of a topic first."""
        measures = self._ask("SELECT body FROM measure ORDER BY n", (), partial(body, Measure))
        return Measures((measure.id, measure) for measure in measures)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Return every kind that is declared, by id, in the order declared."""
        kinds = self._ask("SELECT body FROM kind ORDER BY n", (), partial(body, Kind))
        return {kind.id: kind for kind in kinds}

    def counted(
        self, table: str, limit: int | None = None, offset: int = 0
    ) -> list[tuple[Any, int]]:
        """Return every `party`, `topic`, `measure`, `kind` or `source`, with its claims counted."""
        from dipfacts.query import listed_counts, used_kinds  # lazy: only what lists them needs it

        if table == "kind":
            return used_kinds.used_kinds(self._ask, self.kinds)[offset:][:limit]
        results = listed_counts.tables_with_counts(self._ask, table, limit, offset)
        return [(self._spoken(row), claims) for row, claims in results]

    def values(self, table: str) -> list[str]:
        """Return the names of each `source`, or of each `kind` of claims, declared or not."""
        kinds = "SELECT id FROM kind UNION SELECT kind FROM kind_count ORDER BY 1"
        sql = kinds if table == "kind" else "SELECT id FROM source ORDER BY id"
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
    connection = store.open_index(used, first_errors, listener)
    reopen = partial(store.reopen_index, used, first_errors, listener)
    return Base(OpenIndex(connection, reopen), used)


def open_warm(*paths: str) -> Base | None:
    """Open a fact base unless something large must be compiled first; else return None."""
    used = files.base_paths([*paths])
    connection = store.warm_index(used, first_errors, SMALL_BASE)
    return Base(OpenIndex(connection), used) if connection else None
