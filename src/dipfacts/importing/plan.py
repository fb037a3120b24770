"""The plan of an import: declarations, tables, perhaps a CSV of its own; and the reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from dipfacts.importing.reasons import AnyReason
from dipfacts.remedy import AnyRemedy

if TYPE_CHECKING:
    from dipfacts.importing.inputs import Input

Keys = dict[str, Any]


class Update(NamedTuple):
    """The day of the last update of a file; or what it says, and the day that this may mean."""

    day: str = ""
    says: str = ""
    may_be: str = ""


class UnreadableRow(NamedTuple):
    """A row of a file that cannot be read, by its number."""

    number: int
    message: str
    remedy: AnyRemedy


@dataclass(frozen=True)
class DerivedTable:
    """A CSV made from a file that no table can be declared over.

    Numbers that are computed have a point before their decimals, whatever the file has.
    """

    heads: list[str]
    rows: list[list[str]]
    why: str  # why the file itself cannot be declared
    of: int  # the number of all rows of the file, or of cells
    left_out: Counter[AnyReason] = field(default_factory=Counter)
    """Rows of the file that are not in it, by reason, without the unreadable."""
    unreadable: list[UnreadableRow] = field(default_factory=list)
    unit: str = "row"  # what `of` counts: rows or cells
    notes: frozenset[int] = frozenset()  # the numbers of the lines of the file that are no rows
    is_computed: bool = False
    row: str = "row"  # the head of the column with the row numbers of the file

    def column(self, head: str) -> list[str]:
        """Return the cells below a head. Raises ValueError for one that there is not."""
        nth = self.heads.index(head)
        return [row[nth] for row in self.rows]

    def lines(self) -> Iterator[dict[str, str]]:
        """Yield the rows with their cells by head, of a table that has each head once."""
        return (dict(zip(self.heads, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Plan:
    """The TOML for a file: its declarations and `[[table]]`s, and what people are told about it."""

    title: str
    id: str
    seen: str
    source: Keys
    tables: list[Keys]  # none names a file: that is added when it is known where it will be
    declares: dict[str, list[Keys]] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], AnyReason] = field(default_factory=dict)
    """The reasons why `where` or `skip` leave rows out, by column and value, or by column alone."""
    notes: tuple[str, ...] = ()
    derived: DerivedTable | None = None
    distinct: str = ""  # why no two claims of the data set are one, however near they are
    doubted: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The message and the remedy for rows that a table reads but that are not right, by number."""
    input: Input | None = None  # the file that holds the rows, if it is another than the one named
    unused: tuple[str, ...] = ()  # the columns of which nothing is taken
    update: Update = field(default_factory=Update)  # what the file says of the day of its update
    cites: str = ""  # the source of another TOML that is this one, too; else it has its own id

    @property
    def source_id(self) -> str:
        """Return the id of the source of all claims."""
        return self.cites or self.id


# Allowed where a claim is so: statistics are of a territory, whoever ruled it then.
LIFETIME = ["outside-lifetime: the data set has this code for other years, too"]
