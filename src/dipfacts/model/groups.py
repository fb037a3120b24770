"""Values in groups of one key, and some at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import compress, islice, pairwise
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

AT_ONCE = 500  # claims that are held, or ids in one statement: SQLite may take no more than 999


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    """Return values by their keys, which come first: both in the order of first appearance.

    >>> grouped([("b", 1), ("a", 2), ("b", 3)])
    {'b': [1, 3], 'a': [2]}
    """
    results: dict[K, list[V]] = {}
    for key, value in pairs:
        results.setdefault(key, []).append(value)
    return results


def shared_by_several(values: Sequence[V], key: Callable[[V], Hashable]) -> Iterator[list[V]]:
    """Yield the values that share their key with others, in groups: of very many most are alone.

    Of all keys the hashes are held, and the keys of those that share them. The groups are in the
    order of their first values, and each in the order given.

    >>> [*shared_by_several(["bee", "ant", "cow", "bat"], lambda word: word[0])]
    [['bee', 'bat']]
    """
    hashes = array("q", map(hash, map(key, values)))
    again = {one for one, other in pairwise(sorted(hashes)) if one == other}
    some = compress(values, map(again.__contains__, hashes))
    groups = grouped((key(value), value) for value in some) if again else {}
    yield from (group for group in groups.values() if len(group) > 1)


def by_member(
    values: Iterable[V], members: Callable[[V], Iterable[K]]
) -> dict[K, list[tuple[int, V]]]:
    """Return values by each of their members, each with its number among all.

    >>> by_member(["ab", "b"], list)
    {'a': [(0, 'ab')], 'b': [(0, 'ab'), (1, 'b')]}
    """
    return grouped((key, (n, value)) for n, value in enumerate(values) for key in members(value))


def batches(values: Iterable[V], most: int | None = None) -> Iterator[list[V]]:
    """Yield lists of so many values at a time, `AT_ONCE` by default.

    >>> [*batches("abcde", 2)]
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(values)
    while some := [*islice(rest, most or AT_ONCE)]:
        yield some
