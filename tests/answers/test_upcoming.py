"""Claims about the future, and the timeline as a calendar that another's reader takes."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.answers.answer import LIMITS
from dipfacts.answers.occurrences import upcoming
from dipfacts.answers.occurrences.exact_days import bounds, lasts_until, next_anniversary
from dipfacts.cli import app
from dipfacts.model.file_format.status import CLASSES
from dipfacts.model.periods.period import Period
from support import factbase
from support.calendars import name_of
from support.command_line import Result, Run
from support.compiled import shared
from support.factbase import base, party, source

# vobject shares no code with icalendar, which writes the calendars.
vobject: Any = importlib.import_module("vobject")

Asked = Callable[..., Result]

PAIR = ["a-land", "b-land"]
BOTH = "A-land and B-land"  # whom a list for all parties names
BASE = base(
    source(
        publisher="Example News", published=date(2020, 5, 1), url='https://example.org/日?b=1,2;"c'
    ),
    source("undated", publisher="Archive"),
    party("a-land", name="A-land"),
    party("b-land", name="B-land"),
)


def relation(name: str, period: str, **keys: Any) -> str:
    return factbase.relation(name, parties=PAIR, period=period, **keys)


def event(name: str, period: str, status: str = "planned", **keys: str) -> str:
    return factbase.event(name, status=status, parties=PAIR, period=period, **keys)


CLAIMS = (
    relation("exact", "1992-04-04/..")
    + relation("leap", "1996-02-29/..")
    + relation("month", "1993-04/..")
    + relation("about", "1994-04-05~/..")
    + relation("over", "1990-04-06/..", status="ended")
    + relation("past", "1991-04-07/1995")
    + relation("ending", "2010-04-08/2022-04-20")
    + relation("ending-in-april", "2011-04-09/2022-04")
    + relation("coming", "2022-05-01/..")
    + relation("today", "2000-03-31/..")
    + event("on-a-day", "2022-04-10/2022-04-12", place="Aktau", locator="para 2")
    + event("in-a-month", "2022-06")
    + event("too-late", "2022-12-31")
    + event("gone", "2022-03-30")
    + event("held", "2022-04-02", "held", source="undated")
)


@pytest.fixture
def asked(dip: Run) -> Asked:
    """A timeline of the claims above, or of others, as known by the end of March 2022."""

    def run(*words: str, claims: str = CLAIMS, known: bool = True) -> Result:
        path = shared(BASE + claims)
        known_by = ["--known-by", "2022-03-31"] if known else []
        return dip("timeline", *words, *known_by, "-f", str(path))

    return run


# ----------------------------------------------------------------------------------- ahead


def test_what_is_ahead_in_order(asked: Asked) -> None:
    status, out, err = asked("--upcoming", "3m")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == (
        "3 anniversaries, 2 planned events, 1 relation beginning and 2 relations ending "
        "from 31 Mar 2022 to 30 Jun 2022. (As known by 31 Mar 2022.)"
    )
    assert [" ".join(line.split()) for line in lines[4:13]] == [
        f"31 Mar 2022 Treaty today ({BOTH}) treaty, 22 years [1]",
        f"Apr 2022 Treaty ending-in-april ({BOTH}) treaty, ends [1]",
        f"4 Apr 2022 Treaty exact ({BOTH}) treaty, 30 years [1]",
        f"8 Apr 2022 Treaty ending ({BOTH}) treaty, 12 years [1]",
        f"10–12 Apr 2022 Visit on-a-day, Aktau ({BOTH}) PLANNED visit [1] para 2",
        f"20 Apr 2022 Treaty ending ({BOTH}) treaty, ends [1]",
        f"1 May 2022 Treaty coming ({BOTH}) treaty, begins [1]",
        f"Jun 2022 Visit in-a-month ({BOTH}) PLANNED visit [1]",
        "",
    ]


@pytest.mark.parametrize(
    ("period", "is_ahead"),
    [
        ("2022-03/..", False),  # this month: in force since then
        ("2022/..", False),
        ("20XX", False),
        ("20XX/..", False),
        ("[2022-03-30,2022-05-01]", False),
        ("2022-03-31/..", True),
        ("2022-04/..", True),
        ("2022-04-XX", True),
        ("2022-05-XX/..", True),
        ("[2022-05..]", True),
        ("2022-07/..", False),  # too late
    ],
)
def test_a_beginning_is_ahead_if_it_cannot_be_past(
    asked: Asked, period: str, is_ahead: bool
) -> None:
    status, out, _ = asked("--upcoming", "3m", "--json", claims=relation("r", period))
    assert [fact["id"] for fact in json.loads(out)["facts"]] == (["r"] if is_ahead else [])
    assert status == (not is_ahead)


TWICE = (
    relation("ending", "2010-05-05/2022-04-20")
    + relation("told", "2011-04-24/..", source="undated")
    + relation("again", "2011-04-24/..", title="Treaty told")
)


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_occasion_stays_with_its_claim_in_either_order(asked: Asked, form: str) -> None:
    def occasions(*words: str) -> list[tuple[str, str]]:
        _, out, err = asked("--upcoming", "3m", "--format", form, *words, claims=TWICE)
        assert err == ""
        if form == "csv":
            rows = [*csv.DictReader(io.StringIO(out))]
            return [(row["id"], row["upcoming_what"]) for row in rows if row["upcoming_what"]]
        facts = json.loads(out)["facts"]
        return [(it["id"], it["upcoming"]["what"]) for it in facts if it.get("upcoming")]

    in_order = occasions()
    assert in_order == [("ending", "ends"), (in_order[1][0], "anniversary")]
    assert in_order[1][0] in ("told", "again")
    assert occasions("--reverse") == in_order[::-1]


SUSPENDED = (
    relation("bond", "2010-04-15/..")
    + relation("bond-off", "2022-06-01/..", status="suspended", title="Treaty bond", same_as="bond")
    + relation("deed", "2010-04-17/..")
    + relation(
        "deed-off", "2022-04-01/2022-06-01", status="suspended", title="Treaty deed", same_as="deed"
    )
)


def test_a_calendar_has_each_stage_ahead_and_no_anniversary_in_a_pause(asked: Asked) -> None:
    _, out, err = asked("--upcoming", "3m", "--format", "ics", claims=SUSPENDED)
    assert err == ""
    ids = re.findall(r"UID:(\S+)\.[0-9a-f]{8}@", out)
    assert sorted(ids) == ["bond.begin", "bond.bond-off.begin", "deed.deed-off.begin",
                           "deed.deed-off.end"]  # fmt: skip
    days = dict(re.findall(r"DTSTART;VALUE=DATE:(\d+)(?:.|\s)*?UID:(\S+)\.[0-9a-f]{8}@", out))
    assert days["20220601"] in ("bond.bond-off.begin", "deed.deed-off.end")
    _, out, _ = asked("--format", "ics", claims=SUSPENDED)
    assert re.findall(r"EXDATE;VALUE=DATE:(\S+)", out) == ["20220417"]
    assert "UNTIL=20220531" in out


FORMS = (
    "2022 2022/.. 2022-04/.. 2022-04-XX 2022-04-05/.. 2022-03-31/.. 2022-03/.. 1992-04-04/.. 20XX"
    " 1996-02-29/.. 1990-12-31/.. 1990-01-01/.. 1992-04-04 1992-03-31/.. 1990/.. 1991-06-30/.."
    " ../2022-04-05 /2022-04 2010-01-02/2022-05-06 2010-05-06/2022 2010/2022-03-31 2021/2023"
    " [2022-03-30,2022-05-01] [2022-05-01..] [..2022-05-01] 202X/.."
    " 2022-04-05~ 2022-04-05?/.. 1995-04-05/2022-04-XX 2022-12-31 2021~/.. 2019~/.."
    " 2023-01-01/.. 1999-05-06/2022-02-28 2022-06-30/2031 2022?/.. 2012/2021~ 2020/202X 2022-XX/.."
    " 2022~/.. 201X~/.."
).split()


@pytest.mark.parametrize("today", ["2022-03-31", "2021-12-20", "2023-02-28"])
@pytest.mark.parametrize("span", ["1d", "12d", "3m", "364d", "40y"])
def test_no_relation_that_is_left_unread_has_anything_ahead(
    today: str, span: str, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = "".join(
        relation(f"{status}-{nth}".lower(), period, status=status)
        for status in [*(names[0] for names in CLASSES.values() if names), None]
        for nth, period in enumerate(FORMS)
    )
    claims += relation(
        "again", "2022-04-06/..", same_as=f"{CLASSES['standing'][0]}-7", status="suspended"
    )
    words = ["--upcoming", span, "--known-by", today, "--json"]
    few = asked(*words, claims=claims, known=False)
    monkeypatch.setattr(upcoming, "relations_ahead", lambda *_: ("TRUE", ()))
    assert few == asked(*words, claims=claims, known=False)
    assert (few[0], few[2]) == (0, "")


@pytest.mark.parametrize(
    ("planned", "is_ahead"),
    [
        ("2022-07-01", False),  # the day after the span
        ("2022-07", False),
        ("[2022-07-01,2022-07-03]", False),
        ("2022-06-30", True),
        ("2022-06-30/2022-07-02", True),
        ("[2022-06-30,2022-07-03]", True),
    ],
)
def test_an_event_put_off_is_ahead_where_its_new_day_is(
    asked: Asked, planned: str, is_ahead: bool
) -> None:
    moved = event("old", "2022-04-10", "postponed") + event("new", planned, same_as="old")
    status, out, _ = asked("--upcoming", "3m", "--json", claims=moved)
    found = [fact["id"] for fact in json.loads(out)["facts"] if "upcoming" in fact]
    assert (status, found) == (not is_ahead, ["new"] if is_ahead else [])


def test_an_event_whose_day_is_disputed_may_be_ahead(asked: Asked) -> None:
    days = event("late", "2022-08-01") + event("early", "2022-06-01", same_as="late")
    status, out, _ = asked("--upcoming", "3m", claims=days)
    assert (status, out.splitlines()[0].partition(" from ")[0]) == (0, "1 planned event")


@pytest.mark.parametrize(
    ("period", "is_listed"),
    [
        ("2022-03-31", True),
        ("2022-03-31/2022-04-02", True),
        ("2022-03-30", False),
        ("2022-03-30/2022-04-02", False),
        ("2022-03", False),
    ],
)
def test_a_reported_event_is_ahead_if_it_begins_today(
    asked: Asked, period: str, is_listed: bool
) -> None:
    status, out, _ = asked("--upcoming", "30d", claims=event("talks", period, "reported"))
    assert (status, "1 reported event from" in out) == (not is_listed, is_listed)
    assert asked("--upcoming", "30d", claims=event("talks", period, "held"))[0] == 1


def test_what_may_be_in_several_years_is_under_all_of_them(asked: Asked) -> None:
    claims = event("decade", "202X") + event("day", "2022-05-01") + relation("r", "2000/203X")
    _, out, _ = asked("--upcoming", "20y", claims=claims)
    assert [line for line in out.splitlines() if line[:2] == "20" and len(line) < 10] == [
        "2020–2029",
        "2022",
        "2030–2039",
    ]


@pytest.mark.parametrize(("span", "is_listed"), [("30d", True), ("3d", False)])
def test_a_beginning_that_one_source_has_ahead_is_listed(
    asked: Asked, span: str, is_listed: bool
) -> None:
    claims = relation("early", "2022-03-05/..") + relation("late", "2022-04-05/..", same_as="early")
    status, out, _ = asked("--upcoming", span, claims=claims)
    assert (status, "5 Mar or 5 Apr 2022" in out) == (not is_listed, is_listed)
    alone = relation("early", "2022-03-05/..") + relation("late", "2022-03/..", same_as="early")
    assert asked("--upcoming", span, claims=alone)[0] == 1


def test_what_is_to_be_signed_begins_not(asked: Asked) -> None:
    stages = ("signed", "signed", "suspended", "under-discussion", "in-force")
    claims = [relation(f"r{n}", "2022-05-01/..", status=s) for n, s in enumerate(stages)]
    _, out, _ = asked("--upcoming", "3m", claims="".join(claims))
    assert out.startswith(
        "1 relation beginning, 2 relations signed, 1 relation suspended and "
        "1 relation under discussion from 31 Mar 2022"
    )


def test_no_end_is_ahead_before_the_beginning(asked: Asked) -> None:
    one = relation("r", "2022-06-15/202X", status="in-force")
    for claims in (one, one + relation("s", "2022-06-15/202X", same_as="r")):
        assert asked("--upcoming", "30d", claims=claims)[0] == 1
        assert "1 relation ending" in asked("--upcoming", "90d", claims=claims)[1]


@pytest.mark.parametrize(
    ("periods", "span", "is_ahead"),
    [
        (("2000-01-01/2022-03-01", "2000-01-01/2022-06-30"), "30d", False),
        (("2000-01-01/2022-03-01", "2000-01-01/2022-06-30"), "3m", True),
        (("2000-01-01/2022-03-01", "2000-01-01/2022-04-02"), "30d", True),
        (("2000-01-01/2020", "2000-01-01/2024"), "1y", False),
        (("2000-01-01/2020", "2000-01-01/2022"), "30d", True),
    ],
)
def test_no_end_is_ahead_between_the_days_on_which_sources_differ(
    asked: Asked, periods: tuple[str, str], span: str, is_ahead: bool
) -> None:
    claims = relation("r", periods[0]) + relation("s", periods[1], same_as="r")
    _, out, _ = asked("--upcoming", span, claims=claims)
    assert ("1 relation ending" in out) == is_ahead


def test_what_is_over_since_today_is_ahead_as_what_begins_is(asked: Asked) -> None:
    today = relation("r", "2000/..", status="in-force")
    today += relation("s", "2022-03-31", status="terminated", same_as="r")
    past = relation("t", "2022-03-30", status="ended")
    _, out, _ = asked("--upcoming", "30d", claims=today + past)
    assert out.startswith("1 relation terminated from 31 Mar 2022 to 30 Apr 2022.")
    assert "31 Mar 2022  Treaty s (A-land and B-land)  treaty, terminated" in out


BEGUN = relation("r", "2000-12-01/..", status="in-force")
LATER = source("later", published=date(2022, 2, 1))


def over_since(period: str) -> str:
    return BEGUN + relation("s", period, status="terminated", same_as="r")


@pytest.mark.parametrize(
    ("claims", "again", "is_ahead"),
    [
        (over_since("2010-01-01"), {}, True),
        (relation("r", "2000-12-01/2010-01-01"), {}, True),
        (over_since("2021-01-01"), {}, False),  # as was said in 2020
        (over_since("2021-01-01") + LATER, {"source": "later"}, True),
        (over_since("2010-01-01"), {"status": "signed"}, False),
    ],
)
def test_what_is_over_and_in_force_again_from_later_is_ahead(
    asked: Asked, claims: str, again: dict[str, str], is_ahead: bool
) -> None:
    claims += relation("t", "2022-04-20/..", same_as="r", title="Road", **again)
    told = asked("--upcoming", "30d", claims=claims).out
    assert (f"20 Apr 2022  Road ({BOTH})  treaty, begins" in told) == is_ahead
    out = asked("--upcoming", "30d", "--format", "ics", claims=claims).out
    summaries = {entry.summary.value for entry in calendar(out).values()}
    assert (f"Road ({BOTH}; 2022, not yet in force)" in summaries) == is_ahead


def test_what_is_over_until_it_is_in_force_again_has_both_its_days(dip: Run) -> None:
    claims = over_since("2010-01-01") + relation("t", "2022-04-20/..", same_as="r")
    both = "1 Dec 2000 – 1 Jan 2010  Treaty"
    for more in ("", relation("u", "1995/1998", status="ended", same_as="r")):
        path = str(shared(BASE + claims + more))
        assert both in dip("relations", "--known-by", "2022-03-31", "-f", path).page()


@pytest.mark.parametrize(
    ("begun", "when", "on", "years"),
    [
        (("2000-03-29", "2000-04-02"), "29 Mar or 2 Apr 2022", "2022-04-02", 22),
        (("2000-04-02", "2001-04-01"), "1 or 2 Apr 2022", "2022-04-01", "21 or 22"),
        (("2000-04-02", "2001-04-02"), "2 Apr 2022", "2022-04-02", "21 or 22"),
        (("2000-04-02", "2002-11-20"), "20 Nov 2021 or 2 Apr 2022", "2022-04-02", "19 or 22"),
        (("2000-04-02", "2001"), "2 Apr 2022", "2022-04-02", 22),
        (("2000-02-29", "2000-04-02"), "2 Apr 2022", "2022-04-02", 22),
    ],
)
def test_an_anniversary_is_ahead_by_the_later_day_on_which_sources_differ(
    asked: Asked, begun: tuple[str, str], when: str, on: str, years: int | str
) -> None:
    claims = relation("r", f"{begun[0]}/..") + relation("s", f"{begun[1]}/..", same_as="r")
    code, out, _ = asked("--upcoming", "30d", claims=claims)
    assert code == 0
    assert re.search(rf"^{when} .*treaty, {years} years", out, re.M)
    facts = json.loads(asked("--upcoming", "30d", "--json", claims=claims)[1])["facts"]
    (given,) = (fact["upcoming"] for fact in facts if fact.get("upcoming"))
    assert (given["on"], given["years"]) == (on, None if isinstance(years, str) else years)


def test_an_anniversary_is_not_ahead_when_both_days_of_the_year_are_past(asked: Asked) -> None:
    claims = relation("r", "2000-03-20/..") + relation("s", "2000-03-30/..", same_as="r")
    assert asked("--upcoming", "30d", claims=claims)[0] == 1
    facts = json.loads(asked("--upcoming", "30d", "--json", claims=claims)[1])["facts"]
    assert [fact for fact in facts if fact.get("upcoming")] == []


DIFFERING = [
    # the dates of two claims, their status; what is ahead and when, and what a calendar calls it
    ("2010/2029-12-31", "2010/2022-05-05", "in-force", "ends", "2022-05-05", "Ends: Pact"),
    ("2010/2022-05-11", "2010/2022-05-10", None, "ends", "2022-05-10", "Ends: Pact"),
    ("2021-06-01", "2022-05-06", "suspended", "suspended", "2022-05-06", "Pact (2022, suspended)"),
    ("2021-06-02", "2022-05-07", "terminated", "ends", "2022-05-07", "Pact (2022, terminated)"),
    ("2021-06-03/..", "2022-05-08/..", None, "begins", "2022-05-08", "Pact (since 2022)"),
    ("2009-03-20/..", "2010-05-09/..", None, "anniversary", "2022-05-09", "Pact (since 2010)"),
]


@pytest.mark.parametrize(("one", "other", "status", "what", "day", "called"), DIFFERING)
def test_of_days_on_which_sources_differ_that_which_is_ahead_is_told(
    asked: Asked, one: str, other: str, status: str | None, what: str, day: str, called: str
) -> None:
    """In the JSON, in the table of a spreadsheet, and as the day of the entry in a calendar."""
    keys = {"title": "Pact", "status": status}
    claims = relation("r", one, **keys) + relation("s", other, same_as="r", **keys)
    words = ("a-land", "b-land", "--upcoming", "2m")
    facts = json.loads(asked(*words, "--json", claims=claims)[1])["facts"]
    told = [it["upcoming"] for it in facts if it.get("upcoming")]
    assert [(it["what"], it["on"]) for it in told] == [(what, day)]
    rows = csv.DictReader(io.StringIO(asked(*words, "--format", "csv", claims=claims)[1]))
    assert [row["upcoming_on"] for row in rows if row["upcoming_what"]] == [day]
    (entry,) = vobject.readOne(asked(*words, "--format", "ics", claims=claims)[1]).vevent_list
    first = f"2010-{day[5:]}" if what == "anniversary" else day  # it is repeated every year
    assert (entry.summary.value, str(entry.dtstart.value)) == (called, first)


def test_an_event_on_whose_day_sources_differ_has_that_which_is_ahead(asked: Asked) -> None:
    talks = event("early", "2022-03-01/2022-03-02") + event(
        "late", "2022-05-05/2022-05-07", same_as="early"
    )
    facts = json.loads(asked("--upcoming", "2m", "--json", claims=talks)[1])["facts"]
    assert [it["upcoming"]["on"] for it in facts if it.get("upcoming")] == ["2022-05-05"]
    out = asked("--upcoming", "2m", "--format", "ics", claims=talks)[1]
    entry = vobject.readOne(out).vevent
    assert (str(entry.dtstart.value), str(entry.dtend.value)) == ("2022-05-05", "2022-05-08")


def test_what_is_ahead_first_comes_first_by_the_day_that_is_ahead(asked: Asked) -> None:
    ends = relation("r", "2010/2029-12-31") + relation("s", "2010/2022-05-05", same_as="r")
    claims = ends + event("visit", "2022-05-06")
    for words, order in (((), ["r", "visit"]), (("--limit", "1"), ["r"])):
        out = asked("--upcoming", "2m", "--json", *words, claims=claims)[1]
        assert [it["id"] for it in json.loads(out)["facts"] if it.get("upcoming")] == order


def test_of_lines_in_several_years_a_page_has_the_order_of_their_days(asked: Asked) -> None:
    claims = relation("may", "2021-05-01", status="terminated")
    claims += relation("may-or", "2028-05-01", status="terminated", same_as="may")
    claims += relation("june", "2021-06-01", status="suspended")
    claims += relation("june-or", "2026-06-01", status="suspended", same_as="june")
    claims += event("visit", "2021-09-09", "held")
    for words, order in (((), "visit may june"), (("--reverse",), "june may visit")):
        out = asked(*words, claims=claims)[1]
        assert re.findall(r"(?:Treaty|Visit) (\w+)", out) == order.split()
    assert re.findall("Treaty (may|june)", asked("--limit", "2", claims=claims)[1]) == ["june"]


@pytest.mark.parametrize(
    ("latest", "listed"),
    [
        ("1", ["visit"]),
        ("2", ["talks", "visit"]),
        ("3", ["talks", "visit", "r"]),
        ("9", ["begun", "talks", "visit", "r"]),
    ],
)
@pytest.mark.parametrize("most", [500, -1])
def test_an_end_that_has_come_by_one_claim_is_among_the_latest(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, latest: str, listed: list[str], most: int
) -> None:
    """It has its place by the day on which it has come, and is listed by all its days."""
    monkeypatch.setattr(LIMITS, "held", most)
    claims = relation("r", "/2029-12-31") + relation("s", "/2020-05-05", same_as="r")
    claims += event("visit", "2022-01-02", "held") + event("talks", "2021-01-02", "held")
    claims += relation("begun", "2015-01-01/2029") + event("next", "2022-08-01")
    out = asked("--latest", latest, "--json", claims=claims)[1]
    assert [fact["id"] for fact in json.loads(out)["facts"] if fact["id"] != "s"] == listed


@pytest.mark.parametrize(
    ("status", "period", "is_ahead"),
    [
        ("terminated", "2022-03", True),
        ("terminated", "2022", True),
        ("terminated", "[2022-03-20,2022-04-05]", True),
        ("suspended", "2022-03/..", True),
        ("terminated", "[2022-03-20,2022-03-30]", False),
        ("suspended", "2022-02", False),
        ("in-force", "2022-03/..", False),
    ],
)
def test_what_ends_or_pauses_it_is_ahead_until_the_last_day_that_it_may_be(
    asked: Asked, status: str, period: str, is_ahead: bool
) -> None:
    claims = relation("r", "2000/..", status="in-force") if status != "in-force" else ""
    claims += relation("s", period, status=status, **({"same_as": "r"} if claims else {}))
    code, out, _ = asked("--upcoming", "30d", claims=claims)
    assert code == (0 if is_ahead else 1)
    assert (f"1 relation {status} from 31 Mar 2022" in out) == is_ahead


COMING = [
    # what a claim about a treaty in force says; what is ahead for a program, and in the sentence
    ("2022-05-01", "terminated", "ends", "1 relation terminated"),
    ("2022-05-01", "denounced", "ends", "1 relation denounced"),
    ("2010-06-01/2022-05-01", "expired", "ends", "1 relation ending"),
    ("2022-05-01/..", "suspended", "suspended", "1 relation suspended"),
    ("2022-01-01/2022-05-01", "suspended", "suspension-ends", "1 suspension ending"),
    ("2022-05-01", "ratified", "reached", "1 relation ratified"),
    ("2022-05-01/..", "under-discussion", "reached", "1 relation under discussion"),
]


@pytest.mark.parametrize("alone", [True, False])
@pytest.mark.parametrize(("period", "status", "what", "said"), COMING)
def test_what_comes_of_a_relation_is_told_by_what_it_is(
    asked: Asked, alone: bool, period: str, status: str, what: str, said: str
) -> None:
    """Only what is in force from then on begins: a script must not announce what ends."""
    claims = relation("r", period, status=status, same_as=None if alone else "treaty")
    claims += "" if alone else relation("treaty", "2010-06-01/..", status="in-force")
    _, out, _ = asked("--upcoming", "45d", "--json", claims=claims)
    told = [(it["id"], it["upcoming"]) for it in json.loads(out)["facts"] if "upcoming" in it]
    assert told == [("r", {"what": what, "on": "2022-05-01", "years": None})]
    _, out, _ = asked("--upcoming", "45d", "--format", "csv", claims=claims)
    rows = csv.DictReader(io.StringIO(out))
    assert [row["upcoming_what"] for row in rows if row["upcoming_what"]] == [what]
    assert asked("--upcoming", "45d", claims=claims)[1].startswith(f"{said} from 31 Mar 2022")


def test_notice_that_a_treaty_ends_later_does_not_end_it(asked: Asked) -> None:
    claims = relation("r", "2000/..", status="in-force")
    claims += relation("notice", "2022-05-01", status="denounced", same_as="r")
    claims += relation("end", "2023-05-01", status="terminated", same_as="r")
    facts = json.loads(asked("--upcoming", "2y", "--json", claims=claims)[1])["facts"]
    told = {fact["id"]: fact["upcoming"]["what"] for fact in facts if "upcoming" in fact}
    assert told == {"notice": "reached", "end": "ends"}


def test_what_is_to_be_in_force_until_an_end_begins(asked: Asked) -> None:
    _, out, _ = asked("--upcoming", "2m", claims=relation("r", "2022-05-01/2030", status="ended"))
    assert out.startswith("1 relation beginning from 31 Mar 2022 to 31 May 2022.")
    assert "treaty, begins" in " ".join(out.split())


def test_what_is_ahead_for_scripts(asked: Asked) -> None:
    """Each line says why it is there; a claim stands there once for each of its days."""
    _, out, _ = asked("--upcoming", "3m", "--json")
    found = json.loads(out)
    assert found["query"]["upcoming"] == "3m"
    assert found["answer"]["period"] == "2022-03-31/2022-06-30"
    told = [(fact["id"], *fact["upcoming"].values()) for fact in found["facts"]]
    assert told == [
        ("today", "anniversary", "2022-03-31", 22),
        ("ending-in-april", "ends", None, None),
        ("exact", "anniversary", "2022-04-04", 30),
        ("ending", "anniversary", "2022-04-08", 12),
        ("on-a-day", "planned", "2022-04-10", None),
        ("ending", "ends", "2022-04-20", None),
        ("coming", "begins", "2022-05-01", None),
        ("in-a-month", "planned", None, None),
    ]
    fields = ["--fields", "upcoming.on,upcoming.what,id"]
    _, out, _ = asked("--upcoming", "3m", "--format", "csv", "--limit", "3", *fields)
    assert out.splitlines()[1:] == [
        "2022-03-31,anniversary,today",
        ",ends,ending-in-april",
        "2022-04-04,anniversary,exact",
    ]
    _, out, _ = asked("--upcoming", "3m", "--format", "csv")
    assert out.splitlines()[0].endswith(
        ",source_url,absent,occurrence,source_note,source_derived_from,same_as,parts"
        ",upcoming_what,upcoming_on,upcoming_years"
    )
    _, out, _ = asked("--upcoming", "3m", "--format", "md")
    assert "Treaty exact" in out


@pytest.mark.parametrize("turned", [[], ["--reverse"]])
def test_what_is_ahead_is_told_once_of_several_claims(asked: Asked, turned: list[str]) -> None:
    """So a script that selects what has it counts lines, and not the claims about them."""
    claims = relation("a", "1992-04-04/..") + event("b", "2022-04-10")
    claims += relation("c", "1992-06-02/..", same_as="a")
    claims += event("d", "2022-04-10", same_as="b")
    _, out, _ = asked("--upcoming", "3m", "--json", *turned, claims=claims)
    told = [
        (it["occurrence"], it["upcoming"]["on"], it["upcoming"]["years"])
        if "upcoming" in it
        else it["occurrence"]
        for it in json.loads(out)["facts"]
    ]
    lines = [("a", "2022-04-04", 30), ("b", "2022-04-10", None)]
    assert told == [*lines[:: -1 if turned else 1], "a", "b"]
    _, out, _ = asked("--upcoming", "3m", "--format", "csv", *turned, claims=claims)
    rows = [row["upcoming_on"] for row in csv.DictReader(io.StringIO(out))]
    assert sorted(rows) == ["", "", "2022-04-04", "2022-04-10"]


def test_the_spans(asked: Asked) -> None:
    ends = {"30d": "2022-04-30", "2w": "2022-04-14", "1m": "2022-04-30", "1Y": "2023-03-31"}
    for span, last in ends.items():
        _, out, _ = asked("--upcoming", span, "--json")
        assert json.loads(out)["answer"]["period"] == f"2022-03-31/{last}"


def test_nothing_ahead_is_a_status_of_its_own(asked: Asked) -> None:
    claims = relation("exact", "1992-06-04/..")
    status, out, _ = asked("--upcoming", "5d", claims=claims)
    assert status == 1
    assert out == (
        "Nothing on the timeline is ahead for 31 Mar – 5 Apr 2022; there is 1 claim "
        "since 4 Jun 1992. (As known by 31 Mar 2022.)\n"
    )


OFF = "of that time was called off. (As known by 31 Mar 2022.)"


@pytest.mark.parametrize("undated", [True, False])
def test_where_all_was_called_off_that_is_listed(undated: bool, asked: Asked) -> None:
    """A plan is no less recorded for being called off, be it by a claim without a date."""
    plan = event("plan", "2022-04-02", title="Visit")
    of = {"same_as": "plan", "parties": PAIR, "status": "cancelled", "title": "Visit"}
    off = factbase.event("off", period=None if undated else "2022-04-02", **of)
    status, out, _ = asked("--upcoming", "5d", claims=plan + off)
    assert status == 0
    first, *_ = out.splitlines()
    assert first == f"Nothing is ahead from 31 Mar 2022 to 5 Apr 2022; 1 event {OFF}"
    assert re.search("2 Apr 2022 +Visit .*CANCELLED visit", out)
    _, out, _ = asked("--upcoming", "5d", "--json", claims=plan + off)
    assert {fact["id"] for fact in json.loads(out)["facts"]} == {"plan", "off"}
    _, out, _ = asked("--upcoming", "5d", "--format", "ics", claims=plan + off)
    assert "STATUS:CANCELLED" in out
    status, out, _ = asked("--upcoming", "1d", claims=plan + off)
    assert status == 1
    assert out.startswith("Nothing on the timeline is ahead for 31 Mar – 1 Apr 2022; there are 2")


def test_what_was_called_off_is_counted_beside_what_is_ahead(asked: Asked) -> None:
    claims = event("plan", "2022-04-02") + event("off", "2022-04-03", "cancelled")
    claims += event("gone", "2022-03-29", "cancelled") + event("late", "2022-05-03", "denied")
    _, out, _ = asked("--upcoming", "5d", claims=claims)
    first, *rest = out.splitlines()
    assert first == f"1 planned event from 31 Mar 2022 to 5 Apr 2022; 1 event {OFF}"
    assert "CANCELLED" not in "".join(rest)


def test_today_is_where_nothing_else_is_said(asked: Asked) -> None:
    day = date.today() + timedelta(days=3)
    status, out, _ = asked("--upcoming", "1w", claims=event("soon", str(day)), known=False)
    assert (status, "Visit soon" in out) == (0, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--upcoming", "90"],
            '--upcoming: "90" is no span of time\n'
            "  write 90d for days, 12w for weeks, 6m for months or 1y for years",
        ),
        (
            ["--upcoming", "9d", "--since", "2020"],
            "--upcoming says already from when to when\n"
            "  give --upcoming alone, or --since and --until",
        ),
        (["--upcoming", "9999y"], "--upcoming 9999y reaches too far\n  ask for a shorter time"),
    ],
)
def test_what_cannot_be_asked(words: list[str], message: str, asked: Asked) -> None:
    assert asked(*words) == (2, "", f"dipfacts: {message}\n")


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_an_anniversary_is_the_next_of_its_day(first: date, today: date) -> None:
    found = next_anniversary(first, today)
    assert found is not None
    assert (found.month, found.day) == (first.month, first.day)
    assert found >= max(today, first)
    assert found.year > first.year
    if (first.month, first.day) != (2, 29) and first < today:
        assert (found - today).days < 366


@pytest.mark.parametrize(
    ("text", "first", "last", "until"),
    [
        ("2020-01-02", "2020-01-02", "2020-01-02", "2020-01-02"),
        ("2020-01-02/2020-02-03", "2020-01-02", "2020-02-03", "2020-02-03"),
        ("2020-01-02/2020-02", "2020-01-02", None, "2020-02-01"),
        ("2020-01-02/..", "2020-01-02", None, None),
        ("2020-01-02/", "2020-01-02", None, None),
        ("2020-01-02?/2020-02-03~", None, None, "2020-02-03"),
        ("2020-01", None, None, "2020-01-01"),
        ("../2020-02-03", None, "2020-02-03", "2020-02-03"),
    ],
)
def test_only_what_is_known_to_the_day_is_a_day(
    text: str, first: str | None, last: str | None, until: str | None
) -> None:
    period = Period.parse(text)
    assert [day and str(day) for day in bounds(period)] == [first, last]
    ends = lasts_until(period)
    assert (ends and str(ends)) == until


# ------------------------------------------------------------------------------- calendars


def calendar(text: str) -> dict[str, Any]:
    """The entries by uid, as vobject reads them."""
    read = vobject.readOne(text)
    return {name_of(e.uid.value): e for e in read.contents.get("vevent", [])}


def test_the_timeline_as_a_calendar(asked: Asked) -> None:
    status, out, err = asked("--format", "ics", known=False)
    assert (status, err) == (
        0,
        "dipfacts: 5 entries are not in the calendar: not known to the day\n",
    )
    found = calendar(out)
    days = {uid: (e.dtstart.value, e.dtend.value) for uid, e in found.items()}
    one = timedelta(days=1)
    assert days == {
        "exact.begin": (date(1992, 4, 4), date(1992, 4, 5)),
        "leap.begin": (date(1996, 2, 29), date(1996, 3, 1)),
        "over.begin": (date(1990, 4, 6), date(1990, 4, 7)),
        "past.begin": (date(1991, 4, 7), date(1991, 4, 8)),
        "ending.begin": (date(2010, 4, 8), date(2010, 4, 9)),
        "ending.end": (date(2022, 4, 20), date(2022, 4, 21)),
        "ending-in-april.begin": (date(2011, 4, 9), date(2011, 4, 10)),
        "coming.begin": (date(2022, 5, 1), date(2022, 5, 2)),
        "today.begin": (date(2000, 3, 31), date(2000, 3, 31) + one),
        "on-a-day": (date(2022, 4, 10), date(2022, 4, 13)),
        "too-late": (date(2022, 12, 31), date(2023, 1, 1)),
        "gone": (date(2022, 3, 30), date(2022, 3, 31)),
        "held": (date(2022, 4, 2), date(2022, 4, 3)),
    }
    planned = found["on-a-day"]
    assert planned.status.value == "TENTATIVE"
    assert found["held"].status.value == "CONFIRMED"
    assert planned.summary.value == f"Visit on-a-day ({BOTH}; planned, nothing recorded since)"
    assert planned.location.value == "Aktau"
    assert planned.url.value == "https://example.org/%E6%97%A5?b=1,2;%22c"
    assert planned.description.value == (
        "Planned for 10–12 Apr 2022; nothing recorded since.\n"
        "Source, para 2: Example News, 1 May 2020. https://example.org/日?b=1,2;%22c\n"
        "Claim: on-a-day"
    )
    assert planned.dtstamp.value.isoformat().startswith("2020-05-01T00:00:00")


def test_the_years_of_relations_recur_as_long_as_they_last(asked: Asked) -> None:
    """A relation that is over, today or on the day of --known-by, has its first day alone."""
    found = calendar(asked("--format", "ics", known=False)[1])
    rules = {uid: e.rrule.value for uid, e in found.items() if "rrule" in e.contents}
    assert rules == {
        "exact.begin": "FREQ=YEARLY",
        "leap.begin": "FREQ=YEARLY",
        "today.begin": "FREQ=YEARLY",
        "coming.begin": "FREQ=YEARLY",
    }
    assert found["exact.begin"].summary.value == f"Treaty exact ({BOTH}; since 1992)"
    assert found["past.begin"].summary.value == f"Treaty past ({BOTH}; from 1991, now over)"
    assert found["over.begin"].summary.value == f"Treaty over ({BOTH}; 1990, ended)"
    assert found["ending.end"].summary.value == f"Ends: Treaty ending ({BOTH})"


def test_a_relation_that_will_end_recurs_until_then(asked: Asked) -> None:
    found = calendar(asked("--format", "ics")[1])
    assert {
        uid: e.rrule.value
        for uid, e in found.items()
        if "UNTIL" in getattr(e, "rrule", e.summary).value
    } == {
        "ending.begin": "FREQ=YEARLY;UNTIL=20220420",
        "ending-in-april.begin": "FREQ=YEARLY;UNTIL=20220401",
    }
    days = [day.date() for day in found["ending.begin"].rruleset]
    assert days == [date(year, 4, 8) for year in range(2010, 2023)]
    assert "rrule" not in found["coming.begin"].contents
    shown = found["coming.begin"].summary.value
    assert shown == f"Treaty coming ({BOTH}; 2022, not yet in force)"


ALONE_OR_NOT = (
    relation("alone", "1992-04-04/..")
    + relation("with-a-status", "1991-04-05/..", status="in-force")
    + relation("until", "1993-04-06/2040-01-01")
    + relation("for-now", "1994-04-07/..", status="provisionally-applied")
    + relation("leap", "1996-02-29/..")
    + relation("told", "1995-04-08/..")
    + relation("told-again", "1995-04-08/..", title="Treaty told", same_as="told", source="undated")
)


def test_an_anniversary_that_is_ahead_is_the_entry_of_the_whole_calendar(asked: Asked) -> None:
    """So a calendar that is written over another keeps its yearly days, of one claim or several."""
    ahead = calendar(asked("--format", "ics", "--upcoming", "3m", claims=ALONE_OR_NOT)[1])
    whole = calendar(asked("--format", "ics", claims=ALONE_OR_NOT)[1])
    assert {*whole} == {*ahead, "leap.begin", "until.end"}
    for uid, entry in ahead.items():
        assert entry.serialize() == whole[uid].serialize()
    yearly = {uid: (e.dtstart.value, e.rrule.value) for uid, e in ahead.items()}
    assert yearly == {
        "alone.begin": (date(1992, 4, 4), "FREQ=YEARLY"),
        "with-a-status.begin": (date(1991, 4, 5), "FREQ=YEARLY"),
        "until.begin": (date(1993, 4, 6), "FREQ=YEARLY;UNTIL=20400101"),
        "for-now.begin": (date(1994, 4, 7), "FREQ=YEARLY"),
        "told.begin": (date(1995, 4, 8), "FREQ=YEARLY"),
    }


HOSTILE = "a\\n;b,c: BEGIN:VEVENT\nEND:VCALENDAR \x1b[31m \u202e ə漢字 " + "long " * 40


def test_lines_are_folded_and_text_stays_text(asked: Asked, tmp_path: Path) -> None:
    texts = dict.fromkeys(("title", "kind", "place", "note"), HOSTILE)
    claims = event("hostile", "2022-04-10", **texts)
    target = tmp_path / "all.ics"
    claims = claims.replace('"s"', '"undated"')
    status, out, err = asked("-o", str(target), claims=claims, known=False)
    assert (status, out) == (0, "")
    assert err.count("\n") == 1
    assert "has 4 errors (facts.toml:" in err
    assert err.strip().isprintable()
    data = target.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert data.endswith(b"END:VCALENDAR\r\n")
    (entry,) = calendar(data.decode()).values()
    assert entry.summary.value == (
        "a\\n;b,c: BEGIN:VEVENT END:VCALENDAR \\x1b[31m \\u202e ə漢字 "
        + "long " * 40
        + f" ({BOTH}; planned, nothing recorded since)"
    )
    assert "url" not in entry.contents
    assert entry.dtstamp.value.year == 1970


def test_the_calendar_is_the_same_every_time_and_of_the_dates_asked(asked: Asked) -> None:
    assert asked("--format", "ics") == asked("--format", "ics")
    status, out, _ = asked("--format", "ics", "--upcoming", "2w")
    assert status == 0
    assert {*calendar(out)} == {"today.begin", "exact.begin", "ending.begin", "on-a-day"}
    status, out, _ = asked("--format", "ics", "--since", "2030")
    assert (status, calendar(out)) == (1, {})


def test_only_the_timeline_is_a_calendar(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["relations", "--format", "ics"], ["trade", "-o", "x.ics"]):
        assert app.run(words) == 2
        assert capsys.readouterr().err == (
            "dipfacts: this answer has no format ics\n  it is a format of dipfacts timeline\n"
        )


def test_what_ends_with_an_organisation_has_no_anniversary_after_that(dip: Run) -> None:
    text = BASE + party("club", kind="bloc", name="Club", period="1990/2022-12-31")
    text += party("hall", kind="bloc", name="Hall", period="1990/2030-12-31")
    usual = {"kind": "membership", "status": "in-force"}
    of = {it: {"from_": "a-land", "to": it, "title": it.title()} for it in ("club", "hall")}
    text += factbase.relation("a", period="2000-11-20/..", **usual, **of["club"])
    text += factbase.relation("b", period="2000-01-15/..", **usual, **of["club"])
    text += factbase.relation("c", period="2000-01-16/..", **usual, **of["hall"])
    text += factbase.relation("d", period="2000-01-17/2022-12-20", **usual, **of["hall"])
    text += relation("e", "2000-01-18/..")
    words = ("timeline", "a-land", "--known-by", "2022-10-31", "-f", str(shared(text)))
    told = dip(*words, "--upcoming", "90d").page()
    assert re.findall(r"^(\d+ \w+ \d+) .*, \d+ years", told, re.M) == [
        "20 Nov 2022",
        "16 Jan 2023",
        "18 Jan 2023",
    ]
    found = calendar(dip(*words, "--format", "ics").out)
    rules = {uid: entry.rrule.value for uid, entry in found.items() if "rrule" in entry.contents}
    assert rules == {
        "a.begin": "FREQ=YEARLY;UNTIL=20221231",
        "b.begin": "FREQ=YEARLY;UNTIL=20221231",
        "c.begin": "FREQ=YEARLY;UNTIL=20301231",
        "d.begin": "FREQ=YEARLY;UNTIL=20221220",
        "e.begin": "FREQ=YEARLY",
    }
