"""The check of claims that are joined as one relation or event, though they cannot be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter

from dipfacts.checks.view import CheckedBase, Finding
from dipfacts.index.rows.lines import days
from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.file_format.status import class_of
from dipfacts.model.file_format.tables import Relation, RelationOrEvent
from dipfacts.model.groups import grouped
from dipfacts.model.periods.dates import Days
from dipfacts.read.base.same_as import about_the_same, parties_text
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.text import listed

_SOME = "give each that left a claim of its own, and allow this if it ended among these alone"

Stated = tuple[LoadedTable, RelationOrEvent]
_Sides = list[tuple[int, Stated]]  # the first claim of each, with its number


def joined_apart(view: CheckedBase) -> Iterator[Finding]:
    """Report claims joined in more than one way that differ on the parties, or lie apart in time.

    Where `same_as` alone joins, other parties are an error, and sources may differ on the dates.
    """
    named = DisjointSets[str]()
    for _, claim in view.relations_and_events:
        if claim.same_as:
            named.join(claim.id, claim.same_as)
    for group in _claims_by_occurrence(view):
        if len(group) > 1 and len({named.representative(claim.id) for _, claim in group}) > 1:
            yield from _of_others(view, group, named)
            yield from _at_another_time(view, group, named)


def ended_for_some(view: CheckedBase) -> Iterator[Finding]:
    """Report claims by which a relation is over for several of its parties, and not for all.

    They do not say whether each of them left it, or whether it ended among themselves.
    """
    for group in _claims_by_occurrence(view):
        there, whole = max(group, key=lambda stated: len(stated[1].everyone))
        every = whole.party_set
        over = [
            it for it in group if isinstance(it[1], Relation) and class_of(it[1].status) == "over"
        ]
        for row, claim in over if not any(every.issubset(it.everyone) for _, it in over) else ():
            others = every.difference(claim.everyone)
            if 1 < len(claim.everyone) < len(every) and every.issuperset(claim.everyone):
                message = f'is "{claim.status}" for {listed(sorted(claim.everyone))} alone, and is'
                message += f' one relation with "{whole.id}" ({view.where(there)}), also of'
                message += f" {listed(sorted(others))}"
                yield Finding(row, "parties", "ended-for-some", message, _SOME)


def _claims_by_occurrence(view: CheckedBase) -> Iterable[list[Stated]]:
    """Return the claims about each relation or event, but for deprecated ones."""
    of = view.occurrence_of
    every = view.relations_and_events
    return grouped((of(it[1].id), it) for it in every if it[1].rank != "deprecated").values()


def _of_others(
    view: CheckedBase, group: list[Stated], named: DisjointSets[str]
) -> Iterator[Finding]:
    """Yield the claims that are not about the parties of one before.

    Of a kind that is unique, claims may name either direction.
    """
    is_unique = any(claim.kind in view.unique for _, claim in group)
    seen = set[object]()
    sides = defaultdict[str, _Sides](list)  # by those that `same_as` joins
    for row, claim in group:
        name, parties = named.representative(claim.id), claim.party_set
        if (side := (is_unique or claim.from_, parties)) in seen:
            continue
        seen.add(side)
        others = (some for key, some in sides.items() if key != name)
        differing = (_first_about_others(claim, some) for some in others)
        if first := min(filter(None, differing), key=itemgetter(0), default=None):
            other = first[1]
            how = f"about other parties: {parties_text(claim)} here, {parties_text(other[1])} there"
            hint = "correct the parties, or what joins them: same_as, or a unique kind"
            yield _finding(view, row, other, "parties", how, hint)
        sides[name].append((len(seen), (row, claim)))


def _first_about_others(claim: RelationOrEvent, sides: _Sides) -> tuple[int, Stated] | None:
    return next((it for it in sides if not about_the_same(claim, it[1][1])), None)


def _at_another_time(
    view: CheckedBase, group: list[Stated], named: DisjointSets[str]
) -> Iterator[Finding]:
    """Yield the relations of one status that lie wholly before or after one that came before.

    With another status between them they are stages.
    """
    if len({getattr(claim, "status", None) or "in-force" for _, claim in group}) > 1:
        return
    outer: list[tuple[Days, Stated]] = []  # of the claims so far that ends first, and begins last
    for row, claim in group if isinstance(group[0][1], Relation) else ():
        if (span := _span(claim)) is None:
            continue
        apart = (stated for its, stated in outer if its[1] <= span[0] or span[1] <= its[0])
        if (other := next(apart, None)) and not _is_named(claim, other[1], named):
            how = f"their periods lie apart: {claim.period} here, {other[1].period} there"
            hint = "correct a period, or the same_as that joins them"
            yield _finding(view, row, other, "period", how, hint)
        outer.append((span, (row, claim)))
        outer = [
            min(outer, key=lambda entry: entry[0][1]),
            max(outer, key=lambda entry: entry[0][0]),
        ]


def _span(claim: RelationOrEvent) -> Days | None:
    """Return the days of a period with two ends; of a date nobody knows how long it lasted."""
    return days(claim.period) if claim.period and "/" in claim.period else None


def _is_named(claim: RelationOrEvent, other: RelationOrEvent, named: DisjointSets[str]) -> bool:
    return named.representative(claim.id) == named.representative(other.id)


def _finding(
    view: CheckedBase, row: LoadedTable, other: Stated, key: str, how: str, hint: str
) -> Finding:
    there, claim = other
    what = type(claim).__name__.lower()
    message = f'is joined to "{claim.id}" ({view.where(there)}) as one {what}, but {how}'
    return Finding(row, key, "joined-apart", message, hint)
