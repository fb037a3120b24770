"""`dipfacts import`: SDMX-CSV."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import MINE, WDI_HEADS, import_twice
from support.importing import DAY
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("read_anew")


def test_sdmx_of_the_imf_is_not_scaled_by_its_scale(dip: Run) -> None:
    Path("imts.csv").write_text(
        "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,STATUS\n"
        "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CAN,A,2024,349,6,\n"
        "IMF.STA:IMTS(1.0.0),USA,MG_CIF_USD,CAN,Q,2024-Q2,20,6,E\n"
        "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G001,A,2024,2065,6,\n"
        "IMF.STA:IMTS(1.0.0),DEU,XG_FOB_USD,USA,A,2025,,6,\n"
        ",,,,,,,,\n"
    )
    out, found = import_twice(dip, "imts.csv")
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
    out, found = import_twice(dip, "y.csv")
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
    out, found = import_twice(dip, "y.csv")
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
    out, found = import_twice(dip, "mna.csv")
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
    assert (
        '"soon" is no number; add --map missing=soon if that means unknown'
        in dip("import", "y.csv", *DAY)[1]
    )
    assert dip("import", "y.csv", *DAY, "--map", "missing=soon")[0] == 0


def test_sdmx_with_labels_flags_multipliers_and_deletions(dip: Run) -> None:
    Path("oecd.csv").write_text(
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: Area,MEASURE: Measure,TIME_PERIOD: Time,"
        "OBS_VALUE: Value,UNIT_MEASURE: Unit,UNIT_MULT: Times,OBS_STATUS: Status\n"
        "dataflow,OECD:DF(1.0): F,I,NA: Namibia,AID: Aid,2020,1.5,USD: Dollar,6: Millions,P: P\n"
        "dataflow,OECD:DF(1.0): F,I,NA: Namibia,AID: Aid,2021,,USD: Dollar,6: Millions,M: M\n"
        "dataflow,OECD:DF(1.0): F,D,FR: France,AID: Aid,2021,9,USD: Dollar,6: Millions,A: A\n"
    )
    out, found = import_twice(dip, "oecd.csv")
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
    _, found = import_twice(dip, "labels.csv")
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
    out, found = import_twice(dip, "y.csv")
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
    (claim,) = import_twice(dip, "aid.csv")[1].values()
    assert [claim[it] for it in ("from", "to", "reporter", "value")] == [
        "iso3:FRA", "iso3:UKR", "iso3:FRA", 1_500_000,
    ]  # fmt: skip


def test_sdmx_of_columns_that_are_not_known_may_be_explained(dip: Run) -> None:
    Path("aid.csv").write_text(AID.format("GIVER"))
    err = dip("import", "aid.csv", *DAY)[2]
    assert "has no column of countries\n  say what its columns mean" in err
    words = ("measure=aid", "unit=USD", "from={GIVER}", "to={RECIPIENT}", "period={TIME_PERIOD}",
             "value={OBS_VALUE}", "scale=1000000")  # fmt: skip
    (claim,) = import_twice(dip, "aid.csv", *words)[1].values()
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
    out, found = import_twice(dip, "e.csv")
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
        ("estat_gdp.tsv.gz", gzip.compress(TSV.encode(), mtime=0)),
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
    out, found = import_twice(dip, name)
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
    out, found = import_twice(dip, "y.csv")
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
    _, found = import_twice(dip, "y.csv")
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
    (claim,) = import_twice(dip, "y.csv", f"decimal={decimal}")[1].values()
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
    assert [str(it["value"]) for it in import_twice(dip, "y.csv")[1].values()] == values


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
    (claim,) = import_twice(dip, "y.csv")[1].values()
    assert claim["value"] == value


def test_a_slice_of_sdmx_has_the_scopes_and_ids_of_the_whole(dip: Run) -> None:
    head = SDMX.format("REF_AREA,INDICATOR,SEX,AGE,SECTOR,ADJUSTMENT,", ",NOTE_SOURCE")
    women = "I:U(1.0),DEU,UNE,F,Y15T24,S1,N,2022,5.9,PT,A,a survey\n"
    all_ = "I:U(1.0),DEU,UNE,T,TOTAL,S1,N,2022,3.1,PT,A,\n"
    other = "I:U(1.0),DEU,UNE,T,_T,S13,Y,2022,2.2,PT,A,\n"
    Path("u.csv").write_text(head + women)
    slice_ = import_twice(dip, "u.csv")[1]
    assert [it["scope"] for it in slice_.values()] == ["SEX F; AGE Y15T24"]
    page = dip("indicators", "germany", "-f", "base")[1]
    assert "UNE (SEX F; AGE Y15T24)  2022" in page
    Path("u.csv").write_text(head + women + all_ + other)
    found = import_twice(dip, "u.csv")[1]
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
    _, found = import_twice(dip, "e.csv")
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
    (claim,) = import_twice(dip, "u.csv")[1].values()
    assert (claim["value"], claim["unit"], claim.get("scope")) == told
    assert claim["parties"] == ["iso2:GR"]


@pytest.mark.parametrize("unit", ["MIO_EUR", "Million euro"])
def test_millions_of_a_currency_stand_in_its_column(dip: Run, unit: str) -> None:
    Path("bop.tsv").write_text(
        f"freq,currency,bop_item,stk_flow,partner,geo\\TIME_PERIOD\t2022\n"
        f"A,{unit},G,CRE,CN,DE\t106844.1\n"
    )
    (claim,) = import_twice(dip, "bop.tsv")[1].values()
    told = [claim[it] for it in ("value", "unit", "scope")]
    assert told == [106_844_100_000, "EUR", "STK_FLOW CRE"]


def test_millions_that_an_indicator_of_eurostat_names_are_those_of_the_unit_given(dip: Run) -> None:
    Path("t.tsv").write_text("indic_et,partner,geo\\TIME_PERIOD\t2022\nMIO_EXP_VAL,CN,DE\t1.5\n")
    err = dip("import", "t.tsv", *DAY)[2]
    assert "t.tsv does not say in which unit" in err
    assert "add the unit, as in --map unit=EUR\n" in err
    (claim,) = import_twice(dip, "t.tsv", "unit=EUR")[1].values()
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
    out, found = import_twice(dip, "t.tsv", "unit=EUR")
    _, claim = found.values()
    assert (claim["value"], claim["unit"], claim["measure"]) == told
    assert ("INDIC_ET" in claim.get("scope", "")) is (told[1] == "EUR")
    both = f'unit EUR is taken for "MIO_IMP_VAL", "{indicator}"'
    assert (both in " ".join(out.split())) is (told[1] == "EUR")


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Exports in million ECU/EURO", "EUR"),
        ("Exports in million of ECU", "EUR"),
        ("Exports, mio EUR", "EUR"),
        ("Export value, euro", "EUR"),
        ("Exports (kg)", "kg"),
    ],
)
def test_the_unit_that_a_label_says_is_asked_for_and_another_is_told(
    dip: Run, label: str, unit: str
) -> None:
    head = "DATAFLOW,REF_AREA,INDICATOR: Indicator,TIME_PERIOD,OBS_VALUE\n"
    Path("y.csv").write_text(f'{head}X:Y(1.0),DE,"A: {label}",2020,7\n')
    assert f"add the unit, as in --map unit={unit}\n" in dip("import", "y.csv", *DAY)[2]
    note = f'note: the name "{label}" says {unit}, not USD: --map unit={unit}\n'
    assert note in import_twice(dip, "y.csv", "unit=USD")[0]


def test_no_unit_is_proposed_that_no_label_says(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA,INDICATOR: Indicator,TIME_PERIOD,OBS_VALUE\n"
    Path("y.csv").write_text(f"{head}X:Y(1.0),DE,A: Grants,2020,7\n")
    asked = (
        "add the unit, --map unit=…: the code of a currency, or a word such as tonnes or years\n"
    )
    assert asked in dip("import", "y.csv", *DAY)[2]


def test_names_that_all_say_another_unit_need_no_files_of_their_own(dip: Run) -> None:
    rows = "MIO_IMP_VAL: Imports in million ECU/EURO,CN,DE: X,2022,7\n"
    rows += "MIO_EXP_VAL: Exports in million ECU/EURO,CN,DE: X,2022,8\n"
    rows = "".join(f"ESTAT:E(1.0),{it}\n" for it in rows.splitlines())
    head = "DATAFLOW,indic_et: I,partner: P,geo: G,TIME_PERIOD,OBS_VALUE\n"
    Path("e.csv").write_text(head + rows)
    out = " ".join(import_twice(dip, "e.csv", "unit=USD")[0].split())
    assert '"Imports in million ECU/EURO" says EUR, not USD: --map unit=EUR' in out
    assert "a file of its own" not in out


def test_a_unit_that_is_given_is_told_with_all_indicators_that_it_is_taken_for(dip: Run) -> None:
    head = "DATAFLOW,REF_AREA,INDICATOR: Indicator,TIME_PERIOD,OBS_VALUE\n"
    labels = {"A": "Grants", "B": "Loans", "C": "Grants (% of GDP)", "D": "Price index (2015=100)"}
    rows = [f"X:Y(1.0),DE,{it}: {label},2020,7\n" for it, label in labels.items()]
    Path("y.csv").write_text(head + "".join(rows))
    out, found = import_twice(dip, "y.csv", "unit=USD")
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
    out, found = import_twice(dip, "t.tsv")
    assert "3 claims from 3 cells\n" in out
    told = {(it.get("from"), it.get("to"), it["reporter"], it["value"]) for it in found.values()}
    assert told == {
        ("iso2:CN", "iso2:DE", "iso2:DE", 7_000_000), ("iso2:DE", "iso2:CN", "iso2:DE", 8_000_000),
        (None, None, "iso2:DE", 9_000_000),
    }  # fmt: skip


@pytest.mark.parametrize("partner", [
    "WXD: Rest of the world", "5Z: Rest of world", "ROW: The rest of the world (not Germany)",
    "Rest of the world", "X9: Reste du monde", "X9: Resto del mondo", "WXD",
])  # fmt: skip
def test_the_rest_of_the_world_is_known_by_its_label(dip: Run, partner: str) -> None:
    area, head = ("DEU: Germany", ": Name") if ": " in partner else ("DEU", "")
    area, head = ("Germany", "") if partner.startswith("Rest") else (area, head)
    Path("r.csv").write_text(
        f"DATAFLOW,REF_AREA{head},COUNTERPART_AREA{head},MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
        f"OECD.SDD.TPS:DSD_BOP@DF_BOP(1.0),{area},{partner},CA,USD_EXC,2020,80\n"
    )
    out, found = import_twice(dip, "r.csv")
    assert "note: 1 row with the world, or with no partner: totals of one country\n" in out
    (claim,) = found.values()
    assert (claim["value"], len(claim["parties"]), "to" in claim) == (80, 1, False)
    assert claim["scope"] == f"COUNTERPART_AREA {partner}; UNIT EXC"


def test_other_groups_that_are_named_as_the_rest_of_something_are_left_out(dip: Run) -> None:
    Path("g.csv").write_text(
        "DATAFLOW,REF_AREA: R,COUNTERPART_AREA: C,MEASURE,UNIT_MEASURE,TIME_PERIOD,OBS_VALUE\n"
        "X:B(1.0),DEU: Germany,E9: Rest of Europe,CA,USD,2020,8\n"
    )
    assert "0 claims from 0 rows\n" in dip("import", "g.csv", *DAY)[1]


def test_figures_of_sdmx_in_several_units_stand_side_by_side(dip: Run) -> None:
    Path("u.csv").write_text(
        "DATAFLOW,unit,na_item,geo,TIME_PERIOD,OBS_VALUE\n"
        "E:N(1.0),CP_MEUR,B1GQ,DE,2022,7\nE:N(1.0),PC_GDP,B1GQ,DE,2022,100\n"
        "E:N(1.0),CP_MNAC,B1GQ,DE,2022,7\nE:N(1.0),CP_MNAC,B1GQ,PL,2022,9\n"
        "E:N(1.0),MIO_EUR,B1GQ,EU27_2020,2022,90\nE:N(1.0),MIO_EUR,B1GQ,EA20,2022,80\n"
    )
    out, found = import_twice(dip, "u.csv")
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
    assert "p.csv is in the currency of Poland" in dip("import", "p.csv", *DAY)[2]
    found = import_twice(dip, "p.csv", "unit=PLN", "--id", "pl")[1]
    assert found["pl-b1gq-iso2-pl-2022-unit-cp-pln"]["value"] == 9_000_000


def test_indices_and_rates_of_sdmx_are_measures_of_their_own(dip: Run) -> None:
    head = "DATAFLOW,{}unit: Unit,na_item: Item,geo,TIME_PERIOD,OBS_VALUE\n"
    row = '"E:N(1.0)",{}"{}: {}",{},{},2022,7\n'
    units = {"MIO_EUR": "Million euro", "CLV_I15": "Index, 2015=100", "EUR_HAB": "Euro per head"}
    rows = [row.format("", *it, "B1: GDP", "DE") for it in units.items()]
    rows.append(row.format("", "I15", "Index, 2015=100", "CPI: Price index", "DE"))
    Path("u.csv").write_text(head.format("") + "".join(rows))
    found = import_twice(dip, "u.csv")[1]
    assert {it["measure"] for it in found.values()} == {"b1", "b1-clv-i15", "b1-eur-hab", "cpi"}
    declared = {it["id"]: it for it in documents(Path("base"))[0]["measure"]}
    assert declared["b1-eur-hab"]["label"] == "GDP, euro per head"
    assert {it.get("partners") for it in declared.values()} == {0}
    assert " GDP in 2022: €7 million " in dip("germany", "-f", "base")[1]
    of_pair = row.format("FR,", "MIO_EUR", "Million euro", "B1: GDP", "DE")
    Path("u.csv").write_text(head.format("partner,") + of_pair)
    import_twice(dip, "u.csv")
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
    out, found = import_twice(dip, "pl.tsv", *given)
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
    _, found = import_twice(dip, "ds.csv")
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
    _, found = import_twice(dip, "rank.csv", "unit=rank")
    assert [claim["unit"] for claim in found.values()] == ["rank"]


def test_sdmx_of_eurostat_with_labels_only_reads_the_unit_from_its_label(dip: Run) -> None:
    Path("eurostat.csv").write_bytes(
        "DATAFLOW,LAST UPDATE,freq,unit,bop_item,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\r\n"
        "ESTAT:BOP(1.0),30/10/25 23:00:00,Quarterly,Million euro,Current account,"
        "Greece,2023-Q1,2.5,p\r\n"
        "ESTAT:BOP(1.0),30/10/25 23:00:00,Quarterly,Million euro,Current account,"
        "Euro area – 20 countries (from 2023),2023-Q1,9,\r\n".encode()
    )
    out, found = import_twice(dip, "eurostat.csv")
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


@pytest.mark.parametrize(
    ("code", "label", "unit"),
    [
        ("PD_PCH_SM_EUR", "Price index, percentage change, euro", "percent"),
        ("CLV_PCH_PRE", "Chain linked volumes, percentage change", "percent"),
        ("RT12", "Growth rate (t/t-12)", "percent"),
        ("CON_PPCH_PRE", "Contribution to GDP growth, percentage points", "percentage points"),
    ],
)
def test_changes_are_measures_of_their_own_with_labels_and_without(
    dip: Run, code: str, label: str, unit: str
) -> None:
    head = "DATAFLOW,{},{},geo{},TIME_PERIOD,OBS_VALUE\n"
    row = "E:N(1.0),{},{},{},2022,7\n"
    measure = f"b1gq-{code.lower().replace('_', '-')}"
    plain = head.format("unit", "na_item", "") + row.format(code, "B1GQ", "DE")
    plain += row.format("MIO_EUR", "B1GQ", "DE")
    labels = head.format("unit: Unit", "na_item: Item", ": Area")
    for cells in ((f'"{code}: {label}"', "B1GQ: GDP", "DE: Germany"),
                  ("MIO_EUR: Million euro", "B1GQ: GDP", "DE: Germany")):  # fmt: skip
        labels += row.format(*cells)
    for text, name in ((plain, f"B1GQ, {code}"), (labels, f"GDP, {label}")):
        Path("u.csv").write_text(text)
        _, found = import_twice(dip, "u.csv")
        assert {it["measure"]: it["unit"] for it in found.values()} == {
            "b1gq": "EUR", measure: unit
        }  # fmt: skip
        declared = {it["id"]: it for it in documents(Path("base"))[0]["measure"]}
        assert (declared[measure]["label"], declared[measure]["nature"]) == (name, "ratio")
