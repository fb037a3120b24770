"""`dipfacts import`: for each format a small file of the real shape, with its traps.

All numbers here are invented; the shapes are those of docs/import.md.
"""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.cli import app
from dipfacts.cli.commands import importing
from dipfacts.errors import DipfactsError
from dipfacts.importing import formats, importer, mapped, questions, writing
from dipfacts.importing.count import Counts
from dipfacts.model.groups import grouped
from dipfacts.read import loader
from dipfacts.read.files import SourceFile, source_files
from dipfacts.read.loader import LoadedTable, declared_at_a_glance
from dipfacts.read.repeated_declarations import differing
from dipfacts.read.rules import convert
from dipfacts.read.table_files import TableFile, Taken, load_table
from support.factbase import base, figure, measure, source, topic
from support.imported import claims, documents
from support.screen import Screen

BUNDLED = {
    (row.name, row.table.id): row.table
    for file in source_files(["bundled"])
    for row in declared_at_a_glance(Path(file.path).read_bytes())
}
WDI_HEADS = "Country Name,Country Code,Indicator Name,Indicator Code,1990"
Run = Callable[..., tuple[int, str, str]]
DAY = ("--published", "2025-01-31")


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process and an empty folder; read each table imported again."""
    monkeypatch.chdir(tmp_path)
    loaded = Taken.loaded

    def compared(taken: Taken, file: SourceFile, origin: LoadedTable) -> TableFile:
        found, read = loaded(taken, file, origin), load_table(file, origin)
        assert found.rows == read.rows
        assert found.left_out == {why: n for why, n in read.left_out.items() if why[0] != "tags"}
        assert (found.wide, found.hides, read.problems) == (read.wide, read.hides, [])
        return found

    monkeypatch.setattr(Taken, "loaded", compared)

    def run(*words: str) -> tuple[int, str, str]:
        status = app.run(list(words))
        return status, *capsys.readouterr()

    return run


def counts(*names: str, given: dict[str, str] | None = None) -> Counts:
    """Return what an import of files counts."""
    with importer.inputs(names) as opened:
        (format_, file), *_ = importer.recognise(opened, given or {})
        options = importer.Options(None, "2025-01-31", copy=False, name=None)
        return importer.prepare(format_, file, options).counts


def adds_up(counts: Counts) -> bool:
    """Return whether what is taken, left out and wrong is all that there is."""
    return counts.of == counts.taken + sum(counts.left_out.values()) + len(counts.problems)


def imported(dip: Run, *words: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """Import files into a folder that passes `check --strict`; return the report and the claims.

    Imported once more, they change nothing, and no claim is told to be gone, or new.
    """
    line = ("import", *words, *DAY, "--to", "base", "--copy")
    status, out, err = dip(*line)
    assert (status, err) == (0, "")
    written = {path: path.read_bytes() for path in Path("base").iterdir()}
    status, again, err = dip(*line)
    assert (status, err) == (0, "")
    assert "edition" not in again, again
    assert {path: path.read_bytes() for path in Path("base").iterdir()} == written
    status, checked, told = dip("check", "--strict", "base")
    assert status == 0, checked
    found = claims(Path("base"))
    for document in documents(Path("base")):
        for name in ("topic", "measure", "kind"):
            for table in convert(name, document.get(name, [])):
                first = BUNDLED.get((name, table.id), table)
                assert differing(first, table) is None, (first, table)
    assert f", {len(found):,} claim" in told.splitlines()[-1]
    for id_ in [*found][:3]:
        assert dip("show", id_, "-f", "base")[0] == 0
    return out, found


# ----------------------------------------------------------------------------- Comtrade

HEADS = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2Desc,cmdCode,"
    "cmdDesc,customsCode,motCode,cifvalue,fobvalue,primaryValue,isReported,isAggregate"
)


def comtrade(
    flow: str, partner: tuple[str, str], cif: str, fob: str, **other: str
) -> dict[str, str]:
    """Return a record of Comtrade; all others than the given keys are those of a total."""
    return {
        **dict.fromkeys(HEADS.split(","), ""),
        **{"typeCode": "C", "freqCode": "A", "refYear": "2022", "refMonth": "52"},
        **{"period": "2022", "reporterCode": "842", "reporterDesc": "USA", "flowCode": flow},
        **{"partnerCode": partner[0], "partnerDesc": partner[1], "partner2Code": "0"},
        **{"cmdCode": "TOTAL", "cmdDesc": "All Commodities", "customsCode": "C00", "motCode": "0"},
        **{"cifvalue": cif, "fobvalue": fob, "primaryValue": cif or fob},
        **{"isReported": "false", "isAggregate": "true"},
        **other,
    }


COMTRADE = [
    comtrade("M", ("251", "France"), "1234.567", "1200"),
    comtrade("X", ("384", "Côte d'Ivoire"), "", "77"),
    comtrade("M", ("0", "World"), "9999", ""),
    comtrade("M", ("490", "Other Asia, nes"), "5", ""),
    comtrade("M", ("251", "France"), "1000", "", partner2Code="124", partner2Desc="Canada"),
    comtrade("M", ("251", "France"), "900", "", customsCode="C01"),
    comtrade("M", ("251", "France"), "800", "", motCode="2100"),
    comtrade("M", ("251", "France"), "700", "", cmdCode="01", cmdDesc="Animals"),
    comtrade("RX", ("251", "France"), "", "6"),
    comtrade("M", ("842", "USA"), "3", "", ),
    comtrade("MIP", ("251", "France"), "2", ""),
    comtrade("M", ("276", "Germany"), "", ""),
]  # fmt: skip


def web(records: list[dict[str, str]]) -> bytes:
    """Return records as the web site writes them: Latin-1, and a comma after each row."""
    rows = [",".join(f'"{cell}"' if cell else "" for cell in row.values()) for row in records]
    return "\r\n".join([HEADS, *(f"{row}," for row in rows), ""]).encode("latin-1")


@pytest.mark.parametrize("after", ["", " "])
def test_comtrade_takes_totals_of_countries_and_counts_the_rest(dip: Run, after: str) -> None:
    rows = [{key: f"{cell}{after}" for key, cell in row.items()} for row in COMTRADE]
    Path("TradeData.csv").write_bytes(web(rows))
    out, found = imported(dip, "TradeData.csv")
    assert out.split("wrote")[0] == (
        "UN Comtrade, 12 rows: 1 reporter, 2022\n"
        "  3 claims from 3 rows\n"
        "  left out: 1 World\n"
        "  left out: 1 Other Asia, nes\n"
        "  left out: 1 by second partner\n"
        "  left out: 1 by customs procedure\n"
        "  left out: 1 by way of transport\n"
        "  left out: 1 by product, which the total holds\n"
        "  left out: 1 a country with itself\n"
        "  left out: 1 of other flows\n"
        "  left out: 1 no number (blank)\n"
        "  note: re-dissemination of UN Comtrade is restricted: keep the file to yourself\n"
    )
    total = counts("TradeData.csv")
    assert adds_up(total)
    assert total.left_out["a country with itself"] == 1
    assert total.left_out["of other flows"] == 1
    assert total.left_out["no number (blank)"] == 1
    bought = found["comtrade-imports-842-251-2022"]
    assert bought == {
        "claim": "figure", "line": 2, "id": "comtrade-imports-842-251-2022",
        "locator": "row 1", "source": "comtrade", "measure": "imports", "from": "m49:251",
        "to": "m49:842", "reporter": "m49:842", "period": "2022", "value": Decimal("1234.567"),
        "unit": "USD", "valuation": "cif",
    }  # fmt: skip
    sold = found["comtrade-exports-842-384-2022"]
    assert (sold["from"], sold["to"], sold["valuation"]) == ("m49:842", "m49:384", "fob")
    assert found["comtrade-re-exports-842-251-2022"]["value"] == 6


def test_what_is_wrong_in_json_is_told_by_the_row_as_it_has_no_lines(dip: Run) -> None:
    sold = [comtrade("M", ("31", "Azerbaijan"), value, "", period=f"20220{n}", refMonth=str(n))
            for n, value in enumerate(("12.50", "many"), 5)]  # fmt: skip
    Path("api.json").write_text(json.dumps({"count": 2, "data": sold, "error": ""}, indent=1))
    status, out, err = dip("import", "api.json", *DAY)
    assert status == 3
    assert 'api.json: row 2: value: "many" is no number' in out + err
    assert "api.json:" not in (out + err).replace("api.json: row 2", "")


def test_comtrade_of_the_api_and_by_month_becomes_a_table_of_its_own(dip: Run) -> None:
    monthly = comtrade("M", ("31", "Azerbaijan"), "12.50", "", period="202205", refMonth="5")
    text = json.dumps({"count": 1, "data": [monthly], "error": ""})
    Path("api.json").write_text(text.replace('"12.50"', "12.50").replace('""', "null"))
    out, found = imported(dip, "api.json")
    assert "written as a table of its own: JSON is no table" in out
    claim = found["comtrade-imports-842-31-2022-05"]
    assert (claim["value"], claim["period"]) == (Decimal("12.5"), "2022-05")
    Path("month.csv").write_bytes(web([monthly]))
    out, again = imported(dip, "month.csv", "--id", "comtrade")
    assert "months are written 202205" in out
    assert again == found


def test_comtrade_that_pandas_has_written_is_the_same(dip: Run) -> None:
    Path("data.csv").write_bytes(web(COMTRADE))
    plain = imported(dip, "data.csv")[1]
    decimal = [{key: f"{cell}.0" if cell.isdecimal() else cell for key, cell in record.items()}
               for record in COMTRADE]  # fmt: skip
    Path("data.csv").write_bytes(web(decimal))
    out, found = imported(dip, "data.csv")
    assert "written as a table of its own: its codes have a fraction, as 276.0\n" in out
    for reason in ("World", "Other Asia, nes", "by second partner", "by way of transport"):
        assert f"  left out: 1 {reason}\n" in out
    assert found == plain


def test_comtrade_of_the_old_site_has_products_as_scopes(dip: Run) -> None:
    Path("old.csv").write_text(
        "Classification,Year,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Partner Code,"
        "Partner,Commodity Code,Commodity,Trade Value (US$),Flag\n"
        "H5,2017,2,Export,842,USA,156,China,1,Animals; live,500,4\n"
        "H5,2017,3,Re-Export,842,USA,156,China,1,Animals; live,40,0\n"
        "H5,2017,2,Export,97,EU-28,156,China,1,Animals; live,30,0\n"
    )
    out, found = imported(dip, "old.csv")
    assert "no row is the total" in out
    assert "left out: 1 EU-28" in out
    assert {(it["measure"], it["scope"], it["value"]) for it in found.values()} == {
        ("exports", "1 Animals; live", 500),
        ("re-exports", "1 Animals; live", 40),
    }


def test_levels_of_a_product_of_comtrade_that_share_a_name_are_told_apart(dip: Run) -> None:
    france, name = ("251", "France"), "Commodities not specified according to kind"
    records = [
        comtrade("M", france, value, "", cmdCode=code, cmdDesc=name)
        for code, value in (("99", "500"), ("9999", "500"), ("999999", "450"))
    ]
    Path("TradeData.csv").write_bytes(web(records))
    _, found = imported(dip, "TradeData.csv")
    assert {it["scope"] for it in found.values()} == {
        f"99 {name}", f"9999 {name}", f"999999 {name}"
    }  # fmt: skip
    Path("TradeData.csv").write_bytes(web([{**records[0], "cmdDesc": ""}]))
    _, found = imported(dip, "TradeData.csv")
    assert [it["scope"] for it in found.values()] == ["99"]


def test_services_of_comtrade_are_no_goods(dip: Run) -> None:
    france = ("251", "France")
    services = [
        comtrade("M", france, "", "", typeCode="S", cmdCode=code, cmdDesc=name, primaryValue=value)
        for code, name, value in (("S", "Total services", "700"), ("SC", "Transport", "90"))
    ]
    Path("TradeData.csv").write_bytes(web([comtrade("M", france, "900", ""), *services]))
    out, found = imported(dip, "TradeData.csv")
    assert "  2 claims from 2 rows\n  left out: 1 by product, which the total holds\n" in out
    assert {id_: (it["value"], it.get("scope")) for id_, it in found.items()} == {
        "comtrade-imports-842-251-2022": (900, None),
        "comtrade-imports-services-842-251-2022": (700, "services"),
    }
    Path("TradeData.csv").write_bytes(web(services[1:]))
    _, found = imported(dip, "TradeData.csv")
    assert [it["scope"] for it in found.values()] == ["services: SC Transport"]
    Path("old.csv").write_text(
        "Classification,Year,Trade Flow Code,Reporter Code,Partner Code,Partner,Commodity Code,"
        "Commodity,Trade Value (US$)\nEB,2012,1,842,251,France,200,Total EBOPS 2002 Services,5\n"
    )
    _, found = imported(dip, "old.csv", "--id", "old")
    assert found["old-imports-services-842-251-2012"]["scope"] == "services"


def test_services_of_comtrade_by_mode_of_supply_are_parts_of_the_total(dip: Run) -> None:
    rows = [
        comtrade("M", ("251", "France"), "", "", typeCode="S", cmdCode="S", primaryValue=value)
        | {"mosCode": mode}
        for mode, value in (("0", "700"), ("1", "300"), ("2", "400"))
    ]
    Path("data.json").write_text(json.dumps({"data": [*rows], "count": 3}))
    out, found = imported(dip, "data.json")
    assert "  1 claim from 1 row\n  left out: 2 by mode of supply\n" in out
    assert [it["value"] for it in found.values()] == [700]


def test_products_of_comtrade_are_claims_where_their_flow_has_no_total(dip: Run) -> None:
    fuels = {"cmdCode": "27", "cmdDesc": "Mineral fuels"}
    france = {"reporterCode": "251", "reporterDesc": "France"}
    germany, usa = ("276", "Germany"), ("842", "USA")
    by_ship = {"motCode": "2100"}
    records = [
        comtrade("M", germany, "900", ""),
        comtrade("M", germany, "90", "", **fuels),
        comtrade("X", germany, "", "70", **fuels),
        comtrade("M", usa, "60", "", **france, **fuels),
        comtrade("M", usa, "", "", **france),  # a total without a number holds nothing
        comtrade("M", ("0", "World"), "50", "", **fuels),
        comtrade("X", usa, "", "40", **france, **by_ship),
        comtrade("X", usa, "", "30", **france, **fuels),
    ]
    Path("TradeData.csv").write_bytes(web(records))
    out, found = imported(dip, "TradeData.csv")
    assert "written as a table of its own: only some of its flows have a total" in out
    assert {id_: (it["value"], it.get("scope"), it["locator"]) for id_, it in found.items()} == {
        "comtrade-imports-842-276-2022": (900, None, "row 1"),
        "comtrade-exports-842-276-2022-27": (70, "27 Mineral fuels", "row 3"),
        "comtrade-imports-251-842-2022-27": (60, "27 Mineral fuels", "row 4"),
        "comtrade-exports-251-842-2022-27": (30, "27 Mineral fuels", "row 8"),
    }
    told = counts("TradeData.csv")
    assert adds_up(told)
    assert told.left_out == {
        "by product, which the total holds": 1, "no number (blank)": 1, "World": 1,
        "by way of transport": 1,
    }  # fmt: skip
    Path("world.csv").write_bytes(web([comtrade("M", ("0", "World"), "5", ""), records[1]]))
    assert counts("world.csv").left_out == {"World": 1}  # whose total holds nothing of Germany's


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("UN Comtrade", '{"elapsedTime": "0.1 secs", "count": 0, "data": [], "error": ""}'),
        ("Wikidata", '{"head": {"vars": ["statement"]}, "results": {"bindings": []}}'),
        ("Wikidata", "[]"),
        ("CEPII BACI", "t,i,j,k,v,q\n"),
        ("World Bank WDI", f"{WDI_HEADS}\n"),
        (
            "World Bank WDI",
            '\ufeff"Data Source","World Development Indicators",\r\n\r\n'
            f'"Last Updated Date","2026-07-23",\r\n\r\n{WDI_HEADS},\r\n',
        ),
        ("SDMX-CSV", "STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,TIME_PERIOD,OBS_VALUE\n,,,,,\n"),
        ("Our World in Data", "Entity,Code,Year,Life\r\n"),
        ("COW trade, dyads", "ccode1,ccode2,year,flow1,flow2\n,,,,\n"),
        ("COW organisations", "ccode,year,state,UN,NATO\n"),
        (
            "UCDP GED",
            "id,year,dyad_name,gwnoa,gwnob,date_prec,date_start,date_end,best,high,low\n",
        ),
        ("Wikidata", "statement,property,from,to\n"),
    ],
)
def test_a_query_that_found_nothing_is_told_as_such(dip: Run, format_: str, text: str) -> None:
    Path("none.csv").write_text(text)
    status, out, err = dip("import", "none.csv")
    told = f"none.csv, {format_}, holds no rows: the query found nothing\n  nothing is written\n"
    assert (status, out, err) == (1, told, "")
    assert [path.name for path in Path.cwd().iterdir()] == ["none.csv"]


def test_a_table_without_rows_answers_no_query(dip: Run) -> None:
    Path("none.csv").write_text("A,B,Year,V\n")
    maps = ("measure=exports", "unit=USD", "from={A}", "to={B}", "period={Year}", "value={V}")
    status, out, err = dip("import", "none.csv", *(word for it in maps for word in ("--map", it)))
    assert (status, err) == (1, "")
    assert out == "none.csv, a table, holds no rows\n  nothing is written\n"


def test_what_an_interface_says_in_place_of_data_is_told(dip: Run) -> None:
    Path("said.json").write_text('{"count": 0, "data": [], "error": "too many records"}')
    status, out, err = dip("import", "said.json", *DAY)
    assert (status, out) == (2, "")
    assert err == (
        'dipfacts: said.json is no data: UN Comtrade says "too many records"\n'
        "  ask it again, for less at a time\n"
    )


def test_a_file_of_comtrade_that_a_spreadsheet_saved_is_read_by_its_decimals(dip: Run) -> None:
    rows = [
        comtrade("M", ("0", "World"), "1250,5", ""),
        comtrade("M", ("31", "Azerbaijan"), "7,25", ""),
    ]
    Path("saved.csv").write_bytes(web(rows))
    status, out, err = dip("import", "saved.csv", *DAY)
    assert status != 0
    assert "add --map decimal=," in out + err
    _, found = imported(dip, "saved.csv", *DAY, "--map", "decimal=,")
    assert {claim["value"] for claim in found.values()} == {7.25}


def test_numbers_of_two_lists_of_countries_are_asked_about(dip: Run) -> None:
    Path("pairs.csv").write_text("ccode1,ccode2,year,sold\n20,40,1995,100\n70,100,1995,200\n")
    given = ["claim=figure", "measure=exports", "period={year}", "value={sold}", "unit=USD"]
    words = [word for text in given for word in ("--map", text)]
    sides = ["--map", "from={ccode1}", "--map", "to={ccode2}"]
    status, _, err = dip("import", "pairs.csv", *DAY, *words, *sides)
    assert status == 2
    assert err == (
        'dipfacts: the codes in "ccode1" may be of m49 or cow\n'
        "  say which, as in --map from='cow:{ccode1}' --map to='cow:{ccode2}'\n"
    )
    both = ["--map", "parties={ccode1}, {ccode2}"]
    told = "  say which, as in --map parties='cow:{ccode1}, cow:{ccode2}'\n"
    assert told in dip("import", "pairs.csv", *DAY, *words, *both)[2]
    for list_, other, rows in (
        ("m49", "imf", "112,156,1995,5\n158,132,1995,6\n111,158,1995,7\n"),
        ("iso2", "gec", "GM,CH,1995,5\nSP,SW,1995,6\nUK,EI,1995,7\n"),
    ):
        Path("odd.csv").write_text(f"ccode1,ccode2,year,sold\n{rows}")
        told = f'the codes in "ccode1" may be of {list_} or {other}\n'
        assert told in dip("import", "odd.csv", *DAY, *words, *sides)[2]
        named = [it.replace("={", f"={other}:{{") for it in sides]
        assert dip("import", "odd.csv", *DAY, *words, *named)[0] == 0
    Path("letters.csv").write_text("ccode1,ccode2,year,sold\nDE,FR,1995,100\n")
    out = dip("import", "letters.csv", *DAY, *words, *sides)[1]
    assert "note: read as codes of iso2: ccode1, ccode2" in out


@pytest.mark.parametrize(
    ("list_", "rows"), [("cow", "2,20,5\n255,220,6\n"), ("imf", "111,112,5\n134,132,6\n")]
)
def test_codes_of_one_list_that_is_not_of_iso_are_told_with_the_options_of_all_columns(
    dip: Run, list_: str, rows: str
) -> None:
    Path("pairs.csv").write_text(f"a,b,sold\n{rows}")
    given = ["measure=exports", "period=1995", "value={sold}", "unit=USD", "reporter={a}"]
    words = [word for text in given for word in ("--map", text)]
    options = "--map from='cow:{a}' --map to='cow:{b}' --map reporter='cow:{a}'"
    sides = ["--map", "from={a}", "--map", "to={b}"]
    assert dip("import", "pairs.csv", *DAY, *words, *sides) == (
        2,
        "",
        f'dipfacts: the codes in "b" may be of m49 or {list_}\n'
        f"  say which, as in {options.replace('cow', list_)}\n",
    )
    sides = ["--map", "from={a}", "--map", f"to={list_}:{{b}}"]
    status, _, err = dip("import", "pairs.csv", *DAY, *words, *sides)
    options = options.replace("--map to='cow:{b}' ", "").replace("cow", list_)
    told = f'dipfacts: the codes in "a" are of {list_}\n  write {options}\n'
    assert (status, err) == (2, told)
    sides = [it.replace("={", f"={list_}:{{") for it in sides]
    words = [it.replace("r={a}", f"r={list_}:{{a}}") for it in words]
    assert len(imported(dip, "pairs.csv", *words, *sides)[1]) == 2


# --------------------------------------------------------------------- BACI, WDI, OWID


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
    out, found = imported(dip, "BACI_HS22_Y2023_V202501.csv", "country_codes_V202501.csv")
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
    out, found = imported(dip, "baci.csv")
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
        out, found = imported(dip, "baci.csv")
        (claim,) = found.values()
        assert claim["value"] == 1_000_000
        return out, claim.get("scope")

    out, scope = sums(900)
    assert ("products alone" in out, scope) == (False, None)
    out, scope = sums(90)  # of few chapters
    assert ("products alone" in out, scope) == (True, "9 chapters of HS")


WDI = (
    '\ufeff"Data Source","World Development Indicators",\r\n\r\n'
    '"Last Updated Date","2026-07-23",\r\n\r\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","1990","1991","2020",\r\n'
    '"Namibia","NAM","GDP (current US$)","NY.GDP.MKTP.CD","","2.5","12",\r\n'
    '"Arab World","ARB","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3",\r\n'
)


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
    out, found = imported(dip, "API.zip")
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
    assert (status, "  data.csv:5: 1 cell where the head has 6; remove" in out) == (3, True)
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
    status, out, err = dip("import", "data.csv", *DAY, "--to", "base")
    assert (status, out, Path("base").exists()) == (2, "", False)
    assert err.startswith("dipfacts: data.csv is of no known format\n")
    assert "; it has " + text.split("\n", maxsplit=1)[0].split(",")[0] in err


def test_units_of_wdi_are_those_of_its_brackets_and_what_is_given_is_told(dip: Run) -> None:
    rows = [f'{who},"{name}",{code},5\n' for name, code in ODD for who in ("Chad,TCD", "Peru,PER")]
    Path("wdi.csv").write_text(f"{WDI_HEADS}\n{''.join(rows)}")
    lacking = '"Net arrivals", "Shelter index", "Listed companies, total"'
    told = f"{lacking} do not say in which unit their numbers are"
    assert told in dip("import", "wdi.csv", *DAY)[2]
    out, found = imported(dip, "wdi.csv", "--map", "unit=points")
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


def test_a_pipe_or_a_device_in_place_of_the_data_is_refused_at_once(dip: Run) -> None:
    os.mkfifo("pipe.csv")
    os.mkfifo("pipe.zip")
    pipes = (("pipe.csv", "a named pipe"), ("pipe.zip", "a named pipe"))
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
    assert "  left out: 1 groups without a code\n  left out: 1 World\n" in out
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
    out, found = imported(dip, "people.csv", "--map", "unit=persons")
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
    (claim,) = imported(dip, "c.csv", "c.metadata.json")[1].values()
    assert (claim["value"], claim["unit"], claim.get("definition")) == told


def test_columns_of_owid_that_lack_a_unit_are_all_named(dip: Run) -> None:
    Path("c.csv").write_text("Entity,Code,Year,Cases,Beds\nNamibia,NAM,2020,7,8\n")
    assert '"Cases", "Beds" do not say in which unit' in dip("import", "c.csv", *DAY)[2]
    out, found = imported(dip, "c.csv", "--map", "unit=items")
    assert 'note: unit items is taken for "Cases", "Beds"\n' in out
    assert [it["unit"] for it in found.values()] == ["items", "items"]


def test_a_state_of_another_time_is_told_with_its_line(dip: Run) -> None:
    Path("late.csv").write_text("who,year,sum\nSUN,1980,8\nSUN,2005,8\nFRA,2005,7\n")
    words = ("measure=aid", "unit=USD", "value={sum}", "from=iso3:{who}", "to=iso3:DEU")
    given = [word for text in (*words, "period={year}") for word in ("--map", text)]
    status, out, _ = dip("import", "late.csv", *given, *DAY, "--to", "base")
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
    given = [word for text in (*words, "period={year}") for word in ("--map", text)]
    line = ("import", "beds.csv", *given, "--published", "2024-03-01", "--to", "base")
    status, out, _ = dip(*line)
    note = 'own.toml declares the source "beds", which is not this one: this one is beds-2\n'
    assert (status, note in out) == (0, is_other)
    found = documents(Path("base"))
    sources = [it["id"] for document in found for it in document.get("source", [])]
    assert sorted(sources) == (["beds", "beds-2"] if is_other else ["beds"])
    (table,) = (it for document in found for it in document.get("table", []))
    assert table["source"] == ("beds-2" if is_other else "beds")
    assert dip(*line)[0] == 0  # and again
    assert len(documents(Path("base"))) == 2
    refused = 'own.toml declares the source "beds", which is not this one\n  give another --id\n'
    given_id = dip(*line, "--id", "beds")
    assert given_id[0] == (2 if is_other else 0)
    assert given_id[2] == (f"dipfacts: {refused}" if is_other else "")


def test_a_doubt_is_allowed_as_the_remedy_says_and_stays_so(dip: Run) -> None:
    words = ("measure=aid", "unit=USD", "value={sum}", "from=iso3:{who}", "to=iso3:DEU")
    given = [word for text in (*words, "period={year}") for word in ("--map", text)]
    Path("aid.csv").write_text("who,year,sum\nFRA,2020,5\nFRA,2021,5000\n")
    line = ("import", "aid.csv", *given, *DAY, "--to", "base")
    assert "or say why: --map 'allow=factor-1000: …'\n" in dip(*line)[1]
    allowed = (*line, "--map", "allow=factor-1000: a loan")
    for row in ("", "FRA,2022,5200\n"):
        with Path("aid.csv").open("a") as stream:
            stream.write(row)
        assert dip(*allowed)[0] == 0
        assert dip("check", "--strict", "base")[0] == 0
    unexplained = dip(*line, "--map", "allow=factor-1000")
    assert (unexplained[0], "gives no reason" in unexplained[2]) == (2, True)


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
        ("Exports (EUR),who", "x", 'the head "Exports (EUR)" says EUR, not USD: --map unit=EUR'),
        ("Exports (%),who", "x", 'the head "Exports (%)" says percent, not USD: '),
        ("Exports (US$),who", "x", ""),
        ("Imports,who", "x", 'the head "Imports" is not of exports: say what is measured, as wi'),
        ("Value of imports,who", "x", 'the head "Value of imports" is not of exports: say what'),
        ("Exports fob,who", "x", ""),
    ],
)
def test_another_unit_scale_or_flow_beside_the_numbers_is_told(
    dip: Run, head: str, cell: str, told: str
) -> None:
    Path("odd.csv").write_text(f"from,to,year,{head}\nFRA,DEU,2020,5,{cell}\n")
    value = head.partition(",")[0]
    words = ("measure=exports", "unit=USD", f"value={{{value}}}", "from=iso3:{from}")
    given = [word for text in (*words, "to=iso3:{to}", "period={year}") for word in ("--map", text)]
    status, out, _ = dip("import", "odd.csv", *given, *DAY, "--to", "base")
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
    given = [word for text in said.values() for word in ("--map", text)]
    status, out, _ = dip("import", "odd.csv", *given, *DAY, "--to", "base")
    notes = [line for line in out.splitlines() if "note: " in line and "publisher" not in line]
    assert (status, len(notes)) == (0, 1 if told else 0)
    assert told.partition(": s")[0] in "".join(notes)
    if told.endswith(": several"):
        cell = first if first != "Units" else second
        assert SEVERAL.format(head, cell) in notes[0]


def test_rows_of_several_multipliers_are_imported_as_their_note_says(dip: Run) -> None:
    Path("odd.csv").write_text("of,year,sum,Scale\nFRA,2020,5,thousands\nDEU,2020,7,millions\n")
    keys = "measure=gdp unit=USD value={sum} parties=iso3:{of} period={year} publisher=X".split()
    given = [word for text in keys for word in ("--map", text)]
    line = ("import", "odd.csv", *given, *DAY, "--to", "base")
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
    given = [word for text in keys for word in ("--map", text)]
    status, out, err = dip("import", "own.csv", *given, *DAY, "--to", "base")
    if twice:
        message = f'--map: the file has 2 columns "{twice}"\n  give each column a name of its own\n'
        assert (status, out, err) == (2, "", f"dipfacts: {message}")
        return
    assert (status, out.count("no key names Scale")) == (0, int("Scale" in heads))
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
    _, found = imported(dip, "share.csv", "--map", "unit=USD")
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
    found = [imported(dip, file, *given)[1] for file in files][-1]  # all of them
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
    (claim,) = imported(dip, "y.csv", "--map", "unit=beds")[1].values()
    assert (claim["value"], claim["unit"]) == (value, "beds")


def test_a_scale_in_the_head_of_a_table_of_ones_own_is_told(dip: Run) -> None:
    Path("own.csv").write_text("a,b,y,v (US$ millions)\nFR,DE,2020,5\n")
    mine = [it.replace("{v}", "{v (US$ millions)}") for it in OWN]
    told = 'note: the head "v (US$ millions)" says a scale: add --map scale=1000000 unless its'
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
        *(("sold_usd", 0), ("deaths_per_million", 0), ("industry", 0), ("m", 0)),
    ],
)
def test_a_scale_in_words_that_are_joined_is_told(dip: Run, head: str, scale: int) -> None:
    Path("own.csv").write_text(f"a,b,y,{head}\nFR,DE,2020,5\n")
    mine = [it.replace("{v}", f"{{{head}}}") for it in OWN]
    told = f'note: the head "{head}" says a scale: add --map scale={10**scale} unless its'
    out = dip("import", "own.csv", *DAY, *mine, "--dry-run")[2].replace("\n    ", " ")
    assert (told in out, "says a scale" in out) == (scale > 0, scale > 0), out


def test_a_scale_in_the_corner_of_a_matrix_or_the_heads_of_years_is_told(dip: Run) -> None:
    Path("m.csv").write_text('"Exports, million US$",MN,FR\nFR,7,\nMN,,8\n')
    words = ("measure=exports", "unit=USD", "period=2020", "value={cell}", "columns=MN,FR")
    given = [it for word in words for it in ("--map", word)]
    sides = ("--map", "from={Exports, million US$}", "--map", "to={column}")
    told = 'note: the head "Exports, million US$" says a scale: add --map scale=1000000 unless'
    assert told in dip("import", "m.csv", *DAY, *given, *sides)[1].replace("\n    ", " ")
    Path("m.csv").write_text("of,MN,FR\nFR,7,\nMN,,8\n")
    out = dip("import", "m.csv", *DAY, *given, "--map", "from={of}", "--map", "to={column}")[1]
    assert "says a scale" not in out
    Path("w.csv").write_text("of,2019 (USD mn),2020 (USD mn)\nFR,7,8\n")
    wide = ("columns=2019 (USD mn),2020 (USD mn)", "parties={of}", "period=2019/2020")
    more = [it for word in wide for it in ("--map", word)]
    out = dip("import", "w.csv", *DAY, *given[:4], "--map", "value={cell}", *more)[1]
    told = 'note: the head "2019 (USD mn)" says a scale: add --map scale=1000000 unless'
    assert told in out.replace("\n    ", " ")


def test_owid_knows_countries_without_a_code_of_iso_by_their_names(dip: Run) -> None:
    Path("life.csv").write_text(
        "Entity,Code,Year,Life\nKosovo,OWID_KOS,2020,70\nUSSR,OWID_USS,1970,67\n"
        "USSR,OWID_USS,1890,40\nYemen Arab Republic,OWID_YAR,1970,50\nGermany,DEU,1970,70\n"
        "West Germany,OWID_GFR,1970,71\nEngland,OWID_ENG,1970,72\nWorld,OWID_WRL,1970,60\n"
        "European Union (27),OWID_EU27,1970,70\n"
    )
    out, found = imported(dip, "life.csv", "--map", "unit=years")
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
    out, found = imported(dip, "own.csv", *OWN, "--map", "missing=..")
    assert {*found} == {"own-de-fr-2019", "own-de-it-2019"}
    assert "ids follow the rows" not in out


# ------------------------------------------------------------------------------ reports

OWN = ("--map", "claim=figure", "--map", "measure=exports", "--map", "from={a}", "--map", "to={b}",
       "--map", "period={y}", "--map", "value={v}", "--map", "unit=USD")  # fmt: skip


def test_a_cell_that_is_told_in_part_is_marked_and_not_to_be_named(dip: Run) -> None:
    cell = "about five hundred and thirty-nine thousand million"
    Path("own.csv").write_text(f"a,b,y,v\nFR,DE,2020,5\nFR,DE,2021,{cell}\nFR,DE,2022,nil\n")
    status, out, _ = dip("import", "own.csv", *DAY, *OWN)
    long = f'own.csv:3: value: "{cell[:39]}…" is no number; correct the number\n'
    assert (status, long in out) == (3, True)
    assert '"nil" is no number; add --map missing=nil if it is no number\n' in out


def test_nothing_recorded_is_known_with_a_decimal_comma_and_zeros_stay(dip: Run) -> None:
    Path("cow.csv").write_text(
        "ccode1;ccode2;year;flow1;flow2\n2;20;2010;0;206024,25\n2;70;2010;1234,5;-9,0\n"
    )
    comma = "--map", "decimal=,"
    assert [it["value"] for it in imported(dip, "cow.csv", *comma)[1].values()] == [
        0, 1_234_500_000, 206_024_250_000,
    ]  # fmt: skip
    Path("wrong.csv").write_text(
        "ccode1;ccode2;year;flow1;flow2\n2;20;2010;0;-7,5\n2;70;2010;1200;1300\n"
    )
    status, out, _ = dip("import", "wrong.csv", *DAY, *comma)
    assert (status, "  2 claims from 1 row\n" in out) == (3, True)
    assert "correct it, or add --map missing=-7,5 if it says nothing\n" in out
    _, found = imported(dip, "wrong.csv", *comma, "--map", "missing=n/a,-7,5,-8", "--id", "w")
    assert [it["value"] for it in found.values() if it["id"].startswith("w-")] == [
        0, 1_200_000_000, 1_300_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "row", "told"),
    [
        ("t,i,j,k,v,q", "2018,4,24,845420,112.734,26", "CEPII BACI"),
        ("Entity,Code,Year,Life", "France,FRA,2020,80", "Our World in Data"),
        ("DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE", "A:B(1.0),FR,M,2020,5", "SDMX-CSV"),
        ("ccode,year,state,UN,NATO,EU", "220,1990,FRN,1,1,0", "Correlates of War"),
    ],
)
@pytest.mark.parametrize("above", ["", "Unnamed: 0", "...1"])
def test_a_column_of_row_numbers_without_a_head_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heads: str, row: str, told: str, above: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plain.csv").write_text(f"{heads}\n{row}\n")
    Path("numbered.csv").write_text(f"{above},{heads}\n0,{row}\n")
    with importer.inputs(["plain.csv", "numbered.csv"]) as opened:
        found = importer.recognise(opened, {})
        plans = [format_.planned(replace(file, given={"unit": "years"})) for format_, file in found]
    first, second = ((it.title, it.tables, it.derived and it.derived.rows) for it in plans)
    assert told in first[0]
    assert first == second


def test_a_report_is_folded_on_a_terminal_and_never_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    name = "Territories of a very long name that nobody knows, whose end is needed: north"
    Path("own.csv").write_text(f'a,b,y,v\nFrance,DE,2020,5\n"{name}",DE,2020,5\n')
    given = dict(word.split("=") for word in OWN[1::2])
    with importer.inputs(["own.csv"]) as opened:
        ((format_, file),) = importer.recognise(opened, given)
        options = importer.Options(None, "2025-01-31", copy=False, name=None)
        prepared = importer.prepare(format_, file, options)
    out, piped = Screen(), io.StringIO()
    for each in (out, piped):
        assert importing._report(prepared, [], False, each) == 0
    assert max(map(len, out.getvalue().splitlines())) <= 60
    assert f"  left out: 1 {name}, unknown\n" in piped.getvalue()
    assert out.getvalue().split() == piped.getvalue().split()


# ------------------------------------------------------------------------------ SDMX


def test_sdmx_of_the_imf_is_not_scaled_by_its_scale(dip: Run) -> None:
    Path("imts.csv").write_text(
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,STATUS\n"
        "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CAN,A,2024,349,6,\n"
        "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,CAN,Q,2024-Q2,20,6,E\n"
        "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G001,A,2024,2065,6,\n"
        "IMF.STA:IMTS(1.0.0),DEU,XG_FOB_USD,USA,A,2025,,6,\n"
        ",,,,,,,,\n"
    )
    out, found = imported(dip, "imts.csv")
    assert "SDMX-CSV, IMF.STA IMTS, 4 rows: 2 measures, 2024" in out
    assert "left out: 1 no number (blank)\n" in out
    assert "note: 1 row with the world, or with no partner: totals of one country\n" in out
    total = found["imts-exports-total-iso3-usa-2024-fob-usd"]
    assert (total["value"], total["parties"], total["reporter"]) == (2065, ["iso3:USA"], "iso3:USA")
    sold = found["imts-exports-iso3-usa-iso3-can-2024-fob-usd"]
    assert (sold["value"], sold["from"], sold["to"]) == (349, "iso3:USA", "iso3:CAN")
    assert sold["locator"] == "row 1"
    bought = next(it for it in found.values() if it["measure"] == "imports")
    assert (bought["period"], bought["status"]) == ("2024-04/2024-06", "estimate")
    assert (bought["from"], bought["valuation"]) == ("iso3:CAN", "cif")


def test_areas_of_sdmx_that_are_no_country_are_totals_or_left_out_by_name(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA: Area,COUNTERPART_AREA: With,MEASURE: M,TIME_PERIOD,OBS_VALUE,UNIT"
    pairs = [
        ("DE: Germany", "W0: World"), ("DE: Germany", "W1: Rest of the world"),
        ("DE: Germany", "_Z: Not applicable"), ("FR", "W2"), ("FR", "US"), ("PL", "WORLD"),
        ("XK", "EL"), ("W0", "US"), ("EU27_2020: EU, 27 countries", "US"), ("DE", "EA20"),
        ("DE", "EXT_EU27_2020"), ("DE", "ZZ: Nowhere"), ("DE", "_X"), ("DE", ""),
    ]  # fmt: skip
    rows = [f'X:Y(1.0),"{area}",{of},CA: A,{2000 + n},5,EUR' for n, (area, of) in enumerate(pairs)]
    Path("y.csv").write_text("\n".join([head, *rows]))
    out, found = imported(dip, "y.csv")
    assert "7 claims from 7 rows\n" in out
    for reason in (
        "World", "group EU27_2020 (EU, 27 countries)", "group EA20", "group EXT_EU27_2020",
        "no country (ZZ, Nowhere)", "no country (_X, not specified)", "no country",
    ):  # fmt: skip
        assert f"  left out: 1 {reason}\n" in out
    assert "note: 5 rows with the world, or with no partner: totals of one country\n" in out
    told = [(it.get("parties") or [it["from"], it["to"]], it.get("scope")) for it in found.values()]
    assert told == [
        (["iso2:FR", "iso2:US"], None),
        (["iso2:XK", "iso2:GR"], None),
        (["iso2:DE"], None),
        (["iso2:DE"], "COUNTERPART_AREA W1: Rest of the world"),
        (["iso2:DE"], None),
        (["iso2:FR"], "COUNTERPART_AREA W2"),
        (["iso2:PL"], None),
    ]


def test_a_total_of_sdmx_by_two_codes_counts_once(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA,COUNTERPART_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT"
    rows = ["DE,W0,5", "DE,_T,5", "DE,US,3", "EA20,W0,9"]
    lines = (
        f"X:Y(1.0),{area},{of},CA,2020,{n},EUR" for area, of, n in (it.split(",") for it in rows)
    )
    Path("y.csv").write_text("\n".join([head, *lines]))
    out, found = imported(dip, "y.csv")
    assert "  left out: 1 a total that is there already (_T)\n  left out: 1 group EA20\n" in out
    assert [it["value"] for it in found.values()] == [3, 5]
    Path("g.csv").write_text(
        f"{head}\nX:Y(1.0),EA20,W0,CA,2020,5,EUR\nX:Y(1.0),I9,W0,CA,2020,5,EUR"
    )
    assert "left out: 1 group EA20\n  left out: 1 group I9\n" in dip("import", "g.csv", *DAY)[1]


def test_a_file_of_the_ecb_begins_with_the_key_of_each_series(dip: Run) -> None:
    Path("mna.csv").write_text(
        "KEY,FREQ,ADJUSTMENT,REF_AREA,COUNTERPART_AREA,STO,TIME_PERIOD,OBS_VALUE,OBS_STATUS,"
        "TITLE,UNIT,UNIT_MULT\n"
        "MNA.Q.N.PT._Z.B1GQ,Q,N,PT,_Z,B1GQ,2024-Q1,2.5,A,Gross domestic product,EUR,6\n"
        "MNA.Q.N.I9._Z.B1GQ,Q,N,I9,_Z,B1GQ,2024-Q1,9,A,Gross domestic product,EUR,6\n"
    )
    out, found = imported(dip, "mna.csv")
    assert out.startswith("SDMX-CSV, ECB MNA, 2 rows: 1 measure, 2024\n")
    assert "left out: 1 group I9\n" in out
    (claim,) = found.values()
    keys = "measure", "value", "unit", "parties", "period", "scope"
    assert [claim[it] for it in keys] == [
        "mna", 2_500_000, "EUR", ["iso2:PT"], "2024-01/2024-03", "STO B1GQ",
    ]  # fmt: skip
    assert 'publisher = "ECB"\ntitle = "MNA"\n' in Path("base/mna.toml").read_text()


def test_a_word_for_a_number_of_sdmx_is_to_be_named_on_the_command_line(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE"
    Path("y.csv").write_text(f"{head}\nX:Y(1.0),DE,GDP,2020,5,EUR\nX:Y(1.0),DE,GDP,2021,soon,EUR\n")
    assert '"soon" is no number; add --map missing=soon if it is' in dip("import", "y.csv", *DAY)[1]
    assert dip("import", "y.csv", *DAY, "--map", "missing=soon")[0] == 0


def test_sdmx_with_labels_flags_multipliers_and_deletions(dip: Run) -> None:
    Path("oecd.csv").write_text(
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: Area,MEASURE: Measure,TIME_PERIOD: Time,"
        "OBS_VALUE: Value,UNIT_MEASURE: Unit,UNIT_MULT: Times,OBS_STATUS: Status\n"
        "dataflow,OECD:DF(1.0): F,I,NA: Namibia,AID: Aid,2020,1.5,USD: Dollar,6: Millions,P: P\n"
        "dataflow,OECD:DF(1.0): F,I,NA: Namibia,AID: Aid,2021,,USD: Dollar,6: Millions,M: M\n"
        "dataflow,OECD:DF(1.0): F,D,FR: France,AID: Aid,2021,9,USD: Dollar,6: Millions,A: A\n"
    )
    out, found = imported(dip, "oecd.csv")
    assert "left out: 1 no number (M)\n  left out: 1 a deletion (ACTION D)\n" in out
    (claim,) = found.values()
    assert (claim["value"], claim["status"], claim["parties"]) == (
        1_500_000,
        "provisional",
        ["iso2:NA"],
    )


@pytest.mark.parametrize("codes", ["REF_AREA,Area,MEASURE,Measure,SEX,Sex",
                                   "ref_area,Area,measure,Measure,sex,Sex"])  # fmt: skip
def test_labels_of_sdmx_beside_their_codes_are_taken(dip: Run, codes: str) -> None:
    Path("labels.csv").write_text(
        f"STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,{codes},"
        "TIME_PERIOD,Time,OBS_VALUE,Value,UNIT_MEASURE,Unit of measure,UNIT_MULT,Multiplier\n"
        "dataflow,A:PUP(1.0),Schools,I,FJ,Fiji,PU,Pupils at school,F,Girls,2020,,5,,PS,Persons,3,\n"
        "dataflow,A:PUP(1.0),Schools,I,FJ,Fiji,PU,Pupils at school,_T,,2020,,9,,PS,Persons,3,\n"
    )
    _, found = imported(dip, "labels.csv")
    told = [
        [claim.get(it) for it in ("measure", "value", "unit", "scope")] for claim in found.values()
    ]
    assert told == [["pu", 5000, "persons", "SEX F: Girls"], ["pu", 9000, "persons", None]]
    toml = Path("base/pup.toml").read_text()
    assert 'label = "Pupils at school"\n' in toml
    assert 'publisher = "A"\ntitle = "Schools"\n' in toml


@pytest.mark.parametrize("written", [
    str.lower, str.upper, lambda head: head.lower().replace(" ", "_"),
    lambda head: head.replace("Area", "area").replace("Sex", "SEX").replace("Time", "time"),
])  # fmt: skip
def test_labels_of_sdmx_are_told_from_codes_by_their_places_where_no_case_tells(
    dip: Run, written: Callable[[str], str]
) -> None:
    head = (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Area,MEASURE,Measure,SEX,Sex,"
        "TIME_PERIOD,Time,OBS_VALUE,Value,UNIT_MEASURE,Unit of measure,UNIT_MULT,Multiplier\n"
    )
    row = (
        "dataflow,A:PUP(1.0),Schools,I,FJ,Fiji,PU,Pupils,F,Girls,2020,,5,,PS,Persons,3,Thousands\n"
    )
    results = []
    for number, heads in enumerate((head, written(head))):
        Path(f"{number}").mkdir()
        Path(f"{number}/pup.csv").write_text(heads + row)
        assert dip("import", f"{number}/pup.csv", *DAY)[0] == 0
        document = documents(Path(f"{number}"))[0]
        results.append((claims(Path(f"{number}")), document["measure"], document["source"]))
    assert results[0] == results[1]
    (claim,) = results[1][0].values()
    assert (claim["scope"], claim["value"]) == ("SEX F: Girls", 5000)
    Path("cut.csv").write_text(
        written(head).lower().replace(",area,", ",") + row.replace("Fiji,", "")
    )
    assert dip("import", "cut.csv", *DAY)[2].startswith("dipfacts: cut.csv is of no known format\n")


SDMX = "DATAFLOW,{0}TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS{1}\n"


def test_flags_of_sdmx_are_letters_or_words_and_take_no_number_away(dip: Run) -> None:
    flags = {
        "DE": "Normal value", "FR": "Estimated value", "IT": "provisional", "PL": "Forecast value",
        "ES": "bp", "AT": "break in time series, provisional", "BE": "Odd", "NO": "C", "SE": "S",
        "FI": "M", "CH": "Missing value; suppressed", "DK": "G", "IE": "s",
    }  # fmt: skip
    rows = [f'X:Y(1.0),{who},GDP,2022,5,USD,"{flag}"\n' for who, flag in flags.items()]
    head = SDMX.format("REF_AREA,MEASURE,", "")
    Path("y.csv").write_text(head + "".join(rows) + "X:Y(1.0),LU,GDP,2022,,USD,unavailable\n")
    out, found = imported(dip, "y.csv")
    assert "  left out: 1 marked as missing (M)\n" in out
    assert "  left out: 1 marked as missing (Missing value; suppressed)\n" in out
    assert "  left out: 1 no number (unavailable)\n" in out
    told = {it["parties"][0][-2:]: (it.get("status"), it.get("note")) for it in found.values()}
    assert told == {
        "DE": (None, None), "FR": ("estimate", None), "IT": ("provisional", None),
        "PL": ("forecast", None), "ES": ("provisional", "break in the series"),
        "AT": ("provisional", "flag: break in time series, provisional"),
        "BE": (None, "flag: Odd"), "NO": (None, "confidential"), "SE": (None, None),
        "DK": (None, "experimental"), "IE": ("estimate", None),
    }  # fmt: skip


AID = (
    "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,{0},Donor,RECIPIENT,Recipient,MEASURE,Measure,"
    "TIME_PERIOD,Time,OBS_VALUE,Value,UNIT_MEASURE,Unit,UNIT_MULT,Times\n"
    "DATAFLOW,O:DAC(1.0),Aid,I,FRA,France,UKR,Ukraine,AID,Aid,2022,,1.5,,USD,Dollar,6,Millions\n"
)


def test_aid_goes_from_donors_to_recipients(dip: Run) -> None:
    Path("aid.csv").write_text(AID.format("DONOR"))
    (claim,) = imported(dip, "aid.csv")[1].values()
    assert [claim[it] for it in ("from", "to", "reporter", "value")] == [
        "iso3:FRA", "iso3:UKR", "iso3:FRA", 1_500_000,
    ]  # fmt: skip


def test_sdmx_of_columns_that_are_not_known_may_be_explained(dip: Run) -> None:
    Path("aid.csv").write_text(AID.format("GIVER"))
    err = dip("import", "aid.csv", *DAY)[2]
    assert "has no column of countries\n  say what its columns mean" in err
    words = ("measure=aid", "unit=USD", "from={GIVER}", "to={RECIPIENT}", "period={TIME_PERIOD}",
             "value={OBS_VALUE}", "scale=1000000")  # fmt: skip
    said = (it for word in words for it in ("--map", word))
    (claim,) = imported(dip, "aid.csv", *said)[1].values()
    assert [claim[it] for it in ("from", "to", "value")] == ["iso3:FRA", "iso3:UKR", 1_500_000]
    Path("aid.csv").write_text(AID.format("DONOR"))
    err = dip("import", "aid.csv", *DAY, "--map", "from={DONOR}")[2]
    assert "SDMX-CSV fixes what its columns mean" in err


@pytest.mark.parametrize(("head", "label"), [("geo", "DE:Germany"), ("geo:Area", "DE: Germany")])
def test_labels_of_sdmx_may_stand_right_after_their_codes(dip: Run, head: str, label: str) -> None:
    Path("e.csv").write_text(
        f"DATAFLOW,LAST UPDATE,freq,sex,unit,{head},TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        f"ESTAT:E(1.0),23/10/23 11:00:00,A:Annual,F:Females,MIO_EUR,{label},2020,5,p:provisional\n"
        "ESTAT:E(1.0),23/10/23 11:00:00,A:Annual,T:Total,MIO_EUR,XX:Nowhere,2020,5,\n"
    )
    out, found = imported(dip, "e.csv")
    assert "  left out: 1 no country (XX, Nowhere)\n" in out
    (claim,) = found.values()
    keys = "parties", "value", "status", "scope", "period"
    assert [claim[it] for it in keys] == [
        ["iso2:DE"], 5_000_000, "provisional", "SEX F: Females", "2020",
    ]  # fmt: skip


TSV = (
    "freq,unit,na_item,geo\\TIME_PERIOD\t2019 \t2020-Q1 \t2021 \n"
    "A,CP_MEUR,B1GQ,DE\t3473.5 p\t: c\t: \n"
    "A,CP_MEUR,B1GQ,EL\t183 b\t:z\t181 ep\n"
    "A,CP_MEUR,B1GQ,EA20\t: \t12 \t13 \n"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("estat_gdp.tsv", TSV.encode()),
        ("estat_gdp.tsv.gz", gzip.compress(TSV.encode())),
        ("gdp.csv", TSV.replace("\t", ",").encode()),
        ("gdp.tsv", TSV.replace("A,CP_MEUR,B1GQ,", '"A,CP_MEUR,B1GQ,').replace("\t", '"\t', 4)
         .replace("freq,", '"freq,').replace("EL\t", 'EL"\t').replace("EA20\t", 'EA20"\t')
         .replace('2019 "', "2019 ").replace('2020-Q1 "', "2020-Q1 ").encode()),
    ],
)  # fmt: skip
def test_tsv_of_eurostat_has_its_dimensions_in_one_column(
    dip: Run, name: str, content: bytes
) -> None:
    Path(name).write_bytes(content)
    out, found = imported(dip, name)
    assert out.startswith("Eurostat, ESTAT GDP, 9 cells: 1 measure, 2019 to 2021\n")
    assert "  4 claims from 4 cells\n  left out: 2 no number (blank)\n" in out
    assert "  left out: 2 group EA20\n  left out: 1 no number (z)\n" in out
    keys = "parties", "period", "value", "status", "note", "absent", "locator"
    assert [[claim.get(it) for it in keys] for claim in found.values()] == [
        [["iso2:DE"], "2019", 3_473_500_000, "provisional", None, None, "row 1"],
        [["iso2:DE"], "2020-01/2020-03", None, None, None, "confidential", "row 1"],
        [["iso2:GR"], "2019", 183_000_000, None, "break in the series", None, "row 2"],
        [["iso2:GR"], "2021", 181_000_000, "estimate", None, None, "row 2"],
    ]


@pytest.mark.parametrize("head", ["unit,geo\\TIME_PERIOD|2019", "a-b,geo\\time\t2019\t2020"])
def test_what_only_begins_as_a_tsv_of_eurostat_is_no_fault(dip: Run, head: str) -> None:
    Path("gdp.tsv").write_text(f"{head}\nEUR,DE\t5\t6\n")
    assert dip("import", "gdp.tsv", *DAY)[0] == 2


def test_each_cell_of_a_tsv_of_eurostat_that_is_wrong_is_told(dip: Run) -> None:
    Path("gdp.tsv").write_text(TSV.replace("183 b", "18?3").replace("181 ep", "1,8,1"))
    status, out, _ = dip("import", "gdp.tsv", *DAY)
    assert status == 3
    assert "  2 claims from 2 cells\n" in out
    assert "  cannot be read: 2 cells\n" in out
    for cell in ("18?3", "1,8,1"):
        assert f'  gdp.tsv:3: OBS_VALUE: "{cell}" is no number' in out


def test_what_sdmx_says_of_a_number_that_is_not_there_is_recorded(dip: Run) -> None:
    flags = {
        "DE": ",C,", "FR": ",L,F", "IT": ",Q,", "PL": ",A,C", "ES": ",,N", "AT": ",M,F",
        "BE": ",,F", "NO": ",confidential,", "SE": "7,C,C", "FI": "0,C,", "IE": "0.0,N,",
        "CH": "0,A,", "DK": "0.3,N,",
    }  # fmt: skip
    rows = [f"X:Y(1.0),{who},GDP,2022,{flag},USD\n" for who, flag in flags.items()]
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MEASURE\n"
    Path("y.csv").write_text(head + "".join(rows))
    out, found = imported(dip, "y.csv")
    assert "  left out: 1 no number (M)\n  left out: 1 no number (blank)\n" in out
    assert "  left out: 1 too small to be shown (N)\n" in out
    assert "  note: 7 claims without a number, as the source says why\n" in out
    told = {it["parties"][0][-2:]: it.get("absent") or it["value"] for it in found.values()}
    assert told == {
        "DE": "confidential", "FR": "not-collected", "IT": "not-published", "PL": "confidential",
        "ES": "not-published", "NO": "confidential", "SE": 7, "FI": "confidential", "CH": 0,
        "DK": Decimal("0.3"),
    }  # fmt: skip
    status, out, _ = dip("economy", "germany", "-f", "base")
    assert (status, "confidential" in out) == (1, True)


def test_sdmx_may_divide_and_its_decimals_change_nothing(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,DECIMALS\n"
    rows = "X:Y(1.0),DE,GDP,2020,1234.5,USD,-2,1\nX:Y(1.0),FR,GDP,2020,1234.56,USD,3.0,0\n"
    Path("y.csv").write_text(head + rows)
    _, found = imported(dip, "y.csv")
    assert [str(it["value"]) for it in found.values()] == ["12.345", "1234560"]


@pytest.mark.parametrize(
    ("cell", "decimal", "value"), [("1.234,5", ",", "1234.5"), ("1,234", ".", "1234")]
)
def test_numbers_that_an_import_computes_with_have_the_decimals_that_are_told(
    dip: Run, cell: str, decimal: str, value: str
) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n"
    Path("y.csv").write_text(f'{head}X:Y(1.0),DE,GDP,2020,"{cell}",USD,3\n')
    if decimal == ".":
        assert f"add --map decimal={decimal} if it is thousands" in dip("import", "y.csv", *DAY)[1]
    (claim,) = imported(dip, "y.csv", "--map", f"decimal={decimal}")[1].values()
    assert claim["value"] == Decimal(value) * 1000
    rows = f'2018,4,24,845420,"{cell}",26\n2018,4,24,845430,"{cell}",NA\n'
    Path("b.csv").write_text(f"t,i,j,k,v,q\n{rows}")
    dip("import", "b.csv", *DAY, "--map", f"decimal={decimal}", "--to", "sums")
    (claim,) = claims(Path("sums")).values()
    assert claim["value"] == Decimal(value) * 2000


@pytest.mark.parametrize(
    ("cells", "values"),
    [(("1.5", "5.678"), ["1.5", "5.678"]), (("1,5", "5.678"), ["1.5", "5678"])],
)
def test_decimals_of_sdmx_between_semicolons_are_those_that_it_shows(
    dip: Run, cells: tuple[str, str], values: list[str]
) -> None:
    head = "DATAFLOW;REF_AREA;MEASURE;TIME_PERIOD;OBS_VALUE;UNIT_MEASURE\n"
    rows = [f"X:Y(1.0);DE;RATE;{year};{cell};PT\n" for year, cell in enumerate(cells, 2020)]
    Path("y.csv").write_text(head + "".join(rows))
    assert [str(it["value"]) for it in imported(dip, "y.csv")[1].values()] == values


def test_a_remedy_for_a_known_format_is_no_option_that_is_refused(dip: Run) -> None:
    Path("gdp.csv").write_text(f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),NY.GDP,6.5\n")
    known = dip("import", "gdp.csv", "--published", "1980-01-01", "--dry-run")[2]
    assert 'write status = "forecast" or "target", or correct one of the two dates\n' in known
    Path("own.csv").write_text("country,year,value\nNAM,1990,6.5\n")
    own = dip("import", "own.csv", "--published", "1980-01-01", "--dry-run", *MINE)[2]
    assert 'write "forecast" or "target" as its status, or correct' in own


@pytest.mark.parametrize(
    ("unit", "times", "value"),
    [("MIO_EUR", 6, 5 * 10**6), ("THS_T", 3, 5000), ("THS_T", 6, 5 * 10**9), ("EUR", 6, 5 * 10**6)],
)
def test_a_scale_that_unit_and_multiplier_both_say_counts_once(
    dip: Run, unit: str, times: int, value: int
) -> None:
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n"
    Path("y.csv").write_text(f"{head}X:Y(1.0),DE,OUT,2020,5,{unit},{times}\n")
    (claim,) = imported(dip, "y.csv")[1].values()
    assert claim["value"] == value


def test_a_slice_of_sdmx_has_the_scopes_and_ids_of_the_whole(dip: Run) -> None:
    head = SDMX.format("REF_AREA,INDICATOR,SEX,AGE,SECTOR,ADJUSTMENT,", ",NOTE_SOURCE")
    women = "I:U(1.0),DEU,UNE,F,Y15T24,S1,N,2022,5.9,PT,A,a survey\n"
    all_ = "I:U(1.0),DEU,UNE,T,TOTAL,S1,N,2022,3.1,PT,A,\n"
    other = "I:U(1.0),DEU,UNE,T,_T,S13,Y,2022,2.2,PT,A,\n"
    Path("u.csv").write_text(head + women)
    slice_ = imported(dip, "u.csv")[1]
    assert [it["scope"] for it in slice_.values()] == ["SEX F; AGE Y15T24"]
    page = dip("indicators", "germany", "-f", "base")[1]
    assert "UNE (SEX F; AGE Y15T24)  2022" in page
    Path("u.csv").write_text(head + women + all_ + other)
    found = imported(dip, "u.csv")[1]
    assert slice_.keys() < found.keys()
    scopes = [it.get("scope") for it in found.values()]
    assert scopes == ["SEX F; AGE Y15T24", None, "SECTOR S13; ADJUSTMENT Y"]


def test_names_of_totals_of_sdmx_are_no_scope(dip: Run) -> None:
    Path("e.csv").write_text(
        "DATAFLOW,freq,unit,s_adj,nace_r2,sector,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:E(1.0),Annual,Thousand persons,Unadjusted data (i.e. as they are),"
        "Total - all NACE activities,Total economy,Greece,2022,5,\n"
        "ESTAT:E(1.0),Annual,Thousand persons,Not seasonally adjusted,"
        "Total manufacturing,Not applicable,Greece,2022,3,\n"
    )
    _, found = imported(dip, "e.csv")
    assert [(it.get("scope"), it["value"]) for it in found.values()] == [
        (None, 5000),
        ("NACE_R2 Total manufacturing", 3000),
    ]


@pytest.mark.parametrize(
    ("code", "label", "told"),
    [
        ("MIO_EUR", "", (7_000_000, "EUR", None)),
        ("CP_MEUR", "", (7_000_000, "EUR", "UNIT CP")),
        ("CP_MEUR", "Current prices, million euro", (7_000_000, "EUR", "Current prices")),
        ("", "Chain linked volumes (2010), million euro",
         (7_000_000, "EUR", "Chain linked volumes (2010)")),
        ("THS_PER", "Thousand persons", (7_000, "persons", None)),
        ("THS_T", "", (7_000, "tonnes", None)),
        ("PC_GDP", "", (7, "percent", None)),
        ("PD20_EUR", "Price index, 2020=100, euro", (7, "price index, 2020=100, euro", None)),
        ("CP_EUR_HAB", "Current prices, euro per capita",
         (7, "euro per capita", "Current prices")),
        ("GWH", "Gigawatt-hour", (7, "gigawatt-hour", None)),
        ("PC_PNT", "Percentage point", (7, "percentage point", None)),
    ],
)  # fmt: skip
def test_units_of_sdmx_are_read_with_their_scale_and_prices(
    dip: Run, code: str, label: str, told: tuple[int, str, str | None]
) -> None:
    head, cell = ("unit: Unit", f"{code}: {label}") if code and label else ("unit", code or label)
    Path("u.csv").write_text(
        f"DATAFLOW,freq,{head},na_item,geo,TIME_PERIOD,OBS_VALUE\n"
        f'ESTAT:N(1.0),A,"{cell}",B1GQ,EL,2022,7\n'
    )
    (claim,) = imported(dip, "u.csv")[1].values()
    assert (claim["value"], claim["unit"], claim.get("scope")) == told
    assert claim["parties"] == ["iso2:GR"]


@pytest.mark.parametrize("unit", ["MIO_EUR", "Million euro"])
def test_millions_of_a_currency_stand_in_its_column(dip: Run, unit: str) -> None:
    Path("bop.tsv").write_text(
        f"freq,currency,bop_item,stk_flow,partner,geo\\TIME_PERIOD\t2022\n"
        f"A,{unit},G,CRE,CN,DE\t106844.1\n"
    )
    (claim,) = imported(dip, "bop.tsv")[1].values()
    told = [claim[it] for it in ("value", "unit", "scope")]
    assert told == [106_844_100_000, "EUR", "STK_FLOW CRE"]


def test_millions_that_an_indicator_of_eurostat_names_are_those_of_the_unit_given(dip: Run) -> None:
    Path("t.tsv").write_text("indic_et,partner,geo\\TIME_PERIOD\t2022\nMIO_EXP_VAL,CN,DE\t1.5\n")
    assert "t.tsv does not say in which unit" in dip("import", "t.tsv", *DAY)[2]
    (claim,) = imported(dip, "t.tsv", "--map", "unit=EUR")[1].values()
    assert (claim["value"], claim["unit"]) == (1_500_000, "EUR")


@pytest.mark.parametrize(("indicator", "told"), [
    ("PC_TOT_IMP", (7, "percent", "t-pc-tot-imp")),
    ("CONT_EXP_EU", (7, "percent", "t-cont-exp-eu")),
    ("TRD_VAL_SCA_RT1", (7, "percent", "t-trd-val-sca-rt1")),
    ("IVOL_IMP", (7, "index", "t-ivol-imp")), ("IVU_SCA", (7, "index", "t-ivu-sca")),
    ("TRD_VAL", (7_000_000, "EUR", "t")), ("TRD_VAL_SCA", (7_000_000, "EUR", "t")),
    ("Share of imports by partner (%)", (7, "percent", "t-share-of-imports-by-partner")),
    ("Unit value index", (7, "index", "t-unit-value-index")),
    ("Trade value in million ECU/EURO", (7_000_000, "EUR", "t")),
])  # fmt: skip
def test_a_share_or_an_index_that_an_indicator_names_is_in_no_unit_that_is_given(
    dip: Run, indicator: str, told: tuple[int, str, str]
) -> None:
    rows = f"MIO_IMP_VAL,CN,DE\t1.5\n{indicator},CN,DE\t7\n"
    Path("t.tsv").write_text(f"indic_et,partner,geo\\TIME_PERIOD\t2022\n{rows}")
    out, found = imported(dip, "t.tsv", "--map", "unit=EUR")
    _, claim = found.values()
    assert (claim["value"], claim["unit"], claim["measure"]) == told
    assert ("INDIC_ET" in claim.get("scope", "")) is (told[1] == "EUR")
    both = f'unit EUR is taken for "MIO_IMP_VAL", "{indicator}"'
    assert (both in " ".join(out.split())) is (told[1] == "EUR")


def test_a_unit_that_is_given_is_told_with_all_indicators_that_it_is_taken_for(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA,INDICATOR: Indicator,TIME_PERIOD,OBS_VALUE\n"
    labels = {"A": "Grants", "B": "Loans", "C": "Grants (% of GDP)", "D": "Price index (2015=100)"}
    rows = [f"X:Y(1.0),DE,{it}: {label},2020,7\n" for it, label in labels.items()]
    Path("y.csv").write_text(head + "".join(rows))
    out, found = imported(dip, "y.csv", "--map", "unit=USD")
    units = {it["measure"]: it["unit"] for it in found.values()}
    assert units == {"a": "USD", "b": "USD", "c": "percent", "d": "index"}
    assert 'note: unit USD is taken for "Grants", "Loans"\n' in out
    Path("y.csv").write_text(head + "".join(rows[2:]))
    assert dip("import", "y.csv", *DAY, "--dry-run")[0] == 0
    said = dip("import", "y.csv", *DAY, "--dry-run", "--map", "unit=USD")
    assert (said[0], "y.csv says its unit itself" in said[2]) == (2, True)


@pytest.mark.parametrize(("head", "inward", "outward"), [
    ("indic_et", "MIO_IMP_VAL", "MIO_EXP_VAL"), ("stk_flow", "DEB", "CRE"),
    ("ACCOUNTING_ENTRY", "D", "C"), ("stk_flow", "Debit", "Direct debits by cheque"),
    ("bop_item", "Imports of services", "Exports less imports"),
])  # fmt: skip
def test_imports_that_a_dimension_names_come_from_the_partner(
    dip: Run, head: str, inward: str, outward: str
) -> None:
    rows = f"A,{inward},CN,MIO_EUR,DE\t7\nA,{outward},CN,MIO_EUR,DE\t8\n"
    rows += f"A,{inward},WORLD,MIO_EUR,DE\t9\n"
    Path("t.tsv").write_text(f"freq,{head},partner,unit,geo\\TIME_PERIOD\t2022\n{rows}")
    out, found = imported(dip, "t.tsv")
    assert "3 claims from 3 cells\n" in out
    told = {(it.get("from"), it.get("to"), it["reporter"], it["value"]) for it in found.values()}
    assert told == {
        ("iso2:CN", "iso2:DE", "iso2:DE", 7_000_000), ("iso2:DE", "iso2:CN", "iso2:DE", 8_000_000),
        (None, None, "iso2:DE", 9_000_000),
    }  # fmt: skip


def test_figures_of_sdmx_in_several_units_stand_side_by_side(dip: Run) -> None:
    Path("u.csv").write_text(
        "DATAFLOW,unit,na_item,geo,TIME_PERIOD,OBS_VALUE\n"
        "E:N(1.0),CP_MEUR,B1GQ,DE,2022,7\nE:N(1.0),PC_GDP,B1GQ,DE,2022,100\n"
        "E:N(1.0),CP_MNAC,B1GQ,DE,2022,7\nE:N(1.0),CP_MNAC,B1GQ,PL,2022,9\n"
        "E:N(1.0),MIO_EUR,B1GQ,EU27_2020,2022,90\nE:N(1.0),MIO_EUR,B1GQ,EA20,2022,80\n"
    )
    out, found = imported(dip, "u.csv")
    assert {it["measure"]: it["unit"] for it in found.values()} == {
        "b1gq": "EUR",
        "b1gq-pc-gdp": "percent",
    }
    declared = {
        it["id"]: (it["label"], it["nature"]) for it in documents(Path("base"))[0]["measure"]
    }
    assert declared["b1gq-pc-gdp"] == ("B1GQ, PC_GDP", "ratio")
    assert "left out: 2 in the currency of each country, which is not named\n" in out
    said = dip("import", "u.csv", *DAY, "--map", "unit=PLN")
    assert (said[0], "--map unit=PLN: u.csv says its unit itself" in said[2]) == (2, True)
    Path("p.csv").write_text(
        "DATAFLOW,unit,na_item,geo,TIME_PERIOD,OBS_VALUE\nE:N(1.0),CP_MNAC,B1GQ,PL,2022,9\n"
    )
    assert "p.csv does not say in which unit" in dip("import", "p.csv", *DAY)[2]
    found = imported(dip, "p.csv", "--map", "unit=PLN", "--id", "pl")[1]
    assert found["pl-b1gq-iso2-pl-2022-unit-cp-pln"]["value"] == 9_000_000


def test_indices_and_rates_of_sdmx_are_measures_of_their_own(dip: Run) -> None:
    head = "DATAFLOW,{}unit: Unit,na_item: Item,geo,TIME_PERIOD,OBS_VALUE\n"
    row = '"E:N(1.0)",{}"{}: {}",{},{},2022,7\n'
    units = {"MIO_EUR": "Million euro", "CLV_I15": "Index, 2015=100", "EUR_HAB": "Euro per head"}
    rows = [row.format("", *it, "B1: GDP", "DE") for it in units.items()]
    rows.append(row.format("", "I15", "Index, 2015=100", "CPI: Price index", "DE"))
    Path("u.csv").write_text(head.format("") + "".join(rows))
    found = imported(dip, "u.csv")[1]
    assert {it["measure"] for it in found.values()} == {"b1", "b1-clv-i15", "b1-eur-hab", "cpi"}
    declared = {it["id"]: it for it in documents(Path("base"))[0]["measure"]}
    assert declared["b1-eur-hab"]["label"] == "GDP, euro per head"
    assert {it.get("partners") for it in declared.values()} == {0}
    assert " GDP in 2022: €7 million " in dip("germany", "-f", "base")[1]
    of_pair = row.format("FR,", "MIO_EUR", "Million euro", "B1: GDP", "DE")
    Path("u.csv").write_text(head.format("partner,") + of_pair)
    imported(dip, "u.csv")
    assert "partners" not in documents(Path("base"))[0]["measure"][0]


@pytest.mark.parametrize(("given", "told"), [
    ((), {"EUR": 7_000_000}), (("--map", "unit=EUR"), {"EUR": 7_000_000}),
    (("--map", "unit=PLN"), {"EUR": 7_000_000, "PLN": 32_000_000}),
])  # fmt: skip
def test_national_currency_beside_another_of_one_country_is_left_out(
    dip: Run, given: tuple[str, ...], told: dict[str, int]
) -> None:
    rows = "CP_MEUR,PL\t7\nCP_MNAC,PL\t32\n"
    Path("pl.tsv").write_text(f"unit,geo\\TIME_PERIOD\t2022\n{rows}")
    out, found = imported(dip, "pl.tsv", *given)
    assert {it["unit"]: it["value"] for it in found.values()} == told
    left_out = "left out: 1 in the currency of each country, which is not named\n"
    assert (left_out in out) is (len(told) == 1)


def test_trade_of_eurostat_is_exports_and_imports_of_a_product(dip: Run) -> None:
    Path("ds.csv").write_text(
        "DATAFLOW,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE\n"
        "ESTAT:DS-1(1.0),A,DE,FR,27,1,VALUE_IN_EUROS,2022,12\n"
        "ESTAT:DS-1(1.0),A,DE,EXT_EU,TOTAL,2,VALUE_IN_EUROS,2022,90\n"
        "ESTAT:DS-1(1.0),A,DE,FR,TOTAL,2,VALUE_IN_EUROS,2022,34\n"
        "ESTAT:DS-1(1.0),A,DE,XS,TOTAL,2,QUANTITY_IN_100KG,2022,5\n"
    )
    _, found = imported(dip, "ds.csv")
    told = {
        (it["measure"], it["to"], it["value"], it["unit"], it["valuation"], it.get("scope"))
        for it in found.values()
    }
    assert told == {
        ("imports", "iso2:DE", 12, "EUR", "cif", "PRODUCT 27"),
        ("exports", "iso2:FR", 34, "EUR", "fob", None),
        ("exports", "iso2:RS", 500, "kg", "fob", None),
    }


def test_a_row_of_sdmx_that_cannot_be_read_is_told_with_its_line(dip: Run) -> None:
    Path("oecd.csv").write_text(
        "STRUCTURE,STRUCTURE_ID,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
        "dataflow,A:DF(1.0),NA,AID,2020,1.5,\n"
        "dataflow,A:DF(1.0),FR,AID,2021-W99,9,\n"
        "dataflow,A:DF(1.0),FR,AID,2021,12;4,\n"
        "dataflow,A:DF(1.0),FR,AID,2022,12,heap\n"
        "dataflow,A:DF(1.0),FR,AID,-0044,12,\n"
    )
    status, out, _ = dip("import", "oecd.csv", *DAY, "--map", "unit=USD", "--all")
    assert status == 3
    assert "  1 claim from 1 row\n  cannot be read: 4 rows\n" in out
    early = "-0044 is before the year 1, with which periods begin; correct its column TIME_PERIOD"
    assert f"  oecd.csv:6: {early}, or remove the row\n" in out
    assert '  oecd.csv:5: UNIT_MULT: "heap" is no power of ten; correct it, such as' in out
    wrong = 'oecd.csv:3: cannot read "2021-W99" as a date or period; correct its column TIME_PERIOD'
    assert f"  {wrong}\n  oecd.csv:4: OBS_VALUE: " in out


def test_the_unit_that_sdmx_does_not_say_is_taken_from_the_user(dip: Run) -> None:
    Path("rank.csv").write_text(
        "STRUCTURE,STRUCTURE_ID,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\n"
        "dataflow,WB:GCI(1.0),GHA,GCI,2008,102\n"
    )
    _, found = imported(dip, "rank.csv", "--map", "unit=rank")
    assert [claim["unit"] for claim in found.values()] == ["rank"]


def test_sdmx_of_eurostat_with_labels_only_reads_the_unit_from_its_label(dip: Run) -> None:
    Path("eurostat.csv").write_bytes(
        "DATAFLOW,LAST UPDATE,freq,unit,bop_item,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\r\n"
        "ESTAT:BOP(1.0),30/10/25 23:00:00,Quarterly,Million euro,Current account,"
        "Greece,2023-Q1,2.5,p\r\n"
        "ESTAT:BOP(1.0),30/10/25 23:00:00,Quarterly,Million euro,Current account,"
        "Euro area – 20 countries (from 2023),2023-Q1,9,\r\n".encode()
    )
    out, found = imported(dip, "eurostat.csv")
    assert "left out: 1 Euro area – 20 countries (from 2023)" in out
    (claim,) = found.values()
    assert (claim["value"], claim["unit"], claim["parties"]) == (2_500_000, "EUR", ["iso2:GR"])
    assert (claim["period"], claim["status"]) == ("2023-01/2023-03", "provisional")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "STRUCTURE,STRUCTURE_ID,ACTION,DIM\ndataflow,A:B(1.0),D,A\n",
            "holds deletions (ACTION D)",
        ),
        (
            "STRUCTURE,STRUCTURE_ID,DIM,OBS_VALUE\ndataflow,A:B(1.0),A,1\n",
            "has no column of countries",
        ),
        (
            "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nA:B(1.0),USA,2020,1\n",
            "does not say in which unit its numbers are",
        ),
    ],
)
def test_sdmx_that_cannot_be_imported_is_refused(dip: Run, text: str, message: str) -> None:
    Path("sdmx.csv").write_text(text)
    status, out, err = dip("import", "sdmx.csv", *DAY)
    assert (status, out) == (2, "")
    assert message in err


# --------------------------------------------------------------- Correlates of War, UCDP


def test_cow_trade_is_imports_in_millions_and_minus_nine_is_nothing(dip: Run) -> None:
    Path("Dyadic.csv").write_bytes(
        b"ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2\r\n"
        b"2,20,1920,United States,Canada,611.85999,-9,1,2\r\n"
        b"2,20,1921,United States,Canada,-9,-9.0,1,2\r\n"
        b"2,365,1991,United States,Russia,5,6,1,2\r\n"
    )
    out, found = imported(dip, "Dyadic.csv")
    assert "  1 claim from 1 row\n  left out: 1 no number (-9)\n" in out
    assert "left out: 1 cow:365 in 1991 may be Soviet Union or Russia" in out
    (claim,) = found.values()
    assert claim["id"] == "cow-trade-1-2-20-1920"
    assert (claim["from"], claim["to"], claim["value"]) == ("cow:20", "cow:2", 611_859_990)
    assert adds_up(counts("Dyadic.csv"))


def test_cow_trade_below_zero_is_told_by_its_line(dip: Run) -> None:
    Path("Dyadic.csv").write_text(
        "ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,-9\n2,20,1921,-5,2\n2,20,1922,-9,-.5\n"
        "2,365,1991,-5,6\n"  # left out
    )
    Path("National.csv").write_text("ccode,statename,year,imports,exports\n2,USA,1920,7,-8\n")
    for name, told in (("Dyadic", (3, 4)), ("National", (2,))):
        found = counts(f"{name}.csv")
        assert ([it.line for it in found.problems], adds_up(found)) == ([*told], True)
    status, out, _ = dip("import", "Dyadic.csv", *DAY)
    assert (status, {*os.listdir()}) == (3, {"Dyadic.csv", "National.csv"})
    assert (
        "column flow1: -5 is less than 0, and only -9 is nothing recorded; "
        "correct it, or add --map missing=-5 if it says nothing\n"
    ) in out
    assert dip("import", "Dyadic.csv", *DAY, "--map", "missing=-5,-.5")[0] == 0


def test_cow_totals_of_goods_are_no_contradiction_of_totals_with_services(dip: Run) -> None:
    Path("National.csv").write_bytes(
        b"ccode,statename,stateabb,year,imports,exports,version\r\n"
        b"373,Azerbaijan,AZE,2022,997.924010201012,38146.5,4\r\n373,Azerbaijan,AZE,1991,,,4\r\n"
    )
    out, found = imported(dip, "National.csv")
    assert "  2 claims from 1 row\n  left out: 1 no number (blank)\n" in out
    values = {claim["measure"]: claim["value"] for claim in found.values()}
    assert values["imports-total"] == Decimal("997924010.201012")
    factbook = base(
        source("factbook"),
        figure(
            "services",
            **{"measure": "exports-total", "parties": ["azerbaijan"], "period": "2022"},
            **{"value": 46_717_000_000, "source": "factbook", "locator": "Exports"},
            definition="balance of payments",
        ),
    )
    Path("base/factbook.toml").write_text(factbook)
    _, out, _ = dip("trade", "azerbaijan", "--measure", "exports-total", "-f", "base")
    assert "22.5% apart in 2 claims, and the definitions differ." in out


def test_cow_alliances_follow_their_flags_and_ends_are_unknown(dip: Run) -> None:
    Path("by_dyad.csv").write_text(
        "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"
        "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,"
        "nonaggression,entente,asymmetric,version\n"
        '1,200,"UK",235,"Portugal",1,1,1816,15,2,1911,1,0,1,0,1,0,0,4.1\n'
        '2,371,"Armenia",373,"Azerbaijan",10,2,1995,,,,0,1,1,0,0,0,0,4.1\n'
        '2,371,"Armenia",373,"Azerbaijan",10,2,1995,,,,0,1,1,0,0,0,0,4.1\n'
        '3,2,"USA",666,"Israel",0,0,0,,,,0,1,1,0,0,0,0,4.1\n'
        '4,2,"USA",20,"Canada",1,1,1990,,,,0,1,0,0,0,0,0,4.1\n'
    )
    out, found = imported(dip, "by_dyad.csv")
    assert "5 rows: 2 alliances" in out
    assert "  3 claims from 2 rows\n" in out
    kinds = {(it["kind"], it["period"]) for it in found.values()}
    assert kinds == {
        ("defence-pact", "/1911-02-15"),
        ("non-aggression-pact", "/1911-02-15"),
        ("defence-pact", "1995-02-10/"),
    }
    left_out = counts("by_dyad.csv").left_out
    assert left_out == {
        "the same as another row": 1, "no year of its beginning": 1, "none of the four flags": 1
    }  # fmt: skip


ALLIANCE = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"
    "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,"
    "defense,neutrality,nonaggression,entente\n"
)


def test_impossible_dates_of_alliances_are_told_with_their_lines(dip: Run) -> None:
    rows = ["31,2,1994,1,1,1999", "1,1,1996,1,1,1995", "1,1,1996,31,6,1998", "1,x,1996,,,"]
    Path("ally.csv").write_text(
        ALLIANCE + "".join(f"{n},2,US,20,Canada,{row},0,0,1,1,0,0\n" for n, row in enumerate(rows))
    )
    remedy = "; correct its columns dyad_st_… and dyad_end_…\n"
    status, out, _ = dip("import", "ally.csv", *DAY, "--all")
    assert status == 3
    assert "  0 claims from 0 rows\n  cannot be read: 4 rows\n" in out
    assert f"  ally.csv:2: February 1994 has no day 31{remedy}" in out
    assert f'  ally.csv:3: "1996-01-01/1995-01-01" ends before it starts{remedy}' in out
    assert f"  ally.csv:4: June 1998 has no day 31{remedy}" in out
    assert f'  ally.csv:5: cannot read "1996-0x-01/" as a date or period{remedy}' in out


def test_an_alliance_of_which_no_kind_is_said_is_told_with_its_line(dip: Run) -> None:
    rows = [f"{n},2,US,20,Canada,1,1,1990,1,1,199{n},0,0,{it}\n" for n, it in enumerate(
        [",,,", "0,0,0,0", "0,,0,NA", "1,,,", "-9,-9,-9,-9"], 1
    )]  # fmt: skip
    Path("ally.csv").write_text(ALLIANCE + "".join(rows))
    status, out, _ = dip("import", "ally.csv", *DAY)
    assert status == 3
    assert "  1 claim from 1 row\n  left out: 2 none of the four flags\n" in out
    unsaid = "nothing is said; fill them in, or remove the row\n"
    flags = "defense, neutrality, nonaggression, entente"
    assert f"  ally.csv:2: no flag is 1, and of {flags} {unsaid}" in out
    assert f"  ally.csv:4: no flag is 1, and of neutrality, entente {unsaid}" in out


def test_alliances_of_one_kind_that_follow_one_another_are_two(dip: Run) -> None:
    rows = ["1,1,1990,5,1,1990", "6,1,1990,1,1,1995"]
    Path("ally.csv").write_text(
        ALLIANCE + "".join(f"{n},2,US,20,Canada,{row},0,0,1,0,0,0\n" for n, row in enumerate(rows))
    )
    assert len(imported(dip, "ally.csv")[1]) == 2


def test_an_alliance_of_unknown_end_is_of_the_state_that_began_it(dip: Run) -> None:
    rows = ["9,11,1990,,,", "9,11,1992,,,", "1,6,1991,,,", ",,1991,,,"]
    Path("ally.csv").write_text(
        ALLIANCE + "".join(f"{n},2,US,365,x,{row},0,1,1,0,0,0\n" for n, row in enumerate(rows, 1))
    )
    out, found = imported(dip, "ally.csv")
    assert "left out: 1 cow:365 in 1991/ may be Soviet Union or Russia\n" in out
    assert len(found) == 3
    _, out, _ = dip("relations", "soviet-union", "-f", "base", "--format", "jsonl")
    periods = {json.loads(line)["period"]["text"] for line in out.splitlines()}
    assert periods == {"1990-11-09/", "1991-06-01/"}


def test_cow_diplomatic_exchange_is_of_single_years(dip: Run) -> None:
    Path("exchange.csv").write_text(
        '"ccode1","ccode2","year","DR_at_1","DR_at_2","DE","version"\n'
        "2,20,1970,3,2,1,2006.0999755859375\n2,40,1965,0,0,0,2006.0999755859375\n"
    )
    out, found = imported(dip, "exchange.csv")
    assert "left out: 1 no exchange in that year (DE 0)" in out
    (claim,) = found.values()
    assert (claim["period"], claim["note"]) == (
        "1970",
        "at state 1: an ambassador; at state 2: a minister",
    )


def test_cow_organisations_are_folded_to_spells(dip: Run) -> None:
    years = [("1995", "0,1"), ("1996", "1,1"), ("1997", "1,0"), ("1998", "1,3"), ("1999", "-9,3")]
    rows = "".join(f"371,{year},Armenia,{cells}\n" for year, cells in years)
    Path("state_year_formatv3.csv").write_text(f"ccode,year,state,UN,ZZTOP\n{rows}")
    out, found = imported(dip, "state_year_formatv3.csv")
    assert "  3 claims from 5 rows\n" in out
    spells = {(it["to"], it["kind"], it["period"]) for it in found.values()}
    assert spells == {
        ("united-nations", "membership", "1996/"),
        ("igo-zztop", "membership", "1995/1996"),
        ("igo-zztop", "observer-status", "1998/"),
    }
    assert {it["topic"] for it in found.values()} == {"membership"}


def test_a_year_of_cow_that_says_no_ends_a_spell_and_a_missing_one_does_not(dip: Run) -> None:
    years = [("1950", "1,1"), ("1951", "0,1"), ("1952", "1,1"), ("1953", "1,-9")]
    rows = "".join(f"220,{year},France,{cells}\n" for year, cells in years)
    Path("state_year_formatv3.csv").write_text(f"ccode,year,state,NATO,UN\n{rows}")
    _, found = imported(dip, "state_year_formatv3.csv")
    spells = {(it["to"], it["period"]) for it in found.values()}
    assert spells == {("nato", "1950"), ("nato", "1952/"), ("united-nations", "1950/")}


def test_a_missing_year_of_cow_says_neither_that_a_spell_went_on_nor_that_it_ended(
    dip: Run,
) -> None:
    cells = {
        1970: "1,1,1,2",
        1971: "-9,-9,1,-9",
        1972: "1,0,1,1",
        1973: "1,0,-1,1",
    }
    rows = "".join(f"220,{year},France,{it}\n" for year, it in cells.items())
    Path("state_year_formatv3.csv").write_text(f"ccode,year,state,NATO,UN,EU,OECD\n{rows}")
    _, found = imported(dip, "state_year_formatv3.csv")
    last = "in force in {}, the last year that is known"
    spells = {
        (it["to"], it["kind"], it["period"], it.get("status"), it.get("note"))
        for it in found.values()
    }
    assert spells == {
        ("nato", "membership", "1970/", None, f"not known in 1971; {last.format(1973)}"),
        ("united-nations", "membership", "1970/", "ended", "in force in 1970, not in 1972"),
        ("european-union", "membership", "1970/1972", None, None),
        ("oecd", "associate-membership", "1970/", "ended", "in force in 1970, not in 1972"),
        ("oecd", "membership", "1972/", None, last.format(1973)),
    }


def test_a_code_of_cow_that_changes_hands_is_of_either_state_in_its_years(dip: Run) -> None:
    told = {1989: "1,1,-9,0", 1990: "1,1,1,0", 1991: "1,1,-9,1", 1992: "1,-1,0,2", 1993: "1,-1,0,1"}
    rows = [f"365,{year},Russia,{it}" for year, it in told.items()]
    rows += [f"345,{year},Yugoslavia,1,-1,0,0" for year in (2001, 2002, 2004, 2006, 2007)]
    Path("igo.csv").write_text("\n".join(["ccode,year,state,UN,WARSAWPACT,NAM,CIS", *rows, ""]))
    _, found = imported(dip, "igo.csv")
    spells = [
        (it["from"], it["to"], it["period"], it.get("status"), it.get("note"))
        for it in found.values()
        if it["kind"] == "membership"
    ]
    last = "in force in {}, the last year that is known"
    over = "in force in {}, before the state ended in {}"
    un = "united-nations"
    assert sorted(spells) == [
        ("russia", "commonwealth-of-independent-states", "1993/", None, last.format(1993)),
        ("russia", un, "1991/", None, last.format(1993)),
        ("serbia", un, "2006/", None, last.format(2007)),
        ("serbia-and-montenegro", un, "2004/2006", None, "not known in 2005"),
        ("soviet-union", "non-aligned-movement", "1990/", "ended", over.format(1990, 1991)),
        ("soviet-union", un, "1989/1991", None, None),
        ("soviet-union", "warsaw-pact", "1989/1991", None, None),
        ("yugoslavia", un, "2001/", "ended", over.format(2002, 2003)),
    ]


def test_whole_numbers_of_cow_with_a_fraction_are_codes_and_years_all_the_same(dip: Run) -> None:
    Path("igo.csv").write_text(
        "ccode,year,state,NATO,UN\n2.0,1950.0,US,1.0,\n2.0,1951.0,US,1.0,-9.0\n2,1952,US,0.0,1.00\n"
    )
    spells = {(it["to"], it["period"]) for it in imported(dip, "igo.csv")[1].values()}
    assert spells == {("nato", "1950/1951"), ("united-nations", "1952/")}
    days = "1.0,2.0,1990,3.0,,1995.0"
    Path("ally.csv").write_text(f"{ALLIANCE}4,2,US,20,Canada,{days},0.0,0,1.0,0,,0.0\n")
    assert counts("ally.csv").claims == 1
    Path("dipl.csv").write_text(f"{EXCHANGE}2,20,1970.0,3.0,,1.0\n")
    assert counts("dipl.csv").claims == 1


def test_a_year_of_cow_that_does_not_exist_is_told_with_its_line(dip: Run) -> None:
    Path("igo.csv").write_text("ccode,year,state,NATO,UN\n365,0000,Russia,0,1\n")
    status, out, _ = dip("import", "igo.csv", *DAY)
    assert status == 3
    assert '  igo.csv:2: cannot read "0000" as a year; correct its column year\n' in out


EXCHANGE = "ccode1,ccode2,year,DR_at_1,DR_at_2,DE\n"


@pytest.mark.parametrize(
    ("heads", "row", "column", "cell", "codes"),
    [
        ("ccode,year,state,NATO,UN\n", "2,1952,US,0,x", "UN", "x", "0, -1, 1, 2, 3 and -9"),
        ("ccode,year,state,NATO,UN\n", "2,1952,US,-5,0", "NATO", "-5", "0, -1, 1, 2, 3 and -9"),
        (ALLIANCE, "4,2,US,20,CA,1,1,1990,,,,0,0,0,y,0,0", "neutrality", "y", "0, 1 and -9"),
        (ALLIANCE, "4,2,US,20,CA,1,1,1990,,,,2,0,1,0,0,0", "left_censor", "2", "0, 1 and -9"),
        (EXCHANGE, "2,20,1970,3,4,1", "DR_at_2", "4", "0, 1, 2, 3, 9 and -9"),
        (EXCHANGE, "2,20,1970,3,3,x", "DE", "x", "0, 1 and -9"),
    ],
)
def test_a_code_that_cow_does_not_have_is_told_with_its_line(
    dip: Run, heads: str, row: str, column: str, cell: str, codes: str
) -> None:
    Path("cow.csv").write_text(f"{heads}{row}\n")
    status, out, _ = dip("import", "cow.csv", *DAY)
    assert status == 3
    assert "cannot be read: 1 row\n" in out
    remedy = f"correct it, or add --map missing={cell} if it says nothing"
    assert f'cow.csv:2: column {column}: "{cell}" is none of {codes}; {remedy}\n' in out
    assert counts("cow.csv", given={"missing": cell}).problems == []


GED = (
    "id,year,dyad_name,gwnoa,gwnob,where_coordinates,date_prec,date_start,date_end,best,high,low\n"
)


def test_events_of_ucdp_that_look_like_one_are_told_apart_by_their_numbers(dip: Run) -> None:
    rows = ("1999-06-01,1999-06-01,3,3,3", "1999-06-02,1999-06-02,4,4,4") * 2
    events = (f"{n},1999,A - B,750,770,Kargil,1,{row}\n" for n, row in enumerate(rows))
    Path("ged251.csv").write_text(GED + "".join(events))
    assert len(imported(dip, "ged251.csv")[1]) == 8
    text = Path("base/ucdp-ged.toml").read_text()
    why = "the data set numbers its events"
    assert "allow" not in text  # their titles have the numbers
    near = (f"{n},1999,A - B,750,770,Kargil,1,{row}\n" for n, row in enumerate(rows[:2]))
    Path("ged251.csv").write_text(GED + "".join(near))
    assert (
        f'allow = ["possible-duplicate: {why}"]\n'
        in dip("import", "ged251.csv", *DAY, "--dry-run")[1]
    )
    Path("ged251.csv").write_text(f"{GED}1,1999,A - B,750,770,Kargil,1,{rows[0]}\n")
    assert "allow" not in dip("import", "ged251.csv", *DAY, "--dry-run")[1]


def test_several_clashes_of_ucdp_on_a_day_are_several_events(dip: Run) -> None:
    clashes = "".join(
        f"{nth},1999,A - B,750,770,Kargil,1,{day},{day},{deaths},{deaths},{deaths}\n"
        for nth, day, deaths in ((1, "1999-05-03", 4), (6, "1999-05-03", 9), (7, "1999-05-04", 2))
    )
    Path("ged.csv").write_text(GED + clashes)
    _, found = imported(dip, "ged.csv")
    titles = [it["title"] for id_, it in found.items() if id_.startswith("ucdp-ged-event-")]
    assert titles == ["A - B, event 1", "A - B, event 6", "A - B"]
    assert "3 events" in dip("timeline", "india", "pakistan", "-f", "base")[1].splitlines()[0]


def test_states_of_ucdp_with_a_fraction_are_states_all_the_same(dip: Run) -> None:
    heads = "id,year,dyad_name,gwnoa,gwnob,date_prec,date_start,date_end,best,high,low"
    row = "7,1999,India - Pakistan,{},{},{},1999-05-01,1999-05-31,5,9,1"
    Path("ged.csv").write_text("\n".join([heads, row.format("750", "770.0", "4.0"), ""]))
    _, found = imported(dip, "ged.csv")
    assert [(it["parties"], it["period"]) for it in found.values()] == [
        (["gw:750", "gw:770"], "1999-05")
    ] * 2


def test_ucdp_as_r_writes_it_has_no_state_called_na(dip: Run) -> None:
    rows = "1,1999,A - B,750,NA,X,1,1999-06-01,1999-06-01,3,3,3\n"
    Path("ged.csv").write_text(GED + rows)
    assert "  left out: 1 not between two states\n" in dip("import", "ged.csv", *DAY)[1]


def test_a_date_of_ucdp_that_cannot_be_read_is_told_with_its_line(dip: Run) -> None:
    Path("ged.csv").write_text(f"{GED}1,1999,A - B,750,770,Kargil,1,1999-02-30,1999-03-01,3,3,3\n")
    status, out, _ = dip("import", "ged.csv", *DAY)
    assert status == 3
    remedy = "correct its columns date_start and date_end"
    assert f"  ged.csv:2: February 1999 has no day 30; {remedy}\n" in out
    row = "1,1999,A - B,750,770,Kargil,1,0000-02-01,0000-02-01,3,3,3\n"
    Path("ged.csv").write_text(GED + row)
    early = "  ged.csv:2: 0000-02-01 is before the year 1, with which periods begin; "
    assert f"{early}{remedy}, or remove the row\n" in dip("import", "ged.csv", *DAY)[1]


@pytest.mark.parametrize(("low", "note"), [("NA", None), ("1", "best estimate; 1 to 9")])
def test_an_estimate_of_ucdp_that_is_not_there_is_not_told(
    dip: Run, low: str, note: str | None
) -> None:
    row = "1,1999,A - B,750,770,Kargil,1,1999-06-01,1999-06-01,3,9"
    Path("ged.csv").write_text(f"{GED}{row},{low}\n")
    assert imported(dip, "ged.csv")[1]["ucdp-ged-deaths-1"].get("note") == note
    Path("ged.csv").write_text(f"{GED}{row},few\n")
    remedy = '"few" is no number; correct its column low'
    assert f"  ged.csv:2: low: {remedy}\n" in dip("import", "ged.csv", *DAY)[1]


def test_ucdp_takes_events_between_states_as_exactly_as_they_are_dated(dip: Run) -> None:
    Path("ged251.csv").write_text(
        "id,year,dyad_name,gwnoa,gwnob,where_coordinates,date_prec,date_start,date_end,best,high,low\n"
        '1,2016,"Government of Armenia - Government of ""Azerbaijan""",371,373,"Agdam\ntown",4,'
        "2016-04-01 00:00:00.000,2016-04-30 00:00:00.000,3,9,1\n"
        "2,2016,A - B,371,373,X,2,2016-04-01 00:00:00.000,2016-04-03 00:00:00.000,1,1,1\n"
        "3,2015,Myanmar - rebels,775,,X,1,2015-05-11,2015-05-11,1,1,1\n"
    )
    out, found = imported(dip, "ged251.csv")
    assert "  4 claims from 2 rows\n  left out: 1 not between two states\n" in out
    assert found["ucdp-ged-event-1"]["period"] == "2016-04"
    assert found["ucdp-ged-event-2"]["period"] == "[2016-04-01..2016-04-03]"
    assert found["ucdp-ged-deaths-1"]["note"] == "best estimate; 1 to 9"


# ------------------------------------------------------------- Wikidata, Frictionless, maps


def bindings(*rows: dict[str, str]) -> str:
    """Return the results of a query as JSON."""
    names = ["statement", "property", "from", "to", "start", "startPrecision"]
    found = [{key: {"type": "literal", "value": text} for key, text in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": found}})


ENTITY = "http://www.wikidata.org/entity/"
STATEMENT = {
    "statement": f"{ENTITY}statement/Q227-ABC", "property": "P530", "from": f"{ENTITY}Q227",
    "to": f"{ENTITY}Q145", "start": "1992-01-01T00:00:00Z", "startPrecision": "9",
}  # fmt: skip


def test_wikidata_takes_statements_once_and_no_date_beyond_its_precision(dip: Run) -> None:
    unknown = {**STATEMENT, "to": "t123", "statement": "x"}
    Path("query.json").write_text(bindings(STATEMENT, STATEMENT, unknown))
    out, found = imported(dip, "query.json")
    assert "3 rows: 1 statement, 1992" in out
    assert counts("query.json").left_out == {"the same statement again": 1, "no value": 1}
    (claim,) = found.values()
    assert (claim["kind"], claim["period"]) == ("diplomatic-relations", "1992/")
    assert claim["parties"] == ["wd:Q227", "wd:Q145"]


def test_each_date_of_a_wikidata_statement_is_a_claim(dip: Run) -> None:
    other = {**STATEMENT, "start": "1993-05-06T00:00:00Z", "startPrecision": "11"}
    Path("query.json").write_text(bindings(STATEMENT, other, STATEMENT))
    out, found = imported(dip, "query.json")
    assert sorted(claim["period"] for claim in found.values()) == ["1992/", "1993-05-06/"]
    assert "note: 1 statement with several dates: Q227-ABC; each date is a claim" in out


ITEM = "http://www.wikidata.org/entity/"


@pytest.mark.parametrize(
    ("start", "precision", "period", "note"),
    [
        ("1990-01-01", "8", "199X/", None),
        ("2000-01-01", "7", None, "begins about 2000, known to 100 years"),
        ("-0044-03-15", "11", None, "begins before the year 1"),
        ("1992-03-02", "14", "1992-03-02/", None),
        ("http://www.wikidata.org/.well-known/genid/0a", "", None, None),
    ],
)
def test_a_date_of_wikidata_is_as_exact_as_it_is_known(
    dip: Run, start: str, precision: str, period: str | None, note: str | None
) -> None:
    row = {**member(1, "Q1065", "United Nations", start), "startPrecision": precision}
    Path("query.json").write_text(bindings(row))
    ((_, claim),) = imported(dip, "query.json")[1].items()
    assert (claim.get("period"), claim.get("note")) == (period, note)


@pytest.mark.parametrize(
    ("start", "precision", "told"),
    [
        ("foo", "9", '"foo" as a date; correct its column start'),
        ("1992-01-01", "x", '"x" is no precision of a date; correct its column startPrecision'),
        ("1992-01-01", "", '"" is no precision of a date; correct its column startPrecision'),
        ("1993-02-31", "11", "has no day 31; correct its columns start and end"),
    ],
)
def test_a_date_of_wikidata_that_cannot_be_read_is_told(
    dip: Run, start: str, precision: str, told: str
) -> None:
    row = {**member(1, "Q1065", "United Nations", start), "startPrecision": precision}
    Path("query.json").write_text(bindings(row))
    status, out, _ = dip("import", "query.json", *DAY)
    assert status == 3
    assert "query.json: row 1: " in out
    assert told in out


def member(nth: int, item: str, label: str, start: str = "1992-03-02T00:00:00Z") -> dict[str, str]:
    """Return a statement that Azerbaijan is a member of what an item is, with its label."""
    of = {"statement": f"{ITEM}statement/Q227-{nth}", "property": "P463"}
    sides = {"from": f"{ITEM}Q227", "to": f"{ITEM}{item}"}
    dated = {"start": start, "startPrecision": "11"} if start else {}
    return {**of, **sides, **dated, **({"organisationLabel": label} if label else {})}


def test_a_country_that_wikidata_names_by_an_unknown_item_is_told_as_such(dip: Run) -> None:
    rows = [
        {**member(nth, "Q1065", "United Nations", start), "from": f"{ITEM}{item}"}
        for nth, (item, start) in enumerate(
            [
                ("Q1030", "1990-04-23T00:00:00Z"),
                ("Q55", "1945-12-10T00:00:00Z"),
                ("Q15180", "1945-10-24T00:00:00Z"),
                ("Q888888", "1950-01-01T00:00:00Z"),
            ]
        )
    ]
    Path("query.json").write_text(bindings(*rows))
    out, found = imported(dip, "query.json")
    assert "  left out: 1 Q888888, no country that is known by its item\n" in out
    assert "asks for names" not in out
    assert [it["from"] for it in found.values()] == ["wd:Q1030", "wd:Q55", "wd:Q15180"]


def test_organisations_of_wikidata_are_known_by_their_names(dip: Run) -> None:
    assert dip("import", "--query", "membership")[1].startswith(
        "SELECT ?statement ?property ?from ?to ?organisationLabel ?start"
    )
    found = [("Q1065", "United Nations"), ("Q7184", "NATO"), ("Q5", "Club of Fog"), ("Q6", "")]
    rows = [member(nth, *of) for nth, of in enumerate(found)]
    Path("members.json").write_text(bindings(*rows, member(9, "Q1065", "United Nations", "")))
    out, claims_ = imported(dip, "members.json")
    assert "  3 claims from 3 rows\n" in out
    assert "  left out: 1 Club of Fog, unknown\n  left out: 1 Q6, without a name\n" in out
    assert "the query of dipfacts import --query asks for names of organisations\n" in out
    told = {(it["from"], it["to"], it["topic"]) for it in claims_.values()}
    assert told == {("wd:Q227", to, "membership") for to in ("united-nations", "nato")}
    assert adds_up(counts("members.json"))
    listed = [{**member(nth, *of), "line": None} for nth, of in enumerate(found)]
    Path("list.json").write_text(json.dumps(listed))  # the other JSON that the site offers
    assert len(imported(dip, "list.json", "--id", "list")[1]) == 2 + len(claims_)


def test_json_over_several_lines_is_told_in_words_of_json(dip: Run) -> None:
    text = bindings(member(1, "Q1065", 'Union of "Mist"'), member(2, "Q5", "Fog"))
    Path("members.json").write_text(text.replace("}}, {", "}},\n{"))
    status, out, _ = dip("import", "members.json", *DAY)
    assert status == 1
    assert out.startswith("Wikidata, results of a query, 2 rows\n  0 claims from 0 rows\n")
    assert "cannot be read" not in out


def test_wikidata_without_statements_is_refused_with_the_query_to_run(dip: Run) -> None:
    Path("query.csv").write_text("country,capital\nhttp://www.wikidata.org/entity/Q230,x\n")
    status, _, err = dip("import", "query.csv", *DAY)
    assert (status, err) == (
        2,
        "dipfacts: query.csv holds no statements: their dates, and how exact, are lost\n"
        "  run at query.wikidata.org what dipfacts import --query membership prints\n",
    )
    status, out, _ = dip("import", "--query", "diplomatic-relations")
    assert status == 0
    assert "?from p:P530 ?statement ." in out
    assert dip("import", "--query", "diplomatic-relation")[0] == 2
    Path("none.json").write_text(bindings())
    assert dip("import", "none.json", *DAY)[0] == 1


def test_a_data_package_asks_for_the_unit_and_takes_the_resource_with_codes(dip: Run) -> None:
    fields = [{"name": "Country Code", "type": "string"}, {"name": "Year", "type": "year"}]
    fields.append({"name": "Value", "type": "number"})
    resources = [
        {"name": "top", "path": "top.csv", "schema": {"fields": []}},
        {"name": "gdp", "path": "gdp.csv", "schema": {"fields": fields}},
    ]
    Path("datapackage.json").write_text(json.dumps({"name": "gdp", "resources": resources}))
    Path("top.csv").write_text("country,year,trillion\nGermany,2020,3.8\n")
    rows = "DEU,2020,3.5\nNAM,2020,1\nARB,2020,2\nFRA,2020,soon\n"
    Path("gdp.csv").write_text(f"Country Code,Year,Value\n{rows}")
    status, _, err = dip("import", "datapackage.json", *DAY)
    assert status == 2
    assert "add the unit, as in --map unit=USD" in err
    given = ("--map", "unit=USD", "--map", "scale=1000", "--map", "missing=soon")
    out, found = imported(dip, "datapackage.json", *given)
    assert "left out: 1 ARB" in out
    assert "left out: 1 no number (soon)" in out
    assert "not taken: top" in out
    assert found["gdp-deu-2020"]["value"] == 3500


def package(rows: str, of_resource: dict[str, Any] | None = None, **of_package: Any) -> None:
    """Write a data package of one resource, whose fields say nothing but their names."""
    heads = re.split("[,;]", rows.split("\n", 1)[0])
    schema = {"fields": [{"name": head} for head in heads]}
    resource = {"name": "r", "path": "r.csv", "schema": schema, **(of_resource or {})}
    Path("datapackage.json").write_text(
        json.dumps({"name": "visits", "resources": [resource], **of_package})
    )
    Path("r.csv").write_text(rows, encoding=resource.get("encoding", "utf-8"))


USD = ("datapackage.json", "--map", "unit=USD")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        (
            "https://example.org/a/d.csv",
            "has its data at https://example.org/a/d.csv\n"
            '  download it beside the package, as "path": "d.csv"\n',
        ),
        (
            ["d.csv", "e.csv"],
            "has the rows of one resource in several files: d.csv, e.csv\n"
            "  write them into one file, or import each with --map\n",
        ),
    ],
)
def test_a_package_whose_rows_are_not_beside_it_says_where(dip: Run, path: Any, told: str) -> None:
    for name in "de":
        Path(f"{name}.csv").write_text("exporter,importer,year,value\nDEU,FRA,2020,5\n")
    package = {"resources": [{"name": "d", "path": path}]}
    Path("datapackage.json").write_text(json.dumps(package))
    status, _, err = dip("import", *USD, *DAY, "--map", "measure=exports")
    assert (status, err) == (2, f"dipfacts: datapackage.json {told}")


def test_two_countries_in_a_data_package_are_the_ends_of_a_flow(dip: Run) -> None:
    package("Exporter,Exporter name,Importer,Year,Value\nNAM,Namibia,DEU,2020,5\n")
    _, found = imported(dip, *USD)
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso3:NAM", "iso3:DEU", 5)


def test_an_acronym_in_the_name_of_a_measure_or_a_topic_stays_one(dip: Run) -> None:
    package("Code,Year,Value\nNAM,2020,5\n", name="FDI inflows")
    imported(dip, *USD, "--map", "topic=oda")
    (document,) = documents(Path("base"))
    labels = [document[name][0]["label"] for name in ("measure", "topic")]
    assert labels == ["FDI inflows", "ODA"]


def test_two_countries_whose_ends_a_data_package_does_not_tell_are_asked_for(dip: Run) -> None:
    package("Reporter,Partner,Year,Value\nNAM,DEU,2020,5\n")
    assert dip("import", *USD, *DAY) == (
        2,
        "",
        "dipfacts: r.csv has several columns of countries: Reporter, Partner\n  add --map "
        "from='{Reporter}' --map to='{Partner}', or --map parties='{Reporter}'\n",
    )
    _, found = imported(dip, *USD, "--map", "from={Partner}", "--map", "to={Reporter}")
    assert [claim["from"] for claim in found.values()] == ["iso3:DEU"]


def test_of_several_columns_of_numbers_in_a_data_package_one_is_asked_for(dip: Run) -> None:
    package("Country,Code,Year,Visits,Rank\nNamibia,NAM,2020,1000,5\n")
    assert dip("import", *USD, *DAY) == (
        2,
        "",
        "dipfacts: r.csv has several columns of numbers: Visits, Rank\n"
        "  name one: --map value='{Visits}'\n",
    )
    out, found = imported(dip, *USD, "--map", "value={Visits}")
    assert "note: the numbers are those of {Visits}" in out
    assert "note: who published the data is not told" in out
    assert [claim["value"] for claim in found.values()] == [1000]


def test_a_data_package_says_how_its_table_is_written_and_what_is_missing(dip: Run) -> None:
    said = {
        "dialect": {"delimiter": "|", "decimalChar": ","},
        "encoding": "cp1251",
        "schema": {"missingValues": ["", "-1"]},
    }
    rows = "country|year|value\nНамибия|2020|1,5\nКитай|2020|-1\n"
    package(rows, said, sources=[{"title": "An office"}], title="Visits")
    out, found = imported(dip, "datapackage.json", "--map", "unit=percent")
    assert "left out: 1 no number (-1)" in out
    assert "who published" not in out
    assert [claim["value"] for claim in found.values()] == [Decimal("1.5")]


@pytest.mark.parametrize(
    ("dialect", "said", "remedy"),
    [
        ({"header": False, "delimiter": ";"}, "header = false", "write a;b;year;v above its rows"),
        ({"headerRows": [1, 2], "header": True}, "headerRows = [1, 2]", "write a,b,year,v above"),
        ({"quoteChar": "'"}, 'quoteChar = "\'"', "write it anew, and leave quoteChar out"),
        ({"commentRows": [1.5]}, 'commentRows = ["1.5"]', "write it anew, and leave commentRows"),
    ],
)
def test_a_dialect_in_which_no_table_is_read_is_refused(
    dip: Run, dialect: dict[str, Any], said: str, remedy: str
) -> None:
    fields = {"fields": [{"name": name} for name in ("a", "b", "year", "v")]}
    package("DEU,FRA,2019,5\nDEU,ITA,2019,6\n", {"dialect": dialect, "schema": fields})
    status, _, err = dip("import", *USD, *DAY, "--map", "value={5}", "--map", "period={2019}")
    assert (status, err.partition("\n")[0]) == (2, f"dipfacts: r.csv is written with {said}")
    assert f"\n  {remedy}" in err


def test_schema_and_dialect_of_a_data_package_may_stand_in_files_of_their_own(dip: Run) -> None:
    said = {"schema": "schema.json", "dialect": "dialect.json"}
    package("Code;Year;Visits;Rank\nNAM;2020;5;1\nDEU;2020;-9;2\nFRA;2020;\\N;3\n", said)
    status, _, err = dip("import", *USD, *DAY)
    assert (status, err) == (
        2,
        "dipfacts: datapackage.json has its dialect in dialect.json, which is not there\n"
        "  put it there, or write it into the package\n",
    )
    fields = [{"name": "Visits", "type": "integer"}, {"name": "Rank", "type": "string"}]
    Path("schema.json").write_text(json.dumps({"fields": fields, "missingValues": ["-9"]}))
    dialect = {"delimiter": ";", "nullSequence": "\\N", "header": None, "quoteChar": '"'}
    Path("dialect.json").write_text(json.dumps(dialect))
    out, found = imported(dip, *USD)
    assert [claim["value"] for claim in found.values()] == [5]
    assert "left out: 1 no number (-9)" in out


def test_flows_of_a_data_package_that_are_not_told_apart_are_told(dip: Run) -> None:
    package("Exporter,Importer,Year,Flow,Value\nNAM,DEU,2020,X,5\nNAM,DEU,2020,M,6\n")
    status, out, _ = dip("import", *USD, *DAY)
    assert (status, "r.csv:3: line 2 has another number" in out) == (3, True), out
    found = imported(dip, *USD, "--map", "where={Flow}=X")[1]
    assert [claim["value"] for claim in found.values()] == [5]


def test_any_table_is_imported_by_what_the_user_says_of_it(dip: Run) -> None:
    Path("visas.csv").write_text("Passport,Destination,Rule\nNA,DE,90\nNA,NA,-1\nDE,NA,free\n")
    words = (
        "claim=relation",
        "kind=visa-rule",
        "title={Rule}",
        "from={Passport}",
        "to={Destination}",
    )
    given = [word for text in words for word in ("--map", text)]
    out, found = imported(dip, "visas.csv", *given)
    assert "  2 claims from 2 rows\n  left out: 1 a country with itself\n" in out
    assert [(it["from"], it["to"]) for it in found.values()] == [
        ("iso2:NA", "iso2:DE"),
        ("iso2:DE", "iso2:NA"),
    ]


@pytest.mark.parametrize(
    ("from_", "rows"),
    [
        ("{a}", "DE,Germany,1\nFR,Germany,2\n"),
        ("{a}", "Germany,DEU,1\nFrance,DEU,2\n"),
        ("{a}", "DE,DEU,1\nFR,DEU,2\n"),
        ("cow:{a}", "255,DEU,1\n220,DEU,2\n"),
    ],
)
def test_a_country_with_itself_is_left_out_however_it_is_written(
    dip: Run, from_: str, rows: str
) -> None:
    Path("pairs.csv").write_text(f"a,b,v\n{rows}")
    words = ("measure=visas", "unit=visas", "value={v}", "period=2019", f"from={from_}", "to={b}")
    given = [it for word in words for it in ("--map", word)]
    out, found = imported(dip, "pairs.csv", *given)
    assert "  1 claim from 1 row\n  left out: 1 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2]


@pytest.mark.parametrize("cells", ["DE FR XX", "Germany France Atlantis"])
def test_the_one_party_of_all_rows_is_left_out_as_its_own_partner(dip: Run, cells: str) -> None:
    one, other, unknown = cells.split()
    Path("of.csv").write_text(f"to,v\n{one},1\n{other},2\n{unknown},3\n")
    words = ("measure=visas", "unit=visas", "value={v}", "period=2019", "from=germany", "to={to}")
    given = [it for word in words for it in ("--map", word)]
    out, found = imported(dip, "of.csv", *given)
    assert "  1 claim from 1 row\n" in out
    assert "  left out: 1 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2]


def test_the_diagonal_of_a_matrix_of_names_and_codes_is_left_out(dip: Run) -> None:
    Path("matrix.csv").write_text("of,DE,FR\nGermany,1,2\nFrance,3,4\n")
    words = ("measure=visas", "unit=visas", "value={cell}", "period=2019", "columns=DE,FR")
    given = [it for word in (*words, "from={of}", "to={column}") for it in ("--map", word)]
    out, found = imported(dip, "matrix.csv", *given)
    assert "  2 claims from 2 cells\n  left out: 2 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2, 3]


def test_names_of_countries_become_codes_in_a_table_of_its_own(dip: Run) -> None:
    Path("aid.csv").write_text(
        "donor,to,year,amount\nGermany,Namibia,2020,5\nGermany,Congo,2020,6\n"
    )
    words = (
        "measure=aid",
        "value={amount}",
        "unit=USD",
        "period={year}",
        "from={donor}",
        "to={to}",
    )
    given = [word for text in words for word in ("--map", text)]
    out, found = imported(dip, "aid.csv", *given)
    assert "written as a table of its own: its countries are names" in out
    assert "left out: 1 Congo" in out
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso2:DE", "iso2:NA", 5)


def test_a_map_of_relations_leaves_out_a_country_with_itself(dip: Run) -> None:
    Path("visas.csv").write_text("who,where,what\nAZ,AZ,-1\nAZ,NA,90\nNA,AZ,visa free\n")
    words = ("claim=relation", "kind=visa", "title=Visa: {what}", "topic=visas")
    whom = ("from=iso2:{where}", "to=iso2:{who}", "period=2025")
    given = [word for text in (*words, *whom) for word in ("--map", text)]
    out, found = imported(dip, "visas.csv", *given)
    assert "left out: 1 a country with itself" in out
    assert [claim["topic"] for claim in found.values()] == ["visas", "visas"]
    assert "Visa: 90" in dip("visas", "azerbaijan", "namibia", "-f", "base")[1]


def test_rows_that_may_be_one_are_joined_by_the_column_of_the_remedy(dip: Run) -> None:
    Path("calls.csv").write_text("id,day,who\n1,1931-05-02,FR\n2,1931-05-12,FR\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    more = ("period={day}", "status=held", "key={id}")
    given = [word for text in (*words, *more) for word in ("--map", text)]
    out = dip("import", "calls.csv", *DAY, *given)[1]
    one, two = "add --map same_as='{same_as}' and \"calls-1\" in a column same_as", "leave it"
    assert f"10 days apart; if they are one, {one}; if not, {two}\n" in out
    checked = dip("check", "calls.toml")[1]
    assert 'add same_as = "{same_as}" to the [[table]], and "calls-1" in a column' in checked
    assert 'if not, allow = ["possible-duplicate: why they are two"] to the [[table]]\n' in checked
    Path("calls.csv").write_text("id,day,who,same_as\n1,1931-05-02,FR,\n2,1931-05-12,FR,calls-1\n")
    imported(dip, "calls.csv", *given, "--map", "same_as={same_as}")
    page = dip("timeline", "portugal", "-f", "base")[1]
    assert page.startswith("Portugal: 1 event and 0 relations (2 claims) on the timeline, 1931.")


def test_a_remedy_for_one_row_is_no_option_that_would_change_all(dip: Run) -> None:
    Path("calls.csv").write_text("day,who,st\n1931-05-02,FR,held\n2031-05-12,FR,held\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    given = [word for text in (*words, "period={day}") for word in ("--map", text)]
    told = 'calls.csv:3: status is "held", but its source of 2025-01-31 is older than 2031-05-12; '
    for template, remedy in (
        ("held", "add --map status='{status}' and \"planned\" in a column status, or name"),
        ("{st}", 'write "planned" as its status, or name'),
    ):
        status, out, _ = dip("import", "calls.csv", *DAY, *given, "--map", f"status={template}")
        assert (status, f"{told}{remedy} a source" in out) == (3, True), out
    Path("aid.csv").write_text("who,year,v,u\nFR,2020,5,million persons\nFR,2021,5,persons\n")
    keys = ("measure=aid", "from=iso2:{who}", "to=iso2:PT", "period={year}", "value={v}")
    given = [word for text in (*keys, "unit={u}") for word in ("--map", text)]
    out = dip("import", "aid.csv", *DAY, *given)[1]
    assert '; write "persons" as its unit and 5000000 as its value\n' in out


def test_events_without_a_status_are_reported_which_is_told_and_no_doubt_of_each(dip: Run) -> None:
    Path("calls.csv").write_text("day,who\n1995-05-02,NA\n1950-11-20,FR\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    given = [word for text in (*words, "period={day}") for word in ("--map", text)]
    out, _ = imported(dip, "calls.csv", *given)
    note = "note: the events have no status and are taken as reported"
    assert f"{note}; if held, add --map status=held\n" in out
    page = dip("brief", "portugal", "france", "-f", "base")[1]
    assert "port call, reported" in page
    assert "Open doubts" not in page
    out, _ = imported(dip, "calls.csv", *given, "--map", "status=held")
    assert "status" not in out
    assert "reported" not in dip("brief", "portugal", "france", "-f", "base")[1]


@pytest.mark.parametrize(
    ("name", "copied"), [("in/aid.csv", "aid.csv"), ("aid.txt", "aid.txt.csv")]
)
def test_what_a_table_could_not_read_is_copied(dip: Run, name: str, copied: str) -> None:
    Path("in").mkdir()
    Path(name).write_text("donor,to,year,sum\nDE,NA,2020,5\n")
    words = ("measure=aid", "unit=USD", "period={year}", "value={sum}")
    whom = ("from=iso2:{donor}", "to=iso2:{to}")
    given = [word for text in (*words, *whom) for word in ("--map", text)]
    for _ in range(2):  # a second import replaces the copy
        assert dip("import", name, *given, *DAY, "--to", "base")[0] == 0
    assert Path("base", copied).read_text() == Path(name).read_text()
    assert dip("check", "--strict", "base")[0] == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_cell_is_one_character(dip: Run, end: str) -> None:
    text = 'to,"year\nof aid",sum,why\nDE,2020,5,"a flood,\na frost"\nFR,2020,6,\n'
    Path("aid.csv").write_bytes(text.replace("\n", end).encode())
    words = ("measure=aid", "unit=USD", "period={year\nof aid}", "value={sum}", "note={why}")
    whom = ("from=iso2:NA", "to=iso2:{to}")
    given = [word for text in (*words, *whom) for word in ("--map", text)]
    _, found = imported(dip, "aid.csv", *given)
    assert [claim.get("note") for claim in found.values()] == ["a flood,\na frost", None]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "votes.csv is of no known format"),
        (("measure",), '--map "measure" is not KEY=TEMPLATE'),
        (("claim=opinion",), '--map claim="opinion" is no claim'),
        (("value={vote}",), '--map value: there is no column "vote"'),
        (("value={votes}",), "--map does not say measure, period, unit, from and to, or parties"),
    ],
)
def test_a_map_that_says_too_little_is_told(dip: Run, words: tuple[str, ...], message: str) -> None:
    Path("votes.csv").write_text("country,votes\nDE,5\n")
    given = [word for text in words for word in ("--map", text)]
    status, out, err = dip("import", "votes.csv", *DAY, *given)
    assert (status, out) == (2, "")
    assert message in err


def test_on_a_terminal_what_cannot_be_known_is_asked(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("aid.csv").write_text("donor,receiver,year,amount\nDEU,NAM,2020,5\n")
    answers = {
        "claim": "figure", "measure": "aid", "value": "{amount}", "unit": "USD", "from": "{donor}",
        "to": "{receiver}", "period": "{year}", "publisher": "An office",
    }  # fmt: skip
    asked = [key for key, types, _ in questions.QUESTIONS if "figure" in types and key != "parties"]
    typed = iter([*(answers.get(key, "") for key in asked), "2025-01-31"])
    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(typed))
    status, out, err = dip("import", "aid.csv")
    assert (status, err) == (0, "")
    assert "aid.csv is of no known format. Its columns are donor, receiver, year, amount." in out
    assert (
        "To say all this at once: --map claim=figure --map measure=aid --map 'value={amount}' "
        "--map unit=USD --map 'from={donor}' --map 'to={receiver}' --map 'period={year}' "
        "--map 'publisher=An office'\n"
    ) in out
    (claim,) = claims(Path()).values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso3:DEU", "iso3:NAM", 5)
    assert 'published = "2025-01-31"' in Path("aid.toml").read_text()


def test_a_column_may_be_answered_without_braces_and_questions_fit_the_claim() -> None:
    answers = {"claim": "event", "kind": "visit", "title": "Visit", "parties": "a, b"}
    answers |= {"period": "day", "publisher": "An office"}
    asked = []

    def ask(question: str) -> str:
        key = next(key for key, _, text in questions.QUESTIONS if question == f"{text}: ")
        asked.append(key)
        return answers.get(key, "")

    given = questions.ask_mapping(("a", "b", "day"), ask)
    assert given == {**answers, "parties": "{a}, {b}", "period": "{day}"}
    words = "claim kind title from to parties period publisher title-of-source"
    assert asked == words.split()


def test_an_answer_that_is_no_column_by_nature_is_itself_though_a_column_is_called_so() -> None:
    heads = ("from", "to", "year", "exports", "USD", "Trade, US$", "Title")
    answers = {
        "claim": "figure", "measure": "exports", "value": "Trade, US$", "unit": "USD",
        "decimal": ".", "from": "from", "to": "to", "period": "year", "publisher": "Title",
        "title-of-source": "Title",
    }  # fmt: skip
    texts = {f"{text}: ": answers.get(key, "") for key, _, text in questions.QUESTIONS}
    columns = {it: f"{{{answers[it]}}}" for it in ("value", "from", "to", "period")}
    assert questions.ask_mapping(heads, texts.__getitem__) == answers | columns


@pytest.mark.parametrize("key", ["publisher", "title-of-source"])
def test_a_source_is_one_for_all_rows(dip: Run, key: str) -> None:
    Path("own.csv").write_text("a,b,y,v,who\nFR,DE,2020,5,INSEE\n")
    refused = dip("import", "own.csv", *DAY, *OWN, "--map", f"{key}={{who}}")
    hint = "write one text for all rows, without braces"
    assert refused == (2, "", f'dipfacts: --map {key}="{{who}}" names a column\n  {hint}\n')
    assert questions.answer_problem(key, "{who}", "figure", ("who",)) == hint


def test_a_column_of_parties_may_have_a_comma_in_its_name(dip: Run) -> None:
    Path("own.csv").write_text('"a, from",b,y,v\nFR,DE,2020,5\n')
    map_ = (*OWN[:4], "--map", "parties={a, from}, {b}", *OWN[8:])
    (claim,) = imported(dip, "own.csv", *map_)[1].values()
    assert claim["parties"] == ["iso2:FR", "iso2:DE"]


def test_a_slip_in_an_answer_is_told_with_the_near_name_and_asked_again(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("aid.csv").write_text("donor,receiver,year,amount\nDEU,NAM,2020,5\n")
    slips = {
        "claim": ("figur", 'did you mean "figure"?'),
        "measure": ("Total aid", "write it as an id: total-aid"),
        "value": ("amuont", 'there is no column "amuont"; did you mean "amount"?'),
        "unit": ("", "this cannot be left out"),
        "scale": ("0", '"0" is no number to multiply by'),
        "decimal": ("point", 'write "," or "."'),
        "from": ("{doner}", 'there is no column "doner"; did you mean "donor"?'),
        "to": ("reciever", 'there is no column "reciever"; did you mean "receiver"?'),
        "period": ("yaer", 'there is no column "yaer"; did you mean "year"?'),
        "publisher": ("", "this cannot be left out"),
        "day": ("yesterday", 'cannot read "yesterday"'),
    }
    right = {
        "claim": "figure", "measure": "aid", "value": "amount", "unit": "USD", "from": "Germany",
        "to": "receiver", "period": "year", "publisher": "An office", "day": "2025-01-31",
        "title-of-source": "Aid of the year",
    }  # fmt: skip
    typed, told = list[str](), list[str]()
    keys = [key for key, types, _ in questions.QUESTIONS if "figure" in types and key != "parties"]
    for key in (*keys, "day"):
        typed += [slips[key][0]] if key in slips else []
        typed.append(right.get(key, ""))

    def answer(question: str) -> str:
        told.append(question)
        return typed[len(told) - 1]

    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    status, _, err = dip("import", "aid.csv", "--to", "base")
    assert (status, err, len(told)) == (0, "", len(typed))
    for _, message in slips.values():
        assert sum(question.startswith(f"  {message}") for question in told) in (1, 2), message
    (source,) = documents(Path("base"))[0]["source"]
    assert source == {
        "id": "aid", "publisher": "An office", "title": "Aid of the year",
        "published": "2025-01-31",
    }  # fmt: skip
    assert [claim["from"] for claim in claims(Path("base")).values()] == ["germany"]
    map_ = ("from=france", "to={donor}", "value={amount}", "period=2020")
    given = [it for word in map_ for it in ("--map", word)]
    out = dip("import", "aid.csv", "--to", "other", *DAY, *MINE[:4], *given)[1]
    assert "note: who published the data is not told: add --map publisher=…" in out


@pytest.mark.parametrize(
    ("heads", "row", "named"),
    [
        ("Entity,Code,Year,Shelter", "Namibia,NAM,2020,6.5", '"Shelter"'),
        (WDI_HEADS, "Namibia,NAM,Shelter index,SH.X,6.5", '"Shelter index"'),
    ],
)
def test_no_unit_is_invented(
    dip: Run, heads: str, row: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("life.csv").write_text(f"{heads}\n{row}\n")
    status, out, err = dip("import", "life.csv", *DAY)
    assert (status, out) == (2, "")
    assert f"{named} does not say in which unit its numbers are" in err
    assert "as in --map unit=" in err
    _, found = imported(dip, "life.csv", "--map", "unit=points")
    assert [claim["unit"] for claim in found.values()] == ["points"]
    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: "houses")
    assert dip("import", "life.csv", *DAY, "--to", "asked")[0] == 0
    assert [claim["unit"] for claim in claims(Path("asked")).values()] == ["houses"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "measure=foo",
            "--map measure: World Bank WDI fixes what its columns mean\n  leave it out; ",
        ),
        (
            "nonsense=1",
            "--map nonsense: World Bank WDI fixes what its columns mean\n  leave it out; ",
        ),
        ("unit=EUR", "--map unit=EUR: gdp.csv says its unit itself\n  leave it out\n"),
    ],
)
def test_what_a_known_format_would_not_heed_is_refused(dip: Run, said: str, told: str) -> None:
    Path("gdp.csv").write_text(f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),NY.GDP,6.5\n")
    status, out, err = dip("import", "gdp.csv", *DAY, "--map", said)
    assert (status, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Entity,Code,Year,Shelter", "Kenya,KEN,{year},{value}"),
        (WDI_HEADS, "Kenya,KEN,Shelter index,SH.X,{value}"),
    ],
    ids=["owid", "wdi"],
)
def test_na_among_numbers_is_nothing(dip: Run, heads: str, row: str) -> None:
    for value, taken in (("NA", 0), ("-9", 1)):
        Path("n.csv").write_text(f"{heads}\n{row}\n".format(year=2020, value=value))
        status, out, _ = dip("import", "n.csv", *DAY, "--map", "unit=points", "--to", value)
        assert (status, "cannot be read" in out) == (0 if taken else 1, False)
        assert len(claims(Path(value)) if taken else {}) == taken


@pytest.mark.parametrize(
    ("others", "taken"), [(("Germany", "Kenya"), 2), (("DE", "KE"), 3)], ids=["names", "codes"]
)
def test_na_is_namibia_among_codes_alone(dip: Run, others: tuple[str, str], taken: int) -> None:
    rows = "".join(f"{who},{n}\n" for n, who in enumerate((*others, "NA"), 1))
    Path("fees.csv").write_text(f"who,fee\n{rows}")
    words = ("measure=fee", "unit=EUR", "period=2020", "value={fee}", "parties={who}")
    out, found = imported(dip, "fees.csv", *(it for word in words for it in ("--map", word)))
    assert len(found) == taken
    assert ("left out: 1 NA" in out) is (taken == 2)


@pytest.mark.parametrize("blank", ["NA", "", ".."])
def test_a_blank_among_parties_is_nobody(dip: Run, blank: str) -> None:
    rows = ("Pact,24,32,-,-", "League,51,68,84,-", "None,-,-,-,-")
    Path("p.csv").write_text("\n".join(["name,a,b,c,d", *rows]).replace("-", blank))
    words = ["claim=relation", "kind=pact", "topic=law", "title={name}", "parties={a},{b},{c},{d}"]
    words += ["missing=.."] if blank == ".." else []
    out, found = imported(dip, "p.csv", *(it for word in words for it in ("--map", word)))
    parties = {tuple(it["parties"]) for it in found.values()}
    assert parties == {("m49:24", "m49:32"), ("m49:51", "m49:68", "m49:84")}
    assert "left out: 1 no country" in out


def test_na_as_who_reports_is_nobody_but_namibia_as_an_end(dip: Run) -> None:
    Path("n.csv").write_text("a,b,r,v\nNA,KE,NA,5\nNA,DE,NA,6\n")
    words = ("measure=fee", "unit=EUR", "period=2020", "value={v}", "from={a}", "to={b}")
    options = [it for word in (*words, "reporter={r}") for it in ("--map", word)]
    _, found = imported(dip, "n.csv", *options)
    assert {(it["from"], it.get("reporter")) for it in found.values()} == {("iso2:NA", None)}


@pytest.mark.parametrize(
    ("rows", "left_out", "taken"),
    [
        (  # of all that have no code, one is Namibia
            "KE,Kenya NA,Namibia NA,Czechoslovakia NA,Narnia NA, FR,France",
            ["Czechoslovakia (NA)", "Narnia (NA)"],
            ["KE", "NA", "NA", "FR"],
        ),
        ("KE,Kenya NA,Namibië FR,France", [], ["KE", "NA", "FR"]),
        ("KE,Nairobi NA,Windhoek FR,Paris", [], ["KE", "NA", "FR"]),  # no names of countries
        ("KE,AFR NA,AFR FR,EUR", [], ["KE", "NA", "FR"]),  # but of regions
    ],
)
@pytest.mark.parametrize("by_list", ["", "iso2:"])
def test_na_beside_the_name_of_another_state_is_not_namibia(
    dip: Run, rows: str, left_out: list[str], taken: list[str], by_list: str
) -> None:
    lines = [f"{row},{n}\n" for n, row in enumerate(rows.split())]
    Path("votes.csv").write_text("who,called,n\n" + "".join(lines))
    words = ("claim=event", "kind=vote", "topic=un", "title=vote {n}", f"parties={by_list}{{who}}")
    out, found = imported(dip, "votes.csv", *(it for word in words for it in ("--map", word)))
    assert [it["parties"] for it in found.values()] == [[f"iso2:{it}"] for it in taken]
    assert re.findall("left out: 1 (.*)", out) == left_out
    assert "are taken, though" not in out


def test_codes_of_either_side_are_compared_with_the_names_of_that_side(dip: Run) -> None:
    heads = "from,from_name,to,to_name,year,value\n"
    rows = "RUS,USSR,FRA,France,1980,5\nFRA,France,RUS,Russia,2000,6\nRUS,Russia,DEU,,2001,7\n"
    words = own("aid.csv", f"{heads}{rows}")
    out, found = imported(dip, *words)
    told = "  note: the codes in from are taken, though from_name says otherwise, RUS (Russia)\n"
    told += "    beside USSR: if the names are right, write --map from='{from_name}'\n"
    assert told.replace("\n    ", " ") in out.replace("\n    ", " ")
    assert out.count("are taken, though") == 1
    assert len(found) == 3
    by_name = [word.replace("from={from}", "from={from_name}") for word in words]
    out, found = imported(dip, *by_name, "--id", "named")
    assert "are taken, though" not in out
    assert "iso2:SU" in [it["from"] for it in found.values()]


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        ("DEU,FRA,Germany DEU,FRA,France FRA,DEU,France FRA,ITA,Italy", False),
        ("DEU,FRA,Germany DEU,ITA,Germany RUS,DEU,USSR", True),
    ],
)
def test_a_name_of_the_other_side_contradicts_no_code(dip: Run, rows: str, is_told: bool) -> None:
    text = "".join(f"{row},{year},5\n" for year, row in enumerate(rows.split(), 2017))
    out, _ = imported(dip, *own("aid.csv", f"from,to,Host,year,value\n{text}"))
    assert ("are taken, though Host says otherwise" in out.replace("\n    ", " ")) is is_told


def test_questions_that_nobody_answers_are_told(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")

    def closed(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", closed)
    status, _, err = dip("import", "Dyadic.csv")
    assert (status, err) == (
        2,
        "dipfacts: the questions were not answered\n"
        "  answer them, or say it with --map and --published\n",
    )


# ------------------------------------------------------------------- what is no data set


def zipped(text: str) -> bytes:
    """Return an archive of one table, not compressed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("data.csv", text)
    return packed.getvalue()


ARCHIVE = zipped("country,year,value\nDEU,2020,5\n")


@pytest.mark.parametrize(
    ("name", "content", "message", "hint"),
    [
        (
            "Dyadic.csv",
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n",
            "Dyadic.csv is a Git LFS pointer, which names the data but does not hold it",
            "git lfs pull",
        ),
        ("empty.csv", b"\n", "empty.csv is empty", "download it again"),
        ("bom.csv", b"\xef\xbb\xbf\n", "bom.csv is empty", "download it again"),
        ("wide.csv", "".encode("utf-16"), "wide.csv is empty", "download it again"),
        ("cut.zip", ARCHIVE[:-9], "cut.zip is a broken archive", "download it again"),
        ("cut.zip", ARCHIVE[:4], "cut.zip is a broken archive", "download it again"),
        (
            "bad.zip",
            ARCHIVE.replace(b"DEU", b"FRA"),
            "bad.zip is a broken archive",
            "download it again",
        ),
        ("data.csv", ARCHIVE, "data.csv is an archive", "a name that ends in .zip"),
        ("a.csv.xz", b"\xfd7zXZ\0\0", "a.csv.xz is packed as .xz", "xz -dc a.csv.xz > a.csv"),
        ("a.csv.bz2", b"BZh91AY&SY1", "a.csv.bz2 is packed as .bz2", "bzip2 -dc a.csv.bz2 > a.csv"),
        ("a.csv.zst", b"(\xb5/\xfd1", "a.csv.zst is packed as .zst", "zstd -dc a.csv.zst > a.csv"),
        ("a b.7z", b"7z\xbc\xaf'\x1c\0", "a b.7z is an archive (7z)", "7z x 'a b.7z'"),
        ("a.rar", b"Rar!\x1a\7\1\0", "a.rar is an archive (RAR)", "unrar x a.rar"),
        ("a.tar", b"a" * 257 + b"ustar\0", "a.tar is an archive (tar)", "tar -xf a.tar"),
        ("page.csv", b"%PDF-1.4", "page.csv is a PDF", "download the data as CSV"),
        ("page.csv", b"\x89PNG\r\n", "page.csv is a picture", "download the data as CSV"),
        ("page.csv", b'<?xml version="1.0"?><a/>', "page.csv is XML", "download the data as CSV"),
        ("page.csv", b"<!DOCTYPE html><html>", "page.csv is a web page, not data", "download"),
        ("data.dta", b"<stata_dta>", "data.dta is a file of Stata", "read_stata('data.dta'"),
        ("data.xlsx", b"PK\3\4", "data.xlsx is a file of Excel", "read_excel('data.xlsx'"),
        ("data.csv", b"PK\3\4\0[Content_Types].xml", "is a file of Excel", "that ends in .xlsx"),
        ("data.csv", b"\xd0\xcf\x11\xe0\xa1\0", "is a file of Excel", "that ends in .xls"),
        ("data.xls", b"\xd0\xcf\x11\xe0\xa1\0", "is a file of Excel", "read_excel('data.xls'"),
        ("data.rda", b"RDX3\n", "data.rda is a file of R", "get(load('data.rda'))"),
        (
            "cut.csv.gz",
            gzip.compress(b"a,b\n1,2\n" * 999, mtime=0)[:40],
            "unpacked to its end",
            "again",
        ),
        ("api.json", b'{"count": 1, "data": [{"reporterCode": 1}]}', "of no known format", "lists"),
        ("query.json", b'{"head": 1, "results": {"bindings": 2}}', "of no known format", "lists"),
        ("data.json", b'{"a": ', "data.json is not whole JSON", "download it again"),
        (
            "baci.csv",
            b"t,i,j,k,v,q\n2018,4,24,845420,1.13E+05,26\n",
            "baci.csv:2: 1.13E+05 has lost its digits",
            "a spreadsheet has saved the file",
        ),
    ],
)
def test_what_is_no_data_set_is_told_as_what_it_is(
    dip: Run, name: str, content: bytes, message: str, hint: str
) -> None:
    Path(name).write_bytes(content)
    status, out, err = dip("import", name, *DAY)
    assert (status, out) == (2, "")
    assert message in err
    assert hint in err
    assert "Traceback" not in err


def test_a_text_that_is_named_as_a_workbook_is_read(dip: Run) -> None:
    Path("mine.xls").write_text("country\tyear\tvalue\nDEU\t2020\t5\n", encoding="utf-16")
    _, found = imported(dip, "mine.xls", *MINE)
    assert [*found] == ["mine-deu-2020"]
    assert Path("base/mine.xls.csv").exists()


def test_a_second_head_line_of_tags_is_no_row(dip: Run) -> None:
    Path("Dyadic.csv").write_text(
        "ccode1,ccode2,year,flow1,flow2\n#country+code,#country+code,#date+year,#value,#value\n"
        "2,20,1920,1,2\n"
    )
    out, _ = imported(dip, "Dyadic.csv")
    assert "1 row: imports of both states" in out
    assert "  2 claims from 1 row\n" in out


def test_a_row_that_cannot_be_read_is_told_with_its_line(dip: Run) -> None:
    Path("Dyadic.csv").write_text(
        "ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n2,20,1921,1\n2,20,1922,abc,2\n"
    )
    status, out, _ = dip("import", "Dyadic.csv", *DAY)
    assert status == 3
    assert "  cannot be read: 2 rows\n" in out
    assert "  Dyadic.csv:3: 4 cells where the head has 5; correct the line" in out
    assert '  Dyadic.csv:4: value: "abc" is no number; add --map missing=abc if it is' in out
    assert "  nothing is written: " in out
    assert [path.name for path in Path().iterdir()] == ["Dyadic.csv"]
    assert adds_up(counts("Dyadic.csv"))
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1921,1,abc\n")
    out, found = imported(dip, "Dyadic.csv", "--map", "missing=abc")
    assert len(found) == 1


# ------------------------------------------------------------------------ what is written


def test_a_dry_run_prints_the_toml_and_writes_nothing(dip: Run) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    status, out, err = dip("import", "Dyadic.csv", *DAY, "--dry-run")
    assert status == 0
    assert "2 claims from 1 row" in err
    assert out.startswith("# Written by dipfacts import")
    assert '[[table]]\nid = "cow-trade-1"\nfile = "Dyadic.csv"\nclaim = "figure"\n' in out
    assert [path.name for path in Path().iterdir()] == ["Dyadic.csv"]


def test_the_day_of_publication_is_asked_for_where_the_file_has_none(dip: Run) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    status, out, err = dip("import", "Dyadic.csv")
    assert (status, out) == (2, "")
    assert err == (
        "dipfacts: the day when the data were published is not in the file\n"
        "  add --published DATE, such as --published 2025-01-31\n"
    )
    assert dip("import", "Dyadic.csv", "--published", "yesterday")[0] == 2


def test_a_second_import_keeps_ids_and_changes_nothing_of_others(dip: Run) -> None:
    file = Path("Dyadic.csv")
    file.write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    first = imported(dip, "Dyadic.csv")[1]
    file.write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1919,7,8\n2,20,1920,1,2\n")
    second = imported(dip, "Dyadic.csv")[1]
    assert first.keys() < second.keys()
    toml = Path("base/cow-trade.toml")
    toml.write_text(toml.read_text() + "# mine\n")
    status, _, err = dip("import", "Dyadic.csv", *DAY, "--to", "base", "--copy")
    assert status == 2
    assert "was not written by an import, or was changed since" in err
    assert toml.read_text().endswith("# mine\n")
    assert dip("import", "Dyadic.csv", *DAY, "--to", "base", "--id", "other")[0] == 0
    assert Path("base/other.toml").exists()


@pytest.mark.parametrize(
    ("column", "note"),
    [
        ("Flow,imports,exports", "names Flow (imports, exports): take what is measured alone, as"),
        (
            "Quarter,Q1,Q1",
            "names Quarter (Q1): write each in a column such as 2019-01/2019-03, and",
        ),
        ("Half,H1,H2", "names Half (H1, H2): write each in a column such as 2019-01/2019-06, and"),
        ("Month,5,May", "names Month (5, May): write each in a column such as 2019-03, and map"),
        ("Unit,USD,EUR", "names Unit (USD, EUR): say in which unit each is, as with --map 'unit="),
        ("Currency,EUR,EUR", "names Currency (EUR): say in which unit each is"),
        (
            "Unit,million USD,million USD",
            "names Unit (million USD): if it is right, add --map scale=1000000",
        ),
        ("Unit,US dollars,USD", ""),
        (
            "Flow,1,2",
            "names Flow (1, 2): take what is measured alone, by its code, as with "
            "--map 'where={Flow}=…'",
        ),
        ("Flow code,1,1", "names Flow code (1), the code of a flow: see that it is that of gdp"),
        ("Inflow,1,2", ""),
        ("Flow,Import,Import", "names Flow (Import), which is not gdp: say what is measured, as"),
        ("Sector,Mining,Mining", "names Sector (Mining): if that is a part, add --map 'scope={Sec"),
        ("HS code,27,8703", "names HS code (27, 8703): say of what part each is, as with --map"),
        ("Age,15-24,Total", "names Age (15-24, Total): say of what part each is, as with --map"),
        ("Kind,forecast,", "names Kind (forecast): say how final each number is, as with --map"),
        ("Flag,A,p", "names Flag (A, p): say how final each number is: write provisional, "),
        ("Estimated,yes,no", "names Estimated (yes, no): say how final each number is: write "),
        ("Estimated,5000,7000", ""),
        ("Months since,30,1000", ""),
        ("Community,EU,Mercosur", ""),
        ("Product,TOTAL,All products", ""),
        ("Item,GDP,GDP", ""),
        ("Goods,5000,7000", ""),
        ("Gross product,5000,7000", ""),
        ("Kind,final,as reported", ""),
        ("Remark,forecast,after a flood", ""),
        ("Letter,E,P", ""),
    ],
)
def test_a_column_that_says_more_and_that_no_key_names_is_told(
    dip: Run, column: str, note: str
) -> None:
    rows = zip(("country,year,value", "DEU,2020,5", "FRA,2020,6"), column.split(","), strict=True)
    Path("mine.csv").write_text("\n".join(map(",".join, rows)))
    out = dip("import", "mine.csv", *MINE, *DAY, "--to", "o")[1]
    assert (f"note: no key {note}" in out) is bool(note)
    assert ("note: no key" in out) is bool(note)
    head = column.partition(",")[0]
    named = ("--map", f"note={{{head}}}")
    assert "no key names" not in dip("import", "mine.csv", *MINE, *named, *DAY, "--to", "o")[1]


@pytest.mark.parametrize(
    ("head", "cells", "remedy"),
    [
        ("Quarter", "4 1", "2019-01/2019-03"),
        ("Qtr", "2.0 3.0", "2019-01/2019-03"),
        ("Week no", "12 40", "2019-01-07/2019-01-13"),
        ("Month", "4 1", ""),
    ],
)
def test_quarters_and_weeks_are_not_taken_for_months(
    dip: Run, head: str, cells: str, remedy: str
) -> None:
    one, other = cells.split()
    rows = f"country,year,{head},value\nDEU,2020,{one},5\nDEU,2020,{other},6\n"
    Path("mine.csv").write_text(rows)
    period = ("--map", f"period={{year}}-{{{head}}}")
    words = (*MINE[:6], *period, *MINE[8:])
    status, _, err = dip("import", "mine.csv", *words, *DAY, "--to", "o")
    if not remedy:
        assert (status, err) == (0, "")
        return
    assert (status, f'--map period: "{head}" holds no months ({one}, {other})' in err) == (2, True)
    assert f"write each in a column such as {remedy}, and map period to that" in err


@pytest.mark.parametrize(("what", "both"), [("gdp", True), ("net-worth", False)])
def test_the_same_claims_of_a_file_beside_an_edited_toml_are_told(
    dip: Run, what: str, both: bool
) -> None:
    Path("mine.csv").write_text("country,year,value\nDEU,2020,5\n")
    assert dip("import", "mine.csv", *MINE, *DAY, "--to", "o")[0] == 0
    edited = Path("o/mine.toml")
    edited.write_text(edited.read_text().replace('"unknown"', '"Eurostat"'))
    status, _, err = dip("import", "mine.csv", *MINE, *DAY, "--to", "o")
    assert (status, "with your changes as options such as --map publisher=…" in err) == (2, True)
    words = ("--map", f"measure={what}", *MINE[2:])
    for _ in range(2):
        out = dip("import", "mine.csv", *words, *DAY, "--to", "o", "--id", "again")[1]
        told = "again.toml stands beside mine.toml, which is of the same claims of ../mine.csv: "
        assert (told in out) is both


def test_another_file_of_a_provider_is_imported_beside_the_first(dip: Run) -> None:
    head, files = "ccode1,ccode2,year,flow1,flow2\n", ("north.csv", "cow-trade-south.csv")
    for name, year in zip(files, (1920, 1930), strict=True):
        Path(name).write_text(f"{head}2,20,{year},1,2\n")
    assert dip("import", *files, *DAY, "--to", "one", "--dry-run")[1].count("[[source]]") == 2
    assert dip("import", *files, *DAY, "--to", "one")[0] == 0
    for name in files:
        status, out, _ = dip("import", name, *DAY, "--to", "two")
        beside = (
            "note: cow-trade-south.toml stands beside cow-trade.toml, which is of ../north.csv: the"
            " claims of both count; to replace those of the first, add --id cow-trade\n"
        ) in out
        assert (status, beside) == (0, name == files[1])
    first = claims(Path("one"))
    assert first == claims(Path("two"))
    assert {claim["period"] for claim in first.values()} == {"1920", "1930"}
    assert dip("check", "--strict", "one")[0] == 0
    assert Path("one", "cow-trade-south.toml").exists()
    Path(files[1]).write_text(f"{head}2,20,1930,1,2\n2,20,1931,3,4\n")
    assert dip("import", files[1], *DAY, "--to", "one")[0] == 0
    assert {*first} < {*claims(Path("one"))}
    assert len(claims(Path("one"))) == 6
    out = dip("import", files[1], *DAY, "--to", "two", "--id", "cow-trade")[1]
    assert "note: cow-trade.toml was of ../north.csv: its claims are replaced" in out


def test_a_file_that_was_renamed_is_told_how_to_keep_its_ids(dip: Run) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    assert dip("import", "Dyadic.csv", *DAY)[0] == 0
    first = claims(Path())
    Path("Dyadic.csv").rename("Trade.csv")
    out = dip("import", "Trade.csv", *DAY, "--dry-run")[2]
    assert (
        "note: cow-trade-trade.toml stands beside cow-trade.toml, which is of Dyadic.csv, which is "
        "not there: if it was moved or renamed to Trade.csv, add --id cow-trade\n"
    ) in out
    assert dip("import", "Trade.csv", *DAY, "--id", "cow-trade")[0] == 0
    assert claims(Path()).keys() == first.keys()
    with zipfile.ZipFile("cow.zip", "w") as archive:
        archive.write("Trade.csv")
    assert dip("import", "cow.zip", *DAY, "--to", "zipped")[0] == 0
    out = dip("import", "Trade.csv", *DAY, "--to", "zipped", "--dry-run")[2]
    assert "which is of ../cow.zip/Trade.csv: the claims of both count; to replace" in out


def test_a_folder_and_a_toml_that_are_links_are_those_that_they_lead_to(dip: Run) -> None:
    Path("real/base").mkdir(parents=True)
    Path("link").symlink_to("real/base")
    file = Path("real/base/Dyadic.csv")
    file.write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    for words in ((), ("--to", "link")):
        assert dip("import", str(file), *DAY, *words)[0] == 0
    assert {*os.listdir("link")} == {"Dyadic.csv", "cow-trade.toml"}  # no copy
    Path("other").mkdir()
    Path("other/cow-trade.toml").symlink_to(Path("link/cow-trade.toml").resolve())
    Path("other/Dyadic.csv").symlink_to(file.resolve())
    assert dip("import", "other/Dyadic.csv", *DAY, "--to", "other")[0] == 0
    assert dip("check", "--strict", "other")[0] == 0
    assert dip("trade", "usa", "canada", "-f", "other")[0] == 0
    target = Path("link/cow-trade.toml").rename("link/kept.toml")
    Path("other/cow-trade.toml").unlink()
    Path("other/cow-trade.toml").symlink_to(target.resolve())
    before = target.read_bytes(), {*os.listdir("link")}
    assert dip("import", "other/Dyadic.csv", *DAY, "--to", "other", "--id", "cow-trade") == (
        2,
        "",
        "dipfacts: other/cow-trade.toml is a link to kept.toml, which an import does not replace\n"
        "  name another claim file with --id, or take the link away\n",
    )
    assert (target.read_bytes(), {*os.listdir("link")}) == before
    for path in Path("link").glob("*.csv"):
        path.unlink()
    assert f"is not there; put it there ({file.parent.resolve()}" in dip("check", "other")[1]


def test_files_of_one_name_are_copied_beside_one_another(dip: Run) -> None:
    for folder, year in (("a", 1920), ("b", 1930)):
        Path(folder).mkdir()
        Path(folder, "d.csv").write_text(f"ccode1,ccode2,year,flow1,flow2\n2,20,{year},1,2\n")
    for _ in range(2):
        found = imported(dip, "a/d.csv", "b/d.csv")[1]
    assert {claim["period"] for claim in found.values()} == {"1920", "1930"}
    names = {"cow-trade.toml", "d.csv", "cow-trade-d.toml", "cow-trade-d-d.csv"}
    assert {path.name for path in Path("base").iterdir()} == names
    assert dip("import", "a/d.csv", "a/d.csv", *DAY)[1].count("wrote") == 1


def test_a_table_of_its_own_replaces_no_file_of_the_user(dip: Run) -> None:
    Path("query.json").write_text(bindings({
        "statement": "s/Q1-A", "property": "P530", "from": "e/Q227", "to": "e/Q145",
    }))  # fmt: skip
    Path("wikidata.csv").write_text("mine\n")
    status, _, err = dip("import", "query.json", *DAY)
    assert status == 2
    assert "wikidata.csv was not written by an import" in err
    assert Path("wikidata.csv").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("", "the name of the folder is empty\n  name one, or leave --to out"),
        ("a.csv", "a.csv is no folder\n  name one, which need not be there yet"),
    ],
)
def test_where_to_write_must_be_a_folder(dip: Run, to: str, told: str) -> None:
    Path("a.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    assert dip("import", "a.csv", *DAY, "--to", to) == (2, "", f"dipfacts: {told}\n")
    assert os.listdir() == ["a.csv"]


def test_a_file_that_may_not_be_read(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("dipfacts.importing.inputs.opened", refused)
    told = "dipfacts: a.csv cannot be read: permission denied\n  check its permissions\n"
    assert dip("import", "a.csv", *DAY) == (2, "", told)


@pytest.mark.parametrize("failing", ["csv", "toml"])
def test_an_import_is_written_whole_or_not_at_all(
    dip: Run, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def new(value: int) -> None:
        Path("data.csv").write_text(f"ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,{value}\n")

    def full(new: str, content: bytes, path: str) -> None:
        if path.endswith(failing):
            raise OSError(errno.ENOSPC, "No space left on device", path)
        Path(new).write_bytes(content)

    folder = Path("new/base")
    words = ("import", "data.csv", *DAY, "--copy", "--to", str(folder))
    new(2)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_fill", full)
        status, _, err = dip(*words)
        told = f"{'data.csv' if failing == 'csv' else 'cow-trade.toml'} cannot be written"
        assert (status, told in err, folder.parent.exists()) == (2, True, False)
        assert "make room there" in err
    assert dip(*words)[0] == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    new(3)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_fill", full)
        assert dip(*words)[0] == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert dip(*words)[0] == 0
    assert before.keys() == {path.name for path in folder.iterdir()}
    # A copy that stands there alone may be the user's own.
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "cow-trade.toml").unlink()
    assert dip(*words)[0] == 0
    assert {*before, "cow-trade-data.csv"} == {path.name for path in folder.iterdir()}
    assert (folder / "data.csv").read_bytes() == before["data.csv"]


def test_a_table_of_its_own_that_was_written_alone_is_taken_up(dip: Run) -> None:
    words = ("import", "mine.csv", *DAY, *MINE)
    Path("mine.csv").write_text("country,year,value\nGermany,2020,5\n")
    assert dip(*words)[0] == 0
    table = Path("mine-table.csv").read_bytes()
    Path("mine.toml").unlink()
    assert dip(*words)[0] == 0
    Path("mine.toml").unlink()
    Path("mine-table.csv").write_bytes(table + b"mine\n")
    status, _, err = dip(*words)
    assert (status, "mine-table.csv was not written by an import" in err) == (2, True)


def test_what_the_folder_declares_is_not_declared_again(dip: Run) -> None:
    Path("own.toml").write_text(
        'format = 1\n[[topic]]\nid = "trade"\nlabel = "Trade"\n\n[[measure]]\nid = "imports"\n'
        'topic = "trade"\nlabel = "Imports"\nnature = "flow"\n'
    )
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    assert dip("import", "Dyadic.csv", *DAY)[0] == 0
    text = Path("cow-trade.toml").read_text()
    assert "[[topic]]" not in text
    assert '[[measure]]\nid = "imports"' not in text
    assert '[[measure]]\nid = "turnover"' in text


EACH_YEAR = (
    *("claim=figure", "unit=USD", "value={value}", "from=iso3:{exporter}", "to=iso3:{importer}"),
    *("period={year}", "publisher=X"),
)
MAPPED = [*DAY, "--to", "base", *(it for word in EACH_YEAR for it in ("--map", word))]


def two_tables() -> None:
    for name, to in (("x", "FRA"), ("y", "ITA")):
        Path(f"{name}.csv").write_text(f"exporter,importer,year,value\nDEU,{to},2020,100\n")


def test_what_another_file_of_the_folder_uses_stays_declared(dip: Run) -> None:
    two_tables()
    for name in "xy":
        assert dip("import", f"{name}.csv", *MAPPED, "--map", "measure=widgets")[0] == 0
    for _ in range(2):
        status, out, _ = dip("import", "x.csv", *MAPPED, "--map", "measure=gadgets")
        assert status == 0
        assert dip("check", "base")[0] == 0
    assert "x.toml still declares widgets, which another file of the folder uses" in out
    assert dip("import", "y.csv", *MAPPED, "--map", "measure=gadgets")[0] == 0
    out = dip("import", "x.csv", *MAPPED, "--map", "measure=gadgets")[1]
    assert "widgets" not in out + Path("base/x.toml").read_text()


@pytest.mark.parametrize(
    ("said", "what"),
    [("nature=stock", "is a flow"), ("topic=money", "belongs to the topic indicators")],
)
def test_what_another_file_of_the_folder_says_of_a_measure_holds(
    dip: Run, said: str, what: str
) -> None:
    two_tables()
    measure = ["--map", "measure=widgets"]
    assert dip("import", "x.csv", *MAPPED, *measure, "--map", "nature=flow")[0] == 0
    assert dip("import", "y.csv", *MAPPED, *measure, "--map", said) == (
        2,
        "",
        f"dipfacts: --map {said}: widgets {what} in x.toml\n"
        "  leave it out, or give the measure another name\n",
    )


@pytest.mark.parametrize(("measure", "topic"), [("exports", "trade"), ("gdp", "economy")])
def test_a_known_measure_stays_in_its_topic(dip: Run, measure: str, topic: str) -> None:
    two_tables()
    words = ["import", "x.csv", *MAPPED, "--map", f"measure={measure}", "--map"]
    assert dip(*words, "topic=arms") == (
        2,
        "",
        f"dipfacts: --map topic=arms: {measure} belongs to the topic {topic}\n"
        "  leave it out, or give the measure another name\n",
    )
    assert dip(*words, f"topic={topic}")[0] == 0


def test_the_same_file_under_two_names_is_told_in_either_order(dip: Run) -> None:
    two_tables()
    measure = ["--map", "measure=exports"]
    for first, second, names in (([], ["--id", "z"], "xz"), (["--id", "z"], [], "zx")):
        shutil.rmtree("base", ignore_errors=True)
        assert "beside" not in dip("import", "x.csv", *MAPPED, *measure, *first)[1]
        out = dip("import", "x.csv", *MAPPED, *measure, *second)[1]
        told = "note: {1}.toml stands beside {0}.toml, which is of the same claims of ../x.csv"
        assert told.format(*names) in out


def test_a_table_never_has_the_name_of_one_beside_it(dip: Run) -> None:
    record = comtrade("X", ("276", "Germany"), "", "500", reporterCode="251", reporterDesc="France")
    Path("trade.csv").write_bytes(web([record]))
    two_tables()
    Path("x.csv").rename("comtrade-exports.csv")
    mapped = ["import", "comtrade-exports.csv", *MAPPED, "--map", "measure=exports"]
    known = ["import", "trade.csv", *DAY, "--to", "base"]
    for first, second in ((mapped, known), (known, mapped)):
        shutil.rmtree("base", ignore_errors=True)
        for words in (first, second, first):
            assert dip(*words)[0] == 0
        assert dip("check", "base")[0] == 0


def test_both_sides_of_a_flow_are_known_by_two_files_that_have_one_each(dip: Run) -> None:
    """One file has what one side reports, the other what the other does."""
    sides = {
        "out": comtrade(
            "X", ("276", "Germany"), "", "500", reporterCode="251", reporterDesc="France"
        ),
        "in": comtrade(
            "M", ("251", "France"), "600", "", reporterCode="276", reporterDesc="Germany"
        ),
    }
    for name, record in sides.items():
        Path(f"{name}.csv").write_bytes(web([record]))
        assert dip("import", f"{name}.csv", *DAY, "--to", "base", "--id", name)[0] == 0
    status, out, err = dip("trade", "germany", "france", "-f", "base")
    assert (status, err) == (0, "")
    assert "France reports $500 (fob), Germany $600 (cif): asymmetry" in out
    assert "one voice" not in dip("brief", "germany", "france", "-f", "base")[1]


def test_beside_the_bundled_base_imports_are_one_base(dip: Run) -> None:
    records = [
        comtrade("M", ("251", "France"), "600", "", reporterCode="276", reporterDesc="Germany"),
        comtrade("X", ("276", "Germany"), "", "500", reporterCode="251", reporterDesc="France"),
    ]
    Path("TradeData.csv").write_bytes(web(records))
    Path("wdi.csv").write_text(WDI)
    for name in ("TradeData.csv", "wdi.csv"):
        assert dip("import", name, *DAY, "--to", "base")[0] == 0
    status, out, err = dip("trade", "germany", "france", "-f", "bundled", "-f", "base")
    assert (status, err) == (0, "")
    assert "France reports $500 (fob), Germany $600 (cif)" in out
    assert "Share of exports" in out
    status, out, err = dip("check", "--strict", "bundled", "base")
    assert status == 0, out + err


def test_what_is_said_by_hand_of_a_measure_stands_beside_an_import(dip: Run) -> None:
    Path("base").mkdir()
    own = {"label": "Exports", "counts": "goods, as we count them", "partners": 9}
    Path("base/own.toml").write_text(base(topic(), measure("exports", **own)))
    Path("TradeData.csv").write_bytes(web([comtrade("X", ("276", "Germany"), "", "500")]))
    assert dip("import", "TradeData.csv", *DAY, "--to", "base")[0] == 0
    every = [it for one in documents(Path("base")) for it in one["measure"]]
    measures = grouped((it["id"], it) for it in every)
    assert "of goods" in measures["turnover"][0]["counts"]
    assert [one["counts"] for one in measures["exports"]] == [own["counts"]]
    assert dip("check", "--strict", "base")[0] == 0


def test_every_format_has_a_section_in_the_docs() -> None:
    page = (Path(__file__).parents[1] / "docs" / "import.md").read_text()
    for format_ in formats.FORMATS:
        assert f"## {format_.name.split(',')[0]}" in page


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("mln manats", "write AZN, and 1000000 when asked what to multiply by"),
        ("euros", "write EUR"),
        ("thousand", "write what is counted, and 1000 when asked what to multiply by"),
        ("percent", ""),
        ("per cent", "write percent"),
        ("{u}", ""),
    ],
)
def test_a_unit_that_is_answered_says_no_scale(unit: str, told: str) -> None:
    assert questions.answer_problem("unit", unit, "figure", ("u",)) == told


def test_questions_are_of_keys_that_a_map_may_have() -> None:
    keys = [key for key, *_ in questions.QUESTIONS]
    assert keys == list(mapped.mapping([f"{key}=x" for key in keys]))


# ------------------------------------------------------------------------- drawn files

SHAPES = (
    HEADS,
    "Year,Trade Flow Code,Reporter Code,Partner Code,Partner,Commodity Code,Commodity,"
    "Trade Value (US$)",
    "t,i,j,k,v,q",
    "Country Name,Country Code,Indicator Name,Indicator Code,1990,1991",
    "DATAFLOW,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT,UNIT_MULT,OBS_STATUS",
    "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: A,TIME_PERIOD: T,OBS_VALUE: V,UNIT_MEASURE: U",
    "Entity,Code,Year,Life",
    "ccode1,ccode2,year,flow1,flow2",
    "ccode,statename,year,imports,exports",
    "version4id,ccode1,ccode2,dyad_st_year,dyad_st_month,dyad_st_day,dyad_end_year,dyad_end_month,"
    "dyad_end_day,left_censor,right_censor,defense,neutrality,nonaggression,entente",
    "ccode1,ccode2,year,DR_at_1,DR_at_2,DE",
    "ccode,year,state,UN,NATO",
    "id,year,dyad_name,gwnoa,gwnob,date_prec,date_start,date_end,best,low,high",
    "statement,property,from,to,start,startPrecision",
)
CELLS = st.sampled_from(
    [
        *"0 1 2 20 365 373 842 251 M X TOTAL C00 2020 1991 1990-01 2020-Q1 USD USA AZE NAM".split(),
        *"NA -9 D I A E P 52 6 9 11 , ; {x} } . -1 99999999999 1,234 abc".split(),
        *"2016-04-01 P530 0000 12 31 1e400 e/Q145 http://www.wikidata.org/entity/Q227".split(),
        *("", "", "Ünder", "\u0662", "\N{SUPERSCRIPT TWO}", "\x1b[31m"),
    ]
)


@pytest.mark.parametrize("heads", SHAPES)
@given(data=st.data())
def test_whatever_a_file_holds_its_rows_add_up(
    tmp_path_factory: pytest.TempPathFactory, heads: str, data: st.DataObject
) -> None:
    width = heads.count(",") + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width + 1), max_size=5))
    path = tmp_path_factory.mktemp("drawn") / "drawn.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([heads.split(","), *rows])
    try:
        found = counts(str(path))
    except DipfactsError:
        return
    assert adds_up(found)
    blank = sum(not "".join(row).strip() for row in rows)
    if found.unit == "row":
        assert found.of == len(rows) - blank


# ----------------------------------------------------------------- a table of one's own

MINE: tuple[str, ...] = ("--map", "measure=gdp", "--map", "unit=USD", "--map", "parties={country}")
MINE += ("--map", "period={year}", "--map", "value={value}")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "DEU,2020,(1234)",
            'mine.csv:3: value: "(1234)" is no number; write -1234, if the brackets',
        ),
        (
            "DEU,2020,12.5%",
            'mine.csv:3: value: "12.5%" is no number; write 12.5, and add --map unit=percent',
        ),
        (
            "DEU,2020,$1.5",
            'mine.csv:3: value: "$1.5" is no number; write 1.5 alone, and what stands',
        ),
        ("DEU,2020,5 USD", 'mine.csv:3: value: "5 USD" is no number; write 5 alone, and what'),
        ("DEU,2020,- 5", 'value: "- 5" is no number; write -5, if the dash means less than 0'),
        ("DEU,2020,-\u00a05", "is no number; write -5, if the dash means less than 0"),
        ("DEU,2020,\u20135", "is no number; write -5, if the dash means less than 0"),
        ("DEU,2020,6-", 'value: "6-" is no number; write -6, if the dash means less than 0'),
        ("DEU,2020,-$5", "write -5, if the dash means less than 0, and what else stands beside"),
        ("DEU,2020,-5 USD", "write -5, if the dash means less than 0, and what else stands be"),
        ("DEU,2020,($5)", "write -5, if the brackets mean less than 0, and what else stands b"),
        ("DEU,2020,(-5)", "is no number; write -5, if the brackets mean less than 0"),
        ("DEU,2020,5 - est.", 'value: "5 - est." is no number; write 5 alone, and what stands'),
        ("DEU,2020,n/a%", 'mine.csv:3: value: "n/a%" is no number; add --map missing=n/a% if'),
        ("DEU,2020,1.2.3", '"1.2.3" is no number; add --map missing=1.2.3 if it is no number'),
        ('DEU,2020,"2,5"', 'value: "2,5" is no number; add --map decimal=,'),
        ('DEU,2020,"1,23,456"', "is no number; write 123456, if the commas mean nothing"),
        ('DEU,2020,"-1,2345"', 'value: "-1,2345" is no number; add --map decimal=,'),
        ('DEU,2020,"1,234"', "add --map decimal=. if it is thousands, --map decimal=, if it is a"),
        (
            "Source: an office",
            "mine.csv:3: 1 cell where the head has 3; remove the line, if it is a",
        ),
        (
            "DEU,31/12/2020,5",
            'mine.csv:3: cannot read "31/12/2020" as a date or period; write "2020-',
        ),
        (
            "DEU,2020,5,6",
            "mine.csv:3: 4 cells where the head has 3; correct the line, or its quotation",
        ),
    ],
)
def test_a_row_of_ones_own_is_told_with_its_remedy(dip: Run, rows: str, told: str) -> None:
    Path("mine.csv").write_text(f"country,year,value\nFRA,2020,5\n{rows}\n")
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE)
    assert (status, told in out) == (3, True), out


def test_the_remedy_of_a_blank_cell_is_one_that_an_import_has(dip: Run) -> None:
    Path("visas.csv").write_text("who,where,what\nAZ,NA,free\nNA,AZ,\n")
    keys = ("claim=relation", "kind=visa", "title={what}", "from={where}", "to={who}")
    status, out, _ = dip(
        "import", "visas.csv", *DAY, *(it for key in keys for it in ("--map", key))
    )
    assert (status, "title is blank; fill it in, or remove the row\n" in out) == (3, True), out


@pytest.mark.parametrize(
    ("map_", "message", "remedy"),
    [
        ("value=value", ': "value" is no number', "name a column, as in --map value='{value}'"),
        (
            "key=same",
            ": key is the same in every row",
            "name columns, as in --map key='{country}-{year}'",
        ),
        ("valeu={value}", ': unknown key "valeu"', 'did you mean "value"?'),
        ("published=2024-05", ': unknown key "published"', "write --published 2024-05"),
        ("decimal=x", ': decimal cannot be "x"', 'write "," or "."'),
        ("delimiter=;;", ": delimiter is not one character", "write such as --map delimiter=';'"),
        (
            "scale=0",
            ": no number can be multiplied by this scale",
            "write such as --map scale=1000000 for millions",
        ),
        ("skip_lines=two", ' skip_lines="two" is no number', "write such as --map skip_lines=2"),
        ("columns=9..1", ": columns ends before it begins", "write --map columns=1..9"),
        (
            "claimant=zz:{country}",
            ' claimant: no list of codes is called "zz"',
            "there are iso2, iso3, m49, cow, gw, gec, imf, wb, wd",
        ),
        (
            "claimant=utopia",
            ': unknown party "utopia"',
            "declare it in a [[party]] of another file of the folder",
        ),
        ("claimant=Norwy", ' claimant: "Norwy" is not a valid id', 'did you mean "norway"?'),
        ("claimant=Norvège", ' claimant: "Norvège" is not a valid id', 'did you mean "norway"?'),
        ("skip=x", " cannot say skip", "leave it out, and edit the TOML that is written"),
        (
            "where=year=2020",
            ' where="year=2020" is not {column}=VALUE',
            "write such as --map where='{flow}=exports, {product}=TOTAL'",
        ),
        ("where={yea}=2020", ' where: there is no column "yea"', 'did you mean "year"?'),
        ("nature=stocks", ' nature="stocks" is no nature', 'did you mean "stock"?'),
        (
            "nature=stock",
            " nature=stock: gdp is a flow",
            "leave it out, or give the measure another name",
        ),
        ("scope", ' "scope" is not KEY=TEMPLATE', "write such as --map period='{year}'"),
        (
            "said_on=2021-02-30",
            " said_on: February 2021 has no day 30",
            "February 2021 ends on 2021-02-28",
        ),
        (
            "unit=thousand euros",
            ' unit="thousand euros" multiplies its numbers by 1,000',
            "write --map unit=EUR --map scale=1000",
        ),
        (
            "unit=mln tonnes",
            ' unit="mln tonnes" multiplies its numbers by 1,000,000',
            "write --map unit=tonnes --map scale=1000000",
        ),
        ("unit=roubles", ' unit="roubles" is no currency code', "write --map unit=RUB"),
        (
            "unit=million dirhams",
            ' unit="million dirhams" may be money of several currencies',
            "write the code of the one meant: AED or MAD",
        ),
        (
            "unit=million",
            ' unit="million" multiplies its numbers by 1,000,000',
            "say what is counted, as in --map unit=visitors --map scale=1000000",
        ),
    ],
)
def test_a_mistake_in_map_is_a_wrong_question(
    dip: Run, map_: str, message: str, remedy: str
) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\n")
    key = map_.partition("=")[0]
    words = [word for word in MINE[1::2] if not word.startswith(f"{key}=")]
    given = [it for word in (*words, map_) for it in ("--map", word)]
    found = dip("import", "mine.csv", *DAY, *given)
    assert found == (2, "", f"dipfacts: --map{message}\n  {remedy}\n")
    assert not Path("mine.toml").exists()


def test_a_key_that_map_cannot_say_is_not_among_those_known(dip: Run) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\n")
    status, _, err = dip("import", "mine.csv", *DAY, *MINE, "--map", "qqqq=x")
    head, _, known = err.partition("\n  known are ")
    assert (status, head) == (2, 'dipfacts: --map: unknown key "qqqq"')
    keys = known.strip().split(", ")
    assert len(keys) == len({*keys})
    assert {"nature", "measure", "scale", "publisher"} <= {*keys}
    assert not {"file", "skip", "source", "kind"} & {*keys}


def test_a_key_that_map_says_twice_is_told(dip: Run) -> None:
    Path("mine.csv").write_text("country,year,value\nFRA,2020,5\n")
    found = dip("import", "mine.csv", *DAY, *MINE, "--map", "unit=EUR")
    assert found == (2, "", "dipfacts: --map says unit twice\n  leave one of them out\n")


def test_a_scale_in_the_unit_of_a_known_format_goes_into_the_table(dip: Run) -> None:
    Path("o.csv").write_text("Entity,Code,Year,Aid\nFrance,FRA,2020,5\n")
    found = dip("import", "o.csv", *DAY, "--map", "unit=million USD")
    message = '--map unit="million USD" multiplies its numbers by 1,000,000'
    hint = "write --map unit=USD, and scale = 1000000 in the [[table]] that is written"
    assert found == (2, "", f"dipfacts: {message}\n  {hint}\n")
    found = dip("import", "o.csv", *DAY, "--map", "unit=%")
    assert found == (
        2, "", 'dipfacts: --map unit="%" means percent\n  write --map unit=percent\n'
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "told"),
    [("DEU,2021,6000", "gdp of 2021 is"), ("DEU,2020,5000000", '"mine-3" says the same as')],
)
def test_what_is_only_doubtful_is_told_and_imported(dip: Run, row: str, told: str) -> None:
    Path("mine.csv").write_text(f"country,year,value\nDEU,2019,7000000\nDEU,2020,5000000\n{row}\n")
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE)
    assert status == 0
    assert f"  dipfacts check --strict refuses 1 doubtful row:\n  mine.csv:4: {told}" in out
    assert "wrote ./mine.toml" in out


@pytest.mark.parametrize(
    ("rows", "map_", "told"),
    [
        ("FRA,DEU,Pact of Steel", "topic={what}", "mine.csv:4: "),
        ("FRA,DEU,a", "claimant=utopia", '--map: unknown party "utopia"'),
        ("FRA,DEU,tie", "topic=Big Pact", "topic"),
    ],
)
def test_what_check_would_refuse_is_refused_by_the_import(
    dip: Run, rows: str, map_: str, told: str
) -> None:
    Path("mine.csv").write_text(f"who,whom,what\nFRA,ESP,pact\nESP,ESP,pact\n{rows}\n")
    words = ("claim=relation", "parties={who},{whom}", "title={what}", "kind=pact", map_)
    status, out, err = dip("import", "mine.csv", *DAY, *(it for w in words for it in ("--map", w)))
    assert (status != 0, told in out + err) == (True, True), out + err
    assert not Path("mine.toml").exists()


def test_what_the_folder_declares_may_be_named(dip: Run) -> None:
    Path("own.toml").write_text(
        'format = 1\n[[party]]\nid = "utopia"\nname = "Utopia"\nkind = "organisation"\n'
    )
    Path("mine.csv").write_text("who,what\nFRA,pact\n")
    words = ("claim=relation", "parties={who},utopia", "kind=pact", "title={what}")
    given = [it for word in words for it in ("--map", word)]
    status, out, _ = dip("import", "mine.csv", *DAY, *given)
    assert (status, "wrote ./mine.toml" in out) == (0, True), out
    assert dip("import", "mine.csv", *DAY, *given, "--to", "elsewhere")[0] == 3


def test_ones_own_names_keep_lines_and_ids_and_organisations_are_parties(dip: Run) -> None:
    text = 'who,org,since,note\nNorway,NATO,1949,"first\nmember"\nNATO,NATO,1950,\n'
    Path("mem.csv").write_text(text + "Utopia,NATO,1951,\nGeorgia,CIS,1993,\nNATO,Norway,1960,\n")
    words = ("claim=relation", "kind=membership", "title={who} in {org}", "from={who}", "to={org}")
    given = [it for word in (*words, "period={since}/..") for it in ("--map", word)]
    out, first = imported(dip, "mem.csv", *given)
    assert "5 rows" in out
    assert "3 claims from 3 rows\n  left out: 1 a country with itself\n  left out: 1 Utopia" in out
    claim = first["mem-georgia-commonwealth-of-independent-states-1993"]
    assert (claim["title"], claim["locator"]) == ("Georgia in CIS", "row 4")
    Path("mem.csv").write_text(f"{text}France,NATO,1949,\nGeorgia,CIS,1993,\nNATO,Norway,1960,\n")
    second = imported(dip, "mem.csv", *given)[1]
    assert first.keys() < second.keys()
    shown = dip("relations", "norway", "nato", "-f", "base")[1]
    assert "Norway in NATO" in shown
    Path("mem.csv").write_text(f"{text}Norway,EFTA,in spring,\n")
    status, out, _ = dip("import", "mem.csv", *DAY, *given, "--to", "base")
    assert (status, "  mem.csv:5: " in out) == (3, True), out


def test_what_is_doubtful_below_a_cell_of_several_lines_is_told_with_its_line(dip: Run) -> None:
    note = '"one\ntwo\nthree"'
    rows = [f"Utopia,2020,5,{note}", f"France,2020,5,{note}", "France,2021,5000000,", ""]
    Path("mine.csv").write_text("\n".join(["country,year,value,note", *rows]))
    status, out, _ = dip("import", "mine.csv", *MINE, "--map", "note={note}", *DAY)
    assert (status, "\n  mine.csv:8: gdp of 2021 is " in out) == (0, True), out


def test_a_newer_version_keeps_the_key_of_the_one_before_or_tells_that_ids_change(dip: Run) -> None:
    words = ("claim=event", "kind=talks", "title={t}", "from={a}", "to={b}", "period={y}")
    given = [it for word in words for it in ("--map", word)]
    first = "a,b,y,t\nDE,FR,2019,One\nDE,IT,2019,Two\n"

    def ids(text: str) -> tuple[str, set[str]]:
        Path("ev.csv").write_text(text)
        out, found = imported(dip, "ev.csv", *given)
        told = [line for line in out.split("\n") if "the ids of claims change" in line]
        return "".join(told).strip(), {*found}

    whole = {"ev-de-fr-2019", "ev-de-it-2019"}
    assert ids(first) == ("", whole)
    assert ids(f"{first}FR,IT,2019,Three\n") == ("", {*whole, "ev-fr-it-2019"})
    titled = {"ev-de-fr-2019-one", "ev-de-it-2019-two"}
    note = "note: the ids of claims change: made of {a}-{b}-{y} before, of {a}-{b}-{y}-{t} now"
    assert ids(f"{first}DE,FR,2019,Three\n") == (note, {*titled, "ev-de-fr-2019-three"})
    assert ids(first) == ("", titled)
    given = [it.replace("{t}", "{name}") for it in given]
    note = "note: the ids of claims change: made of {a}-{b}-{y}-{t} before, of {a}-{b}-{y} now"
    assert ids(first.replace("y,t", "y,name")) == (note, whole)
    note = "note: the ids of claims change: made of {a}-{b}-{y} before, of the numbers of rows now"
    twice = "a,b,y,name\nDE,FR,2019,One\nDE,FR,2019,One\n"
    Path("ev.csv").write_text(twice)
    assert note in dip("import", "ev.csv", *DAY, *given, "--to", "base")[1]


def test_an_import_that_replaces_something_else_of_its_file_says_so(dip: Run) -> None:
    Path("two.csv").write_text("a,b,y,f,ex,im\nDEU,FRA,2019,goods,5,7\nDEU,ITA,2019,services,6,8\n")
    given = ("unit=USD", "period={y}", "publisher=P")
    words = [it for word in given for it in ("--map", word)]
    sides = {"exports": ("from={a}", "to={b}"), "imports": ("from={b}", "to={a}")}

    def notes(measure: str, value: str, *more: str) -> list[str]:
        other = [f"measure={measure}", f"value={{{value}}}", *sides[measure]]
        options = [it for word in other for it in ("--map", word)]
        out = imported(dip, "two.csv", *words, *options, *more)[0]
        return [line for line in out.replace("\n    ", " ").split("\n") if "before" in line]

    note = (
        "  note: what was imported from it before, with {}, is replaced: "
        "to keep both, add --id {}, and import the other again"
    )
    assert notes("exports", "ex") == notes("exports", "ex") == []
    told = note.format("measure=exports, value={ex}", "two-imports")
    assert notes("imports", "im") == [told]
    assert notes("exports", "ex", "--id", "two-exports") == []
    assert {*claims(Path("base"))} > {"two-exports-deu-fra-2019", "two-fra-deu-2019"}
    told = note.format("value={ex}", "two-exports-im")
    assert notes("exports", "im", "--id", "two-exports") == [told]
    part = ("--map", "where={f}=services")
    told = note.format("", "two-exports-services").replace(", with ,", "")
    assert notes("exports", "im", "--id", "two-exports", *part) == [told]
    told = note.format("where={f}=services", "two-exports-goods")
    assert notes("exports", "im", "--id", "two-exports", "--map", "where={f}=goods") == [told]


@pytest.mark.parametrize("unit", ["unit", "currency"])
def test_countries_that_are_names_may_have_a_column_of_units(dip: Run, unit: str) -> None:
    heads = f"donor,to,year,amount,{unit}"
    Path("aid.csv").write_text(f"{heads}\nPeru,Chad,2020,5,EUR\nPeru,Mali,2020,6,USD\n")
    words = ("measure=aid", "value={amount}", "period={year}", "from={donor}", "to={to}")
    given = [it for word in (*words, f"unit={{{unit}}}") for it in ("--map", word)]
    assert [it["unit"] for it in imported(dip, "aid.csv", *given)[1].values()] == ["EUR", "USD"]


def test_the_key_of_ones_own_table_is_told_where_no_columns_are_one(dip: Run) -> None:
    rows = "DEU,2020,5,a\nDEU,2020,5,b\nFRA,2020,7,\n"
    Path("mine.csv").write_text(f"country,year,value,part\n{rows}")
    out, found = dip("import", "mine.csv", *DAY, *MINE)[1], claims(Path())
    assert "note: the columns used do not tell rows apart: ids follow the rows" in out
    assert {*found} == {"mine-1", "mine-2", "mine-3"}
    out, found = imported(dip, "mine.csv", *MINE, "--map", "scope=part {part}")
    assert "ids follow" not in out
    assert {*found} == {"mine-deu-a-2020", "mine-deu-b-2020", "mine-fra-2020"}


FLOW = ("--map", "measure=exports", "--map", "from={who}", "--map", "to={whom}",
        "--map", "unit=USD", "--map", "period={year}", "--map", "value={value}")  # fmt: skip
FLOWS = "who,whom,year,flow,item,value\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (  # imports that would be exports
            ["DE,FR,2020,imports,all,7", "DE,FR,2020,exports,all,9"],
            "the rows differ in flow (imports, exports); take what is measured alone, as with "
            "--map 'where={flow}=exports'",
        ),
        (  # parts that would be the whole
            ["DE,FR,2020,exports,01,7", "DE,FR,2020,exports,TOTAL,9"],
            "the rows differ in item (01, TOTAL); say of what part each is, as with --map "
            "'scope={item}', or take what is measured alone, as with --map 'where={item}=TOTAL'",
        ),
        (  # of several columns that with the fewest cells
            ["DE,FR,2020,exports,01,7", "DE,FR,2020,re-exports,02,9", "DE,IT,2020,exports,03,9"],
            "the rows differ in flow (exports, re-exports), item (01, 02); take what is measured "
            "alone, as with --map 'where={flow}=exports'",
        ),
        (  # parts without a total
            ["DE,FR,2020,exports,02,7", "DE,FR,2020,exports,03,9"],
            "the rows differ in item (02, 03); say of what part each is, as with --map "
            "'scope={item}', or take one part alone, as with --map 'where={item}=02' "
            "--map 'scope={item}'",
        ),
        (["DE,FR,2020,exports,01,7", "DE,FR,2020,exports,01,9"], "remove one of the two rows"),
    ],
)
@pytest.mark.parametrize("key", [(), ("--map", "key={who}-{whom}-{value}")])
@pytest.mark.parametrize("names", [False, True])
def test_two_numbers_for_one_question_are_told_with_the_columns_that_differ(
    dip: Run, rows: list[str], told: str, key: tuple[str, ...], names: bool
) -> None:
    text = FLOWS + "\n".join(["IT,FR,2020,,,", *rows, "FR,IT,2020,exports,01,7"])
    for code, name in ("DE", "Germany"), ("FR", "France"), ("IT", "Italy"):
        text = re.sub(rf"\b{code}\b", name, text) if names else text
    Path("flows.csv").write_text(text)
    status, out, _ = dip("import", "flows.csv", *DAY, *FLOW, *key)
    line = f"  flows.csv:4: line 3 has another number for the same question; {told}\n"
    assert (status, line in out) == (3, True), out
    assert "  cannot be read: 1 row\n" in out
    assert not list(Path().glob("*.toml"))


@pytest.mark.parametrize(
    ("head", "cells", "remedy"),
    [
        ("Month", "1 2", "say when each is, as with --map 'period={year}-{Month}'"),
        ("currency", "EUR USD", "say in which unit each is, as with --map 'unit={currency}'"),
    ],
)
def test_numbers_of_months_or_currencies_are_told_apart_by_the_remedy(
    dip: Run, head: str, cells: str, remedy: str
) -> None:
    one, other = cells.split()
    rows = f"DE,FR,2020,{one},1,7\nDE,FR,2020,{other},1,9\n"
    Path("flows.csv").write_text(f"{FLOWS.replace('flow', head)}{rows}")
    status, out, _ = dip("import", "flows.csv", *DAY, *FLOW)
    assert (status, f"{remedy}\n" in out) == (3, True), out
    map_ = remedy.rpartition(" ")[2].strip("'")
    words = [word for word in FLOW[1::2] if word.partition("=")[0] != map_.partition("=")[0]]
    given = [it for word in (*words, map_) for it in ("--map", word)]
    assert [it["value"] for it in imported(dip, "flows.csv", *given)[1].values()] == [7, 9]


def test_rows_of_a_wide_table_that_contradict_each_other_differ_in_no_number(dip: Run) -> None:
    Path("wide.csv").write_text("who,whom,kind,2019,2020\nDE,FR,ex,1,5\nDE,FR,im,2,5\n")
    text = "who,whom,2018 [YR2018],kind,year,value\nDE,FR,0,ex,2019,1\nDE,FR,5,im,2019,2\n"
    Path("long.csv").write_text(text)
    assert "; the rows differ in kind (ex, im); " in dip("import", "long.csv", *DAY, *FLOW)[1]
    words = ("--map", "columns=2019..2020", "--map", "period={column}", "--map", "value={cell}")
    status, out, _ = dip("import", "wide.csv", *DAY, *FLOW[:8], *words)
    assert (status, "  3 claims from 3 cells\n  cannot be read: 1 cell\n" in out) == (3, True), out
    told = "wide.csv:3: line 2 has another number for the same question; the rows differ in kind ("
    assert told in out
    Path("wide.csv").write_text("who,whom,kind,2019,2020\nDE,FR,ex,1,5\nDE,FR,im,2,6\n")
    out = dip("import", "wide.csv", *DAY, *FLOW[:8], *words)[1]
    assert (out.count(told), "  cannot be read: 2 cells\n" in out) == (1, True), out


@pytest.mark.parametrize(
    ("cells", "whole"), [("Import Export", "Export"), ("M X", "X"), ("balance exports", "exports")]
)
def test_flows_are_no_parts(dip: Run, cells: str, whole: str) -> None:
    one, other = cells.split()
    Path("flows.csv").write_text(f"{FLOWS}DE,FR,2020,{one},1,7\nDE,FR,2020,{other},1,9\n")
    alone = f"take what is measured alone, as with --map 'where={{flow}}={whole}'"
    assert f"({one}, {other}); {alone}\n" in dip("import", "flows.csv", *DAY, *FLOW)[1]
    status, _, err = dip("import", "flows.csv", *DAY, *FLOW, "--map", "scope={flow}")
    says = f'"flow" says what is measured, not of what part ({one}, {other})'
    assert (status, err) == (2, f"dipfacts: --map scope: {says}\n  {alone}\n")


def test_heads_of_flows_are_no_parts(dip: Run) -> None:
    Path("wide.csv").write_text("who,whom,year,Exports,Imports\nDE,FR,2020,1,5\n")
    words = ("columns=Exports,Imports", "scope={column}", "value={cell}")
    given = [it for word in words for it in ("--map", word)]
    status, _, err = dip("import", "wide.csv", *DAY, *FLOW[:10], *given)
    says = "its heads say what is measured, not of what part (Exports, Imports)"
    remedy = "take one column alone, as with --map 'value={Exports}'"
    assert (status, err) == (2, f"dipfacts: --map scope: {says}\n  {remedy}\n")


def test_rows_that_may_be_of_a_part_are_told(dip: Run) -> None:
    rows = "DE,FR,2020,exports,Cars,7\nDE,FR,2020,imports,Cars,8\nDE,FR,2020,exports,All,9\n"
    Path("flows.csv").write_text(FLOWS + rows)

    def note(*words: str) -> str:
        given = [it for word in words for it in ("--map", word)]
        out = imported(dip, "flows.csv", *FLOW, *given)[0].replace("\n    ", " ")
        return "".join(line for line in out.split("\n") if "note: only rows" in line)

    told = "  note: only rows whose item is Cars are taken: if that is a part, add --map 'scope={}'"
    cars = "where={flow}=exports, {item}=Cars"
    assert note(cars) == told.format("{item}")
    assert note("where={flow}=exports, {item}=All") == note(cars, "scope={item}") == ""
    both = "'where={flow}=exports, {item}=All'"
    assert both in dip("import", "flows.csv", *DAY, *FLOW, "--map", "where={flow}=exports")[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{FLOWS}DE,FR,2020,x,Cars,5\nDE,FR,2020,x,Total,7\n", ("scope={item}",)),
        (f"{FLOWS}DE,FR,2020,All,Cars,5\nDE,FR,2020,All,_T,7\n", ("scope={flow} {item}",)),
        (
            "who,whom,year,Cars,TOTAL\nDE,FR,2020,5,7\n",
            ("scope={column}", "columns=Cars,TOTAL", "value={cell}"),
        ),
    ],
)
def test_a_total_among_parts_is_given_no_scope(dip: Run, text: str, words: tuple[str, ...]) -> None:
    Path("flows.csv").write_text(text)
    given = [*(FLOW[:-2] if "value={cell}" in words else FLOW)]
    given += [it for word in words for it in ("--map", word)]
    claims = imported(dip, "flows.csv", *given)[1].values()
    assert [(it.get("scope"), it["value"]) for it in claims] == [("Cars", 5), (None, 7)]


@pytest.mark.parametrize(
    ("row", "measure", "notes"),
    [
        (
            "Import,27,forecast",
            "exports",
            [
                "no key names flow (Import), which is not exports: say what is measured, as with "
                "--map measure=imports, and, if it goes from whom to who, --map 'from={whom}' "
                "--map 'to={who}'",
                "no key names item (27): if that is a part, add --map 'scope={item}'",
                "no key names status (forecast): say how final each number is, as with --map "
                "'status={status}'",
            ],
        ),
        (
            "M,TOTAL,",
            "arms-exports",
            [
                "no key names flow (M), which is not arms-exports: say what is measured, as with "
                "--map measure=arms-imports, and, if it goes from whom to who, --map "
                "'from={whom}' --map 'to={who}'"
            ],
        ),
        ("Export,TOTAL,final", "exports", []),
        ("Re-exports,Arms,", "arms-re-exports", []),
    ],
)
def test_one_flow_part_or_status_of_all_rows_is_told_where_it_is_not_meant(
    dip: Run, row: str, measure: str, notes: list[str]
) -> None:
    heads = FLOWS.replace("item,", "item,status,")
    Path("flows.csv").write_text(f"{heads}DE,FR,2020,{row},7\nDE,FR,2021,{row},8\n")
    words = ["--map", f"measure={measure}", *FLOW[2:], "--map", "publisher=B"]
    out = imported(dip, "flows.csv", *words)[0].replace("\n    ", " ")
    told = [line.removeprefix("  note: ") for line in out.split("\n") if "  note: " in line]
    assert [it for it in told if not it.startswith("read as")] == notes


def test_rows_that_are_chosen_by_another_flow_or_a_status_are_told(dip: Run) -> None:
    heads = FLOWS.replace("item,", "item,label,status,")
    rows = "DE,FR,2020,Import,27,Oil,final,7\nDE,FR,2020,Export,27,Oil,forecast,8\n"
    Path("flows.csv").write_text(f"{heads}{rows}")
    where = "where={flow}=Import, {status}=forecast, {status}=final, {item}=27"
    out = dip("import", "flows.csv", *DAY, *FLOW, "--map", where)[1].replace("\n    ", " ")
    only = "  note: only rows whose {} taken"
    named = "which is not exports: say what is measured, as with --map measure=imports, and, if "
    named += "it goes from whom to who, --map 'from={whom}' --map 'to={who}'\n"
    assert f"{only.format('flow is Import are')}, {named}" in out
    assert f"{only.format('status is forecast, final are')}: say how final each number is" in out
    part = "if that is a part, add --map 'scope={item}'\n"
    assert f"{only.format('item is 27 are')}: {part}" in out
    assert out.count("  note: only rows") == 3


@pytest.mark.parametrize(
    ("names", "told"), [(("Product", "Product name"), 1), (("Product", "Industry"), 2)]
)
def test_a_label_of_a_part_is_not_told_again(dip: Run, names: tuple[str, str], told: int) -> None:
    heads = f"who,whom,year,{','.join(names)},value\n"
    Path("flows.csv").write_text(f"{heads}DE,FR,2020,27,Fuels,7\nDE,FR,2021,27,Fuels,8\n")
    out = dip("import", "flows.csv", *DAY, *FLOW)[1]
    assert out.count("if that is a part, add") == told
    scoped = dip("import", "flows.csv", *DAY, *FLOW, "--map", "scope={Product}", "--id", "p")[1]
    assert scoped.count("if that is a part, add") == told - 1
    fixed = dip("import", "flows.csv", *DAY, *FLOW, "--map", "scope=fuels", "--id", "f")[1]
    assert "if that is a part, add" not in fixed


@pytest.mark.parametrize(
    ("claim", "cells", "told"),
    [
        ("relation", "Terminated,In force", True),
        ("relation", "active,in force", False),
        ("relation", "signed,by the king", False),
        ("event", "cancelled,took place", True),
    ],
)
def test_a_column_of_statuses_that_no_key_names_is_told(
    dip: Run, claim: str, cells: str, told: bool
) -> None:
    one, other = cells.split(",")
    Path("pacts.csv").write_text(f"a,b,name,state\nDE,FR,Pact,{one}\nDE,IT,League,{other}\n")
    words = (f"claim={claim}", "kind=pact", "topic=law", "title={name}", "parties={a}, {b}")
    out = dip("import", "pacts.csv", *DAY, *(it for word in words for it in ("--map", word)))[1]
    say = "say how far each is, as with --map 'status={state}'\n"
    assert (f"no key names state ({one}, {other}): {say}" in out) is told


def test_rows_are_chosen_by_what_a_column_holds(dip: Run) -> None:
    rows = "DE,FR,2020,exports,01,7\nDE,FR,2020,imports,01,9\nXX,FR,2020,x,02,\n"
    Path("flows.csv").write_text(f"{FLOWS}{rows}DE,FR,2021,re-exports,02,8\n")
    where = "where={flow}=exports, {flow}=re-exports, {item}=01, {item}=02"
    out, found = imported(dip, "flows.csv", *FLOW, "--map", where)
    assert "  2 claims from 2 rows\n  left out: 1 flow is imports\n  left out: 1 flow is x\n" in out
    assert {id_: it["value"] for id_, it in found.items()} == {
        "flows-de-fr-2020": 7,
        "flows-de-fr-2021": 8,
    }


def test_numbers_that_are_said_otherwise_contradict_nothing(dip: Run) -> None:
    rows = "DE,FR,2020,2021-01-05,1,7\nDE,FR,2020,2022-01-05,1,9\n"
    Path("flows.csv").write_text(f"{FLOWS.replace('flow', 'said')}{rows}")
    found = imported(dip, "flows.csv", *FLOW, "--map", "said_on={said}")[1]
    assert [it["value"] for it in found.values()] == [7, 9]


def test_cells_of_a_wide_table_with_names_add_up(dip: Run) -> None:
    text = "Country;2019;2020;2021\nNorway;1,5;2,25;\nSweden;..;3;4\nWorld;9;9;9\n"
    Path("wide.csv").write_text(text)
    words = ["measure=aid", "unit=USD", "parties={Country}", "columns=2019..2021", "decimal=,"]
    words += ["value={cell}", "period={column}", "missing=.."]
    given = [it for word in words for it in ("--map", word)]
    out, found = imported(dip, "wide.csv", *given)
    assert "9 cells" in out
    assert "4 claims from 4 cells\n  left out: 3 World\n  left out: 1 no number (blank)" in out
    assert {*found} >= {"wide-no-2019", "wide-se-2021"}


def test_years_with_a_flag_or_a_letter_in_a_wide_table_are_no_gap_in_a_range(dip: Run) -> None:
    words = ["measure=aid", "unit=USD", "parties={a}", "value={cell}", "period={column}"]
    given = [it for word in words for it in ("--map", word)]
    for head in ("2021 p", "2021*", "2021 (prov.)", "2021¹", "y2021", "X2021"):
        Path("w.csv").write_text(f"a,2019,2020,{head},2022\nNO,1,2,3,4\n")
        status, _, err = dip("import", "w.csv", *DAY, *given, "--map", "columns=2019..2022")
        assert (status, err) == (
            2,
            f'dipfacts: --map: the file has no column "2021", but "{head}"\n'
            "  write 2021 as its head, or name each column instead of a range\n",
        )
    found = imported(dip, "w.csv", *given, "--map", "columns=2019,2022")[1]
    assert [it["value"] for it in found.values()] == [1, 4]
    Path("w.csv").write_text("a,2019,2020,2020 %,2021Q1\nNO,1,2,9,9\n")
    out, found = imported(dip, "w.csv", *given, "--map", "columns=2018..2023")
    assert "note: no column 2018 and 2023: those from 2019 to 2020 are taken\n" in out
    assert [it["value"] for it in found.values()] == [1, 2]


def test_heads_of_a_matrix_are_parties(dip: Run) -> None:
    words = ["measure=aid", "unit=USD", "from={a/b}", "to={column}", "value={cell}", "period=2020"]
    given = [it for word in (*words, "columns=DE,FR,EU") for it in ("--map", word)]
    Path("m.csv").write_text("a/b,DE,FR,EU\nDE,9,5,8\nFR,7,9,8\n")
    out, found = imported(dip, "m.csv", *given)
    assert "  left out: 2 a country with itself\n  left out: 2 EU\n" in out
    assert {id_: it["value"] for id_, it in found.items()} == {"m-de-fr": 5, "m-fr-de": 7}
    assert {it["to"] for it in found.values()} == {"iso2:FR", "iso2:DE"}
    Path("m.csv").write_text("a/b,Germany,France\nDE,9,5\nFR,7,9\n")
    given[-1] = "columns=Germany..France"
    assert dip("import", "m.csv", *DAY, *given)[2] == (
        'dipfacts: m.csv: the columns "Germany", "France" are no codes of one list\n'
        "  write such as DE or DEU in the head of the file\n"
    )


def test_names_in_any_language_are_countries_and_others_say_why_not(dip: Run) -> None:
    names: tuple[str, ...] = ("Österreich", "Congo", "Welt", "Atlantis", "", "Frankreich")
    names += (
        "Southern Africa",
        "Iran (Islamic Republic of)",
        "Tanzania, United Republic of",
        "Bahamas, The",
    )
    names += ("China, Hong Kong SAR", "Dem. Rep. of the Congo", "Moldova, Republic of")
    names += ("Lao People’s Democratic Republic", "Netherlands (Kingdom of the)", "1")
    rows = "".join(f"{name};2020;1.234,5\n" for name in names)
    Path("mine.csv").write_bytes(f"country;year;value\n{rows}".encode("cp1252"))
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE, "--map", "decimal=,", "--to", "base")
    assert status == 0
    assert (
        "  10 claims from 10 rows\n"
        "  left out: 1 Congo, which may be Congo-Kinshasa or Congo-Brazzaville\n"
        "  left out: 1 Welt\n"
        "  left out: 1 Atlantis, unknown\n"
        "  left out: 1 no country\n"
        "  left out: 1 Southern Africa\n"
        "  left out: 1 1, unknown\n"
    ) in out


def test_each_file_that_stands_beside_is_read_once(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = list[bytes]()

    def noted(data: bytes) -> list[LoadedTable]:
        read.append(data)
        return declared_at_a_glance(data)

    monkeypatch.setattr(loader, "declared_at_a_glance", noted)
    names = [f"p{nth}.csv" for nth in range(5)]
    for name in names:
        Path(name).write_text("Entity,Code,Year,Population\nNorway,NOR,2020,5\n", encoding="utf-8")
    assert dip("import", *names, *DAY, "--map", "unit=persons")[0] == 0
    assert len(read) == len({*read}) == 4


def test_a_table_of_its_own_is_written_beside_a_file_of_the_same_name(dip: Run) -> None:
    text = "country,year,value\nGermany,2020,5\n"
    Path("mine.csv").write_text(text)
    for _ in range(2):
        status, out, err = dip("import", "mine.csv", *DAY, *MINE)
        assert (status, err) == (0, "")
        assert "wrote ./mine-table.csv\nwrote ./mine.toml\n" in out
    assert Path("mine.csv").read_text() == text
    assert dip("check", "--strict", "mine.toml")[0] == 0


def test_codes_of_a_list_that_is_given_are_left_out_as_those_of_one_that_is_recognised(
    dip: Run,
) -> None:
    rows = "220,1991,5\n365,1991,6\n365,1992,7\n999,1992,8\n,1992,9\n"
    Path("mine.csv").write_text(f"country,year,value\n{rows}")
    report, found = imported(
        dip, "mine.csv", *MINE[:4], "--map", "parties=cow:{country}", *MINE[6:]
    )
    for why in ("cow:365 in 1991 may be Soviet Union or Russia", "999", "no code"):
        assert f"  left out: 1 {why}\n" in report
    assert [*found] == ["mine-220-1991", "mine-365-1992"]


def test_a_code_that_changes_hands_within_a_period_of_two_columns_is_left_out(dip: Run) -> None:
    rows = (
        "365,1919-09-14,1933-12-12\n365,1992-01-01,NA\n345,1930-01-01,1931-01-01\n999,2000,2001\n"
    )
    Path("mine.csv").write_text(f"code,from,until\n{rows}")
    words = ("claim=relation", "kind=mission", "title=Mission", "parties=gw:{code}, united-states",
             "period={from}/{until}")  # fmt: skip
    report, found = imported(dip, "mine.csv", *(it for word in words for it in ("--map", word)))
    assert "left out: 1 gw:365 in 1919-09-14/1933-12-12 may be Russia or Soviet Union\n" in report
    assert "left out: 1 999\n" in report
    assert [it["period"] for it in found.values()] == ["1992-01-01/", "1930-01-01/1931-01-01"]


def test_codes_of_two_letters_and_row_numbers_beside_a_fixed_period(dip: Run) -> None:
    Path("mine.csv").write_text(",country,value\n0,DEU,5\n1,WLD,6\n")
    words = (*MINE[:6], "--map", "period=2020", *MINE[8:])
    report, found = imported(dip, "mine.csv", *words)
    assert report.startswith("A table of 3 columns, 2 rows: figure\n")
    assert "  left out: 1 World\n" in report
    assert [it["period"] for it in found.values()] == ["2020"]


def test_codes_and_years_with_a_fraction_are_whole_numbers(dip: Run) -> None:
    """So pandas writes a column of whole numbers in which cells are blank."""
    rows = "31.0,2020.0,5.0\n0.0,2020.0,9\n,2020.0,7\n31.0,2021.0,\n"
    Path("mine.csv").write_text(f"country,year,value\n{rows}")
    report, found = imported(dip, "mine.csv", *MINE)
    assert "  left out: 1 World\n  left out: 1 no code\n" in report
    assert "  note: read as codes of m49: country\n" in report
    assert [*found] == ["mine-31-2020"]
    claim = found["mine-31-2020"]
    assert (claim["parties"], claim["period"], claim["value"]) == (["m49:31"], "2020", 5)


@pytest.mark.parametrize(("day", "is_older"), [
    ("2024-03-01", True), ("2023", True), ("2024-04", True), ("2024-05-01", False),
    ("2024", False), ("2024-05", False), ("2024-06", False),
])  # fmt: skip
def test_an_older_edition_over_a_newer_one_is_told_with_the_way_to_keep_both(
    dip: Run, day: str, is_older: bool
) -> None:
    def line(published: str, *more: str) -> str:
        status, out, err = dip("import", "m.csv", "--published", published, *MINE, *more)
        assert (status, err) == (0, "")
        return out

    Path("m.csv").write_text("country,year,value\nDE,2020,5\n")
    line("2024-05-01")
    note = (
        f"  note: what is replaced was published later (2024-05-01) than this ({day}): "
        f"to keep both, add --id m-{day}, and import the newer again\n"
    )
    assert (note in line(day)) is is_older
    assert "what is replaced was published" not in line(day)
    assert "what is replaced was published" not in line("2024-07")
    line(day, "--id", f"m-{day}")
    assert sorted(path.name for path in Path().glob("*.toml")) == [f"m-{day}.toml", "m.toml"]


def test_rows_of_a_year_are_chosen_with_and_without_its_fraction(dip: Run) -> None:
    rows = "DE,2019.0,wine,5\nFR,2019,beer,6\nDE,2018,wine,7\n"
    Path("mine.csv").write_text(f"country,year,product,value\n{rows}")
    line = ("import", "mine.csv", *DAY, "--dry-run", *MINE, "--map", "where={year}=2019")
    report = dip(*line)[2]
    assert "  2 claims from 2 rows\n  left out: 1 year is 2018\n" in report
    assert "note: no key names product (wine, beer)" in report


def test_a_file_of_an_old_encoding_is_told_with_the_remedy_of_an_import(dip: Run) -> None:
    Path("mine.csv").write_bytes(
        "country,year,value\nCuraçao,2020,5\nTürkiye,2020,6\n".encode("cp850")
    )
    status, out, _ = dip("import", "mine.csv", *DAY, *MINE)
    assert status == 3
    assert "  mine.csv:3: not text of the encoding cp1252; save the file as UTF-8\n" in out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_table_with_tabs_passes_check(dip: Run, encoding: str) -> None:
    Path("mine.tsv").write_text("country\tyear\tvalue\nDEU\t2020\t5\n", encoding=encoding)
    imported(dip, "mine.tsv", *MINE)


def test_a_packed_file_that_is_cut_off_is_told_as_such(dip: Run) -> None:
    whole = gzip.compress(b"country,year,value\nDEU,2020,5\n")
    Path("mine.csv.gz").write_bytes(whole[:-12])
    assert dip("import", "mine.csv.gz", *DAY, *MINE) == (
        *(2, ""),
        "dipfacts: mine.csv.gz cannot be unpacked to its end\n  download it again\n",
    )


def test_a_row_that_stands_twice_is_told_in_words_of_the_import(dip: Run) -> None:
    heads = "ccode1,ccode2,year,DR_at_1,DR_at_2,DE"
    Path("dipl.csv").write_text(f"{heads}\n2,200,1920,3,3,0\n2,200,1925,3,3,1\n2,200,1925,2,3,1\n")
    status, out, _ = dip("import", "dipl.csv", *DAY)
    assert status == 3
    assert (
        "  dipl.csv:4: a second row about what line 3 is about; remove one of the two rows\n" in out
    )
    Path("aid.csv").write_text("country,year,aid\nDEU,2020,5\nDEU,2021,6\n")
    words = (*MINE[:8], "--map", "value={aid}", "--map", "key={country}")
    status, out, _ = dip("import", "aid.csv", *DAY, *words)
    assert status == 3
    assert "  aid.csv:3: a second row about what line 2 is about; name more columns" in out


def test_reasons_are_all_told_on_request(dip: Run) -> None:
    names = [f"Group {letter}" for letter in "ABCDEFGHIJKLMN"]
    rows = "".join(f"{name},X{name[-1]},GDP (current US$),NY.GDP,1\n" for name in names)
    Path("gdp.csv").write_text(f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),NY.GDP,6.5\n{rows}")
    out = dip("import", "gdp.csv", *DAY)[1]
    assert "  left out: 1 Group L\n  left out: 2 for 2 other reasons: --all lists them\n" in out
    assert "8 for 8 other reasons: --all lists them\n" in dip("check", ".")[2]
    out = dip("import", "gdp.csv", *DAY, "--all")[1]
    assert "  left out: 1 Group M\n  left out: 1 Group N\n" in out
    assert 'by skip (Country Code "XN")\n' in dip("check", "--all", ".")[2]


def test_what_is_wrong_in_an_archive_is_told_by_archive_member_and_line(dip: Run) -> None:
    with zipfile.ZipFile("wdi.zip", "w") as archive:
        archive.writestr("data/API_GDP.csv", f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),X.Y,6%\n")
    status, out, _ = dip("import", "wdi.zip", *DAY)
    assert status == 3
    assert "  wdi.zip/API_GDP.csv:2: value: " in out
    with zipfile.ZipFile("wdi.zip", "w") as archive:
        archive.writestr("API_GDP.csv", f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),X.Y,6\n")
        archive.writestr("page.csv", "<!doctype html>")
    assert dip("import", "wdi.zip", *DAY)[2].startswith("dipfacts: wdi.zip/page.csv is a web page")
    with zipfile.ZipFile("wdi.zip", "w") as archive:
        archive.writestr("API_GDP.csv", f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),X.Y,6\n")
        archive.writestr("__MACOSX/._API_GDP.csv", b"\0\5\x16\7")
    assert dip("import", "wdi.zip", *DAY)[0] == 0
    assert {path.name for path in Path.cwd().iterdir()} == {"API_GDP.csv", "wdi.toml", "wdi.zip"}


def test_a_column_that_a_file_lacks_is_named(dip: Run) -> None:
    heads = ALLIANCE.replace("dyad_end_month,", "").strip()
    Path("ally.csv").write_text(f"{heads}\n{','.join('1' for _ in heads.split(','))}\n")
    status, out, err = dip("import", "ally.csv", *DAY)
    assert (status, out) == (2, "")
    assert err.startswith('dipfacts: ally.csv has no column "dyad_end_month"\n  take the file')


def test_a_number_of_json_with_an_exponent_is_exact(dip: Run) -> None:
    record = comtrade("X", ("31", "Azerbaijan"), "", "5")
    text = json.dumps({"count": 1, "data": [record]}).replace(
        '"primaryValue": "5"', '"primaryValue": 6.8e9'
    )
    Path("az.json").write_text(text)
    (claim,) = imported(dip, "az.json")[1].values()
    assert claim["value"] == 6_800_000_000


def own(file: str, text: str, encoding: str = "utf-8") -> tuple[str, ...]:
    """Write a file of figures from one country to another; return the words that import it."""
    Path(file).write_bytes(text.encode(encoding))
    keys = ("measure=aid", "unit=USD", "from={from}", "to={to}", "period={year}", "value={value}")
    return file, *(word for key in keys for word in ("--map", key))


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        ("from^to^year^value\nNA^DE^2020^5\n", "utf-8", ["delimiter=^"]),
        ("from,to,year,value\nНамибия,Германия,2020,5\n", "cp1251", ["encoding=cp1251"]),
        ("a,b,c,d\nfrom,to,year,value\nNA,DE,2020,5\n", "utf-8", ["skip_lines=1"]),
        ("a\tb\nfrom^to^year^value\nNA^DE^2020^5\n", "utf-8", ["skip_lines=1", "delimiter=^"]),
    ],
)
def test_how_a_file_is_written_is_known_before_its_head_is_read(
    dip: Run, text: str, encoding: str, said: list[str]
) -> None:
    words = own("aid.csv", text, encoding)
    _, found = imported(dip, *words, *(word for it in said for word in ("--map", it)))
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso2:NA", "iso2:DE", 5)


def test_the_encoding_that_a_file_was_taken_to_have_is_told(dip: Run) -> None:
    words = own("aid.csv", "from,to,year,value\nКитай,Германия,2020,5\n", "cp1251")
    status, out, _ = dip("import", *words, *DAY)
    assert (status, "left out: 1 Êèòàé, unknown" in out) == (1, True)
    assert "note: no UTF-8, read as ISO-8859-1: if names look wrong, add --map encoding=…" in out


def test_a_former_state_among_names_makes_ids_of_all(dip: Run) -> None:
    rows = "Yemen Arab Republic,Peru,1985,1\nEgypt,Peru,1985,2\n"
    _, found = imported(dip, *own("aid.csv", f"from,to,year,value\n{rows}"))
    told = {(claim["from"], claim["to"]) for claim in found.values()}
    assert told == {("north-yemen", "iso2:PE"), ("egypt", "iso2:PE")}


@pytest.mark.parametrize("others", ["", "NA;FR;2020;950\n", "NA;FR;2020;1.234.500\n"])
def test_a_point_before_three_digits_may_group_thousands(dip: Run, others: str) -> None:
    words = own("aid.csv", f"from;to;year;value\n{others}NA;DE;2020;12.345\n")
    status, _, err = dip("import", *words, *DAY)
    line = 3 if others else 2
    told = f'aid.csv:{line}: "12.345" may be thousands or a fraction'
    remedy = "add --map decimal=, if it is thousands, --map decimal=. if it is a fraction"
    assert (status, err) == (2, f"dipfacts: {told}\n  {remedy}\n")
    _, found = imported(dip, *words, "--map", "decimal=,")
    assert 12345 in [claim["value"] for claim in found.values()]


@pytest.mark.parametrize("other", ["7.5", "0.123", "1234", "1234.567"])
def test_another_number_shows_that_points_stand_before_decimals(dip: Run, other: str) -> None:
    rows = f"NA,DE,2020,12.345\nNA,FR,2020,{other}\n"
    _, found = imported(dip, *own("aid.csv", f"from,to,year,value\n{rows}"))
    assert [claim["value"] for claim in found.values()] == [Decimal("12.345"), Decimal(other)]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("ccode1,ccode2,year,flow1,flow2", "2,2,1990,1,2"),
        ("ccode1,ccode2,year,DR_at_1,DR_at_2,DE", "2,2,1990,3,3,1"),
        (ALLIANCE.strip(), "1,2,US,2,US,1,1,1990,1,1,1995,0,0,1,0,0,0"),
        (GED.strip(), "1,1999,A - A,750,750,Kargil,1,1999-06-01,1999-06-01,3,3,3"),
        ("statement,property,from,to", f"{ITEM}statement/Q30-1,P47,{ITEM}Q30,{ITEM}Q30"),
        ("t,i,j,k,v,q", "2020,31,31,010121,1,2"),
    ],
)
def test_a_country_with_itself_is_left_out(dip: Run, heads: str, row: str) -> None:
    Path("own.csv").write_text(f"{heads}\n{row}\n")
    status, out, err = dip("import", "own.csv", *DAY)
    assert (status, err) == (1, "")
    assert "  0 claims from 0 rows\n  left out: 1 a country with itself\n" in out


def test_a_data_package_in_an_archive_is_one(dip: Run) -> None:
    fields = [{"name": it, "type": "any"} for it in ("Country", "Year", "GDP")]
    resource = {"name": "gdp", "path": "data/gdp.csv", "schema": {"fields": fields}}
    with zipfile.ZipFile("package.zip", "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"name": "gdp", "resources": [resource]}))
        archive.writestr("data/gdp.csv", "Country,Year,GDP\nGuinea,2020,5\nGuinea-Bissau,2020,6\n")
    _, found = imported(dip, "package.zip", "--map", "unit=USD")
    told = {(claim["parties"][0], claim["value"]) for claim in found.values()}
    assert told == {("iso2:GN", 5), ("iso2:GW", 6)}


def test_columns_of_owid_with_one_title_are_told_apart(dip: Run) -> None:
    Path("life.csv").write_text("Entity,Code,Year,men,women,Women\nNamibia,NAM,2020,60,65,66\n")
    columns = {it: {"titleShort": "Life", "unit": "years"} for it in ("men", "women")}
    metadata = {"chart": {}, "columns": {**columns, "Women": {"unit": "years"}}}
    Path("life.metadata.json").write_text(json.dumps(metadata))
    _, found = imported(dip, "life.csv", "life.metadata.json")
    told = {claim["measure"]: claim["value"] for claim in found.values()}
    assert told == {"men": 60, "women": 65, "women-3": 66}
    Path("brace.csv").write_text("Entity,Code,Year,Life {x}\nNamibia,NAM,2020,60\n")
    assert (
        'dipfacts: brace.csv: the column "Life {x}" has a brace in its name\n'
        in dip("import", "brace.csv", *DAY)[2]
    )


def test_measures_of_another_meaning_than_in_the_bundled_base_get_ids_of_their_own(
    dip: Run,
) -> None:
    heads = "Exports,Growth,Re-exports,GDP,Population"
    Path("chart.csv").write_text(f"Entity,Code,Year,{heads}\nNamibia,NAM,2020,1,2,3,4,5\n")
    units = zip(heads.split(","), ("US$", "%", "US$", "%", "people"), strict=True)
    columns = {head: {"unit": unit} for head, unit in units}
    Path("chart.metadata.json").write_text(json.dumps({"chart": {}, "columns": columns}))
    _, found = imported(dip, "chart.csv", "chart.metadata.json")
    assert {id_: it["measure"] for id_, it in found.items()} == {
        "owid-exports-nam-2020": "owid-exports",
        "owid-growth-nam-2020": "owid-growth",
        "owid-re-exports-nam-2020": "owid-re-exports",
        "owid-gdp-nam-2020": "owid-gdp",
        "owid-population-nam-2020": "population",
    }
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT"
    Path("s.csv").write_text(f"{head}\nX:Y(1.0),DE,GROWTH,2020,5,EUR\n")
    measures = {it["measure"] for it in imported(dip, "s.csv")[1].values()}
    assert "sdmx-growth" in measures


def test_a_measure_of_the_bundled_base_is_declared_as_there(dip: Run) -> None:
    Path("trips.csv").write_text("a,b,y,v\nDE,FR,2019,5\n")
    words = ("measure=visitors", "unit=persons", "from={a}", "to={b}", "value={v}", "period={y}")
    given = [it for word in words for it in ("--map", word)]
    imported(dip, "trips.csv", *given)
    assert 'topic = "tourism"\nlabel = "Visitors"\n' in Path("base/trips.toml").read_text()


def test_wdi_of_one_country_is_found_below_its_preamble(dip: Run) -> None:
    above = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-23",\n\n'
    row = "Namibia,NAM,GDP (current US$),NY.GDP.MKTP.CD,6.5,"
    Path("wdi.csv").write_text(f"{above}{WDI_HEADS},\n{row}\n")
    assert [claim["value"] for claim in imported(dip, "wdi.csv")[1].values()] == [Decimal("6.5")]
