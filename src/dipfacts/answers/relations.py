"""Relations between parties: those in force, and those that are not."""

from __future__ import annotations

from dipfacts.answers.answer import Answer, as_of, asked_about, begin, empty, few, head_of
from dipfacts.model import display
from dipfacts.query.base import Base, Fact, Query

OVER = ("ended", "suspended", "replaced", "terminated", "expired", "denounced")
"""The statuses of a relation that is not in force."""


def relations(base: Base, query: Query) -> Answer:
    """Return relations, those in force first, then the latest start first."""
    query = query._replace(types=("relation",))
    answer = begin(base, query, "relations")
    limit, query = query.limit, query._replace(limit=None)
    day = as_of(query)
    facts = sorted(
        base.find(query),
        key=lambda f: (not in_force(f, day), -(f.period.start_day or 0) if f.period else 1),
    )
    if not facts:
        return empty(answer, query, "relations")
    answer.as_of = day
    answer.facts = facts[:limit] if limit else facts
    answer.left_out = len(facts) - len(answer.facts)
    standing = sum(in_force(fact, day) for fact in facts)
    text = f"{asked_about(base, query)}{display.counted(len(facts), 'relation')},"
    answer.head = head_of(f"{text} {standing} of them not known to have ended.", few(facts))
    return answer


def in_force(fact: Fact, day: int) -> bool:
    """Return whether a relation has begun by that day and is not known to have ended."""
    period, status = fact.period, getattr(fact.claim, "status", None)
    if period is None or status in OVER:
        return False
    begun = (period.start_day or 0) <= day
    return begun and period.is_interval and (period.end_day is None or period.end_day > day)
