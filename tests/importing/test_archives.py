"""`dipfacts import` of an archive, or of several files, of which one is a table of one's own."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from dipfacts.importing.inputs import Input
from support.command_line import Run
from support.importing import map_words, unfolded

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


def packed(**texts: str) -> None:
    """Write an archive of files called trade.csv, each in a folder of its own; "_" for none."""
    with zipfile.ZipFile("z.zip", "w") as archive:
        for folder, text in texts.items():
            archive.writestr("trade.csv" if folder == "_" else f"{folder}/trade.csv", text)


def renewed(dip: Run, *, status: int = 0) -> str:
    """Import the archive, and return its report with each note in one line."""
    found, out, err = dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={p}")
    assert (found, err) == (status, "")
    return unfolded(out)


def test_a_folder_named_after_the_release_is_a_renewal(dip: Run) -> None:
    packed(rel_1=SALES)
    renewed(dip)
    packed(rel_2=SALES.replace("40", "41"))
    report = renewed(dip)
    was = "was of z.zip/rel_1/trade.csv, which is there no more: its claims are replaced"
    assert f"note: base/trade.toml {was}\n" in report
    assert "0 claims gone, 0 new, 1 changed" in report
    assert sorted(it.name for it in Path("base").iterdir()) == ["trade.csv", "trade.toml"]
    assert "was of" not in renewed(dip)


def test_folders_in_one_of_the_release_are_renewed_each_by_itself(dip: Run) -> None:
    texts = {f"y{year}": f"p,y,v\nItaly,{year},5\n" for year in (2020, 2021)}
    packed(**{f"rel_1/{folder}": text for folder, text in texts.items()})
    renewed(dip)
    packed(**{f"rel_2/{folder}": text for folder, text in reversed(texts.items())})
    report = renewed(dip)
    assert "base/trade-2.toml was of z.zip/rel_1/y2021/trade.csv, which is there no" in report
    assert "2020" in Path("base/trade.csv").read_text()
    assert len([*Path("base").iterdir()]) == 4


def test_what_was_imported_without_its_folder_is_renewed(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed(**{f"y{year}": f"p,y,v\nItaly,{year},5\n" for year in (2020, 2021)})
    with monkeypatch.context() as before:
        before.setattr(Input, "inside", lambda file, archive: os.path.join(archive, file.name))
        renewed(dip)
    assert '/z.zip/trade.csv"' in Path("base/trade-2.toml").read_text()
    report = renewed(dip)
    assert "gone" not in report
    was = "was of z.zip/trade.csv, which is there no more: its claims are replaced"
    assert report.count("note:") == report.count(was) == 2
    assert '/z.zip/y2021/trade.csv"' in Path("base/trade-2.toml").read_text()
    assert len([*Path("base").iterdir()]) == 4


def test_one_of_several_folders_that_is_left_stays_itself(dip: Run) -> None:
    texts = {f"y{year}": f"p,y,v\nItaly,{year},5\n" for year in (2020, 2021)}
    packed(**texts)
    renewed(dip)
    packed(y2021=texts["y2021"])
    renewed(dip)
    assert "2020" in Path("base/trade.csv").read_text()
    assert "2021" in Path("base/trade-2.csv").read_text()
    assert not Path("base/trade-3.csv").exists()


def test_contents_that_are_swapped_in_an_archive_ask_for_nothing(dip: Run) -> None:
    packed(a="p,y,v\nItaly,2020,5\n", b="p,y,v\nPeru,2020,6\n")
    renewed(dip)
    packed(a="p,y,v\nPeru,2020,6\n", b="p,y,v\nItaly,2020,5\n")
    assert "--id" not in renewed(dip)
    assert "Peru" in Path("base/trade.csv").read_text()
    assert "Italy" in Path("base/trade-2.csv").read_text()


def test_an_archive_of_two_files_has_no_one_name(dip: Run) -> None:
    packed(a="p,y,v\nItaly,2020,5\n", b="p,y,v\nPeru,2020,6\n")
    status, _, err = dip("import", "z.zip", *DAY, *GIVEN, "--map", "to={p}", "--id", "t")
    hint = "unpack z.zip, and import the files one by one"
    assert (status, err) == (2, f"dipfacts: --id names one import\n  {hint}\n")


def test_the_first_of_two_that_takes_the_place_of_one_is_told(dip: Run) -> None:
    packed(_="p,y,v\nItaly,2020,5\n")
    renewed(dip)
    packed(x="p,y,v\nPeru,2020,5\n", y="p,y,v\nItaly,2020,5\n")
    was = "base/trade.toml was of z.zip/trade.csv, which is there no more"
    assert f"note: {was}: its claims are replaced\n" in renewed(dip)
