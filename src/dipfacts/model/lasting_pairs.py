"""Two of the parties of a relation or event of several, between whom it goes on the longest."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from dipfacts.model.exits import is_on, several
from dipfacts.model.groups import grouped
from dipfacts.model.participation import Parties, PartiesOf, bears_on
from dipfacts.model.party_courses import parties_in_force, stands
from dipfacts.model.query import FAR, Fact
from dipfacts.model.status import CALLED_OFF, class_of

if TYPE_CHECKING:
    from dipfacts.model.occurrence import Occurrence

_TRIED = 20  # kinds of parties, and pairs, of very many


def parties_in_question(one: Occurrence, exits: PartiesOf, of_fewer: PartiesOf) -> Parties:
    """Return the parties asked about; of one or none, two between whom it goes on the longest.

    What it is between two is asked of another occurrence, which has its parties by this at once.
    """
    everyone = frozenset(party for fact in one.counting for party in fact.claim.everyone)
    asked = everyone.intersection(one.asked)
    if len(asked) > 1:
        return asked
    pairs = _pairs(one.counting, asked, exits, of_fewer)
    return max(pairs, key=lambda pair: _lasting(one.of(one.counting, pair)))


def _pairs(
    facts: list[Fact], asked: Parties, exits: PartiesOf, of_fewer: PartiesOf
) -> list[Parties]:
    """Return the pairs of parties among which it goes on the longest: of those that are alike one.

    They are those of a party asked about. One pair is enough of which no claim about fewer speaks.
    """
    wholes, fewer = _wholes(facts, asked), {*of_fewer.values()}
    fewer_of = grouped((party, own) for own in fewer for party in own)
    every_of = grouped((party, own) for own in {*fewer, *wholes} for party in own)
    results: dict[tuple[frozenset[Parties], int, frozenset[Parties]], Parties] = {}
    for whole in wholes:
        ours = asked & whole
        others = _two_of_each_kind(whole - ours, every_of)
        for pair in ((*ours, it) for it in others) if ours else combinations(others, 2):
            between = frozenset(pair)
            named = {own for party in between for own in fewer_of.get(party, ())}
            said = frozenset(own for own in named if bears_on(own, between))
            naming_both = frozenset(own for own in wholes if between <= own)
            results.setdefault((said, len(named), naming_both), between)
    in_force, ended = parties_in_force(facts), {*exits.values()}

    def hindrances(key: tuple[frozenset[Parties], int, frozenset[Parties]]) -> tuple[int, ...]:
        said, named, naming_both = key
        missing = results[key] - in_force
        return len(missing), len(said & ended), len(said), named, -len(naming_both)

    fewest = sorted(results, key=hindrances)
    most = _TRIED if not fewest or fewest[0][0] or len(wholes) > 1 else 1
    return [results[key] for key in fewest[:most]]


def _wholes(facts: list[Fact], asked: Parties) -> list[Parties]:
    """Return the parties among which pairs are sought, those that name who is asked about first.

    They are those for whom it is in force, else on, else off.
    """
    on = several(filter(is_on, facts)) or several(facts)
    standing = several(filter(stands, facts)) or on
    for some in (standing, on):
        if naming := [whole for whole in some if asked <= whole]:
            return naming
    return standing


def _two_of_each_kind(parties: Parties, sets_of: Mapping[str, list[Parties]]) -> list[str]:
    """Return two parties of each kind, by the sets that have them: those in few sets first."""
    alike = grouped((frozenset(sets_of.get(party, ())), party) for party in sorted(parties))
    kinds = sorted(alike, key=len)[:_TRIED]
    return [party for kind in kinds for party in alike[kind][:2]]


def _lasting(one: Occurrence) -> tuple[int, int, int]:
    """Return a key to compare how long relations or events go on, and how surely."""
    stage, doubts = one.main, -len(one.participation.open_exits)
    if one.is_event:
        return stage.status not in CALLED_OFF, 0, doubts
    if not stage.is_standing_open(FAR):
        return 0, stage.reached(FAR), doubts
    return 1 + (class_of(stage.status) == "standing"), doubts, 0
