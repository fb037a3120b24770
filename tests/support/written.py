"""The claims of what an import wrote, read as a fact base, one `[[table]]` after another."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from dipfacts.importing.count import is_outside
from dipfacts.model.file_format.csv_table import CsvTable
from dipfacts.read.rows.csv_files import head_of, rows
from dipfacts.read.rows.tables import Outcome, TableClaim, TableReader, declared, layout, unrepeated
from dipfacts.text import plain


def documents(folder: Path) -> list[dict[str, Any]]:
    """Return the TOML files of a folder, parsed."""
    texts = [path.read_text() for path in sorted(folder.glob("*.toml"))]
    return [tomllib.loads(text, parse_float=Decimal) for text in texts]


def outcomes(table: CsvTable, path: str) -> Iterator[Outcome]:
    """Yield what each row of the file of a table is. Raises TableError for a wrong table."""
    written = layout(table, path)
    reader = TableReader(table, head_of(path, written), plain(path))
    lines: dict[str, int] = {}
    for row in rows(path, written):
        for found in reader.read(row):
            yield unrepeated(found, lines, plain(path))


def claims(folder: Path) -> dict[str, dict[str, Any]]:
    """Return every claim of the tables in a folder, by its id, with its type and line."""
    found: dict[str, dict[str, Any]] = {}
    for document in documents(folder):
        for raw in document.get("table", []):
            for outcome in outcomes(declared(raw), os.path.join(folder, raw["file"])):
                if isinstance(outcome, TableClaim):
                    keys = {**outcome.keys, "source": raw["source"]}
                    assert keys["id"] not in found
                    if "allow" in raw and is_outside(outcome):  # it allows what needs it
                        keys["allow"] = raw["allow"]
                    found[keys["id"]] = {"claim": raw["claim"], "line": outcome.line, **keys}
    return found
