"""A newer edition of a file that was imported: what is gone is told, and what others name stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dipfacts.importing.formats.contents import FORMATS
from support.command_line import Run
from support.factbase import base, figure, relation, table
from support.importing import map_words
from support.written import claims

pytestmark = pytest.mark.usefixtures("empty_folder")

KEY = ("key={a}-{b}-{year}", "period={year}")
FIGURE = ("claim=figure", "measure=widgets", "unit=USD", "value={value}", *KEY)
RELATION = ("claim=relation", "kind=pact", "title=Pact", *KEY)
CODES, NAMES = "DEU,FRA", "Germany,France"  # names get a table of their own
WHOM = {"from_": "germany", "to": "france", "source": "t"}
WIDGETS = {"measure": "widgets", **WHOM, "period": "2020", "unit": "USD", "scope": "cars"}
CARS = figure("cars", **WIDGETS, value=50, locator="p. 5")
PACT = relation("pact", kind="pact", title="Pact", **WHOM, period="2020/2021", locator="p. 5")
TABLE = table("table", id="cars", file="cars.csv", claim="figure", **WIDGETS, value="{value}")


def edition(*years: int, path: str = "t.csv", of: str = CODES) -> None:
    rows = [f"{of},{year},{year - 1920}" for year in years]
    Path(path).write_text("\n".join(["a,b,year,value", *rows, ""]))


def words(said: tuple[str, ...], path: str = "t.csv", of: str = CODES) -> list[str]:
    sides = ("from=iso3:{a}", "to=iso3:{b}") if of == CODES else ("from={a}", "to={b}")
    given = (*said, *sides, "publisher=X")
    to = ["--to", "base", "--published", "2024"]
    return ["import", path, *to, *map_words(*given)]


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("base").iterdir()}


@pytest.mark.parametrize("of", [CODES, NAMES])
@pytest.mark.parametrize(
    ("said", "own", "named", "at"),
    [
        (FIGURE, CARS, 'part_of = "t-@-2020"', "own.toml:14: part_of"),
        (RELATION, PACT, 'same_as = "t-@-2020"', "own.toml:12: same_as"),
        (FIGURE, TABLE, 'part_of = "t-@-2020"', "own.toml:15: part_of"),
        (FIGURE, TABLE, 'part_of = "t-@-{year}"', "cars.csv:2: part_of"),
    ],
    ids=["part-of", "same-as", "table", "rows-of-a-table"],
)
def test_a_claim_that_another_file_names_is_not_taken_away(
    dip: Run, said: tuple[str, ...], own: str, named: str, at: str, of: str
) -> None:
    pair = of.lower().replace(",", "-")
    line = words(said, of=of)
    edition(2020, 2021, of=of)
    assert dip(*line)[0] == 0
    Path("base/own.toml").write_text(base(own) + named.replace("@", pair) + "\n")
    Path("base/cars.csv").write_text("year,value\n2020,50\n")
    assert dip("check", "base")[0] == 0
    before = files()
    status, out, _ = dip(*line)
    assert (status, "edition" in out) == (0, False)
    assert files() == before
    edition(2021, 2022, of=of)
    status, out, _ = dip(*line)
    assert status == 3
    assert f'base/{at} names "t-{pair}-2020", which t.csv does not hold; ' in out
    assert "nothing is written" in out
    assert "wrote" not in out
    assert files() == before
    edition(2020, 2022, of=of)
    status, out, _ = dip(*line)
    assert (status, "1 claim gone, 1 new\n  gone: t-" + pair + "-2021\n" in out) == (0, True)
    assert dip("check", "base")[0] == 0


DATA_SETS = {  # the name of a file, its head, a row that stays, and one that goes
    "UN Comtrade": (
        "data.csv",
        "Year,Trade Flow Code,Reporter Code,Partner Code,Partner,Commodity Code,Commodity,"
        "Trade Value (US$)",
        "2017,2,842,156,China,TOTAL,All,500",
        "2018,2,842,156,China,TOTAL,All,600",
    ),
    "CEPII BACI": (
        "baci.csv",
        "t,i,j,k,v,q",
        "2022,578,352,270900,5,1",
        "2022,578,752,270900,7,1",
    ),
    "World Bank WDI": (
        "wdi.csv",
        "Country Name,Country Code,Indicator Name,Indicator Code,1990",
        "Kenya,KEN,GDP (current US$),NY.X,7",
        "Peru,PER,GDP (current US$),NY.X,8",
    ),
    "World Bank DataBank": (
        "data.csv",
        "Series Name,Series Code,Country Name,Country Code,2019 [YR2019]",
        "GDP (current US$),NY.X,Kenya,KEN,7",
        "GDP (current US$),NY.X,Peru,PER,8",
    ),
    "SDMX-CSV": (
        "sdmx.csv",
        "DATAFLOW,REF_AREA,COUNTERPART_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,UNIT",
        "X:Y(1.0),DE,US,CA,2020,3,EUR",
        "X:Y(1.0),DE,FR,CA,2020,4,EUR",
    ),
    "Eurostat TSV": (
        "gdp.tsv",
        "freq,unit,na_item,geo\\TIME_PERIOD\t2019 ",
        "A,CP_MEUR,B1GQ,DE\t3473.5 p",
        "A,CP_MEUR,B1GQ,EL\t183 b",
    ),
    "Our World in Data": (
        "life.csv",
        "Entity,Code,Year,Life (%)",
        "Kenya,KEN,1990,60",
        "Peru,PER,1990,65",
    ),
    "COW trade, dyads": (
        "dyads.csv",
        "ccode1,ccode2,year,flow1,flow2",
        "2,20,1920,1,2",
        "2,20,1921,3,4",
    ),
    "COW trade, states": (
        "states.csv",
        "ccode,statename,year,imports,exports",
        "2,USA,1920,1,2",
        "2,USA,1921,3,4",
    ),
    "COW alliances": (
        "by_dyad.csv",
        "version4id,ccode1,ccode2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,"
        "dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,"
        "entente",
        "1,200,235,1,1,1816,15,2,1911,0,0,1,0,0,0",
        "2,371,373,10,2,1995,,,,0,1,1,0,0,0",
    ),
    "COW diplomatic exchange": (
        "exchange.csv",
        "ccode1,ccode2,year,DR_at_1,DR_at_2,DE",
        "385,395,1970,3,3,1",
        "385,390,1970,3,3,1",
    ),
    "COW organisations": (
        "igo.csv",
        "ccode,year,state,UN,NATO",
        "220,1990,France,1,1",
        "200,1990,UK,1,1",
    ),
    "UCDP GED": (
        "ged.csv",
        "id,year,dyad_name,gwnoa,gwnob,date_prec,date_start,date_end,best,low,high",
        "1,2016,A - B,371,373,1,2016-04-01,2016-04-01,3,1,9",
        "2,2016,A - B,371,373,1,2016-05-01,2016-05-01,3,1,9",
    ),
    "Wikidata": (
        "query.csv",
        "statement,property,from,to,start,startPrecision",
        "Q227-1,P530,Q227,Q145,1992-01-01T00:00:00Z,9",
        "Q227-2,P530,Q227,Q142,1992-01-01T00:00:00Z,9",
    ),
    "Frictionless data package": (
        "gdp.csv",
        "Country Code,Year,Value",
        "DEU,2020,3.5",
        "FRA,2020,2.5",
    ),
}
PACKAGE = {
    "name": "gdp",
    "resources": [
        {
            "name": "gdp",
            "path": "gdp.csv",
            "schema": {"fields": [{"name": it} for it in ("Country Code", "Year", "Value")]},
        }
    ],
}


@pytest.mark.parametrize("name", [it.name for it in FORMATS])
def test_of_each_data_set_editions_are_compared(dip: Run, name: str) -> None:
    path, head, stays, goes = DATA_SETS[name]
    named = ["datapackage.json", "--map", "unit=USD"] if path == "gdp.csv" else [path]
    Path("datapackage.json").write_text(json.dumps(PACKAGE))

    def run(to: str, *rows: str) -> tuple[int, str]:
        Path(path).write_text("\n".join([head, *rows, ""]))
        return dip("import", *named, "--published", "2024", "--to", to, "--all")[:2]

    assert run("one", stays)[0] == 0
    status, out = run("base", stays, goes)
    assert (status, "edition" in out) == (0, False)
    gone = [id_ for id_ in claims(Path("base")) if id_ not in claims(Path("one"))]
    assert 0 < len(gone) < len(claims(Path("base")))
    Path("base/own.toml").write_text(base(CARS) + f'part_of = "{gone[0]}"\n')
    before = files()
    status, out = run("base", stays, goes)
    assert (status, "edition" in out, files() == before) == (0, False, True)
    status, out = run("base", stays)
    assert (status, f'base/own.toml:14: part_of names "{gone[0]}"' in out) == (3, True)
    assert files() == before
    Path("base/own.toml").unlink()
    told = f"  since the former edition: {len(gone)} claim{'s' * (len(gone) > 1)} gone, 0 new\n"
    status, out = run("base", stays)
    assert (status, told + "".join(f"  gone: {id_}\n" for id_ in gone) in out) == (0, True)
    status, out = run("base", stays, goes)
    assert (status, f"edition: 0 claims gone, {len(gone)} new\n" in out) == (0, True)


@pytest.mark.parametrize(
    ("named", "status"), [("t-deu-fra-2020", 3), ("t-by-hand", 0), ("t-of-another-2", 0)]
)
def test_a_claim_that_a_file_saved_over_the_former_lacks_is_told_if_it_is_named(
    dip: Run, named: str, status: int
) -> None:
    Path("base").mkdir()
    edition(2020, 2021, path="base/t.csv")
    assert dip(*words(FIGURE, "base/t.csv"))[0] == 0
    by_hand = CARS.replace('"cars"', '"t-by-hand"')
    of_another = TABLE.replace('id = "cars"', 'id = "t-of-another"').replace('"cars"', '"vans"')
    Path("base/hand.toml").write_text(base(by_hand, of_another))
    Path("base/cars.csv").write_text("value\n60\n50\n")
    Path("base/own.toml").write_text(base(CARS) + f'part_of = "{named}"\n')
    edition(2021, 2022, path="base/t.csv")
    done, out, _ = dip(*words(FIGURE, "base/t.csv"))
    assert done == status
    assert "former" not in out
    assert ('base/own.toml:14: part_of names "t-deu-fra-2020"' in out) == (status == 3)


@pytest.mark.parametrize("of", [CODES, NAMES])
def test_a_repeated_import_tells_how_many_claims_say_something_else(dip: Run, of: str) -> None:
    line = words(FIGURE, of=of)
    edition(2000, 2001, 2002, of=of)
    dip(*line)
    rows = Path("t.csv").read_text().splitlines()
    corrected = [rows[0], *(f"{row}7" for row in rows[1:3]), *rows[3:], ""]
    Path("t.csv").write_text("\n".join(corrected))
    out = dip(*line)[1]
    assert "  since the former edition: 0 claims gone, 0 new, 2 changed\n" in out
    assert "edition" not in dip(*line)[1]
    Path("t.csv").write_text("\n".join([*corrected[:1], *corrected[:0:-1]]).rstrip() + "\n")
    assert "edition" not in dip(*line)[1]  # other rows, and the same claims


@pytest.mark.parametrize("of", [CODES, NAMES])
def test_a_repeated_import_tells_how_many_claims_are_gone_and_new(dip: Run, of: str) -> None:
    pair, line = of.lower().replace(",", "-"), words(FIGURE, of=of)
    edition(*range(2000, 2010), of=of)
    out = dip(*line)[1]
    assert "edition" not in out
    out = dip(*line)[1]
    assert "edition" not in out
    edition(*range(2005, 2011), of=of)
    assert "5 claims gone, 1 new" in dip(*line, "--dry-run")[2]
    status, out, _ = dip(*line)
    assert status == 0
    assert (
        "  since the former edition: 5 claims gone, 1 new\n"
        f"  gone: t-{pair}-2000\n  gone: t-{pair}-2001\n  gone: t-{pair}-2002\n"
        "  and 2 more gone: --all\n"
    ) in out
    edition(2010, of=of)
    out = dip(*line, "--all")[1]
    assert out.count("  gone: ") == 5
    assert "more gone" not in out


def test_of_a_file_saved_over_the_former_the_difference_is_told(dip: Run) -> None:
    told = []
    for last in (2010, 2010, 2003, 2005, 2001):
        edition(*range(2000, last))
        given = [it for it in words(FIGURE) if it not in ("--to", "base")]
        status, out, _ = dip(*given)
        assert status == 0
        told += [line for line in out.split("\n") if "edition" in line]
    start = "  since the former edition, over which the file was saved: "
    assert told == [f"{start}7 claims fewer", f"{start}2 claims more", f"{start}4 claims fewer"]


def test_an_edition_that_an_import_does_not_replace_is_not_compared(dip: Run) -> None:
    edition(2020, 2021, of=NAMES)
    line = words(FIGURE, of=NAMES)
    assert dip(*line)[0] == 0
    toml = Path("base/t.toml")
    toml.write_text(toml.read_text() + "# by hand\n")
    for years in ((2020, 2021), (2021, 2022, 2023)):
        edition(*years, of=NAMES)
        status, out, err = dip(*line)
        assert (status, "edition" in out, "or was changed since" in err) == (2, False, True)


def test_of_an_edition_whose_table_is_lost_the_difference_is_told(dip: Run) -> None:
    edition(2020, 2021, of=NAMES)
    line = words(FIGURE, of=NAMES)
    assert dip(*line)[0] == 0
    edition(2020, of=NAMES)
    Path("base/t.csv").unlink()
    out = dip(*line)[1]
    assert "  since the former edition, whose t.csv cannot be read: 1 claim fewer\n" in out
