"""Claims about the same for other periods: newer parts of a year, other dates of a stock."""

from __future__ import annotations

from dipfacts.answers import headline
from dipfacts.answers.answer import Answer
from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.tables import Number


def same_series(question: Question, candidates: list[Question]) -> list[Question]:
    """Return the questions that differ from one in nothing but their period, and itself."""
    return [other for other in candidates if other.series == question.series]


def newest_part(question: Question, candidates: list[Question]) -> Question | None:
    """Return what ends after the whole year that answers, and does not contain it, the latest."""
    whole = question.period
    if not whole.is_full_year:
        return None
    later = [
        q
        for q in same_series(question, candidates)
        if q.period.days and (q.period.end_day or 0) > (whole.end_day or 0)
        if not q.period.covers(whole)
    ]
    return max(later, key=headline.latest, default=None)


def other_dates(answer: Answer, question: Question, candidates: list[Question]) -> list[str]:
    """Return what does not contradict a question, as it is, or may be, about another time.

    That is what a stock or count is put at for other dates, and what is claimed of some time in the
    same span.
    """
    own = {fact.id for fact in question.facts}
    others = [q for q in same_series(question, candidates) if q.figure.id not in own]
    if question.nature not in ("stock", "count"):
        span = question.period
        others = [q for q in others if span.unspecified and q.period.same_span(span)]
        text = "Also {}, which may be another time: {}."
        return [text.format(headline.when(q), headline.outcome(answer, q)) for q in others]
    if not others:
        return []
    low, high = min(others, key=lambda q: q.low), max(others, key=lambda q: q.high)
    ends = [_at_date(low, low.low), _at_date(high, high.high)]
    label = headline.label_within(answer.base, question.figure)
    if ends[0] == ends[1]:
        return [f"There is another claim about {label}: {ends[0]}."]
    found = {figure.definition for q in (question, *others) for figure in q.figures}
    by = ", by different definitions," if len(found) > 1 else ""
    return [f"At other dates, claims about {label}{by} run from {ends[0]} to {ends[1]}."]


def _at_date(question: Question, value: Number) -> str:
    figure = next(figure for figure in question.figures if figure.value == value)
    return f"{display.defined_amount(figure, question.nature)} {headline.when(question)}"
