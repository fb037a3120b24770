"""Lines that `--limit` leaves out of a timeline, counted whatever else is asked for."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.command_line import Run
from support.factbase import base, event, figure, measure, party, relation, source, topic

Page = Callable[..., str]

SOURCES = {"early": date(2019, 5, 1), "late": date(2022, 5, 1), "undated": None}
PERIODS = ("2018-03-04", "2020", "2020-05/2021-02", "2021-11-05/..", "../2020-06", None)
RANKS: tuple[dict[str, str], ...] = ({}, {"rank": "deprecated", "rank_reason": "wrong"})


def claims() -> list[str]:
    """Return an event and a relation of each source, period and rank, and a figure among them."""
    found = [figure("f", source="early"), figure("g", source="early", **RANKS[1])]
    ways = itertools.product(SOURCES, PERIODS, RANKS)
    for nth, (name, period, rank) in enumerate(ways):
        keys = {"source": name, "period": period, "topic": ["trade", None][nth % 2]} | rank
        found.append(
            event(f"e{nth}", kind=["visit", "meeting"][nth % 3 > 0], status="held", **keys)
        )
        found.append(relation(f"r{nth}", kind=["treaty", "visit"][nth % 3 > 0], **keys))
    return found


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = [source(name, published=day) for name, day in SOURCES.items()]
    tables += [party("a"), party("b"), topic(), topic("energy"), measure()]
    path = tmp_path_factory.mktemp("base") / "facts.toml"
    path.write_text(base(*tables, *claims()), encoding="utf-8")
    return path


@pytest.fixture
def page(facts: Path, dip: Run) -> Page:
    """Return what a timeline prints."""
    return lambda *words: dip("timeline", *words, "-f", str(facts)).out


def lines(page: str) -> int:
    """Return how many lines of the timeline a page shows: each ends with the number of a source."""
    return len(re.findall(r"\[\d+\]$", page, re.MULTILINE))


def left_out(page: str) -> int:
    """Return how many lines a page says it leaves out."""
    said = re.search(r"^([\d,]+) more lines?: --limit 0$", page, re.MULTILINE)
    return int(said[1].replace(",", "")) if said else 0


CONDITIONS = (
    "",
    "--all",
    "--since 2020-06",
    "--until 2020-06",
    "--in 2020",
    "--in 2020-06 --all",
    "--known-by 2019",
    "--known-by 2019 --all --since 2020",
    "--known-by 2018",
    "--kind visit",
    "--kind visit --in 2020-05",
    "--kind treaty --all",
    "--source early",
    "--source undated --since 2021",
    "--source late --known-by 2022 --kind meeting",
)


@pytest.mark.parametrize("who", ["", "a", "a b"])
@pytest.mark.parametrize("conditions", CONDITIONS)
def test_what_is_shown_and_what_is_left_out_are_all(conditions: str, who: str, page: Page) -> None:
    words = f"{who} {conditions}".split()
    everything = page(*words, "--limit", "0")
    assert left_out(everything) == 0
    count = lines(everything)
    assert (count > 2) == ("2018" not in conditions)
    for limit in (1, 2, count - 1, count, count + 1):
        if limit > 0:
            some = page(*words, "--limit", str(limit))
            few = min(limit, count)
            assert (lines(some), left_out(some)) == (few, count - few)


def test_a_page_without_a_limit_shows_few_undated_lines_and_one_with_a_limit_all(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    held = [event(f"e{nth:02}", kind="meeting") for nth in range(13)]
    of_then = [event("dated", kind="meeting", period="2020-02-03")]
    path = write(base(source(), party("a"), party("b"), topic(), *of_then, *held))

    def shown(*words: str) -> list[str]:
        assert app.run([*words, "-f", str(path)]) == 0
        return re.findall(r"e\d\d", capsys.readouterr().out)

    for who in ((), ("a",), ("a", "b")):
        assert len(shown("timeline", *who)) == 10
        assert len(shown("timeline", *who, "--limit", "14")) == 13
        assert len(shown("timeline", *who, "--limit", "12")) == 11
        assert len({*shown("timeline", *who, "--limit", "99", "--format", "csv")}) == 13


def test_each_condition_leaves_lines_out(page: Page) -> None:
    counts = {words: lines(page(*words.split(), "--limit", "0")) for words in CONDITIONS}
    assert counts["--all"] == 2 * counts[""]
    assert all(count < counts["--all"] for words, count in counts.items() if words != "--all")
    by_source = [lines(page("--source", name, "--limit", "0")) for name in SOURCES]
    assert sum(by_source) == counts[""]
    kinds = [lines(page("--kind", kind, "--limit", "0")) for kind in ("visit", "meeting", "treaty")]
    assert sum(kinds) == counts[""]


def test_what_no_claim_dates_is_counted_where_dates_leave_it_out(
    write: Callable[..., Path], dip: Run
) -> None:
    in_force = {"kind": "treaty", "status": "in-force", "topic": "trade"}
    pacts = [
        relation("dated", title="Air", period="2001-05-04/..", **in_force),
        relation("same", title="Air", same_as="dated", **in_force),  # has a date by the other
        relation("undated", title="Rivers", **in_force),
        event("met", kind="meeting", title="Talks", period="2020-06-01", topic="trade"),
    ]
    tables = [source(), party("a"), party("b"), party("c"), topic(), measure()]
    path = str(write(base(*tables, *pacts)))

    def said(*words: str) -> tuple[list[str], int]:
        """Return the lines on claims without a date, and how many the JSON counts."""
        page = dip(*words, "-f", path).out
        counts = json.loads(dip(*words, "-f", path, "--json").out)["left_out"]
        return re.findall("^.*without a date.*$", page, re.MULTILINE), counts["dates"]

    one = "1 claim without a date is left out by"
    for command in ("relations", "timeline", "brief", "trade"):
        assert said(command, "a", "b", "--since", "2020") == ([f"{one} --since."], 1)
        assert said(command, "a", "b") == ([], 0)
    assert said("a", "b", "--in", "2020") == ([f"{one} --in."], 1)
    both = "--since", "2020", "--until", "2021"
    assert said("relations", *both) == ([f"{one} --since and --until."], 1)
    assert said("timeline", "a", "b", "--kind", "meeting", "--in", "2020") == ([], 0)
    nothing = "Nothing on relations about A and B is recorded until 1990; there are 3 claims"
    told = f"{nothing} (1 since 4 May 2001, 2 without a date)."
    assert said("relations", "a", "b", "--until", "1990") == ([told], 1)
