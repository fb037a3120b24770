"""Disputes by the line of a timeline that tells each, so that none is left untold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dipfacts.model.fact import FAR
from dipfacts.model.occurrences.dispute import Dispute
from dipfacts.model.occurrences.ends import ENDS
from dipfacts.model.occurrences.occurrence_lines import Line

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence

LineKey = tuple[str, int]
"""The id of the claim of a line, and which end of a relation it is."""


def disputes_by_line(occurrence: Occurrence) -> dict[LineKey, list[Dispute]]:
    """Return the disputes of claims about a relation, by the lines that tell it.

    What claims of a stage differ on is told by the line of its beginning or of its end. What claims
    of several do, or what no line of its own tells, has the line that is nearest to it.
    """
    results: dict[LineKey, list[Dispute]] = {}
    for dispute in occurrence.disputes:
        for line in _own_lines(dispute, occurrence) or [_nearest_line(dispute, occurrence)]:
            results.setdefault((line.fact.id, line.side), []).append(dispute)
    return results


def _own_lines(dispute: Dispute, occurrence: Occurrence) -> list[Line]:
    """Return the lines of the claims that differ, or of the stage and the end that they are of."""
    if dispute.stage is None:
        ids = {fact.id for _, facts in dispute.sides for fact in facts}
        return [line for line in occurrence.lines() if line.fact.id in ids]
    if dispute.is_of_several_stages and dispute.aspect != "period":
        return []
    of_stage = {fact.id for fact in dispute.stage.facts}
    lines = [line for line in occurrence.lines() if line.fact.id in of_stage]
    if dispute.aspect == "period":
        return lines
    of_end = [line for line in lines if line.side == ENDS]
    is_of_end = dispute.aspect == "period.end" and of_end
    return of_end if is_of_end else [line for line in lines if line.side != ENDS]


def _nearest_line(dispute: Dispute, occurrence: Occurrence) -> Line:
    """Return the line of a claim that differs, else of its stage: the first of that beginning.

    Or of that end, of which a line of a beginning tells only where there is no other.
    """
    is_of_end = dispute.aspect == "period.end"
    said = [fact for _, facts in dispute.sides for fact in facts]
    if dispute.is_of_several_stages and dispute.aspect != "period":
        given = occurrence.ended_otherwise if is_of_end else occurrence.begun_otherwise
        said = [end.fact for end in given]
    ids, stages = {fact.id for fact in said}, {*map(occurrence.stage_of, said)}

    def distance(line: Line) -> tuple[bool, bool, bool, int]:
        is_other = occurrence.stage_of(line.fact) not in stages
        is_other_end = (line.side == ENDS) != is_of_end
        return line.fact.id not in ids, is_other, is_other_end, line.day or FAR

    return min(occurrence.lines(), key=distance)
