"""The claims about one relation or event, taken together: its stages, and their differences.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from dipfacts.model.cached import cached_unless_single
from dipfacts.model.fact import DYAD, FAR, Fact
from dipfacts.model.figures.voices import Origins, counting, independent, ranked
from dipfacts.model.file_format.tables import Event
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.dispute import ASPECTS, Dispute, disputes_of
from dipfacts.model.occurrences.ends import End, meet
from dipfacts.model.occurrences.event_course import EVENT_COURSE, both_ways
from dipfacts.model.occurrences.stages import stage_order
from dipfacts.model.occurrences.stages.stage import Stage, status_of
from dipfacts.model.occurrences.stages.stage_days import reaches

if TYPE_CHECKING:
    from dipfacts.model.occurrences.dispute_lines import LineKey
    from dipfacts.model.occurrences.occurrence_lines import Line
    from dipfacts.model.occurrences.several_parties.participation import (
        Participation,
        PartyLifetimes,
    )


class Occurrence:
    """The claims about one and the same relation or event, for the parties asked about, if any.

    `facts` are preferred first, then newest known first; deprecated ones last. `counting` are those
    that are not deprecated, if there are any. `stages` are the claims of each status in order; an
    event has one that counts, what came of it, and what was planned before.
    """

    __slots__ = ("__dict__", "_lifetimes", "_origins", "asked", "counting", "facts")

    def __init__(
        self,
        facts: list[Fact],
        origins: Origins | None = None,
        asked: Collection[str] = (),
        lifetimes: PartyLifetimes | None = None,
    ) -> None:
        self.facts = ranked(facts)
        self.counting = counting(self.facts)
        self._origins = origins or Origins()
        self.asked = asked
        self._lifetimes = lifetimes

    @cached_unless_single
    def stages(self) -> list[Stage]:
        """The stages, in order of time, but those that `stages_of_others` are."""
        if len(self.counting) == 1:
            return [Stage(self.counting)]
        return self._stages_of(self.deciding)

    def _stages_of(self, facts: list[Fact]) -> list[Stage]:
        """Return the stages that some of its claims are, each claim in one of them."""
        # lazy: most have one claim
        from dipfacts.model.occurrences.resumption import planned_anew, resumed
        from dipfacts.model.occurrences.stages.stage_marks import mark

        if self.is_event:
            plans = planned_anew(facts)
            course = ((plans.get(it.id, FAR), EVENT_COURSE[status_of(it)]) for it in facts)
            came_to = grouped(zip(course, facts, strict=True))
            return [Stage(came_to[key], self._origins.states) for key in sorted(came_to)]
        part = self.participation
        times, fewer = resumed(facts, part.exits), part.of_fewer
        kinds = ((status_of(it), times.get(it.id, 0), fewer.get(it.id)) for it in facts)
        groups = grouped(zip(kinds, facts, strict=True))
        stages = [Stage(group, self._origins.states) for group in groups.values()]
        if len(stages) == 1:
            return stages
        mark(stages)
        return stage_order.in_order(stages)

    @cached_unless_single
    def is_of_several(self) -> bool:
        """Return whether it has more than two parties, of whom some claims name fewer."""
        sizes = {len(fact.claim.everyone) for fact in self.counting}
        return len(sizes) > 1 and max(sizes) > 2

    @cached_unless_single
    def participation(self) -> Participation:
        """The claims that speak of some of its parties; none where it is not of several."""
        if not self.is_of_several:
            # lazy: a look-up of figures needs neither
            from dipfacts.model.occurrences.several_parties.participation import OF_NONE

            return OF_NONE
        # lazy: most have two parties
        from dipfacts.model.occurrences.several_parties.between_parties import participation_of

        return participation_of(self, self._lifetimes)

    def of(self, facts: list[Fact], asked: Collection[str]) -> Occurrence:
        """Return this relation or event as some claims tell it, for some parties."""
        return Occurrence(facts, self._origins, asked, self._lifetimes)

    def own_parties(self, fact: Fact) -> Collection[str]:
        """Return the parties for whom one of its claims is told by itself; none for any of them.

        A claim of one or two of several is told for these, as is an end or a pause for some.
        """
        own = fact.claim.everyone
        if not self.is_of_several:
            return ()
        return own if len(own) <= DYAD or fact.id in self.participation.exits else ()

    @cached_unless_single
    def deciding(self) -> list[Fact]:
        """The claims that count, but those that speak of others alone."""
        others = self.participation.irrelevant
        return [it for it in self.counting if it.id not in others] if others else self.counting

    @cached_unless_single
    def stages_of_others(self) -> list[Stage]:
        """The stages of what others of its parties have ended, paused or called off.

        Claims about the same others are told as they are: of these none is taken off again.
        """
        others = self.participation.irrelevant
        each = grouped((others[it.id], it) for it in self.counting if it.id in others)
        several = (Occurrence(some, self._origins) for some in each.values())
        return [it for one in several for it in one._stages_of(one.counting)]

    @property
    def all_stages(self) -> list[Stage]:
        """The stages in order of time, those of others too; of an event these come last."""
        if len(self.counting) == 1 or not self.participation.irrelevant:
            return self.stages
        every = [*self.stages, *self.stages_of_others]
        return every if self.is_event else stage_order.in_order(every)

    def is_contested(self, over: Stage) -> bool:
        """Return whether all who say that it is over are contradicted by who says so later.

        Claims preferred are contradicted by none that are not. Where some give the day of the end,
        those without a date are of that day.
        """
        every, by_preferred = self._contested
        against = every if over.preferred is over.facts else by_preferred
        dated = [fact for fact in over.preferred if fact.period] or over.preferred
        return all(fact.id in against for fact in dated)

    @cached_unless_single
    def _contested(self) -> tuple[set[str], set[str]]:
        """The claims that a later one contradicts, and those that one preferred does."""
        preferred = [stage for stage in self.stages if stage.preferred is not stage.facts]
        every, of_preferred = (
            {end.fact.claim.id for one in some for end in one.contested}
            for some in (self.stages, preferred)
        )
        return every, of_preferred

    @cached_unless_single
    def main(self) -> Stage:
        """The stage that says what it is: of an event what came of it, of a relation the latest."""
        return self.stage_on(FAR)

    def stage_on(self, day: int) -> Stage:
        """Return the stage that says what it is on a day, an ordinal: the latest that has begun.

        A stage is as late as its beginning or, once that has come, its end. A pause that has ended
        says nothing of the time after, nor does an end that is contested, or the notice of one; and
        what stands is not undone by its ratification. On a status in dispute, preferred claims
        answer.
        """
        stages = self.stages
        if self.is_event or len(stages) == 1:
            return stages[-1]
        if day not in self._on:  # which a page asks for each line
            agree = "status" not in self.differ
            self._on[day] = stage_order.stage_on(day, stages, agree, self.is_contested)
        return self._on[day]

    @cached_unless_single
    def _on(self) -> dict[int, Stage]:
        return {}

    def stage_of(self, fact: Fact) -> Stage:
        """Return the stage that a claim is of; the main one of a claim that decides nothing."""
        return self.stage_by_claim.get(fact.id) or self.main

    @cached_unless_single
    def stage_by_claim(self) -> dict[str, Stage]:
        """The stage of each claim that counts, by its id."""
        return {fact.id: stage for stage in self.all_stages for fact in stage.facts}

    @cached_unless_single
    def withdrawn(self) -> list[Fact]:
        """The claims that are deprecated where others are not."""
        counting_ids = {fact.id for fact in self.counting}
        return [fact for fact in self.facts if fact.id not in counting_ids]

    @property
    def fact(self) -> Fact:
        """The claim that answers."""
        return self.counting[0] if len(self.counting) == 1 else self.main.fact

    @property
    def id(self) -> str:
        """The id of the claim by which all of them are known."""
        return self.facts[0].occurrence or self.facts[0].id

    @cached_unless_single
    def differ(self) -> list[str]:
        """The aspects on which claims of one status differ, and whether their statuses do."""
        if len(self.counting) == 1:
            return []
        results = set().union(*(stage.differ for stage in self.compared))
        if self.begun_otherwise:
            results.add("period.start")
        if self.cannot_all_be:
            results.add("status")
        if self.participation.open_exits:
            results.add("parties")
        return [aspect for aspect in ASPECTS if aspect in results]

    @cached_unless_single
    def begun_by_all(self) -> list[End]:
        """The beginnings that claims give, one of which says that it is over."""
        over = [] if self.is_event else stage_order.stages_of_class(self.stages, "over")
        ended = [s for s in over if s.claimed_ends and s.beginnings and not s.is_gap]
        if not ended:
            return []
        begun = [s for s in ended if s.status_day >= ended[-1].day]  # not before it was resumed
        begun += filter(None, [self.begun_before(ended[-1])])
        every = (end for stage in dict.fromkeys(begun) for end in stage.beginnings)
        return sorted(every, key=lambda end: end.first)

    @property
    def begun_otherwise(self) -> list[End]:
        """The beginnings that claims give, where one that it is over contradicts others."""
        return [] if meet(self.begun_by_all) else self.begun_by_all

    @cached_unless_single
    def ended_otherwise(self) -> list[End]:
        """The ends that claims give, where those of several stages contradict each other."""
        contesting = [stage for stage in self.stages if stage.contested]
        contested = [
            self.stage_of(end.fact) for stage in contesting for end in stage.ends_with_rivals
        ]
        every = dict.fromkeys([*contesting, *contested])
        given = {end.fact.claim.id: end for stage in every for end in stage.ends_with_rivals}
        return [*given.values()]

    @property
    def compared(self) -> list[Stage]:
        """The stages whose claims are compared: of an event what came of it."""
        return [self.main] if self.is_event else self.stages

    @property
    def is_event(self) -> bool:
        """Return whether it is an event, and no relation."""
        return isinstance(self.facts[0].claim, Event)

    @cached_unless_single
    def cannot_all_be(self) -> list[Fact]:
        """The claims by which it both happened and did not, or is of two classes on one day."""
        if self.is_event:
            return both_ways(self.deciding)
        return stage_order.claims_of_two_classes(self.deciding, self.participation.of_fewer)

    @cached_unless_single
    def agreement(self) -> str:
        """`single`, `confirmed` by independent voices in each stage, or `conflict`."""
        if self.differ or len(self.counting) == 1:
            return "conflict" if self.differ else "single"
        each = (one.agreement(self._origins) for stage in self.compared for one in stage.by_status)
        return "single" if "single" in each else "confirmed"

    @cached_unless_single
    def voice_count(self) -> int:
        """The number of independent voices of what it is; the fewest where it has two statuses."""
        return min(independent(stage.facts, self._origins) for stage in self.main.by_status)

    def within(self, first: int, after: int) -> Iterator[Line]:
        """Yield its lines in these days; an event, or the plan of it, need only reach into them."""
        if not self.is_event:
            yield from (line for line in self.lines() if line.reaches(first, after))
        elif any(reaches(stage, first, after) for stage in self.found_stages):
            yield from self.lines()

    @property
    def found_stages(self) -> list[Stage]:
        """The stages by whose dates it is found: also those of claims that are not preferred."""
        unranked = self.unranked
        return self.all_stages if unranked is self else [*self.all_stages, *unranked.all_stages]

    @property
    def unranked(self) -> Occurrence:
        """The same as its claims tell it if none is preferred; itself where none is."""
        if len({fact.claim.rank for fact in self.counting}) == 1:
            return self
        from dipfacts.model.occurrences import preference  # lazy: few claims are preferred

        return preference.unranked(self)

    def lines(self) -> list[Line]:
        """Return its lines on a timeline: one of an event, of a relation its stages and ends."""
        return self._lines

    @cached_unless_single
    def _lines(self) -> list[Line]:
        # lazy: of use to timelines only
        from dipfacts.model.occurrences.relation_lines import lines_of

        return lines_of(self)

    def begun_before(self, over: Stage) -> Stage | None:
        """Return the stage in which a relation began that ended in another; None if none says so.

        What ended and was resumed has begun anew.
        """
        return stage_order.begun_before(self.stages, over)

    @cached_unless_single
    def disputes(self) -> list[Dispute]:
        """Return the disputes of claims, stage by stage, and last that on their statuses."""
        return disputes_of(self) if len(self.counting) > 1 else []

    @cached_unless_single
    def disputes_by_line(self) -> dict[LineKey, list[Dispute]]:
        """The differences of claims, by the line of a timeline that tells each."""
        # lazy: of use to timelines only
        from dipfacts.model.occurrences.dispute_lines import disputes_by_line

        return disputes_by_line(self)


def occurrences(
    facts: Iterable[Fact],
    origins: Origins | None = None,
    asked: Collection[str] = (),
    lifetimes: PartyLifetimes | None = None,
) -> list[Occurrence]:
    """Return the relations and events that claims are about, in the order of first appearance.

    Those of several parties are told for those that are asked about, and of one or none for two
    between whom they stand on the day of `lifetimes`, if they do; without it as long as any.
    """
    groups = grouped((fact.occurrence or fact.id, fact) for fact in facts)
    return [Occurrence(group, origins, asked, lifetimes) for group in groups.values()]
