"""Relations and events of more than two parties, as they are between some of these.

The rules are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from dipfacts.model.accessions import moves_of, who_entered
from dipfacts.model.ends import BEGINS, ENDS, ends, meet
from dipfacts.model.groups import grouped
from dipfacts.model.participation import Participation, Parties, PartiesOf
from dipfacts.model.party_courses import (
    ENDED,
    Course,
    courses,
    effective_day,
    governing,
    parties_of,
    stands,
    undone,
)
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import status_of
from dipfacts.model.status import CALLED_OFF, CLASSES, class_of

if TYPE_CHECKING:
    from dipfacts.model.occurrence import Occurrence

_COMPARED = 100  # sets of parties that are compared with others
_TRIED = 20  # kinds of parties, and pairs, of very many


def participation_of(one: Occurrence) -> Participation:
    """Return what claims about a relation or event of several parties say of some of these."""
    exits = _exits(one.counting)
    of_fewer = exits | _single_party_claims(one.counting)
    between = _parties_in_question(one, exits, of_fewer)
    irrelevant = _irrelevant(one.counting, exits, between)
    several = _open_exits(one.counting, exits, irrelevant, between)
    return Participation(exits, of_fewer, between, irrelevant, several)


def _exits(facts: list[Fact]) -> PartiesOf:
    """Return the claims by which something is over, paused or off for some of its parties alone.

    What ends by its period alone does so for all if a claim about all gives an end.
    """
    wholes = _several(filter(_is_on, facts))
    ended = {parties_of(fact) for fact in facts if not _is_on(fact) or _stands_until(fact)}
    results = dict[str, Parties]()
    for fact in facts:
        own = parties_of(fact)
        larger = [whole for whole in wholes if own < whole]
        is_exit = not _is_on(fact) or (_stands_until(fact) and ended.isdisjoint(larger))
        if larger and is_exit:
            results[fact.id] = own
    return results


def _irrelevant(facts: list[Fact], exits: PartiesOf, between: Parties) -> PartiesOf:
    """Return the claims that say nothing of what is between some parties.

    They are exits of others, claims by which it is in force for these again, and what one other
    alone did, such as ratifying. Of what several have ended, each by itself, the first tells; and
    what is so for all from later is so for the rest alone.
    """
    fewer = _single_party_claims(filter(stands, facts)) | exits
    bearing = {id_: own for id_, own in fewer.items() if _bears_on(own, between)}
    every = courses(facts, bearing)
    results = {id_: own for id_, own in exits.items() if id_ not in bearing}
    if len(every) > 1:
        results |= {id_: bearing[id_] for id_ in undone(every)}
    left = dict[str, int]()  # the day from which each has left
    for fact in facts:
        for party in results.get(fact.id, ()):
            left[party] = min(effective_day(fact), left.get(party, FAR))
    for fact in facts:
        own = parties_of(fact)
        is_other = fact.id not in exits and stands(fact) and not _bears_on(own, between)
        if is_other and effective_day(fact) >= max(left.get(party, FAR + 1) for party in own):
            results[fact.id] = own
    results |= _claims_of_some(facts, exits, between) | _not_yet_both(facts, every, between)
    results |= _claims_of_who_entered(facts, exits, between) | _claims_on_events(
        facts, exits, between
    )
    first = governing([course for course in every if _tells(course, results)])
    return results | _claims_of_the_rest(facts, first) if first else results


def _tells(course: Course, others: PartiesOf) -> bool:
    """Return whether a claim of a course speaks of more than others."""
    return any(fact.id not in others for change in course.changes for fact in change.facts)


def _claims_of_some(facts: list[Fact], exits: PartiesOf, between: Parties) -> PartiesOf:
    """Return the claims in force or on the way to it that do not name all of those asked about.

    Not those that only differ from another on the parties: of one status, from the same day. And
    who entered later is told by claims of all of one source, each naming more from a later day.
    """
    bearing = [fact for fact in facts if _bears_on(parties_of(fact), between)]
    of_kind = grouped((status_of(fact), fact) for fact in bearing if fact.id not in exits)
    alike = {status: {_statement_key(it): it for it in some} for status, some in of_kind.items()}
    results, moves = dict[str, Parties](), moves_of(facts, exits)
    for fact in facts if facts[0].type == "relation" and bearing else ():
        others = [*alike.get(status_of(fact), {}).values()][:_COMPARED]
        own = parties_of(fact)
        if fact.id in exits:
            continue
        if not _bears_on(own, between):
            if len(own) == 1 or not any(_begin_alike(fact, it) for it in others):
                results[fact.id] = own
        elif (entered := who_entered(fact, others, moves)) and entered.isdisjoint(between):
            results[fact.id] = entered
    return results


def _claims_on_events(facts: list[Fact], exits: PartiesOf, between: Parties) -> PartiesOf:
    """Return the claims of an event that speak of others: for whom it was called off, or was not.

    They say what these others planned anew, what the rest held without one for whom it was called
    off, or that it was so for all, of whom it is so for the rest.
    """
    if facts[0].type != "event" or not exits:
        return {}
    off = [(exits[fact.id], status_of(fact)) for fact in facts if fact.id in exits]
    ours = [(own, status) for own, status in off if own <= between]
    off_alone, results = {own for own, _ in off}, dict[str, Parties]()
    on = {parties_of(fact) for fact in facts if _is_on(fact)}
    for fact in facts:
        every = parties_of(fact)
        if fact.id in exits:
            continue
        is_anew = every in off_alone and not _bears_on(every, between)
        if is_anew or any(own.isdisjoint(every) for own, _ in ours):
            results[fact.id] = every
        elif same := [own for own, it in ours if it == status_of(fact) and own not in on]:
            results[fact.id] = every.difference(*same)
    return results


def _statement_key(fact: Fact) -> tuple[Parties, str, str | None]:
    return parties_of(fact), fact.claim.source, fact.claim.period


def _begin_alike(fact: Fact, other: Fact) -> bool:
    return meet([*ends([fact], BEGINS), *ends([other], BEGINS)])


def _claims_of_the_rest(facts: list[Fact], first: Course) -> PartiesOf:
    """Return the claims by which an end or a pause for all follows that between those asked about.

    They speak of the others, whom the first that left, or was suspended, does not name.
    """
    results = dict[str, Parties]()
    paused, over = first.since(), first.over_since()
    for fact in facts if facts[0].type == "relation" else ():
        since = paused if status_of(fact) in CLASSES["paused"] else over
        if _is_on(fact) or since is None or not first.own < parties_of(fact):
            continue
        if since < effective_day(fact) < FAR:
            results[fact.id] = parties_of(fact) - first.own
    return results


def _not_yet_both(facts: list[Fact], every: list[Course], between: Parties) -> PartiesOf:
    """Return the claims by which one of these entered by itself when another was not in it."""
    standing = [fact for fact in facts if stands(fact)]
    entered = dict[str, int]()  # the first day of each; of an unknown one 0
    for fact in standing:
        for party in fact.claim.everyone:
            day = effective_day(fact) if effective_day(fact) < FAR else 0
            entered[party] = min(day, entered.get(party, FAR))

    def is_out(party: str, day: int) -> bool:
        is_over = any(it.own == {party} and it.is_over_on(day) for it in every)
        return entered.get(party, FAR) > day or is_over

    results = dict[str, Parties]()
    for fact in standing:
        own = parties_of(fact)
        others = between - own if len(own) == 1 and own < between else ()
        if any(is_out(party, effective_day(fact)) for party in others):
            results[fact.id] = own
    return results


def _claims_of_who_entered(facts: list[Fact], exits: PartiesOf, between: Parties) -> PartiesOf:
    """Return the claims of an end or a pause for those that entered, if another never entered."""
    missing = between - _entered(facts)
    if not missing or missing == between:
        return {}
    return {id_: own for id_, own in exits.items() if own <= between - missing}


def _entered(facts: Iterable[Fact]) -> Parties:
    """Return those for whom some claim says that a relation is in force."""
    return frozenset(party for fact in facts if stands(fact) for party in fact.claim.everyone)


def _single_party_claims(facts: Iterable[Fact]) -> PartiesOf:
    """Return the claims about one party."""
    return {fact.id: own for fact in facts if len(own := parties_of(fact)) == 1}


def _open_exits(
    facts: list[Fact], exits: PartiesOf, irrelevant: PartiesOf, between: Parties
) -> list[Fact]:
    """Return the claims that name some of those for whom it is told, beside others.

    They do not say whether each of several left, or whether it ended among themselves. None where
    it is over for all, and what is paused is so among themselves.
    """
    if any(status_of(fact) in ENDED for fact in facts if fact.id not in irrelevant):
        return []
    several = (it for it in facts if it.id in exits and len(irrelevant.get(it.id, ())) > 1)
    ended = (it for it in several if status_of(it) not in CLASSES["paused"])
    return [it for it in ended if irrelevant[it.id] & between]


def _parties_in_question(one: Occurrence, exits: PartiesOf, of_fewer: PartiesOf) -> Parties:
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
            said = frozenset(own for own in named if _bears_on(own, between))
            naming_both = frozenset(own for own in wholes if between <= own)
            results.setdefault((said, len(named), naming_both), between)
    entered, ended = _entered(facts), {*exits.values()}

    def hindrances(key: tuple[frozenset[Parties], int, frozenset[Parties]]) -> tuple[int, ...]:
        said, named, naming_both = key
        missing = results[key] - entered
        return len(missing), len(said & ended), len(said), named, -len(naming_both)

    fewest = sorted(results, key=hindrances)
    most = _TRIED if not fewest or fewest[0][0] or len(wholes) > 1 else 1
    return [results[key] for key in fewest[:most]]


def _wholes(facts: list[Fact], asked: Parties) -> list[Parties]:
    """Return the parties among which pairs are sought, those that name who is asked about first.

    They are those for whom it is in force, else on, else off.
    """
    on = _several(filter(_is_on, facts)) or _several(facts)
    standing = _several(filter(stands, facts)) or on
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


def _bears_on(own: Parties, between: Parties) -> bool:
    """Return whether a claim of some parties speaks of what is between these.

    One of a single party speaks of all that it has with others, one of several of what these have
    among themselves.
    """
    return len(own & between) > 1 or own <= between


def _several(facts: Iterable[Fact]) -> list[Parties]:
    """Return the parties of claims that name more than one, the most first."""
    every = {own for fact in facts if len(own := parties_of(fact)) > 1}
    return sorted(every, key=lambda own: (-len(own), sorted(own)))[:_COMPARED]


def _is_on(fact: Fact) -> bool:
    """Return whether a claim says nothing of an end or a pause, or that an event is called off."""
    status = status_of(fact)
    return status not in ENDED and status not in CLASSES["paused"]


def _stands_until(fact: Fact) -> bool:
    """Return whether a claim says until when a relation is in force."""
    return stands(fact) and bool(ends([fact], ENDS))
