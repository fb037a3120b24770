"""`dipfacts import`: UN Comtrade."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import COMTRADE, WDI_HEADS, adds_up, comtrade, counts, import_twice, web
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")


@pytest.mark.parametrize("after", ["", " "])
def test_comtrade_takes_totals_of_countries_and_counts_the_rest(dip: Run, after: str) -> None:
    rows = [{key: f"{cell}{after}" for key, cell in row.items()} for row in COMTRADE]
    Path("TradeData.csv").write_bytes(web(rows))
    out, found = import_twice(dip, "TradeData.csv")
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


def test_two_codes_of_one_country_are_itself(dip: Run) -> None:
    others = [comtrade("M", side, "3", "") for side in (("841", "USA (before 1981)"), ("36", "x"))]
    Path("TradeData.csv").write_bytes(web(others))
    out, found = import_twice(dip, "TradeData.csv")
    assert "  1 claim from 1 row\n  left out: 1 a country with itself\n" in out
    assert [*found] == ["comtrade-imports-842-36-2022"]


@pytest.mark.parametrize("code", ["492", "492.0"])
def test_a_sum_that_has_the_number_of_monaco_is_left_out(code: str, dip: Run) -> None:
    rest = comtrade("M", (code, "Europe EU, nes"), "7", "")
    Path("TradeData.csv").write_bytes(web([comtrade("M", ("31", "Azerbaijan"), "5", ""), rest]))
    out, found = import_twice(dip, "TradeData.csv")
    assert "  left out: 1 Europe EU, nes\n" in out
    assert [*found] == ["comtrade-imports-842-31-2022"]


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
    out, found = import_twice(dip, "api.json")
    assert "written as a table of its own: JSON is no table" in out
    claim = found["comtrade-imports-842-31-2022-05"]
    assert (claim["value"], claim["period"]) == (Decimal("12.5"), "2022-05")
    Path("month.csv").write_bytes(web([monthly]))
    out, again = import_twice(dip, "month.csv", "--id", "comtrade")
    assert "months are written 202205" in out
    assert again == found
    Path("records.json").write_text(json.dumps([monthly]))  # as jq .data writes them
    assert import_twice(dip, "records.json", "--id", "comtrade")[1] == found


def test_comtrade_that_pandas_has_written_is_the_same(dip: Run) -> None:
    Path("data.csv").write_bytes(web(COMTRADE))
    plain = import_twice(dip, "data.csv")[1]
    decimal = [{key: f"{cell}.0" if cell.isdecimal() else cell for key, cell in record.items()}
               for record in COMTRADE]  # fmt: skip
    Path("data.csv").write_bytes(web(decimal))
    out, found = import_twice(dip, "data.csv")
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
    out, found = import_twice(dip, "old.csv")
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
    _, found = import_twice(dip, "TradeData.csv")
    assert {it["scope"] for it in found.values()} == {
        f"99 {name}", f"9999 {name}", f"999999 {name}"
    }  # fmt: skip
    Path("TradeData.csv").write_bytes(web([{**records[0], "cmdDesc": ""}]))
    _, found = import_twice(dip, "TradeData.csv")
    assert [it["scope"] for it in found.values()] == ["99"]


def test_services_of_comtrade_are_no_goods(dip: Run) -> None:
    france = ("251", "France")
    services = [
        comtrade("M", france, "", "", typeCode="S", cmdCode=code, cmdDesc=name, primaryValue=value)
        for code, name, value in (("S", "Total services", "700"), ("SC", "Transport", "90"))
    ]
    Path("TradeData.csv").write_bytes(web([comtrade("M", france, "900", ""), *services]))
    out, found = import_twice(dip, "TradeData.csv")
    assert "  2 claims from 2 rows\n  left out: 1 by product, which the total holds\n" in out
    assert {id_: (it["value"], it.get("scope")) for id_, it in found.items()} == {
        "comtrade-imports-842-251-2022": (900, None),
        "comtrade-imports-services-842-251-2022": (700, "services"),
    }
    Path("TradeData.csv").write_bytes(web(services[1:]))
    _, found = import_twice(dip, "TradeData.csv")
    assert [it["scope"] for it in found.values()] == ["services: SC Transport"]
    Path("old.csv").write_text(
        "Classification,Year,Trade Flow Code,Reporter Code,Partner Code,Partner,Commodity Code,"
        "Commodity,Trade Value (US$)\nEB,2012,1,842,251,France,200,Total EBOPS 2002 Services,5\n"
    )
    _, found = import_twice(dip, "old.csv", "--id", "old")
    assert found["old-imports-services-842-251-2012"]["scope"] == "services"


def test_services_of_comtrade_by_mode_of_supply_are_parts_of_the_total(dip: Run) -> None:
    rows = [
        comtrade("M", ("251", "France"), "", "", typeCode="S", cmdCode="S", primaryValue=value)
        | {"mosCode": mode}
        for mode, value in (("0", "700"), ("1", "300"), ("2", "400"))
    ]
    Path("data.json").write_text(json.dumps({"data": [*rows], "count": 3}))
    out, found = import_twice(dip, "data.json")
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
    out, found = import_twice(dip, "TradeData.csv")
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
    status, out, err = dip("import", "none.csv", *map_words(*maps))
    assert (status, err) == (1, "")
    assert out == "none.csv, a table, holds no rows\n  nothing is written\n"


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        (
            '{"count": 0, "data": [], "error": "too many records"}',
            'UN Comtrade says "too many records"',
            "ask it again, for less at a time",
        ),
        (
            '{"elapsedTime": "0.1 secs", "count": 0, "data": null, "error": "Maximum limit"}',
            'UN Comtrade says "Maximum limit"',
            "ask it again, for less at a time",
        ),
        (
            '{"statusCode": 401, "message": "Access denied: no subscription key"}',
            'it says "Access denied: no subscription key"',
            "ask for the data again, as the provider explains",
        ),
        (
            '{"error": {"code": 404, "message": "No such data flow"}}',
            'it says "No such data flow"',
            "ask for the data again, as the provider explains",
        ),
    ],
)
def test_what_an_interface_says_in_place_of_data_is_told(
    dip: Run, text: str, told: str, hint: str
) -> None:
    Path("said.json").write_text(text)
    status, out, err = dip("import", "said.json", *DAY)
    assert (status, out) == (2, "")
    assert err == f"dipfacts: said.json is no data: {told}\n  {hint}\n"


@pytest.mark.parametrize(("count", "is_told"), [(250_001, True), (1, False), (0, False)])
def test_a_file_that_says_it_has_more_rows_than_it_holds_is_told(
    dip: Run, count: int, is_told: bool
) -> None:
    row = comtrade("X", ("384", "Côte d'Ivoire"), "", "77000")
    Path("cut.json").write_text(json.dumps({"count": count, "data": [row]}))
    status, out, _ = dip("import", "cut.json", *DAY)
    told = "  note: the file says that it has 250,001 rows, and holds 1: ask for less at a time\n"
    assert (status, told in out, "holds 1" in out) == (0, is_told, is_told)


def test_a_file_of_comtrade_that_a_spreadsheet_saved_is_read_by_its_decimals(dip: Run) -> None:
    rows = [
        comtrade("M", ("0", "World"), "1250,5", ""),
        comtrade("M", ("31", "Azerbaijan"), "7,25", ""),
    ]
    Path("saved.csv").write_bytes(web(rows))
    status, out, err = dip("import", "saved.csv", *DAY)
    assert status != 0
    assert "add --map decimal=," in out + err
    _, found = import_twice(dip, "saved.csv", *DAY, "decimal=,")
    assert {claim["value"] for claim in found.values()} == {7.25}


def test_numbers_of_two_lists_of_countries_are_asked_about(dip: Run) -> None:
    Path("pairs.csv").write_text("ccode1,ccode2,year,sold\n20,40,1995,100\n70,100,1995,200\n")
    given = ["claim=figure", "measure=exports", "period={year}", "value={sold}", "unit=USD"]
    words = map_words(*given)
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
        ("imf", "m49", "112,156,1995,5\n158,132,1995,6\n111,158,1995,7\n"),
        ("gec", "iso2", "GM,CH,1995,5\nSP,SW,1995,6\nUK,EI,1995,7\n"),
    ):
        Path("odd.csv").write_text(f"ccode1,ccode2,year,sold\n{rows}")
        told = f'the codes in "ccode1" may be of {list_} or {other}\n'
        assert told in dip("import", "odd.csv", *DAY, *words, *sides)[2]
        named = [it.replace("={", f"={list_}:{{") for it in sides]
        assert dip("import", "odd.csv", *DAY, *words, *named)[0] == 0
    Path("letters.csv").write_text("ccode1,ccode2,year,sold\nDE,FR,1995,100\n")
    out = dip("import", "letters.csv", *DAY, *words, *sides)[1]
    assert "note: read as codes of iso2: ccode1, ccode2" in out


@pytest.mark.parametrize(
    ("lists", "rows"),
    [("cow or m49", "2,20,5\n255,220,6\n"), ("m49 or imf", "111,112,5\n134,132,6\n")],
)
def test_codes_of_one_list_that_is_not_of_iso_are_told_with_the_options_of_all_columns(
    dip: Run, lists: str, rows: str
) -> None:
    (list_,) = {*lists.split(" or ")} - {"m49"}
    Path("pairs.csv").write_text(f"a,b,sold\n{rows}")
    given = ["measure=exports", "period=1995", "value={sold}", "unit=USD", "reporter={a}"]
    words = map_words(*given)
    options = "--map from='cow:{a}' --map to='cow:{b}' --map reporter='cow:{a}'"
    sides = ["--map", "from={a}", "--map", "to={b}"]
    assert dip("import", "pairs.csv", *DAY, *words, *sides) == (
        2,
        "",
        f'dipfacts: the codes in "b" may be of {lists}\n'
        f"  say which, as in {options.replace('cow', list_)}\n",
    )
    sides = ["--map", "from={a}", "--map", f"to={list_}:{{b}}"]
    status, _, err = dip("import", "pairs.csv", *DAY, *words, *sides)
    options = options.replace("--map to='cow:{b}' ", "").replace("cow", list_)
    told = f'dipfacts: the codes in "a" are of {list_}\n  write {options}\n'
    assert (status, err) == (2, told)
    sides = [it.replace("={", f"={list_}:{{") for it in sides]
    words = [it.replace("r={a}", f"r={list_}:{{a}}") for it in words]
    assert len(import_twice(dip, "pairs.csv", *words, *sides)[1]) == 2


ONLY_GW = "678 340 99 2 20 816"  # Yemen, Serbia and Great Colombia, of which COW knows the first


@pytest.mark.parametrize(
    ("head", "codes", "told"),
    [
        *((head, ONLY_GW, "are of gw") for head in ("gwcode", "GWNo", "gwno_a", "country_code_gw")),
        *((head, "20 40 100", "are of gw") for head in ("gw_code", "gwnob_2nd", "Gleditsch Ward")),
        ("ccode", ONLY_GW, "may be of gw or m49"),
        ("cowcode", ONLY_GW, "may be of gw, m49 or cow"),  # which does not know all
        ("country", "2 340 99 3000", "are of gw"),
        ("COWcode", "20 40 100", "are of cow"),
        ("ccodecow", "2 365", "are of cow"),
        ("IFS code", "112 156 158", "are of imf"),
        ("M49 code", "112 156 158", ""),
        ("iso_num", "20 40 100", ""),
        ("gwno", "112 156 158", "may be of m49 or imf"),
        ("gwno", "20 40 4 8", "may be of m49 or gw"),
        ("FIPS", "GM CH", "are of gec"),
        ("country", "GM CH", ""),
    ],
)
def test_the_head_of_a_column_and_what_knows_all_codes_tell_their_list(
    dip: Run, head: str, codes: str, told: str
) -> None:
    Path("own.csv").write_text(f"{head},v\n" + "".join(f"{it},5\n" for it in codes.split()))
    given = ["measure=exports", "period=1995", "value={v}", "unit=USD", f"parties={{{head}}}"]
    words = map_words(*given)
    status, out, err = dip("import", "own.csv", *DAY, *words)
    if not told:
        assert (status, err) == (0, "")
        return
    lists = told.split()[-1], *told.replace(",", "").split()[3:4]
    best = next(it for it in (*lists[1:], lists[0]) if it not in ("m49", "iso2"))
    say = "say which, as in" if "may" in told else "write"
    assert (status, out) == (2, "")
    assert err == (
        f"dipfacts: the codes in \"{head}\" {told}\n  {say} --map parties='{best}:{{{head}}}'\n"
    )


@pytest.mark.parametrize(
    ("heads", "rows", "told"),
    [
        ("stateabb,ccode", "USA,2;UKG,200;AUS,305;FRN,220", "write --map parties='cow:{ccode}'"),
        ("gw_abb,gwno", "AFG,700;SWZ,225;YUG,345;LIB,620", "write --map parties='gw:{gwno}'"),
        ("scode,year", "AUS,2000;GFR,2000", "name a column of names, or of codes of another list"),
        ("noc,country", "GER,Germany;BRN,Bahrain", "name a column of names, or of codes of "),
        ("abb,x", "WLD,1;AUS,2;DEU,3;FRA,4;GBR,5;USA,6", ""),  # of the World Bank
        ("name_gw,x", "Germany,1;France,2", ""),
    ],
)
def test_abbreviations_of_states_are_no_codes_of_iso(
    dip: Run, heads: str, rows: str, told: str
) -> None:
    """AUS is Austria in COW's, SWZ Switzerland: each the code of another state by ISO."""
    own = "".join(f"{row},5\n" for row in rows.split(";"))
    Path("own.csv").write_text(f"{heads},v\n{own}")
    head = heads.partition(",")[0]
    given = ["measure=gdp", "period=1995", "value={v}", "unit=USD", f"parties={{{head}}}"]
    words = map_words(*given)
    status, _, err = dip("import", "own.csv", *DAY, *words)
    if told:
        first = f'dipfacts: the codes in "{head}" are of no list that dipfacts has\n'
        assert (status, err.startswith(f"{first}  {told}")) == (2, True), err
    else:
        assert (status, err) == (0, "")
