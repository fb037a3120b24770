"""Nothing of a user's is lost while others write, or when the program is killed."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import KEPT
from dipfacts.cli import app
from dipfacts.cli.completion import install
from dipfacts.index.rows.schema import MARK
from dipfacts.write import rename, sweep, whole, work
from support import mishap
from support.places import (
    COMMANDS,
    FILES,
    FOLDERS,
    SAMPLE,
    Place,
    below,
    place_of,
    thing,
    work_folders,
    write_mine,
)

RACED = ["csv", "bibtex", "schema", "sqlite"]  # in the same code as the others, each in its own way
OTHER = str(KEPT)  # a base that is not the sample


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return place_of(tmp_path, monkeypatch, capsys)


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


def folder() -> None:
    os.rename("out", "out.moved")
    Path("out").mkdir()
    write_mine(Path("out", "mine"))


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
