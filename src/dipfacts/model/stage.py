"""The claims about one relation or event that have one status, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dipfacts.model.cached import cached
from dipfacts.model.ends import (
    BEGINS,
    ENDS,
    End,
    answering,
    begin_and_end,
    ends,
    filled,
    finest,
    goes_on,
    meet,
    telling,
    with_end,
)
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period
from dipfacts.model.places import finest_places, nested, people_agree, words_of_places
from dipfacts.model.query import FAR, Fact
from dipfacts.model.status import class_of
from dipfacts.model.tables import Figure, RelationOrEvent
from dipfacts.model.terms import between_terms
from dipfacts.model.voices import Origins, independent, made
from dipfacts.text import listed, unhyphenated

_CLASS_ORDER = ("unknown", "not-yet", "standing", "paused", "over")  # as a relation goes on


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
        assert self.__dict__.keys().isdisjoint(("finishes", "differ"))
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
    def starts(self) -> list[End]:
        """The beginnings that claims give."""
        return self.given_by(self.facts, BEGINS)

    @cached
    def finishes(self) -> list[End]:
        """The ends that claims and their rivals give; beside these a day of being over is one."""
        return [*self.last_days, *self.rivals] if self.rivals else self.own_ends

    @cached
    def own_ends(self) -> list[End]:
        """The ends that claims of this status give."""
        return self.given_by(self.facts, ENDS)

    @property
    def last_days(self) -> list[End]:
        """The ends that claims give, or else the days on which they say that it was over."""
        return self.starts if self.is_of_days else self.own_ends

    @property
    def is_of_days(self) -> bool:
        """Return whether it is over by days alone, which are ends and no beginnings."""
        ended = [it.period for it in self.facts if it.period and self.status == "ended"]
        is_some_time = any(period.text.endswith("/") for period in ended)  # nobody says when
        return self.is_over and not self.own_ends and not is_some_time

    @property
    def is_over(self) -> bool:
        """Return whether it is a relation that is over."""
        return self.facts[0].type == "relation" and class_of(self.status) == "over"

    def given(self, which: int) -> list[End]:
        """Return the beginnings or the ends that the claims preferred give."""
        if self.preferred is self.facts:
            return self.starts if which == BEGINS else self.finishes
        return self.given_by(self.preferred, which)

    def given_by(self, facts: list[Fact], which: int) -> list[End]:
        """Return the beginnings or the ends that some of the claims give.

        Severed on a day is the end of what another claim says was severed at the end of its period.
        """
        results = ends(facts, which)
        if not self.is_over:
            between = self._between_terms[which] if len(self.facts) > 2 else ()
            return [it for it in results if it.fact.id not in between] if between else results
        if not (results if which == ENDS and facts is self.facts else ends(self.facts, ENDS)):
            return results
        if which == BEGINS:
            return [end for end in results if end.is_of_period]
        return [*results, *(end for end in ends(facts, BEGINS) if not end.is_of_period)]

    @cached
    def _between_terms(self) -> list[set[str]]:
        """The claims whose beginning, and those whose end, is none of the relation as a whole."""
        facts = self.facts if self.facts[0].type == "relation" else []
        return [between_terms(facts, which) for which in (BEGINS, ENDS)]

    @cached
    def fact(self) -> Fact:
        """The claim that answers: of the finest dates, the earliest where they differ.

        Of an event that was held, a claim that says so.
        """
        if len(self.facts) == 1:
            return self.facts[0]
        own = [fact for fact in self.preferred if status_of(fact) == self.status] or self.preferred
        starts = self.given_by(own, BEGINS)
        return finest(starts, BEGINS).fact if starts else own[0]

    def finest(self, which: int) -> Period | None:
        """Return the most precise beginning or end that a claim gives."""
        return finest(given, which).period if (given := self.given(which)) else None

    def choices(self, which: int) -> list[Period]:
        """Return the beginnings or the ends of which one is right, in order; one if all agree."""
        return list(dict.fromkeys(end.period for end in answering(self.given(which), which)))

    @cached
    def dating(self) -> list[tuple[Fact, Period]]:
        """The claims that date an event, and when it was by each; one where all agree."""
        if len(self.facts) == 1:
            return [(fact, fact.period) for fact in self.facts if fact.period]
        dated = [f for f in self.preferred if f.period] or [f for f in self.facts if f.period]
        chosen = telling(dated, is_open=self.is_open)
        starts, finishes = ends(chosen, BEGINS), ends(chosen, ENDS)
        if meet(starts) and meet(finishes) and not self.is_open:
            answers = [end.fact for end in answering(starts or finishes, BEGINS)]
            chosen = answers or chosen[:1]
        results = [(fact, fact.period) for fact in chosen if fact.period]
        if len(results) == 1:
            ((fact, period),) = results
            return [(fact, _with_finest(period, finishes))]
        return sorted(results, key=lambda one: begin_and_end(one[1]))

    @property
    def dated_spans(self) -> list[tuple[Fact, tuple[int, int]]]:
        """The claims that date an event, and the days by each: the first, and that after the last.

        Of an end that one does not know others say.
        """
        starts, finishes = ends(self.preferred, BEGINS), ends(self.preferred, ENDS)
        over = not self.is_going
        return [(fact, filled(period, starts, finishes, over)) for fact, period in self.dating]

    @cached
    def day(self) -> int:
        """The first day on which it may begin.

        Without a beginning the one on which it was known or, if that is earlier, it may end.
        """
        known = [end.first for end in self.starts]
        return min(known or [self.fact.known_day or 0, *(end.first for end in self.own_ends)])

    @cached
    def _first_end(self) -> int | None:
        """The first day on which it may end, by claims of its status."""
        return min((end.first for end in self.own_ends), default=None)

    @property
    def reached_day(self) -> int:
        """The first day on which its status may be reached: severed is what ends, on its end."""
        is_end = class_of(self.status) == "over" and not self.is_gap
        return self.day if self._first_end is None or not is_end else self._first_end

    def reached(self, day: int) -> int:
        """Return how late it is by a day: the first of its end once this has come, else its own.

        It is as late as the ends after which a claim says that it stood.
        """
        own = [] if self.is_cut_short else self.given_by(self.preferred, ENDS)
        come = [*own, *self.contested]
        return max([self.day, *[end.first for end in come if end.after <= day]])

    def is_standing_open(self, day: int) -> bool:
        """Return whether it stands, or is paused, and may not have ended by a day."""
        last = max((end.after for end in self.given_by(self.preferred, ENDS)), default=FAR + 1)
        return class_of(self.status) in ("standing", "paused") and (last > day or self.is_open)

    def progress(self, day: int) -> int:
        """Return how far it is in the course of a relation by a day: what has ended is over."""
        name = class_of(self.status)
        is_over = name == "standing" and not self.is_standing_open(day)
        return _CLASS_ORDER.index("over" if is_over else name)

    @cached
    def places(self) -> list[str]:
        """The places of which one is right, each as precise as claims give it."""
        places = [place for fact in self.preferred if (place := relation_or_event(fact).place)]
        return [it for it in dict.fromkeys(finest_places(places).values()) if it]

    def is_pause_past(self, day: int) -> bool:
        """Return whether it is a pause that has ended by a day."""
        last = max([end.after for end in self.finishes], default=FAR + 1)
        return class_of(self.status) == "paused" and last <= day and not self.is_open

    @cached
    def differ(self) -> set[str] | frozenset[str]:
        """The aspects on which the claims contradict each other."""
        if len(self.facts) == 1 and not self.rivals:
            return frozenset()
        results = set[str]()
        if not meet(self.starts):
            results.add("period.end" if self.is_of_days else "period.start")
        if not meet(self.finishes) or self.goes_on_after_its_end:
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
        ended = self._given_last
        come = [e for e in ended if not e.is_of_period or begin_and_end(e.fact.period)[0] <= day]
        last = max(come or ended, key=lambda end: end.after, default=None)
        return last.fact if last else self.fact

    @property
    def _given_last(self) -> list[End]:
        """The ends that the claims preferred give, or the days on which it was over."""
        return self.given(ENDS) or (self.given(BEGINS) if self.is_of_days else [])

    @cached
    def is_going(self) -> bool:
        """Return whether claims preferred say that it goes on, and none has the last word on it."""
        return self.is_open or (any(map(goes_on, self.preferred)) and not self.given(ENDS))

    @cached
    def has_impossible_dates(self) -> bool:
        """Return whether an end lies before all beginnings, or a beginning after all ends.

        Or is that of a claim without an end not surely before all ends, and another's is.
        """
        if not self.starts or not self.finishes or self.is_of_days:
            return False
        begins = [end.reach[0] for end in self.starts]
        after = [end.reach[1] for end in self.finishes]
        ended = {end.fact.claim.id for end in self.finishes}
        lone = max((it.first for it in self.starts if it.fact.id not in ended), default=0)
        is_no_earlier = lone >= max([end.first for end in self.finishes]) and not meet(self.starts)
        return is_no_earlier or min(after) <= min(begins) or max(after) <= max(begins)

    @cached
    def goes_on_after_its_end(self) -> bool:
        """Return whether a claim made after the end that another gives, and begun, goes on."""
        last = max([end.reach[1] for end in self.finishes], default=FAR)
        going = [] if self.is_over else filter(goes_on, self.facts)
        return any(made(it) >= max(last, begin_and_end(it.period)[0]) for it in going)

    @cached
    def is_open(self) -> bool:
        """Return whether claims preferred differ on whether it has ended."""
        going = any(map(goes_on, self.preferred))
        return going and self.goes_on_after_its_end and bool(self.given(ENDS))

    def may_have_ended(self, day: int) -> bool:
        """Return whether by a day it has ended by one claim, and goes on by another."""
        first = self.is_of_days  # over from that day on
        come = [(end.first if first else end.after) <= day for end in self._given_last]
        return any(come) and (self.is_open or not all(come))

    def agreement(self, origins: Origins) -> str:
        """Return `single`, `confirmed` or `conflict`.

        It is confirmed where the beginning and the end are, as far as claims give them.
        """
        if self.differ:
            return "conflict"
        given = [[end.fact for end in dates] for dates in (self.starts, self.finishes) if dates]
        least = min(independent(some, origins, self.facts) for some in given or [self.facts])
        return "confirmed" if least > 1 else "single"


def _with_finest(period: Period, finishes: list[End]) -> Period:
    """Return a period with the finest of some ends, but none of a date alone, which holds it."""
    given = [end for end in finishes if end.is_of_period]
    return with_end(period, finest(given, ENDS).period) if given else period


def relation_or_event(fact: Fact) -> RelationOrEvent:
    """Return the claim of a fact that is known to be no figure."""
    assert not isinstance(fact.claim, Figure)
    return fact.claim


def status_of(fact: Fact) -> str:
    """Return the status of a relation or event; a relation without one is in force."""
    return relation_or_event(fact).status or "in-force"
