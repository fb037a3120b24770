"""The files of many commits, whose trees are read together, each once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

Objects = Callable[[Sequence[str]], Mapping[str, tuple[str, bytes]]]
"""A function that returns the id and the content of objects, by the words that name them."""
_Files = list[tuple[str, str, str]]  # the mode, the id and the name of each, as a tree has them
_TREE = "40000"


class Trees:
    """The trees of commits as far as they were read; most of a commit is that of the one before."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._roots: dict[str, str] = {}
        self._trees: dict[str, _Files] = {}

    def read(self, commits: Sequence[str]) -> None:
        """Read the trees of commits: for each level of folders git is asked once."""
        wanted = {f"{commit}^{{tree}}": commit for commit in commits if commit not in self._roots}
        found = self._objects([*wanted])
        self._roots |= {wanted[word]: id for word, (id, _) in found.items()}
        while found:
            new = {id: _files(data, len(id) // 2) for id, data in found.values()}
            self._trees |= new
            below = (id for files in new.values() for mode, id, _ in files if mode == _TREE)
            found = self._objects([*dict.fromkeys(id for id in below if id not in self._trees)])

    def files(self, commit: str) -> Iterator[tuple[str, str, str]] | None:
        """Return the mode, the id and the path of each file of a commit; None of one not read."""
        return self._files_below(self._roots[commit], "") if commit in self._roots else None

    def _files_below(self, tree: str, folder: str) -> Iterator[tuple[str, str, str]]:
        for mode, id, name in self._trees[tree]:
            if mode == _TREE:
                yield from self._files_below(id, f"{folder}{name}/")
            else:
                yield mode, id, folder + name


def _files(data: bytes, size: int) -> _Files:
    """Return the entries of a tree, which git keeps as 'MODE NAME', a zero and the bytes of the id.

    >>> _files(b"100644 a.toml" + bytes(1 + 20), 20)
    [('100644', '0000000000000000000000000000000000000000', 'a.toml')]
    """
    results, at = [], 0
    while at < len(data):
        after = data.index(b"\0", at) + 1
        mode, _, name = data[at : after - 1].partition(b" ")
        at = after + size
        results.append((mode.decode(), data[after:at].hex(), os.fsdecode(name)))
    return results
