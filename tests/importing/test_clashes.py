"""`dipfacts import`: what other files of the folder declare, and the claims cannot stand beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words

DAY = ("--published", "2025-01-31", "--to", "base", "--map", "publisher=Gazette")
GDP = ("measure=gdp", "unit=USD", "parties={Land}", "period={Year}", "value={GDP}")
PACTS = ("claim=relation", "kind=pact", "parties={A}, {B}", "period={Y}", "title={T}")
NOT_WRITTEN = "  nothing is written: correct these lines, or remove them, and import again\n"
TREATY = """format = 1
[[kind]]
id = "pact"
of = "event"
label = "Signing"
"""
FIGURE = """format = 1
[[topic]]
id = "economy"
label = "Economy"
[[measure]]
id = "gdp"
topic = "economy"
label = "GDP"
nature = "flow"
[[source]]
id = "paper"
publisher = "Herald"
published = 2020-01-01
[[figure]]
id = "g-fi-2020"
measure = "gdp"
parties = ["finland"]
period = "2020"
value = 270
unit = "USD"
source = "paper"
"""
TABLE = """[[table]]
id = "g-fi"
file = "own.csv"
claim = "figure"
key = "{Year}"
measure = "gdp"
parties = ["finland"]
period = "{Year}"
value = "{GDP}"
unit = "USD"
source = "paper"
"""


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with two files of data, and a folder to import into."""
    monkeypatch.chdir(tmp_path)
    Path("base/more").mkdir(parents=True)
    Path("g.csv").write_text("Land,Year,GDP\nNorway,2019,400\nFinland,2020,270\n")
    Path("t.csv").write_text("A,B,Y,T\nNorway,Sweden,2019,Fish\nFinland,Norway,2020,Oil\n")
    return Path("base")


def told(dip: Run, file: str, *given: str) -> tuple[int, str]:
    """Import a file into the folder; return the status and the report, each line of it whole."""
    words = map_words(*given)
    status, out, err = dip("import", file, *DAY, *words)
    return status, (out + err).replace("\n    ", " ")


@pytest.mark.parametrize("name", ["hand.toml", "more/hand.toml"])
def test_a_claim_that_has_the_id_of_another_is_not_written(dip: Run, base: Path, name: str) -> None:
    (base / "first.toml").write_text("format = 1\n")
    (base / name).write_text(FIGURE)
    status, out = told(dip, "g.csv", *GDP)
    assert (status, out) == (
        3,
        "A table of 3 columns, 2 rows: 2019 to 2020\n"
        "  2 claims from 2 rows\n"
        f'  base/{name}:14: duplicate id "g-fi-2020", which a claim of g.csv has, too;'
        " give this one another, or the import another name with --id\n"
        f"{NOT_WRITTEN}",
    )
    assert not (base / "g.toml").exists()
    assert dip("import", "g.csv", *DAY, *map_words(*GDP), "--id", "w")[0] == 0
    assert dip("economy", "finland", "-f", "base")[0] == 0


def test_a_claim_that_has_the_id_of_a_row_of_another_table_is_not_written(
    dip: Run, base: Path
) -> None:
    (base / "own.csv").write_text("Year,GDP\n2020,270\n2021,280\n")
    (base / "hand.toml").write_text(FIGURE.replace("g-fi-2020", "other") + TABLE)
    status, out = told(dip, "g.csv", *GDP)
    assert status == 3
    assert '  base/own.csv:2: duplicate id "g-fi-2020", which a claim of g.csv has, too;' in out


def test_a_kind_of_the_other_type_is_told_with_its_place(dip: Run, base: Path) -> None:
    (base / "hand.toml").write_text(TREATY)
    status, out = told(dip, "t.csv", *PACTS)
    assert status == 3
    assert (
        '  base/hand.toml:2: the kind "pact" is declared of events, and t.csv has relations of it;'
        f" give the import another kind\n{NOT_WRITTEN}"
    ) in out
    assert not (base / "t.toml").exists()
    assert told(dip, "t.csv", "claim=event", "status=held", *PACTS[1:])[0] == 0


@pytest.mark.parametrize("nature", ["rank", "stock"])
def test_a_known_measure_of_another_nature_is_told_with_its_place(
    dip: Run, base: Path, nature: str
) -> None:
    (base / "hand.toml").write_text(FIGURE.partition("[[source]]")[0].replace("flow", nature))
    status, out = told(dip, "g.csv", *GDP)
    assert status == 3
    assert (
        f'  base/hand.toml:5: the measure "gdp" is a {nature} here, and a flow in an import of'
        ' g.csv; write nature = "flow", or give the import another measure\n'
    ) in out


def test_an_own_measure_is_as_the_folder_declares_it(dip: Run, base: Path) -> None:
    declared = FIGURE.partition("[[source]]")[0].replace('"gdp"', '"debt"')
    (base / "hand.toml").write_text(declared.replace("flow", "stock"))
    debt = ("measure=debt", *GDP[1:])
    assert told(dip, "g.csv", *debt)[0] == 0
    (base / "hand.toml").write_text(declared.replace("flow", "rank"))
    status, out = told(dip, "g.csv", *debt)
    assert status == 2
    assert 'unit "USD" does not fit "debt", a rank' in out


COMTRADE = (
    "typeCode,freqCode,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,"
    "flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,classificationCode,cmdCode,cmdDesc,"
    "customsCode,mosCode,motCode,primaryValue\n"
    "C,A,2020,52,2020,579,NOR,Norway,X,Export,752,SWE,Sweden,0,H5,TOTAL,All,C00,0,0,9000.5\n"
)


@pytest.mark.parametrize(
    ("topic", "nature", "says"),
    [
        ("commerce", "flow", "is of the topic commerce here, and of trade in an import"),
        ("trade", "stock", "is a stock here, and a flow in an import"),
    ],
)
def test_known_formats_refuse_what_contradicts_their_measures(
    dip: Run, base: Path, topic: str, nature: str, says: str
) -> None:
    declared = FIGURE.partition("[[source]]")[0].replace('"gdp"', '"exports"')
    declared = declared.replace("economy", topic).replace("flow", nature)
    (base / "hand.toml").write_text(declared)
    Path("c.csv").write_text(COMTRADE)
    status, out, _ = dip("import", "c.csv", *DAY[:4])
    assert status == 3
    key = 'nature = "flow"' if nature != "flow" else 'topic = "trade"'
    assert (
        f'  base/hand.toml:5: the measure "exports" {says} of c.csv; write {key}, or import into'
        " another folder\n"
    ) in out.replace("\n    ", " ")


def test_a_nature_that_changes_for_another_file_is_told(dip: Run, base: Path) -> None:
    debt = ("measure=debt", *GDP[1:])
    Path("h.csv").write_text(Path("g.csv").read_text())
    assert told(dip, "g.csv", *debt, "nature=stock")[0] == 0
    assert told(dip, "h.csv", *debt)[0] == 0
    status, out = told(dip, "g.csv", *debt, "nature=flow")
    assert status == 0
    assert (
        "  note: debt was a stock, and is a flow now, also for base/h.toml, which uses it\n" in out
    )


@pytest.mark.parametrize(
    ("measure", "given", "is_told"),
    [
        ("external-debt", (), True),
        ("refugees", (), True),
        ("fdi-stock", (), True),
        ("external-debt", ("nature=stock",), False),
        ("external-debt", ("nature=flow",), False),
        ("debt-service", (), False),
        ("fdi-flows", (), False),
        ("population", (), False),
        ("aid", (), False),
    ],
)
def test_a_new_measure_that_is_most_often_a_stock_is_told_to_be_a_flow(
    dip: Run, measure: str, given: tuple[str, ...], is_told: bool
) -> None:
    status, out = told(dip, "g.csv", f"measure={measure}", *GDP[1:], *given)
    note = (
        f"  note: {measure} is new, and taken for a flow, a number over a period: if it is a stock,"
        " a number at a date, add --map nature=stock\n"
    )
    assert (status, note in out, "taken for a flow" in out) == (0, is_told, is_told)


def test_a_citation_of_the_edition_that_is_replaced_is_told(dip: Run, base: Path) -> None:
    assert told(dip, "g.csv", *GDP)[0] == 0
    figure = FIGURE.partition("[[figure]]")[2].replace("g-fi-2020", "x").replace("paper", "g")
    (base / "hand.toml").write_text(f"format = 1\n[[figure]]{figure}")
    assert "source names" not in told(dip, "g.csv", *GDP)[1]  # the same edition
    mapped = map_words(*GDP)
    status, out, _ = dip("import", "g.csv", "--published", "2026-02-01", *DAY[2:], *mapped)
    assert status == 0
    assert (
        '  note: base/hand.toml:9: source names "g", which is of 2026-02-01 from now on, not of'
        " 2025-01-31: if it cites the former, declare that with an id of its own\n"
    ) in out.replace("\n    ", " ")


@pytest.mark.parametrize("derived", [True, False])
def test_a_file_that_was_renamed_since_is_told(dip: Run, base: Path, derived: bool) -> None:
    land = "Norway" if derived else "NO"
    Path("a.csv").write_text(f"Land,Year,GDP\n{land},2019,400\n")
    assert "holds the same" not in told(dip, "a.csv", *GDP)[1]
    Path("a.csv").rename("b.csv")
    note = (
        "  note: base/b.toml holds the same as base/a.toml, which is of a.csv{}: the claims of both"
    )
    more = " count; to replace it, remove base/b.toml if it is there, then add --id a\n"
    status, out = told(dip, "b.csv", *GDP)
    assert (status, note.format(", which is not there any more") + more in out) == (0, True)
    Path("a.csv").write_text(Path("b.csv").read_text())
    assert note.format("") + more in told(dip, "b.csv", *GDP)[1]
    assert "holds the same" not in told(dip, "b.csv", "measure=gni", *GDP[1:])[1]
    Path("b.csv").write_text(f"Land,Year,GDP\n{land},2019,401\n")
    assert "holds the same" not in told(dip, "b.csv", *GDP)[1]


def test_a_claim_whose_kind_an_import_declares_of_the_other_type_is_told(
    dip: Run, base: Path
) -> None:
    event = FIGURE.partition("[[figure]]")[0] + (
        '[[event]]\nid = "e"\nkind = "membership"\ntitle = "Entry"\nparties = ["norway"]\n'
        'topic = "economy"\nperiod = "1949"\nstatus = "held"\nsource = "paper"\n'
    )
    (base / "hand.toml").write_text(event)
    Path("igo.csv").write_text("ccode,year,state,NATO,UN\n385,1949,NOR,1,1\n385,1950,NOR,1,1\n")
    status, out, err = dip("import", "igo.csv", *DAY[:4])
    assert (status, err) == (3, "")
    assert (
        '  base/hand.toml:14: the kind "membership" is one of relations in an import of igo.csv;'
        " give this claim another kind\n"
    ) in out.replace("\n    ", " ")
