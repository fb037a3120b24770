"""Marks of the stages of a relation: which contradicts another, is a gap, or is cut short."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import class_of
from dipfacts.model.occurrences.ends import end_told, goes_on
from dipfacts.model.occurrences.stages import stage_order
from dipfacts.model.occurrences.stages.contested_ends import has_end, mark_contested
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.occurrences.stages.stage_order import (
    is_begun,
    is_followed,
    over_since,
    stages_of_class,
    with_beginnings,
    without_notices,
)
from dipfacts.model.occurrences.stages.undated_ends import is_contested_end

_day, _status_day = attrgetter("day"), attrgetter("status_day")


def mark(stages: list[Stage]) -> None:
    """Mark the stages of a relation by what they are beside one another.

    In this order: what a gap is says which ends are contested, and both what is cut short.
    """
    _mark_gaps(stages)
    _mark_contested(stages)
    _mark_cut_short(stages)


def _mark_gaps(stages: list[Stage]) -> None:
    """Mark what is over only from the end of one stage, or until it is in force again."""
    over = stages_of_class(stages, "over")
    if not over:
        return
    standing = with_beginnings(stages_of_class(stages, "standing"))
    resumed = standing[-1].day if standing else 0
    ended = [stage for stage in stages if stage.claimed_ends and class_of(stage.status) != "over"]
    ended.sort(key=_day)
    until = {stage: max(end.reach[1] for end in stage.claimed_ends) for stage in ended}
    anew = _mark_resumed(standing, over)
    for stage in over:
        at = bisect_left(ended, stage.day, key=_day)
        before = ended[max(at - stage_order.COMPARED_STAGES, 0) : at]
        near = [it for it in before if until[it] >= stage.day]
        has_begun = bool(stage.beginnings) and not stage.is_over_by_days
        is_next = has_begun and any(is_followed(other, [stage]) for other in near)
        is_resumed = stage.is_over_by_days and (stage.day < resumed or stage.day in anew)
        is_between = has_begun and not is_begun(stage, standing) and is_followed(stage, standing)
        stage.is_gap = is_next or is_resumed or is_between


def _mark_resumed(standing: list[Stage], over: list[Stage]) -> set[int]:
    """Mark what goes on anew since a day on which it was over, and return these days.

    `standing` are in the order in which they began.
    """
    ended = {stage.status_day for stage in over}
    for stage in standing:
        has_begun_before = standing[0].day < stage.day
        stage.is_resumed = (
            has_begun_before and stage.day in ended and any(map(goes_on, stage.facts))
        )
    return {stage.day for stage in standing if stage.is_resumed}


def _mark_contested(stages: list[Stage]) -> None:
    """Mark ends after which a relation still stood by claims of other stages, made later."""
    stages = without_notices(stages)
    if last := _last_claims(stages):
        standing, over = stages_of_class(stages, "standing"), stages_of_class(stages, "over")
        mark_contested(last, [*standing, *over])


def _mark_cut_short(stages: list[Stage]) -> None:
    """Mark what was in force, or paused, until a day before which it was over.

    Not where claims contest that it was over.
    """
    over = sorted(stages_of_class(without_notices(stages), "over"), key=_status_day)
    until = {it: _over_by(stages, it) for it in over}
    for stage in [*stages_of_class(stages, "standing"), *stages_of_class(stages, "paused")]:
        if not stage.beginnings or not stage.claimed_ends:
            continue
        at = bisect_left(over, stage.day, key=_status_day)
        last = min(end.first for end in stage.claimed_ends)
        before = [it for it in over[at : at + stage_order.COMPARED_STAGES] if until[it] <= last]
        contested = {end.fact.claim.id for end in stage.contested} if before else set[str]()
        stage.is_cut_short = any(contested.isdisjoint(f.id for f in it.facts) for it in before)


def _over_by(stages: list[Stage], over: Stage) -> int:
    """Return the day by which it is over for sure: without a date that on which it was told."""
    if over.beginnings or over.claimed_ends:
        return max((end.reach[1] for end in over_since(stages, over)), default=FAR)
    known = max(fact.known_day or FAR for fact in over.facts)
    return FAR if is_contested_end(over, stages) else known


def _last_claims(stages: list[Stage]) -> dict[Stage, list[Fact]]:
    """Return the claims of each stage that give an end, after which it was not resumed."""
    begun, standing = with_beginnings(stages), stages_of_class(stages, "standing")
    resumed = _resumed(stages, standing)
    until = [
        s for s in standing if s.status != "provisionally-applied" and not is_followed(s, begun)
    ]
    results = {
        stage: [f for f in stage.facts if has_end(f) and end_told(f).first >= resumed]
        for stage in [*stages_of_class(stages, "over"), *until]
    }
    return {stage: facts for stage, facts in results.items() if facts}


def _resumed(stages: list[Stage], standing: list[Stage]) -> int:
    """Return the first day on which what is resumed may end; on any later one it stood at first.

    It may end on the day of its beginning, in which it is not resumed.
    """
    last = max((end.first for stage in standing for end in stage.beginnings), default=0)
    begun = [end for stage in standing for end in stage.beginnings]
    begun += [
        end
        for stage in stages_of_class(stages, "over")
        for end in stage.beginnings
        if end.is_of_period
    ]
    return last + any(end.first < last for end in begun)
