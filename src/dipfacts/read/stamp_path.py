"""The path in the stamp of a file, which names the file as answers do, too."""

from __future__ import annotations

from typing import NamedTuple


class StampPath(NamedTuple):
    """The parts of the path of a stamp, which indexes have as one text."""

    target: str  # the file without links
    short: str = ""  # its name in answers
    table: str = ""  # of a CSV file, the id of its table
    link: str = ""  # of a CSV file, its own path, which may come to lead elsewhere

    @classmethod
    def parse(cls, text: str) -> StampPath:
        """Return the parts of a path; of the empty one of a file without a stamp, empty ones."""
        return cls(*text.split("\0", 3))

    @property
    def encoded(self) -> str:
        """The path as one text: no name holds the character that joins its parts."""
        return "\0".join(self if self.table else self[:2])
