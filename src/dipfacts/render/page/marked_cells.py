"""Cells of tables that know what they are about, or which of their words a search found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from dipfacts.model.fact import Fact


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


class HitCell(str):
    """A cell of a search, which knows its parts: texts, each with whether it was found."""

    __slots__ = ("parts",)
    parts: tuple[tuple[str, bool], ...]

    @classmethod
    def of(cls, *parts: tuple[str, bool]) -> Self:
        """Return a cell of these parts, those that were found between « and »."""
        cell = cls("".join(f"«{text}»" if is_found else text for text, is_found in parts))
        cell.parts = parts
        return cell
