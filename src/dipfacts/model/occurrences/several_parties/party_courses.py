"""Courses of single parties, or of some, in a relation of several, in order of time.

Between two it is over since it is so for one of them, and paused while it is so for one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import CALLED_OFF, CLASSES, class_of, class_on
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import BEGINS, ENDS, End, ends
from dipfacts.model.occurrences.several_parties.participation import Parties
from dipfacts.model.occurrences.stages.stage import status_of
from dipfacts.model.occurrences.stages.stage_order import NOTICES
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

ENDED = (*CLASSES["over"], *CALLED_OFF)
_State = Literal[0, 1, 2]
IS_ON: _State = 0
_PAUSED: _State = 1
_OVER: _State = 2
_TRIED = 20  # courses of very many
_Dated = tuple[int, _State, Fact]  # the day, the state from then on, and the claim


class StateChange(Record, frozen=True):
    """A day from which it is on, paused or over for some parties, by claims of one status."""

    day: int
    state: _State
    facts: list[Fact]


class Course(Record, frozen=True):
    """The changes of state by what some parties did by themselves."""

    own: Parties
    changes: list[StateChange]

    def since(self, state: _State = _PAUSED) -> int | None:
        """Return the day since which it is paused, or over, at the end; None where it is not.

        FAR where nobody says when.
        """
        first = None
        for change in self.changes:
            if change.state == IS_ON and change.day < FAR:
                first = None
            elif change.state >= state and first is None:
                first = change.day
        return first

    def over_since(self) -> int | None:
        """Return the day since which it is over at the end, as `since` does."""
        return self.since(_OVER)

    def is_over_on(self, day: int) -> bool:
        """Return whether it is over for these parties on a day."""
        at = bisect_right(self.changes, day, key=attrgetter("day"))
        return at > 0 and self.changes[at - 1].state == _OVER


def parties_of(fact: Fact) -> Parties:
    """Return the parties of a claim."""
    return fact.claim.party_set


def stands(fact: Fact) -> bool:
    """Return whether a claim says that a relation is in force."""
    return fact.type == "relation" and class_of(status_of(fact)) == "standing"


def parties_in_force(facts: Iterable[Fact]) -> Parties:
    """Return those for whom some claim says that a relation is in force."""
    return frozenset(party for fact in facts if stands(fact) for party in fact.claim.everyone)


def effective_day(fact: Fact) -> int:
    """Return the first day on which a relation is over, or begins to be what a claim says."""
    over = ends([fact], ENDS) if status_of(fact) in ENDED else []
    return min((end.first for end in over or ends([fact], BEGINS)), default=FAR)


def courses(facts: list[Fact], parties_by_id: Mapping[str, Parties]) -> list[Course]:
    """Return the course of each set of parties, which are those of claims by their ids."""
    standing = [fact for fact in facts if stands(fact)]
    claims_of = grouped((parties_by_id[it.id], it) for it in facts if it.id in parties_by_id)
    in_order = sorted(
        claims_of, key=lambda own: (min(map(effective_day, claims_of[own])), sorted(own))
    )
    return [_course(own, claims_of[own], standing) for own in in_order[:_TRIED]]


def _course(parties: Parties, facts: list[Fact], standing: list[Fact]) -> Course:
    dated = [each for fact in facts for each in changes_of(fact)]
    ids = {fact.id for _, _, fact in dated}
    back = (it for it in standing if parties <= parties_of(it) and it.id not in ids)
    dated += [(effective_day(fact), IS_ON, fact) for fact in back]
    changes = list[StateChange]()
    for day, state, fact in sorted(dated, key=lambda one: one[:2]):
        last = changes[-1] if changes else None
        if last and last.state == state and status_of(last.facts[0]) == status_of(fact):
            last.facts.append(fact)
        elif last and last.state == state == _OVER and status_of(last.facts[0]) in NOTICES:
            changes[-1] = StateChange(day, state, [fact, *last.facts])  # that was notice of this
        else:
            changes.append(StateChange(day, state, [fact]))
    return Course(parties, changes)


def changes_of(fact: Fact) -> Iterable[_Dated]:
    """Yield the days on which a relation changes its state, by a claim of some parties alone."""
    finishes, status = ends([fact], ENDS), status_of(fact)
    if status in ENDED:
        yield effective_day(fact), _OVER, fact
    elif class_of(status) == "standing":
        yield effective_day(fact), IS_ON, fact
        yield from ((min(end.first for end in finishes), _OVER, fact) for _ in finishes[:1])
    else:
        yield effective_day(fact), _PAUSED, fact
        yield from ((min(end.after for end in finishes), IS_ON, fact) for _ in finishes[:1])


def governing(all_courses: list[Course]) -> Course | None:
    """Return the course by which it is over first, else paused first; None where it goes on."""
    over = [
        (it.over_since(), sorted(it.own), it) for it in all_courses if it.over_since() is not None
    ]
    paused = [(it.since(), sorted(it.own), it) for it in all_courses if it.since() is not None]
    return min(over or paused)[-1] if over or paused else None


def undone(all_courses: list[Course]) -> set[str]:
    """Return the ids of the claims of several courses by which nothing changes between all of them.

    It is over while it is so in one of them, else paused while it is so in one.
    """
    kept = [fact.id for change in _changes_between(all_courses) for fact in change.facts]
    changes = [(one.own, change) for one in all_courses for change in one.changes]
    own = {it.id for own, change in changes for it in change.facts if parties_of(it) <= own}
    return own.difference(kept)


def _changes_between(all_courses: list[Course]) -> list[StateChange]:
    """Return the changes by which the state of what is between all of the parties changes."""
    each = (
        (change.day, change.state, nth, change)
        for nth, course in enumerate(all_courses)
        for change in course.changes
    )
    now = dict[int, StateChange]()  # the last of each course
    kept: list[StateChange] = []
    for _, state, nth, change in sorted(each, key=lambda one: one[:3]):
        before, left = _state(now), now.get(nth)
        now[nth] = change
        after = _state(now)
        if after == state and (after > before or state == IS_ON):
            kept.append(change)
        elif state == IS_ON and left and after == _PAUSED < before:
            # It is paused again, as another course has it: no claim of that day says so.
            later = (it for it in now.values() if it.state == _PAUSED and it.day > left.day)
            again = next(later, None)
            kept = [*kept, again] if again else [it for it in kept if it is not left]
    return kept


def _state(now: Mapping[int, StateChange]) -> _State:
    return max((change.state for change in now.values()), default=IS_ON)


def left_for_good(occurrence: Occurrence, day: int) -> dict[Parties, End | None]:
    """Return those who had left by a day, an ordinal, for good, with the end of that.

    None where nobody says when. Several together have ended what they had among themselves.
    """
    exits = occurrence.participation.exits
    again = [
        (parties_of(it), effective_day(it))
        for it in occurrence.counting
        if stands(it) and effective_day(it) <= day
    ]
    results = dict[Parties, End | None]()
    for own, some in grouped(
        (exits[it.id], it) for it in occurrence.counting if it.id in exits
    ).items():
        over = [it for it in some if class_on(day, status_of(it), it.period) == "over"]
        if over and not is_back(own, over, again):
            given = ends(over, ENDS) or ends(over, BEGINS)
            results[own] = min(given, key=lambda end: end.after, default=None)
    return results


def is_back(own: Parties, ended: list[Fact], again: list[tuple[Parties, int]]) -> bool:
    """Return whether what has ended for some is in force for them again, from a later day."""
    last = max(
        min((it.first for it in ends([f], ENDS) if stands(f)), default=effective_day(f))
        for f in ended
    )
    return any(last < day < FAR and own <= parties for parties, day in again)
