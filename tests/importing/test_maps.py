"""`dipfacts import`: Wikidata, Frictionless packages and what --map says."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli.commands import importing
from dipfacts.importing.own_tables import questions
from support.command_line import Run
from support.import_files import (
    ITEM,
    MINE,
    OWN,
    WDI_HEADS,
    adds_up,
    bindings,
    counts,
    import_twice,
    own,
)
from support.importing import DAY, TO_BASE, map_words
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("read_anew")

ENTITY = "http://www.wikidata.org/entity/"
STATEMENT = {
    "statement": f"{ENTITY}statement/Q227-ABC", "property": "P530", "from": f"{ENTITY}Q227",
    "to": f"{ENTITY}Q145", "start": "1992-01-01T00:00:00Z", "startPrecision": "9",
}  # fmt: skip
ANY_UNIT = "--map unit=…: the code of a currency, or a word such as tonnes or years"


def test_wikidata_takes_statements_once_and_no_date_beyond_its_precision(dip: Run) -> None:
    unknown = {**STATEMENT, "to": "t123", "statement": "x"}
    Path("query.json").write_text(bindings(STATEMENT, STATEMENT, unknown))
    out, found = import_twice(dip, "query.json")
    assert "3 rows: 1 statement, 1992" in out
    assert counts("query.json").left_out == {"the same statement again": 1, "no value": 1}
    (claim,) = found.values()
    assert (claim["kind"], claim["period"]) == ("diplomatic-relations", "1992/")
    assert claim["topic"] == "diplomacy"
    assert claim["parties"] == ["wd:Q227", "wd:Q145"]


def test_each_date_of_a_wikidata_statement_is_a_claim(dip: Run) -> None:
    other = {**STATEMENT, "start": "1993-05-06T00:00:00Z", "startPrecision": "11"}
    Path("query.json").write_text(bindings(STATEMENT, other, STATEMENT))
    out, found = import_twice(dip, "query.json")
    assert sorted(claim["period"] for claim in found.values()) == ["1992/", "1993-05-06/"]
    assert "note: 1 statement with several dates: Q227-ABC; each date is a claim" in out


UNDATED = {**STATEMENT, "start": "", "startPrecision": "", "statement": "Q145-X"}
BACK = {**UNDATED, "from": STATEMENT["to"], "to": STATEMENT["from"]}
LATER = {**STATEMENT, "start": "1999-01-01T00:00:00Z", "statement": "Q227-Later"}
PAST = {**STATEMENT, "end": "1996-01-01T00:00:00Z", "endPrecision": "9"}
ENDED_ABOUT = {"end": "1900-01-01T00:00:00Z", "endPrecision": "7"}
ABOUT = {"start": "1900-01-01T00:00:00Z", "startPrecision": "7"}


@pytest.mark.parametrize("name", [(), ("--id", "relations-of-states")])
@pytest.mark.parametrize(
    ("rows", "relations", "joined"),
    [
        ([STATEMENT, BACK], "1 relation (2 claims), ", 1),
        ([BACK, STATEMENT], "1 relation (2 claims), ", 1),
        ([STATEMENT, UNDATED, {**BACK, "statement": "Q145-Y"}], "1 relation (3 claims), ", 2),
        ([STATEMENT, LATER, BACK], "1 relation (3 claims), ", 1),  # both stand: these are one
        ([LATER, STATEMENT, BACK], "1 relation (3 claims), ", 1),
        ([PAST, BACK], "2 relations, 1 over and 1 of unknown duration", 0),  # that ended
        ([{**PAST, "start": ""}, BACK], "2 relations, 1 over and 1 of unknown duration", 0),
        ([{**STATEMENT, **ENDED_ABOUT}, BACK], "2 relations, ", 0),
        ([PAST, LATER, BACK], "2 relations (3 claims), 1 over and 1 of unknown duration", 1),
        ([BACK, {**UNDATED, "statement": "Q227-Z"}], "1 relation (2 claims), ", 0),
        ([STATEMENT, {**BACK, **ABOUT}], "2 relations, ", 0),  # that is not undated
        ([STATEMENT, {**BACK, "from": f"{ENTITY}Q142"}], "1 relation, ", 0),
        (
            [{**STATEMENT, "property": "P47"}, {**BACK, "property": "P47"}],
            "2 relations, ",
            0,
        ),
    ],
)
def test_a_statement_without_a_date_is_about_the_dated_one_that_has_no_end(
    dip: Run, rows: list[dict[str, str]], relations: str, joined: int, name: tuple[str, ...]
) -> None:
    Path("query.json").write_text(bindings(*rows))
    out, found = import_twice(dip, "query.json", *name)
    same = {claim["same_as"] for claim in found.values() if "same_as" in claim}
    assert len(same) == min(joined, 1)
    assert same <= found.keys()
    are = "statement without a date is" if joined == 1 else "statements without a date are"
    what = "the same as the dated one of the same two that has no end"
    note = f"note: {joined} {are} taken to be about {what}"
    assert (note in out.replace("\n    ", " ")) == bool(joined)
    page = dip("relations", "azerbaijan", "uk", "-f", "base").page()
    assert page.startswith(f"Azerbaijan and United Kingdom: {relations}")


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
    ((_, claim),) = import_twice(dip, "query.json")[1].items()
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
    out, found = import_twice(dip, "query.json")
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
    out, claims_ = import_twice(dip, "members.json")
    assert "  3 claims from 3 rows\n" in out
    assert "  left out: 1 Club of Fog, unknown\n  left out: 1 Q6, without a name\n" in out
    assert "the query of dipfacts import --query asks for names of organisations\n" in out
    told = {(it["from"], it["to"], it["topic"]) for it in claims_.values()}
    assert told == {("wd:Q227", to, "membership") for to in ("united-nations", "nato")}
    assert adds_up(counts("members.json"))
    listed = [{**member(nth, *of), "line": None} for nth, of in enumerate(found)]
    Path("list.json").write_text(json.dumps(listed))  # the other JSON that the site offers
    assert len(import_twice(dip, "list.json", "--id", "list")[1]) == 2 + len(claims_)


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


@pytest.mark.parametrize(
    ("beside", "named"),
    [
        (("no such.json", "--to", "x"), "'no such.json' and --to"),
        (("a.json", "b.json", "--copy", "--all"), "the files, --copy and --all"),
        (("--published", ""), "--published"),
        (("--dry-run", "--map", "a", "--id", "B B"), "--dry-run, --map and --id"),
    ],
)
def test_a_query_is_printed_without_files_and_options(
    dip: Run, beside: Sequence[str], named: str
) -> None:
    """Whoever keeps --query from the first step would import nothing, and never hear of it."""
    assert dip("import", "--query", "membership", *beside) == (
        2,
        "",
        f"dipfacts: --query prints a query, and imports nothing\n  leave {named} out\n",
    )


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ("factor-1000", "allow=factor-1000: …"),
        (
            "missing-locator: none has pages; factor-1000:",
            "allow=missing-locator: none has pages; factor-1000: …",
        ),
    ],
)
def test_a_warning_without_a_reason_has_a_remedy_to_be_typed(
    dip: Run, given: str, option: str
) -> None:
    Path("t.csv").write_text("r,p,y,v\nFrance,Peru,2020,5\n")
    said = ("claim=figure", "measure=exports", "unit=USD", "from={r}", "to={p}", "period={y}",
            "value={v}", "publisher=X", f"allow={given}")  # fmt: skip
    status, _, err = dip("import", "t.csv", *DAY, *map_words(*said))
    message = 'dipfacts: --map: allow gives no reason for "factor-1000"'
    assert (status, err) == (2, f"{message}\n  write --map '{option}'\n")


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


def test_any_table_is_imported_by_what_the_user_says_of_it(dip: Run) -> None:
    Path("visas.csv").write_text("Passport,Destination,Rule\nNA,DE,90\nNA,NA,-1\nDE,NA,free\n")
    words = (
        "claim=relation",
        "kind=visa-rule",
        "title={Rule}",
        "from={Passport}",
        "to={Destination}",
    )
    out, found = import_twice(dip, "visas.csv", *words)
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
    out, found = import_twice(dip, "pairs.csv", *words)
    assert "  1 claim from 1 row\n  left out: 1 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2]


@pytest.mark.parametrize(
    ("of", "pairs"),
    [
        ("iso2", "FR,IT FR,FX FX,FR"),
        ("iso3", "ROU,ITA ROU,ROM ROM,ROM"),
        ("m49", "840,380 842,841 380,381"),
        ("cow", "255,325 255,260 260,255"),
        ("gw", "816,325 815,816 816,816"),
    ],
)
def test_two_codes_of_one_country_are_itself(dip: Run, of: str, pairs: str) -> None:
    rows = "".join(f"{pair},1985,{nth}\n" for nth, pair in enumerate(pairs.split()))
    Path("pairs.csv").write_text(f"a,b,y,v\n{rows}")
    words = ("measure=visas", "unit=visas", "value={v}", "period={y}", f"from={of}:{{a}}")
    given = (*words, f"to={of}:{{b}}")
    out, found = import_twice(dip, "pairs.csv", *given)
    assert "  1 claim from 1 row\n  left out: 2 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [0]


def test_two_codes_of_one_country_as_the_heads_of_a_matrix_are_itself(dip: Run) -> None:
    Path("matrix.csv").write_text("of,FR,FX,IT\nFR,1,2,3\nFX,4,5,6\n")
    words = ("measure=visas", "unit=visas", "value={cell}", "period=2019", "columns=FR..IT")
    whom = ("from=iso2:{of}", "to=iso2:{column}", "where={of}=FR")
    given = (*words, *whom)
    out, found = import_twice(dip, "matrix.csv", *given)
    assert "  left out: 2 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [3]


@pytest.mark.parametrize("cells", ["DE FR XX", "Germany France Atlantis"])
def test_the_one_party_of_all_rows_is_left_out_as_its_own_partner(dip: Run, cells: str) -> None:
    one, other, unknown = cells.split()
    Path("of.csv").write_text(f"to,v\n{one},1\n{other},2\n{unknown},3\n")
    words = ("measure=visas", "unit=visas", "value={v}", "period=2019", "from=germany", "to={to}")
    out, found = import_twice(dip, "of.csv", *words)
    assert "  1 claim from 1 row\n" in out
    assert "  left out: 1 a country with itself\n" in out
    assert [it["value"] for it in found.values()] == [2]


def test_the_diagonal_of_a_matrix_of_names_and_codes_is_left_out(dip: Run) -> None:
    Path("matrix.csv").write_text("of,DE,FR\nGermany,1,2\nFrance,3,4\n")
    words = ("measure=visas", "unit=visas", "value={cell}", "period=2019", "columns=DE,FR")
    given = (*words, "from={of}", "to={column}")
    out, found = import_twice(dip, "matrix.csv", *given)
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
    out, found = import_twice(dip, "aid.csv", *words)
    assert "written as a table of its own: its countries are names" in out
    assert "left out: 1 Congo" in out
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso2:DE", "iso2:NA", 5)


def test_a_map_of_relations_leaves_out_a_country_with_itself(dip: Run) -> None:
    Path("visas.csv").write_text("who,where,what\nAZ,AZ,-1\nAZ,NA,90\nNA,AZ,visa free\n")
    words = ("claim=relation", "kind=visa", "title=Visa: {what}", "topic=visas")
    whom = ("from=iso2:{where}", "to=iso2:{who}", "period=2025")
    given = (*words, *whom)
    out, found = import_twice(dip, "visas.csv", *given)
    assert "left out: 1 a country with itself" in out
    assert [claim["topic"] for claim in found.values()] == ["visas", "visas"]
    assert "Visa: 90" in dip("visas", "azerbaijan", "namibia", "-f", "base")[1]


def test_rows_that_may_be_one_are_joined_by_the_column_of_the_remedy(dip: Run) -> None:
    Path("calls.csv").write_text("id,day,who\n1,1931-05-02,FR\n2,1931-05-12,FR\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    more = ("period={day}", "status=held", "key={id}")
    given = map_words(*words, *more)
    out = dip("import", "calls.csv", *DAY, *given)[1]
    one, two = "add --map same_as='{same_as}' and \"calls-1\" in a column same_as", "leave it"
    assert f"10 days apart; if they are one, {one}; if not, {two}\n" in out
    checked = dip("check", "calls.toml")[1]
    assert 'add same_as = "{same_as}" to the [[table]], and "calls-1" in a column' in checked
    assert 'if not, allow = ["possible-duplicate: why they are two"] to the [[table]]\n' in checked
    Path("calls.csv").write_text("id,day,who,same_as\n1,1931-05-02,FR,\n2,1931-05-12,FR,calls-1\n")
    import_twice(dip, "calls.csv", *given, "same_as={same_as}")
    page = dip("timeline", "portugal", "-f", "base")[1]
    assert page.startswith("Portugal: 1 event and 0 relations (2 claims) on the timeline, 1931.")


def test_a_remedy_for_one_row_is_no_option_that_would_change_all(dip: Run) -> None:
    Path("calls.csv").write_text("day,who,st\n1931-05-02,FR,held\n2031-05-12,FR,held\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    given = map_words(*words, "period={day}")
    told = 'calls.csv:3: status is "held", but its source of 2025-01-31 is older than 2031-05-12; '
    for template, remedy in (
        ("held", "add --map status='{status}' and \"planned\" in a column status, or name"),
        ("{st}", 'write "planned" as its status, or name'),
    ):
        status, out, _ = dip("import", "calls.csv", *DAY, *given, "--map", f"status={template}")
        assert (status, f"{told}{remedy} a source" in out) == (3, True), out
    Path("aid.csv").write_text("who,year,v,u\nFR,2020,5,million persons\nFR,2021,5,persons\n")
    keys = ("measure=aid", "from=iso2:{who}", "to=iso2:PT", "period={year}", "value={v}")
    given = map_words(*keys, "unit={u}")
    out = dip("import", "aid.csv", *DAY, *given)[1]
    assert '; write "persons" as its unit and 5000000 as its value\n' in out


def test_events_without_a_status_are_reported_which_is_told_and_no_doubt_of_each(dip: Run) -> None:
    Path("calls.csv").write_text("day,who\n1995-05-02,NA\n1950-11-20,FR\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    given = (*words, "period={day}")
    out, _ = import_twice(dip, "calls.csv", *given)
    note = "note: the events have no status and are taken as reported"
    assert f"{note}; if held, add --map status=held\n" in out
    page = dip("brief", "portugal", "france", "-f", "base")[1]
    assert "port call, reported" in page
    assert "Open doubts" not in page
    out, _ = import_twice(dip, "calls.csv", *given, "status=held")
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
    given = map_words(*words, *whom)
    for _ in range(2):  # a second import replaces the copy
        assert dip("import", name, *given, *TO_BASE)[0] == 0
    assert Path("base", copied).read_text() == Path(name).read_text()
    assert dip("check", "--strict", "base")[0] == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_cell_is_one_character(dip: Run, end: str) -> None:
    text = 'to,"year\nof aid",sum,why\nDE,2020,5,"a flood,\na frost"\nFR,2020,6,\n'
    Path("aid.csv").write_bytes(text.replace("\n", end).encode())
    words = ("measure=aid", "unit=USD", "period={year\nof aid}", "value={sum}", "note={why}")
    whom = ("from=iso2:NA", "to=iso2:{to}")
    given = (*words, *whom)
    _, found = import_twice(dip, "aid.csv", *given)
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
    given = map_words(*words)
    status, out, err = dip("import", "votes.csv", *DAY, *given)
    assert (status, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("between", "told"),
    [
        (" ", " (if a blank parts its cells, add --map 'delimiter= ')"),
        ("^", " (if ^ parts its cells, add --map 'delimiter=^')"),
        ("  ", " (if blanks part its cells, write one comma in place of each run of them)"),
    ],
)
def test_a_delimiter_that_is_not_recognised_is_named(dip: Run, between: str, told: str) -> None:
    text = "who,whom,year,sum\nNorway,Iceland,2020,5\nIceland,Norway,2020,6\n"
    Path("aid.csv").write_text(text.replace(",", between))
    words = ("measure=aid", "unit=EUR", "from={who}", "to={whom}", "period={year}", "value={sum}")
    line = ["import", "aid.csv", *map_words(*words), *DAY]
    head = between.join(("who", "whom", "year", "sum"))
    message = f'dipfacts: --map from: there is no column "who"\n  did you mean "{head}"?{told}\n'
    assert dip(*line)[::2] == (2, message)
    if len(between) == 1:
        assert dip(*line, "--map", f"delimiter={between}")[::2] == (0, "")
        assert [claim["value"] for claim in claims(Path()).values()] == [5, 6]


def test_a_head_below_a_title_as_wide_as_the_table_is_named(dip: Run) -> None:
    Path("t.csv").write_text("Exports in 2020, in US$ million\nCountry,Value\nGermany,5\n")
    words = ("measure=exports", "unit=USD", "from=india", "to={Country}", "value={Value}")
    options = map_words(*words, "period=2020")
    heads = "it has Exports in 2020, in US$ million"
    hint = f"{heads} (if line 2 is the head, add --map skip_lines=1)"
    message = f'dipfacts: --map to: there is no column "Country"\n  {hint}\n'
    assert dip("import", "t.csv", *DAY, *options)[::2] == (2, message)
    status, _, errors = dip("import", "t.csv", *DAY, *options, "--map", "skip_lines=1")
    assert (status, errors) == (0, "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("from={who}", "say to\n  add --map to=…; or, if the rows name one party, write parties in "
         "place of from\n"),
        ("to={who}", "say from\n  add --map from=…; or, if the rows name one party, write parties "
         "in place of to\n"),
        ("note={who}", "say from and to, or parties\n  add --map from=…\n"),
        ("parties={who}", ""),
    ],
)  # fmt: skip
def test_a_side_that_is_given_is_not_asked_for_again(dip: Run, given: str, told: str) -> None:
    Path("totals.csv").write_text("who,year,sum\nNorway,2020,5\nIceland,2020,6\n")
    words = ("measure=aid", "unit=EUR", "period={year}", "value={sum}", given)
    line = ["import", "totals.csv", *map_words(*words), *DAY]
    status, _, err = dip(*line)
    assert (status, err) == ((2, f"dipfacts: --map does not {told}") if told else (0, ""))


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
    (claim,) = import_twice(dip, "own.csv", *map_)[1].values()
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
    given = map_words(*map_)
    out = dip("import", "aid.csv", "--to", "other", *DAY, *MINE[:4], *given)[1]
    assert "note: who published the data is not told: add --map publisher=…" in out


@pytest.mark.parametrize(
    ("heads", "row", "named", "asked"),
    [
        ("Entity,Code,Year,Shelter", "Namibia,NAM,2020,6.5", '"Shelter"', ANY_UNIT),
        (WDI_HEADS, "Namibia,NAM,Shelter,SH.X,6.5", '"Shelter"', ANY_UNIT),
        (
            WDI_HEADS,
            "Namibia,NAM,Shelter index,SH.X,6",
            '"Shelter index"',
            "as in --map unit=index",
        ),
    ],
)
def test_no_unit_is_invented(
    dip: Run, heads: str, row: str, named: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("life.csv").write_text(f"{heads}\n{row}\n")
    status, out, err = dip("import", "life.csv", *DAY)
    assert (status, out) == (2, "")
    assert f"{named} does not say in which unit its numbers are" in err
    assert f"add the unit, {asked}" in " ".join(err.split())
    _, found = import_twice(dip, "life.csv", "unit=points")
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
    out, found = import_twice(dip, "fees.csv", *words)
    assert len(found) == taken
    assert ("left out: 1 NA" in out) is (taken == 2)


@pytest.mark.parametrize("blank", ["NA", "", ".."])
def test_a_blank_among_parties_is_nobody(dip: Run, blank: str) -> None:
    rows = ("Pact,24,32,-,-", "League,51,68,84,-", "None,-,-,-,-")
    Path("p.csv").write_text("\n".join(["name,a,b,c,d", *rows]).replace("-", blank))
    words = ["claim=relation", "kind=pact", "topic=law", "title={name}", "parties={a},{b},{c},{d}"]
    words += ["missing=.."] if blank == ".." else []
    out, found = import_twice(dip, "p.csv", *words)
    parties = {tuple(it["parties"]) for it in found.values()}
    assert parties == {("m49:24", "m49:32"), ("m49:51", "m49:68", "m49:84")}
    assert "left out: 1 no country" in out


def test_na_as_who_reports_is_nobody_but_namibia_as_an_end(dip: Run) -> None:
    Path("n.csv").write_text("a,b,r,v\nNA,KE,NA,5\nNA,DE,NA,6\n")
    words = ("measure=fee", "unit=EUR", "period=2020", "value={v}", "from={a}", "to={b}")
    options = (*words, "reporter={r}")
    _, found = import_twice(dip, "n.csv", *options)
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
    out, found = import_twice(dip, "votes.csv", *words)
    assert [it["parties"] for it in found.values()] == [[f"iso2:{it}"] for it in taken]
    assert re.findall("left out: 1 (.*)", out) == left_out
    assert "are taken, though" not in out


@pytest.mark.parametrize(
    ("rows", "left_out", "taken"),
    [
        (  # codes of a provider for whoever is not named, which are those of states elsewhere
            "UKR,Ukraine UNK,Unknown AND,Other MLI,Various VNM,Vietnam TCD,Stateless",
            ["Unknown (UNK)", "Other (AND)", "Various (MLI)", "Stateless (TCD)"],
            ["UKR", "VNM"],
        ),
        ("UKR,Ukraine UNK,Narnia", [], ["UKR", "UNK"]),  # a name may be misspelt
        ("UKR,Ukraine POL,Poland DEU,Other ITA,Other", [], ["UKR", "POL", "DEU", "ITA"]),
        ("UKR,Kyiv UNK,Unknown", [], ["UKR", "UNK"]),  # no names of countries
        ("UKR,Ukraine UNK,Kosovo", [], ["UKR", "UNK"]),
    ],
)
def test_a_code_beside_the_name_of_nobody_is_no_country(
    dip: Run, rows: str, left_out: list[str], taken: list[str]
) -> None:
    lines = [f"{row},2022,{n}\n" for n, row in enumerate(rows.split())]
    Path("refugees.csv").write_text("who,called,year,n\n" + "".join(lines))
    words = ("measure=refugees", "unit=persons", "parties={who}", "period={year}", "value={n}")
    out, found = import_twice(dip, "refugees.csv", *words)
    assert [it["parties"] for it in found.values()] == [[f"iso3:{it}"] for it in taken]
    assert re.findall("left out: 1 (.*)", out) == left_out
    assert "are taken, though" not in out
    note = "note: UNK in who is taken for Kosovo, as in passports: if it means unknown, remove "
    told = ["its row"] * ("UNK" in taken and "Kosovo" not in rows)
    assert re.findall(f"{note}(.*)", out.replace("\n    ", " ")) == told


@pytest.mark.parametrize("by_list", ["", "iso3:"])
def test_a_code_of_kosovo_that_often_means_unknown_is_told(dip: Run, by_list: str) -> None:
    Path("refugees.csv").write_text("who,year,n\nUNK,2021,5\nSYR,2021,6\nUNK,2022,7\n")
    words = ("measure=refugees", "unit=persons", "period={year}", "value={n}", "publisher=X")
    given = (*words, f"parties={by_list}{{who}}")
    out, _ = import_twice(dip, "refugees.csv", *given)
    note = "UNK in who is taken for Kosovo, as in passports: if it means unknown, remove its 2 rows"
    assert f"  note: {note}\n" in out.replace("\n    ", " ")


@pytest.mark.parametrize(
    ("numbers", "missing", "told"),
    [
        ("3823 -9 15", "", "-9 in n (1 cell) often says that there is no number: if so, add "
         "--map missing=-9"),
        ("3 -99.0 -99 -999", "", "-99, -999 in n (3 cells) often say that there is no number: if "
         "so, add --map missing=-99,-999"),
        ("5 -9 -999", "-9", "-999 in n (1 cell) often says that there is no number: if so, write "
         "--map missing=-9,-999"),
        ("10 -5 -66 -88", "", "-66, -88 in n (2 cells) often say that there is no number: if so, "
         "add --map missing=-66,-88"),
        ("3 -9 15", "-9", ""),
        ("3 -9 -8.5", "", ""),  # a number below zero like others
        ("3 -88 -7", "", ""),
        ("3 9 999", "", ""),
    ],
)  # fmt: skip
def test_numbers_that_stand_for_missing_ones_are_told(
    dip: Run, numbers: str, missing: str, told: str
) -> None:
    lines = [f"DEU,{year},{n}\n" for year, n in enumerate(numbers.split(), 2001)]
    Path("power.csv").write_text("who,year,n\n" + "".join(lines))
    words = ["measure=power", "unit=points", "parties={who}", "period={year}", "value={n}"]
    words += [f"missing={missing}"] if missing else []
    options = map_words(*words)
    out, found = import_twice(dip, "power.csv", *options)
    lines = [it for it in out.replace("\n    ", " ").splitlines() if "often sa" in it]
    assert lines == ([f"  note: {told}"] if told else [])
    assert len(found) == len([it for it in numbers.split() if it != missing])
    if told:  # what it says to type is right
        given = told.partition("--map ")[2]
        options = [it for it in options if it not in (f"missing={missing}",)]
        options = options[:-1] if missing else options
        out, found = import_twice(dip, "power.csv", *options, given)
        assert "often sa" not in out
        codes = given.partition("=")[2].split(",")
        left = [it for it in numbers.split() if it.removesuffix(".0") not in codes]
        assert len(found) == len(left)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("3 March 2020", "", 'cannot read "3 March 2020/" as a date or period; write '
         '"2020-03-03/"'),
        ("", "16.10.2015", 'cannot read "/16.10.2015" as a date or period; write "/2015-10-16"'),
    ],
)  # fmt: skip
def test_a_date_in_another_spelling_is_told_though_the_other_end_is_blank(
    dip: Run, start: str, end: str, told: str
) -> None:
    Path("visits.csv").write_text(f"who,host,start,end\nDEU,FRA,2019,\nDEU,ITA,{start},{end}\n")
    words = ["claim=event", "kind=visit", "topic=visits", "title=V", "status=held"]
    words += ["from={who}", "to={host}", "period={start}/{end}"]
    status, out, _ = dip("import", "visits.csv", *DAY, *map_words(*words))
    assert (status, f"  visits.csv:3: {told}\n" in out) == (3, True), out


def test_codes_of_either_side_are_compared_with_the_names_of_that_side(dip: Run) -> None:
    heads = "from,from_name,to,to_name,year,value\n"
    rows = "RUS,USSR,FRA,France,1980,5\nFRA,France,RUS,Russia,2000,6\nRUS,Russia,DEU,,2001,7\n"
    words = own("aid.csv", f"{heads}{rows}")
    out, found = import_twice(dip, *words)
    told = "  note: the codes in from are taken, though from_name says otherwise, RUS (Russia)\n"
    told += "    beside USSR: if the names are right, write --map from='{from_name}'\n"
    assert told.replace("\n    ", " ") in out.replace("\n    ", " ")
    assert out.count("are taken, though") == 1
    assert len(found) == 3
    by_name = [word.replace("from={from}", "from={from_name}") for word in words]
    out, found = import_twice(dip, *by_name)
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
    out, _ = import_twice(dip, *own("aid.csv", f"from,to,Host,year,value\n{text}"))
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


FLOWS = "a,b,y,v,flow\nNO,SE,2019,10,Exports\nNO,DK,2019,20,Exports\nNO,FI,2019,30,\n"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("skip={b}=se", ['{b}=se leaves nothing out, as no row has it: did you mean "SE"?']),
        (
            "skip={b}=SE; DK, {y}=2018, {v}=20.0, {b}=XX, {v}=7",
            [
                "{b}=SE; DK leaves nothing out, as no row has it: "
                "write --map 'skip={b}=XX, {b}=SE, {b}=DK, {y}=2018, {v}=20.0, {v}=7'",
                '{b}=XX leaves nothing out, as no row has it: rows have "SE", "DK", "FI"',
                "{y}=2018, {v}=7 leaves nothing out, as no row has them",
            ],
        ),
        ("skip={y}=", ["{y}= leaves nothing out, as no row is blank there"]),
        ("skip={flow}=, {b}=SE", []),
        ("where={b}=SE, {b}=dk", ['{b}=dk takes nothing, as no row has it: did you mean "DK"?']),
    ],
)
def test_a_condition_that_no_row_has_is_told(dip: Run, chosen: str, told: list[str]) -> None:
    Path("t.csv").write_text(FLOWS)
    out = dip("import", "t.csv", *DAY, *OWN, "--map", chosen, "--to", "base")[1]
    assert re.findall("note: (?:skip|where) (.*)", out) == told


def test_a_cell_of_a_wide_table_is_skipped(dip: Run) -> None:
    Path("t.csv").write_text("a,b,2019,2020\nNO,SE,1,2\nNO,DK,0,4\n")
    wide = ("columns=2019..2020", "period={column}", "value={cell}", "skip={cell}=0, {cell}=9")
    keys = ("measure=exports", "unit=USD", "from={a}", "to={b}", *wide)
    out, found = import_twice(dip, "t.csv", *keys)
    assert sorted(claim["value"] for claim in found.values()) == [1, 2, 4]
    assert "left out: 1 cell is 0\n" in out
    assert "note: skip {cell}=9 leaves nothing out, as no row has it\n" in out
