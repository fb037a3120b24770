"""The days in which a relation or an event lies, by the dates of the claims of its stages."""

from __future__ import annotations

from bisect import bisect_right

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.occurrences.ends import (
    BEGINS,
    ENDS,
    answering_ends,
    dating_claims,
    days_filled_in,
    ends,
    meet,
)
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.occurrences.stages.stage_order import begun_before, ended_on_its_day, over_since


def lie_in(stages: list[Stage], over: list[Stage], first: int, after: int) -> bool:
    """Return whether stages of a relation lie in these days, of which some say when it was over.

    What has no end of its own lasts until then; what is over, until it is in force again, does not.
    What is over and has no beginning of its own begins where another stage tells it.
    """
    begun = [(over_since(stages, it), it) for it in over]
    ends_on = sorted(
        (it.status_day, max(end.reach[1] for end in days)) for days, it in begun if days
    )

    def last(stage: Stage) -> int:
        if stage.is_gap:
            return max((end.reach[1] for end in stage.beginnings), default=FAR)
        if stage.is_over:
            ended = stage.claimed_ends or ended_on_its_day(stages, stage)
            return max((end.reach[1] for end in ended), default=FAR)
        is_open = stage.is_cut_short or not stage.claimed_ends
        at = bisect_right(ends_on, (stage.day, FAR)) if is_open else len(ends_on)
        return ends_on[at][1] if at < len(ends_on) else FAR

    return any(
        reaches(stage, first, after)
        and last(stage) > first
        and _begun_by_others(stages, stage) < after
        for stage in stages
    )


def _begun_by_others(stages: list[Stage], over: Stage) -> int:
    """Return the first day of what is over and has no beginning, by another stage; 0 of others."""
    if not over.is_over or over.beginnings or over.is_gap or not over.claimed_ends:
        return 0
    begun = begun_before(stages, over)
    return min(begin for begin, _ in _spans_of_relation(begun)) if begun else 0


def dated_spans(stage: Stage) -> list[tuple[Fact, tuple[int, int]]]:
    """Return the claims that date an event, and the days by each: the first, that after the last.

    Of an end that one does not know others say.
    """
    starts, finishes = ends(stage.preferred, BEGINS), ends(stage.preferred, ENDS)
    over = not stage.is_going
    return [(fact, days_filled_in(period, starts, finishes, over)) for fact, period in stage.dating]


def reaches(stage: Stage, first: int, after: int) -> bool:
    """Return whether a stage lies in some days, by any of the most precise dates of its claims."""
    is_event = stage.facts[0].type == "event"
    spans = [days for _, days in dated_spans(stage)] if is_event else _spans_of_relation(stage)
    return any(begin < after and end > first for begin, end in spans)


def _spans_of_relation(stage: Stage) -> list[tuple[int, int]]:
    """Return the first day, and that after the last, of each time in which a stage may lie."""
    dated = [fact.period for fact in stage.preferred if fact.period]
    starts, finishes = (
        ends(stage.preferred, it) if stage.is_over else stage.ends_by(stage.preferred, it)
        for it in (BEGINS, ENDS)
    )
    if not any(period.is_interval for period in dated):  # a date, and no duration
        finishes = starts
    if dated and meet(starts) and not stage.differ & {"period.start", "period.end"}:
        begins = min((end.first for end in answering_ends(starts, BEGINS)), default=0)
        return [(begins, max((end.after for end in answering_ends(finishes, ENDS)), default=FAR))]
    over = not stage.is_going
    facts = dating_claims(stage.preferred, is_ending_disputed=stage.is_ending_disputed)
    return [
        *(days_filled_in(it.period, starts, finishes, over) for it in facts),
        *_until_over(stage),
    ]


def _until_over(stage: Stage) -> list[tuple[int, int]]:
    """Return the times from the beginning until each day on which what another ended was over."""
    if not stage.is_over:
        return []
    begun = [end.first for end in stage.ends_by(stage.preferred, BEGINS) if end.is_of_period]
    over = [end for end in stage.ends_by(stage.preferred, ENDS) if not end.is_of_period]
    before = ((max((day for day in begun if day < it.first), default=0), it.after) for it in over)
    return [(day, after) for day, after in before if day]
