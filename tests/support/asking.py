"""The base of the tests of questions, and what it answers, parsed."""

from __future__ import annotations

import json
from typing import Any

from support import factbase as fb
from support.command_line import Dip

BASE = fb.base(
    fb.source("s", publisher="The Courier", published="2022-03-01"),
    fb.source("new", publisher="The Courier", published="2026-02-01"),
    fb.source("other", publisher="Daily Bell", published="2024-05-05"),
    fb.source("undated", publisher="Old Print"),
    fb.party("aland"),
    fb.party("beland"),
    fb.party("celand"),
    fb.party("deland"),
    fb.party("ann", kind="person", name="Ann Marie Bell", country="aland", office="Minister"),
    fb.party("ben", kind="person", name="Ben Bell", country="beland", office="Minister"),
    fb.party("carl", kind="person", name="Carl Dee", country="celand", office="President"),
    fb.topic("trade"),
    fb.topic("membership", label="Membership"),
    fb.measure("turnover", label="Trade turnover", sum_of=["exports", "imports"]),
    fb.measure("exports", label="Exports"),
    fb.measure("imports", label="Imports"),
    fb.table("kind", id="treaty", of="relation", label="Treaty"),
    fb.table("kind", id="visit", of="event", label="State visit"),
    fb.figure("ab-2021", parties=["aland", "beland"], value=2_000_000, claimant="ann"),
    fb.figure("ab-2021-other", parties=["aland", "beland"], value=3_000_000, source="other"),
    fb.figure("ab-2022", parties=["aland", "beland"], period="2022", value=4_000_000),
    fb.figure("ac-2021", parties=["aland", "celand"], value=5_000_000, claimant="carl"),
    fb.figure(
        "ac-2022-part", parties=["aland", "celand"], period="2022-01/2022-06", value=1_000_000
    ),
    fb.figure("exports-2021", measure="exports", from_="aland", to="beland", value=700_000),
    fb.relation(
        "pact", parties=["aland", "beland"], topic="membership", period="1990/..", title="A pact"
    ),
    fb.relation(
        "pact-carl",
        same_as="pact",
        parties=["aland", "beland"],
        topic="membership",
        period="1991/..",
        title="A pact",
        source="other",
        claimant="carl",
    ),
    fb.event(
        "joining",
        kind="visit",
        parties=["aland", "celand"],
        topic="membership",
        period="2020-05-02",
        title="Joining",
        source="new",
    ),
    fb.event(
        "visit",
        kind="visit",
        parties=["aland", "beland"],
        topic="trade",
        period="2021-03-04",
        title="A visit",
        source="undated",
        claimant=["ann", "carl"],
    ),
    fb.event(
        "plan",
        kind="visit",
        parties=["aland", "beland"],
        topic="trade",
        period="2090",
        title="A plan",
        status="planned",
    ),
)


def loaded(dip: Dip, line: str) -> dict[str, Any]:
    status, out, err = dip(f"{line} --json")
    assert (status in (0, 1), err) == (True, "")
    found: dict[str, Any] = json.loads(out)
    return found
