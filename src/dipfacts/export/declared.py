"""A table of an export: its columns, and the rows that fill them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal

from dipfacts.model.file_format.descriptions import description
from dipfacts.model.file_format.tables import Figure, Relation, Table
from dipfacts.model.periods.period import Period
from dipfacts.query.base import Base
from dipfacts.record import Record

ColumnKind = Literal["text", "date", "integer", "number", "flag"]
Values = tuple[Any, ...]

SQL_TYPES = {
    "text": "VARCHAR",
    "date": "DATE",
    "integer": "BIGINT",
    "number": "DECIMAL(36, 18)",
    "flag": "BOOLEAN",
}
"""The type of each kind of column in most engines."""


class Column(Record, frozen=True):
    """One column; `of` is the table and column that its values are found in."""

    name: str
    kind: ColumnKind
    about: str
    of: tuple[str, str] | None = None


class ExportTable(Record, frozen=True):
    """One table."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[Base], Iterator[Values]]
    key: tuple[str, ...]  # the columns that name a row
    indexes: tuple[tuple[str, ...], ...] = ()  # the columns that it is asked by
    has_parts: bool = False  # whether it has PERIOD and a topic, by which Parquet can divide it

    @property
    def with_exact(self) -> Iterator[Column]:
        """The columns of a table that engines compute with: a number stands as a text, too."""
        for column in self.columns:
            yield column
            if column.kind == "number":
                about = "the same to the last digit, as the source has it"
                yield Column(f"{column.name}_exact", "text", about)


PARTY, CLAIM = ("parties", "id"), ("claims", "id")

_COLUMN_KINDS: dict[str, ColumnKind] = {
    "value": "number",
    "accessed": "date",
    "partners": "integer",
}
_OF = {
    "topic": ("topics", "id"),
    "measure": ("measures", "id"),
    "source": ("sources", "id"),
    **dict.fromkeys(("part_of", "same_as"), CLAIM),
    **dict.fromkeys(("reporter", "country"), PARTY),
}


def as_declared(table: type[Table], keys: str) -> tuple[Column, ...]:
    """Return columns for keys of the fact base, described as these are declared."""
    whose = {Figure: "figures: ", Relation: "relations and events: "}.get(table, "")
    return tuple(
        Column(key, _COLUMN_KINDS.get(key, "text"), whose + description(table, key), _OF.get(key))
        for key in keys.split()
    )


PARTIES = Column("parties", "text", "the ids of all parties, joined by a semicolon and a blank")
PARTY_NAMES = Column("party_names", "text", "their names, joined likewise")

PERIOD = (
    Column("period_start", "date", "its first day; null where open or unknown"),
    Column("period_end", "date", "its last day, inclusive; null where open or unknown"),
    Column("period_before", "date", "the day after its last: period_start <= day < period_before"),
)


def days(period: Period | None) -> Values:
    """Return the columns of PERIOD."""
    return (period.start, period.last, period.end) if period else (None, None, None)


def names_of(base: Base) -> Callable[[tuple[str, ...]], str]:
    """Return the function that joins the names of parties, which it remembers."""

    @lru_cache(maxsize=16_384)
    def names(ids: tuple[str, ...]) -> str:
        parties = base.parties_by_id(ids)
        return "; ".join(parties[id].name if id in parties else id for id in ids)

    return names


def exact(number: int | Decimal | None) -> str | None:
    """Return a number to the last digit that the source gives, zeros at the end too."""
    return None if number is None else f"{Decimal(number):f}"
