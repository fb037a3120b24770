"""What claims share while their rows are made: what they are about, and how they are put."""

from __future__ import annotations

import msgspec

from dipfacts.index.schema import Values


class Subject(msgspec.Struct, eq=False):
    """What claims are about, with all that their rows have in common because of it."""

    number: int
    sum: int
    type: str
    topic: str
    measure: str | None
    title: str  # of figures: the label of the measure
    names: str
    members: tuple[str, ...]
    whose: tuple[str, str]  # of relations and events: see keys.twin
    claims: int = 0  # since `counts` was called last


class Manner(msgspec.Struct, eq=False):
    """How claims are put, with all that their rows have in common because of it."""

    number: int
    sum: int
    key: Values
    source: str
    published: int | None
    text: str  # the scope of figures
    more: str
    plain: bool  # of figures that have no words of their own
    kind: str
    deprecated: bool
    status: str | None
    claims: int = 0  # since `counts` was called last
