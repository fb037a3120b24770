"""`dipfacts import` of SDMX-CSV: a day with a duration, or a frequency, is a period."""

from __future__ import annotations

import pytest

from support.importing import Import, page

HEADS = "DATAFLOW,FREQ,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"


@pytest.mark.parametrize("time", ["", "T00:00:00", "T00:00:00Z"])
def test_a_duration_counts(imported: Import, capsys: pytest.CaptureFixture[str], time: str) -> None:
    rows = ((f"2021-01-01{time}/P1Y", 100), (f"2022-01-01{time}/P3M", 30))
    text = HEADS + "".join(f"X:Y(1.0),A,GB,EXP,{of},{value},USD\n" for of, value in rows)
    _, claims = imported("d.csv", text)
    assert {it["period"]: it["value"] for it in claims} == {"2021": 100, "2022-01/2022-03": 30}
    assert "in 2021: $100" in page(capsys, "indicators", "uk", "2021")


@pytest.mark.parametrize(
    "period",
    [
        "2021-01-01T00:00:00/2021-12-31T00:00:00",
        "2021-01-01T00:00:00/PT6H",
        "2021-01-01/P",
        "2021-13-01/P1Y",
    ],
)
def test_a_range_that_cannot_be_read_is_told(imported: Import, period: str) -> None:
    rows = f"X:Y(1.0),A,GB,EXP,{period},5,USD\nX:Y(1.0),A,GB,EXP,2020,5,USD\n"
    report, _ = imported("d.csv", HEADS + rows, status=3)
    assert "  d.csv:2: " in report
    assert "correct its column TIME_PERIOD\n" in report


@pytest.mark.parametrize(
    ("often", "written", "meant"),
    [
        ("A", "2021-01-01T00:00:00", "2021"),
        ("A", "2021-12-31", "2021"),
        ("A", "2021-12", "2021"),
        ("A", "2021/2023", "2021/2023"),  # an average
        ("Annual", "2021-01-01", "2021"),
        ("S", "2021-07-01", "2021-07/2021-12"),
        ("Half-yearly", "2021-06-30", "2021-01/2021-06"),
        ("Q", "2022-01", "2022-01/2022-03"),
        ("Q", "2022-12-31", "2022-10/2022-12"),
        ("Q", "2022-Q2", "2022-04/2022-06"),
        ("M", "2024-02-29", "2024-02"),
        ("W", "2020-W05", "2020-01-27/2020-02-02"),
        ("D", "2021-01-01", "2021-01-01"),
        ("H", "2021-01-01", "2021-01-01"),  # hourly, or half-yearly
        ("", "2021-01-01", "2021-01-01"),
        ("A", "2021-01-01/P3M", "2021-01/2021-03"),  # it says itself how long it is
        ("A", "2021-Q1", "2021-01/2021-03"),
        ("A", "2021.0", "2021"),
    ],
)
def test_a_day_or_month_in_the_place_of_a_longer_period_is_that(
    imported: Import, often: str, written: str, meant: str
) -> None:
    _, (claim,) = imported("d.csv", f"{HEADS}X:Y(1.0),{often},GB,EXP,{written},5,USD\n")
    assert claim["period"] == meant


@pytest.mark.parametrize(
    ("often", "written", "name"),
    [
        ("M", "2022", "month"),
        ("Q", "2022", "quarter"),
        ("Q", "2022-02", "quarter"),
        ("A", "2022-06-30", "year"),
        ("W", "2022-01", "week"),
        ("D", "2022-01", "day"),
    ],
)
def test_a_period_that_its_frequency_contradicts_is_told(
    imported: Import, often: str, written: str, name: str
) -> None:
    report, _ = imported("d.csv", f"{HEADS}X:Y(1.0),{often},GB,EXP,{written},5,USD\n", status=3)
    told = f"TIME_PERIOD {written} is no {name}, as FREQ says ({often}); correct one of the two"
    assert f"  d.csv:2: {told}\n" in report


@pytest.mark.parametrize(
    ("measure", "unit", "meant"),
    [
        ("LE_FA: Assets, stocks", "USD", "2021-01-01"),
        ("POP: Population", "PS: Persons", "2021-07-01"),
        ("CPI: Inflation", "PT: Percent", "2021"),
        ("T_FA: Transactions in assets", "USD", "2021"),
    ],
)
def test_a_stock_stays_that_of_its_day(
    imported: Import, measure: str, unit: str, meant: str
) -> None:
    day = meant if meant.count("-") else "2021-01-01"
    heads = HEADS.replace("INDICATOR", "INDICATOR: I").replace("MEASURE", "MEASURE: U")
    text = f'{heads}X:Y(1.0),A,GB,"{measure}",{day},5,{unit}\n'
    _, (claim,) = imported("d.csv", text)
    assert claim["period"] == meant
