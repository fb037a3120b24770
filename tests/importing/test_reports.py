"""`dipfacts import`: what is reported of any format."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from dipfacts.cli.commands import importing
from dipfacts.importing import importer, recognition
from support.command_line import Run
from support.import_files import OWN, import_twice
from support.importing import DAY
from support.screen import Screen

pytestmark = pytest.mark.usefixtures("read_anew")


def test_a_cell_that_is_told_in_part_is_marked_and_not_to_be_named(dip: Run) -> None:
    cell = "about five hundred and thirty-nine thousand million"
    Path("own.csv").write_text(f"a,b,y,v\nFR,DE,2020,5\nFR,DE,2021,{cell}\nFR,DE,2022,nil\n")
    status, out, _ = dip("import", "own.csv", *DAY, *OWN)
    long = f'own.csv:3: value: "{cell[:39]}…" is no number; correct the number\n'
    assert (status, long in out) == (3, True)
    assert '"nil" is no number; add --map missing=nil if that means unknown\n' in out


def test_a_cell_with_quotation_marks_is_named_whole(dip: Run) -> None:
    Path("own.csv").write_text('a,b,y,v\nFR,DE,2020,5\nFR,DE,2021,"no ""x"""\n')
    _, out, _ = dip("import", "own.csv", *DAY, *OWN)
    remedy = "add --map 'missing=no \"x\"' if that means unknown"
    assert f'own.csv:3: value: "no "x"" is no number; {remedy}\n' in out


def test_nothing_recorded_is_known_with_a_decimal_comma_and_zeros_stay(dip: Run) -> None:
    Path("cow.csv").write_text(
        "ccode1;ccode2;year;flow1;flow2\n2;20;2010;0;206024,25\n2;70;2010;1234,5;-9,0\n"
    )
    comma = "--map", "decimal=,"
    assert [it["value"] for it in import_twice(dip, "cow.csv", *comma)[1].values()] == [
        0, 1_234_500_000, 206_024_250_000,
    ]  # fmt: skip
    Path("wrong.csv").write_text(
        "ccode1;ccode2;year;flow1;flow2\n2;20;2010;0;-7,5\n2;70;2010;1200;1300\n"
    )
    status, out, _ = dip("import", "wrong.csv", *DAY, *comma)
    assert (status, "  2 claims from 1 row\n" in out) == (3, True)
    assert "correct it, or add --map missing=-7,5 if it says nothing\n" in out
    _, found = import_twice(dip, "wrong.csv", *comma, "missing=n/a,-7,5,-8", "--id", "w")
    assert [it["value"] for it in found.values() if it["id"].startswith("w-")] == [
        0, 1_200_000_000, 1_300_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "row", "told"),
    [
        ("t,i,j,k,v,q", "2018,4,24,845420,112.734,26", "CEPII BACI"),
        ("Entity,Code,Year,Life", "France,FRA,2020,80", "Our World in Data"),
        ("DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE", "A:B(1.0),FR,M,2020,5", "SDMX-CSV"),
        ("ccode,year,state,UN,NATO,EU", "220,1990,FRN,1,1,0", "Correlates of War"),
    ],
)
@pytest.mark.parametrize("above", ["", "Unnamed: 0", "...1"])
def test_a_column_of_row_numbers_without_a_head_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heads: str, row: str, told: str, above: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain.csv").write_text(f"{heads}\n{row}\n")
    Path("numbered.csv").write_text(f"{above},{heads}\n0,{row}\n")
    with recognition.inputs(["plain.csv", "numbered.csv"]) as opened:
        found = recognition.recognise(opened, {})
        plans = [format_.planned(replace(file, given={"unit": "years"})) for format_, file in found]
    first, second = ((it.title, it.tables, it.derived and it.derived.rows) for it in plans)
    assert told in first[0]
    assert first == second


def test_a_report_is_folded_on_a_terminal_and_never_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    name = "Territories of a very long name that nobody knows, whose end is needed: north"
    Path("own.csv").write_text(f'a,b,y,v\nFrance,DE,2020,5\n"{name}",DE,2020,5\n')
    given = dict(word.split("=") for word in OWN[1::2])
    with recognition.inputs(["own.csv"]) as opened:
        ((format_, file),) = recognition.recognise(opened, given)
        options = importer.ImportTarget(None, "2025-01-31", copy=False, name=None)
        prepared = importer.prepare(format_, file, options)
    out, piped = Screen(), io.StringIO()
    for each in (out, piped):
        assert importing._report(prepared, [], False, each) == 0
    assert max(map(len, out.getvalue().splitlines())) <= 60
    assert f'  left out: 1 "{name}", unknown\n' in piped.getvalue()
    assert out.getvalue().split() == piped.getvalue().split()
