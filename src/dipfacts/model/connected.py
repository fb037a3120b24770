"""Things joined to one another, each known by a name: those joined by any way are together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from dipfacts.model.ends import begin_and_end
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period

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

    def join_sharing(self, sharing: Iterable[tuple[str | None, Name]], meeting: bool) -> None:
        """Join names that share a key: all of them, or those whose periods meet.

        A beginning that is not known is that of the latest that is met, and such an end that of the
        earliest: what was over before, or began later, need not be the same.
        """
        reached, has_end, last = 0, True, None
        for (first, after, begins, ends), name in sorted((_sure(it), name) for it, name in sharing):
            meets = not meeting or first < reached or not begins or not has_end
            if meets and last is not None:
                self.join(last, name)
                reached, has_end = max(reached, after), has_end or ends
            else:
                reached, has_end = after, ends
            last = name

    @property
    def leaders(self) -> set[Name]:
        """The names by which those that are together are known."""
        names: list[Name] = list(self._leader)  # a way is made shorter while they are led
        return set(map(self.lead, names))

    def groups(self, names: Iterable[Name]) -> list[list[Name]]:
        """Return names, those that are together in one list, in their order."""
        return list(grouped((self.lead(name), name) for name in names).values())


@lru_cache(maxsize=65536)
def _sure(text: str | None) -> tuple[int, int, bool, bool]:
    """Return the days that a period surely has, and whether its beginning and end are known.

    >>> _sure("1962/..")[2:], _sure("1962/")[2:], _sure("/..")[2:]
    ((True, True), (True, False), (False, True))
    """
    first, after = begin_and_end(Period.parse(text) if text else None)
    begins, ends = first > 0, not text or not text.endswith("/")
    return (first if begins else after - 1), (after if ends else first + 1), begins, ends
