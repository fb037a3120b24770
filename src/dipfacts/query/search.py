"""Full-text search over titles, notes, names, kinds and publishers, best first.

The index knows where the words stand, but does not hold the texts: excerpts are made from the
claims themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

from dipfacts.index.rows.decode import CLAIM, OCCURRENCE, fitting
from dipfacts.index.rows.lines import NEVER
from dipfacts.index.rows.search_texts import kind_in_words, searched_names, title_and_note
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.tables import Figure, Party, Source
from dipfacts.model.groups import batches
from dipfacts.model.query import Query
from dipfacts.query import search_terms, sql
from dipfacts.query.excerpts import Excerpts
from dipfacts.query.names import suggest
from dipfacts.query.over_before import over_before
from dipfacts.query.sql import Ask, by_id
from dipfacts.record import Record
from dipfacts.text import nearest

RANKED = 500  # most claims that are ranked where there is a limit, or named by their ids
COUNTED = 10_000  # most claims that are counted
_ROOT = 5  # letters that words of one root have in common at least

# Where all words stand, the best place first: each in the form that was typed, then in any form.
# Aliases come last, as pages show the name: who reads them sees the other words.
_COLUMNS = ("title", "title names", search_terms.SHOWN, f"{search_terms.SHOWN} aliases")
_PLACES = [(columns, loose) for columns in _COLUMNS for loose in (False, True)]


class Hits(Record, frozen=True):
    """The best claims that a search found, each with a text."""

    hits: list[tuple[Fact, str]]
    among: int | None = None  # how many fitting claims were ranked; None if all were
    total: int = 0  # how many fit, or as many as are counted
    are_more: bool = False  # whether more fit than are counted
    ids: Mapping[str, tuple[str, str]] = MappingProxyType({})
    """All ids if they are few, best first, each with its type, and the name of its subject."""
    unread: Sequence[str] = ()  # the ids of claims that were left unread
    read: Callable[[Sequence[str]], Iterator[list[Fact]]] = lambda _: iter(())
    """The function that reads some of these at a time."""


class Labels(Record, frozen=True):
    """The labels of measures and kinds by id, and a function that returns parties by their ids.

    They are `translated` if their names may be others than those of the base.
    """

    measures: dict[str, str]
    kinds: dict[str, str]
    parties: Callable[[list[str]], dict[str, Party]]
    translated: bool


class _Search(Record, frozen=True):
    """A search with the other conditions of a query, in SQL.

    Where dates are asked for, the days of a claim do not always tell whether it lies in them.
    """

    ask: Ask
    asked: search_terms.Terms
    where: str
    values: list[object]  # after that of the search itself
    doubtful: str  # a column in SQL: which claims are in doubt
    read: Callable[[Sequence[str]], list[Fact]]  # reads the claims of some ids
    in_dates: Callable[[list[Fact]], list[Fact]]  # returns those that lie in the dates
    known: dict[str, bool]  # whether a claim in doubt lies in the dates, by its id

    def _in_file_order(self, columns: str, place: tuple[str, bool], most: int | None) -> list[Any]:
        """Return columns of claims that hold all that is wanted in a place, in file order."""
        return self._rows(f"SELECT {columns} {_MATCHES} AND {self.where}", place, most)

    def _by_subject(self, columns: str, place: tuple[str, bool], most: int | None) -> list[Any]:
        """Return columns of the same claims in any order; each subject is looked through once."""
        own = f"{_FOUND} SELECT {columns} {_OWN} WHERE {self.where}"
        others = f"SELECT {columns} {_OTHERS} WHERE {self.where}"
        return self._rows(f"{own} UNION ALL {others}", place, most, times=2)

    def _rows(
        self, statement: str, place: tuple[str, bool], most: int | None, times: int = 1
    ) -> list[Any]:
        """Return the rows of a statement that has the conditions so many `times`."""
        values, size = [self.asked.fts(*place), *self.values * times], most
        while True:
            limit = "" if size is None else f" LIMIT {size}"
            rows = self.ask(statement + limit, values, tuple)
            results = self._lying(rows)
            if most is None or size is None or len(results) >= most or len(rows) < size:
                return results[:most]
            size *= 4  # some were of other dates

    def _lying(self, rows: list[Any]) -> list[Any]:
        """Return rows, which begin with the id and end with the doubt, of claims in the dates."""
        for some in batches(row[0] for row in rows if row[-1] and row[0] not in self.known):
            there = {fact.id for fact in self.in_dates(self.read(some))}
            self.known.update((id_, id_ in there) for id_ in some)
        return [row for row in rows if self.known.get(row[0], True)]

    def count(self, most: int) -> int:
        """Return the number of claims that are found, at `most` so many.

        Each row of words has a first claim. To count these is much quicker, and where words are
        common they are as many.
        """
        place = _PLACES[-1]
        one = "0" if self.doubtful == "0" else f"claim.id, {self.doubtful}"
        first = len(self._rows(f"SELECT {one} {_FIRST} AND {self.where}", place, most))
        return first if first == most else len(self._by_subject(one, place, most))

    def ranked(self, most: int | None, enough: float) -> list[str]:
        """Return the ids of the claims found, best first, of each place at `most` so many.

        Places are looked at until there are `enough`.
        """
        results: dict[str, tuple[int, int, int]] = {}
        done = set[str]()
        rows_of = self._by_subject if most is None and enough <= COUNTED else self._in_file_order
        for nth, place in enumerate(_PLACES):
            if len(results) < enough and (text := self.asked.fts(*place)) not in done:
                done.add(text)
                columns = f"claim.id, claim.n, {_DAY}, {self.doubtful}"
                for id_, n, day, _ in rows_of(columns, place, most):
                    results.setdefault(id_, (nth, -day, n))
        return sorted(results, key=results.__getitem__)[:most]


# The claims of rows of words, in the order of these: one each, but of figures that have no words of
# their own all those of the subject and the manner of the first.
_MATCHES = """FROM words CROSS JOIN claim_row AS worded ON worded.n = words.rowid
CROSS JOIN manner AS how ON how.manner = worded.manner
CROSS JOIN claim ON claim.n = worded.n OR (how.plain = 1
AND claim.subject = worded.subject AND claim.manner = worded.manner AND claim.n > worded.n)
WHERE words MATCH ?"""
# The same, of the subject of a figure all at once.
_FOUND = """WITH found AS MATERIALIZED (SELECT n, subject, claim_row.manner AS manner, plain
    FROM words CROSS JOIN claim_row ON n = words.rowid JOIN manner USING (manner)
    WHERE words MATCH ?)"""
_OWN = "FROM found CROSS JOIN claim ON claim.n = found.n"
_OTHERS = """FROM (SELECT DISTINCT subject FROM found WHERE plain = 1) AS one
    CROSS JOIN claim ON claim.subject = one.subject
    CROSS JOIN found ON found.subject = claim.subject AND found.manner = claim.manner
    AND found.plain = 1 AND claim.n > found.n"""
_FIRST = "FROM words CROSS JOIN claim ON claim.n = words.rowid WHERE words MATCH ?"

# The day on which a claim begins, else ends; those of which neither is known come last.
_DAY = (
    f"CASE WHEN claim.first NOT IN ({NEVER}, {FAR}) THEN claim.first"
    f" WHEN claim.after != {FAR} THEN claim.after ELSE 0 END"
)


def best(
    query: Query,
    ask: Ask,
    labels: Labels,
    in_dates: Callable[[list[Fact]], list[Fact]],
    is_streamed: bool,
) -> Hits:
    """Return the claims that hold what `query.text` asks for, best first.

    Words in titles come before those in notes, words as typed before other forms of them, newer
    claims before older ones. That takes time for each claim: where there is a limit, and more than
    `RANKED` fit, only so many are ranked. Where all `is_streamed`, very many are left unread.
    `in_dates` returns those of some claims that lie in the dates asked for.
    """
    asked = search_terms.parse(query.text or "")
    if not asked.wanted:
        return Hits([])
    asked = search_terms.widened(asked, ask)
    where, values = sql.conditions(query)
    doubtful = "0"
    if query != query.undated:
        left, more = over_before(ask, query).claims_left
        where, values = f"{where} AND {left}", [*values, *more]
        doubtful = _doubtful(query)
    read_some = partial(_read, query, ask)
    search = _Search(ask, asked, where, values, doubtful, read_some, in_dates, {})
    count = search.count(COUNTED + 1)
    most = RANKED if query.limit and count > RANKED else None
    ids = search.ranked(most, most or (count if count <= COUNTED else math.inf))
    if is_streamed and count > RANKED:
        read = partial(_each, query, ask, asked, labels)
        return Hits([], None, min(count, COUNTED), count > COUNTED, unread=ids, read=read)
    hits = _hits(query, ask, ids[: query.limit] if query.limit else ids, asked, labels)
    named = _types_and_occurrences(ask, ids) if count <= RANKED else {}
    return Hits(hits, most, min(count, COUNTED), count > COUNTED, named)


def _doubtful(query: Query) -> str:
    """Return the column that tells for which claims their days alone do not tell when it was.

    What several claims tell of, and before some day what has no known beginning.
    """
    is_before = query.days[1] < FAR
    vague = " OR (claim.type = 'relation' AND claim.first = 0)" if is_before else ""
    return f"(claim.type <> 'figure' AND ({sql.OTHER}{vague}))"


def _each(
    query: Query, ask: Ask, asked: search_terms.Terms, labels: Labels, ids: Sequence[str]
) -> Iterator[list[Fact]]:
    """Yield the claims of these ids, some at a time."""
    for some in batches(ids):
        yield [fact for fact, _ in _hits(query, ask, some, asked, labels)]


def _hits(
    query: Query, ask: Ask, ids: Sequence[str], asked: search_terms.Terms, labels: Labels
) -> list[tuple[Fact, str]]:
    return [*_with_excerpts(_read(query, ask, ids), asked.wanted, ask, labels)]


def _types_and_occurrences(ask: Ask, ids: list[str]) -> dict[str, tuple[str, str]]:
    """Return these ids, each with the type of the claim, and the name of what it is about."""
    columns = f"claim.id, claim.type, {OCCURRENCE}"
    rows = ask(f"SELECT {columns} FROM claim WHERE id IN ({sql.marks(ids)})", ids, tuple)
    occurrence_of = {id_: (type_, root or id_) for id_, type_, root in rows}
    return {id_: occurrence_of[id_] for id_ in ids if id_ in occurrence_of}


def missing(text: str, ask: Ask) -> dict[str, list[str]]:
    """Return the words of a text that no claim has, with those of the base that are near."""
    sql_ = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
    asked = search_terms.widened(search_terms.parse(text)._replace(unwanted=()), ask)
    absent = [
        term
        for term in asked.wanted
        if not ask(sql_, (asked._replace(wanted=(term,)).fts(*_PLACES[-1]),), tuple)
    ]
    results: dict[str, list[str]] = {}
    for term in absent:
        for word in term.words:
            whole = word.exact[-1].words
            is_word = len(whole) == 1 and whole[0].isalnum()  # no acronym
            near = suggest.words(ask, whole[0]) if is_word else []
            near = [one for one in near if len(one) * 2 >= len(whole[0])]  # no "non" of "nonsense"
            code = search_terms.capitals(word.text, ask)
            results[word.text] = code or nearest(word.text, near) or _akin(whole[0], near)
    return results


def _akin(word: str, others: list[str]) -> list[str]:
    """Return the word that has the longest beginning in common, half of it: ratified."""
    for length in range(len(word), max(_ROOT, (len(word) + 1) // 2) - 1, -1):
        if result := min((one for one in others if one.startswith(word[:length])), default=""):
            return [result]
    return []


def _read(query: Query, ask: Ask, ids: Sequence[str]) -> list[Fact]:
    """Return the claims of these ids, in this order."""
    results: dict[str, Fact] = {}
    for some in batches(ids):
        sql_ = f"SELECT {CLAIM} FROM claim WHERE id IN ({sql.marks(some)})"
        results |= {fact.id: fact for fact in ask(sql_, some, partial(fitting, query))}
    return [results[id_] for id_ in ids if id_ in results]


def _with_excerpts(
    facts: list[Fact], wanted: tuple[search_terms.Term, ...], ask: Ask, labels: Labels
) -> Iterator[tuple[Fact, str]]:
    """Yield each claim with the part of its texts that was found.

    A claim without the words is left out: the index, which has no checksum of them, is damaged.
    """
    ids = sorted({id_ for fact in facts for id_ in fact.claim.named})
    parties = [labels.parties(ids)]
    if labels.translated:  # they are found by their names in the base, too
        parties.append(by_id(ask, Party, ids))
    aliases = {id_: ", ".join(searched_names(it)[1:]) for id_, it in parties[-1].items()}
    names = [{id_: party.name for id_, party in some.items()} for some in parties]
    sources = by_id(ask, Source, {fact.claim.source for fact in facts})
    excerpts = Excerpts(wanted, names[0])
    for fact in facts:
        claim = fact.claim
        kind, label = "", ""
        if isinstance(claim, Figure):
            label = labels.measures[claim.measure]
        else:
            kind = kind_in_words(claim.kind, labels.kinds.get(claim.kind, claim.kind))
        named = (", ".join(dict.fromkeys([some[id_] for id_ in claim.named])) for some in names)
        texts = [*title_and_note(claim, label), *named, kind, sources[claim.source].publisher]
        text = excerpts.excerpt_of(texts)
        if text is None:  # a word of an alias, which is shown to tell why
            others = [aliases[id_] for id_ in claim.named if aliases[id_]]
            text = excerpts.excerpt_of([*others, *texts])
        if text is not None:
            yield fact, text
