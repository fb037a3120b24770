"""Courses of single parties, or of some, in a relation of several, in order of time.

Between two it is over since it is so for one of them, and paused while it is so for one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from operator import attrgetter

from dipfacts.model.ends import BEGINS, ENDS, ends
from dipfacts.model.groups import grouped
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import status_of
from dipfacts.model.stage_order import NOTICES
from dipfacts.model.status import CALLED_OFF, CLASSES, class_of
from dipfacts.record import Record

Parties = frozenset[str]

ENDED = (*CLASSES["over"], *CALLED_OFF)
_ON, _PAUSED, _OVER = range(3)
_TRIED = 20  # courses of very many
_Told = tuple[int, int, Fact]  # the day, what it is from then on, and the claim


class Turn(Record, frozen=True):
    """A day from which it is on, paused or over for some parties, by claims of one status."""

    day: int
    what: int
    facts: list[Fact]


class Course(Record, frozen=True):
    """The turns of what some parties did by themselves."""

    own: Parties
    turns: list[Turn]

    def since(self, what: int = _PAUSED) -> int | None:
        """Return the day since which it is paused, or over, at the end; None where it is not.

        FAR where nobody says when.
        """
        first = None
        for turn in self.turns:
            if turn.what == _ON and turn.day < FAR:
                first = None
            elif turn.what >= what and first is None:
                first = turn.day
        return first

    def over_since(self) -> int | None:
        """Return the same of what is over."""
        return self.since(_OVER)

    def is_over_on(self, day: int) -> bool:
        """Return whether it is over for these parties on a day."""
        at = bisect_right(self.turns, day, key=attrgetter("day"))
        return at > 0 and self.turns[at - 1].what == _OVER


def parties_of(fact: Fact) -> Parties:
    """Return the parties of a claim."""
    return frozenset(fact.claim.everyone)


def stands(fact: Fact) -> bool:
    """Return whether a claim says that a relation is in force."""
    return fact.type == "relation" and class_of(status_of(fact)) == "standing"


def day_of(fact: Fact) -> int:
    """Return the first day on which a relation is over, or begins to be what a claim says."""
    over = ends([fact], ENDS) if status_of(fact) in ENDED else []
    return min((end.first for end in over or ends([fact], BEGINS)), default=FAR)


def courses(facts: list[Fact], those: Mapping[str, Parties]) -> list[Course]:
    """Return the course of each of some parties, of which claims by their ids (`those`) tell."""
    standing = [fact for fact in facts if stands(fact)]
    parts_of = grouped((those[fact.id], fact) for fact in facts if fact.id in those)
    in_order = sorted(parts_of, key=lambda own: (min(map(day_of, parts_of[own])), sorted(own)))
    return [_course(own, parts_of[own], standing) for own in in_order[:_TRIED]]


def _course(own: Parties, some: list[Fact], standing: list[Fact]) -> Course:
    told = [each for fact in some for each in _told(fact)]
    ids = {fact.id for _, _, fact in told}
    back = (it for it in standing if own <= parties_of(it) and it.id not in ids)
    told += [(day_of(fact), _ON, fact) for fact in back]
    turns = list[Turn]()
    for day, what, fact in sorted(told, key=lambda one: one[:2]):
        last = turns[-1] if turns else None
        if last and last.what == what and status_of(last.facts[0]) == status_of(fact):
            last.facts.append(fact)
        elif last and last.what == what == _OVER and status_of(last.facts[0]) in NOTICES:
            turns[-1] = Turn(day, what, [fact, *last.facts])  # that was notice of this
        else:
            turns.append(Turn(day, what, [fact]))
    return Course(own, turns)


def _told(fact: Fact) -> Iterable[_Told]:
    """Yield what a claim of some parties alone tells of the days of a relation."""
    finishes, status = ends([fact], ENDS), status_of(fact)
    if status in ENDED:
        yield day_of(fact), _OVER, fact
    elif class_of(status) == "standing":
        yield day_of(fact), _ON, fact
        yield from ((min(end.first for end in finishes), _OVER, fact) for _ in finishes[:1])
    else:
        yield day_of(fact), _PAUSED, fact
        yield from ((min(end.after for end in finishes), _ON, fact) for _ in finishes[:1])


def governing(every: list[Course]) -> Course | None:
    """Return the course by which it is over first, else paused first; None where it goes on."""
    over = [(it.over_since(), sorted(it.own), it) for it in every if it.over_since() is not None]
    paused = [(it.since(), sorted(it.own), it) for it in every if it.since() is not None]
    return min(over or paused)[-1] if over or paused else None


def undone(every: list[Course]) -> set[str]:
    """Return the ids of the claims of several courses by which nothing changes between all of them.

    It is over while it is so in one of them, else paused while it is so in one.
    """
    kept = [fact.id for turn in _turns_between(every) for fact in turn.facts]
    turns = [(one.own, turn) for one in every for turn in one.turns]
    own = {it.id for own, turn in turns for it in turn.facts if parties_of(it) <= own}
    return own.difference(kept)


def _turns_between(every: list[Course]) -> list[Turn]:
    """Return the turns at which what is between all of the parties changes."""
    each = ((turn.day, turn.what, nth, turn) for nth, it in enumerate(every) for turn in it.turns)
    now = dict[int, Turn]()  # the turn at which each is
    kept: list[Turn] = []
    for _, what, nth, turn in sorted(each, key=lambda one: one[:3]):
        before, left = _state(now), now.get(nth)
        now[nth] = turn
        after = _state(now)
        if after == what and (after > before or what == _ON):
            kept.append(turn)
        elif what == _ON and left and after == _PAUSED < before:
            # It is paused again, as another course has it: no claim of that day says so.
            later = (it for it in now.values() if it.what == _PAUSED and it.day > left.day)
            again = next(later, None)
            kept = [*kept, again] if again else [it for it in kept if it is not left]
    return kept


def _state(now: Mapping[int, Turn]) -> int:
    return max((turn.what for turn in now.values()), default=_ON)
