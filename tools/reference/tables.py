"""The tables of an export as docs/export.md tells them."""

from __future__ import annotations

import re
from pathlib import Path

from dipfacts.export.tables import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "export.md"
MARKED = re.compile(r"(<!-- tables -->\n).*(<!-- end of tables -->)", re.S)


def documented() -> str:
    """Return every table with its columns."""
    parts = []
    for table in TABLES:
        lines = [
            f"### `{table.name}`\n",
            f"{table.about}\n",
            "| column | is | holds |",
            "|---|---|---|",
        ]
        for column in table.columns:
            of = f"; `{column.of[0]}.{column.of[1]}`" if column.of else ""
            key = ", key" if column.name in table.key else ""
            lines.append(f"| `{column.name}` | {column.kind}{key} | {column.about}{of} |")
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def written(text: str) -> str:
    """Return the page with its tables as they are now."""
    return MARKED.sub(lambda match: f"{match[1]}{documented()}{match[2]}", text)
