"""Disjoint sets of names (union-find): names joined directly, or by way of others, are in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from dipfacts.model.groups import grouped

Name = TypeVar("Name", int, str, tuple[str, str])


class DisjointSets(Generic[Name]):
    """Sets of names that grow as names are joined; a name that was not joined is alone.

    Held are the names that were joined: to ask for another, of very many, takes no room.
    """

    def __init__(self) -> None:
        self._parent: dict[Name, Name] = {}

    def representative(self, name: Name) -> Name:
        """Return the name that stands for all names of a set."""
        parents = self._parent
        while (parent := parents.get(name, name)) != name:
            parents[name] = parents.get(parent, parent)  # half as long the next time
            name = parents[name]
        return name

    def join(self, one: Name, other: Name) -> None:
        """Make one set of those of two names."""
        self._parent[self.representative(one)] = self.representative(other)

    @property
    def representatives(self) -> set[Name]:
        """The names that stand for the sets; one joined to itself alone is one, too."""
        names: list[Name] = list(self._parent)  # which grows no more, but paths become shorter
        return set(map(self.representative, names))

    def groups(self, names: Iterable[Name]) -> list[list[Name]]:
        """Return names in their order, those of one set in one list."""
        return list(grouped((self.representative(name), name) for name in names).values())
