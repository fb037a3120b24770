"""The folder of the cache: which files are ours, which of them go first, and who may compile."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.index import cache, upkeep
from dipfacts.index.rows.schema import APPLICATION, MARK
from dipfacts.index.upkeep import Cleared
from dipfacts.read.files import Stamp
from support.command_line import Run

SAMPLE = Path(__file__).parents[1] / "sample.toml"
GB = 10**9


def copies(index: Path, *days: int) -> list[Path]:
    """Return copies of an index, each last used on one of these days of 2001."""
    files = []
    for nth, day in enumerate(days):
        files.append(index.with_name(f"{nth:016x}.sqlite"))
        shutil.copy(index, files[-1])
        os.utime(files[-1], (980_000_000 + 86_400 * day,) * 2)
    return files


# ------------------------------------------------------------------------------ what is ours


@pytest.mark.parametrize(
    "name",
    [
        "{}.backup",
        "{}-journal",
        "{}-wal",
        "{}.1-2.new",
        "{}.1-2.new.old",
        "{}~",
        "{}\n",
        "copy-of-{}",
        "0{}",
        "ABCDEF0123456789.sqlite",
        "abcdef012345678.sqlite",
        "abcdef0123456789.db",
    ],
)
def test_a_copy_of_an_index_under_another_name_is_the_users(
    name: str, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = index.with_name(name.format(index.name))
    shutil.copy(index, copy)
    assert [one.path for one in upkeep.kept_indexes(str(index.parent))] == [str(index)]
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", "0")
    upkeep.tidy(str(index.parent), str(index))
    assert upkeep.clear(str(index.parent)).count == 1
    assert [*copy.parent.iterdir()] == [copy]


def test_a_link_is_the_users_though_it_leads_to_an_index(index: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "kept.sqlite"
    shutil.move(index, elsewhere)
    index.symlink_to(elsewhere)
    assert not upkeep.is_index(str(index))
    assert upkeep.clear(str(index.parent)) == Cleared(0, 0, 0)
    assert index.is_symlink()
    assert elsewhere.exists()


@pytest.mark.parametrize(
    ("signs", "is_ours"),
    [
        ("database number table", True),
        ("database number", True),
        ("database table", True),
        ("number table", True),
        ("database", False),
        ("number", False),
        ("table", False),
        ("", False),
    ],
)
def test_two_of_three_signs_make_an_index(signs: str, is_ours: bool, tmp_path: Path) -> None:
    named = signs.split()
    data = bytearray(b"-" * 16_384)
    if "database" in named:
        data[:16] = b"SQLite format 3\0"
    if "number" in named:
        data[68:72] = APPLICATION.to_bytes(4, "big")
    if "table" in named:
        data[-len(MARK) :] = MARK.encode()
    (tmp_path / "x").write_bytes(data)
    assert upkeep.is_index(str(tmp_path / "x")) == is_ours


def test_the_text_of_our_table_counts_in_the_first_page_alone(tmp_path: Path) -> None:
    data = b"SQLite format 3\0".ljust(16_384 - len(MARK) + 1, b" ") + MARK.encode()
    (tmp_path / "x").write_bytes(data)
    assert not upkeep.is_index(str(tmp_path / "x"))


# ------------------------------------------------------------------------------ what may go


@pytest.mark.parametrize(
    ("given", "bytes_"),
    [
        ("1000000", 1_000_000),
        ("0", 0),
        ("7b", 7),
        (" 5 k ", 5_000),
        ("5kb", 5_000),
        ("12M", 12_000_000),
        ("3g", 3 * GB),
        ("3 GB", 3 * GB),
        ("5Gxyz", 2 * GB),
        ("x5G", 2 * GB),
        ("5 5", 2 * GB),
        ("-5", 2 * GB),
        ("9" * 5_000 + "G", 10**9 * GB),
        ("1.5G", 2 * GB),
        ("1_000", 2 * GB),
        ("٣", 2 * GB),
        ("G", 2 * GB),
        (" ", 2 * GB),
    ],
)
def test_a_size_with_or_without_a_unit_and_nonsense(
    given: str, bytes_: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", given)
    assert upkeep.limit() == bytes_
    assert app.run(["topics", "-f", str(SAMPLE)]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("given", ["1.5G", "10GiB", "abc", "-5"])
def test_the_cache_command_tells_of_a_size_that_is_none(
    given: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", given)
    assert app.run(["cache"]) == 0
    assert capsys.readouterr().err == (
        f"dipfacts: DIPFACTS_CACHE_SIZE={given} is no size: 2 GB may be taken; "
        "write it in whole numbers, such as 500M or 10G\n"
    )


def test_without_a_size_there_is_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIPFACTS_CACHE_SIZE", raising=False)
    assert upkeep.limit() == 2 * GB


@pytest.mark.parametrize(("room", "left"), [(4.0, 4), (3.999, 3), (3.0, 3), (1.0, 1), (0.5, 1)])
def test_what_was_used_longest_ago_goes_first_and_what_is_in_use_never(
    room: float, left: int, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, third, first, second = copies(index, 0, 1, 3, 2)
    size = index.stat().st_size
    index.unlink()
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", str(int(room * size)))
    upkeep.tidy(str(index.parent), str(used))
    assert {*index.parent.iterdir()} == {*[used, first, second, third][:left]}


def test_no_index_is_looked_into_while_there_is_room(
    index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used, *others = copies(index, 0, 1, 2)
    looked = list[str]()
    monkeypatch.setattr(upkeep, "is_index", looked.append)
    upkeep.tidy(str(index.parent), str(used))
    assert looked == []
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", "1")
    upkeep.tidy(str(index.parent), str(used))
    assert {*map(str, others)} < {*looked}


def test_indexes_are_listed_by_their_last_use(index: Path) -> None:
    files = copies(index, 1, 3, 2)
    index.unlink()
    assert [*upkeep.kept_indexes(str(index.parent))]  # to look at them is no use of them
    listed = [*upkeep.kept_indexes(str(index.parent))]
    assert [one.path for one in listed] == [str(files[nth]) for nth in (1, 2, 0)]
    size = files[0].stat().st_size
    assert [(one.size, one.claims) for one in listed] == [(size, 17)] * 3
    assert [one.path for one in listed[0].files] == [f"{SAMPLE}\0{SAMPLE.name}"]
    assert upkeep.clear(str(index.parent)) == Cleared(3, 3 * size, 0)
    assert [*upkeep.kept_indexes(str(index.parent / "nowhere"))] == []


def test_an_index_that_cannot_be_read_is_listed_and_cleared(index: Path) -> None:
    data = bytearray(index.read_bytes())
    data[60:64] = b"\xff" * 4  # the number of another version
    index.write_bytes(data)
    (one,) = upkeep.kept_indexes(str(index.parent))
    assert (one.files, one.claims, one.size) == ([], 0, len(data))
    assert upkeep.clear(str(index.parent)) == Cleared(1, len(data), 0)


def test_what_cannot_be_deleted_is_told(
    index: Path, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.rename", refuse)
    told = dip("cache", "clear")
    assert (told.status, told.out) == (2, f"deleted 0 files in {index.parent}, 0 bytes\n")
    assert told.err == (
        f"dipfacts: 1 file in {index.parent} cannot be deleted\n"
        "  see that the folder may be written to\n"
    )
    assert index.exists()


def refuse(*_: object) -> None:
    raise OSError(errno.EROFS, "Read-only file system")


def test_an_index_of_which_a_power_cut_left_zeros_is_cleared(index: Path) -> None:
    index.write_bytes(bytes(index.stat().st_size))
    assert upkeep.clear(str(index.parent)).count == 1
    assert not index.exists()


def test_the_nearest_index_shares_most_bytes(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(index.parent)
    text = SAMPLE.read_text(encoding="utf-8")
    for name, more in (("large", "# more\n" * 100), ("small", "")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "facts.toml").write_text(text + more, encoding="utf-8")
        assert app.run(["topics", "-f", str(tmp_path / name)]) == 0
    stamps = {one.path: one.files for one in upkeep.kept_indexes(folder)}
    for path, own in stamps.items():
        assert upkeep.nearest(folder, own) == path
        assert upkeep.is_fresh(own)
    every = [stamp for own in stamps.values() for stamp in own]
    large = max(stamps, key=lambda path: stamps[path][0].size)
    assert upkeep.nearest(folder, every) == large
    assert upkeep.nearest(folder, [Stamp("else", 1, 1, 1, 1)]) is None
    assert upkeep.nearest(folder, []) is None
    (tmp_path / "large" / "facts.toml").write_text(text, encoding="utf-8")
    assert not upkeep.is_fresh(stamps[large])
    assert upkeep.is_fresh([]) is False
    assert upkeep.nearest(str(tmp_path), every) is None


@pytest.mark.parametrize(
    ("there", "is_refused"),
    [
        *(("nothing", True), ("empty", False), ("mine", True), ("link", True)),
        *(("zeros", False), ("zeros and mine", True)),
    ],
)
def test_an_index_replaces_an_index_or_an_empty_file_alone(
    there: str, is_refused: bool, index: Path, tmp_path: Path
) -> None:
    upkeep.refuse_foreign("x.sqlite", str(index))
    at = tmp_path / "at"
    if there in ("empty", "mine"):
        at.write_text("" if there == "empty" else "mine", encoding="utf-8")
    elif there.startswith("zeros"):
        at.write_bytes(bytes(100_000) + (b"mine" if "mine" in there else b""))
    elif there == "link":
        (tmp_path / "void").touch()
        at.symlink_to("void")
    if is_refused:
        with pytest.raises(OSError, match=r"x\.sqlite there was not written by dipfacts") as caught:
            upkeep.refuse_foreign("x.sqlite", str(at))
        assert isinstance(caught.value, FileExistsError)
    else:
        upkeep.refuse_foreign("x.sqlite", str(at))


# ------------------------------------------------------------------------------- taking turns


def test_without_locks_a_large_base_is_compiled_all_the_same(alone: Path) -> None:
    program = (
        "import sys; sys.modules['fcntl'] = None\n"
        "from dipfacts.index import cache; cache.LARGE = 0\n"
        "from dipfacts.cli import app; sys.exit(app.run(sys.argv[1:]))"
    )
    words = ["topics", "-f", str(SAMPLE)]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert any(re.fullmatch(cache.INDEX_NAME, file.name) for file in alone.iterdir())


def test_where_nothing_can_be_locked_nobody_waits(
    alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, slept = list[int](), list[float]()

    def refuse(handle: int, *, blocking: bool) -> bool:
        tried.append(os.fstat(handle).st_size)
        assert blocking is False
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("filelock.lock_descriptor", refuse)
    monkeypatch.setattr("time.sleep", slept.append)
    with upkeep.compile_turn(str(alone), lambda: False):
        pass
    assert (tried, slept) == ([0], [])


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_turn_leaves_no_file_open(is_locked: bool, alone: Path) -> None:
    (alone / upkeep.LOCK).touch()
    before = {*os.listdir("/proc/self/fd")} if os.path.isdir("/proc/self/fd") else None
    with upkeep.compile_turn(str(alone if is_locked else alone / "nowhere"), lambda: True):
        assert [file.name for file in alone.iterdir()] == [upkeep.LOCK]
    if before is not None:
        assert {*os.listdir("/proc/self/fd")} == before
