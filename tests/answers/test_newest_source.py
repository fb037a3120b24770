"""The newest source at a page's foot: one public by then, and no older than what it prints."""

from __future__ import annotations

import json

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

pytest.importorskip("fcntl", reason="there are no pseudo-terminals")
from support.terminal import screen

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


STATED = shared(
    base(
        source("undated", publisher="MFA of Mali"),
        source("old", publisher="Old Gazette", published="2021-03-01"),
        party("a", name="Aland"),
        party("b", name="Bland"),
        topic("trade", label="Trade"),
        measure("turnover", topic="trade", label="Turnover"),
    )
    + figure("printed", from_="a", to="b", period="2020", source="old")
    + figure("said", period="2025", source="undated", claimant="a", said_on="2026-11-20")
    + figure("before", period="2024", source="undated", claimant="a", said_on="2026-01-02")
)
FOOT = "\nNewest source: MFA of Mali, with a statement of 20 Nov 2026.\n"


@pytest.mark.parametrize("words", [("trade", "a", "b"), ("brief", "a", "b"), ("a", "b")])
def test_an_undated_source_is_no_older_than_what_it_prints(
    dip: Run, words: tuple[str, ...]
) -> None:
    page = dip(*words, "-f", str(STATED)).page()
    assert page.endswith(FOOT)
    assert "years old" not in page
    found = json.loads(dip(*words, "-f", str(STATED), "--json").out)
    assert found["coverage"] == "2026-11-20"
    if words[0] == "brief":
        assert found["brief"]["newest"] == "2026-11-20"
        assert "; newest source of 20 Nov 2026." in page


def test_an_undated_source_is_as_old_as_what_it_printed_by_then(dip: Run) -> None:
    page = dip("trade", "a", "b", "--known-by", "2026-06", "-f", str(STATED)).page()
    assert page.endswith("\nNewest source: MFA of Mali, with a statement of 2 Jan 2026.\n")


LETTERS = "bcdefghijk"
SHARES = shared(
    base(
        source("old", publisher="Old Gazette", published="2020-03-01"),
        source("new", publisher="New Gazette", published="2026-03-01"),
        *(party(id_, name=f"{id_.title()}land") for id_ in f"a{LETTERS}"),
        topic("trade", label="Trade"),
        measure("turnover", topic="trade", label="Turnover"),
        measure("share", topic="trade", label="Share of exports", nature="ratio", partners=2),
    )
    + "".join(
        figure(f"to-{id_}", from_="a", to=id_, period="2019", source="old", claimant=id_)
        for id_ in LETTERS
    )
    + figure("share", measure="share", from_="a", to="b", unit="percent", value=37, period="2019",
             source="new")
)  # fmt: skip


def test_what_the_headline_tells_has_a_source_though_no_table_does(dip: Run) -> None:
    sent, _ = screen(["trade", "a", "-f", str(SHARES)], 40, variables={"NO_COLOR": "1"})
    told = " ".join(sent.split())
    assert "hare of exports in 2019: from Aland to Bland, 37%." in told
    assert "[1] Old Gazette, 1 Mar 2020. Newest source: New Gazette, 1 Mar 2026." in told
    answer = json.loads(dip("trade", "a", "-f", str(SHARES), "--json").out)["answer"]
    assert answer["facts"][-1] == "share"
