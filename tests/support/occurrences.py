"""Claims that may be of one occurrence, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from support.compiled import shared
from support.factbase import base, party, relation, source, table

HEAD = base(
    source("s", publisher="Ministry", published=date(2023, 3, 1)),
    source("t", publisher="Paper", published=date(2024, 4, 1)),
    source("copy", published=date(2024, 5, 1), derived_from=["t"]),
    *map(party, "abc"),
    party("ann", kind="person"),
    party("ben", kind="person"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)
ALL = Query(types=("event", "relation"), deprecated=True)
Together = Callable[..., list[Occurrence]]


def told_together(*claims: str, **query: Any) -> list[Occurrence]:
    """Return the occurrences of a base with these claims, in its order."""
    with open_base(str(shared(HEAD + "".join(claims)))) as opened:
        facts = opened.find(ALL.replaced(**query))
        return occurrences(facts, opened.origins(facts))


def of(together: Together, *claims: str, **query: Any) -> Occurrence:
    (found,) = together(*claims, **query)
    return found


START = {"title": "New START"}
STAGES = (
    relation("signed", period="2010-04-08", status="signed", **START)
    + relation("force", period="2011-02-05/..", status="in-force", same_as="signed", **START)
    + relation(
        "pause", period="2023-02-21/..", status="suspended", same_as="force", source="t", **START
    )
)
TIES = relation("k", title="Diplomatic relations", kind="ties", period="1992-08-27/..") + relation(
    "l", title="Diplomatic relations", kind="ties", period="1992-08-30/..", source="t"
)
