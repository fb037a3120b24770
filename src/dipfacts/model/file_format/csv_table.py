"""A `[[table]]`: claims that are the rows of a CSV file, declared with text templates.

Any key of the claim may be given, as text with `{column}` in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from msgspec import inspect

from dipfacts.model.file_format.tables import (
    CLAIM_TYPES,
    TABLES,
    TOTALS,
    Allow,
    Id,
    Number,
    Table,
    Text,
)

Values = dict[str, tuple[str, ...]]
ClaimType = Literal["figure", "relation", "event"]


WHOLE = (
    *TOTALS,
    *("_t", "all", "all products", "all commodities", "total trade", "overall", "total economy"),
    *("all goods and services", "all items", "all sectors", "all industries", "all activities"),
    *("all ages", "all age groups", "both sexes", "all sexes", "male and female"),
    *("alle waren", "alle produkte", "tous les produits", "todos los productos"),
    *("tutti i prodotti", "todos os produtos", "все товары", "all merchandise"),
    *("total - all products", "total: all products", "total all products"),
)
"""Words for the whole among parts, in small letters; also in the languages of `TOTALS`, Spanish and
Portuguese."""
WHOLE_OF_SEXES = ("t", "sex_t", "mf")
"""Letters that are the whole beside F and M, and may be a part of anything else."""
NO_PART = (*WHOLE, *WHOLE_OF_SEXES)
"""Cells that are blank in a scope where they are `missing`, in small letters."""


class CsvTable(Table, frozen=True, kw_only=True):
    """Claims that are the rows of a CSV file; any key of the claim is text with {column} in it."""

    id: Id
    """the name of the table, with which the ids of its claims begin"""
    file: Text
    """the CSV or TSV file beside this one or below it; .gz too"""
    claim: ClaimType
    """what each row claims"""
    key: Text | None = None
    """the claim's id after the table's; else the number of the row"""
    encoding: Text | None = None
    """how the text is encoded, if not as UTF-8"""
    delimiter: Text | None = None
    """what stands between cells, if not a comma"""
    decimal: Literal[".", ","] | None = None
    """what stands before decimals; the other groups thousands"""
    skip_lines: int | None = None
    """lines before the header, if not as recognised"""
    columns: Text | tuple[Text, ...] | None = None
    """columns that hold a claim each, as "1960..2025": {column} and {cell}"""
    scale: Number = 1
    """what the numbers are multiplied by, to be in base units"""
    missing: tuple[str, ...] = ("",)
    """cells that hold no number: never 0; of dates that may be left out, cells that hold none;
    of a scope, words for the whole"""
    where: Values = msgspec.field(default_factory=dict)
    """only rows with these values in these columns"""
    skip: Values = msgspec.field(default_factory=dict)
    """no rows with these values in these columns"""
    allow: Allow = ()


OWN_KEYS = CsvTable.__struct_fields__


def _template(field: inspect.Field) -> Any:
    """Return the type of a key of a table: as many texts as the key of its claims holds."""
    kind = field.type
    while isinstance(kind, inspect.Metadata):
        kind = kind.type
    parts = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    several = [isinstance(it, inspect.VarTupleType) for it in parts if it != inspect.NoneType()]
    shape: Any = tuple[Text, ...] if all(several) else Text
    if any(several) and not all(several):
        shape = Text | tuple[Text, ...]
    return shape | None


def _templates() -> dict[str, tuple[str, Any, Any]]:
    """Return the keys of claims of any type, each once, as fields of a table."""
    results: dict[str, tuple[str, Any, Any]] = {}
    for claim in CLAIM_TYPES:
        for field in inspect.type_info(TABLES[claim]).fields:  # type: ignore[attr-defined]  # a struct
            if field.name not in OWN_KEYS:
                results.setdefault(field.name, (field.name, _template(field), None))
    return results


_TEMPLATES = _templates()

_Whole = msgspec.defstruct(
    "CsvTable",
    [*_TEMPLATES.values()],
    bases=(CsvTable,),
    rename={"from_": "from"},
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
)
_Whole.__doc__ = CsvTable.__doc__

FILE_TABLES: dict[str, Any] = {**TABLES, "table": _Whole}
"""The tables that a file of TOML may have, and the types that declare their keys."""


def declared_table(spec: bytes) -> CsvTable:
    """Return a `[[table]]` as an index keeps it, encoded."""
    table: CsvTable = msgspec.msgpack.decode(spec, type=FILE_TABLES["table"])
    return table


def may_be_row(id: str, table: str) -> bool:
    """Return whether a claim may be a row of a table, by its id and that of the table."""
    return id.startswith(f"{table}-")


def table_of(tables: Iterable[CsvTable], id: str) -> CsvTable | None:
    """Return the table of which a claim is a row, of several the one of the longest id."""
    own = (table for table in tables if may_be_row(id, table.id))
    return max(own, key=lambda table: len(table.id), default=None)


def templates(table: CsvTable) -> dict[str, Any]:
    """Return the keys of its claims that a table gives, each a text or several."""
    keys = ((key.removesuffix("_"), getattr(table, key)) for key in _TEMPLATES)
    return {key: value for key, value in keys if value is not None}
