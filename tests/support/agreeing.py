"""Figures to be compared."""

from __future__ import annotations

from typing import Any

from dipfacts.model.fact import Fact
from dipfacts.model.file_format.tables import Figure

BN = 10**9


def figure(value: Any, qualifier: Any = "exactly", **keys: Any) -> Figure:
    """A figure about two parties, as short as a test wants it."""
    given_keys: dict[str, Any] = {
        "id": "claim",
        "measure": "turnover",
        "period": "2021",
        "unit": "USD",
        "source": "paper",
        "parties": ("a", "b"),
    }
    return Figure(**(given_keys | {"value": value, "qualifier": qualifier} | keys))


def fact(claim: Figure, known: int | None = 1) -> Fact:
    return Fact(claim, "figure", "trade", known, "facts.toml", 1)
