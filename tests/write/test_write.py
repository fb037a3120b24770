"""Nothing of a user's is ever lost: whatever is named as a target, and whatever happens meanwhile.

Each writing command is tried on each kind of target, with precious files around that must be the
same afterwards. Races are made by `between`, which the writer calls between its steps.
"""

from __future__ import annotations

import ast
import contextlib
import errno
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import stat
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import KEPT
from dipfacts.cli import app
from dipfacts.cli.completion import install
from dipfacts.export.tables import TABLES
from dipfacts.index.compiling import build
from dipfacts.index.rows.schema import MARK
from dipfacts.write import rename, sweep, whole, work
from support import mishap

SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
SOURCE = Path(app.__file__).parents[1]
CLAIM = "turnover-2021"

# What each writing command is called with, its target last.
FILES = {
    "csv": ["trade", "azerbaijan", "russia", "--format", "csv", "-o"],
    "table": ["trade", "azerbaijan", "--format", "table", "-o"],
    "json": ["timeline", "--json", "-o"],
    "jsonl": ["timeline", "--format", "jsonl", "-o"],
    "ics": ["timeline", "--format", "ics", "-o"],
    "md": ["relations", "--format", "md", "-o"],
    "html": ["brief", "azerbaijan", "--format", "html", "-o"],
    "tsv": ["search", "moscow", "--format", "tsv", "-o"],
    "fields": ["timeline", "--format", "csv", "--fields", "id,title", "-o"],
    "show": ["show", CLAIM, "--json", "-o"],
    "parties": ["parties", "--format", "csv", "-o"],
    "text": ["cite", CLAIM, "--style", "text", "-o"],
    "markdown": ["cite", CLAIM, "--style", "markdown", "-o"],
    "bibtex": ["cite", CLAIM, "--style", "bibtex", "-o"],
    "csl-json": ["cite", CLAIM, "--style", "csl-json", "-o"],
    "schema": ["schema", "-o"],
    "schema output": ["schema", "output", "-o"],
    "sqlite": ["export", "--to", "sqlite", "--force"],
}
FOLDERS = {
    "csv folder": ["export", "--to", "csv", "--force"],
    "parquet folder": ["export", "--to", "parquet", "--force"],
}
COMMANDS = {**FILES, **FOLDERS, "init": ["init"]}
RACED = ["csv", "bibtex", "schema", "sqlite"]  # in the same code as the others, each in its own way
NO_BASE = {"schema", "schema output", "init"}
OTHER = str(KEPT)  # a base that is not the sample


class Place:
    """A folder of precious things, in which commands are run."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def run(self, command: str, target: str, base: str | None = SAMPLE) -> tuple[int, str]:
        """Run a writing command on a target; the status, and what stderr says."""
        words = [*COMMANDS[command], target]
        if base is not None and command not in NO_BASE:
            words += ["-f", base]
        status = app.run(words)
        told = self._capsys.readouterr().err.splitlines(keepends=True)
        return status, "".join(line for line in told if "not in the calendar" not in line)

    def all(self) -> dict[str, object]:
        """Everything in the folder: what it is, its rights, and what is in it."""
        return {str(path.relative_to(self.folder)): thing(path) for path in below(self.folder)}


def below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def thing(path: Path) -> object:
    status = path.lstat()
    kind = stat.S_IFMT(status.st_mode), stat.S_IMODE(status.st_mode)
    if path.is_symlink():
        return (*kind, os.readlink(path))
    return (*kind, path.read_bytes()) if path.is_file() else kind


def work_folders(folder: Path) -> list[Path]:
    """The work folders that are left below a folder."""
    return [*folder.rglob(f"{work.PREFIX}*")]


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    home, here = tmp_path / "home", tmp_path / "home" / "here"
    here.mkdir(parents=True)
    (home / "letters").mkdir()
    (home / "letters" / "1992.txt").write_text("precious", encoding="utf-8")
    (here / "thesis.odt").write_bytes(b"precious\0")
    (here / "precious.csv").write_text("year,value\n2021,1\n", encoding="utf-8")
    (here / "ids.csv").write_text("id,value\n1,2\n", encoding="utf-8")
    (here / "lines.jsonl").write_text('{"id": 1, "note": "precious"}\n', encoding="utf-8")
    (here / "refs.bib").write_text("@misc{a,\n  author = {{A}},\n}\n", encoding="utf-8")
    (here / "notes.json").write_text('{"schema_version": 1, "query": {}}', encoding="utf-8")
    (here / "bare").mkdir()
    (here / "papers").mkdir()
    (here / "papers" / "sources").mkdir()
    (here / "papers" / "sources" / "scan.pdf").write_bytes(b"precious")
    (here / "repository" / ".git").mkdir(parents=True)
    (here / "repository" / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (here / "link").symlink_to("papers")
    (here / "link.csv").symlink_to("precious.csv")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("DIPFACTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(here)
    return Place(home, capsys)


# ------------------------------------------------------------------------- what is refused

TARGETS = {
    "nothing": "",
    "blanks": "  ",
    "a tab": "\t",
    "here": ".",
    "here, otherwise": "./",
    "above": "..",
    "above, otherwise": "../here/..",
    "the root": "/",
    "home": "~",
    "a link to here": "@here",
    "a folder with a paper": "papers",
    "a folder with a paper, otherwise": "papers/",
    "a working folder of git": "repository",
    "a link to a folder": "link",
    "a file of another's": "thesis.odt",
    "a table of another's": "precious.csv",
    "a table with a column of ours": "ids.csv",
    "lines with a key of ours": "lines.jsonl",
    "another's literature": "refs.bib",
    "another's JSON": "notes.json",
    "a link to a table of another's": "link.csv",
    "a mount point": "/proc",
    "no name": "a\0b",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_not_ours_is_refused(command: str, place: Place) -> None:
    (place.folder / "here-too").symlink_to("here")
    named = {"~": str(place.folder), "@here": str(place.folder / "here-too")}
    before = place.all()
    for what, target in TARGETS.items():
        status, told = place.run(command, named.get(target, target))
        assert (status, place.all()) == (2, before), what
        assert told.startswith("dipfacts: "), what
        assert told.count("\n") == 2, what
        assert told.split("\n")[1].startswith("  "), what


@pytest.mark.parametrize("command", ["csv folder", "parquet folder"])
def test_an_empty_folder_in_use_is_refused(
    command: str, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    told = "dipfacts: {} is {}\n  name a folder that is for the tables alone\n"
    monkeypatch.setattr(os.path, "ismount", lambda path: path == str(empty))
    assert place.run(command, str(empty)) == (2, told.format(empty, "a mount point"))
    monkeypatch.undo()
    monkeypatch.setenv("HOME", str(empty))
    assert place.run(command, str(empty)) == (2, told.format(empty, "your home folder"))
    monkeypatch.chdir(empty)
    for name in (".", str(empty), f"{empty}/../empty/."):
        assert place.run(command, name) == (2, told.format(name, "the current folder"))
    monkeypatch.undo()
    assert [*empty.iterdir()] == []


def test_exact_messages(place: Place) -> None:
    empty = "dipfacts: the name of the output is empty\n  name a file or a folder\n"
    for command in ("csv", "bibtex", "schema", "csv folder", "init"):
        assert place.run(command, "") == (2, empty)
    assert place.run("csv", "precious.csv") == (
        2,
        "dipfacts: precious.csv exists and is not recognised as an answer of dipfacts\n"
        "  name another file, or move that one away\n",
    )
    assert place.run("csv", "out/") == (
        2,
        "dipfacts: out/ names a folder\n  name a file in it\n",
    )
    assert place.run("csv folder", "..") == (
        2,
        "dipfacts: .. is your home folder\n  name a folder that is for the tables alone\n",
    )
    assert place.run("csv folder", "/") == (
        2,
        "dipfacts: / holds the current folder\n  name a folder that is for the tables alone\n",
    )
    assert place.run("init", "thesis.odt") == (
        2,
        "dipfacts: thesis.odt exists already\n  name another file, or move that one away\n",
    )


@pytest.mark.parametrize("command", [*FILES, *FOLDERS])
def test_what_is_protected_against_writing_is_refused(command: str, place: Place) -> None:
    """By its owner, and so for root, who might write to it, as well."""
    assert place.run(command, "ours")[0] == 0
    first = min(Path("ours").rglob("*"), default=Path("ours"))
    first.chmod(0o444)
    before = place.all()
    wanted = "dipfacts: ours is protected against writing\n  name another place\n"
    assert place.run(command, "ours") == (2, wanted)
    assert place.all() == before


def test_the_start_of_a_shell_that_is_protected_is_not_changed(place: Place) -> None:
    start = place.folder / ".bashrc"
    start.write_text("mine\n", encoding="utf-8")
    start.chmod(0o444)
    assert app.run(["--install-completion", "bash"]) == 2
    assert start.read_text(encoding="utf-8") == "mine\n"


# -------------------------------------------------------------------------- what is ours


@pytest.mark.parametrize("command", [*FILES, *FOLDERS])
def test_what_we_wrote_is_recognised_and_replaced(command: str, place: Place) -> None:
    """As a job of cron does each day, also when nothing is found, and by another base."""
    before = place.all()
    assert place.run(command, "ours")[0] == 0
    first = place.all()
    assert place.run(command, "ours")[0] == 0
    assert place.all() == first
    if "timeline" in COMMANDS[command]:
        assert app.run([*COMMANDS[command], "ours", "-f", SAMPLE, "--since", "2090"]) == 1
        assert app.run([*COMMANDS[command], "ours", "-f", SAMPLE, "--since", "2090"]) == 1
        assert place.run(command, "ours")[0] == 0
        assert place.all() == first
    assert {name: thing for name, thing in first.items() if "ours" not in name} == before


@pytest.mark.parametrize("command", FILES)
def test_an_empty_file_has_nothing_to_lose(command: str, place: Place) -> None:
    """As the file that mktemp makes, which keeps its rights."""
    Path("mine").touch(mode=0o600)
    Path("mine").chmod(0o600)
    assert place.run(command, "mine")[0] == 0
    assert Path("mine").stat().st_size
    assert stat.S_IMODE(Path("mine").stat().st_mode) == 0o600


@pytest.mark.parametrize("command", ["table", "md", "html", "text", "markdown", "bibtex"])
def test_a_text_that_was_changed_is_not_ours_any_more(command: str, place: Place) -> None:
    assert place.run(command, "ours")[0] == 0
    ours = Path("ours").read_bytes()
    for mine in (
        ours + b"what I think of it\n",
        b"@book{mine, title = {x}}\n" + ours,
        ours.replace(b"a", b"b", 1),
        ours[: len(ours) // 2],
        b"# My report\n\nMade with dipfacts [00000000].\n",
        b"<!-- Made with dipfacts",
    ):
        Path("ours").write_bytes(mine)
        before = place.all()
        assert place.run(command, "ours")[0] == 2
        assert place.all() == before


def test_data_that_something_was_added_to_is_not_ours_any_more(place: Place) -> None:
    def refused(command: str, change: Callable[[str], str]) -> None:
        Path("ours").unlink(missing_ok=True)
        assert place.run(command, "ours")[0] == 0
        mine = change(Path("ours").read_text(encoding="utf-8"))
        Path("ours").write_text(mine, encoding="utf-8")
        assert place.run(command, "ours")[0] == 2
        assert Path("ours").read_text(encoding="utf-8") == mine

    refused("csv", lambda text: text.replace("id,", "id,my_view,", 1))
    refused("tsv", lambda text: text.replace("id\t", "id\tmy_view\t", 1))
    refused("parties", lambda text: "my_view," + text)
    entry = "BEGIN:VEVENT\nUID:mine@home\nDTSTART;VALUE=DATE:20240101\nEND:VEVENT\n"
    refused("ics", lambda text: text.replace("BEGIN:VEVENT", f"{entry}BEGIN:VEVENT", 1))
    item = '[\n  {\n    "id": "https://zotero.org/1",\n    "type": "webpage"\n  },'
    refused("csl-json", lambda text: text.replace("[", item, 1))
    refused("csl-json", lambda text: text.replace("    ", "  "))
    refused("csl-json", lambda text: text.replace('"title"', '"mine": 1,\n    "title"', 1))
    todo = "BEGIN:VTODO\nUID;X-A=1:mine@home\nEND:VTODO\n"
    refused("ics", lambda text: text.replace("BEGIN:VEVENT", f"{todo}BEGIN:VEVENT", 1))
    nameless = "begin:vevent\nend:vevent\n"
    refused("ics", lambda text: text.replace("BEGIN:VEVENT", f"{nameless}BEGIN:VEVENT", 1))


PICKED = {
    "id,title": "id,title\n1,My diary\n",
    "id,value": "id,value\na-b,1\na-c,2,mine\n",
    "title": "title\nMy novel, chapter one\n",
    "period.text": "period\nmine\n",
    "id,known_by": "id,known_by\na-b,next week\n",
    "type,title": '{"type": "story", "title": "mine"}\n',
}


@pytest.mark.parametrize("fields", PICKED)
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
def test_a_file_with_columns_like_those_picked_is_not_ours(
    form: str, fields: str, place: Place
) -> None:
    for text in (PICKED[fields], PICKED[fields].replace(",", "\t")):
        Path("mine").write_text(text, encoding="utf-8")
        words = ["timeline", "--format", form, "--fields", fields, "-o", "mine", "-f", SAMPLE]
        assert app.run(words) == 2
        assert Path("mine").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json"])
@pytest.mark.parametrize(
    "fields", ["id", "id,title", "type,title,period.text", "source.id,source.title,line"]
)
def test_columns_that_can_be_told_are_recognised(form: str, fields: str, place: Place) -> None:
    words = ["timeline", "--format", form, "--fields", fields, "-o", "ours", "-f", SAMPLE]
    for more, status in ([], 0), (["--since", "2090"], 1), ([], 0), ([], 0):
        assert app.run([*words, *more]) == status


@pytest.mark.parametrize(
    "text",
    [
        '{"schema_version": 1, "query": {"command": "my-own-tool"}, "precious": 1}',
        '{"$schema": "x", "title": "A fact base of dipfacts, extended", "mine": 1}',
        '{"$schema": "x", "title": "What dipfacts prints, and I think"}',
    ],
)
def test_what_only_resembles_an_answer_is_refused(text: str, place: Place) -> None:
    Path("mine").write_text(text, encoding="utf-8")
    for command in ("json", "schema", "schema output", "csl-json"):
        assert place.run(command, "mine")[0] == 2
    assert Path("mine").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("command", ["parties", "topics", "sources"])
@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "md", "table"])
@pytest.mark.parametrize("base", [SAMPLE, "bundled"], ids=["sample", "bundled"])
def test_every_inventory_is_recognised(command: str, form: str, base: str, place: Place) -> None:
    for _ in range(2):
        assert app.run([command, "--format", form, "-o", "ours", "-f", base]) == 0


def test_an_answer_that_speaks_of_our_closing_line_is_recognised(place: Place) -> None:
    text = Path(SAMPLE).read_text(encoding="utf-8")
    Path("base.toml").write_text(
        text.replace('publisher = "', 'publisher = "Made with dipfacts [12345678]. ').replace(
            'url = "https://', 'url = "https://example.org/Made%20with dipfacts [1].'
        ),
        encoding="utf-8",
    )
    for form in ("csv", "tsv", "jsonl", "json", "md", "table"):
        for _ in range(2):
            words = ["sources", "--format", form, "-o", f"ours.{form}", "-f", "base.toml"]
            assert app.run(words) == 0


@pytest.mark.parametrize(
    "text",
    [
        '[\n  {\n    "id": "http://zotero.org/users/1/items/ABC",\n    "type": "webpage",\n'
        '    "title": "T",\n    "author": [],\n    "note": "mine"\n  }\n]\n',
        "[1, 2]\n",
        '[\n  {\n    "id": "' + "[" * 100_000,
        '{"a":' * 50_000,
        "id\rname",
        "\x00" * 300_000,
        '"' + "x" * 300_000,
    ],
)
def test_whatever_stands_there_is_looked_at_without_a_fault(text: str, place: Place) -> None:
    Path("mine").write_text(text, encoding="utf-8", newline="")
    before = place.all()
    for command in ("json", "csl-json", "fields", "csv folder", "sqlite"):
        status, told = place.run(command, "mine")
        assert (status, told.count("\n")) == (2, 2)
    assert place.all() == before


def test_lines_of_any_length_are_recognised(place: Place) -> None:
    text = Path(SAMPLE).read_text(encoding="utf-8")
    note = "long " * 30_000
    base = Path("base.toml")
    base.write_text(text.replace("\n[[event]]\n", f'\n[[event]]\nnote = "{note}"\n', 1))
    for _ in range(2):
        assert place.run("jsonl", "ours", "base.toml")[0] == 0


@pytest.mark.parametrize("name", ["ours-wal", "ours-shm", "ours-journal"])
def test_a_database_that_another_program_uses_is_not_replaced(name: str, place: Place) -> None:
    assert place.run("sqlite", "ours")[0] == 0
    Path(name).write_bytes(b"")  # as it is while nothing has been changed
    before = place.all()
    wanted = f"dipfacts: ours is in use: {Path(name).absolute()} is there\n"
    assert place.run("sqlite", "ours") == (2, f"{wanted}  close what uses it, and try again\n")
    assert place.all() == before


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE my_views(claim TEXT, view TEXT)",
        "CREATE TABLE sqlite3notes(x)",
        "CREATE VIEW mine AS SELECT 1",
        "ALTER TABLE claims ADD COLUMN my_notes TEXT",
        "CREATE TRIGGER mine AFTER DELETE ON claims BEGIN SELECT 1; END",
    ],
)
def test_a_database_that_the_user_has_extended_is_not_replaced(sql: str, place: Place) -> None:
    assert place.run("sqlite", "ours.db")[0] == 0
    with sqlite3.connect("ours.db") as connection:
        connection.execute(sql)
    connection.close()
    before = place.all()
    assert place.run("sqlite", "ours.db")[0] == 2
    assert place.all() == before


@pytest.mark.parametrize("command", FOLDERS)
@pytest.mark.parametrize(
    "mine",
    [
        "CREATE VIEW my_view AS SELECT 1;\n",
        "CREATE TEMP VIEW claims AS SELECT 1;\n",
        "-- three hours of work\n",
        "SELECT * FROM figures;\n",
    ],
)
def test_views_that_the_user_has_extended_are_not_replaced(
    command: str, mine: str, place: Place
) -> None:
    assert place.run(command, "ours")[0] == 0
    with open("ours/views.sql", "a", encoding="utf-8") as stream:
        stream.write(mine)
    before = place.all()
    assert place.run(command, "ours")[0] == 2
    assert place.all() == before


# --------------------------------------------------------------- what is neither file nor folder


@pytest.mark.parametrize(
    "name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "-", "/dev/./stdout", "log", "out-link"]
)
def test_standard_output_is_written_to_where_it_stands(name: str, place: Place) -> None:
    Path("out-link").symlink_to("/dev/stdout")
    line = f'echo before; "$0" -m dipfacts topics --json -o {name} -f {SAMPLE}; echo after'
    for redirect in (">", ">>"):
        Path("log").write_text("", encoding="utf-8")
        subprocess.run(["bash", "-c", f"({line}) {redirect} log", sys.executable], check=True)
        first, *_, last = Path("log").read_text(encoding="utf-8").splitlines()
        assert (first, last) == ("before", "after")
    assert place.run("sqlite", "/dev/stdout")[0] == 2


def test_a_reader_that_has_seen_enough_is_no_error(place: Place) -> None:
    line = f'"$0" -m dipfacts timeline --json -o >(true) -f {SAMPLE}; echo $?'
    done = subprocess.run(
        ["bash", "-c", line, sys.executable], capture_output=True, text=True, check=True
    )
    assert done.stdout == "0\n"
    assert done.stderr == ""


def test_a_current_folder_that_is_gone_is_no_fault(place: Place, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    assert place.run("csv folder", str(tmp_path / "out")) == (0, "")
    for command in ("csv", "csv folder", "init"):
        status, told = place.run(command, "out")
        assert (status, told.count("\n")) == (2, 2)
        assert told.startswith("dipfacts: ")


UNKNOWN = "is not recognised as an answer of dipfacts"
OTHER_COLUMNS = ": it has other columns than the new answer"
ADD_ID = "; the next one is recognised if you pick its id: --fields id,value,period.text"


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl"])
@pytest.mark.parametrize(
    ("first", "then", "more"),
    [
        ("value,period.text", "value,period.text", ADD_ID),
        ("value,unit", "id,value", OTHER_COLUMNS),
        ("id,value", "", OTHER_COLUMNS),
    ],
)
def test_an_answer_that_cannot_be_told_stays_with_what_to_do(
    place: Place, capsys: pytest.CaptureFixture[str], form: str, first: str, then: str, more: str
) -> None:
    """One that is asked for every day would stop on the second, and say that it is of another."""
    words = ["timeline", "--format", form, "-f", SAMPLE, "-o", "old"]
    assert app.run([*words, "--fields", first]) == 0
    before = Path("old").read_bytes()
    capsys.readouterr()
    assert app.run([*words, *(["--fields", then] if then else [])]) == 2
    hint = f"name another file, or move that one away{more}"
    assert capsys.readouterr().err == f"dipfacts: old exists and {UNKNOWN}\n  {hint}\n"
    assert Path("old").read_bytes() == before


def test_an_answer_with_a_word_changed_is_told_as_such(place: Place) -> None:
    assert place.run("bibtex", "a.bib") == (0, "")
    path = Path("a.bib")
    path.write_text(path.read_text(encoding="utf-8").replace("{", "{ ", 1), encoding="utf-8")
    assert place.run("bibtex", "a.bib") == (
        2,
        "dipfacts: a.bib exists and was changed since dipfacts wrote it\n"
        "  name another file, or move that one away\n",
    )


def test_columns_that_were_picked_are_ours_for_the_same_columns_alone(place: Place) -> None:
    assert place.run("fields", "ours.csv") == (0, "")
    assert place.run("fields", "ours.csv") == (0, "")
    before = place.all()
    words = ["timeline", "--fields", "id,kind", "-o", "ours.csv", "-f", SAMPLE]
    assert app.run(words) == 2
    assert place.all() == before


@pytest.mark.parametrize("command", FOLDERS)
@pytest.mark.parametrize(
    "name",
    ["notes.txt", "claims/notes.txt", "claims/topic=trade/mine.parquet", "parties.csv", "new"],
)
def test_an_export_that_something_was_put_into_is_not_replaced(
    command: str, name: str, place: Place
) -> None:
    words = [*FOLDERS[command], "ours", "-f", SAMPLE]
    if command.startswith("parquet"):
        words += ["--partition-by", "topic"]
    assert app.run(words) == 0
    path = Path("ours", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    if name == "new":
        path.mkdir()
    else:
        path.write_text("id,what I think of them\n", encoding="utf-8")
    before = place.all()
    assert app.run(words) == 2
    assert place.all() == before


@pytest.mark.parametrize("command", FOLDERS)
def test_a_link_in_an_export_is_not_ours(command: str, place: Place) -> None:
    assert place.run(command, "ours")[0] == 0
    name = next(path for path in Path("ours").iterdir() if path.suffix != ".sql")
    name.rename("moved")
    name.symlink_to(Path("moved").absolute())
    before = place.all()
    assert place.run(command, "ours")[0] == 2
    assert place.all() == before


# ------------------------------------------------------------------------ what is being read


@pytest.fixture
def base(place: Place) -> Path:
    """A fact base of two files in a folder, in which an answer lies too."""
    folder = Path("facts")
    (folder / "more").mkdir(parents=True)
    shutil.copyfile(SAMPLE, folder / "one.toml")
    (folder / "more" / "empty.toml").write_bytes(b"")
    os.link(folder / "more" / "empty.toml", "hard-link")
    Path("soft-link").symlink_to("facts/more/empty.toml")
    Path("folder-link").symlink_to("facts")
    return folder


INPUTS = [
    "facts/one.toml",
    "facts/more/empty.toml",
    "./facts/../facts//more/empty.toml",
    "hard-link",
    "soft-link",
    "folder-link/more/empty.toml",
]


@pytest.mark.parametrize("command", [name for name in FILES if name not in NO_BASE])
def test_no_output_goes_onto_the_fact_base(command: str, base: Path, place: Place) -> None:
    """Not even onto an empty file of it, which would be replaced elsewhere."""
    before = place.all()
    for target in INPUTS:
        wanted = f"dipfacts: {target} is a file of the fact base in use\n  name another place\n"
        assert place.run(command, target, "facts") == (2, wanted)
        assert place.run(command, target, str(base.absolute()))[0] == 2
    assert place.all() == before


@pytest.mark.parametrize("command", COMMANDS)
def test_nor_onto_the_one_that_the_environment_names(
    command: str, base: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", "facts")
    before = place.all()
    for target in (*INPUTS, "facts", "facts/", "folder-link"):
        status, told = place.run(command, target, None)
        assert (status, told.count("\n")) == (2, 2)
    assert place.all() == before


def test_nor_onto_what_is_read_from_standard_input(base: Path, place: Place) -> None:
    before = place.all()
    words = [sys.executable, "-m", "dipfacts", "timeline", "-f", "-", "--json", "-o"]
    for target in ("facts/more/empty.toml", "hard-link"):
        with open("facts/more/empty.toml", "rb") as stream:
            done = subprocess.run(
                [*words, target], stdin=stream, capture_output=True, text=True, check=False
            )
        assert done.stderr == (
            f"dipfacts: {target} is a file of the fact base in use\n  name another place\n"
        )
    assert place.all() == before


def test_no_answer_becomes_a_file_of_the_fact_base(base: Path, place: Place) -> None:
    before = place.all()
    for target in ("facts/new.toml", "folder-link/more/new.toml"):
        assert place.run("json", target, "facts") == (
            2,
            f"dipfacts: {target} would become a file of the fact base in use\n"
            "  name a file outside of facts\n",
        )
    assert place.all() == before
    (base / "more" / "empty.toml").write_text("format = 1\n", encoding="utf-8")
    assert place.run("json", "facts/new.json", "facts") == (0, "")


def test_no_output_goes_onto_the_cache(base: Path, place: Place, tmp_path: Path) -> None:
    (base / "more" / "empty.toml").write_text("format = 1\n", encoding="utf-8")
    assert place.run("json", "a.json", "facts") == (0, "")
    cache = tmp_path / "cache"
    (index,) = cache.iterdir()
    data, free = index.read_bytes(), str(cache / "0123456789abcdef.sqlite")
    for command in [*FILES, *FOLDERS]:
        for target in (str(index), free, str(cache)):
            status, told = place.run(command, target, "facts")
            assert (status, told.count("\n")) == (2, 2)
    assert place.run("json", free, "facts")[1].startswith(
        f"dipfacts: {free} has the name of an index in the cache\n"
    )
    assert [*cache.iterdir()] == [index]
    assert index.read_bytes() == data
    assert place.run("json", str(cache / "b.json"), "facts") == (0, "")


# --------------------------------------------------------------------- what happens meanwhile

ABILITIES = ["exchange", "links", "placeholders"]


@pytest.fixture(params=ABILITIES)
def ability(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the file system can do: exchange names, or only make links, or not even that."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    if request.param != "exchange":
        monkeypatch.setattr(rename, "renamed_by_system", lambda *_: False)
    if request.param == "placeholders":
        monkeypatch.setattr(os, "link", refuse)
    return str(request.param)


def act(monkeypatch: pytest.MonkeyPatch, step: str, what: Callable[[], object]) -> list[str]:
    """Do something once, when the writer comes to that step; the steps that it came to."""
    steps: list[str] = []

    def between(now: str) -> None:
        steps.append(now)
        if now == step and steps.count(now) == 1:
            what()

    monkeypatch.setattr(whole, "between", between)
    return steps


def write_mine(path: Path) -> None:
    path.write_text("mine", encoding="utf-8")


@pytest.mark.parametrize("command", [*RACED, "init"])
def test_a_file_that_appears_meanwhile_stays(
    command: str, ability: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = place.all()
    act(monkeypatch, "written", lambda: write_mine(Path("out")))
    status, told = place.run(command, "out")
    assert (status, told.count("\n")) == (2, 2)
    assert Path("out").read_text(encoding="utf-8") == "mine"
    Path("out").unlink()
    assert place.all() == before


@pytest.mark.parametrize("command", FOLDERS)
@pytest.mark.parametrize("kind", ["full", "empty", "file", "link"])
def test_a_folder_that_appears_meanwhile_stays(
    command: str, kind: str, ability: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def appear() -> None:
        if kind == "file":
            write_mine(Path("out"))
        elif kind == "link":
            Path("out").symlink_to("papers")
        else:
            Path("out").mkdir(mode=0o750)
            if kind == "full":
                write_mine(Path("out", "mine"))

    act(monkeypatch, "written", appear)
    status, told = place.run(command, "out")
    assert (status, told.count("\n")) == (2, 2)
    after = place.all()
    Path("expected").mkdir()
    os.chdir("expected")
    appear()
    assert after["here/out"] == thing(Path("out"))
    if kind == "full":
        assert Path("..", "out", "mine").read_text(encoding="utf-8") == "mine"
    assert work_folders(place.folder) == []


def appended() -> None:
    with open("out", "a", encoding="utf-8") as stream:
        stream.write("mine")


def edited_in_place() -> None:
    data = Path("out").read_bytes()
    Path("out").write_bytes(data[:-1] + b"!")
    os.utime("out", ns=(10**18, 10**18))


def another() -> None:
    os.rename("out", "out.moved")
    write_mine(Path("out"))


def link() -> None:
    os.rename("out", "out.moved")
    os.symlink("precious.csv", "out")


def folder() -> None:
    os.rename("out", "out.moved")
    Path("out").mkdir()
    write_mine(Path("out", "mine"))


def place_now(place: Place) -> dict[str, object]:
    """All that is there but the work folder of the run itself."""
    return {name: what for name, what in place.all().items() if work.PREFIX not in name}


def added() -> None:
    write_mine(Path("out", "mine"))


def replaced() -> None:
    files = (path for path in Path("out").rglob("*") if path.is_file())
    name = min(path for path in files if path.suffix != ".sql")
    name.unlink()
    write_mine(name)


def folder_link() -> None:
    os.rename("out", "out.moved")
    os.symlink("papers", "out")


CHANGES = [
    *itertools.product(RACED, (appended, edited_in_place, another, link, folder)),
    *itertools.product(FOLDERS, (added, replaced, another, folder_link, folder)),
]


@pytest.mark.parametrize(("command", "change"), CHANGES)
def test_what_changes_meanwhile_stays_as_it_was_changed(
    command: str,
    change: Callable[[], None],
    ability: str,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert place.run(command, "out")[0] == 0
    after: list[object] = []

    def changed() -> None:
        change()
        after.append(place_now(place))

    act(monkeypatch, "written", changed)
    status, told = place.run(command, "out")
    assert (status, told.count("\n")) == (2, 2)
    assert [place_now(place)] == after
    assert work_folders(place.folder) == []


@pytest.mark.parametrize("command", FOLDERS)
def test_what_comes_into_the_old_folder_at_the_last_moment_is_kept(
    command: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.run(command, "out")[0] == 0

    def come() -> None:
        (inside,) = Path().glob(f"{work.PREFIX}*/old")
        write_mine(inside / "mine")

    act(monkeypatch, "placed", come)
    assert place.run(command, "out") == (
        2,
        "dipfacts: out is written; the old one has changed or cannot be removed\n"
        f"  it is kept as {Path('out.1').absolute()}\n",
    )
    assert Path("out.1", "mine").read_text(encoding="utf-8") == "mine"
    assert Path("out", "views.sql").exists()
    assert not Path("out", "mine").exists()


@pytest.mark.parametrize("command", ["csv", "sqlite"])
def test_what_is_written_into_the_old_file_at_the_last_moment_is_kept(
    command: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a program that had it open all the time."""
    assert place.run(command, "out")[0] == 0
    with open("out", "a", encoding="utf-8") as stream:

        def write() -> None:
            stream.write("mine")
            stream.flush()

        act(monkeypatch, "placed", write)
        status, told = place.run(command, "out")
    assert status == 2
    assert told.startswith("dipfacts: out is written; the old one has changed")
    assert Path("out.1").read_bytes().endswith(b"mine")
    assert not Path("out").read_bytes().endswith(b"mine")


@pytest.mark.parametrize("gone", ["written", "aside"])
def test_what_comes_to_the_place_of_what_is_put_back_is_kept_too(
    gone: str, ability: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worst: another file comes while a changed one is out of its place."""
    assert place.run("csv", "out") == (0, "")

    def between(step: str) -> None:
        if step == "written":
            appended()
        elif step == "aside":
            if gone == "aside" and os.path.lexists("out"):
                os.unlink("out")  # somebody removes the new one
            else:
                Path("theirs").write_text("theirs", encoding="utf-8")
                os.rename("theirs", "out")

    monkeypatch.setattr(whole, "between", between)
    assert place.run("csv", "out")[0] == 2
    found = [path.read_bytes() for path in place.folder.rglob("*") if path.is_file()]
    assert any(data.endswith(b"mine") for data in found)
    if gone == "written":
        assert b"theirs" in found


# ------------------------------------------------------------------------------ rights


@pytest.mark.parametrize("command", [*FILES, *FOLDERS])
def test_what_is_replaced_keeps_its_rights_and_owner(command: str, place: Place) -> None:
    assert place.run(command, "out")[0] == 0
    for path in (Path("out"), *Path("out").rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if os.geteuid() == 0:
            os.chown(path, 12345, 23456, follow_symlinks=False)
    assert place.run(command, "out")[0] == 0
    owner = (12345, 23456) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    for path in (Path("out"), *Path("out").rglob("*")):
        status = path.stat()
        assert stat.S_IMODE(status.st_mode) == (0o700 if path.is_dir() else 0o600), path
        assert (status.st_uid, status.st_gid) == owner


def test_a_group_that_cannot_be_given_is_no_other_groups_right(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.run("csv", "out") == (0, "")
    Path("out").chmod(0o664)

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    monkeypatch.setattr(whole, "chown", lambda *_: False)
    assert place.run("csv", "out") == (0, "")
    assert stat.S_IMODE(Path("out").stat().st_mode) == 0o604


# --------------------------------------------------------------------------- being killed


def killed(
    last: str, ability: str, words: list[str], edited: Callable[[], object] = lambda: None
) -> int:
    """Run the program until that step, where it is killed; once it has written, `edited`."""

    def between(step: str) -> None:
        if step == "written":
            edited()
        if step == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def befall() -> None:
        whole.between = between
        if ability != "exchange":
            rename.renamed_by_system = lambda *_: False

    return mishap.run(words, befall).status


@pytest.mark.parametrize("ability", ["exchange", "links"])
@pytest.mark.parametrize("step", ["written", "aside", "placed"])
@pytest.mark.parametrize("command", ["csv", "sqlite", *FOLDERS])
def test_whoever_is_killed_leaves_the_old_or_the_new_and_a_later_run_sweeps(
    command: str, step: str, ability: str, place: Place
) -> None:
    assert place.run(command, "out")[0] == 0
    old = contents(Path("out"))
    assert app.run(["topics", "-f", OTHER]) == 0  # so that only the answer is left to write
    words = [*COMMANDS[command], "out", "-f", OTHER]
    assert killed(step, ability, words) == -9
    (left,) = work_folders(place.folder)
    moved = step == "aside" and ability == "links"
    now = contents(left / "old") if moved else contents(Path("out"))
    assert (now == old) == (moved or step == "written")
    again = "more.csv" if command == "csv" else "more"
    assert place.run(command, again)[0] == 0
    assert work_folders(place.folder) == []
    assert contents(Path("out")) == now


def contents(path: Path) -> dict[str, bytes]:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return {str(file.relative_to(path)): file.read_bytes() for file in files}


def test_what_was_killed_with_another_file_in_hand_does_not_lose_it(place: Place) -> None:
    """The old one is edited just before it is moved aside, and the process killed just then."""
    assert place.run("csv", "out") == (0, "")
    Path("out").rename("ours")
    assert app.run(["topics", "-f", OTHER]) == 0
    words = [*FILES["csv"], "ours", "-f", OTHER]

    def edited() -> None:
        with open("ours", "a", encoding="utf-8") as stream:
            stream.write("mine")

    assert killed("aside", "exchange", words, edited) == -9
    here = os.getcwd()
    assert place.run("csv", "more.csv") == (
        0,
        f"dipfacts: an interrupted run had moved {here}/ours: it is kept as {here}/ours.1\n",
    )
    assert Path("ours.1").read_bytes().endswith(b"mine")
    assert work_folders(place.folder) == []


@pytest.mark.parametrize("ability", ["exchange", "links"])
def test_what_is_written_into_the_old_file_of_a_killed_run_is_kept(
    ability: str, place: Place
) -> None:
    assert place.run("csv", "out") == (0, "")
    assert app.run(["topics", "-f", OTHER]) == 0
    with open("out", "a", encoding="utf-8") as stream:
        assert killed("placed", ability, [*FILES["csv"], "out", "-f", OTHER]) == -9
        stream.write("mine")
    here = os.getcwd()
    wanted = f"dipfacts: an interrupted run had moved {here}/out: it is kept as {here}/out.1\n"
    assert place.run("csv", "more.csv") == (0, wanted)
    assert Path("out.1").read_bytes().endswith(b"mine")
    assert work_folders(place.folder) == []


def test_what_came_into_the_old_folder_of_a_killed_run_is_kept(place: Place) -> None:
    assert place.run("csv folder", "out")[0] == 0
    assert app.run(["topics", "-f", OTHER]) == 0
    assert killed("placed", "exchange", [*FOLDERS["csv folder"], "out", "-f", OTHER]) == -9
    (left,) = work_folders(place.folder)
    write_mine(left / "old" / "mine")
    assert place.run("csv", "more.csv") == (0, "")  # it knows nothing of the files of exports
    assert place.run("csv folder", "more")[0] == 0
    assert Path("out.1", "mine").read_text(encoding="utf-8") == "mine"
    assert work_folders(place.folder) == []


def test_an_export_whose_removal_was_killed_is_removed_to_the_end(place: Place) -> None:
    """Whatever of it was gone already, and never put back."""
    words = ["export", "out", "--to", "parquet", "--partition-by", "topic", "--force"]
    assert app.run([*words, "-f", SAMPLE]) == 0
    assert app.run(["topics", "-f", OTHER]) == 0
    assert killed("placed", "exchange", [*words, "-f", OTHER]) == -9
    (left,) = work_folders(place.folder)
    first = next((left / "old" / "claims").iterdir())
    for part in first.iterdir():
        part.unlink()
    shutil.rmtree("out")
    assert app.run([*words, "-f", SAMPLE]) == 0
    assert work_folders(place.folder) == []
    assert Path("out", "views.sql").exists()


def test_a_folder_that_was_renamed_gets_back_what_a_killed_run_had_moved(place: Place) -> None:
    Path("one").mkdir()
    assert place.run("csv", "one/out.csv") == (0, "")
    old = Path("one/out.csv").read_bytes()
    assert app.run(["topics", "-f", OTHER]) == 0
    assert killed("aside", "links", [*FILES["csv"], "one/out.csv", "-f", OTHER]) == -9
    Path("one").rename("two")
    assert place.run("json", "two/more.json") == (0, "")
    assert Path("two/out.csv").read_bytes() == old
    assert work_folders(place.folder) == []


def test_a_mark_is_read_only_once_its_process_is_gone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may still be written to until then, and say that a user's file is in there."""
    dead = work.make(os.getcwd())
    write_mine(Path(dead.old))
    lock = work.lock

    def late(handle: int) -> bool | None:
        dead.note(os.path.abspath("mine.csv"), None, None)
        os.close(dead.handle)
        return lock(handle)

    monkeypatch.setattr(sweep, "lock", late)
    sweep.sweep(os.getcwd(), None)
    assert Path("mine.csv").read_text(encoding="utf-8") == "mine"
    assert work_folders(place.folder) == []


def test_what_sqlite_sorted_in_goes_with_the_folder_and_other_files_stay(place: Place) -> None:
    """It unlinks such a file as soon as it is open; a process may be killed just before."""
    dead = work.make(os.getcwd())
    for name in ("etilqs_222c0082294f600f", "mine"):
        Path(dead.path, name).touch()
    os.close(dead.handle)
    sweep.sweep(os.getcwd(), None)
    assert sorted(os.listdir(dead.path)) == [work.MARK, "mine"]
    Path(dead.path, "mine").unlink()
    sweep.sweep(os.getcwd(), None)
    assert work_folders(place.folder) == []


def test_a_mark_that_is_old_but_locked_is_of_a_living_process(place: Place) -> None:
    """As that of a job that was stopped for days."""
    alive = work.make(os.getcwd())
    Path(alive.new).write_text("half", encoding="utf-8")
    os.utime(os.path.join(alive.path, work.MARK), (1, 1))
    assert place.run("csv", "out.csv") == (0, "")
    assert Path(alive.new).exists()
    os.unlink(alive.new)
    alive.close()


@pytest.mark.parametrize(
    ("begun", "days", "is_swept"),
    [
        (None, 2, True),
        ("", 2, True),
        ("A work folder of dip", 2, True),
        (None, 0, False),  # a living process may be about to mark it
        ("A work folder of mine", 2, False),
        ("A work folder of dipfacts, which removes it. Not so.", 2, False),
    ],
)
def test_a_folder_whose_process_died_before_it_was_marked(
    begun: str | None, days: int, is_swept: bool, place: Place
) -> None:
    folder = Path(f"{work.PREFIX}x")
    folder.mkdir()
    if begun is not None:
        (folder / "mark.new").write_text(begun, encoding="utf-8")
    then = time.time() - days * 86_400
    os.utime(folder, (then, then))
    sweep.sweep(os.getcwd(), None)
    assert folder.exists() == (not is_swept)


def test_an_answer_that_vanishes_before_it_has_its_name_is_an_error(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish() -> None:
        for path in Path().glob(f"{work.PREFIX}*/new"):
            path.unlink()

    act(monkeypatch, "written", vanish)
    assert app.run(["topics", "-f", SAMPLE]) == 0  # its index is another thing that is written
    act(monkeypatch, "written", vanish)
    assert place.run("csv", "out.csv") == (
        2,
        "dipfacts: out.csv cannot be written: no such file or directory\n"
        "  check that the folder exists and may be written to\n",
    )


def test_only_what_has_our_mark_is_swept(place: Place) -> None:
    header = "A work folder of dipfacts, which removes it. What is in it is not finished.\n"
    for name, mark in {
        "aaaaaaaa": None,
        "bbbbbbbb": "mine\n",
        "cccccccc": "",
        "dddddddd": header + "not JSON",
        "eeeeeeee": header + "[]",
    }.items():
        path = Path(f"{work.PREFIX}{name}")
        path.mkdir()
        write_mine(path / "new")
        if mark is not None:
            (path / work.MARK).write_text(mark, encoding="utf-8")
    Path(f"{work.PREFIX}ffffffff").write_text("mine", encoding="utf-8")
    Path(f"{work.PREFIX}gggggggg").symlink_to("papers")
    strange = Path(f"{work.PREFIX}hhhhhhhh")  # with a mark, but with more than we put there
    strange.mkdir()
    (strange / work.MARK).write_text(header + "{}\n", encoding="utf-8")
    write_mine(strange / "thesis")
    piped = Path(f"{work.PREFIX}iiiiiiii")
    piped.mkdir()
    os.mkfifo(piped / work.MARK)
    before = place.all()
    assert place.run("csv", "out.csv") == (0, "")
    Path("out.csv").unlink()
    assert place.all() == before


def test_a_work_folder_of_a_living_process_is_left_alone(place: Place) -> None:
    alive = work.make(os.getcwd())
    Path(alive.new).write_text("half", encoding="utf-8")
    assert place.run("csv", "out.csv") == (0, "")
    assert Path(alive.new).read_text(encoding="utf-8") == "half"
    os.unlink(alive.new)
    alive.close()
    assert not os.path.exists(alive.path)


# ----------------------------------------------------------------- file systems with habits


def keep_open_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a removed file in its folder, under another name, while it is open, as NFS does."""
    unlink, close, hidden = os.unlink, os.close, dict[tuple[int, int], str]()

    def is_open(status: os.stat_result) -> bool:
        for number in map(int, os.listdir("/dev/fd")):
            with contextlib.suppress(OSError):
                if os.path.samestat(os.fstat(number), status):
                    return True
        return False

    def kept(path: str) -> None:
        status = os.lstat(path)
        if not is_open(status):
            unlink(path)
            return
        name = os.path.join(os.path.dirname(path), f".nfs{len(hidden)}")
        hidden[status.st_dev, status.st_ino] = name
        os.rename(path, name)

    def closed(handle: int) -> None:
        status = os.fstat(handle)
        close(handle)
        name = hidden.get((status.st_dev, status.st_ino))
        if name and os.path.lexists(name) and not is_open(status):
            unlink(name)

    monkeypatch.setattr(os, "unlink", kept)
    monkeypatch.setattr(os, "close", closed)


def rename_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take an exchange of names for a plain rename, as file systems that ignore its flag do."""

    def renamed(old: str, new: str, flag: int) -> bool:
        if flag == rename._FREE and os.path.lexists(new):
            raise FileExistsError(new)
        os.rename(old, new)
        return True

    monkeypatch.setattr(rename, "renamed_by_system", renamed)


def number_by_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give what is renamed another inode, as file systems do that number by the path."""

    def identity(path: str) -> list[int]:
        return [os.lstat(path).st_dev, zlib.crc32(os.path.abspath(path).encode())]

    monkeypatch.setattr(work, "identity", identity)


def have_no_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to change the rights and the owner of a file, even to what they are."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    for name in ("chmod", "chown", "utime"):
        monkeypatch.setattr(os, name, refuse)


def cannot_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Know no way to force a file onto the disk."""

    def refuse(handle: int) -> None:
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", refuse)


HABITS = [keep_open_files, rename_plainly, number_by_path, have_no_rights, cannot_sync]


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.__name__)
def test_on_an_odd_file_system_ours_is_replaced_and_nothing_left(
    habit: Callable[[pytest.MonkeyPatch], None], place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = Path("base.toml")
    base.write_bytes(Path(SAMPLE).read_bytes())
    assert place.run("csv", "out.csv", str(base)) == (0, "")
    before = Path("out.csv").read_bytes()
    with base.open("a", encoding="utf-8") as stream:  # the index is replaced, too
        stream.write("# more\n")
    habit(monkeypatch)
    assert place.run("csv", "out.csv", str(base)) == (0, "")
    assert Path("out.csv").read_bytes() == before
    monkeypatch.undo()
    assert work_folders(place.folder.parent) == []


def test_a_file_that_changes_meanwhile_stays_where_renames_change_inodes(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.run("csv", "out.csv") == (0, "")
    number_by_path(monkeypatch)

    def edit(step: str) -> None:
        if step == "written":
            Path("out.csv").write_bytes(Path("out.csv").read_bytes() + b"\n")

    monkeypatch.setattr(whole, "between", edit)
    status, told = place.run("csv", "out.csv")
    assert (status, "has changed meanwhile" in told) == (2, True)
    assert Path("out.csv").read_bytes().endswith(b"\n\n")
    assert work_folders(place.folder) == []


def test_what_appears_meanwhile_is_told_so_whoever_made_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def appear(step: str) -> None:
        if step == "written":
            write_mine(Path("out.csv"))

    monkeypatch.setattr(whole, "between", appear)
    told = "dipfacts: out.csv has appeared meanwhile\n  look at it, and try again\n"
    assert place.run("csv", "out.csv") == (2, told)
    assert work_folders(place.folder) == []


def test_what_comes_to_the_path_of_a_file_that_is_put_back_is_kept_and_told(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.run("csv", "out.csv") == (0, "")
    written = Path("out.csv").read_bytes()

    def edit(step: str) -> None:
        if step == "written":
            Path("out.csv").write_bytes(written + b"\n")
        elif step == "aside":
            Path("third.csv").write_bytes(b"third")
            Path("third.csv").replace("out.csv")

    monkeypatch.setattr(whole, "between", edit)
    assert place.run("csv", "out.csv") == (
        2,
        "dipfacts: out.csv has changed meanwhile\n"
        "  look at it, and try again; what has come there since then is kept as "
        f"{Path('out.csv.1').absolute()}\n",
    )
    assert Path("out.csv").read_bytes() == written + b"\n"
    assert Path("out.csv.1").read_bytes() == b"third"
    assert work_folders(place.folder) == []


def test_what_was_begun_is_removed_where_rights_cannot_be_changed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("begun/tables").mkdir(parents=True)
    write_mine(Path("begun/tables/one.csv"))
    have_no_rights(monkeypatch)
    work.remove_made("begun")
    assert not Path("begun").exists()


def test_what_was_begun_is_removed_where_its_own_user_may_not_list_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.scandir

    def scandir(folder: str) -> Any:
        if not os.stat(folder).st_mode & 0o400:  # which the user root may list even so
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return listed(folder)

    Path("begun/tables").mkdir(parents=True)
    write_mine(Path("begun/tables/one.csv"))
    for folder in ("begun/tables", "begun"):  # as made under a umask of 0477
        os.chmod(folder, 0o300)
    monkeypatch.setattr(os, "scandir", scandir)
    work.remove_made("begun")
    assert not Path("begun").exists()


def test_a_name_that_is_too_long_is_to_be_shortened(place: Place) -> None:
    status, told = place.run("csv", "x" * 300)
    assert status == 2
    assert told.endswith("cannot be written: file name too long\n  name it shorter\n")


def test_a_disk_that_fails_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    status, told = place.run("csv", "out.csv")
    assert (status, "out.csv cannot be written: input/output error" in told) == (2, True)
    assert not Path("out.csv").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="a lock against one's own process")
def test_an_index_is_written_where_nothing_can_be_locked(tmp_path: Path) -> None:
    import fcntl

    path = tmp_path / "index"
    path.touch()
    with path.open("r+b") as stream:  # as if another had locked it for ever
        region = struct.pack("hhqqi", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        fcntl.fcntl(stream, fcntl.F_OFD_SETLK, region)
        with contextlib.closing(build.database(str(path))) as connection:
            connection.execute("CREATE TABLE one(n)")


def test_a_database_that_cannot_be_opened_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_bytes(b"no database" * 100)
    before = os.listdir("/dev/fd")
    with pytest.raises(sqlite3.DatabaseError):
        build.database(str(path))
    assert os.listdir("/dev/fd") == before


# ------------------------------------------------------------------------------- the cache


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A folder of a user's own that DIPFACTS_CACHE points at."""
    cache = tmp_path / "cache"
    cache.mkdir(exist_ok=True)
    (cache / "thesis.odt").write_bytes(b"precious")
    (cache / "0123456789abcdef.sqlite").write_bytes(b"precious" * 4000)
    (cache / "0123456789abcde0.sqlite").write_bytes(b"")
    (cache / "0123456789abcde1.sqlite").write_bytes(b"0" * 68 + b"DIPXmine" + b"0" * 17000)
    (cache / "0123456789abcde2.sqlite").write_text(f"-- {MARK}", encoding="utf-8")
    (cache / "0123456789abcdef.sqlite.999999999-1.new").write_bytes(b"precious")
    with sqlite3.connect(cache / "fedcba9876543210.sqlite") as connection:
        connection.execute("CREATE TABLE file(slot INTEGER PRIMARY KEY, letters TEXT)")
    connection.close()
    (cache / "aaaaaaaaaaaaaaaa.sqlite").mkdir()
    (cache / "bbbbbbbbbbbbbbbb.sqlite").symlink_to("thesis.odt")
    os.mkfifo(cache / "cccccccccccccccc.sqlite")
    return cache


def test_a_cache_among_foreign_files_never_loses_one(
    foreign: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: thing(path) for path in below(foreign)}
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", "1k")
    assert place.run("json", "one.json") == (0, "")
    other = Path("other.toml")
    other.write_bytes(Path(SAMPLE).read_bytes())
    assert place.run("json", "two.json", str(other)) == (0, "")  # evicts the first
    names = {path.name for path in below(foreign)}
    assert len(names - {*before}) == 1
    assert app.run(["cache", "clear"]) == 0
    assert {path.name: thing(path) for path in below(foreign)} == before


def test_a_pipe_in_the_place_of_an_index_is_not_waited_for(place: Place, tmp_path: Path) -> None:
    assert place.run("json", "one.json") == (0, "")
    (index,) = (tmp_path / "cache").iterdir()
    index.unlink()
    os.mkfifo(index)
    status, told = place.run("json", "two.json")
    assert (status, told.count("\n")) == (0, 1)
    assert f"{index.name} there was not written by dipfacts" in told
    assert index.is_fifo()


def test_a_file_swapped_for_an_index_about_to_be_deleted_stays(
    foreign: Path, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {path.name for path in below(foreign)}
    assert place.run("json", "one.json") == (0, "")
    (index,) = (path for path in below(foreign) if path.name not in known)

    def swap() -> None:
        index.rename(index.with_name("moved"))
        write_mine(index)

    act(monkeypatch, "looked", swap)
    assert app.run(["cache", "clear"]) == 0
    assert index.read_text(encoding="utf-8") == "mine"


def test_a_file_swapped_for_an_index_about_to_be_replaced_stays(
    ability: str, place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Path(SAMPLE).read_text(encoding="utf-8")
    base = Path("base.toml")
    base.write_text(text, encoding="utf-8")
    assert place.run("json", "one.json", "base.toml") == (0, "")
    (index,) = (tmp_path / "cache").iterdir()
    base.write_text(text + "\n", encoding="utf-8")

    def swap() -> None:
        if index.exists():
            index.unlink()
            write_mine(index)

    act(monkeypatch, "written", swap)
    status, told = place.run("json", "-", "base.toml")
    assert (status, told.count("\n")) == (0, 1)
    assert f"{index.name} there was not written by dipfacts" in told
    assert index.read_text(encoding="utf-8") == "mine"


# ------------------------------------------------------------------------------ completion


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_start_of_a_shell_is_kept_as_it_was(
    shell: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("ZDOTDIR", raising=False)
    start = place.folder / f".{shell}rc"
    start.write_text("alias ll='ls -l'", encoding="utf-8")
    start.chmod(0o600)
    for nth in range(3):
        before = start.read_text(encoding="utf-8")
        assert app.run(["--install-completion", shell]) == 0
        kept = start.with_name(f".{shell}rc.before-dipfacts{f'.{nth}' if nth else ''}")
        assert kept.read_text(encoding="utf-8") == before
        assert start.read_text(encoding="utf-8").startswith(before.rstrip() + "\n[ ! -f ")
        assert stat.S_IMODE(start.stat().st_mode) == 0o600
        assert app.run(["--install-completion", shell]) == 0  # once is enough
        start.write_text(f"# {nth}\n", encoding="utf-8")


def test_the_start_of_a_shell_that_is_edited_meanwhile_stays(
    ability: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = place.folder / ".bashrc"
    start.write_text("mine\n", encoding="utf-8")

    def between(step: str) -> None:
        script = place.folder / ".local" / "share" / "dipfacts" / "complete.bash"
        if step == "written" and script.exists():  # now the file that reads it is written
            start.write_text("edited\n", encoding="utf-8")

    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(whole, "between", between)
    assert app.run(["--install-completion", "bash"]) == 2
    assert start.read_text(encoding="utf-8") == "edited\n"
    assert [*place.folder.glob(".bashrc*")] == [start]


@pytest.mark.parametrize("ability", ["exchange", "links"])
@pytest.mark.parametrize("step", ["written", "aside", "placed"])
@pytest.mark.parametrize("another", [False, True])
def test_the_start_of_a_shell_survives_every_kill(
    another: bool, step: str, ability: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where another program makes a new one, or adds to it, before our next run."""
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    start = place.folder / ".bashrc"
    start.write_text("mine\n", encoding="utf-8")
    script = place.folder / ".local" / "share" / "dipfacts" / "complete.bash"
    script.parent.mkdir(parents=True)
    script.write_text(install.script("bash"), encoding="utf-8")
    assert killed(step, ability, ["--install-completion", "bash"]) == -9
    if another:
        with open(start, "a", encoding="utf-8") as stream:
            stream.write("theirs\n")
    assert app.run(["--install-completion", "bash"]) == 0
    found = [path.read_text(encoding="utf-8") for path in place.folder.glob(".bashrc*")]
    assert any("mine\n" in text for text in found)
    assert any("theirs\n" in text for text in found) == another
    assert "dipfacts completion" in start.read_text(encoding="utf-8")
    assert work_folders(place.folder) == []


def test_a_script_that_the_user_has_changed_is_kept(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert app.run(["--install-completion", "fish"]) == 0
    script = place.folder / ".config" / "fish" / "completions" / "dipfacts.fish"
    ours = script.read_text(encoding="utf-8")
    script.write_text(ours + "# mine\n", encoding="utf-8")
    for _ in range(2):
        assert app.run(["--install-completion", "fish"]) == 0
        assert script.read_text(encoding="utf-8") == ours
    (kept,) = {*script.parent.iterdir()} - {script}
    assert kept.name == "dipfacts.fish.before-dipfacts"
    assert kept.read_text(encoding="utf-8") == ours + "# mine\n"


@pytest.mark.parametrize("home", ["", "relative"])
def test_a_home_that_is_none_is_refused_by_completion(
    home: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home)
    before = place.all()
    assert app.run(["--install-completion", "bash"]) == 2
    assert place.all() == before


def test_a_relative_folder_of_settings_is_not_used(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that the shell reads at its start must not depend on where it starts."""
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert app.run(["--install-completion", "bash"]) == 0
    assert str(place.folder / ".local") in (place.folder / ".bashrc").read_text(encoding="utf-8")
    assert not Path("relative").exists()


def test_the_copy_of_a_start_whose_run_was_killed_gets_its_name(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    start = place.folder / ".bashrc"
    start.write_text("mine\n", encoding="utf-8")

    class KilledError(BaseException):
        pass

    def between(step: str) -> None:
        if step == "placed" and start.read_text(encoding="utf-8") != "mine\n":
            raise KilledError

    monkeypatch.setattr(whole, "between", between)
    with pytest.raises(KilledError):
        app.run(["--install-completion", "bash"])
    monkeypatch.undo()
    monkeypatch.setenv("HOME", str(place.folder))
    assert app.run(["--install-completion", "bash"]) == 0
    assert start.with_name(".bashrc.before-dipfacts").read_text(encoding="utf-8") == "mine\n"
    assert work_folders(place.folder) == []


def test_completion_without_a_home_writes_nothing_here(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    before = place.all()
    assert app.run(["--install-completion", "bash"]) == 2
    assert capsys.readouterr().err.startswith("dipfacts: there is no home folder")
    assert place.all() == before


# -------------------------------------------------------------------------- by construction

# Every call that removes, renames, changes rights or opens for writing, by the module it stands in.
ALLOWED = {
    "write/rename.py": {"os.rename", "os.unlink", "os.link"},
    "write/work.py": {"os.chmod", "os.unlink", "os.rmdir", "os.rename", "os.open", "os.write",
                      "tempfile.mkdtemp"},
    "write/sweep.py": {"os.unlink", "os.rmdir", "os.open"},
    "write/whole.py": {"os.rename", "os.unlink", "os.chmod", "os.chown", "os.utime",
                       "shutil.copystat"},
    # Only at the path that `whole` gave them.
    "cli/output.py": {"open x+", "os.open"},
    "cli/commands/start.py": {"open xb"},
    "cli/completion/install.py": {"open xb", "os.makedirs"},
    "export/target.py": {"os.mkdir"},
    "export/csv.py": {"open w"},
    "export/views.py": {"open w"},
    "export/datapackage.py": {"open w"},
    "export/parquet.py": {"os.makedirs"},
    "serve/files.py": {"open xb", "os.mkdir", "os.makedirs"},
    # An empty folder is removed again that the import has made.
    "importing/writing.py": {"os.makedirs", "open xb", "os.rmdir"},
    "index/make.py": {"open r+b", "os.makedirs", "os.open", "os.copy_file_range",
                      "shutil.copyfile"},
    # Only in a folder of its own, which is gone at the end.
    "importing/archive.py": {
        "open xb",
        "os.makedirs",
        "shutil.copyfileobj",
        "tempfile.TemporaryDirectory",
    },
    "write/temporary.py": {"open xb", "tempfile.gettempdir"},
    "importing/trial.py": {"os.symlink", "tempfile.TemporaryDirectory"},
    "diff/commit_texts.py": {"tempfile.TemporaryDirectory"},
    "diff/commit_files.py": {"os.makedirs", "os.symlink"},  # held by test_diff_states.py
    "diff/opening.py": {"os.mkdir", "tempfile.TemporaryDirectory"},
    "index/updating/commit_index.py": {"shutil.copyfile"},
    # Only for reading, to lock, or to where nothing is kept.
    "index/cache.py": {"os.open"},
    "read/files.py": {"os.open"},
    "index/upkeep.py": {"os.open", "os.utime"},  # the times of an index as they were
    "cli/completion/protocol.py": {"os.write"},
    "__main__.py": {"open w"},
}  # fmt: skip
CHANGING = {
    *"unlink remove rmdir removedirs rename renames replace link symlink chmod chown utime".split(),
    *"truncate ftruncate open write pwrite mkdir makedirs mkfifo lchown fchmod fchown".split(),
    *"copy_file_range sendfile splice".split(),
}
NAMED = re.compile(  # in each module that has such a call
    r"\b(os\.|shutil\.|tempfile\.|open\(|write_text|write_bytes|touch|rmtree)"
)


def changing(tree: ast.AST) -> set[str]:
    """Return the calls in a module that may change what is on the disk, made or handed on."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module, function = node.value.id, node.attr
            if (module == "os" and function in CHANGING) or module in ("shutil", "tempfile"):
                found.add(f"{module}.{function}")
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name("open"):
                mode = [a.value for a in (*node.args[1:2], *(k.value for k in node.keywords))
                        if isinstance(a, ast.Constant) and isinstance(a.value, str)]  # fmt: skip
                if any(set(text) <= {*"wxabrt+"} and set(text) & {*"wxa+"} for text in mode):
                    found.add(f"open {next(text for text in mode if set(text) & {*'wxa+'})}")
            case ast.Name("write_text" | "write_bytes" | "touch" | "rmtree" as name):
                found.add(name)
            case ast.Attribute(of, "write_text" | "write_bytes" | "touch" | "rmtree"):
                if ast.unparse(of) != "shutil":
                    found.add(ast.unparse(node.func))
    return found - {"shutil.get_terminal_size", "shutil.which", "shutil.disk_usage"}


def test_no_other_code_removes_renames_or_writes_to_files() -> None:
    found = {}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if NAMED.search(text) and (calls := changing(ast.parse(text))):
            found[path.relative_to(SOURCE).as_posix()] = calls
    assert found == ALLOWED


def test_the_tables_are_named_as_an_export_is_recognised() -> None:
    from dipfacts.export.target import owns

    assert all(owns(f"{table.name}.csv") and owns(f"{table.name}.parquet") for table in TABLES)
    assert all(map(owns, ("claims/", "claims/topic=trade/", "claims/year=2021/part-0.parquet")))
    others = ("claims", "claims/x.parquet", "claims/x/", "../claims.csv", "Claims.csv", "", "new/")
    assert not any(map(owns, others))


def test_the_mark_tells_what_is_swept(tmp_path: Path) -> None:
    made = work.make(str(tmp_path))
    write_mine(Path(made.new))
    made.note("/somewhere/out.csv", [1, 2], None)
    first, second = Path(made.path, work.MARK).read_text(encoding="utf-8").rstrip().splitlines()
    assert first.startswith("A work folder of dipfacts")
    assert json.loads(second)["target"] == "out.csv"
    assert stat.S_IMODE(os.stat(made.path).st_mode) == 0o700
    os.unlink(made.new)
    made.close()
    assert [*tmp_path.iterdir()] == []


def test_a_shared_file_that_appeared_meanwhile_is_never_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "index"
    steps = list[tuple[str, bool]]()

    def between(step: str) -> None:
        if step == "written":
            path.write_text("theirs", encoding="utf-8")  # by another process
        steps.append((step, path.exists()))

    monkeypatch.setattr(whole, "between", between)
    with whole.whole(str(path), lambda _: None, replaceable=lambda _: True) as new:
        Path(new).write_text("ours", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "ours"
    assert steps == [("written", True), ("aside", True), ("placed", True)]
