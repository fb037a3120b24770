"""The kept index: the same answers as without it, never stale, and never in the way."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from datetime import date
from itertools import count, product
from pathlib import Path
from typing import Any

import pytest

from dipfacts.checks import findings
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.index import cache, load_failures, store, upkeep
from dipfacts.index.cache import Listener
from dipfacts.index.rows import schema, states
from dipfacts.index.rows.lines import days
from dipfacts.index.rows.schema import Batch
from dipfacts.model.fact import Fact
from dipfacts.model.file_format.status import CLASSES, class_on
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from dipfacts.query.first_errors import first_errors
from dipfacts.query.index_repair import OpenIndex
from dipfacts.read import files
from support.factbase import base, measure, relation, source, topic

Write = Callable[..., Path]  # the fixture of conftest
SAMPLE = (Path(__file__).parents[1] / "sample.toml").read_text(encoding="utf-8")
OLD_NS = 1_600_000_000_000_000_000  # long before any test reads the file


@pytest.fixture(autouse=True)
def written_is_whole() -> None:
    """Nothing is taken for whole: what is tested is when it is."""


def settled(path: Path) -> Path:
    """The file as it is when nobody has touched it for long, so that its index is trusted."""
    os.utime(path, ns=(OLD_NS, OLD_NS))
    time.sleep(2 * cache.RACY_NS / 10**9)  # for the time of this change cannot be set
    return path


def everything(*paths: Path) -> tuple[list[Fact], list[str], list[str]]:
    """All that a base can be asked."""
    with open_base(*map(str, paths)) as base:
        facts = base.find(Query(deprecated=True))
        found = [hit for _, hit in base.search(Query(text="railway")).hits]
        return facts, found, [str(row) for row in base.counted("party")]


def kept(cache: Path) -> Path:
    """The one index that is kept."""
    (file,) = cache.iterdir()
    return file


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
        "dipfacts.countries", "platformdirs", "urllib.parse"}
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
        places = [str(both.place(fact)).partition("#")[0] for fact in facts]
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
