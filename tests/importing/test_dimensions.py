"""`dipfacts import` of SDMX-CSV: a column before the period is a dimension, whatever its name."""

from __future__ import annotations

import pytest

from support.importing import Import, page


def test_a_dimension_of_flows_tells_imports_from_exports(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    head = (
        "DATAFLOW,FREQ,GEO_PICT,INDICATOR,TRADE_FLOW: Flow,COUNTERPART,TIME_PERIOD,OBS_VALUE,"
        "UNIT_MEASURE,UNIT_MULT\n"
    )
    rows = {"M: Imports": 900, "X: Exports": 300, "RM": 7, "B: Balance": 5, "_T": 8}
    lines = "".join(f"S:D(4.0),A,FJ,AMT,{it},AU,2022,{n},FJD,3\n" for it, n in rows.items())
    _, found = imported("d.csv", head + lines)
    assert [(it["from"][5:], it["to"][5:], it.get("scope"), it["value"]) for it in found] == [
        ("AU", "FJ", "TRADE_FLOW M: Imports", 900_000),
        ("FJ", "AU", "TRADE_FLOW X: Exports", 300_000),
        ("AU", "FJ", "TRADE_FLOW RM", 7000),
        ("FJ", "AU", "TRADE_FLOW B: Balance", 5000),
        ("FJ", "AU", None, 8000),
    ]
    assert {it["reporter"] for it in found} == {"iso2:FJ"}
    imported("d.csv", head + lines.partition("\n")[0] + "\n")
    assert "AMT, Australia to Fiji (TRADE_FLOW M: Imports)" in page(capsys, "fiji", "australia")


@pytest.mark.parametrize("name", ["VALUATION", "COLLECTION", "COMPILATION", "TITLE", "STATUS"])
def test_what_may_be_an_attribute_is_a_dimension_before_the_period(
    imported: Import, name: str
) -> None:
    head = f"DATAFLOW,REF_AREA,MEASURE,{name},TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
    rows = "X:Y(1.0),FR,M,E,2020,5,EUR\nX:Y(1.0),FR,M,P,2020,6,EUR\n"
    _, found = imported("d.csv", head + rows)
    scopes = [(it["scope"], it.get("status")) for it in found]
    assert scopes == [(f"{name} E", None), (f"{name} P", None)]


@pytest.mark.parametrize(
    "head",
    [
        "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,{},OBS_VALUE,UNIT_MEASURE",
        "DATAFLOW,REF_AREA,MEASURE,{},OBS_VALUE,TIME_PERIOD,UNIT_MEASURE",
    ],
)
def test_what_stands_elsewhere_is_an_attribute(imported: Import, head: str) -> None:
    columns = head.format("VALUATION,STATUS").split(",")
    cells = {"DATAFLOW": "X:Y(1.0)", "REF_AREA": "FR", "MEASURE": "M", "TIME_PERIOD": "2020",
             "OBS_VALUE": "5", "UNIT_MEASURE": "EUR", "VALUATION": "B", "STATUS": "P"}  # fmt: skip
    text = ",".join(columns) + "\n" + ",".join(cells[it] for it in columns) + "\n"
    _, (claim,) = imported("d.csv", text)
    assert (claim.get("scope"), claim["status"]) == (None, "provisional")


def test_attributes_of_which_nothing_is_known_are_listed(imported: Import) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,CURRENCY,STATUS,BASE_PER"
    row = "X:Y(1.0),FR,M,2020,5,EUR,EUR,A,2015"
    out, (claim,) = imported("d.csv", f"{head}\n{row}\n")
    assert "not used" not in out
    out, found = imported("d.csv", f"{head},DOI: Doi,FORECAST_FROM\n{row},x,2021\n")
    assert "  columns not used: DOI: Doi (x), FORECAST_FROM (2021)\n" in out
    assert found == [claim]


def test_remarks_and_the_source_of_a_number_stand_in_its_note(imported: Import) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,DATA_SOURCE"
    others = "COMPILATION,BREAKS,OBS_COM,COMMENT_REF_AREA,COMMENT_TS"
    row = "X:Y(1.0),FR,M,2020,5,EUR,P,INSEE,from surveys,in 2015,rounded,with Monaco,"
    out, (claim,) = imported("d.csv", f"{head},{others}\n{row}\n")
    assert "not used" not in out
    assert claim["note"] == "rounded; in 2015; with Monaco; from surveys; source: INSEE"
    labelled = f"{head}: Data source".replace("DATAFLOW,", "DATAFLOW,FREQ: Frequency,")
    row = 'X:Y(1.0),A: Annual,FR,M,2020,5,EUR,,"INS: Institute of statistics"'
    _, (claim,) = imported("d.csv", f"{labelled}\n{row}\n")
    assert claim["note"] == "source: Institute of statistics"


def test_an_attribute_that_the_indicator_says_is_not_listed(imported: Import) -> None:
    head = "DATAFLOW,COUNTRY,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT,TRADE_FLOW,VALUATION,OVERLAP"
    rows = [f"X:Y(1.0),FR,{it},2020,5,USD,XG,{it[3:6]},OL" for it in ("XG_FOB_USD", "XG_CIF_USD")]
    out, _ = imported("d.csv", "\n".join([head, *rows, ""]))
    assert "  columns not used: OVERLAP (OL)\n" in out
    other = rows[1].replace(",XG,CIF,", ",MG,CIF,")
    out, _ = imported("d.csv", "\n".join([head, rows[0], other, ""]))
    assert "  columns not used: TRADE_FLOW, OVERLAP (OL)\n" in out


def test_attributes_that_say_nothing_of_a_claim_are_listed(imported: Import) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,COLLECTION,TITLE,UPDATED"
    out, _ = imported("d.csv", f"{head},OVERLAP,DECIMALS\nX:Y(1.0),FR,M,2020,5,EUR,A,GDP,,OL,2\n")
    assert "  columns not used: COLLECTION (A), TITLE (GDP), OVERLAP (OL)\n" in out


MIGRATION = "DATAFLOW,FREQ,REF_AREA{0},{1},MEASURE{0},TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
TOLD = "{} holds countries ({}), which the scopes name, and are no partners"
REMEDY = ": to have partners, name it COUNTERPART_AREA\n"


@pytest.mark.parametrize(
    ("labelled", "head", "cells", "told"),
    [
        (": x", "CITIZENSHIP: x", ["SYR: Syria", "_T: Total"], "Syria"),
        (": x", "ANYTHING: x", ["SYR: Syria", "AFG: Afghanistan"], "Syria, Afghanistan"),
        ("", "c_birth", ["SY", "AF", "TOTAL"], "SY, AF"),
        ("", "CITIZENSHIP", ["Syrian Arab Republic"], "Syrian Arab Republic"),
        (": x", "SECTOR: x", ["S1: Total economy", "S11: Chad", "S12: Banks", "S13: State"], ""),
        ("", "SECTOR", ["CA", "DE"], ""),
        ("", "CURRENCY", ["USD"], ""),
    ],
)
def test_a_dimension_of_countries_that_are_no_partners_is_told(
    imported: Import, labelled: str, head: str, cells: list[str], told: str
) -> None:
    area, measure = ("DEU: Germany", "B11: Inflows") if labelled else ("DEU", "B11")
    rows = (f"X:MIG(1.0),A,{area},{of},{measure},2022,{n},PS\n" for n, of in enumerate(cells, 5))
    text = MIGRATION.format(labelled, head) + "".join(rows)
    report, found = imported("mig.csv", text)
    assert len(found) == len(cells)
    name = head.partition(":")[0].upper()
    assert (TOLD.format(name, told) + REMEDY in report) is bool(told), report
    assert ("holds countries" in report) is bool(told)
    if told and "TOTAL" not in cells:
        heeded = text.replace(head, head.replace(name, "COUNTERPART_AREA"), 1)
        report, found = imported("mig.csv", heeded)
        assert "holds countries" not in report
        assert any("from" in it for it in found)


def test_remarks_on_numbers_are_their_notes(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    head = (
        "DATAFLOW,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,"
        "OBS_STATUS,OBS_COMMENT: Remark,COMMENT_TS\n"
    )
    rows = (
        "2021,400,USD,A,,\n2022,410,USD,B,Rate: 0.7041,\n2023,300,USD,A,NA,General trade\n"
        '2024,,USD,C,"Few  firms",Few firms\n'
    )
    lines = "".join(f"X:T(1.0),NO,CL,EXPORTS,{row}\n" for row in rows.splitlines())
    out, found = imported("d.csv", head + lines)
    assert "not used" not in out
    assert {it["period"]: it.get("note") for it in found} == {
        "2021": None,
        "2022": "break in the series; Rate: 0.7041",
        "2023": "General trade",
        "2024": "Few firms",
    }
    assert "Note on d-exports" not in page(capsys, "trade", "norway", "chile", "2021")
    assert "-2023-usd: General trade" in page(capsys, "trade", "norway", "chile", "2023")
