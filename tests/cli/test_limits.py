"""Limits of what is shown, and the lines of a timeline that are found and counted."""

from __future__ import annotations

import itertools
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dipfacts.answers.occurrences import timeline_reading
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.cli.registry import COMMANDS
from dipfacts.model import display
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query import search as searching
from dipfacts.query.base import Base, open_base
from dipfacts.query.timeline_lines import TimelineCounts
from dipfacts.render.csv import INVENTORY
from support.command_line import Dip, dip_of
from support.compiled import shared
from support.factbase import base, event, party, relation, source, table
from support.recorded import BASE, TODAY_KNOWN, as_json, ids


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base above, or another that was written to DIPFACTS_FACTS."""
    return dip_of(BASE, capsys, monkeypatch)


# ------------------------------------------------------------------------------- limits


LIMITED = [
    "trade a b",
    "trade a b --mirror",
    "trade a",
    "trade",
    "trade a b --measure exports --measure turnover",
    "timeline",
    "timeline a b",
    "timeline --all",
    "timeline a --since 1995",
    "timeline --in 1995/1999 --all",
    f"timeline --upcoming 1y --known-by {TODAY_KNOWN}",
    "relations",
    "relations a b",
    "brief a",
    "brief a b",
    "search aland",
    "search treaty",
    "parties",
    "topics",
    "measures",
    "kinds",
    "sources",
]


@pytest.mark.parametrize("line", LIMITED)
def test_a_limit_shortens_only_what_is_shown(dip: Dip, line: str) -> None:
    whole, headline = as_json(dip, f"{line} --limit 0"), dip(f"{line} --limit 0")[1].split("\n")[0]
    by_dates = {key: whole["left_out"][key] for key in ("known_by", "dates")}
    assert whole["left_out"] == {"limit": 0, "of": {}, **by_dates}
    listed = COMMANDS[line].name if line in INVENTORY else "facts"
    for limit in (1, 2, 3, 100, 2**63):
        short = as_json(dip, f"{line} --limit {limit}")
        of_ranking = line in ("trade", "trade a")  # whose headline names only the claims shown
        rests_on = [id_ for id_ in whole["answer"]["facts"] if not of_ranking or id_ in ids(short)]
        assert short["answer"] == whole["answer"] | {"facts": rests_on}
        assert short["status"] == whole["status"]
        if listed != "facts":
            assert [*short[listed]] == [*whole[listed]][:limit]
        elif not line.startswith("search"):  # of equal rank any may come first
            assert {*ids(short)} <= {*ids(whole)}
        page = dip(f"{line} --limit {limit}")[1]
        assert page.split("\n")[0] == headline
        left_out, of = short["left_out"]["limit"], short["left_out"]["of"]
        assert sum(of.values()) == left_out
        if not line.startswith("brief"):
            more = display.listed(display.counted(n, f"more {noun}") for noun, n in of.items())
            assert (left_out > 0) == (f"{more}: --limit 0" in page) == bool(more)
            assert left_out > 0 or len(ids(short)) == len(ids(whole))
        if of.keys() == {"claim"}:
            claims = len(ids(short)) + left_out
            assert claims == len(ids(whole))
            assert f"{claims} claims" in headline or line.startswith("trade a b")
    assert as_json(dip, f"{line} --limit 1")["left_out"]["limit"] > 0 or line.startswith("brief")


LONG = ("9" * 5000, "-" + "9" * 5000, "9.9" * 2000, "x y " * 1500)
TYPED = [
    *("trade --limit", "trade --since", "trade --in", "trade --known-by", "trade --measure"),
    *("trade --lang", "trade --format", "trade --fields", "trade --json --fields"),
    *("timeline --latest", "timeline --upcoming", "timeline --kind", "serve --port", "trade --x"),
    *("show", "cite", "brief", "help", "", "trade --in 2021 --since", "parties", "trade cow:"),
]


@pytest.mark.parametrize("value", LONG, ids=["number", "minus", "dots", "words"])
def test_of_what_is_very_long_a_mistake_repeats_the_beginning(dip: Dip, value: str) -> None:
    for typed in TYPED:
        words = [*typed.split(" "), value] if not typed.endswith(":") else ["trade", f"cow:{value}"]
        status, out, err = dip(shlex.join(filter(None, words)))
        assert (status, out) == (2, ""), typed
        assert value[:100] not in err, typed


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("trade {}", f'no party is called "{"no " * 19}no…"'),
        ("timeline --upcoming {}", f'--upcoming: "{"no " * 13}…" is no span of time'),
        ("trade --format {}", f'no format is called "{"no " * 13}…"'),
        ("trade --json --fields {}", f'no field is called "{"no " * 19}no…"'),
        ("help {}", f'there is no help on "{"no " * 19}no…"'),
        ("export facts.db --to {}", f'there is no export to "{"no " * 13}…"'),
    ],
)
def test_a_mistake_shows_that_it_repeats_the_beginning_alone(
    dip: Dip, line: str, message: str
) -> None:
    status, out, err = dip(line.format(shlex.quote("no " * 40)))
    assert (status, out) == (2, "")
    assert err.startswith(f"dipfacts: {message}"), err


def test_the_answer_of_a_brief_names_the_claims_that_it_counts(dip: Dip) -> None:
    found = as_json(dip, "brief a b --limit 1")
    count = found["brief"]["claims"]
    assert found["answer"]["text"].startswith(f"Aland and Beland: {count} claims from 3 sources")
    assert len(found["answer"]["facts"]) == count


def test_a_timeline_keeps_its_newest_lines_in_order(dip: Dip) -> None:
    status, page, _ = dip("timeline a b --limit 3")
    assert status == 0
    lines = [" ".join(line.split()) for line in page.splitlines()]
    assert lines[0] == (
        "Aland and Beland: 5 events (1 once planned for a time now past) and "
        "3 relations on the timeline, 1992 to 2023."
    )
    assert lines[3:10] == [
        "2010",
        "Jan 2010 Visit third meeting, reported [1]",
        "2022",
        "3 Feb 2022 Visit fourth talks, reported [2]",
        "2023",
        "Apr 2023 Visit planned PLANNED visit [1]",
        "· planned for Apr 2023; nothing recorded since",
    ]
    assert "6 more lines: --limit 0" in page


def test_what_is_undated_is_kept_where_there_is_room(dip: Dip) -> None:
    whole = ids(as_json(dip, "timeline a b"))
    assert whole[-1] == "no-date"
    assert ids(as_json(dip, "timeline a b --limit 8"))[-1] == "planned"
    assert ids(as_json(dip, "timeline a b --limit 9")) == whole


@pytest.mark.parametrize("since", ["2021", "2021/..", "2021/", "2021/2023", "[2021,2024]"])
def test_what_is_public_since_is_said_by_the_day_that_counts(since: str, dip: Dip) -> None:
    found = as_json(dip, f"timeline a b --known-since {since} --limit 1")
    assert found["answer"]["text"].endswith(". (Public since 2021.)")
    assert found["query"]["known_since"] == "2021"
    both = as_json(dip, f"timeline a b --known-since {since} --known-by 2023 --limit 1")
    assert both["answer"]["text"].endswith(". (As known by 2023 and public since 2021.)")


def test_what_is_ahead_keeps_the_nearest(dip: Dip) -> None:
    found = as_json(dip, f"timeline --upcoming 2y --known-by {TODAY_KNOWN} --limit 1")
    assert found["answer"]["text"] == (
        "The next anniversary of 1 relation and 1 planned event from 31 Mar 2023 to 31 Mar 2025. "
        "(As known by 31 Mar 2023.)"
    )
    assert ids(found) == ["planned"]
    assert found["left_out"] == {"limit": 1, "of": {"line": 1}, "known_by": 0, "dates": 0}


def test_a_topic_keeps_its_headline_and_the_newest_others(dip: Dip) -> None:
    """The newest of any measure, and not the first measure alone."""
    found = as_json(dip, "trade a b --limit 2")
    assert {*ids(found)} == {"t2021", "t-late", "t-undated", "x"}
    found = as_json(dip, "trade a b --limit 3")
    assert {*ids(found)} == {"t2021", "t-late", "t-undated", "x", "t2020"}


def test_partners_keep_the_biggest(dip: Dip) -> None:
    page = dip("trade a --limit 1")[1]
    assert " ".join(page.splitlines()[4].split()).startswith("1 Beland 2020 $2,020")


def test_both_sides_keep_the_newest_rows(dip: Dip) -> None:
    found = as_json(dip, "trade a b --mirror --limit 1")
    assert [row["period"] for row in found["mirror"]] == ["2022"]
    assert "x" in ids(found)
    assert "y" not in ids(found)
    assert found["left_out"]["limit"] == 1


def test_a_timeline_of_very_many_names_no_claims(dip: Dip, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its headline is that of all, though only what is shown is read."""
    many = "".join(event(f"e{n}", period=str(1400 + n)) for n in range(600))
    monkeypatch.setenv("DIPFACTS_FACTS", str(shared(BASE + many)))
    short, whole = as_json(dip, "timeline --limit 2"), as_json(dip, "timeline")
    assert short["answer"] == whole["answer"]
    assert short["answer"]["text"] == (
        "605 events (1 planned or once planned) and 3 relations on the timeline, 1400 to 2023."
    )
    assert short["answer"]["facts"] == []
    assert ids(short) == ["fourth", "planned"]
    assert short["left_out"]["limit"] == 607
    assert as_json(dip, "timeline --limit 2 --kind talks")["answer"]["facts"] != []


def test_a_search_says_how_many_there_are(dip: Dip, monkeypatch: pytest.MonkeyPatch) -> None:
    found = as_json(dip, "search treaty --limit 1")
    assert found["answer"]["text"] == '3 claims with "treaty", best first.'
    assert len(found["answer"]["facts"]) == 3
    assert found["left_out"] == {"limit": 2, "of": {"claim": 2}, "known_by": 0, "dates": 0}
    assert "ranked" not in found
    monkeypatch.setattr(searching, "RANKED", 2)
    for limit in (0, 1):
        found = as_json(dip, f"search treaty --limit {limit}")
        assert found["answer"]["text"] == '3 claims with "treaty", best first.'
        assert found["answer"]["facts"] == []
        assert found.get("ranked") == (2 if limit else None)
    page = dip("search treaty --limit 1")[1]
    ranked = (
        "Ranked are 2 of them: those with the words in the title, then others, each in the order of"
        " the files"
    )
    assert f"\n{ranked}; --limit 0 ranks all.\n" in page
    monkeypatch.setattr(searching, "COUNTED", 2)
    for limit in (0, 1):
        found = as_json(dip, f"search treaty --limit {limit}")
        assert found["answer"]["text"] == 'More than 2 claims with "treaty", best first.'
        assert found["left_out"]["limit"] == (None if limit else 0)
    assert "\nMore: --limit 0\n" in dip("search treaty --limit 1")[1]


# ------------------------------------------------- lines of a timeline, found and counted


PERIODS = [None, "1995", "1998", "1992/1999", "1993", "../1998-05-06", "2010/..", "2023", "2500"]
PERIODS += ["1998-02", "1993-05-06/..", "../1930"]
KNOWN = [None, "2022", "2023", "2024-03-30", "2024-03-31", "../.."]


def periods(texts: list[str | None]) -> st.SearchStrategy[Period | None]:
    return st.sampled_from([text and Period.parse(text) for text in texts])


def names(*known: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(known), max_size=2, unique=True).map(tuple)


QUERIES = st.builds(
    Query,
    types=st.sampled_from(
        [("event", "relation"), ("relation", "event"), ("event",), ("relation",)]
    ),
    parties=st.just(()),
    text=st.none(),
    topic=st.sampled_from([None, "trade"]),
    since=periods(PERIODS),
    until=periods(PERIODS),
    within=periods(PERIODS),
    known_by=periods(KNOWN),
    known_since=periods(KNOWN),
    claimant=names("a", "b", "c"),
    publisher=st.none(),
    published_by=st.none() | names("s", "month", "undated"),
    unknown_day=st.sampled_from([False, False, True]),
    measure=names("turnover"),
    kind=names("visit", "meeting", "treaty", "alliance", "ties", "none"),
    source=names("s", "month", "undated"),
    deprecated=st.booleans(),
    limit=st.none() | st.integers(0, 12),
)
WRONG = {"rank": "deprecated", "rank_reason": "wrong"}
ODD = (
    relation("end-alone", period="../1998", kind="treaty"),
    relation("end-unknown", period="/1995-07", rank="deprecated", rank_reason="wrong"),
    relation("no-line", period="../.."),
    relation("no-period"),
    relation("year", period="1998", topic="trade"),
    event("before", period="/1995", kind="visit"),
    event("wrong", kind="visit", status="planned", rank="deprecated", rank_reason="wrong"),
    event("always", period="../..", kind="visit"),
    event("decade", period="199X", kind="meeting"),
    event("one-of", period="[1998-05-05..1998-05-09]", source="month"),
    relation("some-time", period="199X/2023", kind="alliance"),
    relation("until-some-time", period="1980/202X", rank="deprecated", rank_reason="wrong"),
    relation("ending-some-time", period="../203X"),
    relation("still", period="/.."),
    relation("in-a-decade", period="197X"),
    relation("up-to", period="[..1998-06]", status="signed"),
    relation("from-then", period="[1993-03..]"),
    # claims about one thing: plainly, by dates that differ, in stages, some of them deprecated
    relation("twin-1", title="Twins", period="1994/.."),
    relation("twin-2", title="TWINS", period="1994/..", source="month", claimant="b"),
    event("visit-1", period="1995-06-02", kind="visit"),
    event(
        "visit-2",
        period="1998-06-03",
        kind="visit",
        same_as="visit-1",
        source="undated",
        claimant="c",
    ),
    event("visit-3", period="1992/1993", kind="meeting", same_as="visit-2", topic="trade"),
    event("plan", period="2500", status="planned"),
    event("held", period="1999", status="held", same_as="plan", claimant=["a", "b"]),
    event("off", period="1998", status="cancelled", same_as="plan", **WRONG),
    relation("signed", period="1992-05", status="signed", same_as="in-force"),
    relation("in-force", period="1993/..", status="in-force", kind="alliance"),
    relation("in-force-2", period="1995/1999", same_as="in-force", source="month"),
    relation("paused", period="2010/..", status="suspended", same_as="in-force", topic="trade"),
    relation("undated-1", same_as="undated-2", **WRONG),
    relation("undated-2", **WRONG),
    relation("ties-1", kind="ties", period="1992/1998"),
    relation("ties-2", kind="ties", period="1998-05-06/..", source="undated"),
    relation("ties-3", kind="ties", period="1990"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    path = tmp_path_factory.mktemp("lines") / "facts.toml"
    path.write_text(BASE + "".join(ODD), encoding="utf-8")
    with open_base(str(path)) as opened:
        yield opened


@given(QUERIES)
@example(Query(types=("event", "relation"), limit=3))
@example(Query(types=("event", "relation"), limit=30, deprecated=True))
@example(Query(types=("event",)))
@example(Query(types=("relation",)))
@example(Query(types=("event", "relation"), since=Period.parse("1993")))
@example(Query(types=("event", "relation"), until=Period.parse("1998"), deprecated=True))
def test_counts_and_newest_lines_are_those_of_the_whole_timeline(lines: Base, query: Query) -> None:
    """SQL counts and finds unread what reading every claim finds."""
    limit, whole = query.limit, query.replaced(limit=None)
    entries = timeline_reading.lines(lines, whole)
    counted = lines.count_timeline(query)
    assert counted == timeline_reading.counted(entries)
    assert counted.lines == len([*lines.moments(whole)])
    assert shown(timeline_reading.read_newest(lines, whole)) == shown(entries)
    found = timeline_reading.read_newest(lines, query)
    some = timeline_reading.newest(entries, limit) if limit else []
    expected = entries if limit is None else some
    assert shown(found) == shown(expected)


def shown(entries: Any) -> list[tuple[str, int | None, str]]:
    return [(entry.fact.id, entry.day, entry.mark) for entry in entries]


@given(QUERIES)
def test_claims_are_counted_as_they_are_found(lines: Base, query: Query) -> None:
    query = query.replaced(types=("figure", "event", "relation"))
    assert lines.count(query) == len(lines.find(query.replaced(limit=None)))
    about = query.replaced(parties=("a", "c"))
    assert lines.count(about) == len(lines.find(about.replaced(limit=None)))


def test_nothing_on_record_is_counted_as_nothing(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(base(source(), party("a"), party("b")), encoding="utf-8")
    with open_base(str(path)) as opened:
        nothing = opened.count_timeline(Query(types=("event", "relation")))
    assert nothing == TimelineCounts(0, {}, 0, None, None, 0)


@given(st.lists(st.none() | st.integers(1, 9)), st.integers(0, 9))
@example([None] * 30 + [1, 2], 20)
def test_the_newest_are_a_part_of_all_in_order(days: list[int | None], limit: int) -> None:
    dated = sorted(day for day in days if day is not None)
    entries: list[Any] = [
        Entry(nth, day, "", "")  # type: ignore[arg-type]  # a number stands in for a claim
        for nth, day in enumerate([*dated, *(day for day in days if day is None)])
    ]
    kept = timeline_reading.newest(entries, limit)
    assert len(kept) == (min(limit, len(days)) if limit else len(days))
    assert [entry for entry in entries if entry in kept] == kept
    left = [entry for entry in entries if entry not in kept]
    assert all(
        one.day is None or (other.day is not None and one.day <= other.day)
        for one, other in itertools.product(left, kept)
    )
