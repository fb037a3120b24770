"""Cells of tables that know the claims or the parties that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dipfacts.query.base import Fact


class SourceCell(str):
    """A cell of sources, which knows the claims that these are of."""

    __slots__ = ("claims",)  # of a long page there are very many
    claims: tuple[Fact, ...]

    @staticmethod
    def of(text: str, claims: Iterable[Fact]) -> SourceCell:
        """Return a cell of a text and its claims."""
        mark = SourceCell(text)
        mark.claims = tuple(claims)
        return mark


class NameCell(str):
    """A cell of names, which knows the ids of the parties that it is about."""

    __slots__ = ("parties",)
    parties: tuple[str, ...]

    @staticmethod
    def of(text: str, parties: Iterable[str]) -> NameCell:
        """Return a cell of a text and its parties."""
        named = NameCell(text)
        named.parties = tuple(parties)
        return named
