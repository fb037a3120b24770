"""A base of figures, relations and events of many dates, and what it answers, parsed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from support.command_line import Dip
from support.factbase import base, event, figure, measure, party, relation, source, topic

TODAY_KNOWN = "2023-03-31"
BASE = base(
    source(published=date(2023, 1, 1)),
    source("month", published="2024-03"),
    source("undated"),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    topic(),
    topic("aid"),
    measure(),
    measure("exports"),
    measure("grants", topic="aid"),
    *(figure(f"t{year}", period=str(year), value=year) for year in range(2015, 2022)),
    figure("t-late", period="2021", value=2100, source="month"),
    figure("t-undated", period="2021", value=2100, source="undated"),
    figure("x", measure="exports", from_="a", to="b", period="2022", value=7, reporter="a"),
    figure("y", measure="exports", from_="b", to="a", period="2020", value=8, reporter="b"),
    figure("with-c", parties=["a", "c"], period="2020", value=1),
    relation("pact", period="1992-04-04/.."),
    relation("bond", period="1993/1999", kind="alliance"),
    relation("other", period="2001/..", source="undated"),
    event("first", period="1995", kind="visit"),
    event("second", period="1998-05-06", kind="meeting", rank="deprecated", rank_reason="wrong"),
    event("third", period="2010-01", kind="meeting"),
    event("fourth", period="2022-02-03", kind="talks", source="month"),
    event("no-date", kind="talks"),
    event("planned", period="2023-04", kind="visit", status="planned"),
)


def as_json(dip: Dip, line: str) -> dict[str, Any]:
    _, out, err = dip(f"{line} --json")
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [fact["id"] for fact in found["facts"]]
