"""Claims about one total of a party as one question, whether of it alone or with the world."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from dipfacts.answers.derived.shares import stated_way, total_key
from dipfacts.answers.figures.absent import absences
from dipfacts.answers.figures.headline import in_total
from dipfacts.answers.figures.partner_roles import role
from dipfacts.model import agreement
from dipfacts.model.agreement import Question, direction_key, figure_of
from dipfacts.model.groups import grouped
from dipfacts.model.query import DYAD, Fact, Query
from dipfacts.model.spans import is_at_date
from dipfacts.model.tables import WORLD, Figure, Party
from dipfacts.query.base import Base
from dipfacts.query.sql import with_others


def with_one_total(base: Base, questions: list[Question], party: str) -> list[Question]:
    """Return questions about a party, those about one total of it in the words of the plainest.

    "Exports of Norway" and "exports from Norway to the world" are one total, in each of its years.
    """
    others = {other for q in questions for other in q.figure.everyone} - {party}
    world = {id for id, it in base.parties_by_id(sorted(others)).items() if role(it) == WORLD}
    if not world:
        return questions
    totals = [q for q in questions if q.figure.party_set <= {party, *world} and not q.is_ahead]
    same = grouped((without_dates(base, q, party), q) for q in totals)
    as_one = dict[Question, Question | None]()
    for total in same.values():
        if len({direction_key(question.figure) for question in total}) > 1:
            figures = (question.figure for question in total)
            plainest = min(figures, key=lambda it: (len(it.everyone), direction_key(it)))
            as_one |= joined(base, total, party, plainest)
    results = (as_one.get(question, question) for question in questions)
    return [question for question in results if question is not None]


def without_dates(base: Base, question: Question, party: str) -> Hashable:
    """Return the key shared by questions about one total, whatever their dates."""
    measure, unit, way, _, part = total_key(base, question.figure, party)
    return measure, unit, way, part


def joined(
    base: Base, total: list[Question], party: str, words: Figure
) -> dict[Question, Question | None]:
    """Return for each question of a total the one that has its place, None where another has it.

    They are about the parties of a figure, in its direction.
    """
    ways = {"parties": words.parties, "from_": words.from_, "to": words.to}
    results = dict[Question, Question | None]()
    for first, *others in grouped((total_key(base, q.figure, party), q) for q in total).values():
        facts = [fact for question in (first, *others) for fact in question.facts]
        question = Question(facts, first.nature, base.origins(facts))
        question.figure = replace(question.figure, **ways)
        results |= {first: question, **dict.fromkeys(others)}
    return results


# ------------------------------------------------------------------------ of a party and the world


def claims_in_other_words(base: Base, query: Query) -> list[Fact]:
    """Return the claims on totals of a party, where a query is about it and the world.

    They fit but for their parties, which are the party alone, or another one that is the world.
    """
    party, world = _and_world(base, query.parties)
    if not (party and "figure" in query.types) or query.text is not None:
        return []
    query = query.replaced(types=("figure",), in_order=None, people=(), limit=None)
    alone = with_others(party, is_so=False)
    facts = base.find(query.replaced(parties=(party,)), besides=alone)
    results = [fact for fact in facts if in_total(base, figure_of(fact))]
    for other in worlds_of(base):
        if other != world:
            facts = base.find(query.replaced(parties=tuple(sorted((party, other)))))
            results += [fact for fact in facts if len(fact.claim.everyone) == DYAD]
    return results


def worlds_of(base: Base) -> list[str]:
    """Return the parties of a base that are the world."""
    parties = (party for party, _ in base.walk_table("party") if isinstance(party, Party))
    return [party.id for party in parties if role(party) == WORLD]


def with_other_words(base: Base, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return claims that a query finds about a party and the world, with those in other words.

    Of each total these are told beside what is claimed of the two, by remarks on its years. They
    stand with it where they answer better: with a number, of what happened, for all of a year. So
    does what is newer but not published.
    """
    others = claims_in_other_words(base, query)
    party, _ = _and_world(base, query.parties)
    figures = [fact for fact in facts if fact.type == "figure"] if others else []
    own = grouped((_key(base, fact, party), fact) for fact in figures)
    added = list[Fact]()
    for key, total in grouped((_key(base, fact, party), fact) for fact in others).items():
        if _best(base, total) > _best(base, own.get(key, [])):
            added += total
        else:
            newest = max(_end(fact) for fact in own[key])
            added += [it for it in total if figure_of(it).absent and _end(it) > newest]
    return [*facts, *added]


def _best(base: Base, facts: list[Fact]) -> int:
    return max((_weight(base, fact) for fact in facts), default=0)


def _end(fact: Fact) -> int:
    """Return the day after the last on which a claim holds, as far as it is known."""
    return (fact.period and fact.period.end_day) or 0


def _key(base: Base, fact: Fact, party: str) -> Hashable:
    """Return what claims on one total share, of any dates; those on no total share it with none."""
    figure = figure_of(fact)
    measure, unit, way, _, part = total_key(base, figure, party)
    return measure, unit, way, part, _is_total(base, figure, party)


def _weight(base: Base, fact: Fact) -> int:
    """Return how well a claim answers for a total, from 1."""
    figure, period = figure_of(fact), fact.period
    if figure.rank == "deprecated":
        return 1
    if figure.absent or period is None:
        return 2
    if figure.status in agreement.AHEAD:
        return 3
    is_whole = period.is_full_year or is_at_date(period, base.measures[figure.measure].nature)
    return 5 if is_whole else 4


def in_words_of_pair(base: Base, facts: list[Fact], pair: tuple[str, ...]) -> list[Question]:
    """Return the questions of claims on a party, the world or both, as between the two.

    The facts are those about both of them, and of `claims_in_other_words`.
    """
    party, _ = _and_world(base, pair)
    every = agreement.questions(facts, base.measures, base.origins(facts))
    results = [q for q in every if q.is_ahead or not _is_total(base, q.figure, party)]
    totals = (question for question in every if question not in {*results})
    for total in grouped((without_dates(base, q, party), q) for q in totals).values():
        words = next((q.figure for q in total if {*q.figure.everyone} == {*pair}), None)
        words = words or as_of_pair(base, total[0].figure, pair)
        results += filter(None, joined(base, total, party, words).values())
    return [*results, *absences_of_pair(base, facts, pair)]


def absences_of_pair(base: Base, facts: list[Fact], pair: tuple[str, ...]) -> list[Question]:
    """Return the figures without a number, those on a total of a party as between the two."""
    results, is_named = absences(base, facts), any(is_of_pair(fact, pair) for fact in facts)
    for question in results:
        question.figure = as_of_pair(base, question.figure, pair, is_named=is_named)
    return results


def as_of_pair(
    base: Base, figure: Figure, pair: tuple[str, ...], *, is_named: bool = True
) -> Figure:
    """Return a total of a party as it is with the world of two; other figures as they are.

    One without a direction stays in its words where no claim `is_named` as between the two.
    """
    party, world = _and_world(base, pair)
    is_other = {*figure.everyone} != {*pair} and party in figure.everyone
    if not (party and is_other and _is_total(base, figure, party)):
        return figure
    has_way = is_named or stated_way(base, figure, party)
    return _with(base, figure, party, world) if has_way else figure


def is_of_pair(fact: Fact, pair: tuple[str, ...]) -> bool:
    """Return whether a claim names both of two parties."""
    return {*pair} <= fact.claim.party_set


def _is_total(base: Base, figure: Figure, party: str) -> bool:
    others = base.parties_by_id({*figure.everyone} - {party}).values()
    return all(role(other) == WORLD for other in others)


def _with(base: Base, figure: Figure, party: str, world: str) -> Figure:
    """Return a total of a party as it is with one that is the world."""
    match stated_way(base, figure, party):
        case "from":
            return replace(figure, parties=(), from_=party, to=world)
        case "to":
            return replace(figure, parties=(), from_=world, to=party)
        case _:
            return replace(figure, parties=tuple(sorted((party, world))), from_=None, to=None)


def _and_world(base: Base, pair: tuple[str, ...]) -> tuple[str, str]:
    """Return the party of two that is not the world, and the one that is; "" twice of others."""
    roles = {id_: role(party) for id_, party in base.parties_by_id(pair).items()}
    worlds = [id_ for id_ in pair if roles.get(id_) == WORLD]
    others = [id_ for id_ in pair if id_ not in worlds]
    return (others[0], worlds[0]) if len(others) == len(worlds) == 1 else ("", "")
