"""One party and its partners, or all dyads: ranked over one full period only."""

from __future__ import annotations

from collections import Counter

from dipfacts import wording
from dipfacts.answers.answer import Answer, blank_head, names
from dipfacts.answers.headline import choose
from dipfacts.base import Query
from dipfacts.compare import Question
from dipfacts.period import Period


def headline_partners(answer: Answer, query: Query, label: str) -> None:
    """Rank the dyads by the latest full period that most of them have; tell who is left out."""
    main = answer.questions[0].figure.measure
    totals = [
        q
        for q in answer.questions
        if q.figure.measure == main and q.figure.part_of is None and not q.figure.scope
    ]
    dyads: dict[tuple[str, ...], list[Question]] = {}
    for question in totals:
        dyads.setdefault(_dyad(question), []).append(question)
    common = query.within or _common_year(dyads)
    ranked, others = [], []
    for dyad, group in dyads.items():
        question, partial = choose(group, common)
        if question is not None and not partial and common is not None:
            ranked.append(question)
        else:
            others.append((dyad, choose(group, None)[0]))
    ranked.sort(key=lambda q: (-q.high, q.figure.everyone))
    answer.main = ranked
    who = names(answer.base, query.parties)
    measure = answer.base.measures[main].label
    claims = wording.counted(len(answer.facts), "claim")
    text = f"{label}{f' of {who[0]}' if who else ''}: {claims} about "
    text += wording.counted(len(dyads), "partner" if who else "pair")
    text += "." if who else " of parties."
    if ranked and common is not None:
        top = names(answer.base, [p for p in _dyad(ranked[0]) if p not in query.parties])
        text += f" Largest {measure.lower()} in {common.show()}: {wording.between(top)},"
        text += f" {_range(ranked[0])}."
    answer.head = {
        **blank_head(),
        "text": text,
        "measure": main,
        "period": str(common) if common and ranked else None,
        "facts": [fact.id for question in ranked for fact in question.counting],
    }
    if others and common is not None:
        answer.remarks.append(
            f"Not ranked, because no claim covers {common.show()} whole: "
            + "; ".join(
                f"{wording.between(names(answer.base, [p for p in d if p not in query.parties]))}"
                + (f" ({q.period.show()}: {_range(q)})" if q else "")
                for d, q in others
            )
            + "."
        )


def _range(question: Question) -> str:
    if question.agreement == "conflict" and question.low != question.high:
        return wording.spread(question.low, question.high, question.figure.unit) + " (differ)"
    return wording.figure_amount(question.finest)


def _dyad(question: Question) -> tuple[str, ...]:
    figure = question.figure
    return (figure.from_ or "", figure.to or "") if figure.from_ else tuple(sorted(figure.parties))


def _common_year(dyads: dict[tuple[str, ...], list[Question]]) -> Period | None:
    """The latest full year that most dyads have a figure for."""
    years = Counter(
        q.period.start.year
        for group in dyads.values()
        for q in {q.period.start: q for q in group if q.period.is_full_year}.values()
        if q.period.start
    )
    if not years:
        return None
    return Period.parse(f"{max(years, key=lambda year: (years[year], year)):04}")
