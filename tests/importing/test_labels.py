"""`dipfacts import` of SDMX-CSV: ids are made of codes, and labels are for reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from support.importing import COPIED, Import
from support.written import claims

HEADS = (
    "REF_AREA: Area", "COUNTERPART_AREA: With", "MEASURE: What", "SEX: Sex", "AGE: Age",
    "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE: Unit",
)  # fmt: skip


def table(sex: str, all_: str, unit: str, with_labels: bool = True) -> str:
    """Return rows with these labels of a sex, of all and of a unit; or with no labels."""
    who = "DE: Germany", "FR: France", "P: Pupils"
    lines = [
        HEADS,
        (*who, f"F: {sex}", "_T: All", "2020", "5", unit),
        (*who, f"X: {all_}", "_T: All", "2020", "9", unit),
        (who[0], "W1: Elsewhere", who[2], f"F: {sex}", "_T: All", "2020", "7", unit),
    ]
    cells = [[it if with_labels else it.partition(": ")[0] for it in line] for line in lines]
    quoted = [",".join(f'"{cell}"' for cell in line) for line in cells]
    return "".join(f"{first},{line}\n" for first, line in zip(FIRST, quoted, strict=True))


FIRST = ("DATAFLOW", *["X:Y(1.0)"] * 3)


@pytest.mark.parametrize(
    "unit", ["GWH: Gigawatt-hour", "CP_MEUR: Current prices, million euro", "USD: Dollar"]
)
def test_ids_are_those_of_a_file_of_codes_alone(imported: Import, unit: str) -> None:
    codes = imported("d.csv", table("", "", unit, with_labels=False))[1]
    labels = imported("d.csv", table("Women", "All", unit))[1]
    assert {it["id"] for it in labels} == {it["id"] for it in codes}
    assert [it["value"] for it in labels] == [it["value"] for it in codes]
    assert labels[0]["scope"].startswith("SEX F: Women")
    assert any("COUNTERPART_AREA W1: Elsewhere" in it.get("scope", "") for it in labels)


def test_a_table_of_codes_alone_is_written_as_before(imported: Import) -> None:
    imported("d.csv", table("", "", "USD: Dollar", with_labels=False))
    assert "{scope}-{valuation}-{unit}" in Path("base/y.toml").read_text()
    assert "part" not in Path("base/y.csv").read_text().partition("\n")[0].split(",")


def test_a_label_that_is_reworded_changes_no_id(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    imported("d.csv", table("Women", "Both", "GWH: Gigawatt-hour"))
    before = {*claims(Path("base"))}
    Path("d.csv").write_text(table("Femmes", "Les deux", "GWH: Gigawattheure"))
    assert app.run(["import", "d.csv", *COPIED]) == 0
    assert "0 claims gone, 0 new" in capsys.readouterr().out
    assert {*claims(Path("base"))} == before


def test_a_direction_in_another_language_is_not_guessed(imported: Import) -> None:
    rows = [
        ("DATAFLOW", "stk_flow", "bop_item", "geo", "partner", "TIME_PERIOD", "OBS_VALUE", "unit"),
        *(
            ("E:B(1.0)", way, "Dienste", area, "Frankreich", "2023", "5", "Euro")
            for way, area in (
                ("Soll", "Deutschland"),
                ("Credit", "Germany (until 1990 former territory of the FRG)"),
                ("Debit", "Italien"),
            )
        ),
    ]
    out, claims = imported("d.csv", "".join(f"{','.join(row)}\n" for row in rows))
    assert "  left out: 1 Soll, an unknown STK_FLOW\n" in out
    ends = [(it["from"], it["to"]) for it in claims]
    assert ends == [("iso2:DE", "iso2:FR"), ("iso2:FR", "iso2:IT")]
