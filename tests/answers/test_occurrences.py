"""Relations and events compared: which claims are about one, what they say, and where it shows."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import Write
from dipfacts.answers.occurrences.date_words import date_of
from dipfacts.model.occurrences.occurrence import Occurrence, occurrences
from dipfacts.query.base import open_base
from support.command_line import Ask, Run, ask_of
from support.factbase import event, party, relation
from support.occurrences import ALL, HEAD, STAGES, Together, of, told_together


@pytest.fixture
def together() -> Together:
    return told_together


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
