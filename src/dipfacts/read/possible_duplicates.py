"""The rule for claims that may be about one relation or event, though nothing joins them.

`checks` reports them, and pages tell of those that they list as two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from dipfacts.model.period import Period
from dipfacts.model.query import FAR, NEAR
from dipfacts.model.status import class_of
from dipfacts.model.tables import Relation, RelationOrEvent
from dipfacts.read.same_as import about_the_same
from dipfacts.record import Record
from dipfacts.text import fold

_MOST = 20  # claims after one that it is compared with


class _Dated(Record, frozen=True, order=True):
    """A claim with the first day on which it may begin, and the day after the last.

    `end` is the day after its own last, FAR where it goes on or that is not known.
    """

    first: int
    after: int
    end: int
    nth: int
    claim: RelationOrEvent

    @property
    def reach(self) -> int:
        """The day after the last on which another claim may lie in it."""
        return self.after if self.end == FAR else self.end


class Alike(Record, frozen=True):
    """Two claims that may be one, by their places, and how many days lie between them."""

    later: int
    earlier: int
    days_between: int


_Pair = tuple[bool, int, int]  # whether titles differ, days apart, and the earlier claim


def group_of(claim: RelationOrEvent) -> tuple[type[RelationOrEvent], str, frozenset[str]]:
    """Return what claims that may be one have in common: kind and parties."""
    return type(claim), claim.kind, frozenset(claim.everyone)


def possible_duplicates(
    claims: Sequence[RelationOrEvent],
    occurrence_of: Callable[[str], str],
    unique: Collection[str],
    undated_ends: bool = False,
) -> Iterator[Alike]:
    """Yield the claims, in the order of their files, that may be one with an earlier one.

    Of each claim those before it that have its title, else the nearest of them. What has two titles
    in one source is two, and so is what two sources have twice. Of two occurrences it is told once.
    With `undated_ends` also what is over or suspended without a date, with what goes on.
    """
    sources: dict[str, set[str]] = defaultdict(set)
    groups: dict[tuple[object, ...], list[_Dated]] = defaultdict(list)
    for nth, claim in enumerate(claims):
        sources[occurrence_of(claim.id)].add(claim.source)
        days = days_of(claim, unique)
        if undated_ends and not (days or claim.period) and is_stopped(claim):
            days = FAR, FAR, FAR
        if days and claim.rank != "deprecated":
            groups[group_of(claim)].append(_Dated(*days, nth, claim))
    reported = set[frozenset[str]]()
    for nth, pairs in sorted(_pairs(occurrence_of, groups.values(), sources).items()):
        pairs.sort()
        for differ, between, earlier in pairs:
            both = frozenset(occurrence_of(claims[it].id) for it in (nth, earlier))
            if both not in reported and (not differ or pairs[0][2] == earlier):
                reported.add(both)
                yield Alike(nth, earlier, between)


def _pairs(
    occurrence_of: Callable[[str], str],
    groups: Iterable[list[_Dated]],
    sources: Mapping[str, set[str]],
) -> dict[int, list[_Pair]]:
    """Return for each claim, by its place, those before it with which it may be one.

    What one source tells of with one title is left out where another tells of either nearer by.
    """
    results: dict[int, list[_Pair]] = defaultdict(list)
    within: list[tuple[int, _Dated, _Dated, tuple[str, str]]] = []  # what one source tells of
    nearest: dict[str, int] = {}  # days to what another source tells of, by occurrence
    shared: dict[tuple[str, str], int] = {}  # sources that tell of both, of two occurrences
    for one, other in (pair for group in groups for pair in _candidates(sorted(group))):
        both = occurrence_of(one.claim.id), occurrence_of(other.claim.id)
        if both[0] == both[1] or not about_the_same(one.claim, other.claim):
            continue
        differ = fold(one.claim.title) != fold(other.claim.title)
        if both not in shared:
            shared[both] = len(sources[both[0]] & sources[both[1]])
        have_both, between = shared[both], _days_between(one, other)
        if have_both >= (1 if differ else 2):
            continue
        earlier, later = sorted((one, other), key=lambda dated: dated.nth)
        if have_both:
            within.append((between, earlier, later, both))
            continue
        results[later.nth].append((differ, between, earlier.nth))
        for name in () if differ else both:
            nearest[name] = min(nearest.get(name, FAR), between)
    for between, earlier, later, both in within:
        if between <= min(nearest.get(name, FAR) for name in both):
            results[later.nth].append((False, between, earlier.nth))
    return results


# ---------------------------------------------------------------------------- how near


def days_of(claim: RelationOrEvent, unique: Collection[str]) -> tuple[int, int, int] | None:
    """Return `first`, `after` and `end` of what is dated; an event begins on any of its days.

    What has no date may be at any time, if parties have one of its kind at a time.
    """
    if not claim.period:
        return (0, FAR, FAR) if claim.kind in unique else None
    period = begin = Period.parse(claim.period)
    if isinstance(claim, Relation) and period.is_interval:
        begin = period.ends[0] or period
    if begin.start_day is None:
        return None
    return begin.start_day, begin.end_day or FAR, period.end_day or FAR


def _candidates(group: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield the pairs that may be one, of claims in the order of their first days.

    They are near, or one tells the end or the suspension of what the other says goes on.
    """
    yield from _near(group)
    standing: dict[str, list[_Dated]] = defaultdict(list)
    for other in group if isinstance(group[0].claim, Relation) else ():
        title = fold(other.claim.title)
        if is_stopped(other.claim):
            yield from ((one, other) for one in standing[title][-_MOST:])
        elif other.end == FAR and class_of(other.claim.status) == "standing":
            standing[title].append(other)


def is_stopped(claim: RelationOrEvent) -> bool:
    """Return whether a relation is over or suspended."""
    return isinstance(claim, Relation) and class_of(claim.status) in ("over", "paused")


def _near(group: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield the pairs that are near, of claims in the order of their first days."""
    group = [one for one in group if one.first < FAR]
    for nth, one in enumerate(group):
        near, reach = one.after + NEAR, one.reach
        for other in group[nth + 1 : nth + 1 + _MOST]:
            if other.first < near or other.end <= reach:
                yield one, other
            elif other.first >= reach:
                break


def _days_between(one: _Dated, other: _Dated) -> int:
    """Return the days from the beginning of a claim to a later one; 0 if that lies in the first."""
    inside = other.after <= one.after or other.end <= one.reach
    return 0 if inside else other.first - one.first
