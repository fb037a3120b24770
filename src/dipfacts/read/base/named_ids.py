"""The keys of a table that name other tables, and the ids that stand there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from dipfacts.model.file_format.tables import (
    CLAIM_TYPES,
    ID_PATTERN,
    PARTY_PATTERN,
    TABLES,
    Event,
    Figure,
    Measure,
    Party,
    Relation,
    Source,
    Table,
)
from dipfacts.read.table.positions import Where, values_of
from dipfacts.read.toml.loader import InvalidTable
from dipfacts.text import fold

ID = re.compile(ID_PATTERN[1:-1])
_PARTY = re.compile(PARTY_PATTERN[1:-1])

_CLAIM = {"source": "source", "topic": "topic"}
_CLAIM |= dict.fromkeys(("from", "to", "claimant", "parties"), "party")
REFERENCES: dict[type[Table], dict[str, str]] = {
    Source: {"derived_from": "source"},
    Party: {"country": "party"},
    Measure: {"topic": "topic", "sum_of": "measure", "difference_of": "measure", "of": "measure"},
    Figure: _CLAIM | {"measure": "measure", "reporter": "party", "part_of": "claim"},
    **dict.fromkeys((Relation, Event), _CLAIM | {"people": "party", "same_as": "claim"}),
}
"""The keys of each table that name another, and the kind of table that they name."""

SPACES = ("source", "party", "topic", "measure", "kind", "claim")
"""The kinds of ids: those of one are unique among themselves, see `space_of`."""


def space_of(table: str) -> str:
    """Return the name of the tables that share their ids with this one: "claim" for all claims."""
    return "claim" if table in CLAIM_TYPES else table


def naming_keys(table: str) -> Collection[str]:
    """Return the keys by which a table is named, and names others."""
    return ("id", *REFERENCES.get(TABLES[table], ())) if table in TABLES else ("id",)


def references(table: Any) -> Iterator[tuple[Where, str, str]]:
    """Yield the place, the kind of table named, and its id for every reference of a table."""
    for key, space in REFERENCES.get(type(table), {}).items():
        value = getattr(table, "from_" if key == "from" else key)
        if type(value) is str:  # as most are
            yield key, space, value
        elif value:
            yield from ((where, space, id_) for where, id_ in values_of(key, value))


def named_by(kind: type[Table], tables: Sequence[Table]) -> Iterator[tuple[str, Collection[str]]]:
    """Yield the ids that tables of one type name under each key, with the kind of table named."""
    for key, space in REFERENCES.get(kind, {}).items():
        values = {*map(attrgetter("from_" if key == "from" else key), tables)} - {None}
        yield space, {id_ for value in values for _, id_ in values_of(key, value)}


def raw_references(invalid: InvalidTable) -> Iterator[tuple[Where, str, str]]:
    """Yield the references of a table that failed validation, as far as they are ids or codes."""
    kind = TABLES.get(invalid.name)
    for key, space in REFERENCES[kind].items() if kind in REFERENCES else ():
        pattern = _PARTY if space == "party" else ID
        for where, id_ in values_of(key, invalid.keys.get(key)):
            if isinstance(id_, str) and pattern.fullmatch(id_):
                yield where, space, id_


def ids_called(text: str, tables: Mapping[str, Any]) -> list[str]:
    """Return the ids of the tables, by id, of which a text is the label or the name.

    However it is spelled: "trade-turnover" for the measure of the label "Trade turnover".
    """
    form = fold(text)

    def is_called(table: Any) -> bool:
        texts = (getattr(table, "label", None), getattr(table, "name", None))
        return any(fold(own) == form for own in (*texts, *getattr(table, "aliases", ())) if own)

    return [id_ for id_, table in tables.items() if is_called(table)]
