"""The keys by which two tables of the fact base differ."""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

_CSV = (".csv", ".tsv", ".gz")
_ROW = re.compile(r"row \d+")

Changes = dict[str, tuple[Any, Any]]
"""The keys of a table that differ, each with its old and new value; None where it is not given."""


def changes(old: Any, new: Any) -> Changes:
    """Return the keys by which two tables differ, as files spell them."""
    keys = dict.fromkeys((*old.__struct_fields__, *new.__struct_fields__))
    both = {key: (getattr(old, key, None), getattr(new, key, None)) for key in keys}
    results = {key.rstrip("_"): pair for key, pair in both.items() if _differ(*pair)}
    if type(old) is not type(new):
        names = (type(it).__name__.lower() for it in (old, new))
        results = {"type": (next(names), next(names)), **results}
    return results


def _differ(old: object, new: object) -> bool:
    return old != new or str(old) != str(new)  # 2 is less precise than 2.0


def is_row(file: str) -> bool:
    """Return whether the claims of a file are rows of a table."""
    return file.endswith(_CSV)


def content(claim: Any, file: str) -> Any:
    """Return a claim without the number of its row, which is no more than its place."""
    is_placed = is_row(file) and _ROW.fullmatch(claim.locator or "")
    return replace(claim, locator=None) if is_placed else claim
