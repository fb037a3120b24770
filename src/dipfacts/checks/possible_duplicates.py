"""Checks for claims that may be about one relation or event, though nothing joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dipfacts.checks.lifetimes import cannot_be_both
from dipfacts.checks.view import CheckedBase, Finding, Key
from dipfacts.index.rows.keys import direction
from dipfacts.model import display
from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.file_format.tables import RelationOrEvent
from dipfacts.read.base.possible_duplicates import (
    NEAR,
    Alike,
    days_of,
    is_stopped,
    possible_duplicates,
)
from dipfacts.read.toml.loader import LoadedTable
from dipfacts.remedy import Allow, ByColumn, Remedy, Setting
from dipfacts.text import unhyphenated

_A_DAY = len("2022-03-04")


def possible_duplicate(view: CheckedBase) -> Iterator[Finding]:
    """Report claims of the same parties and kind at nearly the same time that nothing joins.

    And claims of one title of which one is about some of the parties of the other. Not where
    `cannot-be-both` tells of an end that has no date.
    """
    every = view.relations_and_events
    claims = [claim for _, claim in every]
    pairs = [*possible_duplicates(claims, view.occurrence_of, view.unique)]
    reported: set[str] | None = None
    for pair in _of_one_direction(claims, view.occurrence_of, pairs):
        both = claims[pair.later], claims[pair.earlier]
        undated = {it.id for it in both if is_stopped(it) and not days_of(it, view.unique)}
        if undated and reported is None:
            reported = {finding.row.table.id for finding in cannot_be_both(view)}
        if not undated & (reported or set()):
            yield _finding(view, every[pair.later], every[pair.earlier], pair)


def _of_one_direction(
    claims: Sequence[RelationOrEvent], occurrence_of: Callable[[str], str], pairs: Sequence[Alike]
) -> Iterator[Alike]:
    """Yield the pairs that `same_as` may join, one after another: never a way and the way back."""
    named = {occurrence_of(claims[nth].id) for it in pairs for nth in (it.later, it.earlier)}
    ways: dict[str, set[tuple[str, str]]] = {}
    for claim in claims:
        if claim.from_ and claim.to and (of := occurrence_of(claim.id)) in named:
            ways.setdefault(of, set()).add((claim.from_, claim.to))
    joined = DisjointSets[str]()
    for pair in pairs:
        both = [
            joined.representative(occurrence_of(claims[nth].id))
            for nth in (pair.later, pair.earlier)
        ]
        of_both = set[tuple[str, str]]().union(*(ways.get(it, ()) for it in both))
        if not any((to, from_) in of_both for from_, to in of_both):
            joined.join(*both)
            ways[joined.representative(both[0])] = of_both
            yield pair


def _finding(
    view: CheckedBase,
    late: tuple[LoadedTable, RelationOrEvent],
    early: tuple[LoadedTable, RelationOrEvent],
    pair: Alike,
) -> Finding:
    row, claim = late
    there, earlier = early
    how = _distance((claim, earlier), pair)
    kind = unhyphenated(claim.kind)
    whose = "some of its parties" if pair.is_of_fewer else "same parties"
    message = f"may be about the same {kind} as {view.other(there)}: {whose}, {how}"
    hint = _hint(view, row, earlier, "possible-duplicate")
    return Finding(row, "id", "possible-duplicate", message, hint, (claim.id, earlier.id))


def same_statement(view: CheckedBase) -> Iterator[Finding]:
    """Report what a claimant said on one day about the same parties, recorded in two files.

    Of what has dates `possible_duplicate` tells.
    """
    occurrence_of = view.occurrence_of
    first: dict[Key, tuple[LoadedTable, RelationOrEvent]] = {}
    for row, claim in view.relations_and_events:
        said = claim.said_on or ""
        if not claim.claimants or len(said) != _A_DAY or claim.rank == "deprecated":
            continue
        key = (type(claim), claim.kind, direction(claim), claim.claimants, said)
        there, other = first.setdefault(key, (row, claim))
        has_dates = all(days_of(one, view.unique) for one in (claim, other))
        if has_dates or view.file(there) == view.file(row):
            continue
        if occurrence_of(other.id) != occurrence_of(claim.id):
            who = display.listed(f'"{claimant}"' for claimant in claim.claimants)
            message = f"{who} said this on the day of {view.other(there)}"
            message += ", which has the same parties and kind"
            hint = _hint(view, row, other, "same-statement")
            yield Finding(row, "said_on", "same-statement", message, hint)


def _distance(both: tuple[RelationOrEvent, RelationOrEvent], pair: Alike) -> str:
    """Return '2 days apart', or why days do not tell how near two claims are."""
    days = pair.days_between
    if days > NEAR and (pair.is_of_fewer or any(map(is_stopped, both))):
        return "and one may be a later stage of the other"
    if not all(claim.period for claim in both):
        return "one without a date"
    if not days:
        return "at the same time"
    return f"{days} days apart" if days > 1 else "1 day apart"


def _hint(view: CheckedBase, row: LoadedTable, other: RelationOrEvent, code: str) -> Remedy:
    """Return the remedy that joins two claims, or says that they are two; of a row by a column.

    What names a claim already is joined by the one to which it leads.
    """
    allow = Allow(code, "why they are two", is_of_row=row.origin is not None)
    if not row.origin:
        last = view.named_last(row.table.id)
        where = f' to "{last}", with which it is joined' if last != row.table.id else ""
        return Remedy.of("add ", Setting.of("same_as", other.id), f"{where}, or ", allow)
    return Remedy.of("if they are one, add ", ByColumn("same_as", other.id), "; if not, ", allow)
