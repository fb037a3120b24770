"""Values in groups of one key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return values by their keys, which come first: both in the order of first appearance.

    >>> grouped([("b", 1), ("a", 2), ("b", 3)])
    {'b': [1, 3], 'a': [2]}
    """
    results: dict[K, list[V]] = {}
    for key, value in pairs:
        results.setdefault(key, []).append(value)
    return results
