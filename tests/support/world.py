"""The tables of data/world as they are committed."""

from __future__ import annotations

import csv
from functools import cache

import make_world

Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    """Return the rows of a table."""
    with (make_world.WORLD / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
