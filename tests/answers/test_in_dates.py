"""Dates asked for: relations by what their claims say together, and by when parties began."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from dipfacts.answers.answer import LIMITS
from dipfacts.query import search as searching
from support.command_line import Ask, Run, ask_of
from support.factbase import base, event, measure, party, relation, source, table, topic

HEAD = base(
    source("s", published=date(2023, 3, 1)),
    source("t", published=date(2024, 4, 1)),
    party("a"),
    party("b", period="1970-05-01/.."),
    party("c"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)
VAGUE = relation("vague", kind="ties", title="Ties", period="/..")
SINCE = relation("since", kind="ties", title="Ties", period="1992-04-04/..", source="t")
YEAR = relation("year", kind="ties", title="Ties", period="1992/..", source="t")


@pytest.fixture
def ask(dip: Run) -> Ask:
    return ask_of(dip, HEAD)


@pytest.mark.parametrize("command", ["relations", "brief"])
@pytest.mark.parametrize(
    "dates", [("--in", "1980"), ("--until", "1991-12-31"), ("--in", "1992-02")]
)
@pytest.mark.parametrize("vague", [VAGUE, YEAR.replace('"t"', '"s"').replace('"year"', '"y"')])
def test_the_most_precise_claim_says_when_it_is(
    ask: Ask, command: str, dates: tuple[str, str], vague: str
) -> None:
    status, out = ask(vague + SINCE, command, "a", "b", *dates, "--json")
    found = json.loads(out)
    assert (status, found["status"], found["occurrences"]) == (1, "outside-dates", [])


@pytest.mark.parametrize("dates", [("--in", "1992-04"), ("--since", "2000"), ("--until", "1993")])
def test_within_its_dates_it_is_found_with_all_its_claims(ask: Ask, dates: tuple[str, str]) -> None:
    status, out = ask(VAGUE + SINCE, "relations", "a", "b", *dates)
    assert status == 0
    assert "1 relation (2 claims)" in out
    _, out = ask(VAGUE + YEAR, "brief", "a", "b", "--since", "2000")
    assert "A and B: 2 claims from 2 sources" in out


def test_a_search_finds_it_in_its_dates_only(ask: Ask) -> None:
    status, out = ask(VAGUE + SINCE, "search", "ties", "--in", "1980", "--json")
    assert (status, json.loads(out)["facts"]) == (1, [])
    _, out = ask(VAGUE + SINCE, "search", "ties", "--in", "1995")
    assert out.startswith('1 relation (2 claims) with "ties"')


def test_each_stage_and_each_side_of_a_conflict_is_found(ask: Ask) -> None:
    joined = {"kind": "pact", "title": "Pact", "same_as": "one"}
    stages = relation("one", kind="pact", title="Pact", period="2010-04-08", status="signed")
    stages += relation("two", period="2011-02-05/..", status="in-force", **joined)
    for dates, expected in (("2010-04", 0), ("2010-06", 1), ("2012", 0)):
        assert ask(stages, "relations", "a", "b", "--in", dates)[0] == expected
    sides = relation("one", kind="pact", title="Pact", period="1992-08-27/..")
    sides += relation("two", period="1992-09-30/..", source="t", **joined)
    assert ask(sides, "relations", "a", "b", "--in", "1992-08")[0] == 0


def test_nothing_is_before_its_parties_began(ask: Ask) -> None:
    assert ask(VAGUE, "relations", "a", "b", "--in", "1969")[0] == 1
    assert ask(VAGUE, "relations", "a", "b", "--until", "1970-04-30")[0] == 1
    assert ask(VAGUE, "relations", "a", "b", "--in", "1970-05")[0] == 0
    until = relation("until", period="/1990")
    assert ask(until, "relations", "a", "b", "--in", "1969")[0] == 1
    assert ask(until, "relations", "a", "b", "--in", "1980")[0] == 0


def test_what_has_no_known_beginning_is_not_said_to_be_in_force_then(ask: Ask) -> None:
    vague = relation("vague", parties=["a", "c"], kind="ties", title="Ties", period="/..")
    status, out = ask(vague, "relations", "a", "c", "--in", "1950")
    assert status == 0
    assert out.startswith("A and C: 1 relation, of unknown duration.")
    assert "start unknown" in out
    assert "In force" not in out
    assert "in force" in ask(vague, "relations", "a", "c", "--since", "1950")[1]


@pytest.mark.parametrize(
    ("status", "expected"),
    [("ended", "over"), ("suspended", "paused"), ("signed", "not recorded as in force")],
)
@pytest.mark.parametrize("dates", [[], ["--in", "1950"], ["--until", "2000"], ["--since", "1950"]])
@pytest.mark.parametrize("asked", [["a", "c"], []], ids=len)
def test_what_is_over_or_paused_is_so_whatever_the_dates(
    ask: Ask, status: str, expected: str, dates: list[str], asked: list[str]
) -> None:
    vague = relation("vague", parties=["a", "c"], kind="ties", period="/..", status=status)
    _, out = ask(vague, "relations", *asked, *dates)
    assert out.partition("\n")[0].endswith(f"1 relation, {expected}.")
    _, out = ask(vague, "relations", *asked, *dates, "--json")
    (fact,) = json.loads(out)["facts"]
    assert fact["status_class"] == {"not recorded as in force": "not-yet"}.get(expected, expected)


GONE = base(party("gone", period="1920/1991-12-26"), party("club", kind="bloc", period="/1990"))
GONE = GONE.removeprefix("format = 1\n")
TREATY = relation("treaty", parties=["a", "gone"], period="1948-04-06/..")
OF_THREE = relation("of-three", parties=["a", "c", "gone"], period="1950/..")
MEMBER = relation("member", from_="a", to="club", parties=None, kind="membership", period="/..")
OVER = "over with Gone, 26 Dec 1991"


def test_what_has_no_known_beginning_is_over_with_its_party(ask: Ask) -> None:
    vague = GONE + relation("vague", parties=["a", "gone"], kind="ties", period="/..")
    out = ask(vague, "relations", "a", "gone", "--in", "1985")[1]
    assert out.startswith("A and Gone: 1 relation, over.")
    assert OVER in out


@pytest.mark.parametrize("command", ["relations", "brief"])
@pytest.mark.parametrize(
    ("claims", "asked", "last", "after"),
    [
        (TREATY, ["a"], "1991-12-26", "1991-12-27"),
        (TREATY, [], "1991-12", "1992"),
        (TREATY + relation("t2", period="1948/..", same_as="treaty"), ["gone"], "1991", "1992"),
        (TREATY.replace("/..", "/2005"), ["a"], "2005", "2006"),
        (OF_THREE, ["gone"], "1991", "1992"),
        (OF_THREE, ["a"], "2020", None),
        (OF_THREE, ["a", "c"], "2020", None),
        (MEMBER, ["a"], "1990", "1991"),
        (MEMBER, ["club"], "1990", "1991"),
    ],
)
def test_nothing_is_after_the_party_with_which_it_was_over(
    ask: Ask, command: str, claims: str, asked: list[str], last: str, after: str | None
) -> None:
    if command == "brief" and not asked:
        return
    claims = GONE + claims.replace('parties = ["a", "b"]', 'parties = ["a", "gone"]')
    for option in ("--in", "--since"):
        assert ask(claims, command, *asked, option, last)[0] == 0
        if after:
            status, out = ask(claims, command, *asked, option, after, "--json")
            found = json.loads(out)
            assert (status, found["status"]) == (1, "outside-dates")
            assert not found["facts"]


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (("relations", "a", "--in", "1995"), f"there is 1 claim from 6 Apr 1948, {OVER}."),
        (("timeline", "a", "--in", "1991"), f"there is 1 claim from 6 Apr 1948, {OVER}."),
        (("search", "treaty", "--since", "1992"), f"there is 1 claim from 6 Apr 1948, {OVER}."),
        (("relations", "a", "--in", "1940"), "there is 1 claim since 6 Apr 1948."),
    ],
)
def test_that_it_was_over_with_a_party_is_said_where_nothing_is(
    ask: Ask, words: tuple[str, ...], others: str
) -> None:
    status, out = ask(GONE + TREATY, *words)
    assert (status, out.partition("; ")[2]) == (1, others + "\n")
    if words == ("relations", "a", "--in", "1995"):
        later = TREATY + relation("r", parties=["a", "gone"], period="1930/1940")
        later += relation("new", period="1999/..")
        assert (
            "3 claims from 1930 to 1999, 1 of what was over with a party"
            in ask(GONE + later, *words)[1]
        )


def test_a_party_that_was_there_on_the_day_of_known_by_ended_nothing(ask: Ask) -> None:
    old = GONE + source("old", published=date(1980, 1, 1)) + TREATY.replace('"s"', '"old"')
    status, out = ask(old, "relations", "a", "--since", "1995", "--known-by", "1985")
    assert (status, "in force" in out) == (0, True)


PACT, WITH_GONE = {"kind": "pact", "title": "Pact"}, {"parties": ["a", "gone"]}
PACTS = (
    *(relation(f"p{nth}", period=f"19{nth}/..", **PACT, **WITH_GONE) for nth in range(71, 90)),
    relation("said", period="1952/..", **PACT, **WITH_GONE),
    relation("again", period="1953/..", same_as="said", **PACT, **WITH_GONE),
    relation("club", from_="a", to="club", period="/..", **PACT),
    relation("peace", period="1950/..", **PACT),
    relation("three", parties=["a", "c", "gone"], period="1950/..", **PACT),
    relation("vague", period="/..", **PACT),
    relation("year", period="1992/..", **PACT),
    relation("day", period="1992-04-04/..", same_as="year", source="t", **PACT),
)
LASTING = {"peace", "three"}


@pytest.mark.parametrize("ranked", [500, 2])
@pytest.mark.parametrize("limit", ["0", "1", "2", "15"])
@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (("--in", "1965"), LASTING | {"said", "again", "club"}),
        (("--in", "1992-02"), LASTING | {"vague"}),
        (("--in", "1995"), LASTING | {"vague", "year", "day"}),
        (("--since", "1995"), LASTING | {"vague", "year", "day"}),
    ],
)
def test_a_search_counts_what_lies_in_the_dates_whatever_its_limit(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    dates: tuple[str, str],
    found: set[str],
    limit: str,
    ranked: int,
) -> None:
    """Pacts over with a party would stand before those that still stand."""
    monkeypatch.setattr(searching, "RANKED", ranked)
    status, out = ask(GONE + "".join(PACTS), "search", "pact", *dates, "--limit", limit, "--json")
    facts = [fact["id"] for fact in json.loads(out)["facts"]]
    assert status == 0
    assert {*facts} <= found
    assert len(facts) == min(min(int(limit), ranked) or len(found), len(found))
    assert re.search(rf"\b{len(found)} claims\b", json.loads(out)["answer"]["text"])


AFTERWARDS = (
    relation("long", period="1980/2027-01-10", **WITH_GONE),
    relation("two", period="1980/2024-01-10", **WITH_GONE),
    relation("more", period="1980/2027-01-11", same_as="two", source="t", **WITH_GONE),
    relation("end", period="2027-01-12", status="terminated", **WITH_GONE),
    relation("perhaps", period="[2022-03-01,2027-01-13]", status="expired", **WITH_GONE),
    relation("new", period="2027-01-14/..", **WITH_GONE),
    relation("member", from_="a", to="club", kind="membership", period="1980/2027-01-15"),
    event("visit", period="2027-01-16", status="planned", **WITH_GONE),
)
"""Ends and beginnings after the party with which all was over, and a planned visit."""
UNDATED = "".join(
    relation(f"u{nth}", period=period, **WITH_GONE)
    for nth, period in enumerate(["/..", "1950/", "1950/..", "[1980..]"])
)
"""Of what was over with a party: ends and beginnings of which no later day is known."""


@pytest.mark.parametrize("parties", [("a",), ("a", "gone"), ()])
@pytest.mark.parametrize(
    ("dates", "found", "lasting"),
    [
        (("--in", "2027"), "long two more end perhaps new member visit", ""),
        (("--since", "2027-01-12"), "end perhaps new member visit", ""),
        (("--in", "2024-01-10"), "two more perhaps", "long member"),
        (("--in", "2022-03-01"), "perhaps", "long member two more"),
        (("--in", "2027-01-14"), "new", "member"),
        (("--in", "2027-01-15"), "member", "new"),
        (("--in", "2030"), "", "new"),
        (("--in", "1995"), "", "long member two more"),
    ],
)
@pytest.mark.parametrize("more", [("--limit", "20"), ("--source", "s", "--source", "t")])
@pytest.mark.parametrize("most", [LIMITS.held, 0])
def test_what_claims_date_after_the_party_was_gone_is_found_by_that(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    parties: tuple[str, ...],
    dates: tuple[str, ...],
    found: str,
    lasting: str,
    more: tuple[str, ...],
    most: int,
) -> None:
    """Of more claims than `most` the lines are counted, and the relations classed, unread."""
    monkeypatch.setattr(LIMITS, "held", most)
    without = {"member"} if "gone" in parties else set()
    shown = {*found.split()} - without
    every = {*f"{found} {lasting}".split()} - {"visit"}
    related = every - without
    claims = GONE + UNDATED + "".join(AFTERWARDS)
    for words, ids in (
        (("timeline", *parties), shown),
        (("relations", *parties), related),
        (("search", "treaty"), every),
    ):
        status, out = ask(claims, *words, *dates, *more, "--json")
        answer = json.loads(out)
        assert ({fact["id"] for fact in answer["facts"]}, status) == (ids, int(not ids)), words
        size = len(ids - {"more", "visit"})
        is_counted = re.search(rf"\b{size} relations?\b", answer["answer"]["text"])
        assert is_counted or not ids or words[0] == "search", words


def test_what_another_of_three_did_later_is_found_by_that_day_alone(ask: Ask) -> None:
    left = relation("left", parties=["a"], period="2005-03-01", status="withdrawn")
    claims = GONE + OF_THREE + left.replace("[[relation]]", '[[relation]]\nsame_as = "of-three"')
    for command in ("timeline", "relations"):
        for day, status in (("2005-03-01", 0), ("2003", 1), ("2006", 1)):
            assert ask(claims, command, "gone", "--in", day)[0] == status, (command, day)


@pytest.mark.parametrize("dates", [(), ("--since", "1985"), ("--until", "2030")])
@pytest.mark.parametrize("more", [(), ("--limit", "5"), ("--source", "s")])
@pytest.mark.parametrize("most", [LIMITS.held, 0])
def test_a_timeline_from_before_that_party_ended_has_them(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    dates: tuple[str, ...],
    more: tuple[str, ...],
    most: int,
) -> None:
    monkeypatch.setattr(LIMITS, "held", most)
    out = ask(GONE + "".join(AFTERWARDS[:-2]), "timeline", *dates, *more, "--json")[1]
    assert "0 events and 5 relations" in json.loads(out)["answer"]["text"]


def test_nothing_is_ahead_of_what_was_over_with_a_party(ask: Ask) -> None:
    words = ("timeline", "a", "--upcoming", "1y", "--known-by", "2026-12-01")
    status, out = ask(GONE + "".join(AFTERWARDS), *words, "--json")
    assert (status, [fact["id"] for fact in json.loads(out)["facts"]]) == (0, ["visit"])
    assert ask(GONE + "".join(AFTERWARDS[:-1]), *words)[0] == 1


TO_COME = (
    relation("days", period="2028-05-01", status="terminated"),
    relation("paused", period="2028-05-01/..", status="suspended"),
    relation("early", period="2024-01-31", status="expired")
    + relation("late", period="2028-05-01", status="expired", source="t", same_as="early"),
)
"""Relations in force today, of which only a day to come is known, from which they are not."""


@pytest.mark.parametrize("claims", TO_COME)
@pytest.mark.parametrize(
    ("dates", "is_there"),
    [
        (("--in", "2026"), True),
        (("--until", "2026"), True),
        (("--in", "2027-04"), True),
        (("--since", "2025", "--until", "2027"), True),
        (("--in", "2028-05-01"), True),
        (("--in", "2025"), False),
        (("--since", "2025", "--until", "2026-06-29"), False),
    ],
)
@pytest.mark.parametrize("most", [LIMITS.held, -1])
def test_what_is_over_on_a_day_to_come_is_in_force_until_then(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    claims: str,
    dates: tuple[str, ...],
    is_there: bool,
    most: int,
) -> None:
    """Of more claims than `most` the relations are classed and counted unread."""
    monkeypatch.setattr(LIMITS, "held", most)
    on = "--known-by", "2026-06-30"
    status, out = ask(claims, "relations", "a", "b", *dates, *on, "--limit", "1", "--json")
    assert status == (0 if is_there else 1)
    assert ("1 relation" in json.loads(out)["answer"]["text"]) == is_there
    assert ("in force" in out) == is_there
    assert ask(claims, "search", "treaty", *dates, *on)[0] == status
    if is_there:
        for command in ("brief", "relations"):
            out = ask(claims, command, "a", "b", *dates, *on)[1]
            assert re.search(r"(ends|suspended from|or) 1 May 2028", out)


@pytest.mark.parametrize("claims", [TO_COME[0], TO_COME[2]])
def test_after_the_day_on_which_it_is_over_it_is_not_found(ask: Ask, claims: str) -> None:
    for dates in (("--in", "2029"), ("--since", "2028-05-02")):
        assert ask(claims, "relations", "a", "b", *dates, "--known-by", "2026-06-30")[0] == 1


def test_a_kind_chooses_what_is_shown_and_changes_nothing_of_it(ask: Ask) -> None:
    claims = event("visit", kind="visit", title="Visit", period="2021-06-02", place="Baku")
    claims += event(
        "signing",
        kind="signing",
        title="Signing",
        period="2021-06-03",
        source="t",
        same_as="visit",
    )
    for parties in ((), ("a", "b")):
        answers = [
            json.loads(ask(claims, "timeline", *parties, *asked, "--json")[1])["occurrences"]
            for asked in ((), ("--kind", "visit"), ("--kind", "signing"))
        ]
        assert answers[0] == answers[1] == answers[2]
        assert answers[0][0]["agreement"] == "conflict"
    one = json.loads(ask(claims, "timeline", "a", "b", "--source", "s", "--json")[1])
    assert one["occurrences"][0]["agreement"] == "single"


def test_what_was_signed_on_a_day_is_nowhere_dated_since_then(ask: Ask) -> None:
    pact = relation("pact", title="Pact", period="2022-08/..", status="signed")
    for words in (("brief", "a", "b"), ("show", "pact"), ("relations", "a", "b")):
        out = ask(pact, *words)[1]
        assert "Aug 2022" in out
        assert "since Aug" not in out
    assert "· Pact, Aug 2022" in ask(pact, "brief", "a", "b")[1]
    later = relation("later", title="Pact", period="2024/..", source="t", same_as="pact")
    out = ask(pact + later, "show", "later")[1]
    assert "Signed: Aug 2022" in out
    assert "since Aug" not in out


def test_a_calendar_names_all_sources_and_titles(ask: Ask) -> None:
    joined = {"kind": "visit", "period": "2021-06-02"}
    claims = event("one", title="Visit", **joined)
    claims += event("two", title="Talks in Baku", source="t", same_as="one", **joined)
    out = ask(claims, "timeline", "a", "b", "--format", "ics")[1].replace("\r\n ", "")
    (text,) = (line for line in out.splitlines() if line.startswith("DESCRIPTION"))
    for part in ("Source: ", "1 Mar 2023", "Claim: one", "1 Apr 2024", "Claim: two"):
        assert part in text
    assert text.count("Source: ") == 2
    assert ("Also called: Talks in Baku" in text) != ("Also called: Visit" in text)


def test_two_people_are_found_together_where_each_claim_names_one_of_them(ask: Ask) -> None:
    people = party("ann", kind="person", country="a") + party("bo", kind="person", country="b")
    talks = {"title": "Talks", "period": "2022-03-04"}
    claims = people + event("one", people=["ann"], **talks)
    claims += event("two", people=["bo"], source="t", same_as="one", **talks)
    claims += event("alone", title="Visit", people=["bo"], period="2021-02-03")
    status, out = ask(claims, "timeline", "ann", "bo", "--json")
    assert status == 0
    assert {fact["id"] for fact in json.loads(out)["facts"]} == {"one", "two"}
    assert ask(claims, "timeline", "a", "ann", "bo")[0] == 0
    assert ask(claims, "brief", "ann", "bo", "--in", "2022-03")[0] == 0
    assert ask(claims, "timeline", "ann", "bo", "--in", "2021")[0] == 1
    withdrawn = claims.replace(
        'people = ["ann"]', 'people = ["ann"]\nrank = "deprecated"\nrank_reason = "No."'
    )
    assert ask(withdrawn, "timeline", "ann", "bo")[0] == 1
    apart = claims.replace('same_as = "one"', 'place = "Rome"').replace("Talks", "Call", 1)
    assert ask(apart, "timeline", "ann", "bo")[0] == 1


COARSE = (
    relation("signed", title="Accord", status="signed", period="2019-11"),
    relation("bond", title="Bond", status="expired", period="2008/2019"),
    relation("charter", title="Charter", status="in-force", period="2019/.."),
    relation("past", title="Old pact", status="signed", period="[..2011-06]"),
    relation("later", title="New pact", status="signed", period="[2021..]"),
)


@pytest.mark.parametrize(
    ("dates", "lines"),
    [
        ("--in 2019-11-05", ["Accord", "Charter", "Bond"]),
        ("--since 2019-03-04", ["Accord", "Bond", "Charter", "New pact"]),
        ("--until 2008-02", ["Bond", "Old pact"]),
        ("--in 1950", ["Old pact"]),
        ("--in 2044", ["New pact"]),
        ("--in 2020", []),
        ("--in 2019-10", ["Bond", "Charter"]),
    ],
)
@pytest.mark.parametrize("parties", [("a", "b"), ()])
def test_a_date_known_to_the_year_may_be_any_day_of_it(
    ask: Ask, dates: str, lines: list[str], parties: tuple[str, ...]
) -> None:
    status, out = ask("".join(COARSE), "timeline", *parties, *dates.split(), "--json")
    assert status == (0 if lines else 1)
    titles = [fact["title"] for fact in json.loads(out)["facts"]]
    assert sorted(dict.fromkeys(titles)) == sorted(lines)


DISPUTED = [
    *(("2001-01-01/2004-12-31", later, "in-force") for later in ("2001-01-01/2009-12-31", "/2009")),
    ("2004-12-31/..", "2009-05-01/..", "in-force"),
    ("2004-12-31", "[2009-05-01,2011]", "terminated"),
]


@pytest.mark.parametrize(("first", "later", "status"), DISPUTED)
@pytest.mark.parametrize("words", [("a", "b"), (), ("--limit", "1"), ("--kind", "pact")])
def test_what_sources_date_apart_is_on_no_day_between(
    ask: Ask, first: str, later: str, status: str, words: tuple[str, ...]
) -> None:
    claims = relation("one", kind="pact", title="Pact", period=first, status=status)
    other = {"period": later, "same_as": "one", "source": "t", "status": status}
    claims += relation("two", kind="pact", title="Pact", **other)
    found = {
        dates: ask(claims, "timeline", *words, "--in", dates, "--json")[0]
        for dates in ("2004-12", "2005", "2006-01/2008-12-31", "2009", "2004-12-31/2006")
    }
    assert [*found.values()] == [0, 1, 1, 0, 0]


SETS = ["[2004-12-31,2009-05-01..2009-05-03]", "[2004-12-31..2009-05-03]", "[2004-12,2009-05]"]


@pytest.mark.parametrize("period", SETS)
@pytest.mark.parametrize("parties", [("a", "b"), ()])
@pytest.mark.parametrize("most", [LIMITS.held, -1])
def test_a_set_of_dates_answers_for_its_whole_span_in_every_list(
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
    period: str,
    parties: tuple[str, ...],
    most: int,
) -> None:
    """A relation does as an event does, also one that was over on one of the dates."""
    monkeypatch.setattr(LIMITS, "held", most)
    kinds = {
        "visit": event("e", kind="visit", title="Meeting", period=period),
        "pact": relation("s", kind="pact", title="Signed", period=period, status="signed"),
        "gas": relation("g", kind="gas", title="Gas", period=period, status="terminated"),
    }
    claims = "".join(kinds.values())
    for dates, is_in in (("2004-11", False), ("2004-12", True), ("2006", True), ("2009-06", False)):
        for kind in kinds:
            words = ("timeline", *parties, "--kind", kind, "--in", dates, "--limit", "5")
            assert ask(claims, *words)[0] == (not is_in)
            commands = [("search", f"{kind}*"), *([("relations", *parties)] * (kind != "visit"))]
            commands += [("brief", *parties)] * bool(parties)
            for command in commands:
                status = ask(kinds[kind], *command, "--in", dates)[0]
                assert (command, status) == (command, not is_in)


def test_of_a_set_of_dates_each_day_of_its_span_may_be_ahead(ask: Ask) -> None:
    period = "[2026-05-01,2027-05-01]"
    claims = event("e", period=period, status="planned")
    claims += relation("p", period=period, status="ended")
    words = ("timeline", "a", "b", "--upcoming", "30d", "--known-by")
    for day, is_ahead in (("2026-03-01", False), ("2026-09-01", True), ("2027-05-02", False)):
        facts = json.loads(ask(claims, *words, day, "--json")[1])["facts"]
        assert (day, [it["id"] for it in facts]) == (day, ["e", "p"] * is_ahead)


def test_what_is_known_until_a_day_stands_there_as_an_event_does(ask: Ask) -> None:
    of_event = event("talks", title="Talks", period="[..2011-06]")
    _, out = ask(COARSE[3] + of_event, "timeline", "a", "b")
    assert "1 event and 1 relation on the timeline, 2011." in out
    assert "Undated" not in out
    _, out = ask("".join(COARSE), "timeline")
    assert "5 relations on the timeline, 2008 to 2021." in out


ON_TOPIC = {"topic": "trade"}


@pytest.mark.parametrize(
    ("own", "parties", "options"),
    [
        (ON_TOPIC, ["a", "b"], ["--topic", "trade"]),
        ({"kind": "pact"}, ["a", "b"], ["--kind", "pact"]),
        ({"parties": ["a", "b", "c"]}, ["a", "b", "c"], []),
    ],
)
def test_claims_that_are_not_asked_for_date_what_those_asked_for_tell(
    ask: Ask, own: dict[str, Any], parties: list[str], options: list[str]
) -> None:
    """One on no topic, of another kind or about fewer parties says when it was, too."""
    claims = topic() + measure()
    claims += relation("s", title="Gas pact", period="2010-04-08", status="signed")
    claims += relation("p", title="Gas pact", period="2012-02-05/..", same_as="s", **own)
    claims += event("h", title="Gas summit", period="2008-01-30", status="held")
    claims += event("e", title="Gas summit", period="2008-03-01", same_as="h", **own)
    lists = [["timeline", *parties, *options], ["search", "gas", *options]]
    lists += [["trade", *parties], ["brief", *parties, *options]] * (own == ON_TOPIC)
    relations = ["relations", *parties, *options]

    def found(words: list[str], dates: str) -> set[str]:
        facts = json.loads(ask(claims, *words, "--in", dates, "--json")[1])["facts"]
        return {fact["title"] for fact in facts}

    for words in lists:
        assert (words, found(words, "2008-01")) == (words, {"Gas summit"})
    for words in [*lists, relations]:
        assert (words, found(words, "2010")) == (words, {"Gas pact"})
        assert (words, found(words, "2011")) == (words, set())


def test_of_what_is_deprecated_the_line_that_shows_it_is_named(ask: Ask) -> None:
    """What other claims tell of these decides when it was, and not its own date."""
    signed = relation("s", title="Pact", period="2010-04-08", status="signed")
    withdrawn = {"title": "Pact", "period": "2012-02-05/..", "rank": "deprecated"}
    words = ("relations", "a", "b", "--in")
    nothing = "Nothing on relations about A and B is recorded for"
    claims = signed + relation("p", rank_reason="a slip", same_as="s", **withdrawn)
    told = " 1 claim since 5 Feb 2012 is deprecated (a slip): --all without the dates shows it."
    for dates, more in (("2011", ""), ("2013", told)):
        first, *_ = ask(claims, *words, dates)[1].splitlines()
        assert first == f"{nothing} {dates}; there is 1 claim for 8 Apr 2010.{more}"
        assert ask(claims, *words, dates, "--all")[0] == 1
    claims = signed + relation("p", rank_reason="a slip", **withdrawn)
    first, *_ = ask(claims, *words, "2013")[1].splitlines()
    assert first.removeprefix(f"{nothing} 2013; there is 1 claim for 8 Apr 2010. ") == (
        "1 claim since 5 Feb 2012 is deprecated (a slip): --all shows it."
    )
    assert ask(claims, *words, "2013", "--all")[0] == 0


WAR_AND_PACT = event("war", kind="war", title="War", period="1999/2002") + relation(
    "pact", kind="treaty", title="Pact", period="1999/2002"
)


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        ("--in 2000", "2000"),
        ("--in 2001-06", "2001"),
        ("--since 2000", "2000 to 2002"),
        ("--since 2000 --until 2001", "2000"),
        ("--until 1999", "1999"),
        ("--in 1998", ""),
        ("--until 1998", ""),
        ("--since 2003", ""),
    ],
)
def test_what_lasts_is_told_of_the_years_that_are_asked_for(
    ask: Ask, dates: str, years: str
) -> None:
    status, out = ask(WAR_AND_PACT, "timeline", "a", "b", *dates.split())
    assert status == (0 if years else 1)
    assert (f" on the timeline, {years}.\n" in out) == bool(years)
    assert ask(WAR_AND_PACT, "relations", "a", "b", *dates.split())[0] == status


KNOWN_BY = "--known-by", "2023-06-30"
TWO_KNOWN_ON = YEAR.replace('"t"', '"s"') + SINCE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a", "b"], "1 relation, from 1 source. (As known by 30 Jun 2023.)"),
        (["a"], "1 relation, from 1 source. (As known by 30 Jun 2023.)"),
        (["search", "ties"], 'with "ties", best first. (As known by 30 Jun 2023.)'),
        (["search", "none"], 'Nothing on "none" is recorded. (As known by 30 Jun 2023.) No claim'),
        (["show", "year"], " (As known by 30 Jun 2023.)\n"),
        (["relations", "a", "b"], " (As known by 30 Jun 2023.)\n"),
        (["timeline", "a"], " (As known by 30 Jun 2023.)\n"),
        (["brief", "a"], ", as known by 30 Jun 2023;"),
    ],
)
def test_every_page_says_once_by_which_day_its_claims_were_public(
    ask: Ask, words: list[str], said: str
) -> None:
    for form in ("table", "md"):
        _, out = ask(TWO_KNOWN_ON, *words, *KNOWN_BY, "--format", form)
        told = out.replace("**\n", "\n") if form == "md" else out
        assert said in told.replace("\\", "")
        assert out.lower().count("as known by") == 1
        assert "as known by" not in ask(TWO_KNOWN_ON, *words, "--format", form)[1].lower()
    _, out = ask(TWO_KNOWN_ON, *words, *KNOWN_BY, "--json")
    assert "nown by 30 Jun 2023" in json.loads(out)["answer"]["text"]
