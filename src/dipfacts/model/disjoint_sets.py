"""Disjoint sets of names (union-find): names joined directly, or by way of others, are in one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

from dipfacts.model.ends import begin_and_end
from dipfacts.model.groups import grouped
from dipfacts.model.period import Period
from dipfacts.model.query import FAR

Name = TypeVar("Name", int, str, tuple[str, str])


class DisjointSets(Generic[Name]):
    """Sets of names that grow as names are joined; a name that was not joined is alone."""

    def __init__(self) -> None:
        self._parent: dict[Name, Name] = {}

    def representative(self, name: Name) -> Name:
        """Return the name that stands for all names of a set."""
        while (parent := self._parent.setdefault(name, name)) != name:
            self._parent[name] = self._parent[parent]  # the path is half as long the next time
            name = self._parent[name]
        return name

    def join(self, one: Name, other: Name) -> None:
        """Make one set of those of two names."""
        self._parent[self.representative(one)] = self.representative(other)

    def join_sharing(
        self,
        sharing: Iterable[tuple[str | None, Name]],
        meeting: bool,
        aside: Iterable[tuple[str | None, Name]],
    ) -> None:
        """Join names that share a key: all of them, or those whose periods meet.

        A beginning that is not known is that of the latest that is met, and such an end that of the
        earliest: what was over before, or began later, need not be the same. Names `aside` are
        joined to the first that they meet, and bring no others together where there are any.
        """
        counting, others = list(sharing), list(aside)
        if not counting:
            counting, others = others, []
        reached, has_end, last = 0, True, None
        spans = list[tuple[int, int, Name]]()  # of each set: up to when, from when, and one of it
        for (first, after, begins, ends), name in sorted(
            (_sure(it), name) for it, name in counting
        ):
            meets = not meeting or first < reached or not begins or not has_end
            if meets and last is not None:
                self.join(last, name)
                reached, has_end = max(reached, after), has_end or ends
                first = spans.pop()[1]
            else:
                reached, has_end = after, ends
            spans.append((reached if has_end else FAR, first, name))
            last = name
        for period, name in others:
            first, after, begins, _ = _sure(period)
            at = bisect_right(spans, first, key=itemgetter(0)) if meeting else 0
            if at < len(spans) and (not meeting or spans[at][1] < after):
                self.join(spans[at][2], name)
            elif not begins and at:
                self.join(spans[at - 1][2], name)

    @property
    def representatives(self) -> set[Name]:
        """The names that stand for the sets."""
        names: list[Name] = list(self._parent)  # which grows no more, but paths become shorter
        return set(map(self.representative, names))

    def groups(self, names: Iterable[Name]) -> list[list[Name]]:
        """Return names in their order, those of one set in one list."""
        return list(grouped((self.representative(name), name) for name in names).values())


@lru_cache(maxsize=65536)
def _sure(text: str | None) -> tuple[int, int, bool, bool]:
    """Return the days that a period surely has, and whether its beginning and end are known.

    >>> _sure("1962/..")[2:], _sure("1962/")[2:], _sure("/..")[2:]
    ((True, True), (True, False), (False, True))
    """
    first, after = begin_and_end(Period.parse(text) if text else None)
    begins, ends = first > 0, not text or not text.endswith("/")
    return (first if begins else after - 1), (after if ends else first + 1), begins, ends
