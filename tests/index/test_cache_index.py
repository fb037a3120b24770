"""The place of an index, its freshness against the files, and the trust in it."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from dipfacts.errors import FactBaseError, Problem
from dipfacts.index import cache, make, upkeep
from dipfacts.index.rows.schema import APPLICATION, DAMAGED, IndexedFile
from dipfacts.query.base import open_base
from dipfacts.query.index_repair import OpenIndex
from dipfacts.read import files
from dipfacts.read.files import Stamp

DAY = 86_400 * 10**9
SAMPLE = Path(__file__).parents[1] / "sample.toml"


def no_rules(*tables: object) -> tuple[list[Problem], Counter[str]]:
    """Find no error in any table."""
    return [], Counter()


@pytest.fixture(autouse=True)
def written_is_whole() -> None:
    """Nothing is taken for whole: what is tested is when it is."""


# ------------------------------------------------------------------------------ where it is


@pytest.mark.parametrize(
    ("variables", "folder"),
    [
        ({"DIPFACTS_CACHE": "/a/b"}, "/a/b"),
        ({"DIPFACTS_CACHE": "/a/../b", "XDG_CACHE_HOME": "/x"}, "/b"),
        ({"XDG_CACHE_HOME": "/x"}, "/x/dipfacts"),
        ({"XDG_CACHE_HOME": " /x "}, "/x/dipfacts"),
        ({"XDG_CACHE_HOME": " "}, "/home/me/.cache/dipfacts"),
        ({"DIPFACTS_CACHE": ""}, "/home/me/.cache/dipfacts"),
        ({"HOME": "here"}, None),
        ({"XDG_CACHE_HOME": "here"}, "/home/me/.cache/dipfacts"),
    ],
)
def test_the_folder(
    variables: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DIPFACTS_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"HOME": "/home/me"} | variables).items():
        monkeypatch.setenv(name, value)
    assert cache.cache_folder() == folder


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_the_folder_is_that_of_platformdirs(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(name: str, *, appauthor: bool) -> str:
        return f"/Library/{name}/{appauthor}"

    monkeypatch.delenv("DIPFACTS_CACHE")
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr(platformdirs, "user_cache_dir", asked)
    assert cache.cache_folder() == "/Library/dipfacts/False"


def test_what_is_read_only_once_is_not_kept(alone: Path) -> None:
    once = cache.locate(["-"], no_rules)
    assert (once.stamps, once.index_path) == ([], "")
    base = cache.locate([str(SAMPLE)], no_rules)
    assert (len(base.files), len(base.stamps)) == (1, 1)
    assert base.index_path == str(alone / cache.index_name(base.stamps))


def test_each_set_of_files_has_a_name_of_its_own() -> None:
    def name(*paths: str) -> str:
        return cache.index_name([Stamp(path, 1, 2, 3, 4) for path in paths])

    names = [name("a"), name("b"), name("a", "b"), name("ab"), name("b", "a"), name("\udcff")]
    assert len({*names}) == len(names)
    assert all(re.fullmatch(cache.INDEX_NAME, found) for found in names)
    assert name("a", "b") == cache.index_name([Stamp("a", 9, 9, 9, 9), Stamp("b", 9, 9, 9, 9)])


@pytest.mark.parametrize("given", ["typed", "variable"])
def test_what_a_base_is_read_from(
    given: str, tmp_path: Path, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, single = tmp_path / "folder", tmp_path / "single.toml"
    for file in (folder / "deep" / "one.toml", folder / "two.toml", single):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("format = 1\n", encoding="utf-8")
    (folder / "notes.txt").touch()
    (tmp_path / files.BUNDLED).mkdir()  # a name that means the bundled base, whatever is there
    monkeypatch.chdir(tmp_path)
    paths = [str(folder), str(single), files.BUNDLED, "nowhere"]
    if given == "variable":
        monkeypatch.setenv("DIPFACTS_FACTS", os.pathsep.join(paths))
    inputs = upkeep.inputs_of(paths if given == "typed" else None)
    shipped = [
        *Path(files.bundled_path()).rglob("*.toml"),
        *Path(files.bundled_path()).rglob("*.csv"),
    ]
    read = (folder / "deep" / "one.toml", folder / "two.toml", single, *shipped)
    assert inputs.files >= {(file.stat().st_dev, file.stat().st_ino) for file in read}
    assert inputs.folders == (str(folder),)
    assert (inputs.cache, inputs.cached) == (str(alone), cache.INDEX_NAME)


# ------------------------------------------------------------------------ whether it is fresh


@pytest.mark.parametrize(
    ("changed", "is_racy"), [((0, 0), False), ((1, 0), True), ((0, 1), True), ((-1, -1), False)]
)
def test_a_file_that_changed_just_before_it_was_read_is_read_again(
    changed: tuple[int, int], is_racy: bool
) -> None:
    last = 10**18 - cache.RACY_NS - 1  # the last moment at which it may have changed
    stamp = Stamp("a", 1, last + changed[0], 3, last + changed[1])
    assert cache.is_racy(IndexedFile(0, stamp, 10**18, 5)) is is_racy
    assert cache.is_racy(IndexedFile(0, None, 10**18, 5)) is True


@pytest.mark.parametrize(
    ("changed", "read", "is_racy"),
    [
        (7 * 10**9, 7 * 10**9 + 999_999_999, True),  # 7 s may be all that is told of 7.999 s
        (7 * 10**9, DAY + 8 * 10**9 + cache.RACY_NS, True),  # by the clock of a server
        (7 * 10**9, DAY + 8 * 10**9 + cache.RACY_NS + 1, False),
        (8 * 10**9, DAY + 10 * 10**9 + cache.RACY_NS, True),  # as on FAT, in steps of two seconds
        (8 * 10**9, DAY + 10 * 10**9 + cache.RACY_NS + 1, False),
        (0, DAY + 60 * 10**9 + cache.RACY_NS, True),  # as over FTP, in minutes
        (0, DAY + 60 * 10**9 + cache.RACY_NS + 1, False),
        (9 * DAY, DAY, True),  # of a server that is days ahead
        (8 * 10**9 + 4_000_000, 8 * 10**9 + 104_000_001, False),  # a clock that ticks finely
    ],
)
def test_a_file_may_change_again_within_a_tick_of_its_file_system(
    changed: int, read: int, is_racy: bool
) -> None:
    stamp = Stamp("a", 1, changed, 3, changed)
    assert cache.is_racy(IndexedFile(0, stamp, read, 5)) is is_racy


@pytest.mark.parametrize(
    ("met", "read", "is_racy"),
    [
        (0, 9 * 10**9, True),
        (7 * 10**9, 8 * 10**9 + cache.RACY_NS, True),
        (7 * 10**9, 8 * 10**9 + cache.RACY_NS + 1, False),
    ],
)
def test_a_stamp_that_was_there_for_a_tick_is_sure_by_any_clock(
    met: int, read: int, is_racy: bool
) -> None:
    stamp = Stamp("a", 1, 999 * 10**9, 3, 999 * 10**9)
    assert cache.is_racy(IndexedFile(0, stamp, read, 5, met_ns=met)) is is_racy


@pytest.mark.parametrize("ahead", [0, -7200, 7200], ids=["ours", "behind", "ahead"])
@pytest.mark.parametrize("is_wrong", [False, True], ids=["loads", "wrong"])
def test_what_is_overwritten_within_a_tick_of_a_servers_clock_is_read_again(
    is_wrong: bool, ahead: int, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, written, stamp_of = 10**18 + 10**8, 10**18 + ahead * 10**9, files._stamp

    def coarse(*of: Any) -> Stamp:
        return stamp_of(*of)._replace(mtime_ns=written, ctime_ns=written)

    monkeypatch.setattr(files, "_stamp", coarse)
    monkeypatch.setattr(time, "time_ns", lambda: clock)
    path = tmp_path / "facts.toml"
    text = SAMPLE.read_text(encoding="utf-8") + ("[[figurs]]\n" if is_wrong else "")

    def ask() -> str:
        try:
            with open_base(str(path)) as base:
                return base.topics["trade"].label
        except FactBaseError as error:
            return str(error.problems[0])

    path.write_text(text, encoding="utf-8")
    before = ask()
    if is_wrong:
        path.write_text(text.replace("figurs", "figuri"), encoding="utf-8")
        assert ask() == before.replace("figurs", "figuri")
    else:
        path.write_text(text.replace(before, before.swapcase()), encoding="utf-8")
        assert ask() == before.swapcase()
    clock += 3 * 10**9  # the clock of the server goes on as ours
    now = ask()

    def refuse(*_: object) -> None:
        pytest.fail("it was compiled once more")

    monkeypatch.setattr(make, "make", refuse)
    assert ask() == now


def test_files_of_before_the_clock_was_set_back_are_not_compiled_again(
    alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, now = tmp_path / "facts.toml", time.time_ns
    path.write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(time, "time_ns", lambda: now() - 3600 * 10**9)
    open_base(str(path)).close()
    connection = cache.open_fresh(cache.locate([str(path)], no_rules))
    assert connection is not None
    connection.close()
    path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
    assert cache.open_fresh(cache.locate([str(path)], no_rules)) is None


def test_a_time_that_is_still_to_come_was_set_by_hand() -> None:
    stamp = Stamp("a", 1, 10**19, 3, 5 * 10**17)
    assert cache.is_racy(IndexedFile(0, stamp, 10**18, 5)) is False
    of_a_server_ahead = Stamp("a", 1, 10**18 + 500 * 10**9, 3, 10**18 + 500 * 10**9)
    assert cache.is_racy(IndexedFile(0, of_a_server_ahead, 10**18, 5)) is True
    changed_just_now = stamp._replace(ctime_ns=10**18)
    assert cache.is_racy(IndexedFile(0, changed_just_now, 10**18, 5)) is True


@pytest.mark.parametrize("year", [2096, 2300])  # in ns, an index holds no time after 2262
def test_a_file_of_the_future_is_compiled_once(year: int, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_bytes(SAMPLE.read_bytes())
    then = (year - 1970) * 365 * DAY
    os.utime(file, ns=(then, then))
    time.sleep(2 * cache.RACY_NS / 10**9)
    open_base(str(file)).close()
    base = cache.locate([str(file)], no_rules)
    connection = cache.open_fresh(base)
    assert connection is not None
    connection.close()


class Far:
    """The status of a file whose inode has a number of 64 bits, as on some network file systems."""

    def __init__(self, status: os.stat_result) -> None:
        self.status = status
        self.st_ino = 2**64 - 7

    def __getattr__(self, name: str) -> Any:
        return getattr(self.status, name)


def test_an_inode_may_need_all_64_bits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fstat = os.fstat
    file = tmp_path / "facts.toml"
    file.write_bytes(SAMPLE.read_bytes())
    monkeypatch.setattr(os, "fstat", lambda handle: Far(fstat(handle)))
    with open_base(str(file)) as base:
        assert base.index.all("SELECT inode FROM file", (), list) == [[-7]]


def test_a_fresh_index_is_opened_to_be_read(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = cache.locate([str(SAMPLE)], no_rules)
    assert base.index_path == str(index)
    connection = cache.open_fresh(base)
    assert connection is not None
    (indexed,) = cache.indexed_files(connection)
    assert (indexed.stamp, indexed.claims) == (base.stamps[0], 17)
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM claim_row")
    connection.close()
    assert [*index.parent.iterdir()] == [index]

    assert cache.open_fresh(base.replaced(index_path="")) is None
    stamp = base.stamps[0]
    for other in ([], [stamp._replace(size=1)], [stamp, stamp]):
        assert cache.open_fresh(base.replaced(stamps=other)) is None
    monkeypatch.setattr(cache, "RACY_NS", 10**20)
    assert cache.open_fresh(base) is None


# ---------------------------------------------------------------------- whether it is trusted

WHOLE = {
    "page": 4096,
    "pages": 104,
    "size": 4096 * 104,
    "owner": os.getuid(),
    "number": APPLICATION,
}


@pytest.mark.parametrize(
    ("keys", "is_whole"),
    [
        ({}, True),
        ({"page": 1, "size": 65536 * 104}, True),
        ({"page": 1, "size": 104}, False),
        ({"page": 2}, False),
        ({"pages": 103}, False),
        ({"size": 4096 * 104 - 1}, False),
        ({"pages": 1 << 24, "size": 4096 << 24}, True),
        ({"pages": (1 << 24) + 104}, False),
        ({"owner": 0}, True),
        ({"owner": os.getuid() + 1}, False),
        ({"number": APPLICATION + 1}, False),
    ],
)
def test_an_index_is_as_long_as_its_header_says_and_of_a_user_to_be_trusted(
    keys: dict[str, int], is_whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = WHOLE | keys
    head = bytearray(b"\xff" * 72)
    for at, length, value in ((16, 2, "page"), (28, 4, "pages"), (68, 4, "number")):
        head[at : at + length] = it[value].to_bytes(length, "big")
    status = os.stat_result(
        (0o100600, 1, 1, 1, it.get("owner", os.getuid()), 0, it["size"], 0, 0, 0)
    )

    def beginning(path: str, size: int) -> tuple[bytes, os.stat_result]:
        assert (path, size) == ("x", 72)
        return bytes(head), status

    monkeypatch.setattr(cache, "beginning", beginning)
    assert cache._is_whole("x") is is_whole


@pytest.mark.parametrize("error", [*DAMAGED, sqlite3.OperationalError])
def test_an_index_that_cannot_be_asked_is_none(
    error: type[Exception], index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: sqlite3.Connection) -> Any:
        connection.close()
        raise UnicodeDecodeError("utf-8", b"", 0, 1, "") if error is UnicodeDecodeError else error

    connection = cache.open_kept(str(index))
    assert connection is not None
    with contextlib.closing(connection):  # and till then it is lent to nobody else
        monkeypatch.setattr(cache, "prepare", fail)
        assert cache.open_kept(str(index)) is None


def test_only_a_file_has_a_beginning(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"0123456789")
    head, status = cache.beginning(str(file), 4)
    assert (head, status and status.st_size) == (b"0123", 10)
    assert cache.beginning(str(file), 40)[0] == b"0123456789"
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    assert cache.beginning(str(tmp_path / "link"), 4)[0] == b"0123"
    assert cache.beginning(str(tmp_path / "link"), 4, os.O_NOFOLLOW) == (b"", None)
    for name in ("pipe", "nothing", "."):
        assert cache.beginning(str(tmp_path / name), 4) == (b"", None)


def test_only_damage_makes_an_index_anew() -> None:
    again: list[str] = []

    def compile_again() -> sqlite3.Connection:
        again.append("")
        return sqlite3.connect(":memory:")

    def asked(sql: str, connection: sqlite3.Connection, *values: int) -> None:
        with contextlib.closing(OpenIndex(connection, compile_again)) as index:
            index.all(sql, values, list)

    connection = sqlite3.connect(":memory:")
    connection.create_function("stop", 0, connection.interrupt)
    long = "WITH n(i) AS (SELECT stop() UNION ALL SELECT i FROM n) SELECT count(*) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        asked(long, connection)
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        asked("SELECT 1", connection)
    with pytest.raises(OverflowError):
        asked("SELECT ?", sqlite3.connect(":memory:"), 2**63)
    assert again == []
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        asked("SELECT * FROM claim", sqlite3.connect(":memory:"))
    assert again == [""]
