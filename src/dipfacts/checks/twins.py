"""Checks for claims that may be about one relation or event, though nothing joins them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from dipfacts.checks.view import Finding, View
from dipfacts.index.keys import direction
from dipfacts.model import display
from dipfacts.model.period import Period
from dipfacts.model.query import FAR, NEAR
from dipfacts.model.tables import Happening, Relation
from dipfacts.read.loader import LoadedTable
from dipfacts.text import fold, plain

_MOST = 20  # claims after one that it is compared with
_A_DAY = len("2022-03-04")

Key = tuple[object, ...]


class _Dated(NamedTuple):
    """A claim with the first day on which it may begin and the day after the last."""

    first: int
    after: int
    nth: int
    row: LoadedTable
    claim: Happening


def may_be_one(view: View) -> Iterator[Finding]:
    """Report claims of the same parties and kind at nearly the same time that nothing joins.

    Of each claim those before it that have its title, else the nearest of them. What has two titles
    in one source is two, and so is what two sources have twice.
    """
    lead, happenings = view.matter, view.happenings
    sources: dict[str, set[str]] = defaultdict(set)
    groups: dict[Key, list[_Dated]] = defaultdict(list)
    for nth, (row, claim) in enumerate(happenings):
        sources[lead(claim.id)].add(claim.source)
        if (span := _span(claim)) and claim.rank != "deprecated":
            groups[type(claim), claim.kind, direction(claim)].append(_Dated(*span, nth, row, claim))
    found: dict[int, list[tuple[bool, int, _Dated]]] = defaultdict(list)
    for one, other in (pair for group in groups.values() for pair in _near(sorted(group))):
        both = lead(one.claim.id), lead(other.claim.id)
        differ = fold(one.claim.title) != fold(other.claim.title)
        have_both = len(sources[both[0]] & sources[both[1]])
        if both[0] != both[1] and have_both < (1 if differ else 2):
            earlier, later = sorted((one, other), key=lambda dated: dated.nth)
            found[later.nth].append((differ, _apart(one, other), earlier))
    for nth, pairs in sorted(found.items()):
        pairs.sort(key=lambda pair: (*pair[:2], pair[2].nth))
        for differ, apart, earlier in pairs:
            if not differ or pairs[0][2] is earlier:
                yield _finding(view, happenings[nth], earlier, apart)


def _finding(
    view: View, late: tuple[LoadedTable, Happening], earlier: _Dated, apart: int
) -> Finding:
    row, claim = late
    how = f"{apart} day{'s' * (apart > 1)} apart" if apart else "at the same time"
    kind = plain(claim.kind).replace("-", " ")
    at = f'"{earlier.claim.id}" ({view.where(earlier.row)})'
    message = f"may be about the same {kind} as {at}: same parties, {how}"
    return Finding(row, "id", "may-be-one", message, _hint(earlier.claim, "may-be-one"))


def same_statement(view: View) -> Iterator[Finding]:
    """Report what a claimant said on one day about the same parties, recorded in two files.

    Of what has dates `may_be_one` tells.
    """
    lead, happenings = view.matter, view.happenings
    first: dict[Key, tuple[LoadedTable, Happening]] = {}
    for row, claim in happenings:
        said = claim.said_on or ""
        if not claim.claimants or len(said) != _A_DAY or claim.rank == "deprecated":
            continue
        key = (type(claim), claim.kind, direction(claim), claim.claimants, said)
        there, other = first.setdefault(key, (row, claim))
        has_dates = _span(claim) and _span(other)
        if has_dates or view.file(there) == view.file(row):
            continue
        if lead(other.id) != lead(claim.id):
            who = display.listed(f'"{claimant}"' for claimant in claim.claimants)
            at = f'"{other.id}" ({view.where(there)})'
            message = f"{who} said this on the day of {at}, which has the same parties and kind"
            yield Finding(row, "said_on", "same-statement", message, _hint(other, "same-statement"))


def _hint(other: Happening, code: str) -> str:
    return f'add same_as = "{other.id}", or allow = ["{code}: why they are two"]'


# ---------------------------------------------------------------------------- how near


def _span(claim: Happening) -> tuple[int, int] | None:
    """Return the days of an event, or those on which a relation may begin, if they are known."""
    period = Period.parse(claim.period) if claim.period else None
    if period and isinstance(claim, Relation) and period.is_interval:
        period = period.ends[0]
    if period is None or period.start_day is None:
        return None
    return period.start_day, period.end_day or FAR


def _near(group: list[_Dated]) -> Iterator[tuple[_Dated, _Dated]]:
    """Yield the pairs that are near, of claims in the order of their first days."""
    for nth, one in enumerate(group):
        for other in group[nth + 1 : nth + 1 + _MOST]:
            if other.first >= one.after + NEAR:
                break
            yield one, other


def _apart(one: _Dated, other: _Dated) -> int:
    """Return the days between the beginnings of two claims; 0 where one lies in the other."""
    inside = one.first <= other.first and other.after <= one.after
    inside = inside or (other.first <= one.first and one.after <= other.after)
    return 0 if inside else abs(one.first - other.first)
