"""Files that are no fact base: they are told as what they are, with what to do instead."""

from __future__ import annotations

import contextlib
import gzip
import json
import sqlite3
from pathlib import Path

import pytest

from support import factbase
from support.command_line import Run
from support.factbase import base, measure, party, source, topic

FACTS = base(
    source(), party("a"), party("b"), topic(), measure(), factbase.figure("f", locator="p. 1")
)
IMPORT = "dipfacts import {} describes data as TOML"
NAME_TOML = "name a file of TOML, or a folder of such files"
COPY = "an export is a copy: name the TOML that it was made from"


@pytest.mark.parametrize(
    ("name", "data", "what", "hint"),
    [
        ("aid.csv", b"donor,year\nJPN,2020\n", "the file is CSV, not TOML", IMPORT),
        ("aid x.tsv", b"donor\tyear\n\n", "the file is CSV, not TOML", IMPORT),
        ("x.json", b'[{"a": 1}]\n', "the file is JSON, not TOML", IMPORT),
        ("x.json", b"[[1, 2], [3, 4]]\n", "the file is JSON, not TOML", IMPORT),
        ("a.parquet", b"PAR1\x15\x04\x00", "the file is a Parquet file, not TOML", COPY),
        (
            "a.csv.gz",
            gzip.compress(b"a,b\n", mtime=0),
            "the file is packed by gzip, not TOML",
            IMPORT,
        ),
        ("a.zip", b"PK\x03\x04\x14\x00", "the file is an archive (ZIP), not TOML", IMPORT),
        (
            "a.xz",
            b"\xfd7zXZ\x00\x00",
            "the file is packed as .xz, not TOML",
            "unpack it first: xz -dk a.xz",
        ),
        ("a.html", b"<!doctype html>\n", "the file is HTML or XML, not TOML", NAME_TOML),
        ("a.bin", b"\x7fELF\x02\x01\x01\x00\x00", "the file is no text", NAME_TOML),
        ("a.toml", "format = 1\n".encode("utf-16le"), "the file is no text", NAME_TOML),
        (
            "mac.toml",
            b"format = 1\r[[party]]\r",
            "its lines end in CR alone, as TOML has none",
            "save it with lines that end in LF",
        ),
    ],
)
def test_a_file_that_is_no_toml_is_told_as_what_it_is(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dip: Run,
    name: str,
    data: bytes,
    what: str,
    hint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    hint = hint.format(f"'{name}'" if " " in name else name)
    status, out, err = dip("check", name)
    assert (status, out) == (3, f"{name}:1:1: error[no-toml]: {what}; {hint}\n")
    assert err == "1 error in 1 file\n"
    status, out, err = dip("trade", "germany", "-f", name)
    assert (status, out) == (3, "")
    assert f"{name}: {what}; {hint}\n" in err


def test_what_dipfacts_has_written_is_no_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.toml").write_text(FACTS, encoding="utf-8")
    assert dip("export", "x.db", "-f", "facts.toml").status == 0
    assert f": the file is a SQLite file, not TOML; {COPY}\n" in dip("trade", "a", "-f", "x.db").err
    Path("x.json").write_text(dip("parties", "--json", "-f", "facts.toml").out, encoding="utf-8")
    told = f": the file is an answer of dipfacts, not a fact base; {NAME_TOML}\n"
    assert told in dip("trade", "a", "-f", "x.json").err


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json"])
@pytest.mark.parametrize("list_", ["parties", "sources", "topics", "measures", "kinds"])
def test_a_list_of_dipfacts_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run, list_: str, form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    name = f"x.{form}"
    Path(name).write_text(dip(list_, "-f", "bundled", "--format", form).out, encoding="utf-8")
    assert dip("import", name, "--published", "2025").err == (
        f"dipfacts: {name} is an answer of dipfacts\n"
        "  it is a copy of claims: ask the TOML that it was made from, with -f\n"
    )


@pytest.mark.parametrize(
    ("name", "to"), [("x.db", "sqlite"), ("x.csv", "sqlite"), ("x", "parquet")]
)
def test_an_export_that_is_no_text_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run, name: str, to: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.toml").write_text(FACTS, encoding="utf-8")
    assert dip("export", name, "--to", to, "-f", "facts.toml").status == 0
    parts = sorted(map(str, Path(name).rglob("*.parquet")))
    assert bool(parts) == (to == "parquet")
    for file in parts or [name]:
        assert dip("import", file, "--published", "2025") == (
            2,
            "",
            f"dipfacts: {file} is {'of ' if parts else ''}an export of dipfacts\n"
            "  it is a copy of claims: ask the TOML that it was made from, with -f\n",
        )


def test_a_database_of_others_has_the_line_that_writes_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    with contextlib.closing(sqlite3.connect("my data.db")) as connection:
        connection.execute("CREATE TABLE t (c)")
    assert dip("import", "my data.db", "--published", "2025") == (
        2,
        "",
        "dipfacts: my data.db is a SQLite file\n"
        "  write a TABLE of it as CSV: sqlite3 -header -csv 'my data.db' 'SELECT * FROM TABLE' > "
        "'my data.csv'\n",
    )


def test_a_copy_of_claims_is_not_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.toml").write_text(FACTS, encoding="utf-8")
    assert dip("export", "x.csv", "--to", "csv", "-f", "facts.toml").status == 0
    of_export = f"the file is an export of dipfacts, not a fact base; {COPY}\n"
    assert of_export in dip("check", "x.csv/claims.csv").out
    answers = ["a.csv", "a.tsv", "a.jsonl", "a.json"]
    for name in answers:
        form = name.partition(".")[2]
        Path(name).write_text(dip("trade", "a", "-f", "facts.toml", "--format", form).out)
        told = f"the file is an answer of dipfacts, not a fact base; {NAME_TOML}\n"
        assert told in dip("check", name).out
    exported = ["x.csv/datapackage.json", "x.csv/claims.csv"]
    for name in (*answers, *exported, "x.csv/parties.csv"):
        what = "of an export" if "parties" in name else "an export" if "x." in name else "an answer"
        status, out, err = dip("import", name, "--published", "2025", "--map", "unit=USD")
        assert (status, out) == (2, "")
        assert err == (
            f"dipfacts: {name} is {what} of dipfacts\n"
            "  it is a copy of claims: ask the TOML that it was made from, with -f\n"
        )
    Path("x.csv/own.csv").write_text("donor,year\nJPN,2020\n")
    assert "of no known format" in dip("import", "x.csv/own.csv", "--published", "2025").err


@pytest.mark.parametrize(
    "text", ['[project]\nname = "x"\n[tool.ruff]\n', '[[servers]]\nip = "x"\n']
)
@pytest.mark.parametrize("name", ["pyproject.toml", "node_modules/c.toml"])
def test_toml_of_another_program_is_not_to_become_a_fact_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run, name: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("node_modules").mkdir()
    Path(name).write_text(text, encoding="utf-8")
    Path("facts.toml").write_text(FACTS, encoding="utf-8")
    status, out, err = dip("check", ".")
    assert (status, err) == (3, "1 error in 2 files\n")
    assert out == (
        f"./{name}:1:1: error[missing-format]: the file is of another program, no file of a fact "
        "base; keep the base in a folder of its own, or name its files instead\n"
    )
    assert dip("check", "facts.toml").status == 0


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("[[figures]]\n", ["missing-format", "unknown-table"]),
        ("[[countries]]\n", ["missing-format", "unknown-table"]),
        ("format = 1\n[project]\n", ["unknown-table"]),
        ("[project]\n[[source]]\nid = 's'\npublisher = 'P'\n", ["missing-format", "unknown-table"]),
        ("# nothing\n", ["missing-format"]),
    ],
)
def test_a_fact_base_with_mistakes_is_of_no_other_program(
    tmp_path: Path, dip: Run, text: str, codes: list[str]
) -> None:
    (file := tmp_path / "f.toml").write_text(text, encoding="utf-8")
    found = json.loads(dip("check", str(file), "--json").out)["problems"]
    assert {problem["code"] for problem in found} >= {*codes}
    assert "another program" not in str(found)


@pytest.mark.parametrize(
    "text",
    ["format = 1\n[[figure]\n", "[[figure]]\nid = x, y\n", "# a, b\nid, = 1\n", "hello, you\n"],
)
def test_what_may_be_meant_as_toml_gets_the_fault_of_its_syntax(
    tmp_path: Path, dip: Run, text: str
) -> None:
    (file := tmp_path / "f.toml").write_text(text, encoding="utf-8")
    (*_, problem) = json.loads(dip("check", str(file), "--json").out)["problems"]
    assert problem["code"] == "syntax"


@pytest.mark.parametrize(
    ("line", "err"),
    [
        (
            "trade a b -f facts.toml two.toml",
            'dipfacts: no party is called "two.toml"\n'
            "  -f takes one path: write it again (-f two.toml), or name the folder\n",
        ),
        (
            "trade a b -f facts.toml two.toml x.toml y.toml",
            'dipfacts: no party is called "two.toml"\n'
            "  -f takes one path: write it again (-f two.toml -f x.toml …), or name the folder\n",
        ),
        (
            "trade a b -f empty.toml facts.toml",
            'dipfacts: no command, topic or party is called "trade"\n'
            "  -f takes one path: write it again (-f facts.toml), or name the folder\n",
        ),
        ("trade a -f facts", 'dipfacts: facts does not exist\n  did you mean "facts.toml"?\n'),
        (
            "trade a -f fact.toml",
            'dipfacts: fact.toml does not exist\n  did you mean "facts.toml"?\n',
        ),
        (
            "trade a -f sud/",
            "dipfacts: sud/ does not exist\n  name a .toml file, or a folder that hol",
        ),
        ("trade a -f sub/fact.toml", "sub/fact.toml does not exist\n  did you mean "),
        ("trade a -f bundeled", 'dipfacts: bundeled does not exist\n  did you mean "bundled"?\n'),
        (
            "trade a -f qqq",
            "qqq does not exist\n  name a .toml file, or a folder that holds some\n",
        ),
    ],
)
def test_a_base_that_is_named_wrongly_gets_the_way_to_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run, line: str, err: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sub").mkdir()
    for name in ("facts.toml", "sub/facts.toml"):
        Path(name).write_text(FACTS, encoding="utf-8")
    Path("empty.toml").write_text("format = 1\n", encoding="utf-8")
    result = dip(*line.split())
    assert result.status == 2
    assert err in result.err


def test_a_home_folder_that_no_shell_has_put_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "facts.toml").write_text(FACTS, encoding="utf-8")
    told = f"write {tmp_path}/facts.toml, as ~ stands for it only where a shell reads it\n"
    assert f"~/facts.toml does not exist\n  {told}" in dip("trade", "a", "--facts=~/facts.toml").err
    assert "name a .toml file" in dip("trade", "a", "--facts=~/none.toml").err


def test_a_file_that_begins_with_very_many_blank_lines_is_told_by_what_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("a.toml")
    for text, what in (("neither this", "[syntax]"), ("donor,year\nJPN,2020\n", "file is CSV")):
        path.write_text("\n" * 5000 + text)
        status, out, _ = dip("check", "a.toml")
        assert (status, what in out) == (3, True), out
