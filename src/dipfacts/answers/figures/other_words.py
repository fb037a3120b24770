"""Claims on the total of a party in other words, of look-ups about the party and the world.

Such are those about the party alone, and with another party that is the world. Other look-ups read
and import nothing for them.
"""

from __future__ import annotations

from dipfacts.answers.figures.partner_roles import role
from dipfacts.model.query import Fact, Query
from dipfacts.model.tables import WORLD
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
    from dipfacts.answers.figures import one_total  # lazy: few ask about the world

    return one_total.claims_in_other_words(base, query)


def with_other_words(base: Base, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return claims that fit, and those in other words that stand with them.

    See `one_total.with_other_words`.
    """
    if not is_with_world(base, query):
        return facts
    from dipfacts.answers.figures import one_total  # lazy: few ask about the world

    return one_total.with_other_words(base, query, facts)
