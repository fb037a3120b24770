"""Circles of tables that name one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_MOST_NAMED = 6  # ids of a circle in a message


def circles(links: Mapping[str, list[tuple[str, str]]]) -> Iterator[tuple[str, list[str]]]:
    """Yield each circle of links, given by key and target, and the key that closes it.

    Of a long one these are the first ids and the last. The search is without recursion, since
    chains may be long, and takes a time that grows with the number of links.
    """
    done: set[str] = set()
    for start in links:
        path = [] if start in done else [start]
        left = [iter(links[name]) for name in path]  # the links of each that were not followed
        nth = dict.fromkeys(path, 0)  # places in the path
        while path:
            key, target = next(left[-1], ("", ""))
            if not key:
                left.pop()
                done.add(name := path.pop())
                del nth[name]
            elif target in nth:
                first = nth[target]
                named = path[first : first + _MOST_NAMED]
                yield key, named if len(path) - first <= _MOST_NAMED else named + path[-1:]
            elif target in links and target not in done:
                nth[target] = len(path)
                path.append(target)
                left.append(iter(links[target]))


def quoted_ids(circle: Sequence[str]) -> str:
    """Return '"a", "b", "a"'; of many ids the first and the last."""
    names = [f'"{one}"' for one in [*circle, circle[0]]]
    if len(names) > _MOST_NAMED:
        names[_MOST_NAMED - 2 : -1] = ["…"]
    return ", ".join(names)
