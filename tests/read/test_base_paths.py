"""Files, folders and links that a base is read from."""

from __future__ import annotations

import errno
import io
import os
import socket
import tracemalloc
from pathlib import Path

import pytest

from conftest import Write
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.query.base import open_base
from dipfacts.read import files
from support.loading import FIGURE, HEAD, SAMPLE


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        open_base(str(tmp_path / "no.toml"))
    assert str(caught.value) == (
        f"{tmp_path}/no.toml does not exist\nname a .toml file, or a folder that holds some"
    )


def test_a_folder_without_toml(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no")
    with pytest.raises(QuestionError) as caught:
        open_base(str(tmp_path))
    assert str(caught.value) == (
        f"{tmp_path} holds no TOML file\nname a .toml file, or a folder that holds some"
    )


def test_a_folder_of_toml_in_capitals_is_told_what_to_rename(tmp_path: Path) -> None:
    for name in (".HIDDEN.TOML", "B.TOML", "a.Toml"):
        (tmp_path / name).write_text("format = 1\n")
    with pytest.raises(QuestionError) as caught:
        open_base(str(tmp_path))
    assert str(caught.value) == f"{tmp_path} holds no TOML file\nlet B.TOML end in .toml"


@pytest.mark.parametrize("behind", ["/", "/x"])
def test_a_file_that_is_named_as_a_folder(tmp_path: Path, behind: str) -> None:
    (tmp_path / "facts.toml").write_text("format = 1\n")
    with pytest.raises(QuestionError) as caught:
        open_base(f"{tmp_path}/facts.toml{behind}")
    message = f"{tmp_path}/facts.toml{behind} cannot be read: not a directory"
    assert str(caught.value) == f"{message}\nleave out what follows the name of the file"


def test_a_socket_is_named_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("facts.toml")
        with pytest.raises(QuestionError) as caught:
            open_base("facts.toml")
    assert str(caught.value).startswith("facts.toml cannot be read: it is a socket, not a file\n")


def test_an_impossible_path() -> None:
    with pytest.raises(QuestionError) as caught:
        open_base("a\0b")
    assert str(caught.value) == "a\\x00b cannot be read: it cannot be read\ncheck its permissions"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "permission denied\ncheck its permissions"),
        (errno.EMFILE, "too many open files\nclose some of them, or allow more (ulimit -n)"),
        (errno.ENAMETOOLONG, "file name too long\nname a .toml file, or a folder that holds some"),
    ],
)
def test_a_file_that_cannot_be_read(
    number: int, said: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(SAMPLE)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr("builtins.open", refuse)  # root may read whatever its permissions say
    with pytest.raises(QuestionError) as caught:
        open_base(str(path))
    assert str(caught.value) == f"{path} cannot be read: {said}"


def test_a_file_that_gives_nothing_yet_cannot_be_read(tmp_path: Path) -> None:
    """As /proc/kmsg, which looks like a regular file."""

    class Waiting(io.FileIO):
        def readall(self) -> bytes:
            return None  # type: ignore[return-value]  # as where reading would block

    path = tmp_path / "waits.toml"
    path.touch()
    with Waiting(str(path)) as stream, pytest.raises(BlockingIOError):
        files.content(stream)


@pytest.mark.parametrize("size", [50, 1 << 30])
def test_a_file_that_was_never_written_is_not_read_as_a_whole(size: int, tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.touch()
    os.truncate(path, size)  # no room is taken on the disk
    tracemalloc.start()
    try:
        with pytest.raises(FactBaseError) as caught:
            open_base(str(path))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    (problem,) = caught.value.problems
    assert (problem.line, problem.column, problem.code) == (0, 0, "no-toml")
    assert problem.message == "the file is no text"
    assert most < 10 << 20


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(QuestionError) as caught:
        open_base(str(tmp_path))
    assert caught.value.message == f"{tmp_path} cannot be read: permission denied"


def test_standard_input_that_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(QuestionError) as caught:
        open_base("-")
    assert str(caught.value) == (
        "standard input is closed\npipe a fact base into it, or name a file"
    )


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.toml")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(HEAD + FIGURE)
    for _ in range(2):
        with open_base(os.fsdecode(path)) as base:
            assert base.claim("f").file == "\\xff\\xfe.toml"


def test_several_paths_in_the_variable(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = write(HEAD, "one.toml"), write("format = 1\n" + FIGURE, "two.toml")
    monkeypatch.setenv("DIPFACTS_FACTS", f"{first}{os.pathsep}{second}")
    with open_base() as base:
        fact = base.claim("f")
    assert (fact.file, fact.line) == ("two.toml", 2)


def test_without_a_path_the_bundled_base(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS")
    assert files.base_paths([]) == ["bundled"]
    named = [file.short for file in files.source_files(["bundled"])]
    assert named == ["facts.toml", "world/organisations.toml", "world/world.toml"]


def test_from_standard_input(monkeypatch: pytest.MonkeyPatch, alone: Path) -> None:
    class Stdin:
        buffer = io.BytesIO((HEAD + FIGURE).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    with open_base("-") as base:
        fact = base.claim("f")
    assert (fact.file, fact.line) == ("<stdin>", 21)
    assert list(alone.iterdir()) == []


def test_from_a_pipe(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, (HEAD + FIGURE).encode())
    os.close(writing)
    with open_base(f"/dev/fd/{reading}") as base:
        assert base.claim("f").line == 21
    os.close(reading)


def test_the_same_file_twice_counts_once(write: Write, tmp_path: Path) -> None:
    path = write(HEAD + FIGURE)
    (tmp_path / "link.toml").symlink_to(path)
    with open_base(str(tmp_path), str(path), f"{tmp_path}/./facts.toml") as base:
        assert base.claim("f").file == "facts.toml"


def test_files_below_are_named_from_the_folder(write: Write, tmp_path: Path) -> None:
    write(HEAD, "one.toml")
    write("format = 1\n" + FIGURE, "deep/er/two.toml")
    write("not read", "deep/three.txt")
    with open_base(str(tmp_path)) as base:
        assert base.claim("f").file == os.path.join("deep", "er", "two.toml")


def test_hidden_files_and_folders_are_none_of_a_base(write: Write, tmp_path: Path) -> None:
    write(HEAD + FIGURE, "one.toml")
    write("aside", ".one.toml")
    write("aside", ".aside/two.toml")
    (tmp_path / "._one.toml").write_bytes(b"\0\5\x16\7")
    (tmp_path / ".#one.toml").symlink_to("me@host.4242:1700000000")  # as Emacs locks a file
    with open_base(str(tmp_path)) as base:
        assert [file.short for file in base.index.files] == ["one.toml"]
    hidden = write(HEAD, ".named.toml")
    with open_base(str(hidden)) as base:
        assert [file.short for file in base.index.files] == [".named.toml"]


def test_problems_name_the_path_as_given(write: Write) -> None:
    path = write("")
    with pytest.raises(FactBaseError) as caught:
        open_base(str(path))
    assert str(caught.value) == f"{path}: the file is empty; begin with format = 1"
