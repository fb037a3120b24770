"""Nothing of a user's is lost on file systems with habits of their own."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dipfacts.index.compiling import build
from dipfacts.write import rename, whole, work
from support.places import SAMPLE, Place, place_of, work_folders, write_mine


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Place:
    return place_of(tmp_path, monkeypatch, capsys)


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
