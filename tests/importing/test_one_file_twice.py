"""`dipfacts import` of one file with several options: one source, and claims in common."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.command_line import Run
from support.factbase import base, figure, measure, topic
from support.importing import map_words
from support.written import documents

DAY = ("--published", "2024-05-02")
HEADS = "Land,2019,2019 flag,2020,2020 flag\n"
YEARS = ("measure=gdp", "unit=USD", "parties={Land}", "period={column}", "value={cell}")
TREATY = ("claim=relation", "kind=treaty", "parties={A},{B}", "title={Treaty}")
TREATIES = """Treaty,A,B,Signed,InForce
Agreement on visas,KZ,TR,1999-03-01,2000-01-05
Agreement on health,KZ,TR,2000-01-20,2001-05-05
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with two files of data, and return that into which they are imported."""
    monkeypatch.chdir(tmp_path)
    Path("fl.csv").write_text(f"{HEADS}NO,10,provisional,11,\nFI,1,,2,estimate\n")
    Path("tr.csv").write_text(TREATIES)
    return tmp_path / "base"


def reported(dip: Run, file: str, name: str, *maps: str, day: tuple[str, ...] = DAY) -> str:
    """Import a file, and return the notes on other files of the folder."""
    publisher = () if any(it.startswith("publisher=") for it in maps) else ("publisher=Press",)
    given = map_words(*maps, *publisher)
    page = dip("import", file, *day, *given, "--to", "base", "--id", name).page()
    notes = re.findall(r"  note: (.*\n)", page.replace("\n    ", " "))
    return "".join(note for note in notes if ".toml" in note)


def year(dip: Run, number: int, name: str = "", **more: Any) -> str:
    """Import the numbers of one year, with its flags."""
    flags = f"status={{{number} flag}}"
    return reported(
        dip, "fl.csv", name or f"of-{number}", *YEARS, f"columns={number}", flags, **more
    )


def sources(folder: Path) -> dict[str, list[str]]:
    """Return the sources that each TOML declares, and those that its tables cite."""
    return {
        document["table"][0]["id"]: [
            *(source["id"] for source in document.get("source", ())),
            *(table["source"] for table in document["table"]),
        ]
        for document in documents(folder)
        if "table" in document
    }


def test_two_imports_without_a_claim_in_common_are_not_told_to_remove_one(dip: Run) -> None:
    assert year(dip, 2019) == year(dip, 2020) == year(dip, 2019) == ""
    signed = ("period={Signed}", "status=signed")
    in_force = ("period={InForce}/..", "status=in-force")
    assert "beside" not in reported(dip, "tr.csv", "tr", *TREATY, *in_force)
    assert "beside" not in reported(dip, "tr.csv", "signed", *TREATY, *signed)


def test_claims_that_two_imports_of_a_file_have_in_common_are_told(dip: Run) -> None:
    year(dip, 2019)
    year(dip, 2020)
    same = "which is of the same claims of fl.csv: those of both count; remove base/again.toml\n"
    assert year(dip, 2020, "again") == f"base/again.toml stands beside base/of-2020.toml, {same}"
    assert dip("check", "base")[0] == 0
    Path("base/again.toml").unlink()
    assert dip("check", "base")[0] == 0
    year(dip, 2020, "anew")
    both = reported(dip, "fl.csv", "both", *YEARS, "columns=2019..2020")
    some = "1 claim of fl.csv is in base/{}.toml, too, so that each counts twice: take it in one of"
    for name in ("of-2019", "of-2020", "anew"):
        assert f"{some.format(name)} the two\n" in both


def test_the_file_that_is_to_be_removed_leaves_a_sound_base(dip: Run) -> None:
    one, both = (*YEARS, "columns=2019"), (*YEARS, "columns=2019..2020")
    reported(dip, "fl.csv", "first", *one)
    again = "remove base/first.toml, and import fl.csv again as --id more\n"
    assert reported(dip, "fl.csv", "more", *both).endswith(f"those of both count; {again}")
    assert reported(dip, "fl.csv", "first", *one).endswith(f"those of both count; {again}")
    Path("base/first.toml").unlink()
    assert reported(dip, "fl.csv", "more", *both) == ""
    assert dip("check", "base")[0] == 0
    assert reported(dip, "fl.csv", "twin", *both).endswith("count; remove base/twin.toml\n")
    assert reported(dip, "fl.csv", "more", *both).endswith("count; remove base/twin.toml\n")
    Path("base/twin.toml").unlink()
    assert dip("check", "base")[0] == 0


def test_what_else_cites_the_source_of_the_file_to_be_removed_is_named(
    dip: Run, folder: Path
) -> None:
    one, both = (*YEARS, "columns=2019"), (*YEARS, "columns=2019..2020")
    reported(dip, "fl.csv", "first", *one)
    scoped = (*YEARS, "columns=2020", "scope=goods")
    reported(dip, "fl.csv", "goods", *scoped)
    hand = figure("hand", measure="exports", source="first", parties=["no", "fi"], locator="p 1")
    (folder / "hand.toml").write_text(base(topic(), measure("exports"), hand))
    again = "import fl.csv again as --id more, then as --id goods, and write source = "
    told = reported(dip, "fl.csv", "more", *both)
    assert told.endswith(f'remove base/first.toml, and {again}"more" in base/hand.toml\n')
    Path("base/first.toml").unlink()
    reported(dip, "fl.csv", "more", *both)
    reported(dip, "fl.csv", "goods", *scoped)
    Path("base/hand.toml").write_text(
        (folder / "hand.toml").read_text().replace('source = "first"', 'source = "more"')
    )
    assert dip("check", "base")[0] == 0
    assert sources(folder) == {"goods": ["more"], "more": ["more", "more"]}


@pytest.mark.parametrize("topic", [("topic=fish",), ()])
def test_what_else_the_file_to_be_removed_declares_is_declared_again(
    dip: Run, topic: tuple[str, ...]
) -> None:
    Path("fish.csv").write_text("Year,From,Gdp,Cod\n2021,NO,900,30\n2022,NO,950,31\n")
    whose = ("unit=USD", "parties={From}", "period={Year}")
    cod = (*whose, "measure=cod-sales", "value={Cod}", *topic)
    reported(dip, "fish.csv", "gdp", *whose, "measure=gdp", "value={Gdp}")
    reported(dip, "fish.csv", "one", *cod, "where={Year}=2021")
    remedy = "remove base/one.toml, and import fish.csv again as --id both\n"
    assert reported(dip, "fish.csv", "both", *cod).endswith(f"those of both count; {remedy}")
    assert reported(dip, "fish.csv", "one", *cod, "where={Year}=2021").endswith(f"; {remedy}")
    Path("base/one.toml").unlink()
    assert dip("check", "base")[0] != 0
    assert reported(dip, "fish.csv", "both", *cod) == ""
    assert dip("check", "base")[0] == 0
    for name in ("twin", "both"):  # which declares the measure of both, stays
        assert reported(dip, "fish.csv", name, *cod).endswith("; remove base/twin.toml\n")
    Path("base/twin.toml").unlink()
    assert dip("check", "base")[0] == 0


def test_a_copy_of_a_file_is_told_only_where_claims_are_the_same(dip: Run) -> None:
    year(dip, 2019)
    Path("fl2.csv").write_bytes(Path("fl.csv").read_bytes())
    other = reported(dip, "fl2.csv", "new", *YEARS, "columns=2020", "status={2020 flag}")
    assert "holds the same" not in other
    same = reported(dip, "fl2.csv", "new", *YEARS, "columns=2019", "status={2019 flag}")
    assert "new.toml holds the same as base/of-2019.toml, which is of fl.csv: the claims of" in same


@pytest.mark.parametrize("linked", [False, True])
def test_files_in_remedies_are_named_from_where_one_stands(dip: Run, linked: bool) -> None:
    Path("my data").mkdir()
    if linked:  # the way back from it is another than it looks
        Path("far/away").mkdir(parents=True)
        Path("base").symlink_to("far/away")
    first, file = Path("my data/t.csv"), Path("my data/u.csv")
    first.write_bytes(Path("fl.csv").read_bytes())
    one = (*YEARS, "columns=2019")
    reported(dip, str(first), "t", *one)
    first.rename(file)
    was = "base/t.toml, which is of my data/t.csv, which is not there any more"
    assert reported(dip, str(file), "u", *one) == (
        f"base/u.toml holds the same as {was}: the claims of both count; to replace it, remove "
        "base/u.toml if it is there, then add --id t\n"
    )
    assert reported(dip, str(file), "t", *YEARS, "columns=2019..2020") == (
        "base/t.toml was of my data/t.csv: its claims are replaced\n"
        "base/t.toml stands beside base/u.toml, which is of the same claims of my data/u.csv: those"
        " of both count; remove base/u.toml, and import 'my data/u.csv' again as --id t\n"
    )


def test_imports_of_one_file_cite_one_source(dip: Run, folder: Path) -> None:
    for _ in range(2):
        assert year(dip, 2019) + year(dip, 2020) == ""
        assert sources(folder) == {"of-2019": ["of-2019"] * 2, "of-2020": ["of-2019"]}
        assert dip("check", "--strict", "base")[0] == 0
    entries = dip("cite", "economy", "norway", "-f", "base", "--style", "bibtex").page()
    assert re.findall("^@.*", entries, re.M) == ["@misc{of-2019,"]


def test_what_one_source_calls_by_two_titles_is_two_in_two_imports_of_it(dip: Run) -> None:
    reported(dip, "tr.csv", "tr", *TREATY, "period={InForce}/..", "status=in-force")
    reported(dip, "tr.csv", "signed", *TREATY, "period={Signed}", "status=signed")
    page = dip("relations", "kazakhstan", "turkey", "-f", "base").page()
    assert page.count("Agreement on") == 4
    assert "Perhaps the same" not in page  # as visas of 5 Jan 2000 and health of 20 Jan 2000 are
    assert dip("check", "--strict", "base")[0] == 0


def test_a_source_of_another_publisher_is_another(dip: Run, folder: Path) -> None:
    year(dip, 2019)
    other = ("columns=2020", "status={2020 flag}", "publisher=Gazette")
    reported(dip, "fl.csv", "of-2020", *YEARS, *other)
    assert sources(folder)["of-2020"] == ["of-2020", "of-2020"]


def test_of_an_edition_of_another_day_the_other_import_is_to_be_repeated(
    dip: Run, folder: Path
) -> None:
    year(dip, 2019)
    year(dip, 2020)
    newer = ("--published", "2024-06-02")
    told = year(dip, 2019, day=newer)
    line = next(
        nth
        for nth, text in enumerate((folder / "of-2020.toml").read_text().splitlines(), 1)
        if text.startswith("source =")
    )
    assert told == (
        f'base/of-2020.toml:{line}: source names "of-2019", which is of 2024-06-02 from now on, not'
        " of 2024-05-02: import that again, too\n"
    )
    assert year(dip, 2020, day=newer) == ""
    assert sources(folder)["of-2020"] == ["of-2019"]
    latest = ("--published", "2024-07-02")
    year(dip, 2020, day=latest)  # before the one whose source it cited
    assert sources(folder)["of-2020"] == ["of-2020", "of-2020"]
    year(dip, 2019, day=latest)
    assert sources(folder)["of-2019"] == ["of-2020"]
    assert dip("check", "--strict", "base")[0] == 0


def test_a_source_that_a_file_by_hand_cites_stays(dip: Run, folder: Path) -> None:
    year(dip, 2019)
    year(dip, 2020, day=("--published", "2024-06-02"))
    hand = figure("hand", measure="exports", source="of-2020", parties=["no", "fi"], locator="p 1")
    (folder / "hand.toml").write_text(base(topic(), measure("exports"), hand))
    year(dip, 2020)  # of the same day as the other now
    assert sources(folder)["of-2020"] == ["of-2020"] * 2
    assert dip("check", "base")[0] == 0
