"""A repository with two editions of a base, and their difference, parsed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from support.factbase import base, event, figure, measure, party, relation, source, table, topic
from support.repository import Repository

DECLARED = (
    source("s", published="2022-12-05"),
    source("t", published="2023-02-01"),
    party("a"),
    party("b"),
    party("c"),
    topic(),
    measure(),
    measure("exports"),
)
ONE = figure("a-b", value=2_900_000_000)
OTHER = figure("a-b-t", value=3_400_000_000, source="t")
VISIT = event("visit", title="Visit of A", status="held", period="2021-06-02")
TREATY = relation("treaty", title="Border treaty", status="signed", period="2021-06-02/..")
FIRST = base(*DECLARED, ONE, VISIT, TREATY)


def repository_of(tmp_path: Path) -> Repository:
    """A repository with a base in one commit."""
    found = Repository(tmp_path / "a repository")
    found.commit("first", facts=FIRST)
    return found


def as_json(out: str) -> dict[str, Any]:
    return json.loads(out)  # type: ignore[no-any-return]  # an object


TABLE = table(
    "table",
    id="t",
    file="data.csv",
    claim="figure",
    source="s",
    measure="turnover",
    parties=["a", "b"],
    period="{year}",
    value="{value}",
    unit="USD",
)


def rows(*values: tuple[int, int]) -> str:
    return "year,value\n" + "".join(f"{year},{value}\n" for year, value in values)
