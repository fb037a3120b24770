"""The claims about one relation or event, taken together: its stages, and their differences.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dipfacts.model.dispute import ASPECTS, Dispute, disputes_in, ends_said, in_one, sides_of
from dipfacts.model.ends import BEGINS, ENDS, End, answering, meet
from dipfacts.model.event_course import COURSE, both_ways
from dipfacts.model.groups import grouped
from dipfacts.model.occurrence_lines import (
    Line,
    line_of,
    line_of_ends,
    line_of_event,
    line_of_one,
)
from dipfacts.model.query import FAR, Fact
from dipfacts.model.several import kept_of_several
from dipfacts.model.stage import Stage, relation_or_event, status_of
from dipfacts.model.stage_order import (
    begun_by,
    distinct_ends,
    ended_for_some,
    find_contested,
    find_cut_short,
    find_gaps,
    first_of_last,
    is_begun,
    latest,
    not_followed,
    of_class,
    of_two_classes,
    without_notices,
)
from dipfacts.model.status import ORDER, class_of
from dipfacts.model.tables import Event
from dipfacts.model.voices import Origins, counting, independent, ranked


class Occurrence:
    """The claims about one and the same relation or event.

    `facts` are preferred first, then newest known first; deprecated ones last. `counting` are those
    that are not deprecated, if there are any. `stages` are the claims of each status in order; an
    event has one that counts, what came of it, and what was planned before.
    """

    __slots__ = ("__dict__", "_origins", "counting", "facts")

    def __init__(self, facts: list[Fact], origins: Origins | None = None) -> None:
        self.facts = ranked(facts)
        self.counting = counting(self.facts)
        self._origins = origins or Origins()

    @kept_of_several
    def stages(self) -> list[Stage]:
        """The stages, in order of time."""
        if len(self.counting) == 1:
            return [Stage(self.counting)]
        from dipfacts.model.resumption import planned_anew, resumed  # most have one claim

        if self.is_event:
            turns = planned_anew(self.counting)
            course = ((turns.get(it.id, FAR), COURSE[status_of(it)]) for it in self.counting)
            came_to = grouped(zip(course, self.counting, strict=True))
            return [Stage(came_to[turn], self._origins.states) for turn in sorted(came_to)]
        times = resumed(self.counting)
        groups = grouped(((status_of(it), times.get(it.id, 0)), it) for it in self.counting)
        stages = [Stage(group, self._origins.states) for group in groups.values()]
        if len(stages) == 1:
            return stages
        find_gaps(stages)
        find_contested(stages)
        find_cut_short(stages)
        return sorted(stages, key=lambda stage: (stage.turn, ORDER[stage.status]))

    def is_contested(self, over: Stage) -> bool:
        """Return whether all who say that it is over are contradicted by who says so later.

        Claims preferred are contradicted by none that are not.
        """
        every, by_preferred = self._contested
        against = every if over.preferred is over.facts else by_preferred
        return all(fact.id in against for fact in over.preferred)

    @kept_of_several
    def _contested(self) -> tuple[set[str], set[str]]:
        """The claims that a later one contradicts, and those that one preferred does."""
        preferred = [stage for stage in self.stages if stage.preferred is not stage.facts]
        every, by_preferred = (
            {fact.id for stage in some for fact in stage.contested}
            for some in (self.stages, preferred)
        )
        return every, by_preferred

    @kept_of_several
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
            self._on[day] = self._find(day)
        return self._on[day]

    @kept_of_several
    def _on(self) -> dict[int, Stage]:
        return {}

    def _find(self, day: int) -> Stage:
        begun = begun_by(day, every := without_notices(self.stages)) or every[:1]
        if "status" in self.differ:
            begun = [s for s in begun if any(f.claim.rank == "preferred" for f in s.facts)] or begun
        stands = any(stage.is_standing_open(day) for stage in begun)
        is_told = any(class_of(s.status) != "not-yet" and not s.is_pause_past(day) for s in begun)
        lasting = [
            stage
            for stage in begun
            if not (is_told and stage.is_pause_past(day))
            and not (stands and class_of(stage.status) == "not-yet")
            and not self.is_contested(stage)
        ]
        return latest(lasting or begun, day, begun)

    def stage_of(self, fact: Fact) -> Stage:
        """Return the stage that a claim is of; the main one of a claim that decides nothing."""
        return self.stage_by_claim.get(fact.id) or self.main

    @kept_of_several
    def stage_by_claim(self) -> dict[str, Stage]:
        """The stage of each claim that counts, by its id."""
        return {fact.id: stage for stage in self.stages for fact in stage.facts}

    @kept_of_several
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

    @kept_of_several
    def differ(self) -> list[str]:
        """The aspects on which claims of one status differ, and whether their statuses do."""
        if len(self.counting) == 1:
            return []
        results = set().union(*(stage.differ for stage in self._compared))
        if self.begun_otherwise:
            results.add("period.start")
        if self._cannot_all_be:
            results.add("status")
        if ended_for_some(map(relation_or_event, self.counting)):
            results.add("parties")
        return [aspect for aspect in ASPECTS if aspect in results]

    @kept_of_several
    def begun_by_all(self) -> list[End]:
        """The beginnings that claims give, one of which says that it is over."""
        over = [] if self.is_event else of_class(self.stages, "over")
        ended = [s for s in over if s.own_ends and s.starts and not s.is_gap]
        if not ended:
            return []
        begun = [s for s in ended if s.turn >= ended[-1].day]  # not before it was resumed
        begun += filter(None, [self.begun_before(ended[-1])])
        every = (end for stage in dict.fromkeys(begun) for end in stage.starts)
        return sorted(every, key=lambda end: end.first)

    @property
    def begun_otherwise(self) -> list[End]:
        """The beginnings that claims give, where one that it is over contradicts others."""
        return [] if meet(self.begun_by_all) else self.begun_by_all

    @kept_of_several
    def ended_otherwise(self) -> list[End]:
        """The ends that claims give, where those of several stages contradict each other."""
        given = (end for stage in self.stages if stage.contested for end in stage.finishes)
        return list({end.fact.id: end for end in given}.values())

    def beginnings(self, stage: Stage) -> list[End]:
        """Return the beginnings of which one is right, where another stage tells it otherwise.

        Of a stage in force without one those of claims that it is over, whose ends it may contest.
        """
        begun = self.begun_by_all if len(self.stages) > 1 else []
        begins_before = (
            not self.is_event and not stage.starts and (stage.own_ends or stage.contested)
        )
        if begins_before and class_of(stage.status) == "standing":
            over = (one for one in of_class(self.stages, "over") if not one.is_gap)
            begun = [end for one in over if one.own_ends for end in one.starts]
        elif not any(end.fact in stage.facts for end in begun):
            return []
        begun = [end for end in begun if end.fact.claim.rank == "preferred"] or begun
        results = answering(begun, BEGINS)
        is_own = [end.period for end in results] == stage.choices(BEGINS)
        return [] if is_own and meet(begun) else results

    @property
    def _compared(self) -> list[Stage]:
        """The stages whose claims are compared: of an event what came of it."""
        return [self.main] if self.is_event else self.stages

    @property
    def is_event(self) -> bool:
        """Return whether it is an event, and no relation."""
        return isinstance(self.facts[0].claim, Event)

    @kept_of_several
    def _cannot_all_be(self) -> list[Fact]:
        """The claims by which it both happened and did not, or is of two classes on one day."""
        if self.is_event:
            return both_ways(self.counting)
        return of_two_classes(self.counting)

    @kept_of_several
    def agreement(self) -> str:
        """`single`, `confirmed` by independent voices in each stage, or `conflict`."""
        if self.differ or len(self.counting) == 1:
            return "conflict" if self.differ else "single"
        each = (one.agreement(self._origins) for stage in self._compared for one in stage.by_status)
        return "single" if "single" in each else "confirmed"

    @kept_of_several
    def statements(self) -> int:
        """The number of independent voices of what it is; the fewest where it has two statuses."""
        return min(independent(stage.facts, self._origins) for stage in self.main.by_status)

    def within(self, first: int, after: int) -> Iterator[Line]:
        """Yield its lines in these days; an event, or the plan of it, need only reach into them."""
        if not self.is_event:
            yield from (line for line in self.lines() if line.reaches(first, after))
        elif any(stage.reaches(first, after) for stage in self.stages):
            yield from self.lines()

    def lines(self) -> list[Line]:
        """Return its lines on a timeline: one of an event, of a relation its stages and ends."""
        return self._lines

    @kept_of_several
    def _lines(self) -> list[Line]:
        return [line_of_event(self.stages)] if self.is_event else [*self._lines_of_relation()]

    def _lines_of_relation(self) -> Iterator[Line]:
        """Yield the lines of a relation.

        No end where another stage begins then, nor where a claim that it is over tells it; no
        beginning by such a claim where another tells the same, and one where they differ, as of
        the end.
        """
        begun, ended = self._begun_and_ended()
        yield from self._lines_of_beginnings(begun)
        yield from (line_of(stage, ENDS) for stage in ended)
        if self._is_end_in_dispute:
            yield line_of_ends(self.ended_otherwise)
        elif not begun and not ended:
            yield Line(self.fact, BEGINS, self.main.status)

    def _begun_and_ended(self) -> tuple[list[Stage], list[Stage]]:
        """Return the stages of which the beginning has a line of its own, and those of the end."""
        begun = [stage for stage in self.stages if stage.starts]
        ended = [s for s in self.stages if s.own_ends and not s.is_gap and not s.is_cut_short]
        if len(self.stages) == 1:
            return begun, ended
        over, standing = of_class(ended, "over"), of_class(begun, "standing")
        begun = [s for s in begun if s not in over or not is_begun(s, standing)]
        over = [stage for stage in of_class(self.stages, "over") if not stage.is_gap]
        ended = not_followed(ended, self.stages) + distinct_ends(over)
        if not self._is_end_in_dispute:
            return begun, ended
        of = {self.stage_of(end.fact) for end in self.ended_otherwise}
        begun = [stage for stage in begun if stage not in of or not stage.is_of_days]
        return begun, [stage for stage in ended if stage not in of]

    @property
    def _is_end_in_dispute(self) -> bool:
        """Return whether claims of several stages differ on the end, and a period gives one."""
        return any(end.is_of_period for end in self.ended_otherwise)

    def _lines_of_beginnings(self, begun: list[Stage]) -> Iterator[Line]:
        """Yield a line of the beginning of each stage, and one of those on which they differ."""
        in_dispute = [stage for stage in begun if self.beginnings(stage)]
        yield from (line_of(stage, BEGINS) for stage in begun if stage not in in_dispute)
        for first in (of_class(in_dispute, "standing") or in_dispute)[:1]:
            yield line_of_one(first, self.beginnings(first))

    def begun_before(self, over: Stage) -> Stage | None:
        """Return the stage in which a relation began that ended in another; None if none says so.

        What ended and was resumed has begun anew.
        """
        gaps = [stage.day for stage in self.stages if stage.is_gap and stage.day <= over.turn]
        since = max(gaps, default=0)
        ended = [stage for stage in of_class(self.stages, "over") if stage.own_ends]
        for stages in (of_class(self.stages, "standing"), ended):
            begun = [s for s in stages if s.starts and since <= s.day <= over.turn]
            if begun:
                first = first_of_last(sorted(begun, key=lambda stage: stage.day))
                return first if first is not over else None
        return None

    @kept_of_several
    def disputes(self) -> list[Dispute]:
        """Return what claims differ on, stage by stage, and last whether their statuses do."""
        if len(self.counting) == 1:
            return []
        results = [it for stage in self._compared for it in disputes_in(stage, self.is_event)]
        if ended := self.ended_otherwise:
            later = [stage for stage in self.stages if stage.contested]
            stages = [*later, *(self.stage_of(end.fact) for end in ended)]
            going = [fact for stage in later for fact in stage.facts]
            results = in_one(results, "period.end", stages, ends_said(going, ended))
        if begun := [end.fact for end in self.begun_otherwise]:
            sides = sides_of(begun, lambda fact: fact.period and fact.period.ends[0])
            results = in_one(results, "period.start", [*map(self.stage_of, begun)], sides)
        if ended_for_some(map(relation_or_event, self.counting)):
            sides = sides_of(self.counting, lambda fact: fact.claim.everyone)
            results = [it for it in results if it.aspect != "parties"]
            results.append(Dispute("parties", None, sides))
        if cannot := self._cannot_all_be:
            results.append(Dispute("status", None, sides_of(cannot, status_of)))
        return results


def occurrences(facts: Iterable[Fact], origins: Origins | None = None) -> list[Occurrence]:
    """Return the relations and events that claims are about, in the order of first appearance."""
    groups = grouped((fact.occurrence or fact.id, fact) for fact in facts)
    return [Occurrence(group, origins) for group in groups.values()]
