"""Figures of a topic: of a dyad, of one party with its partners, or of all dyads."""

from __future__ import annotations

from dipfacts import wording
from dipfacts.answers import derive
from dipfacts.answers.answer import Answer, blank_head, described, empty, names
from dipfacts.answers.headline import choose, head, sentence
from dipfacts.answers.mirror import rows as mirror_rows
from dipfacts.answers.partners import headline_partners
from dipfacts.answers.series import series_of_years
from dipfacts.base import Base, Query
from dipfacts.compare import Question, questions
from dipfacts.names import plain
from dipfacts.period import Period
from dipfacts.problem import QuestionError


def figures(base: Base, query: Query, mirror: bool = False) -> Answer:
    """The figures that fit the query, grouped by question, with the headline for the main measure.

    Raises QuestionError for a topic or measure that there is not.
    """
    topic = base.topic(query.topic or "")
    if mirror and len(query.parties) != 2:
        raise QuestionError("--mirror needs two parties", "name both sides, in any order")
    answer = Answer(base, described(query, "figures"))
    found = base.find(query._replace(types=("figure",)))
    if not found:
        return empty(answer, query._replace(types=("figure",)), plain(topic.label).lower())
    order = {measure: nth for nth, measure in enumerate(base.measures)}
    natures = {measure.id: measure.nature for measure in base.measures.values()}
    answer.questions = sorted(
        questions(found, natures), key=lambda q: (order[q.figure.measure], *_newest_first(q))
    )
    if query.limit:
        answer.left_out = max(0, len(answer.questions) - query.limit)
        answer.questions = answer.questions[: query.limit]
    answer.facts = [fact for question in answer.questions for fact in question.facts]
    answer.derived = derive.everything(answer.questions, base)
    asked = query.within or _between(query.since, query.until)
    if len(query.parties) == 2:
        _headline(answer, asked if query.within else None, query)
    else:
        headline_partners(answer, query, plain(topic.label))
    if answer.main and len(query.parties) == 2:
        main = series_of(answer.main[0])
        answer.series = series_of_years([q for q in answer.questions if series_of(q) == main], base)
    if mirror:
        answer.query["mirror"] = True
        answer.mirror = mirror_rows(answer)
    return answer


def _between(since: Period | None, until: Period | None) -> Period | None:
    return Period.parse(f"{since}/{until}") if since and until else None


def _newest_first(question: Question) -> tuple[object, ...]:
    """Totals before parts, then by direction, then the latest end and the longest first."""
    figure, period = question.figure, question.period
    return (
        figure.part_of is not None,
        figure.from_ or "",
        figure.to or "",
        figure.parties,
        figure.scope or "",
        -(period.end_day or 0),
        period.start_day or 0,
        figure.unit,
    )


def series_of(question: Question) -> tuple[object, ...]:
    """What questions share that differ in nothing but their period."""
    figure = question.figure
    who = (figure.from_, figure.to) if figure.from_ else tuple(sorted(figure.parties))
    return figure.measure, who, figure.unit, figure.part_of is not None, figure.scope


def _headline(answer: Answer, asked: Period | None, query: Query) -> None:
    """Answer for the main measure: in each direction it has, the first being the answer's own."""
    main = answer.questions[0].figure.measure
    totals = [q for q in answer.questions if q.figure.measure == main]
    whole = [q for q in totals if q.figure.part_of is None and not q.figure.scope] or totals
    by_direction: dict[tuple[str | None, str | None], list[Question]] = {}
    for question in whole:
        by_direction.setdefault((question.figure.from_, question.figure.to), []).append(question)
    chosen = []
    for group in by_direction.values():
        question, partial = choose(group, asked)
        if question is not None:
            chosen.append((question, partial, sentence(answer, question, partial, asked)))
    if asked is not None and all(partial for _, partial, _ in chosen):
        stated = derive.stands_in(answer.derived, main, asked)
        if stated is not None:
            answer.head = {**blank_head(), **stated}
            return
    if not chosen:
        label = plain(answer.base.measures[main].label)
        shown = asked.show() if asked else ""
        text = f"No claim on {label.lower()} is about {shown} alone; wider periods are below."
        answer.head = {**blank_head(), "text": text}
        return
    answer.main = [question for question, _, _ in chosen]
    first, partial, _ = chosen[0]
    answer.head = head(answer, first, partial, " ".join(text for _, _, text in chosen))
    if query.known_by is not None:
        answer.head["text"] += f" (As known by {query.known_by.show()}.)"


def headline_dyads(answer: Answer, label: str) -> None:
    """Without a party: how many dyads and claims there are."""
    dyads = {q.figure.everyone for q in answer.questions}
    claims = wording.counted(len(answer.facts), "claim")
    text = f"{label}: {claims} about {wording.counted(len(dyads), 'pair')} of parties."
    answer.head = {**blank_head(), "text": text, "facts": [f.id for f in answer.facts]}


__all__ = ["figures", "headline_dyads", "names", "series_of"]
