"""The lines of a timeline: that of an event, and those of the stages and ends of a relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dipfacts.model.occurrences.dispute import beginnings
from dipfacts.model.occurrences.ends import BEGINS, ENDS
from dipfacts.model.occurrences.occurrence_lines import (
    Line,
    line_of,
    line_of_ends,
    line_of_event,
    line_of_one,
)
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.occurrences.stages.stage_order import (
    distinct_ends,
    is_begun,
    not_followed,
    stages_of_class,
)

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence


def lines_of(occurrence: Occurrence) -> list[Line]:
    """Return the lines of an event or a relation: see `Occurrence.lines`."""
    if occurrence.is_event:
        return [line_of_event(occurrence.stages)]
    lines = [*_lines_of_relation(occurrence)]
    if occurrence.unranked is occurrence:
        return lines
    from dipfacts.model.occurrences.preference import also_found  # lazy: seldom one is preferred

    return also_found(occurrence, lines)


def _lines_of_relation(occurrence: Occurrence) -> Iterator[Line]:
    """Yield the lines of a relation.

    No end where another stage begins then, nor where a claim that it is over tells it; no beginning
    by such a claim where another tells the same, and one where they differ, as of the end. A stage
    of which nobody says when has a line without a day; where that is so of all, there is one. What
    others of its parties have ended has each of its days.
    """
    begun, ended = _begun_and_ended(occurrence)
    yield from _lines_of_beginnings(occurrence, begun)
    yield from (line_of(stage, ENDS) for stage in ended)
    if _is_end_in_dispute(occurrence):
        yield line_of_ends(occurrence.ended_otherwise)
    elif not begun and not ended:
        yield Line(occurrence.fact, BEGINS, occurrence.main.status)
    if len(occurrence.stages) > 1 and any(map(_is_dated, occurrence.stages)):
        yield from (_undated_line(stage) for stage in occurrence.stages if not _is_dated(stage))
    yield from _lines_of_others(occurrence)


def _lines_of_others(occurrence: Occurrence) -> Iterable[Line]:
    """Return the lines of what others of its parties have ended: each end once, if it is contested.

    A claim that says until when it stood tells the end of two stages, where another contests it.
    """
    lines = list[Line]()
    for stage in occurrence.stages_of_others:
        lines += [] if _is_dated(stage) else [_undated_line(stage)]
        lines += (line_of(stage, BEGINS) for _ in stage.beginnings[:1])
        lines += (line_of(stage, ENDS) for _ in stage.claimed_ends[:1])
    return {(line.fact.id, line.side): line for line in lines}.values()


def _is_dated(stage: Stage) -> bool:
    """Return whether claims of a stage give its beginning or its end."""
    return bool(stage.beginnings or stage.claimed_ends)


def _undated_line(stage: Stage) -> Line:
    return Line(stage.fact, BEGINS, stage.status)


def _begun_and_ended(occurrence: Occurrence) -> tuple[list[Stage], list[Stage]]:
    """Return the stages of which the beginning has a line of its own, and those of the end."""
    begun = [stage for stage in occurrence.stages if stage.beginnings]
    ended = [s for s in occurrence.stages if s.claimed_ends and not s.is_gap and not s.is_cut_short]
    if len(occurrence.stages) == 1:
        return begun, ended
    over, standing = stages_of_class(ended, "over"), stages_of_class(begun, "standing")
    begun = [s for s in begun if s not in over or not is_begun(s, standing)]
    over = [stage for stage in stages_of_class(occurrence.stages, "over") if not stage.is_gap]
    ended = not_followed(ended, occurrence.stages) + distinct_ends(over)
    if not _is_end_in_dispute(occurrence):
        return begun, ended
    of = {occurrence.stage_of(end.fact) for end in occurrence.ended_otherwise}
    begun = [stage for stage in begun if stage not in of or not stage.is_over_by_days]
    return begun, [stage for stage in ended if stage not in of]


def _is_end_in_dispute(occurrence: Occurrence) -> bool:
    """Return whether claims of several stages differ on the end, and a period gives one."""
    return any(end.is_of_period for end in occurrence.ended_otherwise)


def _lines_of_beginnings(occurrence: Occurrence, begun: list[Stage]) -> Iterator[Line]:
    """Yield a line of the beginning of each stage, and one of those on which they differ."""
    in_dispute = [stage for stage in begun if beginnings(occurrence, stage)]
    yield from (line_of(stage, BEGINS) for stage in begun if stage not in in_dispute)
    for first in (stages_of_class(in_dispute, "standing") or in_dispute)[:1]:
        yield line_of_one(first, beginnings(occurrence, first))
