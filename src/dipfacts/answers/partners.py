"""One party and its partners, or all dyads: ranked over one full period only."""

from __future__ import annotations

from collections import Counter

from dipfacts.answers import headline
from dipfacts.answers.answer import Answer, head_of, names
from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.model.period import Period
from dipfacts.query.base import Query

_RANKED = ("flow", "stock", "count")  # growth rates and ranks are listed, but have no largest


def headline_partners(answer: Answer, query: Query, label: str) -> None:
    """Rank the dyads by the latest full period that most of them have; say who is left out."""
    main = answer.questions[0].figure.measure
    comparable = _comparable([q for q in answer.questions if q.figure.measure == main])
    dyads = headline.by_dyad(comparable)
    over_time = not all(headline.is_at_date(question) for question in comparable)
    common = query.within or (_common_year(dyads) if over_time else None)
    ranked, others = _ranked(dyads, common, over_time)
    by_size = comparable[0].nature in _RANKED

    def rank(question: Question) -> tuple[object, ...]:
        size = question.high if question.value is None else question.value
        return (-size if by_size else 0, headline.dyad(question))

    ranked.sort(key=rank)
    others.sort(key=rank)
    answer.main = ranked
    answer.head = head_of(
        _sentence(answer, query, label, common, by_size),
        [fact for question in ranked for fact in question.counting],
        measure=main,
        period=str(common) if common and ranked else None,
        unit=comparable[0].figure.unit,
    )
    if others:
        why = f"no claim covers {_shown(common)} whole" if common else "no full year is claimed"
        values = (
            f"{_who(answer, query, q)} ({display.span(q.period, q.nature)}: {_value(q)})"
            for q in others
        )
        answer.remarks.append(f"Not ranked, as {why}: {'; '.join(values)}.")


def _ranked(
    groups: list[list[Question]], common: Period | None, over_time: bool
) -> tuple[list[Question], list[Question]]:
    """Return for each dyad the question about the common period, or else its latest, apart."""
    ranked, others = list[Question](), list[Question]()
    for group in groups:
        best = headline.choose(group, common)
        if best and not headline.is_partial(best, common) and (common or not over_time):
            ranked.append(best)
        elif latest := headline.choose(group, None):
            others.append(latest)
    return ranked, others


def _comparable(questions: list[Question]) -> list[Question]:
    """Return the totals, if there are any, that are in the commonest unit."""
    whole = headline.totals(questions)
    common = headline.usual_units(whole)
    unit = min((q.figure.unit for q in whole), key=lambda name: (-common[name], name))
    return [q for q in whole if q.figure.unit == unit]


def _common_year(groups: list[list[Question]]) -> Period | None:
    """Return the latest full year that most have a figure for; else the one that the most have."""
    years_of = [{q.period.whole for q in group if q.period.is_full_year} for group in groups]
    counts = Counter(year for years in years_of for year in years)
    if not counts:
        return None
    # Partners with parts of years alone have no say, so that a part changes no full year's answer.
    most = [year for year, count in counts.items() if count * 2 > sum(map(bool, years_of))]
    most = most or [year for year, count in counts.items() if count == max(counts.values())]
    return max(most, key=lambda year: year.end_day or 0)


def _sentence(
    answer: Answer, query: Query, label: str, common: Period | None, by_size: bool
) -> str:
    """Return how much is on record, and who is the largest when."""
    asked = names(answer.base, query.parties)
    everyone = {frozenset(question.figure.everyone) for question in answer.questions}
    claims = display.counted(len(answer.facts), "claim")
    text = f"{label}{f' of {display.listed(asked)}' if asked else ''}: {claims} about "
    text += display.counted(len(everyone), "partner" if asked else "pair")
    text += "." if asked else " of parties."
    if not answer.main or not by_size:
        return text
    first = answer.main[0]
    measure = headline.midway(answer.base.measures[first.figure.measure])
    who, value = _who(answer, query, first), _value(first)
    if len(answer.main) == 1:
        subject = f"{measure[0].upper()}{measure[1:]} {headline.when(first)}"
    elif common is not None:
        subject = f"Largest {measure} in {_shown(common)}"
        if query.within is None:
            subject += ", the latest full year that most of them have"
    else:
        subject, value = (
            f"Largest {measure}, each at its latest date",
            f"{value} {headline.when(first)}",
        )
    return f"{text} {subject}: {who}, {value}."


def _shown(common: Period) -> str:
    """Return '2023', 'the fiscal year Apr 2022 – Mar 2023'."""
    return display.when(common, "flow").removeprefix("in ")


def _who(answer: Answer, query: Query, question: Question) -> str:
    """Return 'Russia', 'from Russia to Azerbaijan', 'Azerbaijan and Russia'."""
    figure = question.figure
    if figure.from_ and figure.to:
        start, end = names(answer.base, (figure.from_, figure.to))
        return f"from {start} to {end}{headline.scope(figure)}"
    others = sorted(party for party in figure.everyone if party not in query.parties)
    return display.listed(names(answer.base, others)) + headline.scope(figure)


def _value(question: Question) -> str:
    """Return the number that answers, or the spread of those who differ."""
    value = display.value_or_spread(question)
    return value if question.value is not None else f"from {value} (sources differ)"
