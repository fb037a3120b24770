"""Relations that are over as fewer than two parties are left, or one of them is gone."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from dipfacts.answers.answer import LIMITS
from dipfacts.answers.occurrences.date_words import period_on
from dipfacts.answers.summary import occurrence_summary
from dipfacts.model.occurrences.occurrence import occurrences
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from support.command_line import Run
from support.compiled import shared
from support.factbase import event, party, relation
from support.pacts import HEAD, Ask, Told, ask_of, ask_tables_of, pact, rows


def test_of_many_parties_the_last_two_have_it_still(ask_tables: Ask) -> None:
    every = [f"p{n:02}" for n in range(40)]
    whole = relation("pact", title="Pact", parties=every, period="2000/..")
    gone = "".join(
        relation(
            f"x{n}",
            title="Pact",
            parties=[every[n]],
            status="withdrawn",
            period="2010",
            same_as="pact",
        )
        for n in range(38)
    )
    claims = "".join(map(party, every)) + whole + gone
    assert "in force.\n" in ask_tables(claims, "relations")
    assert "in force.\n" in ask_tables(claims, "relations", "p38")
    assert "over.\n" in ask_tables(claims, "relations", "p01")
    last = claims + relation(
        "last", title="Pact", parties=["p39"], status="withdrawn", period="2012", same_as="pact"
    )
    assert "over.\n" in ask_tables(last, "relations")
    assert "over.\n" in ask_tables(last, "relations", "p38")


ONE_GONE = "ab+old 1970-07-14/.."
FIRST_GONE = "ab+old 1970-07-14/..; a withdrawn 2000-02-03"
FIRST_LEFT = "ab+old 1970-07-14/..; a withdrawn 1980-02-03"
SINCE_LEFT = "over with the Old Union and since A left, 3 Feb 2000"
SINCE_GONE = "over with the Old Union, 26 Dec 1991, after A left"
FEWER_THAN_TWO: Told = {
    ONE_GONE: [("", "")],
    FIRST_GONE: [
        ("", SINCE_LEFT),
        ("b", SINCE_LEFT),
        ("a", "treaty, withdrawn"),
        ("a b", "treaty, withdrawn"),
        ("old", "over with the Old Union, 26 Dec 1991"),
        ("b old", "over with the Old Union, 26 Dec 1991"),
    ],
    FIRST_LEFT: [
        ("", SINCE_GONE),
        ("b", SINCE_GONE),
        ("a", "treaty, withdrawn"),
        ("old", SINCE_GONE),
    ],
    "ab+old 1970-07-14/..; a withdrawn": [("", f"{SINCE_LEFT.partition(',')[0]}  [")],
    "ab+old 1970-07-14/..; a in-force 1970-07-14/2000-02-03": [("", SINCE_LEFT)],
    "ab+old 1970-07-14/..; a withdrawn 2000-02-03; a in-force 2010/..": [
        ("", ""),
        ("b", ""),
    ],
    "ab+old 1970-07-14/..; a withdrawn 2990-01-01": [("", "")],
    "ab+old 1970-07-14/..; ab terminated 2000-02-03 by s": [("", "since A and B left, 3 Feb 2000")],
    "abc+old+older 1940-07-14/..; ab terminated 2000-02-03": [("", "")],
    "abc+old+older 1940-07-14/..; c withdrawn 2000-02-03": [("a", "")],
    "ab+old 1970-07-14/..; a+old terminated 2017": [("b", "")],
    "ab+old 1970-07-14/..; a+old terminated 1985": [("old", "Union, 26 Dec 1991  [")],
    "abc+old+older 1940-07-14/..; c denounced 1995; a withdrawn 2000-02-03": [
        ("b", "over with Older Land and the Old Union and since C and A left, 3 Feb 2000"),
    ],
    "ab+old 1970-07-14/..; ab+old terminated 2017": [("", "treaty, terminated")],
    "ab+club 1970-07-14/..; club withdrawn 1985": [("", "")],
}


@pytest.mark.parametrize(("claims", "words", "expected"), rows(FEWER_THAN_TWO))
def test_it_is_over_once_fewer_than_two_are_left_by_leaving_or_by_their_end(
    ask: Ask, claims: str, words: str, expected: str
) -> None:
    page = ask(claims, "relations", *words.split())
    assert re.search(rf"1 relation.*, {'over' if expected else 'in force'}\.", page)
    assert expected in page
    asked = words.split() or ["b"]
    for title, command in (("\nIn force", asked), ("\nIn force\n", ["brief", *asked])):
        assert (title in ask(claims, *command)) is not bool(expected)


JOINED_ONE_GONE = "a+old 1950-07-14/..; ab+old 1970-02-03/.. by s"
ENDS_LATER = "abc 2005-01-01/..; ab suspended 2010-02-03; c terminated 2990-12-31"


@pytest.fixture
def ask(ask_tables: Ask) -> Ask:
    return ask_of(ask_tables)


@pytest.fixture
def ask_tables(dip: Run) -> Ask:
    return ask_tables_of(dip)


TODAY: Told = {
    # One of the first two is no more; who joined them goes on with the other.
    JOINED_ONE_GONE: [
        ("", "in force"),
        ("a", "in force"),
        ("b", "in force"),
        ("a b", "in force"),
        ("old", "over"),
        ("a old", "over"),
    ],
    # It goes on with none but one for whom it is suspended.
    "ab+old 1970-07-14/..; b suspended 1990-02-03": [("", "paused"), ("a", "paused")],
    "ab+old 1970-07-14/..; ab suspended 1990-02-03": [("", "paused"), ("b", "paused")],
    "ab+old 1970-07-14/.. by t; b withdrawn 1980; ab+old 1985-01-01/2000-12-31": [
        ("", "over"),
        ("a", "over"),
    ],
    # Of what two have ended, others say that it goes on.
    "ab+old 1970-07-14/..; ab in-force 1980-01-01/1985-12-31": [
        ("", "in force. Claims differ on whether it has ended"),
        ("a", "in force. Claims differ on whether it has ended"),
        ("a b", "in force. Claims differ on whether it has ended"),
    ],
    # Nobody says that it is in force for who is asked about.
    "ab 1992-01-01/..; abc suspended 1999-01-01/2001-12-31": [
        ("a", "in force"),
        ("c", "of unknown duration"),
        ("a c", "of unknown duration"),
    ],
    "ab 1994-01-01/..; abc terminated 1995-06-01": [("c", "over"), ("a c", "over")],
    # The term of the others has ended when one goes on by itself.
    "abc 1993-01-01/1997-12-31; b in-force 2003-01-01/.. by s": [
        ("", "over"),
        ("a", "over"),
        ("b", "over"),
        ("a b", "over"),
    ],
    "abc 1993-01-01/..; abc terminated 1998-02-03 by s; b in-force 2003-01-01/.. by s": [
        ("b", "over"),
        ("a b", "over"),
    ],
    "abc 1993-01-01/1997-12-31; b in-force 2003/.. by s; c in-force 2005/.. by s": [
        ("", "in force"),
        ("b c", "in force"),
        ("a b", "over"),
    ],
    # What one is in after a term of all is so for it with each.
    "abc 1972-01-01/1976-12-31; a suspended 1981-01-01": [("", "paused"), ("b", "paused")],
    # What ends on a day to come stands until then.
    ENDS_LATER: [
        ("", "in force"),
        ("a", "in force"),
        ("c", "in force"),
        ("a c", "in force"),
        ("a b", "paused"),
    ],
    ENDS_LATER.replace("terminated", "denounced"): [("", "in force"), ("a", "in force")],
    "abc 2005-01-01/..; abc suspended 2010-02-03; ab 2012-01-01/2990-12-31": [
        ("", "in force"),
        ("a", "in force"),
        ("c", "paused"),
    ],
}


@pytest.mark.parametrize(("claims", "words", "expected"), rows(TODAY))
def test_it_stands_as_long_as_it_does_so_today_between_any_two(
    ask: Ask, claims: str, words: str, expected: str
) -> None:
    asked = words.split()
    number = len(claims.split(";"))
    assert f"1 relation ({number} claims), {expected}.\n" in ask(claims, "relations", *asked)
    stands = expected.startswith("in force")
    if asked:
        assert ("\nIn force" in ask(claims, *asked)) is stands
        assert ("\nIn force\n" in ask(claims, "brief", *asked)) is stands
    found = json.loads(ask(claims, "relations", *asked, "--json"))["facts"]
    name = {"of unknown duration": "unknown"}.get(expected, "standing" if stands else expected)
    assert {it["status_class"] for it in found} == {name}


@pytest.mark.parametrize("asked", [[], ["a"]])
def test_what_was_between_others_once_is_found_by_its_days(ask: Ask, asked: list[str]) -> None:
    for day, is_found in (("1940", False), ("1960", True), ("1980", True), ("2010", True)):
        page = ask(JOINED_ONE_GONE, "relations", *asked, "--in", day)
        assert ("1 relation (2 claims), in force" in page) is is_found, day


@pytest.mark.parametrize("most", [LIMITS.held, 0])
@pytest.mark.parametrize(
    ("claims", "last", "after", "why"),
    [
        (FIRST_GONE, "2000-02-03", "2000-02-04", SINCE_LEFT),
        (FIRST_LEFT, "1991", "1992", SINCE_GONE),
    ],
)
def test_nothing_is_after_fewer_than_two_were_left(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    claims: str,
    last: str,
    after: str,
    why: str,
    most: int,
) -> None:
    monkeypatch.setattr(LIMITS, "held", most)
    for words in (["relations"], ["relations", "b"], ["brief", "b"], ["search", "pact"]):
        assert "Pact" in ask(claims, *words, "--in", last), words
        assert ask(claims, *words, "--in", after).startswith(("Nothing", "No claim")), words
    for asked in ([], ["b"]):
        assert f", {why}.\n" in ask(claims, "timeline", *asked, "--in", "2010")
        for option in ("--in", "--since"):
            found = json.loads(ask(claims, "timeline", *asked, option, after, "--json"))
            assert found["status"] == "outside-dates"


def test_nothing_is_ahead_where_fewer_than_two_are_left(ask: Ask) -> None:
    for asked in ([], ["b"]):
        for claims in (FIRST_GONE, FIRST_LEFT):
            assert ask(claims, "timeline", *asked, "--upcoming", "1y").startswith("Nothing")
            assert "RRULE" not in ask(claims, "timeline", *asked, "--format", "ics")
            found = json.loads(ask(claims, "relations", *asked, "--json"))["facts"]
            assert {it["status_class"] for it in found} == {"over"}
        assert "Pact" in ask(ONE_GONE, "timeline", *asked, "--upcoming", "1y")


@pytest.mark.parametrize("asked", [[], ["a"], ["c"], ["a", "c"]])
def test_what_is_off_by_every_claim_is_told_for_all(ask_tables: Ask, asked: list[str]) -> None:
    """There is nothing that goes on, and so nobody between whom it goes on the longest."""
    keys: dict[str, Any] = {"title": "Pact", "status": "terminated", "period": "2001"}
    over = relation("pact", parties=[*"abc"], **keys)
    over += relation("of-two", parties=["a", "b"], same_as="pact", **keys)
    for words in ("relations", "timeline", "brief"):
        if asked or words != "brief":
            page = ask_tables(over, words, *asked)
            assert "Pact" in page
            assert "different accounts of the parties: A and B [1]; A, B and C [1]" in page
    keys |= {"status": "cancelled"}
    off = event("pact", parties=[*"abc"], **keys)
    off += event("of-two", parties=["a", "b"], same_as="pact", **keys)
    assert "different accounts of the parties: A and B [1]; A, B and C [1]" in ask_tables(
        off, "timeline", *asked
    )


GONE = {
    "old": party("old", period="1922/2019-12-26"),
    "body": party("body", kind="organisation", period="1990/2019-07-01"),
}
"""Parties that were gone by the end of 2019."""


@pytest.mark.parametrize(
    ("claims", "pairs"),
    [
        # Who is suspended is over with one that is gone, too, and has begun when it was in force.
        (
            "ab+old 2015-07-14/..; a suspended 2018-05-08",
            {
                "a old": "from 14 Jul 2015  Pact  treaty, over with Old, 26 Dec 2019",
                "b old": "from 14 Jul 2015  Pact (with A)  treaty, over with Old, 26 Dec 2019",
                "old": "from 14 Jul 2015  Pact (with A and B)  treaty, over with Old, 26 Dec 2019",
                "a b": "8 May 2018  Pact  treaty, suspended",
            },
        ),
        (
            "ab+old 2015-07-14/..; ab+old suspended 2018-05-08",
            {
                "a old": "from 14 Jul 2015  Pact (with B)  treaty, over with Old, 26 Dec 2019",
                "a b": "8 May 2018  Pact (with Old)  treaty, suspended",
            },
        ),
        (
            "ab+body 2015-07-14/..; a suspended 2018-05-08",
            {
                "a body": "from 14 Jul 2015  Pact  treaty, over with Body, 1 Jul 2019",
                "a b": "from 14 Jul 2015  Pact  treaty, over with Body, 1 Jul 2019",
            },
        ),
        # An organisation that left before it was gone has no part in what goes on.
        (
            "ab+body 2015-07-14/..; body withdrawn 2018-05-08",
            {
                "a b": "since 14 Jul 2015  Pact (with Body)  treaty",
                "a body": "14 Jul 2015 – 8 May 2018  Pact  treaty, withdrawn",
            },
        ),
        (
            "ab+body 2015-07-14/..; body withdrawn 2020-05-08",
            {"a b": "from 14 Jul 2015  Pact (with Body)  treaty, over with Body, 1 Jul 2019"},
        ),
        (
            "ab+body 2015-07-14/..; body suspended 2018-05-08",
            {"a b": "from 14 Jul 2015  Pact (with Body)  treaty, over with Body, 1 Jul 2019"},
        ),
    ],
)
def test_with_a_party_that_is_gone_it_is_over_whatever_one_did_by_itself(
    ask_tables: Ask, claims: str, pairs: dict[str, str]
) -> None:
    for asked, told in pairs.items():
        page = ask_tables(pact(claims, GONE), "relations", *asked.split())
        assert told in re.sub(r" {2,}", "  ", page), asked


def test_what_was_paused_when_it_was_over_with_a_party_has_the_period_of_when_it_began() -> None:
    claims = pact("ab+old 2015-07-14/..; a suspended 2018-05-08", GONE)
    with open_base(str(shared(HEAD + claims))) as opened:
        facts = opened.find(Query(types=("relation",)))
        (one,) = occurrences(facts, asked=("a", "old"))
        today = date(2026, 1, 1).toordinal()
        periods = [period_on(one, today, is_over) for is_over in (True, False)]
        assert [str(period) for period in periods] == ["2015-07-14/..", "2018-05-08"]
        told = occurrence_summary(opened, one, today)
        assert told.startswith("over with Old, 26 Dec 2019, from 14 Jul 2015 (")
