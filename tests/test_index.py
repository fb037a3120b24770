"""The kept index: the same answers as without it, never stale, and never in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts import compiling, index, places
from dipfacts.base import Base, Fact, Query, open_base
from dipfacts.problem import FactBaseError, QuestionError

Write = Callable[..., Path]  # the fixture of conftest
SAMPLE = Path(__file__).with_name("sample.toml").read_text(encoding="utf-8")
OLD_NS = 1_600_000_000_000_000_000  # long before any test reads the file


def settled(path: Path) -> Path:
    """The file as it is when nobody has touched it for long, so that its index is trusted."""
    os.utime(path, ns=(OLD_NS, OLD_NS))
    return path


def everything(*paths: Path) -> tuple[list[Fact], list[str], list[str]]:
    """All that a base can be asked."""
    with open_base(*map(str, paths)) as base:
        facts = base.find(Query(deprecated=True))
        found = [hit for _, hit in base.search(Query(text="railway"))]
        return facts, found, [str(row) for row in base.counted("party")]


def kept(cache: Path) -> Path:
    """The one index that is kept."""
    (file,) = cache.iterdir()
    return file


def uncached(*paths: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """All that a base can be asked, answered without any kept index."""
    with monkeypatch.context() as patched:
        patched.setattr(places, "cache_folder", lambda: None)
        return everything(*paths)


def test_kept_and_unkept_answers_are_equal(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settled(write(SAMPLE))
    without = uncached(path, monkeypatch=monkeypatch)
    assert list(alone.iterdir()) == []
    first = everything(path)
    made = kept(alone).stat().st_ino
    second = everything(path)
    assert kept(alone).stat().st_ino == made  # the second was answered from what the first left
    assert without == first == second


def test_an_edit_is_seen(write: Write) -> None:
    path = settled(write(SAMPLE))
    everything(path)
    write(SAMPLE.replace("2_900_000_000", "2_900_000_001_000"))
    with open_base(str(path)) as base:
        assert getattr(base.claim("turnover-2021").claim, "value", None) == 2_900_000_001_000


def test_an_edit_of_equal_size_and_time_is_seen_while_the_file_is_fresh(write: Write) -> None:
    path = write(SAMPLE)
    stat = path.stat()
    everything(path)
    path.write_text(SAMPLE.replace("2_900_000_000", "2_900_000_001"), encoding="utf-8")
    os.utime(path, ns=(stat.st_mtime_ns, stat.st_mtime_ns))
    assert path.stat().st_size == stat.st_size
    assert path.stat().st_ino == stat.st_ino
    with open_base(str(path)) as base:
        assert getattr(base.claim("turnover-2021").claim, "value", None) == 2_900_000_001


def test_files_added_to_and_removed_from_a_folder_are_seen(write: Write, tmp_path: Path) -> None:
    settled(write(SAMPLE, "base/one.toml"))
    folder = tmp_path / "base"
    before = everything(folder)
    more = '[[event]]\nid = "new"\nkind = "visit"\ntitle = "New"\nsource = "archive"\n'
    added = settled(write(f'format = 1\n{more}parties = ["russia"]\n', "base/two.toml"))
    assert {fact.id for fact in everything(folder)[0]} - {f.id for f in before[0]} == {"new"}
    added.unlink()
    assert everything(folder) == before


def damage_none(file: Path) -> None:
    file.unlink()


def damage_cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damage_cut_by_a_page(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4096])


def damage_empty(file: Path) -> None:
    file.write_bytes(b"")


def damage_text(file: Path) -> None:
    file.write_text("not a database\n" * 1000)


def damage_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def damage_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for start in range(4096 * 3, len(data), 4096):
        data[start : start + 64] = b"\xff" * 64
    file.write_bytes(bytes(data))


def damage_bodies(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        for table in ("claim", "party", "topic", "measure", "source"):
            connection.execute(f"UPDATE {table} SET body = x'c1'")
    connection.close()


def damage_tables(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("DROP TABLE link")
        connection.execute("DROP TABLE name")
    connection.close()


def damage_foreign(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("CREATE TABLE stamp(x)")
        connection.execute("INSERT INTO stamp VALUES (1)")
        connection.execute(f"PRAGMA user_version = {index.VERSION}")
    connection.close()


def damage_version(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DELETE FROM claim")
    connection.execute(f"PRAGMA user_version = {index.VERSION + 1}")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    "damage",
    [
        damage_none,
        damage_cut,
        damage_cut_by_a_page,
        damage_empty,
        damage_text,
        damage_folder,
        damage_middle,
        damage_bodies,
        damage_tables,
        damage_foreign,
        damage_version,
    ],
)
def test_whatever_happens_to_the_kept_index_the_answers_are_right(
    damage: Callable[[Path], None], write: Write, alone: Path
) -> None:
    path = settled(write(SAMPLE))
    right = everything(path)
    damage(kept(alone))
    assert everything(path) == right
    assert everything(path) == right
    with open_base(str(path)) as base:
        assert base.party("RUS").id == "russia"
        assert len(base.find(Query(parties=("azerbaijan", "russia")))) == 16
    assert [file.name for file in alone.iterdir() if file.name.endswith(".new")] == []


@pytest.mark.parametrize("question", ["find", "party", "claim", "topics", "measures", "values"])
def test_each_question_survives_a_damaged_index(question: str, write: Write, alone: Path) -> None:
    path = settled(write(SAMPLE))
    everything(path)
    damage_bodies(kept(alone))
    damage_tables(kept(alone))
    questions: dict[str, Callable[[Base], object]] = {
        "find": lambda base: base.find(Query(parties=("russia",), limit=1))[0].id,
        "party": lambda base: base.party("rusiya").id,
        "claim": lambda base: base.claim("rank-2021").id,
        "topics": lambda base: [*base.topics],
        "measures": lambda base: next(iter(base.measures)),
        "values": lambda base: base.values("kind", "diplomacy")[0],
    }
    with open_base(str(path)) as base:
        assert questions[question](base) in (
            "diplomatic-relations", "russia", "rank-2021", ["trade", "diplomacy"], "turnover",
        )  # fmt: skip
    if question != "values":  # which touches nothing that was damaged
        assert list(alone.iterdir()) == []  # dropped, so that the next one is made anew


def test_damage_that_cannot_be_mended_is_not_hidden(write: Write) -> None:
    path = write(SAMPLE)
    base = Base(index.open_index([str(path)]))
    base._db.close()
    with pytest.raises(sqlite3.ProgrammingError):
        base.find(Query())


def test_a_folder_for_the_cache_that_cannot_be_had(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(SAMPLE)
    right = everything(path)
    monkeypatch.setenv("DIPFACTS_CACHE", str(write("a file", "file") / "below"))
    assert everything(path) == right
    monkeypatch.setenv("DIPFACTS_CACHE", "/proc/none")
    assert everything(path) == right


def test_a_cache_that_cannot_be_written(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(SAMPLE)
    right = everything(path)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dipfacts.index.os.replace", refuse)
    write(SAMPLE + "\n")
    assert everything(path) == right


def test_a_disk_that_fills_while_the_index_is_written(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(SAMPLE)
    really = compiling.Compiler.write
    calls = []

    def full_at_first(compiler: compiling.Compiler, execute: compiling.Execute) -> None:
        calls.append(execute)
        if len(calls) == 1:
            raise sqlite3.OperationalError("database or disk is full")
        really(compiler, execute)

    monkeypatch.setattr(compiling.Compiler, "write", full_at_first)
    assert len(everything(path)[0]) == 17
    assert len(calls) == 2
    assert list(alone.iterdir()) == []


def test_an_odd_folder_for_the_cache(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / os.fsdecode(b"a b?#%\xff")
    monkeypatch.setenv("DIPFACTS_CACHE", str(folder))
    path = settled(write(SAMPLE))
    first = everything(path)
    made = kept(folder).stat().st_ino
    assert everything(path) == first
    assert kept(folder).stat().st_ino == made


def test_a_pipe_is_never_read_again() -> None:
    assert index.reopen_index(["-"]) is None


def test_the_folder_is_the_users_alone(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "deep" / "cache"
    monkeypatch.setenv("DIPFACTS_CACHE", str(folder))
    everything(write(SAMPLE))
    assert folder.stat().st_mode & 0o777 == 0o700
    assert kept(folder).stat().st_mode & 0o777 == 0o600


def test_without_the_variable_the_systems_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DIPFACTS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = places.cache_folder()
    assert folder is not None
    assert Path(folder).is_relative_to(tmp_path)


def test_errors_are_never_kept(write: Write, alone: Path) -> None:
    path = write("format = 2")
    for _ in range(2):
        with pytest.raises(FactBaseError):
            open_base(str(path))
    assert list(alone.iterdir()) == []
    write(SAMPLE)
    assert everything(path)[0]


def test_what_became_wrong_is_told_though_an_index_is_kept(write: Write) -> None:
    path = settled(write(SAMPLE))
    everything(path)
    write("format = 2")
    with pytest.raises(FactBaseError):
        open_base(str(path))
    path.unlink()
    with pytest.raises(QuestionError):
        open_base(str(path))


def test_many_at_once_leave_one_index(write: Write, alone: Path) -> None:
    path = settled(write(SAMPLE))
    found: list[int] = []

    def ask() -> None:
        found.append(len(everything(path)[0]))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [17] * 8
    assert kept(alone).suffix == ".sqlite"


WARM = """
import sys
from dipfacts import Query, open_base
with open_base(sys.argv[1]) as base:
    pair = base.party("az").id, base.party("Россия").id
    assert len(base.find(Query(types=("figure",), parties=pair, limit=5))) == 5
    assert base.search(Query(text="moscow"))
cold = {"dipfacts.load", "dipfacts.compiling", "dipfacts.explain", "dipfacts.locate", "tomli",
        "pycountry", "platformdirs"}
print(*sorted(cold & set(sys.modules)))
"""


def test_a_fresh_index_is_asked_without_the_reader(write: Write, alone: Path) -> None:
    path = settled(write(SAMPLE))
    source = str(Path(places.HERE).parent)
    outputs = [
        subprocess.run(
            [sys.executable, "-c", WARM, str(path)],
            env={**os.environ, "PYTHONPATH": source},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert "dipfacts.load" in outputs[0]
    assert outputs[1] == []


def test_an_index_that_cannot_be_opened_is_made_anew(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settled(write(SAMPLE))
    right = everything(path)

    def refuse(_: str) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(index, "_opened", refuse)
    assert everything(path) == right


def test_a_file_that_vanishes_has_no_stamp(tmp_path: Path) -> None:
    gone = places.SourceFile(str(tmp_path / "gone.toml"), "gone.toml", "gone.toml")
    assert places.stamps([gone]) is None
