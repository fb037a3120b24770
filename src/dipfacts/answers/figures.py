"""Figures of a topic: of a dyad, of one party with its partners, or of all dyads."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, blank_head, described, empty
from dipfacts.answers.derived import sums
from dipfacts.answers.headline import choose, head, link, midway, outcome, scope, sentence, when
from dipfacts.answers.mirror import rows as mirror_rows
from dipfacts.answers.partners import headline_partners
from dipfacts.answers.series import series_of_years
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.agreement import Question, direction_of, part_of, questions, series_key
from dipfacts.model.period import Period
from dipfacts.query.base import Base, Query
from dipfacts.text import plain


def figures(base: Base, query: Query, mirror: bool = False) -> Answer:
    """The figures that fit the query, grouped by question, with the headline for the main measure.

    Raises QuestionError for a topic or measure that there is not.
    """
    topic = base.topic(query.topic or "")
    if mirror and len(query.parties) != 2:
        raise QuestionError("--mirror needs two parties", "name both sides, in any order")
    answer = Answer(base, described(query, "figures"))
    # The limit is one of what is shown: claims left out by it would change what is answered.
    limit, query = query.limit, query._replace(types=("figure",), limit=None)
    found = base.find(query)
    if not found:
        return empty(answer, query, plain(topic.label).lower())
    order = {measure: nth for nth, measure in enumerate(base.measures)}
    natures = {measure.id: measure.nature for measure in base.measures.values()}
    answer.questions = sorted(
        questions(found, natures), key=lambda q: (order[q.figure.measure], *newest_first(q))
    )
    answer.facts = [fact for question in answer.questions for fact in question.facts]
    if len(query.parties) == 2:
        answer.derived = sums.everything(answer.questions, base)
        _headline(answer, query)
        answer.remarks += sums.left_out(answer.questions, answer.derived, base)
    else:
        headline_partners(answer, query, plain(topic.label))
    if answer.main and len(query.parties) == 2 and not mirror:
        main = series_of(answer.main[0])
        same = [q for q in answer.questions if series_of(q) == main]
        answer.series = series_of_years(same, base)
    if mirror:
        answer.query["mirror"] = True
        answer.mirror = mirror_rows(answer)
    if limit and not mirror:
        _shorten(answer, limit)
    return answer


def _shorten(answer: Answer, limit: int) -> None:
    """Leave the questions that the headline is about, and the newest others up to the limit."""
    main = {id(question) for question in answer.main}
    kept = sorted(answer.questions, key=lambda q: id(q) not in main)[:limit]
    shown = {id(question) for question in kept}
    answer.left_out = len(answer.questions) - len(kept)
    answer.questions = [q for q in answer.questions if id(q) in shown]
    answer.main = [q for q in answer.main if id(q) in shown]
    answer.facts = [fact for question in answer.questions for fact in question.facts]


def newest_first(question: Question) -> tuple[object, ...]:
    """Totals before parts, then by direction, then the latest end and the longest first."""
    figure, period = question.figure, question.period
    return (
        figure.part_of is not None,
        bool(figure.from_),
        direction_of(figure),
        part_of(figure),
        -(period.end_day or 0),
        period.start_day or 0,
        figure.unit,
    )


def series_of(question: Question) -> tuple[object, ...]:
    """What questions share that differ in nothing but their period."""
    return series_key(question.figure)


def _headline(answer: Answer, query: Query) -> None:
    """Answer for the main measure: in each direction it has, the first being the answer's own."""
    asked = query.within
    main = answer.questions[0].figure.measure
    totals = [q for q in answer.questions if q.figure.measure == main]
    whole = [q for q in totals if not q.figure.part_of and not q.figure.scope] or totals
    inside = [q for q in whole if _between(q.period, query)] or whole
    by_series: dict[tuple[object, ...], list[Question]] = {}
    for question in inside:
        key = (direction_of(question.figure), part_of(question.figure))
        by_series.setdefault(key, []).append(question)
    chosen = [
        (question, partial)
        for question, partial in (choose(group, asked) for group in by_series.values())
        if question is not None
    ]
    if asked is not None and all(partial for _, partial in chosen):
        stated = sums.stands_in(answer.derived, main, asked)
        if stated is not None:
            answer.head = {**blank_head(), **stated}
            return
    if chosen:
        answer.main = [question for question, _ in chosen]
        text = " ".join(sentence(answer, q, partial, asked) for q, partial in chosen)
        answer.head = head(answer, *chosen[0], text)
        answer.remarks += [line for q, _ in chosen for line in _other_dates(answer, q, whole)]
        if asked is None:
            answer.remarks += [line for q, _ in chosen for line in _newer(answer, q, inside)]
    else:
        answer.head = {**blank_head(), "text": _wider(answer, whole, asked)}
    if query.known_by is not None:
        answer.head["text"] += f" (As known by {query.known_by.show()}.)"


def _other_dates(answer: Answer, question: Question, found: list[Question]) -> list[str]:
    """What a stock or count is put at for other dates, which does not contradict it."""
    key = series_key(question.figure)
    others = [q for q in found if q is not question and series_key(q.figure) == key]
    if question.nature not in ("stock", "count") or not others:
        return []
    low, high = min(others, key=lambda q: q.low), max(others, key=lambda q: q.high)
    ends = [_at_date(low, low.low), _at_date(high, high.high)]
    label = _of(answer, question)
    if ends[0] == ends[1]:
        return [f"There is another claim about {label}: {ends[0]}."]
    return [f"At other dates, claims about {label} run from {ends[0]} to {ends[1]}."]


def _newer(answer: Answer, question: Question, found: list[Question]) -> list[str]:
    last = newest_part(question, found)
    if last is None:
        return []
    return [f"Newer, for a part of a year: {when(last)}, {outcome(answer, last)}."]


def newest_part(question: Question, found: list[Question]) -> Question | None:
    """The latest part of a later year, where a whole year answers."""
    key = series_key(question.figure)
    later = [
        q
        for q in found
        if question.period.is_full_year
        and series_key(q.figure) == key
        and (q.period.start_day or 0) >= (question.period.end_day or 0)
    ]
    return max(
        later, key=lambda q: (q.period.end_day or 0, -(q.period.start_day or 0)), default=None
    )


def _at_date(question: Question, value: object) -> str:
    figure = next(figure for figure in question.figures if figure.value == value)
    return f"{display.figure_amount(figure)} {when(question)}"


def _between(period: Period, query: Query) -> bool:
    """Whether a period lies wholly within --since and --until, and does not only touch them."""
    first, last = query.since, query.until
    begins = first is None or (period.start_day or 0) >= (first.start_day or 0)
    return begins and (last is None or (period.end_day or 0) <= (last.end_day or 0))


def _wider(answer: Answer, found: list[Question], asked: Period | None) -> str:
    """What to say where the dates asked for lie within longer periods only."""
    shown = asked.show() if asked else "the dates asked for"
    wider = [q for q in found if asked is not None and q.period.covers(asked)]
    text = f"No claim on {_of(answer, found[0])} is about {shown} alone"
    if not wider:
        return f"{text}; those that reach into it are below."
    best = min(wider, key=lambda q: (q.period.days or 10**7, q.figure.unit))
    return f"{text}. For the whole of {best.period.show()}: {outcome(answer, best)}."


def _of(answer: Answer, question: Question) -> str:
    figure = question.figure
    measure = answer.base.measures[figure.measure]
    return midway(measure, link(answer.base, figure)) + scope(figure)


__all__ = ["figures", "newest_part", "series_of"]
