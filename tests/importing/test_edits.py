"""`dipfacts import`: what somebody changed in the CSV that a base holds is not replaced unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words

pytestmark = pytest.mark.usefixtures("empty_folder")

ROWS = "a,b,year,value\nDEU,FRA,2001,5\nITA,FRA,2001,6\n"
NAMES = ROWS.replace("DEU", "Germany").replace("ITA", "Italy").replace("FRA", "France")
KEYS = (
    "claim=figure", "measure=exports", "from={a}", "to={b}", "period={year}", "value={value}",
    "unit=USD", "publisher=X",
)  # fmt: skip
GIVEN = map_words(*KEYS)
TO = ("--published", "2020-01-01", "--to", "base")


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("base").iterdir()}


def edited(dip: Run, rows: str) -> dict[str, bytes]:
    """Import a file, and change a number in the CSV of the base; return what is in its folder."""
    Path("t.csv").write_text(rows)
    assert dip("import", "t.csv", *GIVEN, *TO)[0] == 0
    csv = Path("base/t.csv")
    csv.write_text(csv.read_text().replace(",6", ",66"))
    return files()


@pytest.mark.parametrize("rows", [ROWS, NAMES])
@pytest.mark.parametrize(
    ("name", "again", "words"),
    [
        ("t.csv", ROWS, ()),
        ("t.csv", NAMES, ()),
        ("t.csv", ROWS.replace("2001", "2002"), ()),
        ("u.csv", ROWS, ("--id", "t")),
        ("u.csv", NAMES, ("--id", "t")),
    ],
)
def test_a_csv_that_somebody_changed_is_not_replaced(
    dip: Run, rows: str, name: str, again: str, words: tuple[str, ...]
) -> None:
    before = edited(dip, rows)
    Path(name).write_text(again)
    status, out, err = dip("import", name, *GIVEN, *TO, *words)
    assert (status, "wrote" in out) == (2, False)
    assert err == (
        "dipfacts: base/t.csv was not written by an import, or was changed since\n"
        f"  move it away and import again, with your changes in {name}, or add --id NAME to write "
        "another file beside it\n"
    )
    assert files() == before
    assert dip("import", name, *GIVEN, *TO, "--id", "other")[0] == 0
    assert files().items() > before.items()


@pytest.mark.parametrize("rows", [ROWS, NAMES])
def test_what_is_changed_in_the_file_as_well_is_imported(dip: Run, rows: str) -> None:
    edited(dip, rows)
    Path("t.csv").write_text(rows.replace(",6", ",66"))
    status, out, _ = dip("import", "t.csv", *GIVEN, *TO)
    assert (status, "wrote base/t.csv\n" in out) == (0, True)
    assert {*files()} == {"t.csv", "t.toml"}
    assert dip("import", "t.csv", *GIVEN, *TO)[0] == 0


def test_what_was_moved_away_is_imported_anew(dip: Run) -> None:
    edited(dip, ROWS)
    Path("base/t.csv").rename("mine.csv")
    assert dip("import", "t.csv", *GIVEN, *TO)[0] == 0
    assert Path("base/t.csv").read_text() == ROWS


def test_a_file_of_another_name_replaces_a_copy_that_nobody_changed(dip: Run) -> None:
    Path("t.csv").write_text(ROWS)
    assert dip("import", "t.csv", *GIVEN, *TO)[0] == 0
    Path("u.csv").write_text(ROWS.replace("2001", "2002"))
    assert dip("import", "u.csv", *GIVEN, *TO, "--id", "t")[0] == 0
    assert 'file = "u.csv"' in Path("base/t.toml").read_text()


def test_a_copy_beside_a_file_of_its_name_has_another(dip: Run) -> None:
    Path("base").mkdir()
    Path("base/t.csv").write_text("of,somebody\n")
    Path("t.csv").write_text(ROWS)
    assert dip("import", "t.csv", *GIVEN, *TO)[0] == 0
    assert files()["t.csv"] == b"of,somebody\n"
    assert Path("base/t-t.csv").read_text() == ROWS
