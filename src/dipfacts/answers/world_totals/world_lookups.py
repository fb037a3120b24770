"""Look-ups of a party, or of it and the world, which claims on its total in any form answer.

Other look-ups read nothing for them, and do not import `joined_totals`.
"""

from __future__ import annotations

from dipfacts.answers.claims.partner_roles import role
from dipfacts.model.fact import DYAD, Fact
from dipfacts.model.file_format.tables import WORLD
from dipfacts.model.query import Query
from dipfacts.query.base import Base


def is_with_world(base: Base, query: Query) -> bool:
    """Return whether one of two parties is the world."""
    return query.is_of_dyad and _has_world(base, query)


def _has_world(base: Base, query: Query) -> bool:
    """Return whether a party asked about is the world."""
    asked = base.parties_by_id(query.parties).values()
    return any(party.kind != "country" and role(party) == WORLD for party in asked)


def same_total_if_world(base: Base, query: Query) -> list[Fact]:
    """Return the claims of `claims_on_same_total`, if one of two parties is the world.

    Of the world alone, those of `totals_of_others`.
    """
    if len(query.parties) > DYAD or not _has_world(base, query):
        return []
    from dipfacts.answers.world_totals import joined_totals  # lazy: few ask about the world

    is_of_two = query.is_of_dyad
    find = joined_totals.claims_on_same_total if is_of_two else joined_totals.totals_of_others
    return find(base, query)


def with_same_total_if_world(base: Base, query: Query, facts: list[Fact]) -> list[Fact]:
    """Return claims that fit a query, followed by those of `same_total_if_world`."""
    others = same_total_if_world(base, query)
    return [*facts, *others] if others else facts


def in_one_form_if_world(
    base: Base, query: Query, facts: list[Fact], *, is_column: bool = False
) -> list[Fact]:
    """Return figures that a page, or a column of one, is about, the totals of a party as one."""
    if len(query.parties) != 1 and not is_with_world(base, query):
        return facts
    from dipfacts.answers.world_totals import joined_totals  # lazy: most ask about two countries

    return joined_totals.in_one_form(base, facts, query.parties, is_column=is_column)
