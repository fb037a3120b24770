"""Claims on the total of a party in other words: of the party alone, or with the world."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain

from msgspec.structs import replace

from dipfacts.answers.answer import Answer, in_sentence, once
from dipfacts.answers.derived.shares import total_key
from dipfacts.answers.figures import headline
from dipfacts.answers.figures.differences import who_differs
from dipfacts.answers.figures.one_total import (
    as_of_pair,
    is_of_pair,
    joined,
    without_dates,
    worlds_of,
)
from dipfacts.answers.figures.partner_roles import role
from dipfacts.answers.figures.question_choice import lies_in, questions_in_order
from dipfacts.answers.further_commands import command
from dipfacts.answers.remark import Remark
from dipfacts.index.keys import series_sort_key
from dipfacts.model import display
from dipfacts.model.agreement import Question, direction_key, questions
from dipfacts.model.groups import grouped
from dipfacts.model.query import Fact, Query
from dipfacts.model.tables import WORLD, Figure
from dipfacts.query.base import Base
from dipfacts.query.unread_figures import UnreadFigures

TOLD = 3  # totals of other years that a remark tells
MOST_TOTALS = 12  # totals of the page that have remarks, beside those of the headline


def same_totals(answer: Answer, question: Question, query: Query) -> list[Remark]:
    """Return a remark on each other question about the total of a party that a question is about.

    Pages of one question alone would not tell that sources differ.
    """
    party = _whose(answer.base, question.figure)
    if party is None:
        return []
    asked = query.undated.replaced(within=question.period)
    key = total_key(answer.base, question.figure, party)
    others = _others(answer.base, question, party, asked)
    same = [other for other in others if total_key(answer.base, other.figure, party) == key]
    return [_remark(answer, question, other) for other in same]


def totals_of_page(
    answer: Answer, chosen: list[Question], query: Query
) -> list[tuple[Question, Remark]]:
    """Return the remarks of `totals_of_years` on each total of a page, those that answer first."""
    others = _other_totals(answer, chosen, query)
    first = [*chosen, *others[:MOST_TOTALS]]
    remarks = [(q, remark) for q in first for remark in totals_of_years(answer, q, query)]
    if (more := len(others) - MOST_TOTALS) > 0:
        question = others[MOST_TOTALS]
        topic, party = answer.base.measures[question.figure.measure].topic, question.figure
        line = command(answer, topic, _whose(answer.base, party) or "", limit=0)
        text = f"{display.counted(more, 'more total')} claimed in other words: {line}."
        remarks.append((question, Remark(text)))
    return remarks


def _other_totals(answer: Answer, chosen: list[Question], query: Query) -> list[Question]:
    """Return the newest question about each total of a page that is claimed in other words, too.

    A full year before any part of one, and what is expected only of what no claim says how it
    turned out; none of a total that a chosen question is about.
    """
    base = answer.base
    whose = {party for q in chosen if (party := _whose(base, q.figure))}
    if len(whose) != 1 or len(answer.figures.questions) == len(chosen):
        return []
    (party,) = whose
    own = {without_dates(base, question, party) for question in chosen}
    inside = [question for question in answer.figures.questions if lies_in(question, query)]
    ahead = [question for question in inside if question.is_ahead]
    totals = _by_total(base, ahead, party) | _totals(base, inside, party)
    newest = {
        key: max(group, key=lambda q: (q.period.is_full_year, q.period.reached))
        for key, group in totals.items()
        if key not in own
    }
    figures = [question.figure for question in newest.values()]
    facts = _facts_in_other_words(base, _about_anyone(query), party, figures)
    on_page = _ids_on_page(answer)
    facts = [fact for fact in facts if fact.id not in on_page]
    words = _totals(base, questions(facts, base.measures), party)
    return [
        question
        for key, question in newest.items()
        if any(other.dyad != question.dyad for other in words.get(key, ()))
    ]


def _ids_on_page(answer: Answer) -> set[str]:
    return {fact.id for question in answer.figures.questions for fact in question.facts}


def totals_of_years(answer: Answer, question: Question, query: Query) -> list[Remark]:
    """Return the remarks of `same_totals`, and one on the totals of other years.

    Told are those that differ from what the page has for their years, and newer ones.
    """
    base, party = answer.base, _whose(answer.base, question.figure)
    if party is None:
        return []
    own = total_key(base, question.figure, party)
    here = {total_key(base, q.figure, party): q for q in answer.figures.questions if not q.is_ahead}
    remarks, elsewhen = list[Remark](), list[Question]()
    on_page = _ids_on_page(answer)
    others = _others(base, question, party, query)
    for other in (it for it in others if not on_page.issuperset(fact.id for fact in it.facts)):
        key = total_key(base, other.figure, party)
        if key == own:
            remarks.append(_remark(answer, question, other))
        elif _is_news(base, question, here.get(key), other):
            elsewhen.append(other)
    elsewhen.sort(key=lambda other: -other.period.reached)
    return remarks + _in_other_years(answer, question, party, elsewhen)


def in_all_words(
    base: Base, query: Query, facts: list[Fact], *, reads_others: bool
) -> list[Question]:
    """Return the questions of two parties, each total of one with the world as all words have it.

    Claims in other words are among the facts; or else all are read that fit the query but for its
    parties, of any year. They are told in the words of the parties asked about, if any claim is.
    """
    every = questions_in_order(base, facts)
    asked = base.parties_by_id(query.parties)
    whose = [id_ for id_, party in asked.items() if role(party) != WORLD]
    if len(whose) != 1:
        return every
    (party,) = whose
    is_named = any(is_of_pair(fact, query.parties) for fact in facts)
    words = {
        key: min((q.figure for q in total), key=lambda it: {*it.everyone} != {*query.parties})
        for key, total in _totals(base, every, party).items()
    }
    words = {
        key: as_of_pair(base, figure, query.parties, is_named=is_named)
        for key, figure in words.items()
    }
    if reads_others and (others := _facts_in_other_words(base, query, party, [*words.values()])):
        every = questions_in_order(base, once([*facts, *others]))
    as_one = dict[Question, Question | None]()
    for key, total in _totals(base, every, party).items():
        if key in words and {direction_key(q.figure) for q in total} != {direction_key(words[key])}:
            as_one |= joined(base, total, party, words[key])
    in_order = (as_one.get(question, question) for question in every)
    results = [question for question in in_order if question is not None]
    return _own_measures_first(results, query) if is_named else results


def _own_measures_first(every: list[Question], query: Query) -> list[Question]:
    """Return the questions of which claims name both parties first, with all of their measures.

    Where none of these is a total that says what happened, the order stays.
    """
    own = [q for q in every if any(is_of_pair(fact, query.parties) for fact in q.facts)]
    if all(q.is_ahead or q.figure.scope or q.figure.part_of for q in own):
        return every
    measures = {question.figure.measure for question in own}
    return sorted(every, key=lambda question: question.figure.measure not in measures)


def _totals(base: Base, every: list[Question], party: str) -> dict[Hashable, list[Question]]:
    """Return the questions about each total of a party that say what happened, of any dates."""
    return _by_total(base, [question for question in every if not question.is_ahead], party)


def _by_total(base: Base, every: list[Question], party: str) -> dict[Hashable, list[Question]]:
    """Return the questions about each total of a party, whatever their dates."""
    totals = (question for question in every if _whose(base, question.figure) == party)
    return grouped((without_dates(base, question, party), question) for question in totals)


def _facts_in_other_words(
    base: Base, query: Query, party: str, figures: list[Figure]
) -> list[Fact]:
    """Return the claims on totals of a party, in whichever words, that fit but for the parties."""
    measures = tuple({figure.measure: None for figure in figures})
    query = query.replaced(types=("figure",), parties=(), measure=measures)
    words = chain.from_iterable(_in_other_words(base, figure, party) for figure in figures)
    return (
        UnreadFigures(base, query).claims_of_series({*map(series_sort_key, words)})
        if figures
        else []
    )


def _whose(base: Base, figure: Figure) -> str | None:
    """Return the party whose total a figure is; None of one that is no total."""
    parties = base.parties_by_id(figure.everyone)
    whose = [id_ for id_, party in parties.items() if role(party) != WORLD]
    is_total = len(whose) == 1 and len(figure.everyone) <= 2
    return whose[0] if is_total and base.measures[figure.measure].partners != 0 else None


def _others(base: Base, question: Question, party: str, asked: Query) -> list[Question]:
    """Return the questions about the total of a party in other words, as far as `asked` has them.

    Of its conditions all hold but those on the parties and the topic.
    """
    figure = question.figure
    series = {series_sort_key(other) for other in _in_other_words(base, figure, party)}
    asked = _about_anyone(asked).replaced(types=("figure",), measure=figure.measure)
    facts = UnreadFigures(base, asked).claims_of_series(series)
    return [
        other
        for other in questions([*facts], base.measures)
        if other.dyad != question.dyad
        and without_dates(base, other, party) == without_dates(base, question, party)
    ]


def _about_anyone(query: Query) -> Query:
    """Return a query without its conditions on the parties, the topic and words."""
    anyone = query.replaced(parties=(), in_order=None, people=(), topic=None, limit=None, offset=0)
    return anyone.replaced(text=None)


def _is_news(base: Base, question: Question, own: Question | None, other: Question) -> bool:
    """Return whether a total of another year is newer, or differs from what is told of its year.

    Or says what happened where the page has only what is expected.
    """
    if other.is_ahead:
        return False
    if own is None:
        return question.is_ahead or other.period.reached > question.period.reached
    facts = [*own.facts, *other.facts]
    return Question(facts, own.nature, base.origins(facts)).agreement == "conflict"


def _in_other_years(
    answer: Answer, question: Question, party: str, others: list[Question]
) -> list[Remark]:
    """Return 'The same total in other years, claimed with World: in 2021 $1 billion, …'.

    A year of which the question is a part, or has one, is no other year.
    """
    if not others:
        return []
    are_of_year = any(it.period.overlaps(question.period) for it in others[:TOLD])
    texts = [f"{headline.when(it)} {headline.outcome(answer, it)}" for it in others[:TOLD]]
    if more := len(others) - TOLD:
        topic = answer.base.measures[question.figure.measure].topic
        line = command(answer, topic, party, limit=0)
        texts += [f"{more:,} more ({line})"] if more > 0 else []
    hows = dict.fromkeys(_how(answer, question, other) for other in others[:TOLD])
    times = "of other periods" if are_of_year else "in other years"
    text = f"The same total {times}, claimed {' or '.join(hows)}: {'; '.join(texts)}."
    return [Remark(text, [fact for other in others[:TOLD] for fact in other.facts])]


def other_words(base: Base, figure: Figure, worlds: list[str]) -> list[Figure]:
    """Return a figure on the total of a party as the same total is in other words."""
    party = _whose(base, figure)
    if party is None:
        return []
    key, own = total_key(base, figure, party), direction_key(figure)
    every = (it for it in _in_each_words(figure, party, worlds) if direction_key(it) != own)
    return [it for it in every if total_key(base, it, party) == key]


def _in_other_words(base: Base, figure: Figure, party: str) -> Iterator[Figure]:
    return _in_each_words(figure, party, worlds_of(base))


def _in_each_words(figure: Figure, party: str, worlds: list[str]) -> Iterator[Figure]:
    """Yield a figure as it would be about a party alone, and with each party that is the world."""
    yield replace(figure, parties=(party,), from_=None, to=None)
    for world in worlds:
        yield replace(figure, parties=(party, world), from_=None, to=None)
        yield replace(figure, parties=(), from_=party, to=world)
        yield replace(figure, parties=(), from_=world, to=party)


def _how(answer: Answer, question: Question, other: Question) -> str:
    rest = [it for it in other.figure.everyone if it not in question.figure.everyone]
    return f"with {display.listed(in_sentence(answer.base, rest))}" if rest else "without a partner"


def _remark(answer: Answer, question: Question, other: Question) -> Remark:
    """Return 'The same total, claimed with World: $22 billion, according to T'.

    What was expected contradicts none that says how it turned out.
    """
    how, facts = _how(answer, question, other), [*question.facts, *other.facts]
    both = Question(facts, question.nature, answer.base.origins(facts))
    is_conflict = question.is_ahead == other.is_ahead and both.agreement == "conflict"
    differ = f"; {who_differs(answer, both)}" if is_conflict else ""
    text = f"The same total, claimed {how}: {headline.outcome(answer, other)}{differ}."
    return Remark(text, other.facts)
