"""Relations and events compared: which claims are about one, what they say, and where it shows."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts.answers.answer import LIMITS
from dipfacts.answers.occurrences import possible_duplicates
from dipfacts.answers.occurrences.date_words import date_of
from dipfacts.checks import findings
from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS
from dipfacts.model.occurrences.ends import BEGINS, ENDS
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.command_line import Ask, Run, ask_of
from support.compiled import shared
from support.factbase import base, event, party, relation, source, table

HEAD = base(
    source("s", publisher="Ministry", published=date(2023, 3, 1)),
    source("t", publisher="Paper", published=date(2024, 4, 1)),
    source("copy", published=date(2024, 5, 1), derived_from=["t"]),
    *map(party, "abc"),
    party("ann", kind="person"),
    party("ben", kind="person"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)
ALL = Query(types=("event", "relation"), deprecated=True)
Together = Callable[..., list[Occurrence]]


@pytest.fixture
def together() -> Together:
    """The occurrences of a base with these claims, in its order."""

    def found(*claims: str, **query: Any) -> list[Occurrence]:
        with open_base(str(shared(HEAD + "".join(claims)))) as opened:
            facts = opened.find(ALL.replaced(**query))
            return occurrences(facts, opened.origins(facts))

    return found


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


def ids(found: list[Occurrence]) -> list[list[str]]:
    return sorted(sorted(fact.id for fact in one.facts) for one in found)


# ------------------------------------------------------------------ which claims are one


def test_a_single_claim_is_compared_with_nothing(together: Together) -> None:
    for one in together(event("e"), relation("r"), relation("r2", rank="deprecated")):
        assert (one.differ, one.disputes, one.agreement) == ([], [], "single")
        (stage,), (line, *_) = one.stages, one.lines()
        assert line.fact is one.fact
        assert vars(one) == {}  # of very many, each keeps its claim alone
        assert vars(stage) == {}
        assert (stage.beginnings, stage.ends_with_rivals) == (stage.beginnings, stage.claimed_ends)
        assert stage.ends_with_rivals is stage.claimed_ends
        assert "_between_terms" not in vars(stage)


def test_same_as_joins_by_way_of_others(together: Together) -> None:
    found = together(
        event("a", title="A visit", period="2001"),
        event("b", title="Another", kind="meeting", same_as="a"),
        event("c", title="A third", parties=["a", "b", "c"], same_as="b", period="2020"),
        event("d", title="A fourth", period="2001"),
    )
    assert ids(found) == [["a", "b", "c"], ["d"]]


def test_kind_parties_title_and_period_make_one_and_nothing_less_does(together: Together) -> None:
    usual = {"title": "State visit", "period": "2001-05-04"}
    found = together(
        event("a", **usual),
        event("b", **usual | {"title": "  STATE-visit!"}, parties=["b", "a"], source="t"),
        event("of-another-day", **usual | {"period": "2001-05-05"}),
        event("of-another-title", **usual | {"title": "State visits"}),
        event("of-another-kind", **usual, kind="meeting"),
        event("of-others", **usual, parties=["a", "c"]),
        event("directed", **usual, from_="a", to="b"),
        event("the-other-way", **usual, from_="b", to="a"),
        relation("relation", **usual, kind="visit"),
    )
    assert [one for one in ids(found) if len(one) > 1] == [["a", "b"]]


def test_of_a_unique_kind_claims_whose_periods_meet_are_one(together: Together) -> None:
    found = together(
        relation("a", kind="ties", period="1992-08-27/.."),
        relation("b", kind="ties", period="1992-08-30/..", source="t"),
        relation("before", kind="ties", period="1918/1922"),
        relation("of-others", kind="ties", period="1992/..", parties=["a", "c"]),
        relation("undated", kind="ties"),
        relation("not-unique", kind="treaty", period="1992-08-27/.."),
    )
    assert [one for one in ids(found) if len(one) > 1] == [["a", "b"]]


@pytest.mark.parametrize(
    ("period", "joined"),
    [
        ("/..", "1975-02-08/1978-03-17"),
        ("/1980", "1975-02-08/1978-03-17"),
        ("/1962", "1904/1962-04-15"),
        ("1904/", "1904/1962-04-15"),
        ("1975/", "1975-02-08/1978-03-17"),
    ],
)
def test_an_unknown_end_makes_no_relation_of_two_that_were_interrupted(
    together: Together, period: str, joined: str
) -> None:
    found = together(
        relation("a", kind="ties", period="1904/1962-04-15"),
        relation("b", kind="ties", period="1975-02-08/1978-03-17"),
        relation("c", kind="ties", period=period, source="t"),
    )
    (two,) = [one for one in found if len(one.facts) == 2]
    assert {fact.claim.period for fact in two.facts} == {period, joined}
    assert "period.start" not in two.differ


@pytest.mark.parametrize(
    ("first", "then", "joined"),
    [
        ({"period": "1900/", "status": "ended"}, {"period": "1915/"}, False),
        ({"period": "1900/", "status": "withdrawn"}, {"period": "1915/.."}, False),
        ({"period": "1900/190X", "status": "ended"}, {"period": "1908/1912"}, False),
        ({"period": "/190X", "status": "ended"}, {"period": "1908/1912"}, False),
        ({"period": "1900/1907~", "status": "ended"}, {"period": "1908/"}, False),
        ({"period": "190X/", "status": "ended"}, {"period": "1908/"}, True),
        ({"period": "1900/", "status": "ended"}, {"period": "1915/", "source": "t"}, True),
        ({"period": "1900/", "status": "ended", "claimant": "ann"}, {"period": "1915/"}, True),
        ({"period": "1900/"}, {"period": "1915/", "status": "ended"}, True),
        ({"period": "1900/..", "status": "ended"}, {"period": "1915/"}, True),
        ({"period": "1900/1920", "status": "ended"}, {"period": "1915/"}, True),
    ],
)
def test_what_one_voice_says_was_over_and_began_again_is_two_relations(
    together: Together, first: dict[str, Any], then: dict[str, Any], joined: bool
) -> None:
    """It says no exact end of the first; of what goes on, or ended later, it gives two accounts."""
    found = together(relation("a", kind="ties", **first), relation("b", kind="ties", **then))
    assert ids(found) == ([["a", "b"]] if joined else [["a"], ["b"]])
    assert joined or not any(one.differ for one in found)


def test_another_source_joins_one_of_two_relations_of_which_no_exact_end_is_known(
    together: Together,
) -> None:
    spells = (
        relation("first", kind="ties", period="1900/", status="ended"),
        relation("second", kind="ties", period="1915/"),
    )
    of_other = relation("of-other", kind="ties", period="1900/1908", source="t")
    assert ids(together(*spells, of_other)) == [["first", "of-other"], ["second"]]
    of_other = relation("of-other", kind="ties", period="1915-03/..", source="t")
    assert ids(together(*spells, of_other)) == [["first"], ["of-other", "second"]]


@pytest.mark.parametrize(
    ("period", "joined"),
    [
        ("1905-10-26/..", "war"),
        ("/1946", "peace"),
        ("1950/..", "peace"),
        ("/1942", "war"),
        ("1941/1942", None),
    ],
)
def test_a_withdrawn_claim_of_a_unique_kind_makes_no_relation_of_two(
    together: Together, period: str, joined: str | None
) -> None:
    two = (
        relation("war", kind="ties", period="1905/1940-04-09"),
        relation("peace", kind="ties", period="1945-05-08/..", source="t"),
    )
    given = {"kind": "ties", "period": period, "source": "copy"}
    old = relation("old", **given, rank="deprecated", rank_reason="overlooks the war")
    found = together(*two, old)
    beside = {next(it for it in one if it != "old"): "old" in one for one in ids(found) if one[1:]}
    assert beside == ({joined: True} if joined else {})
    assert not any(one.differ for one in found)
    counting = {frozenset(fact.id for fact in one.counting) for one in found}
    assert counting >= {frozenset({"war"}), frozenset({"peace"})}
    number = {"1905-10-26/..": 1, "1941/1942": 3}.get(period, 2)
    assert len(together(*two, relation("new", **given))) == number


def test_a_unique_kind_is_one_whichever_direction_a_claim_names(together: Together) -> None:
    (found,) = together(
        relation("there", kind="ties", period="1992-08-27/..", from_="a", to="b"),
        relation("between", kind="ties", period="1992-08-30/..", source="t"),
        relation("back", kind="ties", period="1992-08/..", from_="b", to="a", source="copy"),
    )
    assert (len(found.facts), found.differ) == (3, ["period.start"])


def test_without_its_kind_being_unique_nothing_is_joined(write: Write) -> None:
    claims = relation("a", kind="ties", period="1992/..") + relation(
        "b", kind="ties", period="1993/.."
    )
    with open_base(str(write(HEAD.replace("unique = true", "unique = false") + claims))) as opened:
        assert len(occurrences(opened.find(ALL))) == 2


# ------------------------------------------------------------------------ what they say


def of(together: Together, *claims: str, **query: Any) -> Occurrence:
    (found,) = together(*claims, **query)
    return found


def chained(*periods: str, **keys: Any) -> str:
    """Claims of other sources about one event, each with its date."""
    return "".join(
        event(f"e{n}", period=period, source=source, **keys, **({"same_as": "e0"} if n else {}))
        for n, (period, source) in enumerate(zip(periods, ("s", "t", "copy"), strict=False))
    )


def test_the_more_precise_date_is_confirmed_by_the_coarser_and_answers(together: Together) -> None:
    one = of(together, relation("a", period="1992/.."),
             relation("b", period="1992-04-04/..", same_as="a", source="t"))  # fmt: skip
    assert (one.agreement, one.differ, date_of(one)) == ("confirmed", [], "since 4 Apr 1992")


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ({"period": "1992-08-27/.."}, {"period": "1992-08-30/.."}, ["period.start"]),
        ({"period": "1992/2001"}, {"period": "1992/2002"}, ["period.end"]),
        ({"period": "1992/2001"}, {"period": "1992/.."}, ["period.end"]),
        ({"period": "1992/2030"}, {"period": "1992/.."}, []),  # it was said before that end
        ({"period": "1992/2001"}, {"period": "1992/"}, []),
        ({"period": "/2001"}, {"period": "1992/2001-05"}, []),
        ({"period": "1992~/.."}, {"period": "1993-02/.."}, []),
        ({"place": "Sochi"}, {"place": "Sochi, Russia"}, []),
        ({"place": "Sochi"}, {"place": "Baku"}, ["place"]),
        ({"people": ["ann"]}, {"people": ["ann", "ben"]}, []),
        ({"people": ["ann"]}, {"people": ["ben"]}, ["people"]),
        ({}, {"parties": ["a", "b", "c"]}, ["parties"]),
        ({"from_": "a", "to": "b"}, {}, []),
        ({"status": "in-force", "period": "1992/.."},
         {"status": "ended", "period": "1992/.."}, ["status"]),
        ({"status": "signed", "period": "1992"}, {"status": "in-force", "period": "1993/.."}, []),
    ],
)  # fmt: skip
def test_what_claims_differ_on(
    a: dict[str, Any], b: dict[str, Any], differ: list[str], together: Together
) -> None:
    one = of(together, relation("a", **a), relation("b", same_as="a", source="t", **b))
    assert one.differ == differ
    stages = len({a.get("status"), b.get("status")})
    partly = a.get("period") in {"1992/2030", "1992/2001", "/2001"}  # one end has one voice
    expected = "conflict" if differ else "single" if stages > 1 or partly else "confirmed"
    assert one.agreement == expected


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (["cat"], ["dan"], []),
        (["cat", "dan"], ["dan"], []),
        (["cat", "dan"], ["eve"], ["people"]),
        (["cat"], ["eve"], ["people"]),
        (["cat"], ["ann"], ["people"]),  # of whom nobody knows the state
    ],
)
def test_each_side_may_name_its_own_people(
    together: Together, first: list[str], second: list[str], differ: list[str]
) -> None:
    people = [
        party(id, kind="person", country=state)
        for id, state in (("cat", "a"), ("dan", "b"), ("eve", "a"))
    ]
    one = of(together, *people, event("x", period="2021-02-02", people=first),
             event("y", period="2021-02-02", people=second, same_as="x", source="t"))  # fmt: skip
    assert one.differ == differ


def test_an_event_of_two_days_differs_on_both_its_ends(together: Together) -> None:
    one = of(together, event("a", period="2021-06-02"),
             event("b", period="2021-06-03", same_as="a", source="t"))  # fmt: skip
    assert (one.differ, date_of(one)) == (["period.start", "period.end"], "2 or 3 Jun 2021")


@pytest.mark.parametrize("more", [{"source": "s"}, {"source": "copy"}])
def test_one_voice_confirms_nothing(more: dict[str, Any], together: Together) -> None:
    one = of(together, relation("a", source=more["source"].replace("copy", "t")),
             relation("b", same_as="a", **more))  # fmt: skip
    assert one.agreement == "single"


def test_a_preferred_claim_answers_and_hides_no_conflict(together: Together) -> None:
    better = {"rank": "preferred", "rank_reason": "the treaty says so"}
    one = of(together, relation("a", period="1992-08-27/.."),
             relation("b", period="1992-08-30/..", same_as="a", source="t", **better))  # fmt: skip
    assert (one.fact.id, date_of(one), one.agreement) == ("b", "since 30 Aug 1992", "conflict")


def test_a_deprecated_claim_decides_nothing(together: Together) -> None:
    wrong = {"rank": "deprecated", "rank_reason": "a slip"}
    one = of(together, relation("a", period="1992-08-27/.."),
             relation("b", period="1999/..", same_as="a", source="t", **wrong))  # fmt: skip
    assert (one.agreement, date_of(one), len(one.facts)) == ("single", "since 27 Aug 1992", 2)


@pytest.mark.parametrize(
    ("statuses", "status", "differ"),
    [
        (["planned", "held"], "held", []),
        (["planned", "cancelled"], "cancelled", []),
        (["planned", "postponed"], "postponed", []),
        (["planned", "postponed", "reported"], "reported", []),
        (["reported", "held"], "held", []),
        (["denied", "held"], "held", ["status"]),
    ],
)
def test_what_came_of_a_plan(
    statuses: list[str], status: str, differ: list[str], together: Together
) -> None:
    claims = [
        event(f"e{n}", status=one, period=f"2022-05-0{n + 1}", **({"same_as": "e0"} if n else {}))
        for n, one in enumerate(statuses)
    ]
    found = of(together, *claims)
    assert (found.main.status, [d for d in found.differ if d == "status"]) == (status, differ)
    (line,) = found.lines()
    assert line.status == status


START = {"title": "New START"}
STAGES = (
    relation("signed", period="2010-04-08", status="signed", **START)
    + relation("force", period="2011-02-05/..", status="in-force", same_as="signed", **START)
    + relation(
        "pause", period="2023-02-21/..", status="suspended", same_as="force", source="t", **START
    )
)


def test_the_class_of_a_relation_is_that_of_its_latest_stage(ask: Ask) -> None:
    _, out = ask(STAGES, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation (3 claims), paused.\n\nPaused\n")
    stages = "signed 8 Apr 2010 [2]; in force from 5 Feb 2011 [2]; suspended since 21 Feb 2023 [1]"
    assert f"· {stages}" in out
    _, out = ask(STAGES, "relations", "a", "b", "--known-by", "2023-12")
    assert out.startswith("A and B: 1 relation (2 claims), in force. (As known by Dec 2023.)\n")
    _, out = ask(STAGES, "timeline", "a", "b")
    assert out.startswith(
        "A and B: 0 events and 1 relation (3 claims) on the timeline, 2010 to 2023."
    )
    assert [line for line in out.splitlines() if "treaty, " in line and "2010" in line] != []
    resumed = relation(
        "on", title="New START", period="2024/..", status="in-force", same_as="pause"
    )
    ended = STAGES.replace("2023-02-21/..", "2023-02-21/2023-12")
    assert ask(ended, "relations", "a", "b")[1].startswith(
        "A and B: 1 relation (3 claims), in force."
    )
    assert ask(STAGES + resumed, "relations")[1].startswith("1 relation (4 claims), in force.")


def test_a_preferred_claim_answers_for_a_status_in_dispute(ask: Ask) -> None:
    kept = relation("x", kind="ties", period="/..", status="suspended", rank="preferred")
    listed = relation("y", kind="ties", period="/..", source="t")
    _, out = ask(kept + listed, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation (2 claims), paused.\n")
    assert "sources differ on the status: suspended [1]; in force [2]" in out
    _, out = ask(kept.replace('"preferred"', '"normal"') + listed, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation (2 claims), in force.\n")


def test_an_end_that_one_claim_gives_is_the_end(ask: Ask) -> None:
    older = relation("a", period="1992-04-04/..") + relation(
        "b", period="1992/2023-06", source="t", same_as="a"
    )
    _, out = ask(older, "relations")
    assert out.startswith("1 relation (2 claims), over.\n")
    assert "4 Apr 1992 – Jun 2023" in out
    later = relation("a", period="1992-04-04/..", source="t") + relation(
        "b", period="1992/2001", same_as="a"
    )
    _, out = ask(later, "relations")
    assert "· sources differ on the end: 2001 [2]; still going [1]" in out


# ------------------------------------------------------------------------ where it shows

VISIT = event("a", title="State visit to B", period="1992-06-02", status="held") + event(
    "b", title="The queen in B", period="1992-06-03", status="held", source="t", same_as="a"
)
TIES = relation("k", title="Diplomatic relations", kind="ties", period="1992-08-27/..") + relation(
    "l", title="Diplomatic relations", kind="ties", period="1992-08-30/..", source="t"
)


def test_one_visit_with_two_dates_is_one_line_of_a_timeline(ask: Ask) -> None:
    for who in ((), ("a", "b"), ("--in", "1992-06-03"), ("--in", "1992-06-02"), ("--limit", "1")):
        _, out = ask(VISIT, "timeline", *who)
        assert "1 event and 0 relations (2 claims) on the timeline, 1992." in out
        assert "2 or 3 Jun 1992  State visit to B" in out
        assert "· sources differ on the date: 2 Jun 1992 [2]; 3 Jun 1992 [1]" in out
    assert ask(VISIT, "timeline", "--in", "1992-06-04")[0] == 1
    _, out = ask(VISIT, "timeline", "--source", "t")
    assert "1 event and 0 relations on the timeline" in out
    assert "differ" not in out


@pytest.mark.parametrize(("dates", "status"), [("2021", 0), ("2024", 0), ("today", 0), ("2019", 1)])
def test_an_event_that_goes_on_by_one_source_is_found_in_later_years(
    ask: Ask, dates: str, status: int
) -> None:
    ended = event("ended", title="Blockade", period="2020-03/2022")
    going = event("going", title="Blockade", period="2020-03/..", source="t", same_as="ended")
    done, out = ask(ended + going, "timeline", "a", "b", "--in", dates)
    assert done == status
    told = "Mar 2020 – 2022 or since Mar 2020  Blockade"
    assert out.count(told) == 1 - status
    done, out = ask(ended, "timeline", "a", "b", "--in", dates)
    assert done == (0 if dates == "2021" else 1)


@pytest.mark.parametrize(
    ("period", "status"),
    [
        ("2016-01-03", "severed"),
        ("1999/", "suspended"),
        ("2000", None),
        ("1993/..", "signed"),
    ],
)
def test_what_begins_nothing_makes_no_relation_of_two(
    together: Together, period: str, status: str | None
) -> None:
    first = relation("a", kind="ties", period="1992/", status="ended")
    then = relation("b", kind="ties", period=period, status=status)
    assert len(together(first, then)) == 1
    assert len(together(first, relation("b", kind="ties", period="1999/.."))) == 2


@pytest.mark.parametrize("type", ["event", "relation"])
def test_of_several_ends_and_a_claim_that_it_goes_on_all_are_told_and_found(
    ask: Ask, type: str
) -> None:
    make = {"event": event, "relation": relation}[type]
    claims = [
        make("one", title="Siege", kind="war", period="1985/2001", source="s"),
        make("two", title="Siege", kind="war", period="1985/2003", source="t", same_as="one"),
        source("late", publisher="Review", published=date(2024, 9, 1)),
        make("on", title="Siege", kind="war", period="1985/..", source="late", same_as="one"),
    ]
    words = ("relations", "a", "b") if type == "relation" else ("timeline", "a", "b")
    told = {
        "relation": "1985 – 2001, 2003 or still going  Siege",
        "event": "1985–2001, 1985–2003 or since 1985  Siege",
    }
    for more in ((), ("--in", "2020"), ("--in", "2002")):
        assert told[type] in ask("".join(claims), *words, *more)[1]
    ended = ask("".join(claims[:2]), *words, "--in", "2020")
    assert ended[0] == 1


def test_an_event_without_a_known_end_has_that_of_another_claim(ask: Ask) -> None:
    claims = event("one", title="Siege", period="1985/")
    claims += event("two", title="Siege", period="1986/1990", source="t", same_as="one")
    for dates, status in (("1989", 0), ("1985", 0), ("1991", 1), ("1984", 1)):
        assert ask(claims, "timeline", "a", "b", "--in", dates)[0] == status


@pytest.mark.parametrize(
    ("date", "period", "told", "years"),
    [
        ("200X", "2007/", "from 2007, end unknown", ["2007", "2009"]),
        ("1995", "1995-03/", "from Mar 1995, end unknown", ["1995"]),
        ("1995-03", "1995-03-05/", "from 5 Mar 1995, end unknown", ["1995"]),
        ("1995", "1995-03/1995-08", "Mar–Aug 1995", ["1995"]),
    ],
)
def test_a_date_alone_that_holds_the_beginning_of_an_event_is_no_end_of_it(
    ask: Ask, date: str, period: str, told: str, years: list[str]
) -> None:
    claims = event("one", title="Siege", period=date)
    claims += event("two", title="Siege", period=period, source="t", same_as="one")
    asked = ("1995", "2001", "2007", "2009", "2011")
    found = [it for it in asked if ask(claims, "timeline", "a", "b", "--in", it)[0] == 0]
    assert found == years
    text = ask(claims, "timeline", "a", "b")[1]
    assert f"\n{told}  Siege " in text
    assert "differ" not in text


@pytest.mark.parametrize(
    ("unknown", "known", "within"),
    [
        ("1985/", "1986/2003", ("1985", "2003")),
        ("/2000", "1985/2003", ("1985", "2003")),
        ("1985/", "1985/2003", ("1985", "2003")),
        ("1985/..", "1986/2003", ("1985", "2003")),
        ("1986/..", "1985/2003", ("1985", "2003")),
    ],
)
def test_where_one_claim_knows_the_end_it_is_that_of_the_others(
    ask: Ask, unknown: str, known: str, within: tuple[str, str]
) -> None:
    early = source("early", published=date(1995, 3, 1))
    keys = {"title": "Pact", "kind": "treaty"}
    claims = early + relation("one", period=unknown, source="early", **keys)
    claims += relation("two", period=known, source="t", same_as="one", **keys)
    for year in within:
        assert ask(claims, "relations", "a", "b", "--in", year)[0] == 0
    for year in ("1984", "2004"):
        assert ask(claims, "relations", "a", "b", "--in", year)[0] == 1


def test_what_may_be_one_is_told_where_nothing_joins_it(ask: Ask) -> None:
    apart = VISIT.replace('same_as = "a"\n', "").replace("The queen in B", "State visit to B")
    remark = "Perhaps the same, though no same_as joins them: a and b."
    for words in (("timeline",), ("timeline", "--format", "html")):
        _, out = ask(apart, *words)
        assert "2 events and 0 relations on the timeline, 1992." in out
        assert remark in out
    once = apart.replace('source = "t"', 'source = "s"')
    assert remark in ask(once, "timeline")[1]
    assert remark not in ask(once.replace("State visit to B", "A visit", 1), "timeline")[1]
    assert remark not in ask(apart.replace("1992-06-03", "1992-08-03"), "timeline")[1]
    assert remark not in ask(apart.replace('kind = "visit"', 'kind = "meeting"', 1), "timeline")[1]


@pytest.mark.parametrize(
    ("status", "period", "is_told"),
    [
        ("terminated", "2018-06-01", True),
        ("suspended", "2018-06-01/..", True),
        ("terminated", "1990-06-01", False),
        ("in-force", "2018-06-01/..", False),
        ("terminated", None, True),
        ("in-force", None, False),
    ],
)
def test_an_end_that_nothing_joins_may_be_that_of_what_goes_on(
    ask: Ask, status: str, period: str | None, is_told: bool
) -> None:
    dates = {"period": period} if period else {}
    claims = relation("one", title="Road", period="2000/..", status="in-force")
    claims += relation("two", title="Road", status=status, source="t", **dates)
    text = ask(claims, "relations", "a", "b")[1]
    assert ("Perhaps the same, though no same_as joins them: one and two." in text) == is_told


PERHAPS = "Perhaps the same, though no same_as joins them"


MAY_BE_ONE = {
    "no neighbours in the list": (
        relation("x", period="1945/..", title="Pact", topic="peace")
        + relation("y", period="1950/..", title="Pact", topic="peace", source="t")
        + relation("z", period="1979", title="Pact", topic="peace", source="copy",
                   status="suspended"),
        ["y and z", "x and z"],
    ),
    "a war without a direction": (
        event("x", kind="war", title="War", topic="peace", period="1973-10")
        + event("y", kind="war", title="War", topic="peace", period="1973-10-06/1973-10-25",
                source="t", from_="a", to="b"),
        ["x and y"],
    ),
    "two titles": (
        event("x", period="1973-10-05", title="Visit", topic="peace")
        + event("y", period="1973-10-06", title="Arrival", topic="peace", source="t"),
        ["x and y"],
    ),
    "parties that differ": (
        relation("x", period="1945/..", title="Pact", topic="peace", parties=["a", "b", "c"])
        + relation("y", period="1945/..", title="pact", topic="peace", source="t"),
        ["x and y"],
    ),
    "an event of fewer": (
        event("y", period="1973-10-05", title="Visit", topic="peace")
        + event("x", period="1973-10-05", title="Visit", topic="peace", parties=["a", "b", "c"],
                source="t"),
        ["x and y"],
    ),
    "said to be two": (
        event("x", period="1973-10-05", title="Visit", topic="peace")
        + event("y", period="1973-10-06", title="Arrival", topic="peace", source="t",
                allow=["possible-duplicate: he came twice"]),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MAY_BE_ONE)
def test_what_may_be_one_is_told_on_every_page_that_lists_it_as_two(ask: Ask, case: str) -> None:
    claims, told = MAY_BE_ONE[case]
    claims += table("topic", id="peace", label="Peace")
    remark = f"{PERHAPS}: {'; '.join(told)}."
    listed = "timeline" if "[[event]]" in claims else "relations"
    for words in ((listed,), (listed, "a", "b"), (listed, "a"), ("peace", "a", "b"), ("peace",)):
        text = ask(claims, *words)[1]
        assert (remark in text, PERHAPS in text) == (bool(told), bool(told))
    for one in "xy":
        own = "; ".join(pair for pair in told if one in pair.split())
        text = ask(claims, "show", one)[1]
        assert (f"{PERHAPS}: {own}." in text, PERHAPS in text) == (bool(told), bool(told))
    brief = json.loads(ask(claims, "brief", "a", "b", "--limit", "0", "--json")[1])["brief"]
    doubted = [it["items"] for it in brief["doubts"] if it["kind"] == "possible-duplicate"]
    assert [" and ".join(item["facts"]) for items in doubted for item in items] == told
    assert (PERHAPS in ask(claims, "brief", "a", "b")[1]) == bool(told)
    if listed == "timeline":
        assert (PERHAPS in ask(claims, "a", "b")[1]) == bool(told)


@pytest.mark.parametrize(
    ("kinds", "told"),
    [(10, " and 7 more."), (11, ", and perhaps others, as dipfacts check tells.")],
)
def test_of_very_many_that_may_be_one_the_first_are_named(ask: Ask, kinds: int, told: str) -> None:
    both = [("x", "s", "Visit", "1973-10-05"), ("y", "t", "Arrival", "1973-10-06")]
    claims = [
        event(f"{id}{nth}", kind=f"kind{nth:02}", source=of, title=title, period=period)
        for nth in range(kinds)
        for id, of, title, period in both
    ]
    text = ask("".join(claims), "timeline")[1]
    assert f"{PERHAPS}: x0 and y0; x1 and y1; x2 and y2{told}" in text


def test_what_is_over_later_than_it_was_suspended_may_be_one(ask: Ask) -> None:
    claims = relation("x", period="2021-02-05/2026-02-05", title="Pact")
    claims += relation("y", period="2023-02-21", title="Pact", status="suspended", source="t")
    for words in (("relations", "a", "b"), ("timeline", "a", "b"), ("show", "y")):
        assert f"{PERHAPS}: x and y." in ask(claims, *words)[1]


def test_a_page_of_some_claims_names_no_pair_that_check_does_not(ask: Ask) -> None:
    calls = [
        ("k1", "1", "Weekly call", "s"),
        ("k2", "3", "Other", "t"),
        ("k3", "8", "Weekly call", "s"),
    ]
    claims = "".join(
        event(id, period=f"2023-05-0{day}", title=title, source=source, kind="call")
        for id, day, title, source in calls
    )
    assert f"{PERHAPS}: k1 and k2; k1 and k3." in ask(claims, "timeline", "a", "b")[1]
    for words in (("--since", "2023-05-02"), ("--latest", "2")):
        assert PERHAPS not in ask(claims, "timeline", "a", "b", *words)[1]


def test_a_brief_doubts_what_is_in_force_and_told_as_over_by_another(ask: Ask) -> None:
    claims = relation("x", period="2010-01-01/..", title="Pact")
    claims += relation("y", period=None, title="Pact", status="terminated", source="t")
    text = ask(claims, "brief", "a", "b")[1]
    assert "\nIn force\n" in text
    assert f"\n{PERHAPS}\n" in text
    found = json.loads(ask(claims, "brief", "a", "b", "--json")[1])
    assert {fact["id"] for fact in found["facts"]} == {"x", "y"}


def test_pages_and_check_tell_the_same_pairs(write: Write) -> None:
    rng = random.Random(8)
    tables = list[str]()
    for nth in range(160):
        day = str(date(2000, 1, 1) + timedelta(days=rng.randrange(900)))
        keys: dict[str, Any] = {
            "title": rng.choice(["Visit", "Talks", "Summit"]),
            "source": rng.choice(["s", "t", "copy"]),
            "parties": rng.choice([["a", "b"], ["a", "b"], ["a", "c"], ["a"], ["a", "b", "c"]]),
            "period": rng.choice([day, day, day[:7], f"{day}/..", None]),
        }
        keys |= {"rank": "deprecated", "rank_reason": "wrong"} if nth % 23 == 0 else {}
        keys |= {"allow": ["possible-duplicate: another"]} if nth % 11 == 0 else {}
        if nth % 2:
            keys |= {"status": rng.choice(["in-force", "suspended", "ended", "signed", None])}
            keys |= {"kind": rng.choice(["ties", "pact"])}
            tables.append(relation(f"r{nth}", **keys))
        else:
            keys["period"] = keys["period"] and keys["period"].removesuffix("/..")
            tables.append(event(f"e{nth}", **keys))
    text = HEAD + "".join(tables)
    reader = BaseReader()
    reader.add(SourceFile("a.toml", "a.toml", "a.toml"), text.encode())
    reported = [
        (problem.message.split('"')[1], text.splitlines()[problem.line - 1].split('"')[1])
        for problem in findings.problems(reader, date(2026, 1, 1), COMMANDS)
        if problem.code == "possible-duplicate"
    ]
    assert len(reported) > 50
    with open_base(str(write(text))) as opened:
        facts = opened.find(ALL)
        for _ in range(3):
            rng.shuffle(facts)
            found = possible_duplicates.pairs(opened, occurrences(facts, opened.origins(facts)))
            assert sorted((one.id, other.id) for one, other in found) == sorted(reported)


def test_of_very_many_of_a_kind_those_of_about_its_time_are_read(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = event("one", title="Visit", period="2021-05", source="t")
    claims += event("near", title="Visit", period="2021-05-03")
    claims += "".join(
        event(f"e{nth}", period=f"19{nth}-05-03", kind="visit") for nth in range(60, 80)
    )
    for many in (1000, 5):
        monkeypatch.setattr(LIMITS, "alike", many)
        assert f"{PERHAPS}: one and near." in ask(claims, "show", "one")[1]
        assert f"{PERHAPS}: one and near." in ask(claims, "show", "near")[1]
        assert PERHAPS not in ask(claims, "show", "e70")[1]


def test_one_relation_whose_beginning_differs(ask: Ask) -> None:
    _, out = ask(TIES, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation (2 claims), in force.\n")
    assert "since 27 or 30 Aug 1992  Diplomatic relations" in out
    assert "· sources differ on the beginning: 27 Aug 1992 [2]; 30 Aug 1992 [1]" in out
    assert ask(TIES, "relations", "a", "b", "--known-by", "2023-12")[1].startswith(
        "A and B: 1 relation, in force. (As known by Dec 2023.)"
    )
    assert "since 27 or 30 Aug 1992" in ask(TIES, "brief", "a", "b")[1]


VOICE = VISIT.replace('source = "s"', 'source = "s"\nclaimant = "ann"').replace(
    'source = "t"', 'source = "t"\nclaimant = "ann"'
)


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        (VOICE, "Ann gave different accounts of the date: 2 Jun 1992 {}, then 3 Jun 1992 {}"),
        (
            VOICE.replace("1992-06-02", "1992-06-04"),
            "Ann gave different accounts of the date: 4 Jun 1992 {}, then 3 Jun 1992 {}",
        ),
        (
            VISIT.replace('source = "t"', 'source = "s"'),
            "the Ministry gave different accounts of the date: 2 Jun 1992 {}; 3 Jun 1992 {}",
        ),
        (
            VOICE.replace('claimant = "ann"', 'claimant = "ben"', 1),
            "sources differ on the date: 2 Jun 1992 {}; 3 Jun 1992 {}",
        ),
    ],
)
def test_one_voice_that_gave_different_accounts_is_named(ask: Ask, claims: str, said: str) -> None:
    dates = said.count("then") or said.startswith("sources")
    numbers = ("[2]", "[1]") if dates else ("[1]", "[1]")
    assert f"· {said.format(*numbers)}\n" in ask(claims, "timeline", "a", "b")[1]
    drawn = ask(claims, "timeline", "a", "b", "--format", "html")[1].replace("\u00a0", " ")
    first, _, then = said.partition(" {}")
    assert f'class="told differ">{first} <a' in drawn
    assert then.format(numbers[1]) in _text_of(drawn)
    short = said.partition(":")[0]
    assert f"; {short}.\n" in ask(claims, "show", "b")[1]
    assert f"({short})" in ask(claims, "a", "b")[1]
    assert '"conflict"' in ask(claims, "timeline", "a", "b", "--json")[1]


def test_a_brief_counts_the_claims_of_others_that_it_lists(ask: Ask) -> None:
    three = event("x", title="Summit", period="2021-05-02", parties=["a", "b", "c"], place="Rome")
    three += event("y", title="They met", period="2021-05-02", source="t", same_as="x")
    _, out = ask(three, "brief", "a", "c")
    assert out.startswith("A and C: 2 claims from 2 sources, as of ")
    assert "· sources differ on the parties: " in out
    assert "2 claims from 2 sources" in ask(three, "brief", "a", "c", "--format", "html")[1]
    brief = json.loads(ask(three, "brief", "a", "c", "--json")[1])["brief"]
    assert (brief["claims"], brief["sources"]) == (2, 2)


def test_no_side_is_taken_on_the_parties(ask: Ask) -> None:
    def met(id: str, *parties: str, **keys: Any) -> str:
        same = {} if id == "x" else {"same_as": "x"}
        keys = {"title": "Summit", "period": "2021-05-02", "parties": parties} | same | keys
        return event(id, **keys)

    more = "".join(map(party, "de"))
    two = more + met("x", "a", "b", "c") + met("y", "a", "b", "d", source="t")
    for page in ("timeline", "brief"):
        assert "Summit (with C or D)" in ask(two, page, "a", "b")[1]
    assert "Summit (with B and C or D)" in ask(two, "timeline", "a")[1]
    assert "Summit (with C or D" in ask(two, "a", "b")[1]
    assert "SUMMARY:Summit (with C or D)" in ask(two, "timeline", "a", "b", "--format", "ics")[1]
    alone = two + met("z", "a", "b", source="t")
    assert "Summit (perhaps with C or D)" in ask(alone, "timeline", "a", "b")[1]
    preferred = two + met("z", "a", "b", "e", source="t", rank="preferred")
    assert "Summit (with E)" in ask(preferred, "timeline", "a", "b")[1]
    assert (
        "Summit (with C or C and D)"
        in ask(
            more + met("x", "a", "b", "c") + met("y", "a", "b", "c", "d", source="t"),
            *("timeline", "a", "b"),
        )[1]
    )
    treaties = more + relation("x", title="Pact", period="2001-05-02/..", parties=["a", "b", "c"])
    treaties += relation("y", title="Pact", period="2001/..", parties=["a", "b", "d"], same_as="x")
    assert "Pact (with C or D)" in ask(treaties, "relations", "a", "b")[1]
    brief = ask(treaties.replace("2001-05-02", "2001"), "brief", "a", "b")[1]
    assert brief.count("Pact (with C or D)") == brief.count("Pact (") == 2  # in force, in doubt
    calendar = ask(treaties, "timeline", "a", "b", "--format", "ics")[1]
    assert "SUMMARY:Pact (with C or D\\; since 2001)" in calendar


LONG_NAMES = "".join(
    party(id, name=name)
    for id, name in (
        ("bosnia", "Bosnia and Herzegovina"),
        ("sava", "Bosnia and Sava"),
        ("xu", "Union with X"),
        ("yu", "Union with Y"),
    )
)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (["bosnia"], ["bosnia", "c"], "Bosnia and Herzegovina or Bosnia and Herzegovina and C"),
        (["c", "bosnia"], ["c", "sava"], "Bosnia and Herzegovina and C or Bosnia and Sava and C"),
        (["c", "xu"], ["c", "yu"], "C and Union with X or Union with Y"),
        (["b", "c", "xu"], ["b", "c", "yu"], "B, C and Union with X or Union with Y"),
        (["bosnia"], [], "Bosnia and Herzegovina"),
    ],
)
def test_a_name_with_and_in_it_is_never_cut(
    ask: Ask, first: list[str], second: list[str], said: str
) -> None:
    keys = {"title": "Talks", "period": "2021-05-02"}
    claims = LONG_NAMES + event("x", parties=sorted({"a", *first}), **keys)
    claims += event("y", parties=sorted({"a", *second}), same_as="x", source="t", **keys)
    lead = "with" if second else "perhaps with"
    assert f" Talks ({lead} {said}) " in ask(claims, "timeline", "a")[1]


@pytest.mark.parametrize(
    ("places", "told"),
    [
        (("Sochi", "Sochi, Russia", "Baku"), "Baku [1]; Sochi, Russia [2] [3]"),
        (("Kyiv", "Kyiv, Palace", "Kyiv, Airport"), "Kyiv, Airport [1]; Kyiv, Palace [2]"),
        (("Guinea-Bissau", "Port-au-Prince"), "Guinea-Bissau [2]; Port-au-Prince [1]"),
    ],
)
def test_the_less_precise_of_two_places_is_no_side_of_its_own(
    ask: Ask, places: tuple[str, ...], told: str
) -> None:
    claims = zip("xyz", places, ("s", "t", "copy"), strict=False)
    joined = ({} if id == "x" else {"same_as": "x"} for id in "xyz")
    met = "".join(
        event(id, title="They met", period="2021-05-02", place=place, source=source, **more)
        for (id, place, source), more in zip(claims, joined, strict=False)
    )
    _, out = ask(met, "timeline", "a", "b")
    said = out.partition("sources differ on the place: ")[2].partition("\n")[0]
    assert "; ".join(sorted(said.split("; "))) == told


@pytest.mark.parametrize(
    ("place", "other", "is_one"),
    [
        ("York", "New York", False),
        ("Sharm el-Sheikh", "Sharm El Sheikh, Egypt", True),
        ("Sharm el Sheikh", "Sharm El-Sheikh", True),
        ("Sharm-el-Sheikh", "Sharm El Sheikh", True),
        ("al-Qaim", "Al Qaim", True),
        ("al-Qaim", "Baghdad", False),
        ("Salvador", "El Salvador", False),
        ("Guinea", "Equatorial Guinea", False),
        ("Sudan", "South Sudan", False),
        ("Geneva", "Hotel Geneva, Basel", False),
        ("Mexico", "Mexico City", True),
        ("Washington", "Washington, DC", True),
        ("Washington D.C.", "Washington, DC", True),
        ("The Hague", "Hague", True),
        ("Russia", "Sochi, Russia", True),
        ("Geneva", "UN Office in Geneva", True),
        ("Baku", "Port of Baku", True),
        ("Moscow", "central Moscow", True),
        ("Geneva", "Intercontinental Hotel (Geneva)", True),
        ("Beijing", "Peking University – Beijing", True),
        ("Russia", "Sochi / Russia", True),
        ("Гааге", "суд в Гааге", True),
        ("online", "Geneva", False),
        ("London", "Greater London", True),
        ("Port-au-Prince", "Port au Prince", True),
        ("Tel-Aviv", "Tel Aviv, Israel", True),
        ("Tel Aviv", "Tel-Aviv-Yafo", False),
        ("Guinea", "Guinea-Bissau", False),
        ("Guinea", "Bissau, Guinea-Bissau", False),
    ],
)
def test_a_place_is_another_where_a_word_stands_before_it(
    ask: Ask, place: str, other: str, is_one: bool
) -> None:
    met = event("x", title="They met", period="2021-05-02", place=place, source="s")
    met += event("y", title="They met", period="2021-05-02", place=other, source="t", same_as="x")
    (found,) = json.loads(ask(met, "timeline", "a", "b", "--json")[1])["occurrences"]
    assert (found["agreement"], found["differ"]) == (
        ("confirmed", []) if is_one else ("conflict", ["place"])
    )


@pytest.mark.parametrize(("title", "told"), [("Portland talks", ", Port"), ("Talks in Port", "")])
def test_a_place_is_left_out_where_the_title_has_its_words(ask: Ask, title: str, told: str) -> None:
    met = event("x", title=title, period="2021-05-02", place="Port")
    assert f"{title}{told}  " in ask(met, "timeline", "a", "b")[1]


def test_a_place_is_left_out_where_a_title_without_blanks_has_it(ask: Ask) -> None:
    met = event("x", title="北京会议", period="2021-05-02", place="北京")
    assert "北京会议  " in ask(met, "timeline", "a", "b")[1]


def test_what_is_deprecated_stands_beside_it_where_asked_for(ask: Ask) -> None:
    wrong = TIES.replace(
        'source = "t"', 'source = "t"\nrank = "deprecated"\nrank_reason = "a slip"'
    )
    _, out = ask(wrong, "relations", "a", "b")
    assert out.startswith("A and B: 1 relation, in force.\n")
    _, out = ask(wrong, "relations", "a", "b", "--all")
    assert out.startswith("A and B: 1 relation (2 claims), in force.\n")
    assert "since 27 Aug 1992  Diplomatic relations" in out
    assert "· deprecated: since 30 Aug 1992 [2]" in out


def test_the_json_of_an_occurrence(ask: Ask) -> None:
    _, out = ask(TIES, "relations", "a", "b", "--json")
    found = json.loads(out)
    assert found["occurrences"] == [
        {
            "id": "k",
            "type": "relation",
            "title": "Diplomatic relations",
            "facts": ["l", "k"],
            "answering": "k",
            "agreement": "conflict",
            "differ": ["period.start"],
            "stages": [
                {
                    "status": "in-force",
                    "period": "1992-08-27/..",
                    "parties": None,
                    "facts": ["l", "k"],
                }
            ],
        }
    ]
    assert {fact["id"]: fact["occurrence"] for fact in found["facts"]} == {"k": "k", "l": "k"}
    assert found["answer"]["facts"] == ["l", "k"]
    for words in (("timeline",), ("brief", "a", "b"), ("search", "diplomatic"), ("show", "l")):
        told = json.loads(ask(TIES, *words, "--json")[1])
        assert [(one["id"], one["agreement"]) for one in told["occurrences"]] == [("k", "conflict")]


def test_the_column_of_a_table(ask: Ask) -> None:
    _, out = ask(TIES + VISIT, "timeline", "--format", "csv")
    rows = csv.DictReader(io.StringIO(out))
    assert [(row["id"], row["occurrence"], row["same_as"]) for row in rows] == [
        ("b", "a", "a"), ("a", "a", ""), ("l", "k", ""), ("k", "k", ""),
    ]  # fmt: skip


def test_show_names_as_about_the_same_only_what_is_one(ask: Ask) -> None:
    other = event("c", title="Another visit", period="1992-06-02")
    _, out = ask(VISIT + other, "show", "a")
    assert out.startswith(
        "State visit to B (with A); 1 more claim about the same; sources differ on the date.\n"
    )
    assert "Another visit" not in out
    assert "\nb      3 Jun 1992  held    The queen in B  [2]\n" in out


def test_a_claim_is_cited_with_all_sources_of_its_occurrence(ask: Ask) -> None:
    _, out = ask(VISIT, "cite", "b")
    assert [line.split(",")[0] for line in out.splitlines()] == ["Paper", "Ministry"]


def test_a_calendar_has_one_entry_that_names_the_other_dates(ask: Ask) -> None:
    _, out = ask(VISIT + STAGES, "timeline", "--format", "ics")
    assert out.count("BEGIN:VEVENT") == 2
    unfolded = out.replace("\r\n ", "")
    assert "Sources differ on the date: 2 Jun 1992 (Ministry)\\; 3 Jun 1992 (Paper).\\n" in unfolded
    assert "DTSTART;VALUE=DATE:20110205" in unfolded
    assert (
        "Signed 8 Apr 2010 (Ministry)\\; in force from 5 Feb 2011 (Ministry)\\; "
        "suspended since 21 Feb 2023 (Paper)." in unfolded
    )


def test_the_html_timeline_draws_a_disputed_date_with_both_ends_labelled(ask: Ask) -> None:
    wide = VISIT.replace("1992-06-03", "1992-11-03") + event("z", period="2020-01-01")
    wide += event("y", period="1960-01-01")
    _, out = ask(wide, "timeline", "--format", "html")
    assert 'text-anchor="end">2 Jun 1992</text>' in out
    assert 'text-anchor="start">3 Nov 1992</text>' in out
    assert "sources differ on the date: 2 Jun 1992 [1]; 3 Nov 1992 [2]" in _text_of(out)


def test_the_html_timeline_names_the_source_of_each_stage(ask: Ask) -> None:
    claims = event("plan", period="2021-05-10", status="planned", title="Talks", locator="p. 1")
    claims += event("held", period="2021-05-11", status="held", same_as="plan", source="t")
    html = ask(claims, "timeline", "--format", "html")[1]
    assert "planned 10 May 2021 [2] p. 1; held 11 May 2021 [1]" in _text_of(html)
    assert [f'<li id="source-{n}"' in html for n in (1, 2, 3)] == [True, True, False]


def _text_of(html: str) -> str:
    """Return the text that is seen of a page."""
    seen = re.sub(r'<span class="unseen">.*?</span>', "", html)
    return re.sub("<[^>]+>", "", seen).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(path: Path) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))]


def test_exports_have_a_table_of_occurrences(write: Write, tmp_path: Path) -> None:
    target = tmp_path / "out"
    path = str(write(HEAD + TIES + VISIT))
    assert app.run(["export", str(target), "--to", "csv", "-f", path]) == 0
    rows = rows_of(target / "occurrences.csv")
    assert [(r["id"], r["agreement"], r["differ"], r["claims"]) for r in rows] == [
        ("k", "conflict", "period.start", "2"),
        ("a", "conflict", "period.start; period.end", "2"),
    ]
    claims = rows_of(target / "claims.csv")
    assert {row["id"]: row["occurrence"] for row in claims} == {
        "k": "k",
        "l": "k",
        "a": "a",
        "b": "a",
    }


@pytest.mark.parametrize("status", [None, "held", "planned", "denied"])
def test_an_event_that_goes_on_is_in_the_json(ask: Ask, status: str | None) -> None:
    period = "2090-02-24/.." if status == "planned" else "2022-02-24/.."
    war = event("war", title="The war", period=period, status=status)
    for words in (("timeline",), ("brief", "a", "b"), ("show", "war"), ("search", "war")):
        found, text = ask(war, *words, "--json")
        assert found == 0
        (one,) = json.loads(text)["occurrences"]
        assert [stage["period"] for stage in one["stages"]] == [period]


def test_a_plan_of_which_nothing_is_known_says_so(ask: Ask) -> None:
    plan = event("p", title="The summit", period="2022-06-03", status="planned")
    for words in (("show", "p"), ("timeline",), ("timeline", "--format", "html")):
        assert "planned for 3 Jun 2022; nothing recorded since" in ask(plan, *words)[1].replace(
            "\u00a0", " "
        )
    held = event("h", title="It met", period="2022-06-04", status="held", same_as="p", source="t")
    _, out = ask(plan + held, "timeline")
    assert out.startswith("1 event and 0 relations (2 claims) on the timeline, 2022.\n")
    assert "nothing recorded" not in out


# ------------------------------------------------------------------------------- proof

VISITORS = ("President", "Prime minister", "Foreign minister")


def twice(seed: int) -> tuple[str, str, set[int]]:
    """Visits as two sources have them, and the numbers of those that differ by a day."""
    rng = random.Random(seed)
    first, second, moved = [], [], set[int]()
    for nth in range(300):
        day = date(1990, 1, 1) + timedelta(days=rng.randrange(4000))
        who = {"title": f"Visit of the {rng.choice(VISITORS)} {nth}", "from_": rng.choice("bc")}
        usual = {"to": "a", "status": "held", "locator": "p. 1", **who}
        first.append(event(f"s-{nth}", period=str(day), **usual))
        if rng.random() < 0.1:
            moved.add(nth)
            day += timedelta(days=rng.choice((-1, 1)))
        second.append(event(f"t-{nth}", period=str(day), source="t", **usual))
    rng.shuffle(second)
    return HEAD + "".join(first), base(*second), moved


def test_of_visits_read_twice_every_pair_is_joined_or_flagged(tmp_path: Path) -> None:
    first, second, moved = twice(5)
    for name, text in (("a", first), ("b", second)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with open_base(str(tmp_path)) as opened:
        found = occurrences(opened.walk())
    numbers = [{fact.id.partition("-")[2] for fact in one.facts} for one in found]
    assert all(len(visits) == 1 for visits in numbers), "no two visits are one"
    sizes = Counter(len(one.facts) for one in found)
    assert sizes == {2: 300 - len(moved), 1: 2 * len(moved)}
    reader = BaseReader()
    for name, text in (("a", first), ("b", second)):
        reader.add(SourceFile(name, name, name), text.encode())
    problems = findings.problems(reader, date(2026, 1, 1), COMMANDS)
    hints = {
        problem.hint.partition(",")[0]
        for problem in problems
        if problem.code == "possible-duplicate"
    }
    assert {f'add same_as = "s-{nth}"' for nth in moved} <= hints


def test_dates_of_a_set_are_listed_with_the_others_and_a_day_answers(together: Together) -> None:
    one = of(together, event("either", period="[2021-06-02,2021-06-03]"),
             event("third", period="2021-06-03", same_as="either", source="t"),
             event("fourth", period="2021-06-04", same_as="either", source="copy"))  # fmt: skip
    assert (date_of(one), one.fact.id) == ("3 or 4 Jun 2021", "third")


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("[1981-03-04,1981-03-20]", "1981-03-09"), "4, 9 or 20 Mar 1981"),
        (("[1981,1985]", "1983"), "1981, 1983 or 1985"),
        (("[1981,1985..1987]", "1983-05"), "1981 or some time from 1985 to 1987 or May 1983"),
        (("[1981-03-04,1981-03-20]", "[1981-03-05,1981-03-19]"),
         "4 Mar 1981 – 20 Mar 1981 (4 dates)"),
        (("[1981,1985,1981-05]", "1983", "1981-07"), "Jul 1981 or 1983"),
    ],
)  # fmt: skip
def test_a_set_differs_from_what_none_of_its_dates_may_be(
    together: Together, periods: tuple[str, ...], shown: str
) -> None:
    one = of(together, chained(*periods))
    assert (one.agreement, date_of(one)) == ("conflict", shown)


@pytest.mark.parametrize(
    "periods",
    [
        ("[1981-03-04,1981-03-20]", "1981-03-20"),
        ("[1981,1985]", "1985-02-03"),
        ("[1981,1985..1987]", "1986"),
        ("[..1980,1985]", "1972"),
        ("[1981~,1985]", "1982-03"),  # about 1981 reaches further
        ("[1981,1985]", "198X"),
        ("[1981,1985]", "[1985,1989]"),
    ],
)
def test_a_set_agrees_with_what_one_of_its_dates_may_be(
    together: Together, periods: tuple[str, ...]
) -> None:
    assert of(together, chained(*periods)).agreement == "confirmed"


@pytest.mark.parametrize(
    ("periods", "agreement"),
    [
        (("1992-08-27/..", "1992-08-27/2050-05-01"), "single"),  # of the end there is one voice
        (("/2010-05-01", "1992-08-27/2010-05-01"), "single"),
        (("1992-08-27/2010-05-01", "1992/2010"), "confirmed"),
        (("1992/..", "1992/"), "confirmed"),
    ],
)
def test_the_beginning_and_the_end_are_confirmed_apart(
    together: Together, periods: tuple[str, str], agreement: str
) -> None:
    first, second = periods
    claims = relation("a", period=first), relation("b", period=second, same_as="a", source="t")
    assert of(together, *claims).agreement == agreement


@pytest.mark.parametrize(("claimant", "agreement"), [(None, "confirmed"), ("b", "single")])
def test_whom_a_source_quotes_on_the_end_is_no_other_voice_of_the_beginning(
    together: Together, claimant: str | None, agreement: str
) -> None:
    claims = (
        relation("a", period="1992/.."),
        relation("b", period="1992/2050", same_as="a", source="t"),
    )
    quoted = relation(
        "c", period="/2050", same_as="a", **({"claimant": claimant} if claimant else {})
    )
    assert of(together, *claims, quoted).agreement == agreement


@pytest.mark.parametrize("off", ["postponed", "cancelled", "denied"])
def test_what_is_planned_anew_after_it_was_called_off_is_ahead(ask: Ask, off: str) -> None:
    claims = event("plan", period="2090-12-10", status="planned", title="Summit")
    claims += event("off", period="2090-12-10", status=off, same_as="plan", source="t")
    anew = event("anew", period="2091-03-01", status="planned", same_as="plan", source="copy")
    assert "nothing is ahead" in ask(claims, "timeline", "a", "b", "--upcoming", "90y")[1]
    status, text = ask(claims + anew, "timeline", "a", "b", "--upcoming", "90y")
    assert (status, "1 planned event" in text, "1 Mar 2091" in text) == (0, True, True)
    assert "planned 10 Dec 2090" in text
    assert f"{off} 10 Dec 2090" in text
    assert "PLANNED" in ask(claims + anew, "timeline")[1]
    undated = event("undated", status="cancelled", same_as="plan")  # said before it was planned
    assert "PLANNED" in ask(claims + anew + undated, "timeline")[1]
    undated = event("undated", status="cancelled", same_as="plan", said_on="2024-05-02")
    assert "CANCELLED" in ask(claims + anew + undated, "timeline")[1]


@pytest.mark.parametrize(
    ("period", "said_on", "is_anew"),
    [
        ("2091", "2025-02-01", True),
        ("2091-02", "2025-02-01", True),
        ("2091", "2024-12-31", False),  # before it was called off
        ("2091", "2025", False),  # and so may this be
        ("2091-02-08", "2025-02-01", False),
        ("2091-01/2091-02-08", "2025-02-01", False),
    ],
)
def test_a_coarser_plan_made_after_an_event_was_called_off_is_a_new_one(
    ask: Ask, period: str, said_on: str, is_anew: bool
) -> None:
    claims = event("plan", period="2091-02-08", status="planned", place="Rio")
    claims += event("off", period="2091-02-08", status="postponed", said_on="2025-01-15",
                    same_as="plan", source="t")  # fmt: skip
    anew = event("anew", period=period, status="planned", place="Lima", said_on=said_on,
                 same_as="plan", source="copy")  # fmt: skip
    text = ask(claims + anew, "timeline", "a", "b")[1]
    assert ("PLANNED" in text) == ("Visit anew, Lima" in text) == is_anew
    assert ("POSTPONED" in text) == (not is_anew)


@pytest.mark.parametrize(
    ("off", "period", "said_on", "is_anew"),
    [
        ("2091", "2091-10-05", "2025-02-01", True),
        ("2091", "2091-10/2091-12", "2025-02-01", True),
        ("2091-10-05", "2091-10-01", "2025-02-01", True),  # a day before
        ("2091", "2091-10-05", "2025-01", False),  # maybe before it was called off
        ("2091", "2091", "2025-02-01", False),
        ("2091", "2090/2091", "2025-02-01", False),
        (None, "2091-10-05", "2025-02-01", True),  # it was off as it was planned by then
        (None, "2091-10-05", "2025-01", False),
        (None, "2091", "2025-02-01", True),
        (None, None, "2025-02-01", True),
        (None, None, "2025-01-15", False),
        ("2091", None, "2025-02-01", False),  # perhaps for the time for which it is off
    ],
)
def test_a_plan_for_another_time_made_after_an_event_was_called_off_is_a_new_one(
    together: Together, off: str | None, period: str | None, said_on: str, is_anew: bool
) -> None:
    claims = event("off", status="cancelled", said_on="2025-01-15", **_period(off))
    claims += event("plan", period="2091", status="planned", same_as="off", source="t")
    claims += event("anew", status="planned", said_on=said_on, same_as="off", **_period(period))
    stages = [stage.status for stage in of(together, claims).stages]
    assert stages == ["planned", "cancelled", "planned"][: 3 if is_anew else 2]


def _period(text: str | None) -> dict[str, str]:
    return {"period": text} if text else {}


CALLED_OFF_UNDATED = """\
A and B: 1 event (1 planned) and 0 relations (3 claims) on the timeline, 2026. (As known by Nov 2025.)

When         What      Kind           Source
2026
15 Mar 2026  Visit e2  PLANNED visit  [1]
             · planned Mar 2025 [1]; {off} undated [1]; planned 15 Mar 2026 [1]

Sources
[1] Ministry, 1 Mar 2023.
Newest source: Ministry, 1 Mar 2023, more than 2 years old.
"""  # noqa: E501


@pytest.mark.parametrize("status", ["postponed", "cancelled", "denied"])
def test_called_off_without_a_day_is_the_plan_that_was_known_then(
    together: Together, ask: Ask, status: str
) -> None:
    each = [
        ("planned", "2025-03", "2024-01-01"),
        (status, None, "2025-02-01"),
        ("planned", "2026-03-15", "2025-11-01"),
        (status, None, "2025-12-01"),
        ("planned", "2026-08-20", "2026-01-01"),
        ("held", "2026-08-20", "2026-09-01"),
    ]
    claims = [
        event(f"e{n}", status=status, said_on=said_on,
              **_period(period), **({"same_as": "e0"} if n else {}))
        for n, (status, period, said_on) in enumerate(each)
    ]  # fmt: skip
    for count, when in {3: "15 Mar 2026", 5: "20 Aug 2026"}.items():
        one = of(together, *claims[:count])
        assert [stage.status for stage in one.stages] == [it for it, *_ in each[:count]]
        assert (one.main.status, date_of(one), one.differ) == ("planned", when, [])
    page = ask("".join(claims[:3]), "timeline", "a", "b", "--known-by", "2025-11")[1]
    assert page == CALLED_OFF_UNDATED.format(off=status)
    off = of(together, *claims[:4])  # again, for the day planned anew
    assert (off.main.status, [line.day for line in off.lines()]) == (
        status, [date(2026, 3, 15).toordinal()]
    )  # fmt: skip
    held = of(together, *claims)  # of another day than that for which it was called off
    assert (held.main.status, held.differ) == ("held", [])


PUT_OFF_TO_A_DAY = """\
A and B: 1 event (1 planned) and 0 relations (4 claims) on the timeline, 2027. (As known by 2025.)

When      What        Kind           Source
2027
Sep 2027  Visit anew  PLANNED visit  [1]
          · planned May 2026 [2] [3]; {off} undated [1]; planned Sep 2027 [1]

Sources
[1] Ministry, 1 Mar 2023.
[2] Copy, 1 May 2024.
    Made from: the numbers of Paper, 1 Apr 2024.
[3] Paper, 1 Apr 2024.
Newest source: Copy, 1 May 2024.
"""


@pytest.mark.parametrize("off", ["postponed", "cancelled", "denied"])
def test_a_source_that_calls_off_and_gives_a_later_day_calls_off_the_day_before(
    together: Together, ask: Ask, off: str
) -> None:
    claims = event("plan", period="2026-05", status="planned", source="t")
    claims += event("same", period="2026-05", status="planned", same_as="plan", source="copy")
    claims += event("off", status=off, said_on="2025-03-01", same_as="plan")
    anew = {"status": "planned", "said_on": "2025-03-01", "same_as": "plan"}
    page = ask(
        claims + event("anew", period="2027-09", **anew), "timeline", "a", "b", "--known-by", "2025"
    )[1]
    assert page == PUT_OFF_TO_A_DAY.format(off=off)
    for other in (
        event("anew", period="2026-05-20", **anew),  # the day that was known, more precisely
        event("anew", period="2027-09", **anew | {"source": "t"}),  # of another source
        event("anew", period="2027-09", **anew | {"said_on": "2025-02-20"}),  # known before
    ):
        assert of(together, claims + other).main.status == off


@pytest.mark.parametrize(("off", "came"), [("postponed", "planned"), ("cancelled", "cancelled")])
def test_a_source_that_plans_two_days_at_once_puts_off_the_first_of_them(
    together: Together, off: str, came: str
) -> None:
    claims = event("plan", period="2026-05", status="planned")
    claims += event("off", status=off, same_as="plan")
    claims += event("anew", period="2027-09", status="planned", same_as="plan")
    assert of(together, claims).main.status == came


@pytest.mark.parametrize("before", [None, "undated"])
@pytest.mark.parametrize("day", ["2027-09", None])
def test_what_is_planned_after_it_was_called_off_without_any_day_is_planned(
    together: Together, before: str | None, day: str | None
) -> None:
    claims = event("off", status="cancelled", said_on="2025-06-01")
    if before:
        claims += event("plan", status="planned", said_on="2025-01-10", same_as="off")
    stages = ["planned", "cancelled"] if before else ["cancelled"]
    anew = event("anew", status="planned", said_on="2026-03-01", same_as="off", **_period(day))
    one = of(together, claims + anew)
    assert [stage.status for stage in one.stages] == [*stages, "planned"]
    held = event("held", status="held", period="2027-09-04", same_as="off", said_on="2027-10")
    assert of(together, claims + anew + held).differ == []  # what is said before it is planned
    assert of(together, claims + held).differ == ["status"]
    again = event("again", status="cancelled", same_as="off", said_on="2026-05-01")
    assert of(together, claims + anew + again).main.status == "cancelled"
    assert of(together, claims + anew + again + held).differ == ["status"]


@pytest.mark.parametrize(
    ("denied", "said_on", "held", "is_conflict"),
    [
        (None, "2025-03-01", "2025-09-04", False),  # which nobody could deny in March
        (None, "2025-03-01", "2025-05-20", True),
        (None, "2025-10-01", "2025-09-04", True),  # by who knew of it
        ("2025-05", "2025-03-01", "2025-09-04", False),
        ("2025-05", "2025-06-01", "2025-09-04", False),
        ("2025-09", "2025-03-01", "2025-09-04", True),
        ("2025-05", "2025-10-01", "2025-09-04", True),
    ],
)
def test_what_is_denied_before_it_was_held_is_of_the_day_of_the_plan(
    together: Together, denied: str | None, said_on: str, held: str, is_conflict: bool
) -> None:
    claims = event("plan", status="planned", period="2025-05", said_on="2025-01-10")
    claims += event("no", status="denied", said_on=said_on, same_as="plan", **_period(denied))
    claims += event("held", status="held", period=held, said_on="2025-10", same_as="plan")
    one = of(together, claims)
    assert (one.main.status, one.differ) == ("held", ["status"] if is_conflict else [])


def test_cancelled_without_a_day_contradicts_that_it_was_held_on_the_day_of_the_plan(
    together: Together,
) -> None:
    claims = event("plan", status="planned", period="2025-03-01", said_on="2025-01-01")
    claims += event("off", status="cancelled", said_on="2025-02-01", same_as="plan")
    for day, said_on, differ in [
        ("2025-03-01", "2026", ["status"]),
        ("2025-03-02", "2026", []),
        ("2025", "2026", ["status"]),  # perhaps on that day
    ]:
        held = event("held", status="held", period=day, said_on=said_on, same_as="plan")
        assert of(together, claims + held).differ == differ
    later = claims.replace("2025-02-01", "2025-05-01")  # as one who knew of no other day
    held = event("held", status="held", period="2025-03-02", same_as="plan")
    assert of(together, later + held).differ == ["status"]


def test_each_day_for_which_an_event_was_planned_and_called_off_is_told(
    together: Together, ask: Ask
) -> None:
    said = ["planned 2090-12-10", "postponed 2090-12-10", "planned 2091-03-01"]
    said += ["postponed 2091-03-01", "planned 2091-05-20"]
    claims = [
        event(f"e{n}", status=status, period=day, **({"same_as": "e0", "source": "t"} if n else {}))
        for n, (status, day) in enumerate(one.split() for one in said)
    ]
    for count, (status, when) in {4: ("postponed", "1 Mar"), 5: ("planned", "20 May")}.items():
        one = of(together, *claims[:count])
        stages = [f"{stage.status} {stage.fact.claim.period}" for stage in one.stages]
        assert (stages, one.agreement) == (said[:count], "single")
        assert (one.main.status, date_of(one)) == (status, f"{when} 2091")
    assert "Nothing is ahead" in ask("".join(claims[:4]), "timeline", "--upcoming", "90y")[1]


def test_a_relation_has_the_dates_of_the_latest_stage_that_has_begun(ask: Ask) -> None:
    claims = relation("now", period="2010-04-08/..", status="in-force", title="Gas treaty")
    claims += relation("later", period="2091-01-01/..", status="denounced", same_as="now")
    text = ask(claims, "relations", "a", "b")[1]
    assert "\nsince 8 Apr 2010  " in text
    assert "denounced from 1 Jan 2091" in text
    line = next(one for one in ask(claims, "timeline")[1].splitlines() if "1 Jan 2091" in one)
    assert ", denounced" in line
    assert "begins" not in line


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("1992-08-27/..", "1992-08-27/2010-05-01"), "27 Aug 1992 – 1 May 2010 or still going"),
        (("1999/..", "/1980"), "until 1980, or since 1999"),
        (("1999/", "/1980"), "until 1980, or from 1999, end unknown"),
    ],
)
def test_whether_it_has_ended_may_be_open_and_no_period_is_impossible(
    together: Together, periods: tuple[str, str], shown: str
) -> None:
    first, second = periods
    claims = relation("a", period=first), relation("b", period=second, same_as="a", source="t")
    assert date_of(of(together, *claims)).startswith(shown)


@pytest.mark.parametrize("day", ["1967-06-10", "1967-06-12"])
def test_severed_on_a_day_is_the_end_of_what_was_severed(together: Together, day: str) -> None:
    one = of(together, relation("a", period="1960-01-01/1967-06-10", status="severed"),
             relation("b", period=day, status="severed", same_as="a", source="t"))  # fmt: skip
    assert one.differ == ([] if day == "1967-06-10" else ["period.end"])
    shown = "10 Jun 1967" if day == "1967-06-10" else "10 or 12 Jun 1967"
    assert date_of(one) == f"1 Jan 1960 – {shown}"
    assert [(line.fact.id, line.side) for line in one.lines()] == [("a", BEGINS), ("a", ENDS)]


@pytest.mark.parametrize("whom", [("a", "b"), ()])
@pytest.mark.parametrize(
    ("periods", "inside", "outside"),
    [
        (("2021-02-02", "2021-02"), ["2021-02-02"], ["2021-02-20", "2021-03-01"]),
        (("2021-02-02", "2021-02-09", "2021"), ["2021-02-02", "2021-02-09"], ["2021-02-20"]),
        (("2021-02-02/2021-02", "2021-02/2021-02-09"), ["2021-02-02", "2021-02-09"],
         ["2021-02-01", "2021-02-10"]),
        (("[2021-02-02,2021-02-20]", "2021-02-09"), ["2021-02-20"], ["2021-02-21"]),
    ],
)  # fmt: skip
def test_an_event_is_found_by_the_dates_that_answer(
    ask: Ask, whom: tuple[str, ...], periods: tuple[str, ...], inside: list[str], outside: list[str]
) -> None:
    claims = chained(*periods, title="Visit")
    for command in (("timeline", *whom), ("search", "visit"), ("brief", "a")):
        found = [ask(claims, *command, "--in", day)[0] for day in (*inside, *outside)]
        assert found == [0] * len(inside) + [1] * len(outside)
    ahead, behind = ("--since", inside[0]), ("--since", outside[-1])
    assert [ask(claims, "timeline", *whom, *dates)[0] for dates in (ahead, behind)] == [0, 1]


def test_a_plan_for_another_day_finds_what_came_of_it(ask: Ask) -> None:
    claims = event("plan", period="2021-05-10", status="planned", title="Talks")
    claims += event("held", period="2021-05-11", status="held", same_as="plan", source="t")
    for whom in ((), ("a", "b")):
        days = [("--in", f"2021-05-{day}") for day in (10, 11, 12)]
        found = [ask(claims, "timeline", *whom, *day)[0] for day in days]
        assert found == [0, 0, 1]


@pytest.mark.parametrize(
    ("periods", "shown", "after"),
    [
        (("1981-03-02", "1981-03-05", "1981"), "2 or 5 Mar 1981", 3),
        (("1981-03-02", "1981-03-05", "1981~"), "2 or 5 Mar 1981", 3),
        (("1981-03-02", "1982-03-05", "1981"), "2 Mar 1981 or 5 Mar 1982", 3),
        (("1981-03-02/1981-03", "1981-03/1981-03-20"), "2–20 Mar 1981", 21),
        (("1981-03-02/1981-03", "1981-03-02/1981-03-20"), "2–20 Mar 1981", 21),
    ],
)
def test_the_more_precise_dates_answer_on_timelines_and_in_calendars(
    ask: Ask, periods: tuple[str, ...], shown: str, after: int
) -> None:
    claims = chained(*periods, title="March")
    for whom in ((), ("a", "b")):
        assert f"\n{shown}  March" in ask(claims, "timeline", *whom)[1]
    assert f"· March, {shown}" in ask(claims, "brief", "a", "b")[1]
    calendar = ask(claims, "timeline", "--format", "ics")[1]
    assert "DTSTART;VALUE=DATE:19810302\r\n" in calendar
    assert f"DTEND;VALUE=DATE:198103{after:02}\r\n" in calendar
    assert shown in ask(claims, "timeline", "--format", "html")[1]


@pytest.mark.parametrize("periods", [("2023~", "2024"), ("2024", "2023~"), ("2024-02~", "2024")])
def test_what_is_about_a_time_is_coarser_than_that_time(ask: Ask, periods: tuple[str, str]) -> None:
    """Also than the longer one beside it, such as a leap year."""
    about, known = sorted(periods, key=lambda period: "~" not in period)
    shown = "2024" if about == "2023~" else "about Feb 2024"
    assert f"\n{shown}  Talks" in ask(chained(*periods, title="Talks"), "timeline")[1]
    pact = relation("r", period=f"{periods[0]}/..", title="Pact")
    pact += relation("s", period=f"{periods[1]}/..", title="Pact", same_as="r", source="t")
    for claims in (pact, chained(*periods, title="Talks")):
        assert ask(claims, "timeline", "--in", known)[0] == 0
        assert shown in ask(claims, "timeline", "--since", known)[1]


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("[1988..]", "1984"), "1984 or some time from 1988 on"),
        (("[..1984]", "1988"), "some time until 1984 or 1988"),
    ],
)
def test_a_set_without_an_end_is_a_side_of_a_dispute(
    ask: Ask, periods: tuple[str, str], shown: str
) -> None:
    visit = chained(*periods, title="Visit")
    pact = relation("r", period=periods[0], title="Pact")
    pact += relation("s", period=periods[1], title="Pact", same_as="r", source="t")
    for whom in ((), ("a", "b")):
        _, out = ask(visit + pact, "timeline", *whom)
        assert out.count(f"{shown}  ") == 2
        assert "Undated" not in out
        assert ask(visit + pact, "timeline", *whom, "--in", "1984")[0] == 0
    assert ask(visit + pact, "timeline", "--format", "html")[0] == 0


@pytest.mark.parametrize("first", ["2022-01-03", "2022-01"])
def test_a_plan_is_past_with_the_most_precise_end(ask: Ask, first: str) -> None:
    """Be it given by the claim that gives the beginning, or by another."""
    said = {"said_on": date(2021, 5, 1), "claimant": "ann", "status": "planned", "title": "Talks"}
    claims = chained(f"{first}/2022-01-20", "2022-01-03/2022-01", **said)
    for day, shown in (("2022-01-20", "1 planned"), ("2022-01-21", "1 once planned for a time")):
        assert shown in ask(claims, "timeline", "--known-by", day)[1]
    assert ask(claims, "timeline", "--upcoming", "9d", "--known-by", "2022-01-20")[0] == 0
    assert ask(claims, "timeline", "--upcoming", "9d", "--known-by", "2022-01-21")[0] == 1
    _, out = ask(claims, "brief", "a", "b", "--known-by", "2022-01-21")
    assert "\nPlanned\n" not in out
    assert "· Talks, 3–20 Jan 2022" in out


def test_a_plan_is_ahead_until_the_last_day_that_a_source_gives(ask: Ask) -> None:
    said = {"said_on": date(2021, 5, 1), "status": "planned", "title": "Talks"}
    claims = event("a", period="2022-01-03", claimant="ann", **said)
    claims += event("b", period="2022-01-06", claimant="ben", same_as="a", **said)
    for day, is_ahead in (("2022-01-04", True), ("2022-01-06", True), ("2022-01-07", False)):
        known = ("--known-by", day)
        shown = "1 planned" if is_ahead else "1 once planned for a time now past"
        assert f"({shown})" in ask(claims, "timeline", *known)[1]
        assert ask(claims, "timeline", "--upcoming", "9d", *known)[0] == (not is_ahead)
        out = ask(claims, "brief", "a", "b", *known)[1]
        assert ("\nPlanned\n" in out, "day that is past" in out) == (is_ahead, not is_ahead)


def test_only_what_contradicts_is_a_side_of_a_dispute(together: Together) -> None:
    def sides(*periods: str) -> list[str]:
        (dispute,) = of(together, chained(*periods)).disputes
        return [str(said) for said, _ in dispute.sides]

    assert sides("1981", "1981-03-05", "1981-03-02") == ["1981-03-02", "1981-03-05"]
    assert sides("1981", "1982-03-05", "1981-03-02") == ["1981", "1981-03-02", "1982-03-05"]


def test_a_year_takes_no_part_where_sources_differ_on_the_day_of_a_beginning(ask: Ask) -> None:
    claims = TIES + relation("year", kind="ties", title="Ties", period="1992/..", source="copy")
    _, out = ask(claims, "relations", "a", "b")
    assert "\nsince 27 or 30 Aug 1992  " in out
    assert "differ on the beginning: 27 Aug 1992 [3]; 30 Aug 1992 [2]\n" in out
    for command in ("relations", "timeline"):
        found = [ask(claims, command, "--in", f"1992-{month}")[0] for month in ("03", "08")]
        assert found == [1, 0]


def test_two_people_are_asked_about_as_two_parties_are(ask: Ask) -> None:
    """Two people share an event that both took part in, as a person and a party do."""
    claims = event("talks", title="Talks", people=["ben", "ann"], period="2001-05-04")
    claims += event("visit", title="Visit", people=["ann"], period="2002-05-04")
    for command in ([], ["timeline"], ["brief"]):
        status, out = ask(claims, *command, "ben", "ann")
        assert (status, "Talks" in out, "Visit" in out) == (0, True, False)
    assert ask(claims.replace('"ben", ', ""), "timeline", "ann", "ben")[0] == 1


@pytest.mark.parametrize(
    ("statuses", "parties", "differ"),
    [
        (["withdrawn"], ["b"], False),
        (["suspended"], ["ab"], False),  # what is paused is so among themselves
        (["terminated"], ["ab"], True),
        (["withdrawn", "withdrawn"], ["b", "ab"], True),
        (["withdrawn", "terminated"], ["ab", "abc"], False),
        (["suspended", "terminated"], ["abc", "bc"], True),
        (["terminated"], ["abc"], False),
        (["signed"], ["ab"], False),
    ],
)
def test_of_several_parties_nobody_says_whether_each_of_some_has_left(
    together: Together, ask: Ask, statuses: list[str], parties: list[str], differ: bool
) -> None:
    claims = [relation("pact", kind="treaty", title="Pact", parties=[*"abc"], period="2015/..")]
    claims += [
        relation(
            f"then-{n}",
            kind="treaty",
            title="Pact",
            same_as="pact",
            source="t",
            parties=[*of],
            period=f"201{8 + n}-05-08",
            status=status,
        )
        for n, (status, of) in enumerate(zip(statuses, parties, strict=True))
    ]
    assert ("parties" in of(together, "".join(claims)).differ) is differ
    for command in ("relations", "timeline", "brief"):
        page = ask("".join(claims), command, "a", "c")[1]
        assert ("sources differ on the parties: " in page) is differ


def test_of_two_people_a_claim_about_the_same_may_name_neither(ask: Ask) -> None:
    both = event("talks", title="Talks", people=["ben", "ann"], period="2001-05-04")
    each = "".join(
        event(f"talks-{it}", title="Talks", source="t", people=[it], period="2001-05-04")
        for it in ("ben", "ann")
    ).replace('id = "talks-ann"', 'id = "talks-ann"\nsame_as = "talks-ben"')
    for claims, first, number in ((both, "talks", 2), (each, "talks-ben", 3)):
        told = event("neither", title="Talks", source="copy", period="2001-05-04", same_as=first)
        for command in ([], ["timeline"], ["brief"]):
            status, out = ask(claims + told, *command, "ben", "ann")
            assert (status, "Talks" in out) == (0, True)
        assert f"({number} claims)" in ask(claims + told, "timeline", "ben", "ann")[1]


def test_what_else_there_is_counts_all_claims_about_the_same(ask: Ask) -> None:
    """A claim that does not name who took part counts with the one that does, as on each page."""
    claims = relation("a", kind="ties", people=["ann"], period="1992/..")
    claims += relation("b", kind="ties", source="t", period="1992/..")
    assert "1 relation (2 claims)" in ask(claims, "relations", "ann")[1]
    other = "Other claims there are: 1 relation (2 claims)."
    assert other in ask(claims, "relations", "--source", "copy", "ann")[1]
    assert "there are 2 claims" in ask(claims, "relations", "ann", "--in", "1950")[1]


def test_about_a_month_is_no_more_precise_than_an_exact_year_that_it_is_not_in(ask: Ask) -> None:
    for rough in ("2022-12~", "2024-01~", "2022~"):
        claims = chained(rough, "2023", title="Talks")
        assert "\n2023  Talks" in ask(claims, "timeline")[1]
        assert ask(claims, "timeline", "a", "b", "--in", "2023")[0] == 0
    assert (
        "\nabout Dec 2023  Talks" in ask(chained("2023-12~", "2023", title="Talks"), "timeline")[1]
    )


@pytest.mark.parametrize("periods", [("2022~", "2023~"), ("2023~", "2022~", "202X")])
def test_of_dates_about_as_long_a_time_none_is_the_more_precise(
    ask: Ask, periods: tuple[str, ...]
) -> None:
    shown = "about 2022 or about 2023"
    pact = "".join(
        relation(f"r{n}", period=f"{period}/..", title="Talks", same_as="r0" if n else None)
        for n, period in enumerate(periods)
    )
    for claims, since in ((pact, "since "), (chained(*periods, title="Talks"), "")):
        for whom in ((), ("a", "b")):
            for year, status in (("2021", 1), ("2022", 0), ("2023", 0), ("2024", 1)):
                assert ask(claims, "timeline", *whom, "--in", year)[0] == status
            assert f"\n{shown}  Talks" in ask(claims, "timeline", *whom)[1]
        page = ask(claims, "relations" if since else "brief", "a", "b")[1]
        assert f"{since}{shown}" in page
        assert "differ" not in page
    assert ask(pact, "relations", "--in", "2022")[0] == 0
    (talks,) = json.loads(ask(claims, "timeline", "--json")[1])["occurrences"]
    assert talks["stages"][0]["period"] == "[2022~,2023~]"
