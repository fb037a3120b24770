"""Figures of which a source says that there is no number to be had: neither a 0 nor a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dipfacts.answers.answer import NOT_PUBLISHED, Answer, Head, head_of
from dipfacts.answers.claims import timing
from dipfacts.answers.speakers import voice
from dipfacts.answers.statements import headline
from dipfacts.answers.statements.question_choice import nearest_first
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question, figure_of
from dipfacts.model.groups import grouped
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.record import Record

MOST = 3  # of them in a sentence


def absences(base: Base, facts: Iterable[Fact]) -> list[Question]:
    """Return the figures without a number, each as a question of its own, the newest first."""
    measures = base.measures
    results = [
        Question([fact], measures[figure_of(fact).measure].nature)
        for fact in facts
        if figure_of(fact).absent
    ]
    return sorted(results, key=lambda q: (-q.period.reached, q.facts[0].id))


def newer_than(question: Question, absent: Iterable[Question]) -> Question | None:
    """Return the newest of the figures without a number that are about a later time."""
    series, end = question.series, question.period.end_day
    later = (q for q in absent if q.series == series and end and (q.period.start_day or 0) >= end)
    return next(later, None)


def absent_of_same(question: Question, absent: Iterable[Question]) -> list[Question]:
    """Return the figures without a number that are about the same as one of them, it among them."""
    period, series = question.period, question.series
    return [q for q in absent if q.series == series and q.period.same_span(period)]


def reasons(same: Iterable[Question]) -> str:
    """Return why there is no number: 'not collected or not published (confidential)'."""
    words = {display.figure_amount(question.figure) for question in same}
    return display.listed(sorted(words), "or")


class Unanswered(Record, frozen=True):
    """The words on a topic where no number answers for it, or for a part of it.

    `counted` says that they only count the claims.
    """

    topic: str
    text: str
    facts: list[Fact]
    questions: list[Question]  # not published, or expected
    remarks: str = ""
    counted: bool = False


def no_number_words(answer: Answer, topic: str, has_rows: bool = False) -> list[Unanswered]:
    """Return the words where nothing answers for a topic, or for a series.

    Of one party, which may have very many series, that of the first few. What has rows of its own
    on the page needs no words.
    """
    if answer.figures.main or (has_rows and not answer.head.facts):
        alone = _unanswered_series(answer, topic)
        return alone if len(answer.asked.parties) > 1 else _first(alone, topic)
    every = [*answer.figures.questions, *answer.figures.absent]
    head_ids = {*answer.head.facts}
    own = [q for q in every if not head_ids.isdisjoint(fact.id for fact in q.counting)]
    results = [q for q in own or every if q.is_ahead or q.figure.absent]
    facts = [fact for question in own or results for fact in question.counting]
    remarks = "".join(f" {remark.line}" for remark in answer.remarks)
    return [Unanswered(topic, answer.head.text, facts, results, remarks)]


def _first(alone: list[Unanswered], topic: str) -> list[Unanswered]:
    """Return the first few of what is not published, and a line that counts the others."""
    first, others = alone[:MOST], alone[MOST:]
    if not others:
        return first
    text = f"{display.counted(len(others), 'more figure')} of which no number is published."
    facts = [fact for other in others for fact in other.facts]
    questions = [question for other in others for question in other.questions]
    return [*first, Unanswered(topic, text, facts, questions, counted=True)]


def _unanswered_series(answer: Answer, topic: str) -> list[Unanswered]:
    """Return the words of the newest claims of each series that has no number at all."""
    numbered = {question.series for question in answer.figures.questions}
    alone = (question for question in answer.figures.absent if question.series not in numbered)
    results = []
    for first, *others in grouped((question.series, question) for question in alone).values():
        same = absent_of_same(first, [first, *others])
        text = " ".join([sentence(answer.base, first), *_others_say(answer.base, same[1:])])
        facts = [fact for question in same for fact in question.counting]
        results.append(Unanswered(topic, text, facts, same))
    return results


def sentence(base: Base, question: Question) -> str:
    """Return 'Exports from A to B in 2023: not published (confidential), according to …'."""
    figure = question.figure
    subject = f"{headline.figure_in_words(base, figure)} {timing.when(question)}"
    return f"{subject}: {display.figure_amount(figure)}, {voice(base, figure)}."


def others_say(answer: Answer, fact: Fact) -> list[str]:
    """Return ['Another claim says: not published, ….'] of each without a number beside a claim."""
    return _others_say(answer.base, (q for q in answer.figures.absent if q.facts[0].id != fact.id))


def _others_say(base: Base, others: Iterable[Question]) -> list[str]:
    """Return ['Another claim says: not collected, according to ….'] of each of some."""
    figures = [question.figure for question in others]
    said = dict.fromkeys(f"{display.figure_amount(f)}, {voice(base, f)}" for f in figures)
    return [f"Another claim says: {text}." for text in said]


def says_beside_others(answer: Answer, fact: Fact) -> str:
    """Return the words of a claim without a number, and the number that others give."""
    own = next(q for q in answer.figures.absent if q.facts[0].id == fact.id)
    sentences = [sentence(answer.base, own)]
    if answer.figures.questions:
        outcome = headline.outcome(answer.base, answer.figures.questions[0])
        sentences.append(f"Yet a number is claimed: {outcome}.")
    return " ".join([*sentences, *others_say(answer, fact)])


def answer_absence(answer: Answer, asked: Period | None, absent: Sequence[Question] = ()) -> Answer:
    """Make what is not published the answer: of the period asked for, else of all periods.

    It is that of some figures `absent`, or else of all. What was to be said otherwise follows.
    """
    every = [*absent] or answer.figures.absent
    exactly = [q for q in every if asked is None or q.period.same_span(asked)]
    nearest = nearest_first(exactly or every, answer.asked.parties)
    text = " ".join(sentence(answer.base, question) for question in nearest[:MOST])
    if (more := len(nearest) - MOST) > 0:
        text += f" {display.counted(more, 'more claim')} of what is not published."
    facts = [question.facts[0] for question in nearest]
    answer.status = NOT_PUBLISHED
    answer.head = absent_head(f"{text} {answer.head.text}".strip(), facts)
    return answer


def absent_head(text: str, facts: list[Fact]) -> Head:
    """Return the headline about figures without a number, which is of the first."""
    first = figure_of(facts[0])
    period = str(Period.parse(first.period))
    return head_of(text, facts, measure=first.measure, period=period, unit=first.unit)
