"""Nothing of a user's is ever lost: whatever is named as a target, and whatever happens meanwhile.

Each writing command is tried on each kind of target, with precious files around that must be the
same afterwards. Races are made by `between`, which the writer calls between its steps.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.export.tables import TABLES
from dipfacts.write import whole, work
from support.places import (
    COMMANDS,
    FILES,
    FOLDERS,
    NO_BASE,
    SAMPLE,
    Place,
    place_of,
    write_mine,
)

SOURCE = Path(app.__file__).parents[1]


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


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return place_of(tmp_path, monkeypatch, capsys)


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
