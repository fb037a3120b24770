"""Remedies of problems as data: words, and among them what is to be written in TOML.

Whoever writes no TOML, as who imports a file, is told the same in other words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from dipfacts.record import Record


class Setting(Record, frozen=True):
    """A key with its value as TOML writes it; of several values, any of them."""

    key: str
    values: tuple[str, ...]

    @classmethod
    def of(cls, key: str, *texts: str) -> Self:
        """Return the setting of a key to a text, or to any of several."""
        return cls(key, tuple(f'"{text}"' for text in texts))

    @classmethod
    def list_of(cls, key: str, *texts: str) -> Self:
        """Return the setting of a key to a list of texts."""
        return cls(key, (f"[{', '.join(cls.of(key, *texts).values)}]",))

    @property
    def is_plain(self) -> bool:
        """Return whether the value is a text, a number or a date, and no list or table."""
        return self.values[0][0] not in "[{"

    @property
    def text(self) -> str:
        """Return the value, of several the first, without the marks of TOML."""
        value = self.values[0]
        return value[1:-1] if value.startswith('"') else value.replace("_", "")

    def __str__(self) -> str:
        return f"{self.key} = {' or '.join(self.values)}"


class InTable(Record, frozen=True):
    """What is to be set for all rows besides, as what is written in one was about that, too."""

    setting: Setting

    def __str__(self) -> str:
        return f", and {self.setting} in the table"


class Missing(Record, frozen=True):
    """The remedy for a cell that means unknown, as far as messages tell it."""

    cell: str

    def __str__(self) -> str:
        return 'name it in missing = ["…"]'


class LeaveRowOut(Record, frozen=True):
    """The condition that leaves out a row for its cell of a column."""

    column: str

    def __str__(self) -> str:
        return f"leave the row out: skip = {{ … }} for its {self.column}"


Part = str | Setting | InTable | Missing | LeaveRowOut


class Remedy(Record, frozen=True):
    """What is to be done about a problem: words, and what they name in TOML."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, *parts: Part | Remedy) -> Self:
        """Return the remedy that some parts are together, among them other remedies."""
        each = (it.parts if isinstance(it, Remedy) else (it,) for it in parts)
        return cls(tuple(part for some in each for part in some))

    def with_words(self, change: Callable[[str], str]) -> Self:
        """Return the remedy with its words changed, but not what they name."""
        return type(self)(tuple(change(it) if isinstance(it, str) else it for it in self.parts))

    def told(self, how: Callable[[Part], str]) -> str:
        """Return the remedy with each part told as a function does."""
        return "".join(map(how, self.parts))

    def __str__(self) -> str:
        """Return the remedy for whoever writes TOML."""
        return self.told(str)


AnyRemedy = str | Remedy
"""A remedy, which is a plain text where it names nothing in TOML."""
