"""Cells of tables that know the claims or the parties that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from dipfacts.model.query import Fact


class SourceCell(str):
    """A cell of sources, which knows the claims that these are of."""

    __slots__ = ("claims",)  # of a long page there are very many
    claims: tuple[Fact, ...]

    @classmethod
    def of(cls, text: str, claims: Iterable[Fact]) -> Self:
        """Return a cell of a text and its claims."""
        mark = cls(text)
        mark.claims = tuple(claims)
        return mark


class TextCell(SourceCell):
    """A cell of words with sources among them, which as a whole is of no one claim."""

    __slots__ = ()


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
