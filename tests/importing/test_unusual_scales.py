"""`dipfacts import`: scales in words and signs that few tables have are told as such."""

from __future__ import annotations

import pytest

from support.importing import Import

pytestmark = pytest.mark.usefixtures("empty_folder")

CLAIM = ("publisher=X", "claim=figure", "measure=rice-exports", "topic=food", "from=kenya",
         "to={Country}", "period=2019")  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "head", "scale"),
    [
        ("USD", "Тысяча долларов США", 10**3),
        ("tonnes", "Тысяча тонн", 10**3),
        ("BRL", "bilhões de reais", 10**9),
        ("EUR", "mille euros", 10**3),
        ("EUR", "millió EUR", 10**6),
        ("EUR", "EUR (x 1000)", 10**3),
        ("EUR", "EUR x 1,000", 10**3),
        ("EUR", "Value (x 1,000,000)", 10**6),
        ("EUR", "EUR (x 1.000)", 10**3),
        ("tonnes", "10^3 t", 10**3),
        ("tonnes", "Rice (E3 t)", 10**3),
        ("tonnes", "1000's t", 10**3),
        ("tonnes", "Rice (000’s tonnes)", 10**3),
    ],
)
def test_a_head_with_an_unusual_scale_is_told(
    imported: Import, unit: str, head: str, scale: int
) -> None:
    text = f'Country,"{head}"\nGhana,40\n'
    notes = imported("t.csv", text, *CLAIM, f"unit={unit}", f"value={{{head}}}").notes
    assert any(f"says a scale: add --map scale={scale} " in it for it in notes)


@pytest.mark.parametrize(
    ("line", "scale"),
    [("(x 1000)", 3), ("UNIT_MULT: 6", 6), ("Power of 10: 6", 6), ("Scale factor 1000", 3)],
)
def test_a_line_that_names_a_scale_is_told(imported: Import, line: str, scale: int) -> None:
    text = f"{line}\nCountry,Rice\nGhana,40\n"
    out = imported("t.csv", text, *CLAIM, "unit=EUR", "value={Rice}").text
    assert f'line above the headers "{line}" says a scale: add --map scale={10**scale} ' in out


@pytest.mark.parametrize(
    "head", ["taux pour mille", "Cost per mille (EUR)", "Rice (lot 1000x)", "Scale: 5"]
)
def test_what_is_no_scale_is_not_told(imported: Import, head: str) -> None:
    text = f'Country,"{head}"\nGhana,40\n'
    out = imported("t.csv", text, *CLAIM, "unit=EUR", f"value={{{head}}}").text
    assert "says a scale" not in out


def test_thousands_of_dollars_in_spanish_are_money(imported: Import) -> None:
    text = "Country,Unidad,V\nGhana,Miles de dólares,40\n"
    notes = imported("t.csv", text, *CLAIM, "unit=USD", "value={V}").notes
    assert any(it.endswith("if it is right, add --map scale=1000") for it in notes)


@pytest.mark.parametrize("other", ["million USD", "million EUR"])
def test_units_of_one_scale_have_a_remedy_for_all_rows(imported: Import, other: str) -> None:
    text = f"Country,Unit,V\nGhana,million USD,40\nChad,{other},50\n"
    out, _ = imported("t.csv", text, *CLAIM, "unit={Unit}", "value={V}", status=3)
    option = "--map unit=USD --map scale=1000000"
    alone = f"as with --map 'where={{Unit}}=million USD' {option} --id million-usd, and the others"
    assert (f"if it is right, write {option}" in out) == (other == "million USD")
    assert (alone in out) == (other == "million EUR")
