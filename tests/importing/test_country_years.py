"""Tables of a country and a year, as indices are: each country's own, and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run

pytestmark = pytest.mark.usefixtures("empty_folder")

OWN = (
    "--published 2024-03-01 --map claim=figure --map measure=polyarchy --map period={year} "
    "--map value={value} --map unit=index --map publisher=V-Dem --to base"
).split()


def test_countries_are_compared(dip: Run) -> None:
    table = "country,year,value\nAzerbaijan,2019,0.187\nYemen,2019,0.12\n"
    Path("polyarchy.csv").write_text(table, encoding="utf-8")
    dip("import", "polyarchy.csv", *OWN, "--map", "parties={country}").page()
    assert "\npartners = 0\n" in Path("base/polyarchy.toml").read_text(encoding="utf-8")
    page = dip("indicators", "azerbaijan", "yemen", "-f", "base").page()
    assert page.startswith("Polyarchy in 2019: Azerbaijan 0.187 index and Yemen 0.12 index.\n")


def test_a_measure_that_another_file_has_between_countries_stays_one(dip: Run) -> None:
    pairs = "a,b,year,value\nAzerbaijan,Yemen,2018,3\n"
    Path("pairs.csv").write_text(pairs, encoding="utf-8")
    dip("import", "pairs.csv", *OWN, "--map", "parties={a}, {b}").page()
    table = "country,year,value\nAzerbaijan,2019,0.187\nYemen,2019,0.12\n"
    Path("own.csv").write_text(table, encoding="utf-8")
    dip("import", "own.csv", *OWN, "--map", "parties={country}").page()
    for name in ("pairs", "own"):
        assert "partners" not in Path(f"base/{name}.toml").read_text(encoding="utf-8")
