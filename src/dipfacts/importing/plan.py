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
    """A CSV made from a file that no table can be declared over; `row` has the rows of the file.

    `left_out` counts the rows of the file that are not in it, by reason, without the `unreadable`;
    `of` counts all rows (or cells, if that is the `unit`). The lines of the file with the numbers
    in `notes` are no rows. Numbers that are computed have a point before their decimals, whatever
    the file has.
    """

    heads: list[str]
    rows: list[list[str]]
    why: str
    of: int
    left_out: Counter[AnyReason] = field(default_factory=Counter)
    unreadable: list[UnreadableRow] = field(default_factory=list)
    unit: str = "row"
    notes: frozenset[int] = frozenset()
    is_computed: bool = False
    row: str = "row"

    def column(self, head: str) -> list[str]:
        """Return the cells below a head. Raises ValueError for one that there is not."""
        nth = self.heads.index(head)
        return [row[nth] for row in self.rows]

    def lines(self) -> Iterator[dict[str, str]]:
        """Yield the rows with their cells by head, of a table that has each head once."""
        return (dict(zip(self.heads, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Plan:
    """The TOML for a file: its declarations and `[[table]]`s, and what people are told about it.

    `reasons` says why rows are left out that `where` or `skip` leave out, by column and value, or
    by column alone. A table names no file: that is added when it is known where it will be.
    `distinct` says why no two claims of the data set are one, however near they are. `doubted` has
    the message and the remedy for each row, by number, that a table reads but that is not right.
    `unused` names the columns of which nothing is taken. `update` is what the file says of the day
    of its update, where the source does not have it. `cites` is the source of another TOML that is
    this one, too; else it has an id of its own.
    """

    title: str
    id: str
    seen: str
    source: Keys
    tables: list[Keys]
    declares: dict[str, list[Keys]] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], AnyReason] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    derived: DerivedTable | None = None
    distinct: str = ""
    doubted: dict[int, tuple[str, str]] = field(default_factory=dict)
    input: Input | None = None  # the file that holds the rows, if it is another than the one named
    unused: tuple[str, ...] = ()
    update: Update = field(default_factory=Update)
    cites: str = ""

    @property
    def source_id(self) -> str:
        """Return the id of the source of all claims."""
        return self.cites or self.id


# Allowed where a claim is so: statistics are of a territory, whoever ruled it then.
LIFETIME = ["outside-lifetime: the data set has this code for other years, too"]
