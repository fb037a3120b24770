"""Stages of a relation that follow one another: which begins where another ends."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter

from dipfacts.model.ends import meet
from dipfacts.model.query import FAR
from dipfacts.model.stage import Stage
from dipfacts.model.status import class_of

COMPARED = 100  # later stages among which the one is sought that begins where another ends
_day = attrgetter("day")


def find_gaps(stages: list[Stage]) -> None:
    """Mark what is over only from the end of one stage, or until it is in force again."""
    over = of_class(stages, "over")
    if not over:
        return
    begun, standing = _begun(stages), _begun(of_class(stages, "standing"))
    ended = sorted((stage for stage in stages if stage.own_ends), key=_day)
    first = next((stage.day for stage in ended if _go_on(stage, begun)), FAR)
    for stage in over:
        stage.is_gap = first < stage.day or _go_on(stage, standing)


def of_class(stages: list[Stage], name: str) -> list[Stage]:
    """Return the stages of a class, such as `over`."""
    return [stage for stage in stages if class_of(stage.status) == name]


def is_begun(over: Stage, standing: list[Stage]) -> bool:
    """Return whether the beginning of what is over is that of a stage in which it was in force."""
    return any(meet([*over.starts, start]) for stage in standing for start in stage.starts)


def apart(over: list[Stage]) -> list[Stage]:
    """Return what is over, each end once."""
    rest = {stage: over[nth + 1 :] for nth, stage in enumerate(over)}
    return [s for s in over if not any(meet([*s.own_ends, *o.own_ends]) for o in rest[s])]


def not_followed(ended: list[Stage], stages: list[Stage]) -> list[Stage]:
    """Return the pauses that end, and what else does if nothing is over, before no other stage."""
    paused, over = of_class(ended, "paused"), of_class(ended, "over")
    standing = [] if over else [stage for stage in ended if stage not in paused]
    in_order = _begun(stages)
    return [stage for stage in [*standing, *paused] if not _go_on(stage, in_order)]


def _begun(stages: list[Stage]) -> list[Stage]:
    """Return the stages that have begun on a day known, in order."""
    return sorted((s for s in stages if s.starts and class_of(s.status) != "not-yet"), key=_day)


def _go_on(ended: Stage, begun: list[Stage]) -> bool:
    """Return whether another stage begins where a stage ends, on that day or the next."""
    ends = [end.replaced(after=end.after + 1) for end in ended.own_ends]
    at = bisect_right(begun, ended.day, key=_day)
    return any(meet([*ends, *stage.starts]) for stage in begun[at : at + COMPARED])
