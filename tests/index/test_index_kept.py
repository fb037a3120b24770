"""The folder of indexes: where none can be kept, who waits for whom, and `dipfacts cache`."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import zlib
from datetime import date
from itertools import count, product
from pathlib import Path

import pytest

from conftest import Write
from dipfacts.answers.answer import place_of
from dipfacts.index import cache, upkeep
from dipfacts.index.cache import Listener
from dipfacts.index.rows import schema, states
from dipfacts.index.rows.lines import days
from dipfacts.model.file_format.status import CLASSES, class_on
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.query.first_errors import first_errors
from dipfacts.read import files
from support.factbase import base, relation, source, topic
from support.indexes import OLD_NS, SAMPLE, everything, kept, settled


@pytest.fixture(autouse=True)
def written_is_whole() -> None:
    """Nothing is taken for whole: what is tested is when it is."""


# ------------------------------------------------------------------- where none can be kept


def dipfacts(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program, with these variables."""
    source = str(Path(files.HERE).parent)
    return subprocess.run(
        [sys.executable, "-m", "dipfacts", *words],
        env={**os.environ, "PYTHONPATH": source, **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def test_one_line_says_why_no_index_is_kept(write: Write) -> None:
    path = settled(write(SAMPLE))
    blocked = write("a file", "file") / "below"
    right = dipfacts("trade", "azerbaijan", "russia", "-f", str(path))
    done = dipfacts("trade", "azerbaijan", "russia", "-f", str(path), DIPFACTS_CACHE=str(blocked))
    assert (right.returncode, right.stderr) == (0, "")
    assert (done.returncode, done.stdout) == (0, right.stdout)
    assert done.stderr == (
        f"dipfacts: the index cannot be kept in {blocked}: not a directory;"
        " answering from memory (set DIPFACTS_CACHE to a folder of yours)\n"
    )


def test_a_folder_of_indexes_may_be_a_link_to_what_is_not_there_yet(
    write: Write, tmp_path: Path
) -> None:
    path, words = settled(write(SAMPLE)), ("trade", "azerbaijan", "russia", "-f")
    (tmp_path / "link").symlink_to("new")
    listed = dipfacts("cache", DIPFACTS_CACHE=str(tmp_path / "link"))
    assert (listed.returncode, listed.stderr) == (0, "")
    done = dipfacts(*words, str(path), DIPFACTS_CACHE=str(tmp_path / "link"))
    assert (done.returncode, done.stderr) == (0, "")
    assert len([*(tmp_path / "new").iterdir()]) == 1
    for blocked in (write("a file", "file"), Path("/dev/null")):
        told = dipfacts(*words, str(path), DIPFACTS_CACHE=str(blocked)).stderr
        assert told == (
            f"dipfacts: the index cannot be kept in {blocked}: it is no folder;"
            " answering from memory (set DIPFACTS_CACHE to a folder of yours)\n"
        )


def test_two_versions_in_turns_have_an_index_each(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = str(settled(write(SAMPLE)))
    ours = cache.locate([path], first_errors).index_path
    with monkeypatch.context() as other:
        other.setattr(cache, "VERSION", schema.VERSION + 1)
        assert cache.locate([path], first_errors).index_path != ours
    assert dipfacts("topics", "-f", path).returncode == 0
    assert [str(file) for file in alone.glob("*.sqlite")] == [ours]
    with contextlib.closing(sqlite3.connect(ours)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    line = dipfacts("cache").stdout.splitlines()[-1]
    assert re.match(r"\(of another version\) +— +— .* not used here$", line), line


def test_what_is_no_folder_of_indexes_holds_not_none(write: Write) -> None:
    blocked = write("a file", "file")
    for words in (("cache",), ("cache", "clear")):
        done = dipfacts(*words, DIPFACTS_CACHE=str(blocked))
        assert (done.returncode, done.stdout) == (2, "")
        told = f"dipfacts: {blocked} is no folder\n  set DIPFACTS_CACHE to one of yours\n"
        assert done.stderr == told


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.argv = ["dipfacts", *sys.argv[1:]]
from dipfacts.__main__ import main
main()
"""


def test_a_file_that_may_not_grow(write: Write, alone: Path) -> None:
    pytest.importorskip("resource")
    path = settled(write(SAMPLE))
    done = subprocess.run(
        [sys.executable, "-c", FULL, "trade", "azerbaijan", "russia", "-f", str(path)],
        env={**os.environ, "PYTHONPATH": str(Path(files.HERE).parent)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert done.stdout == dipfacts("trade", "azerbaijan", "russia", "-f", str(path)).stdout
    assert done.stderr.startswith(f"dipfacts: the index cannot be kept in {alone}: ")
    assert done.stderr.count("\n") == 1
    assert [file.name for file in alone.iterdir() if file.name.startswith(".")] == []


def test_without_a_home_nothing_is_written_below_here(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIPFACTS_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    told: list[str] = []
    path = str(settled(write(SAMPLE)))
    with open_base(path, listener=Listener(lambda *_: None, told.append)) as base:
        assert len(base.find(Query())) == 16
    if sys.platform == "linux":
        assert cache.cache_folder() is None
        assert told[0].startswith("the index cannot be kept in the cache: there is no home folder")


# ------------------------------------------------------------------------- the folder itself


def test_the_indexes_used_longest_ago_are_evicted(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = settled(write(SAMPLE, "old.toml"))
    everything(old)
    first = kept(alone)
    os.utime(first, ns=(OLD_NS, OLD_NS))
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", "1k")
    everything(settled(write(SAMPLE, "new.toml")))
    assert kept(alone) != first  # the newest stays, though it is above the limit


@pytest.mark.parametrize(
    ("given", "bytes_"),
    [("", 2 * 10**9), ("500M", 5 * 10**8), ("3 gb", 3 * 10**9), ("x", 2 * 10**9)],
)
def test_the_limit(given: str, bytes_: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIPFACTS_CACHE_SIZE", given)
    assert upkeep.limit() == bytes_


def test_another_users_index_is_not_trusted(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settled(write(SAMPLE))
    right = everything(path)
    made = kept(alone).stat().st_ino
    if os.geteuid() == 0:  # what is root's would be trusted
        os.chown(kept(alone), 12346, -1)
    monkeypatch.setattr("os.getuid", lambda: 12345, raising=False)
    assert everything(path) == right
    assert kept(alone).stat().st_ino != made


# ---------------------------------------------------------------------------- taking turns


def test_who_compiles_a_large_base_waits_for_another_until_that_is_done(alone: Path) -> None:
    asked: list[bool] = []

    def is_done() -> bool:
        asked.append(len(asked) == 2)
        return asked[-1]

    with upkeep.compile_turn(str(alone), is_done):
        assert asked == []  # nobody else compiles
        with upkeep.compile_turn(str(alone), is_done):
            assert asked == [False, False, True]
    with upkeep.compile_turn(str(alone), is_done):
        assert len(asked) == 3  # the first one has let go


def test_it_does_not_wait_for_ever(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PATIENCE", 0.1)
    asked = count()

    def is_never_done() -> bool:
        assert next(asked) < 100, "it waits for ever"
        return False

    with (
        upkeep.compile_turn(str(alone), is_never_done),
        upkeep.compile_turn(str(alone), is_never_done),
    ):
        pass


def test_nor_where_nothing_can_be_locked(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bool:
        raise OSError(38, "Function not implemented")

    def fail() -> bool:
        raise AssertionError

    with upkeep.compile_turn(str(alone / "nowhere"), fail):
        pass
    monkeypatch.setattr("filelock.lock_descriptor", refuse)
    with upkeep.compile_turn(str(alone), fail):
        pass


def test_the_file_that_is_locked_is_ours_only_while_it_is_empty(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dipfacts.index.cache.LARGE", 0)
    path = settled(write(SAMPLE))
    everything(path)
    assert sorted(file.suffix for file in alone.iterdir()) == [".lock", ".sqlite"]
    assert upkeep.clear(str(alone)).count == 1
    assert list(alone.iterdir()) == []
    mine = alone / upkeep.LOCK
    mine.write_text("mine", encoding="utf-8")
    everything(path)
    assert upkeep.clear(str(alone)).count == 1
    assert mine.read_text(encoding="utf-8") == "mine"
    mine.unlink()
    mine.symlink_to("notes.txt")
    everything(path)
    assert upkeep.clear(str(alone)).count == 1
    assert mine.is_symlink()
    assert not (alone / "notes.txt").exists()


# ----------------------------------------------------------------------------- the command


def test_the_cache_command(write: Write, alone: Path) -> None:
    path = settled(write(SAMPLE))
    empty = dipfacts("cache")
    assert empty.stdout == f"{alone} holds 0 indexes, 0 bytes of at most 2 GB.\n"
    everything(path)
    shown = json.loads(dipfacts("cache", "--json").stdout)
    size = kept(alone).stat().st_size
    assert shown["folder"] == str(alone)
    assert shown["limit"] == 2 * 10**9
    (one,) = shown["indexes"]
    del one["used"]
    assert one == {
        "path": str(kept(alone)),
        "base": str(path),
        "files": 1,
        "claims": 17,
        "bytes": size,
        "fresh": True,
    }
    path.write_text(SAMPLE + "\n", encoding="utf-8")
    assert dipfacts("cache").stdout.rstrip().endswith("stale")
    (alone / "notes.txt").write_text("not ours")
    done = dipfacts("cache", "clear")
    assert done.stdout.startswith(f"deleted 1 file in {alone}, ")
    assert [file.name for file in alone.iterdir()] == ["notes.txt"]
    assert json.loads(dipfacts("cache", "clear", "--json").stdout) == {
        "schema_version": 1,
        "folder": str(alone),
        "deleted": 0,
        "bytes": 0,
    }
    wrong = dipfacts("cache", "empty")
    assert (wrong.returncode, wrong.stderr) == (
        2,
        'dipfacts: unknown action "empty"\n'
        "  dipfacts cache shows the indexes, dipfacts cache clear deletes them\n",
    )


@pytest.mark.parametrize("other", ["t.toml", "x/y/t.toml"])
def test_the_cache_names_each_of_several_bases(other: str, tmp_path: Path, alone: Path) -> None:
    head, claim = SAMPLE.rsplit("\n[[", 1)
    texts = {
        "base/a.toml": head,
        "base/under/b.toml": f"format = 1\n[[{claim}",
        other: "format = 1\n",
    }
    for name, text in texts.items():
        (path := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with open_base(str(tmp_path / "base"), str(tmp_path / other)):
        pass
    (one,) = json.loads(dipfacts("cache", "--json").stdout)["indexes"]
    assert one["base"] == f"{tmp_path}/base, {tmp_path}/{other}"
    assert one["files"] == 3


def test_files_are_named_from_the_folder_of_the_base_and_each_is_read_once(tmp_path: Path) -> None:
    base = tmp_path / "base"
    (base / "under").mkdir(parents=True)
    for name in ("a.toml", "under/b.toml", "outside"):
        (base / name).write_text("format = 1\n", encoding="utf-8")
    (base / "again.toml").symlink_to("under/b.toml")
    (base / "c.toml").symlink_to("outside")
    (tmp_path / "link").symlink_to("base", target_is_directory=True)
    real = os.path.realpath(base)
    for given in (f"{base}", f"{base}/", f"{base}/under/..", f"{tmp_path}/link"):
        found = files.source_files([given, str(base / "a.toml")])
        assert [file.short for file in found] == ["a.toml", "again.toml", "c.toml"]
        stamps = files.stamps(found) or []
        assert [stamp.path for stamp in stamps] == [
            f"{real}/a.toml\0a.toml",
            f"{real}/under/b.toml\0again.toml",
            f"{real}/outside\0c.toml",
        ]
        assert stamps == [files.read_stamped(file)[1] for file in found]
    (base / "again.toml").unlink()
    assert [file.short for file in files.source_files([f"{base}/"])][-1] == "under/b.toml"


def test_files_of_several_bases_have_a_name_each(tmp_path: Path) -> None:
    for name in ("one/a.toml", "one/more.toml", "two/a.toml", "x/two/a.toml", "three/c.toml"):
        (path := tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_text("format = 1\n", encoding="utf-8")

    def names(*bases: str) -> list[str]:
        paths = [it if it == "bundled" else str(tmp_path / it) for it in bases]
        return [file.short for file in files.source_files(paths)]

    assert names("one/a.toml", "one/more.toml") == ["a.toml", "more.toml"]
    assert names("one", "three", "two/a.toml") == [
        *("one/a.toml", "one/more.toml", "c.toml", "two/a.toml")
    ]
    assert names("two", "x/two/") == [f"{tmp_path.name}/two/a.toml", "x/two/a.toml"]
    assert names("two", "two/a.toml") == ["a.toml"]
    (tmp_path / "two" / "facts.toml").write_text("format = 1\n", encoding="utf-8")
    assert names("bundled", "two/facts.toml") == [
        *(f"bundled/{it}" for it in ("facts.toml", "world/organisations.toml", "world/world.toml")),
        "two/facts.toml",
    ]


def test_a_claim_names_the_file_of_its_base(tmp_path: Path) -> None:
    for name, head in (("one", base(source(), topic())), ("two", "format = 1\n")):
        (tmp_path / name).mkdir()
        claim = relation(f"r-{name}", parties=["austria", "chile"])
        (tmp_path / name / "facts.toml").write_text(head + claim, encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("one", "two")]
    with open_base(*paths) as both:
        facts = [both.claim(f"r-{name}") for name in ("one", "two")]
        places = [str(place_of(both, fact)).partition("#")[0] for fact in facts]
    assert [fact.file for fact in facts] == ["one/facts.toml", "two/facts.toml"]
    assert places == [Path(path, "facts.toml").as_uri() for path in paths]


def test_the_words_of_all_files_are_written_at_once(tmp_path: Path, alone: Path) -> None:
    head, claim = SAMPLE.rsplit("\n[[", 1)
    (tmp_path / "a.toml").write_text(head, encoding="utf-8")
    for name in "bc":
        own = (claim.replace('id = "', f'id = "{name}{nth}-', 1) for nth in range(20))
        text = "\n[[".join(["format = 1", *own])
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    everything(tmp_path)
    with contextlib.closing(sqlite3.connect(kept(alone))) as index:
        found = index.execute("SELECT count(DISTINCT segid) FROM words_idx").fetchone()
    assert found == (1,)  # segments, which a search looks through one by one


def test_an_index_made_by_other_names_of_countries_is_not_used() -> None:
    """An index holds the names of its parties, so that a change of the tables makes it stale."""
    tables = Path(schema.__file__).parents[2].joinpath("countries").glob("*.tsv")
    total = 0
    for table in sorted(tables):
        total = zlib.crc32(table.read_bytes(), total)
    assert total == schema.NAMES, f"raise schema.VERSION, and set NAMES = 0x{total:08x}"


def test_each_relation_takes_a_course() -> None:
    """The class that SQL gives it on a day is that of its status and its period."""
    statuses = (None, *(status for of in CLASSES.values() for status in of))
    periods = (None, "2000", "2000/", "2000/2001", "2000/..", "/2001", "/..", "[2000,2001]")
    for status, text in product(statuses, periods):
        state = states.state_of("relation", status, False, text)
        assert states.state_of("relation", status, True, text) == -1 - state
        classes, period = states.CLASSES_BY_DAY[state], Period.parse(text) if text else None
        assert classes.is_span == ("/" in (text or ""))
        first, after = days(text)
        for day in (date(year, 7, 1).toordinal() for year in (1999, 2000, 2001, 2002)):
            name = classes.past if after <= day else classes.ahead if first > day else classes.now
            assert name == class_on(day, status, period)


def test_states_keep_their_places() -> None:
    """An index that is kept holds the places: whoever moves one raises schema.VERSION."""
    assert states.EVENTS == ("held", "planned", "reported", "postponed", "cancelled", "denied")
    initials = ["".join(name[0] for name in classes[:3]) for classes in states.CLASSES_BY_DAY]
    assert initials == "ons ooo unu onu onn usp uuu sss nnn ppp ooo oso psp".split()
    assert [classes.is_span for classes in states.CLASSES_BY_DAY] == [
        *(True, True, False, True, True, True, *[False] * 7)
    ]
