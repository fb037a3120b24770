"""Look-ups of a party and the world, which claims on the total of that party answer, too.

Other look-ups read nothing for them, and do not import `joined_totals`.
"""

from __future__ import annotations

from dipfacts.answers.claims.partner_roles import role
from dipfacts.answers.statements.question_choice import questions_in_order
from dipfacts.model.fact import Fact
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.tables import WORLD, Figure
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def is_with_world(base: Base, query: Query) -> bool:
    """Return whether one of two parties is the world."""
    if not query.is_of_dyad:
        return False
    asked = base.parties_by_id(query.parties).values()
    return any(party.kind != "country" and role(party) == WORLD for party in asked)


def same_total_if_world(base: Base, query: Query) -> list[Fact]:
    """Return the claims of `claims_on_same_total`, if one of two parties is the world."""
    if not is_with_world(base, query):
        return []
    from dipfacts.answers.world_totals import joined_totals  # lazy: few ask about the world

    return joined_totals.claims_on_same_total(base, query)


def with_same_total_if_world(base: Base, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return claims that fit a query, followed by those of `same_total_if_world`."""
    others = same_total_if_world(base, query)
    return [*facts, *others] if others else facts


def questions_of_page(base: Base, query: Query, facts: list[Fact]) -> list[Question]:
    """Return the questions in their order, those on one total with the world as one."""
    if not is_with_world(base, query):
        return questions_in_order(base, facts)
    from dipfacts.answers.world_totals import joined_totals  # lazy: few ask about the world

    return joined_totals.page_with_world(base, facts, query.parties)


def as_between(base: Base, figure: Figure, pair: tuple[str, ...]) -> Figure:
    """Return a figure found for two parties as it is between them, by `as_with_world`."""
    if figure.party_set >= {*pair}:
        return figure
    from dipfacts.answers.world_totals import joined_totals  # lazy: few ask about the world

    return joined_totals.as_with_world(base, figure, pair)
