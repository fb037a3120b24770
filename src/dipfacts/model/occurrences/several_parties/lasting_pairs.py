"""Two of the parties of a relation or event of several, between whom it goes on the longest.

If it stands today between any two, it does so between these.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, combinations
from typing import TYPE_CHECKING, NamedTuple

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import CALLED_OFF, StatusClass, class_of, class_on
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.several_parties.exits import is_on, sets_of_several
from dipfacts.model.occurrences.several_parties.participation import (
    Parties,
    PartiesOf,
    PartyLifetimes,
    bears_on,
)
from dipfacts.model.occurrences.several_parties.party_courses import (
    left_for_good,
    parties_in_force,
    stands,
)
from dipfacts.model.occurrences.stages.stage import relation_or_event

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

_TRIED = 20  # kinds of parties, and pairs, of very many
_TODAY = {"standing": 2, "paused": 1}


def parties_in_question(
    occurrence: Occurrence, exits: PartiesOf, of_fewer: PartiesOf, lifetimes: PartyLifetimes | None
) -> Parties:
    """Return the parties asked about; of one or none, two between whom it goes on the longest.

    What it is between two is asked of another occurrence, which has its parties by this at once.
    """
    everyone = frozenset(party for fact in occurrence.counting for party in fact.claim.everyone)
    asked = everyone.intersection(occurrence.asked)
    if len(asked) > 1:
        return asked
    gone = (
        everyone.intersection(lifetimes.ends)
        if lifetimes and not occurrence.is_event
        else frozenset()
    )
    wholes, left = _wholes(occurrence.counting, asked)
    pairs, others = _pairs(occurrence.counting, asked, wholes, exits, {*of_fewer.values()}, gone)

    def how_far(pair: Parties) -> tuple[int, ...]:
        return _how_far(occurrence.of(occurrence.counting, pair), lifetimes)

    best = max(pairs, key=how_far)
    is_told_today = lifetimes is not None and not occurrence.is_event
    if is_told_today and (today := how_far(best)[0]) < _TODAY["standing"]:
        fewer = {*of_fewer.values(), *wholes}
        more = _pairs(occurrence.counting, asked, left, exits, fewer, gone)
        other = max(chain(others, *more), key=how_far, default=best)
        return other if how_far(other)[0] > today else best
    return best


class _Kind(NamedTuple):
    """A kind of pairs of parties, which are alike in what claims name them."""

    said: frozenset[Parties]
    """Parties of claims about fewer that bear on the pair."""
    named: int
    """The number of sets of fewer that name one of the pair."""
    wholes: frozenset[Parties]
    """Those of the sets among which pairs are sought that name both."""
    gone: int
    """The number of the pair that are no longer there."""


def _pairs(
    facts: list[Fact],
    asked: Parties,
    wholes: list[Parties],
    exits: PartiesOf,
    fewer: set[Parties],
    gone: Parties,
) -> tuple[list[Parties], list[Parties]]:
    """Return the pairs of parties, of some sets, among which it goes on the longest.

    They are those of a party asked about, and one of those that are alike. One pair is enough of
    which no claim about fewer speaks, if of no other fewer are gone; the others follow, of use
    where it does not stand between it.
    """
    pair_of = _pair_of_each_kind(asked, wholes, fewer, gone)
    in_force, ended = parties_in_force(facts), {*exits.values()}

    def hindrances(kind: _Kind) -> tuple[int, ...]:
        missing = len(pair_of[kind] - in_force)
        leaving = len(kind.said & ended)
        return missing, kind.gone, leaving, len(kind.said), kind.named, -len(kind.wholes)

    kinds = sorted(pair_of, key=hindrances)
    pairs = [pair_of[kind] for kind in kinds[:_TRIED]]
    first_is_enough = (
        len(wholes) == 1 and not kinds[0].said and kinds[0].gone == min(kind.gone for kind in kinds)
    )
    return (pairs[:1], pairs[1:]) if first_is_enough else (pairs, [])


def _pair_of_each_kind(
    asked: Parties, wholes: list[Parties], fewer: set[Parties], gone: Parties
) -> dict[_Kind, Parties]:
    """Return a pair of parties of each kind, of those in some sets with who is asked about."""
    fewer_of = grouped((party, own) for own in fewer for party in own)
    every_of = grouped((party, own) for own in {*fewer, *wholes, gone} for party in own)
    results = dict[_Kind, Parties]()
    for whole in wholes:
        ours = asked & whole
        others = _two_of_each_kind(whole - ours, every_of)
        for two in ((*ours, it) for it in others) if ours else combinations(others, 2):
            pair = frozenset(two)
            named = {own for party in pair for own in fewer_of.get(party, ())}
            said = frozenset(own for own in named if bears_on(own, pair))
            naming = frozenset(own for own in wholes if pair <= own)
            results.setdefault(_Kind(said, len(named), naming, len(pair & gone)), pair)
    return results


def _wholes(facts: list[Fact], asked: Parties) -> tuple[list[Parties], list[Parties]]:
    """Return the parties among which pairs are sought, and those of other claims, of use after.

    They are those for whom it is in force, else on, else off, that name who is asked about. If
    none of these names that party, each of them has it with that one.
    """
    every = sets_of_several(facts)
    on = sets_of_several(filter(is_on, facts)) or every
    standing = sets_of_several(filter(stands, facts)) or on
    for some in (standing, on, every):
        if naming := [whole for whole in some if asked <= whole]:
            return naming, [it for it in every if asked <= it and it not in naming]
    return [whole | asked for whole in standing], []


def _two_of_each_kind(parties: Parties, sets_of: Mapping[str, list[Parties]]) -> list[str]:
    """Return two parties of each kind, by the sets that have them: those in few sets first."""
    alike = grouped((frozenset(sets_of.get(party, ())), party) for party in sorted(parties))
    kinds = sorted(alike, key=len)[:_TRIED]
    return [party for kind in kinds for party in alike[kind][:2]]


def _how_far(occurrence: Occurrence, lifetimes: PartyLifetimes | None) -> tuple[int, ...]:
    """Return a key to compare how far relations or events go on, how long, and how surely.

    First comes what stands today, then what is paused. Where some have left all who did, or are
    gone, tell when it was over; else the last of those that are gone does.
    """
    stage, doubts = occurrence.main, -len(occurrence.participation.open_exits)
    if occurrence.is_event:
        return stage.status not in CALLED_OFF, 0, doubts
    over = lifetimes.day_over_for_asked(occurrence) if lifetimes else None
    if lifetimes and over is not None and not left_for_good(occurrence, lifetimes.day):
        until = over if stage.is_standing_open(over) else min(over, stage.latest_day_by(FAR))
        return 0, 0, until, doubts
    today = (
        _TODAY.get(class_today(occurrence, lifetimes.day), 0) if lifetimes and over is None else 0
    )
    if not stage.is_standing_open(FAR):
        return today, 0, stage.latest_day_by(FAR), doubts
    return today, 1 + (class_of(stage.status) == "standing"), doubts, 0


def class_today(occurrence: Occurrence, day: int) -> StatusClass:
    """Return the class of a relation on a day by its claims."""
    fact = occurrence.stage_on(day).lasts(day)
    return class_on(day, relation_or_event(fact).status, fact.period)
