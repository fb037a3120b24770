"""From a claim to its rows of the index: pure, and quick, because a base may hold a million."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from dipfacts.index.checksum import checksum
from dipfacts.model.period import Period
from dipfacts.model.tables import (
    AnyClaim,
    Claim,
    Figure,
    Measure,
    Party,
    Relation,
    Source,
    Table,
    Topic,
)

NEVER, FOREVER = 0, 4_000_000  # days before and after all that can be written as a date
BEGINS, ENDS = 0, 1  # which end of a relation a moment is

_MANY = 20_000  # groups of parties to remember

Values = tuple[Any, ...]
_Ids = tuple[str, ...]
_Who = tuple[_Ids, str | None, str | None, str | None, _Ids, str | None]
"""Parties, from, to, claimant, people, reporter."""

_encode = msgspec.msgpack.Encoder().encode


class Batch(NamedTuple):
    """Rows of the tables of the same names, in the order of their columns."""

    claim: list[Values]
    circle: list[Values]
    moment: list[Values]
    words: list[Values]
    part: list[Values]
    series: list[Values]


class Declared:
    """What claims refer to, as far as their rows depend on it."""

    def __init__(self) -> None:
        self.parties: dict[str, str] = {}  # name
        self.topics = {""}
        self.measures: dict[str, tuple[str, str]] = {}  # topic, label
        self.sources: dict[str, int | None] = {}  # the last day on which it may be published

    def add(self, table: Table) -> None:
        """Take note of a party, topic, measure or source."""
        if isinstance(table, Party):
            self.parties[table.id] = table.name
        elif isinstance(table, Topic):
            self.topics.add(table.id)
        elif isinstance(table, Measure):
            self.measures[table.id] = (table.topic, table.label)
        elif isinstance(table, Source):
            self.sources[table.id] = last_day(table)


class _Group:
    """What is the same for all claims about the same parties by the same people."""

    __slots__ = ("circle", "claims", "direction", "members", "names")

    def __init__(self, circle: int, names: str, direction: str, members: set[str]) -> None:
        self.circle, self.names, self.direction, self.members = circle, names, direction, members
        self.claims = 0  # not yet told by `counts`


class Rows:
    """Makes the rows of claims, and counts what they refer to.

    Claims about the same parties and people make a circle. Its number is one of `circles`, and
    stands in each of them; the circle is linked to its members, and to each pair of them.
    """

    def __init__(
        self,
        declared: Declared,
        circles: Iterator[int],
        made: dict[tuple[Any, ...], int] | None = None,
    ) -> None:
        self.batch = Batch([], [], [], [], [], [])
        self._declared = declared
        self._circles = circles
        self._sources: Counter[str] = Counter()
        self._kinds: Counter[tuple[str, str | None]] = Counter()
        self._groups: dict[_Who, _Group] = {}
        self._made = made or {}  # the numbers of circles, by the pairs of their members

    def taken(self) -> Batch:
        """The rows made since this was asked last."""
        found, self.batch = self.batch, Batch([], [], [], [], [], [])
        claims = found.claim
        claims[:] = [
            (*row, total) for row, total in zip(claims, map(checksum, claims), strict=True)
        ]
        return found

    def add(self, n: int, claim: AnyClaim, file: str, line: int) -> None:
        """Make the rows of claim number `n`. Raises KeyError for what is not declared."""
        declared, batch = self._declared, self.batch
        topic, source, period = claim.topic or "", claim.source, claim.period
        whom = claim.parties, claim.from_, claim.to, claim.claimant
        measure, kind = None, None
        if isinstance(claim, Figure):
            type_, measure = "figure", claim.measure
            topic, title = declared.measures[measure]
            if claim.topic not in (None, topic):
                raise KeyError(claim.topic)
            who: _Who = (*whom, (), claim.reporter)
            more = claim.scope
        else:
            type_ = "relation" if isinstance(claim, Relation) else "event"
            if topic not in declared.topics:
                raise KeyError(topic)
            who = (*whom, claim.people, None)
            kind, title, more = claim.kind, claim.title, claim.place
        group = self._groups.get(who) or self._grouped(who, claim)
        group.claims += 1
        self._sources[source] += 1
        self._kinds[topic, kind] += 1
        published = declared.sources[source]
        first, after = _days(period, measure is not None) if period else (FOREVER, FOREVER)
        known = claim.said_on.toordinal() if claim.said_on else published
        deprecated = int(claim.rank == "deprecated")
        batch.claim.append(
            (n, claim.id, type_, topic, measure, kind, source, group.circle, first, after, known,
             deprecated, file, line, _encode(claim))
        )  # fmt: skip
        batch.words.append((n, title, _noted(claim.note, more), group.names))
        if isinstance(claim, Figure):
            part = claim.part_of is not None
            batch.series.append((claim.measure, f"{part:d}{group.direction}", n))
            if part:
                batch.part.append((claim.part_of, n))
        else:
            batch.moment.extend(
                [(day, first, after, n, which, type_, deprecated)
                 for day, which in moments(claim, first, after)]
            )  # fmt: skip

    def counts(self) -> dict[tuple[str, str, str], int]:
        """Claims by ("source" | "topic" | "party", id, "") and by ("kind", topic, kind).

        Counted are those made since this was asked last; what was remembered to be quick is
        forgotten where it is much.
        """
        found: Counter[tuple[str, str, str]] = Counter()
        for source, count in self._sources.items():
            found["source", source, ""] = count
        for (topic, kind), count in self._kinds.items():
            found["topic", topic, ""] += count
            if kind is not None:
                found["kind", topic, kind] = count
        for group in self._groups.values():
            for party in group.members if group.claims else ():
                found["party", party, ""] += group.claims
            group.claims = 0
        self._sources.clear()
        self._kinds.clear()
        if len(self._groups) > _MANY:
            self._groups.clear()
            self._made.clear()
        return dict(found)

    def _grouped(self, who: _Who, claim: AnyClaim) -> _Group:
        """The group of a claim, the first in it: its circle, now linked, and the names in it."""
        people, reporter = who[-2:]
        everyone, known = claim.everyone, self._declared.parties
        named = {p: None for p in (*everyone, *people, claim.claimant, reporter) if p}
        names = ", ".join(dict.fromkeys([known[party] for party in named]))
        circle = self._made.get(linked := tuple(pairs(everyone, people)))
        if circle is None:
            circle = self._made[linked] = next(self._circles)
            self.batch.circle.extend([(a, b, circle) for a, b in linked])
        group = self._groups[who] = _Group(circle, names, _direction(claim), {*named})
        return group


def pairs(everyone: tuple[str, ...], people: tuple[str, ...]) -> list[tuple[str, str]]:
    """Whom a claim is found by: each party or person with "", and the pairs that share it."""
    parties = sorted({*everyone})
    found = [(party, "") for party in parties]
    found += itertools.combinations(parties, 2)
    if people:
        others = sorted({*people}.difference(parties))
        found += [(other, "") for other in others]
        found += [(min(pair), max(pair)) for pair in itertools.product(parties, others)]
    return found


def series_key(figure: Figure) -> str:
    """Sorts the figures of a measure as answers do: totals before parts, then by direction."""
    return f"{figure.part_of is not None:d}{_direction(figure)}"


def _direction(claim: AnyClaim) -> str:
    """Whether a claim has a direction, and its ends: a blank sorts before all that ids hold."""
    ends = (claim.from_, claim.to or "") if claim.from_ else sorted(claim.parties)
    return f"{bool(claim.from_):d}{' '.join(ends)}"


def title_and_note(claim: AnyClaim, measures: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The texts that a search looks through besides the names."""
    if isinstance(claim, Figure):
        return measures[claim.measure][1], _noted(claim.note, claim.scope)
    return claim.title, _noted(claim.note, claim.place)


def _noted(note: str | None, more: str | None) -> str:
    return f"{note}; {more}" if note and more else note or more or ""


def span(claim: AnyClaim) -> tuple[int, int]:
    """First day and day after the last, as ordinals; a stock "up to" a day stands on that day."""
    return _days(claim.period, isinstance(claim, Figure)) if claim.period else (FOREVER, FOREVER)


@lru_cache(maxsize=65536)
def _days(text: str, figure: bool) -> tuple[int, int]:
    period = Period.parse(text)
    first, after = period.start_day, period.end_day
    if first is None and after is not None and figure:
        first = after - 1
    return (NEVER if first is None else first), (FOREVER if after is None else after)


def moments(claim: AnyClaim, first: int, after: int) -> Iterator[tuple[int, int]]:
    """The day of each line that a timeline has of the claim, and which end of it; undated last."""
    begun = first if first != NEVER else FOREVER
    if not isinstance(claim, Relation) or claim.period is None:
        ended = after - 1 if after != FOREVER else FOREVER
        yield (begun if begun != FOREVER else ended), BEGINS
        return
    if begun != FOREVER:
        yield begun, BEGINS
    if after != FOREVER and "/" in claim.period:
        yield after - 1, ENDS


def known_day(claim: Claim, source: Source) -> int | None:
    """The day on which the claim was public: said, else the last day its source may be from."""
    return claim.said_on.toordinal() if claim.said_on else last_day(source)


def last_day(source: Source) -> int | None:
    """The last day on which the source may have been printed; None where it does not tell."""
    after = Period.parse(source.published).end_day if source.published else None
    return None if after is None else after - 1
