"""`dipfacts import`: what is written."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dipfacts.importing import writing
from dipfacts.importing.formats import contents as formats
from dipfacts.importing.own_tables import prompts
from dipfacts.importing.own_tables.table import map_keys
from dipfacts.model.groups import grouped
from support.command_line import Run
from support.factbase import base, measure, topic
from support.import_files import MINE, WDI, bindings, comtrade, import_twice, web
from support.importing import COPIED, DAY, TO_BASE, map_words
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("read_anew")


def test_a_dry_run_prints_the_toml_and_writes_nothing(dip: Run) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    status, out, err = dip("import", "Dyadic.csv", *DAY, "--dry-run")
    assert status == 0
    assert "2 claims from 1 row" in err
    assert out.startswith("# Written by dipfacts import")
    assert '[[table]]\nid = "cow-trade-1"\nfile = "Dyadic.csv"\nclaim = "figure"\n' in out
    assert [path.name for path in Path().iterdir()] == ["Dyadic.csv"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_what_the_output_cannot_show_is_spelled(encoding: str) -> None:
    Path("→.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    ended = subprocess.run(
        [sys.executable, "-m", "dipfacts", "import", "→.csv", *DAY, "--to", "base"],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"wrote base/\\u2192.csv" in ended.stdout


def test_the_day_of_publication_is_asked_for_where_the_file_has_none(dip: Run) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    status, out, err = dip("import", "Dyadic.csv")
    assert (status, out) == (2, "")
    assert err == (
        "dipfacts: the day when the data were published is not in the file\n"
        "  add --published DATE, such as --published 2025-01-31\n"
    )
    assert dip("import", "Dyadic.csv", "--published", "yesterday")[0] == 2


def test_a_second_import_keeps_ids_and_changes_nothing_of_others(dip: Run) -> None:
    file = Path("Dyadic.csv")
    file.write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    first = import_twice(dip, "Dyadic.csv")[1]
    file.write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1919,7,8\n2,20,1920,1,2\n")
    second = import_twice(dip, "Dyadic.csv")[1]
    assert first.keys() < second.keys()
    toml = Path("base/cow-trade.toml")
    toml.write_text(toml.read_text() + "# mine\n")
    status, _, err = dip("import", "Dyadic.csv", *COPIED)
    assert status == 2
    assert "was not written by an import, or was changed since" in err
    assert toml.read_text().endswith("# mine\n")
    assert dip("import", "Dyadic.csv", *TO_BASE, "--id", "other")[0] == 0
    assert Path("base/other.toml").exists()


@pytest.mark.parametrize(
    ("column", "note"),
    [
        ("Flow,imports,exports", "names Flow (imports, exports): take what is measured alone, as"),
        (
            "Quarter,Q1,Q1",
            "names Quarter (Q1): write each in a column such as 2019-01/2019-03, and",
        ),
        ("Half,H1,H2", "names Half (H1, H2): write each in a column such as 2019-01/2019-06, and"),
        ("Month,5,May", "names Month (5, May): write each in a column such as 2019-03, and map"),
        ("Unit,USD,EUR", "names Unit (USD, EUR): say in which unit each is, as with --map 'unit="),
        ("Currency,EUR,EUR", "names Currency (EUR): say in which unit each is"),
        (
            "Unit,million USD,million USD",
            "names Unit (million USD): if it is right, add --map scale=1000000",
        ),
        ("Unit,US dollars,USD", ""),
        (
            "Flow,1,2",
            "names Flow (1, 2): take what is measured alone, by its code, as with "
            "--map 'where={Flow}=…'",
        ),
        ("Flow code,1,1", "names Flow code (1), the code of a flow: see that it is that of gdp"),
        ("Inflow,1,2", ""),
        ("Flow,Import,Import", "names Flow (Import), which is not gdp: say what is measured, as"),
        ("Sector,Mining,Mining", "names Sector (Mining): if that is a part, add --map 'scope={Sec"),
        ("HS code,27,8703", "names HS code (27, 8703): say of what part each is, as with --map"),
        ("Age,15-24,Total", "names Age (15-24, Total): say of what part each is, as with --map"),
        ("Kind,forecast,", "names Kind (forecast): say how final each number is, as with --map"),
        ("Flag,A,p", "names Flag (A, p): say how final each number is: write provisional, "),
        ("Estimated,yes,no", "names Estimated (yes, no): say how final each number is: write "),
        ("Estimated,5000,7000", ""),
        ("Months since,30,1000", ""),
        ("Community,EU,Mercosur", ""),
        ("Product,TOTAL,All products", ""),
        ("Item,GDP,GDP", ""),
        ("Goods,5000,7000", ""),
        ("Gross product,5000,7000", ""),
        ("Kind,final,as reported", ""),
        ("Remark,forecast,after a flood", ""),
        ("Letter,E,P", ""),
    ],
)
def test_a_column_that_says_more_and_that_no_key_names_is_told(
    dip: Run, column: str, note: str
) -> None:
    rows = zip(("country,year,value", "DEU,2020,5", "FRA,2020,6"), column.split(","), strict=True)
    Path("mine.csv").write_text("\n".join(map(",".join, rows)))
    out = dip("import", "mine.csv", *MINE, *DAY, "--to", "o")[1]
    assert (f"note: no key {note}" in out) is bool(note)
    assert ("note: no key" in out) is bool(note)
    head = column.partition(",")[0]
    named = ("--map", f"note={{{head}}}")
    assert "no key names" not in dip("import", "mine.csv", *MINE, *named, *DAY, "--to", "o")[1]


@pytest.mark.parametrize(
    ("head", "cells", "remedy"),
    [
        ("Quarter", "4 1", "2019-01/2019-03"),
        ("Qtr", "2.0 3.0", "2019-01/2019-03"),
        ("Week no", "12 40", "2019-01-07/2019-01-13"),
        ("Month", "4 1", ""),
    ],
)
def test_quarters_and_weeks_are_not_taken_for_months(
    dip: Run, head: str, cells: str, remedy: str
) -> None:
    one, other = cells.split()
    rows = f"country,year,{head},value\nDEU,2020,{one},5\nDEU,2020,{other},6\n"
    Path("mine.csv").write_text(rows)
    period = ("--map", f"period={{year}}-{{{head}}}")
    words = (*MINE[:6], *period, *MINE[8:])
    status, _, err = dip("import", "mine.csv", *words, *DAY, "--to", "o")
    if not remedy:
        assert (status, err) == (0, "")
        return
    assert (status, f'--map period: "{head}" holds no months ({one}, {other})' in err) == (2, True)
    assert f"write each in a column such as {remedy}, and map period to that" in err


def test_a_file_of_which_a_table_of_its_own_is_written_is_not_copied_which_is_told(
    dip: Run,
) -> None:
    line = ("import", "mine.csv", *MINE, *DAY, "--to", "o")
    end = "wrote o/mine.csv\nwrote o/mine.toml\n{}  dipfacts check o\n"
    Path("mine.csv").write_text("country,year,value\nGermany,2020,5\n")
    told = "  mine.csv is not copied: o/mine.csv is read in its place\n"
    assert dip(*line, "--copy").out.endswith(end.format(told))
    assert dip(*line).out.endswith(end.format(""))
    assert Path("o/mine.csv").read_text() != Path("mine.csv").read_text()
    Path("mine.csv").write_text("country,year,value\nDEU,2020,5\n")
    assert dip(*line, "--copy").out.endswith(end.format(""))
    assert Path("o/mine.csv").read_text() == Path("mine.csv").read_text()


@pytest.mark.parametrize(("what", "both"), [("gdp", True), ("net-worth", False)])
def test_the_same_claims_of_a_file_beside_an_edited_toml_are_told(
    dip: Run, what: str, both: bool
) -> None:
    Path("mine.csv").write_text("country,year,value\nDEU,2020,5\n")
    assert dip("import", "mine.csv", *MINE, *DAY, "--to", "o")[0] == 0
    edited = Path("o/mine.toml")
    edited.write_text(edited.read_text().replace('"unknown"', '"Eurostat"'))
    status, _, err = dip("import", "mine.csv", *MINE, *DAY, "--to", "o")
    assert (status, err) == (
        2,
        "dipfacts: o/mine.toml was not written by an import, or was changed since\n"
        "  move it away and import again, with your changes as options such as --map publisher=…\n",
    )
    words = ("--map", f"measure={what}", *MINE[2:])
    for _ in range(2):
        out = dip("import", "mine.csv", *words, *DAY, "--to", "o", "--id", "again")[1]
        told = "o/again.toml stands beside o/mine.toml, which is of the same claims of mine.csv: "
        assert (told in out) is both


def test_of_a_format_that_takes_no_options_changes_are_to_be_made_anew(dip: Run) -> None:
    Path("north.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    line = ("import", "north.csv", *DAY, "--to", "o")
    assert dip(*line)[0] == 0
    own = Path("o/cow-trade.toml")
    own.write_text(own.read_text().replace("Correlates of War", "COW"))
    start = "dipfacts: o/cow-trade.toml was not written by an import, or was changed since\n"
    hint = "move it away, import again, and make your changes in the new file"
    assert dip(*line) == (2, dip(*line)[1], f"{start}  {hint}\n")
    own.write_text("format = 1\n")  # by hand: it has nothing of this file
    hint = "move it away and import again, or add --id NAME to write another file beside it"
    assert dip(*line) == (2, dip(*line)[1], f"{start}  {hint}\n")
    own.rename("cow-trade.toml")
    assert dip(*line)[0] == 0


def test_another_file_of_a_provider_is_imported_beside_the_first(dip: Run) -> None:
    head, files = "ccode1,ccode2,year,flow1,flow2\n", ("north.csv", "cow-trade-south.csv")
    for name, year in zip(files, (1920, 1930), strict=True):
        Path(name).write_text(f"{head}2,20,{year},1,2\n")
    assert dip("import", *files, *DAY, "--to", "one", "--dry-run")[1].count("[[source]]") == 2
    assert dip("import", *files, *DAY, "--to", "one")[0] == 0
    for name in files:
        status, out, _ = dip("import", name, *DAY, "--to", "two")
        beside = (
            "note: two/cow-trade-south.toml stands beside two/cow-trade.toml, which is of "
            "north.csv: the claims of both count; to replace those of the first, remove "
            "two/cow-trade-south.toml if it is there, then add --id cow-trade\n"
        ) in out
        assert (status, beside) == (0, name == files[1])
    assert "stands beside" not in dip("import", files[1], *DAY, "--to", "two")[1]  # told before
    first = claims(Path("one"))
    assert first == claims(Path("two"))
    assert {claim["period"] for claim in first.values()} == {"1920", "1930"}
    assert dip("check", "--strict", "one")[0] == 0
    assert Path("one", "cow-trade-south.toml").exists()
    Path(files[1]).write_text(f"{head}2,20,1930,1,2\n2,20,1931,3,4\n")
    assert dip("import", files[1], *DAY, "--to", "one")[0] == 0
    assert {*first} < {*claims(Path("one"))}
    assert len(claims(Path("one"))) == 6
    out = dip("import", files[1], *DAY, "--to", "two", "--id", "cow-trade")[1]
    assert "note: two/cow-trade.toml was of north.csv: its claims are replaced" in out


def test_a_file_that_was_renamed_is_told_how_to_keep_its_ids(dip: Run) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    assert dip("import", "Dyadic.csv", *DAY)[0] == 0
    first = claims(Path())
    Path("Dyadic.csv").rename("Trade.csv")
    out = dip("import", "Trade.csv", *DAY, "--dry-run")[2]
    assert (
        "note: ./cow-trade-trade.toml stands beside ./cow-trade.toml, which is of Dyadic.csv, which"
        " is not there: if it was moved or renamed to Trade.csv, remove "
        "./cow-trade-trade.toml if it is there, then add --id cow-trade\n"
    ) in out
    assert dip("import", "Trade.csv", *DAY, "--id", "cow-trade")[0] == 0
    assert claims(Path()).keys() == first.keys()
    with zipfile.ZipFile("cow.zip", "w") as archive:
        archive.write("Trade.csv")
    assert dip("import", "cow.zip", *DAY, "--to", "zipped")[0] == 0
    out = dip("import", "Trade.csv", *DAY, "--to", "zipped", "--dry-run")[2]
    assert "which is of cow.zip/Trade.csv: the claims of both count; to replace" in out


def test_a_folder_and_a_toml_that_are_links_are_those_that_they_lead_to(dip: Run) -> None:
    Path("real/base").mkdir(parents=True)
    Path("link").symlink_to("real/base")
    file = Path("real/base/Dyadic.csv")
    file.write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    for words in ((), ("--to", "link")):
        assert dip("import", str(file), *DAY, *words)[0] == 0
    assert {*os.listdir("link")} == {"Dyadic.csv", "cow-trade.toml"}  # no copy
    Path("other").mkdir()
    Path("other/cow-trade.toml").symlink_to(Path("link/cow-trade.toml").resolve())
    Path("other/Dyadic.csv").symlink_to(file.resolve())
    assert dip("import", "other/Dyadic.csv", *DAY, "--to", "other")[0] == 0
    assert dip("check", "--strict", "other")[0] == 0
    assert dip("trade", "usa", "canada", "-f", "other")[0] == 0
    target = Path("link/cow-trade.toml").rename("link/kept.toml")
    Path("other/cow-trade.toml").unlink()
    Path("other/cow-trade.toml").symlink_to(target.resolve())
    before = target.read_bytes(), {*os.listdir("link")}
    assert dip("import", "other/Dyadic.csv", *DAY, "--to", "other", "--id", "cow-trade") == (
        2,
        "",
        "dipfacts: other/cow-trade.toml is a link to kept.toml, which an import does not replace\n"
        "  name another claim file with --id, or take the link away\n",
    )
    assert (target.read_bytes(), {*os.listdir("link")}) == before
    for path in Path("link").glob("*.csv"):
        path.unlink()
    assert f"is not there; put it there ({file.parent.resolve()}" in dip("check", "other")[1]


def test_files_of_one_name_are_copied_beside_one_another(dip: Run) -> None:
    for folder, year in (("a", 1920), ("b", 1930)):
        Path(folder).mkdir()
        Path(folder, "d.csv").write_text(f"ccode1,ccode2,year,flow1,flow2\n2,20,{year},1,2\n")
    for _ in range(2):
        found = import_twice(dip, "a/d.csv", "b/d.csv")[1]
    assert {claim["period"] for claim in found.values()} == {"1920", "1930"}
    names = {"cow-trade.toml", "d.csv", "cow-trade-d.toml", "cow-trade-d-d.csv"}
    assert {path.name for path in Path("base").iterdir()} == names
    assert dip("import", "a/d.csv", "a/d.csv", *DAY)[1].count("wrote") == 1


def test_a_table_of_its_own_replaces_no_file_of_the_user(dip: Run) -> None:
    Path("query.json").write_text(bindings({
        "statement": "s/Q1-A", "property": "P530", "from": "e/Q227", "to": "e/Q145",
    }))  # fmt: skip
    Path("wikidata.csv").write_text("mine\n")
    status, _, err = dip("import", "query.json", *DAY)
    assert status == 2
    assert "wikidata.csv was not written by an import" in err
    assert Path("wikidata.csv").read_text() == "mine\n"


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("", "the name of the folder is empty\n  name one, or leave --to out"),
        ("a.csv", "a.csv is no folder\n  name one, which need not be there yet"),
    ],
)
def test_where_to_write_must_be_a_folder(dip: Run, to: str, told: str) -> None:
    Path("a.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    assert dip("import", "a.csv", *DAY, "--to", to) == (2, "", f"dipfacts: {told}\n")
    assert os.listdir() == ["a.csv"]


def test_a_file_that_may_not_be_read(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("dipfacts.importing.inputs.opened", refused)
    told = "dipfacts: a.csv cannot be read: permission denied\n  check its permissions\n"
    assert dip("import", "a.csv", *DAY) == (2, "", told)


@pytest.mark.parametrize("failing", ["csv", "toml"])
def test_an_import_is_written_whole_or_not_at_all(
    dip: Run, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def new(value: int) -> None:
        Path("data.csv").write_text(f"ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,{value}\n")

    def full(new: str, content: bytes, path: str) -> None:
        if path.endswith(failing):
            raise OSError(errno.ENOSPC, "No space left on device", path)
        Path(new).write_bytes(content)

    folder = Path("new/base")
    words = ("import", "data.csv", *DAY, "--copy", "--to", str(folder))
    new(2)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_fill", full)
        status, _, err = dip(*words)
        told = f"{'data.csv' if failing == 'csv' else 'cow-trade.toml'} cannot be written"
        assert (status, told in err, folder.parent.exists()) == (2, True, False)
        assert "make room there" in err
    assert dip(*words)[0] == 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    new(3)
    with monkeypatch.context() as patched:
        patched.setattr(writing, "_fill", full)
        assert dip(*words)[0] == 2
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert dip(*words)[0] == 0
    assert before.keys() == {path.name for path in folder.iterdir()}
    # A copy that stands there alone may be the user's own.
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / "cow-trade.toml").unlink()
    assert dip(*words)[0] == 0
    assert {*before, "cow-trade-data.csv"} == {path.name for path in folder.iterdir()}
    assert (folder / "data.csv").read_bytes() == before["data.csv"]


def test_a_table_of_its_own_that_was_written_alone_is_taken_up(dip: Run) -> None:
    words = ("import", "mine.csv", *DAY, *MINE)
    Path("mine.csv").write_text("country,year,value\nGermany,2020,5\n")
    assert dip(*words)[0] == 0
    table = Path("mine-table.csv").read_bytes()
    Path("mine.toml").unlink()
    assert dip(*words)[0] == 0
    Path("mine.toml").unlink()
    Path("mine-table.csv").write_bytes(table + b"mine\n")
    status, _, err = dip(*words)
    assert (status, "mine-table.csv was not written by an import" in err) == (2, True)


def test_what_the_folder_declares_is_not_declared_again(dip: Run) -> None:
    Path("own.toml").write_text(
        'format = 1\n[[topic]]\nid = "trade"\nlabel = "Trade"\n\n[[measure]]\nid = "imports"\n'
        'topic = "trade"\nlabel = "Imports"\nnature = "flow"\n'
    )
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")
    assert dip("import", "Dyadic.csv", *DAY)[0] == 0
    text = Path("cow-trade.toml").read_text()
    assert "[[topic]]" not in text
    assert '[[measure]]\nid = "imports"' not in text
    assert '[[measure]]\nid = "turnover"' in text


EACH_YEAR = (
    *("claim=figure", "unit=USD", "value={value}", "from=iso3:{exporter}", "to=iso3:{importer}"),
    *("period={year}", "publisher=X"),
)
MAPPED = [*TO_BASE, *map_words(*EACH_YEAR)]


def two_tables() -> None:
    for name, to in (("x", "FRA"), ("y", "ITA")):
        Path(f"{name}.csv").write_text(f"exporter,importer,year,value\nDEU,{to},2020,100\n")


def test_what_another_file_of_the_folder_uses_stays_declared(dip: Run) -> None:
    two_tables()
    for name in "xy":
        assert dip("import", f"{name}.csv", *MAPPED, "--map", "measure=widgets")[0] == 0
    for _ in range(2):
        status, out, _ = dip("import", "x.csv", *MAPPED, "--map", "measure=gadgets")
        assert status == 0
        assert dip("check", "base")[0] == 0
    assert "base/x.toml still declares widgets, which another file of the folder uses" in out
    assert dip("import", "y.csv", *MAPPED, "--map", "measure=gadgets")[0] == 0
    out = dip("import", "x.csv", *MAPPED, "--map", "measure=gadgets")[1]
    assert "widgets" not in out + Path("base/x.toml").read_text()


@pytest.mark.parametrize(
    ("said", "what"),
    [("nature=stock", "is a flow"), ("topic=money", "belongs to the topic indicators")],
)
def test_what_another_file_of_the_folder_says_of_a_measure_holds(
    dip: Run, said: str, what: str
) -> None:
    two_tables()
    measure = ["--map", "measure=widgets"]
    assert dip("import", "x.csv", *MAPPED, *measure, "--map", "nature=flow")[0] == 0
    assert dip("import", "y.csv", *MAPPED, *measure, "--map", said) == (
        2,
        "",
        f"dipfacts: --map {said}: widgets {what} in base/x.toml\n"
        "  leave it out, or give the measure another name\n",
    )


@pytest.mark.parametrize(("measure", "topic"), [("exports", "trade"), ("gdp", "economy")])
def test_a_known_measure_stays_in_its_topic(dip: Run, measure: str, topic: str) -> None:
    two_tables()
    words = ["import", "x.csv", *MAPPED, "--map", f"measure={measure}", "--map"]
    assert dip(*words, "topic=arms") == (
        2,
        "",
        f"dipfacts: --map topic=arms: {measure} belongs to the topic {topic}\n"
        "  leave it out, or give the measure another name\n",
    )
    assert dip(*words, f"topic={topic}")[0] == 0


def test_the_same_file_under_two_names_is_told_in_either_order(dip: Run) -> None:
    two_tables()
    measure = ["--map", "measure=exports"]
    for first, second, names in (([], ["--id", "z"], "xz"), (["--id", "z"], [], "zx")):
        shutil.rmtree("base", ignore_errors=True)
        assert "beside" not in dip("import", "x.csv", *MAPPED, *measure, *first)[1]
        out = dip("import", "x.csv", *MAPPED, *measure, *second)[1]
        told = (
            "note: base/{1}.toml stands beside base/{0}.toml, which is of the same claims of x.csv"
        )
        assert told.format(*names) in out


def test_a_table_never_has_the_name_of_one_beside_it(dip: Run) -> None:
    record = comtrade("X", ("276", "Germany"), "", "500", reporterCode="251", reporterDesc="France")
    Path("trade.csv").write_bytes(web([record]))
    two_tables()
    Path("x.csv").rename("comtrade-exports.csv")
    mapped = ["import", "comtrade-exports.csv", *MAPPED, "--map", "measure=exports"]
    known = ["import", "trade.csv", *TO_BASE]
    for first, second in ((mapped, known), (known, mapped)):
        shutil.rmtree("base", ignore_errors=True)
        for words in (first, second, first):
            assert dip(*words)[0] == 0
        assert dip("check", "base")[0] == 0


def test_both_sides_of_a_flow_are_known_by_two_files_that_have_one_each(dip: Run) -> None:
    """One file has what one side reports, the other what the other does."""
    sides = {
        "out": comtrade(
            "X", ("276", "Germany"), "", "500", reporterCode="251", reporterDesc="France"
        ),
        "in": comtrade(
            "M", ("251", "France"), "600", "", reporterCode="276", reporterDesc="Germany"
        ),
    }
    for name, record in sides.items():
        Path(f"{name}.csv").write_bytes(web([record]))
        assert dip("import", f"{name}.csv", *TO_BASE, "--id", name)[0] == 0
    status, out, err = dip("trade", "germany", "france", "-f", "base")
    assert (status, err) == (0, "")
    assert "France reports $500 (fob), Germany $600 (cif): asymmetry" in out
    assert "one voice" not in dip("brief", "germany", "france", "-f", "base")[1]


def test_beside_the_bundled_base_imports_are_one_base(dip: Run) -> None:
    records = [
        comtrade("M", ("251", "France"), "600", "", reporterCode="276", reporterDesc="Germany"),
        comtrade("X", ("276", "Germany"), "", "500", reporterCode="251", reporterDesc="France"),
    ]
    Path("TradeData.csv").write_bytes(web(records))
    Path("wdi.csv").write_text(WDI)
    for name in ("TradeData.csv", "wdi.csv"):
        assert dip("import", name, *TO_BASE)[0] == 0
    status, out, err = dip("trade", "germany", "france", "-f", "bundled", "-f", "base")
    assert (status, err) == (0, "")
    assert "France reports $500 (fob), Germany $600 (cif)" in out
    assert "Share of exports" in out
    status, out, err = dip("check", "--strict", "bundled", "base")
    assert status == 0, out + err


def test_what_is_said_by_hand_of_a_measure_stands_beside_an_import(dip: Run) -> None:
    Path("base").mkdir()
    own = {"label": "Exports", "counts": "goods, as we count them", "partners": 9}
    Path("base/own.toml").write_text(base(topic(), measure("exports", **own)))
    Path("TradeData.csv").write_bytes(web([comtrade("X", ("276", "Germany"), "", "500")]))
    assert dip("import", "TradeData.csv", *TO_BASE)[0] == 0
    every = [it for one in documents(Path("base")) for it in one["measure"]]
    measures = grouped((it["id"], it) for it in every)
    assert "of goods" in measures["turnover"][0]["counts"]
    assert [one["counts"] for one in measures["exports"]] == [own["counts"]]
    assert dip("check", "--strict", "base")[0] == 0


def test_every_format_has_a_section_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "import.md").read_text()
    for format_ in formats.FORMATS:
        assert f"## {format_.name.split(',')[0]}" in page


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("mln manats", "write AZN, and 1000000 when asked what to multiply by"),
        ("euros", "write EUR"),
        ("thousand", "write what is counted, and 1000 when asked what to multiply by"),
        ("percent", ""),
        ("per cent", "write percent"),
        ("{u}", ""),
    ],
)
def test_a_unit_that_is_answered_says_no_scale(unit: str, told: str) -> None:
    assert prompts.answer_problem("unit", unit, "figure", ("u",)) == told


def test_questions_are_of_keys_that_a_map_may_have() -> None:
    keys = [key for key, *_ in prompts.PROMPTS]
    assert keys == list(map_keys.mapping([f"{key}=x" for key in keys]))
