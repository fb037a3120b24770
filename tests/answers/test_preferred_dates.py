"""A date that is preferred is shown; those of other claims are found too, and told as doubts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from support.command_line import Ask, Run, ask_of
from support.factbase import base, event, party, relation, source

HEAD = base(
    source("s", publisher="Ministry", published=date(2010, 1, 5)),
    source("t", publisher="Paper", published=date(2025, 1, 5)),
    *map(party, "abc"),
)
PREFERRED = {"rank": "preferred", "rank_reason": "the text"}


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


def two(
    make: Callable[..., str],
    first: str,
    other: str,
    rank: dict[str, str] | None = None,
    **keys: Any,
) -> str:
    """Two claims about one thing, of which the first is preferred."""
    keys = {"title": "Pact", **keys}
    also = make("y", period=other, same_as="x", source="t", **keys, **rank or {})
    return make("x", period=first, **keys, **PREFERRED) + also


VISIT = two(event, "2096-12-05", "2096-12-09", status="planned")
TREATY = two(relation, "2000-01-01/2020-12-31", "2001-01-01/..")
TERMS = two(relation, "1999/2015", "1997/2020")
AROUND = TERMS + relation("z", period="2003/2009", title="Pact", same_as="x", source="t")
OVER = relation("x", period="1999/..", title="Pact", source="t", **PREFERRED) + relation(
    "y", period="2005-01-01", status="terminated", title="Pact", same_as="x"
)


@pytest.mark.parametrize(
    ("claims", "command", "period", "expected"),
    [
        (VISIT, "timeline", "2096-12-09", "5 Dec 2096  Pact"),
        (VISIT, "timeline", "2096-12-05", "5 Dec 2096  Pact"),
        (VISIT, "timeline", "2096-12-07", None),
        (TREATY, "relations", "2022", "1 Jan 2000 – 31 Dec 2020  Pact"),
        (TREATY, "relations", "1999", None),
        (TREATY, "timeline", "2001", "1 Jan 2000  Pact"),
        (TREATY, "timeline", "2010", None),
        (TERMS, "timeline", "2020", "2015  Pact"),
        (TERMS, "timeline", "1997", "1999  Pact"),
        (TERMS, "timeline", "2018", None),
        (TERMS, "relations", "2018", "1999–2015  Pact"),
        (TERMS, "relations", "2021", None),
        (AROUND, "timeline", "1997", "1999  Pact"),  # before what is preferred, and after it
        (AROUND, "timeline", "2003", "1999  Pact"),
        (AROUND, "timeline", "2009", "2015  Pact"),
        (AROUND, "timeline", "2001", None),
        (AROUND, "timeline", "2020", "2015  Pact"),
    ],
)
def test_each_date_that_is_claimed_is_found(
    ask: Ask, claims: str, command: str, period: str, expected: str | None
) -> None:
    for asked in (["a", "b"], ["a"], []):
        for dates in (["--in", period], ["--since", period, "--until", period]):
            status, page = ask(claims, command, *asked, *dates)
            assert status == int(expected is None)
            assert (expected or "recorded").split("  ")[0] in page


def test_what_is_found_by_another_date_says_that_sources_differ(ask: Ask) -> None:
    page = ask(VISIT, "timeline", "a", "b", "--in", "2096-12-09")[1]
    assert "sources differ on the date: 5 Dec 2096 [1]; 9 Dec 2096 [2]" in page
    found = json.loads(ask(VISIT, "timeline", "a", "b", "--in", "2096-12-09", "--json")[1])
    assert found["status"] == "answered"


@pytest.mark.parametrize("claims", [TREATY, OVER])
def test_whether_it_has_ended_is_a_doubt_beside_what_is_preferred(ask: Ask, claims: str) -> None:
    plain = claims.replace('rank = "preferred"\nrank_reason = "the text"\n', "")
    for text in (claims, plain):
        assert "Claims differ on whether it has ended." in ask(text, "relations", "a", "b")[1]
    assert "Over\n" in ask(TREATY, "relations", "a", "b")[1]
    assert "since 1999  Pact" in ask(OVER, "relations", "a", "b")[1]
    assert "Pact, since 1999: whether it has ended" in ask(OVER, "brief", "a", "b")[1]


def test_a_claim_withdrawn_finds_nothing(ask: Ask) -> None:
    slip = {"rank": "deprecated", "rank_reason": "a slip"}
    claims = two(event, "2096-12-05", "2096-12-09", slip, status="planned")
    assert ask(claims, "timeline", "a", "b", "--in", "2096-12-09")[0] == 1
