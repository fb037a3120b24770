"""What the claims about one relation or event say together: its stages, and where they differ.

The rules are explained with examples in docs/agreement.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple, get_args

from dipfacts.model.period import Period
from dipfacts.model.query import FAR, Fact
from dipfacts.model.stage import (
    BEGINS,
    ENDS,
    Stage,
    ends,
    finest,
    goes_on,
    meet,
    status_of,
)
from dipfacts.model.status import RelationStatus, class_of
from dipfacts.model.tables import Event
from dipfacts.model.voices import Origins, counting, independent, ranked

ASPECTS = ("period.start", "period.end", "place", "parties", "people", "status")
"""What of an occurrence its claims may differ on, in the order of pages."""

_ORDER = {status: nth for nth, status in enumerate(get_args(RelationStatus))}
_PLANNED, _POSTPONED, _PLANNED_ANEW, _OFF, _HELD = range(5)
_COURSE = {  # of an event: the last of them that a claim tells is what came of it
    "planned": _PLANNED,
    "postponed": _POSTPONED,
    **dict.fromkeys(("cancelled", "denied"), _OFF),
    **dict.fromkeys(("held", "reported"), _HELD),
}

Sides = list[tuple[Hashable, list[Fact]]]
"""What is said of one aspect, each with the claims that say so."""


class Dispute(NamedTuple):
    """An aspect on which claims of a stage differ, and what each side says.

    Of a dispute over the status there is no stage.
    """

    aspect: str
    stage: Stage | None
    sides: Sides


class Line(NamedTuple):
    """A line of a timeline: `fact` is the claim whose day it is, `which` the end of a relation.

    `day` is an ordinal, None where it is undated. `spread` is the other end of the days on which it
    may lie, and `periods` are what it is shown as: several where claims differ.
    """

    fact: Fact
    which: int
    status: str
    day: int | None = None
    spread: int | None = None
    periods: tuple[Period, ...] = ()

    def reaches(self, first: int, after: int) -> bool:
        """Return whether the beginning or the end of a relation lies in these days."""
        days = sorted((self.day or FAR, self.spread or self.day or FAR))
        return days[0] < after and first <= days[1] < FAR


class Occurrence:
    """The claims about one and the same relation or event.

    `facts` are preferred first, then newest known first; deprecated ones last. `counting` are those
    that are not deprecated, if there are any. `stages` are the claims of each status in order; an
    event has one that counts, what came of it, and what was planned before.
    """

    def __init__(self, facts: list[Fact], origins: Origins | None = None) -> None:
        self.facts = ranked(facts)
        self.counting = counting(self.facts)
        self._origins = origins or Origins()

    @cached_property
    def stages(self) -> list[Stage]:
        """The stages, in order of time."""
        if self.is_event:
            came_to: dict[int, list[Fact]] = {}
            for fact in self.counting:
                came_to.setdefault(self._came_to(fact), []).append(fact)
            return [Stage(came_to[course]) for course in sorted(came_to)]
        groups: dict[Hashable, list[Fact]] = {}
        times = {} if len(self.counting) < 3 else _times(self.counting)
        for fact in self.counting:
            groups.setdefault((status_of(fact), times.get(fact.id, 0)), []).append(fact)
        stages = [*map(Stage, groups.values())]
        return sorted(stages, key=_in_order) if len(stages) > 1 else stages

    def _came_to(self, fact: Fact) -> int:
        """Return what a claim says came of an event: a plan may be for a day after it was put off.

        The claim that it was put off names the day from which.
        """
        course = _COURSE[status_of(fact)]
        if course != _PLANNED or not fact.period:
            return course
        off = [one for one in self.counting if status_of(one) == "postponed"]
        after = max((one.period.end_day or FAR if one.period else FAR for one in off), default=FAR)
        return _PLANNED_ANEW if (fact.period.start_day or 0) >= after else course

    @cached_property
    def main(self) -> Stage:
        """The stage that says what it is: of an event what came of it, of a relation the latest."""
        return self.stage_on(FAR)

    def stage_on(self, day: int) -> Stage:
        """Return the stage that says what it is on a day, an ordinal: the latest that has begun.

        A stage is as late as its beginning or, once that has come, its end. A pause that has ended
        says nothing of the time after. On a status in dispute, preferred claims answer.
        """
        if self.is_event or len(self.stages) == 1:
            return self.stages[-1]
        begun = [stage for stage in self.stages if stage.day <= day] or self.stages[:1]
        if "status" in self.differ:
            begun = [s for s in begun if any(f.claim.rank == "preferred" for f in s.facts)] or begun
        lasting = [stage for stage in begun if not stage.is_pause_past(day)]
        return max(reversed(lasting or begun), key=lambda stage: stage.reached(day))

    def stage_of(self, fact: Fact) -> Stage:
        """Return the stage that a claim is of."""
        return next(stage for stage in self.stages if fact in stage.facts)

    @property
    def fact(self) -> Fact:
        """The claim that answers."""
        return self.main.fact

    @property
    def id(self) -> str:
        """The id of the claim by which all of them are known."""
        return self.facts[0].occurrence or self.facts[0].id

    @cached_property
    def differ(self) -> list[str]:
        """The aspects on which claims of one status differ, and whether their statuses do."""
        found = set().union(*(stage.differ for stage in self._compared))
        if self._cannot_all_be:
            found.add("status")
        return [aspect for aspect in ASPECTS if aspect in found]

    @property
    def _compared(self) -> list[Stage]:
        """The stages whose claims are compared: of an event what came of it."""
        return [self.main] if self.is_event else self.stages

    @property
    def is_event(self) -> bool:
        """Return whether it is an event, and no relation."""
        return isinstance(self.facts[0].claim, Event)

    @cached_property
    def _cannot_all_be(self) -> list[Fact]:
        """The claims by which it both happened and did not, or is of two classes on one day."""
        if self.is_event:
            told = [fact for fact in self.counting if _COURSE[status_of(fact)] in (_OFF, _HELD)]
            return told if len({_COURSE[status_of(fact)] for fact in told}) > 1 else []
        classes: dict[str | None, set[str]] = {}
        told = [fact for fact in self.counting if class_of(status_of(fact)) != "not-yet"]
        for fact in told:
            classes.setdefault(fact.claim.period, set()).add(class_of(status_of(fact)))
        return [fact for fact in told if len(classes[fact.claim.period]) > 1]

    @cached_property
    def agreement(self) -> str:
        """`single`, `confirmed` by independent voices in each stage, or `conflict`."""
        if self.differ:
            return "conflict"
        single = any(stage.agreement(self._origins) == "single" for stage in self._compared)
        return "single" if single else "confirmed"

    @cached_property
    def statements(self) -> int:
        """The number of independent voices of what it is."""
        return independent(self.main.facts, self._origins)

    def within(self, first: int, after: int) -> Iterator[Line]:
        """Yield its lines in these days; of an event a claim need only reach into them."""
        if not self.is_event:
            yield from (line for line in self.lines() if line.reaches(first, after))
            return
        periods = [fact.period for fact in self.counting if fact.period]
        if any((p.start_day or 0) < after and (p.end_day or FAR) > first for p in periods):
            yield from self.lines()

    def lines(self) -> Iterator[Line]:
        """Yield its lines on a timeline: one of an event, of a relation its stages and ends.

        No end where another stage begins then, nor where a claim that it is over tells it.
        """
        if self.is_event:
            yield _line_of_event(self.main)
            return
        ended = [stage for stage in self.stages if stage.finishes and not self._is_gap(stage)]
        over = [stage for stage in ended if class_of(stage.status) == "over"]
        begun = [s for s in self.stages if s.starts and not (s in over and len(self.stages) > 1)]
        yield from (_line(stage, BEGINS) for stage in begun)
        if len(ended) > 1 or len(self.stages) > 1:
            standing = [] if over else [s for s in ended if class_of(s.status) != "paused"]
            paused = [stage for stage in ended if class_of(stage.status) == "paused"]
            ended = [s for s in [*standing, *paused, *over[-1:]] if s in over or not self._go_on(s)]
        yield from (_line(stage, ENDS) for stage in ended)
        if not begun and not ended:
            yield Line(self.fact, BEGINS, self.main.status)

    def _is_gap(self, over: Stage) -> bool:
        """Return whether what is over is so from the end of one stage, or to the next one."""
        if class_of(over.status) != "over" or len(self.stages) == 1:
            return False
        before = (s for s in self.stages if s.day < over.day and s.finishes)
        return self._go_on(over) or any(map(self._go_on, before))

    def _go_on(self, ended: Stage) -> bool:
        """Return whether another stage begins where a stage ends, on that day or the next."""
        ends = [end._replace(after=end.after + 1) for end in ended.finishes]
        after = [s for s in self.stages if s.day > ended.day and class_of(s.status) != "not-yet"]
        return any(meet([*ends, *stage.starts]) for stage in after if stage.starts)

    @cached_property
    def disputes(self) -> list[Dispute]:
        """What claims differ on, stage by stage, and last whether their statuses do."""
        found = [
            Dispute(aspect, stage, _said_in(stage, aspect))
            for stage in self._compared
            for aspect in _aspects(stage, self.is_event)
        ]
        if cannot := self._cannot_all_be:
            found.append(Dispute("status", None, _sides(cannot, status_of)))
        return found


def _aspects(stage: Stage, is_event: bool) -> list[str]:
    """Return what claims of a stage differ on, both ends in one where they are one date."""
    found = [aspect for aspect in ASPECTS if aspect in stage.differ]
    ends = [aspect for aspect in found if aspect.startswith("period.")]
    if ends and (is_event or stage.ends_before_it_begins):
        return ["period", *(aspect for aspect in found if aspect not in ends)]
    return found


def _said_in(stage: Stage, aspect: str) -> Sides:
    """Return what claims of a stage say of an aspect on which they differ, in order."""
    facts = stage.facts
    if aspect == "period":
        dated = sorted((f for f in facts if f.period), key=lambda f: _begin_and_end(f.period))
        return _sides(dated, lambda fact: fact.period)
    if aspect.startswith("period."):
        which = BEGINS if aspect == "period.start" else ENDS
        in_order = sorted(
            stage.starts if which == BEGINS else stage.finishes,
            key=lambda end: (end.first, end.after),
        )
        periods = {end.fact.id: end.period for end in in_order}
        found = _sides([end.fact for end in in_order], lambda fact: periods[fact.id])
        going = [fact for fact in facts if which == ENDS and goes_on(fact)]
        return [*found, *([("still going", going)] if going else [])]
    if aspect == "parties":
        return _sides(facts, lambda fact: fact.claim.everyone)
    return _sides(facts, lambda fact: getattr(fact.claim, aspect) or None)


def occurrences(facts: Iterable[Fact], origins: Origins | None = None) -> list[Occurrence]:
    """Return the relations and events that claims are about, in the order of first appearance."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.occurrence or fact.id, []).append(fact)
    return [Occurrence(group, origins) for group in groups.values()]


# ------------------------------------------------------------------------------- stages


def _times(facts: list[Fact]) -> dict[str, int]:
    """Return how often a relation had been resumed when each claim begins, by the claim's id."""
    started = [(end.first, _ORDER[status_of(end.fact)], end.fact) for end in ends(facts, BEGINS)]
    found: dict[str, int] = {}
    resumed, before = 0, ""
    for _, _, fact in sorted(started, key=lambda one: one[:2]):
        name = class_of(status_of(fact))
        if name != "not-yet":
            resumed += name == "standing" and before in ("paused", "over")
            found[fact.id], before = resumed, name
    return found


def _in_order(stage: Stage) -> tuple[int, int]:
    return stage.day, _ORDER[stage.status]


def _line(stage: Stage, which: int) -> Line:
    """Return the line of the beginning or the end of a stage of a relation."""
    found = stage.given(which) or (stage.starts if which == BEGINS else stage.finishes)
    rows = [end for end in found if which == BEGINS or end.fact.period != end.period]
    chosen = finest(rows or found, which)  # the claim of a date alone has no line of an end
    every = [chosen] if meet(found) else found
    first, last = min(end.first for end in every), max(end.after for end in every) - 1
    day, spread = (first, last) if which == BEGINS else (chosen.after - 1, first)
    spread = last if spread == day else spread
    periods = tuple(stage.choices(which)) or (chosen.period,)
    is_wide = chosen.period.unspecified or len(every) > 1
    return Line(chosen.fact, which, stage.status, day or None, spread if is_wide else None, periods)


def _line_of_event(stage: Stage) -> Line:
    """Return the line of an event."""
    dated = [fact for fact in stage.preferred if fact.period]
    dated = dated or [fact for fact in stage.facts if fact.period]
    if not dated:
        return Line(stage.preferred[0], BEGINS, stage.status)
    starts, finishes = ends(dated, BEGINS), ends(dated, ENDS)
    if not starts and not finishes:  # at any time
        return Line(
            dated[0], BEGINS, stage.status, periods=tuple(f.period for f in dated[:1] if f.period)
        )
    chosen = finest(starts, BEGINS).fact if starts else finest(finishes, ENDS).fact
    period = chosen.period
    assert period is not None
    day = period.start_day or (period.end_day - 1 if period.end_day else None)
    spread = period.end_day - 1 if period.unspecified and period.end_day else None
    periods = [period]
    if not meet(starts) or not meet(finishes):
        spread = max(end.after for end in finishes or starts) - 1
        periods = sorted({fact.period for fact in dated if fact.period}, key=_begin_and_end)
    return Line(chosen, BEGINS, stage.status, day, spread, tuple(periods))


def _begin_and_end(period: Period | None) -> tuple[int, int]:
    return (period and period.start_day) or 0, (period and period.end_day) or FAR


def _sides(facts: Iterable[Fact], value: Callable[[Fact], Hashable]) -> Sides:
    found: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        if (said := value(fact)) is not None:
            found.setdefault(said, []).append(fact)
    return [*found.items()]
