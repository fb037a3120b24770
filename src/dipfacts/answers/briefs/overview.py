"""The overview of one party or two on one screen: topics, relations in force, newest events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dipfacts.answers.answer import Answer, asked_about, claims_to_name, head_of, once
from dipfacts.answers.briefs.brief import (
    begin_brief,
    few_of,
    figures_by_topic,
    newest_counted,
)
from dipfacts.answers.briefs.brief_limits import SHOWN_PARTNERS
from dipfacts.answers.briefs.overview_line import OverviewLine, overview_line
from dipfacts.answers.briefs.recorded import Recorded
from dipfacts.answers.briefs.relations_and_events import RelationsAndEvents, relations_and_events
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.answers.occurrences.memberships import memberships
from dipfacts.answers.occurrences.occurrences import claims_of, occurrences_of
from dipfacts.answers.remark import Remark
from dipfacts.answers.statements.absent import absent_of_same, no_number_words
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.status import CALLED_OFF, StatusClass
from dipfacts.model.file_format.tables import Figure
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.record import Record, T

SHOWN_TOPICS, SHOWN_RELATIONS, SHOWN_EVENTS, SHOWN_PLANNED = 7, 2, 3, 2


class TopicLine(Record, frozen=True):
    """A topic with its headline figure, if it has one, and how much is on record of each type.

    Without one, `instead` is what is expected, or each claim of what is not published; so it is of
    the other direction of a flow between two, where that alone has no number.
    """

    id: str
    line: OverviewLine | None
    counts: dict[str, int]
    instead: list[Question]

    @property
    def claims(self) -> list[Fact]:
        """The claims about the headline figure, the other side's, and what else the line tells."""
        own = [fact for line in (self.line.lines if self.line else ()) for fact in line.claims]
        return once([*own, *(fact for question in self.instead for fact in question.counting)])


class Overview(Record, frozen=True):
    """The parts of the page."""

    topics: list[TopicLine]
    more_topics: int
    standing: list[Occurrence]
    memberships: list[Occurrence]  # of one party, those that began at an unknown date
    others: dict[StatusClass, list[Occurrence]]
    """Relations that do not stand, by class, where none does."""
    latest: list[Entry]
    planned: list[Entry]
    counts: dict[str, int]  # how much there is of each type, each relation once


def overview(base: Base, query: Query) -> Answer:
    """Return the answer on one party or two, as far as a screen shows it."""
    usual = max(SHOWN_RELATIONS, SHOWN_EVENTS, SHOWN_PLANNED)
    most = usual if query.limit is None else query.limit
    whole, results = begin_brief(base, query.replaced(limit=0))
    answer = Answer(base, "overview", whole.asked.replaced(limit=None))
    answer.undated, answer.dateless = whole.undated, whole.dateless
    answer.as_of, answer.known = whole.as_of, whole.known
    if not results.claims:
        answer.status, answer.head = whole.status, whole.head
        answer.shared, answer.remarks = whole.shared, whole.remarks
        return answer
    limit, query = query.limit, query.replaced(limit=None)
    most = few_of(query, results, most)
    topics = _topics(base, results, query, most > 0)
    recorded = relations_and_events(answer, query, results, most)
    kept = _first(topics, SHOWN_TOPICS, limit)
    news = [entry for entry in recorded.held if entry.mark not in CALLED_OFF]
    view = Overview(
        topics=kept,
        more_topics=len(topics) - len(kept),
        standing=_first(recorded.standing.get("standing", []), SHOWN_RELATIONS, limit),
        memberships=recorded.bodies,
        others=_not_standing(recorded, limit),
        latest=_first(news, SHOWN_EVENTS, limit),
        planned=_first(recorded.planned, SHOWN_PLANNED, limit),
        counts=results.by_type,
    )
    answer.overview = view
    answer.memberships = memberships(answer, view.memberships)
    lines = [line for topic in kept if topic.line for line in topic.line.lines]
    answer.figures.sides = [line.mirror for line in lines if line.mirror]
    relations = [
        *view.standing,
        *(relation for results in view.others.values() for relation in results),
    ]
    answer.occurrences = [*relations, *occurrences_of([*view.planned, *view.latest])]
    answer.remarks += map(Remark, possible_duplicates.remarks(base, answer.occurrences))
    topic_facts = [fact for topic in kept for fact in topic.claims]
    answer.facts = once([*topic_facts, *claims_of([*answer.occurrences, *view.memberships])])
    counted = _in_words(
        view.counts, (entry.mark for entry in (*recorded.held, *recorded.called_off))
    )
    sources = display.counted(len(results.sources), "source")
    about = f" on {display.counted(len(topics), 'topic')}" if topics else ""
    answer.newest = newest_counted(answer, results)
    text = f"{asked_about(base, query)}{counted}{about}, from {sources}."
    answer.head = head_of(text, claims_to_name(sorted(results.facts, key=lambda fact: fact.id)))
    return answer


def _in_words(counts: dict[str, int], marks_of_events: Iterable[str]) -> str:
    """Return '2 figures and 9 events (1 cancelled)': how much there is of each type."""
    of_mark = Counter(marks_of_events)
    off = [f"{of_mark[it]:,} {it}" for it in CALLED_OFF if of_mark[it]]
    marks = {"event": f" ({', '.join(off)})" if off else ""}
    some = [(kind, count) for kind, count in counts.items() if count]
    return display.listed(f"{display.counted(n, kind)}{marks.get(kind, '')}" for kind, n in some)


def _topics(base: Base, result: Recorded, query: Query, is_page: bool) -> list[TopicLine]:
    """Return the topics, those with the most claims first."""
    asked = figures_by_topic(base, query, result, is_page, SHOWN_PARTNERS)
    topics = [
        _topic(id, asked.get(id), counts, query) for id, counts in result.by_topic.items() if id
    ]
    return sorted(topics, key=lambda topic: (-sum(topic.counts.values()), topic.id))


def _topic(id: str, answer: Answer | None, counts: dict[str, int], query: Query) -> TopicLine:
    """Return a topic with what its figures answer, if it has any."""
    if answer is None:
        return TopicLine(id, None, counts, [])
    line = overview_line(answer, query.replaced(topic=id))
    if line is None and any(not question.is_ahead for question in answer.figures.questions):
        return TopicLine(id, None, counts, [])  # of numbers for other dates that touch these
    if line:
        return TopicLine(id, line, counts, _other_direction(answer, line))
    instead = [it.questions for it in no_number_words(answer, id) if it.questions]
    return TopicLine(id, line, counts, _instead(instead[-1]) if instead else [])


def _other_direction(answer: Answer, line: OverviewLine) -> list[Question]:
    """Return the questions not published, or expected, of a direction that has no number.

    The newest of the measure of the line, or of the other one of its family. Where neither
    direction has a number, it is of none.
    """
    total_of = answer.base.measures.total_of
    directed = [
        direction.question.figure
        for direction in line.directions
        if direction.question.figure.from_
    ]
    if len(directed) != 1 or len(answer.asked.parties) < 2:
        return []
    (figure,) = directed

    def flow(other: Figure) -> tuple[str, str | None, str | None]:
        return total_of(other.measure), other.from_, other.to

    family, back = flow(figure)[0], (figure.to, figure.from_)
    ahead = (question for question in answer.figures.questions if question.is_ahead)
    every = (*answer.figures.absent, *ahead)
    without = [question for question in every if flow(question.figure) == (family, *back)]

    def order(question: Question) -> tuple[bool, bool, int]:
        own = question.figure.measure == figure.measure
        return question.figure.absent is not None, own, question.period.reached

    return _instead([best, *without]) if (best := max(without, key=order, default=None)) else []


def _instead(questions: list[Question]) -> list[Question]:
    """Return the first question; of what is not published, all claims about the same."""
    first = questions[0]
    return absent_of_same(first, questions) if first.figure.absent else [first]


def _not_standing(
    recorded: RelationsAndEvents, limit: int | None
) -> dict[StatusClass, list[Occurrence]]:
    """Return the first relations of each class that does not stand, where none does."""
    results = recorded.standing | recorded.past
    if "standing" in results or recorded.bodies:
        return {}
    return {name: _first(listed, SHOWN_RELATIONS, limit) for name, listed in results.items()}


def _first(results: list[T], usual: int, limit: int | None) -> list[T]:
    """Return the first of a list: as many as usual, or as the limit says; 0 means all."""
    most = usual if limit is None else limit
    return results[:most] if most else results
