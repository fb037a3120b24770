"""`dipfacts check`: what is recorded twice, what may be one, and what `same_as` joins."""

from __future__ import annotations

from typing import Any

import pytest

from support.check_page import SHARED, example
from support.check_texts import figure, line, problems
from support.factbase import base, event, party, relation, source, table


def test_events_and_relations_are_recorded_once() -> None:
    text = example("held-in-advance", "Good")
    again = text.split("[[event]]")[1].replace('"visit"', '"visit-again"', 1)
    (problem,) = problems(f"{text}[[event]]{again}")
    assert problem.code == "same-claim"
    other_day = again.replace("2022-12-09", "2022-12-10")
    (problem,) = problems(f"{text}[[event]]{other_day}")
    assert problem.code == "possible-duplicate"
    other_title = other_day.replace('title = "', 'title = "Another ')
    assert problems(f"{text}[[event]]{other_title}") == [], "one source tells of two"
    much_later = again.replace("2022-12-09", "2023-02-09")
    assert problems(f"{text}[[event]]{much_later}") == []


@pytest.mark.parametrize("key", ['people = ["{}"]', 'place = "{}"'])
def test_claims_that_tell_of_other_people_or_places_are_both_kept(key: str) -> None:
    text = example("held-in-advance", "Good")
    text += '\n[[party]]\nid = "ann"\nkind = "person"\nname = "Ann Ash"\n'
    text += '\n[[party]]\nid = "bob"\nkind = "person"\nname = "Bob Birch"\n'
    again = text.split("[[event]]")[1].split("\n[[party]]")[0]
    once, twice = again.replace('"visit"', '"once"', 1), again.replace('"visit"', '"twice"', 1)
    text = text.replace("[[event]]" + again, "")

    def codes(one: str, other: str) -> list[str]:
        claims = f"[[event]]{once}\n{key.format(one)}\n[[event]]{twice}\n{key.format(other)}\n"
        return [problem.code for problem in problems(f"{text}\n{claims}")]

    assert "same-claim" in codes("ann", "ann")
    assert "same-claim" not in codes("ann", "bob")


@pytest.mark.parametrize("key", ['definition = "general trade"', 'status = "provisional"'])
def test_figures_of_another_definition_or_status_are_both_kept(key: str) -> None:
    first = figure("a", "2_900_000_000")
    assert [p.code for p in problems(SHARED + first + figure("b", "2_900_000_000"))] == [
        "same-claim"
    ]
    assert problems(SHARED + first + figure("b", "2_900_000_000", key)) == []


def test_figures_about_a_period_or_absent_for_other_reasons_are_both_kept() -> None:
    def codes(*figures: str) -> list[str]:
        return [problem.code for problem in problems(SHARED + "".join(figures))]

    def absent(name: str, why: str) -> str:
        return figure(name, "1").replace("value = 1", f'absent = "{why}"')

    for mark in "~?":
        about = figure("b", "5_000_000", period=f"2021{mark}")
        assert "same-claim" not in codes(figure("a", "5_000_000"), about)
        assert "same-claim" in codes(figure("a", "5_000_000", period=f"2021{mark}"), about)
    assert "same-claim" not in codes(absent("a", "confidential"), absent("b", "not-published"))
    assert "same-claim" in codes(absent("a", "confidential"), absent("b", "confidential"))


AT = {"locator": "p. 1"}


def test_same_as_joins_no_opposite_directions() -> None:
    head = base(source(), *map(party, "abc"))
    text = head + event("there", from_="a", to="b", period="2021", **AT)
    text += event("between", parties=["a", "b"], period="2022", same_as="there", **AT)
    assert problems(text) == []
    (direct,) = problems(
        text + event("back", from_="b", to="a", period="2023", same_as="there", **AT)
    )
    assert (direct.code, direct.message) == (
        "same-as-parties",
        'same_as joins different directions: b → a here, a → b in "there"',
    )
    assert direct.hint == "name a claim in the same direction, or leave same_as out"
    (by_way,) = problems(
        text + event("back", from_="b", to="a", period="2023", same_as="between", **AT)
    )
    assert by_way.message == (
        "same_as joins different directions: b → a here, "
        'a → b in "there", which is joined to "between"'
    )


def test_all_that_same_as_joins_is_about_the_same_parties() -> None:
    text = base(source(), *map(party, "abcd"))
    text += event("all", parties=["a", "b", "c"], period="2021", **AT)
    text += event("two", parties=["a", "b"], period="2022", same_as="all", **AT)
    assert problems(text) == []
    (problem,) = problems(text + event("others", parties=["c", "a"], same_as="all", **AT))
    assert problem.code == "same-as-parties"
    assert problem.message == (
        'same_as joins different parties: c and a here, a and b in "two", which is joined to "all"'
    )
    assert problem.hint == "name a claim about the same parties, or leave same_as out"
    more = event("four", parties=["a", "b", "d"], period="2023", same_as="two", **AT)
    assert problems(text + more) == [], "of more parties sources may differ on some"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"period": "2022-04-10"}, ["40 days apart"]),
        ({"period": "2022-04-11"}, []),
        ({"period": "2022-01-20"}, ["40 days apart"]),
        ({"period": "2022"}, ["at the same time"]),
        ({"period": "2022-03-01", "title": "It"}, ["at the same time"]),
        ({"kind": "meeting"}, []),
        ({"parties": ["a", "c"]}, []),
        ({"from_": "a", "to": "b"}, ["at the same time"]),
        ({"same_as": "one"}, []),
        ({"rank": "deprecated", "rank_reason": "a slip"}, []),
        ({"period": None}, []),
        ({"allow": ["possible-duplicate: they are two"], "title": "It"}, []),
    ],
)
def test_what_may_be_one(keys: dict[str, Any], expected: list[str]) -> None:
    usual = {"title": "Visit", "period": "2022-03-01", "locator": "p. 1"}
    head = base(source(), source("t"), *map(party, "abc"))
    text = head + event("one", **usual) + event("other", **usual | {"source": "t"} | keys)
    found = [
        p.message.rpartition(", ")[2] for p in problems(text) if p.code == "possible-duplicate"
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("keys", "is_told"),
    [
        ({"status": "terminated"}, True),
        ({"status": "suspended", "period": "2018-06-01/.."}, True),
        ({"status": "terminated", "title": "Rail"}, False),
        ({"status": "terminated", "period": "1999-06-01"}, False),  # before it began
        ({"status": "signed"}, False),
        ({"status": "terminated", "same_as": "one"}, False),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_stopped_may_be_a_later_stage_of_what_goes_on(
    keys: dict[str, Any], is_told: bool, is_first: bool
) -> None:
    usual = {"title": "Road", "period": "2018-06-01", "locator": "p. 1", "source": "t"}
    going = relation("one", **usual | {"period": "2000/..", "status": "in-force", "source": "s"})
    stopped = relation("other", **usual | keys)
    both = going + stopped if is_first else stopped + going
    found = [it.message for it in problems(base(source(), source("t"), *map(party, "ab")) + both)]
    how = "same parties, and one may be a later stage of the other"
    assert [it.rpartition(": ")[2] for it in found] == [how] * is_told


def test_the_way_back_is_another_matter() -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    usual = {"title": "Visit", "period": "2022-03-01", "locator": "p. 1"}
    there = event("there", **usual, from_="a", to="b")
    back = event("back", **usual, from_="b", to="a", source="t")
    assert problems(head + there + back) == []
    unique = table("kind", id="visit", of="event", label="Visits", unique=True)
    assert problems(head + unique + there + back) == [], "once, whichever direction is named"


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("1990/2000", "1995-01-01/1996-01-01", ["at the same time"]),
        ("1990/2000", "1995-06-01", ["at the same time"]),
        ("1990-01-01/2000", "1990-02-10/..", ["40 days apart"]),
        ("1990-01-01/2000", "1990-02-12/..", []),
        ("1990/2000", "1995/2001", []),
        ("1990/..", "1995/1996", []),  # of what goes on, only the beginnings tell
        ("1990/", "1995/1996", []),
    ],
)
def test_of_relations_one_may_lie_in_the_other(outer: str, inner: str, expected: list[str]) -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    one = relation("one", kind="loan", title="A loan", period=outer, **AT)
    other = {"kind": "loan", "title": "Credit", "period": inner, "source": "t"}
    for claims in (one + relation("other", **other, **AT), relation("other", **other, **AT) + one):
        found = [p.message.rpartition(", ")[2] for p in problems(head + claims)]
        assert found == expected


@pytest.mark.parametrize(
    ("period", "given", "is_told"),
    [
        ("1950", {}, False),
        ("1950-01", {}, True),
        ("1950/..", {}, True),
        ("1950", {"title": "Another"}, False),  # which one source tells of by two titles
        ("1950", {"source": "t"}, True),
        ("1949-12", {}, True),
    ],
)
def test_years_in_turn_of_one_source_are_not_one_relation(
    period: str, given: dict[str, str], is_told: bool
) -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    same = {"kind": "pact", "title": "Pact"}
    claims = relation("one", **same, period="1949", **AT)
    claims += relation("two", **same | given, period=period, **AT)
    codes = {it.code for it in problems(head + claims)} - {"unused-source"}
    assert codes == ({"possible-duplicate"} if is_told else set())


@pytest.mark.parametrize(
    ("first", "second", "given", "is_told"),
    [
        ("196X~/1965", "1967/", {}, False),  # it had begun when it ended
        ("196X~/1965", "1967/", {"source": "t"}, False),
        ("196X~/1965", "1966-01-15/", {"source": "t"}, True),  # within 40 days
        ("193X~/193X", "193X~/1974", {}, True),
        ("193X~/193X", "194X~/", {}, False),  # no source contradicts itself
        ("193X~/193X", "194X~/", {"source": "t"}, True),
        ("193X/193X", "1935/1936", {"status": "ended"}, True),  # it may be that end
        ("193X/193X", "1935/1946", {}, True),
        ("196X/1965", "1966-01-15/", {}, False),
        ("196X/1965", "1966-01-15", {"status": "ended"}, True),  # the day tells that end
        ("196X/1965", "1966-01-15/", {"status": "suspended"}, True),
        ("1964/1965", "1964/1966", {}, True),
    ],
)
def test_what_ended_before_the_other_began_is_not_it(
    first: str, second: str, given: dict[str, str], is_told: bool
) -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    same = {"kind": "pact", "title": "Pact"}
    claims = relation("one", **same, period=first, **AT)
    claims += relation("two", **same | given, period=second, **AT)
    codes = {it.code for it in problems(head + claims)} - {"unused-source"}
    assert codes == ({"possible-duplicate"} if is_told else set())


def test_what_is_undated_may_be_that_which_there_is_once() -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    ties = {"kind": "ties", "title": "Ties"}
    claims = relation("old", period="1992-03-04/..", **ties, **AT)
    claims += relation("new", source="t", **ties, **AT)
    assert problems(head + claims) == []
    once = table("kind", id="ties", of="relation", label="Ties", unique=True)
    (problem,) = problems(head + once + claims)
    assert (problem.code, problem.message) == (
        "possible-duplicate",
        f'may be about the same ties as "old" (a.toml:{line(head + once + claims, "old")}): '
        "same parties, one without a date",
    )
    assert problem.hint.startswith('add same_as = "old", or allow')
    joined = relation("new", source="t", same_as="old", **ties, **AT)
    assert problems(head + once + relation("old", period="1992/..", **ties, **AT) + joined) == []


def test_of_two_occurrences_it_is_told_once_that_they_may_be_one() -> None:
    text = base(source(), source("t"), source("u"), source("v"), *map(party, "ab"))
    text += event("a", title="Visit", period="2021-02-02", **AT)
    text += event("b", title="visit!", period="2021-02-02", source="t", **AT)
    text += event("c", title="Visit", period="2021-02-04", source="u", **AT)
    text += event("d", title="Visit", period="2021-02-03", source="v", same_as="c", **AT)
    (problem,) = problems(text)
    assert (problem.code, problem.line) == ("possible-duplicate", line(text, "c") + 1)
    assert problem.hint.startswith('add same_as = "a", or')


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # s and t have two visits each, one of them a day later in t: only that pair may be one.
        (("2021-02-02", "2021-02-20", "2021-02-02", "2021-02-21"), [("t2", "s2")]),
        (("2021-02-02", "2021-02-20", "2021-02-03", "2021-02-20"), [("t1", "s1")]),
        # Where both are, each may be either.
        (
            ("2021-02-02", "2021-02-20", "2021-02-03", "2021-02-21"),
            [("t1", "s1"), ("t1", "s2"), ("t2", "s1"), ("t2", "s2")],
        ),
        # Of what no other source has nearer, one source may have told twice.
        (("2021-02-02", "2021-02-04", None, None), [("s2", "s1")]),
        (("2021-02-02", "2021-02-03", "2021-02-02", None), [("s2", "s1")]),
    ],
)
def test_of_two_visits_the_nearer_of_another_source_may_be_one(
    days: tuple[str | None, ...], expected: list[tuple[str, str]]
) -> None:
    text = base(source(), source("t"), *map(party, "ab"))
    for id_, day in zip(("s1", "s2", "t1", "t2"), days, strict=True):
        usual = {"title": "Visit", "source": id_[0], "status": "held"}
        text += event(id_, period=day, **usual, **AT) if day else ""
    found = []
    for problem in problems(text):
        if problem.code == "possible-duplicate":
            id_ = text.splitlines()[problem.line - 1].split('"')[1]
            found.append((id_, problem.hint.split('"')[1]))
    assert sorted(found) == expected


JOINED = base(
    *map(source, "stu"),
    *map(party, "abc"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        # By a title and by same_as: o and o2 are one, p and q are of two dyads.
        (
            event("o", title="Summit", parties=["a", "b", "c"], period="2018")
            + event("o2", title="Summit", parties=["a", "b", "c"], period="2018", source="t")
            + event("p", title="P", parties=["a", "b"], period="2018", same_as="o")
            + event("q", title="Q", parties=["a", "c"], period="2018", same_as="o2", source="u"),
            ['q: is joined to "p"', "about other parties: a and c here, a and b there"],
        ),
        (
            relation("x", kind="loan", from_="a", to="b", period="1990/..")
            + relation("w", kind="loan", title="Loan", period="1991/..", same_as="x")
            + relation("w2", kind="loan", title="Loan", period="1991/..", source="t")
            + relation("y", kind="loan", from_="b", to="a", period="1992/..", same_as="w2"),
            ['y: is joined to "x"', "about other parties: b → a here, a → b there"],
        ),
        (
            relation("g", kind="ties", period="1970/..")
            + relation("h", kind="ties", period="1999-01-01/..", source="t")
            + relation("i", kind="ties", period="1960/1980", source="u"),
            ['i: is joined to "h"', "periods lie apart: 1960/1980 here, 1999-01-01/.. there"],
        ),
        # What is unique may name either direction, and no other parties.
        (
            relation("g", kind="ties", from_="a", to="b", period="1990/..")
            + relation("h", kind="ties", period="1991/..", source="t")
            + relation("i", kind="ties", from_="b", to="a", period="1992/..", source="u"),
            [],
        ),
        (
            relation("g", kind="ties", parties=["a", "b", "c"], period="1990/..")
            + relation("h", kind="ties", parties=["a", "b", "c"], period="1991/..", source="t")
            + relation("p", kind="ties", from_="a", to="b", period="1990/..", same_as="g")
            + relation("q", kind="ties", from_="c", to="a", period="1990/..", same_as="h"),
            ['q: is joined to "p"', "about other parties: c → a here, a → b there"],
        ),
        # Joined by same_as alone, sources may differ; of other statuses they are stages.
        (
            relation("g", kind="k", period="1990/1995")
            + relation("i", kind="k", period="1997/2000", source="u", same_as="g"),
            [],
        ),
        (
            relation("g", kind="ties", period="1918/1920")
            + relation("h", kind="ties", period="1920/1924", status="severed", source="t")
            + relation("i", kind="ties", period="1924/..", source="u"),
            [],
        ),
        # A date alone does not say how long; what is deprecated says nothing.
        (
            relation("g", kind="ties", period="1992-08-27")
            + relation("h", kind="ties", period="/..", source="t")
            + relation("i", kind="ties", period="1992-08-30/..", source="u"),
            [],
        ),
    ],
)
def test_what_is_joined_though_it_lies_apart(claims: str, expected: list[str]) -> None:
    text = JOINED + claims
    found = [p for p in problems(text) if p.code == "joined-apart"]
    assert len(found) == bool(expected)
    for problem in found:
        id_ = text.splitlines()[problem.line - 1]
        assert all(words in f"{expected[0][0]}: {problem.message}" for words in expected), id_


def test_what_same_as_joins_cannot_be_in_force_and_over_without_a_day() -> None:
    claims = relation("x", title="Gas treaty", period="1990/..", status="in-force")
    claims += relation("y", title="Treaty on gas", status="terminated", source="t", same_as="x")
    (problem,) = [p for p in problems(JOINED + claims) if p.code == "cannot-be-both"]
    assert '"terminated" here, "in-force" in "x"' in problem.message
    dated = claims.replace('status = "terminated"', 'status = "terminated"\nperiod = "2001-05-01"')
    assert not [p for p in problems(JOINED + dated) if p.code == "cannot-be-both"]
    apart = claims.replace('same_as = "x"', "")
    assert not [p for p in problems(JOINED + apart) if p.code == "cannot-be-both"]
