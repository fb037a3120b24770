"""Marks of what no source of a relation or event states, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, relation, source, topic

Page = Callable[..., str]
HEAD = base(source(), source("t"), party("a"), party("b"), topic("security"))
WHEN = {"topic": "security", "period": "2020-02-02"}


@pytest.fixture
def ask(dip: Run) -> Page:
    """Return what a line prints of a base of these tables."""

    def page(words: str, *tables: str) -> str:
        path = shared(HEAD + "".join(tables))
        return dip(*words.split(), "-f", str(path)).page()

    return page


@pytest.mark.parametrize(
    ("inferred", "mark"),
    [
        ("status: nobody says that it was called off", "status inferred"),
        ("place: from the byline", "place inferred"),
        ("the two sides: from the photo", "parties inferred"),
        ("the paper only says that both dined", "inferred"),
    ],
)
def test_what_is_inferred_is_marked_behind_the_title(ask: Page, inferred: str, mark: str) -> None:
    visit = event("e", title="Talks", place="Oslo", status="held", inferred=inferred, **WHEN)
    for words in ("timeline a b", "security a b", "a b", "brief a b", "timeline a b --format html"):
        assert f"Talks, Oslo ({mark})" in ask(words, visit), words
    assert f"«Talks», Oslo (A and B; {mark})" in ask("search talks", visit)
    assert f"DESCRIPTION:{mark.capitalize()}: " in ask("timeline a b --format ics", visit)
    pact = relation("r", title="Accord", status="in-force", inferred=inferred, topic="security")
    for words in ("relations a b", "security a b", "a b", "brief a b"):
        assert f"Accord ({mark})" in ask(words, pact), words


def test_an_inferred_date_is_marked_in_its_own_cell_alone(ask: Page) -> None:
    visit = event("e", title="Talks", inferred="the day: from the weekday", **WHEN)
    assert "2 Feb 2020 (inferred)  Talks  " in ask("timeline a b", visit)


@pytest.mark.parametrize(
    ("other", "mark"),
    [
        ({}, ""),
        ({"inferred": "period: from the page"}, ""),
        ({"inferred": "status: as they say"}, " (status inferred)"),
        ({"inferred": "all of it"}, " (status inferred)"),
        ({"status": "reported"}, " (status inferred)"),
    ],
)
def test_what_another_claim_states_is_not_inferred(
    ask: Page, other: dict[str, str], mark: str
) -> None:
    held = {"title": "Talks", "status": "held", **WHEN}
    first = event("e", inferred="status: nobody says otherwise", **held)
    again = event("f", source="t", same_as="e", **(held | other))
    out = ask("timeline a b", first, again)
    assert f"  Talks{mark}  visit" in out


def test_what_one_claim_infers_and_another_has_otherwise_is_marked(ask: Page) -> None:
    first = event("e", title="Talks", place="Bern", inferred="place: a guess", **WHEN)
    again = event("f", title="Talks", place="Rome", source="t", same_as="e", **WHEN)
    assert "(place inferred" in ask("timeline a b", first, again)
    same = event("f", title="Talks", place="Bern", source="t", same_as="e", **WHEN)
    assert "inferred" not in ask("timeline a b", first, same)


def test_beside_a_claim_that_is_shown_each_is_marked_by_itself(ask: Page) -> None:
    tables = [
        event("e", title="Talks", **WHEN),
        event("day", title="Talks", same_as="e", inferred="the day: from the weekday", **WHEN),
        event("all", title="Talks", same_as="e", inferred="the paper says that both dined", **WHEN),
        event("place", title="Talks", place="Oslo", same_as="e", inferred="place: a guess", **WHEN),
        event("none", title="Talks", same_as="e", **WHEN),
    ]
    assert table_of(ask("show e", *tables), "About the same event") == [
        "Claim  When                   Status    What                          Source",
        "day    2 Feb 2020 (inferred)  reported                                [1]",
        "all    2 Feb 2020             reported  Talks (inferred)              [1]",
        "place  2 Feb 2020             reported  Talks, Oslo (place inferred)  [1]",
        "none   2 Feb 2020             reported                                [1]",
    ]


def table_of(page: str, title: str) -> list[str]:
    """Return the lines of a table of a page."""
    return page.partition(f"{title}\n")[2].partition("\n\n")[0].splitlines()
