"""The claims of a whole topic or timeline one after another, for formats that can be streamed.

They are the claims of the answer, in its order, but only a few are in memory at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from dipfacts.answers.figures import newest_first
from dipfacts.answers.timeline import is_first_asked
from dipfacts.model.agreement import questions
from dipfacts.query.base import Base, Fact, Query


def figures(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the figures of a topic between all parties."""
    query = query._replace(types=("figure",), limit=None)
    for measure in base.measures.values():
        if measure.topic == query.topic and query.measure in (None, measure.id):
            for group in base.each_series(query, measure.id):
                for question in sorted(questions(group, base.measures), key=newest_first):
                    yield from question.facts


def timeline(base: Base, query: Query) -> Iterator[Fact]:
    """Yield the events and relations of all parties, each where its first line stands."""
    query = query._replace(types=("event", "relation"), limit=None)
    for fact, which in base.moments(query):
        if is_first_asked(fact, which, query):
            yield fact
