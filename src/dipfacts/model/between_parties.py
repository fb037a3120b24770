"""Relations and events of more than two parties, as they are between some of these.

The rules are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from dipfacts.model.ends import BEGINS, ENDS, End, ends
from dipfacts.model.groups import grouped
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import status_of
from dipfacts.model.status import CALLED_OFF, CLASSES, class_of, class_on

if TYPE_CHECKING:
    from dipfacts.model.occurrence import Occurrence

_COMPARED = 100  # sets of parties that are compared with others
_TRIED = 20  # kinds of parties, and pairs, of very many
_ENDED = (*CLASSES["over"], *CALLED_OFF)

Parties = frozenset[str]
Parts = dict[str, Parties]
"""The parties of claims that speak of some of several alone, by the ids of the claims."""


def parts(facts: list[Fact]) -> Parts:
    """Return the claims by which something is over, paused or off for some of its parties alone.

    What ends by its period alone does so for all if a claim about all gives an end.
    """
    wholes = _several(filter(_is_on, facts))
    ended = {_parties(fact) for fact in facts if not _is_on(fact) or _has_end(fact)}
    results = dict[str, Parties]()
    for fact in facts:
        own = _parties(fact)
        larger = [whole for whole in wholes if own < whole]
        is_part = not _is_on(fact) or (_has_end(fact) and ended.isdisjoint(larger))
        if larger and is_part:
            results[fact.id] = own
    return results


def of_others(facts: list[Fact], those: Parts, between: Parties) -> Parts:
    """Return the claims that say nothing of what is between some parties.

    They are parts about others, those by which it is in force for these again, and what one other
    alone did, such as ratifying. Of what several have ended, each by itself, the first tells; and
    what is so for all from later is so for the rest alone.
    """
    first = _first_to_leave(facts, those, between)
    results = {
        id_: own
        for id_, own in those.items()
        if not _bears_on(own, between) or (first and own != first)
    }
    left = dict[str, int]()  # the day from which each has left
    for fact in facts:
        for party in results.get(fact.id, ()):
            left[party] = min(_day(fact), left.get(party, FAR))
    for fact in facts:
        own = _parties(fact)
        is_other = fact.id not in those and _stands(fact) and not _bears_on(own, between)
        if is_other and _day(fact) >= max(left.get(party, FAR + 1) for party in own):
            results[fact.id] = own
    results |= _of_some(facts, those, between) | _not_yet_both(facts, between)
    return results | _of_the_rest(facts, those, results)


def _of_some(facts: list[Fact], those: Parts, between: Parties) -> Parts:
    """Return the claims by which some parties alone have gone on further than all: to be in force.

    Claims of one status that name fewer parties than others do differ on the parties, unless one
    party did it by itself.
    """
    wholes = [whole for whole in _several(facts) if _bears_on(whole, between)]
    said = [(status, whole) for status, whole in {*map(_said, facts)} if whole in wholes]
    results = dict[str, Parties]()
    for fact in facts if facts[0].type == "relation" else ():
        status, own = _said(fact)
        if fact.id in those or _bears_on(own, between) or not any(own < it for it in wholes):
            continue
        if len(own) == 1 or not any(status == other and own < whole for other, whole in said):
            results[fact.id] = own
    return results


def _of_the_rest(facts: list[Fact], those: Parts, others: Parts) -> Parts:
    """Return the claims by which it is over or paused for all when for those asked about it was.

    They speak of whom the parts that are not of `others` do not name.
    """
    again = [(_parties(fact), _day(fact)) for fact in facts if _stands(fact)]
    parts_of = grouped((those[it.id], it) for it in facts if it.id in those and it.id not in others)
    results = dict[str, Parties]()
    for own, some in parts_of.items():
        if some[0].type != "relation" or _is_back(own, some, again):
            continue
        over = min((_day(it) for it in some if status_of(it) in _ENDED), default=FAR)
        paused = min(map(_day, some))
        for fact in facts:
            since = paused if status_of(fact) in CLASSES["paused"] else over
            if not _is_on(fact) and own < _parties(fact) and since < _day(fact) < FAR:
                results[fact.id] = _parties(fact) - own
    return results


def _first_to_leave(facts: list[Fact], those: Parts, between: Parties) -> Parties | None:
    """Return who of some parties left first, for good; None if at most one has a part in it."""
    parts_of = _by_parties(facts, those)
    bearing = {own: some for own, some in parts_of.items() if _bears_on(own, between)}
    if len(bearing) < 2:
        return None
    again = [(_parties(fact), _day(fact)) for fact in facts if _stands(fact)]
    left = list[tuple[bool, int, list[str], Parties]]()
    for own, some in bearing.items():
        if not _is_back(own, some, again):
            is_over = any(status_of(fact) in _ENDED for fact in some)
            left.append((not is_over, min(map(_day, some)), sorted(own), own))
    return min(left)[-1] if left else None


def left_for_good(one: Occurrence, day: int) -> dict[Parties, End | None]:
    """Return who had left by a day, an ordinal, and was not in force again, with the end of that.

    None where nobody says when. Several together have ended what they had among themselves.
    """
    those = one.parts
    again = [(_parties(it), _day(it)) for it in one.counting if _stands(it) and _day(it) <= day]
    results = dict[Parties, End | None]()
    for own, some in grouped((those[it.id], it) for it in one.counting if it.id in those).items():
        over = [it for it in some if class_on(day, status_of(it), it.period) == "over"]
        if over and not _is_back(own, over, again):
            given = ends(over, ENDS) or ends(over, BEGINS)
            results[own] = min(given, key=lambda end: end.after, default=None)
    return results


def _is_back(own: Parties, ended: list[Fact], again: list[tuple[Parties, int]]) -> bool:
    """Return whether what has ended for some is in force for them again, from a later day."""
    last = max(
        min((it.first for it in ends([f], ENDS) if _stands(f)), default=_day(f)) for f in ended
    )
    return any(last < day < FAR and own <= parties for parties, day in again)


def open_parts(one: Occurrence) -> list[Fact]:
    """Return the claims that name some of those for whom it is told, beside others.

    They do not say whether each of several left, or whether it ended among themselves. None where
    it is over for all.
    """
    if any(status_of(fact) in _ENDED for fact in one.deciding):
        return []
    others = one.of_others
    several = (fact for fact in one.counting if fact.id in others and fact.id in one.parts)
    return [it for it in several if len(others[it.id]) > 1 and others[it.id] & one.between]


def told_between(one: Occurrence) -> Parties:
    """Return the parties asked about; of one or none, two between whom it goes on the longest."""
    every = frozenset(party for fact in one.counting for party in fact.claim.everyone)
    asked = every.intersection(one.asked)
    if len(asked) > 1:
        return asked
    pairs = _pairs(one.counting, one.of_fewer, asked)
    return max((one.of(one.counting, pair) for pair in pairs), key=_lasting).between


def _pairs(facts: list[Fact], those: Parts, asked: Parties) -> list[Parties]:
    """Return the pairs of parties among which it goes on the longest: of those that are alike one.

    They are those of a party asked about. One of which no part says anything is enough.
    """
    on = _several(filter(_is_on, facts))
    standing = _several(filter(_stands, facts)) or on
    wholes = next((of for some in (standing, on) if (of := _with(some, asked))), standing)
    parts_of = grouped((party, own) for own in {*those.values()} for party in own)
    results: dict[tuple[frozenset[Parties], int], Parties] = {}
    for whole in wholes:
        ours = asked & whole
        others = _of_each_kind(whole - ours, parts_of)
        for pair in ((*ours, it) for it in others) if ours else combinations(others, 2):
            between = frozenset(pair)
            named = {own for party in between for own in parts_of.get(party, ())}
            said = frozenset(own for own in named if _bears_on(own, between))
            results.setdefault((said, len(named)), between)
    fewest = sorted(results, key=lambda key: (len(key[0]), key[1]))
    most = _TRIED if not fewest or fewest[0][0] else 1
    return [results[key] for key in fewest[:most]]


def _with(wholes: list[Parties], asked: Parties) -> list[Parties]:
    return [whole for whole in wholes if asked <= whole]


def _of_each_kind(parties: Parties, parts_of: Mapping[str, list[Parties]]) -> list[str]:
    """Return two parties of each kind, by the parts that name them: those of few parts first."""
    alike = grouped((frozenset(parts_of.get(party, ())), party) for party in sorted(parties))
    kinds = sorted(alike, key=len)[:_TRIED]
    return [party for kind in kinds for party in alike[kind][:2]]


def _lasting(one: Occurrence) -> tuple[int, int, int]:
    """Return how long it goes on by its last stage, and how surely, to compare."""
    stage, doubts = one.main, -len(one.open_parts)
    if one.is_event:
        return stage.status not in CALLED_OFF, 0, doubts
    if not stage.is_standing_open(FAR):
        return 0, stage.reached(FAR), doubts
    return 1 + (class_of(stage.status) == "standing"), doubts, 0


def _bears_on(own: Parties, between: Parties) -> bool:
    """Return whether a claim of some parties speaks of what is between these.

    One of a single party speaks of all that it has with others, one of several of what these have
    among themselves.
    """
    return len(own & between) > 1 or own <= between


def _several(facts: Iterable[Fact]) -> list[Parties]:
    """Return the parties of claims that name more than one, the most first."""
    every = {own for fact in facts if len(own := _parties(fact)) > 1}
    return sorted(every, key=lambda own: (-len(own), sorted(own)))[:_COMPARED]


def _not_yet_both(facts: list[Fact], between: Parties) -> Parts:
    """Return the claims by which it is in force for one of these, and not yet for another.

    It is in force between two that entered by themselves when the last of them has.
    """
    standing = [fact for fact in facts if _stands(fact)]
    own = {id_: party for id_, party in alone(standing).items() if party <= between}
    since = {party: min(map(_day, some)) for party, some in _by_parties(standing, own).items()}
    entered = {party for fact in standing for party in fact.claim.everyone}
    last = max(since.values(), default=FAR) if between <= entered else FAR + 1
    return {id_: party for id_, party in own.items() if since[party] < last}


def _by_parties(facts: list[Fact], own: Parts) -> dict[Parties, list[Fact]]:
    return grouped((own[fact.id], fact) for fact in facts if fact.id in own)


def _said(fact: Fact) -> tuple[str, Parties]:
    return status_of(fact), _parties(fact)


def alone(facts: Iterable[Fact]) -> dict[str, Parties]:
    """Return the claims about one party."""
    return {fact.id: own for fact in facts if len(own := _parties(fact)) == 1}


def _parties(fact: Fact) -> Parties:
    return frozenset(fact.claim.everyone)


def _is_on(fact: Fact) -> bool:
    """Return whether a claim says nothing of an end or a pause, or that an event is called off."""
    status = status_of(fact)
    return status not in _ENDED and status not in CLASSES["paused"]


def _stands(fact: Fact) -> bool:
    """Return whether a claim says that a relation is in force."""
    return fact.type == "relation" and class_of(status_of(fact)) == "standing"


def _has_end(fact: Fact) -> bool:
    """Return whether a claim says until when a relation is in force."""
    return _stands(fact) and bool(ends([fact], ENDS))


def _day(fact: Fact) -> int:
    """Return the first day on which a relation is over, or begins to be what a claim says."""
    over = ends([fact], ENDS) if status_of(fact) in _ENDED else []
    return min((end.first for end in over or ends([fact], BEGINS)), default=FAR)
