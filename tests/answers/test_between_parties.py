"""Relations that end for some of several parties, and go on between the others: any page or day."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from support.command_line import Run
from support.factbase import event, relation
from support.pacts import Ask, Told, ask_of, ask_tables_of, pact, rows

LEFT = "abc 2015-07-14/..; b withdrawn 2018-05-08"
TWO_LEFT = "abc 2015-07-14/..; b withdrawn 2018-05-08; a withdrawn 2020-02-03"
UNTIL = "abc 2015-07-14/..; b in-force 2015-07-14/2018-05-08"
# It ended for all after b had left, or was for so many years from the first.
SINCE_ENDED = "abc 2015-07-14/..; b withdrawn 2018-05-08; abc terminated 2020-03-04 by s"
OF_A_TERM = "abc 2015-07-14/2025-10-18; b withdrawn 2018-05-08"
# Five signed, three entered, each by itself.
EACH = (
    "abcef signed 2015-07-14; b in-force 2017-05-08/..; c in-force 2018-05-08/..;"
    " e in-force 2019-05-08/.."
)
STANDING: Told = {
    LEFT: [
        ("", "1 relation (2 claims), in force."),
        ("a c", "1 relation (2 claims), in force."),
        ("a b", "1 relation (2 claims), over."),
        ("b", "1 relation (2 claims), over."),
        ("c", "1 relation (2 claims), in force."),
        ("a b c", "1 relation (2 claims), over."),
    ],
    # Nobody contradicts it by naming all three.
    "abc 2015-07-14/.. by t; b withdrawn 2018-05-08": [
        ("a c", "1 relation (2 claims), in force."),
        ("a b", "1 relation (2 claims), over."),
    ],
    "abc 2015-07-14/..; b suspended 2018-05-08/..": [
        ("a c", "1 relation (2 claims), in force."),
        ("a b", "1 relation (2 claims), paused."),
    ],
    TWO_LEFT: [
        ("", "1 relation (3 claims), over."),
        ("c", "1 relation (3 claims), over."),
    ],
    "abc 2015-07-14/..; b withdrawn 2018-05-08; b in-force 2021-01-20/..": [
        ("a b", "1 relation (3 claims), in force."),
        ("a c", "1 relation (3 claims), in force."),
    ],
    "abc 2015-07-14/..; b withdrawn 2018-05-08; abc terminated 2022-03-04": [
        ("a c", "1 relation (3 claims), over."),
        ("", "1 relation (3 claims), over."),
    ],
    "abc 2015-07-14/..; ab suspended 2018-05-08/..": [
        ("a b", "1 relation (2 claims), paused."),
        ("a c", "1 relation (2 claims), in force."),
        ("a", "1 relation (2 claims), in force."),
    ],
    "abc 2015-07-14/..; ab in-force 2015-07-14/2018-05-08": [
        ("a b", "1 relation (2 claims), over."),
        ("c", "1 relation (2 claims), in force. Claims differ on whether it has ended."),
    ],
    # Parties that are not some of them.
    "abc 2015-07-14/..; abd withdrawn 2018-05-08": [("a c", "1 relation (2 claims), over.")],
    "abc 2015-07-14/..; ab signed 2015-01-01": [("a c", "1 relation (2 claims), in force.")],
    "abc 2015-07-14/..; b lapsed /..": [("a c", "1 relation (2 claims), in force.")],
    "abc 2015-07-14/..; b withdrawn": [
        ("a c", "1 relation (2 claims), in force."),
        ("a b", "1 relation (2 claims), over."),
    ],
    "abc 2015-07-14/..; b withdrawn 2018-05-08; a withdrawn": [
        ("a b", "1 relation (3 claims), over."),
    ],
    SINCE_ENDED: [
        ("a b", "1 relation (3 claims), over."),
        ("a c", "1 relation (3 claims), over."),
    ],
    OF_A_TERM: [("a b", "1 relation (2 claims), over.")],
    "abc 2015-07-14/..; b suspended 2018-05-08; abc suspended 2020-03-04": [
        ("a b", "1 relation (3 claims), paused."),
        ("a c", "1 relation (3 claims), paused."),
    ],
    "abc signed 2015-07-14; b ratified 2018-05-08": [
        ("a c", "1 relation (2 claims), not recorded as in force."),
    ],
    "abc 2015-07-14/..; b in-force 2018-05-08/.. by s": [
        ("a c", "1 relation (2 claims), in force."),
        ("", "1 relation (2 claims), in force."),
        ("a b", "1 relation (2 claims), in force."),
    ],
    "abc signed 2015-07-14; ab in-force 2016-01-02/..": [
        ("a b", "1 relation (2 claims), in force."),
        ("a c", "1 relation (2 claims), not recorded as in force."),
        ("c", "1 relation (2 claims), not recorded as in force."),
        ("a", "1 relation (2 claims), in force."),
        ("", "1 relation (2 claims), in force."),
    ],
    "abc signed 2015-07-14; ab in-force 2016-01-02/..; c in-force 2017-05-08/..": [
        ("a c", "1 relation (3 claims), in force."),
    ],
    "abcd signed 2015-07-14; ab in-force 2016-01-02/..; c in-force 2017-05-08/..": [
        ("c d", "1 relation (3 claims), not recorded as in force."),
    ],
    "abcd signed 2015-07-14; ab in-force 2016-01-02/..; c in-force 2017-05-08/..;"
    " d in-force 2018-06-09/..": [
        ("c d", "1 relation (4 claims), in force."),
    ],
    # Each of two with a course of its own.
    "abcd 2015-07-14/..; a suspended 2020; b withdrawn 2027": [
        ("a b", "1 relation (3 claims), paused."),
    ],
    "abcd 2015-07-14/..; b withdrawn 2016; a withdrawn 2018; a in-force 2019-05-01/..": [
        ("a b", "1 relation (4 claims), over."),
    ],
    "abcd 2015-07-14/..; a suspended 2016; b withdrawn 2017; b in-force 2018-05-01/..": [
        ("a b", "1 relation (4 claims), paused."),
    ],
    "abcd signed 2015-07-14; ab in-force 2016-01-02/..; a withdrawn 2017;"
    " c in-force 2018-05-01/..": [
        ("a c", "1 relation (4 claims), over."),
    ],
    "abcd 2015-07-14/..; a denounced 2016; b withdrawn 2018; a withdrawn 2019": [
        ("a b", "1 relation (4 claims), over."),
    ],
    "abcd 2015-07-14/..; a suspended 2016; a withdrawn 2017; a in-force 2018-05-01/..;"
    " a suspended 2019; abcd terminated 2020": [
        ("a b", "1 relation (6 claims), over."),
    ],
    "abc 2015-07-14/2019-07-14; ab in-force 2019-07-15/.. by s": [
        ("a b", "1 relation (2 claims), in force."),
        ("a c", "1 relation (2 claims), over."),
        ("c", "1 relation (2 claims), over."),
        ("", "1 relation (2 claims), in force."),
    ],
    "abc 2015-07-14/..; c withdrawn 2018; abd in-force 2019-02-01/..": [
        ("a d", "1 relation (3 claims), in force."),
        ("c a", "1 relation (3 claims), over."),
    ],
    EACH: [
        ("", "1 relation (4 claims), in force."),
        ("b", "1 relation (4 claims), in force."),
        ("a", "1 relation (4 claims), not recorded as in force."),
    ],
    # One of these pauses, or leaves on a day to come.
    "abcef signed 2015-07-14; b in-force 2017-05-08/..; c in-force 2018-05-08/..;"
    " e in-force 2019-05-08/..; b suspended 2020-01-02": [
        ("", "1 relation (5 claims), in force."),
        ("b", "1 relation (5 claims), paused."),
        ("a", "1 relation (5 claims), not recorded as in force."),
    ],
    "abcef signed 2015-07-14; b in-force 2017/..; c in-force 2018/..; b withdrawn 2327-06-01": [
        ("", "1 relation (4 claims), in force."),
        ("b", "1 relation (4 claims), in force."),
        ("b f", "1 relation (4 claims), not recorded as in force."),
    ],
    UNTIL: [
        ("a b", "1 relation (2 claims), over."),
        ("a c", "1 relation (2 claims), in force."),
    ],
    # A term of more goes on after that of fewer has ended, by a claim made later.
    "ab 2003-01-01/2007-12-31; abc 2006-01-01/.. by s": [
        ("a b", "1 relation (2 claims), in force. Claims differ on whether it has ended."),
        ("a c", "1 relation (2 claims), in force."),
    ],
    # What ended for one that was in it alone decides nothing of the others.
    "abc suspended 2018-05-08; a in-force 2010-03-04/2015-06-05": [
        ("", "1 relation (2 claims), paused."),
        ("a b", "1 relation (2 claims), paused."),
        ("b c", "1 relation (2 claims), paused."),
    ],
}


@pytest.mark.parametrize(("claims", "words", "expected"), rows(STANDING))
def test_what_some_have_ended_stands_between_the_others(
    ask: Ask, claims: str, words: str, expected: str
) -> None:
    asked = words.split()
    assert f"{expected}\n" in ask(claims, "relations", *asked)
    has_stood = ", in force" in expected
    if len(asked) == 2 and "differ" not in expected:
        overview = ask(claims, *asked)
        assert ("\nIn force" in overview) is has_stood
        brief = ask(claims, "brief", *asked)
        assert ("\nIn force\n" in brief) is has_stood


SO_FOR_THE_REST: Told = {
    SINCE_ENDED: [
        ("a b", "14 Jul 2015 – 8 May 2018  Pact  treaty, withdrawn"),
        ("a b", "withdrawn 8 May 2018 (B) [1]; terminated 4 Mar 2020 (A and C) [2]"),
        ("a c", "14 Jul 2015 – 4 Mar 2020  Pact (with B)  treaty, terminated"),
        ("a c", "withdrawn 8 May 2018 (B) [1]; terminated 4 Mar 2020 [2]"),
    ],
    OF_A_TERM: [
        ("a b", "14 Jul 2015 – 8 May 2018  Pact  treaty, withdrawn"),
        ("a c", "14 Jul 2015 – 18 Oct 2025  Pact (with B)  treaty"),
    ],
    "abc 2015-07-14/..; b suspended 2018-05-08; abc suspended 2020-03-04": [
        ("a b", "suspended 8 May 2018 (B) [1]; suspended 4 Mar 2020 (A and C) [1]"),
        ("a b", "8 May 2018  Pact      treaty, suspended"),
        ("a c", "4 Mar 2020  Pact (with B)  treaty, suspended"),
    ],
    "abc signed 2015-07-14; b ratified 2018-05-08": [
        ("a c", "14 Jul 2015  Pact (with B)  treaty, signed"),
        ("a b", "8 May 2018  Pact      treaty, ratified"),
        ("b", "signed 14 Jul 2015 [2]; ratified 8 May 2018 (B) [1]"),
    ],
    "abc signed 2015-07-14; b ratified 2018-05-08; a ratified 2019-02-03": [
        ("a b", "3 Feb 2019  Pact  treaty, ratified"),
        ("a b", "; ratified 8 May 2018 (B) [1]; ratified 3 Feb 2019 (A) [1]"),
    ],
    "abc signed 2015-07-14; ab in-force 2016-01-02/..": [
        ("c", "14 Jul 2015  Pact (with A and B)  treaty, signed"),
        ("a c", "signed 14 Jul 2015 [2]; in force since 2 Jan 2016 (A and B) [1]"),
        ("a", "since 2 Jan 2016  Pact (with B)  treaty"),
    ],
    "abc signed 2015-07-14; ab in-force 2016-01-02/..; c in-force 2017-05-08/..": [
        ("a c", "since 8 May 2017  Pact  treaty"),
    ],
    "abcd signed 2015-07-14; ab in-force 2016-01-02/..; c in-force 2017-05-08/..;"
    " d in-force 2018-06-09/..": [
        ("a c", "since 8 May 2017  Pact  treaty"),
        ("c d", "since 9 Jun 2018  Pact  treaty"),
    ],
    "abcd 2015-07-14/..; b withdrawn 2016; a withdrawn 2018; a in-force 2019-05-01/..": [
        ("a b", "14 Jul 2015 – 2016  Pact"),
    ],
    "abcd 2015-07-14/..; a denounced 2016; b withdrawn 2018; a withdrawn 2019": [
        ("a b", "14 Jul 2015 – 2018  Pact"),
        ("a c", "14 Jul 2015 – 2019  Pact"),
    ],
    "abc 2015-07-14/2019-07-14; ab in-force 2019-07-15/.. by s": [
        ("a c", "14 Jul 2015 – 14 Jul 2019  Pact"),
    ],
    "ab 2015-07-14/..; abc in-force 2016-01-02/.. by s; abcd in-force 2017-08-12/.. by s": [
        ("a b", "since 14 Jul 2015  Pact  treaty"),
        ("a c", "since 2 Jan 2016  Pact (with B)  treaty"),
        ("c d", "since 12 Aug 2017  Pact (with A and B)  treaty"),
        ("a b", "in force since 2 Jan 2016 (C) [1]; in force since 12 Aug 2017 (D) [1]"),
    ],
    "abc 2015-07-14/..; c withdrawn 2018; abd in-force 2019-02-01/..": [
        ("a d", "since 1 Feb 2019  Pact (with B)  treaty"),
    ],
    "abc 2015-07-14/..; c withdrawn 2018; abd in-force 2019-02-01/.. by s": [
        ("a b", "since 14 Jul 2015  Pact (with C)  treaty"),
        ("a b", "withdrawn 2018 (C) [1]; in force since 1 Feb 2019 (D) [2]"),
        ("a d", "since 1 Feb 2019  Pact (with B)  treaty"),
        ("", "since 14 Jul 2015  Pact (A, B and C)  treaty"),
    ],
    "abc 2015-07-14/..; a withdrawn 2018; abcd in-force 2019-02-01/.. by s": [
        ("a b", "since 1 Feb 2019  Pact (with C and D)  treaty"),  # A is back
        ("a", "since 1 Feb 2019  Pact (with B, C and D)  treaty"),
        ("b c", "since 14 Jul 2015  Pact (with A)  treaty"),
        ("b c", "withdrawn 2018 (A) [1]; in force since 1 Feb 2019 (A and D) [2]"),
    ],
    "abc 2015-07-14/..; a withdrawn 2018; abc in-force 2019-02-01/.. by s": [
        ("a b", "since 1 Feb 2019  Pact (with C)  treaty"),
        ("b c", "since 14 Jul 2015  Pact (with A)  treaty"),
    ],
    "abc 2015-07-14/..; c suspended 2016; c in-force 2017-03-01/.. by s;"
    " abcd in-force 2019-02-01/.. by s": [
        ("a c", "since 1 Mar 2017  Pact  treaty"),
        ("a b", "in force since 1 Feb 2019 (D) [2]"),
    ],
    "abc 2015-07-14/..; c withdrawn; abd in-force 2019-02-01/.. by s": [
        ("a b", "since 14 Jul 2015  Pact (with C)  treaty"),
    ],
    "abc 2015-07-14/..; ab suspended 2018-05-08/..": [
        ("a c", "since 14 Jul 2015  Pact (with B)  treaty"),
        ("a c", "suspended since 8 May 2018 (A and B) [1]"),
    ],
    # Others join what stands; what had ended, or was paused, is a new term of all.
    "ab 2005-01-01/2014-12-31; abc 2015-03-01/.. by s": [
        ("a b", "since 1 Mar 2015  Pact (with C)  treaty"),
    ],
    "ab 2005-01-01/2990-12-31; abc 2015-03-01/.. by s": [
        ("a b", "1 Jan 2005 – 31 Dec 2990  Pact  treaty"),
        ("a b", "in force since 1 Mar 2015 (C) [1]"),
        ("a c", "since 1 Mar 2015  Pact (with B)  treaty"),
        ("a c", "in force 1 Jan 2005 – 31 Dec 2990 (A and B) [1]"),
    ],
    # By the end of a term before others joined nobody left.
    "ab 2005-01-01/2014-12-31; abc 2015-03-01/..": [
        ("a c", "since 1 Mar 2015  Pact (with B)  treaty"),
        ("c", "since 1 Mar 2015  Pact (with A and B)  treaty"),
    ],
    "ab 2003-01-01/2007-12-31; abc 2006-01-01/.. by s": [
        ("a c", "since 1 Jan 2006  Pact (with B)  treaty"),
    ],
    "ab 2005-01-01/2989-12-31; abc 2990-01-01/.. by s": [
        ("a c", "from 1 Jan 2990  Pact (with B)  treaty, not yet in force"),
        ("", "1 Jan 2005 – 31 Dec 2989  Pact (A and B)  treaty"),
    ],
    "ab 2005-01-01/..; ab suspended 2010-02-03 by s; abc 2015-03-01/.. by s": [
        ("a b", "since 1 Mar 2015  Pact (with C)  treaty"),
    ],
    "abc 2005-01-01/2009-12-31; b withdrawn 2007; abc 2012-03-01/.. by s": [
        ("", "since 1 Mar 2012  Pact (A, B and C)  treaty"),
        ("a c", "since 1 Mar 2012  Pact (with B)  treaty"),
        ("a b", "since 1 Mar 2012  Pact (with C)  treaty"),
    ],
    "abcd 2005-01-01/..; b suspended 2007; abcd ended 2009-05-06; abcd 2012-03-01/.. by s": [
        ("", "since 1 Mar 2012  Pact (A, B, C and D)  treaty"),
        ("a c", "since 1 Mar 2012  Pact (with B and D)  treaty"),
    ],
    # Who left by the end of a term is back, by itself or among several.
    "abc 2005-01-01/..; b 2008-01-01/2011-12-31 by s; abc 2012-03-01/.. by s": [
        ("a b", "since 1 Mar 2012  Pact (with C)  treaty"),
        ("a c", "since 1 Jan 2005  Pact (with B)  treaty"),
    ],
    "abc 2005-01-01/..; ab 2008-01-01/2011-12-31 by s; abc 2012-03-01/.. by s": [
        ("a b", "since 1 Mar 2012  Pact (with C)  treaty"),
        ("a c", "since 1 Jan 2005  Pact (with B)  treaty"),
        ("a c", "in force since 1 Mar 2012 (A and B) [1]"),
        ("a", "since 1 Jan 2005  Pact (with B and C)  treaty"),
    ],
    UNTIL: [
        ("a b", "14 Jul 2015 – 8 May 2018  Pact  treaty"),
        ("a c", "since 14 Jul 2015 [2]; in force 14 Jul 2015 – 8 May 2018 (B) [1]"),
    ],
    "abc 2015-07-14/..; b in-force 2018-05-08/.. by s": [
        ("a c", "since 14 Jul 2015  Pact (with B)  treaty"),
        ("a b", "since 8 May 2018  Pact  treaty"),
        ("", "since 14 Jul 2015  Pact (A, B and C)  treaty"),
        ("", "in force since 14 Jul 2015 [1]; in force since 8 May 2018 (B) [1]"),
    ],
}


@pytest.mark.parametrize(("claims", "words", "told"), rows(SO_FOR_THE_REST))
def test_what_is_so_for_all_later_is_so_for_the_rest(
    ask: Ask, claims: str, words: str, told: str
) -> None:
    page = ask(claims, "relations", *words.split())
    assert " ".join(told.split()) in " ".join(page.split())
    assert "sources differ" not in page
    assert "different accounts" not in page


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
def test_the_order_of_claims_decides_nothing(ask_tables: Ask, order: list[int]) -> None:
    """One alone may name a claim about others, where a third one is about all."""
    keys = {"title": "Pact", "status": "in-force", "source": "t"}
    claims = (
        pact("abc signed 2015-07-14"),
        relation("then-1", parties=["a", "b"], period="2016-01-02/..", same_as="pact", **keys),
        relation("then-2", parties=["c"], period="2017-05-08/..", same_as="then-1", **keys),
    )
    page = ask_tables("".join(claims[nth] for nth in order), "relations", "a", "c")
    assert "since 8 May 2017  Pact  " in page


def test_one_who_left_later_is_missing_from_what_a_source_says_of_others(ask: Ask) -> None:
    claims = "abc 2015-07-14/..; c withdrawn 2020; abd in-force 2019-02-01/.. by s"
    page = ask(claims, "relations", "a", "b")
    assert "different accounts of the parties: A, B and C [2]; A, B and D [2]\n" in page


@pytest.fixture
def ask(ask_tables: Ask) -> Ask:
    return ask_of(ask_tables)


@pytest.fixture
def ask_tables(dip: Run) -> Ask:
    return ask_tables_of(dip)


def test_what_each_did_by_itself_is_found_by_its_days(ask: Ask) -> None:
    """Claims that name both are of other days."""
    of = ["b", "e"]
    for dates in (["--in", "2021"], ["--since", "2021"]):
        assert "since 8 May 2019  Pact" in ask(EACH, "relations", *of, *dates)
    for dates in (["--in", "2019"], ["--since", "2019-05"]):
        assert "8 May 2019  Pact  treaty, begins" in ask(EACH, "timeline", *of, *dates)
    for dates in (["--in", "2016"], ["--until", "2014"]):
        assert "Nothing on relations" in ask(EACH, "relations", *of, *dates)


def test_who_left_by_a_period_is_not_found_after_it(ask: Ask) -> None:
    assert "14 Jul 2015 – 8 May 2018  Pact" in ask(UNTIL, "relations", "a", "b", "--in", "2018")
    assert "is recorded for 2019" in ask(UNTIL, "relations", "a", "b", "--in", "2019")
    assert "since 14 Jul 2015" in ask(UNTIL, "relations", "a", "c", "--in", "2019")


SUSPENDED_FOR_TWO = "abcd 2015-07-14/..; ab suspended 2023-07-01/.."
TIMELINE_OF_ONE_OF_TWO = """\
A and C: 0 events and 1 relation (2 claims) on the timeline, 2015 to 2023.

When         What                 Kind               Source
2015
14 Jul 2015  Pact (with B and D)  treaty, begins     [1]
2023
1 Jul 2023   Pact (A and B)       treaty, suspended  [2]

Sources
[1] Ministry, 5 Jan 2016.
[2] Paper, 5 Jan 2023.
Newest source: Paper, 5 Jan 2023, more than 2 years old.
"""
AHEAD_OF_ONE_OF_TWO = """\
A and C: 1 anniversary and 1 relation suspended for others from 5 Jan 2023 to 5 Jan 2024. (As known by 5 Jan 2023.)

When         What                 Kind               Source
2023
1 Jul 2023   Pact (A and B)       treaty, suspended  [1]
14 Jul 2023  Pact (with B and D)  treaty, 8 years    [2]
             · in force since 14 Jul 2015 [2]; suspended from 1 Jul 2023 (A and B) [1]

Sources
[1] Paper, 5 Jan 2023.
[2] Ministry, 5 Jan 2016.
Newest source: Paper, 5 Jan 2023.
"""  # noqa: E501


def test_what_is_suspended_for_several_names_them_all_to_whom_else_asks(
    ask: Ask, ask_tables: Ask
) -> None:
    assert ask(SUSPENDED_FOR_TWO, "timeline", "a", "c") == TIMELINE_OF_ONE_OF_TWO
    ahead = ("--upcoming", "1y", "--known-by", "2023-01-05")
    assert ask(SUSPENDED_FOR_TWO, "timeline", "a", "c", *ahead) == AHEAD_OF_ONE_OF_TWO
    counts = {"": "suspended", "c": "suspended for others", "a": "suspended", "a b": "suspended"}
    for words, suspended in counts.items():
        head, *_ = ask(SUSPENDED_FOR_TWO, "timeline", *words.split(), *ahead).splitlines()
        assert f" 1 relation {suspended} from 5 Jan" in f" {head}"
    named = pact(SUSPENDED_FOR_TWO).replace("Pact", "Pact of A and D")
    whom_of = {"": "(A and B)", "c": "(A and B)", "c d": "(A and B)", "a c": "(A and B)",
               "a": "(with B)", "b": "(with A)"}  # fmt: skip
    for words, whom in whom_of.items():
        page = ask_tables(named, "timeline", *words.split())
        assert f"1 Jul 2023   Pact of A and D {whom}  " in page


def test_after_who_left_none_of_their_days_is_found(ask: Ask) -> None:
    for claims in (SINCE_ENDED, OF_A_TERM):
        assert "is recorded for 2019" in ask(claims, "relations", "a", "b", "--in", "2019")
        assert "  Pact (with B)  " in ask(claims, "relations", "a", "c", "--in", "2019")
        assert "  Pact  " in ask(claims, "relations", "a", "b", "--in", "2017")
    assert "4 Mar 2020   Pact (A and C)  " in ask(SINCE_ENDED, "timeline", "b")
    assert "4 Mar 2020   Pact (A and C)  " in ask(SINCE_ENDED, "timeline", "a", "b")


@pytest.mark.parametrize(
    ("words", "begins"), [("relations", "since"), ("brief a c", "since"), ("relations a b", "from")]
)
def test_it_is_told_who_has_left(ask: Ask, words: str, begins: str) -> None:
    page = ask(LEFT, *words.split())
    assert f"in force {begins} 14 Jul 2015 [2]; withdrawn 8 May 2018 (B) [1]" in page
    assert "sources differ" not in page


@pytest.mark.parametrize("words", ["relations", "relations c", "c", "brief c"])
def test_of_all_but_one_that_left_each_is_named(ask: Ask, words: str) -> None:
    page = ask(TWO_LEFT, *words.split())
    assert "14 Jul 2015 – 3 Feb 2020  Pact (left by A and B)  " in page
    assert "(left by" not in ask(f"{LEFT}; ac withdrawn 2020", *words.split())
    assert "(left by" not in ask(TWO_LEFT, "relations", "a")


def test_of_many_that_left_there_is_the_number(ask: Ask) -> None:
    claims = (
        "abcdef 2015-07-14/..; a withdrawn 2016; b withdrawn 2017; d withdrawn 2018;"
        " e withdrawn 2019; f withdrawn 2020"
    )
    assert "  Pact (left by 5 of 6 parties)  treaty, withdrawn  " in ask(claims, "relations")
    assert "2020         Pact (F)  " in ask(claims, "timeline")


def test_each_day_is_that_of_who_is_asked_about(ask: Ask) -> None:
    assert "since 14 Jul 2015" in ask(LEFT, "relations", "a", "c", "--in", "2019")
    assert "is recorded for 2019" in ask(LEFT, "relations", "a", "b", "--in", "2019")
    assert "14 Jul 2015 – 8 May 2018" in ask(LEFT, "relations", "a", "b", "--in", "2017")
    assert "14 Jul 2015 – 3 Feb 2020" in ask(TWO_LEFT, "relations", "c")
    assert "14 Jul 2015 – 8 May 2018" in ask(TWO_LEFT, "relations", "a", "b")  # who left first
    assert "is recorded for 2019" in ask(TWO_LEFT, "relations", "b", "a", "--in", "2019")
    back = f"{LEFT}; b in-force 2021-01-20/.."
    assert "since 20 Jan 2021" in ask(back, "relations", "a", "b")
    assert "since 14 Jul 2015" in ask(back, "relations", "a", "c")
    assert "is recorded for 2019" in ask(back, "relations", "a", "b", "--in", "2019")


def test_a_timeline_names_who_has_left(ask: Ask) -> None:
    for asked in ([], ["a", "c"], ["c"]):
        page = ask(LEFT, "timeline", *asked)
        assert "8 May 2018   Pact (B)" in page
        assert "8 May 2018" in ask(LEFT, "timeline", *asked, "--in", "2018")
    assert "Pact (with C)" in ask(LEFT, "timeline", "a", "b")


def test_an_end_that_some_contest_among_themselves_is_one_line(ask: Ask) -> None:
    claims = "abc; ab lapsed 2008~/2009?; ab in-force 1991-12-25/2040 by s"
    page = ask(claims, "timeline")
    assert page.count("treaty, ends") == 1
    assert "\n2009 (uncertain) or 2040   Pact (A and B) " in page
    assert "2009 (uncertain) or 2040  Pact" in ask(claims, "timeline", "a", "b", "--in", "2040")
    assert "is recorded for 2030" in ask(claims, "timeline", "a", "b", "--in", "2030")


def test_of_several_named_in_one_claim_it_is_open_whether_each_has_left(ask: Ask) -> None:
    both = "abc 2015-07-14/..; ab terminated 2018-05-08"
    for asked in (["a", "c"], ["c"], []):
        page = ask(both, "relations", *asked)
        assert "in force. Claims differ on whether it has ended." in page
        assert "sources differ on the parties: A, B and C [2]; A and B [1]" in page
        turned = "abc 2015-07-14/..; ba terminated 2018-05-08"
        assert ask(turned, "relations", *asked) == page  # parties are the same in any order
    assert "1 relation (2 claims), over.\n" in ask(both, "relations", "a", "b")
    assert "Pact (with B), since 14 Jul 2015: whether it has ended" in ask(both, "brief", "a", "c")


def test_a_plan_called_off_for_some_stands_for_the_others(ask_tables: Ask) -> None:
    plan = event("p", title="Summit", parties=[*"abc"], period="2990-12-14", status="planned")
    off = event("o", title="Summit", parties=["b"], status="cancelled", same_as="p", source="t")
    called = plan + off
    for asked, expected in (("a c", "1 planned"), ("a b", "1 cancelled"), ("", "1 planned")):
        page = ask_tables(called, "timeline", *asked.split())
        assert f"1 event ({expected})" in page
        assert "planned 14 Dec 2990 [1]; cancelled undated (B) [2]" in page.replace(
            "planned 14 Dec 2990 [2]; cancelled undated (B) [1]",
            "planned 14 Dec 2990 [1]; cancelled undated (B) [2]",
        )
    assert "14 Dec 2990" in ask_tables(called, "brief", "a", "c").partition("Planned")[2]


def test_the_json_says_for_whom_a_stage_is(ask: Ask) -> None:
    found = json.loads(ask(LEFT, "relations", "a", "c", "--json"))["occurrences"][0]
    assert (found["answering"], found["agreement"], found["differ"]) == ("pact", "single", [])
    assert [(it["status"], it["parties"]) for it in found["stages"]] == [
        ("in-force", None),
        ("withdrawn", ["b"]),
    ]


def test_a_calendar_goes_on_for_the_others(ask: Ask) -> None:
    others = ask(LEFT, "timeline", "a", "c", "--format", "ics")
    assert "RRULE:FREQ=YEARLY\r\n" in others.replace("\n", "\r\n").replace("\r\r", "\r")
    assert "RRULE" not in ask(LEFT, "timeline", "a", "b", "--format", "ics")


def test_a_calendar_has_the_beginning_of_who_is_asked_about(ask: Ask) -> None:
    page = ask(EACH, "timeline", "b", "c", "--format", "ics")
    assert "SUMMARY:Pact (since 2018)" in page
    assert "DTSTART;VALUE=DATE:20180508" in page
    assert "2019" not in re.sub("DTSTAMP.*", "", page)


def test_a_claim_of_who_left_is_told_for_that_party(ask: Ask) -> None:
    assert ask(LEFT, "show", "then-1").startswith("Pact (B), over;")
    assert ask(LEFT, "show", "pact").startswith("Pact (A, B and C), in force;")


@pytest.mark.parametrize(
    ("claims", "name", "standing", "cited"),
    [
        (
            "ab 2011-01-01/2020-12-31; abc 2021-01-01/.. by s; ab terminated 2025-06-01 by s",
            "over",
            "over",
            "Pact (A and B), 1 January 2011 – 31 December 2020. [pact]",
        ),
        (
            "ab 2011/2020; abc 2021/2990 by s; ab suspended 2025-06-01/.. by s",
            "paused",
            "paused",
            "suspended: Pact (A and B), since 1 June 2025. [then-2]",
        ),
        (
            "ab suspended 1993-06/..; abc terminated 2990-06-01",
            "paused",
            "paused",
            "suspended: Pact (A and B), since June 1993. [pact]",
        ),
        (
            "ab 2011/2020; abc 2021/..; b withdrawn 2025-06-01",
            "over",
            "over",
            "2016: Pact (A and B), 2011–2020. [pact]",
        ),
        (
            "ab 2011/2020; abc 2021/..; c withdrawn 2025-06-01",
            "in force",
            "standing",
            "2016: Pact (A and B), 2011–2020. [pact]",
        ),
    ],
)
def test_a_claim_of_two_is_told_for_these_two(
    ask: Ask, claims: str, name: str, standing: str, cited: str
) -> None:
    assert f", {name}.\n" in ask(claims, "relations", "a", "b")
    page = ask(claims, "show", "pact")
    assert page.startswith(f"Pact (A and B), {name}; ")
    assert page.splitlines()[0].endswith("about the same.")  # what others have is no dispute
    assert re.search(f"\nas of .*  {name}\n", page)
    shown = json.loads(ask(claims, "show", "pact", "--json"))
    assert shown["facts"][0]["status_class"] == standing
    assert cited in ask(claims, "cite", "pact")


def test_a_claim_of_one_is_told_for_that_one(ask: Ask) -> None:
    claims = "abc 2015/..; b ratified 2016; b withdrawn 2020"
    assert ", over.\n" in ask(claims, "relations", "b")
    assert ask(claims, "show", "then-1").startswith("Pact (B), over; ")
    assert ask(claims, "show", "pact").startswith("Pact (A, B and C), in force; ")


def summit(n: int, of: str, status: str, day: str = "10", **keys: Any) -> str:
    keys = {"title": "Summit", "kind": "summit", "period": f"2990-12-{day}", "source": "t"} | keys
    return event(
        f"e{n}", parties=[*of], status=status, **({"same_as": "e1"} if n > 1 else {}) | keys
    )


PLANNED = summit(1, "abcd", "planned")


@pytest.mark.parametrize(
    ("claims", "pairs"),
    [
        # What one planned anew says nothing of the others.
        (
            PLANNED + summit(2, "b", "postponed") + summit(3, "b", "planned", "18"),
            {
                "a c": "10 Dec 2990  Summit (with B and D)  PLANNED summit",
                "": "10 Dec 2990  Summit (A, B, C and D)  PLANNED summit",
                "a b": "18 Dec 2990  Summit  PLANNED summit",
            },
        ),
        # What the rest held without it was called off for one.
        (
            PLANNED + summit(2, "b", "cancelled") + summit(3, "acd", "held"),
            {
                "a c": "10 Dec 2990  Summit (with D)  summit",
                "b": "10 Dec 2990  Summit  CANCELLED summit",
                "a b": "10 Dec 2990  Summit  CANCELLED summit",
            },
        ),
        # Called off for one, then for all.
        (
            PLANNED + summit(2, "b", "cancelled") + summit(3, "abcd", "cancelled"),
            {
                "a c": "10 Dec 2990  Summit (with B and D)  CANCELLED summit",
                "a b": "10 Dec 2990  Summit  CANCELLED summit",
            },
        ),
        (
            PLANNED + summit(2, "b", "postponed") + summit(3, "abcd", "cancelled"),
            {"a b": "10 Dec 2990  Summit (with C and D)  CANCELLED summit"},
        ),
    ],
)
def test_what_is_told_of_an_event_for_one_party_is_not_told_for_the_others(
    ask_tables: Ask, claims: str, pairs: dict[str, str]
) -> None:
    for asked, told in pairs.items():
        text = re.sub(r" {2,}", "  ", ask_tables(claims, "timeline", *asked.split()))
        assert told in text, asked
        assert "differ" not in text


def test_who_is_named_among_those_who_held_what_was_called_off_for_it_is_in_dispute(
    ask_tables: Ask,
) -> None:
    claims = PLANNED + summit(2, "b", "cancelled") + summit(3, "abc", "held", source="s")
    assert "sources differ on the status" in ask_tables(claims, "timeline", "a", "b")
    assert "differ" not in ask_tables(claims, "timeline", "a", "c")


def test_what_is_paused_again_since_one_returned_is_found_from_that_day(ask: Ask) -> None:
    """It was over when it was paused for the other."""
    claims = "abc 2015-07-14/..; b withdrawn 2018-05-08; a suspended 2019; b in-force 2021-01-20/.."
    assert "1 relation (4 claims), paused" in ask(claims, "relations", "a", "b")
    for day, is_found in (
        ("2017", True),
        ("2018-06", False),
        ("2020", False),
        ("2021-01-19", False),
        ("2021-01-20", True),
        ("2024", True),
    ):
        text = ask(claims, "relations", "a", "b", "--in", day)
        assert ("1 relation (4 claims), paused" in text) == is_found, day
    over = f"{claims}; abc terminated 2023-02-03"
    assert "recorded for 2024" in ask(over, "relations", "a", "b", "--in", "2024")


def test_no_later_claim_about_all_contradicts_that_one_has_left_nobody_knows_when(ask: Ask) -> None:
    claims = "abc 2015-07-14/..; b withdrawn by s; abc in-force by t"
    for words, name in (("ab", "over"), ("ac", "in force"), ("b", "over")):
        page = ask(claims, "relations", *words)
        assert f"1 relation (3 claims), {name}.\n" in page
        assert "differ" not in page
    own = ask("abc 2015-07-14/..; b withdrawn by s; b in-force by t", "relations", "a", "b")
    assert "sources differ on the status: in force [1]; withdrawn [2]" in own
    every = ask("abc 2015-07-14/..; abc ended by s; abc in-force by t", "relations", "a", "b")
    assert "sources differ on the status: in force [1]; ended [2]" in every
