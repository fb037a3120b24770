"""`dipfacts import --map`: parties that other files of the folder declare are known by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words
from support.written import claims

DAY = ("--published", "2025-01-31", "--to", "base", "--map", "publisher=Gazette")
MET = ("claim=event", "kind=meeting", "title=Talks", "status=held", "period={d}")
SOLD = ("measure=refugees", "unit=persons", "from={a}", "to={b}", "period={d}", "value={v}")
PARTIES = """format = 1

[[party]]
id = "nine"
name = "Budapest Nine"
kind = "organisation"
aliases = ["Bükreş Dokuzlusu"]

[[party]]
id = "aa"
name = "Ayşe Aydın"
kind = "person"

[[party]]
id = "fr"
iso = "FR"
name = "France"
kind = "country"
aliases = ["La Gaule"]

[[party]]
id = "georgia"
name = "Georgia"
kind = "territory"
"""
UNKNOWN = (
    "  note: 1 unknown name: if it is a party, declare it in another TOML file of the folder,"
    " which begins with format = 1, as [[party]] with id, kind and name\n"
)


MORE = "2 unknown names: declare those that are parties"


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder whose base declares parties."""
    monkeypatch.chdir(tmp_path)
    Path("base").mkdir()
    Path("base/own.toml").write_text(PARTIES, encoding="utf-8")
    return Path("base")


def told(dip: Run, text: str, *given: str) -> str:
    """Import a table into the folder; return the report, each line of it whole."""
    Path("t.csv").write_text(text, encoding="utf-8")
    _, out, err = dip("import", "t.csv", *DAY, *map_words(*given))
    return (out + err).replace("\n    ", " ")


def test_they_are_known_by_name_alias_and_id(dip: Run, base: Path) -> None:
    rows = (
        "budapest nine,NATO,2020-01-01",
        "Bükreş Dokuzlusu,Germany,2020-04-02",
        "nine,Deutschland,2020-12-03",
        "Ayşe Aydın,La Gaule,2020-06-04",
        "AA,Frankreich,2020-11-05",
        "Budapest Nine,nine,2020-08-06",
        "Atlantis,France,2020-09-07",
        "Georgia,France,2020-10-08",
    )
    out = told(dip, "a,b,d\n" + "\n".join(rows) + "\n", *MET, "parties={a}, {b}")
    assert out == (
        "A table of 3 columns, 8 rows: 2020\n"
        "  5 claims from 5 rows\n"
        "  left out: 1 a country with itself\n"
        "  left out: 1 Atlantis, unknown\n"
        "  left out: 1 Georgia, which may be Georgia or georgia\n"
        "  written as a table of its own: its countries are names\n"
        f"{UNKNOWN}"
        "wrote base/t.csv\n"
        "wrote base/t.toml\n"
        "  dipfacts check base\n"
    )
    assert dip("check", "--strict", "base")[0] == 0
    assert [it["parties"] for it in claims(base).values() if it["period"] > "2020-02"] == [
        ["nine", "germany"],
        ["nine", "germany"],
        ["aa", "france"],
        ["aa", "france"],
    ]


def test_who_says_so_and_one_among_codes_are_known(dip: Run, base: Path) -> None:
    text = "a,b,d,v,by\nDEU,ITA,2020,5,Ayşe Aydın\nnine,ITA,2020,6,\nFRA,ITA,2020,7,fr\n"
    out = told(dip, text, *SOLD, "claimant={by}")
    assert "  3 claims from 3 rows\n" in out
    sides = [(it["from"], it["to"], it.get("claimant")) for it in claims(base).values()]
    assert sides == [
        ("germany", "iso3:ITA", "aa"),
        ("nine", "iso3:ITA", None),
        ("france", "iso3:ITA", "france"),
    ]


def test_people_are_known_by_name_and_an_id_of_two_letters_is_no_code(dip: Run, base: Path) -> None:
    who = ("France,2020,AYŞE AYDIN", "Italy,2022,aa", "Spain,2024,Joe Bo")
    text = "a,b,d,who\n" + "".join(f"Ayşe Aydın,{row}\n" for row in who)
    out = told(dip, text, *MET, "parties={a}, {b}", "people={who}")
    assert "  2 claims from 2 rows\n  left out: 1 Joe Bo, unknown\n" in out
    assert dip("check", "--strict", "base")[0] == 0
    found = [(it["parties"], it["people"]) for it in claims(base).values()]
    assert found == [(["aa", "iso2:FR"], ["aa"]), (["aa", "iso2:IT"], ["aa"])]
    told(dip, "a,b,d,who\nFrance,Italy,2020,aa\n", *MET, "parties={a}, {b}", "people={who}")
    assert [it["people"] for it in claims(base).values()] == [["aa"]]


@pytest.mark.parametrize("declared", [True, False])
def test_people_whom_nobody_declares_are_left_out_with_the_remedy(
    declared: bool, dip: Run, base: Path
) -> None:
    """Whether the folder declares anybody else decides nothing; a country is no person."""
    if not declared:
        (base / "own.toml").unlink()
    rows = ("Italy,2020,Joe Bo", "Italy,2021,Jordan", "Spain,2022,", "Malta,2023,NA")
    text = "a,b,d,who\n" + "".join(f"France,{row}\n" for row in rows)
    out = told(dip, text, *MET, "parties={a}, {b}", "people={who}")
    assert out == (
        "A table of 4 columns, 4 rows: 2020 to 2023\n"
        "  2 claims from 2 rows\n"
        "  left out: 1 Joe Bo, unknown\n"
        "  left out: 1 Jordan, unknown\n"
        "  written as a table of its own: its countries are names\n"
        f"{UNKNOWN.replace('1 unknown name: if it is a party, declare it', MORE)}"
        "wrote base/t.csv\n"
        "wrote base/t.toml\n"
        "  dipfacts check base\n"
    )
    assert dip("check", "--strict", "base")[0] == 0


def test_several_people_in_one_cell_are_each_known(dip: Run, base: Path) -> None:
    again = '\n[[party]]\nid = "bo-roe"\nname = "Bo Roe"\nkind = "person"\n'
    again += '\n[[party]]\nid = "cy-roe"\nname = "Cy Roe"\nkind = "person"\n'
    Path("base/own.toml").write_text(PARTIES + again, encoding="utf-8")
    cells = {
        "Italy": "Ayşe Aydın; Bo Roe | Cy Roe",
        "Spain": '"Bo Roe, Cy Roe and Bo Roe"',
        "Malta": "cy-roe",
        "Egypt": "",
        "Qatar": "Bo Roe; Joe Bo",
        "Ghana": '"Roe, Bo"',
    }
    text = "a,b,d,who\n" + "".join(f"France,{b},2020,{who}\n" for b, who in cells.items())
    out = told(dip, text, *MET, "parties={a}, {b}", "people={who}")
    assert '  left out: 1 Joe Bo, unknown\n  left out: 1 "Roe, Bo", unknown\n' in out
    assert [it.get("people") for it in claims(base).values()] == [
        ["aa", "bo-roe", "cy-roe"],
        ["bo-roe", "cy-roe"],
        ["cy-roe"],
        None,
    ]
    head = (base / "t.csv").read_text().partition("\n")[0]
    assert head == "row,a,b,d,who,a_code,b_code,who_code,who_code_2,who_code_3"
    assert dip("check", "--strict", "base")[0] == 0


def test_a_name_of_two_declared_persons_is_left_out(dip: Run, base: Path) -> None:
    again = '\n[[party]]\nid = "ab"\nname = "Ayse Aydin"\nkind = "person"\n'
    Path("base/own.toml").write_text(PARTIES + again, encoding="utf-8")
    text = "a,b,d,who\nFrance,Italy,2020,Ayşe Aydın\nFrance,Italy,2021,ab\n"
    out = told(dip, text, *MET, "parties={a}, {b}", "people={who}")
    assert "  1 claim from 1 row\n  left out: 1 Ayşe Aydın, which may be aa or ab\n" in out


def test_one_of_all_rows_is_no_party_with_itself(dip: Run) -> None:
    text = "a,d\nBudapest Nine,2020\nFrance,2021\n"
    out = told(dip, text, *MET, "parties=nine, {a}")
    assert "  1 claim from 1 row\n  left out: 1 a country with itself\n" in out
    written = Path("base/t.toml").read_text("utf-8")
    Path("base/t.toml").unlink()
    assert told(dip, text, *MET, "parties=Budapest Nine, {a}") == out
    assert Path("base/t.toml").read_text("utf-8") == written


def test_without_the_declaration_the_remedy_is_told(dip: Run, base: Path) -> None:
    (base / "own.toml").unlink()
    out = told(dip, "a,b,d\nnine,Italy,2020\nFrance,Italy,2021\n", *MET, "parties={a}, {b}")
    assert ("  left out: 1 nine, unknown\n" in out, UNKNOWN in out) == (True, True)


def test_a_file_of_what_the_remedy_names_makes_a_folder_that_loads(dip: Run, base: Path) -> None:
    party = '[[party]]\nid = "nine"\nkind = "organisation"\nname = "Nine"\n'
    (base / "own.toml").write_text(f"format = 1\n\n{party}", encoding="utf-8")
    told(dip, "a,b,d\nNine,Italy,2020\nFrance,Italy,2021\n", *MET, "parties={a}, {b}")
    assert [it["parties"][0] for it in claims(base).values()] == ["nine", "france"]
    status, out, err = dip("check", "base")
    assert (status, "missing-format" in out + err) == (0, False)


@pytest.mark.parametrize("name", ["World", "world", "Rest of Europe"])
def test_an_aggregate_that_the_folder_declares_is_a_party(dip: Run, base: Path, name: str) -> None:
    rows = f"a,b,d,v\nNorway,{name},2020,500\nNorway,Sweden,2020,100\n"
    assert f"left out: 1 {name}" in told(dip, rows, *SOLD)
    world = '[[party]]\nid = "world"\nname = "World"\nkind = "aggregate"\n'
    rest = world.replace("world", "rest").replace("World", "Rest of Europe")
    (base / "own.toml").write_text(f"{PARTIES}\n{world}\n{rest}", encoding="utf-8")
    out = told(dip, rows, *SOLD)
    assert "  2 claims from 2 rows\n" in out
    assert "left out" not in out
    taken = {it["to"] for it in claims(base).values()}
    assert taken == {"sweden", "rest" if "R" in name else "world"}
