"""`dipfacts import`: a unit of weight, energy or volume that is not the one given is told."""

from __future__ import annotations

import pytest

from support.importing import Import

pytestmark = pytest.mark.usefixtures("empty_folder")

CLAIM = ("publisher=X", "claim=figure", "measure=rice-exports", "topic=food", "from=kenya",
         "to={Country}", "period=2019")  # fmt: skip


def notes(imported: Import, head: str, unit: str, country: str = "Ghana") -> str:
    text = f'Country,"{head}"\n{country},300\n'
    report = imported("t.csv", text, *CLAIM, f"unit={unit}", f"value={{{head}}}")
    return "\n".join(it for it in report.notes if " says " in it)


@pytest.mark.parametrize(
    ("unit", "head", "said"),
    [
        ("tonnes", "Rice (kg)", "kg"),
        ("tonnes", "Rice, кг", "kg"),
        ("tonnes", "net_weight_kg", "kg"),
        ("tonnes", "Rice (kt)", "kt"),
        ("tonnes", "Rice (Mt)", "Mt"),
        ("tonnes", "Rice (ц)", "quintals"),
        ("kg", "Rice (1000 MT)", "tonnes"),
        ("kg", "Rice, тонн", "tonnes"),
        ("kWh", "Power GWh", "GWh"),
        ("barrels", "Oil (kb/d)", "kb/d"),
        ("cubic-metres", "Gas (TJ)", "TJ"),
        ("USD", "Gas (bcm)", "bcm"),
        ("bcm", "Gas, million m3", "cubic metres"),
        ("tonnes", "100 kg", "kg"),
    ],
)
def test_another_unit_in_a_head_is_told(imported: Import, unit: str, head: str, said: str) -> None:
    option = f"'unit={said}'" if " " in said else f"unit={said}"
    assert f"says {said}, not {unit}: --map {option}" in notes(imported, head, unit)


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        ("tonnes", "Rice (metric tons)"),
        ("tonnes", "Rice, т"),
        ("tonnes", "Rice (MT)"),
        ("kt", "Rice (Gg)"),
        ("cubic-metres", "Gas (m3)"),
        ("barrels", "Oil (bbl)"),
        ("BBL", "Oil (BBL)"),
        ("quintals", "100 kg"),
        ("kt", "Rice, thousand tonnes"),
        ("bcm", "Gas, billion m3"),
        ("kbbl", "Oil, thousand barrels"),
        ("beds", "Tents"),
        ("USD", "Price per bbl"),
        ("USD", "Malta (MT)"),
    ],
)
def test_the_unit_that_is_given_is_not_told(imported: Import, unit: str, head: str) -> None:
    assert notes(imported, head, unit) == ""


def test_a_column_and_a_line_of_another_unit_are_told(imported: Import) -> None:
    words = (*CLAIM, "unit=tonnes", "value={Rice}")
    column = imported("t.csv", "Country,Rice,Unit\nGhana,5,kg\nMali,6,kg\n", *words).text
    assert "no key names Unit (kg): say in which unit each is" in column
    line = imported("u.csv", "Quantity in kg\nCountry,Rice\nGhana,5\n", *words).text
    assert 'line above the headers "Quantity in kg" says kg, not tonnes: --map unit=kg' in line
