"""The newest source at a page's foot: with --known-by one that was public by then."""

from __future__ import annotations

import json

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

PATH = str(
    shared(
        base(
            source("old", publisher="Old Gazette", published="2020-03-01"),
            source("new", publisher="New Gazette", published="2024-03-01"),
            party("a", name="Aland"),
            party("b", name="Bland"),
            topic("trade", label="Trade"),
            measure("turnover", topic="trade", label="Turnover"),
        )
        + figure("printed", from_="a", to="b", period="2019", source="old")
        + figure("said", from_="a", to="b", period="2020", source="new", claimant="a",
                 said_on="2021-02-01")
        + figure("again", from_="a", to="b", period="2018", source="new", claimant="a",
                 said_on="2021-02-02")
    )
)  # fmt: skip
THEN = ("--known-by", "2021-06", "-f", PATH)


def test_what_was_said_before_it_was_printed_is_of_no_newer_source(dip: Run) -> None:
    page = dip("trade", "a", "b", *THEN).page()
    assert page.endswith("Newest source: Old Gazette, 1 Mar 2020.\n")
    assert "[1] New Gazette" in page
    page = dip("trade", "a", "b", "-f", PATH).page()
    assert "Newest source: New Gazette, 1 Mar 2024, more than 2 years old." in page


def test_where_none_was_public_by_then_none_is_told(dip: Run) -> None:
    assert "Newest" not in dip("trade", "a", "b", "2020", *THEN).page()


@pytest.mark.parametrize("words", [("brief", "a", "b"), ("a", "b")])
def test_of_all_that_is_counted_it_is_one_of_then(dip: Run, words: tuple[str, ...]) -> None:
    page = dip(*words, *THEN).page()
    assert ("New Gazette, 1 Mar 2024." in page, "1 Mar 2020" in page) == (True, True)
    assert "newest source of 1 Mar 2024" not in page
    found = json.loads(dip("brief", "a", "b", *THEN, "--json").out)
    assert found["brief"]["newest"] == "2020-03-01"
