"""Cells of tables that know the claims or the parties that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dipfacts.query.base import Fact


class Mark(str):
    """A cell of sources, which knows the claims that these are of."""

    claims: tuple[Fact, ...]

    @staticmethod
    def of(text: str, claims: Iterable[Fact]) -> Mark:
        """Return a cell of a text and its claims."""
        mark = Mark(text)
        mark.claims = tuple(claims)
        return mark


class Named(str):
    """A cell of names, which knows the ids of the parties that it is about."""

    parties: tuple[str, ...]

    @staticmethod
    def of(text: str, parties: Iterable[str]) -> Named:
        """Return a cell of a text and its parties."""
        named = Named(text)
        named.parties = tuple(parties)
        return named
