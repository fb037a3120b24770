"""Checks for claims that may be about one relation or event, though nothing joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from dipfacts.checks.view import Finding, Key, View
from dipfacts.index.keys import direction
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, NEAR
from dipfacts.model.status import class_of
from dipfacts.model.tables import Happening, Relation
from dipfacts.read.loader import LoadedTable
from dipfacts.read.same_as import about_the_same
from dipfacts.text import fold, unhyphenated

_MOST = 20  # claims after one that it is compared with
_A_DAY = len("2022-03-04")


class _Dated(NamedTuple):
    """A claim with the first day on which it may begin, and the day after the last.

    `end` is the day after its own last, FAR where it goes on or that is not known.
    """

    first: int
    after: int
    end: int
    nth: int
    row: LoadedTable
    claim: Happening

    @property
    def reach(self) -> int:
        """The day after the last on which another claim may lie in it."""
        return self.after if self.end == FAR else self.end


_Pair = tuple[bool, int, _Dated]  # whether titles differ, days apart, and the earlier claim


def may_be_one(view: View) -> Iterator[Finding]:
    """Report claims of the same parties and kind at nearly the same time that nothing joins.

    Of each claim those before it that have its title, else the nearest of them. What has two titles
    in one source is two, and so is what two sources have twice. Of two occurrences it is told once.
    """
    occurrence_of, happenings = view.occurrence_of, view.happenings
    sources: dict[str, set[str]] = defaultdict(set)
    groups: dict[Key, list[_Dated]] = defaultdict(list)
    for nth, (row, claim) in enumerate(happenings):
        sources[occurrence_of(claim.id)].add(claim.source)
        if (days := _days(claim, view.unique)) and claim.rank != "deprecated":
            key = type(claim), claim.kind, frozenset(claim.everyone)
            groups[key].append(_Dated(*days, nth, row, claim))
    pairs_of = _pairs(view, groups.values(), sources)
    reported = set[frozenset[str]]()
    for nth, pairs in sorted(pairs_of.items()):
        pairs.sort(key=lambda pair: (*pair[:2], pair[2].nth))
        for differ, apart, earlier in pairs:
            occurrences = frozenset(map(occurrence_of, (happenings[nth][1].id, earlier.claim.id)))
            if occurrences not in reported and (not differ or pairs[0][2] is earlier):
                reported.add(occurrences)
                yield _finding(view, happenings[nth], earlier, apart)


def _pairs(
    view: View, groups: Iterable[list[_Dated]], sources: Mapping[str, set[str]]
) -> dict[int, list[_Pair]]:
    """Return for each claim, by its place, those before it with which it may be one.

    What one source tells of with one title is left out where another tells of either nearer by.
    """
    results: dict[int, list[_Pair]] = defaultdict(list)
    within: list[tuple[int, _Dated, _Dated, tuple[str, str]]] = []  # what one source tells of
    nearest: dict[str, int] = {}  # days to what another source tells of, by occurrence
    shared: dict[tuple[str, str], int] = {}  # sources that tell of both, of two occurrences
    for one, other in (pair for group in groups for pair in _candidates(sorted(group))):
        both = view.occurrence_of(one.claim.id), view.occurrence_of(other.claim.id)
        if both[0] == both[1] or not about_the_same(one.claim, other.claim):
            continue
        differ = fold(one.claim.title) != fold(other.claim.title)
        if both not in shared:
            shared[both] = len(sources[both[0]] & sources[both[1]])
        have_both, apart = shared[both], _apart(one, other)
        if have_both >= (1 if differ else 2):
            continue
        earlier, later = sorted((one, other), key=lambda dated: dated.nth)
        if have_both:
            within.append((apart, earlier, later, both))
            continue
        results[later.nth].append((differ, apart, earlier))
        for name in () if differ else both:
            nearest[name] = min(nearest.get(name, FAR), apart)
    for apart, earlier, later, both in within:
        if apart <= min(nearest.get(name, FAR) for name in both):
            results[later.nth].append((False, apart, earlier))
    return results


def _finding(
    view: View, late: tuple[LoadedTable, Happening], earlier: _Dated, apart: int
) -> Finding:
    row, claim = late
    how = _distance((claim, earlier.claim), apart)
    kind = unhyphenated(claim.kind)
    message = f"may be about the same {kind} as {view.other(earlier.row)}: same parties, {how}"
    return Finding(row, "id", "may-be-one", message, _hint(row, earlier.claim, "may-be-one"))


def same_statement(view: View) -> Iterator[Finding]:
    """Report what a claimant said on one day about the same parties, recorded in two files.

    Of what has dates `may_be_one` tells.
    """
    occurrence_of, happenings = view.occurrence_of, view.happenings
    first: dict[Key, tuple[LoadedTable, Happening]] = {}
    for row, claim in happenings:
        said = claim.said_on or ""
        if not claim.claimants or len(said) != _A_DAY or claim.rank == "deprecated":
            continue
        key = (type(claim), claim.kind, direction(claim), claim.claimants, said)
        there, other = first.setdefault(key, (row, claim))
        has_dates = all(_days(one, view.unique) for one in (claim, other))
        if has_dates or view.file(there) == view.file(row):
            continue
        if occurrence_of(other.id) != occurrence_of(claim.id):
            who = display.listed(f'"{claimant}"' for claimant in claim.claimants)
            message = f"{who} said this on the day of {view.other(there)}"
            message += ", which has the same parties and kind"
            hint = _hint(row, other, "same-statement")
            yield Finding(row, "said_on", "same-statement", message, hint)


def _distance(both: tuple[Happening, Happening], apart: int) -> str:
    """Return '2 days apart', or why days do not tell how near two claims are."""
    if apart > NEAR and any(map(_is_stopped, both)):
        return "and one may be a later stage of the other"
    if not all(claim.period for claim in both):
        return "one without a date"
    return f"{apart} day{'s' * (apart > 1)} apart" if apart else "at the same time"


def _hint(row: LoadedTable, other: Happening, code: str) -> str:
    """Return what joins two claims, and what says that they are two; of a row by a column."""
    allow = f'allow = ["{code}: why they are two"]'
    if not row.origin:
        return f'add same_as = "{other.id}", or {allow}'
    column = f'add same_as = "{{same_as}}" to the [[table]], and "{other.id}" in a column same_as'
    return f"if they are one, {column}; if not, {allow} to the [[table]]"


# ---------------------------------------------------------------------------- how near


def _days(claim: Happening, unique: Collection[str]) -> tuple[int, int, int] | None:
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
        if _is_stopped(other.claim):
            yield from ((one, other) for one in standing[title][-_MOST:])
        elif other.end == FAR and class_of(other.claim.status) == "standing":
            standing[title].append(other)


def _is_stopped(claim: Happening) -> bool:
    """Return whether a relation is over or suspended."""
    return isinstance(claim, Relation) and class_of(claim.status) in ("over", "paused")


def _near(group: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield the pairs that are near, of claims in the order of their first days."""
    for nth, one in enumerate(group):
        near, reach = one.after + NEAR, one.reach
        for other in group[nth + 1 : nth + 1 + _MOST]:
            if other.first < near or other.end <= reach:
                yield one, other
            elif other.first >= reach:
                break


def _apart(one: _Dated, other: _Dated) -> int:
    """Return the days from the beginning of a claim to a later one; 0 if that lies in the first."""
    inside = other.after <= one.after or other.end <= one.reach
    return 0 if inside else other.first - one.first
