"""The kept index: the same answers as without it, never stale, and never in the way."""

from __future__ import annotations

import contextlib
import gc
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts.checks import findings
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.index import cache, load_failures, store, upkeep
from dipfacts.index.rows import schema
from dipfacts.index.rows.schema import Batch
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from dipfacts.query.index_repair import OpenIndex
from dipfacts.read import files
from support.factbase import base, measure, relation, source, topic
from support.indexes import OLD_NS, SAMPLE, everything, kept, settled


@pytest.fixture(autouse=True)
def written_is_whole() -> None:
    """Nothing is taken for whole: what is tested is when it is."""


def uncached(*paths: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    """All that a base can be asked, answered without any kept index."""
    with monkeypatch.context() as patched:
        patched.setattr(cache, "cache_folder", lambda: None)
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
            connection.execute(f"UPDATE {table}_row SET body = x'c1'")
    connection.close()


def damage_tables(file: Path) -> None:
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("DROP TABLE party_set_of_pair")
        connection.execute("DROP TABLE kind_row")
        connection.execute("DROP TABLE name_row")
    connection.close()


def damage_sources(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM source_row")


def damage_foreign(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    with connection:
        connection.execute("CREATE TABLE file(x)")
        connection.execute("INSERT INTO file VALUES (1)")
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    connection.close()


def damage_version(file: Path) -> None:
    connection = sqlite3.connect(file)
    connection.execute("DELETE FROM claim_row")
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
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
        damage_sources,
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
        sources = base.sources_by_id(["archive"])
        assert [*sources] == ["archive"]
    assert [file.name for file in alone.iterdir() if file.name.startswith(".")] == []


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
        "values": lambda base: base.values("kind")[0],
    }
    with open_base(str(path)) as base:
        assert questions[question](base) in (
            "diplomatic-relations", "russia", "rank-2021", ["trade", "diplomacy"], "turnover",
        )  # fmt: skip
    assert list(alone.iterdir()) == []  # dropped, so that the next one is made anew


def test_damage_that_cannot_be_mended_is_not_hidden(write: Write) -> None:
    path = write(SAMPLE)
    connection = store.open_index([str(path)], findings.errors)
    base = Base(OpenIndex(connection), [str(path)])
    connection.close()
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

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dipfacts.index.make.whole", refuse)
    write(SAMPLE + "\n")
    assert everything(path) == right


def test_a_disk_that_fills_while_the_index_is_written(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(SAMPLE)
    really = schema.insert_batch
    calls = []

    def full_at_first(connection: sqlite3.Connection, batch: Batch) -> None:
        calls.append(batch)
        if len(calls) == 1:
            raise sqlite3.OperationalError("database or disk is full")
        really(connection, batch)

    monkeypatch.setattr(schema, "insert_batch", full_at_first)
    assert len(everything(path)[0]) == 17
    assert len(calls) == 2
    assert list(alone.iterdir()) == []


@pytest.mark.parametrize("name", [b"a b?#%\xff", b"it's"])
def test_an_odd_folder_for_the_cache(
    name: bytes, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / os.fsdecode(name)
    monkeypatch.setenv("DIPFACTS_CACHE", str(folder))
    path = settled(write(SAMPLE))
    first = everything(path)
    made = kept(folder).stat().st_ino
    assert everything(path) == first
    assert kept(folder).stat().st_ino == made


def test_a_pipe_is_never_read_again() -> None:
    assert store.reopen_index(["-"], findings.errors) is None


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
    folder = cache.cache_folder()
    assert folder is not None
    assert Path(folder).is_relative_to(tmp_path)


def test_of_a_wrong_base_no_more_is_kept_than_what_is_wrong(write: Write, alone: Path) -> None:
    path = write("format = 2")
    for _ in range(2):
        with pytest.raises(FactBaseError):
            open_base(str(path))
    (remembered,) = upkeep.kept_indexes(str(alone))
    assert (len(remembered.files), remembered.claims) == (1, 0)
    write(SAMPLE)
    assert everything(path)[0]
    (index,) = upkeep.kept_indexes(str(alone))
    assert index.claims


def test_very_many_problems_are_remembered_in_order(write: Write, alone: Path) -> None:
    """They are kept some at a time, and of a large base there may be several for each claim."""
    claims = (relation(f"r{nth}", parties=["AA", f"B{nth % 7}"]) for nth in range(1_001))
    path = settled(write(base(source(), *claims)))
    raised: list[FactBaseError] = []
    for _ in range(2):
        with pytest.raises(FactBaseError) as error:
            open_base(str(path))
        raised.append(error.value)
    found, remembered = (error.problems for error in raised)
    assert len(found) == 2_002
    assert [*remembered] == found
    assert raised[0].summary == raised[1].summary
    assert isinstance(remembered, load_failures._KeptProblems)  # not found anew


def test_remembered_problems_are_closed_once_nobody_has_them(
    write: Write, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.13 warns of an index that is collected while it is open."""
    path = settled(write(base(source(), relation("r", parties=["AA", "BB"]))))
    opened: list[sqlite3.Connection | None] = []
    open_kept = cache.open_kept

    def keep(at: str) -> sqlite3.Connection | None:
        opened.append(open_kept(at))
        return opened[-1]

    monkeypatch.setattr(cache, "open_kept", keep)
    for _ in range(2):
        with pytest.raises(FactBaseError) as error:
            open_base(str(path))
    connection = opened[-1]
    assert connection is not None
    assert connection.execute("SELECT count(*) FROM failure").fetchone() == (1,)
    del error
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        connection.execute("SELECT count(*) FROM failure")


def test_a_remedy_is_remembered_in_the_words_of_toml(write: Write, alone: Path) -> None:
    keys = 'id = "t"\nfile = "t.csv"\nclaim = "figure"\nsource = "s"\nmeasure = "turnover"\n'
    keys += 'unit = "USD"\nparties = ["france"]\nperiod = "{y}"\nvalue = "{v}"\n'
    path = write(base(source(), topic(), measure(), f"[[table]]\n{keys}"))
    path.with_name("t.csv").write_text('v,y\n1,2020\nnil,2021\n"1,5",2022\n')
    os.utime(path.with_name("t.csv"), ns=(OLD_NS, OLD_NS))
    settled(path)
    told = []
    for _ in range(2):
        with pytest.raises(FactBaseError) as error:
            open_base(str(path))
        told.append([(it.line, it.hint) for it in error.value.problems])
    assert isinstance(error.value.problems, load_failures._KeptProblems)
    assert told == [[(3, 'name it in missing = ["…"]'), (4, 'add decimal = ","')]] * 2


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
    assert base.search(Query(text="moscow")).hits
cold = {"dipfacts.read.toml.loader", "dipfacts.read.base.references",
        "dipfacts.read.table.validation",
        "dipfacts.read.table.positions", "tomli",
        "dipfacts.countries.tables", "platformdirs", "urllib.parse"}
print(*sorted(cold & set(sys.modules)))
"""


def test_a_fresh_index_is_asked_without_the_reader(write: Write, alone: Path) -> None:
    path = settled(write(SAMPLE))
    source = str(Path(files.HERE).parent)
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
    assert "dipfacts.read.toml.loader" in outputs[0]
    assert outputs[1] == []


@pytest.mark.parametrize("name", ["a?mode=rw", "b#c", "100%41", "é 中", "x;y&z='\"", "_.-~"])
def test_an_index_of_any_name_is_opened(name: str, tmp_path: Path) -> None:
    path = str(tmp_path / name)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    with contextlib.closing(cache.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (7,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("CREATE TABLE t (x)")


def test_an_index_that_cannot_be_opened_is_made_anew(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settled(write(SAMPLE))
    right = everything(path)

    def refuse(at: str, **more: Any) -> sqlite3.Connection:
        if at.startswith("file:"):  # where what is kept is opened
            refused.append(at)
            raise sqlite3.OperationalError("unable to open database file")
        connection: sqlite3.Connection = connect(at, **more)
        return connection

    refused: list[str] = []
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert everything(path) == right
    assert refused


def test_a_file_that_vanishes_has_no_stamp(tmp_path: Path) -> None:
    gone = files.SourceFile(str(tmp_path / "gone.toml"), "gone.toml", "gone.toml")
    assert files.stamps([gone]) is None


# ----------------------------------------------------------------------------- no wrong claim


def test_a_claim_with_a_changed_bit_is_never_shown(write: Write, alone: Path) -> None:
    path = settled(write(SAMPLE))
    right = everything(path)
    whole = kept(alone).read_bytes()
    name = kept(alone)
    right_facts = {fact.id: fact for fact in right[0]}
    matches = [*re.finditer(b"turnover", whole)]
    assert len(matches) > len(right_facts)
    noticed = 0
    for nth, match in enumerate(matches):
        changed = bytearray(whole)
        changed[match.start() + nth % 8] ^= 1 << (nth % 8)
        name.unlink(missing_ok=True)
        name.write_bytes(changed)
        with open_base(str(path)) as base:
            facts = base.find(Query(deprecated=True))
        assert [right_facts[fact.id] for fact in facts] == facts
        assert len(facts) >= len(right_facts) - 1  # that it is not found: see docs/index.md
        noticed += not name.exists()
    assert noticed > len(matches) // 4


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claim_row SET line = line + 1",
        "UPDATE claim_row SET first = first + 1",
        "UPDATE claim_row SET manner = (SELECT min(manner) FROM claim_row)",
        "UPDATE claim_row SET subject = (SELECT min(subject) FROM claim_row)",
        "UPDATE claim_row SET body = (SELECT body FROM claim_row ORDER BY n LIMIT 1)",
        "UPDATE manner SET deprecated = 1 - deprecated",
        "UPDATE file SET short = 'other.toml'",
        "UPDATE manner SET body = (SELECT body FROM manner ORDER BY manner LIMIT 1)",
        "UPDATE subject SET topic = 'diplomacy' WHERE topic = 'trade'",
        "UPDATE subject SET body = (SELECT body FROM subject ORDER BY subject LIMIT 1)",
        "INSERT OR IGNORE INTO party_set SELECT 'cote-divoire', '', party_set FROM party_set",
        "UPDATE party_row SET claims = claims + 1",
        "UPDATE source_row SET body = (SELECT body FROM source_row ORDER BY id LIMIT 1)",
        "UPDATE name_row SET party = 'russia' WHERE form = 'aze'",
        "UPDATE timeline SET day = day + 1",
    ],
)
def test_whatever_is_altered_in_the_index_the_answers_are_right(
    sql: str, write: Write, alone: Path
) -> None:
    def asked() -> list[object]:
        with open_base(str(path)) as base:
            about = [base.find(Query(parties=(name,))) for name in ("russia", "cote-divoire")]
            lines = [*base.moments(Query(types=("event", "relation")))]
            sources = base.sources_by_id(["archive", "daily-2022-02", "news-2022-12-05"])
            return [*about, lines, base.party("aze"), base.counted("party"), sources]

    path = settled(write(SAMPLE))
    right = asked()
    connection = sqlite3.connect(kept(alone))
    with connection:
        connection.execute(sql)
    connection.close()
    assert asked() == right
