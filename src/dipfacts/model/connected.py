"""Things joined to one another, each known by a name: those joined by any way are together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from dipfacts.model.groups import grouped

Name = TypeVar("Name", int, str, tuple[str, str])


class Joined(Generic[Name]):
    """Sets of names that grow together; a name that was not joined is alone."""

    def __init__(self) -> None:
        self._leader: dict[Name, Name] = {}

    def lead(self, name: Name) -> Name:
        """Return the one name by which all that are together are known."""
        while (above := self._leader.setdefault(name, name)) != name:
            self._leader[name] = self._leader[above]  # the way is half as long the next time
            name = self._leader[name]
        return name

    def join(self, one: Name, other: Name) -> None:
        """Put two names together, with all that are with either."""
        self._leader[self.lead(one)] = self.lead(other)

    def join_sharing(self, sharing: Iterable[tuple[tuple[int, int], Name]], meeting: bool) -> None:
        """Join names that share a key: all of them, or those whose days meet."""
        reached, last = 0, None
        for (first, after), name in sorted(sharing):
            if last is not None and (not meeting or first < reached):
                self.join(last, name)
            reached, last = max(reached, after), name

    @property
    def leaders(self) -> set[Name]:
        """The names by which those that are together are known."""
        names: list[Name] = list(self._leader)  # a way is made shorter while they are led
        return set(map(self.lead, names))

    def groups(self, names: Iterable[Name]) -> list[list[Name]]:
        """Return names, those that are together in one list, in their order."""
        return list(grouped((self.lead(name), name) for name in names).values())
