"""`dipfacts import` and `check`: a unit with 1 000 in it leaves nothing of the number behind."""

from __future__ import annotations

import pytest

from support.importing import Import

pytestmark = pytest.mark.usefixtures("empty_folder")

CLAIM = ("publisher=X", "claim=figure", "measure=rice-exports", "topic=food", "from={R}",
         "to={P}", "period=2019", "value={V}")  # fmt: skip
ROW = "R,P,V\nKenya,Ghana,12\n"


@pytest.mark.parametrize(
    ("unit", "plain", "scale"),
    [
        ("1 000 t", "t", 1000),
        ("1\N{NO-BREAK SPACE}000 t", "t", 1000),
        ("1 000 000 t", "t", 1000000),
        ("x 1 000 t", "t", 1000),
        ("t x 1000", "t", 1000),
        ("t (1 000)", "t", 1000),
        ("t (x 1 000)", "t", 1000),
        ("EUR 1 000", "EUR", 1000),
        ("10 000 t", "t", 10000),
    ],
)
def test_a_scale_of_several_words_is_taken_from_a_unit_whole(
    imported: Import, unit: str, plain: str, scale: int
) -> None:
    out = imported("t.csv", ROW, *CLAIM, f"unit={unit}", status=2).text
    assert f"write --map unit={plain} --map scale={scale}\n" in out
    (claim,) = imported("t.csv", ROW, *CLAIM, f"unit={plain}", f"scale={scale}").claims
    assert (claim["value"], claim["unit"]) == (12 * scale, plain)


@pytest.mark.parametrize("unit", ["deaths per 1 000 births", "cars of 2 000 kg"])
def test_a_number_that_is_no_scale_stays_in_its_unit(imported: Import, unit: str) -> None:
    assert imported("t.csv", ROW, *CLAIM, f"unit={unit}").claims[0]["unit"] == unit
