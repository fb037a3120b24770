"""Answers of very many claims for programs: read while they are written, and the same as before."""

from __future__ import annotations

import io
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from dipfacts.answers.answer import LIMITS
from dipfacts.answers.handlers import HANDLERS, answer, load
from dipfacts.answers.parts import Unread
from dipfacts.cli import app
from dipfacts.index.rows import decode
from dipfacts.model.fact import Fact
from dipfacts.model.periods.period import Period
from dipfacts.model.request import Reading, Request
from dipfacts.query.base import Base, open_base
from dipfacts.query.typed_words.resolve import resolve
from dipfacts.render import formats
from dipfacts.render.json.writer import stream_jsonl
from support.factbase import base, event, figure, measure, party, relation, source, table, topic

COUNTRIES = [f"land-{nth:02}" for nth in range(24)]
STATUSES = (None, None, "in-force", "signed", "suspended", "expired", "proposed")
PERIODS = ("{0}-05/..", "{0}/{1}", "/{0}", "/..", "{0}-03-02/{1}-04-01", None, "[{0},{1}]")
FIGURES = ("{0}", "{0}", "{0}", "{0}-01/{0}-06", "{0}-12-31", "199X")
MANY = 800


def some(random: Random) -> Iterator[str]:
    """Yield the claims of a base in which nothing is rare."""
    for nth in range(MANY):
        a, b = random.sample(COUNTRIES, 2)
        year = random.randint(1970, 2022)
        origin = {"source": random.choice("st"), "said_on": random.choice([None, "2021-02-03"])}
        rank = {"rank": "deprecated", "rank_reason": "withdrawn"} if nth % 29 == 0 else {}
        what = nth % 4
        if what > 1:
            period = random.choice(FIGURES).format(year // 10 * 10 + 3)
            given: dict[str, Any] = {"parties": None, "from_": a, "to": b} if nth % 3 else {}
            given = {"parties": [a, b], "period": period, **given}
            if nth % 31 == 0:
                given |= {"status": "forecast", "period": "2040"}
            if nth % 37 == 0:
                given |= {"scope": "gas", "value": 2}
            if nth % 41 == 0:
                given |= {"absent": "confidential", "value": None}
            if nth % 43 == 0:
                given |= {"parties": [a]} | dict.fromkeys(("from_", "to"))
            given = {
                "value": random.randint(1, 900),
                "unit": random.choice(["USD", "EUR"]),
                **given,
            }
            name = random.choice(("turnover", "exports"))
            yield figure(f"f{nth}", measure=name, **origin, **rank, **given)
        elif what:
            period_of = random.choice(PERIODS)
            kind = "treaty" if nth % 3 else "embassy"
            parties = [a, random.choice([b, "gone"])]
            yield relation(
                f"r{nth}",
                kind=kind,
                topic=random.choice([None, "diplomacy"]),
                parties=parties,
                period=period_of and period_of.format(year, year + 9),
                status=random.choice(STATUSES),
                **origin,
                **rank,
            )
        else:
            period_of = random.choice((f"{year}-02-03", f"{year}", None, f"{year}-05-XX"))
            state = random.choice((None, None, "planned", "cancelled"))
            told = event(
                f"e{nth}", parties=[a, b], period=period_of, status=state, **origin, **rank
            )
            yield told
            if nth % 5 == 0:
                yield event(
                    f"again{nth}", parties=[a, b], period=f"{year}-02-04", same_as=f"e{nth}"
                )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("streamed") / "facts.toml"
    declared = (
        *(source("s", published=date(2021, 5, 1)), source("t")),
        *(topic(), topic("diplomacy"), measure(), measure("exports")),
        table("kind", id="embassy", of="relation", label="Embassy", unique=True),
        *map(party, COUNTRIES),
        party("gone", period="1950/1991"),
    )
    # Whose line stands where the first of two dates may be, which is that of the other claim.
    disputed = [
        relation(f"{a}-{year}", parties=[a, b], period=f"{year}-04-04/..", same_as=of)
        for a, b in pairwise(COUNTRIES)
        for year, of in (("1992", None), ("2011", f"{a}-199x"))
    ]
    disputed += [
        relation(f"{a}-199x", parties=[a, b], period="199X/..") for a, b in pairwise(COUNTRIES)
    ]
    pair = list(COUNTRIES[:2])
    # What answers is a claim on another topic.
    elsewhere = (
        event("plan", parties=pair, period="1999-05-04", status="planned", topic="diplomacy"),
        event("held", parties=pair, period="1999-05-04", same_as="plan", topic="trade"),
    )
    # Told as two, and perhaps one: who left by itself, and the relation of more.
    apart = [
        claim
        for nth, (a, b) in enumerate(pairwise(COUNTRIES))
        for claim in (
            relation(f"of-{a}", title=f"Pact {nth}", parties=[a, b, "gone"], period="1960/.."),
            relation(f"left-{a}", title=f"Pact {nth}", parties=[a], period="1970", status="ended"),
        )
    ]
    claims = (*some(Random(20)), *disputed, *elsewhere, *apart)
    path.write_text(base(*declared, *claims), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def large(path: Path) -> Iterator[Base]:
    with open_base(str(path)) as opened:
        yield opened


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many claims are named or held that a small base has more."""
    for limit in ("named", "held", "on_topic", "streamed"):
        monkeypatch.setattr(LIMITS, limit, 30)
    monkeypatch.setattr("dipfacts.model.groups.AT_ONCE", 5)
    monkeypatch.setattr("dipfacts.answers.occurrences.duplicates_of_many._AT_ONCE", 30)
    monkeypatch.setattr("dipfacts.query.search.RANKED", 30)


def printed(large: Base, request: Request) -> str:
    """Return what is printed for a request."""
    out = io.StringIO()
    streams = HANDLERS[request.command].streams
    if streams and request.format == "jsonl" and not request.is_narrow:
        stream_jsonl(large, load(streams)(large, resolve(large, request)), request, out)
    else:
        formats.write(answer(large, request), request, out)
    return out.getvalue()


ASKED = {
    "timeline": Request(command="timeline"),
    "timeline without a limit": Request(command="timeline", limit=0),
    "timeline in a year": Request(command="timeline", within=Period.parse("1999")),
    "timeline of a kind": Request(command="timeline", kind=("treaty",)),
    "timeline of a source, all": Request(command="timeline", source=("s",), deprecated=True),
    "relations": Request(command="relations"),
    "relations since a year": Request(command="relations", since=Period.parse("1990")),
    "relations of a kind in a year": Request(
        command="relations", within=Period.parse("2001"), kind=("treaty",)
    ),
    "relations known by a day": Request(command="relations", known_by=Period.parse("2021")),
    "relations, all": Request(command="relations", deprecated=True),
    "relations of a party": Request(command="relations", parties=("gone",)),
    "search": Request(command="search", text="treaty"),
    "search of a party": Request(command="search", text="land-03"),
    "search of a party, all": Request(command="search", text="land-03", deprecated=True),
    "search since a year": Request(
        command="search", text="land-03", since=Period.parse("1999"), limit=0
    ),
    "a topic without figures": Request(command="figures", topic=("diplomacy",)),
    "a topic without figures since a year": Request(
        command="figures", topic=("diplomacy",), since=Period.parse("1995")
    ),
    "a topic of a party": Request(command="figures", topic=("diplomacy",), parties=("gone",)),
    "trade": Request(command="figures", topic=("trade",)),
    "trade without a limit": Request(command="figures", topic=("trade",), limit=0),
    "trade in a year without a limit": Request(
        command="figures", topic=("trade",), within=Period.parse("2001"), limit=0
    ),
    "trade, all": Request(command="figures", topic=("trade",), deprecated=True),
    "trade of a measure": Request(command="figures", topic=("trade",), measure=("exports",)),
}
FORMS = ("json", "jsonl", "csv", "tsv")


@pytest.mark.parametrize("asked", ASKED)
def test_what_is_read_while_it_is_written_is_as_if_it_were_held(
    asked: str, large: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Lines of figures come series by series, with what is ahead and what has no number. One code
    # writes CSV and TSV: questions have them in turn, and each command has both.
    left_out = {("tsv", "csv")[[*ASKED].index(asked) % 2]}
    left_out |= {"jsonl"} if ASKED[asked].command == "figures" else set()
    forms = [form for form in FORMS if form not in left_out]
    requests = [replace(ASKED[asked], format=form) for form in forms]
    texts = [printed(large, request) for request in requests]
    monkeypatch.setattr(Reading, "is_streamed", False)
    monkeypatch.setattr(Request, "is_narrow", True)  # so that lines are of the whole answer
    assert [printed(large, request) for request in requests] == texts


@pytest.mark.parametrize("topic_of", ["diplomacy", "trade"])
@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"since": Period.parse("1995")},
        {"until": Period.parse("1975")},
        {"within": Period.parse("1993")},
        {"within": Period.parse("1999"), "known_by": Period.parse("2021")},
        {"known_since": Period.parse("2021-03")},
    ],
)
def test_lines_of_a_topic_are_all_claims_of_its_answer(
    topic_of: str, dates: dict[str, Any], large: Base
) -> None:
    # Relations that went on then, of which no day is within the dates.
    request = Request(command="figures", topic=(topic_of,), limit=0, format="jsonl", **dates)
    ids = [json.loads(line)["id"] for line in printed(large, request).splitlines()]
    claims = json.loads(printed(large, replace(request, format="json")))["facts"]
    assert ids
    assert sorted(ids) == sorted(claim["id"] for claim in claims)


PAGES = [
    (asked, form)
    for asked, request in ASKED.items()
    for form in {"timeline": ("ics", "table", "md"), "relations": ("table", "md")}.get(
        request.command, ()
    )
]


@pytest.mark.parametrize(("asked", "form"), PAGES)
def test_lines_that_are_read_while_they_are_written_are_as_if_they_were_held(
    asked: str, form: str, large: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = replace(ASKED[asked], format=form, limit=0)
    result = answer(large, request)
    is_held = result.unread == Unread()
    assert is_held == bool(request.source)  # of which some are left out
    text = printed(large, request)
    monkeypatch.setattr(Reading, "is_in_lines", False)
    result = answer(large, request)
    assert result.unread == Unread()
    assert printed(large, request) == text


@pytest.mark.parametrize("command", ["timeline", "relations"])
def test_a_page_in_colour_leaves_nothing_unread(
    command: str, large: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request(command=command, limit=0, color="always")
    text = printed(large, request)
    assert "\x1b[1m" in text
    monkeypatch.setattr(Reading, "is_in_lines", False)
    assert printed(large, request) == text


@pytest.mark.parametrize("form", ["table", "md"])
def test_relations_that_are_read_while_they_are_written_leave_the_answer_as_it_is(
    form: str, large: Base
) -> None:
    request = Request(command="relations", format=form, limit=0)
    result = answer(large, request)
    first, again = io.StringIO(), io.StringIO()
    formats.write(result, request, first)
    assert (result.occurrences, result.standings) == ([], {})
    formats.write(result, request, again)
    assert first.getvalue() == again.getvalue()


class Held(Fact, frozen=True):
    """A claim that counts how many of them there are at once."""

    alive = most = made = 0

    def __post_init__(self) -> None:
        Held.alive, Held.made = Held.alive + 1, Held.made + 1
        Held.most = max(Held.most, Held.alive)

    def __del__(self) -> None:
        Held.alive -= 1


@pytest.mark.parametrize(
    ("command", "form"),
    [
        *product(["timeline", "relations"], [*FORMS, "table", "md"]),
        ("timeline", "ics"),
    ],
)
def test_few_claims_of_very_many_are_held(
    command: str, form: str, large: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "Fact", Held)
    Held.alive = Held.most = Held.made = 0
    printed(large, Request(command=command, format=form, limit=0))
    assert Held.made > 190
    assert Held.most < 90


def test_few_claims_of_a_search_with_dates_are_held(
    large: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decode, "Fact", Held)
    Held.alive = Held.most = Held.made = 0
    since = Period.parse("1980")
    printed(large, Request(command="search", text="treaty", since=since, limit=0, format="csv"))
    assert Held.made > 190
    assert Held.most < 90


@pytest.mark.parametrize(
    "asked",
    [
        {"command": "relations"},
        {"command": "figures", "topic": ("trade",)},
        {"command": "search", "text": "pact", "limit": 0},
    ],
)
@pytest.mark.parametrize("kind", [relation, event])
def test_what_very_many_claims_tell_of_is_not_read_for_each_part(
    asked: dict[str, Any], kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"title": "Pact", "topic": "trade", "parties": COUNTRIES[:2]}
    claims = (
        kind(f"c{n}", period=str(1900 + n), same_as="c0" if n else None, **told) for n in range(100)
    )
    path = tmp_path / "facts.toml"
    path.write_text(base(source(), topic(), *map(party, COUNTRIES), *claims), encoding="utf-8")
    with open_base(str(path)) as many:
        monkeypatch.setattr(decode, "Fact", Held)
        Held.alive = Held.most = Held.made = 0
        printed(many, Request(format="json", **asked))
        assert Held.made <= 500


def test_few_figures_of_very_many_are_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = (
        figure(f"{a}{b}{year}", parties=None, from_=a, to=b, period=str(year), value=year)
        for nth, a in enumerate(COUNTRIES[:8])
        for b in COUNTRIES[:nth]
        for year in range(1980, 2020)
    )
    path = tmp_path / "facts.toml"
    given = (source(), topic(), measure(), *map(party, COUNTRIES), *claims)
    path.write_text(base(*given), encoding="utf-8")
    with open_base(str(path)) as many:
        monkeypatch.setattr(decode, "Fact", Held)
        for form in ("json", "csv", "tsv"):
            Held.alive = Held.most = Held.made = 0
            printed(many, Request(command="figures", topic=("trade",), format=form))
            assert Held.made > 28 * 40
            assert Held.most < 28 * 5


def test_a_fault_half_way_leaves_no_file_and_no_status_of_success(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, count = decode.fact_of, iter(range(10_000))

    def failing(row: tuple[Any, ...]) -> Fact:
        if next(count) > 200:
            raise sqlite3.OperationalError("disk I/O error")
        return given(row)

    monkeypatch.setattr("dipfacts.query.numbered_claims.fact_of", failing)
    written = tmp_path / "out.json"
    assert app.run(["relations", "-f", str(path), "-o", str(written)]) == 70
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("form", ["html", "ics"])
def test_no_long_answer_is_one_text_before_it_is_written(form: str, large: Base) -> None:
    parts: list[int] = []

    class Out(io.StringIO):
        def write(self, text: str) -> int:
            parts.append(len(text))
            return super().write(text)

    request = Request(command="timeline", format=form, limit=0)
    formats.write(answer(large, request), request, Out())
    assert max(parts) < sum(parts) / 4
