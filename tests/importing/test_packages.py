"""`dipfacts import` of a data package: what its schema says of the numbers, and who reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from support.importing import map_words

pytestmark = pytest.mark.usefixtures("empty_folder")


def told(
    capsys: pytest.CaptureFixture[str], rows: str, *words: str, name: str = "trade", **field: Any
) -> tuple[int, str]:
    """Import a package of some rows whose last column is the number; return status and report."""
    Path("d.csv").write_text(rows)
    heads = rows.partition("\n")[0].split(",")
    fields = [{"name": it, "type": "any"} for it in heads[:-1]]
    fields.append({"name": heads[-1], "type": "number", **field})
    resource = {"name": "r", "path": "d.csv", "schema": {"fields": fields}}
    Path("datapackage.json").write_text(json.dumps({"name": name, "resources": [resource]}))
    given = map_words(*words)
    status = app.run(["import", "datapackage.json", "--published", "2025", *given, "--dry-run"])
    return status, capsys.readouterr().err.replace("\n    ", " ")


@pytest.mark.parametrize(
    ("field", "words", "note"),
    [
        ({"title": "Value (EUR)"}, (), 'the title "Value (EUR)" says EUR, not USD: --map unit=EUR'),
        ({"unit": "EUR"}, (), 'the unit "EUR" says EUR, not USD: --map unit=EUR'),
        (
            {"description": "GDP in current EUR"},
            (),
            'the description "GDP in current EUR" says EUR, not USD: --map unit=EUR',
        ),
        (
            {"unit": "million USD"},
            (),
            'the unit "million USD" says a scale: add --map scale=1000000 unless its numbers stand',
        ),
        ({"unit": "million USD"}, ("scale=1000000",), ""),
        ({"description": "GDP in current USD"}, (), ""),
        ({"description": "Deaths per million people in 2016 (DOTS (2017))"}, ("scale=1",), ""),
    ],
)
def test_another_unit_or_a_scale_in_the_schema_is_told(
    capsys: pytest.CaptureFixture[str], field: dict[str, str], words: tuple[str, ...], note: str
) -> None:
    unit = "unit=USD per million people" if "Deaths" in str(field) else "unit=USD"
    rows = "country,year,value\nKEN,2019,5\nUGA,2019,6\n"
    status, report = told(capsys, rows, unit, *words, **field)
    assert status == 0
    assert note in report
    assert (" says " in report) is bool(note)


@pytest.mark.parametrize(
    ("heads", "name", "start", "end"),
    [
        ("reporter,partner", "imports-of-kenya", "partner", "reporter"),
        ("reporter,partner", "exports-of-kenya", "reporter", "partner"),
        ("partner,reporter", "exports-of-kenya", "reporter", "partner"),
        ("partner,reporter", "imports-of-kenya", "partner", "reporter"),
        ("reporter,importer,exporter", "trade", "exporter", "importer"),
        ("a,b", "imports-of-kenya", "a", "b"),
    ],
)
def test_the_ends_that_are_proposed_are_not_turned_round(
    capsys: pytest.CaptureFixture[str], heads: str, name: str, start: str, end: str
) -> None:
    third = ",CHN" if heads.count(",") > 1 else ""
    rows = f"{heads},year,value\nKEN,CHN{third.replace('CHN', 'UGA')},2019,5\n"
    rows += f"UGA,KEN{third},2019,6\n"
    status, report = told(capsys, rows, "unit=USD", name=name)
    assert status == 2
    assert f"add --map from='{{{start}}}' --map to='{{{end}}}', or --map parties=" in report


def test_what_a_package_says_of_its_columns_is_known_to_the_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, report = told(capsys, "country,year,value\nKEN,2019,5\nKEN,2019,6\n", "unit=USD")
    assert status == 3
    assert "another number for the same question; remove one of the two rows" in report
    rows = "exporter,importer,sector,year,value\nKEN,CHN,a,2019,5\nKEN,CHN,b,2019,6\n"
    status, report = told(capsys, rows, "unit=USD")
    assert "differ in sector (a, b); say of what part each is" in report


@pytest.mark.parametrize(
    ("missing", "claims"),
    [
        (["-99"], "1 claim from 1 row; left out: 1 no number (-99)"),
        (
            ["", {"value": "-99", "label": "not known"}],
            "1 claim from 1 row; left out: 1 no number",
        ),
        (["-1"], "2 claims from 2 rows"),
        ([], "2 claims from 2 rows"),
    ],
)
def test_the_field_of_the_numbers_says_which_cells_are_none(
    capsys: pytest.CaptureFixture[str], missing: list[Any], claims: str
) -> None:
    rows = "country,year,value\nKEN,2019,-99\nUGA,2019,6\n"
    status, report = told(capsys, rows, "unit=USD", missingValues=missing)
    assert status == 0
    assert claims in report.replace("\n  left", "; left")
    assert ("-99 in value (1 cell) often says" in report) is claims.startswith("2")
