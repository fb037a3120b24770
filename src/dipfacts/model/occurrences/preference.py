"""Claims that others are preferred to: what these say is found by its dates, and told as a doubt.

What is preferred is shown; the rules are explained in docs/agreement.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from dipfacts.model.groups import grouped
from dipfacts.model.occurrences.occurrence_lines import Line

if TYPE_CHECKING:
    from dipfacts.model.occurrences.occurrence import Occurrence


def unranked(occurrence: Occurrence) -> Occurrence:
    """Return a relation or event as its claims tell it if none of them is preferred."""
    facts = [
        fact.replaced(claim=replace(fact.claim, rank="normal")) for fact in occurrence.counting
    ]
    return occurrence.of(facts, occurrence.asked)


def also_found(occurrence: Occurrence, lines: list[Line]) -> list[Line]:
    """Return the lines of a relation with the days on which they are by claims not preferred."""
    stages = occurrence.stage_by_claim
    every = unranked(occurrence).lines()
    others = grouped(((stages[line.fact.id], line.side), line.spans) for line in every)
    own = {(stages[line.fact.id], line.side) for line in lines}
    # What only others tell has no line of its own: it is found by the first.
    rest = [span for key, some in others.items() if key not in own for it in some for span in it]
    results = []
    for nth, line in enumerate(lines):
        some = others.get((stages[line.fact.id], line.side), [])
        besides = [span for spans in some for span in spans] + (rest if nth == 0 else [])
        results.append(line.replaced(besides=tuple(besides)))
    return results
