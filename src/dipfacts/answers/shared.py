"""Say to which organisations and blocs two parties both belong."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, as_of, names
from dipfacts.model import display
from dipfacts.model.status import class_on
from dipfacts.model.tables import Relation
from dipfacts.query.base import Query

_MEMBERSHIP = "membership"  # the kind of the relation from a member to its bloc
_NAMED = 5  # bodies that are named where memberships are not what was asked for


def both_belong(answer: Answer, query: Query, in_full: bool = False) -> list[str]:
    """Return 'Both belong to 2 organisations or blocs: African Union and World Bank.', if so.

    Of many it names a few, unless a topic is asked for, or all of them `in_full`.
    """
    is_of_kind = query.measure is None and query.kind in (None, _MEMBERSHIP)
    is_asked = query.topic or "event" not in query.types or "figure" in query.types
    if not (is_of_kind and is_asked and query == query.undated):
        return []
    relations = query._replace(types=("relation",), kind=_MEMBERSHIP, limit=None)
    first, second = (_bodies(answer, relations._replace(parties=(p,))) for p in query.parties)
    both = sorted(names(answer.base, sorted(first & second)))
    if not both:
        return []
    most = len(both) if query.topic or in_full else _NAMED
    count = f"{len(both):,} organisations or blocs" if len(both) > 1 else "one organisation or bloc"
    return [f"Both belong to {count}: {display.some(both, most)}."]


def _bodies(answer: Answer, query: Query) -> set[str]:
    """Return the organisations and blocs of which a party is a member."""
    day = as_of(query)
    return {
        fact.claim.to
        for fact in answer.base.find(query)
        if isinstance(fact.claim, Relation) and fact.claim.to and fact.claim.from_ in query.parties
        if class_on(day, fact.claim.status, fact.period) == "standing"
    }
