"""`dipfacts import --map`: the name of a file, whole but for its endings, is the table's."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words

KEYS = ("measure=exports", "unit=USD", "from={a}", "to={b}", "period={y}", "value={v}")
GIVEN = map_words(*KEYS)
TO = ("--published", "2020-01-01", "--to", "base")


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("trade_v0.1.csv", "trade-v0-1"),
        ("trade_v0.2.csv.gz", "trade-v0-2"),
        ("trade.2020.tsv", "trade-2020"),
        ("trade.germany.csv", "trade-germany"),
        ("trade.CSV", "trade"),
        ("trade.csv.gz", "trade"),
        ("trade.dat", "trade"),
        ("trade", "trade"),
    ],
)
def test_a_table_has_the_name_of_its_file(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, id_: str
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = b"a,b,y,v\nDEU,FRA,2001,5\n"
    Path(name).write_bytes(gzip.compress(rows) if name.endswith(".gz") else rows)
    assert dip("import", name, *GIVEN, *TO).status == 0
    assert [path.name for path in Path("base").glob("*.toml")] == [f"{id_}.toml"]


def test_two_versions_stand_beside_each_other_which_is_told(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    notes = []
    for name in ("t_v0.1", "t_v0.1", "t_v0.2", "t_2020", "u_v0.1"):
        Path(f"{name}.csv").write_text("a,b,y,v\nDEU,FRA,2001,5\n")
        out = dip("import", f"{name}.csv", "--copy", *GIVEN, *TO).out.replace("\n    ", " ")
        notes += [line for line in out.splitlines() if "to replace those" in line]
    assert notes == [
        "  note: base/t-v0-2.toml stands beside base/t-v0-1.toml, which is of t_v0.1.csv: the "
        "claims of both count; to replace those of the first, remove base/t-v0-2.toml "
        "if it is there, then add --id t-v0-1"
    ]
    assert {path.stem for path in Path("base").glob("*.toml")} == {
        "t-v0-1", "t-v0-2", "t-2020", "u-v0-1"
    }  # fmt: skip


def test_a_version_replaces_another_in_the_order_that_is_told(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in (("t_v1", 5), ("t_v2", 6)):
        Path(f"{name}.csv").write_text(f"a,b,y,v\nDEU,FRA,2001,{value}\n")
        out = dip("import", f"{name}.csv", "--copy", *GIVEN, *TO).out.replace("\n    ", " ")
    assert "remove base/t-v2.toml if it is there, then add --id t-v1\n" in out
    Path("base/t-v2.toml").unlink()
    assert dip("import", "t_v2.csv", "--copy", *GIVEN, *TO, "--id", "t-v1").status == 0
    assert dip("check", "base").status == 0


def test_a_file_of_another_year_is_told_to_replace_those_of_its_years_alone(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = []
    for year, version in (("2020", "202401"), ("2021", "202401"), ("2020", "202501")):
        name = f"BACI_HS17_Y{year}_V{version}.csv"
        Path(name).write_text(f"t,i,j,k,v,q\n{year},276,643,270900,5,1\n")
        out = dip("import", name, "--to", "base").out.replace("\n    ", " ")
        told.append(
            ["if they are of the same years" in out, "to replace those of the first" in out]
        )
    assert told == [[False, False], [True, True], [False, True]]
