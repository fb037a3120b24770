"""Columns of names with abbreviations that are codes, too; and cells that tell of no number."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run

pytestmark = pytest.mark.usefixtures("empty_folder")

OWN = (
    "--published 2024-03-01 --map claim=figure --map measure=exports --map period={year} "
    "--map value={value} --map unit=USD --map publisher=Tables --map from={from} --map to={to} "
    "--to base"
).split()


def table(*rows: str) -> None:
    Path("own.csv").write_text("\n".join(["from,to,year,value", *rows, ""]), encoding="utf-8")


@pytest.mark.parametrize(
    "names",
    [
        ["US", "Norway"],
        ["UK", "EU", "Chile", "Peru"],
        ["Chad", "Mali", "US", "UK", "EU"],
        ["USA", "China"],
        ["USA", "UK"],
        ["UAE", "USA"],
    ],
)
def test_abbreviations_stand_among_names(dip: Run, names: list[str]) -> None:
    table(*(f"{name},Japan,20{nth:02},5" for nth, name in enumerate(names)))
    page = dip("import", "own.csv", *OWN).page()
    assert f"  {len(names)} claims from {len(names)} rows\n" in page
    assert "left out" not in page
    assert "its countries are names" in page


def test_codes_stay_codes_where_few_names_stand_among_them(dip: Run) -> None:
    codes = ["US", "GB", "DE", "FR", "NO"]
    table(*(f"{code},JP,2001,5" for code in codes), "Norway,JP,2002,5", "World,JP,2001,5")
    page = dip("import", "own.csv", *OWN).page()
    assert "read as codes of iso2: from, to" in page
    assert "left out: 1 Norway\n  left out: 1 World\n" in page


@pytest.mark.parametrize("cell", ["#DIV/0!", "#REF!", "NA(1)", ".. 2/", "n.a. 1", "see note 3"])
def test_what_says_that_there_is_no_number_is_not_made_one(dip: Run, cell: str) -> None:
    table("DEU,JPN,2001,5", f"DEU,JPN,2002,{cell}")
    _, page, errors = dip("import", "own.csv", *OWN)
    assert f"add --map 'missing={cell}' if that means unknown" in page + errors
    assert " alone, and" not in page + errors
    again = dip("import", "own.csv", *OWN, "--map", f"missing={cell}").page()
    assert "1 claim from 1 row" in again or "1 claim from 2 rows" in again


@pytest.mark.parametrize(("cell", "remedy"), [("5*", "write 5 alone"), ("$5", "write 5 alone")])
def test_a_number_with_a_mark_is_one(dip: Run, cell: str, remedy: str) -> None:
    table("DEU,JPN,2001,5", f"DEU,JPN,2002,{cell}")
    _, page, errors = dip("import", "own.csv", *OWN)
    assert remedy in page + errors
