"""Properties of what claims say together, computed once, when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic

from dipfacts.record import T


class cached(Generic[T]):
    """A property that is computed once: `functools.cached_property` without its lock.

    Whoever computes it at the same time gets the same, and the lock took longer than most of these.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self.compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Note under which name the value is kept."""
        self.name = name

    def __get__(self, one: Any, owner: type) -> T:
        """Return the value, of which the object has its own from now on."""
        value = one.__dict__[self.name] = self.compute(one)
        return value


class cached_unless_single(cached[T]):
    """A property of several claims that is computed once; of one claim it is computed each time.

    What one claim says is found at once, and most relations, events and questions have one: to keep
    it takes more memory than the claim itself.
    """

    def __get__(self, one: Any, owner: type) -> T:
        """Return the value."""
        return self.compute(one) if len(one.counting) == 1 else super().__get__(one, owner)
