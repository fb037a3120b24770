"""One party and its partners, or all dyads: ranked over one full period only."""

from __future__ import annotations

from collections import Counter

from dipfacts.answers.answer import Answer, blank_head, names
from dipfacts.answers.headline import choose, is_at_date, midway, scope, usual_units, when
from dipfacts.model import display
from dipfacts.model.agreement import Question, direction_of, figure_of, part_of
from dipfacts.model.period import Period
from dipfacts.model.tables import Number
from dipfacts.query.base import Query

Dyad = tuple[str, ...]
_RANKED = ("flow", "stock", "count")  # growth rates and ranks are listed, but have no largest


def headline_partners(answer: Answer, query: Query, label: str) -> None:
    """Rank the dyads by the latest full period that most of them have; tell who is left out."""
    main = answer.questions[0].figure.measure
    groups = _comparable([q for q in answer.questions if q.figure.measure == main])
    dyads: dict[Dyad, list[Question]] = {}
    for question in groups:
        dyads.setdefault(_dyad(question), []).append(question)
    over_time = not all(is_at_date(question) for question in groups)
    common = query.within or (_common_year(list(dyads.values())) if over_time else None)
    ranked: list[Question] = []
    others: list[Question] = []
    for group in dyads.values():
        best, partial = choose(group, common)
        if best is not None and not partial and (common is not None or not over_time):
            ranked.append(best)
        else:
            others += [latest for latest in (choose(group, None)[0],) if latest is not None]
    by_size = groups[0].nature in _RANKED
    ranked.sort(key=lambda q: (-_size(q) if by_size else 0, _dyad(q)))
    others.sort(key=lambda q: (-_size(q) if by_size else 0, _dyad(q)))
    answer.main = ranked
    answer.head = {
        **blank_head(),
        "text": _text(answer, query, label, common, by_size),
        "measure": main,
        "period": str(common) if common and ranked else None,
        "unit": groups[0].figure.unit,
        "facts": [fact.claim.id for question in ranked for fact in question.counting],
    }
    if others:
        why = f"no claim covers {common.show()} whole" if common else "no full year is claimed"
        told = "; ".join(f"{_who(answer, query, q)} ({_told(q)})" for q in others)
        answer.remarks.append(f"Not ranked, as {why}: {told}.")


def _comparable(questions: list[Question]) -> list[Question]:
    """The totals if there are any, and of those the ones in the commonest unit."""
    found = [q for q in questions if not q.figure.part_of and not q.figure.scope] or questions
    common = usual_units(found)
    unit = min({q.figure.unit for q in found}, key=lambda name: (-common[name], name))
    return [q for q in found if q.figure.unit == unit]


def _dyad(question: Question) -> Dyad:
    return *direction_of(question.figure), part_of(question.figure)


def _size(question: Question) -> Number:
    """What a dyad is ranked by: the number that answers, else the highest claimed."""
    return question.high if question.value is None else question.value


def _common_year(groups: list[list[Question]]) -> Period | None:
    """The latest full year that most have a figure for; else the one that the most have."""
    years_of = [
        {q.period.start.year for q in group if q.period.is_full_year and q.period.start}
        for group in groups
    ]
    years = Counter(year for years in years_of for year in years)
    # Partners with parts of years alone have no say, so that a part changes no full year's answer.
    most = [year for year, count in years.items() if count * 2 > sum(map(bool, years_of))]
    if not most and years:
        most = [year for year, count in years.items() if count == max(years.values())]
    return Period.parse(f"{max(most):04}") if most else None


def _text(answer: Answer, query: Query, label: str, common: Period | None, by_size: bool) -> str:
    """How much is on record, and who is the largest when."""
    asked = names(answer.base, query.parties)
    everyone = {frozenset(question.figure.everyone) for question in answer.questions}
    claims = display.counted(len(answer.facts), "claim")
    text = f"{label}{f' of {display.between(asked)}' if asked else ''}: {claims} about "
    text += display.counted(len(everyone), "partner" if asked else "pair")
    text += "." if asked else " of parties."
    if not answer.main or not by_size:
        return text
    first = answer.main[0]
    measure = midway(answer.base.measures[first.figure.measure])
    who, told = _who(answer, query, first), _value(first)
    if len(answer.main) == 1:
        subject = f"{measure[0].upper()}{measure[1:]} {when(first)}"
    elif common is not None:
        subject = f"Largest {measure} in {common.show()}"
        if query.within is None:
            subject += ", the latest full year that most of them have"
    else:
        subject, told = f"Largest {measure}, each at its latest date", f"{told} {when(first)}"
    return f"{text} {subject}: {who}, {told}."


def _who(answer: Answer, query: Query, question: Question) -> str:
    """'Russia', 'from Russia to Azerbaijan', 'Azerbaijan and Russia'."""
    figure = question.figure
    if figure.from_ and figure.to:
        start, end = names(answer.base, (figure.from_, figure.to))
        return f"from {start} to {end}{scope(figure)}"
    others = sorted(party for party in figure.everyone if party not in query.parties)
    return display.between(names(answer.base, others)) + scope(figure)


def _told(question: Question) -> str:
    """'2018: $1.1 billion'."""
    return f"{question.period.show()}: {_value(question)}"


def _value(question: Question) -> str:
    """The number that answers, or the spread of those who differ."""
    if question.value is None:
        unit = question.figure.unit
        return f"{display.spread(question.low, question.high, unit)} (sources differ)"
    chosen = figure_of(question.preferred) if question.preferred else question.finest
    return display.figure_amount(chosen)
