"""`dipfacts import`: archives, encodings, heads and formats as their publishers write them."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest

from dipfacts.importing import count, inputs
from dipfacts.read.rows.csv_files import AnyRow, CsvRow, Layout
from support.command_line import Run
from support.import_files import ALLIANCE, MINE, WDI_HEADS, comtrade, import_twice, own
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")


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
    import_twice(dip, "mine.tsv", *MINE)


def test_a_packed_file_that_is_cut_off_is_told_as_such(dip: Run) -> None:
    whole = gzip.compress(b"country,year,value\nDEU,2020,5\n")
    Path("mine.csv.gz").write_bytes(whole[:-12])
    assert dip("import", "mine.csv.gz", *DAY, *MINE) == (
        *(2, ""),
        "dipfacts: mine.csv.gz cannot be unpacked to its end\n  download it again\n",
    )


def test_what_is_wrong_in_an_archive_is_told_by_archive_member_and_line(dip: Run) -> None:
    with zipfile.ZipFile("wdi.zip", "w") as archive:
        archive.writestr("data/API_GDP.csv", f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),X.Y,6%\n")
    status, out, _ = dip("import", "wdi.zip", *DAY)
    assert status == 3
    assert "  wdi.zip/data/API_GDP.csv:2: value: " in out
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
    (claim,) = import_twice(dip, "az.json")[1].values()
    assert claim["value"] == 6_800_000_000


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
    _, found = import_twice(dip, *words, *said)
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso2:NA", "iso2:DE", 5)


def test_the_encoding_that_a_file_was_taken_to_have_is_told(dip: Run) -> None:
    words = own("aid.csv", "from,to,year,value\nКитай,Германия,2020,5\n", "cp1251")
    status, out, _ = dip("import", *words, *DAY)
    assert (status, "left out: 1 Êèòàé, unknown" in out) == (1, True)
    assert "note: no UTF-8, read as ISO-8859-1: if names look wrong, add --map encoding=…" in out


def test_a_data_package_in_an_archive_is_one(dip: Run) -> None:
    fields = [{"name": it, "type": "any"} for it in ("Country", "Year", "GDP")]
    resource = {"name": "gdp", "path": "data/gdp.csv", "schema": {"fields": fields}}
    with zipfile.ZipFile("package.zip", "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"name": "gdp", "resources": [resource]}))
        archive.writestr("data/gdp.csv", "Country,Year,GDP\nGuinea,2020,5\nGuinea-Bissau,2020,6\n")
    _, found = import_twice(dip, "package.zip", "unit=USD")
    told = {(claim["parties"][0], claim["value"]) for claim in found.values()}
    assert told == {("iso2:GN", 5), ("iso2:GW", 6)}


def test_columns_of_owid_with_one_title_are_told_apart(dip: Run) -> None:
    Path("life.csv").write_text("Entity,Code,Year,men,women,Women\nNamibia,NAM,2020,60,65,66\n")
    columns = {it: {"titleShort": "Life", "unit": "years"} for it in ("men", "women")}
    metadata = {"chart": {}, "columns": {**columns, "Women": {"unit": "years"}}}
    Path("life.metadata.json").write_text(json.dumps(metadata))
    _, found = import_twice(dip, "life.csv", "life.metadata.json")
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
    _, found = import_twice(dip, "chart.csv", "chart.metadata.json")
    assert {id_: it["measure"] for id_, it in found.items()} == {
        "owid-exports-nam-2020": "owid-exports",
        "owid-growth-nam-2020": "owid-growth",
        "owid-re-exports-nam-2020": "owid-re-exports",
        "owid-gdp-nam-2020": "owid-gdp",
        "owid-population-nam-2020": "population",
    }
    head = "DATAFLOW,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT"
    Path("s.csv").write_text(f"{head}\nX:Y(1.0),DE,GROWTH,2020,5,EUR\n")
    measures = {it["measure"] for it in import_twice(dip, "s.csv")[1].values()}
    assert "sdmx-growth" in measures


def test_a_measure_of_the_bundled_base_is_declared_as_there(dip: Run) -> None:
    Path("trips.csv").write_text("a,b,y,v\nDE,FR,2019,5\n")
    words = ("measure=visitors", "unit=persons", "from={a}", "to={b}", "value={v}", "period={y}")
    import_twice(dip, "trips.csv", *words)
    assert 'topic = "tourism"\nlabel = "Visitors"\n' in Path("base/trips.toml").read_text()


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_wdi_is_known_when_a_spreadsheet_saved_it(dip: Run, delimiter: str) -> None:
    lines = [
        "Data Source,World Development Indicators,,,",
        ",,,,",
        "Last Updated Date,2026-07-23,,,",
        ",,,,",
        WDI_HEADS,
        "Namibia,NAM,GDP (current US$),NY.GDP.MKTP.CD,6.5",
    ]
    Path("wdi.csv").write_text("\r\n".join(lines).replace(",", delimiter), newline="")
    status, out, _ = dip("import", "wdi.csv", "--to", "base")
    assert (status, out.splitlines()[1]) == (0, "  1 claim from 1 cell")
    assert 'published = "2026-07-23"' in Path("base/wdi.toml").read_text()


def test_wdi_of_one_country_is_found_below_its_preamble(dip: Run) -> None:
    above = '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-23",\n\n'
    row = "Namibia,NAM,GDP (current US$),NY.GDP.MKTP.CD,6.5,"
    Path("wdi.csv").write_text(f"{above}{WDI_HEADS},\n{row}\n")
    assert [claim["value"] for claim in import_twice(dip, "wdi.csv")[1].values()] == [
        Decimal("6.5")
    ]


YEARS = range(1990, 2020)


def test_a_file_is_read_twice_once_to_plan_and_once_to_count(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million rows take their time at each reading."""
    lines: Counter[int] = Counter()
    for module in (inputs, count):
        monkeypatch.setattr(module, "rows", partial(_noted, lines, module.rows))
    Path("t.csv").write_text("a,b,y,of,v\n" + "".join(f"DEU,FRA,{y},27,5000\n" for y in YEARS))
    keys = "claim=figure measure=exports unit=USD from={a} to={b} period={y} value={v} scope={of}"
    given = map_words(*keys.split())
    assert dip("import", "t.csv", *DAY, *given)[0] == 0
    assert lines[len(YEARS)] == 2


def _noted(
    lines: Counter[int], rows: Callable[[str, Layout], Iterator[AnyRow]], path: str, layout: Layout
) -> Iterator[AnyRow]:
    """Yield the rows of a file, and count those that are read."""
    for row in rows(path, layout):
        if isinstance(row, CsvRow):
            lines[row.number] += 1
        yield row
