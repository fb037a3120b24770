"""Figures between two parties, and what is derived from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dipfacts import open_base
from dipfacts.answers.answer import Answer
from dipfacts.answers.figures import figures
from dipfacts.model.query import Query
from support.compiled import shared
from support.factbase import base, measure, party, source, table, topic

Ask = Callable[..., Answer]

HEADER = base(
    source("paper", published=date(2022, 12, 5)),
    source("daily", published=date(2023, 1, 5)),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("a-customs", kind="organisation", name="Customs of Aland", country="a"),
    party("a-statistics", kind="organisation", name="Statistics of Aland", country="a"),
    topic(),
    measure(label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
    measure("balance", difference_of=["exports", "imports"]),
    measure("growth", label="Growth of turnover", nature="ratio", of="turnover"),
    measure("growth-of-exports", label="Growth of exports", nature="ratio", of="exports"),
    measure("share", label="Share of oil", nature="ratio", of="turnover"),
)


TURNOVER = {"measure": "turnover", "parties": ["a", "b"], "reporter": "a"}
EXPORTS = {"measure": "exports", "from": "a", "to": "b", "reporter": "a"}
IMPORTS = {"measure": "imports", "from": "b", "to": "a", "reporter": "a"}
GROWTH = {"measure": "growth", "parties": ["a", "b"], "unit": "percent"}


def claim(kind: dict[str, Any], period: str, value: Any, **keys: Any) -> dict[str, Any]:
    """One figure: its kind with what is its own."""
    usual = {"unit": "USD", "source": "paper", "period": period, "value": value}
    return usual | kind | keys


def toml(claims: list[dict[str, Any]]) -> str:
    """Return a base of claims, below what all of them name."""
    return HEADER + "".join(
        table("figure", **({"id": f"c{nth}"} | keys)) for nth, keys in enumerate(claims)
    )


def asked(
    claims: list[dict[str, Any]],
    made: Callable[[Answer], Any] = lambda answer: answer,
    **query: Any,
) -> Any:
    """Return what is made of an answer, while its base is open; the answer itself by default."""
    path = shared(toml(claims))
    with open_base(str(path)) as opened:
        wanted = {"topic": "trade", "parties": ("a", "b")} | query
        return made(figures(opened, Query(**wanted)))


def told(answer: Answer, kind: str) -> list[tuple[Any, str, list[str]]]:
    """Return the value of each derived number of a kind, its formula and its claims."""
    return [
        (entry.value, entry.formula, entry.ids)
        for entry in answer.figures.derived
        if entry.kind == kind
    ]
