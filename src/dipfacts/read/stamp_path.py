"""The path in the stamp of a file, which names the file as answers do, too."""

from __future__ import annotations

from typing import NamedTuple


class StampPath(NamedTuple):
    """The parts of the path of a stamp, which indexes have as one text.

    `target` is the file without links, `short` its name in answers. Of a CSV file there are the id
    of its `table` and its own path, `link`: that may come to lead elsewhere.
    """

    target: str
    short: str = ""
    table: str = ""
    link: str = ""

    @classmethod
    def parse(cls, text: str) -> StampPath:
        """Return the parts of a path; of the empty one of a file without a stamp, empty ones."""
        return cls(*text.split("\0", 3))

    @property
    def encoded(self) -> str:
        """The path as one text: no name holds the character that joins its parts."""
        return "\0".join(self if self.table else self[:2])
