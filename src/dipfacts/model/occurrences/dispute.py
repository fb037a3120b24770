"""Disputes: aspects on which claims of a stage differ, and the claims of each side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TYPE_CHECKING

from dipfacts.model.fact import FAR, Fact
from dipfacts.model.figures.voices import made
from dipfacts.model.file_format.status import class_of
from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.ends import (
    BEGINS,
    ENDS,
    End,
    answering_ends,
    begin_and_end,
    contradicting_ends,
    dating_claims,
    days_of,
    goes_on,
    meet,
)
from dipfacts.model.occurrences.places import finest_places
from dipfacts.model.occurrences.stages.stage import Stage, relation_or_event, status_of
from dipfacts.model.occurrences.stages.stage_order import stages_of_class
from dipfacts.model.periods.dates import GOING
from dipfacts.record import Record

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

ASPECTS = ("period.start", "period.end", "place", "parties", "people", "status")
"""The aspects of an occurrence on which its claims may differ, in the order of pages."""

Statements = list[tuple[Hashable, list[Fact]]]
"""The statements on one aspect, each with the claims that make it."""


class Dispute(Record, frozen=True):
    """An aspect on which claims of a stage differ, and what each side says.

    One over the status has no stage, nor one over whom of several a relation is over for.
    It `is_of_several_stages` if there are claims of more than its own.
    """

    aspect: str
    stage: Stage | None
    sides: Statements
    is_of_several_stages: bool = False


def disputes_of(occurrence: Occurrence) -> list[Dispute]:
    """Return the disputes of claims, stage by stage, and last that on their statuses."""
    ended, begun = occurrence.ended_otherwise, [end.fact for end in occurrence.begun_otherwise]
    later = [stage for stage in occurrence.stages if stage.contested]
    of_ends = dict.fromkeys([*later, *(occurrence.stage_of(end.fact) for end in ended)])
    of_begins = dict.fromkeys(map(occurrence.stage_of, begun))
    told_in_one = {"period.end": of_ends, "period.start": of_begins}
    results = [
        _in_stage(aspect, stage, _said_in(stage, aspect))
        for stage in occurrence.compared
        for aspect in _aspects_of(stage, occurrence.is_event)
        if stage not in told_in_one.get(aspect, ())
    ]
    if ended:
        going = [fact for stage in later for fact in stage.facts]
        results.append(_in_stage("period.end", next(iter(of_ends)), _ends_of(going, ended)))
    if begun:
        sides = _sides_of(begun, lambda fact: fact.period and fact.period.ends[0])
        results.append(_in_stage("period.start", next(iter(of_begins)), sides))
    if occurrence.participation.open_exits:
        sides = _sides_of([*occurrence.deciding, *occurrence.participation.open_exits], _whom)
        results = [it for it in results if it.aspect != "parties"]
        results.append(Dispute("parties", None, sides))
    if cannot := occurrence.cannot_all_be:
        results.append(Dispute("status", None, _sides_of(cannot, status_of)))
    return results


def _in_stage(aspect: str, stage: Stage, sides: Statements) -> Dispute:
    own_ids = {fact.id for fact in stage.facts}
    is_of_several_stages = any(fact.id not in own_ids for _, facts in sides for fact in facts)
    return Dispute(aspect, stage, sides, is_of_several_stages)


def _aspects_of(stage: Stage, is_event: bool) -> list[str]:
    """Return the aspects on which claims of a stage differ, both ends in one for one date."""
    results = [aspect for aspect in ASPECTS if aspect in stage.differ]
    ends = [aspect for aspect in results if aspect.startswith("period.")]
    if ends and (is_event or stage.has_impossible_dates):
        return ["period", *(aspect for aspect in results if aspect not in ends)]
    return results


def _said_in(stage: Stage, aspect: str) -> Statements:
    """Return the statements of claims of a stage on an aspect on which they differ, in order."""
    facts = stage.facts
    if aspect == "period":
        chosen = dating_claims(facts, contradicting_ends, stage.is_ending_disputed)
        if stage.has_impossible_dates:  # and the ends on which they agree, if that comes first
            chosen += [
                it.fact
                for it in answering_ends(stage.ends_with_rivals, ENDS)
                if it.fact not in chosen
            ]
        dated = sorted(chosen, key=lambda f: begin_and_end(f.period))
        return _sides_of(dated, lambda fact: fact.period)
    if aspect == "period.start":
        return _ends_said(stage.beginnings)
    if aspect == "period.end":
        return _ends_of(stage.facts, stage.ends_with_rivals or stage.ends_or_over_days)
    if aspect == "parties":
        return _sides_of(facts, _whom)
    if aspect == "place":  # the less precise of two that agree is no side of its own
        finest = finest_places(place for fact in facts if (place := relation_or_event(fact).place))
        return _sides_of(facts, lambda fact: finest.get(relation_or_event(fact).place or ""))
    return _sides_of(facts, lambda fact: getattr(fact.claim, aspect) or None)


def _whom(fact: Fact) -> tuple[str, ...]:
    """Return the parties of a claim, in the order of their ids where it has no direction."""
    claim = fact.claim
    return tuple(sorted(claim.parties)) if claim.parties else claim.everyone


def _ends_said(ends_given: list[End]) -> Statements:
    """Return the dates that claims give for one end, the earliest first."""
    in_order = sorted(ends_given, key=days_of)
    in_order = in_order if meet(ends_given) else contradicting_ends(ends_given)
    periods = {end.fact.id: end.period for end in in_order}
    return _sides_of([end.fact for end in in_order], lambda fact: periods[fact.id])


def _ends_of(facts: list[Fact], ends_given: list[End]) -> Statements:
    """Return the ends that claims give, and last which claims say, after one, that it goes on."""
    least = min((end.reach[1] for end in ends_given), default=FAR)
    going = [
        fact
        for fact in facts
        if goes_on(fact) and made(fact) >= least and class_of(status_of(fact)) != "over"
    ]
    return [*_ends_said(ends_given), *([(GOING, going)] if going else [])]


def _sides_of(facts: Iterable[Fact], value: Callable[[Fact], Hashable]) -> Statements:
    """Return each value that claims have, with these claims."""
    results = grouped((said, fact) for fact in facts if (said := value(fact)) is not None)
    return [*results.items()]


def beginnings(occurrence: Occurrence, stage: Stage) -> list[End]:
    """Return the beginnings of which one is right, where another stage tells it otherwise.

    Of a stage in force without one those of claims that it is over, whose ends it may contest.
    """
    begun = occurrence.begun_by_all if len(occurrence.stages) > 1 else []
    begins_before = (
        not occurrence.is_event and not stage.beginnings and (stage.claimed_ends or stage.contested)
    )
    if begins_before and class_of(stage.status) == "standing":
        over = (it for it in stages_of_class(occurrence.stages, "over") if not it.is_gap)
        begun = [end for it in over if it.claimed_ends for end in it.beginnings]
    elif not _gives_any(stage, begun):
        return []
    begun = [end for end in begun if end.fact.claim.rank == "preferred"] or begun
    results = answering_ends(begun, BEGINS)
    is_own = [end.period for end in results] == stage.possible_dates(BEGINS)
    return [] if is_own and meet(begun) else results


def _gives_any(stage: Stage, ends_given: list[End]) -> bool:
    """Return whether a claim of a stage gives one of some ends, which may be very many."""
    ids = {fact.id for fact in stage.facts}
    return not ids.isdisjoint([end.fact.claim.id for end in ends_given])
