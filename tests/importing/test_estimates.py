"""`dipfacts import` of SDMX-CSV: what comes after the last actual data is no fact."""

from __future__ import annotations

import pytest

from support.importing import Import, page

HEAD = (
    "STRUCTURE[;],STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE,{},SCALE\n"
)
USD = ("--map", "unit=USD")


def outlook(actual: str, periods: list[str], head: str = "LATEST_ACTUAL_ANNUAL_DATA") -> str:
    """Return the rows of an outlook, published early in 2025."""
    row = "dataflow,IMF.RES:WEO(9.0),I,ITA,NGDPD,A,{},{},{},9\n"
    return HEAD.format(head) + "".join(
        row.format(it, n, actual) for n, it in enumerate(periods, 1000)
    )


YEARS = ["2022", "2023.0", "2024", "2025", "2030"]


@pytest.mark.parametrize("head", ["LATEST_ACTUAL_ANNUAL_DATA", "ESTIMATES_START_AFTER"])
@pytest.mark.parametrize(
    ("actual", "statuses"),
    [
        ("2023", [None, None, "estimate", "forecast", "forecast"]),
        ("FY2023/24", [None, None, "estimate", "forecast", "forecast"]),
        ("2024.0", [None, None, None, "forecast", "forecast"]),
        ("0", ["estimate", "estimate", "estimate", "forecast", "forecast"]),
        ("2030", [None] * 5),
        ("", [None] * 5),
        ("n/a", [None] * 5),
    ],
)
def test_what_is_after_the_last_actual_data_is_an_estimate_or_a_forecast(
    imported: Import, actual: str, statuses: list[str | None], head: str
) -> None:
    _, found = imported("weo.csv", outlook(actual, YEARS, head), *USD)
    assert [it.get("status") for it in found] == statuses
    said = f"latest actual annual data: {actual.removesuffix('.0')}" if actual != "0" else None
    assert {it.get("note") for it in found if it.get("status")} <= {said}
    assert [it.get("scope") for it in found] == [None] * 5


def test_a_flag_says_more_than_the_last_year_of_actual_data(imported: Import) -> None:
    text = outlook("2023", YEARS, "OBS_STATUS,LATEST_ACTUAL_ANNUAL_DATA")
    _, found = imported("weo.csv", text.replace(",2023,9", ",P,2023,9"), *USD)
    assert {it["status"] for it in found} == {"provisional"}


def test_a_forecast_is_no_headline(imported: Import, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = imported("weo.csv", outlook("2024", YEARS), *USD)
    assert "doubtful" not in out
    assert "in 2024: $1,002" in page(capsys, "italy")
    assert "$1,003 (forecast)" in page(capsys, "indicators", "italy", "2025")
