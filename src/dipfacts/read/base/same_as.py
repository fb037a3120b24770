"""The rules of `same_as`, by which a claim names another about the same relation or event."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator

from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.file_format.status import CALLED_OFF, CLASSES
from dipfacts.model.file_format.tables import AnyClaim, Relation, RelationOrEvent
from dipfacts.model.groups import grouped
from dipfacts.read.base.circles import circles, quoted_ids
from dipfacts.record import Record
from dipfacts.text import listed, plain

_ENDS = (*CLASSES["over"], *CLASSES["paused"], *CALLED_OFF)
_Parties = frozenset[str]
_Side = tuple[str | None, _Parties]  # the party from which it is, if any, and everyone


class _One(Record, frozen=True):
    """A claim that names another, or is named, and how strictly it is held to their parties.

    Each of several parties may leave what one of the claims says that all of them have, and ratify
    or enter by itself what all of them signed: that is 0. Any other claim is 1; such a one whose
    parties are not among more of any claim joined to it is 2.
    """

    claim: AnyClaim
    side: _Side
    strictness: int

    def may_be_joined(self, other: _One) -> bool:
        """Return whether two claims may be about one thing, with all that they are joined to."""
        is_lax = self.strictness + other.strictness < 2
        return is_lax or about_the_same(self.claim, other.claim)


class _Sides:
    """Claims that may be about one thing, one of each side, and what all sides share."""

    def __init__(self) -> None:
        self.ones = OrderedDict[_Side, _One]()
        self._shared: _Parties = frozenset()
        self._every: set[str] = set()

    def add(self, one: _One) -> None:
        """Add a claim, if there is none of its side."""
        if one.side not in self.ones:
            _, parties = one.side
            self._shared = self._shared & parties if self.ones else parties
            self._every |= parties
            self.ones[one.side] = one

    def may_be(self, one: _One) -> bool:
        """Return whether each may be about the same as another claim: few of many are compared."""
        _, parties = one.side
        is_way_back = bool(one.claim.from_) and (one.claim.to, parties) in self.ones
        if not is_way_back and (parties >= self._every or len(parties & self._shared) > 1):
            return True
        return all(about_the_same(one.claim, other.claim) for other in self.ones.values())


class _Group:
    """Claims joined to one another: of each side the one that was joined to another last.

    `of_strictness` are those at least so strict, and may hold one in whose place another came.
    """

    def __init__(self) -> None:
        self.of_strictness = _Sides(), _Sides(), _Sides()

    @property
    def ones(self) -> OrderedDict[_Side, _One]:
        """All of them, in the order in which their sides were joined."""
        return self.of_strictness[0].ones

    def add(self, one: _One) -> None:
        """Add a claim, if there is none of its side and strictness."""
        for sides in self.of_strictness[: one.strictness + 1]:
            sides.add(one)

    def may_be_joined(self, one: _One) -> bool:
        """Return whether all of them may surely be joined to a claim."""
        return self.of_strictness[2 - one.strictness].may_be(one)

    def with_last(self, last: _One, strictness: int = 0) -> Iterator[_One]:
        """Yield all at least so strict, but in place of one of the same side the last."""
        sides = self.of_strictness[strictness].ones
        return (last if side == last.side else self.ones[side] for side in sides)

    def join(self, others: _Group, are_before: bool) -> None:
        """Add others, which are fewer, `are_before` them or after: then in place of these."""
        for ours, theirs in zip(self.of_strictness, others.of_strictness, strict=True):
            for one in theirs.ones.values():
                ours.add(one)
            for side in reversed(theirs.ones) if are_before else ():
                ours.ones.move_to_end(side, last=False)
        if not are_before:
            self.ones.update(others.ones)


def faults(
    pairs: Iterable[tuple[RelationOrEvent, AnyClaim]],
) -> Iterator[tuple[str, str, str, str]]:
    """Yield id, code, message and hint of each claim that may not name the other beside it."""
    pairs = [*pairs]
    links: dict[str, list[tuple[str, str]]] = {}
    joined, groups = DisjointSets[str](), dict[str, _Group]()
    wholes = _wholes(pairs)
    for claim, other in pairs:
        if type(other) is not type(claim):
            what, there = (type(one).__name__.lower() for one in (claim, other))
            message = f'same_as of the {what} "{claim.id}" names the {there} "{other.id}"'
            hint = f"name a claim about the same {what}, or leave same_as out"
            yield claim.id, "same-as-type", message, hint
            continue
        one, another = (_one(it, wholes(it.id)) for it in (claim, other))
        ours, theirs = (
            groups.get(joined.representative(it.id)) or _Group() for it in (claim, other)
        )
        ours.add(one)
        theirs.add(another)
        if differing := _differing((one, ours), (another, theirs)):
            message, hint = _difference(claim, other, differing)
            yield claim.id, "same-as-parties", message, hint
        else:
            links[claim.id] = [("same_as", other.id)]
            joined.join(claim.id, other.id)
            group = _merged_group((one, ours), (another, theirs))
            groups[joined.representative(other.id)] = group
    for _, circle in circles(links):
        message = f"same_as leads in a circle: {quoted_ids(circle)}"
        hint = "let all of them name one claim, and that one none"
        yield circle[-1], "same-as-circle", message, hint


def _wholes(
    pairs: Iterable[tuple[RelationOrEvent, AnyClaim]],
) -> Callable[[str], set[_Parties]]:
    """Return the largest sets of parties of claims that one is joined to, whatever their order."""
    joined = DisjointSets[str]()
    for claim, other in pairs:
        joined.join(claim.id, other.id)
    every = {claim.id: claim.party_set for pair in pairs for claim in pair}
    groups = grouped((joined.representative(id_), parties) for id_, parties in every.items())
    several = {first: _largest({*each}) for first, each in groups.items()}
    return lambda id_: several[joined.representative(id_)]


def _largest(sets: set[_Parties]) -> set[_Parties]:
    """Return the sets that lie in no other."""
    holding = {
        party: {*some}
        for party, some in grouped((party, one) for one in sets for party in one).items()
    }

    def around(one: _Parties) -> set[_Parties]:
        # The rarest party first, as few sets hold that one.
        return sets.intersection(*sorted((holding[party] for party in one), key=len))

    return {one for one in sets if len(around(one)) == 1}


def _differing(
    here: tuple[_One, _Group], there: tuple[_One, _Group]
) -> tuple[AnyClaim, AnyClaim] | None:
    """Return the first claims that may not be joined, if any, where one here names one there.

    One of each of the groups they are in: these are looked through only where that may be.
    """
    (one, ours), (other, theirs) = here, there
    if not one.may_be_joined(other):
        return one.claim, other.claim
    if ours is theirs:
        return None
    if len(ours.ones) > len(theirs.ones):
        is_sure = all(map(ours.may_be_joined, theirs.with_last(other)))
    else:
        is_sure = all(
            theirs.may_be_joined(it) for it in ours.with_last(one) if it.side not in theirs.ones
        )
    compared = (
        (our.claim, their.claim)
        for our in (() if is_sure else ours.with_last(one))
        if our.side not in theirs.ones
        for their in theirs.with_last(other, 2 - our.strictness)
        if not our.may_be_joined(their)
    )
    return next(compared, None)


def _merged_group(here: tuple[_One, _Group], there: tuple[_One, _Group]) -> _Group:
    """Return the claims of two groups as one, the fewer added to the more."""
    (one, ours), (other, theirs) = here, there
    theirs.ones[other.side] = other
    if all(side in theirs.ones for side in ours.ones):
        return theirs
    ours.ones[one.side] = one
    if len(ours.ones) > len(theirs.ones):
        ours.join(theirs, are_before=True)
        return ours
    theirs.join(ours, are_before=False)
    return theirs


def _one(claim: AnyClaim, wholes: set[_Parties]) -> _One:
    """Return a claim, beside the largest sets of parties of those that it is joined to."""
    parties = claim.party_set
    is_end = getattr(claim, "status", None) in _ENDS
    is_own = is_end or (isinstance(claim, Relation) and len(parties) == 1)
    strictness = 1 if not is_own else 2 if parties in wholes else 0
    return _One(claim, (claim.from_, parties), strictness)


def about_the_same(claim: AnyClaim, other: AnyClaim) -> bool:
    """Return whether two claims may be about one thing: of two dyads, only if they are the same.

    From one party to another is not the way back. Of more parties, sources may differ about some;
    all of one may be among those of the other.
    """
    if claim.from_ and (claim.from_, claim.to) == (other.to, other.from_):
        return False
    ours, theirs = claim.party_set, other.party_set
    return ours <= theirs or theirs <= ours or len(ours & theirs) > 1


def _difference(
    claim: AnyClaim, other: AnyClaim, differing: tuple[AnyClaim, AnyClaim]
) -> tuple[str, str]:
    """Return the words for how two claims that would be joined differ, and the remedy."""
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
