"""The joined views: each type of claim with the words of what it refers to."""

from __future__ import annotations

import os
from collections.abc import Mapping

FILE, HEAD = "views.sql", "-- For DuckDB: cd into this folder and run duckdb -init views.sql"

_SHARED = """c.id, c.topic, t.label AS topic_label, c.parties, {names},
  c.from_party, c.to_party, c.period, c.period_start, c.period_end, c.period_precision"""
_ABOUT = """(SELECT {together} FROM claim_parties cp JOIN parties p ON p.id = cp.party
    WHERE cp.claim = c.id AND cp.role IN ('party', 'from', 'to')) AS party_names"""
_TAIL = """c.claimant, w.name AS claimant_name, c.said_on, c.known_by, c.rank, c.inferred, c.note,
  c.source, s.publisher, s.author, s.published, s.url, c.locator
FROM claims c JOIN sources s ON s.id = c.source
  LEFT JOIN topics t ON t.id = c.topic LEFT JOIN parties w ON w.id = c.claimant"""

VIEWS = {
    "figures": """c.measure, m.label AS measure_label, m.nature, c.value, c.unit, c.qualifier,
  c.display, c.reporter, r.name AS reporter_name, c.scope, c.part_of, c.valuation, c.definition""",
    **dict.fromkeys(("relations", "events"), "c.kind, c.title, c.place, c.status, c.occurrence"),
}
"""The views by name, and the columns that each has of its own."""

_MORE = {"figures": " JOIN measures m ON m.id = c.measure LEFT JOIN parties r ON r.id = c.reporter"}


def write(folder: str, tables: Mapping[str, str]) -> None:
    """Write the SQL by which DuckDB reads a folder; `tables` say how each of them is read."""
    reading = [f"CREATE VIEW {name} AS SELECT * FROM {read}" for name, read in tables.items()]
    with open(os.path.join(folder, FILE), "w", encoding="utf-8") as stream:
        stream.writelines(f"{sql};\n" for sql in (HEAD, *reading, *statements(decimals=True)))


def statements(decimals: bool) -> list[str]:
    """Return the SQL of the views, for an engine with decimals (DuckDB) or without (SQLite)."""
    together = f"group_concat(p.name, '; '{' ORDER BY cp.nth' if decimals else ''})"
    shared = _SHARED.format(names=_ABOUT.format(together=together))
    found = [
        f"CREATE VIEW {name} AS SELECT {shared},\n  {own},\n  {_TAIL}{_MORE.get(name, '')}\n"
        f"WHERE c.type = '{name.removesuffix('s')}'"
        for name, own in VIEWS.items()
    ]
    if decimals:
        return found
    return [view.replace("c.value,", "c.value, c.value_exact,") for view in found]
