"""`dipfacts import`: BACI, the World Development Indicators and Our World in Data."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from socket import AF_UNIX, socket
from typing import Any

import pytest

from support.command_line import Run
from support.factbase import base, measure, relation, source, topic
from support.import_files import (
    MINE,
    OWN,
    WDI,
    WDI_HEADS,
    adds_up,
    comtrade,
    counts,
    import_twice,
    web,
)
from support.importing import DAY, TO_BASE, map_words
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("read_anew")


def test_baci_sums_products_of_pairs_in_thousands(dip: Run) -> None:
    Path("BACI_HS22_Y2023_V202501.csv").write_text(
        "t,i,j,k,v,q\n"
        "2023,31,842,010121,  1.5,    0.1\n"
        "2023,31,842,020130,  0.25,   NA\n"
        "2023,842,31,020130,  7,      2\n"
        "2023,697,31,020130,  9,      2\n"
        "2023,31,31,020130,   9,      2\n"
    )
    Path("country_codes_V202501.csv").write_text(
        'country_code,country_name,country_iso2,country_iso3\n697,"Europe EFTA, nes",N/A,N/A\n'
    )
    assert (
        "  note: the file is of some products alone: each sum has a scope\n"
        in (dip("import", "BACI_HS22_Y2023_V202501.csv", "--dry-run")[2])
    )
    out, found = import_twice(dip, "BACI_HS22_Y2023_V202501.csv", "country_codes_V202501.csv")
    assert "CEPII BACI, HS22, 5 rows: 2 pairs of states, 2023" in out
    assert "  2 claims from 3 rows\n" in out
    assert "left out: 1 Europe EFTA, nes" in out
    assert "left out: 1 a country with itself" in out
    claim = found["baci-exports-31-842-2023"]
    assert (claim["value"], claim["locator"]) == (1750, "2 rows from row 1")
    assert found["baci-exports-842-31-2023"]["locator"] == "row 3"
    assert "reporter" not in claim
    assert claim["definition"] == "reconciled by BACI from what both sides report"
    assert claim["scope"] == "HS22 010121, 020130"


def test_a_row_of_baci_that_stands_twice_is_told_with_its_line(dip: Run) -> None:
    rows = "2022,516,384,010121,1.5,1\n2022,516,384,270900,10,1\n2022,516,156,270900,2,1\n"
    Path("baci.csv").write_text(f"t,i,j,k,v,q\n{rows}2022.0,516.0,384,270900,10,1\n")
    status, out, _ = dip("import", "baci.csv", *DAY)
    assert status == 3
    told = "a second row about product 270900 of 516 and 384 in 2022; remove one of the two rows"
    assert f"  baci.csv:5: {told}\n" in out
    assert adds_up(counts("baci.csv"))


def test_baci_tells_a_sum_without_a_product_as_a_bound(dip: Run) -> None:
    Path("baci.csv").write_text(
        "t,i,j,k,v,q\n2020,31,268,10121,1.5,\n2020,31,268,20130,  NA,\n2020,31,268,30119,2,\n"
        "2020,31,276,10121,4,\n2020,31,250,20130,NA,\n2020,31,250,40110,x,\n20X,31,250,30119,2,\n"
        "0,31,250,30119,2,\n"
    )
    status, out, _ = dip("import", "baci.csv", *DAY)
    assert status == 3
    assert "  baci.csv:7: v: " in out
    assert '  baci.csv:8: cannot read "20X" as a date or period; correct its column t\n' in out
    assert "  baci.csv:9: 0 is before the year 1, with which periods begin; correct its " in out
    text = Path("baci.csv").read_text()
    Path("baci.csv").write_text("".join(text.splitlines(keepends=True)[:6]))
    out, found = import_twice(dip, "baci.csv")
    assert "  2 claims from 3 rows\n  left out: 2 no number (NA)\n" in out
    told = {claim["to"]: (claim["value"], claim.get("qualifier")) for claim in found.values()}
    assert told == {"m49:268": (3500, "at-least"), "m49:276": (4000, None)}
    assert adds_up(counts("baci.csv"))


def test_baci_is_taken_from_its_archive_with_all_lists(dip: Run) -> None:
    with zipfile.ZipFile("BACI_HS22_V202501.zip", "w") as archive:
        archive.writestr("BACI_HS22_Y2022_V202501.csv", "t,i,j,k,v,q\n2022,31,697,010121,1,2\n")
        archive.writestr("BACI_HS22_Y2023_V202501.csv", "t,i,j,k,v,q\n2023,31,268,010121,1,2\n")
        lines = 'country_code,country_name,country_iso2,country_iso3\n697,"Europe, nes",N/A,N/A\n'
        archive.writestr("country_codes_V202501.csv", lines)
        archive.writestr("product_codes_HS22_V202501.csv", "code,description\n010121,Horses\n")
        archive.writestr("Readme.txt", "BACI")
        archive.writestr("more.csv", "a,b\n1,2\n")
    status, out, _ = dip("import", "BACI_HS22_V202501.zip")
    assert "  note: of no known format: more.csv\n" in out
    assert status == 0
    assert "  left out: 1 Europe, nes\n" in out
    assert [claim["value"] for claim in claims(Path.cwd()).values()] == [1000]


def test_baci_of_all_products_is_of_goods_without_a_scope(dip: Run) -> None:
    def sums(step: int) -> tuple[str, Any]:
        products = range(10_000, 10_000 + 1000 * step, step)
        rows = "".join(f"2020,31,268,{product:06},1,\n" for product in products)
        Path("baci.csv").write_text(f"t,i,j,k,v,q\n{rows}")
        out, found = import_twice(dip, "baci.csv")
        (claim,) = found.values()
        assert claim["value"] == 1_000_000
        return out, claim.get("scope")

    out, scope = sums(900)
    assert ("products alone" in out, scope) == (False, None)
    out, scope = sums(90)  # of few chapters
    assert ("products alone" in out, scope) == (True, "9 chapters of HS")


@pytest.mark.parametrize("order", ["french american baci", "baci american", "french baci american"])
def test_baci_is_no_voice_beside_any_file_of_comtrade(dip: Run, order: str) -> None:
    rows = "".join(f"2022,842,384,{100 * n:06},0.077,1\n" for n in range(100, 1100))
    Path("baci.csv").write_text(f"t,i,j,k,v,q\n{rows}")
    american = comtrade("X", ("384", "Côte d'Ivoire"), "", "77000")
    french = {**american, "reporterCode": "251", "reporterDesc": "France"}
    Path("american.csv").write_bytes(web([american]))
    Path("french.csv").write_bytes(web([french]))
    for name in order.split():
        out = dip("import", f"{name}.csv", *TO_BASE)[1]
        assert "baci.toml declares" not in out
    first = next(name for name in order.split() if name != "baci")
    assert f'"../{first}.csv"' in Path("base/comtrade.toml").read_text()  # as it is without BACI
    answer = json.loads(dip("trade", "us", "ivory-coast", "-f", "base", "--json")[1])["answer"]
    assert (answer["agreement"], answer["value"]) == ("single", 77000)
    out = dip("trade", "us", "ivory-coast", "-f", "base")[1]
    assert "independent" not in out
    assert "Made from: the numbers of United Nations, “UN Comtrade”, undated." in out


def test_baci_and_comtrade_of_two_folders_stand_beside_each_other(dip: Run) -> None:
    Path("baci.csv").write_text("t,i,j,k,v,q\n2022,842,384,270900,77,1\n")
    Path("web.csv").write_bytes(web([comtrade("X", ("384", "Côte d'Ivoire"), "", "77000")]))
    for name in ("baci", "web"):
        assert dip("import", f"{name}.csv", *DAY, "--to", name)[0] == 0
    assert dip("check", "web", "baci")[0] == 0  # once it was a duplicate id


def test_wdi_is_wide_below_a_preamble_and_leaves_groups_out(dip: Run) -> None:
    with zipfile.ZipFile("API.zip", "w") as archive:
        archive.writestr("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", WDI)
        archive.writestr(
            "Metadata_Country_API_1.csv",
            '"Country Code","Region","IncomeGroup","SpecialNotes","TableName",\r\n'
            '"ARB","","","two\nlines","Arab World",\r\n',
        )
        archive.writestr(
            "Metadata_Indicator_API_1.csv",
            '"INDICATOR_CODE","INDICATOR_NAME","SOURCE_NOTE","SOURCE_ORGANIZATION",\r\n'
            '"NY.GDP.MKTP.CD","GDP (current US$)","a note","national accounts",\r\n',
        )
    out, found = import_twice(dip, "API.zip")
    assert "6 cells: GDP (current US$), 1990 to 2020" in out
    assert (
        "  2 claims from 2 cells\n  left out: 3 Arab World\n  left out: 1 no number (blank)" in out
    )
    assert found["wdi-ny-gdp-mktp-cd-nam-1991"]["value"] == Decimal("2.5")
    assert found["wdi-ny-gdp-mktp-cd-nam-2020"]["line"] == 6
    (document,) = documents(Path("base"))
    assert document["source"][0]["published"] == "2025-01-31"  # what is asked for comes first
    assert document["measure"][0]["note"] == "source of the World Bank: national accounts"
    assert document["table"][0]["skip_lines"] == 4
    assert adds_up(counts("API.zip"))


ODD = [
    ("Net arrivals", "X.ARR"), ("Shelter index", "X.SHL"), ("CO2 emissions (kt)", "X.KT"),
    ("GDP, PPP (current international $)", "X.PPP"), ("Broad money (current LCU)", "X.LCU"),
    ("Nurses (per 1,000 people)", "X.NRS"), ("Freight (million ton-km)", "X.TKM"),
    ("Unemployment (% of total labor force) (modeled ILO estimate)", "X.UNE"),
    ("Listed companies, total", "X.CMP"), ("Reserves (includes gold, current US$)", "X.RES"),
]  # fmt: skip
DATABANK = (
    "Series Name,Series Code,Country Name,Country Code,2019 [YR2019],2020 [YR2020]\n"
    "GDP (current US$),NY.GDP.MKTP.CD,Germany,DEU,3888226036627.24,..\n"
    "GDP (current US$),NY.GDP.MKTP.CD,Arab World,ARB,5,6\n"
    "GDP (current US$),NY.GDP.MKTP.CD,Kenya,KEN,7,8.5\n"
)


@pytest.mark.parametrize("commas", ["", ",,,,,"])
def test_databank_has_its_years_twice_and_notes_below(dip: Run, commas: str) -> None:
    below = "Data from database: World Development Indicators", "Last Updated: 07/23/2024"
    rows = "".join(f"{line}{commas}\n" for line in ("", "", *below))
    Path("data.csv").write_text(DATABANK + rows)
    status, out, err = dip("import", "data.csv", "--to", "base")
    assert (status, err) == (0, "")
    assert "6 cells: GDP (current US$), 2019 to 2020\n  3 claims from 3 cells\n" in out
    assert "  left out: 2 Arab World\n  left out: 1 no number (..)\n" in out
    assert ("  note: 2 lines below the table taken for notes\n" in out) is (not commas)
    told = [[it[key] for key in ("parties", "period", "value", "locator")]
            for it in claims(Path("base")).values()]  # fmt: skip
    assert told == [
        [["wb:DEU"], "2019", Decimal("3888226036627.24"), "row 1"],
        [["wb:KEN"], "2019", 7, "row 3"], [["wb:KEN"], "2020", Decimal("8.5"), "row 3"],
    ]  # fmt: skip
    assert 'published = "2024-07-23"\n' in Path("base/wdi.toml").read_text()
    assert dip("check", "--strict", "base")[0] == 0


def test_a_line_of_databank_that_is_cut_off_is_no_note(dip: Run) -> None:
    Path("data.csv").write_text(f"{DATABANK}GDP (curr\n")
    status, out, _ = dip("import", "data.csv", *DAY)
    assert (status, "  data.csv:5: 1 cell where the header has 6; remove" in out) == (3, True)
    Path("data.csv").write_text(DATABANK + "\nData from database: Doing Business\n")
    assert dip("import", "data.csv", *DAY, "--id", "business")[0] == 0
    assert 'title = "Doing Business"\n' in Path("business.toml").read_text()


@pytest.mark.parametrize("text", [
    f"{WDI_HEADS.replace('Code,1990', 'Code,Counterpart Country Name,1990')}\n"
    "Kenya,KEN,Exports (US$),TXG,China,5\n",
    f"{WDI_HEADS},Attribute\nKenya,KEN,Exports (US$),TXG,5,Value\n",
    DATABANK.split("\n", maxsplit=1)[0].replace("2019 ", "Counterpart-Area Name,2019 ")
    + "\nDebt (US$),DT.DOD,Kenya,KEN,China,6,7\n",
])  # fmt: skip
def test_a_table_of_the_world_bank_with_a_column_more_is_another(dip: Run, text: str) -> None:
    Path("data.csv").write_text(text)
    status, out, err = dip("import", "data.csv", *TO_BASE)
    assert (status, out, Path("base").exists()) == (2, "", False)
    assert err.startswith("dipfacts: data.csv is of no known format\n")
    assert "; it has " + text.split("\n", maxsplit=1)[0].split(",")[0] in err


def test_units_of_wdi_are_those_of_its_brackets_and_what_is_given_is_told(dip: Run) -> None:
    rows = [f'{who},"{name}",{code},5\n' for name, code in ODD for who in ("Chad,TCD", "Peru,PER")]
    Path("wdi.csv").write_text(f"{WDI_HEADS}\n{''.join(rows)}")
    lacking = '"Net arrivals", "Shelter index", "Listed companies, total"'
    told = f"{lacking} do not say in which unit their numbers are"
    assert told in dip("import", "wdi.csv", *DAY)[2]
    out, found = import_twice(dip, "wdi.csv", "unit=points")
    assert f"note: unit points is taken for {lacking}\n" in out
    assert "left out: 2 Broad money (current LCU), in the currency of each country\n" in out
    units = {it["measure"]: (it["value"], it["unit"]) for it in found.values()}
    assert units == {
        "x-arr": (5, "points"), "x-shl": (5, "points"), "x-cmp": (5, "points"), "x-kt": (5, "kt"),
        "x-ppp": (5, "current international $"), "x-nrs": (5, "per 1,000 people"),
        "x-tkm": (5_000_000, "ton-km"), "x-une": (5, "percent"), "x-res": (5, "USD"),
    }  # fmt: skip
    Path("lcu.csv").write_text(f"{WDI_HEADS}\n{''.join(it for it in rows if 'LCU' in it)}")
    refused = "lcu.csv is in the currency of each country"
    assert refused in dip("import", "lcu.csv", *DAY, "--map", "unit=PEN")[2]
    Path("one.csv").write_text(f"{WDI_HEADS}\n{''.join(it for it in rows if 'PER' in it)}")
    refused = '--map unit=PEN cannot be the unit of "Net arrivals", "Shelter index", "Broad money'
    assert refused in dip("import", "one.csv", *DAY, "--map", "unit=PEN")[2]


@pytest.mark.parametrize(
    ("name", "unit", "nature"),
    [
        ("Military expenditure (current USD)", "USD", "flow"),
        ("Exports of goods and services (annual % growth)", "percent", "ratio"),
        ("Debt service (PPG and IMF only, % of exports of goods)", "percent", "ratio"),
        ("External debt stocks, total (DOD, current US$)", "USD", "stock"),
        ("Total reserves (includes gold, current US$)", "USD", "stock"),
        ("Foreign direct investment, net inflows (BoP, current US$)", "USD", "flow"),
        ("GDP per capita, PPP (constant 2021 international $)",
         "constant 2021 international $", "flow"),
        ("Cereal production (metric tons)", "tonnes", "flow"),
        ("Interest arrears, official creditors (current US$)", "USD", "stock"),
        ("Interest arrears rescheduled (capitalized) (current US$)", "USD", "flow"),
        ("Net change in interest arrears (current US$)", "USD", "flow"),
        ("Net foreign assets (current US$)", "USD", "stock"),
        ("Net investment in nonfinancial assets (current US$)", "USD", "flow"),
        ("Present value of external debt (current US$)", "USD", "stock"),
        ("Undisbursed external debt, total (UND, current US$)", "USD", "stock"),
        ("Debt service on external debt, total (TDS, current US$)", "USD", "flow"),
        ("Debt stock reduction (current US$)", "USD", "flow"),
        ("Changes in net reserves (BoP, current US$)", "USD", "flow"),
        ("Reserves and related items (BoP, current US$)", "USD", "flow"),
        ("Market capitalization of listed domestic companies (current US$)", "USD", "stock"),
        ("Container port traffic (TEU: 20 foot equivalent units)",
         "TEU: 20 foot equivalent units", "flow"),
        ("Railways, goods transported (million ton-km)", "ton-km", "flow"),
        ("Price level ratio of PPP conversion factor (GDP) to market exchange rate",
         "points", "stock"),
    ],
)  # fmt: skip
def test_units_and_natures_of_wdi_are_those_of_its_names(
    dip: Run, name: str, unit: str, nature: str
) -> None:
    Path("wdi.csv").write_text(f'{WDI_HEADS}\nPeru,PER,"{name}",X.Y,5\n')
    given = ("--map", "unit=points") if unit == "points" else ()
    _, found = import_twice(dip, "wdi.csv", *given)
    assert [it["unit"] for it in found.values()] == [unit]
    (measure,) = documents(Path("base"))[0]["measure"]
    assert measure["nature"] == nature


RATE = "Official exchange rate (LCU per US$, period average)"


def test_a_rate_in_the_currency_of_a_country_is_taken_of_one_alone(dip: Run) -> None:
    rows = [f'{who},"{RATE}",FCRF,{n}\n' for who, n in (("Kenya,KEN", 98.17), ("Japan,JPN", 121))]
    gdp = "".join(f"{who},GDP (current US$),GDP,5\n" for who in ("Kenya,KEN", "Japan,JPN"))
    Path("wdi.csv").write_text(f"{WDI_HEADS}\n{''.join(rows)}")
    _, _, err = dip("import", "wdi.csv", *DAY)
    assert err == (
        "dipfacts: wdi.csv is in the currency of each country\n"
        "  import the rows of one country, with --map unit=… for its currency\n"
    )
    Path("wdi.csv").write_text(f"{WDI_HEADS}\n{''.join(rows)}{gdp}")
    out = dip("import", "wdi.csv", *DAY, "--to", "both")[1]
    assert f"left out: 2 {RATE}, in the currency of each country\n" in out
    Path("wdi.csv").write_text(f'{WDI_HEADS}\n{rows[0]}Kenya,KEN,"Broad money (current LCU)",M,7\n')
    assert (
        f'"{RATE}", "Broad money (current LCU)" are in the currency of Kenya'
        in dip("import", "wdi.csv", *DAY)[2]
    )
    out, found = import_twice(dip, "wdi.csv", "unit=KES")
    notes = [it for it in out.splitlines() if it.startswith("  note: ")]
    taken = f'unit KES is taken for "{RATE}", "Broad money (current LCU)"'
    assert notes == ["  note: licence: CC BY 4.0, World Bank", f"  note: {taken}"]
    units = {it["measure"]: it["unit"] for it in found.values()}
    assert units == {"fcrf": "KES per US$, period average", "m": "KES"}
    natures = {it["id"]: it["nature"] for it in documents(Path("base"))[0]["measure"]}
    assert natures == {"fcrf": "ratio", "m": "stock"}


def test_a_pipe_a_socket_or_a_device_in_place_of_the_data_is_refused_at_once(dip: Run) -> None:
    os.mkfifo("pipe.csv")
    os.mkfifo("pipe.zip")
    pipes = (("pipe.csv", "a named pipe"), ("pipe.zip", "a named pipe"), ("s.csv", "a socket"))
    with socket(AF_UNIX) as listening:
        listening.bind("s.csv")
    for name, what in *pipes, ("/dev/zero", "a device"):
        assert dip("import", name, *DAY) == (
            2,
            "",
            f"dipfacts: {name} cannot be read: it is {what}, not a file\n  name a file\n",
        )


@pytest.mark.parametrize("name", [b"a\xff.csv", b"\xfe/a.csv"])
def test_a_name_that_is_no_utf_8_is_refused(dip: Run, name: bytes) -> None:
    Path(os.fsdecode(b"\xfe")).mkdir()
    path = Path(os.fsdecode(name))
    path.write_text(f"{WDI_HEADS}\nPeru,PER,Net arrivals,SM.POP.NETM,5\n")
    status, _, err = dip("import", str(path), *DAY, "--map", "unit=persons", "--to", "base")
    head, remedy = err.splitlines()
    assert (status, remedy) == (2, "  rename the file")
    assert head.startswith("dipfacts: a name is no UTF-8, as TOML is: ")


def test_a_name_with_what_cannot_be_seen_is_refused(dip: Run) -> None:
    text = f"{WDI_HEADS}\nPeru,PER,Net arrivals,SM.POP.NETM,5\n"
    Path("a\u202eb.csv").write_text(text)
    status, _, err = dip(
        "import", "a\u202eb.csv", *DAY, "--map", "unit=persons", "--to", "base", "--copy"
    )
    assert (status, err) == (
        2,
        "dipfacts: a name holds a character that cannot be seen: a\\u202eb.csv\n"
        "  rename the file\n",
    )
    assert not Path("base").exists()


@pytest.mark.parametrize("name", ["a\u00a0b", "10\u202f30", "mein \u200cname", "a\u200bb"])
def test_a_name_with_other_blanks_is_as_good_as_any(dip: Run, name: str) -> None:
    Path(f"in {name}").mkdir()
    text = f"{WDI_HEADS}\nPeru,PER,Net arrivals,SM.POP.NETM,5\n"
    for path in (Path(f"{name}.csv"), Path(f"in {name}", "x.csv")):
        path.write_text(text)
        unit = ("--map", "unit=persons", "--to", "base")
        assert dip("import", str(path), *DAY, *unit, "--copy")[0] == 0
        assert dip("check", "base")[0] == 0
        shutil.rmtree("base")


def test_owid_takes_unit_and_day_from_its_metadata(dip: Run) -> None:
    Path("life.csv").write_text(
        "Entity,Code,Year,Life: all\nNamibia,NAM,2020,60.5\nAfrica,,2020,61\n"
        "World,OWID_WRL,2020,70\n"
    )
    columns = {
        "Life: all": {"titleShort": "Life expectancy", "unit": "years", "lastUpdated": "2024-12-03"}
    }
    chart = {"title": "Life expectancy", "citation": "a source"}
    Path("life.metadata.json").write_text(json.dumps({"chart": chart, "columns": columns}))
    status, out, _ = dip("import", "life.csv", "life.metadata.json", "--to", "base", "--copy")
    assert status == 0
    assert "  left out: 1 without a code, as groups\n  left out: 1 World\n" in out
    (claim,) = claims(Path("base")).values()
    assert (claim["value"], claim["unit"], claim["parties"]) == (
        Decimal("60.5"),
        "years",
        ["iso3:NAM"],
    )
    assert documents(Path("base"))[0]["source"][0]["published"] == "2024-12-03"
    page = dip("indicators", "namibia", "-f", "base")[1]
    assert " claim. Life expectancy of Namibia as of 2020: 60.5 years, according to" in page
    assert adds_up(counts("life.csv", "life.metadata.json"))


def test_years_that_cannot_be_recorded_are_left_out_and_counted(dip: Run) -> None:
    early = ("-10000,1", "0,2", "-0044-03,3")
    rows = [f"{who},{it}" for who in ("Kosovo,OWID_KOS", "Norway,NOR") for it in (*early, "2019,4")]
    Path("people.csv").write_text("\n".join(("Entity,Code,Year,People", *rows, "Norway,NOR,700,5")))
    out, found = import_twice(dip, "people.csv", "unit=persons")
    assert {claim["period"] for claim in found.values()} == {"2019"}
    assert "People, 2019\n  2 claims from 2 rows\n  left out: 6 before the year 1\n" in out
    assert "  left out: 1 before the year 1000\n" in out
    for who in ("NOR", "Norway"):
        told = [f"{who},{it}" for it in (*early, "2019,4")]
        Path(f"{who}.csv").write_text("\n".join(("country,year,value", *told)))
        out = dip("import", f"{who}.csv", *DAY, *MINE, "--to", who)[1]
        assert "  1 claim from 1 row\n  left out: 3 before the year 1\n" in out


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("deaths per million people", (7, "deaths per million people", None)),
        ("million people", (7_000_000, "persons", None)),
        ("international-$ in 2021 prices", (7, "international-$ in 2021 prices", None)),
        ("constant 2015 US$", (7, "USD", "constant 2015 US$")),
        ("US dollars in 2011 prices", (7, "USD", "US dollars in 2011 prices")),
        ("million euros in 2015 prices", (7_000_000, "EUR", "euros in 2015 prices")),
        ("billion current US$", (7_000_000_000, "USD", "current US$")),
        ("billion US dollars", (7_000_000_000, "USD", None)),
        ("million euros", (7_000_000, "EUR", None)),
        ("%", (7, "percent", None)),
    ],
)
def test_units_of_owid_are_scaled_only_where_they_say_so_and_keep_their_prices(
    dip: Run, unit: str, told: tuple[int, str, str | None]
) -> None:
    Path("c.csv").write_text("Entity,Code,Year,Cases\nNamibia,NAM,2020,7\n")
    metadata = {"chart": {}, "columns": {"Cases": {"unit": unit}}}
    Path("c.metadata.json").write_text(json.dumps(metadata))
    (claim,) = import_twice(dip, "c.csv", "c.metadata.json")[1].values()
    assert (claim["value"], claim["unit"], claim.get("definition")) == told


def test_columns_of_owid_that_lack_a_unit_are_all_named(dip: Run) -> None:
    Path("c.csv").write_text("Entity,Code,Year,Cases,Beds\nNamibia,NAM,2020,7,8\n")
    assert '"Cases", "Beds" do not say in which unit' in dip("import", "c.csv", *DAY)[2]
    out, found = import_twice(dip, "c.csv", "unit=items")
    assert 'note: unit items is taken for "Cases", "Beds"\n' in out
    assert [it["unit"] for it in found.values()] == ["items", "items"]


def test_a_state_of_another_time_is_told_with_its_line(dip: Run) -> None:
    Path("late.csv").write_text("who,year,sum\nSUN,1980,8\nSUN,2005,8\nFRA,2005,7\n")
    words = ("measure=aid", "unit=USD", "value={sum}", "from=iso3:{who}", "to=iso3:DEU")
    given = map_words(*words, "period={year}")
    status, out, _ = dip("import", "late.csv", *given, *TO_BASE)
    assert "3 claims from 3 rows\n" in out
    assert "refuses 1 doubtful row:\n  late.csv:3: 2005 is outside the lifetime" in out
    assert (status, "allow" in Path("base/late.toml").read_text()) == (0, False)


SHARED = """format = 1
[[source]]
id = "beds"
publisher = "{publisher}"
published = {published}
"""


@pytest.mark.parametrize(
    ("publisher", "published", "is_other"),
    [("X", "2024-03-01", False), ("Ministry", "2024-03-01", True), ("X", "2020-01-01", True)],
)
def test_nothing_is_said_by_a_source_of_the_same_name(
    dip: Run, publisher: str, published: str, is_other: bool
) -> None:
    """Not by one that another file declares, by hand, for something else."""
    Path("base").mkdir()
    Path("base/own.toml").write_text(SHARED.format(publisher=publisher, published=published))
    Path("beds.csv").write_text("who,year,sum\nFRA,2020,7\n")
    words = ("measure=beds", "unit=beds", "value={sum}", "parties=iso3:{who}", "publisher=X")
    given = map_words(*words, "period={year}")
    line = ("import", "beds.csv", *given, "--published", "2024-03-01", "--to", "base")
    status, out, _ = dip(*line)
    note = 'base/own.toml declares the source "beds", which is not this one: this one is beds-2\n'
    assert (status, note in out) == (0, is_other)
    found = documents(Path("base"))
    sources = [it["id"] for document in found for it in document.get("source", [])]
    assert sorted(sources) == (["beds", "beds-2"] if is_other else ["beds"])
    (table,) = (it for document in found for it in document.get("table", []))
    assert table["source"] == ("beds-2" if is_other else "beds")
    assert dip(*line)[0] == 0  # and again
    assert len(documents(Path("base"))) == 2
    refused = (
        'base/own.toml declares the source "beds", which is not this one\n  give another --id\n'
    )
    given_id = dip(*line, "--id", "beds")
    assert given_id[0] == (2 if is_other else 0)
    assert given_id[2] == (f"dipfacts: {refused}" if is_other else "")


def test_a_doubt_is_allowed_as_the_remedy_says_and_again_with_it(dip: Run) -> None:
    words = ("measure=aid", "unit=USD", "value={sum}", "from=iso3:{who}", "to=iso3:DEU")
    given = map_words(*words, "period={year}")
    Path("aid.csv").write_text("who,year,sum\nFRA,2020,5\nFRA,2021,5000\n")
    line = ("import", "aid.csv", *given, *TO_BASE)
    assert "or say why: --map 'allow=factor-1000: …'\n" in dip(*line)[1]
    allowed = (*line, "--map", "allow=factor-1000: a loan")
    for row in ("", "FRA,2022,5200\n"):
        with Path("aid.csv").open("a") as stream:
            stream.write(row)
        assert dip(*allowed)[0] == 0
        assert dip("check", "--strict", "base")[0] == 0
    unexplained = dip(*line, "--map", "allow=factor-1000")
    assert (unexplained[0], "gives no reason" in unexplained[2]) == (2, True)


def test_a_doubt_in_a_known_format_is_allowed_too(dip: Run) -> None:
    line = ("import", "w.csv", *TO_BASE)
    head = "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022\n"
    Path("w.csv").write_text(f"{head}Japan,JPN,Land (hectares),K,5,6000\n")
    assert "or say why: --map 'allow=factor-1000: …'\n" in dip(*line)[1].replace("\n    ", " ")
    assert dip("check", "--strict", "base")[0] == 3
    for _ in "again", "and again":
        assert dip(*line, "--map", "allow=factor-1000: drained")[0] == 0
        assert dip("check", "--strict", "base")[0] == 0
    assert documents(Path("base"))[0]["table"][0]["allow"] == ["factor-1000: drained"]
    assert "gives no reason" in dip(*line, "--map", "allow=factor-1000")[2]


def test_what_is_allowed_and_found_nowhere_is_told_and_not_written(dip: Run) -> None:
    allow = "allow=factor-1000: drained; below-zero: a debt"
    line = ("import", "w.csv", *TO_BASE, "--map", allow)
    head = "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022\n"
    for last, used, unused in (("6000", ["factor-1000: drained"], 1), ("6", None, 2)):
        Path("w.csv").write_text(f"{head}Japan,JPN,Land (hectares),K,5,{last}\n")
        status, report, _ = dip(*line)
        told = "note: no claim has the doubt {}: what allows it is not written\n"
        assert (status, report.count("no claim has the doubt")) == (0, unused)
        assert told.format("below-zero") in report
        assert (told.format("factor-1000") in report) == (used is None)
        assert documents(Path("base"))[0]["table"][0].get("allow") == used
        assert dip("check", "--strict", "base")[0] == 0


def test_no_remedy_repeats_what_is_allowed_and_found_nowhere(dip: Run) -> None:
    head = "Country Name,Country Code,Indicator Name,Indicator Code,2021,2022\n"
    Path("w.csv").write_text(f"{head}Japan,JPN,Land (hectares),K,5,6000\n")
    line = ("import", "w.csv", *TO_BASE, "--map", "allow=below-zero: a debt")
    assert "or say why: --map 'allow=factor-1000: …'\n" in dip(*line)[1].replace("\n    ", " ")


def test_a_doubt_beside_another_file_is_allowed(dip: Run) -> None:
    keys = {"parties": ["jp", "de"], "period": "2000-01-05/..", "locator": "p 1"}
    Path("base").mkdir()
    Path("base/own.toml").write_text(base(source(), relation("pact", **keys)))
    Path("t.csv").write_text("day,title\n2000-01-05,Borders\n")
    said = ("claim=relation", "kind=treaty", "parties=jp,de", "period={day}/..", "title={title}")
    given = map_words(*said)
    line = ("import", "t.csv", *given, *TO_BASE)
    assert dip(*line)[0] == 0
    assert dip("check", "--strict", "base")[0] == 3
    assert "no claim" not in dip(*line, "--map", "allow=possible-duplicate: two treaties")[1]
    assert dip("check", "--strict", "base")[0] == 0


def test_a_column_of_regions_in_a_chart_is_not_used(dip: Run) -> None:
    chart = "Entity,Code,Year,Life,World region\nGermany,DEU,2023,81.2,Europe\nJapan,JPN,2023,,\n"
    Path("o.csv").write_text(chart)
    out = dip("import", "o.csv", *TO_BASE, "--map", "unit=years")[1]
    assert "  columns not used: World region\n" in out
    assert [it["value"] for it in claims(Path("base")).values()] == [Decimal("81.2")]
    assert len(documents(Path("base"))[0]["measure"]) == 1


@pytest.mark.parametrize(
    ("head", "cell", "told"),
    [
        ("value,Unit", "tonnes", "no key names Unit (tonnes): "),
        ("value,Unit", "Percent", "no key names Unit (Percent): "),
        ("value,Unit", "US dollars", ""),
        ("value,PowerCode", "Millions", "(Millions): if it is right, add --map scale=1000000"),
        ("value,UNIT_MULT", "6", "UNIT_MULT (6): if it is right, add --map scale=1000000"),
        ("value,multiplier", "1000", "multiplier (1000): if it is right, add --map scale=1000"),
        ("value,UNIT_MULT", "0", ""),
        ("value,PowerCode", "Units", ""),
        ("Exports (EUR),who", "x", 'the header "Exports (EUR)" says EUR, not USD: --map unit=EUR'),
        ("Exports (%),who", "x", 'the header "Exports (%)" says percent, not USD: '),
        ("Exports (US$),who", "x", ""),
        ("Imports,who", "x", 'the header "Imports" is not of exports: say what is measured, as wi'),
        ("Value of imports,who", "x", 'the header "Value of imports" is not of exports: say what'),
        ("Exports fob,who", "x", ""),
    ],
)
def test_another_unit_scale_or_flow_beside_the_numbers_is_told(
    dip: Run, head: str, cell: str, told: str
) -> None:
    Path("odd.csv").write_text(f"from,to,year,{head}\nFRA,DEU,2020,5,{cell}\n")
    value = head.partition(",")[0]
    words = ("measure=exports", "unit=USD", f"value={{{value}}}", "from=iso3:{from}")
    given = map_words(*words, "to=iso3:{to}", "period={year}")
    status, out, _ = dip("import", "odd.csv", *given, *TO_BASE)
    notes = [line for line in out.splitlines() if "note: " in line and "publisher" not in line]
    assert status == 0
    assert (told in "".join(notes)) if told else not notes


SEVERAL = (
    "take those of one multiplier alone, as with --map 'where={{{}}}={}' --map scale=1000 --id "
)


@pytest.mark.parametrize(
    ("head", "cells", "words", "told"),
    [
        ("Scale", "thousands millions", "", "no key names Scale (thousands, millions): several"),
        ("UNIT_MULT", "3 6", "", "no key names UNIT_MULT (3, 6): several"),
        ("UNIT_MULT", "3 ", "", "no key names UNIT_MULT (3, blank): several"),
        ("PowerCode", "Units Thousands", "", "no key names PowerCode (Units, Thousands): several"),
        ("Scale", "thousands millions", "scale=1000", "no key names Scale (thousands, millions): "),
        ("UNIT_MULT", "3 6", "unit={UNIT_MULT}", "UNIT_MULT (3, 6) says by what each number is mu"),
        ("Scale", "thousands millions", "scope={Scale}", "multiplied, not of what part it is: sev"),
        ("Scale", "thousands millions", "where={Scale}=thousands", "only rows whose Scale is tho"),
        ("Scale", "thousands millions", "where={Scale}=thousands;scale=1000", ""),
        ("Scale", "thousands millions", "where={Scale}=thousands;scope={Scale}", "not of what pa"),
        ("Scale", "Units Thousands", "where={Scale}=Units", ""),
        ("Unit", "USD-thousand USD-million", "", "names Unit (USD thousand, USD million): several"),
        ("Unit", "USD-thousand EUR", "where={Unit}=EUR", "is EUR are taken: if it is right, add"),
        ("Unit", "USD-thousand USD", "where={Unit}=USD thousand", "right, add --map scale=1000"),
        ("Unit", "USD-thousand USD", "where={Unit}=USD", ""),
        ("Unit", "USD-thousand ", "where={Unit}=", ""),
    ],
)
def test_a_column_of_multipliers_is_told_until_it_is_heeded(
    dip: Run, head: str, cells: str, words: str, told: str
) -> None:
    first, second = (cell.replace("-", " ") for cell in cells.split(" "))
    Path("odd.csv").write_text(f"of,year,sum,{head}\nFRA,2020,5,{first}\nDEU,2020,7,{second}\n")
    keys = "measure=gdp unit=USD value={sum} parties=iso3:{of} period={year}".split()
    said = {text.partition("=")[0]: text for text in (*keys, *filter(None, words.split(";")))}
    given = map_words(*said.values())
    status, out, _ = dip("import", "odd.csv", *given, *TO_BASE)
    notes = [line for line in out.splitlines() if "note: " in line and "publisher" not in line]
    assert (status, len(notes)) == (0, 1 if told else 0)
    assert told.partition(": s")[0] in "".join(notes)
    if told.endswith(": several"):
        cell = first if first != "Units" else second
        assert SEVERAL.format(head, cell) in notes[0]


def test_rows_of_several_multipliers_are_imported_as_their_note_says(dip: Run) -> None:
    Path("odd.csv").write_text("of,year,sum,Scale\nFRA,2020,5,thousands\nDEU,2020,7,millions\n")
    keys = "measure=gdp unit=USD value={sum} parties=iso3:{of} period={year} publisher=X".split()
    given = map_words(*keys)
    line = ("import", "odd.csv", *given, *TO_BASE)
    for cell, scale in (("thousands", "1000"), ("millions", "1000000")):
        alone = ("--map", f"where={{Scale}}={cell}", "--map", f"scale={scale}")
        status, out, _ = dip(*line, *alone, "--id", f"scale-{scale}")
        assert (status, "note: " in out) == (0, False)
    assert dip("check", "--strict", "base")[0] == 0
    for party, value in (("france", 5_000), ("germany", 7_000_000)):
        _, out, _ = dip("economy", party, "-f", "base", "--json")
        assert [it["value"] for it in json.loads(out)["facts"]] == [value]


@pytest.mark.parametrize("of", ["FRA DEU", "France Germany"])
@pytest.mark.parametrize(
    ("heads", "words", "twice"),
    [
        ("who,2019,x,x", "value={2019} period=2019", ""),
        ("who,x,x,2019", "value={2019} period=2019", ""),
        ("who,2019,Scale,Scale", "value={2019} period=2019", ""),
        ("who,2019,x,x", "value={2019} period=2019 scope={x}", "x"),
        ("who,2019,x,x", "value={2019} period=2019 note={x}", "x"),
        ("who,2019,x,x", "value={2019} period=2019 where={x}=1", "x"),
        ("who,2019,2019,2020", "value={2019} period=2019", "2019"),
        ("who,2019,2019,2020", "value={2020} period=2020", ""),
        ("who,2019,2019,2020", "value={cell} period={column} columns=2019..2020", "2019"),
        ("who,2019,2019,2020", "value={cell} period={column} columns=2019,2020", "2019"),
        ("who,who,2019,2020", "value={2019} period=2019", "who"),
    ],
)
def test_two_columns_of_one_name_are_refused_where_a_key_names_them(
    dip: Run, of: str, heads: str, words: str, twice: str
) -> None:
    one, other = of.split()
    Path("own.csv").write_text(f"{heads}\n{one},1,2,3\n{other},5,7,4\n")
    keys = f"measure=gdp unit=USD publisher=X parties={{who}} {words}".split()
    given = map_words(*keys)
    status, out, err = dip("import", "own.csv", *given, *TO_BASE)
    if twice:
        message = f'--map: the file has 2 columns "{twice}"\n  give each column a name of its own\n'
        assert (status, out, err) == (2, "", f"dipfacts: {message}")
        return
    assert (status, out.count("2 columns are called "), "no key names" in out) == (0, 1, False)
    assert dip("check", "--strict", "base")[0] == 0
    assert dip("economy", "france", "-f", "base")[0] == 0


def test_what_is_said_to_check_is_a_path_and_no_option(dip: Run) -> None:
    Path("c.csv").write_text("Entity,Code,Year,Beds\nNamibia,NAM,2020,8\n")
    status, out, _ = dip("import", "c.csv", *DAY, "--map", "unit=beds", "--to=-beds of all")
    assert (status, out.splitlines()[-1]) == (0, "  dipfacts check './-beds of all'")
    assert dip("check", "./-beds of all")[0] == 0


def test_editions_of_the_world_bank_in_prices_of_other_years_are_told_apart(dip: Run) -> None:
    head = '"Country Name","Country Code","Indicator Name","Indicator Code","2019",'
    editions = (("old", "2021-03-28", 2010, 35), ("new", "2024-03-28", 2015, 39))
    for name, published, prices, value in editions:
        row = f'"Peru","PER","GDP (constant {prices} US$)","NY.GDP.MKTP.KD","{value}",'
        Path(f"{name}.csv").write_text(f'"Last Updated Date","{published}",\n\n{head}\n{row}\n')
        assert dip("import", f"{name}.csv", "--to", "base")[0] == 0
    page = dip("economy", "peru", "-f", "base")[1]
    assert "GDP (constant US$) of Peru in 2019: " in page
    assert "definitions differ" in page
    alone = dip("economy", "peru", "-f", "base", "--known-by", "2022")[1]
    assert "GDP (constant US$) of Peru in 2019: $35 (constant 2010 US$), according to" in alone


def test_a_head_of_owid_that_says_percent_is_of_no_other_unit(dip: Run) -> None:
    Path("share.csv").write_text(
        "Entity,Code,Year,Exports,Share of exports (% of GDP)\nPeru,PER,2020,9,7\n"
    )
    _, found = import_twice(dip, "share.csv", "unit=USD")
    assert {it["measure"]: it["unit"] for it in found.values()} == {
        "owid-exports": "USD",
        "share-of-exports-of-gdp": "percent",
    }
    Path("alone.csv").write_text("Entity,Code,Year,Share of exports (%)\nPeru,PER,2020,7\n")
    refused = "--map unit=USD: alone.csv says its unit itself\n  leave it out\n"
    assert dip("import", "alone.csv", *DAY, "--map", "unit=USD") == (2, "", f"dipfacts: {refused}")


SCALED = [
    ("GDP,current US$,millions,seas. adj.,", "", 7_000_000, "USD"),
    ("Arms exports (US$ millions)", "", 7_000_000, "USD"),
    ("Debt (current US$ million)", "", 7_000_000, "USD"),
    ("Aid received (million euros)", "", 7_000_000, "EUR"),
    ("Population, total (in thousands)", "", 7_000, "persons"),
    ("Beds (thousands)", "beds", 7_000, "beds"),
    ("Births (per 1,000)", "", 7, "per 1,000"),
]


@pytest.mark.parametrize(("name", "unit", "value", "told"), SCALED)
def test_scales_in_names_of_series_are_applied(
    dip: Run, name: str, unit: str, value: int, told: str
) -> None:
    """Import the same name from WDI, from DataBank and, where it has no unit, from OWID."""
    given = ["--map", f"unit={unit}"] if unit else []
    Path("wdi.csv").write_text(f'{WDI_HEADS}\nPeru,PER,"{name}",X.1,7\n')
    heads = DATABANK.split("\n", maxsplit=1)[0]
    Path("bank.csv").write_text(f'{heads}\n"{name}",X.1,Peru,PER,7,\n')
    Path("owid.csv").write_text(f'Entity,Code,Year,"{name}"\nPeru,PER,2020,7\n')
    files = ["wdi.csv", "bank.csv", *(["owid.csv"] if unit else [])]
    found = [import_twice(dip, file, *given)[1] for file in files][-1]  # all of them
    assert [(it["value"], it["unit"]) for it in found.values()] == [(value, told)] * len(files)
    declared = [it for document in documents(Path("base")) for it in document.get("measure", ())]
    assert {it.get("partners") for it in declared} == {0}


@pytest.mark.parametrize(("head", "cell", "value"), [("", "", 7000), (",UNIT_MULT", ",0", 7)])
def test_a_scale_in_the_label_of_sdmx_is_applied_where_nothing_else_tells_it(
    dip: Run, head: str, cell: str, value: int
) -> None:
    Path("y.csv").write_text(
        f"DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE{head}\n"
        f"X:Y(1.0),DE,BED: Beds (thousands),2020,7{cell}\n"
    )
    (claim,) = import_twice(dip, "y.csv", "unit=beds")[1].values()
    assert (claim["value"], claim["unit"]) == (value, "beds")


def test_a_scale_in_the_head_of_a_table_of_ones_own_is_told(dip: Run) -> None:
    Path("own.csv").write_text("a,b,y,v (US$ millions)\nFR,DE,2020,5\n")
    mine = [it.replace("{v}", "{v (US$ millions)}") for it in OWN]
    told = 'note: the header "v (US$ millions)" says a scale: add --map scale=1000000 unless its'
    assert told in dip("import", "own.csv", *DAY, *mine, "--dry-run")[2]
    scaled = dip("import", "own.csv", *DAY, *mine, "--map", "scale=1", "--dry-run")
    assert (scaled[0], "says a scale" in scaled[2]) == (0, False)


@pytest.mark.parametrize(
    ("above", "scale"),
    [
        ("Trade of France\nValues in million USD\n", 6),
        ('"Exports, in thousands of US dollars",,,\n', 3),
        ("\ufeffTrade (US$ bn)\n\n", 9),
        ("Trade of France\nper million people\n", 0),
        ("Trade of France, 2020\n", 0),
    ],
)
def test_a_scale_above_the_heads_of_a_table_is_told(dip: Run, above: str, scale: int) -> None:
    Path("own.csv").write_text(f"{above}a,b,y,v\nFR,DE,2020,5\nFR,IT,2020,7\n")
    out = dip("import", "own.csv", *DAY, *OWN, "--dry-run")[2].replace("\n    ", " ")
    told = f'" says a scale: add --map scale={10**scale} unless its numbers stand in full'
    assert ("says a scale" in out, told in out) == (scale > 0,) * 2, out
    share = [it.replace("=USD", "=percent").replace("=exports", "=share") for it in OWN]
    for words in ((*OWN, "--map", "scale=1"), share):
        status, out, _ = dip("import", "own.csv", *DAY, *words, "--id", "other")
        assert (status, "says a scale" in out) == (0, False), out


@pytest.mark.parametrize(
    ("name", "known"),
    [("exprots", "exports"), ("populaton", "population"), ("arms-sale", "arms-sales")],
)
def test_a_new_measure_that_may_be_a_known_one_is_told(dip: Run, name: str, known: str) -> None:
    Path("other.toml").write_text(base(topic("arms"), measure("arms-sales", topic="arms")))
    Path("own.csv").write_text("a,b,y,v\nFR,DE,2020,5\n")
    told = f'note: the measure "{name}" is new: if {known} is meant, write --map measure={known}'
    for given_, is_told in ((name, True), (known, False), ("oil-exports", False)):
        mine = [it.replace("measure=exports", f"measure={given_}") for it in OWN]
        out = dip("import", "own.csv", *DAY, *mine, "--dry-run")[2].replace("\n    ", " ")
        assert (told in out, "is new" in out) == (is_told, is_told), out


@pytest.mark.parametrize(
    ("head", "scale"),
    [
        *(("Exports_USD_million", 6), ("value_mln_usd", 6), ("Value_kUSD", 3), ("sold_musd", 6)),
        *(("ValueInMillions", 6), ("Value $B", 9), ("milliers de dollars", 3), ("sold_eur_m", 6)),
        *(
            ("Sold 1000USD", 3),
            ("Sold (1 000 EUR)", 3),
            ("sold_usd_000", 3),
            ("sold x1000", 3),
            ("milj. euro", 6),
        ),
        *(("100 million yuan", 8), ("USD 100 million", 8), ("thousand million USD", 9)),
        *(("USD (ten thousands)", 4), ("tens of thousands", 4), ("USD in tens of millions", 7)),
        *(
            ("USD (hundreds of millions)", 8),
            ("Thousands of millions", 9),
            ("miles de millones", 9),
        ),
        *(("10 000 USD", 4), ("Sold (100 000 EUR)", 5), ("lakh crore", 12)),
        *(
            ("亿美元", 8),
            ("出口额（万美元）", 4),
            ("万亿元", 12),
            ("千元", 3),
            ("輸出（百万円）", 6),
        ),
        *(("억 달러", 8), ("수출 (천 달러)", 3), ("万象", 0), ("per 100 million people", 0)),
        *(("sold_usd", 0), ("deaths_per_million", 0), ("industry", 0), ("m", 0)),
    ],
)
def test_a_scale_in_words_that_are_joined_is_told(dip: Run, head: str, scale: int) -> None:
    Path("own.csv").write_text(f"a,b,y,{head}\nFR,DE,2020,5\n")
    mine = [it.replace("{v}", f"{{{head}}}") for it in OWN]
    told = f'note: the header "{head}" says a scale: add --map scale={10**scale} unless its'
    out = dip("import", "own.csv", *DAY, *mine, "--dry-run")[2].replace("\n    ", " ")
    assert (told in out, "says a scale" in out) == (scale > 0, scale > 0), out


def test_a_scale_in_the_corner_of_a_matrix_or_the_heads_of_years_is_told(dip: Run) -> None:
    Path("m.csv").write_text('"Exports, million US$",MN,FR\nFR,7,\nMN,,8\n')
    words = ("measure=exports", "unit=USD", "period=2020", "value={cell}", "columns=MN,FR")
    given = map_words(*words)
    sides = ("--map", "from={Exports, million US$}", "--map", "to={column}")
    told = 'note: the header "Exports, million US$" says a scale: add --map scale=1000000 unless'
    assert told in dip("import", "m.csv", *DAY, *given, *sides)[1].replace("\n    ", " ")
    Path("m.csv").write_text("of,MN,FR\nFR,7,\nMN,,8\n")
    out = dip("import", "m.csv", *DAY, *given, "--map", "from={of}", "--map", "to={column}")[1]
    assert "says a scale" not in out
    Path("w.csv").write_text("of,2019 (USD mn),2020 (USD mn)\nFR,7,8\n")
    wide = ("columns=2019 (USD mn),2020 (USD mn)", "parties={of}", "period=2019/2020")
    more = map_words(*wide)
    out = dip("import", "w.csv", *DAY, *given[:4], "--map", "value={cell}", *more)[1]
    told = 'note: the header "2019 (USD mn)" says a scale: add --map scale=1000000 unless'
    assert told in out.replace("\n    ", " ")


def test_owid_knows_countries_without_a_code_of_iso_by_their_names(dip: Run) -> None:
    Path("life.csv").write_text(
        "Entity,Code,Year,Life\nKosovo,OWID_KOS,2020,70\nUSSR,OWID_USS,1970,67\n"
        "USSR,OWID_USS,1890,40\nYemen Arab Republic,OWID_YAR,1970,50\nGermany,DEU,1970,70\n"
        "West Germany,OWID_GFR,1970,71\nEngland,OWID_ENG,1970,72\nWorld,OWID_WRL,1970,60\n"
        "European Union (27),OWID_EU27,1970,70\n"
    )
    out, found = import_twice(dip, "life.csv", "unit=years")
    told = {(claim["parties"][0], claim["period"], claim["value"]) for claim in found.values()}
    assert told == {
        ("iso3:XKX", "2020", 70),
        ("iso3:SUN", "1970", 67),
        ("iso3:SUN", "1890", 40),
        ("north-yemen", "1970", 50),
        ("iso3:DEU", "1970", 70),
    }
    for group in ("West Germany", "England", "World", "European Union (27)"):
        assert f"  left out: 1 {group}\n" in out
    assert "owid-life-kos-owid-kos-2020" in found
    assert adds_up(counts("life.csv", given={"unit": "years"}))


@pytest.mark.parametrize(
    "more", ["DE,World,,7\nDE,World,,8\n", ",,,source: P\n", "DE,IT,2019,..\n"]
)
def test_rows_that_are_left_out_do_not_decide_how_claims_are_told_apart(
    dip: Run, more: str
) -> None:
    Path("own.csv").write_text(f"a,b,y,v\nDE,FR,2019,5\nDE,IT,2019,6\n{more}")
    out, found = import_twice(dip, "own.csv", *OWN, "missing=..")
    assert {*found} == {"own-de-fr-2019", "own-de-it-2019"}
    assert "ids follow the rows" not in out


@pytest.mark.parametrize(
    ("years", "told"),
    [
        (
            ("East Germany,OWID_GDR,2000", "East Germany,OWID_GDR,2010", "USSR,OWID_USS,2005"),
            "3 claims are of a time after the end of East Germany and Soviet Union",
        ),
        (
            ("East Germany,OWID_GDR,1991", "USSR,OWID_USS,1991", "Germany,DEU,2000"),
            "1 claim is of a time after the end of East Germany",
        ),
        (("East Germany,OWID_GDR,1990", "Burundi,BDI,1960"), ""),  # Burundi was to come
    ],
)
def test_claims_about_states_that_were_no_more_are_told(
    dip: Run, years: tuple[str, ...], told: str
) -> None:
    rows = "".join(f"{year},7\n" for year in years)
    Path("owid.csv").write_text(f"Entity,Code,Year,Population\n{rows}")
    out = dip("import", "owid.csv", "--map", "unit=persons", *DAY)[1]
    note = f"  note: {told}: the data set says what it means\n" if told else ""
    assert note in out
    assert bool(note) == ("after the end" in out)
