"""Read what an import wrote as a fact base of claims, one `[[table]]` after another."""

from __future__ import annotations

import os
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from dipfacts.importing.count import is_outside
from dipfacts.importing.toml import table_text
from dipfacts.read.tables import TableClaim, declared, outcomes

_DECLARATIONS = ("source", "topic", "measure", "kind", "party")


def documents(folder: Path) -> list[dict[str, Any]]:
    """Return the TOML files of a folder, parsed."""
    texts = [path.read_text() for path in sorted(folder.glob("*.toml"))]
    return [tomllib.loads(text, parse_float=Decimal) for text in texts]


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


def as_base(folder: Path, target: Path) -> Path:
    """Write the declarations and the claims of a folder as one file of TOML; return its path.

    Fractions of money, which are an error only where people type amounts, are cut off.
    """
    parts = ["format = 1"]
    for document in documents(folder):
        for name in _DECLARATIONS:
            parts += [table_text(name, table) for table in document.get(name, [])]
    for keys in claims(folder).values():
        own = {key: value for key, value in keys.items() if key not in ("claim", "line")}
        if own.get("unit", "").isupper():
            own["value"] = int(own["value"])
        parts.append(table_text(keys["claim"], own))
    target.write_text("\n".join(parts))
    return target
