"""Remedies as data: words, and among them what is to be written in TOML, or typed.

Whoever writes no TOML, as who imports a file, or types no commands is told the same in other words.
So it is of messages that name options.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from dipfacts.record import Record
from dipfacts.text import listed


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
        first = self.values[0][0]
        return first in '"-' or first.isdigit()

    @property
    def text(self) -> str:
        """Return the value, of several the first, without the marks of TOML."""
        value = self.values[0]
        return value[1:-1] if value.startswith('"') else value.replace("_", "")

    def __str__(self) -> str:
        return f"{self.key} = {listed(self.values, 'or')}"


class InTable(Record, frozen=True):
    """The setting for all rows that is needed besides, as a row was about that, too."""

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


class ByColumn(Record, frozen=True):
    """The remedy for one row of a key that all have alike: a column for it."""

    key: str
    text: str

    @property
    def template(self) -> Setting:
        """The setting that names the column."""
        return Setting.of(self.key, f"{{{self.key}}}")

    @property
    def cell(self) -> str:
        """The text to write in it."""
        return f'and "{self.text}" in a column {self.key}'

    def __str__(self) -> str:
        return f"{self.template} to the [[table]], {self.cell}"


class OtherWord(Record, frozen=True):
    """The remedy for a value that a key cannot have: the words that may be meant, or all it can."""

    key: str
    value: str
    remedy: AnyRemedy

    def __str__(self) -> str:
        return str(self.remedy)


class LeaveKeyOut(Record, frozen=True):
    """The remedy for a key that is of no use in some cases: when that is, or of what."""

    when: str = ""
    of_what: str = ""

    def __str__(self) -> str:
        return f"leave it out {f'of {self.of_what}' if self.of_what else self.when}"


class Encoding(Record, frozen=True):
    """The remedy for a file of another encoding: to name that, which may be known."""

    name: str = ""

    def __str__(self) -> str:
        named = Setting.of("encoding", self.name)
        return f"add {named}" if self.name else "name the encoding that it has"


class Declare(Record, frozen=True):
    """The remedy for a name that nothing declares, by the table that would."""

    table: str

    def __str__(self) -> str:
        return f"declare it in a [[{self.table}]]"


class LongerKey(Record, frozen=True):
    """The remedy for two rows with one id: a key of more columns; `first` is the line above."""

    first: int

    def __str__(self) -> str:
        return "add a column to the key of the table"


class Allow(Record, frozen=True):
    """The way to accept a warning, with the reason; of a row that of the [[table]] of all."""

    code: str
    why: str = "…"
    is_of_row: bool = False

    def __str__(self) -> str:
        allow = Setting.list_of("allow", f"{self.code}: {self.why}")
        return f"{allow} to the [[table]]" if self.is_of_row else str(allow)


class Lists(Record, frozen=True):
    """The command that lists what there is, and what that is."""

    command: str
    what: str
    option: str = ""

    def __str__(self) -> str:
        typed = " ".join(filter(None, ("dipfacts", self.command, self.option)))
        return f"{typed} lists {self.what}"


class Search(Record, frozen=True):
    """The command by which ids are found."""

    def __str__(self) -> str:
        return "dipfacts search TEXT finds ids"


class Option(Record, frozen=True):
    """An option of the command line, without the dashes before it, and its value if one is told."""

    name: str
    value: str = ""

    @classmethod
    def of(cls, name: str, value: object = "") -> Self:
        """Return the option of a name in code, with any value."""
        return cls(name.strip("_").replace("_", "-"), str(value))

    def __str__(self) -> str:
        return f"--{self.name} {self.value}" if self.value else f"--{self.name}"


class Instead(Record, frozen=True):
    """The command that may have been meant: its words, a text to search for, and its options."""

    words: tuple[str, ...]
    text: str = ""
    options: tuple[Option, ...] = ()

    def __str__(self) -> str:
        import shlex  # lazy: only for a slip

        given = (word for it in self.options for word in (f"--{it.name}", it.value) if word)
        return f"try dipfacts {shlex.join([*self.words, *given])}{self.quoted_text}"

    @property
    def quoted_text(self) -> str:
        """The text to search for, in quotes and after a blank."""
        return f' "{self.text}"' if self.text else ""


class Takes(Record, frozen=True):
    """A command that takes what another does not, and what that is."""

    command: str
    what: str

    def __str__(self) -> str:
        return f"dipfacts {self.command} takes {self.what}"


class AsTable(Record, frozen=True):
    """The same question without a file or a format, which is answered as a table."""

    def __str__(self) -> str:
        return "leave -o and --format out to see what is on record"


Part = (
    str
    | AsTable
    | Lists
    | Search
    | Option
    | Instead
    | Takes
    | Setting
    | InTable
    | Missing
    | LeaveRowOut
    | ByColumn
    | OtherWord
    | LeaveKeyOut
    | Encoding
    | Declare
    | LongerKey
    | Allow
)


class Remedy(Record, frozen=True):
    """The remedy of a problem, or what is wrong: words, and the keys or options that they name."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, *parts: Part | Remedy) -> Self:
        """Return the remedy that some parts are together, among them other remedies."""
        each = (it.parts if isinstance(it, Remedy) else (it,) for it in parts)
        return cls(tuple(part for some in each for part in some))

    def with_words(self, change: Callable[[str], str]) -> Self:
        """Return the remedy with its words changed, but not what they name."""
        return type(self)(tuple(change(it) if isinstance(it, str) else it for it in self.parts))

    def worded(self, by: Callable[[Part], str]) -> str:
        """Return the remedy with each part in the words of a function."""
        return "".join(map(by, self.parts))

    def __str__(self) -> str:
        """Return the remedy for whoever writes TOML, and types commands."""
        return self.worded(str)


AnyRemedy = str | Remedy
"""A remedy, or a message, which is a plain text where everyone is told the same."""
