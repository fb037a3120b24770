"""The lifetimes of parties, and with whom a relation is over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from dipfacts.index.rows.decode import bytes_of_key
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.tables import BODIES, Party
from dipfacts.model.occurrences.ends import End, begin_and_end
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.periods.period import Period
from dipfacts.query.occurrences import claim_on_day
from dipfacts.query.sql import Ask
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.query.base import Base

_ENDS_WITH = ("country", "territory", *BODIES)


class Ending(Record, frozen=True):
    """The parties with which a relation was over, the one that decided it last."""

    after: int  # the ordinal of the day after the last; FAR where that is not known
    gone: list[Party]  # those that were no more, in order
    left: Sequence[str] = ()  # the ids of those that had left it
    is_left: bool = False  # whether a leaving decided it
    end: Period | None = None  # the date of that leaving, if anyone gives it


class _Step(Record, frozen=True):
    """The day after that by which parties were gone, or had left: one, or what several had."""

    after: int
    parties: frozenset[str]
    is_left: bool = False
    end: End | None = None


def _is_between_two(here: set[str], apart: list[frozenset[str]], asked: set[str]) -> bool:
    """Return whether a relation goes on between two of the parties still here, one of those asked.

    Those who are `apart` have ended it among themselves.
    """
    return any(
        not here <= {party}.union(*(own for own in apart if party in own))
        for party in here.intersection(asked) or here
    )


class Lifetimes(Record, frozen=True):
    """Parties by their ids, and of those gone by a day the ordinal of the day after their last.

    For parties asked about a relation is over with each of them.
    """

    parties: Mapping[str, Party]
    ends: Mapping[str, int]
    asked: Collection[str] = ()
    day: int = FAR

    def ending_of(self, occurrence: Occurrence, day: int) -> Ending | None:
        """Return the ending of a relation that was over by a day; None while two or more are left.

        A relation with an organisation or a bloc, such as a membership, is over with that, and one
        of a party asked about with it, if fewer than two were not left before.
        """
        if not self.ends:
            return None
        between = occurrence.participation.told_for
        if occurrence.participation.exits and len(between.intersection(self.asked)) < 2:
            from dipfacts.model.occurrences.several_parties import lasting_pairs  # lazy: of several

            # Between two of whom one is gone it is told only if it goes on between none.
            goes_on = lasting_pairs.class_today(occurrence, day) in ("standing", "paused")
            ending = self._ending_for_asked(occurrence, day) if goes_on else None
            if goes_on and ending is None:
                return None
            return self._ending_after_exits(occurrence, day) or ending
        return self._ending_with_party(occurrence, day)

    def day_over_for_asked(self, occurrence: Occurrence) -> int | None:
        """Return the day after that with which it was over for those between whom it is told."""
        ending = self._ending_for_asked(occurrence, self.day)
        return ending.after if ending else None

    def _ending_for_asked(self, occurrence: Occurrence, day: int) -> Ending | None:
        """Return the party with which a relation was over for those between whom it is told."""
        asked = self.replaced(asked=occurrence.participation.told_for)
        return asked._ending_with_party(occurrence, day)

    def _ending_with_party(self, occurrence: Occurrence, day: int) -> Ending | None:
        """Return the party with which a relation was over by a day, whoever had left it."""
        gone = self.ending_party(self._parties_on_day(occurrence, day))
        return Ending(self.ends[gone.id], [gone]) if gone else None

    def _parties_on_day(self, occurrence: Occurrence, day: int) -> Sequence[str]:
        """Return the parties of a relation by a day, without those that left it before their end.

        What some did by themselves says nothing of who the others are.
        """
        fact = claim_on_day(occurrence, day)
        if not occurrence.is_of_several:
            return fact.claim.everyone
        everyone = fact.claim.everyone
        if fact.id in occurrence.participation.of_fewer:
            everyone = tuple({party for it in occurrence.counting for party in it.claim.everyone})
        left = self._left(occurrence, day).difference(self.asked)
        return [party for party in everyone if party not in left]

    def _left(self, occurrence: Occurrence, day: int) -> set[str]:
        """Return who left a relation by a day, before it was gone."""
        if not occurrence.participation.exits:
            return set()
        # lazy: most have two parties
        from dipfacts.model.occurrences.several_parties.party_courses import left_for_good

        left = left_for_good(occurrence, day).items()
        return {
            party
            for own, end in left
            for party in (own if len(own) == 1 and end else ())
            if end and end.after <= self.ends.get(party, FAR)
        }

    def _ending_after_exits(self, occurrence: Occurrence, day: int) -> Ending | None:
        """Return the ending of a relation that some had left, or ended among themselves.

        None where no party was gone by then, or the one asked about had left: its claims tell that.
        """
        here = {party for fact in occurrence.counting for party in fact.claim.everyone}
        asked = here.intersection(self.asked)
        taken, apart = list[_Step](), list[frozenset[str]]()
        for step in self._steps(occurrence, [*here], day):
            if here.isdisjoint(step.parties):
                continue
            taken.append(step)
            if len(step.parties) > 1:
                apart.append(step.parties)
            else:
                here -= step.parties
            if step.is_left and step.parties <= asked:
                return None
            if self._is_over_by(step, asked) or not _is_between_two(here, apart, asked):
                return self._ending(taken, here)
        return None

    def _steps(self, occurrence: Occurrence, everyone: list[str], day: int) -> list[_Step]:
        """Return who of the parties was gone by a day or had left, in order of time."""
        steps = [_Step(self.ends[it], frozenset((it,))) for it in everyone if it in self.ends]
        if occurrence.participation.exits:
            # lazy: most have two parties
            from dipfacts.model.occurrences.several_parties.party_courses import left_for_good

            left = left_for_good(occurrence, day).items()
            for own, end in left:
                steps.append(_Step(end.after if end else FAR, own, is_left=True, end=end))
        return sorted(steps, key=lambda step: (step.after, step.is_left, sorted(step.parties)))

    def _is_over_by(self, step: _Step, asked: set[str]) -> bool:
        """Return whether a body was gone then, or a party asked about."""
        if step.is_left:
            return False
        return any(it in asked or self.parties[it].kind in BODIES for it in step.parties)

    def _ending(self, steps: list[_Step], here: set[str]) -> Ending | None:
        """Return what ended by these steps, the last of which decided it; None if none is gone.

        What several ended among themselves counts where two of these were still here.
        """
        gone = [self.parties[it] for step in steps if not step.is_left for it in step.parties]
        each = (step.parties for step in steps if step.is_left)
        each = (own if len(own) == 1 else own & here for own in each)
        left = dict.fromkeys(
            it for own in each if own.isdisjoint(here) or len(own) > 1 for it in sorted(own)
        )
        last = steps[-1]
        end = last.end.period if last.end else None
        return Ending(last.after, gone, [*left], last.is_left, end) if gone else None

    def ending_party(self, everyone: Sequence[str]) -> Party | None:
        """Return the party with whose end a relation between these was over, as `ending_of`."""
        ends = self.ends
        gone = sorted((party for party in everyone if party in ends), key=lambda it: ends[it])
        too_few = len(everyone) - 2  # once as many are gone, and one more
        for nth, party in enumerate(gone):
            if nth >= too_few or self.parties[party].kind in BODIES or party in self.asked:
                return self.parties[party]
        return None

    def day_after_ending_party(self, everyone: Sequence[str]) -> int:
        """Return the day after that with which a relation between these was over; FAR if not."""
        gone = self.ending_party(everyone)
        return self.ends[gone.id] if gone else FAR

    def findable_until(
        self, occurrence: Occurrence, day: int, days: tuple[int, int] = (FAR, 0)
    ) -> int | None:
        """Return the day after the last by which a relation is found that was over with a party.

        None where it was not. What its claims date later is found by that: until the end that one
        gives, or on, where one gives a beginning alone; of what others of its parties did only in
        the `days` asked about. So only what claims leave open ends with the party.
        """
        ending = None if occurrence.is_event else self.ending_of(occurrence, day)
        if ending is None:
            return None
        results = [end := ending.after]
        for fact in occurrence.counting:
            first, after = begin_and_end(fact.period)
            if fact.id in occurrence.participation.irrelevant:
                is_found = first < days[1] and days[0] < after
            else:
                is_found = after < FAR or first >= end
            if is_found:
                results.append(after)
        return max(results)


def party_lifetimes(
    parties_by_id: Callable[[Iterable[str]], Mapping[str, Party]],
    facts: Iterable[Fact],
    day: int,
    asked: Collection[str],
) -> Lifetimes:
    """Return the lifetimes of the parties of claims, as far as they are over by a day."""
    named = dict.fromkeys(party for fact in facts for party in fact.claim.everyone)
    return lifetimes_of(parties_by_id(named), day, asked)


def lifetimes_of_several(
    parties_by_id: Callable[[Iterable[str]], Mapping[str, Party]],
    facts: Collection[Fact],
    day: int,
    asked: Collection[str],
) -> Lifetimes | None:
    """Return the lifetimes of parties, if claims are about relations of several; else None.

    Asked about two, no others have a part in what these have.
    """
    relations = [fact for fact in facts if fact.type == "relation"]
    if len(asked) > 1 or all(len(fact.claim.everyone) < 3 for fact in relations):
        return None
    return party_lifetimes(parties_by_id, relations, day, asked)


def lifetimes_of(parties: Mapping[str, Party], day: int, asked: Collection[str]) -> Lifetimes:
    """Return the lifetimes of parties, given by their ids, as far as they are over by a day."""
    ends = {id: end for id, party in parties.items() if (end := end_of(party)) and end <= day}
    return Lifetimes(parties, ends, asked, day)


def with_lifetimes(ask: Ask) -> list[str]:
    """Return the ids of the parties with a period, but of no person, whose is a term of office."""
    statement = "SELECT id FROM party_row WHERE instr(body, ?) AND NOT instr(body, ?)"
    values = bytes_of_key("period"), bytes_of_key("kind", "person")
    return ask(statement, values, itemgetter(0))


def known_lifetimes(base: Base) -> dict[str, Party]:
    """Return the parties with a period, but no person, by their ids."""
    return base.parties_by_id(with_lifetimes(base.index.all))


def end_of(party: Party) -> int | None:
    """Return the day after the last of a state or a body; a person's period is a term of office."""
    if party.kind not in _ENDS_WITH or not party.period:
        return None
    return Period.parse(party.period).end_day
