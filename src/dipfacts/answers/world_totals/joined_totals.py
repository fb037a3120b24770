"""Claims about one total of a party as one question, whether of it alone or with the world."""

from __future__ import annotations

from collections.abc import Hashable

from msgspec.structs import replace

from dipfacts.answers.claims.partner_roles import role
from dipfacts.answers.claims.subject_words import in_total
from dipfacts.answers.derived.shares import stated_way, total_key
from dipfacts.answers.statements.absent import absences
from dipfacts.answers.statements.question_choice import in_order
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.figures import agreement
from dipfacts.model.figures.agreement import Question, direction_key, figure_of
from dipfacts.model.file_format.tables import WORLD, Figure, Party
from dipfacts.model.groups import grouped
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.sql import with_others


def with_one_total(base: Base, questions: list[Question], party: str) -> list[Question]:
    """Return questions about a party, those about one total of it in the plainest form.

    "Exports of Norway" and "exports from Norway to the world" are one total, in each of its years.
    """
    others = {other for q in questions for other in q.figure.everyone} - {party}
    world = {id for id, it in base.parties_by_id(sorted(others)).items() if role(it) == WORLD}
    if not world:
        return questions
    totals = (q for q in questions if q.figure.party_set <= {party, *world})
    same = grouped((_total_of(base, q, party), q) for q in totals)
    as_one = dict[Question, Question | None]()
    for total in same.values():
        if len({direction_key(question.figure) for question in total}) > 1:
            figures = (question.figure for question in total)
            plainest = min(figures, key=lambda it: (len(it.everyone), direction_key(it)))
            as_one |= joined(base, total, party, plainest)
    results = (as_one.get(question, question) for question in questions)
    return [question for question in results if question is not None]


def _total_of(base: Base, question: Question, party: str) -> Hashable:
    """Return the key shared by questions about one total, whatever their dates.

    What is expected has a key of its own.
    """
    measure, unit, way, _, part = total_key(base, question.figure, party)
    expected = question.figure.status if question.is_ahead else ""
    return measure, unit, way, part, expected


def joined(
    base: Base, total: list[Question], party: str, form: Figure
) -> dict[Question, Question | None]:
    """Return for each question of a total the one that has its place, None where another has it.

    They are about the parties of a figure, in its direction.
    """
    ways = {"parties": form.parties, "from_": form.from_, "to": form.to}
    results = dict[Question, Question | None]()
    for first, *others in grouped((total_key(base, q.figure, party), q) for q in total).values():
        facts = [fact for question in (first, *others) for fact in question.facts]
        question = Question(facts, first.nature, base.origins(facts))
        question.figure = replace(question.figure, **ways)
        results |= {first: question, **dict.fromkeys(others)}
    return results


# ------------------------------------------------------------------------ of a party and the world


def claims_on_same_total(base: Base, query: Query) -> list[Fact]:
    """Return the claims on totals of a party, where a query is about it and the world.

    They fit but for their parties, which are the party alone, or another one that is the world. A
    ratio or a rate of the party alone is a total only beside one with the world.
    """
    party, world = _and_world(base, query.parties)
    if not (party and "figure" in query.types) or query.text is not None:
        return []
    query = query.replaced(types=("figure",), in_order=None, people=(), limit=None)
    alone = with_others(party, is_so=False)
    facts = base.find(query.replaced(parties=(party,)), besides=alone)
    ratios = {figure_of(it).measure for it in facts if not in_total(base, figure_of(it))}
    if ratios:
        of_both = base.find(query.undated.replaced(measure=tuple(sorted(ratios))))
        ratios -= {it.measure for it in map(figure_of, of_both) if whose_total(base, it) == party}
    results = [fact for fact in facts if figure_of(fact).measure not in ratios]
    for other in worlds_of(base):
        if other != world:
            facts = base.find(query.replaced(parties=tuple(sorted((party, other)))))
            results += [fact for fact in facts if len(fact.claim.everyone) == DYAD]
    return results


def worlds_of(base: Base) -> list[str]:
    """Return the parties of a base that are the world."""
    parties = (party for party, _ in base.walk_table("party") if isinstance(party, Party))
    return [party.id for party in parties if role(party) == WORLD]


def page_with_world(base: Base, facts: list[Fact], pair: tuple[str, ...]) -> list[Question]:
    """Return the questions of claims on a party and the world, in the order of a page."""
    is_named = any(names_both(fact, pair) for fact in facts)
    return in_order(base, questions_with_world(base, facts, pair, is_named=is_named))


def questions_with_world(
    base: Base, facts: list[Fact], pair: tuple[str, ...], *, is_named: bool = True
) -> list[Question]:
    """Return the questions of claims on a party, the world or both, as between the two.

    The facts are those about both of them, and of `claims_on_same_total`. For `is_named` see
    `as_with_world`.
    """
    party, _ = _and_world(base, pair)
    every = agreement.questions(facts, base.measures, base.origins(facts))
    totals = (question for question in every if whose_total(base, question.figure) == party)
    as_one = dict[Question, Question | None]()
    for total in grouped((_total_of(base, q, party), q) for q in totals).values():
        form = min((q.figure for q in total), key=lambda it: {*it.everyone} != {*pair})
        form = as_with_world(base, form, pair, is_named=is_named)
        if any(direction_key(question.figure) != direction_key(form) for question in total):
            as_one |= joined(base, total, party, form)
    results = (as_one.get(question, question) for question in every)
    return [question for question in results if question is not None]


def absences_with_world(base: Base, facts: list[Fact], pair: tuple[str, ...]) -> list[Question]:
    """Return the figures without a number, those on a total of a party as between the two."""
    results, is_named = absences(base, facts), any(names_both(fact, pair) for fact in facts)
    for question in results:
        question.figure = as_with_world(base, question.figure, pair, is_named=is_named)
    return results


def as_with_world(
    base: Base, figure: Figure, pair: tuple[str, ...], *, is_named: bool = True
) -> Figure:
    """Return a total of a party as it is with the world of two; other figures as they are.

    One without a direction stays in its form where no claim `is_named` as between the two.
    """
    party, world = _and_world(base, pair)
    is_other = {*figure.everyone} != {*pair}
    if not (party and is_other and whose_total(base, figure) == party):
        return figure
    has_way = is_named or stated_way(base, figure, party)
    return _with(base, figure, party, world) if has_way else figure


def names_both(fact: Fact, pair: tuple[str, ...]) -> bool:
    """Return whether a claim names both of two parties."""
    return {*pair} <= fact.claim.party_set


def whose_total(base: Base, figure: Figure) -> str | None:
    """Return the party whose total a figure is; None of one that is no total."""
    parties = base.parties_by_id(figure.everyone)
    whose = [id_ for id_, party in parties.items() if role(party) != WORLD]
    is_total = len(whose) == 1 and len(figure.everyone) <= DYAD
    return whose[0] if is_total and base.measures[figure.measure].partners != 0 else None


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
