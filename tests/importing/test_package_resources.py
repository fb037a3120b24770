"""`dipfacts import` of a data package: which resource it takes, and how that is written."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support.command_line import Run
from support.import_files import (
    import_twice,
)
from support.importing import DAY
from support.written import documents

pytestmark = pytest.mark.usefixtures("read_anew")


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
    asked = (
        "--map unit=…: the code of a currency, or a word such as tonnes or years, "
        "and perhaps --map scale=1000000"
    )
    assert f"add the unit, {asked}" in " ".join(err.split())
    given = ("unit=USD", "scale=1000", "missing=soon")
    out, found = import_twice(dip, "datapackage.json", *given)
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
    _, found = import_twice(dip, *USD)
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso3:NAM", "iso3:DEU", 5)


def test_an_acronym_in_the_name_of_a_measure_or_a_topic_stays_one(dip: Run) -> None:
    package("Code,Year,Value\nNAM,2020,5\n", name="FDI inflows")
    import_twice(dip, *USD, "topic=oda")
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
    _, found = import_twice(dip, *USD, "from={Partner}", "to={Reporter}")
    assert [claim["from"] for claim in found.values()] == ["iso3:DEU"]


def test_of_several_columns_of_numbers_in_a_data_package_one_is_asked_for(dip: Run) -> None:
    package("Country,Code,Year,Visits,Rank\nNamibia,NAM,2020,1000,5\n")
    assert dip("import", *USD, *DAY) == (
        2,
        "",
        "dipfacts: r.csv has several columns of numbers: Visits, Rank\n"
        "  name one: --map value='{Visits}'\n",
    )
    out, found = import_twice(dip, *USD, "value={Visits}")
    assert "note: the numbers are those of {Visits}" in out
    assert "note: who published the data is not said" in out
    assert [claim["value"] for claim in found.values()] == [1000]


def test_a_data_package_says_how_its_table_is_written_and_what_is_missing(dip: Run) -> None:
    said = {
        "dialect": {"delimiter": "|", "decimalChar": ","},
        "encoding": "cp1251",
        "schema": {"missingValues": ["", "-1"]},
    }
    rows = "country|year|value\nНамибия|2020|1,5\nКитай|2020|-1\n"
    package(rows, said, sources=[{"title": "An office"}], title="Visits")
    out, found = import_twice(dip, "datapackage.json", "unit=percent")
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
    out, found = import_twice(dip, *USD)
    assert [claim["value"] for claim in found.values()] == [5]
    assert "left out: 1 no number (-9)" in out


def test_flows_of_a_data_package_that_are_not_told_apart_are_told(dip: Run) -> None:
    package("Exporter,Importer,Year,Flow,Value\nNAM,DEU,2020,X,5\nNAM,DEU,2020,M,6\n")
    status, out, _ = dip("import", *USD, *DAY)
    assert (status, "r.csv:3: line 2 has another number" in out) == (3, True), out
    found = import_twice(dip, *USD, "where={Flow}=X")[1]
    assert [claim["value"] for claim in found.values()] == [5]
