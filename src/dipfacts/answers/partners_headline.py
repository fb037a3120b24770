"""The headline of a ranking, and the remarks on who is not ranked."""

from __future__ import annotations

from dipfacts.answers import headline
from dipfacts.answers.answer import Answer, head_of, names
from dipfacts.answers.partners import rank
from dipfacts.answers.ranking import TOTAL, Ranked, Ranking, Sides, total_name, year_in_words
from dipfacts.answers.voices import no_longer_valid
from dipfacts.countries.aggregates import AGGREGATE
from dipfacts.model import display
from dipfacts.model.agreement import Question
from dipfacts.query.base import Query

NAMED = 12  # partners that a remark names


def headline_partners(answer: Answer, query: Query, label: str) -> None:
    """Rank the dyads by the latest full period that most of them have; say who is left out."""
    sides = Sides(answer.base, query.parties, answer.questions)
    ranking = answer.ranking = rank(answer, query, sides)
    ranked = [line.question for line in ranking.partners]
    answer.main = ranked or [line.question for line in ranking.totals]
    text = _sentence(answer, query, label, sides)
    if not ranked and len(answer.main) == 1:
        (only,) = answer.main
        partial = headline.is_partial(only, query.within)
        text += f" {headline.sentence(answer, only, partial, query.within)}"
        answer.head = headline.head(answer, only, partial, text)
    else:
        answer.head = head_of(
            text,
            [fact for question in answer.main for fact in question.counting],
            measure=ranking.measure,
            period=str(ranking.period) if ranking.period and ranked else None,
            unit=ranking.unit,
        )
    answer.remarks += _not_ranked(answer, query, ranking, sides)


def _sentence(answer: Answer, query: Query, label: str, sides: Sides) -> str:
    """Return how much is on record, who is the largest when, and the total."""
    ranking, asked = answer.ranking, names(answer.base, query.parties)
    assert ranking is not None
    claims = display.counted(len(answer.facts), "claim")
    text = f"{label}{f' of {display.listed(asked)}' if asked else ''}: {claims} about "
    text += f"{display.listed(_subjects(answer, ranking, sides))}."
    if ranking.partners and ranking.partners[0].place is not None:
        text += f" {_largest(answer, query, ranking)}"
    if asked and ranking.partners and ranking.totals:
        first = ranking.totals[0]
        if first.question.figure.measure == ranking.measure:
            name, when = total_name(answer.base, first), headline.when(first.question)
            text += f" {name}, {when}: {value_in_words(first.question)}."
    return text


def _subjects(answer: Answer, ranking: Ranking, sides: Sides) -> list[str]:
    """Return what the claims are about: ['8 partners', '1 aggregate', 'the total']."""
    apart = {line.others for line in ranking.aggregates}
    partners, aggregates, totals = set[frozenset[str]](), set[frozenset[str]](), set[str]()
    for role, others in sides.kinds(answer.questions):
        if role == TOTAL:
            totals |= {*others}
        elif role == AGGREGATE or others in apart:
            aggregates.add(frozenset(others))
        else:
            partners.add(frozenset(others))
    if answer.query["parties"]:
        counts = [display.counted(len(partners), "partner")] if partners else []
    elif not partners and not aggregates:
        return [display.counted(len(totals), "party")]
    else:
        counts = [f"{display.counted(len(partners), 'pair')} of parties"] if partners else []
    counts += [display.counted(len(aggregates), "aggregate")] if aggregates else []
    if totals:
        is_one = bool(answer.query["parties"])
        counts.append("the total" if is_one else display.counted(len(totals), "total"))
    return counts


def _largest(answer: Answer, query: Query, ranking: Ranking) -> str:
    """Return 'Largest exports in 2023: from Norway to Germany, $40 billion.', a sentence."""
    first, common = ranking.partners[0], ranking.period
    question = first.question
    measure = headline.midway(answer.base.measures[ranking.measure])
    who, value = name(answer, query, first), value_in_words(question)
    if len(ranking.partners) == 1:
        subject = f"{measure[0].upper()}{measure[1:]} {headline.when(question)}"
    elif common is not None:
        subject = f"Largest {measure} in {year_in_words(common)}"
        if query.within is None:
            subject += ", the latest full year that most of them have"
    else:
        subject = f"Largest {measure}, each at its latest date"
        value = f"{value} {headline.when(question)}"
    return f"{subject}: {who}, {value}."


def _not_ranked(answer: Answer, query: Query, ranking: Ranking, sides: Sides) -> list[str]:
    """Return remarks on larger figures of other periods, all other partners, and forecasts."""
    common, remarks = ranking.period, list[str]()
    larger: dict[str, list[Ranked]] = {}
    for line in ranking.larger:
        larger.setdefault(ranking.larger_when(line.question), []).append(line)
    for when, lines in larger.items():
        last = [line for line in ranking.partners if line.place is not None][-1]
        than = f", compared with {name(answer, query, last)}, the last ranked"
        remarks.append(f"Larger in {when}: {_named(answer, query, lines)}{than}.")
    if ranking.others:
        why = (
            f"no claim covers {year_in_words(common)} whole"
            if common
            else "no full year is claimed"
        )
        remarks.append(f"Not ranked, as {why}: {_named(answer, query, ranking.others)}.")
    ahead = [q for q in answer.questions if q.is_ahead and q.figure.measure == ranking.measure]
    if ahead:
        lines = [sides.ranked(question) for question in ahead]
        remarks.append(f"Forecasts and targets, not ranked: {_named(answer, query, lines)}.")
    return remarks


def _named(answer: Answer, query: Query, lines: list[Ranked]) -> str:
    """Return 'Italy ($11 billion, Jan–Jul 2022)' for each partner; of many, for the first."""
    by_partner: dict[str, list[Question]] = {}
    for line in lines:
        by_partner.setdefault(name(answer, query, line), []).append(line.question)
    texts = []
    for who, questions in by_partner.items():
        values = [
            f"{display.value_or_spread(q)}, {display.span(q.period, q.nature)}" for q in questions
        ]
        texts.append(f"{who} ({'; '.join(values)})")
    more = len(texts) - NAMED
    return "; ".join([*texts[:NAMED], *([f"and {more:,} more"] if more > 0 else [])])


def name(answer: Answer, query: Query, line: Ranked) -> str:
    """Return 'Russia', 'from Russia to Azerbaijan', 'Azerbaijan and Russia', 'Georgia in total'."""
    figure = line.question.figure
    if line.is_total:
        return total_name(answer.base, line)
    if figure.from_ and figure.to:
        start, end = names(answer.base, (figure.from_, figure.to))
        return f"from {start} to {end}{headline.scope(figure)}"
    others = sorted(party for party in figure.everyone if party not in query.parties)
    return display.listed(names(answer.base, others)) + headline.scope(figure)


def value_in_words(question: Question) -> str:
    """Return the number that answers, or the spread of those who differ.

    Where only deprecated claims answer, it says so.
    """
    value = display.value_or_spread(question)
    if no_longer_valid(question.counting):
        value += " (deprecated)"
    if question.preferred is not None or question.agreement != "conflict":
        return value
    return f"{'from ' if question.low != question.high else ''}{value} (sources differ)"
