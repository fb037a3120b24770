"""Answers of a page: what only the first lines are read for is what all of them would say."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dipfacts.answers import other_claims, topic_occurrences, topics
from dipfacts.answers.answer import LIMITS
from dipfacts.answers.briefs import recorded
from dipfacts.answers.occurrences import relations, timeline, timeline_reading
from dipfacts.answers.occurrences.entry import Entry
from dipfacts.model.file_format.status import CLASSES, class_of
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import SHORT
from dipfacts.query import single_claims
from dipfacts.query.base import open_base
from support.draws import drawn
from support.factbase import base, event, figure, measure, party, relation, source, topic

BASE = base(
    source("s", published=date(2020, 5, 1)),
    source("t"),
    party("a"),
    party("b"),
    party("c"),
    party("gone", period="1950/1991"),
    party("body", kind="organisation", period="1960/2010"),
)
PERIODS = (
    *(None, "1970", "1994-06-01", "199X/..", "[1994,1996]", "2001~/2002?", "1990-01/2005"),
    *(
        "1980-05/..",
        "1985-05-02/",
        "/1999",
        "/2005",
        "/..",
        "../1995",
        "1991-12-25/2040",
        "2030/..",
        "2990-05-01",
        "[1996,2990]",
    ),
)
THREE = ["a", "b", "gone"]
PARTIES = (["a", "b"], ["b", "c"], ["a", "gone"], ["a", "body"], THREE, ["gone", "c"])
SOME = (["a"], ["gone"], ["a", "b"])  # of these one leaves, or two of them among themselves
STATUSES = (None, *(status for of in CLASSES.values() for status in of))


@st.composite
def relations_of(draw: st.DrawFn) -> str:
    """Draw relations, some of them told by several claims."""
    made = list[dict[str, Any]]()
    for n in range(draw(st.integers(1, 12))):
        same = draw(st.sampled_from([None, *made]))
        status = draw(st.sampled_from(STATUSES))
        keys: dict[str, Any] = {
            "id": f"r{n}",
            "status": status,
            "period": draw(st.sampled_from(PERIODS)),
            "parties": draw(st.sampled_from(_named(same, status))),
            "kind": same["kind"] if same else draw(st.sampled_from(["treaty", "pact"])),
            "source": draw(st.sampled_from("st")),
            "said_on": draw(st.sampled_from([None, date(1998, 2, 3)])),
            "same_as": same["id"] if same else None,
        }
        if rank := draw(st.sampled_from([*[None] * 7, "preferred", "preferred", "deprecated"])):
            keys |= {"rank": rank, "rank_reason": "x"}
        made.append(keys)
    return "".join(relation(**keys) for keys in made)


def _named(same: dict[str, Any] | None, status: str | None) -> tuple[list[str], ...]:
    """Return the parties that a relation of a status may name, if it is the `same` as another."""
    if same is None:
        return PARTIES
    if len(same["parties"]) == 2:
        return (same["parties"],)
    return (THREE, *SOME) if class_of(status) in ("over", "paused") else (THREE,)


CALLED_OFF_UNDATED = event("h0", status="planned", period="2002-01-01", title="Talks") + event(
    "h1", status="cancelled", title="Talks", same_as="h0"
)


def over_since(period: str, status: str) -> str:
    """A relation in force, and a claim of its end that has no end by itself."""
    keys: dict[str, Any] = {"kind": "treaty", "parties": ["a", "b"]}
    over = relation("r1", status=status, period="2015-07-08/..", source="t", same_as="r0", **keys)
    return relation("r0", status="in-force", period=period, source="s", **keys) + over


DATES = [
    *({}, {"since": "1991"}, {"until": "1994-06"}, {"within": "2001"}, {"within": "2001-05-04"}),
    {"until": "2900"},
    {"within": "2900"},
    {"since": "2001-05", "until": "2950"},
]


def asked(
    parties: tuple[str, ...],
    known_by: str | None,
    kind: str | None,
    dates: dict[str, str] | None = None,
) -> Query:
    known = Period.parse(known_by) if known_by else None
    periods: dict[str, Any] = {name: Period.parse(text) for name, text in (dates or {}).items()}
    return Query(parties=parties, known_by=known, kind=kind, **periods)


@settings(max_examples=drawn(35), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    relations_of(),
    st.integers(1, 6),
    st.just(Query())  # of these the index has counted how many there are
    | st.builds(
        asked,
        st.sampled_from([(), ("a",), ("a", "b"), ("gone",)]),
        st.sampled_from([None, "1991", "2004-05"]),
        st.sampled_from([None, "pact"]),
        st.sampled_from(DATES),
    ),
    st.sampled_from([0, 1, single_claims.LINES]),
)
@example(relation("r0", period="/..", source="t"), 1, Query(), single_claims.LINES)
@example(
    relation("r0", period="/..") + relation("r1", period="1980/.."),
    1,
    Query(until=Period.parse("2010")),
    single_claims.LINES,
)
@example(
    # Of one day the last lines hold only some, and those that are to come are later ones.
    "".join(
        (
            *(relation(f"n{n}", period="2009/..", status="in-force") for n in range(3)),
            *(relation(f"o{n}", period="2010/2012", status="in-force") for n in range(3)),
            relation("p", period="2990", status="ended"),
            relation("q", period="2995/..", status="in-force"),
        )
    ),
    2,
    Query(),
    1,
)
@example(
    # What is over on a day to come stands until then, and begins by no line before that day.
    "".join(
        (
            *(relation(f"n{n}", period="2009/..", status="in-force") for n in range(3)),
            relation("p", period="2990", status="ended"),
            relation("q", period="2990/2995", status="suspended"),
        )
    ),
    2,
    Query(within=Period.parse("2900")),
    1,
)
def test_the_first_relations_are_those_of_all(
    tmp_path: Path, claims: str, limit: int, query: Query, lines: int
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(BASE + claims, encoding="utf-8")
    in_memory = mock.patch("dipfacts.index.cache.cache_folder", return_value=None)
    with in_memory, open_base(str(path)) as of:
        every = relations.relations(of, query)
        many, unread = (
            mock.patch.object(LIMITS, "held", -1),
            mock.patch.object(relations, "_all", None),
        )
        with many, unread, mock.patch.object(single_claims, "LINES", lines):
            first = relations.relations(of, query.replaced(limit=limit))
    assert first.status == every.status
    assert [one.id for one in first.occurrences] == [one.id for one in every.occurrences[:limit]]
    assert first.head.text == every.head.text
    assert first.left_out == max(0, len(every.occurrences) - limit)
    for one in first.occurrences:
        assert first.standings[one.fact.id] == every.standings[one.fact.id]


OTHERS = "".join(
    (
        *(topic("trade"), topic("visits"), measure()),
        *(figure("f1"), figure("f2", source="t"), figure("f3", parties=["b", "c"])),
        *(event("e1", topic="visits"), event("e2"), event("e3", source="t", same_as="e2")),
        event("e4", same_as="e2", parties=["a", "b", "c"], topic="visits"),
        event("e5", rank="deprecated", rank_reason="x"),
    )
)


@settings(max_examples=drawn(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    # Two claims alone, of which one is of a source without a date.
    "".join(relation(f"r{n}", parties=["a", "gone"], source="st"[n]) for n in range(2)),
    Query(parties=("gone",)),
)
@given(
    relations_of(),
    st.builds(
        asked,
        st.sampled_from([("a",), ("b", "c"), ("a", "gone"), ("gone",)]),
        st.sampled_from([None, "1991", "2004-05"]),
        st.sampled_from([None, "pact"]),
    ),
)
def test_what_is_counted_is_what_is_read(tmp_path: Path, claims: str, query: Query) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(BASE + OTHERS + claims, encoding="utf-8")
    in_memory = mock.patch("dipfacts.index.cache.cache_folder", return_value=None)
    with in_memory, open_base(str(path)) as of:
        read = recorded.recorded(of, query)
        with mock.patch.object(LIMITS, "held", -1):
            counted = recorded.recorded(of, query)
    assert counted.facts == []
    assert counted == read.replaced(facts=[])
    assert counted.claims == len(read.facts)


WITH_C = (["a", "b"], ["a", "b", "c"])
# Its beginning is on the first of the days that are claimed, and the finest claim on the last.
DISPUTED = relation("r0", period="199X/..") + relation("r1", period="2003-05-06/..", same_as="r0")
DAYS = ("2001", "2001-05-03", "199X", "2001-05-03/2001-05-04", "[2001-05-03,2001-05-06]")

# Its line is of the claim of the first date, and its status that of the claim made last.
CALLED_OFF = event("h0", status="cancelled", period="2004", said_on="2005") + event(
    "h1", status="denied", period="2001", said_on="2003", same_as="h0"
)


@st.composite
def events_of(draw: st.DrawFn) -> str:
    """Draw events, some of them told by several claims, which name not all the same parties."""
    made = list[str]()
    for n in range(draw(st.integers(0, 8))):
        same = draw(st.sampled_from([None, *(f"h{m}" for m in range(n))]))
        keys = {"period": draw(st.sampled_from(DAYS)), "same_as": same}
        keys["status"] = draw(st.sampled_from([None, "planned", "cancelled", "denied"]))
        if draw(st.integers(0, 4)) == 4:
            keys |= {"rank": "preferred", "rank_reason": "x"}
        made.append(event(f"h{n}", parties=draw(st.sampled_from(WITH_C)), **keys))
    return "".join(made)


@settings(max_examples=drawn(35), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    relations_of(),
    events_of(),
    st.integers(1, 9),
    st.builds(
        asked,
        st.sampled_from([(), ("a",), ("c",), ("b", "c"), ("a", "gone"), ("gone",)]),
        st.sampled_from([None, "1991", "2004-05"]),
        st.sampled_from([None, "pact", "visit"]),
        st.sampled_from(DATES),
    ),
)
@example(DISPUTED, event("h0", period="2002-01-01"), 1, Query())
@example("", CALLED_OFF, 1, Query())
@example(over_since("1992-03-04/..", "terminated"), event("h0", period="1972"), 2, Query())
@example(over_since("1992-03-04/..", "denounced"), event("h0", period="1972"), 6, Query())
@example(over_since("/..", "terminated"), event("h0", period="1972"), 2, Query())
@example("", CALLED_OFF_UNDATED, 2, Query())
def test_the_newest_lines_are_those_of_all(
    tmp_path: Path, claims: str, events: str, limit: int, query: Query
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(BASE + claims + events, encoding="utf-8")
    in_memory = mock.patch("dipfacts.index.cache.cache_folder", return_value=None)
    named = mock.patch.object(LIMITS, "held", -1)
    with in_memory, named, open_base(str(path)) as of:
        with mock.patch.object(timeline_reading, "are_counted_sooner", return_value=False):
            every = timeline.timeline(of, query.replaced(limit=limit))
            come = timeline.timeline(of, query, latest=limit)
        with mock.patch.object(LIMITS, "sharing_parties", -1):
            newest = timeline.timeline(of, query.replaced(limit=limit))
            few = timeline.timeline(of, query, latest=limit)
    assert [line_of(entry) for entry in few.timeline.entries] == [
        line_of(entry) for entry in come.timeline.entries
    ]
    assert (few.timeline.earlier, few.head.text) == (come.timeline.earlier, come.head.text)
    assert newest.status == every.status
    assert newest.head.text == every.head.text
    assert newest.left_out == every.left_out
    assert [line_of(entry) for entry in newest.timeline.entries] == [
        line_of(e) for e in every.timeline.entries
    ]


def line_of(entry: Entry) -> tuple[str, int | None, str, str]:
    return entry.fact.id, entry.day, entry.when, entry.mark


@settings(max_examples=drawn(35), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    relations_of(),
    events_of(),
    st.integers(1, 6),
    st.builds(
        asked,
        st.sampled_from([(), ("a",), ("gone",), ("a", "b", "c")]),
        st.sampled_from([None, "1991", "2004-05"]),
        st.none(),
        st.sampled_from(DATES),
    ),
)
@example("", event("h0", status="planned") + event("h1", status="planned", period=None), 1, Query())
@example(relation("r0", period=None, rank="deprecated", rank_reason="x"), "", 1, Query())
def test_a_topic_shows_the_first_of_all(
    tmp_path: Path, claims: str, events: str, limit: int, query: Query
) -> None:
    path = tmp_path / "facts.toml"
    of_topic = (claims + events).replace("]]\n", ']]\ntopic = "visits"\n')
    path.write_text(BASE + topic("visits") + of_topic, encoding="utf-8")
    in_memory = mock.patch("dipfacts.index.cache.cache_folder", return_value=None)
    query = query.replaced(topic="visits", limit=limit)
    with in_memory, open_base(str(path)) as of:
        every = topics.topic(of, query, SHORT)
        many = mock.patch.multiple(LIMITS, streamed=-1, held=-1)
        with many, mock.patch.object(topic_occurrences, "_all", None):
            first = topics.topic(of, query, SHORT)
    assert first.status == every.status
    assert first.head.text == every.head.text
    assert first.left_of == every.left_of
    assert [one.id for one in first.occurrences] == [one.id for one in every.occurrences]
    assert [(e.fact.id, e.when) for e in first.timeline.entries] == [
        (e.fact.id, e.when) for e in every.timeline.entries
    ]
    for one in first.occurrences:
        assert first.standings.get(one.fact.id) == every.standings.get(one.fact.id)


def test_what_else_there_is_is_not_read_where_it_follows(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(BASE + topic("visits") + event("e1", topic="visits"), encoding="utf-8")
    in_memory = mock.patch("dipfacts.index.cache.cache_folder", return_value=None)
    query = Query(topic="visits", parties=("a",))
    with in_memory, open_base(str(path)) as of:
        with mock.patch.object(other_claims, "other_claims_of", side_effect=AssertionError):
            answer = topics.topic(of, query)
        assert [one.id for one in answer.occurrences] == ["e1"]
        nothing = topics.topic(of, query.replaced(kind="x"))
    assert nothing.head.text.startswith("Nothing on visits of the kind x about A is recorded.")
