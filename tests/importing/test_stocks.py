"""`dipfacts import` of SDMX-CSV: amounts of money that are stocks at a date, and no flows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.importing import Import, page
from support.written import documents


def natures() -> dict[str, str]:
    """Return the nature of each measure that was declared."""
    return {it["id"]: it["nature"] for it in documents(Path("base"))[0]["measure"]}


BANKS = (
    "DATAFLOW,FREQ:Frequency,{}L_REP_CTY:Reporting country,L_CP_COUNTRY:Counterparty,"
    "TIME_PERIOD:Period,OBS_VALUE:Value,UNIT_MEASURE:Unit,UNIT_MULT:Times\n"
)
BANK = "BIS:LBS(1.0),Q:Quarterly,{}GB:United Kingdom,DE:Germany,{},{},USD:US dollar,6:Millions\n"


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("L_MEASURE:Measure,", "S:Amounts outstanding / Stocks,"),
        ("FLOW_STOCK_ENTRY:Entry,", "LE:Closing,"),
        ("ENTRY:Entry,", "A:Assets; Positions,"),
    ],
)
def test_a_stock_at_the_end_of_a_year_is_no_part_of_a_year(
    imported: Import, capsys: pytest.CaptureFixture[str], head: str, cell: str
) -> None:
    rows = BANK.format(cell, "2022-Q4", 500) + BANK.format(cell, "2023-Q4", 600)
    _, found = imported("d.csv", BANKS.format(head) + rows)
    assert (natures(), len(found)) == ({"lbs-stocks": "stock"}, 2)
    asked = page(capsys, "indicators", "uk", "germany", "--in", "2023")
    assert "in Oct–Dec 2023: $600 million" in asked
    assert "No claim" not in asked
    assert "part of a year" not in page(capsys, "brief", "uk", "germany")


def test_stocks_and_changes_of_one_file_are_two_measures(imported: Import) -> None:
    cells = {"S:Amounts outstanding,": 600, "F:Adjusted change in stocks,": 30, "G:Growth,": 7}
    rows = [BANK.format(cell, "2023-Q4", n) for cell, n in cells.items()]
    head = BANKS.format("L_MEASURE:Measure,")
    _, found = imported("d.csv", head + "".join(rows))
    assert natures() == {"lbs": "flow", "lbs-stocks": "stock"}
    of = {it["value"] // 10**6: it["measure"] for it in found}
    assert of == {600: "lbs-stocks", 30: "lbs", 7: "lbs"}
    ids = {it["id"] for it in found}
    assert {it["id"] for it in imported("d.csv", head + rows[0])[1]} < ids


@pytest.mark.parametrize(
    ("label", "nature"),
    [("Bestände", "stock"), ("Encours", "stock"), ("Variation des encours", "flow")],
)
def test_a_label_of_stocks_is_known_in_other_languages(
    imported: Import, label: str, nature: str
) -> None:
    head = "DATAFLOW,FREQ,REF_AREA,MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
    imported("d.csv", f"{head}A:B(1.0),A,DE,{label},USD,2021,5\n")
    assert [*natures().values()] == [nature]


MEASURE = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,REF_AREA,Area,MEASURE,Measure,TIME_PERIOD,Time,"
MEASURE += "OBS_VALUE,Value,UNIT_MEASURE,Unit\n"


@pytest.mark.parametrize(
    ("flow", "title", "code", "label", "nature"),
    [
        ("DF", "Data", "FDI_POS", "", "stock"),
        ("DF", "Data", "LE_FA_F", "", "stock"),
        ("DF", "Data", "X", "FDI positions - assets", "stock"),
        ("DF", "Data", "X", "Debt securities, outstanding", "stock"),
        ("BOP_FDI6_POS", "Data", "X", "", "stock"),
        ("DSD_FDI@DF_FDI_POS", "Data", "X", "", "stock"),
        ("DF", "Portfolio Investment Positions by Counterpart Economy", "X", "", "stock"),
        ("IIP", "Data", "A_T", "Assets, Transactions", "flow"),
        ("DF", "Data", "P52", "Changes in stocks", "flow"),
        ("DF", "Data", "ST", "Stocks traded, total value", "flow"),
        ("DF", "Data", "T_FA_F", "FDI flows", "flow"),
        ("DF", "Data", "B1GQ", "Gross domestic product", "flow"),
        ("DF", "Data", "EARN", "Earnings by position", "flow"),
        ("DF", "Livestock", "OUT", "Output of livestock", "flow"),
    ],
)
def test_a_measure_its_label_or_the_data_flow_says_that_amounts_are_stocks(
    imported: Import, flow: str, title: str, code: str, label: str, nature: str
) -> None:
    row = f'dataflow,X:{flow}(1.0),{title},DE,Germany,{code},"{label}",2022,,5,,USD,Dollar\n'
    _, (claim,) = imported("d.csv", MEASURE + row)
    assert natures() == {claim["measure"]: nature}
    assert not claim["measure"].endswith("stocks")


@pytest.mark.parametrize(
    ("flow", "nature"),
    [
        *((f"IMF.STA:{it}(12.0.0)", "stock") for it in ("DIP", "PIP", "CDIS", "CPIS", "IIPCC")),
        *((f"IMF.STA:{it}(9.0.0)", "stock") for it in ("IL", "IRFCL", "MFS_CBS", "GFS_BS")),
        ("ESTAT:GOV_10Q_GGDEBT(1.0)", "stock"),
        ("ESTAT:NASA_10_F_BS(1.0)", "stock"),
        ("ESTAT:NAMA_10_NFA_ST(1.0)", "stock"),
        ("ESTAT:NASA_10_F_TR(1.0)", "flow"),
        ("IMF.STA:IMTS(1.0.0)", "flow"),
        ("IMF.STA:BOP(1.0.0)", "flow"),
        ("WB:PIP(1.0)", "flow"),
        ("X:DIP(1.0)", "flow"),
    ],
)
def test_data_flows_of_positions_have_stocks_by_their_codes_alone(
    imported: Import, capsys: pytest.CaptureFixture[str], flow: str, nature: str
) -> None:
    head = "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,UNIT\n"
    rows = "".join(f"{flow},DEU,A_X,FRA,A,{it},5,USD\n" for it in (2021, 2022))
    imported("d.csv", head + rows)
    assert natures() == {"a-x": nature}
    asked = page(capsys, "indicators", "germany", "france")
    assert ("as of 2022" in asked) is (nature == "stock")


COUNTS = "DATAFLOW,FREQ:F,REF_AREA:Area,COUNTERPART_AREA:Partner,{},TIME_PERIOD,OBS_VALUE,UNIT:U\n"
COUNT = "FAO:CROPS(1.0){},,UA:Ukraine,EG:Egypt,{},{},{},T:Tonnes\n"


@pytest.mark.parametrize(
    ("title", "label", "nature"),
    [
        ("", "EXQ: Export quantity of wheat", "flow"),
        (": Crop production", "Q1: Wheat", "flow"),
        ("", "INFL: Inflows of foreign population", "flow"),
        ("", "STK: Stock of wheat before exports", "stock"),
        (": Trade", "XPI: Export price index", "stock"),
        ("", "CAP: Electricity production capacity", "stock"),
        ("", "CUM: Cumulative imports since 2000", "stock"),
        ("", "AREA: Arable land", "stock"),
    ],
)
def test_what_adds_up_over_a_time_is_a_flow_in_tonnes_too(
    imported: Import, title: str, label: str, nature: str
) -> None:
    rows = [COUNT.format(title, label, *of) for of in (("2023", 5), ("2024-Q1", 1))]
    imported("d.csv", COUNTS.format("INDICATOR: Indicator") + "".join(rows))
    assert [*natures().values()] == [nature]


def test_a_quarter_in_tonnes_is_no_answer_for_its_year(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    label = "EXQ: Export quantity of wheat"
    rows = [COUNT.format("", label, *of) for of in (("2023", 5), ("2024-Q1", 1), ("2024-Q2", 2))]
    imported("d.csv", COUNTS.format("INDICATOR: Indicator") + "".join(rows))
    asked = page(capsys, "indicators", "ukraine", "egypt")
    assert asked.startswith("Export quantity of wheat from Ukraine to Egypt in 2023: 5 tonnes")


EACH = "DATAFLOW,freq,unit:Unit,na_item:Item,geo:Country,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"


@pytest.mark.parametrize(
    ("unit", "item", "nature"),
    [
        ("CP_EUR_HAB:CP_EUR_HAB", "B1GQ:Gross domestic product", "flow"),
        ("CP_EUR_HAB:Current prices, euro per capita", "B1GQ:Gross domestic product", "flow"),
        ("CP_MPPS:Current prices, million PPS", "B1GQ:Gross domestic product", "flow"),
        ("USD_PPP:US dollars, PPP converted", "B1GQ:Gross domestic product", "flow"),
        ("USD_POP:USD per person", "B1GQ:GDP per capita", "flow"),
        ("EUR_HAB:Euro per inhabitant", "GD:Government debt", "stock"),
        ("EUR_HAB:Euro per inhabitant", "F:Securities outstanding", "stock"),
        ("EUR_T:Euro per tonne", "P:Wheat", "stock"),
        ("KG_HAB:Kilograms per capita", "G:Generation of waste", "flow"),
        ("KG_HAB:Kilograms per capita", "S:Waste in store", "stock"),
        ("P_HTHAB:Per hundred thousand inhabitants", "D:Doctors", "stock"),
        ("I15:Index, 2015=100", "P:Production", "stock"),
    ],
)
def test_what_is_per_head_is_of_the_nature_of_what_it_is_of(
    imported: Import, unit: str, item: str, nature: str
) -> None:
    row = f'ESTAT:X(1.0),A,"{unit}",{item},DE:Germany,2022,5,\n'
    imported("d.csv", EACH + row)
    assert [*natures().values()] == [nature]


def test_a_quarter_of_money_per_head_is_no_answer_for_its_year(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    of = "ESTAT:NAMQ_10_PC(1.0),{},CP_EUR_HAB:Euro per capita,B1GQ:GDP,DE:Germany,{},{},\n"
    rows = [of.format("Q", f"2022-Q{nth}", 11_300 + nth) for nth in range(1, 5)]
    imported("d.csv", EACH + "".join((*rows, of.format("A", "2022", 46_400))))
    asked = page(capsys, "indicators", "germany")
    assert "GDP, euro per capita of Germany in 2022: 46,400 euro per capita" in asked


@pytest.mark.parametrize(
    ("label", "unit", "nature"),
    [
        ("CO₂ emissions per capita", "tonnes per person", "flow"),
        ("GDP per capita, PPP", "international-$ in 2021 prices", "flow"),
        ("GDP (PPP)", "international-$", "flow"),
        ("Military expenditure per capita", "constant 2022 US$ per person", "flow"),
        ("Electricity consumption per person", "kilowatt-hours per person", "flow"),
        ("Patents filed", "patents", "flow"),
        ("Government debt per capita", "US$ per person", "stock"),
        ("Doctors per capita", "doctors per 1,000 people", "stock"),
        ("CO₂ emissions per dollar of GDP", "kilograms per $", "stock"),
    ],
)
def test_what_is_per_person_at_our_world_in_data(
    imported: Import, label: str, unit: str, nature: str
) -> None:
    metadata = {"chart": {"title": "T"}, "columns": {label: {"unit": unit, "titleShort": label}}}
    Path("d.metadata.json").write_text(json.dumps(metadata))
    imported("d.csv", f'Entity,Code,Year,"{label}"\nPeru,PER,2020,7\n', "d.metadata.json")
    assert [*natures().values()] == [nature]
