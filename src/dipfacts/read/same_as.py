"""The rules of `same_as`, by which a claim names another about the same relation or event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.groups import grouped
from dipfacts.model.status import CALLED_OFF, CLASSES
from dipfacts.model.tables import AnyClaim, Relation, RelationOrEvent
from dipfacts.read.circles import circles, quoted_ids
from dipfacts.text import listed, plain

_ENDS = (*CLASSES["over"], *CLASSES["paused"], *CALLED_OFF)
ByDirection = dict[tuple[str | None, frozenset[str]], AnyClaim]
"""Claims joined to one another: of those from one party, or from none, to the same, the first."""


def faults(
    pairs: Iterable[tuple[RelationOrEvent, AnyClaim]],
) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, code, message and hint of each claim that may not name the other beside it."""
    pairs = [*pairs]
    links: dict[str, list[tuple[str, str]]] = {}
    joined, sides = DisjointSets[str](), dict[str, ByDirection]()
    wholes = _wholes(pairs)
    for claim, other in pairs:
        if type(other) is not type(claim):
            what, there = (type(one).__name__.lower() for one in (claim, other))
            message = f'same_as of the {what} "{claim.id}" names the {there} "{other.id}"'
            hint = f"name a claim about the same {what}, or leave same_as out"
            yield claim.id, "same-as-type", message, hint
            continue
        ours, theirs = (_sides(sides, joined, one) for one in (claim, other))
        added = [one for side, one in ours.items() if side not in theirs]
        compared = [(claim, other), *product(added, theirs.values())]
        every = wholes(claim.id)
        differing = next((it for it in compared if not _may_be_joined(*it, every)), None)
        if differing:
            message, hint = _difference(claim, other, differing)
            yield claim.id, "same-as-parties", message, hint
        else:
            links[claim.id] = [("same_as", other.id)]
            joined.join(claim.id, other.id)
            sides[joined.representative(other.id)] = theirs | ours if added else theirs
    for _, circle in circles(links):
        message = f"same_as leads in a circle: {quoted_ids(circle)}"
        hint = "let all of them name one claim, and that one none"
        yield circle[-1], "same-as-circle", message, hint


def _wholes(
    pairs: Iterable[tuple[RelationOrEvent, AnyClaim]],
) -> Callable[[str], list[frozenset[str]]]:
    """Return the largest sets of parties of claims that one is joined to, whatever their order."""
    joined = DisjointSets[str]()
    for claim, other in pairs:
        joined.join(claim.id, other.id)
    every = {claim.id: frozenset(claim.everyone) for pair in pairs for claim in pair}
    groups = grouped((joined.representative(id_), parties) for id_, parties in every.items())
    several = {first: _largest({*each}) for first, each in groups.items()}
    return lambda id_: several[joined.representative(id_)]


def _largest(sets: set[frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets that lie in no other."""
    results: list[frozenset[str]] = []
    for one in sorted(sets, key=len, reverse=True):
        if not any(one < other for other in results):
            results.append(one)
    return results


def _sides(
    known: dict[str, ByDirection], joined: DisjointSets[str], claim: AnyClaim
) -> ByDirection:
    """Return those to which a claim is joined already; else itself."""
    alone: ByDirection = {(claim.from_, frozenset(claim.everyone)): claim}
    return known.get(joined.representative(claim.id), {}) | alone


def _may_be_joined(claim: AnyClaim, other: AnyClaim, every: list[frozenset[str]]) -> bool:
    """Return whether two claims may be about one thing, with all that they are joined to.

    Each of several parties may leave what one of the claims says that all of them have, and ratify
    or enter by itself what all of them signed.
    """
    if about_the_same(claim, other):
        return True
    parties = [{*it.everyone} for it in (claim, other) if _is_own(it)]
    return bool(parties) and all(any(own < whole for whole in every) for own in parties)


def _is_own(claim: AnyClaim) -> bool:
    """Return whether a claim may say what some of several parties did by themselves."""
    is_end = getattr(claim, "status", None) in _ENDS
    return is_end or (isinstance(claim, Relation) and len(claim.everyone) == 1)


def about_the_same(claim: AnyClaim, other: AnyClaim) -> bool:
    """Return whether two claims may be about one thing: of two dyads, only if they are the same.

    From one party to another is not the way back. Of more parties, sources may differ about some;
    all of one may be among those of the other.
    """
    if claim.from_ and (claim.from_, claim.to) == (other.to, other.from_):
        return False
    ours, theirs = {*claim.everyone}, {*other.everyone}
    return ours <= theirs or theirs <= ours or len(ours & theirs) > 1


def _difference(
    claim: AnyClaim, other: AnyClaim, differing: tuple[AnyClaim, AnyClaim]
) -> tuple[str, str]:
    """Return how two claims that would be joined differ, and the remedy."""
    ours, theirs = differing
    here = "here" if ours.id == claim.id else f'in "{ours.id}"'
    by_way = "" if theirs.id == other.id else f', which is joined to "{other.id}"'
    is_back = bool(ours.from_) and ours.from_ == theirs.to and ours.to == theirs.from_
    what = "directions" if is_back else "parties"
    message = f"same_as joins different {what}: {parties_text(ours)} {here}"
    message += f', {parties_text(theirs)} in "{theirs.id}"{by_way}'
    way = "in the same direction" if is_back else "about the same parties"
    return message, f"name a claim {way}, or leave same_as out"


def parties_text(claim: AnyClaim) -> str:
    """Return the parties of a claim for a message: 'xa → yb', 'xa and yb'."""
    if claim.from_:
        return plain(f"{claim.from_} → {claim.to}")
    return listed(map(plain, claim.parties))
