"""The claims about one relation or event that have one status, and where they differ.

The dates of a stage, where one claim has a treaty in force 1990/2001, and one preferred 1990/2003:

- `beginnings`, `claimed_ends`: 1990 twice, and 2001 and 2003; of all claims of the stage
- `ends_with_rivals`: these, and ends on which claims of other stages contradict them
- `ends_or_over_days`: 2001 and 2003; of what ended "2003", without an end, that day
- `preferred_ends(ENDS)`, `possible_dates(ENDS)`: 2003; the latter are of those the ones in question
- `status_day`: 1 January 1990, the first day; of what is over the first of its end
- `latest_day_by(day)`: 1 January 2003 once that year is over, before that 1 January 1990
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dipfacts.model.cached import cached
from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import Origins, independent, made
from dipfacts.model.file_format.status import class_of
from dipfacts.model.file_format.tables import Figure, RelationOrEvent
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import (
    BEGINS,
    ENDS,
    End,
    Side,
    answering_ends,
    begin_and_end,
    dating_claims,
    ends,
    finest,
    goes_on,
    meet,
    with_finest_end,
)
from dipfacts.model.occurrences.places import finest_places, nested, people_agree, words_of_places
from dipfacts.model.periods.period import Period
from dipfacts.text import listed, unhyphenated


class Stage:
    """The claims of one occurrence that have one status; `facts` as in `Occurrence`.

    `contested` are ends that claims of other stages give, of which a claim of this one says, and
    was made later, that the relation stood until later. `rivals` are these, and those of claims
    that say so of the ends of this one: they are among its ends. `stage_marks.mark` notes these and
    what it is beside others before anybody else has a stage. `states` as in `Origins`.
    """

    __slots__ = ("__dict__", "_states", "contested", "facts",
                 "is_cut_short", "is_gap", "is_resumed", "rivals")  # fmt: skip

    def __init__(self, facts: list[Fact], states: Mapping[str, str] | None = None) -> None:
        self.facts = facts
        self._states = states or {}
        self.contested: Sequence[End] = ()
        self.rivals: Sequence[End] = ()
        self.is_gap = False  # over from the end of one stage to the next
        self.is_resumed = False  # in force anew since the day on which it was over
        self.is_cut_short = False  # in force, or paused, until a day before which it was over

    def set_rivals(self, rivals: Sequence[End], contested: Sequence[End]) -> None:
        """Note what claims of other stages say of its end, before its ends are asked for."""
        assert self.__dict__.keys().isdisjoint(("ends_with_rivals", "differ"))
        self.rivals = rivals
        self.contested = contested

    @cached
    def status(self) -> str:
        """The status of all claims; an event that one source calls held was held."""
        statuses = [status_of(fact) for fact in self.facts]
        return "held" if "held" in statuses else statuses[0]

    @property
    def by_status(self) -> list[Stage]:
        """The claims of each status: of what did not take place one may say cancelled, one denied.

        What is reported is a part of what was held.
        """
        if self.facts[0].type != "event" or self.status == "held":
            return [self]
        each = grouped((status_of(fact), fact) for fact in self.facts)
        return [self] if len(each) == 1 else [Stage(each[status]) for status in sorted(each)]

    @property
    def words(self) -> str:
        """The status in words, 'cancelled or denied' where claims have several."""
        return listed((unhyphenated(stage.status) for stage in self.by_status), "or")

    @cached
    def preferred(self) -> list[Fact]:
        """The claims of rank preferred; else all."""
        return [fact for fact in self.facts if fact.claim.rank == "preferred"] or self.facts

    @cached
    def beginnings(self) -> list[End]:
        """The beginnings that claims give."""
        return self.ends_by(self.facts, BEGINS)

    @cached
    def ends_with_rivals(self) -> list[End]:
        """The ends that claims and their rivals give; beside these a day of being over is one."""
        return [*self.ends_or_over_days, *self.rivals] if self.rivals else self.claimed_ends

    @cached
    def claimed_ends(self) -> list[End]:
        """The ends that claims of this status give."""
        return self.ends_by(self.facts, ENDS)

    @property
    def ends_or_over_days(self) -> list[End]:
        """The ends that claims give, or else the days on which they say that it was over."""
        return self.beginnings if self.is_over_by_days else self.claimed_ends

    @property
    def is_over_by_days(self) -> bool:
        """Return whether it is over by days alone, which are ends and no beginnings."""
        ended = [it.period for it in self.facts if it.period and self.status == "ended"]
        is_some_time = any(period.text.endswith("/") for period in ended)  # nobody says when
        return self.is_over and not self.claimed_ends and not is_some_time

    @property
    def is_over(self) -> bool:
        """Return whether it is a relation that is over."""
        return self.facts[0].type == "relation" and class_of(self.status) == "over"

    def preferred_ends(self, side: Side) -> list[End]:
        """Return the beginnings or the ends that the claims preferred give."""
        if self.preferred is self.facts:
            return self.beginnings if side == BEGINS else self.ends_with_rivals
        return self.ends_by(self.preferred, side)

    def ends_by(self, facts: list[Fact], side: Side) -> list[End]:
        """Return the beginnings or the ends that some of the claims give.

        Severed on a day is the end of what another claim says was severed at the end of its period.
        """
        results = ends(facts, side)
        if not self.is_over:
            between = self._between_terms[side] if len(self.facts) > 2 else ()
            return [it for it in results if it.fact.id not in between] if between else results
        if not (results if side == ENDS and facts is self.facts else ends(self.facts, ENDS)):
            return results
        if side == BEGINS:
            return [end for end in results if end.is_of_period]
        return [*results, *(end for end in ends(facts, BEGINS) if not end.is_of_period)]

    @cached
    def _between_terms(self) -> tuple[set[str], set[str]]:
        """The claims whose beginning, and those whose end, is none of the relation as a whole."""
        from dipfacts.model.occurrences.stages.terms import between_terms  # lazy: of many claims

        return between_terms(self.facts if self.facts[0].type == "relation" else [])

    @cached
    def fact(self) -> Fact:
        """The claim that answers: of the finest dates, the earliest where they differ.

        Without a beginning, one with a date. Of an event that was held, a claim that says so.
        """
        if len(self.facts) == 1:
            return self.facts[0]
        own = [fact for fact in self.preferred if status_of(fact) == self.status] or self.preferred
        starts = self.ends_by(own, BEGINS)
        if starts:
            return finest(starts, BEGINS).fact
        return next((fact for fact in own if fact.period), own[0])

    def finest_date(self, side: Side) -> Period | None:
        """Return the most precise beginning or end that a claim gives."""
        return finest(given, side).period if (given := self.preferred_ends(side)) else None

    def possible_dates(self, side: Side) -> list[Period]:
        """Return the beginnings or the ends of which one is right, in order; one if all agree."""
        return list(
            dict.fromkeys(end.period for end in answering_ends(self.preferred_ends(side), side))
        )

    @cached
    def dating(self) -> list[tuple[Fact, Period]]:
        """The claims that date an event, and when it was by each; one where all agree."""
        if len(self.facts) == 1:
            return [(fact, fact.period) for fact in self.facts if fact.period]
        dated = [f for f in self.preferred if f.period] or [f for f in self.facts if f.period]
        chosen = dating_claims(dated, is_ending_disputed=self.is_ending_disputed)
        starts, finishes = ends(chosen, BEGINS), ends(chosen, ENDS)
        if meet(starts) and meet(finishes) and not self.is_ending_disputed:
            answers = [end.fact for end in answering_ends(starts or finishes, BEGINS)]
            chosen = answers or chosen[:1]
        results = [(fact, fact.period) for fact in chosen if fact.period]
        if len(results) == 1:
            ((fact, period),) = results
            return [(fact, with_finest_end(period, finishes))]
        return sorted(results, key=lambda one: begin_and_end(one[1]))

    @cached
    def day(self) -> int:
        """The first day on which it may begin.

        Without a beginning the one on which it was known or, if that is earlier, it may end.
        """
        known = [end.first for end in self.beginnings]
        return min(known or [self.fact.known_day or 0, *(end.first for end in self.claimed_ends)])

    @cached
    def _first_end(self) -> int | None:
        """The first day on which it may end, by claims of its status."""
        return min((end.first for end in self.claimed_ends), default=None)

    @property
    def status_day(self) -> int:
        """The first day on which its status may be reached: severed is what ends, on its end."""
        is_end = class_of(self.status) == "over" and not self.is_gap
        return self.day if self._first_end is None or not is_end else self._first_end

    def latest_day_by(self, day: int) -> int:
        """Return its latest day by a day: the first of its end once this has come, else its own.

        It is as late as the ends after which a claim says that it stood.
        """
        own = [] if self.is_cut_short else self.ends_by(self.preferred, ENDS)
        come = [*own, *self.contested]
        return max([self.day, *[end.first for end in come if end.after <= day]])

    def is_standing_open(self, day: int) -> bool:
        """Return whether it stands, or is paused, and may not have ended by a day."""
        last = max((end.after for end in self.ends_by(self.preferred, ENDS)), default=FAR + 1)
        return class_of(self.status) in ("standing", "paused") and (
            last > day or self.is_ending_disputed
        )

    @cached
    def places(self) -> list[str]:
        """The places of which one is right, each as precise as claims give it."""
        places = [place for fact in self.preferred if (place := relation_or_event(fact).place)]
        return [it for it in dict.fromkeys(finest_places(places).values()) if it]

    @cached
    def differ(self) -> set[str] | frozenset[str]:
        """The aspects on which the claims contradict each other."""
        if len(self.facts) == 1 and not self.rivals:
            return frozenset()
        results = set[str]()
        if not meet(self.beginnings):
            results.add("period.end" if self.is_over_by_days else "period.start")
        if not meet(self.ends_with_rivals) or self.goes_on_after_its_end:
            results.add("period.end")
        if self.has_impossible_dates:
            results |= {"period.start", "period.end"}
        claims = [relation_or_event(fact) for fact in self.facts]
        if not nested({*words_of_places(it.place for it in claims if it.place).values()}):
            results.add("place")
        if len({claim.party_set for claim in claims}) > 1:
            results.add("parties")
        if not people_agree([claim.people for claim in claims], self._states):
            results.add("people")
        return results

    def lasts(self, day: int) -> Fact:
        """Return the claim that says how long it lasts: of the latest end, else what answers.

        One that says that it goes on, made after that end, has the last word. A term that begins
        after the day counts only if none has begun.
        """
        if self.is_going:
            return min(filter(goes_on, self.preferred), key=lambda it: begin_and_end(it.period))
        ended = self._preferred_ends_or_days
        come = [e for e in ended if not e.is_of_period or begin_and_end(e.fact.period)[0] <= day]
        last = max(come or ended, key=lambda end: end.after, default=None)
        return last.fact if last else self.fact

    @property
    def _preferred_ends_or_days(self) -> list[End]:
        """The ends that the claims preferred give, or the days on which it was over."""
        return self.preferred_ends(ENDS) or (
            self.preferred_ends(BEGINS) if self.is_over_by_days else []
        )

    @cached
    def is_going(self) -> bool:
        """Return whether claims preferred say that it goes on, and none has the last word on it."""
        return self.is_ending_disputed or (
            any(map(goes_on, self.preferred)) and not self.preferred_ends(ENDS)
        )

    @cached
    def has_impossible_dates(self) -> bool:
        """Return whether an end lies before all beginnings, or a beginning after all ends.

        Or is that of a claim without an end not surely before all ends, and another's is.
        """
        if not self.beginnings or not self.ends_with_rivals or self.is_over_by_days:
            return False
        begins = [end.reach[0] for end in self.beginnings]
        after = [end.reach[1] for end in self.ends_with_rivals]
        ended = {end.fact.claim.id for end in self.ends_with_rivals}
        lone = max((it.first for it in self.beginnings if it.fact.id not in ended), default=0)
        is_no_earlier = lone >= max([end.first for end in self.ends_with_rivals]) and not meet(
            self.beginnings
        )
        return is_no_earlier or min(after) <= min(begins) or max(after) <= max(begins)

    @cached
    def goes_on_after_its_end(self) -> bool:
        """Return whether a claim made after the end that another gives, and begun, goes on."""
        last = max([end.reach[1] for end in self.ends_with_rivals], default=FAR)
        going = [] if self.is_over else filter(goes_on, self.facts)
        return any(made(it) >= max(last, begin_and_end(it.period)[0]) for it in going)

    @cached
    def is_ending_disputed(self) -> bool:
        """Return whether claims preferred differ on whether it has ended."""
        going = any(map(goes_on, self.preferred))
        return going and self.goes_on_after_its_end and bool(self.preferred_ends(ENDS))

    def may_have_ended(self, day: int) -> bool:
        """Return whether by a day it has ended by one claim, and goes on by another."""
        first = self.is_over_by_days  # over from that day on
        come = [(end.first if first else end.after) <= day for end in self._preferred_ends_or_days]
        return any(come) and (self.is_ending_disputed or not all(come))

    def agreement(self, origins: Origins) -> str:
        """Return `single`, `confirmed` or `conflict`.

        It is confirmed where the beginning and the end are, as far as claims give them.
        """
        if self.differ:
            return "conflict"
        given = [
            [end.fact for end in dates]
            for dates in (self.beginnings, self.ends_with_rivals)
            if dates
        ]
        least = min(independent(some, origins, self.facts) for some in given or [self.facts])
        return "confirmed" if least > 1 else "single"


def relation_or_event(fact: Fact) -> RelationOrEvent:
    """Return the claim of a fact that is known to be no figure."""
    assert not isinstance(fact.claim, Figure)
    return fact.claim


def status_of(fact: Fact) -> str:
    """Return the status of a relation or event; a relation without one is in force."""
    return relation_or_event(fact).status or "in-force"
