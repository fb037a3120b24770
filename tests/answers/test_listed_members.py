"""Members of a body that the list which ships has, and the fact base has not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, relation, source, topic

Page = Callable[..., str]

HEAD = base(
    source("s", publisher="Almanac"),
    *(party(id) for id in ("brazil", "china", "indonesia", "chile", "russia")),
    party("india", iso="IN"),
    party("brics", kind="bloc", name="BRICS"),
    party("club", kind="organisation", name="Club"),
    topic(),
    measure(),
    topic("membership"),
)
ALSO = (
    "Members by the list that comes with dipfacts, not on record: Egypt, Ethiopia, India, "
    "Indonesia, Iran, Russia, South Africa and the United Arab Emirates."
)
INDONESIA = (
    "By the list of members that comes with dipfacts, Indonesia is a member of BRICS (since 6 Jan"
    " 2025)."
)


def member(country: str, body: str = "brics", **keys: str) -> str:
    usual = {"topic": "membership", "kind": "membership", "from_": country, "to": body}
    return relation(f"{country}-{body}", **(usual | {"period": "/.."} | keys))


TWO = (member("brazil"), member("china"), figure("trade", parties=["brics", "chile"]))


@pytest.fixture
def run(dip: Run) -> Page:
    """Return what a line prints of a base of these tables."""

    def page(words: str, *tables: str, status: int = 0) -> str:
        path = shared(HEAD + "".join(tables))
        return dip(*words.split(), "-f", str(path)).page(status)

    return page


@pytest.mark.parametrize(
    "words", ["brics", "brief brics", "membership brics", "relations brics", "timeline brics"]
)
def test_who_is_a_member_by_the_list_alone_is_named(run: Page, words: str) -> None:
    lines = run(words, *TWO).splitlines()
    assert lines.count(ALSO) == 1
    told = "2 members on record, since an unknown date: Brazil and China [1]."
    assert (told in lines) == (words.split()[0] not in ("membership", "relations"))


@pytest.mark.parametrize(
    "words",
    [
        "trade brics",
        "brics --source s",
        "brics --known-by 2024-05-01",
        "relations brics --in 2025",
        "relations brics --kind treaty",
        "club",
        "relations china",
    ],
)
def test_it_is_named_where_members_are_told_without_conditions(run: Page, words: str) -> None:
    dated = [relation("pact", parties=["brics", "china"]), member("chile", "club")]
    page = run(words, *TWO, *dated, status=int("known-by" in words))
    assert "by the list" not in page.casefold()


@pytest.mark.parametrize(
    "words", ["india", "brief india", "membership india", "relations india", "timeline india"]
)
def test_of_what_else_a_country_is_a_member_is_named(run: Page, words: str) -> None:
    clubs = [member("india", "club"), party("g7", kind="bloc", name="G7")]
    told = "Member by the list that comes with dipfacts, not on record: of BRICS."
    page = run(words, *TWO, *clubs)
    assert page.splitlines().count(told) == 1, page
    for more, is_named in (
        (member("india"), False),
        (relation("all", kind="membership", parties=["india", "china", "brics"]), False),
        (relation("off", kind="membership", parties=["india", "brics"], period="/2020"), False),
        (party("japan"), True),  # nothing here tells who is in the G7
    ):
        assert (told in run(words, *TWO, *clubs, more)) == is_named
    assert "by the list" not in run("trade chile", *TWO, *clubs)
    assert "by the list" not in run("relations india --in 2025", *TWO, *clubs)


def test_a_membership_without_a_direction_is_told_of_both(run: Page) -> None:
    every = relation("m", kind="membership", topic="membership", parties=["chile", "brics"])
    assert ALSO.replace("Egypt", "Brazil, China, Egypt") in run("relations brics", every)


def test_of_whom_a_claim_tells_the_list_says_nothing(run: Page) -> None:
    left = member("russia", period="2006/2024")
    rest = [member(it) for it in ("india", "indonesia")]
    every = [party(it) for it in ("egypt", "ethiopia", "iran", "south-africa")]
    rest += every + [member(it) for it in ("egypt", "ethiopia", "iran", "south-africa")]
    page = run("brics", *TWO, *rest, left)
    told = "Member by the list that comes with dipfacts, not on record: the United Arab Emirates."
    assert told in page.splitlines()


@pytest.mark.parametrize("topic_of", ["membership", "relations", "brief", ""])
def test_a_member_by_the_list_is_told_where_nothing_is_recorded(run: Page, topic_of: str) -> None:
    page = run(f"{topic_of} indonesia brics", *TWO, status=1)
    assert page.startswith("Nothing on ")
    assert INDONESIA in page.splitlines()
    found = json.loads(run(f"{topic_of} indonesia brics --json", *TWO, status=1))
    assert (found["status"], found["facts"]) == ("nothing-recorded", [])


def test_a_membership_that_is_over_by_the_list_was_one(run: Page) -> None:
    opec = [party("opec", kind="organisation", name="OPEC"), member("china", "opec")]
    told = "Indonesia was a member of OPEC (1962–2008 and Jan–Nov 2016)."
    page = run("membership indonesia opec", *opec, status=1)
    assert f"By the list of members that comes with dipfacts, {told}" in page, page


@pytest.mark.parametrize(
    ("words", "more"),
    [
        ("membership chile brics", ()),  # no member
        ("membership indonesia brics --in 2020", ()),
        ("trade indonesia brics", ()),
        ("membership indonesia brics", [member("indonesia", period="2025/..")]),
        ("membership indonesia brics --measure turnover", ()),
    ],
)
def test_between_two_it_is_told_where_it_answers(run: Page, words: str, more: list[str]) -> None:
    status = 2 if "measure" in words else int(not more)
    assert "By the list" not in run(words, *TWO, *more, status=status)
