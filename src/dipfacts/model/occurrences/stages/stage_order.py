"""Stages of a relation beside one another: which tells what it is, and which follows another."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from operator import attrgetter

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.file_format.status import ORDER, class_of
from dipfacts.model.occurrences.ends import End, meet
from dipfacts.model.occurrences.stages.stage import Stage, status_of
from dipfacts.model.occurrences.stages.undated_ends import against_undated_ends, is_contested_end

COMPARED_STAGES = 100  # stages among which one is sought that begins or ends where another ends
NOTICES = ("denounced", "withdrawn")  # said before the day on which a treaty ends
_CLASS_ORDER = ("unknown", "not-yet", "standing", "paused", "over")  # as a relation goes on
_day = attrgetter("day")


def claims_of_two_classes(facts: list[Fact], fewer: Mapping[str, object]) -> list[Fact]:
    """Return the claims by which a relation is of two classes on one day or at none known.

    Those that speak of fewer parties alone, which `fewer` has by their ids, contradict none of all.
    """
    classes: dict[tuple[str | None, object], set[str]] = {}
    begun = {it.id: it for it in facts if class_of(status_of(it)) != "not-yet"}
    key_of = {id_: (it.claim.period, fewer.get(id_)) for id_, it in begun.items()}
    for id_, fact in begun.items():
        name = class_of(status_of(fact))
        has_end = fact.period is not None and fact.period.is_interval and fact.period.ends[1]
        name = "over" if name == "standing" and has_end else name  # by the same day
        classes.setdefault(key_of[id_], set()).add(name)
    against = against_undated_ends(facts)
    return [it for id_, it in begun.items() if len(classes[key_of[id_]]) > 1 or id_ in against]


def stages_of_class(stages: list[Stage], name: str) -> list[Stage]:
    """Return the stages of a class, such as `over`."""
    return [stage for stage in stages if class_of(stage.status) == name]


def without_notices(stages: list[Stage]) -> list[Stage]:
    """Return stages without those of notice given, where it is said when the relation ended.

    A notice without a date is one, too: no end comes before it. One of several parties gives notice
    of what it alone leaves: an end for all is none of that.
    """
    if len(stages) == 1:
        return stages
    over = [stage for stage in stages_of_class(stages, "over") if not stage.is_gap]
    ended = [end for stage in over for end in stage.ends_or_over_days]
    ended += [end for stage in stages_of_class(stages, "standing") for end in stage.claimed_ends]
    notices = [stage for stage in over if stage.status in NOTICES and stage.is_over_by_days]
    given = set[Stage]()
    for stage in notices:
        last = max((it.first for it in ended if not _is_of_more(it.fact, stage)), default=0)
        if last and all(end.first < last for end in stage.beginnings):
            given.add(stage)
    return [stage for stage in stages if stage not in given]


def _is_of_more(fact: Fact, stage: Stage) -> bool:
    """Return whether a claim is about more than two parties, and those of a stage about fewer."""
    every = fact.claim.party_set
    return len(every) > 2 and all(it.claim.party_set < every for it in stage.facts)


def in_order(stages: list[Stage]) -> list[Stage]:
    """Return the stages of a relation in order of time; what is resumed after what was over."""
    return sorted(stages, key=lambda it: (it.status_day, it.is_resumed, ORDER[it.status]))


def stage_on(
    day: int, stages: list[Stage], agree_on_status: bool, is_contested: Callable[[Stage], bool]
) -> Stage:
    """Return the stage that says what a relation is on a day: see `Occurrence.stage_on`."""
    begun = begun_by(day, every := without_notices(stages)) or every[:1]
    if not agree_on_status:
        begun = [s for s in begun if any(f.claim.rank == "preferred" for f in s.facts)] or begun
    stands = any(stage.is_standing_open(day) for stage in begun)
    is_told = any(class_of(s.status) != "not-yet" and not _is_pause_past(s, day) for s in begun)
    lasting = [
        stage
        for stage in begun
        if not (is_told and _is_pause_past(stage, day))
        and not (stands and class_of(stage.status) == "not-yet")
        and not is_contested(stage)
    ]
    return _latest(lasting or begun, day, begun)


def _latest(stages: list[Stage], day: int, begun_stages: list[Stage]) -> Stage:
    """Return the latest of stages that have begun by a day, those that say something of it.

    What stands on no day is later only if it is further on than what does: "paused" than "in
    force", and nothing than what is over; and not if all who say so did before that began, or
    before others said that it goes on. What may have ended, or go on, is paused if it was: by no
    claim is it in force.
    """
    dated = _dated(stages)
    of_days = {*dated}
    result = max(reversed(dated or stages), key=lambda stage: stage.latest_day_by(day))
    begun = max((end.first for end in result.beginnings), default=0)
    further = [
        stage
        for stage in stages
        if dated and stage not in of_days and _progress(stage, day) > _progress(result, day)
        if _last_known(stage) >= begun and not is_contested_end(stage, begun_stages)
    ]
    if not further and result.may_have_ended(day):
        return _pause_in(result, stages, begun_stages) or result
    return max(reversed(further), key=lambda stage: _progress(stage, day), default=result)


def _is_pause_past(stage: Stage, day: int) -> bool:
    """Return whether it is a pause that has ended by a day."""
    last = max([end.after for end in stage.ends_with_rivals], default=FAR + 1)
    return class_of(stage.status) == "paused" and last <= day and not stage.is_ending_disputed


def _progress(stage: Stage, day: int) -> int:
    """Return the place of it in the course of a relation by a day: what has ended is over."""
    name = class_of(stage.status)
    is_over = name == "standing" and not stage.is_standing_open(day)
    return _CLASS_ORDER.index("over" if is_over else name)


def _dated(stages: list[Stage]) -> list[Stage]:
    """Return the stages that stand on a day.

    What goes on since an unknown day is none beside a pause that has one: it is no later.
    """
    dated = [stage for stage in stages if any(fact.period for fact in stage.facts)]
    if not any(stage.beginnings for stage in stages_of_class(dated, "paused")):
        return dated
    return [
        it for it in dated if it.beginnings or it.claimed_ends or class_of(it.status) != "standing"
    ]


def _pause_in(stage: Stage, stages: list[Stage], begun_stages: list[Stage]) -> Stage | None:
    """Return the last pause since a relation that may have ended was in force; None without one."""
    standing = [one.day for one in stages_of_class(begun_stages, "standing") if one.beginnings]
    since = max([0 if stage.is_over_by_days else stage.day, *standing])
    paused = stages_of_class(stages, "paused")
    paused = [one for one in paused if not is_contested_end(one, begun_stages)]
    later = [one for one in paused if (one.day if one.beginnings else _last_known(one)) >= since]
    return max(reversed(later), key=_day, default=None)


def _last_known(stage: Stage) -> int:
    """Return the last day on which claims of a stage were public."""
    return max(fact.known_day or FAR for fact in stage.facts)


def relation_may_have_ended(stage: Stage, stages: list[Stage], day: int) -> bool:
    """Return whether a relation in a stage has ended by a day by one claim, and not by another.

    What is paused has, where one of the ends at which it was in force has come since.
    """
    if class_of(stage.status) != "paused":
        return stage.may_have_ended(day)
    since = max((end.first for end in stage.beginnings), default=0)
    others = [*stages_of_class(stages, "standing"), *stages_of_class(stages, "over")]
    may_have = [other for other in others if other.may_have_ended(day)]
    given = [
        end.first
        for other in may_have
        for end in [*other.ends_with_rivals, *other.ends_or_over_days]
    ]
    return bool([first for first in given if since <= first <= day])


def begun_by(day: int, stages: list[Stage]) -> list[Stage]:
    """Return the stages that have come by a day: if none has, what is over later and has begun."""
    come = [stage for stage in stages if stage.status_day <= day]
    return come or [stage for stage in stages if stage.day <= day]


def is_begun(over: Stage, standing: list[Stage]) -> bool:
    """Return whether the beginning of what is over is that of a stage in which it was in force."""
    since = max([start.spans[0][0] for start in over.beginnings])
    until = min([start.spans[-1][1] for start in over.beginnings])
    near = [
        start
        for stage in standing
        for start in stage.beginnings
        if start.spans[0][0] < until and since < start.spans[-1][1]
    ]
    return any(meet([*over.beginnings, start]) for start in near)


def distinct_ends(over: list[Stage]) -> list[Stage]:
    """Return the stages over by the end of a period, each end once: its own day tells it too."""
    dated = (stage for stage in over if stage.ends_or_over_days)
    by_day = sorted(dated, key=lambda stage: (stage.is_over_by_days, stage.status_day))
    until = {stage: max(end.reach[1] for end in stage.ends_or_over_days) for stage in by_day}
    days = [stage for stage in by_day if stage.is_over_by_days]
    results = []
    for nth, stage in enumerate(by_day[: len(by_day) - len(days)]):
        near = by_day[nth + 1 : nth + COMPARED_STAGES] + days[:COMPARED_STAGES]
        near = [it for it in near if it.status_day < until[stage] and until[it] > stage.status_day]
        if not any(meet([*stage.claimed_ends, *other.ends_or_over_days]) for other in near):
            results.append(stage)
    return results


def not_followed(ended: list[Stage], stages: list[Stage]) -> list[Stage]:
    """Return the stages that end where no other begins, nor what is over, until it is resumed."""
    begun, standing = with_beginnings(stages), with_beginnings(stages_of_class(stages, "standing"))
    days = sorted(stage.status_day for stage in stages_of_class(ended, "over"))

    def is_told(stage: Stage) -> bool:
        at = bisect_left(standing, max(end.reach[1] for end in stage.claimed_ends), key=_day)
        anew = standing[at].day if at < len(standing) else FAR
        nth = bisect_left(days, stage.day)
        return nth < len(days) and days[nth] < anew

    paused = stages_of_class(ended, "paused")
    others = [s for s in ended if s not in paused and class_of(s.status) != "over"]
    lasting = [stage for stage in others if not is_told(stage)]
    return [stage for stage in [*lasting, *paused] if not is_followed(stage, begun)]


def begun_before(stages: list[Stage], over: Stage) -> Stage | None:
    """Return the stage in which a relation began that ended in another: see `Occurrence`."""
    reached = over.status_day or FAR  # of what nobody knows when it was, or was told, any day
    gaps = [it.day for it in stages if it.is_gap and it is not over and it.day <= reached]
    since = max(gaps, default=0)
    ended = [stage for stage in stages_of_class(stages, "over") if stage.claimed_ends]
    for some in (stages_of_class(stages, "standing"), ended):
        begun = [s for s in some if s.beginnings and since <= s.day <= reached]
        if begun:
            first = _first_of_last(sorted(begun, key=_day))
            return first if first is not over else None
    return None


def over_since(stages: list[Stage], over: Stage) -> list[End]:
    """Return the days since which a relation is over, or the last on which it was not."""
    return (
        over.beginnings if over.is_gap else over.ends_or_over_days or ended_on_its_day(stages, over)
    )


def ended_on_its_day(stages: list[Stage], over: Stage) -> list[End]:
    """Return the ends of a relation by the days since which it is over.

    Empty where no other stage tells that it had begun before: then it may have begun on such a day.
    """
    first = begun_before(stages, over)
    if first is None or (not over.is_over_by_days and meet([*first.beginnings, *over.beginnings])):
        return []
    return over.beginnings


def _first_of_last(stages: list[Stage]) -> Stage:
    """Return the stage that begins the last run of stages in order without a time between them."""
    first, until = stages[0], FAR
    for stage in stages:
        first = stage if until < min(end.reach[0] for end in stage.beginnings) else first
        own = max((end.reach[1] for end in stage.claimed_ends), default=FAR)
        until = own if first is stage else max(until, own)
    return first


def stages_by_status(stages: list[Stage]) -> list[Stage]:
    """Return the claims of each status, in order of time."""
    return [one for stage in stages for one in stage.by_status]


def with_beginnings(stages: list[Stage]) -> list[Stage]:
    """Return the stages that have begun on a day known, in order."""
    return sorted((s for s in stages if s.beginnings and class_of(s.status) != "not-yet"), key=_day)


def is_followed(ended: Stage, begun: list[Stage]) -> bool:
    """Return whether another stage begins where a stage ends, on that day or the next."""
    last = [End.of(it.fact, it.period, it.first, it.after + 1) for it in ended.claimed_ends]
    at = bisect_right(begun, ended.day, key=_day)
    return any(meet([*last, *stage.beginnings]) for stage in begun[at : at + COMPARED_STAGES])
