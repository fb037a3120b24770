"""Ends after which a relation still stood by claims of others, which were made later."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from operator import attrgetter

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.file_format.status import class_of
from dipfacts.model.occurrences.ends import BEGINS, ENDS, End, end_told, ends, goes_on
from dipfacts.model.occurrences.stages.stage import Stage, status_of
from dipfacts.model.occurrences.stages.stage_order import NOTICES
from dipfacts.record import Record

_Kind = tuple[str, bool, bool]  # status, whether of one party, and whether it has an end


class _Last(Record, frozen=True):
    """An end of a stage: its place among all, and the last day on which it may be."""

    nth: int
    stage: Stage
    end: End
    period: str | None
    first: int
    last: int


def mark_contested(last_claims: Mapping[Stage, list[Fact]], stages: list[Stage]) -> None:
    """Mark ends after which a relation still stood by claims of other stages, made later.

    `last_claims` are those of stages that give an end. Of very many dates each may contest each:
    so many are not compared claim by claim.
    """
    ended = _Ends(last_claims)
    rivals = {stage: list[End]() for stage in stages}
    contested = {stage: list[End]() for stage in stages}
    for later in stages:
        by_date = sorted((it for it in later.facts if ended.has_no_other(it, later)), key=made)
        latest = {fact.claim.period: fact for fact in by_date}.values()
        against = dict[int, End]()
        for fact in latest:
            against_fact = ended.contradicted(fact, later)
            against |= {it.nth: it.end for it in against_fact}
            of_fact = [end_told(fact)] if against_fact and has_end(fact) else []
            for stage in {it.stage for it in against_fact}:
                rivals[stage] += of_fact
        contested[later] = [against[nth] for nth in sorted(against)]
        rivals[later] += contested[later]
    for stage in stages:
        if rivals[stage]:
            stage.set_rivals(rivals[stage], contested[stage])


def has_end(fact: Fact) -> bool:
    """Return whether a claim gives the end of a relation, or a day on which it was over."""
    is_over = class_of(status_of(fact)) == "over"
    return bool(ends([fact], ENDS) or (is_over and ends([fact], BEGINS)))


class _Ends:
    """The ends that stages give: those of each kind in the order of their last days."""

    def __init__(self, last_claims: Mapping[Stage, list[Fact]]) -> None:
        self._by_kind = defaultdict[_Kind, list[_Last]](list)
        self._stages = defaultdict[tuple[str, str], set[Stage]](set)  # by status and source
        every = ((stage, fact) for stage, facts in last_claims.items() for fact in facts)
        for nth, (stage, fact) in enumerate(every):
            end, claim = end_told(fact), fact.claim
            kind = stage.status, len(claim.everyone) == 1, bool(ends([fact], ENDS))
            one = _Last(nth, stage, end, claim.period, end.first, end.reach[1])
            self._by_kind[kind].append(one)
            self._stages[stage.status, claim.source].add(stage)
        for some in self._by_kind.values():
            some.sort(key=_last_day)

    def has_no_other(self, fact: Fact, later: Stage) -> bool:
        """Return whether the source of a claim gives no end of another stage compared with its own.

        No source contradicts itself.
        """
        source = fact.claim.source
        others = (
            self._stages.get((status, source), set())
            for status in {status for status, *_ in self._by_kind}
            if _is_compared(status, later)
        )
        return all(some <= {later} for some in others)

    def contradicted(self, fact: Fact, later: Stage) -> list[_Last]:
        """Return the ends after which a claim says that a relation stood, and was made after them.

        Two days of what is over are stages: it was denounced, and then terminated. That one of
        several has left is no end for the others. One period that differs in status is no other.
        """
        is_over, is_ended = class_of(later.status) == "over", bool(ends([fact], ENDS))
        begun = ends([fact], BEGINS) if is_ended or not is_over else []
        since, until = begun[0].first if begun else 0, min(made(fact), _stood_until(fact))
        period, is_of_several = fact.claim.period, len(fact.claim.everyone) > 2
        results = list[_Last]()
        for (status, is_of_one, is_period), some in self._by_kind.items():
            is_before = is_over and not is_period and (not is_ended or status in NOTICES)
            if _is_compared(status, later) and not is_before and not (is_of_one and is_of_several):
                before = some[: bisect_right(some, until, key=_last_day)]
                results += [it for it in before if it.first >= since and it.period != period]
        return [it for it in results if it.stage is not later]


_last_day = attrgetter("last")


def _stood_until(fact: Fact) -> int:
    """Return a day on which a relation still stood by a claim; 0 if it says so of none."""
    if has_end(fact):
        return end_told(fact).first
    return FAR if goes_on(fact) and class_of(status_of(fact)) != "over" else 0


def _is_compared(status: str, later: Stage) -> bool:
    """Return whether a stage may contest an end: of what is over, or one of its status."""
    return status == later.status or "over" in (class_of(status), class_of(later.status))
