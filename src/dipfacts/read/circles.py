"""Circles of tables that name one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_MOST_NAMED = 6  # ids of a circle in a message


def circles(links: Mapping[str, list[tuple[str, str]]]) -> Iterator[tuple[str, list[str]]]:
    """Yield each circle of links, given by key and target, and the key that closes it.

    The search is without recursion, since chains may be long.
    """
    done: set[str] = set()
    for start in links:
        path = {} if start in done else {start: iter(links[start])}
        while path:
            name = next(reversed(path))
            key, target = next(path[name], ("", ""))
            if not key:
                del path[name]
                done.add(name)
            elif target in path:
                ids = [*path]
                yield key, ids[ids.index(target) :]
            elif target in links and target not in done:
                path[target] = iter(links[target])


def quoted_ids(circle: Sequence[str]) -> str:
    """Return '"a", "b", "a"'; of many ids the first and the last."""
    names = [f'"{one}"' for one in [*circle, circle[0]]]
    if len(names) > _MOST_NAMED:
        names[_MOST_NAMED - 2 : -1] = ["…"]
    return ", ".join(names)
