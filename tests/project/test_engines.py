"""benchmarks/engines.py compares what engines answer with what dipfacts does, at several sizes."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from dipfacts import open_base
from dipfacts.cli import app
from support.factbase import base, figure, measure, party, source, topic

pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
engines = importlib.import_module("engines")  # needs it

LANDS = ["united-states", "germany", "china", "aland", "beland"]
MIRROR = "mirror asymmetry of a year"
TIMES = 3


def claims() -> str:
    """Eight flows that both sides report, and what is no row of the table of asymmetries."""
    flows = [(a, b) for a in LANDS[:2] for b in LANDS if a != b]
    found = ""
    for nth, (a, b) in enumerate(flows):
        ends = {"from_": a, "to": b, "reporter": a}
        ours = {**ends, "measure": "exports"}
        theirs = {**ends, "measure": "imports", "reporter": b}
        found += figure(f"x{nth}", **ours, value=100) + figure(f"m{nth}", **theirs, value=110 + nth)
        found += figure(f"s{nth}", **ours, value=9, scope="goods")
        found += figure(f"t{nth}", **theirs, value=1, scope="services", unit="EUR")
        found += figure(f"n{nth}", **theirs, value=0, period="2020")
        found += figure(f"o{nth}", **ours, value=0, period="2020")
    ends = {"from_": "germany", "to": "aland"}
    found += figure("differs", **ends, measure="exports", value=140, source="s2", claimant="beland")
    ends |= {"to": "beland", "source": "s2", "rank": "deprecated", "rank_reason": "a slip"}
    found += figure("slip", **ends, measure="turnover", value=1)
    found += figure("slip-2", **ends, measure="turnover", value=2)
    ends |= {"from_": "united-states", "to": "china"}
    found += figure("slip-3", **ends, measure="turnover", value=3)
    # One dyad has two rows, one has two sides that are not compared.
    ends = {"from_": "united-states", "to": "china", "unit": "EUR", "source": "s2"}
    found += figure("sold", **ends, measure="exports", reporter="united-states", value=90)
    found += figure("bought", **ends, measure="imports", reporter="china", value=70)
    ends = {"from_": "aland", "to": "beland"}
    found += figure("euro", **ends, measure="exports", reporter="aland", unit="EUR")
    found += figure("dollar", **ends, measure="imports", reporter="beland")
    return found


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("engines") / "facts.toml"
    measures = [measure("exports"), measure("imports")]
    total = measure("turnover", sum_of=["exports", "imports"])
    head = base(source(), source("s2"), topic(), *measures, total, *map(party, LANDS))
    path.write_text(head + claims(), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(facts: Path) -> dict[str, Any]:
    with open_base(str(facts)) as opened:
        answers = engines.own_answers(opened).items()
    return {question: engines.plain(engines.as_decimals(rows)) for question, rows in answers}


def test_dipfacts_ranks_the_asymmetries_by_itself(own: dict[str, Any]) -> None:
    """A dyad in two currencies has two rows; what is not compared has none."""
    assert [row[:2] for row in own[MIRROR]].count(["united-states", "china"]) == 2
    assert own[MIRROR][0] == ["united-states", "china", "25"]
    assert len(own[MIRROR]) == 9
    assert all(apart for *_, apart in own[MIRROR])
    assert "aland" not in {first for first, *_ in own[MIRROR]}


def test_an_engine_answers_as_dipfacts_does_over_as_many_claims_and_more(
    facts: Path,
    own: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Of three times as many flows the table has as many rows as its limit allows, and no more."""
    lake, large = facts.with_name("lake"), facts.with_name("large")
    assert app.run(["export", str(lake), "--to", "parquet", "-f", str(facts)]) == 0
    engines.multiply(lake, large, TIMES)
    results = {}
    for where, of in ((lake, 1), (large, TIMES)):
        monkeypatch.chdir(where)
        ask = engines.duckdb()
        rows = {question: engines.plain(ask(sql)) for question, sql in engines.QUESTIONS.items()}
        results["duckdb", of] = {"rows": rows}
    assert len(results["duckdb", TIMES]["rows"][MIRROR]) == engines.MOST < TIMES * len(own[MIRROR])
    capsys.readouterr()
    assert engines.compare(results, own, 1) == 0
    assert (
        capsys.readouterr().out == "All answers are the same, 4 rows, 4 rows, 9 rows, 1 rows.\n\n"
    )
    results["duckdb", 1]["rows"][MIRROR].pop()
    assert engines.compare(results, own, 1) == 1
    assert "duckdb, 1 claims, mirror asymmetry of a year" in capsys.readouterr().out
