"""Relations between parties: those in force, and those that are not."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, as_of, blank_head, described, empty, names
from dipfacts.model import display
from dipfacts.query.base import Base, Fact, Query

OVER = ("ended", "suspended", "replaced", "terminated", "expired", "denounced")


def relations(base: Base, query: Query) -> Answer:
    """Relations, those in force first, then the latest start first."""
    query = query._replace(types=("relation",))
    answer = Answer(base, described(query, "relations"))
    limit, query = query.limit, query._replace(limit=None)
    day = as_of(query)
    found = sorted(
        base.find(query),
        key=lambda f: (not in_force(f, day), -(f.period.start_day or 0) if f.period else 1),
    )
    if not found:
        return empty(answer, query, "relations")
    if limit:
        answer.left_out = max(0, len(found) - limit)
    lasting = sum(in_force(fact, day) for fact in found)
    answer.facts = found[:limit] if limit else found
    answer.as_of = day
    who = names(base, query.parties)
    text = f"{f'{display.between(who)}: ' if who else ''}{display.counted(len(found), 'relation')},"
    text += f" {lasting} of them not known to have ended."
    answer.head = {**blank_head(), "text": text, "facts": [f.id for f in answer.facts]}
    return answer


def in_force(fact: Fact, day: int) -> bool:
    """Whether a relation has begun by that day and is not known to have ended."""
    period, status = fact.period, getattr(fact.claim, "status", None)
    if period is None or status in OVER:
        return False
    begun = (period.start_day or 0) <= day
    return begun and period.is_interval and (period.end_day is None or period.end_day > day)
