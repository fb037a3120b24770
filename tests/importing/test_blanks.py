"""`dipfacts import`: NA in place of a blank cell, as R writes it, is nothing in any column."""

from __future__ import annotations

import pytest

from support.importing import Import

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


NEW = (
    "flowCode,reporterCode,partnerCode,partner2Code,cmdCode,cmdDesc,customsCode,motCode,refYear,"
    "refMonth,period,cifvalue,fobvalue,primaryValue\n"
)


@pytest.mark.parametrize(("blank", "why"), [("", ""), ("NA", "NA"), ("0", "0"), ("0.000", "0")])
def test_imports_of_comtrade_without_a_value_cif_are_fob(
    imported: Import, blank: str, why: str
) -> None:
    rows = {"251": f"{blank},1000,1000", "380": f"555,{blank},555", "620": f"{blank},{blank},7"}
    line = "M,276,{},0,TOTAL,All,C00,0,2022,52,2022,{}\n"
    text = NEW + "".join(line.format(*it) for it in rows.items())
    out, found = imported("TradeData.csv", text)
    told = {(it["from"], it.get("valuation"), it["value"], it["id"]) for it in found}
    assert told == {
        ("m49:251", "fob", 1000, "comtrade-imports-fob-276-251-2022"),
        ("m49:380", "cif", 555, "comtrade-imports-276-380-2022"),
        ("m49:620", None, 7, "comtrade-imports-other-276-620-2022"),
    }
    assert ("own: its blank cells are written NA or 0\n" in out) is bool(why)


def test_imports_of_comtrade_of_nothing_stay_cif(imported: Import) -> None:
    out, (claim,) = imported("T.csv", f"{NEW}M,276,251,0,TOTAL,All,C00,0,2022,52,2022,0,0,0\n")
    assert (claim["value"], claim["valuation"], "of its own" in out) == (0, "cif", False)


@pytest.mark.parametrize("blank", ["", "NA"])
def test_codes_of_comtrade_that_are_blank_split_nothing(imported: Import, blank: str) -> None:
    rows = "".join(
        f"X,276,251,{blank},{code},{blank},{blank},{blank},2022,{blank},2022,{blank},{blank},{n}\n"
        for n, code in enumerate(("27", "28"), 5)
    )
    _, found = imported(
        "TradeData.csv", NEW + rows + "X,276,380,0,27,Fuels,C00,0,2022,52,2022,,7,7\n"
    )
    assert [(it["scope"], it["value"]) for it in found] == [("27", 5), ("28", 6), ("27 Fuels", 7)]
