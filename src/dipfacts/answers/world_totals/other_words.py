"""Claims on the total of a party in other words, of look-ups about the party and the world.

Such are those about the party alone, and with another party that is the world. Other look-ups read
and import nothing for them.
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


def in_other_words(base: Base, query: Query) -> list[Fact]:
    """Return all claims on the total in other words; see `one_total.claims_in_other_words`."""
    if not is_with_world(base, query):
        return []
    from dipfacts.answers.world_totals import one_total  # lazy: few ask about the world

    return one_total.claims_in_other_words(base, query)


def with_other_words(base: Base, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return claims that fit, with those on the totals in other words.

    See `one_total.with_other_words`.
    """
    if not is_with_world(base, query):
        return facts
    from dipfacts.answers.world_totals import one_total  # lazy: few ask about the world

    return one_total.with_other_words(base, query, facts)


def questions_of_page(base: Base, query: Query, facts: list[Fact]) -> list[Question]:
    """Return the questions in their order, a total with the world as all words have it."""
    if not is_with_world(base, query):
        return questions_in_order(base, facts)
    from dipfacts.answers.world_totals import one_total  # lazy: few ask about the world

    return one_total.page_of_pair(base, facts, query.parties)


def as_of_pair(base: Base, figure: Figure, pair: tuple[str, ...]) -> Figure:
    """Return a figure found for two parties as it is between them; see `one_total.as_of_pair`."""
    if figure.party_set >= {*pair}:
        return figure
    from dipfacts.answers.world_totals import one_total  # lazy: few ask about the world

    return one_total.as_of_pair(base, figure, pair)
