"""Stages of relations: what holds on a day, what lies ahead, and where each dispute is told."""

from __future__ import annotations

import json
import re

import pytest

from support.command_line import Ask, Run, ask_of
from support.factbase import event, relation, source
from support.stages import DENOUNCED, ENDED, HEAD, OPEN, TREATY, of_terms, of_two, row, unfolded

PAUSE = relation(
    "pause", period="2091-01-01/2091-06-30", status="suspended", same_as="now", source="t"
)


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


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
