"""`dipfacts import` of SDMX whose flows have names of trade: the unit is what the file says."""

from __future__ import annotations

import pytest

from support.importing import Import

pytestmark = pytest.mark.usefixtures("empty_folder")

HEADS = "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,{},TIME_PERIOD,OBS_VALUE\n"
KENYA_CHINA = "A:B(1.0),A,KE,CN"


@pytest.mark.parametrize(
    ("head", "cell"), [("FLOW", "2: Exports"), ("FLOW", "1"), ("MEASURE", "EXPORTS")]
)
def test_flows_without_a_unit_are_in_no_dollars(imported: Import, head: str, cell: str) -> None:
    text = f"{HEADS.format(head)}{KENYA_CHINA},{cell},2019,7\n"
    out = imported("d.csv", text, status=2).text
    assert "d.csv does not say in which unit its numbers are" in out
    (claim,) = imported("d.csv", text, "unit=KES").claims
    assert (claim["value"], claim["unit"]) == (7, "KES")


def test_codes_of_trade_say_dollars(imported: Import) -> None:
    text = f"{HEADS.format('INDICATOR')}{KENYA_CHINA},TXG_FOB_USD,2019,7\n"
    assert imported("d.csv", text).claims[0]["unit"] == "USD"


@pytest.mark.parametrize("dimension", ["INDIC_ET", "STAT_INFO"])
@pytest.mark.parametrize(
    ("code", "amount"),
    [
        ("VALUE_IN_EUROS", (7, "EUR")),
        ("VALUE_EUR", (7, "EUR")),
        ("QUANTITY_IN_100KG", (700, "kg")),
    ],
)
def test_a_dimension_of_units_is_no_part(
    imported: Import, dimension: str, code: str, amount: tuple[int, str]
) -> None:
    text = f"{HEADS.format(f'FLOW,{dimension}')}{KENYA_CHINA},2,{code},2019,7\n"
    (claim,) = imported("d.csv", text).claims
    assert (claim["value"], claim["unit"], claim["measure"]) == (*amount, "exports")
    assert "scope" not in claim


@pytest.mark.parametrize("head", ["UNIT_MULT", "POWERCODE", "MULTIPLIER"])
def test_a_column_of_multipliers_multiplies(imported: Import, head: str) -> None:
    text = f"{HEADS.format('FLOW').strip()},UNIT_MEAS,{head}\n{KENYA_CHINA},2,2019,7,EUR,6\n"
    (claim,) = imported("d.csv", text).claims
    assert (claim["value"], claim["unit"]) == (7_000_000, "EUR")


@pytest.mark.parametrize("head", ["UNIT_MULT", "POWERCODE", "MULTIPLIER"])
def test_a_multiplier_that_is_no_power_of_ten_is_refused(imported: Import, head: str) -> None:
    text = f"{HEADS.format('FLOW').strip()},UNIT_MEAS,{head}\n{KENYA_CHINA},2,2019,7,EUR,66\n"
    assert f'{head}: "66" is no power of ten' in imported("d.csv", text, status=3).text
