"""Gather one party or two for one screen: topics, relations in force, newest events."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from dipfacts.answers.answer import Answer, Entry, asked_about, few, head_of, once
from dipfacts.answers.brief import Brief, brief_of
from dipfacts.answers.brief_lines import Unlimited
from dipfacts.answers.caveats import Line
from dipfacts.answers.occurrences import claims_of, occurrences_of
from dipfacts.answers.recorded import Recorded
from dipfacts.answers.sides import mirrored
from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.occurrence import Occurrence
from dipfacts.model.status import CALLED_OFF, StatusClass
from dipfacts.query.base import Base, Fact, Query

T = TypeVar("T")

SHOWN_TOPICS, SHOWN_RELATIONS, SHOWN_EVENTS, SHOWN_PLANNED = 7, 2, 3, 2


class TopicLine(NamedTuple):
    """A topic with its headline figure, if it has one, and how much is on record of each type.

    Without one, `instead` is what is not published or expected.
    """

    id: str
    line: Line | None
    counts: dict[str, int]
    instead: Question | None

    @property
    def claims(self) -> list[Fact]:
        """The claims about the headline figure, and the other side's."""
        line = self.line
        question = line.question if line else self.instead
        own = question.counting if question else []
        return once([*own, *(line.mirror.facts if line and line.mirror else ())])


class Overview(NamedTuple):
    """The parts of the page; `counts` is how much there is of each type, of relations each once.

    `others` are relations that do not stand, by their classes; there are none beside some that do.
    `memberships` are those of one party that began at an unknown date.
    """

    topics: list[TopicLine]
    more_topics: int
    standing: list[Occurrence]
    memberships: list[Occurrence]
    others: dict[StatusClass, list[Occurrence]]
    latest: list[Entry]
    planned: list[Entry]
    counts: dict[str, int]


def overview(base: Base, query: Query) -> Answer:
    """Return what is on record about one party or two, as far as a screen shows it."""
    usual = max(SHOWN_RELATIONS, SHOWN_EVENTS, SHOWN_PLANNED)
    most = usual if query.limit is None else query.limit
    whole, found = brief_of(base, query._replace(limit=0), Unlimited(), most)
    answer = Answer(base, {**whole.query, "command": "overview"})
    answer.query.pop("limit")
    answer.undated, answer.as_of, answer.standings = whole.undated, whole.as_of, whole.standings
    parts = whole.brief
    if parts is None:
        answer.status, answer.head = whole.status, whole.head
        return answer
    topics = _topics(whole, parts, found, query)
    kept = _first(topics, SHOWN_TOPICS, query.limit)
    news = [entry for entry in parts.latest if entry.mark not in CALLED_OFF]
    view = Overview(
        topics=kept,
        more_topics=len(topics) - len(kept),
        standing=_first(parts.relations.get("standing", []), SHOWN_RELATIONS, query.limit),
        memberships=parts.memberships,
        others=_others(parts, query.limit),
        latest=_first(news, SHOWN_EVENTS, query.limit),
        planned=_first(parts.planned, SHOWN_PLANNED, query.limit),
        counts=found.by_type,
    )
    answer.overview = view
    answer.sides = [topic.line.mirror for topic in kept if topic.line and topic.line.mirror]
    relations = [*view.standing, *(one for found in view.others.values() for one in found)]
    answer.occurrences = [*relations, *occurrences_of([*view.planned, *view.latest])]
    shown = [fact for topic in kept for fact in topic.claims]
    answer.facts = once([*shown, *claims_of([*answer.occurrences, *view.memberships])])
    counted = display.listed(display.counted(n, kind) for kind, n in view.counts.items() if n)
    sources = display.counted(parts.sources, "source")
    about = f" on {display.counted(len(topics), 'topic')}" if topics else ""
    text = f"{asked_about(base, query)}{counted}{about}, from {sources}."
    answer.head = head_of(text, few(sorted(found.facts, key=lambda fact: fact.id)))
    return answer


def _topics(whole: Answer, parts: Brief, found: Recorded, query: Query) -> list[TopicLine]:
    """Return the topics, those with the most claims first."""
    lines: dict[str, Line] = {}
    # Of one party the flows from it come before those to it.
    for line in sorted(parts.lines, key=lambda one: _is_to(one, query)):
        lines.setdefault(line.topic, _newest(whole, line))
    instead = {one.topic: question for one in parts.unanswered for question in one.questions[:1]}
    named = {id: of for id, of in found.by_topic.items() if id}
    topics = [TopicLine(id, lines.get(id), of, instead.get(id)) for id, of in named.items()]
    return sorted(topics, key=lambda topic: (-sum(topic.counts.values()), topic.id))


def _newest(whole: Answer, line: Line) -> Line:
    """Return a line about the latest full year: among partners it may be of one they all have."""
    newer = line.newer
    if newer is None or not newer.period.is_full_year:
        return line
    return line._replace(question=newer, newer=None, mirror=mirrored(whole, newer))


def _is_to(line: Line, query: Query) -> bool:
    """Return whether a figure is of a flow to the one party asked about."""
    start = line.question.figure.from_
    return len(query.parties) == 1 and start is not None and start not in query.parties


def _others(parts: Brief, limit: int | None) -> dict[StatusClass, list[Occurrence]]:
    """Return the first relations of each class that does not stand, where none does."""
    found = parts.relations | parts.past
    if "standing" in found or parts.memberships:
        return {}
    return {name: _first(of, SHOWN_RELATIONS, limit) for name, of in found.items()}


def _first(found: list[T], usual: int, limit: int | None) -> list[T]:
    """Return the first of a list: as many as usual, or as the limit says; 0 means all."""
    most = usual if limit is None else limit
    return found[:most] if most else found
