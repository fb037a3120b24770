"""From a claim to its rows of the index: quick, because a base may hold a million claims."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from dipfacts.index.checksum import checksum, encode
from dipfacts.index.keys import direction, hashed, twin_keys
from dipfacts.index.schema import Batch, empty_batch
from dipfacts.model.period import Period
from dipfacts.model.stage import BEGINS, ENDS
from dipfacts.model.tables import (
    AnyClaim,
    Figure,
    Happening,
    Kind,
    Measure,
    Party,
    Relation,
    Source,
    Table,
    Topic,
)
from dipfacts.model.words import indexed
from dipfacts.text import fold

NEVER, FOREVER = 0, 4_000_000  # days before and after all that can be written as a date

_MANY = 20_000  # groups of parties to remember

Key = tuple[str, ...]
"""The name of a table that counts claims, and the key of the row that does."""

_Who = tuple[Key, str | None, str | None, Key, Key, str | None]
"""Parties, from, to, claimants, people, reporter."""


class Declared:
    """The tables that claims refer to, as far as the rows of claims depend on them."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.parties: dict[str, str] = {}  # name
        self.topics = {""}
        self.measures: dict[str, tuple[str, str]] = {}  # topic, label
        self.natures: dict[str, str] = {}  # of measures
        self.sources: dict[str, int | None] = {}  # the last day on which it may be published
        self.publishers: dict[str, str] = {}  # of sources
        self.kinds: dict[str, str] = {}  # label
        self.unique = set[str]()  # kinds
        for table in tables:
            if isinstance(table, Party):
                self.parties[table.id] = table.name
            elif isinstance(table, Topic):
                self.topics.add(table.id)
            elif isinstance(table, Measure):
                self.measures[table.id] = (table.topic, table.label)
                self.natures[table.id] = table.nature
            elif isinstance(table, Source):
                self.sources[table.id] = last_day(table.published)
                self.publishers[table.id] = table.publisher
            elif isinstance(table, Kind):
                self.kinds[table.id] = table.label
                self.unique.update([table.id] if table.unique else ())


class _Group(msgspec.Struct):
    """The common part of all claims about the same parties by the same people."""

    circle: int
    names: str
    direction: str
    members: set[str]
    claims: int = 0  # since `counts` was called last


class Rows:
    """A maker of the rows of claims, which counts what they refer to.

    The parties and people of a claim are its circle. Claims with the same circle share its number,
    one of `circles`; the table of circles links that to each member, and to each pair of members.
    """

    def __init__(
        self,
        declared: Declared,
        circles: Iterator[int],
        numbers: dict[tuple[Any, ...], int] | None = None,
    ) -> None:
        self.batch = empty_batch()
        self.declared = declared
        self._circles = circles
        self._sources: Counter[str] = Counter()
        self._kinds: Counter[tuple[str, str, str]] = Counter()
        self._groups: dict[_Who, _Group] = {}
        self._numbers = numbers or {}  # of circles, by the pairs of their members

    def taken(self) -> Batch:
        """Return the rows made since this was called last, the claims with their checksums."""
        found, self.batch = self.batch, empty_batch()
        claims = found.claim
        claims[:] = [
            (*row, total) for row, total in zip(claims, map(checksum, claims), strict=True)
        ]
        return found

    def add(self, n: int, claim: AnyClaim, file: str, line: int) -> None:
        """Make the rows of claim number `n`. Raises KeyError for what is not declared."""
        declared, batch = self.declared, self.batch
        topic, source, period = claim.topic or "", claim.source, claim.period
        whom = claim.parties, claim.from_, claim.to, claim.claimants
        measure, kind = None, None
        if isinstance(claim, Figure):
            type_, measure = "figure", claim.measure
            topic, label = declared.measures[measure]
            if claim.topic not in (None, topic):
                raise KeyError(claim.topic)
            who: _Who = (*whom, (), claim.reporter)
        else:
            type_ = "relation" if isinstance(claim, Relation) else "event"
            if topic not in declared.topics:
                raise KeyError(topic)
            who = (*whom, claim.people, None)
            kind = claim.kind
            label = declared.kinds.get(kind, kind)
        group = self._groups.get(who) or self._grouped(who, claim)
        group.claims += 1
        self._sources[source] += 1
        self._kinds[topic, kind or "", type_] += 1
        published = declared.sources[source]
        first, after = days(period, measure is not None) if period else (FOREVER, FOREVER)
        known = last_day(claim.said_on) or published
        deprecated = int(claim.rank == "deprecated")
        batch.claim.append(
            (n, claim.id, type_, topic, measure, kind, source, group.circle, first, after, known,
             deprecated, file, line, encode(claim))
        )  # fmt: skip
        batch.said.extend([(party, n) for party in dict.fromkeys(claim.claimants)])
        title, note = title_and_note(claim, label)
        more = kind_and_publisher(kind, label, declared.publishers[source])
        batch.words.append((n, indexed(title), indexed(note), group.names, more))
        if isinstance(claim, Figure):
            part = claim.part_of is not None
            batch.series.append((claim.measure, f"{part:d}{group.direction}", n))
            if part:
                batch.part.append((claim.part_of, n))
        else:
            if claim.same_as:
                batch.same.append((claim.same_as, n))
            batch.twin.extend([(hashed(key), n) for key in twin_keys(claim, declared.unique)])
            batch.moment.extend([(*line, None, 0) for line in lines_of(n, claim)])

    def counts(self) -> dict[Key, int]:
        """Return the numbers of the claims added since this was called last.

        The keys are ("source" | "topic" | "party", id) and ("kind_count", topic, kind, type). What
        is remembered to be quick is forgotten where it is much.
        """
        found: Counter[Key] = Counter()
        for source, count in self._sources.items():
            found["source", source] = count
        for (topic, kind, type_), count in self._kinds.items():
            found["topic", topic] += count
            if kind:
                found["kind_count", topic, kind, type_] = count
        for group in self._groups.values():
            for party in group.members if group.claims else ():
                found["party", party] += group.claims
            group.claims = 0
        self._sources.clear()
        self._kinds.clear()
        if len(self._groups) > _MANY:
            self._groups.clear()
            self._numbers.clear()
        return dict(found)

    def _grouped(self, who: _Who, claim: AnyClaim) -> _Group:
        """Return the group of a claim, the first in it, and make the rows of a new circle."""
        people, reporter = who[-2:]
        everyone, known = claim.everyone, self.declared.parties
        named = {p: None for p in (*everyone, *people, *claim.claimants, reporter) if p}
        names = whole_names(dict.fromkeys([known[party] for party in named]))
        circle = self._numbers.get(linked := tuple(pairs(everyone, people)))
        if circle is None:
            circle = self._numbers[linked] = next(self._circles)
            self.batch.circle.extend([(a, b, circle) for a, b in linked])
        group = self._groups[who] = _Group(circle, names, direction(claim), {*named})
        return group


def pairs(everyone: tuple[str, ...], people: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the links of a circle: each member with "", and the pairs that are asked for.

    These are the pairs of parties, and of a party and a person; two people are no pair.
    """
    parties = sorted({*everyone})
    found = [(party, "") for party in parties]
    found += itertools.combinations(parties, 2)
    if people:
        others = sorted({*people}.difference(parties))
        found += [(other, "") for other in others]
        found += [(min(pair), max(pair)) for pair in itertools.product(parties, others)]
    return found


def title_and_note(claim: AnyClaim, label: str) -> tuple[str, str]:
    """Return two of the texts that a search covers; `label` is that of a figure's measure."""
    if isinstance(claim, Figure):
        return label, _noted(claim.note, claim.scope)
    return claim.title, _noted(claim.note, claim.place)


def _noted(note: str | None, more: str | None) -> str:
    return f"{note}; {more}" if note and more else note or more or ""


def kind_in_words(kind: str, label: str) -> str:
    """Return a kind as a search covers it: its label, with the id where that is another word.

    >>> kind_in_words("air-treaty", "Air treaty"), kind_in_words("bit", "Investment treaty")
    ('Air treaty', 'Investment treaty (bit)')
    """
    return label if fold(label) == fold(kind) else f"{label} ({kind})"


@lru_cache(maxsize=4096)
def kind_and_publisher(kind: str | None, label: str, publisher: str) -> str:
    """Return what a search covers besides, for the index of words; a figure has no kind."""
    words = indexed(publisher)
    return f"{indexed(kind_in_words(kind, label))} ¦ {words}" if kind else words


def whole_names(names: Iterable[str]) -> str:
    """Return names for the index of words, each between two signs, so that whole ones are found.

    >>> whole_names(["Guinea", "South Sudan"])
    '¦ Guinea ¦ South Sudan ¦'
    """
    return "¦ " + "".join(f"{indexed(name)} ¦ " for name in names).strip()


@lru_cache(maxsize=65536)
def days(text: str, figure: bool) -> tuple[int, int]:
    """Return the first day and the day after the last, as ordinals.

    A stock "up to" a day stands on that day.
    """
    period = Period.parse(text)
    first, after = period.start_day, period.end_day
    if first is None and after is not None and figure:
        first = after - 1
    return (NEVER if first is None else first), (FOREVER if after is None else after)


def moments(claim: AnyClaim, first: int, after: int) -> Iterator[tuple[int, int]]:
    """Yield the day of each line that a timeline has of a claim, and which end that is.

    `first` and `after` are the days in the claim's row. An undated claim is on the day FOREVER.
    """
    begun = first if first != NEVER else FOREVER
    if not isinstance(claim, Relation) or claim.period is None:
        ended = after - 1 if after != FOREVER else FOREVER
        yield (begun if begun != FOREVER else ended), BEGINS
        return
    ended = after - 1 if after != FOREVER and "/" in claim.period else FOREVER
    if begun != FOREVER or ended == FOREVER:  # one of which no day is known is undated
        yield begun, BEGINS
    if ended != FOREVER:
        yield ended, ENDS


def lines_of(n: int, claim: Happening) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of `moment` of claim number `n`, as if it were the only one of its matter."""
    first, after = days(claim.period, False) if claim.period else (FOREVER, FOREVER)
    type_ = "relation" if isinstance(claim, Relation) else "event"
    status = claim.status if type_ == "event" else None
    for day, which in moments(claim, first, after):
        spread = _spread(claim.period, type_, which)
        yield day, first, after, n, which, type_, int(claim.rank == "deprecated"), status, spread


@lru_cache(maxsize=65536)
def _spread(text: str | None, type_: str, which: int) -> int | None:
    """Return the other end of what a line is some time within, which begins or ends on its day.

    None where its day is known, or nothing of it is.
    """
    if not text or not Period.parse(text).unspecified:
        return None
    period = Period.parse(text)
    end = period.ends[which] if type_ == "relation" else period
    if end is None or not end.unspecified or not end.start_day or not end.end_day:
        return None
    return end.start_day if which == ENDS else end.end_day - 1


def tally(lines: Iterable[tuple[Any, ...]]) -> dict[Key, int]:
    """Count rows of `moment`: all of them, events by their status, and each relation once.

    The keys are as those of `Rows.counts`: ("tally", "line" | "relation" | "event STATUS").
    """
    alike = Counter(
        (f"event {status}" if status else type_, which == BEGINS or first == NEVER)
        for _, first, _, _, which, type_, _, status, *_ in lines
    )
    found: Counter[Key] = Counter()
    for (id_, is_first), count in alike.items():
        found["tally", "line"] += count
        found["tally", id_] += count * is_first
    return found


def last_day(text: str | None) -> int | None:
    """Return the last day, an ordinal, on which something may have been said or published."""
    after = days(text, False)[1] if text else FOREVER
    return None if after == FOREVER else after - 1
