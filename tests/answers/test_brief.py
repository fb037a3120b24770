"""The brief as data, and what its pages and its JSON say of it."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from weakref import WeakSet

import pytest

from dipfacts import open_base
from dipfacts.answers.answer import LIMITS, NOTHING, Answer
from dipfacts.answers.briefs import brief as briefing
from dipfacts.answers.briefs import brief_lines
from dipfacts.answers.briefs.brief import Brief, brief
from dipfacts.answers.briefs.relations_and_events import RelationsAndEvents, relations_and_events
from dipfacts.answers.claims.years import Point
from dipfacts.answers.figures import figures
from dipfacts.answers.mirror_data.mirror import both_sides
from dipfacts.cli import app
from dipfacts.model.figures.agreement import Question
from dipfacts.model.file_format.status import StatusClass
from dipfacts.model.file_format.tables import Party
from dipfacts.model.occurrences.occurrence import Occurrence
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Reading
from dipfacts.query.base import Base
from dipfacts.render.json import brief as json_brief
from dipfacts.render.json.brief import question_record
from dipfacts.render.page import brief_words
from dipfacts.render.page import pages as pages_of
from support import briefs, factbase
from support.briefs import event, figure, relation
from support.compiled import shared
from support.contract import record_of
from support.factbase import party

PAIR = ("azerbaijan", "russia")


@pytest.fixture(scope="module")
def bundled() -> Iterator[Base]:
    with open_base("bundled") as base:
        yield base


def asked(base: Base, *parties: str, known_by: str = "2026-11-01", **more: Any) -> Answer:
    return brief(base, Query(parties=parties, known_by=Period.parse(known_by), **more))


def values(bar: Point) -> tuple[object, ...]:
    """The different numbers claimed for a year."""
    return tuple(dict.fromkeys(figure.number for figure in bar.spread))


def parts_of(*claims: str, known_by: str = "2026-11-01", **more: Any) -> Brief:
    """The brief of a and b in a fact base of these claims."""
    path = shared(briefs.HEAD + "".join(claims))
    with open_base(str(path)) as base:
        found = asked(base, "a", "b", known_by=known_by, **more).brief
    assert isinstance(found, Brief)
    return found


def test_a_total_stands_once_beside_a_measure_and_the_shares_of_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(
        briefs.HEAD
        + factbase.measure("exports")
        + factbase.measure("share", nature="ratio", of="exports")
        + factbase.figure("all", measure="exports", parties=["a"], source="paper", value=100)
        + factbase.figure("all2", measure="exports", parties=["a"], source="daily", value=120)
        + factbase.figure("one", measure="exports", from_="a", to="b", source="paper", value=10)
        + factbase.figure(
            "share", measure="share", from_="a", to="b", source="paper", value=9, unit="percent"
        )
    )
    with open_base(str(path)) as base:
        parts = asked(base, "a").brief
    assert isinstance(parts, Brief)
    ids = [sorted(fact.id for fact in line.question.facts) for line in parts.lines]
    assert ids == [["all", "all2"], ["one"], ["share"]]
    assert len(parts.conflicts) == 1


def doubted(parts: Brief) -> dict[str, list[str]]:
    return {doubt.kind: [text for text, _ in doubt.items] for doubt in parts.doubts}


def test_figures_that_have_no_place_are_let_go_before_events_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, held = WeakSet[Answer](), list[int]()

    def keep_track(*given: Any, **more: Any) -> Answer:
        read.add(result := figures(*given, **more))
        return result

    def count(*given: Any) -> RelationsAndEvents:
        held.append(len(read))
        return relations_and_events(*given)

    monkeypatch.setattr(briefing, "figures", keep_track)
    monkeypatch.setattr(briefing, "relations_and_events", count)
    gc.disable()  # as the program begins
    try:
        parts = parts_of(figure(1, "2021", 5), figure(2, "2019", 4))
    finally:
        gc.enable()
    assert [line.question.figure.id for line in parts.lines] == ["f1"]
    assert held == [0]


def test_a_relation_of_one_claim_is_not_compared() -> None:
    again = relation(3, "2001/..", same_as="r2", source="daily", status="suspended")
    parts = parts_of(relation(1, "2000/.."), relation(2, "2001/.."), again)
    shown = [one for results in parts.relations.values() for one in results]
    assert {len(one.facts): "differ" in vars(one) for one in shown} == {1: False, 2: True}


def test_elements_of_long_lists_are_made_when_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.toml"
    years = [str(year) for year in range(1990, 2000)]
    claims = [figure(nth, year, 1) for nth, year in enumerate(years)]
    claims += [figure(nth, year, 2, source="daily") for nth, year in enumerate(years, 10)]
    path.write_text(briefs.HEAD + "".join(claims), encoding="utf-8")
    made = list[str]()

    def keep_track(answer: Answer, question: Question, partial: bool) -> dict[str, Any]:
        made.append(question.figure.id)
        return question_record(answer, question, partial)

    monkeypatch.setattr(json_brief, "question_record", keep_track)
    with open_base(str(path)) as base:
        members = dict(json_brief.brief_record(asked(base, "a", "b", limit=0)).each)
        conflicts = members["conflicts"].each
        assert made == []
        next(conflicts)
        assert len(made) == 1
        assert len([*conflicts]) == 9


@pytest.mark.parametrize("seed", range(4))
def test_both_sides_are_looked_for_from_the_newest_on(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    periods = ["2016", "2017", "2018", "2019", "2020-01/2020-09", "2020", "2021", "2021-01/2021-06"]
    flows = [
        factbase.figure(
            f"f{nth}",
            measure=random.choice(["exports", "imports"]),
            period=random.choice(periods),
            source="paper",
            reporter=random.choice("ab"),
            value=random.randrange(90, 110),
            unit=random.choice(["USD", "USD", "EUR"]),
            **random.choice([{"from_": "a", "to": "b"}, {"from_": "b", "to": "a"}]),
            **random.choice([{}, {}, {"scope": "oil"}]),
        )
        for nth in range(25)
    ]
    settled = {"measure": "exports", "from_": "a", "to": "b", "source": "paper", "value": 100}
    for side in "ab":
        flows += [factbase.figure(f"new-{side}", **settled, period="2021", reporter=side)]
        oil = {"period": "2015", "scope": "oil", "reporter": side}
        flows += [factbase.figure(f"old-{side}", **settled, **oil)]
    flows += [factbase.measure(id) for id in ("exports", "imports")]
    flows += [factbase.measure("goods", sum_of=["exports", "imports"])]
    few = parts_of(*flows)
    monkeypatch.setattr(
        brief_lines, "latest_sides", lambda b, q, asked, since: both_sides(b, q, asked)
    )
    every = parts_of(*flows)
    assert [line.mirror for line in few.lines] == [line.mirror for line in every.lines]
    assert few.mirror == every.mirror
    assert every.mirror or any(line.mirror for line in every.lines)


# ------------------------------------------------------------------------ from answers


def test_its_headline_figures_are_those_of_the_topics(bundled: Base) -> None:
    parts = asked(bundled, *PAIR).brief
    known_by = Period.parse("2026-11-01")
    expected = []
    for topic in bundled.topics:
        found = figures(bundled, Query(topic=topic, parties=PAIR, known_by=known_by))
        expected += [(topic, q.figure.id) for q in found.figures.main]
    assert len(expected) > 8
    assert [(line.topic, line.question.figure.id) for line in parts.lines] == expected


def test_the_order_of_the_parties_does_not_matter(capsys: pytest.CaptureFixture[str]) -> None:
    pages = []
    for words in (("azerbaijan", "russia"), ("RU", "AZ")):
        assert app.run(["brief", *words, "--known-by", "2026-11-01"]) == 0
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1]


def test_conflicts_stand_newest_first_and_are_conflicts(bundled: Base) -> None:
    found = asked(bundled, *PAIR, limit=0).brief.conflicts
    assert len(found) > 10
    assert {question.agreement for question in found} == {"conflict"}
    ends = [question.period.end_day or 0 for question in found]
    assert ends == sorted(ends, reverse=True)


@pytest.mark.parametrize("limit", [None, 1, 2, 0])
def test_what_is_left_out_is_counted(bundled: Base, limit: int | None) -> None:
    whole, parts = asked(bundled, *PAIR, limit=0).brief, asked(bundled, *PAIR, limit=limit).brief
    always = ("drawn", "measures", "figures")  # a brief has the answers of a topic alone
    assert {count for part, count in whole.left_out.items() if part not in always} == {0}
    for part in ("lines", "conflicts", "latest", "planned"):
        shown, there = len(getattr(parts, part)), len(getattr(whole, part))
        assert shown + parts.left_out[part] == there
        assert limit is None or shown == min(limit or there, there)
    groups = {name: len(facts) for name, facts in parts.relations.items()}
    every = {name: len(facts) for name, facts in whole.relations.items()}
    assert every == {"standing": 4, "not-yet": 3}
    assert sum(groups.values()) + parts.left_out["in_force"] == sum(every.values())
    assert limit is None or groups == {name: min(limit or n, n) for name, n in every.items()}


def test_of_one_party_the_biggest_partners(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    values = {"c": 300, "d": 100, "e": 400, "f": 200}
    tables = [party(name) for name in values]
    tables += [
        factbase.figure(f"of-{name}", parties=["a", name], value=value, source="paper")
        for name, value in values.items()
    ]
    path.write_text(briefs.HEAD + "".join(tables), encoding="utf-8")
    with open_base(str(path)) as base:
        found = asked(base, "a").brief
    assert isinstance(found, Brief)
    assert [line.question.high for line in found.lines] == [400, 300, 200]
    assert found.left_out["partners"] == 1


# ------------------------------------------------------------------------- its day


@pytest.mark.parametrize(
    ("known_by", "planned"), [("2022-12-05", True), ("2022-12-31", True), ("2023-01-01", False)]
)
def test_what_is_planned_is_ahead_of_the_page(bundled: Base, known_by: str, planned: bool) -> None:
    """Two delegations were announced for December 2022; whether they came is not recorded."""
    parts = asked(bundled, *PAIR, known_by=known_by).brief
    name = "az-ru-delegations-baku-2022-12"
    assert (name in [entry.fact.id for entry in parts.planned]) is planned
    overdue = [item for doubt in parts.doubts if doubt.kind == "overdue" for item in doubt.items]
    assert [fact.id for _, facts in overdue for fact in facts] == ([] if planned else [name])
    assert name not in [entry.fact.id for entry in parts.latest]


def test_without_a_date_it_is_of_today(bundled: Base, monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls(2027, 1, 15)

    monkeypatch.setattr("dipfacts.model.query.date", Day)
    answer = brief(bundled, Query(parties=PAIR))
    assert answer.head.text.endswith(", as of 15 Jan 2027; newest source of 3 Mar 2026.")
    assert date.fromordinal(answer.as_of or 0) == date(2027, 1, 15)


def test_an_event_without_a_date_is_planned_or_listed_last_of_all() -> None:
    parts = parts_of(
        event(1, None, status="planned"),
        event(2, None, status="held"),
        event(3, "2020", status="held"),
    )
    assert [entry.fact.id for entry in parts.planned] == ["e1"]
    assert sorted(entry.fact.id for entry in parts.latest) == ["e2", "e3"]


def test_what_has_no_date_comes_last_and_what_is_to_come_is_not_the_latest() -> None:
    parts = parts_of(
        *(event(nth, None, status="held") for nth in range(6)),
        event(6, "2027-03-01", status="cancelled"),
        event(7, "2020", status="held"),
        event(8, "2024-05-01", status="denied"),
    )
    latest = [entry.fact.id for entry in parts.latest]
    assert latest[:2] == ["e8", "e7"]
    assert len(latest) == 6
    assert parts.left_out["latest"] == 2
    assert [entry.fact.id for entry in parts.called_off] == ["e6"]
    assert not parts.planned


# --------------------------------------------------------------------- series of years


def test_a_year_without_a_full_claim_has_its_longest_part_or_nothing() -> None:
    parts = parts_of(
        figure(1, "2015", 100),
        figure(2, "2016-01/2016-03", 30),
        figure(3, "2016-01/2016-06", 60),
        figure(4, "2018", 200),
        figure(5, "2018", 260, source="daily"),
        figure(6, "2018-01/2018-11", 190),
        figure(7, "2019", 300),
        figure(8, "2020-01/2020-02", 50),
    )
    assert parts.years is not None
    told = [
        (bar.year, str(bar.part or ""), bar.low, bar.high, values(bar)) for bar in parts.years.bars
    ]
    assert told == [
        (2015, "", 100, 100, (100,)),
        (2016, "2016-01/2016-06", 60, 60, (60,)),
        (2017, "", None, None, ()),
        (2018, "", 200, 260, (200, 260)),
        (2019, "", 300, 300, (300,)),
        (2020, "2020-01/2020-02", 50, 50, (50,)),
    ]


def test_the_parts_of_one_reporters_series_are_its_own() -> None:
    years = [figure(n, str(2015 + n), 100 + n, reporter="office") for n in range(3)]
    others = [
        figure(7, "2018-01/2018-06", 70),
        figure(8, "2019-01/2019-06", 80, reporter="office"),
        figure(9, "2019-01/2019-06", 90),
    ]
    found = parts_of(*years, *others).years
    assert found is not None
    assert [(bar.year, values(bar)) for bar in found.bars[3:]] == [(2018, ()), (2019, (80,))]


# ------------------------------------------------------------------------------ doubts

DOUBTS = {
    "overdue": (event(1, "2020-05-05", status="planned"), "Meeting 1, 5 May 2020"),
    "status": (
        event(1, "2020-05-05", status="held")
        + event(2, "2020-05-05", status="denied", same_as="e1", source="daily"),
        "Meeting 1, 5 May 2020: denied or held",
    ),
    "partial": (figure(1, "2026-01/2026-03", 5), "Trade turnover in Jan–Mar 2026"),
    "single": (figure(1, "2025", 5), "Trade turnover in 2025"),
    "old": (figure(1, "2022", 5), "Trade turnover in 2022"),
    "rounded": (figure(1, "2025", 5, qualifier="about"), "Trade turnover, 2025: about $5"),
    "inferred": (figure(1, "2025", 5, inferred="so"), "Trade turnover, 2025: $5"),
    "date": (event(1, "2020-05?", status="held"), "Meeting 1, May 2020 (uncertain)"),
    "reported": (event(1, "2020-05-05"), "Meeting 1, 5 May 2020"),
}


@pytest.mark.parametrize("kind", DOUBTS)
def test_each_doubt_is_told_where_it_is_due_and_only_there(kind: str) -> None:
    claim, text = DOUBTS[kind]
    assert doubted(parts_of(claim))[kind] == [text]
    firm = [figure(1, "2025", 5), figure(2, "2025", 5, source="daily")]
    firm += [event(1, "2020-05-05", status="held"), relation(1, "2020-05-05/..")]
    assert doubted(parts_of(*firm)) == {}


@pytest.mark.parametrize(
    ("tables", "doubtful"),
    [
        ({"meetings": "{status}"}, ["2", "3"]),
        ({"meetings": "reported"}, []),
        ({"meetings": None}, []),
        ({"meetings": None, "meetings-too": "{status}"}, ["2", "3"]),
        ({"meetings": "{status}", "meetings-too": "reported"}, ["2", "3"]),
    ],
)
def test_an_event_of_a_table_is_doubtful_where_its_own_row_says_that_it_is_reported(
    tmp_path: Path, tables: dict[str, str | None], doubtful: list[str]
) -> None:
    rows = "1,2020-05-05,held", "2,2020-06-05,reported", "3,2020-07-05,"
    (tmp_path / "met.csv").write_text("\n".join(("nth,day,status", *rows)))
    text = briefs.HEAD
    for id_, status in tables.items():
        keys = {"id": id_, "file": "met.csv", "claim": "event", "key": "{nth}", "source": "paper"}
        keys |= {"kind": id_, "title": "Meeting {nth}", "period": "{day}"}
        text += factbase.table("table", **keys, parties=["a", "b"], status=status)
    (tmp_path / "facts.toml").write_text(text)
    with open_base(str(tmp_path / "facts.toml")) as base:
        found = asked(base, "a", "b", limit=0).brief
    assert isinstance(found, Brief)
    told = [fact.id for doubt in found.doubts for _, facts in doubt.items for fact in facts]
    of_column = [id_ for id_, status in tables.items() if status == "{status}"]
    assert sorted(told) == [f"{id_}-{nth}" for id_ in of_column for nth in doubtful]


def test_a_doubt_names_the_dates_that_the_page_does() -> None:
    claims = event(1, "2020-05-05") + event(2, "2020-05-06", same_as="e1", source="daily")
    assert doubted(parts_of(claims)) == {"reported": ["Meeting 1, 5 or 6 May 2020"]}
    claims = event(1, "2020-05-05", status="planned")
    claims += event(2, "2020-05-06", status="planned", same_as="e1", source="daily")
    assert doubted(parts_of(claims)) == {"overdue": ["Meeting 1, 5 or 6 May 2020"]}


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        (("2020-01-01/2024-03-31", "2020-01-01/2030-03-31"), "31 Mar 2024 or 31 Mar 2030"),
        (("2000-01-01/2010-03-31", "2000-01-01/2012-03-31"), ""),
        (("2020-01-01/2030-03-31", "2020-01-01/2032-03-31"), ""),
    ],
)
def test_whether_a_relation_has_ended_is_a_doubt_where_sources_differ(
    periods: tuple[str, str], expected: str
) -> None:
    claims = relation(1, periods[0]) + relation(2, periods[1], same_as="r1", source="daily")
    found = doubted(parts_of(claims)).get("status", [])
    told = [f"Treaty 2, 1 Jan 2020 – {expected}: whether it has ended"]
    assert found == (told if expected else [])


@pytest.mark.parametrize("statuses", [("in-force", "ended"), ("ended", "in-force")])
def test_whether_a_relation_is_over_by_its_status_is_told_whoever_says_so_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], statuses: tuple[str, str]
) -> None:
    path = tmp_path / "facts.toml"
    claims = relation(1, "2020", status=statuses[0])
    claims += relation(2, "2020", status=statuses[1], same_as="r1", source="daily")
    other = relation(3, "2019/..", title="Other")
    path.write_text(briefs.HEAD + claims + other, encoding="utf-8")
    assert app.run(["brief", "a", "b", "-f", str(path)]) == 0
    doubts = capsys.readouterr().out.partition("Open doubts")[2]
    assert re.search("Treaty [12], (?:since )?2020: (?:ended or in|in force or end)", doubts)
    assert app.run(["relations", "a", "b", "-f", str(path)]) == 0
    assert "Claims differ on whether 1 of them has ended." in capsys.readouterr().out


def test_a_figure_is_not_old_to_the_day_three_years_after() -> None:
    claim = figure(1, "2022", 5)
    assert "old" not in doubted(parts_of(claim, known_by="2025-12-30"))
    assert "old" in doubted(parts_of(claim, known_by="2025-12-31"))


def test_what_nothing_newer_is_recorded_than_is_the_newest_on_record() -> None:
    claims = figure(1, "2020", 5), figure(2, "2021-01/2021-10", 4)
    assert doubted(parts_of(*claims))["old"] == ["Trade turnover in Jan–Oct 2021"]
    within = parts_of(*claims, within=Period.parse("2020"))
    assert "old" not in doubted(within)  # newer claims are not among those asked for


def test_of_a_stock_of_a_year_what_is_older_is_not_perhaps_newer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    dates = ("2022", "2022-12-30", "2022-01-01", "2021-12-31", "2020")
    stocks = (figure(nth, day, nth + 5, measure="stock") for nth, day in enumerate(dates))
    path.write_text(briefs.HEAD + "".join(stocks), encoding="utf-8")
    assert app.run(["brief", "a", "b", "-f", str(path)]) == 0
    out = capsys.readouterr().out
    beside = [line.split("  ")[0] for line in out.splitlines() if "· " in line]
    assert beside[:3] == [
        "· perhaps newer: as of 30 Dec 2022",
        "· but as of 1 Jan 2022",
        "· but as of 31 Dec 2021",
    ]


def test_a_doubt_about_a_stock_names_its_date() -> None:
    stock = figure(1, "/2022-12-05", 5, measure="stock", qualifier="about")
    found = doubted(parts_of(stock))
    assert found["rounded"] == ["Stock of investment, as of 5 Dec 2022: about $5"]


# ------------------------------------------------------------------- pages and the JSON


def test_nothing_recorded_is_said_and_is_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(briefs.HEAD, encoding="utf-8")
    assert app.run(["brief", "a", "b", "--json", "-f", str(path)]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["brief"], found["facts"]) == (NOTHING, None, [])


def test_dates_that_hold_nothing_are_told_from_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["brief", "azerbaijan", "georgia", "--until", "1900"]) == 1
    told = "Nothing on relations, figures or events about Azerbaijan and Georgia is recorded until"
    assert capsys.readouterr().out.startswith(told)
    assert app.run(["brief", *PAIR, "--since", "2030"]) == 0
    assert "No figure is recorded for the dates asked for." in capsys.readouterr().out


def test_relations_that_are_over_are_told_where_no_other_is_on_record() -> None:
    over = [relation(1, "1992/1995"), relation(2, "2001")]
    past = parts_of(*over).past
    assert ids_by_class(past) == {"over": ["r1"], "unknown": ["r2"]}
    parts = parts_of(*over, relation(3, "2001/.."))
    assert ids_by_class(parts.relations) == {"standing": ["r3"]}
    assert (parts.past, parts.ended) == ({}, 2)


def test_relations_of_the_two_come_before_those_of_larger_groups() -> None:
    many = relation(1, "2001/..", kind="treaty", parties=["a", "b", "france"])
    own = [
        relation(2, "1990/..", kind="declaration"),
        relation(3, "1980/..", kind="treaty", parties=None, from_="b", to="a"),
    ]
    parts = parts_of(many, *own)
    assert ids_by_class(parts.relations) == {"standing": ["r3", "r2", "r1"]}


IDS = ("facts", "in_force", "paused", "not_yet", "past", "latest", "planned")


def ids_by_class(groups: dict[StatusClass, list[Occurrence]]) -> dict[str, list[str]]:
    return {name: [one.fact.id for one in found] for name, found in groups.items()}


def mentioned(record: Any) -> Iterator[str]:
    """The ids of claims that a record names."""
    if isinstance(record, dict):
        for key, value in record.items():
            if key in IDS and isinstance(value, list):
                yield from value
            else:
                yield from mentioned(value)
    elif isinstance(record, list):
        for value in record:
            yield from mentioned(value)


def unlike(base: Base) -> list[str]:
    """Return one party for each set of kinds of claims that parties have, and that have none."""
    kinds: dict[str, set[tuple[object, ...]]] = {
        table.id: set() for table, _ in base.counted("party") if isinstance(table, Party)
    }
    for fact in base.find(Query(deprecated=True)):
        keys = (getattr(fact.claim, key, None) for key in ("topic", "measure", "kind", "status"))
        for one in fact.claim.everyone:
            kinds[one].add((fact.type, *keys))
    found = [*{frozenset(of): one for one, of in reversed(kinds.items())}.values()]
    assert len(found) > 50
    return found


@pytest.mark.parametrize("source", ["countries", "others"])
def test_every_claim_that_any_brief_names_is_among_its_facts(bundled: Base, source: str) -> None:
    parties = [table.id for table, _ in bundled.counted("party") if isinstance(table, Party)]
    asked_for: list[tuple[str, ...]] = [(name,) for name in unlike(bundled)]
    if source == "countries":
        asked_for = [(a, b) for a in parties[:12] for b in parties[:12] if a < b]
    answered = 0
    for names in asked_for:
        answer = asked(bundled, *names)
        record = record_of(answer)
        page = pages_of.page(answer)
        assert page.headline
        if record["brief"] is not None:
            answered += 1
            there = {fact["id"] for fact in record["facts"]}
            assert {*mentioned(record["brief"])} <= there
            assert page.sources
    assert answered > 10


@pytest.mark.parametrize(("limit", "told"), [(None, 6), (3, 3), (1, 2), (0, 50)])
def test_of_many_claims_both_ends_are_told(limit: int | None, told: int, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    claims = (figure(n, "2021", 100 + n) for n in range(50))
    path.write_text(briefs.HEAD + "".join(claims), encoding="utf-8")
    with open_base(str(path)) as base:
        answer = asked(base, "a", "b", limit=limit)
        (question,) = answer.brief.conflicts
        shown = brief_words.some_claims(answer, question)
    assert len(shown) == told
    assert {100, 149} <= {getattr(fact.claim, "value", None) for fact in shown}


def test_ends_that_are_equal_are_told_once(tmp_path: Path) -> None:
    """The lowest and the highest number are the same: all say 0, but for one that says less."""
    path = tmp_path / "facts.toml"
    claims = [figure(n, "2021", 0) for n in range(9)]
    claims.append(figure(9, "2021", 0, qualifier="less-than"))
    path.write_text(briefs.HEAD + "".join(claims), encoding="utf-8")
    with open_base(str(path)) as base:
        answer = asked(base, "a", "b")
        (question,) = answer.brief.conflicts
        shown = [fact.id for fact in brief_words.some_claims(answer, question)]
    assert len(shown) == len({*shown}) == brief_words.CLAIMS


def test_without_a_limit_nothing_is_left_out(bundled: Base) -> None:
    """On the page there is no line that tells of more, but for other measures and figures."""
    page = pages_of.page(asked(bundled, *PAIR, limit=0))
    rows = [cell for section in page.sections for row in section.rows for cell in row.cells]
    of_more = re.compile(r"\d more (?!measure|figure)")
    assert [line for line in [*rows, *page.remark_lines] if of_more.search(line)] == []


def test_two_thousand_claims_are_answered_on_a_short_page(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_text(briefs.large(), encoding="utf-8")
    with open_base(str(path)) as base:
        answer = asked(base, "a", "b")
        page = pages_of.page(answer)
    assert answer.brief.claims == 2000
    assert sum(len([*section.rows]) for section in page.sections) < 120
    assert answer.brief.left_out["latest"] == 500 - len(answer.brief.latest)
    assert any("494 more events: dipfacts timeline a b" in line for line in page.remark_lines)


def test_the_newest_source_is_one_of_those_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be that of a claim that no page shows."""
    monkeypatch.setattr(LIMITS, "held", 1)
    monkeypatch.setattr(LIMITS, "on_topic", 1)
    facts = factbase.base(
        factbase.source("s", published="2020-03-01"),
        factbase.source("t", published="2021-05-01"),
        *map(factbase.party, "abcdefghi"),
        factbase.topic(),
        factbase.measure(),
        *(factbase.figure(f"f{c}", parties=["a", c], value=9) for c in "bcdefgh"),
        factbase.figure("least", parties=["a", "i"], value=1, source="t"),
    )
    path = tmp_path / "facts.toml"
    path.write_text(facts, "utf-8")
    with open_base(str(path)) as opened:
        answer = brief(opened, Query(parties=("a",)), Reading.page())
    text = answer.head.text
    assert "t" not in {fact.claim.source for fact in answer.facts}
    assert "8 claims from 2 sources" in text
    assert "; newest source of 1 May 2021" in text


@pytest.mark.parametrize("keys", [{}, {"status": "held"}])
def test_an_event_that_is_denied_and_of_which_the_dates_differ_is_one_doubt(
    keys: dict[str, str],
) -> None:
    claims = event(1, "2020-05-05", **keys)
    claims += event(2, "2020-05-06", same_as="e1", source="daily", **keys)
    claims += event(3, None, status="denied", same_as="e1", source="daily")
    told = f"Meeting 1, 5 or 6 May 2020: {keys.get('status', 'reported')} or denied"
    assert doubted(parts_of(claims))["status"] == [told]


def test_a_brief_says_once_by_when_it_is_known(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(briefs.HEAD + figure(1, "2020-01/2020-03", 5), encoding="utf-8")
    assert app.run(["brief", "a", "--known-by", "2026-11-01", "-f", str(path)]) == 0
    out = capsys.readouterr().out
    assert "as known by 1 Nov 2026" in out.splitlines()[0]
    assert "As known by" not in out


@pytest.mark.parametrize("newer", [0, 6, 9])
def test_of_events_beyond_those_shown_it_is_told_whether_they_took_place(newer: int) -> None:
    claims = [event(n, f"2022-01-{n:02}") for n in range(1, newer + 1)]
    held = event(10, "2021-06-01", status="held")
    denied = event(11, "2021-06-01", status="denied", same_as="e10")
    parts = parts_of(*claims, held, denied)
    shown = {entry.fact.id for entry in parts.latest}
    assert shown.isdisjoint({"e10", "e11"}) == (newer >= 6)
    (items,) = [doubt.items for doubt in parts.doubts if doubt.kind == "status"]
    assert [text.rpartition(": ")[2] for text, _ in items] == ["held or denied"]
