"""`dipfacts import` of an archive, or of several files, of which one is a table of one's own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import map_words

pytestmark = pytest.mark.usefixtures("empty_folder")

GIVEN = map_words(
    *("claim=figure", "measure=exports", "unit=EUR", "publisher=X", "from=poland"),
    *("period={y}", "value={v}"),
)
SALES = "p,y,v\nGermany,2022,50\nFrance,2022,40\n"
NOTES = "Notes\nSource: Ministry\n"
DAY = ("--published", "2024-05-02", "--to", "base")


def archive(**texts: str) -> None:
    """Write an archive of CSV files."""
    with zipfile.ZipFile("z.zip", "w") as packed:
        for name, text in texts.items():
            packed.writestr(f"{name}.csv", text)


@pytest.mark.parametrize("first", ["readme", "a"])
def test_a_file_without_the_columns_is_named_and_left(dip: Run, first: str) -> None:
    texts = {"a": SALES, "readme": NOTES}
    archive(**{first: texts.pop(first)}, **texts)
    status, out, err = dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={p}")
    assert (status, err) == (0, "")
    assert "  2 claims from 2 rows\n" in out
    assert "  note: not imported, without the columns that --map names: readme.csv\n" in out
    assert sorted(it.name for it in Path("base").iterdir()) == ["a.csv", "a.toml"]


def test_where_no_file_has_a_column_one_is_named(dip: Run) -> None:
    archive(a=SALES, readme=NOTES)
    assert dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={q}") == (
        2,
        "",
        'dipfacts: --map to: there is no column "q" in z.zip/a.csv\n  it has p, y, v\n',
    )


def test_of_several_files_that_without_the_column_is_named(dip: Run) -> None:
    Path("a.csv").write_text(SALES)
    Path("b.csv").write_text(NOTES)
    assert dip("import", "a.csv", "b.csv", *DAY, *GIVEN, "--map", "to={p}")[::2] == (
        2,
        'dipfacts: --map period: there is no column "y" in b.csv\n  it has Notes\n',
    )


def test_an_archive_without_a_csv_file_is_told_with_what_it_holds(dip: Run) -> None:
    with zipfile.ZipFile("z.zip", "w") as packed:
        packed.writestr("a/d.csv.gz", "")
    said = "dipfacts: z.zip holds no CSV file (a/d.csv.gz)\n  name the file of data\n"
    assert dip("import", "z.zip", *DAY) == (2, "", said)


def in_folders(*years: int) -> None:
    """Write an archive of files of one name, each in the folder of its year."""
    with zipfile.ZipFile("z.zip", "w") as packed:
        for year in years:
            packed.writestr(f"{year}/trade.csv", f"p,y,v\nItaly,{year},5\n")


def test_files_of_one_name_in_folders_of_an_archive_keep_their_ids(dip: Run) -> None:
    in_folders(2020, 2021)
    status, out, err = dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={p}")
    assert (status, err) == (0, "")
    assert "stands beside" not in out  # each is of its own year
    before = {it: Path("base", it).read_bytes() for it in ("trade.toml", "trade-2.toml")}
    assert b'# Imported from "../z.zip/2020/trade.csv"' in before["trade.toml"]
    in_folders(2019, 2020, 2021)
    status, out, err = dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={p}")
    assert (status, err) == (0, "")
    assert "gone" not in out
    assert before == {it: Path("base", it).read_bytes() for it in before}
    assert "2019" in Path("base/trade-3.csv").read_text()


def test_messages_name_the_folder_in_an_archive(dip: Run) -> None:
    with zipfile.ZipFile("z.zip", "w") as packed:
        packed.writestr("2020/trade.csv", "p,y,v\nItaly,2020,x\n")
    _, out, err = dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={p}")
    assert "z.zip/2020/trade.csv:2: " in out + err
