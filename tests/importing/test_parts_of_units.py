"""`dipfacts import` of SDMX: codes and labels of money that say more than a currency."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import import_twice
from support.importing import DAY
from support.written import documents

pytestmark = pytest.mark.usefixtures("read_anew")

HEAD = "DATAFLOW,REF_AREA,FREQ,MEASURE,{},TIME_PERIOD,OBS_VALUE\n"


def written(*units: str, head: str = "UNIT_MEASURE") -> None:
    """Write a file with a row in each unit, of Germany."""
    rows = (f'"X:N(1.0)",DEU,M,XG,"{unit}",2020-0{nth},5\n' for nth, unit in enumerate(units, 1))
    Path("f.csv").write_text(HEAD.format(head) + "".join(rows))


@pytest.mark.parametrize(("unit", "name", "value", "besides"), [
    ("MIO-EUR-NSA", "EUR", 5_000_000, "UNIT NSA"),
    ("MIO-EUR-SCA", "EUR", 5_000_000, "UNIT SCA"),
    ("MIO_EUR_NSA", "EUR", 5_000_000, "UNIT NSA"),
    ("USD_EXC", "USD", 5, "UNIT EXC"),
    ("CRC_MEUR", "EUR", 5_000_000, "UNIT CRC"),
    ("PYR_MEUR", "EUR", 5_000_000, "UNIT PYR"),
    ("US dollars, exchange rate converted", "USD", 5, "exchange rate converted"),
    ("Million euro, not seasonally adjusted data", "EUR", 5_000_000,
     "not seasonally adjusted data"),
    ("Million euro, seasonally adjusted data, not calendar adjusted data", "EUR", 5_000_000,
     "seasonally adjusted data, not calendar adjusted data"),
    ("Free on board (FOB), US dollar", "USD", 5, "Free on board (FOB)"),
])  # fmt: skip
def test_money_is_a_flow_in_its_currency_whatever_else_its_unit_says(
    dip: Run, unit: str, name: str, value: int, besides: str
) -> None:
    written(unit)
    (claim,) = import_twice(dip, "f.csv")[1].values()
    assert (claim["unit"], claim["value"], claim["scope"]) == (name, value, besides)
    assert documents(Path("base"))[0]["measure"][0]["nature"] == "flow"
    assert claim["period"] == "2020-01"


@pytest.mark.parametrize(("unit", "nature"), [
    ("USD_ABC", "flow"), ("USD_PPP", "flow"), ("EUR_HAB", "flow"), ("USD_BBL", "stock"),
    ("EUR_KWH", "stock"), ("US dollars, PPP converted", "flow"), ("ALL_CAUSES", "stock"),
])  # fmt: skip
def test_other_codes_of_money_stay_units_and_are_no_stocks(
    dip: Run, unit: str, nature: str
) -> None:
    written(unit)
    (claim,) = import_twice(dip, "f.csv")[1].values()
    assert claim["unit"] in (unit, unit.lower())
    assert documents(Path("base"))[0]["measure"][0]["nature"] == nature


def test_an_index_and_a_change_beside_money_are_measures_of_their_own(dip: Run) -> None:
    written("MIO-EUR-NSA", "MIO-EUR-SCA", "IVOL-SA", "IVU-NSA", "RT1-SA")
    found = import_twice(dip, "f.csv")[1].values()
    assert {it["measure"]: it["unit"] for it in found} == {
        "xg": "EUR", "xg-ivol-sa": "ivol_sa", "xg-ivu-nsa": "ivu_nsa", "xg-rt1-sa": "percent",
    }  # fmt: skip


def test_converted_dollars_are_a_currency_beside_the_national_one(dip: Run) -> None:
    written("USD_EXC", "XDC")
    out, found = import_twice(dip, "f.csv")
    assert "left out: 1 in the currency of each country, which is not named\n" in out
    assert {it["unit"] for it in found.values()} == {"USD"}
    assert dip("import", "f.csv", *DAY, "--map", "unit=USD", "--dry-run")[0] == 0
    assert {it["unit"] for it in import_twice(dip, "f.csv", "unit=EUR")[1].values()} == {
        "USD", "EUR",
    }  # fmt: skip


def test_ids_with_labels_are_those_of_the_codes(dip: Run) -> None:
    both = {"USD_EXC": "US dollars, exchange rate converted",
            "MIO-EUR-NSA": "Million euro, not seasonally adjusted data"}  # fmt: skip
    for code, label in both.items():
        written(code)
        ids = {*import_twice(dip, "f.csv")[1]}
        written(f"{code}: {label}", head="UNIT_MEASURE: Unit")
        assert {*import_twice(dip, "f.csv")[1]} == ids


@pytest.mark.parametrize("unit", ["CP_EUR_HAB", "USD_PPP", "euro per capita"])
def test_a_unit_of_money_is_not_taken_for_another_currency(dip: Run, unit: str) -> None:
    written(unit)
    refused = "dipfacts: --map unit=JPY: f.csv says its unit itself\n  leave it out\n"
    assert dip("import", "f.csv", *DAY, "--map", "unit=JPY") == (2, "", refused)


def test_a_code_of_money_that_is_not_known_may_be_named(dip: Run) -> None:
    written("USD_ABC")
    (claim,) = import_twice(dip, "f.csv", "unit=USD")[1].values()
    assert claim["unit"] == "USD"
