"""Very many problems: told as few are, and held in little memory."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.errors import Problem
from dipfacts.read.base import packed_problems
from dipfacts.read.base.packed_problems import Problems, Reports, TablePlace
from dipfacts.read.files import SourceFile
from dipfacts.read.table.fault import Fault
from dipfacts.read.toml.loader import InvalidTable, LoadedTable
from dipfacts.remedy import Remedy, Setting
from support.factbase import base, measure, party, source, table, topic

FORMS = (
    "--all",
    "--json",
    "--format github",
    "--all --color always",
    "--strict",
    "--strict --all --format human",
)


def problem(file: str, nth: int) -> Problem:
    """Return a problem with a message of its own."""
    remedy = Remedy.of("write ", Setting.of("locator", "para 4"))
    return Problem(file, nth % 7, nth % 3, "missing-locator", f'"{nth}" has none', remedy)


def figure(id: str, **keys: object) -> str:
    """Return a figure; of a key given as None none."""
    given = {
        "measure": "m",
        "from": "a",
        "to": "b",
        "period": "2020",
        "value": 5,
        "unit": "USD",
        "source": "s",
        "locator": "p",
        **keys,
    }
    return table("figure", id=id, **{key: it for key, it in given.items() if it is not None})


def test_very_many_are_in_the_order_of_files_and_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_problems, "_MOST", 4)
    every, problems = [problem("ab"[nth % 2], nth) for nth in range(50)], Problems()
    problems.add(every)
    assert problems == sorted(every, key=lambda it: it.file)
    assert (len(problems), problems[0]) == (50, every[0])
    problems.sort({"b": 0, "a": 1}.__getitem__, lambda it: (it.line, it.column))
    ordered = sorted(every, key=lambda it: (it.file == "a", it.line, it.column))
    assert problems == ordered
    problems.add([problem("a", 99)])
    assert problems == [*ordered, problem("a", 99)]


def test_very_many_take_few_bytes_each() -> None:
    tracemalloc.start()
    try:
        problems = Problems()
        problems.add(problem(f"{nth // 5000}.toml", nth) for nth in range(50_000))
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 50_000 * 40  # a list of them takes 500 and more


def test_the_places_of_faults_are_found_file_by_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_problems, "_MOST", 3)
    files = [SourceFile(name, name, name) for name in ("a.toml", "b.toml")]
    reports, asked = Reports(), list[str]()
    for nth in range(10):
        row = InvalidTable("figure", nth, {}, 10 * nth)
        reports.add(files[nth % 2], row, Fault("value", "bad-value", f"{nth}", "h"), "error")

    def place(file: SourceFile, spot: TablePlace, where: object) -> tuple[int, int]:
        asked.append(file.label)
        return spot.line, spot.nth

    told = [f"{it.file} {it.line} {it.message}" for it in reports.placed(files[::-1], place)]
    names = ["b.toml"] * 5 + ["a.toml"] * 5
    assert asked == names
    odd_then_even = [*range(1, 10, 2), *range(0, 10, 2)]
    assert told == [
        f"{name} {10 * nth} {nth}" for name, nth in zip(names, odd_then_even, strict=True)
    ]
    assert [*reports.placed(files, place)] == []


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A base with faults of all sorts in each of its claims, also in the rows of a CSV file."""
    folder = tmp_path / "base"
    folder.mkdir()
    declared = base(source("s"), party("a"), party("b"), topic("t"), measure("m", topic="t"))
    (folder / "0.toml").write_text(declared, encoding="utf-8")
    for nth in range(1, 4):
        claims = [
            figure("same", value=nth),
            figure(f"f-{nth}", locator=None, rank_reason="r"),
            figure(f"g-{nth}", locatr="p", source="x"),
            figure(f"h-{nth}", **{"to": "nowhere", "period": "2020-13"}),
            figure(f"i-{nth}", **{"to": f"nowhere-{nth}"}),
            figure(f"j-{nth}", locator=None, value=-nth, note="\u202e"),
            "# \u202e\n",
        ]
        (folder / f"{nth}.toml").write_text(base(*claims), encoding="utf-8")
    keys = {"from": "a", "to": "{to}", "period": "{year}", "value": "{v}", "unit": "USD"}
    csv = table("table", id="t", file="t.csv", claim="figure", source="s", measure="m", **keys)
    (folder / "9.toml").write_text(base(csv), encoding="utf-8")
    rows = "".join(f"{to},{year},{v}\n" for to in "bxy" for year in (2019, 0) for v in "5?")
    (folder / "t.csv").write_text("to,year,v\n" + rows, encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", FORMS)
def test_check_tells_packed_problems_as_it_tells_others(
    form: str, faulty: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told() -> tuple[int, str, str]:
        return app.run(["check", str(faulty), *form.split()]), *capsys.readouterr()

    few = told()
    monkeypatch.setattr(packed_problems, "_MOST", 2)
    assert told() == few
    assert few[0] == 3
    assert len(few[1].splitlines()) > 30


def test_rows_are_held_by_their_spots_alone() -> None:
    origin = LoadedTable("table", None, 3, 0)  # type: ignore[arg-type]  # of which none is asked
    row = InvalidTable("figure", 7, {"id": "x"}, 12, origin)
    assert TablePlace.of(row) == ("figure", 12, 7, True)
    assert TablePlace.of(origin) == ("table", 3, 0, False)


def test_findings_of_very_many_claims_take_little_memory(tmp_path: Path) -> None:
    def peak(**keys: object) -> int:
        for file in range(1, 9):
            ids = [f"{file}{nth:03}" for nth in range(500)]
            claims = [figure(f"f-{id}", period=id, **keys) for id in ids]
            (tmp_path / f"{file}.toml").write_text(base(*claims), encoding="utf-8")
        tracemalloc.start()
        try:
            app.run(["check", str(tmp_path)])
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    declared = base(source("s"), party("a"), party("b"), topic("t"), measure("m", topic="t"))
    (tmp_path / "declared.toml").write_text(declared, encoding="utf-8")
    _, without = peak(), peak()  # the first holds modules, too
    with_two_each = peak(locator=None, rank_reason="r")
    assert with_two_each - without < 8000 * 600  # lists of them take 880 each
