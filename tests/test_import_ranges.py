"""`dipfacts import` of SDMX-CSV: a first day with a duration is a period, and not that day."""

from __future__ import annotations

import pytest

from support.one_import import Import, page

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
