"""Names of files of several fact bases, told apart by the folders that these are in."""

from __future__ import annotations

import os
from collections import Counter


def distinct(names: list[tuple[str, str]]) -> list[str]:
    """Return a name for each file, given the folder of its base and its path in there.

    Where bases have a name in common, the names of their files begin with as many folders as it
    takes to tell them apart.

    >>> distinct([("/a/b", "facts.toml"), ("/a/c", "facts.toml"), ("/a/d", "d.toml")])
    ['b/facts.toml', 'c/facts.toml', 'd.toml']
    >>> distinct([("/a/x", "t.toml"), ("/b/x", "t.toml"), ("bundled", "t.toml")])
    ['a/x/t.toml', 'b/x/t.toml', 'bundled/t.toml']
    """
    times = Counter(name for _, name in names)
    alike = {folder.lstrip(os.sep) for folder, name in names if times[name] > 1}
    for depth in range(max((len(it.split(os.sep)) for it in alike), default=0) + 1):
        results = [
            os.path.join(*_last(folder.lstrip(os.sep), depth, alike), name)
            for folder, name in names
        ]
        if len({*results}) == len(results):
            return results
    return [name for _, name in names]


def _last(folder: str, depth: int, alike: set[str]) -> list[str]:
    """Return the names of the last folders of a path, of one that is alike with another."""
    return folder.split(os.sep)[-depth:] if depth and folder in alike else []
