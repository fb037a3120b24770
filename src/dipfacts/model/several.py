"""Properties of what claims say together, which are kept where there are several claims."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

T = TypeVar("T")


class kept_of_several(cached_property[T]):
    """A property of several claims that is computed once; of one claim it is computed each time.

    What one claim says is found at once, and most relations, events and questions have one: to keep
    it takes more memory than the claim itself.
    """

    def __get__(self, one: Any, owner: Any = None) -> T:  # type: ignore[override]  # never a class
        """Return the value."""
        if len(one.counting) == 1:
            return self.func(one)
        kept: T = super().__get__(one, owner)
        return kept
