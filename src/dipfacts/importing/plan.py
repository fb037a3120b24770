"""What an import is going to write: declarations, tables, perhaps a CSV of its own; and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Keys = dict[str, Any]


@dataclass(frozen=True)
class Derived:
    """A CSV made from a file that no table can be declared over; `row` is that of the file.

    `left_out` counts the rows of the file that are not in it, by reason; `of` all rows of the file.
    """

    heads: list[str]
    rows: list[list[str]]
    why: str
    of: int
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Plan:
    """The TOML for a file: its declarations and `[[table]]`s, and what people are told about it.

    `reasons` says why rows are left out that `where` or `skip` leave out, by column and value, or
    by column alone. A table names no file: that is added when it is known where it will be.
    """

    title: str
    id: str
    seen: str
    source: Keys
    tables: list[Keys]
    declares: dict[str, list[Keys]] = field(default_factory=dict)
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    derived: Derived | None = None
    input: Any = None  # the file that holds the rows, if it is another than the one named


# Allowed where a claim is so: statistics are of a territory, whoever ruled it then.
LIFETIME = ["outside-lifetime: the data set has this code for other years, too"]
TRADE = {"id": "trade", "label": "Trade"}
_TRADE = {
    "exports": ("Exports", "goods sold by the `from` country to the `to` country"),
    "imports": ("Imports", "goods bought by the `to` country from the `from` country"),
    "re-exports": ("Re-exports", "foreign goods sold on; they are a part of exports"),
    "re-imports": ("Re-imports", "goods of its own that a country buys back; a part of imports"),
    "trade-balance": ("Trade balance", "exports less imports of the `from` country"),
    "exports-total": ("Exports to all countries", "goods sold to the whole world"),
    "imports-total": ("Imports from all countries", "goods bought from the whole world"),
}


def trade(measures: Iterable[str]) -> dict[str, list[Keys]]:
    """Return the declarations of measures of trade, in the order of the list above."""
    wanted = set(measures)
    told = {key: value for key, value in _TRADE.items() if key in wanted}
    return {
        "topic": [TRADE],
        "measure": [
            {"id": key, "topic": "trade", "label": label, "nature": "flow", "counts": counts}
            for key, (label, counts) in told.items()
        ],
    }


def flow(measure: str, reporter: str, partner: str) -> Keys:
    """Return who is whose partner in a flow that a reporter tells of: goods go from one to one."""
    outward = measure.endswith("exports")
    there = {"from": reporter, "to": partner} if outward else {"from": partner, "to": reporter}
    return {"measure": measure, **there, "reporter": reporter}


def years(periods: Iterable[str]) -> str:
    """Return from when to when data are, in words: "2010 to 2023"."""
    found = sorted({period[:4] for period in periods if period[:4].isdigit()})
    if not found:
        return "no year"
    return found[0] if found[0] == found[-1] else f"{found[0]} to {found[-1]}"
