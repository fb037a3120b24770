"""The claims on a topic between all parties, for lines that are written as they are read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dipfacts.answers.many_figures import ordered_figures
from dipfacts.answers.occurrences import timeline
from dipfacts.answers.occurrences.many_events import count_events
from dipfacts.answers.occurrences.relations import count_relations
from dipfacts.model.fact import Fact
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def stream(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the claims on a topic: figures, then relations and events.

    Without dates these come in time's order, with dates as the answer has them.
    """
    figures = ordered_figures.stream(base, query)
    if query.measure:
        return figures
    others = timeline.stream if query == query.undated else _in_dates
    return chain(figures, others(base, query))


def _in_dates(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the claims about relations that stood on the days asked for, then about events.

    A timeline has only what began or ended on these days.
    """
    query = query.replaced(limit=None)
    _, relations = count_relations(base, query.replaced(types=("relation",)), query.as_of)
    events = count_events(base, query.replaced(types=("event",)))
    for part in chain(relations(), events.parts()):
        yield from part.facts
