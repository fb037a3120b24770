"""Relations and events of more than two parties, as they are between some of these.

The rules are explained in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import CLASSES
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import BEGINS, ENDS, ends, meet
from dipfacts.model.occurrences.several_parties.accessions import moves_of, who_entered
from dipfacts.model.occurrences.several_parties.exits import COMPARED_SETS, exits_of, is_on
from dipfacts.model.occurrences.several_parties.lasting_pairs import parties_in_question
from dipfacts.model.occurrences.several_parties.participation import (
    Participation,
    Parties,
    PartiesOf,
    PartyLifetimes,
    bears_on,
)
from dipfacts.model.occurrences.several_parties.party_courses import (
    ENDED,
    Course,
    courses,
    effective_day,
    governing,
    is_back,
    parties_in_force,
    parties_of,
    stands,
    undone,
)
from dipfacts.model.occurrences.stages.stage import status_of

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence


def participation_of(
    occurrence: Occurrence, lifetimes: PartyLifetimes | None = None
) -> Participation:
    """Return the part of some parties in a relation or event of several, by its claims."""
    exits = exits_of(occurrence.counting)
    of_fewer = exits | _single_party_claims(occurrence.counting)
    between = parties_in_question(occurrence, exits, of_fewer, lifetimes)
    irrelevant = _irrelevant(occurrence.counting, exits, between)
    several = _open_exits(occurrence.counting, exits, irrelevant, between)
    return Participation(exits, of_fewer, between, irrelevant, several)


def _irrelevant(facts: list[Fact], exits: PartiesOf, told_for: Parties) -> PartiesOf:
    """Return the claims that say nothing of what is between some parties.

    They are exits of others, claims by which it is in force for these again, and what one other
    alone did, such as ratifying. Of what several have ended, each by itself, the first tells; and
    what is so for all from later is so for the rest alone.
    """
    fewer = _single_party_claims(filter(stands, facts)) | exits
    bearing = {id_: own for id_, own in fewer.items() if bears_on(own, told_for)}
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
        is_other = fact.id not in exits and stands(fact) and not bears_on(own, told_for)
        if is_other and effective_day(fact) >= max(left.get(party, FAR + 1) for party in own):
            results[fact.id] = own
    results |= _claims_of_some(facts, exits, told_for) | _not_yet_both(facts, every, told_for)
    results |= _claims_of_who_entered(facts, exits, told_for) | _claims_on_events(
        facts, exits, told_for
    )
    first = governing([course for course in every if _tells(course, results)])
    return results | _claims_of_the_rest(facts, first) if first else results


def _tells(course: Course, others: PartiesOf) -> bool:
    """Return whether a claim of a course speaks of more than others."""
    return any(fact.id not in others for change in course.changes for fact in change.facts)


def _claims_of_some(facts: list[Fact], exits: PartiesOf, told_for: Parties) -> PartiesOf:
    """Return the claims in force or on the way to it that do not name all of those asked about.

    Not those that only differ from another on the parties: of one status, from the same day. And
    who entered later is told by claims of all of one source, each naming more from a later day.
    """
    bearing = [fact for fact in facts if bears_on(parties_of(fact), told_for)]
    of_kind = grouped((status_of(fact), fact) for fact in bearing if fact.id not in exits)
    alike = {status: {_statement_key(it): it for it in some} for status, some in of_kind.items()}
    results = dict[str, Parties]()
    is_of_relation = facts[0].type == "relation" and bearing
    moves = moves_of(facts, exits) if is_of_relation else []
    for fact in facts if is_of_relation else ():
        others = [*alike.get(status_of(fact), {}).values()][:COMPARED_SETS]
        own = parties_of(fact)
        if fact.id in exits:
            continue
        if not bears_on(own, told_for):
            if len(own) == 1 or not any(_begin_alike(fact, it) for it in others):
                results[fact.id] = own
            continue
        entered = who_entered(fact, others, moves)
        if entered and not any(bears_on(some, told_for) for some in entered):
            results[fact.id] = frozenset[str]().union(*entered)
    return results


def _claims_on_events(facts: list[Fact], exits: PartiesOf, told_for: Parties) -> PartiesOf:
    """Return the claims of an event that speak of others: for whom it was called off, or was not.

    They say what these others planned anew, what the rest held without one for whom it was called
    off, or that it was so for all, of whom it is so for the rest.
    """
    if facts[0].type != "event" or not exits:
        return {}
    off = [(exits[fact.id], status_of(fact)) for fact in facts if fact.id in exits]
    ours = [(own, status) for own, status in off if own <= told_for]
    off_alone, results = {own for own, _ in off}, dict[str, Parties]()
    on = {parties_of(fact) for fact in facts if is_on(fact)}
    for fact in facts:
        every = parties_of(fact)
        if fact.id in exits:
            continue
        is_anew = every in off_alone and not bears_on(every, told_for)
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
        if is_on(fact) or since is None or not first.own < parties_of(fact):
            continue
        if since < effective_day(fact) < FAR:
            results[fact.id] = parties_of(fact) - first.own
    return results


def _not_yet_both(facts: list[Fact], all_courses: list[Course], told_for: Parties) -> PartiesOf:
    """Return the claims by which one of these entered by itself when another was not in it."""
    alone = {fact.id: parties_of(fact) for fact in facts if stands(fact)}
    alone = {id_: own for id_, own in alone.items() if len(own) == 1 and own < told_for}
    terms = _terms_of_each(facts, told_for) if alone else {}

    def is_out(party: str, day: int) -> bool:
        is_over = any(it.own == {party} and it.is_over_on(day) for it in all_courses)
        return is_over or not any(first <= day < after for first, after in terms.get(party, ()))

    results = dict[str, Parties]()
    for fact in facts:
        own = alone.get(fact.id, told_for)
        if any(is_out(party, effective_day(fact)) for party in told_for - own):
            results[fact.id] = own
    return results


def _terms_of_each(facts: list[Fact], told_for: Parties) -> dict[str, list[tuple[int, int]]]:
    """Return the days on which some parties were in a relation, by claims that it was in force.

    Each is a first day, 0 where it is not known, and that after the last, or since which it was
    over for all.
    """
    over = [(effective_day(it), parties_of(it)) for it in facts if status_of(it) in ENDED]
    results = dict[str, list[tuple[int, int]]]()
    for fact in filter(stands, facts):
        own, first = parties_of(fact), effective_day(fact) if effective_day(fact) < FAR else 0
        after = [end.after for end in ends([fact], ENDS)]
        after += [day for day, parties in over if day >= first and own <= parties]
        for party in own & told_for:
            results.setdefault(party, []).append((first, min(after, default=FAR + 1)))
    return results


def _claims_of_who_entered(facts: list[Fact], exits: PartiesOf, told_for: Parties) -> PartiesOf:
    """Return the claims of an end or a pause for those that entered, if another never entered."""
    missing = told_for - parties_in_force(facts)
    if not missing or missing == told_for:
        return {}
    return {id_: own for id_, own in exits.items() if own <= told_for - missing}


def _single_party_claims(facts: Iterable[Fact]) -> PartiesOf:
    """Return the claims about one party."""
    return {fact.id: own for fact in facts if len(own := parties_of(fact)) == 1}


def _open_exits(
    facts: list[Fact], exits: PartiesOf, irrelevant: PartiesOf, told_for: Parties
) -> list[Fact]:
    """Return the claims that name some of those for whom it is told, beside others.

    They do not say whether each of several left, or whether it ended among themselves. None where
    it is over for all, and what is paused is so among themselves.
    """
    if any(status_of(fact) in ENDED for fact in facts if fact.id not in irrelevant):
        return []
    several = (it for it in facts if it.id in exits and len(irrelevant.get(it.id, ())) > 1)
    ended = (it for it in several if status_of(it) not in CLASSES["paused"])
    again = [(parties_of(it), effective_day(it)) for it in facts if stands(it)]
    return [
        it
        for it in ended
        if irrelevant[it.id] & told_for and not is_back(irrelevant[it.id], [it], again)
    ]
