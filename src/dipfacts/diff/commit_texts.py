"""The claims and the tables of texts as commits have them, read one text at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from typing import Any

from dipfacts.model.file_format.tables import Claim
from dipfacts.read.files import SourceFile
from dipfacts.read.rows.table_files import load_table, tables_in
from dipfacts.read.table.validation import FORMAT_LINE
from dipfacts.read.toml.loader import LoadedTable, load_text
from dipfacts.write.temporary import write_temporary

_HEAD = b"\n[["


def tables(data: bytes, toml: str) -> Iterator[tuple[LoadedTable, str]]:
    """Yield the tables of a text of TOML, each with the path of its CSV file."""
    for row in tables_in(data):
        file = row.table.file  # type: ignore[union-attr]  # it is a table
        yield row, os.path.normpath(os.path.join(os.path.dirname(toml), file))


def id_of(row: LoadedTable) -> str:
    """Return the id of a table that was read."""
    return str(getattr(row.table, "id", ""))


def claims_in(csv: SourceFile, data: bytes, table: LoadedTable) -> list[Any]:
    """Return the claims that a table has of its CSV file where that holds these data."""
    with tempfile.TemporaryDirectory(prefix="dipfacts-") as folder:
        path = os.path.join(folder, os.path.basename(csv.path))
        write_temporary(path, data)
        return claims(load_table(csv._replace(path=path), table).rows)


def claims(rows: list[LoadedTable]) -> list[Any]:
    """Return the claims among the tables that were read."""
    return [row.table for row in rows if isinstance(row.table, Claim)]


def in_text(data: bytes, id: str) -> Any:
    """Return the claim of an id that a text of TOML has, else None; only its table is read."""
    if id.encode() not in data:
        return None
    data = data.replace(b"\r\n", b"\n")
    parts = [part for part in (b"\n" + data).split(_HEAD)[1:] if id.encode() in part]
    result = _claim_of(FORMAT_LINE + b"".join(b"\n[[" + part for part in parts), id)
    return result or _claim_of(data, id)  # a text of several lines may hold what looks like a table


def _claim_of(data: bytes, id: str) -> Any:
    return next((claim for claim in claims(load_text(data, "").rows) if claim.id == id), None)


def fault_in(data: bytes, file: str) -> str:
    """Return the error that keeps a text of TOML from loading, 'facts.toml:3: …'; or ""."""
    return next(map(str, load_text(data, file).problems), "")
