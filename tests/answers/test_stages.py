"""Stages of relations: what holds on a day, what lies ahead, and where each dispute is told."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import get_args
from unittest import mock

import pytest

from dipfacts.cli import app
from dipfacts.model.file_format.status import EventStatus, RelationStatus
from dipfacts.model.occurrences import ends
from dipfacts.model.occurrences.ends import end_of
from dipfacts.model.occurrences.stages.stage import Stage
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from support.command_line import Ask, Run, ask_of
from support.compiled import shared
from support.factbase import base, event, party, relation, source, table

HEAD = base(
    source("s", publisher="Ministry", published=date(2023, 3, 1)),
    source("t", publisher="Paper", published=date(2024, 4, 1)),
    *map(party, "ab"),
    party("ann", kind="person", name="Ann Ek"),
    party("ben", kind="person", name="Ben Ost"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)
TREATY = relation("now", period="2010-04-08/..", status="in-force", title="Gas treaty")
DENOUNCED = relation("over", period="2091-01-01/..", status="denounced", same_as="now", source="t")
PAUSE = relation(
    "pause", period="2091-01-01/2091-06-30", status="suspended", same_as="now", source="t"
)


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


def row(text: str, words: str) -> str:
    """Return the one line of a page that has these words."""
    (found,) = [line for line in text.splitlines() if words in line]
    return found


def unfolded(calendar: str) -> str:
    return calendar.replace("\r\n ", "")


# ------------------------------------------------------------------------------ what is ahead


def test_a_denunciation_to_come_is_ahead_and_no_anniversary_after_it(ask: Ask) -> None:
    text = ask(TREATY + DENOUNCED, "timeline", "--upcoming", "90y")[1]
    assert text.startswith("The next anniversary of 1 relation and 1 relation denounced from ")
    assert "1 Jan 2091" in row(text, "treaty, denounced")
    only_year = "2091-01-01", "2023-06-01"
    late = ask((TREATY + DENOUNCED).replace(*only_year), "timeline", "--upcoming", "90y")
    assert late[0] == 1


@pytest.mark.parametrize(
    ("status", "period", "ahead", "past"),
    [
        ("denounced", "2091-01-01/..", "from 1 Jan 2091", "from 1 Jan 2021"),
        ("lapsed", "2091-03-04", "from 4 Mar 2091", "4 Mar 2021"),
        ("withdrawn", "[2091-03-04,2091-03-06]", "from 4 or 6 Mar 2091", "4 or 6 Mar 2021"),
        ("expired", "2010/2091-05", "from May 2091", "May 2021"),
        ("suspended", "2091-01-01/..", "from 1 Jan 2091", "since 1 Jan 2021"),
        ("suspended", "2091-09", "from Sep 2091", "Sep 2021"),
        ("suspended", "2091-01/2091-06", "from Jan to Jun 2091", "Jan–Jun 2021"),
        ("signed", "2091-05-05/..", "5 May 2091 (to come)", "5 May 2021"),
    ],
)
def test_a_stage_to_come_is_not_told_as_past(
    ask: Ask, status: str, period: str, ahead: str, past: str
) -> None:
    claims = TREATY + relation("x", period=period, status=status, same_as="now", source="t")
    assert f"; {status} {ahead} [" in ask(claims, "relations")[1]
    assert f"; {status} {past} [" in ask(claims.replace("2091", "2021"), "relations")[1]


def test_a_pause_to_come_is_ahead_with_its_end(ask: Ask) -> None:
    text = ask(TREATY + PAUSE, "timeline", "--upcoming", "90y", "--limit", "0")[1]
    assert "1 suspension ending and 1 relation suspended" in text
    assert "1 Jan 2091" in row(text, "treaty, suspended")
    assert "30 Jun 2091" in row(text, "treaty, suspension ends")


def test_in_a_pause_there_is_no_anniversary(ask: Ask) -> None:
    pause = relation("pause", period="2024-01-01/..", status="suspended", same_as="now", source="t")
    words = "timeline", "--known-by", "2025-01-01", "--upcoming", "3y"
    assert ask(TREATY, *words)[0] == 0
    assert ask(TREATY + pause, *words)[0] == 1


def test_what_is_terminated_on_a_day_to_come_is_ahead(ask: Ask) -> None:
    end = relation("end", period="2091-02-21", status="terminated", same_as="now", source="t")
    text = ask(TREATY + end, "timeline", "--upcoming", "90y")[1]
    assert "1 relation terminated" in text
    assert "21 Feb 2091" in row(text, "treaty, terminated")
    assert "1 relation (2 claims), in force." in ask(TREATY + end, "relations")[1]
    term = relation("now", period="1998-07-03/2091-12-31", status="in-force")
    text = ask(term + end, "relations", "a", "b")[1]
    assert "\nsince 3 Jul 1998  " in text, "no row has an end that another line contradicts"
    assert "in force 3 Jul 1998 – 31 Dec 2091 [" in text
    assert "terminated from 21 Feb 2091 [" in text


# ------------------------------------------------------------------------ what holds on a day


def test_on_a_later_day_it_is_over(ask: Ask) -> None:
    words = "relations", "a", "b", "--known-by", "2092-01-01"
    found = json.loads(ask(TREATY + DENOUNCED, *words, "--json")[1])
    assert {fact["status_class"] for fact in found["facts"]} == {"over"}
    assert found["occurrences"][0]["answering"] == "over"
    text = ask(TREATY + DENOUNCED, *words)[1]
    assert row(text, "Treaty over").startswith("8 Apr 2010 – 1 Jan 2091  ")
    assert "denounced from 1 Jan 2091" in text


def test_what_expired_while_it_was_paused_is_over_with_its_dates(ask: Ask) -> None:
    term = relation("term", period="2011-02-05/2021-02-05", title="Arms treaty")
    pause = relation("p", period="2020-02-21/..", status="suspended", same_as="term", source="t")
    text = ask(term + pause, "relations")[1]
    assert "1 relation (2 claims), over." in text
    assert row(text, "Arms treaty").startswith("5 Feb 2011 – 5 Feb 2021  ")


def test_the_json_and_the_page_answer_by_the_same_claim(ask: Ask) -> None:
    found = json.loads(ask(TREATY + DENOUNCED, "relations", "a", "b", "--json")[1])
    assert found["occurrences"][0]["answering"] == "now"
    brief = json.loads(ask(TREATY + DENOUNCED, "brief", "a", "b", "--json")[1])
    assert brief["brief"]["in_force"] == ["now"]


BREAK = (
    relation("first", kind="ties", title="Ties", period="1904/..", status="in-force")
    + relation("cut", kind="ties", title="Ties", period="2012-09-07", status="severed", source="t")
    + relation("anew", kind="ties", title="Ties", period="2021-06-15/..", same_as="cut")
)


@pytest.mark.parametrize("severed", ["2012-09-07", "2012-09-07/..", "1904/2012-09-07"])
@pytest.mark.parametrize(
    ("days", "is_found"),
    [
        ("1903", False),
        ("1990", True),
        ("2012-09", True),
        ("2012-10", False),
        ("2018", False),
        ("2021", True),
        ("2022", True),
    ],
)
def test_in_a_break_a_relation_is_not_found(
    ask: Ask, severed: str, days: str, is_found: bool
) -> None:
    claims = BREAK.replace("2012-09-07", severed)
    assert ask(claims, "relations", "a", "b", "--in", days)[0] == (0 if is_found else 1)


@pytest.mark.parametrize(("known", "found"), [("2010-01-01", False), ("2014-01-01", True)])
def test_after_its_end_a_relation_is_found_only_where_that_is_in_dispute(
    ask: Ask, known: str, found: bool
) -> None:
    claims = relation("first", period="1904/..", said_on=known) + relation(
        "cut", period="2012-09-07", status="severed", same_as="first", source="t"
    )
    assert ask(claims, "relations", "a", "b", "--in", "2018")[0] == (0 if found else 1)


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (None, "in force"),
        ("in-force", "in force"),
        ("suspended", "paused"),
        ("signed", "not recorded as in force"),
        ("terminated", "over"),
    ],
)
def test_what_an_undated_source_says_goes_on_has_the_class_of_its_status(
    ask: Ask, status: str | None, name: str
) -> None:
    claim = source("undated") + relation("one", period="/..", status=status, source="undated")
    assert f"1 relation, {name}.\n" in ask(claim, "relations", "a", "b")[1]
    assert f", {name}.\n" in ask(claim, "show", "one")[1]
    # Of a day before it was said, nobody says that it was in force; the class is that of today.
    then = "of unknown duration" if name == "in force" else name
    assert f"1 relation, {then}.\n" in ask(claim, "relations", "a", "b", "--in", "2018")[1]


TERMS = ["2001-01-01/2005-12-31", "2006-01-01/2010-12-31", "2011-01-01/2090-12-31"]


def of_terms(*periods: str, last: str = "s") -> str:
    sources = ["s"] * (len(periods) - 1) + [last]
    return "".join(
        relation(
            f"t{n}", title="Gas treaty", period=period, source=name, same_as="t0" if n else None
        )
        for n, (period, name) in enumerate(zip(periods, sources, strict=True))
    )


def test_terms_of_one_source_one_after_another_are_renewals(ask: Ask) -> None:
    _, text = ask(of_terms(*TERMS), "relations", "a", "b")
    assert text.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert "\n1 Jan 2011 – 31 Dec 2090  Gas treaty " in text
    assert text.count("in force 1 Jan 20") == 3
    assert "different" not in text
    lines = ask(of_terms(*TERMS), "timeline", "a", "b")[1]
    assert (lines.count("treaty, begins"), lines.count("treaty, ends")) == (3, 1)
    whole = json.loads(ask(of_terms(*TERMS), "relations", "a", "b", "--json")[1])
    assert whole["occurrences"][0]["agreement"] == "single"
    apart = of_terms("2001/2005", "2007/..")
    assert ask(apart, "relations", "a", "b", "--in", "2006")[0] == 1
    assert "differ" not in ask(apart, "relations", "a", "b")[1]


@pytest.mark.parametrize("first", ["../2005", "/2005"])
@pytest.mark.parametrize("others", [(), ("2001/2005",), ("2007",), ("2007/..",), ("/2005-05-05",)])
def test_of_the_first_of_several_terms_the_beginning_need_not_be_known(
    ask: Ask, first: str, others: tuple[str, ...]
) -> None:
    claims = of_terms(first, "2007/..", *others, last="t" if others else "s")
    text = ask(claims, "relations", "a", "b")[1]
    assert "\nsince 2007  Gas treaty " in text
    assert "differ" not in text
    assert text.count("in force ") == 2  # of each stage
    assert [ask(claims, "relations", "--in", it)[0] for it in ("2002", "2006", "2008")] == [0, 1, 0]
    lines = ask(claims, "timeline", "a", "b")[1]
    assert lines.count("treaty, ends") == 1
    assert lines.count("treaty, begins") == (2 if others[:1] == ("2001/2005",) else 1)


@pytest.mark.parametrize(
    ("periods", "differ"),
    [
        (("/2005", "2007/..", "2001/.."), ["period.end"]),  # of 2006 that says otherwise
        (("/2005", "2006/2010", "2011/2090", "2001/2090"), []),
        (("/2005", "2006/2010", "2011/2090", "2006/2090"), []),
        (("/2005", "2004/..", "2004/.."), ["period.end"]),  # no terms one after another
    ],
)
def test_another_source_may_tell_several_terms_the_first_without_a_beginning(
    ask: Ask, periods: tuple[str, ...], differ: list[str]
) -> None:
    (found,) = json.loads(ask(of_terms(*periods, last="t"), "relations", "--json")[1])[
        "occurrences"
    ]
    assert found["differ"] == differ


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("2007", "different accounts of the end: 2005 [1]; 2007 [1]"),
        ("2007/..", "different accounts of the end: 2005 [1]; 2007 [1]"),
        ("2007/2010", "terminated 2005 [1]; terminated 2010 [1]"),
    ],
)
def test_a_day_on_which_it_was_over_is_no_term_after_one_without_a_beginning(
    ask: Ask, since: str, told: str
) -> None:
    claims = relation("one", title="Pact", period="/2005", status="terminated")
    claims += relation("two", title="Pact", period=since, status="terminated", same_as="one")
    assert told in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize(
    ("periods", "is_found"),
    [
        (("/1990", "1995/"), {"1985": True, "1990": True, "1993": False, "2005": True}),
        (("../1990", "2004/2007"), {"1985": True, "1993": False, "2005": True, "2008": False}),
        (("/2007", "2004/"), {"1985": False, "2005": True, "2008": False}),
    ],
)
def test_what_lies_before_the_other_account_is_found_where_it_lies(
    ask: Ask, periods: tuple[str, ...], is_found: dict[str, bool]
) -> None:
    claims = of_terms(*periods, last="t")
    found = {it: not ask(claims, "relations", "a", "b", "--in", it)[0] for it in is_found}
    assert found == is_found


@pytest.mark.parametrize("period", ["2001/2005", "2006", "2006/2010", "2011/2090"])
def test_another_source_may_tell_one_of_the_terms(ask: Ask, period: str) -> None:
    text = ask(of_terms(*TERMS, period, last="t"), "relations", "a", "b")[1]
    assert "\n1 Jan 2011 – 31 Dec 2090  Gas treaty " in text
    assert text.count("in force 1 Jan 20") == 3
    assert "differ" not in text


@pytest.mark.parametrize("period", ["1993", "1993-05-05", "1993/", "1993/.."])
@pytest.mark.parametrize("status", ["denounced", "withdrawn"])
def test_a_notice_before_the_end_is_a_stage_however_its_date_is_written(
    ask: Ask, status: str, period: str
) -> None:
    text = ask(of_two((None, "1990/2000"), (status, period)), "relations", "a", "b")[1]
    assert "\n1990–2000  Rail" in text
    assert "differ" not in text


@pytest.mark.parametrize("since", ["2010", "2010/.."])
@pytest.mark.parametrize("status", [None, "withdrawn", "ended"])
def test_since_a_day_on_which_it_was_over_is_no_beginning(
    ask: Ask, status: str | None, since: str
) -> None:
    claims = of_two((status, "1990/2000"), (status or "withdrawn", since))
    text = ask(claims, "relations", "a", "b")[1]
    assert "\n1990 – 2000 or 2010  Rail" in text
    assert text.count("differ on") == 1
    assert "sources differ on the end: 2000 [2]; 2010 [1]" in text
    lines = ask(claims, "timeline", "a", "b")[1]
    assert row(lines, "begins").startswith("1990  ")
    assert row(lines, "ends").startswith("2000 or 2010  ")
    assert [ask(claims, "relations", "--in", it)[0] for it in ("1985", "1995", "2005")] == [1, 0, 0]
    for other in ("withdrawn", "ended"):  # nobody knows when it began
        claims = of_two(("withdrawn", "/2000"), (other, since))
        assert "\nuntil 2000 or 2010  Rail" in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize("since", ["2010-05", "2010-05/..", "2010-05/"])
@pytest.mark.parametrize("status", ["withdrawn", "ended"])
def test_what_is_over_since_a_day_is_not_found_after_it_where_it_had_begun(
    ask: Ask, status: str, since: str
) -> None:
    """The day is that of the end, as its period says, whether it is told how long it is over."""
    years = ("1989", "1995", "2010", "2011")
    claims = of_two(("in-force", "1990/"), (status, since))
    assert "\n1990 – May 2010  Rail" in ask(claims, "relations", "a", "b")[1]
    assert [ask(claims, "relations", "--in", it)[0] for it in years] == [1, 0, 0, 1]
    other = {"title": "Rail", "source": "u", "same_as": "s", "status": status}
    later = source("u") + relation("u", period="2020-11", **other)
    period = "1990 – May 2010 or Nov 2020"
    assert f"\n{period}  Rail" in ask(claims + later, "relations", "a", "b")[1]
    for it, found in (("2015", 0), ("2020", 0), ("2021", 1)):
        assert (it, ask(claims + later, "relations", "--in", it)[0]) == (it, found)
    begun = of_two(("in-force", "2010"), ("ended", "2010-05/"))
    assert ask(begun, "relations", "--in", "2011")[0] == 0  # which begins on that day
    alone = of_two((status, since), (status, since))
    assert ask(alone, "relations", "--in", "2009")[0] == 1
    assert ask(alone, "relations", "--in", "2011")[0] == (since == "2010-05")


@pytest.mark.parametrize("over", ["/2005-06", "../2005-06"])
@pytest.mark.parametrize("begun", ["1990", "1990/"])
def test_what_is_over_begins_where_another_stage_tells_it(ask: Ask, begun: str, over: str) -> None:
    """It is found by the period that its page tells."""
    years = ("1985", "1989", "1990", "2005", "2006")
    claims = of_two(("in-force", begun), ("terminated", over))
    assert "\n1990 – Jun 2005  Rail" in ask(claims, "relations", "a", "b", "--until", "1990")[1]
    assert [ask(claims, "relations", "--in", it)[0] for it in years] == [1, 1, 0, 0, 1]
    assert ask(claims, "relations", "a", "b", "--until", "1989") == (
        1,
        "Nothing on relations about A and B is recorded until 1989; there are 2 claims from 1990 "
        "to 2005.\n",
    )
    unknown = of_two(("signed", "1989-05"), ("terminated", over))  # nobody says since when
    assert ask(unknown, "relations", "--in", "1985")[0] == 0
    again = of_two(("in-force", "2010/.."), ("terminated", over))  # after it was over
    assert [ask(again, "relations", "--in", it)[0] for it in ("1985", "2007")] == [0, 1]


@pytest.mark.parametrize("status", [None, "in-force"])
def test_an_end_that_another_claim_gives_is_told_with_a_date_alone(
    ask: Ask, status: str | None
) -> None:
    text = ask(of_two((status, "2003"), (status, "/2011")), "relations", "a", "b")[1]
    assert "\n2003–2011  Rail" in text
    text = ask(of_two((status, "2003"), (status, "/2001")), "relations", "a", "b")[1]
    assert "\nuntil 2001, or 2003  Rail" in text


@pytest.mark.parametrize(
    ("first", "second", "told", "sides"),
    [
        ("/1990", "2004-02/2007", "until 1990, or Feb 2004 – 2007", "until 1990, start unknown"),
        ("1990-02-05/1999-02-07", "2004", "5 Feb 1990 – 7 Feb 1999 or 2004", "5 Feb 1990 – 7"),
        ("/1990", "1995/", "until 1990, or from 1995, end unknown", "until 1990, start unknown"),
        ("1991/2003", "2003/", "1991–2003 or from 2003, end unknown", "1991–2003"),
        ("1991/2003", "2003/..", "1991–2003 or since 2003", "1991–2003"),
        ("1991/2003", "2003-05/", "1991–2003 or from May 2003, end unknown", "1991–2003"),
    ],
)
def test_no_beginning_is_told_with_an_end_before_it(
    ask: Ask, first: str, second: str, told: str, sides: str
) -> None:
    text = ask(of_two((None, first), (None, second)), "relations", "a", "b")[1]
    assert f"\n{told}  Rail" in text
    assert text.count("sources differ on") == 1
    assert f"sources differ on the dates: {sides}" in text


@pytest.mark.parametrize(
    ("second", "told"), [("2003/2003", "1991 or 2003 – 2003"), ("2002/", "1991 or 2002 – 2003")]
)
def test_a_beginning_before_an_end_or_of_a_claim_that_gives_it_is_told_with_it(
    ask: Ask, second: str, told: str
) -> None:
    text = ask(of_two((None, "1991/2003"), (None, second)), "relations", "a", "b")[1]
    assert f"\n{told}  Rail" in text
    assert "sources differ on the beginning: 1991 [2]; 200" in text


@pytest.mark.parametrize(
    ("period", "dates", "differ"),
    [
        ("2001/2090", "1 Jan 2001 – 31 Dec 2090", []),
        ("2001/..", "1 Jan 2001 – 31 Dec 2090", []),
        ("2001-01-01/2050", "1 Jan 2001 – 2050 or 31 Dec 2090", ["period.end"]),
        ("2003/2090", "1 Jan 2001 – 1 Jan 2011 (4 dates) – ", ["period.start", "period.end"]),
    ],
)
def test_another_source_may_tell_all_terms_in_one(
    ask: Ask, period: str, dates: str, differ: list[str]
) -> None:
    claims = of_terms(*TERMS, period, last="t")
    assert f"\n{dates}" in ask(claims, "relations", "a", "b")[1]
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert found["differ"] == differ
    assert ask(claims, "relations", "a", "b", "--in", "2008")[0] == 0


@pytest.mark.parametrize(
    ("terms", "period", "differ"),
    [
        (("2001/2005", "2011/.."), "2001/..", ["period.end"]),
        (("2001/2005", "2011/2015"), "2001/2015", ["period.end"]),
        (("2001-01-01/2005-06-30", "2005-07-02/2015"), "2001/2015", ["period.end"]),
        (("2001/2005", "2006/2010", "2016/2090"), "2006/2090", ["period.end"]),
        (("2001/2005", "2006/2010", "2016/2090"), "2001/2090", ["period.end"]),
        (("2001/2005", "2006/2010", "2016/2090"), "2001/2010", []),
        (("2001/2005", "2006/2015"), "2001/2015", []),
        (("2001-01-01/2005-07-01", "2005-07-01/2015"), "2001/2015", []),
    ],
)
def test_who_tells_terms_apart_in_one_says_otherwise_of_the_time_between(
    ask: Ask, terms: tuple[str, ...], period: str, differ: list[str]
) -> None:
    claims = of_terms(*terms, period, last="t")
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert (found["differ"], found["agreement"] == "conflict") == (differ, bool(differ))
    resumed = terms[-1].split("/")[0]
    is_told = bool(differ) or period.endswith("2010")  # which ends before the time between
    assert (ask(claims, "timeline", "a", "b", "--in", resumed)[0] == 0) is is_told


@pytest.mark.parametrize(
    ("claims", "who"),
    [
        (of_terms("2001/2005", "2007/..", last="t"), "sources differ on"),
        (of_terms("2001/2005", "2004/2010"), "the Ministry gave different accounts of"),
        (of_terms("2001/2005", "2001/2004"), "the Ministry gave different accounts of"),
        (of_terms("2001/..", "2006/.."), "the Ministry gave different accounts of"),
    ],
)
def test_terms_of_several_sources_or_at_once_are_no_renewals(
    ask: Ask, claims: str, who: str
) -> None:
    assert f"· {who} the " in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize(
    ("days", "is_found"),
    [("2000", False), ("2008", True), ("2011", True), ("2012-08", False), ("2018", False)],
)
@pytest.mark.parametrize("began", ["2001/2005", "2001"])
def test_before_a_day_on_which_it_was_over_a_relation_is_found(
    ask: Ask, began: str, days: str, is_found: bool
) -> None:
    claims = relation("first", period=began, status="in-force") + relation(
        "over", period="2012-06-30", status="terminated", same_as="first", source="t"
    )
    for command in ("relations", "brief"):
        assert ask(claims, command, "a", "b", "--in", days)[0] == (0 if is_found else 1)


def test_between_two_times_in_force_a_relation_is_not_found(ask: Ask) -> None:
    claims = relation("first", period="2001/2005") + relation(
        "next", period="2015/..", same_as="first", source="t"
    )
    assert ask(claims, "relations", "a", "b", "--in", "2008")[0] == 1
    signed = claims.replace('period = "2001/2005"', 'period = "2001"\nstatus = "signed"')
    assert ask(signed, "relations", "a", "b", "--in", "2008")[0] == 1


# ----------------------------------------------------------------------- whether it has ended


OPEN = relation("open", kind="ties", title="Ties", period="1992-08-27/..", source="t")
ENDED = relation("ended", kind="ties", title="Ties", period="1992-08-27/2010-05-01")


@pytest.mark.parametrize("claims", [OPEN + ENDED, ENDED + OPEN])
def test_where_sources_differ_on_whether_it_has_ended_that_is_said(ask: Ask, claims: str) -> None:
    text = ask(claims, "relations")[1]
    assert "in force. Claims differ on whether it has ended." in text
    assert "27 Aug 1992 – 1 May 2010 or still going" in row(text, "ties  ")
    assert "sources differ on the end: 1 May 2010 [2]; still going [1]" in text


@pytest.mark.parametrize("status", [None, "in-force"])
@pytest.mark.parametrize(
    ("period", "dates"),
    [("2015", "since 2015"), ("2015-05/", "since May 2015"), ("[2015,2017]", "2015 or 2017")],
)
def test_what_one_dates_and_another_says_goes_on_is_in_force(
    ask: Ask, status: str | None, period: str, dates: str
) -> None:
    dated = OPEN.replace("1992-08-27/..", period).replace('"t"', '"s"')
    going = relation("go", kind="ties", title="Ties", period="/..", source="t", status=status)
    text = ask(dated + going, "relations", "a", "b")[1]
    assert "1 relation (2 claims), in force." in text
    assert row(text, "  Ties  ").startswith(f"{dates}  ")


@pytest.mark.parametrize(
    ("over", "rough", "dates", "stage"),
    [
        ("1999/2015-06-30", "/2015", "1999 – 30 Jun 2015", "terminated 30 Jun 2015 ["),
        ("/2015-06-30", "/2015", "until 30 Jun 2015, start unknown", "terminated 30 Jun 2015 ["),
        ("1999/2015-06-30", "/..", "1999 – 30 Jun 2015 or still going", "terminated 30 Jun 2015 ["),
        ("1999/2015", "/2015-06-30", "1999 – 30 Jun 2015", "terminated 2015 ["),
    ],
)
def test_a_claim_without_a_beginning_takes_no_date_off_the_page(
    ask: Ask, over: str, rough: str, dates: str, stage: str
) -> None:
    claims = relation("over", period=over, status="terminated", title="Gas treaty") + relation(
        "rough", period=rough, same_as="over", title="Gas treaty", source="t"
    )
    text = ask(claims, "relations", "a", "b")[1]
    assert row(text, "  Gas treaty  ").startswith(f"{dates}  ")
    assert stage in text


@pytest.mark.parametrize(
    ("ended", "is_open"), [("2015", True), ("2011-01", True), ("2009", False), ("2025", False)]
)
def test_what_goes_on_after_a_suspension_contests_a_later_end(
    ask: Ask, ended: str, is_open: bool
) -> None:
    claims = relation("early", period=f"1999/{ended}", status="in-force")
    claims += relation("pause", period="2005", status="suspended", same_as="early", source="t")
    claims += relation("on", period="2010/..", status="in-force", same_as="early", source="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert ("Claims differ on whether it has ended." in text) == is_open
    assert ("; still going [1]" in text) == is_open
    found = json.loads(ask(claims, "relations", "a", "b", "--json")[1])["occurrences"][0]
    assert found["differ"] == ["period.end"] * is_open


@pytest.mark.parametrize("pause", ["2015/..", "2015", "2015/2090", None])
@pytest.mark.parametrize(
    ("of_one", "of_another"),
    [
        (("1999/2020", "in-force"), ("1999/2090", "in-force")),
        (("1999/2020", "terminated"), ("1999/2090", "terminated")),
        (("1999/2020", "in-force"), ("1999/..", "in-force")),
        (("1999/2020", "terminated"), ("1999/..", "in-force")),
        (("2020", "terminated"), ("2090", "terminated")),
    ],
)
def test_what_may_have_ended_is_paused_where_it_was_suspended(
    ask: Ask, of_one: tuple[str, str], of_another: tuple[str, str], pause: str | None
) -> None:
    given = {"title": "Pact", "topic": "pacts"}
    claims = table("topic", id="pacts", label="Pacts")
    claims += relation("one", period=of_one[0], status=of_one[1], **given)
    claims += relation("two", period=of_another[0], status=of_another[1], same_as="one", source="t",
                       **given)  # fmt: skip
    told = None if pause else "2024-05"  # after that it is in force
    claims += relation("off", period=pause, status="suspended", same_as="one", said_on=told,
                       **given)  # fmt: skip
    doubt = "claims differ on whether it has ended"
    assert ask(claims, "relations", "a", "b")[1].startswith(
        f"A and B: 1 relation (3 claims), paused. {doubt.capitalize()}."
    )
    assert f"1 relation (3 claims), paused, though {doubt}; no" in ask(claims, "pacts", "a", "b")[1]
    assert ": whether it has ended  [" in ask(claims, "brief", "a", "b")[1]


@pytest.mark.parametrize(
    ("ranks", "said"), [(("preferred", "normal"), "over"), (("normal", "preferred"), "paused")]
)
def test_the_end_preferred_says_whether_it_has_ended(
    ask: Ask, ranks: tuple[str, str], said: str
) -> None:
    why = {"title": "Pact", "rank_reason": "the depositary"}
    claims = relation("off", period="2015/..", status="suspended", title="Pact")
    for id, rank, end in zip("mn", ranks, ("2020", "2090"), strict=True):
        claims += relation(id, period=f"1999/{end}", same_as="off", rank=rank, source="t", **why)
    assert f"1 relation (3 claims), {said}." in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize(
    ("other", "since", "differ"),
    [("t", "2015", False), ("s", "2015", True), ("s", "2023-03-01", False), ("s", "2023", True)],
)
def test_two_pauses_of_two_sources_are_a_dispute_if_both_were_told_after_both_began(
    ask: Ask, other: str, since: str, differ: bool
) -> None:
    claims = relation("on", period="2000/..", status="in-force", title="Pact")
    for id, period, of in (("early", "2005/2007", other), ("late", f"{since}/2090", "t")):
        claims += relation(
            id, period=period, status="suspended", title="Pact", same_as="on", source=of
        )
    assert "1 relation (3 claims), paused.\n" in ask(claims, "relations", "a", "b")[1]
    text = ask(claims, "brief", "a", "b")[1]
    assert (f"sources differ on the suspension: 2005 [2]; {since} [1]" in text) == differ
    assert (": whether it is still suspended  [" in text) == differ
    stages = r"; suspended 2005–2007 \[\d\]; suspended \S.*2090 \[1\]\n"
    assert bool(re.search(stages, text)) != differ
    assert "it has ended" not in text


@pytest.mark.parametrize("pause", ["2005", "2005/2010"])
def test_what_goes_on_contests_the_end_of_what_another_calls_resumed(ask: Ask, pause: str) -> None:
    claims = relation("pause", period=pause, status="suspended")
    claims += relation("end", period="2010/2015", status="in-force", same_as="pause")
    claims += relation("on", period="1999/..", status="in-force", same_as="pause", source="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert "in force. Claims differ on whether it has ended." in text
    assert "\n1999 – 2015 or still going  " in text
    assert "· sources differ on the end: 2015 [2]; still going [1]" in text


@pytest.mark.parametrize(
    ("ended", "is_open"), [("2090-12-05", True), ("2019-11-20", False), ("2090", True)]
)
def test_days_of_a_termination_between_which_it_is_asked_leave_it_open(
    ask: Ask, ended: str, is_open: bool
) -> None:
    claims = TREATY + relation("was", period="2020-11-20", status="terminated", same_as="now")
    claims += relation("will", period=ended, status="terminated", same_as="now", source="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert ("1 relation (3 claims), in force. Claims differ on whether" in text) == is_open
    assert ("1 relation (3 claims), over.\n" in text) == (not is_open)
    assert "ends" not in text  # of several days none is chosen
    assert ("No relation in force" in ask(claims, "brief", "a", "b")[1]) == (not is_open)


@pytest.mark.parametrize(
    ("status", "over"),
    [
        (None, {"period": "1999", "status": "ended"}),
        ("in-force", {"period": "1992/1999", "status": "ended"}),
        (None, {"period": "1980/1989", "status": "ended"}),
        (None, {"period": "1992/1999", "status": "expired", "source": "t"}),
        ("expired", {"period": "1992/1999", "status": "expired", "source": "t"}),
        ("expired", {"period": "1999", "status": "ended"}),
    ],
)
def test_what_is_over_ended_the_term_that_it_tells(
    ask: Ask, status: str | None, over: dict[str, str]
) -> None:
    terms = {"first": "1980/1989", "next": "1992/1999"}
    claims = "".join(
        relation(id_, period=period, status=status, same_as="first" if id_ == "next" else None)
        for id_, period in terms.items()
    )
    claims += relation("over", same_as="first", **over)
    text = ask(claims, "relations", "a", "b")[1]
    assert "\n1992–1999  " in text
    assert not {"differ", "different"} & {*text.split()}
    assert ask(claims, "relations", "a", "b", "--in", "1991")[0] == 1
    told = re.findall(
        r"^(\d{4})  .*, (begins|ends|ended|expired)  ", ask(claims, "timeline")[1], re.M
    )
    days = [("1980", "begins"), ("1989", "ends"), ("1992", "begins"), ("1999", "ends")]
    assert [(year, how.replace("ended", "ends")) for year, how in told] == days


def test_of_terms_of_two_sources_one_that_has_begun_says_what_it_is(ask: Ask) -> None:
    claims = relation("now", period="2010/2090-12-31") + relation(
        "other", period="2005/2008", same_as="now", source="t"
    )
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (2 claims), in force.")
    assert "\n2005–2008 or 2010 – 31 Dec 2090  " in text
    assert "sources differ on the beginning" in text


@pytest.mark.parametrize(
    ("terms", "is_renewed"),
    [
        (("2021-02-01/2021-07-31", "2021-08-01/2090-01-31"), True),  # to the day
        (("2021-02-01/2021-07-31", "2021-08-02/2090-01-31"), False),
        (("2021-02-01/2021-07-31", "2021-08/2090-01-31"), False),  # to the month alone
        (("2021-02/2021-07", "2021-08/2090-01"), True),  # each to the month
        (("2021-02/2021-07", "2021-08-01/2090-01"), True),
        (("2021-02/2021-07", "2021-09/2090-01"), False),
        (("2010/2019", "2020/2090"), True),  # each to the year
        (("2010/2019-12", "2020/2090"), False),
        (("2010/2019", "202X/2090"), False),
        (("2010/2019~", "2020/2090"), False),  # about that year
        (("2010/2019?", "2020/2090"), False),
        (("2010/2019", "2020%/2090"), False),
        (("2010~/2019", "2020/2090?"), True),
        (("2010/2085-12-31", "2088/2095"), True),  # told before the first had ended
        (("2005/2008", "2010/2090-12-31"), False),
    ],
)
def test_a_term_told_by_another_source_renews_one_that_cannot_deny_it(
    ask: Ask, terms: tuple[str, str], is_renewed: bool
) -> None:
    for claims in (of_terms(*terms, last="t"), of_terms(*reversed(terms), last="t")):
        text = ask(claims, "relations", "a", "b")[1]
        assert ("· in force " in text) is is_renewed
        assert ("· sources differ on the beginning" in text) is not is_renewed


def test_each_renewal_may_have_a_document_of_its_own(ask: Ask) -> None:
    half_years = ("2021-02-01/2021-07-31", "2021-08-01/2022-01-31", "2022-02-01/2090-07-31")
    claims = of_terms(*half_years, last="t")
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert "\n1 Feb 2022 – 31 Jul 2090  Gas treaty " in text
    in_one = relation(
        "one", title="Gas treaty", period="2021-02-01/2022-01-31", same_as="t0", source="t"
    )
    assert "\n1 Feb 2022 – 31 Jul 2090  " in ask(claims + in_one, "relations", "a", "b")[1]
    assert "differ" not in ask(claims + in_one, "relations", "a", "b")[1]
    otherwise = relation("no", title="Gas treaty", period="2021-05-01/2021-12-31", same_as="t0")
    assert "· sources differ on" in ask(claims + otherwise, "relations", "a", "b")[1]


@pytest.mark.parametrize("day", ["1985", "1995", "1995-06-02"])
def test_ends_in_dispute_are_found_on_each_of_their_days(ask: Ask, day: str) -> None:
    claims = relation("of-period", period="1960/1990", status="ended")
    claims += relation("day", period=day, status="ended", same_as="of-period", source="t")
    for year in ("1990", day[:4]):
        text = ask(claims, "timeline", "--in", year)[1]
        years = sorted(("1990", day[:4]))
        assert f"\n{years[0]}–{years[1]}\n" in text


@pytest.mark.parametrize(("rough", "until"), [("2000/2006", ""), ("2000/..", " or still going")])
def test_the_day_of_a_beginning_that_a_claim_of_the_end_gives_is_told(
    ask: Ask, rough: str, until: str
) -> None:
    claims = relation("over", period="2000-12-05/2006-12-05", status="expired", title="Pact")
    claims += relation("rough", period=rough, title="Pact", same_as="over", source="t")
    page = ask(claims, "relations", "a", "b")[1]
    assert f"\n5 Dec 2000 – 5 Dec 2006{until}  Pact" in page
    line = row(ask(claims, "timeline", "--in", "2000-12-05")[1], "begins")
    assert re.fullmatch(r"5 Dec 2000  Pact .*, begins  \[1\] \[2\]", line)


def test_a_gap_between_terms_of_two_sources_is_in_no_dates(ask: Ask) -> None:
    claims = relation("was", period="2010/2020-06-30") + relation(
        "will", period="2091-06-01/..", same_as="was", source="t"
    )
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (2 claims), over.")
    assert "\n2010 – 30 Jun 2020  " in text  # told in 2023, when nobody knew of 2091
    assert "· in force 2010 – 30 Jun 2020 [2]; in force from 1 Jun 2091 [1]\n" in text
    told_later = claims.replace("2091-06-01", "2022-06-01").replace("/..", "/2022-12-31")
    text = ask(told_later, "relations", "a", "b")[1]
    assert "\n2010 – 30 Jun 2020 or 1 Jun – 31 Dec 2022  " in text
    for some, year in ((claims, "2050"), (told_later, "2021")):
        assert ask(some, "relations", "a", "b", "--in", year)[0] == 1


def test_several_of_which_that_is_open_are_counted(ask: Ask) -> None:
    three = OPEN + ENDED + relation("r", period="2000/..", title="Other")
    text = ask(three, "relations")[1]
    assert "all in force. Claims differ on whether 1 of them has ended." in text


def test_a_claim_made_before_the_end_leaves_nothing_open(ask: Ask) -> None:
    late = ENDED.replace("2010-05-01", "2025-05-01")
    text = ask(OPEN + late, "relations")[1]
    assert "whether it has ended" not in text
    assert "1 relation (2 claims), over." in text


@pytest.mark.parametrize(
    ("said_on", "is_open"),
    # In 2010 may be before 1 May; one claim of several that was surely made later is enough.
    [
        (["2010"], False),
        (["2010-05-01"], False),
        (["2010-05-02"], True),
        (["2011"], True),
        (["2012-02-01", "2012"], True),
        (["2010-06-01", "2010"], True),
    ],
)
@pytest.mark.parametrize("status", [None, "ended"])
def test_a_coarse_date_of_a_statement_tells_only_what_is_certain(
    ask: Ask, said_on: list[str], is_open: bool, status: str | None
) -> None:
    parties = {"parties": ["a", "b"], "kind": "ties", "same_as": "over"}
    period = "2010-05-01" if status else "1992-08-27/2010-05-01"
    over = relation("over", period=period, status=status, kind="ties")
    going = [
        relation(f"go{nth}", period="1992-08-27/..", source="t", said_on=day, **parties)
        for nth, day in enumerate(said_on)
    ]
    text = ask(over + "".join(going), "relations")[1]
    assert ("or still going" in text) == is_open
    assert text.startswith(
        f"1 relation ({1 + len(said_on)} claims), {'in force' if is_open else 'over'}."
    )


def test_three_claims_of_which_one_goes_on_are_in_force_and_disputed(ask: Ask) -> None:
    two = relation("early", kind="ties", period="1990/1995") + relation(
        "later", kind="ties", period="1997/2002"
    )
    text = ask(two + OPEN.replace("1992-08-27", "1991"), "relations")[1]
    assert "in force. Claims differ on whether it has ended." in text
    assert "1990, 1991 or 1997 – 1995, 2002 or still going" in text


def test_of_dates_that_no_period_can_have_each_claim_is_shown(ask: Ask) -> None:
    claims = relation("open", period="1999/..") + relation(
        "gone", period="/1980", same_as="open", source="t"
    )
    text = ask(claims, "relations")[1]
    assert "until 1980, or since 1999" in text
    assert "sources differ on the dates: until 1980, start unknown [1]; since 1999 [2]" in text
    found = json.loads(ask(claims, "relations", "--json")[1])["occurrences"][0]
    assert found["differ"] == ["period.start", "period.end"]


# ------------------------------------------------------------------ where a dispute is told


SIGNED = (
    relation("s1", period="2010-04-08", status="signed", title="Rail treaty")
    + relation("s2", period="2010-04-09", status="signed", same_as="s1", source="t")
    + relation("f1", period="2011-02-05/..", status="in-force", same_as="s1")
    + relation("p1", period="2023-02-21/..", status="suspended", same_as="s1")
    + relation("p2", period="2023-02-22/..", status="suspended", same_as="s1", source="t")
)


def test_a_dispute_is_told_once_at_its_stage_and_by_its_name(ask: Ask) -> None:
    text = ask(SIGNED, "timeline")[1]
    assert text.count("sources differ on the signing: 8 Apr 2010 [") == 1
    assert text.count("sources differ on the suspension: 21 Feb 2023 [") == 1
    assert text.count("sources differ") == 2
    lines = text.splitlines()
    at = next(nth for nth, line in enumerate(lines) if "treaty, signed" in line)
    assert "on the signing" in lines[at + 1]


def test_lists_and_show_name_the_stage_too(ask: Ask) -> None:
    text = ask(SIGNED, "relations")[1]
    assert "sources differ on the signing: 8 Apr 2010 [" in text
    assert "sources differ on the suspension: 21 Feb 2023 [" in text
    head = ask(SIGNED, "show", "s1")[1].splitlines()[0]
    assert head.endswith("sources differ on the signing and the suspension.")


@pytest.mark.parametrize(
    ("status", "periods", "what"),
    [
        ("initialled", ("2001-01-01", "2001-01-02"), "the initialling"),
        ("ratified", ("2001-01-01", "2001-01-02"), "the ratification"),
        ("proposed", ("2001-01-01", "2001-01-02"), "the proposal"),
        ("suspended", ("2001/2005", "2001/2006"), "the end of the suspension"),
        ("denounced", ("2001-01-01/..", "2001-02-01/.."), "the denunciation"),
        ("withdrawn", ("2001-01-01", "2001-02-01"), "the withdrawal"),
        ("withdrawn", ("1990/2001", "1990/2002"), "the end"),
        ("terminated", ("2001-01-01", "2001-02-01"), "the end"),
        ("ended", ("1990/2001", "1990/2002"), "the end"),
        ("ended", ("1990/2001", "1991/2001"), "the beginning"),
        ("in-force", ("1990/..", "1991/.."), "the beginning"),
    ],
)
def test_what_differs_has_the_name_of_its_status(
    ask: Ask, status: str, periods: tuple[str, str], what: str
) -> None:
    first, second = periods
    claims = relation("x", period=first, status=status)
    claims += relation("y", period=second, status=status, same_as="x", source="t")
    assert f"sources differ on {what}: " in ask(claims, "relations")[1]
    assert f"sources differ on {what}: " in ask(claims, "timeline")[1]
    calendar = unfolded(ask(claims, "timeline", "--format", "ics")[1])
    assert "BEGIN:VEVENT" not in calendar or f"Sources differ on {what}: " in calendar


def test_only_claims_that_contradict_each_other_are_sides_of_a_status(ask: Ask) -> None:
    claims = event("plan", status="planned", period="2021-05-05", title="Visit")
    claims += event("was", status="held", period="2021-05-05", same_as="plan")
    claims += event("not", status="denied", period="2021-05-05", same_as="plan", source="t")
    text = ask(claims, "timeline", "a", "b")[1]
    assert "sources differ on the status: denied [2]; held [1]" in text


def test_a_dispute_over_the_status_is_told_once(ask: Ask) -> None:
    two = event("was", status="reported", period="2021-05-05", title="Talks")
    two += event("not", status="denied", period="2021-05-05", same_as="was", source="t")
    text = ask(two, "timeline")[1]
    assert "· sources differ on the status: denied [1]; reported [2]\n" in text.replace(
        "denied [2]; reported [1]", "denied [1]; reported [2]"
    )
    assert text.count("·") == 1
    moved = two.replace("2021-05-05", "2021-05-06", 1)
    assert re.search(
        r"· denied 5 May 2021 \[.\]; reported 6 May 2021 \[", ask(moved, "timeline")[1]
    )


# ------------------------------------------------------------------------------- preferred


@pytest.mark.parametrize(
    ("preferred", "name", "shown"),
    [("ended", "over", "27 Aug 1992 – 1 May 2010  "), ("open", "in force", "since 27 Aug 1992  ")],
)
def test_what_is_preferred_says_whether_it_has_ended(
    ask: Ask, preferred: str, name: str, shown: str
) -> None:
    mark = f'id = "{preferred}"\nrank = "preferred"\nrank_reason = "the register"'
    text = ask((OPEN + ENDED).replace(f'id = "{preferred}"', mark), "relations")[1]
    doubt = "Claims differ on whether it has ended."
    assert text.startswith(f"1 relation (2 claims), {name}. {doubt}\n")
    assert row(text, "Ties (A and B)").startswith(shown)
    assert "sources differ on the end: 1 May 2010 [" in text


# -------------------------------------------------------------------------- lines of stages


@pytest.mark.parametrize("going", [{"period": "/.."}, {"status": "in-force"}])
def test_what_goes_on_does_so_since_it_was_resumed(ask: Ask, going: dict[str, str]) -> None:
    claims = relation("a", period="1823/1982-04-02", status="severed", title="Ties")
    claims += relation("b", period="1990-02-15/..", title="Ties", same_as="a")
    claims += relation("c", title="Ties", same_as="a", source="t", **going)
    text = ask(claims, "relations", "a", "b")[1]
    assert "since 15 Feb 1990  Ties" in text
    assert row(text, "severed").endswith("in force since 15 Feb 1990 [1] [2]")


def test_what_was_severed_and_resumed_was_over_between(ask: Ask) -> None:
    claims = relation("a", kind="ties", period="1918-05-01/1920-04-28", title="Ties")
    claims += relation(
        "b", kind="ties", period="1920-04-28/1924-02-01", title="Ties", status="severed"
    )
    claims += relation("c", kind="ties", period="1924-02-01/..", title="Ties", source="t")
    for words in (("timeline",), ("timeline", "a", "b")):
        text = ask(claims, *words)[1]
        assert re.findall(r"ties, (\w+)", text) == ["begins", "severed", "begins"]
    text = ask(claims, "relations")[1]
    assert "1 relation (3 claims), in force." in text
    assert "severed 28 Apr 1920 – 1 Feb 1924 [" in text


@pytest.mark.parametrize(
    ("periods", "ends"),
    [
        # An end that is the beginning of another stage has no line of its own.
        ((("1990/1995", "in-force"), ("1995-03-01", "terminated")), []),
        ((("1990/1995", "in-force"), ("1997-03-01", "terminated")), ["treaty, ends"]),
        ((("1990/..", "in-force"), ("2000/2001", "suspended")), ["treaty, suspension ends"]),
        (
            (("1990/2000", "in-force"), ("2000/2001", "suspended"), ("2001/..", "in-force")),
            [],
        ),
        (
            (("1990/2010", "in-force"), ("2000/2001", "suspended")),
            ["treaty, suspension ends", "treaty, ends"],
        ),
    ],
)
def test_each_end_is_told_once(
    ask: Ask, periods: tuple[tuple[str, str], ...], ends: list[str]
) -> None:
    claims = ""
    for nth, (period, status) in enumerate(periods):
        joined = {"same_as": "r0"} if nth else {}
        claims += relation(f"r{nth}", period=period, status=status, title="Pact", **joined)
    text = ask(claims, "timeline", "a", "b")[1]
    found = re.findall("treaty, ends|treaty, suspension ends", text)
    assert found == ends


# ------------------------------------------------------------------------------ calendars


def test_a_disputed_place_is_no_location_and_the_description_says_who_says_which(ask: Ask) -> None:
    two = event("x", period="2021-02-02", place="Sochi", title="Talks")
    two += event("y", period="2021-02-02", place="Kazan", same_as="x", source="t", title="Talks")
    calendar = unfolded(ask(two, "timeline", "--format", "ics")[1])
    assert "LOCATION" not in calendar
    assert "Sources differ on the place: Kazan (Paper)\\; Sochi (Ministry)." in calendar
    agreed = two.replace('"Kazan"', '"Sochi, Russia"')
    assert "LOCATION:Sochi\\, Russia" in unfolded(ask(agreed, "timeline", "--format", "ics")[1])


def test_who_took_part_and_which_parties_are_told_with_their_sources(ask: Ask) -> None:
    two = event("x", period="2021-02-02", people=["ann"], title="Talks")
    two += event("y", period="2021-02-02", people=["ben"], same_as="x", source="t", title="Talks")
    calendar = unfolded(ask(two, "timeline", "--format", "ics")[1])
    said = "Sources differ on who took part: Ben Ost (Paper)\\; Ann Ek (Ministry)."
    assert said in calendar


def test_a_relation_recurs_until_it_is_denounced(ask: Ask) -> None:
    calendar = unfolded(ask(TREATY + DENOUNCED, "timeline", "--format", "ics")[1])
    assert "RRULE:FREQ=YEARLY;UNTIL=20901231" in calendar
    assert "SUMMARY:Gas treaty (A and B\\; since 2010)" in calendar
    assert "(A and B\\; 2091\\, denounced)" in calendar
    pause = unfolded(ask(TREATY + PAUSE, "timeline", "--format", "ics")[1])
    assert "SUMMARY:Suspension ends: " in pause
    assert "UNTIL" not in pause


@pytest.mark.parametrize("ahead", [(), ("--upcoming", "90y")])
def test_a_relation_recurs_after_notice_of_its_end_was_given(
    ask: Ask, ahead: tuple[str, ...]
) -> None:
    claims = TREATY + relation("notice", period="2020-06-01", status="denounced", same_as="now")
    claims += relation("end", period="2091-06-01", status="terminated", same_as="now", source="t")
    calendar = unfolded(ask(claims, "timeline", *ahead, "--format", "ics")[1])
    assert "RRULE:FREQ=YEARLY;UNTIL=20910531" in calendar


def test_what_is_provisionally_applied_has_an_entry_ahead_of_its_entry_into_force(
    ask: Ask,
) -> None:
    claims = TREATY.replace("in-force", "provisionally-applied")
    claims += relation("full", period="2091-06-01/..", status="in-force", same_as="now", source="t")
    calendar = unfolded(ask(claims, "timeline", "--upcoming", "90y", "--format", "ics")[1])
    assert calendar.count("BEGIN:VEVENT") == 2
    assert calendar.count("RRULE") == 1
    assert "(A and B\\; since 2010)" in calendar
    assert "(A and B\\; 2091\\, in force)\r\nDTSTART;VALUE=DATE:20910601" in calendar


def test_of_what_is_not_yet_in_force_the_signing_has_the_entry(ask: Ask) -> None:
    claims = relation("sign", period="2010-04-08", status="signed", title="Oil treaty")
    claims += relation("lapse", period="2091-01-01", status="lapsed", same_as="sign", source="t")
    calendar = unfolded(ask(claims, "timeline", "--format", "ics")[1])
    assert "SUMMARY:Oil treaty (A and B\\; 2010\\, signed)" in calendar


# --------------------------------------------------------------------------- ends unknown


def test_what_is_over_with_a_state_has_no_unknown_end(ask: Ask) -> None:
    gone = party("old", period="1910/1922-12-29", name="Old State")
    ties = relation("r", period="1920-XX/", title="Ties", parties=["a", "old"])
    text = ask(gone + ties, "relations")[1]
    assert row(text, "Ties").startswith("from some time in 1920  ")
    assert "over with Old State, 29 Dec 1922" in text
    assert "end unknown" not in ask(gone + ties, "timeline")[1]
    assert "end unknown" in ask(gone + ties.replace('"old"', '"b"'), "relations")[1]


@pytest.mark.parametrize("period", ["1921-03-16/", "1921-03-16/..", "1921-03-16"])
def test_nothing_is_signed_from_a_day_on(ask: Ask, period: str) -> None:
    signed = relation("r", period=period, title="Pact", status="signed")
    assert row(ask(signed, "relations")[1], "Pact").startswith("16 Mar 1921  ")
    later = signed + relation("s", period="1922/..", status="in-force", same_as="r")
    assert "· signed 16 Mar 1921 [1]; in force since 1922 [1]" in ask(later, "relations")[1]


# ------------------------------------------------- a beginning and an end, by several claims


def of_two(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> str:
    """Return two claims about one relation: the status and the period of each."""
    return "".join(
        relation(id, title="Rail", source=id, same_as=same, status=status, period=period)
        for id, same, (status, period) in (("s", None, first), ("t", "s", second))
    )


@pytest.mark.parametrize(
    ("first", "second", "period"),
    [
        (("terminated", "/2001"), ("in-force", "1980/"), "1980–2001"),
        (("lapsed", "2001"), ("in-force", "1980/"), "1980–2001"),
        (
            ("expired", "2001-05"),
            ("provisionally-applied", "1980-02/"),
            "Feb 1980 – May 2001",
        ),
        (("in-force", "1980/.."), ("terminated", None), "from 1980, end unknown"),
        ((None, "/2001"), (None, "1980/"), "1980–2001"),
        (("ended", "1981/2001"), ("in-force", "1980/"), "1980 or 1981 – 2001"),
    ],
)
def test_the_ends_of_a_relation_may_be_told_by_several_claims(
    ask: Ask, first: tuple[str, str | None], second: tuple[str, str | None], period: str
) -> None:
    claims = of_two(first, second)
    assert re.search(rf"^{period}  +Rail", ask(claims, "relations", "a", "b")[1], re.MULTILINE)
    assert "unknown" not in ask(claims, "timeline")[1]


OF_ONE_YEAR = """\
A and B: 1 relation (2 claims), in force. Claims differ on whether it has ended.

In force
Period                                Relation  Kind    Source
from 1990, ended 1990 or still going  Rail      treaty  [1] [2]
                                      · sources differ on the end: 1990 [1]; still going [2]
                                      · in force since 1990 [2]; terminated 1990 [1]

Sources
[1] Paper, 1 Apr 2024.
[2] Ministry, 1 Mar 2023.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


@pytest.mark.parametrize("over", ["1990", "/1990", "1990/", "1990/1990"])
def test_what_ended_in_the_year_since_which_it_goes_on_by_another_is_in_dispute(
    ask: Ask, over: str
) -> None:
    claims = of_two(("in-force", "1990/.."), ("terminated", over))
    page = ask(claims, "relations", "a", "b")
    assert page == (0, OF_ONE_YEAR) or (over == "1990/" and page[0] == 0)
    found = json.loads(ask(claims, "relations", "a", "b", "--json")[1])
    (one,) = found["occurrences"]
    assert (one["agreement"], one["differ"]) == ("conflict", ["period.end"])
    assert found["facts"][0]["status_class"] == "standing"
    for words in (("brief", "a", "b"), ("relations", "--format", "md")):
        assert "from 1990, ended 1990 or still going" in ask(claims, *words)[1]
    assert "sources differ on the end" in ask(claims, "timeline", "a", "b")[1]
    assert "sources differ on the end" in ask(claims, "show", "s")[1]
    by_then = claims.replace('period = "1990/.."', 'period = "1990/.."\nsaid_on = "1990-06"')
    known = ask(by_then, "relations", "a", "b")[1]
    assert ("), over.\n" in known, "differ" in known) == (True, False)


@pytest.mark.parametrize(
    ("first", "second", "period"),
    [
        (("in-force", "1990/"), ("terminated", "1990"), "from 1990, ended 1990"),
        (("in-force", "1990/"), ("terminated", "/1990"), "from 1990, ended 1990"),
        ((None, "1990/"), (None, "/1990"), "from 1990, ended 1990"),
        ((None, "1990/"), (None, "/1990-05"), "from 1990, ended May 1990"),
        (("in-force", "1990/"), ("terminated", "1990-05"), "from 1990, ended May 1990"),
        (("in-force", "1990-05-03/"), ("ended", "1990-05-04"), "3–4 May 1990"),
        (("in-force", "1990-05-03/"), ("ended", "1990-05-03"), "from 3 May 1990, ended 3 May 1990"),
        (("in-force", "[1990,1995]"), ("ended", "1990"), "from 1990 or 1995, ended 1990"),
        (("in-force", "[1990,1995]"), ("ended", "1992"), "from 1990 or 1995, ended 1992"),
        (("in-force", "[1990,1995]"), ("ended", "2000"), "1990 or 1995 – 2000"),
        (("in-force", "199X"), ("ended", "1990"), "from some time in the 1990s, ended 1990"),
        (("in-force", "199X"), ("ended", "1999"), "some time in the 1990s – 1999"),
    ],
)
def test_an_end_that_may_come_before_its_beginning_is_no_span(
    ask: Ask, first: tuple[str, str], second: tuple[str, str], period: str
) -> None:
    page = ask(of_two(first, second), "relations", "a", "b")[1]
    assert "), over.\n" in page
    assert f"\n{period}  Rail" in page


def test_an_end_before_one_of_two_beginnings_is_told_with_both(ask: Ask) -> None:
    claims = of_two((None, "1990/"), (None, "1995/")) + source("u", published="2025")
    claims += relation("u", title="Rail", period="/1992", source="u", same_as="s")
    page = ask(claims, "relations", "a", "b")[1]
    assert "\nfrom 1990 or 1995, ended 1992  Rail" in page
    said = "until 1992, start unknown [1]; from 1990, end unknown [3]; from 1995, end unknown [2]"
    assert f"sources differ on the dates: {said}" in page


def test_an_end_that_only_an_earlier_or_a_later_stage_has_is_unknown(ask: Ask) -> None:
    stages = of_two(("in-force", "1980/"), ("in-force", "1995/")) + relation(
        "pause", title="Rail", same_as="s", status="severed", period="1990/1995"
    )
    text = ask(stages, "timeline", "a", "b")[1]
    assert "treaty, severed  " in row(text, "1990  ")
    assert "begins; end unknown" in row(text, "1995  ")
    assert "unknown" not in row(text, "1980  ")


@pytest.mark.parametrize(
    ("other", "lines"),
    [
        (("suspended", "2017-06-05/.."), ["1972", "5 Jun 2017", "5 Jun 2017"]),
        (("in-force", "2021-01-20/.."), ["1972", "5 Jun 2017", "20 Jan 2021"]),
        (("signed", "1970"), ["1970", "1972", "5 Jun 2017"]),
        (("in-force", "1972/"), ["1972", "5 Jun 2017"]),
    ],
)
def test_what_was_severed_began_before(ask: Ask, other: tuple[str, str], lines: list[str]) -> None:
    claims = of_two(("severed", "1972/2017-06-05"), other)
    text = ask(claims, "timeline", "a", "b")[1]
    rows = [line for line in text.splitlines() if "  Rail  " in line]
    assert [line.split("  ")[0] for line in rows] == lines
    assert re.search(r"^1972  .*, begins  ", text, re.MULTILINE)
    assert re.search(r"^5 Jun 2017  .*, ends  ", text, re.MULTILINE)
    assert ask(claims, "timeline", "--in", "1972")[0] == 0


def test_beginnings_that_contradict_each_other_are_told(ask: Ask) -> None:
    claims = of_two(("ended", "1981/2001"), ("in-force", "1980/"))
    said = "sources differ on the beginning: 1980 [1]; 1981 [2]"
    for command in ("relations", "timeline"):
        assert said in ask(claims, command, "a", "b")[1]
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert (found["agreement"], found["differ"]) == ("conflict", ["period.start"])
    agreeing = of_two(("ended", "1980-03/2001"), ("in-force", "1980/"))
    assert "differ" not in ask(agreeing, "relations")[1]


def test_a_beginning_on_which_stages_differ_is_shown_once_and_not_chosen(ask: Ask) -> None:
    claims = of_two(("denounced", "1990/2001"), ("in-force", "1991/.."))
    (line,) = [it for it in ask(claims, "timeline", "a", "b")[1].splitlines() if "begins" in it]
    assert re.match(r"1990 or 1991  .*  \[[12]\] \[[12]\]$", line)
    for page in ("relations", "brief"):
        assert "1990 or 1991 – 2001 or still going  Rail" in ask(claims, page, "a", "b")[1], page
    for days in (("1990",), ("1991",)):
        assert " begins  " in ask(claims, "timeline", "--in", *days)[1]
    preferred = of_two(("denounced", "1990/2001"), ("in-force", "1991/..")) + relation(
        "best", title="Rail", same_as="s", status="in-force", period="1992/..", rank="preferred"
    )
    assert re.search("^since 1992  ", ask(preferred, "relations", "a", "b")[1], re.MULTILINE)


def test_an_end_on_which_sources_differ_is_told_once(ask: Ask) -> None:
    third = {"title": "Rail", "status": "denounced", "same_as": "s", "source": "u"}
    claims = of_two(("denounced", "1990/2001"), ("in-force", "1990/.."))
    claims += source("u") + relation("third", period="1990/1999", **third)
    for page in ("relations", "timeline", "brief", "show"):
        words = ["s"] if page == "show" else ["a", "b"]
        out = ask(claims, page, *words)[1].partition("What the claims")[2 * (page == "show")]
        assert len(re.findall("ources differ on the end", out)) == 1, page
        assert "still going" in out, page


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ((None, "2001/2010"), ("expired", "2001/2012"), None),
        ((None, "2001/2010"), ("terminated", "2012"), None),
        (("expired", "2001/2012"), ("terminated", "2010"), None),
        (("terminated", "2001/2010"), (None, "2001/2012"), None),
        (("withdrawn", "2010"), (None, "2001/2012"), ("withdrawn", "2012")),
    ],
)
def test_an_end_on_which_stages_differ_is_one_dispute_and_one_line(
    ask: Ask, first: tuple[str, str], second: tuple[str, str], third: tuple[str, str] | None
) -> None:
    claims = of_two(first, second)
    if third:
        claims += source("u") + relation(
            "u", title="Rail", same_as="s", source="u", status=third[0], period=third[1]
        )
    text = ask(claims, "relations", "a", "b")[1]
    assert "2001 – 2010 or 2012  Rail" in text
    assert text.count("sources differ on the end: 2010 [") == text.count("differ") == 1
    text = ask(claims, "timeline", "a", "b")[1]
    rows = [line for line in text.splitlines() if "  Rail  " in line]
    assert [line.split("  ")[0] for line in rows] == ["2001", "2010 or 2012"]
    assert "ends  " in rows[1]
    assert re.search(r" \[[12]\] \[[123]\]", rows[1])
    assert text.count("sources differ on the end: 2010 [") == text.count("differ") == 1
    for year in ("2010", "2012"):
        assert "2010 or 2012" in ask(claims, "timeline", "--in", year)[1]
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert (found["agreement"], found["differ"]) == ("conflict", ["period.end"])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("denounced", "2010"), ("terminated", "2001/2011")),  # a notice
        (("denounced", "2010"), ("terminated", "2011")),
        (("withdrawn", "2010"), (None, "2001/2012")),
        (("expired", "2001/2010"), ("terminated", "2010-06")),
        ((None, "2001/2010"), ("terminated", "2011-01-01")),
        (("provisionally-applied", "2001/2010"), ("terminated", "2012")),
    ],
)
def test_ends_that_follow_one_another_are_no_dispute(
    ask: Ask, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert "differ" not in ask(of_two(first, second), "relations", "a", "b")[1]


@pytest.mark.parametrize(
    "end", [("terminated", "2091-08-02"), ("expired", "1988-06-01/2091-08-02")]
)
def test_what_notice_was_given_of_stands_until_its_end(ask: Ask, end: tuple[str, str]) -> None:
    claims = of_two(("in-force", "1988-06-01/.."), ("denounced", "2021-02-02"))
    claims += relation("u", title="Rail", same_as="s", source="t", status=end[0], period=end[1])
    text = ask(claims, "relations", "a", "b")[1]
    assert text.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert "since 1 Jun 1988  Rail" in text
    assert "denounced 2 Feb 2021" in text
    assert "from 2 Aug 2091" in text
    assert "In force\n" in ask(claims, "brief", "a", "b")[1]
    ahead = ask(claims, "timeline", "--upcoming", "90y")[1]
    assert "2 Aug 2091  Rail" in ahead
    assert "2 Feb 2021  Rail" not in ahead
    assert ask(claims, "relations", "--in", "2050")[0] == 0
    over = claims.replace("2091-08-02", "2023-08-02")
    assert "1 Jun 1988 – 2 Aug 2023  Rail" in ask(over, "relations", "a", "b")[1]
    (found,) = json.loads(ask(over, "relations", "--json", "--known-by", "2091")[1])["occurrences"]
    assert found["agreement"] == "single"


@pytest.mark.parametrize("notice", ["2021-02-02", None])
@pytest.mark.parametrize("end", [None, ("terminated", "2091-08-02")])
def test_notice_is_no_end_beside_that_of_the_period_and_without_a_date(
    ask: Ask, notice: str | None, end: tuple[str, str] | None
) -> None:
    claims = of_two(("in-force", "1988/.." if end else "1988/2091-08-02"), ("denounced", notice))
    if end:
        claims += relation("u", title="Rail", same_as="s", status=end[0], period=end[1])
    assert "2 Aug 2091  Rail" in ask(claims, "timeline", "--upcoming", "90y")[1]
    assert "In force\n" in ask(claims, "brief", "a", "b")[1]
    over = ask(claims.replace("2091-08-02", "2023-08-02"), "relations", "a", "b")[1]
    assert "1988 – 2 Aug 2023  Rail" in over
    assert "differ" not in over


@pytest.mark.parametrize(
    ("status", "period", "undated", "said"),
    [
        ("terminated", "2010", "in-force", "over"),
        ("terminated", "2010", "suspended", "over"),
        ("terminated", "2010", "ratified", "over"),
        ("in-force", "2010/2015", "suspended", "over"),
        ("suspended", "2010", "in-force", "paused"),
        ("suspended", "2010", "ratified", "paused"),
        ("suspended", "2010", "terminated", "over"),
        ("in-force", "2010/..", "suspended", "paused"),
        ("signed", "2010", "in-force", "in force"),
    ],
)
def test_what_stands_on_no_day_is_later_only_if_it_is_further_on(
    ask: Ask, status: str, period: str, undated: str, said: str
) -> None:
    claims = of_two((status, period), (undated, None))
    for given in (claims, claims.replace('source = "t"', 'source = "s"')):
        assert f"1 relation (2 claims), {said}.\n" in ask(given, "relations", "a", "b")[1]
        assert ask(given, "show", "s")[1].startswith(f"Rail (A and B), {said}; ")
    ahead = claims.replace('"2010"', '"2091"')
    if undated == "in-force":
        assert "1 relation (2 claims), in force.\n" in ask(ahead, "relations", "a", "b")[1]


@pytest.mark.parametrize("over", ["1990", "1990/", "/1990", "1980/1990"])
@pytest.mark.parametrize("anew", ["1990/..", "1991/..", "1995/.."])
def test_what_was_over_until_it_goes_on_anew_is_resumed_however_its_end_is_written(
    ask: Ask, over: str, anew: str
) -> None:
    claims = relation("old", title="Pact", period="1980/..", status="in-force")
    claims += source("u", published="2025")
    claims += relation("off", title="Pact", period=over, status="severed", source="u",
                       same_as="old")  # fmt: skip
    claims += relation("anew", title="Pact", period=anew, status="in-force", source="t",
                       same_as="old")  # fmt: skip
    page = ask(claims, "relations", "a", "b")[1]
    assert page.startswith("A and B: 1 relation (3 claims), in force.\n")
    assert (f"\nsince {anew[:4]}  Pact" in page, "differ" in page) == (True, False)
    assert re.search(rf"severed (from )?1990.* \[1\]; in force since {anew[:4]} \[2\]", page)
    lines = ask(claims, "timeline", "a", "b")[1]
    assert [line[:4] for line in lines.splitlines() if "  Pact  " in line] == [
        "1980", "1990", anew[:4]
    ]  # fmt: skip
    for period, is_in in (("1985", True), ("2000", True), ("1993", anew != "1995/..")):
        assert (ask(claims, "relations", "a", "b", "--in", period)[0] == 0) == is_in


@pytest.mark.parametrize("status", ["suspended", "severed"])
def test_what_was_in_force_until_another_class_followed_is_not_told_as_since(
    ask: Ask, status: str
) -> None:
    claims = "".join(
        relation(
            f"r{nth}", title="Pact", status=status, period=period, same_as="r0" if nth else None
        )
        for nth, (status, period) in enumerate(
            [("in-force", "1980/.."), (status, "1990"), ("in-force", "1995/..")]
        )
    )
    said = f"in force from 1980 [1]; {status} 1990 [1]; in force since 1995 [1]"
    assert said in ask(claims, "relations", "a", "b")[1]
    assert re.search(r"In force: from 1980 .*\n", ask(claims, "show", "r0")[1])


def test_what_ended_before_it_began_again_by_another_is_no_gap_since_an_unknown_day(
    ask: Ask,
) -> None:
    claims = of_two(("terminated", "/1990"), ("in-force", "1991/.."))
    page = ask(claims, "relations", "a", "b")[1]
    assert "· terminated 1990 [2]; in force since 1991 [1]" in page
    assert "1990  Rail  treaty, ends; start unknown  [1]" in ask(claims, "timeline", "a", "b")[1]


RESUMED_UNDATED = """\
A and B: 1 relation (3 claims), in force. (As known by Nov 2026.)

In force
Period          Relation  Kind    Source
since May 2026  Pact      treaty  [1]
                · in force from 2000 [1]; {off} undated [1]; in force since May 2026 [1]

Sources
[1] Ministry, 1 Mar 2023.
Newest source: Ministry, 1 Mar 2023, more than 2 years old.
"""


@pytest.mark.parametrize(
    ("ended", "anew"),
    [
        ("2005/2010", "2010/.."),
        ("2005/2010-06", "2010-06/.."),
        ("2005-01-01/2010-06-04", "2010-06-04/.."),
    ],
)
@pytest.mark.parametrize("status", ["ended", "severed"])
def test_what_goes_on_from_the_day_of_its_end_is_resumed(
    ask: Ask, ended: str, anew: str, status: str
) -> None:
    before = relation("before", period=ended, status=status, title="Deal")
    goes_on = relation("goes-on", period=anew, title="Deal", same_as="before", source="t")
    text = ask(before + goes_on, "relations", "a", "b")[1]
    assert "1 relation (2 claims), in force" in text


@pytest.mark.parametrize("status", ["suspended", "terminated", "denounced"])
def test_what_began_after_an_end_without_a_date_was_told_is_resumed(ask: Ask, status: str) -> None:
    def page(anew: str, said_on: str) -> str:
        claims = relation("old", title="Pact", period="2000/..", said_on="2024", status="in-force")
        claims += relation("off", title="Pact", status=status, said_on="2025-02", same_as="old")
        claims += relation("anew", title="Pact", period=anew, said_on=said_on,
                           status="in-force", same_as="old")  # fmt: skip
        return ask(claims, "relations", "a", "b", "--known-by", "2026-11")[1]

    assert page("2026-05/..", "2026-11") == RESUMED_UNDATED.format(off=status)
    differ = "gave different accounts of the beginning: 2000 [1]"
    assert differ in page("2026-05/..", "2025-02")  # perhaps told before the end was
    assert differ in page("2025-02/..", "2026-11")  # perhaps begun before that
    assert differ not in page("2025-03/..", "2026-11")


UNDATED_END = """\
A and B: 0 events and 1 relation (2 claims) on the timeline, 2000.

When     What  Kind                Source
2000
2000     Rail  treaty, begins      [1]
Undated
undated  Rail  treaty (suspended)  [2]

Sources
[1] Ministry, 1 Mar 2023.
[2] Paper, 1 Apr 2024.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


def test_a_stage_without_a_date_has_its_line_among_what_is_undated(ask: Ask) -> None:
    claims = of_two(("in-force", "2000/.."), ("suspended", None))
    assert ask(claims, "timeline", "a", "b")[1] == UNDATED_END
    status, page = ask(claims, "timeline", "a", "b", "--in", "2000")
    assert (status, "undated" in page) == (0, False)
    assert "Nothing" in ask(claims, "timeline", "a", "b", "--upcoming", "90y")[1]
    for dated, undated, beside in [
        (("in-force", "2000/.."), "terminated", "terminated"),
        (("signed", "2000"), "in-force", "in force"),  # and not only signed
        (("signed", "2000"), None, "in force"),
        (("in-force", "/2000"), "signed", "signed"),
    ]:
        for words in (["timeline"], ["timeline", "a", "b"]):
            page = ask(of_two(dated, (undated, None)), *words)[1]
            assert re.search(rf"\nundated  Rail.*  treaty \({beside}\) ", page)
    neither = ask(of_two(("signed", None), ("in-force", None)), "timeline")[1]
    assert neither.count("\nundated ") == 1
    assert "· signed undated [2]; in force undated [1]" in neither


def test_what_sources_differ_on_stands_by_no_stage_without_a_date(ask: Ask) -> None:
    claims = of_two(("in-force", "2000/.."), ("in-force", "2001/.."))
    claims += relation("off", title="Rail", status="terminated", same_as="s")
    page = ask(claims, "timeline", "a", "b")[1]
    assert page.count("sources differ on the beginning") == 1
    assert row(page, "undated ").startswith("undated       Rail  treaty (terminated) ")


def test_what_is_over_without_a_date_takes_no_end_off_the_page(ask: Ask) -> None:
    without = of_two((None, None), ("terminated", None))
    assert (
        "1 relation (2 claims), over. Claims differ on whether it has ended.\n"
        in ask(without, "relations", "a", "b")[1]
    )
    until = of_two(("in-force", "2010/2015"), ("terminated", None))
    day = of_two(("terminated", "2015"), ("ended", None))
    day += relation("u", title="Rail", same_as="s", status="in-force", period="2010/..")
    for claims in (until, day):
        assert "\n2010–2015  Rail" in ask(claims, "relations", "a", "b")[1]
        assert ask(claims, "relations", "a", "b", "--in", "2016-06")[0] == 1


def test_of_two_notices_the_last_is_the_end(ask: Ask) -> None:
    claims = of_two(("denounced", "2015"), ("withdrawn", "2016-05"))
    assert ", over.\n" in ask(claims, "relations", "a", "b")[1]
    assert "2015 or May 2016  Rail" in ask(claims.replace("withdrawn", "denounced"), "relations")[1]


@pytest.mark.parametrize("status", [None, "expired"])
def test_what_is_terminated_on_the_last_day_of_another_claim_has_its_beginning(
    ask: Ask, status: str | None
) -> None:
    claims = of_two((status, "2001-01-01/2010-12-31"), ("terminated", "2010-12-31"))
    assert "1 Jan 2001 – 31 Dec 2010  Rail" in ask(claims, "relations", "a", "b")[1]
    text = ask(claims, "timeline", "a", "b")[1]
    rows = [line.split("  ")[0] for line in text.splitlines() if "  Rail  " in line]
    assert rows == ["1 Jan 2001", "31 Dec 2010"]


def test_what_was_resumed_and_is_over_again_has_the_dates_since(ask: Ask) -> None:
    claims = of_two((None, "1823/1982-04-02"), ("severed", "1982-04-02"))
    same = {"title": "Rail", "same_as": "s", "source": "t"}
    claims += relation("again", period="1990/..", **same)
    day = relation("day", period="2005", status="terminated", **same)
    assert "1990–2005  Rail" in ask(claims + day, "relations", "a", "b")[1]
    both = relation("both", period="1990/2005", status="expired", **same)
    text = ask(claims + both, "timeline", "a", "b")[1]
    assert re.findall(r"treaty, (\w+)", text) == ["begins", "severed", "begins", "ends"]


def test_a_stage_in_the_json_has_the_end_that_another_claim_tells(ask: Ask) -> None:
    claims = of_two((None, "/2001"), (None, "1980/"))
    (found,) = json.loads(ask(claims, "relations", "--json")[1])["occurrences"]
    assert [stage["period"] for stage in found["stages"]] == ["1980/2001"]


def test_what_is_adopted_or_applied_provisionally_is_not_told_as_entered_into_force(
    ask: Ask,
) -> None:
    claims = of_two(("provisionally-applied", "2012-03-01/.."), ("in-force", "2014-05-01/.."))
    text = ask(claims, "timeline", "a", "b")[1]
    assert "treaty, provisionally applied  " in row(text, "1 Mar 2012")
    assert "treaty, begins  " in row(text, "1 May 2014")
    plan = relation("plan", title="Plan", status="adopted", period="2015/..")
    assert "treaty, adopted  " in row(ask(plan, "timeline", "a", "b")[1], "2015  ")


def test_each_difference_stands_at_its_line_and_once(ask: Ask) -> None:
    claims = of_two(
        ("withdrawn", "1972-05-06/2017-06-05"), ("in-force", "1990-02-03/..")
    ) + relation("third", title="Rail", same_as="s", status="in-force", period="2010-01-20/..")
    lines = ask(claims, "timeline", "a", "b")[1].splitlines()
    of_beginning = "· sources differ on the beginning: 6 May 1972 ["
    at = [nth for nth, line in enumerate(lines) if "sources differ on" in line]
    assert [lines[nth - 1].split("  ")[0] for nth in at] == [
        "6 May 1972, 3 Feb 1990 or 20 Jan 2010",
        "5 Jun 2017",
    ]
    assert of_beginning in lines[at[0]]
    assert "; 20 Jan 2010 [" in lines[at[0]]
    assert "sources differ on the end: 5 Jun 2017 [" in lines[at[1]]
    text = ask(claims, "relations", "a", "b")[1]
    assert text.count("sources differ on the beginning") == text.count(of_beginning) == 1


@pytest.mark.parametrize(
    ("claims", "titles"),
    [
        (
            of_two(("withdrawn", "1972/2017-06-05"), ("in-force", "1990-02-03/..")),
            ["Ends: Rail", "Rail (since 1990)"],
        ),
        (
            of_two(("withdrawn", "1972-05-06/2017-06-05"), ("in-force", "2021-01-20/..")),
            ["Ends: Rail", "Rail (since 2021)"],
        ),
        (
            relation("w", title="Rail", status="withdrawn", period="1972-05-06/2017-06-05"),
            ["Ends: Rail", "Rail (from 1972\\, now over)"],
        ),
    ],
)
def test_in_a_calendar_nothing_was_withdrawn_on_the_day_of_its_beginning(
    ask: Ask, claims: str, titles: list[str]
) -> None:
    calendar = unfolded(ask(claims, "timeline", "a", "b", "--format", "ics")[1])
    assert sorted(re.findall("^SUMMARY:(.*?)\r?$", calendar, re.MULTILINE)) == titles


def test_of_two_claims_that_it_is_over_each_beginning_and_end_is_told(ask: Ask) -> None:
    claims = of_two(("replaced", "1960-11-02/2021-11-07"), ("abrogated", "1991-01/2020"))
    lines = ask(claims, "timeline", "a", "b")[1].splitlines()
    dates = [line.split("  ")[0] for line in lines if "  Rail  " in line]
    assert dates == ["2 Nov 1960 or Jan 1991", "2020 or 7 Nov 2021"]
    said = "sources differ on the beginning: 2 Nov 1960 [1]; Jan 1991 [2]"
    assert sum(said in line for line in lines) == 1
    once = of_two(("replaced", "1960-11-02/2021-11-07"), ("abrogated", "1960/2021"))
    text = ask(once, "timeline", "a", "b")[1]
    assert "differ" not in text
    assert text.count(", ends  ") == 1
    resumed = of_two(("expired", "1960/1990"), ("terminated", "1995/2001")) + relation(
        "again", title="Rail", same_as="s", status="in-force", period="1995/"
    )
    assert "differ" not in ask(resumed, "relations")[1]


@pytest.mark.parametrize("year", range(1971, 1976))
def test_about_a_year_reaches_one_year_either_way_also_by_a_leap_year(ask: Ask, year: int) -> None:
    def beginnings(other: int) -> list[str]:
        claims = relation("one", kind="ties", period=f"{year}~/..", parties=["a", "b"])
        claims += relation(
            "two", kind="ties", period=f"{other}/..", parties=["a", "b"], source="t", same_as="one"
        )
        found = json.loads(ask(claims, "relations", "a", "b", "--json")[1])
        return [one["agreement"] for one in found["occurrences"]]

    assert beginnings(year + 1) == beginnings(year - 1) == ["confirmed"]
    assert beginnings(year + 2) == beginnings(year - 2) == ["conflict"]


def test_the_end_tells_when_it_was_over_where_its_beginning_is_that_of_the_treaty(ask: Ask) -> None:
    whole = {"kind": "ties", "parties": ["a", "b"]}
    claims = relation("over", period="2014-07-16/2022-05-02", status="denounced", **whole)
    same = whole | {"same_as": "over", "status": "in-force", "said_on": "2018"}
    claims += relation("one", period="2014-07-16/..", source="t", claimant="ann", **same)
    claims += relation("two", period="2016/..", claimant="ben", **same)
    assert "sources differ on the beginning: 16 Jul 2014" in ask(claims, "relations", "a", "b")[1]
    begins = [
        line for line in ask(claims, "timeline", "a", "b")[1].splitlines() if "begins" in line
    ]
    assert len(begins) == 1


# The periods of the claims of two sources about one relation, and what the page says of it.
TWO_TERMS: dict[str, tuple[list[str], list[str], list[str], str]] = {
    "of which one source tells one in two": (
        ["2000-05/2008-05", "2012-05/2024-05"],
        ["2012-05/2018-05", "2018-05/2024-05"],
        ["in force May 2000 – May 2008 [1]", "in force May 2012 – May 2024 [1] [2]"],
        "",
    ),
    "of which the second begins otherwise": (
        ["1950/1966", "1992-03-05/.."],
        ["1950/1966", "1993-01-10/.."],
        ["in force 1950–1966 [1] [2]", "in force since 5 Mar 1992 or 10 Jan 1993 [1] [2]"],
        "beginning",
    ),
    "of which one source tells the second alone": (
        ["1950/1966", "1992-03-05/.."],
        ["1993/.."],
        ["in force 1950–1966 [1]", "in force since 5 Mar 1992 or 1993 [1] [2]"],
        "beginning",
    ),
    "of which the first ends otherwise": (
        ["1950/1966", "1992/.."],
        ["1951/1967", "1992/.."],
        ["in force 1950 or 1951 – 1966 or 1967", "in force since 1992 [1] [2]"],
        "beginning",
    ),
}


@pytest.mark.parametrize("order", ["s t", "t s"])
@pytest.mark.parametrize("name", TWO_TERMS)
def test_two_sources_on_two_terms_differ_within_each_alone(ask: Ask, name: str, order: str) -> None:
    one, other, stages, differs = TWO_TERMS[name]
    of: dict[str, list[str]] = {"s": one, "t": other}
    periods = [(paper, period) for paper in order.split() for period in of[paper]]
    claims = "".join(
        relation(
            f"r{nth}", kind="ties", parties=["a", "b"], period=period, status="in-force",
            source=paper, same_as="r0" if nth else None,
        )
        for nth, (paper, period) in enumerate(periods)
    )  # fmt: skip
    out = re.sub(r"\s*para [0-9]+", "", ask(claims, "relations", "a", "b")[1])
    assert all(re.sub(r" \[.*", "", stage) in out for stage in stages), out
    assert "whether it has ended" not in out
    assert ("sources differ on the beginning" in out) == bool(differs)


def test_what_was_suspended_is_not_as_before_by_its_signature(ask: Ask) -> None:
    of = {"kind": "treaty", "parties": ["a", "b"], "source": "t", "title": "Pact"}
    paused = relation("off", period="2012/2020", status="suspended", same_as="made", **of)
    for first, named in ((("signed", "2010"), True), (("in-force", "2011/.."), False)):
        made = relation("made", status=first[0], period=first[1], **of)
        out = ask(made + paused, "relations", "a", "b")[1]
        assert ("of unknown duration" in out.splitlines()[0]) == named
        assert ("suspended until 2020" in out) == named
        assert "not recorded as in force" not in out


@pytest.mark.parametrize("status", ["terminated", "suspended"])
@pytest.mark.parametrize("known", ["2020-03-01", "2023-03-01"])
def test_what_was_over_before_it_began_again_is_not_over(ask: Ask, status: str, known: str) -> None:
    of = {"kind": "treaty", "parties": ["a", "b"], "title": "Halt"}
    claims = source("old", published=known) + source("new", published="2024-05-01")
    claims += relation("off", status=status, period=None, source="old", **of)
    since = relation("on", status="in-force", period="2022-05-01/..", source="new", **of)
    out = ask(claims + since.replace('id = "on"', 'id = "on"\nsame_as = "off"'), "relations")[1]
    is_later = known > "2022"
    assert "), in force." in out.splitlines()[0]
    assert ("sources differ on the status" in out) == is_later
    assert f"{status} undated" in out


@pytest.mark.parametrize("pause", ["2020/..", "2020", "2020~/.."])
@pytest.mark.parametrize(("first", "second"), [("s", "t"), ("t", "s")])
def test_what_goes_on_since_an_unknown_day_is_paused_by_a_pause_of_a_day(
    ask: Ask, pause: str, first: str, second: str
) -> None:
    claims = relation("on", title="Rail", status=None, period="/..", source=first)
    claims += relation("off", title="Rail", status="suspended", period=pause, source=second,
                       same_as="on")  # fmt: skip
    assert "1 relation (2 claims), paused.\n" in ask(claims, "relations", "a", "b")[1]
    assert ask(claims, "relations", "a", "b", "--in", "2015")[0] == 0
    resumed = relation("anew", title="Rail", period="2022/..", source="t", same_as="on")
    assert "\nsince 2022  Rail" in ask(claims + resumed, "relations", "a", "b")[1]


GOES_ON = """\
A and B: 1 relation (2 claims), in force. Claims differ on whether it has ended.

In force
Period      Relation  Kind    Source
since 1980  Rail      treaty  [1] [2]
            · sources differ on the status: in force [1]; terminated [2]
            · in force since 1980 [1]; terminated undated [2]

Sources
[1] Paper, 1 Apr 2024.
[2] Ministry, 1 Mar 2023.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


def test_what_goes_on_by_a_claim_made_after_an_end_without_a_day_is_in_dispute(ask: Ask) -> None:
    claims = of_two(("terminated", None), ("in-force", "1980/.."))
    assert ask(claims, "relations", "a", "b") == (0, GOES_ON)
    unknown = ask(of_two(("terminated", None), ("in-force", "/..")), "relations", "a", "b")[1]
    assert "still going, start unknown  Rail" in unknown
    assert "sources differ on the status" in unknown
    for certain in (
        of_two(("in-force", "1980/.."), ("terminated", None)),  # the end was told last
        of_two(("terminated", None), ("in-force", "1980/")),  # nobody says that it goes on
        claims.replace('source = "t"', 'source = "s"\nsaid_on = 2023-05-01'),  # of one source
    ):
        text = ask(certain, "relations", "a", "b")[1]
        assert "\nfrom 1980, end unknown  Rail" in text
        assert "differ" not in text
    resumed = relation("u", title="Rail", source="t", same_as="s", status="in-force",
                       period="2023-06-01/..")  # fmt: skip
    text = ask(claims + resumed, "relations", "a", "b")[1]
    assert ("\nsince 1 Jun 2023  Rail" in text, "differ" in text) == (True, False)


IN_FORCE_AGAIN = """\
A and B: 1 relation (2 claims), in force.

In force
Period      Relation  Kind    Source
since 1980  Rail      treaty  [1] [2]
            · sources differ on the status: in force [1]; suspended [2]
            · in force since 1980 [1]; suspended undated [2]

Sources
[1] Paper, 1 Apr 2024.
[2] Ministry, 1 Mar 2023.
Newest source: Paper, 1 Apr 2024, more than 2 years old.
"""


def test_what_is_in_force_by_a_claim_made_after_a_pause_without_a_day_is_not_paused(
    ask: Ask,
) -> None:
    claims = of_two(("suspended", None), ("in-force", "1980/.."))
    assert ask(claims, "relations", "a", "b") == (0, IN_FORCE_AGAIN)
    (found,) = json.loads(ask(claims, "relations", "a", "b", "--json")[1])["occurrences"]
    assert (found["answering"], found["differ"]) == ("t", ["status"])
    brief = json.loads(ask(claims, "brief", "a", "b", "--json")[1])["brief"]
    assert (brief["in_force"], brief["paused"]) == (["t"], [])
    assert "in force or suspended" in ask(claims, "brief", "a", "b")[1]
    anew = ask(claims.replace('source = "t"', 'source = "s"\nsaid_on = 2023-05-01'), "relations")[1]
    assert ("), in force.\n" in anew, "differ" in anew) == (True, False)  # its own later word
    for paused in (
        of_two(("in-force", "1980/.."), ("suspended", None)),  # the pause was told last
        of_two(("suspended", None), ("in-force", "1980/")),  # nobody says that it goes on
        of_two(("suspended", "2010/.."), ("in-force", "1980/..")),
        claims.replace('status = "suspended"', 'status = "suspended"\nsaid_on = 2024-04-01'),
    ):
        text = ask(paused, "relations", "a", "b")[1]
        assert ("), paused.\n" in text, "differ" in text) == (True, False)


@pytest.mark.parametrize("status", ["suspended", "terminated"])
@pytest.mark.parametrize("before", ["1980/..", "1980/", None])
def test_in_force_without_a_date_is_told_of_the_day_on_which_it_was_said(
    ask: Ask, status: str, before: str | None
) -> None:
    claims = relation("old", title="Rail", period=before, status="in-force", said_on="2020")
    claims += relation("off", title="Rail", status=status, said_on="2021", same_as="old")
    claims += relation("now", title="Rail", status="in-force", source="t", same_as="old")
    text = ask(claims, "relations", "a", "b")[1]
    assert "1 relation (3 claims), in force." in text.splitlines()[0]
    assert "sources differ on the status: in force [1]" in text
    without = ask(claims.replace('said_on = "2021"', 'said_on = "2024-05"'), "relations")[1]
    assert "), in force" not in without.splitlines()[0]


@pytest.mark.parametrize(("status", "name"), [("lapsed", "over"), ("suspended", "paused")])
def test_a_term_to_come_contests_an_end_without_a_day_told_before_and_not_one_told_later(
    ask: Ask, status: str, name: str
) -> None:
    ahead = "timeline", "--upcoming", "90y"
    later = of_two((status, None), ("in-force", "1980/2090"))
    page = ask(later, "relations", "a", "b")[1]
    assert "1 relation (2 claims), in force." in page
    assert "\n1980–2090  Rail" in page
    assert f"sources differ on the status: in force [1]; {status} [2]" in page
    assert "2090  Rail" in ask(later, *ahead)[1]
    before = of_two(("in-force", "1980/2090"), (status, None))
    assert f"1 relation (2 claims), {name}.\n" in ask(before, "relations", "a", "b")[1]
    assert (ask(before, *ahead)[0] == 0) == (name == "paused")
    assert ("2090" in ask(before, "timeline", "a", "b")[1]) == (name == "paused")
    past = ask(of_two((status, None), ("in-force", "1980/2010")), "relations", "a", "b")[1]
    assert ("), over.\n" in past, "differ" in past) == (True, False)


@pytest.mark.parametrize(
    ("until", "differ", "is_doubt"),
    [("2022-12-31", False, False), ("2024-03-31", True, False), ("2024-06-30", True, True)],
)
def test_a_term_that_is_past_leaves_no_doubt_whether_it_has_ended(
    ask: Ask, until: str, differ: bool, is_doubt: bool
) -> None:
    claims = of_two(("lapsed", None), ("in-force", f"1980/{until}"))
    page = ask(claims, "relations", "a", "b")[1]
    assert "1 relation (2 claims), over.\n" in page
    assert re.search(r"\n1980 – \d+ [A-Z]\w+ 202\d  Rail", page)
    assert ("sources differ on the status" in page) == differ
    known = ask(claims, "relations", "a", "b", "--known-by", "2024-05-01")[1]
    assert ("Claims differ on whether it has ended." in known) == is_doubt


def test_what_ended_nobody_knows_when_by_an_undated_source_has_its_beginning(ask: Ask) -> None:
    claims = relation("s", title="Rail", status="in-force", period="1980/..") + source("none")
    claims += relation("u", title="Rail", status="terminated", source="none", same_as="s")
    assert "\nfrom 1980, end unknown  Rail" in ask(claims, "relations", "a", "b")[1]


@pytest.mark.parametrize(("told", "name"), [("2022", "in force"), ("2024-06", "paused")])
def test_what_may_have_ended_is_not_paused_where_a_later_claim_says_that_it_is_in_force(
    ask: Ask, told: str, name: str
) -> None:
    claims = of_two(("suspended", None), ("in-force", "1980/.."))
    claims = claims.replace('status = "suspended"', f'status = "suspended"\nsaid_on = "{told}"')
    claims += source("u", published="2025")
    claims += relation("u", title="Rail", status="terminated", period="2020", source="u",
                       same_as="s")  # fmt: skip
    first = ask(claims, "relations", "a", "b")[1].splitlines()[0]
    assert (
        first == f"A and B: 1 relation (3 claims), {name}. Claims differ on whether it has ended."
    )


def test_a_relation_lies_in_no_time_after_the_terms_in_which_others_tell_it(ask: Ask) -> None:
    periods = {"r0": "2012-05-07/..", "r1": "2012-05-07/2018-05-07", "r2": "2018-05-07/2024-05-07"}
    claims = "".join(
        relation(
            id_, kind="ties", parties=["a", "b"], period=period, source="s" if id_ == "r0" else "t",
            same_as=None if id_ == "r0" else "r0",
        )
        for id_, period in periods.items()
    )  # fmt: skip
    assert "7 May 2012 – 7 May 2024" in ask(claims, "relations", "a", "b", "--in", "2023")[1]
    for dates in (("--in", "2025"), ("--since", "2025")):
        assert "Nothing on relations" in ask(claims, "relations", "a", "b", *dates)[1]


@pytest.mark.parametrize("status", [None, "in-force"])
def test_in_force_until_a_year_is_no_dispute_with_expired_in_it(
    ask: Ask, status: str | None
) -> None:
    whole = {"kind": "ties", "parties": ["a", "b"], "period": "2014/2022"}
    keys = whole | ({"status": status} if status else {})
    claims = relation("one", status="expired", **whole)
    claims += relation("two", same_as="one", source="t", **keys)
    assert "differ" not in ask(claims, "relations", "a", "b")[1]
    paused = claims.replace("expired", "suspended")
    assert "sources differ on the status" in ask(paused, "relations", "a", "b")[1]


# ------------------------------------------------------------------------ periods of all forms

PERIODS = (
    "2012 2012/.. 2012/ /2012 ../2012 /.. 2012/2015 [2012,2014] [..2012] [2012..] 201X 2012-XX"
    " 2012-05-03 2012~ 2012? 2091 2091/.. 2012/2091 [2012,2091] 2010~/2014? 2012-06-XX/2014"
)


@pytest.mark.parametrize("period", [*PERIODS.split(), None])
def test_every_page_bears_every_status_with_every_form_of_period(
    capsys: pytest.CaptureFixture[str], period: str | None
) -> None:
    claims = source("late")
    for make, statuses in ((relation, RelationStatus), (event, EventStatus)):
        for status in get_args(statuses):
            of = {"status": status, "title": f"A {status}", "source": "late", "period": period}
            claims += make(f"{make.__name__}-{status}", **of)
            since = {"period": "2011/..", "same_as": f"{make.__name__}-{status}"}
            claims += make(f"{make.__name__}-{status}-2", **of | since | {"status": None})
            claims += make(f"{make.__name__}-{status}-3", **of | {"title": f"B {status}"})
    file = str(shared(HEAD + claims))
    for words in ("relations", "timeline", "brief a b", "timeline --upcoming 90y"):
        for form in ("table", "json"):
            assert app.run([*words.split(), "--format", form, "-f", file]) in (0, 1)
    assert "fault" not in capsys.readouterr().err


def test_stages_are_not_sought_among_all_others(ask: Ask) -> None:
    statuses = ("in-force", "suspended", "denounced")
    told = [
        relation(f"r{n}", period=f"{1900 + n}", status=statuses[n % 3], same_as=f"r{max(n - 1, 0)}")
        for n in range(1, 30)
    ]
    looked_at: list[Stage] = []

    def is_equal(stage: Stage, other: object) -> bool:
        looked_at.append(stage)
        return stage is other

    with mock.patch.object(Stage, "__eq__", is_equal):
        assert ask(relation("r0", period="1900") + "".join(told), "timeline", "a", "b")[0] == 0
    assert len(looked_at) < len(told)


def test_the_ends_of_many_days_are_read_once() -> None:
    days = [f"{date(2000, 1, 1) + timedelta(nth)}" for nth in range(6000)]
    ends._end.cache_clear()
    for day in days * 2:
        ends._end(f"{day}/..", ends.BEGINS, False)
    assert ends._end.cache_info().misses == len(days)


@pytest.mark.parametrize("last", ["2018", "2090-12-31"])
def test_what_is_over_since_a_day_does_not_end_again_where_that_was_foreseen(
    ask: Ask, last: str
) -> None:
    claims = source("early", published="2001")
    claims += relation("term", title="Lake", period=f"2000/{last}", source="early")
    claims += relation("over", title="Lake", period="2016-05-05/", status="ended",
                       same_as="term", source="t")  # fmt: skip
    assert row(ask(claims, "relations")[1], "Lake").startswith("2000 – 5 May 2016  ")
    timeline = ask(claims, "timeline", "a", "b")[1]
    assert re.findall(r"^(\S.*?)  +Lake +(.*?)  ", timeline, re.MULTILINE) == [
        ("2000", "treaty, begins"),
        ("5 May 2016", "treaty, ended"),
    ]
    assert ask(claims, "relations", "a", "b", "--in", "2016")[0] == 0
    for dates in (("--in", "2017"), ("--in", "2018"), ("--since", "2017")):
        assert "Nothing on relations" in ask(claims, "relations", "a", "b", *dates)[1]
    later = claims.replace('published = "2001"', 'published = "2024"')  # which contests the end
    assert later != claims
    assert "differ on the end: 5 May 2016" in ask(later, "relations", "a", "b")[1]


@pytest.mark.parametrize("dated", ["/2022-03", "2022-03"])
def test_a_claim_without_a_date_leaves_an_end_contested_that_others_date(
    ask: Ask, dated: str
) -> None:
    claims = relation("on", title="Lake", period="2000/..", status="in-force", source="t")
    for id_, period in (("off", dated), ("over", None)):
        claims += source(f"of-{id_}", published="2022")
        claims += relation(id_, title="Lake", period=period, status="terminated", same_as="on",
                           source=f"of-{id_}")  # fmt: skip
    out = ask(claims, "relations", "a", "b")[1]
    assert "(3 claims), in force. Claims differ on whether it has ended." in out.splitlines()[0]
    assert "\n2000 – Mar 2022 or still going  Lake  " in out
    assert "sources differ on the end: Mar 2022 [2]; still going [1]" in out
    assert ask(claims, "relations", "a", "b", "--in", "2024")[0] == 0


@pytest.mark.parametrize("kept", ["ends_with_rivals", "differ"])
def test_no_claim_of_another_stage_is_added_to_ends_that_are_kept(kept: str) -> None:
    with open_base(str(shared(HEAD + TREATY + DENOUNCED))) as opened:
        now, over = sorted(opened.find(Query(types=("relation",))), key=lambda fact: fact.id)
        stage = Stage([now])
        stage.set_rivals([end_of(over)], [])
        assert [end.fact for end in stage.ends_with_rivals] == [over]
        stage = Stage([now])
        getattr(stage, kept)
        with pytest.raises(AssertionError):
            stage.set_rivals([end_of(over)], [])
