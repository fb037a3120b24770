"""Options of every command: limits, several of one, those that cannot apply, the date known by."""

from __future__ import annotations

import itertools
import json
import shlex
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dipfacts.answers.occurrences import timeline as timelines
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.cli import app
from dipfacts.cli import request as requests
from dipfacts.cli.command import Command
from dipfacts.cli.commands.serve import question_options
from dipfacts.cli.completion import protocol
from dipfacts.cli.options import Option
from dipfacts.cli.registry import COMMANDS, topic_command
from dipfacts.cli.request import TypedWords
from dipfacts.cli.typed_line import TypedLine
from dipfacts.model import display
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query import search as searching
from dipfacts.query.base import Base, open_base
from dipfacts.query.timeline_lines import TimelineCounts
from dipfacts.query.typed_words.request import Words
from dipfacts.query.typed_words.resolve import resolve
from dipfacts.render.csv import INVENTORY
from support.command_line import Dip, dip_of
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, relation, source, table, topic

TODAY_KNOWN = "2023-03-31"
BASE = base(
    source(published=date(2023, 1, 1)),
    source("month", published="2024-03"),
    source("undated"),
    party("a", name="Aland"),
    party("b", name="Beland"),
    party("c", name="Celand"),
    topic(),
    topic("aid"),
    measure(),
    measure("exports"),
    measure("grants", topic="aid"),
    *(figure(f"t{year}", period=str(year), value=year) for year in range(2015, 2022)),
    figure("t-late", period="2021", value=2100, source="month"),
    figure("t-undated", period="2021", value=2100, source="undated"),
    figure("x", measure="exports", from_="a", to="b", period="2022", value=7, reporter="a"),
    figure("y", measure="exports", from_="b", to="a", period="2020", value=8, reporter="b"),
    figure("with-c", parties=["a", "c"], period="2020", value=1),
    relation("pact", period="1992-04-04/.."),
    relation("bond", period="1993/1999", kind="alliance"),
    relation("other", period="2001/..", source="undated"),
    event("first", period="1995", kind="visit"),
    event("second", period="1998-05-06", kind="meeting", rank="deprecated", rank_reason="wrong"),
    event("third", period="2010-01", kind="meeting"),
    event("fourth", period="2022-02-03", kind="talks", source="month"),
    event("no-date", kind="talks"),
    event("planned", period="2023-04", kind="visit", status="planned"),
)


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base above, or another that was written to DIPFACTS_FACTS."""
    return dip_of(BASE, capsys, monkeypatch)


def as_json(dip: Dip, line: str) -> dict[str, Any]:
    _, out, err = dip(f"{line} --json")
    assert err == ""
    found: dict[str, Any] = json.loads(out)
    return found


def ids(found: dict[str, Any]) -> list[str]:
    return [fact["id"] for fact in found["facts"]]


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
    entries = timelines.lines(lines, whole)
    counted = lines.count_timeline(query)
    assert counted == timelines.counted(entries)
    assert counted.lines == len([*lines.moments(whole)])
    assert shown(timelines.read_newest(lines, whole)) == shown(entries)
    found = timelines.read_newest(lines, query)
    expected = entries if limit is None else timelines.newest(entries, limit) if limit else []
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
    kept = timelines.newest(entries, limit)
    assert len(kept) == (min(limit, len(days)) if limit else len(days))
    assert [entry for entry in entries if entry in kept] == kept
    left = [entry for entry in entries if entry not in kept]
    assert all(
        one.day is None or (other.day is not None and one.day <= other.day)
        for one, other in itertools.product(left, kept)
    )


# -------------------------------------------------------------------- several of one


@pytest.mark.parametrize(
    ("line", "either", "found"),
    [
        ("timeline a b", "--kind meeting --kind visit", {"first", "third", "planned"}),
        ("timeline", "--kind meeting --kind visit", {"first", "third", "planned"}),
        ("relations a b", "--kind alliance --kind treaty", {"pact", "bond", "other"}),
        ("relations", "--source undated --source month", {"other"}),
        ("trade a b", "--measure exports --measure turnover --in 2022", {"x"}),
        ("trade", "--source undated --source month", {"t-late", "t-undated"}),
        (
            "brief a b",
            "--source undated --source month",
            {"t-late", "t-undated", "other", "fourth"},
        ),
        ("search visit", "--kind talks --kind meeting", {"third", "fourth", "no-date"}),
        ("search beland", "--measure exports --measure grants", {"x", "y"}),
    ],
)
def test_several_of_one_mean_any_of_them(dip: Dip, line: str, either: str, found: set[str]) -> None:
    whole = as_json(dip, f"{line} {either}")
    assert {*ids(whole)} == found
    words = shlex.split(either)
    pairs = [*zip(words[::2], words[1::2], strict=True)]
    turned = " ".join(f"{flag} {name}" for flag, name in reversed(pairs))
    assert as_json(dip, f"{line} {turned}") == whole
    assert as_json(dip, f"{line} {either} {either}") == whole
    (flag, first), (_, second) = pairs[:2]
    assert whole["query"][flag.strip("-")] == sorted([first, second])
    one = as_json(dip, f"{line} {flag} {first}")
    assert one["query"][flag.strip("-")] == first


def test_a_second_one_that_is_unknown_is_told_with_the_nearest(dip: Dip) -> None:
    for what, known, slip in (
        ("kind", "visit", "meting"),
        ("source", "month", "mont"),
        ("measure", "turnover", "turnovr"),
    ):
        line = f"search visit --{what} {known} --{what} {slip}"
        status, out, err = dip(line)
        assert (status, out) == (2, "")
        assert err.startswith(f'dipfacts: no {what} is called "{slip}"\n  did you mean "')


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("timeline --in 2020 --in 2021", "--in takes one value, not 2020 and 2021", "--in 2020"),
        ("timeline --limit 3 --limit 4", "--limit takes one value, not 3 and 4", "--limit 3"),
        ("brief a -o x.md --output y.md", "--output takes one value, not x.md and y.md", None),
        ("trade --lang de --lang ru --lang de", "--lang takes one value, not de and ru", None),
        ("timeline --upcoming 1y --upcoming 2y", "--upcoming takes one value, not 1y and 2y", None),
        ("cite t2021 --style text --style bibtex", None, "--style text"),
        ("search x --limit 20 --limit 5", "--limit takes one value, not 20 and 5", None),
        ("trade --since '' --since 'a b'", None, "--since ''"),
    ],
)
def test_a_second_value_of_an_option_that_has_one_is_refused(
    dip: Dip, line: str, message: str | None, hint: str | None
) -> None:
    status, out, err = dip(line)
    assert (status, out) == (2, "")
    assert " takes one value, not " in err
    assert message is None or f"dipfacts: {message}\n" in err
    assert hint is None or err.endswith(f"\n  give one of them, such as {hint}\n")
    assert not Path("x.md").exists()


def test_the_same_value_twice_is_one(dip: Dip) -> None:
    assert dip("timeline --in 2021 --in 2021") == dip("timeline --in 2021")


def test_a_chart_is_refused_where_none_can_be_drawn(dip: Dip) -> None:
    for line, instead in (
        ("trade a b --chart --mirror", "--mirror"),
        ("trade a b --chart --json", "the format json"),
        ("trade a b --chart --format md", "the format md"),
        ("trade a b --chart -o chart.csv", "the format csv"),
    ):
        message = f"dipfacts: --chart does not apply to {instead}\n  leave one of them out\n"
        assert dip(line) == (2, "", message)
    assert dip("trade a b --no-chart --json") == dip("trade a b --json")


def test_a_chart_that_there_is_not_is_told(dip: Dip) -> None:
    status, page, _ = dip("trade a c")
    told = "dipfacts: no chart: it takes three full years of one series\n"
    assert dip("trade a c --chart") == (status, page, told)
    assert dip("trade a c --no-chart") == (status, page, "")


def test_a_source_that_nothing_is_from_is_known(dip: Dip, tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text(base(source(), source("unused"), party("a"), party("b"), topic()))
    status, out, err = dip(f"timeline a b --source unused -f {path}")
    assert (status, err) == (1, "")
    assert out.startswith(
        "Nothing on the timeline from the source unused about A and B is recorded"
    )
    unknown = 'dipfacts: no kind is called "visit"\n  there is no kind here\n'
    assert dip(f"timeline --kind visit -f {path}") == (2, "", unknown)


def test_tab_offers_a_second_one(dip: Dip) -> None:
    def offered(*words: str) -> list[str]:
        return [one.value for one in protocol.candidates(TypedLine([*words]), ["en"])]

    assert "--kind" in offered("timeline", "--kind", "visit", "--k")
    assert "--limit" not in offered("timeline", "--limit", "2", "--l")
    kinds = offered("timeline", "--kind", "visit", "--kind", "")
    assert "meeting" in kinds
    assert "visit" not in kinds
    assert offered("trade", "--measure=exports", "--measure", "") == ["turnover"]


# ------------------------------------------------------------- options that cannot apply

INSTEAD = {
    "trade a b --kind visit": (
        "trade has no option --kind: it applies to timeline, relations, search and cite",
        "try dipfacts timeline a b --kind visit",
    ),
    "timeline a b --measure exports": (
        "timeline has no option --measure: it applies to every topic, search and cite",
        "try dipfacts trade a b --measure exports",
    ),
    "relations a b --since 2020 --measure=grants": (
        "relations has no option --measure: it applies to every topic, search and cite",
        "try dipfacts aid a b --since 2020 --measure grants",
    ),
    "brief a --kind visit --limit 3 --json": (
        "brief has no option --kind: it applies to timeline, relations, search and cite",
        "try dipfacts timeline a --kind visit --limit 3 --json",
    ),
    "trade 'Aland' b --mirror --kind visit": (
        "trade has no option --kind: it applies to timeline, relations, search and cite",
        "try dipfacts timeline Aland b --kind visit",
    ),
    "trade 'Aland' b --kind 'state visit'": (
        "trade has no option --kind: it applies to timeline, relations, search and cite; "
        'no kind is called "state visit"',
        "dipfacts kinds lists them",
    ),
    "relations a --upcoming 90d": (
        "relations has no option --upcoming: it applies to timeline",
        "try dipfacts timeline a --upcoming 90d",
    ),
    "timeline a b --mirror": (
        "timeline has no option --mirror: it applies to every topic",
        "try dipfacts trade a b --mirror",
    ),
    "timeline a b c --mirror": (
        "timeline has no option --mirror: it applies to every topic",
        "see dipfacts trade --help",
    ),
    "show pact --kind treaty": (
        "show has no option --kind: it applies to timeline, relations, search and cite",
        "see dipfacts timeline --help",
    ),
    "show pact --limit 3": ("show has no option --limit", "see dipfacts show --help"),
    "trade a b --style bibtex": (
        "trade has no option --style: it applies to cite",
        "see dipfacts cite --help",
    ),
    "trade a b --kinds visit": (
        "no such option: --kinds",
        "--kind is an option of timeline, relations, search and cite",
    ),
    "trade a b --sort value": ("no such option: --sort", "see dipfacts trade --help"),
    "trade a b --styl apa": ("no such option: --styl", "--style is an option of cite"),
    "timeline a --hosts b": ("no such option: --hosts", "--host is an option of serve"),
    "trade a b --limt 3": ("no such option: --limt", 'did you mean "--limit"?'),
    "trad a b --kind visit": (
        'no command, topic or party is called "trad"',
        'did you mean "trade"?',
    ),
    "trade a b --measure grants": (
        "grants is a measure of aid, not of trade",
        "try dipfacts aid a b --measure grants",
    ),
    "trade a b --measure grnts --in 2020": (
        'no measure is called "grnts"',
        "try dipfacts aid a b --measure grants --in 2020",
    ),
    "relations a --kind visits --since 2020": (
        'no kind is called "visits"',
        "try dipfacts timeline a --since 2020 --kind visit",
    ),
    "relations --kind visits --kind treaty": (
        'no kind is called "visits"',
        "try dipfacts timeline --kind visit --kind treaty",
    ),
    "relations --kind treat": ('no kind is called "treat"', 'did you mean "treaty"?'),
    "timeline --kind visits": ('no kind is called "visits"', 'did you mean "visit"?'),
    "cite relations --kind visits": (
        'no kind is called "visits"',
        "try dipfacts cite timeline --kind visit",
    ),
    "search aland --measure exports --kind visit": (
        "--measure and --kind exclude each other",
        "figures have a measure, events and relations have a kind",
    ),
    "timeline --in 2020 --since 2021": (
        "--in 2020 is before --since 2021",
        "give only one of them",
    ),
    "trade a b --in 2020 --until 2019": (
        "--in 2020 is after --until 2019",
        "give only one of them",
    ),
}


@pytest.mark.parametrize("line", INSTEAD)
def test_what_cannot_apply_is_refused_with_what_to_type(dip: Dip, line: str) -> None:
    message, hint = INSTEAD[line]
    assert dip(line) == (2, "", f"dipfacts: {message}\n  {hint}\n")


@pytest.mark.parametrize("line", [line for line in INSTEAD if INSTEAD[line][1][:4] == "try "])
def test_what_is_said_to_be_typed_is_understood(dip: Dip, line: str) -> None:
    """It is a question: answered, or for a kind or party that the base lacks, not."""
    command = INSTEAD[line][1].removeprefix("try dipfacts ")
    _, _, err = dip(command)
    assert "option" not in err


ASKING = [*(c for c in COMMANDS.values() if c.answers), topic_command("trade")]
EVERY: dict[str, Option] = {
    flag: option
    for command in (*COMMANDS.values(), topic_command("trade"))
    for option in command.options
    for flag in option.each_flag
    if flag.startswith("--")
}


@pytest.mark.parametrize("command", ASKING, ids=lambda command: str(command.name))
def test_an_option_that_a_command_lacks_does_not_exist_there(dip: Dip, command: Command) -> None:
    own = {flag for option in command.options for flag in option.each_flag}
    needed = {"brief": "a", "search": "treaty", "show": "pact"}.get(command.name, "")
    lacking = [flag for flag in EVERY if flag not in own]
    assert "--strict" in lacking
    for flag in lacking:
        value = "1" if EVERY[flag].takes_value else ""
        status, out, err = dip(f"{command.name} {needed} {flag} {value}")
        assert (status, out) == (2, "")
        assert err.startswith(f"dipfacts: {command.name} has no option {flag}")


def test_every_word_of_a_question_is_taken_and_no_other() -> None:
    """A condition by a name that nobody reads would be dropped, and the answer be that of none."""
    arguments = {argument.name for command in ASKING for argument in command.arguments}
    options = {option.name for command in ASKING for option in command.options}
    assert arguments | options == {*TypedWords.__struct_fields__}
    served = {name for options in question_options().values() for name in options}
    assert served - {*Words.__struct_fields__} == {"fields"}  # which is of the format alone
    with pytest.raises(TypeError, match="knownby"):
        requests.parse("timeline", {"knownby": "2021"})


def test_dates_that_overlap_hold_together(dip: Dip) -> None:
    assert ids(as_json(dip, "timeline --in 1990/1999 --since 1998 --all")) == ["second", "bond"]
    assert ids(as_json(dip, "timeline --in 1998 --until 1998-05 --all")) == ["second"]


def test_a_refusal_of_a_base_that_cannot_be_read(dip: Dip) -> None:
    status, _, err = dip("timeline a b --measure x -f /no/such.toml")
    assert status == 2
    assert err.endswith("  try dipfacts TOPIC a b --measure x -f /no/such.toml\n")
    assert dip("timeline a b --measure x -f -")[2].endswith("TOPIC a b --measure x -f -\n")


def test_hostile_words_are_printed_plain(dip: Dip) -> None:
    err = dip("trade 'a\x1b[31m' --kind 'v\x07'")[2]
    assert err.replace("\n", "").isprintable()


# --------------------------------------------------------- what is recorded but not asked


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "relations a b --kind visit",
            "Nothing on relations of the kind visit about Aland and Beland is recorded."
            " Other claims there are: 11 figures, 3 relations and 5 events on trade or on no"
            " topic.\n\n"
            "2 claims of the kind visit are on events: dipfacts timeline a b --kind visit\n"
            "The other claims: dipfacts a b\n",
        ),
        (
            "trade a c --measure exports --source month",
            "Nothing on trade of the measure exports from the source month between Aland and"
            " Celand is recorded. Other claims there are: 1 figure on trade.\n\n"
            "The other claims: dipfacts a c\n",
        ),
        (
            "timeline c --kind visit --kind talks",
            "Nothing on the timeline of the kind talks or visit about Celand is recorded."
            " Other claims there are: 1 figure on trade.\n\nThe other claims: dipfacts c\n",
        ),
    ],
)
def test_what_was_asked_is_said_where_nothing_fits(dip: Dip, line: str, text: str) -> None:
    assert dip(line) == (1, text, "")


# ---------------------------------------------------------------------------- known by


def test_a_claim_not_yet_public_is_an_honest_empty(dip: Dip) -> None:
    status, page, err = dip("show t2021 --known-by 2022-12-31")
    assert (status, err) == (1, "")
    assert page == "t2021 was not public by 31 Dec 2022; it is known by 1 Jan 2023.\n"
    found = as_json(dip, "show t2021 --known-by 2022-12-31")
    assert (found["status"], found["facts"], found["sources"]) == ("outside-dates", [], {})
    assert found["query"] == {
        "command": "show",
        "parties": [],
        "known_by": "2022-12-31",
        "id": "t2021",
    }
    assert ids(as_json(dip, "show t2021 --known-by 2023-01-01")) == ["t2021"]
    for form in ("csv", "jsonl", "md"):
        status, out, _ = dip(f"show t2021 --known-by 2022 --format {form}")
        assert status == 1
        assert "2100" not in out


def test_others_about_the_same_are_hidden_and_counted(dip: Dip) -> None:
    status, page, _ = dip("show t2021 --known-by 2024-03-30")
    assert status == 0
    assert "t-late" not in page
    assert "1 claim of an undated source is left out by --known-by." in page
    # A source of March 2024 is known by the end of that month.
    assert ids(as_json(dip, "show t2021 --known-by 2024-03")) == ["t2021", "t-late"]
    assert ids(as_json(dip, "show t2021 --known-by 2024-03-31")) == ["t2021", "t-late"]


def test_of_an_undated_source_nobody_knows(dip: Dip) -> None:
    status, page, _ = dip("show t-undated --known-by 2030")
    assert status == 1
    assert page == "Whether t-undated was public by 2030 is not known: its source is undated.\n"
    assert dip("show t-undated")[0] == 0


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("trade a b", 1),
        ("trade a", 1),
        ("trade", 1),
        ("trade a b --mirror", 1),
        ("trade a b --in 2021", 1),
        ("trade a b --in 2020", 0),
        ("trade a b --measure exports", 0),
        ("trade a b --source s", 0),
        ("timeline", 1),
        ("timeline a b", 1),
        ("timeline --since 2002", 0),
        ("timeline --limit 1", 1),
        ("timeline --kind visit", 0),
        ("relations a", 1),
        ("relations", 1),
        ("brief a b", 2),
        ("search treaty", 1),
        ("search turnover --limit 1", 1),
        ("search visit", 0),
    ],
)
def test_claims_of_undated_sources_are_counted(dip: Dip, line: str, count: int) -> None:
    found = as_json(dip, f"{line} --known-by 2030")
    assert found["left_out"]["known_by"] == count
    page = dip(f"{line} --known-by 2030")[1]
    sentence = {
        0: "",
        1: "1 claim of an undated source is left out by --known-by.",
        2: "2 claims of undated sources are left out by --known-by.",
    }[count]
    assert sentence in page
    assert ("undated source" in page) == (count > 0)
    assert as_json(dip, line)["left_out"]["known_by"] == 0
    assert "undated source" not in dip(line)[1]


@pytest.mark.parametrize("line", ["timeline a b", "brief a b", "timeline c"])
def test_pages_for_a_browser_count_them_too(dip: Dip, line: str) -> None:
    html = dip(f"{line} --known-by 2030 --format html")[1]
    assert ("of an undated source is left out by --known-by." in html) == (line == "timeline a b")
    assert ("2 claims of undated sources are left out" in html) == (line == "brief a b")


def test_what_is_ahead_counts_what_it_cannot_date(dip: Dip) -> None:
    found = as_json(dip, f"timeline --upcoming 1y --known-by {TODAY_KNOWN}")
    assert found["left_out"]["known_by"] == 0
    found = as_json(dip, "timeline --upcoming 90d --known-by 1999-06-01")
    assert found["left_out"]["known_by"] == 0


def test_relations_and_events_on_a_topic_are_counted_where_none_was_public(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    claims = (
        relation("fish", topic="trade", source="late"),
        event("talks", topic="trade", period="2019-05-03", source="late"),
        relation("grain", topic="trade", source="undated"),
    )
    late = source("late", published=date(2024, 5, 1))
    head = base(source("undated"), late, party("a"), party("b"), topic(), measure())
    turnover = figure("f", source="late")
    left_out = "1 claim of an undated source is left out by --known-"
    for some, count in (("", 2), (turnover, 3)):
        path = str(write(head + "".join(claims) + some))
        for words, told in (
            (["--known-by", "2022"], f"was public by 2022; {count} claims became public later."),
            (["--known-since", "2025"], f"since 2025; {count} claims became public before."),
        ):
            for parties in (["a", "b"], ["a"], []):
                assert app.run(["trade", *parties, *words, "-f", path]) == 1
                page = capsys.readouterr().out
                assert told in page
                assert left_out + words[0].removeprefix("--known-") in page
                assert app.run(["trade", *parties, *words, "-f", path, "--json"]) == 1
                found = json.loads(capsys.readouterr().out)
                assert (found["status"], found["left_out"]["known_by"]) == ("outside-dates", 1)


_TWO = "2 of these relations and events are told by 2 more claims, which {} out: what is"
_ONE = "1 of these relations and events is told by 1 more claim, which {} out: what is said"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("timeline a b --known-since 2025", _TWO.format("--known-since leaves")),
        ("brief a b --known-since 2025", _TWO.format("--known-since leaves")),
        ("trade a b --known-since 2025", _TWO.format("--known-since leaves")),
        ("relations a b --known-since 2025", _ONE.format("--known-since leaves")),
        ("timeline a b --kind pact --source late", _ONE.format("--source leaves")),
        (
            "timeline --publisher Late --known-since 2025",
            _TWO.format("--known-since and --publisher leave"),
        ),
        ("timeline a b --known-by 2024", ""),
        ("brief a b", ""),
        ("timeline a b --kind pact", ""),
    ],
)
def test_what_others_say_of_what_is_shown_is_counted(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    pact = {"kind": "pact", "title": "Pact", "topic": "trade"}
    call = {"title": "Call", "topic": "trade", "period": "2024-03"}
    late = {"source": "late"}
    path = write(
        base(
            source(published=date(2024, 6, 1)),
            source("late", published=date(2026, 6, 1)),
            *map(party, "ab"),
            topic(),
            relation("force", period="2011/..", status="in-force", **pact),
            relation("sign", period="2010", status="signed", same_as="force", **late, **pact),
            event("held", status="held", **call),
            event("plan", same_as="held", **late, **call),
        )
    )
    app.run([*line.split(), "-f", str(path)])
    page = capsys.readouterr().out
    assert told in page
    assert ("these relations and events" in page) == bool(told)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "trade a b --known-by 2022",
            "No claim recorded here on trade between Aland and Beland was public by 2022;"
            " 10 claims became public later.",
        ),
        (
            "timeline a b --known-by 2022",
            "No claim recorded here on the timeline about Aland and Beland was public by 2022;"
            " 7 claims became public later.",
        ),
        (
            "relations --known-by 2022 --kind alliance",
            "No claim recorded here on relations of the kind alliance was public by 2022;"
            " 1 claim became public later.",
        ),
        (
            "relations --known-by 2022 --source undated",
            "Nothing on relations from the source undated is recorded. (As known by 2022.)",
        ),
        (
            "timeline a b --in 1995 --known-by 2022",
            "No claim recorded here on the timeline about Aland and Beland was public by 2022;"
            " 7 claims became public later.",
        ),
        (
            "timeline a b --upcoming 90d --known-by 2020 --kind visit",
            "No claim recorded here on the timeline of the kind visit about Aland and Beland was"
            " public by 2020; 2 claims became public later.",
        ),
        (
            "timeline a b --in 1985 --known-by 2030",
            "Nothing on the timeline about Aland and Beland is recorded for 1985; there are 7"
            " claims (6 from 1992 to 2023, 1 without a date). (As known by 2030.)",
        ),
    ],
)
def test_nothing_public_yet_is_not_nothing_recorded(dip: Dip, line: str, text: str) -> None:
    status, page, _ = dip(line)
    assert status == 1
    assert page.splitlines()[0] == text
    expected = "nothing-recorded" if "is recorded. (" in text else "outside-dates"
    assert as_json(dip, line)["status"] == expected


def test_a_request_of_nothing_is_a_query_without_conditions(write: Callable[..., Path]) -> None:
    # A timeline of all parties is counted without reading its claims only then.
    path = write(base(source(), party("a"), topic()))
    with open_base(str(path)) as opened:
        assert resolve(opened, Request(command="timeline")) == Query()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("trade a b --form json", 'did you mean "--format"?'),
        ("trade a b --form=json", 'did you mean "--format"?'),
        ("trade a b --s 2020", 'did you mean "--since" or "--source"?'),
        ("trade --hel", 'did you mean "--help"?'),
        ("--vers", 'did you mean "--version"?'),
    ],
)
def test_an_abbreviated_option_is_told_in_full(
    words: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(words.split()) == 2
    assert capsys.readouterr().err.endswith(f"\n  {hint}\n")
