"""What an answer has too much of to hold: read when it is written, and again for what follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from dipfacts.answers.answer import Answer
from dipfacts.query.base import Fact

if TYPE_CHECKING:
    from dipfacts.model.occurrence import Occurrence


class Part(NamedTuple):
    """Some of the relations and events of an answer, with the class of each relation by claim."""

    occurrences: list[Occurrence]
    standings: dict[str, Any]


def each_claim(answer: Answer) -> Iterator[tuple[Fact, Any]]:
    """Yield every claim in order, each with the class of its relation if it is about one."""
    yield from ((fact, answer.standings.get(fact.id)) for fact in answer.facts)
    for part in answer.unread() if answer.unread else ():
        for one in part.occurrences:
            yield from ((fact, part.standings.get(fact.id)) for fact in one.facts)


def each_occurrence(answer: Answer) -> Iterator[Occurrence]:
    """Yield every relation and event in order."""
    yield from answer.occurrences
    for part in answer.unread() if answer.unread else ():
        yield from part.occurrences
