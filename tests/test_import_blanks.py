"""`dipfacts import`: NA in place of a blank cell, as R writes it, is nothing in any column."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.one_import import Import, import_of


@pytest.fixture
def imported(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Import a text as a file in an empty folder; return the report and the claims."""
    return import_of(capsys, tmp_path, monkeypatch)


EUROSTAT = (
    '"DATAFLOW","{head}","freq","unit","partner","stk_flow","geo","TIME_PERIOD","OBS_VALUE",'
    '"OBS_FLAG","CONF_STATUS","UNIT_MULT","BASE_PER"\n'
)
ROW = '"ESTAT:B(1.0)","30/10/25","A","MIO_EUR","{}","CRED","DE",2023,{}\n'


@pytest.mark.parametrize("head", ["LAST UPDATE", "LAST.UPDATE", "last_update"])
def test_na_is_no_flag_of_sdmx_no_multiplier_and_no_part(imported: Import, head: str) -> None:
    rows = {"FR": "100.5,NA,NA,NA,NA", "IT": "0,NA,NA,NA,NA", "PL": "NA,NA,NA,NA,NA",
            "NA": "3,p,F,NA,NA", "ES": "NA,c,NA,NA,NA"}  # fmt: skip
    text = EUROSTAT.format(head=head) + "".join(ROW.format(*it) for it in rows.items())
    out, found = imported("b.csv", text)
    assert "  left out: 1 no number (blank)\n" in out
    assert "  note: 1 claim without a number, as the source says why\n" in out
    keys = "to", "value", "status", "absent", "note", "scope"
    assert [tuple(it.get(key) for key in keys) for it in found] == [
        ("iso2:FR", 100_500_000, None, None, None, "STK_FLOW CRED"),
        ("iso2:IT", 0, None, None, None, "STK_FLOW CRED"),
        ("iso2:NA", 3_000_000, "provisional", None, None, "STK_FLOW CRED"),
        ("iso2:ES", None, None, "confidential", None, "STK_FLOW CRED"),
    ]
    blank = text.replace(",NA", ",").replace('"NA"', "NA").replace(head, "LAST UPDATE")
    assert imported("b.csv", blank)[1] == found


def test_na_is_no_label_of_sdmx(imported: Import) -> None:
    head = (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Area,MEASURE,Measure,SEX,Sex,"
        "TIME_PERIOD,Time,OBS_VALUE,Value,UNIT_MEASURE,Unit,OBS_STATUS,Status\n"
    )
    row = (
        "dataflow,A:P(1.0),Schools,I,FJ,Fiji,PU,Pupils,F,{0},2020,{0},{1},{0},PS,Persons,{0},{0}\n"
    )
    _, (claim,) = imported("p.csv", head + row.format("NA", 5))
    assert [claim.get(it) for it in ("value", "scope", "note")] == [5, "SEX F", None]
    row = row.replace("{0},{0}\n", "NA,Not available\n")
    assert (
        "left out: 1 no number (NA)\n" in imported("p.csv", head + row.format("", ""), status=1)[0]
    )


@pytest.mark.parametrize(("column", "scope"), [("DE,NA", "CITIZEN NA"), ("DEU,NA", None)])
def test_na_among_codes_of_two_letters_stays_one(
    imported: Import, column: str, scope: str | None
) -> None:
    head = "DATAFLOW,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,REF_AREA,CITIZEN\n"
    rows = [f"X:Y(1.0),M,202{nth},5,EUR,FR,{it}\n" for nth, it in enumerate(column.split(","))]
    _, found = imported("y.csv", head + "".join(rows))
    assert found[1].get("scope") == scope
