"""The pieces that claims share while their rows are made: subjects and manners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dipfacts.index.rows.schema import SqlValues
from dipfacts.index.rows.search_texts import NameTexts
from dipfacts.index.rows.states import state_of


class Subject(msgspec.Struct, eq=False):
    """The subject of claims, with all that their rows have in common because of it."""

    number: int
    sum: int
    type: str
    topic: str
    measure: str | None
    title: str  # of figures: the label of the measure
    names: NameTexts
    members: tuple[str, ...]
    whose: tuple[str, str]  # of relations and events: see keys.occurrence_key_of_values
    claims: int = 0  # since `counts` was called last


class Manner(msgspec.Struct, eq=False):
    """The manner of claims, with all that their rows have in common because of it."""

    number: int
    sum: int
    key: SqlValues
    source: str
    published: int | None
    text: str  # the scope of figures
    more: str
    plain: bool  # of figures that have no words of their own
    kind: str
    deprecated: bool
    status: str | None
    unit: str  # of figures
    is_sized: bool  # figures that have a size: see sizes.size_of
    figure_kind: int  # of figures: see sizes.figure_kind
    claims: int = 0  # since `counts` was called last

    def state(self, period: str | None) -> int:
        """Return the state of a relation or an event in this manner: see `state_of`."""
        return state_of(self.key[0], self.status, self.deprecated, period)


class ClaimColumns(NamedTuple):
    """Claims of one type in a file as columns: numbers, ids, what they share, lines, own values.

    Own values are those of pieces.KEYS, or the `USUAL` ones alone.
    """

    file: str
    places: Sequence[int]
    ids: Sequence[str]
    subjects: Sequence[Subject]
    manners: Sequence[Manner]
    lines: Sequence[int]
    own: Sequence[SqlValues]
