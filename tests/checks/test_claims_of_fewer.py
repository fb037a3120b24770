"""Claims about some of the parties of another, which may be about the same as that one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dipfacts.checks import findings
from dipfacts.cli.registry import COMMANDS
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, relation, source

HEAD = base(source(), source("t"), *map(party, "abcd"))
AT = {"locator": "p. 1", "title": "Climate accord"}
STAGE = "some of its parties, and one may be a later stage of the other"
AT_ONCE = "some of its parties, at the same time"


def found(*claims: str) -> list[tuple[str, str]]:
    """Return what the check says of claims: what it may be, and the remedy."""
    reader = BaseReader()
    reader.add(SourceFile("a.toml", "a.toml", "a.toml"), (HEAD + "".join(claims)).encode())
    every = findings.problems(reader, date(2026, 1, 1), COMMANDS)
    some = [it for it in every if it.code == "possible-duplicate"]
    return [(it.message.partition("): ")[2], it.hint.partition(",")[0]) for it in some]


@pytest.mark.parametrize(
    ("whole", "some", "told"),
    [
        # One party alone has it with the others: when it left, was suspended, ratified, entered.
        ({}, {"parties": "a", "status": "withdrawn", "period": "2020-11-04"}, STAGE),
        ({}, {"parties": "a", "status": "suspended", "period": "2020-11-04/.."}, STAGE),
        ({"period": "2016/2030"},
         {"parties": "a", "status": "withdrawn", "period": "2020"}, AT_ONCE),
        ({}, {"parties": "a", "status": "withdrawn", "period": None}, STAGE),
        ({"period": "2016"}, {"parties": "a", "status": "withdrawn", "period": "2020"}, STAGE),
        ({}, {"parties": "a", "status": "in-force", "period": "2020-11-04/.."}, STAGE),
        ({}, {"parties": "a", "status": "ratified", "period": "2015-01-04"}, STAGE),
        ({"status": "signed", "period": "2012"}, {"parties": "a", "period": "2015/.."}, STAGE),
        ({"status": "signed", "period": "2012"},
         {"parties": "a", "status": "withdrawn", "period": "2015"}, STAGE),
        ({"parties": "ab"}, {"parties": "a", "status": "withdrawn", "period": "2020"}, STAGE),
        # Before it began, and after it ended, it is of something else.
        ({}, {"parties": "a", "status": "withdrawn", "period": "2010-11-04"}, None),
        ({"period": "2016/2018"}, {"parties": "a", "period": "2020/.."}, None),
        ({"period": "2016/2018"}, {"parties": "a", "status": "suspended", "period": "2020"}, None),
        # Several of them have it with one another: over later, or told at once by two sources.
        ({}, {"parties": "ab", "status": "terminated", "period": "2020-11-04"}, STAGE),
        ({}, {"parties": "abd", "source": "t"}, AT_ONCE),
        ({}, {"parties": "abd"}, None),
        ({}, {"parties": "abd", "source": "t", "period": "2019/.."}, None),
        ({"status": "signed", "period": "2012"}, {"parties": "ab", "period": "2015/.."}, None),
        # Others, another title, and what is said to be two or deprecated.
        ({"parties": "abc"}, {"parties": "ad", "status": "withdrawn", "period": "2020"}, None),
        ({}, {"parties": "a", "status": "withdrawn", "period": "2020", "title": "Other"}, None),
        ({}, {"parties": "a", "status": "withdrawn", "period": "2020", "kind": "x"}, None),
        ({}, {"parties": "a", "status": "withdrawn", "period": "2020", "same_as": "all"}, None),
        ({}, {"parties": "a", "status": "withdrawn", "period": "2020",
              "allow": ["possible-duplicate: two accords"]}, None),
        ({}, {"parties": "a", "status": "withdrawn", "period": "2020", "rank": "deprecated",
              "rank_reason": "a slip"}, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_first", [True, False])
def test_a_relation_of_some_may_be_that_of_all(
    whole: dict[str, Any], some: dict[str, Any], told: str | None, is_first: bool
) -> None:
    usual = AT | {"parties": "abcd", "period": "2016-11-04/.."}
    every = relation("all", **usual | whole | {"parties": [*whole.get("parties", "abcd")]})
    fewer = relation("some", **usual | some | {"parties": [*some["parties"]]})
    expected = [(told, 'add same_as = "all"')] if told else []
    assert found(*((every, fewer) if is_first else (fewer, every))) == expected


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"parties": ["a"], "status": "cancelled"}, AT_ONCE),
        ({"parties": ["a", "b"], "status": "postponed"}, AT_ONCE),
        ({"parties": ["a", "b"], "source": "t"}, AT_ONCE),
        ({"parties": ["a", "b"]}, None),  # one source tells of two
        ({"parties": ["a"], "status": "cancelled", "period": "2025-12-12"}, None),
    ],
)
def test_an_event_of_some_may_be_that_of_all(keys: dict[str, Any], told: str | None) -> None:
    usual = AT | {"status": "planned", "period": "2025-12-10"}
    every = event("all", parties=[*"abcd"], **usual)
    expected = [(told, 'add same_as = "all"')] if told else []
    assert found(every, event("some", **usual | keys)) == expected


def test_each_that_entered_alone_may_be_joined_to_the_claim_of_all() -> None:
    each = [relation(f"of-{it}", **AT, parties=[it], period="2003/..") for it in "abcd"]
    every = relation("all", **AT, parties=[*"abcd"], status="signed", period="2000")
    assert found(*each, every) == [(STAGE, 'add same_as = "all"')] * 4


def test_two_sources_may_both_tell_who_left() -> None:
    claims = [
        relation(f"{what}-{of}", **AT, source=of, parties=[*parties], **keys)
        for of in "st"
        for what, parties, keys in (
            ("all", "abc", {"period": "2016/.."}),
            ("left", "a", {"period": "2020", "status": "withdrawn"}),
        )
    ]
    assert found(*claims) == [(STAGE, 'add same_as = "all-s"')]


@pytest.mark.parametrize("more", [0, 1_100])
def test_show_names_a_claim_of_more_or_of_fewer(dip: Run, more: int) -> None:
    claims = relation("all", **AT, parties=[*"abcd"], period="2016/..")
    claims += relation("left", **AT, parties=["a"], period="2020", status="withdrawn")
    claims += "".join(
        relation(
            f"r{nth}", locator="p. 2", title=f"Accord {nth}", parties=["b", "c"], period="1990"
        )
        for nth in range(more)
    )
    path = str(shared(HEAD + claims))
    told = "Perhaps the same, though no same_as joins them: all and left."
    assert told in dip("show", "left", "-f", path).page()
    assert (told in dip("show", "all", "-f", path).page()) == (not more)  # of very many of a kind
    assert told in dip("relations", "a", "-f", path).page()
    assert told in dip("relations", "-f", path).page()
